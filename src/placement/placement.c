/* The handle: made in one go, then only read. */
#include "placement/placement.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "expr/host.h"
#include "locality/plans.h"
#include "schema/schema.h"

static const char *const state_names[] = {"every place filled, proved best",
                                          "proved: some places must stay empty",
                                          "proved impossible",
                                          "cannot be decided in full",
                                          "not evaluable",
                                          "not proved"};

const char *locality_placement_state_name(int32_t state) {
    return state >= 0 && (size_t)state < sizeof state_names / sizeof state_names[0]
               ? state_names[state]
               : "unknown";
}

/* ---- Making ------------------------------------------------------------------------------------------ */

static locality_status take_options(const locality_placement_options *given,
                                    locality_placement_options *out, locality_error *error) {
    static const locality_placement_options defaults = LOCALITY_PLACEMENT_OPTIONS_INIT;

    *out = defaults;
    if (given != NULL &&
        !loc_struct_take(out, sizeof *out, given, given->struct_size, 2 * sizeof(uint32_t)))
        return loc_fail(error, LOCALITY_INVALID,
                        "options of an unknown size: %lu bytes; start from "
                        "LOCALITY_PLACEMENT_OPTIONS_INIT",
                        (unsigned long)given->struct_size);
    if ((out->parameters == NULL && out->parameters_count > 0) ||
        (out->wishes == NULL && out->wishes_count > 0))
        return loc_fail(error, LOCALITY_INVALID, "an array of the options is null");
    if (out->as_at != NULL && !locality_range_is_valid(out->as_at))
        return loc_fail(error, LOCALITY_INVALID, "as_at is not a valid range");
    for (size_t i = 0; i < out->wishes_count; i++)
        if (out->wishes[i].candidate == NULL || out->wishes[i].place == NULL)
            return loc_fail(error, LOCALITY_INVALID, "a wish lacks its candidate or place");
    return LOCALITY_OK;
}

static locality_status keep_settings(locality_placement *p,
                                     const locality_placement_options *options,
                                     locality_error *error) {
    p->settings_count = options->parameters_count;
    p->has_as_at = options->as_at != NULL;
    if (p->has_as_at)
        p->as_at = *options->as_at;
    p->work_limit = options->work_limit;
    return loc_settings_keep(&p->arena, options->parameters, options->parameters_count,
                             &p->settings, error);
}

static locality_status keep_texts(locality_placement *p, locality_error *error) {
    const char **const out[LOC_ASK_TEXTS] = {&p->id, &p->sentence, &p->source, &p->section,
                                             &p->text};

    return loc_ask_texts(p->snapshot, p->row, &p->arena, out, error);
}

/* Nothing is decided for a day behind the allocation's time. */
static bool keep_within(loc_ask *ask, const loc_board *board, const locality_range *as_at) {
    char words[160];

    if (as_at == NULL || locality_range_is_unknown(as_at) != 0 || as_at->lo <= board->last)
        return true;
    (void)snprintf(words, sizeof words,
                   "the allocation is until %s, and the day that is asked about is behind that",
                   board->until);
    return loc_run_fail(&ask->run, LOCALITY_INVALID, words);
}

static locality_status make_board(locality_placement *p, const locality_placement_options *options,
                                  locality_error *error) {
    locality_status status;
    loc_ask ask;

    if (loc_ask_open(&ask, p->snapshot, p->row, options->as_at, options->parameters,
                     options->parameters_count)) {
        ask.run.cancel = options->cancel;
        ask.run.cancel_self = options->cancel_self;
        if (!loc_board_make(&p->board, &ask, &p->arena) ||
            !keep_within(&ask, &p->board, options->as_at))
            loc_ask_place_failure(&ask);
    }
    status = loc_run_status(&ask.run, error);
    loc_ask_close(&ask);
    return status;
}

/* A plan is not proved while it cannot be told whether something is fixed. */
static void heed_doubtful_fixes(locality_placement *p) {
    if (p->state == LOCALITY_PLACEMENT_UNPROVED || p->state == LOCALITY_PLACEMENT_NOT_EVALUABLE)
        return;
    for (size_t i = 0; i < p->board.pairs; i++)
        if (loc_board_may_be_fixed(&p->board, i))
            p->state = LOCALITY_PLACEMENT_OPEN;
}

static locality_status make(locality_placement *p, const locality_placement_options *options,
                            locality_error *error) {
    locality_status status = keep_settings(p, options, error);

    if (status == LOCALITY_OK)
        status = keep_texts(p, error);
    if (status == LOCALITY_OK)
        status = make_board(p, options, error);
    if (status == LOCALITY_OK)
        status = loc_placement_wishes(p, options, error);
    p->state = LOCALITY_PLACEMENT_NOT_EVALUABLE;
    if (status == LOCALITY_OK && p->board.unmet == NULL && p->board.is_of_fte) {
        status = loc_placement_spread(p, options, error);
    } else if (status == LOCALITY_OK && p->board.unmet == NULL) {
        status = loc_placement_problem(p, error);
        if (status == LOCALITY_OK)
            status = loc_placement_solve(p, options, error);
        if (status == LOCALITY_OK)
            status = loc_placement_stages(p, error);
        if (status == LOCALITY_OK)
            status = loc_placement_map(p, error);
        if (status == LOCALITY_OK)
            status = loc_placement_stable(p, options, error);
    }
    if (status != LOCALITY_OK)
        return status;
    heed_doubtful_fixes(p);
    return loc_placement_tell(p, error);
}

locality_status locality_placement_solve(const locality_snapshot *snapshot, const char *id,
                                         const locality_placement_options *options,
                                         locality_placement **out, locality_error *error) {
    locality_placement_options taken;
    locality_placement *p;
    locality_status status;
    uint32_t row;

    if (out != NULL)
        *out = NULL;
    if (snapshot == NULL)
        return loc_fail_null(error, "snapshot");
    if (out == NULL)
        return loc_fail_null(error, "out");
    status = take_options(options, &taken, error);
    if (status == LOCALITY_OK)
        status = loc_ask_find(snapshot, id, &row, error);
    if (status != LOCALITY_OK)
        return status;
    p = loc_allocate(loc_host_allocator(snapshot), 1, sizeof *p);
    if (p == NULL)
        return loc_fail_memory(error);
    p->allocator = *loc_host_allocator(snapshot);
    loc_arena_init(&p->arena, &p->allocator);
    p->snapshot = locality_snapshot_retain(snapshot);
    p->row = row;
    status = make(p, &taken, error);
    if (status != LOCALITY_OK) {
        locality_placement_free(p);
        return status;
    }
    *out = p;
    return loc_ok(error);
}

void locality_placement_free(locality_placement *placement) {
    locality_allocator allocator;

    if (placement == NULL)
        return;
    allocator = placement->allocator;
    locality_deployment_free(placement->deployed_waived);
    locality_deployment_free(placement->deployed);
    locality_allocation_result_free(placement->stable[0]);
    locality_allocation_result_free(placement->stable[1]);
    locality_allocation_result_free(placement->waived);
    locality_allocation_result_free(placement->result);
    locality_allocation_free(placement->problem);
    loc_release(&allocator, placement->may, placement->board.pairs, 1);
    loc_board_clear(&placement->board);
    loc_arena_clear(&placement->arena);
    locality_snapshot_release(placement->snapshot);
    loc_release(&allocator, placement, 1, sizeof *placement);
}

/* ---- Reading ------------------------------------------------------------------------------------------- */

int32_t locality_placement_state(const locality_placement *placement) {
    return placement == NULL ? LOCALITY_PLACEMENT_NOT_EVALUABLE : placement->state;
}

const char *locality_placement_id(const locality_placement *placement) {
    return placement == NULL ? "" : placement->id;
}

const char *locality_placement_sentence(const locality_placement *placement) {
    return placement == NULL ? "" : placement->sentence;
}

const locality_allocation *locality_placement_problem(const locality_placement *placement) {
    return placement == NULL ? NULL : placement->problem;
}

const locality_allocation_result *locality_placement_result(const locality_placement *placement) {
    return placement == NULL ? NULL : placement->result;
}

const locality_allocation_result *locality_placement_waivers(const locality_placement *placement) {
    return placement == NULL ? NULL : placement->waived;
}

const locality_deployment *locality_placement_deployment(const locality_placement *placement) {
    return placement == NULL ? NULL : placement->deployed;
}

const locality_deployment *
locality_placement_deployment_waivers(const locality_placement *placement) {
    return placement == NULL ? NULL : placement->deployed_waived;
}

int32_t locality_placement_is_of_fte(const locality_placement *placement) {
    return placement != NULL && placement->board.is_of_fte;
}

static const loc_members *side_of(const locality_placement *placement, int32_t side) {
    bool is_side = side == LOCALITY_ALLOCATION_CANDIDATES || side == LOCALITY_ALLOCATION_DEMANDS;

    return placement == NULL || !is_side ? NULL : &placement->board.side[side];
}

size_t locality_placement_count(const locality_placement *placement, int32_t side) {
    const loc_members *members = side_of(placement, side);

    return members == NULL ? 0 : members->count;
}

static void count_pairs(const locality_placement *p, int32_t side, size_t index,
                        locality_placement_member *out) {
    const loc_board *board = &p->board;

    for (size_t other = 0; other < board->side[1 - side].count; other++) {
        size_t pair = side == LOCALITY_ALLOCATION_CANDIDATES ? loc_board_pair(board, index, other)
                                                             : loc_board_pair(board, other, index);
        int32_t state = loc_board_state(board, pair);
        out->eligible += state == LOCALITY_PLACEMENT_ELIGIBLE ||
                         (state == LOCALITY_PLACEMENT_FIXED && board->failed[pair] == 0 &&
                          board->open[pair] == 0);
        out->open += state == LOCALITY_PLACEMENT_CANNOT_TELL;
    }
    if (p->deployed != NULL) {
        for (size_t i = 0; i < locality_deployment_shares(p->deployed); i++) {
            locality_deployment_share share = {0};
            (void)locality_deployment_share_at(p->deployed, i, &share, NULL);
            out->partners +=
                (side == LOCALITY_ALLOCATION_CANDIDATES ? share.group : share.place) == index;
        }
        return;
    }
    if (p->staged_count > 0) {
        out->partners = loc_placement_settled(p, side, (uint32_t)index);
        return;
    }
    for (size_t i = 0; i < locality_allocation_result_pairs(p->result); i++) {
        locality_allocation_pair pair;
        if (locality_allocation_result_pair(p->result, i, &pair, NULL) == LOCALITY_OK)
            out->partners +=
                (side == LOCALITY_ALLOCATION_CANDIDATES ? pair.candidate : pair.demand) == index;
    }
}

locality_status locality_placement_member_at(const locality_placement *placement, int32_t side,
                                             size_t index, locality_placement_member *out,
                                             locality_error *error) {
    const loc_members *members = side_of(placement, side);

    if (out != NULL)
        memset(out, 0, sizeof *out);
    if (placement == NULL || out == NULL)
        return loc_fail_null(error, placement == NULL ? "placement" : "out");
    if (members == NULL)
        return loc_fail(error, LOCALITY_INVALID, "there is no such side");
    if (index >= members->count)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no number %zu on this side", index);
    out->kind =
        locality_schema_kind_name(locality_snapshot_schema(placement->snapshot), members->kind);
    out->id = members->id[index];
    out->label = members->label[index];
    out->most = members->most[index];
    out->is_certain = members->is_maybe[index] == 0;
    count_pairs(placement, side, index, out);
    return loc_ok(error);
}

size_t locality_placement_conditions(const locality_placement *placement) {
    return placement == NULL ? 0 : placement->board.conditions;
}

locality_status locality_placement_condition_at(const locality_placement *placement, size_t index,
                                                locality_placement_condition *out,
                                                locality_error *error) {
    const loc_condition *condition;

    if (out != NULL)
        memset(out, 0, sizeof *out);
    if (placement == NULL || out == NULL)
        return loc_fail_null(error, placement == NULL ? "placement" : "out");
    if (index >= placement->board.conditions)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no condition number %zu", index);
    condition = &placement->board.condition[index];
    out->id = condition->id;
    out->words = condition->words;
    out->text = condition->text;
    out->knob = condition->knob;
    out->source = condition->source;
    out->section = condition->section;
    out->weight = condition->weight;
    out->is_firm = condition->is_firm;
    out->failing = condition->failing;
    out->open = condition->open;
    return loc_ok(error);
}

size_t locality_placement_preferences(const locality_placement *placement) {
    return placement == NULL ? 0 : placement->board.preferences;
}

locality_status locality_placement_preference_at(const locality_placement *placement, size_t index,
                                                 locality_placement_preference *out,
                                                 locality_error *error) {
    if (out != NULL)
        memset(out, 0, sizeof *out);
    if (placement == NULL || out == NULL)
        return loc_fail_null(error, placement == NULL ? "placement" : "out");
    if (index >= placement->board.preferences)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no preference number %zu", index);
    out->words = placement->board.preference[index].words;
    out->type = placement->board.preference[index].type;
    out->is_most = placement->board.preference[index].is_most;
    return loc_ok(error);
}

locality_status locality_placement_pair_at(const locality_placement *placement, size_t candidate,
                                           size_t place, locality_placement_pair *out,
                                           locality_error *error) {
    const loc_board *board;
    size_t pair;

    if (out != NULL)
        memset(out, 0, sizeof *out);
    if (placement == NULL || out == NULL)
        return loc_fail_null(error, placement == NULL ? "placement" : "out");
    board = &placement->board;
    if (candidate >= board->side[0].count || place >= board->side[1].count)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no such %s",
                        place >= board->side[1].count ? "place" : "candidate");
    pair = loc_board_pair(board, candidate, place);
    out->state = loc_board_state(board, pair);
    out->stage = board->in_stage[pair] == LOC_NO_STAGE ? -1 : board->in_stage[pair];
    out->failed = board->failed[pair];
    out->open = board->open[pair];
    out->words = board->mark[pair] == LOC_MARK_NONE ? "" : board->reason[board->why[pair]];
    if (out->state == LOCALITY_PLACEMENT_ELIGIBLE || out->state == LOCALITY_PLACEMENT_FIXED)
        for (size_t level = 0; level < board->preferences; level++)
            out->cost[level] = board->cost[level][pair];
    return loc_ok(error);
}

size_t locality_placement_sentences(const locality_placement *placement) {
    return placement == NULL ? 0 : placement->says_count;
}

const char *locality_placement_sentence_at(const locality_placement *placement, size_t index) {
    return placement == NULL || index >= placement->says_count ? "" : placement->says[index];
}

/* ---- Finding ------------------------------------------------------------------------------------------- */

locality_status locality_placement_find(const locality_placement *placement, int32_t side,
                                        const char *text, size_t *index, locality_error *error) {
    const loc_members *members = side_of(placement, side);

    if (index != NULL)
        *index = 0;
    if (placement == NULL || text == NULL || index == NULL)
        return loc_fail_null(error, placement == NULL ? "placement"
                                    : text == NULL    ? "text"
                                                      : "index");
    if (members == NULL)
        return loc_fail(error, LOCALITY_INVALID, "there is no such side");
    return loc_members_find(members, placement->snapshot, side, text, index, error);
}
