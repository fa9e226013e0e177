/* Writes a made-up council in two versions as CSV files: the input of every program compared here.
 *
 *   generate DIR POSTS [SEED]
 *
 * posts.csv holds both versions (ids P0.x current, P1.x proposed; `origin` joins them), units.csv,
 * areas.csv and grades.csv what they refer to. The same arguments give the same bytes. About 5 % of
 * the posts cease, 5 % are new, 10 % change; a few break each rule, so that every rule finds something.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;

static uint64_t draw(void) {
    uint64_t z = (state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static uint64_t below(uint64_t n) {
    return draw() % n;
}

static FILE *open_file(const char *directory, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "wb");
    if (!file) {
        perror(path);
        exit(2);
    }
    return file;
}

typedef struct post {
    uint64_t manager; /* number of the manager, itself for the root, UINT64_MAX where unknown */
    unsigned unit, grade, area, title, fte, cost, temporary;
} post;

enum { SPAN = 7, GRADES = 15, TITLES = 200 };

/* Levels below the root in a tree in which post i reports to (i - 1) / SPAN. */
static unsigned level_of(uint64_t i) {
    unsigned level = 0;
    for (; i > 0; i = (i - 1) / SPAN)
        level++;
    return level;
}

static post make_post(uint64_t i, uint64_t units, uint64_t areas) {
    unsigned level = level_of(i);
    post p;
    p.manager = i == 0 ? 0 : (i - 1) / SPAN;
    p.unit = (unsigned)(i % units);
    p.grade = level + 1 >= GRADES ? GRADES : level + 1 + (unsigned)(below(50) == 0 ? 1 : 0);
    p.area = (unsigned)below(areas);
    p.title = (unsigned)below(TITLES);
    p.fte = 20 + 5 * (unsigned)below(17); /* hundredths, 0.20 to 1.00 */
    p.cost = (unsigned)(p.fte * (300 + 25 * (GRADES - p.grade)) / 100 * 100 + below(200));
    p.temporary = below(20) == 0;
    if (below(1000) == 0)
        p.fte = 105;
    return p;
}

static void write_post(FILE *file, int version, uint64_t i, const post *p, int64_t origin,
                       const unsigned char *gone) {
    fprintf(file, "P%d.%08" PRIu64 ",%s,Title %03u,U%d.%06u,", version, i,
            version ? "proposed" : "current", p->title, version, p->unit);
    if (p->manager == UINT64_MAX)
        fputs("", file);
    else if (p->manager == i)
        fputs("none", file);
    else if (gone && gone[p->manager])
        fputs("", file); /* the line was not redrawn: an orphan */
    else
        fprintf(file, "P%d.%08" PRIu64, version, p->manager);
    fprintf(file, ",G%02u,%u.%02u,1,%u,A%05u,%s,", p->grade, p->fte / 100, p->fte % 100, p->cost,
            p->area, p->temporary ? "yes" : "no");
    if (origin >= 0)
        fprintf(file, "P0.%08" PRId64, origin);
    fputc('\n', file);
}

/* The order of an extract is the order of some key of its own: no program may count on a manager
 * that stands just before. */
static void shuffle(uint64_t *order, uint64_t n) {
    for (uint64_t i = 0; i < n; i++)
        order[i] = i;
    for (uint64_t i = n; i > 1; i--) {
        uint64_t j = below(i), held = order[i - 1];
        order[i - 1] = order[j];
        order[j] = held;
    }
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fputs("usage: generate DIR POSTS [SEED]\n", stderr);
        return 2;
    }
    uint64_t n = strtoull(argv[2], 0, 10), units = n / 50 + 1, areas = n / 1000 + 1;
    state = argc > 3 ? strtoull(argv[3], 0, 10) : 20101026;
    post *posts = malloc((size_t)n * sizeof *posts);
    unsigned char *gone = calloc((size_t)n, 1);
    uint64_t *counts = calloc((size_t)(2 * units), sizeof *counts);
    uint64_t *order = malloc((size_t)n * sizeof *order);
    if (!posts || !gone || !counts || !order)
        return 2;

    FILE *file = open_file(argv[1], "posts.csv");
    fputs("id,structure,title,unit,reports_to,grade,fte,posts,cost,serves,temporary,origin\n",
          file);
    shuffle(order, n);
    for (uint64_t k = 0; k < n; k++) {
        uint64_t i = order[k];
        posts[i] = make_post(i, units, areas);
        if (i > 0 && below(5000) == 0)
            posts[i].manager = UINT64_MAX;
        write_post(file, 0, i, &posts[i], -1, 0);
        counts[posts[i].unit]++;
    }
    for (uint64_t i = SPAN; i < n; i++)
        gone[i] = i * SPAN >= n && below(20) == 0;
    shuffle(order, n);
    for (uint64_t k = 0; k < n; k++) {
        uint64_t i = order[k];
        post p = posts[i];
        if (gone[i])
            continue;
        if (below(10) == 0)
            p.grade = p.grade < GRADES ? p.grade + 1 : p.grade;
        if (below(200) == 0)
            p.fte = 50;
        if (i > 0 && i * SPAN + 1 < n && below(2000) == 0)
            p.manager = i * SPAN + 1; /* a cycle */
        write_post(file, 1, i, &p, (int64_t)i, gone);
        counts[units + p.unit]++;
    }
    for (uint64_t i = 0; i < n / 20; i++) {
        post p = make_post(n + i, units, areas);
        p.manager = below(n / SPAN + 1);
        write_post(file, 1, n + i, &p, -1, gone);
        counts[units + p.unit]++;
    }
    fclose(file);

    file = open_file(argv[1], "units.csv");
    fputs("id,structure,head,quantity\n", file);
    for (uint64_t u = 0; u < 2 * units; u++) {
        uint64_t head = u % units; /* unit of post i is i % units, so post u sits in unit u */
        uint64_t stated = counts[u] + (below(100) == 0);
        if (below(200) == 0)
            head = (head + 1) % n;
        if (head >= n || gone[head])
            head = 0;
        fprintf(file, "U%d.%06" PRIu64 ",%s,P%d.%08" PRIu64 ",%" PRIu64 "\n", u >= units, u % units,
                u >= units ? "proposed" : "current", u >= units, head, stated);
    }
    fclose(file);
    file = open_file(argv[1], "areas.csv");
    fputs("id,name\n", file);
    for (uint64_t a = 0; a < areas; a++)
        fprintf(file, "A%05" PRIu64 ",Area %" PRIu64 "\n", a, a);
    fclose(file);
    file = open_file(argv[1], "grades.csv");
    fputs("id,rank,maximum\n", file);
    for (int g = 1; g <= GRADES; g++)
        fprintf(file, "G%02d,%d,%d\n", g, GRADES + 1 - g, 300 * 100 + 26 * 100 * (GRADES - g));
    fclose(file);
    free(posts);
    free(gone);
    free(counts);
    free(order);
    return 0;
}
