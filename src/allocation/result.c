/* Result: taking the answer out of canonical numbers, and showing it. */
#include "allocation/result.h"

#include <string.h>

/* ---- Making ---------------------------------------------------------------------------------- */

static const char *copy_text(locality_allocation_result *r, const char *text) {
    return loc_arena_text(&r->texts, text, strlen(text));
}

static bool copy_pairs(locality_allocation_result *r, const loc_solution *s) {
    const locality_allocation *a = s->a;
    uint32_t row = 0;

    for (size_t k = 0; k < s->count; k++) {
        size_t pair = s->used[k];
        while (pair >= a->start[row + 1]) {
            row++;
        }
        uint32_t column = loc_pair_column(a, pair, row);
        const loc_mark *mark = loc_pair_mark(a, pair);
        locality_allocation_pair *out = &r->pair[k];
        out->candidate_id = copy_text(r, a->side[0].id[row]);
        out->demand_id = copy_text(r, a->side[1].id[column]);
        out->candidate = r->place[0][k] = a->side[0].given[row];
        out->demand = r->place[1][k] = a->side[1].given[column];
        out->is_pinned = mark != NULL && mark->is_pin;
        out->is_tied = s->tied[k];
        out->failed = a->failed != NULL ? a->failed[pair] : 0;
        if (out->candidate_id == NULL || out->demand_id == NULL) {
            return false;
        }
    }
    r->pairs = s->count;
    return true;
}

static bool copy_unplaced(locality_allocation_result *r, const loc_solution *s, int side,
                          const int64_t *load) {
    const loc_side *from = &s->a->side[side];
    size_t count = 0;

    for (uint32_t v = 0; v < from->count; v++) {
        if (load[v] >= from->most[v]) {
            continue;
        }
        locality_allocation_unplaced *out = &r->unplaced[side][count++];
        out->id = copy_text(r, from->id[v]);
        out->position = from->given[v];
        out->partners = load[v];
        out->most = from->most[v];
        if (out->id == NULL) {
            return false;
        }
    }
    r->unplaced_count[side] = count;
    return true;
}

static void copy_prices(locality_allocation_result *r, const loc_solution *s) {
    const loc_side *side = s->a->side;
    size_t priced = r->priced;

    for (uint32_t k = 0; k < r->priced; k++) {
        for (uint32_t i = 0; i < s->rows; i++) {
            r->price[0][side[0].given[i] * priced + k] = loc_price(s, k, i);
        }
        for (uint32_t j = 0; j < s->columns; j++) {
            r->price[1][side[1].given[j] * priced + k] = loc_price(s, k, loc_node_column(s, j));
        }
        for (uint32_t g = 0; g < s->groups; g++) {
            r->group_price[g * priced + k] = loc_price(s, k, loc_node_group(s, g));
        }
    }
}

/* Totals fit: that was asked before anything was solved. */
static void sum_totals(locality_allocation_result *r, const loc_solution *s) {
    for (uint32_t k = LOC_LEVEL_COVERAGE; k < s->levels; k++) {
        int64_t total = 0;
        for (size_t p = 0; p < s->count; p++) {
            total += k == LOC_LEVEL_COVERAGE ? 1 : loc_level_cost(s->a, s->waive, k, s->used[p]);
        }
        r->total[k] = r->bound[k] = total;
    }
    for (uint32_t k = s->proved; k < s->levels;
         k++) { /* as many pairs at the lowest cost there is */
        uint32_t level = k - LOC_LEVEL_FIRST - (s->waive ? 1 : 0);
        bool weights = s->waive && k == LOC_LEVEL_FIRST;
        r->bound[k] =
            weights || k < LOC_LEVEL_FIRST ? 0 : (int64_t)s->count * s->a->cost[level].lowest;
    }
}

static void add_cut_arc(locality_allocation_result *r, bool from, bool to, loc_arc bounds) {
    r->must += !from && to ? bounds.low : 0;
    r->can += from && !to ? bounds.high : 0;
}

/* The cut by position, and the sums over the arcs that cross it. */
static bool copy_cut(locality_allocation_result *r, const loc_solution *s, loc_work *work) {
    loc_arcs field;

    for (uint32_t i = 0; i < s->rows; i++) {
        r->in[0][s->a->side[0].given[i]] = s->cut[i];
    }
    for (uint32_t j = 0; j < s->columns; j++) {
        r->in[1][s->a->side[1].given[j]] = s->cut[loc_node_column(s, j)];
    }
    for (uint32_t g = 0; g < s->groups; g++) {
        r->group_in[g] = s->cut[loc_node_group(s, g)];
    }
    r->world_in = s->cut[loc_node_hub(s)] != 0;
    bool done = loc_arcs_make(&field, s, false, 0, work);
    for (size_t f = 0; f < field.arcs; f++) {
        add_cut_arc(r, s->cut[field.arc[f].from] != 0, s->cut[field.arc[f].to] != 0, field.arc[f]);
    }
    loc_arcs_clear(&field, work);
    return done;
}

static bool take_memory(locality_allocation_result *r, const loc_solution *s) {
    const locality_allocator *m = &r->allocator;
    bool cut = s->verdict == LOCALITY_ALLOCATION_INFEASIBLE;

    r->pair = loc_allocate(m, s->count, sizeof *r->pair);
    r->group_price = loc_allocate(m, r->groups * r->levels, sizeof *r->group_price);
    r->group_in = cut ? loc_allocate(m, r->groups, 1) : NULL;
    bool done = r->pair != NULL && r->group_price != NULL && (!cut || r->group_in != NULL);
    for (int side = 0; side < 2; side++) {
        r->place[side] = loc_allocate(m, s->count, sizeof *r->place[side]);
        r->unplaced[side] = loc_allocate(m, r->count[side], sizeof *r->unplaced[side]);
        r->price[side] = loc_allocate(m, r->count[side] * r->levels, sizeof *r->price[side]);
        r->in[side] = cut ? loc_allocate(m, r->count[side], 1) : NULL;
        done = done && r->place[side] != NULL && r->unplaced[side] != NULL &&
               r->price[side] != NULL && (!cut || r->in[side] != NULL);
    }
    return done;
}

static bool fill(locality_allocation_result *r, const loc_solution *s, loc_work *work) {
    bool has_pairs =
        s->verdict == LOCALITY_ALLOCATION_OPTIMAL || s->verdict == LOCALITY_ALLOCATION_FEASIBLE ||
        s->verdict == LOCALITY_ALLOCATION_STABLE || s->verdict == LOCALITY_ALLOCATION_ALTERNATIVE;

    if (s->verdict == LOCALITY_ALLOCATION_INFEASIBLE) {
        return copy_cut(r, s, work);
    }
    if (!has_pairs) {
        return true;
    }
    int64_t *load = loc_work_take(work, s->nodes, sizeof *load);
    if (load == NULL) {
        return false;
    }
    loc_solution_load(s, load);
    bool done =
        copy_pairs(r, s) && copy_unplaced(r, s, 0, load) && copy_unplaced(r, s, 1, load + s->rows);
    loc_work_give(work, load, s->nodes, sizeof *load);
    sum_totals(r, s);
    if (s->verdict == LOCALITY_ALLOCATION_OPTIMAL || s->verdict == LOCALITY_ALLOCATION_FEASIBLE) {
        r->priced = s->proved;
        copy_prices(r, s);
    }
    return done;
}

locality_status loc_result_make(const loc_solution *s, uint64_t work,
                                locality_allocation_result **out, locality_error *error) {
    locality_allocation_result *r = loc_allocate(&s->a->allocator, 1, sizeof *r);

    if (r == NULL) {
        return loc_fail_memory(error);
    }
    r->allocator = s->a->allocator;
    loc_arena_init(&r->texts, &r->allocator);
    r->problem = s->a;
    r->revision = s->a->revision;
    r->verdict = s->verdict;
    r->waive = s->waive;
    r->is_unique = s->is_unique;
    r->levels = s->levels;
    r->proved = s->proved;
    r->work = work;
    r->count[0] = s->rows;
    r->count[1] = s->columns;
    r->groups = s->groups;
    /* Where a solution has fewer pairs than its memory has room for, only those are kept. */
    r->pairs = s->count;
    loc_work unlimited = {.allocator = &r->allocator, .ask = UINT64_MAX};
    if (!take_memory(r, s) || !fill(r, s, &unlimited)) {
        r->pairs = s->count;
        locality_allocation_result_free(r);
        return loc_fail_memory(error);
    }
    *out = r;
    return loc_ok(error);
}

void locality_allocation_result_free(locality_allocation_result *result) {
    locality_allocation_result *r = result;

    if (r == NULL) {
        return;
    }
    locality_allocator memory = r->allocator;
    loc_release(&memory, r->pair, r->pairs, sizeof *r->pair);
    loc_release(&memory, r->group_price, r->groups * r->levels, sizeof *r->group_price);
    loc_release(&memory, r->group_in, r->groups, 1);
    for (int side = 0; side < 2; side++) {
        loc_release(&memory, r->place[side], r->pairs, sizeof *r->place[side]);
        loc_release(&memory, r->unplaced[side], r->count[side], sizeof *r->unplaced[side]);
        loc_release(&memory, r->price[side], r->count[side] * r->levels, sizeof *r->price[side]);
        loc_release(&memory, r->in[side], r->count[side], 1);
    }
    loc_arena_clear(&r->texts);
    loc_release(&memory, r, 1, sizeof *r);
}

locality_status loc_result_matches(const locality_allocation *a,
                                   const locality_allocation_result *result,
                                   locality_error *error) {
    if (a == NULL || result == NULL) {
        return loc_fail_null(error, a == NULL ? "allocation" : "result");
    }
    if (result->problem != a || result->revision != a->revision) {
        return loc_fail(error, LOCALITY_CONFLICT,
                        "the answer is not one to this problem as it is now");
    }
    if (result->verdict != LOCALITY_ALLOCATION_OPTIMAL) {
        return loc_fail(error, LOCALITY_CONFLICT,
                        "only an answer that is proved optimal can be explained; this one is: %s",
                        locality_allocation_verdict_name(result->verdict));
    }
    return LOCALITY_OK;
}

/* ---- Showing --------------------------------------------------------------------------------- */

const char *locality_allocation_verdict_name(int32_t verdict) {
    static const char *const names[] = {"unknown",    "proved optimal",    "proved infeasible",
                                        "feasible",   "overflow possible", "stable",
                                        "alternative"};
    return verdict >= 0 && verdict < (int32_t)(sizeof names / sizeof names[0]) ? names[verdict]
                                                                               : names[0];
}

int32_t locality_allocation_result_verdict(const locality_allocation_result *result) {
    return result != NULL ? result->verdict : LOCALITY_ALLOCATION_UNKNOWN;
}

static bool has_allocation(const locality_allocation_result *result) {
    return result != NULL && (result->verdict == LOCALITY_ALLOCATION_OPTIMAL ||
                              result->verdict == LOCALITY_ALLOCATION_FEASIBLE ||
                              result->verdict == LOCALITY_ALLOCATION_STABLE ||
                              result->verdict == LOCALITY_ALLOCATION_ALTERNATIVE);
}

size_t locality_allocation_result_pairs(const locality_allocation_result *result) {
    return has_allocation(result) ? result->pairs : 0;
}

locality_status locality_allocation_result_pair(const locality_allocation_result *result,
                                                size_t index, locality_allocation_pair *out,
                                                locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (result == NULL || out == NULL) {
        return loc_fail_null(error, result == NULL ? "result" : "out");
    }
    if (index >= locality_allocation_result_pairs(result)) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no pair %zu", index);
    }
    *out = result->pair[index];
    return loc_ok(error);
}

uint32_t locality_allocation_result_levels(const locality_allocation_result *result) {
    return result != NULL ? result->levels - LOC_LEVEL_COVERAGE : 0;
}

static locality_status give_number(const locality_allocation_result *result, const int64_t *from,
                                   uint32_t level, int64_t *out, locality_error *error) {
    if (!has_allocation(result) || level >= locality_allocation_result_levels(result)) {
        return loc_fail(error, LOCALITY_NOT_FOUND,
                        has_allocation(result) ? "there is no level %u" : "there is no allocation",
                        (unsigned)level);
    }
    *out = from[level + LOC_LEVEL_COVERAGE];
    return loc_ok(error);
}

locality_status locality_allocation_result_total(const locality_allocation_result *result,
                                                 uint32_t level, int64_t *total,
                                                 locality_error *error) {
    if (total != NULL) {
        *total = 0;
    }
    if (result == NULL || total == NULL) {
        return loc_fail_null(error, result == NULL ? "result" : "total");
    }
    return give_number(result, result->total, level, total, error);
}

locality_status locality_allocation_result_bound(const locality_allocation_result *result,
                                                 uint32_t level, int64_t *bound,
                                                 locality_error *error) {
    if (bound != NULL) {
        *bound = 0;
    }
    if (result == NULL || bound == NULL) {
        return loc_fail_null(error, result == NULL ? "result" : "bound");
    }
    if (level + LOC_LEVEL_COVERAGE > result->proved && has_allocation(result)) {
        return loc_fail(error, LOCALITY_NOT_FOUND,
                        "level %u has no bound, as the level before it is not proved",
                        (unsigned)level);
    }
    return give_number(result, result->bound, level, bound, error);
}

size_t locality_allocation_result_unplaced(const locality_allocation_result *result, int32_t side) {
    return has_allocation(result) && side >= 0 && side <= 1 ? result->unplaced_count[side] : 0;
}

locality_status locality_allocation_result_unplaced_at(const locality_allocation_result *result,
                                                       int32_t side, size_t index,
                                                       locality_allocation_unplaced *out,
                                                       locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (result == NULL || out == NULL) {
        return loc_fail_null(error, result == NULL ? "result" : "out");
    }
    if (side < 0 || side > 1) {
        return loc_fail(error, LOCALITY_INVALID, "there is no side %d", (int)side);
    }
    if (index >= locality_allocation_result_unplaced(result, side)) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no number %zu", index);
    }
    *out = result->unplaced[side][index];
    return loc_ok(error);
}

int32_t locality_allocation_result_is_unique(const locality_allocation_result *result) {
    return result != NULL && result->verdict == LOCALITY_ALLOCATION_OPTIMAL && result->is_unique;
}

uint64_t locality_allocation_result_work(const locality_allocation_result *result) {
    return result != NULL ? result->work : 0;
}

locality_status locality_allocation_result_certificate(const locality_allocation_result *result,
                                                       locality_allocation_certificate *out,
                                                       locality_error *error) {
    locality_allocation_certificate none = LOCALITY_ALLOCATION_CERTIFICATE_INIT;

    if (out != NULL) {
        *out = none;
    }
    if (result == NULL || out == NULL) {
        return loc_fail_null(error, result == NULL ? "result" : "out");
    }
    if (result->verdict == LOCALITY_ALLOCATION_UNKNOWN ||
        result->verdict == LOCALITY_ALLOCATION_OVERFLOW ||
        result->verdict == LOCALITY_ALLOCATION_ALTERNATIVE) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no certificate: the answer is: %s",
                        locality_allocation_verdict_name(result->verdict));
    }
    out->verdict = result->verdict;
    out->levels = result->priced > 0 ? result->priced : result->levels;
    out->waive = result->waive;
    out->pairs = locality_allocation_result_pairs(result);
    out->candidate = result->place[0];
    out->demand = result->place[1];
    if (result->priced > 0) {
        out->candidate_price = result->price[0];
        out->demand_price = result->price[1];
        out->group_price = result->group_price;
    }
    out->candidate_in = result->in[0];
    out->demand_in = result->in[1];
    out->group_in = result->group_in;
    out->must = result->must;
    out->can = result->can;
    out->world_in = result->world_in;
    return loc_ok(error);
}
