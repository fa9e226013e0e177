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
#include "posts.h"

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
