/* Judge: what can be said of each cell as of the latest period, before cells are held together. */
#ifndef LOC_DEMAND_JUDGE_H
#define LOC_DEMAND_JUDGE_H

#include "demand/baseline.h"
#include "demand/rebase.h"

/* A direction of a cell: 0 a rise, 1 a fall. */
typedef struct loc_side {
    double p, q;
    uint32_t window;
    uint32_t rules; /* of repetition */
    uint32_t beyond, leaning;
} loc_side;

typedef struct loc_judged {
    loc_side side[2];
    locality_demand_window longest; /* the longest window that can be judged */
    uint32_t longest_size;          /* 0 for none */
    int32_t standing;
    double cut;                            /* of a rise of its family, for one window */
    locality_demand_suggestion suggestion; /* run 0: none */
} loc_judged;

/* The latest periods of a cell, in room of the caller's. */
typedef struct loc_lately {
    loc_recent recent;
    uint32_t start; /* period of place 0 */
    double expected[LOC_DEMAND_RECENT];
    double error[LOC_DEMAND_RECENT];
} loc_lately;

static inline int32_t loc_side_direction(int side) {
    return side == 0 ? 1 : -1;
}
void loc_cell_lately(const locality_demand *d, const loc_cell *c, loc_lately *out);
/* p of each of the latest periods in one direction (above 0.5: 0.5 and more is 1), NaN for no data; and
 * how far it lies from the expected in deviations. */
void loc_lately_weeks(const loc_lately *lately, uint32_t span, int32_t direction, double *p,
                      double *deviation);
void loc_cell_judge(const locality_demand *d, loc_desk *desk, uint32_t cell, loc_judged *out);

#endif
