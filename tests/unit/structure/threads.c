/* Threads: one snapshot, one structure and one set of places read by several threads, while each
 * makes and frees views of its own and the model goes on changing. */
#include <pthread.h>

#include "papers.h"
#include "places/hierarchy.h"
#include "structure/structure.h"
#include "locality/places.h"
#include "support/harness.h"

#define THREADS 4
#define ROUNDS 40

static locality_snapshot *snapshot;
static locality_structure *shared;
static locality_places *places;

/* Posts of Cambridgeshire by area, and its spans; 0 where an answer is not what it has to be. */
static int ask(const locality_structure *structure) {
    locality_totals_options options = LOCALITY_TOTALS_OPTIONS_INIT;
    locality_totals *totals = NULL;
    locality_span span[8];
    size_t count = 0;

    options.by = LOCALITY_BY_GROUP;
    options.layer = "areas";
    int right = locality_structure_totals(structure, &options, &totals, NULL) == LOCALITY_OK &&
                locality_totals_count(totals) == 4 &&
                locality_totals_at(totals, 0)->posts.lo == 7 &&
                locality_totals_at(totals, 1)->posts.lo == 9;
    locality_totals_free(totals);
    return right && locality_structure_spans(structure, span, 8, &count, NULL) == LOCALITY_OK &&
           count == 3 && span[2].posts.hi == 8;
}

static int ask_places(void) {
    locality_coverage_options options = LOCALITY_COVERAGE_OPTIONS_INIT;
    locality_coverage *coverage = NULL;
    size_t count = 9;
    int32_t known = 0;

    options.structure = locality_structure_row(shared);
    options.level = "district";
    int right = locality_places_coverage(places, &options, &coverage, NULL) == LOCALITY_OK &&
                locality_coverage_count(coverage, LOCALITY_CELL_COVERED) == 8;
    locality_coverage_free(coverage);
    return right &&
           locality_places_partition(places, 0, &known, NULL, 0, &count, NULL) == LOCALITY_OK &&
           known == 1 && count == 0;
}

static void *reader(void *wrong) {
    for (int round = 0; round < ROUNDS; round++) {
        locality_structure *own = NULL;
        int right = locality_structure_new(snapshot, "proposed", NULL, &own, NULL) == LOCALITY_OK &&
                    ask(own) && ask(shared) && ask_places();
        locality_structure_free(own);
        *(int *)wrong += !right;
    }
    return NULL;
}

static void readers_agree_while_the_model_changes(void) {
    locality_model *model = NULL;
    pthread_t thread[THREADS];
    int wrong[THREADS] = {0};

    CU_ASSERT_EQUAL_FATAL(locality_model_new(NULL, NULL, &model, NULL), LOCALITY_OK);
    for (size_t i = 0; i < TEST_COUNT(cambridgeshire); i++) {
        CU_ASSERT_EQUAL_FATAL(paper_put(model, cambridgeshire[i], NULL), LOCALITY_OK);
    }
    CU_ASSERT_EQUAL_FATAL(locality_snapshot_take(model, &snapshot, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(locality_structure_new(snapshot, "proposed", NULL, &shared, NULL),
                          LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(locality_places_new(snapshot, NULL, &places, NULL), LOCALITY_OK);
    for (size_t i = 0; i < THREADS; i++) {
        CU_ASSERT_EQUAL_FATAL(pthread_create(&thread[i], NULL, reader, &wrong[i]), 0);
    }
    for (int round = 0; round < ROUNDS; round++) {
        char row[128];
        locality_snapshot *next = NULL;
        snprintf(row, sizeof row, "post extra-%d structure=proposed posts=1 reports_to=head",
                 round);
        CU_ASSERT_EQUAL(paper_put(model, row, NULL), LOCALITY_OK);
        CU_ASSERT_EQUAL(locality_snapshot_take(model, &next, NULL), LOCALITY_OK);
        locality_snapshot_release(next);
    }
    for (size_t i = 0; i < THREADS; i++) {
        CU_ASSERT_EQUAL(pthread_join(thread[i], NULL), 0);
        TEST_NUMBER(wrong[i], 0);
    }
    locality_model_free(model);
    locality_places_free(places);
    locality_structure_free(shared);
    locality_snapshot_release(snapshot);
}

/* What one thread was given: what a snapshot keeps is the same for all who ask. */
typedef struct seen {
    const loc_lines *lines;
    const loc_descent *down;
    const loc_hierarchy *areas;
} seen;

static void *first_asker(void *out) {
    seen *s = out;
    (void)loc_lines_down(snapshot, &s->down, NULL);
    (void)loc_lines_of(snapshot, &s->lines, NULL);
    (void)loc_hierarchy_of(snapshot, &s->areas, NULL);
    return NULL;
}

static void threads_that_ask_first_together_are_given_the_same(void) {
    for (int round = 0; round < ROUNDS; round++) {
        pthread_t thread[THREADS];
        seen saw[THREADS] = {{0}};

        snapshot = paper_snapshot(cambridgeshire, TEST_COUNT(cambridgeshire), NULL, NULL);
        CU_ASSERT_PTR_NOT_NULL_FATAL(snapshot);
        for (size_t i = 0; i < THREADS; i++) {
            CU_ASSERT_EQUAL_FATAL(pthread_create(&thread[i], NULL, first_asker, &saw[i]), 0);
        }
        for (size_t i = 0; i < THREADS; i++) {
            CU_ASSERT_EQUAL(pthread_join(thread[i], NULL), 0);
            CU_ASSERT(saw[i].lines != NULL && saw[i].down != NULL && saw[i].areas != NULL);
            CU_ASSERT(memcmp(&saw[i], &saw[0], sizeof saw[0]) == 0);
        }
        locality_snapshot_release(snapshot);
    }
}

static const test_case cases[] = {
    {"readers of one snapshot agree while the model changes",
     readers_agree_while_the_model_changes},
    {"threads that ask first at the same time are given the same lines and areas",
     threads_that_ask_first_together_are_given_the_same},
};

TEST_MAIN("threads of structure", cases)
