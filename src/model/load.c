/* Loading: quantities are copied and checked; texts go into the pool many at a time. */
#include "model/load.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "base/value.h"

enum {
    CHUNK = 512,  /* texts interned together: they stay in the nearest cache */
    MEMO = 1024,  /* addresses remembered */
    SAMPLE = 1024 /* rows after which it shows whether that is worth while */
};

/* Says in which row of the host's something is wrong. */
static locality_status fail_row(const loc_loading *l, size_t row, locality_status status) {
    loc_error_at_place(l->error, row + 1, 0);
    return status;
}

static const void *element(const loc_loading *l, size_t row) {
    return (const char *)l->in.data + row * l->in.stride;
}

static bool is_given(const loc_loading *l, size_t row) {
    return l->in.valid == NULL || l->in.valid[row] != 0;
}

/* The text of a row, null where it is missing. */
static const char *text_of(const loc_loading *l, size_t row) {
    const char *text = NULL;
    if (is_given(l, row)) {
        memcpy(&text, element(l, row), sizeof text);
    }
    return text;
}

/* ---- Quantities ------------------------------------------------------------------------------ */

static locality_status read_range(const loc_loading *l, size_t row, locality_range *out) {
    *out = LOC_UNKNOWN;
    if (l->in.is_text != 0) {
        const char *text = text_of(l, row);
        return text == NULL ? LOCALITY_OK
                            : locality_value_read(l->info->type, text, strlen(text), out, l->error);
    }
    if (!is_given(l, row)) {
        return LOCALITY_OK;
    }
    locality_range range;
    if (l->in.is_range != 0) {
        memcpy(&range, element(l, row), sizeof range);
        return loc_check_range(l->info->type, &range, out, l->error);
    }
    int64_t value;
    memcpy(&value, element(l, row), sizeof value);
    locality_range_exact(value, &range);
    return loc_check_range(l->info->type, &range, out, l->error);
}

/* The exact numbers that are values of a type as they stand; false where that takes a closer look. */
static bool find_bounds(int32_t type, int64_t *least, int64_t *most) {
    bool any = type == LOCALITY_TYPE_COUNT || type == LOCALITY_TYPE_NUMBER ||
               type == LOCALITY_TYPE_RATIO || type == LOCALITY_TYPE_MONEY ||
               type == LOCALITY_TYPE_DAYS;
    /* The marks of open ends are no numbers; whether an amount may be below 0 is for its field to say. */
    *least = type == LOCALITY_TYPE_COUNT || type == LOCALITY_TYPE_NUMBER || !any
                 ? 0
                 : LOCALITY_OPEN_BELOW + 1;
    *most = any ? LOCALITY_OPEN_ABOVE - 1 : 1;
    return any || type == LOCALITY_TYPE_TRUTH;
}

/* Copies exact values up to the first that is not one, or has to be looked at; returns how many. */
static size_t copy_exact(const loc_loading *l, int64_t *lo) {
    int64_t least, most;
    if (l->in.is_range != 0 || l->in.is_text != 0 || l->in.valid != NULL || l->column->hi != NULL ||
        !find_bounds(l->info->type, &least, &most)) {
        return 0;
    }
    for (size_t row = 0; row < l->count; row++) {
        int64_t value;
        memcpy(&value, element(l, row), sizeof value);
        if (value < least || value > most) {
            return row;
        }
        lo[row] = value;
    }
    return l->count;
}

static bool make_ends(const loc_loading *l, size_t done) {
    const locality_allocator *allocator = &l->model->allocator;
    if (l->column->hi == NULL && !loc_column_room(allocator, l->column, l->info->type,
                                                  l->first + (uint32_t)l->count, 0, true)) {
        return false;
    }
    memcpy(loc_block_numbers(l->column->hi) + l->first, loc_block_numbers(l->column->lo) + l->first,
           done * sizeof(int64_t));
    return true;
}

static locality_status load_quantities(loc_loading *l) {
    if (!loc_column_room(&l->model->allocator, l->column, l->info->type,
                         l->first + (uint32_t)l->count, 0, false)) {
        return loc_fail_memory(l->error);
    }
    int64_t *lo = loc_block_numbers(l->column->lo) + l->first;
    size_t row = copy_exact(l, lo);
    bool ends = l->column->hi != NULL;
    l->given = (uint32_t)row;
    for (; row < l->count; row++) {
        locality_range range;
        locality_status status = read_range(l, row, &range);
        if (status == LOCALITY_OK) {
            status = loc_check_amount(l->info, &range, l->error);
        }
        if (status != LOCALITY_OK) {
            return fail_row(l, row, status);
        }
        if (!ends && range.lo != range.hi) {
            if (!make_ends(l, row)) {
                return loc_fail_memory(l->error);
            }
            ends = true;
        }
        lo[row] = range.lo;
        if (ends) {
            loc_block_numbers(l->column->hi)[l->first + row] = range.hi;
        }
        l->given += !loc_is_unknown(range);
    }
    return LOCALITY_OK;
}

/* ---- Texts ----------------------------------------------------------------------------------- */

/* Texts whose symbol is known because the very same address came before: hosts that keep their own
 * texts once hand them over again and again. */
typedef struct memo {
    const char *text[MEMO];
    uint32_t symbol[MEMO];
} memo;

static size_t memo_place(const char *text) {
    return (size_t)(((uint64_t)(uintptr_t)text * UINT64_C(0x9E3779B97F4A7C15)) >> 32) % MEMO;
}

/* Texts on their way into the pool together, and where their symbols go. */
typedef struct waiting {
    const char *text[CHUNK];
    uint32_t symbol[CHUNK];
    size_t row[CHUNK];  /* of the host's */
    uint32_t at[CHUNK]; /* place among the symbols that are written */
    size_t count;
} waiting;

/* What a column of texts or lists works with; too large for the stack of a small machine. */
typedef struct desk {
    memo known;
    waiting waits;
} desk;

/* Checks words, each that was not checked just before, and that no reference is empty. */
static locality_status check_run(loc_loading *l, const uint32_t *symbols, size_t count,
                                 size_t *bad) {
    const loc_pool *pool = l->model->pool;
    uint32_t empty = loc_pool_find(pool, "", 0);
    bool words = l->info->type == LOCALITY_TYPE_WORD;
    locality_status status = LOCALITY_OK;
    for (size_t i = 0; l->info->type != LOCALITY_TYPE_TEXT && i < count; i++) {
        uint32_t symbol = symbols[i];
        uint32_t *right = &l->right[symbol % LOC_LOAD_RIGHT];
        if (symbol == 0 || (words ? symbol == *right : symbol != empty)) {
            continue;
        }
        status = loc_check_text(l->info, loc_pool_text(pool, symbol), loc_pool_length(pool, symbol),
                                l->error);
        if (status != LOCALITY_OK) {
            *bad = i;
            return status;
        }
        *right = symbol;
    }
    return status;
}

/* Reads ANY_REFs, which are kept under the name of their kind. */
static locality_status check_anys(const loc_loading *l, waiting *w, size_t *bad) {
    loc_cells *cells = &l->model->cells;
    for (size_t i = 0; i < w->count; i++) {
        loc_cells_restart(cells);
        locality_status status =
            loc_cells_add_text(cells, l->kind, l->field, w->text[i], strlen(w->text[i]), l->error);
        if (status != LOCALITY_OK) {
            *bad = i;
            return status;
        }
        w->symbol[i] = cells->cell[0].symbol;
    }
    return LOCALITY_OK;
}

static locality_status intern(loc_loading *l, waiting *w, size_t *bad) {
    if (!loc_pool_intern_many(l->model->pool, w->text, sizeof w->text[0], w->count, w->symbol,
                              bad)) {
        return *bad < w->count ? loc_fail_encoding(l->error) : loc_fail_memory(l->error);
    }
    if (l->info->type == LOCALITY_TYPE_ANY_REF) {
        return check_anys(l, w, bad);
    }
    bool checked = l->info->type == LOCALITY_TYPE_WORD || l->info->type == LOCALITY_TYPE_REF;
    return checked ? check_run(l, w->symbol, w->count, bad) : LOCALITY_OK;
}

/* Interns what waits and writes the symbols behind `first` in the column. */
static locality_status flush(loc_loading *l, desk *d, size_t first) {
    waiting *w = &d->waits;
    size_t bad = w->count;
    uint32_t *out = loc_block_words(l->column->symbol) + first;
    locality_status status = intern(l, w, &bad);
    if (status != LOCALITY_OK) {
        return bad < w->count ? fail_row(l, w->row[bad], status) : status;
    }
    for (size_t i = 0; i < w->count; i++) {
        size_t place = memo_place(w->text[i]);
        out[w->at[i]] = w->symbol[i];
        d->known.text[place] = w->text[i];
        d->known.symbol[place] = w->symbol[i];
    }
    w->count = 0;
    return LOCALITY_OK;
}

/* The symbol of a text that is known by its address, or 0. */
static uint32_t known(const desk *d, const char *text) {
    size_t place = memo_place(text);
    return d->known.text[place] == text ? d->known.symbol[place] : 0;
}

/* Lets a text wait; full, all that wait are interned. */
static locality_status let_wait(loc_loading *l, desk *d, const char *text, size_t row, uint32_t at,
                                size_t first) {
    waiting *w = &d->waits;
    w->text[w->count] = text;
    w->row[w->count] = row;
    w->at[w->count++] = at;
    return w->count == CHUNK ? flush(l, d, first) : LOCALITY_OK;
}

/* Reads texts up to a row by way of those that are known; counts the ones that were. */
static locality_status load_known(loc_loading *l, desk *d, uint32_t *out, size_t *row, size_t to,
                                  size_t *hits) {
    locality_status status = LOCALITY_OK;
    for (; status == LOCALITY_OK && *row < to; (*row)++) {
        const char *text = text_of(l, *row);
        uint32_t symbol = text == NULL ? 0 : known(d, text);
        out[*row] = symbol;
        *hits += symbol != 0;
        if (text != NULL && symbol == 0) {
            status = let_wait(l, d, text, *row, (uint32_t)*row, l->first);
        }
        l->given += text != NULL;
    }
    return status == LOCALITY_OK ? flush(l, d, l->first) : status;
}

/* Interns texts in place, for hosts that have each text anew; a column with gaps by way of `d`. */
static locality_status load_anew(loc_loading *l, desk *d, uint32_t *out, size_t row) {
    while (row < l->count) {
        const char *const *texts = element(l, row);
        size_t stride = l->in.stride, count = l->count - row, bad = 0;
        if (l->in.valid != NULL) {
            count = count < CHUNK ? count : CHUNK;
            for (size_t i = 0; i < count; i++) {
                d->waits.text[i] = text_of(l, row + i);
            }
            texts = d->waits.text;
            stride = sizeof d->waits.text[0];
        }
        if (!loc_pool_intern_many(l->model->pool, texts, stride, count, out + row, &bad)) {
            return bad < count ? fail_row(l, row + bad, loc_fail_encoding(l->error))
                               : loc_fail_memory(l->error);
        }
        locality_status status = check_run(l, out + row, count, &bad);
        if (status != LOCALITY_OK) {
            return fail_row(l, row + bad, status);
        }
        for (size_t i = 0; i < count; i++) {
            l->given += out[row + i] != 0;
        }
        row += count;
    }
    return LOCALITY_OK;
}

static locality_status load_texts(loc_loading *l, desk *d) {
    bool any = l->info->type == LOCALITY_TYPE_ANY_REF;
    size_t row = 0, hits = 0, sample = l->count < SAMPLE ? l->count : SAMPLE;
    if (l->values && !any) { /* copies: no address comes twice */
        sample = 0;
    }
    if (!loc_column_room(&l->model->allocator, l->column, l->info->type,
                         l->first + (uint32_t)l->count, 0, false)) {
        return loc_fail_memory(l->error);
    }
    uint32_t *out = loc_block_words(l->column->symbol) + l->first;
    locality_status status = load_known(l, d, out, &row, sample, &hits);
    if (status != LOCALITY_OK) {
        return status;
    }
    bool again = hits > sample / 4 || any;
    return again ? load_known(l, d, out, &row, l->count, &hits) : load_anew(l, d, out, row);
}

/* Copies symbols. */
static locality_status load_symbols(loc_loading *l) {
    if (!loc_column_room(&l->model->allocator, l->column, l->info->type,
                         l->first + (uint32_t)l->count, 0, false)) {
        return loc_fail_memory(l->error);
    }
    const uint32_t *in = l->in.data;
    uint32_t *out = loc_block_words(l->column->symbol) + l->first;
    for (size_t row = 0; row < l->count; row++) {
        out[row] = in[row];
        l->given += in[row] != 0;
    }
    return LOCALITY_OK;
}

/* Copies ranges that are right. */
static locality_status load_ranges(loc_loading *l) {
    const locality_range *in = l->in.data;
    bool ends = l->column->hi != NULL;
    for (size_t row = 0; row < l->count && !ends; row++) {
        ends = in[row].lo != in[row].hi;
    }
    if (!loc_column_room(&l->model->allocator, l->column, l->info->type,
                         l->first + (uint32_t)l->count, 0, ends)) {
        return loc_fail_memory(l->error);
    }
    int64_t *lo = loc_block_numbers(l->column->lo) + l->first;
    int64_t *hi = ends ? loc_block_numbers(l->column->hi) + l->first : NULL;
    for (size_t row = 0; row < l->count; row++) {
        lo[row] = in[row].lo;
        if (ends) {
            hi[row] = in[row].hi;
        }
        l->given += !loc_is_unknown(in[row]);
    }
    return LOCALITY_OK;
}

/* ---- Lists ----------------------------------------------------------------------------------- */

/* Whether a text is one item as it stands: no blank in it (nor anything else that needs a closer
 * look), not empty, not the word for no items. */
static bool is_single(const char *text) {
    const char *p = text;
    while ((unsigned char)*p > ' ') {
        p++;
    }
    return *p == '\0' && p != text && strcmp(text, LOCALITY_NONE_TEXT) != 0;
}

/* Reads one list the long way, by a cell. */
static locality_status load_list(loc_loading *l, size_t row, const char *text) {
    loc_cells *cells = &l->model->cells;
    loc_cells_restart(cells);
    locality_status status =
        loc_cells_add_text(cells, l->kind, l->field, text, strlen(text), l->error);
    if (status != LOCALITY_OK) {
        return fail_row(l, row, status);
    }
    uint32_t count = cells->cell[0].count;
    if (!loc_column_room(&l->model->allocator, l->column, l->info->type,
                         l->first + (uint32_t)l->count, (size_t)l->items + count + l->count - row,
                         false)) {
        return loc_fail_memory(l->error);
    }
    if (count > 0) {
        memcpy(loc_block_words(l->column->symbol) + l->column->items + l->items, cells->item,
               count * sizeof(uint32_t));
    }
    l->items += count;
    return LOCALITY_OK;
}

/* Marks which lists were not given, from the first one that was not. */
static bool mark(const loc_loading *l, size_t row, bool missing) {
    loc_column *column = l->column;
    bool fresh = column->missing == NULL;
    if (fresh && !missing) {
        return true;
    }
    if (fresh &&
        !loc_column_room(&l->model->allocator, column, l->info->type, l->first + (uint32_t)l->count,
                         (size_t)l->items + l->count - row, true)) {
        return false;
    }
    uint8_t *marks = loc_block_bytes(column->missing) + l->first;
    if (fresh) {
        memset(marks, 0, row);
    }
    marks[row] = missing;
    return true;
}

/* Reads the list of one row; a single item that is known or can wait takes the short way. */
static locality_status load_items(loc_loading *l, desk *d, size_t row, const char *text) {
    uint32_t symbol = known(d, text);
    if (symbol != 0) {
        loc_block_words(l->column->symbol)[l->column->items + l->items++] = symbol;
        return LOCALITY_OK;
    }
    if (is_single(text)) {
        return let_wait(l, d, text, row, l->items++, l->column->items);
    }
    locality_status status = load_list(l, row, text);
    if (status != LOCALITY_OK) { /* what is wrong in an earlier row comes first */
        locality_status earlier = flush(l, d, l->column->items);
        status = earlier != LOCALITY_OK ? earlier : status;
    }
    return status;
}

/* Takes the items of a list that comes as a value. */
static locality_status take_items(loc_loading *l, desk *d, size_t row,
                                  const locality_value *value) {
    locality_status status = LOCALITY_OK;
    if (!loc_column_room(&l->model->allocator, l->column, l->info->type,
                         l->first + (uint32_t)l->count,
                         (size_t)l->items + value->items_count + l->count - row, false)) {
        return loc_fail_memory(l->error);
    }
    for (size_t i = 0; status == LOCALITY_OK && i < value->items_count; i++) {
        const char *item = value->items[i];
        if (l->info->type == LOCALITY_TYPE_REFS &&
            (item[0] == '\0' || strcmp(item, LOCALITY_NONE_TEXT) == 0)) {
            return fail_row(l, row,
                            loc_fail(l->error, LOCALITY_INVALID,
                                     "an item of the list is no id: an empty list says "
                                     "that there is none"));
        }
        status = let_wait(l, d, item, row, l->items++, l->column->items);
    }
    return status;
}

/* Reads the list of a row; *given is false where there is none. */
static locality_status load_row(loc_loading *l, desk *d, size_t row, bool *given) {
    const char *text = l->values ? NULL : text_of(l, row);
    *given = l->values ? is_given(l, row) : text != NULL;
    if (!mark(l, row, !*given)) {
        return loc_fail_memory(l->error);
    }
    if (!*given) {
        return LOCALITY_OK;
    }
    return l->values ? take_items(l, d, row, element(l, row)) : load_items(l, d, row, text);
}

static locality_status load_lists(loc_loading *l, desk *d) {
    const locality_allocator *allocator = &l->model->allocator;
    locality_status status = LOCALITY_OK;
    /* The items become the column's own: a shared block that grows forgets what is not taken. */
    if (!loc_column_tidy(allocator, l->column, l->info->type) ||
        !loc_block_own(allocator, &l->column->symbol, l->column->items) ||
        !loc_column_room(allocator, l->column, l->info->type, l->first + (uint32_t)l->count,
                         l->count, false)) {
        return loc_fail_memory(l->error);
    }
    for (size_t row = 0; row < l->count; row++) {
        bool given;
        status = load_row(l, d, row, &given);
        if (status != LOCALITY_OK) {
            return status;
        }
        loc_block_words(l->column->start)[l->first + row + 1] = l->column->items + l->items;
        l->given += given;
    }
    return flush(l, d, l->column->items);
}

/* ---- Any column ------------------------------------------------------------------------------ */

locality_status loc_load_column(loc_loading *l) {
    if (!loc_column_pad(&l->model->allocator, l->column, l->info->type, l->first)) {
        return loc_fail_memory(l->error);
    }
    if (l->is_checked) {
        return loc_type_is_value(l->info->type) ? load_ranges(l) : load_symbols(l);
    }
    if (loc_type_is_value(l->info->type)) {
        return load_quantities(l);
    }
    desk *d = loc_allocate_raw(&l->model->allocator, 1, sizeof *d);
    if (d == NULL) {
        return loc_fail_memory(l->error);
    }
    memset(&d->known, 0, sizeof d->known); /* nothing is known yet; what waits counts itself */
    d->waits.count = 0;
    locality_status status = loc_type_is_list(l->info->type) ? load_lists(l, d) : load_texts(l, d);
    loc_release(&l->model->allocator, d, 1, sizeof *d);
    return status;
}
