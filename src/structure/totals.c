/* Totals: posts, FTE and cost of a version, each post counted once, so that every row and what is
 * left over add up to the whole. */
#include "base/text.h"
#include "base/fill.h"
#include "structure/amounts.h"
#include "structure/belonging.h"

struct locality_totals {
    locality_allocator allocator;
    const locality_snapshot *snapshot; /* retained: labels are its texts */
    locality_total overall;
    locality_total *row;
    size_t rows;
};

void locality_totals_free(locality_totals *totals) {
    if (totals == NULL) {
        return;
    }
    locality_allocator allocator = totals->allocator;
    loc_release(&allocator, totals->row, totals->rows, sizeof *totals->row);
    locality_snapshot_release(totals->snapshot);
    loc_release(&allocator, totals, 1, sizeof *totals);
}

/* ---- Rows ------------------------------------------------------------------------------------ */

/* What rows are made from. */
typedef struct making {
    const locality_structure *structure;
    loc_belonging belonging;
    locality_totals *to;
    uint32_t *key;  /* of each post of the version; LEFT_OUT: not counted */
    uint32_t *slot; /* row of totals of each record or title, else LOCALITY_ROW_MISSING */
    size_t slots;
    uint32_t parts[4]; /* rows of totals of the parts that are no record, likewise */
} making;

#define LEFT_OUT (UINT32_MAX - 5)
#define FIRST_PART LOC_BELONGS_COUNTYWIDE /* the keys of parts are the last four numbers */

/* The keys of posts that the title lets in. */
static void find_keys(making *m, const char *title) {
    locality_column titles = LOC_VIEW(m->structure->snapshot, post, title);
    uint32_t last = 0;
    bool last_fits = false;

    for (size_t i = 0; i < m->structure->posts; i++) {
        uint32_t post = loc_structure_at(m->structure, i);
        uint32_t symbol = loc_view_symbol(&titles, post);
        if (title != NULL && symbol != last) {
            last = symbol;
            last_fits =
                loc_names_equal(title, locality_snapshot_text(m->structure->snapshot, symbol));
        }
        bool counted = title == NULL || (symbol != 0 && last_fits);
        m->key[i] = counted ? loc_belonging_of(&m->belonging, post) : LEFT_OUT;
    }
}

/* Takes a number for a slot the first time it is met. */
static void number(uint32_t *slot, size_t *rows) {
    if (*slot == LOCALITY_ROW_MISSING) {
        *slot = (uint32_t)(*rows)++;
    }
}

/* Numbers the rows: records in their order or titles as they come, then the other parts. */
static size_t number_rows(making *m) {
    bool titles = loc_belonging_kind(m->belonging.by) == LOCALITY_NO_INDEX;
    size_t rows = 0;

    for (size_t i = 0; i < m->structure->posts; i++) {
        if (m->key[i] < m->slots) {
            m->slot[m->key[i]] = 0; /* for now: it is met */
        } else if (m->key[i] >= FIRST_PART) {
            m->parts[m->key[i] - FIRST_PART] = 0;
        }
    }
    for (size_t i = 0; titles && i < m->slots; i++) {
        m->slot[i] = LOCALITY_ROW_MISSING;
    }
    for (size_t i = 0; titles && i < m->structure->posts; i++) {
        if (m->key[i] < m->slots) {
            number(&m->slot[m->key[i]], &rows);
        }
    }
    for (size_t i = 0; !titles && i < m->slots; i++) {
        if (m->slot[i] == 0 || loc_belonging_expects(&m->belonging, (uint32_t)i)) {
            m->slot[i] = (uint32_t)rows++;
        }
    }
    for (size_t i = 0; i < 4; i++) {
        if (m->parts[i] == 0) {
            m->parts[i] = (uint32_t)rows++;
        }
    }
    return rows;
}

static locality_total empty_row(int32_t part, uint32_t row, const char *label) {
    locality_total total = {.part = part, .row = row, .label = label};
    locality_range_unknown(&total.per_place);
    return total;
}

/* How many areas a record stands for. */
static uint32_t places_of(const making *m, uint32_t row) {
    if (m->belonging.by == LOCALITY_BY_GROUP) {
        return loc_hierarchy_members(m->belonging.hierarchy, row).count;
    }
    return m->belonging.by == LOCALITY_BY_AREA ? 1 : 0;
}

static void name_rows(making *m) {
    static const int32_t parts[] = {LOCALITY_TOTAL_COUNTYWIDE, LOCALITY_TOTAL_SEVERAL,
                                    LOCALITY_TOTAL_NONE, LOCALITY_TOTAL_UNPLACED};
    uint32_t kind = loc_belonging_kind(m->belonging.by);
    const locality_snapshot *snapshot = m->structure->snapshot;

    for (uint32_t i = 0; i < m->slots; i++) {
        if (m->slot[i] == LOCALITY_ROW_MISSING) {
            continue;
        }
        bool title = kind == LOCALITY_NO_INDEX;
        locality_total *row = &m->to->row[m->slot[i]];
        *row = empty_row(LOCALITY_TOTAL_RECORD, title ? LOCALITY_ROW_MISSING : i,
                         title ? locality_snapshot_text(snapshot, i)
                               : locality_snapshot_id(snapshot, kind, i));
        row->places = places_of(m, i);
    }
    for (size_t i = 0; i < 4; i++) {
        if (m->parts[i] != LOCALITY_ROW_MISSING) {
            m->to->row[m->parts[i]] = empty_row(parts[i], LOCALITY_ROW_MISSING, "");
        }
    }
}

/* ---- Adding up ------------------------------------------------------------------------------- */

static void add_post(locality_total *to, const loc_amounts *more) {
    to->records++;
    loc_amount_add(&to->posts, more->posts);
    loc_amount_add(&to->filled, more->filled_posts);
    loc_amount_add(&to->fte, more->fte);
    loc_amount_add(&to->cost, more->cost);
}

/* Every post is in one row, so the rows make up the whole. */
static void add_row(locality_total *to, const locality_total *row) {
    to->records += row->records;
    loc_amount_add(&to->posts, row->posts);
    loc_amount_add(&to->filled, row->filled);
    loc_amount_add(&to->fte, row->fte);
    loc_amount_add(&to->cost, row->cost);
}

/* Where a post with this key is added up: without rows all of them at once. */
static locality_total *row_of(const making *m, uint32_t key) {
    if (m->to->rows == 0) {
        return &m->to->overall;
    }
    return &m->to->row[key < m->slots ? m->slot[key] : m->parts[key - FIRST_PART]];
}

static bool is_exact(const locality_column *column) {
    return column->lo != NULL && column->hi == column->lo;
}

/* Sums of amounts that are exact, none of them negative and none vacant. */
typedef struct plain {
    int64_t posts, fte, cost;
    uint32_t records;
} plain;

/* Adds such posts to `sums` by row of totals; false where an amount is something else, or large enough for
 * a sum to leave 64 bits. */
static bool add_plain(const making *m, const loc_amount_columns *columns, plain *sums) {
    const int64_t *posts = columns->posts.lo, *fte = columns->fte.lo, *cost = columns->cost.lo;
    size_t count = m->structure->posts;
    uint64_t bits = 0; /* no amount is larger than all of them; a negative one has the highest */

    for (size_t i = 0; i < count; i++) {
        uint32_t key = m->key[i], post = loc_structure_at(m->structure, i);
        if (key == LEFT_OUT) {
            continue;
        }
        bits |= (uint64_t)posts[post] | (uint64_t)fte[post] | (uint64_t)cost[post];
        plain *to = &sums[key < m->slots ? m->slot[key] : m->parts[key - FIRST_PART]];
        to->records++;
        to->posts = (int64_t)((uint64_t)to->posts + (uint64_t)posts[post]);
        to->fte = (int64_t)((uint64_t)to->fte + (uint64_t)fte[post]);
        to->cost = (int64_t)((uint64_t)to->cost + (uint64_t)cost[post]);
    }
    return bits <= (uint64_t)(LOCALITY_OPEN_ABOVE - 1) / (count + 1);
}

/* The common case; false where posts have to be added up one by one. */
static bool add_exact(making *m, const loc_amount_columns *columns) {
    const locality_allocator *allocator = &m->to->allocator;
    size_t rows = m->to->rows;

    if (rows == 0 || columns->vacant.lo != NULL || !is_exact(&columns->posts) ||
        !is_exact(&columns->fte) || !is_exact(&columns->cost)) {
        return false;
    }
    plain *sums = loc_allocate(allocator, rows, sizeof *sums);
    bool done = sums != NULL && add_plain(m, columns, sums); /* without memory: the long way */
    for (size_t i = 0; done && i < rows; i++) {
        locality_total *row = &m->to->row[i];
        row->records = sums[i].records;
        row->posts = row->filled = (locality_range){sums[i].posts, sums[i].posts};
        row->fte = (locality_range){sums[i].fte, sums[i].fte};
        row->cost = (locality_range){sums[i].cost, sums[i].cost};
    }
    loc_release(allocator, sums, rows, sizeof *sums);
    return done;
}

static void add_one_by_one(making *m, const loc_amount_columns *columns) {
    for (size_t i = 0; i < m->structure->posts; i++) {
        uint32_t key = m->key[i];
        if (key == LEFT_OUT) {
            continue;
        }
        loc_amounts more = loc_amounts_of(columns, loc_structure_at(m->structure, i));
        add_post(row_of(m, key), &more);
    }
}

static void add_up(making *m) {
    loc_amount_columns columns = loc_amounts_open(m->structure->snapshot);

    if (!add_exact(m, &columns)) {
        add_one_by_one(m, &columns);
    }
    for (size_t i = 0; i < m->to->rows; i++) {
        locality_total *row = &m->to->row[i];
        add_row(&m->to->overall, row);
        const locality_range places = {row->places, row->places};
        if (row->places > 0) {
            locality_range_divide(&row->posts, &places, LOCALITY_ONE, &row->per_place);
        }
    }
}

/* Room for a slot of every record of the kind, or of every title in use. */
static size_t count_slots(const making *m) {
    uint32_t kind = loc_belonging_kind(m->belonging.by);
    if (kind != LOCALITY_NO_INDEX) {
        return loc_view_count(m->structure->snapshot, kind);
    }
    size_t slots = 0;
    for (size_t i = 0; i < m->structure->posts; i++) {
        if (m->key[i] < LEFT_OUT && m->key[i] >= slots) {
            slots = (size_t)m->key[i] + 1;
        }
    }
    return slots;
}

/* Rows by something: false on refusal. */
static bool make_rows(making *m) {
    const locality_allocator *allocator = &m->to->allocator;

    m->slots = count_slots(m);
    m->slot = loc_allocate_raw(allocator, m->slots, sizeof *m->slot);
    if (m->slot == NULL) {
        return false;
    }
    for (size_t i = 0; i < m->slots; i++) {
        m->slot[i] = LOCALITY_ROW_MISSING;
    }
    m->to->rows = number_rows(m);
    m->to->row = loc_allocate(allocator, m->to->rows, sizeof *m->to->row);
    if (m->to->row == NULL) {
        return false;
    }
    name_rows(m);
    return true;
}

static locality_status make_totals(making *m, const locality_totals_options *options,
                                   locality_error *error) {
    const locality_allocator *allocator = &m->to->allocator;
    size_t posts = m->structure->posts;
    bool by_something = options->by != LOCALITY_BY_NOTHING_ELSE;
    locality_status status =
        loc_belonging_init(&m->belonging, m->structure,
                           by_something ? options->by : LOCALITY_BY_UNIT, options->layer, error);

    if (status == LOCALITY_OK) {
        m->key = loc_allocate_raw(allocator, posts, sizeof *m->key);
        bool made = m->key != NULL;
        if (made) {
            find_keys(m, options->title);
            made = !by_something || make_rows(m);
        }
        if (made) {
            add_up(m);
        }
        status = made ? LOCALITY_OK : loc_fail_memory(error);
    }
    loc_release(allocator, m->key, posts, sizeof *m->key);
    loc_release(allocator, m->slot, m->slots, sizeof *m->slot);
    loc_belonging_clear(&m->belonging);
    return status;
}

/* ---- For the host ---------------------------------------------------------------------------- */

locality_status locality_structure_totals(const locality_structure *structure,
                                          const locality_totals_options *options,
                                          locality_totals **out, locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = NULL;
    if (structure == NULL) {
        return loc_fail_null(error, "structure");
    }
    locality_totals_options taken = LOCALITY_TOTALS_OPTIONS_INIT;
    if (options != NULL &&
        !loc_struct_take(&taken, sizeof taken, options, options->struct_size, sizeof taken)) {
        return loc_fail(error, LOCALITY_INVALID, "the options are of an unknown size");
    }
    if (taken.by < LOCALITY_BY_NOTHING_ELSE || taken.by > LOCALITY_BY_TITLE) {
        return loc_fail(error, LOCALITY_INVALID, "posts cannot be added up by number %d",
                        (int)taken.by);
    }
    locality_totals *totals = loc_allocate(&structure->allocator, 1, sizeof *totals);
    if (totals == NULL) {
        return loc_fail_memory(error);
    }
    totals->allocator = structure->allocator;
    totals->snapshot = locality_snapshot_retain(structure->snapshot);
    totals->overall = empty_row(LOCALITY_TOTAL_OVERALL, LOCALITY_ROW_MISSING, "");
    making m = {.structure = structure,
                .to = totals,
                .parts = {LOCALITY_ROW_MISSING, LOCALITY_ROW_MISSING, LOCALITY_ROW_MISSING,
                          LOCALITY_ROW_MISSING}};
    locality_status status = make_totals(&m, &taken, error);
    if (status != LOCALITY_OK) {
        locality_totals_free(totals);
        return status;
    }
    *out = totals;
    return loc_ok(error);
}

size_t locality_totals_count(const locality_totals *totals) {
    return totals != NULL ? totals->rows : 0;
}

const locality_total *locality_totals_at(const locality_totals *totals, size_t index) {
    return totals != NULL && index < totals->rows ? &totals->row[index] : NULL;
}

const locality_total *locality_totals_overall(const locality_totals *totals) {
    return totals != NULL ? &totals->overall : NULL;
}
