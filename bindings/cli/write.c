/* Format, export and schema: documents written out, and the table that says what they may hold. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* ---- Format --------------------------------------------------------------------------------------------- */

void cli_join_headers(const cli_paper *paper, locality_json_header *header, cli_list *rules) {
    locality_case_header kept = LOCALITY_CASE_HEADER_INIT;

    if (paper->label != NULL && locality_model_header(paper->model, &kept, NULL) == LOCALITY_OK) {
        header->name = kept.name;
        header->title = kept.title;
        for (size_t i = 0; i < kept.rules_count; i++)
            cli_list_add(rules, kept.rules[i]);
    }
    for (size_t i = 0; i < paper->documents; i++) {
        locality_json_header one = LOCALITY_JSON_HEADER_INIT;

        locality_json_describe(paper->texts[i].document, &one, NULL);
        header->name = one.name != NULL ? one.name : header->name;
        header->title = one.title != NULL ? one.title : header->title;
        for (size_t j = 0; j < one.rules_count; j++) {
            bool known = false;

            for (size_t k = 0; k < rules->count; k++)
                known = known || strcmp(rules->items[k], one.rules[j]) == 0;
            if (!known)
                cli_list_add(rules, one.rules[j]);
        }
    }
    header->rules = rules->items;
    header->rules_count = rules->count;
}

/* A document to publish: a title that says so, no name of a file. */
static void redacted_header(const cli_paper *paper, locality_json_header *header, char **title) {
    size_t length = strlen(paper->title) + sizeof " (redacted)";

    *title = cli_take(NULL, length, 1);
    snprintf(*title, length, "%s (redacted)", paper->title);
    header->title = *title;
}

/* Writes what a word names as a document. */
static int write_document(cli_line *cli, const locality_output *output) {
    locality_json_header header = LOCALITY_JSON_HEADER_INIT;
    cli_list rules = {NULL, 0};
    char *title = NULL;
    locality_error error;
    cli_paper paper;
    /* what is published holds its rules itself: their files may name what is withheld */
    bool redacted = (cli->given & CLI_REDACTED) != 0;
    bool ruled = redacted || (cli->given & CLI_WITH_RULES) != 0;
    int code = cli_load(cli, cli->words[0], ruled ? CLI_RULED : CLI_MODEL, &paper);

    if (code == CLI_HOLDS) {
        if (!redacted)
            cli_join_headers(&paper, &header, &rules);
        else
            redacted_header(&paper, &header, &title);
        if (ruled)
            header.rules_count = 0;
        if (locality_json_write(paper.model, &header, output, &error) != LOCALITY_OK)
            code = cli_stop_error(NULL, NULL, 0, &error);
    }
    free(title);
    free(rules.items);
    cli_unload(&paper);
    return code;
}

int cli_format(cli_line *cli) {
    locality_output output;

    cli_output(cli, &output);
    output.tone = NULL;
    return write_document(cli, &output);
}

/* ---- Export --------------------------------------------------------------------------------------------- */

int cli_write_file(const char *path, bool replaces, const cli_bytes *bytes) {
    size_t length = strlen(path);
    char *part = cli_take(NULL, length + sizeof ".part", 1);
    FILE *file;
    bool done;
    int code = CLI_HOLDS;

    snprintf(part, length + sizeof ".part", "%s%s", path, replaces ? ".part" : "");
    file = fopen(part, replaces ? "wb" : "wbx");
    if (file == NULL && errno == EEXIST) {
        code = cli_stop("%s: this file is there already; --replace writes over it", path);
    } else if (file == NULL) {
        code = cli_stop("%s: %s", part, strerror(errno));
    } else {
        done = fwrite(bytes->bytes, 1, bytes->length, file) == bytes->length;
        done = fclose(file) == 0 && done;
        if (!done || (replaces && rename(part, path) != 0)) {
            code = cli_stop("%s: %s", path, strerror(errno));
            remove(part);
        }
    }
    free(part);
    return code;
}

/* The folder of a path with its last slash; its length. */
static size_t folder_of(const char *path) {
    return (size_t)(cli_last_part(path) - path);
}

/* How one file names another: by its name where it lies beside it, else by the way there. */
static char *way_from(const char *from, const char *to) {
    size_t own = folder_of(from), up = 0, length = strlen(to);
    bool is_beside = own == folder_of(to) && strncmp(from, to, own) == 0;
    char *way;

    if (is_beside || to[0] == '/') {
        to = is_beside ? to + own : to;
        way = cli_take(NULL, strlen(to) + 1, 1);
        memcpy(way, to, strlen(to) + 1);
        return way;
    }
    if (from[0] == '/' || strstr(from, "..") != NULL)
        return realpath(to, NULL);
    for (size_t i = 0; i < own; i++)
        up += from[i] == '/' && (i == 0 || from[i - 1] != '.' || (i > 1 && from[i - 2] != '/'));
    way = cli_take(NULL, 3 * up + length + 1, 1);
    for (size_t i = 0; i < up; i++)
        memcpy(way + 3 * i, "../", 3);
    memcpy(way + 3 * up, to, length + 1);
    return way;
}

int cli_write_extending(const cli_line *cli, const char *base, const locality_model *model,
                        const char *title) {
    locality_json_header header = LOCALITY_JSON_HEADER_INIT;
    locality_output output = LOCALITY_OUTPUT_INIT;
    cli_bytes bytes = {NULL, 0, 0};
    locality_error error;
    char *way = base == NULL ? NULL : way_from(cli->write, base);
    int code = CLI_HOLDS;

    if (base != NULL && way == NULL)
        return cli_stop("--write %s: the way from there to %s is not known", cli->write, base);
    header.title = title;
    header.extends = way;
    output.write = cli_text_take;
    output.self = &bytes;
    if (locality_json_write(model, &header, &output, &error) != LOCALITY_OK)
        code = cli_stop_error(NULL, NULL, 0, &error);
    else
        code = cli_write_file(cli->write, (cli->given & CLI_REPLACE) != 0, &bytes);
    free(bytes.bytes);
    free(way);
    return code;
}

int cli_export(cli_line *cli) {
    cli_bytes bytes = {NULL, 0, 0};
    locality_output output = LOCALITY_OUTPUT_INIT;
    int code;

    if (cli->words_count == 1)
        return (cli->given & CLI_REPLACE) != 0
                   ? cli_stop("--replace is for a file; name it: locality export %s FILE.json",
                              cli->words[0])
                   : cli_format(cli);
    if (cli_is_case(cli->words[1]))
        return cli_stop("%s: this is a database; locality import %s %s brings a case there",
                        cli->words[1], cli->words[0], cli->words[1]);
    output.self = &bytes;
    output.write = cli_text_take;
    code = write_document(cli, &output);
    if (code == CLI_HOLDS)
        code = cli_write_file(cli->words[1], (cli->given & CLI_REPLACE) != 0, &bytes);
    free(bytes.bytes);
    return code;
}

/* ---- Schema ----------------------------------------------------------------------------------------------- */

/* Adds one row of texts; null ends it. */
static locality_status add_row(locality_table *table, const char *const *cells, size_t count,
                               locality_error *error) {
    locality_status status = LOCALITY_OK;

    for (size_t i = 0; i < count && status == LOCALITY_OK; i++)
        status = locality_table_add_cell(table, cells[i], LOCALITY_TONE_PLAIN, error);
    return status;
}

static locality_status add_columns(locality_table *table, const char *const *names, size_t count,
                                   locality_error *error) {
    locality_status status = LOCALITY_OK;

    for (size_t i = 0; i < count && status == LOCALITY_OK; i++)
        status = locality_table_add_column(table, names[2 * i], names[2 * i + 1],
                                           LOCALITY_ALIGN_LEFT, error);
    return status;
}

static locality_status list_kinds(locality_table *table, locality_error *error) {
    static const char *const names[] = {"kind", "Kind", "doc", "What it is"};
    locality_status status = add_columns(table, names, 2, error);

    for (uint32_t kind = 0; kind < locality_schema_kinds(NULL) && status == LOCALITY_OK; kind++) {
        const char *cells[2];

        cells[0] = locality_schema_kind_name(NULL, kind);
        cells[1] = locality_schema_kind_doc(NULL, kind);
        status = add_row(table, cells, 2, error);
    }
    return status;
}

/* What a field holds: its type, with the kind it names or the words it takes. */
static char *describe_type(const locality_field_info *field) {
    const char *type = locality_type_name(field->type);
    const char *more = field->target != LOCALITY_NO_INDEX
                           ? locality_schema_kind_name(NULL, field->target)
                           : field->words;
    size_t length = strlen(type) + strlen(more) + 3;
    char *text = cli_take(NULL, 2 * length, 1), *at = text;

    memcpy(at, type, strlen(type));
    at += strlen(type);
    if (more[0] != '\0')
        *at++ = field->target != LOCALITY_NO_INDEX ? ' ' : ':';
    for (; *more != '\0'; more++) {
        if (*more == '|')
            *at++ = ',';
        if (field->words[0] != '\0' && (at[-1] == ':' || at[-1] == ','))
            *at++ = ' ';
        if (*more != '|')
            *at++ = *more;
    }
    *at = '\0';
    return text;
}

static locality_status list_fields(locality_table *table, uint32_t kind, locality_error *error) {
    static const char *const names[] = {"field", "Field", "type", "Type", "doc", "What it means"};
    locality_status status = add_columns(table, names, 3, error);

    for (uint32_t i = 0; i < locality_schema_fields(NULL, kind) && status == LOCALITY_OK; i++) {
        locality_field_info field = LOCALITY_FIELD_INFO_INIT;
        const char *cells[3];
        char *type;

        status = locality_schema_describe(NULL, kind, i, &field, error);
        if (status != LOCALITY_OK)
            break;
        type = describe_type(&field);
        cells[0] = field.name;
        cells[1] = type;
        cells[2] = field.doc;
        status = add_row(table, cells, 3, error);
        free(type);
    }
    return status;
}

/* Says which kinds are near to a name that is none. */
static int refuse_kind(const char *name) {
    locality_model *model = NULL;
    locality_error error;

    if (locality_model_new(NULL, NULL, &model, &error) == LOCALITY_OK)
        locality_model_remove(model, name, "?", &error);
    locality_model_free(model);
    return cli_stop("%s", error.message);
}

int cli_schema(cli_line *cli) {
    uint32_t kind = LOCALITY_NO_INDEX;
    locality_table *table = NULL;
    locality_status status;
    locality_output output;
    locality_error error;

    if (cli->words_count > 0) {
        kind = locality_schema_kind(NULL, cli->words[0]);
        if (kind == LOCALITY_NO_INDEX)
            return refuse_kind(cli->words[0]);
    }
    if (cli->format == LOCALITY_FORMAT_JSON && cli->words_count == 0) {
        cli_output(cli, &output);
        status = locality_json_write_schema(NULL, &output, &error);
        return status == LOCALITY_OK ? CLI_HOLDS : cli_stop_error(NULL, NULL, 0, &error);
    }
    status = locality_table_new(NULL, &table, &error);
    if (status == LOCALITY_OK)
        status = kind == LOCALITY_NO_INDEX ? list_kinds(table, &error)
                                           : list_fields(table, kind, &error);
    return cli_end_table(cli, table, status, &error);
}
