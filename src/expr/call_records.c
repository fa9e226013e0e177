/* Functions of places and of lines of report. A function of a record that is missing or none is unknown. */
#include <string.h>

#include "expr/call.h"
#include "expr/functions.h"
#include "expr/items.h"
#include "places/partition.h"

/* ---- Within --------------------------------------------------------------------------------------- */

/* Whether the way up from an area ends at one whose parent is not stated. */
static bool is_open_above(const loc_hierarchy *hierarchy, uint32_t area) {
    uint32_t above = loc_hierarchy_ancestor_count(hierarchy, area);

    for (uint32_t i = 0; i <= above; i++) {
        uint32_t parent = loc_hierarchy_parent(hierarchy, area);
        if (parent >= hierarchy->count)
            return parent == LOCALITY_ROW_MISSING;
        area = parent;
    }
    return false; /* a circle */
}

bool loc_area_within(loc_run *run, uint32_t a, uint32_t b, uint8_t *out) {
    const loc_hierarchy *hierarchy = loc_run_hierarchy(run);

    if (hierarchy == NULL)
        return false;
    *out = LOC_NO;
    if (a == LOCALITY_ROW_NONE || b == LOCALITY_ROW_NONE)
        return true;
    bool is_missing = a == LOCALITY_ROW_MISSING || b == LOCALITY_ROW_MISSING;
    if (!is_missing && loc_hierarchy_within(hierarchy, a, b))
        *out = LOC_YES;
    else if (is_missing || (loc_hierarchy_relate(hierarchy, a, b) == LOCALITY_RELATION_UNKNOWN &&
                            is_open_above(hierarchy, a)))
        *out = LOC_MAYBE;
    return true;
}

static bool within_areas(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                         uint8_t *truth) {
    loc_vector a, b;

    if (!loc_eval(plan, frame, node->a, &a) || !loc_eval(plan, frame, node->b, &b))
        return false;
    for (uint32_t i = 0; i < frame->count; i++)
        if (!loc_area_within(plan->run, a.key[i], b.key[i], &truth[i]))
            return false;
    return true;
}

/* All that a can be lies between the first and the last of b. */
static bool within_ranges(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                          uint8_t *truth) {
    loc_vector a, b;

    if (!loc_eval(plan, frame, node->a, &a) || !loc_eval(plan, frame, node->b, &b))
        return false;
    for (uint32_t i = 0; i < frame->count; i++) {
        bool open = b.lo[i] == LOCALITY_OPEN_BELOW || b.hi[i] == LOCALITY_OPEN_ABOVE;
        if (a.lo[i] > b.hi[i] || a.hi[i] < b.lo[i])
            truth[i] = LOC_NO;
        else if (!open && a.lo[i] >= b.lo[i] && a.hi[i] <= b.hi[i])
            truth[i] = LOC_YES;
        else
            truth[i] = LOC_MAYBE;
    }
    return true;
}

bool loc_eval_within(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                     loc_vector *out) {
    uint8_t scalar = node->a->type.scalar;
    uint8_t *truth;

    if (node->a->type.is_list)
        return loc_eval_lists(plan, frame, node, out);
    memset(out, 0, sizeof *out);
    out->truth = truth = loc_scratch(plan->run, frame->count, 1);
    if (truth == NULL)
        return false;
    loc_mark mark = loc_scratch_mark(plan->run);
    bool done = scalar == LOCALITY_TYPE_REF ? within_areas(plan, frame, node, truth)
                                            : within_ranges(plan, frame, node, truth);
    loc_scratch_release(plan->run, mark);
    return done;
}

static bool call_covers(loc_run *run, const loc_vector *values, uint32_t count, loc_vector *out) {
    uint8_t *truth = loc_scratch(run, count, 1);
    const loc_vector *lists = &values[0];

    out->truth = truth;
    for (uint32_t i = 0; truth != NULL && i < count; i++) {
        truth[i] = loc_list_state(lists, i) == LOC_LIST_GIVEN ? LOC_NO : LOC_MAYBE;
        for (uint32_t item = lists->begin[i]; item < lists->end[i]; item++) {
            uint8_t within;
            if (!loc_area_within(run, values[1].key[i], lists->key[item], &within))
                return false;
            if (within == LOC_YES && loc_item_maybe(lists, item))
                within = LOC_MAYBE;
            truth[i] = within > truth[i] ? within : truth[i];
        }
    }
    return truth != NULL;
}

/* ---- Lists of records ------------------------------------------------------------------------------- */

static bool add_rows(loc_items *items, loc_rows rows) {
    for (uint32_t i = 0; i < rows.count; i++)
        if (!loc_items_add_row(items, rows.row[i]))
            return false;
    return true;
}

/* Everything above a node, nearest first. */
static bool add_above(loc_run *run, loc_items *items, const loc_ascent *up, uint32_t node) {
    uint32_t count = loc_ascent_above(up, node);
    loc_mark mark = loc_scratch_mark(run);
    uint32_t *above = loc_scratch(run, (size_t)count + 1, sizeof *above);

    if (above == NULL)
        return false;
    loc_ascent_chain(up, node, above);
    loc_rows rows = {above, count};
    bool done = add_rows(items, rows);
    loc_scratch_release(run, mark);
    return done;
}

static bool add_partition(loc_run *run, const loc_hierarchy *hierarchy, bool is_gaps,
                          uint32_t group, loc_items *items, uint8_t *state) {
    loc_partition partition;
    locality_error error;
    bool done = true;

    memset(&partition, 0, sizeof partition);
    if (loc_partition_of_group(hierarchy, group, NULL, &run->allocator, &partition, &error) !=
        LOCALITY_OK)
        return loc_run_fail(run, error.status, error.message);
    if (!partition.known)
        *state = LOC_LIST_MISSING;
    for (size_t i = 0; done && is_gaps && i < partition.gaps; i++)
        done = loc_items_add_row(items, partition.gap[i]);
    for (size_t i = 0; done && !is_gaps && i < partition.overlaps; i++)
        done = loc_items_add_row(items, partition.overlap[i].area);
    loc_partition_clear(&partition);
    return done;
}

static bool add_places(loc_run *run, uint32_t function, uint32_t row, loc_items *items,
                       uint8_t *state) {
    const loc_hierarchy *hierarchy = loc_run_hierarchy(run);

    if (hierarchy == NULL)
        return false;
    switch (function) {
    case LOC_FN_CHILDREN:
        return add_rows(items, loc_hierarchy_children(hierarchy, row));
    case LOC_FN_INSIDE:
        return add_rows(items, loc_hierarchy_inside(hierarchy, row));
    case LOC_FN_GROUPS:
        return add_rows(items, loc_hierarchy_groups(hierarchy, row));
    case LOC_FN_ANCESTORS:
        if (is_open_above(hierarchy, row))
            *state = LOC_LIST_OPEN;
        return add_above(run, items, &hierarchy->areas.up, row);
    case LOC_FN_MEMBERS:
        if (!loc_hierarchy_members_known(hierarchy, row))
            *state = LOC_LIST_MISSING;
        return add_rows(items, loc_hierarchy_members(hierarchy, row));
    default:
        return add_partition(run, hierarchy, function == LOC_FN_GAPS, row, items, state);
    }
}

static bool add_chain(loc_run *run, uint32_t row, loc_items *items, uint8_t *state) {
    const loc_lines *lines = loc_run_lines_of_post(run, row);

    if (lines == NULL)
        return false;
    if (loc_lines_is_open(lines, row))
        *state = LOC_LIST_OPEN;
    return add_above(run, items, &lines->up, row);
}

static bool add_lines(loc_run *run, uint32_t function, uint32_t row, loc_items *items,
                      uint8_t *state) {
    if (function == LOC_FN_CHAIN)
        return add_chain(run, row, items, state);
    const loc_descent *down = loc_run_down(run);
    if (down == NULL)
        return false;
    if (loc_run_withholds(run)) /* the line of a post that is withheld may lead here */
        *state = LOC_LIST_OPEN;
    return add_rows(items, function == LOC_FN_REPORTS ? loc_descent_children(down, row)
                                                      : loc_descent_below(down, row));
}

static bool call_list(loc_run *run, const loc_node *node, const loc_vector *value, uint32_t count,
                      loc_vector *out) {
    size_t records = locality_snapshot_count(run->snapshot, node->a->type.target);
    uint32_t *begin = loc_scratch(run, count, sizeof *begin);
    uint32_t *end = loc_scratch(run, count, sizeof *end);
    uint8_t *state = loc_scratch(run, count, 1);
    loc_items items;
    bool done = begin != NULL && end != NULL && state != NULL;

    loc_items_init(&items, run, LOCALITY_TYPE_REF);
    for (uint32_t i = 0; done && i < count; i++) {
        uint32_t row = value->key[i];
        size_t before = items.count;
        begin[i] = (uint32_t)before;
        state[i] = row < records ? LOC_LIST_GIVEN : LOC_LIST_MISSING;
        if (row < records)
            done = node->function < LOC_FN_CHAIN
                       ? add_places(run, node->function, row, &items, &state[i])
                       : add_lines(run, node->function, row, &items, &state[i]);
        end[i] = (uint32_t)items.count;
        done = done && loc_run_step(run, items.count - before);
        if (done && items.count > UINT32_MAX / 2)
            done = loc_run_fail(run, LOCALITY_LIMIT, "a list has too many items");
    }
    done = done && loc_items_give(&items, out);
    loc_items_free(&items);
    out->begin = begin;
    out->end = end;
    out->state = state;
    return done;
}

/* ---- Numbers of lines --------------------------------------------------------------------------------- */

static void measure(const loc_lines *lines, uint32_t function, uint32_t row, locality_range *out) {
    switch (function) {
    case LOC_FN_SPAN:
        loc_lines_span(lines, row, out);
        break;
    case LOC_FN_SPAN_FTE:
        loc_lines_span_fte(lines, row, out);
        break;
    case LOC_FN_DEPTH:
        loc_lines_depth(lines, row, out);
        break;
    default:
        loc_lines_layers(lines, row, out);
        break;
    }
}

/* Whether rows follow one another, as those of a slice of records do. */
static bool is_run(const uint32_t *row, uint32_t count) {
    uint32_t others = 0;

    for (uint32_t i = 0; i < count; i++)
        others |= row[i] ^ (row[0] + i);
    return others == 0;
}

/* What is known of the ways up from posts; as it lies there, where they follow one another. Null on
 * refusal. */
static const uint32_t *ways_up(loc_run *run, const loc_lines *lines, const uint32_t *post,
                               uint32_t count) {
    const loc_ascent *up = &lines->up;

    if (is_run(post, count))
        return up->known + (post[0] - up->first);
    uint32_t *known = loc_scratch(run, count, sizeof *known);
    for (uint32_t i = 0; known != NULL && i < count; i++)
        known[i] = up->known[post[i] - up->first];
    return known;
}

/* Depths as loc_lines_depth has them; whether all are exact. */
static bool find_depths(const uint32_t *known, uint32_t count, int64_t *lo, int64_t *hi) {
    uint32_t others = 0;

    for (uint32_t i = 0; i < count; i++) {
        lo[i] = loc_known_above(known[i]);
        others |= loc_known_way(known[i]); /* LOC_ENDS is 0 */
    }
    for (uint32_t i = 0; others != 0 && i < count; i++) {
        uint32_t way = loc_known_way(known[i]);
        hi[i] = way == LOC_ENDS ? lo[i] : LOCALITY_OPEN_ABOVE;
        lo[i] = way >= LOC_TO_CIRCLE ? LOCALITY_OPEN_BELOW : lo[i];
    }
    return others == 0;
}

/* Spans that are exact. Of posts that follow one another only the managers are looked at. */
static void find_spans(const loc_lines *lines, const uint32_t *post, uint32_t count, int64_t *out) {
    const loc_ranks *managers = &lines->up.inner;
    uint32_t from = post[0] - lines->up.first;

    if (!is_run(post, count)) {
        for (uint32_t i = 0; i < count; i++)
            out[i] = loc_lines_leads(lines, post[i])
                         ? lines->team[loc_lines_team(lines, post[i])].posts
                         : 0;
        return;
    }
    memset(out, 0, count * sizeof *out);
    const loc_team *team = lines->team + loc_ranks_of(managers, from);
    for (uint32_t i = loc_ranks_next(managers, from); i - from < count;
         i = loc_ranks_next(managers, i + 1))
        out[i - from] = team++->posts;
}

/* Lines that know all of the rows; null where one is no post, where no lines do, or on refusal. */
static const loc_lines *lines_over(loc_run *run, const uint32_t *row, uint32_t count,
                                   size_t records) {
    bool together = count > 0 && is_run(row, count);
    uint32_t first = together ? row[0] : UINT32_MAX, last = together ? row[count - 1] : 0;

    for (uint32_t i = 0; !together && i < count; i++) {
        first = row[i] < first ? row[i] : first;
        last = row[i] > last ? row[i] : last;
    }
    if (last >= records || first > last)
        return NULL;
    const loc_lines *lines = loc_run_lines_of_post(run, first);
    return lines != NULL && loc_lines_has(lines, last) ? lines : NULL;
}

/* Depths, and spans where every amount is exact, in plain loops. False where that is not what is asked
 * for, and then nothing was done, or on refusal. */
static bool measure_posts(loc_run *run, const loc_lines *lines, uint32_t function,
                          const uint32_t *row, uint32_t count, int64_t *lo, int64_t *hi,
                          bool *is_exact) {
    if (function == LOC_FN_SPAN && loc_lines_are_exact(lines)) {
        find_spans(lines, row, count, lo);
        return true;
    }
    const uint32_t *known = function == LOC_FN_DEPTH ? ways_up(run, lines, row, count) : NULL;
    if (known == NULL)
        return false;
    *is_exact = find_depths(known, count, lo, hi);
    return true;
}

static bool call_measure(loc_run *run, const loc_node *node, const loc_vector *value,
                         uint32_t count, loc_vector *out) {
    bool is_version = node->function == LOC_FN_LAYERS;
    size_t records = locality_snapshot_count(run->snapshot, node->a->type.target);
    const loc_lines *lines = is_version ? NULL : lines_over(run, value->key, count, records);
    int64_t *lo = loc_scratch(run, count, sizeof *lo);
    int64_t *hi = loc_scratch(run, count, sizeof *hi);
    bool is_exact = true;

    if (lo == NULL || hi == NULL || run->failure.status != LOCALITY_OK)
        return false;
    bool done = lines != NULL &&
                measure_posts(run, lines, node->function, value->key, count, lo, hi, &is_exact);
    if (run->failure.status != LOCALITY_OK)
        return false;
    for (uint32_t i = 0; !done && i < count; i++) {
        locality_range range = {LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE};
        uint32_t row = value->key[i];
        if (row < records) {
            lines =
                is_version ? loc_run_lines_of_version(run, row) : loc_run_lines_of_post(run, row);
            if (lines == NULL)
                return false;
            measure(lines, node->function, row, &range);
        }
        if (node->function != LOC_FN_DEPTH && loc_run_withholds(run))
            range.hi = LOCALITY_OPEN_ABOVE; /* posts whose line is withheld may add to it */
        lo[i] = range.lo;
        hi[i] = range.hi;
        is_exact = is_exact && range.lo == range.hi;
    }
    out->lo = lo;
    out->hi = is_exact ? lo : hi;
    return true;
}

/* Whether a line of report runs in a circle, by where the way up leads: where that is not stated, it may
 * lead back. */
static uint8_t is_circle(uint32_t way) {
    return (uint8_t)((way >= LOC_TO_CIRCLE) * LOC_YES + (way == LOC_ENDS_OPEN) * LOC_MAYBE);
}

/* The same, post by post. False on refusal. */
static bool find_circles(loc_run *run, const uint32_t *row, uint32_t count, size_t records,
                         uint8_t *truth) {
    for (uint32_t i = 0; i < count; i++) {
        truth[i] = LOC_MAYBE;
        if (row[i] >= records)
            continue;
        const loc_lines *lines = loc_run_lines_of_post(run, row[i]);
        if (lines == NULL)
            return false;
        truth[i] = is_circle(loc_ascent_way(&lines->up, row[i]));
    }
    return true;
}

static bool call_cyclic(loc_run *run, const loc_vector *value, uint32_t count, loc_vector *out) {
    size_t records = locality_snapshot_count(run->snapshot, LOC_KIND_post);
    const loc_lines *lines = lines_over(run, value->key, count, records);
    uint8_t *truth = loc_scratch(run, count, 1);

    if (truth == NULL || run->failure.status != LOCALITY_OK)
        return false;
    out->truth = truth;
    if (lines == NULL)
        return find_circles(run, value->key, count, records, truth);
    const uint32_t *known = ways_up(run, lines, value->key, count);
    for (uint32_t i = 0; known != NULL && i < count; i++)
        truth[i] = is_circle(loc_known_way(known[i]));
    return known != NULL;
}

static bool call_parent(loc_run *run, const loc_vector *value, uint32_t count, loc_vector *out) {
    const loc_hierarchy *hierarchy = loc_run_hierarchy(run);
    uint32_t *key = loc_scratch(run, count, sizeof *key);

    if (hierarchy == NULL || key == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++)
        key[i] = value->key[i] < hierarchy->count ? loc_hierarchy_parent(hierarchy, value->key[i])
                                                  : LOCALITY_ROW_MISSING;
    out->key = key;
    return true;
}

bool loc_call_records(loc_run *run, const loc_node *node, const loc_vector *values, uint32_t count,
                      loc_vector *out) {
    switch (node->function) {
    case LOC_FN_PARENT:
        return call_parent(run, &values[0], count, out);
    case LOC_FN_COVERS:
        return call_covers(run, values, count, out);
    case LOC_FN_SPAN:
    case LOC_FN_SPAN_FTE:
    case LOC_FN_DEPTH:
    case LOC_FN_LAYERS:
        return call_measure(run, node, &values[0], count, out);
    case LOC_FN_CYCLIC:
        return call_cyclic(run, &values[0], count, out);
    case LOC_FN_ACCOUNTABLE:
        return loc_call_accountable(run, node, values, count, out);
    default:
        return call_list(run, node, &values[0], count, out);
    }
}
