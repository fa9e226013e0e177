/* Import: tables (CSV) into documents, by maps of the library or of the user; the tables that a document
 * names, read with it; and documents, cases and tables into databases. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

enum { PIECE = 1 << 18 /* bytes read at a time */ };

/* ---- Maps -------------------------------------------------------------------------------------------- */

/* Lists the maps of the library, each with the text behind its name. */
static int list_maps(const cli_line *cli) {
    static const char *const names[] = {"map", "Map", "title", "What it is for"};
    locality_table *table = NULL;
    locality_error error;
    locality_status status = locality_table_new(NULL, &table, &error);

    for (size_t i = 0; i < 2 && status == LOCALITY_OK; i++)
        status = locality_table_add_column(table, names[2 * i], names[2 * i + 1],
                                           LOCALITY_ALIGN_LEFT, &error);
    for (size_t i = 0; i < locality_intake_maps() && status == LOCALITY_OK; i++) {
        const char *name = locality_intake_map_name(i);
        const char *text = locality_intake_map_text(name), *title, *end;
        char cell[200];

        title = strstr(text, "\nmap ");
        title = title == NULL ? text : strchr(title, '"') + 1;
        end = strchr(title, '"');
        snprintf(cell, sizeof cell, "%.*s", (int)(end - title), title);
        status = locality_table_add_cell(table, name, LOCALITY_TONE_PLAIN, &error);
        if (status == LOCALITY_OK)
            status = locality_table_add_cell(table, cell, LOCALITY_TONE_PLAIN, &error);
    }
    return cli_end_table(cli, table, status, &error);
}

static int stop_map(const char *name) {
    int code = cli_stop("%s: there is no such map, and no such file; the library has", name);

    for (size_t i = 0; i < locality_intake_maps(); i++)
        fprintf(stderr, "  %s\n", locality_intake_map_name(i));
    return code;
}

/* Finds the text of a map: one of the library, else a file. `path` is where the file would be. */
static int find_map(const char *name, const char *path, cli_text *map) {
    const char *text = locality_intake_map_text(name);
    struct stat status;

    memset(map, 0, sizeof *map);
    if (text == NULL) {
        if (stat(path, &status) != 0)
            return stop_map(name);
        return cli_read_file(path, NULL, map);
    }
    map->length = strlen(text);
    map->path = cli_take(NULL, strlen(name) + 1, 1);
    map->bytes = cli_take(NULL, map->length + 1, 1);
    memcpy(map->path, name, strlen(name) + 1);
    memcpy(map->bytes, text, map->length + 1);
    return CLI_HOLDS;
}

static void clear_map(cli_text *map) {
    free(map->path);
    free(map->bytes);
}

/* ---- Telling ------------------------------------------------------------------------------------------- */

typedef struct sort_of_count {
    int32_t what;
    const char *title;
} sort_of_count;

static const sort_of_count sorts[] = {
    {LOCALITY_INTAKE_MADE, "imported"},        {LOCALITY_INTAKE_STOOD, "stood already"},
    {LOCALITY_INTAKE_REFUSED, "not imported"}, {LOCALITY_INTAKE_SKIPPED, "rows skipped"},
    {LOCALITY_INTAKE_BROKEN, "rows not read"}, {LOCALITY_INTAKE_TALLY, "counted"},
    {LOCALITY_INTAKE_MISSING, "blank cells"},  {LOCALITY_INTAKE_UNMAPPED, "columns left out"},
    {LOCALITY_INTAKE_PROBLEMS, "problems"},
};

/* How a count is called: a kind by its plural where there is not one alone. */
static const char *name_of(const locality_intake_count *count) {
    bool is_kind = count->what == LOCALITY_INTAKE_MADE || count->what == LOCALITY_INTAKE_STOOD ||
                   count->what == LOCALITY_INTAKE_REFUSED;
    uint32_t kind = is_kind ? locality_schema_kind(NULL, count->name) : LOCALITY_NO_INDEX;

    return kind == LOCALITY_NO_INDEX || count->count == 1 ? count->name
                                                          : locality_schema_kind_plural(NULL, kind);
}

static void tell_counts(const locality_intake_report *report, const sort_of_count *sort) {
    bool has_begun = false;

    for (size_t i = 0; i < locality_intake_report_counts(report); i++) {
        const locality_intake_count *count = locality_intake_report_count_at(report, i);

        if (count->what != sort->what || count->count == 0)
            continue;
        fprintf(stderr, has_begun ? ", " : "  %-16s ", sort->title);
        if (sort->what == LOCALITY_INTAKE_TALLY)
            fprintf(stderr, "%s %llu", name_of(count), (unsigned long long)count->count);
        else
            fprintf(stderr, "%llu%s%s", (unsigned long long)count->count,
                    count->name[0] == '\0' ? "" : " ", name_of(count));
        has_begun = true;
    }
    if (has_begun)
        fputc('\n', stderr);
}

static void tell_problem(const locality_intake_problem *problem) {
    fprintf(stderr, "  row %llu", (unsigned long long)problem->row);
    if (problem->column > 0)
        fprintf(stderr, ", column %llu", (unsigned long long)problem->column);
    if (problem->heading[0] != '\0')
        fprintf(stderr, " (%s)", problem->heading);
    if (problem->kind[0] != '\0' && problem->id[0] != '\0')
        fprintf(stderr, ", %s %s", problem->kind, problem->id);
    if (problem->value[0] != '\0')
        fprintf(stderr, ", \"%s\"", problem->value);
    fprintf(stderr, ": %s\n", problem->message);
}

/* Says on the standard error what an import came to. */
static void tell_report(const char *path, const char *map, const locality_intake_report *report) {
    uint64_t all = locality_intake_report_sum(report, LOCALITY_INTAKE_PROBLEMS, NULL);
    uint64_t rows = locality_intake_report_sum(report, LOCALITY_INTAKE_ROWS, NULL);
    size_t listed = locality_intake_report_problems(report);

    fprintf(stderr, "%s by map %s: %llu %s\n", path, map, (unsigned long long)rows,
            rows == 1 ? "row" : "rows");
    for (size_t i = 0; i < sizeof sorts / sizeof sorts[0]; i++)
        tell_counts(report, &sorts[i]);
    for (size_t i = 0; i < listed; i++)
        tell_problem(locality_intake_report_problem_at(report, i));
    if (all > listed)
        fprintf(stderr, "  and %llu more\n", (unsigned long long)(all - listed));
}

/* ---- Reading ------------------------------------------------------------------------------------------- */

/* Whether a file begins as JSON does, and no table would. */
static bool is_json(FILE *file) {
    int first = getc(file);

    ungetc(first, file);
    return first == '{';
}

/* Pushes a file into an import. */
static int push_file(FILE *file, const char *path, locality_intake *intake) {
    char *piece = cli_take(NULL, PIECE, 1);
    locality_error error;
    int code = CLI_HOLDS;
    size_t length;

    while (code == CLI_HOLDS && (length = fread(piece, 1, PIECE, file)) > 0)
        if (locality_intake_push(intake, piece, length, &error) != LOCALITY_OK)
            code = cli_stop_error(path, NULL, 0, &error);
    if (code == CLI_HOLDS && ferror(file) != 0)
        code = cli_stop("%s: %s", path, strerror(errno));
    free(piece);
    return code;
}

static int read_table(locality_model *model, const char *path, const cli_text *map,
                      const locality_intake_options *options, locality_intake_report **report) {
    bool is_input = strcmp(path, "-") == 0;
    locality_intake *intake = NULL;
    locality_error error;
    FILE *file = is_input ? stdin : fopen(path, "rb");
    int code;

    *report = NULL;
    if (file == NULL)
        return cli_stop("%s: %s", path, strerror(errno));
    if (locality_intake_new(model, map->bytes, map->length, options, &intake, &error) !=
        LOCALITY_OK)
        code = cli_stop_error(map->path, map->bytes, map->length, &error);
    else
        code = is_json(file) ? cli_push_geojson(file, path, intake) : push_file(file, path, intake);
    if (code == CLI_HOLDS && locality_intake_finish(intake, report, &error) != LOCALITY_OK)
        code = cli_stop_error(path, NULL, 0, &error);
    locality_intake_free(intake);
    if (!is_input)
        fclose(file);
    return code;
}

int cli_read_table(locality_model *model, const locality_json_table *table, const char *path,
                   const char *map_path) {
    locality_intake_options options = LOCALITY_INTAKE_OPTIONS_INIT;
    locality_intake_report *report = NULL;
    locality_range as_at;
    locality_error error = {.status = LOCALITY_OK};
    cli_text map;
    int code = find_map(table->map, map_path, &map);
    uint64_t problems;

    options.label = table->file;
    options.structure = table->structure;
    options.prefix = table->prefix;
    if (code == CLI_HOLDS && table->as_at != NULL) {
        options.as_at = &as_at;
        if (locality_value_read(LOCALITY_TYPE_DATE, table->as_at, strlen(table->as_at), &as_at,
                                &error) != LOCALITY_OK)
            code = cli_stop("%s: as_at: %s", path, error.message);
    }
    if (code == CLI_HOLDS)
        code = read_table(model, path, &map, &options, &report);
    problems = locality_intake_report_sum(report, LOCALITY_INTAKE_PROBLEMS, NULL);
    if (problems > 0)
        fprintf(stderr, "locality: %s: %llu problem%s; locality import %s --map %s tells them\n",
                path, (unsigned long long)problems, problems == 1 ? "" : "s", path, table->map);
    locality_intake_report_free(report);
    clear_map(&map);
    return code;
}

/* ---- The command --------------------------------------------------------------------------------------- */

/* What is imported on its way: to the standard output as a document, or into a database. */
typedef struct importing {
    cli_paper paper;       /* what is imported, or what a table is added to */
    locality_model *fresh; /* of a table that is added to nothing */
    cli_target target;     /* where a second word names one */
    bool has_target;
} importing;

static int write_document(const cli_line *cli, const locality_model *model,
                          const locality_json_header *header) {
    locality_output output;
    locality_error error;

    cli_output(cli, &output);
    output.tone = NULL;
    return locality_json_write(model, header, &output, &error) == LOCALITY_OK
               ? CLI_HOLDS
               : cli_stop_error(NULL, NULL, 0, &error);
}

/* The name of a file without its folder and its ending, for a case. */
static char *name_of_file(const char *path) {
    const char *last = strcmp(path, "-") == 0 ? "case" : cli_last_part(path);
    size_t length = strcspn(last, ".#");
    char *name;

    length = length == 0 ? strlen(last) : length;
    name = cli_take(NULL, length + 1, 1);
    memcpy(name, last, length);
    name[length] = '\0';
    return name;
}

static int deliver(const cli_line *cli, importing *in) {
    locality_json_header header = LOCALITY_JSON_HEADER_INIT;
    locality_model *model = in->fresh != NULL ? in->fresh : in->paper.model;
    char *name = name_of_file(cli->words[0]);
    cli_list rules = {NULL, 0};
    int code;

    cli_join_headers(&in->paper, &header, &rules);
    if ((cli->given & CLI_WITH_RULES) != 0)
        header.rules_count = 0;
    code = in->has_target ? cli_target_save(cli, &in->target, model, &header,
                                            header.name != NULL ? header.name : name)
                          : write_document(cli, model, &header);
    free(rules.items);
    free(name);
    return code;
}

static int import_table(cli_line *cli, const cli_text *map, importing *in) {
    locality_intake_options options = LOCALITY_INTAKE_OPTIONS_INIT;
    locality_intake_report *report = NULL;
    const char *path = cli->words[0];
    locality_error error;
    int code = CLI_HOLDS;

    options.label = strcmp(path, "-") == 0 ? "standard input" : cli_last_part(path);
    options.structure = cli->structure;
    options.prefix = cli->prefix;
    options.as_at = cli->has_as_at ? &cli->as_at : NULL;
    if (cli->into != NULL)
        code = cli_load(cli, cli->into, CLI_MODEL, &in->paper);
    else if (locality_model_new(NULL, NULL, &in->fresh, &error) != LOCALITY_OK)
        code = cli_stop_error(NULL, NULL, 0, &error);
    if (code == CLI_HOLDS)
        code = read_table(in->fresh != NULL ? in->fresh : in->paper.model, path, map, &options,
                          &report);
    if (code == CLI_HOLDS)
        code = deliver(cli, in);
    if (code == CLI_HOLDS) {
        tell_report(options.label, map->path, report);
        if (locality_intake_report_worst(report) == LOCALITY_INTAKE_ERROR)
            code = CLI_FAILS;
    }
    locality_intake_report_free(report);
    return code;
}

/* A document or a case, into a database. */
static int import_records(cli_line *cli, importing *in) {
    int depth = (cli->given & CLI_WITH_RULES) != 0 ? CLI_RULED : CLI_MODEL;
    int code = cli_load(cli, cli->words[0], depth, &in->paper);

    return code == CLI_HOLDS ? deliver(cli, in) : code;
}

static int by_map(cli_line *cli, importing *in) {
    cli_text map;
    int code = find_map(cli->map, cli->map, &map);

    if (code == CLI_HOLDS && cli->words_count == 0)
        fwrite(map.bytes, 1, map.length, stdout);
    else if (code == CLI_HOLDS)
        code = import_table(cli, &map, in);
    clear_map(&map);
    return code;
}

static bool is_table(const char *path) {
    size_t length = strlen(path);

    return length > 4 &&
           (strcmp(path + length - 4, ".csv") == 0 || strcmp(path + length - 4, ".CSV") == 0);
}

/* Whether the options belong to what is to be done. */
static int check_import(const cli_line *cli) {
    bool to_database = cli->words_count > 1;

    if (cli->map == NULL && (!to_database || is_table(cli->words[0])))
        return cli_stop(cli->words_count == 0 || is_table(cli->words[0])
                            ? "which map says what the table means? --map NAME or --map FILE; "
                              "locality import --list lists those of the library"
                            : "where to? A document or a case is imported into a database, "
                              "locality import SOURCE sqlite:FILE#CASE; a table needs --map, and "
                              "locality export writes a document");
    if (cli->map == NULL && (cli->given & (CLI_INTO | CLI_STRUCTURE | CLI_AS_AT | CLI_PREFIX)) != 0)
        return cli_stop(
            "--into, --structure, --prefix and --as-at are for tables; give --map as well");
    if (cli->map != NULL && (cli->given & CLI_WITH_RULES) != 0)
        return cli_stop("a table has no rules; --with-rules is for documents and cases");
    if (!to_database && (cli->given & (CLI_REPLACE | CLI_REBASE | CLI_HISTORY)) != 0)
        return cli_stop("--replace, --rebase and --history are for what is imported into a "
                        "database; name it: locality import %s sqlite:FILE#CASE",
                        cli->words_count == 0 ? "SOURCE" : cli->words[0]);
    if ((cli->given & CLI_REBASE) != 0 && (cli->given & CLI_REPLACE) == 0)
        return cli_stop("--rebase says how --replace is done; give --replace as well");
    return CLI_HOLDS;
}

int cli_import(cli_line *cli) {
    importing in;
    int code;

    if ((cli->given & CLI_LIST) != 0)
        return list_maps(cli);
    memset(&in, 0, sizeof in);
    code = check_import(cli);
    if (code == CLI_HOLDS && cli->words_count > 1) {
        in.has_target = true;
        code = cli_target_open(cli, cli->words[1], &in.target);
    }
    if (code == CLI_HOLDS)
        code = cli->map != NULL ? by_map(cli, &in) : import_records(cli, &in);
    locality_model_free(in.fresh);
    cli_unload(&in.paper);
    cli_target_clear(&in.target);
    return code;
}
