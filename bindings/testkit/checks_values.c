/* Checks of what comes back: every type of value, odd texts, odd ids, replacing and erasing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session.h"

/* ---- Every type of value --------------------------------------------------------------------- */

/* A sample for a field; `items` has room for three. */
static locality_value sample(const check *c, uint32_t kind, uint32_t field, const char **items) {
    locality_field_info info = LOCALITY_FIELD_INFO_INIT;
    locality_schema_describe(c->schema, kind, field, &info, NULL);
    locality_value value = {.type = info.type};
    switch (info.type) {
    case LOCALITY_TYPE_TEXTS:
    case LOCALITY_TYPE_REFS:
        items[0] = "second";
        items[1] = "first";
        items[2] = "second";
        value.items = items;
        value.items_count = 3;
        break;
    case LOCALITY_TYPE_TEXT:
    case LOCALITY_TYPE_WORD:
    case LOCALITY_TYPE_REF:
    case LOCALITY_TYPE_ANY_REF:
        value.text = info.name;
        break;
    case LOCALITY_TYPE_TRUTH:
        value.range = (locality_range){LOCALITY_TRUE, LOCALITY_TRUE};
        break;
    default:
        value.range = (locality_range){1000 + field, 2000 + field};
    }
    return value;
}

enum { MOST_FIELDS = 200 };

typedef struct samples {
    check *of;
    uint32_t kind, count;
    locality_value values[MOST_FIELDS];
    const char *items[MOST_FIELDS][3];
    bool seen;
} samples;

static void make_samples(samples *m, check *c, uint32_t kind) {
    m->of = c;
    m->kind = kind;
    m->seen = false;
    m->count = locality_schema_fields(c->schema, kind);
    m->count = m->count < MOST_FIELDS ? m->count : MOST_FIELDS;
    for (uint32_t field = 0; field < m->count; field++)
        m->values[field] = sample(c, kind, field, m->items[field]);
}

static locality_status compare_samples(void *self, const locality_store_record *record) {
    samples *m = self;
    m->seen = true;
    for (uint32_t field = 0; field < m->count; field++) {
        locality_field_info info = LOCALITY_FIELD_INFO_INIT;
        locality_schema_describe(m->of->schema, m->kind, field, &info, NULL);
        if (field >= record->values_count ||
            !value_equal(&record->values[field], &m->values[field]))
            check_wrong(m->of, "%s of %s does not come back as it was written", info.name,
                        locality_schema_kind_name(NULL, m->kind));
    }
    return LOCALITY_OK;
}

static bool write_samples(session *s, const samples *m) {
    locality_store_record record = LOCALITY_STORE_RECORD_INIT;
    record.schema = s->of->schema;
    record.kind = m->kind;
    record.id = "sample";
    record.values = m->values;
    record.values_count = m->count;
    locality_status status = session_write(s, &record);
    return status == LOCALITY_OK ||
           check_wrong(s->of, "write of a %s failed: %s", locality_schema_kind_name(NULL, m->kind),
                       locality_status_name(status));
}

static void every_field(check *c) {
    samples *m = calloc(1, sizeof *m);
    session s;
    uint32_t kinds = locality_schema_kinds(c->schema);
    if (m == NULL) {
        check_wrong(c, "out of memory");
        return;
    }
    bool well = session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE);
    for (uint32_t kind = 0; well && kind < kinds; kind++) {
        make_samples(m, c, kind);
        well = write_samples(&s, m);
    }
    well = well && session_commit(&s) && session_begin(&s, LOCALITY_STORE_READ);
    for (uint32_t kind = 0; well && kind < kinds; kind++) {
        make_samples(m, c, kind);
        locality_status status =
            session_read(&s, locality_schema_kind_name(NULL, kind), compare_samples, m);
        well = (status == LOCALITY_OK && m->seen) ||
               check_wrong(c, "no %s comes back", locality_schema_kind_name(NULL, kind));
    }
    session_close(&s);
    free(m);
}

/* ---- Single values --------------------------------------------------------------------------- */

/* Writes one value, commits, and looks whether it comes back. */
static void round_trip(check *c, const char *kind, const char *id, const char *field,
                       const locality_value *value) {
    session s;
    if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put(&s, kind, id, value == NULL ? NULL : field, value) && session_commit(&s) &&
        session_begin(&s, LOCALITY_STORE_READ))
        session_value_is(&s, kind, id, field, value);
    session_close(&s);
}

static void round_trip_text(check *c, const char *text) {
    locality_value value = {.type = LOCALITY_TYPE_TEXT, .text = text};
    round_trip(c, "post", "p", "title", &value);
}

static void missing_stays_missing(check *c) {
    round_trip(c, "post", "p", "title", NULL);
}

static void missing_quantity(check *c) {
    round_trip(c, "post", "p", "fte", NULL);
}

static void empty_text(check *c) {
    round_trip_text(c, "");
}

static void empty_list(check *c) {
    locality_value value = {.type = LOCALITY_TYPE_REFS};
    round_trip(c, "post", "p", "skills", &value);
}

static void known_none(check *c) {
    locality_value value = {.type = LOCALITY_TYPE_REF, .text = LOCALITY_NONE_TEXT};
    round_trip(c, "post", "p", "reports_to", &value);
}

static void at_least(check *c) {
    locality_value value = {.type = LOCALITY_TYPE_COUNT, .range = {20, LOCALITY_OPEN_ABOVE}};
    round_trip(c, "post", "p", "posts", &value);
}

static void at_most(check *c) {
    locality_value value = {.type = LOCALITY_TYPE_MONEY, .range = {LOCALITY_OPEN_BELOW, -1}};
    round_trip(c, "spend", "s", "amount", &value);
}

static void greatest_number(check *c) {
    locality_value value = {.type = LOCALITY_TYPE_MONEY,
                            .range = {LOCALITY_OPEN_BELOW + 1, LOCALITY_OPEN_ABOVE - 1}};
    round_trip(c, "spend", "s", "amount", &value);
}

static void undecided_truth(check *c) {
    locality_value value = {.type = LOCALITY_TYPE_TRUTH, .range = {LOCALITY_TRUE, LOCALITY_TRUE}};
    round_trip(c, "area", "a", "focus", &value);
}

static void no_truth(check *c) {
    locality_value value = {.type = LOCALITY_TYPE_TRUTH, .range = {LOCALITY_FALSE, LOCALITY_FALSE}};
    round_trip(c, "area", "a", "focus", &value);
}

static void early_date(check *c) {
    locality_value value = {.type = LOCALITY_TYPE_DATE, .range = {-500000, -499970}};
    round_trip(c, "post", "p", "starts", &value);
}

static void long_text(check *c) {
    size_t length = (size_t)1 << 20;
    char *text = malloc(length + 1);
    if (text == NULL) {
        check_wrong(c, "out of memory");
        return;
    }
    for (size_t i = 0; i < length; i++)
        text[i] = (char)('a' + i % 26);
    text[length] = '\0';
    round_trip_text(c, text);
    free(text);
}

static void odd_text(check *c) {
    round_trip_text(c, "it's \"quoted\"; DROP TABLE post; --\n\ttab \\ back {a,b} [\"x\"] $1 %s ?");
}

static void controls_in_text(check *c) {
    round_trip_text(c, "\x01\x02\x1f\x7f end");
}

static void unicode_text(check *c) {
    round_trip_text(c, "\xE2\x82\xAC \xC3\xA9 e\xCC\x81 \xF0\x9F\x8F\x9B "
                       "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xEF\xBF\xBD");
}

static void blanks_at_the_ends(check *c) {
    round_trip_text(c, "  two before, two behind  ");
}

static void odd_items(check *c) {
    static const char *const items[] = {"a,b",       "\"quoted\"", "{curly}", "back\\slash",
                                        "line\nend", "",           "NULL",    " blank "};
    locality_value value = {.type = LOCALITY_TYPE_TEXTS, .items = items, .items_count = 8};
    uint32_t kinds = locality_schema_kinds(c->schema);
    for (uint32_t kind = 0; kind < kinds; kind++)
        for (uint32_t field = 0; field < locality_schema_fields(c->schema, kind); field++) {
            locality_field_info info = LOCALITY_FIELD_INFO_INIT;
            locality_schema_describe(c->schema, kind, field, &info, NULL);
            if (info.type == LOCALITY_TYPE_TEXTS) {
                round_trip(c, locality_schema_kind_name(NULL, kind), "r", info.name, &value);
                return;
            }
        }
    c->skipped = true;
}

static void order_in_lists(check *c) {
    static const char *const items[] = {"z", "a", "z", "m"};
    locality_value value = {.type = LOCALITY_TYPE_REFS, .items = items, .items_count = 4};
    round_trip(c, "post", "p", "skills", &value);
}

/* ---- Ids ------------------------------------------------------------------------------------- */

static void put_ids(check *c, const char *const *ids, size_t count) {
    char expected[2000] = "";
    session s;
    bool well = session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE);
    for (size_t i = 0; well && i < count; i++) {
        well = session_put_text(&s, "post", ids[i], "title", ids[i]);
        strcat(strcat(expected, ids[i]), ",");
    }
    well = well && session_commit(&s) && session_begin(&s, LOCALITY_STORE_READ) &&
           session_ids_are(&s, "post", expected);
    for (size_t i = 0; well && i < count; i++)
        well = session_text_is(&s, "post", ids[i], "title", ids[i]);
    session_close(&s);
}

static void ids_of_any_script(check *c) {
    static const char *const ids[] = {"\xC3\xA9", "e\xCC\x81", "\xF0\x9F\x8F\x9B\xEF\xB8\x8F",
                                      "\xD7\xA9\xD7\x9C", "\xE4\xBD\x8D\xE7\xBD\xAE"};
    put_ids(c, ids, 5);
}

static void ids_by_case(check *c) {
    static const char *const ids[] = {"Head", "head", "HEAD"};
    put_ids(c, ids, 3);
}

static void ids_with_signs(check *c) {
    static const char *const ids[] = {"a'b",  "a\"b",  "a;b", "a%b", "a_b", "a b",
                                      "a\\b", "a/b:c", "1",   "01",  "1.0", "NULL"};
    put_ids(c, ids, 12);
}

static void one_id_in_two_kinds(check *c) {
    session s;
    if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put_text(&s, "post", "same", "title", "a post") &&
        session_put_text(&s, "unit", "same", "name", "a unit") &&
        session_erase(&s, "unit", "same") && session_commit(&s) &&
        session_begin(&s, LOCALITY_STORE_READ) && session_ids_are(&s, "post", "same,"))
        session_ids_are(&s, "unit", "");
    session_close(&s);
}

/* ---- Fields that are not the library's ------------------------------------------------------- */

static locality_schema *with_desk(check *c) {
    locality_schema *schema = NULL;
    locality_field_info desk = LOCALITY_FIELD_INFO_INIT;
    locality_error error;
    desk.name = "desk";
    desk.doc = "Where the post sits.";
    desk.type = LOCALITY_TYPE_TEXT;
    if (locality_schema_new(NULL, &schema, &error) != LOCALITY_OK ||
        locality_schema_add_field(schema, "post", &desk, &error) != LOCALITY_OK) {
        locality_schema_free(schema);
        check_wrong(c, "out of memory");
        return NULL;
    }
    return schema;
}

/* Runs a part of a check under a schema with a field of a host's own. */
static bool put_desk(check *c, session *s) {
    locality_schema *plain = c->schema, *own = with_desk(c);
    if (own == NULL)
        return false;
    c->schema = own;
    bool well = session_begin(s, LOCALITY_STORE_WRITE) &&
                session_put_text(s, "post", "p", "desk", "by the window") && session_commit(s);
    c->schema = plain;
    locality_schema_free(own);
    return well;
}

static bool desk_is(check *c, session *s, const char *expected) {
    locality_schema *plain = c->schema, *own = with_desk(c);
    if (own == NULL)
        return false;
    c->schema = own;
    bool well =
        session_begin(s, LOCALITY_STORE_READ) && session_text_is(s, "post", "p", "desk", expected);
    session_rollback(s);
    c->schema = plain;
    locality_schema_free(own);
    return well;
}

static void declared_field(check *c) {
    session s;
    if (session_open(c, &s) && put_desk(c, &s))
        desk_is(c, &s, "by the window");
    session_close(&s);
}

static void field_of_a_newer_version(check *c) {
    session s;
    if (session_open(c, &s) && put_desk(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put_text(&s, "post", "p", "title", "written by who knows no desk") &&
        session_commit(&s))
        desk_is(c, &s, "by the window");
    session_close(&s);
}

/* ---- Replacing and erasing ------------------------------------------------------------------- */

static void replaced_as_a_whole(check *c) {
    session s;
    if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put_text(&s, "post", "p", "title", "old") && session_commit(&s) &&
        session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put_text(&s, "post", "p", "base", "new") && session_commit(&s) &&
        session_begin(&s, LOCALITY_STORE_READ) && session_text_is(&s, "post", "p", "title", NULL))
        session_ids_are(&s, "post", "p,");
    session_close(&s);
}

static void erased(check *c) {
    session s;
    if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put(&s, "post", "a", NULL, NULL) && session_put(&s, "post", "b", NULL, NULL) &&
        session_commit(&s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_erase(&s, "post", "a") && session_commit(&s) &&
        session_begin(&s, LOCALITY_STORE_READ))
        session_ids_are(&s, "post", "b,");
    session_close(&s);
}

static void erasing_nothing(check *c) {
    session s;
    if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put(&s, "post", "a", NULL, NULL) && session_erase(&s, "post", "never there") &&
        session_erase(&s, "risk", "nor this") && session_commit(&s) &&
        session_begin(&s, LOCALITY_STORE_READ))
        session_ids_are(&s, "post", "a,");
    session_close(&s);
}

static void new_over_a_record(check *c) {
    locality_store_record record = LOCALITY_STORE_RECORD_INIT;
    session s;
    if (session_open(c, &s) && session_begin(&s, LOCALITY_STORE_WRITE) &&
        session_put_text(&s, "post", "p", "title", "first") && session_commit(&s) &&
        session_begin(&s, LOCALITY_STORE_WRITE)) {
        record.schema = c->schema;
        record.kind = locality_schema_kind(c->schema, "post");
        record.id = "p";
        record.is_new = 1;
        locality_status status = session_write(&s, &record);
        if (status != LOCALITY_DUPLICATE)
            check_wrong(c, "a record with `is_new` over one that stands gave %s, not duplicate",
                        locality_status_name(status));
        session_rollback(&s);
        if (session_begin(&s, LOCALITY_STORE_READ))
            session_text_is(&s, "post", "p", "title", "first");
    }
    session_close(&s);
}

const check_row checks_of_values[] = {
    {"every-field", "every field of every kind comes back as it was written", every_field},
    {"missing-text", "a text that was not given is missing", missing_stays_missing},
    {"missing-quantity", "a quantity that was not given is missing", missing_quantity},
    {"empty-text", "an empty text is not a missing one", empty_text},
    {"empty-list", "an empty list is not a missing one", empty_list},
    {"known-none", "a reference known to be none is not a missing one", known_none},
    {"at-least", "a range that is open above stays open", at_least},
    {"at-most", "a range that is open below stays open", at_most},
    {"greatest-number", "the greatest and least numbers come back to the unit", greatest_number},
    {"true", "what holds comes back as holding", undecided_truth},
    {"false", "what does not hold comes back as such", no_truth},
    {"early-date", "a date long before 1970 comes back", early_date},
    {"long-text", "a text of a mebibyte comes back whole", long_text},
    {"odd-text", "quotes, line ends and signs of query languages are only text", odd_text},
    {"controls", "control characters come back", controls_in_text},
    {"any-script", "every script comes back byte for byte, without normalising", unicode_text},
    {"blanks", "blanks at the ends of a text come back", blanks_at_the_ends},
    {"odd-items", "items of a list may hold any text", odd_items},
    {"list-order", "a list keeps its order and what it repeats", order_in_lists},
    {"ids-any-script", "ids of any script are told apart by their bytes", ids_of_any_script},
    {"ids-case", "ids that differ in case alone are different", ids_by_case},
    {"ids-signs", "ids may hold signs, and 1 is not 01", ids_with_signs},
    {"two-kinds", "one id in two kinds names two records", one_id_in_two_kinds},
    {"declared-field", "a field that a host declared comes back", declared_field},
    {"newer-field", "a field that the writer does not know stays as it is",
     field_of_a_newer_version},
    {"replace", "a record that is written again is replaced as a whole", replaced_as_a_whole},
    {"erase", "an erased record is gone", erased},
    {"erase-nothing", "erasing what is not there is no error", erasing_nothing},
    {"duplicate", "a new record over one that stands is refused", new_over_a_record},
};
const size_t checks_of_values_count = sizeof checks_of_values / sizeof checks_of_values[0];
