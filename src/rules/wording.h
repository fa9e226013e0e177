/* Wording: what a rule says as a whole: its own text, and behind it those of the definitions it uses. */
#ifndef LOC_RULES_WORDING_H
#define LOC_RULES_WORDING_H

#include "base/text.h"
#include "expr/run.h"

/* Adds the texts of the definitions that a checked rule uses, each behind a blank line, in their order.
 * False on refusal of memory, which the run knows. */
bool loc_wording_add(loc_run *run, const loc_rule *rule, const loc_definition *definitions,
                     loc_text *out);

#endif
