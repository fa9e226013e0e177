/* Visit: every node of a tree, or of a rule. */
#ifndef LOC_EXPR_VISIT_H
#define LOC_EXPR_VISIT_H

#include "expr/syntax.h"

void loc_visit_rule(const loc_rule *rule, void (*visit)(void *self, const loc_node *node),
                    void *self);
void loc_visit_tree(const loc_node *node, void (*visit)(void *self, const loc_node *node),
                    void *self);

#endif
