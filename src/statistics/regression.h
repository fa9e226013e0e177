/* Regressions of counts and shares by iteratively reweighted least squares (McCullagh and Nelder 1989).
 *
 * Poisson with log link (with a dispersion: quasi-Poisson), negative binomial with log link and given
 * theta (variance mu + mu^2 / theta) or theta by maximum likelihood, binomial with logit link (the
 * response a share, the prior weight the number it is of). Starting values, the measure of convergence
 * (|change of deviance| < 1e-8 (|deviance| + 0.1), 25 rounds) and the columns left out as linear
 * combinations of earlier ones are those of the usual tools, so that results can be compared to the
 * last round. One room serves any number of fits without allocating. */
#ifndef LOC_STATISTICS_REGRESSION_H
#define LOC_STATISTICS_REGRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "locality/base.h"

/* Most columns of a design. */
#define LOC_REGRESSION_COLUMNS 24

typedef enum loc_family { LOC_FAMILY_POISSON, LOC_FAMILY_NEGBIN, LOC_FAMILY_BINOMIAL } loc_family;

typedef enum loc_fit {
    LOC_FIT_CONVERGED,
    LOC_FIT_NOT_CONVERGED, /* the figures are those of the last round */
    LOC_FIT_FAILED         /* no rows of weight, or a mean left the numbers: no figures */
} loc_fit;

/* What is fitted; borrowed. A row whose prior weight is 0 has no influence. */
typedef struct loc_regression_data {
    loc_family family;
    size_t rows;
    size_t columns;       /* 1 to LOC_REGRESSION_COLUMNS, with that of the intercept */
    const double *design; /* column after column, `rows` numbers each */
    const double *response;
    const double *prior;  /* weight of each row, 0 or more; null for 1 each */
    const double *offset; /* null for none */
    double theta;         /* NEGBIN only: above 0, infinity for Poisson */
    size_t turns; /* theta by likelihood: most turns of fit and theta; 0 for 25, as glm.nb */
} loc_regression_data;

/* Room for fits, and the last fit. Arrays over rows are valid until the next fit. */
typedef struct loc_regression {
    locality_allocator allocator;
    size_t room_rows;
    size_t room_columns;
    double *block;
    /* the last fit */
    size_t rows;
    size_t columns;
    size_t rank; /* columns that are not combinations of earlier ones */
    size_t rounds;
    double *fitted;   /* mu of each row */
    double *linear;   /* eta of each row */
    double *weight;   /* working weight of each row, prior weight included */
    double *working;  /* inside: the response linearised; afterwards (y - mu) d eta / d mu */
    double *matrix;   /* inside: the design under its weights */
    double *row;      /* inside */
    double *previous; /* inside: means a turn ago */
    double coefficient[LOC_REGRESSION_COLUMNS]; /* NaN for a column left out */
    /* Unscaled covariance, row after row of `columns`; 0 for columns left out. */
    double covariance[LOC_REGRESSION_COLUMNS * LOC_REGRESSION_COLUMNS];
    double deviance;
    double pearson; /* sum of prior (y - mu)^2 / variance(mu) */
    double df;      /* rows of weight less rank */
} loc_regression;

/* Takes room for fits of up to so many rows and columns; false on refusal (then nothing is held). */
bool loc_regression_take(loc_regression *regression, size_t rows, size_t columns,
                         const locality_allocator *allocator);
void loc_regression_give(loc_regression *regression);

/* Fits. LOC_FIT_FAILED also where rows or columns are more than there is room for. */
loc_fit loc_regression_fit(loc_regression *regression, const loc_regression_data *data);

/* Sum of prior w r^2 / df, w the working weight and r the working residual: the dispersion of
 * quasi-likelihood, not floored; NaN without degrees of freedom. */
double loc_regression_dispersion(const loc_regression *regression);

/* eta at one more row of the design, and its standard error unscaled (times sqrt(dispersion)). */
void loc_regression_predict(const loc_regression *regression, const double *row, double *eta,
                            double *error);
/* Leverage of each row, to `out` of the fit's rows. */
void loc_regression_leverage(const loc_regression *regression, const loc_regression_data *data,
                             double *out);

/* A negative binomial fit with theta by maximum likelihood, fit and theta in turns. */
typedef struct loc_theta {
    double theta;
    double error; /* standard error of theta */
    double twice_log_likelihood;
    size_t turns;
    bool converged;
} loc_theta;

loc_fit loc_regression_fit_theta(loc_regression *regression, const loc_regression_data *data,
                                 loc_theta *out);

#endif
