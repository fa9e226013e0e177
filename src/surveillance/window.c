/* Bayes and RKI: a week against the weeks before it and around it in earlier years. */
#include <math.h>

#include "base/error.h"
#include "base/memory.h"
#include "statistics/distributions.h"
#include "statistics/elementary.h"
#include "surveillance/watch.h"

#define LIMITS 2048      /* sums of reference weeks whose limit is kept */
#define MOST_SUMMED 300  /* limits up to here are found by adding up masses */
#define CLOSE_CALL 1e-10 /* a share so close to the wanted one is worked out anew */

/* Counts of the reference weeks. */
typedef struct reference {
    int64_t weeks;
    double sum;
    double squares;
} reference;

static void add_reference(reference *r, const int64_t *count, size_t first, size_t end) {
    for (size_t i = first; i < end; i++) {
        if (count[i] != LOCALITY_NO_COUNT) {
            double n = (double)count[i];
            r->weeks++;
            r->sum += n;
            r->squares += n * n;
        }
    }
}

static reference reference_of(const locality_window_options *o, const int64_t *count, size_t t) {
    reference r = {0, 0, 0};
    size_t w = o->half_window;

    if (o->this_year == 1) {
        add_reference(&r, count, t - w, t);
    }
    for (size_t year = 1; year <= o->years; year++) {
        size_t same = t - year * o->frequency;
        add_reference(&r, count, same - w, same + w + 1);
    }
    return r;
}

static size_t first_week(const locality_window_options *o) {
    return (size_t)o->years * o->frequency + o->half_window;
}

static locality_status take_options(const locality_window_options *given,
                                    locality_window_options *o, locality_error *error) {
    const locality_window_options start = LOCALITY_WINDOW_OPTIONS_INIT;
    locality_status status = LOCALITY_OK;

    *o = start;
    if (given != NULL) {
        status = loc_take_options(o, sizeof *o, given, given->struct_size,
                                  "locality_window_options", error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    if (o->reserved != 0 || o->years > 50 || o->half_window < 1 || o->half_window > 200 ||
        o->frequency < 4 || o->frequency > 366 || o->this_year < 0 || o->this_year > 1 ||
        !(o->alpha > 0) || !(o->alpha < 1) || (o->years == 0 && o->this_year == 0) ||
        (o->years > 0 && o->half_window >= o->frequency)) {
        return loc_fail(
            error, LOCALITY_INVALID,
            "options: years is 0 to 50, half_window 1 to 200, frequency 4 to 366, alpha "
            "between 0 and 1, and there must be reference weeks");
    }
    return LOCALITY_OK;
}

static locality_watch_point missing_point(const reference *r, int64_t count) {
    double expected = r->weeks > 0 ? r->sum / (double)r->weeks : NAN;
    int32_t state = r->weeks > 0 ? LOCALITY_WATCH_JUDGED : LOCALITY_WATCH_TOO_FEW;

    if (state == LOCALITY_WATCH_JUDGED && count == LOCALITY_NO_COUNT) {
        state = LOCALITY_WATCH_NO_DATA;
    }
    return loc_no_point(expected, state);
}

/* ---- Bayes ------------------------------------------------------------------------------------ */

typedef struct bayes {
    locality_window_options options;
    int64_t weeks; /* reference weeks where none is missing */
    double *limit; /* by sum, for so many weeks; below 0 where not yet known */
} bayes;

/* The quantile by adding up masses from 0; below 0 where it is far, or too close to call. */
static double limit_by_sum(double p, double size, double prob) {
    double mass = loc_power(prob, size);
    double share = mass;
    double other = 1 - prob;

    if (!(mass > 1e-200)) {
        return -1;
    }
    for (int y = 0; y < MOST_SUMMED; y++) {
        if (fabs(share - p) < CLOSE_CALL) {
            return -1;
        }
        if (share > p) {
            return y;
        }
        mass *= (size + y) / (y + 1) * other;
        share += mass;
    }
    return -1;
}

static double new_limit(const bayes *b, const reference *r) {
    double p = 1 - b->options.alpha;
    double size = r->sum + 0.5;
    double prob = (double)r->weeks / ((double)r->weeks + 1);
    double limit = limit_by_sum(p, size, prob);

    return limit >= 0 ? limit : loc_negbin_quantile(p, size, prob);
}

static double limit_of(const bayes *b, const reference *r) {
    if (r->weeks != b->weeks || !(r->sum < LIMITS)) {
        return new_limit(b, r);
    }
    double *kept = &b->limit[(size_t)r->sum];
    if (*kept < 0) {
        *kept = new_limit(b, r);
    }
    return *kept;
}

static void judge_bayes(const bayes *b, const int64_t *count, size_t weeks,
                        locality_watch_point *points) {
    size_t first = first_week(&b->options);

    for (size_t t = 0; t < weeks; t++) {
        if (t < first) {
            points[t] = loc_no_point(NAN, LOCALITY_WATCH_TOO_SHORT);
            continue;
        }
        reference r = reference_of(&b->options, count, t);
        locality_watch_point p = missing_point(&r, count[t]);
        if (p.state != LOCALITY_WATCH_TOO_FEW) {
            p.limit = limit_of(b, &r);
            p.statistic = r.sum;
        }
        p.alarm = p.state == LOCALITY_WATCH_JUDGED && (double)count[t] > p.limit;
        points[t] = p;
    }
}

locality_status locality_bayes(const int64_t *count, size_t weeks, size_t series,
                               const locality_window_options *options, locality_watch_point *points,
                               const locality_allocator *allocator, locality_error *error) {
    locality_allocator memory;
    bayes b;

    locality_status status = loc_check_counts(count, weeks, series, points, NULL, error);
    if (status == LOCALITY_OK) {
        status = take_options(options, &b.options, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    b.weeks = (int64_t)b.options.years * (2 * (int64_t)b.options.half_window + 1) +
              (b.options.this_year == 1 ? (int64_t)b.options.half_window : 0);
    b.limit = loc_allocate_raw(&memory, LIMITS, sizeof *b.limit);
    if (b.limit == NULL) {
        return loc_fail_memory(error);
    }
    for (size_t i = 0; i < LIMITS; i++) {
        b.limit[i] = -1;
    }
    for (size_t s = 0; s < series; s++) {
        judge_bayes(&b, count + s * weeks, weeks, points + s * weeks);
    }
    loc_release(&memory, b.limit, LIMITS, sizeof *b.limit);
    return loc_ok(error);
}

/* ---- RKI -------------------------------------------------------------------------------------- */

/* Upper 95 % limits of Crow and Gardner (1959) for 0 to 20 events. */
static const double crow_gardner[] = {
    3.285,  5.323,  6.686,  8.102,  9.598,  11.177, 12.817, 13.765, 14.921, 16.768, 17.633,
    19.050, 20.335, 21.364, 22.945, 23.762, 25.400, 26.306, 27.735, 28.966, 30.017,
};

static double rki_limit(const reference *r) {
    double n = (double)r->weeks;
    double mean = r->sum / n;

    if (mean <= 20) {
        return crow_gardner[(int)mean];
    }
    double variance = (r->squares - r->sum * mean) / (n - 1);
    return n < 2 ? NAN : mean + 2 * sqrt(variance > 0 ? variance : 0);
}

locality_status locality_rki(const int64_t *count, size_t weeks, size_t series,
                             const locality_window_options *options, locality_watch_point *points,
                             locality_error *error) {
    locality_window_options o;

    locality_status status = loc_check_counts(count, weeks, series, points, NULL, error);
    if (status == LOCALITY_OK) {
        status = take_options(options, &o, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    size_t first = first_week(&o);
    for (size_t i = 0; i < weeks * series; i++) {
        size_t t = i % weeks;
        if (t < first) {
            points[i] = loc_no_point(NAN, LOCALITY_WATCH_TOO_SHORT);
            continue;
        }
        reference r = reference_of(&o, count + (i - t), t);
        locality_watch_point p = missing_point(&r, count[i]);
        if (r.weeks > 0) {
            p.limit = rki_limit(&r);
            p.statistic = p.expected;
            p.state = isnan(p.limit) ? LOCALITY_WATCH_TOO_FEW : p.state;
        }
        p.alarm = p.state == LOCALITY_WATCH_JUDGED && (double)count[i] > p.limit;
        points[i] = p;
    }
    return loc_ok(error);
}
