/* Validity: whether an area exists on a date, and what replaces it. */
#include "base/fill.h"
#include "places/places.h"
#include "model/view.h"

static locality_truth both(locality_truth a, locality_truth b) {
    if (a == LOCALITY_FALSE || b == LOCALITY_FALSE) {
        return LOCALITY_FALSE;
    }
    return a == LOCALITY_TRUE && b == LOCALITY_TRUE ? LOCALITY_TRUE : LOCALITY_UNDECIDED;
}

/* Whether a day lies on the right side of an end: an end that is not given sets no limit, unless
 * the status says that there is one. */
static locality_truth keeps(int32_t comparison, const locality_range *end, const locality_range *on,
                            bool has_limit) {
    if (locality_range_is_unknown(end)) {
        return has_limit ? LOCALITY_UNDECIDED : LOCALITY_TRUE;
    }
    return locality_range_compare(comparison, end, on);
}

locality_status locality_places_valid(const locality_places *places, uint32_t area,
                                      const locality_range *on, locality_truth *out,
                                      locality_error *error) {
    size_t unused;
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = LOCALITY_UNDECIDED;
    locality_status status = loc_places_begin(places, LOC_KIND_area, area, &unused, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (!locality_range_is_valid(on)) {
        return loc_fail(error, LOCALITY_INVALID, "the date is null or not a valid range");
    }
    const locality_snapshot *snapshot = places->snapshot;
    locality_column starts = LOC_VIEW(snapshot, area, starts);
    locality_column ends = LOC_VIEW(snapshot, area, ends);
    locality_range first = loc_view_range(&starts, area);
    locality_range last = loc_view_range(&ends, area);
    uint32_t word = places->hierarchy->status != NULL ? places->hierarchy->status[area] : 0;
    bool retired = word != 0 && word == places->hierarchy->retired;
    bool proposed = word != 0 && word == locality_snapshot_symbol(snapshot, "proposed");

    *out = both(keeps(LOCALITY_LESS_EQUAL, &first, on, proposed),
                keeps(LOCALITY_GREATER_EQUAL, &last, on, retired));
    return loc_ok(error);
}

locality_status locality_places_successors(const locality_places *places, uint32_t area,
                                           uint32_t *out, size_t capacity, size_t *count,
                                           locality_error *error) {
    locality_status status = loc_places_begin(places, LOC_KIND_area, area, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    const loc_forest *successors = &places->successors;
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    uint32_t steps = successors->up.count > 0 ? loc_forest_above(successors, area) : 0;
    for (uint32_t i = 0, at = area; i < steps; i++) {
        at = loc_forest_parent(successors, at);
        loc_fill_add(&fill, &at);
    }
    return loc_fill_end(&fill, count, error);
}
