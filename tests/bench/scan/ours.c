/* Scans a second: 100 places by 8 weeks with 999 replicates, each model. */
#define _POSIX_C_SOURCE 200809L
#include <locality.h>
#include <stdio.h>
#include <time.h>

enum { PLACES = 100, WEEKS = 8, TIMES = 5 };

/* Seconds of the processor: one thread works, and others may share the machine. */
static double now(void) {
    struct timespec time;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static uint32_t draw(uint64_t *state) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

int main(void) {
    static const char *const names[] = {"permutation", "population", "expected", "overdispersed"};
    static double x[PLACES], y[PLACES], mean[PLACES * WEEKS], size[PLACES * WEEKS];
    static int64_t count[PLACES * WEEKS];
    uint64_t state = 1;
    locality_zones *zones = NULL;
    locality_scan_input input = LOCALITY_SCAN_INPUT_INIT;

    for (size_t p = 0; p < PLACES; p++) {
        x[p] = draw(&state) % 10000;
        y[p] = draw(&state) % 10000;
    }
    for (size_t i = 0; i < PLACES * WEEKS; i++) {
        mean[i] = 2;
        size[i] = 3;
        count[i] = draw(&state) % 5;
    }
    if (locality_zones_new_circles(x, y, NULL, PLACES, NULL, NULL, &zones, NULL) != LOCALITY_OK) {
        return 1;
    }
    input.places = PLACES;
    input.periods = WEEKS;
    input.count = count;
    printf("%zu zones by %d weeks, 999 replicates; least of %d\n", locality_zones_count(zones),
           WEEKS, TIMES);
    for (int32_t model = 0; model < 4; model++) {
        locality_scan_options options = LOCALITY_SCAN_OPTIONS_INIT;
        double least = 1e9;
        options.model = model;
        input.expected = model == LOCALITY_SCAN_PERMUTATION ? NULL : mean;
        input.size = model == LOCALITY_SCAN_OVERDISPERSED ? size : NULL;
        for (int k = 0; k < TIMES; k++) {
            locality_scan_result *result = NULL;
            double start = now();
            if (locality_scan(zones, &input, &options, NULL, &result, NULL) != LOCALITY_OK) {
                return 1;
            }
            double took = now() - start;
            least = took < least ? took : least;
            locality_scan_result_free(result);
        }
        printf("%-14s %.3f s\n", names[model], least);
    }
    locality_zones_free(zones);
    return 0;
}
