#include "csv.h"

#include <stdlib.h>
#include <string.h>

static void *need(size_t size) {
    void *block = malloc(size ? size : 1);
    if (!block) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return block;
}

static size_t load_bytes(const char *directory, const char *name, char **out) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(2);
    }
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    *out = need(size + 1);
    if (fread(*out, 1, size, file) != size)
        exit(2);
    (*out)[size] = 0;
    fclose(file);
    return size;
}

void csv_read(const char *directory, const char *name, csv_file *out) {
    memset(out, 0, sizeof *out);
    size_t size = load_bytes(directory, name, &out->bytes);
    char *p = out->bytes, *end = p + size;
    for (char *q = p; q < end; q++)
        out->rows += *q == '\n';
    out->rows -= 1;
    for (int last = 0; !last && out->columns < CSV_COLUMNS;) {
        size_t length = strcspn(p, ",\n");
        last = p[length] == '\n';
        p[length] = 0;
        out->names[out->columns++] = p;
        p += length + 1;
    }
    for (size_t c = 0; c < out->columns; c++)
        out->cells[c] = need(out->rows * sizeof(char *));
    for (size_t r = 0; r < out->rows; r++) {
        for (size_t c = 0; c < out->columns; c++) {
            char stop = c + 1 < out->columns ? ',' : '\n';
            out->cells[c][r] = p;
            p = memchr(p, stop, (size_t)(end - p));
            *p++ = 0;
        }
    }
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
