/* Codes: what is odd about the codes of areas. */
#include <string.h>

#include "base/error.h"
#include "base/fill.h"
#include "base/sort.h"
#include "model/view.h"
#include "places/gss.h"
#include "places/places.h"
#include "places/succession.h"

/* What the check of all codes works on. */
typedef struct code_book {
    const locality_places *places;
    locality_column code, level;
    uint32_t *sorted; /* areas that have a code, by its symbol, then by row */
    size_t count;
    loc_fill *fill;
} code_book;

static const char *text_of(const code_book *book, const locality_column *column, uint32_t area) {
    return locality_snapshot_text(book->places->snapshot, loc_view_symbol(column, area));
}

/* The row of the table for the code of an area; null where it has none or it is not known. */
static const loc_gss *gss_of(const code_book *book, uint32_t area) {
    const char *code = text_of(book, &book->code, area);
    return loc_gss_has_form(code) ? loc_gss_find(code) : NULL;
}

static void add(const code_book *book, int32_t fault, uint32_t area, uint32_t other) {
    const locality_code_fault row = {fault, area, other, 0};
    loc_fill_add(book->fill, &row);
}

/* ---- One area -------------------------------------------------------------------------------- */

/* The nearest area above that has a code of another country; LOCALITY_ROW_MISSING where none has. */
static uint32_t abroad(const code_book *book, uint32_t area, const loc_gss *gss) {
    const loc_hierarchy *h = book->places->hierarchy;
    uint32_t lines = loc_hierarchy_ancestor_count(h, area);

    for (uint32_t i = 0, at = area; i < lines; i++) {
        at = loc_hierarchy_parent(h, at);
        const loc_gss *other = gss_of(book, at);
        if (other != NULL && other->prefix[0] != 'K') { /* K: more than one country */
            return strcmp(other->country, gss->country) != 0 ? at : LOCALITY_ROW_MISSING;
        }
    }
    return LOCALITY_ROW_MISSING;
}

static void check_prefix(const code_book *book, uint32_t area) {
    const char *code = text_of(book, &book->code, area);
    const char *level = text_of(book, &book->level, area);
    const loc_gss *gss = gss_of(book, area);

    if (!loc_gss_has_form(code)) {
        add(book, LOCALITY_CODE_FORM, area, LOCALITY_ROW_MISSING);
        return;
    }
    if (gss == NULL) {
        add(book, LOCALITY_CODE_PREFIX, area, LOCALITY_ROW_MISSING);
        return;
    }
    if (level[0] != '\0' && !loc_gss_fits(gss, level)) {
        add(book, LOCALITY_CODE_LEVEL, area, LOCALITY_ROW_MISSING);
    }
    uint32_t other = abroad(book, area, gss);
    if (other != LOCALITY_ROW_MISSING) {
        add(book, LOCALITY_CODE_COUNTRY, area, other);
    }
}

/* ---- Two areas ------------------------------------------------------------------------------- */

/* Whether one of two areas certainly ends before the other begins. */
static bool is_before(const loc_succession *s, uint32_t a, uint32_t b) {
    locality_range last = loc_succession_last(s, a);
    locality_range first = loc_view_range(&s->starts, b);
    return locality_range_compare(LOCALITY_LESS, &last, &first) == LOCALITY_TRUE;
}

/* By code, then row. */
static int by_code(const void *a, const void *b, const void *context) {
    const code_book *book = context;
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    uint32_t x = loc_view_symbol(&book->code, left), y = loc_view_symbol(&book->code, right);
    return x != y ? (x > y) - (x < y) : (left > right) - (left < right);
}

static void sort_codes(code_book *book, uint32_t areas) {
    for (uint32_t area = 0; area < areas; area++) {
        if (loc_view_symbol(&book->code, area) != 0) {
            book->sorted[book->count++] = area;
        }
    }
    loc_sort(book->sorted, book->count, sizeof *book->sorted, by_code, book);
}

/* The first place in the sorted areas whose code is not before a symbol. */
static size_t place_of(const code_book *book, uint32_t symbol) {
    size_t low = 0, high = book->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (loc_view_symbol(&book->code, book->sorted[middle]) < symbol) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* An earlier area that has the same code at the same time. */
static void check_twice(const code_book *book, uint32_t area) {
    const loc_succession *s = book->places->succession;
    uint32_t symbol = loc_view_symbol(&book->code, area);

    for (size_t i = place_of(book, symbol); i < book->count; i++) {
        uint32_t other = book->sorted[i];
        if (other >= area || loc_view_symbol(&book->code, other) != symbol) {
            return;
        }
        if (!is_before(s, area, other) && !is_before(s, other, area)) {
            add(book, LOCALITY_CODE_TWICE, area, other);
            return;
        }
    }
}

/* Aliases of areas that are the code of another area that did not end when the first began. */
static void check_aliases(const code_book *book) {
    const locality_snapshot *snapshot = book->places->snapshot;
    locality_column record = LOC_VIEW(snapshot, alias, record);
    locality_column text = LOC_VIEW(snapshot, alias, text);
    uint32_t count = record.kind != NULL ? loc_view_count(snapshot, LOC_KIND_alias) : 0;

    for (uint32_t row = 0; row < count; row++) {
        uint32_t symbol = loc_view_symbol(&text, row), area = record.row[row];
        if (record.kind[row] != LOC_KIND_area || area >= LOCALITY_ROW_NONE || symbol == 0) {
            continue;
        }
        for (size_t i = place_of(book, symbol);
             i < book->count && loc_view_symbol(&book->code, book->sorted[i]) == symbol; i++) {
            uint32_t other = book->sorted[i];
            if (other != area && !is_before(book->places->succession, other, area)) {
                add(book, LOCALITY_CODE_FORMER, area, other);
            }
        }
    }
}

locality_status locality_places_codes(const locality_places *places, locality_code_fault *out,
                                      size_t capacity, size_t *count, locality_error *error) {
    locality_status status = loc_places_begin(places, LOCALITY_NO_INDEX, 0, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    uint32_t areas = places->succession->count;
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    code_book book = {.places = places,
                      .code = LOC_VIEW(places->snapshot, area, code),
                      .level = LOC_VIEW(places->snapshot, area, level),
                      .sorted = loc_allocate(&places->allocator, areas, sizeof(uint32_t)),
                      .fill = &fill};
    if (book.sorted == NULL) {
        return loc_fail_memory(error);
    }
    sort_codes(&book, areas);
    for (uint32_t area = 0; area < areas; area++) {
        if (loc_view_symbol(&book.code, area) != 0) {
            check_prefix(&book, area);
            check_twice(&book, area);
        }
    }
    check_aliases(&book);
    loc_release(&places->allocator, book.sorted, areas, sizeof *book.sorted);
    return loc_fill_end(&fill, count, error);
}
