/* The order of hits: each post once for a level of places, nearest first, and where several have the
 * same claim. */
#include <string.h>

#include "base/sort.h"
#include "model/snapshot.h"
#include "structure/accountable.h"

/* -1, 0 or 1. */
static int order(uint64_t a, uint64_t b) {
    return (a > b) - (a < b);
}

/* Steps of a comparison: the first that is not 0 counts. */
#define STEP(a, b)                                      \
    do {                                                \
        int step = order((uint64_t)(a), (uint64_t)(b)); \
        if (step != 0) {                                \
            return step;                                \
        }                                               \
    } while (0)

/* One post at one level: allocations of different roles apart, else the most direct ground first. */
static int by_post(const void *a, const void *b, const void *context) {
    const loc_hit *x = a, *y = b;

    (void)context;
    STEP(x->post, y->post);
    STEP(x->level, y->level);
    STEP(x->role, y->role);
    STEP(x->opens != 0, y->opens != 0);
    STEP(x->ground, y->ground);
    STEP(x->is_derived, y->is_derived);
    STEP(x->allocation, y->allocation);
    STEP(x->by.kind, y->by.kind);
    STEP(x->by.row, y->by.row);
    return order(x->below, y->below);
}

/* Hits with the same claim to the same place. */
static int by_claim(const loc_hit *x, const loc_hit *y) {
    STEP(x->level, y->level);
    STEP(x->ground, y->ground);
    STEP(x->opens != 0, y->opens != 0);
    STEP(x->version, y->version);
    STEP(x->role, y->role);
    STEP(x->by.kind, y->by.kind);
    STEP(x->by.row, y->by.row);
    STEP(x->place.kind, y->place.kind);
    return order(x->place.row, y->place.row);
}

static int by_place(const void *a, const void *b, const void *context) {
    const loc_hit *x = a, *y = b;
    int step = by_claim(x, y);

    (void)context;
    if (step == 0) {
        step = strcmp(x->id, y->id);
    }
    return step != 0 ? step : order(x->allocation, y->allocation);
}

/* Whether the second hit adds nothing to the first, behind which it stands by post. */
static bool is_repeated(const loc_hit *first, const loc_hit *hit) {
    return first->post == hit->post && first->level == hit->level && first->role == hit->role;
}

/* Grounds of which several posts may well have the same. */
static bool may_be_several(const loc_search *s, const loc_hit *hit) {
    locality_range slot = {LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE};

    if (hit->allocation != LOCALITY_ROW_MISSING) { /* a rota */
        slot = loc_snapshot_range(s->snapshot, LOC_KIND_allocation, hit->allocation,
                                  LOC_FIELD_allocation_slot);
    }
    return hit->opens != 0 || hit->ground >= LOCALITY_GROUND_PROVIDES ||
           !locality_range_is_unknown(&slot);
}

void loc_hits_settle(loc_search *search) {
    size_t kept = 0;

    if (search->count == 0) {
        return;
    }
    loc_sort(search->hit, search->count, sizeof *search->hit, by_post, NULL);
    for (size_t i = 0; i < search->count; i++) {
        if (kept == 0 || !is_repeated(&search->hit[kept - 1], &search->hit[i])) {
            search->hit[kept++] = search->hit[i];
        }
    }
    search->count = kept;
    loc_sort(search->hit, search->count, sizeof *search->hit, by_place, NULL);
    for (size_t i = 1; i < search->count; i++) {
        loc_hit *hit = &search->hit[i];
        if (by_claim(hit - 1, hit) == 0 && hit[-1].post != hit->post &&
            !may_be_several(search, hit) && !may_be_several(search, hit - 1)) {
            hit[-1].is_conflict = hit->is_conflict = true;
        }
    }
}
