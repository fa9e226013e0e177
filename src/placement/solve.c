/* Solving: a board becomes a problem of allocation, and is answered. Pairs that cannot be told, that are
 * barred, or that fail a condition which is never waived are no pairs of the problem: no answer can have
 * them, also not one that waives. */
#include <string.h>

#include "base/error.h"
#include "placement/cancel.h"
#include "placement/placement.h"

/* ---- Wishes ------------------------------------------------------------------------------------------ */

static locality_status take_wish(locality_placement *p, const locality_placement_wish *wish,
                                 locality_error *error) {
    loc_board *board = &p->board;
    uint8_t mark = wish->is_fixed != 0 ? LOC_MARK_FIXED : LOC_MARK_BARRED;
    const char *reason = wish->reason == NULL ? "asked for" : wish->reason;
    size_t candidate, place, pair;
    locality_status status = locality_placement_find(p, LOCALITY_ALLOCATION_CANDIDATES,
                                                     wish->candidate, &candidate, error);

    if (status == LOCALITY_OK)
        status =
            locality_placement_find(p, LOCALITY_ALLOCATION_DEMANDS, wish->place, &place, error);
    if (status != LOCALITY_OK)
        return status;
    if (loc_utf8_check(reason, strlen(reason)) < strlen(reason))
        return loc_fail(error, LOCALITY_ENCODING, "a reason is not valid UTF-8");
    pair = loc_board_pair(board, candidate, place);
    if (board->mark[pair] != LOC_MARK_NONE && board->mark[pair] != mark)
        return loc_fail(error, LOCALITY_CONFLICT, "%s and %s are both fixed and barred",
                        board->side[0].label[candidate], board->side[1].label[place]);
    board->mark[pair] = mark;
    board->why[pair] = (uint16_t)board->reasons;
    board->reason[board->reasons] = loc_arena_text(&p->arena, reason, strlen(reason));
    return board->reason[board->reasons++] == NULL ? loc_fail_memory(error) : LOCALITY_OK;
}

locality_status loc_placement_wishes(locality_placement *p,
                                     const locality_placement_options *options,
                                     locality_error *error) {
    loc_board *board = &p->board;
    size_t count = options->wishes_count;
    const char **reason;

    p->wishes = board->reasons;
    if (count == 0)
        return LOCALITY_OK;
    if (count > UINT16_MAX - 1 - board->reasons)
        return loc_fail(error, LOCALITY_LIMIT, "there are too many wishes");
    reason = loc_arena_take(&p->arena, board->reasons + count, sizeof *reason);
    if (reason == NULL)
        return loc_fail_memory(error);
    memcpy(reason, board->reason, board->reasons * sizeof *reason);
    board->reason = reason;
    for (size_t i = 0; i < count; i++) {
        locality_status status = take_wish(p, &options->wishes[i], error);
        if (status != LOCALITY_OK)
            return status;
    }
    return LOCALITY_OK;
}

/* ---- The problem --------------------------------------------------------------------------------------- */

/* Pairs of the problem, gathered. */
typedef struct pair_list {
    uint32_t *candidate, *place;
    uint64_t *failed;
    int64_t *cost;
    size_t count, room, levels;
} pair_list;

/* What becomes a pair of a problem. Only as it is known does a pair have costs. */
enum views {
    AS_KNOWN,   /* what could be answered, with waivers or without */
    AS_LIKED,   /* the same, with what both sides would rather as its costs */
    HOPEFUL,    /* what cannot be told is taken for good, to see whether it matters */
    WITH_BARRED /* what is barred is a pair that is forbidden, so that it can be said to be */
};

static bool is_pair(const loc_board *board, uint64_t firm, int view, size_t pair) {
    if (board->mark[pair] == LOC_MARK_FIXED)
        return true;
    if (view == HOPEFUL)
        return board->mark[pair] != LOC_MARK_BARRED && board->failed[pair] == 0;
    return (view == WITH_BARRED || board->mark[pair] != LOC_MARK_BARRED) &&
           board->open[pair] == 0 && board->doubt[pair] == 0 && (board->failed[pair] & firm) == 0;
}

static void release_pairs(const locality_allocator *allocator, pair_list *list) {
    loc_release(allocator, list->candidate, list->room, sizeof *list->candidate);
    loc_release(allocator, list->place, list->room, sizeof *list->place);
    loc_release(allocator, list->failed, list->room, sizeof *list->failed);
    loc_release(allocator, list->cost, list->room * (list->levels + 1), sizeof *list->cost);
}

static bool gather_pairs(const loc_board *board, int view, pair_list *list) {
    const locality_allocator *allocator = &board->allocator;
    uint64_t firm = loc_board_firm(board);

    memset(list, 0, sizeof *list);
    for (size_t i = 0; i < board->pairs; i++)
        list->room += is_pair(board, firm, view, i);
    list->levels = view == AS_KNOWN ? board->preferences : view == AS_LIKED ? 2 : 0;
    list->candidate = loc_allocate_raw(allocator, list->room, sizeof *list->candidate);
    list->place = loc_allocate_raw(allocator, list->room, sizeof *list->place);
    list->failed = loc_allocate_raw(allocator, list->room, sizeof *list->failed);
    list->cost = loc_allocate_raw(allocator, list->room * (list->levels + 1), sizeof *list->cost);
    if (list->candidate == NULL || list->place == NULL || list->failed == NULL ||
        list->cost == NULL)
        return false;
    for (size_t i = 0; i < board->pairs; i++) {
        size_t at = list->count;
        if (!is_pair(board, firm, view, i))
            continue;
        list->candidate[at] = (uint32_t)(i / board->side[1].count);
        list->place[at] = (uint32_t)(i % board->side[1].count);
        list->failed[at] = board->failed[i];
        for (size_t level = 0; level < list->levels; level++)
            list->cost[at * list->levels + level] =
                view == AS_LIKED ? board->liked[level][i] : board->cost[level][i];
        list->count++;
    }
    return true;
}

static locality_status put_pairs(const loc_board *board, int view, locality_allocation *problem,
                                 locality_error *error) {
    locality_allocation_pairs pairs = LOCALITY_ALLOCATION_PAIRS_INIT;
    locality_status status;
    pair_list list;

    if (!gather_pairs(board, view, &list)) {
        release_pairs(&board->allocator, &list);
        return loc_fail_memory(error);
    }
    pairs.levels = list.levels;
    pairs.count = list.count;
    pairs.candidate = list.candidate;
    pairs.demand = list.place;
    pairs.cost = list.levels == 0 ? NULL : list.cost;
    pairs.candidate_stride = (ptrdiff_t)(list.levels * sizeof *list.cost);
    pairs.level_stride = (ptrdiff_t)sizeof *list.cost;
    pairs.failed = list.failed;
    status = locality_allocation_put_pairs(problem, &pairs, error);
    release_pairs(&board->allocator, &list);
    return status;
}

static locality_status put_conditions(const loc_board *board, locality_allocation *problem,
                                      locality_error *error) {
    const char *id[LOCALITY_ALLOCATION_RULES], *words[LOCALITY_ALLOCATION_RULES];
    int64_t weight[LOCALITY_ALLOCATION_RULES];

    for (size_t i = 0; i < board->conditions; i++) {
        id[i] = board->condition[i].id;
        words[i] = board->condition[i].words;
        weight[i] = board->condition[i].weight;
    }
    return locality_allocation_put_rules(problem, id, words, weight, board->conditions, error);
}

static locality_status put_marks(const loc_board *board, int view, locality_allocation *problem,
                                 locality_error *error) {
    uint64_t firm = loc_board_firm(board);

    for (size_t i = 0; i < board->pairs; i++) {
        uint32_t candidate = (uint32_t)(i / board->side[1].count);
        uint32_t place = (uint32_t)(i % board->side[1].count);
        locality_status status = LOCALITY_OK;
        if (board->mark[i] == LOC_MARK_FIXED)
            status = locality_allocation_pin(problem, candidate, place,
                                             board->reason[board->why[i]], error);
        else if (board->mark[i] == LOC_MARK_BARRED && is_pair(board, firm, view, i))
            status = locality_allocation_forbid(problem, candidate, place,
                                                board->reason[board->why[i]], error);
        if (status != LOCALITY_OK)
            return status;
    }
    return LOCALITY_OK;
}

static locality_status put_covers(const loc_board *board, locality_allocation *problem,
                                  locality_error *error) {
    for (size_t i = 0; i < board->covers; i++) {
        const loc_cover *cover = &board->cover[i];
        locality_status status = locality_allocation_group(
            problem, cover->words, cover->place, cover->count, cover->least, INT64_MAX, error);
        if (status != LOCALITY_OK)
            return status;
    }
    return LOCALITY_OK;
}

/* What a member takes if all turns out well: no more than there are on the other side. */
static locality_status hope(const loc_board *board, int side, loc_arena *arena, const int64_t **out,
                            locality_error *error) {
    const loc_members *members = &board->side[side];
    int64_t others = (int64_t)board->side[1 - side].count;
    int64_t *most = loc_arena_take(arena, members->count + 1, sizeof *most);

    *out = most;
    for (size_t i = 0; most != NULL && i < members->count; i++)
        most[i] = members->hoped[i] < others ? members->hoped[i] : others;
    return most == NULL ? loc_fail_memory(error) : LOCALITY_OK;
}

/* Members that may be none have no pairs, but when it is hoped. */
static locality_status make_problem(const loc_board *board, int view, locality_allocation **out,
                                    locality_error *error) {
    locality_allocation_side side[2] = {LOCALITY_ALLOCATION_SIDE_INIT,
                                        LOCALITY_ALLOCATION_SIDE_INIT};
    locality_status status = LOCALITY_OK;
    loc_arena own;

    loc_arena_init(&own, &board->allocator);
    for (int i = 0; status == LOCALITY_OK && i < 2; i++) {
        side[i].count = board->side[i].count;
        side[i].id = board->side[i].id;
        side[i].most = board->side[i].most;
        if (view == HOPEFUL)
            status = hope(board, i, &own, &side[i].most, error);
    }
    if (status == LOCALITY_OK)
        status = locality_allocation_new(&side[0], &side[1], &board->allocator, out, error);
    loc_arena_clear(&own);
    if (status == LOCALITY_OK)
        status = put_pairs(board, view, *out, error);
    if (status == LOCALITY_OK)
        status = put_conditions(board, *out, error);
    if (status == LOCALITY_OK)
        status = put_marks(board, view, *out, error);
    return status == LOCALITY_OK ? put_covers(board, *out, error) : status;
}

locality_status loc_placement_problem(locality_placement *p, locality_error *error) {
    return make_problem(&p->board, AS_KNOWN, &p->problem, error);
}

locality_status loc_placement_problem_liked(const locality_placement *p, locality_allocation **out,
                                            locality_error *error) {
    *out = NULL;
    return make_problem(&p->board, AS_LIKED, out, error);
}

locality_status loc_placement_problem_barred(const locality_placement *p, locality_allocation **out,
                                             locality_error *error) {
    *out = NULL;
    return make_problem(&p->board, WITH_BARRED, out, error);
}

/* ---- The answer ------------------------------------------------------------------------------------------ */

static int64_t filled_of(const locality_allocation_result *result) {
    int64_t filled = 0;

    (void)locality_allocation_result_total(result, LOCALITY_ALLOCATION_COVERAGE, &filled, NULL);
    return filled;
}

/* Whether some place is left open that could take somebody. */
static bool has_gap(const locality_placement *p) {
    return locality_allocation_result_unplaced(p->result, LOCALITY_ALLOCATION_DEMANDS) > 0;
}

/* Whether something may be a place or not. */
static bool has_doubtful_place(const loc_board *board) {
    for (size_t i = 0; i < board->side[1].count; i++)
        if (board->side[1].is_maybe[i] != 0)
            return true;
    return false;
}

/* Whether more could be filled, or what is impossible be possible, if what cannot be told were so. */
static locality_status may_be_better(const locality_placement *p,
                                     const locality_allocation_options *options, bool *out,
                                     locality_error *error) {
    locality_allocation *hoped = NULL;
    locality_allocation_result *result = NULL;
    locality_status status;

    *out = p->state == LOCALITY_PLACEMENT_IMPOSSIBLE && has_doubtful_place(&p->board);
    if (*out || !loc_board_is_doubtful(&p->board))
        return LOCALITY_OK;
    status = make_problem(&p->board, HOPEFUL, &hoped, error);
    if (status == LOCALITY_OK)
        status = locality_allocation_solve(hoped, options, &result, error);
    if (status == LOCALITY_OK &&
        locality_allocation_result_verdict(result) != LOCALITY_ALLOCATION_INFEASIBLE)
        *out = locality_allocation_result_verdict(result) != LOCALITY_ALLOCATION_OPTIMAL ||
               p->state == LOCALITY_PLACEMENT_IMPOSSIBLE ||
               filled_of(result) > filled_of(p->result);
    locality_allocation_result_free(result);
    locality_allocation_free(hoped);
    return status;
}

static int32_t state_of(const locality_placement *p) {
    switch (locality_allocation_result_verdict(p->result)) {
    case LOCALITY_ALLOCATION_OPTIMAL:
        return has_gap(p) ? LOCALITY_PLACEMENT_SHORT : LOCALITY_PLACEMENT_FILLED;
    case LOCALITY_ALLOCATION_INFEASIBLE:
        return LOCALITY_PLACEMENT_IMPOSSIBLE;
    default:
        return LOCALITY_PLACEMENT_UNPROVED;
    }
}

/* Waivers are worth showing where they fill more, or make possible what is not. */
static locality_status solve_waived(locality_placement *p, locality_allocation_options *options,
                                    locality_error *error) {
    locality_status status;

    options->waive = 1;
    status = locality_allocation_solve(p->problem, options, &p->waived, error);
    if (status != LOCALITY_OK)
        return status;
    if (locality_allocation_result_verdict(p->waived) != LOCALITY_ALLOCATION_OPTIMAL ||
        (p->state != LOCALITY_PLACEMENT_IMPOSSIBLE &&
         filled_of(p->waived) <= filled_of(p->result))) {
        locality_allocation_result_free(p->waived);
        p->waived = NULL;
    }
    return LOCALITY_OK;
}

locality_status loc_placement_solve(locality_placement *p,
                                    const locality_placement_options *options,
                                    locality_error *error) {
    locality_allocation_options how = LOCALITY_ALLOCATION_OPTIONS_INIT;
    loc_cancel asked = {options->cancel, options->cancel_self};
    locality_status status;
    bool is_open = false;

    how.work_limit = options->work_limit;
    how.progress = options->cancel == NULL ? NULL : loc_cancel_asked;
    how.progress_self = &asked;
    status = locality_allocation_solve(p->problem, &how, &p->result, error);
    if (status != LOCALITY_OK)
        return status;
    p->state = state_of(p);
    if (p->state == LOCALITY_PLACEMENT_FILLED && has_doubtful_place(&p->board))
        p->state = LOCALITY_PLACEMENT_OPEN;
    if (p->state != LOCALITY_PLACEMENT_SHORT && p->state != LOCALITY_PLACEMENT_IMPOSSIBLE)
        return LOCALITY_OK;
    status = may_be_better(p, &how, &is_open, error);
    if (status == LOCALITY_OK)
        status = solve_waived(p, &how, error);
    if (status == LOCALITY_OK && is_open)
        p->state = LOCALITY_PLACEMENT_OPEN;
    return status;
}
