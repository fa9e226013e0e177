/* Standing: see rota_stand.h. */
#include "placement/rota_stand.h"

#include <string.h>

/* Most pairs of which it is told what is missing. */
#define ASKED_MOST 200u

bool loc_stands_init(loc_stands *stands, locality_placement_rota *r, loc_arena *arena) {
    stands->r = r;
    stands->pairs = r->side[0].count * r->side[1].count;
    stands->now = loc_arena_take(arena, stands->pairs + 1, sizeof *stands->now);
    stands->run = loc_arena_take(arena, stands->pairs + 1, sizeof *stands->run);
    stands->missing = loc_arena_take(arena, stands->pairs + 1, sizeof *stands->missing);
    return stands->now != NULL && stands->run != NULL && stands->missing != NULL;
}

void loc_stands_begin(loc_stands *stands) {
    memset(stands->now, 0, (stands->pairs + 1) * sizeof *stands->now);
}

/* ---- A day ------------------------------------------------------------------------------------------------- */

static uint8_t state_of(const loc_board *board, size_t own, uint8_t wish) {
    if (wish == LOC_MARK_FIXED)
        return LOC_STAND_OPEN;
    if (own == UINT32_MAX)
        return LOC_STAND_NOBODY;
    switch (loc_board_state(board, own)) {
    case LOCALITY_PLACEMENT_BARRED:
        return board->failed[own] != 0 ? LOC_STAND_FAILS : LOC_STAND_BARRED;
    case LOCALITY_PLACEMENT_FAILS:
        return LOC_STAND_FAILS;
    case LOCALITY_PLACEMENT_CANNOT_TELL:
        return wish == LOC_MARK_BARRED ? LOC_STAND_BARRED : LOC_STAND_UNSURE;
    default:
        return wish == LOC_MARK_BARRED ? LOC_STAND_KEPT : LOC_STAND_OPEN;
    }
}

/* A reason in the rota's memory; the same text has the same place as in the period before. */
static const char *keep_reason(const loc_stands *stands, size_t pair, const char *reason) {
    const char *before = stands->run[pair].why;

    if (before != NULL && strcmp(before, reason) == 0)
        return before;
    return loc_arena_text(&stands->r->arena, reason, strlen(reason));
}

static bool find_why(loc_stands *stands, loc_ask *ask, const loc_board *board, size_t pair,
                     size_t own, const char *reason) {
    loc_rota_stand *now = &stands->now[pair];

    if (now->state == LOC_STAND_UNSURE) {
        if (stands->missing[pair] == NULL && stands->asked < ASKED_MOST) {
            stands->asked++;
            if (!loc_rota_missing(ask, board, own, &stands->r->arena, &stands->missing[pair]))
                return false;
        }
        now->why = stands->missing[pair];
        return true;
    }
    if (now->state != LOC_STAND_BARRED && now->state != LOC_STAND_KEPT)
        return true;
    now->why = keep_reason(stands, pair, reason != NULL ? reason : board->reason[board->why[own]]);
    return now->why != NULL || loc_run_no_memory(&ask->run);
}

bool loc_stands_hear(loc_stands *stands, loc_ask *ask, const loc_board *board, size_t pair,
                     size_t own, uint8_t wish, const char *reason) {
    loc_rota_stand *now = &stands->now[pair];
    uint8_t state = state_of(board, own, wish);

    if (state == LOC_STAND_FAILS)
        now->failed |= board->failed[own];
    if (own != UINT32_MAX && board->preferences > 0)
        now->cost = board->cost[0][own];
    if (state <= now->state)
        return true;
    now->state = state;
    now->why = NULL;
    return find_why(stands, ask, board, pair, own, wish == LOC_MARK_BARRED ? reason : NULL);
}

/* ---- Runs -------------------------------------------------------------------------------------------------- */

static bool is_alike(const loc_rota_stand *a, const loc_rota_stand *b) {
    return a->state == b->state && a->failed == b->failed && a->why == b->why &&
           (a->state > LOC_STAND_KEPT || a->cost == b->cost);
}

/* Who fails all the time is no news in any period of it. */
static bool push(loc_stands *stands, const loc_rota_stand *run) {
    locality_placement_rota *r = stands->r;
    void *block = r->stand;

    if (run->state >= LOC_STAND_FAILS && run->first == 0 && run->last + 1 == r->periods)
        return true;
    if (!loc_grow(&r->allocator, &block, &r->stands_capacity, r->stands + 1, sizeof *r->stand))
        return false;
    r->stand = block;
    r->stand[r->stands++] = *run;
    return true;
}

bool loc_stands_end(loc_stands *stands, uint32_t period) {
    const locality_placement_rota *r = stands->r;
    bool is_last = period == r->periods;

    for (size_t i = 0; i < stands->pairs; i++) {
        loc_rota_stand *run = &stands->run[i], *now = &stands->now[i];
        if (now->state == LOC_STAND_UNSURE && !is_last)
            r->unsure[i] = 1;
        if (!is_last && run->state != LOC_STAND_OPEN && is_alike(run, now)) {
            run->last = period;
            continue;
        }
        if (run->state != LOC_STAND_OPEN && !push(stands, run))
            return false;
        *run = *now;
        run->candidate = (uint32_t)(i / r->side[1].count);
        run->place = (uint32_t)(i % r->side[1].count);
        run->first = run->last = period;
    }
    return true;
}

const loc_rota_stand *loc_rota_stand_at(const locality_placement_rota *r, size_t candidate,
                                        size_t place, size_t period) {
    for (size_t i = 0; i < r->stands; i++)
        if (r->stand[i].candidate == candidate && r->stand[i].place == place &&
            r->stand[i].first <= period && period <= r->stand[i].last)
            return &r->stand[i];
    return NULL;
}

bool loc_rota_is_open(const locality_placement_rota *r, size_t candidate, size_t place,
                      size_t period) {
    for (size_t i = 0; i < r->windows; i++)
        if (r->window[i].candidate == candidate && r->window[i].demand == place &&
            r->window[i].first <= period && period <= r->window[i].last)
            return true;
    return false;
}

/* ---- What is missing ----------------------------------------------------------------------------------------- */

static bool miss(loc_story *story, loc_ask *ask, const loc_board *board, size_t pair,
                 loc_plan *plan, loc_frame *frame) {
    uint8_t doubt = board->doubt[pair];
    size_t number = 0;

    for (const loc_clause *c = ask->rule->clauses; c != NULL; c = c->next) {
        bool is_wanted = c->kind == LOC_CLAUSE_ELIGIBLE && (board->open[pair] >> number & 1) != 0;
        number += c->kind == LOC_CLAUSE_ELIGIBLE;
        is_wanted = is_wanted || (c->kind == LOC_CLAUSE_PREFER && (doubt & LOC_DOUBT_COST) != 0) ||
                    (c->kind == LOC_CLAUSE_BARRED && (doubt & LOC_DOUBT_BARRED) != 0);
        if (is_wanted && !loc_story_miss(story, plan, frame, c->value))
            return false;
    }
    for (const loc_step *s = plan->cases.steps; s != NULL && (doubt & LOC_DOUBT_MEMBER) != 0;
         s = s->next)
        if (s->binding->where != NULL &&
            !loc_story_miss(story, plan, loc_frame_at(frame, s->level), s->binding->where))
            return false;
    return true;
}

/* What is missing; of a record of which something is withheld, that may be what is. */
static void put_missing(loc_ask *ask, const locality_missing_input *missing, loc_text *out) {
    static const char end[] = " is not given";
    const locality_snapshot *snapshot = ask->run.snapshot;
    uint32_t kind = locality_schema_kind(ask->run.schema, missing->kind);
    uint32_t row = locality_snapshot_find(snapshot, kind, missing->id);
    size_t length = strlen(missing->what), tail = sizeof end - 1;
    bool is_withheld = row != LOCALITY_ROW_MISSING && length > tail &&
                       strcmp(missing->what + length - tail, end) == 0 &&
                       loc_run_withholds_of(&ask->run, kind, row);

    loc_text_put(out, missing->what, is_withheld ? length - tail : length);
    loc_text_add(out, is_withheld ? " is withheld" : "");
}

bool loc_rota_missing(loc_ask *ask, const loc_board *board, size_t pair, loc_arena *arena,
                      const char **out) {
    size_t places = board->side[1].count;
    loc_frame *frame = NULL;
    loc_story story;
    loc_plan plan;
    loc_text text;
    bool done;

    memset(&plan, 0, sizeof plan);
    loc_text_init(&text, &ask->run.allocator);
    loc_story_init(&story, &ask->run, arena, 0);
    done = loc_ask_plan(ask, LOC_OVER_PAIRS, &plan);
    if (done)
        frame = loc_ask_pair(ask, &plan, board->side[0].row[pair / places],
                             board->side[1].row[pair % places]);
    done = frame != NULL && miss(&story, ask, board, pair, &plan, frame);
    for (size_t i = 0; done && i < story.missing_count; i++) {
        loc_text_add(&text, i > 0 ? "; " : "");
        put_missing(ask, &story.missing[i], &text);
    }
    if (done && !text.failed)
        *out = loc_arena_text(arena, text.data == NULL ? "" : text.data, text.length);
    done = done && (*out != NULL || loc_run_no_memory(&ask->run));
    loc_story_clear(&story);
    loc_plan_clear(&plan);
    loc_text_clear(&text);
    return done;
}
