/**
 * @file structure.h
 * @brief Structure: lines of report, spans, layers, totals and gaps of a structure version, and its
 * change.
 *
 * A structure handle is a view of one version (current, proposed ...) in one snapshot, which it
 * retains. It is immutable: any number of threads may read it. Records are named by the row they
 * have in the snapshot. One record may stand for several posts, so whatever is counted is a range;
 * a number of posts, an FTE or a cost that is not stated is "at least 0", so totals are honest: "at
 * least 20". A vacancy counts where it is stated.
 *
 * Functions that give a list fill the caller's array: with a null array they only count; an array
 * that is too small receives the first rows, the full count is given, and the status is
 * LOCALITY_LIMIT.
 */
#ifndef LOCALITY_STRUCTURE_H
#define LOCALITY_STRUCTURE_H

#include "locality/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One version of a structure. */
typedef struct locality_structure locality_structure;

/**
 * @brief Makes a structure version ready to be asked. Linear in the posts of the snapshot.
 * @param[in] snapshot The snapshot; it is retained.
 * @param[in] name Id, name or alias of the version ("proposed"); null for all posts of all
 *            versions.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] out The structure; free with locality_structure_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND where no version has the name (it offers the nearest); AMBIGUOUS;
 *         NO_MEMORY.
 */
LOCALITY_API locality_status locality_structure_new(const locality_snapshot *snapshot,
                                                    const char *name,
                                                    const locality_allocator *allocator,
                                                    locality_structure **out,
                                                    locality_error *error);
/**
 * @brief Frees a structure and gives its snapshot back.
 * @param[in] structure A structure or null.
 */
LOCALITY_API void locality_structure_free(locality_structure *structure);
/**
 * @brief Gives the snapshot that a structure was made over.
 * @param[in] structure A structure.
 * @return The snapshot, borrowed; null for null.
 */
LOCALITY_API const locality_snapshot *
locality_structure_snapshot(const locality_structure *structure);
/**
 * @brief Gives the row of the version.
 * @param[in] structure A structure.
 * @return Its row; LOCALITY_ROW_MISSING for all versions and for null.
 */
LOCALITY_API uint32_t locality_structure_row(const locality_structure *structure);
/**
 * @brief Lists the post records of the version, in the order of rows.
 * @param[in] structure A structure.
 * @param[out] out Receives rows of posts; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or LIMIT.
 */
LOCALITY_API locality_status locality_structure_posts(const locality_structure *structure,
                                                      uint32_t *out, size_t capacity, size_t *count,
                                                      locality_error *error);

/* ---- Lines of report ------------------------------------------------------------------------- */

/** How a line of report is known. */
enum locality_line_bases {
    LOCALITY_LINE_UNKNOWN = 0,  /**< No line manager is stated, or the one given is said not to be
                                     known. */
    LOCALITY_LINE_PRINTED = 1,  /**< The paper prints it, or states it without saying how. */
    LOCALITY_LINE_INFERRED = 2, /**< It was inferred. */
    LOCALITY_LINE_ROOT = 3      /**< The post is declared to report to nobody. */
};

/** Where a post stands in its line of report. */
typedef struct locality_line {
    uint32_t post;        /**< Row of the post. */
    uint32_t manager;     /**< Row of the line manager, LOCALITY_ROW_NONE or
                               LOCALITY_ROW_MISSING. */
    int32_t basis;        /**< One of locality_line_bases. */
    int32_t is_cyclic;    /**< 1 where the line runs in a circle. */
    uint32_t reports;     /**< Records that report to it directly. */
    uint32_t below;       /**< Records below it; a post on a circle is below itself. */
    locality_range depth; /**< Lines above it: at least as many as are stated where the top one
                               reports to somebody who is not stated; unknown where the line runs in
                               a circle. */
} locality_line;

/**
 * @brief Tells where a post stands in its line of report. Constant time.
 * @param[in] structure A structure.
 * @param[in] post Row of the post, of any version.
 * @param[out] out The answer; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NO_MEMORY.
 */
LOCALITY_API locality_status locality_structure_line(const locality_structure *structure,
                                                     uint32_t post, locality_line *out,
                                                     locality_error *error);
/**
 * @brief Lists the line managers of a post, nearest first.
 * @param[in] structure A structure.
 * @param[in] post Row of the post.
 * @param[out] out Receives rows of posts; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are. Where the line runs in a circle, each is listed once; a
 *             post on the circle meets itself at the end.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or LIMIT.
 */
LOCALITY_API locality_status locality_structure_chain(const locality_structure *structure,
                                                      uint32_t post, uint32_t *out, size_t capacity,
                                                      size_t *count, locality_error *error);
/**
 * @brief Lists the records that report to a post directly, in the order of rows.
 * @param[in] structure A structure.
 * @param[in] post Row of the post.
 * @param[out] out Receives rows of posts; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_structure_reports(const locality_structure *structure,
                                                        uint32_t post, uint32_t *out,
                                                        size_t capacity, size_t *count,
                                                        locality_error *error);
/**
 * @brief Lists everyone below a post, each before those below it.
 * @param[in] structure A structure.
 * @param[in] post Row of the post.
 * @param[out] out Receives rows of posts; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_structure_below(const locality_structure *structure,
                                                      uint32_t post, uint32_t *out, size_t capacity,
                                                      size_t *count, locality_error *error);
/**
 * @brief Lists the declared roots of the version: posts that report to nobody.
 * @param[in] structure A structure.
 * @param[out] out Receives rows of posts; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or LIMIT.
 */
LOCALITY_API locality_status locality_structure_roots(const locality_structure *structure,
                                                      uint32_t *out, size_t capacity, size_t *count,
                                                      locality_error *error);
/**
 * @brief Lists the orphans of the version: posts whose line manager is not stated.
 * @param[in] structure A structure.
 * @param[out] out Receives rows of posts; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or LIMIT.
 */
LOCALITY_API locality_status locality_structure_orphans(const locality_structure *structure,
                                                        uint32_t *out, size_t capacity,
                                                        size_t *count, locality_error *error);
/**
 * @brief Counts the circles of line management that touch the version.
 * @param[in] structure A structure.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_structure_cycles(const locality_structure *structure);
/**
 * @brief Lists one circle in full: from its first row, each post followed by its line manager.
 * @param[in] structure A structure.
 * @param[in] index Number of the circle, from 0.
 * @param[out] out Receives rows of posts; null to count. The last one's manager is the first.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are; 1 where a post reports to itself.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or LIMIT.
 */
LOCALITY_API locality_status locality_structure_cycle(const locality_structure *structure,
                                                      size_t index, uint32_t *out, size_t capacity,
                                                      size_t *count, locality_error *error);
/**
 * @brief Counts the levels of management of the version, over its own posts.
 *
 * A range where posts have no stated manager: each of them may belong below any other. Of all
 * versions together: the levels of the one that has most.
 * @param[in] structure A structure.
 * @param[out] out The number of levels; unknown on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_structure_layers(const locality_structure *structure,
                                                       locality_range *out, locality_error *error);

/** What reports to one post directly; dotted lines do not count. */
typedef struct locality_span {
    uint32_t post;               /**< Row of the post. */
    uint32_t records;            /**< Records that report to it. */
    locality_range posts;        /**< Posts, vacant ones included: the span of control. */
    locality_range fte;          /**< Their FTE in millionths. */
    locality_range filled_posts; /**< Posts that are not vacant. */
    locality_range filled_fte;   /**< Their FTE; of a post at most 1.0 FTE is taken to be vacant. */
} locality_span;

/**
 * @brief Gives the span of control of a post. Linear in its direct reports.
 * @param[in] structure A structure.
 * @param[in] post Row of the post.
 * @param[out] out The span; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NO_MEMORY.
 */
LOCALITY_API locality_status locality_structure_span(const locality_structure *structure,
                                                     uint32_t post, locality_span *out,
                                                     locality_error *error);
/**
 * @brief Lists the spans of all posts of the version to which somebody reports, in the order of
 * rows.
 * @param[in] structure A structure.
 * @param[out] out Receives spans; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_structure_spans(const locality_structure *structure,
                                                      locality_span *out, size_t capacity,
                                                      size_t *count, locality_error *error);

/* ---- Totals ---------------------------------------------------------------------------------- */

/** What posts are added up by. */
enum locality_total_bases {
    LOCALITY_BY_NOTHING_ELSE = 0, /**< Overall only. */
    LOCALITY_BY_UNIT = 1,         /**< Unit. */
    LOCALITY_BY_TOP_UNIT = 2,     /**< Highest unit under the top: function groups, services. */
    LOCALITY_BY_AREA = 3,         /**< Area served, at a level. */
    LOCALITY_BY_GROUP = 4,        /**< Area group, of a layer. */
    LOCALITY_BY_FUNCTION = 5,     /**< Function carried out. */
    LOCALITY_BY_GRADE = 6,        /**< Pay grade. */
    LOCALITY_BY_BASE = 7,         /**< Site worked from. */
    LOCALITY_BY_TITLE = 8         /**< Job title: kinds of post, multiplied over places. */
};

/** Which part of a total a row is. */
enum locality_total_parts {
    LOCALITY_TOTAL_OVERALL = 0,    /**< All posts. */
    LOCALITY_TOTAL_RECORD = 1,     /**< Posts that belong to the record and to no other. */
    LOCALITY_TOTAL_COUNTYWIDE = 2, /**< Posts for the whole area: countywide, headquarters, all that
                                        is divided. */
    LOCALITY_TOTAL_SEVERAL = 3,    /**< Posts that belong to several records together. */
    LOCALITY_TOTAL_NONE = 4,       /**< Posts that are known to belong to none. */
    LOCALITY_TOTAL_UNPLACED = 5    /**< Posts for which nothing is stated: the unplaced
                                        remainder. */
};

/** How to add up. */
typedef struct locality_totals_options {
    uint32_t struct_size; /**< sizeof(locality_totals_options). */
    uint32_t reserved;    /**< Zero. */
    const char *layer;    /**< BY_GROUP: layer of the groups; BY_AREA: level of the areas; null for
                               all. */
    const char *title;    /**< Only posts of this title, without regard to case; null for all. */
    int32_t by;           /**< One of locality_total_bases. */
    uint32_t unused;      /**< Zero. */
} locality_totals_options;

/** Starting value of a locality_totals_options. */
#define LOCALITY_TOTALS_OPTIONS_INIT \
    { sizeof(locality_totals_options), 0, 0, 0, 0, 0 }

/** One row of totals. Every post is counted in one row (beside the overall one), so that rows add
 * up. */
typedef struct locality_total {
    int32_t part;             /**< One of locality_total_parts. */
    uint32_t row;             /**< RECORD: row of the unit, area ... else LOCALITY_ROW_MISSING. */
    const char *label;        /**< RECORD: id of the record, or the title; else empty. */
    uint32_t records;         /**< Post records. */
    uint32_t places;          /**< RECORD of an area or group: areas it stands for; else 0. */
    locality_range posts;     /**< Posts, vacant ones included. */
    locality_range filled;    /**< Posts that are not vacant. */
    locality_range fte;       /**< FTE in millionths. */
    locality_range cost;      /**< Cost of a year in pence. */
    locality_range per_place; /**< Posts for each place in millionths; unknown where `places` is
                                   0. */
} locality_total;

/** Totals of a structure version: immutable, valid on their own. */
typedef struct locality_totals locality_totals;

/**
 * @brief Adds up posts, FTE and cost of the version, overall and by unit, area, function ...
 *
 * Each post record is counted once. Where it belongs to several records (serves districts in both
 * groups) it is counted among SEVERAL; where nothing is stated, among UNPLACED; so the rows always
 * add up to the overall one. All groups of the layer and all areas of the level have a row, others
 * where posts belong to them. Records come in the order of rows (titles: of first use), then the
 * other parts.
 * @param[in] structure A structure.
 * @param[in] options How to add up; null for the overall total alone.
 * @param[out] out The totals; free with locality_totals_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NO_MEMORY.
 */
LOCALITY_API locality_status locality_structure_totals(const locality_structure *structure,
                                                       const locality_totals_options *options,
                                                       locality_totals **out,
                                                       locality_error *error);
/**
 * @brief Frees totals.
 * @param[in] totals Totals or null.
 */
LOCALITY_API void locality_totals_free(locality_totals *totals);
/**
 * @brief Counts the rows of totals, the overall one left out.
 * @param[in] totals Totals.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_totals_count(const locality_totals *totals);
/**
 * @brief Gives one row of totals.
 * @param[in] totals Totals.
 * @param[in] index Number of the row, from 0.
 * @return The row, borrowed; null where there is none.
 */
LOCALITY_API const locality_total *locality_totals_at(const locality_totals *totals, size_t index);
/**
 * @brief Gives the overall total.
 * @param[in] totals Totals.
 * @return The total, borrowed; null for null.
 */
LOCALITY_API const locality_total *locality_totals_overall(const locality_totals *totals);

/** The desks that a site needs. */
typedef struct locality_desks {
    uint32_t site;         /**< Row of the site. */
    uint32_t reserved;     /**< Zero. */
    locality_range placed; /**< Posts whose base it is. */
    locality_range needed; /**< The same, and up to all posts of the version whose base is not
                                stated. */
    locality_range desks;  /**< Desks in it; unknown where not stated. */
    locality_truth enough; /**< Whether the desks are enough. */
    int32_t padding;       /**< Zero. */
} locality_desks;

/**
 * @brief Lists the desks that the sites of the version need: one a post, vacant ones included.
 *
 * Sites of the version, and others at which one of its posts is based, in the order of rows.
 * @param[in] structure A structure.
 * @param[out] out Receives one row a site; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_structure_desks(const locality_structure *structure,
                                                      locality_desks *out, size_t capacity,
                                                      size_t *count, locality_error *error);

/* ---- Functions and skills -------------------------------------------------------------------- */

/** Why a function has no lead in a version. */
enum locality_lead_faults {
    LOCALITY_LEAD_NOT_STATED = 1, /**< Nothing says who leads it. */
    LOCALITY_LEAD_NONE = 2,       /**< It is stated that nobody does. */
    LOCALITY_LEAD_ELSEWHERE = 3   /**< Whoever leads it is no post of the version. */
};

/** A function without lead. */
typedef struct locality_unled {
    uint32_t function; /**< Row of the function. */
    int32_t fault;     /**< One of locality_lead_faults. */
} locality_unled;

/**
 * @brief Lists the functions of the version that no post of it leads.
 *
 * Functions of the version or of all versions whose scope is the service as a whole or is not
 * stated, and that have not ceased. A function is led by its `lead` posts, or else by the head of
 * its unit.
 * @param[in] structure A structure.
 * @param[out] out Receives functions; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or LIMIT.
 */
LOCALITY_API locality_status locality_structure_unled(const locality_structure *structure,
                                                      locality_unled *out, size_t capacity,
                                                      size_t *count, locality_error *error);
/**
 * @brief Lists the functions that a post carries out.
 * @param[in] structure A structure.
 * @param[in] post Row of the post.
 * @param[out] out Receives rows of functions; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or LIMIT.
 */
LOCALITY_API locality_status locality_structure_functions(const locality_structure *structure,
                                                          uint32_t post, uint32_t *out,
                                                          size_t capacity, size_t *count,
                                                          locality_error *error);
/**
 * @brief Lists the skills that a post asks for.
 * @param[in] structure A structure.
 * @param[in] post Row of the post.
 * @param[out] out Receives rows of skills; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or LIMIT.
 */
LOCALITY_API locality_status locality_structure_skills(const locality_structure *structure,
                                                       uint32_t post, uint32_t *out,
                                                       size_t capacity, size_t *count,
                                                       locality_error *error);
/**
 * @brief Lists the posts of the version for which a field says nothing: missing, or an empty list.
 *
 * With `functions` or `skills`: posts without any; with `base`, `unit`, `grade`: not placed.
 * @param[in] structure A structure.
 * @param[in] field Name of a field of the kind post.
 * @param[out] out Receives rows of posts; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND (no such field) or LIMIT.
 */
LOCALITY_API locality_status locality_structure_lacking(const locality_structure *structure,
                                                        const char *field, uint32_t *out,
                                                        size_t capacity, size_t *count,
                                                        locality_error *error);
/**
 * @brief Lists the posts of the version without any place: no area, no group, no base, not
 * countywide.
 * @param[in] structure A structure.
 * @param[out] out Receives rows of posts; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or LIMIT.
 */
LOCALITY_API locality_status locality_structure_placeless(const locality_structure *structure,
                                                          uint32_t *out, size_t capacity,
                                                          size_t *count, locality_error *error);

/* ---- Two versions ---------------------------------------------------------------------------- */

/** What becomes of a post or unit between two versions. */
enum locality_fates {
    LOCALITY_FATE_NEW = 1,       /**< Only in the second version, and said to be new. */
    LOCALITY_FATE_CHANGED = 2,   /**< Continues, with something changed. */
    LOCALITY_FATE_UNCHANGED = 3, /**< Continues as it is. */
    LOCALITY_FATE_CEASED = 4,    /**< Only in the first version, and said to cease or to be
                                      transferred. */
    LOCALITY_FATE_UNMAPPED = 5   /**< In one version only, and nothing says what becomes of it or
                                      where it is from. */
};

/** One row of a comparison of two versions. */
typedef struct locality_fate {
    int32_t fate;    /**< One of locality_fates. */
    uint32_t kind;   /**< Number of the kind: post or unit. */
    uint32_t before; /**< Row in the first version, else LOCALITY_ROW_MISSING. */
    uint32_t after;  /**< Row in the second version, else LOCALITY_ROW_MISSING. */
} locality_fate;

/**
 * @brief Compares two versions of one snapshot record by record: new, changed, unchanged, ceased,
 * unmapped.
 *
 * A record continues those that its `origin` names. Whether it is changed is what its `disposition`
 * says; where that says nothing, a post is unchanged if name, title, posts, FTE and grade are, a
 * unit if name, type and quantity are. Where the second version is an overlay of the first, a copy
 * is unchanged if no change of the overlay names it, and what has no copy has ceased. Two units
 * that become one are two rows with one `after`. Rows: posts of the second version, posts that only
 * the first has, then units likewise, each in the order of rows.
 * @param[in] before The first version.
 * @param[in] after The second version, over the same snapshot.
 * @param[out] out Receives rows; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID (other snapshots included), LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_structure_compare(const locality_structure *before,
                                                        const locality_structure *after,
                                                        locality_fate *out, size_t capacity,
                                                        size_t *count, locality_error *error);

/** A number before and after. */
typedef struct locality_difference {
    locality_range before; /**< In the first version. */
    locality_range after;  /**< In the second. */
    locality_range net;    /**< The second less the first. */
    locality_range share;  /**< `net` as a ratio of the first, in millionths; unknown where that may
                                be 0. */
} locality_difference;

/** How the size of an establishment changes: as stated, and as listed. */
typedef struct locality_size_change {
    locality_difference stated_fte;   /**< FTE that each version states. */
    locality_difference listed_posts; /**< Posts that each version lists; unknown where it lists
                                           none. */
    locality_difference listed_fte;   /**< FTE of these posts. */
    locality_difference mixed;        /**< Stated FTE before, listed posts (as whole FTE) after. */
} locality_size_change;

/**
 * @brief Gives the change in size between two versions, as stated and as listed.
 *
 * Coventry 2010: 46 to 24 FTE stated is -22, -47.83 %; 46 to the 22 posts listed is -24, -52.17 %.
 * @param[in] before The first version.
 * @param[in] after The second version, over the same snapshot.
 * @param[out] out The change; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_structure_size_change(const locality_structure *before,
                                                            const locality_structure *after,
                                                            locality_size_change *out,
                                                            locality_error *error);

/** How the number of sites changes. */
typedef struct locality_site_change {
    locality_difference sites; /**< Sites of the two versions. */
    locality_range closures;   /**< Sites of the first that close; a range where it is not known
                                    whether a site of the second is one of them. */
} locality_site_change;

/**
 * @brief Gives the change in the number of sites of a type between two versions.
 *
 * Coventry 2010: 6 offices to 1 is -5, -83.33 %, with 5 or 6 closures.
 * @param[in] before The first version.
 * @param[in] after The second version, over the same snapshot.
 * @param[in] type Word of `site.type`; null for every type.
 * @param[out] out The change; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_structure_site_change(const locality_structure *before,
                                                            const locality_structure *after,
                                                            const char *type,
                                                            locality_site_change *out,
                                                            locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
