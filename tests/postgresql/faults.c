/* Everything may fail between the binding and the server: each allocation, each call of libpq, the
 * connection at each of them; the disk may be full and the database may be read only. An error is given,
 * nothing is lost, and a save that says OK is there. */
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kit.h"

/* ---- One failure ----------------------------------------------------------------------------- */

/* Where events are counted; number `at` fails, with `sticky` all behind it too. */
enum { IN_MEMORY, IN_CALLS, IN_CONNECTION };
static struct {
    int counting, sticky, fired, place;
    long at, seen, live;
} fault;

static int fails(int place) {
    if (!fault.counting || fault.place != place) {
        return 0;
    }
    long number = fault.seen++;
    int now = fault.at >= 0 && (number == fault.at || (fault.sticky && number > fault.at));
    fault.fired |= now;
    return now;
}

/* The linker leads the calls of the binding, and of the library, here (--wrap). */
/* NOLINTBEGIN(bugprone-reserved-identifier): these names are the linker's */
void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_realloc(void *block, size_t size);
PGresult *__real_PQexec(PGconn *connection, const char *sql);
PGresult *__wrap_PQexec(PGconn *connection, const char *sql);
PGresult *__real_PQexecParams(PGconn *connection, const char *sql, int count, const Oid *types,
                              const char *const *values, const int *lengths, const int *formats,
                              int format);
PGresult *__wrap_PQexecParams(PGconn *connection, const char *sql, int count, const Oid *types,
                              const char *const *values, const int *lengths, const int *formats,
                              int format);
int __real_PQputCopyData(PGconn *connection, const char *bytes, int length);
int __wrap_PQputCopyData(PGconn *connection, const char *bytes, int length);
int __real_PQputCopyEnd(PGconn *connection, const char *message);
int __wrap_PQputCopyEnd(PGconn *connection, const char *message);
int __real_PQgetCopyData(PGconn *connection, char **bytes, int async);
int __wrap_PQgetCopyData(PGconn *connection, char **bytes, int async);

void *__wrap_malloc(size_t size) {
    return fails(IN_MEMORY) ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    return fails(IN_MEMORY) ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size) {
    return fails(IN_MEMORY) ? NULL : __real_realloc(block, size);
}

/* Whether a call fails by itself; where the connection is what fails it is cut, and the call goes on. */
static int call_fails(PGconn *connection) {
    if (fails(IN_CONNECTION) && PQsocket(connection) >= 0) {
        shutdown(PQsocket(connection), SHUT_RDWR);
    }
    return fails(IN_CALLS);
}

PGresult *__wrap_PQexec(PGconn *connection, const char *sql) {
    return call_fails(connection) ? NULL : __real_PQexec(connection, sql);
}

PGresult *__wrap_PQexecParams(PGconn *connection, const char *sql, int count, const Oid *types,
                              const char *const *values, const int *lengths, const int *formats,
                              int format) {
    return call_fails(connection) ? NULL
                                  : __real_PQexecParams(connection, sql, count, types, values,
                                                        lengths, formats, format);
}

int __wrap_PQputCopyData(PGconn *connection, const char *bytes, int length) {
    return call_fails(connection) ? -1 : __real_PQputCopyData(connection, bytes, length);
}

int __wrap_PQputCopyEnd(PGconn *connection, const char *message) {
    return call_fails(connection) ? -1 : __real_PQputCopyEnd(connection, message);
}

int __wrap_PQgetCopyData(PGconn *connection, char **bytes, int async) {
    if (call_fails(connection)) {
        *bytes = NULL;
        return -2;
    }
    return __real_PQgetCopyData(connection, bytes, async);
}
/* NOLINTEND(bugprone-reserved-identifier) */

/* ---- The work -------------------------------------------------------------------------------- */

static char *before, *after;

static void edit(locality_model *m) {
    kit_set(m, "post", "head", "fte", "0.25");
    kit_set(m, "post", "aide", "skills", "s1");
    kit_bare(m, "area", "new");
    kit_well(locality_model_remove(m, "post", "old", &kit_error), "remove");
}

/* Opens the database, loads the case, changes it, saves it, and saves it as a new one. */
static locality_status work(void) {
    locality_postgresql *database = NULL;
    locality_model *m = NULL, *copy = NULL;
    locality_store store;
    memset(&kit_error, 0xA5, sizeof kit_error);
    fault.counting = 1;
    locality_status status = locality_postgresql_open(pg_conninfo, NULL, &database, &kit_error);
    locality_postgresql_store(database, &store);
    if (status == LOCALITY_OK) {
        status = locality_model_load(&store, "paper", NULL, &m, &kit_error);
    }
    fault.counting = 0;
    if (status == LOCALITY_OK) {
        edit(m);
        fault.counting = 1;
        status = locality_model_save(m, &store, "paper", NULL, NULL, &kit_error);
        fault.counting = 0;
    }
    if (status == LOCALITY_OK) {
        locality_error ignored;
        copy = case_model();
        fault.counting = 1;
        locality_model_save(copy, &store, "copy", NULL, NULL, &ignored);
        fault.counting = 0;
    }
    locality_postgresql_close(database);
    locality_model_free(copy);
    locality_model_free(m);
    return status;
}

static void make_paper(void) {
    locality_model *m = case_model();
    case_save(m, "paper");
    locality_model_free(m);
}

/* Looks at the case by another connection; afterwards it is what it was before. */
static int look(const char *row) {
    kit_well(pg_try(0, 0, NULL), "look");
    locality_model *m = case_load("paper");
    char *found = case_show(m);
    int is_after = strcmp(found, after) == 0;
    TEST_ROW(is_after || strcmp(found, before) == 0, row);
    free(found);
    locality_model_free(m);
    locality_error error;
    locality_model *copy = NULL;
    locality_status status = locality_model_load(&case_store, "copy", NULL, &copy, &error);
    TEST_ROW(status == LOCALITY_OK || status == LOCALITY_NOT_FOUND, row);
    if (copy != NULL) {
        found = case_show(copy);
        TEST_ROW(strcmp(found, before) == 0, row);
        free(found);
        locality_model_free(copy);
    }
    pg_end_test();
    if (is_after || status == LOCALITY_OK) {
        pg_ask(pg_name, "SET client_min_messages = 'error'; DROP SCHEMA IF EXISTS paper CASCADE;"
                        "DROP SCHEMA IF EXISTS copy CASCADE; DELETE FROM locality.cases");
        kit_well(pg_try(0, 0, NULL), "again");
        make_paper();
        pg_end_test();
    }
    return is_after;
}

static void drive(long at, int sticky, const char *what) {
    char row[120];
    snprintf(row, sizeof row, "%s, event %ld, %s", what, at, sticky ? "and all behind it" : "once");
    fault.at = at;
    fault.sticky = sticky;
    fault.seen = fault.fired = 0;
    locality_status status = work();
    int fired = fault.fired, well = 1;
    if (status != LOCALITY_OK) {
        well = fired && kit_error.status == status && kit_error.message[0] != '\0' &&
               (status == LOCALITY_IO ||
                (status == LOCALITY_NO_MEMORY && fault.place != IN_CONNECTION));
        if (!well) {
            printf("%s: %s\n", locality_status_name(status), kit_error.message);
        }
    }
    TEST_ROW(well, row);
    int is_after = look(row);
    TEST_ROW(is_after || status != LOCALITY_OK, row);
}

/* Some of them, or as many as LOCALITY_FAULTS says, spread over the whole, other ones in each mode. */
static void every_event(int place, long at_least, const char *what) {
#if defined(__SANITIZE_ADDRESS__)
    enum { USUALLY = 12 };
#else
    enum { USUALLY = 40 };
#endif
    const char *most = getenv("LOCALITY_FAULTS");
    fault.place = place;
    drive(-1, 0, what);
    long events = fault.seen, driven = 0;
    long step = 1 + (events - 1) / (most == NULL ? USUALLY : strtol(most, NULL, 10));
    for (int sticky = 0; sticky < 2; sticky++) {
        for (long at = sticky * step / 2; at < events; at += step) {
            drive(at, sticky, what);
            driven++;
        }
    }
    printf("%s: %ld, of which %ld failed\n", what, events, driven);
    CU_ASSERT_TRUE(events > at_least);
}

static void whatever_fails_nothing_is_lost(void) {
    pg_begin_test("faults", 0);
    make_paper();
    locality_model *m = case_load("paper");
    before = case_show(m);
    edit(m);
    after = case_show(m);
    locality_model_free(m);
    pg_end_test();
    every_event(IN_CALLS, 60, "calls of libpq");
    every_event(IN_CONNECTION, 60, "the connection");
    every_event(IN_MEMORY, 300, "allocations");
    free(before);
    free(after);
}

/* ---- The disk, and databases that are not to be written --------------------------------------- */

/* Mounts a small file system for the server; null where this machine does not let us. */
static const char *small_disk(void) {
    static char folder[] = "/tmp/locality-disk-XXXXXX";
    char command[300];
    if (mkdtemp(folder) == NULL) {
        return NULL;
    }
    snprintf(command, sizeof command,
             "mount -t tmpfs -o size=8m none %s 2>&1 && mkdir %s/space && chmod 755 %s && "
             "chown $(stat -c %%u \"$PGHOST/data\") %s/space",
             folder, folder, folder, folder);
    if (system(command) != 0) {
        rmdir(folder);
        return NULL;
    }
    return folder;
}

static void remove_disk(const char *folder) {
    char command[100];
    snprintf(command, sizeof command, "umount %s && rmdir %s", folder, folder);
    TEST_NUMBER(system(command), 0);
}

/* A model that fills more than the disk has. */
static locality_model *large_model(void) {
    locality_model *m = kit_model();
    static char text[4001];
    uint32_t chance = 1;
    for (size_t i = 0; i + 1 < sizeof text; i++) { /* that the server cannot make small */
        chance = chance * 1664525u + 1013904223u;
        text[i] = (char)('a' + (chance >> 16) % 26);
    }
    for (int i = 0; i < 5000; i++) {
        char id[20];
        snprintf(id, sizeof id, "n%d", i);
        KIT_PUT(m, "note", id, "text", text, "name", id);
    }
    return m;
}

/* The error that a full disk gives, from the server itself, where no small disk can be mounted. */
static void pretend_it_is_full(void) {
    pg_ask(pg_name,
           "CREATE FUNCTION full() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE"
           " 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;"
           "CREATE EVENT TRIGGER full ON ddl_command_end WHEN TAG IN ('CREATE TABLE')"
           " EXECUTE FUNCTION full()");
}

static void a_full_disk_loses_nothing(void) {
    const char *folder = small_disk();
    char sql[200];
    pg_make("small");
    if (folder != NULL) {
        snprintf(sql, sizeof sql, "CREATE TABLESPACE small LOCATION '%s/space'", folder);
        pg_ask("postgres", sql);
        pg_ask("postgres", "ALTER DATABASE small SET default_tablespace = small");
    }
    kit_well(pg_try(1, 0, NULL), "open");
    make_paper();
    locality_model *m = case_load("paper"), *large = large_model();
    if (folder == NULL) {
        puts("no file system can be mounted here (it takes the right CAP_SYS_ADMIN): the server is "
             "made to say that its disk is full");
        pretend_it_is_full();
    }
    for (int i = 0; i < 2; i++) {
        KIT_FAILS(locality_model_save(large, &case_store, "large", NULL, NULL, &kit_error),
                  LOCALITY_IO, "No space left on device");
        TEST_ROW(strstr(kit_error.message, "53100") != NULL, kit_error.message);
        locality_model *back = case_load("paper"), *none = NULL;
        case_same(m, back);
        locality_model_free(back);
        KIT_FAILS(locality_model_load(&case_store, "large", NULL, &none, &kit_error),
                  LOCALITY_NOT_FOUND, "");
    }
    if (folder == NULL) {
        pg_ask(pg_name, "DROP EVENT TRIGGER full");
    }
    /* What is small still goes in, over the same connection. */
    kit_set(m, "post", "head", "fte", "0.25");
    TEST_NUMBER(case_save(m, "paper").written, 1);
    locality_model_free(large);
    locality_model_free(m);
    pg_end_test();
    if (folder != NULL) {
        pg_ask("postgres", "DROP DATABASE small");
        pg_ask("postgres", "DROP TABLESPACE small");
        remove_disk(folder);
    }
}

static void what_is_read_only_is_read(void) {
    pg_begin_test("reading", 0);
    make_paper();
    pg_end_test();
    pg_ask("postgres", "ALTER DATABASE reading SET default_transaction_read_only = on");
    kit_well(pg_try(0, 0, NULL), "open");
    locality_model *m = case_load("paper"), *other = case_model();
    kit_set(m, "post", "head", "fte", "0.25");
    KIT_FAILS(locality_model_save(m, &case_store, "paper", NULL, NULL, &kit_error), LOCALITY_IO,
              "read-only");
    TEST_ROW(strstr(kit_error.message, "25006") != NULL, kit_error.message);
    KIT_FAILS(locality_model_save(other, &case_store, "other", NULL, NULL, &kit_error), LOCALITY_IO,
              "read-only");
    locality_model *stands = case_load("paper");
    case_same(other, stands);
    pg_end_test();
    pg_ask("postgres", "ALTER DATABASE reading RESET default_transaction_read_only");
    kit_well(pg_try(0, 0, NULL), "open again");
    locality_model_free(stands);
    stands = case_load("paper");
    case_same(other, stands);
    locality_model_free(stands);
    locality_model_free(other);
    locality_model_free(m);
    pg_end_test();
}

static const test_case cases[] = {
    {"whatever fails, nothing is lost", whatever_fails_nothing_is_lost},
    {"a full disk loses nothing", a_full_disk_loses_nothing},
    {"what is read only is read", what_is_read_only_is_read},
};
TEST_MAIN("faults of PostgreSQL", cases)
