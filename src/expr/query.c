/* An expression asked directly. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "expr/answer.h"
#include "expr/definitions.h"
#include "expr/host.h"
#include "expr/parameters.h"
#include "schema/schema.h"

#define WITNESSES_DEFAULT 200u

locality_status loc_query_options_take(const locality_query_options *given,
                                       locality_query_options *out, locality_error *error) {
    static const locality_query_options defaults = LOCALITY_QUERY_OPTIONS_INIT;

    *out = defaults;
    if (given != NULL &&
        !loc_struct_take(out, sizeof *out, given, given->struct_size, 2 * sizeof(uint32_t)))
        return loc_fail(error, LOCALITY_INVALID,
                        "options of an unknown size: %lu bytes; start from "
                        "LOCALITY_QUERY_OPTIONS_INIT",
                        (unsigned long)given->struct_size);
    if (out->parameters == NULL && out->parameters_count > 0)
        return loc_fail_null(error, "parameters");
    if (out->as_at != NULL && !locality_range_is_valid(out->as_at))
        return loc_fail(error, LOCALITY_INVALID, "as_at is not a valid range");
    if (out->max_witnesses == 0)
        out->max_witnesses = WITNESSES_DEFAULT;
    return LOCALITY_OK;
}

void loc_query_run_init(loc_run *run, const locality_snapshot *snapshot,
                        const locality_query_options *options) {
    loc_run_init(run, snapshot, loc_host_allocator(snapshot));
    if (options->as_at != NULL)
        run->as_at = *options->as_at;
    if (options->step_budget != 0)
        run->budget = options->step_budget;
    run->cancel = options->cancel;
    run->cancel_self = options->cancel_self;
}

static bool ask(loc_run *run, const char *text, size_t length,
                const locality_query_options *options, locality_answer **out) {
    loc_parameters parameters;
    loc_tree *tree = NULL;
    loc_scope scope;

    memset(&scope, 0, sizeof scope);
    if (!loc_parameters_load(run, options->parameters, options->parameters_count, &parameters) ||
        !loc_definitions_load(run, &scope.definitions))
        return false;
    scope.parameters = parameters.first;
    if (loc_syntax_parse_expression(run->schema, text, length, &run->arena, &tree, &run->failure) !=
            LOCALITY_OK ||
        loc_check_expression(run->schema, &scope, &run->arena, tree, &run->failure) != LOCALITY_OK)
        return false;
    loc_question question = {tree->text, tree->length, tree->nodes, tree->slots, NULL, tree->root};
    return loc_answer_question(run, &question, options->max_witnesses, out);
}

locality_status locality_query(const locality_snapshot *snapshot, const char *text, size_t length,
                               const locality_query_options *options, locality_answer **out,
                               locality_error *error) {
    locality_query_options taken;
    loc_run run;

    if (out != NULL)
        *out = NULL;
    if (snapshot == NULL)
        return loc_fail_null(error, "snapshot");
    if (text == NULL)
        return loc_fail_null(error, "text");
    if (out == NULL)
        return loc_fail_null(error, "out");
    locality_status status = loc_query_options_take(options, &taken, error);
    if (status != LOCALITY_OK)
        return status;
    loc_query_run_init(&run, snapshot, &taken);
    (void)ask(&run, text, length, &taken, out);
    return loc_query_finish(&run, out, error);
}

locality_status loc_query_finish(loc_run *run, locality_answer **out, locality_error *error) {
    locality_status status = loc_run_status(run, error);

    if (status != LOCALITY_OK) {
        locality_answer_free(*out);
        *out = NULL;
    }
    loc_run_clear(run);
    return status;
}
