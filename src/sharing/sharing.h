/* Sharing: a problem in canonical order, and the search. */
#ifndef LOC_SHARING_SHARING_H
#define LOC_SHARING_SHARING_H

#include "allocation/problem.h"
#include "allocation/work.h"
#include "locality/sharing.h"

#define LOC_SHARING_MOST (INT64_C(1) << 40) /* of costs */

typedef struct loc_sharing {
    uint32_t agents, jobs;
    int64_t *cost, *weight; /* agent by agent */
    int64_t *capacity;      /* no more than all jobs take */
    uint8_t *open;          /* whether an agent may still have a job */
} loc_sharing;

/* Copies what the caller gave, and looks at every number of it. */
locality_status loc_sharing_take(const locality_sharing_problem *problem,
                                 locality_sharing_problem *out, locality_error *error);
bool loc_sharing_is_allowed(const locality_sharing_problem *in, size_t agent, size_t job);
/* Room is no more than what all jobs take. */
int64_t loc_sharing_useful_room(const locality_sharing_problem *in, size_t agent);
/* Whether tables by room have a size that can be had. */
locality_status loc_sharing_check_room(const locality_sharing_problem *in, locality_error *error);

/* A problem that was taken, in the order of ids. */
typedef struct loc_sharing_reader {
    const locality_sharing_problem *in;
    const locality_allocator *memory;
    locality_allocation *names; /* which position has which place in the order */
    loc_sharing s;
} loc_sharing_reader;

/* Reads `in`; cleared in any case. */
locality_status loc_sharing_read(loc_sharing_reader *r, locality_error *error);
void loc_sharing_clear(loc_sharing_reader *r);

/* The highest price that is worth asking: four times the largest cost, scaled. */
int64_t loc_sharing_most_price(const loc_sharing *s);
/* Whether all sums of prices and costs stay far within 64 bits. */
bool loc_sharing_fits(const loc_sharing *s);
/* What no answer can cost more than; of a job that has no place, nothing. */
int64_t loc_sharing_most_cost(const loc_sharing *s);

/* What a search proves, as bytes. */
typedef struct loc_sharing_proof {
    size_t most;    /* bytes; 0: none are wanted */
    uint8_t *bytes; /* null: none */
    size_t length;
    bool is_whole; /* all that the outcome says is proved */
} loc_sharing_proof;

/* Searches for the cheapest answer. `agent` and `price` have room for the jobs. False where the work
 * stopped for good; the limit is no such stop. */
bool loc_sharing_search(loc_sharing *s, uint32_t *agent, int64_t *price,
                        locality_sharing_outcome *out, loc_sharing_proof *proof, loc_work *work);

#endif
