/* Terminal: how wide it is, whether it shows colours, and the way from a report to it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli.h"

#define USUAL_WIDTH 80u
#define LEAST_WIDTH 20u
#define MOST_WIDTH 1000u

/* ---- Width and colour ----------------------------------------------------------------------------- */

/* A width in digits, or 0. */
static uint32_t read_width(const char *text) {
    uint32_t width = 0;

    if (text == NULL || text[0] == '\0')
        return 0;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9')
            return 0;
        width = width * 10 + (uint32_t)(*text - '0');
        if (width > MOST_WIDTH)
            return MOST_WIDTH;
    }
    return width;
}

/* COLUMNS where somebody exported it, else what the terminal says, else 80. */
static uint32_t usual_width(bool is_terminal) {
    struct winsize size;
    uint32_t width = read_width(getenv("COLUMNS"));

    if (width == 0 && is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
    return width == 0 ? USUAL_WIDTH : width;
}

static bool wants_color(const cli_line *cli, bool is_terminal) {
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

    if ((cli->given & CLI_NO_COLOR) != 0)
        return false;
    if ((cli->given & CLI_COLOR) != 0 && strcmp(cli->color, "auto") != 0)
        return strcmp(cli->color, "always") == 0;
    if (no_color != NULL && no_color[0] != '\0')
        return false;
    return is_terminal && term != NULL && strcmp(term, "dumb") != 0;
}

void cli_terminal(cli_line *cli) {
    bool is_terminal = isatty(STDOUT_FILENO) == 1;

    if (cli->width == 0)
        cli->width = usual_width(is_terminal);
    if (cli->width < LEAST_WIDTH)
        cli->width = LEAST_WIDTH;
    cli->colored = wants_color(cli, is_terminal);
}

/* ---- Output --------------------------------------------------------------------------------------- */

static int32_t write_bytes(void *self, const char *bytes, size_t length) {
    (void)self;
    return fwrite(bytes, 1, length, stdout) == length ? 0 : 1;
}

static void write_tone(void *self, int32_t tone) {
    static const char *const codes[] = {
        [LOCALITY_TONE_PLAIN] = "\033[0m",  [LOCALITY_TONE_HEADING] = "\033[1m",
        [LOCALITY_TONE_GOOD] = "\033[32m",  [LOCALITY_TONE_BAD] = "\033[1;31m",
        [LOCALITY_TONE_DOUBT] = "\033[33m", [LOCALITY_TONE_QUIET] = "\033[2m",
    };

    (void)self;
    fputs("\033[0m", stdout);
    if (tone > LOCALITY_TONE_PLAIN && tone <= LOCALITY_TONE_QUIET)
        fputs(codes[tone], stdout);
}

void cli_output(const cli_line *cli, locality_output *output) {
    locality_output plain = LOCALITY_OUTPUT_INIT;

    *output = plain;
    output->write = write_bytes;
    output->tone = cli->colored ? write_tone : NULL;
}

void cli_report_options(const cli_line *cli, locality_report_options *options) {
    locality_report_options plain = LOCALITY_REPORT_OPTIONS_INIT;

    *options = plain;
    options->format = cli->format;
    options->width = cli->width;
    options->as_at = cli->has_as_at ? &cli->as_at : NULL;
    options->notice = cli->notice;
}

int cli_end_table(const cli_line *cli, locality_table *table, locality_status status,
                  locality_error *error) {
    locality_report_options options;
    locality_output output;

    cli_output(cli, &output);
    cli_report_options(cli, &options);
    if (status == LOCALITY_OK)
        status = locality_table_write(table, &options, &output, error);
    locality_table_free(table);
    return status == LOCALITY_OK ? CLI_HOLDS : cli_stop_error(NULL, NULL, 0, error);
}

void cli_notice(const cli_line *cli) {
    bool read = cli->format == LOCALITY_FORMAT_TEXT || cli->format == LOCALITY_FORMAT_MARKDOWN;

    if (read && cli->notice[0] != '\0')
        printf("\n%s\n", cli->notice);
}

int cli_finish(int code) {
    if (fflush(stdout) == 0 && ferror(stdout) == 0)
        return code;
    return cli_stop("the output could not be written");
}
