/* Telling: the answer in sentences, each with names, numbers and what could be turned. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "placement/tell.h"

/* Most pairs of which it is told what is missing. */
#define DOUBTFUL_SHOWN 200u
bool loc_tell_failed(loc_teller *t, locality_status status) {
    t->status = t->status == LOCALITY_OK ? status : t->status;
    return false;
}

bool loc_tell_say(loc_teller *t) {
    return loc_placement_say(t->p, &t->text) || loc_tell_failed(t, loc_fail_memory(t->error));
}

const char *loc_tell_label(const loc_teller *t, int side, uint32_t number) {
    return t->p->board.side[side].label[number];
}

void loc_tell_names(loc_teller *t, int side, const uint32_t *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        t->names[i] = loc_tell_label(t, side, list[i]);
    loc_placement_list(t->names, count, &t->text);
}

const char *loc_plural(int64_t count) {
    return count == 1 ? "" : "s";
}

/* ---- The plan as a whole ------------------------------------------------------------------------------- */

int64_t loc_tell_total(const locality_allocation_result *result, uint32_t level) {
    int64_t total = 0;

    (void)locality_allocation_result_total(result, level, &total, NULL);
    return total;
}

int64_t loc_tell_room(const loc_teller *t) {
    const loc_members *places = &t->p->board.side[1];
    int64_t room = 0;

    for (size_t i = 0; i < places->count; i++)
        room += places->most[i];
    return room;
}

static bool tell_missing_need(loc_teller *t) {
    const loc_members *places = &t->p->board.side[1];

    loc_text_format(&t->text, "Not evaluable; missing: %s", t->p->board.unmet);
    if (places->count > 0) {
        for (uint32_t i = 0; i < places->count; i++)
            t->list[0][i] = i;
        loc_text_format(&t->text, ". %zu place%s cannot be judged: ", places->count,
                        loc_plural((int64_t)places->count));
        loc_tell_names(t, 1, t->list[0], places->count);
    }
    loc_text_add(&t->text, ".");
    return loc_tell_say(t);
}

/* "Values of "miles" are too large to be added up." */
static void put_overflow(loc_teller *t) {
    const loc_board *board = &t->p->board;
    const char *words = NULL;
    int64_t most = 0;

    for (size_t level = 0; level < board->preferences; level++)
        for (size_t i = 0; i < board->pairs; i++) {
            int64_t cost = board->cost[level][i];
            if (cost > most || -cost > most) {
                most = cost < 0 ? -cost : cost;
                words = board->preference[level].words;
            }
        }
    if (words != NULL)
        loc_text_format(&t->text, " Values of \"%s\" are too large to be added up.", words);
}

static bool tell_verdict(loc_teller *t) {
    static const char *const ends[] = {
        "proved: no plan is better.", "proved: no plan fills more.", "",
        "with what is known no plan fills more, but not everything is known."};
    const locality_placement *p = t->p;
    int64_t filled = loc_tell_total(p->result, LOCALITY_ALLOCATION_COVERAGE),
            room = loc_tell_room(t);

    if (p->state == LOCALITY_PLACEMENT_UNPROVED) {
        loc_text_format(
            &t->text, "%" PRId64 " of %" PRId64 " place%s filled; %s.", filled, room,
            room == 1 ? " is" : "s are",
            locality_allocation_verdict_name(locality_allocation_result_verdict(p->result)));
        if (locality_allocation_result_verdict(p->result) == LOCALITY_ALLOCATION_OVERFLOW)
            put_overflow(t);
        return loc_tell_say(t);
    }
    if (locality_allocation_result_verdict(p->result) == LOCALITY_ALLOCATION_INFEASIBLE) {
        loc_text_add(&t->text, p->state == LOCALITY_PLACEMENT_OPEN
                                   ? "With what is known what is fixed and covered cannot all be "
                                     "kept, but not everything is known."
                                   : "Proved: what is fixed and covered cannot all be kept.");
        return loc_tell_say(t);
    }
    if (p->staged_count > 0)
        loc_text_format(
            &t->text,
            "Whoever is chosen, at most %" PRId64 " of %" PRId64 " place%s can be filled%s", filled,
            room, loc_plural(room),
            p->state == LOCALITY_PLACEMENT_OPEN ? ", as far as is known." : "; proved.");
    else
        loc_text_format(&t->text, "%" PRId64 " of %" PRId64 " place%s filled; %s", filled, room,
                        room == 1 ? " is" : "s are",
                        p->state == LOCALITY_PLACEMENT_FILLED && loc_board_is_doubtful(&p->board)
                            ? "proved: with what is known no plan is better."
                            : ends[p->state]);
    return loc_tell_say(t);
}

static bool tell_totals(loc_teller *t) {
    const locality_placement *p = t->p;

    if (p->board.preferences == 0 || p->staged_count > 0 ||
        locality_allocation_result_pairs(p->result) == 0)
        return true;
    loc_text_add(&t->text, "In all: ");
    for (size_t level = 0; level < p->board.preferences; level++) {
        loc_text_add(&t->text, level > 0 ? "; " : "");
        loc_placement_cost(p, level, loc_tell_total(p->result, (uint32_t)level + 1), &t->text);
    }
    loc_text_add(&t->text, ".");
    return loc_tell_say(t);
}

/* ---- Places that stay empty ------------------------------------------------------------------------------ */

/* Why a candidate is barred from a place; null where it is not. */
static const char *bar_of(const loc_board *board, size_t candidate, uint32_t place) {
    size_t pair = loc_board_pair(board, candidate, place);

    return board->mark[pair] == LOC_MARK_BARRED ? board->reason[board->why[pair]] : NULL;
}

/* ", 2 are barred (away)", for each reason. */
static void put_barred(loc_teller *t, uint32_t place, size_t *told) {
    const loc_board *board = &t->p->board;
    size_t people = board->side[0].count;

    for (size_t c = 0; c < people; c++) {
        const char *reason = bar_of(board, c, place);
        size_t first = 0, count = 0;
        while (reason != NULL && first < c &&
               (bar_of(board, first, place) == NULL ||
                strcmp(bar_of(board, first, place), reason) != 0))
            first++;
        if (reason == NULL || first < c)
            continue;
        for (size_t k = c; k < people; k++) {
            const char *other = bar_of(board, k, place);
            count += other != NULL && strcmp(other, reason) == 0;
        }
        loc_text_format(&t->text, "%s %zu %s barred (%s)", (*told)++ > 0 ? "," : "", count,
                        count == 1 ? "is" : "are", reason);
    }
}

/* "6 fail NCES-10 (the post is based in the locality)", for one place. */
bool loc_tell_nobody(loc_teller *t, uint32_t place) {
    const loc_board *board = &t->p->board;
    size_t told = 0, open = 0, several = 0;

    for (size_t c = 0; c < board->side[0].count; c++) {
        uint64_t failed = board->failed[loc_board_pair(board, c, place)];
        open += loc_board_state(board, loc_board_pair(board, c, place)) ==
                LOCALITY_PLACEMENT_CANNOT_TELL;
        several += (failed & (failed - 1)) != 0;
    }
    loc_text_format(&t->text, "Nobody is %seligible for %s: of %zu candidate%s",
                    open > 0 ? "known to be " : "", loc_tell_label(t, 1, place),
                    board->side[0].count, loc_plural((int64_t)board->side[0].count));
    for (size_t i = 0; i < board->conditions; i++) {
        size_t count = 0;
        for (size_t c = 0; c < board->side[0].count; c++)
            count += (size_t)(board->failed[loc_board_pair(board, c, place)] >> i & 1);
        if (count > 0)
            loc_text_format(&t->text, "%s %zu do%s not meet %s (%s)", told++ > 0 ? "," : "", count,
                            count == 1 ? "es" : "", board->condition[i].id,
                            board->condition[i].words);
    }
    put_barred(t, place, &told);
    if (open > 0)
        loc_text_format(&t->text, "%s %zu cannot be told", told > 0 ? "," : "", open);
    loc_text_add(&t->text, several > 0 ? "; some fail several." : ".");
    return loc_tell_say(t);
}

/* Those who fail one condition alone for a place, which is not a firm one. */
bool loc_tell_nearest(loc_teller *t, uint32_t place) {
    const loc_board *board = &t->p->board;

    for (size_t i = 0; i < board->conditions; i++) {
        size_t count = 0;
        for (uint32_t c = 0; c < board->side[0].count; c++) {
            size_t pair = loc_board_pair(board, c, place);
            if (board->failed[pair] == UINT64_C(1) << i && board->open[pair] == 0 &&
                board->doubt[pair] == 0 && board->mark[pair] == LOC_MARK_NONE)
                t->list[0][count++] = c;
        }
        if (count == 0)
            continue;
        loc_text_format(&t->text, "For %s only %s (%s) stands against ",
                        loc_tell_label(t, 1, place), board->condition[i].id,
                        board->condition[i].words);
        loc_tell_names(t, 0, t->list[0], count);
        if (board->condition[i].knob[0] != '\0')
            loc_text_format(&t->text, "; it rests on %s", board->condition[i].knob);
        loc_text_add(&t->text, ".");
        if (!loc_tell_say(t))
            return false;
    }
    return true;
}

/* Those of a list who are fixed for a place that is none of these, which is why they can hold fewer of them:
 * "; F.F. is fixed for South (agreed)". */
static void put_fixed_elsewhere(loc_teller *t, size_t places, size_t people) {
    const loc_board *board = &t->p->board;

    for (size_t i = 0; i < people; i++)
        for (uint32_t place = 0; place < board->side[1].count; place++) {
            size_t pair = loc_board_pair(board, t->list[0][i], place);
            bool is_here = board->mark[pair] != LOC_MARK_FIXED;
            for (size_t k = 0; k < places && !is_here; k++)
                is_here = t->list[1][k] == place;
            if (!is_here)
                loc_text_format(&t->text, "; %s is fixed for %s (%s)",
                                loc_tell_label(t, 0, t->list[0][i]), loc_tell_label(t, 1, place),
                                board->reason[board->why[pair]]);
        }
}

/* "Norwich and Breckland (2 places) are open to F.F. alone: 1 must stay empty." */
static bool tell_shortage(loc_teller *t, uint32_t place, uint32_t *first) {
    const locality_placement *p = t->p;
    const int32_t side = LOCALITY_ALLOCATION_DEMANDS;
    size_t places, people;
    int64_t wanted, given;
    locality_status status =
        locality_allocation_shortage(p->problem, p->result, side, place, side, t->list[1],
                                     p->board.side[1].count, &places, t->error);

    if (status == LOCALITY_OK)
        status = locality_allocation_shortage(p->problem, p->result, side, place,
                                              LOCALITY_ALLOCATION_CANDIDATES, t->list[0],
                                              p->board.side[0].count, &people, t->error);
    if (status == LOCALITY_OK)
        status = locality_allocation_shortage_size(p->problem, p->result, side, place, &wanted,
                                                   &given, t->error);
    if (status != LOCALITY_OK)
        return loc_tell_failed(t, status);
    if (people == 0)
        return loc_tell_nobody(t, place) && loc_tell_nearest(t, place);
    if (*first == t->list[1][0])
        return true;
    *first = t->list[1][0];
    loc_tell_names(t, 1, t->list[1], places);
    loc_text_format(&t->text, " (%" PRId64 " place%s) %s open to ", wanted, loc_plural(wanted),
                    places == 1 ? "is" : "are");
    loc_tell_names(t, 0, t->list[0], people);
    loc_text_format(
        &t->text, " alone, who can hold %" PRId64 " between them: %" PRId64 " must stay empty%s",
        given, wanted - given, p->state == LOCALITY_PLACEMENT_OPEN ? ", as far as is known" : "");
    put_fixed_elsewhere(t, places, people);
    loc_text_add(&t->text, ".");
    return loc_tell_say(t);
}

static bool tell_gaps(loc_teller *t) {
    const locality_placement *p = t->p;
    size_t gaps = locality_allocation_result_unplaced(p->result, LOCALITY_ALLOCATION_DEMANDS);
    uint32_t first = UINT32_MAX;

    if (locality_allocation_result_verdict(p->result) != LOCALITY_ALLOCATION_OPTIMAL)
        return true;
    for (size_t i = 0; i < gaps; i++) {
        locality_allocation_unplaced gap;
        locality_status status = locality_allocation_result_unplaced_at(
            p->result, LOCALITY_ALLOCATION_DEMANDS, i, &gap, t->error);
        if (status != LOCALITY_OK)
            return loc_tell_failed(t, status);
        if (!tell_shortage(t, gap.position, &first))
            return false;
    }
    return true;
}

/* ---- Conditions ------------------------------------------------------------------------------------------- */

void loc_tell_conditions(loc_teller *t, uint64_t bits) {
    loc_placement_conditions(t->p, bits, &t->text);
}

/* ---- What cannot be told ------------------------------------------------------------------------------------------ */

static bool miss_pair(loc_ask *ask, loc_plan *plan, loc_story *story, const loc_board *board,
                      size_t pair) {
    uint32_t candidate = board->side[0].row[pair / board->side[1].count];
    uint32_t place = board->side[1].row[pair % board->side[1].count];
    loc_mark mark = loc_scratch_mark(&ask->run);
    loc_frame *frame = loc_ask_pair(ask, plan, candidate, place);
    size_t number = 0;
    bool done = frame != NULL;

    for (const loc_clause *c = ask->rule->clauses; done && c != NULL; c = c->next) {
        bool is_open = c->kind == LOC_CLAUSE_ELIGIBLE && (board->open[pair] >> number++ & 1) != 0;
        bool is_doubt = (c->kind == LOC_CLAUSE_PREFER && (board->doubt[pair] & LOC_DOUBT_COST)) ||
                        (c->kind == LOC_CLAUSE_BARRED && (board->doubt[pair] & LOC_DOUBT_BARRED)) ||
                        (c->kind == LOC_CLAUSE_FIXED && loc_board_may_be_fixed(board, pair));
        if (is_open || is_doubt)
            done = loc_story_miss(story, plan, frame, c->value);
    }
    if (done && (board->doubt[pair] & LOC_DOUBT_MEMBER) != 0)
        done = loc_ask_miss_members(ask, plan, frame, story);
    loc_scratch_release(&ask->run, mark);
    return done;
}

static bool miss_pairs(loc_ask *ask, loc_story *story, const loc_board *board) {
    size_t shown = 0;
    loc_plan plan;
    bool done;

    memset(&plan, 0, sizeof plan);
    done = loc_ask_plan(ask, LOC_OVER_PAIRS, &plan);
    for (size_t i = 0; done && i < board->pairs && shown < DOUBTFUL_SHOWN; i++) {
        if (loc_board_state(board, i) != LOCALITY_PLACEMENT_CANNOT_TELL &&
            !loc_board_may_be_fixed(board, i))
            continue;
        shown++;
        done = miss_pair(ask, &plan, story, board, i);
    }
    loc_plan_clear(&plan);
    return done;
}

/* Places of which nobody is eligible for certain, and somebody may be. */
static size_t open_places(loc_teller *t, size_t *pairs) {
    const loc_board *board = &t->p->board;
    size_t count = 0;

    *pairs = 0;
    for (uint32_t p = 0; p < board->side[1].count; p++) {
        size_t open = 0, eligible = 0;
        for (size_t c = 0; c < board->side[0].count; c++) {
            int32_t state = loc_board_state(board, loc_board_pair(board, c, p));
            open += state == LOCALITY_PLACEMENT_CANNOT_TELL;
            eligible += state == LOCALITY_PLACEMENT_ELIGIBLE || state == LOCALITY_PLACEMENT_FIXED;
        }
        *pairs += open;
        if (open > 0 && eligible == 0)
            t->list[1][count++] = p;
    }
    return count;
}

static bool put_missing(loc_teller *t) {
    locality_placement *p = t->p;
    locality_status status;
    loc_story story;
    loc_ask ask;

    if (loc_ask_open(&ask, p->snapshot, p->row, p->has_as_at ? &p->as_at : NULL, p->settings,
                     p->settings_count)) {
        loc_story_init(&story, &ask.run, &p->arena, 1);
        if (miss_pairs(&ask, &story, &p->board)) {
            for (size_t i = 0; i < story.missing_count; i++)
                loc_text_format(&t->text, "%s%s", i == 0 ? " Missing: " : "; ",
                                story.missing[i].what);
            if (story.missing_more > 0)
                loc_text_format(&t->text, "; and %zu more", story.missing_more);
            loc_text_add(&t->text, story.missing_count > 0 ? "." : "");
        }
        loc_story_clear(&story);
    }
    status = loc_run_status(&ask.run, t->error);
    loc_ask_close(&ask);
    return status == LOCALITY_OK || loc_tell_failed(t, status);
}

/* "Whether F.F. is fixed for South (agreed) cannot be told: it is not taken for fixed." */
static size_t put_doubtful_fixes(loc_teller *t) {
    const loc_board *board = &t->p->board;
    size_t places = board->side[1].count, first = 0, count = 0;

    for (size_t i = 0; i < board->pairs; i++)
        if (loc_board_may_be_fixed(board, i) && count++ == 0)
            first = i;
    if (count == 0)
        return 0;
    loc_text_format(&t->text, "Whether %s is fixed for %s (%s)",
                    loc_tell_label(t, 0, (uint32_t)(first / places)),
                    loc_tell_label(t, 1, (uint32_t)(first % places)),
                    board->reason[board->may_fix[first] - 1]);
    if (count > 1)
        loc_text_format(&t->text, ", and so %zu more pair%s,", count - 1,
                        loc_plural((int64_t)count - 1));
    loc_text_format(&t->text, " cannot be told: %s not taken for fixed.",
                    count > 1 ? "they are" : "it is");
    return count;
}

static bool tell_doubts(loc_teller *t) {
    size_t pairs, places = open_places(t, &pairs);

    if (put_doubtful_fixes(t) > 0 && !((pairs > 0 || put_missing(t)) && loc_tell_say(t)))
        return false;
    if (pairs == 0)
        return true;
    loc_text_format(&t->text, "%zu pair%s cannot be told and %s not counted as eligible", pairs,
                    loc_plural((int64_t)pairs), pairs == 1 ? "is" : "are");
    if (places > 0) {
        loc_text_format(&t->text, "; not evaluable %s ", places == 1 ? "is" : "are");
        loc_tell_names(t, 1, t->list[1], places);
    }
    loc_text_add(&t->text, ".");
    return put_missing(t) && loc_tell_say(t);
}

/* ---- What is fixed all the same -------------------------------------------------------------------------------------- */

static bool tell_fixed(loc_teller *t) {
    const loc_board *board = &t->p->board;

    for (size_t i = 0; i < board->pairs; i++) {
        uint32_t candidate = (uint32_t)(i / board->side[1].count);
        uint32_t place = (uint32_t)(i % board->side[1].count);
        if (board->mark[i] != LOC_MARK_FIXED ||
            (board->failed[i] == 0 && board->open[i] == 0 && board->doubt[i] == 0))
            continue;
        loc_text_format(&t->text, "%s is fixed for %s (%s) although ",
                        loc_tell_label(t, 0, candidate), loc_tell_label(t, 1, place),
                        board->reason[board->why[i]]);
        if (board->failed[i] != 0) {
            loc_tell_conditions(t, board->failed[i]);
            loc_text_add(&t->text, (board->failed[i] & (board->failed[i] - 1)) != 0
                                       ? " are not met."
                                       : " is not met.");
        } else {
            loc_text_add(&t->text, "it cannot be told whether the pair is eligible.");
        }
        if (!loc_tell_say(t))
            return false;
    }
    return true;
}

/* ---- All of it -------------------------------------------------------------------------------------------------------------- */

/* "Slot-in, held back: E.E. and C.D. for West. Who is settled cannot be told yet: E.E. for West is not
 * evaluable." */
static bool tell_held(loc_teller *t, const loc_staged *stage) {
    size_t places = t->p->board.side[1].count;

    if (stage->doubts == 0)
        return true;
    loc_text_format(&t->text, "%s, held back: ", stage->words);
    loc_tell_names(t, 0, stage->held, stage->held_count);
    loc_text_add(&t->text, " for ");
    loc_tell_names(t, 1, stage->held_place, stage->held_places);
    loc_text_format(&t->text, ". Who is settled there cannot be told yet: %s for %s",
                    loc_tell_label(t, 0, (uint32_t)(stage->doubt[0] / places)),
                    loc_tell_label(t, 1, (uint32_t)(stage->doubt[0] % places)));
    if (stage->doubts > 1)
        loc_text_format(&t->text, ", and %zu more pair%s", stage->doubts - 1,
                        loc_plural((int64_t)stage->doubts - 1));
    loc_text_format(&t->text, " %s not evaluable.", stage->doubts > 1 ? "are" : "is");
    return loc_tell_say(t);
}

/* "Slot-in, ring-fence of 3 for 2: ...": people, and how many of them can be taken on. */
static bool tell_stages(loc_teller *t) {
    const locality_placement *p = t->p;

    for (size_t i = 0; i < p->staged_count; i++) {
        const loc_staged *stage = &p->staged[i];
        size_t from = 0, place_from = 0;
        loc_text_format(&t->text, "%s: %zu settled, %zu ring-fence%s.", stage->words,
                        stage->settled, stage->fences, loc_plural((int64_t)stage->fences));
        if (!loc_tell_say(t))
            return false;
        for (size_t f = 0; f < stage->fences; f++) {
            size_t people = stage->fence_end[f] - from;
            size_t places = stage->fence_place_end[f] - place_from;
            loc_text_format(&t->text, "%s, ring-fence of %zu for %" PRId64 ": ", stage->words,
                            people, stage->fence_seats[f]);
            loc_tell_names(t, 0, stage->fence + from, people);
            loc_text_add(&t->text, " for ");
            loc_tell_names(t, 1, stage->fence_place + place_from, places);
            loc_text_add(&t->text, stage->fence_seats[f] > (int64_t)people
                                       ? ". A person has to choose; what is left then goes on to "
                                         "later stages."
                                       : ". A person has to choose.");
            if (!loc_tell_say(t))
                return false;
            from = stage->fence_end[f];
            place_from = stage->fence_place_end[f];
        }
        if (!tell_held(t, stage))
            return false;
    }
    if (p->staged_count == 0 || p->left_count == 0)
        return true;
    loc_text_format(&t->text, "In no stage, displaced: %zu: ", p->left_count);
    loc_tell_names(t, 0, p->left, p->left_count);
    loc_text_add(&t->text, ".");
    return loc_tell_say(t);
}

static bool take_room(loc_teller *t) {
    size_t most = t->p->board.side[0].count > t->p->board.side[1].count ? t->p->board.side[0].count
                                                                        : t->p->board.side[1].count;

    t->names = loc_arena_take(&t->p->arena, most + 1, sizeof *t->names);
    t->list[0] = loc_arena_take(&t->p->arena, most + 1, sizeof *t->list[0]);
    t->list[1] = loc_arena_take(&t->p->arena, most + 1, sizeof *t->list[1]);
    return (t->names != NULL && t->list[0] != NULL && t->list[1] != NULL) ||
           loc_tell_failed(t, loc_fail_memory(t->error));
}

locality_status loc_placement_tell(locality_placement *p, locality_error *error) {
    loc_teller t;

    memset(&t, 0, sizeof t);
    t.p = p;
    t.error = error;
    loc_text_init(&t.text, &p->allocator);
    if (take_room(&t)) {
        if (p->board.unmet != NULL)
            (void)tell_missing_need(&t);
        else if (p->board.is_of_fte)
            (void)(loc_tell_spread(&t) && tell_fixed(&t) && tell_doubts(&t));
        else
            (void)(tell_verdict(&t) && tell_totals(&t) && tell_gaps(&t) && loc_tell_conflicts(&t) &&
                   loc_tell_waivers(&t) && tell_stages(&t) && loc_tell_ties(&t) &&
                   loc_tell_stable(&t) && loc_tell_left(&t) && tell_fixed(&t) && tell_doubts(&t) &&
                   loc_tell_namesakes(&t));
    }
    loc_text_clear(&t.text);
    return t.status;
}
