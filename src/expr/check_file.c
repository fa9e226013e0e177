/* Check, files: parameters, definitions, and the clauses of rules and queries in their order. */
#include "expr/check.h"

#include <string.h>

#include "base/error.h"
#include "expr/parser.h"
#include "expr/visit.h"

/* ---- Parameters --------------------------------------------------------------------------- */

/* The value is constant: it sees neither variables nor other parameters. */
static locality_status check_parameter(const locality_schema *schema, loc_arena *arena,
                                       const loc_file *file, loc_parameter *parameter,
                                       locality_error *error) {
    char phrase[LOC_PHRASE_SIZE], hint[LOC_HINT_SIZE];
    loc_checker checker;

    if (parameter->value == NULL)
        return LOCALITY_OK;
    loc_checker_init(&checker, schema, arena, file->text, file->length, error);
    checker.nodes = parameter->nodes;
    checker.is_constant = true;
    if (loc_check_node(&checker, &parameter->value, &parameter->type) &&
        !loc_check_to(&checker, &parameter->value, parameter->type)) {
        loc_checker_advise(&checker, parameter->value, parameter->type, hint);
        loc_checker_unfit(&checker, parameter->value,
                          loc_type_write(schema, parameter->type, phrase, sizeof phrase), hint);
    }
    parameter->nodes = checker.nodes;
    parameter->slots = checker.slots;
    return checker.status;
}

/* ---- Rules -------------------------------------------------------------------------------- */

static bool check_message(loc_checker *checker, loc_part *part) {
    for (; part != NULL; part = part->next)
        if (part->value != NULL && !loc_check_node(checker, &part->value, NULL))
            return false;
    return true;
}

static bool check_let(loc_checker *checker, loc_clause *clause) {
    loc_entry *entry;

    if (!loc_check_node(checker, &clause->value, NULL))
        return false;
    entry = loc_checker_enter(checker, clause->name, clause->value->type, clause->at);
    if (entry == NULL)
        return false;
    entry->is_case = checker->uses_case;
    clause->slot = entry->slot;
    return true;
}

/* ---- Allocations -------------------------------------------------------------------------- */

/* Which variables the value of a clause may use. */
enum sides { EITHER_SIDE, CANDIDATE_SIDE, PLACE_SIDE, NO_SIDE };

typedef struct clause_type {
    uint8_t clause, side;
    int32_t scalar; /* LOCALITY_TYPE_NONE: a quantity of any type that adds up */
    const char *wanted, *hint;
} clause_type;

static const clause_type types[] = {
    {LOC_CLAUSE_HOLDS, CANDIDATE_SIDE, LOCALITY_TYPE_COUNT, "a count", "write holds 2"},
    {LOC_CLAUSE_SEATS, PLACE_SIDE, LOCALITY_TYPE_COUNT, "a count", "write seats p.posts"},
    {LOC_CLAUSE_COVER, PLACE_SIDE, LOCALITY_TYPE_TRUTH, "a condition", ""},
    {LOC_CLAUSE_PREFER, EITHER_SIDE, LOCALITY_TYPE_NONE, "a quantity",
     "write a number, an amount of money or days; if c then 0 else 1 makes one of a condition"},
    {LOC_CLAUSE_WISH, EITHER_SIDE, LOCALITY_TYPE_NONE, "a quantity",
     "write wish least \"miles\" : d"},
    {LOC_CLAUSE_CHOOSE, EITHER_SIDE, LOCALITY_TYPE_NONE, "a quantity",
     "write choose most \"years in post\" : y"},
    {LOC_CLAUSE_FROM, NO_SIDE, LOCALITY_TYPE_DATE, "a date", "write from 2016-04-01"},
    {LOC_CLAUSE_UNTIL, NO_SIDE, LOCALITY_TYPE_DATE, "a date", "write until 2017-03-31"},
    {LOC_CLAUSE_SHARE, CANDIDATE_SIDE, LOCALITY_TYPE_NUMBER, "a number", "write share p.fte"},
    {LOC_CLAUSE_HISTORY, CANDIDATE_SIDE, LOCALITY_TYPE_COUNT, "a count of months, or days",
     "write history 3; round(x) makes a count of a number"},
    {LOC_CLAUSE_SPELL, NO_SIDE, LOCALITY_TYPE_COUNT, "a count", "write spell most 6"},
    {LOC_CLAUSE_REST, NO_SIDE, LOCALITY_TYPE_COUNT, "a count", "write rest 1"},
    {LOC_CLAUSE_GIVES, CANDIDATE_SIDE, LOCALITY_TYPE_NUMBER, "a number", "write gives p.fte"},
    {LOC_CLAUSE_NEED, PLACE_SIDE, LOCALITY_TYPE_NUMBER, "a number", "write need 0.5"},
    {LOC_CLAUSE_PROTECT, PLACE_SIDE, LOCALITY_TYPE_NUMBER, "a number",
     "write the FTE that is kept, protect \"words\" : 0.5"},
    {LOC_CLAUSE_CEILING, PLACE_SIDE, LOCALITY_TYPE_NUMBER, "a number", "write ceiling 2"},
    {LOC_CLAUSE_STEP, NO_SIDE, LOCALITY_TYPE_NUMBER, "a number", "write step 0.1"},
    {LOC_CLAUSE_WHOLE, NO_SIDE, LOCALITY_TYPE_TRUTH, "a condition", "write whole yes"},
};

static const clause_type *type_of_clause(int kind) {
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (types[i].clause == kind)
            return &types[i];
    return NULL;
}

static bool check_quantity(loc_checker *checker, loc_node **place, const clause_type *type) {
    loc_type wanted = loc_type_of(type->scalar);
    bool is_any = type->scalar == LOCALITY_TYPE_NONE;

    if (!loc_check_node(checker, place, is_any ? NULL : &wanted))
        return false;
    if (type->clause == LOC_CLAUSE_HISTORY && !(*place)->type.is_list &&
        (*place)->type.scalar == LOCALITY_TYPE_DAYS)
        return true;
    if (is_any ? !(*place)->type.is_list && loc_type_is_addable((*place)->type)
               : loc_check_to(checker, place, wanted))
        return true;
    return loc_checker_unfit(checker, *place, type->wanted, type->hint);
}

/* What is looked for: a variable that does not belong here. */
typedef struct side_search {
    const loc_rule *rule;
    uint8_t side;
    const loc_node *found;
} side_search;

static void look_for_side(void *self, const loc_node *node) {
    side_search *search = self;
    const loc_binding *candidate = search->rule->bindings, *place = candidate->next;
    bool is_foreign;

    if (node->op != LOC_VARIABLE || search->found != NULL)
        return;
    is_foreign = (search->side != CANDIDATE_SIDE && node->slot == candidate->slot) ||
                 (search->side != PLACE_SIDE && node->slot == place->slot);
    for (const loc_clause *let = search->rule->clauses; let != NULL; let = let->next)
        is_foreign = is_foreign ||
                     (let->kind == LOC_CLAUSE_LET && let->is_case != 0 && let->slot == node->slot);
    if (is_foreign)
        search->found = node;
}

/* Fails where an expression uses a variable of the other side. */
static bool keep_side(loc_checker *checker, const loc_rule *rule, const loc_node *node,
                      uint8_t side) {
    static const char *const whose[] = {"", "the candidate alone", "the place alone",
                                        "neither candidate nor place"};
    side_search search = {rule, side, NULL};

    if (node == NULL || side == EITHER_SIDE)
        return true;
    loc_visit_tree(node, look_for_side, &search);
    return search.found == NULL ||
           loc_checker_fail(checker, search.found->start, LOCALITY_TYPE, "",
                            "what stands here may speak of %s", whose[side]);
}

static bool check_sides(loc_checker *checker, const loc_rule *rule) {
    const loc_binding *place;

    if (!rule->is_allocation)
        return true;
    place = rule->bindings->next;
    if (!keep_side(checker, rule, place->where, PLACE_SIDE) ||
        !keep_side(checker, rule, place->list, PLACE_SIDE))
        return false;
    for (const loc_clause *clause = rule->clauses; clause != NULL; clause = clause->next) {
        const clause_type *type = type_of_clause(clause->kind);
        uint8_t side = type != NULL                       ? type->side
                       : clause->kind == LOC_CLAUSE_NEEDS ? NO_SIDE
                                                          : EITHER_SIDE;
        if (!keep_side(checker, rule, clause->value, side) ||
            !keep_side(checker, rule, clause->weight, NO_SIDE))
            return false;
    }
    return true;
}

/* Clauses that count people in places, and those that spread FTE over places, do not mix. */
static bool check_form(loc_checker *checker, const loc_rule *rule) {
    static const uint8_t of_people[] = {LOC_CLAUSE_HOLDS,   LOC_CLAUSE_SEATS, LOC_CLAUSE_COVER,
                                        LOC_CLAUSE_STAGE,   LOC_CLAUSE_SHARE, LOC_CLAUSE_SPELL,
                                        LOC_CLAUSE_HISTORY, LOC_CLAUSE_REST,  LOC_CLAUSE_WISH,
                                        LOC_CLAUSE_CHOOSE};
    bool has_need = false;

    for (const loc_clause *c = rule->clauses; c != NULL; c = c->next)
        has_need = has_need || c->kind == LOC_CLAUSE_NEED;
    for (const loc_clause *c = rule->clauses; c != NULL; c = c->next) {
        bool is_of_fte = c->kind >= LOC_CLAUSE_GIVES;
        if (is_of_fte && !has_need)
            return loc_checker_fail(
                checker, c->start, LOCALITY_TYPE, "say what each place needs, need 0.5",
                "`%s` is for an allocation of FTE, which has a `need`", loc_clause_word(c->kind));
        for (size_t i = 0; has_need && i < sizeof of_people; i++)
            if (c->kind == of_people[i])
                return loc_checker_fail(
                    checker, c->start, LOCALITY_TYPE, "leave it out, or the `need`",
                    "an allocation of FTE has no `%s`", loc_clause_word(c->kind));
    }
    return true;
}

static const loc_clause *clause_of(const loc_rule *rule, int kind) {
    const loc_clause *clause = rule->clauses;

    while (clause != NULL && clause->kind != kind)
        clause = clause->next;
    return clause;
}

/* What both sides would rather have is of use together; no stable allocation is defined where places are
 * covered together or filled in stages. */
static bool check_likings(loc_checker *checker, const loc_rule *rule) {
    const loc_clause *wish = clause_of(rule, LOC_CLAUSE_WISH);
    const loc_clause *choose = clause_of(rule, LOC_CLAUSE_CHOOSE);
    const loc_clause *one = wish != NULL ? wish : choose, *other = NULL;

    if ((wish == NULL) != (choose == NULL))
        return loc_checker_fail(checker, one->start, LOCALITY_TYPE, "write both, or neither",
                                "`wish` and `choose` stand together");
    if (one != NULL && clause_of(rule, LOC_CLAUSE_COVER) != NULL)
        other = clause_of(rule, LOC_CLAUSE_COVER);
    else if (one != NULL)
        other = clause_of(rule, LOC_CLAUSE_STAGE);
    return other == NULL || loc_checker_fail(checker, other->start, LOCALITY_TYPE,
                                             "leave it out, or `wish` and `choose`",
                                             "an allocation with wishes and choices has no `%s`",
                                             loc_clause_word(other->kind));
}

/* A list has no id to hold on to: both sides are records of a kind, or of a list of them. */
static bool check_records(loc_checker *checker, const loc_rule *rule) {
    for (const loc_binding *b = rule->is_allocation ? rule->bindings : NULL; b != NULL; b = b->next)
        if (b->type.scalar != LOCALITY_TYPE_REF)
            return loc_checker_fail(checker, b->source, LOCALITY_TYPE,
                                    "write candidates p in person, places a in area",
                                    "candidates and places are records of a kind");
    return true;
}

static bool check_clause(loc_checker *checker, loc_clause *clause) {
    const clause_type *type = type_of_clause(clause->kind);
    static const clause_type weight = {0, NO_SIDE, LOCALITY_TYPE_COUNT, "a count",
                                       "write a whole number"};
    bool is_ok = true;

    checker->uses_case = false;
    checker->root = clause->kind == LOC_CLAUSE_ANSWER ? clause->value : NULL;
    if (clause->weight != NULL)
        is_ok = check_quantity(checker, &clause->weight, &weight);
    if (is_ok && clause->kind == LOC_CLAUSE_LET)
        is_ok = check_let(checker, clause);
    else if (is_ok && clause->kind == LOC_CLAUSE_ANSWER)
        is_ok = loc_check_node(checker, &clause->value, NULL);
    else if (is_ok && type != NULL)
        is_ok = check_quantity(checker, &clause->value, type);
    else if (is_ok && clause->value != NULL)
        is_ok = loc_check_truth(checker, &clause->value);
    is_ok = is_ok && check_message(checker, clause->message);
    clause->is_case = checker->uses_case;
    return is_ok;
}

static bool check_rule(loc_checker *checker, loc_rule *rule) {
    loc_entry *outside = checker->newest;

    checker->nodes = rule->nodes;
    checker->slots = 0;
    checker->copied = 0;
    checker->root = NULL;
    if (!loc_check_bindings(checker, rule->bindings, true) || !check_records(checker, rule))
        return false;
    for (loc_clause *clause = rule->clauses; clause != NULL; clause = clause->next)
        if (!check_clause(checker, clause))
            return false;
    if (!check_sides(checker, rule) || !check_form(checker, rule) || !check_likings(checker, rule))
        return false;
    loc_checker_leave(checker, outside);
    rule->nodes = checker->nodes;
    rule->slots = checker->slots;
    return true;
}

/* ---- The file ----------------------------------------------------------------------------- */

static uint32_t next_number(const loc_scope *scope) {
    uint32_t next = 0;

    for (const loc_parameter *parameter = scope != NULL ? scope->parameters : NULL;
         parameter != NULL; parameter = parameter->next)
        if (parameter->number >= next)
            next = parameter->number + 1;
    return next;
}

/* The scope for rules: what stands outside, hidden by the parameters of the file. */
static bool open_scope(loc_checker *checker, const loc_scope *scope, const loc_file *file) {
    loc_scope inside = {NULL, 0, file->parameters, NULL};
    loc_scope outside = inside;

    outside.parameters = scope != NULL ? scope->parameters : NULL;
    inside.definitions = scope != NULL ? scope->definitions : NULL;
    return loc_checker_scope(checker, &outside) && loc_checker_scope(checker, &inside) &&
           loc_checker_define(checker, file->definitions);
}

locality_status loc_check_file(const locality_schema *schema, const loc_scope *scope,
                               loc_arena *arena, loc_file *file, locality_error *error) {
    uint32_t number = next_number(scope);
    locality_status status;
    loc_checker checker;

    for (loc_parameter *parameter = file->parameters; parameter; parameter = parameter->next) {
        parameter->number = number++;
        status = check_parameter(schema, arena, file, parameter, error);
        if (status != LOCALITY_OK)
            return status;
    }
    loc_checker_init(&checker, schema, arena, file->text, file->length, error);
    if (!open_scope(&checker, scope, file) || !loc_check_definitions(&checker, file->definitions))
        return checker.status;
    for (loc_rule *rule = file->rules; rule != NULL; rule = rule->next)
        if (!check_rule(&checker, rule)) {
            if (error != NULL)
                loc_error_at_record(error, NULL, rule->id, NULL);
            return checker.status;
        }
    return loc_ok(error);
}
