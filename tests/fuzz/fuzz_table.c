/*
 * Fuzzes the import of tables.
 *
 * The first byte chooses a map and how the bytes are cut. Whole and in pieces, an import must come to the
 * same status, counts and problems; what was imported must make a snapshot, for every reference that
 * leads nowhere is taken out; what was not leaves the model empty.
 */
#include "locality/intake.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "fuzz_table: %s\n", what);
        abort();
    }
}

static const char *const maps[] = {
    "map a \"A\"\ncolumn i \"a\"\ncolumn p \"b\" none \"x\" missing \"y\"\ncolumn n \"c\" "
    "optional\n"
    "check i <= n\ntally i \"1\"\nskip \"s\" when i is \"z\"\n"
    "make unit \"{p:slug}\" once\n  name p\n  quantity n\n"
    "make post i\n  title i\n  reports_to p\n  fte n\n  posts n\n  unit \"{p:slug}\"\n  contract "
    "p\n",
    "map b \"B\"\nencoding windows-1252\ncolumn i \"a\" pick first\ncolumn s \"b\" split \";\"\n"
    "columns y like \"*\" optional\nmake area i\n  starts y\n"
    "make alias \"{i}/{item}\" each s\n  record \"area:{s}\"\n  text s\n"
    "make observation \"{i}/{item}\" each y\n  area i\n  value y\n  date y\n"
    "make post \"{i}\"\n  serves s\n  senior i\n  starts i\n",
    "map c \"C\"\nmissing \"NA\"\ncolumn i \"a\" date \"D/M/YYYY*\"\ncolumn m \"b\" unit thousand\n"
    "make note \"{i}/{row}\"\n  about m\n  text \"{{{i}}\"\nmake spend i once\n  amount m\n  date "
    "i\n"
    "  external m\n",
};

static int32_t ignore_record(void *self, uint32_t kind, const char *id) {
    (void)self;
    return kind == UINT32_MAX || id == NULL;
}

static int32_t ignore_value(void *self, uint32_t field, const locality_value *value) {
    (void)self;
    return field == UINT32_MAX || value == NULL;
}

typedef struct outcome {
    locality_status status;
    locality_model *model;
    locality_intake_report *report;
} outcome;

static outcome import(const char *map, const uint8_t *data, size_t size, size_t piece) {
    outcome out = {LOCALITY_OK, NULL, NULL};
    locality_intake_options options = LOCALITY_INTAKE_OPTIONS_INIT;
    locality_intake *intake = NULL;
    locality_error error;
    options.max_row_bytes = 4096;
    options.max_problems = 50;
    must(locality_model_new(NULL, NULL, &out.model, NULL) == LOCALITY_OK, "no model");
    must(locality_intake_new(out.model, map, strlen(map), &options, &intake, &error) == LOCALITY_OK,
         "the map is refused");
    for (size_t at = 0; at < size && out.status == LOCALITY_OK; at += piece) {
        size_t take = size - at < piece ? size - at : piece;
        out.status = locality_intake_push(intake, data + at, take, &error);
    }
    if (out.status == LOCALITY_OK) {
        out.status = locality_intake_finish(intake, &out.report, &error);
    }
    must((out.status == LOCALITY_OK) == (out.report != NULL), "a report without success");
    must(out.status == LOCALITY_OK || error.message[0] != '\0', "a failure without a message");
    locality_intake_free(intake);
    return out;
}

static void check_model(const outcome *out) {
    locality_model_visitor visitor = LOCALITY_MODEL_VISITOR_INIT;
    locality_snapshot *snapshot = NULL;
    locality_error error;
    visitor.record = ignore_record;
    visitor.value = ignore_value;
    must(locality_model_visit(out->model, &visitor, NULL) == LOCALITY_OK,
         "the model cannot be visited");
    if (out->status != LOCALITY_OK) {
        must(locality_model_count(out->model, "post") == 0, "a failure leaves posts");
        must(locality_model_count(out->model, "area") == 0, "a failure leaves areas");
        return;
    }
    locality_status status = locality_snapshot_take(out->model, &snapshot, &error);
    must(status == LOCALITY_OK || status == LOCALITY_AMBIGUOUS,
         "what was imported makes no snapshot");
    locality_snapshot_release(snapshot);
}

static void check_same(const outcome *a, const outcome *b) {
    must(a->status == b->status, "the cut of the bytes shows in the status");
    must(locality_intake_report_counts(a->report) == locality_intake_report_counts(b->report),
         "the cut of the bytes shows in the counts");
    for (size_t i = 0; i < locality_intake_report_counts(a->report); i++) {
        must(locality_intake_report_count_at(a->report, i)->count ==
                 locality_intake_report_count_at(b->report, i)->count,
             "the cut of the bytes shows in a count");
    }
    must(locality_intake_report_problems(a->report) == locality_intake_report_problems(b->report),
         "the cut of the bytes shows in the problems");
    for (size_t i = 0; i < locality_intake_report_problems(a->report); i++) {
        const locality_intake_problem *p = locality_intake_report_problem_at(a->report, i);
        const locality_intake_problem *q = locality_intake_report_problem_at(b->report, i);
        must(p->row == q->row && p->column == q->column && strcmp(p->message, q->message) == 0 &&
                 strcmp(p->value, q->value) == 0,
             "the cut of the bytes shows in a problem");
    }
}

static void drop(outcome *out) {
    locality_intake_report_free(out->report);
    locality_model_free(out->model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) {
        return 0;
    }
    const char *map = maps[data[0] % 3];
    size_t piece = 1 + data[0] / 3 % 16;
    outcome whole = import(map, data + 1, size - 1, size);
    outcome cut = import(map, data + 1, size - 1, piece);
    check_model(&whole);
    check_model(&cut);
    check_same(&whole, &cut);
    drop(&whole);
    drop(&cut);
    return 0;
}
