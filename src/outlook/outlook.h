/* Outlook: forecasts of parts (one area, one service), and the cells that they add up to. */
#ifndef LOC_OUTLOOK_OUTLOOK_H
#define LOC_OUTLOOK_OUTLOOK_H

#include <stdbool.h>

#include "base/arena.h"
#include "demand/state.h"
#include "locality/outlook.h"
#include "series/forecast.h"

#define LOC_OUTLOOK_MOST_AHEAD 26
#define LOC_OUTLOOK_MOST_ORIGINS 104
#define LOC_OUTLOOK_COMPLETE 0.8      /* share of a period's requests from which it is data */
#define LOC_OUTLOOK_MOST_COUNT 9.0e15 /* up to which doubles are whole numbers */

/* A forecast, as one base of the sums. */
typedef struct loc_part {
    uint32_t area, service;
    uint32_t first, series; /* its series, in the order of parts */
    uint32_t from;          /* first period that it rests on */
    uint32_t used;          /* periods with data since */
    int32_t method;
    bool is_recorded, is_found;
    bool has_steps; /* from one period to the next, that show how much counts vary */
    double level;
    double pull;    /* share of an error that stays in the level */
    double unsure;  /* variance of the level for each unit of dispersion and mean */
    double squares; /* of errors one period ahead */
    double fitted;  /* what had been forecast where there are errors */
    double errors;  /* how many */
} loc_part;

/* Tried forecasts against what came. */
typedef struct loc_trial {
    double count, error, naive, seasonal,
        seasons;  /* sums of absolute errors; counts with a year before */
    double scale; /* of the naive forecast before the trials; NaN */
} loc_trial;

/* What intervals of a sum are made of, for one period ahead. */
typedef struct loc_ahead {
    double mean;
    double pull;   /* the mean times the parts' pull */
    double pull2;  /* times its square */
    double unsure; /* the mean times the parts' `unsure` */
} loc_ahead;

typedef struct loc_outlook_cell {
    locality_outlook_cell shown;
    uint32_t first_part;            /* in outlook->part_of */
    bool has_interval;              /* there is something to base one on */
    uint32_t used;                  /* periods with data */
    double squares, fitted, errors; /* as those of a part */
    loc_trial trial;
} loc_outlook_cell;

struct locality_outlook {
    locality_allocator allocator;
    loc_arena arena;
    locality_outlook_options options; /* every default filled in */
    int32_t period;
    uint32_t cycle, periods, cells, parts;
    int64_t first_day;
    loc_tree areas, services; /* texts are copied; no populations */
    loc_outlook_cell *cell;
    loc_part *part;
    uint32_t *part_of; /* parts of each cell, in the order of ids */
    double *part_mean; /* of each part and period ahead */
    loc_ahead *ahead;  /* of each cell and period ahead */
    double *recent;    /* of each cell: counts of the latest `recents` periods, NaN for no data */
    uint32_t recents;  /* a year and one period, or all there are */
};

/* Room for the work on one part after the other. */
typedef struct loc_outlook_desk {
    const locality_demand *d;
    locality_outlook *o;
    loc_forecast room;
    uint32_t *order;                   /* series by part */
    double *value;                     /* counts of a part, scaled; NaN for no data */
    double *fitted, *season, *scratch; /* periods and horizon each */
    double *tried;                     /* of each period of each trial */
    /* Of cells with several parts: what was forecast for each past period, and in each trial. */
    uint32_t *sum_row; /* of each cell, LOC_DEMAND_NONE */
    uint32_t sum_rows;
    double *sum_value, *sum_fitted, *sum_tried;
} loc_outlook_desk;

/* First day of a period, ahead or past. */
int64_t loc_outlook_day(const locality_outlook *o, int64_t period);

/* Counts of a part to desk->value. */
void loc_part_counts(loc_outlook_desk *desk, const loc_part *part);
/* Forecasts a part: fills it, desk->fitted, its means ahead (`mean`) and desk->tried. */
void loc_part_forecast(loc_outlook_desk *desk, loc_part *part, double *mean);

/* Takes the parts of the series and the cells that they add up to. */
locality_status loc_outlook_take_cells(loc_outlook_desk *desk, locality_error *error);
/* Adds a part that has been forecast to the cells that it lies in. */
void loc_outlook_add(loc_outlook_desk *desk, uint32_t part);
/* What the sums say of each cell: dispersion and skill. */
void loc_outlook_settle(loc_outlook_desk *desk);
/* Tried forecasts of a series against what came. */
loc_trial loc_outlook_try(const locality_outlook *o, const double *value, const double *tried);

/* Fills mean, expected and interval of a line for its periods ahead, whose mean together is `mean` (as forecast
 * where it is below 0); what was observed is in the line. */
void loc_outlook_interval(const locality_outlook *o, uint32_t cell, double mean,
                          locality_outlook_line *line);
/* Ends of the interval of what is to come in a line for parts of a cell: `ahead` is theirs, `mean` is their
 * mean, as forecast or changed. */
void loc_outlook_ends(const locality_outlook *o, uint32_t cell, const loc_ahead *ahead,
                      const locality_outlook_line *line, double mean, int64_t *least,
                      int64_t *most);
/* Adds a part to what is ahead. */
void loc_ahead_add(const locality_outlook *o, uint32_t part, loc_ahead *ahead);
/* Gives the lines of a cell by `every`, one after the other. INVALID
 * for days that no calendar has. */
locality_status loc_outlook_lines(const locality_outlook *o, uint32_t cell, int32_t every,
                                  void (*give)(void *self, const locality_outlook_line *line),
                                  void *self, locality_error *error);
/* INVALID or NOT_FOUND where there is no such cell. */
locality_status loc_outlook_check(const locality_outlook *outlook, uint32_t cell,
                                  locality_error *error);

#endif
