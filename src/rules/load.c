/* Loading: a rule file becomes records of the model. Rules, queries and definitions are kept as
 * they are written; a parameter's record may stand already, from a document that gives its value. */
#include <string.h>

#include "base/error.h"
#include "expr/definitions.h"
#include "expr/host.h"
#include "expr/parser.h"
#include "expr/plan.h"
#include "locality/rules.h"
#include "model/undo.h"

typedef struct loc_loader {
    locality_model *model;
    const char *file_name; /* may be null */
    loc_arena arena;
    loc_file *file;
    loc_scope scope;
    locality_error *error;
} loc_loader;

enum { MOST_VALUES = 12 };

/* The fields of one record while they are gathered. */
typedef struct loc_fields {
    locality_named_value value[MOST_VALUES];
    size_t count;
} loc_fields;

static locality_value *add_field(loc_fields *fields, const char *name, int32_t type) {
    locality_named_value *named = &fields->value[fields->count++];
    memset(named, 0, sizeof *named);
    named->field = name;
    named->value.type = type;
    return &named->value;
}

/* As text; null and "" are left out. Words and quantities are read from their text form. */
static void add_text(loc_fields *fields, const char *name, const char *text) {
    if (text != NULL && *text != '\0') {
        add_field(fields, name, LOCALITY_TYPE_TEXT)->text = text;
    }
}

static void add_line(loc_fields *fields, uint32_t line) {
    locality_range_exact((int64_t)line, &add_field(fields, "line", LOCALITY_TYPE_COUNT)->range);
}

static void place_error(loc_loader *loader, uint32_t line) {
    if (loader->error != NULL && loader->error->line == 0) {
        loc_error_at_place(loader->error, line, 1);
    }
}

/* ---- Parameters that the model has already ----------------------------------------------------- */

static const char *model_text(const locality_model *model, uint32_t kind, uint32_t field,
                              uint32_t row) {
    return loc_pool_text(model->pool, loc_table_symbol(model->table[kind], field, row));
}

/* Makes the declarations that the file may use: parameters of other files, with their types. */
static locality_status read_scope(loc_loader *loader) {
    const uint32_t kind = (uint32_t)LOC_KIND_parameter;
    locality_model *model = loader->model;
    loc_table *table = model->table[kind];
    loc_parameter *last = NULL;
    uint32_t number = 0;
    for (uint32_t row = 0; row < loc_table_rows(table); row++) {
        uint32_t id = loc_table_ids(table)[row];
        loc_type type;
        if (id == 0 ||
            !loc_type_read(model->schema, model_text(model, kind, LOC_FIELD_parameter_type, row),
                           &type)) {
            continue;
        }
        loc_parameter *known = loc_arena_take(&loader->arena, 1, sizeof *known);
        if (known == NULL) {
            return loc_fail_memory(loader->error);
        }
        known->name = loc_pool_text(model->pool, id);
        known->doc = "";
        known->type = type;
        known->number = number++;
        if (last == NULL) {
            loader->scope.parameters = known;
        } else {
            last->next = known;
        }
        last = known;
    }
    return LOCALITY_OK;
}

/* The line in its file; 0 where it is not known. */
static uint32_t line_of(const loc_table *table, uint32_t row) {
    const loc_column *column = &table->column[LOC_FIELD_definition_line];
    int64_t line = row < column->count ? loc_block_numbers(column->lo)[row] : 0;
    return line > 0 && line < UINT32_MAX ? (uint32_t)line : 0;
}

/* Reads the definitions that the file may use: those of other files. */
static locality_status read_definitions(loc_loader *loader) {
    const uint32_t kind = (uint32_t)LOC_KIND_definition;
    locality_model *model = loader->model;
    loc_table *table = model->table[kind];
    loc_definition *first = NULL, **tail = &first;
    for (uint32_t row = 0; row < loc_table_rows(table); row++) {
        uint32_t id = loc_table_ids(table)[row];
        if (id == 0) {
            continue;
        }
        loc_definition_text given = {
            loc_pool_text(model->pool, id), model_text(model, kind, LOC_FIELD_definition_text, row),
            model_text(model, kind, LOC_FIELD_definition_file, row), line_of(table, row)};
        locality_status status =
            loc_definition_read(model->schema, &given, &loader->arena, tail, loader->error);
        if (status != LOCALITY_OK) {
            return status;
        }
        tail = &(*tail)->next;
    }
    loader->scope.definitions = first;
    return LOCALITY_OK;
}

/* ---- Parameters of the file -------------------------------------------------------------------- */

/* Computes the value of a parameter, which uses no records. */
static locality_status compute_value(loc_loader *loader, const loc_parameter *parameter,
                                     locality_range *out) {
    loc_run run;
    loc_plan plan;
    loc_vector value;
    locality_status status;
    loc_run_init(&run, NULL, loc_host_model_allocator(loader->model));
    memset(&plan, 0, sizeof plan);
    if (loc_plan_init(&plan, &run, loader->file->text, loader->file->length, parameter->nodes,
                      parameter->slots) &&
        loc_plan_root(&plan, parameter->value, false) && loc_plan_ready(&plan) &&
        loc_eval(&plan, plan.outside, parameter->value, &value)) {
        if (parameter->type.scalar == LOCALITY_TYPE_TRUTH) {
            locality_range_exact(value.truth[0] == LOC_YES, out);
        } else {
            out->lo = value.lo[0];
            out->hi = value.hi[0];
        }
    }
    status = loc_run_status(&run, loader->error);
    loc_plan_clear(&plan);
    loc_run_clear(&run);
    return status;
}

/* The value as text that reads back as it; null where the user must give it. */
static locality_status write_value(loc_loader *loader, const loc_parameter *parameter,
                                   const char **out) {
    const loc_node *value = parameter->value;
    locality_range range;
    char buffer[96];
    locality_status status;
    *out = NULL;
    if (value == NULL) {
        return LOCALITY_OK;
    }
    if (value->op == LOC_TEXT || value->op == LOC_WORD || value->op == LOC_REFERENCE) {
        *out = value->name;
        return LOCALITY_OK;
    }
    locality_range_unknown(&range);
    status = compute_value(loader, parameter, &range);
    if (status == LOCALITY_OK && !locality_range_is_unknown(&range)) {
        status = locality_value_write(parameter->type.scalar, &range, buffer, sizeof buffer, NULL,
                                      loader->error);
        if (status == LOCALITY_OK) {
            *out = loc_arena_text(&loader->arena, buffer, strlen(buffer));
            status = *out == NULL ? loc_fail_memory(loader->error) : LOCALITY_OK;
        }
    }
    return status;
}

static const char *type_name(const loc_loader *loader, loc_type type) {
    return type.scalar == LOCALITY_TYPE_REF
               ? locality_schema_kind_name(loader->model->schema, type.target)
               : locality_type_name(type.scalar);
}

/* Adds what the declaration says to a record that a document gave: a value given there counts. */
static locality_status complete(loc_loader *loader, const char *id, uint32_t row,
                                const loc_fields *fields) {
    const uint32_t kind = (uint32_t)LOC_KIND_parameter;
    locality_model *model = loader->model;
    for (size_t i = 0; i < fields->count; i++) {
        const locality_named_value *named = &fields->value[i];
        uint32_t field = locality_schema_field(model->schema, kind, named->field);
        bool is_theirs = named->value.type == LOCALITY_TYPE_TEXT &&
                         strcmp(named->field, "type") != 0 &&
                         *model_text(model, kind, field, row) != '\0';
        if (is_theirs) {
            continue;
        }
        locality_status status =
            locality_model_set(model, "parameter", id, named->field, &named->value, loader->error);
        if (status != LOCALITY_OK) {
            return status;
        }
    }
    return LOCALITY_OK;
}

static locality_status load_parameter(loc_loader *loader, const loc_parameter *parameter) {
    const uint32_t kind = (uint32_t)LOC_KIND_parameter;
    locality_model *model = loader->model;
    loc_fields fields = {.count = 0};
    const char *value;
    uint32_t symbol, row;
    locality_status status = write_value(loader, parameter, &value);
    if (status != LOCALITY_OK) {
        return status;
    }
    add_text(&fields, "type", type_name(loader, parameter->type));
    add_text(&fields, "value", value);
    add_text(&fields, "sentence", parameter->doc);
    add_text(&fields, "file", loader->file_name);
    locality_range_exact(parameter->is_switch,
                         &add_field(&fields, "is_switch", LOCALITY_TYPE_TRUTH)->range);
    add_line(&fields, parameter->line);
    symbol = loc_pool_find(model->pool, parameter->name, strlen(parameter->name));
    row = symbol == 0 ? LOCALITY_ROW_MISSING : loc_table_find(model->table[kind], symbol);
    if (row == LOCALITY_ROW_MISSING) {
        return locality_model_add(model, "parameter", parameter->name, fields.value, fields.count,
                                  loader->error);
    }
    if (*model_text(model, kind, LOC_FIELD_parameter_type, row) != '\0' &&
        *model_text(model, kind, LOC_FIELD_parameter_file, row) != '\0') {
        return loc_fail(loader->error, LOCALITY_DUPLICATE,
                        "the parameter %s is declared in %s already", parameter->name,
                        model_text(model, kind, LOC_FIELD_parameter_file, row));
    }
    return complete(loader, parameter->name, row, &fields);
}

/* ---- Rules and queries ------------------------------------------------------------------------- */

/* The documents, or the sections, of all sources, separated by semicolons. */
static locality_status join_sources(loc_loader *loader, const loc_rule *rule, bool is_section,
                                    const char **out) {
    loc_text text;
    loc_text_init(&text, loc_host_model_allocator(loader->model));
    for (const loc_cited *cited = rule->sources; cited != NULL; cited = cited->next) {
        const char *part = is_section ? cited->section : cited->document;
        if (text.length > 0 && *part != '\0') {
            loc_text_add(&text, "; ");
        }
        loc_text_add(&text, part);
    }
    *out = text.failed
               ? NULL
               : loc_arena_text(&loader->arena, text.data == NULL ? "" : text.data, text.length);
    loc_text_clear(&text);
    return *out == NULL ? loc_fail_memory(loader->error) : LOCALITY_OK;
}

static const char *remedy_of(const loc_rule *rule) {
    for (const loc_clause *clause = rule->clauses; clause != NULL; clause = clause->next) {
        if (clause->kind == LOC_CLAUSE_REMEDY && clause->message != NULL) {
            return clause->message->text;
        }
    }
    return NULL;
}

static locality_status load_rule(loc_loader *loader, const loc_rule *rule) {
    loc_fields fields = {.count = 0};
    const char *source, *section, *text;
    locality_status status = join_sources(loader, rule, false, &source);
    if (status == LOCALITY_OK) {
        status = join_sources(loader, rule, true, &section);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    text =
        loc_arena_text(&loader->arena, loader->file->text + rule->start, rule->end - rule->start);
    if (text == NULL) {
        return loc_fail_memory(loader->error);
    }
    add_text(&fields, "sentence", rule->sentence);
    add_text(&fields, "text", text);
    add_text(&fields, "file", loader->file_name);
    add_line(&fields, rule->line);
    add_text(&fields, "source", source);
    add_text(&fields, "section", section);
    if (!rule->is_query) {
        add_text(&fields, "strength", loc_strength_word(rule->strength));
        add_text(&fields, "basis", loc_basis_word(rule->basis));
        add_text(&fields, "remedy", remedy_of(rule));
    }
    return locality_model_add(loader->model, rule->is_query ? "question" : "rule", rule->id,
                              fields.value, fields.count, loader->error);
}

static locality_status load_definition(loc_loader *loader, const loc_definition *definition) {
    const uint32_t kind = (uint32_t)LOC_KIND_definition;
    locality_model *model = loader->model;
    loc_fields fields = {.count = 0};
    uint32_t symbol = loc_pool_find(model->pool, definition->name, strlen(definition->name));
    uint32_t row = symbol == 0 ? LOCALITY_ROW_MISSING : loc_table_find(model->table[kind], symbol);
    const char *text = loc_arena_text(&loader->arena, definition->text + definition->start,
                                      definition->end - definition->start);
    if (text == NULL) {
        return loc_fail_memory(loader->error);
    }
    if (row != LOCALITY_ROW_MISSING) {
        const char *file = model_text(model, kind, LOC_FIELD_definition_file, row);
        return loc_fail(loader->error, LOCALITY_DUPLICATE, "the definition %s stands in %s already",
                        definition->name, *file == '\0' ? "the model" : file);
    }
    add_text(&fields, "sentence", definition->doc);
    add_text(&fields, "text", text);
    add_text(&fields, "file", loader->file_name);
    add_line(&fields, definition->line);
    return locality_model_add(model, "definition", definition->name, fields.value, fields.count,
                              loader->error);
}

/* ---- The file ---------------------------------------------------------------------------------- */

static locality_status read_file(loc_loader *loader, const char *text, size_t length) {
    const locality_schema *schema = loader->model->schema;
    locality_status status =
        loc_syntax_parse_file(schema, text, length, &loader->arena, &loader->file, loader->error);
    if (status == LOCALITY_OK) {
        status = read_scope(loader);
    }
    if (status == LOCALITY_OK) {
        status = read_definitions(loader);
    }
    if (status == LOCALITY_OK) {
        status =
            loc_check_file(schema, &loader->scope, &loader->arena, loader->file, loader->error);
    }
    return status;
}

static locality_status write_records(loc_loader *loader) {
    locality_status status = LOCALITY_OK;
    for (const loc_parameter *parameter = loader->file->parameters;
         parameter != NULL && status == LOCALITY_OK; parameter = parameter->next) {
        status = load_parameter(loader, parameter);
        if (status != LOCALITY_OK) {
            place_error(loader, parameter->line);
        }
    }
    for (const loc_definition *definition = loader->file->definitions;
         definition != NULL && status == LOCALITY_OK; definition = definition->next) {
        status = load_definition(loader, definition);
        if (status != LOCALITY_OK) {
            place_error(loader, definition->line);
        }
    }
    for (const loc_rule *rule = loader->file->rules; rule != NULL && status == LOCALITY_OK;
         rule = rule->next) {
        status = load_rule(loader, rule);
        if (status != LOCALITY_OK) {
            place_error(loader, rule->line);
        }
    }
    return status;
}

locality_status locality_rules_load(locality_model *model, const char *text, size_t length,
                                    const char *file_name, locality_error *error) {
    static const uint32_t kinds[] = {LOC_KIND_parameter, LOC_KIND_rule, LOC_KIND_question,
                                     LOC_KIND_definition};
    loc_loader loader = {.model = model, .file_name = file_name, .error = error};
    locality_status status;
    loc_undo undo;
    if (model == NULL || text == NULL) {
        return loc_fail_null(error, model == NULL ? "model" : "text");
    }
    if (file_name != NULL && loc_utf8_check(file_name, strlen(file_name)) < strlen(file_name)) {
        return loc_fail(error, LOCALITY_ENCODING, "the file name is not valid UTF-8");
    }
    loc_arena_init(&loader.arena, loc_host_model_allocator(model));
    status = read_file(&loader, text, length);
    if (status == LOCALITY_OK) {
        if (loc_undo_open(&undo, model, kinds, sizeof kinds / sizeof kinds[0])) {
            status = write_records(&loader);
            loc_undo_close(&undo, status == LOCALITY_OK);
        } else {
            status = loc_fail_memory(error);
        }
    }
    loc_arena_clear(&loader.arena);
    return status == LOCALITY_OK ? loc_ok(error) : status;
}
