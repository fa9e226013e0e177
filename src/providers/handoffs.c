/* Hand-offs: jobs that follow one another at a place, by who did the first and who the next. */
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/sort.h"
#include "locality/providers.h"
#include "schema/schema.h"

#define MOST_PROVIDERS ((size_t)1 << 12)
#define MOST_JOBS ((size_t)1 << 31)

/* Numbers of jobs, sorted by place, service, day and then as they were given. */
static int by_place_and_day(const void *a, const void *b, const void *context) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    const locality_jobs *j = context;

    if (j->place[x] != j->place[y]) {
        return j->place[x] < j->place[y] ? -1 : 1;
    }
    if (j->service[x] != j->service[y]) {
        return j->service[x] < j->service[y] ? -1 : 1;
    }
    if (j->day[x] != j->day[y]) {
        return j->day[x] < j->day[y] ? -1 : 1;
    }
    return x < y ? -1 : x > y;
}

static locality_status take_jobs(const locality_jobs *given, size_t providers, int64_t within,
                                 locality_jobs *jobs, locality_error *error) {
    if (!loc_struct_take(jobs, sizeof *jobs, given, given->struct_size, sizeof *jobs)) {
        return loc_fail(error, LOCALITY_INVALID, "jobs.struct_size is not that of locality_jobs");
    }
    if (jobs->reserved != 0) {
        return loc_fail(error, LOCALITY_INVALID, "jobs.reserved is not 0");
    }
    if (jobs->count > 0 && (jobs->place == NULL || jobs->service == NULL ||
                            jobs->provider == NULL || jobs->day == NULL)) {
        return loc_fail_null(error, "a column of jobs");
    }
    if (providers == 0 || providers > MOST_PROVIDERS || jobs->count > MOST_JOBS || within < 0) {
        return loc_fail(error, LOCALITY_INVALID,
                        "providers are not 1 to %zu, jobs more than 2^31, or within is below 0",
                        MOST_PROVIDERS);
    }
    for (size_t i = 0; i < jobs->count; i++) {
        if (jobs->provider[i] >= providers) {
            return loc_fail(error, LOCALITY_INVALID, "job %zu: there is no provider %u", i,
                            jobs->provider[i]);
        }
    }
    return LOCALITY_OK;
}

/* Whether job `next` follows job `first` at the same place, in time. */
static bool follows(const locality_jobs *j, uint32_t first, uint32_t next, int64_t within) {
    return j->place[first] == j->place[next] && j->service[first] == j->service[next] &&
           (uint64_t)j->day[next] - (uint64_t)j->day[first] <= (uint64_t)within;
}

locality_status locality_handoffs(const locality_jobs *jobs, size_t providers, int64_t within,
                                  const locality_allocator *allocator, int64_t *table,
                                  locality_error *error) {
    locality_jobs in = LOCALITY_JOBS_INIT;
    locality_allocator memory;

    if (jobs == NULL || table == NULL) {
        return loc_fail_null(error, jobs == NULL ? "jobs" : "table");
    }
    locality_status status = take_jobs(jobs, providers, within, &in, error);
    if (status != LOCALITY_OK ||
        (status = loc_allocator_take(allocator, &memory, error)) != LOCALITY_OK) {
        return status;
    }
    uint32_t *order = loc_allocate_raw(&memory, in.count, sizeof *order);
    if (order == NULL) {
        return loc_fail_memory(error);
    }
    for (size_t i = 0; i < in.count; i++) {
        order[i] = (uint32_t)i;
    }
    loc_sort(order, in.count, sizeof *order, by_place_and_day, &in);
    memset(table, 0, providers * providers * sizeof *table);
    for (size_t i = 1; i < in.count; i++) {
        uint32_t first = order[i - 1], next = order[i];
        if (follows(&in, first, next, within)) {
            table[in.provider[first] * providers + in.provider[next]]++;
        }
    }
    loc_release(&memory, order, in.count, sizeof *order);
    return loc_ok(error);
}
