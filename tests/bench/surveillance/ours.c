/* Series a second of each detector, on one thread: ours [SERIES [FILE]], FILE receiving a hundred of the
 * series as CSV, for others to judge.
 *
 * Made-up weekly counts with seasons, means from 0.3 to 40, 260 weeks each (312 where five years are
 * looked back). Each figure is the best of three runs; series are given a hundred at a time, as a feed
 * would, and once one by one. Seconds are those of the processor. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "locality/surveillance.h"
#include "statistics/elementary.h"
#include "statistics/random.h"

#define WEEKS 312
#define BATCH 100
#define DELAYS 5

static int64_t *counts;
static size_t total;
static locality_watch_point points[BATCH * WEEKS];
static locality_farrington_point judged[BATCH];

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* A Poisson draw: how many gaps fit into the mean. */
static int64_t draw(loc_random *random, double mean) {
    double room = mean;
    int64_t count = -1;

    while (room >= 0) {
        room += loc_log(1 - loc_random_uniform(random));
        count++;
    }
    return count;
}

static void make(size_t weeks) {
    static const double means[] = {0.3, 1, 3, 10, 40};
    loc_random random;

    for (size_t s = 0; s < total; s++) {
        loc_random_seed(&random, 2026, s);
        for (size_t t = 0; t < weeks; t++) {
            double wave = 1 + 0.25 * loc_sine_of_turn((double)t / 52.18);
            counts[s * weeks + t] = draw(&random, means[s % 5] * wave);
        }
    }
}

typedef locality_status detector(const int64_t *count, size_t weeks, size_t series);

static locality_status run_farrington(const int64_t *count, size_t weeks, size_t series,
                                      uint32_t periods) {
    locality_farrington_options options = LOCALITY_FARRINGTON_OPTIONS_INIT;
    options.years = weeks > 263 ? 5 : 4;
    options.periods = periods;
    return locality_farrington(count, weeks, series, weeks - 1, weeks, &options, judged, NULL,
                               NULL);
}

static locality_status farrington(const int64_t *count, size_t weeks, size_t series) {
    return run_farrington(count, weeks, series, 10);
}

static locality_status farrington_windows(const int64_t *count, size_t weeks, size_t series) {
    return run_farrington(count, weeks, series, 1);
}

static locality_status c1(const int64_t *count, size_t weeks, size_t series) {
    return locality_ears(count, weeks, series, NULL, points, NULL);
}

static locality_status c3(const int64_t *count, size_t weeks, size_t series) {
    locality_ears_options options = LOCALITY_EARS_OPTIONS_INIT;
    options.method = 3;
    return locality_ears(count, weeks, series, &options, points, NULL);
}

static locality_status cusum(const int64_t *count, size_t weeks, size_t series) {
    return locality_cusum(count, weeks, series, NULL, points, NULL, NULL);
}

static locality_status cusum_anscombe(const int64_t *count, size_t weeks, size_t series) {
    locality_cusum_options options = LOCALITY_CUSUM_OPTIONS_INIT;
    options.transform = LOCALITY_CUSUM_ANSCOMBE;
    return locality_cusum(count, weeks, series, &options, points, NULL, NULL);
}

static locality_status bayes(const int64_t *count, size_t weeks, size_t series) {
    return locality_bayes(count, weeks, series, NULL, points, NULL, NULL);
}

static locality_status rki(const int64_t *count, size_t weeks, size_t series) {
    return locality_rki(count, weeks, series, NULL, points, NULL);
}

static locality_status outbreak(const int64_t *count, size_t weeks, size_t series) {
    locality_status status = LOCALITY_OK;
    for (size_t s = 0; s < series && status == LOCALITY_OK; s++) {
        status = locality_outbreak_p(count + s * weeks, weeks, 100, points, NULL, NULL);
    }
    return status;
}

static locality_status harmonic(const int64_t *count, size_t weeks, size_t series) {
    locality_status status = LOCALITY_OK;
    for (size_t s = 0; s < series && status == LOCALITY_OK; s++) {
        status = locality_harmonic(count + s * weeks, weeks, NULL, points, NULL, NULL);
    }
    return status;
}

/* What was known of a week's count in that week, and in the weeks after: two fifths at once. */
static locality_status late(const int64_t *count, size_t weeks, size_t series) {
    static const double known[DELAYS] = {0.4, 0.7, 0.85, 0.95, 1};
    static int64_t triangle[WEEKS * DELAYS];
    locality_delay_options options = LOCALITY_DELAY_OPTIONS_INIT;
    locality_status status = LOCALITY_OK;

    options.years = 4;
    options.trend = 0;
    for (size_t s = 0; s < series && status == LOCALITY_OK; s++) {
        for (size_t t = 0; t < weeks; t++) {
            int64_t before = 0;
            for (size_t d = 0; d < DELAYS; d++) {
                int64_t by_then = (int64_t)((double)count[s * weeks + t] * known[d] + 1e-9);
                triangle[t * DELAYS + d] = t + d < weeks ? by_then - before : LOCALITY_NO_COUNT;
                before = by_then;
            }
        }
        status = locality_delay_watch(triangle, weeks, DELAYS, weeks - 1, weeks, &options, points,
                                      NULL, NULL);
    }
    return status;
}

static void measure(const char *key, const char *name, detector *run, size_t weeks, size_t batch,
                    size_t series) {
    double best = 1e300;

    for (int round = 0; round < 3; round++) {
        double start = seconds();
        for (size_t s = 0; s < series; s += batch) {
            if (run(counts + s * weeks, weeks, batch) != LOCALITY_OK) {
                exit(1);
            }
        }
        double took = seconds() - start;
        best = took < best ? took : best;
    }
    printf("%s\t%s\t%zu\t%.0f\n", key, name, weeks, (double)series / best);
}

static int write_series(const char *path, size_t weeks) {
    FILE *file = fopen(path, "w");

    for (size_t s = 0; file != NULL && s < BATCH; s++) {
        for (size_t t = 0; t < weeks; t++) {
            fprintf(file, "%lld%c", (long long)counts[s * weeks + t], t + 1 < weeks ? ',' : '\n');
        }
    }
    return file != NULL ? fclose(file) : 1;
}

int main(int argc, char **argv) {
    total = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) / BATCH * BATCH : 5000;
    counts = malloc(total * WEEKS * sizeof *counts);
    if (total == 0 || counts == NULL) {
        return 2;
    }
    make(260);
    if (argc > 2 && write_series(argv[2], 260) != 0) {
        return 2;
    }
    measure("farrington", "Farrington, newest week, 10 blocks", farrington, 260, BATCH, total);
    measure("windows", "Farrington, newest week, windows only", farrington_windows, 260, BATCH,
            total);
    measure("c1", "EARS C1, all weeks", c1, 260, BATCH, total);
    measure("c3", "EARS C3, all weeks", c3, 260, BATCH, total);
    measure("cusum", "CUSUM, all weeks", cusum, 260, BATCH, total);
    measure("anscombe", "CUSUM, Anscombe, all weeks", cusum_anscombe, 260, BATCH, total);
    measure("bayes", "Bayes, all weeks", bayes, 260, BATCH, total);
    measure("single", "Bayes, all weeks, one by one", bayes, 260, 1, total);
    measure("rki", "RKI, all weeks", rki, 260, BATCH, total);
    measure("outbreak", "outbreakP, all weeks", outbreak, 260, BATCH, total);
    measure("harmonic", "harmonic negative binomial, 104 weeks", harmonic, 260, BATCH, total / 10);
    measure("late", "late counts, newest week, 5 delays", late, 260, 20, 100);
    make(312);
    measure("longer", "Farrington, newest week, 10 blocks", farrington, 312, BATCH, total);
    free(counts);
    return 0;
}
