/* Parts of a case by areas and by days: what PostgreSQL picks is what the library would. */
#include "unit/store/part.h"

#include "kit.h"

static locality_status count(void *self, const locality_store_record *record,
                             locality_error *error) {
    (void)record;
    (void)error;
    ++*(size_t *)self;
    return LOCALITY_OK;
}

static void parts_are_picked(void) {
    for (uint32_t history = 0; history < 2; history++) {
        pg_begin_test("parts", history);
        part_check_all();
        /* Without other names of areas the store picks them. */
        locality_model *m = case_load("shire");
        kit_well(locality_model_remove(m, "alias", "a1", &kit_error), "a1");
        kit_well(locality_model_remove(m, "alias", "a2", &kit_error), "a2");
        kit_set(m, "area", "ward", "parent", "north");
        kit_set(m, "post", "s", "serves", "south");
        kit_set(m, "site", "hub", "area", "north");
        case_save(m, "shire");
        locality_model_free(m);
        for (size_t i = 0; i < TEST_COUNT(parts); i++) {
            const part_row *row = &parts[i];
            if (strcmp(row->kind, "alias") == 0)
                continue;
            locality_model *part = part_load(row->areas, row->day, row->structures);
            TEST_TEXT(part_ids(part, row->kind), row->ids);
            locality_model_free(part);
        }
        pg_end_test();
    }
}

static void only_what_is_wanted_leaves_the_server(void) {
    static const char *const areas[] = {"ward"};
    static const uint32_t serves = LOC_FIELD_post_serves;
    static const int64_t day = 14365; /* 2009-05-01 */
    locality_store_query query = LOCALITY_STORE_QUERY_INIT;
    locality_store_sink sink = LOCALITY_STORE_SINK_INIT;
    void *opened = NULL;
    uint64_t revision;
    size_t seen = 0;
    pg_begin_test("picked", 0);
    locality_model *m = part_shire();
    case_save(m, "shire");
    sink.self = &seen;
    sink.record = count;
    query.kind = LOC_KIND_post;
    query.schema = locality_model_schema(m);
    query.area_fields = &serves;
    query.area_fields_count = 1;
    query.areas = areas;
    query.areas_count = 1;
    kit_well(case_store.open(case_store.self, "shire", &opened, &kit_error), "open");
    kit_well(case_store.begin(opened, LOCALITY_STORE_READ, &revision, &kit_error), "begin");
    kit_well(case_store.read(opened, &query, &sink, &kit_error), "areas");
    TEST_NUMBER(seen, 2); /* head, that names none, and w */
    query.areas = NULL;
    query.valid_on = &day;
    query.first_field = LOC_FIELD_post_starts;
    query.last_field = LOC_FIELD_post_ends;
    seen = 0;
    kit_well(case_store.read(opened, &query, &sink, &kit_error), "day");
    TEST_NUMBER(seen, 4); /* not s, that starts later */
    case_store.rollback(opened);
    case_store.close(opened);
    locality_model_free(m);
    pg_end_test();
}

static const test_case cases[] = {
    {"parts are picked", parts_are_picked},
    {"only what is wanted leaves the server", only_what_is_wanted_leaves_the_server},
};
TEST_MAIN("parts of cases in PostgreSQL", cases)
