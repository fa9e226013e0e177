/* The pool with one writer and many readers; run under the thread sanitizer. */
#include "support/harness.h"

#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { READERS = 3, ROUNDS = 60, PER_ROUND = 211 };

/* What the writer publishes, as a host would: under a lock. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static loc_pool_view *published;
static atomic_int done;
static atomic_int wrong;
static atomic_int checked;

static size_t make_text(uint32_t i, char *out) {
    return (size_t)snprintf(out, 64, i % 3 ? "post-%u" : "neighbourhood-coordinator-%u", i);
}

static loc_pool_view *take(void) {
    loc_pool_view *view;
    pthread_mutex_lock(&lock);
    view = published;
    loc_pool_view_retain(view);
    pthread_mutex_unlock(&lock);
    return view;
}

/* Reads all of a view: what it counts is there, what came later is not. */
static void check(const loc_pool_view *view) {
    uint32_t count = loc_pool_view_count(view);
    char text[64];
    for (uint32_t i = 0; i < count + 5; i++) {
        size_t length = make_text(i, text);
        uint32_t expected = i < count ? i + 1 : 0;
        if (loc_pool_view_find(view, text, length) != expected ||
            strcmp(loc_pool_view_text(view, i + 1), expected ? text : "") != 0) {
            atomic_fetch_add(&wrong, 1);
        }
    }
    atomic_fetch_add(&checked, 1);
}

static void *read_views(void *unused) {
    (void)unused;
    while (!atomic_load(&done)) {
        loc_pool_view *view = take();
        if (view != NULL) {
            check(view);
        }
        loc_pool_view_release(view);
    }
    return NULL;
}

static void publish(loc_pool_view *view) {
    loc_pool_view *before;
    pthread_mutex_lock(&lock);
    before = published;
    published = view;
    pthread_mutex_unlock(&lock);
    loc_pool_view_release(before);
}

static void test_readers(void) {
    locality_allocator allocator;
    pthread_t readers[READERS];
    loc_pool *pool;
    uint32_t next = 0;

    TEST_NUMBER(loc_allocator_take(NULL, &allocator, NULL), LOCALITY_OK);
    pool = loc_pool_new(&allocator);
    CU_ASSERT_PTR_NOT_NULL_FATAL(pool);
    for (int i = 0; i < READERS; i++) {
        CU_ASSERT_EQUAL_FATAL(pthread_create(&readers[i], NULL, read_views, NULL), 0);
    }
    for (int round = 0; round < ROUNDS; round++) {
        publish(loc_pool_freeze(pool));
        for (int i = 0; i < PER_ROUND; i++, next++) {
            char text[64];
            size_t length = make_text(next, text);
            CU_ASSERT_EQUAL(loc_pool_intern(pool, text, length), next + 1);
        }
    }
    loc_pool_release(pool); /* the last views outlive the writer */
    while (atomic_load(&checked) < 50) {
        sched_yield();
    }
    atomic_store(&done, 1);
    for (int i = 0; i < READERS; i++) {
        pthread_join(readers[i], NULL);
    }
    publish(NULL);
    TEST_NUMBER(atomic_load(&wrong), 0);
    TEST_NUMBER(atomic_load(&checked) >= 50, 1);
}

/* A reader that was handed a symbol reads its text while the writer goes on. */
static loc_pool *shared_pool;
static atomic_uint newest;

static void *read_texts(void *unused) {
    uint32_t seen = 0;
    (void)unused;
    while (seen < ROUNDS * PER_ROUND) {
        uint32_t symbol = atomic_load_explicit(&newest, memory_order_acquire);
        for (; seen < symbol; seen++) {
            char text[64];
            size_t length = make_text(seen, text);
            if (strcmp(loc_pool_text(shared_pool, seen + 1), text) != 0 ||
                loc_pool_length(shared_pool, seen + 1) != length) {
                atomic_fetch_add(&wrong, 1);
            }
        }
    }
    return NULL;
}

static void test_texts(void) {
    locality_allocator allocator;
    pthread_t reader;

    TEST_NUMBER(loc_allocator_take(NULL, &allocator, NULL), LOCALITY_OK);
    shared_pool = loc_pool_new(&allocator);
    CU_ASSERT_PTR_NOT_NULL_FATAL(shared_pool);
    atomic_store(&newest, 0);
    CU_ASSERT_EQUAL_FATAL(pthread_create(&reader, NULL, read_texts, NULL), 0);
    for (uint32_t i = 0; i < ROUNDS * PER_ROUND; i++) {
        char text[64];
        size_t length = make_text(i, text);
        atomic_store_explicit(&newest, loc_pool_intern(shared_pool, text, length),
                              memory_order_release);
    }
    pthread_join(reader, NULL);
    loc_pool_release(shared_pool);
    TEST_NUMBER(atomic_load(&wrong), 0);
}

static const test_case cases[] = {
    {"readers see their view while the writer interns", test_readers},
    {"a text is read while the writer interns", test_texts},
};

TEST_MAIN("base: pool and threads", cases)
