/* Selection conditions: reading them. */
#include "selection/conditions.h"

#include <string.h>

#include "base/sort.h"
#include "selection/proof.h"

locality_status loc_conditions_stopped(const loc_work *work, locality_error *error) {
    return work->stop == LOC_STOP_LIMIT
               ? loc_fail(error, LOCALITY_LIMIT, "the work limit was met before the proof ended")
               : loc_work_failed(work, error);
}

/* ---- Who excludes whom ----------------------------------------------------------------------- */

/* Exclusions are sorted, and the lower proposal of each stands first. */
static bool index_exclusions(loc_conditions *k) {
    const loc_selection *s = k->s;
    size_t at = 0;

    k->excludes = loc_work_take(k->work, (size_t)s->proposals + 1, sizeof *k->excludes);
    for (uint32_t i = 0; k->excludes != NULL && i <= s->proposals; i++) {
        while (at < s->exclusions && s->exclusion[at].first < i) {
            at++;
        }
        k->excludes[i] = at;
    }
    return k->excludes != NULL;
}

static bool exclude(const loc_conditions *k, uint32_t a, uint32_t b) {
    const loc_selection *s = k->s;
    uint32_t lower = a < b ? a : b, upper = a < b ? b : a;
    size_t low = k->excludes[lower], high = k->excludes[lower + 1];

    if (a != b && s->group[a] == s->group[b] && s->group[a] != LOCALITY_SELECTION_NO_GROUP) {
        return true;
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->exclusion[middle].second < upper) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < k->excludes[lower + 1] && s->exclusion[low].second == upper;
}

locality_status loc_conditions_set(loc_conditions *k, loc_proof_walk *walk, locality_error *error) {
    uint64_t count;
    int64_t last = 0, step;

    k->set_count = 0;
    if (!loc_proof_get_below(walk, (uint64_t)k->s->proposals + 1, &count)) {
        return loc_proof_refuse(walk, "a set of more than there is", error);
    }
    while (k->set_count < count) {
        if (!loc_proof_get_signed(walk, &step) || step > UINT32_MAX ||
            step < -(int64_t)UINT32_MAX || last + step < 0 || last + step >= k->s->proposals) {
            return loc_proof_refuse(walk, "a set of what there is not", error);
        }
        last += step;
        for (size_t m = 0; m < k->set_count; m++) {
            if (!exclude(k, k->set[m], (uint32_t)last)) {
                return loc_proof_refuse(walk, "a set of two that do not exclude each other", error);
            }
        }
        k->set[k->set_count++] = (uint32_t)last;
        if (!loc_work_spend(k->work, k->set_count)) {
            return loc_conditions_stopped(k->work, error);
        }
    }
    return LOCALITY_OK;
}

/* ---- Classes --------------------------------------------------------------------------------- */

bool loc_conditions_must(const loc_conditions *k, uint32_t class) {
    return class < k->s->groups && k->s->must[class] != 0;
}

/* The sets that are told become classes after the groups. */
static locality_status read_classes(loc_conditions *k, loc_proof_walk *walk,
                                    locality_error *error) {
    const loc_selection *s = k->s;

    for (uint32_t i = 0; i < s->proposals; i++) {
        bool has = s->group[i] != LOCALITY_SELECTION_NO_GROUP;
        k->class_of[i] = has ? s->group[i] : LOC_NO_PROPOSAL;
    }
    k->classes = s->groups;
    locality_status status = loc_conditions_set(k, walk, error);
    for (; status == LOCALITY_OK && k->set_count > 0; status = loc_conditions_set(k, walk, error)) {
        for (size_t m = 0; m < k->set_count; m++) {
            if (k->class_of[k->set[m]] != LOC_NO_PROPOSAL) {
                return loc_proof_refuse(walk, "a proposal of two classes", error);
            }
            k->class_of[k->set[m]] = k->classes;
        }
        k->classes++;
    }
    for (uint32_t i = 0; i < s->proposals; i++) {
        k->class_of[i] = k->class_of[i] == LOC_NO_PROPOSAL ? k->classes++ : k->class_of[i];
    }
    return status;
}

static void list_members(loc_conditions *k) {
    memset(k->class_start, 0, ((size_t)k->classes + 1) * sizeof *k->class_start);
    for (uint32_t i = 0; i < k->s->proposals; i++) {
        k->class_start[k->class_of[i] + 1]++;
    }
    for (uint32_t c = 0; c < k->classes; c++) {
        k->class_start[c + 1] += k->class_start[c];
    }
    for (uint32_t i = 0; i < k->s->proposals; i++) {
        k->member[k->class_start[k->class_of[i]]++] = i;
    }
    memmove(k->class_start + 1, k->class_start, k->classes * sizeof *k->class_start);
    k->class_start[0] = 0;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static bool add_term(loc_conditions *k, uint32_t proposal, int64_t by) {
    if (!loc_grow(k->work->allocator, (void **)&k->row_term, &k->terms_capacity, k->terms + 1,
                  sizeof *k->row_term)) {
        return loc_work_stop(k->work, LOC_STOP_MEMORY);
    }
    k->row_term[k->terms++] = (loc_condition_term){proposal, by};
    return true;
}

static int compare_terms(const void *a, const void *b, const void *context) {
    const loc_condition_term *x = a, *y = b;
    const uint32_t *class_of = context;

    if (class_of[x->at] != class_of[y->at]) {
        return class_of[x->at] < class_of[y->at] ? -1 : 1;
    }
    return x->at < y->at ? -1 : x->at > y->at;
}

static bool end_row(loc_conditions *k, int64_t end) {
    if (!loc_grow(k->work->allocator, (void **)&k->row_start, &k->rows_capacity,
                  (size_t)k->rows + 2, sizeof *k->row_start) ||
        !loc_grow(k->work->allocator, (void **)&k->end, &k->ends_capacity, (size_t)k->rows + 1,
                  sizeof *k->end)) {
        return loc_work_stop(k->work, LOC_STOP_MEMORY);
    }
    k->row_start[0] = 0;
    size_t from = k->row_start[k->rows];
    loc_sort(k->row_term + from, k->terms - from, sizeof *k->row_term, compare_terms, k->class_of);
    k->end[k->rows] = end;
    k->row_start[++k->rows] = k->terms;
    return true;
}

static bool add_sum(loc_conditions *k, const int64_t *use, int sign, int64_t end) {
    for (uint32_t i = 0; i < k->s->proposals; i++) {
        if (use[i] != 0 && !add_term(k, i, sign * use[i])) {
            return false;
        }
    }
    return end_row(k, end);
}

static bool add_conditions(loc_conditions *k) {
    const loc_selection *s = k->s;
    bool going = true;

    for (uint32_t b = 0; b < s->budgets && going; b++) {
        const int64_t *use = s->use + (size_t)b * s->proposals;
        int64_t all = 0;
        for (uint32_t i = 0; i < s->proposals; i++) {
            all += use[i];
        }
        going = s->most[b] >= all || add_sum(k, use, 1, s->most[b]);
        going = going && (s->least[b] <= 0 || add_sum(k, use, -1, -s->least[b]));
    }
    for (size_t e = 0; e < s->needs && going; e++) {
        going =
            add_term(k, s->need[e].first, 1) && add_term(k, s->need[e].second, -1) && end_row(k, 0);
    }
    return going;
}

/* The sets that are told become rows after the conditions: of each, one is taken at most. */
static locality_status read_rows(loc_conditions *k, loc_proof_walk *walk, locality_error *error) {
    locality_status status = loc_conditions_set(k, walk, error);

    for (; status == LOCALITY_OK && k->set_count > 0; status = loc_conditions_set(k, walk, error)) {
        bool going = true;
        for (size_t m = 0; m < k->set_count && going; m++) {
            going = add_term(k, k->set[m], 1);
        }
        if (!going || !end_row(k, 1)) {
            return loc_conditions_stopped(k->work, error);
        }
    }
    return status;
}

/* The same terms by proposal, and how far each row extends. */
static bool turn_rows(loc_conditions *k) {
    size_t n = k->s->proposals;

    k->extent = loc_work_take(k->work, k->rows, sizeof *k->extent);
    k->column_start = loc_work_take(k->work, n + 1, sizeof *k->column_start);
    k->column_term = loc_work_take(k->work, k->terms, sizeof *k->column_term);
    if (k->work->stop != LOC_GOES_ON) {
        return false;
    }
    memset(k->column_start, 0, (n + 1) * sizeof *k->column_start);
    for (size_t t = 0; t < k->terms; t++) {
        k->column_start[k->row_term[t].at + 1]++;
    }
    for (size_t i = 0; i < n; i++) {
        k->column_start[i + 1] += k->column_start[i];
    }
    for (uint32_t r = 0; r < k->rows; r++) {
        k->extent[r] = k->end[r] < 0 ? -(loc_wide)k->end[r] : k->end[r];
        for (size_t t = k->row_start[r]; t < k->row_start[r + 1]; t++) {
            loc_condition_term term = k->row_term[t];
            k->extent[r] += term.by < 0 ? -term.by : term.by;
            k->column_term[k->column_start[term.at]++] = (loc_condition_term){r, term.by};
        }
    }
    memmove(k->column_start + 1, k->column_start, n * sizeof *k->column_start);
    k->column_start[0] = 0;
    return true;
}

/* ---- All together ---------------------------------------------------------------------------- */

static locality_status read_sizes(const loc_selection *s, loc_proof_walk *walk,
                                  locality_error *error) {
    const uint64_t size[] = {s->proposals, s->budgets, s->exclusions, s->needs};

    for (size_t k = 0; k < sizeof size / sizeof size[0]; k++) {
        uint64_t told;
        if (!loc_proof_get(walk, &told) || told != size[k]) {
            return loc_proof_refuse(walk, "the proof is of another problem", error);
        }
    }
    return LOCALITY_OK;
}

static locality_status read_scales(loc_conditions *k, loc_proof_walk *walk, locality_error *error) {
    uint64_t priced, shift;

    if (!loc_proof_get_below(walk, (uint64_t)k->rows + 1, &priced) ||
        !loc_proof_get_below(walk, LOC_SELECTION_MOST_SHIFT + 1, &shift)) {
        return loc_proof_refuse(walk, "prices of what there is not, or too fine", error);
    }
    k->priced = (uint32_t)priced;
    k->shift = (uint32_t)shift;
    return LOCALITY_OK;
}

locality_status loc_conditions_read(loc_conditions *k, const loc_selection *s, loc_proof_walk *walk,
                                    loc_work *work, locality_error *error) {
    size_t n = s->proposals;

    *k = (loc_conditions){.s = s, .work = work};
    k->set = loc_work_take(work, n, sizeof *k->set);
    k->class_of = loc_work_take(work, n, sizeof *k->class_of);
    k->member = loc_work_take(work, n, sizeof *k->member);
    k->class_start = loc_work_take(work, n + s->groups + 1, sizeof *k->class_start);
    if (!index_exclusions(k) || work->stop != LOC_GOES_ON) {
        return loc_conditions_stopped(work, error);
    }
    locality_status status = read_sizes(s, walk, error);
    status = status == LOCALITY_OK ? read_classes(k, walk, error) : status;
    if (status != LOCALITY_OK) {
        return status;
    }
    list_members(k);
    status = add_conditions(k) ? read_rows(k, walk, error) : loc_conditions_stopped(work, error);
    status = status == LOCALITY_OK ? read_scales(k, walk, error) : status;
    return status != LOCALITY_OK ? status
           : turn_rows(k)        ? LOCALITY_OK
                                 : loc_conditions_stopped(work, error);
}

void loc_conditions_clear(loc_conditions *k) {
    const locality_allocator *memory = k->work->allocator;
    size_t n = k->s->proposals;

    loc_release(memory, k->excludes, n + 1, sizeof *k->excludes);
    loc_release(memory, k->set, n, sizeof *k->set);
    loc_release(memory, k->class_of, n, sizeof *k->class_of);
    loc_release(memory, k->member, n, sizeof *k->member);
    loc_release(memory, k->class_start, n + k->s->groups + 1, sizeof *k->class_start);
    loc_release(memory, k->row_start, k->rows_capacity, sizeof *k->row_start);
    loc_release(memory, k->row_term, k->terms_capacity, sizeof *k->row_term);
    loc_release(memory, k->end, k->ends_capacity, sizeof *k->end);
    loc_release(memory, k->extent, k->rows, sizeof *k->extent);
    loc_release(memory, k->column_start, n + 1, sizeof *k->column_start);
    loc_release(memory, k->column_term, k->terms, sizeof *k->column_term);
}
