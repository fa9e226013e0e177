/* Definitions: the named expressions of the records, ready to be put in where rules and questions use
 * them. */
#ifndef LOC_EXPR_DEFINITIONS_H
#define LOC_EXPR_DEFINITIONS_H

#include "expr/run.h"

/* A definition as a record holds it. */
typedef struct loc_definition_text {
    const char *id, *text, *file; /* file: "" where it is not known */
    uint32_t line;                /* of that file, from 1; 0 where it is not known */
} loc_definition_text;

/* Reads what one record holds; everything lies in the arena. Statuses: as loc_syntax_parse_file, and
 * SYNTAX where it is not one definition of that name. */
locality_status loc_definition_read(const locality_schema *schema, const loc_definition_text *given,
                                    loc_arena *arena, loc_definition **out, locality_error *error);
/* Reads the definition records of the run's snapshot, in their order, for the checker; everything
 * lies in the run's memory. */
bool loc_definitions_load(loc_run *run, const loc_definition **out);

#endif
