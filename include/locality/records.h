/* clang-format off */
/* Generated from src/schema/schema.def by src/schema/generate_records.py; change those. */
/**
 * @file records.h
 * @brief A struct for each kind of record, to put it into a model and to read it from a snapshot.
 *
 * Start from the _INIT macro of a kind, in which every field is missing, and fill in the id and what is known.
 * A text or reference that is null is missing, a reference can be the text `none`, and a quantity is a
 * locality_range. A list is missing when its pointer is null; a list of no items has a pointer. Texts given are
 * copied. Fields that a host has added to the schema are read and written by the generic calls of model.h; to
 * put a record by its struct makes them missing.
 *
 * The structs of kinds whose noun names an engine are called locality_structure_record and
 * locality_allocation_record.
 */
#ifndef LOCALITY_RECORDS_H
#define LOCALITY_RECORDS_H

#include "locality/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Starting value of a locality_range: nothing is known. */
#define LOCALITY_RANGE_INIT { LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE }

/* ---- area ---- */

/**
 * @brief A place with a boundary: county, district, ward, parish, neighbourhood, management area,
 *     or a place that is no area on the map (countywide, HQ).
 */
typedef struct locality_area {
    /** sizeof(locality_area). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among areas. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /**
     * What sort of place it is; `countywide` and `headquarters` are places without a boundary of
     * their own. One of: country, region, county, district, city, borough, unitary, ward,
     * division, parish, town, neighbourhood, cluster, management, pilot, zone, lsoa, msoa,
     * partner, class, countywide, headquarters, other.
     */
    const char *level;
    /**
     * The area it lies in, in the main hierarchy; none for a root. Id of a record of kind area.
     */
    const char *parent;
    /** Code in a public register, usually a GSS code (E07000148). */
    const char *code;
    /**
     * Class that rules treat differently; for example a priority neighbourhood. One of: priority,
     * deprived, rural, urban, key, other.
     */
    const char *category;
    /** Rank in an index of need, 1 the most deprived. A whole number. */
    locality_range rank;
    /** Edition of that index (IMD 2007); ranks do not compare across editions. */
    const char *rank_edition;
    /**
     * Where the area stands in the life of an arrangement. One of: current, proposed, pilot,
     * transition, continuing, retired.
     */
    const char *status;
    /** First day on which the area exists. In days since 1970-01-01. */
    locality_range starts;
    /** Last day on which the area exists. In days since 1970-01-01. */
    locality_range ends;
    /** The area that replaces it. Id of a record of kind area. */
    const char *successor;
    /** People who live there. A whole number. */
    locality_range population;
    /** Key work under way there, for a locality profile. */
    const char *key_work;
    /** What the community needs, for a locality profile. */
    const char *key_needs;
    /** Who to speak to, by post, for a locality profile. */
    const char *contacts;
    /** When the profile was last brought up to date. In days since 1970-01-01. */
    locality_range profile_date;
    /** Whether the council now works by this place. 0 no, 1 yes. */
    locality_range focus;
    /**
     * The organisation whose area this is (a district council, a partner). Id of a record of kind
     * organisation.
     */
    const char *represented;
    /**
     * The areas that replace it between them, where several do: it was split. Ids of records of
     * kind area; null when not given.
     */
    const char *const *successors;
    /** How many successors. */
    size_t successors_count;
} locality_area;

/** Starting value of a locality_area: every field missing. */
#define LOCALITY_AREA_INIT \
    { sizeof(locality_area), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, 0, 0, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, 0, LOCALITY_RANGE_INIT, 0, 0, 0, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, 0, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_area_put(locality_model *model, const locality_area *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_area_add(locality_model *model, const locality_area *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_area_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_area_find(const locality_snapshot *snapshot, const char *id, locality_area *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_area_at(const locality_snapshot *snapshot, size_t row, locality_area *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_area_count(const locality_snapshot *snapshot);

/* ---- area_group ---- */

/**
 * @brief A named set of areas in a layer: North, South, the clusters. Areas of different layers
 *     may cross.
 */
typedef struct locality_area_group {
    /** sizeof(locality_area_group). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among area groups. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The layer it belongs to; a partition is checked within one layer. */
    const char *layer;
    /** The areas in it. Ids of records of kind area; null when not given. */
    const char *const *members;
    /** How many members. */
    size_t members_count;
    /** The area that the groups of the layer divide between them. Id of a record of kind area. */
    const char *within;
    /**
     * The structure version the grouping belongs to; missing when it holds for all. Id of a record
     * of kind structure.
     */
    const char *structure;
    /**
     * Where the grouping stands. One of: current, proposed, pilot, transition, continuing,
     * retired.
     */
    const char *status;
    /** First day. In days since 1970-01-01. */
    locality_range starts;
    /** Last day. In days since 1970-01-01. */
    locality_range ends;
} locality_area_group;

/** Starting value of a locality_area_group: every field missing. */
#define LOCALITY_AREA_GROUP_INIT \
    { sizeof(locality_area_group), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_area_group_put(locality_model *model, const locality_area_group *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_area_group_add(locality_model *model, const locality_area_group *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_area_group_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_area_group_find(const locality_snapshot *snapshot, const char *id, locality_area_group *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_area_group_at(const locality_snapshot *snapshot, size_t row, locality_area_group *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_area_group_count(const locality_snapshot *snapshot);

/* ---- site ---- */

/** @brief A building or meeting point: office, hub, hot-desk point, library. */
typedef struct locality_site {
    /** sizeof(locality_site). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among sites. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /**
     * What the site is used for. One of: office, central, hub, hot_desk, library, family_hub,
     * headquarters, shared, depot, other.
     */
    const char *type;
    /** The area it lies in. Id of a record of kind area. */
    const char *area;
    /**
     * Areas that lie within the chosen distance of it. Ids of records of kind area; null when not
     * given.
     */
    const char *const *near;
    /** How many near. */
    size_t near_count;
    /** Areas that it serves. Ids of records of kind area; null when not given. */
    const char *const *serves;
    /** How many serves. */
    size_t serves_count;
    /** Who owns it. Id of a record of kind organisation. */
    const char *owner;
    /** How it is held. */
    const char *tenure;
    /** The structure version in which the site is used. Id of a record of kind structure. */
    const char *structure;
    /** How many such sites the record stands for. A whole number. */
    locality_range quantity;
    /** Where the site stands. One of: current, proposed, closed, agreed, open. */
    const char *status;
    /** Desks in it. A whole number. */
    locality_range desks;
    /** When it is open. */
    const char *opening_hours;
    /** Cost of a year. In pence. */
    locality_range running_cost;
    /** First day of use. In days since 1970-01-01. */
    locality_range starts;
    /** Last day of use. In days since 1970-01-01. */
    locality_range ends;
    /** Partners present there. Ids of records of kind organisation; null when not given. */
    const char *const *partners;
    /** How many partners. */
    size_t partners_count;
    /**
     * Sites of the baseline that it continues; missing when that is not said, an empty list when
     * it is a new site. Ids of records of kind site; null when not given.
     */
    const char *const *origin;
    /** How many origin. */
    size_t origin_count;
} locality_site;

/** Starting value of a locality_site: every field missing. */
#define LOCALITY_SITE_INIT \
    { sizeof(locality_site), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
      LOCALITY_RANGE_INIT, 0, LOCALITY_RANGE_INIT, 0, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, 0, 0, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_site_put(locality_model *model, const locality_site *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_site_add(locality_model *model, const locality_site *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_site_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_site_find(const locality_snapshot *snapshot, const char *id, locality_site *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_site_at(const locality_snapshot *snapshot, size_t row, locality_site *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_site_count(const locality_snapshot *snapshot);

/* ---- organisation ---- */

/**
 * @brief A legal body or a body of people that acts: council, partner, committee, forum, company.
 */
typedef struct locality_organisation {
    /** sizeof(locality_organisation). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among organisations. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /**
     * What sort of body it is. One of: council, district_council, parish_council, partner,
     * committee, board, cabinet, directorate, group, forum, company, charity, nhs, police,
     * government, union, inspector, funder, provider, public, partnership, team, other.
     */
    const char *type;
    /** The body it is part of. Id of a record of kind organisation. */
    const char *parent;
    /** The area it acts in. Id of a record of kind area. */
    const char *area;
    /** How many bodies the record stands for. A whole number. */
    locality_range quantity;
    /** What it does in this case. */
    const char *remit;
} locality_organisation;

/** Starting value of a locality_organisation: every field missing. */
#define LOCALITY_ORGANISATION_INIT \
    { sizeof(locality_organisation), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_organisation_put(locality_model *model, const locality_organisation *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_organisation_add(locality_model *model, const locality_organisation *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_organisation_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_organisation_find(const locality_snapshot *snapshot, const char *id, locality_organisation *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_organisation_at(const locality_snapshot *snapshot, size_t row, locality_organisation *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_organisation_count(const locality_snapshot *snapshot);

/* ---- structure ---- */

/**
 * @brief A named version of how an organisation is set up, complete or as changes over a baseline.
 */
typedef struct locality_structure_record {
    /** sizeof(locality_structure_record). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among structures. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** Version label as printed (v1.0). */
    const char *label;
    /** Where the version stands. One of: current, proposed, transition, agreed, superseded. */
    const char *status;
    /**
     * The version its changes apply to; missing for a full list. Id of a record of kind structure.
     */
    const char *baseline;
    /** Whose structure it is. Id of a record of kind organisation. */
    const char *organisation;
    /** Full-time equivalents that the paper states in total. In millionths. */
    locality_range stated_fte;
    /** Posts that the paper states in total. A whole number. */
    locality_range stated_posts;
    /**
     * Whether the posts of this version are listed: all, some, or none. One of: complete, partial,
     * none.
     */
    const char *listing;
    /** When the version takes effect. In days since 1970-01-01. */
    locality_range effective;
    /** When it stops. In days since 1970-01-01. */
    locality_range ends;
    /**
     * Whether its posts and units are listed as its changes leave them: baseline and changes then
     * only say where they come from. 0 no, 1 yes.
     */
    locality_range applied;
} locality_structure_record;

/** Starting value of a locality_structure_record: every field missing. */
#define LOCALITY_STRUCTURE_RECORD_INIT \
    { sizeof(locality_structure_record), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, 0, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_structure_record_put(locality_model *model, const locality_structure_record *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_structure_record_add(locality_model *model, const locality_structure_record *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_structure_record_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_structure_record_find(const locality_snapshot *snapshot, const char *id, locality_structure_record *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_structure_record_at(const locality_snapshot *snapshot, size_t row, locality_structure_record *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_structure_record_count(const locality_snapshot *snapshot);

/* ---- unit ---- */

/**
 * @brief A part of a structure: directorate, service, team. It has no legal standing of its own.
 */
typedef struct locality_unit {
    /** sizeof(locality_unit). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among units. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The structure version it belongs to. Id of a record of kind structure. */
    const char *structure;
    /** The unit it is part of; none for the top. Id of a record of kind unit. */
    const char *parent;
    /**
     * What sort of unit it is. One of: directorate, department, service, team, function_group,
     * partnership, group, other.
     */
    const char *type;
    /** The post that leads it. Id of a record of kind post. */
    const char *head;
    /** Where it is based. Id of a record of kind site. */
    const char *site;
    /** Areas it covers. Ids of records of kind area; null when not given. */
    const char *const *covers;
    /** How many covers. */
    size_t covers_count;
    /** How many such units the record stands for. A whole number. */
    locality_range quantity;
    /**
     * What the unit's work is divided by. One of: function, area, cluster, theme, client, other.
     */
    const char *organised_by;
    /**
     * Units of the baseline that it continues. Ids of records of kind unit; null when not given.
     */
    const char *const *origin;
    /** How many origin. */
    size_t origin_count;
    /** Whether it is set up for a time. 0 no, 1 yes. */
    locality_range temporary;
    /** The unit that follows it. Id of a record of kind unit. */
    const char *successor;
    /** First day. In days since 1970-01-01. */
    locality_range starts;
    /** Last day. In days since 1970-01-01. */
    locality_range ends;
} locality_unit;

/** Starting value of a locality_unit: every field missing. */
#define LOCALITY_UNIT_INIT \
    { sizeof(locality_unit), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, \
      0, 0, 0, LOCALITY_RANGE_INIT, 0, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_unit_put(locality_model *model, const locality_unit *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_unit_add(locality_model *model, const locality_unit *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_unit_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_unit_find(const locality_snapshot *snapshot, const char *id, locality_unit *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_unit_at(const locality_snapshot *snapshot, size_t row, locality_unit *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_unit_count(const locality_snapshot *snapshot);

/* ---- post ---- */

/**
 * @brief A slot in a structure that stands whether or not someone holds it. One record may stand
 *     for several like posts.
 */
typedef struct locality_post {
    /** sizeof(locality_post). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among posts. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The structure version it belongs to. Id of a record of kind structure. */
    const char *structure;
    /** Job title, alike for like posts. */
    const char *title;
    /** The unit it sits in. Id of a record of kind unit. */
    const char *unit;
    /** How many posts the record stands for. A whole number. */
    locality_range posts;
    /** Full-time equivalents of all of them together. In millionths. */
    locality_range fte;
    /** How many of them are vacant. A whole number. */
    locality_range vacant;
    /** Pay grade. Id of a record of kind grade. */
    const char *grade;
    /** Management level, 1 the highest. A whole number. */
    locality_range level;
    /** Whether it stands on the senior management chart. 0 no, 1 yes. */
    locality_range senior;
    /** Whether it is a post that manages others. 0 no, 1 yes. */
    locality_range manages;
    /** Line manager; none for a declared root. Id of a record of kind post. */
    const char *reports_to;
    /** How the line of report is known. One of: printed, inferred, unknown. */
    const char *reports_basis;
    /**
     * Guidance or second lines that are not line management. Ids of records of kind post; null
     * when not given.
     */
    const char *const *dotted_to;
    /** How many dotted_to. */
    size_t dotted_to_count;
    /** Posts that it supports. Ids of records of kind post; null when not given. */
    const char *const *supports;
    /** How many supports. */
    size_t supports_count;
    /** The site it works from. Id of a record of kind site. */
    const char *base;
    /** Areas it serves. Ids of records of kind area; null when not given. */
    const char *const *serves;
    /** How many serves. */
    size_t serves_count;
    /** The group of areas it runs. Id of a record of kind area_group. */
    const char *group;
    /** Whether its remit is the whole area of the council. 0 no, 1 yes. */
    locality_range countywide;
    /** Themes it leads on. Ids of records of kind theme; null when not given. */
    const char *const *themes;
    /** How many themes. */
    size_t themes_count;
    /** Functions it carries out. Ids of records of kind function; null when not given. */
    const char *const *functions;
    /** How many functions. */
    size_t functions_count;
    /** Skills it asks for. Ids of records of kind skill; null when not given. */
    const char *const *skills;
    /** How many skills. */
    size_t skills_count;
    /** Remit in words. */
    const char *remit;
    /**
     * Part it takes in task-and-finish groups; `leads` includes contributing. One of: leads,
     * contributes, supports, none.
     */
    const char *task_role;
    /** Sort of contract. One of: permanent, fixed_term, secondment, casual, agency. */
    const char *contract;
    /** Whether it is for a time or paid from money for a time. 0 no, 1 yes. */
    locality_range temporary;
    /** Funding streams that pay for it. Ids of records of kind stream; null when not given. */
    const char *const *streams;
    /** How many streams. */
    size_t streams_count;
    /** Cost of a year of all the posts of the record, with on-costs. In pence. */
    locality_range cost;
    /**
     * Other bodies that share the post. Ids of records of kind organisation; null when not given.
     */
    const char *const *shared_with;
    /** How many shared_with. */
    size_t shared_with_count;
    /**
     * Employers of a joint appointment. Ids of records of kind organisation; null when not given.
     */
    const char *const *employers;
    /** How many employers. */
    size_t employers_count;
    /** Statutory duty or designation the post holds. Id of a record of kind duty. */
    const char *statutory;
    /**
     * Posts of the baseline that it continues or replaces. Ids of records of kind post; null when
     * not given.
     */
    const char *const *origin;
    /** How many origin. */
    size_t origin_count;
    /**
     * What happens to the post. One of: kept, changed, new, ceases, transferred, unchanged,
     * to_be_reviewed.
     */
    const char *disposition;
    /** First day. In days since 1970-01-01. */
    locality_range starts;
    /** Last day. In days since 1970-01-01. */
    locality_range ends;
    /**
     * Functions of the supported posts in which it supports them. Ids of records of kind function;
     * null when not given.
     */
    const char *const *supports_in;
    /** How many supports_in. */
    size_t supports_in_count;
} locality_post;

/** Starting value of a locality_post: every field missing. */
#define LOCALITY_POST_INIT \
    { sizeof(locality_post), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, 0, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, 0, 0, 0, 0, 0, \
      0, 0, 0, 0, LOCALITY_RANGE_INIT, 0, 0, LOCALITY_RANGE_INIT, 0, 0, 0, 0, 0, 0, 0, 0, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_post_put(locality_model *model, const locality_post *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_post_add(locality_model *model, const locality_post *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_post_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_post_find(const locality_snapshot *snapshot, const char *id, locality_post *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_post_at(const locality_snapshot *snapshot, size_t row, locality_post *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_post_count(const locality_snapshot *snapshot);

/* ---- grade ---- */

/** @brief A pay grade, with its place in the order of grades. */
typedef struct locality_grade {
    /** sizeof(locality_grade). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among grades. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** Order of grades, higher is more senior. A whole number. */
    locality_range rank;
    /** Lowest pay of a year. In pence. */
    locality_range minimum;
    /** Highest pay of a year. In pence. */
    locality_range maximum;
} locality_grade;

/** Starting value of a locality_grade: every field missing. */
#define LOCALITY_GRADE_INIT \
    { sizeof(locality_grade), 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_grade_put(locality_model *model, const locality_grade *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_grade_add(locality_model *model, const locality_grade *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_grade_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_grade_find(const locality_snapshot *snapshot, const char *id, locality_grade *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_grade_at(const locality_snapshot *snapshot, size_t row, locality_grade *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_grade_count(const locality_snapshot *snapshot);

/* ---- change ---- */

/** @brief One typed change of an overlay structure over its baseline. */
typedef struct locality_change {
    /** sizeof(locality_change). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among changes. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The overlay it belongs to. Id of a record of kind structure. */
    const char *structure;
    /** Order in which changes are applied. A whole number. */
    locality_range sequence;
    /**
     * What is done: set a field, cease a record, create a record (which is listed under the
     * overlay itself). One of: set, cease, create.
     */
    const char *verb;
    /** The baseline post or unit changed (post:id). A record as `kind:id`. */
    const char *subject;
    /** Field that `set` changes. */
    const char *field;
    /** Value expected in the baseline; a different one is a conflict. */
    const char *expected;
    /** New value, in the text form of the field; for a list, ids separated by blanks. */
    const char *value;
    /** When it takes effect. In days since 1970-01-01. */
    locality_range effective;
    /** Phase the change is part of. */
    const char *wave;
    /** Why. */
    const char *reason;
} locality_change;

/** Starting value of a locality_change: every field missing. */
#define LOCALITY_CHANGE_INIT \
    { sizeof(locality_change), 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, 0, 0, 0, 0, 0, \
      LOCALITY_RANGE_INIT, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_change_put(locality_model *model, const locality_change *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_change_add(locality_model *model, const locality_change *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_change_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_change_find(const locality_snapshot *snapshot, const char *id, locality_change *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_change_at(const locality_snapshot *snapshot, size_t row, locality_change *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_change_count(const locality_snapshot *snapshot);

/* ---- function ---- */

/** @brief Something the service or a post does. */
typedef struct locality_function {
    /** sizeof(locality_function). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among functions. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The wider function it is part of. Id of a record of kind function. */
    const char *parent;
    /**
     * The version it belongs to; missing when it holds for all. Id of a record of kind structure.
     */
    const char *structure;
    /** Posts that lead it. Ids of records of kind post; null when not given. */
    const char *const *lead;
    /** How many lead. */
    size_t lead_count;
    /** Unit that carries it. Id of a record of kind unit. */
    const char *unit;
    /** Theme it belongs to. Id of a record of kind theme. */
    const char *theme;
    /** Statutory duty it discharges. Id of a record of kind duty. */
    const char *duty;
    /** Skills it asks of who carries it out. Ids of records of kind skill; null when not given. */
    const char *const *needs;
    /** How many needs. */
    size_t needs_count;
    /** What happens to it. One of: continuing, new, ceased, closed, unchanged. */
    const char *status;
    /** How it is delivered. One of: direct, commissioned, partner, fund, vehicle, none. */
    const char *delivery;
    /** Bodies that deliver it. Ids of records of kind organisation; null when not given. */
    const char *const *provider;
    /** How many provider. */
    size_t provider_count;
    /** Where people are sent once it has stopped. */
    const char *route;
    /** Bodies that take it over. Ids of records of kind organisation; null when not given. */
    const char *const *receivers;
    /** How many receivers. */
    size_t receivers_count;
    /**
     * Whether it is a function of the service as a whole or of posts. One of: service, post,
     * programme, both.
     */
    const char *scope;
} locality_function;

/** Starting value of a locality_function: every field missing. */
#define LOCALITY_FUNCTION_INIT \
    { sizeof(locality_function), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
      0, 0, 0, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_function_put(locality_model *model, const locality_function *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_function_add(locality_model *model, const locality_function *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_function_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_function_find(const locality_snapshot *snapshot, const char *id, locality_function *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_function_at(const locality_snapshot *snapshot, size_t row, locality_function *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_function_count(const locality_snapshot *snapshot);

/* ---- skill ---- */

/** @brief Something a post holder must be able to do. */
typedef struct locality_skill {
    /** sizeof(locality_skill). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among skills. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** Family of skills it belongs to (community, shaping). */
    const char *family;
    /** Degree asked for. One of: aware, able, strong. */
    const char *strength;
    /**
     * Skills that whoever has this one also has. Ids of records of kind skill; null when not
     * given.
     */
    const char *const *includes;
    /** How many includes. */
    size_t includes_count;
} locality_skill;

/** Starting value of a locality_skill: every field missing. */
#define LOCALITY_SKILL_INIT \
    { sizeof(locality_skill), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_skill_put(locality_model *model, const locality_skill *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_skill_add(locality_model *model, const locality_skill *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_skill_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_skill_find(const locality_snapshot *snapshot, const char *id, locality_skill *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_skill_at(const locality_snapshot *snapshot, size_t row, locality_skill *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_skill_count(const locality_snapshot *snapshot);

/* ---- theme ---- */

/** @brief A subject that runs across places: children and young people, vulnerable adults. */
typedef struct locality_theme {
    /** sizeof(locality_theme). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among themes. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The wider theme. Id of a record of kind theme. */
    const char *parent;
    /** Whether holding it carries a strategic responsibility. 0 no, 1 yes. */
    locality_range strategic;
    /** Duty that whoever holds it is answerable for. Id of a record of kind duty. */
    const char *duty;
    /** Bodies that take part. Ids of records of kind organisation; null when not given. */
    const char *const *members;
    /** How many members. */
    size_t members_count;
} locality_theme;

/** Starting value of a locality_theme: every field missing. */
#define LOCALITY_THEME_INIT \
    { sizeof(locality_theme), 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, 0, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_theme_put(locality_model *model, const locality_theme *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_theme_add(locality_model *model, const locality_theme *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_theme_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_theme_find(const locality_snapshot *snapshot, const char *id, locality_theme *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_theme_at(const locality_snapshot *snapshot, size_t row, locality_theme *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_theme_count(const locality_snapshot *snapshot);

/* ---- role ---- */

/** @brief Duties laid over existing posts: it adds no post and no FTE. */
typedef struct locality_role {
    /** sizeof(locality_role). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among roles. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The version it belongs to. Id of a record of kind structure. */
    const char *structure;
    /** What it asks of its holder. Ids of records of kind duty; null when not given. */
    const char *const *duties;
    /** How many duties. */
    size_t duties_count;
    /** The post that guides holders; not line management. Id of a record of kind post. */
    const char *guided_by;
    /** Evaluated grade of its duties. Id of a record of kind grade. */
    const char *grade;
    /** FTE of a holder's time it takes. In millionths. */
    locality_range load;
    /** Whether each locality has its own holder. 0 no, 1 yes. */
    locality_range per_area;
    /** Services the role reaches over. */
    const char *scope;
    /** Whether it is for a time. 0 no, 1 yes. */
    locality_range temporary;
    /** Last day or review. In days since 1970-01-01. */
    locality_range ends;
} locality_role;

/** Starting value of a locality_role: every field missing. */
#define LOCALITY_ROLE_INIT \
    { sizeof(locality_role), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, 0, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_role_put(locality_model *model, const locality_role *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_role_add(locality_model *model, const locality_role *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_role_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_role_find(const locality_snapshot *snapshot, const char *id, locality_role *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_role_at(const locality_snapshot *snapshot, size_t row, locality_role *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_role_count(const locality_snapshot *snapshot);

/* ---- duty ---- */

/** @brief Something that must be done: a duty of a role, or a statutory duty. */
typedef struct locality_duty {
    /** sizeof(locality_duty). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among duties. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** Whether a statute lays it down. 0 no, 1 yes. */
    locality_range statutory;
    /** Statute and section as cited. */
    const char *citation;
    /** Whether the citation was verified. One of: unchecked, checked, wrong. */
    const char *checked;
    /** First day in force. In days since 1970-01-01. */
    locality_range starts;
    /** Last day in force. In days since 1970-01-01. */
    locality_range ends;
} locality_duty;

/** Starting value of a locality_duty: every field missing. */
#define LOCALITY_DUTY_INIT \
    { sizeof(locality_duty), 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, 0, 0, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_duty_put(locality_model *model, const locality_duty *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_duty_add(locality_model *model, const locality_duty *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_duty_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_duty_find(const locality_snapshot *snapshot, const char *id, locality_duty *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_duty_at(const locality_snapshot *snapshot, size_t row, locality_duty *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_duty_count(const locality_snapshot *snapshot);

/* ---- person ---- */

/** @brief Someone who holds a post, known by post or initials only. */
typedef struct locality_person {
    /** sizeof(locality_person). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among people. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** Initials; never a full name. */
    const char *initials;
    /** Substantive post. Id of a record of kind post. */
    const char *post;
    /** Share of the post held. In millionths. */
    locality_range fte;
    /** Personal grade where it differs. Id of a record of kind grade. */
    const char *grade;
    /** Where the person works from. Id of a record of kind site. */
    const char *base;
    /** Locality the person works in. Id of a record of kind area. */
    const char *locality;
    /** Skills held. Ids of records of kind skill; null when not given. */
    const char *const *skills;
    /** How many skills. */
    size_t skills_count;
    /** Whether a development plan exists. 0 no, 1 yes. */
    locality_range plan;
    /** First day in the post. In days since 1970-01-01. */
    locality_range starts;
    /** Last day in the post. In days since 1970-01-01. */
    locality_range ends;
    /** Where the person stands. One of: in_post, at_risk, leaving, left, absent. */
    const char *status;
} locality_person;

/** Starting value of a locality_person: every field missing. */
#define LOCALITY_PERSON_INIT \
    { sizeof(locality_person), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, 0, 0, 0, 0, \
      0, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_person_put(locality_model *model, const locality_person *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_person_add(locality_model *model, const locality_person *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_person_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_person_find(const locality_snapshot *snapshot, const char *id, locality_person *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_person_at(const locality_snapshot *snapshot, size_t row, locality_person *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_person_count(const locality_snapshot *snapshot);

/* ---- allocation ---- */

/** @brief A role, lead or responsibility given to a post for a place and a time. */
typedef struct locality_allocation_record {
    /** sizeof(locality_allocation_record). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among allocations. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The role given. Id of a record of kind role. */
    const char *role;
    /** The post it is given to. Id of a record of kind post. */
    const char *post;
    /** The person, where one is recorded. Id of a record of kind person. */
    const char *person;
    /** The place it is for. Id of a record of kind area. */
    const char *area;
    /** The theme it is for. Id of a record of kind theme. */
    const char *theme;
    /** The function it is for. Id of a record of kind function. */
    const char *function;
    /** First day. In days since 1970-01-01. */
    locality_range starts;
    /** Last day or review date. In days since 1970-01-01. */
    locality_range ends;
    /** Whether it is for a time. 0 no, 1 yes. */
    locality_range temporary;
    /** Place in a rota. A whole number. */
    locality_range slot;
    /** Where it stands. One of: proposed, agreed, refused, ended, transitional. */
    const char *status;
    /** Why. */
    const char *reason;
    /** The unit that posts of the record are placed in. Id of a record of kind unit. */
    const char *unit;
    /** How many of the posts of the record are placed so. A whole number. */
    locality_range posts;
    /**
     * What else it is for: a service, an outcome, a priority, a duty, a unit. A record as
     * `kind:id`.
     */
    const char *about;
    /** Full-time equivalents that are given. In millionths. */
    locality_range fte;
} locality_allocation_record;

/** Starting value of a locality_allocation_record: every field missing. */
#define LOCALITY_ALLOCATION_RECORD_INIT \
    { sizeof(locality_allocation_record), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, 0, \
      0, 0, LOCALITY_RANGE_INIT, 0, LOCALITY_RANGE_INIT }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_allocation_record_put(locality_model *model, const locality_allocation_record *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_allocation_record_add(locality_model *model, const locality_allocation_record *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_allocation_record_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_allocation_record_find(const locality_snapshot *snapshot, const char *id, locality_allocation_record *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_allocation_record_at(const locality_snapshot *snapshot, size_t row, locality_allocation_record *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_allocation_record_count(const locality_snapshot *snapshot);

/* ---- service ---- */

/** @brief A service that residents or partners receive. */
typedef struct locality_service {
    /** sizeof(locality_service). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among services. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** Who runs it. Id of a record of kind organisation. */
    const char *organisation;
    /** The unit that runs it. Id of a record of kind unit. */
    const char *unit;
    /** Category in a service list. */
    const char *category;
    /** Contact point, by post. */
    const char *contact;
    /** What happens to it. One of: continuing, new, ceased, closed, unchanged, commissioned. */
    const char *status;
    /** Bodies that take it over. Ids of records of kind organisation; null when not given. */
    const char *const *receivers;
    /** How many receivers. */
    size_t receivers_count;
    /** Where people are sent once it has stopped. */
    const char *route;
    /**
     * Programmes and services it links to. Ids of records of kind service; null when not given.
     */
    const char *const *links;
    /** How many links. */
    size_t links_count;
} locality_service;

/** Starting value of a locality_service: every field missing. */
#define LOCALITY_SERVICE_INIT \
    { sizeof(locality_service), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_service_put(locality_model *model, const locality_service *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_service_add(locality_model *model, const locality_service *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_service_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_service_find(const locality_snapshot *snapshot, const char *id, locality_service *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_service_at(const locality_snapshot *snapshot, size_t row, locality_service *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_service_count(const locality_snapshot *snapshot);

/* ---- provision ---- */

/**
 * @brief One cell of a coverage matrix: a service, theme or fund in an area, present or
 *     deliberately none.
 */
typedef struct locality_provision {
    /** sizeof(locality_provision). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among provisions. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The service provided. Id of a record of kind service. */
    const char *service;
    /** The fund present. Id of a record of kind stream. */
    const char *stream;
    /** The theme covered. Id of a record of kind theme. */
    const char *theme;
    /** The area. Id of a record of kind area. */
    const char *area;
    /** `none` says that it is deliberately absent. One of: present, none, planned, unknown. */
    const char *state;
    /** The post that provides it. Id of a record of kind post. */
    const char *post;
    /** The version it belongs to. Id of a record of kind structure. */
    const char *structure;
} locality_provision;

/** Starting value of a locality_provision: every field missing. */
#define LOCALITY_PROVISION_INIT \
    { sizeof(locality_provision), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_provision_put(locality_model *model, const locality_provision *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_provision_add(locality_model *model, const locality_provision *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_provision_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_provision_find(const locality_snapshot *snapshot, const char *id, locality_provision *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_provision_at(const locality_snapshot *snapshot, size_t row, locality_provision *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_provision_count(const locality_snapshot *snapshot);

/* ---- provider ---- */

/** @brief A provider of services whose strategic priorities the council follows. */
typedef struct locality_provider {
    /** sizeof(locality_provider). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among providers. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The body. Id of a record of kind organisation. */
    const char *organisation;
    /** Services it provides. Ids of records of kind service; null when not given. */
    const char *const *services;
    /** How many services. */
    size_t services_count;
    /** Whether it is part of the council. 0 no, 1 yes. */
    locality_range inside;
    /** Its strategic priorities. Texts; null when not given. */
    const char *const *priorities;
    /** How many priorities. */
    size_t priorities_count;
    /** When the priorities were last brought up to date. In days since 1970-01-01. */
    locality_range updated;
    /** Contact point, by post. */
    const char *contact;
    /** Post that commissions it. Id of a record of kind post. */
    const char *commissioner;
} locality_provider;

/** Starting value of a locality_provider: every field missing. */
#define LOCALITY_PROVIDER_INIT \
    { sizeof(locality_provider), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, 0, 0, \
      LOCALITY_RANGE_INIT, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_provider_put(locality_model *model, const locality_provider *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_provider_add(locality_model *model, const locality_provider *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_provider_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_provider_find(const locality_snapshot *snapshot, const char *id, locality_provider *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_provider_at(const locality_snapshot *snapshot, size_t row, locality_provider *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_provider_count(const locality_snapshot *snapshot);

/* ---- stream ---- */

/** @brief A source of money with its kind, its time and its limits. */
typedef struct locality_stream {
    /** sizeof(locality_stream). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among streams. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /**
     * What sort of money it is. One of: base, one_off, grant, capital, transformation, investment,
     * scheme, tax, income, pooled, saving.
     */
    const char *type;
    /** Amount for the period. In pence. */
    locality_range amount;
    /** Period of the amount. One of: year, whole, month, one_time, unknown. */
    const char *per;
    /** Whether it ends or may end. 0 no, 1 yes. */
    locality_range temporary;
    /** First day it can be used. In days since 1970-01-01. */
    locality_range starts;
    /** Last day it can be used. In days since 1970-01-01. */
    locality_range ends;
    /** Most that may be drawn in all. In pence. */
    locality_range cap;
    /** Most that one grant from it may be. In pence. */
    locality_range grant_cap;
    /** Youngest age of people it may support. A whole number. */
    locality_range minimum_age;
    /** Who gives it. Id of a record of kind organisation. */
    const char *funder;
    /** The stream it is part of. Id of a record of kind stream. */
    const char *part_of;
    /**
     * The version that plans with it; missing when it holds for all. Id of a record of kind
     * structure.
     */
    const char *structure;
    /** How sure it is. One of: secured, planned, uncertain, ending, closed, proposed, retained. */
    const char *status;
    /** What it pays for. Ids of records of kind function; null when not given. */
    const char *const *purposes;
    /** How many purposes. */
    size_t purposes_count;
    /** Areas in which it exists. Ids of records of kind area; null when not given. */
    const char *const *areas;
    /** How many areas. */
    size_t areas_count;
    /** What happens when it ends. */
    const char *exit_plan;
} locality_stream;

/** Starting value of a locality_stream: every field missing. */
#define LOCALITY_STREAM_INIT \
    { sizeof(locality_stream), 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, 0, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_stream_put(locality_model *model, const locality_stream *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_stream_add(locality_model *model, const locality_stream *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_stream_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_stream_find(const locality_snapshot *snapshot, const char *id, locality_stream *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_stream_at(const locality_snapshot *snapshot, size_t row, locality_stream *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_stream_count(const locality_snapshot *snapshot);

/* ---- spend ---- */

/** @brief One use of a stream: a draw, a grant made, a saving booked, a cost. */
typedef struct locality_spend {
    /** sizeof(locality_spend). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among spends. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The stream it comes from. Id of a record of kind stream. */
    const char *stream;
    /** What it is. One of: draw, grant, saving, cost. */
    const char *type;
    /** Amount. In pence. */
    locality_range amount;
    /** When. In days since 1970-01-01. */
    locality_range date;
    /** What it is spent or saved on. One of: staff, premises, administration, other. */
    const char *category;
    /** Where. Id of a record of kind area. */
    const char *area;
    /** Age of the people a grant supports. A whole number. */
    locality_range age;
    /** Other money that it helped to win. In pence. */
    locality_range external;
    /** Whether it comes again every year. 0 no, 1 yes. */
    locality_range recurring;
    /** Post it pays for. Id of a record of kind post. */
    const char *post;
} locality_spend;

/** Starting value of a locality_spend: every field missing. */
#define LOCALITY_SPEND_INIT \
    { sizeof(locality_spend), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, 0, 0, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_spend_put(locality_model *model, const locality_spend *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_spend_add(locality_model *model, const locality_spend *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_spend_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_spend_find(const locality_snapshot *snapshot, const char *id, locality_spend *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_spend_at(const locality_snapshot *snapshot, size_t row, locality_spend *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_spend_count(const locality_snapshot *snapshot);

/* ---- figure ---- */

/** @brief A published number, exactly as printed, with unit, period and qualifier. */
typedef struct locality_figure {
    /** sizeof(locality_figure). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among figures. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /**
     * What is counted. One of: pounds, fte, posts, offices, places, teams, functions, items,
     * people, days, years, months, age, percent, ratio, date, label, other.
     */
    const char *unit;
    /** The number when it is neither money nor a share nor a date. In millionths. */
    locality_range quantity;
    /** The number when it is money. In pence. */
    locality_range money;
    /** The number when it is a percentage. In millionths. */
    locality_range share;
    /** The number when it is a date. In days since 1970-01-01. */
    locality_range date;
    /** The number when it is a date with a time. In seconds since 1970-01-01 00:00. */
    locality_range moment;
    /** The value before, where the figure is a change from one value to another. In millionths. */
    locality_range before;
    /** The figure as printed. */
    const char *printed;
    /**
     * How the paper qualifies it. One of: exact, about, over, under, at_least, at_most, up_to,
     * month, derived, asserted.
     */
    const char *qualifier;
    /** Period it is about. */
    const char *period;
    /** Record it describes. A record as `kind:id`. */
    const char *about;
    /** An expression of the language that computes the same figure from the records. */
    const char *check;
    /** The ways it can be read where it is ambiguous. Texts; null when not given. */
    const char *const *readings;
    /** How many readings. */
    size_t readings_count;
    /**
     * What a percentage is a percentage of, in words; percentages of different bases are not
     * compared.
     */
    const char *base;
} locality_figure;

/** Starting value of a locality_figure: every field missing. */
#define LOCALITY_FIGURE_INIT \
    { sizeof(locality_figure), 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_figure_put(locality_model *model, const locality_figure *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_figure_add(locality_model *model, const locality_figure *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_figure_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_figure_find(const locality_snapshot *snapshot, const char *id, locality_figure *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_figure_at(const locality_snapshot *snapshot, size_t row, locality_figure *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_figure_count(const locality_snapshot *snapshot);

/* ---- priority ---- */

/** @brief A stated aim of the council. */
typedef struct locality_priority {
    /** sizeof(locality_priority). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among priorities. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The wider priority. Id of a record of kind priority. */
    const char *parent;
    /** Post that answers for it. Id of a record of kind post. */
    const char *owner;
} locality_priority;

/** Starting value of a locality_priority: every field missing. */
#define LOCALITY_PRIORITY_INIT \
    { sizeof(locality_priority), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_priority_put(locality_model *model, const locality_priority *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_priority_add(locality_model *model, const locality_priority *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_priority_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_priority_find(const locality_snapshot *snapshot, const char *id, locality_priority *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_priority_at(const locality_snapshot *snapshot, size_t row, locality_priority *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_priority_count(const locality_snapshot *snapshot);

/* ---- outcome ---- */

/** @brief A result that a priority promises, or an accountability under it. */
typedef struct locality_outcome {
    /** sizeof(locality_outcome). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among outcomes. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The priority. Id of a record of kind priority. */
    const char *priority;
    /** The wider outcome. Id of a record of kind outcome. */
    const char *parent;
    /** Place in the tree. One of: sub_outcome, accountability, other. */
    const char *level;
    /** Theme it belongs to. Id of a record of kind theme. */
    const char *theme;
    /** Post that answers for it. Id of a record of kind post. */
    const char *owner;
} locality_outcome;

/** Starting value of a locality_outcome: every field missing. */
#define LOCALITY_OUTCOME_INIT \
    { sizeof(locality_outcome), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_outcome_put(locality_model *model, const locality_outcome *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_outcome_add(locality_model *model, const locality_outcome *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_outcome_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_outcome_find(const locality_snapshot *snapshot, const char *id, locality_outcome *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_outcome_at(const locality_snapshot *snapshot, size_t row, locality_outcome *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_outcome_count(const locality_snapshot *snapshot);

/* ---- measure ---- */

/** @brief How an outcome is measured. */
typedef struct locality_measure {
    /** sizeof(locality_measure). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among measures. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** What it measures. Id of a record of kind outcome. */
    const char *outcome;
    /**
     * What sort of measure. One of: indicator, satisfaction, process, result, timeliness,
     * direction.
     */
    const char *type;
    /** Unit. */
    const char *unit;
    /** Post that answers for it. Id of a record of kind post. */
    const char *owner;
    /** Level in a hierarchy of measures. */
    const char *level;
    /** Which way is better. One of: rises, falls, holds. */
    const char *direction;
} locality_measure;

/** Starting value of a locality_measure: every field missing. */
#define LOCALITY_MEASURE_INIT \
    { sizeof(locality_measure), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_measure_put(locality_model *model, const locality_measure *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_measure_add(locality_model *model, const locality_measure *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_measure_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_measure_find(const locality_snapshot *snapshot, const char *id, locality_measure *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_measure_at(const locality_snapshot *snapshot, size_t row, locality_measure *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_measure_count(const locality_snapshot *snapshot);

/* ---- target ---- */

/** @brief A value that a measure should reach by a date. */
typedef struct locality_target {
    /** sizeof(locality_target). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among targets. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The measure. Id of a record of kind measure. */
    const char *measure;
    /** Value at the start. In millionths. */
    locality_range baseline;
    /** Value to reach. In millionths. */
    locality_range value;
    /** Share to reach. In millionths. */
    locality_range share;
    /** Amount to reach. In pence. */
    locality_range money;
    /** By when. In days since 1970-01-01. */
    locality_range due;
} locality_target;

/** Starting value of a locality_target: every field missing. */
#define LOCALITY_TARGET_INIT \
    { sizeof(locality_target), 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_target_put(locality_model *model, const locality_target *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_target_add(locality_model *model, const locality_target *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_target_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_target_find(const locality_snapshot *snapshot, const char *id, locality_target *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_target_at(const locality_snapshot *snapshot, size_t row, locality_target *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_target_count(const locality_snapshot *snapshot);

/* ---- observation ---- */

/** @brief A value seen: a measurement, a count of demand, an item of intelligence. */
typedef struct locality_observation {
    /** sizeof(locality_observation). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among observations. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The measure. Id of a record of kind measure. */
    const char *measure;
    /** Where. Id of a record of kind area. */
    const char *area;
    /** The service concerned. Id of a record of kind service. */
    const char *service;
    /** The provider concerned. Id of a record of kind provider. */
    const char *provider;
    /** What was seen. One of: demand, response, intelligence, measurement, participation. */
    const char *type;
    /** Hard data or word of mouth. One of: hard, soft. */
    const char *evidence;
    /** When. In days since 1970-01-01. */
    locality_range date;
    /** Value. In millionths. */
    locality_range value;
    /** Value as a share. In millionths. */
    locality_range share;
    /** Share to compare with (of the population). In millionths. */
    locality_range expected;
    /** Group of people it is about. Id of a record of kind stakeholder. */
    const char *group;
    /** Type of issue or demand. */
    const char *category;
    /** Whom it was passed on to. Ids of records of kind organisation; null when not given. */
    const char *const *supplied_to;
    /** How many supplied_to. */
    size_t supplied_to_count;
    /** Whether it was used. 0 no, 1 yes. */
    locality_range used;
    /** The demand that a response answers. Id of a record of kind observation. */
    const char *answers;
} locality_observation;

/** Starting value of a locality_observation: every field missing. */
#define LOCALITY_OBSERVATION_INIT \
    { sizeof(locality_observation), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, 0, \
      0, 0, 0, LOCALITY_RANGE_INIT, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_observation_put(locality_model *model, const locality_observation *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_observation_add(locality_model *model, const locality_observation *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_observation_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_observation_find(const locality_snapshot *snapshot, const char *id, locality_observation *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_observation_at(const locality_snapshot *snapshot, size_t row, locality_observation *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_observation_count(const locality_snapshot *snapshot);

/* ---- consultation ---- */

/** @brief A time in which views are asked for. */
typedef struct locality_consultation {
    /** sizeof(locality_consultation). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among consultations. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** First day. In days since 1970-01-01. */
    locality_range starts;
    /** Last day. In days since 1970-01-01. */
    locality_range ends;
    /** Last moment at which a comment counts. In seconds since 1970-01-01 00:00. */
    locality_range deadline;
    /** Length that the paper states. In days. */
    locality_range stated_days;
    /** Whether it is a formal consultation. 0 no, 1 yes. */
    locality_range formal;
    /** Ways to answer that are not posts (a mailbox). Texts; null when not given. */
    const char *const *channels;
    /** How many channels. */
    size_t channels_count;
    /** Posts that receive comments. Ids of records of kind post; null when not given. */
    const char *const *recipients;
    /** How many recipients. */
    size_t recipients_count;
    /** Who is asked. Ids of records of kind stakeholder; null when not given. */
    const char *const *audiences;
    /** How many audiences. */
    size_t audiences_count;
    /** What the full paper holds. Texts; null when not given. */
    const char *const *contents;
    /** How many contents. */
    size_t contents_count;
    /** Area consulted. Id of a record of kind area. */
    const char *area;
    /** Employees proposed to be dismissed at one establishment in 90 days. A whole number. */
    locality_range dismissals;
    /** When the first dismissal takes effect. In days since 1970-01-01. */
    locality_range first_dismissal;
} locality_consultation;

/** Starting value of a locality_consultation: every field missing. */
#define LOCALITY_CONSULTATION_INIT \
    { sizeof(locality_consultation), 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, 0, \
      0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_consultation_put(locality_model *model, const locality_consultation *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_consultation_add(locality_model *model, const locality_consultation *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_consultation_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_consultation_find(const locality_snapshot *snapshot, const char *id, locality_consultation *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_consultation_at(const locality_snapshot *snapshot, size_t row, locality_consultation *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_consultation_count(const locality_snapshot *snapshot);

/* ---- comment ---- */

/** @brief A comment received. */
typedef struct locality_comment {
    /** sizeof(locality_comment). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among comments. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The consultation. Id of a record of kind consultation. */
    const char *consultation;
    /** When it came in. In seconds since 1970-01-01 00:00. */
    locality_range received;
    /** Group it came from. Id of a record of kind stakeholder. */
    const char *group;
    /** Place it is about. Id of a record of kind area. */
    const char *area;
    /** Post it was sent to. Id of a record of kind post. */
    const char *recipient;
} locality_comment;

/** Starting value of a locality_comment: every field missing. */
#define LOCALITY_COMMENT_INIT \
    { sizeof(locality_comment), 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, 0, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_comment_put(locality_model *model, const locality_comment *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_comment_add(locality_model *model, const locality_comment *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_comment_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_comment_find(const locality_snapshot *snapshot, const char *id, locality_comment *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_comment_at(const locality_snapshot *snapshot, size_t row, locality_comment *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_comment_count(const locality_snapshot *snapshot);

/* ---- decision ---- */

/** @brief Something decided, or to be decided, by a body or officer. */
typedef struct locality_decision {
    /** sizeof(locality_decision). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among decisions. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** Who decides. Id of a record of kind organisation. */
    const char *body;
    /** When. In days since 1970-01-01. */
    locality_range date;
    /** When, with the time. In seconds since 1970-01-01 00:00. */
    locality_range moment;
    /** Where it stands. One of: planned, anticipated, made, proposed, assumed. */
    const char *status;
    /** What sort of decision. One of: agree, review, announce, adopt, delegate, comment, other. */
    const char *type;
    /** Choices open to the body. Texts; null when not given. */
    const char *const *options;
    /** How many options. */
    size_t options_count;
    /** Choice made. */
    const char *chosen;
    /** What it decides on. A record as `kind:id`. */
    const char *about;
    /**
     * Decisions that must come before it. Ids of records of kind decision; null when not given.
     */
    const char *const *after;
    /** How many after. */
    size_t after_count;
    /** Post that holds the delegated power. Id of a record of kind post. */
    const char *delegated_to;
} locality_decision;

/** Starting value of a locality_decision: every field missing. */
#define LOCALITY_DECISION_INIT \
    { sizeof(locality_decision), 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_decision_put(locality_model *model, const locality_decision *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_decision_add(locality_model *model, const locality_decision *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_decision_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_decision_find(const locality_snapshot *snapshot, const char *id, locality_decision *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_decision_at(const locality_snapshot *snapshot, size_t row, locality_decision *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_decision_count(const locality_snapshot *snapshot);

/* ---- event ---- */

/** @brief Something that happens on a date: a launch, a meeting, a stage of a review. */
typedef struct locality_event {
    /** sizeof(locality_event). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among events. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /**
     * What sort of event. One of: launch, meeting, review, stage, deadline, campaign, publication,
     * announcement, pilot, rollout, other.
     */
    const char *type;
    /** First day. In days since 1970-01-01. */
    locality_range starts;
    /** Last day. In days since 1970-01-01. */
    locality_range ends;
    /** Body concerned. Id of a record of kind organisation. */
    const char *body;
    /** Where. Id of a record of kind area. */
    const char *area;
    /** Posts that attend. Ids of records of kind post; null when not given. */
    const char *const *attends;
    /** How many attends. */
    size_t attends_count;
    /** Priorities it serves. Ids of records of kind priority; null when not given. */
    const char *const *priorities;
    /** How many priorities. */
    size_t priorities_count;
    /** Event that must come before it. Id of a record of kind event. */
    const char *follows;
    /**
     * Weekday that the paper prints. One of: monday, tuesday, wednesday, thursday, friday,
     * saturday, sunday.
     */
    const char *weekday;
} locality_event;

/** Starting value of a locality_event: every field missing. */
#define LOCALITY_EVENT_INIT \
    { sizeof(locality_event), 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_event_put(locality_model *model, const locality_event *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_event_add(locality_model *model, const locality_event *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_event_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_event_find(const locality_snapshot *snapshot, const char *id, locality_event *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_event_at(const locality_snapshot *snapshot, size_t row, locality_event *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_event_count(const locality_snapshot *snapshot);

/* ---- stakeholder ---- */

/** @brief A group of people or bodies with an interest. */
typedef struct locality_stakeholder {
    /** sizeof(locality_stakeholder). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among stakeholders. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /**
     * What sort of group. One of: staff, members, residents, partners, community, voluntary,
     * union, colleagues, other.
     */
    const char *type;
    /** Where. Id of a record of kind area. */
    const char *area;
    /** Body it stands for. Id of a record of kind organisation. */
    const char *organisation;
    /** Whether it was told. 0 no, 1 yes. */
    locality_range informed;
    /** Whether it answered. 0 no, 1 yes. */
    locality_range replied;
    /** How many it counts. A whole number. */
    locality_range quantity;
} locality_stakeholder;

/** Starting value of a locality_stakeholder: every field missing. */
#define LOCALITY_STAKEHOLDER_INIT \
    { sizeof(locality_stakeholder), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_stakeholder_put(locality_model *model, const locality_stakeholder *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_stakeholder_add(locality_model *model, const locality_stakeholder *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_stakeholder_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_stakeholder_find(const locality_snapshot *snapshot, const char *id, locality_stakeholder *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_stakeholder_at(const locality_snapshot *snapshot, size_t row, locality_stakeholder *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_stakeholder_count(const locality_snapshot *snapshot);

/* ---- engagement ---- */

/** @brief A way in which people took or take part. */
typedef struct locality_engagement {
    /** sizeof(locality_engagement). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among engagements. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** Who took part. Id of a record of kind stakeholder. */
    const char *group;
    /** How (focus group, workshop, survey). */
    const char *method;
    /** Where. Ids of records of kind area; null when not given. */
    const char *const *areas;
    /** How many areas. */
    size_t areas_count;
    /** Whether it covered every area, as asserted. 0 no, 1 yes. */
    locality_range all_areas;
    /** First day. In days since 1970-01-01. */
    locality_range starts;
    /** Last day. In days since 1970-01-01. */
    locality_range ends;
    /** Services whose design it feeds. Ids of records of kind service; null when not given. */
    const char *const *informs;
    /** How many informs. */
    size_t informs_count;
    /** People who took part. A whole number. */
    locality_range participants;
} locality_engagement;

/** Starting value of a locality_engagement: every field missing. */
#define LOCALITY_ENGAGEMENT_INIT \
    { sizeof(locality_engagement), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, 0, 0, LOCALITY_RANGE_INIT }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_engagement_put(locality_model *model, const locality_engagement *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_engagement_add(locality_model *model, const locality_engagement *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_engagement_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_engagement_find(const locality_snapshot *snapshot, const char *id, locality_engagement *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_engagement_at(const locality_snapshot *snapshot, size_t row, locality_engagement *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_engagement_count(const locality_snapshot *snapshot);

/* ---- briefing ---- */

/** @brief A regular or single briefing of members or partners. */
typedef struct locality_briefing {
    /** sizeof(locality_briefing). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among briefings. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** Who is briefed. Id of a record of kind stakeholder. */
    const char *audience;
    /** Longest time between briefings. In days. */
    locality_range interval;
    /** When the last was given. In days since 1970-01-01. */
    locality_range last;
    /** Post that gives it. Id of a record of kind post. */
    const char *by;
} locality_briefing;

/** Starting value of a locality_briefing: every field missing. */
#define LOCALITY_BRIEFING_INIT \
    { sizeof(locality_briefing), 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_briefing_put(locality_model *model, const locality_briefing *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_briefing_add(locality_model *model, const locality_briefing *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_briefing_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_briefing_find(const locality_snapshot *snapshot, const char *id, locality_briefing *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_briefing_at(const locality_snapshot *snapshot, size_t row, locality_briefing *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_briefing_count(const locality_snapshot *snapshot);

/* ---- policy ---- */

/**
 * @brief A national, regional, sub-regional or local policy, and how it is turned into
 *     neighbourhood terms.
 */
typedef struct locality_policy {
    /** sizeof(locality_policy). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among policies. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** Level of government. One of: national, regional, sub_regional, local. */
    const char *level;
    /** Posts that translate it. Ids of records of kind post; null when not given. */
    const char *const *translators;
    /** How many translators. */
    size_t translators_count;
    /** Areas it was translated for. Ids of records of kind area; null when not given. */
    const char *const *translated_for;
    /** How many translated_for. */
    size_t translated_for_count;
    /** When a pilot starts. In days since 1970-01-01. */
    locality_range pilot;
    /** When it applies everywhere. In days since 1970-01-01. */
    locality_range rollout;
} locality_policy;

/** Starting value of a locality_policy: every field missing. */
#define LOCALITY_POLICY_INIT \
    { sizeof(locality_policy), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_policy_put(locality_model *model, const locality_policy *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_policy_add(locality_model *model, const locality_policy *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_policy_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_policy_find(const locality_snapshot *snapshot, const char *id, locality_policy *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_policy_at(const locality_snapshot *snapshot, size_t row, locality_policy *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_policy_count(const locality_snapshot *snapshot);

/* ---- work_item ---- */

/** @brief An issue, a request or a piece of work. */
typedef struct locality_work_item {
    /** sizeof(locality_work_item). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among work items. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** What sort of work. One of: issue, request, planned, rapid, intervention, event. */
    const char *type;
    /** Where. Id of a record of kind area. */
    const char *area;
    /**
     * All the places it lies in, in any layer. Ids of records of kind area; null when not given.
     */
    const char *const *places;
    /** How many places. */
    size_t places_count;
    /** Type of issue. */
    const char *category;
    /** Providers concerned. Ids of records of kind provider; null when not given. */
    const char *const *providers;
    /** How many providers. */
    size_t providers_count;
    /** How many providers it concerns, where they are not named. A whole number. */
    locality_range provider_count;
    /** Whether the demand was given priority. 0 no, 1 yes. */
    locality_range prioritised;
    /** When it came in. In days since 1970-01-01. */
    locality_range received;
    /** When it was answered. In days since 1970-01-01. */
    locality_range response;
    /** What was done. One of: refer, analyse, served, not_served, open. */
    const char *outcome;
    /** Whether it is part of a trend. 0 no, 1 yes. */
    locality_range trend;
    /** Follow-up steps done. Texts; null when not given. */
    const char *const *steps;
    /** How many steps. */
    size_t steps_count;
    /** What it is to reach. */
    const char *aim;
    /** When the team withdraws. */
    const char *exit;
    /** Whether it leaves the community able to act alone next time. 0 no, 1 yes. */
    locality_range capacity_step;
    /** When the aim was reached. In days since 1970-01-01. */
    locality_range resolved;
    /** When the team withdrew. In days since 1970-01-01. */
    locality_range withdrawn;
    /** Task group that works on it. Id of a record of kind task_group. */
    const char *group;
    /** Who approved it. Ids of records of kind organisation; null when not given. */
    const char *const *approvals;
    /** How many approvals. */
    size_t approvals_count;
    /** Priorities it serves. Ids of records of kind priority; null when not given. */
    const char *const *priorities;
    /** How many priorities. */
    size_t priorities_count;
    /** Whether partners work on it. 0 no, 1 yes. */
    locality_range partnership;
    /** Whether it was unforeseen. 0 no, 1 yes. */
    locality_range unforeseen;
    /** Whether the council's reputation is at risk. 0 no, 1 yes. */
    locality_range reputation;
    /** Post that leads it. Id of a record of kind post. */
    const char *owner;
} locality_work_item;

/** Starting value of a locality_work_item: every field missing. */
#define LOCALITY_WORK_ITEM_INIT \
    { sizeof(locality_work_item), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, 0, \
      LOCALITY_RANGE_INIT, 0, 0, 0, 0, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_work_item_put(locality_model *model, const locality_work_item *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_work_item_add(locality_model *model, const locality_work_item *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_work_item_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_work_item_find(const locality_snapshot *snapshot, const char *id, locality_work_item *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_work_item_at(const locality_snapshot *snapshot, size_t row, locality_work_item *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_work_item_count(const locality_snapshot *snapshot);

/* ---- task_group ---- */

/** @brief A task-and-finish group. */
typedef struct locality_task_group {
    /** sizeof(locality_task_group). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among task groups. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** Post that leads it. Id of a record of kind post. */
    const char *lead;
    /** Who is in it. Ids of records of kind stakeholder; null when not given. */
    const char *const *members;
    /** How many members. */
    size_t members_count;
    /** What it is to reach. */
    const char *aim;
    /** When it ends. */
    const char *exit;
    /** Whether the aim was reached. 0 no, 1 yes. */
    locality_range reached;
    /** Whether it still meets. 0 no, 1 yes. */
    locality_range open;
    /** Where it works. Ids of records of kind area; null when not given. */
    const char *const *areas;
    /** How many areas. */
    size_t areas_count;
} locality_task_group;

/** Starting value of a locality_task_group: every field missing. */
#define LOCALITY_TASK_GROUP_INIT \
    { sizeof(locality_task_group), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_task_group_put(locality_model *model, const locality_task_group *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_task_group_add(locality_model *model, const locality_task_group *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_task_group_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_task_group_find(const locality_snapshot *snapshot, const char *id, locality_task_group *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_task_group_at(const locality_snapshot *snapshot, size_t row, locality_task_group *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_task_group_count(const locality_snapshot *snapshot);

/* ---- risk ---- */

/** @brief Something that may go wrong. */
typedef struct locality_risk {
    /** sizeof(locality_risk). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among risks. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** Post that answers for it. Id of a record of kind post. */
    const char *owner;
    /** How likely. In millionths. */
    locality_range likelihood;
    /** What it would cost. In pence. */
    locality_range impact;
    /** What is done about it. */
    const char *mitigation;
} locality_risk;

/** Starting value of a locality_risk: every field missing. */
#define LOCALITY_RISK_INIT \
    { sizeof(locality_risk), 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_risk_put(locality_model *model, const locality_risk *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_risk_add(locality_model *model, const locality_risk *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_risk_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_risk_find(const locality_snapshot *snapshot, const char *id, locality_risk *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_risk_at(const locality_snapshot *snapshot, size_t row, locality_risk *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_risk_count(const locality_snapshot *snapshot);

/* ---- milestone ---- */

/** @brief Something due by a date. */
typedef struct locality_milestone {
    /** sizeof(locality_milestone). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among milestones. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** By when. In days since 1970-01-01. */
    locality_range due;
    /** When it was done. In days since 1970-01-01. */
    locality_range done;
    /** Post that answers for it. Id of a record of kind post. */
    const char *owner;
    /** Money due by then (a savings target). In pence. */
    locality_range amount;
    /** What it belongs to. A record as `kind:id`. */
    const char *about;
} locality_milestone;

/** Starting value of a locality_milestone: every field missing. */
#define LOCALITY_MILESTONE_INIT \
    { sizeof(locality_milestone), 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, 0, LOCALITY_RANGE_INIT, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_milestone_put(locality_model *model, const locality_milestone *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_milestone_add(locality_model *model, const locality_milestone *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_milestone_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_milestone_find(const locality_snapshot *snapshot, const char *id, locality_milestone *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_milestone_at(const locality_snapshot *snapshot, size_t row, locality_milestone *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_milestone_count(const locality_snapshot *snapshot);

/* ---- document ---- */

/** @brief A paper that facts come from. */
typedef struct locality_document {
    /** sizeof(locality_document). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among documents. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** Its title or subject. */
    const char *title;
    /** Body that wrote it. Id of a record of kind organisation. */
    const char *author;
    /** Its date. In days since 1970-01-01. */
    locality_range date;
    /** Version label. */
    const char *version;
} locality_document;

/** Starting value of a locality_document: every field missing. */
#define LOCALITY_DOCUMENT_INIT \
    { sizeof(locality_document), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_document_put(locality_model *model, const locality_document *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_document_add(locality_model *model, const locality_document *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_document_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_document_find(const locality_snapshot *snapshot, const char *id, locality_document *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_document_at(const locality_snapshot *snapshot, size_t row, locality_document *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_document_count(const locality_snapshot *snapshot);

/* ---- section ---- */

/** @brief A section or appendix of a document. */
typedef struct locality_section {
    /** sizeof(locality_section). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among sections. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The document. Id of a record of kind document. */
    const char *document;
    /** Number as printed. */
    const char *number;
    /** Section it is part of. Id of a record of kind section. */
    const char *parent;
    /** Place in the document, from 1. A whole number. */
    locality_range order;
    /** Whether the text is there. One of: present, missing, picture, gap. */
    const char *state;
    /** Sections it refers to. Ids of records of kind section; null when not given. */
    const char *const *refers_to;
    /** How many refers_to. */
    size_t refers_to_count;
} locality_section;

/** Starting value of a locality_section: every field missing. */
#define LOCALITY_SECTION_INIT \
    { sizeof(locality_section), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, 0, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_section_put(locality_model *model, const locality_section *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_section_add(locality_model *model, const locality_section *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_section_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_section_find(const locality_snapshot *snapshot, const char *id, locality_section *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_section_at(const locality_snapshot *snapshot, size_t row, locality_section *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_section_count(const locality_snapshot *snapshot);

/* ---- alias ---- */

/** @brief Another name of a record. */
typedef struct locality_alias {
    /** sizeof(locality_alias). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among aliases. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The record it names. A record as `kind:id`. */
    const char *record;
    /** The other name. */
    const char *text;
    /**
     * First day on which the name was in use; missing where that is not said. In days since
     * 1970-01-01.
     */
    locality_range starts;
    /** Last day on which the name was in use. In days since 1970-01-01. */
    locality_range ends;
} locality_alias;

/** Starting value of a locality_alias: every field missing. */
#define LOCALITY_ALIAS_INIT \
    { sizeof(locality_alias), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_alias_put(locality_model *model, const locality_alias *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_alias_add(locality_model *model, const locality_alias *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_alias_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_alias_find(const locality_snapshot *snapshot, const char *id, locality_alias *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_alias_at(const locality_snapshot *snapshot, size_t row, locality_alias *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_alias_count(const locality_snapshot *snapshot);

/* ---- note ---- */

/** @brief A remark: an ambiguity, a blank, a caution. */
typedef struct locality_note {
    /** sizeof(locality_note). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among notes. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** What sort of remark. One of: ambiguity, blank, caution, assumption, anomaly, remark. */
    const char *type;
    /** Record it is about. A record as `kind:id`. */
    const char *about;
    /** Field it is about. */
    const char *field;
    /** The remark. */
    const char *text;
    /** The readings of an ambiguity. Texts; null when not given. */
    const char *const *readings;
    /** How many readings. */
    size_t readings_count;
} locality_note;

/** Starting value of a locality_note: every field missing. */
#define LOCALITY_NOTE_INIT \
    { sizeof(locality_note), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_note_put(locality_model *model, const locality_note *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_note_add(locality_model *model, const locality_note *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_note_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_note_find(const locality_snapshot *snapshot, const char *id, locality_note *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_note_at(const locality_snapshot *snapshot, size_t row, locality_note *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_note_count(const locality_snapshot *snapshot);

/* ---- rule ---- */

/** @brief A rule of a paper or of the user, in the language. */
typedef struct locality_rule {
    /** sizeof(locality_rule). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among rules. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The rule in one sentence. */
    const char *sentence;
    /** How strong it is. One of: must, should, conditional. */
    const char *strength;
    /** The rule in the language, complete. */
    const char *text;
    /** Name of the file it was read from. */
    const char *file;
    /** Line in that file, from 1. A whole number. */
    locality_range line;
    /** What could be done when it fails. */
    const char *remedy;
} locality_rule;

/** Starting value of a locality_rule: every field missing. */
#define LOCALITY_RULE_INIT \
    { sizeof(locality_rule), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_rule_put(locality_model *model, const locality_rule *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_rule_add(locality_model *model, const locality_rule *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_rule_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_rule_find(const locality_snapshot *snapshot, const char *id, locality_rule *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_rule_at(const locality_snapshot *snapshot, size_t row, locality_rule *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_rule_count(const locality_snapshot *snapshot);

/* ---- parameter ---- */

/** @brief A named value that rules use; may be dated and of stated certainty. */
typedef struct locality_parameter {
    /** sizeof(locality_parameter). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among parameters. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** Type of the value (count, money, ratio, days, date, number, truth, text). */
    const char *type;
    /** The value in its text form; missing when the user must give it. */
    const char *value;
    /** Unit in words. */
    const char *unit;
    /** Whether it chooses between readings of a rule. 0 no, 1 yes. */
    locality_range is_switch;
    /** Which date decides the value (proposal_made, financial_year). */
    const char *trigger;
    /** First day the value holds. In days since 1970-01-01. */
    locality_range starts;
    /** Last day the value holds. In days since 1970-01-01. */
    locality_range ends;
    /** How certain the value is. One of: verified, secondary, unverified, stated, assumed. */
    const char *status;
    /** Where it comes from. */
    const char *citation;
    /** What it is, in words. */
    const char *sentence;
    /**
     * The parameter that this record is a dated value of; missing for the parameter itself. Id of
     * a record of kind parameter.
     */
    const char *value_of;
    /** Name of the file it was read from. */
    const char *file;
    /** Line in that file, from 1. A whole number. */
    locality_range line;
} locality_parameter;

/** Starting value of a locality_parameter: every field missing. */
#define LOCALITY_PARAMETER_INIT \
    { sizeof(locality_parameter), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, 0, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_parameter_put(locality_model *model, const locality_parameter *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_parameter_add(locality_model *model, const locality_parameter *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_parameter_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_parameter_find(const locality_snapshot *snapshot, const char *id, locality_parameter *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_parameter_at(const locality_snapshot *snapshot, size_t row, locality_parameter *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_parameter_count(const locality_snapshot *snapshot);

/* ---- question ---- */

/** @brief A question of a paper or of the user, in the language. */
typedef struct locality_question {
    /** sizeof(locality_question). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among questions. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** The question in one sentence. */
    const char *sentence;
    /** The query in the language, complete. */
    const char *text;
    /** Name of the file it was read from. */
    const char *file;
    /** Line in that file, from 1. A whole number. */
    locality_range line;
} locality_question;

/** Starting value of a locality_question: every field missing. */
#define LOCALITY_QUESTION_INIT \
    { sizeof(locality_question), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_question_put(locality_model *model, const locality_question *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_question_add(locality_model *model, const locality_question *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_question_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_question_find(const locality_snapshot *snapshot, const char *id, locality_question *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_question_at(const locality_snapshot *snapshot, size_t row, locality_question *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_question_count(const locality_snapshot *snapshot);

/* ---- definition ---- */

/** @brief A condition or value that rules and questions share, by name, in the language. */
typedef struct locality_definition {
    /** sizeof(locality_definition). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among definitions. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** What it means, in words. */
    const char *sentence;
    /** The definition in the language, complete. */
    const char *text;
    /** Name of the file it was read from. */
    const char *file;
    /** Line in that file, from 1. A whole number. */
    locality_range line;
} locality_definition;

/** Starting value of a locality_definition: every field missing. */
#define LOCALITY_DEFINITION_INIT \
    { sizeof(locality_definition), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_definition_put(locality_model *model, const locality_definition *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_definition_add(locality_model *model, const locality_definition *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_definition_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_definition_find(const locality_snapshot *snapshot, const char *id, locality_definition *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_definition_at(const locality_snapshot *snapshot, size_t row, locality_definition *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_definition_count(const locality_snapshot *snapshot);

/* ---- signal ---- */

/** @brief What the watch of demand said of a place and a type of issue at the end of a period. */
typedef struct locality_signal {
    /** sizeof(locality_signal). */
    uint32_t struct_size;
    /** Zero. */
    uint32_t reserved;
    /** Id of the record, unique among signals. */
    const char *id;
    /** Name as a reader knows it. */
    const char *name;
    /** Document the fact comes from. */
    const char *source;
    /** Section of that document. */
    const char *section;
    /**
     * Whether the document states it, it was inferred, or the user supplied it; missing counts as
     * stated. One of: stated, inferred, user.
     */
    const char *basis;
    /** Anything a reader should know. */
    const char *remark;
    /**
     * How much of the record a publication withholds; missing when nothing is. What such a record
     * lacks may be known all the same. One of: part, most.
     */
    const char *withheld;
    /** Where; missing for all areas together. Id of a record of kind area. */
    const char *area;
    /** Type of issue or demand, as work items name it. */
    const char *category;
    /** Last day of the period up to which was looked. In days since 1970-01-01. */
    locality_range date;
    /**
     * What it said: on the list, to be watched, explained by another, nothing found, or that it
     * cannot tell. One of: listed, watched, folded, quiet, cannot_tell.
     */
    const char *standing;
    /** Which way it moves. One of: rise, fall. */
    const char *direction;
    /** Whether it repeats over several periods. 0 no, 1 yes. */
    locality_range trend;
    /** First day of the period in which it began. In days since 1970-01-01. */
    locality_range onset;
    /** Periods that were held against the expected. A whole number. */
    locality_range window;
    /** Requests of these. A whole number. */
    locality_range observed;
    /** Requests expected of them. In millionths. */
    locality_range expected;
    /** Smallest share of false lines of a list that has it. In millionths. */
    locality_range false_share;
    /** What follows from who is concerned. One of: none, refer, analyse, cannot_tell. */
    const char *outcome;
    /**
     * Providers that are concerned for certain. Ids of records of kind provider; null when not
     * given.
     */
    const char *const *providers;
    /** How many providers. */
    size_t providers_count;
    /**
     * Further providers that may be concerned. Ids of records of kind provider; null when not
     * given.
     */
    const char *const *possible;
    /** How many possible. */
    size_t possible_count;
    /** Its grounds, in words. */
    const char *sentence;
} locality_signal;

/** Starting value of a locality_signal: every field missing. */
#define LOCALITY_SIGNAL_INIT \
    { sizeof(locality_signal), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LOCALITY_RANGE_INIT, 0, 0, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, \
      LOCALITY_RANGE_INIT, LOCALITY_RANGE_INIT, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Adds a record, or replaces the one with its id as a whole.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_signal_put(locality_model *model, const locality_signal *record, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] record The record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_add; INVALID also for a struct_size that does not fit.
 */
LOCALITY_API locality_status locality_signal_add(locality_model *model, const locality_signal *record, locality_error *error);
/**
 * @brief Removes a record.
 * @param[in,out] model The model.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_remove.
 */
LOCALITY_API locality_status locality_signal_remove(locality_model *model, const char *id, locality_error *error);
/**
 * @brief Reads the record with an id.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] id Id of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND (with the nearest ids).
 */
LOCALITY_API locality_status locality_signal_find(const locality_snapshot *snapshot, const char *id, locality_signal *out, locality_error *error);
/**
 * @brief Reads the record of a row.
 * @param[in] snapshot The snapshot; what the record points to lives as long as it does.
 * @param[in] row Row of the record.
 * @param[in,out] out The record; struct_size set by the caller, every field missing on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row.
 */
LOCALITY_API locality_status locality_signal_at(const locality_snapshot *snapshot, size_t row, locality_signal *out, locality_error *error);
/**
 * @brief Counts the records.
 * @param[in] snapshot The snapshot.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_signal_count(const locality_snapshot *snapshot);

#ifdef __cplusplus
}
#endif

#endif
