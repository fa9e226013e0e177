/* Why: what can be said of one candidate and one place. What a condition rests on is computed anew by
 * the evaluator that judged it, on that one pair. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "placement/deployment_why.h"
#include "placement/case.h"
#include "placement/staged.h"

typedef struct telling {
    const locality_placement *p;
    locality_placement_case *item;
    loc_ask ask;
    loc_story story;
    size_t candidate, place, pair;
    loc_text text;
} telling;

static bool say(telling *t) {
    locality_placement_case *item = t->item;

    if (t->text.failed)
        return false;
    if (item->says_count == LOC_CASE_SENTENCES) {
        t->text.length = 0;
        return true;
    }
    loc_placement_stop(&t->text);
    item->says[item->says_count] =
        loc_arena_text(&item->arena, t->text.data == NULL ? "" : t->text.data, t->text.length);
    t->text.length = 0;
    return item->says[item->says_count++] != NULL;
}

static const char *candidate_of(const telling *t) {
    return t->p->board.side[0].label[t->candidate];
}

static const char *place_of(const telling *t) {
    return t->p->board.side[1].label[t->place];
}

/* ---- Conditions -------------------------------------------------------------------------------------- */

/* "CP, 4.1" between two texts; nothing where there is no source. */
static void put_source(telling *t, const char *before, const char *source, const char *section,
                       const char *behind) {
    if (source[0] == '\0' && section[0] == '\0')
        return;
    loc_text_format(&t->text, "%s%s%s%s%s", before, source,
                    source[0] != '\0' && section[0] != '\0' ? ", " : "", section, behind);
}

static bool tell_failed(telling *t, loc_plan *plan, loc_frame *frame, const loc_clause *clause,
                        const loc_condition *condition) {
    loc_text_format(&t->text, "%s is not met: %s: ", condition->id, condition->words);
    size_t start = t->text.length;
    if (!loc_story_tell(&t->story, plan, frame, clause->value, NULL) ||
        !loc_story_blame(&t->story, plan, frame, clause->value, &t->text))
        return false;
    if (t->text.failed || !loc_case_ground(t->item, condition, false, t->text.data + start))
        return loc_run_no_memory(&t->ask.run);
    put_source(t, " (", condition->source, condition->section, ")");
    loc_text_add(&t->text, ".");
    if (!say(t))
        return loc_run_no_memory(&t->ask.run);
    if (condition->is_firm)
        loc_text_format(&t->text, "%s is never waived", condition->id);
    else
        loc_text_format(&t->text, "To waive %s here weighs %" PRId64 "%s", condition->id,
                        condition->weight, t->p->board.is_of_fte ? " for each FTE" : "");
    if (condition->knob[0] != '\0')
        loc_text_format(&t->text, "; it rests on %s, which can be set otherwise", condition->knob);
    loc_text_add(&t->text, ".");
    return say(t) || loc_run_no_memory(&t->ask.run);
}

static bool tell_open(telling *t, loc_plan *plan, loc_frame *frame, const loc_clause *clause,
                      const loc_condition *condition) {
    size_t before = t->story.missing_count;

    if (!loc_story_miss(&t->story, plan, frame, clause->value))
        return false;
    loc_text_format(&t->text, "%s cannot be decided: %s", condition->id, condition->words);
    size_t start = t->text.length;
    for (size_t i = before; i < t->story.missing_count; i++)
        loc_text_format(&t->text, "%s%s", i == before ? ": " : "; ", t->story.missing[i].what);
    bool is_told = !t->text.failed && t->text.length > start;
    if (t->text.failed ||
        !loc_case_ground(t->item, condition, true, is_told ? t->text.data + start + 2 : ""))
        return loc_run_no_memory(&t->ask.run);
    put_source(t, " (", condition->source, condition->section, ")");
    loc_text_add(&t->text, ".");
    return say(t) || loc_run_no_memory(&t->ask.run);
}

static bool tell_conditions(telling *t, loc_plan *plan, loc_frame *frame) {
    const loc_board *board = &t->p->board;
    size_t number = 0;

    for (const loc_clause *c = loc_ask_next(&t->ask, LOC_CLAUSE_ELIGIBLE, NULL); c != NULL;
         c = loc_ask_next(&t->ask, LOC_CLAUSE_ELIGIBLE, c), number++) {
        if ((board->failed[t->pair] >> number & 1) != 0 &&
            !tell_failed(t, plan, frame, c, &board->condition[number]))
            return false;
        if ((board->open[t->pair] >> number & 1) != 0 &&
            !tell_open(t, plan, frame, c, &board->condition[number]))
            return false;
    }
    return true;
}

/* What makes a pair doubtful beside its conditions. */
static bool tell_doubts(telling *t, loc_plan *plan, loc_frame *frame) {
    const loc_board *board = &t->p->board;
    uint8_t doubt = board->doubt[t->pair];
    uint16_t may_fix = loc_board_may_be_fixed(board, t->pair) ? board->may_fix[t->pair] : 0;

    if (may_fix != 0) {
        loc_text_format(&t->text, "Whether %s is fixed for %s (%s) cannot be told.",
                        candidate_of(t), place_of(t), board->reason[may_fix - 1]);
        if (!say(t))
            return loc_run_no_memory(&t->ask.run);
    }
    for (const loc_clause *c = t->ask.rule->clauses; c != NULL; c = c->next) {
        bool is_cost = c->kind == LOC_CLAUSE_PREFER && (doubt & LOC_DOUBT_COST) != 0;
        bool is_bar = c->kind == LOC_CLAUSE_BARRED && (doubt & LOC_DOUBT_BARRED) != 0;
        bool is_fix = c->kind == LOC_CLAUSE_FIXED && may_fix != 0;
        if ((is_cost || is_bar || is_fix) && !loc_story_miss(&t->story, plan, frame, c->value))
            return false;
    }
    if ((doubt & LOC_DOUBT_MEMBER) != 0 && !loc_ask_miss_members(&t->ask, plan, frame, &t->story))
        return false;
    for (size_t i = 0; (doubt != 0 || may_fix != 0) && i < t->story.missing_count; i++) {
        loc_text_format(&t->text, "Missing: %s.", t->story.missing[i].what);
        if (!say(t))
            return loc_run_no_memory(&t->ask.run);
    }
    return true;
}

static bool tell_grounds(telling *t) {
    const loc_board *board = &t->p->board;
    loc_plan plan;
    loc_frame *frame = NULL;
    const char *arithmetic;
    const locality_missing_input *missing;
    bool done;

    memset(&plan, 0, sizeof plan);
    loc_story_init(&t->story, &t->ask.run, &t->item->arena, 200);
    done = loc_ask_plan(&t->ask, LOC_OVER_PAIRS, &plan);
    if (done)
        frame = loc_ask_pair(&t->ask, &plan, board->side[0].row[t->candidate],
                             board->side[1].row[t->place]);
    done = frame != NULL && tell_conditions(t, &plan, frame) && tell_doubts(t, &plan, frame) &&
           loc_story_give(&t->story, &arithmetic, &t->item->witnesses, &missing);
    t->item->witnesses_count = done ? t->story.witnesses_count : 0;
    loc_story_clear(&t->story);
    loc_plan_clear(&plan);
    return done;
}

static locality_status tell_evaluated(telling *t, locality_error *error) {
    const locality_placement *p = t->p;
    locality_status status;

    if (loc_ask_open(&t->ask, p->snapshot, p->row, p->has_as_at ? &p->as_at : NULL, p->settings,
                     p->settings_count))
        (void)tell_grounds(t);
    status = loc_run_status(&t->ask.run, error);
    loc_ask_close(&t->ask);
    return status;
}

/* ---- What the answer says -------------------------------------------------------------------------------- */

/* The price as data, level by level: places filled first. */
static bool keep_price(telling *t, const locality_allocation_why *why) {
    const loc_board *board = &t->p->board;
    bool done = why->cost[0] == 0 ||
                loc_case_price(t->item, "places filled", LOCALITY_TYPE_COUNT, -why->cost[0]);

    for (size_t level = 0; done && level < board->preferences && level + 1 < why->levels; level++) {
        const loc_preference *preference = &board->preference[level];
        int64_t by = preference->is_most ? -why->cost[level + 1] : why->cost[level + 1];
        done = by == 0 || loc_case_price(t->item, preference->words, preference->type, by);
    }
    return done;
}

/* "1 place fewer would be filled; grades lost +1" */
static void put_price(telling *t, const locality_allocation_why *why) {
    const loc_board *board = &t->p->board;
    size_t told = 0;

    if (why->cost[0] > 0) {
        loc_text_format(&t->text, "%" PRId64 " place%s fewer would be filled", why->cost[0],
                        why->cost[0] == 1 ? "" : "s");
        told++;
    }
    for (size_t level = 0; level < board->preferences && level + 1 < why->levels; level++) {
        if (why->cost[level + 1] == 0)
            continue;
        loc_text_add(&t->text, told++ > 0 ? "; " : "");
        loc_placement_change(t->p, level, why->cost[level + 1], &t->text);
    }
    if (told == 0)
        loc_text_add(&t->text, "nothing would be worse");
}

/* "F.F. takes Norwich; H.H. leaves Norwich" */
static locality_status put_moves(telling *t, const locality_allocation_case *found, size_t moves,
                                 locality_error *error) {
    const loc_board *board = &t->p->board;
    locality_allocation_move *move;
    locality_status status;
    size_t count;

    if (moves == 0)
        return LOCALITY_OK;
    move = loc_allocate(&t->p->allocator, moves, sizeof *move);
    if (move == NULL)
        return loc_fail_memory(error);
    status = locality_allocation_case_moves(found, (uint32_t)t->place, move, moves, &count, error);
    if (status == LOCALITY_OK) {
        loc_text_add(&t->text, "Then ");
        for (size_t i = 0; i < count; i++)
            loc_text_format(
                &t->text, "%s%s %s %s", i > 0 ? "; " : "", board->side[0].label[move[i].candidate],
                move[i].takes != 0 ? "takes" : "leaves", board->side[1].label[move[i].demand]);
        loc_text_add(&t->text, ".");
        if (!say(t) || !loc_case_moves(t->item, board, move, count))
            status = loc_fail_memory(error);
    }
    loc_release(&t->p->allocator, move, moves, sizeof *move);
    return status;
}

static void put_held(telling *t, const locality_allocation_case *found,
                     const locality_allocation_why *why) {
    bool is_free = true;

    for (uint32_t level = 0; level < why->levels; level++)
        is_free = is_free && why->cost[level] == 0;
    loc_text_format(&t->text, "%s holds %s", candidate_of(t), place_of(t));
    if (is_free) {
        loc_text_add(&t->text, ", but a plan without that is as good: a person has to choose.");
    } else {
        loc_text_add(&t->text,
                     locality_allocation_case_standing(found) == LOCALITY_ALLOCATION_ALWAYS
                         ? ", in every best plan: without that "
                         : ": without that ");
        put_price(t, why);
        loc_text_add(&t->text, ".");
    }
}

/* What takes the room: who is fixed for the place, for what the candidate is fixed, else what is covered. */
static void put_no_room(telling *t) {
    const loc_board *board = &t->p->board;
    size_t told = 0;

    loc_text_format(&t->text,
                    "%s is eligible for %s, but what is fixed and covered leaves no room for it",
                    candidate_of(t), place_of(t));
    for (uint32_t c = 0; c < board->side[0].count; c++)
        for (uint32_t l = 0; l < board->side[1].count; l++) {
            size_t pair = loc_board_pair(board, c, l);
            if (board->mark[pair] == LOC_MARK_FIXED && (c == t->candidate || l == t->place))
                loc_text_format(&t->text, "%s%s is fixed for %s (%s)", told++ > 0 ? "; " : ": ",
                                board->side[0].label[c], board->side[1].label[l],
                                board->reason[board->why[pair]]);
        }
    for (size_t i = 0; told == 0 && i < board->covers; i++)
        loc_text_format(&t->text, "%sof \"%s\" %" PRId64 " %s covered", i > 0 ? "; " : ": ",
                        board->cover[i].words, board->cover[i].least,
                        board->cover[i].least == 1 ? "is" : "are");
    loc_text_add(&t->text, ".");
}

static void put_reason(telling *t, const locality_allocation_case *found,
                       const locality_allocation_why *why) {
    switch (why->reason) {
    case LOCALITY_ALLOCATION_HELD:
        put_held(t, found, why);
        break;
    case LOCALITY_ALLOCATION_AS_GOOD:
        loc_text_format(&t->text,
                        "%s could hold %s in a plan that is as good by every preference: a person "
                        "has to choose.",
                        candidate_of(t), place_of(t));
        break;
    case LOCALITY_ALLOCATION_AT_A_COST:
        loc_text_format(&t->text, "%s is eligible for %s, at a price: ", candidate_of(t),
                        place_of(t));
        put_price(t, why);
        loc_text_add(&t->text, ".");
        break;
    case LOCALITY_ALLOCATION_PINNED:
        loc_text_format(&t->text, "%s holds %s because that is fixed: %s.", candidate_of(t),
                        place_of(t), why->words);
        break;
    default:
        put_no_room(t);
        break;
    }
}

static locality_status tell_answer(telling *t, locality_error *error) {
    const locality_placement *p = t->p;
    locality_allocation_case *found = NULL;
    locality_allocation_why why;
    locality_status status;

    if (p->staged_count > 0) {
        status = loc_staged_why(p, (uint32_t)t->candidate, (uint32_t)t->place, &t->item->reason,
                                &t->text, error);
        return status != LOCALITY_OK || say(t) ? status : loc_fail_memory(error);
    }
    if (locality_allocation_result_verdict(p->result) != LOCALITY_ALLOCATION_OPTIMAL) {
        bool is_impossible =
            locality_allocation_result_verdict(p->result) == LOCALITY_ALLOCATION_INFEASIBLE;
        loc_text_format(&t->text,
                        "%s is eligible for %s; there is no proved plan to compare with%s.",
                        candidate_of(t), place_of(t),
                        is_impossible ? ", for what is fixed and covered cannot all be kept" : "");
        return say(t) ? LOCALITY_OK : loc_fail_memory(error);
    }
    status =
        locality_allocation_explain(p->problem, p->result, (uint32_t)t->candidate, &found, error);
    if (status == LOCALITY_OK)
        status = locality_allocation_case_why(found, (uint32_t)t->place, &why, error);
    if (status == LOCALITY_OK) {
        t->item->reason = why.reason;
        put_reason(t, found, &why);
        status = keep_price(t, &why) && say(t) ? put_moves(t, found, why.moves, error)
                                               : loc_fail_memory(error);
    }
    locality_allocation_case_free(found);
    return status;
}

/* The same of FTE: what would be otherwise with the pair, or without it. */
static locality_status tell_spread(telling *t, locality_error *error) {
    loc_text moves;
    locality_status status;

    loc_text_init(&moves, &t->p->allocator);
    status = loc_placement_spread_why(t->p, t->candidate, t->place, &t->item->reason, &t->text,
                                      &moves, error);
    if (status == LOCALITY_OK && !say(t))
        status = loc_fail_memory(error);
    if (status == LOCALITY_OK && moves.length > 0) {
        loc_text_add(&t->text, moves.data);
        status = say(t) ? LOCALITY_OK : loc_fail_memory(error);
    }
    status = status == LOCALITY_OK && moves.failed ? loc_fail_memory(error) : status;
    loc_text_clear(&moves);
    return status;
}

/* ---- By the state of the pair ------------------------------------------------------------------------------ */

static unsigned count_bits(uint64_t bits) {
    unsigned count = 0;

    for (; bits != 0; bits &= bits - 1)
        count++;
    return count;
}

static void put_first(telling *t, int32_t state) {
    const loc_board *board = &t->p->board;
    unsigned failed = count_bits(board->failed[t->pair]);

    if (board->mark[t->pair] == LOC_MARK_BARRED)
        loc_text_format(&t->text, "%s is not to hold %s: %s.", candidate_of(t), place_of(t),
                        board->reason[board->why[t->pair]]);
    else if (state == LOCALITY_PLACEMENT_FAILS)
        loc_text_format(&t->text, "%s is not eligible for %s: %u condition%s not met.",
                        candidate_of(t), place_of(t), failed, failed == 1 ? " is" : "s are");
    else if (state == LOCALITY_PLACEMENT_CANNOT_TELL)
        loc_text_format(&t->text, "Whether %s is eligible for %s cannot be told.", candidate_of(t),
                        place_of(t));
    else
        loc_text_format(&t->text, "Nothing was solved; missing: %s.",
                        t->p->board.unmet == NULL ? "something" : t->p->board.unmet);
}

static locality_status tell(telling *t, locality_error *error) {
    int32_t state = loc_board_state(&t->p->board, t->pair);
    bool is_possible = state == LOCALITY_PLACEMENT_ELIGIBLE || state == LOCALITY_PLACEMENT_FIXED;
    locality_status status = LOCALITY_OK;

    t->item->reason = state == LOCALITY_PLACEMENT_BARRED  ? LOCALITY_ALLOCATION_FORBIDDEN
                      : state == LOCALITY_PLACEMENT_FAILS ? LOCALITY_ALLOCATION_FAILS
                                                          : LOCALITY_ALLOCATION_NO_PAIR;
    if (is_possible && t->p->deployed != NULL) {
        status = tell_spread(t, error);
    } else if (is_possible && t->p->result != NULL) {
        status = tell_answer(t, error);
    } else {
        put_first(t, state);
        status = say(t) ? LOCALITY_OK : loc_fail_memory(error);
    }
    if (status == LOCALITY_OK)
        status = tell_evaluated(t, error);
    put_source(t, "The allocation rests on ", t->p->source, t->p->section, ".");
    if (status == LOCALITY_OK && t->text.length > 0 && !say(t))
        status = loc_fail_memory(error);
    return status;
}

locality_status locality_placement_explain(const locality_placement *placement, size_t candidate,
                                           size_t place, locality_placement_case **out,
                                           locality_error *error) {
    locality_placement_case *item;
    locality_status status;
    telling t;

    if (out != NULL)
        *out = NULL;
    if (placement == NULL || out == NULL)
        return loc_fail_null(error, placement == NULL ? "placement" : "out");
    if (candidate >= placement->board.side[0].count || place >= placement->board.side[1].count)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no such %s",
                        place >= placement->board.side[1].count ? "place" : "candidate");
    item = loc_allocate(&placement->allocator, 1, sizeof *item);
    if (item == NULL)
        return loc_fail_memory(error);
    item->allocator = placement->allocator;
    loc_arena_init(&item->arena, &item->allocator);
    memset(&t, 0, sizeof t);
    t.p = placement;
    t.item = item;
    t.candidate = candidate;
    t.place = place;
    t.pair = loc_board_pair(&placement->board, candidate, place);
    loc_text_init(&t.text, &placement->allocator);
    item->says = loc_arena_take(&item->arena, LOC_CASE_SENTENCES, sizeof *item->says);
    status = item->says == NULL ? loc_fail_memory(error) : tell(&t, error);
    loc_text_clear(&t.text);
    if (status != LOCALITY_OK) {
        locality_placement_case_free(item);
        return status;
    }
    *out = item;
    return loc_ok(error);
}
