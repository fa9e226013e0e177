/* See visit.h. Trees are no deeper than LOC_SYNTAX_DEPTH. */
#include "expr/visit.h"

typedef struct loc_visiting {
    void (*visit)(void *self, const loc_node *node);
    void *self;
} loc_visiting;

static void visit_node(const loc_visiting *visiting, const loc_node *node);

static void visit_list(const loc_visiting *visiting, const loc_node *node) {
    for (; node != NULL; node = node->next)
        visit_node(visiting, node);
}

static void visit_bindings(const loc_visiting *visiting, const loc_binding *binding) {
    for (; binding != NULL; binding = binding->next) {
        if (binding->list != NULL)
            visit_node(visiting, binding->list);
        if (binding->where != NULL)
            visit_node(visiting, binding->where);
    }
}

static void visit_node(const loc_visiting *visiting, const loc_node *node) {
    visiting->visit(visiting->self, node);
    visit_bindings(visiting, node->bindings);
    if (node->op == LOC_CALL || node->op == LOC_LIST || node->bindings != NULL) {
        visit_list(visiting, node->a);
        return;
    }
    if (node->a != NULL)
        visit_node(visiting, node->a);
    if (node->b != NULL)
        visit_node(visiting, node->b);
    if (node->c != NULL)
        visit_node(visiting, node->c);
}

void loc_visit_rule(const loc_rule *rule, void (*visit)(void *self, const loc_node *node),
                    void *self) {
    const loc_visiting visiting = {visit, self};

    visit_bindings(&visiting, rule->bindings);
    for (const loc_clause *clause = rule->clauses; clause != NULL; clause = clause->next) {
        if (clause->weight != NULL)
            visit_node(&visiting, clause->weight);
        if (clause->value != NULL)
            visit_node(&visiting, clause->value);
        for (const loc_part *part = clause->message; part != NULL; part = part->next)
            if (part->value != NULL)
                visit_node(&visiting, part->value);
    }
}

void loc_visit_tree(const loc_node *node, void (*visit)(void *self, const loc_node *node),
                    void *self) {
    const loc_visiting visiting = {visit, self};

    visit_node(&visiting, node);
}
