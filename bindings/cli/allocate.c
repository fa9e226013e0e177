/* Allocate: who holds which place, why or why not, what else could be, what stands in the way, and the plan
 * written out. */
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

/* The same of a rota: 1 where a place is without a holder, that is proved, and it can be told of everybody
 * whether he may hold it. */
static int code_of_rota(const locality_placement_rota *rota) {
    locality_rota_value value;

    if (locality_rota_value_of(locality_placement_rota_plan(rota), &value, NULL) != LOCALITY_OK)
        return CLI_HOLDS; /* not evaluable */
    if (value.verdict == LOCALITY_ALLOCATION_INFEASIBLE)
        return CLI_FAILS;
    if (value.is_filled_proved == 0)
        return CLI_HOLDS;
    for (size_t i = 0; i < locality_placement_spells(rota); i++) {
        locality_placement_rota_member place;
        locality_placement_spell spell;

        if (locality_placement_spell_at(rota, i, &spell, NULL) == LOCALITY_OK &&
            spell.candidate == LOCALITY_ROTA_NOBODY &&
            locality_placement_rota_member_at(rota, LOCALITY_ALLOCATION_DEMANDS, spell.place,
                                              &place, NULL) == LOCALITY_OK &&
            place.open == 0)
            return CLI_FAILS;
    }
    return CLI_HOLDS;
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

/* All that a person could have. */
static int show_person(const cli_line *cli, const locality_placement *placement, size_t candidate) {
    locality_report_options options;
    locality_output output;
    locality_error error;

    cli_output(cli, &output);
    cli_report_options(cli, &options);
    if (locality_report_placement_person(placement, candidate, &options, &output, &error) !=
        LOCALITY_OK)
        return cli_stop("%s", error.message);
    return CLI_HOLDS;
}

static int show_why(const cli_line *cli, const locality_placement *placement) {
    size_t candidate, place;
    locality_error error;

    if (locality_placement_find(placement, LOCALITY_ALLOCATION_CANDIDATES, cli->why, &candidate,
                                &error) != LOCALITY_OK)
        return cli_stop("%s", error.message);
    if (cli->words_count < 2)
        return show_person(cli, placement, candidate);
    if (locality_placement_find(placement, LOCALITY_ALLOCATION_DEMANDS, cli->words[1], &place,
                                &error) != LOCALITY_OK)
        return cli_stop("%s", error.message);
    return show_case(cli, placement, candidate, place);
}

static int show_others(const cli_line *cli, const locality_placement *placement) {
    bool is_next = cli->alternatives > 0;
    locality_report_options options;
    locality_output output;
    locality_status status;
    locality_error error;

    cli_output(cli, &output);
    cli_report_options(cli, &options);
    status = is_next ? locality_report_placement_alternatives(placement, cli->alternatives,
                                                              &options, &output, &error)
                     : locality_report_placement_most_different(placement, cli->most_different,
                                                                &options, &output, &error);
    return status == LOCALITY_OK ? CLI_HOLDS : cli_stop("%s", error.message);
}

/* What stands in the way of a plan, or of a rota. */
static int show_conflicts(const cli_line *cli, const locality_placement *placement,
                          const locality_placement_rota *rota) {
    locality_placement_conflicts *conflicts = NULL;
    locality_report_options options;
    locality_output output;
    locality_error error;
    int code = rota == NULL ? code_of(placement) : code_of_rota(rota);

    cli_output(cli, &output);
    cli_report_options(cli, &options);
    if ((rota == NULL
             ? locality_placement_conflicts_find(placement, NULL, &conflicts, &error)
             : locality_placement_rota_conflicts(rota, NULL, &conflicts, &error)) != LOCALITY_OK ||
        locality_report_placement_conflicts(conflicts, &options, &output, &error) != LOCALITY_OK)
        code = cli_stop("%s", error.message);
    locality_placement_conflicts_free(conflicts);
    return code;
}

static int compare_with(const cli_line *cli, const locality_placement *placement,
                        const cli_paper *other) {
    locality_placement_difference *difference = NULL;
    locality_report_options options;
    locality_output output;
    locality_error error;
    int code = CLI_HOLDS;

    cli_output(cli, &output);
    cli_report_options(cli, &options);
    if (locality_placement_compare(placement, other->snapshot, &difference, &error) != LOCALITY_OK)
        code = cli_stop("%s: %s", cli->compare, error.message);
    else if (locality_report_placement_difference(placement, difference, &options, &output,
                                                  &error) != LOCALITY_OK)
        code = cli_stop("%s", error.message);
    locality_placement_difference_free(difference);
    return code;
}

static int show_difference(cli_line *cli, const locality_placement *placement) {
    cli_paper other;
    int code = cli_load(cli, cli->compare, CLI_SNAPSHOT, &other);

    if (code == CLI_HOLDS)
        code = compare_with(cli, placement, &other);
    cli_unload(&other);
    return code;
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

/* Writes the audit of a plan, or of a rota. */
static int show_audit(const locality_placement *placement, const locality_placement_rota *rota) {
    locality_error error;
    size_t length = 0;
    char *text = NULL;
    int code = CLI_STOPS;

    for (int round = 0; round < 2; round++) { /* its length first */
        locality_status status =
            rota == NULL ? locality_placement_audit(placement, text, length + 1, &length, &error)
                         : locality_placement_rota_audit(rota, text, length + 1, &length, &error);
        if (status != LOCALITY_OK) {
            free(text);
            return cli_stop("%s", error.message);
        }
        text = round == 0 ? cli_take(NULL, length + 1, 1) : text;
    }
    if (fwrite(text, 1, length, stdout) == length)
        code = rota == NULL ? code_of(placement) : code_of_rota(rota);
    free(text);
    return code;
}

/* ---- Writing -------------------------------------------------------------------------------------------- */

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
        code = cli_write_extending(cli, cli->words[0], model,
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

/* What --fix and --bar settle: each for its own time, or for all of the rota. */
static locality_placement_rota_wish *wishes_of(const cli_line *cli) {
    locality_placement_rota_wish *wishes = cli_take(NULL, cli->wishes_count + 1, sizeof *wishes);

    for (size_t i = 0; i < cli->wishes_count; i++) {
        const locality_range *own = &cli->wish_times[i];
        const locality_range *time = locality_range_is_unknown(own) != 0 ? &cli->rota : own;
        memset(&wishes[i], 0, sizeof wishes[i]);
        wishes[i].candidate = cli->wishes[i].candidate;
        wishes[i].place = cli->wishes[i].place;
        wishes[i].reason = cli->wishes[i].reason;
        wishes[i].is_fixed = cli->wishes[i].is_fixed;
        wishes[i].first = time->lo;
        wishes[i].last = time->hi;
    }
    return wishes;
}

static int solve_rota(const cli_line *cli, const cli_paper *paper, locality_placement_rota **out) {
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    locality_placement_rota_wish *wishes;
    locality_program_solver solver;
    locality_status status;
    locality_error error;
    int code = read_rhythm(cli, &options.every);

    if (code == CLI_HOLDS && cli->solver != NULL)
        code = cli_take_solver(cli, &solver);
    if (code != CLI_HOLDS)
        return code;
    options.solver = cli->solver == NULL ? NULL : &solver;
    wishes = wishes_of(cli);
    options.wishes = wishes;
    options.wishes_count = cli->wishes_count;
    options.first = cli->rota.lo;
    options.last = cli->rota.hi;
    options.parameters = cli->settings;
    options.parameters_count = cli->settings_count;
    status = locality_placement_rota_solve(paper->snapshot, cli->request, &options, out, &error);
    free(wishes);
    return status == LOCALITY_OK ? CLI_HOLDS : cli_stop_paper(paper, &error);
}

static int show_rota(const cli_line *cli, const locality_placement_rota *rota) {
    locality_report_options options;
    locality_output output;
    locality_error error;

    if ((cli->given & CLI_AUDIT) != 0)
        return show_audit(NULL, rota);
    if ((cli->given & CLI_CONFLICTS) != 0)
        return show_conflicts(cli, NULL, rota);
    cli_output(cli, &output);
    cli_report_options(cli, &options);
    if (locality_report_placement_rota(rota, &options, &output, &error) != LOCALITY_OK)
        return cli_stop("%s", error.message);
    return code_of_rota(rota);
}

static int run_rota(const cli_line *cli, const cli_paper *paper) {
    locality_placement_rota *rota = NULL;
    int code = solve_rota(cli, paper, &rota), kept;

    if (code == CLI_HOLDS)
        code = show_rota(cli, rota);
    if (code != CLI_STOPS && cli->write != NULL) {
        kept = keep(cli, NULL, rota);
        code = kept == CLI_HOLDS ? code : kept;
    }
    locality_placement_rota_free(rota);
    return code;
}

/* ---- The command ------------------------------------------------------------------------------------------ */

/* What goes with a rota alone. */
static int check_without_rota(const cli_line *cli) {
    if (cli->every != NULL)
        return cli_stop("--every says how a --rota goes; give that as well");
    if (cli->solver != NULL)
        return cli_stop("--solver goes on with a --rota; give that as well");
    for (size_t i = 0; i < cli->wishes_count; i++)
        if (locality_range_is_unknown(&cli->wish_times[i]) == 0)
            return cli_stop("--%s %s=%s@...: a time behind @ is for a --rota; a plan is for the "
                            "one day that --on gives",
                            cli->wishes[i].is_fixed != 0 ? "fix" : "bar", cli->wishes[i].candidate,
                            cli->wishes[i].place);
    return CLI_HOLDS;
}

#define ANSWERS \
    (CLI_WHY | CLI_ALTERNATIVES | CLI_MOST_DIFFERENT | CLI_CONFLICTS | CLI_COMPARE | CLI_AUDIT)

static int check_words(const cli_line *cli) {
    cli_options answers = cli->given & ANSWERS;

    if (cli->why == NULL && cli->words_count > 1)
        return cli_stop("write locality allocate DOC --why PERSON PLACE");
    if ((answers & (answers - 1)) != 0)
        return cli_stop("--why, --alternatives, --most-different, --conflicts, --compare and "
                        "--audit are different answers: ask for one");
    if ((cli->write != NULL || cli->compare != NULL) && (cli->given & CLI_REDACTED) != 0)
        return cli_stop("--%s is about the document as it is, in which people have other ids "
                        "than with --redacted; leave one of them out",
                        cli->write != NULL ? "write" : "compare");
    if (cli->rota_text == NULL)
        return check_without_rota(cli);
    if (cli->has_as_at || (answers & ~(CLI_AUDIT | CLI_CONFLICTS)) != 0)
        return cli_stop("--rota goes with --every, --fix, --bar, --solver, --audit, --conflicts, "
                        "--write and --set, and with nothing that is about one day: no --on, "
                        "--why, --alternatives, --most-different or --compare");
    return CLI_HOLDS;
}

static int show(cli_line *cli, const locality_placement *placement) {
    if (cli->why != NULL)
        return show_why(cli, placement);
    if (cli->alternatives > 0 || cli->most_different > 0)
        return show_others(cli, placement);
    if (cli->compare != NULL)
        return show_difference(cli, placement);
    if ((cli->given & CLI_CONFLICTS) != 0)
        return show_conflicts(cli, placement, NULL);
    if ((cli->given & CLI_AUDIT) != 0)
        return show_audit(placement, NULL);
    return show_plan(cli, placement);
}

static int run_plan(cli_line *cli, const cli_paper *paper) {
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
