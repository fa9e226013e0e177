/* The conformance kit: it finds nothing in a store that keeps the contract, and finds every fault that
 * it was built for. */
#include "case.h"

typedef struct heard {
    char wrong[2000]; /* names of the checks that found something, each followed by a blank */
    size_t checks;
} heard;

static void hear(void *self, const char *name, const char *asks, const char *wrong) {
    heard *h = self;
    h->checks++;
    CU_ASSERT_TRUE(strlen(asks) > 0);
    if (wrong != NULL) {
        strcat(strcat(h->wrong, name), " ");
    }
}

static int32_t open_again(void *self, locality_store *out) {
    (void)self;
    locality_memory_store_table(case_memory, out);
    return 0;
}

static size_t run_kit(const locality_store *store, heard *h) {
    locality_testkit kit = LOCALITY_TESTKIT_INIT;
    size_t failed = 0;
    memset(h, 0, sizeof *h);
    kit.store = store;
    kit.self = h;
    kit.checked = hear;
    kit.reopen = open_again;
    kit_well(locality_testkit_run(&kit, &failed, &kit_error), "kit");
    return failed;
}

static void nothing_is_wrong_with_the_store_in_memory(void) {
    heard h;
    case_begin();
    TEST_NUMBER(run_kit(&case_store, &h), 0);
    TEST_TEXT(h.wrong, "");
    TEST_NUMBER(h.checks, locality_testkit_count());
    CU_ASSERT_TRUE(h.checks >= 40);
    case_end();
}

static void every_fault_is_found(void) {
    static const struct {
        int32_t fault;
        const char *found_by;
    } rows[] = {
        {LOCALITY_FAULT_CALLS_FROM, "every-field"}, {LOCALITY_FAULT_LOSES_LAST, "order"},
        {LOCALITY_FAULT_REVERSES, "order"},         {LOCALITY_FAULT_CUTS_TEXT, "long-text"},
        {LOCALITY_FAULT_DROPS_EMPTY, "empty-text"}, {LOCALITY_FAULT_FOLDS_CASE, "ids-case"},
        {LOCALITY_FAULT_NO_CONFLICT, "conflict"},   {LOCALITY_FAULT_SAME_REVISION, "revision"},
        {LOCALITY_FAULT_NO_ROLLBACK, "rollback"},   {LOCALITY_FAULT_EARLY, "not-early"},
        {LOCALITY_FAULT_ERASES_NOTHING, "erase"},   {LOCALITY_FAULT_NO_DUPLICATE, "duplicate"},
        {LOCALITY_FAULT_MERGES, "replace"},         {LOCALITY_FAULT_SWALLOWS, "reader-enough"},
        {LOCALITY_FAULT_FORGETS_HEADER, "header"},  {LOCALITY_FAULT_MIXES_CASES, "two-cases"},
        {LOCALITY_FAULT_CLOSES_RANGES, "at-least"}, {LOCALITY_FAULT_DROPS_LISTS, "empty-list"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        locality_faulty_store *faulty = NULL;
        locality_store store;
        heard h;
        char expected[40];
        case_begin();
        kit_well(locality_faulty_store_new(&case_store, rows[i].fault, 0, &faulty, &kit_error),
                 "faulty");
        locality_faulty_store_table(faulty, &store);
        CU_ASSERT_TRUE(run_kit(&store, &h) > 0);
        snprintf(expected, sizeof expected, "%s ", rows[i].found_by);
        TEST_ROW(strstr(h.wrong, expected) != NULL, rows[i].found_by);
        locality_faulty_store_free(faulty);
        case_end();
    }
}

static void a_wrapper_without_fault_changes_nothing(void) {
    locality_faulty_store *faulty = NULL;
    locality_store store;
    heard h;
    case_begin();
    kit_well(locality_faulty_store_new(&case_store, LOCALITY_FAULT_NONE, 0, &faulty, &kit_error),
             "faulty");
    locality_faulty_store_table(faulty, &store);
    TEST_NUMBER(run_kit(&store, &h), 0);
    TEST_TEXT(h.wrong, "");
    CU_ASSERT_TRUE(locality_faulty_store_calls(faulty) > 100);
    locality_faulty_store_free(faulty);
    case_end();
}

static void arguments_are_checked(void) {
    locality_testkit kit = LOCALITY_TESTKIT_INIT;
    locality_store store = LOCALITY_STORE_INIT;
    locality_faulty_store *faulty = NULL;
    size_t failed = 7;
    KIT_FAILS(locality_testkit_run(&kit, &failed, &kit_error), LOCALITY_INVALID, "missing");
    TEST_NUMBER(failed, 0);
    kit.store = &store;
    KIT_FAILS(locality_testkit_run(&kit, &failed, &kit_error), LOCALITY_INVALID, "lacks");
    KIT_FAILS(locality_faulty_store_new(&store, LOCALITY_FAULTS, 0, &faulty, &kit_error),
              LOCALITY_INVALID, "no such fault");
    KIT_FAILS(locality_memory_store_new(NULL, &kit_error), LOCALITY_INVALID, "out is null");
}

int main(void) {
    static const test_case cases[] = {
        {"nothing is wrong with the store in memory", nothing_is_wrong_with_the_store_in_memory},
        {"every fault is found", every_fault_is_found},
        {"a wrapper without fault changes nothing", a_wrapper_without_fault_changes_nothing},
        {"arguments are checked", arguments_are_checked},
    };
    return test_main("conformance kit", cases, sizeof cases / sizeof cases[0]);
}
