/* Check, calls: functions by their table, quantifiers with the variables they bind. */
#include "expr/check.h"

#include <stdio.h>
#include <string.h>

#include "expr/functions.h"
#include "schema/schema.h"
#include "structure/accountable.h"

/* ---- Arguments ---------------------------------------------------------------------------- */

/* What an argument may be: of one type, or what a test says; `phrase` names it. */
typedef struct argument_row {
    int scalar; /* NONE: `fits` decides */
    int kind;   /* of a REF */
    bool is_list;
    bool (*fits)(loc_type type);
    const char *phrase;
} argument_row;

static bool is_rounded(loc_type type) {
    return loc_type_is_number(type) || loc_type_is(type, LOCALITY_TYPE_MONEY);
}

static bool is_list(loc_type type) {
    return type.is_list && type.columns == 1;
}

static bool is_anything(loc_type type) {
    return type.columns == 1;
}

static bool is_single(loc_type type) {
    return !type.is_list;
}

static bool is_time(loc_type type) {
    return loc_type_is(type, LOCALITY_TYPE_DATE) || loc_type_is(type, LOCALITY_TYPE_MOMENT);
}

static const argument_row argument_rows[] = {
    [LOC_ARG_AREA] = {LOCALITY_TYPE_REF, LOC_KIND_area, false, NULL, NULL},
    [LOC_ARG_AREAS] = {LOCALITY_TYPE_REF, LOC_KIND_area, true, NULL, NULL},
    [LOC_ARG_AREA_GROUP] = {LOCALITY_TYPE_REF, LOC_KIND_area_group, false, NULL, NULL},
    [LOC_ARG_POST] = {LOCALITY_TYPE_REF, LOC_KIND_post, false, NULL, NULL},
    [LOC_ARG_STRUCTURE] = {LOCALITY_TYPE_REF, LOC_KIND_structure, false, NULL, NULL},
    [LOC_ARG_DATE] = {LOCALITY_TYPE_DATE, 0, false, NULL, NULL},
    [LOC_ARG_DATE_OR_MOMENT] = {LOCALITY_TYPE_NONE, 0, false, is_time, "a date or moment"},
    [LOC_ARG_MOMENT] = {LOCALITY_TYPE_MOMENT, 0, false, NULL, NULL},
    [LOC_ARG_COUNT] = {LOCALITY_TYPE_COUNT, 0, false, NULL, NULL},
    [LOC_ARG_NUMBER] = {LOCALITY_TYPE_NUMBER, 0, false, NULL, NULL},
    [LOC_ARG_ADDABLE] = {LOCALITY_TYPE_NONE, 0, false, loc_type_is_addable,
                         "a number, an amount or a number of days"},
    [LOC_ARG_ROUNDED] = {LOCALITY_TYPE_NONE, 0, false, is_rounded, "a number or an amount"},
    [LOC_ARG_ORDERED] = {LOCALITY_TYPE_NONE, 0, false, loc_type_is_ordered,
                         "a number, an amount, a date or a length of time"},
    [LOC_ARG_LIST] = {LOCALITY_TYPE_NONE, 0, false, is_list, "a list"},
    [LOC_ARG_RECORD] = {LOCALITY_TYPE_NONE, 0, false, loc_type_is_record, "a record"},
    [LOC_ARG_TEXT] = {LOCALITY_TYPE_TEXT, 0, false, NULL, NULL},
    [LOC_ARG_ANYTHING] = {LOCALITY_TYPE_NONE, 0, false, is_anything, "a value"},
};

static loc_type type_of_argument(const argument_row *row) {
    loc_type type = loc_type_of(row->scalar);

    if (row->scalar == LOCALITY_TYPE_REF)
        type = loc_type_ref((uint32_t)row->kind);
    type.is_list = row->is_list;
    return type;
}

/* An argument that its function can take in several types. */
static bool check_open_argument(loc_checker *checker, loc_node **place, const argument_row *row,
                                const loc_type *want) {
    char hint[LOC_HINT_SIZE] = "";

    if (!loc_check_node(checker, place, want))
        return false;
    if (row->fits((*place)->type))
        return true;
    if (row->fits == is_list && (*place)->type.columns == 1)
        snprintf(hint, sizeof hint, "a list is a field such as p.serves, {a, b}, or list(...)");
    else
        loc_checker_advise(checker, *place, loc_type_of(LOCALITY_TYPE_NUMBER), hint);
    return loc_checker_unfit(checker, *place, row->phrase, hint);
}

static bool check_closed_argument(loc_checker *checker, loc_node **place, const argument_row *row) {
    loc_type wanted = type_of_argument(row);
    char phrase[LOC_PHRASE_SIZE], hint[LOC_HINT_SIZE];

    if (!loc_check_node(checker, place, &wanted))
        return false;
    /* A moment is no date and a ratio no count, but all that loses nothing is converted. */
    if (loc_check_to(checker, place, wanted))
        return true;
    loc_checker_advise(checker, *place, wanted, hint);
    return loc_checker_unfit(checker, *place,
                             loc_type_write(checker->schema, wanted, phrase, sizeof phrase), hint);
}

/* Brings all arguments to one type, beginning with that of the first. */
static bool make_alike(loc_checker *checker, loc_node *node, loc_type type) {
    char hint[LOC_HINT_SIZE];

    for (loc_node **place = &node->a; *place != NULL; place = &(*place)->next)
        if (!loc_type_join(type, (*place)->type, false, &type)) {
            loc_checker_advise(checker, *place, type, hint);
            return loc_checker_unfit(checker, *place, "something of the same type as before", hint);
        }
    for (loc_node **place = &node->a; *place != NULL; place = &(*place)->next)
        if (!loc_check_to(checker, place, type))
            return loc_checker_unfit(checker, *place, "something of the same type as before", "");
    return true;
}

static bool check_arguments(loc_checker *checker, loc_node *node, const loc_function_row *row) {
    loc_type first = loc_type_of(LOCALITY_TYPE_NONE);
    size_t i = 0;

    if (node->arguments < row->least || (row->most != 255 && node->arguments > row->most)) {
        char hint[LOC_HINT_SIZE];

        snprintf(hint, sizeof hint, "it is %s", row->info.signature);
        return loc_checker_fail(
            checker, node->at, LOCALITY_TYPE, hint, "`%s` has %s", row->info.name,
            node->arguments < row->least ? "too few arguments" : "too many arguments");
    }
    for (loc_node **place = &node->a; *place != NULL; place = &(*place)->next, i++) {
        const argument_row *argument =
            &argument_rows[row->arguments[i < LOC_FN_ARGUMENTS ? i : LOC_FN_ARGUMENTS - 1]];
        const loc_type *want = row->is_alike && i > 0 ? &first : NULL;
        bool is_open = argument->scalar == LOCALITY_TYPE_NONE;

        if (is_open ? !check_open_argument(checker, place, argument, want)
                    : !check_closed_argument(checker, place, argument))
            return false;
        if (i == 0)
            first = (*place)->type;
    }
    return !row->is_alike || make_alike(checker, node, first);
}

/* ---- Functions ---------------------------------------------------------------------------- */

/* What a function gives; NONE: the type of its first argument. */
static const struct result_row {
    int scalar, kind;
    bool is_list;
} results[LOC_FN_COUNT] = {
    [LOC_FN_PARENT] = {LOCALITY_TYPE_REF, LOC_KIND_area, false},
    [LOC_FN_CHILDREN] = {LOCALITY_TYPE_REF, LOC_KIND_area, true},
    [LOC_FN_ANCESTORS] = {LOCALITY_TYPE_REF, LOC_KIND_area, true},
    [LOC_FN_INSIDE] = {LOCALITY_TYPE_REF, LOC_KIND_area, true},
    [LOC_FN_GROUPS] = {LOCALITY_TYPE_REF, LOC_KIND_area_group, true},
    [LOC_FN_MEMBERS] = {LOCALITY_TYPE_REF, LOC_KIND_area, true},
    [LOC_FN_COVERS] = {LOCALITY_TYPE_TRUTH, 0, false},
    [LOC_FN_GAPS] = {LOCALITY_TYPE_REF, LOC_KIND_area, true},
    [LOC_FN_OVERLAPS_OF] = {LOCALITY_TYPE_REF, LOC_KIND_area, true},
    [LOC_FN_EXISTS] = {LOCALITY_TYPE_TRUTH, 0, false},
    [LOC_FN_SUCCESSORS] = {LOCALITY_TYPE_REF, LOC_KIND_area, true},
    [LOC_FN_PREDECESSORS] = {LOCALITY_TYPE_REF, LOC_KIND_area, true},
    [LOC_FN_OUTLIVED] = {LOCALITY_TYPE_REF, LOC_KIND_area, true},
    [LOC_FN_PREMATURE] = {LOCALITY_TYPE_REF, LOC_KIND_area, true},
    [LOC_FN_CODE_ENTITY] = {LOCALITY_TYPE_TEXT, 0, false},
    [LOC_FN_CODE_COUNTRY] = {LOCALITY_TYPE_TEXT, 0, false},
    [LOC_FN_CODE_FITS] = {LOCALITY_TYPE_TRUTH, 0, false},
    [LOC_FN_CHAIN] = {LOCALITY_TYPE_REF, LOC_KIND_post, true},
    [LOC_FN_REPORTS] = {LOCALITY_TYPE_REF, LOC_KIND_post, true},
    [LOC_FN_BELOW] = {LOCALITY_TYPE_REF, LOC_KIND_post, true},
    [LOC_FN_SPAN] = {LOCALITY_TYPE_COUNT, 0, false},
    [LOC_FN_SPAN_FTE] = {LOCALITY_TYPE_NUMBER, 0, false},
    [LOC_FN_DEPTH] = {LOCALITY_TYPE_COUNT, 0, false},
    [LOC_FN_LAYERS] = {LOCALITY_TYPE_COUNT, 0, false},
    [LOC_FN_CYCLIC] = {LOCALITY_TYPE_TRUTH, 0, false},
    [LOC_FN_ACCOUNTABLE] = {LOCALITY_TYPE_REF, LOC_KIND_post, true},
    [LOC_FN_DAYS] = {LOCALITY_TYPE_DAYS, 0, false},
    [LOC_FN_DAYS_INCLUSIVE] = {LOCALITY_TYPE_DAYS, 0, false},
    [LOC_FN_ADD_MONTHS] = {LOCALITY_TYPE_DATE, 0, false},
    [LOC_FN_WEEKDAY] = {LOCALITY_TYPE_TEXT, 0, false},
    [LOC_FN_YEAR] = {LOCALITY_TYPE_COUNT, 0, false},
    [LOC_FN_DAY] = {LOCALITY_TYPE_DATE, 0, false},
    [LOC_FN_FLOOR] = {LOCALITY_TYPE_COUNT, 0, false},
    [LOC_FN_CEIL] = {LOCALITY_TYPE_COUNT, 0, false},
    [LOC_FN_PERCENT] = {LOCALITY_TYPE_RATIO, 0, false},
    [LOC_FN_YEARLY] = {LOCALITY_TYPE_RATIO, 0, false},
    [LOC_FN_SIZE] = {LOCALITY_TYPE_COUNT, 0, false},
    [LOC_FN_NAMED] = {LOCALITY_TYPE_TRUTH, 0, false},
    [LOC_FN_TEXT] = {LOCALITY_TYPE_TEXT, 0, false},
};

/* round: counts count as numbers; without decimals a number becomes a count. */
static bool check_round(loc_checker *checker, loc_node *node) {
    if (loc_type_is(node->a->type, LOCALITY_TYPE_COUNT) &&
        !loc_check_to(checker, &node->a, loc_type_of(LOCALITY_TYPE_NUMBER)))
        return false;
    node->type = node->a->type;
    if (node->arguments == 1 && node->type.scalar == LOCALITY_TYPE_NUMBER)
        node->type.scalar = LOCALITY_TYPE_COUNT;
    return true;
}

/* Whether a function looks at records, so that a constant cannot use it. */
static bool reads_records(const loc_function_row *row) {
    const argument_row *argument = &argument_rows[row->arguments[0]];

    return argument->scalar == LOCALITY_TYPE_REF || row->arguments[0] == LOC_ARG_RECORD;
}

/* What no function is called is a definition. */
static bool check_use(loc_checker *checker, loc_node *node, const loc_type *want) {
    const loc_entry *entry = loc_checker_find(checker, node->name);

    if (entry == NULL || entry->definition == NULL)
        return loc_checker_unknown_function(checker, node);
    return loc_check_use(checker, node, entry->definition, want);
}

bool loc_check_call(loc_checker *checker, loc_node *node, const loc_type *want) {
    const loc_function_row *row;
    const struct result_row *result;

    if (node->function == LOC_FN_COUNT)
        return check_use(checker, node, want);
    row = loc_function_at(node->function);
    result = &results[node->function];
    if (checker->is_constant && reads_records(row))
        return loc_checker_fail(checker, node->at, LOCALITY_TYPE, "",
                                "the value of a parameter is constant and reads no records");
    if (!check_arguments(checker, node, row))
        return false;
    if (node->function == LOC_FN_ACCOUNTABLE && node->a->type.scalar == LOCALITY_TYPE_REF &&
        !loc_search_knows(node->a->type.target))
        return loc_checker_unfit(checker, node->a, "something that posts answer for",
                                 "write accountable(theme \"va\", area \"fenland\")");
    if (node->function == LOC_FN_ROUND)
        return check_round(checker, node);
    if (result->scalar == LOCALITY_TYPE_NONE)
        node->type = node->a->type;
    else if (result->scalar == LOCALITY_TYPE_REF)
        node->type = loc_type_ref((uint32_t)result->kind);
    else
        node->type = loc_type_of(result->scalar);
    if (result->is_list)
        node->type.is_list = 1;
    return true;
}

/* ---- Variables ---------------------------------------------------------------------------- */

/* A list that has the name of a kind is meant where both would fit. */
static bool prefer_list(loc_checker *checker, loc_binding *binding) {
    const loc_entry *entry;
    loc_node *node;

    if (binding->kind == LOCALITY_NO_INDEX)
        return true;
    entry = loc_checker_find(checker, binding->kind_name);
    if (entry == NULL || !entry->type.is_list)
        return true;
    node = loc_arena_take(checker->arena, 1, sizeof *node);
    if (node == NULL)
        return loc_checker_no_memory(checker);
    node->op = LOC_NAME;
    node->name = binding->kind_name;
    node->number = checker->nodes++;
    node->start = node->at = binding->source;
    node->within = checker->within;
    node->end = binding->source + (uint32_t)strlen(binding->kind_name);
    node->height = 1;
    binding->kind = LOCALITY_NO_INDEX;
    binding->list = node;
    return true;
}

static bool check_source(loc_checker *checker, loc_binding *binding) {
    loc_node *list = binding->list;
    char hint[LOC_HINT_SIZE], source[LOC_EXCERPT_SIZE];

    if (list->op == LOC_NAME && loc_checker_find(checker, list->name) == NULL)
        return loc_checker_unknown_source(checker, list);
    if (!loc_check_node(checker, &binding->list, NULL))
        return false;
    list = binding->list;
    binding->type = loc_type_item(list->type);
    if (list->type.is_list && list->type.columns == 1)
        return true;
    snprintf(hint, sizeof hint,
             "write `in post` for every record of a kind, or {%s} for a list "
             "of one",
             loc_checker_source(checker, list, source));
    return loc_checker_unfit(checker, list, "a kind or a list", hint);
}

bool loc_check_bindings(loc_checker *checker, loc_binding *bindings, bool is_case) {
    for (loc_binding *binding = bindings; binding != NULL; binding = binding->next) {
        loc_entry *entry;

        if (!prefer_list(checker, binding))
            return false;
        binding->type = loc_type_ref(binding->kind);
        if (binding->list != NULL && !check_source(checker, binding))
            return false;
        entry = loc_checker_enter(checker, binding->name, binding->type, binding->at);
        if (entry == NULL)
            return false;
        entry->is_case = is_case;
        binding->slot = entry->slot;
        if (binding->where != NULL && !loc_check_truth(checker, &binding->where))
            return false;
    }
    return true;
}

/* ---- Quantifiers -------------------------------------------------------------------------- */

static bool is_truth(loc_type type) {
    return loc_type_is(type, LOCALITY_TYPE_TRUTH);
}

/* What the value of a quantifier must be, and what it gives; NONE: the type of the value. */
typedef struct quantifier_row {
    bool (*fits)(loc_type type);
    const char *phrase;
    int result;
} quantifier_row;

static const quantifier_row *row_of(const loc_node *node) {
    static const quantifier_row rows[] = {
        {is_single, "a single value", LOCALITY_TYPE_COUNT},
        {loc_type_is_addable, "a number, an amount or a number of days", LOCALITY_TYPE_NONE},
        {loc_type_is_ordered, "a number, an amount, a date or a length of time",
         LOCALITY_TYPE_NONE},
        {loc_type_is_ordered, "a number, an amount, a date or a length of time",
         LOCALITY_TYPE_NONE},
        {is_truth, "a condition (yes or no)", LOCALITY_TYPE_RATIO},
        {is_truth, "a condition (yes or no)", LOCALITY_TYPE_TRUTH},
        {is_truth, "a condition (yes or no)", LOCALITY_TYPE_TRUTH},
        {is_truth, "a condition (yes or no)", LOCALITY_TYPE_TRUTH},
        {is_anything, "a value", LOCALITY_TYPE_NONE},
    };

    return &rows[node->op - LOC_COUNT];
}

/* A value that was given a name is in sight of those behind it. */
static bool enter_column(loc_checker *checker, const loc_node *value) {
    loc_entry *entry;

    if (value->head == NULL || value->is_head_text)
        return true;
    entry = loc_checker_enter(checker, value->head, value->type, value->start);
    if (entry == NULL)
        return false;
    entry->given = value;
    entry->is_column = true;
    return true;
}

static bool check_values(loc_checker *checker, loc_node *node) {
    const quantifier_row *row = row_of(node);
    loc_type truth = loc_type_of(LOCALITY_TYPE_TRUTH);
    const loc_type *want = row->fits == is_truth ? &truth : NULL;
    char hint[LOC_HINT_SIZE];

    for (loc_node **place = &node->a; *place != NULL; place = &(*place)->next) {
        loc_type wanted = row->fits == is_truth ? truth : loc_type_of(LOCALITY_TYPE_NUMBER);

        if (!loc_check_node(checker, place, want))
            return false;
        if (row->fits((*place)->type)) {
            if (!enter_column(checker, *place))
                return false;
            continue;
        }
        loc_checker_advise(checker, *place, wanted, hint);
        if (row->fits == is_single)
            snprintf(hint, sizeof hint,
                     "write size(set(...)) for how many different items the lists "
                     "have together");
        return loc_checker_unfit(checker, *place, row->phrase, hint);
    }
    return true;
}

static bool check_table(loc_checker *checker, loc_node *node) {
    node->type = (loc_type){LOCALITY_TYPE_NONE, 1, (uint16_t)node->arguments, LOCALITY_NO_INDEX};
    if (node != checker->root)
        return loc_checker_fail(checker, node->start, LOCALITY_TYPE,
                                "give it one value here: list(p.title for p in post)",
                                "a table is only possible as the whole of an answer");
    if (node->arguments <= 255)
        return true;
    return loc_checker_fail(checker, node->start, LOCALITY_LIMIT, "",
                            "a table has 255 columns at most");
}

bool loc_check_quantifier(loc_checker *checker, loc_node *node) {
    loc_entry *outside = checker->newest;
    int result = row_of(node)->result;

    if (!loc_check_bindings(checker, node->bindings, false) || !check_values(checker, node))
        return false;
    loc_checker_leave(checker, outside);
    if (node->op == LOC_COLLECT && node->arguments > 1)
        return check_table(checker, node);
    if (result != LOCALITY_TYPE_NONE)
        node->type = loc_type_of(result);
    else
        node->type = node->a->type;
    if (node->op == LOC_COLLECT)
        node->type.is_list = 1;
    return true;
}
