/* Reading a rota: who may hold what in which period. Whoever is to hold a place in a period is eligible on
 * each of its days, so the conditions are asked day by day where they may rest on the date. */
#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
#include "base/error.h"
#include "base/sort.h"
#include "placement/audit.h"
#include "placement/placement.h"
#include "placement/rota_past.h"
#include "placement/rota_stand.h"

#include "placement/keep.h" /* behind the language, whose names it would hide */

#define NOT_OPEN UINT32_MAX
#define NO_PAIR UINT32_MAX

typedef struct reading {
    locality_placement_rota *r;
    const locality_snapshot *snapshot;
    uint32_t row;
    const locality_placement_rota_options *options;
    locality_error *error;
    loc_arena arena; /* what goes with the reading */
    bool is_dated;
    int64_t day;        /* that is asked about */
    uint32_t *since[2]; /* by pair: period since which it is open, or is fixed; NOT_OPEN */
    int64_t *cost;      /* by pair: of that run */
    uint8_t *closed, *fixed, *seen; /* by pair, in the period that is read */
    uint8_t *mark;                  /* by pair, in that period: what the caller wishes */
    int64_t *now;                   /* by pair: cost in the period that is read */
    uint32_t clash, stranger;       /* pairs whose wish cannot be in that period, or NO_PAIR */
    loc_stands stands;
} reading;

/* ---- Periods ----------------------------------------------------------------------------------------- */

static int64_t next_start(int64_t day, int32_t every) {
    loc_date date = loc_date_split(day);
    int32_t months = every == LOCALITY_PLACEMENT_QUARTERLY ? 3 : 1;
    int32_t month = date.month - 1 + months;

    if (every == LOCALITY_PLACEMENT_WEEKLY)
        return day + 7;
    return loc_date_number(date.year + month / 12, month % 12 + 1, 1);
}

static locality_status make_periods(reading *x) {
    const locality_placement_rota_options *o = x->options;
    locality_placement_rota *r = x->r;
    size_t count = 0;

    for (int64_t day = o->first; day <= o->last; day = next_start(day, o->every))
        count++;
    r->period = loc_arena_take(&r->arena, count, sizeof *r->period);
    if (r->period == NULL)
        return loc_fail_memory(x->error);
    for (int64_t day = o->first; day <= o->last; day = next_start(day, o->every)) {
        int64_t next = next_start(day, o->every);
        r->period[r->periods].first = day;
        r->period[r->periods++].last = next - 1 < o->last ? next - 1 : o->last;
    }
    return LOCALITY_OK;
}

/* ---- Members of all days ------------------------------------------------------------------------------- */

typedef struct found {
    uint32_t row;
    int64_t share, history;
    const char *id;
} found;

static int by_id(const void *a, const void *b, const void *context) {
    (void)context;
    return strcmp(((const found *)a)->id, ((const found *)b)->id);
}

typedef struct union_of {
    found *list;
    size_t count, capacity;
    uint8_t *has; /* by row */
} union_of;

static bool join_members(loc_ask *ask, const loc_members *members, union_of *all) {
    for (size_t i = 0; i < members->count; i++) {
        void *list = all->list;
        if (all->has[members->row[i]] != 0)
            continue;
        if (!loc_grow(&ask->run.allocator, &list, &all->capacity, all->count + 1,
                      sizeof *all->list))
            return loc_run_no_memory(&ask->run);
        all->list = list;
        all->has[members->row[i]] = 1;
        all->list[all->count++] =
            (found){members->row[i], members->share[i], members->history[i], NULL};
    }
    return true;
}

/* What was done before, in periods of the rota: a count is of months, and days are days; to the nearest. */
static int64_t periods_of(const locality_placement_rota *r, int64_t history) {
    static const int64_t length[] = {30436875, 7000000, 91310625}; /* days of each, in millionths */
    const int64_t most = INT64_MAX / 40000000, whole = length[r->every];
    int64_t unit = r->history_type == LOCALITY_TYPE_DAYS ? 1000000 : length[0];

    if (history < 0 || unit == whole)
        return history;
    return ((history < most ? history : most) * unit + whole / 2) / whole;
}

/* Numbers the members of all days by their ids. */
static bool number_members(reading *x, loc_ask *ask, int side, uint32_t kind, union_of *all) {
    locality_placement_rota *r = x->r;
    loc_members *m = &r->side[side];
    size_t rows = locality_snapshot_count(x->snapshot, kind);

    m->kind = kind;
    m->count = all->count;
    for (size_t i = 0; i < all->count; i++)
        all->list[i].id = locality_snapshot_id(x->snapshot, kind, all->list[i].row);
    loc_sort(all->list, all->count, sizeof *all->list, by_id, NULL);
    m->row = loc_arena_take(&r->arena, m->count + 1, sizeof *m->row);
    m->id = loc_arena_take(&r->arena, m->count + 1, sizeof *m->id);
    m->label = loc_arena_take(&r->arena, m->count + 1, sizeof *m->label);
    m->share = loc_arena_take(&r->arena, m->count + 1, sizeof *m->share);
    m->history = loc_arena_take(&r->arena, m->count + 1, sizeof *m->history);
    m->number = loc_arena_take(&x->arena, rows + 1, sizeof *m->number);
    if (m->row == NULL || m->id == NULL || m->label == NULL || m->share == NULL ||
        m->history == NULL || m->number == NULL)
        return loc_run_no_memory(&ask->run);
    memset(m->number, 0xFF, (rows + 1) * sizeof *m->number);
    for (size_t i = 0; i < all->count; i++) {
        m->number[all->list[i].row] = (uint32_t)i;
        m->row[i] = all->list[i].row;
        m->share[i] = all->list[i].share;
        m->history[i] = periods_of(r, all->list[i].history);
        m->id[i] = loc_arena_text(&r->arena, all->list[i].id, strlen(all->list[i].id));
        if (m->id[i] == NULL)
            return loc_run_no_memory(&ask->run);
    }
    return loc_members_name(&r->arena, ask, m);
}

static bool keep_posts(reading *x, loc_ask *ask) {
    locality_placement_rota *r = x->r;
    const loc_members *people = &r->side[0];

    r->post = loc_arena_take(&r->arena, people->count + 1, sizeof *r->post);
    for (size_t i = 0; r->post != NULL && i < people->count; i++) {
        const char *post = loc_keep_post(x->snapshot, people->kind, people->row[i]);
        r->post[i] = loc_arena_text(&r->arena, post, strlen(post));
        if (r->post[i] == NULL)
            return loc_run_no_memory(&ask->run);
    }
    return r->post != NULL || loc_run_no_memory(&ask->run);
}

/* Conditions and preferences as they read on the first day. */
static bool keep_rules(reading *x, loc_ask *ask, const loc_board *board) {
    locality_placement_rota *r = x->r;
    loc_text text;

    loc_text_init(&text, &r->allocator);
    loc_audit_rules(board, &text);
    r->condition = loc_arena_take(&r->arena, board->conditions + 1, sizeof *r->condition);
    if (!text.failed && r->condition != NULL)
        r->rules = loc_arena_text(&r->arena, text.data, text.length);
    loc_text_clear(&text);
    for (size_t i = 0; r->rules != NULL && i < board->conditions; i++) {
        const char *id = board->condition[i].id;
        r->condition[i] = loc_arena_text(&r->arena, id, strlen(id));
        if (r->condition[i] == NULL)
            return loc_run_no_memory(&ask->run);
    }
    r->conditions = board->conditions;
    return r->rules != NULL || loc_run_no_memory(&ask->run);
}

/* Nothing is decided for a day outside the allocation's time. */
static bool keep_within(loc_ask *ask, const loc_board *board, int64_t day) {
    char at[LOC_DAY_ROOM], words[200];
    bool is_early = day < board->first;

    if (!is_early && day <= board->last)
        return true;
    loc_rota_day(day, at);
    (void)snprintf(words, sizeof words,
                   "the allocation is %s %s, and the rota has %s: ask for a rota within its time",
                   is_early ? "from" : "until", is_early ? board->from : board->until, at);
    return loc_run_fail(&ask->run, LOCALITY_INVALID, words);
}

/* The words of what a rota does not keep. */
static bool keep_covers(reading *x, loc_ask *ask) {
    locality_placement_rota *r = x->r;
    size_t count = loc_ask_count(ask, LOC_CLAUSE_COVER);

    r->cover = loc_arena_take(&r->arena, count + 1, sizeof *r->cover);
    if (r->cover == NULL)
        return loc_run_no_memory(&ask->run);
    for (const loc_clause *c = NULL; (c = loc_ask_next(ask, LOC_CLAUSE_COVER, c)) != NULL;) {
        r->cover[r->covers] = loc_ask_words(ask, &r->arena, c);
        if (r->cover[r->covers++] == NULL)
            return false;
    }
    return true;
}

/* What holds of the allocation on all days. */
static bool keep_settings(reading *x, loc_ask *ask, const loc_board *board) {
    locality_placement_rota *r = x->r;
    const loc_clause *history = loc_ask_next(ask, LOC_CLAUSE_HISTORY, NULL);

    if (r->rules == NULL && (!keep_rules(x, ask, board) || !keep_covers(x, ask)))
        return false;
    r->history_type = history == NULL ? LOCALITY_TYPE_NONE : history->value->type.scalar;
    r->spell_least = board->spell_least;
    r->spell_most = board->spell_most;
    r->rest = board->rest;
    r->role = loc_arena_text(&r->arena, board->role, strlen(board->role));
    if (board->unmet != NULL && r->unmet == NULL)
        r->unmet = loc_arena_text(&r->arena, board->unmet, strlen(board->unmet));
    return (r->role != NULL && (board->unmet == NULL || r->unmet != NULL)) ||
           loc_run_no_memory(&ask->run);
}

/* ---- A day --------------------------------------------------------------------------------------------- */

typedef bool (*take_board)(reading *x, loc_ask *ask, loc_board *board, void *context);

/* Asks everything, or who takes part, on one day. */
static locality_status ask_day(reading *x, int64_t day, bool with_pairs, take_board take,
                               void *context) {
    const locality_placement_rota_options *o = x->options;
    locality_range at = {day, day};
    locality_status status;
    loc_board board;
    loc_arena arena;
    loc_ask ask;

    memset(&board, 0, sizeof board);
    loc_arena_init(&arena, &x->r->allocator);
    if (loc_ask_open(&ask, x->snapshot, x->row, &at, o->parameters, o->parameters_count)) {
        bool done;
        ask.run.cancel = o->cancel;
        ask.run.cancel_self = o->cancel_self;
        x->is_dated = loc_ask_is_dated(&ask);
        x->day = day;
        done = (with_pairs ? loc_board_make(&board, &ask, &arena)
                           : loc_board_members(&board, &ask, &arena)) &&
               loc_run_ask(&ask.run) && take(x, &ask, &board, context);
        if (!done)
            loc_ask_place_failure(&ask);
    }
    status = loc_run_status(&ask.run, x->error);
    loc_ask_close(&ask);
    loc_board_clear(&board);
    loc_arena_clear(&arena);
    return status;
}

static bool take_members(reading *x, loc_ask *ask, loc_board *board, void *context) {
    union_of *all = context;

    if (!keep_within(ask, board, x->day) ||
        (!x->is_dated && !keep_within(ask, board, x->options->last)))
        return false;
    for (int side = 0; side < 2; side++) {
        size_t rows = locality_snapshot_count(x->snapshot, board->side[side].kind);
        if (all[side].has == NULL)
            all[side].has = loc_arena_take(&x->arena, rows + 1, 1);
        if (all[side].has == NULL)
            return loc_run_no_memory(&ask->run);
        if (!join_members(ask, &board->side[side], &all[side]))
            return false;
    }
    return keep_settings(x, ask, board);
}

static bool take_names(reading *x, loc_ask *ask, loc_board *board, void *context) {
    union_of *all = context;
    const locality_schema *schema = locality_snapshot_schema(x->snapshot);

    for (int side = 0; side < 2; side++) {
        const char *name = locality_schema_kind_name(schema, board->side[side].kind);
        x->r->kind[side] = loc_arena_text(&x->r->arena, name, strlen(name));
        if (x->r->kind[side] == NULL)
            return loc_run_no_memory(&ask->run);
        if (!number_members(x, ask, side, board->side[side].kind, &all[side]))
            return false;
    }
    return keep_posts(x, ask);
}

static locality_status find_members(reading *x) {
    const locality_placement_rota_options *o = x->options;
    union_of all[2] = {{NULL, 0, 0, NULL}, {NULL, 0, 0, NULL}};
    locality_status status = LOCALITY_OK;

    for (int64_t day = o->first; status == LOCALITY_OK && day <= o->last; day++) {
        status = ask_day(x, day, false, take_members, all);
        if (!x->is_dated)
            break;
    }
    if (status == LOCALITY_OK)
        status = ask_day(x, o->first, false, take_names, all);
    for (size_t side = 0; side < 2; side++)
        loc_release(&x->r->allocator, all[side].list, all[side].capacity, sizeof *all[side].list);
    return status;
}

/* ---- Pairs by period -------------------------------------------------------------------------------------- */

typedef struct day_of {
    size_t period;
    int64_t weight; /* days that it stands for */
} day_of;

static bool is_good(const loc_board *board, size_t pair) {
    int32_t state = loc_board_state(board, pair);

    return state == LOCALITY_PLACEMENT_ELIGIBLE || state == LOCALITY_PLACEMENT_FIXED;
}

/* The caller's reason for keeping a pair apart in a period. */
static const char *reason_of(const locality_placement_rota *r, size_t pair, size_t period) {
    for (size_t i = 0; i < r->wishes; i++)
        if (!r->wish[i].is_fixed && r->wish[i].first <= period && period <= r->wish[i].last &&
            r->wish[i].candidate * r->side[1].count + r->wish[i].place == pair)
            return r->wish[i].reason;
    return "";
}

/* What the caller wishes of a pair goes before what the allocation says of it, but for what that settles. Whether
 * the pair is good on that day. */
static bool read_pair(reading *x, const loc_board *board, size_t pair, size_t own, size_t period) {
    locality_placement_rota *r = x->r;
    uint8_t wish = x->mark[pair];
    uint8_t mark = own == NO_PAIR ? (uint8_t)LOC_MARK_NONE : board->mark[own];
    bool good =
        wish == LOC_MARK_NONE ? own != NO_PAIR && is_good(board, own) : wish == LOC_MARK_FIXED;
    bool fixed = good && (wish == LOC_MARK_FIXED || mark == LOC_MARK_FIXED);

    if (wish != LOC_MARK_NONE && mark != LOC_MARK_NONE && mark != wish)
        x->clash = (uint32_t)pair;
    if (wish == LOC_MARK_FIXED && own == NO_PAIR)
        x->stranger = (uint32_t)pair;
    for (size_t i = 0; wish == LOC_MARK_FIXED && own != NO_PAIR && i < r->wishes; i++)
        if (r->wish[i].candidate * r->side[1].count + r->wish[i].place == pair &&
            r->wish[i].first <= period && period <= r->wish[i].last) {
            r->wish[i].failed |= board->failed[own];
            r->wish[i].is_double |= mark == LOC_MARK_FIXED;
        }
    x->closed[pair] |= !good;
    x->fixed[pair] = x->seen[pair] != 0 ? x->fixed[pair] & fixed : fixed;
    x->seen[pair] = 1;
    if (good && own != NO_PAIR && board->preferences > 0)
        x->now[pair] = board->cost[0][own];
    return good;
}

/* A pair is open in a period if it is good on each day on which the place is there. */
static bool take_pairs(reading *x, loc_ask *ask, loc_board *board, void *context) {
    const day_of *day = context;
    locality_placement_rota *r = x->r;
    size_t places = r->side[1].count;

    for (size_t p = 0; p < board->side[1].count; p++) {
        size_t place = r->side[1].number[board->side[1].row[p]];
        size_t at = place * r->periods + day->period;
        bool has_some = false;
        r->maybe[place] |= board->side[1].is_maybe[p];
        if (board->side[1].is_maybe[p] != 0)
            continue;
        r->days[at] += day->weight;
        if (board->side[1].most[p] > r->needed[at])
            r->needed[at] = board->side[1].most[p];
        for (size_t c = 0; c < r->side[0].count; c++) {
            uint32_t who = board->side[0].number[r->side[0].row[c]];
            size_t own = who == UINT32_MAX ? NO_PAIR : loc_board_pair(board, who, p);
            size_t pair = c * places + place;
            has_some = read_pair(x, board, pair, own, day->period) || has_some;
            if (!loc_stands_hear(&x->stands, ask, board, pair, own, x->mark[pair],
                                 reason_of(r, pair, day->period)))
                return false;
        }
        r->days_of_some[at] += has_some ? day->weight : 0;
    }
    return true;
}

/* Whether what is fixed in the period that was read can be. */
static locality_status check_fixed(const reading *x, size_t period) {
    const locality_placement_rota *r = x->r;
    size_t places = r->side[1].count;

    if (x->clash != NO_PAIR)
        return loc_rota_clash(r, x->clash / places, x->clash % places, period, x->error);
    if (x->stranger != NO_PAIR)
        return loc_rota_stranger(r, x->stranger / places, x->stranger % places, period, false,
                                 x->error);
    for (size_t c = 0; c < r->side[0].count; c++) {
        size_t held[2], count = 0;
        for (size_t p = 0; p < places && count < 2; p++) {
            size_t pair = c * places + p;
            if (x->mark[pair] == LOC_MARK_FIXED && r->needed[p * r->periods + period] == 0)
                return loc_rota_stranger(r, c, p, period, true, x->error);
            if (x->seen[pair] != 0 && x->closed[pair] == 0 && x->fixed[pair] != 0)
                held[count++] = p;
        }
        if (count == 2)
            return loc_rota_twice(r, c, held, period, x->error);
    }
    return LOCALITY_OK;
}

static locality_status push(reading *x, bool is_pin, size_t pair, uint32_t first, uint32_t last,
                            int64_t cost) {
    locality_placement_rota *r = x->r;
    locality_rota_window **list = is_pin ? &r->pin : &r->window;
    size_t *count = is_pin ? &r->pins : &r->windows;
    void *block = *list;

    if (!loc_grow(&r->allocator, &block, is_pin ? &r->pins_capacity : &r->windows_capacity,
                  *count + 1, sizeof **list))
        return loc_fail_memory(x->error);
    *list = block;
    (*list)[*count].candidate = (uint32_t)(pair / r->side[1].count);
    (*list)[*count].demand = (uint32_t)(pair % r->side[1].count);
    (*list)[*count].first = first;
    (*list)[*count].last = last;
    (*list)[(*count)++].cost = cost;
    return LOCALITY_OK;
}

/* Ends runs that do not go on in this period, and begins new ones. */
static locality_status close_period(reading *x, uint32_t period) {
    locality_placement_rota *r = x->r;
    size_t pairs = r->side[0].count * r->side[1].count;
    locality_status status = LOCALITY_OK;

    for (size_t i = 0; status == LOCALITY_OK && i < pairs; i++) {
        bool open = period < r->periods && x->seen[i] != 0 && x->closed[i] == 0;
        bool pinned = open && x->fixed[i] != 0;
        if (x->since[0][i] != NOT_OPEN && (!open || x->cost[i] != x->now[i])) {
            status = push(x, false, i, x->since[0][i], period - 1, x->cost[i]);
            x->since[0][i] = NOT_OPEN;
        }
        if (open && x->since[0][i] == NOT_OPEN) {
            x->since[0][i] = period;
            x->cost[i] = x->now[i];
        }
        if (status == LOCALITY_OK && x->since[1][i] != NOT_OPEN && !pinned) {
            status = push(x, true, i, x->since[1][i], period - 1, 0);
            x->since[1][i] = NOT_OPEN;
        }
        if (pinned && x->since[1][i] == NOT_OPEN)
            x->since[1][i] = period;
    }
    return status;
}

static locality_status read_period(reading *x, size_t period) {
    const loc_span *span = &x->r->period[period];
    size_t pairs = x->r->side[0].count * x->r->side[1].count;
    locality_status status = LOCALITY_OK;

    memset(x->closed, 0, pairs);
    memset(x->seen, 0, pairs);
    memset(x->fixed, 0, pairs);
    loc_stands_begin(&x->stands);
    loc_rota_mark(x->r, period, x->mark);
    x->clash = x->stranger = NO_PAIR;
    for (int64_t day = span->first; status == LOCALITY_OK && day <= span->last; day++) {
        day_of one = {period, x->is_dated ? 1 : span->last - span->first + 1};
        status = ask_day(x, day, true, take_pairs, &one);
        if (!x->is_dated)
            break;
    }
    if (status == LOCALITY_OK)
        status = check_fixed(x, period);
    if (status == LOCALITY_OK && !loc_stands_end(&x->stands, (uint32_t)period))
        status = loc_fail_memory(x->error);
    return status == LOCALITY_OK ? close_period(x, (uint32_t)period) : status;
}

static locality_status take_room(reading *x) {
    locality_placement_rota *r = x->r;
    size_t pairs, cells;

    if (loc_multiply_overflows(r->side[0].count, r->side[1].count, &pairs) ||
        loc_multiply_overflows(r->side[1].count, r->periods, &cells) || pairs > UINT32_MAX)
        return loc_fail(x->error, LOCALITY_LIMIT, "there are too many pairs");
    r->needed = loc_arena_take(&r->arena, cells + 1, sizeof *r->needed);
    r->days = loc_arena_take(&r->arena, cells + 1, sizeof *r->days);
    r->days_of_some = loc_arena_take(&r->arena, cells + 1, sizeof *r->days_of_some);
    r->unsure = loc_arena_take(&r->arena, pairs + 1, 1);
    r->maybe = loc_arena_take(&r->arena, r->side[1].count + 1, 1);
    r->open_to = loc_arena_take(&r->arena, r->side[1].count + 1, sizeof *r->open_to);
    r->open_in = loc_arena_take(&r->arena, r->side[0].count + 1, sizeof *r->open_in);
    for (size_t i = 0; i < 2; i++)
        x->since[i] = loc_arena_take(&x->arena, pairs + 1, sizeof *x->since[i]);
    x->cost = loc_arena_take(&x->arena, pairs + 1, sizeof *x->cost);
    x->now = loc_arena_take(&x->arena, pairs + 1, sizeof *x->now);
    x->closed = loc_arena_take(&x->arena, pairs + 1, 1);
    x->fixed = loc_arena_take(&x->arena, pairs + 1, 1);
    x->seen = loc_arena_take(&x->arena, pairs + 1, 1);
    x->mark = loc_arena_take(&x->arena, pairs + 1, 1);
    if (r->needed == NULL || r->days == NULL || r->days_of_some == NULL || r->unsure == NULL ||
        r->maybe == NULL || !loc_stands_init(&x->stands, r, &x->arena) || r->open_to == NULL ||
        r->open_in == NULL || x->since[0] == NULL || x->since[1] == NULL || x->cost == NULL ||
        x->now == NULL || x->closed == NULL || x->fixed == NULL || x->seen == NULL ||
        x->mark == NULL)
        return loc_fail_memory(x->error);
    for (size_t i = 0; i < 2; i++)
        memset(x->since[i], 0xFF, (pairs + 1) * sizeof *x->since[i]);
    return LOCALITY_OK;
}

/* How many could hold each place, and in how many periods something is open to each. */
static locality_status count_open(reading *x) {
    locality_placement_rota *r = x->r;
    size_t pairs = r->side[0].count * r->side[1].count, cells = r->side[0].count * r->periods;
    uint8_t *pair = loc_arena_take(&x->arena, pairs + 1, 1);
    uint8_t *cell = loc_arena_take(&x->arena, cells + 1, 1);

    if (pair == NULL || cell == NULL)
        return loc_fail_memory(x->error);
    for (size_t i = 0; i < r->windows; i++) {
        const locality_rota_window *w = &r->window[i];
        pair[w->candidate * r->side[1].count + w->demand] = 1;
        for (uint32_t k = w->first; k <= w->last; k++)
            cell[w->candidate * r->periods + k] = 1;
    }
    for (size_t i = 0; i < pairs; i++)
        r->open_to[i % r->side[1].count] += pair[i];
    for (size_t i = 0; i < cells; i++)
        r->open_in[i / r->periods] += cell[i];
    return LOCALITY_OK;
}

locality_status loc_rota_read(locality_placement_rota *r, const locality_snapshot *snapshot,
                              uint32_t row, const locality_placement_rota_options *options,
                              locality_error *error) {
    locality_status status;
    reading x;

    memset(&x, 0, sizeof x);
    x.r = r;
    x.snapshot = snapshot;
    x.row = row;
    x.options = options;
    x.error = error;
    loc_arena_init(&x.arena, &r->allocator);
    status = make_periods(&x);
    if (status == LOCALITY_OK)
        status = find_members(&x);
    if (status == LOCALITY_OK)
        status = loc_rota_past(r, snapshot, error);
    if (status == LOCALITY_OK)
        status = loc_rota_wishes(r, snapshot, options, error);
    if (status == LOCALITY_OK)
        status = take_room(&x);
    for (size_t period = 0; status == LOCALITY_OK && period < r->periods; period++)
        status = read_period(&x, period);
    if (status == LOCALITY_OK)
        status = close_period(&x, (uint32_t)r->periods);
    if (status == LOCALITY_OK && !loc_stands_end(&x.stands, (uint32_t)r->periods))
        status = loc_fail_memory(error);
    if (status == LOCALITY_OK)
        status = count_open(&x);
    r->side[0].number = r->side[1].number = NULL; /* they go with the reading */
    loc_arena_clear(&x.arena);
    return status;
}
