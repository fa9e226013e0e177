/* CSV: the reader of a file's bytes. Rows without quotes that lie whole in a piece are cut by a table of
 * the bytes that mean something, sixty-four bytes at a time; others are read byte by byte. */
#ifndef LOC_FEED_CSV_H
#define LOC_FEED_CSV_H

#include "feed/feed.h"

enum {
    LOC_CSV_BLOCK = 1 << 14,  /* bytes looked at in one go */
    LOC_CSV_WIDEST = 1 << 14, /* columns */
    LOC_CSV_CACHE = 1 << 12,  /* dates in other forms that are remembered */
    LOC_CSV_YEARS = 256,      /* from 1900 on */
    LOC_CSV_DAYS = 1 << 9     /* of a year: month in four bits, day in five */
};

/* Where a scan stands in a row. */
enum loc_csv_states { LOC_CELL_BEGINS, LOC_PLAIN, LOC_IN_QUOTES, LOC_AT_QUOTE };

typedef struct loc_span {
    const char *text;
    size_t length;
    size_t readable; /* bytes that may be read from `text` on */
} loc_span;

typedef struct loc_date_entry {
    loc_name_key key;
    int32_t
        fault; /* LOC_DATE_READ or a fault; 0 is free, as BLANK is none of a date that was read */
    loc_feed_date date;
} loc_date_entry;

/* A day of the calendar, in the table of days by year, month and day. */
enum loc_day_states { LOC_DAY_NEW, LOC_DAY_KNOWN, LOC_DAY_NONE };
typedef struct loc_day_entry {
    int32_t day;
    int32_t period;
    int32_t state;
} loc_day_entry;

struct loc_reader {
    uint32_t source, file;
    char *wanted[LOCALITY_FEED_FIELDS]; /* headings, copied */
    bool is_wanted[LOCALITY_FEED_FIELDS];
    char separator;
    char mark[4];                           /* the separator, LF, CR and the quote */
    uint32_t nameless[LOC_FEED_DIMENSIONS]; /* codes of the empty names, by place */
    bool month_first, more, has_header, is_quoted_header;
    uint32_t column[LOCALITY_FEED_FIELDS];
    uint32_t cells;            /* of the header */
    uint32_t needed;           /* cells up to the last that is used */
    uint64_t first_byte, byte; /* of the part, and of the row that begins next */
    uint64_t lines, rows;      /* behind us in the part */
    uint64_t line_mode_until;  /* up to this byte quotes do not reach over lines */
    /* A row that was cut. */
    char *carry;
    size_t carry_capacity, carried;
    int state;
    bool skip_lf, is_skipping;
    uint64_t skip_from; /* byte where the row that is skipped began */
    /* Cells of a row read byte by byte. */
    loc_span *span;
    size_t spans; /* capacity */
    char *scratch;
    size_t scratch_capacity;
    uint32_t *position;                 /* LOC_CSV_BLOCK + 64 */
    bool has_rest;                      /* columns beyond date, names and count are read */
    loc_day_entry *year[LOC_CSV_YEARS]; /* days of each year there was; LOC_CSV_DAYS */
    loc_date_entry *date;               /* LOC_CSV_CACHE; null before the first */
};

/* Reads the row that names the columns, without its line end. */
locality_status loc_csv_header(locality_feed *feed, loc_reader *reader, const char *row,
                               size_t length, locality_error *error);
/* Takes a piece of the bytes; a row that is cut at its end is kept. */
locality_status loc_csv_piece(locality_feed *feed, const char *bytes, size_t length,
                              locality_error *error);
/* Ends the row that the bytes end in, or what an open quote left of it. */
locality_status loc_csv_finish(locality_feed *feed, locality_error *error);
/* Reads the parts of a row out of its cells and counts it; the place is that of the row. */
locality_status loc_csv_take(locality_feed *feed, const loc_span *cell, uint64_t byte,
                             locality_error *error);
/* Takes plain rows, as long as they are: whole, with a day, names that are known and no more to them than
 * that. `position` holds the marks of the bytes from `*row` on; how many of them were used. */
size_t loc_csv_take_plain(locality_feed *feed, const char *bytes, size_t length,
                          const uint32_t *position, size_t marks, size_t *row,
                          locality_status *status, locality_error *error);
/* Positions of four bytes among `length`, from 0; how many. Has room for eight more. */
size_t loc_csv_positions(const char *bytes, size_t length, const char *mark, uint32_t *position);
/* Whether the marks from `position` on are those of one whole row. */
static inline bool loc_csv_is_row(const loc_reader *reader, const char *bytes,
                                  const uint32_t *position) {
    uint32_t last = reader->cells - 1;
    bool holds = bytes[position[last]] == '\n' || bytes[position[last]] == '\r';

    for (uint32_t i = 0; i < last; i++) {
        holds &= bytes[position[i]] == reader->separator;
    }
    return holds;
}

#endif
