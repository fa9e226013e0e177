/* View: what the layers above the model read of a snapshot, by the numbers of the table. A record
 * may lack a value, and a whole column may be absent; both read as missing here. */
#ifndef LOC_MODEL_VIEW_H
#define LOC_MODEL_VIEW_H

#include "base/forest.h"
#include "locality/model.h"
#include "schema/schema.h"

/* A column of the table; its arrays are null where no record has the field. */
static inline locality_column loc_view_column(const locality_snapshot *snapshot, uint32_t kind,
                                              uint32_t field) {
    locality_column column = LOCALITY_COLUMN_INIT;
    (void)locality_snapshot_column(snapshot, kind, field, &column, NULL);
    return column;
}

/* LOC_VIEW(snapshot, post, unit) is the column `unit` of the kind `post`. */
#define LOC_VIEW(snapshot, kind, field) \
    loc_view_column((snapshot), LOC_KIND_##kind, LOC_FIELD_##kind##_##field)

/* Number of records of a kind; never more than a row number can name. */
static inline uint32_t loc_view_count(const locality_snapshot *snapshot, uint32_t kind) {
    return (uint32_t)locality_snapshot_count(snapshot, kind);
}

/* Row that a reference names, LOCALITY_ROW_NONE or LOCALITY_ROW_MISSING. */
static inline uint32_t loc_view_row(const locality_column *column, size_t row) {
    return column->row != NULL ? column->row[row] : LOCALITY_ROW_MISSING;
}

/* Symbol of a text or word; 0 where it is missing. */
static inline uint32_t loc_view_symbol(const locality_column *column, size_t row) {
    return column->symbol != NULL ? column->symbol[row] : 0;
}

static inline locality_range loc_view_range(const locality_column *column, size_t row) {
    locality_range range = {LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE};
    if (column->lo != NULL) {
        range.lo = column->lo[row];
        range.hi = column->hi[row];
    }
    return range;
}

/* A quantity that is never negative: a missing one is "at least 0". */
static inline locality_range loc_view_amount(const locality_column *column, size_t row) {
    locality_range range = loc_view_range(column, row);
    range.lo = range.lo < 0 ? 0 : range.lo;
    range.hi = range.hi < range.lo ? range.lo : range.hi;
    return range;
}

/* Stated vacancies; a vacancy that is not stated is none. */
static inline locality_range loc_view_vacant(const locality_column *vacant, size_t row) {
    locality_range range = loc_view_amount(vacant, row);
    if (range.lo == 0 && range.hi == LOCALITY_OPEN_ABOVE) {
        range.hi = 0;
    }
    return range;
}

/* What is left of an amount when another is taken away, never below 0. */
static inline locality_range loc_range_less(locality_range from, locality_range taken) {
    locality_range range;
    locality_range_subtract(&from, &taken, &range);
    range.lo = range.lo < 0 ? 0 : range.lo;
    range.hi = range.hi < 0 ? 0 : range.hi;
    return range;
}

/* A truth that is certain: yes. */
static inline bool loc_view_yes(const locality_column *column, size_t row) {
    return column->lo != NULL && column->lo[row] == 1;
}

/* Items of a list of references; none where it is missing. */
static inline loc_rows loc_view_rows(const locality_column *column, size_t row) {
    loc_rows rows = {NULL, 0};
    if (column->start != NULL && column->row != NULL) {
        rows.row = column->row + column->start[row];
        rows.count = column->start[row + 1] - column->start[row];
    }
    return rows;
}

/* Whether a list was given, be it empty. */
static inline bool loc_view_given(const locality_column *column, size_t row) {
    return column->start != NULL && (column->missing == NULL || column->missing[row] == 0);
}

/* Whether posts of a version (LOCALITY_ROW_MISSING: of any) are withheld with all that they do: what no post
 * does may then be done by one of them. */
static inline bool loc_view_hides_posts(const locality_snapshot *snapshot, uint32_t version) {
    locality_column withheld = loc_view_column(
        snapshot, LOC_KIND_post, loc_common_field(LOC_KIND_post, LOC_COMMON_withheld));
    locality_column structure = LOC_VIEW(snapshot, post, structure);
    uint32_t most = locality_snapshot_symbol(snapshot, "most");
    for (size_t i = 0; most != 0 && withheld.symbol != NULL && i < withheld.count; i++) {
        if (withheld.symbol[i] == most &&
            (version == LOCALITY_ROW_MISSING || loc_view_row(&structure, i) == version)) {
            return true;
        }
    }
    return false;
}

#endif
