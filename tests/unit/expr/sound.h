/**
 * @file sound.h
 * @brief What an evaluator relies on in a checked tree: types on both sides of every operator, every
 * name resolved, every number used once.
 */
#ifndef TESTS_UNIT_EXPR_SOUND_H
#define TESTS_UNIT_EXPR_SOUND_H

#include "expr/functions.h"
#include "expr/syntax.h"
#include "schema/schema.h"

#include <string.h>

/** What is known while a tree is looked at. */
typedef struct sound_state {
    unsigned char *seen; /**< A byte for each number of a node. */
    uint32_t nodes, slots;
    const locality_schema *schema;
    const char *wrong; /**< The first thing that is wrong, or null. */
} sound_state;

static inline void sound_must(sound_state *state, int holds, const char *what) {
    if (!holds && state->wrong == NULL)
        state->wrong = what;
}

static inline int sound_is(const loc_node *node, int scalar) {
    return node->type.scalar == scalar && !node->type.is_list && node->type.columns == 1;
}

static inline int sound_between(const loc_node *node, int first, int last) {
    return node->type.scalar >= first && node->type.scalar <= last && !node->type.is_list &&
           node->type.columns == 1;
}

static inline int sound_number(const loc_node *node) {
    return sound_between(node, LOCALITY_TYPE_COUNT, LOCALITY_TYPE_RATIO);
}

static inline int sound_addable(const loc_node *node) {
    return sound_number(node) || sound_is(node, LOCALITY_TYPE_MONEY) ||
           sound_is(node, LOCALITY_TYPE_DAYS);
}

static inline int sound_record(const loc_node *node) {
    return sound_is(node, LOCALITY_TYPE_REF) || sound_is(node, LOCALITY_TYPE_ANY_REF);
}

static inline int sound_of_kind(const loc_node *node, uint32_t kind, int is_list) {
    return node->type.scalar == LOCALITY_TYPE_REF && node->type.target == kind &&
           node->type.is_list == is_list;
}

static inline int sound_same(loc_type a, loc_type b) {
    return a.scalar == b.scalar && a.is_list == b.is_list && a.columns == b.columns &&
           (a.scalar != LOCALITY_TYPE_REF || a.target == b.target);
}

static inline int sound_item(const loc_node *item, const loc_node *list) {
    loc_type type = list->type;

    type.is_list = 0;
    return list->type.is_list && sound_same(item->type, type);
}

static inline void sound_conversion(sound_state *state, const loc_node *node) {
    static const unsigned char ends[][2] = {
        [LOC_COUNT_TO_NUMBER] = {LOCALITY_TYPE_COUNT, LOCALITY_TYPE_NUMBER},
        [LOC_RATIO_TO_NUMBER] = {LOCALITY_TYPE_RATIO, LOCALITY_TYPE_NUMBER},
        [LOC_NUMBER_TO_RATIO] = {LOCALITY_TYPE_NUMBER, LOCALITY_TYPE_RATIO},
        [LOC_DATE_TO_MOMENT] = {LOCALITY_TYPE_DATE, LOCALITY_TYPE_MOMENT},
        [LOC_REF_TO_ANY] = {LOCALITY_TYPE_REF, LOCALITY_TYPE_ANY_REF},
        [LOC_WORD_TO_TEXT] = {LOCALITY_TYPE_WORD, LOCALITY_TYPE_TEXT},
        [LOC_TEXT_TO_WORD] = {LOCALITY_TYPE_TEXT, LOCALITY_TYPE_WORD},
        [LOC_TEXT_TO_REF] = {LOCALITY_TYPE_TEXT, LOCALITY_TYPE_REF},
    };

    sound_must(state, node->a->type.scalar == ends[node->conversion][0], "converted from");
    sound_must(state, node->type.scalar == ends[node->conversion][1], "converted to");
    sound_must(state, node->type.is_list == node->a->type.is_list, "conversion of a list");
    sound_must(state, node->type.columns == 1, "conversion of a table");
    sound_must(state,
               node->type.scalar != LOCALITY_TYPE_REF ||
                   node->type.target < locality_schema_kinds(state->schema),
               "a conversion to no kind");
}

static inline void sound_field(sound_state *state, const loc_node *node) {
    const loc_type owner = node->a->type;

    if (owner.scalar == LOCALITY_TYPE_ANY_REF) {
        sound_must(state, node->kind == LOCALITY_NO_INDEX, "kind of a common field");
        return;
    }
    sound_must(state, owner.scalar == LOCALITY_TYPE_REF && owner.target == node->kind,
               "a field of another kind");
    sound_must(state, node->field < locality_schema_fields(state->schema, node->kind),
               "a field that does not exist");
    sound_must(state, !owner.is_list || node->type.is_list, "a field of a list is a list");
}

static inline void sound_sum(sound_state *state, const loc_node *node) {
    const loc_node *a = node->a, *b = node->b;
    int a_is_time = sound_is(a, LOCALITY_TYPE_DATE) || sound_is(a, LOCALITY_TYPE_MOMENT);

    if (a_is_time && sound_is(b, LOCALITY_TYPE_DAYS))
        sound_must(state, sound_same(node->type, a->type), "a date and days");
    else if (node->op == LOC_SUBTRACT && sound_is(a, LOCALITY_TYPE_DATE))
        sound_must(state, sound_is(b, LOCALITY_TYPE_DATE) && sound_is(node, LOCALITY_TYPE_DAYS),
                   "a date less a date");
    else
        sound_must(state,
                   sound_addable(a) && sound_same(a->type, b->type) &&
                       sound_same(a->type, node->type),
                   "sides of a sum");
}

static inline void sound_product(sound_state *state, const loc_node *node) {
    sound_must(state, sound_addable(node->a) && sound_addable(node->b) && sound_addable(node),
               "sides of a product");
    sound_must(state,
               node->scale == 1 || node->scale == LOCALITY_ONE ||
                   node->scale == LOCALITY_ONE * LOCALITY_ONE,
               "scale of a product");
}

static inline void sound_comparison(sound_state *state, const loc_node *node) {
    const loc_node *a = node->a, *b = node->b;

    sound_must(state, sound_is(node, LOCALITY_TYPE_TRUTH), "a comparison is a truth");
    switch (node->op) {
    case LOC_IN:
        sound_must(state, sound_item(a, b), "item and list");
        return;
    case LOC_HAS:
        sound_must(state, sound_item(b, a), "list and item");
        return;
    case LOC_MATCHES:
        sound_must(state, sound_is(a, LOCALITY_TYPE_TEXT) && sound_is(b, LOCALITY_TYPE_TEXT),
                   "texts match");
        return;
    case LOC_WITHIN:
        sound_must(state, sound_same(a->type, b->type), "sides of within");
        sound_must(state,
                   a->type.is_list || sound_of_kind(a, LOC_KIND_area, 0) ||
                       sound_between(a, LOCALITY_TYPE_DATE, LOCALITY_TYPE_MOMENT),
                   "what lies within");
        return;
    case LOC_OVERLAPS:
        sound_must(state, sound_same(a->type, b->type) && a->type.is_list, "lists overlap");
        return;
    case LOC_IS:
        sound_must(state, node->test != LOC_IS_NONE || sound_record(a), "a record is none");
        sound_must(state, node->test != LOC_IS_EMPTY || a->type.is_list, "a list is empty");
        return;
    case LOC_EQUAL:
    case LOC_NOT_EQUAL:
        sound_must(state, sound_same(a->type, b->type) && a->type.columns == 1, "equal types");
        return;
    default:
        sound_must(state,
                   sound_same(a->type, b->type) &&
                       sound_between(a, LOCALITY_TYPE_COUNT, LOCALITY_TYPE_DAYS),
                   "ordered types");
    }
}

static inline void sound_call(sound_state *state, const loc_node *node) {
    const loc_function_row *row = loc_function_at(node->function);
    const loc_node *a = node->a;
    uint32_t count = 0;

    for (const loc_node *item = a; item != NULL; item = item->next)
        count++;
    sound_must(state, count == node->arguments, "number of arguments");
    sound_must(state, count >= row->least && (row->most == 255 || count <= row->most),
               "arguments of a function");
    for (const loc_node *item = a; row->is_alike && item != NULL; item = item->next)
        sound_must(state, sound_same(item->type, a->type), "arguments are alike");
    switch (row->arguments[0]) {
    case LOC_ARG_AREA:
        sound_must(state, sound_of_kind(a, LOC_KIND_area, 0), "an area");
        break;
    case LOC_ARG_AREAS:
        sound_must(state,
                   sound_of_kind(a, LOC_KIND_area, 1) && sound_of_kind(a->next, LOC_KIND_area, 0),
                   "areas and an area");
        break;
    case LOC_ARG_POST:
        sound_must(state, sound_of_kind(a, LOC_KIND_post, 0), "a post");
        break;
    case LOC_ARG_DATE:
        sound_must(state, sound_is(a, LOCALITY_TYPE_DATE), "a date");
        break;
    case LOC_ARG_NUMBER:
        sound_must(state, sound_is(a, LOCALITY_TYPE_NUMBER), "a number");
        break;
    case LOC_ARG_LIST:
        sound_must(state, a->type.is_list && a->type.columns == 1, "a list");
        break;
    case LOC_ARG_RECORD:
        sound_must(state, sound_record(a) && sound_is(a->next, LOCALITY_TYPE_TEXT),
                   "a record and a text");
        break;
    case LOC_ARG_ADDABLE:
        sound_must(state, sound_addable(a), "something that can be added");
        break;
    case LOC_ARG_ORDERED:
        sound_must(state, sound_between(a, LOCALITY_TYPE_COUNT, LOCALITY_TYPE_DAYS), "an order");
        break;
    default:
        break;
    }
}

static inline void sound_node(sound_state *state, const loc_node *node, int is_root);

static inline void sound_quantifier(sound_state *state, const loc_node *node) {
    const loc_node *a = node->a;

    sound_must(state, node->bindings != NULL, "a quantifier has a variable");
    switch (node->op) {
    case LOC_COUNT:
        sound_must(state, sound_is(node, LOCALITY_TYPE_COUNT) && (a != NULL) == node->is_distinct,
                   "count");
        sound_must(state, a == NULL || !a->type.is_list, "count of single values");
        return;
    case LOC_SUM:
        sound_must(state, sound_addable(a) && sound_same(a->type, node->type), "sum");
        return;
    case LOC_MIN:
    case LOC_MAX:
        sound_must(state,
                   sound_between(a, LOCALITY_TYPE_COUNT, LOCALITY_TYPE_DAYS) &&
                       sound_same(a->type, node->type),
                   "min or max");
        return;
    case LOC_SHARE:
        sound_must(state, sound_is(a, LOCALITY_TYPE_TRUTH) && sound_is(node, LOCALITY_TYPE_RATIO),
                   "share");
        return;
    case LOC_COLLECT:
        sound_must(state, node->type.is_list && node->type.columns == node->arguments, "list");
        sound_must(state, node->arguments > 1 || node->type.scalar == a->type.scalar, "its items");
        return;
    default:
        sound_must(state, sound_is(node, LOCALITY_TYPE_TRUTH), "any, all or none");
        sound_must(state, a == NULL || sound_is(a, LOCALITY_TYPE_TRUTH), "its condition");
        sound_must(state, a != NULL || node->op != LOC_ALL, "all needs a value");
    }
}

static inline void sound_bindings(sound_state *state, const loc_binding *binding) {
    for (; binding != NULL && state->wrong == NULL; binding = binding->next) {
        sound_must(state, binding->slot < state->slots, "slot of a variable");
        if (binding->list != NULL) {
            sound_node(state, binding->list, 0);
            sound_must(state,
                       binding->list->type.is_list && !binding->type.is_list &&
                           binding->type.scalar == binding->list->type.scalar,
                       "a variable over a list");
        } else {
            sound_must(state,
                       binding->kind < locality_schema_kinds(state->schema) &&
                           binding->type.scalar == LOCALITY_TYPE_REF &&
                           binding->type.target == binding->kind,
                       "a variable over a kind");
        }
        if (binding->where != NULL) {
            sound_node(state, binding->where, 0);
            sound_must(state, sound_is(binding->where, LOCALITY_TYPE_TRUTH), "a condition");
        }
    }
}

static inline void sound_items(sound_state *state, const loc_node *node) {
    for (; node != NULL && state->wrong == NULL; node = node->next)
        sound_node(state, node, 0);
}

static inline void sound_operator(sound_state *state, const loc_node *node) {
    switch (node->op) {
    case LOC_LITERAL:
        sound_must(state,
                   sound_between(node, LOCALITY_TYPE_TRUTH, LOCALITY_TYPE_DAYS) &&
                       locality_range_is_valid(&node->range),
                   "a literal");
        return;
    case LOC_NAME:
        sound_must(state, 0, "a name is left");
        return;
    case LOC_VARIABLE:
        sound_must(state, node->slot < state->slots, "slot of a variable that is used");
        return;
    case LOC_TEXT:
        sound_must(state, sound_is(node, LOCALITY_TYPE_TEXT), "a text");
        return;
    case LOC_WORD:
        sound_must(state, sound_is(node, LOCALITY_TYPE_WORD), "a word");
        return;
    case LOC_REFERENCE:
        sound_must(state, sound_of_kind(node, node->kind, 0), "a reference");
        return;
    case LOC_LIST:
        sound_must(state, node->type.is_list, "a list");
        for (const loc_node *item = node->a; item != NULL; item = item->next)
            sound_must(state, sound_item(item, node), "an item of a list");
        return;
    case LOC_FIELD:
        sound_field(state, node);
        return;
    case LOC_OR:
    case LOC_AND:
        sound_must(state, sound_is(node->b, LOCALITY_TYPE_TRUTH), "second truth");
        sound_must(state, sound_is(node->a, LOCALITY_TYPE_TRUTH), "first truth");
        return;
    case LOC_NOT:
        sound_must(state, sound_is(node->a, LOCALITY_TYPE_TRUTH), "truth");
        return;
    case LOC_ADD:
    case LOC_SUBTRACT:
        sound_sum(state, node);
        return;
    case LOC_MULTIPLY:
    case LOC_DIVIDE:
        sound_product(state, node);
        return;
    case LOC_NEGATE:
        sound_must(state, sound_addable(node->a) && sound_same(node->type, node->a->type),
                   "a negative");
        return;
    case LOC_CONVERT:
        sound_conversion(state, node);
        return;
    case LOC_IF:
        sound_must(state,
                   sound_is(node->a, LOCALITY_TYPE_TRUTH) &&
                       sound_same(node->b->type, node->type) &&
                       sound_same(node->c->type, node->type),
                   "sides of an if");
        return;
    case LOC_CALL:
        sound_call(state, node);
        return;
    default:
        if (node->op >= LOC_COUNT)
            sound_quantifier(state, node);
        else if (node->op >= LOC_EQUAL && node->op <= LOC_IS)
            sound_comparison(state, node);
    }
}

static inline void sound_node(sound_state *state, const loc_node *node, int is_root) {
    if (state->wrong != NULL)
        return;
    sound_must(state, node->number < state->nodes && !state->seen[node->number],
               "number of a node");
    if (state->wrong != NULL)
        return;
    state->seen[node->number] = 1;
    sound_must(state, is_root || node->type.columns == 1, "a table inside");
    sound_must(state, node->type.columns > 1 || node->type.scalar != LOCALITY_TYPE_NONE,
               "a node without a type");
    sound_must(state, node->type.scalar <= LOCALITY_TYPE_ANY_REF, "a type of fields");
    sound_must(state, node->start < node->end && node->at >= node->start && node->at < node->end,
               "place of a node");
    sound_operator(state, node);
    sound_bindings(state, node->bindings);
    sound_items(state, node->a);
    if (node->b != NULL)
        sound_node(state, node->b, 0);
    if (node->c != NULL)
        sound_node(state, node->c, 0);
}

/**
 * @brief Looks at a checked expression.
 * @param[in] schema The schema it was checked with.
 * @param[in] tree The expression.
 * @param[in] seen tree->nodes bytes, all 0.
 * @return What is wrong, or null.
 */
static inline const char *sound_tree(const locality_schema *schema, const loc_tree *tree,
                                     unsigned char *seen) {
    sound_state state = {seen, tree->nodes, tree->slots, schema, NULL};

    sound_node(&state, tree->root, 1);
    return state.wrong;
}

/**
 * @brief Looks at a checked rule.
 * @param[in] schema The schema it was checked with.
 * @param[in] rule The rule.
 * @param[in] seen rule->nodes bytes, all 0.
 * @return What is wrong, or null.
 */
static inline const char *sound_rule(const locality_schema *schema, const loc_rule *rule,
                                     unsigned char *seen) {
    sound_state state = {seen, rule->nodes, rule->slots, schema, NULL};

    sound_bindings(&state, rule->bindings);
    for (const loc_clause *clause = rule->clauses; clause != NULL; clause = clause->next) {
        int is_free = clause->kind == LOC_CLAUSE_LET || clause->kind == LOC_CLAUSE_ANSWER;

        if (clause->value != NULL)
            sound_node(&state, clause->value, clause->kind == LOC_CLAUSE_ANSWER);
        sound_must(&state,
                   clause->value == NULL || is_free || sound_is(clause->value, LOCALITY_TYPE_TRUTH),
                   "a condition of a clause");
        sound_must(&state, clause->kind != LOC_CLAUSE_LET || clause->slot < rule->slots,
                   "slot of a let");
        for (const loc_part *part = clause->message; part != NULL; part = part->next) {
            sound_must(&state, (part->text != NULL) != (part->value != NULL), "a part");
            if (part->value != NULL)
                sound_node(&state, part->value, 0);
        }
    }
    return state.wrong;
}

#endif
