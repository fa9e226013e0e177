/* Settling: every reference of what was imported is followed; one that leads nowhere is told and taken
 * out, so that a snapshot of the model can be taken. */
#include <string.h>

#include "base/error.h"
#include "intake/engine.h"
#include "model/alias.h"

/* What is needed to follow references by other names; made when the first is not an id. */
typedef struct other_names {
    loc_aliases aliases;
    bool is_made;
} other_names;

static bool stands(const locality_intake *intake, uint32_t kind, uint32_t symbol) {
    const loc_table *table = intake->model->table[kind];
    return loc_table_find(table, symbol) != LOCALITY_ROW_MISSING;
}

/* Splits the text of an ANY_REF; false where it names no kind. */
static bool split_any(const locality_intake *intake, uint32_t symbol, uint32_t *kind,
                      const char **id) {
    const char *text = loc_pool_text(intake->model->pool, symbol);
    size_t start;
    if (loc_check_any_ref(text, strlen(text), kind, &start, NULL) != LOCALITY_OK) {
        return false;
    }
    *id = text + start;
    return true;
}

/* ---- Other names --------------------------------------------------------------------------------------- */

static bool make_names(const locality_intake *intake, other_names *names) {
    const loc_table *table = intake->model->table[LOC_KIND_alias];
    uint32_t rows = loc_table_rows(table);
    if (!loc_aliases_init(&names->aliases, &intake->allocator, rows)) {
        return false;
    }
    names->is_made = true;
    for (uint32_t row = 0; row < rows; row++) {
        uint32_t text = loc_table_symbol(table, LOC_FIELD_alias_text, row);
        uint32_t record = loc_table_symbol(table, LOC_FIELD_alias_record, row);
        uint32_t kind;
        const char *id;
        if (loc_table_ids(table)[row] == 0 || text == 0 || record == 0 ||
            !split_any(intake, record, &kind, &id)) {
            continue;
        }
        uint32_t symbol = loc_pool_find(intake->model->pool, id, strlen(id));
        if (symbol != 0 && stands(intake, kind, symbol)) {
            loc_aliases_add(&names->aliases, loc_pool_text(intake->model->pool, text), kind, row);
        }
    }
    return true;
}

/* Whether a reference leads to a record, by id or by another name; false in `*well` on refusal. */
static bool leads(const locality_intake *intake, other_names *names, uint32_t kind, uint32_t symbol,
                  const char *id, bool *well) {
    if (symbol == intake->model->none || (symbol != 0 && stands(intake, kind, symbol))) {
        return true;
    }
    if (!names->is_made && !make_names(intake, names)) {
        *well = false;
        return true;
    }
    return loc_aliases_find(&names->aliases, kind, id) != NULL;
}

static bool leads_any(const locality_intake *intake, other_names *names, uint32_t symbol,
                      bool *well) {
    uint32_t kind;
    const char *id;
    if (symbol == intake->model->none) {
        return true;
    }
    if (!split_any(intake, symbol, &kind, &id)) {
        return false;
    }
    return leads(intake, names, kind, loc_pool_find(intake->model->pool, id, strlen(id)), id, well);
}

/* ---- One record ------------------------------------------------------------------------------------------ */

typedef struct place {
    const loc_kind_now *kind;
    const loc_field *info;
    uint32_t field, row; /* row of the model's table */
} place;

static locality_status tell(locality_intake *intake, const place *at, uint32_t symbol) {
    const loc_table *table = intake->model->table[at->kind->kind];
    const loc_pool *pool = intake->model->pool;
    uint32_t id = loc_table_ids(table)[at->row];
    loc_trouble trouble = {.fault = LOCALITY_INTAKE_DANGLING,
                           .severity = LOCALITY_INTAKE_ERROR,
                           .row = at->kind->row[at->row - at->kind->first],
                           .kind = locality_schema_kind_name(NULL, at->kind->kind),
                           .id = {loc_pool_text(pool, id), loc_pool_length(pool, id)},
                           .value = {loc_pool_text(pool, symbol), loc_pool_length(pool, symbol)}};
    const char *target = at->info->target == LOCALITY_NO_INDEX
                             ? "record"
                             : locality_schema_kind_name(NULL, at->info->target);
    return loc_report_add(intake->report, &trouble,
                          "%s names no %s of the model; the field is left missing", at->info->name,
                          target)
               ? LOCALITY_OK
               : loc_intake_fail_memory(intake);
}

/* Writes a field anew: null for missing, else the items that are left. */
static locality_status write_field(locality_intake *intake, const place *at,
                                   const char *const *items, size_t count) {
    const loc_table *table = intake->model->table[at->kind->kind];
    const char *id = loc_pool_text(intake->model->pool, loc_table_ids(table)[at->row]);
    locality_value value = {.type = LOCALITY_TYPE_TEXTS, .items = items, .items_count = count};
    return locality_model_set(intake->model, locality_schema_kind_name(NULL, at->kind->kind), id,
                              at->info->name, count == 0 ? NULL : &value, intake->error);
}

static locality_status settle_single(locality_intake *intake, other_names *names, const place *at) {
    const loc_table *table = intake->model->table[at->kind->kind];
    uint32_t symbol = loc_table_symbol(table, at->field, at->row);
    bool is_any = at->info->type == LOCALITY_TYPE_ANY_REF, well = true;
    if (symbol == 0 || (!is_any && stands(intake, at->info->target, symbol))) {
        return LOCALITY_OK; /* nearly always */
    }
    if (is_any ? leads_any(intake, names, symbol, &well)
               : leads(intake, names, at->info->target, symbol,
                       loc_pool_text(intake->model->pool, symbol), &well)) {
        return well ? LOCALITY_OK : loc_intake_fail_memory(intake);
    }
    locality_status status = tell(intake, at, symbol);
    return status == LOCALITY_OK ? write_field(intake, at, NULL, 0) : status;
}

static locality_status settle_list(locality_intake *intake, other_names *names, const place *at) {
    const loc_column *column = &intake->model->table[at->kind->kind]->column[at->field];
    loc_cell cell = {0};
    if (at->row >= column->count) {
        return LOCALITY_OK;
    }
    loc_column_read(column, at->info->type, at->row, &cell);
    if (cell.missing || cell.count == 0) {
        return LOCALITY_OK;
    }
    const char **left = loc_allocate(&intake->allocator, cell.count, sizeof *left);
    size_t count = 0;
    locality_status status = LOCALITY_OK;
    if (left == NULL) {
        return loc_intake_fail_memory(intake);
    }
    for (uint32_t i = 0; i < cell.count && status == LOCALITY_OK; i++) {
        const char *id = loc_pool_text(intake->model->pool, cell.items[i]);
        bool well = true;
        if (leads(intake, names, at->info->target, cell.items[i], id, &well)) {
            left[count++] = id;
        } else {
            status = tell(intake, at, cell.items[i]);
        }
        status = well ? status : loc_intake_fail_memory(intake);
    }
    if (status == LOCALITY_OK && count < cell.count) {
        status = write_field(intake, at, left, count);
    }
    loc_release(&intake->allocator, left, cell.count, sizeof *left);
    return status;
}

/* ---- All of them ------------------------------------------------------------------------------------------ */

static locality_status settle_field(locality_intake *intake, other_names *names, place *at) {
    bool is_list = at->info->type == LOCALITY_TYPE_REFS;
    locality_status status = LOCALITY_OK;
    uint32_t end = at->kind->first + (uint32_t)at->kind->rows;
    for (at->row = at->kind->first; at->row < end && status == LOCALITY_OK; at->row++) {
        status = is_list ? settle_list(intake, names, at) : settle_single(intake, names, at);
    }
    return status;
}

static bool is_reference(int32_t type) {
    return type == LOCALITY_TYPE_REF || type == LOCALITY_TYPE_ANY_REF || type == LOCALITY_TYPE_REFS;
}

/* Whether a make before this one of the same kind sets the field too: it is settled once. */
static bool is_settled(const locality_intake *intake, uint32_t make, uint32_t field) {
    for (uint32_t i = 0; i < make; i++) {
        const loc_map_make *other = &intake->map.make[i];
        for (uint32_t j = 0; intake->kind_of[i] == intake->kind_of[make] && j < other->fields;
             j++) {
            if (other->field[j].field == field) {
                return true;
            }
        }
    }
    return false;
}

static locality_status settle_make(locality_intake *intake, other_names *names, uint32_t number) {
    const loc_map_make *make = &intake->map.make[number];
    locality_status status = LOCALITY_OK;
    for (uint32_t i = 0; i < make->fields && status == LOCALITY_OK; i++) {
        place at = {.kind = &intake->kind[intake->kind_of[number]],
                    .info = make->field[i].info,
                    .field = make->field[i].field};
        if (is_reference(at.info->type) && at.kind->rows > 0 &&
            !is_settled(intake, number, at.field)) {
            status = settle_field(intake, names, &at);
        }
    }
    return status;
}

locality_status loc_intake_settle(locality_intake *intake) {
    other_names names = {.is_made = false};
    locality_status status = LOCALITY_OK;
    for (uint32_t i = 0; i < intake->map.makes && status == LOCALITY_OK; i++) {
        status = settle_make(intake, &names, i);
    }
    if (names.is_made) {
        loc_aliases_clear(&names.aliases);
    }
    return status;
}
