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
#include "posts.h"

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
