/* Options: the command line against the tables. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* ---- Options ---------------------------------------------------------------------------------------- */

/* The option of a name; where two commands mean different things by it, that of the command. */
static const cli_option *find_option(const cli_command *command, const char *name, size_t length) {
    const cli_option *found = NULL;

    for (size_t i = 0; i < cli_option_count; i++) {
        const cli_option *option = &cli_option_table[i];
        if (strlen(option->name) != length || strncmp(option->name, name, length) != 0)
            continue;
        if (found == NULL || (command != NULL && (command->options & option->bit) != 0))
            found = option;
    }
    return found;
}

static int take_setting(cli_line *cli, const char *text) {
    const char *equals = strchr(text, '=');
    char *copy;
    size_t at = cli->settings_count;

    if (equals == NULL || equals == text)
        return cli_stop("--set %s: write --set name=value", text);
    copy = cli_take(NULL, strlen(text) + 1, 1);
    memcpy(copy, text, strlen(text) + 1);
    copy[equals - text] = '\0';
    cli->setting_texts = cli_take(cli->setting_texts, at + 1, sizeof *cli->setting_texts);
    cli->setting_texts[at] = copy;
    cli->settings = cli_take(cli->settings, at + 1, sizeof *cli->settings);
    cli->settings[at].name = copy;
    cli->settings[at].value = copy + (equals - text) + 1;
    cli->settings_count++;
    return CLI_HOLDS;
}

/* The time behind the last `@` of a wish, which is cut off; unknown where there is none. */
static int take_time(const char *name, const char *text, char *place, locality_range *time) {
    locality_error error = {0};
    char *at = strrchr(place, '@');

    locality_range_unknown(time);
    if (at == NULL)
        return CLI_HOLDS;
    if (locality_value_read(LOCALITY_TYPE_DATE, at + 1, strlen(at + 1), time, &error) !=
        LOCALITY_OK)
        return cli_stop("--%s %s: the time behind @: %s", name, text, error.message);
    *at = '\0';
    return CLI_HOLDS;
}

/* `F.F.=norwich`: a candidate and a place; for a rota also a time, `F.F.=norwich@2016-04..2016-06`. */
static int take_wish(cli_line *cli, const char *name, const char *text, int32_t is_fixed) {
    const char *equals = strchr(text, '=');
    size_t at = cli->wishes_count;
    locality_placement_wish *wish;
    char *copy;

    if (equals == NULL || equals == text)
        return cli_stop("--%s %s: write --%s person=place", name, text, name);
    copy = cli_take(NULL, strlen(text) + 1, 1);
    memcpy(copy, text, strlen(text) + 1);
    copy[equals - text] = '\0';
    cli->wish_texts = cli_take(cli->wish_texts, at + 1, sizeof *cli->wish_texts);
    cli->wish_texts[at] = copy;
    cli->wishes = cli_take(cli->wishes, at + 1, sizeof *cli->wishes);
    cli->wish_times = cli_take(cli->wish_times, at + 1, sizeof *cli->wish_times);
    wish = &cli->wishes[at];
    memset(wish, 0, sizeof *wish);
    wish->candidate = copy;
    wish->place = copy + (equals - text) + 1;
    wish->reason = "asked for on the command line";
    wish->is_fixed = is_fixed;
    cli->wishes_count++;
    return take_time(name, text, copy + (equals - text) + 1, &cli->wish_times[at]);
}

static int take_plans(const char *name, const char *text, size_t *out) {
    size_t count = 0;

    for (const char *p = text; *p >= '0' && *p <= '9' && count < 10000; p++)
        count = count * 10 + (size_t)(*p - '0');
    if (count < 1 || count > 1000)
        return cli_stop("--%s %s: write a number from 1 to 1000", name, text);
    *out = count;
    return CLI_HOLDS;
}

static int take_date(const char *name, const char *text, locality_range *out) {
    locality_error error = {0};

    if (locality_value_read(LOCALITY_TYPE_DATE, text, strlen(text), out, &error) != LOCALITY_OK)
        return cli_stop("--%s %s: %s", name, text, error.message);
    return CLI_HOLDS;
}

static int take_day(const char *name, const char *text, locality_range *day) {
    int code = take_date(name, text, day);

    if (code == CLI_HOLDS && locality_range_is_exact(day) == 0)
        return cli_stop("--%s %s: write a day, as 2010-09-03", name, text);
    return code;
}

static int take_width(cli_line *cli, const char *text) {
    uint32_t width = 0;

    for (const char *p = text; *p >= '0' && *p <= '9' && width < 100000; p++)
        width = width * 10 + (uint32_t)(*p - '0');
    if (width < 20 || width > 1000)
        return cli_stop("--width %s: write a number from 20 to 1000", text);
    cli->width = width;
    return CLI_HOLDS;
}

/* A quantity of a type, exact and not negative. */
static int take_amount(int32_t type, const char *name, const char *wanted, const char *text,
                       locality_range *range) {
    locality_error error = {0};

    if (locality_value_read(type, text, strlen(text), range, &error) != LOCALITY_OK)
        return cli_stop("--%s %s: %s", name, text, error.message);
    if (locality_range_is_exact(range) == 0 || range->lo < 0)
        return cli_stop("--%s %s: write %s", name, text, wanted);
    return CLI_HOLDS;
}

static int take_color(cli_line *cli, const char *text) {
    if (strcmp(text, "auto") != 0 && strcmp(text, "always") != 0 && strcmp(text, "never") != 0)
        return cli_stop("--color %s: write auto, always or never", text);
    cli->color = text;
    return CLI_HOLDS;
}

/* Where an option goes whose argument is kept as it was written; null for others. */
static const char **text_of(cli_line *cli, const cli_option *option) {
    const struct {
        const char *name, **text;
    } texts[] = {{"structure", &cli->structure},
                 {"where", &cli->where},
                 {"columns", &cli->columns},
                 {"id", &cli->id},
                 {"map", &cli->map},
                 {"into", &cli->into},
                 {"prefix", &cli->prefix},
                 {"structures", &cli->structures},
                 {"areas", &cli->areas},
                 {"in", &cli->in},
                 {"request", &cli->request},
                 {"why", &cli->why},
                 {"compare", &cli->compare},
                 {"write", &cli->write},
                 {"every", &cli->every},
                 {"solver", &cli->solver},
                 {"area", &cli->area_column},
                 {"service", &cli->service_column},
                 {"provider", &cli->provider_column},
                 {"date", &cli->date_column},
                 {"count", &cli->count_column},
                 {"threads", &cli->threads},
                 {"places", &cli->places},
                 {"services", &cli->services},
                 {"steps", &cli->steps},
                 {"repeat", &cli->repeat},
                 {"outlook", &cli->outlook},
                 {"redesign", &cli->redesign},
                 {"until", &cli->until}};

    for (size_t i = 0; option->argument != NULL && i < sizeof texts / sizeof texts[0]; i++)
        if (strcmp(texts[i].name, option->name) == 0)
            return texts[i].text;
    return NULL;
}

static int take_option(cli_line *cli, const cli_option *option, const char *argument) {
    const char **text = text_of(cli, option);

    cli->given |= option->bit;
    if (text != NULL) {
        *text = argument;
        return CLI_HOLDS;
    }
    switch (option->bit) {
    case CLI_RULE:
        cli_list_add(&cli->rules, argument);
        break;
    case CLI_RULES:
        cli_list_add(&cli->files, argument);
        break;
    case CLI_JSON:
        cli->format = LOCALITY_FORMAT_JSON;
        break;
    case CLI_CSV:
        cli->format = LOCALITY_FORMAT_CSV;
        break;
    case CLI_MARKDOWN:
        cli->format = LOCALITY_FORMAT_MARKDOWN;
        break;
    case CLI_ALTERNATIVES:
        return take_plans("alternatives", argument, &cli->alternatives);
    case CLI_MOST_DIFFERENT:
        return take_plans("most-different", argument, &cli->most_different);
    case CLI_FIX:
        return take_wish(cli, "fix", argument, 1);
    case CLI_BAR:
        return take_wish(cli, "bar", argument, 0);
    case CLI_ON:
        cli->has_as_at = true;
        return take_date("on", argument, &cli->as_at);
    case CLI_ROTA:
        cli->rota_text = argument;
        return take_date("rota", argument, &cli->rota);
    case CLI_SET:
        return take_setting(cli, argument);
    case CLI_AS_AT:
        cli->has_as_at = true;
        return take_date("as-at", argument, &cli->as_at);
    case CLI_KNOWN_ON:
        return take_day("known-on", argument, &cli->known_on);
    case CLI_VALID_ON:
        return take_day("valid-on", argument, &cli->valid_on);
    case CLI_WIDTH:
        return take_width(cli, argument);
    case CLI_COLOR:
        return take_color(cli, argument);
    case CLI_KEEP:
        cli_list_add(&cli->kept, argument);
        break;
    case CLI_PAY_THRESHOLD:
        return take_amount(LOCALITY_TYPE_MONEY, "pay-threshold", "an amount, as 50000", argument,
                           &cli->pay_threshold);
    case CLI_SMALLEST_TEAM:
        return take_amount(LOCALITY_TYPE_COUNT, "smallest-team", "a number, as 5", argument,
                           &cli->smallest_team);
    default:
        break;
    }
    return CLI_HOLDS;
}

/* One option at `*at`, with its argument behind `=` or as the next word. */
static int read_option(cli_line *cli, int argc, char **argv, int *at) {
    const char *name = argv[*at] + 2, *equals = strchr(name, '=');
    size_t length = equals == NULL ? strlen(name) : (size_t)(equals - name);
    const cli_option *option = find_option(cli->command, name, length);
    const char *argument = "";

    if (option == NULL)
        return cli_stop("there is no option --%.*s; see locality help%s%s", (int)length, name,
                        cli->command == NULL ? "" : " ",
                        cli->command == NULL ? "" : cli->command->name);
    if (option->argument == NULL && equals != NULL)
        return cli_stop("--%s takes no value", option->name);
    if (option->argument != NULL && equals != NULL)
        argument = equals + 1;
    if (option->argument != NULL && equals == NULL) {
        if (*at + 1 >= argc)
            return cli_stop("--%s lacks its value: --%s %s", option->name, option->name,
                            option->argument);
        argument = argv[++*at];
    }
    return take_option(cli, option, argument);
}

/* ---- The command line --------------------------------------------------------------------------------- */

const cli_command *cli_find_command(const char *name) {
    for (size_t i = 0; i < cli_commands_count; i++)
        if (strcmp(cli_commands[i].name, name) == 0)
            return &cli_commands[i];
    return NULL;
}

static int take_word(cli_line *cli, const char *word) {
    if (cli->command == NULL) {
        cli->command = cli_find_command(word);
        return cli->command != NULL ? CLI_HOLDS : cli_stop_command(word);
    }
    if (cli->words_count >= cli->command->most)
        return cli_stop("\"%s\" is one word too many; write locality %s%s%s", word,
                        cli->command->name, cli->command->words[0] == '\0' ? "" : " ",
                        cli->command->words);
    cli->words[cli->words_count++] = word;
    return CLI_HOLDS;
}

#define REDACTING (CLI_PAY_THRESHOLD | CLI_SMALLEST_TEAM | CLI_WITHHOLD_TEXT | CLI_KEEP)

/* Whether at most one format is asked for. */
static bool has_one_format(cli_options given) {
    cli_options formats = given & (CLI_JSON | CLI_CSV | CLI_MARKDOWN | CLI_DOT | CLI_SVG);

    return (formats & (formats - 1)) == 0;
}

/* Whether an option is given; of those that share a bit, the one that was written. */
static bool is_given(cli_line *cli, const cli_option *option) {
    const char **text = text_of(cli, option);

    return (cli->given & option->bit) != 0 && (text == NULL || *text != NULL);
}

/* Whether the command has the options given, and words enough. */
static int check_line(cli_line *cli) {
    const cli_command *command = cli->command;

    if (command == NULL)
        return (cli->given & CLI_HELP) != 0 ? CLI_HOLDS
                                            : cli_stop("a command is missing; see locality help");
    if ((cli->given & CLI_HELP) != 0)
        return CLI_HOLDS;
    for (size_t i = 0; i < cli_option_count; i++)
        if ((cli_option_table[i].bit & ~command->options) != 0 &&
            is_given(cli, &cli_option_table[i]))
            return cli_stop("locality %s has no option --%s; see locality help %s", command->name,
                            cli_option_table[i].name, command->name);
    if (!has_one_format(cli->given))
        return cli_stop("more than one format is asked for; choose one of --json, --csv, "
                        "--markdown, --dot, --svg");
    if ((cli->given & REDACTING) != 0 && (cli->given & CLI_REDACTED) == 0)
        return cli_stop("--pay-threshold, --smallest-team, --withhold-text and --keep say how "
                        "--redacted is done; give --redacted as well");
    if (cli->words_count < command->least)
        return cli_stop("something is missing; write locality %s %s", command->name,
                        command->words);
    return CLI_HOLDS;
}

int cli_read(cli_line *cli, int argc, char **argv) {
    bool only_words = false;
    int code = CLI_HOLDS;

    memset(cli, 0, sizeof *cli);
    for (int at = 1; at < argc && code == CLI_HOLDS; at++) {
        const char *word = argv[at];

        if (!only_words && strcmp(word, "--") == 0)
            only_words = true;
        else if (!only_words && (strcmp(word, "-h") == 0 || strcmp(word, "-?") == 0))
            cli->given |= CLI_HELP;
        else if (!only_words && cli->command == NULL && strcmp(word, "--version") == 0)
            code = take_word(cli, "version");
        else if (!only_words && strncmp(word, "--", 2) == 0)
            code = read_option(cli, argc, argv, &at);
        else if (!only_words && word[0] == '-' && word[1] != '\0')
            code = cli_stop("there is no option %s; options begin with two dashes", word);
        else
            code = take_word(cli, word);
    }
    return code == CLI_HOLDS ? check_line(cli) : code;
}

void cli_clear(cli_line *cli) {
    for (size_t i = 0; i < cli->settings_count; i++)
        free(cli->setting_texts[i]);
    free(cli->setting_texts);
    free(cli->settings);
    for (size_t i = 0; i < cli->wishes_count; i++)
        free(cli->wish_texts[i]);
    free(cli->wish_texts);
    free(cli->wishes);
    free(cli->wish_times);
    free(cli->rules.items);
    free(cli->files.items);
    free(cli->kept.items);
}
