/* Folds. See fold.h. */
#include "expr/fold.h"

#include <string.h>

#include "schema/schema.h"

#define SHARES 6u

int64_t loc_add_low(int64_t a, int64_t b) {
    if (a == LOCALITY_OPEN_BELOW || b == LOCALITY_OPEN_BELOW)
        return LOCALITY_OPEN_BELOW;
    if ((b > 0 && a > INT64_MAX - 1 - b) || (b < 0 && a < INT64_MIN + 1 - b))
        return LOCALITY_OPEN_BELOW;
    return a + b;
}

int64_t loc_add_high(int64_t a, int64_t b) {
    if (a == LOCALITY_OPEN_ABOVE || b == LOCALITY_OPEN_ABOVE)
        return LOCALITY_OPEN_ABOVE;
    if ((b > 0 && a > INT64_MAX - 1 - b) || (b < 0 && a < INT64_MIN + 1 - b))
        return LOCALITY_OPEN_ABOVE;
    return a + b;
}

/* ---- Memory --------------------------------------------------------------------------------------- */

/* Fields that are never below 0: a number of things, an FTE, a cost of posts. */
static bool is_amount(const loc_node *value) {
    if (value == NULL || value->op != LOC_FIELD || value->a->type.is_list)
        return value != NULL && value->op == LOC_CONVERT && is_amount(value->a);
    if (value->type.scalar == LOCALITY_TYPE_COUNT)
        return true;
    if (value->kind == (uint32_t)LOC_KIND_post)
        return value->field == (uint32_t)LOC_FIELD_post_fte ||
               value->field == (uint32_t)LOC_FIELD_post_cost;
    return value->kind == (uint32_t)LOC_KIND_person &&
           value->field == (uint32_t)LOC_FIELD_person_fte;
}

static bool has_flags(uint8_t op) {
    return op != LOC_COUNT && op != LOC_SUM;
}

static bool is_numeric(uint8_t op) {
    return op != LOC_ANY && op != LOC_ALL && op != LOC_NONE;
}

static bool is_extreme(uint8_t op) {
    return op == LOC_MIN || op == LOC_MAX;
}

static size_t width(const loc_fold *fold) {
    return fold->op == LOC_SHARE ? SHARES : 1;
}

/* What an empty group holds. */
static int64_t start_of(const loc_fold *fold) {
    return fold->op == LOC_MIN   ? LOCALITY_OPEN_ABOVE
           : fold->op == LOC_MAX ? LOCALITY_OPEN_BELOW
                                 : 0;
}

loc_fold *loc_fold_new(loc_run *run, const loc_node *quantifier, size_t groups) {
    loc_fold *fold = loc_allocate(&run->allocator, 1, sizeof *fold);

    if (fold == NULL) {
        (void)loc_run_no_memory(run);
        return NULL;
    }
    fold->run = run;
    fold->op = quantifier->op;
    fold->is_amount = is_amount(quantifier->a);
    if (!loc_fold_reserve(fold, groups)) {
        loc_fold_free(fold);
        return NULL;
    }
    return fold;
}

void loc_fold_free(loc_fold *fold) {
    if (fold == NULL)
        return;
    const locality_allocator allocator = fold->run->allocator;
    loc_release(&allocator, fold->a, fold->capacity * width(fold), sizeof *fold->a);
    loc_release(&allocator, fold->b, fold->capacity, sizeof *fold->b);
    loc_release(&allocator, fold->flags, fold->capacity, 1);
    loc_release(&allocator, fold, 1, sizeof *fold);
}

/* A copy of `count` elements with room for `capacity`, the others `fill`. The old one goes. */
static bool widen_numbers(loc_fold *fold, int64_t **array, size_t count, size_t before,
                          size_t capacity, int64_t fill) {
    const locality_allocator *allocator = &fold->run->allocator;
    int64_t *wider = loc_allocate_raw(allocator, capacity, sizeof *wider);

    if (wider == NULL)
        return loc_run_no_memory(fold->run);
    if (count > 0)
        memcpy(wider, *array, count * sizeof *wider);
    for (size_t i = count; i < capacity; i++)
        wider[i] = fill;
    loc_release(allocator, *array, before, sizeof *wider);
    *array = wider;
    return true;
}

static bool need_flags(loc_fold *fold) {
    if (fold->flags == NULL) {
        fold->flags = loc_allocate(&fold->run->allocator, fold->capacity, 1);
        if (fold->flags == NULL)
            return loc_run_no_memory(fold->run);
    }
    return true;
}

/* The second array, once it differs from what its absence means. */
static bool need_second(loc_fold *fold) {
    if (fold->b != NULL)
        return true;
    int64_t *b = loc_allocate(&fold->run->allocator, fold->capacity, sizeof *b);
    if (b == NULL) {
        (void)loc_run_no_memory(fold->run);
        return false;
    }
    if (fold->op == LOC_SUM)
        memcpy(b, fold->a, fold->groups * sizeof *b);
    fold->b = b;
    return true;
}

/* Nothing where the fold has no such array, or has none yet. */
static void copy_numbers(int64_t *to, const int64_t *from, size_t count) {
    if (to != NULL && from != NULL)
        memcpy(to, from, count * sizeof *to);
}

bool loc_fold_reserve(loc_fold *fold, size_t groups) {
    if (groups <= fold->capacity) {
        fold->groups = groups > fold->groups ? groups : fold->groups;
        return true;
    }
    /* capacity moves only when every array could be made wider: build them beside the old ones */
    loc_fold wider = *fold;
    size_t capacity = fold->capacity == 0 ? groups : groups + groups / 2;
    size_t filled = fold->capacity;
    wider.a = wider.b = NULL;
    wider.flags = NULL;
    wider.capacity = capacity;
    bool done = true;
    if (is_numeric(fold->op))
        done = widen_numbers(fold, &wider.a, 0, 0, capacity * width(fold), start_of(fold));
    if (done && (fold->b != NULL || is_extreme(fold->op)))
        done = widen_numbers(fold, &wider.b, 0, 0, capacity, start_of(fold));
    if (done && (fold->flags != NULL || has_flags(fold->op)))
        done = need_flags(&wider);
    const locality_allocator *allocator = &fold->run->allocator;
    if (!done) {
        loc_release(allocator, wider.a, capacity * width(fold), sizeof *wider.a);
        loc_release(allocator, wider.b, capacity, sizeof *wider.b);
        loc_release(allocator, wider.flags, capacity, 1);
        return false;
    }
    copy_numbers(wider.a, fold->a, filled * width(fold));
    copy_numbers(wider.b, fold->b, filled);
    if (fold->flags != NULL)
        memcpy(wider.flags, fold->flags, filled);
    loc_release(allocator, fold->a, filled * width(fold), sizeof *fold->a);
    loc_release(allocator, fold->b, filled, sizeof *fold->b);
    loc_release(allocator, fold->flags, filled, 1);
    wider.groups = groups;
    *fold = wider;
    return true;
}

/* ---- Taking in ------------------------------------------------------------------------------------ */

static bool has_maybe(const uint8_t *certain, uint32_t count) {
    return certain != NULL && memchr(certain, LOC_MAYBE, count) != NULL;
}

static bool add_count(loc_fold *fold, uint32_t count, const uint32_t *group,
                      const uint8_t *certain) {
    if (certain == NULL) {
        if (group == NULL)
            fold->a[0] += count;
        else
            for (uint32_t i = 0; i < count; i++)
                fold->a[group[i]]++;
        return true;
    }
    bool maybe = has_maybe(certain, count);
    if (maybe && !need_second(fold))
        return false;
    if (group == NULL) {
        int64_t sure = 0;
        for (uint32_t i = 0; i < count; i++)
            sure += certain[i] == LOC_YES;
        fold->a[0] += sure;
    } else {
        for (uint32_t i = 0; i < count; i++)
            fold->a[group[i]] += certain[i] == LOC_YES;
    }
    for (uint32_t i = 0; maybe && i < count; i++)
        fold->b[group == NULL ? 0 : group[i]] += certain[i] == LOC_MAYBE;
    return true;
}

/* Exact values of certain records: returns how many were taken before one that leaves 64 bits. */
static uint32_t add_exact(loc_fold *fold, uint32_t count, const uint32_t *group,
                          const uint8_t *certain, const int64_t *value) {
    int64_t *sums = fold->a;

    if (group == NULL) {
        int64_t sum = sums[0];
        uint32_t i = 0;
        for (; i < count; i++) {
            int64_t v = certain == NULL || certain[i] == LOC_YES ? value[i] : 0;
            int64_t next = (int64_t)((uint64_t)sum + (uint64_t)v);
            if (((sum ^ next) & (v ^ next)) < 0)
                break;
            sum = next;
        }
        sums[0] = sum;
        return i;
    }
    for (uint32_t i = 0; i < count; i++) {
        int64_t v = certain == NULL || certain[i] == LOC_YES ? value[i] : 0;
        int64_t sum = sums[group[i]];
        int64_t next = (int64_t)((uint64_t)sum + (uint64_t)v);
        if (((sum ^ next) & (v ^ next)) < 0)
            return i;
        sums[group[i]] = next;
    }
    return count;
}

static bool add_sum(loc_fold *fold, uint32_t count, const uint32_t *group, const uint8_t *certain,
                    const loc_vector *value) {
    uint32_t i = 0;

    if (fold->b == NULL && value->lo == value->hi && !has_maybe(certain, count)) {
        i = add_exact(fold, count, group, certain, value->lo);
        if (i == count)
            return true;
    }
    if (!need_second(fold))
        return false;
    for (; i < count; i++) {
        uint8_t sure = certain == NULL ? LOC_YES : certain[i];
        int64_t lo = value->lo[i], hi = value->hi[i];
        size_t g = group == NULL ? 0 : group[i];
        if (sure == LOC_NO)
            continue;
        if (fold->is_amount && lo == LOCALITY_OPEN_BELOW)
            lo = hi < 0 ? hi : 0;
        if (sure == LOC_MAYBE) {
            lo = lo < 0 ? lo : 0;
            hi = hi > 0 ? hi : 0;
        }
        fold->a[g] = loc_add_low(fold->a[g], lo);
        fold->b[g] = loc_add_high(fold->b[g], hi);
    }
    return true;
}

static void add_extreme(loc_fold *fold, uint32_t count, const uint32_t *group,
                        const uint8_t *certain, const loc_vector *value) {
    bool is_min = fold->op == LOC_MIN;

    for (uint32_t i = 0; i < count; i++) {
        uint8_t sure = certain == NULL ? LOC_YES : certain[i];
        size_t g = group == NULL ? 0 : group[i];
        int64_t lo = value->lo[i], hi = value->hi[i];
        if (sure == LOC_NO)
            continue;
        if (is_min && lo < fold->a[g])
            fold->a[g] = lo;
        if (!is_min && hi > fold->b[g])
            fold->b[g] = hi;
        if (sure == LOC_MAYBE)
            continue;
        fold->flags[g] |= LOC_FOLD_DECIDED;
        if (is_min && hi < fold->b[g])
            fold->b[g] = hi;
        if (!is_min && lo > fold->a[g])
            fold->a[g] = lo;
    }
}

static void add_truth(loc_fold *fold, uint32_t count, const uint32_t *group, const uint8_t *certain,
                      const loc_vector *value) {
    bool is_all = fold->op == LOC_ALL;

    for (uint32_t i = 0; i < count; i++) {
        uint8_t sure = certain == NULL ? LOC_YES : certain[i];
        uint8_t truth = value == NULL ? LOC_YES : value->truth[i];
        if (is_all)
            truth = (uint8_t)(LOC_YES - truth); /* a counterexample decides */
        uint8_t both = sure < truth ? sure : truth;
        if (both != LOC_NO)
            fold->flags[group == NULL ? 0 : group[i]] |=
                both == LOC_YES ? LOC_FOLD_DECIDED : LOC_FOLD_MAYBE;
    }
}

static void add_share(loc_fold *fold, uint32_t count, const uint32_t *group, const uint8_t *certain,
                      const loc_vector *value) {
    static const uint8_t place[3] = {1, 2, 0}; /* no, maybe, yes */

    for (uint32_t i = 0; i < count; i++) {
        uint8_t sure = certain == NULL ? LOC_YES : certain[i];
        if (sure != LOC_NO)
            fold->a[(group == NULL ? 0 : (size_t)group[i]) * SHARES + (sure == LOC_YES ? 0u : 3u) +
                    place[value->truth[i]]]++;
    }
}

bool loc_fold_add(loc_fold *fold, uint32_t count, const uint32_t *group, const uint8_t *certain,
                  const loc_vector *value) {
    switch (fold->op) {
    case LOC_COUNT:
        return add_count(fold, count, group, certain);
    case LOC_SUM:
        return add_sum(fold, count, group, certain, value);
    case LOC_SHARE:
        add_share(fold, count, group, certain, value);
        return true;
    case LOC_MIN:
    case LOC_MAX:
        add_extreme(fold, count, group, certain, value);
        return true;
    default:
        add_truth(fold, count, group, certain, value);
        return true;
    }
}

bool loc_fold_open(loc_fold *fold, uint32_t group) {
    if (!need_flags(fold))
        return false;
    fold->flags[group] |= LOC_FOLD_OPEN;
    return true;
}

/* ---- Results -------------------------------------------------------------------------------------- */

void loc_fold_empty(const loc_fold *fold, loc_total *out) {
    memset(out, 0, sizeof *out);
    out->lo = out->hi = start_of(fold);
}

void loc_fold_get(const loc_fold *fold, size_t group, loc_total *out) {
    loc_fold_empty(fold, out);
    if (group >= fold->groups)
        return;
    if (fold->flags != NULL)
        out->flags = fold->flags[group];
    if (fold->op == LOC_SHARE) {
        memcpy(out->shares, fold->a + group * SHARES, sizeof out->shares);
        return;
    }
    if (fold->a != NULL)
        out->lo = fold->a[group];
    if (fold->b != NULL)
        out->hi = fold->b[group];
    else if (fold->op == LOC_SUM)
        out->hi = out->lo;
}

void loc_fold_merge(const loc_fold *fold, loc_total *total, const loc_total *other) {
    total->flags |= other->flags;
    for (size_t i = 0; i < SHARES; i++)
        total->shares[i] += other->shares[i];
    switch (fold->op) {
    case LOC_COUNT:
        total->lo += other->lo;
        total->hi += other->hi;
        break;
    case LOC_SUM:
        total->lo = loc_add_low(total->lo, other->lo);
        total->hi = loc_add_high(total->hi, other->hi);
        break;
    case LOC_MIN:
        total->lo = other->lo < total->lo ? other->lo : total->lo;
        total->hi = other->hi < total->hi ? other->hi : total->hi;
        break;
    case LOC_MAX:
        total->lo = other->lo > total->lo ? other->lo : total->lo;
        total->hi = other->hi > total->hi ? other->hi : total->hi;
        break;
    default:
        break;
    }
}

static void unknown(locality_range *out) {
    out->lo = LOCALITY_OPEN_BELOW;
    out->hi = LOCALITY_OPEN_ABOVE;
}

/* Of the records that certainly belong `n[0..2]` and perhaps belong `n[3..5]` are yes, no, undecided. */
static void share_of(const int64_t *n, locality_range *out) {
    int64_t sure = n[0] + n[1] + n[2];
    locality_range part, whole, most;

    unknown(out);
    if (sure == 0)
        return; /* perhaps none belongs, and the share of nothing is not known */
    locality_range_exact(n[0], &part); /* least: every doubt against */
    locality_range_exact(sure + n[4] + n[5], &whole);
    locality_range_divide(&part, &whole, LOCALITY_ONE, out);
    locality_range_exact(n[0] + n[2] + n[3] + n[5], &part); /* most: every doubt in favour */
    locality_range_exact(sure + n[3] + n[5], &whole);
    locality_range_divide(&part, &whole, LOCALITY_ONE, &most);
    out->hi = most.hi;
}

void loc_fold_range(const loc_fold *fold, const loc_total *total, locality_range *out) {
    bool open = (total->flags & LOC_FOLD_OPEN) != 0;

    out->lo = total->lo;
    out->hi = total->hi;
    switch (fold->op) {
    case LOC_COUNT:
        out->hi = open ? LOCALITY_OPEN_ABOVE : total->lo + total->hi;
        break;
    case LOC_SUM: /* a sum that happens to be an open mark is as good as open */
        if (open || out->lo == LOCALITY_OPEN_ABOVE || out->hi == LOCALITY_OPEN_BELOW)
            unknown(out);
        break;
    case LOC_SHARE:
        if (open)
            unknown(out);
        else
            share_of(total->shares, out);
        break;
    default: /* MIN, MAX */
        if ((total->flags & LOC_FOLD_DECIDED) == 0)
            unknown(out);
        else if (open && fold->op == LOC_MIN)
            out->lo = LOCALITY_OPEN_BELOW;
        else if (open)
            out->hi = LOCALITY_OPEN_ABOVE;
        break;
    }
}

uint8_t loc_fold_truth(const loc_fold *fold, const loc_total *total) {
    uint8_t found = (total->flags & LOC_FOLD_DECIDED) != 0                   ? LOC_YES
                    : (total->flags & (LOC_FOLD_MAYBE | LOC_FOLD_OPEN)) != 0 ? LOC_MAYBE
                                                                             : LOC_NO;

    return fold->op == LOC_ANY ? found : (uint8_t)(LOC_YES - found);
}
