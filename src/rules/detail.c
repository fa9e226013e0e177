/* One case in detail: what it is about, what is said of it, its arithmetic and its grounds. */
#include <string.h>

#include "expr/answer.h"
#include "expr/print.h"
#include "expr/tell.h"
#include "rules/judge.h"

static const char *or_empty(const loc_text *text) {
    return text->data == NULL ? "" : text->data;
}

/* ---- The case again --------------------------------------------------------------------------------- */

/* The frames of a kept case, one binding each, innermost. Null on refusal. */
static loc_frame *frames_of(loc_judging *judging, int32_t verdict, size_t index) {
    loc_plan *plan = &judging->plan;
    const loc_bound *bound = judging->kept[verdict].bound + index * judging->width;
    loc_frame *frame = plan->outside;

    for (loc_step *step = plan->cases.steps; step != NULL && frame != NULL; step = step->next) {
        loc_vector value;
        memset(&value, 0, sizeof value);
        value.lo = &bound->lo;
        value.hi = &bound->hi;
        value.key = &bound->key;
        value.kind = &bound->kind;
        value.truth = &bound->truth;
        frame = loc_frame_one(plan, step, frame, &value, 0);
        bound++;
    }
    for (const loc_clause *clause = judging->rule->clauses; frame != NULL && clause != NULL;
         clause = clause->next)
        if (clause->kind == LOC_CLAUSE_LET && !loc_eval_keep(plan, frame, clause->value))
            return NULL;
    return frame;
}

/* "s = structure proposed, p = post Head of Service" */
static void put_binding(loc_judging *judging, const loc_frame *frame, const loc_step *step,
                        loc_text *out) {
    for (const loc_step *first = step; step != NULL; step = step->next) {
        loc_type type = step->binding->type;
        const loc_frame *own = frame;
        while (own->level > step->level)
            own = own->parent;
        loc_text_add(out, step == first ? "" : ", ");
        loc_text_add(out, step->binding->name);
        loc_text_add(out, " = ");
        if (type.scalar == LOCALITY_TYPE_REF && own->value.key[0] < LOCALITY_ROW_NONE)
            loc_story_record(judging->run, type.target, own->value.key[0], out);
        else
            loc_print_scalar(judging->run, type, &own->value, 0, -1, out);
    }
}

/* The records of the case are its first witnesses. */
static bool witness_binding(loc_story *story, const loc_frame *frame, const loc_step *step) {
    for (; step != NULL; step = step->next) {
        loc_type type = step->binding->type;
        const loc_frame *own = frame;
        while (own->level > step->level)
            own = own->parent;
        if (type.scalar == LOCALITY_TYPE_REF &&
            !loc_story_witness(story, type.target, own->value.key[0], LOCALITY_NO_INDEX))
            return false;
    }
    return true;
}

/* ---- Clauses ---------------------------------------------------------------------------------------- */

static bool truth_of(loc_plan *plan, loc_frame *frame, const loc_node *node, uint8_t *out) {
    loc_vector value;
    loc_mark mark = loc_scratch_mark(plan->run);
    bool done = loc_eval(plan, frame, node, &value);

    *out = done ? value.truth[0] : LOC_MAYBE;
    loc_scratch_release(plan->run, mark);
    return done;
}

/* Whether a clause takes part in a verdict: of a case that does not apply what excludes it, of a case that
 * fails no requirement that holds; else every condition and requirement. */
static bool takes_part(const loc_clause *clause, int32_t verdict, uint8_t truth) {
    if (clause->kind == LOC_CLAUSE_NEEDS)
        return false;
    if (verdict == LOCALITY_VERDICT_NOT_APPLICABLE)
        return (clause->kind == LOC_CLAUSE_WHEN && truth == LOC_NO) ||
               (clause->kind == LOC_CLAUSE_EXCEPT && truth == LOC_YES);
    return verdict != LOCALITY_VERDICT_FAIL || clause->kind != LOC_CLAUSE_REQUIRE ||
           truth != LOC_YES;
}

static bool name_need(loc_story *story, loc_plan *plan, loc_frame *frame,
                      const loc_clause *clause) {
    loc_text what;

    loc_text_init(&what, &story->run->allocator);
    bool done = loc_message_write(plan, frame, clause->message, 0, &what) &&
                loc_story_miss_named(story, or_empty(&what), what.length) &&
                loc_story_miss(story, plan, frame, clause->value);
    loc_text_clear(&what);
    return done;
}

/* The text after the last line break. */
static const char *last_line(const loc_text *lines) {
    const char *text = or_empty(lines), *line = text;

    for (; *text != '\0'; text++)
        if (*text == '\n')
            line = text + 1;
    return line;
}

/* Tells the clauses that take part; `deciding` receives the line of the first that decides. */
static bool tell_clauses(loc_judging *judging, loc_story *story, loc_frame *frame, int32_t verdict,
                         loc_text *deciding) {
    loc_plan *plan = &judging->plan;

    for (const loc_clause *clause = judging->rule->clauses; clause != NULL; clause = clause->next) {
        uint8_t truth = LOC_YES;
        bool is_truth = clause->kind == LOC_CLAUSE_REQUIRE || clause->kind == LOC_CLAUSE_WHEN ||
                        clause->kind == LOC_CLAUSE_EXCEPT ||
                        (clause->kind == LOC_CLAUSE_NEEDS && clause->is_case);
        if (!is_truth)
            continue;
        if (!truth_of(plan, frame, clause->value, &truth))
            return false;
        if (clause->kind == LOC_CLAUSE_NEEDS && truth != LOC_YES &&
            verdict == LOCALITY_VERDICT_CANNOT_DECIDE && !name_need(story, plan, frame, clause))
            return false;
        if (!takes_part(clause, verdict, truth))
            continue;
        if (!loc_story_tell(story, plan, frame, clause->value, NULL))
            return false;
        bool decides = truth != (clause->kind == LOC_CLAUSE_EXCEPT ? LOC_NO : LOC_YES);
        if (decides && deciding->length == 0)
            loc_text_add(deciding, last_line(&story->lines));
        if (verdict == LOCALITY_VERDICT_CANNOT_DECIDE && truth == LOC_MAYBE &&
            !loc_story_miss(story, plan, frame, clause->value))
            return false;
    }
    return true;
}

/* A case whose existence is undecided: what would decide it. */
static bool miss_existence(loc_judging *judging, loc_story *story, loc_frame *frame) {
    loc_plan *plan = &judging->plan;

    for (const loc_step *step = plan->cases.steps; step != NULL; step = step->next)
        if (step->binding->where != NULL &&
            !loc_story_miss(story, plan, loc_frame_at(frame, step->level), step->binding->where))
            return false;
    return true;
}

/* ---- What is said ----------------------------------------------------------------------------------- */

const loc_part *loc_says_of(const loc_rule *rule) {
    for (const loc_clause *clause = rule->clauses; clause != NULL; clause = clause->next)
        if (clause->kind == LOC_CLAUSE_SAYS)
            return clause->message;
    return NULL;
}

/* What is said of a case, beside what it is about; empty in brief where the author says nothing. */
static bool say(loc_judging *judging, loc_frame *frame, int32_t verdict, const loc_story *story,
                const loc_text *deciding, loc_text *out) {
    const loc_part *says = loc_says_of(judging->rule);
    size_t missing = story->missing_count + story->missing_more;

    if (verdict == LOCALITY_VERDICT_PASS || verdict == LOCALITY_VERDICT_NOT_APPLICABLE)
        return true;
    if (verdict == LOCALITY_VERDICT_FAIL && says != NULL)
        return loc_message_write(&judging->plan, frame, says, 0, out);
    loc_text_add(out, story->missing_count > 0 ? story->missing[0].what : or_empty(deciding));
    if (missing > 1)
        loc_text_format(out, ", and %zu more", missing - 1);
    return true;
}

/* ---- The detail ------------------------------------------------------------------------------------- */

static bool tell_case(loc_judging *judging, loc_story *story, loc_frame *frame, int32_t verdict,
                      bool is_brief, loc_text *binding, loc_text *says) {
    loc_text deciding;
    const loc_step *steps = judging->plan.cases.steps;

    loc_text_init(&deciding, &judging->run->allocator);
    put_binding(judging, frame, steps, binding);
    bool done = witness_binding(story, frame, steps) &&
                (is_brief || tell_clauses(judging, story, frame, verdict, &deciding));
    if (done && !is_brief && verdict == LOCALITY_VERDICT_CANNOT_DECIDE &&
        loc_frame_certain(frame, 0) != LOC_YES)
        done = miss_existence(judging, story, frame);
    done = done && say(judging, frame, verdict, story, &deciding, says);
    if (deciding.failed || binding->failed || says->failed)
        done = loc_run_no_memory(judging->run);
    loc_text_clear(&deciding);
    return done;
}

bool loc_judging_detail(loc_judging *judging, int32_t verdict, size_t index, bool is_brief,
                        size_t max_witnesses, locality_case *out) {
    loc_run *run = judging->run;
    loc_mark mark = loc_scratch_mark(run);
    loc_text binding, says;
    loc_story story;

    memset(out, 0, sizeof *out);
    loc_story_init(&story, run, judging->arena, max_witnesses);
    loc_text_init(&binding, &run->allocator);
    loc_text_init(&says, &run->allocator);
    loc_frame *frame = frames_of(judging, verdict, index);
    bool done = frame != NULL &&
                tell_case(judging, &story, frame, verdict, is_brief, &binding, &says) &&
                loc_story_give(&story, &out->arithmetic, &out->witnesses, &out->missing);
    if (done) {
        out->binding = loc_story_keep(&story, &binding);
        out->says = loc_story_keep(&story, &says);
        done = out->binding != NULL && out->says != NULL;
    }
    out->verdict = verdict;
    out->witnesses_count = story.witnesses_count;
    out->witnesses_more = story.witnesses_more;
    out->missing_count = story.missing_count;
    out->missing_more = story.missing_more;
    loc_text_clear(&binding);
    loc_text_clear(&says);
    loc_story_clear(&story);
    loc_scratch_release(run, mark);
    return done;
}

/* Names the records that were not loaded. */
static bool miss_whole(loc_story *story, const loc_whole *whole) {
    loc_text what;

    loc_text_init(&what, &story->run->allocator);
    loc_whole_tell(whole, &what);
    bool done = what.failed ? loc_run_no_memory(story->run)
                            : loc_story_miss_named(story, what.data, what.length);
    loc_text_clear(&what);
    return done;
}

bool loc_judging_unmet(loc_judging *judging, loc_story *story) {
    loc_plan *plan = &judging->plan;

    if (judging->whole.found && !miss_whole(story, &judging->whole))
        return false;
    if (judging->is_beyond)
        return true;
    for (const loc_clause *clause = judging->rule->clauses; clause != NULL; clause = clause->next) {
        uint8_t truth;
        if (clause->kind != LOC_CLAUSE_NEEDS || clause->is_case)
            continue;
        if (!truth_of(plan, plan->outside, clause->value, &truth) ||
            (truth != LOC_YES && !name_need(story, plan, plan->outside, clause)))
            return false;
    }
    /* lists that `for` runs over, where they are not known */
    for (const loc_step *step = plan->cases.steps; step != NULL; step = step->next)
        if (step->binding->list != NULL && step->level == 1 &&
            !loc_story_miss(story, plan, plan->outside, step->binding->list))
            return false;
    return true;
}
