/* Exposure: in which periods a source has data, on how many days; how complete the latest periods are; and
 * what counts are held against. */
#include <math.h>

#include "base/error.h"
#include "base/sort.h"
#include "feed/series.h"

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

/* ---- Days with data --------------------------------------------------------------------------- */

static bool is_of(const locality_feed_missing *missing, const loc_name *source) {
    return missing->source == NULL || (strlen(missing->source) == source->length &&
                                       memcmp(missing->source, source->text, source->length) == 0);
}

/* Marks the days from `first` to `last` of a source that are stated as missing. */
static void mark_missing(const locality_feed_choice *choice, const loc_name *source, int64_t first,
                         int64_t last, uint8_t *is_missing) {
    for (uint64_t i = 0; i < choice->missings; i++) {
        const locality_feed_missing *missing = &choice->missing[i];
        if (!is_of(missing, source)) {
            continue;
        }
        int64_t from = missing->first > first ? missing->first : first;
        int64_t to = missing->last < last ? missing->last : last;
        for (int64_t day = from; day <= to; day++) {
            is_missing[day - first] = 1;
        }
    }
}

static bool count_days(locality_feed_series *series, const locality_feed *feed,
                       const locality_feed_choice *choice, uint32_t source) {
    int64_t first = feed->first[source], last = feed->last[source];
    int32_t *days = series->days + (size_t)source * series->periods;
    size_t span = first > last ? 1 : (size_t)(last - first) + 1;
    uint8_t *is_missing = loc_allocate(&feed->allocator, span, 1);

    if (is_missing == NULL) {
        return false;
    }
    mark_missing(choice, &feed->source.name[source], first, last, is_missing);
    for (uint32_t i = 0; i < series->periods; i++) {
        int64_t from = loc_feed_period_first(series->every, series->first + (int32_t)i);
        int64_t to = loc_feed_period_first(series->every, series->first + (int32_t)i + 1) - 1;
        from = from > first ? from : first;
        to = to < last ? to : last;
        days[i] = from > to ? -1 : 0;
        for (int64_t day = from; day <= to; day++) {
            days[i] += is_missing[day - first] == 0;
        }
    }
    loc_release(&feed->allocator, is_missing, span, 1);
    return true;
}

/* The fewest days of the sources that reach into the period: what is missing of one is missing of all. */
int32_t loc_series_days_at(const locality_feed_series *series, size_t index, uint32_t period) {
    uint64_t bits = series->sources[index];
    int32_t fewest = -1;

    for (uint32_t s = 0; s < series->source_count && bits >> s != 0; s++) {
        int32_t days = series->days[(size_t)s * series->periods + period];
        if ((bits >> s & 1) != 0 && days >= 0 && (fewest < 0 || days < fewest)) {
            fewest = days;
        }
    }
    return fewest < 0 || series->is_held[period] ? 0 : fewest;
}

/* ---- Completeness ----------------------------------------------------------------------------- */

static double complete_by(const double *share, int64_t days) {
    return days < 0 ? 0 : share[days < LOCALITY_FEED_DELAY_DAYS ? days : LOCALITY_FEED_DELAY_DAYS];
}

static void fill_shares(locality_feed_series *series, const locality_feed_choice *choice,
                        const double *share, int64_t closed) {
    for (uint32_t i = 0; i < series->periods; i++) {
        int64_t from = loc_feed_period_first(series->every, series->first + (int32_t)i);
        int64_t to = loc_feed_period_first(series->every, series->first + (int32_t)i + 1) - 1;
        double sum = 0;
        for (int64_t day = from; share != NULL && day <= to; day++) {
            sum += complete_by(share, closed - day);
        }
        series->complete[i] = share != NULL ? sum / (double)(to - from + 1) : 1;
        series->is_held[i] = choice->hold_back != 0 && series->complete[i] * (double)LOCALITY_ONE <
                                                           (double)choice->complete - 1e-6;
    }
}

static locality_status fill_completeness(locality_feed_series *series, const locality_feed *feed,
                                         const locality_feed_choice *choice,
                                         locality_error *error) {
    double *share = loc_allocate(&feed->allocator, LOCALITY_FEED_DELAY_DAYS + 1, sizeof *share);
    int64_t closed = choice->as_at;
    bool is_known = false;

    locality_status status = share == NULL
                                 ? loc_fail_memory(error)
                                 : loc_feed_delay_shares(feed, &closed, share, &is_known, error);
    if (status == LOCALITY_OK) {
        fill_shares(series, choice, is_known ? share : NULL, closed);
    }
    loc_release(&feed->allocator, share, LOCALITY_FEED_DELAY_DAYS + 1, sizeof *share);
    return status;
}

locality_status loc_series_days(locality_feed_series *series, const locality_feed *feed,
                                const locality_feed_choice *choice, locality_error *error) {
    const locality_allocator *a = &series->allocator;

    series->source_count = feed->source.count;
    series->days =
        loc_allocate(a, (size_t)series->source_count * series->periods, sizeof *series->days);
    series->complete = loc_allocate(a, series->periods, sizeof *series->complete);
    series->is_held = loc_allocate(a, series->periods, 1);
    bool has_room = series->days != NULL && series->complete != NULL && series->is_held != NULL;
    for (uint32_t i = 0; has_room && i < series->source_count; i++) {
        has_room = count_days(series, feed, choice, i);
    }
    return has_room ? fill_completeness(series, feed, choice, error) : loc_fail_memory(error);
}

/* ---- Bases ------------------------------------------------------------------------------------ */

static int by_area(const void *a, const void *b, const void *context) {
    const loc_base *x = a, *y = b;
    (void)context;
    return x->area != y->area ? ORDER(x->area, y->area) : ORDER(x->first, y->first);
}

/* What is on its way: areas by name, and the bases by area and day. */
typedef struct basing {
    locality_feed_series *series;
    loc_feed_names area;
    loc_base *base;
    size_t count;
} basing;

static locality_status take_bases(basing *b, const locality_feed_choice *choice,
                                  locality_error *error) {
    for (size_t i = 0; i < choice->bases; i++) {
        const locality_feed_base *base = &choice->base[i];
        uint32_t area = LOC_NO_NAME;
        if (!(base->value > 0) || base->value > 1e300 || !loc_period_day_fits(base->first)) {
            return loc_fail(error, LOCALITY_INVALID, "base %zu is not above 0, or its day is none",
                            i);
        }
        int fault = base->area == NULL
                        ? LOC_NAME_TAKEN
                        : loc_feed_names_take(&b->area, base->area, strlen(base->area), 0, &area);
        if (fault != LOC_NAME_TAKEN) {
            return fault == LOCALITY_FEED_ENCODING
                       ? loc_fail(error, LOCALITY_ENCODING, "base %zu: not UTF-8", i)
                       : loc_fail_memory(error);
        }
        b->base[b->count++] = (loc_base){area, (int32_t)base->first, base->value};
    }
    loc_sort(b->base, b->count, sizeof *b->base, by_area, NULL);
    for (size_t i = 1; i < b->count; i++) {
        if (by_area(&b->base[i - 1], &b->base[i], NULL) == 0) {
            return loc_fail(error, LOCALITY_DUPLICATE, "an area has two bases from one day on");
        }
    }
    return LOCALITY_OK;
}

/* The bases of an area: the first of them, and how many. */
static size_t bases_of(const basing *b, uint32_t area, size_t *count) {
    size_t from = 0, to;

    while (from < b->count && b->base[from].area != area) {
        from++;
    }
    for (to = from; to < b->count && b->base[to].area == area; to++) {
    }
    *count = to - from;
    return from;
}

/* Adds the bases of an area, times the days that they hold, to the periods of a label. */
static void add_area(const basing *b, size_t from, size_t count, double *out) {
    const locality_feed_series *series = b->series;
    size_t next = 0;

    for (uint32_t i = 0; i < series->periods; i++) {
        int64_t day = loc_feed_period_first(series->every, series->first + (int32_t)i);
        int64_t end = loc_feed_period_first(series->every, series->first + (int32_t)i + 1);
        while (next < count && b->base[from + next].first <= day) {
            next++;
        }
        if (next == 0) { /* none holds on the first day */
            out[i] = (double)NAN;
            continue;
        }
        size_t at = next - 1;
        while (day < end) {
            int64_t until = at + 1 < count && b->base[from + at + 1].first < end
                                ? b->base[from + at + 1].first
                                : end;
            out[i] += b->base[from + at].value * (double)(until - day);
            day = until;
            at++;
        }
    }
}

/* Adds one area to the label that it climbs to, where that has series. */
static void base_area(const basing *b, const loc_name *name, uint32_t area, const loc_tree *tree,
                      int32_t level) {
    locality_feed_series *series = b->series;
    const loc_name nothing = {"", 0};
    loc_name up = level == LOCALITY_FEED_ALL ? nothing : loc_tree_climb(tree, name, level);
    loc_name_key key = loc_name_key_of(up.text, up.length, 0);
    uint32_t label = loc_feed_names_find(&series->label[0], up.text, &key);
    size_t count = 0, from = area == LOC_NO_NAME ? 0 : bases_of(b, area, &count);

    if (label == LOC_NO_NAME) {
        return;
    }
    if (count == 0) {
        from = bases_of(b, LOC_NO_NAME, &count);
    }
    add_area(b, from, count, series->base + (size_t)label * series->periods);
}

static void base_areas(const basing *b, const locality_feed *feed, const loc_tree *tree,
                       int32_t level) {
    const loc_feed_names *names = &feed->name[0];

    for (uint32_t i = 0; i < b->area.count; i++) {
        base_area(b, &b->area.name[i], i, tree, level);
    }
    for (uint32_t i = 0; i < names->count;
         i++) { /* those of the feed that have none of their own */
        const loc_name *name = &names->name[i];
        loc_name_key key = loc_name_key_of(name->text, name->length, 0);
        if (name->length > 0 && loc_feed_names_find(&b->area, name->text, &key) == LOC_NO_NAME) {
            base_area(b, name, LOC_NO_NAME, tree, level);
        }
    }
}

locality_status loc_series_bases(locality_feed_series *series, const locality_feed *feed,
                                 const locality_feed_choice *choice, const loc_tree *tree,
                                 locality_error *error) {
    basing b = {.series = series};
    locality_status status = LOCALITY_OK;

    if (choice->bases == 0) {
        return LOCALITY_OK;
    }
    series->has_bases = true;
    loc_feed_names_init(&b.area, &feed->allocator, UINT32_MAX - 1);
    b.base = loc_allocate(&feed->allocator, (size_t)choice->bases, sizeof *b.base);
    series->base = loc_allocate(
        &series->allocator, (size_t)series->label[0].count * series->periods, sizeof *series->base);
    if (b.base == NULL || series->base == NULL) {
        status = loc_fail_memory(error);
    } else {
        status = take_bases(&b, choice, error);
    }
    if (status == LOCALITY_OK) {
        base_areas(&b, feed, tree, choice->level[0]);
    }
    loc_release(&feed->allocator, b.base, (size_t)choice->bases, sizeof *b.base);
    loc_feed_names_clear(&b.area);
    return status;
}
