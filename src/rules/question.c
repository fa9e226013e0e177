/* Queries that were loaded with the rules: records of kind question. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "expr/answer.h"
#include "expr/definitions.h"
#include "expr/host.h"
#include "expr/parameters.h"
#include "locality/rules.h"
#include "schema/schema.h"

#define KIND ((uint32_t)LOC_KIND_question)

static bool find_question(loc_run *run, const char *id, uint32_t *row) {
    loc_nearest nearest;
    char hint[256] = "";

    *row = locality_snapshot_find(run->snapshot, KIND, id);
    if (*row != LOCALITY_ROW_MISSING)
        return true;
    loc_nearest_init(&nearest, id);
    for (uint32_t other = 0; other < locality_snapshot_count(run->snapshot, KIND); other++)
        loc_nearest_offer(&nearest, locality_snapshot_id(run->snapshot, KIND, other));
    loc_nearest_write(&nearest, hint, sizeof hint);
    (void)loc_fail(&run->failure, LOCALITY_NOT_FOUND, "there is no query \"%s\"%s", id, hint);
    loc_error_at_record(&run->failure, "question", id, NULL);
    return false;
}

static bool parse_question(loc_run *run, uint32_t row, const loc_parameters *parameters,
                           loc_question *out) {
    const char *text = loc_run_field_text(run, KIND, row, "text");
    loc_scope scope;
    loc_file *file = NULL;

    memset(&scope, 0, sizeof scope);
    scope.parameters = parameters->first;
    if (!loc_definitions_load(run, &scope.definitions))
        return false;
    if (run->failure.status != LOCALITY_OK ||
        loc_syntax_parse_file(run->schema, text, strlen(text), &run->arena, &file, &run->failure) !=
            LOCALITY_OK ||
        loc_check_file(run->schema, &scope, &run->arena, file, &run->failure) != LOCALITY_OK)
        return false;
    if (file->rules_count != 1 || !file->rules->is_query || file->parameters_count != 0 ||
        file->definitions_count != 0)
        return loc_run_fail(run, LOCALITY_SYNTAX,
                            "the text of a question record is one query and nothing else");
    if (file->rules->is_allocation)
        return loc_run_fail(
            run, LOCALITY_INVALID,
            "this is an allocation, and no query: solve it with `locality allocate`");
    memset(out, 0, sizeof *out);
    out->text = file->text;
    out->length = file->length;
    out->nodes = file->rules->nodes;
    out->slots = file->rules->slots;
    out->clauses = file->rules->clauses;
    for (const loc_clause *clause = out->clauses; clause != NULL; clause = clause->next)
        if (clause->kind == LOC_CLAUSE_ANSWER)
            out->root = clause->value;
    return true; /* a query without `answer` is no query to the parser */
}

locality_status locality_query_run(const locality_snapshot *snapshot, const char *id,
                                   const locality_query_options *options, locality_answer **out,
                                   locality_error *error) {
    locality_query_options taken;
    loc_parameters parameters;
    loc_question question;
    uint32_t row = 0;
    loc_run run;

    if (out != NULL)
        *out = NULL;
    if (snapshot == NULL)
        return loc_fail_null(error, "snapshot");
    if (id == NULL)
        return loc_fail_null(error, "id");
    if (out == NULL)
        return loc_fail_null(error, "out");
    locality_status status = loc_query_options_take(options, &taken, error);
    if (status != LOCALITY_OK)
        return status;
    loc_query_run_init(&run, snapshot, &taken);
    if (find_question(&run, id, &row) &&
        loc_parameters_load(&run, taken.parameters, taken.parameters_count, &parameters) &&
        (!parse_question(&run, row, &parameters, &question) ||
         !loc_answer_question(&run, &question, taken.max_witnesses, out)))
        loc_error_at_record(&run.failure, "question", id, NULL);
    return loc_query_finish(&run, out, error);
}
