/* Series: counts of a feed rolled up to the levels of a choice, in the order of names. */
#include "feed/series.h"

#include "base/error.h"
#include "base/sort.h"
#include "schema/schema.h"

/* What is on its way. */
typedef struct choosing {
    const locality_feed *feed;
    locality_feed_choice choice;
    locality_feed_series *series;
    loc_cube *view, *sum; /* of the feed; of the groups */
    loc_tree tree[LOC_FEED_DIMENSIONS];
    uint32_t *group[LOC_FEED_DIMENSIONS]; /* by place in `dimension`: code -> label */
    uint64_t *sources;                    /* of each group */
    size_t groups;
    loc_cell *repeat; /* what is taken off, by slot and period */
    size_t repeats, repeat_capacity;
} choosing;

/* ---- The choice ------------------------------------------------------------------------------- */

static bool are_sound(const locality_feed_choice *in) {
    bool holds = in->reserved == 0 && in->every >= -1 &&
                 in->every <= LOCALITY_FEED_FINANCIAL_YEAR && in->distinct >= 0 &&
                 in->distinct <= 1 && in->hold_back >= 0 && in->hold_back <= 1 &&
                 in->complete >= 0 && in->complete <= LOCALITY_ONE;

    for (int i = 0; i < LOC_FEED_DIMENSIONS; i++) {
        holds = holds && in->level[i] >= LOCALITY_FEED_ALL && in->level[i] <= 1000;
    }
    return holds && (in->parents == 0 || in->parent != NULL) &&
           (in->missings == 0 || in->missing != NULL) && (in->bases == 0 || in->base != NULL) &&
           in->parents < SIZE_MAX / 64 && in->bases < SIZE_MAX / 64;
}

static locality_status take_choice(choosing *c, const locality_feed_choice *choice,
                                   locality_error *error) {
    locality_feed_choice in = LOCALITY_FEED_CHOICE_INIT;

    if (choice != NULL &&
        !loc_struct_take(&in, sizeof in, choice, choice->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "choice.struct_size is not that of locality_feed_choice");
    }
    if (!are_sound(&in)) {
        return loc_fail(error, LOCALITY_INVALID, "a member of choice is out of its range");
    }
    in.every = in.every < 0 ? c->feed->options.every : in.every;
    if (!loc_feed_period_makes(c->feed->options.every, in.every)) {
        return loc_fail(error, LOCALITY_INVALID, "a %s is not made up of %ss",
                        locality_feed_period_name(in.every),
                        locality_feed_period_name(c->feed->options.every));
    }
    if (in.distinct != 0 && c->feed->options.duplicates == 0) {
        return loc_fail(error, LOCALITY_INVALID, "the feed does not keep track of duplicates");
    }
    c->choice = in;
    return LOCALITY_OK;
}

/* ---- Labels ----------------------------------------------------------------------------------- */

/* The labels of the codes that a field is counted by. */
static locality_status label_codes(choosing *c, uint32_t place, locality_error *error) {
    uint32_t dimension = c->feed->dimension[place];
    const loc_feed_names *names = &c->feed->name[dimension];
    int32_t level = c->choice.level[dimension];
    const loc_name nothing = {"", 0};

    c->group[place] = loc_allocate(&c->feed->allocator, names->count, sizeof *c->group[place]);
    if (c->group[place] == NULL) {
        return loc_fail_memory(error);
    }
    for (uint32_t i = 0; i < names->count; i++) {
        loc_name up = level == LOCALITY_FEED_ALL
                          ? nothing
                          : loc_tree_climb(&c->tree[dimension], &names->name[i], level);
        if (loc_feed_names_take(&c->series->label[dimension], up.text, up.length, 0,
                                &c->group[place][i]) != LOC_NAME_TAKEN) {
            return loc_fail_memory(error);
        }
    }
    return LOCALITY_OK;
}

static locality_status label_all(choosing *c, locality_error *error) {
    locality_feed_series *series = c->series;
    locality_status status = LOCALITY_OK;

    for (int32_t i = 0; status == LOCALITY_OK && i < LOC_FEED_DIMENSIONS; i++) {
        uint32_t code;
        loc_feed_names_init(&series->label[i], &series->allocator, UINT32_MAX - 1);
        status = loc_tree_make(&c->feed->allocator, c->choice.parent, (size_t)c->choice.parents,
                               LOCALITY_FEED_AREA + i, &c->tree[i], error);
        /* Label 0 is the empty one, for what is not counted apart. */
        if (status == LOCALITY_OK &&
            loc_feed_names_take(&series->label[i], "", 0, 0, &code) != LOC_NAME_TAKEN) {
            status = loc_fail_memory(error);
        }
    }
    for (uint32_t i = 0; status == LOCALITY_OK && i < c->feed->dimensions; i++) {
        status = label_codes(c, i, error);
    }
    return status;
}

/* ---- Duplicates ------------------------------------------------------------------------------- */

static locality_status find_repeats(choosing *c, locality_error *error) {
    const locality_feed *feed = c->feed;
    const locality_allocator *a = &feed->allocator;
    loc_ranking ranking;
    locality_status status = LOCALITY_OK;

    if (c->choice.distinct == 0 || feed->events == 0) {
        return LOCALITY_OK;
    }
    uint8_t *is_repeat = loc_allocate(a, feed->events, 1);
    c->repeat_capacity = feed->events;
    c->repeat = loc_allocate_raw(a, feed->events, sizeof *c->repeat);
    bool is_ranked = loc_feed_rank(feed, c->view, &ranking);
    if (is_repeat == NULL || c->repeat == NULL || !is_ranked ||
        !loc_feed_find_repeats(feed, ranking.slot_rank, is_repeat)) {
        status = loc_fail_memory(error);
    }
    for (size_t i = 0; status == LOCALITY_OK && i < feed->events; i++) {
        if (is_repeat[i]) {
            c->repeat[c->repeats++] =
                (loc_cell){feed->event[i].slot, feed->event[i].period, feed->event[i].count};
        }
    }
    c->repeats = loc_cells_sum(c->repeat, c->repeats);
    if (is_ranked) {
        loc_feed_unrank(feed, &ranking);
    }
    loc_release(a, is_repeat, feed->events, 1);
    return status;
}

/* What is taken off the count of a slot in a period. */
static int64_t repeats_at(const choosing *c, uint32_t slot, int32_t period) {
    size_t low = 0, high = c->repeats;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const loc_cell *cell = &c->repeat[middle];
        if (cell->slot < slot || (cell->slot == slot && cell->period < period)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < c->repeats && c->repeat[low].slot == slot && c->repeat[low].period == period
               ? c->repeat[low].count
               : 0;
}

/* ---- Summing ---------------------------------------------------------------------------------- */

static uint32_t group_of(choosing *c, uint32_t slot) {
    uint32_t code[LOC_CUBE_MOST_PARTS] = {0}, label[LOC_CUBE_MOST_PARTS] = {0};

    loc_cube_codes(c->view, slot, code);
    for (uint32_t i = 0; i < c->feed->dimensions; i++) {
        label[c->feed->dimension[i]] = c->group[i][code[i]];
    }
    return loc_cube_slot(c->sum, label);
}

static bool note_sources(choosing *c, uint32_t slot, uint32_t group) {
    void *block = c->sources;
    size_t before = c->groups;
    bool has_room =
        loc_grow(&c->feed->allocator, &block, &c->groups, (size_t)group + 1, sizeof *c->sources);

    c->sources = block;
    if (!has_room) {
        return false;
    }
    memset(c->sources + before, 0, (c->groups - before) * sizeof *c->sources);
    c->sources[group] |= c->feed->source.count > 1 ? c->feed->sources_of[slot] : 1;
    return true;
}

/* Adds the counts of a slot to its group. */
static bool add_slot(choosing *c, loc_cube_walk *walk, uint32_t slot) {
    int32_t fine = c->feed->options.every, coarse = c->choice.every;
    uint32_t group = LOC_NO_SLOT;
    int32_t period;
    int64_t count;

    loc_cube_walk_up(walk, slot);
    while (loc_cube_walk_next(walk, &period, &count)) {
        if (group == LOC_NO_SLOT) {
            group = group_of(c, slot);
            if (group == LOC_NO_SLOT || !note_sources(c, slot, group)) {
                return false;
            }
        }
        count -= c->repeats > 0 ? repeats_at(c, slot, period) : 0;
        if (fine != coarse) {
            period = loc_feed_period(coarse, loc_feed_period_first(fine, period));
        }
        if (count > 0 && !loc_cube_add(c->sum, group, period, count)) {
            return false;
        }
    }
    return true;
}

static locality_status add_all(choosing *c, locality_error *error) {
    loc_cube_walk walk = {.cube = c->view};

    for (uint32_t slot = 0; slot < c->view->slots; slot++) {
        if (!add_slot(c, &walk, slot)) {
            return loc_fail_memory(error);
        }
    }
    return loc_cube_settle(c->sum) ? LOCALITY_OK : loc_fail_memory(error);
}

/* ---- The series ------------------------------------------------------------------------------- */

/* The first and last period, by the days wanted and those there are. */
static void bound_periods(choosing *c) {
    int64_t first = INT64_MAX, last = INT64_MIN;

    for (uint32_t i = 0; i < c->feed->source.count; i++) {
        first = c->feed->first[i] < first ? c->feed->first[i] : first;
        last = c->feed->last[i] > last ? c->feed->last[i] : last;
    }
    if (first > last) {
        return; /* no events: no periods */
    }
    first = c->choice.first != INT64_MIN ? c->choice.first : first;
    last = c->choice.last != INT64_MAX ? c->choice.last : last;
    first = first < LOCALITY_FEED_FIRST_DAY ? LOCALITY_FEED_FIRST_DAY : first;
    last = last > LOCALITY_FEED_LAST_DAY ? LOCALITY_FEED_LAST_DAY : last;
    if (first <= last) {
        c->series->first = loc_feed_period(c->choice.every, (int32_t)first);
        c->series->periods =
            (uint32_t)(loc_feed_period(c->choice.every, (int32_t)last) - c->series->first + 1);
    }
}

typedef struct placed {
    uint32_t rank[LOC_FEED_DIMENSIONS];
    uint32_t group;
} placed;

static int by_names(const void *a, const void *b, const void *context) {
    const placed *x = a, *y = b;
    (void)context;
    for (int i = 0; i < LOC_FEED_DIMENSIONS; i++) {
        if (x->rank[i] != y->rank[i]) {
            return x->rank[i] < y->rank[i] ? -1 : 1;
        }
    }
    return 0;
}

/* Ranks of the labels: room for them all is one block. */
static bool rank_labels(const locality_feed_series *series, uint32_t **rank, size_t *size) {
    size_t sum = 0, longest = 0, at = 0;

    for (int i = 0; i < LOC_FEED_DIMENSIONS; i++) {
        sum += series->label[i].count;
        longest = series->label[i].count > longest ? series->label[i].count : longest;
    }
    *size = sum + longest;
    *rank = loc_allocate_raw(&series->allocator, *size, sizeof **rank);
    for (int i = 0; *rank != NULL && i < LOC_FEED_DIMENSIONS; i++) {
        loc_feed_names_rank(&series->label[i], *rank + at, *rank + sum);
        at += series->label[i].count;
    }
    return *rank != NULL;
}

static bool add_cell(locality_feed_series *series, uint32_t period, int64_t count) {
    void *periods = series->period, *numbers = series->number;
    bool has_room = loc_grow(&series->allocator, &periods, &series->cell_capacity,
                             series->cells + 1, sizeof *series->period);

    series->period = periods;
    has_room = has_room && loc_grow(&series->allocator, &numbers, &series->number_capacity,
                                    series->cells + 1, sizeof *series->number);
    series->number = numbers;
    if (has_room) {
        series->period[series->cells] = period;
        series->number[series->cells++] = count;
    }
    return has_room;
}

/* Fills in the series at `index` from its group. */
static bool fill_series(const choosing *c, size_t index, uint32_t group) {
    locality_feed_series *series = c->series;
    uint32_t label[LOC_CUBE_MOST_PARTS] = {0};
    loc_cube_walk walk;
    int32_t period;
    int64_t count;

    loc_cube_codes(c->sum, group, label);
    memcpy(series->name[index], label, sizeof series->name[index]);
    series->sources[index] = c->sources[group];
    series->from[index] = series->cells;
    loc_cube_walk_slot(&walk, c->sum, group);
    while (loc_cube_walk_next(&walk, &period, &count)) {
        if (period < series->first || period - series->first >= (int32_t)series->periods) {
            continue; /* not among the days wanted */
        }
        uint32_t at = (uint32_t)(period - series->first);
        if (loc_series_days_at(series, index, at) == 0) {
            continue; /* said to be missing, or held back */
        }
        if (!add_cell(series, at, count)) {
            return false;
        }
        series->total[index] += count;
    }
    series->from[index + 1] = series->cells;
    return true;
}

static bool make_series(choosing *c, placed *by, const uint32_t *rank) {
    locality_feed_series *series = c->series;
    const locality_allocator *a = &series->allocator;

    for (uint32_t group = 0; group < c->sum->slots; group++) {
        uint32_t label[LOC_CUBE_MOST_PARTS] = {0};
        size_t at = 0;
        loc_cube_codes(c->sum, group, label);
        for (int i = 0; i < LOC_FEED_DIMENSIONS; i++) {
            by[group].rank[i] = rank[at + label[i]];
            at += series->label[i].count;
        }
        by[group].group = group;
    }
    loc_sort(by, c->sum->slots, sizeof *by, by_names, NULL);
    series->count = c->sum->slots;
    series->name = loc_allocate(a, series->count, sizeof *series->name);
    series->total = loc_allocate(a, series->count, sizeof *series->total);
    series->sources = loc_allocate(a, series->count, sizeof *series->sources);
    series->from = loc_allocate(a, series->count + 1, sizeof *series->from);
    bool has_room = series->name != NULL && series->total != NULL && series->sources != NULL &&
                    series->from != NULL;
    for (size_t i = 0; has_room && i < series->count; i++) {
        has_room = fill_series(c, i, by[i].group);
    }
    return has_room;
}

static locality_status order_series(choosing *c, locality_error *error) {
    const locality_allocator *a = &c->series->allocator;
    uint32_t *rank = NULL;
    size_t size = 0;
    placed *by = loc_allocate_raw(a, c->sum->slots, sizeof *by);
    bool has_room = by != NULL && rank_labels(c->series, &rank, &size) && make_series(c, by, rank);

    loc_release(a, by, c->sum->slots, sizeof *by);
    loc_release(a, rank, size, sizeof *rank);
    return has_room ? LOCALITY_OK : loc_fail_memory(error);
}

static void clear(choosing *c) {
    const locality_allocator *a = &c->feed->allocator;

    for (int i = 0; i < LOC_FEED_DIMENSIONS; i++) {
        loc_tree_clear(&c->tree[i]);
    }
    for (uint32_t i = 0; i < c->feed->dimensions; i++) {
        loc_release(a, c->group[i], c->feed->name[c->feed->dimension[i]].count,
                    sizeof *c->group[i]);
    }
    loc_release(a, c->sources, c->groups, sizeof *c->sources);
    loc_release(a, c->repeat, c->repeat_capacity, sizeof *c->repeat);
    if (c->sum != NULL) {
        loc_cube_clear(c->sum);
    }
    loc_release(a, c->sum, 1, sizeof *c->sum);
    loc_release(a, c->view, 1, sizeof *c->view);
}

static locality_status choose(choosing *c, locality_error *error) {
    locality_status status;
    locality_feed_series *series = c->series;

    loc_cube_init(c->sum, &c->feed->allocator, LOC_FEED_DIMENSIONS);
    status = label_all(c, error);
    if (status == LOCALITY_OK) {
        bound_periods(c);
        series->every = c->choice.every;
        status = loc_series_days(series, c->feed, &c->choice, error);
    }
    if (status == LOCALITY_OK) {
        status = find_repeats(c, error);
    }
    if (status == LOCALITY_OK) {
        status = add_all(c, error);
    }
    if (status == LOCALITY_OK) {
        status = order_series(c, error);
    }
    return status == LOCALITY_OK ? loc_series_bases(series, c->feed, &c->choice, &c->tree[0], error)
                                 : status;
}

locality_status locality_feed_series_new(const locality_feed *feed,
                                         const locality_feed_choice *choice,
                                         locality_feed_series **out, locality_error *error) {
    choosing c = {.feed = feed};

    if (out != NULL) {
        *out = NULL;
    }
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    locality_status status = loc_feed_ready(feed, error);
    if (status == LOCALITY_OK) {
        status = take_choice(&c, choice, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    const locality_allocator *a = &feed->allocator;
    c.series = loc_allocate(a, 1, sizeof *c.series);
    c.view = loc_allocate_raw(a, 1, sizeof *c.view);
    c.sum = loc_allocate(a, 1, sizeof *c.sum);
    bool has_room = c.series != NULL && c.view != NULL && c.sum != NULL;
    if (c.series != NULL) {
        c.series->allocator = *a;
    }
    if (has_room && loc_cube_view(&feed->cube, c.view)) {
        status = choose(&c, error);
        loc_cube_unview(&feed->cube, c.view);
    } else {
        status = loc_fail_memory(error);
    }
    clear(&c);
    if (status != LOCALITY_OK) {
        locality_feed_series_free(c.series);
        return status;
    }
    *out = c.series;
    return loc_ok(error);
}

void locality_feed_series_free(locality_feed_series *series) {
    if (series == NULL) {
        return;
    }
    locality_allocator a = series->allocator;
    loc_release(&a, series->name, series->count, sizeof *series->name);
    loc_release(&a, series->total, series->count, sizeof *series->total);
    loc_release(&a, series->sources, series->count, sizeof *series->sources);
    loc_release(&a, series->from, series->count + 1, sizeof *series->from);
    loc_release(&a, series->period, series->cell_capacity, sizeof *series->period);
    loc_release(&a, series->number, series->number_capacity, sizeof *series->number);
    loc_release(&a, series->days, (size_t)series->source_count * series->periods,
                sizeof *series->days);
    loc_release(&a, series->complete, series->periods, sizeof *series->complete);
    loc_release(&a, series->is_held, series->periods, 1);
    loc_release(&a, series->base, (size_t)series->label[0].count * series->periods,
                sizeof *series->base);
    for (int i = 0; i < LOC_FEED_DIMENSIONS; i++) {
        loc_feed_names_clear(&series->label[i]);
    }
    loc_release(&a, series, 1, sizeof *series);
}

/* ---- For the caller --------------------------------------------------------------------------- */

size_t locality_feed_series_count(const locality_feed_series *series) {
    return series == NULL ? 0 : series->count;
}

size_t locality_feed_series_periods(const locality_feed_series *series) {
    return series == NULL ? 0 : series->periods;
}

int32_t locality_feed_series_first(const locality_feed_series *series) {
    return series == NULL ? 0 : series->first;
}

int32_t locality_feed_series_every(const locality_feed_series *series) {
    return series == NULL ? LOCALITY_FEED_WEEK : series->every;
}

static locality_status check(const locality_feed_series *series, size_t index, const void *out,
                             locality_error *error) {
    if (series == NULL || out == NULL) {
        return loc_fail_null(error, series == NULL ? "series" : "out");
    }
    return index < series->count
               ? LOCALITY_OK
               : loc_fail(error, LOCALITY_NOT_FOUND, "there is no series %zu", index);
}

locality_status locality_feed_series_line(const locality_feed_series *series, size_t index,
                                          locality_feed_line *out, locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    locality_status status = check(series, index, out, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    for (int i = 0; i < LOC_FEED_DIMENSIONS; i++) {
        out->name[i] = series->label[i].name[series->name[index][i]].text;
    }
    out->total = series->total[index];
    out->cells = series->from[index + 1] - series->from[index];
    return loc_ok(error);
}

locality_status locality_feed_series_counts(const locality_feed_series *series, size_t index,
                                            int64_t *out, locality_error *error) {
    locality_status status = check(series, index, out, error);

    if (status != LOCALITY_OK) {
        return status;
    }
    for (uint32_t i = 0; i < series->periods; i++) {
        out[i] = loc_series_days_at(series, index, i) == 0 ? LOCALITY_NO_COUNT : 0;
    }
    for (size_t i = series->from[index]; i < series->from[index + 1]; i++) {
        out[series->period[i]] = series->number[i];
    }
    return loc_ok(error);
}

locality_status locality_feed_series_cells(const locality_feed_series *series, size_t index,
                                           const uint32_t **period, const int64_t **count,
                                           size_t *cells, locality_error *error) {
    if (period != NULL) {
        *period = NULL;
    }
    if (count != NULL) {
        *count = NULL;
    }
    if (cells != NULL) {
        *cells = 0;
    }
    if (period == NULL || count == NULL || cells == NULL) {
        return loc_fail_null(error, "period, count or cells");
    }
    locality_status status = check(series, index, cells, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    *cells = series->from[index + 1] - series->from[index];
    if (*cells > 0) {
        *period = series->period + series->from[index];
        *count = series->number + series->from[index];
    }
    return loc_ok(error);
}

locality_status locality_feed_series_exposure(const locality_feed_series *series, size_t index,
                                              double *out, locality_error *error) {
    locality_status status = check(series, index, out, error);

    if (status != LOCALITY_OK) {
        return status;
    }
    for (uint32_t i = 0; i < series->periods; i++) {
        int32_t days = loc_series_days_at(series, index, i), every = series->every;
        out[i] = (double)days;
        if (series->has_bases && days > 0) {
            int32_t period = series->first + (int32_t)i;
            int32_t all =
                loc_feed_period_first(every, period + 1) - loc_feed_period_first(every, period);
            const double *base = series->base + (size_t)series->name[index][0] * series->periods;
            out[i] = base[i] * ((double)days / (double)all);
        }
    }
    return loc_ok(error);
}

locality_status locality_feed_series_completeness(const locality_feed_series *series, double *out,
                                                  locality_error *error) {
    if (series == NULL || out == NULL) {
        return loc_fail_null(error, series == NULL ? "series" : "out");
    }
    if (series->periods > 0) {
        memcpy(out, series->complete, series->periods * sizeof *out);
    }
    return loc_ok(error);
}
