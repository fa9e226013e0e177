/* A stranger's program: knows nothing but the installed headers and library. PART_SQLITE and its like ask for
 * one of the bindings as well. */
#include <locality.h>

#include <stdio.h>
#if defined(PART_CBC)
#include <locality-cbc.h>
#elif defined(PART_JSON)
#include <locality-json.h>
#elif defined(PART_SQLITE)
#include <locality-sqlite.h>
#elif defined(PART_POSTGRESQL)
#include <locality-postgresql.h>
#elif defined(PART_TESTKIT)
#include <locality-testkit.h>
#endif

/* Something that only the binding can do; 0 if it did. */
static int use_part(locality_error *error) {
    int failed = 0;
#if defined(PART_CBC)
    locality_program_solver solver;
    failed = locality_cbc_solver(NULL, &solver, error) != LOCALITY_OK;
#elif defined(PART_JSON)
    locality_model *model = NULL;
    failed = locality_json_load("{\"locality\": 1}", 15, NULL, NULL, &model, error) != LOCALITY_OK;
    locality_model_free(model);
#elif defined(PART_SQLITE)
    locality_sqlite_options options = LOCALITY_SQLITE_OPTIONS_INIT;
    locality_sqlite *database = NULL;
    options.create = 1;
    failed = locality_sqlite_open(":memory:", &options, &database, error) != LOCALITY_OK;
    locality_sqlite_close(database);
#elif defined(PART_POSTGRESQL)
    locality_postgresql *database = NULL; /* no server: it has to say so */
    failed = locality_postgresql_open("host=/nowhere dbname=none", NULL, &database, error) !=
             LOCALITY_IO;
    locality_postgresql_close(database);
#elif defined(PART_TESTKIT)
    locality_testkit kit = LOCALITY_TESTKIT_INIT;
    locality_memory_store *memory = NULL;
    locality_store store;
    size_t wrong = 1;
    failed = locality_memory_store_new(&memory, error) != LOCALITY_OK;
    locality_memory_store_table(memory, &store);
    kit.store = &store;
    failed = failed || locality_testkit_run(&kit, &wrong, error) != LOCALITY_OK || wrong > 0;
    locality_memory_store_free(memory);
#else
    (void)error;
#endif
    return failed;
}

int main(void) {
    locality_error error;
    int64_t days = 0;
    if (use_part(&error) != 0 ||
        locality_date_from_calendar(2010, 9, 3, &days, &error) != LOCALITY_OK) {
        return 1;
    }
    printf("locality %s, day %lld\n", locality_version(), (long long)days);
    return 0;
}
