/* Zones. See zones.h. */
#include "expr/zones.h"

#include <string.h>

#include "schema/schema.h"

/* Batches of a kind with fewer are looked at as they come. */
#define FEW_BATCHES 4u

struct loc_zones {
    loc_zones *next; /* in the run */
    uint32_t kind, field, key, batch;
    loc_zone *of; /* by batch */
};

/* ---- Which condition ---------------------------------------------------------------------------------- */

/* Whether a node is a single text, word or reference of the variable of a step. */
static bool is_own_field(const loc_step *step, const loc_node *node) {
    uint8_t scalar = node->type.scalar;

    return node->op == LOC_FIELD && node->kind == step->binding->kind && !node->type.is_list &&
           (scalar == LOCALITY_TYPE_TEXT || scalar == LOCALITY_TYPE_WORD ||
            scalar == LOCALITY_TYPE_REF) &&
           node->a->op == LOC_VARIABLE && node->a->slot == step->binding->slot;
}

static bool is_constant(const loc_plan *plan, const loc_node *node) {
    const loc_site *site = &plan->sites[node->number];

    return site->uses == 0 && site->is_kept;
}

bool loc_zones_note(loc_plan *plan, loc_step *step, const loc_node *conjunct) {
    const loc_node *a = conjunct->a, *b = conjunct->b;

    if (conjunct->op == LOC_EQUAL && step->zone_field == NULL) {
        bool is_left = is_own_field(step, a) && is_constant(plan, b);
        if (is_left || (is_own_field(step, b) && is_constant(plan, a))) {
            step->zone_field = is_left ? a : b;
            step->zone_constant = is_left ? b : a;
            step->zone_conjunct = conjunct;
            return true;
        }
    }
    loc_node_list *item = loc_plan_take(plan, 1, sizeof *item);
    loc_node_list **end = &step->rest;
    if (item == NULL)
        return false;
    item->node = conjunct;
    while (*end != NULL)
        end = &(*end)->next;
    *end = item;
    return true;
}

/* ---- What it says -------------------------------------------------------------------------------------- */

/* Where one version ends and the next begins, a batch is cut to what it holds of the one that is asked for. */
static loc_zone zone_of(const uint32_t *key, size_t count, uint32_t one, uint32_t doubt) {
    loc_zone zone = {0, 0, LOC_ZONE_NO};
    uint32_t equal = 0, open = 0;
    size_t begin = 0, end = count;

    for (size_t i = 0; i < count; i++) {
        equal += key[i] == one;
        open += key[i] == doubt;
    }
    if (equal + open == 0)
        return zone;
    while (key[begin] != one && key[begin] != doubt)
        begin++;
    while (key[end - 1] != one && key[end - 1] != doubt)
        end--;
    zone.begin = (uint16_t)begin;
    zone.end = (uint16_t)end;
    zone.kind = equal == end - begin ? LOC_ZONE_YES : LOC_ZONE_MIXED;
    return zone;
}

/* The same for a condition that holds for the records from `from` on to `to`, and for no other. */
static loc_zone zone_within(size_t first, size_t count, size_t from, size_t to) {
    size_t begin = from > first ? from - first : 0, end = to > first ? to - first : 0;
    loc_zone zone = {0, 0, LOC_ZONE_NO};

    end = end < count ? end : count;
    if (begin < end) {
        zone.begin = (uint16_t)begin;
        zone.end = (uint16_t)end;
        zone.kind = LOC_ZONE_YES;
    }
    return zone;
}

/* Of the posts of a version it may be known where they lie. */
static bool posts_are_known(const loc_plan *plan, const loc_node *field, uint32_t key,
                            uint32_t *from, uint32_t *to) {
    return field->kind == (uint32_t)LOC_KIND_post &&
           field->field == (uint32_t)LOC_FIELD_post_structure &&
           loc_lines_know_posts(plan->run->snapshot, key, from, to);
}

static const loc_zones *find(const loc_plan *plan, const loc_node *field, uint32_t key) {
    const loc_zones *zones = plan->run->zones;

    while (zones != NULL && (zones->kind != field->kind || zones->field != field->field ||
                             zones->key != key || zones->batch != plan->batch))
        zones = zones->next;
    return zones;
}

static const loc_zones *make(const loc_plan *plan, const loc_node *field, const uint32_t *keys,
                             size_t count, uint32_t key) {
    loc_run *run = plan->run;
    loc_zones *zones = loc_run_take(run, 1, sizeof *zones);
    size_t batch = plan->batch, batches = (count + batch - 1) / batch;

    uint32_t from = 0, to = 0;
    bool is_known = posts_are_known(plan, field, key, &from, &to);
    if (zones == NULL || (zones->of = loc_run_take(run, batches, sizeof *zones->of)) == NULL)
        return NULL;
    for (size_t i = 0; i < batches; i++) {
        size_t first = i * batch, size = count - first < batch ? count - first : batch;
        zones->of[i] = is_known
                           ? zone_within(first, size, from, to)
                           : zone_of(keys + first, size, key, loc_missing_key(field->type.scalar));
    }
    zones->batch = plan->batch;
    zones->kind = field->kind;
    zones->field = field->field;
    zones->key = key;
    zones->next = run->zones;
    run->zones = zones;
    return zones;
}

bool loc_zones_of(loc_plan *plan, const loc_step *step, const loc_zone **out) {
    loc_run *run = plan->run;
    const loc_node *field = step->zone_field;
    loc_vector constant;

    *out = NULL;
    if (field == NULL || plan->no_lookups)
        return true;
    const locality_column *column = loc_run_column(run, field->kind, field->field);
    if (column == NULL || !loc_eval(plan, plan->outside, step->zone_constant, &constant))
        return false;
    bool is_row = field->type.scalar == LOCALITY_TYPE_REF;
    const uint32_t *keys = is_row ? column->row : column->symbol;
    uint32_t key = constant.key[0];
    if (keys == NULL || column->count < (size_t)FEW_BATCHES * plan->batch ||
        key == loc_missing_key(field->type.scalar) || (is_row && key == LOCALITY_ROW_NONE))
        return true;
    const loc_zones *zones = find(plan, field, key);
    if (zones == NULL)
        zones = make(plan, field, keys, column->count, key);
    *out = zones == NULL ? NULL : zones->of;
    return zones != NULL;
}

bool loc_zone_rest(loc_plan *plan, const loc_step *step, const loc_frame *frame,
                   const uint8_t **out) {
    uint8_t *both = NULL;

    *out = NULL;
    for (const loc_node_list *item = step->rest; item != NULL; item = item->next) {
        loc_vector truth;
        if (*out != NULL && both == NULL) {
            both = loc_scratch(plan->run, frame->count, 1);
            if (both == NULL)
                return false;
            memcpy(both, *out, frame->count);
            *out = both;
        }
        if (!loc_eval(plan, frame, item->node, &truth))
            return false;
        if (both != NULL)
            loc_truths_and(both, truth.truth, frame->count);
        else
            *out = truth.truth;
    }
    return true;
}
