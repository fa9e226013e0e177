/* The same load, checks and comparison through the library's public interface.
 *
 *   ours DIR RULES [ROUNDS]
 *
 * Prints what tight.c prints, and after it the bytes the snapshot holds for each post.
 */
#define _POSIX_C_SOURCE 200809L
#include "csv.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "locality.h"

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void must(locality_status status, const locality_error *error) {
    if (status == LOCALITY_OK)
        return;
    fprintf(stderr, "%s: %s\n", locality_status_name(status), error->message);
    exit(2);
}

/* Empty cells are missing values: null for texts. */
static const char **optional(const csv_file *file, const char *name) {
    const char *const *cells = csv_column(file, name);
    const char **out = malloc(file->rows * sizeof *out);
    if (!out)
        exit(2);
    for (size_t r = 0; r < file->rows; r++)
        out[r] = *cells[r] ? cells[r] : 0;
    return out;
}

typedef struct field {
    const char *name;
    char type;
    int64_t scale;
} field; /* t text, o text that may be empty, n number, y yes/no */

static void add_block(locality_model *model, const char *kind, const csv_file *file,
                      const field *fields, size_t count) {
    locality_column_in columns[CSV_COLUMNS];
    void *owned[CSV_COLUMNS] = {0};
    locality_error error;
    for (size_t f = 0; f < count; f++) {
        locality_column_in column = LOCALITY_COLUMN_IN_INIT;
        column.field = fields[f].name;
        if (fields[f].type == 't')
            column.data = csv_column(file, fields[f].name);
        else if (fields[f].type == 'o')
            owned[f] = optional(file, fields[f].name);
        else if (fields[f].type == 'n')
            owned[f] = csv_decimals(file, fields[f].name, fields[f].scale);
        else {
            int64_t *flags = malloc(file->rows * sizeof *flags);
            const char *const *cells = csv_column(file, fields[f].name);
            if (!flags)
                exit(2);
            for (size_t r = 0; r < file->rows; r++)
                flags[r] = cells[r][0] == 'y';
            owned[f] = flags;
        }
        if (owned[f] != NULL)
            column.data = owned[f];
        columns[f] = column;
    }
    must(locality_model_add_many(model, kind, csv_column(file, "id"), file->rows, columns, count,
                                 &error),
         &error);
    for (size_t f = 0; f < count; f++)
        free(owned[f]);
}

/* Adds a file as it is read; returns the seconds that reading and splitting it took. */
static double add_table(locality_model *model, const char *directory, const char *kind,
                        const char *name, const field *fields, size_t count) {
    csv_stream stream;
    csv_open(directory, name, &stream);
    while (csv_next(&stream))
        add_block(model, kind, &stream.block, fields, count);
    return stream.seconds;
}

static locality_snapshot *load(const char *directory, const char *rules, double *split) {
    static const field of_posts[] = {
        {"structure", 't', 0}, {"title", 't', 0},     {"unit", 't', 0},  {"reports_to", 'o', 0},
        {"grade", 't', 0},     {"fte", 'n', 1000000}, {"posts", 'n', 1}, {"cost", 'n', 100},
        {"serves", 't', 0},    {"temporary", 'y', 0}, {"origin", 'o', 0}};
    static const field of_units[] = {{"structure", 't', 0}, {"head", 'o', 0}, {"quantity", 'n', 1}};
    static const field of_areas[] = {{"name", 't', 0}};
    static const field of_grades[] = {{"rank", 'n', 1}, {"maximum", 'n', 100}};
    locality_model *model = 0;
    locality_snapshot *snapshot = 0;
    locality_error error;
    must(locality_model_new(0, 0, &model, &error), &error);
    must(locality_model_put(model, "structure", "current", 0, 0, &error), &error);
    must(locality_model_put(model, "structure", "proposed", 0, 0, &error), &error);
    *split = add_table(model, directory, "grade", "grades.csv", of_grades, 2);
    *split += add_table(model, directory, "area", "areas.csv", of_areas, 1);
    *split += add_table(model, directory, "unit", "units.csv", of_units, 3);
    *split += add_table(model, directory, "post", "posts.csv", of_posts, 11);
    must(locality_rules_load(model, rules, strlen(rules), "ten.rules", &error), &error);
    must(locality_snapshot_take(model, &snapshot, &error), &error);
    locality_model_free(model);
    return snapshot;
}

typedef struct answers {
    uint64_t orphans, on_cycles, widest, rule[10];
    int64_t layers, fte_sum, cost_sum;
    uint64_t added, ceased, changed, unchanged;
} answers;

static char *read_text(const char *path) {
    FILE *file = fopen(path, "rb");
    char *text = calloc(1, 1 << 16);
    if (!file || !text || fread(text, 1, (1 << 16) - 1, file) == 0) {
        perror(path);
        exit(2);
    }
    fclose(file);
    return text;
}

static void measure(const locality_structure *structure, answers *a) {
    locality_error error;
    locality_range layers;
    locality_totals *totals = 0;
    locality_totals_options by_area = LOCALITY_TOTALS_OPTIONS_INIT;
    size_t count = 0;
    must(locality_structure_orphans(structure, 0, 0, &count, &error), &error);
    a->orphans = count;
    for (size_t i = 0; i < locality_structure_cycles(structure); i++) {
        must(locality_structure_cycle(structure, i, 0, 0, &count, &error), &error);
        a->on_cycles += count;
    }
    must(locality_structure_layers(structure, &layers, &error), &error);
    a->layers = layers.lo;
    const locality_snapshot *snapshot = locality_structure_snapshot(structure);
    size_t room = locality_snapshot_count(snapshot, locality_schema_kind(0, "post"));
    locality_span *spans = malloc((room + 1) * sizeof *spans); /* nobody else can manage */
    if (!spans)
        exit(2);
    must(locality_structure_spans(structure, spans, room, &count, &error), &error);
    for (size_t i = 0; i < count; i++)
        if ((uint64_t)spans[i].posts.lo > a->widest)
            a->widest = (uint64_t)spans[i].posts.lo;
    free(spans);
    by_area.by = LOCALITY_BY_AREA;
    must(locality_structure_totals(structure, &by_area, &totals, &error), &error);
    for (size_t i = 0; i < locality_totals_count(totals); i++) {
        const locality_total *total = locality_totals_at(totals, i);
        if (total->part != LOCALITY_TOTAL_RECORD)
            continue;
        a->fte_sum += total->fte.lo % 1000003;
        a->cost_sum += total->cost.lo % 1000003;
    }
    locality_totals_free(totals);
}

static void judge(const locality_snapshot *snapshot, answers *a) {
    locality_error error;
    locality_findings *findings = 0;
    locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
    options.max_cases = 1;
    must(locality_check(snapshot, &options, &findings, &error), &error);
    for (size_t r = 0; r < locality_findings_count(findings) && r < 10; r++)
        a->rule[r] = locality_findings_at(findings, r)->cases[LOCALITY_VERDICT_FAIL];
    locality_findings_free(findings);
}

static void compare(const locality_structure *before, const locality_structure *after, answers *a) {
    locality_error error;
    size_t count = 0;
    uint32_t post = locality_schema_kind(0, "post");
    const locality_snapshot *snapshot = locality_structure_snapshot(after);
    size_t room = locality_snapshot_count(snapshot, post) +
                  locality_snapshot_count(snapshot, locality_schema_kind(0, "unit"));
    locality_fate *fates = malloc((room + 1) * sizeof *fates); /* no record is split here */
    if (!fates)
        exit(2);
    must(locality_structure_compare(before, after, fates, room, &count, &error), &error);
    for (size_t i = 0; i < count; i++) {
        if (fates[i].kind != post)
            continue;
        a->added += fates[i].before == LOCALITY_ROW_MISSING;
        a->ceased += fates[i].after == LOCALITY_ROW_MISSING;
        a->changed += fates[i].fate == LOCALITY_FATE_CHANGED;
        a->unchanged += fates[i].fate == LOCALITY_FATE_UNCHANGED;
    }
    free(fates);
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fputs("usage: ours DIR RULES [ROUNDS]\n", stderr);
        return 2;
    }
    int rounds = argc > 3 ? atoi(argv[3]) : 1;
    char *rules = read_text(argv[2]);
    for (int round = 0; round < rounds; round++) {
        locality_structure *before = 0, *after = 0;
        locality_error error;
        answers a;
        memset(&a, 0, sizeof a);
        double t1 = now(), split = 0;
        locality_snapshot *snapshot = load(argv[1], rules, &split);
        double t2 = now();
        must(locality_structure_new(snapshot, "proposed", 0, &after, &error), &error);
        measure(after, &a);
        judge(snapshot, &a);
        double t3 = now();
        must(locality_structure_new(snapshot, "current", 0, &before, &error), &error);
        compare(before, after, &a);
        double t4 = now();
        printf("time\tsplit %.6f\tload %.6f\tcheck %.6f\tcompare %.6f\n", split, t2 - t1 - split,
               t3 - t2, t4 - t3);
        if (round + 1 == rounds) {
            printf("answer\torphans %" PRIu64 "\tcycles %" PRIu64 "\tlayers %" PRId64
                   "\twidest %" PRIu64 "\tfte %" PRId64 "\tcost %" PRId64 "\nanswer\trules",
                   a.orphans, a.on_cycles, a.layers, a.widest, a.fte_sum, a.cost_sum);
            for (int r = 0; r < 10; r++)
                printf(" %" PRIu64, a.rule[r]);
            printf("\nanswer\tadded %" PRIu64 "\tceased %" PRIu64 "\tchanged %" PRIu64
                   "\tunchanged %" PRIu64 "\n",
                   a.added, a.ceased, a.changed, a.unchanged);
            printf("bytes\t%.1f\n",
                   (double)locality_snapshot_bytes(snapshot) /
                       (double)locality_snapshot_count(snapshot, locality_schema_kind(0, "post")));
        }
        locality_structure_free(before);
        locality_structure_free(after);
        locality_snapshot_release(snapshot);
    }
    free(rules);
    return 0;
}
