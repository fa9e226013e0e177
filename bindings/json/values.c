/* Values: members of a record's object as values. See values.h. */
#include "values.h"

#include <string.h>

#define MOST_DIGITS 15u /* that every program which reads JSON numbers as doubles keeps */

/* ---- Room ---------------------------------------------------------------------------------------------- */

bool loc_json_values_prepare(loc_json_values *record, loc_json_node node) {
    size_t values = json_object_size(node.value), items = 0, digits = 0, needed;
    loc_json_walk walk;
    char *at;

    loc_json_walk_begin(&walk, record->text, node);
    while (loc_json_walk_next(&walk)) {
        items += json_array_size(walk.node.value);
        digits += json_is_number(walk.node.value) ? walk.next - walk.node.at + 1 : 0;
    }
    /* Each value takes more bytes of memory for its tree than it takes here: no overflow. */
    needed = values * (sizeof *record->values + sizeof *record->places) +
             items * sizeof *record->items + digits;
    if (needed > record->block_size) {
        loc_json_release(record->allocator, record->block, record->block_size, 1);
        record->block_size = 0;
        record->block = loc_json_allocate(record->allocator, 2 * needed, 1);
        if (record->block == NULL)
            return false;
        record->block_size = 2 * needed;
    }
    at = record->block;
    record->values = (void *)at;
    at += values * sizeof *record->values;
    record->places = (void *)at;
    at += values * sizeof *record->places;
    record->items = (void *)at;
    record->digits = at + items * sizeof *record->items;
    record->count = record->items_count = record->digits_count = 0;
    return true;
}

void loc_json_values_clear(loc_json_values *record) {
    loc_json_release(record->allocator, record->block, record->block_size, 1);
    record->block = NULL;
    record->block_size = 0;
}

/* ---- Values -------------------------------------------------------------------------------------------- */

/* How a value of each type is written, for whoever wrote it otherwise. */
static const char *const forms[] = {
    [LOCALITY_TYPE_TEXT] = "a text in quotes",
    [LOCALITY_TYPE_WORD] = "a word in quotes",
    [LOCALITY_TYPE_TRUTH] = "true, false or \"unknown\"",
    [LOCALITY_TYPE_COUNT] = "a whole number, or a text such as \"20..24\" or \">=20\"",
    [LOCALITY_TYPE_NUMBER] = "a number, or a text such as \"20..24\" or \">=20\"",
    [LOCALITY_TYPE_RATIO] = "a text such as \"24.7%\", or a number (0.247)",
    [LOCALITY_TYPE_MONEY] = "pounds as a number, or a text such as \"1.354m\" or \">50m\"",
    [LOCALITY_TYPE_DATE] = "a text such as \"2010-09-03\", \"2010-07\" or \"2011/12\"",
    [LOCALITY_TYPE_MOMENT] = "a text such as \"2023-02-24 17:00\"",
    [LOCALITY_TYPE_DAYS] = "a number of days, or a text such as \"4 weeks\"",
    [LOCALITY_TYPE_REF] = "the id of a record in quotes",
    [LOCALITY_TYPE_ANY_REF] = "kind and id in quotes, \"post:head\"",
    [LOCALITY_TYPE_TEXTS] = "a list of texts, [\"a\", \"b\"]",
    [LOCALITY_TYPE_REFS] = "a list of ids, [\"a\", \"b\"]",
};

static bool is_list(int32_t type) {
    return type == LOCALITY_TYPE_TEXTS || type == LOCALITY_TYPE_REFS;
}

static bool takes_numbers(int32_t type) {
    return type == LOCALITY_TYPE_COUNT || type == LOCALITY_TYPE_NUMBER ||
           type == LOCALITY_TYPE_RATIO || type == LOCALITY_TYPE_MONEY || type == LOCALITY_TYPE_DAYS;
}

static locality_status refuse_form(const loc_json_values *record, const loc_json_walk *member,
                                   int32_t type, locality_error *error) {
    return loc_json_fail(error, LOCALITY_TYPE, "%s of a %s has to be %s", member->key, record->kind,
                         forms[type]);
}

/* A number as it is written: exact, and within what any reader of JSON keeps. */
static locality_status take_number(loc_json_values *record, const loc_json_walk *member,
                                   locality_value *value, locality_error *error) {
    const char *text = record->text + member->node.at;
    size_t length = member->next - member->node.at, count = 0;
    char *digits = record->digits + record->digits_count;
    bool exponent = false;

    memcpy(digits, text, length);
    digits[length] = '\0';
    record->digits_count += length + 1;
    for (size_t i = 0; i < length; i++) {
        exponent = exponent || text[i] == 'e' || text[i] == 'E';
        if (text[i] >= '0' && text[i] <= '9' && (count > 0 || text[i] != '0'))
            count++;
    }
    if (exponent || count > MOST_DIGITS)
        return loc_json_fail(
            error, LOCALITY_TYPE, "the number %.60s %s: write it in quotes, with all its digits",
            digits, exponent ? "has an exponent" : "has more digits than every program keeps");
    value->type = LOCALITY_TYPE_TEXT;
    value->text = digits;
    return LOCALITY_OK;
}

static locality_status take_list(loc_json_values *record, const loc_json_walk *member, int32_t type,
                                 locality_value *value, locality_error *error) {
    size_t count = json_array_size(member->node.value);

    value->type = type;
    value->items = record->items + record->items_count;
    value->items_count = count;
    for (size_t i = 0; i < count; i++) {
        const char *item = json_string_value(json_array_get(member->node.value, i));

        if (item == NULL)
            return refuse_form(record, member, type, error);
        record->items[record->items_count++] = item;
    }
    return LOCALITY_OK;
}

static locality_status take_text(const loc_json_walk *member, int32_t type, locality_value *value) {
    const char *text = json_string_value(member->node.value);

    value->type = LOCALITY_TYPE_TEXT;
    value->text = text;
    if (type == LOCALITY_TYPE_TRUTH && strcmp(text, "unknown") == 0)
        value->text = "?";
    return LOCALITY_OK;
}

locality_status loc_json_values_take(loc_json_values *record, const loc_json_walk *member,
                                     int32_t type, locality_value *value, locality_error *error) {
    json_t *given = member->node.value;

    memset(value, 0, sizeof *value);
    switch (json_typeof(given)) {
    case JSON_NULL:
        return LOCALITY_OK; /* missing */
    case JSON_STRING:
        return is_list(type) ? refuse_form(record, member, type, error)
                             : take_text(member, type, value);
    case JSON_ARRAY:
        return is_list(type) ? take_list(record, member, type, value, error)
                             : refuse_form(record, member, type, error);
    case JSON_INTEGER:
    case JSON_REAL:
        return takes_numbers(type) ? take_number(record, member, value, error)
                                   : refuse_form(record, member, type, error);
    case JSON_TRUE:
    case JSON_FALSE:
        if (type != LOCALITY_TYPE_TRUTH)
            return refuse_form(record, member, type, error);
        value->type = LOCALITY_TYPE_TRUTH;
        locality_range_exact(json_is_true(given) ? 1 : 0, &value->range);
        return LOCALITY_OK;
    default:
        return refuse_form(record, member, type, error);
    }
}
