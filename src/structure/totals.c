/* Totals: posts, FTE and cost of a version, each post counted once, so that every row and what is
 * left over add up to the whole. */
#include <string.h>

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

/* ---- Places ---------------------------------------------------------------------------------- */

/* What is added up in one place; the sums are right where every amount is exact, none negative and none
 * vacant. */
typedef struct tally {
    int64_t posts, fte, cost;
    uint32_t records;
    uint32_t row; /* of totals; LOCALITY_ROW_MISSING: none */
} tally;

/* What totals are made from. Posts are counted in places: one for each record of a kind or each title, and
 * behind them one for each part that is no record. */
typedef struct making {
    const locality_structure *structure;
    const char *title; /* of the posts that are counted; null: all */
    loc_belonging belonging;
    loc_amount_columns columns;
    bool is_exact; /* amounts have one array each, and no vacancy is stated */
    uint64_t
        bits; /* is_exact: of all amounts together; none is larger, a negative one has the highest */
    locality_totals *to;
    bool has_rows;          /* else there is one place, for all posts */
    uint32_t *title_number; /* of each symbol up to the last title, by first use; else null */
    size_t symbols;
    uint32_t places; /* of records or titles */
    tally *at;       /* by place; PARTS more than `places` */
} making;

#define PARTS 4u
#define FIRST_PART LOC_BELONGS_COUNTYWIDE /* the keys of parts are the last four numbers */

/* Posts are taken so many at a time, so that what is known of them stays in the nearest cache. */
#define BLOCK 512u

typedef struct block {
    uint32_t count;
    uint32_t post[BLOCK];
    uint32_t key[BLOCK]; /* what each belongs to; later the place */
} block;

/* Leaves out the posts that the title does not let in. */
static void keep_title(const making *m, block *b) {
    locality_column titles = LOC_VIEW(m->structure->snapshot, post, title);
    uint32_t last = 0, kept = 0;
    bool fits = false;

    for (uint32_t i = 0; i < b->count; i++) {
        uint32_t symbol = loc_view_symbol(&titles, b->post[i]);
        if (symbol != last) {
            fits =
                loc_names_equal(m->title, locality_snapshot_text(m->structure->snapshot, symbol));
            last = symbol;
        }
        b->post[kept] = b->post[i];
        kept += symbol != 0 && fits;
    }
    b->count = kept;
}

/* The posts of the version from number `from` on that are counted, with their keys. */
static void take_block(const making *m, size_t from, block *b) {
    size_t left = m->structure->posts - from;

    b->count = left < BLOCK ? (uint32_t)left : BLOCK;
    for (uint32_t i = 0; i < b->count; i++) {
        b->post[i] = loc_structure_at(m->structure, from + i);
    }
    if (m->title != NULL) {
        keep_title(m, b);
    }
    memset(b->key, 0, b->count * sizeof *b->key); /* one key for all, where there are no rows */
    if (m->has_rows) {
        loc_belonging_keys(&m->belonging, b->post, b->count, b->key);
    }
}

/* Turns keys into places. */
static void find_places(const making *m, block *b) {
    for (uint32_t i = 0; m->has_rows && i < b->count; i++) {
        uint32_t key = b->key[i];
        if (key >= FIRST_PART) {
            b->key[i] = m->places + (key - FIRST_PART);
        } else if (m->title_number != NULL) {
            b->key[i] = m->title_number[key];
        }
    }
}

/* Numbers the titles as they come. False on refusal. */
static bool number_titles(making *m) {
    block b;

    for (size_t from = 0; from < m->structure->posts; from += BLOCK) {
        take_block(m, from, &b);
        for (uint32_t i = 0; i < b.count; i++) {
            size_t end = b.key[i] < FIRST_PART ? (size_t)b.key[i] + 1 : 0;
            m->symbols = end > m->symbols ? end : m->symbols;
        }
    }
    m->title_number = loc_allocate_raw(&m->to->allocator, m->symbols, sizeof *m->title_number);
    if (m->title_number == NULL) {
        return false;
    }
    memset(m->title_number, 0xFF, m->symbols * sizeof *m->title_number); /* LOCALITY_ROW_MISSING */
    for (size_t from = 0; from < m->structure->posts; from += BLOCK) {
        take_block(m, from, &b);
        for (uint32_t i = 0; i < b.count; i++) {
            uint32_t key = b.key[i];
            if (key < FIRST_PART && m->title_number[key] == LOCALITY_ROW_MISSING) {
                m->title_number[key] = m->places++;
            }
        }
    }
    return true;
}

/* ---- Adding up ------------------------------------------------------------------------------- */

static bool is_exact(const locality_column *column) {
    return column->lo != NULL && column->hi == column->lo;
}

static void count_block(making *m, const block *b) {
    for (uint32_t i = 0; i < b->count; i++) {
        m->at[b->key[i]].records++;
    }
}

/* The same, and adds the amounts as they are: whether that was right is seen when all are known. */
static void add_block(making *m, const block *b) {
    const int64_t *posts = m->columns.posts.lo, *fte = m->columns.fte.lo;
    const int64_t *cost = m->columns.cost.lo;
    uint64_t bits = 0;

    for (uint32_t i = 0; i < b->count; i++) {
        uint32_t post = b->post[i];
        tally *to = &m->at[b->key[i]];
        bits |= (uint64_t)posts[post] | (uint64_t)fte[post] | (uint64_t)cost[post];
        to->records++;
        to->posts = (int64_t)((uint64_t)to->posts + (uint64_t)posts[post]);
        to->fte = (int64_t)((uint64_t)to->fte + (uint64_t)fte[post]);
        to->cost = (int64_t)((uint64_t)to->cost + (uint64_t)cost[post]);
    }
    m->bits |= bits;
}

static void add_all(making *m) {
    block b;

    for (size_t from = 0; from < m->structure->posts; from += BLOCK) {
        take_block(m, from, &b);
        find_places(m, &b);
        if (m->is_exact) {
            add_block(m, &b);
        } else {
            count_block(m, &b);
        }
    }
}

/* Whether the sums are right: no amount is negative, and no sum can leave 64 bits. */
static bool sums_are_right(const making *m) {
    return m->is_exact &&
           m->bits <= (uint64_t)(LOCALITY_OPEN_ABOVE - 1) / (m->structure->posts + 1);
}

static void set_row(locality_total *row, const tally *sums) {
    row->records = sums->records;
    row->posts = row->filled = (locality_range){sums->posts, sums->posts};
    row->fte = (locality_range){sums->fte, sums->fte};
    row->cost = (locality_range){sums->cost, sums->cost};
}

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

/* Adds up ranges, post by post. */
static void add_ranges(making *m) {
    block b;

    for (size_t from = 0; from < m->structure->posts; from += BLOCK) {
        take_block(m, from, &b);
        find_places(m, &b);
        for (uint32_t i = 0; i < b.count; i++) {
            loc_amounts more = loc_amounts_of(&m->columns, b.post[i]);
            add_post(m->has_rows ? &m->to->row[m->at[b.key[i]].row] : &m->to->overall, &more);
        }
    }
}

/* ---- Rows ------------------------------------------------------------------------------------ */

/* Numbers the rows: records in their order or titles as they come, then the other parts. */
static size_t number_rows(making *m) {
    bool titles = m->title_number != NULL;
    uint32_t rows = 0;

    for (uint32_t i = 0; i < m->places + PARTS; i++) {
        bool expected = i < m->places && !titles && loc_belonging_expects(&m->belonging, i);
        m->at[i].row = m->at[i].records > 0 || expected ? rows++ : LOCALITY_ROW_MISSING;
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

/* The row of totals of a place, or null. */
static locality_total *row_at(const making *m, uint32_t place) {
    uint32_t row = m->at[place].row;
    return row == LOCALITY_ROW_MISSING ? NULL : &m->to->row[row];
}

static void name_titles(const making *m) {
    for (uint32_t symbol = 0; symbol < m->symbols; symbol++) {
        if (m->title_number[symbol] != LOCALITY_ROW_MISSING) {
            *row_at(m, m->title_number[symbol]) =
                empty_row(LOCALITY_TOTAL_RECORD, LOCALITY_ROW_MISSING,
                          locality_snapshot_text(m->structure->snapshot, symbol));
        }
    }
}

static void name_records(const making *m) {
    uint32_t kind = loc_belonging_kind(m->belonging.by);

    for (uint32_t i = 0; i < m->places; i++) {
        locality_total *row = row_at(m, i);
        if (row != NULL) {
            *row = empty_row(LOCALITY_TOTAL_RECORD, i,
                             locality_snapshot_id(m->structure->snapshot, kind, i));
            row->places = places_of(m, i);
        }
    }
}

static void name_parts(const making *m) {
    static const int32_t parts[PARTS] = {LOCALITY_TOTAL_COUNTYWIDE, LOCALITY_TOTAL_SEVERAL,
                                         LOCALITY_TOTAL_NONE, LOCALITY_TOTAL_UNPLACED};

    for (uint32_t i = 0; i < PARTS; i++) {
        locality_total *row = row_at(m, m->places + i);
        if (row != NULL) {
            *row = empty_row(parts[i], LOCALITY_ROW_MISSING, "");
        }
    }
}

/* Rows for the places where something was counted, or is expected. False on refusal. */
static bool make_rows(making *m) {
    locality_totals *to = m->to;

    to->rows = number_rows(m);
    to->row = loc_allocate(&to->allocator, to->rows, sizeof *to->row);
    if (to->row == NULL) {
        return false;
    }
    if (m->title_number != NULL) {
        name_titles(m);
    } else {
        name_records(m);
    }
    name_parts(m);
    return true;
}

/* ---- All of it ------------------------------------------------------------------------------- */

/* Makes room for what is counted. False on refusal. */
static bool open_places(making *m) {
    uint32_t kind = m->has_rows ? loc_belonging_kind(m->belonging.by) : LOCALITY_NO_INDEX;

    if (kind != LOCALITY_NO_INDEX) {
        m->places = loc_view_count(m->structure->snapshot, kind);
    } else if (m->has_rows && !number_titles(m)) {
        return false;
    }
    m->at = loc_allocate(&m->to->allocator, (size_t)m->places + PARTS, sizeof *m->at);
    return m->at != NULL;
}

/* Gives the rows what was added up. */
static void fill_rows(making *m) {
    if (!sums_are_right(m)) {
        add_ranges(m);
        return;
    }
    for (uint32_t i = 0; m->has_rows && i < m->places + PARTS; i++) {
        if (row_at(m, i) != NULL) {
            set_row(row_at(m, i), &m->at[i]);
        }
    }
    if (!m->has_rows) {
        set_row(&m->to->overall, &m->at[0]);
    }
}

static void finish_rows(making *m) {
    for (size_t i = 0; i < m->to->rows; i++) {
        locality_total *row = &m->to->row[i];
        const locality_range places = {row->places, row->places};
        add_row(&m->to->overall, row);
        if (row->places > 0) {
            locality_range_divide(&row->posts, &places, LOCALITY_ONE, &row->per_place);
        }
    }
}

/* False on refusal. */
static bool add_up(making *m) {
    if (!open_places(m)) {
        return false;
    }
    add_all(m);
    if (m->has_rows && !make_rows(m)) {
        return false;
    }
    fill_rows(m);
    finish_rows(m);
    return true;
}

static locality_status make_totals(making *m, const locality_totals_options *options,
                                   locality_error *error) {
    const locality_allocator *allocator = &m->to->allocator;
    const loc_amount_columns *columns = &m->columns;

    m->title = options->title;
    m->has_rows = options->by != LOCALITY_BY_NOTHING_ELSE;
    m->columns = loc_amounts_open(m->structure->snapshot);
    m->is_exact = columns->vacant.lo == NULL && is_exact(&columns->posts) &&
                  is_exact(&columns->fte) && is_exact(&columns->cost);
    locality_status status =
        loc_belonging_init(&m->belonging, m->structure,
                           m->has_rows ? options->by : LOCALITY_BY_UNIT, options->layer, error);
    if (status == LOCALITY_OK && !add_up(m)) {
        status = loc_fail_memory(error);
    }
    loc_release(allocator, m->at, (size_t)m->places + PARTS, sizeof *m->at);
    loc_release(allocator, m->title_number, m->symbols, sizeof *m->title_number);
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
    making m = {.structure = structure, .to = totals};
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
