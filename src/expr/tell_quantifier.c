/* Quantifiers as text: the records that were counted or added up, one by one where they are few. */
#include <inttypes.h>
#include <string.h>

#include "expr/bindings.h"
#include "expr/print.h"
#include "expr/tell.h"

/* The bindings of all variables of a quantifier, gone through one by one. */
typedef struct loc_roll {
    loc_story *story;
    loc_plan *plan;
    const loc_node *node;
    loc_text terms;           /* values or labels, joined */
    size_t shown;             /* terms in it */
    size_t seen;              /* bindings gone through */
    size_t certain, possible; /* bindings of the last variable there are */
    bool is_open;
    uint8_t wanted;  /* ANY, ALL, NONE: the truth of the values that are shown */
    bool all_decide; /* it rests on every binding, though none is shown */
} loc_roll;

static const char *value_name(const loc_plan *plan, const loc_node *value, loc_text *out) {
    while (value->op == LOC_CONVERT)
        value = value->a;
    if (value->op == LOC_FIELD && value->a->op == LOC_VARIABLE)
        loc_text_add(out, value->name);
    else
        loc_tell_source(plan, value, out);
    return out->data;
}

/* ---- Witnesses -------------------------------------------------------------------------------------- */

/* The fields that a value reads of the records that are bound. */
static bool witness_fields(loc_roll *roll, loc_frame *frame, const loc_node *node, bool *found) {
    const loc_node *children[3] = {node->a, node->b, node->c};
    loc_vector record;

    if (node->bindings != NULL)
        return true;
    if (node->op == LOC_FIELD && node->a->op == LOC_VARIABLE && !node->a->type.is_list &&
        node->kind != LOCALITY_NO_INDEX) {
        loc_frame *own = loc_frame_at(frame, roll->plan->sites[node->a->number].level);
        *found = true;
        return loc_eval(roll->plan, own, node->a, &record) &&
               loc_story_witness(roll->story, node->kind, record.key[0], node->field);
    }
    if (node->op == LOC_CALL || node->op == LOC_LIST) {
        for (const loc_node *item = node->a; item != NULL; item = item->next)
            if (!witness_fields(roll, frame, item, found))
                return false;
        return true;
    }
    for (size_t i = 0; i < 3; i++)
        if (children[i] != NULL && !witness_fields(roll, frame, children[i], found))
            return false;
    return true;
}

static bool witness(loc_roll *roll, loc_frame *frame) {
    bool found = false;

    for (const loc_node *value = roll->node->a; value != NULL; value = value->next)
        if (!witness_fields(roll, frame, value, &found))
            return false;
    const loc_step *step = roll->plan->sites[roll->node->number].quantifier->steps;
    for (; !found && step != NULL; step = step->next) {
        loc_type type = step->binding->type;
        const loc_vector *value = &loc_frame_at(frame, step->level)->value;
        if (type.scalar == LOCALITY_TYPE_REF &&
            !loc_story_witness(roll->story, type.target, value->key[0], LOCALITY_NO_INDEX))
            return false;
    }
    return true;
}

/* ---- Terms ------------------------------------------------------------------------------------------ */

/* The records bound, by name. */
static void put_bound(loc_roll *roll, loc_frame *frame) {
    const loc_step *step = roll->plan->sites[roll->node->number].quantifier->steps;

    for (const loc_step *first = step; step != NULL; step = step->next) {
        loc_text_add(&roll->terms, step == first ? "" : " with ");
        loc_print_scalar(roll->story->run, step->binding->type,
                         &loc_frame_at(frame, step->level)->value, 0, -1, &roll->terms);
    }
}

static bool put_term(loc_roll *roll, loc_frame *frame, bool is_possible) {
    const loc_node *node = roll->node;
    bool is_sum = node->op == LOC_SUM;
    bool done = true;

    loc_text_add(&roll->terms, roll->shown == 0 ? "" : is_sum ? " + " : ", ");
    roll->shown++;
    if (is_possible)
        loc_text_add(&roll->terms, is_sum ? "(possibly " : "possibly ");
    if (is_sum || node->op == LOC_MIN || node->op == LOC_MAX || node->op == LOC_COLLECT ||
        (node->op == LOC_COUNT && node->a != NULL))
        done = loc_tell_value(roll->story, roll->plan, frame, node->a, &roll->terms);
    else
        put_bound(roll, frame);
    if (is_possible && is_sum)
        loc_text_char(&roll->terms, ')');
    return done;
}

/* Whether a binding is one of those that ANY, ALL and NONE are decided by. */
static bool is_wanted(loc_roll *roll, loc_frame *frame, bool *out) {
    const loc_node *node = roll->node;
    loc_vector value;

    *out = true;
    if ((node->op != LOC_ANY && node->op != LOC_ALL && node->op != LOC_NONE) || node->a == NULL)
        return true;
    loc_frame *own = loc_frame_at(frame, roll->plan->sites[node->a->number].level);
    if (!loc_eval(roll->plan, own, node->a, &value))
        return false;
    *out = value.truth[0] == roll->wanted;
    return true;
}

static bool go_through(loc_roll *roll, loc_step *step, loc_frame *frame, bool is_possible);

static bool visit_binding(loc_roll *roll, loc_step *step, loc_frame *frame, bool is_possible) {
    bool wanted = false;

    if (step->next != NULL)
        return go_through(roll, step->next, frame, is_possible);
    roll->seen++;
    if (!is_wanted(roll, frame, &wanted))
        return false;
    if (!wanted)
        return !roll->all_decide || witness(roll, frame);
    if (roll->shown < LOC_TERMS_SHOWN && !put_term(roll, frame, is_possible))
        return false;
    return witness(roll, frame);
}

static bool go_through(loc_roll *roll, loc_step *step, loc_frame *frame, bool is_possible) {
    loc_bindings bindings;
    loc_run *run = roll->story->run;
    loc_mark mark = loc_scratch_mark(run);

    memset(&bindings, 0, sizeof bindings);
    bindings.most = roll->story->max_witnesses;
    bool done = loc_bindings_find(&bindings, roll->plan, step, frame);
    roll->is_open = roll->is_open || bindings.is_open;
    if (step->next == NULL) {
        roll->certain += is_possible ? 0 : bindings.certain;
        roll->possible += bindings.possible + (is_possible ? bindings.certain : 0);
    }
    for (size_t i = 0; done && i < bindings.items.count; i++) {
        if (roll->seen >= roll->story->max_witnesses && step->next == NULL)
            break;
        loc_mark inner = loc_scratch_mark(run);
        loc_frame *one = loc_bindings_frame(&bindings, roll->plan, frame, i);
        done =
            one != NULL && visit_binding(roll, step, one, is_possible || bindings.items.maybe[i]);
        loc_scratch_release(run, inner);
    }
    if (done && step->next == NULL)
        roll->story->witnesses_more += bindings.more;
    loc_bindings_clear(&bindings);
    loc_scratch_release(run, mark);
    return done;
}

/* ---- The whole -------------------------------------------------------------------------------------- */

/* "8 posts", "8 to 10 posts", "3 items" */
static void put_number(const loc_roll *roll, loc_text *out) {
    const loc_step *step = roll->plan->sites[roll->node->number].quantifier->steps;
    const locality_schema *schema = roll->story->run->schema;
    size_t most = roll->certain + roll->possible;
    loc_type type = step->binding->type;

    loc_text_format(out, roll->is_open ? "at least %zu" : "%zu", roll->certain);
    if (roll->possible > 0 && !roll->is_open)
        loc_text_format(out, " to %zu", most);
    loc_text_char(out, ' ');
    if (step->next != NULL)
        loc_text_add(out, most == 1 ? "combination" : "combinations");
    else if (type.scalar == LOCALITY_TYPE_REF)
        loc_text_add(out, most == 1 ? locality_schema_kind_name(schema, type.target)
                                    : locality_schema_kind_plural(schema, type.target));
    else
        loc_text_add(out, most == 1 ? "item" : "items");
}

static void put_terms(loc_roll *roll, const char *before, loc_text *out) {
    size_t all = roll->certain + roll->possible;

    if (roll->terms.failed) {
        out->failed = true;
        return;
    }
    if (roll->shown == 0)
        return;
    loc_text_add(out, before);
    loc_text_put(out, roll->terms.data, roll->terms.length);
    if (roll->shown >= LOC_TERMS_SHOWN && all > roll->shown && roll->wanted == LOC_YES + 1)
        loc_text_format(out, roll->node->op == LOC_SUM ? " + %zu more" : " and %zu more",
                        all - roll->shown);
}

static const char *const words[LOC_OP_COUNT] = {
    [LOC_SUM] = "sum of ",     [LOC_MIN] = "smallest ",    [LOC_MAX] = "largest ",
    [LOC_SHARE] = "share of ", [LOC_ANY] = "any of ",      [LOC_ALL] = "all of ",
    [LOC_NONE] = "none of ",   [LOC_COLLECT] = "list of ",
};

static bool put_truth(loc_roll *roll, uint8_t truth, loc_text *out) {
    const loc_node *node = roll->node;

    if (node->a == NULL) {
        loc_tell_source(roll->plan, node, out);
    } else {
        loc_text_add(out, words[node->op]);
        (void)value_name(roll->plan, node->a, out);
        loc_text_add(out, " over ");
        put_number(roll, out);
    }
    loc_text_add(out, truth == LOC_YES  ? " is true"
                      : truth == LOC_NO ? " is false"
                                        : " is not decided");
    if (roll->shown > 0) {
        bool against = node->op == LOC_ALL;
        const char *before = roll->wanted == LOC_MAYBE ? "; not decided for "
                             : against                 ? "; not for "
                                                       : "; for ";
        if (node->a == NULL)
            before = ": ";
        put_terms(roll, before, out);
    }
    return true;
}

/* Which bindings decide: counterexamples of ALL, cases of ANY and NONE; those undecided where it is. */
static uint8_t wanted_truth(const loc_node *node, uint8_t truth) {
    if (truth == LOC_MAYBE)
        return LOC_MAYBE;
    return node->op == LOC_ALL ? LOC_NO : LOC_YES;
}

static bool put_quantity(loc_roll *roll, loc_frame *frame, loc_text *out) {
    const loc_node *node = roll->node;
    bool is_count = node->op == LOC_COUNT;

    if (is_count) {
        loc_tell_source(roll->plan, node, out);
    } else {
        loc_text_add(out,
                     node->op == LOC_COLLECT && node->is_distinct ? "set of " : words[node->op]);
        (void)value_name(roll->plan, node->a, out);
        loc_text_add(out, " over ");
        put_number(roll, out);
    }
    if (node->op == LOC_SUM || node->op == LOC_MIN || node->op == LOC_MAX) {
        if (roll->certain + roll->possible > 1)
            put_terms(roll, node->op == LOC_SUM ? " = " : " of ", out);
    }
    if (node->type.columns > 1)
        return true; /* a table shows itself */
    loc_text_add(out, " = ");
    if (!loc_tell_value(roll->story, roll->plan, frame, node, out))
        return false;
    if (is_count || node->op == LOC_SHARE)
        put_terms(roll, is_count ? ": " : " over ", out);
    return true;
}

bool loc_tell_quantifier(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                         loc_text *out) {
    loc_quantifier *quantifier = plan->sites[node->number].quantifier;
    bool is_truth = node->type.scalar == LOCALITY_TYPE_TRUTH && node->op != LOC_COLLECT;
    loc_vector value;
    loc_roll roll;

    memset(&roll, 0, sizeof roll);
    roll.story = story;
    roll.plan = plan;
    roll.node = node;
    roll.wanted = LOC_YES + 1; /* every binding */
    loc_text_init(&roll.terms, &story->run->allocator);
    loc_mark mark = loc_scratch_mark(story->run);
    frame = loc_frame_at(frame, quantifier->level);
    bool done = true;
    uint8_t truth = LOC_MAYBE;
    if (is_truth) {
        done = loc_eval(plan, frame, node, &value);
        truth = done ? value.truth[0] : LOC_MAYBE;
        if (node->a != NULL)
            roll.wanted = wanted_truth(node, truth);
        roll.all_decide = truth == (node->op == LOC_ANY ? LOC_NO : LOC_YES);
    }
    done = done && go_through(&roll, quantifier->steps, frame, false);
    if (roll.terms.failed)
        done = loc_run_no_memory(story->run);
    if (done)
        done = is_truth ? put_truth(&roll, truth, out) : put_quantity(&roll, frame, out);
    loc_text_clear(&roll.terms);
    loc_scratch_release(story->run, mark);
    return done;
}
