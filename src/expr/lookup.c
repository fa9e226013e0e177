/* Look-ups: counting sort of rows by key. See lookup.h. */
#include "expr/lookup.h"

#include <string.h>

#include "base/hash.h"
#include "expr/keys.h"

/* ---- Groups --------------------------------------------------------------------------------------- */

void loc_groups_init(loc_groups *groups, bool is_dense, size_t keys) {
    memset(groups, 0, sizeof *groups);
    groups->is_dense = is_dense;
    groups->count = is_dense ? keys : 0;
}

void loc_groups_free(loc_run *run, loc_groups *groups) {
    loc_release(&run->allocator, groups->keys, groups->keys_capacity, sizeof *groups->keys);
    loc_release(&run->allocator, groups->places, groups->capacity, sizeof *groups->places);
    memset(groups, 0, sizeof *groups);
}

/* The place of a key in the hash table, or the free place where it belongs. */
static size_t place_of(const loc_groups *groups, uint32_t key) {
    size_t mask = groups->capacity - 1;
    size_t place = (size_t)loc_hash_word(key) & mask;

    while (groups->places[place] != 0 && groups->keys[groups->places[place] - 1] != key)
        place = (place + 1) & mask;
    return place;
}

static bool widen(loc_run *run, loc_groups *groups) {
    size_t old = groups->capacity;
    size_t capacity = old == 0 ? 64 : old * 2;
    uint32_t *places = loc_allocate(&run->allocator, capacity, sizeof *places);

    if (places == NULL)
        return loc_run_no_memory(run);
    loc_release(&run->allocator, groups->places, old, sizeof *groups->places);
    groups->places = places;
    groups->capacity = capacity;
    for (size_t group = 0; group < groups->count; group++)
        groups->places[place_of(groups, groups->keys[group])] = (uint32_t)group + 1;
    return true;
}

bool loc_groups_add(loc_run *run, loc_groups *groups, uint32_t key, uint32_t *out) {
    if (groups->is_dense) {
        *out = key;
        return true;
    }
    if (groups->count * 2 >= groups->capacity && !widen(run, groups))
        return false;
    size_t place = place_of(groups, key);
    if (groups->places[place] == 0) {
        void *keys = groups->keys;
        if (!loc_grow(&run->allocator, &keys, &groups->keys_capacity, groups->count + 1,
                      sizeof *groups->keys))
            return loc_run_no_memory(run);
        groups->keys = keys;
        groups->keys[groups->count] = key;
        groups->count++;
        groups->places[place] = (uint32_t)groups->count;
    }
    *out = groups->places[place] - 1;
    return true;
}

uint32_t loc_groups_find(const loc_groups *groups, uint32_t key) {
    if (groups->is_dense)
        return key < groups->count ? key : UINT32_MAX;
    if (groups->count == 0)
        return UINT32_MAX;
    uint32_t place = groups->places[place_of(groups, key)];
    return place == 0 ? UINT32_MAX : place - 1;
}

/* ---- Keys ----------------------------------------------------------------------------------------- */

bool loc_keys_list(const loc_keys *keys, size_t row, uint32_t *begin, uint32_t *end) {
    *begin = *end = 0;
    if (keys->list->start == NULL)
        return false;
    *begin = keys->list->start[row];
    *end = keys->list->start[row + 1];
    return keys->list->missing == NULL || keys->list->missing[row] == 0;
}

bool loc_keys_again(const uint32_t *items, uint32_t begin, uint32_t item) {
    for (uint32_t earlier = begin; earlier < item; earlier++)
        if (items[earlier] == items[item])
            return true;
    return false;
}

/* The rows of a look-up, and how they are gone through. */
typedef struct loc_build {
    loc_run *run;
    loc_lookup *lookup;
    loc_keys keys;
    bool is_text;         /* else references, which may be none */
    const uint32_t *rows; /* null: all `count` rows */
    size_t count;
    uint32_t *fill; /* next free place of each group, once they were counted */
} loc_build;

static uint32_t row_at(const loc_build *build, size_t i) {
    return build->rows == NULL ? (uint32_t)i : build->rows[i];
}

/* One entry: counts it, or writes it where the counting made room. */
static bool enter(loc_build *build, uint32_t row, uint32_t key) {
    loc_lookup *lookup = build->lookup;
    uint32_t group = 0;

    if (build->fill != NULL) {
        group = loc_groups_find(&lookup->groups, key);
        lookup->rows[build->fill[group]++] = row;
        return true;
    }
    if (!loc_groups_add(build->run, &lookup->groups, key, &group))
        return false;
    if (group + 2 > lookup->starts) {
        void *start = lookup->start;
        size_t before = lookup->starts;
        if (!loc_grow(&build->run->allocator, &start, &lookup->starts, (size_t)group + 2,
                      sizeof *lookup->start))
            return loc_run_no_memory(build->run);
        lookup->start = start;
        memset(lookup->start + before, 0, (lookup->starts - before) * sizeof *lookup->start);
    }
    lookup->start[group]++;
    return true;
}

static bool enter_missing(loc_build *build, uint32_t row) {
    loc_lookup *lookup = build->lookup;
    void *missing = lookup->missing;

    if (build->fill != NULL)
        return true;
    if (!loc_grow(&build->run->allocator, &missing, &lookup->missing_capacity,
                  lookup->missing_count + 1, sizeof *lookup->missing))
        return loc_run_no_memory(build->run);
    lookup->missing = missing;
    lookup->missing[lookup->missing_count++] = row;
    return true;
}

static bool enter_list(loc_build *build, uint32_t row) {
    uint32_t begin, end;

    if (!loc_keys_list(&build->keys, row, &begin, &end))
        return enter_missing(build, row);
    for (uint32_t item = begin; item < end; item++)
        if (!loc_keys_again(build->keys.items, begin, item) &&
            !enter(build, row, build->keys.items[item]))
            return false;
    return true;
}

static bool enter_all(loc_build *build) {
    for (size_t i = 0; i < build->count; i++) {
        uint32_t row = row_at(build, i);
        bool done;
        if (build->keys.list != NULL)
            done = enter_list(build, row);
        else if (build->keys.key[row] == 0)
            done = enter_missing(build, row);
        else
            done = enter(build, row, build->keys.key[row]);
        if (!done)
            return false;
    }
    return true;
}

/* ---- References: plain loops ------------------------------------------------------------------------ */

/* Counts the entries of each group; returns how many rows have no key. */
static size_t count_keys(const loc_build *build, uint32_t *counts) {
    const uint32_t *key = build->keys.key;
    uint32_t groups = (uint32_t)build->lookup->groups.count;
    size_t missing = 0;

    for (size_t i = 0; i < build->count; i++) {
        uint32_t k = key[row_at(build, i)];
        if (k < groups)
            counts[k]++;
        else
            missing += k == LOCALITY_ROW_MISSING;
    }
    return missing;
}

static void fill_keys(const loc_build *build, uint32_t *fill) {
    loc_lookup *lookup = build->lookup;
    const uint32_t *key = build->keys.key;
    uint32_t groups = (uint32_t)lookup->groups.count;

    for (size_t i = 0; i < build->count; i++) {
        uint32_t row = row_at(build, i), k = key[row];
        if (k < groups)
            lookup->rows[fill[k]++] = row;
        else if (k == LOCALITY_ROW_MISSING)
            lookup->missing[lookup->missing_count++] = row;
    }
}

static size_t count_items(const loc_build *build, uint32_t *counts) {
    const uint32_t *items = build->keys.items;
    size_t missing = 0;

    for (size_t i = 0; i < build->count; i++) {
        uint32_t begin, end;
        missing += !loc_keys_list(&build->keys, row_at(build, i), &begin, &end);
        for (uint32_t item = begin; item < end; item++)
            counts[items[item]] += !loc_keys_again(items, begin, item);
    }
    return missing;
}

static void fill_items(const loc_build *build, uint32_t *fill) {
    loc_lookup *lookup = build->lookup;
    const uint32_t *items = build->keys.items;

    for (size_t i = 0; i < build->count; i++) {
        uint32_t begin, end, row = row_at(build, i);
        if (!loc_keys_list(&build->keys, row, &begin, &end))
            lookup->missing[lookup->missing_count++] = row;
        for (uint32_t item = begin; item < end; item++)
            if (!loc_keys_again(items, begin, item))
                lookup->rows[fill[items[item]]++] = row;
    }
}

/* Counts, makes room, fills. */
static bool sort_references(loc_build *build) {
    loc_lookup *lookup = build->lookup;
    const locality_allocator *allocator = &build->run->allocator;
    size_t groups = lookup->groups.count;
    uint32_t *fill = loc_allocate(allocator, groups + 1, sizeof *fill);
    uint64_t total = 0;

    lookup->start = loc_allocate_raw(allocator, groups + 1, sizeof *lookup->start);
    lookup->starts = lookup->start == NULL ? 0 : groups + 1;
    bool done = fill != NULL && lookup->start != NULL;
    size_t missing = 0;
    if (done)
        missing = build->keys.list != NULL ? count_items(build, fill) : count_keys(build, fill);
    for (size_t group = 0; done && group < groups; group++) {
        uint32_t size = fill[group];
        lookup->start[group] = fill[group] = (uint32_t)total;
        total += size;
    }
    done = done && total <= UINT32_MAX;
    if (done) {
        lookup->start[groups] = (uint32_t)total;
        lookup->rows = loc_allocate_raw(allocator, (size_t)total, sizeof *lookup->rows);
        lookup->entries = lookup->rows == NULL ? 0 : (size_t)total;
        lookup->missing = loc_allocate_raw(allocator, missing, sizeof *lookup->missing);
        lookup->missing_capacity = lookup->missing == NULL ? 0 : missing;
        done = lookup->rows != NULL && lookup->missing != NULL;
    }
    if (done && build->keys.list != NULL)
        fill_items(build, fill);
    else if (done)
        fill_keys(build, fill);
    loc_release(allocator, fill, groups + 1, sizeof *fill);
    return done || loc_run_no_memory(build->run);
}

/* ---- Texts: keys are numbered as they come ---------------------------------------------------------- */

static bool sort_texts(loc_build *build) {
    loc_lookup *lookup = build->lookup;
    const locality_allocator *allocator = &build->run->allocator;

    if (!enter_all(build))
        return false;
    size_t groups = lookup->groups.count;
    uint32_t *fill = loc_allocate_raw(allocator, groups + 1, sizeof *fill);
    uint64_t total = 0;
    for (size_t group = 0; fill != NULL && group < groups; group++) {
        fill[group] = (uint32_t)total;
        total += lookup->start[group];
        lookup->start[group] = fill[group];
    }
    bool done = fill != NULL && total <= UINT32_MAX;
    if (done) {
        if (lookup->start != NULL)
            lookup->start[groups] = (uint32_t)total;
        lookup->rows = loc_allocate_raw(allocator, (size_t)total, sizeof *lookup->rows);
        lookup->entries = lookup->rows == NULL ? 0 : (size_t)total;
        build->fill = fill;
        done = lookup->rows != NULL && enter_all(build);
    }
    loc_release(allocator, fill, groups + 1, sizeof *fill);
    return done || loc_run_no_memory(build->run);
}

static bool sort_rows(loc_build *build) {
    return build->is_text ? sort_texts(build) : sort_references(build);
}

/* ---- Computed keys -------------------------------------------------------------------------------- */

typedef struct loc_key_scan {
    const loc_node *key;
    uint32_t *out;
} loc_key_scan;

static bool scan_keys(void *self, loc_plan *plan, loc_frame *frame) {
    loc_key_scan *scan = self;
    loc_vector value;

    if (!loc_eval(plan, frame, scan->key, &value))
        return false;
    memcpy(scan->out + frame->first, value.key, frame->count * sizeof *scan->out);
    return true;
}

/* Whether the key of a step is a field of the variable itself. */
static bool is_plain(const loc_step *step) {
    return step->tuples == NULL && step->key->op == LOC_FIELD && step->key->a->op == LOC_VARIABLE;
}

static bool build_from_column(loc_build *build, const loc_step *step) {
    const locality_column *column = loc_run_column(build->run, step->key->kind, step->key->field);

    if (column == NULL)
        return false;
    if (step->is_list) {
        build->keys.list = column;
        build->keys.items = build->is_text ? column->symbol : column->row;
        return sort_rows(build);
    }
    build->keys.key = build->is_text ? column->symbol : column->row;
    if (build->keys.key != NULL)
        return sort_rows(build);
    /* no record has the field: all are missing */
    for (size_t i = 0; i < build->count; i++)
        if (!enter_missing(build, row_at(build, i)))
            return false;
    build->lookup->groups.count = 0;
    return true;
}

static bool build_from_values(loc_build *build, loc_plan *plan, const loc_step *step) {
    loc_run *run = build->run;
    size_t count = locality_snapshot_count(run->snapshot, step->binding->kind);
    loc_key_scan scan = {step->key, NULL};
    loc_visitor visitor = {&scan, scan_keys, NULL};

    if (step->tuples != NULL) {
        build->keys.key = step->tuples->number;
        return sort_rows(build);
    }
    scan.out = loc_allocate_raw(&run->allocator, count, sizeof *scan.out);
    if (scan.out == NULL)
        return loc_run_no_memory(run);
    build->keys.key = scan.out;
    bool done = loc_scan(plan, step, &visitor) && sort_rows(build);
    loc_release(&run->allocator, scan.out, count, sizeof *scan.out);
    return done;
}

/* ---- The look-up of a step ------------------------------------------------------------------------ */

static loc_lookup *find_shared(const loc_run *run, const loc_step *step) {
    loc_lookup *lookup = run->lookups;

    while (lookup != NULL && (lookup->kind != step->key->kind || lookup->field != step->key->field))
        lookup = lookup->next;
    return lookup;
}

bool loc_lookup_stands(const loc_plan *plan, const loc_step *step) {
    if (is_plain(step) && !step->is_filtered)
        return find_shared(plan->run, step) != NULL;
    return step->lookup != NULL;
}

const loc_lookup *loc_lookup_get(loc_plan *plan, loc_step *step) {
    loc_run *run = plan->run;
    bool is_shared = is_plain(step) && !step->is_filtered;
    loc_lookup *lookup = is_shared ? find_shared(run, step) : step->lookup;
    loc_build build;

    if (lookup != NULL)
        return lookup;
    memset(&build, 0, sizeof build);
    if (step->is_filtered) {
        if (!loc_step_rows(plan, step))
            return NULL;
        build.rows = step->rows;
        build.count = step->rows_count;
    } else {
        build.count = locality_snapshot_count(run->snapshot, step->binding->kind);
    }
    if (!loc_run_step(run, build.count) || (step->tuples != NULL && !loc_tuples_make(plan, step)))
        return NULL;
    lookup = loc_allocate(&run->allocator, 1, sizeof *lookup);
    if (lookup == NULL) {
        (void)loc_run_no_memory(run);
        return NULL;
    }
    build.run = run;
    build.lookup = lookup;
    build.is_text = loc_step_scalar(step) != LOCALITY_TYPE_REF;
    lookup->kind = step->key->kind;
    lookup->field = step->key->field;
    loc_groups_init(&lookup->groups, !build.is_text, loc_step_targets(plan, step));
    bool done =
        is_plain(step) ? build_from_column(&build, step) : build_from_values(&build, plan, step);
    if (!done) {
        loc_lookup_free(run, lookup);
        return NULL;
    }
    if (is_shared) {
        lookup->next = run->lookups;
        run->lookups = lookup;
    } else {
        step->lookup = lookup;
    }
    return lookup;
}

void loc_lookup_free(loc_run *run, loc_lookup *lookup) {
    const locality_allocator *allocator = &run->allocator;

    loc_groups_free(run, &lookup->groups);
    loc_release(allocator, lookup->start, lookup->starts, sizeof *lookup->start);
    loc_release(allocator, lookup->rows, lookup->entries, sizeof *lookup->rows);
    loc_release(allocator, lookup->missing, lookup->missing_capacity, sizeof *lookup->missing);
    loc_release(allocator, lookup, 1, sizeof *lookup);
}

void loc_lookups_free(loc_run *run) {
    while (run->lookups != NULL) {
        loc_lookup *next = run->lookups->next;
        loc_lookup_free(run, run->lookups);
        run->lookups = next;
    }
}
