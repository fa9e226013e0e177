/* Report: counts, and problems in the order of their rows. */
#include "intake/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { LONGEST_VALUE = 120, LONGEST_MESSAGE = 400 };

locality_intake_report *loc_report_new(const locality_allocator *allocator, size_t most) {
    locality_intake_report *report = loc_allocate(allocator, 1, sizeof *report);
    if (report != NULL) {
        report->allocator = *allocator;
        report->most = most;
        loc_arena_init(&report->texts, allocator);
    }
    return report;
}

void locality_intake_report_free(locality_intake_report *report) {
    if (report == NULL) {
        return;
    }
    locality_allocator allocator = report->allocator;
    loc_arena_clear(&report->texts);
    loc_release(&allocator, report->problem, report->problems_capacity, sizeof *report->problem);
    loc_release(&allocator, report->count, report->counts_capacity, sizeof *report->count);
    loc_release(&allocator, report, 1, sizeof *report);
}

/* ---- Adding ------------------------------------------------------------------------------------ */

/* A copy that can be shown: valid UTF-8 without control characters, cut at a whole character. */
static const char *keep(locality_intake_report *report, loc_slice slice) {
    size_t length = slice.length < LONGEST_VALUE ? slice.length : LONGEST_VALUE;
    char *copy = length == 0 ? NULL : loc_arena_text(&report->texts, slice.text, length);
    if (copy == NULL) {
        return length == 0 ? "" : NULL;
    }
    for (size_t at = loc_utf8_check(copy, length); at < length; at = loc_utf8_check(copy, length)) {
        if (length < slice.length && length - at < 4) { /* a character that was cut */
            copy[length = at] = '\0';
        } else {
            copy[at] = '?';
        }
    }
    for (char *p = copy; *p != '\0'; p++) {
        *p = (unsigned char)*p < ' ' || *p == 0x7F ? ' ' : *p;
    }
    return copy;
}

static bool list(locality_intake_report *report, const loc_trouble *trouble, const char *message) {
    void *block = report->problem;
    if (!loc_grow(&report->allocator, &block, &report->problems_capacity, report->problems + 1,
                  sizeof *report->problem)) {
        return false;
    }
    report->problem = block;
    locality_intake_problem *problem = &report->problem[report->problems];
    *problem = (locality_intake_problem){
        .fault = trouble->fault,
        .severity = trouble->severity,
        .row = trouble->row,
        .line = trouble->line,
        .column = trouble->column,
        .heading = keep(report, trouble->heading),
        .value = keep(report, trouble->value),
        .kind = trouble->kind == NULL ? "" : trouble->kind,
        .id = keep(report, trouble->id),
        .message = loc_arena_text(&report->texts, message, strlen(message))};
    if (problem->heading == NULL || problem->value == NULL || problem->id == NULL ||
        problem->message == NULL) {
        return false;
    }
    report->problems++;
    return true;
}

bool loc_report_add(locality_intake_report *report, const loc_trouble *trouble, const char *format,
                    ...) {
    report->by_fault[trouble->fault]++;
    report->worst = trouble->severity > report->worst ? trouble->severity : report->worst;
    if (report->problems >= report->most) {
        return true;
    }
    char message[LONGEST_MESSAGE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    message[loc_utf8_check(message, strlen(message))] = '\0';
    return list(report, trouble, message);
}

bool loc_report_count(locality_intake_report *report, int32_t what, const char *name,
                      uint64_t count) {
    void *block = report->count;
    if (!loc_grow(&report->allocator, &block, &report->counts_capacity, report->counts + 1,
                  sizeof *report->count)) {
        return false;
    }
    report->count = block;
    const char *copy = loc_arena_text(&report->texts, name, strlen(name));
    if (copy == NULL) {
        return false;
    }
    report->count[report->counts++] =
        (locality_intake_count){.what = what, .name = copy, .count = count};
    return true;
}

/* ---- Closing ------------------------------------------------------------------------------------ */

static bool comes_before(const locality_intake_problem *a, const locality_intake_problem *b) {
    return a->row != b->row ? a->row < b->row : a->column < b->column;
}

/* Merges two sorted runs that lie side by side; what is equal stays in its order. */
static void merge(const locality_intake_problem *from, locality_intake_problem *to, size_t middle,
                  size_t count) {
    size_t left = 0, right = middle;
    for (size_t i = 0; i < count; i++) {
        bool take_left =
            right >= count || (left < middle && !comes_before(&from[right], &from[left]));
        to[i] = take_left ? from[left++] : from[right++];
    }
}

static bool sort_problems(locality_intake_report *report) {
    size_t count = report->problems;
    locality_intake_problem *from = report->problem, *to;
    to = loc_allocate_raw(&report->allocator, report->problems_capacity, sizeof *to);
    if (to == NULL) {
        return false;
    }
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += 2 * width) {
            size_t both = count - start < 2 * width ? count - start : 2 * width;
            merge(from + start, to + start, width < both ? width : both, both);
        }
        locality_intake_problem *swapped = from;
        from = to;
        to = swapped;
    }
    report->problem = from;
    loc_release(&report->allocator, to, report->problems_capacity, sizeof *to);
    return true;
}

bool loc_report_close(locality_intake_report *report) {
    for (int32_t fault = 0; fault < LOC_INTAKE_FAULTS; fault++) {
        if (report->by_fault[fault] == 0) {
            continue;
        }
        if (!loc_report_count(report, LOCALITY_INTAKE_PROBLEMS, locality_intake_fault_name(fault),
                              report->by_fault[fault])) {
            return false;
        }
        report->count[report->counts - 1].fault = fault;
    }
    return report->problems < 2 || sort_problems(report);
}

/* ---- Reading ------------------------------------------------------------------------------------- */

const char *locality_intake_fault_name(int32_t fault) {
    static const char *const names[LOC_INTAKE_FAULTS] = {
        "heading", "quotes", "cells",    "encoding",  "mangled", "value",
        "order",   "id",     "repeated", "different", "dangling"};
    return fault >= 0 && fault < LOC_INTAKE_FAULTS ? names[fault] : "unknown";
}

size_t locality_intake_report_counts(const locality_intake_report *report) {
    return report == NULL ? 0 : report->counts;
}

const locality_intake_count *locality_intake_report_count_at(const locality_intake_report *report,
                                                             size_t index) {
    return report != NULL && index < report->counts ? &report->count[index] : NULL;
}

uint64_t locality_intake_report_sum(const locality_intake_report *report, int32_t what,
                                    const char *name) {
    uint64_t sum = 0;
    for (size_t i = 0; report != NULL && i < report->counts; i++) {
        const locality_intake_count *count = &report->count[i];
        bool counts = count->what == what && (name == NULL || strcmp(count->name, name) == 0);
        sum += counts ? count->count : 0;
    }
    return sum;
}

size_t locality_intake_report_problems(const locality_intake_report *report) {
    return report == NULL ? 0 : report->problems;
}

const locality_intake_problem *
locality_intake_report_problem_at(const locality_intake_report *report, size_t index) {
    return report != NULL && index < report->problems ? &report->problem[index] : NULL;
}

int32_t locality_intake_report_worst(const locality_intake_report *report) {
    return report == NULL ? LOCALITY_INTAKE_NOTE : report->worst;
}
