/* Show and report: what the library's reports are called on the command line. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* What a report is made from and where it goes. */
typedef struct view_request {
    const locality_snapshot *snapshot;
    const char *first, *second; /* words behind the name of the report; null where absent */
    const locality_report_options *options;
    const locality_output *output;
} view_request;

static locality_status show_structure(const view_request *r, locality_error *error) {
    return locality_report_structure(r->snapshot, r->first, r->options, r->output, error);
}

static locality_status show_sheet(const view_request *r, locality_error *error) {
    return locality_report_sheet(r->snapshot, r->first, r->options, r->output, error);
}

static locality_status show_before_after(const view_request *r, locality_error *error) {
    return locality_report_before_after(r->snapshot, r->first, r->second, r->options, r->output,
                                        error);
}

static locality_status show_matrix(const view_request *r, locality_error *error) {
    return locality_report_matrix(r->snapshot, r->first, r->second, r->options, r->output, error);
}

static locality_status chart_structure(const view_request *r, locality_error *error) {
    return locality_chart_structure(r->snapshot, r->first, r->options, r->output, error);
}

static locality_status chart_matrix(const view_request *r, locality_error *error) {
    return locality_chart_matrix(r->snapshot, r->first, r->second, r->options, r->output, error);
}

/* What can be shown besides a record; `chart` is null where nothing is drawn. */
static const struct view {
    const char *name, *words;
    size_t least, most; /* words behind it */
    locality_status (*report)(const view_request *request, locality_error *error);
    locality_status (*chart)(const view_request *request, locality_error *error);
} views[] = {
    {"structure", "ID", 1, 1, show_structure, chart_structure},
    {"sheet", "AREA", 1, 1, show_sheet, NULL},
    {"before-after", "BEFORE AFTER", 2, 2, show_before_after, NULL},
    {"matrix", "themes|services|streams [STRUCTURE]", 1, 2, show_matrix, chart_matrix},
};

static const struct view *find_view(const char *name) {
    for (size_t i = 0; i < sizeof views / sizeof views[0]; i++)
        if (strcmp(views[i].name, name) == 0)
            return &views[i];
    return NULL;
}

/* Shows `kind:id`. */
static locality_status show_record(const view_request *r, const char *name, locality_error *error) {
    const char *colon = strchr(name, ':');
    size_t length = (size_t)(colon - name);
    char *kind = cli_take(NULL, length + 1, 1);
    locality_status status;

    memcpy(kind, name, length);
    kind[length] = '\0';
    status = locality_report_record(r->snapshot, kind, colon + 1, r->options, r->output, error);
    free(kind);
    return status;
}

static int check_words(const cli_line *cli, const struct view *view) {
    size_t count = cli->words_count - 2;
    const char *what = cli->words[1];

    if (view == NULL && count == 1 && locality_schema_kind(NULL, what) != LOCALITY_NO_INDEX)
        return cli_stop("a record is written with a colon: %s:%s", what, cli->words[2]);
    if (view == NULL && strchr(what, ':') == NULL)
        return cli_stop("\"%s\" is neither a record (kind:id) nor one of structure, sheet, "
                        "before-after, matrix",
                        what);
    if (view == NULL && count > 0)
        return cli_stop("\"%s\" is one word too many behind %s", cli->words[2], what);
    if ((cli->given & (CLI_DOT | CLI_SVG)) != 0 && (view == NULL || view->chart == NULL))
        return cli_stop("only a structure and a matrix are drawn with --dot or --svg");
    if (view != NULL && (count < view->least || count > view->most))
        return cli_stop("write locality show DOC %s %s", view->name, view->words);
    return CLI_HOLDS;
}

int cli_show(cli_line *cli) {
    const struct view *view = find_view(cli->words[1]);
    locality_report_options options;
    locality_status status;
    locality_output output;
    locality_error error;
    cli_paper paper;
    view_request request;
    bool charted = (cli->given & (CLI_DOT | CLI_SVG)) != 0;
    cli_bytes dot = {NULL, 0, 0};
    int code = check_words(cli, view);

    if (code != CLI_HOLDS)
        return code;
    code = cli_load(cli, cli->words[0], CLI_SNAPSHOT, &paper);
    if (code == CLI_HOLDS) {
        cli_output(cli, &output);
        cli_report_options(cli, &options);
        request.snapshot = paper.snapshot;
        request.first = cli->words_count > 2 ? cli->words[2] : NULL;
        request.second = cli->words_count > 3 ? cli->words[3] : NULL;
        request.options = &options;
        request.output = &output;
        if (charted) {
            output.write = cli_text_take;
            output.self = &dot;
            output.tone = NULL;
        }
        status = charted        ? view->chart(&request, &error)
                 : view != NULL ? view->report(&request, &error)
                                : show_record(&request, cli->words[1], &error);
        if (status != LOCALITY_OK)
            code = cli_stop("%s", error.message);
        else if (charted)
            code = cli_put_chart(cli, &dot);
        free(dot.bytes);
    }
    cli_unload(&paper);
    return code;
}

/* ---- Registers ------------------------------------------------------------------------------------------ */

static const struct register_name {
    const char *name;
    int32_t number;
} register_names[] = {
    {"figures", LOCALITY_REGISTER_FIGURES},
    {"reconcile", LOCALITY_REGISTER_RECONCILIATION},
    {"ambiguities", LOCALITY_REGISTER_AMBIGUITIES},
    {"blanks", LOCALITY_REGISTER_BLANKS},
    {"missing", LOCALITY_REGISTER_MISSING},
    {"names", LOCALITY_REGISTER_NAMES},
    {"places", LOCALITY_REGISTER_PLACES},
    {"weekdays", LOCALITY_REGISTER_WEEKDAYS},
    {"notes", LOCALITY_REGISTER_NOTES},
};

int cli_report(cli_line *cli) {
    /* `reconcile DOC` is `report DOC reconcile` */
    const char *name = cli->words_count > 1 ? cli->words[1] : cli->command->name;
    const struct register_name *found = NULL;
    locality_report_options options;
    locality_output output;
    locality_error error;
    cli_paper paper;
    int code;

    for (size_t i = 0; i < sizeof register_names / sizeof register_names[0]; i++)
        if (strcmp(register_names[i].name, name) == 0)
            found = &register_names[i];
    if (found == NULL)
        return cli_stop("there is no report \"%s\"; there are figures, reconcile, ambiguities, "
                        "blanks, missing, names, places, weekdays, notes",
                        name);
    code = cli_load(cli, cli->words[0], CLI_SNAPSHOT, &paper);
    cli_output(cli, &output);
    cli_report_options(cli, &options);
    if (code == CLI_HOLDS && locality_report_register(paper.snapshot, found->number, &options,
                                                      &output, &error) != LOCALITY_OK)
        code = cli_stop_paper(&paper, &error);
    cli_unload(&paper);
    return code;
}
