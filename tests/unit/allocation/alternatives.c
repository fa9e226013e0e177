/* Alternatives: the next best and the most different allocations against trying everything. */
#include "instances.h"

#include "locality/alternatives.h"
#include "support/fault.h"

#define DRAWS 900
#define MOST 60
#define SETS (1u << PAIRS)

/* Every lawful set of pairs, with what it is worth. */
typedef struct plan {
    unsigned set;
    int64_t value[PRICES];
} plan;

static plan *plans;
static size_t plan_count;
static uint32_t plan_prices;

static int order_values(const int64_t *a, const int64_t *b, uint32_t prices) {
    for (uint32_t k = 0; k < prices; k++) {
        if (a[k] != b[k]) {
            return a[k] < b[k] ? -1 : 1;
        }
    }
    return 0;
}

static int order_plans(const void *a, const void *b) {
    const plan *p = a, *q = b;
    int order = order_values(p->value, q->value, plan_prices);
    return order != 0 ? order : (p->set > q->set) - (p->set < q->set);
}

/* Lists every lawful set: each is tried by forcing all of its pairs in and all others out. */
static void list_from(const instance *in, best *b, uint32_t pair, unsigned set, int64_t *value) {
    if (pair == in->pairs) {
        if (bounds_hold(b)) {
            plans[plan_count].set = set;
            memcpy(plans[plan_count++].value, value, PRICES * sizeof *value);
        }
        return;
    }
    uint32_t i = in->row[pair], j = in->column[pair], first = in->waive ? 2 : 1;
    int open = in->mark[pair] == 1 || (in->mark[pair] == 0 && (in->waive || !in->failed[pair]));
    if (open && b->load[0][i] < in->most[0][i] && b->load[1][j] < in->most[1][j]) {
        int64_t next[PRICES], weight = 0;
        memcpy(next, value, sizeof next);
        next[0]--;
        for (int bit = 0; bit < 3; bit++) {
            weight += (in->failed[pair] >> bit & 1) != 0 ? weights[bit] : 0;
        }
        if (in->waive) {
            next[1] += weight;
        }
        for (uint32_t k = 0; k < in->levels; k++) {
            next[first + k] += in->cost[pair][k];
        }
        b->load[0][i]++, b->load[1][j]++, b->group += in->in_group[j];
        list_from(in, b, pair + 1, set | 1u << pair, next);
        b->load[0][i]--, b->load[1][j]--, b->group -= in->in_group[j];
    }
    if (in->mark[pair] != 1) {
        list_from(in, b, pair + 1, set, value);
    }
}

static void list_plans(const instance *in) {
    best b = {.in = in};
    int64_t value[PRICES] = {0};
    plan_count = 0;
    plan_prices = instance_prices(in);
    list_from(in, &b, 0, 0, value);
    qsort(plans, plan_count, sizeof *plans, order_plans);
}

static unsigned set_of(const instance *in, const locality_allocation_result *result) {
    unsigned set = 0;

    for (size_t k = 0; k < locality_allocation_result_pairs(result); k++) {
        locality_allocation_pair pair;
        CU_ASSERT_EQUAL(locality_allocation_result_pair(result, k, &pair, NULL), LOCALITY_OK);
        for (uint32_t p = 0; p < in->pairs; p++) {
            if (in->row[p] == (uint32_t)(pair.candidate_id[1] - '0') &&
                in->column[p] == (uint32_t)(pair.demand_id[1] - '0')) {
                set |= 1u << p;
            }
        }
    }
    return set;
}

static unsigned count_bits(unsigned set) {
    unsigned bits = 0;

    for (; set != 0; set &= set - 1) {
        bits++;
    }
    return bits;
}

static int totals_are(const locality_allocation_result *result, const int64_t *value) {
    for (uint32_t k = 0; k < plan_prices; k++) {
        int64_t total = INT64_MIN;
        locality_allocation_result_total(result, k, &total, NULL);
        if (total != (k == 0 ? -value[0] : value[k])) {
            return 0;
        }
    }
    return 1;
}

/* Solves, or gives null where there is no allocation at all. */
static locality_allocation_result *solve(const instance *in, const given *g) {
    locality_allocation_options options = LOCALITY_ALLOCATION_OPTIONS_INIT;
    locality_allocation_result *result = NULL;

    options.waive = in->waive;
    CU_ASSERT_EQUAL(locality_allocation_solve(g->problem, &options, &result, NULL), LOCALITY_OK);
    if (locality_allocation_result_verdict(result) != LOCALITY_ALLOCATION_OPTIMAL) {
        locality_allocation_result_free(result);
        return NULL;
    }
    return result;
}

static void check_comparison(const instance *in, const locality_allocation_result *first,
                             const locality_allocation_result *second, const char *name) {
    locality_allocation_comparison summary;
    locality_allocation_change change[PAIRS];
    unsigned a = set_of(in, first), b = set_of(in, second);
    size_t count = 0;

    CU_ASSERT_EQUAL(
        locality_allocation_compare(first, second, &summary, change, PAIRS, &count, NULL),
        LOCALITY_OK);
    TEST_ROW(count == count_bits(a ^ b) && summary.kept == count_bits(a & b) &&
                 summary.left == count_bits(a & ~b) && summary.taken == count_bits(b & ~a),
             name);
    for (uint32_t k = 0; k < plan_prices; k++) {
        int64_t x = 0, y = 0;
        locality_allocation_result_total(first, k, &x, NULL);
        locality_allocation_result_total(second, k, &y, NULL);
        TEST_ROW(summary.total[k] == y - x, name);
    }
    int64_t failed[3] = {0};
    for (uint32_t p = 0; p < in->pairs; p++) {
        for (int bit = 0; bit < 3; bit++) {
            int fails = (int)(in->failed[p] >> bit & 1);
            failed[bit] += fails * ((int)(b >> p & 1) - (int)(a >> p & 1));
        }
    }
    TEST_ROW(memcmp(failed, summary.failed, sizeof failed) == 0, name);
}

static void check_next_best(const instance *in, const given *g,
                            const locality_allocation_result *result, const char *name) {
    locality_alternatives_options options = LOCALITY_ALTERNATIVES_OPTIONS_INIT;
    locality_alternatives *list = NULL;
    unsigned seen[MOST + 1];

    options.most = MOST;
    CU_ASSERT_EQUAL(locality_alternatives_find(g->problem, result, &options, &list, NULL),
                    LOCALITY_OK);
    size_t count = locality_alternatives_count(list);
    size_t expected = plan_count - 1 < MOST ? plan_count - 1 : MOST;
    TEST_ROW(count == expected, name);
    TEST_ROW(locality_alternatives_is_complete(list) == (plan_count - 1 < MOST), name);
    seen[0] = set_of(in, result);
    for (size_t k = 0; k < count; k++) {
        const locality_allocation_result *found = locality_alternatives_plan(list, k);
        unsigned set = set_of(in, found);
        TEST_ROW(totals_are(found, plans[k + 1].value), name);
        int lawful = 0, twice = 0;
        for (size_t p = 0; p < plan_count; p++) {
            lawful |= plans[p].set == set && totals_are(found, plans[p].value);
        }
        for (size_t p = 0; p <= k; p++) {
            twice |= seen[p] == set;
        }
        TEST_ROW(lawful && !twice, name);
        seen[k + 1] = set;
        if (k < 3) {
            check_comparison(in, result, found, name);
        }
    }
    CU_ASSERT_PTR_NULL(locality_alternatives_plan(list, count));
    locality_alternatives_free(list);
}

static void check_most_different(const instance *in, const given *g,
                                 const locality_allocation_result *result, int32_t kept,
                                 const char *name) {
    locality_alternatives_options options = LOCALITY_ALTERNATIVES_OPTIONS_INIT;
    locality_alternatives *list = NULL;
    unsigned listed[4] = {set_of(in, result)};
    uint32_t levels = kept < 0 ? plan_prices : (uint32_t)kept;

    options.kind = LOCALITY_ALTERNATIVES_MOST_DIFFERENT;
    options.most = 3;
    options.kept = kept;
    CU_ASSERT_EQUAL(locality_alternatives_find(g->problem, result, &options, &list, NULL),
                    LOCALITY_OK);
    for (size_t k = 0; k < locality_alternatives_count(list); k++) {
        const plan *wanted = NULL;
        unsigned least = 0;
        for (size_t p = 0; p < plan_count; p++) {
            unsigned common = 0;
            for (size_t q = 0; q <= k; q++) {
                common += count_bits(listed[q] & plans[p].set);
            }
            if (order_values(plans[p].value, plans[0].value, levels) != 0) {
                continue;
            }
            if (wanted == NULL || common < least) { /* sorted by worth: the first is the best */
                wanted = &plans[p];
                least = common;
            }
        }
        listed[k + 1] = set_of(in, locality_alternatives_plan(list, k));
        unsigned common = 0;
        for (size_t q = 0; q <= k; q++) {
            common += count_bits(listed[q] & listed[k + 1]);
        }
        TEST_ROW(common == least && totals_are(locality_alternatives_plan(list, k), wanted->value),
                 name);
    }
    locality_alternatives_free(list);
}

static void finds_what_trying_everything_finds(void) {
    test_random random = {811, 0};
    char name[64];

    plans = malloc(SETS * sizeof *plans);
    CU_ASSERT_PTR_NOT_NULL_FATAL(plans);
    for (int draw = 0; draw < DRAWS; draw++) {
        instance in;
        given g;
        instance_draw(&in, &random, draw % KINDS);
        snprintf(name, sizeof name, "draw %d", draw);
        list_plans(&in);
        CU_ASSERT_EQUAL_FATAL(instance_give(&in, &random, NULL, &g, NULL), LOCALITY_OK);
        locality_allocation_result *result = solve(&in, &g);
        TEST_ROW((result != NULL) == (plan_count > 0), name);
        if (result != NULL) {
            check_next_best(&in, &g, result, name);
            check_most_different(&in, &g, result, -1, name);
            check_most_different(&in, &g, result,
                                 (int32_t)test_random_below(&random, plan_prices + 1), name);
        }
        locality_allocation_result_free(result);
        locality_allocation_free(g.problem);
    }
    free(plans);
}

/* The ids of all pairs of all alternatives, one after another. */
static size_t write_list(const instance *in, test_random *shuffle, int32_t kind, char *out,
                         size_t size) {
    locality_alternatives_options options = LOCALITY_ALTERNATIVES_OPTIONS_INIT;
    locality_alternatives *list = NULL;
    given g;
    size_t at = 0;

    CU_ASSERT_EQUAL_FATAL(instance_give(in, shuffle, NULL, &g, NULL), LOCALITY_OK);
    locality_allocation_result *result = solve(in, &g);
    options.kind = kind;
    if (result != NULL) {
        locality_alternatives_find(g.problem, result, &options, &list, NULL);
    }
    for (size_t k = 0; k < locality_alternatives_count(list); k++) {
        const locality_allocation_result *found = locality_alternatives_plan(list, k);
        for (size_t p = 0; p < locality_allocation_result_pairs(found) && at + 8 < size; p++) {
            locality_allocation_pair pair;
            locality_allocation_result_pair(found, p, &pair, NULL);
            at += (size_t)snprintf(out + at, size - at, "%s%s ", pair.candidate_id, pair.demand_id);
        }
        at += (size_t)snprintf(out + at, size - at, "; ");
    }
    locality_alternatives_free(list);
    locality_allocation_result_free(result);
    locality_allocation_free(g.problem);
    return at;
}

static void order_does_not_matter(void) {
    test_random random = {823, 0};
    char plain[1024], shuffled[1024];

    for (int draw = 0; draw < 300; draw++) {
        instance in;
        instance_draw(&in, &random, draw % KINDS);
        int32_t kind = draw & 1;
        plain[0] = shuffled[0] = 0;
        write_list(&in, NULL, kind, plain, sizeof plain);
        for (int k = 0; k < 3; k++) {
            write_list(&in, &random, kind, shuffled, sizeof shuffled);
            TEST_TEXT(shuffled, plain);
        }
    }
}

static int32_t stops_at_once(void *self, uint64_t work) {
    (void)self;
    (void)work;
    return 1;
}

static void bad_input_is_refused(void) {
    locality_alternatives_options options = LOCALITY_ALTERNATIVES_OPTIONS_INIT;
    locality_alternatives *list = NULL;
    locality_error error;
    test_random random = {839, 0};
    instance in;
    given g;

    do {
        instance_draw(&in, &random, KIND_ASSIGNMENT);
    } while (in.pairs < 8 || in.levels == 0);
    CU_ASSERT_EQUAL_FATAL(instance_give(&in, NULL, NULL, &g, NULL), LOCALITY_OK);
    locality_allocation_result *result = solve(&in, &g);
    CU_ASSERT_EQUAL(locality_alternatives_find(NULL, result, NULL, &list, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_alternatives_find(g.problem, NULL, NULL, &list, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_alternatives_find(g.problem, result, NULL, NULL, &error),
                    LOCALITY_INVALID);
    options.most = 0;
    CU_ASSERT_EQUAL(locality_alternatives_find(g.problem, result, &options, &list, &error),
                    LOCALITY_INVALID);
    options.most = 1;
    options.kept = 99;
    CU_ASSERT_EQUAL(locality_alternatives_find(g.problem, result, &options, &list, &error),
                    LOCALITY_INVALID);
    options.kept = -1;
    options.progress = stops_at_once;
    CU_ASSERT_EQUAL(locality_alternatives_find(g.problem, result, &options, &list, &error),
                    LOCALITY_CANCELLED);
    CU_ASSERT_PTR_NULL(list);
    options.progress = NULL;
    options.work_limit = 1;
    CU_ASSERT_EQUAL(locality_alternatives_find(g.problem, result, &options, &list, &error),
                    LOCALITY_OK);
    CU_ASSERT_FALSE(locality_alternatives_is_complete(list));
    locality_alternatives_free(list);
    CU_ASSERT_EQUAL(locality_alternatives_find(g.problem, result, NULL, &list, &error),
                    LOCALITY_OK);
    const locality_allocation_result *other = locality_alternatives_plan(list, 0);
    locality_alternatives *none = NULL;
    CU_ASSERT_EQUAL(locality_alternatives_find(g.problem, other, NULL, &none, &error),
                    LOCALITY_CONFLICT);
    CU_ASSERT_EQUAL(locality_allocation_compare(NULL, other, NULL, NULL, 0, NULL, &error),
                    LOCALITY_INVALID);
    locality_allocation_change change[1];
    size_t count = 0;
    CU_ASSERT_EQUAL(locality_allocation_compare(result, other, NULL, change, 0, &count, &error),
                    LOCALITY_LIMIT);
    CU_ASSERT(count > 0);
    locality_alternatives_free(list);
    locality_alternatives_free(NULL);
    TEST_NUMBER(locality_alternatives_count(NULL), 0);
    TEST_NUMBER(locality_alternatives_is_complete(NULL), 0);
    locality_allocation_result_free(result);
    locality_allocation_free(g.problem);
}

static locality_status whole_story(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    const instance *in = state;
    locality_alternatives_options options = LOCALITY_ALTERNATIVES_OPTIONS_INIT;
    locality_allocation_result *result = NULL;
    locality_alternatives *list = NULL;
    given g;

    locality_status status = instance_give(in, NULL, allocator, &g, error);
    if (status == LOCALITY_OK) {
        status = locality_allocation_solve(g.problem, NULL, &result, error);
    }
    for (int32_t kind = 0; kind < 2 && status == LOCALITY_OK; kind++) {
        options.kind = kind;
        status = locality_alternatives_find(g.problem, result, &options, &list, error);
        CU_ASSERT((list != NULL) == (status == LOCALITY_OK));
        locality_alternatives_free(list);
        list = NULL;
    }
    locality_allocation_result_free(result);
    locality_allocation_free(g.problem);
    return status;
}

static void survives_every_refusal_of_memory(void) {
    test_random random = {853, 0};
    unsigned done = 0;

    for (int kind = 0; done < 6; kind = (kind + 1) % KINDS) {
        instance in;
        instance_draw(&in, &random, kind);
        in.waive = 0;
        best b = best_of(&in, -1, -1);
        if (b.found && in.rows > 3 && in.columns > 3 && in.pairs > 8 && in.levels > 0) {
            fault_drive("alternatives", whole_story, &in, 40);
            done++;
        }
    }
}

static const test_case cases[] = {
    {"the next best and the most different are what trying everything finds",
     finds_what_trying_everything_finds},
    {"the order in which a problem is given does not matter", order_does_not_matter},
    {"bad input is refused, and a call can be stopped", bad_input_is_refused},
    {"every refusal of memory is borne", survives_every_refusal_of_memory},
};

TEST_MAIN("allocation: alternatives", cases)
