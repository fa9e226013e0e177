/* Tree: a structure version by its lines of report, as the report and the chart of it look at it.
 * */
#ifndef LOC_REPORT_TREE_H
#define LOC_REPORT_TREE_H

#include "report/page.h"
#include "report/read.h"
#include "structure/lines.h"

/* Levels that are numbered; a deeper line says its level. */
#define LOC_TREE_NUMBERED 8u

/* A post with its place in the tree. */
typedef struct loc_tree_node {
    uint32_t row, level;
} loc_tree_node;

typedef struct loc_tree {
    loc_page *page;
    const locality_snapshot *snapshot;
    const loc_lines *lines;
    const loc_descent *down; /* of the lines */
    uint32_t structure;
    loc_tree_node *stack; /* as long as there are posts */
    uint32_t posts;
    uint32_t number[LOC_TREE_NUMBERED]; /* of the line at work, level by level: 2.1.3 */
    locality_table table;               /* CSV and JSON */
} loc_tree;

/* Where a post stands. */
enum loc_tree_places { LOC_TREE_LINKED, LOC_TREE_APART, LOC_TREE_CIRCLE, LOC_TREE_OUTSIDE };

/* Fills all but `structure`, which is set before; loc_tree_close in any case. `stack` is null
 * where memory lacks: the page has then failed. */
locality_status loc_tree_open(loc_tree *tree, loc_page *page, const locality_snapshot *snapshot,
                              locality_error *error);
void loc_tree_close(loc_tree *tree);
/* Whether a post is one of the structure. */
bool loc_tree_has(const loc_tree *tree, uint32_t row);
/* The post it hangs below in this structure, or LOCALITY_ROW_MISSING for a top. */
uint32_t loc_tree_above(const loc_tree *tree, uint32_t row);
/* One of loc_tree_places, for a post of the structure. */
int loc_tree_place(const loc_tree *tree, uint32_t row);
/* Adds "Structure proposed: Proposed structure, v1.0, proposed". */
void loc_tree_compose_title(loc_text *line, const locality_snapshot *snapshot, uint32_t structure);
/* Adds "2 posts, 1.5 FTE" of a post. */
void loc_tree_add_amount(loc_text *line, const loc_tree *tree, uint32_t row);

#endif
