/* How long the pool takes per text: a million ids of 8 to 20 bytes, each seen three times.
 *
 *   bench_pool [distinct]
 *
 * Prints nanoseconds per text for the first sight of each id, for repeats, for both mixed as a
 * column of a table would be, one by one and many at once, and the bytes that the pool takes. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/pool.h"

static size_t live_bytes;

static void *count_allocate(void *self, size_t size) {
    (void)self;
    live_bytes += size;
    return malloc(size);
}

static void *count_resize(void *self, void *block, size_t old_size, size_t new_size) {
    (void)self;
    live_bytes += new_size - old_size;
    return realloc(block, new_size);
}

static void count_release(void *self, void *block, size_t size) {
    (void)self;
    live_bytes -= size;
    free(block);
}

static const locality_allocator counting = {
    .struct_size = sizeof(locality_allocator),
    .allocate = count_allocate,
    .resize = count_resize,
    .release = count_release,
};

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* Ids in their order, then twice in other orders: index i * step mod count. */
static const char **columns(size_t count, const char *ids, size_t width) {
    const char **texts = malloc(3 * count * sizeof *texts);
    const size_t steps[] = {1, 611953, 414977}; /* primes */
    for (size_t s = 0; texts != NULL && s < 3; s++) {
        for (size_t i = 0; i < count; i++) {
            texts[s * count + i] = ids + i * steps[s] % count * width;
        }
    }
    return texts;
}

static double one_by_one(loc_pool *pool, const char *const *texts, size_t count) {
    double start = now();
    for (size_t i = 0; i < count; i++) {
        if (loc_pool_intern(pool, texts[i], strlen(texts[i])) == 0) {
            return -1;
        }
    }
    return (now() - start) / (double)count;
}

static double at_once(loc_pool *pool, const char *const *texts, size_t count, uint32_t *out) {
    double start = now();
    size_t invalid;
    if (!loc_pool_intern_many(pool, texts, sizeof *texts, count, out, &invalid)) {
        return -1;
    }
    return (now() - start) / (double)count;
}

int main(int argc, char **argv) {
    enum { WIDTH = 24 };
    size_t count = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 1000000;
    char *ids = malloc(count * WIDTH);
    uint32_t *out = malloc(3 * count * sizeof *out);
    if (ids == NULL || out == NULL) {
        return 1;
    }
    for (size_t i = 0; i < count; i++) {
        snprintf(ids + i * WIDTH, WIDTH, "%.*s%08u", (int)(i % 13), "post-in-area", (unsigned)i);
    }
    const char **texts = columns(count, ids, WIDTH);
    loc_pool *single = loc_pool_new(&counting), *many = loc_pool_new(&counting);
    if (texts == NULL || single == NULL || many == NULL) {
        return 1;
    }
    printf("%zu ids of 8 to 20 bytes, each seen three times\n", count);
    printf("  one by one    first sight %6.1f ns", one_by_one(single, texts, count));
    printf("   repeats %6.1f ns\n", one_by_one(single, texts + count, 2 * count));
    loc_pool_release(single);
    printf("  many at once  first sight %6.1f ns", at_once(many, texts, count, out));
    printf("   repeats %6.1f ns", at_once(many, texts + count, 2 * count, out));
    printf("   bytes per id %5.1f\n", (double)live_bytes / (double)count);
    loc_pool_release(many);
    many = loc_pool_new(&counting);
    if (many == NULL) {
        return 1;
    }
    printf("  all in one call %8.1f ns per text\n", at_once(many, texts, 3 * count, out));
    loc_pool_release(many);
    free((void *)texts);
    free(out);
    free(ids);
    return live_bytes != 0;
}
