/* Draw: counts as they could be where nothing happened. */
#ifndef LOC_SCAN_DRAW_H
#define LOC_SCAN_DRAW_H

#include <stdbool.h>

#include "locality/scan.h"
#include "statistics/random.h"

/* The numbers that one cell can have, with their probabilities added up. */
typedef struct loc_draw_cell {
    size_t first, count; /* of its probabilities */
    double lowest;       /* the number that the first one is of */
} loc_draw_cell;

/* What is needed to draw a whole set of cells again and again. */
typedef struct loc_draw {
    const locality_allocator *allocator;
    const locality_scan_input *input;
    int32_t model;
    size_t cells, cases;
    uint32_t *place_of, *period_of; /* of each case (PERMUTATION); period_of is shuffled */
    double *share;                  /* of cells, added up (POPULATION) */
    uint32_t *guide;                /* the cell of each of as many equal parts of all shares */
    loc_draw_cell *cell;            /* EXPECTED, OVERDISPERSED */
    double *probability;            /* of all cells, one after another */
    size_t probabilities;
} loc_draw;

/* Whether cells have more spread than Poisson. */
bool loc_draw_is_spread(const locality_scan_input *input, int32_t model);
bool loc_draw_make(loc_draw *draw, const locality_scan_input *input, int32_t model,
                   const locality_allocator *allocator);
void loc_draw_free(loc_draw *draw);

/* Draws counts of all cells into `cell`. */
void loc_draw_cells(loc_draw *draw, loc_random *random, double *cell);

#endif
