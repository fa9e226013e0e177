/* What the detectors share: checking counts, naming what is wrong with them. */
#ifndef LOC_SURVEILLANCE_WATCH_H
#define LOC_SURVEILLANCE_WATCH_H

#include <math.h>
#include <stdbool.h>

#include "locality/surveillance.h"

#define LOC_MOST_COUNT (INT64_C(1) << 53) /* counts above are not exact as doubles */

/* Checks arrays of a detector: null where something is, negative counts, counts too large to be exact.
 * `most` receives the largest count; may be null. */
locality_status loc_check_counts(const int64_t *count, size_t weeks, size_t series,
                                 const void *points, int64_t *most, locality_error *error);
/* Checks the length of a series, and that its weeks lie in the calendar where they have dates. */
locality_status loc_check_weeks(size_t weeks, bool is_dated, int64_t first_date,
                                locality_error *error);
/* The size of options that a caller has, at least that of this version's. */
locality_status loc_take_options(void *local, size_t size, const void *given, uint32_t given_size,
                                 const char *name, locality_error *error);

static inline bool loc_is_within(uint32_t value, uint32_t least, uint32_t most) {
    return value >= least && value <= most;
}

/* What options have to keep, and what is said where they do not. */
typedef struct loc_option_rule {
    bool good;
    const char *what;
} loc_option_rule;
/* Refuses options for the first rule that they do not keep. */
locality_status loc_check_options(const loc_option_rule *rule, size_t count, locality_error *error);

/* A point of which nothing can be said but why. */
static inline locality_watch_point loc_no_point(double expected, int32_t state) {
    locality_watch_point point = {expected, NAN, NAN, NAN, state, 0};

    return point;
}

#endif
