/* Threads: several read snapshots while the model changes and publishes others. Run it under a
 * thread sanitizer; without one it still checks that every reader sees a whole state. */
#include "kit.h"

#include "schema/schema.h"

#include <pthread.h>

enum { READERS = 3, ROUNDS = 300, POSTS = 40 };

/* The newest snapshot, handed over under a lock as a host would. */
typedef struct board {
    pthread_mutex_t lock;
    const locality_snapshot *newest;
    int done;
} board;

static void publish(board *b, const locality_snapshot *snapshot) {
    pthread_mutex_lock(&b->lock);
    const locality_snapshot *old = b->newest;
    b->newest = snapshot;
    pthread_mutex_unlock(&b->lock);
    locality_snapshot_release(old);
}

static const locality_snapshot *fetch(board *b, int *done) {
    pthread_mutex_lock(&b->lock);
    const locality_snapshot *newest = locality_snapshot_retain(b->newest);
    *done = b->done;
    pthread_mutex_unlock(&b->lock);
    return newest;
}

/* In every state all posts have the same FTE and report to the same post. Returns what is wrong. */
static size_t look(const locality_snapshot *s) {
    size_t wrong = 0, count = locality_snapshot_count(s, LOC_KIND_post);
    locality_column fte = LOCALITY_COLUMN_INIT, to = LOCALITY_COLUMN_INIT;
    locality_snapshot_column(s, LOC_KIND_post, LOC_FIELD_post_fte, &fte, NULL);
    locality_snapshot_column(s, LOC_KIND_post, LOC_FIELD_post_reports_to, &to, NULL);
    for (uint32_t row = 0; row < count; row++) {
        locality_value value;
        const char *id = locality_snapshot_id(s, LOC_KIND_post, row);
        wrong += fte.lo[row] != fte.lo[0];
        wrong += to.row[row] != to.row[0];
        wrong += locality_snapshot_find(s, LOC_KIND_post, id) != row;
        locality_snapshot_value(s, LOC_KIND_post, row, LOC_FIELD_post_skills, &value, NULL);
        wrong += value.items_count != 2 || strcmp(value.items[0], "s1") != 0;
        locality_snapshot_value(s, LOC_KIND_post, row, LOC_FIELD_post_title, &value, NULL);
        wrong += value.text[0] != 'T';
    }
    for (uint32_t row = 0; row < locality_snapshot_count(s, LOC_KIND_area); row++) {
        const char *id = locality_snapshot_id(s, LOC_KIND_area, row);
        wrong += strncmp(id, "extra", 5) != 0; /* rows that the model appends in place */
        wrong += locality_snapshot_find(s, LOC_KIND_area, id) != row;
    }
    return wrong + (locality_snapshot_symbol(s, "not there") != 0);
}

static void *read_on(void *state) {
    size_t *wrong = NULL;
    static size_t faults[READERS];
    struct {
        board *board;
        size_t number;
    } *job = state;
    wrong = &faults[job->number];
    for (int done = 0; !done;) {
        const locality_snapshot *s = fetch(job->board, &done);
        *wrong += look(s);
        locality_snapshot_release(s);
    }
    return wrong;
}

static void change(locality_model *m, int round) {
    char text[32];
    for (int i = 0; i < POSTS; i++) {
        char id[24];
        snprintf(id, sizeof id, "p%d", i);
        snprintf(text, sizeof text, "%d", round + 1);
        kit_well(kit_set(m, "post", id, "fte", text), id);
    }
    snprintf(text, sizeof text, "p%d", round % POSTS);
    for (int i = 0; round % 3 == 0 && i < POSTS + round / 10; i++) {
        char id[24];
        snprintf(id, sizeof id, "p%d", i);
        kit_set(m, "post", id, "reports_to", text);
    }
}

/* A post more, in line with the others. */
static void append(locality_model *m, int round, const char *to) {
    char id[24], fte[24], title[32];
    snprintf(id, sizeof id, "new%d", round);
    snprintf(fte, sizeof fte, "%d", round + 1);
    snprintf(title, sizeof title, "Title %d", round);
    KIT_PUT(m, "post", id, "title", title, "fte", fte, "skills", "s1 s2", "reports_to", to);
    kit_well(locality_model_remove(m, "post", id, &kit_error), id);
    snprintf(id, sizeof id, "extra%d", round);
    KIT_PUT(m, "area", id, "name", title);
}

static void readers_see_whole_states(void) {
    board b = {.lock = PTHREAD_MUTEX_INITIALIZER};
    locality_model *m = kit_model();
    kit_bare(m, "skill", "s1");
    kit_bare(m, "skill", "s2");
    for (int i = 0; i < POSTS; i++) {
        char id[24];
        snprintf(id, sizeof id, "p%d", i);
        KIT_PUT(m, "post", id, "title", "T", "fte", "1", "skills", "s1 s2", "reports_to", "p0");
    }
    publish(&b, kit_take(m));
    struct {
        board *board;
        size_t number;
    } jobs[READERS];
    pthread_t threads[READERS];
    for (size_t i = 0; i < READERS; i++) {
        jobs[i].board = &b;
        jobs[i].number = i;
        CU_ASSERT_FATAL(pthread_create(&threads[i], NULL, read_on, &jobs[i]) == 0);
    }
    for (int round = 0; round < ROUNDS; round++) {
        change(m, round);
        append(m, round, "p0");
        publish(&b, kit_take(m));
    }
    pthread_mutex_lock(&b.lock);
    b.done = 1;
    pthread_mutex_unlock(&b.lock);
    for (size_t i = 0; i < READERS; i++) {
        void *wrong = NULL;
        pthread_join(threads[i], &wrong);
        TEST_NUMBER(*(size_t *)wrong, 0);
    }
    publish(&b, NULL);
    locality_model_free(m);
}

/* The last release frees, on whichever thread it comes. */
static void *release_all(void *state) {
    locality_snapshot_release(state);
    return NULL;
}

static void snapshots_are_released_on_other_threads(void) {
    for (int i = 0; i < 20; i++) {
        locality_model *m = kit_model();
        KIT_PUT(m, "post", "p", "title", "T");
        locality_snapshot *s = kit_take(m);
        pthread_t thread;
        CU_ASSERT_FATAL(pthread_create(&thread, NULL, release_all, s) == 0);
        locality_model_free(m);
        pthread_join(thread, NULL);
    }
}

static const test_case cases[] = {
    {"readers see whole states while the model goes on", readers_see_whole_states},
    {"snapshots are released on other threads", snapshots_are_released_on_other_threads},
};

TEST_MAIN("model: threads", cases)
