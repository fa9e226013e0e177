/* What is looked at as a whole. See whole.h. Trees are no deeper than LOC_SYNTAX_DEPTH. */
#include "expr/whole.h"

#include <string.h>

#include "expr/functions.h"
#include "locality/store.h"
#include "model/case.h"
#include "model/snapshot.h"
#include "schema/schema.h"

bool loc_whole_matters(const locality_snapshot *snapshot) {
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++)
        if (locality_snapshot_is_partial(snapshot, kind) != 0)
            return true;
    return false;
}

static void find(const loc_run *run, uint32_t kind, const loc_node *reference, loc_whole *whole) {
    if (whole->found || locality_snapshot_is_partial(run->snapshot, kind) == 0)
        return;
    whole->found = true;
    whole->kind = kind;
    whole->reference = reference;
}

/* ---- Restrictions ----------------------------------------------------------------------------------- */

static bool uses_slot(const loc_node *node, uint32_t slot);

static bool list_uses_slot(const loc_node *node, uint32_t slot) {
    for (; node != NULL; node = node->next)
        if (uses_slot(node, slot))
            return true;
    return false;
}

/* Whether an expression uses a variable. */
static bool uses_slot(const loc_node *node, uint32_t slot) {
    if (node == NULL)
        return false;
    if (node->op == LOC_VARIABLE && node->slot == slot)
        return true;
    for (const loc_binding *b = node->bindings; b != NULL; b = b->next)
        if (uses_slot(b->list, slot) || uses_slot(b->where, slot))
            return true;
    if (node->op == LOC_CALL || node->op == LOC_LIST || node->bindings != NULL)
        return list_uses_slot(node->a, slot);
    return uses_slot(node->a, slot) || uses_slot(node->b, slot) || uses_slot(node->c, slot);
}

/* Whether the records of a kind that name one loaded record in a field were all loaded: a part by
 * structures has all of each version, a part by areas all that names an area. Both at once have neither. */
static bool keeps_together(const loc_run *run, uint32_t kind, uint32_t field) {
    uint8_t by = run->snapshot->partial[kind];
    const loc_field *info = loc_schema_row(run->schema, kind, field);
    if (info->type != LOCALITY_TYPE_REF)
        return false;
    if (by == LOC_PART_STRUCTURES)
        return field == locality_schema_field(run->schema, kind, "structure");
    if (by != LOC_PART_AREAS || info->target != LOC_KIND_area)
        return false;
    return kind != LOC_KIND_area || field == LOC_FIELD_area_parent;
}

/* Whether a node is the variable of a binding, or what its record belongs to as a whole. */
static bool is_key(const loc_run *run, const loc_binding *binding, const loc_node *node) {
    if (node->op == LOC_CONVERT && node->conversion == LOC_REF_TO_ANY)
        node = node->a;
    if (node->op == LOC_FIELD && node->kind == binding->kind && !node->type.is_list &&
        keeps_together(run, binding->kind, node->field))
        node = node->a;
    return node->op == LOC_VARIABLE && node->slot == binding->slot;
}

/* Whether a condition keeps a variable to one record, or to some that were loaded as a whole. */
static bool restricts(const loc_run *run, const loc_binding *binding, const loc_node *condition) {
    if (condition == NULL)
        return false;
    if (condition->op == LOC_AND)
        return restricts(run, binding, condition->a) || restricts(run, binding, condition->b);
    if (condition->op != LOC_EQUAL)
        return false;
    return (is_key(run, binding, condition->a) && !uses_slot(condition->b, binding->slot)) ||
           (is_key(run, binding, condition->b) && !uses_slot(condition->a, binding->slot));
}

/* A condition stands after the binding it was written with. */
static bool is_restricted(const loc_run *run, const loc_binding *binding,
                          const loc_clause *clauses) {
    for (const loc_binding *b = binding; b != NULL; b = b->next)
        if (restricts(run, binding, b->where))
            return true;
    for (; clauses != NULL; clauses = clauses->next)
        if (clauses->kind == LOC_CLAUSE_WHEN && restricts(run, binding, clauses->value))
            return true;
    return false;
}

/* ---- Looking ---------------------------------------------------------------------------------------- */

void loc_whole_bindings(const loc_run *run, const loc_binding *bindings, const loc_clause *clauses,
                        bool one_structure, loc_whole *whole) {
    for (const loc_binding *b = bindings; b != NULL; b = b->next)
        if (b->kind != LOCALITY_NO_INDEX && !is_restricted(run, b, clauses) &&
            !(one_structure && b->kind == (uint32_t)LOC_KIND_structure))
            find(run, b->kind, NULL, whole);
}

void loc_whole_conditions(const loc_run *run, const loc_binding *bindings, loc_whole *whole) {
    for (const loc_binding *b = bindings; b != NULL; b = b->next) {
        loc_whole_node(run, b->list, whole);
        loc_whole_node(run, b->where, whole);
    }
}

/* A quantifier: `any` and `none` ask for what their value restricts them to. */
static void look_at_quantifier(const loc_run *run, const loc_node *node, loc_whole *whole) {
    bool asks = node->a != NULL && (node->op == LOC_ANY || node->op == LOC_NONE);

    for (const loc_binding *b = node->bindings; b != NULL; b = b->next)
        if (b->kind != LOCALITY_NO_INDEX && !is_restricted(run, b, NULL) &&
            !(asks && restricts(run, b, node->a)))
            find(run, b->kind, NULL, whole);
    loc_whole_conditions(run, node->bindings, whole);
}

/* What functions go through: the lines of posts, which lie within one version; what lies below an area,
 * which goes with it; and what lies anywhere among the areas. */
typedef enum loc_reach { REACHES_NOTHING, REACHES_LINES, REACHES_BELOW, REACHES_AREAS } loc_reach;

static const uint8_t reach_of[LOC_FN_COUNT] = {
    [LOC_FN_CHILDREN] = REACHES_BELOW,     [LOC_FN_INSIDE] = REACHES_BELOW,
    [LOC_FN_ANCESTORS] = REACHES_AREAS,    [LOC_FN_COVERS] = REACHES_AREAS,
    [LOC_FN_GAPS] = REACHES_AREAS,         [LOC_FN_OVERLAPS_OF] = REACHES_AREAS,
    [LOC_FN_EXISTS] = REACHES_AREAS,       [LOC_FN_SUCCESSORS] = REACHES_AREAS,
    [LOC_FN_PREDECESSORS] = REACHES_AREAS, [LOC_FN_OUTLIVED] = REACHES_AREAS,
    [LOC_FN_PREMATURE] = REACHES_AREAS,    [LOC_FN_CHAIN] = REACHES_LINES,
    [LOC_FN_REPORTS] = REACHES_LINES,      [LOC_FN_BELOW] = REACHES_LINES,
    [LOC_FN_SPAN] = REACHES_LINES,         [LOC_FN_SPAN_FTE] = REACHES_LINES,
    [LOC_FN_DEPTH] = REACHES_LINES,        [LOC_FN_LAYERS] = REACHES_LINES,
    [LOC_FN_CYCLIC] = REACHES_LINES,       [LOC_FN_ACCOUNTABLE] = REACHES_AREAS,
};

/* Functions that search a kind for what concerns a record, or follow what may have been left out. */
static void look_at_call(const loc_run *run, const loc_node *node, loc_whole *whole) {
    const uint8_t *by = run->snapshot->partial;
    uint8_t reach = node->function < LOC_FN_COUNT ? reach_of[node->function] : REACHES_NOTHING;

    if (node->function == LOC_FN_ACCOUNTABLE)
        find(run, LOC_KIND_post, NULL, whole);
    if (node->function == LOC_FN_GROUPS)
        find(run, LOC_KIND_area_group, NULL, whole);
    if (reach == REACHES_LINES && by[LOC_KIND_post] != LOC_PART_STRUCTURES)
        find(run, LOC_KIND_post, NULL, whole);
    if (reach == REACHES_AREAS || (reach == REACHES_BELOW && by[LOC_KIND_area] != LOC_PART_AREAS))
        find(run, LOC_KIND_area, NULL, whole);
}

static void look_at_reference(const loc_run *run, const loc_node *node, loc_whole *whole) {
    uint32_t row;
    locality_error error;

    if (locality_snapshot_is_partial(run->snapshot, node->type.target) != 0 &&
        locality_snapshot_resolve(run->snapshot, node->type.target, node->name, &row, NULL,
                                  &error) == LOCALITY_NOT_FOUND)
        find(run, node->type.target, node, whole);
}

void loc_whole_node(const loc_run *run, const loc_node *node, loc_whole *whole) {
    if (node == NULL || whole->found)
        return;
    if (node->op == LOC_REFERENCE)
        look_at_reference(run, node, whole);
    if (node->op == LOC_CALL)
        look_at_call(run, node, whole);
    if (node->bindings != NULL)
        look_at_quantifier(run, node, whole);
    if (node->op == LOC_CALL || node->op == LOC_LIST || node->bindings != NULL) {
        for (const loc_node *item = node->a; item != NULL; item = item->next)
            loc_whole_node(run, item, whole);
        return;
    }
    loc_whole_node(run, node->a, whole);
    loc_whole_node(run, node->b, whole);
    loc_whole_node(run, node->c, whole);
}

void loc_whole_tell(const loc_whole *whole, loc_text *out) {
    if (whole->reference == NULL)
        loc_text_format(out, "the %s that were not loaded",
                        locality_schema_kind_plural(NULL, whole->kind));
    else
        loc_text_format(out, "%s \"%s\", which was not loaded",
                        locality_schema_kind_name(NULL, whole->kind), whole->reference->name);
}
