/* Forecast: what comes next by a given way, in room that is given once for many series. */
#ifndef LOC_SERIES_FORECAST_H
#define LOC_SERIES_FORECAST_H

#include <stdbool.h>

#include "base/memory.h"
#include "locality/series.h"
#include "series/changepoint.h"
#include "statistics/regression.h"

typedef struct loc_forecast {
    locality_allocator allocator;
    size_t count, steps, period; /* what there is room for */
    double *block;
    double *value, *fitted, *other, *scratch; /* `count` each */
    double *mean, *second,
        *spread;             /* `steps` each: means, of a second way, standard errors over sigma */
    double *season, *start;  /* `period` each */
    double *design, *weight; /* of the regression: four columns */
    loc_regression regression;
    loc_change change;
    bool has_regression, has_change;
} loc_forecast;

bool loc_forecast_take(loc_forecast *room, size_t count, size_t steps,
                       const locality_forecast_options *options,
                       const locality_allocator *allocator);
void loc_forecast_give(loc_forecast *room);
locality_status loc_forecast_options(const locality_forecast_options *given,
                                     locality_forecast_options *out, locality_error *error);
/* Forecasts `steps` periods to room->mean with standard errors over sigma in room->spread (NaN for none); what
 * is fitted is in room->fitted. Values are allowed and enough (loc_forecast_needs). Never fails. */
void loc_forecast_run(loc_forecast *room, const double *value, size_t count,
                      const locality_forecast_options *options, size_t steps,
                      locality_forecast_summary *summary);
/* The same with intervals. */
void loc_forecast_steps(loc_forecast *room, const double *value, size_t count,
                        const locality_forecast_options *options, locality_forecast_step *step,
                        size_t steps, locality_forecast_summary *summary);
/* Values that the way needs. */
size_t loc_forecast_needs(const locality_forecast_options *options);
/* Mean absolute error of the (seasonal) naive forecast; NaN where there is none. */
double loc_naive_error(const double *value, size_t count, size_t period);

/* ---- Between the files of this concept: each writes means, spread, fitted and the summary ---- */

void loc_forecast_smooth(loc_forecast *room, size_t count, const locality_forecast_options *options,
                         size_t steps, locality_forecast_summary *summary);
void loc_forecast_theta(loc_forecast *room, size_t count, const locality_forecast_options *options,
                        size_t steps, locality_forecast_summary *summary);
void loc_forecast_rare(loc_forecast *room, size_t count, const locality_forecast_options *options,
                       size_t steps, locality_forecast_summary *summary);
/* Level after simple smoothing of `count` values without gaps; what is forecast for each to `fitted`
 * (may be null), their squared errors to `sse` (may be null). */
double loc_smooth_level(const double *value, size_t count, double alpha, double start,
                        double *fitted, double *sse);
/* Where f is least between a and b, by golden section to 1e-12. */
double loc_golden(double a, double b, double (*f)(double x, void *self), void *self);
/* Alpha between bounds that smooths `count` values from the first with the least squares. */
double loc_best_alpha(const double *value, size_t count, double lowest, double highest);

#endif
