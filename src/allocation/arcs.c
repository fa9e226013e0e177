/* Arcs: those of a problem as a network, whole or only where solutions as good can differ. */
#include <string.h>

#include "allocation/solution.h"

void loc_solution_load(const loc_solution *s, int64_t *load) {
    uint32_t row = 0;

    memset(load, 0, s->nodes * sizeof *load);
    for (size_t k = 0; k < s->count; k++) {
        while (s->used[k] >= s->a->start[row + 1]) {
            row++;
        }
        uint32_t column = loc_pair_column(s->a, s->used[k], row);
        uint32_t after = loc_node_after(s, column);
        load[row]++;
        load[loc_node_column(s, column)]++;
        if (after < s->nodes) {
            load[after]++;
        }
    }
}

static bool add(loc_arcs *field, loc_arc arc, size_t pair, int64_t flow, loc_work *work) {
    if (field->arcs == field->capacity) {
        size_t arcs = field->capacity, pairs = arcs, flows = arcs;
        bool grown = loc_grow(work->allocator, (void **)&field->arc, &arcs, field->arcs + 1,
                              sizeof *field->arc);
        /* Each array has a capacity of its own until all three have grown alike. */
        grown = grown &&
                loc_grow(work->allocator, (void **)&field->pair, &pairs, arcs, sizeof *field->pair);
        grown = grown &&
                loc_grow(work->allocator, (void **)&field->flow, &flows, arcs, sizeof *field->flow);
        if (!grown) {
            loc_release(work->allocator, field->arc, arcs, sizeof *field->arc);
            loc_release(work->allocator, field->pair, pairs, sizeof *field->pair);
            loc_release(work->allocator, field->flow, flows, sizeof *field->flow);
            memset(field, 0, sizeof *field);
            return loc_work_stop(work, LOC_STOP_MEMORY);
        }
        field->capacity = arcs;
    }
    field->arc[field->arcs] = arc;
    field->pair[field->arcs] = pair;
    field->flow[field->arcs++] = flow;
    return true;
}

/* Whether an arc that costs nothing has a reduced cost of 0 on the first levels. */
static bool is_tight(const loc_solution *s, uint32_t near, uint32_t far, uint32_t levels) {
    for (uint32_t k = levels; k-- > 0;) {
        if (loc_price(s, k, near) != loc_price(s, k, far)) {
            return false;
        }
    }
    return true;
}

/* An arc between nodes that costs nothing: `near` is the node whose price counts. */
static bool add_node(loc_arcs *field, const loc_solution *s, loc_arc arc, int64_t load, bool tight,
                     uint32_t levels, loc_work *work) {
    uint32_t hub = loc_node_hub(s);
    uint32_t near = arc.from == hub ? arc.to : arc.from;
    uint32_t far = arc.from == hub ? arc.from : arc.to;

    if (tight && (arc.low == arc.high || !is_tight(s, near, far, levels))) {
        return true;
    }
    return add(field, arc, LOC_NO_PAIR, load, work);
}

/* Bounds on the arc of a node: no load is more than there are pairs, so a larger maximum is no other,
 * and a larger minimum as far out of reach as one more. Sums then stay small. */
static loc_arc bounded(const loc_solution *s, uint32_t from, uint32_t to, int64_t least,
                       int64_t most) {
    int64_t pairs = (int64_t)s->a->pairs;
    loc_arc arc = {from, to, least <= pairs ? least : pairs + 1, most < pairs ? most : pairs};

    arc.high = arc.high > arc.low ? arc.high : arc.low;
    return arc;
}

static bool add_nodes(loc_arcs *field, const loc_solution *s, const int64_t *load, bool tight,
                      uint32_t levels, loc_work *work) {
    const loc_side *rows = &s->a->side[0], *columns = &s->a->side[1];
    uint32_t hub = loc_node_hub(s);
    bool done = true;

    for (uint32_t i = 0; i < s->rows && done; i++) {
        loc_arc arc = bounded(s, hub, i, rows->least[i], rows->most[i]);
        done = add_node(field, s, arc, load[i], tight, levels, work);
    }
    for (uint32_t j = 0; j < s->columns && done; j++) {
        loc_arc arc = bounded(s, loc_node_column(s, j), loc_node_after(s, j), columns->least[j],
                              columns->most[j]);
        done = add_node(field, s, arc, load[loc_node_column(s, j)], tight, levels, work);
    }
    for (uint32_t g = 0; g < s->groups && done; g++) {
        const loc_group *group = &s->a->group[g];
        loc_arc arc = bounded(s, loc_node_group(s, g), hub, group->least, group->most);
        done = add_node(field, s, arc, load[loc_node_group(s, g)], tight, levels, work);
    }
    return done;
}

/* Whether a pair has a reduced cost of 0 on levels before one. */
static bool pair_is_tight(const loc_solution *s, size_t pair, uint32_t row, uint32_t column,
                          uint32_t levels) {
    for (uint32_t k = levels; k-- > 0;) {
        if (loc_level_cost(s->a, s->waive, k, pair) !=
            loc_price(s, k, row) + loc_price(s, k, s->rows + column)) {
            return false;
        }
    }
    return true;
}

/* The next pair of a row from `pair` on that is tight on the first levels, or `end`. The last of the levels
 * rules most pairs out, so it is asked first. */
static size_t next_tight(const loc_solution *s, size_t pair, size_t end, uint32_t row,
                         uint32_t levels) {
    uint32_t last = levels - 1;
    const loc_costs *costs = loc_level_costs(s->a, s->waive, last);
    const int64_t *column_price = s->price + (size_t)last * s->nodes + s->rows;
    int64_t own = loc_price(s, last, row);

    for (; pair < end; pair++) {
        uint32_t column = loc_pair_column(s->a, pair, row);
        int64_t price = own + column_price[column];
        if ((costs == NULL || loc_cost_at(costs, pair) == price) &&
            pair_is_tight(s, pair, row, column, levels)) {
            break;
        }
    }
    return pair;
}

static bool add_pair(loc_arcs *field, const loc_solution *s, size_t pair, uint32_t row,
                     bool is_used, bool tight, loc_work *work) {
    const loc_mark *mark = loc_pair_mark(s->a, pair);
    bool is_pin = mark != NULL && mark->is_pin;

    if ((tight && is_pin) || (!is_pin && !loc_pair_is_open(s->a, pair, s->waive))) {
        return true;
    }
    loc_arc arc = {row, loc_node_column(s, loc_pair_column(s->a, pair, row)), is_pin, 1};
    return add(field, arc, pair, is_used || is_pin, work);
}

static bool add_pairs(loc_arcs *field, const loc_solution *s, bool tight, uint32_t levels,
                      loc_work *work) {
    const size_t *start = s->a->start;
    size_t next = 0;

    for (uint32_t i = 0; i < s->rows; i++) {
        size_t end = start[i + 1];
        if (!loc_work_spend(work, end - start[i])) {
            return false;
        }
        for (size_t p = start[i]; p < end; p++) {
            p = tight ? next_tight(s, p, end, i, levels) : p;
            while (next < s->count && s->used[next] < p) {
                next++;
            }
            bool is_used = next < s->count && s->used[next] == p;
            if (p < end && !add_pair(field, s, p, i, is_used, tight, work)) {
                return false;
            }
        }
    }
    return true;
}

bool loc_arcs_make(loc_arcs *field, const loc_solution *s, bool tight, uint32_t levels,
                   loc_work *work) {
    memset(field, 0, sizeof *field);
    int64_t *load = loc_work_take(work, s->nodes, sizeof *load);
    if (load == NULL) {
        return false;
    }
    loc_solution_load(s, load);
    bool done =
        add_nodes(field, s, load, tight, levels, work) && add_pairs(field, s, tight, levels, work);
    loc_work_give(work, load, s->nodes, sizeof *load);
    return done;
}

void loc_arcs_clear(loc_arcs *field, loc_work *work) {
    loc_work_give(work, field->arc, field->capacity, sizeof *field->arc);
    loc_work_give(work, field->pair, field->capacity, sizeof *field->pair);
    loc_work_give(work, field->flow, field->capacity, sizeof *field->flow);
    memset(field, 0, sizeof *field);
}

void loc_arcs_keep(const loc_arcs *field, loc_solution *s, bool tight) {
    size_t kept = 0, at = 0;
    size_t first = 0; /* pairs of a field come after its other arcs, ascending */

    while (first < field->arcs && field->pair[first] == LOC_NO_PAIR) {
        first++;
    }
    /* Pairs that are used but not in the field move to the front of what is used. */
    for (size_t k = 0, f = first; tight && k < s->count; k++) {
        while (f < field->arcs && field->pair[f] < s->used[k]) {
            f++;
        }
        if (f == field->arcs || field->pair[f] != s->used[k]) {
            s->used[kept++] = s->used[k];
        }
    }
    /* Merged from the back into the room behind them. */
    size_t flowing = 0;
    for (size_t f = first; f < field->arcs; f++) {
        flowing += field->flow[f] > 0;
    }
    at = kept + flowing;
    s->count = at;
    for (size_t f = field->arcs; f-- > first;) {
        if (field->flow[f] == 0) {
            continue;
        }
        while (kept > 0 && s->used[kept - 1] > field->pair[f]) {
            s->used[--at] = s->used[--kept];
        }
        s->used[--at] = field->pair[f];
    }
}

void loc_arcs_list(const loc_arcs *arcs, uint32_t nodes, size_t *start, uint32_t *arc) {
    memset(start, 0, ((size_t)nodes + 1) * sizeof *start);
    for (size_t f = 0; f < arcs->arcs; f++) {
        start[arcs->arc[f].from + 1]++;
        start[arcs->arc[f].to + 1]++;
    }
    for (uint32_t v = 0; v < nodes; v++) {
        start[v + 1] += start[v];
    }
    for (size_t f = 0; f < arcs->arcs; f++) {
        arc[start[arcs->arc[f].from]++] = (uint32_t)f;
        arc[start[arcs->arc[f].to]++] = (uint32_t)f;
    }
    memmove(start + 1, start, nodes * sizeof *start);
    start[0] = 0;
}

void loc_solution_read(loc_solution *s, const locality_allocation *a,
                       const locality_allocation_certificate *certificate, size_t *used) {
    *s = (loc_solution){.a = a,
                        .waive = certificate->waive != 0,
                        .levels = certificate->levels,
                        .rows = a->side[0].count,
                        .columns = a->side[1].count,
                        .groups = (uint32_t)a->groups,
                        .used = used,
                        .count = certificate->pairs};
    s->nodes = s->rows + s->columns + s->groups;
    for (size_t k = 0; k < s->count; k++) { /* an answer lists them in order */
        used[k] = loc_pair_find(a, a->side[0].node[certificate->candidate[k]],
                                a->side[1].node[certificate->demand[k]]);
    }
}
