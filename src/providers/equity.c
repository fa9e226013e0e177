/* Equity: how what is counted lies over people from the most to the least deprived. */
#include <math.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/sort.h"
#include "locality/providers.h"
#include "statistics/distributions.h"

#define FIFTH 0.2
#define CONFIDENCE_TAIL 0.025

typedef struct place {
    double rank, people, count;
    size_t index;
} place;

static int by_rank(const void *a, const void *b, const void *context) {
    const place *x = a, *y = b;

    (void)context;
    if (x->rank != y->rank) {
        return x->rank < y->rank ? -1 : 1;
    }
    return x->index < y->index ? -1 : x->index > y->index;
}

static locality_status check(const int64_t *count, const double *people, const double *rank,
                             size_t places, locality_error *error) {
    if (count == NULL || people == NULL || rank == NULL) {
        return loc_fail_null(error, count == NULL ? "count" : people == NULL ? "people" : "rank");
    }
    if (places < 2) {
        return loc_fail(error, LOCALITY_INVALID, "there are fewer than 2 places");
    }
    for (size_t i = 0; i < places; i++) {
        if (count[i] < 0 || !(people[i] > 0) || !isfinite(people[i]) || !isfinite(rank[i])) {
            return loc_fail(error, LOCALITY_INVALID,
                            "place %zu: its count is below 0, its people are not above 0, or its "
                            "rank is not finite",
                            i);
        }
    }
    return LOCALITY_OK;
}

/* Sorts places from the most deprived and makes one of those of the same rank; how many are left. */
static size_t gather(place *list, size_t places) {
    size_t count = 1;

    loc_sort(list, places, sizeof *list, by_rank, NULL);
    for (size_t i = 1; i < places; i++) {
        if (list[i].rank == list[count - 1].rank) {
            list[count - 1].people += list[i].people;
            list[count - 1].count += list[i].count;
        } else {
            list[count++] = list[i];
        }
    }
    return count;
}

/* Concentration index and its deviation, by the convenient covariance of grouped data: each group
 * stands at the middle of its people. */
static void concentrate(const place *list, size_t places, double people, double count,
                        locality_equity *out) {
    double mean = count / people, before = 0, curve = 0, sum = 0, squares = 0;

    for (size_t i = 0; i < places; i++) {
        double share = list[i].people / people;
        sum += share * (list[i].count / list[i].people) * (before + share / 2);
        before += share;
    }
    out->concentration = 2 * sum / mean - 1;
    before = 0;
    for (size_t i = 0; i < places; i++) {
        double share = list[i].people / people, rate = list[i].count / list[i].people;
        double next = curve + list[i].count / count, middle = before + share / 2;
        double a = rate / mean * (2 * middle - 1 - out->concentration) + 2 - curve - next;
        squares += share * a * a;
        before += share;
        curve = next;
    }
    double spread = squares - (1 + out->concentration) * (1 + out->concentration);
    out->deviation = places < 3 ? NAN : spread > 0 ? sqrt(spread / (double)places) : 0;
}

/* Counted of the first fifth of the people, places taken from `from` by `step`. */
static double first_fifth(const place *list, size_t places, double people, bool from_end) {
    double wanted = FIFTH * people, count = 0;

    for (size_t k = 0; k < places && wanted > 0; k++) {
        const place *at = &list[from_end ? places - 1 - k : k];
        double part = at->people > wanted ? wanted / at->people : 1;
        count += part * at->count;
        wanted -= at->people;
    }
    return count;
}

/* The ratio of two counts of as many people, with limits from the share of the first. */
static void compare(double first, double second, locality_equity *out) {
    double low = first > 0 ? loc_beta_quantile(CONFIDENCE_TAIL, first, second + 1) : 0;
    double high = second > 0 ? loc_beta_quantile(1 - CONFIDENCE_TAIL, first + 1, second) : 1;

    out->ratio = second > 0 ? first / second : first > 0 ? (double)INFINITY : (double)NAN;
    out->ratio_low = low / (1 - low);
    out->ratio_high = high < 1 ? high / (1 - high) : (double)INFINITY;
}

static void find(place *list, size_t places, locality_equity *out) {
    double people = 0, count = 0;

    for (size_t i = 0; i < places; i++) {
        people += list[i].people;
        count += list[i].count;
    }
    places = gather(list, places);
    out->rate = count / people;
    if (count > 0) {
        concentrate(list, places, people, count, out);
        compare(first_fifth(list, places, people, false), first_fifth(list, places, people, true),
                out);
    }
}

locality_status locality_equity_find(const int64_t *count, const double *people, const double *rank,
                                     size_t places, const locality_allocator *allocator,
                                     locality_equity *out, locality_error *error) {
    const locality_equity nothing = {
        .concentration = NAN, .deviation = NAN, .ratio = NAN, .ratio_low = NAN, .ratio_high = NAN};
    locality_allocator memory;

    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = nothing;
    locality_status status = check(count, people, rank, places, error);
    if (status != LOCALITY_OK ||
        (status = loc_allocator_take(allocator, &memory, error)) != LOCALITY_OK) {
        return status;
    }
    place *list = loc_allocate_raw(&memory, places, sizeof *list);
    if (list == NULL) {
        return loc_fail_memory(error);
    }
    for (size_t i = 0; i < places; i++) {
        list[i] = (place){rank[i], people[i], (double)count[i], i};
    }
    find(list, places, out);
    loc_release(&memory, list, places, sizeof *list);
    return loc_ok(error);
}
