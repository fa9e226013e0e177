/* Control limits: each chart says what is drawn, where the centre lies, and how wide sigma is at every
 * point; the rest is the same for all. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "charts/runs.h"
#include "schema/schema.h"
#include "statistics/elementary.h"
#include "statistics/select.h"

#define SCREEN 3.267
#define SCREEN_SIZED 3.2665 /* the same bar as the I' chart has it */
#define RANGE_TO_SIGMA 1.128
#define ROOT_HALF_PI 1.2533141373155003
#define T_POWER 3.6

/* One part of a chart. */
typedef struct part {
    const double *value, *size; /* size may be null */
    size_t count, base;         /* points; those that the limits are from, 1 or more of them */
    locality_control_point *point;
    double *scratch; /* room for `count` */
    bool screened;
} part;

static double size_at(const part *p, size_t i) {
    return p->size != NULL ? p->size[i] : 1.0;
}

/* ---- Means ----------------------------------------------------------------------------------- */

static double mean_drawn(const part *p) {
    double sum = 0.0;
    size_t found = 0;

    for (size_t i = 0; i < p->base; i++) {
        double y = p->point[i].value;
        bool there = y == y;
        sum += there ? y : 0.0;
        found += there ? 1u : 0u;
    }
    return found > 0 ? sum / (double)found : (double)NAN;
}

static double median_drawn(const part *p) {
    size_t found = 0;

    for (size_t i = 0; i < p->base; i++) {
        if (p->point[i].value == p->point[i].value) {
            p->scratch[found++] = p->point[i].value;
        }
    }
    return loc_median(p->scratch, found);
}

/* All cases over all sizes. */
static double ratio_drawn(const part *p) {
    double cases = 0.0, sizes = 0.0;

    for (size_t i = 0; i < p->base; i++) {
        double y = p->point[i].value;
        cases += y == y ? y * size_at(p, i) : 0.0;
        sizes += y == y ? size_at(p, i) : 0.0;
    }
    return sizes > 0.0 ? cases / sizes : (double)NAN;
}

static double mean_below(const double *value, size_t count, double bar) {
    double sum = 0.0;
    size_t found = 0;

    for (size_t i = 0; i < count; i++) {
        bool counts = value[i] < bar; /* false for no data */
        sum += counts ? value[i] : 0.0;
        found += counts ? 1u : 0u;
    }
    return found > 0 ? sum / (double)found : (double)NAN;
}

/* Mean of what lies in the scratch, screened once where it is wanted. */
static double screened_mean(const part *p, size_t count, double bar) {
    double mean = mean_below(p->scratch, count, (double)INFINITY);
    return p->screened ? mean_below(p->scratch, count, bar * mean) : mean;
}

/* Sigma of what is in the scratch, in order, from its moving ranges. */
static double sigma_by_ranges(const part *p) {
    for (size_t i = 1; i < p->base; i++) {
        p->scratch[i - 1] = fabs(p->scratch[i] - p->scratch[i - 1]);
    }
    return screened_mean(p, p->base - 1, SCREEN) / RANGE_TO_SIGMA;
}

static double sigma_of_drawn(const part *p) {
    for (size_t i = 0; i < p->base; i++) {
        p->scratch[i] = p->point[i].value;
    }
    return sigma_by_ranges(p);
}

/* ---- Limits ---------------------------------------------------------------------------------- */

static void put_limits(locality_control_point *point, double centre, double sigma) {
    point->centre = centre;
    point->lower = centre - 3.0 * sigma;
    point->inner_lower = centre - 2.0 * sigma;
    point->inner_upper = centre + 2.0 * sigma;
    point->upper = centre + 3.0 * sigma;
}

static void put_even_limits(const part *p, double centre, double sigma) {
    for (size_t i = 0; i < p->count; i++) {
        put_limits(&p->point[i], centre, sigma);
    }
}

static double at_least(double limit, double bound) {
    return limit < bound ? bound : limit;
}

static double at_most(double limit, double bound) {
    return limit > bound ? bound : limit;
}

static void clip(const part *p, double highest) {
    for (size_t i = 0; i < p->count; i++) {
        locality_control_point *point = &p->point[i];
        point->lower = at_least(point->lower, 0.0);
        point->inner_lower = at_least(point->inner_lower, 0.0);
        point->inner_upper = at_most(point->inner_upper, highest);
        point->upper = at_most(point->upper, highest);
    }
}

/* ---- Charts ---------------------------------------------------------------------------------- */

static void draw_run(const part *p, int32_t chart) {
    (void)chart;
    put_even_limits(p, median_drawn(p), (double)NAN);
}

static void draw_i(const part *p, int32_t chart) {
    (void)chart;
    put_even_limits(p, mean_drawn(p), sigma_of_drawn(p));
}

static void draw_mr(const part *p, int32_t chart) {
    (void)chart;
    for (size_t i = p->count; i-- > 1;) {
        p->point[i].value = fabs(p->value[i] - p->value[i - 1]);
    }
    p->point[0].value = (double)NAN;
    double mean = mean_drawn(p);
    for (size_t i = 0; i < p->count; i++) {
        put_limits(&p->point[i], mean, 0.0);
        p->point[i].lower = p->point[i].inner_lower = 0.0;
        p->point[i].inner_upper = (SCREEN / 3.0) * 2.0 * mean;
        p->point[i].upper = SCREEN * mean;
    }
}

static void draw_c(const part *p, int32_t chart) {
    double mean = mean_drawn(p);

    (void)chart;
    put_even_limits(p, mean, sqrt(mean));
    clip(p, (double)INFINITY);
}

/* Rates and shares, as they are and with the spread between points. */
static void draw_ratio(const part *p, int32_t chart) {
    bool share = chart == LOCALITY_CHART_P || chart == LOCALITY_CHART_P_PRIME;
    double centre = ratio_drawn(p), spread = 1.0;
    double variance = share ? centre * (1.0 - centre) : centre;

    if (chart == LOCALITY_CHART_U_PRIME || chart == LOCALITY_CHART_P_PRIME) {
        for (size_t i = 0; i < p->base; i++) {
            p->scratch[i] = (p->point[i].value - centre) / sqrt(variance / size_at(p, i));
        }
        spread = sigma_by_ranges(p);
    }
    for (size_t i = 0; i < p->count; i++) {
        put_limits(&p->point[i], centre, sqrt(variance / size_at(p, i)) * spread);
    }
    clip(p, share ? 1.0 : (double)INFINITY);
}

static void draw_i_prime(const part *p, int32_t chart) {
    double centre = ratio_drawn(p);

    (void)chart;
    for (size_t i = 1; i < p->base; i++) {
        double step = fabs(p->point[i].value - p->point[i - 1].value);
        p->scratch[i - 1] =
            ROOT_HALF_PI * step / sqrt(1.0 / size_at(p, i - 1) + 1.0 / size_at(p, i));
    }
    double sigma = screened_mean(p, p->base - 1, SCREEN_SIZED);
    for (size_t i = 0; i < p->count; i++) {
        put_limits(&p->point[i], centre, sigma * sqrt(1.0 / size_at(p, i)));
    }
}

static void draw_g(const part *p, int32_t chart) {
    double mean = mean_drawn(p);

    (void)chart;
    put_even_limits(p, mean, sqrt(mean * (mean + 1.0)));
    clip(p, (double)INFINITY);
    double median = median_drawn(p);
    for (size_t i = 0; i < p->count; i++) {
        p->point[i].centre = median;
    }
}

static double back(double root) {
    return root > 0.0 ? loc_power(root, T_POWER) : root == root ? 0.0 : root;
}

static void draw_t(const part *p, int32_t chart) {
    for (size_t i = 0; i < p->count; i++) {
        double y = p->value[i];
        p->point[i].value = y == y ? loc_power(y, 1.0 / T_POWER) : y;
    }
    draw_i(p, chart);
    for (size_t i = 0; i < p->count; i++) {
        locality_control_point *point = &p->point[i];
        point->value = p->value[i];
        point->centre = back(point->centre);
        point->lower =
            point->lower > 0.0 ? back(point->lower) : 0.0; /* also where sigma is unknown */
        point->inner_lower = back(point->inner_lower);
        point->inner_upper = back(point->inner_upper);
        point->upper = back(point->upper);
    }
}

/* How each chart is drawn, and what its values must be. */
static const struct kind {
    void (*draw)(const part *p, int32_t chart);
    bool sized;   /* drawn over its size */
    bool counted; /* not negative */
    bool timed;   /* above 0 */
    bool shared;  /* not above its size */
    bool chained; /* each point has half of the next in it, so that runs say nothing */
} kinds[] = {
    [LOCALITY_CHART_RUN] = {draw_run, true, false, false, false, false},
    [LOCALITY_CHART_I] = {draw_i, true, false, false, false, false},
    [LOCALITY_CHART_MR] = {draw_mr, false, false, false, false, true},
    [LOCALITY_CHART_C] = {draw_c, false, true, false, false, false},
    [LOCALITY_CHART_U] = {draw_ratio, true, true, false, false, false},
    [LOCALITY_CHART_P] = {draw_ratio, true, true, false, true, false},
    [LOCALITY_CHART_U_PRIME] = {draw_ratio, true, true, false, false, false},
    [LOCALITY_CHART_P_PRIME] = {draw_ratio, true, true, false, true, false},
    [LOCALITY_CHART_I_PRIME] = {draw_i_prime, true, false, false, false, false},
    [LOCALITY_CHART_G] = {draw_g, false, true, false, false, false},
    [LOCALITY_CHART_T] = {draw_t, false, false, true, false, false},
};

/* ---- The call -------------------------------------------------------------------------------- */

static locality_status take_options(const locality_control_options *given, size_t count,
                                    locality_control_options *out, locality_error *error) {
    locality_control_options in = LOCALITY_CONTROL_OPTIONS_INIT;

    if (given != NULL && !loc_struct_take(&in, sizeof in, given, given->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_control_options");
    }
    if (in.reserved != 0 || in.reserved2 != 0 || in.chart < LOCALITY_CHART_RUN ||
        in.chart > LOCALITY_CHART_T || in.rule < LOCALITY_RUN_ANHOEJ ||
        in.rule > LOCALITY_RUN_CUT_BOX || (in.keep_outliers | 1) != 1 || in.freeze == 1 ||
        (in.freeze > 0 && in.part_count > 0)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options: chart, rule, outliers, or both parts and freeze");
    }
    for (size_t i = 0; i < in.part_count; i++) {
        if (in.part == NULL || in.part[i] <= (i > 0 ? in.part[i - 1] : 0) || in.part[i] >= count) {
            return loc_fail(error, LOCALITY_INVALID,
                            "options.part is not ascending between the first value and the last");
        }
    }
    *out = in;
    return LOCALITY_OK;
}

static bool is_allowed(const struct kind *kind, double value, double size) {
    return !(fabs(value) > 1e300) && size > 0.0 && size <= 1e300 &&
           !(kind->counted && value < 0.0) && !(kind->timed && value <= 0.0) &&
           !(kind->shared && value > size);
}

static locality_status check_values(const double *value, const double *size, size_t count,
                                    const struct kind *kind, locality_error *error) {
    for (size_t i = 0; i < count; i++) {
        if (!is_allowed(kind, value[i], size != NULL ? size[i] : 1.0)) {
            return loc_fail(error, LOCALITY_INVALID,
                            "the value or size at position %zu is none that this chart can show",
                            i);
        }
    }
    return LOCALITY_OK;
}

static void draw_part(const part *p, uint32_t number, const locality_control_options *in,
                      locality_runs *runs) {
    const struct kind *kind = &kinds[in->chart];

    for (size_t i = 0; i < p->count; i++) {
        p->point[i].value = kind->sized ? p->value[i] / size_at(p, i) : p->value[i];
        p->point[i].part = number;
    }
    kind->draw(p, in->chart);
    for (size_t i = 0; i < p->count; i++) {
        locality_control_point *point = &p->point[i];
        point->signal = point->value > point->upper || point->value < point->lower ? 1 : 0;
    }
    loc_runs(&p->point[0].value, &p->point[0].centre, sizeof *p->point, p->count, in->rule, runs);
    runs->signal = kind->chained ? 0 : runs->signal;
}

static void draw_all(const part *whole, const locality_control_options *in, locality_runs *runs) {
    size_t first = 0;

    for (size_t k = 0; k <= in->part_count; k++) {
        size_t end = k < in->part_count ? in->part[k] : whole->count;
        locality_runs own;
        part p = *whole;
        p.value += first;
        p.size = p.size != NULL ? p.size + first : NULL;
        p.point += first;
        p.count = end - first;
        p.base = in->freeze > 0 && in->freeze < p.count ? in->freeze : p.count;
        draw_part(&p, (uint32_t)k, in, &own);
        if (runs != NULL) {
            runs[k] = own;
        }
        first = end;
    }
}

static locality_status draw(part *whole, const locality_control_options *in,
                            locality_control_point *point, locality_runs *runs,
                            const locality_allocator *memory, locality_error *error) {
    size_t count = whole->count;
    locality_control_point *own =
        point != NULL ? NULL : loc_allocate_raw(memory, count, sizeof *own);

    whole->point = point != NULL ? point : own;
    whole->scratch = loc_allocate_raw(memory, count, sizeof *whole->scratch);
    bool fits = whole->point != NULL && whole->scratch != NULL;
    if (fits) {
        draw_all(whole, in, runs);
    }
    loc_release(memory, own, count, sizeof *own);
    loc_release(memory, whole->scratch, count, sizeof *whole->scratch);
    return fits ? loc_ok(error) : loc_fail_memory(error);
}

locality_status locality_control(const double *value, const double *size, size_t count,
                                 const locality_control_options *options,
                                 locality_control_point *point, locality_runs *runs,
                                 size_t capacity, const locality_allocator *allocator,
                                 locality_error *error) {
    locality_control_options in = LOCALITY_CONTROL_OPTIONS_INIT;
    locality_allocator memory;

    if (value == NULL || count == 0) {
        return value == NULL ? loc_fail_null(error, "value")
                             : loc_fail(error, LOCALITY_INVALID, "there are no values");
    }
    locality_status status = take_options(options, count, &in, error);
    if (status == LOCALITY_OK && runs != NULL && capacity <= in.part_count) {
        status = loc_fail(error, LOCALITY_LIMIT, "%zu parts do not fit into room for %zu",
                          in.part_count + 1, capacity);
    }
    if (status == LOCALITY_OK) {
        status = check_values(value, size, count, &kinds[in.chart], error);
    }
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    part whole = {.value = value, .size = size, .count = count, .screened = in.keep_outliers == 0};
    return draw(&whole, &in, point, runs, &memory, error);
}
