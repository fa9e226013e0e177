/* A store that does one thing wrong. It hands every call to another store, and at one place does
 * what a careless implementation would do there. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "locality-testkit.h"

struct locality_faulty_store {
    locality_store inner;
    int32_t fault;
    uint64_t at, calls;
};

/* A case opened through the wrapper. */
typedef struct faulty_case {
    locality_faulty_store *faulty;
    void *opened;
    uint64_t revision; /* as the transaction found it */
    bool writes;
} faulty_case;

static locality_status fail(locality_error *error, locality_status status, const char *message) {
    error->status = status;
    strncpy(error->message, message, sizeof error->message - 1);
    return status;
}

/* Whether this call fails; counts it. */
static bool fires(locality_faulty_store *faulty) {
    uint64_t call = faulty->calls++;
    return (faulty->fault == LOCALITY_FAULT_CALL && call == faulty->at) ||
           (faulty->fault == LOCALITY_FAULT_CALLS_FROM && call >= faulty->at);
}

static bool does(const faulty_case *opened, int32_t fault) {
    return opened->faulty->fault == fault;
}

#define FAIL_IF_DUE(faulty, error)                                         \
    do {                                                                   \
        if (fires(faulty))                                                 \
            return fail((error), LOCALITY_IO, "failed as it was told to"); \
    } while (0)

/* ---- Opening and transactions ---------------------------------------------------------------- */

static locality_status faulty_open(void *self, const char *name, void **out,
                                   locality_error *error) {
    locality_faulty_store *faulty = self;
    *out = NULL;
    FAIL_IF_DUE(faulty, error);
    faulty_case *opened = calloc(1, sizeof *opened);
    if (opened == NULL)
        return fail(error, LOCALITY_NO_MEMORY, "out of memory");
    opened->faulty = faulty;
    if (does(opened, LOCALITY_FAULT_MIXES_CASES))
        name = "the one case";
    locality_status status = faulty->inner.open(faulty->inner.self, name, &opened->opened, error);
    if (status != LOCALITY_OK)
        free(opened);
    else
        *out = opened;
    return status;
}

static void faulty_close(void *self) {
    faulty_case *opened = self;
    opened->faulty->inner.close(opened->opened);
    free(opened);
}

static locality_status faulty_begin(void *self, int32_t access, uint64_t *revision,
                                    locality_error *error) {
    faulty_case *opened = self;
    FAIL_IF_DUE(opened->faulty, error);
    locality_status status = opened->faulty->inner.begin(opened->opened, access, revision, error);
    opened->revision = *revision;
    opened->writes = access == LOCALITY_STORE_WRITE;
    if (does(opened, LOCALITY_FAULT_SAME_REVISION) && *revision > 1)
        *revision = 1;
    return status;
}

/* Makes what was written so far permanent and goes on. */
static void commit_early(faulty_case *opened) {
    const locality_store *inner = &opened->faulty->inner;
    locality_error error;
    uint64_t revision;
    memset(&error, 0, sizeof error);
    inner->commit(opened->opened, opened->revision, &revision, &error);
    inner->begin(opened->opened, LOCALITY_STORE_WRITE, &opened->revision, &error);
}

static locality_status faulty_commit(void *self, uint64_t expected, uint64_t *revision,
                                     locality_error *error) {
    faulty_case *opened = self;
    locality_faulty_store *faulty = opened->faulty;
    bool lies = does(opened, LOCALITY_FAULT_NO_CONFLICT) || does(opened, LOCALITY_FAULT_EARLY) ||
                does(opened, LOCALITY_FAULT_SAME_REVISION);
    if (fires(faulty)) {
        faulty->inner.rollback(opened->opened);
        return fail(error, LOCALITY_IO, "failed as it was told to");
    }
    locality_status status =
        faulty->inner.commit(opened->opened, lies ? opened->revision : expected, revision, error);
    if (does(opened, LOCALITY_FAULT_SAME_REVISION))
        *revision = 1;
    return status;
}

static void faulty_rollback(void *self) {
    faulty_case *opened = self;
    if (does(opened, LOCALITY_FAULT_NO_ROLLBACK) && opened->writes)
        commit_early(opened);
    opened->faulty->inner.rollback(opened->opened);
}

/* ---- Reading --------------------------------------------------------------------------------- */

/* A sink between the inner store and the reader. Records that are held back are copied with all their
 * texts, which the inner store lends for the call only. */
typedef struct faulty_sink {
    const faulty_case *opened;
    const locality_store_sink *reader;
    locality_store_record *held;
    locality_value **values; /* of each, and behind them the items and texts */
    size_t count, capacity;
} faulty_sink;

static bool holds_back(const faulty_sink *sink) {
    return does(sink->opened, LOCALITY_FAULT_LOSES_LAST) ||
           does(sink->opened, LOCALITY_FAULT_REVERSES);
}

static void spoil(const faulty_case *opened, locality_value *value, char *cut) {
    bool range = value->type >= LOCALITY_TYPE_TRUTH && value->type <= LOCALITY_TYPE_DAYS;
    if (does(opened, LOCALITY_FAULT_CUTS_TEXT) && value->text != NULL &&
        strlen(value->text) > 1000) {
        memcpy(cut, value->text, 1000);
        cut[1000] = '\0';
        value->text = cut;
    }
    if (does(opened, LOCALITY_FAULT_DROPS_EMPTY) && value->text != NULL && value->text[0] == '\0')
        value->type = LOCALITY_TYPE_NONE;
    if (does(opened, LOCALITY_FAULT_DROPS_LISTS) && value->items_count == 0 &&
        (value->type == LOCALITY_TYPE_REFS || value->type == LOCALITY_TYPE_TEXTS))
        value->type = LOCALITY_TYPE_NONE;
    if (does(opened, LOCALITY_FAULT_CLOSES_RANGES) && range) {
        if (value->range.hi == LOCALITY_OPEN_ABOVE)
            value->range.hi = value->range.lo;
        else if (value->range.lo == LOCALITY_OPEN_BELOW)
            value->range.lo = value->range.hi;
    }
}

/* Bytes of the texts of a record, and how many items its lists have. */
static size_t measure(const locality_store_record *record, const locality_value *values,
                      size_t *items) {
    size_t bytes = strlen(record->id) + 1;
    *items = 0;
    for (size_t i = 0; i < record->values_count; i++) {
        bytes += values[i].text == NULL ? 0 : strlen(values[i].text) + 1;
        for (size_t j = 0; j < values[i].items_count; j++)
            bytes += strlen(values[i].items[j]) + 1;
        *items += values[i].items_count;
    }
    return bytes;
}

static const char *keep_text(char **at, const char *text) {
    char *copy = *at;
    size_t size = strlen(text) + 1;
    memcpy(copy, text, size);
    *at += size;
    return copy;
}

/* Copies values with their items and texts, and the id, into one block; null on refusal. */
static locality_value *copy_whole(const locality_store_record *record, const locality_value *values,
                                  const char **id) {
    size_t items, count = record->values_count, bytes = measure(record, values, &items);
    locality_value *block = calloc(1, (count + 1) * sizeof *block + items * sizeof(char *) + bytes);
    if (block == NULL)
        return NULL;
    const char **item = (const char **)(void *)(block + count + 1);
    char *at = (char *)(item + items);
    *id = keep_text(&at, record->id);
    for (size_t i = 0; i < count; i++) {
        block[i] = values[i];
        block[i].items = values[i].items_count == 0 ? NULL : item;
        if (values[i].text != NULL)
            block[i].text = keep_text(&at, values[i].text);
        for (size_t j = 0; j < values[i].items_count; j++)
            *item++ = keep_text(&at, values[i].items[j]);
    }
    return block;
}

static locality_status hold(faulty_sink *sink, const locality_store_record *record,
                            const locality_value *values, locality_error *error) {
    if (sink->count == sink->capacity) {
        size_t capacity = sink->capacity == 0 ? 64 : 2 * sink->capacity;
        void *held = realloc(sink->held, capacity * sizeof *sink->held);
        sink->held = held == NULL ? sink->held : held;
        void *kept = realloc(sink->values, capacity * sizeof *sink->values);
        sink->values = kept == NULL ? sink->values : kept;
        if (held == NULL || kept == NULL)
            return fail(error, LOCALITY_NO_MEMORY, "out of memory");
        sink->capacity = capacity;
    }
    locality_store_record *copy = &sink->held[sink->count];
    *copy = *record;
    copy->values = sink->values[sink->count] = copy_whole(record, values, &copy->id);
    if (copy->values == NULL)
        return fail(error, LOCALITY_NO_MEMORY, "out of memory");
    sink->count++;
    return LOCALITY_OK;
}

static locality_status take_record(void *self, const locality_store_record *record,
                                   locality_error *error) {
    faulty_sink *sink = self;
    char cut[1001];
    locality_value *values = calloc(record->values_count + 1, sizeof *values);
    locality_store_record copy = *record;
    if (values == NULL)
        return fail(error, LOCALITY_NO_MEMORY, "out of memory");
    if (record->values_count > 0)
        memcpy(values, record->values, record->values_count * sizeof *values);
    for (size_t i = 0; i < record->values_count; i++)
        spoil(sink->opened, &values[i], cut);
    copy.values = values;
    locality_status status = holds_back(sink)
                                 ? hold(sink, record, values, error)
                                 : sink->reader->record(sink->reader->self, &copy, error);
    free(values);
    return does(sink->opened, LOCALITY_FAULT_SWALLOWS) ? LOCALITY_OK : status;
}

/* Hands on what was held back: the last one first, or without the last one. */
static locality_status let_go(faulty_sink *sink, locality_error *error) {
    bool reverses = does(sink->opened, LOCALITY_FAULT_REVERSES);
    size_t count = reverses || sink->count == 0 ? sink->count : sink->count - 1;
    locality_status status = LOCALITY_OK;
    for (size_t i = 0; status == LOCALITY_OK && i < count; i++) {
        size_t at = reverses ? count - 1 - i : i;
        status = sink->reader->record(sink->reader->self, &sink->held[at], error);
    }
    return status;
}

static locality_status faulty_read(void *self, const locality_store_query *query,
                                   const locality_store_sink *reader, locality_error *error) {
    faulty_case *opened = self;
    faulty_sink sink = {.opened = opened, .reader = reader};
    locality_store_sink between = LOCALITY_STORE_SINK_INIT;
    FAIL_IF_DUE(opened->faulty, error);
    between.self = &sink;
    between.header = reader->header;
    between.record = take_record;
    locality_status status = opened->faulty->inner.read(opened->opened, query, &between, error);
    if (status == LOCALITY_OK)
        status = let_go(&sink, error);
    for (size_t i = 0; i < sink.count; i++)
        free(sink.values[i]);
    free(sink.values);
    free(sink.held);
    return status;
}

static locality_status faulty_read_header(void *self, const int64_t *known_on,
                                          const locality_store_sink *sink, locality_error *error) {
    faulty_case *opened = self;
    FAIL_IF_DUE(opened->faulty, error);
    if (does(opened, LOCALITY_FAULT_FORGETS_HEADER))
        return LOCALITY_OK;
    return opened->faulty->inner.read_header(opened->opened, known_on, sink, error);
}

/* ---- Writing --------------------------------------------------------------------------------- */

static locality_status faulty_write_header(void *self, const char *bytes, size_t length,
                                           locality_error *error) {
    faulty_case *opened = self;
    FAIL_IF_DUE(opened->faulty, error);
    return opened->faulty->inner.write_header(opened->opened, bytes, length, error);
}

/* Puts the values that stand in the place of those that are missing now. */
typedef struct old_values {
    const char *id;
    locality_value *values;
    size_t count;
    locality_value *merged; /* a copy of all of them, once there is an old record */
} old_values;

static locality_status merge_old(void *self, const locality_store_record *record,
                                 locality_error *error) {
    old_values *old = self;
    locality_store_record whole = *record;
    const char *id;
    if (strcmp(record->id, old->id) != 0)
        return LOCALITY_OK;
    for (size_t i = 0; i < old->count; i++)
        if (old->values[i].type == LOCALITY_TYPE_NONE)
            old->values[i] = record->values[i];
    whole.values_count = old->count;
    old->merged = copy_whole(&whole, old->values, &id);
    return old->merged == NULL ? fail(error, LOCALITY_NO_MEMORY, "out of memory") : LOCALITY_OK;
}

static locality_status write_merged(faulty_case *opened, locality_store_record *record,
                                    locality_error *error) {
    const locality_store *inner = &opened->faulty->inner;
    locality_value *values = calloc(record->values_count + 1, sizeof *values);
    old_values old = {.id = record->id, .values = values, .count = record->values_count};
    locality_store_sink sink = LOCALITY_STORE_SINK_INIT;
    locality_store_query query = LOCALITY_STORE_QUERY_INIT;
    if (values == NULL)
        return fail(error, LOCALITY_NO_MEMORY, "out of memory");
    if (record->values_count > 0)
        memcpy(values, record->values, record->values_count * sizeof *values);
    sink.self = &old;
    sink.record = merge_old;
    query.schema = record->schema;
    query.kind = record->kind;
    locality_status status = inner->read(opened->opened, &query, &sink, error);
    record->values = old.merged == NULL ? values : old.merged;
    if (status == LOCALITY_OK)
        status = inner->write(opened->opened, record, error);
    free(old.merged);
    free(values);
    return status;
}

static locality_status faulty_write(void *self, const locality_store_record *given,
                                    locality_error *error) {
    faulty_case *opened = self;
    locality_store_record record = *given;
    char lower[512];
    FAIL_IF_DUE(opened->faulty, error);
    if (does(opened, LOCALITY_FAULT_NO_DUPLICATE) || does(opened, LOCALITY_FAULT_FOLDS_CASE))
        record.is_new = 0;
    if (does(opened, LOCALITY_FAULT_FOLDS_CASE) && strlen(given->id) < sizeof lower) {
        size_t i = 0;
        for (; given->id[i] != '\0'; i++)
            lower[i] = given->id[i] >= 'A' && given->id[i] <= 'Z' ? (char)(given->id[i] + 32)
                                                                  : given->id[i];
        lower[i] = '\0';
        record.id = lower;
    }
    if (does(opened, LOCALITY_FAULT_MERGES))
        return write_merged(opened, &record, error);
    locality_status status = opened->faulty->inner.write(opened->opened, &record, error);
    if (status == LOCALITY_OK && does(opened, LOCALITY_FAULT_EARLY))
        commit_early(opened);
    return status;
}

static locality_status faulty_erase(void *self, const char *kind, const char *id,
                                    locality_error *error) {
    faulty_case *opened = self;
    FAIL_IF_DUE(opened->faulty, error);
    if (does(opened, LOCALITY_FAULT_ERASES_NOTHING))
        return LOCALITY_OK;
    return opened->faulty->inner.erase(opened->opened, kind, id, error);
}

/* ---- The wrapper ----------------------------------------------------------------------------- */

locality_status locality_faulty_store_new(const locality_store *inner, int32_t fault, uint64_t at,
                                          locality_faulty_store **out, locality_error *error) {
    locality_error mine;
    error = error == NULL ? &mine : error;
    memset(error, 0, sizeof *error);
    if (out == NULL)
        return fail(error, LOCALITY_INVALID, "out is null");
    *out = NULL;
    if (inner == NULL || fault < 0 || fault >= LOCALITY_FAULTS)
        return fail(error, LOCALITY_INVALID, "there is no inner store, or no such fault");
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return fail(error, LOCALITY_NO_MEMORY, "out of memory");
    **out = (locality_faulty_store){.inner = *inner, .fault = fault, .at = at};
    return LOCALITY_OK;
}

void locality_faulty_store_free(locality_faulty_store *faulty) {
    free(faulty);
}

void locality_faulty_store_table(locality_faulty_store *faulty, locality_store *out) {
    if (out == NULL)
        return;
    *out = (locality_store)LOCALITY_STORE_INIT;
    if (faulty == NULL)
        return;
    *out = (locality_store){.struct_size = sizeof *out,
                            .self = faulty,
                            .open = faulty_open,
                            .close = faulty_close,
                            .begin = faulty_begin,
                            .read_header = faulty_read_header,
                            .read = faulty_read,
                            .write_header = faulty_write_header,
                            .write = faulty_write,
                            .erase = faulty_erase,
                            .commit = faulty_commit,
                            .rollback = faulty_rollback};
}

uint64_t locality_faulty_store_calls(const locality_faulty_store *faulty) {
    return faulty == NULL ? 0 : faulty->calls;
}
