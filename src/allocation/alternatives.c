/* Alternatives: the border. Reads an answer back with its prices, has it searched from, and keeps what
 * is found as answers of their own. */
#include "allocation/alternatives.h"

#include <string.h>

#include "schema/schema.h"

/* ---- Reading the answer ---------------------------------------------------------------------- */

static void read_prices(loc_solution *s, const locality_allocation_certificate *c) {
    const locality_allocation *a = s->a;

    for (uint32_t k = 0; k < s->levels; k++) {
        int64_t *price = s->price + (size_t)k * s->nodes;
        for (uint32_t i = 0; i < s->rows; i++) {
            price[i] = c->candidate_price[(size_t)a->side[0].given[i] * s->levels + k];
        }
        for (uint32_t j = 0; j < s->columns; j++) {
            price[s->rows + j] = c->demand_price[(size_t)a->side[1].given[j] * s->levels + k];
        }
        for (uint32_t g = 0; g < s->groups; g++) {
            price[s->rows + s->columns + g] = c->group_price[(size_t)g * s->levels + k];
        }
    }
}

/* ---- Keeping what is found ------------------------------------------------------------------- */

bool loc_alternatives_add(loc_alternatives_search *x, size_t *used, size_t count) {
    locality_alternatives *list = x->list;
    loc_solution s = x->s;
    locality_allocation_result *plan = NULL;

    if (!loc_grow(&list->allocator, (void **)&list->plan, &list->capacity, list->count + 1,
                  sizeof(locality_allocation_result *))) {
        return loc_work_stop(x->work, LOC_STOP_MEMORY);
    }
    s.used = used;
    s.count = s.capacity = count;
    s.tied = loc_allocate(x->work->allocator, count, 1);
    s.verdict = LOCALITY_ALLOCATION_ALTERNATIVE;
    s.proved = s.levels;
    s.is_unique = false;
    if (s.tied == NULL || loc_result_make(&s, x->work->done, &plan, NULL) != LOCALITY_OK) {
        loc_release(x->work->allocator, s.tied, count, 1);
        return loc_work_stop(x->work, LOC_STOP_MEMORY);
    }
    loc_release(x->work->allocator, s.tied, count, 1);
    list->plan[list->count++] = plan;
    return true;
}

/* ---- The border ------------------------------------------------------------------------------ */

static locality_status take_options(const locality_allocation_result *result,
                                    const locality_alternatives_options *options,
                                    locality_alternatives_options *out, locality_error *error) {
    locality_alternatives_options in = LOCALITY_ALTERNATIVES_OPTIONS_INIT;

    if (options != NULL &&
        !loc_struct_take(&in, sizeof in, options, options->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_alternatives_options");
    }
    if (in.kind < LOCALITY_ALTERNATIVES_NEXT_BEST ||
        in.kind > LOCALITY_ALTERNATIVES_MOST_DIFFERENT || in.reserved != 0 || in.most == 0) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.kind, most or reserved is none that there is");
    }
    if (in.kept < -1 || in.kept > (int32_t)locality_allocation_result_levels(result)) {
        return loc_fail(error, LOCALITY_INVALID, "options.kept is %d, and there are %u levels",
                        (int)in.kept, (unsigned)locality_allocation_result_levels(result));
    }
    *out = in;
    return LOCALITY_OK;
}

static locality_status judge(const loc_work *work, locality_error *error) {
    switch (work->stop) {
    case LOC_STOP_MEMORY:
    case LOC_STOP_CANCELLED:
        return loc_work_failed(work, error);
    case LOC_STOP_OVERFLOW:
        return loc_fail(error, LOCALITY_OVERFLOW, "the cost of an alternative leaves 64 bits");
    default:
        return LOCALITY_OK; /* the work limit: what was found so far */
    }
}

static void find(loc_alternatives_search *x, const locality_allocation *a,
                 const locality_allocation_certificate *c) {
    loc_work *work = x->work;
    size_t *used = loc_work_take(work, c->pairs, sizeof *used);

    if (used == NULL) {
        return;
    }
    loc_solution_read(&x->s, a, c, used);
    size_t prices = (size_t)x->s.levels * x->s.nodes;
    x->s.price = loc_work_take(work, prices, sizeof *x->s.price);
    if (x->s.price != NULL) {
        read_prices(&x->s, c);
        bool done = x->options->kind == LOCALITY_ALTERNATIVES_NEXT_BEST
                        ? loc_alternatives_next_best(x)
                        : loc_alternatives_most_different(x);
        x->list->is_complete = x->list->is_complete && done;
    }
    loc_work_give(work, x->s.price, prices, sizeof *x->s.price);
    loc_work_give(work, used, c->pairs, sizeof *used);
}

locality_status locality_alternatives_find(const locality_allocation *allocation,
                                           const locality_allocation_result *result,
                                           const locality_alternatives_options *options,
                                           locality_alternatives **out, locality_error *error) {
    locality_alternatives_options in = LOCALITY_ALTERNATIVES_OPTIONS_INIT;
    locality_allocation_certificate c;

    if (out != NULL) {
        *out = NULL;
    }
    locality_status status = loc_result_matches(allocation, result, error);
    if (status == LOCALITY_OK && out == NULL) {
        status = loc_fail_null(error, "out");
    }
    if (status == LOCALITY_OK) {
        status = take_options(result, options, &in, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_allocation_result_certificate(result, &c, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_work work = {.allocator = &allocation->allocator,
                     .limit = in.work_limit,
                     .progress = in.progress,
                     .self = in.progress_self};
    locality_alternatives *list = loc_allocate(&allocation->allocator, 1, sizeof *list);
    if (list == NULL) {
        return loc_fail_memory(error);
    }
    list->allocator = allocation->allocator;
    loc_alternatives_search x = {.options = &in, .list = list, .work = &work};
    find(&x, allocation, &c);
    status = judge(&work, error);
    if (status != LOCALITY_OK) {
        locality_alternatives_free(list);
        return status;
    }
    *out = list;
    return loc_ok(error);
}

void locality_alternatives_free(locality_alternatives *list) {
    if (list == NULL) {
        return;
    }
    locality_allocator memory = list->allocator;
    for (size_t k = 0; k < list->count; k++) {
        locality_allocation_result_free(list->plan[k]);
    }
    loc_release(&memory, list->plan, list->capacity, sizeof(locality_allocation_result *));
    loc_release(&memory, list, 1, sizeof *list);
}

size_t locality_alternatives_count(const locality_alternatives *list) {
    return list != NULL ? list->count : 0;
}

const locality_allocation_result *locality_alternatives_plan(const locality_alternatives *list,
                                                             size_t index) {
    return list != NULL && index < list->count ? list->plan[index] : NULL;
}

int32_t locality_alternatives_is_complete(const locality_alternatives *list) {
    return list != NULL && list->is_complete;
}

/* ---- Two allocations ------------------------------------------------------------------------- */

static int compare_pairs(const locality_allocation_pair *a, const locality_allocation_pair *b) {
    int order = strcmp(a->candidate_id, b->candidate_id);
    return order != 0 ? order : strcmp(a->demand_id, b->demand_id);
}

static void count_rules(locality_allocation_comparison *summary, uint64_t failed, int64_t by) {
    for (uint32_t bit = 0; failed != 0; bit++, failed >>= 1) {
        summary->failed[bit] += (failed & 1) != 0 ? by : 0;
    }
}

/* Totals of the second less those of the first; false where one leaves 64 bits. */
static bool subtract_totals(const locality_allocation_result *first,
                            const locality_allocation_result *second,
                            locality_allocation_comparison *summary) {
    if (first->levels != second->levels || first->waive != second->waive) {
        return true;
    }
    summary->levels = first->levels - LOC_LEVEL_COVERAGE;
    for (uint32_t k = 0; k < summary->levels; k++) {
        int64_t a = first->total[k + LOC_LEVEL_COVERAGE];
        int64_t b = second->total[k + LOC_LEVEL_COVERAGE];
        if (a < 0 ? b > INT64_MAX + a : b < INT64_MIN + a) {
            return false;
        }
        summary->total[k] = b - a;
    }
    return true;
}

typedef struct merge {
    const locality_allocation_result *side[2];
    size_t at[2], count[2];
    const char *last; /* candidate counted last as placed otherwise */
} merge;

/* The next pair that only one has, or null at the end; `*takes` is 1 where the second has it. */
static const locality_allocation_pair *next_change(merge *m, int32_t *takes, size_t *kept) {
    for (;;) {
        bool left = m->at[0] < m->count[0], right = m->at[1] < m->count[1];
        if (!left && !right) {
            return NULL;
        }
        int order = !left ? 1
                    : !right
                        ? -1
                        : compare_pairs(&m->side[0]->pair[m->at[0]], &m->side[1]->pair[m->at[1]]);
        if (order != 0) {
            *takes = order > 0;
            return &m->side[*takes]->pair[m->at[*takes]++];
        }
        m->at[0]++;
        m->at[1]++;
        (*kept)++;
    }
}

locality_status locality_allocation_compare(const locality_allocation_result *first,
                                            const locality_allocation_result *second,
                                            locality_allocation_comparison *summary,
                                            locality_allocation_change *out, size_t capacity,
                                            size_t *count, locality_error *error) {
    locality_allocation_comparison found = {0};
    size_t changes = 0;
    int32_t takes = 0;

    if (summary != NULL) {
        memset(summary, 0, sizeof *summary);
    }
    if (count != NULL) {
        *count = 0;
    }
    if (first == NULL || second == NULL) {
        return loc_fail_null(error, first == NULL ? "first" : "second");
    }
    if (!subtract_totals(first, second, &found)) {
        return loc_fail(error, LOCALITY_OVERFLOW, "the difference of two totals leaves 64 bits");
    }
    merge m = {{first, second},
               {0, 0},
               {locality_allocation_result_pairs(first), locality_allocation_result_pairs(second)},
               NULL};
    for (const locality_allocation_pair *pair = next_change(&m, &takes, &found.kept); pair != NULL;
         pair = next_change(&m, &takes, &found.kept)) {
        if (out != NULL && changes < capacity) {
            out[changes] = (locality_allocation_change){pair->candidate_id, pair->demand_id,
                                                        pair->failed, takes, 0};
        }
        changes++;
        found.candidates += m.last == NULL || strcmp(m.last, pair->candidate_id) != 0;
        m.last = pair->candidate_id;
        found.taken += takes != 0;
        found.left += takes == 0;
        count_rules(&found, pair->failed, takes ? 1 : -1);
    }
    if (summary != NULL) {
        *summary = found;
    }
    if (count != NULL) {
        *count = changes;
    }
    if (out != NULL && changes > capacity) {
        return loc_fail(error, LOCALITY_LIMIT, "%zu changes do not fit into room for %zu", changes,
                        capacity);
    }
    return loc_ok(error);
}
