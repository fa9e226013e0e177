/* Arrow: batches and streams of the C data interface as columns. Nothing of the format's own library is
 * needed: a type is a short text, a column at most three buffers. */
#include <stdio.h>

#include "base/error.h"
#include "feed/columns.h"

/* ---- Types ------------------------------------------------------------------------------------ */

typedef struct arrow_type {
    const char *format; /* or how it begins, where `is_prefix` */
    int32_t type;
    int32_t size;  /* bytes of a value; 0 for texts */
    int64_t ticks; /* in a day, for dates; else 0 */
    bool is_prefix;
} arrow_type;

#define SECONDS_A_DAY INT64_C(86400)

static const arrow_type types[] = {
    {"c", LOCALITY_FEED_INT8, 1, 0, false},
    {"C", LOCALITY_FEED_UINT8, 1, 0, false},
    {"s", LOCALITY_FEED_INT16, 2, 0, false},
    {"S", LOCALITY_FEED_UINT16, 2, 0, false},
    {"i", LOCALITY_FEED_INT32, 4, 0, false},
    {"I", LOCALITY_FEED_UINT32, 4, 0, false},
    {"l", LOCALITY_FEED_INT64, 8, 0, false},
    {"L", LOC_UINT64, 8, 0, false},
    {"f", LOC_FLOATS, 4, 0, false},
    {"g", LOCALITY_FEED_DOUBLE, 8, 0, false},
    {"u", LOC_TEXTS_32, 0, 0, false},
    {"U", LOC_TEXTS_64, 0, 0, false},
    {"tdD", LOCALITY_FEED_INT32, 4, 1, false},
    {"tdm", LOCALITY_FEED_INT64, 8, SECONDS_A_DAY * 1000, false},
    {"tss:", LOCALITY_FEED_INT64, 8, SECONDS_A_DAY, true},
    {"tsm:", LOCALITY_FEED_INT64, 8, SECONDS_A_DAY * 1000, true},
    {"tsu:", LOCALITY_FEED_INT64, 8, SECONDS_A_DAY * 1000000, true},
    {"tsn:", LOCALITY_FEED_INT64, 8, SECONDS_A_DAY * 1000000000, true},
};

static const arrow_type *type_of(const char *format) {
    for (size_t i = 0; format != NULL && i < sizeof types / sizeof types[0]; i++) {
        size_t length = strlen(types[i].format);
        if (types[i].is_prefix ? strncmp(format, types[i].format, length) == 0
                               : strcmp(format, types[i].format) == 0) {
            return &types[i];
        }
    }
    return NULL;
}

static bool is_text(int32_t type) {
    return type == LOC_TEXTS_32 || type == LOC_TEXTS_64;
}

static bool is_integer(const arrow_type *type) {
    return type->ticks == 0 && type->size > 0 && type->type != LOC_FLOATS &&
           type->type != LOCALITY_FEED_DOUBLE;
}

/* Whether a field can have a type; one with a dictionary of texts counts as text. */
static bool suits(int field, const arrow_type *type) {
    switch (field) {
    case LOCALITY_FEED_RECEIVED:
    case LOCALITY_FEED_RECORDED:
        return type->ticks > 0 || is_text(type->type);
    case LOCALITY_FEED_COUNT:
        return is_integer(type);
    case LOCALITY_FEED_X:
    case LOCALITY_FEED_Y:
        return type->ticks == 0 && !is_text(type->type);
    case LOCALITY_FEED_REFERENCE:
        return is_integer(type) || is_text(type->type);
    default:
        return is_text(type->type);
    }
}

/* ---- Columns ---------------------------------------------------------------------------------- */

static bool has_buffers(const locality_arrow_array *array, int64_t count) {
    if (array == NULL || array->n_buffers < count || array->buffers == NULL || array->length < 0 ||
        array->offset < 0) {
        return false;
    }
    for (int64_t i = 1; i < count && array->length > 0; i++) {
        /* The bytes of texts may be missing where all are empty. */
        if (array->buffers[i] == NULL && !(i == 2)) {
            return false;
        }
    }
    return true;
}

static const uint8_t *validity(const locality_arrow_array *array) {
    return array->null_count == 0 ? NULL : array->buffers[0];
}

/* Texts of an array, of itself or as a dictionary. */
static bool take_texts(const locality_arrow_array *array, const arrow_type *type, loc_column *out) {
    if (!has_buffers(array, 3)) {
        return false;
    }
    out->text_type = type->type;
    out->offsets = array->buffers[1];
    out->bytes = array->buffers[2] == NULL ? "" : array->buffers[2];
    out->text_valid = validity(array);
    out->text_from = (uint64_t)array->offset;
    return true;
}

static bool take_numbers(const locality_arrow_array *array, const arrow_type *type,
                         loc_column *out) {
    if (!has_buffers(array, 2)) {
        return false;
    }
    out->type = type->type;
    out->stride = type->size;
    out->ticks = type->ticks > 0 ? type->ticks : 1;
    out->values = array->buffers[1];
    out->values = out->values == NULL ? NULL : out->values + array->offset * type->size;
    out->valid = validity(array);
    out->valid_from = (uint64_t)array->offset;
    return true;
}

/* A column from a child and its type. */
static bool take_child(const locality_arrow_schema *schema, const locality_arrow_array *array,
                       int field, loc_column *out) {
    const arrow_type *type = type_of(schema->format);
    bool has_dictionary = schema->dictionary != NULL;
    const arrow_type *texts = has_dictionary ? type_of(schema->dictionary->format) : type;

    if (type == NULL || texts == NULL || !suits(field, texts) ||
        (has_dictionary && (!is_integer(type) || !is_text(texts->type) ||
                            field < LOCALITY_FEED_AREA || field > LOCALITY_FEED_STATUS))) {
        return false;
    }
    if (has_dictionary) {
        if (!take_numbers(array, type, out) || !take_texts(array->dictionary, texts, out)) {
            return false;
        }
        out->names = (uint64_t)array->dictionary->length;
        return true;
    }
    if (is_text(type->type)) {
        out->type = type->type;
        out->ticks = 1;
        return take_texts(array, type, out);
    }
    return take_numbers(array, type, out);
}

static locality_status fail_child(int field, const char *format, locality_error *error) {
    loc_fail(error, LOCALITY_TYPE, "the column of \"%s\" has a type that cannot be read (%.40s)",
             locality_feed_field_name(field), format == NULL ? "none" : format);
    loc_error_at_record(error, NULL, NULL, locality_feed_field_name(field));
    return LOCALITY_TYPE;
}

static locality_status check_batch(const locality_arrow_schema *schema,
                                   const locality_arrow_array *array, locality_error *error) {
    bool holds = schema->format != NULL && strcmp(schema->format, "+s") == 0 &&
                 schema->n_children >= 0 && schema->n_children == array->n_children &&
                 array->length >= 0 && array->offset >= 0 && schema->n_children <= 65536 &&
                 (schema->n_children == 0 || (schema->children != NULL && array->children != NULL));

    for (int64_t i = 0; holds && i < schema->n_children; i++) {
        holds = schema->children[i] != NULL && array->children[i] != NULL &&
                array->children[i]->length >= array->length &&
                array->children[i]->length - array->length >= array->offset;
    }
    return holds ? LOCALITY_OK
                 : loc_fail(error, LOCALITY_INVALID, "the batch is no struct array, or not whole");
}

static locality_status find_children(const locality_feed *feed, const locality_arrow_schema *schema,
                                     const char *const *wanted, uint32_t *column,
                                     locality_error *error) {
    size_t count = (size_t)schema->n_children;
    loc_heading *heading = loc_allocate(&feed->allocator, count, sizeof *heading);

    if (heading == NULL) {
        return loc_fail_memory(error);
    }
    for (size_t i = 0; i < count; i++) {
        const char *name = schema->children[i]->name == NULL ? "" : schema->children[i]->name;
        heading[i] = (loc_heading){name, (uint32_t)strlen(name)};
    }
    locality_status status = loc_feed_columns(wanted, heading, count, column, error);
    loc_release(&feed->allocator, heading, count, sizeof *heading);
    return status;
}

static locality_status put_batch(locality_feed *feed, const locality_arrow_schema *schema,
                                 const locality_arrow_array *array, const char *source,
                                 const char *const *wanted, locality_error *error) {
    loc_column column[LOCALITY_FEED_FIELDS];
    uint32_t child[LOCALITY_FEED_FIELDS];
    locality_status status = check_batch(schema, array, error);

    if (status == LOCALITY_OK) {
        status = find_children(feed, schema, wanted, child, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    memset(column, 0, sizeof column);
    for (int i = 0; i < LOCALITY_FEED_FIELDS; i++) {
        if (child[i] == UINT32_MAX) {
            continue;
        }
        const locality_arrow_schema *type = schema->children[child[i]];
        locality_arrow_array values = *array->children[child[i]];
        values.offset += array->offset;
        if (!take_child(type, &values, i, &column[i])) {
            return fail_child(i, type->format, error);
        }
    }
    return loc_feed_put_columns(feed, source, column, (uint64_t)array->length, error);
}

/* ---- For the caller --------------------------------------------------------------------------- */

locality_status locality_feed_put_arrow(locality_feed *feed, const locality_arrow_schema *schema,
                                        const locality_arrow_array *array, const char *source,
                                        const char *const *column, locality_error *error) {
    locality_status status = loc_feed_ready(feed, error);

    if (status != LOCALITY_OK) {
        return status;
    }
    if (schema == NULL || array == NULL) {
        return loc_fail_null(error, schema == NULL ? "schema" : "array");
    }
    status = put_batch(feed, schema, array, source, column, error);
    return status == LOCALITY_OK ? loc_ok(error) : status;
}

static locality_status fail_stream(locality_arrow_stream *stream, int code, locality_error *error) {
    const char *words = stream->get_last_error == NULL ? NULL : stream->get_last_error(stream);

    loc_fail(error, LOCALITY_CALLBACK, "the stream failed: %.400s",
             words == NULL ? "it does not say why" : words);
    if (error != NULL) {
        error->host_code = code;
    }
    return LOCALITY_CALLBACK;
}

static locality_status put_stream(locality_feed *feed, locality_arrow_stream *stream,
                                  const locality_arrow_schema *schema, const char *source,
                                  const char *const *column, locality_error *error) {
    locality_status status = LOCALITY_OK;

    while (status == LOCALITY_OK) {
        locality_arrow_array array;
        memset(&array, 0, sizeof array);
        int code = stream->get_next(stream, &array);
        if (code != 0) {
            return fail_stream(stream, code, error);
        }
        if (array.release == NULL) {
            return LOCALITY_OK;
        }
        status = put_batch(feed, schema, &array, source, column, error);
        array.release(&array);
    }
    return status;
}

locality_status locality_feed_put_stream(locality_feed *feed, locality_arrow_stream *stream,
                                         const char *source, const char *const *column,
                                         locality_error *error) {
    locality_arrow_schema schema;
    locality_status status = loc_feed_ready(feed, error);

    if (stream == NULL) {
        return status == LOCALITY_OK ? loc_fail_null(error, "stream") : status;
    }
    if (status == LOCALITY_OK && (stream->get_schema == NULL || stream->get_next == NULL)) {
        status = loc_fail(error, LOCALITY_INVALID, "the stream lacks a function");
    } else if (status == LOCALITY_OK) {
        memset(&schema, 0, sizeof schema);
        int code = stream->get_schema(stream, &schema);
        status = code != 0 ? fail_stream(stream, code, error)
                           : put_stream(feed, stream, &schema, source, column, error);
        if (code == 0 && schema.release != NULL) {
            schema.release(&schema);
        }
    }
    if (stream->release != NULL) {
        stream->release(stream);
    }
    return status == LOCALITY_OK ? loc_ok(error) : status;
}
