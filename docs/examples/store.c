/* Bring your own storage: cases in plain files, one file each, in a folder of the host.
 *
 * A transaction reads the file when it begins and works on that copy, so it sees one moment; commit
 * writes a new file beside the old one and puts it in its place by rename, so it is whole or not at all.
 * (A host with several processes holds a lock from before commit looks at the revision until after
 * rename; one that must outlive a power cut calls fsync before it.)
 *
 * A file is a row of tokens, `LENGTH:BYTES` and an end mark: revision, header, and for each record kind,
 * id and its values. Because of the end mark a text of the file can be handed out where it lies. */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <locality-testkit.h>
#include <locality.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_FIELDS = 400, MOST_ITEMS = 4096 };

/* ---- Bytes ---- */

typedef struct bytes {
    char *data;
    size_t length, capacity;
    int failed; /* no memory: nothing more is added */
} bytes;

static void add(bytes *b, const char *data, size_t length) {
    if (b->length + length + 1 > b->capacity) {
        size_t capacity = (b->length + length + 1) * 2;
        char *larger = realloc(b->data, capacity);
        b->failed |= larger == NULL;
        b->data = larger == NULL ? b->data : larger;
        b->capacity = larger == NULL ? b->capacity : capacity;
    }
    if (b->failed)
        return;
    memcpy(b->data + b->length, data, length);
    b->length += length;
}

static void put(bytes *b, const char *data, size_t length) {
    char head[24];
    add(b, head, (size_t)snprintf(head, sizeof head, "%zu:", length));
    add(b, data, length);
    add(b, "", 1); /* the end mark */
}

static void put_number(bytes *b, int64_t number) {
    char text[24];
    put(b, text, (size_t)snprintf(text, sizeof text, "%" PRId64, number));
}

/* The next token; null at the end of the bytes, or where they are no token. */
static const char *take(const char **at, const char *end, size_t *length) {
    char *colon = NULL;
    size_t size = *at < end ? (size_t)strtoull(*at, &colon, 10) : 0;
    if (colon == NULL || *colon != ':' || size >= (size_t)(end - colon))
        return NULL;
    *length = size;
    *at = colon + size + 2;
    return colon + 1;
}

static int64_t take_number(const char **at, const char *end) {
    size_t length;
    const char *text = take(at, end, &length);
    return text == NULL ? 0 : (int64_t)strtoll(text, NULL, 10);
}

/* ---- What a case holds ---- */

typedef struct row {
    char *kind, *id;
    bytes values;
} row;

typedef struct state {
    uint64_t revision;
    bytes header; /* data null: none */
    row *rows;    /* in the order in which they were first written */
    size_t count;
} state;

/* What `open` gives. */
typedef struct opened {
    char path[800];
    state now; /* of the transaction that runs */
} opened;

static locality_status fail(locality_error *error, locality_status status, const char *message) {
    error->status = status;
    snprintf(error->message, sizeof error->message, "%s", message);
    return status;
}

static void clear_row(row *r) {
    free(r->kind);
    free(r->id);
    free(r->values.data);
}

static void clear_state(state *s) {
    for (size_t i = 0; i < s->count; i++)
        clear_row(&s->rows[i]);
    free(s->rows);
    free(s->header.data);
    memset(s, 0, sizeof *s);
}

static row *find_row(const state *s, const char *kind, const char *id) {
    for (size_t i = 0; i < s->count; i++)
        if (strcmp(s->rows[i].id, id) == 0 && strcmp(s->rows[i].kind, kind) == 0)
            return &s->rows[i];
    return NULL;
}

static row *new_row(state *s, const char *kind, const char *id) {
    row *rows = realloc(s->rows, (s->count + 1) * sizeof *rows);
    if (rows == NULL)
        return NULL;
    s->rows = rows;
    rows[s->count] = (row){strdup(kind), strdup(id), {0}};
    if (rows[s->count].kind == NULL || rows[s->count].id == NULL) {
        clear_row(&rows[s->count]);
        return NULL;
    }
    return &rows[s->count++];
}

/* ---- Files ---- */

static locality_status read_bytes(const char *path, bytes *out, locality_error *error) {
    char piece[4096];
    FILE *file = fopen(path, "rb");
    size_t got;
    if (file == NULL)
        return LOCALITY_OK; /* a case that was never committed */
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        add(out, piece, got);
    int failed = ferror(file);
    fclose(file);
    if (failed || out->failed)
        return fail(error, failed ? LOCALITY_IO : LOCALITY_NO_MEMORY, "the file cannot be read");
    return LOCALITY_OK;
}

static locality_status read_state(const char *path, state *s, locality_error *error) {
    bytes all = {0};
    size_t length, id_length, values_length;
    locality_status status = read_bytes(path, &all, error);
    const char *at = all.data, *end = all.data + all.length, *kind, *text;
    if (status == LOCALITY_OK && all.data != NULL) {
        s->revision = (uint64_t)take_number(&at, end);
        text = take(&at, end, &length);
        if (text != NULL && length > 0)
            add(&s->header, text, length);
        while (status == LOCALITY_OK && (kind = take(&at, end, &length)) != NULL) {
            const char *id = take(&at, end, &id_length), *values = take(&at, end, &values_length);
            row *r = id == NULL || values == NULL ? NULL : new_row(s, kind, id);
            if (r != NULL)
                add(&r->values, values, values_length);
            if (r == NULL || r->values.failed)
                status = fail(error, LOCALITY_SYNTAX, "the file is broken, or memory is short");
        }
    }
    free(all.data);
    return status;
}

static locality_status write_state(const char *path, const state *s, uint64_t revision,
                                   locality_error *error) {
    char beside[820];
    bytes all = {0};
    put_number(&all, (int64_t)revision);
    put(&all, s->header.data == NULL ? "" : s->header.data, s->header.length);
    for (size_t i = 0; i < s->count; i++) {
        put(&all, s->rows[i].kind, strlen(s->rows[i].kind));
        put(&all, s->rows[i].id, strlen(s->rows[i].id));
        put(&all, s->rows[i].values.data == NULL ? "" : s->rows[i].values.data,
            s->rows[i].values.length);
    }
    snprintf(beside, sizeof beside, "%s.new", path);
    FILE *file = all.failed ? NULL : fopen(beside, "wb");
    int done = file != NULL && fwrite(all.data, 1, all.length, file) == all.length;
    done = file != NULL && fclose(file) == 0 && done && rename(beside, path) == 0;
    free(all.data);
    return done ? LOCALITY_OK : fail(error, LOCALITY_IO, "the file cannot be written");
}

/* ---- The contract: open, begin, end ---- */

static locality_status file_open(void *self, const char *name, void **out, locality_error *error) {
    opened *o = calloc(1, sizeof *o);
    const char *folder = self;
    size_t length = strlen(folder);
    if (o == NULL)
        return fail(error, LOCALITY_NO_MEMORY, "out of memory");
    if (length + 2 * strlen(name) + 10 > sizeof o->path) {
        free(o);
        return fail(error, LOCALITY_INVALID, "the name of the case is too long for a file");
    }
    memcpy(o->path, folder, length); /* a name may hold any sign: its bytes become digits */
    o->path[length++] = '/';
    for (; *name != '\0'; name++)
        length += (size_t)snprintf(o->path + length, 3, "%02x", (unsigned)(unsigned char)*name);
    *out = o;
    return LOCALITY_OK;
}

static void file_close(void *self) {
    free(self);
}

static locality_status file_begin(void *self, int32_t access, uint64_t *revision,
                                  locality_error *error) {
    opened *o = self;
    (void)access; /* both work on a copy */
    locality_status status = read_state(o->path, &o->now, error);
    *revision = o->now.revision;
    if (status != LOCALITY_OK)
        clear_state(&o->now);
    return status;
}

static void file_rollback(void *self) {
    opened *o = self;
    clear_state(&o->now);
}

static locality_status file_commit(void *self, uint64_t expected, uint64_t *revision,
                                   locality_error *error) {
    opened *o = self;
    state there = {0};
    locality_status status = read_state(o->path, &there, error);
    if (status == LOCALITY_OK && there.revision != expected)
        status = fail(error, LOCALITY_CONFLICT, "somebody else has saved the case");
    *revision = there.revision + 1;
    if (status == LOCALITY_OK)
        status = write_state(o->path, &o->now, *revision, error);
    clear_state(&there);
    clear_state(&o->now); /* whatever it returns, the transaction is over */
    return status;
}

/* ---- The contract: the header ---- */

static locality_status file_read_header(void *self, const int64_t *known_on,
                                        const locality_store_sink *sink, locality_error *error) {
    opened *o = self;
    if (known_on != NULL)
        return fail(error, LOCALITY_INVALID, "these files keep no history");
    if (o->now.header.data == NULL)
        return LOCALITY_OK;
    return sink->header(sink->self, o->now.header.data, o->now.header.length, error);
}

static locality_status file_write_header(void *self, const char *data, size_t length,
                                         locality_error *error) {
    opened *o = self;
    o->now.header.length = 0;
    add(&o->now.header, data, length);
    return o->now.header.failed ? fail(error, LOCALITY_NO_MEMORY, "out of memory") : LOCALITY_OK;
}

/* ---- The contract: records ---- */

/* A value by the name of its field: type, both ends, text where there is one, items. */
static void put_value(bytes *b, const char *field, const locality_value *value) {
    put(b, field, strlen(field));
    put_number(b, value->type);
    put_number(b, value->range.lo);
    put_number(b, value->range.hi);
    put_number(b, value->text != NULL);
    put(b, value->text == NULL ? "" : value->text, value->text == NULL ? 0 : strlen(value->text));
    put_number(b, (int64_t)value->items_count);
    for (size_t i = 0; i < value->items_count; i++)
        put(b, value->items[i], strlen(value->items[i]));
}

/* The next value, which borrows from the bytes; the name of its field, or null at the end. */
static const char *take_value(const char **at, const char *end, locality_value *value,
                              const char **items) {
    size_t length;
    const char *field = take(at, end, &length);
    memset(value, 0, sizeof *value);
    if (field == NULL)
        return NULL;
    value->type = (int32_t)take_number(at, end);
    value->range.lo = take_number(at, end);
    value->range.hi = take_number(at, end);
    int has_text = take_number(at, end) != 0;
    const char *text = take(at, end, &length);
    value->text = has_text ? text : NULL;
    value->items_count = (size_t)take_number(at, end);
    for (size_t i = 0; i < value->items_count && i < MOST_ITEMS; i++)
        items[i] = take(at, end, &length);
    value->items = value->items_count > 0 ? items : NULL;
    return field;
}

static locality_status file_write(void *self, const locality_store_record *record,
                                  locality_error *error) {
    static const char *const broken = "a record could not be kept";
    opened *o = self;
    const char *kind = locality_schema_kind_name(record->schema, record->kind);
    row *r = find_row(&o->now, kind, record->id);
    bytes values = {0};
    if (r != NULL && record->is_new)
        return fail(error, LOCALITY_DUPLICATE, "the case holds a record of this id");
    if (r == NULL)
        r = new_row(&o->now, kind, record->id);
    for (uint32_t i = 0; i < record->values_count; i++) {
        locality_field_info info = LOCALITY_FIELD_INFO_INIT;
        if (record->values[i].items_count > MOST_ITEMS)
            return fail(error, LOCALITY_LIMIT, "a list is longer than these files take");
        if (record->values[i].type != LOCALITY_TYPE_NONE &&
            locality_schema_describe(record->schema, record->kind, i, &info, error) == LOCALITY_OK)
            put_value(&values, info.name, &record->values[i]);
    }
    /* what a later version wrote, in fields that this schema does not know, stays */
    const char *items[MOST_ITEMS], *field;
    const char *at = r == NULL ? NULL : r->values.data;
    const char *end = at == NULL ? NULL : at + r->values.length;
    locality_value value;
    while (at != NULL && (field = take_value(&at, end, &value, items)) != NULL)
        if (locality_schema_field(record->schema, record->kind, field) == LOCALITY_NO_INDEX)
            put_value(&values, field, &value);
    if (r == NULL || values.failed) {
        free(values.data);
        return fail(error, LOCALITY_NO_MEMORY, broken);
    }
    free(r->values.data);
    r->values = values;
    return LOCALITY_OK;
}

static locality_status file_erase(void *self, const char *kind, const char *id,
                                  locality_error *error) {
    opened *o = self;
    row *r = find_row(&o->now, kind, id);
    (void)error;
    if (r == NULL)
        return LOCALITY_OK;
    size_t behind = o->now.count - (size_t)(r - o->now.rows) - 1;
    clear_row(r);
    memmove(r, r + 1, behind * sizeof *r);
    o->now.count--;
    return LOCALITY_OK;
}

/* Pushes one record. Fields that the schema does not know are left out. */
static locality_status push(const row *r, const locality_store_query *query,
                            const locality_store_sink *sink, locality_error *error) {
    static const char *const too_much = "a record has more fields or items than these files take";
    locality_store_record record = LOCALITY_STORE_RECORD_INIT;
    locality_value values[MOST_FIELDS], value;
    const char *items[MOST_ITEMS], *at = r->values.data, *end = at + r->values.length, *field;
    size_t used = 0;
    memset(values, 0, sizeof values);
    while (at != NULL && (field = take_value(&at, end, &value, items + used)) != NULL) {
        uint32_t number = locality_schema_field(query->schema, query->kind, field);
        if (number == LOCALITY_NO_INDEX)
            continue;
        used += value.items_count;
        if (number >= MOST_FIELDS || used >= MOST_ITEMS / 2)
            return fail(error, LOCALITY_LIMIT, too_much);
        values[number] = value;
    }
    record.schema = query->schema;
    record.kind = query->kind;
    record.id = r->id;
    record.values = values;
    record.values_count = locality_schema_fields(query->schema, query->kind);
    return sink->record(sink->self, &record, error);
}

static locality_status file_read(void *self, const locality_store_query *query,
                                 const locality_store_sink *sink, locality_error *error) {
    const opened *o = self;
    const char *kind = locality_schema_kind_name(query->schema, query->kind);
    locality_status status = LOCALITY_OK;
    if (query->known_on != NULL)
        return fail(error, LOCALITY_INVALID, "these files keep no history");
    for (size_t i = 0; i < o->now.count && status == LOCALITY_OK; i++)
        if (strcmp(o->now.rows[i].kind, kind) == 0)
            status = push(&o->now.rows[i], query, sink, error);
    return status;
}

static locality_store files_in(char *folder) {
    locality_store store = LOCALITY_STORE_INIT;
    store.self = folder;
    store.open = file_open;
    store.close = file_close;
    store.begin = file_begin;
    store.read_header = file_read_header;
    store.read = file_read;
    store.write_header = file_write_header;
    store.write = file_write;
    store.erase = file_erase;
    store.commit = file_commit;
    store.rollback = file_rollback;
    return store;
}

/* ---- The kit, and a mistake that it finds ---- */

static void tell(void *self, const char *name, const char *asks, const char *wrong) {
    (void)self;
    if (wrong != NULL)
        printf("  %s: %s\n    %s\n", name, asks, wrong);
}

static int32_t reopen(void *self, locality_store *out) {
    *out = files_in(self);
    return 0;
}

static void examine(const char *what, const char *prefix, const locality_store *store) {
    locality_testkit kit = LOCALITY_TESTKIT_INIT;
    locality_error error;
    size_t wrong = 0;
    kit.store = store;
    kit.prefix = prefix;
    kit.self = store->self;
    kit.checked = tell;
    kit.reopen = reopen;
    printf("%s\n", what);
    if (locality_testkit_run(&kit, &wrong, &error) != LOCALITY_OK)
        printf("%s\n", error.message);
    printf("  %zu checks, wrong: %zu\n", locality_testkit_count(), wrong);
}

/* The mistake: what is expected is not looked at, and the last who saves wins. */
static locality_status commit_anyway(void *self, uint64_t expected, uint64_t *revision,
                                     locality_error *error) {
    state there = {0};
    (void)expected;
    read_state(((opened *)self)->path, &there, error);
    uint64_t found = there.revision;
    clear_state(&there);
    return file_commit(self, found, revision, error);
}

/* ---- A model comes and goes ---- */

static int save_and_load(const locality_store *store) {
    locality_model *model = NULL, *back = NULL;
    locality_post post = LOCALITY_POST_INIT;
    locality_save_outcome first = LOCALITY_SAVE_OUTCOME_INIT, second = LOCALITY_SAVE_OUTCOME_INIT;
    locality_error error;
    post.id = "officer";
    post.title = "Officer";
    locality_range_exact(4, &post.posts);
    int failed = locality_model_new(NULL, NULL, &model, &error) ||
                 locality_post_put(model, &post, &error) ||
                 locality_model_save(model, store, "council", NULL, &first, &error) ||
                 locality_model_load(store, "council", NULL, &back, &error);
    post.id = "manager";
    failed = failed || locality_post_put(back, &post, &error) ||
             locality_model_save(back, store, "council", NULL, &second, &error);
    if (failed)
        printf("%s: %s\n", locality_status_name(error.status), error.message);
    else
        printf("saved: %d record, revision %d; loaded, one added, saved: %d record, revision %d\n",
               (int)first.written, (int)first.revision, (int)second.written, (int)second.revision);
    locality_model_free(back);
    locality_model_free(model);
    return failed;
}

int main(void) {
    char folder[] = "/tmp/locality-store-XXXXXX", command[80];
    if (mkdtemp(folder) == NULL)
        return 2;
    locality_store store = files_in(folder);
    int failed = save_and_load(&store);
    examine("Cases in files:", "good-", &store);
    store.commit = commit_anyway;
    examine("With a mistake in commit:", "bad-", &store);
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command) != 0 || failed;
}
