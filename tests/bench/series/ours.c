/* Series a second of charts and series, on one thread: ours [SERIES [FILE]], FILE receiving a hundred of the
 * series as CSV, for others to judge.
 *
 * Made-up weekly counts with seasons, means from 0.3 to 40, 260 weeks each; the trend test looks at 156. Each
 * figure is the best of three runs of what is called once a series, with room given once; seconds are those of
 * the processor, so that other work on the machine does not count. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "charts/xmr.h"
#include "series/changepoint.h"
#include "series/forecast.h"
#include "series/intervention.h"
#include "series/kendall.h"
#include "series/stl.h"
#include "statistics/elementary.h"
#include "statistics/random.h"

enum { WEEKS = 260, SHORT = 156, BATCH = 100, YEAR = 52 };

static double *values;
static locality_allocator memory;
static double sink; /* so that nothing is left out */

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* A Poisson draw: how many gaps fit into the mean. */
static double draw(loc_random *random, double mean) {
    double room = mean, count = -1;

    while (room >= 0) {
        room += loc_log(1 - loc_random_uniform(random));
        count++;
    }
    return count;
}

static void make(size_t total) {
    static const double means[] = {0.3, 1, 3, 10, 40};
    loc_random random;

    for (size_t s = 0; s < total; s++) {
        loc_random_seed(&random, 2026, s);
        for (size_t t = 0; t < WEEKS; t++) {
            double wave = 1 + 0.25 * loc_sine_of_turn((double)t / 52.18);
            values[s * WEEKS + t] = draw(&random, means[s % 5] * wave);
        }
    }
}

static void xmr(size_t total) {
    locality_xmr_options options = LOCALITY_XMR_OPTIONS_INIT;
    locality_xmr_point point[WEEKS];
    locality_xmr_segment segment;
    locality_xmr_summary summary;

    for (size_t s = 0; s < total; s++) {
        loc_xmr(values + s * WEEKS, WEEKS, &options, point, &segment, &summary);
        sink += summary.type;
    }
}

static void trend(size_t total) {
    locality_trend_options options = LOCALITY_TREND_OPTIONS_INIT;
    locality_trend_result out;
    loc_kendall room;

    if (!loc_kendall_take(&room, SHORT, 0, &memory)) {
        exit(1);
    }
    for (size_t s = 0; s < total; s++) {
        loc_kendall_test(&room, values + s * WEEKS, SHORT, &options, &out);
        sink += out.slope;
    }
    loc_kendall_give(&room);
}

static void changes(size_t total) {
    locality_change_options options = LOCALITY_CHANGE_OPTIONS_INIT;
    locality_change_summary out;
    loc_change room;

    if (!loc_change_take(&room, WEEKS, 0, &memory)) {
        exit(1);
    }
    options.dispersion = 1;
    options.least = 2;
    for (size_t s = 0; s < total; s++) {
        sink += (double)loc_change_find(&room, values + s * WEEKS, WEEKS, &options, &out);
    }
    loc_change_give(&room);
}

static void stl(size_t total) {
    locality_stl_options options;
    loc_stl room;

    if (loc_stl_options(NULL, WEEKS, &options, NULL) != LOCALITY_OK ||
        !loc_stl_take(&room, WEEKS, YEAR, &memory)) {
        exit(1);
    }
    for (size_t s = 0; s < total; s++) {
        loc_stl_divide(&room, values + s * WEEKS, WEEKS, &options);
        sink += room.trend[9];
    }
    loc_stl_give(&room);
}

static void forecast(size_t total, int32_t method, double alpha) {
    locality_forecast_options options = LOCALITY_FORECAST_OPTIONS_INIT;
    locality_forecast_summary out;
    loc_forecast room;

    options.method = method;
    options.alpha = options.beta = alpha;
    if (!loc_forecast_take(&room, WEEKS, 4, &options, &memory)) {
        exit(1);
    }
    for (size_t s = 0; s < total; s++) {
        loc_forecast_run(&room, values + s * WEEKS, WEEKS, &options, 4, &out);
        sink += room.mean[0];
    }
    loc_forecast_give(&room);
}

static void ses(size_t total) {
    forecast(total, LOCALITY_FORECAST_SES, 0.3);
}

static void ses_best(size_t total) {
    forecast(total, LOCALITY_FORECAST_SES, 0.0);
}

static void tsb(size_t total) {
    forecast(total, LOCALITY_FORECAST_TSB, 0.1);
}

static void blend(size_t total) {
    forecast(total, LOCALITY_FORECAST_BLEND, 0.0);
}

static void intervention(size_t total) {
    locality_intervention_options options = LOCALITY_INTERVENTION_OPTIONS_INIT;
    locality_intervention_result out;
    loc_intervention room;

    if (!loc_intervention_take(&room, WEEKS, &memory)) {
        exit(1);
    }
    for (size_t s = 0; s < total; s++) {
        loc_intervention_judge(&room, values + s * WEEKS, WEEKS, 208, &options, &out, NULL);
        sink += out.verdict;
    }
    loc_intervention_give(&room);
}

static int write_series(const char *path) {
    FILE *file = fopen(path, "w");

    for (size_t s = 0; file != NULL && s < BATCH; s++) {
        for (size_t t = 0; t < WEEKS; t++) {
            fprintf(file, "%.0f%c", values[s * WEEKS + t], t + 1 < WEEKS ? ',' : '\n');
        }
    }
    return file != NULL ? fclose(file) : 1;
}

int main(int argc, char **argv) {
    static const struct {
        const char *key, *name;
        void (*run)(size_t total);
        size_t share; /* of the series that are gone through */
    } rows[] = {{"xmr", "XmR, all rules", xmr, 1},
                {"trend", "Mann-Kendall and Sen, 156 weeks", trend, 4},
                {"changes", "change points, Poisson, exact", changes, 10},
                {"stl", "STL, period 52", stl, 4},
                {"ses", "smoothing, alpha given", ses, 1},
                {"ses_best", "smoothing, best alpha", ses_best, 4},
                {"tsb", "TSB", tsb, 1},
                {"blend", "recommended forecast", blend, 10},
                {"intervention", "interrupted series", intervention, 10}};
    size_t total = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 10000;

    values = malloc(total * WEEKS * sizeof *values);
    if (total < BATCH || values == NULL || loc_allocator_take(NULL, &memory, NULL) != LOCALITY_OK) {
        return 2;
    }
    make(total);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        double best = 1e300;
        for (int round = 0; round < 3; round++) {
            double start = seconds();
            rows[k].run(total / rows[k].share);
            double took = seconds() - start;
            best = took < best ? took : best;
        }
        printf("%s\t%s\t%.0f\n", rows[k].key, rows[k].name, (double)(total / rows[k].share) / best);
    }
    int status = argc > 2 ? write_series(argv[2]) : 0;
    free(values);
    return status != 0 || !(sink == sink);
}
