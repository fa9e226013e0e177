/* Everything that SQLite needs may be refused: each allocation (its own and the binding's go through one
 * place), and each call of the file system. Whatever fails, an error is given, no memory is left, and
 * the file holds the case as it was before or as it is after; a save that says OK is there. */
#include <stdarg.h>

#include "base.h"

/* ---- One failure ----------------------------------------------------------------------------- */

/* Events are counted where `counting`; number `at` fails, with `sticky` all behind it too. */
static struct {
    int counting, sticky, fired;
    long at, seen;
} fault;

static int fails(void) {
    if (!fault.counting) {
        return 0;
    }
    long number = fault.seen++;
    int now = fault.at >= 0 && (number == fault.at || (fault.sticky && number > fault.at));
    fault.fired |= now;
    return now;
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static sqlite3_mem_methods memory;

static enum { IN_MEMORY, IN_FILES, IN_CALLS } place; /* what fails */

static void *take(int size) {
    return place == IN_MEMORY && fails() ? NULL : memory.xMalloc(size);
}

static void *resize(void *block, int size) {
    return place == IN_MEMORY && fails() ? NULL : memory.xRealloc(block, size);
}

static int config_memory(void) {
    sqlite3_mem_methods failing;
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory) != SQLITE_OK) {
        return 0;
    }
    failing = memory;
    failing.xMalloc = take;
    failing.xRealloc = resize;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &failing) == SQLITE_OK;
}

/* ---- Files ----------------------------------------------------------------------------------- */

static sqlite3_vfs *files, failing_files;

typedef struct failing_file {
    sqlite3_file base;
    sqlite3_file *real; /* lies behind */
} failing_file;

static int file_fails(void) {
    return place == IN_FILES && fails();
}

static sqlite3_file *real_of(sqlite3_file *file) {
    return ((failing_file *)(void *)file)->real;
}

static int close_file(sqlite3_file *file) {
    return real_of(file)->pMethods == NULL ? SQLITE_OK
                                           : real_of(file)->pMethods->xClose(real_of(file));
}

static int read_file(sqlite3_file *file, void *out, int size, sqlite3_int64 at) {
    return file_fails() ? SQLITE_IOERR_READ
                        : real_of(file)->pMethods->xRead(real_of(file), out, size, at);
}

static int write_file(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 at) {
    return file_fails() ? SQLITE_FULL
                        : real_of(file)->pMethods->xWrite(real_of(file), bytes, size, at);
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size) {
    return file_fails() ? SQLITE_IOERR_TRUNCATE
                        : real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int sync_file(sqlite3_file *file, int flags) {
    return file_fails() ? SQLITE_IOERR_FSYNC : real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int size_of_file(sqlite3_file *file, sqlite3_int64 *out) {
    return file_fails() ? SQLITE_IOERR_FSTAT
                        : real_of(file)->pMethods->xFileSize(real_of(file), out);
}

static int lock_file(sqlite3_file *file, int lock) {
    return file_fails() ? SQLITE_IOERR_LOCK : real_of(file)->pMethods->xLock(real_of(file), lock);
}

static int unlock_file(sqlite3_file *file, int lock) {
    return real_of(file)->pMethods->xUnlock(real_of(file), lock);
}

static int check_lock(sqlite3_file *file, int *out) {
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}

static int control_file(sqlite3_file *file, int what, void *with) {
    return real_of(file)->pMethods->xFileControl(real_of(file), what, with);
}

static int sector_size(sqlite3_file *file) {
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int characteristics(sqlite3_file *file) {
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int map_shared(sqlite3_file *file, int page, int size, int extend, void volatile **out) {
    return file_fails() ? SQLITE_IOERR_SHMMAP
                        : real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
}

static int lock_shared(sqlite3_file *file, int offset, int count, int flags) {
    return (flags & SQLITE_SHM_LOCK) != 0 && file_fails()
               ? SQLITE_IOERR_SHMLOCK
               : real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void barrier(sqlite3_file *file) {
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int unmap_shared(sqlite3_file *file, int remove) {
    return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

static const sqlite3_io_methods methods = {2,
                                           close_file,
                                           read_file,
                                           write_file,
                                           truncate_file,
                                           sync_file,
                                           size_of_file,
                                           lock_file,
                                           unlock_file,
                                           check_lock,
                                           control_file,
                                           sector_size,
                                           characteristics,
                                           map_shared,
                                           lock_shared,
                                           barrier,
                                           unmap_shared,
                                           NULL,
                                           NULL};

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out) {
    failing_file *opened = (failing_file *)(void *)file;
    (void)vfs;
    opened->real = (sqlite3_file *)(void *)(opened + 1);
    opened->base.pMethods = NULL;
    if (file_fails()) {
        return SQLITE_CANTOPEN;
    }
    int code = files->xOpen(files, name, opened->real, flags, out);
    opened->base.pMethods = code == SQLITE_OK ? &methods : NULL;
    return code;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int sync) {
    (void)vfs;
    return file_fails() ? SQLITE_IOERR_DELETE : files->xDelete(files, name, sync);
}

static int access_file(sqlite3_vfs *vfs, const char *name, int flags, int *out) {
    (void)vfs;
    return file_fails() ? SQLITE_IOERR_ACCESS : files->xAccess(files, name, flags, out);
}

static int config_files(void) {
    files = sqlite3_vfs_find(NULL);
    failing_files = *files;
    failing_files.szOsFile = (int)sizeof(failing_file) + files->szOsFile;
    failing_files.zName = "failing";
    failing_files.xOpen = open_file;
    failing_files.xDelete = delete_file;
    failing_files.xAccess = access_file;
    return sqlite3_vfs_register(&failing_files, 1) == SQLITE_OK;
}

/* ---- The binding's own calls ------------------------------------------------------------------
 * The linker leads them here (--wrap): SQLite itself does not see that they fail. */

/* NOLINTBEGIN(bugprone-reserved-identifier): these names are the linker's */
void *__real_sqlite3_malloc64(sqlite3_uint64 size);
void *__wrap_sqlite3_malloc64(sqlite3_uint64 size);
void *__real_sqlite3_realloc64(void *block, sqlite3_uint64 size);
void *__wrap_sqlite3_realloc64(void *block, sqlite3_uint64 size);
char *__wrap_sqlite3_mprintf(const char *format, ...);
char *__real_sqlite3_str_finish(sqlite3_str *text);
char *__wrap_sqlite3_str_finish(sqlite3_str *text);
int __real_sqlite3_prepare_v3(sqlite3 *db, const char *sql, int length, unsigned flags,
                              sqlite3_stmt **out, const char **tail);
int __wrap_sqlite3_prepare_v3(sqlite3 *db, const char *sql, int length, unsigned flags,
                              sqlite3_stmt **out, const char **tail);
int __real_sqlite3_step(sqlite3_stmt *statement);
int __wrap_sqlite3_step(sqlite3_stmt *statement);
int __real_sqlite3_exec(sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **),
                        void *self, char **message);
int __wrap_sqlite3_exec(sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **),
                        void *self, char **message);

static int call_fails(void) {
    return place == IN_CALLS && fails();
}

void *__wrap_sqlite3_malloc64(sqlite3_uint64 size) {
    return call_fails() ? NULL : __real_sqlite3_malloc64(size);
}

void *__wrap_sqlite3_realloc64(void *block, sqlite3_uint64 size) {
    return call_fails() ? NULL : __real_sqlite3_realloc64(block, size);
}

char *__wrap_sqlite3_mprintf(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *text = call_fails() ? NULL : sqlite3_vmprintf(format, arguments);
    va_end(arguments);
    return text;
}

char *__wrap_sqlite3_str_finish(sqlite3_str *text) {
    char *made = __real_sqlite3_str_finish(text);
    if (made != NULL && call_fails()) {
        sqlite3_free(made);
        made = NULL;
    }
    return made;
}

int __wrap_sqlite3_prepare_v3(sqlite3 *db, const char *sql, int length, unsigned flags,
                              sqlite3_stmt **out, const char **tail) {
    *out = NULL;
    return call_fails() ? SQLITE_ERROR
                        : __real_sqlite3_prepare_v3(db, sql, length, flags, out, tail);
}

int __wrap_sqlite3_step(sqlite3_stmt *statement) {
    return call_fails() ? SQLITE_IOERR : __real_sqlite3_step(statement);
}

int __wrap_sqlite3_exec(sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **),
                        void *self, char **message) {
    return call_fails() ? SQLITE_IOERR : __real_sqlite3_exec(db, sql, row, self, message);
}
/* NOLINTEND(bugprone-reserved-identifier) */

/* ---- The work -------------------------------------------------------------------------------- */

static const char *path;

static void copy_file(const char *from, const char *to) {
    char command[500];
    snprintf(command, sizeof command, "rm -f '%s-wal' '%s-shm' '%s-journal' && cp '%s' '%s'", to,
             to, to, from, to);
    TEST_NUMBER(system(command), 0);
}

static void edit(locality_model *m) {
    kit_set(m, "post", "head", "fte", "0.25");
    kit_set(m, "post", "aide", "skills", "s1");
    kit_bare(m, "area", "new");
    kit_well(locality_model_remove(m, "post", "old", &kit_error), "remove");
}

/* Opens the file, loads the case, changes it, saves it, loads it again. */
static locality_status work(void) {
    locality_sqlite_options options = LOCALITY_SQLITE_OPTIONS_INIT;
    locality_sqlite *database = NULL;
    locality_model *m = NULL, *again = NULL;
    locality_store store;
    options.history = 1;
    options.today = &base_today;
    memset(&kit_error, 0xA5, sizeof kit_error);
    fault.counting = 1;
    locality_status status = locality_sqlite_open(path, &options, &database, &kit_error);
    locality_sqlite_store(database, &store);
    if (status == LOCALITY_OK) {
        status = locality_model_load(&store, "paper", NULL, &m, &kit_error);
    }
    fault.counting = 0;
    if (status == LOCALITY_OK) {
        edit(m);
        fault.counting = 1;
        status = locality_model_save(m, &store, "paper", NULL, NULL, &kit_error);
    }
    if (status == LOCALITY_OK) {
        locality_error ignored; /* what was saved is saved, whether it can be read at once or not */
        locality_model_load(&store, "paper", NULL, &again, &ignored);
    }
    locality_sqlite_close(database);
    fault.counting = 0;
    locality_model_free(again);
    locality_model_free(m);
    return status;
}

/* What the file holds, read without failures; to be freed. */
static char *content(void) {
    base_open(path, 1);
    locality_model *m = case_load("paper");
    char *text = case_show(m);
    locality_model_free(m);
    base_close();
    return text;
}

/* ---- Driving --------------------------------------------------------------------------------- */

static char *before, *after;
static const char *original;

static void make_original(const char *name) {
    original = base_path(name);
    path = base_path("work.db");
    base_open(original, 1);
    locality_model *m = case_model();
    case_save(m, "paper");
    before = case_show(m);
    edit(m);
    after = case_show(m);
    locality_model_free(m);
    base_close();
}

/* Lets one event fail and looks at what is left. */
static void drive(long at, int sticky, int32_t unusual) {
    char row[80];
    snprintf(row, sizeof row, "event %ld, %s", at, sticky ? "and all behind it" : "once");
    copy_file(original, path);
    sqlite3_int64 used = sqlite3_memory_used();
    fault.at = at;
    fault.sticky = sticky;
    fault.seen = fault.fired = 0;
    locality_status status = work();
    int fired = fault.fired;
    if (sqlite3_memory_used() != used) {
        printf("%lld bytes left\n", (long long)(sqlite3_memory_used() - used));
    }
    TEST_ROW(sqlite3_memory_used() == used, row);
    if (status != LOCALITY_OK) {
        TEST_ROW(fired && kit_error.status == status && kit_error.message[0] != '\0', row);
        TEST_ROW(status == LOCALITY_IO || status == unusual, row);
        if (status != LOCALITY_IO && status != unusual) {
            printf("%s: %s\n", locality_status_name(status), kit_error.message);
        }
    }
    char *found = content();
    int is_after = strcmp(found, after) == 0;
    TEST_ROW(is_after || strcmp(found, before) == 0, row);
    TEST_ROW(is_after || status != LOCALITY_OK, row);
    free(found);
}

/* Counts the events of an undisturbed run. */
static long count_events(void) {
    drive(-1, 0, LOCALITY_OK);
    return fault.seen;
}

/* Some hundreds of them, or as many as LOCALITY_FAULTS says, spread over the whole, other ones in each mode. */
static void every_event(int32_t unusual, long at_least, const char *what) {
#if defined(__SANITIZE_ADDRESS__)
    enum { USUALLY = 12 };
#else
    enum { USUALLY = 80 };
#endif
    const char *most = getenv("LOCALITY_FAULTS");
    long events = count_events(), driven = 0;
    long step = 1 + (events - 1) / (most == NULL ? USUALLY : strtol(most, NULL, 10));
    for (int sticky = 0; sticky < 2; sticky++) {
        for (long at = sticky * step / 2; at < events; at += step) {
            drive(at, sticky, unusual);
            driven++;
        }
    }
    printf("%s: %ld, of which %ld failed\n", what, events, driven);
    CU_ASSERT_TRUE(events > at_least);
}

static void every_allocation_may_be_refused(void) {
    make_original("memory.db");
    place = IN_MEMORY;
    every_event(LOCALITY_NO_MEMORY, 500, "allocations");
    free(before);
    free(after);
}

static void every_call_of_the_file_system_may_fail(void) {
    make_original("files.db");
    place = IN_FILES;
    every_event(LOCALITY_IO, 50, "calls of the file system");
    place = IN_MEMORY;
    free(before);
    free(after);
}

static void every_call_of_the_binding_may_fail(void) {
    make_original("calls.db");
    place = IN_CALLS;
    every_event(LOCALITY_NO_MEMORY, 100, "calls and allocations of the binding");
    place = IN_MEMORY;
    free(before);
    free(after);
}

int main(void) {
    static const test_case cases[] = {
        {"every allocation may be refused", every_allocation_may_be_refused},
        {"every call of the file system may fail", every_call_of_the_file_system_may_fail},
        {"every call of the binding may fail", every_call_of_the_binding_may_fail},
    };
    if (!config_memory() || sqlite3_initialize() != SQLITE_OK || !config_files() || !base_begin()) {
        return 1;
    }
    int failed = test_main("faults of SQLite", cases, TEST_COUNT(cases));
    base_end();
    return failed;
}
