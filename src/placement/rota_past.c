/* The past of a rota: what each candidate held last before its first day, by the records of allocations. */
#include "placement/rota_past.h"

#include <string.h>

#include "base/calendar.h"
#include "base/error.h"
#include "schema/schema.h"

#include "placement/keep.h" /* behind the language, whose names it would hide */

#define KIND ((uint32_t)LOC_KIND_allocation)
#define NOBODY UINT32_MAX

/* A time before the rota in which a candidate held a place; `first` is `last` where no first day is recorded. */
typedef struct held {
    uint32_t candidate, place;
    int64_t first, last;
} held;

typedef struct recalling {
    const locality_placement_rota *r;
    const locality_snapshot *snapshot;
    held *list;
    size_t count;
} recalling;

static const char *text_at(const recalling *x, uint32_t row, uint32_t field) {
    locality_value value;

    if (locality_snapshot_value(x->snapshot, KIND, row, field, &value, NULL) != LOCALITY_OK ||
        value.type == LOCALITY_TYPE_NONE || value.text == NULL)
        return "";
    return value.text;
}

/* False where the day is not given, or not known. */
static bool day_at(const recalling *x, uint32_t row, uint32_t field, int64_t *out) {
    locality_value value;

    if (locality_snapshot_value(x->snapshot, KIND, row, field, &value, NULL) != LOCALITY_OK ||
        value.type != LOCALITY_TYPE_DATE || locality_range_is_exact(&value.range) == 0)
        return false;
    *out = value.range.lo;
    return true;
}

static uint32_t find_member(const loc_members *members, const char *id) {
    for (size_t i = 0; i < members->count; i++)
        if (strcmp(members->id[i], id) == 0)
            return (uint32_t)i;
    return NOBODY;
}

/* Whether a record says that a place was held: not what was proposed or refused, and in no other role. */
static bool is_held(const recalling *x, uint32_t row) {
    const char *status = text_at(x, row, LOC_FIELD_allocation_status);

    if (strcmp(status, "proposed") == 0 || strcmp(status, "refused") == 0)
        return false;
    return x->r->role[0] == '\0' ||
           strcmp(x->r->role, text_at(x, row, LOC_FIELD_allocation_role)) == 0;
}

/* What has ended without a day is no time; what has not, goes on. */
static void take_record(recalling *x, uint32_t row) {
    const locality_placement_rota *r = x->r;
    int64_t before = r->first - 1;
    held *one = &x->list[x->count];

    if (!is_held(x, row))
        return;
    one->candidate = find_member(&r->side[0], loc_keep_member(x->snapshot, row, 0, r->kind));
    one->place = find_member(&r->side[1], loc_keep_member(x->snapshot, row, 1, r->kind));
    if (one->candidate == NOBODY || one->place == NOBODY)
        return;
    bool starts = day_at(x, row, LOC_FIELD_allocation_starts, &one->first);
    bool ends = day_at(x, row, LOC_FIELD_allocation_ends, &one->last);
    if (!ends && (!starts || strcmp(text_at(x, row, LOC_FIELD_allocation_status), "ended") == 0))
        return;
    one->last = !ends || one->last > before ? before : one->last;
    one->first = starts ? one->first : one->last;
    x->count += one->first <= one->last;
}

/* The last that a candidate held; of several that ended together the longest, then the first place. Null for none. */
static const held *last_of(const recalling *x, uint32_t candidate) {
    const held *last = NULL;

    for (size_t i = 0; i < x->count; i++) {
        const held *one = &x->list[i];
        if (one->candidate != candidate || (last != NULL && one->last < last->last))
            continue;
        bool is_better = last == NULL || one->last > last->last || one->first < last->first ||
                         (one->first == last->first && one->place < last->place);
        last = is_better ? one : last;
    }
    return last;
}

/* The first day of a spell, over records that follow one another. */
static int64_t start_of(const recalling *x, const held *last) {
    int64_t first = last->first;
    bool is_longer = true;

    while (is_longer) {
        is_longer = false;
        for (size_t i = 0; i < x->count; i++) {
            const held *one = &x->list[i];
            if (one->candidate == last->candidate && one->place == last->place &&
                one->first < first && one->last + 1 >= first) {
                first = one->first;
                is_longer = true;
            }
        }
    }
    return first;
}

/* The first day of the period that ends on the day before. */
static int64_t period_before(int64_t day, int32_t every) {
    loc_date date = loc_date_split(day - 1);
    int32_t month = date.month - (every == LOCALITY_PLACEMENT_QUARTERLY ? 2 : 0);

    if (every == LOCALITY_PLACEMENT_WEEKLY)
        return day - 7;
    return loc_date_number(month < 1 ? date.year - 1 : date.year, month < 1 ? month + 12 : month,
                           1);
}

/* Periods of which some day was held are counted whole. */
static void count_periods(const locality_placement_rota *r, int64_t first, int64_t last,
                          locality_rota_past *out) {
    int64_t at = period_before(r->first, r->every);

    for (; at > last; at = period_before(at, r->every))
        out->ago++;
    out->length = 1;
    for (; at > first; at = period_before(at, r->every))
        out->length++;
}

locality_status loc_rota_past(locality_placement_rota *r, const locality_snapshot *snapshot,
                              locality_error *error) {
    size_t records = locality_snapshot_count(snapshot, KIND);
    recalling x = {r, snapshot, NULL, 0};

    x.list = loc_allocate(&r->allocator, records + 1, sizeof *x.list);
    if (x.list == NULL)
        return loc_fail_memory(error);
    for (uint32_t row = 0; row < records; row++)
        take_record(&x, row);
    if (x.count > 0)
        r->past = loc_arena_take(&r->arena, r->side[0].count, sizeof *r->past);
    for (uint32_t i = 0; r->past != NULL && i < r->side[0].count; i++) {
        const held *last = last_of(&x, i);
        r->past[i].demand = last == NULL ? LOCALITY_ROTA_NOBODY : last->place;
        if (last != NULL)
            count_periods(r, start_of(&x, last), last->last, &r->past[i]);
    }
    bool done = x.count == 0 || r->past != NULL;
    loc_release(&r->allocator, x.list, records + 1, sizeof *x.list);
    return done ? LOCALITY_OK : loc_fail_memory(error);
}
