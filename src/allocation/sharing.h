/* Sharing: a problem in canonical order, and the search. */
#ifndef LOC_ALLOCATION_SHARING_H
#define LOC_ALLOCATION_SHARING_H

#include "allocation/work.h"
#include "locality/sharing.h"

#define LOC_SHARING_MOST (INT64_C(1) << 40) /* of costs */

typedef struct loc_sharing {
    uint32_t agents, jobs;
    int64_t *cost, *weight; /* agent by agent */
    int64_t *capacity;      /* no more than all jobs take */
    uint8_t *open;          /* whether an agent may still have a job */
} loc_sharing;

/* The highest price that is worth asking: four times the largest cost, scaled. */
int64_t loc_sharing_most_price(const loc_sharing *s);
/* Searches for the cheapest answer. `agent` and `price` have room for the jobs. False where the work
 * stopped for good; the limit is no such stop. */
bool loc_sharing_search(loc_sharing *s, uint32_t *agent, int64_t *price,
                        locality_sharing_outcome *out, loc_work *work);

#endif
