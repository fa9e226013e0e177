/* Telling: the answer in sentences, each with names, numbers and what could be turned. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "locality/conflicts.h"
#include "placement/placement.h"

/* Most pairs of which it is told what is missing. */
#define DOUBTFUL_SHOWN 200u
/* Most explanations, times pairs, that are worked out to list ties. */
#define TIES_WORK UINT64_C(400000000)

typedef struct teller {
    locality_placement *p;
    locality_error *error;
    locality_status status;
    loc_text text;
    const char **names;   /* room for every member of either side */
    uint32_t *list[2];    /* likewise */
} teller;

static bool failed(teller *t, locality_status status) {
    t->status = t->status == LOCALITY_OK ? status : t->status;
    return false;
}

static bool say(teller *t) {
    return loc_placement_say(t->p, &t->text) || failed(t, loc_fail_memory(t->error));
}

static const char *label(const teller *t, int side, uint32_t number) {
    return t->p->board.side[side].label[number];
}

static void put_names(teller *t, int side, const uint32_t *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        t->names[i] = label(t, side, list[i]);
    loc_placement_list(t->names, count, &t->text);
}

static const char *plural(int64_t count) {
    return count == 1 ? "" : "s";
}

/* ---- The plan as a whole ------------------------------------------------------------------------------- */

static int64_t total_of(const locality_allocation_result *result, uint32_t level) {
    int64_t total = 0;

    (void)locality_allocation_result_total(result, level, &total, NULL);
    return total;
}

static int64_t room_of(const teller *t) {
    const loc_members *places = &t->p->board.side[1];
    int64_t room = 0;

    for (size_t i = 0; i < places->count; i++)
        room += places->most[i];
    return room;
}

static bool tell_missing_need(teller *t) {
    const loc_members *places = &t->p->board.side[1];

    loc_text_format(&t->text, "Not evaluable; missing: %s", t->p->board.unmet);
    if (places->count > 0) {
        for (uint32_t i = 0; i < places->count; i++)
            t->list[0][i] = i;
        loc_text_format(&t->text, ". %zu place%s cannot be judged: ", places->count,
                        plural((int64_t)places->count));
        put_names(t, 1, t->list[0], places->count);
    }
    loc_text_add(&t->text, ".");
    return say(t);
}

static bool tell_verdict(teller *t) {
    static const char *const ends[] = {
        "proved: no plan is better.", "proved: no plan fills more.", "",
        "with what is known no plan fills more, but not everything is known."};
    const locality_placement *p = t->p;
    int64_t filled = total_of(p->result, LOCALITY_ALLOCATION_COVERAGE), room = room_of(t);

    if (p->state == LOCALITY_PLACEMENT_UNPROVED) {
        loc_text_format(&t->text, "%" PRId64 " of %" PRId64 " place%s filled; %s.", filled, room,
                        room == 1 ? " is" : "s are",
                        locality_allocation_verdict_name(
                            locality_allocation_result_verdict(p->result)));
        return say(t);
    }
    if (locality_allocation_result_verdict(p->result) == LOCALITY_ALLOCATION_INFEASIBLE) {
        loc_text_add(&t->text, p->state == LOCALITY_PLACEMENT_OPEN
                                   ? "With what is known what is fixed and covered cannot all be "
                                     "kept, but not everything is known."
                                   : "Proved: what is fixed and covered cannot all be kept.");
        return say(t);
    }
    loc_text_format(&t->text, "%" PRId64 " of %" PRId64 " place%s filled; %s", filled, room,
                    room == 1 ? " is" : "s are", ends[p->state]);
    return say(t);
}

static bool tell_totals(teller *t) {
    const locality_placement *p = t->p;

    if (p->board.preferences == 0 || locality_allocation_result_pairs(p->result) == 0)
        return true;
    loc_text_add(&t->text, "In all: ");
    for (size_t level = 0; level < p->board.preferences; level++) {
        loc_text_add(&t->text, level > 0 ? "; " : "");
        loc_placement_cost(p, level, total_of(p->result, (uint32_t)level + 1), &t->text);
    }
    loc_text_add(&t->text, ".");
    return say(t);
}

/* ---- Places that stay empty ------------------------------------------------------------------------------ */

/* "6 fail NCES-10 (the post is based in the locality)", for one place. */
static bool tell_nobody(teller *t, uint32_t place) {
    const loc_board *board = &t->p->board;
    size_t told = 0, open = 0;

    for (size_t c = 0; c < board->side[0].count; c++)
        open += loc_board_state(board, loc_board_pair(board, c, place)) ==
                LOCALITY_PLACEMENT_CANNOT_TELL;
    loc_text_format(&t->text, "Nobody is known to be eligible for %s: of %zu candidate%s",
                    label(t, 1, place), board->side[0].count, plural((int64_t)board->side[0].count));
    for (size_t i = 0; i < board->conditions; i++) {
        size_t count = 0;
        for (size_t c = 0; c < board->side[0].count; c++)
            count += (size_t)(board->failed[loc_board_pair(board, c, place)] >> i & 1);
        if (count > 0)
            loc_text_format(&t->text, "%s %zu do%s not meet %s (%s)", told++ > 0 ? "," : "", count,
                            count == 1 ? "es" : "", board->condition[i].id,
                            board->condition[i].words);
    }
    if (open > 0)
        loc_text_format(&t->text, "%s %zu cannot be told", told > 0 ? "," : "", open);
    loc_text_add(&t->text, ".");
    return say(t);
}

/* Those who fail one condition alone for a place, which is not a firm one. */
static bool tell_nearest(teller *t, uint32_t place) {
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
        loc_text_format(&t->text, "For %s only %s (%s) stands against ", label(t, 1, place),
                        board->condition[i].id, board->condition[i].words);
        put_names(t, 0, t->list[0], count);
        if (board->condition[i].knob[0] != '\0')
            loc_text_format(&t->text, "; it rests on %s", board->condition[i].knob);
        loc_text_add(&t->text, ".");
        if (!say(t))
            return false;
    }
    return true;
}

/* "Norwich and Breckland (2 places) are open to F.F. alone: 1 must stay empty." */
static bool tell_shortage(teller *t, uint32_t place, uint32_t *first) {
    const locality_placement *p = t->p;
    const int32_t side = LOCALITY_ALLOCATION_DEMANDS;
    size_t places, people;
    int64_t wanted, given;
    locality_status status = locality_allocation_shortage(
        p->problem, p->result, side, place, side, t->list[1], p->board.side[1].count, &places,
        t->error);

    if (status == LOCALITY_OK)
        status = locality_allocation_shortage(p->problem, p->result, side, place,
                                              LOCALITY_ALLOCATION_CANDIDATES, t->list[0],
                                              p->board.side[0].count, &people, t->error);
    if (status == LOCALITY_OK)
        status = locality_allocation_shortage_size(p->problem, p->result, side, place, &wanted,
                                                   &given, t->error);
    if (status != LOCALITY_OK)
        return failed(t, status);
    if (people == 0)
        return tell_nobody(t, place) && tell_nearest(t, place);
    if (*first == t->list[1][0])
        return true;
    *first = t->list[1][0];
    put_names(t, 1, t->list[1], places);
    loc_text_format(&t->text, " (%" PRId64 " place%s) %s open to ", wanted, plural(wanted),
                    places == 1 ? "is" : "are");
    put_names(t, 0, t->list[0], people);
    loc_text_format(&t->text, " alone, who can hold %" PRId64 " between them: %" PRId64
                              " must stay empty.",
                    given, wanted - given);
    return say(t);
}

static bool tell_gaps(teller *t) {
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
            return failed(t, status);
        if (!tell_shortage(t, gap.position, &first))
            return false;
    }
    return true;
}

/* ---- Waivers and conflicts ---------------------------------------------------------------------------------- */

static void put_conditions(teller *t, uint64_t bits) {
    const loc_board *board = &t->p->board;
    size_t told = 0;

    for (size_t i = 0; i < board->conditions; i++)
        if ((bits >> i & 1) != 0)
            loc_text_format(&t->text, "%s%s (%s)", told++ > 0 ? " and " : "", board->condition[i].id,
                            board->condition[i].words);
}

static bool tell_waivers(teller *t) {
    const locality_placement *p = t->p;
    size_t told = 0;

    if (p->waived == NULL)
        return true;
    loc_text_add(&t->text, "Cheapest waivers: ");
    for (size_t i = 0; i < locality_allocation_result_pairs(p->waived); i++) {
        locality_allocation_pair pair;
        if (locality_allocation_result_pair(p->waived, i, &pair, NULL) != LOCALITY_OK ||
            pair.failed == 0 || pair.is_pinned != 0)
            continue;
        loc_text_add(&t->text, told++ > 0 ? "; " : "");
        put_conditions(t, pair.failed);
        loc_text_format(&t->text, " for %s in %s", label(t, 0, pair.candidate),
                        label(t, 1, pair.demand));
    }
    loc_text_format(&t->text,
                    ". They weigh %" PRId64 " together, and with them %" PRId64 " of %" PRId64
                    " places are filled%s.",
                    total_of(p->waived, 1), total_of(p->waived, LOCALITY_ALLOCATION_COVERAGE),
                    room_of(t),
                    locality_allocation_result_is_unique(p->waived) != 0
                        ? ""
                        : "; other waivers are as cheap, and a person has to choose");
    return say(t);
}

static void put_asked(teller *t, const locality_allocation_asked *asked) {
    const loc_board *board = &t->p->board;

    switch (asked->kind) {
    case LOCALITY_ALLOCATION_ASKS_RULE:
        loc_text_format(&t->text, "%s (%s)", asked->id, asked->words);
        break;
    case LOCALITY_ALLOCATION_ASKS_GROUP:
        loc_text_format(&t->text, "cover of \"%s\"", asked->id);
        break;
    case LOCALITY_ALLOCATION_ASKS_PIN:
        loc_text_format(&t->text, "%s fixed for %s (%s)",
                        board->side[0].label[asked->position], board->side[1].label[asked->demand],
                        asked->words);
        break;
    default:
        loc_text_add(&t->text, asked->id);
        break;
    }
}

/* One conflict or correction: "A; B and C". */
static bool put_set(teller *t, const locality_conflicts *conflicts, int32_t kind, int64_t *weight,
                    size_t *count) {
    uint32_t member[LOCALITY_CONFLICTS_MOST];
    locality_status status = locality_conflicts_at(conflicts, kind, 0, member,
                                                   LOCALITY_CONFLICTS_MOST, count, weight, t->error);

    for (size_t i = 0; status == LOCALITY_OK && i < *count; i++) {
        locality_allocation_asked asked;
        status = locality_conflicts_asked_at(conflicts, member[i], &asked, t->error);
        if (status != LOCALITY_OK)
            break;
        loc_text_add(&t->text, i == 0 ? "" : i + 1 == *count ? " and " : "; ");
        put_asked(t, &asked);
    }
    return status == LOCALITY_OK || failed(t, status);
}

static bool tell_conflict(teller *t, const locality_conflicts *conflicts, bool fill) {
    int64_t weight = 0;
    size_t count = 0;

    if (locality_conflicts_verdict(conflicts) != LOCALITY_CONFLICTS_IMPOSSIBLE)
        return true;
    loc_text_add(&t->text, "Smallest reason: ");
    if (!put_set(t, conflicts, LOCALITY_CONFLICTS_CONFLICT, &weight, &count))
        return false;
    loc_text_add(&t->text, count == 1 ? " cannot be kept" : " cannot all be kept");
    loc_text_add(&t->text, fill ? " if every place is to be filled." : " together.");
    if (!say(t))
        return false;
    if (locality_conflicts_count(conflicts, LOCALITY_CONFLICTS_CORRECTION) == 0)
        return true;
    loc_text_add(&t->text, "The least to give up for everybody: ");
    if (!put_set(t, conflicts, LOCALITY_CONFLICTS_CORRECTION, &weight, &count))
        return false;
    loc_text_format(&t->text, ", which weighs %" PRId64 ".", weight);
    return say(t);
}

/* Conditions are for everybody here; waivers are for one pair. */
static bool tell_conflicts(teller *t) {
    locality_allocation_conflicts_options options = LOCALITY_ALLOCATION_CONFLICTS_OPTIONS_INIT;
    locality_conflicts *conflicts = NULL;
    bool is_impossible = locality_allocation_result_verdict(t->p->result) ==
                         LOCALITY_ALLOCATION_INFEASIBLE;
    locality_status status;
    bool done;

    if (t->p->state != LOCALITY_PLACEMENT_SHORT && t->p->state != LOCALITY_PLACEMENT_IMPOSSIBLE)
        return true;
    options.fill = !is_impossible;
    options.pins = is_impossible;
    options.work_limit = t->p->work_limit;
    options.test_limit = 2000;
    status = locality_allocation_conflicts(t->p->problem, &options, &conflicts, t->error);
    if (status == LOCALITY_LIMIT)
        return true;
    done = status == LOCALITY_OK ? tell_conflict(t, conflicts, !is_impossible)
                                 : failed(t, status);
    locality_conflicts_free(conflicts);
    return done;
}

/* ---- Ties ------------------------------------------------------------------------------------------------------ */

/* Places that could be held otherwise in a plan as good, and by whom. Whatever hangs together is one
 * choice. */
typedef struct tie_map {
    uint8_t *may;     /* by pair: in some best plan, of a place where that is open */
    uint32_t *choice; /* by place: number of the choice, or UINT32_MAX */
    uint32_t *whose;  /* by candidate: likewise */
} tie_map;

/* Whether the plan gives a place to just those who could hold it, and to them alone. */
static bool is_settled(const locality_placement *p, uint32_t place, size_t choices) {
    locality_allocation_pair pair;
    size_t index = 0, held = 0;

    while (loc_placement_holder(p, place, &index, &pair) != UINT32_MAX) {
        if (pair.is_tied != 0)
            return false;
        held++;
    }
    return held == choices;
}

static bool map_place(teller *t, tie_map *map, uint32_t place) {
    const loc_board *board = &t->p->board;
    size_t count;
    locality_status status = locality_placement_choices(t->p, place, t->list[0],
                                                        board->side[0].count, &count, t->error);

    if (status != LOCALITY_OK)
        return failed(t, status);
    if (is_settled(t->p, place, count))
        return true;
    map->choice[place] = place;
    for (size_t i = 0; i < count; i++)
        map->may[loc_board_pair(board, t->list[0][i], place)] = 1;
    return true;
}

/* Gives all places and people of one choice the smallest number of its places. */
static void join_choices(const loc_board *board, tie_map *map) {
    bool moves = true;

    while (moves) {
        moves = false;
        for (size_t i = 0; i < board->pairs; i++) {
            uint32_t *whose = &map->whose[i / board->side[1].count];
            uint32_t *choice = &map->choice[i % board->side[1].count];
            if (map->may[i] == 0 || *whose == *choice)
                continue;
            *whose = *choice = *whose < *choice ? *whose : *choice;
            moves = true;
        }
    }
}

static bool tell_choice(teller *t, const tie_map *map, uint32_t number) {
    const loc_board *board = &t->p->board;
    size_t people = 0, places = 0;
    int64_t seats = 0;

    for (uint32_t c = 0; c < board->side[0].count; c++)
        if (map->whose[c] == number)
            t->list[0][people++] = c;
    for (uint32_t p = 0; p < board->side[1].count; p++)
        if (map->choice[p] == number) {
            t->list[1][places++] = p;
            seats += board->side[1].most[p];
        }
    if (people == 0)
        return true;
    loc_text_add(&t->text, "A person has to choose for ");
    put_names(t, people == 1 ? 0 : 1, people == 1 ? t->list[0] : t->list[1],
              people == 1 ? people : places);
    loc_text_add(&t->text, ": ");
    put_names(t, people == 1 ? 1 : 0, people == 1 ? t->list[1] : t->list[0],
              people == 1 ? places : people);
    loc_text_format(&t->text, " are equally good (%zu for %" PRId64 " place%s).", people, seats,
                    plural(seats));
    return say(t);
}

static bool tell_ties(teller *t) {
    const locality_placement *p = t->p;
    const loc_board *board = &p->board;
    uint64_t work = (uint64_t)board->side[0].count * board->side[1].count;
    tie_map map;
    loc_arena own;
    bool done;

    if (locality_allocation_result_verdict(p->result) != LOCALITY_ALLOCATION_OPTIMAL ||
        locality_allocation_result_is_unique(p->result) != 0)
        return true;
    if (work * (board->pairs + 1) > TIES_WORK) {
        loc_text_add(&t->text, "Other plans are as good by every preference: where they differ a "
                               "person has to choose.");
        return say(t);
    }
    loc_arena_init(&own, &p->allocator);
    map.may = loc_arena_take(&own, board->pairs + 1, 1);
    map.choice = loc_arena_take(&own, board->side[1].count + 1, sizeof *map.choice);
    map.whose = loc_arena_take(&own, board->side[0].count + 1, sizeof *map.whose);
    done = (map.may != NULL && map.choice != NULL && map.whose != NULL) ||
           failed(t, loc_fail_memory(t->error));
    if (done) {
        memset(map.choice, 0xFF, (board->side[1].count + 1) * sizeof *map.choice);
        memset(map.whose, 0xFF, (board->side[0].count + 1) * sizeof *map.whose);
    }
    for (uint32_t place = 0; done && place < board->side[1].count; place++)
        done = map_place(t, &map, place);
    if (done)
        join_choices(board, &map);
    for (uint32_t place = 0; done && place < board->side[1].count; place++)
        if (map.choice[place] == place)
            done = tell_choice(t, &map, place);
    loc_arena_clear(&own);
    return done;
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
                        (c->kind == LOC_CLAUSE_BARRED && (board->doubt[pair] & LOC_DOUBT_BARRED));
        if (is_open || is_doubt)
            done = loc_story_miss(story, plan, frame, c->value);
    }
    for (const loc_step *s = plan->cases.steps;
         done && s != NULL && (board->doubt[pair] & LOC_DOUBT_MEMBER) != 0; s = s->next)
        if (s->binding->where != NULL)
            done = loc_story_miss(story, plan, loc_frame_at(frame, s->level), s->binding->where);
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
        if (loc_board_state(board, i) != LOCALITY_PLACEMENT_CANNOT_TELL)
            continue;
        shown++;
        done = miss_pair(ask, &plan, story, board, i);
    }
    loc_plan_clear(&plan);
    return done;
}

/* Places of which nobody is eligible for certain, and somebody may be. */
static size_t open_places(teller *t, size_t *pairs) {
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

static bool put_missing(teller *t) {
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
    return status == LOCALITY_OK || failed(t, status);
}

static bool tell_doubts(teller *t) {
    size_t pairs, places = open_places(t, &pairs);

    if (pairs == 0)
        return true;
    loc_text_format(&t->text, "%zu pair%s cannot be told and %s not counted as eligible", pairs,
                    plural((int64_t)pairs), pairs == 1 ? "is" : "are");
    if (places > 0) {
        loc_text_format(&t->text, "; not evaluable %s ", places == 1 ? "is" : "are");
        put_names(t, 1, t->list[1], places);
    }
    loc_text_add(&t->text, ".");
    return put_missing(t) && say(t);
}

/* ---- What is fixed all the same -------------------------------------------------------------------------------------- */

static bool tell_fixed(teller *t) {
    const loc_board *board = &t->p->board;

    for (size_t i = 0; i < board->pairs; i++) {
        uint32_t candidate = (uint32_t)(i / board->side[1].count);
        uint32_t place = (uint32_t)(i % board->side[1].count);
        if (board->mark[i] != LOC_MARK_FIXED ||
            (board->failed[i] == 0 && board->open[i] == 0 && board->doubt[i] == 0))
            continue;
        loc_text_format(&t->text, "%s is fixed for %s (%s) although ", label(t, 0, candidate),
                        label(t, 1, place), board->reason[board->why[i]]);
        if (board->failed[i] != 0) {
            put_conditions(t, board->failed[i]);
            loc_text_add(&t->text, " is not met.");
        } else {
            loc_text_add(&t->text, "it cannot be told whether the pair is eligible.");
        }
        if (!say(t))
            return false;
    }
    return true;
}

/* ---- All of it -------------------------------------------------------------------------------------------------------------- */

/* "Ring-fence: 3 people for 2 places." */
static bool tell_stages(teller *t) {
    const locality_placement *p = t->p;

    for (size_t i = 0; i < p->staged_count; i++) {
        const loc_staged *stage = &p->staged[i];
        size_t from = 0, place_from = 0;
        loc_text_format(&t->text, "%s: %zu settled, %zu ring-fence%s.", stage->words, stage->settled,
                        stage->fences, plural((int64_t)stage->fences));
        if (!say(t))
            return false;
        for (size_t f = 0; f < stage->fences; f++) {
            size_t people = stage->fence_end[f] - from;
            size_t places = stage->fence_place_end[f] - place_from;
            loc_text_format(&t->text, "%s, ring-fence of %zu for %zu: ", stage->words, people,
                            places);
            put_names(t, 0, stage->fence + from, people);
            loc_text_add(&t->text, " for ");
            put_names(t, 1, stage->fence_place + place_from, places);
            loc_text_add(&t->text, ". A person has to choose.");
            if (!say(t))
                return false;
            from = stage->fence_end[f];
            place_from = stage->fence_place_end[f];
        }
    }
    if (p->staged_count == 0 || p->left_count == 0)
        return true;
    loc_text_format(&t->text, "In no stage, displaced: %zu: ", p->left_count);
    put_names(t, 0, p->left, p->left_count);
    loc_text_add(&t->text, ".");
    return say(t);
}

static bool take_room(teller *t) {
    size_t most = t->p->board.side[0].count > t->p->board.side[1].count ? t->p->board.side[0].count
                                                                      : t->p->board.side[1].count;

    t->names = loc_arena_take(&t->p->arena, most + 1, sizeof *t->names);
    t->list[0] = loc_arena_take(&t->p->arena, most + 1, sizeof *t->list[0]);
    t->list[1] = loc_arena_take(&t->p->arena, most + 1, sizeof *t->list[1]);
    return (t->names != NULL && t->list[0] != NULL && t->list[1] != NULL) ||
           failed(t, loc_fail_memory(t->error));
}

locality_status loc_placement_tell(locality_placement *p, locality_error *error) {
    teller t;

    memset(&t, 0, sizeof t);
    t.p = p;
    t.error = error;
    loc_text_init(&t.text, &p->allocator);
    if (take_room(&t)) {
        if (p->board.unmet != NULL)
            (void)tell_missing_need(&t);
        else
            (void)(tell_verdict(&t) && tell_totals(&t) && tell_gaps(&t) && tell_conflicts(&t) &&
                   tell_waivers(&t) && tell_stages(&t) && tell_ties(&t) && tell_fixed(&t) &&
                   tell_doubts(&t));
    }
    loc_text_clear(&t.text);
    return t.status;
}
