/* What the detectors share. */
#include "surveillance/watch.h"

#include <inttypes.h>

#include "base/calendar.h"
#include "base/error.h"
#include "base/memory.h"
#include "schema/schema.h"

const char *locality_watch_state_name(int32_t state) {
    static const char *const names[] = {
        "judged",
        "no data",
        "history too short",
        "too few weeks with data",
        "no spread",
        "regression did not converge",
        "too few events",
    };

    if (state < 0 || (size_t)state >= sizeof names / sizeof names[0]) {
        return "unknown";
    }
    return names[state];
}

static bool is_count(int64_t count) {
    return count == LOCALITY_NO_COUNT || (count >= 0 && count <= LOC_MOST_COUNT);
}

static locality_status name_count(const int64_t *count, size_t weeks, size_t total,
                                  locality_error *error) {
    for (size_t i = 0; i < total; i++) {
        if (!is_count(count[i])) {
            return loc_fail(error, LOCALITY_INVALID,
                            "series %zu, week %zu: %" PRId64 " is no count (0 to 2^53)", i / weeks,
                            i % weeks, count[i]);
        }
    }
    return loc_ok(error);
}

locality_status loc_check_options(const loc_option_rule *rule, size_t count,
                                  locality_error *error) {
    for (size_t i = 0; i < count; i++) {
        if (!rule[i].good) {
            return loc_fail(error, LOCALITY_INVALID, "options.%s", rule[i].what);
        }
    }
    return loc_ok(error);
}

locality_status loc_check_weeks(size_t weeks, bool is_dated, int64_t first_date,
                                locality_error *error) {
    if (weeks > INT32_MAX) {
        return loc_fail(error, LOCALITY_LIMIT, "a series has more than 2^31 weeks");
    }
    if (is_dated && (LOC_LAST_DATE - first_date) / 7 < (int64_t)weeks) {
        return loc_fail(error, LOCALITY_INVALID, "the weeks reach beyond the calendar");
    }
    return loc_ok(error);
}

locality_status loc_check_counts(const int64_t *count, size_t weeks, size_t series,
                                 const void *points, int64_t *most, locality_error *error) {
    size_t total;
    int64_t highest = 0;
    bool bad = false;

    if (loc_multiply_overflows(weeks, series, &total)) {
        return loc_fail(error, LOCALITY_INVALID, "weeks times series are too many");
    }
    if (total > 0 && (count == NULL || points == NULL)) {
        return loc_fail_null(error, count == NULL ? "count" : "points");
    }
    for (size_t i = 0; i < total; i++) { /* without branches, so that it costs next to nothing */
        int64_t n = count[i] == LOCALITY_NO_COUNT ? 0 : count[i];
        bad |= (n < 0) | (n > LOC_MOST_COUNT);
        highest = n > highest ? n : highest;
    }
    if (most != NULL) {
        *most = highest;
    }
    return bad ? name_count(count, weeks, total, error) : loc_ok(error);
}

locality_status loc_take_options(void *local, size_t size, const void *given, uint32_t given_size,
                                 const char *name, locality_error *error) {
    if (!loc_struct_take(local, size, given, given_size, size)) {
        return loc_fail(error, LOCALITY_INVALID, "options.struct_size is not that of %s", name);
    }
    return loc_ok(error);
}
