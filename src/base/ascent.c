/* Ascent: see ascent.h. From each node the way up is followed to the first node that is known (or to
 * the end, or back to where it came by), and then once more to write down what was found, so every
 * node is left behind twice in all. */
#include "base/ascent.h"

#include <string.h>

#include "base/error.h"

#define AHEAD 16u /* how many nodes before its use a line of memory is asked for */
#define UNSEEN UINT32_MAX
#define UNDER_WAY (UINT32_MAX - 1) /* on the way that is being followed */

/* What is known of a node. */
static uint32_t know(uint32_t above, uint32_t way) {
    return above * 4u + way;
}

void loc_ascent_clear(loc_ascent *ascent) {
    const locality_allocator *allocator = &ascent->allocator;

    loc_release(allocator, ascent->known, ascent->count, sizeof *ascent->known);
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

/* Writes the circle that `node` lies on behind the others; false on refusal. */
static bool note_circle(loc_ascent *ascent, uint32_t node) {
    const uint32_t *parent = ascent->parent;
    uint32_t smallest = node, length = 1;

    for (uint32_t at = parent[node]; at != node; at = parent[at]) {
        smallest = at < smallest ? at : smallest;
        length++;
    }
    uint32_t end = ascent->circles > 0 ? ascent->circle_start[ascent->circles] : 0;
    if (!grow(ascent, &ascent->circle_start, &ascent->start_capacity, ascent->circles + 2u) ||
        !grow(ascent, &ascent->circle, &ascent->circle_capacity, (size_t)end + length)) {
        return false;
    }
    for (uint32_t i = 0, at = smallest; i < length; i++, at = parent[at]) {
        ascent->circle[end + i] = at;
        ascent->known[at] = know(length, LOC_ON_CIRCLE);
    }
    ascent->circle_start[ascent->circles++] = end;
    ascent->circle_start[ascent->circles] = end + length;
    return true;
}

/* Finds what is above `node` and all that its way up comes by; false on refusal. */
static bool follow(loc_ascent *ascent, uint32_t node) {
    const uint32_t *parent = ascent->parent;
    uint32_t *known = ascent->known;
    uint32_t count = ascent->count, steps = 0, at = node;
    uint32_t first = 0; /* how many are above the last of the way */
    uint32_t way = LOC_ENDS;

    for (; at < count && known[at] == UNSEEN; at = parent[at]) {
        known[at] = UNDER_WAY;
        steps++;
    }
    if (at < count && known[at] == UNDER_WAY) {
        if (!note_circle(ascent, at)) {
            return false;
        }
        steps -= loc_ascent_above(ascent, at); /* the circle is done */
    }
    if (at >= count) {
        way = at == LOC_PARENT_UNKNOWN ? LOC_ENDS_OPEN : LOC_ENDS;
    } else if (loc_ascent_way(ascent, at) == LOC_ON_CIRCLE) { /* all of it: it counts itself */
        way = LOC_TO_CIRCLE;
        first = loc_ascent_above(ascent, at);
    } else {
        way = loc_ascent_way(ascent, at);
        first = loc_ascent_above(ascent, at) + 1;
    }
    for (at = node; steps > 0; at = parent[at]) {
        known[at] = know(first + --steps, way);
    }
    return true;
}

/* Goes over all nodes. Most stand right below one that is known and not on a circle: one further up, the
 * same way. */
static bool follow_all(loc_ascent *ascent) {
    const uint32_t *parent = ascent->parent;
    uint32_t *known = ascent->known;
    uint32_t count = ascent->count;
    bool made = true;

    for (uint32_t node = 0; made && node < count; node++) {
        if (node + AHEAD < count && parent[node + AHEAD] < count) {
            LOC_PREFETCH(&known[parent[node + AHEAD]]);
        }
        if (known[node] != UNSEEN) {
            continue;
        }
        uint32_t over = parent[node] < count ? known[parent[node]] : UNSEEN;
        if (over < UNDER_WAY && over % 4u != LOC_ON_CIRCLE) {
            known[node] = over + 4u;
        } else {
            made = follow(ascent, node);
        }
    }
    return made;
}

locality_status loc_ascent_init(loc_ascent *ascent, const uint32_t *parent, uint32_t count,
                                const locality_allocator *allocator, locality_error *error) {
    *ascent = (loc_ascent){.allocator = *allocator, .count = count, .parent = parent};
    if (count > LOC_ASCENT_MOST) {
        *ascent = (loc_ascent){0};
        return loc_fail(error, LOCALITY_LIMIT, "too many records stand above one another");
    }
    ascent->known = loc_allocate_raw(allocator, count, sizeof *ascent->known);
    if (ascent->known != NULL) {
        memset(ascent->known, 0xFF, count * sizeof *ascent->known); /* UNSEEN */
    }
    if (ascent->known == NULL || !follow_all(ascent)) {
        loc_ascent_clear(ascent);
        return loc_fail_memory(error);
    }
    return loc_ok(error);
}

void loc_ascent_chain(const loc_ascent *ascent, uint32_t node, uint32_t *out) {
    uint32_t at = node;

    for (uint32_t i = 0; i < loc_ascent_above(ascent, node); i++) {
        at = ascent->parent[at];
        out[i] = at;
    }
}
