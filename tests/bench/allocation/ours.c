/* Ours: reads an instance that run.py wrote, solves it, prints the total, the seconds of the solve alone
 * and of giving the pairs, the most memory that was live, and the longest time in milliseconds before
 * the host was asked whether to go on: ours FILE [METHOD]. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "locality/allocation.h"

typedef struct count {
    size_t live, peak;
} count;

static void note(count *c, size_t taken, size_t given) {
    c->live += taken - given;
    c->peak = c->live > c->peak ? c->live : c->peak;
}

static void *take(void *self, size_t size) {
    note(self, size, 0);
    return malloc(size);
}

static void *grow(void *self, void *block, size_t old_size, size_t new_size) {
    note(self, new_size, old_size);
    return realloc(block, new_size);
}

static void give(void *self, void *block, size_t size) {
    note(self, 0, size);
    free(block);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

typedef struct waits {
    double last, longest;
} waits;

static int32_t note_wait(void *self, uint64_t work) {
    waits *w = self;
    double now = seconds();
    (void)work;
    w->longest = now - w->last > w->longest ? now - w->last : w->longest;
    w->last = now;
    return 0;
}

static void *read_all(FILE *file, size_t items, size_t size) {
    void *block = malloc(items * size + 1);
    if (block == NULL || fread(block, size, items, file) != items) {
        exit(2);
    }
    return block;
}

int main(int argc, char **argv) {
    int64_t head[4]; /* sparse or not, rows, columns, pairs */
    count live = {0, 0};
    locality_allocator memory = {sizeof memory, 0, &live, take, grow, give};
    locality_allocation_side side[2] = {LOCALITY_ALLOCATION_SIDE_INIT,
                                        LOCALITY_ALLOCATION_SIDE_INIT};
    locality_allocation_pairs pairs = LOCALITY_ALLOCATION_PAIRS_INIT;
    locality_allocation_options options = LOCALITY_ALLOCATION_OPTIONS_INIT;
    locality_allocation_certificate certificate;
    locality_allocation *problem = NULL;
    locality_allocation_result *result = NULL;
    FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
    int64_t total = 0;

    if (file == NULL || fread(head, sizeof *head, 4, file) != 4) {
        return 2;
    }
    size_t number = (size_t)head[3];
    uint32_t *row = head[0] ? read_all(file, number, sizeof *row) : NULL;
    uint32_t *column = head[0] ? read_all(file, number, sizeof *column) : NULL;
    int64_t *cost = read_all(file, number, sizeof *cost);
    fclose(file);
    side[0].count = (size_t)head[1];
    side[1].count = (size_t)head[2];
    pairs.levels = 1;
    pairs.count = number;
    pairs.candidate = row;
    pairs.demand = column;
    pairs.cost = cost;
    pairs.candidate_stride = head[0] ? 8 : (ptrdiff_t)(8 * head[2]);
    pairs.demand_stride = 8;
    options.method = argc > 2 ? atoi(argv[2]) : 0;
    double start = seconds();
    if (locality_allocation_new(&side[0], &side[1], &memory, &problem, NULL) != LOCALITY_OK ||
        locality_allocation_put_pairs(problem, &pairs, NULL) != LOCALITY_OK) {
        return 1;
    }
    double given = seconds();
    waits wait = {given, 0};
    options.progress = note_wait;
    options.progress_self = &wait;
    if (locality_allocation_solve(problem, &options, &result, NULL) != LOCALITY_OK) {
        return 1;
    }
    double solved = seconds();
    (void)note_wait(&wait, 0);
    locality_allocation_result_total(result, 1, &total, NULL);
    if (locality_allocation_result_certificate(result, &certificate, NULL) != LOCALITY_OK ||
        locality_allocation_check(problem, &certificate, NULL) != LOCALITY_OK) {
        return 1;
    }
    printf("%lld %.6f %.6f %zu %.1f\n", (long long)total, solved - given, given - start,
           live.peak >> 20, wait.longest * 1e3);
    locality_allocation_result_free(result);
    locality_allocation_free(problem);
    free(row);
    free(column);
    free(cost);
    return 0;
}
