/* Knox's test: pairs of events that are close in space, in time, in both. */
#include <math.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/sort.h"
#include "locality/scan.h"
#include "statistics/distributions.h"

/* Group of an event that makes a pair with every other. */
#define ALONE UINT32_MAX

typedef struct event {
    double x, y, time;
    size_t index;
    uint32_t group; /* events of one group make no pair, but for ALONE */
} event;

/* What events are sorted by. */
typedef enum key { BY_GROUP, BY_X, BY_TIME } key;

static double key_of(const event *p, key by) {
    return by == BY_GROUP ? (double)p->group : by == BY_X ? p->x : p->time;
}

static int compare(const void *a, const void *b, const void *context) {
    const event *p = a, *q = b;
    key by = *(const key *)context;
    double first = key_of(p, by), second = key_of(q, by);

    if (first != second) {
        return first < second ? -1 : 1;
    }
    return p->index < q->index ? -1 : p->index > q->index;
}

static void sort(event *list, size_t count, key by) {
    loc_sort(list, count, sizeof *list, compare, &by);
}

static bool is_pair(const event *p, const event *q) {
    return p->group != q->group || p->group == ALONE;
}

/* Pairs of events, sorted by group. */
static int64_t count_pairs(const event *list, size_t count) {
    int64_t pairs = 0, other = 0; /* those before it that are of another group */

    for (size_t i = 0; i < count; i++) {
        other = i == 0 || is_pair(&list[i - 1], &list[i]) ? (int64_t)i : other;
        pairs += other;
    }
    return pairs;
}

static bool is_near(const event *p, const event *q, double distance) {
    double dx = p->x - q->x, dy = p->y - q->y;

    return sqrt(dx * dx + dy * dy) <= distance;
}

/* Pairs of events, sorted by x, that are close in space. */
static int64_t count_near(const event *list, size_t count, double distance) {
    int64_t pairs = 0;

    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count && list[j].x - list[i].x <= distance; j++) {
            pairs += is_pair(&list[i], &list[j]) && is_near(&list[i], &list[j], distance);
        }
    }
    return pairs;
}

/* Pairs of events, sorted by time, that are close in time, and of these in space. */
static void count_soon(const event *list, size_t count, double distance, double delay,
                       locality_knox_result *out) {
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count && list[j].time - list[i].time <= delay; j++) {
            if (is_pair(&list[i], &list[j])) {
                out->soon++;
                out->both += is_near(&list[i], &list[j], distance);
            }
        }
    }
}

static locality_status check(const double *x, const double *y, const double *time, size_t count,
                             double distance, double delay, locality_error *error) {
    if (x == NULL || y == NULL || time == NULL) {
        return loc_fail_null(error, x == NULL ? "x" : y == NULL ? "y" : "time");
    }
    if (!(distance >= 0) || !(delay >= 0) || count > (size_t)1 << 31) {
        return loc_fail(error, LOCALITY_INVALID,
                        "distance or delay is not 0 or more, or there are more than 2^31 events");
    }
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(x[i]) || !isfinite(y[i]) || !isfinite(time[i])) {
            return loc_fail(error, LOCALITY_INVALID, "event %zu: its place or time is not finite",
                            i);
        }
    }
    return LOCALITY_OK;
}

static void judge(locality_knox_result *out) {
    if (out->pairs > 0) {
        out->expected = (double)out->near * (double)out->soon / (double)out->pairs;
    }
    out->strictly_more = loc_poisson_tail((double)out->both, out->expected);
    out->probability = out->both == 0 ? 1 : loc_poisson_tail((double)out->both - 1, out->expected);
}

/* NOLINTNEXTLINE(readability-function-size): ten parameters, the columns of the events, and what is close */
locality_status locality_knox(const double *x, const double *y, const double *time,
                              const uint32_t *group, size_t count, double distance, double delay,
                              const locality_allocator *allocator, locality_knox_result *out,
                              locality_error *error) {
    locality_allocator memory;

    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = (locality_knox_result){0};
    locality_status status = check(x, y, time, count, distance, delay, error);
    if (status != LOCALITY_OK ||
        (status = loc_allocator_take(allocator, &memory, error)) != LOCALITY_OK) {
        return status;
    }
    event *list = loc_allocate_raw(&memory, count, sizeof *list);
    if (list == NULL) {
        return loc_fail_memory(error);
    }
    for (size_t i = 0; i < count; i++) {
        list[i] = (event){x[i], y[i], time[i], i, group == NULL ? ALONE : group[i]};
    }
    sort(list, count, BY_GROUP);
    out->pairs = count_pairs(list, count);
    sort(list, count, BY_X);
    out->near = count_near(list, count, distance);
    sort(list, count, BY_TIME);
    count_soon(list, count, distance, delay, out);
    loc_release(&memory, list, count, sizeof *list);
    judge(out);
    return loc_ok(error);
}
