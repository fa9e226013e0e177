/* Resolving: column by column, the rows behind those that an earlier snapshot knows. */
#include "model/resolve.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

void loc_resolver_clear(loc_resolver *resolver) {
    if (resolver->has_aliases) {
        loc_aliases_clear(&resolver->aliases);
        resolver->has_aliases = false;
    }
}

/* ---- One reference --------------------------------------------------------------------------- */

/* Row of `kind:id` by id alone. */
static uint32_t any_by_id(const loc_resolver *resolver, const char *text, size_t length,
                          uint32_t *kind, const char **id) {
    size_t at;
    if (loc_check_any_ref(text, length, kind, &at, NULL) != LOCALITY_OK) {
        return LOCALITY_ROW_MISSING; /* cannot be: it was checked when it came in */
    }
    *id = text + at;
    return loc_table_find(resolver->table[*kind],
                          loc_pool_find(resolver->model->pool, *id, length - at));
}

/* Gathers the alias records, the last first, so that the index gives them in their order. */
static bool gather_aliases(loc_resolver *resolver) {
    const locality_model *model = resolver->model;
    const loc_table *table = resolver->table[LOC_KIND_alias];
    uint32_t count = loc_table_rows(table);
    if (resolver->has_aliases) {
        return true;
    }
    if (!loc_aliases_init(&resolver->aliases, &model->allocator, count)) {
        return false;
    }
    resolver->has_aliases = true;
    for (uint32_t row = count; row-- > 0;) {
        uint32_t record = loc_table_symbol(table, LOC_FIELD_alias_record, row);
        uint32_t name = loc_table_symbol(table, LOC_FIELD_alias_text, row);
        uint32_t kind = LOCALITY_NO_INDEX;
        const char *id = NULL;
        if (record == 0 || record == model->none || name == 0) {
            continue;
        }
        uint32_t to = any_by_id(resolver, loc_pool_text(model->pool, record),
                                loc_pool_length(model->pool, record), &kind, &id);
        if (to != LOCALITY_ROW_MISSING) {
            loc_aliases_add(&resolver->aliases, loc_pool_text(model->pool, name), kind, to);
        }
    }
    return true;
}

static const char *id_of(const loc_resolver *resolver, uint32_t kind, uint32_t row) {
    return loc_pool_text(resolver->model->pool, loc_table_ids(resolver->table[kind])[row]);
}

/* Finds the one record that has a name as an alias. */
static locality_status find_alias(loc_resolver *resolver, uint32_t kind, const char *name,
                                  uint32_t *row) {
    if (!gather_aliases(resolver)) {
        return loc_fail_memory(resolver->error);
    }
    const loc_alias *first = loc_aliases_find(&resolver->aliases, kind, name);
    if (first == NULL) {
        return LOCALITY_OK;
    }
    for (const loc_alias *other = loc_aliases_next(&resolver->aliases, first); other != NULL;
         other = loc_aliases_next(&resolver->aliases, other)) {
        if (other->row != first->row) {
            return loc_fail(resolver->error, LOCALITY_AMBIGUOUS,
                            "\"%.160s\" is an alias of more than one %s: \"%.160s\" and \"%.160s\"",
                            name, locality_schema_kind_name(NULL, kind),
                            id_of(resolver, kind, first->row), id_of(resolver, kind, other->row));
        }
    }
    *row = first->row;
    return LOCALITY_OK;
}

locality_status loc_resolve_name(loc_resolver *resolver, uint32_t kind, uint32_t symbol,
                                 uint32_t *row, bool *by_alias) {
    *row = loc_table_find(resolver->table[kind], symbol);
    *by_alias = false;
    if (*row != LOCALITY_ROW_MISSING) {
        return LOCALITY_OK;
    }
    locality_status status =
        find_alias(resolver, kind, loc_pool_text(resolver->model->pool, symbol), row);
    *by_alias = *row != LOCALITY_ROW_MISSING;
    return status;
}

locality_status loc_resolve_any(loc_resolver *resolver, uint32_t symbol, uint32_t *kind,
                                uint32_t *row, bool *by_alias) {
    const loc_pool *pool = resolver->model->pool;
    const char *id = "";
    *by_alias = false;
    *row =
        any_by_id(resolver, loc_pool_text(pool, symbol), loc_pool_length(pool, symbol), kind, &id);
    if (*row != LOCALITY_ROW_MISSING) {
        return LOCALITY_OK;
    }
    locality_status status = find_alias(resolver, *kind, id, row);
    *by_alias = *row != LOCALITY_ROW_MISSING;
    return status;
}

locality_status loc_fail_dangling(const loc_resolver *resolver, uint32_t target, const char *name) {
    const loc_table *table = resolver->table[target];
    char hint[LOCALITY_ERROR_MESSAGE_SIZE];
    loc_nearest nearest;
    loc_nearest_init(&nearest, name);
    for (uint32_t row = 0; table != NULL && row < table->count; row++) {
        loc_nearest_offer(&nearest, id_of(resolver, target, row));
    }
    loc_nearest_write(&nearest, hint, sizeof hint);
    return loc_fail(resolver->error, LOCALITY_DANGLING, "there is no %s \"%.160s\"%s",
                    locality_schema_kind_name(NULL, target), name, hint);
}

/* ---- A column -------------------------------------------------------------------------------- */

/* One column on its way into a snapshot. */
typedef struct resolving {
    loc_resolver *resolver;
    loc_table *table; /* where it goes */
    const loc_field *info;
    loc_column *column;
    const loc_column *known; /* the same column in the snapshot before; null: start afresh */
    uint32_t from, to;       /* elements to do: rows, for lists items */
} resolving;

/* Says at which record a reference failed; `place` is a row, for lists an item. */
static locality_status fail_at(const resolving *r, uint32_t place, locality_status status) {
    uint32_t row = place;
    if (loc_type_is_list(r->info->type)) {
        const uint32_t *start = loc_block_words(r->column->start);
        row = 0;
        while (start[row + 1] <= place) {
            row++;
        }
    }
    loc_error_at_record(r->resolver->error, locality_schema_kind_name(NULL, r->table->kind),
                        id_of(r->resolver, r->table->kind, row), r->info->name);
    return status;
}

/* Room behind what is known of one resolved block. */
static bool extend(const resolving *r, loc_block **block, loc_block *known, size_t size) {
    const locality_allocator *allocator = &r->resolver->model->allocator;
    *block = r->known == NULL ? NULL : loc_block_retain(known);
    return loc_block_room(allocator, block, r->from, r->to, size);
}

static locality_status resolve_slowly(resolving *r, uint32_t symbol, uint32_t *row) {
    loc_resolver *resolver = r->resolver;
    bool alias;
    locality_status status = loc_resolve_name(resolver, r->info->target, symbol, row, &alias);
    if (status == LOCALITY_OK && *row == LOCALITY_ROW_MISSING) {
        return loc_fail_dangling(resolver, r->info->target,
                                 loc_pool_text(resolver->model->pool, symbol));
    }
    r->column->alias_uses += alias;
    return status;
}

/* REF, and the items of REFS. */
static locality_status resolve_refs(resolving *r) {
    const loc_index *index = NULL;
    const loc_table *target = r->resolver->table[r->info->target];
    uint32_t none = r->resolver->model->none;
    if (!extend(r, &r->column->row, r->known == NULL ? NULL : r->known->row, sizeof(uint32_t))) {
        return loc_fail_memory(r->resolver->error);
    }
    if (target != NULL) {
        index = target->index;
    }
    const uint32_t *symbols = loc_block_words(r->column->symbol);
    uint32_t *rows = loc_block_words(r->column->row);
    for (uint32_t i = r->from; i < r->to; i++) {
        uint32_t symbol = symbols[i];
        uint32_t row = loc_index_get(index, symbol);
        if (row == LOCALITY_ROW_MISSING && symbol == none) {
            row = LOCALITY_ROW_NONE;
        } else if (row == LOCALITY_ROW_MISSING && symbol != 0) {
            locality_status status = resolve_slowly(r, symbol, &row);
            if (status != LOCALITY_OK) {
                return fail_at(r, i, status);
            }
        }
        rows[i] = row;
    }
    loc_block_take(r->column->row, r->to);
    return LOCALITY_OK;
}

/* The symbol of `kind:id` as resolved, where an alias led there. */
static uint32_t any_symbol(locality_model *model, uint32_t kind, const char *id) {
    loc_text text;
    loc_text_init(&text, &model->allocator);
    loc_text_add(&text, locality_schema_kind_name(NULL, kind));
    loc_text_char(&text, ':');
    loc_text_add(&text, id);
    uint32_t symbol = text.failed ? 0 : loc_pool_intern(model->pool, text.data, text.length);
    loc_text_clear(&text);
    return symbol;
}

static locality_status resolve_any(resolving *r, uint32_t symbol, uint32_t place) {
    loc_resolver *resolver = r->resolver;
    uint32_t *kind = &loc_block_words(r->column->kind)[place];
    uint32_t *row = &loc_block_words(r->column->row)[place];
    const char *text = loc_pool_text(resolver->model->pool, symbol);
    bool alias;
    locality_status status = loc_resolve_any(resolver, symbol, kind, row, &alias);
    if (status != LOCALITY_OK || !alias) {
        return status == LOCALITY_OK && *row == LOCALITY_ROW_MISSING
                   ? loc_fail_dangling(resolver, *kind, strchr(text, ':') + 1)
                   : status;
    }
    r->column->alias_uses++;
    uint32_t real = any_symbol(resolver->model, *kind, id_of(resolver, *kind, *row));
    if (real == 0 ||
        !loc_block_own(&resolver->model->allocator, &r->column->symbol, r->column->count)) {
        return loc_fail_memory(resolver->error);
    }
    loc_block_words(r->column->symbol)[place] = real;
    return LOCALITY_OK;
}

static locality_status resolve_anys(resolving *r) {
    uint32_t none = r->resolver->model->none;
    if (!extend(r, &r->column->row, r->known == NULL ? NULL : r->known->row, sizeof(uint32_t)) ||
        !extend(r, &r->column->kind, r->known == NULL ? NULL : r->known->kind, sizeof(uint32_t))) {
        return loc_fail_memory(r->resolver->error);
    }
    for (uint32_t i = r->from; i < r->to; i++) {
        uint32_t symbol = loc_block_words(r->column->symbol)[i];
        if (symbol == 0 || symbol == none) {
            loc_block_words(r->column->kind)[i] = LOCALITY_NO_INDEX;
            loc_block_words(r->column->row)[i] =
                symbol == 0 ? LOCALITY_ROW_MISSING : LOCALITY_ROW_NONE;
            continue;
        }
        locality_status status = resolve_any(r, symbol, i);
        if (status != LOCALITY_OK) {
            return fail_at(r, i, status);
        }
    }
    loc_block_take(r->column->row, r->to);
    loc_block_take(r->column->kind, r->to);
    return LOCALITY_OK;
}

/* Whether some list has more than one item. */
static bool has_longer_lists(const loc_column *column) {
    const uint32_t *start = loc_block_words(column->start);
    uint32_t longest = 0;
    for (uint32_t row = 0; row < column->count; row++) {
        uint32_t length = start[row + 1] - start[row];
        longest = length > longest ? length : longest;
    }
    return longest > 1;
}

/* The items of lists as texts, for those who read one record at a time. The pool itself holds a text
 * alone, so a column whose lists are no longer needs none. */
static locality_status list_texts(resolving *r) {
    const loc_pool *pool = r->resolver->model->pool;
    bool refs = r->info->type == LOCALITY_TYPE_REFS;
    loc_block *known = r->known == NULL ? NULL : r->known->text;
    if (!has_longer_lists(r->column)) {
        return LOCALITY_OK;
    }
    r->from = known == NULL ? 0 : r->from;
    if (!extend(r, &r->column->text, known, sizeof(char *))) {
        return loc_fail_memory(r->resolver->error);
    }
    const char **texts = loc_block_data(r->column->text);
    const uint32_t *symbols = loc_block_words(r->column->symbol);
    const uint32_t *rows = refs ? loc_block_words(r->column->row) : NULL;
    const uint32_t *ids =
        refs && r->to > 0 ? loc_table_ids(r->resolver->table[r->info->target]) : NULL;
    for (uint32_t i = r->from; i < r->to; i++) {
        texts[i] = loc_pool_text(pool, refs ? ids[rows[i]] : symbols[i]);
    }
    loc_block_take(r->column->text, r->to);
    return LOCALITY_OK;
}

static locality_status resolve_column(resolving *r) {
    locality_status status = LOCALITY_OK;
    if (r->info->type == LOCALITY_TYPE_REF || r->info->type == LOCALITY_TYPE_REFS) {
        status = resolve_refs(r);
    } else if (r->info->type == LOCALITY_TYPE_ANY_REF) {
        status = resolve_anys(r);
    }
    if (status == LOCALITY_OK && loc_type_is_list(r->info->type)) {
        status = list_texts(r);
    }
    return status;
}

/* ---- What an earlier snapshot knows ---------------------------------------------------------- */

static uint64_t version_of(loc_table *const *tables, uint32_t kind) {
    return tables[kind] == NULL ? 0 : tables[kind]->version;
}

static uint64_t numbering_of(loc_table *const *tables, uint32_t kind) {
    return tables[kind] == NULL ? 0 : tables[kind]->numbering;
}

/* Whether the rows of the records that a field can name are what they were. */
static bool targets_stay(const loc_resolver *resolver, const loc_field *info) {
    loc_table *const *before = resolver->before->table;
    if (info->type != LOCALITY_TYPE_ANY_REF) {
        return info->target == LOCALITY_NO_INDEX ||
               numbering_of(before, info->target) == numbering_of(resolver->table, info->target);
    }
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++) {
        if (numbering_of(before, kind) != numbering_of(resolver->table, kind)) {
            return false;
        }
    }
    return true;
}

/* Whether the names that aliases give are what they were. */
static bool aliases_stay(const loc_resolver *resolver, const loc_field *info) {
    loc_table *const *before = resolver->before->table;
    return info->type != LOCALITY_TYPE_ANY_REF &&
           version_of(before, LOC_KIND_alias) == version_of(resolver->table, LOC_KIND_alias) &&
           version_of(before, info->target) == version_of(resolver->table, info->target);
}

/* The column before, if what it resolved still holds for the rows that it has. */
static const loc_column *known_column(const loc_resolver *resolver, const loc_table *table,
                                      uint32_t field, const loc_field *info) {
    const loc_table *before =
        resolver->before == NULL ? NULL : resolver->before->table[table->kind];
    if (before == NULL || before->column[field].given == 0) {
        return NULL;
    }
    const loc_column *known = &before->column[field];
    const loc_column *now = &table->column[field];
    bool same = known->symbol == now->symbol && known->start == now->start &&
                targets_stay(resolver, info) &&
                (known->alias_uses == 0 || aliases_stay(resolver, info));
    return same ? known : NULL;
}

static bool is_resolved(int32_t type) {
    return type == LOCALITY_TYPE_REF || type == LOCALITY_TYPE_ANY_REF || loc_type_is_list(type);
}

/* Whether the whole table can be taken over as it is. */
static bool table_stays(const loc_resolver *resolver, const loc_table *table) {
    const loc_table *before =
        resolver->before == NULL ? NULL : resolver->before->table[table->kind];
    if (before == NULL || before->version != table->version) {
        return false;
    }
    for (uint32_t field = 0; field < table->fields; field++) {
        const loc_field *info = loc_schema_row(resolver->model->schema, table->kind, field);
        if (is_resolved(info->type) && table->column[field].given > 0 &&
            known_column(resolver, table, field, info) == NULL) {
            return false;
        }
    }
    return true;
}

/* ---- What was left out -----------------------------------------------------------------------
 * A model that holds a part of its case has references to records that were not loaded. In the snapshot
 * such a reference is missing, and a list with one such item as well: nothing is known of it here. */

static bool may_be_left_out(const loc_resolver *resolver, const loc_field *info) {
    if (info->type == LOCALITY_TYPE_ANY_REF) {
        return locality_model_is_partial(resolver->model) != 0;
    }
    return info->target != LOCALITY_NO_INDEX && resolver->model->home.partial[info->target] != 0;
}

/* Whether a reference leads to a record that was left out. One that is wrong in another way is not:
 * that is said when the column is resolved. */
static bool is_left_out(const resolving *r, uint32_t symbol) {
    loc_resolver *resolver = r->resolver;
    uint32_t kind = r->info->target, row;
    bool alias;
    if (symbol == 0 || symbol == resolver->model->none) {
        return false;
    }
    locality_status status = r->info->type == LOCALITY_TYPE_ANY_REF
                                 ? loc_resolve_any(resolver, symbol, &kind, &row, &alias)
                                 : loc_resolve_name(resolver, kind, symbol, &row, &alias);
    return status == LOCALITY_OK && row == LOCALITY_ROW_MISSING &&
           resolver->model->home.partial[kind] != 0;
}

static bool names_left_out(const resolving *r, const loc_cell *cell) {
    for (uint32_t i = 0; i < cell->count; i++) {
        if (is_left_out(r, cell->items[i])) {
            return true;
        }
    }
    return is_left_out(r, cell->symbol);
}

/* Makes the references that lead to what was left out missing. */
static locality_status blank_left_out(resolving *r) {
    static const loc_cell missing = {.missing = true};
    const locality_allocator *allocator = &r->resolver->model->allocator;
    loc_column *column = r->column;
    for (uint32_t row = 0; row < column->count; row++) {
        loc_cell cell;
        loc_column_read(column, r->info->type, row, &cell);
        if (cell.missing || !names_left_out(r, &cell)) {
            continue;
        }
        if (!loc_column_prepare(allocator, column, r->info->type, row, &missing)) {
            return loc_fail_memory(r->resolver->error);
        }
        loc_column_write(column, r->info->type, row, &missing);
    }
    if (column->given == 0) {
        loc_column_clear(allocator, column);
    }
    return loc_column_tidy(allocator, column, r->info->type) ? LOCALITY_OK
                                                             : loc_fail_memory(r->resolver->error);
}

locality_status loc_resolve_table(loc_resolver *resolver, uint32_t kind, loc_table **out) {
    locality_model *model = resolver->model;
    loc_table *table = resolver->table[kind];
    *out = NULL;
    if (table == NULL) {
        return LOCALITY_OK;
    }
    if (table_stays(resolver, table)) {
        *out = loc_table_retain(resolver->before->table[kind]);
        return LOCALITY_OK;
    }
    loc_table *resolved = loc_table_share(&model->allocator, table);
    if (resolved == NULL) {
        return loc_fail_memory(resolver->error);
    }
    locality_status status = LOCALITY_OK;
    for (uint32_t field = 0; status == LOCALITY_OK && field < table->fields; field++) {
        const loc_field *info = loc_schema_row(model->schema, kind, field);
        loc_column *column = &resolved->column[field];
        if (!is_resolved(info->type) || column->given == 0) {
            continue;
        }
        resolving r = {.resolver = resolver,
                       .table = resolved,
                       .info = info,
                       .column = column,
                       .known = known_column(resolver, table, field, info)};
        if (may_be_left_out(resolver, info)) {
            status = blank_left_out(&r);
            r.known = NULL;
            if (status != LOCALITY_OK || column->given == 0) {
                continue;
            }
        }
        bool list = loc_type_is_list(info->type);
        r.to = list ? column->items : column->count;
        if (r.known != NULL) {
            r.from = list ? r.known->items : r.known->count;
            column->alias_uses = r.known->alias_uses;
        }
        status = resolve_column(&r);
    }
    if (status != LOCALITY_OK) {
        loc_table_release(&model->allocator, resolved);
        return status;
    }
    *out = resolved;
    return LOCALITY_OK;
}
