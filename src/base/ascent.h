/* Ascent: parent pointers followed upwards. Areas, units, functions and posts all name the one
 * record above them; from those pointers come how far up a record stands, where its way up leads,
 * and the circles that such pointers can close. One linear pass without recursion. */
#ifndef LOC_BASE_ASCENT_H
#define LOC_BASE_ASCENT_H

#include "base/memory.h"

/* A borrowed list of rows, ascending unless said otherwise. */
typedef struct loc_rows {
    const uint32_t *row;
    uint32_t count;
} loc_rows;

/* Asks for a line of memory ahead of its use, where the compiler can. */
#if defined(__GNUC__)
#define LOC_PREFETCH(address) __builtin_prefetch(address)
#else
#define LOC_PREFETCH(address) (void)(address)
#endif

/* A parent that there is, but nobody says which; other values that are no node say there is none. */
#define LOC_PARENT_UNKNOWN UINT32_MAX

/* Where the way up from a node leads. */
enum loc_ways {
    LOC_ENDS = 0,      /* at a node without a parent */
    LOC_ENDS_OPEN = 1, /* at a node whose parent is not known: more may lie above */
    LOC_TO_CIRCLE = 2, /* into a circle that the node is not part of */
    LOC_ON_CIRCLE = 3  /* round the circle that the node is part of */
};

typedef struct loc_ascent {
    locality_allocator allocator;
    uint32_t count;         /* nodes */
    const uint32_t *parent; /* borrowed; a value of `count` or more is no node */
    uint32_t *above;        /* distinct nodes above each; a node on a circle is above itself */
    uint8_t *way;           /* one of loc_ways for each */
    uint32_t *circle_start; /* circles + 1 offsets into `circle`; null where there is none */
    uint32_t *circle; /* nodes of each circle from its smallest, each followed by its parent */
    uint32_t circles;
    size_t start_capacity, circle_capacity;
} loc_ascent;

/* Fills `ascent` (not a pointer to a live one); `parent` must outlive it. */
locality_status loc_ascent_init(loc_ascent *ascent, const uint32_t *parent, uint32_t count,
                                const locality_allocator *allocator, locality_error *error);
void loc_ascent_clear(loc_ascent *ascent); /* a zeroed one is allowed */

static inline bool loc_ascent_is_cyclic(const loc_ascent *ascent, uint32_t node) {
    return ascent->way[node] >= LOC_TO_CIRCLE;
}

/* Nodes of one circle, each followed by its parent, the last one's parent being the first. */
static inline loc_rows loc_ascent_circle(const loc_ascent *ascent, uint32_t index) {
    loc_rows rows = {ascent->circle + ascent->circle_start[index],
                     ascent->circle_start[index + 1] - ascent->circle_start[index]};
    return rows;
}

/* Writes the nodes above, nearest first. */
void loc_ascent_chain(const loc_ascent *ascent, uint32_t node, uint32_t *out);

#endif
