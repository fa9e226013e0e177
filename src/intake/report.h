/* Report: what an import came to, as it is put together. */
#ifndef LOC_INTAKE_REPORT_H
#define LOC_INTAKE_REPORT_H

#include "base/arena.h"
#include "locality/intake.h"

enum { LOC_INTAKE_FAULTS = LOCALITY_INTAKE_DANGLING + 1 };

struct locality_intake_report {
    locality_allocator allocator;
    loc_arena texts;
    locality_intake_problem *problem;
    size_t problems, problems_capacity, most;
    locality_intake_count *count;
    size_t counts, counts_capacity;
    uint64_t by_fault[LOC_INTAKE_FAULTS];
    int32_t worst;
};

locality_intake_report *loc_report_new(const locality_allocator *allocator, size_t most);

/* A text that need not end in NUL. */
typedef struct loc_slice {
    const char *text;
    size_t length;
} loc_slice;

/* Where a problem is; zero and null where there is nothing to say. */
typedef struct loc_trouble {
    int32_t fault, severity;
    uint64_t row, line, column;
    loc_slice heading, value, id;
    const char *kind;
} loc_trouble;

/* Counts a problem, and lists it while there is room. False on refusal. */
bool loc_report_add(locality_intake_report *report, const loc_trouble *trouble, const char *format,
                    ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;
/* Adds a line of counts; `name` is copied. False on refusal. */
bool loc_report_count(locality_intake_report *report, int32_t what, const char *name,
                      uint64_t count);
/* Counts the problems and brings everything into its order. False on refusal. */
bool loc_report_close(locality_intake_report *report);

#endif
