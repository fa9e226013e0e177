/**
 * @file places.h
 * @brief Places: areas inside areas, groups in layers, partitions, places in time, codes, coverage.
 *
 * A places handle is a view of one snapshot, which it retains. It is immutable: any number of
 * threads may read it. Records are named by the row they have in the snapshot, so
 * locality_snapshot_id, locality_snapshot_find and locality_snapshot_value go with it.
 *
 * Functions that give a list fill the caller's array: with a null array they only count; an array
 * that is too small receives the first rows, the full count is given, and the status is
 * LOCALITY_LIMIT.
 */
#ifndef LOCALITY_PLACES_H
#define LOCALITY_PLACES_H

#include "locality/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The places of a snapshot. */
typedef struct locality_places locality_places;

/**
 * @brief Makes the places of a snapshot ready to be asked. Linear in areas and memberships.
 * @param[in] snapshot The snapshot; it is retained.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] out The places; free with locality_places_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NO_MEMORY.
 */
LOCALITY_API locality_status locality_places_new(const locality_snapshot *snapshot,
                                                 const locality_allocator *allocator,
                                                 locality_places **out, locality_error *error);
/**
 * @brief Frees places and gives their snapshot back.
 * @param[in] places Places or null.
 */
LOCALITY_API void locality_places_free(locality_places *places);
/**
 * @brief Gives the snapshot that places were made over.
 * @param[in] places Places.
 * @return The snapshot, borrowed; null for null.
 */
LOCALITY_API const locality_snapshot *locality_places_snapshot(const locality_places *places);

/* ---- The hierarchy --------------------------------------------------------------------------- */

/**
 * @brief Lists the areas directly inside an area, in the order of rows.
 * @param[in] places Places.
 * @param[in] area Row of the area.
 * @param[out] out Receives rows of areas; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or LIMIT.
 */
LOCALITY_API locality_status locality_places_children(const locality_places *places, uint32_t area,
                                                      uint32_t *out, size_t capacity, size_t *count,
                                                      locality_error *error);
/**
 * @brief Lists all areas inside an area, however deep, each before those inside it.
 * @param[in] places Places.
 * @param[in] area Row of the area.
 * @param[out] out Receives rows of areas; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or LIMIT.
 */
LOCALITY_API locality_status locality_places_inside(const locality_places *places, uint32_t area,
                                                    uint32_t *out, size_t capacity, size_t *count,
                                                    locality_error *error);
/**
 * @brief Lists the areas that an area lies in, nearest first.
 * @param[in] places Places.
 * @param[in] area Row of the area.
 * @param[out] out Receives rows of areas; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or LIMIT.
 */
LOCALITY_API locality_status locality_places_ancestors(const locality_places *places, uint32_t area,
                                                       uint32_t *out, size_t capacity,
                                                       size_t *count, locality_error *error);
/**
 * @brief Lists the areas of a level, anywhere or inside one area, in the order of rows.
 *
 * With the level `district` and the row of Norfolk: its districts.
 * @param[in] places Places.
 * @param[in] level Word of `area.level`; null for areas of every level.
 * @param[in] inside Row of the area they lie in, in the hierarchy or through groups;
 *            LOCALITY_ROW_MISSING for anywhere. The area itself is not listed.
 * @param[out] out Receives rows of areas; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or LIMIT.
 */
LOCALITY_API locality_status locality_places_at_level(const locality_places *places,
                                                      const char *level, uint32_t inside,
                                                      uint32_t *out, size_t capacity, size_t *count,
                                                      locality_error *error);
/**
 * @brief Tells whether an area is a place on the map.
 * @param[in] places Places.
 * @param[in] area Row of the area.
 * @return 0 for the levels `countywide` and `headquarters`, which have no boundary of their own,
 *         and for rows that do not exist; else 1.
 */
LOCALITY_API int32_t locality_places_on_map(const locality_places *places, uint32_t area);

/* ---- How areas lie to one another ------------------------------------------------------------ */

/** How one area lies to another. */
enum locality_relations {
    LOCALITY_RELATION_UNKNOWN = 0,  /**< Nothing says; areas of different layers may cross. */
    LOCALITY_RELATION_SAME = 1,     /**< They are one area. */
    LOCALITY_RELATION_INSIDE = 2,   /**< The first lies inside the second. */
    LOCALITY_RELATION_CONTAINS = 3, /**< The second lies inside the first. */
    LOCALITY_RELATION_APART = 4     /**< They lie in different areas of one tier, so they share
                                         nothing. */
};

/**
 * @brief Tells how one area lies to another.
 *
 * An area lies inside another in the hierarchy, or because it (or an area it lies in) is a member
 * of a group whose layer divides the other. Two areas are known to be apart when they lie in
 * different districts, wards, parishes, or other areas of one tier.
 * @param[in] places Places.
 * @param[in] a Row of the first area.
 * @param[in] b Row of the second area.
 * @param[out] out One of locality_relations.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_places_relate(const locality_places *places, uint32_t a,
                                                    uint32_t b, int32_t *out,
                                                    locality_error *error);
/**
 * @brief Tells whether an area is another or lies inside it, as `within` of the language does.
 * @param[in] places Places.
 * @param[in] a Row of the inner area.
 * @param[in] b Row of the outer area.
 * @param[out] out 1 where it is known to, else 0.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_places_within(const locality_places *places, uint32_t a,
                                                    uint32_t b, int32_t *out,
                                                    locality_error *error);

/* ---- Groups and layers ----------------------------------------------------------------------- */

/**
 * @brief Lists the area groups that an area is a member of, in the order of rows.
 * @param[in] places Places.
 * @param[in] area Row of the area.
 * @param[out] out Receives rows of area groups; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or LIMIT.
 */
LOCALITY_API locality_status locality_places_groups(const locality_places *places, uint32_t area,
                                                    uint32_t *out, size_t capacity, size_t *count,
                                                    locality_error *error);
/**
 * @brief Lists the areas of a group, as they were listed.
 * @param[in] places Places.
 * @param[in] group Row of the area group.
 * @param[out] out Receives rows of areas; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are; 0 also where the members are not stated.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or LIMIT.
 */
LOCALITY_API locality_status locality_places_members(const locality_places *places, uint32_t group,
                                                     uint32_t *out, size_t capacity, size_t *count,
                                                     locality_error *error);

/** One layer of geography: the areas of one level, or the groups of one layer. */
typedef struct locality_layer {
    const char *name; /**< Word of the level, or text of the layer; lives as long as the
                           snapshot. */
    uint32_t kind;    /**< Kind of its records: area or area_group. */
    uint32_t count;   /**< How many areas or groups it has. */
} locality_layer;

/**
 * @brief Lists the layers of geography: levels of areas, then layers of groups, each by name.
 * @param[in] places Places.
 * @param[out] out Receives layers; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_places_layers(const locality_places *places,
                                                    locality_layer *out, size_t capacity,
                                                    size_t *count, locality_error *error);

/** One place that something lies in, and the layer the place belongs to. */
typedef struct locality_location {
    const char *layer; /**< Level of the area or layer of the group, empty where none is stated. */
    uint32_t kind;     /**< Kind of the place: area or area_group. */
    uint32_t row;      /**< Row of the area or area group. */
    uint32_t through;  /**< Row of the area given that led to it. */
    uint32_t reserved; /**< Zero. */
} locality_location;

/**
 * @brief Tells where something lies in all layers at once.
 *
 * Given the areas that a piece of work names (a ward, a parish, the rural area), lists these, every
 * area they lie in, and every group that has one of them: first areas, then groups, each in
 * the order of rows and once. That layers cross is no error.
 * @param[in] places Places.
 * @param[in] areas Rows of the areas named.
 * @param[in] areas_count How many.
 * @param[out] out Receives locations; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_places_locate(const locality_places *places,
                                                    const uint32_t *areas, size_t areas_count,
                                                    locality_location *out, size_t capacity,
                                                    size_t *count, locality_error *error);

/** Whether a group fits the areas of another layer. */
enum locality_alignments {
    LOCALITY_ALIGNMENT_UNKNOWN = 0, /**< Not evaluable: the boundary of a unit is missing. */
    LOCALITY_ALIGNMENT_UNION = 1,   /**< The group is a union of units: each is in it or apart from
                                         it. */
    LOCALITY_ALIGNMENT_CROSSES = 2  /**< A unit lies partly in the group and partly outside. */
};

/** How one group lies to the units of another layer. */
typedef struct locality_alignment {
    uint32_t group;    /**< Row of the area group. */
    int32_t alignment; /**< One of locality_alignments. */
    uint32_t kind;     /**< Kind of `unit`: area or area_group; LOCALITY_NO_INDEX where there is
                            none. */
    uint32_t unit;     /**< First unit that crosses or whose boundary is missing, else
                            LOCALITY_ROW_MISSING. */
} locality_alignment;

/**
 * @brief Tells for each group of a layer whether it is a union of the units of another layer.
 *
 * The paper of Cambridgeshire 2023, principle 1: the areas are to align with districts (they do:
 * each is a union of districts) and with the Integrated Care System (not evaluable: its boundary is
 * missing). A unit lies in a group when a member contains it, or when all areas known inside it do.
 * @param[in] places Places.
 * @param[in] layer Layer of the groups that are judged.
 * @param[in] other Level of areas (`district`; cities and boroughs are of its tier) or layer of
 *            groups whose areas are the units; a name that no area and no group has gives UNKNOWN
 *            for every group.
 * @param[out] out Receives one row a group, in the order of rows; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_places_align(const locality_places *places, const char *layer,
                                                   const char *other, locality_alignment *out,
                                                   size_t capacity, size_t *count,
                                                   locality_error *error);

/* ---- Partition ------------------------------------------------------------------------------- */

/** What is wrong with a division of an area into groups. */
enum locality_partition_faults {
    LOCALITY_PARTITION_GAP = 1,     /**< No group has the area. */
    LOCALITY_PARTITION_OVERLAP = 2, /**< Several groups have the area. */
    LOCALITY_PARTITION_OUTSIDE = 3  /**< A group has an area that is known to lie elsewhere. */
};

/** One fault of a division. */
typedef struct locality_partition_fault {
    int32_t fault;  /**< One of locality_partition_faults. */
    uint32_t area;  /**< Row of the area concerned. */
    uint32_t group; /**< A group that has it; LOCALITY_ROW_MISSING for a gap. */
    uint32_t other; /**< OVERLAP: another group that has it, or that has an area it lies in. */
} locality_partition_fault;

/**
 * @brief Checks that the layer of a group divides its area: no gap, no overlap.
 *
 * All groups of the same layer count that divide the same area (`within`) or do not say which, in
 * the same structure version or in none. To be covered is every area inside that is of a tier of
 * the members (district, city, borough and unitary are one tier; ward; parish and town ...) and not
 * retired. An area is covered by itself, by an area it lies in, or by all such areas inside it; a
 * gap is named once, by the largest area that is wholly left over.
 * @param[in] places Places.
 * @param[in] group Row of an area group of the layer.
 * @param[out] known 1 where the check could be made; 0 where the area divided or the members of a
 *             group are not stated (there are then no faults).
 * @param[out] out Receives faults, gaps first, then overlaps, then members outside; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_places_partition(const locality_places *places,
                                                       uint32_t group, int32_t *known,
                                                       locality_partition_fault *out,
                                                       size_t capacity, size_t *count,
                                                       locality_error *error);

/** One area in one group of a division that is only considered. */
typedef struct locality_membership {
    uint32_t group; /**< Row of an area group, or any number that is alike for one group. */
    uint32_t area;  /**< Row of the area. */
} locality_membership;

/**
 * @brief Checks a division that is only considered: what if these were the members?
 * @param[in] places Places.
 * @param[in] whole Row of the area that is divided.
 * @param[in] members Which group would have which area.
 * @param[in] members_count How many.
 * @param[out] out Receives faults as locality_places_partition; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_places_partition_if(
    const locality_places *places, uint32_t whole, const locality_membership *members,
    size_t members_count, locality_partition_fault *out, size_t capacity, size_t *count,
    locality_error *error);

/* ---- Places in time -------------------------------------------------------------------------- */

/**
 * @brief Tells whether an area exists on a date.
 *
 * From `starts` and `ends`. A replaced area whose end is not given lasts to the day before the first
 * of those that replace it begins. Any other end that is not given sets no limit, except that of a
 * retired area, whose end is then unknown, and the start of a proposed one.
 * @param[in] places Places.
 * @param[in] area Row of the area.
 * @param[in] on The date, in days since 1970-01-01; may be a range.
 * @param[out] out TRUE, FALSE or UNDECIDED; UNDECIDED on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_places_valid(const locality_places *places, uint32_t area,
                                                   const locality_range *on, locality_truth *out,
                                                   locality_error *error);
/**
 * @brief Lists the areas that replace an area, and those that replace them, nearest first.
 * @param[in] places Places.
 * @param[in] area Row of the area.
 * @param[out] out Receives rows of areas; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are; each is listed once, also where they run in a circle.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_places_successors(const locality_places *places,
                                                        uint32_t area, uint32_t *out,
                                                        size_t capacity, size_t *count,
                                                        locality_error *error);
/**
 * @brief Lists the areas that an area replaced, and those that they replaced, nearest first.
 * @param[in] places Places.
 * @param[in] area Row of the area.
 * @param[out] out Receives rows of areas; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are; each is listed once, also where they run in a circle.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_places_predecessors(const locality_places *places,
                                                          uint32_t area, uint32_t *out,
                                                          size_t capacity, size_t *count,
                                                          locality_error *error);

/** How an area came to be what it is on a date. */
enum locality_carry_fates {
    LOCALITY_CARRY_SAME = 0,     /**< It exists on the date. */
    LOCALITY_CARRY_REPLACED = 1, /**< One area has taken its place, and that of no other. */
    LOCALITY_CARRY_MERGED = 2,   /**< It went into an area together with others. */
    LOCALITY_CARRY_SPLIT = 3,    /**< It is one of the parts of the area. */
    LOCALITY_CARRY_RESHAPED = 4, /**< Merged and split on the way. */
    LOCALITY_CARRY_EARLIER = 5,  /**< The area had not begun: it is one of those that became it. */
    LOCALITY_CARRY_LOST = 6      /**< There is no area on the date; `loss` says why. */
};

/** Why an area is lost on a date. */
enum locality_losses {
    LOCALITY_LOSS_NONE = 0,      /**< It is not. */
    LOCALITY_LOSS_ENDED = 1,     /**< It had ended and nothing is said to replace it. */
    LOCALITY_LOSS_NOT_BEGUN = 2, /**< It had not begun and nothing is said to have become it. */
    LOCALITY_LOSS_GAP = 3,       /**< The date lies between an end and the next start. */
    LOCALITY_LOSS_CIRCLE = 4     /**< The successors run in a circle. */
};

/** What one area is on a date. */
typedef struct locality_carried {
    uint32_t from;     /**< Row of the area asked about. */
    uint32_t area;     /**< Row of an area that it is; LOST: the last that was found. */
    int32_t fate;      /**< One of locality_carry_fates. */
    int32_t loss;      /**< One of locality_losses. */
    int32_t certainty; /**< TRUE, or UNDECIDED where the dates leave it open. */
    uint32_t steps;    /**< Arrows from one to the other. */
} locality_carried;

/**
 * @brief Carries a list of places to a date: what each of them is then, merged, split or lost.
 *
 * Forwards through `successor` and `successors` from what has ended, backwards from what has not
 * begun. Where everything is certain, carrying the answer to the same date again changes nothing.
 * Linear in the areas that are met, after clearing a byte for each area once.
 * @param[in] places Places.
 * @param[in] areas Rows of the areas, for example the members of a group.
 * @param[in] areas_count How many.
 * @param[in] on The date, in days since 1970-01-01; may be a range.
 * @param[out] out Receives the answers, those of an area together, nearest first; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_places_carry(const locality_places *places,
                                                   const uint32_t *areas, size_t areas_count,
                                                   const locality_range *on, locality_carried *out,
                                                   size_t capacity, size_t *count,
                                                   locality_error *error);
/**
 * @brief Checks that the layer of a group divides its area on a date, its members carried there.
 *
 * As locality_places_partition, with the area divided and the members as they are on the date, and
 * only areas to be covered that may exist then. Two groups whose members have merged overlap.
 * @param[in] places Places.
 * @param[in] group Row of an area group of the layer.
 * @param[in] on The date, in days since 1970-01-01; may be a range.
 * @param[out] known 1 where the check could be made; 0 where the area divided or the members of a
 *             group are not stated, the area divided is not one area on the date, or the date does
 *             not decide what a member is (there are then no faults).
 * @param[out] out Receives faults as locality_places_partition; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_places_partition_on(
    const locality_places *places, uint32_t group, const locality_range *on, int32_t *known,
    locality_partition_fault *out, size_t capacity, size_t *count, locality_error *error);

/** What does not add up in how areas replace one another. */
enum locality_succession_faults {
    LOCALITY_SUCCESSION_REVERSED = 1, /**< The area ends before it starts. */
    LOCALITY_SUCCESSION_CIRCLE = 2,   /**< Its successors lead back to it. */
    LOCALITY_SUCCESSION_DEAD_END = 3, /**< It ends, and neither a successor nor `none` is given. */
    LOCALITY_SUCCESSION_NO_END = 4,   /**< `other` replaces it, but its last day is not given. */
    LOCALITY_SUCCESSION_OVERLAP = 5,  /**< It still exists when `other` begins. */
    LOCALITY_SUCCESSION_GAP = 6       /**< Days lie between its end and the start of `other`. */
};

/** One fault of the succession of areas. */
typedef struct locality_succession_fault {
    int32_t fault;     /**< One of locality_succession_faults. */
    uint32_t area;     /**< Row of the area. */
    uint32_t other;    /**< Row of the area that replaces it, else LOCALITY_ROW_MISSING. */
    uint32_t reserved; /**< Zero. */
} locality_succession_fault;

/**
 * @brief Lists what does not add up in how areas end and are replaced; only what is certain.
 * @param[in] places Places.
 * @param[out] out Receives faults in the order of rows; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or LIMIT.
 */
LOCALITY_API locality_status locality_places_succession(const locality_places *places,
                                                        locality_succession_fault *out,
                                                        size_t capacity, size_t *count,
                                                        locality_error *error);

/** How a record lies to the life of an area that it names. */
enum locality_time_faults {
    LOCALITY_TIME_OUTLIVES = 1, /**< It goes on after the last day of the area. */
    LOCALITY_TIME_BEFORE = 2    /**< It begins before the first day of the area. */
};

/** A record that names an area outside the life of the area. */
typedef struct locality_outlived {
    int32_t fault;        /**< One of locality_time_faults. */
    int32_t certainty;    /**< TRUE, or UNDECIDED where the dates leave it open. */
    uint32_t kind;        /**< Kind of the record. */
    uint32_t row;         /**< Row of the record. */
    uint32_t field;       /**< Field that names the area. */
    uint32_t area;        /**< Row of the area. */
    uint32_t date_kind;   /**< Kind of the record whose date it is: its own, or a structure. */
    uint32_t date_row;    /**< Row of that record. */
    uint32_t date_field;  /**< Field of that date; LOCALITY_NO_INDEX where the record has no end and
                               the horizon took its place. */
    uint32_t reserved;    /**< Zero. */
    locality_range day;   /**< The day of the record, in days; unknown where it has no end and no
                               horizon is given. */
    locality_range limit; /**< OUTLIVES: last day of the area; BEFORE: its first day. */
} locality_outlived;

/**
 * @brief Finds the plans that outlive a place: every record that names an area outside its life.
 *
 * Looked at is every reference to an area in a record that has a time of its own (`starts` and
 * `ends`, `effective`, `date`, `received`, `due` ...) or belongs to a structure that has one, hosts'
 * own fields included; `successor` and `successors` of areas are not. Linear in the references.
 * @param[in] places Places.
 * @param[in] horizon How long records without an end are taken to last, in days; null: unknown, so
 *            that they may outlive an area that ends. Records of no known time are looked at
 *            only with it.
 * @param[out] out Receives one row a reference and fault, by kind, row and field; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_places_outlived(const locality_places *places,
                                                      const locality_range *horizon,
                                                      locality_outlived *out, size_t capacity,
                                                      size_t *count, locality_error *error);

/* ---- Codes ----------------------------------------------------------------------------------- */

/** What can be said of a code by itself. */
enum locality_gss_states {
    LOCALITY_GSS_NO_CODE = 0, /**< Not of the form: a capital letter and eight digits. */
    LOCALITY_GSS_UNKNOWN = 1, /**< Of the form; the prefix is not in the table. */
    LOCALITY_GSS_KNOWN = 2    /**< Of the form, with a known prefix. */
};

/** What the prefix of a GSS code (E07000148) says. The texts are static, empty where unknown. */
typedef struct locality_gss {
    const char *prefix;  /**< `E07`. */
    const char *country; /**< `England`. */
    const char *entity;  /**< `Non-metropolitan District`. */
    const char *levels;  /**< Words of area.level that go with it, separated by blanks; empty where
                              it is none of them. */
    int32_t state;       /**< One of locality_gss_states. */
    int32_t reserved;    /**< Zero. */
} locality_gss;

/**
 * @brief Reads what the prefix of a GSS code says: which sort of area in which country.
 * @param[in] code The code.
 * @param[out] out What it says; a text that is no code is no error.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_gss_read(const char *code, locality_gss *out,
                                               locality_error *error);

/** What is odd about the code of an area. */
enum locality_code_faults {
    LOCALITY_CODE_FORM = 1, /**< It has not the form of a GSS code; another register's, perhaps. */
    LOCALITY_CODE_PREFIX = 2,  /**< Its prefix is not known. */
    LOCALITY_CODE_LEVEL = 3,   /**< Its prefix says another sort of area than `level`. */
    LOCALITY_CODE_COUNTRY = 4, /**< Its prefix says another country than that of `other`, an area
                                    that it lies in. */
    LOCALITY_CODE_TWICE = 5,   /**< `other` has the same code and may exist on the same day. */
    LOCALITY_CODE_FORMER = 6   /**< An alias of the area is the code of `other`. */
};

/** One oddity of a code. */
typedef struct locality_code_fault {
    int32_t fault;     /**< One of locality_code_faults. */
    uint32_t area;     /**< Row of the area. */
    uint32_t other;    /**< Row of the other area, else LOCALITY_ROW_MISSING. */
    uint32_t reserved; /**< Zero. */
} locality_code_fault;

/**
 * @brief Checks the codes of areas: form, prefix, level, country, use by two areas.
 *
 * Nothing is refused: other registers have other codes, and new prefixes come. An earlier code of an
 * area is kept as an alias of it, with the days on which it held.
 * @param[in] places Places.
 * @param[out] out Receives faults in the order of rows; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_places_codes(const locality_places *places,
                                                   locality_code_fault *out, size_t capacity,
                                                   size_t *count, locality_error *error);

/* ---- Coverage -------------------------------------------------------------------------------- */

/** What the columns of a coverage matrix are. */
enum locality_coverages {
    LOCALITY_COVERAGE_THEMES = 0,   /**< Themes, covered by posts (`serves`, `themes`) or
                                         provisions. */
    LOCALITY_COVERAGE_SERVICES = 1, /**< Services, covered by provisions. */
    LOCALITY_COVERAGE_STREAMS = 2   /**< Funding streams, by provisions or their own `areas`. */
};

/** What a cell of a coverage matrix says. */
enum locality_cell_states {
    LOCALITY_CELL_GAP = 0,     /**< Nothing covers it and nothing says that this is meant. */
    LOCALITY_CELL_COVERED = 1, /**< A post that is not vacant, or a provision, covers the place
                                    itself. */
    LOCALITY_CELL_WIDER = 2,   /**< Covered only by posts or provisions of an area it lies in. */
    LOCALITY_CELL_NONE = 3,    /**< Deliberately none: no gap. */
    LOCALITY_CELL_PLANNED = 4, /**< Planned, not yet there. */
    LOCALITY_CELL_UNKNOWN = 5  /**< Not known: a provision of unknown state, posts that may be
                                    vacant, or a gap that a post withheld from publication
                                    may fill. */
};

/** Which coverage matrix to make. */
typedef struct locality_coverage_options {
    uint32_t struct_size; /**< sizeof(locality_coverage_options). */
    uint32_t reserved;    /**< Zero. */
    const char *level;    /**< Level of the places (`district`); null for every level. */
    uint32_t inside;      /**< Row of the area whose places are the rows; LOCALITY_ROW_MISSING:
                               anywhere. */
    uint32_t structure;   /**< Row of the structure version; LOCALITY_ROW_MISSING for every record.
                               Provisions without a version hold for all. */
    int32_t of;           /**< One of locality_coverages. */
    uint32_t unused;      /**< Zero. */
    const locality_range *on; /**< The date on which the places are looked at, in days: rows are the
                               places that may exist then, and what is said of an area holds for what
                               it is then. Null: areas as they are given. */
} locality_coverage_options;

/** Starting value of a locality_coverage_options. */
#define LOCALITY_COVERAGE_OPTIONS_INIT \
    { sizeof(locality_coverage_options), 0, 0, LOCALITY_ROW_MISSING, LOCALITY_ROW_MISSING, 0, 0, 0 }

/** A coverage matrix: immutable, valid on its own. */
typedef struct locality_coverage locality_coverage;

/** One cell of a coverage matrix. */
typedef struct locality_coverage_cell {
    int32_t state;         /**< One of locality_cell_states. */
    uint32_t area;         /**< Row of the place. */
    uint32_t column;       /**< Row of the theme, service or stream. */
    uint32_t provision;    /**< Row of the provision that says so, else LOCALITY_ROW_MISSING. */
    uint32_t records;      /**< Post records that serve the place itself with the theme. */
    uint32_t reserved;     /**< Zero. */
    locality_range posts;  /**< Posts of these records, vacant ones included. */
    locality_range filled; /**< Posts of these records that are not vacant; a vacancy counts where
                                stated. */
} locality_coverage_cell;

/**
 * @brief Makes a matrix of places by themes, services or streams and says what each cell holds.
 *
 * A record that stands for several posts and serves several places serves each with one post at
 * least and all of them at most. Vacant posts do not cover. Linear in posts and provisions, and in
 * the cells.
 * @param[in] places Places.
 * @param[in] options What to make; null for themes by every place.
 * @param[out] out The matrix; free with locality_coverage_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, LIMIT (more cells than memory can count) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_places_coverage(const locality_places *places,
                                                      const locality_coverage_options *options,
                                                      locality_coverage **out,
                                                      locality_error *error);
/**
 * @brief Frees a coverage matrix.
 * @param[in] coverage A matrix or null.
 */
LOCALITY_API void locality_coverage_free(locality_coverage *coverage);
/**
 * @brief Gives the places of a matrix, its rows, in the order of rows of the snapshot.
 * @param[in] coverage A matrix.
 * @param[out] count How many; 0 for a null matrix.
 * @return Rows of areas, borrowed; null for a null matrix.
 */
LOCALITY_API const uint32_t *locality_coverage_areas(const locality_coverage *coverage,
                                                     size_t *count);
/**
 * @brief Gives the themes, services or streams of a matrix, its columns.
 * @param[in] coverage A matrix.
 * @param[out] kind Number of their kind; LOCALITY_NO_INDEX for a null matrix; may be null.
 * @param[out] count How many; 0 for a null matrix.
 * @return Rows of that kind, borrowed; null for a null matrix.
 */
LOCALITY_API const uint32_t *locality_coverage_columns(const locality_coverage *coverage,
                                                       uint32_t *kind, size_t *count);
/**
 * @brief Reads one cell. Constant time.
 * @param[in] coverage A matrix.
 * @param[in] area Place by its number in locality_coverage_areas.
 * @param[in] column Column by its number in locality_coverage_columns.
 * @param[out] out The cell; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_coverage_cell_at(const locality_coverage *coverage,
                                                       size_t area, size_t column,
                                                       locality_coverage_cell *out,
                                                       locality_error *error);
/**
 * @brief Counts the cells in a state: 10 of 10 covered, 2 gaps.
 * @param[in] coverage A matrix.
 * @param[in] state One of locality_cell_states.
 * @return How many; 0 for a null matrix.
 */
LOCALITY_API size_t locality_coverage_count(const locality_coverage *coverage, int32_t state);

#ifdef __cplusplus
}
#endif

#endif
