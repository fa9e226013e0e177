/* Who: who is accountable for something, in a place, on a date. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* Cuts `theme:va` into kind and name; a name alone, or with a colon behind no kind, has none. */
static char *cut_subject(const char *subject, locality_accountable_query *query) {
    const char *colon = strchr(subject, ':');
    char *copy = cli_take(NULL, strlen(subject) + 1, 1);

    memcpy(copy, subject, strlen(subject) + 1);
    query->subject = copy;
    if (colon == NULL)
        return copy;
    copy[colon - subject] = '\0';
    if (locality_schema_kind(NULL, copy) == LOCALITY_NO_INDEX) {
        copy[colon - subject] = ':';
        return copy;
    }
    query->kind = copy;
    query->subject = copy + (colon - subject) + 1;
    return copy;
}

int cli_who(cli_line *cli) {
    locality_accountable_query query = LOCALITY_ACCOUNTABLE_QUERY_INIT;
    locality_accountable *answer = NULL;
    locality_report_options options;
    locality_output output;
    locality_error error;
    cli_paper paper;
    char *subject;
    int code = cli_load(cli, cli->words[0], CLI_SNAPSHOT, &paper);

    if (code != CLI_HOLDS) {
        cli_unload(&paper);
        return code;
    }
    subject = cut_subject(cli->words[1], &query);
    query.area = cli->in;
    query.structure = cli->structure;
    query.as_at = cli->has_as_at ? &cli->as_at : NULL;
    cli_output(cli, &output);
    cli_report_options(cli, &options);
    if (locality_accountable_find(paper.snapshot, &query, NULL, &answer, &error) != LOCALITY_OK ||
        locality_report_accountability(answer, &options, &output, &error) != LOCALITY_OK)
        code = cli_stop("%s", error.message);
    locality_accountable_free(answer);
    free(subject);
    cli_unload(&paper);
    return code;
}
