/* Members: who the candidates are and which places there are. See board.h. */
#include <string.h>

#include "base/sort.h"
#include "locality/deployment.h"
#include "placement/board.h"
#include "schema/schema.h"

/* A whole FTE, and a hundredth of one, in millionths. */
#define ONE 1000000
#define HUNDREDTH (ONE / 100)
/* Most places that somebody can hold, or people that a place can have; sums of them stay in 64 bits. */
#define MOST 1000000000

typedef struct found_member {
    uint32_t row;
    uint8_t is_maybe;
    int64_t most, hoped, share, history;
    int64_t fte, protect, ceiling; /* as in loc_members */
    const char *id;
} found_member;

typedef struct gathering {
    loc_ask *ask;
    int reach;
    const loc_clause *limit;   /* `holds` or `seats`; null for one */
    const loc_clause *share;   /* null for one each */
    const loc_clause *history; /* null for none */
    const loc_clause *fte, *protect, *ceiling;
    found_member *found;
    size_t count, capacity;
} gathering;

/* ---- Who ----------------------------------------------------------------------------------------------- */

/* Refuses a number that is no number of that kind, whatever else is not known: below 0, or absurd. */
static bool keeps_bounds(const gathering *g, const loc_clause *clause, const loc_vector *value,
                         uint32_t at, uint32_t row, int64_t most) {
    loc_run *run = &g->ask->run;
    uint32_t kind = g->ask->side[g->reach]->type.target;
    loc_text words;

    if (clause == NULL || value->hi == NULL || (value->hi[at] >= 0 && value->lo[at] <= most))
        return true;
    loc_text_init(&words, &run->allocator);
    loc_text_add(&words, "`");
    for (size_t i = clause->start; i < clause->value->end; i++)
        loc_text_char(&words, g->ask->file->text[i]);
    loc_text_format(&words, "` is %s for %s \"%s\"",
                    value->hi[at] < 0 ? "below 0" : "more than there can be",
                    locality_schema_kind_name(run->schema, kind),
                    locality_snapshot_id(run->snapshot, kind, row));
    (void)(words.failed ? loc_run_no_memory(run) : loc_run_fail(run, LOCALITY_INVALID, words.data));
    loc_text_clear(&words);
    return false;
}

/* Hundredths of an FTE: what is given is rounded down, what is needed to the nearest, what is protected up. */
enum roundings { DOWN, NEAREST, UP };

/* False where it is not known, or below 0. */
static bool take_fte(const loc_vector *value, uint32_t at, int rounding, int64_t *out) {
    static const int64_t more[] = {0, HUNDREDTH / 2, HUNDREDTH - 1};

    if (value->lo == NULL)
        return true;
    *out = 0;
    if (value->lo[at] != value->hi[at] || value->lo[at] < 0 ||
        value->lo[at] / HUNDREDTH >= LOCALITY_DEPLOYMENT_MOST)
        return false;
    *out = (value->lo[at] + more[rounding]) / HUNDREDTH;
    return true;
}

typedef struct fte_values {
    loc_vector fte, protect, ceiling;
} fte_values;

static bool read_fte(const gathering *g, loc_plan *plan, loc_frame *frame, fte_values *values) {
    memset(values, 0, sizeof *values);
    return (g->fte == NULL || loc_eval(plan, frame, g->fte->value, &values->fte)) &&
           (g->protect == NULL || loc_eval(plan, frame, g->protect->value, &values->protect)) &&
           (g->ceiling == NULL || loc_eval(plan, frame, g->ceiling->value, &values->ceiling));
}

/* Whether all that is asked of a member in FTE is known. */
static bool hear_fte(const gathering *g, const fte_values *values, uint32_t at,
                     found_member *member) {
    bool is_candidate = g->reach == LOCALITY_ALLOCATION_CANDIDATES;

    member->fte = ONE / HUNDREDTH; /* one each, unless told */
    member->protect = 0;
    member->ceiling = -1;
    bool is_known = take_fte(&values->fte, at, is_candidate ? DOWN : NEAREST, &member->fte);
    is_known = take_fte(&values->protect, at, UP, &member->protect) && is_known;
    is_known = take_fte(&values->ceiling, at, DOWN, &member->ceiling) && is_known;
    return is_known;
}

static bool keeps_all_bounds(const gathering *g, const loc_vector *most, const fte_values *fte,
                             uint32_t at, uint32_t row) {
    const int64_t fte_most = LOCALITY_DEPLOYMENT_MOST * HUNDREDTH - 1;

    return keeps_bounds(g, g->limit, most, at, row, MOST) &&
           keeps_bounds(g, g->fte, &fte->fte, at, row, fte_most) &&
           keeps_bounds(g, g->protect, &fte->protect, at, row, fte_most) &&
           keeps_bounds(g, g->ceiling, &fte->ceiling, at, row, fte_most);
}

static bool gather(void *self, loc_plan *plan, loc_frame *frame) {
    gathering *g = self;
    loc_run *run = plan->run;
    loc_mark mark = loc_scratch_mark(run);
    loc_vector most, share, history;
    fte_values fte;
    void *found = g->found;

    memset(&most, 0, sizeof most);
    memset(&share, 0, sizeof share);
    memset(&history, 0, sizeof history);
    if (!loc_ask_keep(g->ask, g->reach, plan, frame) ||
        (g->limit != NULL && !loc_eval(plan, frame, g->limit->value, &most)) ||
        (g->share != NULL && !loc_eval(plan, frame, g->share->value, &share)) ||
        (g->history != NULL && !loc_eval(plan, frame, g->history->value, &history)) ||
        !read_fte(g, plan, frame, &fte))
        return false;
    if (!loc_grow(&run->allocator, &found, &g->capacity, g->count + frame->count + 1,
                  sizeof *g->found))
        return loc_run_no_memory(run);
    g->found = found;
    for (uint32_t i = 0; i < frame->count; i++) {
        uint8_t certain = loc_frame_certain(frame, i);
        bool is_exact = most.lo == NULL || (most.lo[i] == most.hi[i] && most.lo[i] >= 0);
        if (certain == LOC_NO || frame->value.key[i] >= LOCALITY_ROW_NONE)
            continue;
        if (!keeps_all_bounds(g, &most, &fte, i, frame->value.key[i]))
            return false;
        g->found[g->count].row = frame->value.key[i];
        is_exact = hear_fte(g, &fte, i, &g->found[g->count]) && is_exact;
        if (g->ceiling != NULL && is_exact &&
            g->found[g->count].ceiling < g->found[g->count].protect)
            return loc_run_fail(run, LOCALITY_INVALID,
                                "what is protected at a place is above its ceiling");
        g->found[g->count].is_maybe = certain != LOC_YES || !is_exact;
        g->found[g->count].most = most.lo == NULL ? 1 : is_exact ? most.lo[i] : 0;
        g->found[g->count].hoped = most.lo == NULL ? 1 : most.hi[i];
        g->found[g->count].share = share.lo == NULL             ? ONE
                                   : share.lo[i] == share.hi[i] ? share.lo[i]
                                                                : LOC_NOT_KNOWN;
        g->found[g->count].history = history.lo == NULL               ? 0
                                     : history.lo[i] == history.hi[i] ? history.lo[i]
                                                                      : LOC_NOT_KNOWN;
        g->count++;
    }
    loc_scratch_release(run, mark);
    return true;
}

static int by_id(const void *a, const void *b, const void *context) {
    const found_member *left = a, *right = b;
    int order = strcmp(left->id, right->id);

    (void)context;
    if (order != 0)
        return order;
    return left->is_maybe != right->is_maybe ? (left->is_maybe < right->is_maybe ? -1 : 1) : 0;
}

/* ---- What a reader calls them ---------------------------------------------------------------------------- */

static uint32_t row_at(loc_run *run, uint32_t kind, uint32_t row, uint32_t field) {
    const locality_column *column = loc_run_column(run, kind, field);

    return column == NULL || column->row == NULL ? LOCALITY_ROW_MISSING : column->row[row];
}

bool loc_member_label(loc_run *run, uint32_t kind, uint32_t row, loc_text *out) {
    const char *initials;
    uint32_t post;

    if (kind != (uint32_t)LOC_KIND_person) {
        loc_text_add(out, loc_run_label(run, kind, row));
        return !out->failed || loc_run_no_memory(run);
    }
    initials = loc_run_field_text(run, kind, row, "initials");
    post = row_at(run, kind, row, LOC_FIELD_person_post);
    loc_text_add(out,
                 initials[0] == '\0' ? locality_snapshot_id(run->snapshot, kind, row) : initials);
    if (post < LOCALITY_ROW_NONE) {
        loc_text_add(out, ", ");
        loc_text_add(out, loc_run_label(run, (uint32_t)LOC_KIND_post, post));
    }
    return (run->failure.status == LOCALITY_OK && !out->failed) || loc_run_no_memory(run);
}

static bool write_labels(loc_arena *arena, loc_ask *ask, loc_members *members) {
    loc_run *run = &ask->run;
    loc_text text;
    bool done = true;

    loc_text_init(&text, &run->allocator);
    for (size_t i = 0; done && i < members->count; i++) {
        text.length = 0;
        done = loc_member_label(run, members->kind, members->row[i], &text);
        if (done)
            members->label[i] =
                loc_arena_text(arena, text.data == NULL ? "" : text.data, text.length);
        done = done && (members->label[i] != NULL || loc_run_no_memory(run));
    }
    loc_text_clear(&text);
    return done;
}

typedef struct named {
    const char *label, *id;
    size_t number;
} named;

static int by_label(const void *a, const void *b, const void *context) {
    const named *left = a, *right = b;
    int order = strcmp(left->label, right->label);

    (void)context;
    return order != 0 ? order : strcmp(left->id, right->id);
}

/* Two that would be called the same are told apart by their ids. */
static bool part_labels(loc_arena *arena, loc_ask *ask, loc_members *members) {
    loc_run *run = &ask->run;
    loc_mark mark = loc_scratch_mark(run);
    named *list = loc_scratch(run, members->count + 1, sizeof *list);

    if (list == NULL)
        return false;
    for (size_t i = 0; i < members->count; i++)
        list[i] = (named){members->label[i], members->id[i], i};
    loc_sort(list, members->count, sizeof *list, by_label, NULL);
    for (size_t i = 0; i < members->count; i++) {
        bool is_double = (i > 0 && strcmp(list[i].label, list[i - 1].label) == 0) ||
                         (i + 1 < members->count && strcmp(list[i].label, list[i + 1].label) == 0);
        loc_text text;
        if (!is_double)
            continue;
        loc_text_init(&text, &run->allocator);
        loc_text_format(&text, "%s (%s)", list[i].label, list[i].id);
        members->label[list[i].number] =
            text.failed ? NULL : loc_arena_text(arena, text.data, text.length);
        loc_text_clear(&text);
        if (members->label[list[i].number] == NULL)
            return loc_run_no_memory(run);
    }
    loc_scratch_release(run, mark);
    return true;
}

bool loc_members_name(loc_arena *arena, loc_ask *ask, loc_members *members) {
    return write_labels(arena, ask, members) && part_labels(arena, ask, members);
}

/* ---- A side ---------------------------------------------------------------------------------------------- */

static bool take_members(loc_board *board, gathering *g, int side, loc_members *members) {
    loc_run *run = &g->ask->run;
    const locality_snapshot *snapshot = run->snapshot;
    size_t rows = locality_snapshot_count(snapshot, members->kind), count = 0;

    for (size_t i = 0; i < g->count; i++)
        g->found[i].id = locality_snapshot_id(snapshot, members->kind, g->found[i].row);
    loc_sort(g->found, g->count, sizeof *g->found, by_id, NULL);
    members->row = loc_arena_take(board->arena, g->count + 1, sizeof *members->row);
    members->id = loc_arena_take(board->arena, g->count + 1, sizeof *members->id);
    members->label = loc_arena_take(board->arena, g->count + 1, sizeof *members->label);
    members->most = loc_arena_take(board->arena, g->count + 1, sizeof *members->most);
    members->hoped = loc_arena_take(board->arena, g->count + 1, sizeof *members->hoped);
    members->share = loc_arena_take(board->arena, g->count + 1, sizeof *members->share);
    members->history = loc_arena_take(board->arena, g->count + 1, sizeof *members->history);
    members->fte = loc_arena_take(board->arena, g->count + 1, sizeof *members->fte);
    members->protect = loc_arena_take(board->arena, g->count + 1, sizeof *members->protect);
    members->ceiling = loc_arena_take(board->arena, g->count + 1, sizeof *members->ceiling);
    members->is_maybe = loc_arena_take(board->arena, g->count + 1, 1);
    members->number = loc_arena_take(board->arena, rows + 1, sizeof *members->number);
    if (members->row == NULL || members->id == NULL || members->label == NULL ||
        members->most == NULL || members->hoped == NULL || members->share == NULL ||
        members->history == NULL || members->fte == NULL || members->protect == NULL ||
        members->ceiling == NULL || members->is_maybe == NULL || members->number == NULL)
        return loc_run_no_memory(run);
    memset(members->number, 0xFF, (rows + 1) * sizeof *members->number);
    for (size_t i = 0; i < g->count; i++) {
        const found_member *found = &g->found[i];
        if (members->number[found->row] != UINT32_MAX)
            continue;
        members->number[found->row] = (uint32_t)count;
        members->row[count] = found->row;
        /* what may be no place asks for nobody */
        members->most[count] =
            side == LOCALITY_ALLOCATION_DEMANDS && found->is_maybe != 0 ? 0 : found->most;
        members->hoped[count] = found->hoped;
        members->share[count] = found->share;
        members->history[count] = found->history;
        members->fte[count] = found->fte;
        members->protect[count] = found->protect;
        members->ceiling[count] = found->ceiling;
        members->is_maybe[count] = found->is_maybe;
        members->id[count] = loc_arena_text(board->arena, found->id, strlen(found->id));
        if (members->id[count++] == NULL)
            return loc_run_no_memory(run);
    }
    members->count = count;
    return true;
}

bool loc_members_make(loc_board *board, loc_ask *ask, int side) {
    loc_members *members = &board->side[side];
    gathering g = {.ask = ask, .reach = side};
    loc_visitor visitor = {&g, gather, NULL};
    loc_plan plan;

    g.limit = loc_ask_next(
        ask, side == LOCALITY_ALLOCATION_CANDIDATES ? LOC_CLAUSE_HOLDS : LOC_CLAUSE_SEATS, NULL);
    if (side == LOCALITY_ALLOCATION_CANDIDATES)
        g.history = loc_ask_next(ask, LOC_CLAUSE_HISTORY, NULL);
    if (side == LOCALITY_ALLOCATION_CANDIDATES)
        g.share = loc_ask_next(ask, LOC_CLAUSE_SHARE, NULL);
    g.fte = loc_ask_next(
        ask, side == LOCALITY_ALLOCATION_CANDIDATES ? LOC_CLAUSE_GIVES : LOC_CLAUSE_NEED, NULL);
    if (side == LOCALITY_ALLOCATION_DEMANDS) {
        g.protect = loc_ask_next(ask, LOC_CLAUSE_PROTECT, NULL);
        g.ceiling = loc_ask_next(ask, LOC_CLAUSE_CEILING, NULL);
    }
    members->kind = ask->side[side]->type.target;
    memset(&plan, 0, sizeof plan);
    bool done = loc_ask_plan(ask, side, &plan) &&
                loc_expand(&plan, plan.cases.steps, plan.outside, &visitor) &&
                take_members(board, &g, side, members) &&
                loc_members_name(board->arena, ask, members);
    loc_plan_clear(&plan);
    loc_release(&ask->run.allocator, g.found, g.capacity, sizeof *g.found);
    return done;
}
