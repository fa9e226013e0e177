/* Summary: documents on one screen each, and a table of them by verdict. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* Verdicts of one document, or of all. Rules that are parts of another (NCP-18a of NCP-18) are counted apart. */
typedef struct tally {
    size_t rules, parts, verdicts[LOCALITY_VERDICTS];
} tally;

/* Whether a rule is part of another: its id ends in a digit and a letter, as NCP-18a does. */
static bool is_part(const char *rule) {
    size_t length = strlen(rule);

    return length >= 2 && rule[length - 1] >= 'a' && rule[length - 1] <= 'z' &&
           rule[length - 2] >= '0' && rule[length - 2] <= '9';
}

static void count(tally *to, const locality_findings *findings) {
    for (size_t i = 0; i < locality_findings_count(findings); i++) {
        const locality_finding *finding = locality_findings_at(findings, i);

        to->parts += is_part(finding->rule);
        to->rules += !is_part(finding->rule);
        to->verdicts[finding->verdict]++;
    }
}

static int judge(cli_line *cli, const cli_paper *paper, locality_findings **out) {
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    locality_error error;

    options.as_at = cli->has_as_at ? &cli->as_at : NULL;
    options.parameters = cli->settings;
    options.parameters_count = cli->settings_count;
    return locality_check(paper->snapshot, &options, out, &error) == LOCALITY_OK
               ? CLI_HOLDS
               : cli_stop_paper(paper, &error);
}

static int summarise(cli_line *cli, const char *path, tally *to) {
    locality_findings *findings = NULL;
    locality_report_options options;
    locality_output output;
    locality_error error;
    cli_paper paper;
    int code = cli_load(cli, path, CLI_SNAPSHOT, &paper);

    cli_output(cli, &output);
    cli_report_options(cli, &options);
    if (code == CLI_HOLDS)
        code = judge(cli, &paper, &findings);
    if (code == CLI_HOLDS && locality_report_summary(paper.snapshot, findings, paper.title,
                                                     &options, &output, &error) != LOCALITY_OK)
        code = cli_stop_paper(&paper, &error);
    if (code == CLI_HOLDS)
        count(to, findings);
    locality_findings_free(findings);
    cli_unload(&paper);
    return code;
}

/* ---- The table of all ------------------------------------------------------------------------------- */

static const char *file_name(const char *path) {
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

static locality_status put_number(locality_table *table, size_t number, locality_error *error) {
    char text[24];

    snprintf(text, sizeof text, "%zu", number);
    return locality_table_add_cell(table, text, LOCALITY_TONE_PLAIN, error);
}

static locality_status put_tally(locality_table *table, const char *name, const tally *of,
                                 locality_error *error) {
    static const int order[] = {LOCALITY_VERDICT_PASS, LOCALITY_VERDICT_FAIL,
                                LOCALITY_VERDICT_CANNOT_DECIDE, LOCALITY_VERDICT_NOT_APPLICABLE};
    locality_status status = locality_table_add_cell(table, name, LOCALITY_TONE_PLAIN, error);

    if (status == LOCALITY_OK)
        status = put_number(table, of->rules, error);
    if (status == LOCALITY_OK)
        status = put_number(table, of->parts, error);
    for (size_t i = 0; i < LOCALITY_VERDICTS && status == LOCALITY_OK; i++)
        status = put_number(table, of->verdicts[order[i]], error);
    return status;
}

static locality_status fill(const cli_line *cli, const tally *tallies, locality_table *table,
                            locality_error *error) {
    static const char *const columns[][2] = {{"document", "Document"},
                                             {"rules", "Rules"},
                                             {"parts", "Parts of rules"},
                                             {"pass", "Pass"},
                                             {"fail", "Fail"},
                                             {"cannot_decide", "Cannot decide"},
                                             {"not_applicable", "Not applicable"}};
    locality_status status = LOCALITY_OK;
    tally all;

    memset(&all, 0, sizeof all);
    for (size_t i = 0; i < sizeof columns / sizeof columns[0] && status == LOCALITY_OK; i++)
        status =
            locality_table_add_column(table, columns[i][0], columns[i][1],
                                      i == 0 ? LOCALITY_ALIGN_LEFT : LOCALITY_ALIGN_RIGHT, error);
    for (size_t i = 0; i < cli->words_count && status == LOCALITY_OK; i++) {
        all.rules += tallies[i].rules;
        all.parts += tallies[i].parts;
        for (size_t v = 0; v < LOCALITY_VERDICTS; v++)
            all.verdicts[v] += tallies[i].verdicts[v];
        status = put_tally(table, file_name(cli->words[i]), &tallies[i], error);
    }
    return status == LOCALITY_OK ? put_tally(table, "together", &all, error) : status;
}

static int show_together(cli_line *cli, const tally *tallies) {
    locality_table *table = NULL;
    locality_error error;

    locality_status status = locality_table_new(NULL, &table, &error);
    if (status == LOCALITY_OK)
        status = fill(cli, tallies, table, &error);
    return cli_end_table(cli, table, status, &error);
}

int cli_summary(cli_line *cli) {
    tally *tallies = cli_take(NULL, cli->words_count, sizeof *tallies);
    bool fails = false, is_text = cli->format == LOCALITY_FORMAT_TEXT;
    int code = CLI_HOLDS;

    memset(tallies, 0, cli->words_count * sizeof *tallies);
    if (cli->words_count > 1 && cli->format == LOCALITY_FORMAT_JSON)
        code = cli_stop("with --json one document is summarised at a time");
    for (size_t i = 0; i < cli->words_count && code == CLI_HOLDS; i++) {
        if (i > 0 && is_text)
            printf("\n%.*s\n", (int)(cli->width < 100 ? cli->width : 100),
                   "----------------------------------------------------------------------------"
                   "------------------------");
        else if (i > 0)
            printf("\n");
        code = summarise(cli, cli->words[i], &tallies[i]);
        fails = fails || tallies[i].verdicts[LOCALITY_VERDICT_FAIL] > 0;
    }
    if (code == CLI_HOLDS && cli->words_count > 1) {
        printf("\n");
        code = show_together(cli, tallies);
    }
    free(tallies);
    return code == CLI_HOLDS && fails ? CLI_FAILS : code;
}
