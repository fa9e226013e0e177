/* Baseline: what a cell expects, from its own past where that is long enough, else from less. */
#ifndef LOC_DEMAND_BASELINE_H
#define LOC_DEMAND_BASELINE_H

#include "demand/state.h"
#include "demand/turns.h"
#include "statistics/regression.h"
#include "surveillance/farrington.h"

#define LOC_DEMAND_LADDERS 18                    /* plans of 3 years, 4, ... */
#define LOC_DEMAND_MOST_COUNT (INT64_C(1) << 53) /* whole in a double */

#define LOC_DEMAND_THRESHOLD 2.58 /* Anscombe residual from which a past week is weighed down */

/* Where a period lies in its year: its block, those before and after it, and how much of their levels it
 * takes instead of its own, so that the season goes over from middle to middle and every block keeps
 * its own level on average. */
typedef struct loc_season {
    uint8_t block, before, after; /* block 0: none */
    double from_before, from_after;
} loc_season;

/* A fit, and where every period lies in its year. */
typedef struct loc_plan {
    loc_farrington fit;
    loc_season *season; /* of each period, as far as d->reach */
    loc_turns turns;    /* of the fit */
    bool is_planned;
} loc_plan;

/* Room of one worker. */
typedef struct loc_desk {
    loc_plan plan[LOC_DEMAND_LADDERS]; /* of 3 years, 4, ... */
    loc_regression regression;
    double *design;         /* room * 4 */
    double *number;         /* room * 2 */
    int64_t *count;         /* room */
    const loc_cell *fitted; /* whose fit is kept while signals are explained */
    const loc_plan *fitted_plan;
    bool has_failed; /* a sum left 64 bits, or a count is none */
    uint32_t failed_series, failed_period;
} loc_desk;

bool loc_desk_take(loc_desk *desk, const locality_demand *d);
void loc_desk_give(loc_desk *desk, const locality_demand *d);
/* Plans the fits for the present anchor. */
void loc_desk_plan(loc_desk *desk, const locality_demand *d);

/* Adds the series of a cell up, from period `from` on, and checks their counts. */
void loc_cell_add_up(locality_demand *d, loc_desk *desk, uint32_t cell, uint32_t from);
/* Fits a cell: what needs no cell of its group. The cell above is settled. */
void loc_cell_fit(locality_demand *d, loc_desk *desk, uint32_t cell);
/* Finishes a fitted cell with what its group has in common. */
void loc_cell_settle(locality_demand *d, loc_desk *desk, uint32_t cell);
/* Whether a recorded step is one of the cell's area and service. */
bool loc_step_concerns(const locality_demand *d, const loc_step *step, const loc_cell *c);
/* The first period of the level that a cell stands on, as recorded; LOC_DEMAND_NONE for none. */
uint32_t loc_cell_step(const locality_demand *d, const loc_cell *c);

/* Fits the cell's own past again, for its weights and parts; null where it stands on none. */
const loc_plan *loc_cell_refit(const locality_demand *d, loc_desk *desk, const loc_cell *c);
/* The season of a wave in a period: 1.2 is a fifth above the year's average. */
double loc_wave_at(const locality_demand *d, const loc_cell *c, uint32_t period);
/* What such a fit expects of a period, without a recorded step; false where it cannot tell. Between the
 * middles of two blocks the season goes over from one to the other, but for weeks of the year that stand
 * beside that. */
bool loc_fit_at(const loc_plan *plan, uint32_t period, loc_farrington_expected *out);

#endif
