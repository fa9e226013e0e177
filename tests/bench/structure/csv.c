#define _POSIX_C_SOURCE 200809L
#include "csv.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SLACK = 8 }; /* bytes behind what was read, that may be looked at */

static void *need(size_t size) {
    void *block = malloc(size ? size : 1);
    if (!block) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return block;
}

static FILE *open_file(const char *directory, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(2);
    }
    return file;
}

static size_t load_bytes(const char *directory, const char *name, char **out) {
    FILE *file = open_file(directory, name);
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    *out = need(size + SLACK);
    if (fread(*out, 1, size, file) != size)
        exit(2);
    memset(*out + size, 0, SLACK);
    fclose(file);
    return size;
}

/* Cuts the first line into names; returns where the next one begins. */
static char *split_names(csv_file *out, char *p) {
    for (int last = 0; !last && out->columns < CSV_COLUMNS;) {
        size_t length = strcspn(p, ",\n");
        last = p[length] == '\n';
        p[length] = 0;
        out->names[out->columns++] = p;
        p += length + 1;
    }
    return p;
}

/* The first `stop` from p on, which is there; eight bytes at a time, for most cells are short. There are
 * SLACK bytes behind the last. */
static char *find_stop(char *p, char stop) {
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = UINT64_C(0x8080808080808080);
    for (uint64_t wanted = ones * (unsigned char)stop;; p += 8) {
        uint64_t word, hits;
        memcpy(&word, p, sizeof word);
        word ^= wanted;
        hits = (word - ones) & ~word & tops;
        if (hits)
            return p + __builtin_ctzll(hits) / 8;
    }
}

static char *split_row(csv_file *out, size_t row, char *p) {
    for (size_t c = 0; c < out->columns; c++) {
        char stop = c + 1 < out->columns ? ',' : '\n';
        out->cells[c][row] = p;
        p = find_stop(p, stop);
        *p++ = 0;
    }
    return p;
}

void csv_read(const char *directory, const char *name, csv_file *out) {
    memset(out, 0, sizeof *out);
    size_t size = load_bytes(directory, name, &out->bytes);
    char *p = out->bytes, *end = p + size;
    for (char *q = p; q < end; q++)
        out->rows += *q == '\n';
    out->rows -= 1;
    p = split_names(out, p);
    for (size_t c = 0; c < out->columns; c++)
        out->cells[c] = need(out->rows * sizeof(char *));
    for (size_t r = 0; r < out->rows; r++)
        p = split_row(out, r, p);
}

static size_t index_of(const csv_file *file, const char *name) {
    for (size_t c = 0; c < file->columns; c++)
        if (!strcmp(file->names[c], name))
            return c;
    fprintf(stderr, "no column %s\n", name);
    exit(2);
}

const char *const *csv_column(const csv_file *file, const char *name) {
    return file->cells[index_of(file, name)];
}

int64_t *csv_decimals(const csv_file *file, const char *name, int64_t scale) {
    const char *const *cells = csv_column(file, name);
    int64_t *out = need(file->rows * sizeof *out);
    for (size_t r = 0; r < file->rows; r++) {
        int64_t value = 0, unit = scale;
        const char *p = cells[r];
        for (; *p >= '0' && *p <= '9'; p++)
            value = value * 10 + (*p - '0');
        value *= scale;
        if (*p == '.')
            for (p++; *p >= '0' && *p <= '9'; p++)
                value += (unit /= 10) * (*p - '0');
        out[r] = value;
    }
    return out;
}

void csv_free(csv_file *file) {
    for (size_t c = 0; c < file->columns; c++)
        free((void *)file->cells[c]);
    free(file->bytes);
    memset(file, 0, sizeof *file);
}

/* ---- Block by block -------------------------------------------------------------------------- */

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

enum { NAMES = 4096, ROW = 256 }; /* bytes kept of the first line; most that a row has */

void csv_open(const char *directory, const char *name, csv_stream *out) {
    double start = now();
    memset(out, 0, sizeof *out);
    out->file = open_file(directory, name);
    out->size = (size_t)CSV_BLOCK * ROW / 2 + ROW;
    out->block.bytes = need(NAMES + out->size + SLACK);
    if (!fgets(out->block.bytes, NAMES, out->file))
        exit(2);
    split_names(&out->block, out->block.bytes);
    for (size_t c = 0; c < out->block.columns; c++)
        out->block.cells[c] = need(CSV_BLOCK * sizeof(char *));
    out->seconds = now() - start;
}

/* Moves what is left of the buffer to its front and fills up the rest. */
static char *refill(csv_stream *s) {
    char *buffer = s->block.bytes + NAMES;
    memmove(buffer, buffer + s->used, s->filled - s->used);
    s->filled -= s->used;
    s->used = 0;
    s->filled += fread(buffer + s->filled, 1, s->size - s->filled, s->file);
    return buffer;
}

int csv_next(csv_stream *s) {
    double start = now();
    char *p = refill(s), *end = p + s->filled, *begin = p;
    s->block.rows = 0;
    while (s->block.rows < CSV_BLOCK && p < end &&
           ((size_t)(end - p) >= ROW || memchr(p, '\n', (size_t)(end - p))))
        p = split_row(&s->block, s->block.rows++, p);
    s->used = (size_t)(p - begin);
    if (s->block.rows == 0) {
        fclose(s->file);
        csv_free(&s->block);
    }
    s->seconds += now() - start;
    return s->block.rows > 0;
}
