/* Chart: the text of a chart to the standard output, or drawn as SVG by the program dot of
 * Graphviz, with the title and description that a screen reader needs. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli.h"

#define NO_PROGRAM 127 /* what a shell answers where there is no such program */

/* ---- Gathering
 * ----------------------------------------------------------------------------------------- */

int32_t cli_text_take(void *self, const char *bytes, size_t length) {
    cli_bytes *text = self;

    if (text->length + length + 1 > text->capacity) {
        text->capacity = 2 * (text->length + length + 1);
        text->bytes = cli_take(text->bytes, text->capacity, 1);
    }
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
    return 0;
}

/* ---- The program
 * --------------------------------------------------------------------------------------- */

/* In the child: becomes the program, which reads and writes the files given. */
static void become_dot(int input, int output) {
    char *const arguments[] = {(char[]){"dot"}, (char[]){"-Tsvg"}, NULL};

    if (dup2(input, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0)
        execvp("dot", arguments);
    _exit(NO_PROGRAM);
}

/* Runs the program over a file into another; its exit code, or -1. */
static int run_dot(FILE *input, FILE *output) {
    int state = 0;
    pid_t child;

    fflush(NULL);
    child = fork();
    if (child == 0)
        become_dot(fileno(input), fileno(output));
    if (child < 0)
        return -1;
    while (waitpid(child, &state, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(state) ? WEXITSTATUS(state) : -1;
}

static int stop_dot(int code) {
    if (code == NO_PROGRAM)
        return cli_stop(
            "--svg needs the program dot of Graphviz, which is not on the PATH; install "
            "graphviz, or write --dot");
    return cli_stop("the program dot of Graphviz failed; --dot writes what it was given");
}

static void read_all(FILE *file, cli_bytes *text) {
    char block[4096];
    size_t got;

    rewind(file);
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        cli_text_take(text, block, got);
}

/* Draws; the SVG in `svg`. */
static int draw(const cli_bytes *dot, cli_bytes *svg) {
    FILE *input = tmpfile(), *output = tmpfile();
    int code = -1;

    if (input == NULL || output == NULL) {
        if (input != NULL)
            fclose(input);
        return cli_stop("no temporary file can be made: %s", strerror(errno));
    }
    if (fwrite(dot->bytes, 1, dot->length, input) == dot->length && fflush(input) == 0) {
        rewind(input);
        code = run_dot(input, output);
    }
    if (code == 0)
        read_all(output, svg);
    fclose(input);
    fclose(output);
    return code == 0 ? CLI_HOLDS : stop_dot(code);
}

/* ---- What a screen reader reads
 * -------------------------------------------------------------------------- */

/* Writes the remark that a line of the chart is, as text of XML. */
static void put_remark(const char *dot, size_t line) {
    const char *at = dot;

    for (; line > 0 && at != NULL; line--) {
        at = strchr(at, '\n');
        at = at == NULL ? NULL : at + 1;
    }
    if (at == NULL || strncmp(at, "// ", 3) != 0)
        return;
    for (at += 3; *at != '\0' && *at != '\n'; at++) {
        if (*at == '&')
            fputs("&amp;", stdout);
        else if (*at == '<')
            fputs("&lt;", stdout);
        else if (*at == '>')
            fputs("&gt;", stdout);
        else
            fputc(*at, stdout);
    }
}

/* Puts title and description where they are looked for: first in the drawing. */
static int put_svg(const char *dot, const char *svg) {
    const char *root = svg == NULL ? NULL : strstr(svg, "<svg");
    const char *inside = root == NULL ? NULL : strchr(root, '>');

    if (inside == NULL)
        return stop_dot(-1);
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n"
          "<svg role=\"img\" aria-labelledby=\"chart-title chart-description\"",
          stdout);
    fwrite(root + 4, 1, (size_t)(inside + 1 - (root + 4)), stdout);
    fputs("\n<title id=\"chart-title\">", stdout);
    put_remark(dot, 0);
    fputs("</title>\n<desc id=\"chart-description\">", stdout);
    put_remark(dot, 1);
    fputs("</desc>", stdout);
    fputs(inside + 1, stdout);
    return CLI_HOLDS;
}

int cli_put_chart(const cli_line *cli, const cli_bytes *dot) {
    cli_bytes svg = {NULL, 0, 0};
    int code;

    if ((cli->given & CLI_DOT) != 0) {
        fwrite(dot->bytes, 1, dot->length, stdout);
        return CLI_HOLDS;
    }
    code = draw(dot, &svg);
    if (code == CLI_HOLDS)
        code = put_svg(dot->bytes, svg.bytes);
    free(svg.bytes);
    return code;
}
