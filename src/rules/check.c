/* Checking: every rule of a snapshot in turn. See rules.h. */
#include <string.h>

#include "base/error.h"
#include "base/sort.h"
#include "expr/answer.h"
#include "expr/definitions.h"
#include "expr/host.h"
#include "expr/parameters.h"
#include "rules/findings.h"
#include "expr/visit.h"
#include "rules/wording.h"
#include "schema/schema.h"

#define CASES_DEFAULT 20u
#define WITNESSES_DEFAULT 200u
#define KIND ((uint32_t)LOC_KIND_rule)
/* Records that the details of one rule may touch before further ones are given in brief. */
#define DETAIL_STEPS ((uint64_t)1 << 18)

typedef struct loc_check {
    loc_run run;
    const locality_check_options *options;
    loc_parameters parameters;
    const loc_definition *definitions;
    uint32_t structure; /* row, or LOCALITY_ROW_MISSING */
    locality_findings *findings;
    uint32_t *rows; /* rules in order */
    size_t rows_count;
} loc_check;

static const char *text_of(loc_check *check, uint32_t row, const char *field) {
    return loc_run_field_text(&check->run, KIND, row, field);
}

static uint64_t line_of(loc_check *check, uint32_t row) {
    const locality_column *column = loc_run_column(&check->run, KIND, LOC_FIELD_rule_line);

    if (column == NULL || column->lo == NULL || column->lo[row] < 0 ||
        column->lo[row] != column->hi[row])
        return 0;
    return (uint64_t)column->lo[row];
}

/* ---- Order ------------------------------------------------------------------------------------------ */

/* Natural order: runs of digits by their value, COV-2 before COV-10; then plain order. */
static int compare_ids(const char *a, const char *b) {
    const char *x = a, *y = b;

    while (*x != '\0' && *y != '\0') {
        if (loc_is_digit(*x) && loc_is_digit(*y)) {
            size_t m = 0, n = 0;
            while (*x == '0')
                x++;
            while (*y == '0')
                y++;
            while (loc_is_digit(x[m]))
                m++;
            while (loc_is_digit(y[n]))
                n++;
            int order = m != n ? (m < n ? -1 : 1) : memcmp(x, y, m);
            if (order != 0)
                return order;
            x += m;
            y += n;
            continue;
        }
        if (*x != *y)
            return (unsigned char)*x < (unsigned char)*y ? -1 : 1;
        x++;
        y++;
    }
    if (*x != *y)
        return *x == '\0' ? -1 : 1;
    return strcmp(a, b);
}

typedef struct loc_place {
    uint32_t row;
    uint32_t file; /* files in the order of their first rule; those without a file last */
    uint64_t line;
    const char *id;
} loc_place;

static int by_place(const void *a, const void *b, const void *context) {
    const loc_place *left = a, *right = b;

    (void)context;
    if (left->file != right->file)
        return left->file < right->file ? -1 : 1;
    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    return compare_ids(left->id, right->id);
}

/* The number of a file: that of its first rule. */
static uint32_t number_of_file(loc_check *check, uint32_t row) {
    const char *file = text_of(check, row, "file");
    uint32_t first = 0;

    if (file[0] == '\0')
        return UINT32_MAX;
    while (first < row && strcmp(text_of(check, first, "file"), file) != 0)
        first++;
    return first;
}

static bool order_rules(loc_check *check) {
    loc_run *run = &check->run;
    size_t count = locality_snapshot_count(run->snapshot, KIND), used = 0;
    loc_place *places = loc_run_take(run, count + 1, sizeof *places);

    check->rows = loc_run_take(run, count + 1, sizeof *check->rows);
    if (places == NULL || check->rows == NULL)
        return false;
    for (uint32_t row = 0; row < count; row++) {
        loc_place place = {row, 0, 0, locality_snapshot_id(run->snapshot, KIND, row)};
        if (!loc_rule_is_wanted(check->options, place.id))
            continue;
        place.file = number_of_file(check, row);
        place.line = place.file == UINT32_MAX ? 0 : line_of(check, row);
        places[used++] = place;
    }
    loc_sort(places, used, sizeof *places, by_place, NULL);
    for (size_t i = 0; i < used; i++)
        check->rows[i] = places[i].row;
    check->rows_count = used;
    return run->failure.status == LOCALITY_OK;
}

/* ---- What was asked --------------------------------------------------------------------------------- */

static bool is_there(const loc_check *check, const char *id) {
    const locality_check_options *options = check->options;

    for (size_t k = 0; k < options->natives_count; k++) {
        const char *native = loc_native_at(options, k)->id;
        if (native != NULL && strcmp(native, id) == 0)
            return true;
    }
    return locality_snapshot_find(check->run.snapshot, KIND, id) != LOCALITY_ROW_MISSING;
}

static bool fail_unknown(loc_check *check, const char *id) {
    const locality_check_options *options = check->options;
    loc_run *run = &check->run;
    char hint[256] = "";
    loc_nearest nearest;

    loc_nearest_init(&nearest, id);
    for (uint32_t row = 0; row < locality_snapshot_count(run->snapshot, KIND); row++)
        loc_nearest_offer(&nearest, locality_snapshot_id(run->snapshot, KIND, row));
    for (size_t k = 0; k < options->natives_count; k++)
        if (loc_native_at(options, k)->id != NULL)
            loc_nearest_offer(&nearest, loc_native_at(options, k)->id);
    loc_nearest_write(&nearest, hint, sizeof hint);
    (void)loc_fail(&run->failure, LOCALITY_NOT_FOUND, "there is no rule \"%s\"%s", id, hint);
    loc_error_at_record(&run->failure, "rule", id, NULL);
    return false;
}

/* A rule asked for by name must be there. */
static bool find_wanted(loc_check *check) {
    for (size_t i = 0; i < check->options->rules_count; i++) {
        const char *id = check->options->rules[i];
        if (id == NULL)
            return loc_run_fail(&check->run, LOCALITY_INVALID, "the id of a rule is null");
        if (!is_there(check, id))
            return fail_unknown(check, id);
    }
    return true;
}

static bool find_structure(loc_check *check) {
    const char *structure = check->options->structure;

    check->structure = LOCALITY_ROW_MISSING;
    if (structure == NULL)
        return true;
    return locality_snapshot_resolve(check->run.snapshot, LOC_KIND_structure, structure,
                                     &check->structure, NULL, &check->run.failure) == LOCALITY_OK;
}

/* ---- Parameters of a rule ----------------------------------------------------------------------------- */

typedef struct loc_usage {
    loc_check *check;
    const loc_node **used; /* first use of each parameter, in the order of the text */
    size_t count;
} loc_usage;

/* Where a node stands in the text of the rule; behind it where it stands in a definition. */
static uint32_t place_of(const loc_node *node) {
    return node->within != NULL ? UINT32_MAX : node->start;
}

static void note_parameter(void *self, const loc_node *node) {
    loc_usage *usage = self;
    size_t place = usage->count;

    if (node->op != LOC_PARAMETER || node->slot >= usage->check->parameters.count)
        return;
    for (size_t i = 0; i < usage->count; i++)
        if (usage->used[i]->slot == node->slot)
            return;
    while (place > 0 && place_of(usage->used[place - 1]) > place_of(node)) {
        usage->used[place] = usage->used[place - 1];
        place--;
    }
    usage->used[place] = node;
    usage->count++;
}

static bool warn_of(loc_judging *judging, const char *before, const char *name, const char *after) {
    loc_text text;

    loc_text_init(&text, &judging->run->allocator);
    loc_text_add(&text, before);
    loc_text_add(&text, name);
    loc_text_add(&text, after);
    bool done = text.failed ? loc_run_no_memory(judging->run)
                            : loc_warnings_add(judging->run, judging->arena, &judging->warnings,
                                               text.data, text.length);
    loc_text_clear(&text);
    return done;
}

static bool warn_of_parameter(loc_judging *judging, const loc_known_parameter *known) {
    if (strcmp(known->status, "unverified") == 0 &&
        !warn_of(judging, "the value of parameter ", known->name, " is unverified"))
        return false;
    if (strcmp(known->status, "secondary") == 0 &&
        !warn_of(judging, "the value of parameter ", known->name, " is from a secondary source"))
        return false;
    return !known->is_doubtful || warn_of(judging, "several values of parameter ", known->name,
                                          " may hold on the date asked about");
}

static bool show_parameter(loc_check *check, const loc_known_parameter *known,
                           locality_used_parameter *out) {
    const char *from[] = {known->name,     known->doc,
                          known->type,     known->value == NULL ? "not given" : known->value,
                          known->unit,     known->status,
                          known->citation, known->window};
    const char **to[] = {&out->name, &out->sentence, &out->type,     &out->value,
                         &out->unit, &out->status,   &out->citation, &out->window};

    for (size_t i = 0; i < sizeof from / sizeof from[0]; i++) {
        *to[i] = loc_findings_text(&check->run, check->findings, from[i]);
        if (*to[i] == NULL)
            return false;
    }
    out->is_overridden = known->is_overridden;
    out->is_switch = known->is_switch;
    return true;
}

static bool show_parameters(loc_check *check, loc_judging *judging, locality_finding *finding) {
    loc_usage usage = {check, NULL, 0};
    loc_run *run = &check->run;
    loc_mark mark = loc_scratch_mark(run);

    usage.used = loc_scratch(run, check->parameters.count + 1, sizeof(const loc_node *));
    if (usage.used == NULL)
        return false;
    loc_visit_rule(judging->rule, note_parameter, &usage);
    locality_used_parameter *list =
        loc_arena_take(&check->findings->arena, usage.count + 1, sizeof *list);
    if (list == NULL)
        return loc_run_no_memory(run);
    for (size_t i = 0; i < usage.count; i++) {
        const loc_known_parameter *known = &check->parameters.known[usage.used[i]->slot];
        if (!show_parameter(check, known, &list[i]) || !warn_of_parameter(judging, known))
            return false;
    }
    finding->parameters = list;
    finding->parameters_count = usage.count;
    loc_scratch_release(run, mark);
    return true;
}

/* References that were written by another name. */
static bool warn_of_aliases(loc_check *check, loc_judging *judging) {
    for (const loc_node_list *item = judging->plan.aliased; item != NULL; item = item->next) {
        const loc_node *node = item->node;
        loc_text text;
        loc_text_init(&text, &check->run.allocator);
        loc_text_format(&text, " is read as ");
        loc_story_record(&check->run, node->type.target, judging->plan.sites[node->number].key,
                         &text);
        loc_text_add(&text, " (an alias)");
        bool done = text.failed ? loc_run_no_memory(&check->run)
                                : warn_of(judging, "", node->name, text.data);
        loc_text_clear(&text);
        if (!done)
            return false;
    }
    return true;
}

/* ---- One finding -------------------------------------------------------------------------------------- */

/* A piece of the rule as written, on one line. */
static const char *source_text(loc_check *check, const loc_judging *judging, uint32_t start,
                               uint32_t end) {
    loc_text text;
    bool blank = false;

    loc_text_init(&text, &check->run.allocator);
    for (uint32_t i = start; i < end && i < judging->plan.length; i++) {
        char c = judging->plan.text[i];
        if (loc_is_space(c)) {
            blank = text.length > 0;
            continue;
        }
        if (blank)
            loc_text_char(&text, ' ');
        blank = false;
        loc_text_char(&text, c);
    }
    return loc_findings_take(&check->run, check->findings, &text);
}

/* The condition that excluded cases; where there is none at all, what the cases range over. */
static bool show_condition(loc_check *check, const loc_judging *judging,
                           locality_finding *finding) {
    const loc_clause *clause = judging->excluded_by;
    const loc_binding *last = judging->rule->bindings;

    finding->condition = "";
    if (clause != NULL) {
        finding->condition = source_text(check, judging, clause->start, clause->end);
    } else if (last != NULL && finding->verdict == LOCALITY_VERDICT_NOT_APPLICABLE) {
        uint32_t start = last->at;
        uint32_t end = start;
        for (; last != NULL; last = last->next) {
            const loc_node *node = last->where != NULL ? last->where : last->list;
            const char *name = last->kind_name == NULL ? "" : last->kind_name;
            end = node != NULL ? node->end
                               : last->at + (uint32_t)(strlen(last->name) + 4 + strlen(name));
        }
        finding->condition = source_text(check, judging, start, end);
    }
    return finding->condition != NULL;
}

/* The cases in detail: what decides first. */
static bool show_details(loc_check *check, loc_judging *judging, locality_finding *finding) {
    static const int32_t order[LOCALITY_VERDICTS] = {
        LOCALITY_VERDICT_FAIL, LOCALITY_VERDICT_CANNOT_DECIDE, LOCALITY_VERDICT_PASS,
        LOCALITY_VERDICT_NOT_APPLICABLE};
    const locality_check_options *options = check->options;
    size_t kept = 0, used = 0;

    for (size_t v = 0; v < LOCALITY_VERDICTS; v++)
        kept += judging->kept[v].count;
    kept = kept < options->max_cases ? kept : options->max_cases;
    locality_case *details = loc_arena_take(&check->findings->arena, kept + 1, sizeof *details);
    if (details == NULL)
        return loc_run_no_memory(&check->run);
    uint64_t before = check->run.steps;
    for (size_t v = 0; v < LOCALITY_VERDICTS; v++)
        for (size_t i = 0; i < judging->kept[order[v]].count && used < kept; i++)
            if (!loc_judging_detail(judging, order[v], i, check->run.steps - before > DETAIL_STEPS,
                                    options->max_witnesses, &details[used++]))
                return false;
    finding->details = details;
    finding->details_count = kept;
    return true;
}

static bool show_text(loc_check *check, const loc_rule *rule, uint32_t row,
                      locality_finding *finding) {
    loc_text text;

    loc_text_init(&text, &check->run.allocator);
    loc_text_add(&text, text_of(check, row, "text"));
    if (!loc_wording_add(&check->run, rule, check->definitions, &text)) {
        loc_text_clear(&text);
        return false;
    }
    finding->text = loc_findings_take(&check->run, check->findings, &text);
    return finding->text != NULL;
}

static bool show_rule(loc_check *check, const loc_rule *rule, uint32_t row,
                      locality_finding *finding) {
    static const char *const strengths[] = {"must", "should", "conditional"};
    static const char *const bases[] = {"stated", "inferred", "user"};
    static const char *const fields[] = {"sentence", "source", "section", "remedy", "file"};
    const char **to[] = {&finding->sentence, &finding->source, &finding->section, &finding->remedy,
                         &finding->file};

    finding->rule = loc_findings_text(&check->run, check->findings, rule->id);
    if (finding->rule == NULL)
        return false;
    for (size_t i = 0; i < sizeof to / sizeof to[0]; i++) {
        *to[i] = loc_findings_text(&check->run, check->findings, text_of(check, row, fields[i]));
        if (*to[i] == NULL)
            return false;
    }
    if (!show_text(check, rule, row, finding))
        return false;
    finding->strength = strengths[rule->strength];
    finding->basis = bases[rule->basis];
    finding->line = line_of(check, row);
    return true;
}

static bool fill_finding(loc_check *check, loc_judging *judging, uint32_t row,
                         locality_finding *finding) {
    loc_story whole;

    finding->verdict = loc_judging_verdict(judging);
    memcpy(finding->cases, judging->cases, sizeof finding->cases);
    finding->cases[LOCALITY_VERDICT_CANNOT_DECIDE] += judging->open;
    if (!show_rule(check, judging->rule, row, finding) ||
        !show_parameters(check, judging, finding) || !warn_of_aliases(check, judging) ||
        !show_condition(check, judging, finding) || !show_details(check, judging, finding))
        return false;
    finding->warnings = judging->warnings.text;
    finding->warnings_count = judging->warnings.count;
    loc_story_init(&whole, &check->run, &check->findings->arena, check->options->max_witnesses);
    bool done = true;
    if (judging->unmet != NULL || judging->open > 0)
        done = loc_judging_unmet(judging, &whole);
    done = done && loc_finding_finish(&check->run, check->findings, finding, &whole,
                                      loc_says_of(judging->rule) != NULL);
    loc_story_clear(&whole);
    return done;
}

/* ---- One rule ----------------------------------------------------------------------------------------- */

/* A place in the rule's text becomes one in its file. */
static bool fail_in_rule(loc_check *check, uint32_t row) {
    locality_error *failure = &check->run.failure;
    const char *id = locality_snapshot_id(check->run.snapshot, KIND, row);
    uint64_t line = failure->line, above = line_of(check, row), column = failure->column;

    if (failure->status == LOCALITY_LIMIT)
        (void)loc_fail(failure, LOCALITY_LIMIT, "rule %s: %s", id, failure->message);
    if (line > 0)
        loc_error_at_place(failure, line + (above > 0 ? above - 1 : 0), column);
    loc_error_at_record(failure, "rule", id, "");
    return false;
}

static bool parse_rule(loc_check *check, uint32_t row, loc_arena *arena, loc_file **out) {
    loc_run *run = &check->run;
    const char *text = text_of(check, row, "text");
    loc_scope scope;

    memset(&scope, 0, sizeof scope);
    scope.parameters = check->parameters.first;
    scope.definitions = check->definitions;
    if (run->failure.status != LOCALITY_OK ||
        loc_syntax_parse_file(run->schema, text, strlen(text), arena, out, &run->failure) !=
            LOCALITY_OK ||
        loc_check_file(run->schema, &scope, arena, *out, &run->failure) != LOCALITY_OK)
        return false;
    if ((*out)->rules_count != 1 || (*out)->rules->is_query || (*out)->parameters_count != 0 ||
        (*out)->definitions_count != 0)
        return loc_run_fail(run, LOCALITY_SYNTAX,
                            "the text of a rule record is one rule and nothing else");
    return true;
}

static bool check_rule(loc_check *check, uint32_t row) {
    loc_run *run = &check->run;
    loc_judging judging;
    loc_arena arena;
    loc_file *file = NULL;
    loc_mark mark = loc_scratch_mark(run);

    if (!loc_run_ask(run))
        return fail_in_rule(check, row);
    run->steps = run->asked = 0;
    loc_arena_init(&arena, &run->allocator);
    memset(&judging, 0, sizeof judging);
    bool done =
        parse_rule(check, row, &arena, &file) &&
        loc_judging_init(&judging, run, file->rules, file->text, file->length, check->structure,
                         check->options->max_cases, &check->findings->arena) &&
        loc_judging_run(&judging);
    if (done) {
        locality_finding *finding = loc_findings_next(run, check->findings);
        done = finding != NULL && fill_finding(check, &judging, row, finding);
        check->findings->count += done;
    }
    loc_judging_clear(&judging);
    loc_arena_clear(&arena);
    loc_scratch_release(run, mark);
    return done || fail_in_rule(check, row);
}

/* ---- The check ---------------------------------------------------------------------------------------- */

static locality_status take_options(const locality_check_options *given,
                                    locality_check_options *out, locality_error *error) {
    static const locality_check_options defaults = LOCALITY_CHECK_OPTIONS_INIT;

    *out = defaults;
    if (given != NULL &&
        !loc_struct_take(out, sizeof *out, given, given->struct_size, 2 * sizeof(uint32_t)))
        return loc_fail(error, LOCALITY_INVALID,
                        "options of an unknown size: %lu bytes; start from "
                        "LOCALITY_CHECK_OPTIONS_INIT",
                        (unsigned long)given->struct_size);
    if ((out->parameters == NULL && out->parameters_count > 0) ||
        (out->rules == NULL && out->rules_count > 0) ||
        (out->natives == NULL && out->natives_count > 0))
        return loc_fail(error, LOCALITY_INVALID, "an array of the options is null");
    if (out->as_at != NULL && !locality_range_is_valid(out->as_at))
        return loc_fail(error, LOCALITY_INVALID, "as_at is not a valid range");
    if (out->max_cases == 0)
        out->max_cases = CASES_DEFAULT;
    if (out->max_witnesses == 0)
        out->max_witnesses = WITNESSES_DEFAULT;
    return LOCALITY_OK;
}

static locality_findings *new_findings(loc_run *run) {
    locality_findings *findings = loc_allocate(&run->allocator, 1, sizeof *findings);

    if (findings == NULL) {
        (void)loc_run_no_memory(run);
        return NULL;
    }
    findings->allocator = run->allocator;
    loc_arena_init(&findings->arena, &run->allocator);
    return findings;
}

static bool check_all(loc_check *check) {
    const locality_check_options *options = check->options;

    if (check->findings == NULL || !find_wanted(check) || !find_structure(check) ||
        !loc_parameters_load(&check->run, options->parameters, options->parameters_count,
                             &check->parameters) ||
        !loc_definitions_load(&check->run, &check->definitions) || !order_rules(check))
        return false;
    for (size_t i = 0; i < check->rows_count; i++)
        if (!check_rule(check, check->rows[i]))
            return false;
    return loc_natives_check(&check->run, check->findings, options);
}

locality_status locality_check(const locality_snapshot *snapshot,
                               const locality_check_options *options, locality_findings **out,
                               locality_error *error) {
    locality_check_options taken;
    loc_check check;

    if (out != NULL)
        *out = NULL;
    if (snapshot == NULL)
        return loc_fail_null(error, "snapshot");
    if (out == NULL)
        return loc_fail_null(error, "out");
    locality_status status = take_options(options, &taken, error);
    if (status != LOCALITY_OK)
        return status;
    memset(&check, 0, sizeof check);
    check.options = &taken;
    loc_run_init(&check.run, snapshot, loc_host_allocator(snapshot));
    if (taken.as_at != NULL)
        check.run.as_at = *taken.as_at;
    if (taken.step_budget != 0)
        check.run.budget = taken.step_budget;
    check.run.cancel = taken.cancel;
    check.run.cancel_self = taken.cancel_self;
    check.findings = new_findings(&check.run);
    (void)check_all(&check);
    status = loc_run_status(&check.run, error);
    if (status == LOCALITY_OK)
        *out = check.findings;
    else
        locality_findings_free(check.findings);
    loc_run_clear(&check.run);
    return status;
}
