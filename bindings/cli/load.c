/* Load: from file names to a model: the document, what it extends, and the rules beside them. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

#define MOST_DOCUMENTS 16u /* that extend one another */

/* ---- Files ------------------------------------------------------------------------------------------- */

/* Reads the rest of a stream; null if that fails. */
static char *read_stream(FILE *file, uint64_t limit, size_t *length) {
    size_t room = 1u << 16;
    char *bytes = cli_take(NULL, room, 1);

    *length = 0;
    for (;;) {
        size_t got = fread(bytes + *length, 1, room - *length, file);

        *length += got;
        if (got == 0 || *length > limit)
            break;
        if (*length == room)
            bytes = cli_take(bytes, room *= 2, 1);
    }
    bytes[*length] = '\0'; /* cli_take gives a byte more */
    if (ferror(file) == 0)
        return bytes;
    free(bytes);
    return NULL;
}

char *cli_beside(const char *path, const char *name) {
    const char *slash = strrchr(path, '/');
    size_t length = slash == NULL || name[0] == '/' ? 0 : (size_t)(slash - path) + 1;
    char *joined = cli_take(NULL, length + strlen(name) + 1, 1);

    memcpy(joined, path, length);
    memcpy(joined + length, name, strlen(name) + 1);
    return joined;
}

const char *cli_last_part(const char *path) {
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

/* Says why a file cannot be read, and which document names it, if one does. */
static int stop_file(const char *path, const char *named_by) {
    const char *why = strerror(errno);

    return named_by == NULL ? cli_stop("%s: %s", path, why)
                            : cli_stop("%s: %s; %s names this file", path, why, named_by);
}

int cli_read_file(const char *path, const char *named_by, cli_text *text) {
    bool is_input = strcmp(path, "-") == 0;
    struct stat status;
    FILE *file;

    if (!is_input && stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return cli_stop("%s: this is a directory", path);
    file = is_input ? stdin : fopen(path, "rb");
    if (file == NULL)
        return stop_file(path, named_by);
    text->bytes = read_stream(file, LOCALITY_JSON_MAX_BYTES, &text->length);
    if (!is_input)
        fclose(file);
    if (text->bytes == NULL)
        return stop_file(path, named_by);
    text->path = cli_beside("", is_input ? "(standard input)" : path);
    if (text->length > LOCALITY_JSON_MAX_BYTES)
        return cli_stop("%s: the file is longer than %llu bytes, the most that is read", path,
                        (unsigned long long)LOCALITY_JSON_MAX_BYTES);
    return CLI_HOLDS;
}

static void clear_text(cli_text *text) {
    locality_json_close(text->document);
    free(text->path);
    free(text->bytes);
}

/* ---- Documents ---------------------------------------------------------------------------------------- */

static cli_text *new_text(cli_paper *paper) {
    paper->texts = cli_take(paper->texts, paper->count + 1, sizeof *paper->texts);
    memset(&paper->texts[paper->count], 0, sizeof *paper->texts);
    return &paper->texts[paper->count++];
}

/* Reads one document as the last of the texts; the one before it, if any, extends it. */
static int read_document(const char *path, cli_paper *paper) {
    cli_text *text = new_text(paper);
    const char *named_by = paper->count > 1 ? paper->texts[paper->count - 2].path : NULL;
    locality_error error;
    int code = cli_read_file(path, named_by, text);

    if (code == CLI_HOLDS && locality_json_open(text->bytes, text->length, NULL, NULL,
                                                &text->document, &error) != LOCALITY_OK)
        code = cli_stop_error(text->path, text->bytes, text->length, &error);
    return code;
}

/* Reads a document and those it extends, then turns their order round. */
static int read_documents(const char *path, cli_paper *paper) {
    char *next = cli_beside("", path);
    int code = CLI_HOLDS;

    while (next != NULL && code == CLI_HOLDS) {
        locality_json_header header = LOCALITY_JSON_HEADER_INIT;

        if (paper->count == MOST_DOCUMENTS) {
            code = cli_stop("%s: more than %u documents extend one another", path, MOST_DOCUMENTS);
            break;
        }
        code = read_document(next, paper);
        free(next);
        next = NULL;
        if (code == CLI_HOLDS)
            locality_json_describe(paper->texts[paper->count - 1].document, &header, NULL);
        if (header.extends != NULL)
            next = cli_beside(paper->texts[paper->count - 1].path, header.extends);
    }
    free(next);
    for (size_t i = 0; i < paper->count / 2; i++) {
        cli_text swapped = paper->texts[i];

        paper->texts[i] = paper->texts[paper->count - 1 - i];
        paper->texts[paper->count - 1 - i] = swapped;
    }
    paper->documents = paper->count;
    return code;
}

static int build(cli_paper *paper) {
    const locality_json_document **documents =
        cli_take(NULL, paper->documents, sizeof(const void *));
    locality_status status;
    locality_error error;
    size_t which = 0;

    for (size_t i = 0; i < paper->documents; i++) {
        locality_json_header header = LOCALITY_JSON_HEADER_INIT;

        documents[i] = paper->texts[i].document;
        locality_json_describe(documents[i], &header, NULL);
        if (header.title != NULL || header.name != NULL)
            paper->title = header.title != NULL ? header.title : header.name;
    }
    status = locality_json_build(documents, paper->documents, NULL, &paper->model, &which, &error);
    free(documents);
    if (status == LOCALITY_OK)
        return CLI_HOLDS;
    if (which >= paper->documents)
        which = 0;
    return cli_stop_error(paper->texts[which].path, paper->texts[which].bytes,
                          paper->texts[which].length, &error);
}

/* ---- Tables ------------------------------------------------------------------------------------------- */

/* Imports the tables that the documents name. */
static int load_tables(cli_paper *paper) {
    int code = CLI_HOLDS;

    for (size_t i = 0; i < paper->documents && code == CLI_HOLDS; i++) {
        locality_json_header header = LOCALITY_JSON_HEADER_INIT;

        locality_json_describe(paper->texts[i].document, &header, NULL);
        for (size_t j = 0; j < header.tables_count && code == CLI_HOLDS; j++) {
            char *path = cli_beside(paper->texts[i].path, header.tables[j].file);
            char *map = cli_beside(paper->texts[i].path, header.tables[j].map);

            code = cli_read_table(paper->model, &header.tables[j], path, map);
            free(path);
            free(map);
        }
    }
    return code;
}

/* ---- Rules --------------------------------------------------------------------------------------------- */

/* Loads a file of rules; `name` is what the rules remember of it, `named_by` the document that names it
 * or null. One that is loaded already is not loaded again. */
static int load_rules(const char *path, const char *name, const char *named_by, cli_paper *paper) {
    locality_error error;
    cli_text *text;
    int code;

    for (size_t i = paper->documents; i < paper->count; i++)
        if (strcmp(paper->texts[i].path, path) == 0)
            return CLI_HOLDS;
    text = new_text(paper);
    text->name = name;
    code = cli_read_file(path, named_by, text);
    if (code == CLI_HOLDS &&
        locality_rules_load(paper->model, text->bytes, text->length, name, &error) != LOCALITY_OK) {
        error.kind[0] = '\0'; /* the id is that of a rule, whatever kind the rule was reading */
        code = cli_stop_error(text->path, text->bytes, text->length, &error);
    }
    return code;
}

static bool is_folder(const char *path) {
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Where a file of rules lies that a case names: --rules gives it or the folder, else the database lies
 * there too. Owned by the caller. */
static char *find_rules_of_case(const cli_line *cli, const char *name, const cli_paper *paper) {
    for (size_t i = 0; i < cli->files.count; i++) {
        const char *given = cli->files.items[i];
        size_t length = strlen(given);
        char *path = cli_take(NULL, length + strlen(name) + 2, 1);

        snprintf(path, length + strlen(name) + 2, "%s%s%s", given, is_folder(given) ? "/" : "",
                 is_folder(given) ? name : "");
        if (strcmp(cli_last_part(path), cli_last_part(name)) == 0 && access(path, R_OK) == 0)
            return path;
        free(path);
    }
    return cli_beside(paper->beside, name);
}

static int load_rules_of_case(const cli_line *cli, const char *name, cli_paper *paper) {
    char *path = find_rules_of_case(cli, name, paper);
    int code = CLI_HOLDS;

    if (access(path, R_OK) != 0)
        code = cli_stop("%s: %s; %s has its rules in this file: put it there, or give it or "
                        "its folder with --rules (or keep the rules in the case: locality import "
                        "--with-rules)",
                        path, strerror(errno), paper->label);
    if (code == CLI_HOLDS)
        code = load_rules(path, name, paper->label, paper);
    free(path);
    return code;
}

static int load_all_rules(const cli_line *cli, cli_paper *paper) {
    locality_case_header kept = LOCALITY_CASE_HEADER_INIT;
    int code = CLI_HOLDS;

    if (paper->label != NULL)
        locality_model_header(paper->model, &kept, NULL);
    for (size_t i = 0; i < kept.rules_count && code == CLI_HOLDS; i++)
        code = load_rules_of_case(cli, kept.rules[i], paper);

    for (size_t i = 0; i < paper->documents && code == CLI_HOLDS; i++) {
        locality_json_header header = LOCALITY_JSON_HEADER_INIT;

        locality_json_describe(paper->texts[i].document, &header, NULL);
        for (size_t j = 0; j < header.rules_count && code == CLI_HOLDS; j++) {
            char *path = cli_beside(paper->texts[i].path, header.rules[j]);

            code = load_rules(path, header.rules[j], paper->texts[i].path, paper);
            free(path);
        }
    }
    for (size_t i = 0; i < cli->files.count && code == CLI_HOLDS; i++)
        if (paper->label == NULL || !is_folder(cli->files.items[i]))
            code = load_rules(cli->files.items[i], cli->files.items[i], NULL, paper);
    return code;
}

/* ---- Papers ---------------------------------------------------------------------------------------------- */

/* The file from which a rule, question or definition was read, or null. */
static const cli_text *find_rules(const cli_paper *paper, const char *id) {
    static const char *const kinds[] = {"rule", "question", "definition"};

    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        uint32_t kind = locality_schema_kind(NULL, kinds[k]);
        uint32_t row = locality_snapshot_find(paper->snapshot, kind, id);
        locality_value file;

        if (locality_snapshot_value(paper->snapshot, kind, row,
                                    locality_schema_field(NULL, kind, "file"), &file,
                                    NULL) != LOCALITY_OK ||
            file.type != LOCALITY_TYPE_TEXT)
            continue;
        for (size_t i = paper->documents; i < paper->count; i++)
            if (strcmp(paper->texts[i].name, file.text) == 0)
                return &paper->texts[i];
    }
    return NULL;
}

/* The file of rules that has a word in a line, or null. */
static const cli_text *find_word(const cli_paper *paper, const char *word, uint64_t line) {
    for (size_t i = paper->documents; i < paper->count; i++) {
        const char *at = paper->texts[i].bytes, *found;

        for (uint64_t n = 1; n < line && at != NULL; n++) {
            at = strchr(at, '\n');
            at = at == NULL ? NULL : at + 1;
        }
        found = at == NULL ? NULL : strstr(at, word);
        if (found != NULL && found < at + strcspn(at, "\n"))
            return &paper->texts[i];
    }
    return NULL;
}

int cli_stop_paper(const cli_paper *paper, const locality_error *error) {
    const cli_text *rules = NULL;
    locality_error placed = *error;

    if (cli_concealed() == CLI_LINES) /* places of the files are not those of what was redacted */
        return cli_stop_error(NULL, NULL, 0, error);
    if (error->line > 0) /* a place in a file of rules */
        rules = find_rules(paper, error->id);
    if (error->line > 0 && rules == NULL)
        rules = find_word(paper, error->id, error->line);
    if (rules != NULL)
        return cli_stop_error(rules->path, rules->bytes, rules->length, error);
    for (size_t i = paper->documents; i-- > 0;)
        if (locality_json_locate(paper->texts[i].document, error->kind, error->id, error->field,
                                 &placed.line, &placed.column) != 0)
            return cli_stop_error(paper->texts[i].path, paper->texts[i].bytes,
                                  paper->texts[i].length, &placed);
    return cli_stop_error(paper->documents > 0 ? paper->texts[paper->documents - 1].path
                                               : paper->label,
                          NULL, 0, error);
}

/* A document, with what it extends and the tables it names. */
static int load_document(const cli_line *cli, const char *path, cli_paper *paper) {
    int code;

    if ((cli->given & (CLI_STRUCTURES | CLI_AREAS | CLI_VALID_ON | CLI_KNOWN_ON)) != 0)
        return cli_stop("%s: this is a document and is loaded as a whole; --structures, --areas, "
                        "--valid-on and --known-on are for cases in databases, sqlite:FILE#CASE",
                        path);
    code = read_documents(path, paper);
    if (code == CLI_HOLDS)
        code = build(paper);
    if (code == CLI_HOLDS)
        code = load_tables(paper);
    if (code == CLI_HOLDS && paper->title == NULL)
        paper->title = paper->texts[paper->documents - 1].path;
    return code;
}

int cli_load(cli_line *cli, const char *path, int depth, cli_paper *paper) {
    locality_error error;
    bool redacted = (cli->given & CLI_REDACTED) != 0;
    int code;

    memset(paper, 0, sizeof *paper);
    cli_conceal(redacted ? CLI_MESSAGES : CLI_OPEN);
    code = cli_is_case(path) ? cli_load_case(cli, path, paper) : load_document(cli, path, paper);
    if (code == CLI_HOLDS && depth >= CLI_RULED)
        code = load_all_rules(cli, paper);
    if (code == CLI_HOLDS && (depth >= CLI_SNAPSHOT || redacted) &&
        locality_snapshot_take(paper->model, &paper->snapshot, &error) != LOCALITY_OK)
        code = cli_stop_paper(paper, &error);
    if (code == CLI_HOLDS && redacted)
        code = cli_redact(cli, paper);
    snprintf(cli->notice, sizeof cli->notice, "%s%s%s", cli->parts,
             cli->parts[0] != '\0' && cli->withholding[0] != '\0' ? " " : "", cli->withholding);
    return code;
}

void cli_unload(cli_paper *paper) {
    locality_snapshot_release(paper->snapshot);
    locality_model_free(paper->model);
    for (size_t i = 0; i < paper->count; i++)
        clear_text(&paper->texts[i]);
    free(paper->texts);
    free(paper->label);
    free(paper->beside);
    free(paper->case_title);
    memset(paper, 0, sizeof *paper);
}
