/* Document: what the files of this binding share. */
#ifndef LOC_JSON_DOCUMENT_H
#define LOC_JSON_DOCUMENT_H

#include "locality-json.h"
#include "locate.h"

struct locality_json_document {
    locality_allocator allocator;
    char *text; /* with an end mark */
    size_t length;
    json_t *root;
    const char *name, *title, *extends; /* borrowed from the root; null where absent */
    const char **rules;
    size_t rules_count;
    locality_json_table *tables;
    size_t tables_count;
    loc_json_node fields, words, remove; /* value null where absent */
};

/* Memory: the host's functions, or malloc. `count * size` bytes, not zeroed; null on refusal. */
locality_status loc_json_allocator(const locality_allocator *host, locality_allocator *out,
                                   locality_error *error);
void *loc_json_allocate(const locality_allocator *allocator, size_t count, size_t size);
void loc_json_release(const locality_allocator *allocator, void *block, size_t count, size_t size);

/* Errors: clears, fills, and gives a place in the text. A null error is allowed. */
locality_status loc_json_ok(locality_error *error);
locality_status loc_json_fail(locality_error *error, locality_status status, const char *format,
                              ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;
void loc_json_at(locality_error *error, const char *text, size_t at);
void loc_json_of(locality_error *error, const char *kind, const char *id, const char *field);

/* Adds what a document declares to a schema that no model uses yet. */
locality_status loc_json_declare_fields(const locality_json_document *document,
                                        locality_schema *schema, locality_error *error);
locality_status loc_json_declare_words(const locality_json_document *document,
                                       locality_schema *schema, locality_error *error);

/* Parses `text`, `length` bytes and an end mark, to `root`. */
locality_status loc_json_parse(locality_json_document *document, locality_error *error);
/* Whether a member of the document is one of those that describe it, and not a kind of record. */
bool loc_json_is_header(const char *member);
/* Starting values of a struct that the caller filled, or false: shorter than `smallest`, or more in
 * it than is known here. */
bool loc_json_take(void *local, size_t size, const void *given, size_t given_size, size_t smallest);

#endif
