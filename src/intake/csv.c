/* CSV: the reader is a small machine that can stop at any byte; its fast path looks at eight bytes
 * at once for the four that mean something. */
#include "intake/csv.h"

#include <string.h>

enum states {
    PLAIN,     /* outside quotes */
    IN_QUOTES, /* inside quotes */
    AT_QUOTE   /* behind a quote inside quotes: the end of the cell, or the first of two */
};

enum { FIRST_PIECE = 256 }; /* taken of a piece at first to complete a row that was cut */

static const unsigned char byte_order_mark[] = {0xEF, 0xBB, 0xBF};

void loc_csv_init(loc_csv *csv, const locality_allocator *allocator, char delimiter,
                  size_t longest) {
    memset(csv, 0, sizeof *csv);
    csv->allocator = *allocator;
    csv->delimiter = delimiter;
    csv->longest = longest;
}

void loc_csv_clear(loc_csv *csv) {
    loc_release(&csv->allocator, csv->carry, csv->carry_capacity, 1);
    loc_release(&csv->allocator, csv->scratch, csv->scratch_capacity, 1);
    loc_release(&csv->allocator, csv->cell, csv->cell_capacity, sizeof *csv->cell);
    csv->carry = csv->scratch = NULL;
    csv->cell = NULL;
}

void loc_csv_feed(loc_csv *csv, const char *bytes, size_t length, bool is_last) {
    csv->next = bytes;
    csv->end = length == 0 ? bytes : bytes + length;
    csv->is_last = is_last;
}

/* ---- Bytes that mean something --------------------------------------------------------------- */

static bool is_special(const loc_csv *csv, char c) {
    return c == csv->delimiter || c == '\n' || c == '\r' || c == '"';
}

#define TOPS UINT64_C(0x8080808080808080)

/* The first special byte from `p`, or `end`; notes what else the bytes are. */
static const char *find_slowly(loc_csv *csv, const char *p, const char *end) {
    for (; p < end && !is_special(csv, *p); p++) {
        csv->seen |= (unsigned char)*p;
        csv->zeros |= *p == '\0' ? TOPS : 0;
    }
    return p;
}

#if defined(__GNUC__) && defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define ONES UINT64_C(0x0101010101010101)

/* Marks the bytes of a word that are zero; marks above the lowest may be wrong. */
static inline uint64_t zero_bytes(uint64_t word) {
    return (word - ONES) & ~word;
}

/* The same, eight bytes at a time. */
static const char *find_special(loc_csv *csv, const char *p, const char *end) {
    const uint64_t delimiter = ONES * (unsigned char)csv->delimiter;
    uint64_t seen = csv->seen, zeros = csv->zeros;
    for (; end - p >= 8; p += 8) {
        uint64_t word;
        memcpy(&word, p, sizeof word);
        uint64_t found = (zero_bytes(word ^ delimiter) | zero_bytes(word ^ ONES * '\n') |
                          zero_bytes(word ^ ONES * '\r') | zero_bytes(word ^ ONES * '"')) &
                         TOPS;
        seen |= word;
        zeros |= zero_bytes(word);
        if (found != 0) {
            csv->seen = seen;
            csv->zeros = zeros & TOPS;
            return p + (__builtin_ctzll(found) >> 3);
        }
    }
    csv->seen = seen;
    csv->zeros = zeros & TOPS;
    return find_slowly(csv, p, end);
}
#else
#define find_special find_slowly
#endif

/* ---- Cells ------------------------------------------------------------------------------------ */

static void note_fault(loc_csv *csv, uint8_t fault) {
    if (csv->fault == LOC_CSV_SOUND || (csv->fault == LOC_CSV_STRAY && fault != LOC_CSV_STRAY)) {
        csv->fault = fault;
        csv->fault_cell = csv->count;
    }
}

/* Ends a cell at an offset; room for it was made. */
static inline void end_cell(loc_csv *csv, size_t at) {
    csv->cell[csv->count++] = (loc_csv_span){csv->start, (uint32_t)at - csv->start};
}

/* What a scan came to. */
enum scans { ROW_ENDS, BYTES_END, NO_ROOM };

/* Steps over quoted text from an offset; the new offset, with the state behind it. */
static size_t scan_quoted(loc_csv *csv, const char *base, size_t at, size_t length) {
    const char *quote = memchr(base + at, '"', length - at);
    if (quote == NULL) {
        return length;
    }
    csv->state = AT_QUOTE;
    return (size_t)(quote - base) + 1;
}

/* Decides what the quote just passed was by the byte behind it. The offset of the byte that is to be
 * looked at next. */
static size_t leave_quotes(loc_csv *csv, char c, size_t at) {
    if (c == '"') {
        csv->has_doubled = true;
        csv->state = IN_QUOTES;
        return at + 1;
    }
    if (is_special(csv, c)) {
        csv->state = PLAIN; /* the cell is closed when the special byte is looked at */
        return at;
    }
    note_fault(csv, LOC_CSV_BEHIND);
    csv->state = PLAIN;
    return at + 1;
}

/* Looks at the bytes of a row from where it stopped up to `length`. */
static int scan(loc_csv *csv, const char *base, size_t length) {
    size_t at = csv->at;
    while (at < length) {
        if (csv->state == IN_QUOTES) {
            at = scan_quoted(csv, base, at, length);
            continue;
        }
        if (csv->state == AT_QUOTE) {
            at = leave_quotes(csv, base[at], at);
            continue;
        }
        at = (size_t)(find_special(csv, base + at, base + length) - base);
        if (at == length) {
            break;
        }
        char c = base[at];
        if (c == '"') {
            bool opens = at == csv->start;
            if (!opens) {
                note_fault(csv, LOC_CSV_STRAY);
            }
            csv->has_quotes |= opens;
            csv->state = opens ? IN_QUOTES : PLAIN;
            at++;
            continue;
        }
        if (csv->count + 1 >= csv->cell_capacity) {
            csv->at = at;
            return NO_ROOM;
        }
        end_cell(csv, at);
        csv->start = (uint32_t)at + 1;
        if (c != csv->delimiter) {
            csv->at = at;
            return ROW_ENDS;
        }
        at++;
    }
    csv->at = at;
    return BYTES_END;
}

/* Scans, making room for cells as it is needed: a result, or one of the scans below zero. */
static int scan_row(loc_csv *csv, const char *base, size_t length, int *result) {
    int found;
    *result = LOC_CSV_ROW;
    while ((found = scan(csv, base, length)) == NO_ROOM) {
        if (csv->count >= LOC_CSV_MOST_CELLS) {
            *result = LOC_CSV_TOO_WIDE;
            return found;
        }
        void *block = csv->cell;
        if (!loc_grow(&csv->allocator, &block, &csv->cell_capacity, csv->count + 16,
                      sizeof *csv->cell)) {
            *result = LOC_CSV_NO_MEMORY;
            return found;
        }
        csv->cell = block;
    }
    return found;
}

/* ---- Rows -------------------------------------------------------------------------------------- */

/* Takes the quotes off the cells that have them, and makes doubled ones single in a copy of the row. */
static bool unquote(loc_csv *csv, size_t length) {
    const char *base = csv->row.base;
    char *copy = NULL;
    if (csv->has_doubled) {
        void *block = csv->scratch;
        if (!loc_grow(&csv->allocator, &block, &csv->scratch_capacity, length + 1, 1)) {
            return false;
        }
        csv->scratch = copy = block;
        memcpy(copy, base, length);
        csv->row.base = copy;
    }
    for (uint32_t i = 0; i < csv->count; i++) {
        loc_csv_span *cell = &csv->cell[i];
        const char *text = base + cell->at;
        if (cell->length == 0 || text[0] != '"') {
            continue;
        }
        cell->at++;
        cell->length--;
        if (cell->length > 0 &&
            text[cell->length] == '"') { /* not in a row cut off inside quotes */
            cell->length--;
        }
        if (copy == NULL || memchr(text + 1, '"', cell->length) == NULL) {
            continue;
        }
        char *out = copy + cell->at;
        for (size_t j = 0; j < cell->length; j++) {
            *out++ = text[1 + j];
            j += text[1 + j] == '"' && j + 1 < cell->length && text[2 + j] == '"';
        }
        cell->length = (uint32_t)(out - (copy + cell->at));
    }
    return true;
}

static uint64_t count_lines(const char *text, size_t length) {
    uint64_t lines = 0;
    if (memchr(text, '\n', length) == NULL && memchr(text, '\r', length) == NULL) {
        return 0; /* most rows with quotes are one line all the same */
    }
    for (size_t i = 0; i < length; i++) {
        lines += text[i] == '\n' || (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n'));
    }
    return lines;
}

/* Hands over the row that ended after `length` bytes, and makes ready for the next. */
static int give(loc_csv *csv, const char *base, size_t length, bool ended) {
    loc_csv_row *row = &csv->row;
    if (csv->count > LOC_CSV_MOST_CELLS) {
        return LOC_CSV_TOO_WIDE;
    }
    *row = (loc_csv_row){.base = base,
                         .fault = csv->fault,
                         .fault_cell = csv->fault_cell,
                         .is_plain = !csv->has_quotes && (csv->seen & TOPS) == 0 && csv->zeros == 0,
                         .number = csv->rows + 1,
                         .line = csv->lines + 1,
                         .raw = base,
                         .raw_length = length};
    if (csv->has_quotes && !unquote(csv, length)) {
        return LOC_CSV_NO_MEMORY;
    }
    row->cell = csv->cell;
    row->count = csv->count;
    csv->rows++;
    csv->lines += ended + (csv->has_quotes ? count_lines(base, length) : 0);
    csv->at = csv->start = csv->count = 0;
    csv->state = PLAIN;
    csv->fault = LOC_CSV_SOUND;
    csv->has_quotes = csv->has_doubled = false;
    csv->seen = csv->zeros = 0;
    return LOC_CSV_ROW;
}

/* Ends the row with the bytes themselves. */
static int give_last(loc_csv *csv, const char *base, size_t length) {
    int result;
    if (csv->state == IN_QUOTES) {
        note_fault(csv, LOC_CSV_UNCLOSED);
        csv->fault = LOC_CSV_UNCLOSED;
        csv->fault_cell = csv->count;
    }
    if (csv->count + 1 >= csv->cell_capacity) {
        void *block = csv->cell;
        if (!loc_grow(&csv->allocator, &block, &csv->cell_capacity, csv->count + 2,
                      sizeof *csv->cell)) {
            return LOC_CSV_NO_MEMORY;
        }
        csv->cell = block;
    }
    end_cell(csv, length);
    result = give(csv, base, length, false);
    csv->carried = 0;
    csv->next = csv->end;
    return result;
}

/* Adds bytes to the row that was cut. */
static bool carry(loc_csv *csv, const char *bytes, size_t length) {
    void *block = csv->carry;
    if (length == 0) {
        return true;
    }
    if (!loc_grow(&csv->allocator, &block, &csv->carry_capacity, csv->carried + length, 1)) {
        return false;
    }
    csv->carry = block;
    memcpy(csv->carry + csv->carried, bytes, length);
    csv->carried += length;
    return true;
}

/* Steps over the end of a row: the byte at `end`, and the LF that may follow a CR. */
static void step_over(loc_csv *csv, const char *end) {
    csv->skip_lf = *end == '\r';
    csv->next = end + 1;
}

/* Goes on with a row that was cut, with as much of the piece as it needs. */
static int next_cut(loc_csv *csv) {
    size_t share = FIRST_PIECE;
    while (csv->next < csv->end) {
        size_t had = csv->carried, left = (size_t)(csv->end - csv->next);
        size_t take = share < left ? share : left;
        int result;
        if (!carry(csv, csv->next, take)) {
            return LOC_CSV_NO_MEMORY;
        }
        int found = scan_row(csv, csv->carry, csv->carried, &result);
        if (found == NO_ROOM) {
            return result;
        }
        if (csv->at > csv->longest) {
            return LOC_CSV_TOO_LONG;
        }
        if (found == ROW_ENDS) {
            size_t length = csv->at;
            step_over(csv, csv->next + (length - had));
            csv->carried = 0;
            return give(csv, csv->carry, length, true);
        }
        csv->next += take;
        share *= 2;
    }
    return csv->is_last ? give_last(csv, csv->carry, csv->carried) : LOC_CSV_WANT;
}

static int next_whole(loc_csv *csv) {
    int result;
    const char *base = csv->next;
    size_t length = (size_t)(csv->end - base);
    if (length == 0) {
        return csv->is_last ? LOC_CSV_END : LOC_CSV_WANT;
    }
    /* No further than tells that a row is too long: offsets stay small. */
    size_t most = csv->longest < length ? csv->longest + 1 : length;
    int found = scan_row(csv, base, most, &result);
    if (found == NO_ROOM) {
        return result;
    }
    if (csv->at > csv->longest) {
        return LOC_CSV_TOO_LONG;
    }
    if (found == ROW_ENDS) {
        step_over(csv, base + csv->at);
        return give(csv, base, csv->at, true);
    }
    if (csv->is_last) {
        return give_last(csv, base, length);
    }
    csv->next = csv->end;
    return carry(csv, base, length) ? LOC_CSV_WANT : LOC_CSV_NO_MEMORY;
}

/* Steps over a byte order mark; what only began like one is part of the first row. */
static int settle_mark(loc_csv *csv) {
    while (csv->mark < 3 && csv->next < csv->end) {
        unsigned char c = (unsigned char)*csv->next;
        if (csv->mark == 0 && (c == 0xFF || c == 0xFE)) {
            return LOC_CSV_UTF16; /* its byte order mark; never the first byte of UTF-8 */
        }
        if (c != byte_order_mark[csv->mark]) {
            uint32_t seen = csv->mark;
            csv->mark = 3;
            return carry(csv, (const char *)byte_order_mark, seen) ? LOC_CSV_ROW
                                                                   : LOC_CSV_NO_MEMORY;
        }
        csv->mark++;
        csv->next++;
    }
    if (csv->mark < 3 && csv->is_last) {
        uint32_t seen = csv->mark;
        csv->mark = 3;
        return carry(csv, (const char *)byte_order_mark, seen) ? LOC_CSV_ROW : LOC_CSV_NO_MEMORY;
    }
    return LOC_CSV_ROW;
}

int loc_csv_next(loc_csv *csv) {
    if (csv->mark < 3) {
        int result = settle_mark(csv);
        if (result != LOC_CSV_ROW) {
            return result;
        }
        if (csv->mark < 3) {
            return LOC_CSV_WANT;
        }
    }
    if (csv->skip_lf && csv->next < csv->end) {
        csv->next += *csv->next == '\n';
        csv->skip_lf = false;
    }
    return csv->carried > 0 ? next_cut(csv) : next_whole(csv);
}
