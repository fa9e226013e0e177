/**
 * @file accountability.h
 * @brief Who is accountable for a function, theme, service or duty, in a place, on a date.
 *
 * A paper records accountability in many ways: a role, theme or function is allocated to a post;
 * a function has lead posts, or a unit with a head; a post takes themes, carries out functions, holds
 * a statutory duty or runs a group of areas; an outcome, measure or risk has an owner. All of them
 * are looked at, and each post found comes with the way it was found, the place, the line of
 * management above it and whether it certainly holds. Where nothing is recorded the answer is
 * empty and says where it was looked for: a gap is never filled by a guess.
 *
 * The answer owns everything it shows: it stays valid when the snapshot goes, and any number of
 * threads may read it.
 */
#ifndef LOCALITY_ACCOUNTABILITY_H
#define LOCALITY_ACCOUNTABILITY_H

#include "locality/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What is asked. */
typedef struct locality_accountable_query {
    uint32_t struct_size;  /**< sizeof(locality_accountable_query). */
    uint32_t reserved;     /**< Zero. */
    const char *kind;      /**< Kind of the subject: theme, function, service, duty, role, outcome,
                                      priority, area, area_group, unit, measure, milestone, risk,
                                      work_item, task_group or provider; null to look in all of
                                      them. */
    const char *subject;   /**< Id, name or alias of the subject. */
    const char *area;      /**< Id, name or alias of the place; null for any place. */
    const char *structure; /**< Id, name or alias of the structure version; null for all. */
    const locality_range *as_at; /**< The date asked about, in days; null: whenever. */
} locality_accountable_query;

/** Starting value of a locality_accountable_query. */
#define LOCALITY_ACCOUNTABLE_QUERY_INIT \
    { sizeof(locality_accountable_query), 0, 0, 0, 0, 0, 0 }

/** By what a post is accountable, the most direct first. */
enum locality_accountable_grounds {
    LOCALITY_GROUND_ALLOCATED = 1, /**< An allocation gives it: a role, theme, function ... */
    LOCALITY_GROUND_LEADS = 2,     /**< The subject names it as its lead or owner. */
    LOCALITY_GROUND_DUTY = 3,      /**< The post holds the duty. */
    LOCALITY_GROUND_RUNS = 4,      /**< The post runs the group of areas. */
    LOCALITY_GROUND_THEME = 5,     /**< The post takes the theme. */
    LOCALITY_GROUND_HEAD = 6,      /**< The post heads the unit that carries it. */
    LOCALITY_GROUND_PROVIDES = 7,  /**< A provision names the post for the place. */
    LOCALITY_GROUND_CARRIES = 8,   /**< The post carries out the function. */
    LOCALITY_GROUND_LINE = 9       /**< The post runs the area and manages a post found there. */
};

/** Where the place lies through which a post was found, the nearest first. */
enum locality_accountable_reaches {
    LOCALITY_REACH_OWN = 0,     /**< The place asked about itself; the post's own where none was. */
    LOCALITY_REACH_SEVERAL = 1, /**< A list or group of areas that the place is one of. */
    LOCALITY_REACH_WIDER = 2,   /**< An area that the place lies in. */
    LOCALITY_REACH_WHOLE = 3,   /**< Everywhere: countywide, or not tied to a place. */
    LOCALITY_REACH_UNSTATED = 4 /**< No place is stated, though one would be expected. */
};

/** How the line of management above a post ends. */
enum locality_accountable_tops {
    LOCALITY_TOP_ROOT = 0,  /**< At a post that is said to report to nobody. */
    LOCALITY_TOP_OPEN = 1,  /**< At a post whose line manager is not stated. */
    LOCALITY_TOP_CIRCLE = 2 /**< It runs in a circle. */
};

/** A post that is, or may be, accountable. Texts live as long as the answer; none is null. */
typedef struct locality_accountable_post {
    const char *id;         /**< Id of the post. */
    const char *label;      /**< Its name, else its title, else its id. */
    const char *structure;  /**< Id of its structure version; empty where it belongs to none. */
    const char *role;       /**< ALLOCATED: what is given, by name; else empty. */
    const char *allocation; /**< ALLOCATED: id of the allocation; else empty. */
    const char
        *place_kind;   /**< Kind of the place: area or area_group; empty where there is none. */
    const char *place; /**< Id of the place through which it was found; may be empty. */
    const char *place_label; /**< Name of that place; a list of names where it is several areas. */
    const char *reason;      /**< Why, in one sentence. */
    const char *basis;       /**< stated, inferred or user. */
    const char *open;        /**< What is not stated where it only may hold; else empty. */
    uint32_t row;            /**< Row of the post in the snapshot that was asked. */
    int32_t ground;          /**< One of locality_accountable_grounds. */
    int32_t reach;           /**< One of locality_accountable_reaches. */
    uint32_t level;          /**< Order of places: 0 the place asked about, 1 several areas with it,
                                   2 the area it lies in, 3 the next ... */
    locality_truth certainty; /**< TRUE: it holds; UNDECIDED: it may. */
    int32_t is_conflict;      /**< 1 where another post has the same claim to the same place. */
    int32_t top;              /**< One of locality_accountable_tops. */
    uint32_t managers;        /**< Line managers above, to be read with
                                   locality_accountable_manager. */
    uint8_t reserved[32];     /**< Zero; room for later members. */
} locality_accountable_post;

/** A line manager above a post found. Texts live as long as the answer; none is null. */
typedef struct locality_accountable_line {
    const char *id;       /**< Id of the post. */
    const char *label;    /**< Its name, else its title, else its id. */
    const char *basis;    /**< How the line up to it is known: stated or inferred. */
    uint32_t row;         /**< Row of the post in the snapshot that was asked. */
    uint32_t unused;      /**< Zero. */
    uint8_t reserved[16]; /**< Zero; room for later members. */
} locality_accountable_line;

/** One thing that was looked at. Texts live as long as the answer; none is null. */
typedef struct locality_accountable_look {
    const char *what;     /**< In words: "allocations of theme vulnerable adults". */
    uint64_t records;     /**< Records of this sort that name the subject. */
    uint64_t found;       /**< How many of them gave a post for the place, version and date. */
    uint64_t unnamed;     /**< How many of them name no post. */
    uint8_t reserved[16]; /**< Zero; room for later members. */
} locality_accountable_look;

/** The answer: immutable, valid on its own. */
typedef struct locality_accountable locality_accountable;

/**
 * @brief Finds who is accountable for something, in a place, on a date.
 *
 * Posts come nearest place first, then by ground, certain ones before others, then by version, by
 * what names them, by place, at last by id. A post
 * is listed once for each level of places, by its most direct ground; by allocation, once for each
 * role. A theme leads to those who hold it; a function to its lead, else the head of its unit, and
 * to those who carry it out and who hold its theme; a duty to its holders, its functions, its roles and
 * those who hold its theme beyond the areas they serve; an outcome to its owner, the owners of its measures and its theme, else
 * to the wider outcome and its priority. A post that runs a group of areas holds its themes for all that
 * the layer divides; where its themes are not stated it may hold any. Vacant posts count.
 *
 * The first call over a snapshot makes an index, linear in its posts and allocations, which the
 * snapshot keeps; then a call takes time in what names the subject, not in the posts there are.
 * @param[in] snapshot The snapshot; it is not needed afterwards.
 * @param[in] query What is asked.
 * @param[in] allocator Memory functions for the answer, null for malloc.
 * @param[out] out The answer; free with locality_accountable_free. It may list no post.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (also a kind that nobody answers for); NOT_FOUND or AMBIGUOUS for a subject,
 *         area or structure, with the nearest names or the candidates; NO_MEMORY.
 */
LOCALITY_API locality_status locality_accountable_find(const locality_snapshot *snapshot,
                                                       const locality_accountable_query *query,
                                                       const locality_allocator *allocator,
                                                       locality_accountable **out,
                                                       locality_error *error);
/**
 * @brief Frees an answer.
 * @param[in] accountable An answer or null.
 */
LOCALITY_API void locality_accountable_free(locality_accountable *accountable);
/**
 * @brief Counts the posts found.
 * @param[in] accountable An answer.
 * @return How many; 0 where none is recorded and for null.
 */
LOCALITY_API size_t locality_accountable_count(const locality_accountable *accountable);
/**
 * @brief Gives one post found.
 * @param[in] accountable An answer.
 * @param[in] index Number of the post, from 0.
 * @return The post, borrowed; null where there is none.
 */
LOCALITY_API const locality_accountable_post *
locality_accountable_at(const locality_accountable *accountable, size_t index);
/**
 * @brief Gives one line manager above a post found, nearest first.
 * @param[in] accountable An answer.
 * @param[in] index Number of the post, from 0.
 * @param[in] manager Number of the line manager, from 0.
 * @return The line manager, borrowed; null where there is none.
 */
LOCALITY_API const locality_accountable_line *
locality_accountable_manager(const locality_accountable *accountable, size_t index, size_t manager);
/**
 * @brief Counts what was looked at.
 * @param[in] accountable An answer.
 * @return How many can be read with locality_accountable_look_at.
 */
LOCALITY_API size_t locality_accountable_looks(const locality_accountable *accountable);
/**
 * @brief Gives one thing that was looked at.
 * @param[in] accountable An answer.
 * @param[in] index Its number, from 0.
 * @return What was looked at, borrowed; null where there is none.
 */
LOCALITY_API const locality_accountable_look *
locality_accountable_look_at(const locality_accountable *accountable, size_t index);
/**
 * @brief Gives the question in words: "Accountable for theme vulnerable adults in Fenland".
 * @param[in] accountable An answer.
 * @return The text, borrowed; empty for null.
 */
LOCALITY_API const char *locality_accountable_question(const locality_accountable *accountable);
/**
 * @brief Names the kind of the subject that was found.
 * @param[in] accountable An answer.
 * @return Name of the kind, borrowed; empty for null.
 */
LOCALITY_API const char *locality_accountable_kind(const locality_accountable *accountable);
/**
 * @brief Gives the id of the subject that was found.
 * @param[in] accountable An answer.
 * @return The id, borrowed; empty for null.
 */
LOCALITY_API const char *locality_accountable_subject(const locality_accountable *accountable);

#ifdef __cplusplus
}
#endif

#endif
