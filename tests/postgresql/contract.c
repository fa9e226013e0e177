/* The conformance kit on PostgreSQL: it finds nothing wrong, with history and without. */
#include "kit.h"
#include "locality-testkit.h"

typedef struct heard {
    uint32_t history;
    size_t checks;
} heard;

static void hear(void *self, const char *name, const char *asks, const char *wrong) {
    heard *h = self;
    h->checks++;
    if (wrong != NULL)
        printf("%s (%s): %s\n", name, asks, wrong);
    TEST_ROW(wrong == NULL, name);
}

static int32_t open_again(void *self, locality_store *out) {
    heard *h = self;
    locality_postgresql_close(pg_database);
    pg_database = NULL;
    if (pg_try(0, h->history, NULL) != LOCALITY_OK)
        return 1;
    *out = case_store;
    return 0;
}

static void run_kit(const char *name, uint32_t history) {
    locality_testkit kit = LOCALITY_TESTKIT_INIT;
    heard h = {.history = history};
    size_t failed = 0;
    pg_begin_test(name, history);
    kit.store = &case_store;
    kit.self = &h;
    kit.checked = hear;
    kit.reopen = open_again;
    kit_well(locality_testkit_run(&kit, &failed, &kit_error), "kit");
    TEST_NUMBER(failed, 0);
    TEST_NUMBER(h.checks, locality_testkit_count());
    pg_end_test();
}

static void nothing_is_wrong(void) {
    run_kit("kit_plain", 0);
}

static void nothing_is_wrong_with_history(void) {
    run_kit("kit_history", 1);
}

static const test_case cases[] = {
    {"the kit finds nothing wrong", nothing_is_wrong},
    {"the kit finds nothing wrong with a database that keeps history",
     nothing_is_wrong_with_history},
};
TEST_MAIN("contract of the store in PostgreSQL", cases)
