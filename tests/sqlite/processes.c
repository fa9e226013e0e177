/* Several processes on one file: readers see whole states, writers conflict cleanly, and one that is killed
 * in the middle of a save leaves the state before it or the state after it. */
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "base.h"
#include "support/random.h"

enum { POSTS = 300, ROUNDS = 40, KILLS = 500 };

static void sleep_us(long microseconds) {
    struct timespec t = {microseconds / 1000000, microseconds % 1000000 * 1000};
    nanosleep(&t, NULL);
}

/* A case in which every post says the same number. */
static locality_model *numbered(void) {
    locality_model *m = kit_model();
    char id[40];
    for (int i = 0; i < POSTS; i++) {
        snprintf(id, sizeof id, "post %d", i);
        KIT_PUT(m, "post", id, "title", "0", "level", "0");
    }
    return m;
}

static void set_number(locality_model *m, int number) {
    char id[40], text[40];
    snprintf(text, sizeof text, "%d", number);
    for (int i = 0; i < POSTS; i++) {
        snprintf(id, sizeof id, "post %d", i);
        kit_set(m, "post", id, "title", text);
        kit_set(m, "post", id, "level", text);
    }
}

/* The number that all say, or -1 where they do not agree; the posts there are. */
static int number_of(locality_model *m, size_t *posts) {
    locality_snapshot *s = kit_take(m);
    uint32_t kind = locality_schema_kind(NULL, "post");
    uint32_t title = locality_schema_field(NULL, kind, "title");
    int number = -2;
    *posts = locality_model_count(m, "post");
    for (uint32_t row = 0; row < *posts; row++) {
        locality_value value;
        locality_snapshot_value(s, kind, row, title, &value, NULL);
        int said = value.text == NULL ? -1 : atoi(value.text);
        number = number == -2 || number == said ? said : -1;
    }
    locality_snapshot_release(s);
    return number;
}

/* ---- Readers beside a writer ----------------------------------------------------------------- */

static int write_numbers(const char *path) {
    base_open(path, 0);
    locality_model *m = case_load("numbers");
    for (int i = 1; i <= ROUNDS; i++) {
        set_number(m, i);
        if (locality_model_save(m, &case_store, "numbers", NULL, NULL, &kit_error) != LOCALITY_OK) {
            return 1;
        }
    }
    locality_model_free(m);
    base_close();
    return 0;
}

static void readers_see_whole_states(void) {
    const char *path = base_path("readers.db");
    int last = 0, state = -1, reads = 0, done = 0;
    base_open(path, 0);
    locality_model *m = numbered();
    case_save(m, "numbers");
    locality_model_free(m);
    base_close();
    pid_t child = fork();
    if (child == 0) {
        _exit(write_numbers(path));
    }
    base_open(path, 0);
    while (!done) {
        size_t posts;
        done = waitpid(child, &state, WNOHANG) == child;
        m = case_load("numbers");
        int number = number_of(m, &posts);
        CU_ASSERT_TRUE(number >= last && posts == POSTS);
        last = number;
        reads++;
        locality_model_free(m);
    }
    TEST_NUMBER(state, 0);
    TEST_NUMBER(last, ROUNDS);
    CU_ASSERT_TRUE(reads > 1);
    base_close();
}

/* ---- Two who write --------------------------------------------------------------------------- */

/* Adds posts of its own, one a save; whoever is second makes its changes upon the other's. */
static int add_posts(const char *path, char who) {
    locality_save_options options = LOCALITY_SAVE_OPTIONS_INIT;
    options.on_conflict = LOCALITY_CONFLICT_REBASE;
    options.attempts = 100;
    base_open(path, 0);
    locality_model *m = case_load("both");
    for (int i = 0; i < ROUNDS; i++) {
        char id[40];
        snprintf(id, sizeof id, "%c%d", who, i);
        kit_bare(m, "post", id);
        if (locality_model_save(m, &case_store, "both", &options, NULL, &kit_error) !=
            LOCALITY_OK) {
            puts(kit_error.message);
            return 1;
        }
    }
    locality_model_free(m);
    base_close();
    return 0;
}

static void writers_conflict_cleanly(void) {
    const char *path = base_path("writers.db");
    int state = -1;
    base_open(path, 0);
    locality_model *m = case_model(), *other = NULL;
    case_save(m, "both");
    other = case_load("both");
    kit_set(m, "post", "head", "fte", "0.1");
    case_save(m, "both");
    kit_set(other, "post", "head", "fte", "0.2");
    KIT_FAILS(locality_model_save(other, &case_store, "both", NULL, NULL, &kit_error),
              LOCALITY_CONFLICT, "somebody else");
    locality_model_free(other);
    locality_model_free(m);
    base_close();
    pid_t children[2];
    for (int i = 0; i < 2; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            _exit(add_posts(path, (char)('a' + i)));
        }
    }
    for (int i = 0; i < 2; i++) {
        waitpid(children[i], &state, 0);
        TEST_NUMBER(state, 0);
    }
    base_open(path, 0);
    m = case_load("both");
    TEST_NUMBER(locality_model_count(m, "post"), 3 + 2 * ROUNDS);
    TEST_NUMBER(locality_model_revision(m), 2 + 2 * ROUNDS);
    locality_model_free(m);
    base_close();
}

static void who_waits_too_long_is_told(void) {
    locality_sqlite_options options = LOCALITY_SQLITE_OPTIONS_INIT;
    const char *path = base_path("busy.db");
    sqlite3 *db = NULL;
    options.create = 1;
    options.busy_timeout_ms = 20;
    kit_well(locality_sqlite_open(path, &options, &base, &kit_error), path);
    locality_sqlite_store(base, &case_store);
    locality_model *m = case_model();
    case_save(m, "paper");
    sqlite3_open(path, &db);
    TEST_NUMBER(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    kit_set(m, "post", "head", "fte", "0.1");
    KIT_FAILS(locality_model_save(m, &case_store, "paper", NULL, NULL, &kit_error), LOCALITY_IO,
              "another transaction");
    TEST_NUMBER(kit_error.host_code, SQLITE_BUSY);
    locality_model *back = case_load("paper"); /* reading goes on */
    locality_model_free(back);
    sqlite3_close(db);
    TEST_NUMBER(case_save(m, "paper").written, 1);
    locality_model_free(m);
    base_close();
}

/* ---- Killed ---------------------------------------------------------------------------------- */

/* The state after save number `number`: what is changed, added and removed depends on it alone. */
static void advance(locality_model *m, int number) {
    char id[40];
    set_number(m, number);
    snprintf(id, sizeof id, "extra %d", number);
    kit_bare(m, "area", id);
    snprintf(id, sizeof id, "extra %d", number - 2);
    locality_model_remove(m, "area", id, NULL);
}

static int save_next(const char *path, int number) {
    base_open(path, 0);
    locality_model *m = case_load("numbers");
    advance(m, number);
    locality_status status = locality_model_save(m, &case_store, "numbers", NULL, NULL, &kit_error);
    _exit(status == LOCALITY_OK ? 0 : 1);
}

static void a_saver_that_is_killed_leaves_one_state_or_the_other(void) {
    const char *path = base_path("killed.db");
    int before = 0, after = 0;
    test_random random = {.seed = 20261122};
    base_open(path, 0);
    locality_model *stands = numbered();
    case_save(stands, "numbers");
    base_close();
    struct timespec begun, ended;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    long whole = 20000; /* microseconds that a save takes, as far as is known */
    for (int i = 0; i < KILLS; i++) {
        int state, number = before + after + 1;
        clock_gettime(CLOCK_MONOTONIC, &begun);
        pid_t child = fork();
        if (child == 0) {
            save_next(path, number);
        }
        if (i % 10 == 9) { /* one may finish, to know how long it takes */
            waitpid(child, &state, 0);
            clock_gettime(CLOCK_MONOTONIC, &ended);
            whole =
                (ended.tv_sec - begun.tv_sec) * 1000000 + (ended.tv_nsec - begun.tv_nsec) / 1000;
        } else {
            sleep_us((long)test_random_below(&random, (uint64_t)(whole + whole / 4 + 1)));
            kill(child, SIGKILL);
            waitpid(child, &state, 0);
        }
        base_open(path, 0);
        locality_model *now = case_load("numbers");
        base_close();
        char *found = case_show(now), *was = case_show(stands);
        advance(stands, number);
        char *is = case_show(stands);
        int is_after = strcmp(found, is) == 0;
        CU_ASSERT_TRUE(is_after || strcmp(found, was) == 0);
        free(found);
        free(was);
        free(is);
        CU_ASSERT_TRUE(is_after || !WIFEXITED(state) || WEXITSTATUS(state) != 0);
        before += !is_after;
        after += is_after;
        locality_model_free(stands);
        stands = now;
    }
    printf("killed: %d left the state before, %d the state after\n", before, after);
    CU_ASSERT_TRUE(before > KILLS / 10 && after > KILLS / 10);
    locality_model_free(stands);
}

int main(void) {
    static const test_case cases[] = {
        {"readers see whole states", readers_see_whole_states},
        {"writers conflict cleanly", writers_conflict_cleanly},
        {"who waits too long is told", who_waits_too_long_is_told},
        {"a saver that is killed leaves one state or the other",
         a_saver_that_is_killed_leaves_one_state_or_the_other},
    };
    int failed =
        !base_begin() || test_main("processes on one SQLite file", cases, TEST_COUNT(cases));
    base_end();
    return failed;
}
