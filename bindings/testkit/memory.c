/* A store in memory. Each commit makes a state of the case: the header and the records in their
 * order. States share the records that did not change, and none is ever changed again, so a
 * transaction that reads simply looks at one, and a transaction that writes works on a copy. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "locality-testkit.h"

/* A record as it was written: its values under the names of their fields. */
typedef struct kept_record {
    size_t owners;
    char *kind, *id;
    char **fields;
    locality_value *values; /* texts and items are owned */
    size_t count;
} kept_record;

/* What a case held at one moment. */
typedef struct kept_state {
    uint64_t revision;
    int64_t day;
    char *header; /* null: none */
    size_t header_length;
    kept_record **records; /* null where one was erased */
    size_t count, capacity;
    struct kept_state *before;
} kept_state;

typedef struct kept_case {
    char *name;
    kept_state *state; /* the newest */
    struct kept_case *next;
} kept_case;

struct locality_memory_store {
    kept_case *cases;
    int64_t today;
};

/* What `open` gives. */
typedef struct opened_case {
    locality_memory_store *memory;
    char *name;
    const kept_state *seen; /* by the transaction that runs; null: the case is not there */
    kept_state *written;    /* the transaction's own copy; null when it only reads */
} opened_case;

static locality_status fail(locality_error *error, locality_status status, const char *message) {
    error->status = status;
    strncpy(error->message, message, sizeof error->message - 1);
    return status;
}

static locality_status fail_memory(locality_error *error) {
    return fail(error, LOCALITY_NO_MEMORY, "out of memory");
}

/* ---- Records --------------------------------------------------------------------------------- */

static char *copy_bytes(const char *bytes, size_t length) {
    char *copy = malloc(length + 1);
    if (copy != NULL) {
        memcpy(copy, bytes, length);
        copy[length] = '\0';
    }
    return copy;
}

static char *copy_text(const char *text) {
    return copy_bytes(text, strlen(text));
}

/* Texts that were copied are the record's own, whatever the struct says of them. */
static void free_text(const char *text) {
    free((void *)(uintptr_t)text);
}

static void free_value(locality_value *value) {
    for (size_t i = 0; i < value->items_count; i++)
        free_text(value->items[i]);
    free((void *)(uintptr_t)value->items);
    free_text(value->text);
}

static void release_record(kept_record *record) {
    if (record == NULL || --record->owners > 0)
        return;
    for (size_t i = 0; i < record->count; i++) {
        free(record->fields[i]);
        free_value(&record->values[i]);
    }
    free(record->fields);
    free(record->values);
    free(record->kind);
    free(record->id);
    free(record);
}

/* On refusal what was copied so far stands in `out`. */
static bool copy_value(const locality_value *value, locality_value *out) {
    *out = *value;
    out->text = NULL;
    out->items = NULL;
    out->items_count = 0;
    if (value->text != NULL && (out->text = copy_text(value->text)) == NULL)
        return false;
    if (value->items_count == 0)
        return true;
    const char **items = calloc(value->items_count, sizeof *items);
    out->items = items;
    for (size_t i = 0; items != NULL && i < value->items_count; i++) {
        items[i] = copy_text(value->items[i]);
        if (items[i] == NULL)
            return false;
        out->items_count++;
    }
    return items != NULL;
}

static bool copy_values(const locality_store_record *given, kept_record *out) {
    for (uint32_t i = 0; i < given->values_count; i++) {
        locality_field_info info = LOCALITY_FIELD_INFO_INIT;
        if (given->values[i].type == LOCALITY_TYPE_NONE)
            continue;
        if (locality_schema_describe(given->schema, given->kind, i, &info, NULL) != LOCALITY_OK)
            return false;
        out->fields[out->count] = copy_text(info.name);
        if (!copy_value(&given->values[i], &out->values[out->count++]) ||
            out->fields[out->count - 1] == NULL)
            return false;
    }
    return true;
}

static kept_record *copy_record(const locality_store_record *given) {
    kept_record *record = calloc(1, sizeof *record);
    if (record == NULL)
        return NULL;
    record->owners = 1;
    record->kind = copy_text(locality_schema_kind_name(given->schema, given->kind));
    record->id = copy_text(given->id);
    record->fields = calloc(given->values_count + 1, sizeof *record->fields);
    record->values = calloc(given->values_count + 1, sizeof *record->values);
    if (record->kind == NULL || record->id == NULL || record->fields == NULL ||
        record->values == NULL || !copy_values(given, record)) {
        release_record(record);
        return NULL;
    }
    return record;
}

/* ---- States ---------------------------------------------------------------------------------- */

static void free_state(kept_state *state) {
    for (size_t i = 0; i < state->count; i++)
        release_record(state->records[i]);
    free(state->records);
    free(state->header);
    free(state);
}

static bool set_header(kept_state *state, const char *bytes, size_t length) {
    char *header = copy_bytes(bytes, length);
    if (header == NULL)
        return false;
    free(state->header);
    state->header = header;
    state->header_length = length;
    return true;
}

static bool append(kept_state *state, kept_record *record) {
    if (state->count == state->capacity) {
        size_t capacity = state->capacity == 0 ? 64 : 2 * state->capacity;
        kept_record **records = realloc(state->records, capacity * sizeof *records);
        if (records == NULL)
            return false;
        state->records = records;
        state->capacity = capacity;
    }
    state->records[state->count++] = record;
    return true;
}

/* A state with the same content, to be changed. */
static kept_state *copy_state(const kept_state *state) {
    kept_state *copy = calloc(1, sizeof *copy);
    bool copied = copy != NULL && (state == NULL || state->header == NULL ||
                                   set_header(copy, state->header, state->header_length));
    for (size_t i = 0; copied && state != NULL && i < state->count; i++) {
        kept_record *record = state->records[i];
        if (record == NULL)
            continue;
        copied = append(copy, record);
        record->owners += copied;
    }
    if (!copied && copy != NULL) {
        free_state(copy);
        copy = NULL;
    }
    return copy;
}

/* Place of a record in a state, or its count. */
static size_t find_record(const kept_state *state, const char *kind, const char *id) {
    size_t i = 0;
    while (i < state->count &&
           (state->records[i] == NULL || strcmp(state->records[i]->id, id) != 0 ||
            strcmp(state->records[i]->kind, kind) != 0))
        i++;
    return i;
}

/* ---- The functions of the store -------------------------------------------------------------- */

static kept_case *find_case(const opened_case *opened) {
    kept_case *found = opened->memory->cases;
    while (found != NULL && strcmp(found->name, opened->name) != 0)
        found = found->next;
    return found;
}

static locality_status memory_open(void *self, const char *name, void **out,
                                   locality_error *error) {
    opened_case *opened = calloc(1, sizeof *opened);
    *out = NULL;
    if (opened == NULL || (opened->name = copy_text(name)) == NULL) {
        free(opened);
        return fail_memory(error);
    }
    opened->memory = self;
    *out = opened;
    return LOCALITY_OK;
}

static void memory_close(void *self) {
    opened_case *opened = self;
    free(opened->name);
    free(opened);
}

static locality_status memory_begin(void *self, int32_t access, uint64_t *revision,
                                    locality_error *error) {
    opened_case *opened = self;
    const kept_case *found = find_case(opened);
    opened->seen = found == NULL ? NULL : found->state;
    *revision = opened->seen == NULL ? 0 : opened->seen->revision;
    if (access == LOCALITY_STORE_READ)
        return LOCALITY_OK;
    opened->written = copy_state(opened->seen);
    if (opened->written == NULL)
        return fail_memory(error);
    opened->written->revision = *revision;
    opened->seen = opened->written;
    return LOCALITY_OK;
}

/* The state that was the newest at the end of a day. */
static const kept_state *state_on(const opened_case *opened, const int64_t *known_on) {
    const kept_state *state = opened->seen;
    while (known_on != NULL && state != NULL && state->day > *known_on)
        state = state->before;
    return state;
}

static locality_status memory_read_header(void *self, const int64_t *known_on,
                                          const locality_store_sink *sink, locality_error *error) {
    const kept_state *state = state_on(self, known_on);
    if (state == NULL || state->header == NULL)
        return LOCALITY_OK;
    return sink->header(sink->self, state->header, state->header_length, error);
}

/* Lays the values out by the numbers that the reader's schema has; fields that it does not know
 * stay where they are. */
static locality_status push_record(const kept_record *record, const locality_store_query *query,
                                   locality_value *values, size_t count,
                                   const locality_store_sink *sink, locality_error *error) {
    locality_store_record out = LOCALITY_STORE_RECORD_INIT;
    memset(values, 0, count * sizeof *values);
    for (size_t i = 0; i < record->count; i++) {
        uint32_t field = locality_schema_field(query->schema, query->kind, record->fields[i]);
        if (field != LOCALITY_NO_INDEX)
            values[field] = record->values[i];
    }
    out.schema = query->schema;
    out.kind = query->kind;
    out.id = record->id;
    out.values = values;
    out.values_count = count;
    return sink->record(sink->self, &out, error);
}

static locality_status memory_read(void *self, const locality_store_query *query,
                                   const locality_store_sink *sink, locality_error *error) {
    const kept_state *state = state_on(self, query->known_on);
    const char *kind = locality_schema_kind_name(query->schema, query->kind);
    size_t count = locality_schema_fields(query->schema, query->kind);
    locality_value *values = calloc(count + 1, sizeof *values);
    locality_status status = values == NULL ? fail_memory(error) : LOCALITY_OK;
    for (size_t i = 0; status == LOCALITY_OK && state != NULL && i < state->count; i++) {
        const kept_record *record = state->records[i];
        if (record != NULL && strcmp(record->kind, kind) == 0)
            status = push_record(record, query, values, count, sink, error);
    }
    free(values);
    return status;
}

static locality_status memory_write_header(void *self, const char *bytes, size_t length,
                                           locality_error *error) {
    opened_case *opened = self;
    return set_header(opened->written, bytes, length) ? LOCALITY_OK : fail_memory(error);
}

/* Takes over what a record held in fields that the writer's schema does not know. */
static bool keep_unknown(const locality_store_record *given, const kept_record *old,
                         kept_record *record) {
    size_t room = record->count + old->count;
    char **fields = realloc(record->fields, (room + 1) * sizeof *fields);
    record->fields = fields == NULL ? record->fields : fields;
    locality_value *values = realloc(record->values, (room + 1) * sizeof *values);
    record->values = values == NULL ? record->values : values;
    for (size_t i = 0; fields != NULL && values != NULL && i < old->count; i++) {
        if (locality_schema_field(given->schema, given->kind, old->fields[i]) != LOCALITY_NO_INDEX)
            continue;
        fields[record->count] = copy_text(old->fields[i]);
        if (!copy_value(&old->values[i], &values[record->count++]) ||
            fields[record->count - 1] == NULL)
            return false;
    }
    return fields != NULL && values != NULL;
}

static locality_status memory_write(void *self, const locality_store_record *given,
                                    locality_error *error) {
    opened_case *opened = self;
    kept_state *state = opened->written;
    size_t place =
        find_record(state, locality_schema_kind_name(given->schema, given->kind), given->id);
    if (place < state->count && given->is_new)
        return fail(error, LOCALITY_DUPLICATE, "there is a record with this id already");
    kept_record *record = copy_record(given);
    bool stands = place < state->count;
    if (record == NULL || (stands && !keep_unknown(given, state->records[place], record)) ||
        (!stands && !append(state, record))) {
        release_record(record);
        return fail_memory(error);
    }
    if (stands) {
        release_record(state->records[place]);
        state->records[place] = record;
    }
    return LOCALITY_OK;
}

static locality_status memory_erase(void *self, const char *kind, const char *id,
                                    locality_error *error) {
    opened_case *opened = self;
    size_t place = find_record(opened->written, kind, id);
    (void)error;
    if (place < opened->written->count) {
        release_record(opened->written->records[place]);
        opened->written->records[place] = NULL;
    }
    return LOCALITY_OK;
}

static void memory_rollback(void *self) {
    opened_case *opened = self;
    if (opened->written != NULL)
        free_state(opened->written);
    opened->written = NULL;
    opened->seen = NULL;
}

static kept_case *add_case(opened_case *opened) {
    kept_case *added = calloc(1, sizeof *added);
    if (added == NULL || (added->name = copy_text(opened->name)) == NULL) {
        free(added);
        return NULL;
    }
    added->next = opened->memory->cases;
    opened->memory->cases = added;
    return added;
}

static locality_status memory_commit(void *self, uint64_t expected, uint64_t *revision,
                                     locality_error *error) {
    opened_case *opened = self;
    kept_case *target = find_case(opened);
    uint64_t now = target == NULL ? 0 : target->state->revision;
    locality_status status = LOCALITY_OK;
    if (now != expected)
        status = fail(error, LOCALITY_CONFLICT, "the case has another revision");
    else if (target == NULL && (target = add_case(opened)) == NULL)
        status = fail_memory(error);
    if (status == LOCALITY_OK) {
        opened->written->revision = *revision = now + 1;
        opened->written->day = opened->memory->today;
        opened->written->before = target->state;
        target->state = opened->written;
        opened->written = NULL;
    }
    memory_rollback(opened);
    return status;
}

/* ---- The store ------------------------------------------------------------------------------- */

locality_status locality_memory_store_new(locality_memory_store **out, locality_error *error) {
    locality_error mine;
    error = error == NULL ? &mine : error;
    memset(error, 0, sizeof *error);
    if (out == NULL)
        return fail(error, LOCALITY_INVALID, "out is null");
    *out = calloc(1, sizeof **out);
    return *out == NULL ? fail_memory(error) : LOCALITY_OK;
}

void locality_memory_store_free(locality_memory_store *memory) {
    while (memory != NULL && memory->cases != NULL) {
        kept_case *first = memory->cases;
        while (first->state != NULL) {
            kept_state *state = first->state;
            first->state = state->before;
            free_state(state);
        }
        memory->cases = first->next;
        free(first->name);
        free(first);
    }
    free(memory);
}

void locality_memory_store_table(locality_memory_store *memory, locality_store *out) {
    if (out == NULL)
        return;
    *out = (locality_store)LOCALITY_STORE_INIT;
    if (memory == NULL)
        return;
    *out = (locality_store){.struct_size = sizeof *out,
                            .self = memory,
                            .open = memory_open,
                            .close = memory_close,
                            .begin = memory_begin,
                            .read_header = memory_read_header,
                            .read = memory_read,
                            .write_header = memory_write_header,
                            .write = memory_write,
                            .erase = memory_erase,
                            .commit = memory_commit,
                            .rollback = memory_rollback};
}

void locality_memory_store_today(locality_memory_store *memory, int64_t day) {
    if (memory != NULL)
        memory->today = day;
}
