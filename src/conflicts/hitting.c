/* Hitting: the two small searches over sets of rules that test nothing: the lightest set that meets
 * every conflict, and a set that is not decided yet. */
#include <string.h>

#include "conflicts/conflicts.h"

bool loc_sets_add(loc_sets *sets, const locality_allocator *allocator, const loc_set *set) {
    if (!loc_grow(allocator, (void **)&sets->set, &sets->capacity, sets->count + 1, sizeof *set)) {
        return false;
    }
    sets->set[sets->count++] = *set;
    return true;
}

void loc_sets_clear(loc_sets *sets, const locality_allocator *allocator) {
    loc_release(allocator, sets->set, sets->capacity, sizeof *sets->set);
    memset(sets, 0, sizeof *sets);
}

/* ---- The lightest set ------------------------------------------------------------------------ */

typedef struct hitting {
    const loc_sets *sets;
    const int64_t *weight;
    uint32_t count;
    loc_set chosen, barred, best;
    int64_t best_weight;
    uint32_t best_size;
    bool found;
    uint64_t steps;
} hitting;

/* The lightest rule of a set that may be chosen; INT64_MAX where none may. */
static int64_t lightest_of(const hitting *h, const loc_set *set) {
    int64_t least = INT64_MAX;

    for (uint32_t r = 0; r < h->count; r++) {
        if (loc_set_has(set, r) && !loc_set_has(&h->barred, r) && h->weight[r] < least) {
            least = h->weight[r];
        }
    }
    return least;
}

/* What sets that are not met yet, and share no rule, must cost at least; and the first not met. */
static bool bound_rest(const hitting *h, int64_t *weight, uint32_t *size, size_t *first) {
    loc_set seen = {{0}};

    *first = SIZE_MAX;
    for (size_t k = 0; k < h->sets->count; k++) {
        const loc_set *set = &h->sets->set[k];
        if (loc_set_meets(set, &h->chosen)) {
            continue;
        }
        *first = *first == SIZE_MAX ? k : *first;
        if (loc_set_meets(set, &seen)) {
            continue;
        }
        int64_t least = lightest_of(h, set);
        if (least == INT64_MAX) {
            return false; /* it can no longer be met */
        }
        *weight += least;
        (*size)++;
        for (int w = 0; w < LOC_SET_WORDS; w++) {
            seen.word[w] |= set->word[w];
        }
    }
    return true;
}

static bool hit(hitting *h, int64_t weight, uint32_t size) {
    int64_t least = weight;
    uint32_t smallest = size;
    size_t first;

    if (++h->steps > LOC_CONFLICT_STEPS) {
        return false;
    }
    if (!bound_rest(h, &least, &smallest, &first)) {
        return true;
    }
    if (h->found &&
        (least > h->best_weight || (least == h->best_weight && smallest >= h->best_size))) {
        return true;
    }
    if (first == SIZE_MAX) {
        h->best = h->chosen;
        h->best_weight = weight;
        h->best_size = size;
        h->found = true;
        return true;
    }
    loc_set barred = h->barred;
    bool done = true;
    for (uint32_t r = 0; r < h->count && done; r++) { /* each rule of it, without those before */
        if (loc_set_has(&h->sets->set[first], r) && !loc_set_has(&h->barred, r)) {
            loc_set_add(&h->chosen, r);
            done = hit(h, weight + h->weight[r], size + 1);
            loc_set_take(&h->chosen, r);
            loc_set_add(&h->barred, r);
        }
    }
    h->barred = barred;
    return done;
}

bool loc_hitting_set(const loc_sets *sets, const int64_t *weight, uint32_t count, loc_set *out) {
    hitting h = {.sets = sets, .weight = weight, .count = count};

    bool done = hit(&h, 0, 0) && h.found;
    *out = h.best;
    return done;
}

/* ---- A set that is not decided --------------------------------------------------------------- */

enum values { OPEN = 0, IN = 1, OUT = 2 };

typedef struct explorer {
    const loc_sets *conflicts, *corrections;
    uint32_t count;
    uint8_t value[LOCALITY_CONFLICTS_MOST];
    uint32_t trail[LOCALITY_CONFLICTS_MOST];
    uint32_t decided;
    uint64_t steps;
} explorer;

static void decide(explorer *x, uint32_t rule, uint8_t value) {
    x->value[rule] = value;
    x->trail[x->decided++] = rule;
}

/* What a set still needs: the value `good` for one of its rules. */
static bool follow_set(explorer *x, const loc_set *set, uint8_t good, bool *changed) {
    uint32_t open = 0, last = 0;

    for (uint32_t r = 0; r < x->count; r++) {
        if (!loc_set_has(set, r)) {
            continue;
        }
        if (x->value[r] == good) {
            return true;
        }
        if (x->value[r] == OPEN) {
            open++;
            last = r;
        }
    }
    if (open == 1) {
        decide(x, last, good);
        *changed = true;
    }
    return open > 0;
}

/* Draws conclusions until there are no more; false where a set can no longer be met. */
static bool follow(explorer *x) {
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t k = 0; k < x->conflicts->count; k++) {
            if (!follow_set(x, &x->conflicts->set[k], OUT, &changed)) {
                return false;
            }
        }
        for (size_t k = 0; k < x->corrections->count; k++) {
            if (!follow_set(x, &x->corrections->set[k], IN, &changed)) {
                return false;
            }
        }
    }
    return true;
}

static void undo(explorer *x, uint32_t to) {
    while (x->decided > to) {
        x->value[x->trail[--x->decided]] = OPEN;
    }
}

/* A rule to decide next, or `count` where all are: rules go in where they can, so that the set found is
 * as large as can be. */
static uint32_t next_open(const explorer *x) {
    uint32_t r = 0;

    while (r < x->count && x->value[r] != OPEN) {
        r++;
    }
    return r;
}

static bool explore(explorer *x, bool *is_there) {
    uint32_t begin = x->decided;

    if (++x->steps > LOC_CONFLICT_STEPS) {
        return false;
    }
    if (!follow(x)) {
        undo(x, begin);
        return true;
    }
    uint32_t rule = next_open(x);
    if (rule == x->count) {
        *is_there = true;
        return true;
    }
    for (int value = IN; value <= OUT; value++) {
        uint32_t before = x->decided;
        decide(x, rule, (uint8_t)value);
        if (!explore(x, is_there)) {
            return false;
        }
        if (*is_there) {
            return true;
        }
        undo(x, before);
    }
    undo(x, begin);
    return true;
}

bool loc_unexplored(const loc_sets *conflicts, const loc_sets *corrections, uint32_t count,
                    loc_set *out, bool *is_there) {
    explorer x = {.conflicts = conflicts, .corrections = corrections, .count = count};

    *is_there = false;
    memset(out, 0, sizeof *out);
    bool done = explore(&x, is_there);
    for (uint32_t r = 0; r < count && *is_there; r++) {
        if (x.value[r] == IN) {
            loc_set_add(out, r);
        }
    }
    return done;
}
