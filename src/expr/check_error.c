/* Check, errors: what is wrong in the words of the field, and what to write instead. */
#include "expr/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "expr/functions.h"
#include "expr/tokens.h"
#include "schema/schema.h"

bool loc_checker_fail(loc_checker *checker, uint32_t byte, locality_status status, const char *hint,
                      const char *format, ...) {
    char message[320];
    va_list arguments;

    if (checker->status != LOCALITY_OK)
        return false;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    checker->status = loc_syntax_fail_within(checker->text, checker->length, checker->within, byte,
                                             status, message, hint, checker->error);
    return false;
}

bool loc_checker_no_memory(loc_checker *checker) {
    if (checker->status == LOCALITY_OK)
        checker->status = loc_fail_memory(checker->error);
    return false;
}

/* The text in which a node has its places. */
static const char *text_of(const loc_checker *checker, const loc_node *node, size_t *length) {
    const loc_definition *definition = node->within != NULL ? node->within->definition : NULL;

    *length = definition != NULL ? definition->length : checker->length;
    return definition != NULL ? definition->text : checker->text;
}

const char *loc_checker_source(const loc_checker *checker, const loc_node *node,
                               char buffer[LOC_EXCERPT_SIZE]) {
    size_t length;
    const char *text = text_of(checker, node, &length);
    char *c = buffer;

    loc_syntax_excerpt(text + node->start, node->end - node->start, buffer);
    for (; *c != '\0'; c++)
        if ((unsigned char)*c < ' ')
            *c = ' ';
    return buffer;
}

bool loc_checker_unfit(loc_checker *checker, const loc_node *node, const char *wanted,
                       const char *hint) {
    char source[LOC_EXCERPT_SIZE], phrase[LOC_PHRASE_SIZE];

    return loc_checker_fail(
        checker, node->start, LOCALITY_TYPE, hint, "`%s` is %s, but %s is needed here",
        loc_checker_source(checker, node, source),
        loc_type_write(checker->schema, node->type, phrase, sizeof phrase), wanted);
}

/* ---- Names that nothing has --------------------------------------------------------------- */

/* The hint of the nearest names, "" where none is near. */
static void write_nearest(const loc_nearest *nearest, char hint[LOC_HINT_SIZE]) {
    char buffer[LOC_HINT_SIZE];

    loc_nearest_write(nearest, buffer, sizeof buffer);
    snprintf(hint, LOC_HINT_SIZE, "%s", buffer[0] != '\0' ? buffer + strlen("; ") : "");
}

static void offer_entries(const loc_checker *checker, loc_nearest *nearest) {
    for (const loc_entry *entry = checker->newest; entry != NULL; entry = entry->before)
        loc_nearest_offer(nearest, entry->name);
}

static bool is_of_id(const char *text, size_t length, size_t at) {
    return at < length && (text[at] == '-' || loc_is_name_character(text[at]));
}

/* What a name is part of where it is written with hyphens: an id without its quotes. */
static bool whole_id(const loc_checker *checker, const loc_node *node,
                     char whole[LOC_EXCERPT_SIZE]) {
    size_t length, start = node->start, end = node->end;
    const char *text = text_of(checker, node, &length);

    while (start > 0 && is_of_id(text, length, start - 1))
        start--;
    while (is_of_id(text, length, end))
        end++;
    loc_syntax_excerpt(text + start, end - start, whole);
    return memchr(text + start, '-', end - start) != NULL && text[start] != '-' &&
           text[end - 1] != '-';
}

/* A variable in sight whose records have a field of this name. */
static const loc_entry *owner_of_field(const loc_checker *checker, const char *name) {
    for (const loc_entry *entry = checker->newest; entry != NULL; entry = entry->before)
        if (entry->type.scalar == LOCALITY_TYPE_REF &&
            loc_schema_find_field(checker->schema, entry->type.target, name, strlen(name)) !=
                LOCALITY_NO_INDEX)
            return entry;
    return NULL;
}

/* The first field that has the word; false if none has. */
static bool owner_of_word(const loc_checker *checker, const char *name, uint32_t *kind,
                          uint32_t *field) {
    uint32_t kinds = locality_schema_kinds(checker->schema);

    for (*kind = 0; *kind < kinds; ++*kind) {
        uint32_t fields = locality_schema_fields(checker->schema, *kind);

        for (*field = 0; *field < fields; ++*field)
            if (loc_words_have(loc_schema_row(checker->schema, *kind, *field)->words, name,
                               strlen(name)))
                return true;
    }
    return false;
}

static void hint_of_name(const loc_checker *checker, const loc_node *node,
                         char hint[LOC_HINT_SIZE]) {
    uint32_t kind = loc_schema_find_kind(node->name, strlen(node->name)), field;
    const loc_entry *owner = owner_of_field(checker, node->name);
    size_t length;
    const char *text = text_of(checker, node, &length);
    char name[LOC_EXCERPT_SIZE], whole[LOC_EXCERPT_SIZE];
    loc_nearest nearest;

    loc_syntax_excerpt(node->name, strlen(node->name), name);
    loc_nearest_init(&nearest, node->name);
    offer_entries(checker, &nearest);
    loc_nearest_offer(&nearest, "as_at");
    write_nearest(&nearest, hint);
    if (strcmp(node->name, "none") == 0)
        snprintf(hint, LOC_HINT_SIZE,
                 "to ask whether a reference is known to be none write x is "
                 "none");
    else if (whole_id(checker, node, whole))
        snprintf(hint, LOC_HINT_SIZE, "put the id in quotes: \"%s\"", whole);
    else if (node->end < length && text[node->end] == '.' && hint[0] == '\0')
        snprintf(hint, LOC_HINT_SIZE,
                 "a variable comes in by `for` or a quantifier: count(%s in "
                 "post where ...)",
                 name);
    else if (kind != LOCALITY_NO_INDEX)
        snprintf(hint, LOC_HINT_SIZE,
                 "%s is a kind: write %s \"id\" for one record of it, or v in "
                 "%s for each",
                 name, locality_schema_kind_name(checker->schema, kind),
                 locality_schema_kind_name(checker->schema, kind));
    else if (owner != NULL)
        snprintf(hint, LOC_HINT_SIZE, "did you mean %.40s.%s?", owner->name, name);
    else if (owner_of_word(checker, node->name, &kind, &field))
        snprintf(hint, LOC_HINT_SIZE,
                 "it is a word of %s.%s, and means something only beside such "
                 "a field",
                 locality_schema_kind_name(checker->schema, kind),
                 loc_schema_row(checker->schema, kind, field)->name);
    else if (hint[0] == '\0')
        snprintf(hint, LOC_HINT_SIZE, "a text stands in quotes: \"%s\"", name);
}

bool loc_checker_unknown_name(loc_checker *checker, const loc_node *node) {
    char hint[LOC_HINT_SIZE], name[LOC_EXCERPT_SIZE];

    hint_of_name(checker, node, hint);
    return loc_checker_fail(checker, node->start, LOCALITY_NOT_FOUND, hint,
                            "there is no variable or parameter `%s` here",
                            loc_syntax_excerpt(node->name, strlen(node->name), name));
}

bool loc_checker_unknown_function(loc_checker *checker, const loc_node *node) {
    char hint[LOC_HINT_SIZE], name[LOC_EXCERPT_SIZE];
    loc_nearest nearest;

    loc_nearest_init(&nearest, node->name);
    for (size_t i = 0; i < locality_language_function_count(); i++)
        loc_nearest_offer(&nearest, locality_language_function_at(i)->name);
    for (const loc_entry *entry = checker->newest; entry != NULL; entry = entry->before)
        if (entry->definition != NULL)
            loc_nearest_offer(&nearest, entry->name);
    write_nearest(&nearest, hint);
    if (checker->is_constant)
        snprintf(hint, sizeof hint, "the value of a parameter is constant: it uses no definitions");
    return loc_checker_fail(checker, node->at, LOCALITY_NOT_FOUND, hint,
                            "there is no function or definition `%s`",
                            loc_syntax_excerpt(node->name, strlen(node->name), name));
}

/* Adds names parted by commas as long as they fit. */
static void list_name(char hint[LOC_HINT_SIZE], const char *name, size_t length) {
    size_t used = strlen(hint);

    if (used + length + sizeof ", ..." < LOC_HINT_SIZE / 2)
        snprintf(hint + used, LOC_HINT_SIZE - used, ", %.*s", (int)length, name);
    else if (used < 3 || strcmp(hint + used - 3, "...") != 0)
        snprintf(hint + used, LOC_HINT_SIZE - used, ", ...");
}

static void hint_of_field(const loc_checker *checker, const loc_node *node, uint32_t kind,
                          char hint[LOC_HINT_SIZE]) {
    uint32_t fields = locality_schema_fields(checker->schema, kind);
    uint32_t function = loc_function_find(node->name);
    char source[LOC_EXCERPT_SIZE];
    loc_nearest nearest;

    loc_nearest_init(&nearest, node->name);
    for (uint32_t i = 0; i < fields; i++)
        loc_nearest_offer(&nearest, loc_schema_row(checker->schema, kind, i)->name);
    write_nearest(&nearest, hint);
    if (function != LOC_FN_COUNT)
        snprintf(hint, LOC_HINT_SIZE, "it is a function: write %s(%s)", node->name,
                 loc_checker_source(checker, node->a, source));
    if (hint[0] != '\0')
        return;
    snprintf(hint, LOC_HINT_SIZE, "its fields are id");
    for (uint32_t i = 0; i < fields; i++)
        list_name(hint, loc_schema_row(checker->schema, kind, i)->name,
                  loc_schema_row(checker->schema, kind, i)->name_length);
}

bool loc_checker_unknown_field(loc_checker *checker, const loc_node *node) {
    char hint[LOC_HINT_SIZE], name[LOC_EXCERPT_SIZE];
    const char *kind = "a record of any kind";

    if (node->a->type.scalar == LOCALITY_TYPE_ANY_REF) {
        snprintf(hint, sizeof hint,
                 "its fields are those of every kind: id, name, source, section, basis, remark");
    } else {
        kind = locality_schema_kind_name(checker->schema, node->a->type.target);
        hint_of_field(checker, node, node->a->type.target, hint);
    }
    loc_checker_fail(checker, node->at, LOCALITY_NOT_FOUND, hint, "%s has no field `%s`", kind,
                     loc_syntax_excerpt(node->name, strlen(node->name), name));
    loc_error_at_record(checker->error, kind, NULL, name);
    return false;
}

bool loc_checker_unknown_word(loc_checker *checker, const loc_node *node, loc_type wanted) {
    const char *words = loc_type_words(checker->schema, wanted);
    const char *kind = locality_schema_kind_name(checker->schema, wanted.target >> 16);
    const char *field =
        loc_schema_row(checker->schema, wanted.target >> 16, wanted.target & 0xFFFFu)->name;
    char hint[LOC_HINT_SIZE], name[LOC_EXCERPT_SIZE];
    const char *word;
    size_t length = 0;
    loc_nearest nearest;

    loc_nearest_init(&nearest, node->name);
    for (word = loc_words_next(words, NULL, &length); word != NULL;
         word = loc_words_next(words, word, &length)) {
        char *copy = loc_arena_text(checker->arena, word, length);

        if (copy == NULL)
            return loc_checker_no_memory(checker);
        loc_nearest_offer(&nearest, copy);
    }
    write_nearest(&nearest, hint);
    if (hint[0] == '\0') {
        word = loc_words_next(words, NULL, &length);
        snprintf(hint, sizeof hint, "its words are %.*s", (int)length, word);
        while ((word = loc_words_next(words, word, &length)) != NULL)
            list_name(hint, word, length);
    }
    loc_checker_fail(checker, node->start, LOCALITY_NOT_FOUND, hint,
                     "`%s` is no word of %s.%s, and no variable",
                     loc_syntax_excerpt(node->name, strlen(node->name), name), kind, field);
    loc_error_at_record(checker->error, kind, NULL, field);
    return false;
}

bool loc_checker_unknown_source(loc_checker *checker, const loc_node *node) {
    char hint[LOC_HINT_SIZE], name[LOC_EXCERPT_SIZE];
    loc_nearest nearest;

    loc_nearest_init(&nearest, node->name);
    for (uint32_t kind = 0; kind < locality_schema_kinds(checker->schema); kind++)
        loc_nearest_offer(&nearest, locality_schema_kind_name(checker->schema, kind));
    offer_entries(checker, &nearest);
    write_nearest(&nearest, hint);
    return loc_checker_fail(checker, node->start, LOCALITY_NOT_FOUND, hint,
                            "there is no kind or list `%s`",
                            loc_syntax_excerpt(node->name, strlen(node->name), name));
}

/* ---- Advice ------------------------------------------------------------------------------- */

/* A field of one kind that leads to another; null if there is none. */
static const char *field_towards(const loc_checker *checker, uint32_t from, uint32_t to) {
    uint32_t fields = locality_schema_fields(checker->schema, from);

    for (uint32_t i = 0; i < fields; i++) {
        const loc_field *row = loc_schema_row(checker->schema, from, i);

        if (row->type == LOCALITY_TYPE_REF && row->target == to)
            return row->name;
    }
    return NULL;
}

/* One piece of advice: `%s` is the source of the value, each time. */
typedef struct advice_row {
    uint8_t wanted;
    uint8_t from;    /* NONE: any */
    bool is_literal; /* only for what is written as a plain number */
    const char *advice;
} advice_row;

static const advice_row advices[] = {
    {LOCALITY_TYPE_TRUTH, LOCALITY_TYPE_COUNT, false, "compare it with something: %s > 0"},
    {LOCALITY_TYPE_TRUTH, LOCALITY_TYPE_NUMBER, false, "compare it with something: %s > 0"},
    {LOCALITY_TYPE_TRUTH, LOCALITY_TYPE_RATIO, false, "compare it with something: %s > 50%%"},
    {LOCALITY_TYPE_TRUTH, LOCALITY_TYPE_MONEY, false, "compare it with something: %s > £0"},
    {LOCALITY_TYPE_TRUTH, LOCALITY_TYPE_DATE, false, "compare it with something: %s < as_at"},
    {LOCALITY_TYPE_TRUTH, LOCALITY_TYPE_NONE, false,
     "write %s is known, or compare it with something"},
    {LOCALITY_TYPE_DATE, LOCALITY_TYPE_MOMENT, false, "write day(%s) for the day it lies in"},
    {LOCALITY_TYPE_DATE, LOCALITY_TYPE_COUNT, true,
     "write date %s for a year, 2010-07-01 for a day"},
    {LOCALITY_TYPE_MOMENT, LOCALITY_TYPE_COUNT, true,
     "write date %s for a year, 2010-07-01 for a day"},
    {LOCALITY_TYPE_DATE, LOCALITY_TYPE_DAYS, false,
     "a length of time is added to a date or compared with another: as_at + %s"},
    {LOCALITY_TYPE_DATE, LOCALITY_TYPE_TEXT, false,
     "a date is written without quotes: 2010-07-01, 2010-07, date 2010"},
    {LOCALITY_TYPE_DAYS, LOCALITY_TYPE_COUNT, true, "write %s days"},
    {LOCALITY_TYPE_DAYS, LOCALITY_TYPE_COUNT, false, "write %s * 1 day"},
    {LOCALITY_TYPE_COUNT, LOCALITY_TYPE_DAYS, false, "write %s / 1 day"},
    {LOCALITY_TYPE_NUMBER, LOCALITY_TYPE_DAYS, false, "write %s / 1 day"},
    {LOCALITY_TYPE_MONEY, LOCALITY_TYPE_COUNT, true, "write £%s"},
    {LOCALITY_TYPE_MONEY, LOCALITY_TYPE_NUMBER, true, "write £%s"},
    {LOCALITY_TYPE_MONEY, LOCALITY_TYPE_COUNT, false, "write %s * £1"},
    {LOCALITY_TYPE_MONEY, LOCALITY_TYPE_NUMBER, false, "write %s * £1"},
    {LOCALITY_TYPE_COUNT, LOCALITY_TYPE_MONEY, true, "a number is written without a pound sign"},
    {LOCALITY_TYPE_NUMBER, LOCALITY_TYPE_MONEY, true, "a number is written without a pound sign"},
    {LOCALITY_TYPE_COUNT, LOCALITY_TYPE_MONEY, false, "write %s / £1"},
    {LOCALITY_TYPE_NUMBER, LOCALITY_TYPE_MONEY, false, "write %s / £1"},
    {LOCALITY_TYPE_COUNT, LOCALITY_TYPE_NUMBER, false, "write round(%s), floor(%s) or ceil(%s)"},
    {LOCALITY_TYPE_COUNT, LOCALITY_TYPE_TRUTH, false,
     "count what holds: count(p in post where ...)"},
    {LOCALITY_TYPE_NUMBER, LOCALITY_TYPE_TRUTH, false,
     "count what holds: count(p in post where ...)"},
    {LOCALITY_TYPE_NUMBER, LOCALITY_TYPE_TEXT, false, "texts are equal or not; they have no order"},
    {LOCALITY_TYPE_NUMBER, LOCALITY_TYPE_WORD, false, "words are equal or not; they have no order"},
    {LOCALITY_TYPE_COUNT, LOCALITY_TYPE_REF, false, "name a field of it: %s.name"},
    {LOCALITY_TYPE_NUMBER, LOCALITY_TYPE_REF, false, "name a field of it: %s.name"},
    {LOCALITY_TYPE_TEXT, LOCALITY_TYPE_REF, false, "write %s.id, %s.name, or text(%s)"},
    {LOCALITY_TYPE_TEXT, LOCALITY_TYPE_ANY_REF, false, "write %s.id, %s.name, or text(%s)"},
    {LOCALITY_TYPE_TEXT, LOCALITY_TYPE_NONE, false, "write text(%s)"},
    {LOCALITY_TYPE_ANY_REF, LOCALITY_TYPE_TEXT, false, "name its kind: post %s"},
};

/* Advice for lists, and for a single value where a list is wanted. */
static bool advise_list(const loc_node *node, loc_type wanted, const char *source,
                        char hint[LOC_HINT_SIZE]) {
    loc_type item = loc_type_item(node->type), joined;

    if (node->type.is_list == wanted.is_list)
        return false;
    if (wanted.is_list)
        snprintf(hint, LOC_HINT_SIZE, "write {%s} for a list of one", source);
    else if (wanted.scalar == LOCALITY_TYPE_TRUTH)
        snprintf(hint, LOC_HINT_SIZE, "write %s is not empty, or any(... for x in %s)", source,
                 source);
    else if (wanted.scalar == LOCALITY_TYPE_COUNT || wanted.scalar == LOCALITY_TYPE_NUMBER)
        snprintf(hint, LOC_HINT_SIZE,
                 "write size(%s) for how many, sum(x for x in %s) for their "
                 "total",
                 source, source);
    else if (loc_type_join(item, wanted, true, &joined))
        snprintf(hint, LOC_HINT_SIZE, "it is a list: write any(... for x in %s)", source);
    return true;
}

void loc_checker_advise(const loc_checker *checker, const loc_node *node, loc_type wanted,
                        char hint[LOC_HINT_SIZE]) {
    loc_type from = node->type;
    char source[LOC_EXCERPT_SIZE];
    const char *field = NULL;

    hint[0] = '\0';
    loc_checker_source(checker, node, source);
    if (from.columns > 1 || advise_list(node, wanted, source, hint))
        return;
    if (from.scalar == LOCALITY_TYPE_REF && wanted.scalar == LOCALITY_TYPE_REF)
        field = field_towards(checker, from.target, wanted.target);
    if (field != NULL) {
        snprintf(hint, LOC_HINT_SIZE, "did you mean %s.%s?", source, field);
        return;
    }
    for (size_t i = 0; i < sizeof advices / sizeof advices[0]; i++) {
        const advice_row *row = &advices[i];
        size_t used = 0;

        if (row->wanted != wanted.scalar ||
            (row->from != from.scalar && row->from != LOCALITY_TYPE_NONE) ||
            (row->is_literal && node->op != LOC_LITERAL))
            continue;
        for (const char *c = row->advice; *c != '\0' && used + LOC_EXCERPT_SIZE < LOC_HINT_SIZE;
             c++) {
            if (c[0] == '%' && c[1] == 's')
                used += (size_t)snprintf(hint + used, LOC_HINT_SIZE - used, "%s", source);
            else
                hint[used++] = *c;
            if (*c == '%')
                c++;
        }
        hint[used] = '\0';
        return;
    }
}

/* ---- Two sides ---------------------------------------------------------------------------- */

/* How an operator tells of two sides that do not go together. */
static const char *complaint_of(int op) {
    switch (op) {
    case LOC_IN:
    case LOC_HAS:
        return "`in` and `has` need an item and a list of its type";
    case LOC_WITHIN:
        return "`within` stands between two lists, two areas or two dates";
    case LOC_OVERLAPS:
        return "`overlaps` stands between two lists of one type";
    case LOC_IF:
        return "both sides of an `if` are of one type";
    case LOC_ADD:
        return "they cannot be added";
    case LOC_SUBTRACT:
        return "one cannot be subtracted from the other";
    case LOC_MULTIPLY:
        return "they cannot be multiplied";
    case LOC_DIVIDE:
        return "one cannot be divided by the other";
    default:
        return "they cannot be compared";
    }
}

/* What to write where one side is a list of what the other is: `%1` and `%2` are the sides. */
typedef struct list_advice {
    uint8_t op;
    bool a_is_list, b_is_list;
    const char *advice;
} list_advice;

static const list_advice list_advices[] = {
    {LOC_EQUAL, true, false, "%1 is a list: write %1 has %2"},
    {LOC_EQUAL, false, true, "%2 is a list: write %1 in %2"},
    {LOC_NOT_EQUAL, true, false, "%1 is a list: write not %1 has %2"},
    {LOC_NOT_EQUAL, false, true, "%2 is a list: write %1 not in %2"},
    {LOC_IN, false, false, "write %1 = %2"},
    {LOC_IN, true, false, "write %1 has %2"},
    {LOC_IN, true, true, "both are lists: write %1 within %2, or %1 overlaps %2"},
    {LOC_HAS, false, false, "write %1 = %2"},
    {LOC_HAS, false, true, "write %1 in %2"},
    {LOC_HAS, true, true, "both are lists: write %2 within %1, or %1 overlaps %2"},
    {LOC_WITHIN, false, true, "write %1 in %2"},
    {LOC_WITHIN, true, false, "write all(x within %2 for x in %1)"},
    {LOC_WITHIN, false, false, "to compare them write %1 = %2"},
    {LOC_OVERLAPS, false, true, "write %1 in %2"},
    {LOC_OVERLAPS, true, false, "write %1 has %2"},
    {LOC_OVERLAPS, false, false, "write %1 = %2"},
};

static void fill_sides(const char *advice, const char *a, const char *b, char hint[LOC_HINT_SIZE]) {
    size_t used = 0;

    for (const char *c = advice; *c != '\0' && used + LOC_EXCERPT_SIZE < LOC_HINT_SIZE; c++) {
        if (c[0] != '%') {
            hint[used++] = *c;
            continue;
        }
        c++;
        used += (size_t)snprintf(hint + used, LOC_HINT_SIZE - used, "%s", *c == '1' ? a : b);
    }
    hint[used] = '\0';
}

/* Advice for operators between a list and an item of it. */
static bool advise_sides(const loc_node *node, loc_type a, loc_type b, const char *source_a,
                         const char *source_b, char hint[LOC_HINT_SIZE]) {
    loc_type joined;
    bool is_area = a.scalar == LOCALITY_TYPE_REF && a.target == LOC_KIND_area;
    bool is_date = a.scalar == LOCALITY_TYPE_DATE || a.scalar == LOCALITY_TYPE_MOMENT;

    if (!loc_type_join(loc_type_item(a), loc_type_item(b), true, &joined))
        return false;
    if (node->op == LOC_IN && node->b->op == LOC_REFERENCE &&
        loc_schema_find_kind(node->b->name, strlen(node->b->name)) != LOCALITY_NO_INDEX) {
        fill_sides("%2 is a kind, not a list; every record of it is in it", source_a, source_b,
                   hint);
        return true;
    }
    if (node->op == LOC_IN && !a.is_list && !b.is_list && (is_area || is_date)) {
        fill_sides("write %1 within %2", source_a, source_b, hint);
        return true;
    }
    if (node->op == LOC_WITHIN && is_area && !a.is_list && b.is_list) {
        fill_sides("write covers(%2, %1), or %1 in %2", source_a, source_b, hint);
        return true;
    }
    for (size_t i = 0; i < sizeof list_advices / sizeof list_advices[0]; i++)
        if (list_advices[i].op == node->op && list_advices[i].a_is_list == (a.is_list != 0) &&
            list_advices[i].b_is_list == (b.is_list != 0)) {
            fill_sides(list_advices[i].advice, source_a, source_b, hint);
            return true;
        }
    return false;
}

/* Advice for arithmetic that has a way of its own. */
static bool advise_arithmetic(const loc_node *node, loc_type a, loc_type b, const char *source_a,
                              const char *source_b, char hint[LOC_HINT_SIZE]) {
    const char *advice = NULL;
    bool a_is_time = a.scalar == LOCALITY_TYPE_DATE || a.scalar == LOCALITY_TYPE_MOMENT;

    if (node->op < LOC_ADD || node->op > LOC_DIVIDE)
        return false;
    if (a.is_list)
        advice = "write size(%1) for how many, sum(x for x in %1) for their total";
    else if (b.is_list)
        advice = "write size(%2) for how many, sum(x for x in %2) for their total";
    else if (node->op == LOC_SUBTRACT && a.scalar == LOCALITY_TYPE_MOMENT &&
             b.scalar == LOCALITY_TYPE_MOMENT)
        advice = "write day(%1) - day(%2) for the days between them";
    else if (node->op == LOC_SUBTRACT && a.scalar == LOCALITY_TYPE_MOMENT &&
             b.scalar == LOCALITY_TYPE_DATE)
        advice = "write day(%1) - %2 for the days between them";
    else if (node->op == LOC_SUBTRACT && a.scalar == LOCALITY_TYPE_DATE &&
             b.scalar == LOCALITY_TYPE_MOMENT)
        advice = "write %1 - day(%2) for the days between them";
    else if (a_is_time && b.scalar == LOCALITY_TYPE_COUNT && node->b->op == LOC_LITERAL)
        advice = node->op == LOC_ADD ? "write %1 + %2 days" : "write %1 - %2 days";
    else if (node->op == LOC_DIVIDE && a.scalar == LOCALITY_TYPE_DAYS)
        advice = "write %1 / 7 days for a number of weeks";
    else if (node->op == LOC_MULTIPLY &&
             (a.scalar == LOCALITY_TYPE_DAYS || b.scalar == LOCALITY_TYPE_DAYS))
        advice = "days are whole: multiply them by a count";
    else if (a.scalar == LOCALITY_TYPE_TEXT || b.scalar == LOCALITY_TYPE_TEXT)
        advice = "texts are put together in a message: says \"{a} and {b}\"";
    if (advice == NULL)
        return false;
    fill_sides(advice, source_a, source_b, hint);
    return true;
}

bool loc_checker_mismatch(loc_checker *checker, const loc_node *node) {
    const loc_node *left = node->op == LOC_IF ? node->b : node->a;
    const loc_node *right = node->op == LOC_IF ? node->c : node->b;
    loc_type a = left->type, b = right->type;
    char phrase_a[LOC_PHRASE_SIZE], phrase_b[LOC_PHRASE_SIZE], hint[LOC_HINT_SIZE] = "";
    char source_a[LOC_EXCERPT_SIZE], source_b[LOC_EXCERPT_SIZE];

    if (checker->status != LOCALITY_OK)
        return false;
    loc_checker_source(checker, left, source_a);
    loc_checker_source(checker, right, source_b);
    if (!advise_sides(node, a, b, source_a, source_b, hint) &&
        !advise_arithmetic(node, a, b, source_a, source_b, hint)) {
        if (right->op == LOC_LITERAL || left->op != LOC_LITERAL)
            loc_checker_advise(checker, right, a, hint);
        if (hint[0] == '\0')
            loc_checker_advise(checker, left, b, hint);
    }
    return loc_checker_fail(checker, node->at, LOCALITY_TYPE, hint, "`%s` is %s, `%s` is %s: %s",
                            source_a, loc_type_write(checker->schema, a, phrase_a, sizeof phrase_a),
                            source_b, loc_type_write(checker->schema, b, phrase_b, sizeof phrase_b),
                            complaint_of(node->op));
}
