/* CSV: rows of a table out of bytes, as RFC 4180 has them, with what files in the world add: any of
 * four delimiters, lines that end in LF, CR LF or CR, a byte order mark.
 *
 * Bytes are fed in pieces of any size; rows are asked for one by one and come as an array of spans,
 * so a caller that wants two cells of twenty touches two. A row that lies whole in a piece is not
 * copied; one that is cut by the end of a piece, or has doubled quotes, lies in memory of the
 * reader. Memory is bounded by the longest row allowed. How the bytes are cut never shows. */
#ifndef LOC_INTAKE_CSV_H
#define LOC_INTAKE_CSV_H

#include <stdint.h>

#include "base/memory.h"

/* A cell: `length` bytes from the row's `base + at`, without the quotes around it. */
typedef struct loc_csv_span {
    uint32_t at, length;
} loc_csv_span;

/* What is wrong with the form of a row; the first fault counts. */
enum loc_csv_faults {
    LOC_CSV_SOUND,
    LOC_CSV_STRAY,   /* a quote inside a cell that is not quoted; kept as it stands */
    LOC_CSV_BEHIND,  /* text behind a closing quote */
    LOC_CSV_UNCLOSED /* the bytes ended inside quotes */
};

typedef struct loc_csv_row {
    const char *base;
    const loc_csv_span *cell;
    uint32_t count;
    bool is_plain;       /* ASCII without NUL throughout: no need to look closer */
    uint8_t fault;       /* one of loc_csv_faults */
    uint32_t fault_cell; /* cell at fault, from 0 */
    uint64_t number;     /* of the row, from 1 */
    uint64_t line;       /* of the file where it begins, from 1 */
    const char *raw;     /* the row as it stands, without its line end */
    size_t raw_length;
} loc_csv_row;

enum loc_csv_results {
    LOC_CSV_ROW,       /* here is a row; it lives until the next call */
    LOC_CSV_WANT,      /* feed more */
    LOC_CSV_END,       /* that was all */
    LOC_CSV_NO_MEMORY, /* refused */
    LOC_CSV_TOO_LONG,  /* a row has more bytes than allowed */
    LOC_CSV_TOO_WIDE,  /* a row has more cells than allowed */
    LOC_CSV_UTF16      /* the bytes begin as UTF-16 does */
};

enum { LOC_CSV_MOST_CELLS = 1 << 16 };

typedef struct loc_csv {
    locality_allocator allocator;
    char delimiter;
    size_t longest; /* bytes a row may have */
    /* The piece, and how far it has been read. */
    const char *next, *end;
    bool is_last;
    uint32_t mark; /* bytes of a byte order mark seen; 3 once that is settled */
    bool skip_lf;  /* the row before ended in CR: a LF that follows belongs to it */
    /* The row under way. */
    char *carry; /* a row that was cut */
    size_t carry_capacity, carried;
    size_t at; /* bytes of the row looked at */
    uint32_t start;
    uint8_t state, fault;
    bool has_quotes, has_doubled;
    uint64_t seen, zeros; /* bits of the bytes looked at; above 0x7F, and NUL */
    loc_csv_span *cell;
    size_t cell_capacity;
    uint32_t count, fault_cell;
    char *scratch; /* a row whose doubled quotes were made single */
    size_t scratch_capacity;
    uint64_t rows, lines; /* rows and line ends behind us */
    loc_csv_row row;
} loc_csv;

/* `longest` less than 2^31. */
void loc_csv_init(loc_csv *csv, const locality_allocator *allocator, char delimiter,
                  size_t longest);
void loc_csv_clear(loc_csv *csv);
/* The next piece, borrowed until the row after the last of it was asked for. */
void loc_csv_feed(loc_csv *csv, const char *bytes, size_t length, bool is_last);
/* One of loc_csv_results; the row is `csv->row`. After anything but ROW and WANT nothing more comes. */
int loc_csv_next(loc_csv *csv);

static inline const char *loc_csv_text(const loc_csv_row *row, uint32_t cell) {
    return row->base + row->cell[cell].at;
}

#endif
