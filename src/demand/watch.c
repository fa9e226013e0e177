/* Watch: series that are kept, and grow by a period at a time. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "demand/baseline.h"

#define MOST_PERIODS ((uint32_t)1 << 16)

void locality_demand_free(locality_demand *d) {
    if (d == NULL) {
        return;
    }
    locality_allocator allocator = d->allocator;
    const locality_allocator *a = &allocator;
    loc_release(a, d->own, (size_t)d->series * d->room, sizeof *d->own);
    loc_release(a, d->completeness, d->room, sizeof *d->completeness);
    loc_release(a, d->step, d->step_room, sizeof *d->step);
    loc_release(a, d->member, d->members, sizeof *d->member);
    loc_release(a, d->cell, d->cells, sizeof *d->cell);
    loc_release(a, d->group, d->groups, sizeof *d->group);
    loc_release(a, d->sum, (size_t)d->sum_rows * d->room, sizeof *d->sum);
    loc_release(a, d->path, (size_t)d->path_rows * d->room, sizeof *d->path);
    loc_release(a, d->expected, (size_t)d->cells * d->places, sizeof *d->expected);
    loc_release(a, d->error, (size_t)d->cells * d->places, sizeof *d->error);
    loc_arena_clear(&d->arena);
    loc_release(a, d, 1, sizeof *d);
}

static bool is_count(int64_t count) {
    return count == LOCALITY_NO_COUNT || (count >= 0 && count <= LOC_DEMAND_MOST_COUNT);
}

static locality_status fail_count(locality_error *error, uint32_t series, uint32_t period) {
    return loc_fail(error, LOCALITY_INVALID,
                    "the count of series %u in period %u is negative or above 2^53", series,
                    period);
}

static locality_status check_counts(const locality_demand *d, locality_error *error) {
    for (uint32_t s = 0; s < d->series; s++) {
        for (uint32_t t = 0; t < d->periods; t++) {
            if (!is_count(d->count[(size_t)s * d->series_step + t])) {
                return fail_count(error, s, t);
            }
        }
    }
    return LOCALITY_OK;
}

locality_status locality_demand_new(const locality_demand_input *input,
                                    const locality_demand_options *options,
                                    const locality_allocator *allocator, locality_demand **out,
                                    locality_error *error) {
    locality_demand *d = NULL;

    if (out != NULL) {
        *out = NULL;
    }
    if (input == NULL || out == NULL) {
        return loc_fail_null(error, input == NULL ? "input" : "out");
    }
    locality_status status = loc_demand_take(input, options, false, allocator, &d, error);
    if (status == LOCALITY_OK) {
        status = check_counts(d, error);
    }
    if (status != LOCALITY_OK) {
        locality_demand_free(d);
        return status;
    }
    *out = d;
    return loc_ok(error);
}

/* Rows of `old` places each in rows of `room`. */
static void *wider(const locality_demand *d, const void *rows, size_t count, size_t room,
                   size_t size) {
    size_t places;

    if (loc_multiply_overflows(count, room, &places)) {
        return NULL;
    }
    char *out = loc_allocate(&d->allocator, places, size);
    for (size_t k = 0; out != NULL && k < count; k++) {
        memcpy(out + k * room * size, (const char *)rows + k * d->room * size, d->room * size);
    }
    return out;
}

/* Gives all rows room for another year; baselines are fitted anew, as what they expect was cut short. */
static locality_status grow(locality_demand *d, locality_error *error) {
    uint32_t room = d->room + d->cycle;
    int64_t *own = wider(d, d->own, d->series, room, sizeof *own);
    int64_t *sum = wider(d, d->sum, d->sum_rows, room, sizeof *sum);
    double *path = wider(d, d->path, d->path_rows, room, sizeof *path);
    double *completeness = wider(d, d->completeness, 1, room, sizeof *completeness);
    size_t old = d->room;

    if (own == NULL || sum == NULL || path == NULL || completeness == NULL) {
        loc_release(&d->allocator, own, (size_t)d->series * room, sizeof *own);
        loc_release(&d->allocator, sum, (size_t)d->sum_rows * room, sizeof *sum);
        loc_release(&d->allocator, path, (size_t)d->path_rows * room, sizeof *path);
        loc_release(&d->allocator, completeness, room, sizeof *completeness);
        return loc_fail_memory(error);
    }
    loc_release(&d->allocator, d->own, d->series * old, sizeof *own);
    loc_release(&d->allocator, d->sum, d->sum_rows * old, sizeof *sum);
    loc_release(&d->allocator, d->path, d->path_rows * old, sizeof *path);
    loc_release(&d->allocator, d->completeness, old, sizeof *completeness);
    d->own = own;
    d->count = own;
    d->series_step = room;
    d->sum = sum;
    d->path = path;
    d->completeness = completeness;
    d->room = room;
    d->is_fitted = false;
    return LOCALITY_OK;
}

locality_status locality_demand_append(locality_demand *d, const int64_t *count, size_t series,
                                       double completeness, locality_error *error) {
    if (d == NULL || count == NULL) {
        return loc_fail_null(error, d == NULL ? "demand" : "count");
    }
    if (series != d->series) {
        return loc_fail(error, LOCALITY_INVALID, "%zu counts are given for %u series", series,
                        d->series);
    }
    if (!(completeness > 0 && completeness <= 1)) {
        return loc_fail(error, LOCALITY_INVALID, "completeness is not above 0 and at most 1");
    }
    for (uint32_t s = 0; s < d->series; s++) {
        if (!is_count(count[s])) {
            return fail_count(error, s, d->periods);
        }
    }
    if (d->periods == MOST_PERIODS) {
        return loc_fail(error, LOCALITY_LIMIT, "there are as many periods as there can be");
    }
    locality_status status = d->periods < d->room ? LOCALITY_OK : grow(d, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    for (uint32_t s = 0; s < d->series; s++) {
        d->own[(size_t)s * d->room + d->periods] = count[s];
    }
    d->completeness[d->periods] = completeness;
    d->periods++;
    return loc_ok(error);
}

locality_status locality_demand_record(locality_demand *d, const locality_demand_step *step,
                                       locality_error *error) {
    if (d == NULL || step == NULL) {
        return loc_fail_null(error, d == NULL ? "demand" : "step");
    }
    locality_status status = loc_demand_add_step(d, step, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    d->is_fitted = false;
    return loc_ok(error);
}
