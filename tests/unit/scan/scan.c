/* Scans: small places whose answer is known by hand, laws over random counts, bad input, no memory. */
#include <locality.h>
#include <math.h>

#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

/* Five places in a row, a kilometre apart. */
static const double row_x[] = {0, 1, 2, 3, 4}, row_y[] = {0, 0, 0, 0, 0};

static locality_zones *row_circles(size_t most_places) {
    locality_circle_options options = LOCALITY_CIRCLE_OPTIONS_INIT;
    locality_zones *zones = NULL;

    options.most_places = most_places;
    options.most_share = 1;
    CU_ASSERT_EQUAL_FATAL(
        locality_zones_new_circles(row_x, row_y, NULL, 5, &options, NULL, &zones, NULL),
        LOCALITY_OK);
    return zones;
}

static locality_scan_input input_of(const int64_t *count, size_t places, size_t periods) {
    locality_scan_input input = LOCALITY_SCAN_INPUT_INIT;

    input.count = count;
    input.places = places;
    input.periods = periods;
    return input;
}

static int is_near(double a, double b) {
    return fabs(a - b) <= 1e-12 * (1 + fabs(b));
}

/* ---- Zones ------------------------------------------------------------------------------------ */

static void circles_grow_by_distance_then_by_order(void) {
    static const uint32_t around_two[] = {2, 1, 3, 0, 4};
    locality_zones *zones = row_circles(0);
    size_t count;

    TEST_NUMBER(locality_zones_count(zones), 25);
    const uint32_t *member = locality_zones_members(zones, 14, &count); /* the largest around 2 */
    TEST_NUMBER(count, 5);
    for (size_t k = 0; k < count; k++) {
        TEST_NUMBER(member[k], around_two[k]);
    }
    CU_ASSERT_PTR_NULL(locality_zones_members(zones, 25, &count));
    TEST_NUMBER(count, 0);
    locality_zones_free(zones);
}

static void circles_stop_at_their_limits(void) {
    static const double weight[] = {1, 1, 6, 1, 1};
    locality_circle_options options = LOCALITY_CIRCLE_OPTIONS_INIT;
    locality_zones *zones = NULL;

    CU_ASSERT_EQUAL_FATAL(
        locality_zones_new_circles(row_x, row_y, weight, 5, &options, NULL, &zones, NULL),
        LOCALITY_OK);
    TEST_NUMBER(locality_zones_count(zones),
                7); /* none at 2, and 3 comes to 2 before it comes to 4 */
    locality_zones_free(zones);
    options.most_share = 1;
    options.most_distance = 1;
    CU_ASSERT_EQUAL_FATAL(
        locality_zones_new_circles(row_x, row_y, weight, 5, &options, NULL, &zones, NULL),
        LOCALITY_OK);
    TEST_NUMBER(locality_zones_count(zones), 13);
    locality_zones_free(zones);
}

static void bad_zones_are_refused(void) {
    static const double off[] = {0, 1, NAN, 3, 4}, below[] = {1, 1, 1, -1, 1};
    static const size_t first[] = {0, 2, 4}, gap[] = {0, 2, 2}, late[] = {1, 2, 4};
    static const uint32_t member[] = {0, 1, 1, 2}, twice[] = {0, 0, 1, 2}, far[] = {0, 1, 1, 9};
    locality_circle_options options = LOCALITY_CIRCLE_OPTIONS_INIT;
    locality_zones *zones = NULL;
    locality_error error;

    CU_ASSERT_EQUAL(locality_zones_new_circles(off, row_y, NULL, 5, NULL, NULL, &zones, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "place 2: its coordinates are not finite");
    CU_ASSERT_EQUAL(locality_zones_new_circles(row_x, row_y, below, 5, NULL, NULL, &zones, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "place 3: its weight is not 0 or more");
    CU_ASSERT_EQUAL(locality_zones_new_circles(row_x, row_y, NULL, 0, NULL, NULL, &zones, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(
        locality_zones_new_circles(row_x, row_y, NULL, SIZE_MAX / 2, NULL, NULL, &zones, &error),
        LOCALITY_LIMIT);
    options.most_share = 0;
    CU_ASSERT_EQUAL(
        locality_zones_new_circles(row_x, row_y, NULL, 5, &options, NULL, &zones, &error),
        LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_zones_new_listed(gap, member, 2, 5, NULL, &zones, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "zone 1 is empty or ends before it begins");
    CU_ASSERT_EQUAL(locality_zones_new_listed(late, member, 2, 5, NULL, &zones, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_zones_new_listed(first, twice, 2, 5, NULL, &zones, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "zone 0: place 0 is listed twice");
    CU_ASSERT_EQUAL(locality_zones_new_listed(first, far, 2, 5, NULL, &zones, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "zone 1: place 9 does not exist");
    CU_ASSERT_PTR_NULL(zones);
}

/* ---- Scans ------------------------------------------------------------------------------------ */

/* Place 1 has four in the last of two periods, every other cell one. */
static const int64_t rise[] = {1, 1, 1, 1, 1, 1, 4, 1, 1, 1};

static void a_rise_is_scored_by_hand(void) {
    static const double mean[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    locality_zones *zones = row_circles(1);
    locality_scan_input input = input_of(rise, 5, 2);
    locality_scan_options options = LOCALITY_SCAN_OPTIONS_INIT;
    double score[10];
    size_t count = 10;

    CU_ASSERT_EQUAL(locality_scan_scores(zones, &input, &options, NULL, score, &count, NULL),
                    LOCALITY_OK);
    TEST_NUMBER(count, 10);
    /* 13 in all, 5 at place 1, 8 in the last period: 40/13 expected where 4 are. */
    double e = 40.0 / 13;
    CU_ASSERT(is_near(score[2], 4 * log(4 / e) + 9 * log(9 / (13 - e))));
    CU_ASSERT(score[0] == 0);

    options.model = LOCALITY_SCAN_EXPECTED;
    input.expected = mean;
    CU_ASSERT_EQUAL(locality_scan_scores(zones, &input, &options, NULL, score, &count, NULL),
                    LOCALITY_OK);
    CU_ASSERT(is_near(score[2], 4 * log(4) - 3));

    options.model = LOCALITY_SCAN_OVERDISPERSED;
    input.size = mean; /* variance 1 + 1: a difference of 3 halves over the root of a half */
    CU_ASSERT_EQUAL(locality_scan_scores(zones, &input, &options, NULL, score, &count, NULL),
                    LOCALITY_OK);
    CU_ASSERT(is_near(score[2], 1.5 / sqrt(0.5)));

    options.model = LOCALITY_SCAN_POPULATION; /* a tenth of 13 in each cell */
    CU_ASSERT_EQUAL(locality_scan_scores(zones, &input, &options, NULL, score, &count, NULL),
                    LOCALITY_OK);
    CU_ASSERT(is_near(score[2], 4 * log(4 / 1.3) + 9 * log(9 / 11.7)));
    count = 9;
    CU_ASSERT_EQUAL(locality_scan_scores(zones, &input, &options, NULL, score, &count, NULL),
                    LOCALITY_LIMIT);
    TEST_NUMBER(count, 10);
    locality_zones_free(zones);
}

static void the_likeliest_cluster_comes_first_and_none_overlap(void) {
    static int64_t count[40 * 6];
    double x[40], y[40];
    test_random random = {811, 0};
    locality_zones *zones = NULL;
    locality_scan_result *result = NULL;
    locality_scan_options options = LOCALITY_SCAN_OPTIONS_INIT;
    locality_scan_cluster cluster, before = {0};
    int taken[40 * 6] = {0};

    for (size_t i = 0; i < 40 * 6; i++) {
        count[i] = test_random_between(&random, 0, 4) + (i >= 200 && i % 40 < 3 ? 9 : 0);
    }
    for (size_t p = 0; p < 40; p++) {
        x[p] = p < 3 ? (double)p : (double)test_random_between(&random, 20, 90);
        y[p] = (double)test_random_between(&random, 0, 3);
    }
    options.past = 1;
    options.most_clusters = 5;
    CU_ASSERT_EQUAL_FATAL(locality_zones_new_circles(x, y, NULL, 40, NULL, NULL, &zones, NULL),
                          LOCALITY_OK);
    locality_scan_input input = input_of(count, 40, 6);
    CU_ASSERT_EQUAL_FATAL(locality_scan(zones, &input, &options, NULL, &result, NULL), LOCALITY_OK);
    CU_ASSERT(locality_scan_result_count(result) >= 2);
    for (size_t c = 0; c < locality_scan_result_count(result); c++) {
        CU_ASSERT_EQUAL(locality_scan_result_cluster(result, c, &cluster, NULL), LOCALITY_OK);
        CU_ASSERT(c == 0 || cluster.score <= before.score);
        CU_ASSERT(c == 0 || cluster.probability >= before.probability);
        before = cluster;
        size_t members;
        const uint32_t *member = locality_zones_members(zones, cluster.zone, &members);
        int64_t held = 0;
        for (size_t t = cluster.first_period; t <= cluster.last_period; t++) {
            for (size_t k = 0; k < members; k++) {
                TEST_NUMBER(taken[t * 40 + member[k]]++, 0);
                held += count[t * 40 + member[k]];
            }
        }
        TEST_NUMBER(held, cluster.count);
    }
    CU_ASSERT_EQUAL(locality_scan_result_cluster(result, 0, &cluster, NULL), LOCALITY_OK);
    TEST_NUMBER(cluster.first_period, 5); /* what was put there */
    TEST_NUMBER(cluster.last_period, 5);
    CU_ASSERT(cluster.probability == 0.001 && cluster.gumbel < 0.001);
    CU_ASSERT_EQUAL(locality_scan_result_cluster(result, 99, &cluster, NULL), LOCALITY_NOT_FOUND);
    locality_scan_result_free(result);
    locality_zones_free(zones);
}

/* Draws quiet counts and gives the probability of the best cluster of one model. */
static double quiet_probability(const locality_zones *zones, test_random *random, int32_t model) {
    int64_t count[5 * 4];
    double mean[20], size[20];
    locality_scan_options options = LOCALITY_SCAN_OPTIONS_INIT;
    locality_scan_result *result = NULL;
    locality_scan_cluster cluster = {.probability = 1};

    for (size_t i = 0; i < 20; i++) { /* binomial of 200 and 1/50: Poisson of 4, nearly */
        mean[i] = 4;
        size[i] = 1e6;
        count[i] = 0;
        for (int k = 0; k < 200; k++) {
            count[i] += test_random_below(random, 50) == 0;
        }
    }
    locality_scan_input input = input_of(count, 5, 4);
    input.expected = model == LOCALITY_SCAN_PERMUTATION ? NULL : mean;
    input.size = model == LOCALITY_SCAN_OVERDISPERSED ? size : NULL;
    options.model = model;
    options.replicates = 99;
    options.fewest = 0;
    CU_ASSERT_EQUAL_FATAL(locality_scan(zones, &input, &options, NULL, &result, NULL), LOCALITY_OK);
    if (locality_scan_result_count(result) > 0) {
        CU_ASSERT_EQUAL(locality_scan_result_cluster(result, 0, &cluster, NULL), LOCALITY_OK);
    }
    locality_scan_result_free(result);
    return cluster.probability;
}

static void quiet_counts_alarm_as_often_as_is_said(void) {
    locality_zones *zones = row_circles(3);

    for (int32_t model = 0; model <= LOCALITY_SCAN_OVERDISPERSED; model++) {
        test_random random = {812, (uint64_t)model << 32};
        int low = 0;
        for (int draw = 0; draw < 400; draw++) {
            low += quiet_probability(zones, &random, model) <= 0.1;
        }
        /* 40 expected, deviation 6: beyond 4 of these either way the probabilities are wrong. */
        TEST_ROW(low >= 16 && low <= 64, "alarms at one in ten");
    }
    locality_zones_free(zones);
}

static int32_t stop_at_three(void *self, uint64_t done) {
    *(uint64_t *)self = done;
    return done == 3;
}

static void bad_counts_are_refused_and_a_host_can_stop(void) {
    static int64_t count[] = {1, 1, 1, 1, 1, 1, -4, 1, 1, 1};
    double mean[] = {1, 1, 1, 1, 1, 1, 1, 0, 1, 1};
    locality_zones *zones = row_circles(0);
    locality_scan_options options = LOCALITY_SCAN_OPTIONS_INIT;
    locality_scan_result *result = NULL;
    locality_error error;
    uint64_t done = 0;

    locality_scan_input input = input_of(count, 5, 2);
    CU_ASSERT_EQUAL(locality_scan(zones, &input, NULL, NULL, &result, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "place 1, period 1: its count is not 0 to 2^31");
    input.count = rise;
    options.model = LOCALITY_SCAN_EXPECTED;
    CU_ASSERT_EQUAL(locality_scan(zones, &input, &options, NULL, &result, &error),
                    LOCALITY_INVALID);
    input.expected = mean;
    CU_ASSERT_EQUAL(locality_scan(zones, &input, &options, NULL, &result, &error),
                    LOCALITY_INVALID);
    TEST_TEXT(error.message, "place 2, period 1: nothing is expected there");
    mean[7] = INFINITY;
    CU_ASSERT_EQUAL(locality_scan(zones, &input, &options, NULL, &result, &error),
                    LOCALITY_INVALID);
    options.model = 7;
    CU_ASSERT_EQUAL(locality_scan(zones, &input, &options, NULL, &result, &error),
                    LOCALITY_INVALID);
    options.model = LOCALITY_SCAN_PERMUTATION;
    options.progress = stop_at_three;
    options.progress_self = &done;
    CU_ASSERT_EQUAL(locality_scan(zones, &input, &options, NULL, &result, &error),
                    LOCALITY_CANCELLED);
    TEST_NUMBER(done, 3);
    input.places = 4;
    CU_ASSERT_EQUAL(locality_scan(zones, &input, NULL, NULL, &result, &error), LOCALITY_INVALID);
    input.places = 5;
    input.periods = 0;
    CU_ASSERT_EQUAL(locality_scan(zones, &input, NULL, NULL, &result, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(result);
    locality_zones_free(zones);
}

static void nothing_counted_is_no_cluster(void) {
    static const int64_t none[10];
    locality_zones *zones = row_circles(0);
    locality_scan_result *result = NULL;
    locality_scan_input input = input_of(none, 5, 2);

    CU_ASSERT_EQUAL(locality_scan(zones, &input, NULL, NULL, &result, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_scan_result_count(result), 0);
    locality_scan_result_free(result);
    locality_zones_free(zones);
}

/* ---- Knox and hot spots ----------------------------------------------------------------------- */

static void pairs_are_counted_as_one_by_one(void) {
    test_random random = {813, 0};

    for (int draw = 0; draw < 200; draw++) {
        double x[30], y[30], time[30];
        uint32_t group[30];
        const uint32_t *groups = draw % 2 == 0 ? NULL : group;
        size_t count = (size_t)test_random_below(&random, 31);
        int64_t near = 0, soon = 0, both = 0, pairs = 0;
        locality_knox_result out;
        for (size_t i = 0; i < count; i++) {
            x[i] = (double)test_random_below(&random, 12);
            y[i] = (double)test_random_below(&random, 12);
            time[i] = (double)test_random_below(&random, 20);
            group[i] = (uint32_t)test_random_below(&random, 4);
            for (size_t j = 0; j < i; j++) {
                int is_pair = groups == NULL || group[i] != group[j];
                int is_close = is_pair && hypot(x[i] - x[j], y[i] - y[j]) <= 3;
                int is_soon = is_pair && fabs(time[i] - time[j]) <= 4;
                pairs += is_pair;
                near += is_close;
                soon += is_soon;
                both += is_close && is_soon;
            }
        }
        CU_ASSERT_EQUAL(locality_knox(x, y, time, groups, count, 3, 4, NULL, &out, NULL),
                        LOCALITY_OK);
        TEST_NUMBER(out.pairs, pairs);
        TEST_NUMBER(out.near, near);
        TEST_NUMBER(out.soon, soon);
        TEST_NUMBER(out.both, both);
        CU_ASSERT(out.probability >= out.strictly_more && out.probability <= 1);
    }
    double nowhere = NAN, zero = 0;
    locality_knox_result out;
    CU_ASSERT_EQUAL(locality_knox(&nowhere, &zero, &zero, NULL, 1, 1, 1, NULL, &out, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_knox(&zero, &zero, &zero, NULL, 1, -1, 1, NULL, &out, NULL),
                    LOCALITY_INVALID);
}

static void gi_star_is_worked_out_by_hand(void) {
    /* Values 0 0 0 0 10, the last two neighbours: mean 2, variance 16; their sum 10 for 4 expected,
     * spread 16 * (5 * 2 - 4) / 4 = 24. */
    static const double value[] = {0, 0, 0, 0, 10}, flat[] = {1, 1, 1, 1, 1};
    static const size_t first[] = {0, 0, 0, 0, 1, 3};
    static const uint32_t neighbour[] = {4, 3, 4}, bad[] = {4, 3, 5};
    double score[5];

    CU_ASSERT_EQUAL(locality_gi_star(value, 5, first, neighbour, score, NULL), LOCALITY_OK);
    CU_ASSERT(is_near(score[3], 6 / sqrt(24)) && is_near(score[4], 6 / sqrt(24)));
    CU_ASSERT(is_near(score[0], -2 / sqrt(16)));
    CU_ASSERT_EQUAL(locality_gi_star(flat, 5, first, neighbour, score, NULL), LOCALITY_OK);
    CU_ASSERT(isnan(score[0]));
    CU_ASSERT_EQUAL(locality_gi_star(value, 5, first, bad, score, NULL), LOCALITY_INVALID);
}

/* Histories: + hot, - cold, . neither; rising histories have a slope put on them. */
typedef struct history {
    const char *marks;
    int slope;
    const char *pattern;
    int direction;
} history;

static void histories_have_the_class_of_their_marks(void) {
    static const history rows[] = {
        {"...........+", 0, "new", 1},          {"...........-", 0, "new", -1},
        {".........+++", 0, "consecutive", 1},  {"++++++++++++", 0, "persistent", 1},
        {"++++++++++++", 1, "intensifying", 1}, {"++++++++++++", -1, "diminishing", 1},
        {"------------", 1, "diminishing", -1}, {"------------", -1, "intensifying", -1},
        {"+++++++++++.", 1, "historical", 1},   {".+..+....+..", 0, "sporadic", 1},
        {"-....-.....+", 0, "oscillating", 1},  {"............", 0, "none", 0},
        {"+....-......", 0, "none", 0},         {"+..+.......-", 0, "oscillating", -1},
    };

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        size_t periods = strlen(rows[r].marks);
        double score[16], probability[16];
        locality_hotspot out;
        for (size_t t = 0; t < periods; t++) {
            double sign = rows[r].marks[t] == '-' ? -1 : rows[r].marks[t] == '+' ? 1 : 0;
            score[t] = (sign == 0 ? 0.5 : sign * 20) + (t % 2 == 0 ? 0.1 : -0.1) +
                       rows[r].slope * (double)t;
            probability[t] = sign == 0 ? 0.5 : 0.001;
        }
        CU_ASSERT_EQUAL(
            locality_hotspot_classify(score, probability, periods, 0.05, NULL, &out, NULL),
            LOCALITY_OK);
        TEST_ROW(strcmp(locality_hotspot_name(out.pattern), rows[r].pattern) == 0 &&
                     out.direction == rows[r].direction,
                 rows[r].marks);
    }
    double half = 0.5, two = 2, pair[] = {1, 2};
    locality_hotspot out;
    CU_ASSERT_EQUAL(locality_hotspot_classify(&half, &half, 1, 0.05, NULL, &out, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_hotspot_classify(pair, pair, 2, 0.05, NULL, &out, NULL),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_hotspot_classify(pair, pair, 2, two, NULL, &out, NULL),
                    LOCALITY_INVALID);
}

/* ---- No memory -------------------------------------------------------------------------------- */

static locality_status scan_once(const locality_zones *zones, const locality_allocator *allocator,
                                 int32_t model, locality_error *error) {
    static const double mean[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    locality_scan_options options = LOCALITY_SCAN_OPTIONS_INIT;
    locality_scan_input input = input_of(rise, 5, 2);
    locality_scan_result *result = NULL;
    double score[64];
    size_t count = TEST_COUNT(score);

    options.model = model;
    options.replicates = 20;
    input.expected = model == LOCALITY_SCAN_PERMUTATION ? NULL : mean;
    input.size = model == LOCALITY_SCAN_OVERDISPERSED ? mean : NULL;
    locality_status status = locality_scan(zones, &input, &options, allocator, &result, error);
    locality_scan_result_free(result);
    return status == LOCALITY_OK
               ? locality_scan_scores(zones, &input, &options, allocator, score, &count, error)
               : status;
}

static locality_status whole_story(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    static const size_t first[] = {0, 2, 4};
    static const uint32_t member[] = {0, 1, 1, 2};
    static const double scores[] = {0.1, 0.2, 0.3, 0.2, 0.5};
    locality_zones *zones = NULL, *listed = NULL;
    locality_knox_result knox;
    locality_hotspot hot;

    (void)state;
    locality_status status =
        locality_zones_new_circles(row_x, row_y, NULL, 5, NULL, allocator, &zones, error);
    if (status == LOCALITY_OK) {
        status = locality_zones_new_listed(first, member, 2, 5, allocator, &listed, error);
    }
    for (int32_t model = 0; status == LOCALITY_OK && model <= LOCALITY_SCAN_OVERDISPERSED;
         model++) {
        status = scan_once(model % 2 == 0 ? zones : listed, allocator, model, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_knox(row_x, row_y, row_x, NULL, 5, 1, 1, allocator, &knox, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_hotspot_classify(scores, scores, 5, 0.2, allocator, &hot, error);
    }
    locality_zones_free(zones);
    locality_zones_free(listed);
    return status;
}

static void survives_every_refusal_of_memory(void) {
    fault_drive("scans", whole_story, NULL, 40);
}

static const test_case cases[] = {
    {"circles grow by distance, and at the same distance by order",
     circles_grow_by_distance_then_by_order},
    {"circles stop at their limits", circles_stop_at_their_limits},
    {"bad zones are refused, and the zone is named", bad_zones_are_refused},
    {"a rise is scored as by hand, by each model", a_rise_is_scored_by_hand},
    {"the likeliest cluster comes first, and no two share a cell",
     the_likeliest_cluster_comes_first_and_none_overlap},
    {"quiet counts alarm as often as the probabilities say",
     quiet_counts_alarm_as_often_as_is_said},
    {"bad counts are refused, and a host can stop a scan",
     bad_counts_are_refused_and_a_host_can_stop},
    {"where nothing was counted there is no cluster", nothing_counted_is_no_cluster},
    {"Knox's pairs are those that are counted one by one", pairs_are_counted_as_one_by_one},
    {"Gi* is what it is by hand", gi_star_is_worked_out_by_hand},
    {"histories have the class of their marks", histories_have_the_class_of_their_marks},
    {"every refusal of memory is borne", survives_every_refusal_of_memory},
};

TEST_MAIN("scan", cases)
