/* Asked: what an allocation problem asks for and could give up, and whether some of it can be kept. A
 * test is one flow that keeps bounds, over arcs that are listed once: what is asked sets their bounds;
 * where everybody has one partner at most, it is a largest matching. */
#include <string.h>

#include "conflicts/conflicts.h"
#include "allocation/match.h"
#include "allocation/network.h"
#include "allocation/problem.h"
#include "schema/schema.h"

typedef struct asker {
    const locality_allocation *a;
    const locality_allocation_conflicts_options *in;
    loc_work *work;
    locality_allocation_asked *asked; /* what can be given up */
    uint32_t count;
    uint32_t *item_of_mark; /* number of what is asked, or LOC_NO_NODE */
    uint32_t *item_of_node; /* of the minimum of each row, column and group */
    uint32_t item_of_rule[LOCALITY_ALLOCATION_RULES];
    uint32_t nodes, hub;
    size_t arcs; /* those of nodes by number, then those of pairs */
    loc_arc *arc;
    int64_t *flow, *price;
    uint8_t *cut;
    bool is_matching;
} asker;

/* ---- What is asked --------------------------------------------------------------------------- */

static const char *or_empty(const char *text) {
    return text != NULL ? text : "";
}

static bool add_asked(asker *x, locality_allocation_asked item, uint32_t *number) {
    *number = x->count;
    if (x->count < LOCALITY_CONFLICTS_MOST) {
        item.id = or_empty(item.id);
        item.other = or_empty(item.other);
        item.words = or_empty(item.words);
        x->asked[x->count] = item;
    }
    x->count++;
    return x->count <= LOCALITY_CONFLICTS_MOST;
}

static void list_rules(asker *x) {
    const locality_allocation *a = x->a;
    uint64_t failed = 0;

    for (size_t p = 0; p < a->pairs && a->failed != NULL; p++) {
        failed |= a->failed[p];
    }
    for (uint32_t bit = 0; bit < LOCALITY_ALLOCATION_RULES; bit++) {
        x->item_of_rule[bit] = LOC_NO_NODE;
        if (x->in->rules && (failed >> bit & 1) != 0) {
            const loc_rule *rule = bit < a->rules ? &a->rule[bit] : NULL;
            add_asked(x,
                      (locality_allocation_asked){.kind = LOCALITY_ALLOCATION_ASKS_RULE,
                                                  .position = bit,
                                                  .weight = rule != NULL ? rule->weight : 1,
                                                  .id = rule != NULL ? rule->id : NULL,
                                                  .words = rule != NULL ? rule->words : NULL},
                      &x->item_of_rule[bit]);
        }
    }
}

static void list_side(asker *x, int side) {
    const loc_side *s = &x->a->side[side];
    uint32_t *item = x->item_of_node + (side == 0 ? 0 : x->a->side[0].count);
    bool is_filled = side == 1 && x->in->fill;

    for (uint32_t v = 0; v < s->count; v++) {
        item[v] = LOC_NO_NODE;
        if (x->in->minimums && s->least[v] > 0 && !is_filled) {
            add_asked(x,
                      (locality_allocation_asked){.kind = side == 0
                                                              ? LOCALITY_ALLOCATION_ASKS_CANDIDATE
                                                              : LOCALITY_ALLOCATION_ASKS_DEMAND,
                                                  .position = s->given[v],
                                                  .weight = x->in->minimum_weight,
                                                  .id = s->id[v]},
                      &item[v]);
        }
    }
}

static void list_groups(asker *x) {
    const locality_allocation *a = x->a;
    uint32_t *item = x->item_of_node + a->side[0].count + a->side[1].count;

    for (uint32_t g = 0; g < a->groups; g++) {
        item[g] = LOC_NO_NODE;
        if (x->in->minimums && a->group[g].least > 0) {
            add_asked(x,
                      (locality_allocation_asked){.kind = LOCALITY_ALLOCATION_ASKS_GROUP,
                                                  .position = g,
                                                  .weight = x->in->minimum_weight,
                                                  .id = a->group[g].id},
                      &item[g]);
        }
    }
}

static void list_marks(asker *x) {
    const locality_allocation *a = x->a;

    for (size_t m = 0; m < a->marks; m++) {
        const loc_mark *mark = &a->mark[m];
        x->item_of_mark[m] = LOC_NO_NODE;
        if (mark->is_pin ? x->in->pins : x->in->forbidden) {
            add_asked(x,
                      (locality_allocation_asked){
                          .kind = mark->is_pin ? LOCALITY_ALLOCATION_ASKS_PIN
                                               : LOCALITY_ALLOCATION_ASKS_NOT,
                          .position = a->side[0].given[mark->row],
                          .demand = a->side[1].given[mark->column],
                          .weight = mark->is_pin ? x->in->pin_weight : x->in->forbidden_weight,
                          .id = a->side[0].id[mark->row],
                          .other = a->side[1].id[mark->column],
                          .words = mark->reason},
                      &x->item_of_mark[m]);
        }
    }
}

/* ---- A test ---------------------------------------------------------------------------------- */

static bool is_kept(const uint8_t *kept, uint32_t item) {
    return item == LOC_NO_NODE || kept[item] != 0;
}

static int64_t at_most(int64_t value, int64_t most) {
    return value < most ? value : most;
}

/* Bounds of the arcs of nodes; no more can flow than there are pairs, so sums stay small. */
static void bound_nodes(asker *x, const uint8_t *kept) {
    const locality_allocation *a = x->a;
    int64_t pairs = (int64_t)a->pairs;

    for (int side = 0; side < 2; side++) {
        const loc_side *s = &a->side[side];
        uint32_t first = side == 0 ? 0 : a->side[0].count;
        for (uint32_t v = 0; v < s->count; v++) {
            loc_arc *arc = &x->arc[first + v];
            int64_t least = is_kept(kept, x->item_of_node[first + v]) ? s->least[v] : 0;
            least = side == 1 && x->in->fill ? s->most[v] : least;
            arc->low = at_most(least, pairs + 1);
            arc->high = at_most(s->most[v], pairs);
            arc->high = arc->high > arc->low ? arc->high : arc->low;
        }
    }
    for (uint32_t g = 0; g < a->groups; g++) {
        uint32_t node = a->side[0].count + a->side[1].count + g;
        loc_arc *arc = &x->arc[node];
        arc->low = is_kept(kept, x->item_of_node[node]) ? at_most(a->group[g].least, pairs + 1) : 0;
        arc->high = at_most(a->group[g].most, pairs);
        arc->high = arc->high > arc->low ? arc->high : arc->low;
    }
}

static void bound_pairs(asker *x, const uint8_t *kept) {
    const locality_allocation *a = x->a;
    uint64_t rules = 0;

    for (uint32_t bit = 0; bit < LOCALITY_ALLOCATION_RULES; bit++) {
        rules |= is_kept(kept, x->item_of_rule[bit]) ? UINT64_C(1) << bit : 0;
    }
    for (size_t p = 0; p < a->pairs; p++) {
        bool open = a->failed == NULL || (a->failed[p] & rules) == 0;
        x->arc[x->hub + p].low = 0;
        x->arc[x->hub + p].high = open;
    }
    for (size_t m = 0; m < a->marks; m++) {
        if (is_kept(kept, x->item_of_mark[m])) {
            loc_arc *arc = &x->arc[x->hub + a->mark[m].pair];
            arc->low = arc->high = a->mark[m].is_pin;
        }
    }
}

/* Whether a largest matching can tell: nobody has two partners, and only demands have to have one. */
static bool is_matching(const asker *x) {
    const locality_allocation *a = x->a;
    bool simple = a->groups == 0 && a->pins == 0;

    for (uint32_t i = 0; i < a->side[0].count && simple; i++) {
        simple = a->side[0].most[i] <= 1 && a->side[0].least[i] == 0;
    }
    for (uint32_t j = 0; j < a->side[1].count && simple; j++) {
        simple = a->side[1].most[j] <= 1;
    }
    return simple;
}

/* Lists the open pairs of demands that have to have a partner; gives how many such demands there are. */
static uint32_t list_graph(asker *x, loc_graph *graph) {
    const locality_allocation *a = x->a;
    uint32_t wanted = 0;
    size_t at = 0;

    for (uint32_t j = 0; j < graph->columns; j++) {
        wanted += x->arc[graph->rows + j].low > 0;
    }
    for (uint32_t i = 0; i < graph->rows; i++) {
        graph->start[i] = at;
        for (size_t p = a->start[i]; p < a->start[i + 1] && x->arc[i].high > 0; p++) {
            uint32_t j = loc_pair_column(a, p, i);
            if (x->arc[x->hub + p].high > 0 && x->arc[graph->rows + j].low > 0) {
                graph->column[at++] = j;
            }
        }
    }
    graph->start[graph->rows] = graph->edges = at;
    return wanted;
}

static bool solve_matching(asker *x, bool *is_feasible, loc_work *work) {
    const locality_allocation *a = x->a;
    loc_graph graph = {a->side[0].count, a->side[1].count, 0, NULL, NULL};
    size_t rows = graph.rows, columns = graph.columns;
    uint32_t matched = 0;

    graph.start = loc_work_take(work, rows + 1, sizeof *graph.start);
    graph.column = loc_work_take(work, a->pairs, sizeof *graph.column);
    uint32_t *row = loc_work_take(work, rows, sizeof *row);
    uint32_t *column = loc_work_take(work, columns, sizeof *column);
    bool done = work->stop == LOC_GOES_ON && loc_work_spend(work, a->pairs);
    if (done) {
        uint32_t wanted = list_graph(x, &graph);
        done = loc_match(&graph, row, column, work);
        for (uint32_t i = 0; i < graph.rows && done; i++) {
            matched += row[i] != LOC_FREE;
        }
        *is_feasible = done && matched == wanted;
    }
    loc_work_give(work, graph.start, rows + 1, sizeof *graph.start);
    loc_work_give(work, graph.column, a->pairs, sizeof *graph.column);
    loc_work_give(work, row, rows, sizeof *row);
    loc_work_give(work, column, columns, sizeof *column);
    return done;
}

static bool solve_flow(asker *x, bool *is_feasible, loc_work *work) {
    uint32_t levels_done = 0;

    for (size_t f = 0; f < x->arcs; f++) {
        x->flow[f] = x->arc[f].low;
    }
    loc_network network = {x->hub + 1, x->arcs, x->arc, NULL, 0, NULL};
    return loc_network_solve(&network, x->flow, x->price, x->cut, is_feasible, &levels_done, work);
}

static int32_t test(void *self, const uint8_t *kept, size_t count) {
    asker *x = self;
    bool is_feasible = false;
    loc_work work = {.allocator = x->work->allocator,
                     .limit = x->in->work_limit,
                     .progress = x->in->progress,
                     .self = x->in->progress_self};
    (void)count;

    bound_nodes(x, kept);
    bound_pairs(x, kept);
    if (x->is_matching ? solve_matching(x, &is_feasible, &work)
                       : solve_flow(x, &is_feasible, &work)) {
        return is_feasible ? LOCALITY_CONFLICTS_CAN : LOCALITY_CONFLICTS_CANNOT;
    }
    if (work.stop == LOC_STOP_LIMIT) {
        return LOCALITY_CONFLICTS_UNSURE;
    }
    loc_work_stop(x->work, work.stop);
    return LOCALITY_CONFLICTS_STOP;
}

/* ---- The border ------------------------------------------------------------------------------ */

static void list_arcs(asker *x) {
    const locality_allocation *a = x->a;
    uint32_t rows = a->side[0].count, columns = a->side[1].count;

    for (uint32_t i = 0; i < rows; i++) {
        x->arc[i] = (loc_arc){x->hub, i, 0, 0};
        for (size_t p = a->start[i]; p < a->start[i + 1]; p++) {
            x->arc[x->hub + p] = (loc_arc){i, rows + loc_pair_column(a, p, i), 0, 0};
        }
    }
    for (uint32_t j = 0; j < columns; j++) {
        uint32_t group = loc_column_group(a, j);
        x->arc[rows + j] =
            (loc_arc){rows + j, group != LOC_NO_NODE ? rows + columns + group : x->hub, 0, 0};
    }
    for (uint32_t g = 0; g < a->groups; g++) {
        x->arc[rows + columns + g] = (loc_arc){rows + columns + g, x->hub, 0, 0};
    }
}

static void take_memory(asker *x) {
    const locality_allocation *a = x->a;

    x->hub = a->side[0].count + a->side[1].count + (uint32_t)a->groups;
    x->arcs = x->hub + a->pairs;
    x->asked = loc_work_take(x->work, LOCALITY_CONFLICTS_MOST, sizeof *x->asked);
    x->item_of_mark = loc_work_take(x->work, a->marks, sizeof *x->item_of_mark);
    x->item_of_node = loc_work_take(x->work, x->hub, sizeof *x->item_of_node);
    x->arc = loc_work_take(x->work, x->arcs, sizeof *x->arc);
    x->flow = loc_work_take(x->work, x->arcs, sizeof *x->flow);
    x->price = loc_work_take(x->work, (size_t)x->hub + 1, sizeof *x->price);
    x->cut = loc_work_take(x->work, (size_t)x->hub + 1, 1);
}

static void give_memory(asker *x) {
    loc_work_give(x->work, x->asked, LOCALITY_CONFLICTS_MOST, sizeof *x->asked);
    loc_work_give(x->work, x->item_of_mark, x->a->marks, sizeof *x->item_of_mark);
    loc_work_give(x->work, x->item_of_node, x->hub, sizeof *x->item_of_node);
    loc_work_give(x->work, x->arc, x->arcs, sizeof *x->arc);
    loc_work_give(x->work, x->flow, x->arcs, sizeof *x->flow);
    loc_work_give(x->work, x->price, (size_t)x->hub + 1, sizeof *x->price);
    loc_work_give(x->work, x->cut, (size_t)x->hub + 1, 1);
}

/* Copies what is asked into the conflicts, which outlive the problem. */
static bool keep_asked(const asker *x, locality_conflicts *c) {
    c->asked = loc_allocate(&c->allocator, x->count, sizeof *c->asked);
    if (c->asked == NULL) {
        return false;
    }
    c->asked_count = x->count;
    for (uint32_t k = 0; k < x->count; k++) {
        locality_allocation_asked *out = &c->asked[k];
        *out = x->asked[k];
        out->id = loc_arena_text(&c->texts, out->id, strlen(out->id));
        out->other = loc_arena_text(&c->texts, out->other, strlen(out->other));
        out->words = loc_arena_text(&c->texts, out->words, strlen(out->words));
        if (out->id == NULL || out->other == NULL || out->words == NULL) {
            return false;
        }
    }
    return true;
}

static locality_status find(asker *x, locality_conflicts **out, locality_error *error) {
    locality_conflicts_options options = LOCALITY_CONFLICTS_OPTIONS_INIT;
    int64_t weight[LOCALITY_CONFLICTS_MOST];

    list_rules(x);
    list_side(x, 0);
    list_side(x, 1);
    list_groups(x);
    list_marks(x);
    if (x->count > LOCALITY_CONFLICTS_MOST) {
        return loc_fail(error, LOCALITY_LIMIT,
                        "%u things could be given up, more than %d: give up fewer kinds",
                        (unsigned)x->count, LOCALITY_CONFLICTS_MOST);
    }
    list_arcs(x);
    x->is_matching = is_matching(x);
    for (uint32_t k = 0; k < x->count; k++) {
        weight[k] = x->asked[k].weight;
    }
    options.all = x->in->all;
    options.test_limit = x->in->test_limit;
    locality_status status = locality_conflicts_find(weight, x->count, test, x, &options,
                                                     x->work->allocator, out, error);
    if (status == LOCALITY_OK && !keep_asked(x, *out)) {
        locality_conflicts_free(*out);
        *out = NULL;
        return loc_fail_memory(error);
    }
    if (status == LOCALITY_CANCELLED) {
        return x->work->stop == LOC_STOP_MEMORY
                   ? loc_fail_memory(error)
                   : loc_fail(error, LOCALITY_CANCELLED, "the host stopped the call");
    }
    return status;
}

static locality_status take_options(const locality_allocation_conflicts_options *options,
                                    locality_allocation_conflicts_options *out,
                                    locality_error *error) {
    locality_allocation_conflicts_options in = LOCALITY_ALLOCATION_CONFLICTS_OPTIONS_INIT;

    if (options != NULL &&
        !loc_struct_take(&in, sizeof in, options, options->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_allocation_conflicts_options");
    }
    const int32_t flags[] = {in.all, in.fill, in.rules, in.minimums, in.pins, in.forbidden};
    bool good = in.reserved == 0;
    for (size_t k = 0; k < sizeof flags / sizeof flags[0]; k++) {
        good = good && flags[k] >= 0 && flags[k] <= 1;
    }
    if (!good || in.minimum_weight < 0 || in.pin_weight < 0 || in.forbidden_weight < 0) {
        return loc_fail(error, LOCALITY_INVALID,
                        "an option is neither 0 nor 1, or a weight is below 0");
    }
    *out = in;
    return LOCALITY_OK;
}

locality_status locality_allocation_conflicts(const locality_allocation *allocation,
                                              const locality_allocation_conflicts_options *options,
                                              locality_conflicts **out, locality_error *error) {
    locality_allocation_conflicts_options in = LOCALITY_ALLOCATION_CONFLICTS_OPTIONS_INIT;

    if (out != NULL) {
        *out = NULL;
    }
    if (allocation == NULL || out == NULL) {
        return loc_fail_null(error, allocation == NULL ? "allocation" : "out");
    }
    locality_status status = take_options(options, &in, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_work work = {.allocator = &allocation->allocator, .ask = UINT64_MAX};
    asker x = {.a = allocation, .in = &in, .work = &work};
    take_memory(&x);
    status = work.stop == LOC_GOES_ON ? find(&x, out, error) : loc_fail_memory(error);
    give_memory(&x);
    return status;
}

size_t locality_conflicts_asked(const locality_conflicts *conflicts) {
    return conflicts != NULL ? conflicts->asked_count : 0;
}

locality_status locality_conflicts_asked_at(const locality_conflicts *conflicts, size_t index,
                                            locality_allocation_asked *out, locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
        out->id = out->other = out->words = "";
    }
    if (conflicts == NULL || out == NULL) {
        return loc_fail_null(error, conflicts == NULL ? "conflicts" : "out");
    }
    if (index >= conflicts->asked_count) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "nothing that is asked has number %zu", index);
    }
    *out = conflicts->asked[index];
    return loc_ok(error);
}
