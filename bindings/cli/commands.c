/* Commands: the two tables that drive the command line, and the help made from them. */
#include <stdio.h>
#include <string.h>

#include "cli.h"

#define FORMATS \
    (CLI_JSON | CLI_CSV | CLI_MARKDOWN | CLI_WIDTH | CLI_COLOR | CLI_NO_COLOR | CLI_HELP)
#define ASKING (CLI_SET | CLI_AS_AT | CLI_RULES)

const cli_option cli_option_table[] = {
    {CLI_STRUCTURE, "structure", "ID", "judge this structure version alone"},
    {CLI_RULE, "rule", "ID", "judge this rule alone; may be repeated"},
    {CLI_SET, "set", "NAME=VALUE", "give a parameter or switch a value; may be repeated"},
    {CLI_AS_AT, "as-at", "DATE", "the date asked about: 2010-09-03, 2010-07, 2011/12"},
    {CLI_RULES, "rules", "FILE", "load this file of rules as well; may be repeated"},
    {CLI_WHERE, "where", "EXPR", "only records for which this holds; r is the record"},
    {CLI_COLUMNS, "columns", "LIST", "fields to show: title,posts,reports_to.title"},
    {CLI_ID, "id", "ID", "run this query of the rules files"},
    {CLI_LIST, "list", NULL, "list the queries of the rules files"},
    {CLI_EXPLAIN, "explain", NULL, "show how the answer comes about"},
    {CLI_JSON, "json", NULL, "write JSON"},
    {CLI_CSV, "csv", NULL, "write CSV (RFC 4180)"},
    {CLI_MARKDOWN, "markdown", NULL, "write Markdown"},
    {CLI_WIDTH, "width", "N", "columns for text; that of the terminal, else 80"},
    {CLI_COLOR, "color", "WHEN", "auto, always or never; auto is on a terminal"},
    {CLI_NO_COLOR, "no-color", NULL, "no colour, as with NO_COLOR in the environment"},
    {CLI_TABLE, "table", NULL, "list commands and options for programs"},
    {CLI_HELP, "help", NULL, "show this help"},
};
const size_t cli_option_count = sizeof cli_option_table / sizeof cli_option_table[0];

const cli_command cli_commands[] = {
    {"check", "DOC", 1, 1, CLI_STRUCTURE | CLI_RULE | ASKING | FORMATS,
     "judge a document by its rules",
     "Judges the document by the rules it names (and those of --rules) and says of\n"
     "each rule whether it holds, fails, cannot be decided or does not apply.\n"
     "Exit code 0 if no rule fails, 1 if one fails, 2 if the command could not run.\n",
     "  locality check coventry-2010.json\n"
     "  locality check coventry-2010.json --structure proposed\n"
     "  locality check cambridgeshire-2023.json --rule CAM-09 --rule CAM-10\n"
     "  locality check cambridgeshire-2023.json --as-at 2023-02-24 --csv\n",
     cli_check},
    {"why", "DOC RULE", 2, 2, CLI_STRUCTURE | ASKING | FORMATS, "explain the verdict of one rule",
     "Explains the verdict of one rule: the arithmetic with the values put in, the\n"
     "records it rests on with their sections, the parameters, what is missing.\n"
     "Exit code 0 if the rule does not fail, 1 if it fails.\n",
     "  locality why coventry-2010.json COV-05\n"
     "  locality why cambridgeshire-2023.json CAM-29 --markdown\n",
     cli_why},
    {"show", "DOC (KIND:ID | WHAT [NAME...])", 2, 4, CLI_AS_AT | FORMATS,
     "show a record, a structure, a locality sheet, a matrix",
     "Shows one record with all that is known of it, or one of these:\n"
     "  structure ID       the structure as a tree; posts of unknown line stand apart\n"
     "  sheet AREA         a locality: leads, posts, services, contacts, sites, needs\n"
     "  before-after A B   two structures side by side with the differences\n"
     "  matrix WHAT [ID]   places against themes, services or streams, with the gaps\n"
     "A name or an alias does as well as an id.\n",
     "  locality show coventry-2010.json post:head\n"
     "  locality show cambridgeshire-2023.json structure proposed\n"
     "  locality show cambridgeshire-2023.json sheet Fenland\n"
     "  locality show coventry-2010.json before-after current proposed\n"
     "  locality show cambridgeshire-2023.json matrix themes proposed\n",
     cli_show},
    {"list", "DOC [KIND]", 1, 2, CLI_WHERE | CLI_COLUMNS | ASKING | FORMATS,
     "list the records of a kind",
     "Lists the records of a kind; without a kind, how many of each kind there are.\n"
     "In --where and --columns the language reads the record as r.\n",
     "  locality list coventry-2010.json post\n"
     "  locality list coventry-2010.json post --where 'r.structure = proposed'\n"
     "  locality list coventry-2010.json post --columns title,posts,unit.name --csv\n",
     cli_list_records},
    {"query", "DOC [EXPR]", 1, 2, CLI_ID | CLI_LIST | CLI_EXPLAIN | ASKING | FORMATS,
     "ask a document in the language",
     "Answers an expression of the language, or a query of the rules files by its id.\n"
     "Exit code 1 if the answer is no.\n",
     "  locality query coventry-2010.json \\\n"
     "    'sum(p.posts for p in post where p.structure = proposed)'\n"
     "  locality query coventry-2010.json --id COV-Q07\n"
     "  locality query coventry-2010.json --list\n"
     "  locality query cambridgeshire-2023.json --explain \\\n"
     "    'list(chain(p).title for p in post where p.serves has fenland)'\n",
     cli_query},
    {"report", "DOC WHAT", 2, 2, ASKING | FORMATS, "write a register of the document",
     "Writes one of these registers:\n"
     "  figures      every published figure with unit, period, qualifier and section\n"
     "  reconcile    figures that have a check: as printed and as computed\n"
     "  ambiguities  what can be read in several ways, with the readings\n"
     "  blanks       what is left open\n"
     "  missing      parts of the paper that are missing, sections that are skipped\n"
     "  names        records that go by several names\n",
     "  locality report coventry-2010.json reconcile\n"
     "  locality report cambridgeshire-2023.json figures --csv\n",
     cli_report},
    {"format", "DOC", 1, 1, CLI_HELP, "write a document in its canonical form",
     "Writes the document to the standard output in its canonical form: kinds and\n"
     "fields in the order of the schema, one member a line. A document that extends\n"
     "others is written together with them, as one document.\n",
     "  locality format coventry-2010.json > formatted.json\n", cli_format},
    {"schema", "[KIND]", 0, 1, FORMATS, "show the kinds and fields",
     "Lists the kinds of record, or the fields of one kind. With --json and no kind,\n"
     "the JSON Schema of documents.\n",
     "  locality schema\n"
     "  locality schema post\n"
     "  locality schema --json > model.schema.json\n",
     cli_schema},
    {"help", "[COMMAND]", 0, 1, CLI_TABLE | CLI_HELP, "show help",
     "Shows what a command does, its options and examples.\n", "  locality help check\n",
     cli_help_command},
    {"version", "", 0, 0, CLI_HELP, "show the version", "Shows the version of the library.\n",
     "  locality version\n", cli_version},
};
const size_t cli_commands_count = sizeof cli_commands / sizeof cli_commands[0];

/* ---- Help -------------------------------------------------------------------------------------------- */

static void help_options(uint32_t options) {
    for (size_t i = 0; i < cli_option_count; i++) {
        const cli_option *option = &cli_option_table[i];
        char name[40];

        if ((options & option->bit) == 0)
            continue;
        snprintf(name, sizeof name, "--%s%s%s", option->name, option->argument == NULL ? "" : " ",
                 option->argument == NULL ? "" : option->argument);
        printf("  %-18s %s\n", name, option->help);
    }
}

static void help_all(void) {
    printf("locality: judges restructure proposals and explains every verdict\n\n"
           "Usage: locality COMMAND [WORDS] [OPTIONS]\n\nCommands:\n");
    for (size_t i = 0; i < cli_commands_count; i++)
        printf("  %-9s %s\n", cli_commands[i].name, cli_commands[i].summary);
    printf("\nA document is a JSON file; the rules it names lie beside it.\n"
           "Exit codes: 0 all holds, 1 something fails, 2 the command could not run.\n"
           "More: locality help COMMAND\n\nExamples:\n"
           "  locality check coventry-2010.json --structure proposed\n"
           "  locality why coventry-2010.json COV-05\n"
           "  locality show cambridgeshire-2023.json structure proposed\n");
}

void cli_help(const cli_command *command) {
    if (command == NULL) {
        help_all();
        return;
    }
    printf("locality %s: %s\n\nUsage: locality %s%s%s%s\n\n%s", command->name, command->summary,
           command->name, command->words[0] == '\0' ? "" : " ", command->words,
           (command->options & ~(uint32_t)CLI_HELP) == 0 ? "" : " [OPTIONS]", command->help);
    printf("\nOptions:\n");
    help_options(command->options);
    printf("\nExamples:\n%s", command->examples);
}

void cli_table(void) {
    for (size_t i = 0; i < cli_commands_count; i++) {
        const cli_command *command = &cli_commands[i];

        printf("%s\t%s\n", command->name, command->words);
        for (size_t j = 0; j < cli_option_count; j++)
            if ((command->options & cli_option_table[j].bit) != 0)
                printf("%s --%s\t%s\n", command->name, cli_option_table[j].name,
                       cli_option_table[j].argument == NULL ? "" : cli_option_table[j].argument);
    }
}

int cli_stop_command(const char *word) {
    char names[200] = "";
    size_t length = 0;

    for (size_t i = 0; i < cli_commands_count && length < sizeof names; i++)
        length += (size_t)snprintf(names + length, sizeof names - length, "%s%s",
                                   i == 0 ? "" : ", ", cli_commands[i].name);
    return cli_stop("there is no command \"%s\"; there are %s", word, names);
}

int cli_help_command(cli_line *cli) {
    const cli_command *command = NULL;

    if ((cli->given & CLI_TABLE) != 0) {
        cli_table();
        return CLI_HOLDS;
    }
    if (cli->words_count > 0) {
        command = cli_find_command(cli->words[0]);
        if (command == NULL)
            return cli_stop_command(cli->words[0]);
    }
    cli_help(command);
    return CLI_HOLDS;
}

int cli_version(cli_line *cli) {
    (void)cli;
    printf("locality %s\n", locality_version());
    return CLI_HOLDS;
}
