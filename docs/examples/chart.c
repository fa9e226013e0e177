/* Weekly reports of litter in a park: what the usual chart marks, and what is left once the seasons are out. */
#include <locality.h>
#include <stdio.h>

enum { WEEKS = 156, YEAR = 52 };

/* Made-up counts: more in summer, nothing else until the last five weeks. */
static void make(double *count) {
    static const int month[] = {8, 8, 10, 12, 16, 20, 24, 24, 18, 12, 9, 8};
    uint32_t random = 2026;

    for (int week = 0; week < WEEKS; week++) {
        random = random * 1664525u + 1013904223u;
        count[week] = month[week % YEAR * 12 / YEAR] + (double)((random >> 24) % 9) - 4;
        count[week] += week >= WEEKS - 5 ? 14 : 0;
    }
}

static int show(const char *what, const double *count, const locality_xmr_options *options,
                locality_error *error) {
    locality_xmr_point point[WEEKS];
    locality_xmr_segment segment;
    locality_xmr_summary chart;
    int before = 0, newest = 0;

    if (locality_xmr(count, WEEKS, options, point, &segment, 1, &chart, NULL, error)) {
        return 1;
    }
    for (int week = 0; week < WEEKS; week++) {
        int marked = point[week].type != LOCALITY_XMR_COMMON;
        before += week < WEEKS - 5 ? marked : 0;
        newest += week >= WEEKS - 5 ? marked : 0;
    }
    printf("%s: limits %.1f to %.1f, %d of 151 quiet weeks marked, %d of the newest 5\n", what,
           segment.lower, segment.upper, before, newest);
    printf("  the newest week: %s\n", locality_xmr_type_name(chart.type));
    return 0;
}

static int show_forecast(const double *count, locality_error *error) {
    locality_forecast_options options = LOCALITY_FORECAST_OPTIONS_INIT;
    locality_forecast_accuracy skill;
    locality_forecast_step step[4];

    options.period = YEAR;
    if (locality_forecast(count, WEEKS - 5, &options, step, 4, NULL, 0, NULL, NULL, error) ||
        locality_forecast_skill(count, WEEKS - 5, &options, 26, 4, &skill, NULL, error)) {
        return 1;
    }
    printf("expected before the rise, next week: %d to %d, eight times in ten\n",
           (int)step[0].least, (int)step[0].most);
    printf("the forecast is off by %.1f a week, last year's value by %.1f\n", skill.absolute,
           skill.naive);
    return 0;
}

int main(void) {
    double count[WEEKS], index[YEAR];
    locality_xmr_options options = LOCALITY_XMR_OPTIONS_INIT;
    locality_trend_options seasonal = LOCALITY_TREND_OPTIONS_INIT;
    locality_trend_result trend;
    locality_error error;

    make(count);
    options.improvement = -1;
    int failed = show("as counted", count, &options, &error);
    failed = failed || locality_season_index(count, WEEKS, YEAR, index, YEAR, &error);
    options.season = index;
    options.period = YEAR;
    failed = failed || show("seasons divided out", count, &options, &error);
    seasonal.method = LOCALITY_TREND_SEASONAL;
    seasonal.period = YEAR;
    failed = failed || locality_trend(count, WEEKS - 5, &seasonal, &trend, NULL, &error);
    if (!failed) {
        printf("trend before the rise: %s\n", trend.direction == 0 ? "none" : "some");
        failed = show_forecast(count, &error);
    }
    if (failed) {
        fprintf(stderr, "%s\n", error.message);
    }
    return failed;
}
