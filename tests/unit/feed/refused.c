/* Refused: options, lists, sources, choices and merges that cannot be, each
 * with its message; and what the calls say of nulls, numbers that are none, and
 * feeds that have nothing. */
#include "kit.h"

static const char small[] = "date,area,service\n2020-01-01,a,s\n2020-01-02,b,s\n";

static void says(const locality_error *error, const char *word) {
    if (strstr(error->message, word) == NULL) {
        printf("    \"%s\" does not say %s\n", error->message, word);
    }
    CU_ASSERT_PTR_NOT_NULL(strstr(error->message, word));
}

/* ---- Options
 * ----------------------------------------------------------------------------------
 */

static void options_out_of_range_are_refused(void) {
    enum { KINDS = 18 };
    locality_feed *feed;
    locality_error error;

    for (int kind = 0; kind < KINDS; kind++) {
        locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
        char name[32];
        switch (kind) {
        case 0:
            options.reserved = 1;
            break;
        case 1:
            options.every = -1;
            break;
        case 2:
            options.every = 6;
            break;
        case 3:
            options.by = LOCALITY_FEED_BY(LOCALITY_FEED_COUNT);
            break;
        case 4:
            options.by = 1;
            break;
        case 5:
            options.duplicates = -1;
            break;
        case 6:
            options.duplicates = 4;
            break;
        case 7:
            options.keep_unplaced = -1;
            break;
        case 8:
            options.keep_unplaced = 2;
            break;
        case 9:
            options.near_metres = -1;
            break;
        case 10:
            options.near_metres = 1000001;
            break;
        case 11:
            options.near_hours = -1;
            break;
        case 12:
            options.near_hours = 100001;
            break;
        case 13:
            options.most_names = 0;
            break;
        case 14:
            options.most_names = (1u << 26) + 1;
            break;
        case 15:
            options.most_problems = (1u << 20) + 1;
            break;
        case 16:
            options.longest_row = 63;
            break;
        default:
            options.longest_row = (UINT64_C(1) << 30) + 1;
            break;
        }
        snprintf(name, sizeof name, "option %d", kind);
        TEST_ROW(locality_feed_new(&options, NULL, &feed, &error) == LOCALITY_INVALID, name);
        TEST_TEXT(error.message, "an option of the feed is out of its range");
        CU_ASSERT_PTR_NULL(feed);
    }
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    options.struct_size = 4;
    CU_ASSERT_EQUAL(locality_feed_new(&options, NULL, &feed, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "options.struct_size is not that of locality_feed_options");
    CU_ASSERT_EQUAL(locality_feed_new(NULL, NULL, NULL, &error), LOCALITY_INVALID);
    says(&error, "out");
    const locality_allocator half = {0};
    CU_ASSERT_EQUAL(locality_feed_new(NULL, &half, &feed, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NULL(feed);
    locality_feed_free(NULL);
}

static void lists_that_are_none_are_refused(void) {
    static const char *const good[] = {"a", "b"}, *const empty[] = {"a", ""},
                             *const null[] = {NULL}, *const latin[] = {"a", "caf\xE9"},
                             *const three[] = {"a", "b", "c"};
    static const struct {
        int32_t field;
        const char *const *name;
        size_t count;
        locality_status status;
        const char *message;
    } rows[] = {
        {LOCALITY_FEED_RECEIVED, good, 2, LOCALITY_INVALID, "field has no names, or name is null"},
        {LOCALITY_FEED_COUNT, good, 2, LOCALITY_INVALID, "field has no names, or name is null"},
        {LOCALITY_FEED_AREA, NULL, 1, LOCALITY_INVALID, "field has no names, or name is null"},
        {LOCALITY_FEED_AREA, empty, 2, LOCALITY_INVALID, "name 1 is null or empty"},
        {LOCALITY_FEED_AREA, null, 1, LOCALITY_INVALID, "name 0 is null or empty"},
        {LOCALITY_FEED_AREA, latin, 2, LOCALITY_ENCODING, "name 1 is not UTF-8"},
        {LOCALITY_FEED_AREA, three, 3, LOCALITY_LIMIT,
         "there are more names than the options allow"}};
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    locality_error error;

    options.most_names = 2; /* beside the empty one */
    locality_feed *feed = kit_new(&options);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        CU_ASSERT_EQUAL(
            locality_feed_list(feed, rows[i].field, rows[i].name, rows[i].count, &error),
            rows[i].status);
        TEST_TEXT(error.message, rows[i].message);
    }
    CU_ASSERT_EQUAL(locality_feed_list(feed, LOCALITY_FEED_AREA, good, 1, &error), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_feed_list(feed, LOCALITY_FEED_STATUS, NULL, 0, &error), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_feed_list(feed, LOCALITY_FEED_STATUS, good, 1, &error),
                    LOCALITY_CONFLICT);
    TEST_TEXT(error.message, "there are names or events already");
    CU_ASSERT_EQUAL(locality_feed_list(NULL, LOCALITY_FEED_AREA, good, 2, &error),
                    LOCALITY_INVALID);
    says(&error, "feed");
    locality_feed_free(feed);
    feed = kit_read(NULL, "date,area,service\n,,\n"); /* rows, and no names but the empty one */
    CU_ASSERT_EQUAL(locality_feed_list(feed, LOCALITY_FEED_CHANNEL, good, 2, &error),
                    LOCALITY_CONFLICT);
    locality_feed_free(feed);
}

/* ---- Files
 * ------------------------------------------------------------------------------------
 */

static void sources_out_of_range_are_refused(void) {
    enum { KINDS = 9 };
    static const char out[] = "a member of source is out of its range";
    locality_feed *feed = kit_new(NULL);
    locality_error error;

    for (int kind = 0; kind < KINDS; kind++) {
        locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
        locality_status status = LOCALITY_INVALID;
        const char *message = out;
        switch (kind) {
        case 0:
            source.reserved = 1;
            break;
        case 1:
            source.flags = 1;
            break;
        case 2:
            source.month_first = -1;
            break;
        case 3:
            source.month_first = 2;
            break;
        case 4:
            source.more = -1;
            break;
        case 5:
            source.more = 2;
            break;
        case 6:
            source.first_byte = UINT64_MAX;
            break;
        case 7:
            source.header_length = UINT64_MAX;
            break;
        default:
            source.struct_size = 0;
            message = "source.struct_size is not that of locality_feed_source";
            break;
        }
        CU_ASSERT_EQUAL(locality_feed_begin(feed, &source, &error), status);
        TEST_TEXT(error.message, message);
    }
    CU_ASSERT_EQUAL(locality_feed_begin(feed, NULL, &error), LOCALITY_INVALID);
    says(&error, "source");
    CU_ASSERT_EQUAL(locality_feed_begin(NULL, NULL, &error), LOCALITY_INVALID);
    says(&error, "feed");
    locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
    source.file = "caf\xE9.csv";
    CU_ASSERT_EQUAL(locality_feed_begin(feed, &source, &error), LOCALITY_ENCODING);
    TEST_TEXT(error.message, "the name of the file is not UTF-8");
    source.file = NULL;
    source.name = "caf\xE9";
    CU_ASSERT_EQUAL(locality_feed_begin(feed, &source, &error), LOCALITY_ENCODING);
    TEST_TEXT(error.message, "the name of the source is not UTF-8");
    /* Sixty-four sources, and no more. */
    for (int i = 0; i <= 64; i++) {
        char name[16];
        snprintf(name, sizeof name, "s%02d", i);
        source.name = name;
        locality_status status = kit_push(feed, &source, small, strlen(small), 7, &error);
        CU_ASSERT_EQUAL(status, i < 64 ? LOCALITY_OK : LOCALITY_LIMIT);
    }
    TEST_TEXT(error.message, "a feed has at most 64 sources");
    TEST_NUMBER(locality_feed_spans(feed), 64);
    locality_feed_span span;
    CU_ASSERT_EQUAL(locality_feed_span_at(feed, 63, &span, &error), LOCALITY_OK);
    TEST_TEXT(span.name, "s63");
    TEST_NUMBER(kit_account(feed).events, 128);
    locality_feed_free(feed);
}

static void files_are_counted_once_and_in_turn(void) {
    locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
    locality_feed *feed = kit_new(NULL);
    locality_error error;
    size_t offset[3];

    CU_ASSERT_EQUAL(locality_feed_push(NULL, "a", 1, &error), LOCALITY_INVALID);
    says(&error, "feed");
    CU_ASSERT_EQUAL(locality_feed_end(NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_feed_push(feed, "a", 1, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "no file is begun");
    source.file = "a.csv";
    CU_ASSERT_EQUAL(kit_push(feed, &source, small, strlen(small), 9, &error), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_feed_begin(feed, &source, &error), LOCALITY_CONFLICT);
    TEST_TEXT(error.message, "a.csv has been counted already");
    /* A part behind it, whose header has its line end. */
    source.first_byte = strlen(small);
    source.header = "date,area,service\r\n";
    source.header_length = strlen(source.header);
    CU_ASSERT_EQUAL(locality_feed_begin(feed, &source, &error), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_feed_push(feed, NULL, 1, &error), LOCALITY_INVALID);
    says(&error, "bytes");
    CU_ASSERT_EQUAL(locality_feed_push(feed, NULL, 0, &error), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_feed_push(feed, "2020-01-03,c,s\n", 15, &error), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_feed_merge(feed, feed, &error), LOCALITY_BUSY);
    TEST_TEXT(error.message, "a file is begun and not ended");
    CU_ASSERT_EQUAL(locality_feed_end(feed, &error), LOCALITY_OK);
    TEST_NUMBER(kit_account(feed).events, 3);
    /* A part that lies over what was counted is found when it ends. */
    source.first_byte = strlen(small) + 15;
    source.more = 1;
    CU_ASSERT_EQUAL(locality_feed_begin(feed, &source, &error), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_feed_push(feed, "2020-01-03,c,s", 14, &error), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_feed_end(feed, &error), LOCALITY_CONFLICT);
    TEST_TEXT(error.message, "the part does not end with a row");
    CU_ASSERT_EQUAL(locality_feed_push(feed, "a", 1, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "a call before this one failed half way: the feed can only be freed");
    locality_feed_free(feed);

    CU_ASSERT_EQUAL(locality_feed_split(small, 9, 2, NULL, &error), LOCALITY_INVALID);
    says(&error, "offset");
    CU_ASSERT_EQUAL(locality_feed_split(NULL, 9, 2, offset, &error), LOCALITY_INVALID);
    says(&error, "bytes");
    CU_ASSERT_EQUAL(locality_feed_split(small, 9, 0, offset, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_feed_split(small, 9, 1025, offset, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "parts is not from 1 to 1024");
    CU_ASSERT_EQUAL(locality_feed_split(NULL, 0, 2, offset, &error), LOCALITY_OK);
    TEST_NUMBER(offset[2], 0);
    CU_ASSERT_EQUAL(locality_feed_split("a\rb\r", 4, 2, offset, &error), LOCALITY_OK);
    TEST_NUMBER(offset[1], 4); /* the row that begins behind the middle */
}

/* ---- Merging
 * ----------------------------------------------------------------------------------
 */

static void feeds_of_other_kinds_do_not_merge(void) {
    static const char *const ab[] = {"a", "b"}, *const ac[] = {"a", "c"}, *const a_only[] = {"a"};
    static const struct {
        const char *const *one, *const *two;
        size_t ones, twos;
        locality_status status;
    } rows[] = {{ab, ab, 2, 2, LOCALITY_OK},
                {ab, NULL, 2, 0, LOCALITY_INVALID},
                {NULL, ab, 0, 2, LOCALITY_INVALID},
                {ab, a_only, 2, 1, LOCALITY_INVALID},
                {ab, ac, 2, 2, LOCALITY_INVALID}};
    locality_error error;
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_feed *one = kit_new(NULL), *two = kit_new(NULL);
        if (rows[i].ones > 0) {
            locality_feed_list(one, LOCALITY_FEED_AREA, rows[i].one, rows[i].ones, NULL);
        }
        if (rows[i].twos > 0) {
            locality_feed_list(two, LOCALITY_FEED_AREA, rows[i].two, rows[i].twos, NULL);
        }
        CU_ASSERT_EQUAL(locality_feed_merge(one, two, &error), rows[i].status);
        CU_ASSERT((error.message[0] == '\0') == (rows[i].status == LOCALITY_OK));
        locality_feed_free(one);
        locality_feed_free(two);
    }
    locality_feed *one = kit_read(NULL, small);
    options.near_hours = 1;
    locality_feed *two = kit_new(&options);
    CU_ASSERT_EQUAL(locality_feed_merge(one, two, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_feed_merge(one, NULL, &error), LOCALITY_INVALID);
    says(&error, "other");
    CU_ASSERT_EQUAL(locality_feed_merge(NULL, one, &error), LOCALITY_INVALID);
    says(&error, "feed");
    locality_feed_free(two);
    /* Another that has a file begun. */
    locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
    two = kit_new(NULL);
    CU_ASSERT_EQUAL(locality_feed_begin(two, &source, &error), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_feed_merge(one, two, &error), LOCALITY_BUSY);
    TEST_NUMBER(kit_account(one).events, 2);
    locality_feed_free(two);
    locality_feed_free(one);
}

static void sums_and_names_together_have_limits(void) {
    static const char big[] = "date,area,service,count\n2020-01-01,a,s,922337203685477579\n";
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    locality_error error;

    locality_feed *feed = kit_new(NULL), *other = kit_read(NULL, big);
    for (int i = 0; i < 10; i++) {
        CU_ASSERT_EQUAL(locality_feed_merge(feed, other, &error), LOCALITY_OK);
    }
    TEST_NUMBER(kit_account(feed).events, 9223372036854775790LL);
    CU_ASSERT_EQUAL(locality_feed_merge(feed, other, &error), LOCALITY_OVERFLOW);
    TEST_TEXT(error.message, "the sum of the counts leaves 64 bits");
    TEST_NUMBER(kit_account(feed).events, 9223372036854775790LL); /* left as it was */
    CU_ASSERT_EQUAL(kit_push(feed, NULL, big, strlen(big), 9, &error), LOCALITY_OVERFLOW);
    TEST_TEXT(error.message, "the sum of the counts leaves 64 bits");
    locality_feed_free(feed);
    locality_feed_free(other);

    options.most_names = 3;
    feed = kit_read(&options, small);
    other = kit_read(&options, "date,area,service\n2020-01-01,c,s\n2020-01-01,d,s\n");
    CU_ASSERT_EQUAL(locality_feed_merge(feed, other, &error), LOCALITY_LIMIT);
    TEST_TEXT(error.message, "together there are more names than allowed");
    CU_ASSERT_EQUAL(locality_feed_merge(feed, other, &error), LOCALITY_INVALID); /* broken */
    locality_feed_free(feed);
    locality_feed_free(other);

    /* Sixty-four sources here, one of its own there. */
    feed = kit_new(NULL);
    locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
    for (int i = 0; i < 64; i++) {
        char name[16];
        snprintf(name, sizeof name, "s%02d", i);
        source.name = name;
        CU_ASSERT_EQUAL(kit_push(feed, &source, small, strlen(small), 99, &error), LOCALITY_OK);
    }
    other = kit_read(NULL, small);
    CU_ASSERT_EQUAL(locality_feed_merge(feed, other, &error), LOCALITY_LIMIT);
    TEST_TEXT(error.message, "a feed has at most 64 sources");
    locality_feed_free(feed);
    locality_feed_free(other);
}

/* Two sources on either side, whose slots and sources come together by name. */
static void sources_merge_by_name(void) {
    locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
    locality_feed *feed[3];
    locality_error error;
    static const char *const texts[] = {"date,area,service\n2020-01-01,a,s\n2020-01-09,b,s\n",
                                        "date,area,service\n2020-01-20,b,s\n2020-01-29,c,s\n"};

    for (int i = 0; i < 3; i++) { /* one then two; two then one; all in one */
        feed[i] = kit_new(NULL);
        for (int k = 0; k < (i == 2 ? 2 : 1); k++) {
            int text = i == 2 ? k : i;
            source.name = text == 0 ? "web" : "phone";
            CU_ASSERT_EQUAL(
                kit_push(feed[i], &source, texts[text], strlen(texts[text]), 11, &error),
                LOCALITY_OK);
        }
    }
    CU_ASSERT_EQUAL(locality_feed_merge(feed[1], feed[0], &error), LOCALITY_OK);
    CU_ASSERT(kit_same(feed[1], feed[2]));
    CU_ASSERT_EQUAL(locality_feed_merge(feed[0], feed[2], &error), LOCALITY_OK);
    TEST_NUMBER(locality_feed_spans(feed[0]), 2);
    locality_feed_series *series = kit_series(feed[0], NULL);
    TEST_TEXT(kit_line(series, 0), "a/s: 2 0 - - -"); /* of the web alone */
    TEST_NUMBER(locality_feed_series_count(series), 3);
    locality_feed_series_free(series);
    for (int i = 0; i < 3; i++) {
        locality_feed_free(feed[i]);
    }
}

/* ---- What was read
 * ----------------------------------------------------------------------------
 */

static void accounts_of_nothing_are_empty(void) {
    locality_feed_account account;
    locality_feed_problem problem;
    locality_feed_span span;
    locality_feed *feed = kit_new(NULL);
    locality_error error;
    int32_t days = 9;

    TEST_TEXT(locality_feed_field_name(LOCALITY_FEED_REFERENCE), "reference");
    TEST_TEXT(locality_feed_field_name(-1), "row");
    TEST_TEXT(locality_feed_field_name(LOCALITY_FEED_FIELDS), "row");
    TEST_TEXT(locality_feed_fault_name(LOCALITY_FEED_CODE), "a code without a name");
    TEST_TEXT(locality_feed_fault_name(-1), "unknown");
    TEST_TEXT(locality_feed_fault_name(LOCALITY_FEED_FAULTS), "unknown");
    TEST_NUMBER(locality_feed_tally(NULL, 0, 0), 0);
    TEST_NUMBER(locality_feed_tally(feed, -2, 0), 0);
    TEST_NUMBER(locality_feed_tally(feed, LOCALITY_FEED_FIELDS, 0), 0);
    TEST_NUMBER(locality_feed_tally(feed, 0, -1), 0);
    TEST_NUMBER(locality_feed_tally(feed, 0, LOCALITY_FEED_FAULTS), 0);
    TEST_NUMBER(locality_feed_problems(NULL), 0);
    TEST_NUMBER(locality_feed_spans(NULL), 0);
    TEST_NUMBER(locality_feed_delayed(NULL, 0), 0);
    TEST_NUMBER(locality_feed_delayed(feed, -2), 0);
    TEST_NUMBER(locality_feed_delayed(feed, LOCALITY_FEED_DELAY_DAYS + 1), 0);

    CU_ASSERT_EQUAL(locality_feed_account_of(NULL, &account, &error), LOCALITY_INVALID);
    says(&error, "feed");
    CU_ASSERT_EQUAL(locality_feed_account_of(feed, NULL, &error), LOCALITY_INVALID);
    says(&error, "out");
    CU_ASSERT_EQUAL(locality_feed_problem_at(NULL, 0, &problem, &error), LOCALITY_INVALID);
    says(&error, "feed");
    CU_ASSERT_EQUAL(locality_feed_problem_at(feed, 0, NULL, &error), LOCALITY_INVALID);
    says(&error, "out");
    CU_ASSERT_EQUAL(locality_feed_problem_at(feed, 0, &problem, &error), LOCALITY_NOT_FOUND);
    TEST_TEXT(error.message, "there is no problem 0");
    CU_ASSERT_PTR_NULL(problem.file);
    CU_ASSERT_EQUAL(locality_feed_span_at(NULL, 0, &span, &error), LOCALITY_INVALID);
    says(&error, "feed");
    CU_ASSERT_EQUAL(locality_feed_span_at(feed, 0, NULL, &error), LOCALITY_INVALID);
    says(&error, "out");
    CU_ASSERT_EQUAL(locality_feed_span_at(feed, 0, &span, &error), LOCALITY_NOT_FOUND);
    TEST_TEXT(error.message, "there is no source 0");
    CU_ASSERT_EQUAL(locality_feed_delay(NULL, 1, &days, &error), LOCALITY_INVALID);
    says(&error, "feed");
    TEST_NUMBER(days, 0);
    CU_ASSERT_EQUAL(locality_feed_delay(feed, 1, NULL, &error), LOCALITY_INVALID);
    says(&error, "days");
    CU_ASSERT_EQUAL(locality_feed_delay(feed, 0, &days, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_feed_delay(feed, 1000001, &days, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "share is not from 1 to 1000000");
    CU_ASSERT_EQUAL(locality_feed_delay(feed, 1, &days, &error), LOCALITY_NOT_FOUND);
    TEST_TEXT(error.message, "no event has a day on which it was recorded");
    locality_feed_free(feed);
}

static void texts_of_problems_are_cut_whole(void) {
    static const struct {
        const char *cell, *text;
    } rows[] = {
        {"a\tb\x7F", "a b "},
        {"0123456789012345678901234567890123456789x", "0123456789012345678901234567890123456789"},
        {"012345678901234567890123456789012345678\xC3\xA9",
         "012345678901234567890123456789012345678"}, /* no half of a letter */
        {"\xF0\x9F\x98\x80 \xE2\x82\xAC \xE2\x82", "\xF0\x9F\x98\x80 \xE2\x82\xAC ??"}};

    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_feed_problem problem;
        char text[256];
        snprintf(text, sizeof text, "date,area,service\n%s,a,s\n", rows[i].cell);
        locality_feed *feed = kit_read(NULL, text);
        CU_ASSERT_EQUAL(locality_feed_problem_at(feed, 0, &problem, NULL), LOCALITY_OK);
        TEST_TEXT(problem.text, rows[i].text);
        locality_feed_free(feed);
        options.most_problems = 0; /* none is shown, and each is counted */
        feed = kit_read(&options, text);
        TEST_NUMBER(locality_feed_problems(feed), 0);
        TEST_NUMBER(kit_account(feed).malformed, 1);
        locality_feed_free(feed);
    }
}

/* ---- Choices
 * ----------------------------------------------------------------------------------
 */

static void choices_out_of_range_are_refused(void) {
    static const locality_feed_parent nameless[] = {{NULL, "b", LOCALITY_FEED_AREA, 0}},
                                      empty[] = {{"a", "", LOCALITY_FEED_AREA, 0}},
                                      latin[] = {{"a", "\xE9", LOCALITY_FEED_AREA, 0}};
    static const locality_feed_base zero[] = {{NULL, 0, 0.0}}, huge[] = {{NULL, 0, 1e301}},
                                    early[] = {{NULL, -99999, 1}}, odd[] = {{"\xE9", 0, 1}},
                                    twice[] = {{"a", 0, 1}, {"a", 0, 2}};
    static const char out[] = "a member of choice is out of its range";
    static const char base[] = "base 0 is not above 0, or its day is none";
    enum { KINDS = 22 };
    locality_feed *feed = kit_read(NULL, small);
    locality_feed_series *series;
    locality_error error;

    for (int kind = 0; kind < KINDS; kind++) {
        locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
        locality_status status = LOCALITY_INVALID;
        const char *message = kind < 14   ? out
                              : kind < 16 ? "a name or parent is null or empty"
                                          : base;
        switch (kind) {
        case 0:
            choice.reserved = 1;
            break;
        case 1:
            choice.every = -2;
            break;
        case 2:
            choice.every = 6;
            break;
        case 3:
            choice.distinct = -1;
            break;
        case 4:
            choice.distinct = 2;
            break;
        case 5:
            choice.hold_back = -1;
            break;
        case 6:
            choice.hold_back = 2;
            break;
        case 7:
            choice.complete = -1;
            break;
        case 8:
            choice.complete = 1000001;
            break;
        case 9:
            choice.level[0] = -2;
            break;
        case 10:
            choice.level[4] = 1001;
            break;
        case 11:
            choice.parents = 1;
            break;
        case 12:
            choice.missings = 1;
            break;
        case 13:
            choice.bases = 1;
            break;
        case 14:
            choice.parent = nameless;
            choice.parents = 1;
            break;
        case 15:
            choice.parent = empty;
            choice.parents = 1;
            break;
        case 16:
            choice.base = zero;
            choice.bases = 1;
            break;
        case 17:
            choice.base = huge;
            choice.bases = 1;
            break;
        case 18:
            choice.base = early;
            choice.bases = 1;
            break;
        case 19:
            choice.base = odd;
            choice.bases = 1;
            status = LOCALITY_ENCODING;
            message = "base 0: not UTF-8";
            break;
        case 20:
            choice.base = twice;
            choice.bases = 2;
            status = LOCALITY_DUPLICATE;
            message = "an area has two bases from one day on";
            break;
        default:
            choice.parent = latin;
            choice.parents = 1;
            status = LOCALITY_ENCODING;
            message = "a name or parent is not UTF-8";
            break;
        }
        choice.level[1] = kind == 14 || kind == 15 || kind == 21 ? 1 : choice.level[1];
        CU_ASSERT_EQUAL(locality_feed_series_new(feed, &choice, &series, &error), status);
        TEST_TEXT(error.message, message);
        CU_ASSERT_PTR_NULL(series);
    }
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    choice.struct_size = 4;
    CU_ASSERT_EQUAL(locality_feed_series_new(feed, &choice, &series, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "choice.struct_size is not that of locality_feed_choice");
    CU_ASSERT_EQUAL(locality_feed_series_new(feed, NULL, NULL, &error), LOCALITY_INVALID);
    says(&error, "out");
    CU_ASSERT_EQUAL(locality_feed_series_new(NULL, NULL, &series, &error), LOCALITY_INVALID);
    says(&error, "feed");
    locality_feed_free(feed);
}

static void series_refuse_what_they_have_not(void) {
    locality_feed *feed = kit_read(NULL, small);
    locality_feed_series *series = kit_series(feed, NULL);
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    locality_feed_line line;
    locality_error error;
    const uint32_t *period;
    const int64_t *count;
    size_t cells = 9;
    int64_t counts[4];
    double numbers[4];

    TEST_NUMBER(locality_feed_series_count(NULL), 0);
    TEST_NUMBER(locality_feed_series_periods(NULL), 0);
    TEST_NUMBER(locality_feed_series_first(NULL), 0);
    TEST_NUMBER(locality_feed_series_every(NULL), LOCALITY_FEED_WEEK);
    CU_ASSERT_EQUAL(locality_feed_series_line(NULL, 0, &line, &error), LOCALITY_INVALID);
    says(&error, "series");
    CU_ASSERT_EQUAL(locality_feed_series_line(series, 0, NULL, &error), LOCALITY_INVALID);
    says(&error, "out");
    CU_ASSERT_EQUAL(locality_feed_series_line(series, 2, &line, &error), LOCALITY_NOT_FOUND);
    TEST_TEXT(error.message, "there is no series 2");
    CU_ASSERT_PTR_NULL(line.name[0]);
    CU_ASSERT_EQUAL(locality_feed_series_counts(series, 2, counts, &error), LOCALITY_NOT_FOUND);
    CU_ASSERT_EQUAL(locality_feed_series_exposure(series, 2, numbers, &error), LOCALITY_NOT_FOUND);
    CU_ASSERT_EQUAL(locality_feed_series_cells(series, 2, &period, &count, &cells, &error),
                    LOCALITY_NOT_FOUND);
    TEST_NUMBER(cells, 0);
    CU_ASSERT_EQUAL(locality_feed_series_cells(series, 0, NULL, &count, &cells, &error),
                    LOCALITY_INVALID);
    says(&error, "period, count or cells");
    CU_ASSERT_EQUAL(locality_feed_series_cells(series, 0, &period, NULL, &cells, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_feed_series_cells(series, 0, &period, &count, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_feed_series_completeness(NULL, numbers, &error), LOCALITY_INVALID);
    says(&error, "series");
    CU_ASSERT_EQUAL(locality_feed_series_completeness(series, NULL, &error), LOCALITY_INVALID);
    says(&error, "out");
    locality_feed_series_free(series);

    /* Days wanted that lie before or behind every event; a feed without events.
   */
    choice.first = LOCALITY_FEED_LAST_DAY + 1;
    series = kit_series(feed, &choice);
    TEST_NUMBER(locality_feed_series_periods(series), 0);
    CU_ASSERT_EQUAL(locality_feed_series_completeness(series, numbers, &error), LOCALITY_OK);
    locality_feed_series_free(series);
    choice.first = 18262 + 70;
    choice.last = 18262 + 80;
    series = kit_series(feed, &choice);
    TEST_NUMBER(locality_feed_series_periods(series), 2);
    for (size_t i = 0; i < locality_feed_series_count(series); i++) {
        CU_ASSERT_EQUAL(locality_feed_series_cells(series, i, &period, &count, &cells, &error),
                        LOCALITY_OK);
        TEST_NUMBER(cells, 0);
        CU_ASSERT_PTR_NULL(period);
    }
    locality_feed_series_free(series);
    choice.first = 18262 - 80;
    choice.last = 18262 - 70;
    series = kit_series(feed, &choice);
    TEST_NUMBER(locality_feed_series_periods(series), 3);
    locality_feed_series_free(series);
    locality_feed_free(feed);
    feed = kit_new(NULL);
    series = kit_series(feed, NULL);
    TEST_NUMBER(locality_feed_series_count(series), 0);
    TEST_NUMBER(locality_feed_series_periods(series), 0);
    locality_feed_series_free(series);
    locality_feed_series_free(NULL);
    locality_feed_free(feed);
}

static const test_case cases[] = {
    {"options out of range are refused", options_out_of_range_are_refused},
    {"lists that are none are refused", lists_that_are_none_are_refused},
    {"sources out of range are refused", sources_out_of_range_are_refused},
    {"files are counted once, and in turn", files_are_counted_once_and_in_turn},
    {"feeds of other kinds do not merge", feeds_of_other_kinds_do_not_merge},
    {"sums and names together have limits", sums_and_names_together_have_limits},
    {"sources merge by name", sources_merge_by_name},
    {"accounts of nothing are empty", accounts_of_nothing_are_empty},
    {"texts of problems are cut whole", texts_of_problems_are_cut_whole},
    {"choices out of range are refused", choices_out_of_range_are_refused},
    {"series refuse what they have not", series_refuse_what_they_have_not},
};
TEST_MAIN("feed refusals", cases)
