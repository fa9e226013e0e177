/* Several processes on one database: readers see whole states, writers conflict cleanly, and a process
 * or a server that dies leaves the state before or the one after. */
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kit.h"
#include "support/random.h"

enum { POSTS = 60 };

/* ---- A history that anybody can retrace: what save number `step` changes ------------------------ */

static void put_start(locality_model *m) {
    KIT_PUT(m, "structure", "current", "status", "current");
    for (int i = 0; i < POSTS; i++) {
        char id[20];
        snprintf(id, sizeof id, "p%d", i);
        KIT_PUT(m, "post", id, "structure", "current", "title", "as it began", "level", "0");
    }
}

/* Changes some posts, takes one out, puts one in: all told by the number of the save alone. */
static void take_step(locality_model *m, unsigned step) {
    char id[40], text[40];
    snprintf(text, sizeof text, "%u", step);
    for (unsigned i = 0; i < POSTS; i++) {
        snprintf(id, sizeof id, "p%u", i);
        if ((i * 7 + step * 13) % 5 < 2)
            kit_set(m, "post", id, "level", text); /* where it stands */
    }
    snprintf(id, sizeof id, "p%u", step * 11 % POSTS);
    if (locality_model_remove(m, "post", id, &kit_error) != LOCALITY_OK)
        KIT_PUT(m, "post", id, "structure", "current", "title", text, "level", text);
    snprintf(id, sizeof id, "a%u", step % 20);
    KIT_PUT(m, "area", id, "name", text);
}

/* ---- Killed in the middle -------------------------------------------------------------------- */

static locality_model *load_or_exit(void) {
    locality_model *m = NULL;
    if (locality_model_load(&case_store, "paper", NULL, &m, &kit_error) != LOCALITY_OK)
        _exit(4);
    return m;
}

/* In a child: saves one step after the other until it is killed, and says which revisions it was told
 * are saved. A conflict is possible: the server may finish the commit of a client killed just before. */
static void save_for_ever(int told) {
    pg_database = NULL;
    if (pg_try(0, 0, NULL) != LOCALITY_OK)
        _exit(3);
    locality_model *m = load_or_exit();
    for (;;) {
        take_step(m, (unsigned)locality_model_revision(m));
        locality_status status =
            locality_model_save(m, &case_store, "paper", NULL, NULL, &kit_error);
        if (status == LOCALITY_CONFLICT) {
            locality_model_free(m);
            m = load_or_exit();
            continue;
        }
        if (status != LOCALITY_OK)
            _exit(5);
        uint64_t revision = locality_model_revision(m);
        if (told >= 0 && write(told, &revision, sizeof revision) != (ssize_t)sizeof revision)
            _exit(6);
    }
}

/* The last revision that a child said is saved; `revision` where it says no more. */
static uint64_t last_told(int from, uint64_t revision) {
    while (read(from, &revision, sizeof revision) == (ssize_t)sizeof revision) {
    }
    return revision;
}

static void wait_microseconds(long microseconds) {
    struct timespec t = {microseconds / 1000000, microseconds % 1000000 * 1000};
    nanosleep(&t, NULL);
}

static void begin_paper(const char *name) {
    pg_begin_test(name, 0);
    locality_model *m = kit_model();
    put_start(m);
    case_save(m, "paper");
    locality_model_free(m);
}

/* Brings a model of one's own to a revision and compares it with what the database holds. */
static uint64_t retrace(locality_model *mine, uint64_t *at) {
    locality_model *found = case_load("paper");
    uint64_t revision = locality_model_revision(found);
    CU_ASSERT_TRUE(revision >= *at);
    for (; *at < revision; ++*at)
        take_step(mine, (unsigned)*at);
    case_same(mine, found);
    locality_model_free(found);
    return revision;
}

static void a_killed_process_leaves_the_state_before_or_after(void) {
    enum { SAVES = 500, SEED = 20230224, SPAN = 30000 };
    locality_model *mine = kit_model();
    uint64_t at = 1;
    unsigned kills = 0;
    long span = SPAN; /* the longest wait; grows where a busy machine gets no save done in it */
    test_random random = {.seed = SEED};
    begin_paper("processes_killed");
    put_start(mine);
    while (at < SAVES && CU_get_number_of_failures() == 0 && kills < 4 * SAVES) {
        int told[2];
        TEST_NUMBER(pipe(told), 0);
        pid_t child = fork();
        if (child == 0)
            save_for_ever(told[1]);
        close(told[1]);
        wait_microseconds((long)(2000 + test_random_below(&random, (uint64_t)span)));
        kill(child, SIGKILL);
        int how = 0;
        waitpid(child, &how, 0);
        TEST_ROW(WIFSIGNALED(how), "the child was killed while it saved");
        kills++;
        uint64_t was = at;
        CU_ASSERT_TRUE(retrace(mine, &at) >= last_told(told[0], 0));
        close(told[0]);
        if (at == was && span < 64 * SPAN)
            span *= 2;
        else if (at > was && span > SPAN)
            span -= span / 4;
    }
    CU_ASSERT_TRUE(at >= SAVES);
    printf("%u kills in %llu saves\n", kills, (unsigned long long)at);
    locality_model_free(mine);
    pg_end_test();
}

/* ---- The server dies ------------------------------------------------------------------------- */

static int control(const char *what) {
    char command[300];
    const char *script = getenv("POSTGRESQL_CONTROL");
    snprintf(command, sizeof command, "%s %s >/dev/null 2>&1", script == NULL ? "false" : script,
             what);
    return system(command);
}

static void a_stopped_server_is_an_error_and_loses_nothing(void) {
    static const char *const ways[] = {"stop", "crash"};
    locality_model *mine = kit_model();
    uint64_t at = 1;
    begin_paper("processes_stopped");
    put_start(mine);
    for (int i = 0; i < 4; i++) {
        locality_model *m = case_load("paper");
        take_step(m, (unsigned)at);
        int told[2];
        TEST_NUMBER(pipe(told), 0);
        pid_t child = fork();
        if (child == 0)
            save_for_ever(told[1]);
        close(told[1]);
        uint64_t first = 0;
        TEST_ROW(read(told[0], &first, sizeof first) == (ssize_t)sizeof first, "the child saves");
        wait_microseconds(7000 * i);
        TEST_NUMBER(control(ways[i % 2]), 0);
        int how = 0;
        waitpid(child, &how, 0);
        TEST_ROW(WIFEXITED(how) && WEXITSTATUS(how) == 5, "the child's save failed");
        TEST_NUMBER(locality_model_save(m, &case_store, "paper", NULL, NULL, &kit_error),
                    LOCALITY_IO);
        TEST_ROW(strlen(kit_error.message) > 20, kit_error.message);
        TEST_NUMBER(control("start"), 0);
        CU_ASSERT_TRUE(retrace(mine, &at) >= last_told(told[0], first));
        close(told[0]);
        locality_model_free(m);
    }
    locality_model_free(mine);
    pg_end_test();
}

/* ---- Readers and writers --------------------------------------------------------------------- */

static void readers_see_whole_states(void) {
    begin_paper("processes_readers");
    locality_model *mine = kit_model();
    uint64_t at = 1, first, last = 0;
    put_start(mine);
    pid_t child = fork();
    if (child == 0)
        save_for_ever(-1);
    first = retrace(mine, &at);
    for (int i = 0; i < 60 || (last <= first + 10 && i < 10000); i++)
        last = retrace(mine, &at);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    CU_ASSERT_TRUE(last > first + 10); /* somebody did write meanwhile */
    locality_model_free(mine);
    pg_end_test();
}

/* In a child: adds to a count that others add to, starting over after a conflict. */
static void count_up(int times) {
    pg_database = NULL;
    if (pg_try(0, 0, NULL) != LOCALITY_OK)
        _exit(3);
    for (int done = 0; done < times;) {
        locality_model *m = NULL;
        locality_snapshot *snapshot = NULL;
        char text[30];
        if (locality_model_load(&case_store, "paper", NULL, &m, &kit_error) != LOCALITY_OK)
            _exit(4);
        snapshot = kit_take(m);
        long long now = atoll(kit_text_in(snapshot, "post", "p0", "level", text, sizeof text));
        snprintf(text, sizeof text, "%lld", now + 1);
        kit_set(m, "post", "p0", "level", text);
        locality_status status =
            locality_model_save(m, &case_store, "paper", NULL, NULL, &kit_error);
        if (status != LOCALITY_OK && status != LOCALITY_CONFLICT)
            _exit(5);
        done += status == LOCALITY_OK;
        locality_snapshot_release(snapshot);
        locality_model_free(m);
    }
    _exit(0);
}

static void writers_conflict_cleanly(void) {
    enum { WRITERS = 3, TIMES = 40 };
    pid_t child[WRITERS];
    char text[30];
    begin_paper("processes_writers");
    for (int i = 0; i < WRITERS; i++)
        if ((child[i] = fork()) == 0)
            count_up(TIMES);
    for (int i = 0; i < WRITERS; i++) {
        int how = 0;
        waitpid(child[i], &how, 0);
        TEST_ROW(WIFEXITED(how) && WEXITSTATUS(how) == 0, "a writer came to its end");
    }
    snprintf(text, sizeof text, "%d", WRITERS * TIMES);
    TEST_TEXT(pg_ask(pg_name, "SELECT level FROM paper.post WHERE id = 'p0'"), text);
    snprintf(text, sizeof text, "%d", WRITERS * TIMES + 1);
    TEST_TEXT(pg_ask(pg_name, "SELECT revision FROM paper.case_state"), text);
    pg_end_test();
}

/* In a child: changes posts of its own, upon what others have saved. */
static void change_own(int number) {
    locality_save_options options = LOCALITY_SAVE_OPTIONS_INIT;
    locality_model *m = NULL;
    char id[40], text[40];
    pg_database = NULL;
    options.on_conflict = LOCALITY_CONFLICT_REBASE;
    options.attempts = 1000;
    if (pg_try(0, 0, NULL) != LOCALITY_OK ||
        locality_model_load(&case_store, "paper", NULL, &m, &kit_error) != LOCALITY_OK)
        _exit(3);
    for (int i = 0; i < 20; i++) {
        snprintf(id, sizeof id, "p%d", number * 20 + i);
        snprintf(text, sizeof text, "by %d", number);
        kit_set(m, "post", id, "title", text);
        snprintf(id, sizeof id, "new-%d-%d", number, i);
        KIT_PUT(m, "post", id, "structure", "current");
        if (locality_model_save(m, &case_store, "paper", &options, NULL, &kit_error) != LOCALITY_OK)
            _exit(4);
    }
    _exit(0);
}

static void changes_are_made_upon_those_of_others(void) {
    pid_t child[3];
    begin_paper("processes_rebase");
    for (int i = 0; i < 3; i++)
        if ((child[i] = fork()) == 0)
            change_own(i);
    for (int i = 0; i < 3; i++) {
        int how = 0;
        waitpid(child[i], &how, 0);
        TEST_ROW(WIFEXITED(how) && WEXITSTATUS(how) == 0, "a writer came to its end");
    }
    TEST_TEXT(pg_ask(pg_name, "SELECT count(*) FROM paper.post WHERE title LIKE 'by _'"), "60");
    TEST_TEXT(pg_ask(pg_name, "SELECT count(*) FROM paper.post"), "120");
    pg_end_test();
}

/* In a child: makes a case that others make too. */
static void make_case(int number) {
    pg_database = NULL;
    if (pg_try(1, 0, NULL) != LOCALITY_OK)
        _exit(3);
    for (int i = 0; i < 10; i++) {
        char name[30];
        locality_model *m = case_model();
        snprintf(name, sizeof name, "shared %d", i);
        locality_status status = locality_model_save(m, &case_store, name, NULL, NULL, &kit_error);
        if (status != LOCALITY_OK && status != LOCALITY_CONFLICT)
            _exit(4);
        locality_model_free(m);
        m = case_model();
        snprintf(name, sizeof name, "own %d %d", number, i);
        if (locality_model_save(m, &case_store, name, NULL, NULL, &kit_error) != LOCALITY_OK)
            _exit(5); /* one's own case is in nobody's way */
        locality_model_free(m);
    }
    _exit(0);
}

static void databases_and_cases_are_made_at_once(void) {
    pid_t child[4];
    pg_make("processes_make");
    for (int i = 0; i < 4; i++)
        if ((child[i] = fork()) == 0)
            make_case(i);
    for (int i = 0; i < 4; i++) {
        int how = 0;
        waitpid(child[i], &how, 0);
        TEST_NUMBER(WIFEXITED(how) ? WEXITSTATUS(how) : -1, 0);
    }
    TEST_TEXT(pg_ask(pg_name, "SELECT count(*) FROM locality.cases"), "50");
}

static const test_case cases[] = {
    {"a killed process leaves the state before or after",
     a_killed_process_leaves_the_state_before_or_after},
    {"a stopped server is an error and loses nothing",
     a_stopped_server_is_an_error_and_loses_nothing},
    {"readers see whole states", readers_see_whole_states},
    {"writers conflict cleanly", writers_conflict_cleanly},
    {"changes are made upon those of others", changes_are_made_upon_those_of_others},
    {"databases and cases are made at once", databases_and_cases_are_made_at_once},
};
TEST_MAIN("processes on one database in PostgreSQL", cases)
