/* Bench of detection: 300 areas by 200 services, 520 weeks, on one thread and on two; then a new week each,
 * and the whole with coordinates, so that the areas that are too thin to tell alone are scanned, on one and on two.
 *
 *     bench_demand_detect [areas [services [weeks]]]
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "unit/demand/made.h"

typedef struct share {
    void (*task)(void *work, uint32_t share);
    void *work;
    uint32_t number;
    double seconds;
} share;

/* Processor time of the shares: all of it, and of the longest of each step. */
static double all_shares, longest_shares;

static double clock_of(clockid_t which) {
    struct timespec t;

    clock_gettime(which, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void *run_share(void *self) {
    share *s = self;
    double start = clock_of(CLOCK_THREAD_CPUTIME_ID);

    s->task(s->work, s->number);
    s->seconds = clock_of(CLOCK_THREAD_CPUTIME_ID) - start;
    return NULL;
}

static int32_t run_threads(void *self, void (*task)(void *work, uint32_t share), void *work,
                           uint32_t shares) {
    pthread_t thread[64];
    share each[64];

    (void)self;
    for (uint32_t k = 0; k < shares; k++) {
        each[k] = (share){task, work, k, 0};
        pthread_create(&thread[k], NULL, run_share, &each[k]);
    }
    double longest = 0;
    for (uint32_t k = 0; k < shares; k++) {
        pthread_join(thread[k], NULL);
        all_shares += each[k].seconds;
        longest = each[k].seconds > longest ? each[k].seconds : longest;
    }
    longest_shares += longest;
    return 0;
}

/* Seconds as they would be with a processor for each worker: those of the calling thread, and of the
 * longest share of each step. */
static double detect(locality_demand *demand, const char *what, double series) {
    locality_demand_result *result = NULL;
    locality_demand_summary summary;
    locality_error error;
    double start = clock_of(CLOCK_MONOTONIC);
    double own = clock_of(CLOCK_THREAD_CPUTIME_ID);

    all_shares = longest_shares = 0;
    if (locality_demand_detect(demand, &result, &error) != LOCALITY_OK ||
        locality_demand_result_summary(result, &summary, &error) != LOCALITY_OK) {
        printf("%s\n", error.message);
        exit(1);
    }
    double seconds = clock_of(CLOCK_THREAD_CPUTIME_ID) - own + longest_shares;
    printf("%-26s %7.2f s by the clock, %6.2f s of processors: %8.0f series/s  (%zu cells, %zu "
           "listed)\n",
           what, clock_of(CLOCK_MONOTONIC) - start, seconds, series / seconds, summary.cells,
           summary.listed);
    locality_demand_result_free(result);
    return seconds;
}

int main(int words, char **word) {
    uint32_t areas = words > 1 ? (uint32_t)atoi(word[1]) : 300;
    uint32_t services = words > 2 ? (uint32_t)atoi(word[2]) : 200;
    uint32_t weeks = words > 3 ? (uint32_t)atoi(word[3]) : 521;
    made_plan plan = {.seed = 77,
                      .series = areas * services,
                      .periods = weeks,
                      .least = 0.3,
                      .most = 40,
                      .season = 0.25,
                      .planted = areas * services / 20,
                      .rise_weeks = 6,
                      .rise = 2};
    locality_demand_executor executor = LOCALITY_DEMAND_EXECUTOR_INIT;
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
    locality_demand_tree area_tree = LOCALITY_DEMAND_TREE_INIT;
    locality_demand_tree service_tree = LOCALITY_DEMAND_TREE_INIT;
    uint32_t *area = malloc(plan.series * sizeof *area);
    uint32_t *service = malloc(plan.series * sizeof *service);
    int64_t *week = malloc(plan.series * sizeof *week);
    int64_t *count = made_all(&plan);
    double seconds[2];

    for (uint32_t s = 0; s < plan.series; s++) {
        area[s] = s % areas;
        service[s] = s / areas;
        week[s] = count[(size_t)s * weeks + weeks - 1];
    }
    double *east = malloc(areas * sizeof *east);
    double *north = malloc(areas * sizeof *north);
    for (uint32_t a = 0; a < areas; a++) {
        east[a] = a % 17;
        north[a] = a / 17;
    }
    area_tree.count = areas;
    service_tree.count = services;
    locality_demand_input in = made_input(&plan, count, area, &area_tree);
    in.service = service;
    in.services = &service_tree;
    in.series_step = weeks;
    in.periods = weeks - 1;
    executor.run = run_threads;
    options.executor = &executor;
    for (uint32_t workers = 1; workers <= 2; workers++) {
        locality_demand *demand = NULL;
        locality_error error;
        executor.workers = workers;
        if (locality_demand_new(&in, &options, NULL, &demand, &error) != LOCALITY_OK) {
            printf("%s\n", error.message);
            return 1;
        }
        printf("%u worker%s, %u series of %u weeks\n", workers, workers == 1 ? "" : "s",
               plan.series, weeks - 1);
        seconds[workers - 1] = detect(demand, "  all", plan.series);
        locality_demand_append(demand, week, plan.series, 1, NULL);
        detect(demand, "  a new week, fitted", plan.series);
        locality_demand_append(demand, week, plan.series, 1, NULL);
        detect(demand, "  the week after", plan.series);
        locality_demand_free(demand);
    }
    area_tree.east = east;
    area_tree.north = north;
    printf("two workers are %.2f times one, with a processor each\n", seconds[0] / seconds[1]);
    printf("the same on a map, %u services scanned\n", services);
    for (uint32_t workers = 1; workers <= 2; workers++) {
        locality_demand *mapped = NULL;
        executor.workers = workers;
        if (locality_demand_new(&in, &options, NULL, &mapped, NULL) != LOCALITY_OK) {
            return 1;
        }
        seconds[workers - 1] =
            detect(mapped, workers == 1 ? "  1 worker" : "  2 workers", plan.series);
        locality_demand_free(mapped);
    }
    printf("two workers are %.2f times one, with a processor each\n", seconds[0] / seconds[1]);
    free(east);
    free(north);
    free(area);
    free(service);
    free(week);
    free(count);
    return 0;
}
