/* Ascent: see ascent.h. From each node the way up is followed to the first node that is known (or to
 * the end, or back to where it came by), and then once more to write down what was found, so every
 * node is left behind twice in all. */
#include "base/ascent.h"

#include "base/error.h"

#define AHEAD 16u /* how many nodes before its use a line of memory is asked for */
#define UNSEEN UINT32_MAX
#define UNDER_WAY (UINT32_MAX - 1) /* on the way that is being followed */

void loc_ascent_clear(loc_ascent *ascent) {
    const locality_allocator *allocator = &ascent->allocator;

    loc_release(allocator, ascent->above, ascent->count, sizeof *ascent->above);
    loc_release(allocator, ascent->way, ascent->count, sizeof *ascent->way);
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
        ascent->above[at] = length;
        ascent->way[at] = LOC_ON_CIRCLE;
    }
    ascent->circle_start[ascent->circles++] = end;
    ascent->circle_start[ascent->circles] = end + length;
    return true;
}

/* Finds what is above `node` and all that its way up comes by; false on refusal. */
static bool follow(loc_ascent *ascent, uint32_t node) {
    const uint32_t *parent = ascent->parent;
    uint32_t *above = ascent->above;
    uint32_t count = ascent->count, steps = 0, at = node;
    uint32_t first = 0; /* how many are above the last of the way */
    uint8_t way = LOC_ENDS;

    for (; at < count && above[at] == UNSEEN; at = parent[at]) {
        above[at] = UNDER_WAY;
        steps++;
    }
    if (at < count && above[at] == UNDER_WAY) {
        if (!note_circle(ascent, at)) {
            return false;
        }
        steps -= above[at]; /* the circle is done */
    }
    if (at >= count) {
        way = at == LOC_PARENT_UNKNOWN ? LOC_ENDS_OPEN : LOC_ENDS;
    } else if (ascent->way[at] == LOC_ON_CIRCLE) { /* all of the circle, which counts itself */
        way = LOC_TO_CIRCLE;
        first = above[at];
    } else {
        way = ascent->way[at];
        first = above[at] + 1;
    }
    for (at = node; steps > 0; at = parent[at]) {
        above[at] = first + --steps;
        ascent->way[at] = way;
    }
    return true;
}

locality_status loc_ascent_init(loc_ascent *ascent, const uint32_t *parent, uint32_t count,
                                const locality_allocator *allocator, locality_error *error) {
    *ascent = (loc_ascent){.allocator = *allocator, .count = count, .parent = parent};
    ascent->above = loc_allocate_raw(allocator, count, sizeof *ascent->above);
    ascent->way = loc_allocate_raw(allocator, count, sizeof *ascent->way);
    bool made = ascent->above != NULL && ascent->way != NULL;

    for (uint32_t node = 0; made && node < count; node++) {
        ascent->above[node] = UNSEEN;
    }
    for (uint32_t node = 0; made && node < count; node++) {
        if (node + AHEAD < count && parent[node + AHEAD] < count) {
            LOC_PREFETCH(&ascent->above[parent[node + AHEAD]]);
            LOC_PREFETCH(&ascent->way[parent[node + AHEAD]]);
        }
        made = ascent->above[node] != UNSEEN || follow(ascent, node);
    }
    if (!made) {
        loc_ascent_clear(ascent);
        return loc_fail_memory(error);
    }
    return loc_ok(error);
}

void loc_ascent_chain(const loc_ascent *ascent, uint32_t node, uint32_t *out) {
    uint32_t at = node;

    for (uint32_t i = 0; i < ascent->above[node]; i++) {
        at = ascent->parent[at];
        out[i] = at;
    }
}
