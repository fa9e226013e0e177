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

/* Ends the program with a message where the file cannot be read. */
void csv_read(const char *directory, const char *name, csv_file *out);
const char *const *csv_column(const csv_file *file, const char *name);
/* Decimals as integers: value times scale, exact. */
int64_t *csv_decimals(const csv_file *file, const char *name, int64_t scale);
void csv_free(csv_file *file);

#endif
