/* Succession: see succession.h. */
#include "places/succession.h"

#include "base/error.h"
#include "base/fill.h"
#include "model/view.h"
#include "places/places.h"

/* ---- Arrows ---------------------------------------------------------------------------------- */

static void free_succession(loc_derived *derived) {
    loc_succession *s = (loc_succession *)(void *)derived;
    locality_allocator allocator = s->allocator;
    size_t count = s->count;

    loc_release(&allocator, s->next_start, count + 1, sizeof(uint32_t));
    loc_release(&allocator, s->next, s->arrows, sizeof(uint32_t));
    loc_release(&allocator, s->former_start, count + 1, sizeof(uint32_t));
    loc_release(&allocator, s->former, s->arrows, sizeof(uint32_t));
    loc_release(&allocator, s->circle, count, sizeof *s->circle);
    loc_release(&allocator, s, 1, sizeof *s);
}

static bool has_row(const uint32_t *rows, uint32_t count, uint32_t row) {
    for (uint32_t i = 0; i < count; i++) {
        if (rows[i] == row) {
            return true;
        }
    }
    return false;
}

/* Whether item `i` of a list leads to an area that neither `one` nor an earlier item leads to. */
static bool is_new(loc_rows list, uint32_t i, uint32_t one, uint32_t count) {
    return list.row[i] < count && list.row[i] != one && !has_row(list.row, i, list.row[i]);
}

static size_t add_arrow(loc_succession *s, size_t arrows, uint32_t to, bool writes) {
    if (writes) {
        s->next[arrows] = to;
    }
    return arrows + 1;
}

/* Counts the arrows of each area; with `next` allocated, writes them. */
static size_t visit_arrows(loc_succession *s, bool writes) {
    size_t arrows = 0;

    for (uint32_t area = 0; area < s->count; area++) {
        uint32_t one = loc_view_row(&s->successor, area);
        loc_rows list = loc_view_rows(&s->successors, area);
        s->next_start[area] = (uint32_t)arrows;
        if (one < s->count) {
            arrows = add_arrow(s, arrows, one, writes);
        }
        for (uint32_t i = 0; i < list.count; i++) {
            if (is_new(list, i, one, s->count)) {
                arrows = add_arrow(s, arrows, list.row[i], writes);
            }
        }
    }
    s->next_start[s->count] = (uint32_t)arrows;
    return arrows;
}

static void turn_round(loc_succession *s) {
    for (uint32_t i = 0; i < s->arrows; i++) {
        s->former_start[s->next[i] + 1]++;
    }
    for (uint32_t area = 0; area < s->count; area++) {
        s->former_start[area + 1] += s->former_start[area];
    }
    for (uint32_t area = 0; area < s->count; area++) {
        loc_rows next = loc_succession_next(s, area);
        for (uint32_t i = 0; i < next.count; i++) {
            s->former[s->former_start[next.row[i]]++] = area;
        }
    }
    for (uint32_t area = s->count; area > 0; area--) { /* filling moved each start to its end */
        s->former_start[area] = s->former_start[area - 1];
    }
    s->former_start[0] = 0;
}

/* ---- Circles --------------------------------------------------------------------------------- */

/* Unmarks areas that lead nowhere, then what only leads to them, from their ends backwards. `left` counts
 * the arrows of each area that still lead to a marked one. */
static void unmark(uint8_t *mark, uint32_t *left, uint32_t *stack, uint32_t count,
                   const uint32_t *back_start, const uint32_t *back) {
    uint32_t depth = 0;

    for (uint32_t area = 0; area < count; area++) {
        if (mark[area] != 0 && left[area] == 0) {
            mark[area] = 0;
            stack[depth++] = area;
        }
    }
    while (depth > 0) {
        uint32_t area = stack[--depth];
        for (uint32_t i = back_start[area]; i < back_start[area + 1]; i++) {
            uint32_t before = back[i];
            if (mark[before] != 0 && --left[before] == 0) {
                mark[before] = 0;
                stack[depth++] = before;
            }
        }
    }
}

/* Marks what lies on a circle, or between two: first what leads into one is left, then what also comes
 * out of one. */
static bool mark_circles(loc_succession *s) {
    const locality_allocator *allocator = &s->allocator;
    uint32_t *left = loc_allocate(allocator, s->count, sizeof *left);
    uint32_t *stack = loc_allocate(allocator, s->count, sizeof *stack);
    bool made = left != NULL && stack != NULL;

    for (uint32_t area = 0; made && area < s->count; area++) {
        s->circle[area] = 1;
        left[area] = s->next_start[area + 1] - s->next_start[area];
    }
    if (made) {
        unmark(s->circle, left, stack, s->count, s->former_start, s->former);
    }
    for (uint32_t area = 0; made && area < s->count; area++) {
        loc_rows former = loc_succession_former(s, area);
        left[area] = 0;
        for (uint32_t i = 0; i < former.count; i++) {
            left[area] += s->circle[former.row[i]];
        }
    }
    if (made) {
        unmark(s->circle, left, stack, s->count, s->next_start, s->next);
    }
    loc_release(allocator, left, s->count, sizeof *left);
    loc_release(allocator, stack, s->count, sizeof *stack);
    return made;
}

/* ---- Making ---------------------------------------------------------------------------------- */

static bool take_arrows(loc_succession *s) {
    const locality_allocator *allocator = &s->allocator;

    s->next_start = loc_allocate(allocator, (size_t)s->count + 1, sizeof(uint32_t));
    s->former_start = loc_allocate(allocator, (size_t)s->count + 1, sizeof(uint32_t));
    if (s->next_start == NULL || s->former_start == NULL) {
        return false;
    }
    size_t arrows = visit_arrows(s, false);
    if (arrows == 0) {
        return true;
    }
    if (arrows > UINT32_MAX) {
        return false;
    }
    s->next = loc_allocate(allocator, arrows, sizeof(uint32_t));
    if (s->next == NULL) {
        return false;
    }
    s->arrows = (uint32_t)arrows;
    s->former = loc_allocate(allocator, arrows, sizeof(uint32_t));
    s->circle = loc_allocate(allocator, s->count, sizeof *s->circle);
    if (s->former == NULL || s->circle == NULL) {
        return false;
    }
    visit_arrows(s, true);
    turn_round(s);
    return mark_circles(s);
}

static locality_status derive_succession(const locality_snapshot *snapshot,
                                         const locality_allocator *allocator, loc_derived **out,
                                         locality_error *error) {
    loc_succession *s = loc_allocate(allocator, 1, sizeof *s);
    if (s == NULL) {
        return loc_fail_memory(error);
    }
    s->derived.free = free_succession;
    s->allocator = *allocator;
    s->snapshot = snapshot;
    s->count = loc_view_count(snapshot, LOC_KIND_area);
    s->starts = LOC_VIEW(snapshot, area, starts);
    s->ends = LOC_VIEW(snapshot, area, ends);
    s->status = LOC_VIEW(snapshot, area, status);
    s->parent = LOC_VIEW(snapshot, area, parent);
    s->successor = LOC_VIEW(snapshot, area, successor);
    s->successors = LOC_VIEW(snapshot, area, successors);
    s->retired = locality_snapshot_symbol(snapshot, "retired");
    s->proposed = locality_snapshot_symbol(snapshot, "proposed");
    if (!take_arrows(s)) {
        free_succession(&s->derived);
        return loc_fail_memory(error);
    }
    *out = &s->derived;
    return LOCALITY_OK;
}

locality_status loc_succession_of(const locality_snapshot *snapshot, const loc_succession **out,
                                  locality_error *error) {
    const loc_derived *kept = NULL;
    locality_status status =
        loc_snapshot_derived(snapshot, LOC_DERIVED_SUCCESSION, derive_succession, &kept, error);
    *out = (const loc_succession *)(const void *)kept;
    return status;
}

bool loc_succession_is_final(const loc_succession *s, uint32_t area) {
    return loc_succession_next(s, area).count == 0 &&
           (loc_view_row(&s->successor, area) == LOCALITY_ROW_NONE ||
            loc_view_given(&s->successors, area));
}

/* ---- Validity -------------------------------------------------------------------------------- */

static bool has_status(const loc_succession *s, uint32_t area, uint32_t word) {
    return word != 0 && loc_view_symbol(&s->status, area) == word;
}

locality_truth loc_succession_begun(const loc_succession *s, uint32_t area,
                                    const locality_range *on) {
    locality_range first = loc_view_range(&s->starts, area);

    if (locality_range_is_unknown(&first)) {
        return has_status(s, area, s->proposed) ? LOCALITY_UNDECIDED : LOCALITY_TRUE;
    }
    return locality_range_compare(LOCALITY_LESS_EQUAL, &first, on);
}

locality_range loc_succession_last(const loc_succession *s, uint32_t area) {
    const locality_range one = {1, 1};
    locality_range last = loc_view_range(&s->ends, area), first;
    loc_rows next = loc_succession_next(s, area);

    if (!locality_range_is_unknown(&last) || next.count == 0) {
        return last;
    }
    last = loc_view_range(&s->starts, next.row[0]);
    for (uint32_t i = 1; i < next.count; i++) {
        first = loc_view_range(&s->starts, next.row[i]);
        locality_range_min(&last, &first, &last);
    }
    locality_range_subtract(&last, &one, &last);
    return last;
}

locality_truth loc_succession_not_ended(const loc_succession *s, uint32_t area,
                                        const locality_range *on) {
    locality_range last = loc_succession_last(s, area);

    if (locality_range_is_unknown(&last)) {
        bool ends = has_status(s, area, s->retired) || loc_succession_next(s, area).count > 0;
        return ends ? LOCALITY_UNDECIDED : LOCALITY_TRUE;
    }
    return locality_range_compare(LOCALITY_GREATER_EQUAL, &last, on);
}

locality_truth loc_succession_valid(const loc_succession *s, uint32_t area,
                                    const locality_range *on) {
    locality_truth a = loc_succession_begun(s, area, on);
    locality_truth b = loc_succession_not_ended(s, area, on);

    if (a == LOCALITY_FALSE || b == LOCALITY_FALSE) {
        return LOCALITY_FALSE;
    }
    return a == LOCALITY_TRUE && b == LOCALITY_TRUE ? LOCALITY_TRUE : LOCALITY_UNDECIDED;
}
