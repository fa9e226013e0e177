/* Outlived: see outlived.h. */
#include "places/outlived.h"

#include <string.h>

#include "base/error.h"
#include "base/fill.h"
#include "model/view.h"
#include "places/places.h"

#define SECONDS_IN_DAY INT64_C(86400)

/* Names of fields that say from when to when a record reaches; the first pair of which a kind has a field
 * counts. A record with one date is there on that day alone. */
static const struct {
    const char *first, *last;
} pairs[] = {
    {"effective", "ends"},    {"starts", "ends"},   {"effective", "effective"},
    {"date", "date"},         {"due", "due"},       {"received", "withdrawn"},
    {"received", "received"}, {"pilot", "rollout"}, {"last", "last"},
};

/* ---- Fields ---------------------------------------------------------------------------------- */

/* A field of a kind that holds dates, or LOCALITY_NO_INDEX. */
static uint32_t date_field(const locality_schema *schema, uint32_t kind, const char *name) {
    uint32_t field = loc_schema_find_field(schema, kind, name, strlen(name));

    if (field == LOCALITY_NO_INDEX) {
        return field;
    }
    int32_t type = loc_schema_row(schema, kind, field)->type;
    bool is_date = type == LOCALITY_TYPE_DATE || type == LOCALITY_TYPE_MOMENT;
    return is_date ? field : LOCALITY_NO_INDEX;
}

static locality_column column_of(const locality_snapshot *snapshot, uint32_t kind, uint32_t field) {
    const locality_column none = LOCALITY_COLUMN_INIT;
    return field != LOCALITY_NO_INDEX ? loc_view_column(snapshot, kind, field) : none;
}

/* Whether both fields of a pair are there; `starts` or `ends` alone do as well. */
static bool has_pair(const locality_schema *schema, uint32_t kind, size_t pair, uint32_t *first,
                     uint32_t *last) {
    *first = date_field(schema, kind, pairs[pair].first);
    *last = date_field(schema, kind, pairs[pair].last);
    if (strcmp(pairs[pair].first, "starts") == 0) {
        return *first != LOCALITY_NO_INDEX || *last != LOCALITY_NO_INDEX;
    }
    return *first != LOCALITY_NO_INDEX && *last != LOCALITY_NO_INDEX;
}

static void find_times(loc_outliving *o, uint32_t kind) {
    const locality_schema *schema = locality_snapshot_schema(o->snapshot);
    loc_time_fields *to = &o->kinds[kind];
    uint32_t structure = loc_schema_find_field(schema, kind, "structure", strlen("structure"));

    to->first = to->last = LOCALITY_NO_INDEX;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        uint32_t first, last;
        if (has_pair(schema, kind, i, &first, &last)) {
            to->first = first;
            to->last = last;
            break;
        }
    }
    to->first_column = column_of(o->snapshot, kind, to->first);
    to->last_column = column_of(o->snapshot, kind, to->last);
    to->structure = column_of(o->snapshot, kind, LOCALITY_NO_INDEX);
    if (structure != LOCALITY_NO_INDEX &&
        loc_schema_row(schema, kind, structure)->target == LOC_KIND_structure) {
        to->structure = column_of(o->snapshot, kind, structure);
    }
}

/* Whether a field names areas; what replaces an area begins after it, as it should. */
static bool names_areas(const loc_field *info, uint32_t kind, uint32_t field) {
    if (kind == LOC_KIND_area && (field == (uint32_t)LOC_FIELD_area_successor ||
                                  field == (uint32_t)LOC_FIELD_area_successors)) {
        return false;
    }
    return info->type == LOCALITY_TYPE_ANY_REF ||
           ((info->type == LOCALITY_TYPE_REF || info->type == LOCALITY_TYPE_REFS) &&
            info->target == LOC_KIND_area);
}

static bool add_field(loc_outliving *o, uint32_t kind, uint32_t field) {
    const loc_area_field item = {kind, field, loc_view_column(o->snapshot, kind, field)};
    void *block = o->fields;

    if (item.column.row == NULL) { /* no record has it */
        return true;
    }
    bool made = loc_grow(&o->allocator, &block, &o->capacity, o->count + 1, sizeof *o->fields);
    o->fields = block;
    if (made) {
        o->fields[o->count++] = item;
    }
    return made;
}

bool loc_outliving_init(loc_outliving *o, const loc_succession *succession,
                        const locality_range *horizon, const locality_allocator *allocator) {
    const locality_schema *schema = locality_snapshot_schema(succession->snapshot);
    bool made = true;

    memset(o, 0, sizeof *o);
    o->allocator = *allocator;
    o->snapshot = succession->snapshot;
    o->succession = succession;
    if (horizon != NULL && !locality_range_is_unknown(horizon)) {
        o->horizon = *horizon;
        o->has_horizon = true;
    }
    for (uint32_t kind = 0; made && kind < LOC_KINDS; kind++) {
        uint32_t fields = (uint32_t)locality_schema_fields(schema, kind);
        find_times(o, kind);
        o->kinds[kind].begin = (uint32_t)o->count;
        for (uint32_t field = 0; made && field < fields; field++) {
            if (names_areas(loc_schema_row(schema, kind, field), kind, field)) {
                made = add_field(o, kind, field);
            }
        }
        o->kinds[kind].end = (uint32_t)o->count;
    }
    return made;
}

void loc_outliving_clear(loc_outliving *o) {
    loc_release(&o->allocator, o->fields, o->capacity, sizeof *o->fields);
    o->fields = NULL;
}

/* ---- The time of a record -------------------------------------------------------------------- */

/* One end of the time of a record, and where it stands. */
typedef struct side {
    locality_range day;
    uint32_t kind, row, field;
    bool is_known;
} side;

static int64_t day_of(int64_t moment, int64_t open) {
    if (moment == open) {
        return open;
    }
    return moment / SECONDS_IN_DAY - (moment % SECONDS_IN_DAY < 0);
}

static side read_side(const locality_column *column, uint32_t kind, uint32_t row, uint32_t field) {
    side s = {loc_view_range(column, row), kind, row, field, false};

    s.is_known = !locality_range_is_unknown(&s.day);
    if (s.is_known && column->type == LOCALITY_TYPE_MOMENT) {
        s.day.lo = day_of(s.day.lo, LOCALITY_OPEN_BELOW);
        s.day.hi = day_of(s.day.hi, LOCALITY_OPEN_ABOVE);
    }
    return s;
}

/* The first or last day of a record, else that of its structure. */
static side side_of(const loc_outliving *o, uint32_t kind, uint32_t row, bool is_first) {
    const loc_time_fields *of = &o->kinds[kind];
    side s = is_first ? read_side(&of->first_column, kind, row, of->first)
                      : read_side(&of->last_column, kind, row, of->last);
    uint32_t structure = loc_view_row(&of->structure, row);

    if (s.is_known || kind == LOC_KIND_structure || structure >= LOCALITY_ROW_NONE) {
        return s;
    }
    return side_of(o, LOC_KIND_structure, structure, is_first);
}

/* ---- Against the life of an area ------------------------------------------------------------- */

/* What is looked at: one reference. */
typedef struct reference {
    const loc_outliving *o;
    locality_outlived item;
    side first, last;
    void (*found)(void *self, const locality_outlived *item);
    void *self;
} reference;

static void report(const reference *r, int32_t fault, locality_truth certainty, const side *date,
                   const locality_range *limit) {
    locality_outlived item = r->item;

    if (certainty == LOCALITY_FALSE) {
        return;
    }
    item.fault = fault;
    item.certainty = certainty;
    item.date_kind = date->kind;
    item.date_row = date->row;
    item.date_field = date->field;
    item.day = date->day;
    item.limit = *limit;
    r->found(r->self, &item);
}

/* A record that does not say when it ends: it lasts to the horizon, or nobody knows. */
static side open_end(const reference *r) {
    side s = {{LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE},
              r->item.kind,
              r->item.row,
              LOCALITY_NO_INDEX,
              false};
    if (r->o->has_horizon) {
        s.day = r->o->horizon;
    }
    return s;
}

static void compare_end(const reference *r, const locality_range *limit) {
    side last = r->last.is_known ? r->last : open_end(r);
    locality_truth starts_after = LOCALITY_FALSE;

    if (r->first.is_known) {
        starts_after = locality_range_compare(LOCALITY_GREATER, &r->first.day, limit);
    }
    if (!r->last.is_known && !r->first.is_known && !r->o->has_horizon) {
        return; /* a record of no known time */
    }
    locality_truth ends_after = locality_range_compare(LOCALITY_GREATER, &last.day, limit);
    if (!r->last.is_known && !r->first.is_known && ends_after == LOCALITY_TRUE) {
        ends_after = LOCALITY_UNDECIDED; /* whether it is in force at all is not said */
    }
    if (starts_after == LOCALITY_TRUE) {
        report(r, LOCALITY_TIME_OUTLIVES, starts_after, &r->first, limit);
    } else {
        report(r, LOCALITY_TIME_OUTLIVES, ends_after, &last, limit);
    }
}

static void compare_start(const reference *r, const locality_range *limit) {
    const side *date = r->first.is_known ? &r->first : &r->last;

    if (date->is_known) {
        report(r, LOCALITY_TIME_BEFORE, locality_range_compare(LOCALITY_LESS, &date->day, limit),
               date, limit);
    }
}

static void compare(reference *r, uint32_t area) {
    const loc_succession *s = r->o->succession;
    locality_range ends = loc_succession_last(s, area);
    locality_range starts = loc_view_range(&s->starts, area);

    r->item.area = area;
    if (!locality_range_is_unknown(&ends)) {
        compare_end(r, &ends);
    }
    if (!locality_range_is_unknown(&starts)) {
        compare_start(r, &starts);
    }
}

static void compare_field(reference *r, const loc_area_field *field) {
    const locality_column *column = &field->column;
    uint32_t row = r->item.row, areas = r->o->succession->count;

    r->item.field = field->field;
    if (column->start != NULL) {
        loc_rows list = loc_view_rows(column, row);
        for (uint32_t i = 0; i < list.count; i++) {
            if (list.row[i] < areas) {
                compare(r, list.row[i]);
            }
        }
    } else if (column->row[row] < areas &&
               (column->kind == NULL || column->kind[row] == LOC_KIND_area)) {
        compare(r, column->row[row]);
    }
}

void loc_outliving_record(const loc_outliving *o, uint32_t kind, uint32_t row,
                          void (*found)(void *self, const locality_outlived *item), void *self) {
    const loc_time_fields *of = &o->kinds[kind];
    reference r = {.o = o, .item = {.kind = kind, .row = row}, .found = found, .self = self};

    if (of->begin == of->end) {
        return;
    }
    r.first = side_of(o, kind, row, true);
    r.last = side_of(o, kind, row, false);
    for (uint32_t i = of->begin; i < of->end; i++) {
        compare_field(&r, &o->fields[i]);
    }
}

/* ---- For the host ---------------------------------------------------------------------------- */

static void fill_item(void *self, const locality_outlived *item) {
    loc_fill_add(self, item);
}

locality_status locality_places_outlived(const locality_places *places,
                                         const locality_range *horizon, locality_outlived *out,
                                         size_t capacity, size_t *count, locality_error *error) {
    locality_status status = loc_places_begin(places, LOCALITY_NO_INDEX, 0, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (horizon != NULL && !locality_range_is_valid(horizon)) {
        return loc_fail(error, LOCALITY_INVALID, "the horizon is not a valid range");
    }
    loc_outliving *o = loc_allocate(&places->allocator, 1, sizeof *o); /* too large for a stack */
    if (o == NULL) {
        return loc_fail_memory(error);
    }
    bool made = loc_outliving_init(o, places->succession, horizon, &places->allocator);
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    for (uint32_t kind = 0; made && kind < LOC_KINDS; kind++) {
        uint32_t records = loc_view_count(places->snapshot, kind);
        for (uint32_t row = 0; row < records && o->kinds[kind].begin < o->kinds[kind].end; row++) {
            loc_outliving_record(o, kind, row, fill_item, &fill);
        }
    }
    loc_outliving_clear(o);
    loc_release(&places->allocator, o, 1, sizeof *o);
    return made ? loc_fill_end(&fill, count, error) : loc_fail_memory(error);
}
