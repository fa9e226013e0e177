/* Part: the choice of records. See part.h. */
#include "store/part.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

/* ---- Names ----------------------------------------------------------------------------------- */

static bool has_name(const loc_names *names, const char *text) {
    for (size_t i = 0; i < names->count; i++) {
        if (strcmp(names->text[i], text) == 0) {
            return true;
        }
    }
    return false;
}

/* Keeps a text of the model's pool. */
static bool add_name(loc_part *part, loc_names *names, const char *kept) {
    void *block = names->text;
    if (!loc_grow(&part->model->allocator, &block, &names->capacity, names->count + 1,
                  sizeof *names->text)) {
        return false;
    }
    names->text = block;
    names->text[names->count++] = kept;
    return true;
}

static void clear_names(const locality_allocator *allocator, loc_names *names) {
    loc_release(allocator, names->text, names->capacity, sizeof *names->text);
    *names = (loc_names){0};
}

static const char *id_of(const loc_part *part, const loc_table *table, uint32_t row) {
    return loc_pool_text(part->model->pool, loc_table_ids(table)[row]);
}

/* The row of the record that a list of an option names. */
static locality_status find_row(const loc_part *part, uint32_t kind, const char *id, size_t length,
                                uint32_t *row, locality_error *error) {
    *row = loc_table_find(part->model->table[kind], loc_pool_find(part->model->pool, id, length));
    return *row != LOCALITY_ROW_MISSING
               ? LOCALITY_OK
               : loc_fail(error, LOCALITY_NOT_FOUND, "the case holds no %s \"%.*s\"",
                          locality_schema_kind_name(NULL, kind), (int)(length < 160 ? length : 160),
                          id);
}

/* ---- Days ------------------------------------------------------------------------------------ */

/* The fields that say from when to when records of a kind hold. Other names and parameters are needed to
 * understand the rest, whenever they hold. */
static void find_days(const loc_part *part, uint32_t kind, uint32_t *first, uint32_t *last) {
    const locality_schema *schema = part->model->schema;
    *first = *last = LOCALITY_NO_INDEX;
    if (part->options->valid_on == NULL || kind == LOC_KIND_alias || kind == LOC_KIND_parameter) {
        return;
    }
    *first =
        locality_schema_field(schema, kind, kind == LOC_KIND_structure ? "effective" : "starts");
    *last = locality_schema_field(schema, kind, "ends");
    if (*first != LOCALITY_NO_INDEX &&
        loc_schema_row(schema, kind, *first)->type != LOCALITY_TYPE_DATE) {
        *first = LOCALITY_NO_INDEX;
    }
    if (*last != LOCALITY_NO_INDEX &&
        loc_schema_row(schema, kind, *last)->type != LOCALITY_TYPE_DATE) {
        *last = LOCALITY_NO_INDEX;
    }
}

/* What a row of a table says in a date. */
static locality_range date_at(const loc_part *part, const loc_table *table, uint32_t field,
                              uint32_t row) {
    loc_cell cell;
    if (field == LOCALITY_NO_INDEX) {
        return LOC_UNKNOWN;
    }
    loc_table_read(part->model->schema, table, field, row, &cell);
    return cell.missing ? LOC_UNKNOWN : cell.range;
}

static bool may_hold(const loc_part *part, const locality_range *first,
                     const locality_range *last) {
    int64_t day = *part->options->valid_on;
    return first->lo <= day && last->hi >= day;
}

static bool row_may_hold(const loc_part *part, uint32_t kind, uint32_t row) {
    const loc_table *table = part->model->table[kind];
    uint32_t first_field, last_field;
    if (part->options->valid_on == NULL) {
        return true;
    }
    find_days(part, kind, &first_field, &last_field);
    locality_range first = date_at(part, table, first_field, row);
    locality_range last = date_at(part, table, last_field, row);
    return may_hold(part, &first, &last);
}

/* ---- Versions -------------------------------------------------------------------------------- */

static bool want_version(loc_part *part, const char *text, size_t length) {
    uint32_t symbol = loc_pool_intern(part->model->pool, text, length);
    if (symbol == 0) {
        return false;
    }
    const char *kept = loc_pool_text(part->model->pool, symbol);
    return has_name(&part->versions, kept) || add_name(part, &part->versions, kept);
}

/* The version that a version builds upon; empty where there is none. */
static const char *baseline_of(const locality_model *model, const char *structure) {
    const loc_table *table = model->table[LOC_KIND_structure];
    uint32_t id = loc_pool_find(model->pool, structure, strlen(structure));
    uint32_t row = loc_table_find(table, id);
    if (row == LOCALITY_ROW_MISSING) {
        return "";
    }
    uint32_t baseline = loc_table_symbol(table, LOC_FIELD_structure_baseline, row);
    return baseline == 0 || baseline == model->none ? "" : loc_pool_text(model->pool, baseline);
}

static locality_status want_named_versions(loc_part *part, locality_error *error) {
    const char *text = part->options->structures;
    size_t at = 0, length, all = strlen(text);
    while (loc_next_token(text, all, &at, &length)) {
        uint32_t row;
        locality_status status = find_row(part, LOC_KIND_structure, text + at, length, &row, error);
        if (status != LOCALITY_OK) {
            return status;
        }
        if (!want_version(part, text + at, length)) {
            return loc_fail_memory(error);
        }
        at += length;
    }
    return LOCALITY_OK;
}

/* Those that may be in effect on the day. */
static locality_status want_versions_of_day(loc_part *part, locality_error *error) {
    const loc_table *table = part->model->table[LOC_KIND_structure];
    for (uint32_t row = 0; row < loc_table_rows(table); row++) {
        if (loc_table_ids(table)[row] == 0 || !row_may_hold(part, LOC_KIND_structure, row)) {
            continue;
        }
        const char *id = id_of(part, table, row);
        if (!want_version(part, id, strlen(id))) {
            return loc_fail_memory(error);
        }
    }
    return LOCALITY_OK;
}

static locality_status want_baselines(loc_part *part, locality_error *error) {
    for (size_t i = 0; i < part->versions.count; i++) { /* grows as it goes */
        const char *baseline = baseline_of(part->model, part->versions.text[i]);
        if (baseline[0] != '\0' && !want_version(part, baseline, strlen(baseline))) {
            return loc_fail_memory(error);
        }
    }
    return LOCALITY_OK;
}

/* The other versions are left out, as what belongs to them. */
static locality_status leave_out_versions(loc_part *part, locality_error *error) {
    locality_model *model = part->model;
    const loc_table *table = model->table[LOC_KIND_structure];
    locality_status status = LOCALITY_OK;
    for (uint32_t row = loc_table_rows(table); status == LOCALITY_OK && row-- > 0;) {
        if (loc_table_ids(table)[row] != 0 && !has_name(&part->versions, id_of(part, table, row))) {
            part->versions_left_out = true;
            model->home.partial[LOC_KIND_structure] = LOC_PART_STRUCTURES;
            status = locality_model_remove(model, "structure", id_of(part, table, row), error);
        }
    }
    return status;
}

locality_status loc_part_choose_versions(loc_part *part, locality_error *error) {
    locality_status status = LOCALITY_OK;
    if (part->options->structures == NULL && part->options->valid_on == NULL) {
        return LOCALITY_OK;
    }
    status = part->options->structures != NULL ? want_named_versions(part, error)
                                               : want_versions_of_day(part, error);
    if (status == LOCALITY_OK) {
        status = want_baselines(part, error);
    }
    return status == LOCALITY_OK ? leave_out_versions(part, error) : status;
}

/* ---- Areas ----------------------------------------------------------------------------------- */

enum { NOT_LOOKED_AT, WANTED, OTHER, ON_THE_WAY };

/* The id in `area:id`, or null where a text names a record of another kind. */
static const char *area_in(const locality_model *model, uint32_t symbol) {
    char kind[LOCALITY_ERROR_NAME_SIZE] = "";
    const char *text = loc_pool_text(model->pool, symbol), *colon = strchr(text, ':');
    if (colon == NULL || (size_t)(colon - text) >= sizeof kind) {
        return NULL;
    }
    memcpy(kind, text, (size_t)(colon - text));
    return locality_schema_kind(model->schema, kind) == LOC_KIND_area ? colon + 1 : NULL;
}

/* Other names of areas. */
static bool gather_aliases(loc_part *part) {
    const locality_model *model = part->model;
    const loc_table *table = model->table[LOC_KIND_alias];
    part->has_aliases = loc_aliases_init(&part->aliases, &model->allocator, loc_table_rows(table));
    for (uint32_t row = loc_table_rows(table); part->has_aliases && row-- > 0;) {
        uint32_t record = loc_table_symbol(table, LOC_FIELD_alias_record, row);
        uint32_t name = loc_table_symbol(table, LOC_FIELD_alias_text, row);
        const char *id = record == 0 || record == model->none ? NULL : area_in(model, record);
        uint32_t area = id == NULL ? LOCALITY_ROW_MISSING
                                   : loc_table_find(model->table[LOC_KIND_area],
                                                    loc_pool_find(model->pool, id, strlen(id)));
        if (name != 0 && area != LOCALITY_ROW_MISSING) {
            loc_aliases_add(&part->aliases, loc_pool_text(model->pool, name), LOC_KIND_area, area);
        }
    }
    return part->has_aliases;
}

/* The row of the area that a reference names, by id or by another name. */
static uint32_t area_row(const loc_part *part, const char *name) {
    const locality_model *model = part->model;
    uint32_t row =
        loc_table_find(model->table[LOC_KIND_area], loc_pool_find(model->pool, name, strlen(name)));
    if (row != LOCALITY_ROW_MISSING) {
        return row;
    }
    const loc_alias *alias = loc_aliases_find(&part->aliases, LOC_KIND_area, name);
    return alias == NULL ? LOCALITY_ROW_MISSING : alias->row;
}

static uint32_t parent_of(const loc_part *part, uint32_t row) {
    const locality_model *model = part->model;
    uint32_t parent = loc_table_symbol(model->table[LOC_KIND_area], LOC_FIELD_area_parent, row);
    return parent == 0 || parent == model->none
               ? LOCALITY_ROW_MISSING
               : area_row(part, loc_pool_text(model->pool, parent));
}

/* Climbs from an area until it is known whether what lies there is wanted, and says so of all that was
 * passed. A circle leads nowhere. */
static void climb(loc_part *part, uint32_t row) {
    uint32_t top = row;
    while (top != LOCALITY_ROW_MISSING && part->wanted[top] == NOT_LOOKED_AT) {
        part->wanted[top] = ON_THE_WAY;
        top = parent_of(part, top);
    }
    bool below = top != LOCALITY_ROW_MISSING && part->wanted[top] == WANTED;
    while (row != LOCALITY_ROW_MISSING && part->wanted[row] == ON_THE_WAY) {
        part->wanted[row] = below ? WANTED : OTHER;
        row = parent_of(part, row);
    }
}

static locality_status mark_named_areas(loc_part *part, locality_error *error) {
    const char *text = part->options->areas;
    size_t at = 0, length, all = strlen(text);
    while (loc_next_token(text, all, &at, &length)) {
        uint32_t row;
        locality_status status = find_row(part, LOC_KIND_area, text + at, length, &row, error);
        if (status != LOCALITY_OK) {
            return status;
        }
        part->wanted[row] = WANTED;
        at += length;
    }
    return LOCALITY_OK;
}

locality_status loc_part_choose_areas(loc_part *part, locality_error *error) {
    const loc_table *table = part->model->table[LOC_KIND_area];
    part->rows = loc_table_rows(table);
    part->wanted = loc_allocate(&part->model->allocator, (size_t)part->rows + 1, 1);
    if (part->wanted == NULL || !gather_aliases(part)) {
        return loc_fail_memory(error);
    }
    locality_status status = mark_named_areas(part, error);
    for (uint32_t row = 0; status == LOCALITY_OK && row < part->rows; row++) {
        climb(part, row);
        if (part->wanted[row] == WANTED && !add_name(part, &part->areas, id_of(part, table, row))) {
            status = loc_fail_memory(error);
        }
    }
    part->model->home.partial[LOC_KIND_area] |= LOC_PART_AREAS;
    return status;
}

locality_status loc_part_leave_out_areas(loc_part *part, locality_error *error) {
    locality_status status = LOCALITY_OK;
    for (uint32_t row = part->wanted == NULL ? 0 : part->rows;
         status == LOCALITY_OK && row-- > 0;) {
        const loc_table *table = part->model->table[LOC_KIND_area];
        if (part->wanted[row] != WANTED || !row_may_hold(part, LOC_KIND_area, row)) {
            status = locality_model_remove(part->model, "area", id_of(part, table, row), error);
        }
    }
    return status;
}

/* ---- Asking ---------------------------------------------------------------------------------- */

/* The field by which records of a kind belong to a structure version. */
static uint32_t structure_field(const locality_schema *schema, uint32_t kind) {
    uint32_t number = locality_schema_field(schema, kind, "structure");
    if (number == LOCALITY_NO_INDEX) {
        return number;
    }
    const loc_field *field = loc_schema_row(schema, kind, number);
    bool belongs = field->type == LOCALITY_TYPE_REF && field->target == LOC_KIND_structure;
    return belongs ? number : LOCALITY_NO_INDEX;
}

/* The fields by which records of a kind name areas. */
static bool find_area_fields(loc_part *part, uint32_t kind) {
    const locality_schema *schema = part->model->schema;
    part->area_fields = 0;
    for (uint32_t i = 0; i < locality_schema_fields(schema, kind); i++) {
        const loc_field *field = loc_schema_row(schema, kind, i);
        if (field->target != LOC_KIND_area ||
            (field->type != LOCALITY_TYPE_REF && field->type != LOCALITY_TYPE_REFS)) {
            continue;
        }
        void *block = part->area_field;
        if (!loc_grow(&part->model->allocator, &block, &part->area_field_capacity,
                      part->area_fields + 1, sizeof *part->area_field)) {
            return false;
        }
        part->area_field = block;
        part->area_field[part->area_fields++] = i;
    }
    return true;
}

/* A store knows areas by their ids alone: where some have other names the library looks by itself. */
static void ask_for_areas(const loc_part *part, locality_store_query *query) {
    if (part->aliases.count > 0) {
        return;
    }
    query->area_fields = part->area_field;
    query->area_fields_count = part->area_fields;
    query->areas = part->areas.text;
    query->areas_count = part->areas.count;
}

bool loc_part_ask(loc_part *part, locality_store_query *query) {
    uint8_t *partial = &part->model->home.partial[query->kind];
    bool later = query->kind == LOC_KIND_structure || /* they are chosen once all are read */
                 (query->kind == LOC_KIND_area && part->options->areas != NULL);
    part->structure_field = part->versions_left_out
                                ? structure_field(part->model->schema, query->kind)
                                : LOCALITY_NO_INDEX;
    if (part->structure_field != LOCALITY_NO_INDEX) {
        query->structure_field = part->structure_field;
        query->structures = part->versions.text;
        query->structures_count = part->versions.count;
        *partial |= LOC_PART_STRUCTURES;
    }
    part->by_area = part->wanted != NULL && query->kind != LOC_KIND_area;
    if (part->by_area && !find_area_fields(part, query->kind)) {
        return false;
    }
    part->by_area = part->by_area && part->area_fields > 0;
    if (part->by_area) {
        ask_for_areas(part, query);
        *partial |= LOC_PART_AREAS;
    }
    find_days(part, query->kind, &part->first_field, &part->last_field);
    if (part->first_field == LOCALITY_NO_INDEX && part->last_field == LOCALITY_NO_INDEX) {
        return true;
    }
    if (query->kind != LOC_KIND_structure) {
        *partial |= LOC_PART_DAY;
    }
    if (later) {
        part->first_field = part->last_field = LOCALITY_NO_INDEX;
        return true;
    }
    query->valid_on = part->options->valid_on;
    query->first_field = part->first_field;
    query->last_field = part->last_field;
    return true;
}

/* ---- Looking again --------------------------------------------------------------------------- */

static const locality_value *value_of(const locality_store_record *record, uint32_t field) {
    return field >= record->values_count || record->values[field].type == LOCALITY_TYPE_NONE
               ? NULL
               : &record->values[field];
}

static bool is_of_versions(const loc_part *part, const locality_store_record *record) {
    const locality_value *version = value_of(record, part->structure_field);
    return version == NULL || version->text == NULL ||
           strcmp(version->text, LOCALITY_NONE_TEXT) == 0 ||
           has_name(&part->versions, version->text);
}

static bool names_wanted(const loc_part *part, const char *name) {
    uint32_t row = area_row(part, name);
    return row != LOCALITY_ROW_MISSING && part->wanted[row] == WANTED;
}

static bool is_of_areas(const loc_part *part, const locality_store_record *record) {
    bool names_any = false;
    for (size_t i = 0; i < part->area_fields; i++) {
        const locality_value *value = value_of(record, part->area_field[i]);
        for (size_t item = 0; value != NULL && item < value->items_count; item++) {
            names_any = true;
            if (names_wanted(part, value->items[item])) {
                return true;
            }
        }
        if (value == NULL || value->text == NULL || strcmp(value->text, LOCALITY_NONE_TEXT) == 0) {
            continue;
        }
        names_any = true;
        if (names_wanted(part, value->text)) {
            return true;
        }
    }
    return !names_any;
}

/* A date of a record; one that is wrong is refused when it is added. */
static locality_range date_of(const locality_store_record *record, uint32_t field) {
    const locality_value *value = value_of(record, field);
    locality_range range = LOC_UNKNOWN;
    if (value == NULL) {
        return range;
    }
    if (value->type == LOCALITY_TYPE_DATE) {
        return value->range;
    }
    if (value->text != NULL &&
        locality_value_read(LOCALITY_TYPE_DATE, value->text, strlen(value->text), &range, NULL) !=
            LOCALITY_OK) {
        return LOC_UNKNOWN;
    }
    return range;
}

static bool is_of_day(const loc_part *part, const locality_store_record *record) {
    locality_range first = date_of(record, part->first_field);
    locality_range last = date_of(record, part->last_field);
    return may_hold(part, &first, &last);
}

bool loc_part_wants(const loc_part *part, const locality_store_record *record) {
    if (part->structure_field != LOCALITY_NO_INDEX && !is_of_versions(part, record)) {
        return false;
    }
    if (part->by_area && !is_of_areas(part, record)) {
        return false;
    }
    return (part->first_field == LOCALITY_NO_INDEX && part->last_field == LOCALITY_NO_INDEX) ||
           is_of_day(part, record);
}

void loc_part_clear(loc_part *part) {
    const locality_allocator *allocator = &part->model->allocator;
    clear_names(allocator, &part->versions);
    clear_names(allocator, &part->areas);
    loc_release(allocator, part->wanted, (size_t)part->rows + 1, 1);
    loc_release(allocator, part->area_field, part->area_field_capacity, sizeof *part->area_field);
    if (part->has_aliases) {
        loc_aliases_clear(&part->aliases);
    }
}
