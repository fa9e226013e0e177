/* Solution: pairs and prices as the solvers make them, in canonical numbers. Nodes are the rows, then
 * the columns, then the groups, then the hub, from which everything comes and to which it returns:
 * hub to row, row to column, column to group or hub, group to hub. Each of these arcs has bounds; an
 * allocation is a flow of whole numbers that keeps them. */
#ifndef LOC_ALLOCATION_SOLUTION_H
#define LOC_ALLOCATION_SOLUTION_H

#include "allocation/network.h"
#include "allocation/problem.h"

typedef struct loc_solution {
    const locality_allocation *a;
    bool waive;
    uint32_t levels; /* of prices */
    uint32_t proved; /* levels proved */
    uint32_t rows, columns, groups;
    uint32_t nodes; /* without the hub, whose price is 0 */
    int64_t *price; /* level by level; of rows and columns what they take off the cost of a pair */
    size_t *used;   /* pairs, ascending */
    uint8_t *tied;  /* whether another solution as good does without each */
    size_t count, capacity;
    int32_t verdict;
    bool is_unique;
    uint8_t *cut; /* nodes and the hub; null unless infeasible */
} loc_solution;

static inline uint32_t loc_node_column(const loc_solution *s, uint32_t column) {
    return s->rows + column;
}

static inline uint32_t loc_node_group(const loc_solution *s, uint32_t group) {
    return s->rows + s->columns + group;
}

static inline uint32_t loc_node_hub(const loc_solution *s) {
    return s->nodes;
}

/* Where a column's places are counted on: its group, or the hub. */
static inline uint32_t loc_node_after(const loc_solution *s, uint32_t column) {
    uint32_t group = loc_column_group(s->a, column);
    return group != LOC_NO_NODE ? loc_node_group(s, group) : loc_node_hub(s);
}

static inline int64_t loc_price(const loc_solution *s, uint32_t level, uint32_t node) {
    return node < s->nodes ? s->price[(size_t)level * s->nodes + node] : 0;
}

/* Partners of every node (a group's are those of its columns); `load` has room for nodes. */
void loc_solution_load(const loc_solution *s, int64_t *load);

/* The arcs of a problem, or those of them that can still change. */
typedef struct loc_arcs {
    loc_arc *arc;
    size_t *pair; /* of each arc, or LOC_NO_PAIR */
    int64_t *flow;
    size_t arcs, capacity;
} loc_arcs;

/* Makes the field. With `tight` only arcs with room to change whose reduced cost is 0 on the first
 * `levels` levels of prices; else all, pairs that are not open left out. */
bool loc_arcs_make(loc_arcs *field, const loc_solution *s, bool tight, uint32_t levels,
                   loc_work *work);
void loc_arcs_clear(loc_arcs *field, loc_work *work);
/* Takes the pairs with flow from a field. With `tight`, pairs outside the field stay. */
void loc_arcs_keep(const loc_arcs *field, loc_solution *s, bool tight);

/* Lists the arcs of each of `nodes` nodes: `start` has nodes + 1 places, `arc` twice as many as arcs. */
void loc_arcs_list(const loc_arcs *arcs, uint32_t nodes, size_t *start, uint32_t *arc);
/* Reads the pairs of an answer back into a solution without prices; `used` and `load` (of nodes) are
 * the caller's. */
void loc_solution_read(loc_solution *s, const locality_allocation *a,
                       const locality_allocation_certificate *certificate, size_t *used);

/* The solvers proper: fill used, price, proved, verdict, cut. False where the work stopped. */
bool loc_solve_assignment(loc_solution *s, int32_t method, loc_work *work);
bool loc_solve_flow(loc_solution *s, loc_work *work);
/* Solves the levels from `level` on where those before it are proved. */
bool loc_solve_levels(loc_solution *s, uint32_t level, loc_work *work);
/* Among solutions that are as good takes the first, and tells which pairs are tied. */
bool loc_solve_ties(loc_solution *s, loc_work *work);

#endif
