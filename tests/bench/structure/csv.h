/* Splits plain CSV (no quotes) into columns of texts: the same start for every C program here. */
#ifndef BENCH_CSV_H
#define BENCH_CSV_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { CSV_COLUMNS = 16 };

typedef struct csv_file {
    char *bytes; /* the file, cut into texts */
    size_t rows, columns;
    const char *names[CSV_COLUMNS];
    const char **cells[CSV_COLUMNS]; /* one array of texts a column */
} csv_file;

/* Reads a whole file. Ends the program with a message where that fails. */
void csv_read(const char *directory, const char *name, csv_file *out);
const char *const *csv_column(const csv_file *file, const char *name);
/* Decimals as integers: value times scale, exact. */
int64_t *csv_decimals(const csv_file *file, const char *name, int64_t scale);
void csv_free(csv_file *file);

/* The same file a block of rows at a time, in memory that is used again for every block: for programs that
 * can take rows as they come. Whoever opens one reads it to its end. */
enum { CSV_BLOCK = 16384 /* rows */ };

typedef struct csv_stream {
    csv_file block; /* the rows at hand */
    FILE *file;
    size_t used, filled, size; /* bytes of the block's buffer: done with, read, in all */
    double seconds;            /* spent in here */
} csv_stream;

void csv_open(const char *directory, const char *name, csv_stream *out);
/* The next block; false at the end, when everything is freed. */
int csv_next(csv_stream *stream);

#endif
