/* Kendall: scores and slopes of all pairs. The score compares whole numbers, row after row; the median
 * slope is fenced in by a sample, the slopes below the fence are counted, and only those within it are
 * ever worked out. */
#include "series/kendall.h"

#include <math.h>
#include <string.h>

#include "statistics/distributions.h"
#include "statistics/select.h"

#define SPARE 1024 /* slopes held beyond those of the sample */

bool loc_kendall_take(loc_kendall *room, size_t count, size_t pairs,
                      const locality_allocator *allocator) {
    size_t slopes = 8 * count + SPARE;

    memset(room, 0, sizeof *room);
    room->allocator = *allocator;
    room->count = count;
    room->slopes = pairs > slopes ? pairs : slopes;
    room->value = loc_allocate_raw(allocator, count, sizeof *room->value);
    room->at = loc_allocate_raw(allocator, count, sizeof *room->at);
    room->other = loc_allocate_raw(allocator, count, sizeof *room->other);
    room->slope = loc_allocate_raw(allocator, room->slopes, sizeof *room->slope);
    room->hit = loc_allocate_raw(allocator, count, sizeof *room->hit);
    room->rank = loc_allocate_raw(allocator, count, sizeof *room->rank);
    room->standing = loc_allocate_raw(allocator, 4 * count, sizeof *room->standing);
    if (room->value == NULL || room->at == NULL || room->other == NULL || room->slope == NULL ||
        room->hit == NULL || room->rank == NULL || room->standing == NULL) {
        loc_kendall_give(room);
        return false;
    }
    return true;
}

void loc_kendall_give(loc_kendall *room) {
    const locality_allocator *allocator = &room->allocator;

    loc_release(allocator, room->value, room->count, sizeof *room->value);
    loc_release(allocator, room->at, room->count, sizeof *room->at);
    loc_release(allocator, room->other, room->count, sizeof *room->other);
    loc_release(allocator, room->slope, room->slopes, sizeof *room->slope);
    loc_release(allocator, room->hit, room->count, sizeof *room->hit);
    loc_release(allocator, room->rank, room->count, sizeof *room->rank);
    loc_release(allocator, room->standing, 4 * room->count, sizeof *room->standing);
    memset(room, 0, sizeof *room);
}

size_t loc_kendall_close(loc_kendall *room, const double *value, size_t stride, size_t count) {
    size_t found = 0;

    for (size_t i = 0; i < count; i++) {
        double y = value[i * stride];
        room->value[found] = y;
        room->at[found] = (double)i;
        found += y == y ? 1u : 0u;
    }
    return found;
}

/* ---- Scores ---------------------------------------------------------------------------------- */

/* Sorts by value, then by place; the result lies in one of the two halves of room->standing. */
static loc_standing *sort_standings(loc_kendall *room, const double *value, size_t count) {
    loc_standing *from = room->standing, *to = room->standing + 2 * room->count;

    for (size_t i = 0; i < count; i++) {
        from[i] = (loc_standing){value[i], (uint32_t)i};
    }
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t low = 0; low < count; low += 2 * width) {
            size_t middle = low + width < count ? low + width : count;
            size_t high = low + 2 * width < count ? low + 2 * width : count;
            size_t a = low, b = middle;
            for (size_t k = low; k < high; k++) {
                bool first = b >= high || (a < middle && from[a].value <= from[b].value);
                to[k] = from[first ? a : b];
                a += first ? 1u : 0u;
                b += first ? 0u : 1u;
            }
        }
        loc_standing *held = from;
        from = to;
        to = held;
    }
    return from;
}

/* Dense ranks, how many pairs are tied, and the sum of t (t - 1) (2 t + 5) over ties. */
static double rank_all(loc_kendall *room, const double *value, size_t count) {
    const loc_standing *sorted = sort_standings(room, value, count);
    double ties = 0.0;
    int32_t rank = 0;

    room->tied = 0;
    for (size_t i = 0, end = 0; i < count; i = end) {
        for (end = i; end < count && sorted[end].value <= sorted[i].value; end++) {
            room->rank[sorted[end].at] = rank;
        }
        double t = (double)(end - i);
        ties += t * (t - 1.0) * (2.0 * t + 5.0);
        room->tied += (end - i) * (end - i - 1) / 2;
        rank++;
    }
    return ties;
}

static int64_t score_ranks(const int32_t *rank, size_t count) {
    int64_t score = 0;

    for (size_t i = 0; i + 1 < count; i++) {
        int32_t here = rank[i], up = 0, down = 0;
        for (size_t j = i + 1; j < count; j++) {
            up += rank[j] > here ? 1 : 0;
            down += rank[j] < here ? 1 : 0;
        }
        score += up - down;
    }
    return score;
}

void loc_kendall_score(loc_kendall *room, const double *value, size_t count, double *s,
                       double *variance) {
    double n = (double)count, ties = rank_all(room, value, count);

    *s = (double)score_ranks(room->rank, count);
    *variance = (n * (n - 1.0) * (2.0 * n + 5.0) - ties) / 18.0;
}

void loc_kendall_nothing(locality_trend_result *out) {
    double none = (double)NAN;
    *out = (locality_trend_result){0.0, none, none, none, none, none, none, 0, 0, 0};
}

void loc_kendall_judge(locality_trend_result *out, double alpha, bool drawn_in) {
    double s = out->s, less = drawn_in && (s > 0.0 || s < 0.0) ? (s > 0.0 ? 1.0 : -1.0) : 0.0;

    out->direction = 0;
    out->state = out->used < 4 ? LOCALITY_TREND_TOO_SHORT : LOCALITY_TREND_TESTED;
    if (!(s > 0.0) && !(s < 0.0) && drawn_in) {
        out->z = 0.0;
        out->p = 1.0;
        return;
    }
    if (!(out->variance > 0.0)) {
        out->z = out->p = (double)NAN;
        out->state = out->used < 4 ? out->state : LOCALITY_TREND_NO_VARIANCE;
        return;
    }
    out->z = (s - less) / sqrt(out->variance);
    out->p = 2.0 * loc_normal_tail(fabs(out->z));
    if (out->state == LOCALITY_TREND_TESTED && out->p < alpha) {
        out->direction = out->z > 0.0 ? 1 : -1;
    }
}

/* ---- Slopes ---------------------------------------------------------------------------------- */

/* Pairs of values in a row. */
static size_t pairs_of(size_t count) {
    return count < 2 ? 0 : count * (count - 1) / 2;
}

/* How many slopes are below a bound, judged by products. */
static size_t count_below(const loc_kendall *room, size_t count, double bound) {
    const double *value = room->value, *at = room->at;
    size_t below = 0;

    for (size_t i = 0; i + 1 < count; i++) {
        double y = value[i], x = at[i];
        int64_t row = 0;
        for (size_t j = i + 1; j < count; j++) {
            row += value[j] - y < bound * (at[j] - x) ? 1 : 0;
        }
        below += (size_t)row;
    }
    return below;
}

/* Works out the slopes not below `low` and below `high`, in that order of judging. */
static size_t take_between(loc_kendall *room, size_t count, double low, double high) {
    const double *value = room->value, *at = room->at;
    size_t found = 0;

    for (size_t i = 0; i + 1 < count; i++) {
        double y = value[i], x = at[i];
        size_t hits = 0;
        for (size_t j = i + 1; j < count; j++) {
            double step = value[j] - y, wide = at[j] - x;
            room->hit[hits] = (uint32_t)j;
            hits += (size_t)((step >= low * wide) & (step < high * wide));
        }
        for (size_t h = 0; h < hits; h++) {
            size_t j = room->hit[h];
            room->slope[found++] = (value[j] - y) / (at[j] - x);
        }
    }
    return found;
}

/* Both middle slopes where there are few: all of them are worked out. */
static double median_of_few(loc_kendall *room, size_t count) {
    size_t found = 0;

    for (size_t i = 0; i + 1 < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            room->slope[found++] = (room->value[j] - room->value[i]) / (room->at[j] - room->at[i]);
        }
    }
    return loc_median(room->slope, found);
}

/* A fence: its bounds, and how many slopes lie below each. */
typedef struct fence {
    double low, high;
    size_t below_low, below_high;
} fence;

static double just_below(double slope) {
    return slope - fabs(slope) * 1e-12 - 1e-290;
}

static double just_above(double slope) {
    return slope + fabs(slope) * 1e-12 + 1e-290;
}

/* Sorted slopes of pairs taken at even distances through all of them. */
static size_t take_sample(loc_kendall *room, size_t count, size_t wanted) {
    uint64_t state = UINT64_C(0x9E3779B97F4A7C15);
    size_t found = 0;

    while (found < wanted) { /* the same pairs for the same count, wherever it runs */
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        size_t i = (size_t)((state >> 33) % count);
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        size_t j = (size_t)((state >> 33) % count);
        if (i != j) {
            room->slope[found++] = (room->value[j] - room->value[i]) / (room->at[j] - room->at[i]);
        }
    }
    const loc_standing *sorted = sort_standings(room, room->slope, found);
    for (size_t k = 0; k < found; k++) {
        room->slope[k] = sorted[k].value;
    }
    return found;
}

/* Widens the fence about the k-th slope from the sample until it and the next lie within. */
static fence fence_from_sample(loc_kendall *room, size_t count, size_t sample, size_t k) {
    size_t pairs = pairs_of(count);
    size_t middle = (size_t)((double)k / (double)pairs * (double)sample);
    size_t reach = (size_t)sqrt((double)sample) / 2 + 1;
    fence f = {-(double)INFINITY, (double)INFINITY, 0, pairs};

    for (size_t away = reach; away < middle; away *= 2) {
        double bound = just_below(room->slope[middle - away]);
        size_t below = count_below(room, count, bound);
        if (below <= k) {
            f.low = bound;
            f.below_low = below;
            break;
        }
    }
    for (size_t away = reach; middle + away < sample; away *= 2) {
        double bound = just_above(room->slope[middle + away]);
        size_t below = count_below(room, count, bound);
        if (below > k + 1) {
            f.high = bound;
            f.below_high = below;
            break;
        }
    }
    return f;
}

/* Halves a fence with too many slopes within. False where it is as narrow as numbers are. */
static bool narrow(loc_kendall *room, size_t count, size_t k, fence *f) {
    double low = f->low > -1e300 ? f->low : -1e300, high = f->high < 1e300 ? f->high : 1e300;
    double bound = low / 2.0 + high / 2.0;

    if (!(bound > low && bound < high) || high - low <= (fabs(low) + fabs(high)) * 1e-11) {
        return false;
    }
    size_t below = count_below(room, count, bound);
    if (below <= k) {
        f->low = bound;
        f->below_low = below;
    } else if (below > k + 1) {
        f->high = bound;
        f->below_high = below;
    } else {
        return false; /* it lies between the two middle slopes */
    }
    return true;
}

double loc_kendall_slope(loc_kendall *room, size_t count, double s) {
    size_t pairs = pairs_of(count), k = pairs / 2 - (pairs % 2 == 0 ? 1 : 0);
    size_t next = pairs / 2; /* the median is that of the k-th and this one */
    size_t ties = room->tied;

    if (pairs <= SPARE) {
        return median_of_few(room, count);
    }
    double falls = ((double)(pairs - ties) - s) / 2.0;
    if ((double)k >= falls && (double)next < falls + (double)ties) {
        return 0.0;
    }
    size_t sample = take_sample(room, count, 2 * count);
    double centre = room->slope[(size_t)((double)k / (double)pairs * (double)sample)];
    fence f = fence_from_sample(room, count, sample, k);
    while (f.below_high - f.below_low > room->slopes && narrow(room, count, k, &f)) {
    }
    if (f.below_high - f.below_low > room->slopes) { /* as good as equal, all of them */
        return f.low < centre && centre < f.high ? centre : f.low / 2.0 + f.high / 2.0;
    }
    size_t found = take_between(room, count, f.low, f.high);
    double lower = loc_select(room->slope, found, k - f.below_low);
    double upper = next > k ? loc_select(room->slope, found, next - f.below_low) : lower;
    return (lower + upper) / 2.0;
}

double loc_sen_slope(loc_kendall *room, const double *value, size_t count) {
    size_t n = loc_kendall_close(room, value, 1, count);

    if (n < 2) {
        return (double)NAN;
    }
    rank_all(room, room->value, n);
    return loc_kendall_slope(room, n, (double)score_ranks(room->rank, n));
}

/* ---- One series ------------------------------------------------------------------------------ */

/* Autocorrelation at one lag of values about `mean`, over all `count`; gaps as positions tell. */
static double covariance_at(const double *y, const double *at, size_t count, double mean,
                            size_t lag) {
    double sum = 0.0;

    if (at == NULL) {
        for (size_t i = 0; i + lag < count; i++) {
            sum += (y[i] - mean) * (y[i + lag] - mean);
        }
        return sum;
    }
    for (size_t i = 0, j = 0; i < count; i++) {
        double wanted = at[i] + (double)lag;
        while (j < count && at[j] < wanted) {
            j++;
        }
        if (j < count && at[j] <= wanted) {
            sum += (y[i] - mean) * (y[j] - mean);
        }
    }
    return sum;
}

static double mean_of(const double *y, size_t count) {
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        sum += y[i];
    }
    return sum / (double)count;
}

/* Average ranks of room->other, in place. */
static void rank_average(loc_kendall *room, size_t count) {
    const loc_standing *sorted = sort_standings(room, room->other, count);

    for (size_t i = 0, end = 0; i < count; i = end) {
        for (end = i; end < count && sorted[end].value <= sorted[i].value; end++) {
        }
        for (size_t k = i; k < end; k++) {
            room->other[sorted[k].at] = (double)(i + end + 1) / 2.0;
        }
    }
}

/* Positions from 1, closed up or not. */
static double place_of(const loc_kendall *room, bool close, size_t i) {
    return close ? (double)(i + 1) : room->at[i] + 1.0;
}

static void detrend(loc_kendall *room, size_t count, bool close, double slope) {
    for (size_t i = 0; i < count; i++) {
        room->other[i] = room->value[i] - place_of(room, close, i) * slope;
    }
}

/* What the variance is multiplied by. */
static double correction(loc_kendall *room, size_t count, const locality_trend_options *options,
                         double slope) {
    bool close = options->close_gaps != 0, by_rank = options->method == LOCALITY_TREND_HAMED_RAO;
    const double *at = close ? NULL : room->at;
    double n = (double)count, sum = 0.0;
    size_t last = options->lags == 0 || options->lags >= count ? count - 1 : options->lags;

    detrend(room, count, close, slope);
    if (by_rank) {
        rank_average(room, count);
    }
    double mean = mean_of(room->other, count);
    double whole = covariance_at(room->other, at, count, mean, 0);
    double bar = loc_normal_quantile(1.0 - options->alpha / 2.0) / sqrt(n);
    for (size_t lag = 1; lag <= last; lag++) {
        double i = (double)lag, r = covariance_at(room->other, at, count, mean, lag);
        r = whole > 0.0 ? r / whole : 0.0;
        if (by_rank) {
            sum += fabs(r) <= bar ? 0.0 : (n - i) * (n - i - 1.0) * (n - i - 2.0) * r;
        } else {
            sum += (1.0 - i / n) * r;
        }
    }
    return by_rank ? 1.0 + 2.0 * fabs(sum) / (n * (n - 1.0) * (n - 2.0)) : 1.0 + 2.0 * sum;
}

/* Takes out the first autocorrelation, of the series or of what a trend leaves; how many values are left,
 * in room->other. */
static size_t whiten(loc_kendall *room, size_t count, const locality_trend_options *options,
                     double slope) {
    bool close = options->close_gaps != 0, apart = options->method == LOCALITY_TREND_TREND_FREE;
    size_t left = 0;

    detrend(room, count, close, apart ? slope : 0.0);
    double mean = mean_of(room->other, count);
    const double *at = close ? NULL : room->at;
    double whole = covariance_at(room->other, at, count, mean, 0);
    double r = whole > 0.0 ? covariance_at(room->other, at, count, mean, 1) / whole : 0.0;
    for (size_t i = 1; i < count; i++) {
        bool next = close || room->at[i] - room->at[i - 1] <= 1.0;
        double y = room->other[i] - r * room->other[i - 1];
        double place = close ? (double)i : room->at[i];
        room->slope[left] = apart ? y + place * slope : y;
        left += next ? 1u : 0u;
    }
    memcpy(room->other, room->slope, left * sizeof *room->other);
    return left;
}

static double median_copy(loc_kendall *room, const double *value, size_t count) {
    memcpy(room->slope, value, count * sizeof *value);
    return loc_median(room->slope, count);
}

static void test_one(loc_kendall *room, const double *value, size_t count,
                     const locality_trend_options *options, locality_trend_result *out) {
    size_t n = loc_kendall_close(room, value, 1, count);

    out->used = n;
    if (n < 2) {
        out->state = LOCALITY_TREND_TOO_SHORT;
        return;
    }
    loc_kendall_score(room, room->value, n, &out->s, &out->variance);
    out->slope = loc_kendall_slope(room, n, out->s);
    out->intercept =
        median_copy(room, room->value, n) - median_copy(room, room->at, n) * out->slope;
    if (options->method == LOCALITY_TREND_HAMED_RAO || options->method == LOCALITY_TREND_YUE_WANG) {
        out->variance *= correction(room, n, options, out->slope);
    } else if (options->method != LOCALITY_TREND_ORIGINAL) {
        n = whiten(room, n, options, out->slope);
        loc_kendall_score(room, room->other, n, &out->s, &out->variance);
    }
    out->tau = out->s / (0.5 * (double)n * ((double)n - 1.0));
    loc_kendall_judge(out, options->alpha, true);
}

void loc_kendall_test(loc_kendall *room, const double *value, size_t count,
                      const locality_trend_options *options, locality_trend_result *out) {
    loc_kendall_nothing(out);
    if (options->method >= LOCALITY_TREND_SEASONAL) {
        loc_kendall_group(room, value, count, options->period,
                          options->method == LOCALITY_TREND_SEASONAL ? LOCALITY_TREND_TOGETHER
                                                                     : LOCALITY_TREND_CORRELATED,
                          options->alpha, out);
    } else {
        test_one(room, value, count, options, out);
    }
}
