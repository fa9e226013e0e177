/* Telling a deployment: how much of the need is met and whether that is proved, which places compete for
 * too little and who may go there, what is left over, where a person has to choose. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "placement/tell.h"

/* Most stories of places that are short. */
#define STORIES_MOST 20u

typedef struct spread_teller {
    loc_teller *t;
    const locality_deployment *plan;
    locality_deployment_value value;
    uint8_t *place_in, *group_in;
    locality_deployment_story told[STORIES_MOST];
    uint32_t first[STORIES_MOST]; /* place of each */
    size_t told_count;
} spread_teller;

static void put_fte(const spread_teller *s, int64_t hundredths) {
    loc_placement_fte(hundredths, &s->t->text);
    loc_text_add(&s->t->text, " FTE");
}

static locality_deployment_member member_of(const spread_teller *s, int side, size_t number) {
    locality_deployment_member member;

    (void)locality_deployment_member_at(s->plan, side, number, &member, NULL);
    return member;
}

/* ---- The plan as a whole ------------------------------------------------------------------------------- */

/* What is proved of a plan. Where whole people or steps bring a place more than it needs, most is placed, but
 * another plan may meet more. */
static void put_proved(const spread_teller *s) {
    loc_text *text = &s->t->text;
    int32_t state = s->t->p->state;
    bool is_open = state == LOCALITY_PLACEMENT_OPEN;
    const char *most = s->value.placed > s->value.met ? "places" : "meets";

    if (state == LOCALITY_PLACEMENT_UNPROVED) {
        loc_text_add(text, "; whether a plan is better is not proved.");
        return;
    }
    loc_text_add(text, is_open ? "; " : "; proved: ");
    loc_text_add(text,
                 loc_board_is_doubtful(&s->t->p->board) || is_open ? "with what is known " : "");
    if (state == LOCALITY_PLACEMENT_FILLED)
        loc_text_add(text, "no plan is better.");
    else
        loc_text_format(text, "no plan %s more, %s.", most,
                        is_open ? "but not everything is known"
                                : "or shares what is short more equally");
}

static bool tell_verdict(spread_teller *s) {
    loc_teller *t = s->t;
    int32_t state = t->p->state;

    if (s->value.verdict == LOCALITY_ALLOCATION_INFEASIBLE) {
        loc_text_add(&t->text, state == LOCALITY_PLACEMENT_OPEN
                                   ? "With what is known what is protected and fixed cannot all be "
                                     "kept, but not everything is known."
                                   : "Proved: what is protected and fixed cannot all be kept.");
        return loc_tell_say(t);
    }
    if (s->value.verdict == LOCALITY_ALLOCATION_UNKNOWN ||
        s->value.verdict == LOCALITY_ALLOCATION_OVERFLOW) {
        loc_text_format(&t->text, "There is no plan: %s.",
                        locality_allocation_verdict_name(s->value.verdict));
        return loc_tell_say(t);
    }
    put_fte(s, s->value.met);
    loc_text_add(&t->text, " of ");
    put_fte(s, s->value.need);
    loc_text_add(&t->text, " needed are met");
    put_proved(s);
    return loc_tell_say(t);
}

static bool tell_costs(spread_teller *s) {
    loc_teller *t = s->t;

    if (s->value.levels == 0 || locality_deployment_shares(s->plan) == 0)
        return true;
    loc_text_add(&t->text, "In all, by FTE: ");
    for (uint32_t level = 0; level < s->value.levels; level++) {
        loc_text_add(&t->text, level > 0 ? "; " : "");
        loc_placement_fte_cost(t->p, level, s->value.cost[level], false, &t->text);
    }
    loc_text_add(&t->text, ".");
    return loc_tell_say(t);
}

/* ---- What is short ------------------------------------------------------------------------------------- */

static size_t list_marked(loc_teller *t, int side, const uint8_t *in) {
    size_t count = 0;

    for (uint32_t i = 0; i < t->p->board.side[side].count; i++)
        if (in[i] != 0)
            t->list[side][count++] = i;
    return count;
}

/* A story may be that of several places; it is told once. */
static bool is_told(spread_teller *s, const locality_deployment_story *story, uint32_t first) {
    for (size_t i = 0; i < s->told_count; i++)
        if (s->first[i] == first && memcmp(&s->told[i], story, sizeof *story) == 0)
            return true;
    if (s->told_count == STORIES_MOST)
        return true;
    s->first[s->told_count] = first;
    s->told[s->told_count++] = *story;
    return false;
}

/* "Foleshill and Hillfields need 8 FTE, and 4 FTE can be sent there at most, by Team A." */
static bool tell_story(spread_teller *s, const locality_deployment_story *story, const char *verb) {
    loc_teller *t = s->t;
    size_t places = list_marked(t, 1, s->place_in);
    size_t groups = list_marked(t, 0, s->group_in);

    loc_tell_names(t, 1, t->list[1], places);
    loc_text_format(&t->text, " %s ", verb);
    put_fte(s, story->must);
    if (groups == 0 && places == 1) {
        loc_text_add(&t->text, ", and may be given ");
        put_fte(s, story->can);
        loc_text_add(&t->text, " at most");
    } else {
        loc_text_add(&t->text, places > 1 ? " together, and " : ", and ");
        put_fte(s, story->can);
        loc_text_add(&t->text, " can be sent there at most");
    }
    if (t->p->state == LOCALITY_PLACEMENT_OPEN)
        loc_text_add(&t->text, " as far as is known");
    if (groups > 0) {
        loc_text_add(&t->text, ", by ");
        loc_tell_names(t, 0, t->list[0], groups);
    }
    loc_text_add(&t->text, ".");
    return loc_tell_say(t);
}

static bool tell_short_place(spread_teller *s, uint32_t place) {
    loc_teller *t = s->t;
    locality_deployment_story story;
    locality_status status =
        locality_deployment_shortage(s->plan, place, &story, s->place_in, s->group_in, t->error);
    uint32_t first = 0;

    if (status == LOCALITY_NOT_FOUND)
        return true;
    if (status != LOCALITY_OK)
        return loc_tell_failed(t, status);
    if (story.can == 0 && story.groups == 0 && story.places == 1)
        return loc_tell_nobody(t, place) && loc_tell_nearest(t, place);
    while (s->place_in[first] == 0)
        first++;
    if (is_told(s, &story, first))
        return true;
    return tell_story(s, &story, story.places > 1 ? "need" : "needs");
}

/* What cannot be kept: places that are protected, or that are given too much that is fixed. */
static bool tell_impossible(spread_teller *s) {
    loc_teller *t = s->t;
    locality_deployment_story story;
    locality_status status = locality_deployment_shortage(
        s->plan, LOCALITY_DEPLOYMENT_EVERYWHERE, &story, s->place_in, s->group_in, t->error);

    if (status == LOCALITY_NOT_FOUND)
        return true;
    if (status != LOCALITY_OK)
        return loc_tell_failed(t, status);
    if (story.places > 0 && story.is_short != 0) {
        loc_text_format(&t->text, "%s%s", t->p->board.protect_words,
                        t->p->board.protect_words[0] != '\0' ? ": " : "");
        return tell_story(s, &story, story.places > 1 ? "are to keep" : "is to keep");
    }
    /* people are fixed for what they have, and not for more: it is a place that may not have so much */
    loc_tell_names(t, 1, t->list[1], list_marked(t, 1, s->place_in));
    loc_text_add(&t->text, " would be given ");
    put_fte(s, story.must);
    loc_text_add(&t->text, " that are fixed, and may have ");
    put_fte(s, story.can);
    loc_text_add(&t->text, ".");
    return loc_tell_say(t);
}

static bool tell_shortages(spread_teller *s) {
    if (s->value.verdict == LOCALITY_ALLOCATION_INFEASIBLE)
        return tell_impossible(s);
    for (uint32_t j = 0; j < s->t->p->board.side[1].count; j++) {
        locality_deployment_member place = member_of(s, 1, j);
        if (place.placed < place.amount && !tell_short_place(s, j))
            return false;
    }
    return true;
}

/* ---- What could be waived ------------------------------------------------------------------------------ */

/* "GRADE (...) for 0.4 FTE of A.A. in Norwich"; nothing where the share fails no condition, or is fixed. */
static void put_waived(loc_teller *t, const locality_deployment_share *share, size_t *told) {
    const loc_board *board = &t->p->board;
    size_t pair = loc_board_pair(board, share->group, share->place);

    if (board->failed[pair] == 0 || board->mark[pair] == LOC_MARK_FIXED || ++*told > STORIES_MOST)
        return;
    loc_text_add(&t->text, *told > 1 ? "; " : "");
    loc_tell_conditions(t, board->failed[pair]);
    loc_text_add(&t->text, " for ");
    loc_placement_fte(share->amount, &t->text);
    loc_text_format(&t->text, " FTE of %s in %s", loc_tell_label(t, 0, share->group),
                    loc_tell_label(t, 1, share->place));
}

/* What it weighs to waive, for each FTE, comes after what is met and how equally. */
static bool tell_waivers(spread_teller *s) {
    loc_teller *t = s->t;
    const locality_deployment *plan = t->p->deployed_waived;
    locality_deployment_value value;
    locality_range weight;
    size_t told = 0;

    if (locality_deployment_get_value(plan, &value, NULL) != LOCALITY_OK)
        return true;
    loc_text_add(&t->text, "Cheapest waivers: ");
    for (size_t i = 0; i < locality_deployment_shares(plan); i++) {
        locality_deployment_share share;
        if (locality_deployment_share_at(plan, i, &share, NULL) == LOCALITY_OK)
            put_waived(t, &share, &told);
    }
    if (told > STORIES_MOST)
        loc_text_format(&t->text, "; and %zu more", told - STORIES_MOST);
    loc_text_add(&t->text, ". They weigh ");
    locality_range_exact(value.cost[0] * 10000, &weight);
    loc_text_print(&t->text, LOCALITY_TYPE_NUMBER, &weight, -1);
    loc_text_add(&t->text, " together by FTE, and with them ");
    if (s->value.verdict == LOCALITY_ALLOCATION_INFEASIBLE) {
        loc_text_add(&t->text, "what is protected and fixed can be kept");
    } else {
        put_fte(s, value.met);
        loc_text_add(&t->text, " of ");
        put_fte(s, value.need);
        loc_text_add(&t->text, " needed are met");
    }
    loc_text_add(&t->text, value.is_unique != 0 ? "."
                                                : "; another plan with waivers is as good, and a "
                                                  "person has to choose.");
    t->p->waivers_said = t->p->says_count + 1;
    return loc_tell_say(t);
}

/* ---- What is left, and what is open -------------------------------------------------------------------- */

static bool tell_left(spread_teller *s) {
    loc_teller *t = s->t;
    size_t count = 0;
    int64_t left = s->value.gives - s->value.placed;

    for (uint32_t i = 0; i < t->p->board.side[0].count; i++) {
        locality_deployment_member group = member_of(s, 0, i);
        if (group.placed < group.amount)
            t->list[0][count++] = i;
    }
    if (count == 0)
        return true;
    put_fte(s, left);
    loc_text_format(&t->text, " %s left over, of ", left == 100 ? "is" : "are");
    loc_tell_names(t, 0, t->list[0], count);
    loc_text_add(&t->text, ": no place that they may go to can take more.");
    return loc_tell_say(t);
}

static bool tell_choice(spread_teller *s) {
    loc_teller *t = s->t;
    size_t count = 0;

    if (s->value.is_unique != 0)
        return true;
    if (s->value.has_certificate == 0) {
        loc_text_add(&t->text, "Whether another plan is as good was not worked out: people go "
                               "whole, and their FTE differ.");
        return loc_tell_say(t);
    }
    for (size_t i = 0; i < locality_deployment_shares(s->plan); i++) {
        locality_deployment_share share;
        if (locality_deployment_share_at(s->plan, i, &share, NULL) != LOCALITY_OK ||
            share.is_tied == 0 || (count > 0 && t->list[0][count - 1] == share.group))
            continue;
        t->list[0][count++] = share.group;
    }
    loc_text_add(&t->text, "A person has to choose");
    if (count > 0) {
        loc_text_add(&t->text, ": plans that are as good differ in how much ");
        loc_tell_names(t, 0, t->list[0], count);
        loc_text_format(&t->text, " give%s where", count == 1 ? "s" : "");
    }
    loc_text_add(&t->text, ".");
    return loc_tell_say(t);
}

/* Who is fixed for several places is not fixed for an amount in any: that is said, for it may be a mistake. */
static bool tell_fixed_for_several(spread_teller *s) {
    loc_teller *t = s->t;
    const loc_board *board = &t->p->board;

    for (uint32_t c = 0; c < board->side[0].count; c++) {
        size_t count = 0;
        for (uint32_t j = 0; j < board->side[1].count; j++)
            if (board->mark[loc_board_pair(board, c, j)] == LOC_MARK_FIXED)
                t->list[1][count++] = j;
        if (count < 2)
            continue;
        loc_text_format(&t->text, "%s is fixed for ", loc_tell_label(t, 0, c));
        loc_tell_names(t, 1, t->list[1], count);
        loc_text_add(&t->text, board->is_whole ? ": in one of them, whichever is best."
                                               : ": in those alone, as much in each as is best.");
        if (!loc_tell_say(t))
            return false;
    }
    return true;
}

bool loc_tell_spread(loc_teller *t) {
    spread_teller s = {.t = t, .plan = t->p->deployed};

    (void)locality_deployment_get_value(s.plan, &s.value, NULL);
    s.place_in = loc_arena_take(&t->p->arena, t->p->board.side[1].count + 1, 1);
    s.group_in = loc_arena_take(&t->p->arena, t->p->board.side[0].count + 1, 1);
    if (s.place_in == NULL || s.group_in == NULL)
        return loc_tell_failed(t, loc_fail_memory(t->error));
    if (!tell_verdict(&s))
        return false;
    bool has_plan = s.value.verdict == LOCALITY_ALLOCATION_OPTIMAL ||
                    s.value.verdict == LOCALITY_ALLOCATION_FEASIBLE;
    if (!has_plan)
        return tell_shortages(&s) && tell_waivers(&s) && tell_fixed_for_several(&s);
    return tell_fixed_for_several(&s) && tell_costs(&s) && tell_shortages(&s) && tell_waivers(&s) &&
           tell_left(&s) && tell_choice(&s);
}
