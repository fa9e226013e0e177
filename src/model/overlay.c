/* Overlays: which structures they are, in which order, and the copies of their baselines. */
#include "model/overlay.h"

#include <string.h>

#include "base/error.h"
#include "base/forest.h"
#include "base/text.h"

static loc_pool *pool_of(const loc_overlaying *o) {
    return o->model->pool;
}

static const char *structure_id(const loc_overlaying *o, uint32_t row) {
    return loc_pool_text(pool_of(o), loc_table_ids(o->resolver->table[LOC_KIND_structure])[row]);
}

/* ---- Which structures, in which order -------------------------------------------------------- */

static locality_status fail_at_structure(const loc_overlaying *o, uint32_t row,
                                         locality_status status) {
    loc_error_at_record(o->error, "structure", structure_id(o, row), "baseline");
    return status;
}

bool loc_overlay_is_applied(const loc_overlaying *o, uint32_t structure) {
    const loc_column *column =
        &o->resolver->table[LOC_KIND_structure]->column[LOC_FIELD_structure_applied];
    loc_cell cell = {.missing = true};
    if (structure < column->count) {
        loc_column_read(column, LOCALITY_TYPE_TRUTH, structure, &cell);
    }
    return !cell.missing && cell.range.lo == 1;
}

static locality_status find_baselines(loc_overlaying *o) {
    const loc_table *table = o->resolver->table[LOC_KIND_structure];
    for (uint32_t row = 0; row < o->structures; row++) {
        uint32_t symbol = loc_table_symbol(table, LOC_FIELD_structure_baseline, row);
        bool alias;
        o->baseline[row] = LOCALITY_ROW_MISSING;
        if (symbol == 0 || symbol == o->model->none || loc_overlay_is_applied(o, row)) {
            continue;
        }
        locality_status status =
            loc_resolve_name(o->resolver, LOC_KIND_structure, symbol, &o->baseline[row], &alias);
        if (status == LOCALITY_OK && o->baseline[row] == LOCALITY_ROW_MISSING) {
            status = loc_fail_dangling(o->resolver, LOC_KIND_structure,
                                       loc_pool_text(pool_of(o), symbol));
        }
        if (status != LOCALITY_OK) {
            return fail_at_structure(o, row, status);
        }
    }
    return LOCALITY_OK;
}

static locality_status fail_circle(const loc_overlaying *o, loc_rows circle) {
    loc_text path;
    loc_text_init(&path, &o->model->allocator);
    for (uint32_t i = 0; i < circle.count; i++) {
        loc_text_format(&path, "\"%s\" over ", structure_id(o, circle.row[i]));
    }
    loc_text_format(&path, "\"%s\"", structure_id(o, circle.row[0]));
    locality_status status =
        path.failed ? loc_fail_memory(o->error)
                    : loc_fail(o->error, LOCALITY_CYCLE,
                               "structures are baselines of one another: %s", path.data);
    loc_text_clear(&path);
    return fail_at_structure(o, circle.row[0], status);
}

/* ---- The two kinds that are copied ----------------------------------------------------------- */

loc_copied *loc_overlay_target(loc_overlaying *o, const loc_copied *from, uint32_t field) {
    const loc_field *info = loc_schema_row(o->model->schema, from->kind, field);
    bool names = info->type == LOCALITY_TYPE_REF || info->type == LOCALITY_TYPE_REFS;
    for (size_t i = 0; names && field != from->origin_field && i < LOC_COPIED; i++) {
        if (o->kind[i].kind == info->target) {
            return &o->kind[i];
        }
    }
    return NULL;
}

/* Makes the numbers beside the rows as many as there are rows. */
static bool reach_rows(const loc_overlaying *o, loc_copied *kind, uint32_t from) {
    const locality_allocator *allocator = &o->model->allocator;
    void *structure = kind->structure, *copy = kind->copy;
    uint32_t rows = kind->table->count;
    bool done = loc_grow(allocator, &structure, &kind->structure_capacity, rows, sizeof(uint32_t));
    kind->structure = structure;
    done = done && loc_grow(allocator, &copy, &kind->copy_capacity, rows, sizeof(uint32_t));
    kind->copy = copy;
    for (uint32_t row = from; done && row < rows; row++) {
        kind->structure[row] = LOCALITY_ROW_MISSING;
        kind->copy[row] = LOCALITY_ROW_MISSING;
    }
    return done;
}

/* Reads which structure each record belongs to; what names none is found wrong later. */
static locality_status find_members(loc_overlaying *o, loc_copied *kind) {
    const loc_column *column = &kind->table->column[kind->structure_field];
    uint32_t last = 0, belongs = LOCALITY_ROW_MISSING;
    if (!reach_rows(o, kind, 0)) {
        return loc_fail_memory(o->error);
    }
    for (uint32_t row = 0; kind->structure != NULL && row < column->count; row++) {
        uint32_t symbol = loc_block_words(column->symbol)[row];
        bool alias;
        if (symbol != last) {
            last = symbol;
            belongs = LOCALITY_ROW_MISSING;
            locality_status status = LOCALITY_OK;
            if (symbol != 0 && symbol != o->model->none) {
                status =
                    loc_resolve_name(o->resolver, LOC_KIND_structure, symbol, &belongs, &alias);
            }
            if (status != LOCALITY_OK) {
                loc_error_at_record(o->error, locality_schema_kind_name(NULL, kind->kind),
                                    loc_pool_text(pool_of(o), loc_table_ids(kind->table)[row]),
                                    "structure");
                return status;
            }
        }
        kind->structure[row] = belongs;
    }
    return LOCALITY_OK;
}

static locality_status open_kind(loc_overlaying *o, loc_copied *kind, uint32_t number,
                                 uint32_t structure_field, uint32_t origin_field) {
    const loc_table *table = o->resolver->table[number];
    kind->kind = number;
    kind->structure_field = structure_field;
    kind->origin_field = origin_field;
    kind->table = table == NULL ? loc_table_new(&o->model->allocator, o->model->schema, number)
                                : loc_table_share(&o->model->allocator, table);
    if (kind->table == NULL) {
        return loc_fail_memory(o->error);
    }
    o->resolver->table[number] = kind->table;
    return find_members(o, kind);
}

/* ---- Copies ---------------------------------------------------------------------------------- */

/* Symbol of `<overlay>/<id>`; 0 on refusal. */
static uint32_t copied_id(const loc_overlaying *o, uint32_t id) {
    loc_text text;
    loc_text_init(&text, &o->model->allocator);
    loc_text_add(&text, structure_id(o, o->overlay));
    loc_text_char(&text, '/');
    loc_text_put(&text, loc_pool_text(pool_of(o), id), loc_pool_length(pool_of(o), id));
    uint32_t symbol = text.failed ? 0 : loc_pool_intern(pool_of(o), text.data, text.length);
    loc_text_clear(&text);
    return symbol;
}

/* Appends a row for the copy of each record of the baseline. */
static locality_status copy_ids(loc_overlaying *o, loc_copied *kind) {
    uint32_t before = kind->table->count, base = o->baseline[o->overlay];
    for (uint32_t row = 0; row < before; row++) {
        kind->copy[row] = LOCALITY_ROW_MISSING;
        if (kind->structure[row] != base) {
            continue;
        }
        uint32_t id = copied_id(o, loc_table_ids(kind->table)[row]);
        if (id == 0) {
            return loc_fail_memory(o->error);
        }
        if (loc_table_find(kind->table, id) != LOCALITY_ROW_MISSING) {
            loc_fail(o->error, LOCALITY_DUPLICATE,
                     "the overlay brings a record with this id, and there is one already");
            loc_error_at_record(o->error, locality_schema_kind_name(NULL, kind->kind),
                                loc_pool_text(pool_of(o), id), NULL);
            return LOCALITY_DUPLICATE;
        }
        if (!loc_table_prepare_id(&o->model->allocator, kind->table, id)) {
            return loc_fail_memory(o->error);
        }
        kind->copy[row] = loc_table_append_id(kind->table, id);
    }
    if (!reach_rows(o, kind, before)) {
        return loc_fail_memory(o->error);
    }
    for (uint32_t row = before; row < kind->table->count; row++) {
        kind->structure[row] = o->overlay;
    }
    return LOCALITY_OK;
}

/* Leads one symbol; it stays where it names nothing that was copied. */
static locality_status lead_symbol(loc_overlaying *o, const loc_copied *target, uint32_t *symbol) {
    uint32_t row;
    bool alias;
    if (*symbol == 0 || *symbol == o->model->none) {
        return LOCALITY_OK;
    }
    locality_status status = loc_resolve_name(o->resolver, target->kind, *symbol, &row, &alias);
    if (status == LOCALITY_OK && row != LOCALITY_ROW_MISSING &&
        target->copy[row] != LOCALITY_ROW_MISSING) {
        uint32_t copy = loc_table_ids(target->table)[target->copy[row]];
        *symbol = copy != 0 ? copy : copied_id(o, loc_table_ids(target->table)[row]);
        status = *symbol == 0 ? loc_fail_memory(o->error) : status;
    }
    return status;
}

locality_status loc_overlay_lead(loc_overlaying *o, const loc_copied *from, loc_cell *cell) {
    const loc_copied *target = loc_overlay_target(o, from, cell->field);
    if (cell->missing || target == NULL) {
        return LOCALITY_OK;
    }
    locality_status status = lead_symbol(o, target, &cell->symbol);
    void *block = o->item;
    if (status != LOCALITY_OK || cell->count == 0) {
        return status;
    }
    if (!loc_grow(&o->model->allocator, &block, &o->item_capacity, cell->count, sizeof(uint32_t))) {
        return loc_fail_memory(o->error);
    }
    o->item = block;
    memmove(o->item, cell->items, cell->count * sizeof(uint32_t));
    cell->items = o->item;
    for (uint32_t i = 0; status == LOCALITY_OK && i < cell->count; i++) {
        status = lead_symbol(o, target, &o->item[i]);
    }
    return status;
}

/* Keeps the items of a cell aside: those in the column move when it grows. */
static bool set_aside(loc_overlaying *o, loc_cell *cell) {
    void *block = o->item;
    if (cell->count == 0 || cell->items == o->item) {
        return true;
    }
    if (!loc_grow(&o->model->allocator, &block, &o->item_capacity, cell->count, sizeof(uint32_t))) {
        return false;
    }
    o->item = block;
    memcpy(o->item, cell->items, cell->count * sizeof(uint32_t));
    cell->items = o->item;
    return true;
}

static locality_status write_cell(loc_overlaying *o, loc_copied *kind, uint32_t row,
                                  loc_cell *cell) {
    if (!set_aside(o, cell) || !loc_table_prepare(&o->model->allocator, o->model->schema,
                                                  kind->table, row, cell, 1, false)) {
        return loc_fail_memory(o->error);
    }
    loc_table_write(o->model->schema, kind->table, row, cell, 1, false);
    return LOCALITY_OK;
}

/* Copies one field of every record of the baseline, and leads that of the overlay's own records. */
static locality_status copy_field(loc_overlaying *o, loc_copied *kind, uint32_t field,
                                  uint32_t before) {
    int32_t type = loc_schema_row(o->model->schema, kind->kind, field)->type;
    bool leads = loc_overlay_target(o, kind, field) != NULL;
    uint32_t id = loc_table_ids(o->resolver->table[LOC_KIND_structure])[o->overlay];
    locality_status status = LOCALITY_OK;
    for (uint32_t row = 0; status == LOCALITY_OK && row < before; row++) {
        bool own = leads && kind->structure[row] == o->overlay;
        uint32_t to = own ? row : kind->copy[row];
        loc_cell cell = {.field = field};
        if (to == LOCALITY_ROW_MISSING) {
            continue;
        }
        loc_column_read(&kind->table->column[field], type, row, &cell);
        if (field == kind->structure_field) {
            cell.missing = false;
            cell.symbol = id;
        } else if (field == kind->origin_field) {
            cell.missing = false;
            cell.items = loc_table_ids(kind->table) + row;
            cell.count = 1;
        } else {
            status = loc_overlay_lead(o, kind, &cell);
        }
        if (status == LOCALITY_OK && !cell.missing) {
            status = write_cell(o, kind, to, &cell);
        }
    }
    return status;
}

static bool is_copied(const loc_copied *kind, uint32_t field) {
    return kind->table->column[field].given > 0 || field == kind->structure_field ||
           field == kind->origin_field;
}

/* ---- What the changes left behind ------------------------------------------------------------ */

static bool has_ceased(const loc_overlaying *o, uint32_t symbol) {
    for (size_t i = 0; i < o->ceased_count; i++) {
        if (o->ceased[i] == symbol) {
            return true;
        }
    }
    return false;
}

/* Finds a reference of a record of the overlay to a copy that has left it. */
static locality_status check_record(const loc_overlaying *o, const loc_copied *kind,
                                    const loc_copied *target, uint32_t field, uint32_t row) {
    const loc_field *info = loc_schema_row(o->model->schema, kind->kind, field);
    loc_cell cell;
    loc_column_read(&kind->table->column[field], info->type, row, &cell);
    const uint32_t *symbols = cell.count > 0 ? cell.items : &cell.symbol;
    for (uint32_t i = 0; i < (cell.count > 0 ? cell.count : 1); i++) {
        if (loc_table_find(target->table, symbols[i]) != LOCALITY_ROW_MISSING ||
            !has_ceased(o, symbols[i])) {
            continue;
        }
        const char *id = loc_pool_text(pool_of(o), loc_table_ids(kind->table)[row]);
        const char *name = locality_schema_kind_name(NULL, kind->kind);
        loc_fail(o->error, LOCALITY_DANGLING,
                 "%s \"%.160s\" still names %s \"%.160s\", which ceases in this overlay", name, id,
                 locality_schema_kind_name(NULL, target->kind),
                 loc_pool_text(pool_of(o), symbols[i]));
        loc_error_at_record(o->error, name, id, info->name);
        return LOCALITY_DANGLING;
    }
    return LOCALITY_OK;
}

static locality_status check_ceased(loc_overlaying *o, const loc_copied *kind) {
    locality_status status = LOCALITY_OK;
    for (uint32_t field = 0; o->ceased_count > 0 && field < kind->table->fields; field++) {
        const loc_copied *target = loc_overlay_target(o, kind, field);
        uint32_t rows = target == NULL ? 0 : kind->table->column[field].count;
        for (uint32_t row = 0; status == LOCALITY_OK && row < rows; row++) {
            if (kind->structure[row] == o->overlay) {
                status = check_record(o, kind, target, field, row);
            }
        }
    }
    return status;
}

/* ---- One overlay, then all ------------------------------------------------------------------- */

static locality_status lay_over(loc_overlaying *o) {
    locality_status status = LOCALITY_OK;
    uint32_t before[LOC_COPIED];
    o->ceased_count = 0;
    for (size_t i = 0; status == LOCALITY_OK && i < LOC_COPIED; i++) {
        before[i] = o->kind[i].table->count;
        status = copy_ids(o, &o->kind[i]);
    }
    for (size_t i = 0; status == LOCALITY_OK && i < LOC_COPIED; i++) {
        loc_copied *kind = &o->kind[i];
        for (uint32_t field = 0; status == LOCALITY_OK && field < kind->table->fields; field++) {
            if (is_copied(kind, field)) {
                status = copy_field(o, kind, field, before[i]);
            }
        }
    }
    if (status == LOCALITY_OK) {
        status = loc_overlay_changes(o);
    }
    for (size_t i = 0; status == LOCALITY_OK && i < LOC_COPIED; i++) {
        status = check_ceased(o, &o->kind[i]);
    }
    return status;
}

static locality_status lay_all(loc_overlaying *o) {
    loc_forest forest = {.up.count = 0};
    locality_status status = find_baselines(o);
    if (status == LOCALITY_OK) {
        status = loc_overlay_sort_changes(o);
    }
    if (status == LOCALITY_OK) {
        status =
            loc_forest_init(&forest, o->baseline, o->structures, &o->model->allocator, o->error);
    }
    if (status == LOCALITY_OK && forest.up.circles > 0) {
        status = fail_circle(o, loc_ascent_circle(&forest.up, 0));
    }
    for (uint32_t i = 0; status == LOCALITY_OK && i < o->structures; i++) {
        o->overlay = forest.down.order[i];
        if (o->baseline[o->overlay] != LOCALITY_ROW_MISSING) {
            status = lay_over(o);
        }
    }
    loc_forest_clear(&forest);
    return status;
}

/* Brings a grown table into the form of snapshots. */
static bool finish(const loc_overlaying *o, loc_table *table) {
    const locality_allocator *allocator = &o->model->allocator;
    table->version = ++o->model->stamp;
    table->numbering = ++o->model->stamp;
    return loc_table_compact(allocator, o->model->schema, table, table->numbering) &&
           loc_table_finish(allocator, o->model->schema, table);
}

static locality_status run(loc_overlaying *o) {
    locality_status status =
        open_kind(o, &o->kind[0], LOC_KIND_unit, LOC_FIELD_unit_structure, LOC_FIELD_unit_origin);
    if (status == LOCALITY_OK) {
        status = open_kind(o, &o->kind[1], LOC_KIND_post, LOC_FIELD_post_structure,
                           LOC_FIELD_post_origin);
    }
    if (status == LOCALITY_OK) {
        status = lay_all(o);
    }
    if (status == LOCALITY_OK && (!finish(o, o->kind[0].table) || !finish(o, o->kind[1].table))) {
        status = loc_fail_memory(o->error);
    }
    loc_resolver_clear(o->resolver); /* aliases may name copies, and copies have found their rows */
    return status;
}

/* ---- What was made before -------------------------------------------------------------------- */

static const uint32_t sources[] = {LOC_KIND_structure, LOC_KIND_post, LOC_KIND_unit,
                                   LOC_KIND_change, LOC_KIND_alias};
enum { SOURCES = sizeof sources / sizeof sources[0] };

static void note_sources(const loc_resolver *resolver, uint64_t versions[SOURCES + 1]) {
    for (size_t i = 0; i < SOURCES; i++) {
        const loc_table *table = resolver->table[sources[i]];
        versions[i] = table == NULL ? 0 : table->version;
    }
    versions[SOURCES] = 1;
}

static void use(loc_resolver *resolver, loc_table *unit, loc_table *post) {
    resolver->table[LOC_KIND_unit] = loc_table_rows(unit) > 0 ? unit : NULL;
    resolver->table[LOC_KIND_post] = loc_table_rows(post) > 0 ? post : NULL;
}

static void forget(locality_model *model) {
    loc_table_release(&model->allocator, model->overlaid.post);
    loc_table_release(&model->allocator, model->overlaid.unit);
    memset(&model->overlaid, 0, sizeof model->overlaid);
}

static bool is_needed(const loc_resolver *resolver) {
    const loc_table *structure = resolver->table[LOC_KIND_structure];
    return resolver->table[LOC_KIND_change] != NULL ||
           (structure != NULL && structure->column[LOC_FIELD_structure_baseline].given > 0);
}

locality_status loc_overlay(loc_resolver *resolver) {
    locality_model *model = resolver->model;
    const locality_allocator *allocator = &model->allocator;
    uint64_t made_of[SOURCES + 1];
    if (!is_needed(resolver)) {
        forget(model);
        return LOCALITY_OK;
    }
    note_sources(resolver, made_of);
    if (memcmp(made_of, model->overlaid.made_of, sizeof made_of) == 0) {
        use(resolver, model->overlaid.unit, model->overlaid.post);
        return LOCALITY_OK;
    }
    const loc_table *structure = resolver->table[LOC_KIND_structure];
    loc_overlaying o = {.resolver = resolver, .model = model, .error = resolver->error};
    o.structures = loc_table_rows(structure);
    o.changes = loc_table_rows(resolver->table[LOC_KIND_change]);
    o.baseline = loc_allocate_raw(allocator, o.structures, sizeof *o.baseline);
    o.change = loc_allocate_raw(allocator, o.changes, sizeof *o.change);
    locality_status status =
        o.baseline == NULL || o.change == NULL ? loc_fail_memory(o.error) : run(&o);
    if (status == LOCALITY_OK) {
        forget(model);
        model->overlaid.unit = loc_table_retain(o.kind[0].table);
        model->overlaid.post = loc_table_retain(o.kind[1].table);
        memcpy(model->overlaid.made_of, made_of, sizeof made_of);
        use(resolver, o.kind[0].table, o.kind[1].table);
    }
    for (size_t i = 0; i < LOC_COPIED; i++) {
        loc_release(allocator, o.kind[i].structure, o.kind[i].structure_capacity, sizeof(uint32_t));
        loc_release(allocator, o.kind[i].copy, o.kind[i].copy_capacity, sizeof(uint32_t));
        loc_table_release(allocator, o.kind[i].table);
    }
    loc_release(allocator, o.ceased, o.ceased_capacity, sizeof(uint32_t));
    loc_release(allocator, o.item, o.item_capacity, sizeof(uint32_t));
    loc_release(allocator, o.change, o.changes, sizeof *o.change);
    loc_release(allocator, o.baseline, o.structures, sizeof *o.baseline);
    return status;
}
