/* The command: what its files share. One table of commands and one of options (commands.c) drive the
 * reading of the command line, the help, and the checks of manual page and completions. */
#ifndef LOC_CLI_H
#define LOC_CLI_H

#include <locality-json.h>
#include <locality/intake.h>
#include <locality/plans.h>
#include <locality/report.h>
#include <locality/store.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* Exit codes. */
enum cli_exits {
    CLI_HOLDS = 0, /* everything asked holds */
    CLI_FAILS = 1, /* a rule fails, or the answer is no */
    CLI_STOPS = 2  /* the command could not run */
};

/* Options, as bits of a set. */
typedef uint64_t cli_options;
#define CLI_STRUCTURE ((cli_options)1 << 0)
#define CLI_RULE ((cli_options)1 << 1)
#define CLI_SET ((cli_options)1 << 2)
#define CLI_AS_AT ((cli_options)1 << 3)
#define CLI_RULES ((cli_options)1 << 4)
#define CLI_WHERE ((cli_options)1 << 5)
#define CLI_COLUMNS ((cli_options)1 << 6)
#define CLI_ID ((cli_options)1 << 7)
#define CLI_LIST ((cli_options)1 << 8)
#define CLI_EXPLAIN ((cli_options)1 << 9)
#define CLI_JSON ((cli_options)1 << 10)
#define CLI_CSV ((cli_options)1 << 11)
#define CLI_MARKDOWN ((cli_options)1 << 12)
#define CLI_WIDTH ((cli_options)1 << 13)
#define CLI_COLOR ((cli_options)1 << 14)
#define CLI_NO_COLOR ((cli_options)1 << 15)
#define CLI_HELP ((cli_options)1 << 16)
#define CLI_TABLE ((cli_options)1 << 17)
#define CLI_IN ((cli_options)1 << 18)
#define CLI_REDACTED ((cli_options)1 << 19)
#define CLI_PAY_THRESHOLD ((cli_options)1 << 20)
#define CLI_SMALLEST_TEAM ((cli_options)1 << 21)
#define CLI_WITHHOLD_TEXT ((cli_options)1 << 22)
#define CLI_KEEP ((cli_options)1 << 23)
#define CLI_DOT ((cli_options)1 << 24)
#define CLI_SVG ((cli_options)1 << 25)
#define CLI_MAP ((cli_options)1 << 26)
#define CLI_INTO ((cli_options)1 << 27)
#define CLI_STRUCTURES ((cli_options)1 << 28)
#define CLI_KNOWN_ON ((cli_options)1 << 29)
#define CLI_REPLACE ((cli_options)1 << 30)
#define CLI_REBASE ((cli_options)1 << 31)
#define CLI_WITH_RULES ((cli_options)1 << 32)
#define CLI_HISTORY ((cli_options)1 << 33)
#define CLI_PREFIX ((cli_options)1 << 34)
#define CLI_REQUEST ((cli_options)1 << 35)
#define CLI_WHY ((cli_options)1 << 36)
#define CLI_ALTERNATIVES ((cli_options)1 << 37)
#define CLI_ROTA ((cli_options)1 << 38)
#define CLI_AUDIT ((cli_options)1 << 39)
#define CLI_WRITE ((cli_options)1 << 40)
#define CLI_ON ((cli_options)1 << 41)
#define CLI_EVERY ((cli_options)1 << 42)
#define CLI_FIX ((cli_options)1 << 43)
#define CLI_BAR ((cli_options)1 << 44)
#define CLI_EVENTS \
    ((cli_options)1 << 45) /* one for the columns of events and the last day of them */
#define CLI_CONFLICTS ((cli_options)1 << 46)
#define CLI_MOST_DIFFERENT ((cli_options)1 << 47)
#define CLI_COMPARE ((cli_options)1 << 48)
#define CLI_MONTH_FIRST ((cli_options)1 << 50)
#define CLI_COUNTS ((cli_options)1 << 51)
#define CLI_THREADS ((cli_options)1 << 52)
#define CLI_AREAS ((cli_options)1 << 53)
#define CLI_VALID_ON ((cli_options)1 << 54)
#define CLI_GROUNDS ((cli_options)1 << 55)
#define CLI_PLACES ((cli_options)1 << 56)
#define CLI_SERVICES ((cli_options)1 << 57)
#define CLI_STEPS ((cli_options)1 << 58)
#define CLI_REPEAT ((cli_options)1 << 59)
#define CLI_SOLVER ((cli_options)1 << 60)
#define CLI_OUTLOOK ((cli_options)1 << 61)
#define CLI_AFTER_STEPS ((cli_options)1 << 62)
#define CLI_REDESIGN ((cli_options)1 << 63)

#define CLI_MOST_WORDS 16

typedef struct cli_line cli_line;

/* One row of the table of commands. */
typedef struct cli_command {
    const char *name;
    const char *words;  /* what stands behind the name, for the help */
    size_t least, most; /* how many words */
    cli_options options;
    const char *summary; /* one line */
    const char *help;    /* what it does */
    const char *examples;
    int (*run)(cli_line *cli);
} cli_command;

/* One row of the table of options. */
typedef struct cli_option {
    cli_options bit;
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
    cli_options given;
    int32_t format;
    const char *structure, *as_at_text, *where, *columns, *id, *color, *in, *map, *into,
        *structures, *areas, *prefix, *request, *why, *write, *every, *rota_text;
    const char *area_column, *service_column, *provider_column, *date_column, *count_column;
    const char *threads, *places, *services, *steps, *repeat, *outlook, *redesign, *until;
    locality_range as_at, known_on, valid_on, rota;
    const char *solver; /* null: none */
    bool has_as_at;
    const char *compare;
    size_t alternatives, most_different; /* 0: not asked for */
    uint32_t width;
    bool colored;
    locality_range pay_threshold, smallest_team; /* as typed, where they are */
    uint64_t withheld[16];                       /* of all documents so far, by reason */
    char withholding[1000];                      /* the same in words; empty without --redacted */
    char parts
        [1200]; /* what was loaded of cases in databases, in words; empty where all of it was */
    char notice[2400]; /* both */
    cli_list rules, files, kept;
    locality_setting *settings;
    size_t settings_count;
    char **setting_texts; /* owned: `name` NUL `value` */
    locality_placement_wish *wishes;
    locality_range *wish_times; /* of each: the time behind @, or unknown */
    size_t wishes_count;
    char **wish_texts; /* owned: `candidate` NUL `place` */
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
void cli_conceal(int what);
int cli_concealed(void);

/* Text and colours. */
void cli_terminal(cli_line *cli); /* decides width and colour */
void cli_output(const cli_line *cli, locality_output *output);
void cli_report_options(const cli_line *cli, locality_report_options *options);
/* Writes a table and frees it; where filling it failed already (`status`), or writing does, says so. */
int cli_end_table(const cli_line *cli, locality_table *table, locality_status status,
                  locality_error *error);
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

/* The solver that --solver names, for as long as the command runs. */
int cli_take_solver(const cli_line *cli, locality_program_solver *out);

/* Memory that is always there, or the command ends. */
void *cli_take(void *block, size_t count, size_t size);
void cli_list_add(cli_list *list, const char *item);

/* ---- Where records come from ---- */

/* What a word names: a case in a database, opened. */
typedef struct cli_source {
    char *place; /* file of SQLite, or what libpq takes */
    char
        *beside; /* path of the database, of which files lie beside; "" for the working directory */
    char *name;  /* of the case; null where the word does not give it */
    char *label; /* the word for messages, without a password */
    void *database;
    int sort;
    locality_store store;
} cli_source;

enum cli_access { CLI_TO_READ, CLI_TO_WRITE };

/* Whether a word names a case in a database: `sqlite:FILE#CASE`, `postgresql:///DB#CASE`. */
bool cli_is_case(const char *word);
/* Opens the database that a word names. To be read, its case is found: the one there is, where the word
 * gives none; to be written, the database is made where there is none. Clear it in any case. */
int cli_source_open(const char *word, int access, bool history, cli_source *source);
void cli_source_clear(cli_source *source);
/* Gives a source the name of its case, and the label with it. */
void cli_source_name(cli_source *source, const char *name);

/* A document with all it extends, its rules, and the snapshot of it; or a case, with its rules. */
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
    /* Of a case in a database, else null: what messages call it, where its rules lie, its title. */
    char *label, *beside, *case_title;
} cli_paper;

enum cli_depths {
    CLI_MODEL,   /* the records alone */
    CLI_RULED,   /* rules too */
    CLI_SNAPSHOT /* and the snapshot taken */
};

int cli_load(cli_line *cli, const char *path, int depth, cli_paper *paper);
/* Loads the case that a word names as the model of a paper, without its rules. */
int cli_load_case(cli_line *cli, const char *word, cli_paper *paper);
/* The path of a file that lies beside another; owned by the caller. */
char *cli_beside(const char *path, const char *name);
/* What lies behind the last slash. */
const char *cli_last_part(const char *path);
void cli_unload(cli_paper *paper);
/* Reads a whole file, `-` for the standard input; says what is wrong. `named_by` is the document that
 * names the file, or null. */
int cli_read_file(const char *path, const char *named_by, cli_text *text);
/* Imports a table that a document names; both paths are where the files would be. */
int cli_read_table(locality_model *model, const locality_json_table *table, const char *path,
                   const char *map_path);
/* Pushes the properties of a GeoJSON file into an import, as a table. */
int cli_push_geojson(FILE *file, const char *path, locality_intake *intake);
/* What the written document says of itself: the last document that says it; the rules of all. */
void cli_join_headers(const cli_paper *paper, locality_json_header *header, cli_list *rules);
/* Where a model is saved: a case in a database, and the model of it where it stands already. */
typedef struct cli_target {
    cli_source source;
    locality_model *standing;
    bool sought; /* `standing` was looked for */
} cli_target;

/* Opens the target that a word names, and loads the case where the word gives its name: whatever comes
 * from then on from others is a conflict. */
int cli_target_open(const cli_line *cli, const char *word, cli_target *target);
/* Saves the model as the target's case, named `name` where the word gave none; says what was done. */
int cli_target_save(const cli_line *cli, cli_target *target, locality_model *model,
                    const locality_json_header *header, const char *name);
void cli_target_clear(cli_target *target);
/* Writes bytes as a file: a new one, or in the place of one, which stays until they are written. */
int cli_write_file(const char *path, bool replaces, const cli_bytes *bytes);
/* Writes a model to the file of --write as a document that extends another; null: none. */
int cli_write_extending(const cli_line *cli, const char *base, const locality_model *model,
                        const char *title);
/* Has the case that stands declare what a model declares, and loads it again. */
int cli_target_declare(cli_target *target, const locality_model *model);
/* Whether a model can hold whatever another does: it declares the fields and words of that. */
bool cli_allows(const locality_model *model, const locality_model *other);
/* Makes the records of `target` those of `model`: puts what differs, removes what is gone. */
int cli_replace_records(const char *label, const locality_model *model, locality_model *target);
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
int cli_export(cli_line *cli);
int cli_summary(cli_line *cli);
int cli_compare(cli_line *cli);
int cli_allocate(cli_line *cli);
int cli_trends(cli_line *cli);
int cli_version(cli_line *cli);
int cli_help_command(cli_line *cli);

#endif
