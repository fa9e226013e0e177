/**
 * @file model.h
 * @brief Records of every kind: the model that is built and the snapshot that is read.
 *
 * A model is a mutable builder, used by one thread at a time. A snapshot is what it held at one
 * moment: immutable, reference-counted, safe to read from any number of threads while the model
 * goes on changing. Every engine reads a snapshot. Typed structs for each kind are in records.h.
 *
 * A record has an id, the host's own string, unique within its kind, and fields as the schema
 * says. A field that was not given is *missing*: nothing is known of it. A reference can be
 * given as `none` (the text LOCALITY_NONE_TEXT): it is known that there is none.
 */
#ifndef LOCALITY_MODEL_H
#define LOCALITY_MODEL_H

#include "locality/schema.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The mutable root: records of every kind. */
typedef struct locality_model locality_model;
/** What a model held at one moment. */
typedef struct locality_snapshot locality_snapshot;

/** Text of a reference that is known to be none. */
#define LOCALITY_NONE_TEXT "none"
/** Row of a reference that is missing. */
#define LOCALITY_ROW_MISSING UINT32_MAX
/** Row of a reference that is known to be none. */
#define LOCALITY_ROW_NONE (UINT32_MAX - 1)

/**
 * @brief The value of one field, in or out.
 *
 * `type` NONE is a missing value. Texts given are copied; texts received are borrowed and live as
 * long as the snapshot (or, from a model, until it next changes).
 */
typedef struct locality_value {
    int32_t type;             /**< One of locality_types; NONE for missing. */
    uint32_t reserved;        /**< Zero. */
    locality_range range;     /**< TRUTH to DAYS: what is known. */
    const char *text;         /**< TEXT, WORD, REF, ANY_REF: the text or id. */
    const char *const *items; /**< TEXTS, REFS: the texts or ids. */
    size_t items_count;       /**< TEXTS, REFS: how many. */
} locality_value;

/** A field named together with its value, for locality_model_put. */
typedef struct locality_named_value {
    const char *field;    /**< Name of the field. */
    locality_value value; /**< Its value. */
} locality_named_value;

/**
 * @brief Makes an empty model.
 * @param[in] schema The schema, or null for the library's own table; it cannot be extended
 *         afterwards.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] out The model; free with locality_model_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NO_MEMORY.
 */
LOCALITY_API locality_status locality_model_new(locality_schema *schema,
                                                const locality_allocator *allocator,
                                                locality_model **out, locality_error *error);
/**
 * @brief Frees a model; snapshots of it live on.
 * @param[in] model A model or null.
 */
LOCALITY_API void locality_model_free(locality_model *model);
/**
 * @brief Gives the schema a model was made with.
 * @param[in] model A model.
 * @return The schema, borrowed; null for a null model.
 */
LOCALITY_API const locality_schema *locality_model_schema(const locality_model *model);
/**
 * @brief Adds a record, or replaces the one with the same id as a whole.
 *
 * A value may also be given as TEXT for any field: it is then read in the text form of the
 * field's type (lists: ids separated by blanks; `none` is the empty list of references). TEXTS
 * may be given for REFS.
 * @param[in,out] model The model.
 * @param[in] kind Name of the kind.
 * @param[in] id Id of the record: not empty, no control characters, not `none`.
 * @param[in] values The fields given; the others are missing.
 * @param[in] count How many.
 * @param[out] error Filled on failure, may be null; names kind, id and field.
 * @return OK, INVALID, NOT_FOUND (kind or field, with the nearest names), TYPE, SYNTAX,
 *         OVERFLOW, ENCODING, DUPLICATE (a field named twice) or NO_MEMORY; the model is then as
 *         before.
 */
LOCALITY_API locality_status locality_model_put(locality_model *model, const char *kind,
                                                const char *id, const locality_named_value *values,
                                                size_t count, locality_error *error);
/**
 * @brief Adds a record that must not stand yet.
 * @param[in,out] model The model.
 * @param[in] kind Name of the kind.
 * @param[in] id Id of the record.
 * @param[in] values The fields given.
 * @param[in] count How many.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put, and DUPLICATE where the id stands.
 */
LOCALITY_API locality_status locality_model_add(locality_model *model, const char *kind,
                                                const char *id, const locality_named_value *values,
                                                size_t count, locality_error *error);
/**
 * @brief Sets one field of a record that stands.
 * @param[in,out] model The model.
 * @param[in] kind Name of the kind.
 * @param[in] id Id of the record.
 * @param[in] field Name of the field.
 * @param[in] value The new value; type NONE or null makes the field missing.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_model_put, and NOT_FOUND where no such record stands.
 */
LOCALITY_API locality_status locality_model_set(locality_model *model, const char *kind,
                                                const char *id, const char *field,
                                                const locality_value *value, locality_error *error);
/**
 * @brief Removes a record; references to it are then dangling until they are changed.
 * @param[in,out] model The model.
 * @param[in] kind Name of the kind.
 * @param[in] id Id of the record.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND or NO_MEMORY.
 */
LOCALITY_API locality_status locality_model_remove(locality_model *model, const char *kind,
                                                   const char *id, locality_error *error);
/**
 * @brief Counts the records of a kind that a model holds now.
 * @param[in] model The model.
 * @param[in] kind Name of the kind.
 * @return How many; 0 for a kind that does not exist.
 */
LOCALITY_API size_t locality_model_count(const locality_model *model, const char *kind);

/**
 * @brief Whom a model is shown to, record by record, on the calling thread.
 *
 * A callback may not call into the model. Other than 0 ends the visit.
 */
typedef struct locality_model_visitor {
    uint32_t struct_size; /**< sizeof(locality_model_visitor). */
    uint32_t reserved;    /**< Zero. */
    void *self;           /**< Handed to each function. */
    /** Required. A record begins; kind by its number. */
    int32_t (*record)(void *self, uint32_t kind, const char *id);
    /** Required. A value of that record, never missing; field by its number, texts borrowed for
     * the call. */
    int32_t (*value)(void *self, uint32_t field, const locality_value *value);
} locality_model_visitor;

/** Starting value of a locality_model_visitor. */
#define LOCALITY_MODEL_VISITOR_INIT \
    { sizeof(locality_model_visitor), 0, 0, 0, 0 }

/**
 * @brief Shows everything a model holds, as it was put in: for writing it somewhere else.
 *
 * Kinds and fields come in the order of the schema, records in the order in which they were added;
 * references are not checked and aliases not resolved. Linear in the values.
 * @param[in] model The model.
 * @param[in] visitor Whom it is shown to.
 * @param[out] error Filled on failure, may be null; carries the visitor's code.
 * @return OK, INVALID, CALLBACK (the visitor stopped) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_model_visit(const locality_model *model,
                                                  const locality_model_visitor *visitor,
                                                  locality_error *error);

/* ---- Bulk --------------------------------------------------------------------------------- */

/**
 * @brief One column of values for many records, read in place from the host's memory.
 *
 * Element i lies at `data + i * stride` bytes. By type of the field: TEXT, WORD, REF and ANY_REF
 * are `const char *` (null is missing); TRUTH to DAYS are `int64_t` in the unit of the type (an
 * open mark is missing), or with `is_range` a locality_range, or with `is_text` `const char *`
 * in the text form of the type; TEXTS and REFS are `const char *` with ids separated by blanks.
 */
typedef struct locality_column_in {
    uint32_t struct_size; /**< sizeof(locality_column_in). */
    uint32_t reserved;    /**< Zero. */
    uint32_t is_range;    /**< 1 if quantities are locality_range, else 0. */
    uint32_t is_text;     /**< 1 if quantities are text as locality_value_read takes it, else 0. */
    const char *field;    /**< Name of the field. */
    const void *data;     /**< First element. */
    size_t stride;        /**< Bytes from one element to the next; 0 for its natural size. */
    const uint8_t *valid; /**< One byte a row, 0 for missing; null if all are given. */
} locality_column_in;

/** Starting value of a locality_column_in. */
#define LOCALITY_COLUMN_IN_INIT \
    { sizeof(locality_column_in), 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Adds many records of one kind from columns; all of them or, on failure, none.
 *
 * No per-row call: the way to load a whole establishment. Linear in the rows.
 * @param[in,out] model The model.
 * @param[in] kind Name of the kind.
 * @param[in] ids Ids, one a row; none may stand already or occur twice.
 * @param[in] count Rows.
 * @param[in] columns The columns.
 * @param[in] columns_count How many columns.
 * @param[out] error Filled on failure, may be null; `line` is the row from 1.
 * @return As locality_model_add.
 */
LOCALITY_API locality_status locality_model_add_many(locality_model *model, const char *kind,
                                                     const char *const *ids, size_t count,
                                                     const locality_column_in *columns,
                                                     size_t columns_count, locality_error *error);

/* ---- Snapshots ---------------------------------------------------------------------------- */

/**
 * @brief Takes a snapshot: checks every reference, applies overlays, shares what is unchanged.
 *
 * References resolve by id, else by alias (counted, see locality_snapshot_alias_uses). What has
 * not changed since the last snapshot of the model is shared with it; a model that has not
 * changed at all gives the same snapshot again, in constant time.
 *
 * An overlay is a structure with a baseline. It receives a copy of each post and unit of the
 * baseline with the id `<overlay>/<baseline id>`, the baseline's record as `origin` and the
 * overlay as `structure`; records may also be listed under it directly. Inside an overlay a
 * reference to a post or unit of the baseline means its copy (`origin` alone goes on naming the
 * baseline). Then its change records are applied in the order of sequence (those without one
 * last), then id: `set` changes a field (its value in text form; missing when there is none),
 * `cease` takes the record out, `create` only documents a record that is listed. Overlays can be
 * baselines in turn. Copies exist in the snapshot only.
 * A structure that says it is `applied` is no overlay: its records are listed as its changes leave them.
 * @param[in,out] model The model; its content stays as it is.
 * @param[out] out The snapshot; give back with locality_snapshot_release.
 * @param[out] error Filled on failure, may be null; names kind, id, field and the nearest ids.
 * @return OK; INVALID (also a change without structure, verb or subject, or of a structure
 *         without baseline); DANGLING; AMBIGUOUS (an alias of several records); CYCLE
 *         (baselines); CONFLICT (a change expects another value); TYPE, SYNTAX, OVERFLOW,
 *         NOT_FOUND (a change record); DUPLICATE (a record stands under the id of a copy);
 *         NO_MEMORY.
 */
LOCALITY_API locality_status locality_snapshot_take(locality_model *model, locality_snapshot **out,
                                                    locality_error *error);
/**
 * @brief Shares a snapshot: one release more is owed.
 * @param[in] snapshot A snapshot or null.
 * @return The same snapshot.
 */
LOCALITY_API const locality_snapshot *locality_snapshot_retain(const locality_snapshot *snapshot);
/**
 * @brief Gives a snapshot back; the last release frees it. Any thread.
 * @param[in] snapshot A snapshot or null.
 */
LOCALITY_API void locality_snapshot_release(const locality_snapshot *snapshot);
/**
 * @brief Gives the schema of a snapshot.
 * @param[in] snapshot A snapshot.
 * @return The schema, borrowed; null for null.
 */
LOCALITY_API const locality_schema *locality_snapshot_schema(const locality_snapshot *snapshot);
/**
 * @brief Counts the records of a kind.
 * @param[in] snapshot A snapshot.
 * @param[in] kind Number of the kind.
 * @return How many; rows are 0 to count - 1.
 */
LOCALITY_API size_t locality_snapshot_count(const locality_snapshot *snapshot, uint32_t kind);
/**
 * @brief Gives the id of a record.
 * @param[in] snapshot A snapshot.
 * @param[in] kind Number of the kind.
 * @param[in] row Row of the record.
 * @return Its id, borrowed; null where there is none.
 */
LOCALITY_API const char *locality_snapshot_id(const locality_snapshot *snapshot, uint32_t kind,
                                              uint32_t row);
/**
 * @brief Finds a record by its id. Constant time.
 * @param[in] snapshot A snapshot.
 * @param[in] kind Number of the kind.
 * @param[in] id Id of the record.
 * @return Its row, or LOCALITY_ROW_MISSING.
 */
LOCALITY_API uint32_t locality_snapshot_find(const locality_snapshot *snapshot, uint32_t kind,
                                             const char *id);

/** How a name led to a record. */
enum locality_resolved_by {
    LOCALITY_BY_NOTHING = 0, /**< It did not. */
    LOCALITY_BY_ID = 1,      /**< It is the record's id. */
    LOCALITY_BY_NAME = 2,    /**< It is the record's name or title. */
    LOCALITY_BY_ALIAS = 3    /**< An alias record says so. */
};

/**
 * @brief Finds a record by id, else by name, else by alias, without regard to ASCII case.
 * @param[in] snapshot A snapshot.
 * @param[in] kind Number of the kind.
 * @param[in] name What a person calls it.
 * @param[out] row Its row; LOCALITY_ROW_MISSING on failure.
 * @param[out] by One of locality_resolved_by; may be null.
 * @param[out] error Filled on failure, may be null; offers the nearest names.
 * @return OK, INVALID, NOT_FOUND, or AMBIGUOUS (the message lists the candidates).
 */
LOCALITY_API locality_status locality_snapshot_resolve(const locality_snapshot *snapshot,
                                                       uint32_t kind, const char *name,
                                                       uint32_t *row, int32_t *by,
                                                       locality_error *error);
/**
 * @brief Counts the references that were resolved through an alias.
 * @param[in] snapshot A snapshot.
 * @return How many.
 */
LOCALITY_API size_t locality_snapshot_alias_uses(const locality_snapshot *snapshot);
/**
 * @brief Reads one field of a record.
 * @param[in] snapshot A snapshot.
 * @param[in] kind Number of the kind.
 * @param[in] row Row of the record.
 * @param[in] field Number of the field.
 * @param[out] out Its value; type NONE where it is missing. Ids are given as resolved.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NOT_FOUND.
 */
LOCALITY_API locality_status locality_snapshot_value(const locality_snapshot *snapshot,
                                                     uint32_t kind, uint32_t row, uint32_t field,
                                                     locality_value *out, locality_error *error);

/**
 * @brief A whole column, borrowed from a snapshot for as long as it lives; nothing is copied.
 *
 * Which arrays are set depends on the type. Quantities: `lo` and `hi`, one element a row (`hi`
 * equals `lo` when every row is exact; a missing value is open at both ends). TEXT and WORD:
 * `symbol`, 0 for missing (locality_snapshot_text gives the text; equal texts have equal
 * symbols). REF: `row`, with LOCALITY_ROW_MISSING and LOCALITY_ROW_NONE. ANY_REF: `row` and
 * `kind`. TEXTS and REFS: the items of row i are `symbol` or `row` from `start[i]` to `start[i +
 * 1]`, and `missing[i]` is 1 where the list was not given (`missing` null: all were given).
 */
typedef struct locality_column {
    uint32_t struct_size;   /**< sizeof(locality_column). */
    uint32_t reserved;      /**< Zero. */
    int32_t type;           /**< One of locality_types. */
    uint32_t target;        /**< Kind that a REF or REFS names, else LOCALITY_NO_INDEX. */
    size_t count;           /**< Rows. */
    const int64_t *lo;      /**< Lower ends. */
    const int64_t *hi;      /**< Upper ends; may be the same array as `lo`. */
    const uint32_t *symbol; /**< Texts by symbol. */
    const uint32_t *row;    /**< References by row of the target kind. */
    const uint32_t *kind;   /**< Kind of each ANY_REF; LOCALITY_NO_INDEX where missing. */
    const uint32_t *start;  /**< Lists: count + 1 offsets. */
    const uint8_t *missing; /**< Lists: which were not given; null if none. */
} locality_column;

/** Starting value of a locality_column. */
#define LOCALITY_COLUMN_INIT \
    { sizeof(locality_column), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Borrows a column. Constant time.
 * @param[in] snapshot A snapshot.
 * @param[in] kind Number of the kind.
 * @param[in] field Number of the field.
 * @param[in,out] out The column; struct_size set by the caller. Where no record has the field,
 *                type is set, count is the number of rows and every array is null: all are
 *                missing.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NOT_FOUND.
 */
LOCALITY_API locality_status locality_snapshot_column(const locality_snapshot *snapshot,
                                                      uint32_t kind, uint32_t field,
                                                      locality_column *out, locality_error *error);
/**
 * @brief Borrows the symbols of the ids of a kind, one a row.
 * @param[in] snapshot A snapshot.
 * @param[in] kind Number of the kind.
 * @return The symbols, null where the kind has no record.
 */
LOCALITY_API const uint32_t *locality_snapshot_ids(const locality_snapshot *snapshot,
                                                   uint32_t kind);
/**
 * @brief Gives the text of a symbol.
 * @param[in] snapshot A snapshot.
 * @param[in] symbol A symbol from one of its columns.
 * @return The text, borrowed; empty for 0 and for numbers that are no symbol.
 */
LOCALITY_API const char *locality_snapshot_text(const locality_snapshot *snapshot, uint32_t symbol);
/**
 * @brief Finds the symbol of a text.
 * @param[in] snapshot A snapshot.
 * @param[in] text The text.
 * @return Its symbol, or 0 where no record has held it up to this snapshot.
 */
LOCALITY_API uint32_t locality_snapshot_symbol(const locality_snapshot *snapshot, const char *text);
/**
 * @brief Tells how many bytes a snapshot holds, shared parts included. What is computed from it
 * when it is first asked for, and then kept with it (lines of report, areas), is not counted.
 * @param[in] snapshot A snapshot.
 * @return Bytes.
 */
LOCALITY_API size_t locality_snapshot_bytes(const locality_snapshot *snapshot);

#ifdef __cplusplus
}
#endif

#endif
