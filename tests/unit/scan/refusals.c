/* Scans: every refusal with its words, what is left where something is refused, and values at the limits. */
#include <locality.h>
#include <math.h>

#include "support/harness.h"

/* Three places in a row, a kilometre apart, and two periods. */
enum { PLACES = 3, PERIODS = 2, CELLS = PLACES * PERIODS };

static const double row_x[] = {0, 1, 2}, row_y[] = {0, 0, 0};
static const double ones[] = {1, 1, 1, 1, 1, 1};
static const int64_t rise[] = {1, 1, 1, 1, 6, 1};
static const locality_allocator no_allocator; /* of no size */
static const char allocator_words[] =
    "allocator.struct_size is 0; set it to sizeof(locality_allocator)";

static void refused(locality_status status, locality_status wanted, const locality_error *error,
                    const char *words) {
    TEST_NUMBER(status, wanted);
    TEST_NUMBER(error->status, wanted);
    TEST_TEXT(error->message, words);
}

/* Zones of one place each. */
static locality_zones *single_places(void) {
    static const size_t first[] = {0, 1, 2, 3};
    static const uint32_t member[] = {0, 1, 2};
    locality_zones *zones = NULL;

    CU_ASSERT_EQUAL_FATAL(
        locality_zones_new_listed(first, member, PLACES, PLACES, NULL, &zones, NULL), LOCALITY_OK);
    return zones;
}

static locality_scan_input usual_input(void) {
    locality_scan_input input = LOCALITY_SCAN_INPUT_INIT;

    input.places = PLACES;
    input.periods = PERIODS;
    input.count = rise;
    input.expected = ones;
    input.size = ones;
    return input;
}

/* ---- Zones ------------------------------------------------------------------------------------ */

static void circles_name_what_is_wrong(void) {
    static const double off[] = {0, INFINITY, 0}, endless[] = {1, 1, INFINITY};
    const struct {
        const double *x, *y, *weight;
        size_t size;
        double share, distance;
        const locality_allocator *allocator;
        const char *words;
    } rows[] = {
        {NULL, row_y, NULL, 0, 1, 1, NULL, "x is null"},
        {row_x, NULL, NULL, 0, 1, 1, NULL, "y is null"},
        {row_x, off, NULL, 0, 1, 1, NULL, "place 1: its coordinates are not finite"},
        {row_x, row_y, endless, 0, 1, 1, NULL, "place 2: its weight is not 0 or more"},
        {row_x, row_y, NULL, 4, 1, 1, NULL,
         "options.struct_size is not that of locality_circle_options"},
        {row_x, row_y, NULL, 0, 1.5, 1, NULL,
         "most_share is not above 0 and at most 1, or most_distance not above 0"},
        {row_x, row_y, NULL, 0, 1, 0, NULL,
         "most_share is not above 0 and at most 1, or most_distance not above 0"},
        {row_x, row_y, NULL, 0, 1, 1, &no_allocator, allocator_words},
    };

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        locality_circle_options options = LOCALITY_CIRCLE_OPTIONS_INIT;
        locality_zones *zones = single_places(), *given = zones;
        locality_error error;
        options.struct_size = rows[r].size == 0 ? options.struct_size : (uint32_t)rows[r].size;
        options.most_share = rows[r].share;
        options.most_distance = rows[r].distance;
        refused(locality_zones_new_circles(rows[r].x, rows[r].y, rows[r].weight, PLACES, &options,
                                           rows[r].allocator, &zones, &error),
                LOCALITY_INVALID, &error, rows[r].words);
        CU_ASSERT_PTR_NULL(zones);
        locality_zones_free(given);
    }
    locality_error error;
    refused(locality_zones_new_circles(row_x, row_y, NULL, PLACES, NULL, NULL, NULL, &error),
            LOCALITY_INVALID, &error, "out is null");
}

static void listed_zones_name_what_is_wrong(void) {
    static const size_t first[] = {0, 1};
    static const uint32_t member[] = {0};
    const struct {
        const size_t *first;
        const uint32_t *member;
        size_t zones, places;
        const locality_allocator *allocator;
        locality_status status;
        const char *words;
    } rows[] = {
        {NULL, member, 1, 1, NULL, LOCALITY_INVALID, "first is null"},
        {first, NULL, 1, 1, NULL, LOCALITY_INVALID, "member is null"},
        {first, member, 1, 0, NULL, LOCALITY_INVALID, "there are no places"},
        {first, member, 1, 1048577, NULL, LOCALITY_LIMIT, "1048577 places are more than 1048576"},
        {first, member, 0, 1, NULL, LOCALITY_INVALID,
         "there are no zones, or more than memory holds"},
        {first, member, SIZE_MAX, 1, NULL, LOCALITY_INVALID,
         "there are no zones, or more than memory holds"},
        {first, member, 1, 1, &no_allocator, LOCALITY_INVALID, allocator_words},
    };
    locality_error error;

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        locality_zones *zones = single_places(), *given = zones;
        refused(locality_zones_new_listed(rows[r].first, rows[r].member, rows[r].zones,
                                          rows[r].places, rows[r].allocator, &zones, &error),
                rows[r].status, &error, rows[r].words);
        CU_ASSERT_PTR_NULL(zones);
        locality_zones_free(given);
    }
    refused(locality_zones_new_listed(first, member, 1, 1, NULL, NULL, &error), LOCALITY_INVALID,
            &error, "out is null");
}

static void zones_are_read_where_there_are_none(void) {
    static const double none[] = {0, 0, 0};
    size_t count = 7;
    locality_zones *zones = single_places();

    TEST_NUMBER(locality_zones_count(NULL), 0);
    CU_ASSERT_PTR_NULL(locality_zones_members(NULL, 0, &count));
    TEST_NUMBER(count, 0);
    const uint32_t *member = locality_zones_members(zones, 2, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(member);
    TEST_NUMBER(*member, 2);
    locality_zones_free(zones);
    locality_zones_free(NULL);

    /* Weights of 0: every circle may hold all; a limit above the number of places is that number. */
    locality_circle_options options = LOCALITY_CIRCLE_OPTIONS_INIT;
    options.most_places = 99;
    CU_ASSERT_EQUAL_FATAL(
        locality_zones_new_circles(row_x, row_y, none, PLACES, &options, NULL, &zones, NULL),
        LOCALITY_OK);
    TEST_NUMBER(locality_zones_count(zones), PLACES * PLACES);
    locality_zones_free(zones);

    /* Half of three is reached by no pair, and a weight above half of all by no place. */
    static const double one_heavy[] = {5, 0, 0}, all_alike[] = {4, 4, 0};
    options.most_distance = 0.5;
    options.most_share = 0.25;
    CU_ASSERT_EQUAL_FATAL(
        locality_zones_new_circles(row_x, row_y, all_alike, PLACES, &options, NULL, &zones, NULL),
        LOCALITY_OK);
    TEST_NUMBER(locality_zones_count(zones), 1); /* place 2, of no weight */
    locality_zones_free(zones);
    CU_ASSERT_EQUAL_FATAL(
        locality_zones_new_circles(row_x, row_y, one_heavy, 1, &options, NULL, &zones, NULL),
        LOCALITY_OK);
    TEST_NUMBER(locality_zones_count(zones), 0);
    locality_zones_free(zones);
}

/* ---- Scans ------------------------------------------------------------------------------------ */

/* One wrong thing in what is otherwise right, in each row. */
typedef struct wrong_input {
    const char *words;
    uint32_t struct_size, reserved;
    int lacks_count, lacks_expected, lacks_size;
    size_t places, periods;
    int32_t model;
    double expected, size; /* of place 1 in period 1 */
    int64_t count;
    locality_status status;
} wrong_input;

static void scans_name_what_is_wrong_with_the_input(void) {
    enum { P = LOCALITY_SCAN_PERMUTATION, N = LOCALITY_SCAN_POPULATION };
    enum { E = LOCALITY_SCAN_EXPECTED, O = LOCALITY_SCAN_OVERDISPERSED };
    const uint32_t whole = sizeof(locality_scan_input);
    const locality_status bad = LOCALITY_INVALID;
    const wrong_input rows[] = {
        {"input.struct_size is not that of locality_scan_input", whole - 8, 0, 0, 0, 0, 3, 2, P, 1,
         1, 6, bad},
        {"input.reserved is not 0", whole, 1, 0, 0, 0, 3, 2, P, 1, 1, 6, bad},
        {"input.count is null", whole, 0, 1, 0, 0, 3, 2, P, 1, 1, 6, bad},
        {"4 places are counted, the zones have 3", whole, 0, 0, 0, 0, 4, 2, P, 1, 1, 6, bad},
        {"0 periods are not 1 to 65536", whole, 0, 0, 0, 0, 3, 0, P, 1, 1, 6, bad},
        {"65537 periods are not 1 to 65536", whole, 0, 0, 0, 0, 3, 65537, P, 1, 1, 6, bad},
        {"options.model is none that there is", whole, 0, 0, 0, 0, 3, 2, -1, 1, 1, 6, bad},
        {"options.model is none that there is", whole, 0, 0, 0, 0, 3, 2, 4, 1, 1, 6, bad},
        {"input.expected is null", whole, 0, 0, 1, 0, 3, 2, N, 1, 1, 6, bad},
        {"input.size is null", whole, 0, 0, 0, 1, 3, 2, O, 1, 1, 6, bad},
        {"place 1, period 1: its count is not 0 to 2^31", whole, 0, 0, 0, 0, 3, 2, P, 1, 1,
         (INT64_C(1) << 31) + 1, bad},
        {"place 1, period 1: its count is not 0 to 2^31", whole, 0, 0, 0, 0, 3, 2, E, 1, 1,
         LOCALITY_NO_COUNT, bad},
        {"place 1, period 1: what is expected is not a number of 0 or more", whole, 0, 0, 0, 0, 3,
         2, N, -1, 1, 6, bad},
        {"place 1, period 1: what is expected is not a number of 0 or more", whole, 0, 0, 0, 0, 3,
         2, E, (double)NAN, 1, 6, bad},
        {"place 1, period 1: what is expected is not a number of 0 or more", whole, 0, 0, 0, 0, 3,
         2, O, (double)INFINITY, 1, 6, bad},
        {"place 1, period 1: nothing is expected there", whole, 0, 0, 0, 0, 3, 2, N, 0, 1, 6, bad},
        {"place 1, period 1: nothing is expected there", whole, 0, 0, 0, 0, 3, 2, E, 0, 1, 0, bad},
        {"place 1, period 1: its size parameter is not above 0", whole, 0, 0, 0, 0, 3, 2, O, 1, 0,
         6, bad},
        {"place 1, period 1: its size parameter is not above 0", whole, 0, 0, 0, 0, 3, 2, O, 1,
         (double)INFINITY, 6, bad},
        {"more than 2^31 are counted in all", whole, 0, 0, 0, 0, 3, 2, P, 1, 1, INT64_C(1) << 31,
         LOCALITY_LIMIT},
        {"more than 2^31 are counted in all", whole, 0, 0, 0, 0, 3, 2, N, 1, 1, INT64_C(1) << 31,
         LOCALITY_LIMIT},
    };
    locality_zones *zones = single_places();

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        const wrong_input *row = &rows[r];
        locality_scan_options options = LOCALITY_SCAN_OPTIONS_INIT;
        locality_scan_input input = usual_input();
        locality_scan_result *result = (locality_scan_result *)&options; /* is set to null */
        double expected[CELLS], size[CELLS], score[CELLS * 2];
        int64_t count[CELLS];
        size_t scores = TEST_COUNT(score);
        locality_error error;
        for (size_t i = 0; i < CELLS; i++) {
            count[i] = i == 4 ? row->count : rise[i];
            expected[i] = i == 4 ? row->expected : 1;
            size[i] = i == 4 ? row->size : 1;
        }
        input.struct_size = row->struct_size;
        input.reserved = row->reserved;
        input.places = row->places;
        input.periods = row->periods;
        input.count = row->lacks_count ? NULL : count;
        input.expected = row->lacks_expected ? NULL : expected;
        input.size = row->lacks_size ? NULL : size;
        options.model = row->model;
        refused(locality_scan(zones, &input, &options, NULL, &result, &error), row->status, &error,
                row->words);
        CU_ASSERT_PTR_NULL(result);
        refused(locality_scan_scores(zones, &input, &options, NULL, score, &scores, &error),
                row->status, &error, row->words);
        TEST_NUMBER(scores, 0);
    }
    locality_zones_free(zones);
}

static void scans_name_what_is_wrong_with_the_options(void) {
    const struct {
        const char *words;
        uint32_t struct_size, reserved, reserved2;
        int32_t past;
    } rows[] = {
        {"options.struct_size is not that of locality_scan_options", 8, 0, 0, 0},
        {"options.reserved is not 0", sizeof(locality_scan_options), 1, 0, 0},
        {"options.reserved is not 0", sizeof(locality_scan_options), 0, 1, 0},
        {"options.past is neither 0 nor 1", sizeof(locality_scan_options), 0, 0, 2},
        {"options.past is neither 0 nor 1", sizeof(locality_scan_options), 0, 0, -1},
    };
    locality_zones *zones = single_places();
    locality_scan_input input = usual_input();
    locality_scan_result *result = NULL;
    locality_error error;
    size_t count = 9;

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        locality_scan_options options = LOCALITY_SCAN_OPTIONS_INIT;
        options.struct_size = rows[r].struct_size;
        options.reserved = rows[r].reserved;
        options.reserved2 = rows[r].reserved2;
        options.past = rows[r].past;
        refused(locality_scan(zones, &input, &options, NULL, &result, &error), LOCALITY_INVALID,
                &error, rows[r].words);
    }
    refused(locality_scan(zones, NULL, NULL, NULL, &result, &error), LOCALITY_INVALID, &error,
            "input is null");
    refused(locality_scan(NULL, &input, NULL, NULL, &result, &error), LOCALITY_INVALID, &error,
            "zones is null");
    refused(locality_scan(zones, &input, NULL, NULL, NULL, &error), LOCALITY_INVALID, &error,
            "out is null");
    refused(locality_scan(zones, &input, NULL, &no_allocator, &result, &error), LOCALITY_INVALID,
            &error, allocator_words);
    refused(locality_scan_scores(zones, &input, NULL, NULL, NULL, NULL, &error), LOCALITY_INVALID,
            &error, "count is null");
    refused(locality_scan_scores(zones, &input, NULL, &no_allocator, NULL, &count, &error),
            LOCALITY_INVALID, &error, allocator_words);
    TEST_NUMBER(count, 0);
    CU_ASSERT_PTR_NULL(result);
    locality_zones_free(zones);
}

static void scores_are_counted_before_they_are_given(void) {
    locality_zones *zones = single_places();
    locality_scan_options options = LOCALITY_SCAN_OPTIONS_INIT;
    locality_scan_input input = usual_input();
    double score[CELLS] = {-1, -1, -1, -1, -1, -1};
    size_t count = 0;
    locality_error error;

    CU_ASSERT_EQUAL(locality_scan_scores(zones, &input, NULL, NULL, NULL, &count, NULL),
                    LOCALITY_OK);
    TEST_NUMBER(count, PLACES * PERIODS);
    count--;
    refused(locality_scan_scores(zones, &input, NULL, NULL, score, &count, &error), LOCALITY_LIMIT,
            &error, "6 scores do not fit into room for 5");
    TEST_NUMBER(count, PLACES * PERIODS);
    CU_ASSERT(score[0] == -1); /* nothing is given by halves */
    const struct {
        size_t most;
        int32_t past;
        size_t windows;
    } rows[] = {{0, 0, 6}, {1, 0, 3}, {9, 0, 6}, {1, 1, 6}, {2, 1, 9}};
    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        options.most_periods = rows[r].most;
        options.past = rows[r].past;
        CU_ASSERT_EQUAL(locality_scan_scores(zones, &input, &options, NULL, NULL, &count, NULL),
                        LOCALITY_OK);
        TEST_NUMBER(count, rows[r].windows);
    }
    locality_zones_free(zones);
}

static locality_scan_result *scan(const locality_zones *zones, const locality_scan_input *input,
                                  const locality_scan_options *options) {
    locality_scan_result *result = NULL;
    locality_error error;
    locality_status status = locality_scan(zones, input, options, NULL, &result, &error);

    TEST_ROW(status == LOCALITY_OK, error.message);
    CU_ASSERT_PTR_NOT_NULL_FATAL(result);
    return result;
}

static void clusters_are_told_by_number(void) {
    locality_zones *zones = single_places();
    locality_scan_options options = LOCALITY_SCAN_OPTIONS_INIT;
    locality_scan_input input = usual_input();
    locality_scan_cluster cluster = {.count = 7};
    locality_error error;

    options.replicates = 0; /* no probabilities */
    locality_scan_result *result = scan(zones, &input, &options);
    TEST_NUMBER(locality_scan_result_count(result), 1);
    CU_ASSERT_EQUAL(locality_scan_result_cluster(result, 0, &cluster, NULL), LOCALITY_OK);
    TEST_NUMBER(cluster.count, 6);
    TEST_NUMBER(cluster.zone, 1);
    CU_ASSERT(isnan(cluster.probability) && isnan(cluster.gumbel));
    refused(locality_scan_result_cluster(result, 1, &cluster, &error), LOCALITY_NOT_FOUND, &error,
            "there is no cluster 1");
    TEST_NUMBER(cluster.count, 0);
    refused(locality_scan_result_cluster(result, 0, NULL, &error), LOCALITY_INVALID, &error,
            "out is null");
    refused(locality_scan_result_cluster(NULL, 0, &cluster, &error), LOCALITY_INVALID, &error,
            "result is null");
    TEST_NUMBER(locality_scan_result_count(NULL), 0);
    locality_scan_result_free(result);
    locality_scan_result_free(NULL);
    locality_zones_free(zones);
}

/* By each model: a fewest above what is counted leaves no cluster, and no clusters asked is none. */
static void too_few_are_no_cluster(void) {
    locality_zones *zones = single_places();
    locality_scan_input input = usual_input();

    for (int32_t model = 0; model <= LOCALITY_SCAN_OVERDISPERSED; model++) {
        const struct {
            int64_t fewest;
            size_t most, clusters;
        } rows[] = {{6, 10, 1}, {100, 10, 0}, {6, 0, 0}};
        for (size_t r = 0; r < TEST_COUNT(rows); r++) {
            locality_scan_options options = LOCALITY_SCAN_OPTIONS_INIT;
            options.model = model;
            options.replicates = 20;
            options.fewest = rows[r].fewest;
            options.most_clusters = rows[r].most;
            locality_scan_result *result = scan(zones, &input, &options);
            TEST_NUMBER(locality_scan_result_count(result), rows[r].clusters);
            locality_scan_result_free(result);
        }
    }
    locality_zones_free(zones);
}

/* One case in cells of the same number of people: every replicate scores ln 6, or what two periods score. */
static void chance_that_is_always_the_same_has_no_curve(void) {
    static const int64_t one[] = {0, 0, 0, 0, 0, 1};
    locality_zones *zones = single_places();
    locality_scan_options options = LOCALITY_SCAN_OPTIONS_INIT;
    locality_scan_input input = usual_input();
    locality_scan_cluster cluster;

    options.model = LOCALITY_SCAN_POPULATION;
    options.past = 1;
    options.fewest = 1;
    options.replicates = 20;
    input.count = one;
    locality_scan_result *result = scan(zones, &input, &options);
    CU_ASSERT_EQUAL(locality_scan_result_cluster(result, 0, &cluster, NULL), LOCALITY_OK);
    CU_ASSERT_DOUBLE_EQUAL(cluster.score, log(6), 1e-12);
    CU_ASSERT(cluster.probability == 1 && isnan(cluster.gumbel));
    locality_scan_result_free(result);

    options.model = LOCALITY_SCAN_PERMUTATION; /* too few replicates for a curve */
    options.replicates = 9;
    input.count = rise;
    result = scan(zones, &input, &options);
    CU_ASSERT_EQUAL(locality_scan_result_cluster(result, 0, &cluster, NULL), LOCALITY_OK);
    CU_ASSERT(cluster.probability >= 0.1 && cluster.probability <= 1 && isnan(cluster.gumbel));
    locality_scan_result_free(result);
    locality_zones_free(zones);
}

static void numbers_at_the_limits_are_borne(void) {
    static const int64_t in_one[] = {0, 0, 0, 0, 5, 0}, none[CELLS];
    static const double nobody[CELLS], most[] = {1e300, 1e300, 1e300, 1e300, 1e300, 1e300},
                                       least[] = {1e-300, 1e-300, 1e-300, 1e-300, 1e-300, 1e-300};
    double nearly[CELLS], score[CELLS];
    locality_zones *zones = single_places();
    locality_scan_options options = LOCALITY_SCAN_OPTIONS_INIT;
    locality_scan_input input = usual_input();
    size_t count = CELLS;

    options.model = LOCALITY_SCAN_POPULATION; /* nobody at all, and nothing counted of them */
    input.count = none;
    input.expected = nobody;
    locality_scan_result *result = scan(zones, &input, &options);
    TEST_NUMBER(locality_scan_result_count(result), 0);
    locality_scan_result_free(result);

    input.count = in_one; /* all in one window: the outside adds nothing */
    input.expected = ones;
    CU_ASSERT_EQUAL(locality_scan_scores(zones, &input, &options, NULL, score, &count, NULL),
                    LOCALITY_OK);
    CU_ASSERT_DOUBLE_EQUAL(score[2], 5 * log(6), 1e-12); /* place 1, the last period */

    options.model = LOCALITY_SCAN_OVERDISPERSED; /* a spread so wide that nothing weighs anything */
    input.expected = most;
    input.size = least;
    CU_ASSERT_EQUAL(locality_scan_scores(zones, &input, &options, NULL, score, &count, NULL),
                    LOCALITY_OK);
    for (size_t i = 0; i < count; i++) {
        TEST_NUMBER(score[i], 0);
    }

    options.model = LOCALITY_SCAN_EXPECTED; /* a hair above what is expected is no score below 0 */
    options.most_periods = 1;
    for (size_t i = 0; i < CELLS; i++) {
        nearly[i] = nextafter(5, 0);
    }
    input.expected = nearly;
    CU_ASSERT_EQUAL(locality_scan_scores(zones, &input, &options, NULL, score, &count, NULL),
                    LOCALITY_OK);
    CU_ASSERT(score[1] >= 0 && score[1] < 1e-14);
    locality_zones_free(zones);
}

/* ---- Knox and hot spots ----------------------------------------------------------------------- */

static void knox_names_what_is_wrong(void) {
    static const double off[] = {0, NAN, 0};
    const double *const r = row_x;
    const struct {
        const double *x, *y, *time;
        size_t count;
        double distance, delay;
        const locality_allocator *allocator;
        const char *words;
    } rows[] = {
        {NULL, r, r, 3, 1, 1, NULL, "x is null"},
        {r, NULL, r, 3, 1, 1, NULL, "y is null"},
        {r, r, NULL, 3, 1, 1, NULL, "time is null"},
        {r, r, r, 3, (double)NAN, 1, NULL,
         "distance or delay is not 0 or more, or there are more than 2^31 events"},
        {r, r, r, 3, 1, -1, NULL,
         "distance or delay is not 0 or more, or there are more than 2^31 events"},
        {r, r, r, ((size_t)1 << 31) + 1, 1, 1, NULL,
         "distance or delay is not 0 or more, or there are more than 2^31 events"},
        {off, r, r, 3, 1, 1, NULL, "event 1: its place or time is not finite"},
        {r, off, r, 3, 1, 1, NULL, "event 1: its place or time is not finite"},
        {r, r, off, 3, 1, 1, NULL, "event 1: its place or time is not finite"},
        {r, r, r, 3, 1, 1, &no_allocator, allocator_words},
    };
    locality_error error;

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        locality_knox_result out = {.pairs = 9};
        refused(locality_knox(rows[k].x, rows[k].y, rows[k].time, NULL, rows[k].count,
                              rows[k].distance, rows[k].delay, rows[k].allocator, &out, &error),
                LOCALITY_INVALID, &error, rows[k].words);
        TEST_NUMBER(out.pairs, 0);
    }
    refused(locality_knox(r, r, r, NULL, 3, 1, 1, NULL, NULL, &error), LOCALITY_INVALID, &error,
            "out is null");
}

static void gi_star_names_what_is_wrong(void) {
    static const double value[] = {1, 2, 3}, off[] = {1, (double)INFINITY, 3};
    static const size_t first[] = {0, 1, 2, 3}, late[] = {1, 1, 2, 3}, back[] = {0, 1, 0, 3};
    static const uint32_t neighbour[] = {1, 2, 0};
    double score[3];
    const struct {
        const double *value;
        const size_t *first;
        const uint32_t *neighbour;
        double *score;
        size_t places;
        const char *words;
    } rows[] = {
        {NULL, first, neighbour, score, 3, "value is null"},
        {value, NULL, neighbour, score, 3, "first is null"},
        {value, first, NULL, score, 3, "neighbour is null"},
        {value, first, neighbour, NULL, 3, "score is null"},
        {value, first, neighbour, score, 1, "places are not 2 to 1048576, or first[0] is not 0"},
        {value, first, neighbour, score, 1048577,
         "places are not 2 to 1048576, or first[0] is not 0"},
        {value, late, neighbour, score, 3, "places are not 2 to 1048576, or first[0] is not 0"},
        {off, first, neighbour, score, 3, "place 1: its value is not finite"},
        {value, back, neighbour, score, 3, "place 1: its list ends before it begins"},
        {value, first, neighbour, score, 2, "place 1: neighbour 2 does not exist"},
    };

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        locality_error error;
        refused(locality_gi_star(rows[k].value, rows[k].places, rows[k].first, rows[k].neighbour,
                                 rows[k].score, &error),
                LOCALITY_INVALID, &error, rows[k].words);
    }
}

static void hotspots_name_what_is_wrong(void) {
    static const double score[] = {1, 2, 3}, p[] = {0.1, 0.2, 0.3}, off[] = {1, (double)NAN, 3},
                        below[] = {0.1, -0.1, 0.3}, above[] = {0.1, 0.2, 1.5};
    static const char range[] =
        "periods are not 2 to 2^20, or the threshold is not above 0 and below 1";
    const struct {
        const double *score, *p;
        size_t periods;
        double threshold;
        const locality_allocator *allocator;
        const char *words;
    } rows[] = {
        {NULL, p, 3, 0.05, NULL, "score is null"},
        {score, NULL, 3, 0.05, NULL, "probability is null"},
        {score, p, 1, 0.05, NULL, range},
        {score, p, ((size_t)1 << 20) + 1, 0.05, NULL, range},
        {score, p, 3, 0, NULL, range},
        {score, p, 3, 1, NULL, range},
        {off, p, 3, 0.05, NULL, "period 1: its score is not finite or its probability not 0 to 1"},
        {score, below, 3, 0.05, NULL,
         "period 1: its score is not finite or its probability not 0 to 1"},
        {score, above, 3, 0.05, NULL,
         "period 2: its score is not finite or its probability not 0 to 1"},
        {score, p, 3, 0.05, &no_allocator, allocator_words},
    };
    locality_hotspot out;
    locality_error error;

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        out.pattern = 7;
        refused(locality_hotspot_classify(rows[k].score, rows[k].p, rows[k].periods,
                                          rows[k].threshold, rows[k].allocator, &out, &error),
                LOCALITY_INVALID, &error, rows[k].words);
        TEST_NUMBER(out.pattern, LOCALITY_HOTSPOT_NONE);
        CU_ASSERT(isnan(out.tau) && isnan(out.probability));
    }
    refused(locality_hotspot_classify(score, p, 3, 0.05, NULL, NULL, &error), LOCALITY_INVALID,
            &error, "out is null");
    TEST_TEXT(locality_hotspot_name(-1), "none");
    TEST_TEXT(locality_hotspot_name(9), "none");
    TEST_TEXT(locality_hotspot_name(LOCALITY_HOTSPOT_HISTORICAL), "historical");
}

/* Scores that are all the same have no order, so no tau; those of one mind have their class all the same. */
static void scores_that_are_alike_have_no_tau(void) {
    static const double alike[] = {3, 3, 3, 3}, sure[] = {0.01, 0.01, 0.01, 0.01};
    locality_hotspot out;

    CU_ASSERT_EQUAL(locality_hotspot_classify(alike, sure, 4, 0.05, NULL, &out, NULL), LOCALITY_OK);
    CU_ASSERT(isnan(out.tau));
    TEST_NUMBER(out.pattern, LOCALITY_HOTSPOT_PERSISTENT);
    TEST_TEXT(locality_hotspot_name(out.pattern), "persistent");
    TEST_NUMBER(out.direction, 1);
}

static const test_case cases[] = {
    {"circles name what is wrong", circles_name_what_is_wrong},
    {"listed zones name what is wrong", listed_zones_name_what_is_wrong},
    {"zones are read where there are none", zones_are_read_where_there_are_none},
    {"scans name what is wrong with the input", scans_name_what_is_wrong_with_the_input},
    {"scans name what is wrong with the options", scans_name_what_is_wrong_with_the_options},
    {"scores are counted before they are given", scores_are_counted_before_they_are_given},
    {"clusters are told by number", clusters_are_told_by_number},
    {"too few are no cluster", too_few_are_no_cluster},
    {"chance that is always the same has no curve", chance_that_is_always_the_same_has_no_curve},
    {"numbers at the limits are borne", numbers_at_the_limits_are_borne},
    {"Knox's test names what is wrong", knox_names_what_is_wrong},
    {"Gi* names what is wrong", gi_star_names_what_is_wrong},
    {"hot spots name what is wrong", hotspots_name_what_is_wrong},
    {"scores that are alike have no tau", scores_that_are_alike_have_no_tau},
};

TEST_MAIN("scan refusals", cases)
