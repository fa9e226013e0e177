/*
 * Imports both tables of an organogram and checks them: intake_ours DIR [ROUNDS]
 *
 * DIR holds senior.csv and junior.csv. Prints a line `time` with the best seconds of reading, of
 * importing (with every check of the rows and references) and of checking the structure, and the answers,
 * one a line.
 */
#include "locality.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PIECE = 1 << 18 };

static const char *const parts[] = {"senior", "junior"};

/* What there is to know of one round. */
typedef struct round_answers {
    uint64_t rows, posts, repeated, nameless, dangling, unreadable, disordered, mangled;
    size_t roots, widest;
    int64_t layers, fte; /* millionths */
    double import, check;
} round_answers;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void stop(const locality_error *error, const char *what) {
    fprintf(stderr, "intake_ours: %s: %s\n", what, error->message);
    exit(2);
}

static uint64_t problems(const locality_intake_report *report, const char *fault) {
    return locality_intake_report_sum(report, LOCALITY_INTAKE_PROBLEMS, fault);
}

static void add_report(const locality_intake_report *report, round_answers *a) {
    a->rows += locality_intake_report_sum(report, LOCALITY_INTAKE_ROWS, NULL);
    a->posts += locality_intake_report_sum(report, LOCALITY_INTAKE_MADE, "post");
    a->repeated += problems(report, "repeated");
    a->nameless += problems(report, "id");
    a->dangling += problems(report, "dangling");
    a->unreadable += problems(report, "value");
    a->disordered += problems(report, "order");
    a->mangled += problems(report, "mangled");
}

static void import(locality_model *model, const char *directory, const char *part,
                   round_answers *a) {
    static char piece[PIECE];
    char path[4096], name[64];
    locality_intake_options options = LOCALITY_INTAKE_OPTIONS_INIT;
    locality_intake_report *report = NULL;
    locality_intake *intake = NULL;
    locality_error error;
    size_t length;
    snprintf(path, sizeof path, "%s/%s.csv", directory, part);
    snprintf(name, sizeof name, "uk-organogram-%s", part);
    options.label = part;
    const char *map = locality_intake_map_text(name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        exit(2);
    }
    if (locality_intake_new(model, map, strlen(map), &options, &intake, &error) != LOCALITY_OK) {
        stop(&error, name);
    }
    while ((length = fread(piece, 1, sizeof piece, file)) > 0) {
        if (locality_intake_push(intake, piece, length, &error) != LOCALITY_OK) {
            stop(&error, path);
        }
    }
    if (locality_intake_finish(intake, &report, &error) != LOCALITY_OK) {
        stop(&error, path);
    }
    fclose(file);
    add_report(report, a);
    locality_intake_report_free(report);
    locality_intake_free(intake);
}

static void check(locality_model *model, round_answers *a) {
    locality_snapshot *snapshot = NULL;
    locality_structure *structure = NULL;
    locality_range layers;
    locality_error error;
    size_t count = 0;
    if (locality_snapshot_take(model, &snapshot, &error) != LOCALITY_OK ||
        locality_structure_new(snapshot, "current", NULL, &structure, &error) != LOCALITY_OK ||
        locality_structure_layers(structure, &layers, &error) != LOCALITY_OK) {
        stop(&error, "structure");
    }
    locality_structure_roots(structure, NULL, 0, &a->roots, NULL);
    locality_structure_spans(structure, NULL, 0, &count, NULL);
    locality_span *spans = calloc(count + 1, sizeof *spans);
    locality_structure_spans(structure, spans, count, &count, &error);
    for (size_t i = 0; i < count; i++) {
        a->widest = spans[i].records > a->widest ? spans[i].records : a->widest;
    }
    free(spans);
    a->layers = layers.lo;
    uint32_t kind = locality_schema_kind(NULL, "post");
    uint32_t fte = locality_schema_field(NULL, kind, "fte");
    uint32_t senior = locality_schema_field(NULL, kind, "senior");
    for (uint32_t row = 0; row < locality_snapshot_count(snapshot, kind); row++) {
        locality_value value, is_senior;
        locality_snapshot_value(snapshot, kind, row, fte, &value, NULL);
        locality_snapshot_value(snapshot, kind, row, senior, &is_senior, NULL);
        a->fte += is_senior.range.lo == 0 && value.type != LOCALITY_TYPE_NONE ? value.range.lo : 0;
    }
    locality_structure_free(structure);
    locality_snapshot_release(snapshot);
}

static round_answers run(const char *directory) {
    round_answers a = {0};
    locality_model *model = NULL;
    locality_error error;
    double begun = now();
    if (locality_model_new(NULL, NULL, &model, &error) != LOCALITY_OK) {
        stop(&error, "model");
    }
    for (size_t i = 0; i < 2; i++) {
        import(model, directory, parts[i], &a);
    }
    double imported = now();
    check(model, &a);
    a.import = imported - begun;
    a.check = now() - imported;
    locality_model_free(model);
    return a;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "usage: intake_ours DIR [ROUNDS]\n");
        return 2;
    }
    int rounds = argc > 2 ? atoi(argv[2]) : 5;
    round_answers best = run(argv[1]);
    for (int i = 1; i < rounds; i++) {
        round_answers a = run(argv[1]);
        best.import = a.import < best.import ? a.import : best.import;
        best.check = a.check < best.check ? a.check : best.check;
    }
    printf("time import %.6f check %.6f\n", best.import, best.check);
    printf("rows %llu\nposts %llu\nrepeated %llu\nnameless %llu\ndangling %llu\nunreadable %llu\n"
           "disordered %llu\nmangled %llu\nroots %zu\nwidest %zu\nfte %lld\n",
           (unsigned long long)best.rows, (unsigned long long)best.posts,
           (unsigned long long)best.repeated, (unsigned long long)best.nameless,
           (unsigned long long)best.dangling, (unsigned long long)best.unreadable,
           (unsigned long long)best.disordered, (unsigned long long)best.mangled, best.roots,
           best.widest, (long long)(best.fte / 10000));
    return 0;
}
