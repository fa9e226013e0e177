/* CUSUM of counts put on a common scale. */
#include <math.h>

#include "base/error.h"
#include "base/memory.h"
#include "statistics/count_tables.h"
#include "statistics/elementary.h"
#include "statistics/regression.h"
#include "surveillance/watch.h"

/* The scale for an expected count: x' = (f(x) - centre) / unit, f(x) being x or x^(2/3). */
typedef struct scale {
    double mean;
    double root; /* of the mean */
    double centre;
    double unit;
} scale;

static scale scale_of(const locality_cusum_options *o, double mean) {
    scale s = {.mean = mean, .root = sqrt(mean), .centre = mean};

    switch (o->transform) {
    case LOCALITY_CUSUM_ANSCOMBE:
        s.centre = loc_power(mean, 2.0 / 3);
        s.unit = 2.0 / 3 * loc_power(mean, 1.0 / 6);
        break;
    case LOCALITY_CUSUM_NEGATIVE_BINOMIAL:
        s.unit = sqrt(mean + o->extra * mean * mean);
        break;
    default:
        s.unit = s.root;
        break;
    }
    return s;
}

static double transform(const locality_cusum_options *o, const scale *s, int64_t count) {
    double x = (double)count;

    if (o->transform == LOCALITY_CUSUM_ROSSI) {
        return (x - 3 * s->mean + 2 * sqrt(x * s->mean)) / (2 * s->root);
    }
    if (o->transform == LOCALITY_CUSUM_ANSCOMBE) {
        x = count < COUNT_TABLE ? count_power[count] : loc_power(x, 2.0 / 3);
    }
    return (x - s->centre) / s->unit;
}

/* The count that would bring the sum, which was `before`, to the decision. */
static double limit_of(const locality_cusum_options *o, const scale *s, double before) {
    double wanted = o->decision + o->reference - before;
    double limit = s->centre + s->unit * wanted;

    switch (o->transform) {
    case LOCALITY_CUSUM_STANDARD:
        limit = ceil(limit);
        break;
    case LOCALITY_CUSUM_ROSSI: {
        double inside = s->mean * (4 * s->mean + 2 * s->root * wanted);
        limit = inside >= 0 ? 5 * s->mean + 2 * s->root * wanted - 2 * sqrt(inside) : 0;
        break;
    }
    case LOCALITY_CUSUM_ANSCOMBE:
        limit = limit > 0 ? limit * sqrt(limit) : 0;
        break;
    default:
        break;
    }
    return limit > 0 ? limit : 0;
}

static double mean_before(const int64_t *count, size_t weeks) {
    double sum = 0;
    double present = 0;

    for (size_t t = 0; t < weeks; t++) {
        if (count[t] != LOCALITY_NO_COUNT) {
            sum += (double)count[t];
            present += 1;
        }
    }
    return present > 0 ? sum / present : NAN;
}

/* ---- The harmonic baseline -------------------------------------------------------------------- */

typedef struct harmonic {
    loc_regression regression;
    double *design; /* three columns of as many rows as there are first weeks, then the response */
    size_t size;
} harmonic;

static void wave(double row[3], double time, double period) {
    row[0] = 1;
    row[1] = loc_cosine_of_turn(time / period);
    row[2] = loc_sine_of_turn(time / period);
}

static bool harmonic_take(harmonic *h, size_t rows, const locality_allocator *memory) {
    *h = (harmonic){.size = 4 * rows};
    if (!loc_regression_take(&h->regression, rows, 3, memory)) {
        return false;
    }
    h->design = loc_allocate(memory, h->size, sizeof(double));
    if (h->design == NULL) {
        loc_regression_give(&h->regression);
        return false;
    }
    return true;
}

static void harmonic_give(harmonic *h, const locality_allocator *memory) {
    loc_release(memory, h->design, h->size, sizeof(double));
    loc_regression_give(&h->regression);
}

static bool harmonic_fit(harmonic *h, const int64_t *count, const locality_cusum_options *o) {
    size_t rows = 0;
    size_t room = h->size / 4;

    for (size_t t = 0; t < o->first; t++) {
        rows += count[t] != LOCALITY_NO_COUNT;
    }
    for (size_t t = 0, i = 0; t < o->first; t++) {
        double row[3];
        if (count[t] == LOCALITY_NO_COUNT) {
            continue;
        }
        wave(row, (double)t + 1, o->frequency);
        for (size_t j = 0; j < 3; j++) {
            h->design[j * rows + i] = row[j];
        }
        h->design[3 * room + i] = (double)count[t];
        i++;
    }
    loc_regression_data data = {.family = LOC_FAMILY_POISSON,
                                .rows = rows,
                                .columns = 3,
                                .design = h->design,
                                .response = h->design + 3 * room};
    return rows > 3 && loc_regression_fit(&h->regression, &data) == LOC_FIT_CONVERGED;
}

static double harmonic_at(const harmonic *h, size_t week, const locality_cusum_options *o) {
    double row[3];
    double eta;
    double unused;

    wave(row, (double)week + 1, o->frequency);
    loc_regression_predict(&h->regression, row, &eta, &unused);
    return loc_exp(eta);
}

/* ---- The sum ---------------------------------------------------------------------------------- */

static double add_week(const locality_cusum_options *o, const scale *s, int64_t count,
                       double before, locality_watch_point *p) {
    double sum = before;

    *p = loc_no_point(s->mean, LOCALITY_WATCH_UNDEFINED);
    p->statistic = before;
    if (!(s->unit > 0)) {
        return before;
    }
    p->limit = limit_of(o, s, before);
    p->state = LOCALITY_WATCH_NO_DATA;
    if (count == LOCALITY_NO_COUNT) {
        return before;
    }
    sum += transform(o, s, count) - o->reference;
    p->statistic = sum > 0 ? sum : 0;
    p->state = LOCALITY_WATCH_JUDGED;
    p->alarm = p->statistic >= o->decision;
    return o->reset == 1 && p->alarm == 1 ? 0 : p->statistic;
}

static void judge_series(const locality_cusum_options *o, harmonic *h, const int64_t *count,
                         const double *expected, size_t weeks, locality_watch_point *points) {
    size_t first = o->first < weeks ? o->first : weeks;
    int32_t state = LOCALITY_WATCH_JUDGED;
    scale s = {0, 0, 0, 0};
    double sum = 0;

    for (size_t t = 0; t < first; t++) {
        points[t] = loc_no_point(NAN, LOCALITY_WATCH_TOO_SHORT);
    }
    if (o->baseline == LOCALITY_CUSUM_MEAN) {
        s = scale_of(o, mean_before(count, first));
        state = isnan(s.mean) ? LOCALITY_WATCH_TOO_FEW : state;
    }
    if (o->baseline == LOCALITY_CUSUM_HARMONIC && first < weeks && !harmonic_fit(h, count, o)) {
        state = LOCALITY_WATCH_NOT_CONVERGED;
    }
    for (size_t t = first; t < weeks; t++) {
        if (state != LOCALITY_WATCH_JUDGED) {
            points[t] = loc_no_point(NAN, state);
            continue;
        }
        if (o->baseline != LOCALITY_CUSUM_MEAN) {
            s = scale_of(o, expected != NULL ? expected[t] : harmonic_at(h, t, o));
        }
        sum = add_week(o, &s, count[t], sum, &points[t]);
    }
}

static const char *find_fault(const locality_cusum_options *o, size_t total) {
    bool given = o->baseline == LOCALITY_CUSUM_GIVEN;

    if (o->reserved != 0 || o->transform < 0 || o->transform > LOCALITY_CUSUM_NEGATIVE_BINOMIAL ||
        o->baseline < 0 || o->baseline > LOCALITY_CUSUM_GIVEN || o->reset < 0 || o->reset > 1) {
        return "transform, baseline, reset or reserved is none that there is";
    }
    if (o->first < (given ? 0U : o->baseline == LOCALITY_CUSUM_HARMONIC ? 4U : 1U)) {
        return "first leaves no baseline";
    }
    if (!(fabs(o->reference) < 1e6) || !(o->decision > 0) || !(o->decision < 1e12) ||
        !(o->extra >= 0) || !(o->extra < 1e6) || !(o->frequency > 2) || !(o->frequency < 1e6)) {
        return "reference, decision, extra or frequency is out of range";
    }
    if (given != (o->expected != NULL) && total > 0) {
        return "expected counts are given where, and only where, the baseline is GIVEN";
    }
    for (size_t i = 0; given && i < total; i++) {
        if (!(o->expected[i] >= 0) || !(o->expected[i] < 1e300)) {
            return "an expected count is not 0 or more";
        }
    }
    return NULL;
}

locality_status locality_cusum(const int64_t *count, size_t weeks, size_t series,
                               const locality_cusum_options *options, locality_watch_point *points,
                               const locality_allocator *allocator, locality_error *error) {
    locality_cusum_options o = LOCALITY_CUSUM_OPTIONS_INIT;
    locality_allocator memory;
    harmonic h = {.size = 0};

    locality_status status = loc_check_counts(count, weeks, series, points, NULL, error);
    if (status == LOCALITY_OK && options != NULL) {
        status = loc_take_options(&o, sizeof o, options, options->struct_size,
                                  "locality_cusum_options", error);
    }
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    const char *fault = find_fault(&o, weeks * series);
    if (fault != NULL) {
        return loc_fail(error, LOCALITY_INVALID, "options: %s", fault);
    }
    bool fits = o.baseline == LOCALITY_CUSUM_HARMONIC && o.first < weeks;
    if (fits && !harmonic_take(&h, o.first, &memory)) {
        return loc_fail_memory(error);
    }
    for (size_t s = 0; s < series; s++) {
        judge_series(&o, &h, count + s * weeks, o.expected != NULL ? o.expected + s * weeks : NULL,
                     weeks, points + s * weeks);
    }
    if (fits) {
        harmonic_give(&h, &memory);
    }
    return loc_ok(error);
}
