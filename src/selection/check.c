/* Selection checking: whether a plan is lawful, and what prices prove. No part of the solvers: what is given
 * is read as it was given. */
#include <inttypes.h>
#include <string.h>

#include "selection/selection.h"
#include "base/wide.h"

#define MOST_PRICE (INT64_C(1) << 58)
#define MOST_SUM ((loc_wide)1 << 125)

/* ---- Plans ----------------------------------------------------------------------------------- */

static locality_status check_fixed(const locality_selection_problem *in, const uint8_t *taken,
                                   locality_error *error) {
    for (size_t i = 0; i < in->proposals; i++) {
        uint8_t fixed = in->fixed != NULL ? in->fixed[i] : LOC_FREE;
        if (taken[i] > 1) {
            return loc_fail(error, LOCALITY_INVALID, "proposal %zu is neither taken nor not", i);
        }
        if ((fixed == LOC_IN && !taken[i]) || (fixed == LOC_OUT && taken[i])) {
            return loc_fail(error, LOCALITY_CONFLICT, "proposal %zu is settled the other way", i);
        }
    }
    return LOCALITY_OK;
}

static locality_status check_sums(const locality_selection_problem *in, const uint8_t *taken,
                                  int64_t *value, locality_error *error) {
    loc_wide sum = 0;

    for (size_t i = 0; i < in->proposals; i++) {
        sum += taken[i] ? in->value[i] : 0;
    }
    if (sum > INT64_MAX || sum < INT64_MIN) {
        return loc_fail(error, LOCALITY_OVERFLOW, "the value leaves 64 bits");
    }
    *value = (int64_t)sum;
    for (size_t b = 0; b < in->budgets; b++) {
        sum = 0;
        for (size_t i = 0; i < in->proposals; i++) {
            sum += taken[i] ? in->use[b * in->proposals + i] : 0;
        }
        bool over =
            in->most != NULL && in->most[b] != LOCALITY_SELECTION_NO_MOST && sum > in->most[b];
        if (over || (in->least != NULL && sum < in->least[b])) {
            return loc_fail(error, LOCALITY_CONFLICT, "budget %zu is %s", b,
                            over ? "overdrawn" : "below its floor");
        }
    }
    return LOCALITY_OK;
}

static locality_status check_all_groups(const locality_selection_problem *in, const uint8_t *taken,
                                        uint32_t *count, locality_error *error) {
    for (size_t i = 0; i < in->proposals && in->group != NULL; i++) {
        if (taken[i] && in->group[i] != LOCALITY_SELECTION_NO_GROUP) {
            count[in->group[i]]++;
        }
    }
    for (size_t g = 0; g < in->groups; g++) {
        if (count[g] > 1 || (in->must != NULL && in->must[g] && count[g] == 0)) {
            return loc_fail(error, LOCALITY_CONFLICT, "%" PRIu32 " are taken of group %zu",
                            count[g], g);
        }
    }
    return LOCALITY_OK;
}

static locality_status check_all_pairs(const locality_selection_problem *in, const uint8_t *taken,
                                       locality_error *error) {
    for (size_t k = 0; k < in->exclusions; k++) {
        if (taken[in->exclusion[2 * k]] && taken[in->exclusion[2 * k + 1]]) {
            return loc_fail(error, LOCALITY_CONFLICT, "exclusion %zu does not hold", k);
        }
    }
    for (size_t k = 0; k < in->needs; k++) {
        if (taken[in->need[2 * k]] && !taken[in->need[2 * k + 1]]) {
            return loc_fail(error, LOCALITY_CONFLICT, "need %zu does not hold", k);
        }
    }
    return LOCALITY_OK;
}

/* Copies the problem and the allocator, and sees that `with` is there where there is something to read. */
static locality_status begin(const locality_selection_problem *problem, const void *with,
                             size_t count, const char *what, locality_selection_problem *in,
                             const locality_allocator *allocator, locality_allocator *memory,
                             locality_error *error) {
    locality_status status = loc_selection_take(problem, in, error);

    if (status == LOCALITY_OK && with == NULL && count > 0) {
        status = loc_fail_null(error, what);
    }
    return status == LOCALITY_OK ? loc_allocator_take(allocator, memory, error) : status;
}

locality_status locality_selection_check(const locality_selection_problem *problem,
                                         const uint8_t *taken, int64_t *value,
                                         const locality_allocator *allocator,
                                         locality_error *error) {
    locality_selection_problem in;
    locality_allocator memory;
    int64_t sum = 0;

    if (value != NULL) {
        *value = 0;
    }
    locality_status status = begin(problem, taken, problem != NULL ? problem->proposals : 0,
                                   "taken", &in, allocator, &memory, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    uint32_t *count = loc_allocate(&memory, in.groups, sizeof *count);
    status = count != NULL ? check_fixed(&in, taken, error) : loc_fail_memory(error);
    status = status == LOCALITY_OK ? check_sums(&in, taken, &sum, error) : status;
    status = status == LOCALITY_OK ? check_all_groups(&in, taken, count, error) : status;
    status = status == LOCALITY_OK ? check_all_pairs(&in, taken, error) : status;
    loc_release(&memory, count, in.groups, sizeof *count);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (value != NULL) {
        *value = sum;
    }
    return loc_ok(error);
}

/* ---- Prices ---------------------------------------------------------------------------------- */

static locality_status check_prices(const locality_selection_problem *in, const int64_t *price,
                                    locality_error *error) {
    size_t count = locality_selection_prices(in);

    for (size_t k = 0; k < count; k++) {
        bool is_budget = k < in->budgets;
        bool has_end =
            !is_budget || (in->most != NULL && in->most[k] != LOCALITY_SELECTION_NO_MOST);
        if (price[k] > MOST_PRICE || price[k] < (is_budget ? -MOST_PRICE : 0) ||
            (price[k] > 0 && !has_end)) {
            return loc_fail(error, LOCALITY_INVALID,
                            "price %zu is beyond 2^58, or of something that has no such price", k);
        }
    }
    return LOCALITY_OK;
}

/* Adds, unless that leaves what can be held; every part is far below. */
static bool add(loc_wide *sum, loc_wide part) {
    *sum += part;
    return *sum <= MOST_SUM && *sum >= -MOST_SUM;
}

/* What is left of each proposal after its charges, in parts. */
static bool charge(const locality_selection_problem *in, const int64_t *price, loc_wide *left) {
    const int64_t *exclusion = price + in->budgets, *need = exclusion + in->exclusions;
    bool fits = true;

    for (size_t i = 0; i < in->proposals; i++) {
        left[i] = (loc_wide)in->value[i] * LOCALITY_SELECTION_SCALE;
        for (size_t b = 0; b < in->budgets; b++) {
            fits = fits && add(&left[i], -(loc_wide)price[b] * in->use[b * in->proposals + i]);
        }
    }
    for (size_t k = 0; k < in->exclusions; k++) {
        left[in->exclusion[2 * k]] -= exclusion[k];
        left[in->exclusion[2 * k + 1]] -= exclusion[k];
    }
    for (size_t k = 0; k < in->needs; k++) {
        left[in->need[2 * k]] -= need[k];
        left[in->need[2 * k + 1]] += need[k];
    }
    return fits;
}

/* What the conditions give back. */
static bool give_back(const locality_selection_problem *in, const int64_t *price, loc_wide *sum) {
    bool fits = true;

    for (size_t b = 0; b < in->budgets; b++) {
        int64_t least = in->least != NULL && in->least[b] > 0 ? in->least[b] : 0;
        int64_t end = price[b] > 0 ? in->most[b] : least;
        fits = fits && add(sum, (loc_wide)price[b] * end);
    }
    for (size_t k = 0; k < in->exclusions; k++) {
        *sum += price[in->budgets + k];
    }
    return fits;
}

/* The best of a group so far, which member it is, and whether that one has to be. */
typedef struct best {
    uint32_t proposal;
    bool is_in;
} best;

/* Adds what is left of the best of each group and of each proposal without one. */
static bool add_best(const locality_selection_problem *in, const loc_wide *left, best *group,
                     loc_wide *sum) {
    bool fits = true;

    for (size_t g = 0; g < in->groups; g++) {
        group[g] = (best){LOC_NO_PROPOSAL, false};
    }
    for (uint32_t i = 0; i < in->proposals; i++) {
        uint8_t fixed = in->fixed != NULL ? in->fixed[i] : LOC_FREE;
        uint32_t g = in->group != NULL ? in->group[i] : LOCALITY_SELECTION_NO_GROUP;
        if (fixed == LOC_OUT) {
            continue;
        }
        if (g == LOCALITY_SELECTION_NO_GROUP) {
            fits = fits && add(sum, fixed == LOC_IN || left[i] > 0 ? left[i] : 0);
            continue;
        }
        bool is_better = group[g].proposal == LOC_NO_PROPOSAL || left[i] > left[group[g].proposal];
        if (fixed == LOC_IN || (!group[g].is_in && is_better)) {
            group[g] = (best){i, fixed == LOC_IN};
        }
    }
    for (size_t g = 0; g < in->groups; g++) {
        if (group[g].proposal == LOC_NO_PROPOSAL) {
            continue;
        }
        bool has_to = group[g].is_in || (in->must != NULL && in->must[g]);
        loc_wide most = left[group[g].proposal];
        fits = fits && add(sum, has_to || most > 0 ? most : 0);
    }
    return fits;
}

locality_status locality_selection_bound(const locality_selection_problem *problem,
                                         const int64_t *price, int64_t *bound,
                                         const locality_allocator *allocator,
                                         locality_error *error) {
    locality_selection_problem in;
    locality_allocator memory;
    loc_wide sum = 0;

    if (bound == NULL) {
        return loc_fail_null(error, "bound");
    }
    *bound = 0;
    locality_status status = begin(problem, price, locality_selection_prices(problem), "price", &in,
                                   allocator, &memory, error);
    status = status == LOCALITY_OK ? check_prices(&in, price, error) : status;
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_wide *left = loc_allocate(&memory, in.proposals, sizeof *left);
    best *group = loc_allocate(&memory, in.groups, sizeof *group);
    if (left == NULL || group == NULL) {
        status = loc_fail_memory(error);
    } else if (!charge(&in, price, left) || !give_back(&in, price, &sum) ||
               !add_best(&in, left, group, &sum)) {
        status = loc_fail(error, LOCALITY_OVERFLOW, "the prices are too large");
    }
    loc_release(&memory, left, in.proposals, sizeof *left);
    loc_release(&memory, group, in.groups, sizeof *group);
    if (status != LOCALITY_OK) {
        return status;
    }
    sum = loc_divide_down(sum, LOCALITY_SELECTION_SCALE);
    if (sum > INT64_MAX || sum < INT64_MIN) {
        return loc_fail(error, LOCALITY_OVERFLOW, "the bound leaves 64 bits");
    }
    *bound = (int64_t)sum;
    return loc_ok(error);
}
