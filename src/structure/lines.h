/* Lines of report: who reports to whom, over all posts of a snapshot, computed once and kept with it.
 * What leads down from a manager is a matter of its own: most questions never go there.
 *
 * A post reports to another (`up.parent` is its row), to nobody (a declared root), or to
 * somebody who is not stated (an orphan). Posts of several structure versions lie side by side; a
 * line never has to stay inside one. One record may stand for several posts, so spans are sums of
 * ranges; a number of posts or FTE is never below 0, so a missing one is "at least 0". */
#ifndef LOC_STRUCTURE_LINES_H
#define LOC_STRUCTURE_LINES_H

#include "base/descent.h"
#include "model/derived.h"

/* What reports to a manager directly; side by side, because it is asked for together, and small, because all
 * of them are met in no order while they are made. */
typedef struct loc_team {
    int64_t fte;      /* millionths, where amounts are exact */
    uint32_t posts;   /* vacant ones included, likewise */
    uint32_t reports; /* records */
} loc_team;

/* One end of the amounts of a team, where they are ranges or large. */
typedef struct loc_team_end {
    int64_t posts, fte;
} loc_team_end;

typedef struct loc_lines {
    loc_derived derived;
    locality_allocator allocator;
    uint32_t count;     /* posts: from up.first on; all rows of the kind, or those of one version */
    loc_ascent up;      /* parent = line manager: row, LOCALITY_ROW_NONE or _MISSING */
    uint32_t *unstated; /* the pointers, where no post has one: all LOCALITY_ROW_MISSING */
    uint32_t managers;  /* posts to which some record reports directly: those in `up.inner` */
    loc_team *team;     /* of each manager */
    loc_team_end *lo, *hi;  /* likewise; null where `team` says the amounts */
    uint32_t version;       /* whose posts alone they are; LOCALITY_ROW_MISSING: of all posts */
    uint32_t structures;    /* rows of the kind structure; 0 where they are of one version */
    locality_range *layers; /* levels of each structure; one more for posts without one */
} loc_lines;

/* The posts of one version, where they lie together and no line leads from or to another post. */
typedef struct loc_stretch {
    uint32_t version, first, count;
} loc_stretch;

/* The lines of a snapshot, which it keeps; leaves `error` alone on success. */
locality_status loc_lines_of(const locality_snapshot *snapshot, const loc_lines **out,
                             locality_error *error);
/* Lines that know the posts of a structure (a row), likewise kept: of them alone where they stand apart,
 * else of all posts. */
locality_status loc_lines_of_version(const locality_snapshot *snapshot, uint32_t structure,
                                     const loc_lines **out, locality_error *error);
/* The same for the structure of a post. */
locality_status loc_lines_of_post(const locality_snapshot *snapshot, uint32_t post,
                                  const loc_lines **out, locality_error *error);
/* Whether somebody has found already which posts are those of a structure (a row): the ones from `first` on
 * to `end`, and perhaps no other. */
bool loc_lines_know_posts(const locality_snapshot *snapshot, uint32_t structure, uint32_t *first,
                          uint32_t *end);
/* What leads down from each post, likewise kept. */
locality_status loc_lines_down(const locality_snapshot *snapshot, const loc_descent **out,
                               locality_error *error);
/* Makes the lines of a snapshot, which must outlive them. */
locality_status loc_lines_new(const locality_snapshot *snapshot,
                              const locality_allocator *allocator, loc_lines **out,
                              locality_error *error);
/* The same of one stretch of posts. */
locality_status loc_lines_of_stretch(const locality_snapshot *snapshot, loc_stretch stretch,
                                     const locality_allocator *allocator, loc_lines **out,
                                     locality_error *error);
void loc_lines_free(loc_lines *lines);

/* Whether they are those of a post: what is below asks for no other. */
static inline bool loc_lines_has(const loc_lines *lines, uint32_t post) {
    return loc_ascent_has(&lines->up, post);
}

/* Whether some record reports to the post directly. */
static inline bool loc_lines_leads(const loc_lines *lines, uint32_t post) {
    return loc_ranks_has(&lines->up.inner, post - lines->up.first);
}

/* The number of such a post among the managers. */
static inline uint32_t loc_lines_team(const loc_lines *lines, uint32_t post) {
    return loc_ranks_of(&lines->up.inner, post - lines->up.first);
}

/* Row of the line manager, LOCALITY_ROW_NONE (declared root) or LOCALITY_ROW_MISSING (orphan). */
static inline uint32_t loc_lines_manager(const loc_lines *lines, uint32_t post) {
    return lines->up.parent[post];
}

static inline bool loc_lines_is_root(const loc_lines *lines, uint32_t post) {
    return lines->up.parent[post] == LOCALITY_ROW_NONE;
}

static inline bool loc_lines_is_orphan(const loc_lines *lines, uint32_t post) {
    return lines->up.parent[post] == LOCALITY_ROW_MISSING;
}

/* Whether the line of report runs in a circle: the post is on one or its line leads into one. */
static inline bool loc_lines_is_cyclic(const loc_lines *lines, uint32_t post) {
    return loc_ascent_is_cyclic(&lines->up, post);
}

/* Whether the line ends at an orphan: more may lie above. */
static inline bool loc_lines_is_open(const loc_lines *lines, uint32_t post) {
    return loc_ascent_way(&lines->up, post) == LOC_ENDS_OPEN;
}

/* Records that report to the post directly. */
static inline uint32_t loc_lines_reports(const loc_lines *lines, uint32_t post) {
    return loc_lines_leads(lines, post) ? lines->team[loc_lines_team(lines, post)].reports : 0;
}

/* Whether the amounts of all teams are exact, as `team` says them. */
static inline bool loc_lines_are_exact(const loc_lines *lines) {
    return lines->lo == NULL;
}

/* The ends of the amounts of a team, by its number. */
static inline loc_team_end loc_lines_low(const loc_lines *lines, uint32_t number) {
    const loc_team *team = &lines->team[number];
    return lines->lo != NULL ? lines->lo[number] : (loc_team_end){team->posts, team->fte};
}
static inline loc_team_end loc_lines_high(const loc_lines *lines, uint32_t number) {
    return lines->hi != NULL ? lines->hi[number] : loc_lines_low(lines, number);
}

/* How many line managers are above: each once, however the line runs. */
static inline uint32_t loc_lines_chain_length(const loc_lines *lines, uint32_t post) {
    return loc_ascent_above(&lines->up, post);
}

/* Direct reports in posts and in FTE, vacant ones included. Constant time. */
void loc_lines_span(const loc_lines *lines, uint32_t post, locality_range *out);
void loc_lines_span_fte(const loc_lines *lines, uint32_t post, locality_range *out);

/* Lines above a post: exact under a declared root, "at least" under an orphan (whose manager exists
 * but is not stated), unknown where the line runs in a circle. Constant time. */
void loc_lines_depth(const loc_lines *lines, uint32_t post, locality_range *out);

/* Levels of a structure (a row; LOCALITY_ROW_MISSING: of the posts without one), counted over its
 * own posts; lines of one version know those of no other. With orphans a range: any of them may belong below any other post. No posts: 0. */
void loc_lines_layers(const loc_lines *lines, uint32_t structure, locality_range *out);

#endif
