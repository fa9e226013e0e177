/* Commands: the two tables that drive the command line, and the help made from them. */
#include <stdio.h>
#include <string.h>

#include "cli.h"

#define FORMATS \
    (CLI_JSON | CLI_CSV | CLI_MARKDOWN | CLI_WIDTH | CLI_COLOR | CLI_NO_COLOR | CLI_HELP)
#define REDACTING \
    (CLI_REDACTED | CLI_PAY_THRESHOLD | CLI_SMALLEST_TEAM | CLI_WITHHOLD_TEXT | CLI_KEEP)
#define LOADING \
    (CLI_STRUCTURES | CLI_AREAS | CLI_VALID_ON | CLI_KNOWN_ON) /* of cases in databases */
#define ASKING (CLI_SET | CLI_AS_AT | CLI_RULES | LOADING | REDACTING)

const cli_option cli_option_table[] = {
    {CLI_STRUCTURE, "structure", "ID", "look at this structure version alone"},
    {CLI_RULE, "rule", "ID", "judge this rule alone; may be repeated"},
    {CLI_SET, "set", "NAME=VALUE", "give a parameter or switch a value; may be repeated"},
    {CLI_AS_AT, "as-at", "DATE", "the date asked about: 2010-09-03, 2010-07, 2011/12"},
    {CLI_RULES, "rules", "FILE", "load this file of rules as well; may be repeated"},
    {CLI_WHERE, "where", "EXPR", "only records for which this holds; r is the record"},
    {CLI_COLUMNS, "columns", "LIST", "fields to show: title,posts,reports_to.title"},
    {CLI_ID, "id", "ID", "run this query of the rules files"},
    {CLI_IN, "in", "AREA", "the place asked about"},
    {CLI_LIST, "list", NULL, "list the queries of the rules files, or the maps"},
    {CLI_EXPLAIN, "explain", NULL, "show how the answer comes about"},
    {CLI_REDACTED, "redacted", NULL, "withhold names, low pay and small teams"},
    {CLI_PAY_THRESHOLD, "pay-threshold", "AMOUNT", "pay from which it is shown; £50,000"},
    {CLI_SMALLEST_TEAM, "smallest-team", "N", "posts up to which a team is withheld; 5"},
    {CLI_WITHHOLD_TEXT, "withhold-text", NULL, "withhold all free text as well"},
    {CLI_KEEP, "keep", "KIND.FIELD", "show this field of the document's own; may be repeated"},
    {CLI_DOT, "dot", NULL, "write a chart for Graphviz"},
    {CLI_SVG, "svg", NULL, "write a chart as SVG; needs Graphviz"},
    {CLI_MAP, "map", "NAME|FILE", "the map that says what the table means"},
    {CLI_INTO, "into", "DOC", "add the records to those of this document"},
    {CLI_PREFIX, "prefix", "TEXT", "what stands before the ids of the table's own records"},
    {CLI_STRUCTURES, "structures", "LIST", "of a case in a database load only these: now,plan"},
    {CLI_AREAS, "areas", "LIST", "load only what is in these areas and below them, or in none"},
    {CLI_VALID_ON, "valid-on", "DATE", "load only what may be valid on that day"},
    {CLI_KNOWN_ON, "known-on", "DATE", "of a case with history what it held on that day"},
    {CLI_WITH_RULES, "with-rules", NULL, "keep the rules themselves, not the names of files"},
    {CLI_REPLACE, "replace", NULL, "make what stands already what is written"},
    {CLI_REBASE, "rebase", NULL, "if others saved meanwhile, change what they saved"},
    {CLI_HISTORY, "history", NULL, "make a database that keeps what is replaced"},
    {CLI_REQUEST, "request", "ID", "answer this allocation of the rules files"},
    {CLI_ON, "on", "DATE", "the date asked about, as --as-at"},
    {CLI_WHY, "why", "PERSON", "say why PERSON has PLACE or not; without PLACE of all"},
    {CLI_GROUNDS, "why", NULL, "show the grounds of every line"},
    {CLI_ALTERNATIVES, "alternatives", "N", "show the N next best plans"},
    {CLI_MOST_DIFFERENT, "most-different", "N", "show N plans as good that differ most"},
    {CLI_CONFLICTS, "conflicts", NULL, "list all that stands in the way, and every way out"},
    {CLI_COMPARE, "compare", "PLAN", "say how the plan in this document differs"},
    {CLI_ROTA, "rota", "FIRST..LAST", "share the places out over this time"},
    {CLI_EVERY, "every", "PERIOD", "change hands, or count events, by week, month ..."},
    {CLI_EVENTS, "area", "COLUMN", "the column of areas"},
    {CLI_EVENTS, "service", "COLUMN", "the column of services or categories"},
    {CLI_EVENTS, "provider", "COLUMN", "the column of providers, to be counted apart"},
    {CLI_EVENTS, "date", "COLUMN", "the column of days or periods"},
    {CLI_EVENTS, "count", "COLUMN", "the column that says how many events a row stands for"},
    {CLI_EVENTS, "until", "DATE", "as at this day: later events are told, and not used"},
    {CLI_MONTH_FIRST, "month-first", NULL, "12/31/2020 is a date, and not 31/12/2020"},
    {CLI_COUNTS, "counts", NULL, "show the counts alone"},
    {CLI_PLACES, "places", "FILE", "what places lie in, their people, coordinates, ranks"},
    {CLI_SERVICES, "services", "FILE", "what services are part of"},
    {CLI_STEPS, "steps", "FILE", "changes of level that were recorded, with their reasons"},
    {CLI_OUTLOOK, "outlook", "N", "what to expect of the next N weeks or months"},
    {CLI_REDESIGN, "redesign", "FILE", "what a redesign is said to change; with --outlook"},
    {CLI_AFTER_STEPS, "after-steps", NULL, "what the steps of --steps did to demand"},
    {CLI_REPEAT, "repeat", "RULE", "what counts as a trend: \"2 in 3 of 4\" periods"},
    {CLI_THREADS, "threads", "N", "read with so many threads; 1"},
    {CLI_FIX, "fix", "PERSON=PLACE", "give the place to this person; may be repeated"},
    {CLI_BAR, "bar", "PERSON=PLACE", "do not give it to this person; may be repeated"},
    {CLI_SOLVER, "solver", "NAME", "who goes on where the search for a rota stops: cbc"},
    {CLI_AUDIT, "audit", NULL, "write everything as JSON, the same byte for byte"},
    {CLI_WRITE, "write", "FILE", "write plan or signals as a document that extends DOC"},
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
    {"show", "DOC (KIND:ID | WHAT [NAME...])", 2, 4,
     CLI_AS_AT | CLI_DOT | CLI_SVG | LOADING | REDACTING | FORMATS,
     "show a record, a structure, a locality sheet, a matrix",
     "Shows one record with all that is known of it, or one of these:\n"
     "  structure ID       the structure as a tree; posts of unknown line stand apart\n"
     "  sheet AREA         a locality: leads, posts, services, contacts, sites, needs\n"
     "  before-after A B   two structures side by side with the differences\n"
     "  matrix WHAT [ID]   places against themes, services or streams, with the gaps\n"
     "A name or an alias does as well as an id. With --dot or --svg the structure or\n"
     "the matrix is drawn as a chart.\n",
     "  locality show coventry-2010.json post:head\n"
     "  locality show cambridgeshire-2023.json structure proposed\n"
     "  locality show cambridgeshire-2023.json sheet Fenland\n"
     "  locality show coventry-2010.json before-after current proposed\n"
     "  locality show cambridgeshire-2023.json matrix themes proposed\n"
     "  locality show coventry-2010.json structure proposed --svg > structure.svg\n",
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
     "  names        records that go by several names\n"
     "  places       areas that end, what outlives them, successors, codes\n"
     "  weekdays     dates on a Saturday or Sunday, and weekdays that are printed\n"
     "  notes        anomalies, cautions, assumptions and remarks that are noted\n",
     "  locality report coventry-2010.json reconcile\n"
     "  locality report cambridgeshire-2023.json figures --csv\n",
     cli_report},
    {"reconcile", "DOC", 1, 1, ASKING | FORMATS, "compare printed figures with computed ones",
     "Figures that have a check, as printed and as computed from the records: totals,\n"
     "percentages, durations, gaps, growth, implied bases with their rounding ranges.\n"
     "The same as locality report DOC reconcile.\n",
     "  locality reconcile coventry-2010.json\n"
     "  locality reconcile cambridgeshire-2023.json --csv\n",
     cli_report},
    {"ambiguities", "DOC", 1, 1, ASKING | FORMATS, "list what can be read in several ways",
     "What can be read in several ways, with every reading.\n"
     "The same as locality report DOC ambiguities.\n",
     "  locality ambiguities cambridgeshire-2023.json\n", cli_report},
    {"blanks", "DOC", 1, 1, ASKING | FORMATS, "list what is left open",
     "What is left open: remarks of the paper, and fields that only some records give.\n"
     "The same as locality report DOC blanks.\n",
     "  locality blanks coventry-2010.json\n", cli_report},
    {"who", "DOC SUBJECT", 2, 2, CLI_IN | CLI_STRUCTURE | CLI_AS_AT | LOADING | REDACTING | FORMATS,
     "say who is accountable for something",
     "Says which posts are accountable for a theme, function, service, duty, role,\n"
     "outcome, priority, place or unit: why, through which place (the place asked\n"
     "about, else the nearest wider one), who stands above, and whether it certainly\n"
     "holds; or that none is recorded, and where that was looked for. SUBJECT is\n"
     "KIND:ID, or a name alone where only one kind has it.\n",
     "  locality who cambridgeshire-2023.json theme:va --in Fenland\n"
     "  locality who cambridgeshire-2023.json duty:sufficient-youth-offer \\\n"
     "    --structure proposed\n"
     "  locality who norfolk-ces.json role:clt-lead --in Norwich --as-at 2015-06-01\n",
     cli_who},
    {"allocate", "DOC [PLACE]", 1, 2,
     CLI_REQUEST | CLI_ON | CLI_WHY | CLI_ALTERNATIVES | CLI_MOST_DIFFERENT | CLI_CONFLICTS |
         CLI_COMPARE | CLI_ROTA | CLI_EVERY | CLI_FIX | CLI_BAR | CLI_SOLVER | CLI_AUDIT |
         CLI_WRITE | CLI_REPLACE | ASKING | FORMATS,
     "say who could hold which place, and why",
     "Answers an allocation of the rules files: who holds which place, so that most\n"
     "are filled, then by the preferences in their order; whether that is proved, what\n"
     "stands against the rest, and the cheapest waivers. Where several are equally\n"
     "good all are named, and a person has to choose. --why PERSON PLACE says why one\n"
     "person holds a place, or all that stands against it; --why PERSON what the\n"
     "person could have at what price. --conflicts lists every set of what is asked\n"
     "that cannot all be kept, and every way out. --rota shares the places out over\n"
     "months; --fix and --bar are then for all of them, or for a time behind an @.\n"
     "--write writes the plan as proposed allocations, to be judged by the same rules;\n"
     "--compare says how such a plan, as it was written or changed by hand, differs.\n"
     "An allocation that says what places need spreads time (FTE) over them: what is\n"
     "protected first, then the most that can be met, shared equally.\n"
     "Exit code 0 if every place can be filled or it cannot be told, 1 if some must\n"
     "stay empty or short, 2 if the command could not run.\n",
     "  locality allocate co-ordinators.json\n"
     "  locality allocate co-ordinators.json --why F.F. Norwich\n"
     "  locality allocate co-ordinators.json --alternatives 5\n"
     "  locality allocate co-ordinators.json --conflicts\n"
     "  locality allocate co-ordinators.json --compare plan.json\n"
     "  locality allocate co-ordinators.json --rota 2016-04..2017-03\n"
     "  locality allocate co-ordinators.json --rota 2016-04..2017-03 \\\n"
     "    --fix F.F.=Norwich@2016-04..2016-06\n"
     "  locality allocate co-ordinators.json --fix F.F.=Norwich --write plan.json\n",
     cli_allocate},
    {"summary", "DOC...", 1, CLI_MOST_WORDS, ASKING | FORMATS, "show documents on one screen each",
     "Judges each document and shows it on one screen: the verdicts, a line for each\n"
     "rule that fails or warns, its places, posts and figures, and how many of its\n"
     "queries are answered. With several documents a table of them by verdict follows.\n"
     "Exit code 0 if no rule fails, 1 if one fails.\n",
     "  locality summary coventry-2010.json\n"
     "  locality summary coventry-2010.json cambridgeshire-2023.json --width 100\n",
     cli_summary},
    {"compare", "DOC DOC [LEFT [RIGHT]]", 2, 4, ASKING | FORMATS,
     "hold figures of two documents against each other",
     "Shows a figure, or an expression of one value, of the first document beside one\n"
     "of the second; without RIGHT the same is asked of both; without LEFT all figures\n"
     "that go by one id or name in both are compared. Percentages of different bases\n"
     "are not compared, and different units, periods and qualifiers are warned of.\n"
     "Exit code 1 if something certainly differs.\n",
     "  locality compare coventry-2010.json cambridgeshire-2023.json 'count(a in area)'\n"
     "  locality compare norfolk-ces.json norfolk-plan-2016.json NCES-F5 NCP-F1a\n",
     cli_compare},
    {"trends", "FILE", 1, 1,
     CLI_EVENTS | CLI_EVERY | CLI_MONTH_FIRST | CLI_COUNTS | CLI_GROUNDS | CLI_THREADS |
         CLI_PLACES | CLI_SERVICES | CLI_STEPS | CLI_REPEAT | CLI_OUTLOOK | CLI_REDESIGN |
         CLI_AFTER_STEPS | CLI_SET | CLI_WRITE | CLI_INTO | CLI_REPLACE | FORMATS,
     "find where the demand of a feed of events moves",
     "Counts the events of a CSV file (- is the standard input), one a row, by area,\n"
     "service and period: a day, week, month, quarter, year or financial-year. Columns\n"
     "that are not named are found by their usual names. What became of every row is\n"
     "told, with the line and column of those that could not be counted.\n"
     "By week or month it lists where demand rises or falls, by more than chance, held\n"
     "against its own past; with --why on what grounds, and what would have made it\n"
     "disappear. With --counts, and with --csv, the counts alone are shown.\n"
     "With --outlook it says what to expect if nothing changes, with --redesign beside\n"
     "what somebody states, and with --after-steps what recorded changes did.\n"
     "Exit code 0 if rows were counted or the file has none, 1 if none of its rows could\n"
     "be counted, 2 if the file could not be read.\n",
     "  locality trends requests.csv --area ward --service category --every week\n"
     "  locality trends requests.csv --provider contractor --why\n"
     "  locality trends reports.csv --area lad --service code --count reports \\\n"
     "    --every month --csv > counts.csv\n"
     "  locality trends requests.csv --provider contractor --threads 2 --json\n"
     "  locality trends requests.csv --steps steps.csv --outlook 13 --after-steps\n",
     cli_trends},
    {"format", "DOC", 1, 1, CLI_KNOWN_ON | REDACTING | CLI_HELP,
     "write a document in its canonical form",
     "Writes the document to the standard output in its canonical form: kinds and\n"
     "fields in the order of the schema, one member a line. A document that extends\n"
     "others is written together with them, as one document. With --redacted it is\n"
     "one that can be published, and holds its rules itself.\n",
     "  locality format coventry-2010.json > formatted.json\n"
     "  locality format coventry-2010.json --redacted > published.json\n",
     cli_format},
    {"import", "[SOURCE [DATABASE]]", 0, 2,
     CLI_MAP | CLI_INTO | CLI_STRUCTURE | CLI_PREFIX | CLI_AS_AT | CLI_KNOWN_ON | CLI_WITH_RULES |
         CLI_REPLACE | CLI_REBASE | CLI_HISTORY | CLI_LIST | FORMATS,
     "bring a table into a document, or anything into a database",
     "With --map the source is a table (CSV, or the properties of GeoJSON; - is the\n"
     "standard input). Without a database it becomes a document on the standard output;\n"
     "what was imported and what was not goes to the standard error, with row and column.\n"
     "--list lists the maps of the library; --map NAME alone writes one out, to start your\n"
     "own from. A document can also name its tables:\n"
     "\"tables\": [{\"file\": \"posts.csv\", \"map\": \"posts\"}].\n"
     "Two versions of one table go into one document with --prefix, or \"prefix\" of a\n"
     "table: what stands one a row then has an id of its own, proposed/P17.\n"
     "\n"
     "With a database, sqlite:FILE#CASE or postgresql:///DATABASE#CASE, the source may be\n"
     "a document, a case of another database, or a table. The database is made where\n"
     "there is none; without #CASE the case goes by the name of the document. A case that\n"
     "stands is left alone without --replace; with it the case becomes what is imported:\n"
     "only records that differ are written, in one transaction. If somebody else has\n"
     "saved the case meanwhile nothing is written, and the records are listed; --rebase\n"
     "makes the changes upon what was saved.\n"
     "Exit code 0 if all of it was imported, 1 if rows of a table were not, 2 if nothing.\n",
     "  locality import posts.csv --map posts > posts.json\n"
     "  locality import junior.csv --map uk-organogram-junior --into mod.json > all.json\n"
     "  locality import plan.csv --map posts --structure plan --prefix plan/ --into now.json\n"
     "  locality import --list\n"
     "  locality import coventry-2010.json sqlite:council.db\n"
     "  locality import edited.json sqlite:council.db#coventry-2010 --replace\n"
     "  locality import sqlite:council.db#coventry-2010 postgresql:///council\n",
     cli_import},
    {"export", "SOURCE [FILE]", 1, 2,
     CLI_KNOWN_ON | CLI_WITH_RULES | CLI_REPLACE | REDACTING | CLI_HELP,
     "write a case of a database as a document",
     "Writes the case, or a document together with those it extends, as one document in\n"
     "canonical form: to a file, which must not be there without --replace, or to the\n"
     "standard output. Rules that lie in files stay there, and the document names them;\n"
     "with --with-rules the document holds them.\n",
     "  locality export sqlite:council.db#coventry-2010 coventry-2010.json\n"
     "  locality export postgresql:///council#coventry-2010 --with-rules > whole.json\n"
     "  locality export sqlite:council.db#coventry-2010 --known-on 2026-04-01 > then.json\n",
     cli_export},
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

static void help_options(cli_options options) {
    for (size_t i = 0; i < cli_option_count; i++) {
        const cli_option *option = &cli_option_table[i];
        char name[40];

        if ((options & option->bit) == 0)
            continue;
        snprintf(name, sizeof name, "--%s%s%s", option->name, option->argument == NULL ? "" : " ",
                 option->argument == NULL ? "" : option->argument);
        printf("  %-22s %s\n", name, option->help);
    }
}

static void help_all(void) {
    printf("locality: judges restructure proposals and explains every verdict\n\n"
           "Usage: locality COMMAND [WORDS] [OPTIONS]\n\nCommands:\n");
    for (size_t i = 0; i < cli_commands_count; i++)
        printf("  %-11s %s\n", cli_commands[i].name, cli_commands[i].summary);
    printf(
        "\nA document is a JSON file; the rules it names lie beside it. Wherever one is taken a\n"
        "case in a database is too: sqlite:FILE#CASE, postgresql:///DATABASE#CASE; #CASE may\n"
        "be left out where there is one alone.\n"
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
           (command->options & ~CLI_HELP) == 0 ? "" : " [OPTIONS]", command->help);
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
