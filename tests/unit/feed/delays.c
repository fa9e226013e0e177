/* Delays: the share that is known after so many days, whatever the newest events cannot show yet. */
#include <math.h>

#include "kit.h"

enum { DAY = 18262, MOST = 40000, DAYS = 60 }; /* 2020-01-01 */

typedef struct events {
    int32_t received[MOST], recorded[MOST];
    size_t count;
} events;

/* Days until an event is recorded: three of ten at once, of the others one in eight on each day; 40 at most. */
static int32_t draw_delay(test_random *random) {
    int32_t days = 0;

    if (test_random_below(random, 10) < 3) {
        return 0;
    }
    for (days = 1; days < 40 && test_random_below(random, 8) != 0; days++) {
    }
    return days;
}

static double true_share(int days) {
    return days >= 40 ? 1 : 1 - 0.7 * pow(7.0 / 8, days);
}

/* Events of DAYS days, twice as many each fortnight: those that were recorded by the last day. */
static void draw_events(test_random *random, events *out) {
    out->count = 0;
    for (int day = 0; day < DAYS; day++) {
        int today = (int)(40 * pow(2, day / 14.0));
        for (int i = 0; i < today; i++) {
            int32_t delay = draw_delay(random);
            if (day + delay < DAYS && out->count < MOST) {
                out->received[out->count] = DAY + day;
                out->recorded[out->count++] = DAY + day + delay;
            }
        }
    }
}

static void put_events(locality_feed *feed, const events *from, size_t first, size_t end) {
    static const char *const names[] = {"a"};
    static const uint8_t zero = 0;
    locality_feed_columns columns = LOCALITY_FEED_COLUMNS_INIT;

    columns.rows = end - first;
    columns.column[LOCALITY_FEED_RECEIVED] =
        (locality_feed_column){from->received + first, 4, NULL, 0, LOCALITY_FEED_INT32, 0};
    columns.column[LOCALITY_FEED_RECORDED] =
        (locality_feed_column){from->recorded + first, 4, NULL, 0, LOCALITY_FEED_INT32, 0};
    columns.column[LOCALITY_FEED_AREA] =
        (locality_feed_column){&zero, 0, names, 1, LOCALITY_FEED_UINT8, 0};
    columns.column[LOCALITY_FEED_SERVICE] =
        (locality_feed_column){&zero, 0, names, 1, LOCALITY_FEED_UINT8, 0};
    CU_ASSERT_EQUAL_FATAL(locality_feed_put(feed, &columns, NULL), LOCALITY_OK);
}

static locality_feed_options by_day(void) {
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;

    options.every = LOCALITY_FEED_DAY;
    return options;
}

/* Shares that are known after 0, 1, ... days, as series of days show them. */
static void shares_of(const locality_feed *feed, int64_t as_at, double *out) {
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    double complete[DAYS];

    choice.as_at = as_at;
    choice.last = DAY + DAYS - 1;
    locality_feed_series *series = kit_series(feed, &choice);
    CU_ASSERT_EQUAL_FATAL(locality_feed_series_periods(series), DAYS);
    CU_ASSERT_EQUAL(locality_feed_series_completeness(series, complete, NULL), LOCALITY_OK);
    for (int days = 0; days < DAYS; days++) {
        out[days] = complete[DAYS - 1 - days];
    }
    locality_feed_series_free(series);
}

static void the_newest_events_do_not_make_reporting_look_quick(void) {
    test_random random = {31, 0};
    events *drawn = malloc(sizeof *drawn);
    const locality_feed_options options = by_day();
    double share[DAYS], seen_at_once = 0;
    int32_t days;

    draw_events(&random, drawn);
    locality_feed *feed = kit_new(&options);
    put_events(feed, drawn, 0, drawn->count);
    shares_of(feed, DAY + DAYS - 1, share);
    for (int i = 0; i <= 40; i++) {
        CU_ASSERT_DOUBLE_EQUAL(share[i], true_share(i), 0.025);
    }
    /* Of the events seen, those known at once are more than three of ten. */
    seen_at_once = (double)locality_feed_delayed(feed, 0) / (double)drawn->count;
    CU_ASSERT(seen_at_once > 0.3 + 0.05);
    CU_ASSERT_EQUAL(locality_feed_delay(feed, 900000, &days, NULL), LOCALITY_OK);
    CU_ASSERT(days >= 14 && days <= 16); /* 1 - 0.7 (7/8)^15 is 0.906; of those seen it is 11 */
    locality_feed_free(feed);
    free(drawn);
}

static void what_was_recorded_later_was_not_known(void) {
    test_random random = {32, 0};
    events *drawn = malloc(sizeof *drawn), *known = malloc(sizeof *known);
    const locality_feed_options options = by_day();
    const int64_t as_at = DAY + 45;
    double then[DAYS], now[DAYS];

    draw_events(&random, drawn);
    known->count = 0;
    for (size_t i = 0; i < drawn->count; i++) {
        if (drawn->recorded[i] <= as_at) {
            known->received[known->count] = drawn->received[i];
            known->recorded[known->count++] = drawn->recorded[i];
        }
    }
    known->received[known->count] = DAY + DAYS - 1; /* the same days in both; not known either */
    known->recorded[known->count++] = DAY + DAYS - 1;
    locality_feed *whole = kit_new(&options), *part = kit_new(&options);
    put_events(whole, drawn, 0, drawn->count);
    put_events(part, known, 0, known->count);
    shares_of(part, as_at, then);
    shares_of(whole, as_at, now);
    for (int i = 0; i < DAYS; i++) {
        CU_ASSERT_EQUAL(then[i], now[i]);
    }
    CU_ASSERT_EQUAL(then[0], 0); /* the last day lies after the feed was closed */
    locality_feed_free(whole);
    locality_feed_free(part);
    free(drawn);
    free(known);
}

static void parts_have_the_delays_of_the_whole(void) {
    test_random random = {33, 0};
    events *drawn = malloc(sizeof *drawn);
    const locality_feed_options options = by_day();

    draw_events(&random, drawn);
    locality_feed *whole = kit_new(&options), *left = kit_new(&options), *right = kit_new(&options);
    put_events(whole, drawn, 0, drawn->count);
    put_events(left, drawn, drawn->count / 3, drawn->count);
    put_events(right, drawn, 0, drawn->count / 3);
    CU_ASSERT_EQUAL(locality_feed_merge(left, right, NULL), LOCALITY_OK);
    CU_ASSERT(kit_same(whole, left));
    kit_bytes bytes = kit_write(whole);
    locality_feed *again = NULL;
    CU_ASSERT_EQUAL_FATAL(locality_feed_read(bytes.bytes, bytes.length, NULL, &again, NULL),
                          LOCALITY_OK);
    CU_ASSERT(kit_same(whole, again));
    for (int32_t days = 0; days <= 41; days++) {
        TEST_NUMBER(locality_feed_delayed(again, days), locality_feed_delayed(whole, days));
    }
    locality_feed_free_bytes(whole, bytes.bytes, bytes.length);
    locality_feed_free(again);
    locality_feed_free(whole);
    locality_feed_free(left);
    locality_feed_free(right);
    free(drawn);
}

/* Worked by hand: received on day 0 four at once and four after three days; on day 2 six at once; the end is
 * day 3. Only day 0 can show three days: 4 of 8. So half is known at once, not ten of fourteen. */
static void a_few_events_are_as_worked_by_hand(void) {
    events few = {.count = 14};
    const locality_feed_options options = by_day();
    locality_feed *feed = kit_new(&options);
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    double complete[3];
    int32_t days;

    for (int i = 0; i < 14; i++) {
        few.received[i] = i < 8 ? DAY : DAY + 2;
        few.recorded[i] = i < 4 ? DAY : i < 8 ? DAY + 3 : DAY + 2;
    }
    put_events(feed, &few, 0, few.count);
    CU_ASSERT_EQUAL(locality_feed_delay(feed, 500000, &days, NULL), LOCALITY_OK);
    TEST_NUMBER(days, 0);
    CU_ASSERT_EQUAL(locality_feed_delay(feed, 500001, &days, NULL), LOCALITY_OK);
    TEST_NUMBER(days, 3);
    /* The end is the last day on which one was recorded, though none was received on it. */
    locality_feed_series *series = kit_series(feed, &choice);
    CU_ASSERT_EQUAL(locality_feed_series_completeness(series, complete, NULL), LOCALITY_OK);
    CU_ASSERT_DOUBLE_EQUAL(complete[0], 1, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(complete[2], 0.5, 1e-12);
    locality_feed_series_free(series);
    locality_feed_free(feed);
}

/* A single old event that took very long does not take all others with it. */
static void one_event_does_not_decide(void) {
    events *some = malloc(sizeof *some);
    const locality_feed_options options = by_day();
    locality_feed *feed = kit_new(&options);
    int32_t days;

    some->count = 101;
    some->received[0] = DAY;
    some->recorded[0] = DAY + 50;
    for (int i = 1; i <= 100; i++) {
        some->received[i] = some->recorded[i] = DAY + 40 + i % 10;
    }
    put_events(feed, some, 0, some->count);
    CU_ASSERT_EQUAL(locality_feed_delay(feed, 1000000, &days, NULL), LOCALITY_OK);
    TEST_NUMBER(days, 0);
    locality_feed_free(feed);
    free(some);
}

static const test_case cases[] = {
    {"the newest events do not make reporting look quick",
     the_newest_events_do_not_make_reporting_look_quick},
    {"what was recorded later was not known", what_was_recorded_later_was_not_known},
    {"parts have the delays of the whole", parts_have_the_delays_of_the_whole},
    {"a few events are as worked by hand", a_few_events_are_as_worked_by_hand},
    {"one event does not decide", one_event_does_not_decide},
};
TEST_MAIN("feed delays", cases)
