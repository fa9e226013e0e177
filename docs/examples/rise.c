/* Six years of fly-tipping in four wards: which ward's newest week is more than was to be expected. */
#include <locality.h>
#include <stdio.h>

enum { WEEKS = 312, WARDS = 4 };

static const char *const wards[WARDS] = {"Castle", "Elm", "Foleshill", "St Michael's"};
static const int64_t usual[WARDS] = {3, 6, 9, 12};

/* Made-up counts: more in the spring of each year, and what a small generator adds or takes. */
static void make(int64_t *count) {
    uint32_t random = 2026;

    for (int ward = 0; ward < WARDS; ward++) {
        for (int week = 0; week < WEEKS; week++) {
            random = random * 1664525u + 1013904223u;
            int64_t spring = week % 52 >= 10 && week % 52 < 22 ? usual[ward] / 2 : 0;
            count[ward * WEEKS + week] = usual[ward] + spring + (int64_t)(random >> 24) % 5 - 2;
        }
    }
    count[1 * WEEKS + 207] = 40; /* a past peak in Elm, two years ago at this time of year */
    count[2 * WEEKS + 311] = 25; /* the newest week in Foleshill */
    count[3 * WEEKS + 311] = LOCALITY_NO_COUNT; /* St Michael's has not sent its week */
}

static int show_peaks(const int64_t *count, locality_error *error) {
    locality_farrington_row rows[WEEKS];
    size_t found;

    if (locality_farrington_baseline(count, WEEKS, WEEKS - 1, NULL, rows, WEEKS, &found, NULL,
                                     error)) {
        return 1;
    }
    for (size_t i = 0; i < found; i++) {
        if (rows[i].weight < 0.5) {
            printf("  week %u with %.0f weighs %.2f\n", (unsigned)rows[i].week, rows[i].count,
                   rows[i].weight);
        }
    }
    return 0;
}

static int show(const int64_t *count, locality_error *error) {
    locality_farrington_point points[WARDS];
    double p[WARDS], q[WARDS];

    if (locality_farrington(count, WEEKS, WARDS, WEEKS - 1, WEEKS, NULL, points, NULL, error)) {
        return 1;
    }
    for (int ward = 0; ward < WARDS; ward++) {
        p[ward] = points[ward].p_rise;
    }
    if (locality_adjust(p, WARDS, LOCALITY_ADJUST_BH, q, NULL, error)) {
        return 1;
    }
    for (int ward = 0; ward < WARDS; ward++) {
        const locality_farrington_point *point = &points[ward];
        if (point->state != LOCALITY_WATCH_JUDGED) {
            printf("%s: %s, %.1f expected\n", wards[ward], locality_watch_state_name(point->state),
                   point->expected);
            continue;
        }
        printf("%s: %d, %.1f expected, at most %.0f usual%s (false share %.3f)\n", wards[ward],
               (int)count[ward * WEEKS + WEEKS - 1], point->expected, point->upper,
               point->alarm > 0 ? ": a rise" : "", q[ward]);
    }
    printf("What Elm's baseline takes less notice of:\n");
    return show_peaks(count + 1 * WEEKS, error);
}

int main(void) {
    static int64_t count[WARDS * WEEKS];
    locality_error error;

    make(count);
    if (show(count, &error)) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    return 0;
}
