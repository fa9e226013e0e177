/* Conflicts: what cannot hold together, found by asking about sets of rules. */
#include "conflicts/conflicts.h"

#include <string.h>

#include "schema/schema.h"

#define TESTS_UNLESS_TOLD UINT64_C(100000)

/* Why a search ends before its end. */
enum endings { GOES_ON = 0, ENDS_LIMIT, ENDS_STOPPED, ENDS_MEMORY };

typedef struct prober {
    locality_conflicts *c;
    locality_conflicts_test test;
    void *self;
    uint8_t *kept;   /* what a test reads */
    uint32_t *order; /* rules, the lightest first */
    uint64_t limit;
    loc_sets can; /* sets that can be kept, none in another */
    loc_sets cannot;
    bool unsure;
    int ending;
} prober;

/* ---- Asking ---------------------------------------------------------------------------------- */

/* Keeps what a test said; sets that say less go. */
static void learn(prober *p, loc_sets *known, const loc_set *set, bool larger_says_more) {
    size_t kept = 0;

    for (size_t k = 0; k < known->count; k++) {
        bool says_less = larger_says_more ? loc_set_holds(set, &known->set[k])
                                          : loc_set_holds(&known->set[k], set);
        if (!says_less) {
            known->set[kept++] = known->set[k];
        }
    }
    known->count = kept;
    if (!loc_sets_add(known, &p->c->allocator, set)) {
        p->ending = ENDS_MEMORY;
    }
}

static int32_t ask(prober *p, const loc_set *set) {
    if (p->ending != GOES_ON) {
        return LOCALITY_CONFLICTS_UNSURE;
    }
    for (size_t k = 0; k < p->can.count; k++) {
        if (loc_set_holds(&p->can.set[k], set)) {
            return LOCALITY_CONFLICTS_CAN;
        }
    }
    for (size_t k = 0; k < p->cannot.count; k++) {
        if (loc_set_holds(set, &p->cannot.set[k])) {
            return LOCALITY_CONFLICTS_CANNOT;
        }
    }
    if (p->c->tests == p->limit) {
        p->ending = ENDS_LIMIT;
        return LOCALITY_CONFLICTS_UNSURE;
    }
    p->c->tests++;
    for (uint32_t r = 0; r < p->c->count; r++) {
        p->kept[r] = loc_set_has(set, r);
    }
    int32_t answer = p->test(p->self, p->kept, p->c->count);
    if (answer == LOCALITY_CONFLICTS_CAN) {
        learn(p, &p->can, set, true);
    } else if (answer == LOCALITY_CONFLICTS_CANNOT) {
        learn(p, &p->cannot, set, false);
    } else if (answer == LOCALITY_CONFLICTS_UNSURE) {
        p->unsure = true;
    } else {
        p->ending = ENDS_STOPPED;
        return LOCALITY_CONFLICTS_UNSURE;
    }
    return answer;
}

static loc_set all_rules(const prober *p) {
    loc_set set = {{0}};

    for (uint32_t r = 0; r < p->c->count; r++) {
        loc_set_add(&set, r);
    }
    return set;
}

static loc_set rest_of(const prober *p, const loc_set *set) {
    loc_set rest = all_rules(p);

    for (int w = 0; w < LOC_SET_WORDS; w++) {
        rest.word[w] &= ~set->word[w];
    }
    return rest;
}

static void join(loc_set *to, const loc_set *with) {
    for (int w = 0; w < LOC_SET_WORDS; w++) {
        to->word[w] |= with->word[w];
    }
}

/* ---- Shrinking and growing ------------------------------------------------------------------- */

/* The rules of `from` that a conflict needs beside `base`, by halves; `added` where the base grew since
 * it was asked about. */
static loc_set explain(prober *p, const loc_set *base, bool added, const uint32_t *from,
                       uint32_t count) {
    loc_set none = {{0}}, first = *base, second = *base;
    uint32_t half = count / 2;

    if (added && ask(p, base) == LOCALITY_CONFLICTS_CANNOT) {
        return none;
    }
    if (count == 1) {
        loc_set_add(&none, from[0]);
        return none;
    }
    for (uint32_t k = 0; k < half; k++) {
        loc_set_add(&first, from[k]);
    }
    loc_set late = explain(p, &first, half > 0, from + half, count - half);
    join(&second, &late);
    bool grew = memcmp(&second, base, sizeof second) != 0;
    loc_set early = half > 0 ? explain(p, &second, grew, from, half) : none;
    join(&late, &early);
    return late;
}

/* Shrinks a set that cannot be kept to a conflict, of the lightest rules first. */
static loc_set shrink(prober *p, const loc_set *set) {
    uint32_t from[LOCALITY_CONFLICTS_MOST], count = 0;
    loc_set none = {{0}};

    for (uint32_t k = 0; k < p->c->count; k++) {
        if (loc_set_has(set, p->order[k])) {
            from[count++] = p->order[k];
        }
    }
    return count > 0 ? explain(p, &none, false, from, count) : none;
}

/* Grows a set that can be kept until no rule can be added, the heaviest first. */
static loc_set grow(prober *p, const loc_set *set) {
    loc_set grown = *set;

    for (uint32_t k = p->c->count; k-- > 0 && p->ending == GOES_ON;) {
        if (loc_set_has(&grown, p->order[k])) {
            continue;
        }
        loc_set_add(&grown, p->order[k]);
        if (ask(p, &grown) != LOCALITY_CONFLICTS_CAN) {
            loc_set_take(&grown, p->order[k]);
        }
    }
    return grown;
}

static void keep(prober *p, int32_t kind, const loc_set *set) {
    if (p->ending == GOES_ON && !loc_sets_add(&p->c->list[kind], &p->c->allocator, set)) {
        p->ending = ENDS_MEMORY;
    }
}

/* ---- The two searches ------------------------------------------------------------------------ */

/* The lightest correction: the lightest set that meets every conflict known, until what is left can be
 * kept. */
static void find_lightest(prober *p) {
    loc_set set;

    while (p->ending == GOES_ON) {
        if (!loc_hitting_set(&p->c->list[LOCALITY_CONFLICTS_CONFLICT], p->c->weight, p->c->count,
                             &set)) {
            return;
        }
        loc_set left = rest_of(p, &set);
        int32_t answer = ask(p, &left);
        if (answer == LOCALITY_CONFLICTS_UNSURE) {
            return;
        }
        if (answer == LOCALITY_CONFLICTS_CAN) {
            left = grow(p, &left);
            set = rest_of(p, &left);
            keep(p, LOCALITY_CONFLICTS_CORRECTION, &set);
            p->c->is_lightest = p->ending == GOES_ON && !p->unsure;
            return;
        }
        left = shrink(p, &left);
        keep(p, LOCALITY_CONFLICTS_CONFLICT, &left);
    }
}

static void find_all(prober *p) {
    loc_set set;
    bool is_there = true;

    while (p->ending == GOES_ON) {
        if (!loc_unexplored(&p->c->list[LOCALITY_CONFLICTS_CONFLICT],
                            &p->c->list[LOCALITY_CONFLICTS_CORRECTION], p->c->count, &set,
                            &is_there)) {
            return;
        }
        if (!is_there) {
            p->c->is_complete = !p->unsure;
            return;
        }
        int32_t answer = ask(p, &set);
        if (answer == LOCALITY_CONFLICTS_CAN) {
            set = grow(p, &set);
            set = rest_of(p, &set);
            keep(p, LOCALITY_CONFLICTS_CORRECTION, &set);
        } else if (answer == LOCALITY_CONFLICTS_CANNOT) {
            set = shrink(p, &set);
            keep(p, LOCALITY_CONFLICTS_CONFLICT, &set);
        } else {
            return;
        }
    }
}

static void search(prober *p, bool all) {
    loc_set set = all_rules(p), none = {{0}};
    int32_t answer = ask(p, &set);

    if (answer == LOCALITY_CONFLICTS_UNSURE) {
        return;
    }
    if (answer == LOCALITY_CONFLICTS_CAN) {
        p->c->verdict = LOCALITY_CONFLICTS_POSSIBLE;
        p->c->is_complete = p->c->is_lightest = true;
        return;
    }
    p->c->verdict = LOCALITY_CONFLICTS_IMPOSSIBLE;
    answer = ask(p, &none);
    if (answer == LOCALITY_CONFLICTS_CANNOT) {
        p->c->verdict = LOCALITY_CONFLICTS_HOPELESS;
        p->c->is_complete = true;
        keep(p, LOCALITY_CONFLICTS_CONFLICT, &none);
        return;
    }
    set = shrink(p, &set);
    keep(p, LOCALITY_CONFLICTS_CONFLICT, &set);
    find_lightest(p);
    if (all) {
        find_all(p);
    }
}

/* ---- Order ----------------------------------------------------------------------------------- */

static int64_t weigh(const locality_conflicts *c, const loc_set *set, uint32_t *size) {
    int64_t weight = 0;

    *size = 0;
    for (uint32_t r = 0; r < c->count; r++) {
        if (loc_set_has(set, r)) {
            weight += c->weight[r];
            (*size)++;
        }
    }
    return weight;
}

static bool comes_before(const locality_conflicts *c, const loc_set *a, const loc_set *b) {
    uint32_t size_a, size_b;
    int64_t weight_a = weigh(c, a, &size_a), weight_b = weigh(c, b, &size_b);

    if (weight_a != weight_b || size_a != size_b) {
        return weight_a != weight_b ? weight_a < weight_b : size_a < size_b;
    }
    for (uint32_t r = 0; r < c->count; r++) {
        if (loc_set_has(a, r) != loc_set_has(b, r)) {
            return loc_set_has(a, r);
        }
    }
    return false;
}

static void sort_sets(const locality_conflicts *c, loc_sets *sets) {
    for (size_t k = 1; k < sets->count; k++) {
        loc_set set = sets->set[k];
        size_t at = k;
        for (; at > 0 && comes_before(c, &set, &sets->set[at - 1]); at--) {
            sets->set[at] = sets->set[at - 1];
        }
        sets->set[at] = set;
    }
}

static void order_rules(prober *p) {
    for (uint32_t r = 0; r < p->c->count; r++) {
        uint32_t at = r;
        for (; at > 0 && p->c->weight[r] < p->c->weight[p->order[at - 1]]; at--) {
            p->order[at] = p->order[at - 1];
        }
        p->order[at] = r;
    }
}

/* ---- The border ------------------------------------------------------------------------------ */

static locality_status take_options(const locality_conflicts_options *options,
                                    locality_conflicts_options *out, locality_error *error) {
    locality_conflicts_options in = LOCALITY_CONFLICTS_OPTIONS_INIT;

    if (options != NULL &&
        !loc_struct_take(&in, sizeof in, options, options->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_conflicts_options");
    }
    if (in.all < 0 || in.all > 1 || in.reserved != 0 || in.reserved2 != 0) {
        return loc_fail(error, LOCALITY_INVALID, "options.all or reserved is none that there is");
    }
    in.test_limit = in.test_limit != 0 ? in.test_limit : TESTS_UNLESS_TOLD;
    *out = in;
    return LOCALITY_OK;
}

static locality_status take_weights(locality_conflicts *c, const int64_t *weight,
                                    locality_error *error) {
    int64_t sum = 0;

    for (uint32_t r = 0; r < c->count; r++) {
        c->weight[r] = weight != NULL ? weight[r] : 1;
        if (c->weight[r] < 0) {
            return loc_fail(error, LOCALITY_INVALID, "the weight of rule %u is below 0",
                            (unsigned)r);
        }
        if (c->weight[r] > INT64_MAX - sum) {
            return loc_fail(error, LOCALITY_OVERFLOW, "the weights together leave 64 bits");
        }
        sum += c->weight[r];
    }
    return LOCALITY_OK;
}

static locality_status judge(const prober *p, locality_error *error) {
    switch (p->ending) {
    case ENDS_MEMORY:
        return loc_fail_memory(error);
    case ENDS_STOPPED:
        return loc_fail(error, LOCALITY_CANCELLED, "the test stopped the search");
    default:
        return loc_ok(error);
    }
}

static locality_status run(locality_conflicts *c, const int64_t *weight,
                           locality_conflicts_test test, void *self,
                           const locality_conflicts_options *in, locality_error *error) {
    prober p = {.c = c, .test = test, .self = self, .limit = in->test_limit};

    c->weight = loc_allocate(&c->allocator, c->count, sizeof *c->weight);
    p.kept = loc_allocate(&c->allocator, c->count, 1);
    p.order = loc_allocate(&c->allocator, c->count, sizeof *p.order);
    locality_status status = c->weight != NULL && p.kept != NULL && p.order != NULL
                                 ? take_weights(c, weight, error)
                                 : loc_fail_memory(error);
    if (status == LOCALITY_OK) {
        order_rules(&p);
        search(&p, in->all != 0);
        sort_sets(c, &c->list[0]);
        sort_sets(c, &c->list[1]);
        status = judge(&p, error);
    }
    loc_sets_clear(&p.can, &c->allocator);
    loc_sets_clear(&p.cannot, &c->allocator);
    loc_release(&c->allocator, p.kept, c->count, 1);
    loc_release(&c->allocator, p.order, c->count, sizeof *p.order);
    return status;
}

locality_status locality_conflicts_find(const int64_t *weight, size_t count,
                                        locality_conflicts_test test, void *self,
                                        const locality_conflicts_options *options,
                                        const locality_allocator *allocator,
                                        locality_conflicts **out, locality_error *error) {
    locality_conflicts_options in = LOCALITY_CONFLICTS_OPTIONS_INIT;
    locality_allocator memory;

    if (out != NULL) {
        *out = NULL;
    }
    if (test == NULL || out == NULL) {
        return loc_fail_null(error, test == NULL ? "test" : "out");
    }
    locality_status status = take_options(options, &in, error);
    if (status == LOCALITY_OK && count > LOCALITY_CONFLICTS_MOST) {
        status = loc_fail(error, LOCALITY_LIMIT, "%zu rules are more than %d", count,
                          LOCALITY_CONFLICTS_MOST);
    }
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    locality_conflicts *c = loc_allocate(&memory, 1, sizeof *c);
    if (c == NULL) {
        return loc_fail_memory(error);
    }
    c->allocator = memory;
    c->count = (uint32_t)count;
    loc_arena_init(&c->texts, &c->allocator);
    status = run(c, weight, test, self, &in, error);
    if (status != LOCALITY_OK) {
        locality_conflicts_free(c);
        return status;
    }
    *out = c;
    return status;
}

void locality_conflicts_free(locality_conflicts *conflicts) {
    locality_conflicts *c = conflicts;

    if (c == NULL) {
        return;
    }
    locality_allocator memory = c->allocator;
    loc_sets_clear(&c->list[0], &memory);
    loc_sets_clear(&c->list[1], &memory);
    loc_release(&memory, c->weight, c->count, sizeof *c->weight);
    loc_release(&memory, c->asked, c->asked_count, sizeof *c->asked);
    loc_arena_clear(&c->texts);
    loc_release(&memory, c, 1, sizeof *c);
}

int32_t locality_conflicts_verdict(const locality_conflicts *conflicts) {
    return conflicts != NULL ? conflicts->verdict : LOCALITY_CONFLICTS_UNKNOWN;
}

int32_t locality_conflicts_is_complete(const locality_conflicts *conflicts) {
    return conflicts != NULL && conflicts->is_complete;
}

int32_t locality_conflicts_is_lightest(const locality_conflicts *conflicts) {
    return conflicts != NULL && conflicts->is_lightest;
}

uint64_t locality_conflicts_tests(const locality_conflicts *conflicts) {
    return conflicts != NULL ? conflicts->tests : 0;
}

static bool is_kind(int32_t kind) {
    return kind == LOCALITY_CONFLICTS_CONFLICT || kind == LOCALITY_CONFLICTS_CORRECTION;
}

size_t locality_conflicts_count(const locality_conflicts *conflicts, int32_t kind) {
    return conflicts != NULL && is_kind(kind) ? conflicts->list[kind].count : 0;
}

locality_status locality_conflicts_at(const locality_conflicts *conflicts, int32_t kind,
                                      size_t index, uint32_t *rules, size_t capacity, size_t *count,
                                      int64_t *weight, locality_error *error) {
    uint32_t size = 0, at = 0;

    if (count != NULL) {
        *count = 0;
    }
    if (weight != NULL) {
        *weight = 0;
    }
    if (conflicts == NULL || count == NULL) {
        return loc_fail_null(error, conflicts == NULL ? "conflicts" : "count");
    }
    if (!is_kind(kind)) {
        return loc_fail(error, LOCALITY_INVALID, "there is no kind %d", (int)kind);
    }
    if (index >= conflicts->list[kind].count) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no number %zu", index);
    }
    const loc_set *set = &conflicts->list[kind].set[index];
    int64_t sum = weigh(conflicts, set, &size);
    for (uint32_t r = 0; r < conflicts->count && rules != NULL; r++) {
        if (loc_set_has(set, r) && at < capacity) {
            rules[at++] = r;
        }
    }
    *count = size;
    if (weight != NULL) {
        *weight = sum;
    }
    return rules != NULL && size > capacity
               ? loc_fail(error, LOCALITY_LIMIT, "%u rules do not fit into room for %zu",
                          (unsigned)size, capacity)
               : loc_ok(error);
}
