/* Making a plan: levels, hoisting, and the sources of candidates. See plan.h. */
#include "expr/plan.h"

#include <string.h>

#include "base/error.h"
#include "expr/fold.h"
#include "expr/items.h"
#include "expr/keys.h"
#include "expr/lookup.h"
#include "expr/zones.h"
#include "schema/schema.h"

/* Snapshots with fewer records than this are evaluated in small batches: constants are then short. */
#define LOC_SMALL_SNAPSHOT 4096u
#define LOC_SMALL_BATCH 64u
/* Records of one key that are few enough to be looked at one by one. */
#define FEW_RECORDS 32u

static bool analyse(loc_plan *plan, const loc_node *node, uint8_t level);

static uint64_t bit(uint8_t level) {
    return (uint64_t)1 << level;
}

static loc_site *site_of(loc_plan *plan, const loc_node *node) {
    return &plan->sites[node->number];
}

void *loc_plan_take(loc_plan *plan, size_t count, size_t size) {
    void *memory = loc_arena_take(&plan->arena, count, size);

    if (memory == NULL)
        (void)loc_run_no_memory(plan->run);
    return memory;
}

static bool list_add(loc_plan *plan, loc_node_list **list, const loc_node *node) {
    loc_node_list *item = loc_plan_take(plan, 1, sizeof *item);

    if (item == NULL)
        return false;
    item->node = node;
    while (*list != NULL)
        list = &(*list)->next;
    *list = item;
    return true;
}

static bool fail_at(loc_plan *plan, const loc_node *node, locality_status status,
                    const char *message) {
    if (plan->run->failure.status == LOCALITY_OK)
        (void)loc_syntax_fail_within(plan->text, plan->length, node->within, node->start, status,
                                     message, "", &plan->run->failure);
    return false;
}

/* ---- Levels --------------------------------------------------------------------------------------- */

static uint64_t uses_of(loc_plan *plan, const loc_node *node);

static uint64_t uses_of_quantifier(loc_plan *plan, const loc_node *node) {
    uint64_t uses = 0;

    for (const loc_binding *b = node->bindings; b != NULL; b = b->next) {
        if (b->list != NULL)
            uses |= uses_of(plan, b->list);
        plan->slots[b->slot].is_inner++;
        if (b->where != NULL)
            uses |= uses_of(plan, b->where);
    }
    for (const loc_node *value = node->a; value != NULL; value = value->next)
        uses |= uses_of(plan, value);
    for (const loc_binding *b = node->bindings; b != NULL; b = b->next)
        plan->slots[b->slot].is_inner--;
    return uses;
}

/* Levels of the variables from outside that an expression uses. */
static uint64_t uses_of(loc_plan *plan, const loc_node *node) {
    uint64_t uses = 0;

    if (node->bindings != NULL)
        return uses_of_quantifier(plan, node);
    if (node->op == LOC_VARIABLE) {
        const loc_slot *slot = &plan->slots[node->slot];
        if (slot->is_inner)
            return 0;
        return slot->let == NULL ? bit(slot->level) : site_of(plan, slot->let)->uses;
    }
    if (node->op == LOC_CALL || node->op == LOC_LIST) {
        for (const loc_node *item = node->a; item != NULL; item = item->next)
            uses |= uses_of(plan, item);
        return uses;
    }
    if (node->a != NULL)
        uses |= uses_of(plan, node->a);
    if (node->b != NULL)
        uses |= uses_of(plan, node->b);
    if (node->c != NULL)
        uses |= uses_of(plan, node->c);
    return uses;
}

static uint8_t highest(uint64_t uses) {
    uint8_t level = 0;

    while ((uses >> 1) != 0) {
        uses >>= 1;
        level++;
    }
    return level;
}

/* An expression in a frame of level `at` reads values of the frame of level `from`. */
static void read_across(loc_plan *plan, uint8_t from, uint8_t at) {
    for (uint8_t level = from + 1; from > 0 && level <= at; level++)
        plan->chain[level]->uses |= bit(from);
}

/* Keeps the values of a node in frames of its level. */
static bool keep_values(loc_plan *plan, const loc_node *node) {
    loc_site *site = site_of(plan, node);

    site->is_kept = 1;
    if (site->level > 0) {
        site->cache = plan->chain[site->level]->caches++;
        return true;
    }
    site->cache = plan->constants_count++;
    loc_node_list *item = loc_plan_take(plan, 1, sizeof *item);
    if (item == NULL)
        return false;
    item->node = node;
    if (plan->constants_end == NULL)
        plan->constants = item;
    else
        plan->constants_end->next = item;
    plan->constants_end = item;
    return true;
}

static bool hoist(loc_plan *plan, const loc_node *node, uint8_t at) {
    loc_site *site = site_of(plan, node);

    if (!keep_values(plan, node))
        return false;
    read_across(plan, site->level, at);
    return site->level == 0 || list_add(plan, &plan->chain[site->level + 1]->hoists, node);
}

/* ---- Sources of candidates ------------------------------------------------------------------------ */

/* What the conjuncts of a condition come to. */
typedef struct loc_choice {
    loc_source source;
    const loc_node *key, *outer;
    uint8_t is_list, is_id;
    uint64_t weight; /* how many different keys there may be */
    const loc_node *parts[LOC_KEY_PARTS], *outers[LOC_KEY_PARTS]; /* equalities of single values */
    uint32_t parts_count;
    uint32_t others; /* conjuncts that are neither local nor guards, the chosen one included */
} loc_choice;

static bool is_variable(const loc_step *step, const loc_node *node) {
    return node->op == LOC_VARIABLE && node->slot == step->binding->slot;
}

static uint64_t weight_of(loc_plan *plan, loc_type type) {
    if (type.scalar == LOCALITY_TYPE_REF)
        return 3 + locality_snapshot_count(plan->run->snapshot, type.target);
    return type.scalar == LOCALITY_TYPE_TEXT ? 2 : 1;
}

static void offer(loc_choice *choice, const loc_choice *other) {
    bool is_better = other->source == LOC_SOURCE_RECORD ||
                     (other->source == LOC_SOURCE_LOOKUP &&
                      (choice->source != LOC_SOURCE_LOOKUP || other->weight > choice->weight));

    if (choice->source == LOC_SOURCE_RECORD || !is_better)
        return;
    choice->source = other->source;
    choice->key = other->key;
    choice->outer = other->outer;
    choice->is_list = other->is_list;
    choice->is_id = other->is_id;
    choice->weight = other->weight;
}

/* `key = outer`, where `key` uses only the variable and `outer` does not use it. */
static void offer_equality(loc_plan *plan, const loc_step *step, const loc_node *key,
                           const loc_node *outer, loc_choice *choice) {
    loc_choice found;
    uint8_t scalar = key->type.scalar;

    if (key->type.is_list || site_of(plan, key)->uses != bit(step->level) ||
        (site_of(plan, outer)->uses & bit(step->level)) != 0)
        return;
    if (scalar != LOCALITY_TYPE_TEXT && scalar != LOCALITY_TYPE_WORD && scalar != LOCALITY_TYPE_REF)
        return;
    memset(&found, 0, sizeof found);
    found.source = LOC_SOURCE_LOOKUP;
    found.key = key;
    found.outer = outer;
    found.weight = weight_of(plan, key->type);
    found.is_id = key->op == LOC_ID && is_variable(step, key->a);
    if (found.is_id || is_variable(step, key))
        found.source = LOC_SOURCE_RECORD;
    else if (site_of(plan, outer)->uses == 0)
        return; /* a constant key only filters */
    if (found.source == LOC_SOURCE_LOOKUP && choice->parts_count < LOC_KEY_PARTS) {
        choice->parts[choice->parts_count] = key;
        choice->outers[choice->parts_count] = outer;
        choice->parts_count++;
    }
    offer(choice, &found);
}

/* `list has outer`, where `list` is a field of the variable. */
static void offer_membership(loc_plan *plan, const loc_step *step, const loc_node *list,
                             const loc_node *outer, loc_choice *choice) {
    loc_choice found;
    uint64_t uses = site_of(plan, outer)->uses;

    if (list->op != LOC_FIELD || list->a->type.is_list || !is_variable(step, list->a) ||
        (uses & bit(step->level)) != 0 || uses == 0)
        return;
    memset(&found, 0, sizeof found);
    found.source = LOC_SOURCE_LOOKUP;
    found.key = list;
    found.outer = outer;
    found.is_list = 1;
    found.weight = weight_of(plan, list->type);
    offer(choice, &found);
}

static void offer_conjunct(loc_plan *plan, const loc_step *step, const loc_node *node,
                           loc_choice *choice) {
    if (node->op == LOC_EQUAL) {
        offer_equality(plan, step, node->a, node->b, choice);
        offer_equality(plan, step, node->b, node->a, choice);
    } else if (node->op == LOC_HAS) {
        offer_membership(plan, step, node->a, node->b, choice);
    } else if (node->op == LOC_IN && !node->is_negated) {
        offer_membership(plan, step, node->b, node->a, choice);
    }
}

static bool sort_conjuncts(loc_plan *plan, loc_step *step, const loc_node *node,
                           loc_choice *choice) {
    uint64_t own = bit(step->level);
    uint64_t uses = site_of(plan, node)->uses;

    if (node->op == LOC_AND && (uses & own) != 0)
        return sort_conjuncts(plan, step, node->a, choice) &&
               sort_conjuncts(plan, step, node->b, choice);
    if (!loc_zones_note(plan, step, node))
        return false;
    if ((uses & own) == 0) /* as a whole: what lies inside it is not kept on its own */
        return list_add(plan, &step->guards, node);
    offer_conjunct(plan, step, node, choice);
    if (uses == own)
        return list_add(plan, &step->locals, node);
    choice->others++;
    return true;
}

/* Several equalities make one key, unless one of them leaves few records already. */
static bool choose_tuples(loc_plan *plan, loc_step *step, const loc_choice *choice) {
    uint64_t records = locality_snapshot_count(plan->run->snapshot, step->binding->kind);
    bool is_selective = !choice->is_list && choice->weight * plan->few >= records;

    if (choice->source != LOC_SOURCE_LOOKUP || choice->parts_count < 2 || is_selective)
        return true;
    step->tuples = loc_plan_take(plan, 1, sizeof *step->tuples);
    if (step->tuples == NULL)
        return false;
    step->tuples->width = choice->parts_count;
    memcpy(step->tuples->key, choice->parts, sizeof choice->parts);
    memcpy(step->tuples->outer, choice->outers, sizeof choice->outers);
    step->is_list = 0;
    return true;
}

static bool choose_source(loc_plan *plan, loc_step *step, uint32_t *others) {
    loc_choice choice;

    memset(&choice, 0, sizeof choice);
    choice.source = step->binding->list != NULL ? LOC_SOURCE_ITEMS : LOC_SOURCE_ALL;
    if (step->binding->where != NULL && !sort_conjuncts(plan, step, step->binding->where, &choice))
        return false;
    *others = choice.others;
    if (step->binding->list != NULL || plan->no_lookups) {
        step->source = step->binding->list != NULL ? LOC_SOURCE_ITEMS : LOC_SOURCE_ALL;
        return true;
    }
    step->source = choice.source;
    step->key = choice.key;
    step->outer = choice.outer;
    step->is_list = choice.is_list;
    step->is_id = choice.is_id;
    step->is_filtered = step->locals != NULL && step->level > 1;
    return choose_tuples(plan, step, &choice);
}

/* ---- Quantifiers ---------------------------------------------------------------------------------- */

/* Whether the keys of a step are cheap to find for every record. */
static bool keys_are_light(loc_plan *plan, const loc_step *step) {
    if (step->tuples == NULL)
        return !site_of(plan, step->key)->is_heavy;
    for (uint32_t k = 0; k < step->tuples->width; k++)
        if (site_of(plan, step->tuples->key[k])->is_heavy)
            return false;
    return true;
}

static bool can_group(loc_plan *plan, const loc_quantifier *quantifier, uint32_t others) {
    const loc_node *node = quantifier->node;
    const loc_step *step = quantifier->steps;
    uint64_t own = bit(step->level);

    if (step->next != NULL || step->source != LOC_SOURCE_LOOKUP || node->is_distinct ||
        node->op == LOC_COLLECT || others != (step->tuples == NULL ? 1 : step->tuples->width))
        return false;
    if (node->a != NULL &&
        ((site_of(plan, node->a)->uses & ~own) != 0 || site_of(plan, node->a)->is_heavy))
        return false;
    for (const loc_node_list *local = step->locals; local != NULL; local = local->next)
        if (site_of(plan, local->node)->is_heavy)
            return false;
    return keys_are_light(plan, step);
}

static bool make_step(loc_plan *plan, const loc_binding *binding, uint8_t level, loc_step **out) {
    if (level > LOC_LEVELS)
        return loc_run_fail(plan->run, LOCALITY_LIMIT, "too many variables inside one another");
    loc_step *step = loc_plan_take(plan, 1, sizeof *step);
    if (step == NULL)
        return false;
    step->binding = binding;
    step->level = level;
    step->only = LOCALITY_ROW_MISSING;
    if (binding->list != NULL && !analyse(plan, binding->list, level - 1))
        return false;
    plan->chain[level] = step;
    plan->slots[binding->slot].let = NULL;
    plan->slots[binding->slot].level = level;
    if (binding->where != NULL && !analyse(plan, binding->where, level))
        return false;
    *out = step;
    return true;
}

/* The steps of `bindings`, the first of level `level` + 1; leaves the chain with them. */
static bool make_steps(loc_plan *plan, const loc_binding *bindings, uint8_t level,
                       loc_quantifier *quantifier, uint32_t *others) {
    loc_step **end = &quantifier->steps;

    quantifier->level = level;
    quantifier->last = level;
    for (const loc_binding *b = bindings; b != NULL; b = b->next) {
        if (!make_step(plan, b, ++quantifier->last, end) || !choose_source(plan, *end, others))
            return false;
        (*end)->is_first = *end == quantifier->steps;
        end = &(*end)->next;
    }
    return true;
}

static bool analyse_quantifier(loc_plan *plan, const loc_node *node, uint8_t level) {
    loc_site *site = site_of(plan, node);
    loc_quantifier *quantifier = loc_plan_take(plan, 1, sizeof *quantifier);
    loc_step *saved[LOC_LEVELS + 1];
    uint32_t others = 0;

    if (quantifier == NULL)
        return false;
    memcpy(saved, plan->chain, sizeof saved);
    site->quantifier = quantifier;
    quantifier->node = node;
    if (!make_steps(plan, node->bindings, level, quantifier, &others))
        return false;
    for (const loc_node *value = node->a; value != NULL; value = value->next)
        if (!analyse(plan, value, quantifier->last))
            return false;
    read_across(plan, level, quantifier->last);
    quantifier->is_grouped = can_group(plan, quantifier, others);
    for (const loc_step *step = quantifier->steps; step != NULL; step = step->next)
        if (level > 0 && !quantifier->is_grouped &&
            (step->source == LOC_SOURCE_ALL || step->source == LOC_SOURCE_LOOKUP))
            site->is_heavy = 1;
    memcpy(plan->chain, saved, sizeof saved);
    return true;
}

/* ---- Nodes ---------------------------------------------------------------------------------------- */

static bool bind_reference(loc_plan *plan, const loc_node *node) {
    loc_run *run = plan->run;
    locality_error error;

    memset(&error, 0, sizeof error);
    if (run->snapshot == NULL)
        return fail_at(plan, node, LOCALITY_INVALID, "a record cannot be named here");
    int32_t by = LOCALITY_BY_NOTHING;
    locality_status status = locality_snapshot_resolve(run->snapshot, node->type.target, node->name,
                                                       &site_of(plan, node)->key, &by, &error);
    if (status == LOCALITY_OK)
        return by != LOCALITY_BY_ALIAS || list_add(plan, &plan->aliased, node);
    if (status == LOCALITY_NO_MEMORY)
        return loc_run_no_memory(run);
    (void)fail_at(plan, node, status, error.message);
    loc_error_at_record(&run->failure, locality_schema_kind_name(run->schema, node->type.target),
                        node->name, NULL);
    return false;
}

static bool bind_text(loc_plan *plan, const loc_node *node) {
    loc_site *site = site_of(plan, node);

    site->key = loc_run_symbol(plan->run, node->name, strlen(node->name));
    return site->key != 0;
}

static bool analyse_variable(loc_plan *plan, const loc_node *node, uint8_t level) {
    loc_site *site = site_of(plan, node);
    const loc_slot *slot = &plan->slots[node->slot];

    site->let = slot->let;
    site->level = slot->let == NULL ? slot->level : site_of(plan, slot->let)->level;
    site->uses = slot->let == NULL ? bit(slot->level) : site_of(plan, slot->let)->uses;
    read_across(plan, site->level, level);
    return true;
}

static bool analyse_children(loc_plan *plan, const loc_node *node, uint8_t level) {
    const loc_node *children[3] = {node->a, node->b, node->c};
    loc_site *site = site_of(plan, node);

    if (node->op == LOC_CALL || node->op == LOC_LIST) {
        for (const loc_node *item = node->a; item != NULL; item = item->next) {
            if (!analyse(plan, item, level))
                return false;
            site->is_heavy |= site_of(plan, item)->is_heavy;
        }
        return true;
    }
    for (size_t i = 0; i < 3; i++) {
        if (children[i] == NULL)
            continue;
        if (!analyse(plan, children[i], level))
            return false;
        site->is_heavy |= site_of(plan, children[i])->is_heavy;
    }
    return true;
}

/* Makes a node ready to be evaluated in frames of level `level`. */
static bool analyse(loc_plan *plan, const loc_node *node, uint8_t level) {
    loc_site *site = site_of(plan, node);
    bool done;

    if (site->is_seen)
        return true;
    site->is_seen = 1;
    if (node->op == LOC_VARIABLE)
        return analyse_variable(plan, node, level);
    site->uses = uses_of(plan, node);
    site->level = highest(site->uses);
    if (node->op == LOC_REFERENCE)
        done = bind_reference(plan, node);
    else if (node->op == LOC_TEXT || node->op == LOC_WORD)
        done = bind_text(plan, node);
    else if (node->bindings != NULL)
        done = analyse_quantifier(plan, node, site->level);
    else
        done = analyse_children(plan, node, site->level);
    if (!done)
        return false;
    return site->level == level || hoist(plan, node, level);
}

/* ---- The plan ------------------------------------------------------------------------------------- */

bool loc_plan_init(loc_plan *plan, loc_run *run, const char *text, size_t length, uint32_t nodes,
                   uint32_t slots) {
    memset(plan, 0, sizeof *plan);
    loc_arena_init(&plan->arena, &run->allocator);
    plan->run = run;
    plan->text = text;
    plan->length = length;
    plan->nodes = nodes;
    plan->slots_count = slots;
    plan->sites = loc_plan_take(plan, (size_t)nodes + 1, sizeof *plan->sites);
    plan->slots = loc_plan_take(plan, (size_t)slots + 1, sizeof *plan->slots);
    size_t records = 0;
    for (uint32_t kind = 0; run->snapshot != NULL && kind < run->kinds; kind++)
        records += locality_snapshot_count(run->snapshot, kind);
    plan->few = FEW_RECORDS;
    plan->batch = records < LOC_SMALL_SNAPSHOT ? LOC_SMALL_BATCH : LOC_BATCH;
    return plan->sites != NULL && plan->slots != NULL;
}

void loc_plan_clear(loc_plan *plan) {
    if (plan->run == NULL)
        return;
    for (uint32_t i = 0; plan->sites != NULL && i < plan->nodes; i++) {
        if (plan->sites[i].asked != NULL)
            loc_asked_free(plan->run, plan->sites[i].asked);
        if (plan->sites[i].memo != NULL)
            loc_groups_free(plan->run, plan->sites[i].memo);
        loc_release(&plan->run->allocator, plan->sites[i].memo_truth, plan->sites[i].memo_capacity,
                    1);
        loc_quantifier *quantifier = plan->sites[i].quantifier;
        for (loc_step *step = quantifier == NULL ? NULL : quantifier->steps; step != NULL;
             step = step->next)
            loc_step_clear(plan, step);
        for (size_t f = 0; quantifier != NULL && f < 2; f++)
            loc_fold_free(quantifier->folds[f]);
        if (quantifier != NULL && quantifier->groups != NULL)
            loc_groups_free(plan->run, quantifier->groups);
    }
    for (loc_step *step = plan->cases.steps; step != NULL; step = step->next)
        loc_step_clear(plan, step);
    loc_arena_clear(&plan->arena);
    memset(plan, 0, sizeof *plan);
}

bool loc_plan_for(loc_plan *plan, const loc_binding *bindings, uint32_t structure) {
    uint32_t others = 0;

    if (!make_steps(plan, bindings, 0, &plan->cases, &others))
        return false;
    for (loc_step *step = plan->cases.steps; step != NULL; step = step->next) {
        if (step->binding->kind == (uint32_t)LOC_KIND_structure)
            step->only = structure;
        step->uses |=
            bit((uint8_t)(step->level - 1)); /* who goes through the cases reads them all */
    }
    return true;
}

bool loc_plan_root(loc_plan *plan, const loc_node *node, bool is_case) {
    return analyse(plan, node, is_case ? plan->cases.last : 0);
}

bool loc_plan_let(loc_plan *plan, uint32_t slot, const loc_node *value, bool is_case) {
    if (!loc_plan_root(plan, value, is_case))
        return false;
    loc_site *site = site_of(plan, value);
    plan->slots[slot].let = value;
    plan->slots[slot].level = site->level;
    if (value->op == LOC_VARIABLE || site->is_kept)
        return true;
    return keep_values(plan, value);
}

bool loc_plan_ready(loc_plan *plan) {
    loc_frame *outside = loc_plan_take(plan, 1, sizeof *outside);

    if (outside == NULL)
        return false;
    outside->count = 1;
    plan->outside = outside;
    plan->values = loc_plan_take(plan, (size_t)plan->constants_count + 1, sizeof *plan->values);
    if (plan->values == NULL)
        return false;
    for (const loc_node_list *item = plan->constants; item != NULL; item = item->next) {
        loc_vector value;
        loc_mark mark = loc_scratch_mark(plan->run);
        /* a kept node would be answered from what is not there yet */
        loc_site *site = site_of(plan, item->node);
        site->is_kept = 0;
        bool done = loc_eval(plan, outside, item->node, &value) &&
                    loc_vector_keep(plan->run, &plan->arena, item->node->type, &value, plan->batch,
                                    &plan->values[site->cache]);
        site->is_kept = 1;
        loc_scratch_release(plan->run, mark);
        if (!done)
            return false;
    }
    return true;
}
