/* Ascent: see ascent.h. Few nodes have others below them, and only those can stand on a way up. They are
 * numbered, so that what is known of them lies close together; from each the way up is followed to the
 * first that is known (or to the end, or back to where it came by), and then once more to write down
 * what was found. Every node then stands one further up than its parent. */
#include "base/ascent.h"

#include <string.h>

#include "base/error.h"

#define UNSEEN UINT32_MAX
#define UNDER_WAY (UINT32_MAX - 1) /* on the way that is being followed */

/* What is known of a node. */
static uint32_t know(uint32_t above, uint32_t way) {
    return above * 4u + way;
}

void loc_ascent_clear(loc_ascent *ascent) {
    const locality_allocator *allocator = &ascent->allocator;

    loc_release(allocator, ascent->known, ascent->count, sizeof *ascent->known);
    loc_ranks_clear(&ascent->inner);
    loc_release(allocator, ascent->circle_start, ascent->start_capacity, sizeof(uint32_t));
    loc_release(allocator, ascent->circle, ascent->circle_capacity, sizeof(uint32_t));
    *ascent = (loc_ascent){0};
}

static bool grow(const loc_ascent *ascent, uint32_t **words, size_t *capacity, size_t needed) {
    void *block = *words;
    bool grown = loc_grow(&ascent->allocator, &block, capacity, needed, sizeof(uint32_t));
    *words = block;
    return grown;
}

/* ---- Inner nodes ----------------------------------------------------------------------------- */

/* The ways up of the inner nodes alone, by their numbers. */
typedef struct inner {
    uint32_t count;
    uint32_t *parent; /* a number; else what it is in the ascent, where that is no node */
    uint32_t *known;
} inner;

static bool make_inner(loc_ascent *ascent, inner *in) {
    const uint32_t first = ascent->first, count = ascent->count;
    const uint32_t *parent = count > 0 ? ascent->parent + first : NULL;
    loc_ranks *ranks = &ascent->inner;

    if (!loc_ranks_init(ranks, count, &ascent->allocator)) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (parent[i] - first < count) {
            loc_ranks_add(ranks, parent[i] - first);
        }
    }
    loc_ranks_number(ranks);
    in->count = ranks->count;
    in->parent = loc_allocate_raw(&ascent->allocator, in->count, sizeof *in->parent);
    in->known = loc_allocate_raw(&ascent->allocator, in->count, sizeof *in->known);
    if (in->parent == NULL || in->known == NULL) {
        return false;
    }
    memset(in->known, 0xFF, in->count * sizeof *in->known); /* UNSEEN */
    uint32_t number = 0;
    for (uint32_t i = loc_ranks_next(ranks, 0); i < count; i = loc_ranks_next(ranks, i + 1)) {
        uint32_t above = parent[i];
        uint32_t none = above == LOC_PARENT_UNKNOWN ? LOC_PARENT_UNKNOWN : LOC_PARENT_UNKNOWN - 1;
        in->parent[number++] = above - first < count ? loc_ranks_of(ranks, above - first) : none;
    }
    return true;
}

static void clear_inner(const loc_ascent *ascent, const inner *in) {
    loc_release(&ascent->allocator, in->parent, in->count, sizeof *in->parent);
    loc_release(&ascent->allocator, in->known, in->count, sizeof *in->known);
}

/* Writes down that all nodes of a circle stand above one another; returns how many they are. */
static uint32_t close_circle(const inner *in, uint32_t node) {
    uint32_t length = 1;

    for (uint32_t at = in->parent[node]; at != node; at = in->parent[at]) {
        length++;
    }
    for (uint32_t i = 0, at = node; i < length; i++, at = in->parent[at]) {
        in->known[at] = know(length, LOC_ON_CIRCLE);
    }
    return length;
}

/* What is known of a node right below one of which that is known. */
static uint32_t below(uint32_t known) {
    uint32_t above = known / 4u, way = known % 4u;
    /* a circle counts itself already */
    return way == LOC_ON_CIRCLE ? know(above, LOC_TO_CIRCLE) : know(above + 1, way);
}

/* What is known of a node whose parent is no node. */
static uint32_t below_none(uint32_t parent) {
    return know(0, parent == LOC_PARENT_UNKNOWN ? LOC_ENDS_OPEN : LOC_ENDS);
}

/* Finds what is above `node` and all that its way up comes by. */
static void follow(const inner *in, uint32_t node) {
    uint32_t steps = 0, at = node;

    for (; at < in->count && in->known[at] == UNSEEN; at = in->parent[at]) {
        in->known[at] = UNDER_WAY;
        steps++;
    }
    if (at < in->count && in->known[at] == UNDER_WAY) {
        steps -= close_circle(in, at); /* the circle is done */
    }
    uint32_t last = at < in->count ? below(in->known[at]) : below_none(at);
    for (at = node; steps > 0; at = in->parent[at]) {
        in->known[at] = last + 4u * --steps;
    }
}

/* ---- Circles --------------------------------------------------------------------------------- */

/* Writes the circle whose smallest node is `node` behind the others; false on refusal. */
static bool note_circle(loc_ascent *ascent, uint32_t node, uint32_t length, loc_ranks *noted) {
    uint32_t end = ascent->circles > 0 ? ascent->circle_start[ascent->circles] : 0;

    if (!grow(ascent, &ascent->circle_start, &ascent->start_capacity, ascent->circles + 2u) ||
        !grow(ascent, &ascent->circle, &ascent->circle_capacity, (size_t)end + length)) {
        return false;
    }
    for (uint32_t i = 0, at = node; i < length; i++, at = ascent->parent[at]) {
        ascent->circle[end + i] = at;
        loc_ranks_add(noted, at - ascent->first);
    }
    ascent->circle_start[ascent->circles++] = end;
    ascent->circle_start[ascent->circles] = end + length;
    return true;
}

static bool note_circles(loc_ascent *ascent, const inner *in) {
    loc_ranks noted;
    bool made = loc_ranks_init(&noted, ascent->count, &ascent->allocator);
    uint32_t place = loc_ranks_next(&ascent->inner, 0);

    for (uint32_t number = 0; made && number < in->count; number++) {
        uint32_t known = in->known[number];
        if (known % 4u == LOC_ON_CIRCLE && !loc_ranks_has(&noted, place)) {
            made = note_circle(ascent, ascent->first + place, known / 4u, &noted);
        }
        place = loc_ranks_next(&ascent->inner, place + 1);
    }
    loc_ranks_clear(&noted);
    return made;
}

/* Nodes of a circle know that they are on it. */
static void set_circles(loc_ascent *ascent) {
    for (uint32_t i = 0; i < ascent->circles; i++) {
        loc_rows circle = loc_ascent_circle(ascent, i);
        for (uint32_t k = 0; k < circle.count; k++) {
            ascent->known[circle.row[k] - ascent->first] = know(circle.count, LOC_ON_CIRCLE);
        }
    }
}

/* ---- All nodes ------------------------------------------------------------------------------- */

/* Turns what is known of inner nodes into what that says of nodes right below them. */
static void go_below(const inner *in) {
    for (uint32_t number = 0; number < in->count; number++) {
        in->known[number] = below(in->known[number]);
    }
}

/* Nodes of a block by their parents. */
static void know_block(loc_ascent *ascent, const inner *in, uint32_t place, uint32_t size,
                       uint32_t *over) {
    const uint32_t first = ascent->first, count = ascent->count;
    const uint32_t *parent = ascent->parent + first + place, *known = in->known;
    const loc_ranks ranks = ascent->inner; /* copied: nothing that is written can be part of it */
    uint32_t *out = ascent->known + place;

    for (uint32_t i = 0; i < size; i++) {
        over[i] = LOC_OVER_NONE;
        if (parent[i] - first < count) {
            over[i] = loc_ranks_of(&ranks, parent[i] - first);
            LOC_PREFETCH(&known[over[i]]);
        }
    }
    for (uint32_t i = 0; i < size; i++) {
        out[i] = over[i] != LOC_OVER_NONE ? known[over[i]] : below_none(parent[i]);
    }
}

static void know_all(loc_ascent *ascent, const inner *in, const loc_ascent_visitor *visitor) {
    uint32_t over[LOC_ASCENT_BLOCK];

    for (uint32_t place = 0; place < ascent->count; place += LOC_ASCENT_BLOCK) {
        uint32_t left = ascent->count - place;
        uint32_t size = left < LOC_ASCENT_BLOCK ? left : LOC_ASCENT_BLOCK;
        know_block(ascent, in, place, size, over);
        if (visitor != NULL) {
            visitor->take(visitor->self, ascent, ascent->first + place, size, over);
        }
    }
}

static bool make_ascent(loc_ascent *ascent, const loc_ascent_visitor *visitor) {
    inner in = {0};
    bool made = make_inner(ascent, &in);

    ascent->known = loc_allocate_raw(&ascent->allocator, ascent->count, sizeof *ascent->known);
    made =
        made && ascent->known != NULL && (visitor == NULL || visitor->open(visitor->self, ascent));
    for (uint32_t number = 0; made && number < in.count; number++) {
        if (in.known[number] == UNSEEN) {
            follow(&in, number);
        }
    }
    if (made) {
        made = note_circles(ascent, &in);
    }
    if (made) {
        go_below(&in);
        know_all(ascent, &in, visitor);
        set_circles(ascent);
    }
    clear_inner(ascent, &in);
    return made;
}

locality_status loc_ascent_visit(loc_ascent *ascent, const uint32_t *parent, uint32_t first,
                                 uint32_t count, const locality_allocator *allocator,
                                 const loc_ascent_visitor *visitor, locality_error *error) {
    *ascent =
        (loc_ascent){.allocator = *allocator, .first = first, .count = count, .parent = parent};
    if (first > LOC_ASCENT_MOST || count > LOC_ASCENT_MOST - first) {
        *ascent = (loc_ascent){0};
        return loc_fail(error, LOCALITY_LIMIT,
                        "of records that stand above one another a kind holds fewer than 2^30");
    }
    if (!make_ascent(ascent, visitor)) {
        loc_ascent_clear(ascent);
        return loc_fail_memory(error);
    }
    return loc_ok(error);
}

locality_status loc_ascent_init(loc_ascent *ascent, const uint32_t *parent, uint32_t count,
                                const locality_allocator *allocator, locality_error *error) {
    return loc_ascent_visit(ascent, parent, 0, count, allocator, NULL, error);
}

void loc_ascent_chain(const loc_ascent *ascent, uint32_t node, uint32_t *out) {
    uint32_t at = node;

    for (uint32_t i = 0; i < loc_ascent_above(ascent, node); i++) {
        at = ascent->parent[at];
        out[i] = at;
    }
}
