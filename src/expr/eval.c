/* Evaluating a node for a batch: literals, variables, what is kept, and which file does the rest. */
#include <string.h>

#include "expr/plan.h"

static const loc_frame *frame_of(const loc_frame *frame, uint32_t level) {
    while (frame->level > level)
        frame = frame->parent;
    return frame;
}

/* The values of the frame of a lower level, for the bindings of this one. */
static bool from_level(loc_plan *plan, const loc_frame *frame, uint32_t level, loc_type type,
                       const loc_vector *value, loc_vector *out) {
    return loc_vector_gather(plan->run, type, value, frame->maps[level], frame->count, out);
}

static bool eval_variable(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                          loc_vector *out) {
    const loc_site *site = &plan->sites[node->number];

    if (site->let != NULL)
        return loc_eval(plan, frame, site->let, out);
    if (site->level == frame->level) {
        *out = frame->value;
        return true;
    }
    return from_level(plan, frame, site->level, node->type, &frame_of(frame, site->level)->value,
                      out);
}

static bool eval_literal(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                         loc_vector *out) {
    loc_run *run = plan->run;

    (void)frame; /* literals are constants: one binding */
    memset(out, 0, sizeof *out);
    out->is_same = 1;
    if (node->type.scalar == LOCALITY_TYPE_TRUTH) {
        uint8_t *truth = loc_scratch(run, 1, sizeof *truth);
        if (truth != NULL)
            *truth = node->range.lo != node->range.hi ? LOC_MAYBE
                     : node->range.lo                 ? LOC_YES
                                                      : LOC_NO;
        out->truth = truth;
        return truth != NULL;
    }
    int64_t *ends = loc_scratch(run, 2, sizeof *ends);
    if (ends == NULL)
        return false;
    ends[0] = node->range.lo;
    ends[1] = node->range.hi;
    out->lo = ends;
    out->hi = ends[0] == ends[1] ? ends : ends + 1;
    return true;
}

static bool eval_unknown(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                         loc_vector *out) {
    return loc_vector_missing(plan->run, node->type, frame->count, out);
}

static bool eval_key(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                     loc_vector *out) {
    uint32_t *key = loc_scratch(plan->run, 1, sizeof *key);

    (void)frame;
    memset(out, 0, sizeof *out);
    if (key == NULL)
        return false;
    *key = plan->sites[node->number].key;
    out->key = key;
    out->is_same = 1;
    return true;
}

static bool eval_parameter(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                           loc_vector *out) {
    const loc_run *run = plan->run;
    loc_node literal = *node;

    if (node->slot >= run->parameters_count)
        return loc_vector_missing(plan->run, node->type, frame->count, out);
    const loc_constant *constant = &run->parameters[node->slot];
    literal.range = constant->range;
    if (loc_layout(node->type.scalar) < LOC_LAYOUT_KEY)
        return eval_literal(plan, frame, &literal, out);
    uint32_t *key = loc_scratch(plan->run, 1, sizeof *key);
    memset(out, 0, sizeof *out);
    if (key == NULL)
        return false;
    *key = constant->key;
    out->key = key;
    out->is_same = 1;
    return true;
}

static bool eval_as_at(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                       loc_vector *out) {
    loc_node literal = *node;

    literal.range = plan->run->as_at;
    return eval_literal(plan, frame, &literal, out);
}

/* Rows in the order of loc_op. */
static const loc_evaluate evaluators[LOC_OP_COUNT] = {
    [LOC_LITERAL] = eval_literal,
    [LOC_UNKNOWN] = eval_unknown,
    [LOC_TEXT] = eval_key,
    [LOC_WORD] = eval_key,
    [LOC_REFERENCE] = eval_key,
    [LOC_LIST] = loc_eval_list,
    [LOC_VARIABLE] = eval_variable,
    [LOC_PARAMETER] = eval_parameter,
    [LOC_AS_AT] = eval_as_at,
    [LOC_FIELD] = loc_eval_field,
    [LOC_ID] = loc_eval_id,
    [LOC_OR] = loc_eval_logic,
    [LOC_AND] = loc_eval_logic,
    [LOC_NOT] = loc_eval_logic,
    [LOC_EQUAL] = loc_eval_compare,
    [LOC_NOT_EQUAL] = loc_eval_compare,
    [LOC_LESS] = loc_eval_compare,
    [LOC_LESS_EQUAL] = loc_eval_compare,
    [LOC_GREATER] = loc_eval_compare,
    [LOC_GREATER_EQUAL] = loc_eval_compare,
    [LOC_IN] = loc_eval_member,
    [LOC_HAS] = loc_eval_member,
    [LOC_WITHIN] = loc_eval_within,
    [LOC_OVERLAPS] = loc_eval_lists,
    [LOC_MATCHES] = loc_eval_matches,
    [LOC_IS] = loc_eval_is,
    [LOC_ADD] = loc_eval_arithmetic,
    [LOC_SUBTRACT] = loc_eval_arithmetic,
    [LOC_MULTIPLY] = loc_eval_arithmetic,
    [LOC_DIVIDE] = loc_eval_arithmetic,
    [LOC_NEGATE] = loc_eval_arithmetic,
    [LOC_CONVERT] = loc_eval_convert,
    [LOC_IF] = loc_eval_if,
    [LOC_CALL] = loc_eval_call,
    [LOC_COUNT] = loc_eval_quantifier,
    [LOC_SUM] = loc_eval_quantifier,
    [LOC_MIN] = loc_eval_quantifier,
    [LOC_MAX] = loc_eval_quantifier,
    [LOC_SHARE] = loc_eval_quantifier,
    [LOC_ANY] = loc_eval_quantifier,
    [LOC_ALL] = loc_eval_quantifier,
    [LOC_NONE] = loc_eval_quantifier,
    [LOC_COLLECT] = loc_eval_collect,
};

bool loc_eval(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out) {
    const loc_site *site = &plan->sites[node->number];

    if (site->is_kept) {
        if (site->level == 0) {
            *out = plan->values[site->cache];
            return true;
        }
        const loc_kept *kept = &frame_of(frame, site->level)->kept[site->cache];
        if (site->level < frame->level)
            return from_level(plan, frame, site->level, node->type, &kept->value, out);
        if (kept->is_filled) {
            *out = kept->value;
            return true;
        }
    }
    return evaluators[node->op](plan, frame, node, out);
}

bool loc_eval_keep(loc_plan *plan, loc_frame *frame, const loc_node *node) {
    const loc_site *site = &plan->sites[node->number];

    if (!site->is_kept || site->level != frame->level || site->level == 0 ||
        frame->kept[site->cache].is_filled)
        return true;
    if (!loc_eval(plan, frame, node, &frame->kept[site->cache].value))
        return false;
    frame->kept[site->cache].is_filled = 1;
    return true;
}

bool loc_eval_keep_anew(loc_plan *plan, loc_frame *frame, const loc_node *node) {
    frame->kept[plan->sites[node->number].cache].is_filled = 0;
    return loc_eval_keep(plan, frame, node);
}
