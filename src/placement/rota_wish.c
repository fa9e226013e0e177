/* Wishes of a rota: what the caller gives somebody for a time, or keeps from somebody, as periods. */
#include <string.h>

#include "base/error.h"
#include "placement/placement.h"
#include "placement/rota.h"

/* The first period that ends on a day or later; the number of periods where none does. */
static size_t period_of(const locality_placement_rota *r, int64_t day) {
    size_t period = 0;

    while (period < r->periods && r->period[period].last < day)
        period++;
    return period;
}

static locality_status fail_days(const locality_placement_rota *r, const loc_rota_wish *wish,
                                 int64_t first, int64_t last, const char *what,
                                 locality_error *error) {
    char days[2][LOC_DAY_ROOM];

    loc_rota_day(first, days[0]);
    loc_rota_day(last, days[1]);
    return loc_fail(error, LOCALITY_INVALID, "%s in %s from %s to %s: %s",
                    r->side[0].label[wish->candidate], r->side[1].label[wish->place], days[0],
                    days[1], what);
}

/* Days become periods: a place is given for whole periods, and kept from somebody in all that have one of
 * the days. */
static locality_status take_days(const locality_placement_rota *r,
                                 const locality_placement_rota_wish *given, loc_rota_wish *wish,
                                 locality_error *error) {
    int64_t first = given->first > r->first ? given->first : r->first;
    int64_t last = given->last < r->last ? given->last : r->last;

    if (given->first > given->last)
        return fail_days(r, wish, given->first, given->last, "this ends before it begins", error);
    if (first > last)
        return fail_days(r, wish, given->first, given->last, "the rota has none of these days",
                         error);
    wish->first = period_of(r, first);
    wish->last = period_of(r, last);
    if (wish->is_fixed &&
        (r->period[wish->first].first != first || r->period[wish->last].last != last))
        return fail_days(r, wish, first, last,
                         "a place is given for whole periods of the rota, and this begins or ends "
                         "within one",
                         error);
    return LOCALITY_OK;
}

static locality_status find_pair(const locality_placement_rota *r,
                                 const locality_snapshot *snapshot,
                                 const locality_placement_rota_wish *given, loc_rota_wish *wish,
                                 locality_error *error) {
    size_t candidate = 0, place = 0;
    locality_status status = loc_members_find(&r->side[0], snapshot, LOCALITY_ALLOCATION_CANDIDATES,
                                              given->candidate, &candidate, error);

    if (status == LOCALITY_OK)
        status = loc_members_find(&r->side[1], snapshot, LOCALITY_ALLOCATION_DEMANDS, given->place,
                                  &place, error);
    wish->candidate = (uint32_t)candidate;
    wish->place = (uint32_t)place;
    return status;
}

static locality_status check_others(const locality_placement_rota *r, const loc_rota_wish *wish,
                                    locality_error *error) {
    for (size_t i = 0; i < r->wishes; i++) {
        const loc_rota_wish *other = &r->wish[i];
        if (other->candidate == wish->candidate && other->place == wish->place &&
            other->is_fixed != wish->is_fixed && other->first <= wish->last &&
            other->last >= wish->first)
            return loc_rota_clash(r, wish->candidate, wish->place,
                                  wish->first > other->first ? wish->first : other->first, error);
    }
    return LOCALITY_OK;
}

static locality_status take_wish(locality_placement_rota *r, const locality_snapshot *snapshot,
                                 const locality_placement_rota_wish *given, loc_rota_wish *wish,
                                 locality_error *error) {
    const char *reason = given->reason == NULL ? "asked for" : given->reason;
    locality_status status;

    if (given->candidate == NULL || given->place == NULL)
        return loc_fail(error, LOCALITY_INVALID, "a wish lacks its candidate or place");
    if (loc_utf8_check(reason, strlen(reason)) < strlen(reason))
        return loc_fail(error, LOCALITY_ENCODING, "a reason is not valid UTF-8");
    wish->is_fixed = given->is_fixed != 0;
    status = find_pair(r, snapshot, given, wish, error);
    if (status == LOCALITY_OK)
        status = take_days(r, given, wish, error);
    if (status == LOCALITY_OK)
        status = check_others(r, wish, error);
    if (status != LOCALITY_OK)
        return status;
    wish->reason = loc_arena_text(&r->arena, reason, strlen(reason));
    return wish->reason == NULL ? loc_fail_memory(error) : LOCALITY_OK;
}

locality_status loc_rota_wishes(locality_placement_rota *r, const locality_snapshot *snapshot,
                                const locality_placement_rota_options *options,
                                locality_error *error) {
    r->wish = loc_arena_take(&r->arena, options->wishes_count + 1, sizeof *r->wish);
    if (r->wish == NULL)
        return loc_fail_memory(error);
    while (r->wishes < options->wishes_count) {
        locality_status status =
            take_wish(r, snapshot, &options->wishes[r->wishes], &r->wish[r->wishes], error);
        if (status != LOCALITY_OK)
            return status;
        r->wishes++;
    }
    return LOCALITY_OK;
}

void loc_rota_mark(const locality_placement_rota *r, size_t period, uint8_t *mark) {
    memset(mark, LOC_MARK_NONE, r->side[0].count * r->side[1].count);
    for (size_t i = 0; i < r->wishes; i++) {
        const loc_rota_wish *wish = &r->wish[i];
        if (wish->first <= period && period <= wish->last)
            mark[wish->candidate * r->side[1].count + wish->place] =
                wish->is_fixed ? LOC_MARK_FIXED : LOC_MARK_BARRED;
    }
}

/* ---- What cannot be -------------------------------------------------------------------------------------- */

void loc_rota_day(int64_t day, char out[LOC_DAY_ROOM]) {
    locality_range range = {day, day};

    if (locality_value_write(LOCALITY_TYPE_DATE, &range, out, LOC_DAY_ROOM, NULL, NULL) !=
        LOCALITY_OK)
        out[0] = '\0';
}

static locality_status fail_period(const locality_placement_rota *r, size_t candidate, size_t place,
                                   size_t period, const char *what, locality_error *error) {
    char days[2][LOC_DAY_ROOM];

    loc_rota_day(r->period[period].first, days[0]);
    loc_rota_day(r->period[period].last, days[1]);
    return loc_fail(error, LOCALITY_CONFLICT, "%s and %s, from %s to %s: %s",
                    r->side[0].label[candidate], r->side[1].label[place], days[0], days[1], what);
}

locality_status loc_rota_clash(const locality_placement_rota *r, size_t candidate, size_t place,
                               size_t period, locality_error *error) {
    return fail_period(r, candidate, place, period, "both fixed and barred", error);
}

locality_status loc_rota_stranger(const locality_placement_rota *r, size_t candidate, size_t place,
                                  size_t period, bool is_place, locality_error *error) {
    return fail_period(r, candidate, place, period,
                       is_place ? "fixed, and the place is not there"
                                : "fixed, and the person is no candidate on all of these days",
                       error);
}

locality_status loc_rota_twice(const locality_placement_rota *r, size_t candidate,
                               const size_t place[2], size_t period, locality_error *error) {
    char days[2][LOC_DAY_ROOM];

    loc_rota_day(r->period[period].first, days[0]);
    loc_rota_day(r->period[period].last, days[1]);
    return loc_fail(error, LOCALITY_CONFLICT,
                    "%s is fixed in %s and in %s from %s to %s: nobody holds two places at once",
                    r->side[0].label[candidate], r->side[1].label[place[0]],
                    r->side[1].label[place[1]], days[0], days[1]);
}
