/* Allocate: who holds which place, why or why not, what else could be, and the plan written out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* ---- Solving ------------------------------------------------------------------------------------------ */

static int solve(const cli_line *cli, const cli_paper *paper, locality_placement **out) {
    locality_placement_options options = LOCALITY_PLACEMENT_OPTIONS_INIT;
    locality_error error;

    options.as_at = cli->has_as_at ? &cli->as_at : NULL;
    options.parameters = cli->settings;
    options.parameters_count = cli->settings_count;
    options.wishes = cli->wishes;
    options.wishes_count = cli->wishes_count;
    if (locality_placement_solve(paper->snapshot, cli->request, &options, out, &error) !=
        LOCALITY_OK)
        return cli_stop_paper(paper, &error);
    return CLI_HOLDS;
}

/* Exit code: 1 where a place certainly stays empty, or nothing can be kept. */
static int code_of(const locality_placement *placement) {
    int32_t state = locality_placement_state(placement);

    return state == LOCALITY_PLACEMENT_SHORT || state == LOCALITY_PLACEMENT_IMPOSSIBLE ? CLI_FAILS
                                                                                       : CLI_HOLDS;
}

/* ---- What is shown ------------------------------------------------------------------------------------- */

static int show_case(const cli_line *cli, const locality_placement *placement, size_t candidate,
                     size_t place) {
    locality_placement_case *item = NULL;
    locality_report_options options;
    locality_output output;
    locality_error error;
    int code = CLI_HOLDS;

    cli_output(cli, &output);
    cli_report_options(cli, &options);
    if (locality_placement_explain(placement, candidate, place, &item, &error) != LOCALITY_OK ||
        locality_report_placement_case(item, &options, &output, &error) != LOCALITY_OK)
        code = cli_stop("%s", error.message);
    locality_placement_case_free(item);
    return code;
}

static int show_why(const cli_line *cli, const locality_placement *placement) {
    size_t candidate, place;
    locality_error error;

    if (locality_placement_find(placement, LOCALITY_ALLOCATION_CANDIDATES, cli->why, &candidate,
                                &error) != LOCALITY_OK ||
        locality_placement_find(placement, LOCALITY_ALLOCATION_DEMANDS, cli->words[1], &place,
                                &error) != LOCALITY_OK)
        return cli_stop("%s", error.message);
    return show_case(cli, placement, candidate, place);
}

static int show_alternatives(const cli_line *cli, const locality_placement *placement) {
    locality_report_options options;
    locality_output output;
    locality_error error;

    cli_output(cli, &output);
    cli_report_options(cli, &options);
    if (locality_report_placement_alternatives(placement, cli->alternatives, &options, &output,
                                               &error) != LOCALITY_OK)
        return cli_stop("%s", error.message);
    return CLI_HOLDS;
}

static int show_plan(const cli_line *cli, const locality_placement *placement) {
    locality_report_options options;
    locality_output output;
    locality_error error;

    cli_output(cli, &output);
    cli_report_options(cli, &options);
    if (locality_report_placement(placement, &options, &output, &error) != LOCALITY_OK)
        return cli_stop("%s", error.message);
    return code_of(placement);
}

static int show_audit(const locality_placement *placement) {
    locality_error error;
    size_t length;
    char *text;
    int code;

    if (locality_placement_audit(placement, NULL, 0, &length, &error) != LOCALITY_OK)
        return cli_stop("%s", error.message);
    text = cli_take(NULL, length + 1, 1);
    if (locality_placement_audit(placement, text, length + 1, &length, &error) != LOCALITY_OK)
        code = cli_stop("%s", error.message);
    else
        code = fwrite(text, 1, length, stdout) == length ? code_of(placement) : CLI_STOPS;
    free(text);
    return code;
}

/* ---- Writing -------------------------------------------------------------------------------------------- */

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

/* A document that extends the one that was read, with the records of the plan alone. */
static int write_plan(const cli_line *cli, const locality_model *model, const char *title) {
    locality_json_header header = LOCALITY_JSON_HEADER_INIT;
    locality_output output = LOCALITY_OUTPUT_INIT;
    cli_bytes bytes = {NULL, 0, 0};
    locality_error error;
    char *way = way_from(cli->write, cli->words[0]);
    int code = CLI_HOLDS;

    if (way == NULL)
        return cli_stop("--write %s: the way from there to %s is not known", cli->write,
                        cli->words[0]);
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

/* Either a plan or a rota is kept. */
static int keep(const cli_line *cli, const locality_placement *placement,
                const locality_placement_rota *rota) {
    locality_model *model = NULL;
    locality_error error;
    int code;

    if (cli_is_case(cli->words[0]))
        return cli_stop("--write extends a document, and %s is a case in a database",
                        cli->words[0]);
    if (locality_model_new(NULL, NULL, &model, &error) != LOCALITY_OK ||
        (rota == NULL ? locality_placement_write(placement, model, NULL, &error)
                      : locality_placement_rota_write(rota, model, NULL, &error)) != LOCALITY_OK)
        code = cli_stop("%s", error.message);
    else
        code = write_plan(cli, model,
                          rota == NULL ? locality_placement_sentence(placement)
                                       : locality_placement_rota_sentence(rota));
    locality_model_free(model);
    return code;
}

/* ---- Rotas ------------------------------------------------------------------------------------------------ */

static int read_rhythm(const cli_line *cli, int32_t *out) {
    static const char *const words[] = {"month", "week", "quarter"};

    *out = LOCALITY_PLACEMENT_MONTHLY;
    for (int32_t i = 0; cli->every != NULL && i < 3; i++)
        if (strcmp(words[i], cli->every) == 0) {
            *out = i;
            return CLI_HOLDS;
        }
    return cli->every == NULL ? CLI_HOLDS
                              : cli_stop("--every %s: write week, month or quarter", cli->every);
}

static int solve_rota(const cli_line *cli, const cli_paper *paper, locality_placement_rota **out) {
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_error error;
    int code = read_rhythm(cli, &options.every);

    if (code != CLI_HOLDS)
        return code;
    options.first = cli->rota.lo;
    options.last = cli->rota.hi;
    options.parameters = cli->settings;
    options.parameters_count = cli->settings_count;
    if (locality_placement_rota_solve(paper->snapshot, cli->request, &options, out, &error) !=
        LOCALITY_OK)
        return cli_stop_paper(paper, &error);
    return CLI_HOLDS;
}

/* Exit code 1 where a day is without a holder. */
static int code_of_rota(const locality_placement_rota *rota) {
    for (size_t i = 0; i < locality_placement_spells(rota); i++) {
        locality_placement_spell spell;

        if (locality_placement_spell_at(rota, i, &spell, NULL) == LOCALITY_OK &&
            spell.candidate == LOCALITY_ROTA_NOBODY)
            return CLI_FAILS;
    }
    return CLI_HOLDS;
}

static int run_rota(const cli_line *cli, const cli_paper *paper) {
    locality_placement_rota *rota = NULL;
    locality_report_options options;
    locality_output output;
    locality_error error;
    int code = solve_rota(cli, paper, &rota), kept;

    cli_output(cli, &output);
    cli_report_options(cli, &options);
    if (code == CLI_HOLDS &&
        locality_report_placement_rota(rota, &options, &output, &error) != LOCALITY_OK)
        code = cli_stop("%s", error.message);
    if (code == CLI_HOLDS)
        code = code_of_rota(rota);
    if (code != CLI_STOPS && cli->write != NULL) {
        kept = keep(cli, NULL, rota);
        code = kept == CLI_HOLDS ? code : kept;
    }
    locality_placement_rota_free(rota);
    return code;
}

/* ---- The command ------------------------------------------------------------------------------------------ */

static int check_words(const cli_line *cli) {
    if ((cli->why != NULL) != (cli->words_count > 1))
        return cli_stop("write locality allocate DOC --why PERSON PLACE");
    if (cli->rota_text == NULL)
        return cli->every == NULL ? CLI_HOLDS
                                  : cli_stop("--every says how a --rota goes; give that as well");
    if (cli->has_as_at || cli->wishes_count > 0 || cli->why != NULL || cli->alternatives > 0 ||
        (cli->given & CLI_AUDIT) != 0)
        return cli_stop("--rota goes with --every, --write and --set, and with nothing that is "
                        "about one day");
    return CLI_HOLDS;
}

static int show(const cli_line *cli, const locality_placement *placement) {
    if (cli->why != NULL)
        return show_why(cli, placement);
    if (cli->alternatives > 0)
        return show_alternatives(cli, placement);
    if ((cli->given & CLI_AUDIT) != 0)
        return show_audit(placement);
    return show_plan(cli, placement);
}

static int run_plan(const cli_line *cli, const cli_paper *paper) {
    locality_placement *placement = NULL;
    int code = solve(cli, paper, &placement), kept;

    if (code == CLI_HOLDS)
        code = show(cli, placement);
    if (code != CLI_STOPS && cli->write != NULL) {
        kept = keep(cli, placement, NULL);
        code = kept == CLI_HOLDS ? code : kept;
    }
    locality_placement_free(placement);
    return code;
}

int cli_allocate(cli_line *cli) {
    cli_paper paper;
    int code = check_words(cli);

    if (code != CLI_HOLDS)
        return code;
    code = cli_load(cli, cli->words[0], CLI_SNAPSHOT, &paper);
    if (code == CLI_HOLDS)
        code = cli->rota_text == NULL ? run_plan(cli, &paper) : run_rota(cli, &paper);
    cli_unload(&paper);
    return code;
}
