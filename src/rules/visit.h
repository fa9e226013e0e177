/* Visit: every node of a rule. */
#ifndef LOC_RULES_VISIT_H
#define LOC_RULES_VISIT_H

#include "expr/syntax.h"

void loc_visit_rule(const loc_rule *rule, void (*visit)(void *self, const loc_node *node),
                    void *self);

#endif
