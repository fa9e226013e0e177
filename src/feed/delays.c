/* Delays: how many events of each reporting delay were received on each day, and from that what share of all
 * events is known after so many days.
 *
 * The newest events can only show short delays: of what was received three days ago nothing has taken four.
 * Shares of the delays seen would make reports look quicker than they are. So each delay is held against the
 * events that could have shown it (Lagakos, Barraj and De Gruttola, Biometrika 75, 1988; for sums the chain
 * ladder): with n(s) events of delay s, and N(s) of a delay up to s among those received s days before the end
 * or earlier, the share known after t days is the product of 1 - n(s) / N(s) over all s above t. */
#include "base/error.h"
#include "feed/feed.h"

enum { LONGEST = LOCALITY_FEED_DELAY_DAYS };
/* Fewest events that could have shown a delay, for it to count: a single one that took longest would else
 * take all others with it. */
#define ENOUGH 20

/* The slot of a delay; LOC_NO_SLOT where no event has it. */
static uint32_t slot_of(const loc_cube *cube, uint32_t days) {
    return loc_pairs_find(&cube->pair[0], days, 0);
}

bool loc_feed_add_delay(locality_feed *feed, int32_t day, uint32_t days, int64_t count) {
    const uint32_t code[LOC_CUBE_MOST_PARTS] = {days};
    uint32_t slot = loc_cube_slot(&feed->delays, code);

    if (slot == LOC_NO_SLOT || !loc_cube_add(&feed->delays, slot, day, count)) {
        return false;
    }
    feed->delay[days] += count;
    return true;
}

bool loc_feed_note_delay(locality_feed *feed, const loc_row *row) {
    int64_t days = (int64_t)row->recorded - row->first;

    if (days < 0) {
        feed->delay_negative += row->count;
        return true;
    }
    return row->count == 0 ||
           loc_feed_add_delay(feed, row->first, (uint32_t)(days < LONGEST ? days : LONGEST),
                              row->count);
}

bool loc_feed_walk_delay(loc_cube_walk *walk, const loc_cube *view, uint32_t days) {
    uint32_t slot = slot_of(view, days);

    if (slot != LOC_NO_SLOT) {
        loc_cube_walk_slot(walk, view, slot);
    }
    return slot != LOC_NO_SLOT;
}

bool loc_feed_merge_delays(locality_feed *feed, const locality_feed *other) {
    loc_cube *view = loc_allocate_raw(&feed->allocator, 1, sizeof *view);
    bool has_room = view != NULL && loc_cube_view(&other->delays, view);
    bool has_view = has_room;
    loc_cube_walk walk;
    int32_t day;
    int64_t count;

    for (uint32_t days = 0; has_room && days <= LONGEST; days++) {
        bool is_there = loc_feed_walk_delay(&walk, view, days);
        while (has_room && is_there && loc_cube_walk_next(&walk, &day, &count)) {
            has_room = loc_feed_add_delay(feed, day, days, count);
        }
    }
    feed->delay_negative += other->delay_negative;
    if (has_view) {
        loc_cube_unview(&other->delays, view);
    }
    loc_release(&feed->allocator, view, 1, sizeof *view);
    return has_room;
}

/* ---- The estimate ----------------------------------------------------------------------------- */

/* What an estimate is made from. */
typedef struct counting {
    int64_t exact[LONGEST + 1]; /* events of a delay, among those that could show it */
    /* Events of a delay up to s that could have shown s, as differences from one s to the next. */
    int64_t change[LONGEST + 2];
    loc_cube view;
} counting;

/* The last day that the feed knows of: on which an event was received, or recorded. A delay without bounds
 * has no day. */
static int64_t last_day(const locality_feed *feed, const loc_cube *view) {
    int64_t last = INT64_MIN;
    loc_cube_walk walk;
    int32_t day;
    int64_t count;

    for (uint32_t i = 0; i < feed->source.count; i++) {
        last = feed->first[i] <= feed->last[i] && feed->last[i] > last ? feed->last[i] : last;
    }
    for (uint32_t days = 0; days < LONGEST; days++) {
        bool is_there = loc_feed_walk_delay(&walk, view, days);
        while (is_there && loc_cube_walk_next(&walk, &day, &count)) {
            last = (int64_t)day + days > last ? (int64_t)day + days : last;
        }
    }
    return last;
}

/* Counts the events that were known by the last day. */
static void count_known(counting *c, int64_t closed) {
    loc_cube_walk walk;
    int32_t day;
    int64_t count;

    for (uint32_t days = 0; days <= LONGEST; days++) {
        bool is_there = loc_feed_walk_delay(&walk, &c->view, days);
        while (is_there && loc_cube_walk_next(&walk, &day, &count)) {
            int64_t could = closed - day < LONGEST ? closed - day : LONGEST;
            if (could >= (int64_t)days) {
                c->exact[days] += count;
                c->change[days] += count;
                c->change[could + 1] -= count;
            }
        }
    }
}

/* The shares from the counts; false where there is no event. */
static bool fill_shares(counting *c, double *share) {
    int64_t all = 0;

    for (uint32_t s = 0; s <= LONGEST; s++) {
        all += c->exact[s];
        c->change[s] += s > 0 ? c->change[s - 1] : 0; /* now N(s) */
    }
    int64_t enough = all < 2 * ENOUGH ? (all + 1) / 2 : ENOUGH;
    double known = 1;
    for (uint32_t s = LONGEST + 1; s-- > 0;) {
        int64_t could = c->change[s];
        share[s] = known;
        known *= could >= enough && could > 0 ? (double)(could - c->exact[s]) / (double)could : 1;
    }
    return all > 0;
}

locality_status loc_feed_delay_shares(const locality_feed *feed, int64_t *closed, double *share,
                                      bool *is_known, locality_error *error) {
    counting *c = loc_allocate(&feed->allocator, 1, sizeof *c);
    bool has_room = c != NULL && loc_cube_view(&feed->delays, &c->view);

    *is_known = false;
    if (has_room) {
        *closed = *closed != INT64_MIN ? *closed : last_day(feed, &c->view);
        count_known(c, *closed);
        *is_known = fill_shares(c, share);
        loc_cube_unview(&feed->delays, &c->view);
    }
    loc_release(&feed->allocator, c, 1, sizeof *c);
    return has_room ? LOCALITY_OK : loc_fail_memory(error);
}

/* ---- The calls -------------------------------------------------------------------------------- */

int64_t locality_feed_delayed(const locality_feed *feed, int32_t days) {
    if (feed == NULL || days < -1 || days > LONGEST) {
        return 0;
    }
    return days < 0 ? feed->delay_negative : feed->delay[days];
}

locality_status locality_feed_delay(const locality_feed *feed, int64_t share, int32_t *days,
                                    locality_error *error) {
    const double grace = 1e-9; /* the share is a product */
    int64_t closed = INT64_MIN;
    bool is_known;
    int32_t found = 0;

    if (days != NULL) {
        *days = 0;
    }
    if (feed == NULL || days == NULL) {
        return loc_fail_null(error, feed == NULL ? "feed" : "days");
    }
    if (share < 1 || share > LOCALITY_ONE) {
        return loc_fail(error, LOCALITY_INVALID, "share is not from 1 to 1000000");
    }
    double *known = loc_allocate_raw(&feed->allocator, LONGEST + 1, sizeof *known);
    locality_status status = known == NULL
                                 ? loc_fail_memory(error)
                                 : loc_feed_delay_shares(feed, &closed, known, &is_known, error);
    if (status == LOCALITY_OK && !is_known) {
        status = loc_fail(error, LOCALITY_NOT_FOUND, "no event has a day on which it was recorded");
    }
    while (status == LOCALITY_OK && found < LONGEST &&
           known[found] < (double)share / (double)LOCALITY_ONE - grace) {
        found++;
    }
    loc_release(&feed->allocator, known, LONGEST + 1, sizeof *known);
    *days = found;
    return status == LOCALITY_OK ? loc_ok(error) : status;
}
