/* Deployment: a board whose places need FTE becomes a problem of deployment.h, in hundredths of an FTE.
 * Pairs that are not eligible for certain are left out; who is fixed works nowhere else. */
#include <string.h>

#include "base/error.h"
#include "base/wide.h"
#include "placement/cancel.h"
#include "placement/placement.h"

#define HUNDREDTH 10000 /* in millionths, as numbers are kept */
/* A condition that weighs more is not waived: costs of deployment.h end at 2^40, and there are 63 conditions. */
#define HEAVIEST (INT64_C(1) << 34)

/* ---- The problem --------------------------------------------------------------------------------------- */

typedef struct spreading {
    const locality_placement *p;
    const loc_spread *how;
    uint64_t passable; /* conditions that a pair may fail */
    size_t levels;     /* of cost */
    loc_arena memory;
    locality_deployment_problem problem;
    int64_t *gives, *need, *protect, *ceiling, *least, *most, *cost;
    uint32_t *group, *place;
    uint32_t *fixed; /* places that each candidate is fixed for */
} spreading;

static bool take_room(spreading *s) {
    const loc_board *board = &s->p->board;
    size_t places = board->side[1].count, pairs = board->pairs;

    s->gives = loc_arena_take(&s->memory, board->side[0].count, sizeof *s->gives);
    s->need = loc_arena_take(&s->memory, places, sizeof *s->need);
    s->protect = loc_arena_take(&s->memory, places, sizeof *s->protect);
    s->ceiling = loc_arena_take(&s->memory, places, sizeof *s->ceiling);
    s->fixed = loc_arena_take(&s->memory, board->side[0].count, sizeof *s->fixed);
    s->least = loc_arena_take(&s->memory, pairs, sizeof *s->least);
    s->most = loc_arena_take(&s->memory, pairs, sizeof *s->most);
    s->group = loc_arena_take(&s->memory, pairs, sizeof *s->group);
    s->place = loc_arena_take(&s->memory, pairs, sizeof *s->place);
    s->cost = loc_arena_take(&s->memory, pairs, (board->preferences + 1) * sizeof *s->cost);
    return s->gives != NULL && s->need != NULL && s->protect != NULL && s->ceiling != NULL &&
           s->fixed != NULL && s->least != NULL && s->most != NULL && s->group != NULL &&
           s->place != NULL && s->cost != NULL;
}

/* What may be no place, or needs nobody knows how much, is given nothing; who may be no candidate, or has
 * nobody knows how much, gives nothing. */
static void take_members(spreading *s) {
    const loc_board *board = &s->p->board;
    const loc_members *people = &board->side[0], *places = &board->side[1];

    for (size_t i = 0; i < people->count; i++)
        s->gives[i] = people->is_maybe[i] == 0 ? people->fte[i] : 0;

    for (size_t j = 0; j < places->count; j++) {
        bool is_place = places->is_maybe[j] == 0;
        int64_t fill = places->fte[j] > places->protect[j] ? places->fte[j] : places->protect[j];
        int64_t step = board->step > 1 && !board->is_whole ? board->step : 1;
        bool is_protected = s->how->unprotected == NULL || s->how->unprotected[j] == 0;
        s->need[j] = is_place ? places->fte[j] : 0;
        s->protect[j] = is_place && is_protected ? places->protect[j] : 0;
        s->ceiling[j] = !is_place                 ? 0
                        : places->ceiling[j] >= 0 ? places->ceiling[j]
                        : board->is_whole         ? LOCALITY_DEPLOYMENT_MOST
                                                  : (fill + step - 1) / step * step;
        if (s->how->is_needless && is_place)
            s->need[j] = s->ceiling[j] = (s->protect[j] + step - 1) / step * step;
    }
}

static bool is_pair(const spreading *s, size_t pair) {
    const loc_board *board = &s->p->board;
    size_t candidate = pair / board->side[1].count;

    if (board->mark[pair] == LOC_MARK_FIXED)
        return true;
    if (board->mark[pair] == LOC_MARK_BARRED || (board->failed[pair] & ~s->passable) != 0 ||
        s->fixed[candidate] > 0)
        return false;
    return s->how->is_hopeful || (board->open[pair] == 0 && board->doubt[pair] == 0);
}

/* Whether a pair is fixed, and that is not given up. */
static bool is_fixed(const spreading *s, size_t pair) {
    return s->p->board.mark[pair] == LOC_MARK_FIXED &&
           (s->how->unfixed == NULL || s->how->unfixed[pair] == 0);
}

/* Conditions that a part of somebody's time may fail, at a price. */
static uint64_t waivable(const loc_board *board) {
    uint64_t bits = 0;

    for (size_t i = 0; i < board->conditions; i++)
        bits |= board->condition[i].weight <= HEAVIEST ? UINT64_C(1) << i : 0;
    return bits & ~loc_board_firm(board);
}

/* What the conditions that a pair fails weigh together. */
static int64_t weight_of(const loc_board *board, uint64_t failed) {
    int64_t weight = 0;

    for (size_t i = 0; i < board->conditions; i++)
        weight += (failed >> i & 1) != 0 ? board->condition[i].weight : 0;
    return weight;
}

/* Costs of a unit of time: what is waived where that counts, then the preferences. */
static void take_costs(spreading *s, size_t pair, int64_t *cost) {
    const loc_board *board = &s->p->board;
    size_t first = s->how->waives ? 1 : 0;

    if (s->how->waives)
        cost[0] = board->mark[pair] == LOC_MARK_FIXED ? 0 : weight_of(board, board->failed[pair]);
    for (size_t level = first; level < s->levels; level++)
        cost[level] = board->cost[level - first][pair];
}

/* In whole steps: all that a candidate has. */
static int64_t all_of(const spreading *s, size_t candidate) {
    int64_t step = s->p->board.step > 1 && !s->p->board.is_whole ? s->p->board.step : 1;

    return s->gives[candidate] / step * step;
}

/* A place without a ceiling of its own takes everybody who is fixed for it. */
static void make_way(spreading *s) {
    const loc_board *board = &s->p->board;
    size_t places = board->side[1].count;

    for (size_t j = 0; j < places; j++) {
        int64_t fixed = 0;
        for (size_t i = 0; i < board->side[0].count; i++)
            fixed += is_fixed(s, i * places + j) && s->fixed[i] == 1 ? all_of(s, i) : 0;
        if (board->side[1].ceiling[j] < 0 && board->side[1].is_maybe[j] == 0 &&
            fixed > s->ceiling[j])
            s->ceiling[j] = fixed;
    }
}

static void take_pairs(spreading *s) {
    const loc_board *board = &s->p->board;
    const loc_spread_change *change = s->how->change;
    size_t places = board->side[1].count;
    size_t *at = &s->problem.pairs;

    for (size_t i = 0; i < board->pairs; i++)
        s->fixed[i / places] += is_fixed(s, i);
    make_way(s);
    for (size_t i = 0; i < board->pairs; i++) {
        bool is_changed = change != NULL && change->pair == i;
        if (!is_pair(s, i) && !is_changed)
            continue;
        bool is_all = is_fixed(s, i) && s->fixed[i / places] == 1;
        s->group[*at] = (uint32_t)(i / places);
        s->place[*at] = (uint32_t)(i % places);
        s->least[*at] = is_changed ? change->least : is_all ? all_of(s, i / places) : 0;
        s->most[*at] = is_changed ? change->most : INT64_MAX;
        take_costs(s, i, s->cost + *at * s->levels);
        ++*at;
    }
}

/* Makes the problem; it is to be cleared in any case. False on refusal of memory. */
static bool make_problem(spreading *s, const locality_placement *p, const loc_spread *how) {
    const locality_deployment_problem empty = LOCALITY_DEPLOYMENT_PROBLEM_INIT;
    const loc_board *board = &p->board;

    memset(s, 0, sizeof *s);
    s->p = p;
    s->how = how;
    s->passable = how->waives ? waivable(board) : how->waived;
    s->levels = board->preferences + (how->waives ? 1 : 0);
    s->levels = s->levels > LOCALITY_ALLOCATION_LEVELS ? LOCALITY_ALLOCATION_LEVELS : s->levels;
    s->problem = empty;
    loc_arena_init(&s->memory, &p->allocator);
    if (!take_room(s))
        return false;
    take_members(s);
    take_pairs(s);
    s->problem.groups = board->side[0].count;
    s->problem.places = board->side[1].count;
    s->problem.group_id = board->side[0].id;
    s->problem.place_id = board->side[1].id;
    s->problem.gives = s->gives;
    s->problem.need = s->need;
    s->problem.protect = s->protect;
    s->problem.ceiling = s->ceiling;
    s->problem.group = s->group;
    s->problem.place = s->place;
    s->problem.least = s->least;
    s->problem.most = s->most;
    s->problem.levels = s->levels;
    s->problem.cost = s->cost;
    s->problem.whole = board->is_whole;
    s->problem.step = board->is_whole ? 0 : board->step;
    return true;
}

locality_status loc_placement_spread_so(const locality_placement *p, const loc_spread *how,
                                        const locality_deployment_options *options,
                                        locality_deployment **out, locality_error *error) {
    spreading s;
    locality_status status =
        make_problem(&s, p, how)
            ? locality_deployment_solve(&s.problem, options, &p->allocator, out, error)
            : loc_fail_memory(error);

    loc_arena_clear(&s.memory);
    return status;
}

locality_status locality_placement_deployment_check(const locality_placement *placement,
                                                    locality_error *error) {
    locality_deployment_certificate proof = LOCALITY_DEPLOYMENT_CERTIFICATE_INIT;
    const loc_spread plain = {0};
    locality_status status;
    spreading s;

    if (placement == NULL)
        return loc_fail_null(error, "placement");
    if (placement->deployed == NULL)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no plan of FTE to verify");
    status = locality_deployment_get_certificate(placement->deployed, &proof, error);
    if (status != LOCALITY_OK)
        return status;
    status = make_problem(&s, placement, &plain)
                 ? locality_deployment_check(&s.problem, &proof, &placement->allocator, error)
                 : loc_fail_memory(error);
    loc_arena_clear(&s.memory);
    return status;
}

locality_status loc_placement_spread_anew(const locality_placement *p,
                                          const loc_spread_change *change,
                                          locality_deployment **out, locality_error *error) {
    locality_deployment_options options = LOCALITY_DEPLOYMENT_OPTIONS_INIT;
    loc_spread how = {.change = change};

    options.work_limit = p->work_limit;
    return loc_placement_spread_so(p, &how, &options, out, error);
}

/* ---- The answer ------------------------------------------------------------------------------------------ */

/* Whether a member may be none, or its FTE are not known. */
static bool has_doubtful_member(const loc_members *members) {
    for (size_t i = 0; i < members->count; i++)
        if (members->is_maybe[i] != 0)
            return true;
    return false;
}

static locality_deployment_value value_of(const locality_deployment *plan) {
    locality_deployment_value value;

    (void)locality_deployment_get_value(plan, &value, NULL);
    return value;
}

static int32_t state_of(const locality_placement *p) {
    locality_deployment_value value = value_of(p->deployed);

    switch (value.verdict) {
    case LOCALITY_ALLOCATION_OPTIMAL:
        return value.met == value.need ? LOCALITY_PLACEMENT_FILLED : LOCALITY_PLACEMENT_SHORT;
    case LOCALITY_ALLOCATION_INFEASIBLE:
        return LOCALITY_PLACEMENT_IMPOSSIBLE;
    default:
        return LOCALITY_PLACEMENT_UNPROVED;
    }
}

/* Whether more could be met, or what is impossible be possible, if what cannot be told were so. */
static locality_status may_be_better(const locality_placement *p,
                                     const locality_deployment_options *how, bool *out,
                                     locality_error *error) {
    const loc_spread hopeful = {.is_hopeful = true};
    locality_deployment *hoped = NULL;
    locality_deployment_value now = value_of(p->deployed), then;
    locality_status status = LOCALITY_OK;

    *out = has_doubtful_member(&p->board.side[1]) ||
           (p->state != LOCALITY_PLACEMENT_FILLED && has_doubtful_member(&p->board.side[0]));
    if (*out || !loc_board_is_doubtful(&p->board))
        return LOCALITY_OK;
    status = loc_placement_spread_so(p, &hopeful, how, &hoped, error);
    if (status == LOCALITY_OK) {
        then = value_of(hoped);
        *out = then.verdict != now.verdict || then.met > now.met;
    }
    locality_deployment_free(hoped);
    return status;
}

/* Waivers are worth showing where they meet more, or make possible what is not: then as much is waived as
 * that takes, and no more for needs. */
static locality_status solve_waived(locality_placement *p, const locality_deployment_options *how,
                                    locality_error *error) {
    const loc_spread waiving = {.waives = true,
                                .is_needless = p->state == LOCALITY_PLACEMENT_IMPOSSIBLE};
    locality_status status = loc_placement_spread_so(p, &waiving, how, &p->deployed_waived, error);

    if (status != LOCALITY_OK)
        return status;
    locality_deployment_value now = value_of(p->deployed), then = value_of(p->deployed_waived);
    if (then.verdict != LOCALITY_ALLOCATION_OPTIMAL ||
        (now.verdict == LOCALITY_ALLOCATION_OPTIMAL && then.met <= now.met)) {
        locality_deployment_free(p->deployed_waived);
        p->deployed_waived = NULL;
    }
    return LOCALITY_OK;
}

locality_status loc_placement_spread(locality_placement *p,
                                     const locality_placement_options *options,
                                     locality_error *error) {
    const loc_spread plain = {0};
    locality_deployment_options how = LOCALITY_DEPLOYMENT_OPTIONS_INIT;
    loc_cancel asked = {options->cancel, options->cancel_self};
    bool is_open = false;

    how.work_limit = options->work_limit;
    how.progress = options->cancel == NULL ? NULL : loc_cancel_asked;
    how.progress_self = &asked;
    locality_status status = loc_placement_spread_so(p, &plain, &how, &p->deployed, error);
    if (status != LOCALITY_OK)
        return status;
    p->state = state_of(p);
    if (p->state == LOCALITY_PLACEMENT_UNPROVED)
        return LOCALITY_OK;
    status = may_be_better(p, &how, &is_open, error);
    if (status == LOCALITY_OK && p->state != LOCALITY_PLACEMENT_FILLED && !p->board.is_whole)
        status = solve_waived(p, &how, error);
    if (status == LOCALITY_OK && is_open)
        p->state = LOCALITY_PLACEMENT_OPEN;
    return status;
}

/* ---- Words ----------------------------------------------------------------------------------------------- */

void loc_placement_fte(int64_t hundredths, loc_text *out) {
    locality_range range;

    locality_range_exact(hundredths * HUNDREDTH, &range);
    loc_text_print(out, LOCALITY_TYPE_NUMBER, &range, -1);
}

void loc_placement_fte_cost(const locality_placement *p, size_t level, int64_t cost, bool is_change,
                            loc_text *out) {
    const loc_preference *preference = &p->board.preference[level];
    bool is_count = preference->type == LOCALITY_TYPE_COUNT;
    loc_wide value = preference->is_most ? -(loc_wide)cost : cost;
    locality_range range;

    value = is_count ? value * HUNDREDTH : loc_divide_nearest(value, 100);
    value = value > INT64_MAX / 2 ? INT64_MAX / 2 : value < -INT64_MAX / 2 ? -INT64_MAX / 2 : value;
    locality_range_exact((int64_t)value, &range);
    loc_text_format(out, "%s %s", preference->words, is_change && value > 0 ? "+" : "");
    loc_text_print(out, is_count ? LOCALITY_TYPE_NUMBER : preference->type, &range, -1);
}

int64_t loc_placement_given(const locality_deployment *plan, size_t candidate, size_t place) {
    for (size_t i = 0; i < locality_deployment_shares(plan); i++) {
        locality_deployment_share share;
        if (locality_deployment_share_at(plan, i, &share, NULL) == LOCALITY_OK &&
            share.group == candidate && share.place == place)
            return share.amount;
    }
    return 0;
}
