/* Check, operators: logic, comparisons, membership, tests and arithmetic. */
#include "expr/check.h"

#include <stdio.h>
#include <string.h>

#include "schema/schema.h"

bool loc_check_logic(loc_checker *checker, loc_node *node) {
    node->type = loc_type_of(LOCALITY_TYPE_TRUTH);
    return loc_check_truth(checker, &node->a) &&
           (node->b == NULL || loc_check_truth(checker, &node->b));
}

/* ---- Comparisons -------------------------------------------------------------------------- */

/* Brings both sides to one type. */
static bool meet(loc_checker *checker, loc_node *node) {
    loc_type type;

    if (!loc_type_join(node->a->type, node->b->type, true, &type))
        return loc_checker_mismatch(checker, node);
    if (loc_check_to(checker, &node->a, type) && loc_check_to(checker, &node->b, type))
        return true;
    return loc_checker_mismatch(checker, node);
}

static bool fail_unknown(loc_checker *checker, const loc_node *node, const loc_node *other) {
    char source[LOC_EXCERPT_SIZE], hint[LOC_HINT_SIZE];

    loc_checker_source(checker, other, source);
    snprintf(hint, sizeof hint, "write %s is missing, or %s is not known", source, source);
    return loc_checker_fail(checker, node->start, LOCALITY_TYPE, hint,
                            "a comparison with `unknown` is never decided");
}

bool loc_check_comparison(loc_checker *checker, loc_node *node) {
    bool is_ordered = node->op != LOC_EQUAL && node->op != LOC_NOT_EQUAL;
    char hint[LOC_HINT_SIZE];

    node->type = loc_type_of(LOCALITY_TYPE_TRUTH);
    if (!loc_check_pair(checker, &node->a, &node->b, NULL))
        return false;
    if (node->a->op == LOC_UNKNOWN)
        return fail_unknown(checker, node->a, node->b);
    if (node->b->op == LOC_UNKNOWN)
        return fail_unknown(checker, node->b, node->a);
    if (!meet(checker, node))
        return false;
    if (!is_ordered || loc_type_is_ordered(node->a->type))
        return true;
    loc_checker_advise(checker, node->a, loc_type_of(LOCALITY_TYPE_NUMBER), hint);
    return loc_checker_unfit(checker, node->a, "something that has an order", hint);
}

/* ---- Membership --------------------------------------------------------------------------- */

/* `x in L` and `L has x`: the places of the item and of the list. */
static bool check_member(loc_checker *checker, loc_node *node, loc_node **item, loc_node **list) {
    loc_type type;

    if (loc_check_rank(checker, *list) <= loc_check_rank(checker, *item)) {
        if (!loc_check_node(checker, list, NULL))
            return false;
        type = loc_type_item((*list)->type);
        if (!loc_check_node(checker, item, &type))
            return false;
    } else {
        if (!loc_check_node(checker, item, NULL))
            return false;
        type = loc_type_list((*item)->type);
        if (!loc_check_node(checker, list, &type))
            return false;
    }
    if (!(*list)->type.is_list || (*item)->type.is_list ||
        !loc_type_join((*item)->type, loc_type_item((*list)->type), true, &type))
        return loc_checker_mismatch(checker, node);
    if (loc_check_to(checker, item, type) && loc_check_to(checker, list, loc_type_list(type)))
        return true;
    return loc_checker_mismatch(checker, node);
}

static bool is_area(loc_type type) {
    return loc_type_same(type, loc_type_ref(LOC_KIND_area));
}

static bool check_within(loc_checker *checker, loc_node *node) {
    loc_type type;

    if (!loc_check_pair(checker, &node->a, &node->b, NULL))
        return false;
    if (!loc_type_join(node->a->type, node->b->type, true, &type))
        return loc_checker_mismatch(checker, node);
    if (!type.is_list && !is_area(type) && type.scalar != LOCALITY_TYPE_DATE &&
        type.scalar != LOCALITY_TYPE_MOMENT)
        return loc_checker_mismatch(checker, node);
    return meet(checker, node);
}

static bool check_overlaps(loc_checker *checker, loc_node *node) {
    if (!loc_check_pair(checker, &node->a, &node->b, NULL))
        return false;
    if (!node->a->type.is_list || !node->b->type.is_list)
        return loc_checker_mismatch(checker, node);
    return meet(checker, node);
}

static bool check_text_side(loc_checker *checker, loc_node **place) {
    loc_type text = loc_type_of(LOCALITY_TYPE_TEXT);
    char hint[LOC_HINT_SIZE];

    if (!loc_check_node(checker, place, &text))
        return false;
    if (loc_check_to(checker, place, text))
        return true;
    loc_checker_advise(checker, *place, text, hint);
    return loc_checker_unfit(checker, *place, "a text", hint);
}

bool loc_check_membership(loc_checker *checker, loc_node *node) {
    node->type = loc_type_of(LOCALITY_TYPE_TRUTH);
    switch (node->op) {
    case LOC_IN:
        return check_member(checker, node, &node->a, &node->b);
    case LOC_HAS:
        return check_member(checker, node, &node->b, &node->a);
    case LOC_WITHIN:
        return check_within(checker, node);
    case LOC_OVERLAPS:
        return check_overlaps(checker, node);
    default:
        return check_text_side(checker, &node->a) && check_text_side(checker, &node->b);
    }
}

static bool is_time(loc_type type) {
    return loc_type_is(type, LOCALITY_TYPE_DATE) || loc_type_is(type, LOCALITY_TYPE_MOMENT);
}

bool loc_check_test(loc_checker *checker, loc_node *node) {
    const char *negated = node->is_negated ? "not " : "";
    char source[LOC_EXCERPT_SIZE], hint[LOC_HINT_SIZE];
    loc_type type;

    node->type = loc_type_of(LOCALITY_TYPE_TRUTH);
    if (!loc_check_node(checker, &node->a, NULL))
        return false;
    type = node->a->type;
    loc_checker_source(checker, node->a, source);
    if (type.columns > 1)
        return loc_checker_unfit(checker, node->a, "a value", "");
    if (node->test == LOC_IS_EMPTY && !type.is_list) {
        snprintf(hint, sizeof hint, "write %s is missing", source);
        return loc_checker_unfit(checker, node->a, "a list", hint);
    }
    if (node->test != LOC_IS_NONE || loc_type_is_record(type))
        return true;
    if (type.is_list)
        snprintf(hint, sizeof hint, "write %s is %sempty", source, negated);
    else if (is_time(type))
        snprintf(hint, sizeof hint, "a %s is given or missing, never none: write %s is %smissing",
                 loc_type_is(type, LOCALITY_TYPE_DATE) ? "date" : "moment", source, negated);
    else if (loc_type_is(type, LOCALITY_TYPE_WORD))
        snprintf(hint, sizeof hint,
                 "write %s %s none where none is one of its words, else %s is "
                 "%smissing",
                 source, node->is_negated ? "!=" : "=", source, negated);
    else
        snprintf(hint, sizeof hint, "write %s is %smissing", source, negated);
    return loc_checker_unfit(checker, node->a, "a reference, which may be none,", hint);
}

/* ---- Arithmetic --------------------------------------------------------------------------- */

#define MILLION LOCALITY_ONE

/* What a product or quotient is of, and the scale of the range arithmetic. */
typedef struct product_row {
    uint8_t op, a, b, result;
    int64_t scale;
} product_row;

#define COUNT LOCALITY_TYPE_COUNT
#define NUMBER LOCALITY_TYPE_NUMBER
#define RATIO LOCALITY_TYPE_RATIO
#define MONEY LOCALITY_TYPE_MONEY
#define DAYS LOCALITY_TYPE_DAYS

/* Products stand once for both orders. */
static const product_row products[] = {
    {LOC_MULTIPLY, COUNT, COUNT, COUNT, 1},
    {LOC_MULTIPLY, COUNT, NUMBER, NUMBER, 1},
    {LOC_MULTIPLY, COUNT, RATIO, NUMBER, 1},
    {LOC_MULTIPLY, COUNT, MONEY, MONEY, 1},
    {LOC_MULTIPLY, COUNT, DAYS, DAYS, 1},
    {LOC_MULTIPLY, NUMBER, NUMBER, NUMBER, MILLION},
    {LOC_MULTIPLY, NUMBER, RATIO, NUMBER, MILLION},
    {LOC_MULTIPLY, NUMBER, MONEY, MONEY, MILLION},
    {LOC_MULTIPLY, RATIO, RATIO, RATIO, MILLION},
    {LOC_MULTIPLY, RATIO, MONEY, MONEY, MILLION},
    {LOC_DIVIDE, COUNT, COUNT, NUMBER, MILLION},
    {LOC_DIVIDE, COUNT, NUMBER, NUMBER, MILLION *MILLION},
    {LOC_DIVIDE, COUNT, RATIO, NUMBER, MILLION *MILLION},
    {LOC_DIVIDE, NUMBER, COUNT, NUMBER, 1},
    {LOC_DIVIDE, NUMBER, NUMBER, NUMBER, MILLION},
    {LOC_DIVIDE, NUMBER, RATIO, NUMBER, MILLION},
    {LOC_DIVIDE, RATIO, COUNT, RATIO, 1},
    {LOC_DIVIDE, RATIO, NUMBER, NUMBER, MILLION},
    {LOC_DIVIDE, RATIO, RATIO, NUMBER, MILLION},
    {LOC_DIVIDE, MONEY, COUNT, MONEY, 1},
    {LOC_DIVIDE, MONEY, NUMBER, MONEY, MILLION},
    {LOC_DIVIDE, MONEY, RATIO, MONEY, MILLION},
    {LOC_DIVIDE, MONEY, MONEY, NUMBER, MILLION},
    {LOC_DIVIDE, DAYS, DAYS, NUMBER, MILLION},
};

static bool check_product(loc_checker *checker, loc_node *node) {
    loc_type a = node->a->type, b = node->b->type;

    if (a.is_list || b.is_list)
        return loc_checker_mismatch(checker, node);
    for (size_t i = 0; i < sizeof products / sizeof products[0]; i++) {
        const product_row *row = &products[i];
        bool fits = row->a == a.scalar && row->b == b.scalar;

        if (row->op == LOC_MULTIPLY)
            fits = fits || (row->a == b.scalar && row->b == a.scalar);
        if (row->op != node->op || !fits)
            continue;
        node->type = loc_type_of(row->result);
        node->scale = row->scale;
        return true;
    }
    return loc_checker_mismatch(checker, node);
}

static bool check_sum(loc_checker *checker, loc_node *node) {
    loc_type type;

    if (is_time(node->a->type) && loc_type_is(node->b->type, DAYS)) {
        node->type = node->a->type;
        return true;
    }
    if (node->op == LOC_ADD && loc_type_is(node->a->type, DAYS) && is_time(node->b->type)) {
        loc_node *days = node->a;

        node->a = node->b; /* an evaluator finds the days at b */
        node->b = days;
        node->type = node->a->type;
        return true;
    }
    if (node->op == LOC_SUBTRACT && loc_type_is(node->a->type, LOCALITY_TYPE_DATE) &&
        loc_type_is(node->b->type, LOCALITY_TYPE_DATE)) {
        node->type = loc_type_of(DAYS);
        return true;
    }
    if (!loc_type_is_addable(node->a->type) || !loc_type_is_addable(node->b->type) ||
        !loc_type_join(node->a->type, node->b->type, false, &type))
        return loc_checker_mismatch(checker, node);
    node->type = type;
    return loc_check_to(checker, &node->a, type) && loc_check_to(checker, &node->b, type);
}

static bool check_negative(loc_checker *checker, loc_node *node) {
    if (!loc_check_node(checker, &node->a, NULL))
        return false;
    node->type = node->a->type;
    if (loc_type_is_addable(node->type))
        return true;
    return loc_checker_unfit(checker, node->a, "a number, an amount or a number of days", "");
}

bool loc_check_arithmetic(loc_checker *checker, loc_node *node) {
    if (node->op == LOC_NEGATE)
        return check_negative(checker, node);
    if (!loc_check_pair(checker, &node->a, &node->b, NULL))
        return false;
    if (node->op == LOC_ADD || node->op == LOC_SUBTRACT)
        return check_sum(checker, node);
    return check_product(checker, node);
}
