/* XmR: limits from moving ranges, and runs that are looked for as runs: each rule goes over a segment
 * once, whatever its length. */
#include "charts/xmr.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "schema/schema.h"

#define SHORT_BELOW 13 /* points under which limits are trial limits */
#define SCREEN 3.267   /* upper limit of moving ranges, in their mean */
#define WIDTH 2.66     /* 3 / 1.128 */

/* ---- Limits ---------------------------------------------------------------------------------- */

#define LANES 4 /* sums that run beside one another, so that none waits for the last addition */

static double join(const double *sum) {
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

/* Positions that hold the first `most` values that are there. */
static size_t base_of(const double *value, size_t count, size_t most) {
    size_t found = 0, i = 0;

    if (most >= count) {
        return count;
    }
    for (; i < count && found < most; i++) {
        found += value[i] == value[i] ? 1u : 0u;
    }
    return i;
}

static double mean_of(const double *value, size_t count) {
    double sum[LANES] = {0.0}, found[LANES] = {0.0};

    for (size_t i = 0; i < count; i++) {
        bool there = value[i] == value[i];
        sum[i % LANES] += there ? value[i] : 0.0;
        found[i % LANES] += there ? 1.0 : 0.0;
    }
    return join(found) > 0.0 ? join(sum) / join(found) : (double)NAN;
}

/* Mean of the moving ranges below `bar`; gaps give none. */
static double mean_range(const double *value, size_t base, double bar) {
    double sum[LANES] = {0.0}, found[LANES] = {0.0};

    for (size_t i = 1; i < base; i++) {
        double range = fabs(value[i] - value[i - 1]);
        bool counts = range < bar; /* false for no data */
        sum[i % LANES] += counts ? range : 0.0;
        found[i % LANES] += counts ? 1.0 : 0.0;
    }
    return join(found) > 0.0 ? join(sum) / join(found) : (double)NAN;
}

void loc_xmr_limits(const double *value, size_t count, const locality_xmr_options *options,
                    locality_xmr_segment *segment) {
    size_t base = base_of(value, count, options->fix_after > 0 ? options->fix_after : count);
    double mean = mean_of(value, base);
    double range = mean_range(value, base, (double)INFINITY);

    segment->state = LOCALITY_XMR_LIMITS_STAND;
    if (options->keep_outliers == 0) {
        range = mean_range(value, base, SCREEN * range); /* all zero: none is below */
    }
    segment->count = count;
    segment->is_short = count < SHORT_BELOW ? 1 : 0;
    segment->mean = mean;
    segment->moving_range = range;
    segment->lower = mean - WIDTH * range;
    segment->upper = mean + WIDTH * range;
    segment->near_lower = mean - (2.0 * WIDTH / 3.0) * range;
    segment->near_upper = mean + (2.0 * WIDTH / 3.0) * range;
    if (!(range == range)) {
        segment->state = LOCALITY_XMR_LIMITS_UNDEFINED;
    } else if (range <= 0.0) {
        segment->state = LOCALITY_XMR_LIMITS_FLAT;
    }
}

/* ---- Marks ----------------------------------------------------------------------------------- */

/* What each point is by itself. Comparisons with limits that are not judged are false: they are NaN. */
static void mark_points(const double *value, size_t count, bool package,
                        const locality_xmr_segment *limits, locality_xmr_point *point) {
    bool judged = package || limits->state == LOCALITY_XMR_LIMITS_STAND;
    double none = (double)NAN, mean = limits->mean;
    double upper = judged ? limits->upper : none, lower = judged ? limits->lower : none;
    double near_upper = judged ? limits->near_upper : none;
    double near_lower = judged ? limits->near_lower : none;
    uint32_t apart = package ? 1u : 0u; /* what is outside is not close as well */

    for (size_t i = 0; i < count; i++) { /* without a branch: counts go every way */
        double y = value[i];
        uint32_t outside = (uint32_t)(y > upper) | (uint32_t)(y < lower);
        uint32_t close = (uint32_t)(y > near_upper) | (uint32_t)(y < near_lower);
        close &= ~(apart & outside);
        point[i].marks = (uint32_t)(y > mean) * LOCALITY_XMR_ABOVE_MEAN |
                         (uint32_t)(y < mean) * LOCALITY_XMR_BELOW_MEAN |
                         outside * LOCALITY_XMR_OUTSIDE | close * LOCALITY_XMR_CLOSE |
                         (uint32_t) !(y == y) * LOCALITY_XMR_NO_DATA;
    }
}

/* Marks point `last`, which ends a run; where the run is just long enough, all of it. */
static void mark_run(locality_xmr_point *point, size_t last, size_t run, size_t length,
                     uint32_t drop, uint32_t marks) {
    size_t first = run > length ? last : last - (length - 1);

    for (size_t k = first; k <= last; k++) {
        point[k].marks = (point[k].marks & ~drop) | marks;
    }
}

/* Runs of steps in one direction; a peak belongs to what follows it. */
static void mark_trends(const double *value, size_t count, size_t length,
                        locality_xmr_point *point) {
    size_t up = 1, down = 1; /* points of the run that ends here */

    for (size_t i = 1; i < count; i++) {
        up = up * (size_t)(value[i] > value[i - 1]) + 1;
        down = down * (size_t)(value[i] < value[i - 1]) + 1;
        if (up >= length) {
            mark_run(point, i, up, length, LOCALITY_XMR_FALLING, LOCALITY_XMR_IN_TREND);
        } else if (down >= length) {
            mark_run(point, i, down, length, 0, LOCALITY_XMR_IN_TREND | LOCALITY_XMR_FALLING);
        }
    }
}

/* The package's direction: of the step out of a point where the next is marked too. */
static void turn_trends(const double *value, size_t count, locality_xmr_point *point) {
    for (size_t i = 0; i < count; i++) {
        if ((point[i].marks & LOCALITY_XMR_IN_TREND) == 0) {
            continue;
        }
        bool out = i + 1 < count && (point[i + 1].marks & LOCALITY_XMR_IN_TREND) != 0;
        double step = out ? value[i + 1] - value[i] : i > 0 ? value[i] - value[i - 1] : 0.0;
        point[i].marks = step < 0.0 ? point[i].marks | LOCALITY_XMR_FALLING
                                    : point[i].marks & ~(uint32_t)LOCALITY_XMR_FALLING;
    }
}

#define SIDE (LOCALITY_XMR_ABOVE_MEAN | LOCALITY_XMR_BELOW_MEAN)

/* Runs on one side of the mean. */
static void mark_shifts(size_t count, size_t length, locality_xmr_point *point) {
    size_t above = 0, below = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t marks = point[i].marks;
        above = (above + 1) * (marks / LOCALITY_XMR_ABOVE_MEAN & 1u); /* without a branch */
        below = (below + 1) * (marks / LOCALITY_XMR_BELOW_MEAN & 1u);
        if (above + below >= length) { /* one of them is 0 */
            mark_run(point, i, above > below ? above : below, length, 0, LOCALITY_XMR_IN_SHIFT);
        }
    }
}

/* Three points in a row on one side, two of them close: the close ones are marked. */
static void mark_two_of_three(size_t count, locality_xmr_point *point) {
    for (size_t i = 2; i < count; i++) {
        uint32_t a = point[i - 2].marks, b = point[i - 1].marks, c = point[i].marks;
        uint32_t close =
            ((a & LOCALITY_XMR_CLOSE) + (b & LOCALITY_XMR_CLOSE) + (c & LOCALITY_XMR_CLOSE)) /
            LOCALITY_XMR_CLOSE;
        if (close < 2 || (a & b & c & SIDE) == 0) {
            continue;
        }
        for (size_t k = i - 2; k <= i; k++) {
            bool is_close = (point[k].marks & LOCALITY_XMR_CLOSE) != 0;
            point[k].marks |= is_close ? LOCALITY_XMR_IN_TWO_OF_THREE : 0u;
        }
    }
}

/* ---- Types ----------------------------------------------------------------------------------- */

static int32_t type_of(uint32_t marks) {
    uint32_t special = LOCALITY_XMR_OUTSIDE | LOCALITY_XMR_IN_TREND | LOCALITY_XMR_IN_SHIFT |
                       LOCALITY_XMR_IN_TWO_OF_THREE;
    bool above = (marks & LOCALITY_XMR_ABOVE_MEAN) != 0;

    if ((marks & special) == 0) {
        return LOCALITY_XMR_COMMON;
    }
    if ((marks & LOCALITY_XMR_OUTSIDE) != 0) {
        return above ? LOCALITY_XMR_ABOVE_LIMIT : LOCALITY_XMR_BELOW_LIMIT;
    }
    if ((marks & LOCALITY_XMR_IN_TREND) != 0) {
        return (marks & LOCALITY_XMR_FALLING) != 0 ? LOCALITY_XMR_TREND_DOWN
                                                   : LOCALITY_XMR_TREND_UP;
    }
    if ((marks & LOCALITY_XMR_IN_TWO_OF_THREE) != 0) {
        return above ? LOCALITY_XMR_TWO_OF_THREE_ABOVE : LOCALITY_XMR_TWO_OF_THREE_BELOW;
    }
    return above ? LOCALITY_XMR_SHIFT_ABOVE : LOCALITY_XMR_SHIFT_BELOW;
}

/* What a type means: odd types are high, even ones low. */
static int32_t variation_of(int32_t type, int32_t improvement) {
    bool high = type % 2 == 1;

    if (type == LOCALITY_XMR_COMMON) {
        return LOCALITY_XMR_COMMON_CAUSE;
    }
    if (improvement == 0) {
        return high ? LOCALITY_XMR_HIGH : LOCALITY_XMR_LOW;
    }
    return high == (improvement > 0) ? LOCALITY_XMR_IMPROVEMENT : LOCALITY_XMR_CONCERN;
}

static int32_t assurance_of(const locality_xmr_segment *last, const locality_xmr_options *options) {
    bool over = options->target > last->upper, under = options->target < last->lower;

    bool nothing_known = last->state == LOCALITY_XMR_LIMITS_UNDEFINED;
    bool undecided = options->improvement == 0 && (over || under);

    if (options->has_target == 0) {
        return LOCALITY_XMR_NO_TARGET;
    }
    if (nothing_known || undecided) { /* the package calls that hit and miss */
        return options->rules == LOCALITY_XMR_PACKAGE ? LOCALITY_XMR_HIT_AND_MISS
                                                      : LOCALITY_XMR_NO_TARGET;
    }
    if (!over && !under) {
        return LOCALITY_XMR_HIT_AND_MISS;
    }
    return over == (options->improvement > 0) ? LOCALITY_XMR_WILL_FAIL : LOCALITY_XMR_WILL_PASS;
}

static void judge_segment(const double *value, uint32_t number, const locality_xmr_options *options,
                          const locality_xmr_segment *segment, locality_xmr_point *point) {
    bool package = options->rules == LOCALITY_XMR_PACKAGE;
    size_t count = segment->count;

    mark_points(value, count, package, segment, point);
    mark_trends(value, count, options->trend_length, point);
    if (package) {
        turn_trends(value, count, point);
    }
    mark_two_of_three(count, point);
    mark_shifts(count, options->shift_length, point);
    for (size_t i = 0; i < count; i++) {
        int32_t type = type_of(point[i].marks);
        point[i].segment = number;
        point[i].type = type;
        point[i].variation = variation_of(type, options->improvement);
    }
}

void loc_xmr(const double *value, size_t count, const locality_xmr_options *options,
             locality_xmr_point *point, locality_xmr_segment *segment,
             locality_xmr_summary *summary) {
    size_t first = 0, number = 0;

    for (; number <= options->rebase_count; number++) {
        size_t end = number < options->rebase_count ? options->rebase[number] : count;
        segment[number].first = first;
        loc_xmr_limits(value + first, end - first, options, &segment[number]);
        judge_segment(value + first, (uint32_t)number, options, &segment[number], point + first);
        first = end;
    }
    summary->segments = number;
    summary->variation = point[count - 1].variation;
    summary->type = point[count - 1].type;
    summary->assurance = assurance_of(&segment[number - 1], options);
    summary->state = segment[number - 1].state;
}

/* ---- The call -------------------------------------------------------------------------------- */

/* Ascending, from 1 to count - 1. */
static bool are_cuts(const size_t *cut, size_t cuts, size_t count) {
    for (size_t i = 0; i < cuts; i++) {
        if (cut[i] <= (i > 0 ? cut[i - 1] : 0) || cut[i] >= count) {
            return false;
        }
    }
    return true;
}

static locality_status check_seasons(const locality_xmr_options *in, locality_error *error) {
    for (size_t i = 0; in->season != NULL && i < in->period; i++) {
        if (!(in->season[i] > 0.0) || in->season[i] > 1e300) {
            return loc_fail(error, LOCALITY_INVALID, "the index of season %zu is not above 0", i);
        }
    }
    return LOCALITY_OK;
}

static bool in_range(const locality_xmr_options *in) {
    return in->reserved == 0 && in->reserved2 == 0 && in->rules >= LOCALITY_XMR_MDC2023 &&
           in->rules <= LOCALITY_XMR_PACKAGE && in->improvement >= -1 && in->improvement <= 1 &&
           in->trend_length >= 3 && in->trend_length <= 100 && in->shift_length >= 3 &&
           in->shift_length <= 100 && (in->keep_outliers | 1) == 1 && (in->has_target | 1) == 1 &&
           (in->fix_after == 0 || in->fix_after >= 12) && isfinite(in->target);
}

locality_status loc_xmr_options(const locality_xmr_options *given, size_t count,
                                locality_xmr_options *out, locality_error *error) {
    locality_xmr_options in = LOCALITY_XMR_OPTIONS_INIT;

    if (given != NULL && !loc_struct_take(&in, sizeof in, given, given->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_xmr_options");
    }
    if (!in_range(&in)) {
        return loc_fail(
            error, LOCALITY_INVALID,
            "options: rules, improvement, a length, fix_after or target is out of range");
    }
    if (in.rebase_count > 0 &&
        (in.rebase == NULL || !are_cuts(in.rebase, in.rebase_count, count))) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.rebase is not ascending between the first value and the last");
    }
    if (in.season != NULL && in.period == 0) {
        return loc_fail(error, LOCALITY_INVALID, "options.season has a period of 0");
    }
    *out = in;
    return check_seasons(&in, error);
}

/* What the chart is drawn up in where the caller gives no room, or the values are changed. */
typedef struct room {
    double *value;
    locality_xmr_point *point;
    locality_xmr_segment *segment;
} room;

static void room_take(room *own, size_t count, size_t segments, const locality_xmr_options *in,
                      const locality_allocator *memory) {
    own->value = in->season != NULL ? loc_allocate_raw(memory, count, sizeof *own->value) : NULL;
    own->point = own->point != NULL ? NULL : loc_allocate_raw(memory, count, sizeof *own->point);
    own->segment =
        own->segment != NULL ? NULL : loc_allocate_raw(memory, segments, sizeof *own->segment);
}

static locality_status check_values(const double *value, size_t count, locality_error *error) {
    for (size_t i = 0; i < count; i++) {
        if (fabs(value[i]) > 1e300) {
            return loc_fail(error, LOCALITY_INVALID, "the value at position %zu is not finite", i);
        }
    }
    return LOCALITY_OK;
}

static locality_status draw(const double *value, size_t count, const locality_xmr_options *in,
                            locality_xmr_point *point, locality_xmr_segment *segment,
                            locality_xmr_summary *whole, const locality_allocator *memory,
                            locality_error *error) {
    size_t segments = in->rebase_count + 1;
    room own = {NULL, point, segment};

    room_take(&own, count, segments, in, memory);
    const double *drawn = own.value != NULL ? own.value : value;
    locality_xmr_point *points = point != NULL ? point : own.point;
    locality_xmr_segment *parts = segment != NULL ? segment : own.segment;
    bool fits = points != NULL && parts != NULL && (in->season == NULL || own.value != NULL);
    for (size_t i = 0; fits && own.value != NULL && i < count; i++) {
        own.value[i] = value[i] / in->season[i % in->period];
    }
    if (fits) {
        loc_xmr(drawn, count, in, points, parts, whole);
    }
    loc_release(memory, own.value, count, sizeof *own.value);
    loc_release(memory, own.point, count, sizeof *own.point);
    loc_release(memory, own.segment, segments, sizeof *own.segment);
    return fits ? loc_ok(error) : loc_fail_memory(error);
}

locality_status locality_xmr(const double *value, size_t count, const locality_xmr_options *options,
                             locality_xmr_point *point, locality_xmr_segment *segment,
                             size_t capacity, locality_xmr_summary *summary,
                             const locality_allocator *allocator, locality_error *error) {
    locality_xmr_options in = LOCALITY_XMR_OPTIONS_INIT;
    locality_allocator memory;
    locality_xmr_summary whole = {0, 0, 0, 0, 0};

    if (summary != NULL) {
        *summary = whole;
    }
    if (value == NULL || count == 0) {
        return value == NULL ? loc_fail_null(error, "value")
                             : loc_fail(error, LOCALITY_INVALID, "there are no values");
    }
    locality_status status = loc_xmr_options(options, count, &in, error);
    if (status == LOCALITY_OK && count > UINT32_MAX) {
        status = loc_fail(error, LOCALITY_INVALID, "there are too many values");
    }
    if (status == LOCALITY_OK && segment != NULL && capacity <= in.rebase_count) {
        status = loc_fail(error, LOCALITY_LIMIT, "%zu segments do not fit into room for %zu",
                          in.rebase_count + 1, capacity);
    }
    if (status == LOCALITY_OK) {
        status = check_values(value, count, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status == LOCALITY_OK) {
        status = draw(value, count, &in, point, segment, &whole, &memory, error);
    }
    if (status == LOCALITY_OK && summary != NULL) {
        *summary = whole;
    }
    return status;
}

const char *locality_xmr_type_name(int32_t type) {
    static const char *const names[] = {"common cause",
                                        "above upper limit",
                                        "below lower limit",
                                        "trend up",
                                        "trend down",
                                        "two of three near upper limit",
                                        "two of three near lower limit",
                                        "run above the mean",
                                        "run below the mean"};

    return type >= 0 && (size_t)type < sizeof names / sizeof *names ? names[type] : "unknown";
}

/* ---- Seasons --------------------------------------------------------------------------------- */

static void index_seasons(const double *value, size_t count, size_t period, double *index) {
    double whole = 0.0;
    size_t values = 0;

    for (size_t s = 0; s < period; s++) {
        double sum = 0.0;
        size_t found = 0;
        for (size_t i = s; i < count; i += period) {
            bool there = value[i] == value[i];
            sum += there ? value[i] : 0.0;
            found += there ? 1u : 0u;
        }
        index[s] = found > 0 ? sum / (double)found : 0.0;
        whole += sum;
        values += found;
    }
    double mean = values > 0 ? whole / (double)values : 0.0;
    for (size_t s = 0; s < period; s++) {
        index[s] = index[s] > 0.0 && mean > 0.0 ? index[s] / mean : 1.0;
    }
}

locality_status locality_season_index(const double *value, size_t count, size_t period,
                                      double *index, size_t capacity, locality_error *error) {
    if (value == NULL || index == NULL) {
        return loc_fail_null(error, value == NULL ? "value" : "index");
    }
    for (size_t s = 0; s < capacity; s++) {
        index[s] = 0.0;
    }
    if (period < 2 || count / 2 < period) {
        return loc_fail(error, LOCALITY_INVALID, "%zu values are not two rounds of %zu seasons",
                        count, period);
    }
    if (capacity < period) {
        return loc_fail(error, LOCALITY_LIMIT, "%zu seasons do not fit into room for %zu", period,
                        capacity);
    }
    for (size_t i = 0; i < count; i++) {
        if (value[i] < 0.0 || value[i] > 1e300) {
            return loc_fail(error, LOCALITY_INVALID, "the value at position %zu is not 0 or more",
                            i);
        }
    }
    index_seasons(value, count, period, index);
    return loc_ok(error);
}
