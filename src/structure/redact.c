/* Redaction: a snapshot copied into a new model, value by value, with what may not be published
 * left out. */
#include "structure/redact.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "model/snapshot.h"

/* ---- Options
 * -------------------------------------------------------------------------------------- */

static locality_status take_options(const locality_redaction *given, locality_redaction *out,
                                    locality_error *error) {
    locality_redaction options = LOCALITY_REDACTION_INIT;

    if (given != NULL && !loc_struct_take(&options, sizeof options, given, given->struct_size,
                                          offsetof(locality_redaction, pay_threshold)))
        return loc_fail(error, LOCALITY_INVALID,
                        "the options are not those of a locality_redaction");
    if (options.pay_band < 1 || options.pay_threshold < 0 || options.smallest_team < 0)
        return loc_fail(error, LOCALITY_INVALID,
                        "a band of pay is at least a penny; threshold and team are not negative");
    if (options.texts != LOCALITY_TEXTS_CHECKED && options.texts != LOCALITY_TEXTS_WITHHELD)
        return loc_fail(error, LOCALITY_INVALID, "texts are checked or withheld, not %d",
                        (int)options.texts);
    if (options.keep == NULL && options.keep_count > 0)
        return loc_fail_null(error, "keep");
    *out = options;
    return LOCALITY_OK;
}

/* Marks a field `kind.field` as one that is safe. */
static locality_status keep_field(loc_redactor *r, const char *name) {
    const locality_schema *schema = locality_snapshot_schema(r->snapshot);
    const char *dot = name == NULL ? NULL : strchr(name, '.');
    uint32_t kind, field;
    uint8_t *kept;

    if (dot == NULL)
        return loc_fail(r->error, LOCALITY_INVALID, "a field to keep is written kind.field");
    kind = loc_schema_find_kind(name, (size_t)(dot - name));
    if (kind == LOCALITY_NO_INDEX)
        return loc_fail(r->error, LOCALITY_NOT_FOUND, "there is no kind of the field \"%.100s\"",
                        name);
    field = locality_schema_field(schema, kind, dot + 1);
    if (field == LOCALITY_NO_INDEX)
        return loc_fail_field(schema, kind, dot + 1, r->error);
    if (!loc_schema_row(schema, kind, field)->is_extra)
        return loc_fail(r->error, LOCALITY_INVALID, "\"%.100s\" is no field that the host declared",
                        name);
    if (r->kept[kind] == NULL) {
        r->kept[kind] = loc_allocate(&r->allocator, locality_schema_fields(schema, kind), 1);
        if (r->kept[kind] == NULL)
            return loc_fail_memory(r->error);
    }
    kept = r->kept[kind];
    kept[field] = 1;
    return LOCALITY_OK;
}

/* ---- Copying
 * -------------------------------------------------------------------------------------- */

/* One record on its way: its values, and room for as many as a kind has fields and two more. */
typedef struct copying {
    loc_redactor *r;
    locality_model *to;
    locality_named_value *values;
    size_t capacity;
} copying;

/* How much is withheld so far; prose that was kept does not count. */
static uint64_t withheld_so_far(const loc_redactor *r) {
    uint64_t sum = 0;

    for (int i = 0; i < LOCALITY_WITHHELD_UNCHECKED; i++)
        sum += r->withheld.count[i];
    return sum;
}

/* Says how much of a record is withheld. */
static void say_withheld(const copying *c, uint32_t kind, uint32_t row, bool some,
                         const char *before, size_t *count) {
    bool most = (kind == LOC_KIND_post && loc_redact_hides(c->r, row)) || before[0] == 'm';
    locality_named_value *value = &c->values[*count];

    if (!some && !most && kind != LOC_KIND_person)
        return;
    memset(value, 0, sizeof *value);
    value->field = "withheld";
    value->value.type = LOCALITY_TYPE_WORD;
    value->value.text = most ? "most" : "part";
    (*count)++;
}

/* Says of an overlay that its changes are in what is listed. */
static void say_applied(const copying *c, uint32_t row, size_t *count) {
    locality_column baseline = LOC_VIEW(c->r->snapshot, structure, baseline);
    locality_column applied = LOC_VIEW(c->r->snapshot, structure, applied);
    locality_named_value *value = &c->values[*count];

    if (loc_view_row(&baseline, row) >= LOCALITY_ROW_NONE || loc_view_yes(&applied, row))
        return;
    memset(value, 0, sizeof *value);
    value->field = "applied";
    value->value.type = LOCALITY_TYPE_TRUTH;
    value->value.range = (locality_range){1, 1};
    (*count)++;
}

static locality_status copy_record(copying *c, uint32_t kind, uint32_t row) {
    loc_redactor *r = c->r;
    const locality_schema *schema = locality_snapshot_schema(r->snapshot);
    uint32_t fields = locality_schema_fields(schema, kind);
    uint32_t withheld = loc_common_field(kind, LOC_COMMON_withheld);
    uint64_t before;
    const char *id, *already = "";
    size_t count = 0;
    bool drops;

    if (!loc_redact_drops(r, kind, row, &drops))
        return loc_fail_memory(r->error);
    if (drops)
        return LOCALITY_OK;
    before = withheld_so_far(r);
    for (uint32_t field = 0; field < fields; field++) {
        locality_named_value *value = &c->values[count];

        if (!loc_redact_value(r, kind, row, field, &value->value))
            return loc_fail_memory(r->error);
        value->field = loc_schema_row(schema, kind, field)->name;
        if (kind == LOC_KIND_structure && field == LOC_FIELD_structure_applied &&
            value->value.range.lo != 1)
            continue;            /* said below where it matters */
        if (field == withheld) { /* what was withheld before is so still */
            already = value->value.type == LOCALITY_TYPE_NONE ? "" : value->value.text;
            continue;
        }
        count += value->value.type != LOCALITY_TYPE_NONE;
    }
    if (kind == LOC_KIND_structure)
        say_applied(c, row, &count);
    say_withheld(c, kind, row, already[0] != '\0' || withheld_so_far(r) > before, already, &count);
    id = loc_redact_id(r, &r->id, kind, row);
    if (id == NULL)
        return loc_fail_memory(r->error);
    return locality_model_add(c->to, locality_schema_kind_name(schema, kind), id, c->values, count,
                              r->error);
}

static locality_status copy_kind(copying *c, uint32_t kind) {
    loc_redactor *r = c->r;
    uint32_t rows = loc_view_count(r->snapshot, kind);
    locality_status status = LOCALITY_OK;

    for (uint32_t i = 0; status == LOCALITY_OK && i < rows; i++) {
        status = copy_record(c, kind, r->order[kind] == NULL ? i : r->order[kind][i]);
        if (r->texts.blocks != NULL)
            loc_arena_clear(&r->texts);
    }
    return status;
}

static locality_status copy_all(loc_redactor *r, locality_model **out) {
    const locality_schema *schema = locality_snapshot_schema(r->snapshot);
    copying c = {.r = r};
    locality_status status;

    for (uint32_t kind = 0; kind < LOC_KINDS; kind++)
        if (locality_schema_fields(schema, kind) + 2u > c.capacity)
            c.capacity = locality_schema_fields(schema, kind) + 2u;
    c.values = loc_allocate(&r->allocator, c.capacity, sizeof *c.values);
    if (c.values == NULL)
        return loc_fail_memory(r->error);
    status = locality_model_new(r->snapshot->schema, &r->allocator, &c.to, r->error);
    for (uint32_t kind = 0; status == LOCALITY_OK && kind < LOC_KINDS; kind++)
        status = copy_kind(&c, kind);
    loc_release(&r->allocator, c.values, c.capacity, sizeof *c.values);
    if (status != LOCALITY_OK)
        locality_model_free(c.to);
    else
        *out = c.to;
    return status;
}

/* ---- The whole
 * -------------------------------------------------------------------------------------- */

static void clear(loc_redactor *r) {
    const locality_schema *schema = locality_snapshot_schema(r->snapshot);

    loc_redact_ids_clear(r);
    loc_redact_teams_clear(r);
    loc_known_clear(&r->known);
    loc_text_clear(&r->id);
    loc_text_clear(&r->other);
    loc_arena_clear(&r->texts);
    for (uint32_t kind = 0; kind < LOC_KINDS; kind++)
        loc_release(&r->allocator, r->kept[kind], locality_schema_fields(schema, kind), 1);
}

static locality_status run(loc_redactor *r, locality_model **out) {
    locality_status status = LOCALITY_OK;

    for (size_t i = 0; status == LOCALITY_OK && i < r->options.keep_count; i++)
        status = keep_field(r, r->options.keep[i]);
    if (status == LOCALITY_OK)
        status = loc_known_init(&r->known, r->snapshot, &r->allocator, r->error);
    if (status == LOCALITY_OK)
        status = loc_redact_teams(r);
    if (status == LOCALITY_OK)
        status = loc_redact_ids(r);
    r->withheld.count[LOCALITY_WITHHELD_NAMES] = loc_view_count(r->snapshot, LOC_KIND_person);
    return status == LOCALITY_OK ? copy_all(r, out) : status;
}

/* Whether the caller's struct is one; a null one is wanted by nobody. */
static bool is_struct(const locality_withheld *withheld) {
    return withheld == NULL || withheld->struct_size >= sizeof *withheld;
}

locality_status locality_snapshot_redact(const locality_snapshot *snapshot,
                                         const locality_redaction *options,
                                         const locality_allocator *allocator, locality_model **out,
                                         locality_withheld *withheld, locality_error *error) {
    locality_status status;
    loc_redactor r;

    if (out == NULL)
        return loc_fail_null(error, "out");
    *out = NULL;
    memset(&r, 0, sizeof r);
    r.snapshot = snapshot;
    r.error = error;
    if (snapshot == NULL)
        return loc_fail_null(error, "snapshot");
    if (!is_struct(withheld))
        return loc_fail(error, LOCALITY_INVALID, "withheld has no struct_size");
    status = take_options(options, &r.options, error);
    if (status == LOCALITY_OK)
        status = loc_allocator_take(allocator, &r.allocator, error);
    if (status != LOCALITY_OK)
        return status;
    loc_text_init(&r.id, &r.allocator);
    loc_text_init(&r.other, &r.allocator);
    loc_arena_init(&r.texts, &r.allocator);
    status = run(&r, out);
    clear(&r);
    if (status != LOCALITY_OK)
        return status;
    if (withheld != NULL)
        memcpy(withheld->count, r.withheld.count, sizeof withheld->count);
    return loc_ok(error);
}

locality_status locality_snapshot_names_person(const locality_snapshot *snapshot, const char *text,
                                               int32_t *names, locality_error *error) {
    locality_allocator allocator;
    locality_status status;
    loc_known known;
    bool mentions = false;

    if (names == NULL)
        return loc_fail_null(error, "names");
    *names = 0;
    if (snapshot == NULL || text == NULL)
        return loc_fail_null(error, snapshot == NULL ? "snapshot" : "text");
    if (loc_utf8_check(text, strlen(text)) != strlen(text))
        return loc_fail(error, LOCALITY_ENCODING, "the text is not UTF-8");
    status = loc_allocator_take(NULL, &allocator, error);
    if (status == LOCALITY_OK)
        status = loc_known_init(&known, snapshot, &allocator, error);
    if (status != LOCALITY_OK)
        return status;
    if (!loc_known_mentions(&known, text, LOC_GROUND_PROSE, &mentions))
        status = loc_fail_memory(error);
    loc_known_clear(&known);
    if (status != LOCALITY_OK)
        return status;
    *names = mentions || loc_text_has_contact(text) ? 1 : 0;
    return loc_ok(error);
}

/* ---- In words
 * --------------------------------------------------------------------------------------- */

/* A reason, for one and for several. */
static const struct {
    const char *one, *more;
} reason_names[] = {
    [LOCALITY_WITHHELD_NAMES] = {"name of a person", "names of people"},
    [LOCALITY_WITHHELD_PERSONAL] = {"other fact about a person", "other facts about people"},
    [LOCALITY_WITHHELD_PAY] = {"amount of pay given as a band", "amounts of pay given as bands"},
    [LOCALITY_WITHHELD_TEAMS] = {"small team", "small teams"},
    [LOCALITY_WITHHELD_POSTS] = {"post record without title and team",
                                 "post records without title and team"},
    [LOCALITY_WITHHELD_LINKS] = {"link to them", "links to them"},
    [LOCALITY_WITHHELD_FIGURES] = {"figure about a person or a few",
                                   "figures about a person or a few"},
    [LOCALITY_WITHHELD_CONTACTS] = {"text with a way to reach somebody",
                                    "texts with a way to reach somebody"},
    [LOCALITY_WITHHELD_TEXTS] = {"other text", "other texts"},
    [LOCALITY_WITHHELD_FIELDS] = {"value of a field of the document's own",
                                  "values of fields of the document's own"},
    [LOCALITY_WITHHELD_RULES] = {"rule or question", "rules and questions"},
    [LOCALITY_WITHHELD_UNCHECKED] = {"free text kept", "free texts kept"},
};

const char *locality_withheld_name(int32_t reason) {
    return reason >= 0 && reason < LOCALITY_WITHHELD_REASONS ? reason_names[reason].more : "";
}

static void add_words(char *buffer, size_t size, const char *words) {
    size_t length = strlen(buffer), more = strlen(words);

    if (length + more < size)
        memcpy(buffer + length, words, more + 1);
}

static void add_count(char *buffer, size_t size, int reason, uint64_t count, const char *before) {
    char digits[24];

    add_words(buffer, size, before);
    snprintf(digits, sizeof digits, "%" PRIu64 " ", count);
    add_words(buffer, size, digits);
    add_words(buffer, size, count == 1 ? reason_names[reason].one : reason_names[reason].more);
}

locality_status locality_withheld_print(const locality_withheld *withheld, char *buffer,
                                        size_t size, size_t *needed, locality_error *error) {
    char text[1000] = "Redacted.";
    bool first = true;

    if (needed != NULL)
        *needed = 0;
    if (buffer != NULL && size > 0)
        buffer[0] = '\0';
    if (withheld == NULL || !is_struct(withheld) || (buffer == NULL && size > 0))
        return loc_fail_null(error, withheld == NULL ? "withheld" : "buffer");
    for (int i = 0; i < LOCALITY_WITHHELD_UNCHECKED; i++) {
        if (withheld->count[i] == 0)
            continue;
        add_count(text, sizeof text, i, withheld->count[i], first ? " Withheld: " : ", ");
        first = false;
    }
    add_words(text, sizeof text, first ? " Nothing had to be withheld." : ".");
    if (withheld->count[LOCALITY_WITHHELD_UNCHECKED] > 0) {
        add_count(text, sizeof text, LOCALITY_WITHHELD_UNCHECKED,
                  withheld->count[LOCALITY_WITHHELD_UNCHECKED], " ");
        add_words(text, sizeof text, ": they hold no name that is recorded as one.");
    }
    if (needed != NULL)
        *needed = strlen(text) + 1;
    if (strlen(text) >= size)
        return loc_fail(error, LOCALITY_LIMIT, "the text needs %zu bytes and the buffer has %zu",
                        strlen(text) + 1, size);
    memcpy(buffer, text, strlen(text) + 1);
    return loc_ok(error);
}
