/* Asking. See ask.h. */
#include "placement/ask.h"

#include <string.h>

#include "base/error.h"
#include "expr/definitions.h"
#include "expr/host.h"
#include "expr/visit.h"
#include "expr/whole.h"
#include "schema/schema.h"

#define KIND ((uint32_t)LOC_KIND_question)

/* ---- Which one ------------------------------------------------------------------------------------- */

static const char *text_at(const locality_snapshot *snapshot, uint32_t row, uint32_t field) {
    locality_value value;
    bool given = locality_snapshot_value(snapshot, KIND, row, field, &value, NULL) == LOCALITY_OK &&
                 value.type == LOCALITY_TYPE_TEXT;

    return given ? value.text : "";
}

static bool is_allocation(const locality_snapshot *snapshot, uint32_t row) {
    static const char word[] = "allocate ";

    return strncmp(text_at(snapshot, row, LOC_FIELD_question_text), word, strlen(word)) == 0;
}

static locality_status fail_find(const locality_snapshot *snapshot, const char *id,
                                 locality_error *error) {
    loc_nearest nearest;
    char hint[256] = "";

    loc_nearest_init(&nearest, id);
    for (uint32_t row = 0; row < locality_snapshot_count(snapshot, KIND); row++)
        if (is_allocation(snapshot, row))
            loc_nearest_offer(&nearest, locality_snapshot_id(snapshot, KIND, row));
    loc_nearest_write(&nearest, hint, sizeof hint);
    (void)loc_fail(error, LOCALITY_NOT_FOUND, "there is no allocation \"%s\"%s", id, hint);
    loc_error_at_record(error, "question", id, NULL);
    return LOCALITY_NOT_FOUND;
}

locality_status loc_ask_find(const locality_snapshot *snapshot, const char *id, uint32_t *row,
                             locality_error *error) {
    uint32_t first = LOCALITY_ROW_MISSING;

    *row = LOCALITY_ROW_MISSING;
    if (id != NULL) {
        *row = locality_snapshot_find(snapshot, KIND, id);
        return *row != LOCALITY_ROW_MISSING && is_allocation(snapshot, *row)
                   ? LOCALITY_OK
                   : fail_find(snapshot, id, error);
    }
    for (uint32_t r = 0; r < locality_snapshot_count(snapshot, KIND); r++) {
        if (!is_allocation(snapshot, r))
            continue;
        if (first != LOCALITY_ROW_MISSING)
            return loc_fail(
                error, LOCALITY_AMBIGUOUS,
                "there are several allocations, \"%s\" and \"%s\" among them: say which",
                locality_snapshot_id(snapshot, KIND, first),
                locality_snapshot_id(snapshot, KIND, r));
        first = r;
    }
    if (first == LOCALITY_ROW_MISSING)
        return loc_fail(
            error, LOCALITY_NOT_FOUND,
            "there is no allocation: a file of rules has one that begins with `allocate`");
    *row = first;
    return LOCALITY_OK;
}

static const char *text_of(const locality_snapshot *snapshot, uint32_t row, const char *field) {
    const uint32_t kind = (uint32_t)LOC_KIND_question;
    const locality_schema *schema = locality_snapshot_schema(snapshot);
    locality_value value;

    if (field == NULL)
        return locality_snapshot_id(snapshot, kind, row);
    if (locality_snapshot_value(snapshot, kind, row, locality_schema_field(schema, kind, field),
                                &value, NULL) != LOCALITY_OK ||
        value.type != LOCALITY_TYPE_TEXT)
        return "";
    return value.text;
}

locality_status loc_ask_texts(const locality_snapshot *snapshot, uint32_t row, loc_arena *arena,
                              const char **const out[LOC_ASK_TEXTS], locality_error *error) {
    static const char *const fields[LOC_ASK_TEXTS] = {NULL, "sentence", "source", "section",
                                                      "text"}; /* null: the id */

    for (size_t i = 0; i < LOC_ASK_TEXTS; i++) {
        const char *text = text_of(snapshot, row, fields[i]);
        *out[i] = loc_arena_text(arena, text, strlen(text));
        if (*out[i] == NULL)
            return loc_fail_memory(error);
    }
    return LOCALITY_OK;
}

locality_status loc_settings_keep(loc_arena *arena, const locality_setting *given, size_t count,
                                  locality_setting **out, locality_error *error) {
    locality_setting *kept = loc_arena_take(arena, count + 1, sizeof *kept);

    *out = kept;
    if (kept == NULL)
        return loc_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        if (given[i].name == NULL || given[i].value == NULL)
            return loc_fail(error, LOCALITY_INVALID, "a parameter lacks its name or value");
        kept[i].name = loc_arena_text(arena, given[i].name, strlen(given[i].name));
        kept[i].value = loc_arena_text(arena, given[i].value, strlen(given[i].value));
        if (kept[i].name == NULL || kept[i].value == NULL)
            return loc_fail_memory(error);
    }
    return LOCALITY_OK;
}

/* ---- Opening --------------------------------------------------------------------------------------- */

static bool parse(loc_ask *ask, const char *text) {
    loc_run *run = &ask->run;
    loc_scope scope;

    memset(&scope, 0, sizeof scope);
    scope.parameters = ask->parameters.first;
    if (!loc_definitions_load(run, &scope.definitions))
        return false;
    if (loc_syntax_parse_file(run->schema, text, strlen(text), &run->arena, &ask->file,
                              &run->failure) != LOCALITY_OK ||
        loc_check_file(run->schema, &scope, &run->arena, ask->file, &run->failure) != LOCALITY_OK)
        return false;
    ask->rule = ask->file->rules;
    if (ask->file->rules_count != 1 || !ask->rule->is_allocation ||
        ask->file->parameters_count != 0 || ask->file->definitions_count != 0)
        return loc_run_fail(run, LOCALITY_SYNTAX,
                            "the text of the record is one allocation and nothing else");
    return true;
}

/* Each side alone: its binding without the other. */
static bool cut_sides(loc_ask *ask) {
    const loc_binding *both[2] = {ask->rule->bindings, ask->rule->bindings->next};

    for (size_t side = 0; side < 2; side++) {
        loc_binding *own = loc_run_take(&ask->run, 1, sizeof *own);
        if (own == NULL)
            return false;
        *own = *both[side];
        own->next = NULL;
        ask->side[side] = own;
    }
    return true;
}

/* Nothing is decided about a part: what was left out may hold the best candidate. */
static bool refuse_part(loc_ask *ask) {
    loc_whole whole;
    loc_text text;

    if (!loc_whole_matters(ask->run.snapshot))
        return true;
    memset(&whole, 0, sizeof whole);
    loc_whole_conditions(&ask->run, ask->rule->bindings, &whole);
    loc_whole_bindings(&ask->run, ask->rule->bindings, NULL, false, &whole);
    for (const loc_clause *clause = ask->rule->clauses; clause != NULL; clause = clause->next)
        loc_whole_node(&ask->run, clause->value, &whole);
    if (!whole.found)
        return true;
    loc_text_init(&text, &ask->run.allocator);
    loc_text_add(&text, "a part of the case is loaded, and the answer rests on ");
    loc_whole_tell(&whole, &text);
    (void)(text.failed ? loc_run_no_memory(&ask->run)
                       : loc_run_fail(&ask->run, LOCALITY_INVALID, text.data));
    loc_text_clear(&text);
    return false;
}

void loc_ask_place_failure(loc_ask *ask) {
    locality_error *failure = &ask->run.failure;
    uint64_t line = failure->line, column = failure->column;
    locality_value above;

    if (line > 0 &&
        locality_snapshot_value(ask->run.snapshot, KIND, ask->row, LOC_FIELD_question_line, &above,
                                NULL) == LOCALITY_OK &&
        above.type == LOCALITY_TYPE_COUNT && above.range.lo > 0)
        loc_error_at_place(failure, line + (uint64_t)above.range.lo - 1, column);
    loc_error_at_record(failure, "question", ask->id, "");
}

bool loc_ask_open(loc_ask *ask, const locality_snapshot *snapshot, uint32_t row,
                  const locality_range *as_at, const locality_setting *settings,
                  size_t settings_count) {
    memset(ask, 0, sizeof *ask);
    loc_run_init(&ask->run, snapshot, loc_host_allocator(snapshot));
    if (as_at != NULL)
        ask->run.as_at = *as_at;
    ask->row = row;
    ask->id = locality_snapshot_id(snapshot, KIND, row);
    if (!loc_parameters_load(&ask->run, settings, settings_count, &ask->parameters))
        return false;
    if (parse(ask, text_at(snapshot, row, LOC_FIELD_question_text)) && cut_sides(ask) &&
        refuse_part(ask))
        return true;
    loc_ask_place_failure(ask);
    return false;
}

void loc_ask_close(loc_ask *ask) {
    loc_run_clear(&ask->run);
}

/* ---- Clauses ---------------------------------------------------------------------------------------- */

const loc_clause *loc_ask_next(const loc_ask *ask, int kind, const loc_clause *before) {
    const loc_clause *clause = before == NULL ? ask->rule->clauses : before->next;

    while (clause != NULL && clause->kind != kind)
        clause = clause->next;
    return clause;
}

size_t loc_ask_count(const loc_ask *ask, int kind) {
    size_t count = 0;

    for (const loc_clause *c = loc_ask_next(ask, kind, NULL); c; c = loc_ask_next(ask, kind, c))
        count++;
    return count;
}

const char *loc_ask_words(loc_ask *ask, loc_arena *arena, const loc_clause *clause) {
    loc_text text;
    const char *copy = NULL;

    loc_text_init(&text, &ask->run.allocator);
    for (const loc_part *part = clause->message; part != NULL; part = part->next)
        loc_text_add(&text, part->text == NULL ? "" : part->text);
    if (!text.failed)
        copy = loc_arena_text(arena, text.data == NULL ? "" : text.data, text.length);
    if (copy == NULL)
        (void)loc_run_no_memory(&ask->run);
    loc_text_clear(&text);
    return copy;
}

/* Parameters have dated values, and some functions ask for the date themselves. */
static void note_date(void *self, const loc_node *node) {
    bool *is_dated = self;

    *is_dated =
        *is_dated || node->op == LOC_AS_AT || node->op == LOC_PARAMETER || node->op == LOC_CALL;
}

bool loc_ask_is_dated(const loc_ask *ask) {
    bool is_dated = false;

    loc_visit_rule(ask->rule, note_date, &is_dated);
    return is_dated;
}

/* ---- Plans ------------------------------------------------------------------------------------------- */

/* Where a clause is evaluated; 4 for those that are not. */
static int reach_of(const loc_clause *clause) {
    switch (clause->kind) {
    case LOC_CLAUSE_HOLDS:
    case LOC_CLAUSE_SHARE:
    case LOC_CLAUSE_HISTORY:
    case LOC_CLAUSE_GIVES:
        return LOC_OVER_CANDIDATES;
    case LOC_CLAUSE_SEATS:
    case LOC_CLAUSE_COVER:
    case LOC_CLAUSE_NEED:
    case LOC_CLAUSE_PROTECT:
    case LOC_CLAUSE_CEILING:
        return LOC_OVER_PLACES;
    case LOC_CLAUSE_ELIGIBLE:
    case LOC_CLAUSE_FIXED:
    case LOC_CLAUSE_BARRED:
    case LOC_CLAUSE_PREFER:
    case LOC_CLAUSE_WISH:
    case LOC_CLAUSE_CHOOSE:
    case LOC_CLAUSE_STAGE:
        return LOC_OVER_PAIRS;
    case LOC_CLAUSE_NEEDS:
    case LOC_CLAUSE_FROM:
    case LOC_CLAUSE_UNTIL:
    case LOC_CLAUSE_SPELL:
    case LOC_CLAUSE_REST:
    case LOC_CLAUSE_STEP:
    case LOC_CLAUSE_WHOLE:
        return LOC_OVER_NOTHING;
    default:
        return LOC_OVER_NOTHING + 1;
    }
}

bool loc_ask_limits(const loc_clause *clause) {
    switch (clause->kind) {
    case LOC_CLAUSE_HOLDS:
    case LOC_CLAUSE_SEATS:
    case LOC_CLAUSE_GIVES:
    case LOC_CLAUSE_NEED:
    case LOC_CLAUSE_PROTECT:
    case LOC_CLAUSE_CEILING:
        return true;
    default:
        return false;
    }
}

static bool keeps_let(const loc_clause *clause, int reach) {
    return clause->kind == LOC_CLAUSE_LET && (clause->is_case == 0 || reach == LOC_OVER_PAIRS);
}

bool loc_ask_plan(loc_ask *ask, int reach, loc_plan *plan) {
    const loc_binding *bindings = reach == LOC_OVER_PAIRS     ? ask->rule->bindings
                                  : reach == LOC_OVER_NOTHING ? NULL
                                                              : ask->side[reach];

    if (!loc_plan_init(plan, &ask->run, ask->file->text, ask->file->length, ask->rule->nodes,
                       ask->rule->slots) ||
        !loc_plan_for(plan, bindings, LOCALITY_ROW_MISSING))
        return false;
    for (const loc_clause *clause = ask->rule->clauses; clause != NULL; clause = clause->next) {
        bool is_case = reach != LOC_OVER_NOTHING;
        if (keeps_let(clause, reach) &&
            !loc_plan_let(plan, clause->slot, clause->value, clause->is_case != 0))
            return false;
        bool is_asked =
            reach_of(clause) == reach || (reach == LOC_OVER_PAIRS && loc_ask_limits(clause));
        if (is_asked && clause->value != NULL && !loc_plan_root(plan, clause->value, is_case))
            return false;
        if (reach == LOC_OVER_NOTHING && clause->weight != NULL &&
            !loc_plan_root(plan, clause->weight, false))
            return false;
    }
    return loc_plan_ready(plan);
}

bool loc_ask_keep(const loc_ask *ask, int reach, loc_plan *plan, loc_frame *frame) {
    for (const loc_clause *clause = ask->rule->clauses; clause != NULL; clause = clause->next)
        if (keeps_let(clause, reach) && !loc_eval_keep(plan, frame, clause->value))
            return false;
    return true;
}

loc_frame *loc_ask_pair(const loc_ask *ask, loc_plan *plan, uint32_t candidate, uint32_t place) {
    const uint32_t rows[2] = {candidate, place};
    loc_frame *frame = plan->outside;
    size_t i = 0;

    for (loc_step *step = plan->cases.steps; step != NULL && frame != NULL; step = step->next) {
        loc_vector value;
        memset(&value, 0, sizeof value);
        value.key = &rows[i++];
        frame = loc_frame_one(plan, step, frame, &value, 0);
    }
    return frame != NULL && loc_ask_keep(ask, LOC_OVER_PAIRS, plan, frame) ? frame : NULL;
}

bool loc_ask_miss_members(loc_ask *ask, loc_plan *plan, loc_frame *frame, loc_story *story) {
    bool done = true;

    for (const loc_step *s = plan->cases.steps; done && s != NULL; s = s->next)
        if (s->binding->where != NULL)
            done = loc_story_miss(story, plan, loc_frame_at(frame, s->level), s->binding->where);
    for (const loc_clause *c = ask->rule->clauses; done && c != NULL; c = c->next)
        if (loc_ask_limits(c))
            done = loc_story_miss(story, plan, frame, c->value);
    return done;
}
