/* Work: how much a solve may do, counted in pairs looked at, and whether the host wants it to stop. */
#ifndef LOC_ALLOCATION_WORK_H
#define LOC_ALLOCATION_WORK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/memory.h"

#define LOC_WORK_STEP (UINT64_C(1) << 17) /* pairs between two questions to the host */

/* Why a solver stopped early. */
enum loc_stops {
    LOC_GOES_ON = 0,
    LOC_STOP_LIMIT,     /* the work limit was met */
    LOC_STOP_CANCELLED, /* the host asked for it */
    LOC_STOP_OVERFLOW,  /* a number would leave what its type can hold */
    LOC_STOP_MEMORY,    /* memory was refused */
    LOC_STOP_GROWS      /* another way is likely to be quicker; the caller goes on with that */
};

typedef struct loc_work {
    const locality_allocator *allocator;
    uint64_t done, limit; /* limit 0: none */
    uint64_t ask;         /* ask the host when `done` comes here */
    int32_t (*progress)(void *self, uint64_t work);
    void *self;
    int stop; /* one of loc_stops; stays once it is set */
} loc_work;

/* Tells why a call fails for which no verdict can speak: CANCELLED where the host stopped it, else NO_MEMORY. */
locality_status loc_work_failed(const loc_work *work, locality_error *error);
/* Asks the host, or finds that the limit is met. */
bool loc_work_ask(loc_work *work);

/* Counts pairs that are looked at; false where the work has to stop. */
static inline bool loc_work_spend(loc_work *work, uint64_t pairs) {
    work->done += pairs;
    return work->done < work->ask || loc_work_ask(work);
}

/* Records why the work stops; always false. */
static inline bool loc_work_stop(loc_work *work, int why) {
    work->stop = work->stop == LOC_GOES_ON ? why : work->stop;
    return false;
}

/* Memory for a solver: records a refusal. */
static inline void *loc_work_take(loc_work *work, size_t count, size_t size) {
    void *block = loc_allocate_raw(work->allocator, count, size);
    if (block == NULL) {
        loc_work_stop(work, LOC_STOP_MEMORY);
    }
    return block;
}

static inline void loc_work_give(const loc_work *work, void *block, size_t count, size_t size) {
    loc_release(work->allocator, block, count, size);
}

#endif
