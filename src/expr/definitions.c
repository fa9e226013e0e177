/* Definitions of records. See definitions.h. */
#include "expr/definitions.h"

#include <string.h>

#include "base/error.h"
#include "schema/schema.h"

#define KIND ((uint32_t)LOC_KIND_definition)

/* A place in the text of a record becomes one in its file. */
static void place_in_file(const loc_definition_text *given, locality_error *error) {
    if (error == NULL)
        return;
    if (error->line > 0 && given->line > 0)
        loc_error_at_place(error, error->line + given->line - 1, error->column);
    loc_error_at_record(error, "definition", given->id, "text");
}

locality_status loc_definition_read(const locality_schema *schema, const loc_definition_text *given,
                                    loc_arena *arena, loc_definition **out, locality_error *error) {
    loc_definition *definition;
    loc_file *file = NULL;
    locality_status status =
        loc_syntax_parse_file(schema, given->text, strlen(given->text), arena, &file, error);

    *out = NULL;
    if (status != LOCALITY_OK) {
        place_in_file(given, error);
        return status;
    }
    definition = file->definitions;
    if (file->definitions_count != 1 || file->rules_count != 0 || file->parameters_count != 0 ||
        strcmp(definition->name, given->id) != 0) {
        status = loc_fail(error, LOCALITY_SYNTAX,
                          "the text of a definition record is one definition of its name and "
                          "nothing else");
        loc_error_at_record(error, "definition", given->id, "text");
        return status;
    }
    definition->file = given->file;
    definition->above = given->line > 0 ? given->line - 1 : 0;
    *out = definition;
    return LOCALITY_OK;
}

static uint32_t line_of(loc_run *run, uint32_t row) {
    const locality_column *column = loc_run_column(run, KIND, LOC_FIELD_definition_line);

    if (column == NULL || column->lo == NULL || column->lo[row] < 0 ||
        column->lo[row] != column->hi[row] || column->lo[row] > UINT32_MAX)
        return 0;
    return (uint32_t)column->lo[row];
}

bool loc_definitions_load(loc_run *run, const loc_definition **out) {
    size_t records = locality_snapshot_count(run->snapshot, KIND);
    loc_definition *first = NULL, *last = NULL;

    *out = NULL;
    for (uint32_t row = 0; row < records; row++) {
        loc_definition_text given = {locality_snapshot_id(run->snapshot, KIND, row),
                                     loc_run_field_text(run, KIND, row, "text"),
                                     loc_run_field_text(run, KIND, row, "file"), line_of(run, row)};
        loc_definition *definition;

        if (run->failure.status != LOCALITY_OK ||
            loc_definition_read(run->schema, &given, &run->arena, &definition, &run->failure) !=
                LOCALITY_OK)
            return false;
        if (last == NULL)
            first = definition;
        else
            last->next = definition;
        last = definition;
    }
    *out = first;
    return true;
}
