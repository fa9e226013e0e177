/* Stable: plans in which no person and place would both rather have one another than what they get, by what
 * the allocation says they would rather. One is best for people, one for places; they stand beside the
 * plan that fills most, which need not be stable. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "placement/cancel.h"
#include "placement/tell.h"

/* ---- Solving ------------------------------------------------------------------------------------------ */

/* The first eligible pair of which it is not known how it is liked; SIZE_MAX for none. */
static size_t find_unknown(const loc_board *board) {
    for (size_t i = 0; i < board->pairs; i++) {
        int32_t state = loc_board_state(board, i);
        bool counts = state == LOCALITY_PLACEMENT_ELIGIBLE || state == LOCALITY_PLACEMENT_FIXED;
        if (counts && (board->liked[0][i] == LOC_NO_LIKING || board->liked[1][i] == LOC_NO_LIKING))
            return i;
    }
    return SIZE_MAX;
}

static locality_status keep_words(locality_placement *p, const char *words, const char **out,
                                  locality_error *error) {
    *out = loc_arena_text(&p->arena, words, strlen(words));
    return *out != NULL ? LOCALITY_OK : loc_fail_memory(error);
}

/* Why no stable plan can be told; nothing where one can. */
static locality_status find_obstacle(locality_placement *p, locality_error *error) {
    const loc_board *board = &p->board;
    size_t unknown = find_unknown(board);
    char words[256];

    for (size_t i = 0; i < board->side[0].count; i++)
        if (board->side[0].most[i] > 1)
            return keep_words(p, "none is defined where one person can hold several places",
                              &p->not_stable, error);
    if (unknown == SIZE_MAX)
        return LOCALITY_OK;
    int side = board->liked[0][unknown] == LOC_NO_LIKING ? 0 : 1;
    (void)snprintf(words, sizeof words, "how \"%s\" stands for %s and %s is not known exactly",
                   board->liking[side].words, board->side[0].label[unknown / board->side[1].count],
                   board->side[1].label[unknown % board->side[1].count]);
    return keep_words(p, words, &p->not_stable, error);
}

static locality_status solve(locality_placement *p, const locality_allocation *problem,
                             locality_error *error) {
    locality_status status = LOCALITY_OK;

    for (int side = 0; side < 2 && status == LOCALITY_OK; side++) {
        int32_t ties =
            p->alike == NULL ? LOCALITY_ALLOCATION_REFUSE_TIES : LOCALITY_ALLOCATION_TIES_BY_ID;
        status =
            locality_allocation_solve_stable(problem, side, 1, 2, ties, &p->stable[side], error);
        if (status == LOCALITY_AMBIGUOUS) { /* only the first time: from then on by id */
            status = keep_words(p, error->message, &p->alike, error);
            side--;
        }
    }
    return status;
}

locality_status loc_placement_stable(locality_placement *p,
                                     const locality_placement_options *options,
                                     locality_error *error) {
    loc_cancel asked = {options->cancel, options->cancel_self};
    locality_allocation *problem = NULL;
    locality_error own;

    if (p->board.liking[0].words == NULL || p->result == NULL)
        return LOCALITY_OK;
    locality_status status = find_obstacle(p, &own);
    if (status == LOCALITY_OK && p->not_stable == NULL)
        status = loc_placement_problem_liked(p, &problem, &own);
    if (status == LOCALITY_OK && problem != NULL && asked.ask != NULL)
        status = locality_allocation_watch(problem, loc_cancel_asked, &asked, &own);
    if (status == LOCALITY_OK && problem != NULL)
        status = solve(p, problem, &own);
    locality_allocation_free(problem);
    if (status == LOCALITY_INVALID) /* more is fixed than there are places, for example */
        return keep_words(p, own.message, &p->not_stable, error);
    if (status != LOCALITY_OK && error != NULL)
        *error = own;
    return status;
}

/* ---- Telling ------------------------------------------------------------------------------------------ */

static bool are_alike(const locality_allocation_result *a, const locality_allocation_result *b) {
    locality_allocation_pair x, y;
    size_t count = locality_allocation_result_pairs(a);
    bool alike = count == locality_allocation_result_pairs(b);

    for (size_t i = 0; alike && i < count; i++)
        alike = locality_allocation_result_pair(a, i, &x, NULL) == LOCALITY_OK &&
                locality_allocation_result_pair(b, i, &y, NULL) == LOCALITY_OK &&
                x.candidate == y.candidate && x.demand == y.demand;
    return alike;
}

/* How many a place has in the plan, and what it likes least of them. */
static int64_t worst_of(const locality_placement *p, uint32_t place, int64_t *partners) {
    int64_t worst = INT64_MIN;
    size_t at = 0;
    locality_allocation_pair pair;

    *partners = 0;
    for (uint32_t who = loc_placement_holder(p, place, &at, &pair); who != UINT32_MAX;
         who = loc_placement_holder(p, place, &at, &pair)) {
        int64_t liked = p->board.liked[1][loc_board_pair(&p->board, who, place)];
        bool is_fixed = p->board.mark[loc_board_pair(&p->board, who, place)] == LOC_MARK_FIXED;
        ++*partners;
        worst = !is_fixed && liked > worst ? liked : worst;
    }
    return worst;
}

/* What every candidate has in the plan: by how much it is liked, INT64_MAX for nobody's. */
static void list_had(const locality_placement *p, int64_t *had) {
    locality_allocation_pair pair;

    for (size_t i = 0; i < p->board.side[0].count; i++)
        had[i] = INT64_MAX;
    for (size_t i = 0; i < locality_allocation_result_pairs(p->result); i++)
        if (locality_allocation_result_pair(p->result, i, &pair, NULL) == LOCALITY_OK) {
            size_t number = loc_board_pair(&p->board, pair.candidate, pair.demand);
            bool is_fixed = p->board.mark[number] == LOC_MARK_FIXED;
            had[pair.candidate] = is_fixed ? INT64_MIN : p->board.liked[0][number];
        }
}

/* A person and a place that would both rather have one another than what the plan gives them; the pair is
 * SIZE_MAX where there are none. */
static bool find_blocking(loc_teller *t, size_t *pair) {
    const loc_board *board = &t->p->board;
    size_t people = board->side[0].count, places = board->side[1].count;
    int64_t *had = loc_arena_take(&t->p->arena, people + 1, sizeof *had);

    *pair = SIZE_MAX;
    if (had == NULL)
        return loc_tell_failed(t, loc_fail_memory(t->error));
    list_had(t->p, had);
    for (uint32_t place = 0; place < places && *pair == SIZE_MAX; place++) {
        int64_t partners, worst = worst_of(t->p, place, &partners);
        bool has_room = partners < board->side[1].most[place];
        for (size_t i = 0; i < people && *pair == SIZE_MAX; i++) {
            size_t number = loc_board_pair(board, i, place);
            if (loc_board_state(board, number) == LOCALITY_PLACEMENT_ELIGIBLE &&
                board->liked[0][number] < had[i] && (has_room || board->liked[1][number] < worst))
                *pair = number;
        }
    }
    return true;
}

/* Whether the plan is stable, where it is the only best one. */
static bool tell_blocking(loc_teller *t) {
    const loc_board *board = &t->p->board;
    size_t pair = SIZE_MAX;

    if (locality_allocation_result_is_unique(t->p->result) == 0)
        return true;
    if (!find_blocking(t, &pair))
        return false;
    if (pair == SIZE_MAX) {
        loc_text_add(&t->text, "The plan above is stable.");
        return loc_tell_say(t);
    }
    loc_text_format(&t->text,
                    "The plan above is not stable: %s and %s would both rather have one another "
                    "than what it gives them.",
                    board->side[0].label[pair / board->side[1].count],
                    board->side[1].label[pair % board->side[1].count]);
    return loc_tell_say(t);
}

/* All stable plans fill the same number; where some are ranked alike, at least the two that are shown. */
static bool tell_filled(loc_teller *t) {
    size_t most = locality_allocation_result_pairs(t->p->result);
    size_t filled = locality_allocation_result_pairs(t->p->stable[0]);

    if (filled == most)
        return true;
    loc_text_format(&t->text, "%zu place%s can be filled; what is stable fills %zu.", most,
                    loc_plural((int64_t)most), filled);
    return loc_tell_say(t);
}

bool loc_tell_stable(loc_teller *t) {
    const locality_placement *p = t->p;

    if (p->not_stable != NULL) {
        loc_text_format(&t->text, "A stable plan cannot be told: %s.", p->not_stable);
        return loc_tell_say(t);
    }
    if (p->stable[0] == NULL)
        return true;
    loc_text_format(&t->text,
                    "By what people would rather (%s) and what places would rather (%s), ",
                    p->board.liking[0].words, p->board.liking[1].words);
    if (p->alike != NULL)
        loc_text_format(&t->text,
                        "these are stable plans. There may be others, for somebody is ranked alike "
                        "(%s): a person has to choose.",
                        p->alike);
    else if (are_alike(p->stable[0], p->stable[1]))
        loc_text_add(&t->text, "one plan alone is stable.");
    else
        loc_text_add(&t->text, "several plans are stable: one is best for everybody on the one "
                               "side, another for everybody on the other.");
    if (!loc_tell_say(t))
        return false;
    return tell_blocking(t) && tell_filled(t);
}

const locality_allocation_result *locality_placement_stable(const locality_placement *placement,
                                                            int32_t side) {
    bool is_side = side == LOCALITY_ALLOCATION_CANDIDATES || side == LOCALITY_ALLOCATION_DEMANDS;

    return placement == NULL || !is_side ? NULL : placement->stable[side];
}
