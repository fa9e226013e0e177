/* Errors: filling the caller's plain struct. Every function here allows a null error. */
#ifndef LOC_BASE_ERROR_H
#define LOC_BASE_ERROR_H

#include "locality/base.h"

/* Clears the error and returns LOCALITY_OK. */
locality_status loc_ok(locality_error *error);
/* Clears the error, sets status and message (formatted; text is cut at a whole character). */
locality_status loc_fail(locality_error *error, locality_status status, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;
/* These two are whole here, so that whoever reads a caller, an analyzer too, sees what comes back. */
/* LOCALITY_NO_MEMORY, "out of memory". */
static inline locality_status loc_fail_memory(locality_error *error) {
    (void)loc_fail(error, LOCALITY_NO_MEMORY, "out of memory");
    return LOCALITY_NO_MEMORY;
}
/* `what` was null: LOCALITY_INVALID, "<what> is null". */
static inline locality_status loc_fail_null(locality_error *error, const char *what) {
    (void)loc_fail(error, LOCALITY_INVALID, "%s is null", what);
    return LOCALITY_INVALID;
}
/* Adds where it happened; null leaves a part as it is. Keeps status and message. */
void loc_error_at_record(locality_error *error, const char *kind, const char *id,
                         const char *field);
void loc_error_at_place(locality_error *error, uint64_t line, uint64_t column);

#endif
