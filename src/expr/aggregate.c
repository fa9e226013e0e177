/* Quantifiers: every binding of a batch at once, by running through the bindings of the inner variables
 * and folding them by the outer binding they extend; or, where nothing but one key comes from outside,
 * one pass over all records for all keys. See plan.h. */
#include <string.h>

#include "expr/fold.h"
#include "expr/keys.h"
#include "expr/lookup.h"
#include "expr/zones.h"

/* ---- Results -------------------------------------------------------------------------------------- */

/* Where the results of a batch go. */
typedef struct loc_results {
    uint8_t *truth;
    int64_t *lo, *hi;
} loc_results;

static bool make_results(loc_plan *plan, const loc_node *node, uint32_t count, loc_results *results,
                         loc_vector *out) {
    memset(results, 0, sizeof *results);
    memset(out, 0, sizeof *out);
    if (node->type.scalar == LOCALITY_TYPE_TRUTH) {
        out->truth = results->truth = loc_scratch(plan->run, count, 1);
        return results->truth != NULL;
    }
    out->lo = results->lo = loc_scratch(plan->run, count, sizeof *results->lo);
    out->hi = results->hi = loc_scratch(plan->run, count, sizeof *results->hi);
    return results->lo != NULL && results->hi != NULL;
}

static void put_result(const loc_fold *fold, const loc_total *total, uint32_t i,
                       loc_results *results) {
    locality_range range;

    if (results->truth != NULL) {
        results->truth[i] = loc_fold_truth(fold, total);
        return;
    }
    loc_fold_range(fold, total, &range);
    results->lo[i] = range.lo;
    results->hi[i] = range.hi;
}

/* Exact results need one array only. */
static void settle(uint32_t count, loc_vector *out) {
    uint32_t i = 0;

    while (out->lo != NULL && i < count && out->lo[i] == out->hi[i])
        i++;
    if (out->lo != NULL && i == count)
        out->hi = out->lo;
}

/* ---- Flattened ------------------------------------------------------------------------------------ */

typedef struct loc_flat {
    loc_fold *fold;
    const loc_node *value; /* null where the quantifier has none */
    uint32_t level;        /* of the frame whose bindings are the groups */
} loc_flat;

static bool fold_frame(void *self, loc_plan *plan, loc_frame *frame) {
    const loc_flat *flat = self;
    loc_vector value;

    if (flat->value != NULL && !loc_eval(plan, frame, flat->value, &value))
        return false;
    const uint32_t *group = flat->level == 0 ? NULL : frame->maps[flat->level];
    return loc_fold_add(flat->fold, frame->count, group, frame->certain,
                        flat->value == NULL ? NULL : &value);
}

static bool fold_open(void *self, loc_plan *plan, const loc_frame *frame, uint32_t binding) {
    const loc_flat *flat = self;

    (void)plan;
    return loc_fold_open(flat->fold, loc_frame_outer(frame, flat->level, binding));
}

static bool eval_flat(loc_plan *plan, const loc_frame *frame, const loc_quantifier *quantifier,
                      loc_results *results) {
    loc_flat flat = {NULL, quantifier->node->a, quantifier->level};
    loc_visitor visitor = {&flat, fold_frame, fold_open};
    loc_frame parent = *frame; /* kept values of this frame are shared */

    flat.fold = loc_fold_new(plan->run, quantifier->node, frame->count);
    if (flat.fold == NULL)
        return false;
    bool done = loc_expand(plan, quantifier->steps, &parent, &visitor);
    for (uint32_t i = 0; done && i < frame->count; i++) {
        loc_total total;
        loc_fold_get(flat.fold, i, &total);
        put_result(flat.fold, &total, i, results);
    }
    loc_fold_free(flat.fold);
    return done;
}

/* ---- Grouped -------------------------------------------------------------------------------------- */

/* Groups of a grouped fold that stand before those of the keys. */
enum {
    GROUP_UNKNOWN, /* records whose key is missing: they may belong to any key */
    GROUP_EVERY,   /* all records: for a key that is missing outside */
    GROUP_NOWHERE, /* records whose key is none */
    GROUP_KEYS
};

typedef struct loc_grouping {
    loc_fold *fold;
    loc_quantifier *quantifier;
    loc_groups *groups;
    loc_keys keys;
    uint32_t missing;
    bool is_text, is_only_possible;
    /* one batch of entries */
    uint32_t *pick, *group;
    uint8_t *certain;
    uint32_t count, batch;
} loc_grouping;

/* Conditions of the variable alone; null: all certain. */
static bool ask_locals(loc_plan *plan, const loc_step *step, const loc_frame *frame,
                       const uint8_t **out) {
    uint8_t *both = NULL;

    *out = NULL;
    for (const loc_node_list *local = step->locals; local != NULL; local = local->next) {
        loc_vector truth;
        if (frame->zone == LOC_ZONE_YES && local->node == step->zone_conjunct)
            continue;
        if (!loc_eval(plan, frame, local->node, &truth))
            return false;
        if (*out == NULL) {
            *out = truth.truth;
            continue;
        }
        if (both == NULL) {
            both = loc_scratch(plan->run, frame->count, 1);
            if (both == NULL)
                return false;
            memcpy(both, *out, frame->count);
            *out = both;
        }
        loc_truths_and(both, truth.truth, frame->count);
    }
    return true;
}

static bool flush_entries(loc_plan *plan, loc_grouping *grouping, const loc_vector *value) {
    const loc_node *node = grouping->quantifier->node->a;
    loc_vector picked;
    bool done = true;

    if (grouping->count == 0)
        return true;
    loc_mark mark = loc_scratch_mark(plan->run);
    if (value != NULL)
        done = loc_vector_gather(plan->run, node->type, value, grouping->pick, grouping->count,
                                 &picked);
    done = done && loc_fold_add(grouping->fold, grouping->count, grouping->group, grouping->certain,
                                value == NULL ? NULL : &picked);
    loc_scratch_release(plan->run, mark);
    grouping->count = 0;
    return done;
}

static bool add_entry(loc_plan *plan, loc_grouping *grouping, const loc_vector *value, uint32_t i,
                      uint32_t group, uint8_t certain) {
    grouping->pick[grouping->count] = i;
    grouping->group[grouping->count] = group;
    grouping->certain[grouping->count] = certain;
    grouping->count++;
    return grouping->count < grouping->batch || flush_entries(plan, grouping, value);
}

/* The group of a key, with room in the fold. */
static bool group_of(loc_plan *plan, loc_grouping *grouping, uint32_t key, uint32_t *group) {
    if (!loc_groups_add(plan->run, grouping->groups, key, group))
        return false;
    *group += GROUP_KEYS;
    return *group < grouping->fold->groups || loc_fold_reserve(grouping->fold, *group + 1);
}

/* The entries of a row under each of its keys, or under none that is known. */
static bool add_list_entries(loc_plan *plan, loc_grouping *grouping, const loc_frame *frame,
                             uint32_t i, uint8_t certain, const loc_vector *value) {
    uint32_t begin, end, group;

    bool is_given = loc_keys_list(&grouping->keys, frame->first + i, &begin, &end);
    if (grouping->is_only_possible && (!is_given || begin < end) &&
        !add_entry(plan, grouping, value, i, GROUP_EVERY, LOC_MAYBE))
        return false;
    if (!is_given)
        return add_entry(plan, grouping, value, i, GROUP_UNKNOWN, LOC_MAYBE);
    for (uint32_t item = begin; item < end; item++) {
        if (loc_keys_again(grouping->keys.items, begin, item))
            continue;
        if (!group_of(plan, grouping, grouping->keys.items[item], &group) ||
            !add_entry(plan, grouping, value, i, group, certain))
            return false;
    }
    return true;
}

static bool add_key_entries(loc_plan *plan, loc_grouping *grouping, uint32_t i, uint8_t certain,
                            const loc_vector *value) {
    uint32_t key = grouping->keys.key[i];
    uint32_t group = GROUP_UNKNOWN;

    if (!grouping->is_text && key == LOCALITY_ROW_NONE)
        return true; /* equal to no key, not even to one that is missing */
    if (grouping->is_only_possible && !add_entry(plan, grouping, value, i, GROUP_EVERY, LOC_MAYBE))
        return false;
    if (key == grouping->missing)
        certain = LOC_MAYBE;
    else if (!group_of(plan, grouping, key, &group))
        return false;
    return add_entry(plan, grouping, value, i, group, certain);
}

static bool add_entries(loc_plan *plan, loc_grouping *grouping, const loc_frame *frame,
                        const uint8_t *locals, const loc_vector *value) {
    uint32_t *live = loc_scratch(plan->run, (size_t)frame->count + 1, sizeof *live);
    uint32_t count = frame->count;

    if (live == NULL)
        return false;
    if (locals != NULL)
        count = loc_truths_pick(locals, count, live);
    for (uint32_t k = 0; k < count; k++) {
        uint32_t i = locals == NULL ? k : live[k];
        uint8_t certain = locals == NULL ? LOC_YES : locals[i];
        if (grouping->is_only_possible)
            certain = LOC_MAYBE;
        if (!(grouping->keys.list != NULL
                  ? add_list_entries(plan, grouping, frame, i, certain, value)
                  : add_key_entries(plan, grouping, i, certain, value)))
            return false;
    }
    return flush_entries(plan, grouping, value);
}

/* The common case in plain loops: keys are references, nothing is in doubt but missing keys. */
static bool add_rows(loc_plan *plan, loc_grouping *grouping, const loc_frame *frame,
                     const uint8_t *locals, const loc_vector *value) {
    const uint32_t *key = grouping->keys.key;
    uint32_t *group = grouping->group;
    uint32_t missing = 0, others = 0;
    const uint32_t keys = (uint32_t)grouping->groups->count, count = frame->count;

    for (uint32_t i = 0; i < count; i++) {
        group[i] = key[i] + GROUP_KEYS;
        others += key[i] >= keys;
    }
    for (uint32_t i = 0; others > 0 && i < count; i++) {
        uint32_t special = key[i] == LOCALITY_ROW_NONE ? GROUP_NOWHERE : GROUP_UNKNOWN;
        group[i] = key[i] < keys ? group[i] : special;
        missing += key[i] == LOCALITY_ROW_MISSING;
    }
    if (missing > 0) {
        for (uint32_t i = 0; i < count; i++) {
            uint8_t certain = locals == NULL ? LOC_YES : locals[i];
            grouping->certain[i] =
                group[i] == GROUP_UNKNOWN && certain == LOC_YES ? LOC_MAYBE : certain;
        }
        locals = grouping->certain;
    }
    (void)plan;
    return loc_fold_add(grouping->fold, count, group, locals, value);
}

static bool group_frame(void *self, loc_plan *plan, loc_frame *frame) {
    loc_grouping *grouping = self;
    const loc_step *step = grouping->quantifier->steps;
    const loc_node *node = grouping->quantifier->node->a;
    const uint8_t *locals;
    loc_vector value, key;

    if (!ask_locals(plan, step, frame, &locals) ||
        (node != NULL && !loc_eval(plan, frame, node, &value)))
        return false;
    if (grouping->keys.list == NULL) {
        if (!loc_step_keys(plan, step, frame, &key))
            return false;
        grouping->keys.key = key.key;
        if (!grouping->is_text && !grouping->is_only_possible)
            return add_rows(plan, grouping, frame, locals, node == NULL ? NULL : &value);
    }
    return add_entries(plan, grouping, frame, locals, node == NULL ? NULL : &value);
}

static bool prepare_keys(loc_plan *plan, loc_grouping *grouping) {
    const loc_step *step = grouping->quantifier->steps;

    grouping->is_text = loc_step_scalar(step) != LOCALITY_TYPE_REF;
    grouping->missing = loc_missing_key(loc_step_scalar(step));
    if (!step->is_list)
        return true;
    grouping->keys.list = loc_run_column(plan->run, step->key->kind, step->key->field);
    if (grouping->keys.list == NULL)
        return false;
    grouping->keys.items =
        grouping->is_text ? grouping->keys.list->symbol : grouping->keys.list->row;
    return true;
}

/* One pass over all records. */
static bool group_all(loc_plan *plan, loc_quantifier *quantifier, bool is_only_possible,
                      loc_groups *groups) {
    loc_run *run = plan->run;
    loc_grouping grouping;
    loc_visitor visitor = {&grouping, group_frame, NULL};
    loc_mark mark = loc_scratch_mark(run);

    memset(&grouping, 0, sizeof grouping);
    grouping.quantifier = quantifier;
    grouping.groups = groups;
    grouping.is_only_possible = is_only_possible;
    grouping.batch = plan->batch;
    grouping.pick = loc_scratch(run, plan->batch, sizeof *grouping.pick);
    grouping.group = loc_scratch(run, plan->batch, sizeof *grouping.group);
    grouping.certain = loc_scratch(run, plan->batch, 1);
    grouping.fold = loc_fold_new(run, quantifier->node, GROUP_KEYS + groups->count);
    bool done = grouping.pick != NULL && grouping.group != NULL && grouping.certain != NULL &&
                grouping.fold != NULL && prepare_keys(plan, &grouping) &&
                loc_scan_zones(plan, quantifier->steps, &visitor);
    loc_scratch_release(run, mark);
    if (!done) {
        loc_fold_free(grouping.fold);
        return false;
    }
    quantifier->folds[is_only_possible] = grouping.fold;
    return true;
}

/* The fold with all keys, and the numbering of keys, which both folds share. */
static bool need_fold(loc_plan *plan, loc_quantifier *quantifier, bool is_only_possible) {
    const loc_step *step = quantifier->steps;

    if (quantifier->folds[is_only_possible] != NULL)
        return true;
    if (quantifier->groups == NULL) {
        quantifier->groups = loc_plan_take(plan, 1, sizeof *quantifier->groups);
        if (quantifier->groups == NULL)
            return false;
        loc_groups_init(quantifier->groups, loc_step_scalar(step) == LOCALITY_TYPE_REF,
                        loc_step_targets(plan, step));
    }
    return group_all(plan, quantifier, is_only_possible, quantifier->groups);
}

/* How certain the conditions are that do not use the variable; null: all certain. */
static bool ask_guards(loc_plan *plan, const loc_step *step, const loc_frame *frame,
                       const uint8_t **out) {
    loc_step guards = *step;

    guards.locals = step->guards;
    return ask_locals(plan, &guards, frame, out);
}

static bool get_total(loc_plan *plan, loc_quantifier *quantifier, uint32_t key, uint8_t certain,
                      loc_total *total) {
    const loc_step *step = quantifier->steps;
    uint8_t scalar = loc_step_scalar(step);
    bool is_missing = key == loc_missing_key(scalar);
    bool is_only_possible = certain == LOC_MAYBE || is_missing;

    if (is_only_possible && !need_fold(plan, quantifier, true))
        return false;
    const loc_fold *fold = quantifier->folds[is_only_possible];
    loc_fold_empty(fold, total);
    if (certain == LOC_NO || (scalar == LOCALITY_TYPE_REF && key == LOCALITY_ROW_NONE))
        return true;
    if (is_missing) {
        loc_fold_get(fold, GROUP_EVERY, total);
        return true;
    }
    uint32_t group = loc_groups_find(quantifier->groups, key);
    loc_total others;
    if (group != UINT32_MAX)
        loc_fold_get(fold, (size_t)group + GROUP_KEYS, total);
    loc_fold_get(fold, GROUP_UNKNOWN, &others);
    loc_fold_merge(fold, total, &others);
    return true;
}

/* Counts and sums that are exact for every key; false where that is not so. */
static bool get_exact(const loc_quantifier *quantifier, const loc_vector *outer, uint32_t count,
                      loc_results *results) {
    const loc_fold *fold = quantifier->folds[0];
    uint32_t keys = (uint32_t)quantifier->groups->count;
    int64_t *lo = results->lo, *hi = results->hi;

    if (lo == NULL || hi == NULL) /* a truth */
        return false;
    if ((fold->op != LOC_COUNT && fold->op != LOC_SUM) || fold->b != NULL || fold->flags != NULL ||
        !quantifier->groups->is_dense)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (outer->key[i] == LOCALITY_ROW_MISSING)
            return false;
        lo[i] = outer->key[i] < keys ? fold->a[outer->key[i] + GROUP_KEYS] : 0;
        if (lo[i] == LOCALITY_OPEN_ABOVE || lo[i] == LOCALITY_OPEN_BELOW)
            return false;
    }
    memcpy(hi, lo, count * sizeof *hi);
    return true;
}

/* Results from the fold by the keys of the batch. */
static bool get_totals(loc_plan *plan, const loc_frame *frame, loc_quantifier *quantifier,
                       const loc_vector *outer, const uint8_t *certain, loc_results *results) {
    if (certain == NULL && get_exact(quantifier, outer, frame->count, results))
        return true;
    for (uint32_t i = 0; i < frame->count; i++) {
        loc_total total;
        if (!get_total(plan, quantifier, outer->key[i], certain == NULL ? LOC_YES : certain[i],
                       &total))
            return false;
        put_result(quantifier->folds[0], &total, i, results);
    }
    return true;
}

/* A key of several parts of which one is missing may still exclude by the others: such keys are not
 * grouped. */
static bool is_partial(const loc_step *step, const loc_vector *outer, uint32_t count) {
    for (uint32_t i = 0; step->tuples != NULL && i < count; i++)
        if (outer->key[i] == LOCALITY_ROW_MISSING)
            return true;
    return false;
}

static bool eval_grouped(loc_plan *plan, const loc_frame *frame, loc_quantifier *quantifier,
                         loc_results *results) {
    loc_step *step = quantifier->steps;
    const uint8_t *certain;
    loc_vector outer;
    loc_frame parent = *frame;
    bool is_flat = false;

    if (step->tuples != NULL && !loc_tuples_make(plan, step))
        return false;
    if (step->tuples != NULL && step->tuples->has_missing) {
        quantifier->is_grouped = 0;
        return eval_flat(plan, frame, quantifier, results);
    }
    if (!need_fold(plan, quantifier, false))
        return false;
    for (const loc_node_list *item = step->hoists; item != NULL; item = item->next)
        if (!loc_eval_keep_anew(plan, &parent, item->node))
            return false;
    bool done =
        ask_guards(plan, step, frame, &certain) && loc_step_outers(plan, step, frame, &outer);
    if (done)
        is_flat = is_partial(step, &outer, frame->count);
    if (done && !is_flat)
        done = get_totals(plan, frame, quantifier, &outer, certain, results);
    for (const loc_node_list *item = step->hoists; item != NULL; item = item->next)
        frame->kept[plan->sites[item->node->number].cache].is_filled = 0;
    return is_flat ? eval_flat(plan, frame, quantifier, results) : done;
}

bool loc_eval_quantifier(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                         loc_vector *out) {
    loc_quantifier *quantifier = plan->sites[node->number].quantifier;
    loc_results results;

    if (node->is_distinct)
        return loc_eval_distinct(plan, frame, node, out);
    if (!make_results(plan, node, frame->count, &results, out))
        return false;
    loc_mark mark = loc_scratch_mark(plan->run);
    bool done = quantifier->is_grouped ? eval_grouped(plan, frame, quantifier, &results)
                                       : eval_flat(plan, frame, quantifier, &results);
    loc_scratch_release(plan->run, mark);
    settle(frame->count, out);
    return done;
}
