/* Column: texts, which are the caller's or lie one behind the other. */
#include "feed/column.h"

bool loc_column_text_of_code(const loc_column *column, uint64_t code, const char **text,
                             size_t *length) {
    *text = "";
    *length = 0;
    if (column->offsets == NULL) {
        *text = column->name == NULL || column->name[code] == NULL ? "" : column->name[code];
        *length = strlen(*text);
        return *length > 0;
    }
    uint64_t bit = column->text_from + code;
    if (column->text_valid != NULL && (column->text_valid[bit >> 3] >> (bit & 7) & 1) == 0) {
        return false;
    }
    int64_t from, to;
    if (column->text_type == LOC_TEXTS_32) {
        int32_t pair[2];
        memcpy(pair, column->offsets + 4 * bit, sizeof pair);
        from = pair[0];
        to = pair[1];
    } else {
        int64_t pair[2];
        memcpy(pair, column->offsets + 8 * bit, sizeof pair);
        from = pair[0];
        to = pair[1];
    }
    if (from < 0 || to <= from) {
        return false;
    }
    *text = column->bytes + from;
    *length = (size_t)(to - from);
    return true;
}

void loc_column_text(const loc_column *column, uint64_t row, const char **text, size_t *length) {
    *text = "";
    *length = 0;
    if (!loc_column_is_valid(column, row)) {
        return;
    }
    if (column->type == LOCALITY_FEED_TEXT) {
        const char *found;
        memcpy(&found, loc_column_at(column, row), sizeof found);
        *text = found == NULL ? "" : found;
        *length = strlen(*text);
        return;
    }
    loc_column_text_of_code(column, row, text, length);
}
