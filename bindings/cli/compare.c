/* Compare: figures of two documents side by side. */
#include <string.h>

#include "cli.h"

/* What a document is called in a heading: its file without folders. */
static const char *called(const char *path) {
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

static int compare(cli_line *cli, const cli_paper *left, const cli_paper *right) {
    locality_report_side a = LOCALITY_REPORT_SIDE_INIT, b = LOCALITY_REPORT_SIDE_INIT;
    locality_report_options options;
    locality_truth agree;
    locality_output output;
    locality_error error;

    a.snapshot = left->snapshot;
    b.snapshot = right->snapshot;
    a.title = called(cli->words[0]);
    b.title = called(cli->words[1]);
    if (cli->words_count > 2) {
        a.what = cli->words[2];
        b.what = cli->words_count > 3 ? cli->words[3] : cli->words[2];
    }
    cli_output(cli, &output);
    cli_report_options(cli, &options);
    if (locality_report_beside(&a, &b, &options, &output, &agree, &error) != LOCALITY_OK)
        return cli_stop_error(NULL, NULL, 0, &error);
    return agree == LOCALITY_FALSE ? CLI_FAILS : CLI_HOLDS;
}

int cli_compare(cli_line *cli) {
    cli_paper left, right;
    int code = cli_load(cli, cli->words[0], CLI_SNAPSHOT, &left);

    if (code == CLI_HOLDS) {
        code = cli_load(cli, cli->words[1], CLI_SNAPSHOT, &right);
        if (code == CLI_HOLDS)
            code = compare(cli, &left, &right);
        cli_unload(&right);
    }
    cli_unload(&left);
    return code;
}
