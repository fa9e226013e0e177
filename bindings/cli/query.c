/* Query and list: the language asked directly, and lists of records made from it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* A text that grows. */
typedef struct query_text {
    char *bytes;
    size_t length;
} query_text;

static void add(query_text *text, const char *more) {
    size_t length = strlen(more);

    text->bytes = cli_take(text->bytes, text->length + length, 1);
    memcpy(text->bytes + text->length, more, length + 1);
    text->length += length;
}

static void query_options(const cli_line *cli, locality_query_options *options) {
    locality_query_options plain = LOCALITY_QUERY_OPTIONS_INIT;

    *options = plain;
    options->as_at = cli->has_as_at ? &cli->as_at : NULL;
    options->parameters = cli->settings;
    options->parameters_count = cli->settings_count;
}

/* Prints an answer; exit code 1 for a plain no. */
static int print_answer(cli_line *cli, const locality_answer *answer, const char *title) {
    locality_report_options options;
    locality_output output;
    locality_error error;

    cli_output(cli, &output);
    cli_report_options(cli, &options);
    if (locality_report_answer(answer, title, (cli->given & CLI_EXPLAIN) != 0, &options, &output,
                               &error) != LOCALITY_OK)
        return cli_stop_error(NULL, NULL, 0, &error);
    return !locality_answer_is_table(answer) && locality_answer_truth(answer) == LOCALITY_FALSE
               ? CLI_FAILS
               : CLI_HOLDS;
}

/* ---- Queries ----------------------------------------------------------------------------------------- */

static int ask(cli_line *cli, const cli_paper *paper, const char *question) {
    locality_query_options options;
    locality_answer *answer = NULL;
    locality_error error;
    int code;

    query_options(cli, &options);
    if (locality_query(paper->snapshot, question, strlen(question), &options, &answer, &error) !=
        LOCALITY_OK)
        return cli_stop_error("query", question, strlen(question), &error);
    code = print_answer(cli, answer, NULL);
    locality_answer_free(answer);
    return code;
}

static int ask_by_id(cli_line *cli, const cli_paper *paper, const char *id) {
    const locality_snapshot *snapshot = paper->snapshot;
    uint32_t kind = locality_schema_kind(NULL, "question");
    uint32_t row = locality_snapshot_find(snapshot, kind, id);
    locality_query_options options;
    locality_answer *answer = NULL;
    locality_value sentence;
    locality_error error;
    int code;

    query_options(cli, &options);
    if (locality_query_run(snapshot, id, &options, &answer, &error) != LOCALITY_OK)
        return cli_stop_paper(paper, &error);
    if (locality_snapshot_value(snapshot, kind, row, locality_schema_field(NULL, kind, "sentence"),
                                &sentence, NULL) != LOCALITY_OK ||
        sentence.type != LOCALITY_TYPE_TEXT)
        sentence.text = id;
    code = print_answer(cli, answer, sentence.text);
    locality_answer_free(answer);
    return code;
}

int cli_query(cli_line *cli) {
    bool list = (cli->given & CLI_LIST) != 0, by_id = cli->id != NULL;
    bool typed = cli->words_count > 1;
    cli_paper paper;
    int code;

    if ((list ? 1 : 0) + (by_id ? 1 : 0) + (typed ? 1 : 0) != 1)
        return cli_stop("locality query DOC takes one of: an expression, --id ID, --list");
    code = cli_load(cli, cli->words[0], CLI_SNAPSHOT, &paper);
    if (code == CLI_HOLDS && list)
        code = ask(cli, &paper, "list(q.id, q.sentence, q.source, q.section for q in question)");
    else if (code == CLI_HOLDS && by_id)
        code = ask_by_id(cli, &paper, cli->id);
    else if (code == CLI_HOLDS)
        code = ask(cli, &paper, cli->words[1]);
    cli_unload(&paper);
    return code;
}

/* ---- Lists of records ---------------------------------------------------------------------------------- */

#define USUAL_COLUMNS 5u

/* How many records give a field. */
static size_t given(const locality_snapshot *snapshot, uint32_t kind, uint32_t field) {
    size_t count = locality_snapshot_count(snapshot, kind), found = 0;

    for (size_t row = 0; row < count; row++) {
        locality_value value;

        if (locality_snapshot_value(snapshot, kind, (uint32_t)row, field, &value, NULL) ==
                LOCALITY_OK &&
            value.type != LOCALITY_TYPE_NONE)
            found++;
    }
    return found;
}

/* Whether a field may be shown without being asked for: not where a fact comes from, and not the name
 * of a person. */
static bool is_usual(const locality_field_info *info, bool is_person) {
    bool is_name = info->name != NULL && strcmp(info->name, "name") == 0;

    return info->is_common != 0 ? is_name && !is_person : info->name != NULL;
}

/* Adds the fields that most records give, in the order of the schema. */
static void add_usual_columns(query_text *query, const locality_snapshot *snapshot, uint32_t kind) {
    uint32_t fields = locality_schema_fields(locality_snapshot_schema(snapshot), kind);
    bool is_person = kind == locality_schema_kind(NULL, "person");
    size_t *counts = cli_take(NULL, fields, sizeof *counts);
    size_t left = USUAL_COLUMNS, least = locality_snapshot_count(snapshot, kind);

    for (uint32_t field = 0; field < fields; field++) {
        locality_field_info info = LOCALITY_FIELD_INFO_INIT;

        locality_schema_describe(locality_snapshot_schema(snapshot), kind, field, &info, NULL);
        counts[field] = is_usual(&info, is_person) ? given(snapshot, kind, field) : 0;
    }
    for (; least > 0 && left > 0; least--) { /* the fewest records a shown field may have */
        size_t more = 0;

        for (uint32_t field = 0; field < fields; field++)
            more += counts[field] == least;
        if (more > left)
            break;
        left -= more;
    }
    for (uint32_t field = 0; field < fields; field++) {
        locality_field_info info = LOCALITY_FIELD_INFO_INIT;

        locality_schema_describe(locality_snapshot_schema(snapshot), kind, field, &info, NULL);
        if (counts[field] <= least || info.name == NULL)
            continue;
        add(query, ", r.");
        add(query, info.name);
    }
    free(counts);
}

/* Adds `r.` before each name of the list that the user typed. */
static void add_columns(query_text *query, const char *columns) {
    while (*columns != '\0') {
        size_t length = strcspn(columns, ",");
        char *name = cli_take(NULL, length + 1, 1);

        memcpy(name, columns, length);
        name[length] = '\0';
        add(query, query->length > strlen("list(") ? ", r." : "r.");
        add(query, name + strspn(name, " "));
        free(name);
        columns += length + (columns[length] == ',');
    }
}

static int list_kind(cli_line *cli, const cli_paper *paper) {
    uint32_t kind = locality_schema_kind(NULL, cli->words[1]);
    locality_query_options options;
    locality_answer *answer = NULL;
    query_text query = {NULL, 0};
    locality_error error;
    size_t where_at;
    int code;

    if (kind == LOCALITY_NO_INDEX) { /* the model knows the nearest names */
        locality_model_remove(paper->model, cli->words[1], "?", &error);
        return cli_stop("%s", error.message);
    }
    add(&query, "list(");
    if (cli->columns != NULL) {
        add_columns(&query, cli->columns);
    } else {
        add(&query, "r.id");
        add_usual_columns(&query, paper->snapshot, kind);
    }
    add(&query, " for r in ");
    add(&query, locality_schema_kind_name(NULL, kind));
    where_at = query.length + strlen(" where ");
    if (cli->where != NULL) {
        add(&query, " where ");
        add(&query, cli->where);
    }
    add(&query, ")");
    query_options(cli, &options);
    if (locality_query(paper->snapshot, query.bytes, query.length, &options, &answer, &error) !=
        LOCALITY_OK) {
        bool in_where = cli->where != NULL && error.line == 1 && error.column > where_at;

        if (in_where)
            error.column -= where_at;
        code =
            cli_stop_error(in_where ? "--where" : "--columns", in_where ? cli->where : query.bytes,
                           in_where ? strlen(cli->where) : query.length, &error);
    } else {
        code = print_answer(cli, answer, NULL);
    }
    locality_answer_free(answer);
    free(query.bytes);
    return code;
}

static int list_kinds(cli_line *cli, const cli_paper *paper) {
    locality_table *table = NULL;
    locality_status status;
    locality_error error;

    status = locality_table_new(NULL, &table, &error);
    if (status == LOCALITY_OK)
        status = locality_table_add_column(table, "kind", "Kind", LOCALITY_ALIGN_LEFT, &error);
    if (status == LOCALITY_OK)
        status =
            locality_table_add_column(table, "records", "Records", LOCALITY_ALIGN_RIGHT, &error);
    for (uint32_t kind = 0; kind < locality_schema_kinds(NULL) && status == LOCALITY_OK; kind++) {
        size_t count = locality_snapshot_count(paper->snapshot, kind);
        char digits[24];

        if (count == 0)
            continue;
        snprintf(digits, sizeof digits, "%zu", count);
        status = locality_table_add_cell(table, locality_schema_kind_name(NULL, kind),
                                         LOCALITY_TONE_PLAIN, &error);
        if (status == LOCALITY_OK)
            status = locality_table_add_cell(table, digits, LOCALITY_TONE_PLAIN, &error);
    }
    int code = cli_end_table(cli, table, status, &error);
    if (code == CLI_HOLDS)
        cli_notice(cli);
    return code;
}

int cli_list_records(cli_line *cli) {
    cli_paper paper;
    int code = cli_load(cli, cli->words[0], CLI_SNAPSHOT, &paper);

    if (code == CLI_HOLDS)
        code = cli->words_count > 1 ? list_kind(cli, &paper) : list_kinds(cli, &paper);
    cli_unload(&paper);
    return code;
}
