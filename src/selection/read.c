/* Selection reading: judges what is asked and puts it into canonical order. */
#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include "allocation/problem.h"
#include "selection/selection.h"
#include "base/sort.h"
#include "base/wide.h"
#include "schema/schema.h"

#define MOST_PROPOSALS ((size_t)1 << 24)
#define MOST_BUDGETS 1024
#define WORK_UNLESS_TOLD (UINT64_C(1) << 31)
#define STATES_UNLESS_TOLD (UINT64_C(1) << 23)

/* ---- Judging --------------------------------------------------------------------------------- */

static locality_status check_sizes(const locality_selection_problem *in, locality_error *error) {
    size_t cells = 0;

    if (in->proposals > MOST_PROPOSALS || in->groups > MOST_PROPOSALS ||
        in->exclusions > MOST_PROPOSALS || in->needs > MOST_PROPOSALS ||
        in->budgets > MOST_BUDGETS || loc_multiply_overflows(in->proposals, in->budgets, &cells)) {
        return loc_fail(error, LOCALITY_LIMIT,
                        "more than 2^24 proposals, groups or pairs, or than %d budgets",
                        MOST_BUDGETS);
    }
    if ((in->proposals > 0 && in->value == NULL) || (cells > 0 && in->use == NULL) ||
        (in->exclusions > 0 && in->exclusion == NULL) || (in->needs > 0 && in->need == NULL)) {
        return loc_fail_null(error, "value, use, exclusion or need");
    }
    return LOCALITY_OK;
}

static locality_status check_budgets(const locality_selection_problem *in, locality_error *error) {
    for (size_t k = 0; k < in->proposals * in->budgets; k++) {
        if (in->use[k] < 0) {
            return loc_fail(error, LOCALITY_INVALID, "proposal %zu uses less than 0 of budget %zu",
                            k % in->proposals, k / in->proposals);
        }
    }
    for (size_t b = 0; b < in->budgets; b++) {
        int64_t most = in->most != NULL ? in->most[b] : LOCALITY_SELECTION_NO_MOST;
        if (most < 0 || (in->least != NULL && in->least[b] > most)) {
            return loc_fail(error, LOCALITY_INVALID,
                            "budget %zu ends at %" PRId64 ", below 0 or below its floor", b, most);
        }
    }
    return LOCALITY_OK;
}

static locality_status check_groups(const locality_selection_problem *in, locality_error *error) {
    for (size_t i = 0; i < in->proposals; i++) {
        bool has = in->group != NULL && in->group[i] != LOCALITY_SELECTION_NO_GROUP;
        if (has && in->group[i] >= in->groups) {
            return loc_fail(error, LOCALITY_INVALID, "proposal %zu is of no group that there is",
                            i);
        }
        if (in->fixed != NULL && in->fixed[i] > LOCALITY_SELECTION_OUT) {
            return loc_fail(error, LOCALITY_INVALID, "proposal %zu is settled in no way there is",
                            i);
        }
    }
    return LOCALITY_OK;
}

static locality_status check_pairs(const uint32_t *pair, size_t count, size_t proposals,
                                   const char *what, locality_error *error) {
    for (size_t k = 0; k < count; k++) {
        if (pair[2 * k] >= proposals || pair[2 * k + 1] >= proposals ||
            pair[2 * k] == pair[2 * k + 1]) {
            return loc_fail(error, LOCALITY_INVALID, "%s %zu is not of two proposals", what, k);
        }
    }
    return LOCALITY_OK;
}

locality_status loc_selection_take(const locality_selection_problem *problem,
                                   locality_selection_problem *out, locality_error *error) {
    locality_selection_problem in = LOCALITY_SELECTION_PROBLEM_INIT;

    if (problem == NULL) {
        return loc_fail_null(error, "problem");
    }
    if (!loc_struct_take(&in, sizeof in, problem, problem->struct_size, sizeof in) ||
        in.reserved != 0) {
        return loc_fail(error, LOCALITY_INVALID,
                        "problem.struct_size is not that of locality_selection_problem");
    }
    locality_status status = check_sizes(&in, error);
    status = status == LOCALITY_OK ? check_budgets(&in, error) : status;
    status = status == LOCALITY_OK ? check_groups(&in, error) : status;
    if (status == LOCALITY_OK) {
        status = check_pairs(in.exclusion, in.exclusions, in.proposals, "exclusion", error);
    }
    if (status == LOCALITY_OK) {
        status = check_pairs(in.need, in.needs, in.proposals, "need", error);
    }
    *out = in;
    return status;
}

locality_status loc_selection_take_options(const locality_selection_options *options,
                                           locality_selection_options *out, loc_work *work,
                                           locality_error *error) {
    locality_selection_options in = LOCALITY_SELECTION_OPTIONS_INIT;

    if (options != NULL && (!loc_struct_take(&in, sizeof in, options, options->struct_size,
                                             offsetof(locality_selection_options, proof_limit)) ||
                            in.reserved != 0)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_selection_options");
    }
    in.state_limit = in.state_limit != 0 ? in.state_limit : STATES_UNLESS_TOLD;
    work->limit = in.work_limit != 0 ? in.work_limit : WORK_UNLESS_TOLD;
    work->progress = in.progress;
    work->self = in.progress_self;
    *out = in;
    return LOCALITY_OK;
}

/* ---- Canonical order ------------------------------------------------------------------------- */

typedef struct reader {
    const locality_selection_problem *in;
    const locality_allocator *memory;
    loc_selection *s;
    uint32_t *place; /* of each proposal, by its position as given */
} reader;

/* Sorts the proposals by their ids. */
static locality_status take_order(reader *r, locality_error *error) {
    locality_allocation_side side[2] = {LOCALITY_ALLOCATION_SIDE_INIT,
                                        LOCALITY_ALLOCATION_SIDE_INIT};
    locality_allocation *names = NULL;

    side[0].count = r->in->proposals;
    side[0].id = r->in->id;
    locality_status status = locality_allocation_new(&side[0], &side[1], r->memory, &names, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    for (uint32_t i = 0; i < r->s->proposals; i++) {
        r->s->given[i] = names->side[0].given[i];
        r->place[r->s->given[i]] = i;
    }
    locality_allocation_free(names);
    return LOCALITY_OK;
}

static void take_proposals(reader *r) {
    const locality_selection_problem *in = r->in;
    loc_selection *s = r->s;

    for (uint32_t i = 0; i < s->proposals; i++) {
        uint32_t from = s->given[i];
        s->value[i] = in->value[from];
        s->fixed[i] = in->fixed != NULL ? in->fixed[from] : LOC_FREE;
        for (size_t b = 0; b < s->budgets; b++) {
            s->use[b * s->proposals + i] = in->use[b * s->proposals + from];
        }
    }
}

/* Numbers groups in the order of their first proposals; those without any come last. */
static bool take_groups(reader *r) {
    const locality_selection_problem *in = r->in;
    loc_selection *s = r->s;
    uint32_t count = 0;

    uint32_t *to = loc_allocate(r->memory, in->groups, sizeof *to);
    if (to == NULL) {
        return false;
    }
    memset(to, 0xff, in->groups * sizeof *to);
    for (uint32_t i = 0; i < s->proposals; i++) {
        uint32_t g = in->group != NULL ? in->group[s->given[i]] : LOCALITY_SELECTION_NO_GROUP;
        if (g != LOCALITY_SELECTION_NO_GROUP && to[g] == UINT32_MAX) {
            s->group_given[count] = g;
            to[g] = count++;
        }
        s->group[i] = g != LOCALITY_SELECTION_NO_GROUP ? to[g] : LOCALITY_SELECTION_NO_GROUP;
    }
    for (uint32_t g = 0; g < s->groups; g++) {
        if (to[g] == UINT32_MAX) {
            s->group_given[count++] = g;
        }
    }
    for (uint32_t g = 0; g < s->groups; g++) {
        s->must[g] = in->must != NULL && in->must[s->group_given[g]] != 0;
    }
    loc_release(r->memory, to, in->groups, sizeof *to);
    return true;
}

static int compare_pairs(const void *a, const void *b, const void *context) {
    const loc_selection_pair *x = a, *y = b;

    (void)context;
    if (x->first != y->first) {
        return x->first < y->first ? -1 : 1;
    }
    if (x->second != y->second) {
        return x->second < y->second ? -1 : 1;
    }
    return x->given < y->given ? -1 : x->given > y->given;
}

static void take_pairs(const reader *r, const uint32_t *pair, size_t count, bool either_way,
                       loc_selection_pair *out) {
    for (size_t k = 0; k < count; k++) {
        uint32_t first = r->place[pair[2 * k]], second = r->place[pair[2 * k + 1]];
        bool turn = either_way && first > second;
        out[k] = (loc_selection_pair){turn ? second : first, turn ? first : second, (uint32_t)k};
    }
    loc_sort(out, count, sizeof *out, compare_pairs, NULL);
}

/* Sums of what there is, so that no later sum has to be looked at; false where one is too large. */
static bool take_ends(reader *r) {
    loc_selection *s = r->s;
    loc_wide all = 0;

    for (uint32_t i = 0; i < s->proposals; i++) {
        all += s->value[i] < 0 ? -(loc_wide)s->value[i] : s->value[i];
    }
    bool fits = all <= LOC_SELECTION_MOST;
    for (uint32_t b = 0; b < s->budgets && fits; b++) {
        all = 0;
        for (uint32_t i = 0; i < s->proposals; i++) {
            all += s->use[(size_t)b * s->proposals + i];
        }
        fits = all <= LOC_SELECTION_MOST;
        s->least[b] = r->in->least != NULL && r->in->least[b] > 0 ? r->in->least[b] : 0;
        s->most[b] = r->in->most != NULL && r->in->most[b] < all ? r->in->most[b] : (int64_t)all;
    }
    return fits;
}

static bool take_room(loc_selection *s, const locality_allocator *memory) {
    size_t n = s->proposals, b = s->budgets;

    s->given = loc_allocate(memory, n, sizeof *s->given);
    s->value = loc_allocate(memory, n, sizeof *s->value);
    s->use = loc_allocate(memory, n * b, sizeof *s->use);
    s->least = loc_allocate(memory, b, sizeof *s->least);
    s->most = loc_allocate(memory, b, sizeof *s->most);
    s->group = loc_allocate(memory, n, sizeof *s->group);
    s->group_given = loc_allocate(memory, s->groups, sizeof *s->group_given);
    s->must = loc_allocate(memory, s->groups, 1);
    s->fixed = loc_allocate(memory, n, 1);
    s->exclusion = loc_allocate(memory, s->exclusions, sizeof *s->exclusion);
    s->need = loc_allocate(memory, s->needs, sizeof *s->need);
    return s->given != NULL && s->value != NULL && s->use != NULL && s->least != NULL &&
           s->most != NULL && s->group != NULL && s->group_given != NULL && s->must != NULL &&
           s->fixed != NULL && s->exclusion != NULL && s->need != NULL;
}

locality_status loc_selection_read(const locality_selection_problem *in, loc_selection *out,
                                   bool *overflow, const locality_allocator *memory,
                                   locality_error *error) {
    reader r = {.in = in, .memory = memory, .s = out};

    *out = (loc_selection){.proposals = (uint32_t)in->proposals,
                           .budgets = (uint32_t)in->budgets,
                           .groups = (uint32_t)in->groups,
                           .exclusions = in->exclusions,
                           .needs = in->needs};
    r.place = loc_allocate(memory, in->proposals, sizeof *r.place);
    locality_status status =
        r.place != NULL && take_room(out, memory) ? LOCALITY_OK : loc_fail_memory(error);
    status = status == LOCALITY_OK ? take_order(&r, error) : status;
    if (status == LOCALITY_OK) {
        take_proposals(&r);
        take_pairs(&r, in->exclusion, in->exclusions, true, out->exclusion);
        take_pairs(&r, in->need, in->needs, false, out->need);
        *overflow = !take_ends(&r);
        status = take_groups(&r) ? LOCALITY_OK : loc_fail_memory(error);
    }
    loc_release(memory, r.place, in->proposals, sizeof *r.place);
    return status;
}

void loc_selection_clear(loc_selection *s, const locality_allocator *memory) {
    size_t n = s->proposals, b = s->budgets;

    loc_release(memory, s->given, n, sizeof *s->given);
    loc_release(memory, s->value, n, sizeof *s->value);
    loc_release(memory, s->use, n * b, sizeof *s->use);
    loc_release(memory, s->least, b, sizeof *s->least);
    loc_release(memory, s->most, b, sizeof *s->most);
    loc_release(memory, s->group, n, sizeof *s->group);
    loc_release(memory, s->group_given, s->groups, sizeof *s->group_given);
    loc_release(memory, s->must, s->groups, 1);
    loc_release(memory, s->fixed, n, 1);
    loc_release(memory, s->exclusion, s->exclusions, sizeof *s->exclusion);
    loc_release(memory, s->need, s->needs, sizeof *s->need);
    *s = (loc_selection){0};
}
