/* Saves and loads a case of many posts in PostgreSQL and says how long each took.
 *
 *   postgresql POSTS ROUNDS
 *
 * Prints a line for each round, `save SECONDS load SECONDS edit SECONDS`: a whole new case, loading it
 * into a new model, and a save after one value was changed. The database is that of the environment;
 * the case of the last round stays. postgresql.py compares with psql. */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "locality-postgresql.h"
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

static void drop(PGconn *connection) {
    PQclear(PQexec(connection, "DROP SCHEMA IF EXISTS bench CASCADE;"
                               "DELETE FROM locality.cases WHERE name = 'bench'; CHECKPOINT"));
}

static void one_round(const locality_store *store, size_t posts) {
    locality_error error;
    locality_model *model = make(posts), *back = NULL;
    locality_value title = {.type = LOCALITY_TYPE_TEXT, .text = "Another title"};
    double start = now();
    must(locality_model_save(model, store, "bench", NULL, NULL, &error), &error);
    double saved = now();
    locality_model_free(model);
    double begun = now();
    must(locality_model_load(store, "bench", NULL, &back, &error), &error);
    double loaded = now();
    if (locality_model_count(back, "post") != posts)
        exit(2);
    must(locality_model_set(back, "post", "post-7", "title", &title, &error), &error);
    double changed = now();
    must(locality_model_save(back, store, "bench", NULL, NULL, &error), &error);
    printf("save %.3f load %.3f edit %.5f\n", saved - start, loaded - begun, now() - changed);
    fflush(stdout);
    locality_model_free(back);
}

int main(int argc, char **argv) {
    locality_postgresql_options options = LOCALITY_POSTGRESQL_OPTIONS_INIT;
    locality_postgresql *database = NULL;
    locality_store store;
    locality_error error;
    size_t posts = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000;
    int rounds = argc > 2 ? atoi(argv[2]) : 1;
    options.create = 1;
    must(locality_postgresql_open("", &options, &database, &error), &error);
    locality_postgresql_store(database, &store);
    PGconn *connection = PQconnectdb("");
    for (int i = 0; i < rounds; i++) {
        drop(connection);
        one_round(&store, posts);
    }
    PQfinish(connection);
    locality_postgresql_close(database);
    return 0;
}
