/**
 * @file locality-json.h
 * @brief Models as JSON documents: read with the place of every error, written so that they diff well.
 *
 * A document is one JSON object: `"locality": 1`, optional members that say what it is (`name`,
 * `title`, `rules`, `tables`, `extends`, `remove`, `fields`, `words`), and one array of records for each kind
 * that occurs, under the kind's name. A record is an object with its `id` and the fields it gives.
 * Texts, words and references are strings (`"none"` for a reference known to be none), lists are
 * arrays of strings; quantities are JSON numbers (money in pounds) or strings in the text form of
 * locality_value_read (`"1.354m"`, `">=20"`, `"24.7%~"`, `"2010-07"`); truths are `true`, `false` or
 * `"unknown"`. Numbers are taken as they are written, digit by digit, and never pass through binary
 * floating point; one of more than 15 digits or with an exponent has to be written as a string.
 *
 * A document may extend another, for what a user adds to a paper: its records join those of the
 * other; a record whose id stands there changes the fields it gives and leaves the rest; its basis is
 * `user` unless it gives another, so that nobody takes an assumption for the paper's; `null` takes
 * a field away, and `"remove": ["post:head"]` takes records away before anything is added.
 *
 * The parsed JSON itself is held in memory of jansson; everything else goes through the allocator.
 */
#ifndef LOCALITY_JSON_H
#define LOCALITY_JSON_H

#include "locality/model.h"
#include "locality/report.h"
#include "locality/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A document that was parsed: immutable, owns its text; records are read by locality_json_build. */
typedef struct locality_json_document locality_json_document;

/** The number of the document format, the value of the member `locality`. */
#define LOCALITY_JSON_FORMAT 1
/** Longest document that is read unless the options say otherwise: 64 MiB. */
#define LOCALITY_JSON_MAX_BYTES (UINT64_C(64) << 20)

/** How documents are read. */
typedef struct locality_json_options {
    uint32_t struct_size; /**< sizeof(locality_json_options). */
    uint32_t reserved;    /**< Zero. */
    uint64_t max_bytes;   /**< Longest document accepted; 0 for LOCALITY_JSON_MAX_BYTES. */
} locality_json_options;

/** Starting value of a locality_json_options. */
#define LOCALITY_JSON_OPTIONS_INIT \
    { sizeof(locality_json_options), 0, 0 }

/** A table that a document names: its rows are records of the document too. Null where absent. */
typedef struct locality_json_table {
    const char *file;      /**< File name of the table, beside the document. */
    const char *map;       /**< Name of a map of the library, or file name of one; see intake.h. */
    const char *structure; /**< Id of the structure that posts go into. */
    const char *as_at;     /**< Date of the table, as locality_value_read takes it. */
    const char *prefix;    /**< What stands before the ids of its own records; see intake.h. */
    uint8_t room[24];      /**< Zero; room for later members. */
} locality_json_table;

/** What a document says of itself, apart from its records. Texts are borrowed; null where absent. */
typedef struct locality_json_header {
    uint32_t struct_size;     /**< sizeof(locality_json_header). */
    uint32_t reserved;        /**< Zero. */
    const char *name;         /**< Short name, `coventry-2010`. */
    const char *title;        /**< Title for a reader. */
    const char *extends;      /**< File name of the document it extends. */
    const char *const *rules; /**< File names of its rules. */
    size_t rules_count;       /**< How many. */
    const locality_json_table
        *tables;         /**< Tables it names; whoever loads the document imports them. */
    size_t tables_count; /**< How many. */
} locality_json_header;

/** Starting value of a locality_json_header. */
#define LOCALITY_JSON_HEADER_INIT \
    { sizeof(locality_json_header), 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Parses a document and reads its header; its records are not looked at yet.
 *
 * Refused are malformed JSON, invalid UTF-8, U+0000, a member given twice, nesting deeper than 2048
 * levels, and a document that is too long. Linear in its length.
 * @param[in] text The document, need not end in NUL; copied. A byte order mark is skipped.
 * @param[in] length Bytes of text.
 * @param[in] options How to read; null for the defaults.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] out The document; free with locality_json_close.
 * @param[out] error Filled on failure, may be null; line and column are places in the document.
 * @return OK, INVALID, SYNTAX, ENCODING, DUPLICATE, OVERFLOW, TYPE (of a header member), LIMIT or
 *         NO_MEMORY.
 */
LOCALITY_API locality_status locality_json_open(const char *text, size_t length,
                                                const locality_json_options *options,
                                                const locality_allocator *allocator,
                                                locality_json_document **out,
                                                locality_error *error);
/**
 * @brief Frees a document; models made from it do not need it.
 * @param[in] document A document or null.
 */
LOCALITY_API void locality_json_close(locality_json_document *document);
/**
 * @brief Tells what a document says of itself.
 * @param[in] document The document.
 * @param[in,out] out Its header, borrowed from the document; struct_size set by the caller.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_json_describe(const locality_json_document *document,
                                                    locality_json_header *out,
                                                    locality_error *error);
/**
 * @brief Makes a model from a document, or from several of which each extends those before it.
 *
 * Declared fields and words of all documents come first, then the records in the order of the
 * documents. References are checked when a snapshot is taken. All or nothing.
 * @param[in] documents The documents, the extended ones first.
 * @param[in] count How many, at least 1.
 * @param[in] allocator Memory functions of the model, null for malloc.
 * @param[out] out The model; free with locality_model_free.
 * @param[out] which Number of the document in which the error lies; 0 on success; may be null.
 * @param[out] error Filled on failure, may be null; names kind, id, field, line and column.
 * @return OK, INVALID, SYNTAX, TYPE, OVERFLOW, NOT_FOUND (kind, field, record to remove), DUPLICATE
 *         (an id given twice in one document, a field declared twice), or NO_MEMORY.
 */
LOCALITY_API locality_status locality_json_build(const locality_json_document *const *documents,
                                                 size_t count, const locality_allocator *allocator,
                                                 locality_model **out, size_t *which,
                                                 locality_error *error);
/**
 * @brief Makes a model from the text of one document: open, build and close in one call.
 * @param[in] text The document, need not end in NUL.
 * @param[in] length Bytes of text.
 * @param[in] options How to read; null for the defaults.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] out The model; free with locality_model_free.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_json_open and locality_json_build; INVALID for a document that extends another.
 */
LOCALITY_API locality_status locality_json_load(const char *text, size_t length,
                                                const locality_json_options *options,
                                                const locality_allocator *allocator,
                                                locality_model **out, locality_error *error);
/**
 * @brief Finds where a document speaks of a record or of one of its fields.
 *
 * Gives a place to errors that come up after reading, as a dangling reference in a snapshot does.
 * Linear in the length of the document.
 * @param[in] document The document.
 * @param[in] kind Name of the kind.
 * @param[in] id Id of the record.
 * @param[in] field Name of the field; null, empty or not given there for the record itself.
 * @param[out] line Line from 1; 0 where the document does not have the record.
 * @param[out] column Column in characters from 1; 0 where the document does not have the record.
 * @return 1 if it was found, else 0.
 */
LOCALITY_API int32_t locality_json_locate(const locality_json_document *document, const char *kind,
                                          const char *id, const char *field, uint64_t *line,
                                          uint64_t *column);
/**
 * @brief Writes a model as its canonical document.
 *
 * Kinds and fields come in the order of the schema (`id` first), records in the order of the model, missing fields not at all; two blanks a level, one member a line. Reading it back gives
 * an equal model, and writing that gives the same bytes. Declared fields and words are written with
 * it, rules only where they are records of the model.
 * @param[in] model The model.
 * @param[in] header What the document says of itself; null for nothing.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null; carries the output's code.
 * @return OK, INVALID, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_json_write(const locality_model *model,
                                                 const locality_json_header *header,
                                                 const locality_output *output,
                                                 locality_error *error);
/**
 * @brief Writes the JSON Schema (draft 2020-12) of documents that a schema allows.
 * @param[in] schema A schema, or null for the library's own table.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null; carries the output's code.
 * @return OK, INVALID or CALLBACK (the output refused).
 */
LOCALITY_API locality_status locality_json_write_schema(const locality_schema *schema,
                                                        const locality_output *output,
                                                        locality_error *error);
/**
 * @brief Writes one record as canonical JSON, for a host that keeps one document for each record.
 *
 * The bytes are those of the record's object in a canonical document, but in one line and without a
 * line end: `id` first, then the fields in the order of the schema, missing ones not at all. Equal
 * records give equal bytes. The kind is not among them: the host keeps it beside. Linear in the bytes.
 * @param[in] record The record, as `write` of a locality_store is given it; each value of the type
 *         of its field.
 * @param[in] before The bytes that stand under this id so far, or null. Members that the schema
 *         does not know (fields of a later version, or of another host) are carried over, as they
 *         stand, behind the others.
 * @param[in] before_length Bytes of before.
 * @param[in] allocator Memory functions for the time of the call, null for malloc.
 * @param[in] output Where the bytes go.
 * @param[out] error Filled on failure, may be null; names kind, id and field.
 * @return OK, INVALID, TYPE (a value of another type than its field's), CALLBACK (the output refused),
 *         NO_MEMORY; as locality_json_read_record where `before` is no record.
 */
LOCALITY_API locality_status locality_json_write_record(const locality_store_record *record,
                                                        const char *before, size_t before_length,
                                                        const locality_allocator *allocator,
                                                        const locality_output *output,
                                                        locality_error *error);
/**
 * @brief Reads one record from the bytes that locality_json_write_record wrote, and pushes it on.
 *
 * A store hands on the sink of its `read`; whoever wants a record in a model gives a sink of his own
 * that puts it there. Any form of a value that documents have is taken, and comes out with the type
 * of its field. Members that the schema does not know are passed over.
 * @param[in] text The bytes, need not end in NUL.
 * @param[in] length How many, at most LOCALITY_JSON_MAX_BYTES.
 * @param[in] schema The schema that kind is a number of, that of the locality_store_query; null for the
 *         library's own.
 * @param[in] kind Number of the kind.
 * @param[in] allocator Memory functions for the time of the call, null for malloc.
 * @param[in] sink Its `record` is called once, with a record that is borrowed for the call.
 * @param[out] error Filled on failure, may be null; names kind, id and field, and line and column in
 *         the bytes.
 * @return OK; INVALID (also a record without id), SYNTAX, ENCODING, DUPLICATE (a member given twice),
 *         OVERFLOW, TYPE, LIMIT, NO_MEMORY; or what the sink returned.
 */
LOCALITY_API locality_status locality_json_read_record(const char *text, size_t length,
                                                       const locality_schema *schema, uint32_t kind,
                                                       const locality_allocator *allocator,
                                                       const locality_store_sink *sink,
                                                       locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
