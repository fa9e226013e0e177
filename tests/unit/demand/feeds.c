/* Feeds as the source: which feeds and choices are refused, and rows without names or providers. */
#include <string.h>

#include "locality/demand.h"
#include "support/harness.h"

static void refused(locality_status status, locality_status wanted, const locality_error *error,
                    const char *words) {
    TEST_NUMBER(status, wanted);
    TEST_NUMBER(error->status, wanted);
    TEST_TEXT(error->message, words);
}

/* A feed of weeks, in each a request in Elm and one without an area or a service; or of nothing. */
static locality_feed *feed_of(int weeks) {
    static char rows[1 << 13];
    locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    locality_feed *feed = NULL;
    size_t length = (size_t)snprintf(rows, sizeof rows, "received,area,service,provider\n");

    options.keep_unplaced = 1;
    for (int week = 1; week <= weeks; week++) {
        length += (size_t)snprintf(rows + length, sizeof rows - length,
                                   "2020-W%02d,Elm,bins,\n2020-W%02d,,,north\n", week, week);
    }
    CU_ASSERT_EQUAL_FATAL(locality_feed_new(&options, NULL, &feed, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_feed_begin(feed, &source, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_feed_push(feed, rows, length, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_feed_end(feed, NULL), LOCALITY_OK);
    return feed;
}

static void feeds_and_choices_that_are_wrong_are_named(void) {
    static const locality_allocator no_allocator; /* of no size */
    locality_feed *feed = feed_of(40), *empty = feed_of(0);
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    locality_demand_result *result = NULL;
    locality_error error;

    refused(locality_detect_feed(NULL, NULL, NULL, NULL, &result, &error), LOCALITY_INVALID, &error,
            "feed is null");
    refused(locality_detect_feed(feed, NULL, NULL, NULL, NULL, &error), LOCALITY_INVALID, &error,
            "out is null");
    refused(locality_detect_feed(feed, NULL, NULL, &no_allocator, &result, &error),
            LOCALITY_INVALID, &error,
            "allocator.struct_size is 0; set it to sizeof(locality_allocator)");
    refused(locality_detect_feed(empty, NULL, NULL, NULL, &result, &error), LOCALITY_INVALID,
            &error, "the feed has no events");
    choice.every = LOCALITY_FEED_QUARTER;
    refused(locality_detect_feed(feed, &choice, NULL, NULL, &result, &error), LOCALITY_INVALID,
            &error, "a quarter is not made up of weeks");
    choice.every = 99;
    refused(locality_detect_feed(feed, &choice, NULL, NULL, &result, &error), LOCALITY_INVALID,
            &error, "a member of choice is out of its range");
    choice = (locality_feed_choice)LOCALITY_FEED_CHOICE_INIT;
    choice.struct_size = 8;
    refused(locality_detect_feed(feed, &choice, NULL, NULL, &result, &error), LOCALITY_INVALID,
            &error, "choice.struct_size is not that of locality_feed_choice");
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
    options.years = 2;
    refused(locality_detect_feed(feed, NULL, &options, NULL, &result, &error), LOCALITY_INVALID,
            &error, "options.years is out of its range");
    CU_ASSERT_PTR_NULL(result);
    locality_feed_free(feed);
    locality_feed_free(empty);
}

/* Cells of areas all, "" and Elm, each with what it has of services. */
static void rows_without_names_are_blank(void) {
    const struct {
        int32_t providers;
        double people;
    } rows[] = {{LOCALITY_FEED_ALL, 4000}, {LOCALITY_FEED_OWN, 5000}};
    locality_feed *feed = feed_of(40);

    for (size_t r = 0; r < TEST_COUNT(rows); r++) {
        locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
        locality_feed_base base[] = {
            {"Elm", 20, rows[r].people}, {"Elm", 10, 77}, {NULL, 0, 99}, {"Ash", 0, 11}};
        locality_demand_result *result = NULL;
        locality_demand_summary summary;
        locality_error error;
        choice.level[2] = rows[r].providers;
        choice.base = base;
        choice.bases = TEST_COUNT(base);
        locality_status status = locality_detect_feed(feed, &choice, NULL, NULL, &result, &error);
        TEST_ROW(status == LOCALITY_OK, error.message);
        CU_ASSERT_PTR_NOT_NULL_FATAL(result);
        CU_ASSERT_EQUAL(locality_demand_result_summary(result, &summary, NULL), LOCALITY_OK);
        TEST_NUMBER(summary.periods, 40);
        TEST_NUMBER(summary.cells, 4); /* bins and (blank), of all areas and of one each */
        uint32_t blank = locality_demand_result_find(result, 0, 0);
        locality_demand_cell cell;
        CU_ASSERT(locality_demand_result_cell_at(result, blank, &cell, NULL) == LOCALITY_OK);
        TEST_NUMBER(cell.area_depth, 1);
        locality_demand_result_free(result);
    }
    /* No choice is areas by services. */
    locality_demand_result *result = NULL;
    locality_demand_summary summary;
    CU_ASSERT_EQUAL_FATAL(locality_detect_feed(feed, NULL, NULL, NULL, &result, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_demand_result_summary(result, &summary, NULL), LOCALITY_OK);
    TEST_NUMBER(summary.cells, 4);
    locality_demand_result_free(result);
    locality_feed_free(feed);
}

/* A handle of a feed finds what the feed itself does, and refuses the same. */
static void a_feed_can_be_watched(void) {
    locality_feed *feed = feed_of(40), *empty = feed_of(0);
    locality_demand *demand = NULL;
    locality_demand_result *found[2] = {NULL, NULL};
    locality_demand_summary summary[2];
    locality_error error;

    refused(locality_demand_new_feed(feed, NULL, NULL, NULL, NULL, &error), LOCALITY_INVALID,
            &error, "out is null");
    refused(locality_demand_new_feed(empty, NULL, NULL, NULL, &demand, &error), LOCALITY_INVALID,
            &error, "the feed has no events");
    CU_ASSERT_PTR_NULL(demand);
    CU_ASSERT_EQUAL_FATAL(locality_demand_new_feed(feed, NULL, NULL, NULL, &demand, NULL),
                          LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(locality_demand_detect(demand, &found[0], NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(locality_detect_feed(feed, NULL, NULL, NULL, &found[1], NULL),
                          LOCALITY_OK);
    for (int k = 0; k < 2; k++) {
        CU_ASSERT_EQUAL(locality_demand_result_summary(found[k], &summary[k], NULL), LOCALITY_OK);
    }
    CU_ASSERT_EQUAL(memcmp(&summary[0], &summary[1], sizeof summary[0]), 0);
    TEST_NUMBER(summary[0].cells, 4);
    for (int k = 0; k < 2; k++) {
        locality_demand_result_free(found[k]);
    }
    locality_demand_free(demand);
    locality_feed_free(feed);
    locality_feed_free(empty);
}

static const test_case cases[] = {
    {"feeds and choices that are wrong are named", feeds_and_choices_that_are_wrong_are_named},
    {"rows without names are blank", rows_without_names_are_blank},
    {"a feed can be watched", a_feed_can_be_watched},
};

TEST_MAIN("demand of feeds", cases)
