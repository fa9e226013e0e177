/* Vectors: gathering, keeping, and equality of single values. See vector.h. */
#include "expr/vector.h"

#include <string.h>

int loc_layout(uint8_t scalar) {
    switch (scalar) {
    case LOCALITY_TYPE_TRUTH:
        return LOC_LAYOUT_TRUTH;
    case LOCALITY_TYPE_TEXT:
    case LOCALITY_TYPE_WORD:
    case LOCALITY_TYPE_REF:
        return LOC_LAYOUT_KEY;
    case LOCALITY_TYPE_ANY_REF:
        return LOC_LAYOUT_ANY;
    default:
        return LOC_LAYOUT_RANGE;
    }
}

uint32_t loc_bytes_count(const uint8_t *bytes, uint32_t count, uint8_t wanted) {
    uint32_t found = 0;

    for (uint32_t from = 0; from < count;
         from += 128) { /* counted in bytes: they do not run over */
        uint32_t to = count - from < 128 ? count : from + 128;
        uint8_t some = 0;
        for (uint32_t i = from; i < to; i++)
            some = (uint8_t)(some + (bytes[i] == wanted));
        found += some;
    }
    return found;
}

void loc_truths_and(uint8_t *truth, const uint8_t *other, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        truth[i] = other[i] < truth[i] ? other[i] : truth[i];
}

void loc_truths_or(uint8_t *truth, const uint8_t *other, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        truth[i] = other[i] > truth[i] ? other[i] : truth[i];
}

void loc_truths_not(uint8_t *truth, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        truth[i] = (uint8_t)(LOC_YES - truth[i]);
}

uint32_t loc_truths_pick(const uint8_t *truth, uint32_t count, uint32_t *out) {
    static const uint8_t nowhere[8]; /* LOC_NO eight times: often few are left, and far apart */
    uint32_t found = 0;

    for (uint32_t from = 0; from < count; from += 8) {
        uint32_t to = count - from < 8 ? count : from + 8;
        if (to - from == 8 && memcmp(truth + from, nowhere, 8) == 0)
            continue;
        for (uint32_t i = from; i < to; i++) {
            out[found] = i;
            found += truth[i] != LOC_NO;
        }
    }
    return found;
}

/* ---- Gathering ---------------------------------------------------------------------------------- */

static const int64_t *gather_numbers(loc_run *run, const int64_t *from, const uint32_t *index,
                                     size_t count) {
    int64_t *to = loc_scratch(run, count, sizeof *to);

    for (size_t i = 0; to != NULL && i < count; i++)
        to[i] = from[index == NULL ? 0 : index[i]];
    return to;
}

static const uint32_t *gather_words(loc_run *run, const uint32_t *from, const uint32_t *index,
                                    size_t count) {
    uint32_t *to = loc_scratch(run, count, sizeof *to);

    for (size_t i = 0; to != NULL && i < count; i++)
        to[i] = from[index == NULL ? 0 : index[i]];
    return to;
}

static const uint8_t *gather_bytes(loc_run *run, const uint8_t *from, const uint32_t *index,
                                   size_t count) {
    uint8_t *to = loc_scratch(run, count, sizeof *to);

    for (size_t i = 0; to != NULL && i < count; i++)
        to[i] = from[index == NULL ? 0 : index[i]];
    return to;
}

static bool gather_scalars(loc_run *run, uint8_t scalar, const loc_vector *from,
                           const uint32_t *index, size_t count, loc_vector *out) {
    switch (loc_layout(scalar)) {
    case LOC_LAYOUT_TRUTH:
        out->truth = gather_bytes(run, from->truth, index, count);
        return out->truth != NULL;
    case LOC_LAYOUT_RANGE:
        out->lo = gather_numbers(run, from->lo, index, count);
        out->hi = from->hi == from->lo ? out->lo : gather_numbers(run, from->hi, index, count);
        return out->lo != NULL && out->hi != NULL;
    case LOC_LAYOUT_ANY:
        out->kind = gather_words(run, from->kind, index, count);
        out->key = gather_words(run, from->key, index, count);
        return out->kind != NULL && out->key != NULL;
    default:
        out->key = gather_words(run, from->key, index, count);
        return out->key != NULL;
    }
}

bool loc_vector_gather(loc_run *run, loc_type type, const loc_vector *from, const uint32_t *index,
                       size_t count, loc_vector *out) {
    loc_vector to;

    memset(&to, 0, sizeof to);
    if (!type.is_list) {
        if (!gather_scalars(run, type.scalar, from, index, count, &to))
            return false;
        to.is_same = index == NULL || from->is_same;
        *out = to;
        return true;
    }
    to = *from; /* the items stay where they are */
    to.begin = gather_words(run, from->begin, index, count);
    to.end = gather_words(run, from->end, index, count);
    if (from->state != NULL)
        to.state = gather_bytes(run, from->state, index, count);
    to.is_same = index == NULL || from->is_same;
    if (to.begin == NULL || to.end == NULL || (from->state != NULL && to.state == NULL))
        return false;
    *out = to;
    return true;
}

/* ---- Keeping ------------------------------------------------------------------------------------ */

/* `count` elements of `size` bytes from `from`, in memory of the arena; with `step` 0 the first of them
 * each time. Null gives null. */
static bool keep(loc_arena *arena, const void *from, size_t size, size_t count, size_t step,
                 const void **out) {
    *out = NULL;
    if (from == NULL)
        return true;
    char *to = loc_arena_take(arena, count == 0 ? 1 : count, size);
    if (to == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        memcpy(to + i * size, (const char *)from + i * step * size, size);
    *out = to;
    return true;
}

static bool keep_scalars(loc_arena *arena, const loc_vector *from, size_t first, size_t count,
                         size_t step, loc_vector *out) {
    const void *lo, *hi, *truth, *key, *kind;

    if (!keep(arena, from->lo == NULL ? NULL : from->lo + first, sizeof *from->lo, count, step,
              &lo) ||
        !keep(arena, from->hi == from->lo ? NULL : from->hi + first, sizeof *from->hi, count, step,
              &hi) ||
        !keep(arena, from->truth == NULL ? NULL : from->truth + first, sizeof *from->truth, count,
              step, &truth) ||
        !keep(arena, from->key == NULL ? NULL : from->key + first, sizeof *from->key, count, step,
              &key) ||
        !keep(arena, from->kind == NULL ? NULL : from->kind + first, sizeof *from->kind, count,
              step, &kind))
        return false;
    out->lo = lo;
    out->hi = hi == NULL ? lo : hi;
    out->truth = truth;
    out->key = key;
    out->kind = kind;
    return true;
}

static bool keep_vector(loc_arena *arena, loc_type type, const loc_vector *from, size_t count,
                        loc_vector *out) {
    loc_vector to;

    memset(&to, 0, sizeof to);
    if (!type.is_list) {
        if (!keep_scalars(arena, from, 0, count, 0, &to))
            return false;
        to.is_same = 1;
        *out = to;
        return true;
    }
    uint32_t items = from->end[0] - from->begin[0];
    uint32_t begin = 0;
    const void *memory;
    if (!keep_scalars(arena, from, from->begin[0], items, 1, &to) ||
        !keep(arena, from->maybe == NULL ? NULL : from->maybe + from->begin[0], 1, items, 1,
              &memory))
        return false;
    to.maybe = memory;
    if (!keep(arena, from->state, 1, count, 0, &memory))
        return false;
    to.state = memory;
    if (!keep(arena, &begin, sizeof begin, count, 0, &memory))
        return false;
    to.begin = memory;
    if (!keep(arena, &items, sizeof items, count, 0, &memory))
        return false;
    to.end = memory;
    to.is_same = 1;
    *out = to;
    return true;
}

bool loc_vector_keep(loc_run *run, loc_arena *arena, loc_type type, const loc_vector *from,
                     size_t count, loc_vector *out) {
    return keep_vector(arena, type, from, count, out) || loc_run_no_memory(run);
}

/* ---- Missing values ----------------------------------------------------------------------------- */

static bool missing_scalars(loc_run *run, uint8_t scalar, size_t count, loc_vector *out) {
    if (loc_layout(scalar) == LOC_LAYOUT_TRUTH) {
        uint8_t *truth = loc_scratch(run, count, sizeof *truth);
        if (truth != NULL)
            memset(truth, LOC_MAYBE, count);
        out->truth = truth;
        return truth != NULL;
    }
    if (loc_layout(scalar) == LOC_LAYOUT_RANGE) {
        int64_t *lo = loc_scratch(run, count, sizeof *lo);
        int64_t *hi = lo == NULL ? NULL : loc_scratch(run, count, sizeof *hi);
        for (size_t i = 0; hi != NULL && i < count; i++) {
            lo[i] = LOCALITY_OPEN_BELOW;
            hi[i] = LOCALITY_OPEN_ABOVE;
        }
        out->lo = lo;
        out->hi = hi;
        return hi != NULL;
    }
    uint32_t *key = loc_scratch(run, count, sizeof *key);
    for (size_t i = 0; key != NULL && i < count; i++)
        key[i] = loc_missing_key(scalar);
    out->key = key;
    out->kind = key; /* ANY_REF: LOCALITY_NO_INDEX is the same number */
    return key != NULL;
}

bool loc_vector_missing(loc_run *run, loc_type type, size_t count, loc_vector *out) {
    memset(out, 0, sizeof *out);
    if (!type.is_list) {
        out->is_same = 1;
        return missing_scalars(run, type.scalar, count, out);
    }
    uint32_t *begin = loc_scratch(run, count, sizeof *begin);
    uint8_t *state = begin == NULL ? NULL : loc_scratch(run, count, sizeof *state);
    if (state == NULL)
        return false;
    memset(begin, 0, count * sizeof *begin);
    memset(state, LOC_LIST_MISSING, count);
    out->begin = begin;
    out->end = begin;
    out->state = state;
    out->is_same = 1;
    return missing_scalars(run, type.scalar, 1, out);
}

/* ---- Single values ------------------------------------------------------------------------------ */

static uint8_t ranges_equal(const loc_vector *a, size_t i, const loc_vector *b, size_t j) {
    int certain = a->lo[i] == a->hi[i] && b->lo[j] == b->hi[j] && a->lo[i] == b->lo[j];
    int possible = a->lo[i] <= b->hi[j] && b->lo[j] <= a->hi[i];

    return (uint8_t)(certain + possible);
}

uint8_t loc_values_equal(uint8_t scalar, const loc_vector *a, size_t i, const loc_vector *b,
                         size_t j) {
    switch (loc_layout(scalar)) {
    case LOC_LAYOUT_TRUTH:
        if (a->truth[i] == LOC_MAYBE || b->truth[j] == LOC_MAYBE)
            return LOC_MAYBE;
        return a->truth[i] == b->truth[j] ? LOC_YES : LOC_NO;
    case LOC_LAYOUT_RANGE:
        return ranges_equal(a, i, b, j);
    default:
        break;
    }
    uint32_t x = a->key[i], y = b->key[j];
    if (scalar == LOCALITY_TYPE_TEXT || scalar == LOCALITY_TYPE_WORD)
        return x == 0 || y == 0 ? LOC_MAYBE : x == y ? LOC_YES : LOC_NO;
    if (x == LOCALITY_ROW_NONE || y == LOCALITY_ROW_NONE)
        return LOC_NO; /* none is no record, so it is equal to no record */
    if (x == LOCALITY_ROW_MISSING || y == LOCALITY_ROW_MISSING)
        return LOC_MAYBE;
    if (scalar == LOCALITY_TYPE_ANY_REF && a->kind[i] != b->kind[j])
        return LOC_NO;
    return x == y ? LOC_YES : LOC_NO;
}

uint8_t loc_list_has(uint8_t scalar, const loc_vector *list, size_t i, const loc_vector *value,
                     size_t j) {
    uint8_t result = loc_list_state(list, i) == LOC_LIST_GIVEN ? LOC_NO : LOC_MAYBE;

    if (loc_layout(scalar) >= LOC_LAYOUT_KEY && scalar != LOCALITY_TYPE_TEXT &&
        scalar != LOCALITY_TYPE_WORD && value->key[j] == LOCALITY_ROW_NONE)
        return LOC_NO;
    for (uint32_t item = list->begin[i]; item < list->end[i]; item++) {
        uint8_t equal = loc_values_equal(scalar, list, item, value, j);
        if (equal == LOC_YES && loc_item_maybe(list, item))
            equal = LOC_MAYBE;
        if (equal > result)
            result = equal;
        if (result == LOC_YES)
            break;
    }
    return result;
}
