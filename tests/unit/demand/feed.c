/* A feed as the source: the same cells as from arrays, and nothing left behind where memory is refused. */
#include "locality/demand.h"
#include "support/fault.h"
#include "support/harness.h"

static char rows[1 << 14];

/* Forty weeks of two wards of one district, by two contractors. */
static size_t write_rows(void) {
    size_t length = (size_t)snprintf(rows, sizeof rows, "received,area,service,provider\n");

    for (int week = 1; week <= 40; week++) {
        length +=
            (size_t)snprintf(rows + length, sizeof rows - length,
                             "2020-W%02d,Elm,bins,north\n2020-W%02d,Oak,bins,south\n", week, week);
    }
    return length;
}

static locality_status whole_story(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    locality_feed_parent parents[] = {{"Elm", "Trees", LOCALITY_FEED_AREA, 0},
                                      {"Oak", "Trees", LOCALITY_FEED_AREA, 0}};
    locality_feed_base base = {"Elm", 0, 4000};
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
    locality_demand_result **out = state;
    locality_demand_result *result = NULL;
    locality_feed *feed = NULL;

    choice.level[2] = LOCALITY_FEED_OWN;
    choice.parent = parents;
    choice.parents = 2;
    choice.base = &base;
    choice.bases = 1;
    locality_status status = locality_feed_new(NULL, allocator, &feed, error);
    status = status == LOCALITY_OK ? locality_feed_begin(feed, &source, error) : status;
    status = status == LOCALITY_OK ? locality_feed_push(feed, rows, write_rows(), error) : status;
    status = status == LOCALITY_OK ? locality_feed_end(feed, error) : status;
    if (status == LOCALITY_OK) {
        status = locality_detect_feed(feed, &choice, NULL, allocator, &result, error);
    }
    locality_feed_free(feed);
    if (out != NULL) {
        *out = result;
    } else {
        locality_demand_result_free(result);
    }
    return status;
}

static void feed_makes_the_cells_of_its_names(void) {
    locality_demand_result *result = NULL;
    locality_demand_summary summary;
    locality_demand_cell cell;

    CU_ASSERT_FATAL(whole_story(&result, NULL, NULL) == LOCALITY_OK);
    CU_ASSERT(locality_demand_result_summary(result, &summary, NULL) == LOCALITY_OK);
    TEST_NUMBER(summary.cells, 3); /* the district, Elm, Oak */
    TEST_NUMBER(summary.periods, 40);
    TEST_NUMBER(summary.listed, 0);
    CU_ASSERT(locality_demand_result_cell_at(result, 0, &cell, NULL) == LOCALITY_OK);
    TEST_NUMBER(cell.area_depth, 1);
    CU_ASSERT_DOUBLE_EQUAL(cell.expected, 2, 0.2);
    locality_demand_result_free(result);
}

static void no_memory_leaves_nothing_behind(void) {
    fault_drive("detection in a feed", whole_story, NULL, 40);
}

static const test_case cases[] = {
    {"a feed makes the cells of its names", feed_makes_the_cells_of_its_names},
    {"a refused allocation leaves nothing behind", no_memory_leaves_nothing_behind},
};

TEST_MAIN("demand of a feed", cases)
