/* Judging the cases of a rule. See judge.h. */
#include "rules/judge.h"

#include <string.h>

#include "expr/print.h"

/* ---- The plan --------------------------------------------------------------------------------------- */

static bool plan_message(loc_judging *judging, const loc_part *message, bool is_case) {
    for (const loc_part *part = message; part != NULL; part = part->next)
        if (part->value != NULL && !loc_plan_root(&judging->plan, part->value, is_case))
            return false;
    return true;
}

/* Every clause is computed in the frames of the cases but needs that concern the rule as a whole. */
static bool plan_clauses(loc_judging *judging) {
    loc_plan *plan = &judging->plan;

    for (const loc_clause *clause = judging->rule->clauses; clause != NULL; clause = clause->next) {
        bool is_case = clause->kind != LOC_CLAUSE_NEEDS || clause->is_case;
        bool done = true;
        if (clause->kind == LOC_CLAUSE_LET)
            done = loc_plan_let(plan, clause->slot, clause->value, clause->is_case);
        else if (clause->value != NULL)
            done = loc_plan_root(plan, clause->value, is_case);
        if (!done || !plan_message(judging, clause->message, is_case))
            return false;
    }
    return true;
}

/* Finds what the rule asks of records that were left out. */
static void look_for_wholes(loc_judging *judging, bool one_structure) {
    const loc_rule *rule = judging->rule;
    loc_whole *whole = &judging->whole;

    loc_whole_conditions(judging->run, rule->bindings, whole);
    for (const loc_clause *clause = rule->clauses; clause != NULL; clause = clause->next) {
        loc_whole_node(judging->run, clause->value, whole);
        for (const loc_part *part = clause->message; part != NULL; part = part->next)
            loc_whole_node(judging->run, part->value, whole);
    }
    judging->is_beyond = whole->found;
    loc_whole_bindings(judging->run, rule->bindings, rule->clauses, one_structure, whole);
    judging->open += whole->found;
}

bool loc_judging_init(loc_judging *judging, loc_run *run, const loc_rule *rule, const char *text,
                      size_t length, uint32_t structure, size_t max_cases, loc_arena *arena) {
    memset(judging, 0, sizeof *judging);
    judging->run = run;
    judging->rule = rule;
    judging->arena = arena;
    judging->max_cases = max_cases;
    for (const loc_binding *b = rule->bindings; b != NULL; b = b->next)
        judging->width++;
    if (loc_whole_matters(run->snapshot))
        look_for_wholes(judging, structure != LOCALITY_ROW_MISSING);
    if (!loc_plan_init(&judging->plan, run, text, length, rule->nodes, rule->slots))
        return false;
    return judging->is_beyond ||
           (loc_plan_for(&judging->plan, rule->bindings, structure) && plan_clauses(judging));
}

void loc_judging_clear(loc_judging *judging) {
    if (judging->run == NULL)
        return;
    for (size_t v = 0; v < LOCALITY_VERDICTS; v++)
        loc_release(&judging->run->allocator, judging->kept[v].bound, judging->kept[v].capacity,
                    sizeof *judging->kept[v].bound);
    loc_plan_clear(&judging->plan);
    memset(judging, 0, sizeof *judging);
}

/* ---- Messages and warnings ---------------------------------------------------------------------------- */

bool loc_message_write(loc_plan *plan, loc_frame *frame, const loc_part *message, uint32_t i,
                       loc_text *out) {
    for (const loc_part *part = message; part != NULL; part = part->next) {
        loc_vector value;
        if (part->value == NULL) {
            loc_text_add(out, part->text);
            continue;
        }
        loc_mark mark = loc_scratch_mark(plan->run);
        if (!loc_eval(plan, frame, part->value, &value))
            return false;
        loc_print_node(plan->run, part->value, &value, i, part->decimals, out);
        loc_scratch_release(plan->run, mark);
    }
    return !out->failed || loc_run_no_memory(plan->run);
}

bool loc_warnings_add(loc_run *run, loc_arena *arena, loc_warnings *warnings, const char *text,
                      size_t length) {
    if (warnings->text == NULL) {
        warnings->text = loc_arena_take(arena, LOC_WARNINGS_MOST, sizeof *warnings->text);
        if (warnings->text == NULL)
            return loc_run_no_memory(run);
    }
    for (size_t i = 0; i < warnings->count; i++)
        if (strlen(warnings->text[i]) == length && memcmp(warnings->text[i], text, length) == 0)
            return true;
    if (warnings->count == LOC_WARNINGS_MOST)
        return true;
    const char *copy = loc_arena_text(arena, text, length);
    if (copy == NULL)
        return loc_run_no_memory(run);
    warnings->text[warnings->count++] = copy;
    return true;
}

static bool warn(loc_judging *judging, loc_frame *frame, const loc_clause *clause, uint32_t i) {
    loc_text text;

    loc_text_init(&text, &judging->run->allocator);
    bool done = loc_message_write(&judging->plan, frame, clause->message, i, &text) &&
                loc_warnings_add(judging->run, judging->arena, &judging->warnings,
                                 text.data == NULL ? "" : text.data, text.length);
    loc_text_clear(&text);
    return done;
}

/* ---- Cases ---------------------------------------------------------------------------------------------- */

/* In place of a verdict: there is no such case. */
#define NO_CASE UINT8_MAX

/* What the clauses say of each case of a batch. Null until one says something: most rules have one requirement
 * and nothing else. */
typedef struct loc_bench {
    uint8_t *excluded;    /* not applicable */
    uint8_t *doubt;       /* cannot be decided, whatever the requirements say */
    const uint8_t *holds; /* the requirements */
} loc_bench;

/* Bytes that are all 0, unless they stand already. Null on refusal. */
static uint8_t *need_bytes(loc_run *run, uint8_t **bytes, uint32_t count) {
    if (*bytes == NULL) {
        *bytes = loc_scratch(run, count, 1);
        if (*bytes != NULL)
            memset(*bytes, 0, count);
    }
    return *bytes;
}

static bool hear_requirement(loc_run *run, const uint8_t *truth, uint32_t count, loc_bench *bench) {
    const uint8_t *before = bench->holds;

    if (before == NULL) {
        bench->holds = truth;
        return true;
    }
    uint8_t *both = loc_scratch(run, count, 1);
    if (both == NULL)
        return false;
    memcpy(both, before, count);
    loc_truths_and(both, truth, count);
    bench->holds = both;
    return true;
}

static bool hear_needs(loc_run *run, const uint8_t *truth, uint32_t count, loc_bench *bench) {
    uint8_t *doubt = need_bytes(run, &bench->doubt, count);

    for (uint32_t i = 0; doubt != NULL && i < count; i++)
        doubt[i] |= truth[i] != LOC_YES;
    return doubt != NULL;
}

static bool hear_condition(loc_judging *judging, const loc_clause *clause, const uint8_t *truth,
                           uint32_t count, loc_bench *bench) {
    uint8_t excluding = clause->kind == LOC_CLAUSE_WHEN ? LOC_NO : LOC_YES;
    uint8_t *excluded = need_bytes(judging->run, &bench->excluded, count);
    uint8_t *doubt = need_bytes(judging->run, &bench->doubt, count);
    uint32_t found = 0;

    if (excluded == NULL || doubt == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        found += truth[i] == excluding;
        excluded[i] |= truth[i] == excluding;
        doubt[i] |= truth[i] == LOC_MAYBE;
    }
    if (found > 0 && judging->excluded_by == NULL)
        judging->excluded_by = clause;
    return true;
}

/* What is noted stays in scratch memory until the batch is judged. */
static bool hear(loc_judging *judging, const loc_clause *clause, const uint8_t *truth,
                 uint32_t count, loc_bench *bench) {
    switch (clause->kind) {
    case LOC_CLAUSE_REQUIRE:
        return hear_requirement(judging->run, truth, count, bench);
    case LOC_CLAUSE_NEEDS:
        return hear_needs(judging->run, truth, count, bench);
    case LOC_CLAUSE_WHEN:
    case LOC_CLAUSE_EXCEPT:
        return hear_condition(judging, clause, truth, count, bench);
    default:
        return true;
    }
}

static bool is_excluded(const loc_bench *bench, uint32_t i) {
    return bench->excluded != NULL && bench->excluded[i] != 0;
}

static bool hear_warnings(loc_judging *judging, loc_frame *frame, const loc_clause *clause,
                          const uint8_t *truth, const loc_bench *bench) {
    for (uint32_t i = 0; i < frame->count && judging->warnings.count < LOC_WARNINGS_MOST; i++)
        if (truth[i] == LOC_YES && !is_excluded(bench, i) &&
            loc_frame_certain(frame, i) == LOC_YES && !warn(judging, frame, clause, i))
            return false;
    return true;
}

static bool all_excluded(const loc_bench *bench, uint32_t count) {
    return bench->excluded != NULL && memchr(bench->excluded, 0, count) == NULL;
}

static bool hear_clauses(loc_judging *judging, loc_frame *frame, loc_bench *bench) {
    loc_plan *plan = &judging->plan;

    for (const loc_clause *clause = judging->rule->clauses; clause != NULL; clause = clause->next) {
        loc_vector value;
        bool is_whole = clause->kind == LOC_CLAUSE_NEEDS && !clause->is_case;
        if (clause->value == NULL || is_whole || clause->kind == LOC_CLAUSE_ANSWER)
            continue;
        if (clause->kind == LOC_CLAUSE_LET) { /* before what may use it, even if all are excluded */
            if (!loc_eval_keep(plan, frame, clause->value))
                return false;
            continue;
        }
        if (all_excluded(bench, frame->count))
            continue;
        if (!loc_eval(plan, frame, clause->value, &value) ||
            !hear(judging, clause, value.truth, frame->count, bench))
            return false;
        if (clause->kind == LOC_CLAUSE_WARN &&
            !hear_warnings(judging, frame, clause, value.truth, bench))
            return false;
    }
    return true;
}

/* The values of the `for` variables of one case, outermost first. */
static void take_bound(const loc_judging *judging, const loc_frame *frame, uint32_t i,
                       loc_bound *out) {
    size_t place = judging->width;

    for (; frame->level > 0; frame = frame->parent) {
        const loc_vector *value = &frame->value;
        loc_bound *bound = &out[--place];
        memset(bound, 0, sizeof *bound);
        bound->lo = value->lo == NULL ? 0 : value->lo[i];
        bound->hi = value->hi == NULL ? 0 : value->hi[i];
        bound->key = value->key == NULL ? 0 : value->key[i];
        bound->kind = value->kind == NULL ? 0 : value->kind[i];
        bound->truth = value->truth == NULL ? 0 : value->truth[i];
        i = loc_frame_outer(frame, frame->parent->level, i);
    }
}

static bool keep_case(loc_judging *judging, const loc_frame *frame, uint32_t i, uint8_t verdict) {
    loc_kept_cases *kept = &judging->kept[verdict];
    void *bound = kept->bound;

    judging->cases[verdict]++;
    if (kept->count >= judging->max_cases)
        return true;
    if (!loc_grow(&judging->run->allocator, &bound, &kept->capacity,
                  (kept->count + 1) * judging->width + 1, sizeof *kept->bound))
        return loc_run_no_memory(judging->run);
    kept->bound = bound;
    take_bound(judging, frame, i, kept->bound + kept->count * judging->width);
    kept->count++;
    return true;
}

/* The verdict of a case by its requirements. */
static uint8_t verdict_of(uint8_t holds) {
    uint8_t verdict = holds == LOC_YES ? LOCALITY_VERDICT_PASS : LOCALITY_VERDICT_FAIL;
    return holds == LOC_MAYBE ? LOCALITY_VERDICT_CANNOT_DECIDE : verdict;
}

/* The verdict of each case; NO_CASE where its conditions exclude it. A case that only may exist cannot fail
 * for certain. */
static void find_verdicts(const loc_bench *bench, const uint8_t *certain, uint32_t count,
                          uint8_t *out) {
    const uint8_t *holds = bench->holds, *doubt = bench->doubt, *excluded = bench->excluded;

    for (uint32_t i = 0; i < count; i++)
        out[i] = verdict_of(holds == NULL ? LOC_YES : holds[i]);
    for (uint32_t i = 0; doubt != NULL && i < count; i++)
        out[i] = doubt[i] != 0 ? LOCALITY_VERDICT_CANNOT_DECIDE : out[i];
    for (uint32_t i = 0; excluded != NULL && i < count; i++)
        out[i] = excluded[i] != 0 ? LOCALITY_VERDICT_NOT_APPLICABLE : out[i];
    for (uint32_t i = 0; certain != NULL && i < count; i++) {
        bool doubted = (certain[i] == LOC_MAYBE) & (out[i] == LOCALITY_VERDICT_FAIL);
        out[i] = doubted ? LOCALITY_VERDICT_CANNOT_DECIDE : out[i];
        out[i] = certain[i] == LOC_NO ? NO_CASE : out[i];
    }
}

/* Counts a batch of which no case has to be kept; else false. */
static bool count_verdicts(loc_judging *judging, const uint64_t *found) {
    for (size_t v = 0; v < LOCALITY_VERDICTS; v++)
        if (found[v] > 0 && judging->kept[v].count < judging->max_cases)
            return false;
    for (size_t v = 0; v < LOCALITY_VERDICTS; v++)
        judging->cases[v] += found[v];
    return true;
}

/* The same where the requirements alone decide: most batches. */
static bool count_plain(loc_judging *judging, const loc_bench *bench, const loc_frame *frame) {
    uint64_t found[LOCALITY_VERDICTS] = {0};
    uint32_t count = frame->count;

    if (bench->doubt != NULL || bench->excluded != NULL || bench->holds == NULL ||
        frame->certain != NULL)
        return false;
    uint32_t pass = loc_bytes_count(bench->holds, count, LOC_YES);
    uint32_t fail = pass == count ? 0 : loc_bytes_count(bench->holds, count, LOC_NO);
    found[LOCALITY_VERDICT_PASS] = pass;
    found[LOCALITY_VERDICT_FAIL] = fail;
    found[LOCALITY_VERDICT_CANNOT_DECIDE] = count - pass - fail;
    return count_verdicts(judging, found);
}

static bool count_all(loc_judging *judging, const uint8_t *verdict, uint32_t count) {
    uint64_t found[LOCALITY_VERDICTS];

    for (uint8_t v = 0; v < LOCALITY_VERDICTS; v++)
        found[v] = loc_bytes_count(verdict, count, v);
    return count_verdicts(judging, found);
}

static bool judge_frame(void *self, loc_plan *plan, loc_frame *frame) {
    loc_judging *judging = self;
    uint32_t count = frame->count;
    loc_bench bench = {NULL, NULL, NULL};

    if (!hear_clauses(judging, frame, &bench))
        return false;
    if (count_plain(judging, &bench, frame))
        return true;
    uint8_t *verdict = loc_scratch(plan->run, count, 1);
    if (verdict == NULL)
        return false;
    find_verdicts(&bench, frame->certain, count, verdict);
    if (count_all(judging, verdict, count))
        return true;
    for (uint32_t i = 0; i < count; i++)
        if (verdict[i] != NO_CASE && !keep_case(judging, frame, i, verdict[i]))
            return false;
    return true;
}

/* The list that a `for` variable runs over is not known: there may be further cases. */
static bool judge_open(void *self, loc_plan *plan, const loc_frame *frame, uint32_t binding) {
    loc_judging *judging = self;

    (void)plan;
    (void)frame;
    (void)binding;
    judging->open++;
    return true;
}

/* Whether the needs of the rule as a whole are met. */
static bool meet_needs(loc_judging *judging) {
    loc_plan *plan = &judging->plan;

    for (const loc_clause *clause = judging->rule->clauses; clause != NULL; clause = clause->next) {
        loc_vector value;
        if (clause->kind != LOC_CLAUSE_NEEDS || clause->is_case)
            continue;
        if (!loc_eval(plan, plan->outside, clause->value, &value))
            return false;
        if (value.truth[0] != LOC_YES && judging->unmet == NULL)
            judging->unmet = clause;
    }
    return true;
}

bool loc_judging_run(loc_judging *judging) {
    loc_visitor visitor = {judging, judge_frame, judge_open};
    loc_plan *plan = &judging->plan;

    if (judging->is_beyond)
        return true;
    if (!loc_plan_ready(plan) || !meet_needs(judging))
        return false;
    return judging->unmet != NULL || loc_expand(plan, plan->cases.steps, plan->outside, &visitor);
}

int32_t loc_judging_verdict(const loc_judging *judging) {
    if (judging->cases[LOCALITY_VERDICT_FAIL] > 0)
        return LOCALITY_VERDICT_FAIL;
    if (judging->unmet != NULL || judging->open > 0 ||
        judging->cases[LOCALITY_VERDICT_CANNOT_DECIDE] > 0)
        return LOCALITY_VERDICT_CANNOT_DECIDE;
    if (judging->cases[LOCALITY_VERDICT_PASS] > 0)
        return LOCALITY_VERDICT_PASS;
    return LOCALITY_VERDICT_NOT_APPLICABLE;
}
