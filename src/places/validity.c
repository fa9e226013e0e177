/* Validity: whether an area exists on a date, what replaces it, what it replaces, and where that does not
 * add up. */
#include "base/error.h"
#include "base/fill.h"
#include "model/view.h"
#include "places/places.h"
#include "places/succession.h"

locality_status locality_places_valid(const locality_places *places, uint32_t area,
                                      const locality_range *on, locality_truth *out,
                                      locality_error *error) {
    size_t unused;
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = LOCALITY_UNDECIDED;
    locality_status status = loc_places_begin(places, LOC_KIND_area, area, &unused, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (!locality_range_is_valid(on)) {
        return loc_fail(error, LOCALITY_INVALID, "the date is null or not a valid range");
    }
    *out = loc_succession_valid(places->succession, area, on);
    return loc_ok(error);
}

/* ---- Chains ---------------------------------------------------------------------------------- */

/* Everything that the arrows lead to from an area, nearest first; the area itself where it comes back. */
static locality_status reach(const locality_places *places, uint32_t area, bool is_on,
                             uint32_t *out, size_t capacity, size_t *count, locality_error *error) {
    const loc_succession *s = places->succession;
    const locality_allocator *allocator = &places->allocator;
    uint32_t *queue = loc_allocate(allocator, s->count, sizeof *queue);
    uint8_t *met = loc_allocate(allocator, s->count, sizeof *met);
    uint32_t found = 0;

    if (queue == NULL || met == NULL) {
        loc_release(allocator, queue, s->count, sizeof *queue);
        loc_release(allocator, met, s->count, sizeof *met);
        return loc_fail_memory(error);
    }
    bool more = true;
    for (uint32_t done = 0, at = area; more; at = more ? queue[done++] : at) {
        loc_rows to = is_on ? loc_succession_next(s, at) : loc_succession_former(s, at);
        for (uint32_t k = 0; k < to.count; k++) {
            if (met[to.row[k]] == 0) {
                met[to.row[k]] = 1;
                queue[found++] = to.row[k];
            }
        }
        more = done < found;
    }
    locality_status status = loc_fill_rows(queue, found, out, capacity, count, error);
    loc_release(allocator, queue, s->count, sizeof *queue);
    loc_release(allocator, met, s->count, sizeof *met);
    return status;
}

locality_status locality_places_successors(const locality_places *places, uint32_t area,
                                           uint32_t *out, size_t capacity, size_t *count,
                                           locality_error *error) {
    locality_status status = loc_places_begin(places, LOC_KIND_area, area, count, error);
    return status != LOCALITY_OK ? status : reach(places, area, true, out, capacity, count, error);
}

locality_status locality_places_predecessors(const locality_places *places, uint32_t area,
                                             uint32_t *out, size_t capacity, size_t *count,
                                             locality_error *error) {
    locality_status status = loc_places_begin(places, LOC_KIND_area, area, count, error);
    return status != LOCALITY_OK ? status : reach(places, area, false, out, capacity, count, error);
}

/* ---- Where it does not add up ----------------------------------------------------------------- */

/* What is wrong with the days of an area and one that replaces it; 0 for nothing. The day after the last
 * should be the first. */
static int32_t fault_of_arrow(const loc_succession *s, uint32_t area, uint32_t next,
                              locality_truth *certainty) {
    locality_range last = loc_view_range(&s->ends, area);
    locality_range first = loc_view_range(&s->starts, next);
    const locality_range one = {1, 1};

    if (locality_range_is_unknown(&last) || locality_range_is_unknown(&first)) {
        return 0;
    }
    locality_range_add(&last, &one, &last);
    *certainty = locality_range_compare(LOCALITY_GREATER, &last, &first);
    if (*certainty == LOCALITY_TRUE) {
        return LOCALITY_SUCCESSION_OVERLAP;
    }
    *certainty = locality_range_compare(LOCALITY_LESS, &last, &first);
    return *certainty == LOCALITY_TRUE ? LOCALITY_SUCCESSION_GAP : 0;
}

static void add_fault(loc_fill *fill, int32_t fault, uint32_t area, uint32_t other) {
    const locality_succession_fault row = {fault, area, other, 0};
    loc_fill_add(fill, &row);
}

locality_status locality_places_succession(const locality_places *places,
                                           locality_succession_fault *out, size_t capacity,
                                           size_t *count, locality_error *error) {
    locality_status status = loc_places_begin(places, LOCALITY_NO_INDEX, 0, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    const loc_succession *s = places->succession;
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};

    for (uint32_t area = 0; area < s->count; area++) {
        locality_range first = loc_view_range(&s->starts, area);
        locality_range last = loc_view_range(&s->ends, area);
        loc_rows next = loc_succession_next(s, area);
        locality_truth certainty;

        if (locality_range_compare(LOCALITY_GREATER, &first, &last) == LOCALITY_TRUE) {
            add_fault(&fill, LOCALITY_SUCCESSION_REVERSED, area, LOCALITY_ROW_MISSING);
        }
        if (s->circle != NULL && s->circle[area] != 0) {
            add_fault(&fill, LOCALITY_SUCCESSION_CIRCLE, area, LOCALITY_ROW_MISSING);
        }
        if (next.count == 0 && !locality_range_is_unknown(&last) &&
            !loc_succession_is_final(s, area)) {
            add_fault(&fill, LOCALITY_SUCCESSION_DEAD_END, area, LOCALITY_ROW_MISSING);
        }
        if (next.count > 0 && locality_range_is_unknown(&last)) {
            add_fault(&fill, LOCALITY_SUCCESSION_NO_END, area, next.row[0]);
        }
        for (uint32_t i = 0; i < next.count; i++) {
            int32_t fault = fault_of_arrow(s, area, next.row[i], &certainty);
            if (fault != 0) {
                add_fault(&fill, fault, area, next.row[i]);
            }
        }
    }
    return loc_fill_end(&fill, count, error);
}
