/* Stages of a restructure: slot-in, ring-fence, redeployment, those left over. Each stage takes the pairs
 * that belong to it (their first stage) among the people and places that are left. Whoever can be placed
 * without taking a place from somebody else of the stage is settled; where more people than places
 * remain, they and their places are a ring-fence: nobody is ranked, and both are held back from later
 * stages, for a person chooses; so are those who could as well swap, with all that they could have. Where it
 * cannot be told whether a pair is of the stage, everybody whose place may hang on that is held back with
 * the places, and nothing is settled there. */
#include <string.h>

#include "base/error.h"
#include "placement/placement.h"

typedef struct staging {
    locality_placement *p;
    locality_error *error;
    int64_t *room[2];   /* by member: partners it can still have */
    uint32_t *group[2]; /* by member: a number that those in one competition share */
    uint32_t *candidate, *place;
    int64_t *cost;
    size_t pairs;
    locality_allocation *problem;
    locality_allocation_result *result;
    size_t fixed;     /* pairs that are settled before the first stage */
    uint8_t *held[2]; /* by member: a stage could not tell whether it competes */
    uint32_t *stack;  /* members to look at: places behind candidates */
} staging;

static bool is_of_stage(const staging *s, uint8_t stage, size_t pair) {
    const loc_board *board = &s->p->board;

    return board->side[1].count > 0 && board->in_stage[pair] == stage &&
           loc_board_state(board, pair) == LOCALITY_PLACEMENT_ELIGIBLE &&
           s->held[0][pair / board->side[1].count] == 0 &&
           s->room[0][pair / board->side[1].count] > 0 &&
           s->room[1][pair % board->side[1].count] > 0;
}

static locality_status solve(staging *s, uint8_t stage) {
    const loc_board *board = &s->p->board;
    locality_allocation_side side[2] = {LOCALITY_ALLOCATION_SIDE_INIT,
                                        LOCALITY_ALLOCATION_SIDE_INIT};
    locality_allocation_pairs pairs = LOCALITY_ALLOCATION_PAIRS_INIT;
    locality_status status;

    s->pairs = 0;
    for (size_t i = 0; i < board->pairs; i++) {
        if (!is_of_stage(s, stage, i))
            continue;
        s->candidate[s->pairs] = (uint32_t)(i / board->side[1].count);
        s->place[s->pairs] = (uint32_t)(i % board->side[1].count);
        for (size_t level = 0; level < board->preferences; level++)
            s->cost[s->pairs * board->preferences + level] = board->cost[level][i];
        s->pairs++;
    }
    for (size_t i = 0; i < 2; i++) {
        side[i].count = board->side[i].count;
        side[i].id = board->side[i].id;
        side[i].most = s->room[i];
    }
    pairs.count = s->pairs;
    pairs.candidate = s->candidate;
    pairs.demand = s->place;
    pairs.levels = board->preferences;
    pairs.cost = board->preferences == 0 ? NULL : s->cost;
    pairs.candidate_stride = (ptrdiff_t)(board->preferences * sizeof *s->cost);
    pairs.level_stride = (ptrdiff_t)sizeof *s->cost;
    status = locality_allocation_new(&side[0], &side[1], &board->allocator, &s->problem, s->error);
    if (status == LOCALITY_OK)
        status = locality_allocation_put_pairs(s->problem, &pairs, s->error);
    return status == LOCALITY_OK ? locality_allocation_solve(s->problem, NULL, &s->result, s->error)
                                 : status;
}

/* Makes one competition of two. */
static void join_fences(staging *s, uint32_t from, uint32_t to) {
    for (size_t side = 0; side < 2; side++)
        for (size_t k = 0; k < s->p->board.side[side].count; k++)
            if (s->group[side][k] == from)
                s->group[side][k] = to;
}

/* Of the places open to competitors those that more of them could have than have: what one of them has by right
 * is not contested. */
static size_t keep_contested(const staging *s, uint8_t stage, const uint32_t *people, size_t count,
                             uint32_t *places, size_t open) {
    const loc_board *board = &s->p->board;
    size_t kept = 0;

    for (size_t k = 0; k < open; k++) {
        size_t index = 0, wanted = 0, made = 0;
        locality_allocation_pair pair;
        for (size_t i = 0; i < count; i++)
            wanted += is_of_stage(s, stage, loc_board_pair(board, people[i], places[k]));
        while (loc_result_holder(s->result, places[k], &index, &pair) != UINT32_MAX)
            for (size_t i = 0; i < count; i++)
                made += people[i] == pair.candidate;
        if (wanted > made)
            places[kept++] = places[k];
    }
    return kept;
}

/* One competition gets one number; what competes already is joined to it. */
static void mark_fence(staging *s, uint32_t number, uint32_t *const list[2],
                       const size_t count[2]) {
    for (size_t side = 0; side < 2; side++)
        for (size_t k = 0; k < count[side]; k++)
            if (s->group[side][list[side][k]] < number)
                number = s->group[side][list[side][k]];
    for (size_t side = 0; side < 2; side++)
        for (size_t k = 0; k < count[side]; k++)
            if (s->group[side][list[side][k]] != UINT32_MAX)
                join_fences(s, s->group[side][list[side][k]], number);
    for (size_t side = 0; side < 2; side++)
        for (size_t k = 0; k < count[side]; k++)
            s->group[side][list[side][k]] = number;
}

/* Lists the places that a candidate could as well have by every preference; where that is too much work to
 * find out, all that are open to the candidate. */
static locality_status list_as_good(const staging *s, uint8_t stage, uint32_t candidate,
                                    uint32_t *places, size_t *count) {
    const loc_board *board = &s->p->board;
    bool is_much = (uint64_t)board->side[0].count * s->pairs > LOC_TIES_WORK;
    locality_allocation_case *item = NULL;
    locality_status status = LOCALITY_OK;

    if (!is_much)
        status = locality_allocation_explain(s->problem, s->result, candidate, &item, s->error);
    for (uint32_t place = 0; status == LOCALITY_OK && place < board->side[1].count; place++) {
        locality_allocation_why why = {0};
        if (!is_of_stage(s, stage, loc_board_pair(board, candidate, place)))
            continue;
        if (!is_much)
            status = locality_allocation_case_why(item, place, &why, s->error);
        if (status == LOCALITY_OVERFLOW) /* a cost that leaves 64 bits is no tie */
            status = LOCALITY_OK;
        else if (is_much || why.reason == LOCALITY_ALLOCATION_AS_GOOD)
            places[(*count)++] = place;
    }
    locality_allocation_case_free(item);
    return status;
}

/* Whoever has a place in this plan, and another in one that is as good, is no more settled than those who
 * compete: all who hang together that way are one ring-fence. `number` is behind those that are used. */
static locality_status fence_ties(staging *s, uint8_t stage, uint32_t number,
                                  uint32_t *const list[2]) {
    locality_status status = LOCALITY_OK;

    for (size_t i = 0; status == LOCALITY_OK && i < locality_allocation_result_pairs(s->result);
         i++) {
        locality_allocation_pair pair;
        size_t count[2] = {1, 1};
        status = locality_allocation_result_pair(s->result, i, &pair, s->error);
        if (status != LOCALITY_OK || pair.is_tied == 0)
            continue;
        list[0][0] = pair.candidate;
        list[1][0] = pair.demand;
        status = list_as_good(s, stage, pair.candidate, list[1], &count[1]);
        if (status == LOCALITY_OK)
            mark_fence(s, number + (uint32_t)i, list, count);
    }
    return status;
}

/* Marks everybody who competes, and their places; people in one competition get one number. */
static locality_status find_fences(staging *s, uint8_t stage, uint32_t *const list[2]) {
    const loc_board *board = &s->p->board;

    memset(s->group[0], 0xFF, (board->side[0].count + 1) * sizeof *s->group[0]);
    memset(s->group[1], 0xFF, (board->side[1].count + 1) * sizeof *s->group[1]);
    for (size_t i = 0; i < locality_allocation_result_unplaced(s->result, 0); i++) {
        locality_allocation_unplaced left;
        size_t count[2] = {0, 0};
        locality_status status =
            locality_allocation_result_unplaced_at(s->result, 0, i, &left, s->error);
        for (int32_t side = 0; status == LOCALITY_OK && side < 2; side++)
            status = locality_allocation_shortage(s->problem, s->result, 0, left.position, side,
                                                  list[side], board->side[side].count, &count[side],
                                                  s->error);
        if (status != LOCALITY_OK)
            return status;
        count[1] = keep_contested(s, stage, list[0], count[0], list[1], count[1]);
        if (count[1] > 0)
            mark_fence(s, (uint32_t)i, list, count);
    }
    return fence_ties(s, stage, (uint32_t)locality_allocation_result_unplaced(s->result, 0), list);
}

static locality_status write_fences(staging *s, loc_staged *out) {
    const loc_board *board = &s->p->board;
    size_t most = board->side[0].count + 1, people = 0, places = 0;

    out->fence = loc_arena_take(&s->p->arena, most, sizeof *out->fence);
    out->fence_place =
        loc_arena_take(&s->p->arena, board->side[1].count + 1, sizeof *out->fence_place);
    out->fence_end = loc_arena_take(&s->p->arena, most, sizeof *out->fence_end);
    out->fence_place_end = loc_arena_take(&s->p->arena, most, sizeof *out->fence_place_end);
    out->fence_seats = loc_arena_take(&s->p->arena, most, sizeof *out->fence_seats);
    if (out->fence == NULL || out->fence_place == NULL || out->fence_end == NULL ||
        out->fence_place_end == NULL || out->fence_seats == NULL)
        return loc_fail_memory(s->error);
    for (uint32_t c = 0; c < board->side[0].count; c++) {
        uint32_t number = s->group[0][c];
        if (number == UINT32_MAX || s->room[0][c] == 0)
            continue;
        for (uint32_t o = c; o < board->side[0].count; o++)
            if (s->group[0][o] == number) {
                out->fence[people++] = o;
                s->room[0][o] = 0;
            }
        for (uint32_t o = 0; o < board->side[1].count; o++)
            if (s->group[1][o] == number) {
                out->fence_place[places++] = o;
                out->fence_seats[out->fences] += s->room[1][o];
                s->room[1][o] = 0;
            }
        out->fence_end[out->fences] = people;
        out->fence_place_end[out->fences++] = places;
    }
    return LOCALITY_OK;
}

/* ---- What cannot be told yet ---------------------------------------------------------------------------- */

/* Whether a member could have a partner in a stage that comes. */
static bool is_left(const staging *s, int side, size_t number) {
    return s->held[side][number] == 0 &&
           (s->room[side][number] > 0 || s->p->board.side[side].is_maybe[number] != 0);
}

/* Whether a pair may be of a stage; `sure` for one of which that is certain. */
static bool may_be_of_stage(const staging *s, uint8_t stage, size_t pair, bool *sure) {
    const loc_board *board = &s->p->board;
    int32_t state = loc_board_state(board, pair);
    bool may = (board->may_stage[pair] >> stage & 1) != 0;

    *sure = state == LOCALITY_PLACEMENT_ELIGIBLE && board->in_stage[pair] == stage;
    return (state == LOCALITY_PLACEMENT_ELIGIBLE || state == LOCALITY_PLACEMENT_CANNOT_TELL) &&
           (may || board->in_stage[pair] == stage);
}

/* Lists the pairs of which it cannot be told, and holds their members back. */
static locality_status find_doubts(staging *s, uint8_t stage, loc_staged *out, size_t *top) {
    const loc_board *board = &s->p->board;
    size_t places = board->side[1].count, count = 0;
    bool sure;

    if (places == 0)
        return LOCALITY_OK;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < board->pairs; i++) {
            if (!is_left(s, 0, i / places) || !is_left(s, 1, i % places) ||
                !may_be_of_stage(s, stage, i, &sure) || sure)
                continue;
            if (pass == 1)
                out->doubt[out->doubts++] = i;
            else
                count++;
        }
        if (pass == 0 && count == 0)
            return LOCALITY_OK;
        if (pass == 0)
            out->doubt = loc_arena_take(&s->p->arena, count, sizeof *out->doubt);
        if (out->doubt == NULL)
            return loc_fail_memory(s->error);
    }
    for (size_t i = 0; i < out->doubts; i++)
        for (int side = 0; side < 2; side++) {
            size_t number = side == 0 ? out->doubt[i] / places : out->doubt[i] % places;
            if (s->held[side][number] == 0)
                s->stack[(*top)++] = (uint32_t)(number + (side == 0 ? 0 : board->side[0].count));
            s->held[side][number] = 2;
        }
    return LOCALITY_OK;
}

/* Partners that a member may have in a stage; those that are not held yet are, where `holds`. */
static size_t reach(staging *s, uint8_t stage, uint32_t member, bool holds, size_t *top) {
    const loc_board *board = &s->p->board;
    size_t people = board->side[0].count, places = board->side[1].count, count = 0;
    int other = member < people ? 1 : 0;
    bool sure;

    for (size_t k = 0; k < board->side[other].count; k++) {
        size_t pair = other == 1 ? member * places + k : k * places + (member - people);
        bool is_new = is_left(s, other, k);
        if ((!is_new && s->held[other][k] != 2) || !may_be_of_stage(s, stage, pair, &sure))
            continue;
        count++;
        if (!holds || !is_new)
            continue;
        s->held[other][k] = 2;
        s->stack[(*top)++] = (uint32_t)(other == 0 ? k : k + people);
    }
    return count;
}

/* Holds back whoever could have another place if what cannot be told were known, and the places. A place that
 * has room for all who may want it brings nobody else into it. */
static void spread_doubts(staging *s, uint8_t stage, size_t top) {
    size_t people = s->p->board.side[0].count;

    while (top > 0) {
        uint32_t member = s->stack[--top];
        if (member < people ||
            (int64_t)reach(s, stage, member, false, &top) > s->room[1][member - people])
            (void)reach(s, stage, member, true, &top);
    }
}

static locality_status hold_doubtful(staging *s, uint8_t stage, loc_staged *out) {
    const loc_board *board = &s->p->board;
    size_t top = 0;
    locality_status status = find_doubts(s, stage, out, &top);

    if (status != LOCALITY_OK || out->doubts == 0)
        return status;
    spread_doubts(s, stage, top);
    out->held = loc_arena_take(&s->p->arena, board->side[0].count, sizeof *out->held);
    out->held_place = loc_arena_take(&s->p->arena, board->side[1].count, sizeof *out->held_place);
    if (out->held == NULL || out->held_place == NULL)
        return loc_fail_memory(s->error);
    for (uint32_t k = 0; k < board->side[0].count; k++)
        if (s->held[0][k] == 2)
            out->held[out->held_count++] = k;
    for (uint32_t k = 0; k < board->side[1].count; k++)
        if (s->held[1][k] == 2)
            out->held_place[out->held_places++] = k;
    return LOCALITY_OK;
}

/* Nothing that a stage held back takes part in a later one. */
static void close_held(staging *s, const loc_staged *out) {
    for (size_t i = 0; i < out->held_count; i++)
        s->held[0][out->held[i]] = 1;
    for (size_t i = 0; i < out->held_places; i++) {
        s->held[1][out->held_place[i]] = 1;
        s->room[1][out->held_place[i]] = 0;
    }
}

/* ---- What is settled -------------------------------------------------------------------------------------- */

/* What is fixed is decided, whoever would compete for it: it takes its room before the first stage. */
static void hold_fixed(staging *s) {
    const loc_board *board = &s->p->board;
    size_t places = board->side[1].count;

    for (size_t i = 0; places > 0 && i < board->pairs; i++) {
        if (board->mark[i] != LOC_MARK_FIXED)
            continue;
        int64_t *whose = &s->room[0][i / places];
        int64_t *where = &s->room[1][i % places];
        *whose -= *whose > 0;
        *where -= *where > 0;
        s->fixed++;
    }
}

/* The first stage shows what is fixed as settled. */
static void put_fixed(const staging *s, loc_staged *out) {
    const loc_board *board = &s->p->board;

    for (size_t i = 0; i < board->pairs; i++) {
        if (board->mark[i] != LOC_MARK_FIXED)
            continue;
        out->candidate[out->settled] = (uint32_t)(i / board->side[1].count);
        out->place[out->settled++] = (uint32_t)(i % board->side[1].count);
    }
}

static locality_status settle(staging *s, loc_staged *out) {
    size_t pairs = locality_allocation_result_pairs(s->result);

    out->candidate = loc_arena_take(&s->p->arena, pairs + s->fixed + 1, sizeof *out->candidate);
    out->place = loc_arena_take(&s->p->arena, pairs + s->fixed + 1, sizeof *out->place);
    if (out->candidate == NULL || out->place == NULL)
        return loc_fail_memory(s->error);
    for (size_t i = 0; i < pairs; i++) {
        locality_allocation_pair pair;
        locality_status status = locality_allocation_result_pair(s->result, i, &pair, s->error);
        if (status != LOCALITY_OK)
            return status;
        if (s->group[0][pair.candidate] != UINT32_MAX &&
            s->group[0][pair.candidate] == s->group[1][pair.demand])
            continue;
        out->candidate[out->settled] = pair.candidate;
        out->place[out->settled++] = pair.demand;
        s->room[0][pair.candidate]--;
        s->room[1][pair.demand]--;
    }
    if (out == s->p->staged)
        put_fixed(s, out);
    return LOCALITY_OK;
}

static locality_status run_stage(staging *s, uint8_t stage, uint32_t *const list[2]) {
    loc_staged *out = &s->p->staged[stage];
    locality_status status = hold_doubtful(s, stage, out);

    out->words = s->p->board.stage[stage];
    status = status == LOCALITY_OK ? solve(s, stage) : status;
    if (status == LOCALITY_OK &&
        locality_allocation_result_verdict(s->result) == LOCALITY_ALLOCATION_OPTIMAL) {
        status = find_fences(s, stage, list);
        if (status == LOCALITY_OK)
            status = settle(s, out);
        if (status == LOCALITY_OK)
            status = write_fences(s, out);
    }
    locality_allocation_result_free(s->result);
    locality_allocation_free(s->problem);
    s->result = NULL;
    s->problem = NULL;
    close_held(s, out);
    return status;
}

/* Those who have no place and compete for none: the displaced pool. */
static locality_status list_left(staging *s) {
    locality_placement *p = s->p;
    const loc_members *people = &p->board.side[0];
    uint8_t *has = loc_arena_take(&p->arena, people->count + 1, 1);

    p->left = loc_arena_take(&p->arena, people->count + 1, sizeof *p->left);
    if (has == NULL || p->left == NULL)
        return loc_fail_memory(s->error);
    for (size_t i = 0; i < p->staged_count; i++) {
        const loc_staged *stage = &p->staged[i];
        for (size_t k = 0; k < stage->settled; k++)
            has[stage->candidate[k]] = 1;
        for (size_t k = 0; stage->fences > 0 && k < stage->fence_end[stage->fences - 1]; k++)
            has[stage->fence[k]] = 1;
        for (size_t k = 0; k < stage->held_count; k++)
            has[stage->held[k]] = 1;
    }
    for (uint32_t c = 0; c < people->count; c++)
        if (has[c] == 0 && people->is_maybe[c] == 0)
            p->left[p->left_count++] = c;
    return LOCALITY_OK;
}

locality_status loc_placement_stages(locality_placement *p, locality_error *error) {
    const loc_board *board = &p->board;
    size_t most =
        board->side[0].count > board->side[1].count ? board->side[0].count : board->side[1].count;
    size_t levels = board->preferences == 0 ? 1 : board->preferences;
    staging s = {.p = p, .error = error};
    locality_status status = LOCALITY_OK;
    uint32_t *list[2];
    loc_arena own;

    if (board->stages == 0)
        return LOCALITY_OK;
    loc_arena_init(&own, &p->allocator);
    for (size_t i = 0; i < 2; i++) {
        list[i] = loc_arena_take(&own, most + 1, sizeof *list[i]);
        s.room[i] = loc_arena_take(&own, board->side[i].count + 1, sizeof *s.room[i]);
        s.group[i] = loc_arena_take(&own, board->side[i].count + 1, sizeof *s.group[i]);
        s.held[i] = loc_arena_take(&own, board->side[i].count + 1, sizeof *s.held[i]);
    }
    s.stack =
        loc_arena_take(&own, board->side[0].count + board->side[1].count + 1, sizeof *s.stack);
    s.candidate = loc_arena_take(&own, board->pairs + 1, sizeof *s.candidate);
    s.place = loc_arena_take(&own, board->pairs + 1, sizeof *s.place);
    s.cost = loc_arena_take(&own, (board->pairs + 1) * levels, sizeof *s.cost);
    p->staged = loc_arena_take(&p->arena, board->stages, sizeof *p->staged);
    if (list[0] == NULL || list[1] == NULL || s.room[0] == NULL || s.room[1] == NULL ||
        s.group[0] == NULL || s.group[1] == NULL || s.held[0] == NULL || s.held[1] == NULL ||
        s.stack == NULL || s.candidate == NULL || s.place == NULL || s.cost == NULL ||
        p->staged == NULL)
        status = loc_fail_memory(error);
    for (size_t i = 0; status == LOCALITY_OK && i < 2; i++)
        for (size_t k = 0; k < board->side[i].count; k++)
            s.room[i][k] = board->side[i].is_maybe[k] != 0 ? 0 : board->side[i].most[k];
    if (status == LOCALITY_OK)
        hold_fixed(&s);
    for (size_t stage = 0; status == LOCALITY_OK && stage < board->stages; stage++) {
        status = run_stage(&s, (uint8_t)stage, list);
        p->staged_count += status == LOCALITY_OK;
    }
    if (status == LOCALITY_OK)
        status = list_left(&s);
    loc_arena_clear(&own);
    return status;
}
