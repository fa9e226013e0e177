/* Compare: what becomes of the posts and units of one version in another, and of its size.
 *
 * A record of the second version continues those that its `origin` names. Which fields make it the
 * same is in a table; a copy that an overlay made (its id is `<overlay>/<id>`) is the same unless a
 * change of the overlay names the record. */
#include "structure/change.h"

#include <string.h>

#include "base/fill.h"
#include "structure/amounts.h"

locality_status loc_change_begin(const locality_structure *before, const locality_structure *after,
                                 locality_error *error) {
    if (before == NULL || after == NULL) {
        return loc_fail_null(error, before == NULL ? "before" : "after");
    }
    if (before->snapshot != after->snapshot) {
        return loc_fail(error, LOCALITY_INVALID, "the two versions are of different snapshots");
    }
    return LOCALITY_OK;
}

/* ---- Kinds ----------------------------------------------------------------------------------- */

#define MOST_ALIKE 4
#define PAIRS 256u /* records compared together */
#define AHEAD 16u  /* records before its use that a line of memory is asked for */

/* How records of a kind are compared. */
typedef struct kind_row {
    uint32_t kind, structure, origin;
    uint32_t disposition; /* LOCALITY_NO_INDEX: the kind has none */
    uint32_t alike[MOST_ALIKE], alikes;
} kind_row;

static const kind_row kind_rows[] = {
    {LOC_KIND_post,
     LOC_FIELD_post_structure,
     LOC_FIELD_post_origin,
     LOC_FIELD_post_disposition,
     {LOC_FIELD_post_title, LOC_FIELD_post_posts, LOC_FIELD_post_fte, LOC_FIELD_post_grade},
     4},
    {LOC_KIND_unit,
     LOC_FIELD_unit_structure,
     LOC_FIELD_unit_origin,
     LOCALITY_NO_INDEX,
     {LOC_FIELD_unit_type, LOC_FIELD_unit_quantity},
     2},
};

/* Words of a disposition, and what they make of a record of the second version. */
static const struct {
    const char *word;
    int32_t fate;
} dispositions[] = {
    {"kept", LOCALITY_FATE_UNCHANGED},  {"unchanged", LOCALITY_FATE_UNCHANGED},
    {"changed", LOCALITY_FATE_CHANGED}, {"new", LOCALITY_FATE_NEW},
    {"ceases", LOCALITY_FATE_CEASED},   {"transferred", LOCALITY_FATE_CEASED},
};

#define DISPOSITIONS (sizeof dispositions / sizeof dispositions[0])

/* Pairs of records that wait to be compared, column by column: records of the first version lie in no
 * order, and a column at a time lets many of them be on their way from memory. */
typedef struct pairs {
    uint32_t from[PAIRS], row[PAIRS];
    locality_fate *place[PAIRS]; /* where the answer goes */
    uint8_t differ[PAIRS];
    uint32_t count;
} pairs;

/* What one comparison works on. */
typedef struct comparison {
    const locality_structure *before, *after;
    const locality_snapshot *snapshot;
    const kind_row *row;
    locality_column structure, origin, disposition, alike[MOST_ALIKE];
    locality_column name;
    uint32_t count;               /* records of the kind */
    uint32_t words[DISPOSITIONS]; /* symbols */
    bool is_overlay;              /* the second version is laid over the first */
    const char *prefix;           /* id of the second version */
    size_t prefix_length;
    uint8_t *continued; /* of each record: something of the second version continues it */
    uint8_t *altered;   /* of each record: a change of the overlay names it */
    loc_fill *fill;
    pairs waiting;
} comparison;

/* ---- Where a record is from ------------------------------------------------------------------ */

/* Whether a record is the overlay's copy of one of the first version, which is its origin. */
static bool is_copy(const comparison *c, uint32_t row) {
    if (!c->is_overlay) {
        return false;
    }
    const char *id = locality_snapshot_id(c->snapshot, c->row->kind, row);
    return strncmp(id, c->prefix, c->prefix_length) == 0 && id[c->prefix_length] == '/';
}

/* Marks the pairs of which the two records differ in a column; a missing column is the same for all. */
static void mark_numbers(const int64_t *of, pairs *p) {
    for (uint32_t i = 0; i < p->count; i++) {
        p->differ[i] |= of[p->from[i]] != of[p->row[i]];
    }
}

static void mark_keys(const uint32_t *of, pairs *p) {
    for (uint32_t i = 0; i < p->count; i++) {
        p->differ[i] |= of[p->from[i]] != of[p->row[i]];
    }
}

static void mark_column(const locality_column *column, pairs *p) {
    if (column->lo != NULL) {
        mark_numbers(column->lo, p);
    }
    if (column->hi != column->lo) {
        mark_numbers(column->hi, p);
    }
    if (column->row != NULL) { /* the same record, by whatever name */
        mark_keys(column->row, p);
    } else if (column->symbol != NULL) {
        mark_keys(column->symbol, p);
    }
}

/* Settles the pairs that wait. */
static void compare_pairs(comparison *c) {
    pairs *p = &c->waiting;

    memset(p->differ, 0, p->count);
    mark_column(&c->name, p);
    for (uint32_t i = 0; i < c->row->alikes; i++) {
        mark_column(&c->alike[i], p);
    }
    for (uint32_t i = 0; i < p->count; i++) {
        p->place[i]->fate = p->differ[i] ? LOCALITY_FATE_CHANGED : LOCALITY_FATE_UNCHANGED;
    }
    p->count = 0;
}

static void let_wait(comparison *c, uint32_t from, uint32_t row, locality_fate *place) {
    pairs *p = &c->waiting;

    p->from[p->count] = from;
    p->row[p->count] = row;
    p->place[p->count++] = place;
    if (p->count == PAIRS) {
        compare_pairs(c);
    }
}

/* What the disposition of a record says, 0 where it says nothing. */
static int32_t said_of(const comparison *c, uint32_t row) {
    uint32_t word = loc_view_symbol(&c->disposition, row);
    for (size_t i = 0; word != 0 && i < DISPOSITIONS; i++) {
        if (c->words[i] == word) {
            return dispositions[i].fate;
        }
    }
    return 0;
}

/* ---- Rows of the comparison ------------------------------------------------------------------ */

static void give(const comparison *c, int32_t fate, uint32_t before, uint32_t after) {
    locality_fate row = {fate, c->row->kind, before, after};
    loc_fill_add(c->fill, &row);
}

/* A record of the second version that continues `from`. */
static void give_continued(comparison *c, uint32_t from, uint32_t row, bool merged) {
    locality_fate *place = loc_fill_next(c->fill);

    c->continued[from] = 1;
    if (place == NULL) {
        return;
    }
    int32_t said = said_of(c, row);
    bool copy = is_copy(c, row);
    *place = (locality_fate){said, c->row->kind, from, row};
    if (said != 0 && !(copy && said == said_of(c, from))) {
        return; /* what a copy says of itself may be copied too */
    }
    if (copy) {
        place->fate = c->altered[from] == 0 ? LOCALITY_FATE_UNCHANGED : LOCALITY_FATE_CHANGED;
    } else if (merged) {
        place->fate = LOCALITY_FATE_CHANGED;
    } else {
        let_wait(c, from, row, place);
    }
}

/* A record of the second version that continues nothing of the first. */
static void give_alone(comparison *c, uint32_t row) {
    int32_t fate = said_of(c, row);
    if (fate == 0) {
        fate = loc_view_given(&c->origin, row) ? LOCALITY_FATE_NEW : LOCALITY_FATE_UNMAPPED;
    }
    give(c, fate, LOCALITY_ROW_MISSING, row);
}

/* Asks ahead for what is read of the record that a later one continues. */
static void fetch_origin(const comparison *c, uint32_t row) {
    loc_rows origins = loc_view_rows(&c->origin, row);

    if (origins.count > 0 && c->structure.row != NULL) {
        LOC_PREFETCH(c->structure.row + origins.row[0]);
        LOC_PREFETCH(&c->continued[origins.row[0]]);
    }
}

static void compare_after(comparison *c) {
    for (uint32_t row = 0; row < c->count; row++) {
        if (row + AHEAD < c->count) {
            fetch_origin(c, row + AHEAD);
        }
        if (!loc_structure_has(c->after, &c->structure, row)) {
            continue;
        }
        loc_rows origins = loc_view_rows(&c->origin, row);
        bool found = false;
        for (uint32_t i = 0; i < origins.count; i++) {
            if (loc_structure_has(c->before, &c->structure, origins.row[i])) {
                give_continued(c, origins.row[i], row, origins.count > 1);
                found = true;
            }
        }
        if (!found) {
            give_alone(c, row);
        }
    }
    compare_pairs(c);
}

/* Records of the first version that nothing continues. What an overlay leaves out has ceased. */
static void compare_before(comparison *c) {
    for (uint32_t row = 0; row < c->count; row++) {
        if (c->continued[row] != 0 || !loc_structure_has(c->before, &c->structure, row)) {
            continue;
        }
        bool ceased = c->is_overlay || said_of(c, row) == LOCALITY_FATE_CEASED;
        give(c, ceased ? LOCALITY_FATE_CEASED : LOCALITY_FATE_UNMAPPED, row, LOCALITY_ROW_MISSING);
    }
}

/* Marks what the changes of the overlay name. */
static void find_altered(comparison *c) {
    locality_column structure = LOC_VIEW(c->snapshot, change, structure);
    locality_column subject = LOC_VIEW(c->snapshot, change, subject);

    for (uint32_t row = 0; row < loc_view_count(c->snapshot, LOC_KIND_change); row++) {
        uint32_t record = loc_view_row(&subject, row);
        if (loc_structure_has(c->after, &structure, row) && subject.kind != NULL &&
            subject.kind[row] == c->row->kind && record < c->count) {
            c->altered[record] = 1;
        }
    }
}

/* ---- Comparing ------------------------------------------------------------------------------- */

static void open_columns(comparison *c) {
    uint32_t kind = c->row->kind;

    c->count = loc_view_count(c->snapshot, kind);
    c->structure = loc_view_column(c->snapshot, kind, c->row->structure);
    c->origin = loc_view_column(c->snapshot, kind, c->row->origin);
    c->name = loc_view_column(c->snapshot, kind, loc_common_field(kind, LOC_COMMON_name));
    c->disposition = (locality_column)LOCALITY_COLUMN_INIT;
    if (c->row->disposition != LOCALITY_NO_INDEX) {
        c->disposition = loc_view_column(c->snapshot, kind, c->row->disposition);
    }
    for (uint32_t i = 0; i < c->row->alikes; i++) {
        c->alike[i] = loc_view_column(c->snapshot, kind, c->row->alike[i]);
    }
}

static bool compare_kind(comparison *c, const kind_row *row) {
    const locality_allocator *allocator = &c->after->allocator;

    c->row = row;
    open_columns(c);
    c->continued = loc_allocate(allocator, c->count, sizeof *c->continued);
    c->altered = loc_allocate(allocator, c->count, sizeof *c->altered);
    bool made = c->continued != NULL && c->altered != NULL;
    if (made) {
        find_altered(c);
        compare_after(c);
        compare_before(c);
    }
    loc_release(allocator, c->continued, c->count, sizeof *c->continued);
    loc_release(allocator, c->altered, c->count, sizeof *c->altered);
    return made;
}

locality_status locality_structure_compare(const locality_structure *before,
                                           const locality_structure *after, locality_fate *out,
                                           size_t capacity, size_t *count, locality_error *error) {
    if (count == NULL) {
        return loc_fail_null(error, "count");
    }
    *count = 0;
    locality_status status = loc_change_begin(before, after, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    comparison c = {.before = before, .after = after, .snapshot = after->snapshot, .fill = &fill};
    locality_column baseline = LOC_VIEW(c.snapshot, structure, baseline);
    if (after->version != LOCALITY_ROW_MISSING) {
        c.prefix = locality_snapshot_id(c.snapshot, LOC_KIND_structure, after->version);
        c.prefix_length = strlen(c.prefix);
        c.is_overlay = before->version != LOCALITY_ROW_MISSING &&
                       loc_view_row(&baseline, after->version) == before->version;
    }
    for (size_t i = 0; i < DISPOSITIONS; i++) {
        c.words[i] = locality_snapshot_symbol(c.snapshot, dispositions[i].word);
    }
    for (size_t i = 0; i < sizeof kind_rows / sizeof kind_rows[0]; i++) {
        if (!compare_kind(&c, &kind_rows[i])) {
            return loc_fail_memory(error);
        }
    }
    return loc_fill_end(&fill, count, error);
}

/* ---- Size ------------------------------------------------------------------------------------ */

locality_difference loc_difference(locality_range before, locality_range after) {
    locality_difference difference = {.before = before, .after = after};

    locality_range_subtract(&after, &before, &difference.net);
    locality_range_unknown(&difference.share);
    if (before.lo > 0) {
        /* after / before - 1: each number stands once, so the range is no wider than true */
        const locality_range whole = {LOCALITY_ONE, LOCALITY_ONE};
        locality_range_divide(&after, &before, LOCALITY_ONE, &difference.share);
        locality_range_subtract(&difference.share, &whole, &difference.share);
    }
    return difference;
}

static locality_range stated_fte(const locality_structure *structure) {
    locality_column column = LOC_VIEW(structure->snapshot, structure, stated_fte);
    locality_range range;

    locality_range_unknown(&range);
    return structure->version == LOCALITY_ROW_MISSING ? range
                                                      : loc_view_range(&column, structure->version);
}

/* What the version lists; unknown where it lists nothing. */
static loc_amounts listed(const locality_structure *structure) {
    loc_amount_columns columns = loc_amounts_open(structure->snapshot);
    loc_amounts sum = {0};

    for (size_t i = 0; i < structure->posts; i++) {
        loc_amounts more = loc_amounts_of(&columns, loc_structure_at(structure, i));
        loc_amounts_add(&sum, &more);
    }
    if (structure->posts == 0) {
        locality_range_unknown(&sum.posts);
        locality_range_unknown(&sum.fte);
    }
    return sum;
}

locality_status locality_structure_size_change(const locality_structure *before,
                                               const locality_structure *after,
                                               locality_size_change *out, locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = (locality_size_change){0};
    locality_status status = loc_change_begin(before, after, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    const locality_range whole = {LOCALITY_ONE, LOCALITY_ONE};
    loc_amounts was = listed(before), is = listed(after);
    locality_range whole_posts;
    locality_range_multiply(&is.posts, &whole, 1, &whole_posts);

    out->stated_fte = loc_difference(stated_fte(before), stated_fte(after));
    out->listed_posts = loc_difference(was.posts, is.posts);
    out->listed_fte = loc_difference(was.fte, is.fte);
    out->mixed = loc_difference(stated_fte(before), whole_posts);
    return loc_ok(error);
}
