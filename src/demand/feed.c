/* Feed: the series of a feed as series under watch, with the trees that its names make. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/sort.h"
#include "demand/state.h"
#include "locality/feed.h"

#define BLANK "(blank)" /* shown for an empty name of an area or service */

/* Names of one field, byte by byte, each once; parents among them. */
typedef struct names {
    const char **name;
    uint32_t *parent;
    double *population;
    size_t count, room;
} names;

typedef struct taking {
    const locality_allocator *allocator;
    locality_feed_series *series;
    const locality_feed_choice *choice;
    size_t lines, periods;
    names names[3];     /* areas, services, providers */
    uint32_t *place[3]; /* of each line */
    int64_t *count;
    double *completeness;
} taking;

static const char *shown_name(const char *name, int field) {
    return name[0] == '\0' && field < 2 ? BLANK : name;
}

static int by_name(const void *a, const void *b, const void *context) {
    (void)context;
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool add_name(const taking *t, names *n, const char *name) {
    if (!loc_grow(t->allocator, (void **)&n->name, &n->room, n->count + 1, sizeof *n->name)) {
        return false;
    }
    n->name[n->count++] = name;
    return true;
}

static void sort_names(names *n) {
    size_t kept = 0;

    loc_sort(n->name, n->count, sizeof *n->name, by_name, NULL);
    for (size_t k = 0; k < n->count; k++) {
        if (kept == 0 || strcmp(n->name[kept - 1], n->name[k]) != 0) {
            n->name[kept++] = n->name[k];
        }
    }
    n->count = kept;
}

static uint32_t find_name(const names *n, const char *name) {
    size_t low = 0;

    for (size_t high = n->count; low < high;) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(n->name[middle], name);
        if (order == 0) {
            return (uint32_t)middle;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return LOC_DEMAND_NONE;
}

/* The names of the lines, and those that the parents stated name. */
static bool gather_names(taking *t, int field) {
    names *n = &t->names[field];
    locality_feed_line line;
    bool done = true;

    for (size_t k = 0; done && k < t->lines; k++) {
        locality_feed_series_line(t->series, k, &line, NULL);
        const char *name = shown_name(line.name[field], field);
        bool is_again = n->count > 0 && strcmp(n->name[n->count - 1], name) == 0;
        done = is_again || name[0] == '\0' || add_name(t, n, name);
    }
    for (uint64_t k = 0; done && k < t->choice->parents; k++) {
        const locality_feed_parent *p = &t->choice->parent[k];
        if (p->field == LOCALITY_FEED_AREA + field) {
            done = add_name(t, n, p->name) && add_name(t, n, p->parent);
        }
    }
    sort_names(n);
    return done;
}

static bool link_names(taking *t, int field) {
    names *n = &t->names[field];

    n->parent = loc_allocate(t->allocator, n->count, sizeof *n->parent);
    n->population = loc_allocate(t->allocator, n->count, sizeof *n->population);
    if (n->parent == NULL || n->population == NULL) {
        return false;
    }
    for (size_t k = 0; k < n->count; k++) {
        n->parent[k] = LOC_DEMAND_NONE;
        n->population[k] = NAN;
    }
    for (uint64_t k = 0; k < t->choice->parents; k++) {
        const locality_feed_parent *p = &t->choice->parent[k];
        if (p->field == LOCALITY_FEED_AREA + field) {
            n->parent[find_name(n, p->name)] = find_name(n, p->parent);
        }
    }
    return true;
}

/* The latest base of each area. */
static void take_bases(taking *t) {
    names *n = &t->names[0];

    for (size_t area = 0; area < n->count; area++) {
        int64_t latest = INT64_MIN;
        for (uint64_t k = 0; k < t->choice->bases; k++) {
            const locality_feed_base *b = &t->choice->base[k];
            if (b->area != NULL && strcmp(b->area, n->name[area]) == 0 && b->first >= latest) {
                latest = b->first;
                n->population[area] = b->value;
            }
        }
    }
}

static bool take_rows(taking *t) {
    locality_feed_line line;

    t->completeness = loc_allocate(t->allocator, t->periods, sizeof *t->completeness);
    t->count = loc_allocate(t->allocator, t->lines, t->periods * sizeof *t->count);
    if (t->completeness == NULL || t->count == NULL) {
        return false;
    }
    locality_feed_series_completeness(t->series, t->completeness, NULL);
    for (size_t k = 0; k < t->lines; k++) {
        int64_t *row = t->count + k * t->periods;
        locality_feed_series_line(t->series, k, &line, NULL);
        locality_feed_series_counts(t->series, k, row, NULL);
        for (int field = 0; field < 3; field++) {
            t->place[field][k] = find_name(&t->names[field], shown_name(line.name[field], field));
        }
        for (size_t p = 0; p < t->periods; p++) { /* nothing can have come in yet: no data */
            row[p] = t->completeness[p] > 0 ? row[p] : LOCALITY_NO_COUNT;
        }
    }
    for (size_t p = 0; p < t->periods; p++) {
        t->completeness[p] = t->completeness[p] > 0 ? fmin(1, t->completeness[p]) : 1;
    }
    return true;
}

static bool take_series(taking *t) {
    bool done = true;

    for (int field = 0; done && field < 3; field++) {
        t->place[field] = loc_allocate(t->allocator, t->lines, sizeof *t->place[field]);
        done = t->place[field] != NULL && gather_names(t, field) && link_names(t, field);
    }
    if (done) {
        take_bases(t);
    }
    return done && take_rows(t);
}

static locality_demand_tree tree_of(const names *n, bool has_population) {
    locality_demand_tree tree = LOCALITY_DEMAND_TREE_INIT;

    tree.count = n->count;
    tree.id = n->name;
    tree.parent = n->parent;
    tree.population = has_population ? n->population : NULL;
    return tree;
}

/* What is made of the series: a result or a handle, to `out`. */
typedef locality_status (*making)(const locality_demand_input *in,
                                  const locality_demand_options *options,
                                  const locality_allocator *allocator, void *out,
                                  locality_error *error);

static locality_status make_result(const locality_demand_input *in,
                                   const locality_demand_options *options,
                                   const locality_allocator *allocator, void *out,
                                   locality_error *error) {
    return locality_detect(in, options, allocator, out, error);
}

static locality_status make_handle(const locality_demand_input *in,
                                   const locality_demand_options *options,
                                   const locality_allocator *allocator, void *out,
                                   locality_error *error) {
    return locality_demand_new(in, options, allocator, out, error);
}

static locality_status make_taken(taking *t, const locality_demand_options *options, making make,
                                  void *out, locality_error *error) {
    locality_demand_input in = LOCALITY_DEMAND_INPUT_INIT;
    locality_demand_tree areas = tree_of(&t->names[0], t->choice->bases > 0);
    locality_demand_tree services = tree_of(&t->names[1], false);
    locality_demand_tree providers = tree_of(&t->names[2], false);
    int32_t every = locality_feed_series_every(t->series);
    int64_t last;

    locality_status status = locality_feed_period_days(every, locality_feed_series_first(t->series),
                                                       &in.first_day, &last, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    in.period = every == LOCALITY_FEED_MONTH ? LOCALITY_DEMAND_MONTHS : LOCALITY_DEMAND_WEEKS;
    in.periods = t->periods;
    in.series = t->lines;
    in.count = t->count;
    in.area = t->place[0];
    in.service = t->place[1];
    in.provider = t->names[2].count > 0 ? t->place[2] : NULL;
    in.areas = &areas;
    in.services = &services;
    in.providers = t->names[2].count > 0 ? &providers : NULL;
    in.completeness = t->completeness;
    return make(&in, options, t->allocator, out, error);
}

static void give_back(taking *t) {
    for (int field = 0; field < 3; field++) {
        names *n = &t->names[field];
        loc_release(t->allocator, n->name, n->room, sizeof *n->name);
        loc_release(t->allocator, n->parent, n->count, sizeof *n->parent);
        loc_release(t->allocator, n->population, n->count, sizeof *n->population);
        loc_release(t->allocator, t->place[field], t->lines, sizeof *t->place[field]);
    }
    loc_release(t->allocator, t->count, t->lines, t->periods * sizeof *t->count);
    loc_release(t->allocator, t->completeness, t->periods, sizeof *t->completeness);
    locality_feed_series_free(t->series);
}

static locality_status check_series(const taking *t, locality_error *error) {
    int32_t every = locality_feed_series_every(t->series);

    if (every != LOCALITY_FEED_WEEK && every != LOCALITY_FEED_MONTH) {
        return loc_fail(error, LOCALITY_INVALID, "trends are found by week or month, not by %s",
                        locality_feed_period_name(every));
    }
    if (t->lines == 0 || t->periods == 0) {
        return loc_fail(error, LOCALITY_INVALID, "the feed has no events");
    }
    return LOCALITY_OK;
}

static locality_status make_of_feed(const locality_feed *feed, const locality_feed_choice *choice,
                                    const locality_demand_options *options,
                                    const locality_allocator *host, making make, void *out,
                                    locality_error *error) {
    locality_feed_choice usual = LOCALITY_FEED_CHOICE_INIT;
    locality_allocator allocator;
    taking t;

    if (feed == NULL || out == NULL) {
        return loc_fail_null(error, feed == NULL ? "feed" : "out");
    }
    if (choice != NULL && choice->struct_size != sizeof *choice) {
        return loc_fail(error, LOCALITY_INVALID,
                        "choice.struct_size is not that of locality_feed_choice");
    }
    locality_status status = loc_allocator_take(host, &allocator, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    memset(&t, 0, sizeof t);
    t.allocator = &allocator;
    t.choice = choice == NULL ? &usual : choice;
    status = locality_feed_series_new(feed, t.choice, &t.series, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    t.lines = locality_feed_series_count(t.series);
    t.periods = locality_feed_series_periods(t.series);
    status = check_series(&t, error);
    if (status == LOCALITY_OK) {
        status =
            take_series(&t) ? make_taken(&t, options, make, out, error) : loc_fail_memory(error);
    }
    give_back(&t);
    return status;
}

locality_status locality_detect_feed(const locality_feed *feed, const locality_feed_choice *choice,
                                     const locality_demand_options *options,
                                     const locality_allocator *host, locality_demand_result **out,
                                     locality_error *error) {
    if (out != NULL) {
        *out = NULL;
    }
    return make_of_feed(feed, choice, options, host, make_result, out, error);
}

locality_status locality_demand_new_feed(const locality_feed *feed,
                                         const locality_feed_choice *choice,
                                         const locality_demand_options *options,
                                         const locality_allocator *host, locality_demand **out,
                                         locality_error *error) {
    if (out != NULL) {
        *out = NULL;
    }
    return make_of_feed(feed, choice, options, host, make_handle, out, error);
}
