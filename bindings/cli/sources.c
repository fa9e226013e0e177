/* Sources: cases in databases, by the words that name them:
 *
 *     sqlite:FILE[#CASE]            postgresql:///DATABASE[#CASE], or any other address that libpq takes
 *
 * The case may be left out where the database holds one alone. Which databases there are was settled when
 * the command was built; of the others it says what it lacks. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#ifdef LOCALITY_HAVE_SQLITE
#include <locality-sqlite.h>
#endif
#ifdef LOCALITY_HAVE_POSTGRESQL
#include <locality-postgresql.h>
#endif

/* Names of the cases of a database, owned. */
typedef struct case_names {
    char **names;
    size_t count;
} case_names;

/* One sort of database. */
typedef struct source_sort {
    const char *prefix;
    bool is_address; /* the prefix belongs to what the database is opened by */
    const char *called, *package;
    /* All null where the command was built without it. */
    locality_status (*open)(const char *place, int access, bool history, void **out,
                            locality_error *error);
    void (*close)(void *database);
    void (*store)(void *database, locality_store *out);
    locality_status (*cases)(void *database, case_names *names, locality_error *error);
} source_sort;

static char *copy_text(const char *text, size_t length) {
    char *copy = cli_take(NULL, length + 1, 1);

    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

#if defined(LOCALITY_HAVE_SQLITE) || defined(LOCALITY_HAVE_POSTGRESQL)
static int32_t add_name(case_names *names, const char *name) {
    names->names = cli_take(names->names, names->count + 1, sizeof *names->names);
    names->names[names->count++] = copy_text(name, strlen(name));
    return 0;
}
#endif

/* ---- SQLite -------------------------------------------------------------------------------------------- */

#ifdef LOCALITY_HAVE_SQLITE
static locality_status open_sqlite(const char *place, int access, bool history, void **out,
                                   locality_error *error) {
    locality_sqlite_options options = LOCALITY_SQLITE_OPTIONS_INIT;
    locality_sqlite *database = NULL;
    locality_status status;

    options.create = access == CLI_TO_WRITE;
    options.read_only = access == CLI_TO_READ;
    options.history = history;
    status = locality_sqlite_open(place, &options, &database, error);
    *out = database;
    return status;
}

static void close_sqlite(void *database) {
    locality_sqlite_close(database);
}

static void store_sqlite(void *database, locality_store *out) {
    locality_sqlite_store(database, out);
}

static int32_t name_sqlite(void *self, const char *name, uint64_t revision) {
    (void)revision;
    return add_name(self, name);
}

static locality_status cases_sqlite(void *database, case_names *names, locality_error *error) {
    return locality_sqlite_cases(database, names, name_sqlite, error);
}
#define SQLITE open_sqlite, close_sqlite, store_sqlite, cases_sqlite
#else
#define SQLITE NULL, NULL, NULL, NULL
#endif

/* ---- PostgreSQL ---------------------------------------------------------------------------------------- */

#ifdef LOCALITY_HAVE_POSTGRESQL
static locality_status open_postgresql(const char *place, int access, bool history, void **out,
                                       locality_error *error) {
    locality_postgresql_options options = LOCALITY_POSTGRESQL_OPTIONS_INIT;
    locality_postgresql *database = NULL;
    locality_status status;

    options.create = access == CLI_TO_WRITE;
    options.history = history;
    status = locality_postgresql_open(place, &options, &database, error);
    *out = database;
    return status;
}

static void close_postgresql(void *database) {
    locality_postgresql_close(database);
}

static void store_postgresql(void *database, locality_store *out) {
    locality_postgresql_store(database, out);
}

static int32_t name_postgresql(void *self, const char *name, const char *schema) {
    (void)schema;
    return add_name(self, name);
}

static locality_status cases_postgresql(void *database, case_names *names, locality_error *error) {
    return locality_postgresql_cases(database, names, name_postgresql, error);
}
#define POSTGRESQL open_postgresql, close_postgresql, store_postgresql, cases_postgresql
#else
#define POSTGRESQL NULL, NULL, NULL, NULL
#endif

/* ---- Words --------------------------------------------------------------------------------------------- */

static const source_sort sorts[] = {
    {"sqlite:", false, "SQLite", "libsqlite3-dev", SQLITE},
    {"postgresql:", true, "PostgreSQL", "libpq-dev", POSTGRESQL},
    {"postgres:", true, "PostgreSQL", "libpq-dev", POSTGRESQL},
};

enum { SORTS = sizeof sorts / sizeof sorts[0] };

static int sort_of(const char *word) {
    int sort = 0;

    while (sort < SORTS && strncmp(word, sorts[sort].prefix, strlen(sorts[sort].prefix)) != 0)
        sort++;
    return sort;
}

bool cli_is_case(const char *word) {
    return sort_of(word) < SORTS;
}

/* What messages call a database: the word without the case and without what may be a password. */
static char *make_label(const source_sort *sort, const char *word, size_t length) {
    char *label = copy_text(word, length);
    char *slashes = strstr(label, "//"), *at;

    if (!sort->is_address)
        return label;
    label[strcspn(label, "?")] = '\0';
    at = strrchr(label, '@');
    if (at == NULL || slashes == NULL)
        return label;
    for (char *colon = slashes + 2; colon < at; colon++)
        if (*colon == ':') {
            memmove(colon, at, strlen(at) + 1);
            break;
        }
    return label;
}

void cli_source_name(cli_source *source, const char *name) {
    size_t length = strlen(source->label);

    source->name = copy_text(name, strlen(name));
    source->label = cli_take(source->label, length + strlen(name) + 2, 1);
    source->label[length] = '#';
    memcpy(source->label + length + 1, name, strlen(name) + 1);
}

/* Takes a word apart. */
static int read_word(const char *word, cli_source *source) {
    const source_sort *sort = &sorts[source->sort];
    const char *behind = word + strlen(sort->prefix), *mark = strrchr(word, '#');
    const char *end = mark == NULL ? word + strlen(word) : mark;
    const char *start = sort->is_address ? word : behind;

    if (end <= behind || (mark != NULL && mark[1] == '\0'))
        return cli_stop("%s: write %s, and #CASE behind it where there are several", word,
                        sort->is_address ? "postgresql:///DATABASE" : "sqlite:FILE");
    source->place = copy_text(start, (size_t)(end - start));
    source->beside = copy_text(sort->is_address ? "" : source->place,
                               sort->is_address ? 0 : strlen(source->place));
    source->label = make_label(sort, word, (size_t)(end - word));
    if (mark != NULL)
        cli_source_name(source, mark + 1);
    return CLI_HOLDS;
}

/* ---- Opening ------------------------------------------------------------------------------------------- */

/* Says which cases there are. */
static int stop_names(const cli_source *source, const case_names *names, const char *what) {
    int code = cli_stop("%s: %s", source->label, what);

    for (size_t i = 0; i < names->count; i++)
        fprintf(stderr, "  #%s\n", names->names[i]);
    return code;
}

/* Finds the case of the source: the one it names, or the only one. */
static int find_case(cli_source *source) {
    case_names names = {NULL, 0};
    locality_error error;
    bool found = false;
    int code = CLI_HOLDS;

    if (sorts[source->sort].cases(source->database, &names, &error) != LOCALITY_OK)
        code = cli_stop_error(source->label, NULL, 0, &error);
    for (size_t i = 0; i < names.count && source->name != NULL; i++)
        found = found || strcmp(names.names[i], source->name) == 0;
    if (code == CLI_HOLDS && names.count == 0)
        code = cli_stop("%s: the database holds no case", source->label);
    else if (code == CLI_HOLDS && source->name != NULL && !found)
        code = stop_names(source, &names, "there is no such case; the database holds");
    else if (code == CLI_HOLDS && source->name == NULL && names.count > 1)
        code = stop_names(source, &names, "which case? Add one of these to the name");
    else if (code == CLI_HOLDS && source->name == NULL)
        cli_source_name(source, names.names[0]);
    for (size_t i = 0; i < names.count; i++)
        free(names.names[i]);
    free(names.names);
    return code;
}

int cli_source_open(const char *word, int access, bool history, cli_source *source) {
    const source_sort *sort;
    locality_error error;
    int code;

    memset(source, 0, sizeof *source);
    source->sort = sort_of(word);
    sort = &sorts[source->sort];
    if (sort->open == NULL)
        return cli_stop("%s: this command was built without %s; build it where Debian's package "
                        "%s, or its like, is installed",
                        word, sort->called, sort->package);
    code = read_word(word, source);
    if (code != CLI_HOLDS)
        return code;
    if (sort->open(source->place, access, history, &source->database, &error) != LOCALITY_OK)
        return cli_stop_error(source->label, NULL, 0, &error);
    sort->store(source->database, &source->store);
    return access == CLI_TO_READ ? find_case(source) : CLI_HOLDS;
}

void cli_source_clear(cli_source *source) {
    if (source->database != NULL)
        sorts[source->sort].close(source->database);
    free(source->place);
    free(source->beside);
    free(source->name);
    free(source->label);
    memset(source, 0, sizeof *source);
}
