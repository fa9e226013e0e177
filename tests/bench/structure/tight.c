/* The peer to come near: a C program written for this one analysis, with nothing general in it.
 *
 *   tight DIR [ROUNDS]
 *
 * Reads the CSV files of DIR (see generate.c), maps string ids to numbers, checks the proposed version (spans,
 * layers, orphans, cycles, FTE and cost by area, ten rules) and compares the two versions. Prints
 * seconds per phase and the counts that every other program must find too.
 */
#define _POSIX_C_SOURCE 200809L
#include "csv.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NONE UINT32_MAX
#define MISSING (UINT32_MAX - 1)

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Ids to numbers: open addressing, the first 16 bytes of the key inside the entry. */
typedef struct entry {
    char key[16];
    uint32_t number, used, spare[2];
} entry; /* half a cache line */
typedef struct table {
    entry *entries;
    uint32_t mask, count;
} table;

static void table_new(table *t, size_t expected) {
    uint32_t size = 16;
    while (size < expected * 2)
        size *= 2;
    t->entries = aligned_alloc(64, size * sizeof *t->entries);
    t->mask = size - 1;
    t->count = 0;
    if (!t->entries)
        exit(2);
    memset(t->entries, 0, size * sizeof *t->entries);
}

static void pad(const char *id, char key[16]) {
    memset(key, 0, 16);
    size_t n = strlen(id);
    memcpy(key, id, n < 16 ? n : 16);
}

static uint32_t slot_of(const table *t, const char key[16]) {
    uint64_t a, b;
    memcpy(&a, key, 8);
    memcpy(&b, key + 8, 8);
    a = (a ^ (b * UINT64_C(0x9e3779b97f4a7c15))) * UINT64_C(0xbf58476d1ce4e5b9);
    return (uint32_t)((a ^ (a >> 32)) & t->mask);
}

enum { AHEAD = 64 };

/* Numbers of `count` ids; new ids are added where `add`, else they are NONE or MISSING. */
static void map(table *t, const char *const *ids, size_t count, int add, uint32_t *out) {
    char keys[AHEAD][16];
    uint32_t slots[AHEAD];
    for (size_t start = 0; start < count; start += AHEAD) {
        size_t n = count - start < AHEAD ? count - start : AHEAD;
        for (size_t k = 0; k < n; k++) {
            pad(ids[start + k], keys[k]);
            slots[k] = slot_of(t, keys[k]);
            __builtin_prefetch(&t->entries[slots[k]]);
        }
        for (size_t k = 0; k < n; k++) {
            const char *id = ids[start + k];
            if (!*id) {
                out[start + k] = MISSING;
                continue;
            }
            if (!strcmp(id, "none")) {
                out[start + k] = NONE;
                continue;
            }
            uint32_t s = slots[k];
            while (t->entries[s].used && memcmp(t->entries[s].key, keys[k], 16) != 0)
                s = (s + 1) & t->mask;
            if (!t->entries[s].used) {
                if (!add) {
                    fprintf(stderr, "dangling: %s\n", id);
                    exit(2);
                }
                memcpy(t->entries[s].key, keys[k], 16);
                t->entries[s].used = 1;
                t->entries[s].number = t->count++;
            }
            out[start + k] = t->entries[s].number;
        }
    }
}

typedef struct data {
    size_t n, units_n, areas_n, grades_n,
        proposed;       /* posts from `proposed` on are the new version */
    uint32_t wanted[2]; /* numbers of the titles that rules name */
    uint32_t *title, *unit, *manager, *grade, *area, *origin, *head;
    int64_t *fte, *posts, *cost, *stated, *rank, *maximum;
    unsigned char *temporary;
} data;

static uint32_t *numbers(table *t, const char *const *column, size_t n, int add) {
    uint32_t *out = malloc((n ? n : 1) * sizeof *out);
    if (!out)
        exit(2);
    map(t, column, n, add, out);
    return out;
}

static void load(const csv_file *posts, const csv_file *units, const csv_file *areas,
                 const csv_file *grades, data *d) {
    table post_ids, unit_ids, area_ids, grade_ids, titles;
    d->n = posts->rows;
    d->units_n = units->rows;
    d->areas_n = areas->rows;
    d->grades_n = grades->rows;
    table_new(&post_ids, d->n);
    table_new(&unit_ids, d->units_n);
    table_new(&area_ids, d->areas_n);
    table_new(&grade_ids, d->grades_n);
    table_new(&titles, 1000);
    free(numbers(&post_ids, csv_column(posts, "id"), d->n, 1));
    free(numbers(&unit_ids, csv_column(units, "id"), d->units_n, 1));
    free(numbers(&area_ids, csv_column(areas, "id"), d->areas_n, 1));
    free(numbers(&grade_ids, csv_column(grades, "id"), d->grades_n, 1));
    d->title = numbers(&titles, csv_column(posts, "title"), d->n, 1);
    map(&titles, (const char *const[]){"Title 000", "Title 001"}, 2, 1, d->wanted);
    d->unit = numbers(&unit_ids, csv_column(posts, "unit"), d->n, 0);
    d->manager = numbers(&post_ids, csv_column(posts, "reports_to"), d->n, 0);
    d->grade = numbers(&grade_ids, csv_column(posts, "grade"), d->n, 0);
    d->area = numbers(&area_ids, csv_column(posts, "serves"), d->n, 0);
    d->origin = numbers(&post_ids, csv_column(posts, "origin"), d->n, 0);
    d->head = numbers(&post_ids, csv_column(units, "head"), d->units_n, 0);
    d->fte = csv_decimals(posts, "fte", 1000000);
    d->posts = csv_decimals(posts, "posts", 1);
    d->cost = csv_decimals(posts, "cost", 100);
    d->stated = csv_decimals(units, "quantity", 1);
    d->rank = csv_decimals(grades, "rank", 1);
    d->maximum = csv_decimals(grades, "maximum", 100);
    d->temporary = malloc(d->n);
    const char *const *flags = csv_column(posts, "temporary");
    for (size_t i = 0; i < d->n; i++)
        d->temporary[i] = flags[i][0] == 'y';
    const char *const *versions = csv_column(posts, "structure");
    for (d->proposed = 0; d->proposed < d->n && versions[d->proposed][0] == 'c';)
        d->proposed++;
    free(post_ids.entries);
    free(unit_ids.entries);
    free(area_ids.entries);
    free(grade_ids.entries);
    free(titles.entries);
}

typedef struct answers {
    uint64_t orphans, on_cycles, layers, widest, rule[10];
    int64_t fte_sum, cost_sum;
    uint64_t added, ceased, changed, unchanged;
} answers;

static void check(const data *d, answers *a) {
    size_t from = d->proposed, n = d->n;
    uint32_t *span = calloc(n, sizeof *span), *depth = malloc(n * sizeof *depth);
    int64_t *fte = calloc(d->areas_n, sizeof *fte), *cost = calloc(d->areas_n, sizeof *cost);
    int64_t *listed = calloc(d->units_n, sizeof *listed);
    unsigned char *covered = calloc(d->areas_n, 1);
    uint32_t *stack = malloc(n * sizeof *stack);
    if (!span || !depth || !fte || !cost || !listed || !covered || !stack)
        exit(2);
    enum { UNSEEN = UINT32_MAX, OPEN = UINT32_MAX - 1, CYCLE = UINT32_MAX - 2 };

    for (size_t i = from; i < n; i++) {
        uint32_t m = d->manager[i];
        if (m < MISSING)
            span[m] += (uint32_t)d->posts[i];
        a->orphans += m == MISSING;
        fte[d->area[i]] += d->fte[i];
        cost[d->area[i]] += d->cost[i];
        listed[d->unit[i]] += d->posts[i];
        covered[d->area[i]] |= d->title[i] == d->wanted[0];
        depth[i] = UNSEEN;
    }
    for (size_t i = from; i < n; i++) {
        uint32_t p = (uint32_t)i, height = 0, base;
        while (p < MISSING && depth[p] == UNSEEN) {
            depth[p] = OPEN;
            stack[height++] = p;
            p = d->manager[p];
        }
        if (p < MISSING && depth[p] == OPEN) {
            for (uint32_t q = p;;) {
                depth[q] = CYCLE;
                q = d->manager[q];
                if (q == p)
                    break;
            }
        }
        base = p >= MISSING ? 0 : depth[p] >= CYCLE ? CYCLE : depth[p] + 1;
        while (height--) {
            uint32_t q = stack[height];
            if (depth[q] == OPEN)
                depth[q] = base == CYCLE ? CYCLE : base++;
        }
    }
    for (size_t i = from; i < n; i++) {
        uint32_t m = d->manager[i], g = d->grade[i];
        if (m == i)
            a->on_cycles++;
        else if (depth[i] == CYCLE) {
            uint32_t q = m, steps = 0;
            while (q != i && q < MISSING && depth[q] == CYCLE && steps++ < 1000)
                q = d->manager[q];
            a->on_cycles += q == i;
        } else if (depth[i] + 1 > a->layers)
            a->layers = depth[i] + 1;
        if (span[i] > a->widest)
            a->widest = span[i];
        a->rule[0] += m < MISSING && m < from;                          /* same version */
        a->rule[1] += m < MISSING && d->rank[d->grade[m]] < d->rank[g]; /* grade of manager */
        a->rule[2] += d->fte[i] > d->posts[i] * 1000000;                /* FTE within posts */
        a->rule[3] += span[i] > 8;                                      /* span */
        a->rule[4] += depth[i] != CYCLE && depth[i] > 7;                /* depth */
        a->rule[7] += (__int128)d->maximum[g] * d->fte[i] < (__int128)d->cost[i] * 1000000;
        a->rule[8] += d->temporary[i] && span[i] > 0;                    /* temporary manager */
        a->rule[9] += d->title[i] == d->wanted[1] && d->fte[i] < 500000; /* half time at least */
    }
    for (size_t i = 0; i < d->areas_n; i++) {
        a->rule[5] += !covered[i]; /* a title in each area */
        a->fte_sum += fte[i] % 1000003;
        a->cost_sum += cost[i] % 1000003;
    }
    for (size_t u = 0; u < d->units_n; u++) {
        uint32_t h = d->head[u];
        if (h < MISSING && h >= from)
            a->rule[6] += d->unit[h] != u || listed[u] != d->stated[u];
    }
    free(span);
    free(depth);
    free(fte);
    free(cost);
    free(listed);
    free(covered);
    free(stack);
}

static void compare(const data *d, answers *a) {
    unsigned char *kept = calloc(d->proposed ? d->proposed : 1, 1);
    if (!kept)
        exit(2);
    for (size_t i = d->proposed; i < d->n; i++) {
        uint32_t o = d->origin[i];
        if (o >= MISSING) {
            a->added++;
            continue;
        }
        kept[o] = 1;
        if (d->title[i] != d->title[o] || d->grade[i] != d->grade[o] || d->fte[i] != d->fte[o] ||
            d->posts[i] != d->posts[o])
            a->changed++;
        else
            a->unchanged++;
    }
    for (size_t i = 0; i < d->proposed; i++)
        a->ceased += !kept[i];
    free(kept);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fputs("usage: tight DIR [ROUNDS]\n", stderr);
        return 2;
    }
    int rounds = argc > 2 ? atoi(argv[2]) : 1;
    for (int round = 0; round < rounds; round++) {
        csv_file posts, units, areas, grades;
        data d;
        answers a;
        memset(&a, 0, sizeof a);
        double t0 = now();
        csv_read(argv[1], "posts.csv", &posts);
        csv_read(argv[1], "units.csv", &units);
        csv_read(argv[1], "areas.csv", &areas);
        csv_read(argv[1], "grades.csv", &grades);
        double t1 = now();
        load(&posts, &units, &areas, &grades, &d);
        double t2 = now();
        check(&d, &a);
        double t3 = now();
        compare(&d, &a);
        double t4 = now();
        printf("time\tsplit %.6f\tload %.6f\tcheck %.6f\tcompare %.6f\n", t1 - t0, t2 - t1, t3 - t2,
               t4 - t3);
        if (round + 1 < rounds)
            continue; /* memory goes with the process: this peer owes no one */
        printf("answer\torphans %" PRIu64 "\tcycles %" PRIu64 "\tlayers %" PRIu64
               "\twidest %" PRIu64 "\tfte %" PRId64 "\tcost %" PRId64 "\n",
               a.orphans, a.on_cycles, a.layers, a.widest, a.fte_sum, a.cost_sum);
        printf("answer\trules");
        for (int r = 0; r < 10; r++)
            printf(" %" PRIu64, a.rule[r]);
        printf("\nanswer\tadded %" PRIu64 "\tceased %" PRIu64 "\tchanged %" PRIu64
               "\tunchanged %" PRIu64 "\n",
               a.added, a.ceased, a.changed, a.unchanged);
    }
    return 0;
}
