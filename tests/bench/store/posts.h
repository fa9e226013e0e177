/* Posts: the made-up case that both benchmarks of stores save and load, and the time it takes. */
#ifndef TESTS_BENCH_STORE_POSTS_H
#define TESTS_BENCH_STORE_POSTS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "locality/store.h"

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void must(locality_status status, const locality_error *error) {
    if (status == LOCALITY_OK)
        return;
    fprintf(stderr, "%s: %s\n", locality_status_name(status), error->message);
    exit(2);
}

static void *room(size_t count, size_t size) {
    void *block = calloc(count, size);
    if (block == NULL)
        exit(2);
    return block;
}

/* One text for each post, by a form that takes a number. */
static const char **texts(size_t posts, const char *form, size_t modulus, size_t divisor) {
    enum { SIZE = 40 };
    char *bytes = room(posts, SIZE);
    const char **out = room(posts, sizeof *out);
    for (size_t i = 0; i < posts; i++) {
        snprintf(bytes + i * SIZE, SIZE, form, i / divisor % modulus);
        out[i] = bytes + i * SIZE;
    }
    return out;
}

static int64_t *numbers(size_t posts, int64_t base, int64_t step, int64_t modulus) {
    int64_t *out = room(posts, sizeof *out);
    for (size_t i = 0; i < posts; i++)
        out[i] = base + step * ((int64_t)i % modulus);
    return out;
}

static locality_model *make(size_t posts) {
    locality_model *model = NULL;
    locality_error error;
    locality_column_in columns[10];
    static const char *const fields[10] = {"structure", "title",  "unit", "reports_to", "grade",
                                           "serves",    "origin", "fte",  "posts",      "cost"};
    const void *data[10] = {texts(posts, "current", 1, 1),
                            texts(posts, "Job title number %zu", 5000, 1),
                            texts(posts, "unit-%zu", 20000, 10),
                            texts(posts, "post-%zu", posts, 10),
                            texts(posts, "grade-%zu", 16, 1),
                            texts(posts, "area-%zu", 300, 1),
                            texts(posts, "old-post-%zu", posts, 1),
                            numbers(posts, 500000, 50000, 11),
                            numbers(posts, 1, 1, 3),
                            numbers(posts, 2500000, 1234, 1000)};
    const char **ids = texts(posts, "post-%zu", posts, 1);
    for (size_t i = 0; i < 10; i++) {
        columns[i] = (locality_column_in)LOCALITY_COLUMN_IN_INIT;
        columns[i].field = fields[i];
        columns[i].data = data[i];
    }
    must(locality_model_new(NULL, NULL, &model, &error), &error);
    must(locality_model_put(model, "structure", "current", NULL, 0, &error), &error);
    must(locality_model_add_many(model, "post", ids, posts, columns, 10, &error), &error);
    return model;
}

#endif
