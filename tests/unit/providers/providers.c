/* Providers: who is concerned, who hands on, who is depended on, who left, whether places are answered alike. */
#include <locality.h>
#include <math.h>

#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

static int is_near(double a, double b) {
    return fabs(a - b) <= 1e-9 * (1 + fabs(b));
}

/* ---- Who is concerned ------------------------------------------------------------------------- */

/* Counts of three providers, whether there is a trend, and what follows. */
typedef struct issue {
    const char *name;
    int64_t count[3];
    int32_t trend, route;
    size_t involved, possible;
    int32_t by_trend;
} issue;

static void issues_go_where_providers_and_trends_say(void) {
    static const issue rows[] = {
        {"one, no trend", {12, 0, 0}, LOCALITY_FALSE, LOCALITY_ROUTE_REFER, 1, 0, 0},
        {"one, a trend", {12, 0, 0}, LOCALITY_TRUE, LOCALITY_ROUTE_ANALYSE, 1, 0, 1},
        {"one, who knows", {12, 0, 0}, LOCALITY_UNDECIDED, LOCALITY_ROUTE_CANNOT_TELL, 1, 0, 0},
        {"two", {12, 9, 0}, LOCALITY_FALSE, LOCALITY_ROUTE_ANALYSE, 2, 0, 0},
        {"two and a stray", {12, 9, 1}, LOCALITY_FALSE, LOCALITY_ROUTE_ANALYSE, 2, 1, 0},
        {"one and a stray", {12, 1, 0}, LOCALITY_FALSE, LOCALITY_ROUTE_CANNOT_TELL, 1, 1, 0},
        {"one of thousands", {9000, 3, 0}, LOCALITY_FALSE, LOCALITY_ROUTE_REFER, 1, 0, 0},
        {"none", {0, 0, 0}, LOCALITY_TRUE, LOCALITY_ROUTE_NONE, 0, 0, 0},
    };

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        locality_involvement_options options = LOCALITY_INVOLVEMENT_OPTIONS_INIT;
        locality_provider_share share[3];
        locality_involvement out;
        options.trend = rows[r].trend;
        CU_ASSERT_EQUAL(locality_providers_involved(rows[r].count, 3, &options, share, &out, NULL),
                        LOCALITY_OK);
        TEST_ROW(out.route == rows[r].route && out.involved == rows[r].involved &&
                     out.possible == rows[r].possible && out.by_trend == rows[r].by_trend,
                 rows[r].name);
    }
}

static void shares_have_their_bounds(void) {
    static const int64_t count[] = {9, 1};
    locality_provider_share share[2];
    locality_involvement out;

    CU_ASSERT_EQUAL(locality_providers_involved(count, 2, NULL, share, &out, NULL), LOCALITY_OK);
    CU_ASSERT(fabs(share[1].lowest - 0.0025286) < 1e-7); /* Clopper and Pearson, 1 of 10 */
    CU_ASSERT(fabs(share[1].highest - 0.4450161) < 1e-7);
    CU_ASSERT(is_near(share[0].lowest, 1 - share[1].highest));
    CU_ASSERT(is_near(out.effective, 1 / 0.82));
    TEST_NUMBER(out.total, 10);
}

static void bad_shares_are_refused(void) {
    static const int64_t below[] = {1, -1}, huge[] = {INT64_MAX, 1};
    locality_involvement_options options = LOCALITY_INVOLVEMENT_OPTIONS_INIT;
    locality_provider_share share[2];
    locality_involvement out;
    locality_error error;

    CU_ASSERT_EQUAL(locality_providers_involved(below, 2, NULL, share, &out, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "provider 1: its count is not 0 or more");
    CU_ASSERT_EQUAL(locality_providers_involved(huge, 2, NULL, share, &out, &error),
                    LOCALITY_OVERFLOW);
    CU_ASSERT_EQUAL(locality_providers_involved(huge, 0, NULL, share, &out, &error),
                    LOCALITY_INVALID);
    options.confidence = 1;
    CU_ASSERT_EQUAL(locality_providers_involved(huge, 1, &options, share, &out, &error),
                    LOCALITY_INVALID);
    options.confidence = 0.9;
    options.trend = 9;
    CU_ASSERT_EQUAL(locality_providers_involved(huge, 1, &options, share, &out, &error),
                    LOCALITY_INVALID);
}

/* ---- Work handed on --------------------------------------------------------------------------- */

enum { JOBS = 40, PEOPLE = 3 };

static void work_handed_on_is_counted_as_one_by_one(void) {
    test_random random = {821, 0};

    for (int draw = 0; draw < 300; draw++) {
        uint32_t place[JOBS], service[JOBS], provider[JOBS];
        int64_t day[JOBS], table[PEOPLE * PEOPLE], by_hand[PEOPLE * PEOPLE] = {0};
        locality_jobs jobs = LOCALITY_JOBS_INIT;
        for (size_t i = 0; i < JOBS; i++) {
            place[i] = (uint32_t)test_random_below(&random, 3);
            service[i] = (uint32_t)test_random_below(&random, 2);
            provider[i] = (uint32_t)test_random_below(&random, PEOPLE);
            day[i] = test_random_between(&random, -50, 50);
        }
        for (size_t i = 0; i < JOBS; i++) { /* the next at the same place, by day and then order */
            size_t next = JOBS;
            for (size_t k = 0; k < JOBS; k++) {
                int after = day[k] > day[i] || (day[k] == day[i] && k > i);
                int nearer = next == JOBS || day[k] < day[next];
                if (place[k] == place[i] && service[k] == service[i] && after && nearer) {
                    next = k;
                }
            }
            if (next < JOBS && day[next] - day[i] <= 7) {
                by_hand[provider[i] * PEOPLE + provider[next]]++;
            }
        }
        jobs.count = JOBS;
        jobs.place = place;
        jobs.service = service;
        jobs.provider = provider;
        jobs.day = day;
        CU_ASSERT_EQUAL(locality_handoffs(&jobs, PEOPLE, 7, NULL, table, NULL), LOCALITY_OK);
        for (size_t i = 0; i < PEOPLE * PEOPLE; i++) {
            TEST_NUMBER(table[i], by_hand[i]);
        }
    }
}

static void bad_jobs_are_refused(void) {
    static const uint32_t zero[] = {0, 0}, three[] = {0, 3};
    static const int64_t day[] = {INT64_MIN, INT64_MAX};
    int64_t table[9];
    locality_jobs jobs = LOCALITY_JOBS_INIT;
    locality_error error;

    jobs.count = 2;
    jobs.place = jobs.service = zero;
    jobs.provider = three;
    jobs.day = day;
    CU_ASSERT_EQUAL(locality_handoffs(&jobs, 3, 28, NULL, table, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "job 1: there is no provider 3");
    jobs.provider = zero;
    jobs.reserved = 1;
    CU_ASSERT_EQUAL(locality_handoffs(&jobs, 3, 28, NULL, table, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "jobs.reserved is not 0");
    jobs.reserved = 0;
    CU_ASSERT_EQUAL(locality_handoffs(&jobs, 3, -1, NULL, table, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_handoffs(&jobs, 3, 28, NULL, table, &error), LOCALITY_OK);
    TEST_NUMBER(table[0], 0); /* the ends of time are far apart */
    jobs.day = NULL;
    CU_ASSERT_EQUAL(locality_handoffs(&jobs, 3, 28, NULL, table, &error), LOCALITY_INVALID);
}

/* ---- What hangs on one ------------------------------------------------------------------------ */

enum { CELLS = 6, PROVIDERS = 4 };

typedef struct market {
    int64_t demand[CELLS * PROVIDERS], room[PROVIDERS];
    uint8_t able[CELLS * PROVIDERS];
} market;

static market draw_market(test_random *random) {
    market m;

    for (size_t i = 0; i < CELLS * PROVIDERS; i++) {
        m.demand[i] = test_random_below(random, 3) == 0 ? test_random_between(random, 1, 9) : 0;
        m.able[i] = test_random_below(random, 5) == 0;
    }
    for (size_t p = 0; p < PROVIDERS; p++) {
        m.room[p] = test_random_below(random, 6) == 0 ? LOCALITY_NO_COUNT
                                                      : test_random_between(random, 0, 12);
    }
    return m;
}

/* The smallest cut between what is open and who has room, over all sets of providers. */
static int64_t smallest_cut(const market *m, size_t gone) {
    int64_t least = INT64_MAX;

    for (unsigned set = 0; set < 1u << PROVIDERS; set++) {
        int64_t cut = 0;
        for (size_t p = 0; p < PROVIDERS; p++) {
            cut += (set >> p & 1) != 0 && m->room[p] != LOCALITY_NO_COUNT ? m->room[p] : 0;
        }
        for (size_t c = 0; c < CELLS; c++) {
            int escapes = 0;
            for (size_t p = 0; p < PROVIDERS; p++) {
                size_t at = c * PROVIDERS + p;
                escapes |= p != gone && (set >> p & 1) == 0 && (m->demand[at] > 0 || m->able[at]);
            }
            cut += escapes ? m->demand[c * PROVIDERS + gone] : 0;
        }
        least = cut < least ? cut : least;
    }
    return least;
}

static void what_others_take_over_is_the_most_there_can_be(void) {
    test_random random = {822, 0};

    for (int draw = 0; draw < 2000; draw++) {
        market m = draw_market(&random);
        locality_dependency out[PROVIDERS];
        double dependence;
        CU_ASSERT_EQUAL(locality_dependencies(m.demand, m.able, CELLS, PROVIDERS, m.room, 0.8, NULL,
                                              out, &dependence, NULL),
                        LOCALITY_OK);
        CU_ASSERT(isnan(dependence) || (dependence >= 0 && dependence <= 1));
        for (size_t p = 0; p < PROVIDERS; p++) {
            TEST_NUMBER(out[p].taken, smallest_cut(&m, p));
            TEST_NUMBER(out[p].lost, out[p].demand - out[p].taken);
            CU_ASSERT(out[p].alone <= out[p].lost && out[p].alone <= out[p].demand);
            CU_ASSERT(out[p].dominated <= out[p].demand);
        }
    }
}

static void dependence_is_told_by_hand(void) {
    /* Cell 0: 8 and 2; cell 1: 5 and 5; cell 2: the first alone, 3. */
    static const int64_t demand[] = {8, 2, 5, 5, 3, 0}, room[] = {0, 6}, bad[] = {0, -6};
    locality_dependency out[2];
    double dependence;
    locality_error error;

    CU_ASSERT_EQUAL(
        locality_dependencies(demand, NULL, 3, 2, room, 0.8, NULL, out, &dependence, NULL),
        LOCALITY_OK);
    CU_ASSERT(is_near(dependence, 13.0 / 23));
    TEST_NUMBER(out[0].demand, 16);
    TEST_NUMBER(out[0].alone, 3);
    TEST_NUMBER(out[0].dominated, 11);
    TEST_NUMBER(out[0].taken, 6);
    TEST_NUMBER(out[0].lost, 10);
    TEST_NUMBER(out[1].lost, 7);
    CU_ASSERT_EQUAL(locality_dependencies(demand, NULL, 3, 2, bad, 0.8, NULL, out, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_dependencies(bad, NULL, 1, 2, room, 0.8, NULL, out, NULL, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "cell 0, provider 1: its demand is not 0 or more");
    CU_ASSERT_EQUAL(locality_dependencies(demand, NULL, 3, 2, room, 0, NULL, out, NULL, &error),
                    LOCALITY_INVALID);
}

/* ---- Who has left ----------------------------------------------------------------------------- */

enum { WEEKS = 8 };

typedef struct silence {
    const char *name;
    int64_t own[WEEKS], others[WEEKS];
    double own_expected, others_expected, dispersion;
    int32_t state;
    size_t run;
} silence;

static void silence_is_told_from_falling_demand(void) {
    static const silence rows[] = {
        {"nothing happened",
         {2, 1, 3, 0, 2, 1, 0, 2},
         {5, 5, 5, 5, 5, 5, 5, 5},
         2,
         5,
         1,
         LOCALITY_WITHDRAWAL_NONE,
         0},
        {"a week is not enough",
         {2, 1, 3, 2, 2, 1, 2, 0},
         {5, 5, 5, 5, 5, 5, 5, 5},
         2,
         5,
         1,
         LOCALITY_WITHDRAWAL_NONE,
         1},
        {"others do its work",
         {2, 1, 3, 0, 0, 0, 0, 0},
         {5, 5, 5, 7, 7, 8, 6, 7},
         2,
         5,
         1,
         LOCALITY_WITHDRAWAL_TAKEN_OVER,
         5},
        {"its work is not done",
         {6, 5, 7, 0, 0, 0, 0, 0},
         {5, 5, 5, 5, 4, 5, 6, 5},
         6,
         5,
         1,
         LOCALITY_WITHDRAWAL_UNMET,
         5},
        {"demand falls",
         {6, 5, 7, 0, 0, 0, 0, 0},
         {5, 5, 5, 1, 0, 1, 0, 1},
         6,
         5,
         1,
         LOCALITY_WITHDRAWAL_FALLING,
         5},
        {"too thin",
         {0, 0, 1, 0, 0, 0, 0, 0},
         {5, 5, 5, 5, 5, 5, 5, 5},
         0.1,
         5,
         1,
         LOCALITY_WITHDRAWAL_CANNOT_TELL,
         5},
        {"too uneven",
         {2, 1, 3, 0, 0, 0, 0, 0},
         {5, 5, 5, 7, 7, 8, 6, 7},
         2,
         5,
         8,
         LOCALITY_WITHDRAWAL_CANNOT_TELL,
         5},
        {"a gap is no silence",
         {2, 1, 3, 0, 0, 0, 0, LOCALITY_NO_COUNT},
         {5, 5, 5, 7, 7, 8, 6, 7},
         2,
         5,
         1,
         LOCALITY_WITHDRAWAL_TAKEN_OVER,
         4},
    };

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        double own[WEEKS], others[WEEKS];
        locality_withdrawal_data data = LOCALITY_WITHDRAWAL_DATA_INIT;
        locality_withdrawal out;
        for (size_t t = 0; t < WEEKS; t++) {
            own[t] = rows[r].own_expected;
            others[t] = rows[r].others_expected;
        }
        data.periods = WEEKS;
        data.own = rows[r].own;
        data.others = rows[r].others;
        data.own_expected = own;
        data.others_expected = others;
        data.dispersion = rows[r].dispersion;
        CU_ASSERT_EQUAL(locality_withdrawal_find(&data, &out, NULL), LOCALITY_OK);
        TEST_ROW(out.state == rows[r].state && out.run == rows[r].run, rows[r].name);
    }
    TEST_TEXT(locality_withdrawal_name(LOCALITY_WITHDRAWAL_UNMET), "unmet");
}

static void silence_is_weighed_by_hand(void) {
    static const int64_t own[] = {3, 0, 0, 0}, others[] = {5, 5, 5, 5};
    static const double own_expected[] = {2, 2, 2, 2}, others_expected[] = {5, 5, 5, 5};
    locality_withdrawal_data data = LOCALITY_WITHDRAWAL_DATA_INIT;
    locality_withdrawal out;
    locality_error error;

    data.periods = 4;
    data.own = own;
    data.others = others;
    data.own_expected = own_expected;
    data.others_expected = others_expected;
    CU_ASSERT_EQUAL(locality_withdrawal_find(&data, &out, NULL), LOCALITY_OK);
    CU_ASSERT(is_near(out.run_probability, exp(-6)));
    TEST_NUMBER(out.needed, 4); /* e^-8 is the first below one in a thousand */
    data.dispersion = 2;        /* each week is silent with probability 2^-2 */
    CU_ASSERT_EQUAL(locality_withdrawal_find(&data, &out, NULL), LOCALITY_OK);
    CU_ASSERT(is_near(out.run_probability, 1.0 / 64));
    TEST_NUMBER(out.needed, 5);
    data.dispersion = 0.5;
    CU_ASSERT_EQUAL(locality_withdrawal_find(&data, &out, &error), LOCALITY_INVALID);
    data.dispersion = 1;
    data.reserved = 1;
    CU_ASSERT_EQUAL(locality_withdrawal_find(&data, &out, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "data.reserved is not 0");
    data.reserved = 0;
    data.own = NULL;
    CU_ASSERT_EQUAL(locality_withdrawal_find(&data, &out, &error), LOCALITY_INVALID);
}

/* ---- Whether places are answered alike -------------------------------------------------------- */

static void equity_is_worked_out_by_hand(void) {
    static const int64_t even[] = {10, 20, 30, 40, 50}, all[] = {50, 0, 0, 0, 0},
                         none[] = {0, 0, 0, 0, 0};
    static const double people[] = {100, 200, 300, 400, 500}, equal[] = {9, 9, 9, 9, 9};
    static const double rank[] = {1, 2, 3, 4, 5}, alike[] = {1, 1, 1, 1, 1};
    locality_equity out;

    CU_ASSERT_EQUAL(locality_equity_find(even, people, rank, 5, NULL, &out, NULL), LOCALITY_OK);
    CU_ASSERT(is_near(out.rate, 0.1) && is_near(out.concentration, 0) && is_near(out.ratio, 1));
    CU_ASSERT(out.ratio_low < 1 && out.ratio_high > 1);
    CU_ASSERT_EQUAL(locality_equity_find(all, equal, rank, 5, NULL, &out, NULL), LOCALITY_OK);
    CU_ASSERT(is_near(out.concentration, -0.8)); /* all of it at 0.1 of the people: 2 * 0.1 - 1 */
    CU_ASSERT(isinf(out.ratio) && out.ratio_low > 1);
    CU_ASSERT_EQUAL(locality_equity_find(all, equal, alike, 5, NULL, &out, NULL), LOCALITY_OK);
    CU_ASSERT(is_near(out.concentration, 0) && is_near(out.ratio, 1)); /* nobody is more deprived */
    CU_ASSERT_EQUAL(locality_equity_find(none, equal, rank, 5, NULL, &out, NULL), LOCALITY_OK);
    CU_ASSERT(out.rate == 0 && isnan(out.concentration) && isnan(out.ratio));
}

static void equity_does_not_hang_on_order_or_scale(void) {
    test_random random = {823, 0};

    for (int draw = 0; draw < 200; draw++) {
        int64_t count[12], turned_count[12];
        double people[12], rank[12], turned_people[12], turned_rank[12];
        locality_equity out, turned;
        for (size_t i = 0; i < 12; i++) {
            turned_count[11 - i] = count[i] = test_random_between(&random, 0, 30);
            people[i] = (double)test_random_between(&random, 1, 500);
            turned_people[11 - i] = 8 * people[i];
            rank[i] = (double)test_random_below(&random, 40);
            turned_rank[11 - i] = 2 * rank[i] - 3;
        }
        count[0]++;
        turned_count[11]++;
        CU_ASSERT_EQUAL(locality_equity_find(count, people, rank, 12, NULL, &out, NULL),
                        LOCALITY_OK);
        CU_ASSERT_EQUAL(
            locality_equity_find(turned_count, turned_people, turned_rank, 12, NULL, &turned, NULL),
            LOCALITY_OK);
        CU_ASSERT(is_near(out.concentration, turned.concentration) &&
                  is_near(out.deviation, turned.deviation));
        CU_ASSERT(is_near(out.rate, 8 * turned.rate));
        CU_ASSERT(fabs(out.concentration) <= 1 && out.deviation >= 0);
        CU_ASSERT(isnan(out.ratio) || isinf(out.ratio) || is_near(out.ratio, turned.ratio));
        CU_ASSERT(out.ratio_low <= out.ratio_high);
    }
    static const int64_t count[] = {1, -2};
    static const double one[] = {1, 2};
    locality_equity out;
    locality_error error;
    CU_ASSERT_EQUAL(locality_equity_find(count, one, one, 2, NULL, &out, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_equity_find(count, one, one, 1, NULL, &out, &error), LOCALITY_INVALID);
}

/* ---- No memory -------------------------------------------------------------------------------- */

static locality_status whole_story(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    static const uint32_t zero[] = {0, 0};
    static const int64_t day[] = {1, 2}, demand[] = {3, 4}, room[] = {1, 1};
    static const double people[] = {1, 2};
    locality_dependency dependency[2];
    locality_equity equity;
    locality_jobs jobs = LOCALITY_JOBS_INIT;
    int64_t table[1];

    (void)state;
    jobs.count = 2;
    jobs.place = jobs.service = jobs.provider = zero;
    jobs.day = day;
    locality_status status = locality_handoffs(&jobs, 1, 28, allocator, table, error);
    if (status == LOCALITY_OK) {
        status = locality_dependencies(demand, NULL, 1, 2, room, 0.8, allocator, dependency, NULL,
                                       error);
    }
    return status == LOCALITY_OK
               ? locality_equity_find(demand, people, people, 2, allocator, &equity, error)
               : status;
}

static void survives_every_refusal_of_memory(void) {
    fault_drive("providers", whole_story, NULL, 9);
}

static const test_case cases[] = {
    {"issues go where the number of providers and a trend say",
     issues_go_where_providers_and_trends_say},
    {"shares have the bounds of Clopper and Pearson", shares_have_their_bounds},
    {"bad counts of providers are refused", bad_shares_are_refused},
    {"work handed on is counted as one by one", work_handed_on_is_counted_as_one_by_one},
    {"bad jobs are refused", bad_jobs_are_refused},
    {"what others take over is the smallest cut", what_others_take_over_is_the_most_there_can_be},
    {"dependence is what it is by hand", dependence_is_told_by_hand},
    {"silence is told from falling demand", silence_is_told_from_falling_demand},
    {"silence is weighed as by hand", silence_is_weighed_by_hand},
    {"equity is what it is by hand", equity_is_worked_out_by_hand},
    {"equity does not hang on order or scale", equity_does_not_hang_on_order_or_scale},
    {"every refusal of memory is borne", survives_every_refusal_of_memory},
};

TEST_MAIN("providers", cases)
