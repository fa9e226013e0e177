/* The board: every clause asked of every pair. See board.h. */
#include "placement/board.h"

#include <string.h>

#include "base/error.h"
#include "expr/print.h"
#include "expr/visit.h"
#include "schema/schema.h"

/* ---- What stands outside the pairs ------------------------------------------------------------------- */

static bool copy_text(loc_ask *ask, loc_board *board, const char *text, size_t length,
                      const char **out) {
    *out = loc_arena_text(board->arena, text, length);
    return *out != NULL || loc_run_no_memory(&ask->run);
}

/* Parameters that a condition rests on: "same_locality = yes". */
typedef struct knob_search {
    loc_ask *ask;
    loc_text *out;
    uint64_t seen[8]; /* the first 512 parameters, a bit each */
} knob_search;

static void look_for_knob(void *self, const loc_node *node) {
    knob_search *search = self;
    const loc_parameters *parameters = &search->ask->parameters;
    const loc_known_parameter *known;
    uint32_t slot = node->slot;

    if (node->op != LOC_PARAMETER || slot >= parameters->count || slot >= 512 ||
        (search->seen[slot / 64] >> slot % 64 & 1) != 0)
        return;
    search->seen[slot / 64] |= UINT64_C(1) << slot % 64;
    known = &parameters->known[slot];
    loc_text_format(search->out, "%s%s = %s", search->out->length > 0 ? ", " : "", known->name,
                    known->value == NULL ? "not given" : known->value);
}

static bool write_knob(loc_board *board, loc_ask *ask, const loc_clause *clause, const char **out) {
    loc_text text;
    knob_search search = {ask, &text, {0}};

    loc_text_init(&text, &ask->run.allocator);
    loc_visit_tree(clause->value, look_for_knob, &search);
    bool done = text.failed
                    ? loc_run_no_memory(&ask->run)
                    : copy_text(ask, board, text.data == NULL ? "" : text.data, text.length, out);
    loc_text_clear(&text);
    return done;
}

/* A whole number that is known and not negative. */
static bool read_weight(loc_ask *ask, loc_plan *plan, const loc_clause *clause, int64_t *out) {
    loc_vector value;

    *out = 1;
    if (clause->weight == NULL)
        return true;
    if (!loc_eval(plan, plan->outside, clause->weight, &value))
        return false;
    *out = value.lo[0];
    return (value.lo[0] == value.hi[0] && value.lo[0] >= 0) ||
           loc_run_fail(&ask->run, LOCALITY_INVALID,
                        clause->kind == LOC_CLAUSE_COVER
                            ? "how many places are covered is a number from 0 that is known"
                            : "what a waiver weighs is a number from 0 that is known");
}

static bool copy_cited(loc_ask *ask, loc_board *board, const loc_cited *cited,
                       loc_condition *condition) {
    condition->source = condition->section = "";
    return cited == NULL ||
           (copy_text(ask, board, cited->document, strlen(cited->document), &condition->source) &&
            copy_text(ask, board, cited->section, strlen(cited->section), &condition->section));
}

static bool add_condition(loc_board *board, loc_ask *ask, loc_plan *plan,
                          const loc_clause *clause) {
    loc_condition *condition = &board->condition[board->conditions++];
    const char *text = ask->file->text + clause->value->start;

    for (size_t i = 0; i + 1 < board->conditions; i++)
        if (strcmp(board->condition[i].id, clause->name) == 0)
            return loc_run_fail(&ask->run, LOCALITY_DUPLICATE,
                                "two conditions of the allocation have one id");
    condition->words = loc_ask_words(ask, board->arena, clause);
    condition->is_firm = clause->is_firm != 0;
    return condition->words != NULL &&
           copy_text(ask, board, clause->name, strlen(clause->name), &condition->id) &&
           copy_cited(ask, board, clause->cited, condition) &&
           copy_text(ask, board, text, clause->value->end - clause->value->start,
                     &condition->text) &&
           write_knob(board, ask, clause, &condition->knob) &&
           read_weight(ask, plan, clause, &condition->weight);
}

static bool read_preference(loc_board *board, loc_ask *ask, const loc_clause *clause,
                            loc_preference *preference) {
    preference->words = loc_ask_words(ask, board->arena, clause);
    preference->is_most = clause->is_most != 0;
    preference->type = clause->value->type.scalar;
    return preference->words != NULL;
}

static bool add_cover(loc_board *board, loc_ask *ask, loc_plan *plan, const loc_clause *clause) {
    loc_cover *cover = &board->cover[board->covers++];

    cover->words = loc_ask_words(ask, board->arena, clause);
    return cover->words != NULL && read_weight(ask, plan, clause, &cover->least);
}

static bool add_words(loc_board *board, loc_ask *ask, const loc_clause *clause, const char **list,
                      size_t *count) {
    list[*count] = loc_ask_words(ask, board->arena, clause);
    return list[(*count)++] != NULL;
}

static bool read_day(loc_board *board, loc_ask *ask, loc_plan *plan, const loc_clause *clause,
                     const char **out, int64_t *number) {
    char buffer[64];
    locality_range day;
    loc_vector value;

    if (!loc_eval(plan, plan->outside, clause->value, &value))
        return false;
    day.lo = value.lo[0];
    day.hi = value.hi[0];
    if (locality_range_is_exact(&day) == 0)
        return true;
    *number = day.lo;
    if (locality_value_write(LOCALITY_TYPE_DATE, &day, buffer, sizeof buffer, NULL,
                             &ask->run.failure) != LOCALITY_OK)
        return false;
    return copy_text(ask, board, buffer, strlen(buffer), out);
}

static bool read_periods(loc_ask *ask, loc_plan *plan, const loc_clause *clause, int64_t *out) {
    loc_vector value;

    if (!loc_eval(plan, plan->outside, clause->value, &value))
        return false;
    *out = value.lo[0];
    return (value.lo[0] == value.hi[0] && value.lo[0] >= 0 && value.lo[0] <= INT32_MAX) ||
           loc_run_fail(&ask->run, LOCALITY_INVALID,
                        "spells and rests are numbers of periods that are known");
}

/* A step of FTE is a number of whole hundredths. */
static bool read_step(loc_board *board, loc_ask *ask, loc_plan *plan, const loc_clause *clause) {
    loc_vector value;

    if (!loc_eval(plan, plan->outside, clause->value, &value))
        return false;
    board->step = value.lo[0] / 10000;
    return (value.lo[0] == value.hi[0] && value.lo[0] > 0 && value.lo[0] % 10000 == 0) ||
           loc_run_fail(&ask->run, LOCALITY_INVALID,
                        "a step of FTE is 0.01 or a multiple of it that is known");
}

static bool read_whole(loc_board *board, loc_ask *ask, loc_plan *plan, const loc_clause *clause) {
    loc_vector value;

    if (!loc_eval(plan, plan->outside, clause->value, &value))
        return false;
    board->is_whole = value.truth[0] == LOC_YES;
    return value.truth[0] != LOC_MAYBE ||
           loc_run_fail(&ask->run, LOCALITY_INVALID, "whether people go whole is not known");
}

/* The first thing that the allocation needs and has not. */
static bool read_need(loc_board *board, loc_ask *ask, loc_plan *plan, const loc_clause *clause) {
    loc_vector value;

    if (board->unmet != NULL)
        return true;
    if (!loc_eval(plan, plan->outside, clause->value, &value))
        return false;
    if (value.truth[0] == LOC_YES)
        return true;
    board->unmet = loc_ask_words(ask, board->arena, clause);
    return board->unmet != NULL;
}

/* A spell cannot be both at least and at most so long. */
static bool read_spell(loc_board *board, loc_ask *ask, loc_plan *plan, const loc_clause *clause) {
    if (!read_periods(ask, plan, clause,
                      clause->is_most != 0 ? &board->spell_most : &board->spell_least))
        return false;
    return board->spell_most == 0 || board->spell_least <= board->spell_most ||
           loc_run_fail(&ask->run, LOCALITY_INVALID, "`spell least` is above `spell most`");
}

static bool read_clause(loc_board *board, loc_ask *ask, loc_plan *plan, const loc_clause *clause) {
    switch (clause->kind) {
    case LOC_CLAUSE_NEEDS:
        return read_need(board, ask, plan, clause);
    case LOC_CLAUSE_ROLE:
        board->role = loc_ask_words(ask, board->arena, clause);
        return board->role != NULL;
    case LOC_CLAUSE_ELIGIBLE:
        return add_condition(board, ask, plan, clause);
    case LOC_CLAUSE_PREFER:
        return read_preference(board, ask, clause, &board->preference[board->preferences++]);
    case LOC_CLAUSE_WISH:
    case LOC_CLAUSE_CHOOSE:
        return read_preference(board, ask, clause,
                               &board->liking[clause->kind == LOC_CLAUSE_CHOOSE]);
    case LOC_CLAUSE_COVER:
        return add_cover(board, ask, plan, clause);
    case LOC_CLAUSE_STAGE:
        return add_words(board, ask, clause, board->stage, &board->stages);
    case LOC_CLAUSE_FIXED:
    case LOC_CLAUSE_BARRED:
        return add_words(board, ask, clause, board->reason, &board->reasons);
    case LOC_CLAUSE_SPELL:
        return read_spell(board, ask, plan, clause);
    case LOC_CLAUSE_REST:
        return read_periods(ask, plan, clause, &board->rest);
    case LOC_CLAUSE_PROTECT:
        board->protect_words = loc_ask_words(ask, board->arena, clause);
        return board->protect_words != NULL;
    case LOC_CLAUSE_STEP:
        return read_step(board, ask, plan, clause);
    case LOC_CLAUSE_WHOLE:
        return read_whole(board, ask, plan, clause);
    case LOC_CLAUSE_FROM:
        return read_day(board, ask, plan, clause, &board->from, &board->first);
    case LOC_CLAUSE_UNTIL:
        return read_day(board, ask, plan, clause, &board->until, &board->last);
    default:
        return true;
    }
}

static bool make_room(loc_board *board, loc_ask *ask) {
    size_t conditions = loc_ask_count(ask, LOC_CLAUSE_ELIGIBLE);
    size_t preferences = loc_ask_count(ask, LOC_CLAUSE_PREFER);
    size_t stages = loc_ask_count(ask, LOC_CLAUSE_STAGE);
    size_t covers = loc_ask_count(ask, LOC_CLAUSE_COVER);
    size_t reasons = loc_ask_count(ask, LOC_CLAUSE_FIXED) + loc_ask_count(ask, LOC_CLAUSE_BARRED);

    if (conditions > LOCALITY_PLACEMENT_CONDITIONS || preferences > LOCALITY_ALLOCATION_LEVELS ||
        stages > LOC_STAGES_MOST || reasons > INT16_MAX)
        return loc_run_fail(&ask->run, LOCALITY_LIMIT,
                            "an allocation has at most 63 conditions, 8 preferences, 16 stages");
    board->role = board->from = board->until = board->protect_words = "";
    board->first = INT64_MIN;
    board->last = INT64_MAX;
    board->is_of_fte = loc_ask_count(ask, LOC_CLAUSE_NEED) > 0;
    board->condition = loc_arena_take(board->arena, conditions + 1, sizeof *board->condition);
    board->preference = loc_arena_take(board->arena, preferences + 1, sizeof *board->preference);
    board->cover = loc_arena_take(board->arena, covers + 1, sizeof *board->cover);
    board->stage = loc_arena_take(board->arena, stages + 1, sizeof *board->stage);
    board->reason = loc_arena_take(board->arena, reasons + 1, sizeof *board->reason);
    return (board->condition != NULL && board->preference != NULL && board->cover != NULL &&
            board->stage != NULL && board->reason != NULL) ||
           loc_run_no_memory(&ask->run);
}

static bool read_outside(loc_board *board, loc_ask *ask) {
    loc_plan plan;
    bool done;

    memset(&plan, 0, sizeof plan);
    done = make_room(board, ask) && loc_ask_plan(ask, LOC_OVER_NOTHING, &plan) &&
           loc_ask_keep(ask, LOC_OVER_NOTHING, &plan, plan.outside);
    for (const loc_clause *c = ask->rule->clauses; done && c != NULL; c = c->next)
        done = read_clause(board, ask, &plan, c);
    loc_plan_clear(&plan);
    return done;
}

/* ---- Pairs ---------------------------------------------------------------------------------------------- */

static bool take_pairs(loc_board *board, loc_ask *ask) {
    const locality_allocator *allocator = &board->allocator;
    size_t pairs, bytes;

    if (loc_multiply_overflows(board->side[0].count, board->side[1].count, &pairs) ||
        loc_multiply_overflows(pairs, 8 * (LOCALITY_ALLOCATION_LEVELS + 4), &bytes) ||
        pairs > UINT32_MAX)
        return loc_run_fail(&ask->run, LOCALITY_LIMIT, "there are too many pairs");
    board->pairs = pairs;
    board->failed = loc_allocate(allocator, pairs, sizeof *board->failed);
    board->open = loc_allocate(allocator, pairs, sizeof *board->open);
    board->doubt = loc_allocate(allocator, pairs, 1);
    board->mark = loc_allocate(allocator, pairs, 1);
    board->in_stage = loc_allocate(allocator, pairs, 1);
    board->why = loc_allocate(allocator, pairs, sizeof *board->why);
    board->may_fix = loc_allocate(allocator, pairs, sizeof *board->may_fix);
    board->may_stage = loc_allocate(allocator, pairs, sizeof *board->may_stage);
    bool done = board->failed != NULL && board->open != NULL && board->doubt != NULL &&
                board->mark != NULL && board->in_stage != NULL && board->why != NULL &&
                board->may_fix != NULL && board->may_stage != NULL;
    for (size_t level = 0; done && level < board->preferences; level++) {
        board->cost[level] = loc_allocate(allocator, pairs, sizeof *board->cost[level]);
        done = board->cost[level] != NULL;
    }
    for (int side = 0; done && side < 2 && board->liking[side].words != NULL; side++) {
        board->liked[side] = loc_allocate(allocator, pairs, sizeof *board->liked[side]);
        done = board->liked[side] != NULL;
    }
    if (done)
        memset(board->in_stage, LOC_NO_STAGE, pairs == 0 ? 1 : pairs);
    return done || loc_run_no_memory(&ask->run);
}

/* A batch: what the clauses say, by binding of the frame. */
typedef struct pair_batch {
    loc_board *board;
    loc_ask *ask;
    const size_t *pair; /* number of each, or SIZE_MAX */
    uint32_t count;
    size_t condition, preference, stage, reason;
} pair_batch;

static void hear_condition(pair_batch *batch, const uint8_t *truth) {
    loc_board *board = batch->board;
    loc_condition *condition = &board->condition[batch->condition];
    uint64_t bit = UINT64_C(1) << batch->condition++;

    for (uint32_t i = 0; i < batch->count; i++) {
        size_t pair = batch->pair[i];
        if (pair == SIZE_MAX || truth[i] == LOC_YES)
            continue;
        if (truth[i] == LOC_NO) {
            board->failed[pair] |= bit;
            condition->failing++;
        } else {
            board->open[pair] |= bit;
            condition->open++;
        }
    }
}

static bool hear_mark(pair_batch *batch, const uint8_t *truth, uint8_t mark) {
    loc_board *board = batch->board;
    uint16_t reason = (uint16_t)batch->reason++;

    for (uint32_t i = 0; i < batch->count; i++) {
        size_t pair = batch->pair[i];
        if (pair == SIZE_MAX || truth[i] == LOC_NO)
            continue;
        if (truth[i] == LOC_MAYBE) {
            if (mark == LOC_MARK_BARRED)
                board->doubt[pair] |= LOC_DOUBT_BARRED;
            else if (board->may_fix[pair] == 0)
                board->may_fix[pair] = (uint16_t)(reason + 1);
            continue;
        }
        if (board->mark[pair] != LOC_MARK_NONE && board->mark[pair] != mark)
            return loc_run_fail(&batch->ask->run, LOCALITY_CONFLICT,
                                "a pair is fixed by one clause and barred by another");
        if (board->mark[pair] == LOC_MARK_NONE)
            board->why[pair] = reason;
        board->mark[pair] = mark;
    }
    return true;
}

static void hear_stage(pair_batch *batch, const uint8_t *truth) {
    uint8_t stage = (uint8_t)batch->stage++;

    for (uint32_t i = 0; i < batch->count; i++)
        if (batch->pair[i] != SIZE_MAX && truth[i] != LOC_NO &&
            batch->board->in_stage[batch->pair[i]] == LOC_NO_STAGE) {
            if (truth[i] == LOC_YES)
                batch->board->in_stage[batch->pair[i]] = stage;
            else
                batch->board->may_stage[batch->pair[i]] |= (uint16_t)(1u << stage);
        }
}

/* What is more of a good thing costs less. False for a quantity that is not exact. */
static bool read_cost(const loc_vector *value, uint32_t i, bool is_most, int64_t *out) {
    int64_t quantity = value->lo[i];

    if (quantity != value->hi[i] || quantity <= -INT64_MAX || quantity == LOCALITY_OPEN_ABOVE)
        return false;
    *out = is_most ? -quantity : quantity;
    return true;
}

static void hear_preference(pair_batch *batch, const loc_vector *value) {
    loc_board *board = batch->board;
    size_t level = batch->preference++;

    for (uint32_t i = 0; i < batch->count; i++) {
        size_t pair = batch->pair[i];
        if (pair != SIZE_MAX &&
            !read_cost(value, i, board->preference[level].is_most, &board->cost[level][pair]))
            board->doubt[pair] |= LOC_DOUBT_COST;
    }
}

static void hear_liking(pair_batch *batch, const loc_vector *value, int side) {
    loc_board *board = batch->board;

    for (uint32_t i = 0; i < batch->count; i++) {
        size_t pair = batch->pair[i];
        if (pair != SIZE_MAX &&
            !read_cost(value, i, board->liking[side].is_most, &board->liked[side][pair]))
            board->liked[side][pair] = LOC_NO_LIKING;
    }
}

static bool hear_clause(pair_batch *batch, const loc_clause *clause, const loc_vector *value) {
    switch (clause->kind) {
    case LOC_CLAUSE_ELIGIBLE:
        hear_condition(batch, value->truth);
        return true;
    case LOC_CLAUSE_FIXED:
        return hear_mark(batch, value->truth, LOC_MARK_FIXED);
    case LOC_CLAUSE_BARRED:
        return hear_mark(batch, value->truth, LOC_MARK_BARRED);
    case LOC_CLAUSE_STAGE:
        hear_stage(batch, value->truth);
        return true;
    case LOC_CLAUSE_WISH:
    case LOC_CLAUSE_CHOOSE:
        hear_liking(batch, value, clause->kind == LOC_CLAUSE_CHOOSE);
        return true;
    default:
        hear_preference(batch, value);
        return true;
    }
}

static bool is_of_pairs(int kind) {
    return kind == LOC_CLAUSE_ELIGIBLE || kind == LOC_CLAUSE_FIXED || kind == LOC_CLAUSE_BARRED ||
           kind == LOC_CLAUSE_STAGE || kind == LOC_CLAUSE_PREFER || kind == LOC_CLAUSE_WISH ||
           kind == LOC_CLAUSE_CHOOSE;
}

/* Numbers of the pairs of a frame; its last variable is the place. */
static const size_t *number_pairs(const loc_board *board, loc_plan *plan, loc_frame *frame) {
    const loc_frame *outer = loc_frame_at(frame, frame->level - 1);
    size_t *pair = loc_scratch(plan->run, frame->count + 1, sizeof *pair);

    for (uint32_t i = 0; pair != NULL && i < frame->count; i++) {
        uint32_t candidate = outer->value.key[loc_frame_outer(frame, outer->level, i)];
        uint32_t place = frame->value.key[i];
        pair[i] = SIZE_MAX;
        if (candidate >= LOCALITY_ROW_NONE || place >= LOCALITY_ROW_NONE)
            continue;
        candidate = board->side[0].number[candidate];
        place = board->side[1].number[place];
        if (candidate != UINT32_MAX && place != UINT32_MAX)
            pair[i] = loc_board_pair(board, candidate, place);
    }
    return pair;
}

typedef struct pair_visit {
    loc_board *board;
    loc_ask *ask;
} pair_visit;

static bool visit_pairs(void *self, loc_plan *plan, loc_frame *frame) {
    pair_visit *visit = self;
    loc_mark mark = loc_scratch_mark(plan->run);
    pair_batch batch = {visit->board, visit->ask, NULL, frame->count, 0, 0, 0, 0};

    batch.pair = number_pairs(visit->board, plan, frame);
    if (batch.pair == NULL || !loc_ask_keep(visit->ask, LOC_OVER_PAIRS, plan, frame))
        return false;
    for (const loc_clause *c = visit->ask->rule->clauses; c != NULL; c = c->next) {
        loc_mark inner = loc_scratch_mark(plan->run);
        loc_vector value;
        if (!is_of_pairs(c->kind))
            continue;
        if (!loc_eval(plan, frame, c->value, &value) || !hear_clause(&batch, c, &value))
            return false;
        loc_scratch_release(plan->run, inner);
    }
    loc_scratch_release(plan->run, mark);
    return true;
}

static bool read_pairs(loc_board *board, loc_ask *ask) {
    pair_visit visit = {board, ask};
    loc_visitor visitor = {&visit, visit_pairs, NULL};
    loc_plan plan;

    if (!take_pairs(board, ask))
        return false;
    memset(&plan, 0, sizeof plan);
    bool done = loc_ask_plan(ask, LOC_OVER_PAIRS, &plan) &&
                loc_expand(&plan, plan.cases.steps, plan.outside, &visitor);
    loc_plan_clear(&plan);
    for (size_t c = 0; done && c < board->side[0].count; c++)
        for (size_t p = 0; p < board->side[1].count; p++)
            if (board->side[0].is_maybe[c] != 0 || board->side[1].is_maybe[p] != 0)
                board->doubt[loc_board_pair(board, c, p)] |= LOC_DOUBT_MEMBER;
    return done;
}

/* ---- Cover ------------------------------------------------------------------------------------------------ */

typedef struct cover_visit {
    loc_board *board;
    loc_ask *ask;
} cover_visit;

/* A place of which it is not known whether it belongs does not count as covered. */
static bool visit_cover(void *self, loc_plan *plan, loc_frame *frame) {
    cover_visit *visit = self;
    size_t number = 0;

    if (!loc_ask_keep(visit->ask, LOC_OVER_PLACES, plan, frame))
        return false;
    for (const loc_clause *c = loc_ask_next(visit->ask, LOC_CLAUSE_COVER, NULL); c != NULL;
         c = loc_ask_next(visit->ask, LOC_CLAUSE_COVER, c)) {
        loc_cover *cover = &visit->board->cover[number++];
        loc_mark mark = loc_scratch_mark(plan->run);
        loc_vector value;
        if (!loc_eval(plan, frame, c->value, &value))
            return false;
        for (uint32_t i = 0; i < frame->count; i++) {
            uint32_t row = frame->value.key[i];
            if (value.truth[i] == LOC_YES && row < LOCALITY_ROW_NONE &&
                visit->board->side[1].number[row] != UINT32_MAX)
                cover->place[visit->board->side[1].number[row]] = 1;
        }
        loc_scratch_release(plan->run, mark);
    }
    return true;
}

static bool read_covers(loc_board *board, loc_ask *ask) {
    cover_visit visit = {board, ask};
    loc_visitor visitor = {&visit, visit_cover, NULL};
    loc_plan plan;

    if (board->covers == 0)
        return true;
    for (size_t i = 0; i < board->covers; i++) {
        board->cover[i].place =
            loc_arena_take(board->arena, board->side[1].count + 1, sizeof *board->cover[i].place);
        if (board->cover[i].place == NULL)
            return loc_run_no_memory(&ask->run);
    }
    memset(&plan, 0, sizeof plan);
    bool done = loc_ask_plan(ask, LOC_OVER_PLACES, &plan) &&
                loc_expand(&plan, plan.cases.steps, plan.outside, &visitor);
    loc_plan_clear(&plan);
    for (size_t i = 0; done && i < board->covers; i++) {
        loc_cover *cover = &board->cover[i];
        for (uint32_t p = 0; p < board->side[1].count; p++)
            if (cover->place[p] != 0)
                cover->place[cover->count++] = p;
    }
    return done;
}

/* ---- The board ----------------------------------------------------------------------------------------------- */

bool loc_board_make(loc_board *board, loc_ask *ask, loc_arena *arena) {
    board->arena = arena;
    board->allocator = ask->run.allocator;
    return read_outside(board, ask) && loc_members_make(board, ask, 0) &&
           loc_members_make(board, ask, 1) && read_pairs(board, ask) && read_covers(board, ask);
}

bool loc_board_members(loc_board *board, loc_ask *ask, loc_arena *arena) {
    board->arena = arena;
    board->allocator = ask->run.allocator;
    if (loc_ask_count(ask, LOC_CLAUSE_NEED) > 0)
        return loc_run_fail(&ask->run, LOCALITY_INVALID,
                            "an allocation of FTE has no rota: it says how much, not whose turn");
    return read_outside(board, ask) && loc_members_make(board, ask, 0) &&
           loc_members_make(board, ask, 1);
}

void loc_board_clear(loc_board *board) {
    const locality_allocator *allocator = &board->allocator;

    if (board->arena == NULL)
        return;
    loc_release(allocator, board->failed, board->pairs, sizeof *board->failed);
    loc_release(allocator, board->open, board->pairs, sizeof *board->open);
    loc_release(allocator, board->doubt, board->pairs, 1);
    loc_release(allocator, board->mark, board->pairs, 1);
    loc_release(allocator, board->in_stage, board->pairs, 1);
    loc_release(allocator, board->why, board->pairs, sizeof *board->why);
    loc_release(allocator, board->may_fix, board->pairs, sizeof *board->may_fix);
    loc_release(allocator, board->may_stage, board->pairs, sizeof *board->may_stage);
    for (size_t level = 0; level < LOCALITY_ALLOCATION_LEVELS; level++)
        loc_release(allocator, board->cost[level], board->pairs, sizeof *board->cost[level]);
    for (int side = 0; side < 2; side++)
        loc_release(allocator, board->liked[side], board->pairs, sizeof *board->liked[side]);
    board->arena = NULL;
}

int32_t loc_board_state(const loc_board *board, size_t pair) {
    if (board->mark[pair] == LOC_MARK_FIXED)
        return LOCALITY_PLACEMENT_FIXED;
    if (board->mark[pair] == LOC_MARK_BARRED)
        return LOCALITY_PLACEMENT_BARRED;
    if (board->failed[pair] != 0)
        return LOCALITY_PLACEMENT_FAILS;
    return board->open[pair] != 0 || board->doubt[pair] != 0 ? LOCALITY_PLACEMENT_CANNOT_TELL
                                                             : LOCALITY_PLACEMENT_ELIGIBLE;
}

uint64_t loc_board_firm(const loc_board *board) {
    uint64_t bits = 0;

    for (size_t i = 0; i < board->conditions; i++)
        bits |= board->condition[i].is_firm ? UINT64_C(1) << i : 0;
    return bits;
}

bool loc_board_is_doubtful(const loc_board *board) {
    for (size_t i = 0; i < board->pairs; i++)
        if (loc_board_state(board, i) == LOCALITY_PLACEMENT_CANNOT_TELL)
            return true;
    return false;
}
