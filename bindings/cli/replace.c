/* Replace: making the records of one model those of another, so that only what differs is changed. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* A record's kind and id. */
typedef struct record_key {
    uint32_t kind;
    char *id;
} record_key;

typedef struct record_keys {
    record_key *keys;
    size_t count, capacity;
} record_keys;

/* The record that is being taken over, its values copied. */
typedef struct replacing {
    const locality_schema *schema; /* of the model that is read */
    locality_model *target;
    record_keys keys; /* all records of that model */
    uint32_t kind;
    char *id;
    locality_named_value *values;
    size_t count, capacity;
    char **texts; /* owned; values point to them */
    size_t texts_count, texts_capacity;
    const char ***lists; /* owned */
    size_t lists_count, lists_capacity;
    locality_status status;
    locality_error error;
} replacing;

/* ---- Keys ---------------------------------------------------------------------------------------------- */

/* Makes room for one more. */
static void *make_room(void *block, size_t count, size_t *capacity, size_t size) {
    if (count < *capacity)
        return block;
    *capacity = *capacity * 2 + 8;
    return cli_take(block, *capacity, size);
}

static char *copy_text(const char *text) {
    char *copy = cli_take(NULL, strlen(text) + 1, 1);

    memcpy(copy, text, strlen(text) + 1);
    return copy;
}

static void add_key(record_keys *keys, uint32_t kind, const char *id) {
    keys->keys = make_room(keys->keys, keys->count, &keys->capacity, sizeof *keys->keys);
    keys->keys[keys->count].kind = kind;
    keys->keys[keys->count++].id = copy_text(id);
}

static void clear_keys(record_keys *keys) {
    for (size_t i = 0; i < keys->count; i++)
        free(keys->keys[i].id);
    free(keys->keys);
}

static int compare_keys(const void *a, const void *b) {
    const record_key *x = a, *y = b;

    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return strcmp(x->id, y->id);
}

/* ---- Putting ------------------------------------------------------------------------------------------- */

static const char *keep_text(replacing *r, const char *text) {
    r->texts = make_room(r->texts, r->texts_count, &r->texts_capacity, sizeof *r->texts);
    return r->texts[r->texts_count++] = copy_text(text);
}

static const char *const *keep_list(replacing *r, const char *const *items, size_t count) {
    const char **list = cli_take(NULL, count, sizeof *list);

    r->lists = make_room(r->lists, r->lists_count, &r->lists_capacity, sizeof *r->lists);
    r->lists[r->lists_count++] = list;
    for (size_t i = 0; i < count; i++)
        list[i] = keep_text(r, items[i]);
    return list;
}

static void forget_record(replacing *r) {
    for (size_t i = 0; i < r->texts_count; i++)
        free(r->texts[i]);
    for (size_t i = 0; i < r->lists_count; i++)
        free(r->lists[i]);
    free(r->id);
    r->id = NULL;
    r->count = r->texts_count = r->lists_count = 0;
}

/* Puts the record that has been gathered. */
static bool put_record(replacing *r) {
    if (r->id == NULL)
        return true;
    r->status = locality_model_put(r->target, locality_schema_kind_name(r->schema, r->kind), r->id,
                                   r->values, r->count, &r->error);
    forget_record(r);
    return r->status == LOCALITY_OK;
}

static int32_t take_record(void *self, uint32_t kind, const char *id) {
    replacing *r = self;

    if (!put_record(r))
        return 1;
    r->kind = kind;
    r->id = copy_text(id);
    add_key(&r->keys, kind, id);
    return 0;
}

static int32_t take_value(void *self, uint32_t field, const locality_value *value) {
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    replacing *r = self;
    locality_named_value *named;

    if (locality_schema_describe(r->schema, r->kind, field, &info, NULL) != LOCALITY_OK)
        return 1;
    r->values = make_room(r->values, r->count, &r->capacity, sizeof *r->values);
    named = &r->values[r->count++];
    named->field = info.name; /* the schema's own */
    named->value = *value;
    if (value->text != NULL)
        named->value.text = keep_text(r, value->text);
    if (value->items != NULL)
        named->value.items = keep_list(r, value->items, value->items_count);
    return 0;
}

/* ---- Removing ------------------------------------------------------------------------------------------ */

static int32_t note_record(void *self, uint32_t kind, const char *id) {
    add_key(self, kind, id);
    return 0;
}

static int32_t no_value(void *self, uint32_t field, const locality_value *value) {
    (void)self;
    (void)field;
    (void)value;
    return 0;
}

/* Removes from the target what the other model does not have. */
static bool remove_gone(replacing *r) {
    locality_model_visitor visitor = LOCALITY_MODEL_VISITOR_INIT;
    const locality_schema *schema = locality_model_schema(r->target);
    record_keys standing = {NULL, 0, 0};

    visitor.self = &standing;
    visitor.record = note_record;
    visitor.value = no_value;
    r->status = locality_model_visit(r->target, &visitor, &r->error);
    if (r->keys.count > 1)
        qsort(r->keys.keys, r->keys.count, sizeof *r->keys.keys, compare_keys);
    for (size_t i = standing.count; r->status == LOCALITY_OK && i-- > 0;)
        if (r->keys.count == 0 || bsearch(&standing.keys[i], r->keys.keys, r->keys.count,
                                          sizeof *r->keys.keys, compare_keys) == NULL)
            r->status = locality_model_remove(
                r->target, locality_schema_kind_name(schema, standing.keys[i].kind),
                standing.keys[i].id, &r->error);
    clear_keys(&standing);
    return r->status == LOCALITY_OK;
}

/* ---- Both ---------------------------------------------------------------------------------------------- */

/* Whether every word between bars of a list stands in another. */
static bool has_words(const char *list, const char *words) {
    while (*words != '\0') {
        size_t length = strcspn(words, "|");
        const char *at = list;

        while (*at != '\0' && (strcspn(at, "|") != length || memcmp(at, words, length) != 0)) {
            at += strcspn(at, "|");
            at += *at == '|';
        }
        if (*at == '\0')
            return false;
        words += length;
        words += *words == '|';
    }
    return true;
}

/* Whether schema b allows all that a does. */
static bool allows(const locality_schema *a, const locality_schema *b) {
    for (uint32_t kind = 0; kind < locality_schema_kinds(a); kind++)
        for (uint32_t field = 0; field < locality_schema_fields(a, kind); field++) {
            locality_field_info one = LOCALITY_FIELD_INFO_INIT, other = LOCALITY_FIELD_INFO_INIT;
            uint32_t number;

            locality_schema_describe(a, kind, field, &one, NULL);
            number = locality_schema_field(b, kind, one.name);
            if (number == LOCALITY_NO_INDEX ||
                locality_schema_describe(b, kind, number, &other, NULL) != LOCALITY_OK ||
                one.type != other.type || one.target != other.target ||
                !has_words(other.words, one.words))
                return false;
        }
    return true;
}

bool cli_allows(const locality_model *model, const locality_model *other) {
    return allows(locality_model_schema(other), locality_model_schema(model));
}

int cli_replace_records(const char *label, const locality_model *model, locality_model *target) {
    locality_model_visitor visitor = LOCALITY_MODEL_VISITOR_INIT;
    locality_error error;
    replacing r;
    int code = CLI_HOLDS;

    memset(&r, 0, sizeof r);
    r.schema = locality_model_schema(model);
    r.target = target;
    visitor.self = &r;
    visitor.record = take_record;
    visitor.value = take_value;
    if (locality_model_visit(model, &visitor, &error) == LOCALITY_OK && put_record(&r))
        remove_gone(&r);
    else if (r.status == LOCALITY_OK)
        r.error = error;
    forget_record(&r);
    if (r.error.status != LOCALITY_OK)
        code = cli_stop_error(label, NULL, 0, &r.error);
    clear_keys(&r.keys);
    free(r.values);
    free(r.texts);
    free(r.lists);
    return code;
}
