/* Why, of FTE: what would be otherwise if a candidate gave a place all it can, or nothing: solved anew with
 * that, and set beside the plan. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "base/wide.h"
#include "placement/deployment_why.h"

#define MOVES_SHOWN 8u

typedef struct comparing {
    const locality_placement *p;
    const locality_deployment *other;
    size_t candidate, place;
    locality_deployment_value now, then;
    loc_text *out;
    size_t told;
} comparing;

static const char *label(const comparing *c, int side, size_t number) {
    return c->p->board.side[side].label[number];
}

static void put_fte(const comparing *c, int64_t hundredths) {
    loc_placement_fte(hundredths, c->out);
    loc_text_add(c->out, " FTE");
}

static int64_t placed(const locality_deployment *plan, size_t place) {
    locality_deployment_member member;

    (void)locality_deployment_member_at(plan, LOCALITY_ALLOCATION_DEMANDS, place, &member, NULL);
    return member.placed;
}

static void put_next(comparing *c) {
    loc_text_add(c->out, c->told++ > 0 ? "; " : "");
}

/* "0.5 FTE fewer would be placed; Foleshill would be given 2 of 5 FTE instead of 2.5; miles +3" */
static void put_price(comparing *c) {
    if (c->then.placed != c->now.placed) {
        put_next(c);
        put_fte(c, c->now.placed - c->then.placed);
        loc_text_add(c->out, " fewer would be placed");
    }
    for (size_t j = 0; j < c->p->board.side[1].count; j++) {
        int64_t before = placed(c->p->deployed, j), after = placed(c->other, j);
        if (before == after)
            continue;
        put_next(c);
        loc_text_format(c->out, "%s would be given ", label(c, 1, j));
        put_fte(c, after);
        loc_text_add(c->out, " instead of ");
        loc_placement_fte(before, c->out);
    }
    for (uint32_t level = 0; level < c->now.levels; level++)
        if (c->now.cost[level] != c->then.cost[level]) {
            put_next(c);
            loc_placement_fte_cost(c->p, level, c->then.cost[level] - c->now.cost[level], true,
                                   c->out);
        }
    if (c->told == 0)
        loc_text_add(c->out, "nothing would be worse");
}

/* Places of a plan that are given the share of their need that `given` of `need` is. */
static size_t count_alike(const locality_deployment *plan, int64_t given, int64_t need) {
    size_t count = 0;

    for (size_t j = 0; j < locality_deployment_count(plan, LOCALITY_ALLOCATION_DEMANDS); j++) {
        locality_deployment_member place;
        (void)locality_deployment_member_at(plan, LOCALITY_ALLOCATION_DEMANDS, j, &place, NULL);
        count += (place.amount == 0) == (need == 0) &&
                 (need == 0 ? place.placed == given
                            : (loc_wide)place.placed * need == (loc_wide)given * place.amount);
    }
    return count;
}

/* Whether the two are as good: as much placed, the same shares of needs, if of other places, the same costs. */
static bool is_as_good(const comparing *c) {
    bool is_same = c->then.placed == c->now.placed;

    for (size_t j = 0; is_same && j < c->p->board.side[1].count; j++) {
        locality_deployment_member place;
        (void)locality_deployment_member_at(c->other, LOCALITY_ALLOCATION_DEMANDS, j, &place, NULL);
        is_same = count_alike(c->p->deployed, place.placed, place.amount) ==
                  count_alike(c->other, place.placed, place.amount);
    }
    for (uint32_t level = 0; is_same && level < c->now.levels; level++)
        is_same = c->now.cost[level] == c->then.cost[level];
    return is_same;
}

/* A share of a plan by its number; behind the last one that comes after all others. */
static locality_deployment_share share_at(const locality_deployment *plan, size_t number) {
    locality_deployment_share share;

    if (locality_deployment_share_at(plan, number, &share, NULL) != LOCALITY_OK)
        share.group = share.place = UINT32_MAX;
    return share;
}

static bool comes_after(const locality_deployment_share *a, const locality_deployment_share *b) {
    return a->group != b->group ? a->group > b->group : a->place > b->place;
}

/* Shares of both plans stand in one order. */
static void put_moves(const comparing *c) {
    size_t at = 0, other_at = 0, told = 0;

    for (;;) {
        locality_deployment_share now = share_at(c->p->deployed, at);
        locality_deployment_share then = share_at(c->other, other_at);
        bool has_now = !comes_after(&now, &then), has_then = !comes_after(&then, &now);
        const locality_deployment_share *pair = has_now ? &now : &then;
        if (pair->group == UINT32_MAX)
            break;
        at += has_now;
        other_at += has_then;
        if ((has_now && has_then && now.amount == then.amount) || ++told > MOVES_SHOWN)
            continue;
        loc_text_format(c->out, "%s%s gives %s ", told > 1 ? "; " : "Then ",
                        label(c, 0, pair->group), label(c, 1, pair->place));
        put_fte(c, has_then ? then.amount : 0);
        loc_text_add(c->out, " instead of ");
        loc_placement_fte(has_now ? now.amount : 0, c->out);
    }
    if (told > MOVES_SHOWN)
        loc_text_format(c->out, "; and %zu more", told - MOVES_SHOWN);
    loc_text_add(c->out, told > 0 ? "." : "");
}

static int32_t put_held(comparing *c, int64_t given) {
    loc_text_format(c->out, "%s gives %s ", label(c, 0, c->candidate), label(c, 1, c->place));
    put_fte(c, given);
    if (c->then.verdict != LOCALITY_ALLOCATION_OPTIMAL) {
        loc_text_add(c->out, ": without that what is protected and fixed cannot be kept.");
        return LOCALITY_ALLOCATION_CANNOT;
    }
    if (is_as_good(c)) {
        loc_text_add(c->out, ", but a plan without that is as good: a person has to choose.");
        return LOCALITY_ALLOCATION_HELD;
    }
    loc_text_add(c->out, ": without that ");
    put_price(c);
    loc_text_add(c->out, ".");
    return LOCALITY_ALLOCATION_HELD;
}

static int32_t put_not_held(comparing *c, int64_t asked) {
    loc_text_format(c->out, "%s is eligible for %s", label(c, 0, c->candidate),
                    label(c, 1, c->place));
    if (asked == 0) {
        loc_text_add(c->out, ", but there is no FTE to give or to take.");
        return LOCALITY_ALLOCATION_CANNOT;
    }
    if (c->then.verdict != LOCALITY_ALLOCATION_OPTIMAL) {
        loc_text_add(c->out, ", but what is protected and fixed leaves no room for it.");
        return LOCALITY_ALLOCATION_CANNOT;
    }
    if (is_as_good(c)) {
        loc_text_add(c->out, ", and could give it ");
        put_fte(c, asked);
        loc_text_add(c->out, " in a plan that is as good: a person has to choose.");
        return LOCALITY_ALLOCATION_AS_GOOD;
    }
    loc_text_add(c->out, ", and could give it ");
    put_fte(c, asked);
    loc_text_add(c->out, " at a price: ");
    put_price(c);
    loc_text_add(c->out, ".");
    return LOCALITY_ALLOCATION_AT_A_COST;
}

/* All that the candidate has, or that the place may be given. */
static int64_t most_of(const locality_placement *p, size_t candidate, size_t place) {
    locality_deployment_member who, where;

    (void)locality_deployment_member_at(p->deployed, 0, candidate, &who, NULL);
    (void)locality_deployment_member_at(p->deployed, 1, place, &where, NULL);
    return who.amount < where.ceiling ? who.amount : where.ceiling;
}

static bool is_fixed(const locality_placement *p, size_t pair) {
    return p->board.mark[pair] == LOC_MARK_FIXED;
}

/* Who is fixed elsewhere gives this place nothing, whatever it would cost. */
static const char *fixed_elsewhere(const locality_placement *p, size_t candidate) {
    for (size_t j = 0; j < p->board.side[1].count; j++)
        if (is_fixed(p, loc_board_pair(&p->board, candidate, j)))
            return p->board.side[1].label[j];
    return NULL;
}

static locality_status compare(comparing *c, size_t pair, int64_t given, int32_t *reason,
                               loc_text *moves, locality_error *error) {
    int64_t asked = given > 0 ? 0 : most_of(c->p, c->candidate, c->place);
    loc_spread_change change = {pair, asked, given > 0 ? 0 : INT64_MAX};
    locality_deployment *other = NULL;
    locality_status status = loc_placement_spread_anew(c->p, &change, &other, error);

    if (status != LOCALITY_OK)
        return status;
    c->other = other;
    (void)locality_deployment_get_value(c->p->deployed, &c->now, NULL);
    (void)locality_deployment_get_value(other, &c->then, NULL);
    *reason = given > 0 ? put_held(c, given) : put_not_held(c, asked);
    if (c->then.verdict == LOCALITY_ALLOCATION_OPTIMAL && asked + given > 0) {
        comparing told = *c;
        told.out = moves;
        put_moves(&told);
    }
    locality_deployment_free(other);
    return LOCALITY_OK;
}

locality_status loc_placement_spread_why(const locality_placement *p, size_t candidate,
                                         size_t place, int32_t *reason, loc_text *first,
                                         loc_text *moves, locality_error *error) {
    size_t pair = loc_board_pair(&p->board, candidate, place);
    comparing c = {.p = p, .candidate = candidate, .place = place, .out = first};
    const char *elsewhere = is_fixed(p, pair) ? NULL : fixed_elsewhere(p, candidate);
    locality_deployment_value value;

    (void)locality_deployment_get_value(p->deployed, &value, NULL);
    if (value.verdict != LOCALITY_ALLOCATION_OPTIMAL) {
        loc_text_format(first, "%s is eligible for %s; there is no proved plan to compare with.",
                        label(&c, 0, candidate), label(&c, 1, place));
        *reason = LOCALITY_ALLOCATION_NO_PAIR;
        return LOCALITY_OK;
    }
    if (is_fixed(p, pair)) {
        loc_text_format(first,
                        loc_placement_given(p->deployed, candidate, place) > 0
                            ? "%s works in %s because that is fixed: %s."
                            : "%s is fixed for %s, but gives it nothing in this plan: %s.",
                        label(&c, 0, candidate), label(&c, 1, place),
                        p->board.reason[p->board.why[pair]]);
        *reason = LOCALITY_ALLOCATION_PINNED;
        return LOCALITY_OK;
    }
    if (elsewhere != NULL) {
        loc_text_format(first, "%s is eligible for %s, but is fixed for %s.",
                        label(&c, 0, candidate), label(&c, 1, place), elsewhere);
        *reason = LOCALITY_ALLOCATION_CANNOT;
        return LOCALITY_OK;
    }
    return compare(&c, pair, loc_placement_given(p->deployed, candidate, place), reason, moves,
                   error);
}
