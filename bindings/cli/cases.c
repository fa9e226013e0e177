/* Cases: loading one from a database, and saving a model as one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

#define MOST_LISTED 20u /* conflicts and changes */

/* ---- Loading ------------------------------------------------------------------------------------------- */

static void add_part(cli_line *cli, const char *format, const char *before, const char *what) {
    size_t length = strlen(cli->parts);

    snprintf(cli->parts + length, sizeof cli->parts - length, format, before, what);
}

static const char *day_of(const locality_range *day, char *text, size_t size) {
    text[0] = '\0';
    (void)locality_value_write(LOCALITY_TYPE_DATE, day, text, size, NULL, NULL);
    return text;
}

/* Says what the case was loaded for, where that is not all it holds now. */
static void tell_part(cli_line *cli, const char *label, const locality_model *model) {
    const char *before = " was loaded: ";
    char day[80];

    if (locality_model_is_partial(model) != 0) {
        add_part(cli, "%sOnly a part of %s", cli->parts[0] == '\0' ? "" : " ", label);
        if (cli->structures != NULL) {
            add_part(cli, "%sof the structures %s, what they build upon, and what belongs to none",
                     before, cli->structures);
            before = "; ";
        }
        if (cli->areas != NULL) {
            add_part(cli, "%sof the areas %s, what lies below them, and what names no area", before,
                     cli->areas);
            before = "; ";
        }
        if ((cli->given & CLI_VALID_ON) != 0)
            add_part(cli, "%swhat may be valid on %s", before,
                     day_of(&cli->valid_on, day, sizeof day));
        add_part(cli, "%s%s", ".", "");
    }
    if ((cli->given & CLI_KNOWN_ON) == 0)
        return;
    add_part(cli, "%s%s is shown as it was", cli->parts[0] == '\0' ? "" : " ", label);
    add_part(cli, "%s%s.", " at the end of ", day_of(&cli->known_on, day, sizeof day));
}

static char *copy_of(const char *text) {
    char *copy = cli_take(NULL, strlen(text) + 1, 1);

    memcpy(copy, text, strlen(text) + 1);
    return copy;
}

/* A list with commas as the library takes it. */
static char *with_blanks(const char *list) {
    char *copy = copy_of(list);

    for (char *c = copy; *c != '\0'; c++)
        *c = *c == ',' ? ' ' : *c;
    return copy;
}

int cli_load_case(cli_line *cli, const char *word, cli_paper *paper) {
    locality_load_options options = LOCALITY_LOAD_OPTIONS_INIT;
    locality_case_header header = LOCALITY_CASE_HEADER_INIT;
    char *structures = cli->structures == NULL ? NULL : with_blanks(cli->structures);
    char *areas = cli->areas == NULL ? NULL : with_blanks(cli->areas);
    locality_error error;
    cli_source source;
    int code = cli_source_open(word, CLI_TO_READ, false, &source);

    options.structures = structures;
    options.areas = areas;
    options.valid_on = (cli->given & CLI_VALID_ON) != 0 ? &cli->valid_on.lo : NULL;
    options.known_on = (cli->given & CLI_KNOWN_ON) != 0 ? &cli->known_on.lo : NULL;
    if (code == CLI_HOLDS && locality_model_load(&source.store, source.name, &options,
                                                 &paper->model, &error) != LOCALITY_OK)
        code = cli_stop_error(source.label, NULL, 0, &error);
    if (code == CLI_HOLDS) {
        locality_model_header(paper->model, &header, NULL);
        paper->label = copy_of(source.label);
        paper->beside = copy_of(source.beside);
        paper->case_title = copy_of(header.title != NULL  ? header.title
                                    : header.name != NULL ? header.name
                                                          : source.name);
        paper->title = paper->case_title;
        tell_part(cli, source.label, paper->model);
    }
    free(structures);
    free(areas);
    cli_source_clear(&source);
    return code;
}

/* ---- Saving -------------------------------------------------------------------------------------------- */

/* Loads the target's case if it stands. */
static int seek_case(cli_target *target) {
    locality_error error;
    locality_status status = locality_model_load(&target->source.store, target->source.name, NULL,
                                                 &target->standing, &error);

    target->sought = true;
    return status == LOCALITY_OK || status == LOCALITY_NOT_FOUND
               ? CLI_HOLDS
               : cli_stop_error(target->source.label, NULL, 0, &error);
}

static int refuse_standing(const cli_line *cli, const cli_target *target) {
    if (target->standing == NULL || (cli->given & CLI_REPLACE) != 0)
        return CLI_HOLDS;
    return cli_stop(
        "%s: the database holds this case already; --replace makes it what is imported, "
        "#NAME gives it another name",
        target->source.label);
}

int cli_target_open(const cli_line *cli, const char *word, cli_target *target) {
    int code;

    memset(target, 0, sizeof *target);
    if (!cli_is_case(word))
        return cli_stop("%s: this is no database; write sqlite:FILE#CASE or "
                        "postgresql:///DATABASE#CASE (a document is written by locality export)",
                        word);
    code = cli_source_open(word, CLI_TO_WRITE, (cli->given & CLI_HISTORY) != 0, &target->source);
    if (code == CLI_HOLDS && target->source.name != NULL)
        code = seek_case(target);
    return code == CLI_HOLDS ? refuse_standing(cli, target) : code;
}

void cli_target_clear(cli_target *target) {
    locality_model_free(target->standing);
    cli_source_clear(&target->source);
    memset(target, 0, sizeof *target);
}

/* Records that saving would write. */
typedef struct change_list {
    const locality_model *model;
    size_t count;
    bool tells;
} change_list;

static int32_t note_change(void *self, uint32_t kind, const char *id, int32_t state) {
    static const char *const words[] = {"", "added", "changed", "removed"};
    change_list *list = self;

    if (list->tells && list->count < MOST_LISTED)
        fprintf(stderr, "  %s %s: %s\n",
                locality_schema_kind_name(locality_model_schema(list->model), kind), id,
                words[state]);
    list->count++;
    return 0;
}

static size_t count_changes(const locality_model *model, bool tells) {
    change_list list = {model, 0, tells};

    (void)locality_model_changes(model, &list, note_change, NULL);
    if (tells && list.count > MOST_LISTED)
        fprintf(stderr, "  and %zu more\n", list.count - MOST_LISTED);
    return list.count;
}

static const char *or_missing(const char *text) {
    return text[0] == '\0' ? "missing" : text;
}

/* Says what two have changed in different ways. */
static void tell_conflicts(const locality_model *model) {
    size_t count = locality_model_conflicts(model);

    for (size_t i = 0; i < count && i < MOST_LISTED; i++) {
        locality_conflict conflict = LOCALITY_CONFLICT_INIT;

        if (locality_model_conflict_at(model, i, &conflict, NULL) != LOCALITY_OK)
            continue;
        fprintf(stderr, "  %s %s%s%s: ", conflict.kind, conflict.id,
                conflict.field[0] == '\0' ? "" : ", ", conflict.field);
        if (conflict.field[0] == '\0')
            fprintf(stderr, "%s here, %s there\n", conflict.mine, conflict.theirs);
        else
            fprintf(stderr, "%s here, %s there, was %s\n", or_missing(conflict.mine),
                    or_missing(conflict.theirs), or_missing(conflict.before));
    }
    if (count > MOST_LISTED)
        fprintf(stderr, "  and %zu more\n", count - MOST_LISTED);
}

static int stop_conflict(const cli_line *cli, const cli_target *target, const locality_model *model,
                         const locality_error *error) {
    bool rebased = (cli->given & CLI_REBASE) != 0 || model != target->standing;
    int code = cli_stop("%s: %s%s", target->source.label, error->message,
                        rebased ? ""
                                : "; --rebase makes your changes upon what it holds now. Not "
                                  "saved:");

    if (locality_model_conflicts(model) > 0)
        tell_conflicts(model);
    else if (model == target->standing)
        count_changes(model, true);
    return code;
}

static bool same_text(const char *a, const char *b) {
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool same_header(const locality_model *model, const locality_case_header *header) {
    locality_case_header kept = LOCALITY_CASE_HEADER_INIT;
    bool same = locality_model_header(model, &kept, NULL) == LOCALITY_OK &&
                same_text(kept.name, header->name) && same_text(kept.title, header->title) &&
                kept.rules_count == header->rules_count;

    for (size_t i = 0; same && i < kept.rules_count; i++)
        same = strcmp(kept.rules[i], header->rules[i]) == 0;
    return same;
}

/* Rules that stay in files have to lie where they will be looked for. */
static void tell_rules(const cli_source *source, const locality_model *model) {
    locality_case_header header = LOCALITY_CASE_HEADER_INIT;

    locality_model_header(model, &header, NULL); /* the one that was given went with the saving */
    for (size_t i = 0; i < header.rules_count; i++) {
        char *path = cli_beside(source->beside, header.rules[i]);

        if (access(path, R_OK) != 0)
            fprintf(
                stderr,
                "  the rules stay in a file, which will be looked for as %s; --with-rules keeps "
                "them in the case\n",
                path);
        free(path);
    }
}

static int save(const cli_line *cli, cli_target *target, locality_model *model,
                const locality_case_header *header) {
    locality_save_options options = LOCALITY_SAVE_OPTIONS_INIT;
    locality_save_outcome outcome = LOCALITY_SAVE_OUTCOME_INIT;
    cli_source *source = &target->source;
    locality_status status;
    locality_error error;

    options.header = header;
    options.on_conflict =
        (cli->given & CLI_REBASE) != 0 ? LOCALITY_CONFLICT_REBASE : LOCALITY_CONFLICT_STOP;
    status = locality_model_save(model, &source->store, source->name, &options, &outcome, &error);
    if (status == LOCALITY_CONFLICT)
        return stop_conflict(cli, target, model, &error);
    if (status != LOCALITY_OK)
        return cli_stop_error(source->label, NULL, 0, &error);
    fprintf(stderr, "%s: revision %llu, records written: %llu, taken out: %llu%s\n", source->label,
            (unsigned long long)outcome.revision, (unsigned long long)outcome.written,
            (unsigned long long)outcome.erased,
            outcome.attempts > 1 ? ", upon what others saved meanwhile" : "");
    tell_rules(source, model);
    return CLI_HOLDS;
}

int cli_target_save(const cli_line *cli, cli_target *target, locality_model *model,
                    const locality_json_header *header, const char *name) {
    locality_case_header kept = LOCALITY_CASE_HEADER_INIT;
    int code = CLI_HOLDS;

    kept.name = header->name;
    kept.title = header->title;
    kept.rules = header->rules;
    kept.rules_count = header->rules_count;
    if (target->source.name == NULL)
        cli_source_name(&target->source, name);
    if (!target->sought)
        code = seek_case(target);
    if (code == CLI_HOLDS)
        code = refuse_standing(cli, target);
    if (code != CLI_HOLDS || target->standing == NULL)
        return code == CLI_HOLDS ? save(cli, target, model, &kept) : code;
    if (!cli_allows(target->standing, model))
        code = cli_target_declare(target, model);
    if (code == CLI_HOLDS)
        code = cli_replace_records(target->source.label, model, target->standing);
    if (code != CLI_HOLDS)
        return code;
    if (count_changes(target->standing, false) == 0 && same_header(target->standing, &kept)) {
        fprintf(stderr, "%s: revision %llu, nothing has changed\n", target->source.label,
                (unsigned long long)locality_model_revision(target->standing));
        return CLI_HOLDS;
    }
    return save(cli, target, target->standing, &kept);
}
