/* State: series under watch, the cells they add up to, and what each cell expects. */
#ifndef LOC_DEMAND_STATE_H
#define LOC_DEMAND_STATE_H

#include <stdbool.h>

#include "demand/tree.h"
#include "demand/windows.h"

#define LOC_DEMAND_RECENT 26 /* latest periods that every cell has expectations of */
#define LOC_DEMAND_NONE LOCALITY_DEMAND_NONE

/* How far quarters of a cell lie from its share of the cell above. */
typedef struct loc_stray {
    uint32_t freedom; /* 0: not known */
    double mass;      /* expected of all quarters */
    double square;    /* squares of what is left of each beside a drift, over its expected */
    double drift;     /* growth a year beside that of the cell above */
    double precision; /* of the drift, but for the dispersion */
    double middle;    /* of the mass: period */
} loc_stray;

/* What a cell expects, and from where. */
typedef struct loc_baseline {
    int32_t rung;   /* one of locality_demand_rungs */
    bool is_pooled; /* leans on its like */
    bool may_own;   /* it could stand on its own past instead */
    bool is_provisional;
    uint32_t first; /* oldest period it rests on */
    uint32_t last;  /* latest */
    uint32_t used;  /* periods with data among them */
    uint32_t weighed_down;
    uint32_t from; /* first period of which something is expected */
    uint32_t step; /* first period of the recorded level it stands on, LOC_DEMAND_NONE */
    double sum;    /* counts it rests on */
    double mean;   /* for each period */
    double dispersion;
    double growth;  /* share of the dispersion beyond 1 that grows with the mean; NaN not known */
    double pearson; /* of the counts it rests on, for the group */
    double freedom;
    loc_stray stray;
    double trend;   /* growth a year */
    double level;   /* of what the cell above expects, or of a period; until the cell is settled
                        the exposure that its counts had */
    double wave[2]; /* HARMONIC: cosine and sine of the year */
} loc_baseline;

typedef struct loc_cell {
    uint32_t area, service; /* area LOC_DEMAND_NONE: all */
    uint32_t area_depth, service_depth;
    uint32_t first_member, members; /* series, in d->member */
    uint32_t above;                 /* cell of the area above and the same service */
    uint32_t above_service;         /* cell of the same area and the service above */
    uint32_t sum_row;  /* row of sums; LOC_DEMAND_NONE where the one series is the cell */
    uint32_t path_row; /* row of paths; LOC_DEMAND_NONE where no cell lies below */
    uint32_t group;    /* cells of the same service and depths */
    bool has_below;    /* some cell lies below it */
    loc_baseline base;
} loc_cell;

/* Cells of one service and depth, which borrow from one another; in the order of cells. */
typedef struct loc_group {
    double dispersion;     /* of counts about what their shares of the cell above lead to */
    double fixed, growing; /* dispersion beyond 1 of a cell, and for each of its mean */
    double between;        /* variance of the cells' dispersions about that, relative */
    bool has_line;         /* whether these are told */
    bool has_growth;       /* whether means differ enough to tell the two apart */
    double stray;          /* variance of quarters about their shares, relative */
    double drift;          /* variance of growths a year beside that of the cell above */
    double shape, rate;    /* of the gamma distribution of their rates */
    bool is_told;          /* whether there is such a distribution */
} loc_group;

typedef struct loc_step {
    uint32_t area, service, period;
    const char *reason, *by;
    int64_t recorded;
} loc_step;

struct locality_demand {
    locality_allocator allocator;
    loc_arena arena;                 /* ids, trees, places of series, steps */
    locality_demand_options options; /* every default filled in */
    int32_t period;                  /* one of locality_demand_periods */
    uint32_t cycle;                  /* periods of a year */
    int64_t first_day;
    loc_tree areas, services, providers;
    uint32_t periods, room; /* periods, and how many rows have room for */
    uint32_t series;
    const int64_t *count; /* borrowed, or `own` */
    size_t series_step;
    int64_t *own;
    double *completeness;                /* of each period; room */
    uint32_t *area, *service, *provider; /* of each series */
    loc_step *step;
    size_t steps, step_room;
    loc_cell *cell;
    uint32_t cells;
    uint32_t *member; /* series of each cell */
    size_t members;
    loc_group *group;
    uint32_t groups;
    int64_t *sum; /* rows of `room` */
    uint32_t sum_rows;
    double *path; /* rows of `room`: what cells with others below expect of every period */
    uint32_t path_rows;
    uint32_t places;  /* expectations of each cell: RECENT + refit - 1 */
    double *expected; /* of a cell and place; the place of period t is t - base_period */
    double *error;
    uint32_t anchor;   /* period in which baselines are fitted, LOC_DEMAND_NONE before */
    bool is_fitted;    /* baselines are those of the anchor and the steps */
    uint32_t added_up; /* periods whose sums are made and whose counts are checked */
};

/* Takes input and options; counts are borrowed where `borrow`. Checks everything but the counts. */
locality_status loc_demand_take(const locality_demand_input *given,
                                const locality_demand_options *options, bool borrow,
                                const locality_allocator *host, locality_demand **out,
                                locality_error *error);
/* Makes the cells of the series. */
locality_status loc_demand_make_cells(locality_demand *d, locality_error *error);
/* Adds a step that has been checked. */
locality_status loc_demand_add_step(locality_demand *d, const locality_demand_step *given,
                                    locality_error *error);

/* Counts of a cell, one a period. */
static inline const int64_t *loc_cell_counts(const locality_demand *d, const loc_cell *c) {
    return c->sum_row == LOC_DEMAND_NONE
               ? d->count + (size_t)d->member[c->first_member] * d->series_step
               : d->sum + (size_t)c->sum_row * d->room;
}
/* First period that expectations are kept of, for the present anchor. */
static inline uint32_t loc_first_place(const locality_demand *d) {
    return d->anchor + 1 > LOC_DEMAND_RECENT ? d->anchor + 1 - LOC_DEMAND_RECENT : 0;
}
static inline double *loc_cell_expected(const locality_demand *d, const loc_cell *c) {
    return d->expected + (size_t)(c - d->cell) * d->places;
}
static inline double *loc_cell_error(const locality_demand *d, const loc_cell *c) {
    return d->error + (size_t)(c - d->cell) * d->places;
}
/* What a cell with others below it expects of every period. */
static inline double *loc_cell_path(const locality_demand *d, const loc_cell *c) {
    return c->path_row == LOC_DEMAND_NONE ? NULL : d->path + (size_t)c->path_row * d->room;
}
/* What the cell above expects of every period, to take shares of; null where nothing is. */
static inline const double *loc_cell_above_path(const locality_demand *d, const loc_cell *c) {
    const loc_cell *above = c->above == LOC_DEMAND_NONE ? NULL : &d->cell[c->above];

    return above == NULL || above->base.rung == LOCALITY_DEMAND_NO_BASELINE
               ? NULL
               : loc_cell_path(d, above);
}
/* Whether a cell has a level of its own alone, on what the cell above expects. */
static inline bool loc_cell_borrows(const loc_cell *c) {
    return c->above != LOC_DEMAND_NONE &&
           (c->base.rung == LOCALITY_DEMAND_BORROWED || c->base.rung == LOCALITY_DEMAND_POOLED);
}
/* Cell of an area and a service, by search; LOC_DEMAND_NONE for none. */
uint32_t loc_cell_find(const locality_demand *d, uint32_t area, uint32_t service);

#endif
