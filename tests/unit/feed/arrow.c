/* Arrow: every type of its texts and numbers, batches that are not whole,
 * streams that fail. */
#include "kit.h"

enum { DAY = 18262 }; /* 2020-01-01 */

/* A batch of one to three children; `at` says which of them a test changes. */
typedef struct made {
    locality_arrow_schema schema, child[3], dictionary, *children[3];
    locality_arrow_array array, column[3], words, *columns[3];
    const void *buffers[3][3], *none[1], *word_buffers[3];
} made;

static const int32_t days[] = {DAY, DAY, DAY, DAY};
static const int32_t offsets_32[] = {0, 1, 2, 3, 3};
static const int64_t offsets_64[] = {0, 1, 2, 3, 3};
static const char letters[] = "aab";

/* Four rows: days, areas "a", "a", "b" and "", and a third child that holds
 * nothing yet. */
static void make(made *m, int children) {
    static const char *const names[] = {"date", "area", NULL}, *const formats[] = {"tdD", "u", "i"};

    memset(m, 0, sizeof *m);
    m->schema =
        (locality_arrow_schema){.format = "+s", .n_children = children, .children = m->children};
    m->array = (locality_arrow_array){.length = 4,
                                      .n_buffers = 1,
                                      .n_children = children,
                                      .buffers = m->none,
                                      .children = m->columns};
    for (int i = 0; i < 3; i++) {
        m->children[i] = &m->child[i];
        m->columns[i] = &m->column[i];
        m->child[i].format = formats[i];
        m->child[i].name = names[i];
        m->column[i].length = 4;
        m->column[i].n_buffers = i == 1 ? 3 : 2;
        m->column[i].buffers = m->buffers[i];
    }
    m->buffers[0][1] = m->buffers[2][1] = days;
    m->buffers[1][1] = offsets_32;
    m->buffers[1][2] = letters;
}

static locality_status put(locality_feed *feed, const made *m, locality_error *error) {
    return locality_feed_put_arrow(feed, &m->schema, &m->array, NULL, NULL, error);
}

/* ---- Types
 * ------------------------------------------------------------------------------------
 */

static const int64_t ms[] = {DAY * 86400000LL, -1, INT64_MAX, DAY * 86400000LL + 5};
static const int64_t us[] = {DAY * 86400000000LL, -1, INT64_MAX, DAY * 86400000000LL + 5};
static const int64_t s[] = {DAY * 86400LL, -1, INT64_MAX, DAY * 86400LL + 5};
static const char *const day_text = "2020-01-01yesterday20202020-12-31";
static const int32_t day_offsets[] = {0, 10, 19, 23, 33};

static void dates_come_as_days_times_and_texts(void) {
    static const struct {
        const char *format;
        const void *values, *bytes;
        int counted;
    } rows[] = {{"tdm", ms, NULL, 3},  {"tsm:", ms, NULL, 3},   {"tsm:Europe/London", ms, NULL, 3},
                {"tsu:", us, NULL, 3}, {"tss:UTC", s, NULL, 3}, {"u", day_offsets, NULL, 2}};

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_error error;
        made m;
        make(&m, 1);
        m.child[0].format = rows[i].format;
        m.buffers[0][1] = rows[i].values;
        m.buffers[0][2] = day_text;
        m.column[0].n_buffers = 3;
        locality_feed *feed = kit_new(NULL);
        TEST_ROW(put(feed, &m, &error) == LOCALITY_OK, rows[i].format);
        TEST_ROW(kit_account(feed).rows == 4, rows[i].format);
        TEST_ROW(kit_account(feed).counted == (uint64_t)rows[i].counted, rows[i].format);
        TEST_ROW(kit_account(feed).malformed == 4 - (uint64_t)rows[i].counted, rows[i].format);
        locality_feed_free(feed);
    }
}

static void names_come_as_texts_and_dictionaries(void) {
    static const uint8_t valid[] = {0x0B}; /* the third is null */
    static const uint64_t codes[] = {0, 2, UINT64_MAX, 1};
    made m;
    locality_error error;

    for (int i = 0; i < 3; i++) { /* short offsets, long ones, some null */
        make(&m, 2);
        m.child[1].format = i == 1 ? "U" : "u";
        m.buffers[1][1] = i == 1 ? (const void *)offsets_64 : offsets_32;
        m.buffers[1][0] = i == 2 ? valid : NULL;
        m.column[1].null_count = i == 2 ? -1 : 0;
        locality_feed *feed = kit_new(NULL);
        CU_ASSERT_EQUAL(put(feed, &m, &error), LOCALITY_OK);
        TEST_NUMBER(kit_account(feed).counted, i == 2 ? 2 : 3);
        TEST_NUMBER(kit_account(feed).blank, i == 2 ? 2 : 1);
        locality_feed_series *series = kit_series(feed, NULL);
        TEST_TEXT(kit_line(series, 0), "a/: 2");
        locality_feed_series_free(series);
        locality_feed_free(feed);
    }
    for (int i = 0; i < 2; i++) { /* a code that has no name, and one whose name is null */
        make(&m, 2);
        m.child[1].format = "L";
        m.child[1].dictionary = &m.dictionary;
        m.dictionary.format = i == 0 ? "u" : "U";
        m.column[1].dictionary = &m.words;
        m.column[1].n_buffers = 2;
        m.buffers[1][1] = codes;
        m.words = (locality_arrow_array){.length = 3, .n_buffers = 3, .buffers = m.word_buffers};
        m.words.null_count = 1;
        m.word_buffers[0] = valid;
        m.word_buffers[1] = i == 0 ? (const void *)offsets_32 : offsets_64;
        m.word_buffers[2] = letters;
        locality_feed *feed = kit_new(NULL);
        CU_ASSERT_EQUAL(put(feed, &m, &error), LOCALITY_OK);
        TEST_NUMBER(kit_account(feed).counted, 2);
        TEST_NUMBER(locality_feed_tally(feed, LOCALITY_FEED_AREA, LOCALITY_FEED_BLANK), 1);
        TEST_NUMBER(locality_feed_tally(feed, LOCALITY_FEED_AREA, LOCALITY_FEED_CODE), 1);
        locality_feed_free(feed);
    }
    /* Offsets that run backwards are blank, and texts without bytes are empty. */
    static const int32_t back[] = {3, 1, -1, 2, 2};
    make(&m, 2);
    m.buffers[1][1] = back;
    locality_feed *feed = kit_new(NULL);
    CU_ASSERT_EQUAL(put(feed, &m, &error), LOCALITY_OK);
    TEST_NUMBER(kit_account(feed).blank, 4);
    m.buffers[1][1] = (const int32_t[]){0, 0, 0, 0, 0};
    m.buffers[1][2] = NULL;
    CU_ASSERT_EQUAL(put(feed, &m, &error), LOCALITY_OK);
    TEST_NUMBER(kit_account(feed).blank, 8);
    locality_feed_free(feed);
}

static void counts_places_and_references_come_as_numbers(void) {
    static const float floats[] = {100, 149, 900, 1e9f};
    static const double doubles[] = {100, 149, 900, 1e9};
    static const uint64_t large[] = {1, 2, 0, 4};
    static const uint8_t valid[] = {0x07};
    static const struct {
        const char *name, *format;
        const void *values;
        int64_t events, distinct; /* distinct -1: it is refused */
    } rows[] = {{"count", "L", large, 7, 7},       {"count", "i", days, 4 * DAY, 4 * DAY},
                {"count", "g", doubles, 0, -1},    {"count", "tdD", days, 0, -1},
                {"count", "u", days, 0, -1},       {"x", "f", floats, 3, 2},
                {"x", "g", doubles, 3, 2},         {"x", "tdD", days, 0, -1},
                {"x", "U", days, 0, -1},           {"reference", "L", large, 4, 4},
                {"reference", "i", days, 4, 1},    {"reference", "u", offsets_32, 4, 3},
                {"reference", "f", floats, 0, -1}, {"reference", "tdD", days, 0, -1},
                {"area", "i", days, 0, -1},        {"date", "i", days, 0, -1}};
    static const double y[4] = {0};

    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
        locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
        locality_error error;
        char message[128];
        made m;
        int is_date = strcmp(rows[i].name, "date") == 0;
        make(&m, 3);
        options.duplicates = LOCALITY_FEED_SAME_REFERENCE | LOCALITY_FEED_NEAR;
        choice.distinct = 1;
        m.child[1] = (locality_arrow_schema){.format = "g", .name = "y"};
        m.buffers[1][1] = y;
        m.child[is_date ? 0 : 2].name = rows[i].name;
        m.child[is_date ? 0 : 2].format = rows[i].format;
        m.buffers[2][1] = rows[i].values;
        m.buffers[2][2] = letters;
        m.column[2].n_buffers = 3;
        locality_feed *feed = kit_new(&options);
        locality_status status = put(feed, &m, &error);
        if (rows[i].distinct < 0) {
            TEST_ROW(status == LOCALITY_TYPE, rows[i].name);
            snprintf(message, sizeof message,
                     "the column of \"%s\" has a type that cannot be read (%s)",
                     is_date ? "received" : rows[i].name, rows[i].format);
            TEST_TEXT(error.message, message);
            TEST_TEXT(error.field, is_date ? "received" : rows[i].name);
        } else {
            locality_feed_line line;
            TEST_ROW(status == LOCALITY_OK, rows[i].name);
            TEST_NUMBER(kit_account(feed).events, rows[i].events);
            locality_feed_series *series = kit_series(feed, &choice);
            CU_ASSERT_EQUAL(locality_feed_series_line(series, 0, &line, NULL), LOCALITY_OK);
            TEST_NUMBER(line.total, rows[i].distinct);
            locality_feed_series_free(series);
            /* The last value null: a place or a reference that is not there, a count
       * that is blank. */
            m.buffers[2][0] = valid;
            m.column[2].null_count = 1;
            int64_t before = kit_account(feed).events;
            CU_ASSERT_EQUAL(put(feed, &m, &error), LOCALITY_OK);
            TEST_NUMBER(kit_account(feed).rows, 8);
            TEST_ROW(kit_account(feed).events > before, rows[i].name);
        }
        locality_feed_free(feed);
    }
}

/* ---- What is refused
 * -------------------------------------------------------------------------- */

enum {
    NO_FORMAT,
    OTHER_FORMAT,
    NEGATIVE,
    OTHER_COUNT,
    SHORT,
    BACK,
    MANY,
    NO_TYPES,
    NO_COLUMNS,
    NO_TYPE,
    NO_COLUMN,
    CUT,
    FAR,
    KINDS
};

static void batches_that_are_not_whole_are_refused(void) {
    locality_feed *feed = kit_new(NULL);
    locality_error error;

    for (int kind = 0; kind < KINDS; kind++) {
        char name[32];
        made m;
        make(&m, 2);
        switch (kind) {
        case NO_FORMAT:
            m.schema.format = NULL;
            break;
        case OTHER_FORMAT:
            m.schema.format = "+l";
            break;
        case NEGATIVE:
            m.schema.n_children = m.array.n_children = -1;
            break;
        case OTHER_COUNT:
            m.array.n_children = 1;
            break;
        case SHORT:
            m.array.length = -1;
            break;
        case BACK:
            m.array.offset = -1;
            break;
        case MANY:
            m.schema.n_children = m.array.n_children = 65537;
            break;
        case NO_TYPES:
            m.schema.children = NULL;
            break;
        case NO_COLUMNS:
            m.array.children = NULL;
            break;
        case NO_TYPE:
            m.children[1] = NULL;
            break;
        case NO_COLUMN:
            m.columns[1] = NULL;
            break;
        case CUT:
            m.column[1].length = 3;
            break;
        default:
            m.array.offset = INT64_MAX;
            break;
        }
        snprintf(name, sizeof name, "batch %d", kind);
        TEST_ROW(put(feed, &m, &error) == LOCALITY_INVALID, name);
        TEST_TEXT(error.message, "the batch is no struct array, or not whole");
    }
    TEST_NUMBER(kit_account(feed).rows, 0);
    locality_feed_free(feed);
}

enum {
    NO_BUFFERS,
    FEW_BUFFERS,
    NO_VALUES,
    BEFORE,
    NO_OFFSETS,
    UNKNOWN_TYPE,
    WITHOUT_TYPE,
    UNKNOWN_WORDS,
    NUMBER_WORDS,
    FLOAT_CODES,
    NO_WORDS,
    DATE_WORDS,
    COLUMN_KINDS
};

static void children_that_are_not_whole_are_refused(void) {
    locality_feed *feed = kit_new(NULL);
    locality_error error;

    for (int kind = 0; kind < COLUMN_KINDS; kind++) {
        const int first = kind <= BEFORE || kind == DATE_WORDS;
        char name[32];
        made m;
        make(&m, 2);
        if (kind >= UNKNOWN_WORDS) {
            m.child[first ? 0 : 1].dictionary = &m.dictionary;
            m.column[first ? 0 : 1].dictionary = &m.words;
            m.child[first ? 0 : 1].format = "i";
            m.dictionary.format = "u";
            m.words = m.column[1];
        }
        switch (kind) {
        case NO_BUFFERS:
            m.column[0].buffers = NULL;
            break;
        case FEW_BUFFERS:
            m.column[0].n_buffers = 1;
            break;
        case NO_VALUES:
            m.buffers[0][1] = NULL;
            break;
        case BEFORE:
            m.column[0].offset = -1;
            break;
        case NO_OFFSETS:
            m.buffers[1][1] = NULL;
            break;
        case UNKNOWN_TYPE:
            m.child[1].format = "vu";
            break;
        case WITHOUT_TYPE:
            m.child[1].format = NULL;
            break;
        case UNKNOWN_WORDS:
            m.dictionary.format = "z";
            break;
        case NUMBER_WORDS:
            m.dictionary.format = "i";
            break;
        case FLOAT_CODES:
            m.child[1].format = "g";
            break;
        case NO_WORDS:
            m.column[1].dictionary = NULL;
            break;
        default:
            break;
        }
        snprintf(name, sizeof name, "child %d", kind);
        TEST_ROW(put(feed, &m, &error) == LOCALITY_TYPE, name);
        TEST_TEXT(error.field, first ? "received" : "area");
        CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "has a type that cannot be read"));
        CU_ASSERT(kind != WITHOUT_TYPE || strstr(error.message, "(none)") != NULL);
    }
    TEST_NUMBER(kit_account(feed).rows, 0);
    /* Of no rows a column needs no values. */
    made m;
    make(&m, 2);
    m.array.length = m.column[0].length = m.column[1].length = 0;
    m.buffers[0][1] = m.buffers[1][1] = m.buffers[1][2] = NULL;
    CU_ASSERT_EQUAL(put(feed, &m, &error), LOCALITY_OK);
    make(&m, 0);
    m.schema.children = NULL;
    CU_ASSERT_EQUAL(put(feed, &m, &error), LOCALITY_OK); /* rows without a date, each blank */
    TEST_NUMBER(kit_account(feed).rows, 4);
    TEST_NUMBER(kit_account(feed).blank, 4);
    locality_feed_free(feed);
}

/* ---- Streams
 * ----------------------------------------------------------------------------------
 */

typedef struct source {
    made m;
    int given, fails, released;
} source;

static int give_schema(locality_arrow_stream *stream, locality_arrow_schema *out) {
    source *from = stream->private_data;
    *out = from->m.schema;
    return from->fails == 1 ? 22 : 0;
}
static void release_array(locality_arrow_array *array) {
    ((source *)array->private_data)->released++;
    array->release = NULL;
}
static int give_next(locality_arrow_stream *stream, locality_arrow_array *out) {
    source *from = stream->private_data;
    if (from->given++ == 0) {
        *out = from->m.array;
        out->private_data = from;
        out->release = release_array;
        return 0;
    }
    return from->fails == 2 ? 5 : 0;
}
static void release_stream(locality_arrow_stream *stream) {
    ((source *)stream->private_data)->released += 100;
    stream->release = NULL;
}
static const char *say_nothing(locality_arrow_stream *stream) {
    (void)stream;
    return NULL;
}

static void streams_that_fail_are_released_and_told(void) {
    static const char words[] = "the stream failed: it does not say why";
    locality_arrow_stream stream = {give_schema, give_next, NULL, release_stream, NULL};
    locality_error error;
    source from = {.fails = 0};

    /* One batch, with no name for the error function nor a release of the schema.
   */
    locality_feed *feed = kit_new(NULL);
    make(&from.m, 2);
    stream.private_data = &from;
    CU_ASSERT_EQUAL(locality_feed_put_stream(feed, &stream, NULL, NULL, &error), LOCALITY_OK);
    TEST_NUMBER(kit_account(feed).counted, 3);
    TEST_NUMBER(from.released, 101);
    for (int fails = 1; fails <= 2; fails++) {
        from.given = from.released = 0;
        from.fails = fails;
        stream.release = fails == 1 ? NULL : release_stream;
        stream.get_last_error = fails == 1 ? NULL : say_nothing;
        CU_ASSERT_EQUAL(locality_feed_put_stream(feed, &stream, NULL, NULL, &error),
                        LOCALITY_CALLBACK);
        TEST_TEXT(error.message, words);
        TEST_NUMBER(error.host_code, fails == 1 ? 22 : 5);
        TEST_NUMBER(from.released, fails == 1 ? 0 : 101);
        from.given = 0;
        CU_ASSERT_EQUAL(locality_feed_put_stream(feed, &stream, NULL, NULL, NULL),
                        LOCALITY_CALLBACK);
    }
    /* A batch that is refused ends the stream. */
    from.given = from.released = from.fails = 0;
    from.m.column[1].length = 1;
    CU_ASSERT_EQUAL(locality_feed_put_stream(feed, &stream, NULL, NULL, &error), LOCALITY_INVALID);
    TEST_NUMBER(from.given, 1);
    TEST_NUMBER(from.released, 1);

    locality_arrow_stream without = {NULL, give_next, NULL, NULL, NULL};
    CU_ASSERT_EQUAL(locality_feed_put_stream(feed, &without, NULL, NULL, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "the stream lacks a function");
    without = (locality_arrow_stream){give_schema, NULL, NULL, NULL, NULL};
    CU_ASSERT_EQUAL(locality_feed_put_stream(feed, &without, NULL, NULL, &error), LOCALITY_INVALID);
    TEST_TEXT(error.message, "the stream lacks a function");
    CU_ASSERT_EQUAL(locality_feed_put_stream(feed, NULL, NULL, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "stream"));
    CU_ASSERT_EQUAL(locality_feed_put_stream(NULL, NULL, NULL, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "feed"));
    stream.release = release_stream; /* without a feed it is released all the same */
    from.released = 0;
    CU_ASSERT_EQUAL(locality_feed_put_stream(NULL, &stream, NULL, NULL, &error), LOCALITY_INVALID);
    TEST_NUMBER(from.released, 100);

    CU_ASSERT_EQUAL(
        locality_feed_put_arrow(NULL, &from.m.schema, &from.m.array, NULL, NULL, &error),
        LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_feed_put_arrow(feed, NULL, &from.m.array, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "schema"));
    CU_ASSERT_EQUAL(locality_feed_put_arrow(feed, &from.m.schema, NULL, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "array"));
    locality_feed_free(feed);
}

static const test_case cases[] = {
    {"dates come as days, times and texts", dates_come_as_days_times_and_texts},
    {"names come as texts and dictionaries", names_come_as_texts_and_dictionaries},
    {"counts, places and references come as numbers", counts_places_and_references_come_as_numbers},
    {"batches that are not whole are refused", batches_that_are_not_whole_are_refused},
    {"children that are not whole are refused", children_that_are_not_whole_are_refused},
    {"streams that fail are released and told", streams_that_fail_are_released_and_told},
};
TEST_MAIN("feed arrow", cases)
