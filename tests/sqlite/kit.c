/* The conformance kit finds nothing wrong with the SQLite store, in a file, with history, and in memory;
 * wrapped in a store that does something wrong it finds every fault. */
#include "base.h"

typedef struct heard {
    char wrong[2000]; /* what was wrong, check by check */
    size_t checks;
    const char *path;
    uint32_t history;
} heard;

static void hear(void *self, const char *name, const char *asks, const char *wrong) {
    heard *h = self;
    (void)asks;
    h->checks++;
    if (wrong != NULL) {
        strncat(h->wrong, name, sizeof h->wrong - strlen(h->wrong) - 1);
        strncat(h->wrong, " ", sizeof h->wrong - strlen(h->wrong) - 1);
        if (getenv("LOCALITY_SQLITE_TALK") != NULL) {
            printf("%s: %s\n", name, wrong);
        }
    }
}

/* What is in memory is gone with the database; only files are opened again. */
static int32_t open_again(void *self, locality_store *out) {
    heard *h = self;
    base_close();
    if (base_try(h->path, 0, 0, h->history) != LOCALITY_OK) {
        return 1;
    }
    locality_sqlite_store(base, out);
    return 0;
}

static size_t run_kit(const locality_store *store, heard *h, int reopen) {
    locality_testkit kit = LOCALITY_TESTKIT_INIT;
    size_t failed = 0;
    h->wrong[0] = '\0';
    h->checks = 0;
    kit.store = store;
    kit.self = h;
    kit.checked = hear;
    kit.reopen = reopen ? open_again : NULL;
    kit_well(locality_testkit_run(&kit, &failed, &kit_error), "kit");
    return failed;
}

static void nothing_is_wrong_with(const char *path, uint32_t history, int reopen) {
    heard h = {.path = path, .history = history};
    base_open(path, history);
    TEST_NUMBER(run_kit(&case_store, &h, reopen), 0);
    TEST_TEXT(h.wrong, "");
    TEST_NUMBER(h.checks, locality_testkit_count() - !reopen);
    base_close();
}

static void nothing_is_wrong_in_a_file(void) {
    nothing_is_wrong_with(base_path("kit.db"), 0, 1);
}

static void nothing_is_wrong_with_history(void) {
    nothing_is_wrong_with(base_path("kit-history.db"), 1, 1);
}

static void nothing_is_wrong_in_memory(void) {
    nothing_is_wrong_with(":memory:", 0, 0);
    nothing_is_wrong_with(":memory:", 1, 0);
}

static void every_fault_of_a_wrapper_is_found(void) {
    for (int32_t fault = LOCALITY_FAULT_CALLS_FROM; fault < LOCALITY_FAULTS; fault++) {
        locality_faulty_store *faulty = NULL;
        locality_store store;
        heard h = {.path = ":memory:"};
        char row[40];
        base_open(":memory:", 0);
        kit_well(locality_faulty_store_new(&case_store, fault, 0, &faulty, &kit_error), "faulty");
        locality_faulty_store_table(faulty, &store);
        snprintf(row, sizeof row, "fault %d", (int)fault);
        TEST_ROW(run_kit(&store, &h, 0) > 0, row);
        locality_faulty_store_free(faulty);
        base_close();
    }
}

/* Loads, changes and saves a case of a file through a store that fails at one call. */
static locality_status work(const locality_store *store) {
    locality_model *m = NULL;
    memset(&kit_error, 0xA5, sizeof kit_error);
    locality_status status = locality_model_load(store, "paper", NULL, &m, &kit_error);
    if (status == LOCALITY_OK) {
        kit_set(m, "post", "head", "fte", "0.25");
        kit_bare(m, "area", "new");
        kit_well(locality_model_remove(m, "post", "aide", &kit_error), "remove");
        status = locality_model_save(m, store, "paper", NULL, NULL, &kit_error);
    }
    locality_model_free(m);
    return status;
}

static void every_call_may_fail(void) {
    static const int32_t faults[] = {LOCALITY_FAULT_CALL, LOCALITY_FAULT_CALLS_FROM};
    for (size_t i = 0; i < 2; i++) {
        uint64_t failures = 0;
        locality_status status = LOCALITY_IO;
        for (uint64_t at = 0; status != LOCALITY_OK && at < 1000; at++) {
            locality_faulty_store *faulty = NULL;
            locality_store store;
            base_open(":memory:", 0);
            locality_model *m = case_model(), *after = NULL;
            case_save(m, "paper");
            locality_faulty_store_new(&case_store, faults[i], at, &faulty, NULL);
            locality_faulty_store_table(faulty, &store);
            status = work(&store);
            failures += status != LOCALITY_OK;
            after = case_load("paper");
            if (status != LOCALITY_OK) {
                TEST_NUMBER(status, LOCALITY_IO);
                case_same(m, after);
            } else {
                TEST_NUMBER(locality_model_count(after, "area"), 1);
            }
            locality_model_free(after);
            locality_model_free(m);
            locality_faulty_store_free(faulty);
            base_close();
        }
        CU_ASSERT_TRUE(failures > 50);
    }
}

int main(void) {
    static const test_case cases[] = {
        {"nothing is wrong in a file", nothing_is_wrong_in_a_file},
        {"nothing is wrong with history", nothing_is_wrong_with_history},
        {"nothing is wrong in memory", nothing_is_wrong_in_memory},
        {"every fault of a wrapper is found", every_fault_of_a_wrapper_is_found},
        {"every call may fail", every_call_may_fail},
    };
    int failed = !base_begin() || test_main("the kit on SQLite", cases, TEST_COUNT(cases));
    base_end();
    return failed;
}
