/* Providers: every refusal with its words, and values at the limits. */
#include <locality.h>
#include <math.h>

#include "support/harness.h"

static const locality_allocator no_allocator; /* of no size */
static const char allocator_words[] =
    "allocator.struct_size is 0; set it to sizeof(locality_allocator)";

static void refused(locality_status status, locality_status wanted, const locality_error *error,
                    const char *words) {
    TEST_NUMBER(status, wanted);
    TEST_NUMBER(error->status, wanted);
    TEST_TEXT(error->message, words);
}

/* ---- Who is concerned ------------------------------------------------------------------------- */

static void involvement_names_what_is_wrong(void) {
    static const int64_t usual[] = {4, 2}, below[] = {4, -2}, huge[] = {INT64_MAX, 1};
    static const char range[] = "options.least_share or confidence is not between 0 and 1";
    const uint32_t whole = sizeof(locality_involvement_options);
    const struct {
        const int64_t *count;
        size_t providers;
        uint32_t struct_size, reserved, reserved2;
        int32_t trend;
        double share, confidence;
        locality_status status;
        const char *words;
    } rows[] = {
        {NULL, 2, whole, 0, 0, 0, 0, 0.9, LOCALITY_INVALID, "count is null"},
        {usual, 0, whole, 0, 0, 0, 0, 0.9, LOCALITY_INVALID, "there are no providers"},
        {below, 2, whole, 0, 0, 0, 0, 0.9, LOCALITY_INVALID,
         "provider 1: its count is not 0 or more"},
        {huge, 2, whole, 0, 0, 0, 0, 0.9, LOCALITY_OVERFLOW, "the total leaves 64 bits"},
        {usual, 2, 4, 0, 0, 0, 0, 0.9, LOCALITY_INVALID,
         "options.struct_size is not that of locality_involvement_options"},
        {usual, 2, whole, 1, 0, 0, 0, 0.9, LOCALITY_INVALID, "options.reserved is not 0"},
        {usual, 2, whole, 0, 1, 0, 0, 0.9, LOCALITY_INVALID, "options.reserved is not 0"},
        {usual, 2, whole, 0, 0, -1, 0, 0.9, LOCALITY_INVALID, "options.trend is no truth"},
        {usual, 2, whole, 0, 0, 3, 0, 0.9, LOCALITY_INVALID, "options.trend is no truth"},
        {usual, 2, whole, 0, 0, 0, -0.1, 0.9, LOCALITY_INVALID, range},
        {usual, 2, whole, 0, 0, 0, 1, 0.9, LOCALITY_INVALID, range},
        {usual, 2, whole, 0, 0, 0, (double)NAN, 0.9, LOCALITY_INVALID, range},
        {usual, 2, whole, 0, 0, 0, 0, 0, LOCALITY_INVALID, range},
        {usual, 2, whole, 0, 0, 0, 0, 1, LOCALITY_INVALID, range},
    };
    locality_provider_share share[2];
    locality_involvement out;
    locality_error error;

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        locality_involvement_options options = LOCALITY_INVOLVEMENT_OPTIONS_INIT;
        options.struct_size = rows[r].struct_size;
        options.reserved = rows[r].reserved;
        options.reserved2 = rows[r].reserved2;
        options.trend = rows[r].trend;
        options.least_share = rows[r].share;
        options.confidence = rows[r].confidence;
        out.total = 9;
        refused(locality_providers_involved(rows[r].count, rows[r].providers, &options, share, &out,
                                            &error),
                rows[r].status, &error, rows[r].words);
        TEST_NUMBER(out.total, 0);
        CU_ASSERT(isnan(out.effective));
    }
    refused(locality_providers_involved(usual, 2, NULL, NULL, &out, &error), LOCALITY_INVALID,
            &error, "share is null");
    refused(locality_providers_involved(usual, 2, NULL, share, NULL, &error), LOCALITY_INVALID,
            &error, "out is null");
}

/* Fewest 0 involves nobody who has nothing; nothing at all has no share. */
static void nothing_involves_nobody(void) {
    static const int64_t none[] = {0, 0}, one[] = {1, 0};
    locality_involvement_options options = LOCALITY_INVOLVEMENT_OPTIONS_INIT;
    locality_provider_share share[2];
    locality_involvement out;

    options.fewest = 0;
    options.least_share = 0;
    CU_ASSERT_EQUAL(locality_providers_involved(none, 2, &options, share, &out, NULL), LOCALITY_OK);
    CU_ASSERT(isnan(share[0].share) && share[0].lowest == 0 && share[0].highest == 1);
    TEST_NUMBER(share[0].involved, LOCALITY_FALSE);
    TEST_NUMBER(out.route, LOCALITY_ROUTE_NONE);
    CU_ASSERT_EQUAL(locality_providers_involved(one, 2, &options, share, &out, NULL), LOCALITY_OK);
    TEST_NUMBER(share[0].involved, LOCALITY_TRUE); /* its share is surely above 0 */
    TEST_NUMBER(share[1].involved, LOCALITY_FALSE);
    TEST_NUMBER(out.route, LOCALITY_ROUTE_REFER);
    options.trend = LOCALITY_TRUE;
    CU_ASSERT_EQUAL(locality_providers_involved(one, 2, &options, share, &out, NULL), LOCALITY_OK);
    TEST_NUMBER(out.route, LOCALITY_ROUTE_ANALYSE);
    TEST_NUMBER(out.by_trend, 1);
}

/* ---- Work handed on --------------------------------------------------------------------------- */

static void handoffs_name_what_is_wrong(void) {
    enum { STRUCT_SIZE = 16, NO_PLACE = 1, NO_SERVICE = 2, NO_PROVIDER = 4, NO_DAY = 8 };
    static const uint32_t zero[] = {0, 0}, one[] = {0, 1};
    static const int64_t day[] = {1, 2};
    static const char range[] =
        "providers are not 1 to 4096, jobs more than 2^31, or within is below 0";
    const struct {
        int lacks;
        size_t count, providers;
        int64_t within;
        const locality_allocator *allocator;
        const char *words;
    } rows[] = {
        {STRUCT_SIZE, 2, 2, 7, NULL, "jobs.struct_size is not that of locality_jobs"},
        {NO_PLACE, 2, 2, 7, NULL, "a column of jobs is null"},
        {NO_SERVICE, 2, 2, 7, NULL, "a column of jobs is null"},
        {NO_PROVIDER, 2, 2, 7, NULL, "a column of jobs is null"},
        {NO_DAY, 2, 2, 7, NULL, "a column of jobs is null"},
        {0, 2, 0, 7, NULL, range},
        {0, 2, 4097, 7, NULL, range},
        {0, ((size_t)1 << 31) + 1, 2, 7, NULL, range},
        {0, 2, 2, -1, NULL, range},
        {0, 2, 1, 7, NULL, "job 1: there is no provider 1"},
        {0, 2, 2, 7, &no_allocator, allocator_words},
    };
    int64_t table[4] = {9, 9, 9, 9};
    locality_jobs jobs = LOCALITY_JOBS_INIT;
    locality_error error;

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        int lacks = rows[r].lacks;
        jobs.struct_size = lacks == STRUCT_SIZE ? 8 : sizeof jobs;
        jobs.count = rows[r].count;
        jobs.place = lacks == NO_PLACE ? NULL : zero;
        jobs.service = lacks == NO_SERVICE ? NULL : zero;
        jobs.provider = lacks == NO_PROVIDER ? NULL : one;
        jobs.day = lacks == NO_DAY ? NULL : day;
        refused(locality_handoffs(&jobs, rows[r].providers, rows[r].within, rows[r].allocator,
                                  table, &error),
                LOCALITY_INVALID, &error, rows[r].words);
        TEST_NUMBER(table[0], 9);
    }
    refused(locality_handoffs(NULL, 2, 7, NULL, table, &error), LOCALITY_INVALID, &error,
            "jobs is null");
    refused(locality_handoffs(&jobs, 2, 7, NULL, NULL, &error), LOCALITY_INVALID, &error,
            "table is null");
    jobs = (locality_jobs)LOCALITY_JOBS_INIT; /* no jobs need no columns */
    CU_ASSERT_EQUAL(locality_handoffs(&jobs, 2, 7, NULL, table, &error), LOCALITY_OK);
    TEST_NUMBER(table[0] + table[1] + table[2] + table[3], 0);
}

/* ---- Who is depended on ----------------------------------------------------------------------- */

static void dependencies_name_what_is_wrong(void) {
    static const int64_t demand[] = {3, 4}, huge[] = {INT64_MAX, 1}, room[] = {1, 1},
                         below[] = {1, -7};
    static const char range[] = "providers are not 1 to 4096, or cells more than 16777216";
    static const char dominance[] = "dominance is not above 0 and at most 1";
    const struct {
        const int64_t *demand, *room;
        size_t cells, providers;
        double dominance;
        const locality_allocator *allocator;
        locality_status status;
        const char *words;
    } rows[] = {
        {NULL, room, 1, 2, 0.8, NULL, LOCALITY_INVALID, "demand is null"},
        {demand, NULL, 1, 2, 0.8, NULL, LOCALITY_INVALID, "room is null"},
        {demand, room, 1, 0, 0.8, NULL, LOCALITY_INVALID, range},
        {demand, room, 1, 4097, 0.8, NULL, LOCALITY_INVALID, range},
        {demand, room, 16777217, 2, 0.8, NULL, LOCALITY_INVALID, range},
        {demand, room, 1, 2, 0, NULL, LOCALITY_INVALID, dominance},
        {demand, room, 1, 2, 1.01, NULL, LOCALITY_INVALID, dominance},
        {demand, room, 1, 2, (double)NAN, NULL, LOCALITY_INVALID, dominance},
        {demand, below, 1, 2, 0.8, NULL, LOCALITY_INVALID, "provider 1: its room is not 0 or more"},
        {below, room, 1, 2, 0.8, NULL, LOCALITY_INVALID,
         "cell 0, provider 1: its demand is not 0 or more"},
        {huge, room, 1, 2, 0.8, NULL, LOCALITY_OVERFLOW, "the demand of all leaves 64 bits"},
        {demand, room, 1, 2, 0.8, &no_allocator, LOCALITY_INVALID, allocator_words},
    };
    locality_dependency out[2];
    locality_error error;
    double dependence;

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        dependence = 9;
        refused(locality_dependencies(rows[r].demand, NULL, rows[r].cells, rows[r].providers,
                                      rows[r].room, rows[r].dominance, rows[r].allocator, out,
                                      &dependence, &error),
                rows[r].status, &error, rows[r].words);
        TEST_NUMBER(dependence, 0);
    }
    refused(locality_dependencies(demand, NULL, 1, 2, room, 0.8, NULL, NULL, NULL, &error),
            LOCALITY_INVALID, &error, "out is null");
}

static void nothing_depends_on_nobody(void) {
    static const int64_t none[] = {0, 0}, room[] = {LOCALITY_NO_COUNT, 3};
    locality_dependency out[2];
    double dependence = 9;

    for (size_t cells = 0; cells <= 1; cells++) {
        CU_ASSERT_EQUAL(
            locality_dependencies(none, NULL, cells, 2, room, 1, NULL, out, &dependence, NULL),
            LOCALITY_OK);
        CU_ASSERT(isnan(dependence)); /* a share of nothing */
        TEST_NUMBER(out[0].demand + out[0].taken + out[0].lost + out[1].alone, 0);
    }
}

/* ---- Who fell silent -------------------------------------------------------------------------- */

/* One wrong thing in what is otherwise right, in each row. */
typedef struct silence {
    const char *words;
    size_t struct_size, periods;
    int lacks; /* number of the column that is null, from 1 */
    double dispersion, threshold, level;
    int64_t own, others;                  /* of period 1 */
    double own_expected, others_expected; /* likewise */
} silence;

static const char columns[] = "data has no periods, or a column is null";
static const char ranges[] = "dispersion is below 1, or threshold or level not between 0 and 1";
static const char expectations[] = "period 1: what is expected is not above 0 and finite";

static const silence silences[] = {
    {"data.struct_size is not that of locality_withdrawal_data", 8, 3, 0, 1, 0.01, 0.05, 0, 5, 2,
     5},
    {columns, 0, 0, 0, 1, 0.01, 0.05, 0, 5, 2, 5},
    {columns, 0, 3, 1, 1, 0.01, 0.05, 0, 5, 2, 5},
    {columns, 0, 3, 2, 1, 0.01, 0.05, 0, 5, 2, 5},
    {columns, 0, 3, 3, 1, 0.01, 0.05, 0, 5, 2, 5},
    {columns, 0, 3, 4, 1, 0.01, 0.05, 0, 5, 2, 5},
    {ranges, 0, 3, 0, 0.99, 0.01, 0.05, 0, 5, 2, 5},
    {ranges, 0, 3, 0, (double)NAN, 0.01, 0.05, 0, 5, 2, 5},
    {ranges, 0, 3, 0, (double)INFINITY, 0.01, 0.05, 0, 5, 2, 5},
    {ranges, 0, 3, 0, 1, 0, 0.05, 0, 5, 2, 5},
    {ranges, 0, 3, 0, 1, 1, 0.05, 0, 5, 2, 5},
    {ranges, 0, 3, 0, 1, 0.01, 0, 0, 5, 2, 5},
    {ranges, 0, 3, 0, 1, 0.01, 1, 0, 5, 2, 5},
    {"period 1: a count is below 0", 0, 3, 0, 1, 0.01, 0.05, -3, 5, 2, 5},
    {"period 1: a count is below 0", 0, 3, 0, 1, 0.01, 0.05, 0, -3, 2, 5},
    {expectations, 0, 3, 0, 1, 0.01, 0.05, 0, 5, 0, 5},
    {expectations, 0, 3, 0, 1, 0.01, 0.05, 0, 5, 2, -1},
    {expectations, 0, 3, 0, 1, 0.01, 0.05, 0, 5, 2, (double)INFINITY},
    {expectations, 0, 3, 0, 1, 0.01, 0.05, 0, 5, 2, (double)NAN},
};

static locality_status find_silence(const silence *s, locality_withdrawal *out,
                                    locality_error *error) {
    const int64_t own[] = {0, s->own, 0}, others[] = {5, s->others, 5};
    const double own_expected[] = {2, s->own_expected, 2},
                 others_expected[] = {5, s->others_expected, 5};
    locality_withdrawal_data data = LOCALITY_WITHDRAWAL_DATA_INIT;

    data.struct_size = s->struct_size == 0 ? sizeof data : (uint32_t)s->struct_size;
    data.periods = s->periods;
    data.own = s->lacks == 1 ? NULL : own;
    data.own_expected = s->lacks == 2 ? NULL : own_expected;
    data.others = s->lacks == 3 ? NULL : others;
    data.others_expected = s->lacks == 4 ? NULL : others_expected;
    data.dispersion = s->dispersion;
    data.threshold = s->threshold;
    data.level = s->level;
    return locality_withdrawal_find(&data, out, error);
}

static void withdrawal_names_what_is_wrong(void) {
    locality_withdrawal_data data = LOCALITY_WITHDRAWAL_DATA_INIT;
    locality_withdrawal out;
    locality_error error;

    for (size_t r = 0; r < TEST_COUNT(silences); r++) {
        out.run = 9;
        refused(find_silence(&silences[r], &out, &error), LOCALITY_INVALID, &error,
                silences[r].words);
        TEST_NUMBER(out.run, 0);
        CU_ASSERT(isnan(out.total_probability) && isnan(out.others_probability));
    }
    refused(locality_withdrawal_find(NULL, &out, &error), LOCALITY_INVALID, &error, "data is null");
    refused(locality_withdrawal_find(&data, NULL, &error), LOCALITY_INVALID, &error, "out is null");
    TEST_TEXT(locality_withdrawal_name(-1), "none");
    TEST_TEXT(locality_withdrawal_name(5), "none");
    TEST_TEXT(locality_withdrawal_name(LOCALITY_WITHDRAWAL_CANNOT_TELL), "cannot tell");
}

static void silence_at_the_limits_is_weighed(void) {
    static const int64_t none = LOCALITY_NO_COUNT;
    const struct {
        const char *name;
        silence s;
        uint64_t run, needed;
        int32_t state;
    } rows[] = {
        {"a period that is not known is passed over",
         {NULL, 0, 3, 0, 1, 0.02, 0.05, none, 5, 2, 5},
         2,
         2,
         LOCALITY_WITHDRAWAL_TAKEN_OVER},
        {"others who are not known are left out",
         {NULL, 0, 3, 0, 1, 0.01, 0.05, 0, none, 2, 5},
         3,
         3,
         LOCALITY_WITHDRAWAL_TAKEN_OVER},
        {"almost nothing expected is never silent for long enough",
         {NULL, 0, 3, 0, 1e300, 0.01, 0.05, 0, 5, 2, 5},
         3,
         1000000,
         LOCALITY_WITHDRAWAL_CANNOT_TELL},
        {"others of whom nothing is expected do not fall",
         {NULL, 0, 2, 0, 1, 0.5, 0.05, 0, 0, 1e9, 0},
         2,
         1,
         LOCALITY_WITHDRAWAL_UNMET},
    };

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        locality_withdrawal out;
        locality_error error;
        locality_status status = find_silence(&rows[r].s, &out, &error);
        TEST_ROW(status == LOCALITY_OK, rows[r].name);
        TEST_ROW(out.run == rows[r].run && out.state == rows[r].state, rows[r].name);
        TEST_ROW(out.needed == rows[r].needed, rows[r].name);
    }
    /* Nobody else is there: nothing is expected of them, so that they have nothing is certain. */
    static const int64_t zero[] = {0};
    static const double two[] = {9}, nothing[] = {0};
    locality_withdrawal_data data = LOCALITY_WITHDRAWAL_DATA_INIT;
    locality_withdrawal out;
    data.periods = 1;
    data.own = data.others = zero;
    data.own_expected = two;
    data.others_expected = nothing;
    data.dispersion = 1;
    data.threshold = 0.01;
    data.level = 0.05;
    CU_ASSERT_EQUAL(locality_withdrawal_find(&data, &out, NULL), LOCALITY_OK);
    CU_ASSERT(out.others_probability == 1);
    TEST_NUMBER(out.state, LOCALITY_WITHDRAWAL_UNMET);
}

/* ---- Whether places are answered alike -------------------------------------------------------- */

static void equity_names_what_is_wrong(void) {
    static const int64_t count[] = {1, 2}, below[] = {1, -2};
    static const double one[] = {1, 2}, zero[] = {1, 0}, endless[] = {1, (double)INFINITY};
    static const char cell[] = "place 1: its count is below 0, its people are not above 0, or its "
                               "rank is not finite";
    const struct {
        const int64_t *count;
        const double *people, *rank;
        size_t places;
        const locality_allocator *allocator;
        const char *words;
    } rows[] = {
        {NULL, one, one, 2, NULL, "count is null"},
        {count, NULL, one, 2, NULL, "people is null"},
        {count, one, NULL, 2, NULL, "rank is null"},
        {count, one, one, 1, NULL, "there are fewer than 2 places"},
        {below, one, one, 2, NULL, cell},
        {count, zero, one, 2, NULL, cell},
        {count, endless, one, 2, NULL, cell},
        {count, one, endless, 2, NULL, cell},
        {count, one, one, 2, &no_allocator, allocator_words},
    };
    locality_equity out;
    locality_error error;

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        out.rate = 9;
        refused(locality_equity_find(rows[r].count, rows[r].people, rows[r].rank, rows[r].places,
                                     rows[r].allocator, &out, &error),
                LOCALITY_INVALID, &error, rows[r].words);
        CU_ASSERT(out.rate == 0 && isnan(out.ratio) && isnan(out.concentration));
    }
    refused(locality_equity_find(count, one, one, 2, NULL, NULL, &error), LOCALITY_INVALID, &error,
            "out is null");
}

/* Nothing in either fifth has no ratio; nothing in the first has one of 0; two places have no deviation. */
static void fifths_without_anything_have_their_ratio(void) {
    static const double equal[] = {9, 9, 9, 9, 9, 9}, rank[] = {1, 2, 3, 4, 5, 6};
    static const int64_t middle[] = {0, 0, 8, 8, 0, 0}, last[] = {0, 0, 0, 0, 0, 8};
    locality_equity out;

    CU_ASSERT_EQUAL(locality_equity_find(middle, equal, rank, 6, NULL, &out, NULL), LOCALITY_OK);
    CU_ASSERT(isnan(out.ratio) && out.ratio_low == 0 && isinf(out.ratio_high));
    CU_ASSERT_EQUAL(locality_equity_find(last, equal, rank, 6, NULL, &out, NULL), LOCALITY_OK);
    CU_ASSERT(out.ratio == 0 && out.ratio_low == 0 && out.ratio_high < 1);
    CU_ASSERT_EQUAL(locality_equity_find(middle + 1, equal, rank, 2, NULL, &out, NULL),
                    LOCALITY_OK);
    CU_ASSERT(isnan(out.deviation));
    CU_ASSERT_DOUBLE_EQUAL(out.concentration, 0.5, 1e-12); /* all in the better half */
}

static const test_case cases[] = {
    {"involvement names what is wrong", involvement_names_what_is_wrong},
    {"nothing involves nobody", nothing_involves_nobody},
    {"hand-offs name what is wrong", handoffs_name_what_is_wrong},
    {"dependencies name what is wrong", dependencies_name_what_is_wrong},
    {"nothing depends on nobody", nothing_depends_on_nobody},
    {"a withdrawal names what is wrong", withdrawal_names_what_is_wrong},
    {"silence at the limits is weighed", silence_at_the_limits_is_weighed},
    {"equity names what is wrong", equity_names_what_is_wrong},
    {"fifths without anything have their ratio", fifths_without_anything_have_their_ratio},
};

TEST_MAIN("provider refusals", cases)
