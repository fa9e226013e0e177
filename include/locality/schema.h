/**
 * @file schema.h
 * @brief The kinds of record and their fields, and how a host adds fields of its own.
 *
 * One table describes every kind (area, post, stream ...) and every field of it. A schema handle is
 * that table, to which a host may add fields and words before it makes a model with it. Kinds and
 * fields are numbered from 0 in the order of the table. Names are what stays: look a number up by name when
 * your program starts, since a later version may have more kinds and fields and number them anew. Within
 * one schema handle numbers never change.
 */
#ifndef LOCALITY_SCHEMA_H
#define LOCALITY_SCHEMA_H

#include "locality/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The kinds and fields a model is made of; immutable once a model has been made with it. */
typedef struct locality_schema locality_schema;

/** A kind or field that does not exist. */
#define LOCALITY_NO_INDEX UINT32_MAX

/**
 * @brief What a field is: one row of the table.
 *
 * Texts are owned by the schema and live as long as it does.
 */
typedef struct locality_field_info {
    uint32_t struct_size; /**< sizeof(locality_field_info). */
    uint32_t reserved;    /**< Zero. */
    const char *name;     /**< Name, for example `reports_to`. */
    const char *doc;      /**< What it means, one sentence or more. */
    const char *words;    /**< Values of a WORD separated by `|`; empty for other types. */
    int32_t type;         /**< One of locality_types. */
    uint32_t target;      /**< Kind that a REF or REFS names, else LOCALITY_NO_INDEX. */
    uint32_t is_extra;    /**< 1 if a host added it. */
    uint32_t is_common;   /**< 1 if every kind has it (name, source, section, basis, remark). */
} locality_field_info;

/** Starting value of a locality_field_info. */
#define LOCALITY_FIELD_INFO_INIT \
    { sizeof(locality_field_info), 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Makes a schema that holds the library's table.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] out The schema; free with locality_schema_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NO_MEMORY.
 */
LOCALITY_API locality_status locality_schema_new(const locality_allocator *allocator,
                                                 locality_schema **out, locality_error *error);
/**
 * @brief Frees a schema; models made with it keep what they need.
 * @param[in] schema A schema or null.
 */
LOCALITY_API void locality_schema_free(locality_schema *schema);
/**
 * @brief Adds a field of the host's own to a kind.
 *
 * The field works everywhere: documents, language, reports. Its name is lower case letters, digits
 * and underscores and starts with a letter.
 * @param[in,out] schema The schema, not yet used by a model.
 * @param[in] kind Name of the kind.
 * @param[in] field Name, type, documentation, words and target; is_extra and is_common are ignored.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (bad name, type or words; schema in use); NOT_FOUND (kind or target);
 *         DUPLICATE; NO_MEMORY.
 */
LOCALITY_API locality_status locality_schema_add_field(locality_schema *schema, const char *kind,
                                                       const locality_field_info *field,
                                                       locality_error *error);
/**
 * @brief Adds a word to those a WORD field allows, for a paper that has a sort of its own.
 * @param[in,out] schema The schema, not yet used by a model.
 * @param[in] kind Name of the kind.
 * @param[in] field Name of a WORD field.
 * @param[in] word The word: lower case letters, digits and underscores. Adding one that stands
 *         is no error.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND, TYPE (not a WORD field) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_schema_add_word(locality_schema *schema, const char *kind,
                                                      const char *field, const char *word,
                                                      locality_error *error);
/**
 * @brief Counts the kinds.
 * @param[in] schema A schema, or null for the library's own table.
 * @return How many kinds there are.
 */
LOCALITY_API uint32_t locality_schema_kinds(const locality_schema *schema);
/**
 * @brief Names a kind.
 * @param[in] schema A schema, or null for the library's own table.
 * @param[in] kind Number of the kind.
 * @return Its name, or null where there is no such kind.
 */
LOCALITY_API const char *locality_schema_kind_name(const locality_schema *schema, uint32_t kind);
/**
 * @brief Gives the plural of a kind's name, as reports and the language use it.
 * @param[in] schema A schema, or null for the library's own table.
 * @param[in] kind Number of the kind.
 * @return The plural, or null where there is no such kind.
 */
LOCALITY_API const char *locality_schema_kind_plural(const locality_schema *schema, uint32_t kind);
/**
 * @brief Tells what a kind means.
 * @param[in] schema A schema, or null for the library's own table.
 * @param[in] kind Number of the kind.
 * @return Its documentation, or null where there is no such kind.
 */
LOCALITY_API const char *locality_schema_kind_doc(const locality_schema *schema, uint32_t kind);
/**
 * @brief Finds a kind by name or plural.
 * @param[in] schema A schema, or null for the library's own table.
 * @param[in] name Name of the kind.
 * @return Its number, or LOCALITY_NO_INDEX.
 */
LOCALITY_API uint32_t locality_schema_kind(const locality_schema *schema, const char *name);
/**
 * @brief Counts the fields of a kind, common and added ones included.
 * @param[in] schema A schema, or null for the library's own table.
 * @param[in] kind Number of the kind.
 * @return How many fields it has; 0 where there is no such kind.
 */
LOCALITY_API uint32_t locality_schema_fields(const locality_schema *schema, uint32_t kind);
/**
 * @brief Finds a field of a kind by name.
 * @param[in] schema A schema, or null for the library's own table.
 * @param[in] kind Number of the kind.
 * @param[in] name Name of the field.
 * @return Its number within the kind, or LOCALITY_NO_INDEX.
 */
LOCALITY_API uint32_t locality_schema_field(const locality_schema *schema, uint32_t kind,
                                            const char *name);
/**
 * @brief Describes a field.
 * @param[in] schema A schema, or null for the library's own table.
 * @param[in] kind Number of the kind.
 * @param[in] field Number of the field within the kind.
 * @param[in,out] out Its description; struct_size set by the caller, other members zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NOT_FOUND.
 */
LOCALITY_API locality_status locality_schema_describe(const locality_schema *schema, uint32_t kind,
                                                      uint32_t field, locality_field_info *out,
                                                      locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
