/* Shortage: who competes for too few places. From one that is left out, every place it could have is
 * held by others, who hold it because they have no free one either, and so on: the set that is
 * closed in this way is the smallest one that holds it and is too large for its places. */
#include <inttypes.h>
#include <string.h>

#include "allocation/result.h"
#include "base/fill.h"

typedef struct shortage {
    loc_solution s;
    loc_arcs field;
    size_t *start;
    uint32_t *arc;
    int64_t *load;
    uint8_t *is_in; /* of each node */
    uint32_t *queue;
    uint32_t nodes, count;
    int32_t side;
    loc_work *work;
} shortage;

static int64_t most_of(const shortage *x, int side, uint32_t node) {
    return x->s.a->side[side].most[side == 0 ? node : node - x->s.rows];
}

static void enter(shortage *x, uint32_t node) {
    if (!x->is_in[node]) {
        x->is_in[node] = 1;
        x->queue[x->count++] = node;
    }
}

static bool is_member(const shortage *x, uint32_t node) {
    return (node < x->s.rows) == (x->side == 0);
}

/* A place with room that a full group closes: whoever fills the group competes as well. */
static void enter_group(shortage *x, uint32_t node) {
    uint32_t group = loc_column_group(x->s.a, node - x->s.rows);

    if (group == LOC_NO_NODE || x->load[node] >= most_of(x, 1, node)) {
        return;
    }
    for (uint32_t j = 0; j < x->s.columns; j++) {
        uint32_t other = loc_node_column(&x->s, j);
        if (loc_column_group(x->s.a, j) == group && x->load[other] > 0) {
            enter(x, other);
        }
    }
}

/* From members along pairs that are not made; from places along pairs that are. */
static void close_set(shortage *x) {
    for (uint32_t at = 0; at < x->count; at++) {
        uint32_t node = x->queue[at];
        bool member = is_member(x, node);
        for (size_t k = x->start[node]; k < x->start[node + 1]; k++) {
            const loc_arc *a = &x->field.arc[x->arc[k]];
            bool is_pair = x->field.pair[x->arc[k]] != LOC_NO_PAIR;
            bool is_made = x->field.flow[x->arc[k]] > 0;
            if (is_pair && a->low < a->high && is_made != member) {
                enter(x, a->from == node ? a->to : a->from);
            }
        }
        if (!member && x->side == 0) {
            enter_group(x, node);
        }
    }
}

/* Whoever has a member as a partner by a pair that is made counts as open to it, though nothing competes for
 * that pair: a member with several partners. */
static void add_partners(shortage *x) {
    for (uint32_t at = 0, count = x->count; at < count; at++) {
        uint32_t node = x->queue[at];
        for (size_t k = x->start[node]; is_member(x, node) && k < x->start[node + 1]; k++) {
            const loc_arc *a = &x->field.arc[x->arc[k]];
            if (x->field.pair[x->arc[k]] != LOC_NO_PAIR && x->field.flow[x->arc[k]] > 0) {
                enter(x, a->from == node ? a->to : a->from);
            }
        }
    }
}

static bool begin(shortage *x, uint32_t position) {
    const loc_side *side = &x->s.a->side[x->side];
    uint32_t first = x->side == 0 ? 0 : x->s.rows;

    for (uint32_t v = 0; v < side->count; v++) {
        bool wanted = position == LOCALITY_ALLOCATION_EVERYONE || side->given[v] == position;
        if (wanted && x->load[first + v] < side->most[v]) {
            enter(x, first + v);
        }
    }
    return x->count > 0 || position == LOCALITY_ALLOCATION_EVERYONE;
}

/* The nodes of one side that are in the set, as positions. */
static void list_side(const shortage *x, int side, loc_fill *fill) {
    uint32_t first = side == 0 ? 0 : x->s.rows;

    for (uint32_t v = 0; v < x->s.a->side[side].count; v++) {
        if (x->is_in[first + v]) {
            loc_fill_add(fill, &x->s.a->side[side].given[v]);
        }
    }
}

static bool take(shortage *x) {
    size_t nodes = x->nodes;

    if (!loc_arcs_make(&x->field, &x->s, false, 0, x->work)) {
        return false;
    }
    x->start = loc_work_take(x->work, nodes + 1, sizeof *x->start);
    x->arc = loc_work_take(x->work, 2 * x->field.arcs, sizeof *x->arc);
    x->load = loc_work_take(x->work, nodes, sizeof *x->load);
    x->is_in = loc_work_take(x->work, nodes, sizeof *x->is_in);
    x->queue = loc_work_take(x->work, nodes, sizeof *x->queue);
    if (x->work->stop != LOC_GOES_ON) {
        return false;
    }
    loc_arcs_list(&x->field, x->nodes, x->start, x->arc);
    loc_solution_load(&x->s, x->load);
    memset(x->is_in, 0, nodes);
    return true;
}

static void give(shortage *x) {
    size_t nodes = x->nodes;

    loc_work_give(x->work, x->start, nodes + 1, sizeof *x->start);
    loc_work_give(x->work, x->arc, 2 * x->field.arcs, sizeof *x->arc);
    loc_work_give(x->work, x->load, nodes, sizeof *x->load);
    loc_work_give(x->work, x->is_in, nodes, sizeof *x->is_in);
    loc_work_give(x->work, x->queue, nodes, sizeof *x->queue);
    loc_arcs_clear(&x->field, x->work);
}

/* What was asked for, as it is handed back. */
typedef struct asked {
    int32_t side, listed;
    uint32_t position;
    loc_fill fill;
    size_t count;
    int64_t wanted, places;
} asked;

static locality_status find(shortage *x, asked *out, locality_error *error) {
    if (!take(x)) {
        return loc_work_failed(x->work, error);
    }
    if (!begin(x, out->position)) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "number %" PRIu32 " is not left out",
                        out->position);
    }
    close_set(x);
    add_partners(x);
    for (uint32_t v = 0; v < x->s.rows + x->s.columns; v++) {
        if (x->is_in[v] && is_member(x, v)) {
            int64_t most = most_of(x, x->side, v);
            out->wanted = most < INT64_MAX - out->wanted ? out->wanted + most : INT64_MAX;
            out->places += x->load[v];
        }
    }
    list_side(x, out->listed, &out->fill);
    return loc_fill_end(&out->fill, &out->count, error);
}

static locality_status answer(const locality_allocation *allocation,
                              const locality_allocation_result *result, asked *out,
                              locality_error *error) {
    locality_allocation_certificate c;

    locality_status status = loc_result_matches(allocation, result, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (out->side < 0 || out->side > 1 || out->listed < 0 || out->listed > 1) {
        return loc_fail(error, LOCALITY_INVALID, "there is no such side");
    }
    status = locality_allocation_result_certificate(result, &c, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_work work = loc_work_watched(allocation);
    shortage x = {.side = out->side, .work = &work};
    size_t *used = loc_work_take(&work, c.pairs, sizeof *used);
    if (used == NULL) {
        return loc_fail_memory(error);
    }
    loc_solution_read(&x.s, allocation, &c, used);
    x.nodes = x.s.nodes + 1;
    status = find(&x, out, error);
    give(&x);
    loc_work_give(&work, used, c.pairs, sizeof *used);
    return status;
}

locality_status locality_allocation_shortage(const locality_allocation *allocation,
                                             const locality_allocation_result *result, int32_t side,
                                             uint32_t position, int32_t listed, uint32_t *out,
                                             size_t capacity, size_t *count,
                                             locality_error *error) {
    asked question = {.side = side,
                      .listed = listed,
                      .position = position,
                      .fill = {(char *)out, capacity, sizeof *out, 0}};

    locality_status status = answer(allocation, result, &question, error);
    if (count != NULL) {
        *count = question.count;
    }
    return status;
}

locality_status locality_allocation_shortage_size(const locality_allocation *allocation,
                                                  const locality_allocation_result *result,
                                                  int32_t side, uint32_t position, int64_t *wanted,
                                                  int64_t *places, locality_error *error) {
    asked question = {
        .side = side, .listed = side, .position = position, .fill = {NULL, 0, sizeof(uint32_t), 0}};

    locality_status status = answer(allocation, result, &question, error);
    if (wanted != NULL) {
        *wanted = status == LOCALITY_OK ? question.wanted : 0;
    }
    if (places != NULL) {
        *places = status == LOCALITY_OK ? question.places : 0;
    }
    return status;
}
