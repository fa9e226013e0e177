/* The pool, compared with a plain list of texts. */
#include "support/fault.h"
#include "support/harness.h"
#include "support/random.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/pool.h"

#include <stdint.h>
#include <stdlib.h>

static fault_allocator fault;

static loc_pool *new_pool(void) {
    loc_pool *pool;
    fault_allocator_init(&fault, FAULT_NEVER, 0);
    pool = loc_pool_new(&fault.allocator);
    CU_ASSERT_PTR_NOT_NULL_FATAL(pool);
    return pool;
}

static uint32_t intern(loc_pool *pool, const char *text) {
    return loc_pool_intern(pool, text, strlen(text));
}

static uint32_t find(const loc_pool *pool, const char *text) {
    return loc_pool_find(pool, text, strlen(text));
}

static void test_symbols(void) {
    loc_pool *pool = new_pool();
    TEST_NUMBER(loc_pool_count(pool), 0);
    TEST_NUMBER(intern(pool, "post"), 1);
    TEST_NUMBER(intern(pool, "area"), 2);
    TEST_NUMBER(intern(pool, "post"), 1);
    TEST_NUMBER(intern(pool, ""), 3); /* an empty text is a text */
    TEST_NUMBER(loc_pool_intern(pool, "postage", 4), 1);
    TEST_NUMBER(loc_pool_intern(pool, NULL, 0), 0);
    TEST_NUMBER(loc_pool_count(pool), 3);
    TEST_TEXT(loc_pool_text(pool, 1), "post");
    TEST_TEXT(loc_pool_text(pool, 3), "");
    TEST_TEXT(loc_pool_text(pool, 0), "");
    TEST_TEXT(loc_pool_text(pool, 4), "");
    TEST_TEXT(loc_pool_text(pool, UINT32_MAX), "");
    TEST_NUMBER(loc_pool_length(pool, 1), 4);
    TEST_NUMBER(loc_pool_length(pool, 3), 0);
    TEST_NUMBER(loc_pool_length(pool, 0), 0);
    TEST_NUMBER(loc_pool_length(pool, 4), 0);
    CU_ASSERT_EQUAL(loc_pool_hash(pool, 2), loc_hash("area", 4));
    CU_ASSERT_EQUAL(loc_pool_hash(pool, 0), loc_hash("", 0));
    TEST_NUMBER(find(pool, "area"), 2);
    TEST_NUMBER(find(pool, "areas"), 0);
    TEST_NUMBER(loc_pool_find(pool, NULL, 0), 0);
    loc_pool_release(pool);
    loc_pool_release(NULL);
    fault_allocator_clean(&fault, "a pool");
}

/* Text number i; lengths 1 to 60 around the bytes that a slot holds, many alike but for one byte. */
static size_t make_text(uint32_t i, char *out) {
    size_t padding = i % 50;
    int length = snprintf(out, 128, "%.*s%u", (int)padding,
                          "neighbourhood-intelligence-coordinator-for-vulnerable", i);
    return (size_t)length;
}

static void test_many(void) {
    enum { COUNT = 50000 };
    loc_pool *pool = new_pool();
    static const char *places[COUNT];
    char text[128];
    int wrong = 0;

    for (uint32_t i = 0; i < COUNT; i++) {
        size_t length = make_text(i, text);
        wrong += loc_pool_find(pool, text, length) != 0;
        wrong += loc_pool_intern(pool, text, length) != i + 1;
        places[i] = loc_pool_text(pool, i + 1);
    }
    for (uint32_t i = 0; i < COUNT; i++) {
        size_t length = make_text(i, text);
        wrong += loc_pool_intern(pool, text, length) != i + 1;
        wrong += loc_pool_find(pool, text, length) != i + 1;
        wrong += loc_pool_text(pool, i + 1) != places[i]; /* texts never move */
        wrong += strcmp(places[i], text) != 0;
        wrong += loc_pool_length(pool, i + 1) != length;
        wrong += loc_pool_hash(pool, i + 1) != loc_hash(text, length);
    }
    TEST_NUMBER(wrong, 0);
    TEST_NUMBER(loc_pool_count(pool), COUNT);
    loc_pool_release(pool);
    fault_allocator_clean(&fault, "many texts");
}

/* ---- Many at once ----------------------------------------------------------------------------- */

typedef struct record {
    int before;
    const char *id;
    char rest[13];
} record;

static void test_intern_many(void) {
    enum { COUNT = 3001, DISTINCT = 700 };
    static char texts[DISTINCT][128];
    static record records[COUNT];
    static uint32_t out[COUNT];
    loc_pool *pool = new_pool(), *other;
    size_t invalid = 7;
    test_random random = {.seed = 71};
    int wrong = 0;

    for (uint32_t i = 0; i < DISTINCT; i++) {
        make_text(i, texts[i]);
    }
    for (size_t i = 0; i < COUNT; i++) {
        records[i].id = i % 10 == 9 ? NULL : texts[test_random_below(&random, DISTINCT)];
    }
    CU_ASSERT_TRUE(
        loc_pool_intern_many(pool, &records[0].id, sizeof records[0], COUNT, out, &invalid));
    TEST_NUMBER(invalid, COUNT);
    other = loc_pool_new(&fault.allocator);
    CU_ASSERT_PTR_NOT_NULL_FATAL(other);
    for (size_t i = 0; i < COUNT; i++) {
        uint32_t expected = records[i].id == NULL ? 0 : intern(other, records[i].id);
        wrong += out[i] != expected; /* the same symbols as one by one */
    }
    TEST_NUMBER(wrong, 0);
    CU_ASSERT_TRUE(loc_pool_intern_many(pool, NULL, sizeof(char *), 0, NULL, &invalid));
    TEST_NUMBER(invalid, 0);
    loc_pool_release(pool);
    loc_pool_release(other);
    fault_allocator_clean(&fault, "many at once");
}

/* A call that brings nothing but new texts does not double again and again, and a call that only
 * seems to takes no more than a few times the memory. */
static void test_growth(void) {
    enum { COUNT = 20000 };
    static char texts[COUNT][16];
    static const char *columns[2 * COUNT];
    static uint32_t out[2 * COUNT];
    loc_pool *pool = new_pool();
    size_t invalid, blocks, bytes;

    for (size_t i = 0; i < COUNT; i++) {
        snprintf(texts[i], sizeof texts[i], "post-%zu", i);
        columns[i] = columns[COUNT + i] = texts[i];
    }
    CU_ASSERT_TRUE(loc_pool_intern_many(pool, columns, sizeof columns[0], COUNT, out, &invalid));
    blocks = fault.counter.seen;
    bytes = fault.live_bytes;
    CU_ASSERT_TRUE(bytes < COUNT * 120);
    CU_ASSERT_TRUE(
        loc_pool_intern_many(pool, columns, sizeof columns[0], 2 * COUNT, out, &invalid));
    TEST_NUMBER(fault.counter.seen, blocks); /* repeats take nothing */
    loc_pool_release(pool);

    pool = new_pool();
    for (size_t i = 0; i < COUNT; i++) { /* one by one the table doubles */
        intern(pool, texts[i]);
    }
    CU_ASSERT_TRUE(fault.counter.seen > blocks + 8);
    loc_pool_release(pool);

    pool = new_pool(); /* half of what comes is new, but the first half is all of it */
    CU_ASSERT_TRUE(
        loc_pool_intern_many(pool, columns, sizeof columns[0], 2 * COUNT, out, &invalid));
    CU_ASSERT_TRUE(fault.live_bytes < 8 * bytes);
    loc_pool_release(pool);
    fault_allocator_clean(&fault, "growing tables");
}

static int by_value(const void *a, const void *b) {
    uint32_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return x < y ? -1 : x > y;
}

/* So many texts of one length that some agree in the half of the hash that a slot keeps. */
static void test_collisions(void) {
    enum { COUNT = 300000 };
    static const char *const forms[] = {"%06zu", "post-%06zu", "%06zu-neighbourhood-coordinator"};
    static uint32_t halves[COUNT];
    for (size_t f = 0; f < TEST_COUNT(forms); f++) {
        loc_pool *pool = new_pool();
        int wrong = 0, collisions = 0;
        char text[64];
        for (size_t i = 0; i < COUNT; i++) {
            snprintf(text, sizeof text, forms[f], i);
            wrong += intern(pool, text) != i + 1;
            halves[i] = (uint32_t)(loc_hash(text, strlen(text)) >> 32);
        }
        for (size_t i = 0; i < COUNT; i++) {
            snprintf(text, sizeof text, forms[f], i);
            wrong += find(pool, text) != i + 1;
        }
        TEST_NUMBER(wrong, 0);
        qsort(halves, COUNT, sizeof halves[0], by_value);
        for (size_t i = 1; i < COUNT; i++) {
            collisions += halves[i] == halves[i - 1];
        }
        CU_ASSERT_TRUE(collisions > 0);
        loc_pool_release(pool);
        fault_allocator_clean(&fault, forms[f]);
    }
}

static void test_intern_many_invalid(void) {
    enum { COUNT = 100 };
    const char *texts[COUNT];
    uint32_t out[COUNT];
    size_t invalid;

    for (size_t bad = 0; bad < COUNT; bad++) {
        loc_pool *pool = new_pool();
        for (size_t i = 0; i < COUNT; i++) {
            texts[i] = i >= bad ? "caf\xE9" : "caf\xC3\xA9";
        }
        CU_ASSERT_FALSE(loc_pool_intern_many(pool, texts, sizeof texts[0], COUNT, out, &invalid));
        TEST_NUMBER(invalid, bad);
        loc_pool_release(pool);
    }
    fault_allocator_clean(&fault, "invalid text");
}

/* ---- Views ------------------------------------------------------------------------------------ */

static void test_view(void) {
    loc_pool *pool = new_pool();
    loc_pool_view *view;
    uint32_t post = intern(pool, "post"), area = intern(pool, "area"), late;

    view = loc_pool_freeze(pool);
    CU_ASSERT_PTR_NOT_NULL_FATAL(view);
    late = intern(pool, "site");
    TEST_NUMBER(late, 3);
    TEST_NUMBER(find(pool, "site"), 3);
    TEST_NUMBER(loc_pool_view_count(view), 2);
    TEST_NUMBER(loc_pool_view_find(view, "post", 4), post);
    TEST_NUMBER(loc_pool_view_find(view, "area", 4), area);
    TEST_NUMBER(loc_pool_view_find(view, "site", 4), 0); /* it came later */
    TEST_NUMBER(loc_pool_view_find(view, NULL, 0), 0);
    TEST_TEXT(loc_pool_view_text(view, area), "area");
    TEST_TEXT(loc_pool_view_text(view, late), "");
    TEST_TEXT(loc_pool_view_text(view, 0), "");
    CU_ASSERT_EQUAL(loc_pool_view_hash(view, area), loc_hash("area", 4));
    CU_ASSERT_EQUAL(loc_pool_view_hash(view, late), loc_hash("", 0));
    loc_pool_view_retain(view);
    loc_pool_view_release(view);
    loc_pool_release(pool); /* the view keeps the texts */
    TEST_TEXT(loc_pool_view_text(view, post), "post");
    TEST_NUMBER(loc_pool_view_find(view, "area", 4), area);
    loc_pool_view_release(view);
    loc_pool_view_release(NULL);
    loc_pool_view_retain(NULL);
    fault_allocator_clean(&fault, "a view");
}

/* A view copies nothing; the writer copies the table once, when it changes it under a view. */
static void test_view_memory(void) {
    loc_pool *pool = new_pool();
    loc_pool_view *first, *second;
    char text[128];
    size_t bytes, blocks;

    for (uint32_t i = 0; i < 1000; i++) {
        loc_pool_intern(pool, text, make_text(i, text));
    }
    bytes = fault.live_bytes;
    first = loc_pool_freeze(pool);
    second = loc_pool_freeze(pool);
    CU_ASSERT_TRUE(fault.live_bytes < bytes + 200);
    TEST_NUMBER(intern(pool, "0"), 1); /* a text that is there changes nothing */
    CU_ASSERT_TRUE(fault.live_bytes < bytes + 200);
    CU_ASSERT_PTR_NOT_NULL(loc_pool_text(pool, intern(pool, "new 1")));
    CU_ASSERT_TRUE(fault.live_bytes > bytes + 1000 * 32);
    blocks = fault.counter.seen;
    intern(pool, "new 2");
    TEST_NUMBER(fault.counter.seen, blocks);
    loc_pool_view_release(first);
    loc_pool_view_release(second);
    CU_ASSERT_TRUE(fault.live_bytes < bytes + 200); /* the old table went with the last view */
    first = loc_pool_freeze(pool);
    loc_pool_view_release(first);
    blocks = fault.counter.seen;
    intern(pool, "new 3"); /* nobody shares the table any more */
    TEST_NUMBER(fault.counter.seen, blocks);
    loc_pool_release(pool);
    fault_allocator_clean(&fault, "views and their tables");
}

/* Each of many views goes on seeing exactly what there was when it was taken. */
static void test_many_views(void) {
    enum { VIEWS = 40, STEP = 97 };
    loc_pool *pool = new_pool();
    loc_pool_view *views[VIEWS];
    char text[128];
    int wrong = 0;

    for (uint32_t v = 0; v < VIEWS; v++) {
        views[v] = loc_pool_freeze(pool);
        CU_ASSERT_PTR_NOT_NULL_FATAL(views[v]);
        for (uint32_t i = v * STEP; i < (v + 1) * STEP; i++) {
            loc_pool_intern(pool, text, make_text(i, text));
        }
    }
    loc_pool_release(pool);
    for (uint32_t v = 0; v < VIEWS; v++) {
        wrong += loc_pool_view_count(views[v]) != v * STEP;
        for (uint32_t i = 0; i < VIEWS * STEP; i++) {
            uint32_t expected = i < v * STEP ? i + 1 : 0;
            size_t length = make_text(i, text);
            wrong += loc_pool_view_find(views[v], text, length) != expected;
            wrong += strcmp(loc_pool_view_text(views[v], i + 1), expected ? text : "") != 0;
        }
    }
    TEST_NUMBER(wrong, 0);
    for (uint32_t v = 0; v < VIEWS; v++) {
        loc_pool_view_release(views[v * 7 % VIEWS]);
    }
    fault_allocator_clean(&fault, "many views");
}

/* ---- Refusals --------------------------------------------------------------------------------- */

static locality_status pool_work(void *state, const locality_allocator *allocator,
                                 locality_error *error) {
    loc_pool *pool = loc_pool_new(allocator);
    loc_pool_view *view = NULL;
    const char *texts[64];
    static char names[64][16];
    uint32_t out[64];
    size_t invalid;
    char text[128];
    bool whole = pool != NULL;

    (void)state;
    for (uint32_t i = 0; i < 600 && whole; i++) {
        size_t length = make_text(i, text);
        uint32_t before = loc_pool_count(pool);
        whole = loc_pool_intern(pool, text, length) != 0;
        if (!whole) { /* refused: as it was before, and all that is there can be found */
            TEST_NUMBER(loc_pool_count(pool), before);
            TEST_NUMBER(loc_pool_find(pool, text, length), 0);
            TEST_NUMBER(find(pool, "0"), before > 0);
        }
        if (whole && i == 300) {
            whole = (view = loc_pool_freeze(pool)) != NULL;
        }
    }
    for (size_t i = 0; i < 64; i++) {
        snprintf(names[i], sizeof names[i], "m%zu", i);
        texts[i] = names[i];
    }
    if (whole) {
        whole = loc_pool_intern_many(pool, texts, sizeof texts[0], 64, out, &invalid);
        TEST_NUMBER(invalid, 64);
    }
    if (view != NULL) {
        TEST_NUMBER(loc_pool_view_count(view), 301);
        TEST_NUMBER(loc_pool_view_find(view, "0", 1), 1);
    }
    loc_pool_release(pool);
    loc_pool_view_release(view);
    return whole ? loc_ok(error) : loc_fail_memory(error);
}

static void test_faults(void) {
    fault_drive("a pool", pool_work, NULL, 10);
}

/* A length that no text of a pool can have is refused before anything is read. */
static void test_too_long(void) {
    loc_pool *pool = new_pool();
    TEST_NUMBER(loc_pool_intern(pool, "x", SIZE_MAX), 0);
    TEST_NUMBER(loc_pool_find(pool, "x", UINT32_MAX), 0);
    TEST_NUMBER(loc_pool_count(pool), 0);
    loc_pool_release(pool);
    fault_allocator_clean(&fault, "a text too long");
}

static const test_case cases[] = {
    {"equal texts have equal symbols, numbered from 1", test_symbols},
    {"many texts keep their symbols and places", test_many},
    {"many at once get the symbols they would get one by one", test_intern_many},
    {"a table grows by what is known to come", test_growth},
    {"texts whose hashes half agree are told apart", test_collisions},
    {"the first text that is not UTF-8 is named", test_intern_many_invalid},
    {"a view sees what there was and keeps it alive", test_view},
    {"the table is copied once, and only under a view", test_view_memory},
    {"each of many views sees its own moment", test_many_views},
    {"a pool survives the failure of each allocation", test_faults},
    {"a text longer than symbols allow is refused", test_too_long},
};

TEST_MAIN("base: pool", cases)
