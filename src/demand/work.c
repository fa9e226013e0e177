/* Work: shares, and the stages that bring sums and baselines up to date. */
#include "demand/work.h"

#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "demand/siblings.h"

#define PART 16384 /* cells between two questions to the host */
#define BLOCK \
    32 /* neighbouring cells that one share does, so that shares do not write side by side */

bool loc_stage_take(loc_stage *stage, locality_demand *d) {
    bool done = true;

    memset(stage, 0, sizeof *stage);
    stage->d = d;
    stage->shares = d->options.executor == NULL ? 1 : d->options.executor->workers;
    stage->desk = loc_allocate(&d->allocator, stage->shares, sizeof *stage->desk);
    if (stage->desk == NULL) {
        return false;
    }
    for (uint32_t k = 0; done && k < stage->shares; k++) {
        done = loc_desk_take(&stage->desk[k], d);
    }
    return done;
}

void loc_stage_give(loc_stage *stage) {
    for (uint32_t k = 0; stage->desk != NULL && k < stage->shares; k++) {
        loc_desk_give(&stage->desk[k], stage->d);
    }
    loc_release(&stage->d->allocator, stage->desk, stage->shares, sizeof *stage->desk);
}

static void do_share(void *work, uint32_t share) {
    loc_stage *stage = work;
    uint64_t step = (uint64_t)BLOCK * stage->shares;

    for (uint64_t block = stage->first + (uint64_t)BLOCK * share; block < stage->end;
         block += step) {
        uint64_t end = block + BLOCK < stage->end ? block + BLOCK : stage->end;
        for (uint64_t cell = block; cell < end; cell++) {
            stage->work(stage, &stage->desk[share], (uint32_t)cell);
        }
    }
}

static bool goes_on(loc_stage *stage) {
    const locality_demand_options *o = &stage->d->options;
    int32_t stop = 0;

    if (o->executor == NULL) {
        do_share(stage, 0);
    } else {
        stop = o->executor->run(o->executor->self, do_share, stage, stage->shares);
    }
    stage->done += stage->end - stage->first;
    if (stop == 0 && o->progress != NULL) {
        stop = o->progress(o->progress_self, stage->done, stage->total);
    }
    return stop == 0;
}

locality_status loc_stage_run(loc_stage *stage, loc_stage_work work, uint32_t first, uint32_t end,
                              locality_error *error) {
    stage->work = work;
    for (uint32_t at = first; at < end;) {
        stage->first = at;
        stage->end = end - at > PART ? at + PART : end;
        at = stage->end;
        if (!goes_on(stage)) {
            return loc_fail(error, LOCALITY_CANCELLED, "the host stopped the call");
        }
    }
    return LOCALITY_OK;
}

/* ---- Sums ------------------------------------------------------------------------------------- */

static void add_up(loc_stage *stage, loc_desk *desk, uint32_t cell) {
    loc_cell_add_up(stage->d, desk, cell, stage->from);
}

/* The first count that is none, whichever share met it. */
static locality_status judge_counts(const loc_stage *stage, locality_error *error) {
    const loc_desk *first = NULL;
    const locality_demand *d = stage->d;

    for (uint32_t k = 0; k < stage->shares; k++) {
        const loc_desk *desk = &stage->desk[k];
        bool is_first = first == NULL || desk->failed_series < first->failed_series ||
                        (desk->failed_series == first->failed_series &&
                         desk->failed_period < first->failed_period);
        first = desk->has_failed && is_first ? desk : first;
    }
    if (first == NULL) {
        return LOCALITY_OK;
    }
    int64_t count = d->count[(size_t)first->failed_series * d->series_step + first->failed_period];
    bool is_negative = count < 0;
    return loc_fail(error, is_negative ? LOCALITY_INVALID : LOCALITY_OVERFLOW,
                    is_negative ? "the count of series %u in period %u is negative"
                                : "with the count of series %u in period %u a sum is beyond 2^53",
                    first->failed_series, first->failed_period);
}

/* ---- Baselines -------------------------------------------------------------------------------- */

static void fit(loc_stage *stage, loc_desk *desk, uint32_t cell) {
    loc_cell_fit(stage->d, desk, cell);
}

static void settle(loc_stage *stage, loc_desk *desk, uint32_t cell) {
    loc_cell_settle(stage->d, desk, cell);
}

static void tell_groups(locality_demand *d, uint32_t first, uint32_t end) {
    for (uint32_t at = first; at < end;) {
        uint32_t behind = at;
        while (behind < end && d->cell[behind].group == d->cell[at].group) {
            behind++;
        }
        loc_siblings_tell(d, d->cell[at].group, at, behind);
        at = behind;
    }
}

/* From the top down, as cells borrow from those above. */
static locality_status fit_all(loc_stage *stage, locality_error *error) {
    locality_demand *d = stage->d;
    locality_status status = LOCALITY_OK;

    d->is_fitted = false;
    for (uint32_t at = 0; status == LOCALITY_OK && at < d->cells;) {
        uint32_t behind = at;
        while (behind < d->cells && d->cell[behind].area_depth == d->cell[at].area_depth) {
            behind++;
        }
        status = loc_stage_run(stage, fit, at, behind, error);
        if (status == LOCALITY_OK) {
            tell_groups(d, at, behind);
            status = loc_stage_run(stage, settle, at, behind, error);
        }
        at = behind;
    }
    d->is_fitted = status == LOCALITY_OK;
    return status;
}

locality_status loc_demand_follow(loc_stage *stage, locality_error *error) {
    locality_demand *d = stage->d;
    uint32_t anchor = (d->periods - 1) / d->options.refit * d->options.refit;
    bool adds = d->added_up < d->periods;
    bool fits = !d->is_fitted || anchor != d->anchor;
    locality_status status = LOCALITY_OK;

    stage->total = (uint64_t)d->cells * (1 + adds + 2 * (uint64_t)fits);
    d->anchor = anchor;
    for (uint32_t k = 0; k < stage->shares; k++) {
        loc_desk_plan(&stage->desk[k], d);
    }
    if (adds) {
        stage->from = d->added_up;
        status = loc_stage_run(stage, add_up, 0, d->cells, error);
        status = status == LOCALITY_OK ? judge_counts(stage, error) : status;
        d->added_up = status == LOCALITY_OK ? d->periods : d->added_up;
    }
    return status == LOCALITY_OK && fits ? fit_all(stage, error) : status;
}
