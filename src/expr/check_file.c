/* Check, files: parameters, definitions, and the clauses of rules and queries in their order. */
#include "expr/check.h"

#include <string.h>

#include "base/error.h"

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

static bool check_clause(loc_checker *checker, loc_clause *clause) {
    bool is_ok = true;

    checker->uses_case = false;
    checker->root = clause->kind == LOC_CLAUSE_ANSWER ? clause->value : NULL;
    if (clause->kind == LOC_CLAUSE_LET)
        is_ok = check_let(checker, clause);
    else if (clause->kind == LOC_CLAUSE_ANSWER)
        is_ok = loc_check_node(checker, &clause->value, NULL);
    else if (clause->value != NULL)
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
    if (!loc_check_bindings(checker, rule->bindings, true))
        return false;
    for (loc_clause *clause = rule->clauses; clause != NULL; clause = clause->next)
        if (!check_clause(checker, clause))
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
