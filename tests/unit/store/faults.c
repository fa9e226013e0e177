/* Refused memory and failing stores: every allocation and every call of a store fails in turn while a
 * case is loaded, changed and saved; nothing leaks, the store is as it was before or after, the model
 * and its journal too. */
#include "case.h"

#include "support/fault.h"

static const locality_allocator *given;

/* Loads the case, changes it and saves it, with an allocator and perhaps a failing store. */
static locality_status work(const locality_store *store, const locality_allocator *allocator,
                            int32_t policy, locality_error *error) {
    locality_load_options load = LOCALITY_LOAD_OPTIONS_INIT;
    locality_save_options save = LOCALITY_SAVE_OPTIONS_INIT;
    locality_value fte = {.type = LOCALITY_TYPE_TEXT, .text = "0.25"};
    locality_model *m = NULL;
    load.allocator = allocator;
    load.structures = "proposed";
    save.on_conflict = policy;
    if (policy == LOCALITY_CONFLICT_REBASE) {
        load.structures = NULL;
    }
    locality_status status = locality_model_load(store, "paper", &load, &m, error);
    CU_ASSERT_TRUE((status == LOCALITY_OK) == (m != NULL));
    if (policy == LOCALITY_CONFLICT_REBASE && status == LOCALITY_OK) { /* somebody else is first */
        locality_model *theirs = case_load("paper");
        kit_set(theirs, "post", "aide", "fte", "0.5");
        case_save(theirs, "paper");
        locality_model_free(theirs);
    }
    status =
        status != LOCALITY_OK ? status : locality_model_set(m, "post", "head", "fte", &fte, error);
    status = status != LOCALITY_OK
                 ? status
                 : locality_model_put(m, "area", "a new one with a long id", NULL, 0, error);
    status = status != LOCALITY_OK ? status : locality_model_remove(m, "post", "aide", error);
    if (status == LOCALITY_OK && policy == LOCALITY_CONFLICT_REBASE) {
        locality_named_value back = {.field = "structure",
                                     .value = {.type = LOCALITY_TYPE_TEXT, .text = "current"}};
        status = locality_model_put(m, "post", "aide", &back, 1, error); /* else a conflict */
    }
    status =
        status != LOCALITY_OK ? status : locality_model_save(m, store, "paper", &save, NULL, error);
    locality_model_free(m);
    return status;
}

/* The case is there, whole: as it was before or as it is after. */
static void look_at_the_case(locality_status status) {
    locality_model *stands = case_load("paper");
    locality_snapshot *s = kit_take(stands);
    TEST_NUMBER(locality_model_count(stands, "area"), status == LOCALITY_OK ? 1 : 0);
    KIT_FIELD(s, "post", "head", "fte", status == LOCALITY_OK ? "0.25" : "0.8");
    locality_snapshot_release(s);
    locality_model_free(stands);
}

static locality_status saving(void *state, const locality_allocator *allocator,
                              locality_error *error) {
    (void)state;
    case_begin();
    locality_model *m = case_model();
    case_save(m, "paper");
    locality_model_free(m);
    locality_status status = work(&case_store, allocator, LOCALITY_CONFLICT_STOP, error);
    look_at_the_case(status);
    case_end();
    return status;
}

static locality_status saving_whole(void *state, const locality_allocator *allocator,
                                    locality_error *error) {
    locality_model *m = NULL;
    (void)state;
    case_begin();
    locality_status status = locality_model_new(NULL, allocator, &m, error);
    status = status != LOCALITY_OK ? status : locality_model_put(m, "area", "a", NULL, 0, error);
    status = status != LOCALITY_OK ? status
                                   : locality_model_save(m, &case_store, "new", NULL, NULL, error);
    locality_model_free(m);
    case_end();
    return status;
}

static locality_status listing(void *state, const locality_allocator *allocator,
                               locality_error *error) {
    locality_load_options load = LOCALITY_LOAD_OPTIONS_INIT;
    locality_model *m = NULL;
    (void)state;
    case_begin();
    locality_model *made = case_model();
    case_save(made, "paper");
    locality_model_free(made);
    load.allocator = allocator;
    locality_status status = locality_model_load(&case_store, "paper", &load, &m, error);
    status = status != LOCALITY_OK ? status : locality_model_remove(m, "post", "old", error);
    locality_model_free(m);
    case_end();
    return status;
}

static locality_status rebasing(void *state, const locality_allocator *allocator,
                                locality_error *error) {
    (void)state;
    case_begin();
    locality_model *m = case_model();
    case_save(m, "paper");
    locality_model_free(m);
    given = allocator;
    locality_status status = work(&case_store, allocator, LOCALITY_CONFLICT_REBASE, error);
    case_end();
    return status == LOCALITY_CONFLICT ? LOCALITY_OK : status;
}

static void every_allocation(void) {
    fault_drive("load, change and save a part", saving, NULL, 40);
    fault_drive("save a new case", saving_whole, NULL, 10);
    fault_drive("load and remove", listing, NULL, 20);
    fault_drive("rebase", rebasing, NULL, 80);
}

static void every_call_of_the_store(void) {
    static const int32_t faults[] = {LOCALITY_FAULT_CALL, LOCALITY_FAULT_CALLS_FROM};
    for (size_t i = 0; i < 2; i++) {
        uint64_t failures = 0;
        locality_status status = LOCALITY_IO;
        for (uint64_t at = 0; status != LOCALITY_OK && at < 1000; at++) {
            locality_faulty_store *faulty = NULL;
            locality_store store;
            case_begin();
            locality_model *m = case_model();
            case_save(m, "paper");
            locality_model_free(m);
            locality_faulty_store_new(&case_store, faults[i], at, &faulty, NULL);
            locality_faulty_store_table(faulty, &store);
            memset(&kit_error, 0xA5, sizeof kit_error);
            status = work(&store, NULL, LOCALITY_CONFLICT_STOP, &kit_error);
            if (status != LOCALITY_OK) {
                TEST_NUMBER(status, LOCALITY_IO);
                TEST_NUMBER(kit_error.status, LOCALITY_IO);
                TEST_TEXT(kit_error.message, "failed as it was told to");
                failures++;
            }
            look_at_the_case(status);
            locality_faulty_store_free(faulty);
            case_end();
        }
        CU_ASSERT_TRUE(failures > 50); /* one a kind to read, and the saving */
    }
}

static locality_status number_without_error(void *self, const char *name, void **out,
                                            locality_error *error) {
    (void)self;
    (void)name;
    (void)error;
    *out = NULL;
    return 4711;
}

static void a_failure_without_error_is_reported_with_its_number(void) {
    locality_model *m = NULL;
    case_begin();
    case_store.open = number_without_error;
    KIT_FAILS(locality_model_load(&case_store, "x", NULL, &m, &kit_error), LOCALITY_CALLBACK,
              "function open failed with 4711");
    TEST_NUMBER(kit_error.host_code, 4711);
    case_end();
}

static int32_t stop_at_once(void *self) {
    (void)self;
    return 1;
}

static void the_host_can_stop_loading_and_saving(void) {
    locality_load_options load = LOCALITY_LOAD_OPTIONS_INIT;
    locality_save_options save = LOCALITY_SAVE_OPTIONS_INIT;
    locality_model *none = NULL;
    case_begin();
    locality_model *m = case_model();
    save.cancel = stop_at_once;
    KIT_FAILS(locality_model_save(m, &case_store, "paper", &save, NULL, &kit_error),
              LOCALITY_CANCELLED, "asked to stop");
    case_save(m, "paper");
    load.cancel = stop_at_once;
    KIT_FAILS(locality_model_load(&case_store, "paper", &load, &none, &kit_error),
              LOCALITY_CANCELLED, "asked to stop");
    CU_ASSERT_PTR_NULL(none);
    locality_model_free(m);
    case_end();
}

int main(void) {
    static const test_case cases[] = {
        {"every allocation may be refused", every_allocation},
        {"every call of the store may fail", every_call_of_the_store},
        {"a failure without error is reported with its number",
         a_failure_without_error_is_reported_with_its_number},
        {"the host can stop loading and saving", the_host_can_stop_loading_and_saving},
    };
    return test_main("faults of stores", cases, sizeof cases / sizeof cases[0]);
}
