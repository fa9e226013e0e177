/* The command: what its files share. One table of commands and one of options (commands.c) drive the
 * reading of the command line, the help, and the checks of manual page and completions. */
#ifndef LOC_CLI_H
#define LOC_CLI_H

#include <locality-json.h>
#include <locality/report.h>
#include <stdbool.h>
#include <stdint.h>

/* Exit codes. */
enum cli_exits {
    CLI_HOLDS = 0, /* everything asked holds */
    CLI_FAILS = 1, /* a rule fails, or the answer is no */
    CLI_STOPS = 2  /* the command could not run */
};

/* Options, as bits of a set. */
enum cli_options {
    CLI_STRUCTURE = 1 << 0,
    CLI_RULE = 1 << 1,
    CLI_SET = 1 << 2,
    CLI_AS_AT = 1 << 3,
    CLI_RULES = 1 << 4,
    CLI_WHERE = 1 << 5,
    CLI_COLUMNS = 1 << 6,
    CLI_ID = 1 << 7,
    CLI_LIST = 1 << 8,
    CLI_EXPLAIN = 1 << 9,
    CLI_JSON = 1 << 10,
    CLI_CSV = 1 << 11,
    CLI_MARKDOWN = 1 << 12,
    CLI_WIDTH = 1 << 13,
    CLI_COLOR = 1 << 14,
    CLI_NO_COLOR = 1 << 15,
    CLI_HELP = 1 << 16,
    CLI_TABLE = 1 << 17,
    CLI_IN = 1 << 18,
    CLI_REDACTED = 1 << 19,
    CLI_PAY_THRESHOLD = 1 << 20,
    CLI_SMALLEST_TEAM = 1 << 21,
    CLI_WITHHOLD_TEXT = 1 << 22,
    CLI_KEEP = 1 << 23,
    CLI_DOT = 1 << 24,
    CLI_SVG = 1 << 25,
    CLI_MAP = 1 << 26,
    CLI_INTO = 1 << 27
};

#define CLI_MOST_WORDS 16

typedef struct cli_line cli_line;

/* One row of the table of commands. */
typedef struct cli_command {
    const char *name;
    const char *words;   /* what stands behind the name, for the help */
    size_t least, most;  /* how many words */
    uint32_t options;    /* set of cli_options */
    const char *summary; /* one line */
    const char *help;    /* what it does */
    const char *examples;
    int (*run)(cli_line *cli);
} cli_command;

/* One row of the table of options. */
typedef struct cli_option {
    uint32_t bit;
    const char *name;     /* without the two dashes */
    const char *argument; /* null: none */
    const char *help;
} cli_option;

extern const cli_command cli_commands[];
extern const size_t cli_commands_count;
extern const cli_option cli_option_table[];
extern const size_t cli_option_count;

/* A list that grows. */
typedef struct cli_list {
    const char **items;
    size_t count;
} cli_list;

/* The command line as read. */
struct cli_line {
    const cli_command *command;
    const char *words[CLI_MOST_WORDS];
    size_t words_count;
    uint32_t given; /* set of cli_options */
    int32_t format;
    const char *structure, *as_at_text, *where, *columns, *id, *color, *in, *map, *into;
    locality_range as_at;
    bool has_as_at;
    uint32_t width;
    bool colored;
    locality_range pay_threshold, smallest_team; /* as typed, where they are */
    uint64_t withheld[16];                       /* of all documents so far, by reason */
    char notice[1000];                           /* the same in words; empty without --redacted */
    cli_list rules, files, kept;
    locality_setting *settings;
    size_t settings_count;
    char **setting_texts; /* owned: `name` NUL `value` */
};

/* Reads the command line; CLI_HOLDS, or what to exit with after having said why. */
int cli_read(cli_line *cli, int argc, char **argv);
void cli_clear(cli_line *cli);
const cli_command *cli_find_command(const char *name);
/* Says that there is no such command, and which there are. */
int cli_stop_command(const char *word);
void cli_help(const cli_command *command); /* null: of all */
void cli_table(void);                      /* commands and options for programs, one a line */

/* Saying what is wrong: `locality: FILE:LINE:COLUMN: message` on the standard error. */
int cli_stop(const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 1, 2)))
#endif
    ;
/* The same for an error of the library; shows the line with a caret where the text is given. */
int cli_stop_error(const char *file, const char *text, size_t length, const locality_error *error);
/* What messages may not show from now on, because it is to be redacted. */
enum cli_concealed {
    CLI_OPEN,    /* everything may be shown */
    CLI_LINES,   /* no line of a file */
    CLI_MESSAGES /* nothing of what is wrong but the place */
};
void cli_conceal(int concealed);
int cli_concealed(void);

/* Text and colours. */
void cli_terminal(cli_line *cli); /* decides width and colour */
void cli_output(const cli_line *cli, locality_output *output);
void cli_report_options(const cli_line *cli, locality_report_options *options);
/* Says at the end of a table that is no report what was withheld. */
void cli_notice(const cli_line *cli);
int cli_finish(int code); /* flushes the standard output; CLI_STOPS if that fails */

/* Bytes that are gathered, with an end mark. */
typedef struct cli_bytes {
    char *bytes;
    size_t length, capacity;
} cli_bytes;
int32_t cli_text_take(void *self, const char *bytes, size_t length); /* of a locality_output */
/* Writes a chart as it is, or as SVG. */
int cli_put_chart(const cli_line *cli, const cli_bytes *dot);

/* Memory that is always there, or the command ends. */
void *cli_take(void *block, size_t count, size_t size);
void cli_list_add(cli_list *list, const char *item);

/* A document with all it extends, its rules, and the snapshot of it. */
typedef struct cli_text {
    char *path;
    const char *name; /* of rules: what the rules remember of the file; borrowed */
    char *bytes;
    size_t length;
    locality_json_document *document; /* null for rules */
} cli_text;

typedef struct cli_paper {
    cli_text *texts; /* documents, the extended ones first, then rules */
    size_t count, documents;
    locality_model *model;
    locality_snapshot *snapshot;
    const char *title; /* of the last document that has one */
} cli_paper;

enum cli_depths {
    CLI_MODEL,   /* the records alone */
    CLI_RULED,   /* rules too */
    CLI_SNAPSHOT /* and the snapshot taken */
};

int cli_load(cli_line *cli, const char *path, int depth, cli_paper *paper);
void cli_unload(cli_paper *paper);
/* Reads a whole file, `-` for the standard input; says what is wrong. `named_by` is the document that
 * names the file, or null. */
int cli_read_file(const char *path, const char *named_by, cli_text *text);
/* Imports a table that a document names; both paths are where the files would be. */
int cli_read_table(locality_model *model, const locality_json_table *table, const char *path,
                   const char *map_path);
/* What the written document says of itself: the last document that says it; the rules of all. */
void cli_join_headers(const cli_paper *paper, locality_json_header *header, cli_list *rules);
/* Puts a redacted model and its snapshot in the place of those that were loaded. */
int cli_redact(cli_line *cli, cli_paper *paper);
/* An error about the paper as a whole, with the place found in its texts. */
int cli_stop_paper(const cli_paper *paper, const locality_error *error);

/* Commands. */
int cli_check(cli_line *cli);
int cli_why(cli_line *cli);
int cli_show(cli_line *cli);
int cli_list_records(cli_line *cli);
int cli_query(cli_line *cli);
int cli_schema(cli_line *cli);
int cli_report(cli_line *cli);
int cli_who(cli_line *cli);
int cli_format(cli_line *cli);
int cli_import(cli_line *cli);
int cli_summary(cli_line *cli);
int cli_compare(cli_line *cli);
int cli_version(cli_line *cli);
int cli_help_command(cli_line *cli);

#endif
