/* Writes a made-up feed: generate ROWS FILE [DAYS.bin]. Ten years of days, 300 areas, 200 services, 30
 * providers; busy areas and services have more. With a third name the columns are written as well: int32
 * days, uint16 areas, uint8 services and uint8 providers, one behind the other. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { AREAS = 300, SERVICES = 200, PROVIDERS = 30, DAYS = 3653, FIRST = 14610 }; /* 2010-01-01 */

static uint64_t state = UINT64_C(20260108);

static uint64_t next(void) { /* splitmix64 */
    uint64_t z = (state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

/* The smaller of two draws: low numbers come more often. */
static uint32_t draw(uint32_t most) {
    uint32_t a = (uint32_t)(next() % most), b = (uint32_t)(next() % most);
    return a < b ? a : b;
}

static void split(int32_t day, int *year, int *month, int *date) {
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t left = day - FIRST;
    *year = 2010;
    for (;; ++*year) {
        int length = *year % 4 == 0 ? 366 : 365;
        if (left < length) {
            break;
        }
        left -= length;
    }
    for (*month = 0;; ++*month) {
        int length = lengths[*month] + (*month == 1 && *year % 4 == 0);
        if (left < length) {
            break;
        }
        left -= length;
    }
    *month += 1;
    *date = left + 1;
}

int main(int argc, char **argv) {
    long rows = argc > 2 ? atol(argv[1]) : 0;
    FILE *file = rows > 0 ? fopen(argv[2], "wb") : NULL;
    FILE *columns = argc > 3 ? fopen(argv[3], "wb") : NULL;
    if (file == NULL || (argc > 3 && columns == NULL)) {
        fprintf(stderr, "usage: generate ROWS FILE [COLUMNS]\n");
        return 2;
    }
    size_t count = (size_t)rows;
    int32_t *day = malloc(count * sizeof *day);
    uint16_t *area = malloc(count * sizeof *area);
    uint8_t *service = malloc(count), *provider = malloc(count);
    if (day == NULL || area == NULL || service == NULL || provider == NULL) {
        return 2;
    }
    fputs("received,area,service,provider\n", file);
    for (size_t i = 0; i < count; i++) {
        int year, month, date;
        day[i] = FIRST + (int32_t)(next() % DAYS);
        area[i] = (uint16_t)draw(AREAS);
        service[i] = (uint8_t)draw(SERVICES);
        provider[i] = (uint8_t)draw(PROVIDERS);
        split(day[i], &year, &month, &date);
        fprintf(file, "%04d-%02d-%02d,E05001%03d,service %03d,P%02d\n", year, month, date, area[i],
                service[i], provider[i]);
    }
    if (columns != NULL) {
        fwrite(day, sizeof *day, count, columns);
        fwrite(area, sizeof *area, count, columns);
        fwrite(service, 1, count, columns);
        fwrite(provider, 1, count, columns);
    }
    return fclose(file) != 0 || (columns != NULL && fclose(columns) != 0);
}
