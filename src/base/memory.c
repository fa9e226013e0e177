/* Memory: the host's allocator, or malloc where the host names none. Sizes are multiplied checked,
 * and each block goes back with the size it was asked for. */
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* A host's struct may be longer than ours, but not absurdly so: that is an uninitialised size. */
#define LONGEST_STRUCT 4096u
#define SMALLEST_GROWTH 8u

static void *default_allocate(void *self, size_t size) {
    (void)self;
    return malloc(size);
}

static void *default_resize(void *self, void *block, size_t old_size, size_t new_size) {
    (void)self;
    (void)old_size;
    return realloc(block, new_size);
}

static void default_release(void *self, void *block, size_t size) {
    (void)self;
    (void)size;
    free(block);
}

static const locality_allocator default_allocator = {
    .struct_size = (uint32_t)sizeof(locality_allocator),
    .allocate = default_allocate,
    .resize = default_resize,
    .release = default_release,
};

static bool tail_is_zero(const locality_allocator *host) {
    const unsigned char *bytes = (const unsigned char *)host;

    for (size_t i = sizeof *host; i < host->struct_size; i++)
        if (bytes[i] != 0)
            return false;
    return true;
}

locality_status loc_allocator_take(const locality_allocator *host, locality_allocator *out,
                                   locality_error *error) {
    *out = default_allocator;
    if (host == NULL)
        return loc_ok(error);
    if (host->struct_size < sizeof *host || host->struct_size > LONGEST_STRUCT)
        return loc_fail(error, LOCALITY_INVALID,
                        "allocator.struct_size is %u; set it to sizeof(locality_allocator)",
                        (unsigned)host->struct_size);
    if (host->reserved != 0 || !tail_is_zero(host))
        return loc_fail(error, LOCALITY_INVALID,
                        "allocator holds a member that this version does not know; leave it zero");
    if (host->allocate == NULL || host->resize == NULL || host->release == NULL)
        return loc_fail(error, LOCALITY_INVALID, "allocator.%s is null",
                        host->allocate == NULL ? "allocate"
                        : host->resize == NULL ? "resize"
                                               : "release");
    *out = *host;
    out->struct_size = (uint32_t)sizeof *out;
    return loc_ok(error);
}

bool loc_add_overflows(size_t a, size_t b, size_t *out) {
    *out = a + b;
    return *out < a;
}

bool loc_multiply_overflows(size_t a, size_t b, size_t *out) {
    *out = a * b;
    return b != 0 && a > SIZE_MAX / b;
}

void *loc_allocate_raw(const locality_allocator *allocator, size_t count, size_t size) {
    size_t bytes;

    if (loc_multiply_overflows(count, size, &bytes))
        return NULL;
    return allocator->allocate(allocator->self, bytes == 0 ? 1 : bytes);
}

void *loc_allocate(const locality_allocator *allocator, size_t count, size_t size) {
    void *block = loc_allocate_raw(allocator, count, size);

    if (block != NULL)
        memset(block, 0, count * size);
    return block;
}

void loc_release(const locality_allocator *allocator, void *block, size_t count, size_t size) {
    size_t bytes = count * size; /* did not overflow when the block was taken */

    if (block != NULL)
        allocator->release(allocator->self, block, bytes == 0 ? 1 : bytes);
}

/* The capacity to grow to: doubled until it holds `needed`, or just `needed` near the top. */
static size_t grown(size_t capacity, size_t needed) {
    if (capacity < SMALLEST_GROWTH)
        capacity = SMALLEST_GROWTH;
    while (capacity < needed) {
        if (capacity > SIZE_MAX / 2)
            return needed;
        capacity *= 2;
    }
    return capacity;
}

bool loc_grow(const locality_allocator *allocator, void **block, size_t *capacity, size_t needed,
              size_t size) {
    void *larger;
    size_t count, bytes;

    if (needed <= *capacity)
        return true;
    count = grown(*capacity, needed);
    if (loc_multiply_overflows(count, size, &bytes))
        return false;
    larger = *block == NULL ? allocator->allocate(allocator->self, bytes)
                            : allocator->resize(allocator->self, *block, *capacity * size, bytes);
    if (larger == NULL)
        return false;
    *block = larger;
    *capacity = count;
    return true;
}
