/* Limits: what is refused, what is too large, and that order does not matter. */
#include "instances.h"
#include "plain.h"

#define TOO_FAR 99u

static int32_t verdict_of(const locality_allocation *problem, int32_t method, size_t *pairs) {
    locality_allocation_options options = LOCALITY_ALLOCATION_OPTIONS_INIT;
    locality_allocation_result *result = NULL;

    options.method = method;
    CU_ASSERT_EQUAL(locality_allocation_solve(problem, &options, &result, NULL), LOCALITY_OK);
    int32_t verdict = locality_allocation_result_verdict(result);
    *pairs = locality_allocation_result_pairs(result);
    locality_allocation_result_free(result);
    return verdict;
}

/* ---- The work limit -------------------------------------------------------------------------- */

/* Whether a set of pairs keeps everything that was asked; its values by level. */
static int is_lawful(const instance *in, const given *g, const locality_allocation_result *result,
                     int64_t *value) {
    int64_t load[2][NODES] = {{0}}, group = 0;
    uint32_t first = in->waive ? 2 : 1;
    size_t pins = 0, pinned = 0, count = locality_allocation_result_pairs(result);
    int good = 1;

    memset(value, 0, PRICES * sizeof *value);
    for (size_t k = 0; k < count; k++) {
        locality_allocation_pair pair;
        uint32_t p = 0;
        good &= locality_allocation_result_pair(result, k, &pair, NULL) == LOCALITY_OK;
        while (p < in->pairs && (g->position[0][in->row[p]] != pair.candidate ||
                                 g->position[1][in->column[p]] != pair.demand)) {
            p++;
        }
        if (p == in->pairs) {
            return 0;
        }
        good &= in->mark[p] == 1 || (in->mark[p] == 0 && (in->waive || in->failed[p] == 0));
        pinned += in->mark[p] == 1;
        load[0][in->row[p]]++, load[1][in->column[p]]++, group += in->in_group[in->column[p]];
        value[0]++;
        for (int bit = 0; in->waive && bit < 3; bit++) {
            value[1] += (in->failed[p] >> bit & 1) != 0 ? weights[bit] : 0;
        }
        for (uint32_t level = 0; level < in->levels; level++) {
            value[first + level] += in->cost[p][level];
        }
    }
    for (uint32_t p = 0; p < in->pairs; p++) {
        pins += in->mark[p] == 1;
    }
    for (int side = 0; side < 2; side++) {
        for (uint32_t v = 0; v < (side == 0 ? in->rows : in->columns); v++) {
            good &= load[side][v] >= in->least[side][v] && load[side][v] <= in->most[side][v];
        }
    }
    return good && pins == pinned &&
           (!in->has_group || (group >= in->group_least && group <= in->group_most));
}

/* Totals are those of the pairs; a bound is truly one as long as the levels before are the best. */
static int bounds_are_true(const instance *in, const best *expected, const int64_t *value,
                           const locality_allocation_result *result, int *has_gap) {
    int good = 1, best_so_far = 1;

    for (uint32_t k = 0; k < instance_prices(in); k++) {
        int64_t total = 0, bound = 0, lowest = k == 0 ? -expected->value[0] : expected->value[k];
        good &= locality_allocation_result_total(result, k, &total, NULL) == LOCALITY_OK;
        good &= total == value[k];
        if (!best_so_far) { /* nothing is known of what comes after a gap */
            good &= locality_allocation_result_bound(result, k, &bound, NULL) == LOCALITY_NOT_FOUND;
            continue;
        }
        locality_status status = locality_allocation_result_bound(result, k, &bound, NULL);
        if (status != LOCALITY_OK) { /* the level before is the best, which was not proved */
            best_so_far = 0;
            *has_gap = 1;
            continue;
        }
        good &= k == 0 ? total == lowest && bound == lowest : bound <= lowest && lowest <= total;
        *has_gap |= bound < total;
        best_so_far = total == lowest;
    }
    return good;
}

static void check_limit(const instance *in, const best *expected, const given *g, int32_t method,
                        uint64_t limit, unsigned *met, const char *name) {
    locality_allocation_options options = LOCALITY_ALLOCATION_OPTIONS_INIT;
    locality_allocation_certificate c;
    locality_allocation_result *result = NULL;
    int64_t value[PRICES], total = 0;
    int has_gap = 0;

    options.method = method;
    options.waive = in->waive;
    options.work_limit = limit;
    CU_ASSERT_EQUAL(locality_allocation_solve(g->problem, &options, &result, NULL), LOCALITY_OK);
    int32_t verdict = locality_allocation_result_verdict(result);
    met[verdict]++;
    switch (verdict) {
    case LOCALITY_ALLOCATION_UNKNOWN:
        TEST_ROW(locality_allocation_result_pairs(result) == 0, name);
        TEST_ROW(locality_allocation_result_total(result, 0, &total, NULL) == LOCALITY_NOT_FOUND,
                 name);
        TEST_ROW(locality_allocation_result_bound(result, 0, &total, NULL) == LOCALITY_NOT_FOUND,
                 name);
        TEST_ROW(locality_allocation_result_certificate(result, &c, NULL) == LOCALITY_NOT_FOUND,
                 name);
        break;
    case LOCALITY_ALLOCATION_FEASIBLE:
        TEST_ROW(expected->found && is_lawful(in, g, result, value) &&
                     bounds_are_true(in, expected, value, result, &has_gap),
                 name);
        TEST_ROW(!locality_allocation_result_is_unique(result), name);
        TEST_ROW(locality_allocation_result_certificate(result, &c, NULL) == LOCALITY_OK &&
                     locality_allocation_check(g->problem, &c, NULL) == LOCALITY_OK,
                 name);
        met[LOCALITY_ALLOCATION_STABLE] += has_gap != 0; /* no verdict here: counts the gaps */
        break;
    case LOCALITY_ALLOCATION_OPTIMAL:
        TEST_ROW(expected->found && is_lawful(in, g, result, value) &&
                     bounds_are_true(in, expected, value, result, &has_gap) && !has_gap,
                 name);
        break;
    default: /* nothing but a proof may say so */
        TEST_ROW(verdict == LOCALITY_ALLOCATION_INFEASIBLE && !expected->found, name);
        TEST_ROW(locality_allocation_result_certificate(result, &c, NULL) == LOCALITY_OK &&
                     locality_allocation_check(g->problem, &c, NULL) == LOCALITY_OK,
                 name);
    }
    locality_allocation_result_free(result);
}

static void answers_truly_within_any_limit(void) {
    test_random random = {702, 0};
    unsigned met[6] = {0};

    for (unsigned n = 0; n < 240; n++) {
        instance in;
        given g;
        char name[80];
        instance_draw(&in, &random, (int)(n % KINDS));
        best expected = best_of(&in, -1, -1);
        CU_ASSERT_EQUAL_FATAL(instance_give(&in, NULL, NULL, &g, NULL), LOCALITY_OK);
        for (int32_t method = 0; method <= LOCALITY_ALLOCATION_NETWORK; method++) {
            for (uint64_t limit = 1; limit < 200; limit += 1 + limit / 8) {
                snprintf(name, sizeof name, "problem %u, method %d, limit %u", n, (int)method,
                         (unsigned)limit);
                check_limit(&in, &expected, &g, method, limit, met, name);
            }
        }
        locality_allocation_free(g.problem);
    }
    for (int verdict = 0; verdict < 6; verdict++) { /* every one came up, but for overflow */
        CU_ASSERT((met[verdict] > 20) == (verdict != LOCALITY_ALLOCATION_OVERFLOW));
    }
}

/* ---- Too large ------------------------------------------------------------------------------- */

static void says_that_costs_are_too_large(void) {
    static const struct {
        const char *name;
        int64_t cost[4];
        int fits;
    } rows[] = {{"2^62", {INT64_C(1) << 62, 0, 0, 1}, 0},
                {"-2^62", {-(INT64_C(1) << 62), 0, 0, 1}, 0},
                {"the most", {INT64_MAX, INT64_MIN, INT64_MIN, INT64_MAX}, 0},
                {"the least", {INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN}, 0},
                {"a span of 2^59", {INT64_C(1) << 58, -(INT64_C(1) << 58), 0, 0}, 0},
                {"2^58", {INT64_C(1) << 58, 0, 0, 1}, 1},
                {"2^40", {INT64_C(1) << 40, 0, 0, -(INT64_C(1) << 40)}, 1}};

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        for (int32_t method = 0; method <= LOCALITY_ALLOCATION_NETWORK; method++) {
            locality_allocation *problem = plain_problem(2, 2);
            locality_allocation_pairs pairs = dense_pairs(rows[k].cost, 2);
            size_t placed = 0;
            TEST_ROW(locality_allocation_put_pairs(problem, &pairs, NULL) == LOCALITY_OK,
                     rows[k].name);
            int32_t verdict = verdict_of(problem, method, &placed);
            TEST_ROW(verdict == (rows[k].fits ? LOCALITY_ALLOCATION_OPTIMAL
                                              : LOCALITY_ALLOCATION_OVERFLOW),
                     rows[k].name);
            TEST_ROW(placed == (rows[k].fits ? 2 : 0), rows[k].name);
            locality_allocation_free(problem);
        }
    }
}

static void says_that_weights_are_too_large(void) {
    static const char *const ids[] = {"R1", "R2"};
    static const int64_t heavy[] = {INT64_MAX, INT64_MAX};
    static const uint64_t failed[] = {3};
    locality_allocation_options options = LOCALITY_ALLOCATION_OPTIONS_INIT;
    locality_allocation_pairs pairs = LOCALITY_ALLOCATION_PAIRS_INIT;
    locality_allocation *problem = plain_problem(1, 1);
    locality_allocation_result *result = NULL;

    pairs.failed = failed;
    CU_ASSERT_EQUAL(locality_allocation_put_pairs(problem, &pairs, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_allocation_put_rules(problem, ids, NULL, heavy, 2, NULL), LOCALITY_OK);
    options.waive = 1;
    CU_ASSERT_EQUAL(locality_allocation_solve(problem, &options, &result, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_allocation_result_verdict(result), LOCALITY_ALLOCATION_OVERFLOW);
    TEST_TEXT(locality_allocation_verdict_name(LOCALITY_ALLOCATION_OVERFLOW), "overflow possible");
    locality_allocation_result_free(result);
    locality_allocation_free(problem);
}

/* Three whose minimum no number of places can meet. */
static void huge_minimums_are_infeasible(void) {
    static const int64_t huge[] = {INT64_MAX, INT64_MAX, INT64_MAX};
    static const int64_t cost[9] = {0};
    locality_allocation_side side[2] = {LOCALITY_ALLOCATION_SIDE_INIT,
                                        LOCALITY_ALLOCATION_SIDE_INIT};
    locality_allocation_pairs pairs = dense_pairs(cost, 3);
    locality_allocation_result *result = NULL;
    locality_allocation_certificate c;
    locality_allocation *problem = NULL;

    side[0].count = side[1].count = 3;
    side[0].most = side[0].least = side[1].most = huge;
    CU_ASSERT_EQUAL_FATAL(locality_allocation_new(&side[0], &side[1], NULL, &problem, NULL),
                          LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_allocation_put_pairs(problem, &pairs, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_allocation_solve(problem, NULL, &result, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_allocation_result_verdict(result), LOCALITY_ALLOCATION_INFEASIBLE);
    CU_ASSERT_EQUAL(locality_allocation_result_certificate(result, &c, NULL), LOCALITY_OK);
    CU_ASSERT(c.must > c.can);
    CU_ASSERT_EQUAL(locality_allocation_check(problem, &c, NULL), LOCALITY_OK);
    locality_allocation_result_free(result);
    locality_allocation_free(problem);
}

/* Three who could each have as many partners as can be written, and one place. */
static void huge_maximums_do_not_wrap(void) {
    static const int64_t huge[] = {INT64_MAX, INT64_C(1) << 62, INT64_C(1) << 62};
    static const int64_t cost[3] = {0};
    locality_allocation_side side[2] = {LOCALITY_ALLOCATION_SIDE_INIT,
                                        LOCALITY_ALLOCATION_SIDE_INIT};
    locality_allocation_pairs pairs = dense_pairs(cost, 1);
    locality_allocation_result *result = NULL;
    locality_allocation *problem = NULL;
    int64_t wanted = 0, places = 0;

    side[0].count = 3;
    side[1].count = 1;
    side[0].most = huge;
    CU_ASSERT_EQUAL_FATAL(locality_allocation_new(&side[0], &side[1], NULL, &problem, NULL),
                          LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_allocation_put_pairs(problem, &pairs, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_allocation_solve(problem, NULL, &result, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_allocation_result_verdict(result), LOCALITY_ALLOCATION_OPTIMAL);
    TEST_NUMBER(locality_allocation_shortage_size(problem, result, LOCALITY_ALLOCATION_CANDIDATES,
                                                  LOCALITY_ALLOCATION_EVERYONE, &wanted, &places,
                                                  NULL),
                LOCALITY_OK);
    CU_ASSERT(wanted == INT64_MAX && places == 1);
    locality_allocation_result_free(result);
    locality_allocation_free(problem);
}

/* ---- Refused --------------------------------------------------------------------------------- */

static void refuses_bad_sides(void) {
    static const char *const two[] = {"a", "b"}, *const same[] = {"a", "a"},
                             *const empty[] = {"a", ""}, *const null[] = {"a", NULL},
                             *const broken[] = {"a", "\xff"};
    static const int64_t negative[] = {1, -1}, one[] = {1, 1}, more[] = {1, 2};
    static const struct {
        const char *name;
        const char *const *id;
        const int64_t *most, *least;
        locality_status status;
    } rows[] = {{"a negative capacity", two, negative, NULL, LOCALITY_INVALID},
                {"a negative minimum", two, one, negative, LOCALITY_INVALID},
                {"a minimum above the maximum", two, one, more, LOCALITY_INVALID},
                {"a minimum above one each", two, NULL, more, LOCALITY_INVALID},
                {"the same id twice", same, NULL, NULL, LOCALITY_DUPLICATE},
                {"an empty id", empty, NULL, NULL, LOCALITY_INVALID},
                {"no id", null, NULL, NULL, LOCALITY_INVALID},
                {"an id that is not UTF-8", broken, NULL, NULL, LOCALITY_ENCODING}};

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        for (int bad = 0; bad < 2; bad++) {
            locality_allocation_side side[2] = {LOCALITY_ALLOCATION_SIDE_INIT,
                                                LOCALITY_ALLOCATION_SIDE_INIT};
            locality_allocation *problem = plain_problem(0, 0), *kept = problem;
            locality_error error;
            side[bad].count = 2;
            side[bad].id = rows[k].id;
            side[bad].most = rows[k].most;
            side[bad].least = rows[k].least;
            TEST_ROW(locality_allocation_new(&side[0], &side[1], NULL, &problem, &error) ==
                         rows[k].status,
                     rows[k].name);
            TEST_ROW(problem == NULL && error.status == rows[k].status && error.message[0] != 0,
                     rows[k].name);
            locality_allocation_free(kept);
        }
    }
    locality_allocation_side many = LOCALITY_ALLOCATION_SIDE_INIT;
    locality_allocation *problem = NULL;
    many.count = ((size_t)1 << 30) + 1;
    TEST_NUMBER(locality_allocation_new(&many, &many, NULL, &problem, NULL), LOCALITY_LIMIT);
    TEST_NUMBER(locality_allocation_new(NULL, &many, NULL, &problem, NULL), LOCALITY_INVALID);
}

static void refuses_bad_pairs(void) {
    static const uint32_t row[] = {0, 1, 2, 0}, column[] = {0, 1, 2, 0}, far[] = {0, TOO_FAR};
    static const int64_t cost[] = {1, 2, 3, 4};
    static const struct {
        const char *name;
        const uint32_t *candidate, *demand;
        const int64_t *cost;
        size_t count;
        uint32_t levels;
        locality_status status;
    } rows[] = {{"a pair twice", row, column, cost, 4, 1, LOCALITY_DUPLICATE},
                {"a candidate that there is not", far, column, cost, 2, 1, LOCALITY_INVALID},
                {"a demand that there is not", row, far, cost, 2, 1, LOCALITY_INVALID},
                {"candidates without demands", row, NULL, cost, 3, 1, LOCALITY_INVALID},
                {"demands without candidates", NULL, column, cost, 3, 1, LOCALITY_INVALID},
                {"levels without costs", row, column, NULL, 3, 1, LOCALITY_INVALID},
                {"too many levels", row, column, cost, 3, 9, LOCALITY_INVALID}};
    locality_allocation *problem = plain_problem(3, 3);
    locality_allocation_pairs pairs = LOCALITY_ALLOCATION_PAIRS_INIT;
    locality_error error;
    size_t placed = 0;

    pairs.candidate = row, pairs.demand = column, pairs.count = 2;
    CU_ASSERT_EQUAL(locality_allocation_put_pairs(problem, &pairs, NULL), LOCALITY_OK);
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        locality_allocation_pairs bad = LOCALITY_ALLOCATION_PAIRS_INIT;
        bad.candidate = rows[k].candidate;
        bad.demand = rows[k].demand;
        bad.cost = rows[k].cost;
        bad.count = rows[k].count;
        bad.levels = rows[k].levels;
        bad.candidate_stride = sizeof *cost;
        TEST_ROW(locality_allocation_put_pairs(problem, &bad, &error) == rows[k].status,
                 rows[k].name);
        TEST_ROW(error.status == rows[k].status && error.message[0] != 0, rows[k].name);
        TEST_ROW(verdict_of(problem, 0, &placed) == LOCALITY_ALLOCATION_OPTIMAL && placed == 2,
                 rows[k].name); /* as it was */
    }
    locality_allocation_free(problem);
}

static void refuses_bad_marks_groups_and_options(void) {
    static const uint32_t row[] = {0, 1}, members[] = {0, 1}, twice[] = {2, 2}, far[] = {TOO_FAR};
    static const char *const rule[] = {"R1"};
    static const int64_t negative[] = {-1};
    locality_allocation *problem = plain_problem(3, 3);
    locality_allocation_pairs pairs = LOCALITY_ALLOCATION_PAIRS_INIT;
    locality_allocation_options options = LOCALITY_ALLOCATION_OPTIONS_INIT;
    locality_allocation_result *result = NULL;
    locality_allocation_case *item = NULL;
    size_t count = 1;

    pairs.candidate = row, pairs.demand = row, pairs.count = 2;
    CU_ASSERT_EQUAL(locality_allocation_put_pairs(problem, &pairs, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_allocation_pin(problem, TOO_FAR, 0, NULL, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_allocation_forbid(problem, 0, TOO_FAR, NULL, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_allocation_pin(problem, 0, 1, NULL, NULL), LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_allocation_pin(problem, 0, 0, "\xff", NULL), LOCALITY_ENCODING);
    TEST_NUMBER(locality_allocation_pin(problem, 0, 0, NULL, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_allocation_forbid(problem, 0, 0, NULL, NULL), LOCALITY_CONFLICT);
    TEST_NUMBER(locality_allocation_put_rules(problem, rule, NULL, negative, 1, NULL),
                LOCALITY_INVALID);
    TEST_NUMBER(locality_allocation_group(problem, "g", far, 1, 0, 1, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_allocation_group(problem, "g", members, 2, 2, 1, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_allocation_group(problem, "g", members, 2, -1, 1, NULL), LOCALITY_INVALID);
    TEST_NUMBER(locality_allocation_group(problem, "g", twice, 2, 0, 1, NULL), LOCALITY_DUPLICATE);
    TEST_NUMBER(locality_allocation_group(problem, "\xff", twice, 1, 0, 1, NULL),
                LOCALITY_ENCODING);
    TEST_NUMBER(locality_allocation_group(problem, "g", members, 2, 0, 2, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_allocation_group(problem, "g", twice, 1, 0, 1, NULL), LOCALITY_DUPLICATE);
    TEST_NUMBER(locality_allocation_group(problem, "h", members, 1, 0, 1, NULL),
                LOCALITY_DUPLICATE);
    TEST_NUMBER(locality_allocation_group(problem, "h", twice, 1, 0, 1, NULL), LOCALITY_OK);
    options.method = LOCALITY_ALLOCATION_NETWORK + 1;
    TEST_NUMBER(locality_allocation_solve(problem, &options, &result, NULL), LOCALITY_INVALID);
    CU_ASSERT_EQUAL_FATAL(locality_allocation_solve(problem, NULL, &result, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_allocation_result_pairs(result), 2);
    TEST_NUMBER(locality_allocation_explain(problem, result, TOO_FAR, &item, NULL),
                LOCALITY_NOT_FOUND);
    TEST_NUMBER(locality_allocation_shortage(problem, result, 0, 0, 0, NULL, 0, &count, NULL),
                LOCALITY_NOT_FOUND);
    TEST_NUMBER(count, 0);
    TEST_TEXT(locality_allocation_id(problem, 0, 2), "2");
    TEST_TEXT(locality_allocation_id(problem, 0, 3), "");
    TEST_NUMBER(locality_allocation_count(problem, 1), 3);
    locality_allocation_result_free(result);
    locality_allocation_free(problem);
}

/* ---- Nothing there --------------------------------------------------------------------------- */

static void nothing_is_an_answer_too(void) {
    static const int64_t none[] = {0, 0, 0, 0};

    for (size_t candidates = 0; candidates < 3; candidates++) {
        for (size_t demands = 0; demands < 3; demands++) {
            for (int closed = 0; closed < 2; closed++) { /* with a capacity of 0 each */
                for (int32_t method = 0; method <= LOCALITY_ALLOCATION_NETWORK; method++) {
                    locality_allocation_side side[2] = {LOCALITY_ALLOCATION_SIDE_INIT,
                                                        LOCALITY_ALLOCATION_SIDE_INIT};
                    locality_allocation_pairs pairs = dense_pairs(none, demands);
                    locality_allocation *problem = NULL;
                    size_t placed = 1, fewer = candidates < demands ? candidates : demands;
                    side[0].count = candidates;
                    side[1].count = demands;
                    side[1].most = closed ? none : NULL;
                    CU_ASSERT_EQUAL_FATAL(
                        locality_allocation_new(&side[0], &side[1], NULL, &problem, NULL),
                        LOCALITY_OK);
                    TEST_NUMBER(verdict_of(problem, method, &placed), LOCALITY_ALLOCATION_OPTIMAL);
                    TEST_NUMBER(placed, 0); /* no pairs yet */
                    CU_ASSERT_EQUAL(locality_allocation_put_pairs(problem, &pairs, NULL),
                                    LOCALITY_OK);
                    TEST_NUMBER(verdict_of(problem, method, &placed), LOCALITY_ALLOCATION_OPTIMAL);
                    TEST_NUMBER(placed, closed ? 0 : fewer);
                    locality_allocation_free(problem);
                }
            }
        }
    }
}

/* ---- Order ----------------------------------------------------------------------------------- */

/* Writes the ids and marks of an answer, one after the other. */
static void write_answer(const locality_allocation_result *result, char *out, size_t size) {
    size_t at = 0;

    out[0] = '\0';
    for (size_t k = 0; k < locality_allocation_result_pairs(result); k++) {
        locality_allocation_pair pair;
        locality_allocation_result_pair(result, k, &pair, NULL);
        at += (size_t)snprintf(out + at, size - at, "%s-%s%s ", pair.candidate_id, pair.demand_id,
                               pair.is_tied ? "?" : "");
    }
}

static void order_does_not_matter(void) {
    test_random random = {703, 0}, shuffle = {704, 0};

    for (unsigned n = 0; n < 30; n++) {
        char first[400] = "", text[400];
        instance in;
        instance_draw(&in, &random, (int)(n % KINDS));
        for (unsigned draw = 0; draw <= 100; draw++) {
            locality_allocation_options options = LOCALITY_ALLOCATION_OPTIONS_INIT;
            locality_allocation_result *result = NULL;
            given g;
            CU_ASSERT_EQUAL_FATAL(instance_give(&in, draw == 0 ? NULL : &shuffle, NULL, &g, NULL),
                                  LOCALITY_OK);
            options.method = (int32_t)(draw % (LOCALITY_ALLOCATION_NETWORK + 1));
            options.waive = in.waive;
            CU_ASSERT_EQUAL(locality_allocation_solve(g.problem, &options, &result, NULL),
                            LOCALITY_OK);
            write_answer(result, draw == 0 ? first : text, sizeof text);
            if (draw > 0) {
                TEST_TEXT(text, first);
            }
            locality_allocation_result_free(result);
            locality_allocation_free(g.problem);
        }
    }
}

static const test_case cases[] = {
    {"within any work limit an answer is lawful, its bounds are bounds, and nothing is called "
     "impossible without a proof",
     answers_truly_within_any_limit},
    {"costs that could leave 64 bits are said to", says_that_costs_are_too_large},
    {"maximums that are too large to add up are not added up", huge_maximums_do_not_wrap},
    {"so are weights", says_that_weights_are_too_large},
    {"minimums beyond all numbers are proved impossible", huge_minimums_are_infeasible},
    {"sides that make no sense are refused", refuses_bad_sides},
    {"so are pairs, and the problem stays as it was", refuses_bad_pairs},
    {"so are pins, groups, rules and options", refuses_bad_marks_groups_and_options},
    {"where there is nothing to place the answer is empty", nothing_is_an_answer_too},
    {"a hundred orders have one answer", order_does_not_matter},
};

TEST_MAIN("allocation: limits", cases)
