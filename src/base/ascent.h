/* Ascent: parent pointers followed upwards. Areas, units, functions and posts all name the one
 * record above them; from those pointers come how far up a record stands, where its way up leads,
 * and the circles that such pointers can close. Linear, without recursion. */
#ifndef LOC_BASE_ASCENT_H
#define LOC_BASE_ASCENT_H

#include "base/memory.h"
#include "base/ranks.h"

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
    uint32_t first, count; /* nodes: first, first + 1 ... */
    const uint32_t
        *parent;     /* borrowed, by node from 0 on; a value that is no node says there is none */
    uint32_t *known; /* of each, in one word: four times loc_ascent_above, plus loc_ascent_way */
    loc_ranks inner; /* nodes that are the parent of some node, less `first` */
    uint32_t *circle_start; /* circles + 1 offsets into `circle`; null where there is none */
    uint32_t
        *circle; /* nodes of each circle from its smallest, each followed by its parent; circles
                         ascending by their smallest node */
    uint32_t circles;
    size_t start_capacity, circle_capacity;
} loc_ascent;

/* Most nodes: what is above them leaves room for the way. */
#define LOC_ASCENT_MOST ((UINT32_C(1) << 30) - 2)

/* Fills `ascent` (not a pointer to a live one); `parent` must outlive it. LIMIT: too many nodes. */
locality_status loc_ascent_init(loc_ascent *ascent, const uint32_t *parent, uint32_t count,
                                const locality_allocator *allocator, locality_error *error);
void loc_ascent_clear(loc_ascent *ascent); /* a zeroed one is allowed */

static inline bool loc_ascent_has(const loc_ascent *ascent, uint32_t node) {
    return node - ascent->first < ascent->count;
}

/* The two things that a word of `known` says. */
static inline uint32_t loc_known_above(uint32_t known) {
    return known / 4u;
}
static inline uint32_t loc_known_way(uint32_t known) {
    return known % 4u;
}

/* Distinct nodes above a node; a node on a circle is above itself. */
static inline uint32_t loc_ascent_above(const loc_ascent *ascent, uint32_t node) {
    return loc_known_above(ascent->known[node - ascent->first]);
}

/* One of loc_ways. */
static inline uint32_t loc_ascent_way(const loc_ascent *ascent, uint32_t node) {
    return loc_known_way(ascent->known[node - ascent->first]);
}

/* Who looks at every node while it is found, so that all of it is gone over once. */
typedef struct loc_ascent_visitor {
    void *self;
    /* The inner nodes are numbered; nothing else is known. False on refusal. */
    bool (*open)(void *self, const loc_ascent *ascent);
    /* `known` of `count` nodes from `first` on stands, but that nodes on a circle look as if they led into
     * one. `over`: the numbers of their parents among the inner nodes, or LOC_OVER_NONE. */
    void (*take)(void *self, const loc_ascent *ascent, uint32_t first, uint32_t count,
                 const uint32_t *over);
} loc_ascent_visitor;

#define LOC_OVER_NONE UINT32_MAX
#define LOC_ASCENT_BLOCK 128u /* most nodes taken together */

/* The same as loc_ascent_init for `count` nodes from `first` on, from which no way leads to another. */
locality_status loc_ascent_visit(loc_ascent *ascent, const uint32_t *parent, uint32_t first,
                                 uint32_t count, const locality_allocator *allocator,
                                 const loc_ascent_visitor *visitor, locality_error *error);

static inline bool loc_ascent_is_cyclic(const loc_ascent *ascent, uint32_t node) {
    return loc_ascent_way(ascent, node) >= LOC_TO_CIRCLE;
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
