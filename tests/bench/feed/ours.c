/* Counts a made-up feed by area, service and week: with the library, and with loops written for these very
 * bytes that know neither quotes nor names: ours FILE COLUMNS. Prints seconds, the best of three, one line a
 * way of counting: of the processor for one thread, of the clock for two. Each way has to find memory for
 * its counts. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "locality/feed.h"

enum { AREAS = 300, SERVICES = 200, PROVIDERS = 30, WEEKS = 524, FIRST = 14610, TURNS = 3 };

typedef struct bytes {
    char *data;
    size_t length;
} bytes;

static double now(int is_shared) {
    struct timespec t;
    clock_gettime(is_shared ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bytes read_all(const char *path) {
    FILE *file = fopen(path, "rb");
    bytes out = {NULL, 0};
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(2);
    }
    out.length = (size_t)ftell(file);
    rewind(file);
    out.data = malloc(out.length + 1);
    if (out.data == NULL || fread(out.data, 1, out.length, file) != out.length) {
        exit(2);
    }
    out.data[out.length] = '\0';
    fclose(file);
    return out;
}

/* ---- Loops for these bytes -------------------------------------------------------------------- */

static int32_t week_of(int32_t day) {
    return (day + 3) / 7;
}

static int32_t day_of(int year, int month, int date) {
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    int leaps = (year - 1 - 1968) / 4;
    return (year - 1970) * 365 + leaps + before[month - 1] + (month > 2 && year % 4 == 0) + date -
           1;
}

/* One row after the other: the date by its digits, names by the digits they end in. */
static void tight_bytes(const bytes *in, uint32_t *count, int32_t first_week) {
    const char *p = memchr(in->data, '\n', in->length), *end = in->data + in->length;
    static int32_t weeks[16][13][32];
    for (int y = 0; y < 16; y++) {
        for (int m = 1; m <= 12; m++) {
            for (int d = 1; d < 32; d++) {
                weeks[y][m][d] = week_of(day_of(2010 + y, m, d)) - first_week;
            }
        }
    }
    for (p++; p < end;) {
        int year = (p[2] - '0') * 10 + p[3] - '0' - 10, month = (p[5] - '0') * 10 + p[6] - '0';
        int date = (p[8] - '0') * 10 + p[9] - '0';
        const char *a = memchr(p + 11, ',', (size_t)(end - p));
        uint32_t area = (uint32_t)((a[-3] - '0') * 100 + (a[-2] - '0') * 10 + a[-1] - '0');
        const char *s = memchr(a + 1, ',', (size_t)(end - a));
        uint32_t service = (uint32_t)((s[-3] - '0') * 100 + (s[-2] - '0') * 10 + s[-1] - '0');
        const char *e = memchr(s + 1, '\n', (size_t)(end - s));
        count[((size_t)area * SERVICES + service) * WEEKS + (size_t)weeks[year][month][date]]++;
        p = e + 1;
    }
}

/* The same byte by byte, as a loop without library calls is written. */
static void plain_bytes(const bytes *in, uint32_t *count, int32_t first_week) {
    const char *p = memchr(in->data, '\n', in->length), *end = in->data + in->length;
    for (p++; p < end;) {
        int year = 0, month = 0, date = 0;
        uint32_t area = 0, service = 0;
        for (; *p != '-'; p++) {
            year = year * 10 + (*p - '0');
        }
        for (p++; *p != '-'; p++) {
            month = month * 10 + (*p - '0');
        }
        for (p++; *p != ','; p++) {
            date = date * 10 + (*p - '0');
        }
        for (p += 7; *p != ','; p++) {
            area = area * 10 + (uint32_t)(*p - '0');
        }
        for (p += 9; *p != ','; p++) {
            service = service * 10 + (uint32_t)(*p - '0');
        }
        while (*p != '\n') {
            p++;
        }
        p++;
        int32_t week = week_of(day_of(year, month, date)) - first_week;
        count[((size_t)(area % 1000) * SERVICES + service) * WEEKS + (size_t)week]++;
    }
}

static void tight_columns(const bytes *in, size_t rows, uint32_t *count, int32_t first_week) {
    const int32_t *day = (const int32_t *)(const void *)in->data;
    const uint16_t *area = (const uint16_t *)(const void *)(in->data + 4 * rows);
    const uint8_t *service = (const uint8_t *)in->data + 6 * rows;
    for (size_t i = 0; i < rows; i++) {
        count[((size_t)area[i] * SERVICES + service[i]) * WEEKS +
              (size_t)(week_of(day[i]) - first_week)]++;
    }
}

/* ---- The library ------------------------------------------------------------------------------ */

static void must(locality_status status, const locality_error *error) {
    if (status != LOCALITY_OK) {
        fprintf(stderr, "%s\n", error->message);
        exit(1);
    }
}

static locality_feed *feed_new(uint32_t by) {
    locality_feed_options options = LOCALITY_FEED_OPTIONS_INIT;
    locality_feed *feed;
    locality_error error;
    options.by = by;
    must(locality_feed_new(&options, NULL, &feed, &error), &error);
    return feed;
}

static void push(locality_feed *feed, const bytes *in, size_t from, size_t to, int more) {
    const char *columns[LOCALITY_FEED_FIELDS] = {"received", "area", "service", "provider", "", "",
                                                 "",         "",     "",        "",         ""};
    locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
    locality_error error;
    source.column = columns;
    source.file = "feed.csv";
    source.first_byte = from;
    source.more = more;
    if (from > 0) {
        source.header = in->data;
        source.header_length = (uint64_t)((char *)memchr(in->data, '\n', in->length) - in->data);
    }
    must(locality_feed_begin(feed, &source, &error), &error);
    must(locality_feed_push(feed, in->data + from, to - from, &error), &error);
    must(locality_feed_end(feed, &error), &error);
}

typedef struct half {
    locality_feed *feed;
    const bytes *in;
    size_t from, to;
    int more;
} half;

static void *push_half(void *argument) {
    half *h = argument;
    push(h->feed, h->in, h->from, h->to, h->more);
    return NULL;
}

static locality_feed *push_two(const bytes *in, uint32_t by) {
    size_t offset[3];
    pthread_t thread;
    locality_error error;
    must(locality_feed_split(in->data, in->length, 2, offset, &error), &error);
    half halves[2] = {{feed_new(by), in, 0, offset[1], 1},
                      {feed_new(by), in, offset[1], offset[2], 0}};
    pthread_create(&thread, NULL, push_half, &halves[1]);
    push_half(&halves[0]);
    pthread_join(thread, NULL);
    must(locality_feed_merge(halves[0].feed, halves[1].feed, &error), &error);
    locality_feed_free(halves[1].feed);
    return halves[0].feed;
}

static void put(locality_feed *feed, const bytes *in, size_t rows) {
    static char text[AREAS + SERVICES + PROVIDERS][16];
    static const char *name[AREAS + SERVICES + PROVIDERS];
    locality_feed_columns columns = LOCALITY_FEED_COLUMNS_INIT;
    locality_error error;
    for (int i = 0; i < AREAS + SERVICES + PROVIDERS; i++) {
        snprintf(text[i], sizeof text[i], "%c%03d",
                 i < AREAS              ? 'a'
                 : i < AREAS + SERVICES ? 's'
                                        : 'p',
                 i);
        name[i] = text[i];
    }
    columns.rows = rows;
    columns.column[LOCALITY_FEED_RECEIVED] =
        (locality_feed_column){in->data, 4, NULL, 0, LOCALITY_FEED_INT32, 0};
    columns.column[LOCALITY_FEED_AREA] =
        (locality_feed_column){in->data + 4 * rows, 2, name, AREAS, LOCALITY_FEED_UINT16, 0};
    columns.column[LOCALITY_FEED_SERVICE] = (locality_feed_column){
        in->data + 6 * rows, 1, name + AREAS, SERVICES, LOCALITY_FEED_UINT8, 0};
    must(locality_feed_put(feed, &columns, &error), &error);
}

static void check(const locality_feed *feed, size_t rows, const char *what) {
    locality_feed_account account;
    locality_feed_account_of(feed, &account, NULL);
    if (account.counted != rows || account.rows != rows) {
        fprintf(stderr, "%s: %llu of %zu rows\n", what, (unsigned long long)account.counted, rows);
        exit(1);
    }
}

/* ---- Ways ------------------------------------------------------------------------------------- */

typedef struct way {
    const char *name;
    int kind;
    uint32_t by;
} way;

static double run(const way *w, const bytes *csv, const bytes *columns, size_t rows) {
    int32_t first_week = week_of(FIRST);
    locality_feed *feed = NULL;
    uint32_t *count = NULL;
    double start = now(w->kind == 4);

    if (w->kind <= 2) {
        count = calloc((size_t)AREAS * SERVICES * WEEKS, sizeof *count);
        if (count == NULL) {
            exit(2);
        }
    }
    switch (w->kind) {
    case 0:
        plain_bytes(csv, count, first_week);
        break;
    case 1:
        tight_bytes(csv, count, first_week);
        break;
    case 2:
        tight_columns(columns, rows, count, first_week);
        break;
    case 3:
        feed = feed_new(w->by);
        push(feed, csv, 0, csv->length, 0);
        break;
    case 4:
        feed = push_two(csv, w->by);
        break;
    default:
        feed = feed_new(w->by);
        put(feed, columns, rows);
        break;
    }
    double seconds = now(w->kind == 4) - start;
    free(count);
    if (feed != NULL) {
        check(feed, rows, w->name);
        locality_feed_free(feed);
    }
    return seconds;
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: ours FILE COLUMNS\n");
        return 2;
    }
    bytes csv = read_all(argv[1]), columns = read_all(argv[2]);
    size_t rows = columns.length / 8;
    const uint32_t two =
        LOCALITY_FEED_BY(LOCALITY_FEED_AREA) | LOCALITY_FEED_BY(LOCALITY_FEED_SERVICE);
    const uint32_t three = two | LOCALITY_FEED_BY(LOCALITY_FEED_PROVIDER);
    const way ways[] = {{"plain-bytes", 0, 0},
                        {"tight-bytes", 1, 0},
                        {"csv", 3, two},
                        {"csv-two-threads", 4, two},
                        {"csv-providers", 3, three},
                        {"csv-providers-two-threads", 4, three},
                        {"tight-columns", 2, 0},
                        {"columns", 5, two}};
    double best[sizeof ways / sizeof ways[0]];
    for (int turn = 0; turn < TURNS; turn++) {
        for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
            double seconds = run(&ways[i], &csv, &columns, rows);
            best[i] = turn == 0 || seconds < best[i] ? seconds : best[i];
        }
    }
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        printf("%s %.4f\n", ways[i].name, best[i]);
    }
    return 0;
}
