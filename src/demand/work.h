/* Work: stages over all cells, in shares that the host's threads may do. */
#ifndef LOC_DEMAND_WORK_H
#define LOC_DEMAND_WORK_H

#include "demand/judge.h"
#include "demand/result.h"

typedef struct loc_stage loc_stage;
/* What is done with one cell (or signal); touches nothing of another that the stage changes. */
typedef void (*loc_stage_work)(loc_stage *stage, loc_desk *desk, uint32_t cell);

struct loc_stage {
    locality_demand *d;
    loc_desk *desk; /* one a share */
    uint32_t shares;
    loc_judged *judged;
    uint64_t done, total; /* cells of all stages */
    loc_stage_work work;
    uint32_t first, end; /* cells of the part under way */
    uint32_t from;       /* first period that is added up */
    loc_signal *signal;  /* that are explained, in place of cells */
};

/* Takes desks for the shares of the executor; false on refusal (give all the same). */
bool loc_stage_take(loc_stage *stage, locality_demand *d);
void loc_stage_give(loc_stage *stage);
/* Does the work for the cells from `first` to before `end`. OK or CANCELLED. */
locality_status loc_stage_run(loc_stage *stage, loc_stage_work work, uint32_t first, uint32_t end,
                              locality_error *error);

/* Brings sums and baselines up to the latest period. OK, INVALID, OVERFLOW or CANCELLED. */
locality_status loc_demand_follow(loc_stage *stage, locality_error *error);

#endif
