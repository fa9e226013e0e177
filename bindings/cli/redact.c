/* Redact: from what was loaded to what can be published, before any command sees it. */
#include <locality/privacy.h>
#include <stdio.h>

#include "cli.h"

static void fill_options(const cli_line *cli, locality_redaction *options) {
    if ((cli->given & CLI_PAY_THRESHOLD) != 0)
        options->pay_threshold = cli->pay_threshold.lo;
    if ((cli->given & CLI_SMALLEST_TEAM) != 0)
        options->smallest_team = cli->smallest_team.lo;
    if ((cli->given & CLI_WITHHOLD_TEXT) != 0)
        options->texts = LOCALITY_TEXTS_WITHHELD;
    options->keep = cli->kept.items;
    options->keep_count = cli->kept.count;
}

/* A title is shown above what was redacted; one that names somebody is not. */
static void redact_title(cli_paper *paper) {
    int32_t names = 1;

    if (locality_snapshot_names_person(paper->snapshot, paper->title, &names, NULL) !=
            LOCALITY_OK ||
        names != 0)
        paper->title = "(title withheld)";
}

int cli_redact(cli_line *cli, cli_paper *paper) {
    locality_redaction options = LOCALITY_REDACTION_INIT;
    locality_withheld withheld = LOCALITY_WITHHELD_INIT;
    locality_model *model = NULL;
    locality_snapshot *snapshot = NULL;
    locality_error error;

    fill_options(cli, &options);
    cli_conceal(CLI_LINES);
    if (locality_snapshot_redact(paper->snapshot, &options, NULL, &model, &withheld, &error) !=
            LOCALITY_OK ||
        locality_snapshot_take(model, &snapshot, &error) != LOCALITY_OK) {
        locality_model_free(model);
        return cli_stop("%s", error.message);
    }
    redact_title(paper);
    for (size_t i = 0; i < sizeof withheld.count / sizeof withheld.count[0]; i++) {
        cli->withheld[i] += withheld.count[i];
        withheld.count[i] = cli->withheld[i];
    }
    locality_withheld_print(&withheld, cli->withholding, sizeof cli->withholding, NULL, NULL);
    locality_snapshot_release(paper->snapshot);
    locality_model_free(paper->model);
    paper->snapshot = snapshot;
    paper->model = model;
    return CLI_HOLDS;
}
