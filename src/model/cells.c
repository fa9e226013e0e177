/* Cells: reading values. */
#include "model/cells.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "base/value.h"

void loc_cells_init(loc_cells *cells, const locality_allocator *allocator,
                    const locality_schema *schema, loc_pool *pool, uint32_t none) {
    *cells = (loc_cells){.allocator = *allocator, .schema = schema, .pool = pool, .none = none};
}

void loc_cells_clear(loc_cells *cells) {
    loc_release(&cells->allocator, cells->cell, cells->capacity, sizeof *cells->cell);
    loc_release(&cells->allocator, cells->item, cells->items_capacity, sizeof *cells->item);
    cells->cell = NULL;
    cells->item = NULL;
    cells->capacity = cells->items_capacity = 0;
    loc_cells_restart(cells);
}

void loc_cells_restart(loc_cells *cells) {
    cells->count = 0;
    cells->items = 0;
}

void loc_cells_settle(loc_cells *cells) {
    size_t at = 0;
    for (size_t i = 0; i < cells->count; i++) {
        loc_cell *cell = &cells->cell[i];
        cell->items = cell->count > 0 ? cells->item + at : NULL;
        at += cell->count;
    }
}

/* ---- What can be wrong with a value ---------------------------------------------------------- */

locality_status loc_fail_encoding(locality_error *error) {
    return loc_fail(error, LOCALITY_ENCODING, "the text is not valid UTF-8");
}

locality_status loc_check_range(int32_t type, const locality_range *range, locality_range *out,
                                locality_error *error) {
    *out = LOC_UNKNOWN;
    if (locality_range_is_valid(range) == 0) {
        return loc_fail(error, LOCALITY_INVALID, "the range ends before it begins");
    }
    if (loc_is_unknown(*range)) {
        return LOCALITY_OK;
    }
    if (!loc_value_fit(type, range, out)) {
        return loc_fail(error, LOCALITY_OVERFLOW, "the number lies outside what a %s can be",
                        locality_type_name(type));
    }
    return LOCALITY_OK;
}

/* Fields of the library's own that say how many there are of something. Others of these types may be
 * differences (figure.quantity), places in an order, or a host's own. */
static bool is_amount(const loc_field *field) {
    static const struct {
        const char *name;
        int32_t type;
    } amounts[] = {
        {"posts", LOCALITY_TYPE_COUNT},          {"vacant", LOCALITY_TYPE_COUNT},
        {"stated_posts", LOCALITY_TYPE_COUNT},   {"quantity", LOCALITY_TYPE_COUNT},
        {"desks", LOCALITY_TYPE_COUNT},          {"population", LOCALITY_TYPE_COUNT},
        {"participants", LOCALITY_TYPE_COUNT},   {"dismissals", LOCALITY_TYPE_COUNT},
        {"provider_count", LOCALITY_TYPE_COUNT}, {"fte", LOCALITY_TYPE_NUMBER},
        {"stated_fte", LOCALITY_TYPE_NUMBER},    {"load", LOCALITY_TYPE_NUMBER},
    };

    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0] && !field->is_extra; i++) {
        if (amounts[i].type == field->type && strcmp(amounts[i].name, field->name) == 0) {
            return true;
        }
    }
    return false;
}

locality_status loc_check_amount(const loc_field *field, const locality_range *range,
                                 locality_error *error) {
    char value[80];
    bool is_below = range->hi < 0 || (range->lo < 0 && range->lo != LOCALITY_OPEN_BELOW);

    if (!is_below || !is_amount(field)) {
        return LOCALITY_OK;
    }
    (void)locality_value_write(field->type, range, value, sizeof value, NULL, NULL);
    return loc_fail(error, LOCALITY_INVALID,
                    "%s is %s: it says how many there are, and that is never below 0", field->name,
                    value);
}

static locality_status fail_word(const loc_field *field, const char *text, size_t length,
                                 locality_error *error) {
    /* Words are short and the message is cut anyway, so what does not fit here is near to
     * nothing. */
    char wanted[LOCALITY_ERROR_NAME_SIZE], words[8 * LOCALITY_ERROR_MESSAGE_SIZE];
    char hint[LOCALITY_ERROR_MESSAGE_SIZE];
    loc_nearest nearest;
    size_t at = 0, word_length = 0, cut = length < sizeof wanted ? length : sizeof wanted - 1;

    memcpy(wanted, text, cut);
    wanted[cut] = '\0';
    loc_nearest_init(&nearest, wanted);
    for (const char *word = loc_words_next(field->words, NULL, &word_length); word != NULL;
         word = loc_words_next(field->words, word, &word_length)) {
        if (word_length + 1 > sizeof words - at) {
            break;
        }
        memcpy(words + at, word, word_length);
        words[at + word_length] = '\0';
        loc_nearest_offer(&nearest, words + at);
        at += word_length + 1;
    }
    loc_nearest_write(&nearest, hint, sizeof hint);
    return loc_fail(error, LOCALITY_INVALID, "\"%s\" is not one of the words of %s (%s)%s", wanted,
                    field->name, field->words, hint);
}

locality_status loc_check_text(const loc_field *field, const char *text, size_t length,
                               locality_error *error) {
    if (field->type == LOCALITY_TYPE_WORD && !loc_words_have(field->words, text, length)) {
        return fail_word(field, text, length, error);
    }
    if (field->type == LOCALITY_TYPE_REF && length == 0) {
        return loc_fail(error, LOCALITY_INVALID,
                        "a reference is not empty: leave it out, or give `none`");
    }
    return LOCALITY_OK;
}

locality_status loc_check_any_ref(const char *text, size_t length, uint32_t *kind, size_t *id,
                                  locality_error *error) {
    const char *colon = memchr(text, ':', length);
    *kind = LOCALITY_NO_INDEX;
    *id = length;
    if (colon == NULL || (size_t)(colon - text) + 1 == length) {
        return loc_fail(error, LOCALITY_SYNTAX, "\"%.64s\" does not name a record: write kind:id",
                        text);
    }
    size_t name_length = (size_t)(colon - text);
    *kind = loc_schema_find_kind(text, name_length);
    *id = name_length + 1;
    if (*kind != LOCALITY_NO_INDEX) {
        return LOCALITY_OK;
    }
    char name[LOCALITY_ERROR_NAME_SIZE];
    size_t cut = name_length < sizeof name ? name_length : sizeof name - 1;
    memcpy(name, text, cut);
    name[cut] = '\0';
    return loc_fail_kind(error, name);
}

locality_status loc_check_id(const char *id, size_t length, bool encoding, locality_error *error) {
    if (length == 0) {
        return loc_fail(error, LOCALITY_INVALID, "the id is empty");
    }
    if (encoding && loc_utf8_check(id, length) != length) {
        return loc_fail_encoding(error);
    }
    if (length == sizeof LOCALITY_NONE_TEXT - 1 && memcmp(id, LOCALITY_NONE_TEXT, length) == 0) {
        return loc_fail(error, LOCALITY_INVALID, "no record can have the id `none`");
    }
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)id[i];
        if (c < 0x20 || c == 0x7F) {
            return loc_fail(error, LOCALITY_INVALID, "the id holds a control character");
        }
    }
    return LOCALITY_OK;
}

/* ---- Reading --------------------------------------------------------------------------------- */

static locality_status keep_text(loc_cells *cells, const char *text, size_t length,
                                 uint32_t *symbol, locality_error *error) {
    *symbol = loc_pool_intern(cells->pool, text, length);
    return *symbol == 0 ? loc_fail_memory(error) : LOCALITY_OK;
}

/* An ANY_REF is kept with the name of its kind, whether it came with the plural or not. */
static locality_status read_any_ref(loc_cells *cells, const char *text, size_t length,
                                    uint32_t *symbol, locality_error *error) {
    uint32_t kind;
    size_t id;
    if (length == sizeof LOCALITY_NONE_TEXT - 1 && memcmp(text, LOCALITY_NONE_TEXT, length) == 0) {
        *symbol = cells->none;
        return LOCALITY_OK;
    }
    locality_status status = loc_check_any_ref(text, length, &kind, &id, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    const char *name = locality_schema_kind_name(cells->schema, kind);
    if (strncmp(text, name, id - 1) == 0 && name[id - 1] == '\0') {
        return keep_text(cells, text, length, symbol, error);
    }
    loc_text whole;
    loc_text_init(&whole, &cells->allocator);
    loc_text_add(&whole, name);
    loc_text_char(&whole, ':');
    loc_text_put(&whole, text + id, length - id);
    status = whole.failed ? loc_fail_memory(error)
                          : keep_text(cells, whole.data, whole.length, symbol, error);
    loc_text_clear(&whole);
    return status;
}

/* TEXT, WORD, REF and ANY_REF: one symbol. */
static locality_status read_symbol(loc_cells *cells, const loc_field *field, const char *text,
                                   size_t length, uint32_t *symbol, locality_error *error) {
    *symbol = 0;
    if (loc_utf8_check(text, length) != length) {
        return loc_fail_encoding(error);
    }
    if (field->type == LOCALITY_TYPE_ANY_REF) {
        return read_any_ref(cells, text, length, symbol, error);
    }
    locality_status status = loc_check_text(field, text, length, error);
    return status != LOCALITY_OK ? status : keep_text(cells, text, length, symbol, error);
}

static locality_status add_item(loc_cells *cells, const loc_field *field, loc_cell *cell,
                                const char *text, size_t length, locality_error *error) {
    if (loc_utf8_check(text, length) != length) {
        return loc_fail_encoding(error);
    }
    if (field->type == LOCALITY_TYPE_REFS &&
        (length == 0 || (length == sizeof LOCALITY_NONE_TEXT - 1 &&
                         memcmp(text, LOCALITY_NONE_TEXT, length) == 0))) {
        return loc_fail(error, LOCALITY_INVALID,
                        "item %u of the list is no id: an empty list says that there is none",
                        (unsigned)cell->count + 1);
    }
    void *block = cells->item;
    if (!loc_grow(&cells->allocator, &block, &cells->items_capacity, cells->items + 1,
                  sizeof *cells->item)) {
        return loc_fail_memory(error);
    }
    cells->item = block;
    locality_status status = keep_text(cells, text, length, &cells->item[cells->items], error);
    if (status == LOCALITY_OK) {
        cells->items++;
        cell->count++;
    }
    return status;
}

bool loc_next_token(const char *text, size_t length, size_t *at, size_t *token_length) {
    while (*at < length && loc_is_space(text[*at])) {
        (*at)++;
    }
    size_t end = *at;
    while (end < length && !loc_is_space(text[end])) {
        end++;
    }
    *token_length = end - *at;
    return *token_length > 0;
}

/* Ids between blanks; `none` alone is the empty list. */
static locality_status read_list_text(loc_cells *cells, const loc_field *field, loc_cell *cell,
                                      const char *text, size_t length, locality_error *error) {
    locality_status status = LOCALITY_OK;
    size_t at = 0, token = 0;
    if (field->type == LOCALITY_TYPE_REFS && length == sizeof LOCALITY_NONE_TEXT - 1 &&
        memcmp(text, LOCALITY_NONE_TEXT, length) == 0) {
        return LOCALITY_OK;
    }
    for (; status == LOCALITY_OK && loc_next_token(text, length, &at, &token); at += token) {
        status = add_item(cells, field, cell, text + at, token, error);
    }
    return status;
}

static locality_status read_text(loc_cells *cells, const loc_field *field, loc_cell *cell,
                                 const char *text, size_t length, locality_error *error) {
    if (loc_type_is_list(field->type)) {
        return read_list_text(cells, field, cell, text, length, error);
    }
    if (!loc_type_is_value(field->type)) {
        return read_symbol(cells, field, text, length, &cell->symbol, error);
    }
    locality_status status = locality_value_read(field->type, text, length, &cell->range, error);
    cell->missing = loc_is_unknown(cell->range);
    return status != LOCALITY_OK ? status : loc_check_amount(field, &cell->range, error);
}

static locality_status read_items(loc_cells *cells, const loc_field *field, loc_cell *cell,
                                  const locality_value *value, locality_error *error) {
    if (value->items == NULL && value->items_count > 0) {
        return loc_fail_null(error, "items");
    }
    locality_status status = LOCALITY_OK;
    for (size_t i = 0; status == LOCALITY_OK && i < value->items_count; i++) {
        const char *item = value->items[i];
        status = item == NULL ? loc_fail_null(error, "an item of the list")
                              : add_item(cells, field, cell, item, strlen(item), error);
    }
    return status;
}

/* Whether a value of a type can be given for a field of another: TEXT for all, TEXTS for lists. */
static bool fits(int32_t given, int32_t type) {
    return given == type || given == LOCALITY_TYPE_TEXT ||
           (given == LOCALITY_TYPE_TEXTS && type == LOCALITY_TYPE_REFS);
}

static locality_status read_value(loc_cells *cells, const loc_field *field, loc_cell *cell,
                                  const locality_value *value, locality_error *error) {
    if (!fits(value->type, field->type)) {
        return loc_fail(error, LOCALITY_TYPE, "%s is a %s, not a %s", field->name,
                        locality_type_name(field->type), locality_type_name(value->type));
    }
    if (loc_type_is_list(value->type)) {
        return read_items(cells, field, cell, value, error);
    }
    if (loc_type_is_value(value->type)) {
        locality_status status = loc_check_range(field->type, &value->range, &cell->range, error);
        cell->missing = loc_is_unknown(cell->range);
        return status != LOCALITY_OK ? status : loc_check_amount(field, &cell->range, error);
    }
    if (value->text == NULL) {
        return loc_fail_null(error, "the text of the value");
    }
    return read_text(cells, field, cell, value->text, strlen(value->text), error);
}

/* A cell behind the others, or null on refusal; it counts once it is read. */
static loc_cell *new_cell(loc_cells *cells, uint32_t field) {
    void *block = cells->cell;
    if (!loc_grow(&cells->allocator, &block, &cells->capacity, cells->count + 1,
                  sizeof *cells->cell)) {
        return NULL;
    }
    cells->cell = block;
    cells->cell[cells->count] = (loc_cell){.field = field, .range = LOC_UNKNOWN};
    return &cells->cell[cells->count];
}

locality_status loc_cells_add(loc_cells *cells, uint32_t kind, uint32_t field,
                              const locality_value *value, locality_error *error) {
    loc_cell *cell = new_cell(cells, field);
    if (cell == NULL) {
        return loc_fail_memory(error);
    }
    locality_status status = LOCALITY_OK;
    if (value == NULL || value->type == LOCALITY_TYPE_NONE) {
        cell->missing = true;
    } else {
        status = read_value(cells, loc_schema_row(cells->schema, kind, field), cell, value, error);
    }
    cells->count += status == LOCALITY_OK;
    return status;
}

locality_status loc_cells_add_text(loc_cells *cells, uint32_t kind, uint32_t field,
                                   const char *text, size_t length, locality_error *error) {
    loc_cell *cell = new_cell(cells, field);
    if (cell == NULL) {
        return loc_fail_memory(error);
    }
    locality_status status =
        read_text(cells, loc_schema_row(cells->schema, kind, field), cell, text, length, error);
    cells->count += status == LOCALITY_OK;
    return status;
}
