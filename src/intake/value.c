/* Values: from what the columns say to the value of a field: the first choice that says something. */
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "intake/cell.h"
#include "intake/engine.h"

/* What a choice came to. */
enum outcomes { SAYS_NOTHING, SAYS_NONE, SAYS_TEXT };

/* ---- Texts put together ---------------------------------------------------------------------------- */

static bool add_slug(locality_intake *intake, loc_kept *kept) {
    if (kept->slug == NULL) {
        char *slug = loc_arena_bytes(&intake->passing, (size_t)kept->length + 1);
        if (slug == NULL) {
            return false;
        }
        kept->slug_length = (uint32_t)loc_cell_slug(kept->text, kept->length, slug);
        slug[kept->slug_length] = '\0';
        kept->slug = slug;
        intake->passing_bytes += kept->length;
    }
    loc_text_put(&intake->buffer, kept->slug, kept->slug_length);
    return true;
}

/* Writes a column into the buffer; a slug that leaves nothing says nothing. */
static bool add_column(locality_intake *intake, const loc_map_part *part, bool *is_empty) {
    loc_cell_now *now = &intake->source[part->column].now;
    if (!part->is_slug) {
        loc_text_put(&intake->buffer, now->text, now->length);
        return true;
    }
    loc_kept *kept = loc_intake_keep(intake, part->column);
    if (kept == NULL || !add_slug(intake, kept)) {
        return false;
    }
    *is_empty = *is_empty || kept->slug_length == 0;
    return true;
}

/* Looks for a text put together before of the same columns; `key` receives them. */
static loc_template_slot *find_slot(locality_intake *intake, const loc_map_choice *choice,
                                    loc_choice_now *state, const loc_kept **key) {
    uint64_t hash = 0;
    uint32_t inserts = 0;
    for (uint32_t i = 0; i < choice->parts; i++) {
        if (choice->part[i].column == UINT32_MAX) {
            continue;
        }
        key[inserts] = loc_intake_keep(intake, choice->part[i].column);
        if (key[inserts] == NULL) {
            return NULL;
        }
        hash = loc_hash_word(hash ^ key[inserts]->hash);
        inserts++;
    }
    if (state->slot == NULL) {
        state->slot = loc_arena_take(&intake->lasting, LOC_TEMPLATE_SLOTS, sizeof *state->slot);
    }
    return state->slot == NULL ? NULL : &state->slot[hash % LOC_TEMPLATE_SLOTS];
}

/* Puts the text of a choice together. Null in `out` where a slug says nothing. */
static locality_status assemble(locality_intake *intake, const loc_map_choice *choice,
                                loc_kept **out) {
    bool is_empty = false;
    *out = NULL;
    intake->buffer.length = 0;
    for (uint32_t i = 0; i < choice->parts; i++) {
        const loc_map_part *part = &choice->part[i];
        if (part->column == UINT32_MAX) {
            loc_text_put(&intake->buffer, part->text, part->length);
        } else if (!add_column(intake, part, &is_empty)) {
            return loc_intake_fail_memory(intake);
        }
    }
    if (intake->buffer.failed) {
        return loc_intake_fail_memory(intake);
    }
    if (is_empty) {
        return LOCALITY_OK;
    }
    if (intake->choice[choice->number]
            .is_fresh) { /* nobody asks for it again: it stays where it is */
        intake->fresh = (loc_kept){.text = intake->buffer.data,
                                   .length = (uint32_t)intake->buffer.length,
                                   .hash = loc_hash(intake->buffer.data, intake->buffer.length)};
        *out = &intake->fresh;
        return LOCALITY_OK;
    }
    *out =
        loc_intake_new_text(intake, &intake->passing, intake->buffer.data, intake->buffer.length);
    return *out == NULL ? LOCALITY_NO_MEMORY : LOCALITY_OK;
}

/* The text of a choice whose columns are all given. */
static locality_status put_together(locality_intake *intake, const loc_map_choice *choice,
                                    loc_choice_now *state, loc_kept **out) {
    const loc_kept *key[LOC_TEMPLATE_PARTS] = {NULL};
    *out = NULL;
    if (state->is_fresh || state->inserts > LOC_TEMPLATE_PARTS) {
        return assemble(intake, choice, out);
    }
    loc_template_slot *slot = find_slot(intake, choice, state, key);
    if (slot == NULL) {
        return loc_intake_fail_memory(intake);
    }
    if (slot->result != NULL && memcmp(slot->part, key, sizeof key) == 0) {
        *out = slot->result;
        return LOCALITY_OK;
    }
    locality_status status = assemble(intake, choice, out);
    if (status == LOCALITY_OK) {
        memcpy(slot->part, key, sizeof key);
        slot->result = *out;
    }
    return status;
}

/* Whether every column of a choice says something. */
static int columns_say(const locality_intake *intake, const loc_map_choice *choice) {
    int says = SAYS_TEXT;
    for (uint32_t i = 0; i < choice->parts; i++) {
        uint32_t column = choice->part[i].column;
        if (column == UINT32_MAX) {
            continue;
        }
        uint8_t state = intake->source[column].now.state;
        if (state < LOC_CELL_NONE) {
            return SAYS_NOTHING;
        }
        says = state == LOC_CELL_NONE ? SAYS_NONE : says;
    }
    return says;
}

/* The text of a choice, kept. */
static locality_status choice_text(locality_intake *intake, const loc_map_choice *choice,
                                   loc_kept **out) {
    loc_choice_now *state = &intake->choice[choice->number];
    if (state->is_literal) {
        *out = state->literal;
        return LOCALITY_OK;
    }
    if (state->is_plain) {
        *out = loc_intake_keep(intake, choice->part[0].column);
        return *out == NULL ? LOCALITY_NO_MEMORY : LOCALITY_OK;
    }
    return put_together(intake, choice, state, out);
}

/* ---- Types ------------------------------------------------------------------------------------------ */

/* The column that a problem with a choice is told of. */
static uint32_t column_of(const loc_map_choice *choice) {
    for (uint32_t i = 0; i < choice->parts; i++) {
        if (choice->part[i].column != UINT32_MAX) {
            return choice->part[i].column;
        }
    }
    return UINT32_MAX;
}

static locality_status tell_value(locality_intake *intake, const loc_map_choice *choice,
                                  const char *message) {
    return loc_intake_tell(intake, LOCALITY_INTAKE_VALUE, LOCALITY_INTAKE_ERROR, column_of(choice),
                           NULL, message);
}

static locality_status read_quantity(const loc_field *info, const loc_map_column *column,
                                     const char *text, size_t length, locality_range *out,
                                     locality_error *error) {
    if (info->type == LOCALITY_TYPE_TRUTH) {
        return loc_cell_truth(text, length, out, error);
    }
    if (info->type == LOCALITY_TYPE_DATE && column != NULL && column->date != NULL) {
        return loc_cell_date(column->date, text, length, out, error);
    }
    if (info->type == LOCALITY_TYPE_DATE || info->type == LOCALITY_TYPE_MOMENT) {
        return locality_value_read(info->type, text, length, out, error);
    }
    return loc_cell_number(info->type, column == NULL ? 0 : column->exponent, text, length, out,
                           error);
}

static locality_status take_quantity(locality_intake *intake, const loc_field *info,
                                     const loc_map_choice *choice, loc_value_now *out) {
    const loc_choice_now *state = &intake->choice[choice->number];
    const loc_map_column *column = NULL;
    loc_slice text;
    if (state->is_plain) { /* a number need not be kept */
        const loc_source *source = &intake->source[choice->part[0].column];
        column = source->map;
        text = (loc_slice){source->now.text, source->now.length};
    } else {
        loc_kept *kept;
        locality_status status = choice_text(intake, choice, &kept);
        if (status != LOCALITY_OK || kept == NULL) {
            return status;
        }
        text = (loc_slice){kept->text, kept->length};
    }
    locality_error error;
    locality_status status =
        read_quantity(info, column, text.text, text.length, &out->range, &error);
    if (status != LOCALITY_OK) {
        return tell_value(intake, choice, error.message);
    }
    out->is_given = out->range.lo != LOCALITY_OPEN_BELOW || out->range.hi != LOCALITY_OPEN_ABOVE;
    return LOCALITY_OK;
}

/* Makes a word of the schema out of a text: `Fixed term` is fixed_term; none where there is none. */
static locality_status find_word(locality_intake *intake, const loc_field *info, loc_kept *kept) {
    char word[64];
    size_t length = kept->length < sizeof word ? kept->length : 0;
    kept->word_of = info;
    kept->word_symbol = 0;
    for (size_t i = 0; i < length; i++) {
        char c = loc_to_lower(kept->text[i]);
        word[i] = c == ' ' || c == '-' ? '_' : c;
    }
    if (length > 0 && loc_words_have(info->words, word, length)) {
        kept->word_symbol = loc_pool_intern(intake->model->pool, word, length);
        return kept->word_symbol == 0 ? loc_intake_fail_memory(intake) : LOCALITY_OK;
    }
    return LOCALITY_OK;
}

static locality_status take_word(locality_intake *intake, const loc_field *info,
                                 const loc_map_choice *choice, loc_value_now *out) {
    locality_status status = choice_text(intake, choice, &out->kept);
    if (status != LOCALITY_OK || out->kept == NULL) {
        return status;
    }
    if (out->kept->word_of != info) {
        status = find_word(intake, info, out->kept);
    }
    out->symbol = out->kept->word_symbol;
    out->is_given = out->symbol != 0;
    if (status == LOCALITY_OK && !out->is_given) {
        loc_text *message = &intake->buffer;
        message->length = 0;
        loc_text_add(message, "this is none of the words of the field: ");
        for (const char *p = info->words; *p != '\0'; p++) {
            loc_text_put(message, *p == '|' ? ", " : p, *p == '|' ? 2 : 1);
        }
        if (message->failed) {
            return loc_intake_fail_memory(intake);
        }
        status = tell_value(intake, choice, message->data);
    }
    return status;
}

static locality_status give_symbol(locality_intake *intake, loc_value_now *out) {
    out->symbol = loc_intake_symbol(intake, out->kept);
    out->is_given = out->symbol != 0;
    return out->is_given ? LOCALITY_OK : LOCALITY_NO_MEMORY;
}

/* A reference leads to the table's own record where its kind is one of those. */
static locality_status give_reference(locality_intake *intake, const loc_field *info,
                                      loc_value_now *out) {
    if (!loc_intake_refers_own(intake, info, info->target)) {
        return give_symbol(intake, out);
    }
    out->symbol = loc_intake_own_symbol(intake, out->kept);
    out->is_given = out->symbol != 0;
    return out->is_given ? LOCALITY_OK : LOCALITY_NO_MEMORY;
}

/* A reference to any kind is kept under the name of its kind. */
static locality_status give_any(locality_intake *intake, const loc_field *info, uint32_t kind,
                                const char *id, loc_value_now *out) {
    loc_text *text = &intake->buffer;
    text->length = 0;
    loc_text_add(text, locality_schema_kind_name(NULL, kind));
    loc_text_add(text, ":");
    loc_text_add(text, loc_intake_refers_own(intake, info, kind) ? intake->prefix : "");
    loc_text_add(text, id);
    out->symbol = text->failed ? 0 : loc_pool_intern(intake->model->pool, text->data, text->length);
    out->is_given = out->symbol != 0;
    return out->is_given ? LOCALITY_OK : loc_intake_fail_memory(intake);
}

static locality_status take_reference(locality_intake *intake, const loc_field *info,
                                      const loc_map_choice *choice, loc_value_now *out) {
    locality_status status = choice_text(intake, choice, &out->kept);
    if (status != LOCALITY_OK || out->kept == NULL) {
        return status;
    }
    locality_error error;
    uint32_t kind = LOCALITY_NO_INDEX;
    size_t id = 0;
    const char *text = out->kept->text;
    bool is_none = strcmp(text, LOCALITY_NONE_TEXT) == 0;
    if (is_none) {
        return give_symbol(intake, out);
    }
    if (out->kept->is_id && info->type == LOCALITY_TYPE_REF) {
        return give_reference(intake, info, out);
    }
    if (info->type == LOCALITY_TYPE_ANY_REF) {
        status = loc_check_any_ref(text, out->kept->length, &kind, &id, &error);
    }
    for (size_t i = id; i < out->kept->length && status == LOCALITY_OK; i++) {
        if ((unsigned char)text[i] < ' ' || text[i] == 0x7F) {
            status = loc_fail(&error, LOCALITY_SYNTAX, "an id cannot have control characters");
        }
    }
    if (status != LOCALITY_OK) {
        return tell_value(intake, choice, error.message);
    }
    if (info->type == LOCALITY_TYPE_ANY_REF && kind != LOCALITY_NO_INDEX) {
        return give_any(intake, info, kind, text + id, out);
    }
    out->kept->is_id = true;
    return give_reference(intake, info, out);
}

/* ---- Lists -------------------------------------------------------------------------------------------- */

bool loc_intake_next_item(const char *separator, loc_slice *rest, loc_slice *item) {
    size_t size = strlen(separator);
    if (rest->text == NULL) {
        return false;
    }
    for (size_t i = 0; i + size <= rest->length; i++) {
        if (memcmp(rest->text + i, separator, size) == 0) {
            *item = (loc_slice){rest->text, i};
            *rest = (loc_slice){rest->text + i + size, rest->length - i - size};
            return true;
        }
    }
    *item = *rest;
    rest->text = NULL;
    return true;
}

/* The column of a choice that holds several items, or UINT32_MAX. */
static uint32_t split_column(const locality_intake *intake, const loc_map_choice *choice) {
    for (uint32_t i = 0; i < choice->parts; i++) {
        uint32_t column = choice->part[i].column;
        if (column != UINT32_MAX && intake->source[column].map->split != NULL) {
            return column;
        }
    }
    return UINT32_MAX;
}

/* Whether a choice names several records at once. */
static bool is_several(const locality_intake *intake, const loc_map_choice *choice) {
    uint32_t column = split_column(intake, choice);
    if (column == UINT32_MAX || column == intake->each) { /* one item at a time */
        return false;
    }
    const loc_source *source = &intake->source[column];
    loc_slice rest = {source->now.text, source->now.length}, item;
    loc_intake_next_item(source->map->split, &rest, &item);
    return rest.text != NULL;
}

/* Whether a text can be one id of a list. */
static locality_status check_item(locality_intake *intake, const loc_map_choice *choice,
                                  loc_kept *kept, bool *is_right) {
    *is_right = true;
    if (kept->is_item) {
        return LOCALITY_OK;
    }
    for (uint32_t i = 0; i < kept->length && *is_right; i++) {
        *is_right = (unsigned char)kept->text[i] > ' ';
    }
    kept->is_item = *is_right;
    return *is_right ? LOCALITY_OK
                     : tell_value(intake, choice,
                                  "an id in a list cannot have blanks; {column:slug} makes one "
                                  "without");
}

static locality_status add_item(locality_intake *intake, const loc_field *info,
                                const loc_map_choice *choice, loc_text *list) {
    loc_kept *kept;
    bool is_right = false;
    locality_status status = choice_text(intake, choice, &kept);
    if (status == LOCALITY_OK && kept != NULL) {
        status = check_item(intake, choice, kept, &is_right);
    }
    if (status != LOCALITY_OK || !is_right) {
        return status;
    }
    if (list->length > 0) {
        loc_text_char(list, ' ');
    }
    loc_text_add(list, loc_intake_refers_own(intake, info, info->target) ? intake->prefix : "");
    loc_text_put(list, kept->text, kept->length);
    return list->failed ? loc_intake_fail_memory(intake) : LOCALITY_OK;
}

/* Adds what a choice gives for each item of a column that holds several. */
static locality_status add_items(locality_intake *intake, const loc_field *info,
                                 const loc_map_choice *choice, uint32_t column, loc_text *list) {
    loc_source *source = &intake->source[column];
    loc_cell_now whole = source->now;
    loc_slice rest = {whole.text, whole.length}, item;
    locality_status status = LOCALITY_OK;
    while (status == LOCALITY_OK && loc_intake_next_item(source->map->split, &rest, &item)) {
        status = loc_intake_take(intake, column, item.text, item.length);
        if (status == LOCALITY_OK && source->now.state == LOC_CELL_GIVEN) {
            status = add_item(intake, info, choice, list);
        }
        whole.is_reported = whole.is_reported || source->now.is_reported;
    }
    source->now = whole;
    return status;
}

static locality_status take_several(locality_intake *intake, const loc_field *info,
                                    const loc_map_choice *choice, uint32_t column,
                                    loc_value_now *out) {
    loc_text list;
    loc_text_init(&list, &intake->allocator);
    locality_status status = add_items(intake, info, choice, column, &list);
    if (status == LOCALITY_OK && list.length > 0) {
        out->kept = loc_intake_new_text(intake, &intake->passing, list.data, list.length);
        status = out->kept == NULL ? LOCALITY_NO_MEMORY : LOCALITY_OK;
    }
    loc_text_clear(&list);
    out->is_given = out->kept != NULL;
    out->text = out->is_given ? out->kept->text : NULL;
    return status;
}

/* Puts the prefix before the one item of a list; a choice that says the same in every row keeps it. */
static locality_status own_item(locality_intake *intake, const loc_map_choice *choice,
                                loc_value_now *out) {
    bool is_constant = intake->choice[choice->number].is_constant;
    uint32_t symbol = loc_intake_own_symbol(intake, out->kept);
    if (symbol == 0) {
        return LOCALITY_NO_MEMORY;
    }
    const loc_pool *pool = intake->model->pool;
    out->kept = loc_intake_new_text(intake, is_constant ? &intake->lasting : &intake->passing,
                                    loc_pool_text(pool, symbol), loc_pool_length(pool, symbol));
    return out->kept == NULL ? LOCALITY_NO_MEMORY : LOCALITY_OK;
}

static locality_status take_list(locality_intake *intake, const loc_field *info,
                                 const loc_map_choice *choice, loc_value_now *out) {
    bool is_literal = intake->choice[choice->number].is_literal;
    uint32_t column = is_literal ? UINT32_MAX : split_column(intake, choice);
    if (column != UINT32_MAX) {
        return take_several(intake, info, choice, column, out);
    }
    locality_status status = choice_text(intake, choice, &out->kept);
    out->is_given = out->kept != NULL;
    if (status == LOCALITY_OK && out->is_given && !is_literal) {
        status = check_item(intake, choice, out->kept, &out->is_given);
    }
    if (status == LOCALITY_OK && out->is_given &&
        loc_intake_refers_own(intake, info, info->target) &&
        strcmp(out->kept->text, LOCALITY_NONE_TEXT) != 0) {
        status = own_item(intake, choice, out);
        out->is_given = status == LOCALITY_OK;
    } else if (status == LOCALITY_OK && out->kept == &intake->fresh) {
        out->kept =
            loc_intake_new_text(intake, &intake->passing, out->kept->text, out->kept->length);
        status = out->kept == NULL ? LOCALITY_NO_MEMORY : LOCALITY_OK;
        out->is_given = out->is_given && status == LOCALITY_OK;
    }
    out->text = out->is_given ? out->kept->text : NULL;
    return status;
}

/* ---- Choosing ----------------------------------------------------------------------------------------- */

static locality_status take_choice(locality_intake *intake, const loc_field *info,
                                   const loc_map_choice *choice, loc_value_now *out) {
    switch (info->type) {
    case LOCALITY_TYPE_TEXT: {
        locality_status status = choice_text(intake, choice, &out->kept);
        return status == LOCALITY_OK && out->kept != NULL ? give_symbol(intake, out) : status;
    }
    case LOCALITY_TYPE_WORD:
        return take_word(intake, info, choice, out);
    case LOCALITY_TYPE_REF:
        return is_several(intake, choice)
                   ? tell_value(intake, choice,
                                "the cell names several records, and the field holds one")
                   : take_reference(intake, info, choice, out);
    case LOCALITY_TYPE_ANY_REF:
        return take_reference(intake, info, choice, out);
    case LOCALITY_TYPE_REFS:
        return take_list(intake, info, choice, out);
    default:
        return take_quantity(intake, info, choice, out);
    }
}

static bool is_reference(int32_t type) {
    return type == LOCALITY_TYPE_REF || type == LOCALITY_TYPE_ANY_REF || type == LOCALITY_TYPE_REFS;
}

locality_status loc_intake_value(locality_intake *intake, const loc_map_field *field,
                                 loc_value_now *out) {
    *out = (loc_value_now){.range = {LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE}};
    for (uint32_t i = 0; i < field->value.choices; i++) {
        const loc_map_choice *choice = &field->value.choice[i];
        if (choice->when.count > 0 && !loc_intake_tests(intake, &choice->when)) {
            continue;
        }
        loc_choice_now *state = &intake->choice[choice->number];
        if (state->has_constant) {
            *out = state->constant;
            return LOCALITY_OK;
        }
        int says = columns_say(intake, choice);
        if (says == SAYS_NOTHING) {
            continue;
        }
        if (says == SAYS_NONE) {
            out->is_given = is_reference(field->info->type);
            out->symbol = intake->model->none;
            out->text = LOCALITY_NONE_TEXT;
            return LOCALITY_OK;
        }
        locality_status status = take_choice(intake, field->info, choice, out);
        if (status == LOCALITY_OK && out->is_given && state->is_constant) {
            state->constant = *out;
            state->has_constant = true;
        }
        if (status != LOCALITY_OK || out->is_given) {
            return status;
        }
    }
    return LOCALITY_OK;
}

/* Keeps an id that was put together just now from what the fields put together next. */
static loc_kept *set_aside(locality_intake *intake) {
    loc_text swapped = intake->buffer;
    intake->buffer = intake->id_buffer;
    intake->id_buffer = swapped;
    intake->id = intake->fresh;
    return &intake->id;
}

locality_status loc_intake_id(locality_intake *intake, const loc_map_make *make, loc_kept **out,
                              bool *is_wanted) {
    *out = NULL;
    *is_wanted = false;
    for (uint32_t i = 0; i < make->id.choices; i++) {
        const loc_map_choice *choice = &make->id.choice[i];
        if (!loc_intake_tests(intake, &choice->when)) {
            continue;
        }
        *is_wanted = true;
        if (columns_say(intake, choice) != SAYS_TEXT) {
            continue;
        }
        locality_status status = choice_text(intake, choice, out);
        if (status == LOCALITY_OK && *out == &intake->fresh) {
            *out = set_aside(intake);
        }
        if (status != LOCALITY_OK || *out != NULL) {
            return status;
        }
    }
    return LOCALITY_OK;
}
