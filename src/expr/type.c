/* Type: what types expressions have, how they are named to a reader, and where two of them meet. */
#include <stdio.h>
#include <string.h>

#include "expr/check.h"
#include "schema/schema.h"

/* ---- Making and asking -------------------------------------------------------------------- */

loc_type loc_type_of(int scalar) {
    return (loc_type){(uint8_t)scalar, 0, 1, LOCALITY_NO_INDEX};
}

loc_type loc_type_ref(uint32_t kind) {
    return (loc_type){LOCALITY_TYPE_REF, 0, 1, kind};
}

loc_type loc_type_list(loc_type item) {
    item.is_list = 1;
    return item;
}

loc_type loc_type_item(loc_type list) {
    list.is_list = 0;
    return list;
}

loc_type loc_type_of_field(const locality_schema *schema, uint32_t kind, uint32_t field) {
    const loc_field *row = loc_schema_row(schema, kind, field);

    switch (row->type) {
    case LOCALITY_TYPE_WORD:
        return (loc_type){LOCALITY_TYPE_WORD, 0, 1, kind << 16 | field};
    case LOCALITY_TYPE_TEXTS:
        return loc_type_list(loc_type_of(LOCALITY_TYPE_TEXT));
    case LOCALITY_TYPE_REF:
        return loc_type_ref(row->target);
    case LOCALITY_TYPE_REFS:
        return loc_type_list(loc_type_ref(row->target));
    default:
        return loc_type_of(row->type);
    }
}

bool loc_type_same(loc_type a, loc_type b) {
    if (a.scalar != b.scalar || a.is_list != b.is_list || a.columns != b.columns)
        return false;
    return a.scalar != LOCALITY_TYPE_REF || a.target == b.target;
}

bool loc_type_is(loc_type type, int scalar) {
    return type.scalar == scalar && !type.is_list;
}

bool loc_type_is_number(loc_type type) {
    return !type.is_list && type.scalar >= LOCALITY_TYPE_COUNT &&
           type.scalar <= LOCALITY_TYPE_RATIO;
}

bool loc_type_is_addable(loc_type type) {
    return loc_type_is_number(type) || loc_type_is(type, LOCALITY_TYPE_MONEY) ||
           loc_type_is(type, LOCALITY_TYPE_DAYS);
}

bool loc_type_is_ordered(loc_type type) {
    return !type.is_list && type.scalar >= LOCALITY_TYPE_COUNT && type.scalar <= LOCALITY_TYPE_DAYS;
}

bool loc_type_is_record(loc_type type) {
    return loc_type_is(type, LOCALITY_TYPE_REF) || loc_type_is(type, LOCALITY_TYPE_ANY_REF);
}

const char *loc_type_words(const locality_schema *schema, loc_type type) {
    if (type.scalar != LOCALITY_TYPE_WORD || type.target == LOCALITY_NO_INDEX)
        return NULL;
    return loc_schema_row(schema, type.target >> 16, type.target & 0xFFFFu)->words;
}

/* ---- Where two types meet ----------------------------------------------------------------- */

typedef struct meeting_row {
    uint8_t a, b;
    uint8_t compared, joined; /* the scalar type of both, compared or as items of one list */
} meeting_row;

static const meeting_row meetings[] = {
    {LOCALITY_TYPE_COUNT, LOCALITY_TYPE_NUMBER, LOCALITY_TYPE_NUMBER, LOCALITY_TYPE_NUMBER},
    {LOCALITY_TYPE_COUNT, LOCALITY_TYPE_RATIO, LOCALITY_TYPE_NUMBER, LOCALITY_TYPE_NUMBER},
    {LOCALITY_TYPE_NUMBER, LOCALITY_TYPE_RATIO, LOCALITY_TYPE_NUMBER, LOCALITY_TYPE_NUMBER},
    {LOCALITY_TYPE_DATE, LOCALITY_TYPE_MOMENT, LOCALITY_TYPE_MOMENT, LOCALITY_TYPE_MOMENT},
    {LOCALITY_TYPE_TEXT, LOCALITY_TYPE_WORD, LOCALITY_TYPE_WORD, LOCALITY_TYPE_TEXT},
    {LOCALITY_TYPE_TEXT, LOCALITY_TYPE_REF, LOCALITY_TYPE_REF, LOCALITY_TYPE_REF},
    {LOCALITY_TYPE_REF, LOCALITY_TYPE_ANY_REF, LOCALITY_TYPE_ANY_REF, LOCALITY_TYPE_ANY_REF},
};

bool loc_type_join(loc_type a, loc_type b, bool is_compared, loc_type *out) {
    *out = a;
    if (a.is_list != b.is_list || a.columns > 1 || b.columns > 1)
        return false;
    if (loc_type_same(a, b)) {
        if (a.target == LOCALITY_NO_INDEX)
            out->target = b.target;
        return true;
    }
    for (size_t i = 0; i < sizeof meetings / sizeof meetings[0]; i++) {
        const meeting_row *row = &meetings[i];
        bool is_turned = row->a == b.scalar && row->b == a.scalar;

        if (!is_turned && (row->a != a.scalar || row->b != b.scalar))
            continue;
        out->scalar = is_compared ? row->compared : row->joined;
        out->target = LOCALITY_NO_INDEX;
        if (out->scalar == LOCALITY_TYPE_WORD || out->scalar == LOCALITY_TYPE_REF)
            out->target = is_turned ? a.target : b.target;
        return true;
    }
    return false;
}

/* ---- Names -------------------------------------------------------------------------------- */

bool loc_type_read(const locality_schema *schema, const char *name, loc_type *out) {
    uint32_t kind = loc_schema_find_kind(name, strlen(name));

    for (int type = LOCALITY_TYPE_TEXT; type <= LOCALITY_TYPE_DAYS; type++)
        if (type != LOCALITY_TYPE_WORD && strcmp(locality_type_name(type), name) == 0) {
            *out = loc_type_of(type);
            return true;
        }
    *out = loc_type_ref(kind);
    return kind != LOCALITY_NO_INDEX && strcmp(locality_schema_kind_name(schema, kind), name) == 0;
}

/* How a reader is told of one value and of many. */
static const struct phrase {
    const char *one, *many;
} phrases[] = {
    [LOCALITY_TYPE_NONE] = {"nothing", "nothing"},
    [LOCALITY_TYPE_TEXT] = {"a text", "texts"},
    [LOCALITY_TYPE_WORD] = {"a word", "words"},
    [LOCALITY_TYPE_TRUTH] = {"a truth (yes or no)", "truths"},
    [LOCALITY_TYPE_COUNT] = {"a count", "counts"},
    [LOCALITY_TYPE_NUMBER] = {"a number", "numbers"},
    [LOCALITY_TYPE_RATIO] = {"a ratio", "ratios"},
    [LOCALITY_TYPE_MONEY] = {"an amount of money", "amounts of money"},
    [LOCALITY_TYPE_DATE] = {"a date", "dates"},
    [LOCALITY_TYPE_MOMENT] = {"a moment", "moments"},
    [LOCALITY_TYPE_DAYS] = {"a number of days", "numbers of days"},
    [LOCALITY_TYPE_REF] = {"a record", "records"},
    [LOCALITY_TYPE_ANY_REF] = {"a record of any kind", "records of any kind"},
};

const char *loc_type_write(const locality_schema *schema, loc_type type, char *buffer,
                           size_t size) {
    const char *list = type.is_list ? "a list of " : "";
    const char *kind = NULL;

    if (type.scalar == LOCALITY_TYPE_REF)
        kind = type.is_list ? locality_schema_kind_plural(schema, type.target)
                            : locality_schema_kind_name(schema, type.target);
    if (type.columns > 1)
        snprintf(buffer, size, "a table");
    else if (kind == NULL)
        snprintf(buffer, size, "%s%s", list,
                 type.is_list ? phrases[type.scalar].many : phrases[type.scalar].one);
    else if (type.is_list)
        snprintf(buffer, size, "%s%s", list, kind);
    else
        snprintf(buffer, size, "%s %s", strchr("aeio", kind[0]) != NULL ? "an" : "a", kind);
    return buffer;
}
