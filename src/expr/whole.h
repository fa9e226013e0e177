/* Whole: what an expression looks at as a whole, where only a part of the case was loaded.
 *
 * A quantifier over all posts says something of posts that were left out too: nothing that was loaded
 * decides it. One that asks for one record (`p = E`) looks at nothing that was left out, nor does one
 * that asks for those of one structure (`p.structure = E`) where structures were chosen, or of one area
 * (`s.area = E`) where areas were: E was loaded, or is not known. Where records were chosen by a day
 * only a record by itself is whole. */
#ifndef LOC_EXPR_WHOLE_H
#define LOC_EXPR_WHOLE_H

#include "expr/run.h"
#include "expr/syntax.h"

/* What was found first; zeroed where everything is looked at that was loaded. */
typedef struct loc_whole {
    bool found;
    uint32_t kind;             /* of which not all records were loaded */
    const loc_node *reference; /* null, or what names a record of that kind that was left out */
} loc_whole;

/* Whether anything was left out of what a snapshot was taken of. */
bool loc_whole_matters(const locality_snapshot *snapshot);
/* Looks through an expression; keeps what was found before. A null node is allowed. */
void loc_whole_node(const loc_run *run, const loc_node *node, loc_whole *whole);
/* Looks at the kinds that bindings run over. `clauses` (may be null) are those of their rule: a `when`
 * restricts as a `where` does. A `for` over structures that keeps to one row is no whole. */
void loc_whole_bindings(const loc_run *run, const loc_binding *bindings, const loc_clause *clauses,
                        bool one_structure, loc_whole *whole);
/* Looks through the lists and conditions of bindings. */
void loc_whole_conditions(const loc_run *run, const loc_binding *bindings, loc_whole *whole);
/* Says what was found. */
void loc_whole_tell(const loc_whole *whole, loc_text *out);

#endif
