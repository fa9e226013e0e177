/* Declare: a case that stands learns the fields and words that what is imported declares. What a model may
 * hold is settled when it is loaded, so the case's header is written first, in a transaction of its own: what
 * is declared and not used yet does no harm if the import then fails. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* ---- What both declare --------------------------------------------------------------------------------- */

/* Adds the words between bars of a field. */
static locality_status add_words(locality_schema *schema, const char *kind,
                                 const locality_field_info *info, locality_error *error) {
    locality_status status = LOCALITY_OK;
    const char *words = info->words;

    while (*words != '\0' && status == LOCALITY_OK) {
        size_t length = strcspn(words, "|");
        char *word = cli_take(NULL, length + 1, 1);

        memcpy(word, words, length);
        word[length] = '\0';
        status = locality_schema_add_word(schema, kind, info->name, word, error);
        free(word);
        words += length + (words[length] == '|');
    }
    return status;
}

/* Adds one field of `from`, or its words; INVALID where another field goes by its name. */
static locality_status add_field(locality_schema *schema, const locality_schema *from,
                                 uint32_t kind, const locality_field_info *info,
                                 locality_error *error) {
    locality_field_info other = LOCALITY_FIELD_INFO_INIT;
    const char *name = locality_schema_kind_name(from, kind);
    uint32_t number = locality_schema_field(schema, kind, info->name);

    if (number == LOCALITY_NO_INDEX)
        return locality_schema_add_field(schema, name, info, error);
    locality_schema_describe(schema, kind, number, &other, NULL);
    if (other.type != info->type || other.target != info->target) {
        cli_stop("%s.%s is declared in another way by the case; give it another name, or the case "
                 "(#NAME)",
                 name, info->name);
        error->message[0] = '\0';
        return LOCALITY_INVALID;
    }
    return info->type == LOCALITY_TYPE_WORD ? add_words(schema, name, info, error) : LOCALITY_OK;
}

static locality_status add_all(locality_schema *schema, const locality_schema *from,
                               locality_error *error) {
    locality_status status = LOCALITY_OK;

    for (uint32_t kind = 0; kind < locality_schema_kinds(from); kind++)
        for (uint32_t i = 0; i < locality_schema_fields(from, kind) && status == LOCALITY_OK; i++) {
            locality_field_info info = LOCALITY_FIELD_INFO_INIT;

            locality_schema_describe(from, kind, i, &info, NULL);
            status = add_field(schema, from, kind, &info, error);
        }
    return status;
}

/* ---- The header of both -------------------------------------------------------------------------------- */

/* A store that keeps nothing but the header that is written: the header is text of the library's own. */
static locality_status begin(void *opened, int32_t access, uint64_t *revision,
                             locality_error *error) {
    (void)opened;
    (void)access;
    (void)error;
    *revision = 0;
    return LOCALITY_OK;
}

static locality_status open_case(void *self, const char *name, void **opened,
                                 locality_error *error) {
    (void)name;
    (void)error;
    *opened = self;
    return LOCALITY_OK;
}

static void close_case(void *opened) {
    (void)opened;
}

static locality_status read_header(void *opened, const int64_t *known_on,
                                   const locality_store_sink *sink, locality_error *error) {
    (void)opened;
    (void)known_on;
    (void)sink;
    (void)error;
    return LOCALITY_OK;
}

static locality_status read_records(void *opened, const locality_store_query *query,
                                    const locality_store_sink *sink, locality_error *error) {
    (void)opened;
    (void)query;
    (void)sink;
    (void)error;
    return LOCALITY_OK;
}

static locality_status write_header(void *opened, const char *bytes, size_t length,
                                    locality_error *error) {
    (void)error;
    return cli_text_take(opened, bytes, length) == 0 ? LOCALITY_OK : LOCALITY_NO_MEMORY;
}

static locality_status write_record(void *opened, const locality_store_record *record,
                                    locality_error *error) {
    (void)opened;
    (void)record;
    (void)error;
    return LOCALITY_OK;
}

static locality_status erase(void *opened, const char *kind, const char *id,
                             locality_error *error) {
    (void)opened;
    (void)kind;
    (void)id;
    (void)error;
    return LOCALITY_OK;
}

static locality_status commit(void *opened, uint64_t expected, uint64_t *revision,
                              locality_error *error) {
    (void)opened;
    (void)error;
    *revision = expected + 1;
    return LOCALITY_OK;
}

/* Makes the header of a case with what the standing one says, and what a schema declares. */
static locality_status make_header(locality_schema *schema, const locality_model *standing,
                                   cli_bytes *out, locality_error *error) {
    locality_store store = LOCALITY_STORE_INIT;
    locality_save_options options = LOCALITY_SAVE_OPTIONS_INIT;
    locality_case_header header = LOCALITY_CASE_HEADER_INIT;
    locality_model *model = NULL;
    locality_status status = locality_model_header(standing, &header, error);

    store.self = out;
    store.open = open_case;
    store.close = close_case;
    store.begin = begin;
    store.read_header = read_header;
    store.read = read_records;
    store.write_header = write_header;
    store.write = write_record;
    store.erase = erase;
    store.commit = commit;
    store.rollback = close_case;
    options.header = &header;
    if (status == LOCALITY_OK)
        status = locality_model_new(schema, NULL, &model, error);
    if (status == LOCALITY_OK)
        status = locality_model_save(model, &store, "header", &options, NULL, error);
    locality_model_free(model);
    return status;
}

/* ---- Writing it ---------------------------------------------------------------------------------------- */

static locality_status put_header(cli_target *target, const cli_bytes *header,
                                  locality_error *error) {
    const locality_store *store = &target->source.store;
    uint64_t wanted = locality_model_revision(target->standing), found = 0;
    void *opened = NULL;
    locality_status status = store->open(store->self, target->source.name, &opened, error);

    if (status != LOCALITY_OK)
        return status;
    status = store->begin(opened, LOCALITY_STORE_WRITE, &found, error);
    if (status == LOCALITY_OK) {
        status = store->write_header(opened, header->bytes, header->length, error);
        if (status == LOCALITY_OK)
            status = store->commit(opened, wanted, &found, error);
        else
            store->rollback(opened);
    }
    store->close(opened);
    return status;
}

static locality_status declare(cli_target *target, const locality_model *model,
                               locality_error *error) {
    locality_schema *schema = NULL;
    cli_bytes header = {NULL, 0, 0};
    locality_status status = locality_schema_new(NULL, &schema, error);

    if (status == LOCALITY_OK)
        status = add_all(schema, locality_model_schema(target->standing), error);
    if (status == LOCALITY_OK)
        status = add_all(schema, locality_model_schema(model), error);
    if (status == LOCALITY_OK)
        status = make_header(schema, target->standing, &header, error);
    if (status == LOCALITY_OK)
        status = put_header(target, &header, error);
    if (status == LOCALITY_OK) {
        locality_model_free(target->standing);
        status = locality_model_load(&target->source.store, target->source.name, NULL,
                                     &target->standing, error);
    }
    free(header.bytes);
    locality_schema_free(schema);
    return status;
}

int cli_target_declare(cli_target *target, const locality_model *model) {
    locality_error error;

    memset(&error, 0, sizeof error);
    if (declare(target, model, &error) == LOCALITY_OK)
        return CLI_HOLDS;
    return error.message[0] == '\0' ? CLI_STOPS
                                    : cli_stop_error(target->source.label, NULL, 0, &error);
}
