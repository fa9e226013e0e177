/* Clusters: thin areas that lie together, what is told of them, and what is folded. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "support/fault.h"
#include "support/harness.h"
#include "unit/demand/made.h"
#include "unit/demand/threads.h"

#define SIDE 12
#define WARDS (SIDE * SIDE)
#define AREAS (WARDS + 4) /* the wards lie in four quarters */
#define SERVICES 4        /* and one above the first two */
#define SERIES (WARDS * SERVICES)
#define WEEKS 320

typedef struct town {
    int64_t count[SERIES][WEEKS];
    uint32_t area[SERIES], service[SERIES];
    char name[AREAS][16];
    const char *id[AREAS];
    uint32_t parent[AREAS];
    double east[AREAS], north[AREAS];
    locality_demand_tree areas, services;
    locality_demand_input input;
} town;

static const char *const service_ids[] = {"needles", "syringes", "gullies", "signs", "drugs"};
static const uint32_t service_parents[] = {4, 4, LOCALITY_DEMAND_NONE, LOCALITY_DEMAND_NONE,
                                           LOCALITY_DEMAND_NONE};

/* Where the cluster is: three by three wards of the first quarter. */
static bool is_planted(uint32_t ward) {
    uint32_t x = ward % SIDE, y = ward / SIDE;

    return ward < WARDS && x >= 1 && x <= 3 && y >= 1 && y <= 3;
}

static void make_trees(town *t) {
    for (uint32_t k = 0; k < AREAS; k++) {
        bool is_ward = k < WARDS;
        snprintf(t->name[k], sizeof t->name[k], "%s %03u", is_ward ? "ward" : "quarter", k);
        t->id[k] = t->name[k];
        uint32_t quarter = (k % SIDE >= SIDE / 2 ? 1u : 0u) + (k / SIDE >= SIDE / 2 ? 2u : 0u);
        t->parent[k] = is_ward ? WARDS + quarter : LOCALITY_DEMAND_NONE;
        t->east[k] = is_ward ? 500.0 * (k % SIDE) : NAN;
        t->north[k] = is_ward ? 500.0 * (k / SIDE) : NAN;
    }
    t->areas = (locality_demand_tree)LOCALITY_DEMAND_TREE_INIT;
    t->services = t->areas;
    t->areas.count = AREAS;
    t->areas.id = t->id;
    t->areas.parent = t->parent;
    t->areas.east = t->east;
    t->areas.north = t->north;
    t->services.count = SERVICES + 1;
    t->services.id = service_ids;
    t->services.parent = service_parents;
}

/* Means of 0.02 to 0.1 a week; needles come `rise` times as often in nine wards for six weeks. */
static void make_town(town *t, uint64_t seed, double rise) {
    make_trees(t);
    for (uint32_t s = 0; s < SERIES; s++) {
        test_random random = {seed * 100000 + s, 0};
        double mean = 0.02 * loc_exp(made_uniform(&random) * loc_log(5));
        t->area[s] = s % WARDS;
        t->service[s] = s / WARDS;
        for (uint32_t w = 0; w < WEEKS; w++) {
            double level = mean * (1 + 0.25 * loc_cosine_of_turn((w + 26) / 52.18));
            bool rises = t->service[s] == 0 && is_planted(t->area[s]) && w + 6 >= WEEKS;
            t->count[s][w] = made_count(&random, rises ? rise * level : level, 1.1);
        }
    }
    t->input = (locality_demand_input)LOCALITY_DEMAND_INPUT_INIT;
    t->input.first_day = 14613;
    t->input.periods = WEEKS;
    t->input.series = SERIES;
    t->input.count = t->count[0];
    t->input.area = t->area;
    t->input.service = t->service;
    t->input.areas = &t->areas;
    t->input.services = &t->services;
}

static locality_demand_result *detect(const locality_demand_input *input,
                                      const locality_demand_options *options) {
    locality_demand_result *result = NULL;
    locality_error error;
    locality_status status = locality_detect(input, options, NULL, &result, &error);

    TEST_ROW(status == LOCALITY_OK, error.message);
    return result;
}

static locality_demand_cluster cluster_at(const locality_demand_result *r, size_t index) {
    locality_demand_cluster cluster;

    CU_ASSERT_FATAL(locality_demand_result_cluster_at(r, index, &cluster, NULL) == LOCALITY_OK);
    return cluster;
}

static locality_demand_summary sum_up(const locality_demand_result *r) {
    locality_demand_summary summary;

    CU_ASSERT_FATAL(locality_demand_result_summary(r, &summary, NULL) == LOCALITY_OK);
    return summary;
}

static town one, two; /* filled by each case anew */

/* ---- What is told ----------------------------------------------------------------------------- */

static void thin_wards_that_rise_together_are_one_line(void) {
    locality_demand_part part[12];
    size_t count, planted = 0;

    make_town(&one, 8, 14);
    locality_demand_result *r = detect(&one.input, NULL);
    CU_ASSERT_FATAL(locality_demand_result_clusters(r) > 0);
    locality_demand_cluster c = cluster_at(r, 0);
    TEST_NUMBER(c.standing, LOCALITY_DEMAND_LISTED);
    TEST_TEXT(c.service_id, "needles");
    CU_ASSERT(c.window >= 4 && c.window <= 8);
    CU_ASSERT(c.p <= 0.001 && c.p <= c.q && c.q <= 0.1);
    CU_ASSERT(c.replicates >= 999);
    CU_ASSERT(c.spread > 1 && c.score > 0);
    CU_ASSERT_DOUBLE_EQUAL(c.ratio, (double)c.observed / c.expected, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(c.excess, (double)c.observed - c.expected, 1e-12);
    CU_ASSERT(locality_demand_result_cluster_areas(r, 0, part, 12, &count, NULL) == LOCALITY_OK);
    TEST_NUMBER(count, c.areas);
    int64_t observed = 0;
    double share = 0;
    for (size_t k = 0; k < count; k++) {
        planted += is_planted(part[k].position);
        observed += part[k].observed;
        share += part[k].share;
        TEST_TEXT(part[k].id, one.id[part[k].position]);
    }
    CU_ASSERT(2 * planted > count && planted >= 5);
    TEST_NUMBER(observed, c.observed);
    CU_ASSERT_DOUBLE_EQUAL(share, 1, 1e-9);
    const char *words = locality_demand_result_cluster_words(r, 0);
    TEST_ROW(strncmp(words, "needles in ", 11) == 0 && strstr(words, " areas around ward ") != NULL,
             words);
    TEST_ROW(strstr(words, "Each of them is too thin to tell by itself: ") != NULL, words);
    TEST_NUMBER(sum_up(r).clusters, 1);
    locality_demand_result_free(r);
}

/* A wider signal, and the cluster of the service above, have the same cause. */
static void what_a_cluster_explains_is_folded_into_it(void) {
    size_t folded = 0;

    make_town(&one, 8, 14);
    locality_demand_result *r = detect(&one.input, NULL);
    CU_ASSERT_FATAL(sum_up(r).clusters == 1);
    locality_demand_cluster c = cluster_at(r, 0);
    for (size_t k = 0; k < locality_demand_result_signals(r); k++) {
        locality_demand_signal s;
        CU_ASSERT(locality_demand_result_signal_at(r, k, &s, NULL) == LOCALITY_OK);
        if (s.folded_cluster == LOCALITY_DEMAND_NONE) {
            continue;
        }
        TEST_NUMBER(s.standing, LOCALITY_DEMAND_FOLDED);
        TEST_NUMBER(s.folded_into, LOCALITY_DEMAND_NONE);
        TEST_NUMBER(s.folded_cluster, 0);
        CU_ASSERT(strstr(locality_demand_result_words(r, k), "A cluster of needles in ") != NULL);
        folded++;
    }
    CU_ASSERT(folded > 0);
    for (size_t k = 1; k < locality_demand_result_clusters(r); k++) {
        locality_demand_cluster above = cluster_at(r, k);
        TEST_NUMBER(above.standing, LOCALITY_DEMAND_FOLDED);
        TEST_TEXT(above.service_id, "drugs");
        TEST_NUMBER(above.folded_cluster, 0);
        folded++;
    }
    CU_ASSERT(locality_demand_result_clusters(r) > 1);
    TEST_NUMBER(folded, c.folded_here);
    CU_ASSERT(strstr(locality_demand_result_cluster_words(r, 0), "It explains ") != NULL);
    locality_demand_result_free(r);
}

/* All of the excess is in one ward, which is listed by itself. */
static void a_cluster_that_one_ward_explains_is_folded_into_that(void) {
    make_town(&one, 4, 1);
    for (uint32_t w = WEEKS - 4; w < WEEKS; w++) {
        one.count[40][w] += 4;
    }
    locality_demand_result *r = detect(&one.input, NULL);
    TEST_NUMBER(sum_up(r).clusters, 0);
    CU_ASSERT_FATAL(locality_demand_result_clusters(r) > 0);
    locality_demand_cluster c = cluster_at(r, 0);
    locality_demand_signal s;
    CU_ASSERT(locality_demand_result_signal_at(r, 0, &s, NULL) == LOCALITY_OK);
    TEST_TEXT(s.area_id, "ward 040");
    TEST_NUMBER(c.standing, LOCALITY_DEMAND_FOLDED);
    TEST_NUMBER(c.folded_into, s.cell);
    CU_ASSERT(strstr(locality_demand_result_cluster_words(r, 0),
                     "needles in ward 040 explains it.") != NULL);
    locality_demand_result_free(r);
}

/* Two clusters of two services, and one above the first of them: the likelier comes first, what is folded last. */
static void several_clusters_are_in_the_order_of_their_chances(void) {
    make_town(&one, 8, 14);
    for (uint32_t s = 0; s < SERIES; s++) {
        uint32_t x = one.area[s] % SIDE, y = one.area[s] / SIDE;
        bool rises = one.service[s] == 2 && x >= 8 && x <= 10 && y >= 8 && y <= 10;
        for (uint32_t w = WEEKS - 4; rises && w < WEEKS; w += 2) {
            one.count[s][w]++;
        }
    }
    locality_demand_result *r = detect(&one.input, NULL);
    TEST_NUMBER(sum_up(r).clusters, 2);
    CU_ASSERT_FATAL(locality_demand_result_clusters(r) >= 3);
    for (size_t k = 1; k < locality_demand_result_clusters(r); k++) {
        locality_demand_cluster before = cluster_at(r, k - 1), c = cluster_at(r, k);
        CU_ASSERT(before.standing <= c.standing);
        CU_ASSERT(before.standing < c.standing || before.q <= c.q);
    }
    bool gullies_first = strcmp(cluster_at(r, 0).service_id, "gullies") == 0;
    TEST_TEXT(cluster_at(r, gullies_first ? 1 : 0).service_id, "needles");
    CU_ASSERT(cluster_at(r, gullies_first ? 0 : 1).observed >= 14);
    TEST_TEXT(cluster_at(r, 2).service_id, "drugs");
    TEST_NUMBER(cluster_at(r, 2).folded_cluster, gullies_first ? 1 : 0);
    locality_demand_result_free(r);
}

static void quiet_wards_have_a_scan_and_no_cluster(void) {
    size_t families = 0;

    make_town(&one, 5, 1);
    locality_demand_result *r = detect(&one.input, NULL);
    locality_demand_summary summary = sum_up(r);
    TEST_NUMBER(locality_demand_result_clusters(r), 0);
    TEST_NUMBER(summary.scans, SERVICES + 1);
    for (size_t k = 0; k < summary.scans; k++) {
        locality_demand_scan scan;
        CU_ASSERT(locality_demand_result_scan_at(r, k, &scan, NULL) == LOCALITY_OK);
        TEST_NUMBER(scan.state, LOCALITY_DEMAND_SCANNED);
        TEST_NUMBER(scan.places, scan.thin);
        TEST_NUMBER(scan.area_depth, 2);
        CU_ASSERT(scan.p > 0 && scan.p <= 1 && scan.q >= scan.p && scan.replicates >= 10);
    }
    for (size_t k = 0; k < summary.families; k++) {
        locality_demand_family f;
        CU_ASSERT(locality_demand_result_family_at(r, k, &f, NULL) == LOCALITY_OK);
        families += f.is_clusters != 0;
        CU_ASSERT(f.is_clusters == 0 || (f.direction == 1 && f.tested > 0 && f.listed == 0));
    }
    TEST_NUMBER(families, 2); /* services of two depths */
    locality_demand_result_free(r);
}

/* p of scans of quiet services lies below a level no more often than that says. */
static void quiet_scans_call_no_more_often_than_stated(void) {
    double scans = 0, tenth = 0, twentieth = 0;

    for (uint64_t seed = 100; seed < 160; seed++) {
        make_town(&one, seed, 1);
        locality_demand_result *r = detect(&one.input, NULL);
        for (size_t k = 0; k < sum_up(r).scans; k++) {
            locality_demand_scan scan;
            locality_demand_result_scan_at(r, k, &scan, NULL);
            scans++;
            tenth += scan.p <= 0.1;
            twentieth += scan.p <= 0.05;
        }
        locality_demand_result_free(r);
    }
    printf("  quiet: %.0f scans, p <= 0.1: %.3f, p <= 0.05: %.3f\n", scans, tenth / scans,
           twentieth / scans);
    CU_ASSERT(tenth / scans <= 0.1 + 3 * sqrt(0.1 / scans));
    CU_ASSERT(twentieth / scans <= 0.05 + 3 * sqrt(0.05 / scans));
}

static void areas_without_coordinates_are_told(void) {
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
    locality_demand_scan scan;

    make_town(&one, 8, 14);
    one.areas.east = one.areas.north = NULL;
    locality_demand_result *r = detect(&one.input, NULL);
    TEST_NUMBER(locality_demand_result_clusters(r), 0);
    TEST_NUMBER(sum_up(r).scans, SERVICES + 1);
    CU_ASSERT(locality_demand_result_scan_at(r, 0, &scan, NULL) == LOCALITY_OK);
    TEST_NUMBER(scan.state, LOCALITY_DEMAND_NOT_PLACED);
    CU_ASSERT(scan.places == 0 && scan.thin > 0 && isnan(scan.p) && isnan(scan.q));
    locality_demand_result_free(r);
    options.no_scan = 1;
    r = detect(&one.input, &options);
    TEST_NUMBER(sum_up(r).scans, 0);
    locality_demand_result_free(r);
}

/* Only the places that are known are scanned; weeks without data belong to no cluster. */
static void what_is_not_known_is_left_out(void) {
    locality_demand_scan scan;

    make_town(&one, 8, 14);
    for (uint32_t k = 0; k < WARDS; k++) {
        if (!is_planted(k) && k % 3 == 0) {
            one.east[k] = one.north[k] = NAN;
        }
        for (uint32_t w = WEEKS - 2; w < WEEKS && k % 2 == 0; w++) {
            one.count[k][w] = LOCALITY_NO_COUNT;
        }
    }
    locality_demand_result *r = detect(&one.input, NULL);
    CU_ASSERT(locality_demand_result_scan_at(r, 0, &scan, NULL) == LOCALITY_OK);
    CU_ASSERT(scan.places < scan.thin && scan.places > WARDS / 2);
    CU_ASSERT(sum_up(r).clusters == 1);
    locality_demand_result_free(r);
}

static void too_many_areas_are_told(void) {
    enum { MANY = 16500, PERIODS = 60 };
    int64_t *count = calloc((size_t)MANY * PERIODS, sizeof *count);
    uint32_t *area = calloc(MANY, sizeof *area);
    double *at = calloc(MANY, sizeof *at);
    locality_demand_input in = LOCALITY_DEMAND_INPUT_INIT;
    locality_demand_tree areas = LOCALITY_DEMAND_TREE_INIT;
    locality_demand_scan scan;

    for (uint32_t k = 0; k < MANY; k++) {
        area[k] = k;
        at[k] = k;
        count[(size_t)k * PERIODS + k % PERIODS] = 1;
    }
    areas.count = MANY;
    areas.east = areas.north = at;
    in.periods = PERIODS;
    in.series = MANY;
    in.count = count;
    in.area = area;
    in.areas = &areas;
    locality_demand_result *r = detect(&in, NULL);
    CU_ASSERT(locality_demand_result_scan_at(r, 0, &scan, NULL) == LOCALITY_OK);
    TEST_NUMBER(scan.state, LOCALITY_DEMAND_TOO_MANY);
    TEST_NUMBER(scan.places, MANY);
    locality_demand_result_free(r);
    free(count);
    free(area);
    free(at);
}

/* ---- Laws ------------------------------------------------------------------------------------- */

/* Whether all that is told of clusters and scans is the same, but for positions. */
static int same(const locality_demand_result *a, const locality_demand_result *b) {
    size_t count = locality_demand_result_clusters(a);
    int equal = count == locality_demand_result_clusters(b) && sum_up(a).scans == sum_up(b).scans;

    for (size_t k = 0; equal && k < count; k++) {
        const size_t from = offsetof(locality_demand_cluster, areas);
        locality_demand_cluster x = cluster_at(a, k), y = cluster_at(b, k);
        equal = memcmp((char *)&x + from, (char *)&y + from, sizeof x - from) == 0 &&
                strcmp(x.service_id, y.service_id) == 0 &&
                strcmp(locality_demand_result_cluster_words(a, k),
                       locality_demand_result_cluster_words(b, k)) == 0;
    }
    for (size_t k = 0; equal && k < sum_up(a).scans; k++) {
        const size_t from = offsetof(locality_demand_scan, area_depth);
        locality_demand_scan x, y;
        locality_demand_result_scan_at(a, k, &x, NULL);
        locality_demand_result_scan_at(b, k, &y, NULL);
        equal = isnan(x.p) ? isnan(y.p) : memcmp((char *)&x + from, (char *)&y + from, 36) == 0;
    }
    return equal;
}

static void the_order_of_areas_changes_nothing(void) {
    make_town(&one, 8, 14);
    make_town(&two, 8, 14);
    for (uint32_t k = 0; k < AREAS; k++) {
        uint32_t to = (k * 29 + 7) % AREAS; /* 148 places, 29 has no factor in common */
        uint32_t above = (one.parent[k] * 29 + 7) % AREAS;
        two.id[to] = one.id[k];
        two.parent[to] = one.parent[k] == LOCALITY_DEMAND_NONE ? LOCALITY_DEMAND_NONE : above;
        two.east[to] = one.east[k];
        two.north[to] = one.north[k];
    }
    for (uint32_t s = 0; s < SERIES; s++) {
        uint32_t at = (s * 101 + 5) % SERIES;
        memcpy(two.count[at], one.count[s], sizeof one.count[s]);
        two.area[at] = (one.area[s] * 29 + 7) % AREAS;
        two.service[at] = one.service[s];
    }
    locality_demand_result *a = detect(&one.input, NULL);
    locality_demand_result *b = detect(&two.input, NULL);
    CU_ASSERT(locality_demand_result_clusters(a) > 0);
    CU_ASSERT(same(a, b));
    locality_demand_result_free(a);
    locality_demand_result_free(b);
}

static int32_t run_backwards(void *self, void (*task)(void *work, uint32_t share), void *work,
                             uint32_t shares) {
    (void)self;
    while (shares-- > 0) {
        task(work, shares);
    }
    return 0;
}

static void shares_and_weeks_change_nothing(void) {
    locality_demand_executor executor = LOCALITY_DEMAND_EXECUTOR_INIT;
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
    locality_demand *demand = NULL;
    locality_demand_result *grown = NULL;
    int64_t week[SERIES];

    make_town(&one, 8, 14);
    locality_demand_result *whole = detect(&one.input, NULL);
    executor.run = run_backwards;
    executor.workers = 3;
    options.executor = &executor;
    locality_demand_result *shared = detect(&one.input, &options);
    CU_ASSERT(locality_demand_result_clusters(whole) > 0);
    CU_ASSERT(same(whole, shared));
    executor.run = threads_run;
    for (executor.workers = 1; executor.workers <= THREADS_MOST; executor.workers += 1) {
        locality_demand_result_free(shared);
        shared = detect(&one.input, &options);
        CU_ASSERT(same(whole, shared));
    }
    locality_demand_input in = one.input;
    in.periods = WEEKS - 7;
    in.series_step = WEEKS;
    CU_ASSERT(locality_demand_new(&in, NULL, NULL, &demand, NULL) == LOCALITY_OK);
    for (uint32_t w = WEEKS - 7; w < WEEKS; w++) {
        for (uint32_t s = 0; s < SERIES; s++) {
            week[s] = one.count[s][w];
        }
        CU_ASSERT(locality_demand_append(demand, week, SERIES, 1, NULL) == LOCALITY_OK);
        locality_demand_result_free(grown);
        CU_ASSERT(locality_demand_detect(demand, &grown, NULL) == LOCALITY_OK);
    }
    CU_ASSERT(same(whole, grown));
    locality_demand_result_free(whole);
    locality_demand_result_free(shared);
    locality_demand_result_free(grown);
    locality_demand_free(demand);
}

/* Distances alone matter, and neither where nothing is nor how long a metre is. */
static void moving_the_map_changes_nothing(void) {
    make_town(&one, 8, 14);
    locality_demand_result *a = detect(&one.input, NULL);
    for (uint32_t k = 0; k < AREAS; k++) {
        one.east[k] = 2 * one.east[k] + 432000;
        one.north[k] = 2 * one.north[k] + 280000;
    }
    locality_demand_result *b = detect(&one.input, NULL);
    CU_ASSERT(same(a, b));
    locality_demand_result_free(a);
    locality_demand_result_free(b);
}

/* ---- What is refused -------------------------------------------------------------------------- */

static void coordinates_that_are_none_are_named(void) {
    const struct {
        double east, north;
        bool lacks_north;
        const char *words;
    } rows[] = {
        {INFINITY, 0, false, "\"ward 007\" of the areas has coordinates that are none"},
        {0, -INFINITY, false, "\"ward 007\" of the areas has coordinates that are none"},
        {NAN, 0, false, "\"ward 007\" of the areas has coordinates that are none"},
        {0, NAN, false, "\"ward 007\" of the areas has coordinates that are none"},
        {0, 0, true, "the areas have coordinates in one direction alone"},
    };

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        locality_demand_result *result = NULL;
        locality_error error;
        make_town(&one, 8, 1);
        one.east[7] = rows[r].east;
        one.north[7] = rows[r].north;
        one.areas.north = rows[r].lacks_north ? NULL : one.north;
        locality_status status = locality_detect(&one.input, NULL, NULL, &result, &error);
        TEST_ROW(status == LOCALITY_INVALID && result == NULL, rows[r].words);
        TEST_ROW(strstr(error.message, rows[r].words) != NULL, error.message);
    }
}

/* A host that knows the trees and options of before is served as before. */
static void shorter_structs_are_taken(void) {
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;

    make_town(&one, 8, 1);
    one.areas.struct_size = (uint32_t)offsetof(locality_demand_tree, east);
    options.struct_size = (uint32_t)offsetof(locality_demand_options, replicates);
    locality_demand_result *r = detect(&one.input, &options);
    locality_demand_scan scan;
    CU_ASSERT(locality_demand_result_scan_at(r, 0, &scan, NULL) == LOCALITY_OK);
    TEST_NUMBER(scan.state, LOCALITY_DEMAND_NOT_PLACED);
    locality_demand_result_free(r);
}

static void what_is_not_there_is_refused(void) {
    locality_demand_cluster cluster;
    locality_demand_scan scan;
    locality_demand_part part;
    size_t count = 1;

    make_town(&one, 8, 14);
    locality_demand_result *r = detect(&one.input, NULL);
    CU_ASSERT(locality_demand_result_cluster_at(r, 99, &cluster, NULL) == LOCALITY_NOT_FOUND);
    CU_ASSERT(locality_demand_result_cluster_at(NULL, 0, &cluster, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_demand_result_cluster_at(r, 0, NULL, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_demand_result_scan_at(r, 99, &scan, NULL) == LOCALITY_NOT_FOUND);
    CU_ASSERT(locality_demand_result_scan_at(NULL, 0, &scan, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_demand_result_scan_at(r, 0, NULL, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_demand_result_cluster_areas(r, 99, &part, 1, &count, NULL) ==
              LOCALITY_NOT_FOUND);
    TEST_NUMBER(count, 0);
    CU_ASSERT(locality_demand_result_cluster_areas(NULL, 0, &part, 1, &count, NULL) ==
              LOCALITY_INVALID);
    CU_ASSERT(locality_demand_result_cluster_areas(r, 0, &part, 1, NULL, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_demand_result_cluster_areas(r, 0, &part, 1, &count, NULL) == LOCALITY_LIMIT);
    CU_ASSERT(count > 1);
    TEST_TEXT(locality_demand_result_cluster_words(r, 99), "");
    TEST_TEXT(locality_demand_result_cluster_words(NULL, 0), "");
    TEST_NUMBER(locality_demand_result_clusters(NULL), 0);
    locality_demand_result_free(r);
}

/* Stops at the `at`-th question. */
typedef struct stopping {
    int asked, at;
} stopping;

static int32_t stop_at(void *self, uint64_t done, uint64_t total) {
    stopping *s = self;

    CU_ASSERT(done <= total);
    return ++s->asked == s->at;
}

static void a_scan_can_be_stopped(void) {
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
    stopping s = {0, 0};

    make_town(&one, 8, 14);
    options.progress = stop_at;
    options.progress_self = &s;
    locality_demand_result_free(detect(&one.input, &options));
    int all = s.asked;
    CU_ASSERT_FATAL(all > 15);                      /* 999 replicates ask every 64th time */
    for (int at = 1; at <= all; at += 1 + at / 4) { /* each at first, then some */
        locality_demand_result *r = NULL;
        s = (stopping){0, at};
        CU_ASSERT(locality_detect(&one.input, &options, NULL, &r, NULL) == LOCALITY_CANCELLED);
        CU_ASSERT_PTR_NULL(r);
    }
}

/* Workers are stopped where the host says so, or where its threads cannot go on. */
static int32_t run_until(void *self, void (*task)(void *work, uint32_t share), void *work,
                         uint32_t shares) {
    stopping *s = self;

    return ++s->asked == s->at ? 1 : run_backwards(NULL, task, work, shares);
}

static void shared_scans_can_be_stopped(void) {
    locality_demand_executor executor = LOCALITY_DEMAND_EXECUTOR_INIT;
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;

    make_town(&one, 8, 14);
    options.executor = &executor;
    options.replicates = 99;
    executor.workers = 2;
    for (int by_host = 0; by_host <= 1; by_host++) {
        stopping s = {0, 0}, steady = {0, 0};
        executor.run = run_until;
        executor.self = by_host == 0 ? &s : &steady;
        options.progress = by_host == 0 ? NULL : stop_at;
        options.progress_self = &s;
        locality_demand_result_free(detect(&one.input, &options));
        int all = s.asked;
        options.no_scan = 1;
        s.asked = 0;
        locality_demand_result_free(detect(&one.input, &options));
        CU_ASSERT(all > s.asked); /* scans are shared too */
        options.no_scan = 0;
        for (int at = 1; at <= all; at += 1 + at / 4) {
            locality_demand_result *r = NULL;
            s = (stopping){0, at};
            CU_ASSERT(locality_detect(&one.input, &options, NULL, &r, NULL) == LOCALITY_CANCELLED);
            CU_ASSERT_PTR_NULL(r);
        }
    }
}

static locality_status with_memory(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
    locality_demand_result *r = NULL;

    options.executor = state;
    options.replicates = 19;
    locality_status status = locality_detect(&one.input, &options, allocator, &r, error);
    CU_ASSERT(status != LOCALITY_OK || locality_demand_result_clusters(r) > 0);
    locality_demand_result_free(r);
    return status;
}

static void no_memory_leaves_nothing_behind(void) {
    locality_demand_executor executor = LOCALITY_DEMAND_EXECUTOR_INIT;

    make_town(&one, 8, 14);
    one.input.series = 2 * WARDS;
    fault_drive("clusters", with_memory, NULL, 60);
    executor.run = run_backwards;
    executor.workers = 2;
    fault_drive("shared clusters", with_memory, &executor, 60);
}

static const test_case cases[] = {
    {"thin wards that rise together are one line", thin_wards_that_rise_together_are_one_line},
    {"what a cluster explains is folded into it", what_a_cluster_explains_is_folded_into_it},
    {"a cluster that one ward explains is folded into that",
     a_cluster_that_one_ward_explains_is_folded_into_that},
    {"several clusters are in the order of their chances",
     several_clusters_are_in_the_order_of_their_chances},
    {"quiet wards have a scan and no cluster", quiet_wards_have_a_scan_and_no_cluster},
    {"quiet scans call no more often than stated", quiet_scans_call_no_more_often_than_stated},
    {"areas without coordinates are told", areas_without_coordinates_are_told},
    {"what is not known is left out", what_is_not_known_is_left_out},
    {"too many areas are told", too_many_areas_are_told},
    {"the order of areas changes nothing", the_order_of_areas_changes_nothing},
    {"shares and weeks change nothing", shares_and_weeks_change_nothing},
    {"moving the map changes nothing", moving_the_map_changes_nothing},
    {"coordinates that are none are named", coordinates_that_are_none_are_named},
    {"shorter structs are taken", shorter_structs_are_taken},
    {"what is not there is refused", what_is_not_there_is_refused},
    {"a scan can be stopped", a_scan_can_be_stopped},
    {"shared scans can be stopped", shared_scans_can_be_stopped},
    {"no memory leaves nothing behind", no_memory_leaves_nothing_behind},
};

TEST_MAIN("demand clusters", cases)
