/* Detect: cells judged, held together in families, folded and explained. */
#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/sort.h"
#include "demand/explain.h"
#include "demand/families.h"
#include "demand/neighbours.h"
#include "demand/work.h"

int64_t loc_period_day(const locality_demand *d, uint32_t period) {
    if (d->period == LOCALITY_DEMAND_WEEKS) {
        return d->first_day + 7 * (int64_t)period;
    }
    loc_date date = loc_date_split(d->first_day);
    int32_t month = date.month - 1 + (int32_t)period;
    return loc_date_number(date.year + month / 12, month % 12 + 1, 1);
}

/* ---- Families --------------------------------------------------------------------------------- */

static bool is_tested(const locality_demand *d, const loc_judged *judged, uint32_t cell,
                      bool pooled) {
    return judged[cell].longest_size > 0 &&
           (d->cell[cell].base.rung == LOCALITY_DEMAND_POOLED) == pooled;
}

/* Adjusts one family of the cells from `first` to before `end`; false where it has none. */
static bool adjust_family(const locality_demand *d, loc_judged *judged, uint32_t first,
                          uint32_t end, int side, bool pooled, loc_ranked *room,
                          locality_demand_family *out) {
    size_t count = 0;

    for (uint32_t k = first; k < end; k++) {
        if (is_tested(d, judged, k, pooled)) {
            room[count++] = (loc_ranked){.p = judged[k].side[side].p, .q = 1, .cell = k};
        }
    }
    if (count == 0) {
        return false;
    }
    size_t listed = loc_family_adjust(room, count, d->options.q);
    double cut = d->options.q * (double)(listed > 0 ? listed : 1) / (double)count;
    for (size_t k = 0; k < count; k++) {
        judged[room[k].cell].side[side].q = room[k].q;
        judged[room[k].cell].cut = cut / d->options.window_count;
    }
    *out = (locality_demand_family){.area_depth = d->cell[first].area_depth,
                                    .service_depth = d->cell[first].service_depth,
                                    .direction = loc_side_direction(side),
                                    .is_pooled = pooled,
                                    .tested = count,
                                    .listed = listed,
                                    .cut = cut};
    return true;
}

static uint32_t level_end(const locality_demand *d, uint32_t first) {
    uint32_t end = first;

    while (end < d->cells && d->cell[end].area_depth == d->cell[first].area_depth &&
           d->cell[end].service_depth == d->cell[first].service_depth) {
        end++;
    }
    return end;
}

static locality_status adjust_all(const locality_demand *d, loc_judged *judged,
                                  locality_demand_result *result, locality_error *error) {
    loc_ranked *room = loc_allocate_raw(&d->allocator, d->cells, sizeof *room);
    uint32_t levels = 0;

    for (uint32_t at = 0; at < d->cells; at = level_end(d, at)) {
        levels++;
    }
    result->family = loc_arena_take(&result->arena, (size_t)levels * 5, sizeof *result->family);
    if (room == NULL || result->family == NULL) {
        loc_release(&d->allocator, room, d->cells, sizeof *room);
        return loc_fail_memory(error);
    }
    for (uint32_t at = 0; at < d->cells;) {
        uint32_t end = level_end(d, at);
        for (int kind = 0; kind < 4; kind++) { /* falls first: the cut kept is that of rises */
            result->families += adjust_family(d, judged, at, end, 1 - (kind & 1), kind > 1, room,
                                              &result->family[result->families]);
        }
        at = end;
    }
    loc_release(&d->allocator, room, d->cells, sizeof *room);
    return LOCALITY_OK;
}

/* ---- Signals ---------------------------------------------------------------------------------- */

static int32_t standing_of(const locality_demand *d, const loc_side *side) {
    if (side->q <= d->options.q) {
        return LOCALITY_DEMAND_LISTED;
    }
    return side->rules != 0 ? LOCALITY_DEMAND_WATCHED : LOCALITY_DEMAND_QUIET;
}

static size_t find_signals(const locality_demand *d, const loc_judged *judged, loc_found *out) {
    size_t count = 0;

    for (uint32_t k = 0; k < d->cells; k++) {
        for (int side = 0; side < 2; side++) {
            int32_t standing = standing_of(d, &judged[k].side[side]);
            if (standing == LOCALITY_DEMAND_QUIET) {
                continue;
            }
            if (out != NULL) {
                out[count] = (loc_found){.cell = k,
                                         .side = side,
                                         .standing = standing,
                                         .folded_into = LOC_DEMAND_NONE,
                                         .folded_cluster = LOC_DEMAND_NONE};
            }
            count++;
        }
    }
    return count;
}

/* Cuts are those of the direction of the signal, for what would have made it disappear. */
static double cut_of(const locality_demand_result *r, const locality_demand *d, uint32_t cell,
                     int side) {
    const loc_cell *c = &d->cell[cell];
    bool pooled = c->base.rung == LOCALITY_DEMAND_POOLED;

    for (size_t k = 0; k < r->families; k++) {
        const locality_demand_family *f = &r->family[k];
        if (f->area_depth == c->area_depth && f->service_depth == c->service_depth &&
            f->direction == loc_side_direction(side) && f->is_pooled == pooled &&
            f->is_clusters == 0) {
            return f->cut / d->options.window_count;
        }
    }
    return 0;
}

/* The order of the list: standing, q, p, ids, direction. */
static int by_weight(const void *a, const void *b, const void *context) {
    const loc_signal *left = a;
    const loc_signal *right = b;
    static const int place[] = {3, 0, 1, 2, 4};
    int order = place[left->s.standing] - place[right->s.standing];

    (void)context;
    if (order != 0) {
        return order;
    }
    double left_q = isnan(left->s.q) ? 2 : left->s.q;
    double right_q = isnan(right->s.q) ? 2 : right->s.q;
    if (left_q != right_q) {
        return left_q < right_q ? -1 : 1;
    }
    double left_p = isnan(left->s.p) ? 2 : left->s.p;
    double right_p = isnan(right->s.p) ? 2 : right->s.p;
    if (left_p != right_p) {
        return left_p < right_p ? -1 : 1;
    }
    if (left->s.cell != right->s.cell) { /* cells are in the order of ids */
        return left->s.cell < right->s.cell ? -1 : 1;
    }
    return right->s.direction - left->s.direction;
}

static bool fill_signals(loc_explainer *x, loc_judged *judged, const loc_found *found,
                         size_t count) {
    locality_demand_result *r = x->result;

    r->signal = loc_arena_take(&r->arena, count, sizeof *r->signal);
    if (r->signal == NULL) {
        return false;
    }
    for (size_t k = 0; k < count; k++) {
        double rise_cut = judged[found[k].cell].cut;
        judged[found[k].cell].cut = cut_of(r, x->d, found[k].cell, found[k].side);
        bool done = loc_explain(x, &found[k], &r->signal[k]);
        judged[found[k].cell].cut = rise_cut;
        if (!done) {
            return false;
        }
    }
    r->signals = count;
    return true;
}

static void explain_past(loc_stage *stage, loc_desk *desk, uint32_t signal) {
    loc_explain_past(stage->d, desk, &stage->signal[signal]);
}

static bool tell_signals(const loc_explainer *x) {
    locality_demand_result *r = x->result;

    for (size_t k = 0; k < r->signals; k++) {
        r->signal[k].words = loc_explain_words(x, &r->signal[k]);
        if (r->signal[k].words == NULL) {
            return false;
        }
    }
    loc_sort(r->signal, r->signals, sizeof *r->signal, by_weight, NULL);
    return true;
}

static bool tell_clusters(const loc_explainer *x) {
    locality_demand_result *r = x->result;

    for (size_t k = 0; k < r->clusters; k++) {
        r->cluster[k].words = loc_cluster_words(x, &r->cluster[k]);
        if (r->cluster[k].words == NULL) {
            return false;
        }
    }
    return true;
}

static size_t most_nodes(const locality_demand *d) {
    size_t most = d->areas.count;

    most = d->services.count > most ? d->services.count : most;
    most = d->providers.count > most ? d->providers.count : most;
    return most + 1;
}

static locality_status explain_all(loc_stage *stage, loc_explainer *x, const loc_found *found,
                                   size_t count, locality_error *error) {
    if (!fill_signals(x, stage->judged, found, count)) {
        return loc_fail_memory(error);
    }
    stage->signal = x->result->signal;
    stage->total += count;
    locality_status status = loc_stage_run(stage, explain_past, 0, (uint32_t)count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    return tell_signals(x) && tell_clusters(x) ? LOCALITY_OK : loc_fail_memory(error);
}

static locality_status make_signals(loc_stage *stage, locality_demand_result *result,
                                    loc_found *found, size_t count, locality_error *error) {
    locality_demand *d = stage->d;
    loc_explainer x = {.d = d, .judged = stage->judged, .result = result, .nodes = most_nodes(d)};

    x.reference = loc_allocate(&d->allocator, x.nodes, sizeof *x.reference);
    x.observed = loc_allocate(&d->allocator, x.nodes, sizeof *x.observed);
    bool done = x.reference != NULL && x.observed != NULL &&
                loc_fold(d, stage->judged, found, count) &&
                loc_neighbours_fold(d, stage->judged, found, count, result);
    locality_status status =
        done ? explain_all(stage, &x, found, count, error) : loc_fail_memory(error);
    loc_release(&d->allocator, x.reference, x.nodes, sizeof *x.reference);
    loc_release(&d->allocator, x.observed, x.nodes, sizeof *x.observed);
    return status;
}

/* ---- The result ------------------------------------------------------------------------------- */

static bool keep_tree(locality_demand_result *r, const loc_tree *tree, loc_shown_tree *out) {
    out->count = tree->count;
    out->id = loc_arena_take(&r->arena, tree->count, sizeof *out->id);
    out->rank = loc_arena_take(&r->arena, tree->count, sizeof *out->rank);
    out->depth = loc_arena_take(&r->arena, tree->count, sizeof *out->depth);
    if (out->id == NULL || out->rank == NULL || out->depth == NULL) {
        return false;
    }
    for (uint32_t k = 0; k < tree->count; k++) {
        out->id[k] = loc_arena_text(&r->arena, tree->id[k], strlen(tree->id[k]));
        out->rank[k] = tree->rank[k];
        out->depth[k] = tree->depth[k];
        if (out->id[k] == NULL) {
            return false;
        }
    }
    return true;
}

static void judge(loc_stage *stage, loc_desk *desk, uint32_t cell) {
    loc_cell_judge(stage->d, desk, cell, &stage->judged[cell]);
}

static double expected_now(const locality_demand *d, const loc_cell *c) {
    loc_lately lately;

    loc_cell_lately(d, c, &lately);
    return lately.expected[lately.recent.periods - 1];
}

/* What the result shows of a cell; what stands out was found before. */
static void show_cell(const locality_demand *d, const loc_judged *judged, uint32_t cell,
                      loc_shown_cell *out) {
    const loc_cell *c = &d->cell[cell];
    const loc_side *side = judged[cell].side;
    bool is_told = c->base.rung != LOCALITY_DEMAND_NO_BASELINE;

    out->cell = (locality_demand_cell){.area = c->area,
                                       .service = c->service,
                                       .area_depth = c->area_depth,
                                       .service_depth = c->service_depth,
                                       .standing = judged[cell].standing,
                                       .rung = c->base.rung,
                                       .rise_window = side[0].window,
                                       .fall_window = side[1].window,
                                       .mean = c->base.mean,
                                       .expected = is_told ? expected_now(d, c) : NAN,
                                       .dispersion = is_told ? c->base.dispersion : NAN,
                                       .rise_p = side[0].p,
                                       .rise_q = side[0].q,
                                       .fall_p = side[1].p,
                                       .fall_q = side[1].q};
    out->longest = judged[cell].longest;
    out->cut = judged[cell].longest_size > 0 ? judged[cell].cut : 0;
}

static void see(loc_stage *stage, loc_desk *desk, uint32_t cell) {
    const locality_demand_options *o = &stage->d->options;
    loc_judged *j = &stage->judged[cell];

    (void)desk;
    bool sees = j->longest_size > 0 &&
                loc_window_sees(&j->longest, j->cut, o->least_count, o->seen_ratio, o->seen_chance);
    j->standing = sees ? LOCALITY_DEMAND_QUIET : LOCALITY_DEMAND_UNTOLD;
}

/* The strongest standing of a cell's signals. */
static void note_standings(loc_judged *judged, const loc_found *found, size_t count) {
    static const int strength[] = {0, 3, 1, 2, 0};

    for (size_t k = 0; k < count; k++) {
        int32_t *standing = &judged[found[k].cell].standing;
        *standing =
            strength[found[k].standing] > strength[*standing] ? found[k].standing : *standing;
    }
}

static locality_status keep_suggestions(const loc_stage *stage, locality_demand_result *r,
                                        locality_error *error) {
    size_t count = 0;

    for (uint32_t k = 0; k < stage->d->cells; k++) {
        count += stage->judged[k].suggestion.run > 0;
    }
    r->suggestion = loc_arena_take(&r->arena, count, sizeof *r->suggestion);
    if (r->suggestion == NULL) {
        return loc_fail_memory(error);
    }
    for (uint32_t k = 0; k < stage->d->cells; k++) {
        if (stage->judged[k].suggestion.run > 0) {
            r->suggestion[r->suggestions++] = stage->judged[k].suggestion;
        }
    }
    return LOCALITY_OK;
}

static void sum_up(const locality_demand *d, locality_demand_result *r) {
    locality_demand_summary *s = &r->summary;

    *s = (locality_demand_summary){.cells = d->cells,
                                   .families = r->families,
                                   .scans = r->scans,
                                   .suggestions = r->suggestions,
                                   .periods = d->periods,
                                   .day = loc_period_day(d, d->periods - 1),
                                   .q = d->options.q};
    for (uint32_t k = 0; k < r->cells; k++) {
        s->judged += r->cell[k].cut > 0;
        s->untold += r->cell[k].cell.standing == LOCALITY_DEMAND_UNTOLD;
    }
    for (size_t k = 0; k < r->clusters; k++) {
        s->clusters += r->cluster[k].c.standing == LOCALITY_DEMAND_LISTED;
    }
    for (size_t k = 0; k < r->signals; k++) {
        s->listed += r->signal[k].s.standing == LOCALITY_DEMAND_LISTED;
        s->watched += r->signal[k].s.standing == LOCALITY_DEMAND_WATCHED;
        s->folded += r->signal[k].s.standing == LOCALITY_DEMAND_FOLDED;
    }
}

/* All that follows from judged cells. */
static locality_status conclude(loc_stage *stage, locality_demand_result *r,
                                locality_error *error) {
    locality_demand *d = stage->d;
    locality_status status = adjust_all(d, stage->judged, r, error);

    if (status != LOCALITY_OK) {
        return status;
    }
    status = loc_stage_run(stage, see, 0, d->cells, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    status = loc_neighbours_scan(stage, r, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    size_t count = find_signals(d, stage->judged, NULL);
    loc_found *found = loc_allocate_raw(&d->allocator, count, sizeof *found);
    if (found == NULL) {
        return loc_fail_memory(error);
    }
    find_signals(d, stage->judged, found);
    status = make_signals(stage, r, found, count, error);
    note_standings(stage->judged, found, count);
    loc_release(&d->allocator, found, count, sizeof *found);
    if (status != LOCALITY_OK) {
        return status;
    }
    for (uint32_t k = 0; k < d->cells; k++) {
        show_cell(d, stage->judged, k, &r->cell[k]);
    }
    status = keep_suggestions(stage, r, error);
    sum_up(d, r);
    return status;
}

static locality_demand_result *new_result(const locality_demand *d) {
    locality_demand_result *r = loc_allocate(&d->allocator, 1, sizeof *r);

    if (r == NULL) {
        return NULL;
    }
    r->allocator = d->allocator;
    loc_arena_init(&r->arena, &r->allocator);
    r->least_count = d->options.least_count;
    r->seen_chance = d->options.seen_chance;
    r->cells = d->cells;
    r->cell = loc_allocate(&d->allocator, d->cells, sizeof *r->cell);
    bool done = r->cell != NULL && keep_tree(r, &d->areas, &r->areas) &&
                keep_tree(r, &d->services, &r->services) &&
                keep_tree(r, &d->providers, &r->providers);
    if (!done) {
        locality_demand_result_free(r);
        return NULL;
    }
    return r;
}

static locality_status detect(locality_demand *d, locality_demand_result **out,
                              locality_error *error) {
    loc_stage stage;
    locality_demand_result *r = NULL;
    locality_status status = LOCALITY_OK;

    bool done = loc_stage_take(&stage, d);
    if (done) {
        stage.judged = loc_allocate_raw(&d->allocator, d->cells, sizeof *stage.judged);
        r = new_result(d);
    }
    if (!done || stage.judged == NULL || r == NULL) {
        status = loc_fail_memory(error);
    }
    if (status == LOCALITY_OK) {
        status = loc_demand_follow(&stage, error);
    }
    if (status == LOCALITY_OK) {
        stage.total += d->cells;
        status = loc_stage_run(&stage, judge, 0, d->cells, error);
    }
    if (status == LOCALITY_OK) {
        status = conclude(&stage, r, error);
    }
    loc_release(&d->allocator, stage.judged, d->cells, sizeof *stage.judged);
    loc_stage_give(&stage);
    if (status != LOCALITY_OK) {
        locality_demand_result_free(r);
        return status;
    }
    *out = r;
    return loc_ok(error);
}

/* ---- The calls -------------------------------------------------------------------------------- */

locality_status locality_detect(const locality_demand_input *input,
                                const locality_demand_options *options,
                                const locality_allocator *allocator, locality_demand_result **out,
                                locality_error *error) {
    locality_demand *d = NULL;

    if (out != NULL) {
        *out = NULL;
    }
    if (input == NULL || out == NULL) {
        return loc_fail_null(error, input == NULL ? "input" : "out");
    }
    locality_status status = loc_demand_take(input, options, true, allocator, &d, error);
    if (status == LOCALITY_OK) {
        status = detect(d, out, error);
    }
    locality_demand_free(d);
    return status;
}

locality_status locality_demand_detect(locality_demand *demand, locality_demand_result **out,
                                       locality_error *error) {
    if (out != NULL) {
        *out = NULL;
    }
    if (demand == NULL || out == NULL) {
        return loc_fail_null(error, demand == NULL ? "demand" : "out");
    }
    return detect(demand, out, error);
}
