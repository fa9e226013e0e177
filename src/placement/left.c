/* Left: who has no place, and why: those who are eligible nowhere, and of those who compete for the same few
 * places the smallest set that is too large for them. Of people who are equally good nobody is named as the
 * one who loses. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "placement/tell.h"

/* Most competitions that are told. */
#define SETS_MOST 20u

/* By candidate. */
enum lots { PLACED, WITHOUT, NOWHERE, UNKNOWN_WHERE, TOLD };

typedef struct leaving {
    loc_teller *t;
    uint8_t *lot;
    uint32_t *list; /* room for every candidate */
} leaving;

/* How somebody without a place stands to all places. */
static uint8_t lot_of(const loc_board *board, uint32_t candidate) {
    uint8_t lot = NOWHERE;

    for (size_t place = 0; place < board->side[1].count; place++) {
        int32_t state = loc_board_state(board, loc_board_pair(board, candidate, place));
        if (state == LOCALITY_PLACEMENT_ELIGIBLE)
            return WITHOUT;
        if (state == LOCALITY_PLACEMENT_CANNOT_TELL)
            lot = UNKNOWN_WHERE;
    }
    return lot;
}

static size_t sort_out(leaving *x) {
    const locality_placement *p = x->t->p;
    size_t left = 0;

    memset(x->lot, WITHOUT, p->board.side[0].count);
    for (size_t i = 0; i < locality_allocation_result_pairs(p->result); i++) {
        locality_allocation_pair pair;
        if (locality_allocation_result_pair(p->result, i, &pair, NULL) == LOCALITY_OK)
            x->lot[pair.candidate] = PLACED;
    }
    for (uint32_t c = 0; c < p->board.side[0].count; c++) {
        if (x->lot[c] == PLACED)
            continue;
        x->lot[c] = lot_of(&p->board, c);
        left++;
    }
    return left;
}

static bool tell_lot(leaving *x, uint8_t lot, const char *what) {
    size_t count = 0;

    for (uint32_t c = 0; c < x->t->p->board.side[0].count; c++)
        if (x->lot[c] == lot)
            x->list[count++] = c;
    if (count == 0)
        return true;
    loc_text_format(&x->t->text, "%s: ", what);
    loc_tell_names(x->t, 0, x->list, count);
    loc_text_add(&x->t->text, ".");
    return loc_tell_say(x->t);
}

/* Whether a best plan could give somebody a place to whom this one gives none. */
static bool may_be_placed(const locality_placement *p, uint32_t candidate) {
    for (size_t l = 0; p->may != NULL && l < p->board.side[1].count; l++)
        if (p->may[loc_board_pair(&p->board, candidate, l)] != 0)
            return true;
    return p->may == NULL && locality_allocation_result_is_unique(p->result) == 0;
}

/* Of some people those who have no place in any best plan. */
static size_t list_losers(leaving *x, const uint32_t *people, size_t count) {
    size_t losers = 0;

    for (size_t i = 0; i < count; i++)
        if (x->lot[people[i]] == WITHOUT && !may_be_placed(x->t->p, people[i]))
            x->list[losers++] = people[i];
    return losers;
}

static locality_status find_competition(loc_teller *t, uint32_t candidate, size_t count[2],
                                        int64_t *wanted, int64_t *places) {
    const locality_placement *p = t->p;
    locality_status status = LOCALITY_OK;

    for (int32_t side = 0; status == LOCALITY_OK && side < 2; side++)
        status =
            locality_allocation_shortage(p->problem, p->result, 0, candidate, side, t->list[side],
                                         p->board.side[side].count, &count[side], t->error);
    return status == LOCALITY_OK
               ? locality_allocation_shortage_size(p->problem, p->result, 0, candidate, wanted,
                                                   places, t->error)
               : status;
}

/* "H.H. and K.K. are eligible for Norwich alone (1 place): H.H. is left without." */
static bool tell_competition(leaving *x, uint32_t candidate) {
    loc_teller *t = x->t;
    size_t count[2] = {0, 0}, without = 0;
    int64_t wanted = 0, places = 0;
    locality_status status = find_competition(t, candidate, count, &wanted, &places);

    if (status != LOCALITY_OK)
        return loc_tell_failed(t, status);
    for (size_t i = 0; i < count[0]; i++)
        without += x->lot[t->list[0][i]] == WITHOUT;
    size_t losers = list_losers(x, t->list[0], count[0]);
    loc_tell_names(t, 0, t->list[0], count[0]);
    loc_text_format(&t->text, " %s eligible for ", count[0] == 1 ? "is" : "are");
    loc_tell_names(t, 1, t->list[1], count[1]);
    loc_text_format(&t->text, " alone (%" PRId64 " place%s for them): ", places,
                    loc_plural(places));
    if (losers == without)
        loc_tell_names(t, 0, x->list, losers);
    else
        loc_text_format(&t->text, "%zu of them", without);
    loc_text_format(&t->text, " %s left without%s.", without == 1 ? "is" : "are",
                    losers == without ? "" : ", and a person has to choose");
    for (size_t i = 0; i < count[0]; i++)
        if (x->lot[t->list[0][i]] == WITHOUT)
            x->lot[t->list[0][i]] = TOLD;
    return loc_tell_say(t);
}

static bool tell_people(leaving *x, size_t left) {
    size_t people = x->t->p->board.side[0].count, sets = 0;

    loc_text_format(&x->t->text, "%zu of %zu candidate%s %s without a place.", left, people,
                    loc_plural((int64_t)people), left == 1 ? "is" : "are");
    if (!loc_tell_say(x->t))
        return false;
    for (uint32_t c = 0; c < people && sets < SETS_MOST; c++) {
        if (x->lot[c] != WITHOUT)
            continue;
        sets++;
        if (!tell_competition(x, c))
            return false;
    }
    return tell_lot(x, WITHOUT, "In other competitions") &&
           tell_lot(x, NOWHERE, "Eligible for no place") &&
           tell_lot(x, UNKNOWN_WHERE, "Not known to be eligible for any place");
}

bool loc_tell_left(loc_teller *t) {
    const locality_placement *p = t->p;
    leaving x = {.t = t};
    loc_arena own;
    bool done;

    if (locality_allocation_result_verdict(p->result) != LOCALITY_ALLOCATION_OPTIMAL ||
        p->staged_count > 0)
        return true;
    loc_arena_init(&own, &p->allocator);
    x.lot = loc_arena_take(&own, p->board.side[0].count + 1, 1);
    x.list = loc_arena_take(&own, p->board.side[0].count + 1, sizeof *x.list);
    if (x.lot == NULL || x.list == NULL) {
        done = loc_tell_failed(t, loc_fail_memory(t->error));
    } else {
        size_t left = sort_out(&x);
        done = left == 0 || tell_people(&x, left);
    }
    loc_arena_clear(&own);
    return done;
}
