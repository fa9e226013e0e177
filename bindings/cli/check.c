/* Check and why: the verdicts of a document, and the grounds of one. */
#include <string.h>

#include "cli.h"

/* Judges the paper; `only` is one rule, or null for those of the options. */
static int judge(cli_line *cli, const cli_paper *paper, const char *only, locality_findings **out) {
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    locality_error error;

    options.structure = cli->structure;
    options.as_at = cli->has_as_at ? &cli->as_at : NULL;
    options.parameters = cli->settings;
    options.parameters_count = cli->settings_count;
    options.rules = only == NULL ? cli->rules.items : &only;
    options.rules_count = only == NULL ? cli->rules.count : 1;
    if (options.rules_count == 0)
        options.rules = NULL;
    if (locality_check(paper->snapshot, &options, out, &error) != LOCALITY_OK)
        return cli_stop_paper(paper, &error);
    if (locality_findings_count(*out) == 0)
        return cli_stop(
            "there is no rule to judge by; name a file that holds rules under \"rules\" of "
            "the document, or give --rules FILE");
    return CLI_HOLDS;
}

static int has_failed(const locality_findings *findings) {
    return locality_findings_with(findings, LOCALITY_VERDICT_FAIL) > 0 ? CLI_FAILS : CLI_HOLDS;
}

int cli_check(cli_line *cli) {
    locality_findings *findings = NULL;
    locality_report_options options;
    locality_output output;
    locality_error error;
    cli_paper paper;
    int code = cli_load(cli, cli->words[0], CLI_SNAPSHOT, &paper);

    cli_output(cli, &output);
    cli_report_options(cli, &options);
    if (code == CLI_HOLDS)
        code = judge(cli, &paper, NULL, &findings);
    if (code == CLI_HOLDS &&
        locality_report_findings(findings, paper.title, &options, &output, &error) != LOCALITY_OK)
        code = cli_stop_error(NULL, NULL, 0, &error);
    if (code == CLI_HOLDS)
        code = has_failed(findings);
    locality_findings_free(findings);
    cli_unload(&paper);
    return code;
}

int cli_why(cli_line *cli) {
    locality_findings *findings = NULL;
    locality_report_options options;
    locality_output output;
    locality_error error;
    cli_paper paper;
    int code = cli_load(cli, cli->words[0], CLI_SNAPSHOT, &paper);

    cli_output(cli, &output);
    cli_report_options(cli, &options);
    if (code == CLI_HOLDS)
        code = judge(cli, &paper, cli->words[1], &findings);
    if (code == CLI_HOLDS && locality_report_finding(locality_findings_at(findings, 0), &options,
                                                     &output, &error) != LOCALITY_OK)
        code = cli_stop_error(NULL, NULL, 0, &error);
    if (code == CLI_HOLDS)
        code = has_failed(findings);
    locality_findings_free(findings);
    cli_unload(&paper);
    return code;
}
