/* Saves and loads a case of many posts in a file of SQLite and says how long each took.
 *
 *   sqlite FILE POSTS ROUNDS
 *
 * Prints a line for each round, `save SECONDS load SECONDS edit SECONDS`: a whole new case in a new
 * database, from opening to closing; loading it into a new model, likewise; and a save after one value
 * was changed. The file of the last round stays. sqlite.py compares with Python's sqlite3. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "locality-sqlite.h"
#include "locality/model.h"

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void must(locality_status status, const locality_error *error) {
    if (status == LOCALITY_OK)
        return;
    fprintf(stderr, "%s: %s\n", locality_status_name(status), error->message);
    exit(2);
}

static void *room(size_t count, size_t size) {
    void *block = calloc(count, size);
    if (block == NULL)
        exit(2);
    return block;
}

/* One text for each post, by a form that takes a number. */
static const char **texts(size_t posts, const char *form, size_t modulus, size_t divisor) {
    enum { SIZE = 40 };
    char *bytes = room(posts, SIZE);
    const char **out = room(posts, sizeof *out);
    for (size_t i = 0; i < posts; i++) {
        snprintf(bytes + i * SIZE, SIZE, form, i / divisor % modulus);
        out[i] = bytes + i * SIZE;
    }
    return out;
}

static int64_t *numbers(size_t posts, int64_t base, int64_t step, int64_t modulus) {
    int64_t *out = room(posts, sizeof *out);
    for (size_t i = 0; i < posts; i++)
        out[i] = base + step * ((int64_t)i % modulus);
    return out;
}

static locality_model *make(size_t posts) {
    locality_model *model = NULL;
    locality_error error;
    locality_column_in columns[10];
    static const char *const fields[10] = {"structure", "title",  "unit", "reports_to", "grade",
                                           "serves",    "origin", "fte",  "posts",      "cost"};
    const void *data[10] = {texts(posts, "current", 1, 1),
                            texts(posts, "Job title number %zu", 5000, 1),
                            texts(posts, "unit-%zu", 20000, 10),
                            texts(posts, "post-%zu", posts, 10),
                            texts(posts, "grade-%zu", 16, 1),
                            texts(posts, "area-%zu", 300, 1),
                            texts(posts, "old-post-%zu", posts, 1),
                            numbers(posts, 500000, 50000, 11),
                            numbers(posts, 1, 1, 3),
                            numbers(posts, 2500000, 1234, 1000)};
    const char **ids = texts(posts, "post-%zu", posts, 1);
    for (size_t i = 0; i < 10; i++) {
        columns[i] = (locality_column_in)LOCALITY_COLUMN_IN_INIT;
        columns[i].field = fields[i];
        columns[i].data = data[i];
    }
    must(locality_model_new(NULL, NULL, &model, &error), &error);
    must(locality_model_put(model, "structure", "current", NULL, 0, &error), &error);
    must(locality_model_add_many(model, "post", ids, posts, columns, 10, &error), &error);
    return model;
}

static locality_sqlite *open_database(const char *path, locality_store *store) {
    locality_sqlite_options options = LOCALITY_SQLITE_OPTIONS_INIT;
    locality_sqlite *database = NULL;
    locality_error error;
    options.create = 1;
    must(locality_sqlite_open(path, &options, &database, &error), &error);
    locality_sqlite_store(database, store);
    return database;
}

static void remove_database(const char *path) {
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < 3; i++) {
        char name[1000];
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
}

static void one_round(const char *path, size_t posts) {
    locality_error error;
    locality_model *model = make(posts), *back = NULL;
    locality_value title = {.type = LOCALITY_TYPE_TEXT, .text = "Another title"};
    locality_store store;
    remove_database(path);
    double start = now();
    locality_sqlite *database = open_database(path, &store);
    must(locality_model_save(model, &store, "bench", NULL, NULL, &error), &error);
    locality_sqlite_close(database);
    double saved = now();
    locality_model_free(model);
    double begun = now();
    database = open_database(path, &store);
    must(locality_model_load(&store, "bench", NULL, &back, &error), &error);
    locality_sqlite_close(database);
    double loaded = now();
    if (locality_model_count(back, "post") != posts)
        exit(2);
    database = open_database(path, &store);
    locality_model_free(back);
    must(locality_model_load(&store, "bench", NULL, &back, &error), &error);
    must(locality_model_set(back, "post", "post-7", "title", &title, &error), &error);
    double changed = now();
    must(locality_model_save(back, &store, "bench", NULL, NULL, &error), &error);
    printf("save %.3f load %.3f edit %.5f\n", saved - start, loaded - begun, now() - changed);
    fflush(stdout);
    locality_model_free(back);
    locality_sqlite_close(database);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fputs("usage: sqlite FILE [POSTS [ROUNDS]]\n", stderr);
        return 2;
    }
    size_t posts = argc > 2 ? strtoul(argv[2], NULL, 10) : 1000000;
    int rounds = argc > 3 ? atoi(argv[3]) : 1;
    for (int i = 0; i < rounds; i++)
        one_round(argv[1], posts);
    return 0;
}
