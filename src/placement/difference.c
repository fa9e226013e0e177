/* Difference: another plan, read from its records, beside the answer: pair by pair, then what that means for
 * people, places, levels and conditions. Here is the answer, there the other plan. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "base/wide.h"
#include "locality/plans.h"
#include "placement/placement.h"
#include "schema/schema.h"

#include "placement/keep.h" /* behind the language, whose names it would hide */

#define HUNDREDTH 10000 /* in millionths, as numbers are kept */
/* Most that is listed in one sentence, and most sentences about single pairs. */
#define LISTED_MOST 20u
#define SENTENCES_MOST (3 * LISTED_MOST)

struct locality_placement_difference {
    locality_allocator allocator;
    loc_arena arena;
    locality_placement_change *change;
    size_t changes;
    locality_placement_total *total;
    size_t totals;
    const char **says;
    size_t says_count;
};

typedef struct differing {
    const locality_placement *p;
    const locality_snapshot *other;
    locality_placement_difference *d;
    int64_t *amount[2]; /* by pair: here and there */
    loc_text text;
    locality_status status;
    locality_error *error;
} differing;

static bool failed(differing *x, locality_status status) {
    x->status = x->status == LOCALITY_OK ? status : x->status;
    return false;
}

static bool say(differing *x) {
    locality_placement_difference *d = x->d;
    const char *kept = NULL;

    if (!x->text.failed && d->says_count < SENTENCES_MOST)
        kept = loc_arena_text(&d->arena, x->text.data == NULL ? "" : x->text.data, x->text.length);
    x->text.length = 0;
    if (d->says_count == SENTENCES_MOST)
        return true;
    d->says[d->says_count] = kept;
    d->says_count += kept != NULL;
    return kept != NULL || failed(x, loc_fail_memory(x->error));
}

static const char *label(const differing *x, int side, size_t number) {
    return x->p->board.side[side].label[number];
}

/* ---- Reading the plans --------------------------------------------------------------------------------- */

static void take_here(differing *x) {
    const locality_placement *p = x->p;
    int64_t *here = x->amount[0];

    for (size_t i = 0; i < locality_deployment_shares(p->deployed); i++) {
        locality_deployment_share share;
        if (locality_deployment_share_at(p->deployed, i, &share, NULL) == LOCALITY_OK)
            here[loc_board_pair(&p->board, share.group, share.place)] = share.amount;
    }
    for (size_t s = 0; s < p->staged_count; s++)
        for (size_t i = 0; i < p->staged[s].settled; i++)
            here[loc_board_pair(&p->board, p->staged[s].candidate[i], p->staged[s].place[i])] = 1;
    for (size_t i = 0; p->staged_count == 0 && i < locality_allocation_result_pairs(p->result);
         i++) {
        locality_allocation_pair pair;
        if (locality_allocation_result_pair(p->result, i, &pair, NULL) == LOCALITY_OK)
            here[loc_board_pair(&p->board, pair.candidate, pair.demand)] = 1;
    }
}

static size_t find_member(const loc_members *members, const char *id) {
    for (size_t i = 0; i < members->count; i++)
        if (strcmp(members->id[i], id) == 0)
            return i;
    return SIZE_MAX;
}

/* Hundredths of FTE that a record says; what it does not say is a whole one. */
static int64_t fte_of(const differing *x, uint32_t row) {
    const uint32_t kind = (uint32_t)LOC_KIND_allocation;
    const locality_schema *schema = locality_snapshot_schema(x->other);
    locality_value value;

    if (locality_snapshot_value(x->other, kind, row, locality_schema_field(schema, kind, "fte"),
                                &value, NULL) != LOCALITY_OK ||
        value.type == LOCALITY_TYPE_NONE || locality_range_is_exact(&value.range) == 0)
        return 100;
    return value.range.lo / HUNDREDTH;
}

static bool tell_stranger(differing *x, const char *id, int side, const char *member) {
    loc_text_format(&x->text, "Not compared: %s, for ", id);
    if (member[0] == '\0')
        loc_text_format(&x->text, "it names no %s.", side == 0 ? "candidate" : "place");
    else
        loc_text_format(&x->text, "%s is no %s here.", member, side == 0 ? "candidate" : "place");
    return say(x);
}

static bool take_record(differing *x, uint32_t row, const char *id) {
    const loc_board *board = &x->p->board;
    const locality_schema *schema = locality_snapshot_schema(x->p->snapshot);
    const char *const kind[] = {locality_schema_kind_name(schema, board->side[0].kind),
                                locality_schema_kind_name(schema, board->side[1].kind)};
    size_t number[2];

    for (int side = 0; side < 2; side++) {
        const char *member = loc_keep_member(x->other, row, side, kind);
        number[side] = find_member(&board->side[side], member);
        if (number[side] == SIZE_MAX)
            return tell_stranger(x, id, side, member);
    }
    int64_t *there = &x->amount[1][loc_board_pair(board, number[0], number[1])];
    if (*there != 0)
        return failed(x, loc_fail(x->error, LOCALITY_CONFLICT, "two records give %s to %s",
                                  board->side[1].id[number[1]], board->side[0].id[number[0]]));
    *there = board->is_of_fte ? fte_of(x, row) : 1;
    return true;
}

/* What a clause fixes is no record of the plan, but part of it. */
static void take_fixed(differing *x) {
    const loc_board *board = &x->p->board;

    for (size_t i = 0; i < board->pairs; i++)
        if (board->mark[i] == LOC_MARK_FIXED && board->why[i] < x->p->wishes &&
            x->amount[1][i] == 0)
            x->amount[1][i] = x->amount[0][i];
}

static bool take_there(differing *x) {
    const uint32_t kind = (uint32_t)LOC_KIND_allocation;
    size_t length = strlen(x->p->id), count = locality_snapshot_count(x->other, kind), found = 0;

    for (uint32_t row = 0; row < count; row++) {
        const char *id = locality_snapshot_id(x->other, kind, row);
        if (strncmp(id, x->p->id, length) != 0 || id[length] != '/')
            continue;
        found++;
        if (!take_record(x, row, id))
            return false;
    }
    if (found == 0)
        return failed(x, loc_fail(x->error, LOCALITY_NOT_FOUND,
                                  "there is no other plan: no allocation has an id that begins "
                                  "with %s/",
                                  x->p->id));
    take_fixed(x);
    return true;
}

/* ---- Pairs and totals ------------------------------------------------------------------------------------ */

static bool take_changes(differing *x) {
    const loc_board *board = &x->p->board;
    locality_placement_difference *d = x->d;

    for (size_t i = 0; i < board->pairs; i++)
        d->changes += x->amount[0][i] != x->amount[1][i];
    d->change = loc_arena_take(&d->arena, d->changes + 1, sizeof *d->change);
    if (d->change == NULL)
        return failed(x, loc_fail_memory(x->error));
    memset(d->change, 0, (d->changes + 1) * sizeof *d->change);
    d->changes = 0;
    for (size_t i = 0; i < board->pairs; i++) {
        locality_placement_change *change = &d->change[d->changes];
        if (x->amount[0][i] == x->amount[1][i])
            continue;
        change->candidate = (uint32_t)(i / board->side[1].count);
        change->place = (uint32_t)(i % board->side[1].count);
        change->here = x->amount[0][i];
        change->there = x->amount[1][i];
        change->failed = board->failed[i];
        change->open = board->open[i];
        change->state = loc_board_state(board, i);
        d->changes++;
    }
    return true;
}

/* Places filled; of FTE what is met of each need. */
static loc_wide sum_filled(const differing *x, int plan) {
    const loc_board *board = &x->p->board;
    size_t places = board->side[1].count;
    loc_wide sum = 0;

    for (size_t j = 0; j < places; j++) {
        loc_wide given = 0;
        for (size_t i = 0; i < board->side[0].count; i++)
            given += x->amount[plan][i * places + j];
        sum += board->is_of_fte && given > board->side[1].fte[j] ? board->side[1].fte[j] : given;
    }
    return sum;
}

/* What the conditions that the pairs of a plan fail weigh. */
static loc_wide sum_waived(const differing *x, int plan) {
    const loc_board *board = &x->p->board;
    loc_wide sum = 0;

    for (size_t i = 0; i < board->pairs; i++)
        for (size_t c = 0; x->amount[plan][i] != 0 && c < board->conditions; c++)
            if ((board->failed[i] >> c & 1) != 0)
                sum += (loc_wide)board->condition[c].weight * x->amount[plan][i];
    return sum;
}

static loc_wide sum_cost(const differing *x, int plan, size_t level) {
    const loc_board *board = &x->p->board;
    loc_wide sum = 0;

    for (size_t i = 0; i < board->pairs; i++)
        sum += (loc_wide)board->cost[level][i] * x->amount[plan][i];
    return board->preference[level].is_most ? -sum : sum;
}

static bool is_known(const differing *x) {
    const loc_board *board = &x->p->board;

    for (size_t i = 0; i < board->pairs; i++)
        if ((x->amount[0][i] != 0 || x->amount[1][i] != 0) &&
            (board->doubt[i] & LOC_DOUBT_COST) != 0)
            return false;
    return true;
}

/* A sum of amounts as values of its type are kept: hundredths of FTE become numbers. */
static bool put_sum(differing *x, loc_wide sum, int32_t type, int64_t *out) {
    bool is_count = type == LOCALITY_TYPE_COUNT;

    if (x->p->board.is_of_fte)
        sum = is_count ? sum * HUNDREDTH : loc_divide_nearest(sum, 100);
    if (sum > INT64_MAX || sum < -INT64_MAX)
        return failed(x, loc_fail(x->error, LOCALITY_OVERFLOW, "a total leaves 64 bits"));
    *out = (int64_t)sum;
    return true;
}

static bool take_total(differing *x, size_t level) {
    const loc_board *board = &x->p->board;
    locality_placement_total *total = &x->d->total[level];
    loc_wide sum[2];

    total->type = LOCALITY_TYPE_COUNT;
    total->is_known = 1;
    if (level == 0) {
        total->words = board->is_of_fte ? "FTE of needs met" : "places filled";
        total->is_most = 1;
    } else if (level == 1) {
        total->words = "weight of conditions not met";
    } else {
        const loc_preference *preference = &board->preference[level - 2];
        total->words = loc_arena_text(&x->d->arena, preference->words, strlen(preference->words));
        total->type = preference->type;
        total->is_most = preference->is_most;
        total->is_known = is_known(x);
    }
    if (total->words == NULL)
        return failed(x, loc_fail_memory(x->error));
    for (int plan = 0; plan < 2; plan++)
        sum[plan] = level == 0   ? sum_filled(x, plan)
                    : level == 1 ? sum_waived(x, plan)
                                 : sum_cost(x, plan, level - 2);
    if (!put_sum(x, sum[0], total->type, &total->here) ||
        !put_sum(x, sum[1], total->type, &total->there))
        return false;
    if (board->is_of_fte && total->type == LOCALITY_TYPE_COUNT)
        total->type = LOCALITY_TYPE_NUMBER;
    return true;
}

static bool take_totals(differing *x) {
    locality_placement_difference *d = x->d;
    bool done = true;

    d->totals = 2 + x->p->board.preferences;
    d->total = loc_arena_take(&d->arena, d->totals, sizeof *d->total);
    if (d->total == NULL)
        return failed(x, loc_fail_memory(x->error));
    memset(d->total, 0, d->totals * sizeof *d->total);
    for (size_t level = 0; done && level < d->totals; level++)
        done = take_total(x, level);
    return done;
}

/* ---- Telling ---------------------------------------------------------------------------------------------- */

static bool tell_size(differing *x) {
    const locality_placement_difference *d = x->d;
    const loc_board *board = &x->p->board;
    size_t places = 0, people = 0;

    for (size_t j = 0; j < board->side[1].count; j++)
        for (size_t i = 0; i < d->changes; i++)
            if (d->change[i].place == j) {
                places++;
                break;
            }
    for (size_t i = 0; i < d->changes; i++)
        people += i == 0 || d->change[i].candidate != d->change[i - 1].candidate;
    if (d->changes == 0)
        loc_text_add(&x->text, "The two plans are the same.");
    else
        loc_text_format(&x->text,
                        "The plans differ in %zu of %zu place%s and in %zu of %zu candidate%s.",
                        places, board->side[1].count, board->side[1].count == 1 ? "" : "s", people,
                        board->side[0].count, board->side[0].count == 1 ? "" : "s");
    return say(x);
}

/* "K.K. moves from Norwich to Breckland", "leaves", "takes"; of a candidate's changes from `at` to `end`. */
static void put_person(differing *x, size_t at, size_t end) {
    const locality_placement_change *change = x->d->change;

    loc_text_add(&x->text, label(x, 0, change[at].candidate));
    if (end - at == 2 && change[at].here != change[at + 1].here) {
        size_t from = change[at].here != 0 ? at : at + 1, to = from == at ? at + 1 : at;
        loc_text_format(&x->text, " moves from %s to %s", label(x, 1, change[from].place),
                        label(x, 1, change[to].place));
        return;
    }
    for (size_t i = at; i < end; i++)
        loc_text_format(&x->text, "%s %s %s", i > at ? " and" : "",
                        change[i].there != 0 ? "takes" : "leaves", label(x, 1, change[i].place));
}

static void put_time(differing *x, const locality_placement_change *change) {
    loc_text_format(&x->text, "%s gives %s ", label(x, 0, change->candidate),
                    label(x, 1, change->place));
    loc_placement_fte(change->there, &x->text);
    loc_text_add(&x->text, " FTE instead of ");
    loc_placement_fte(change->here, &x->text);
}

/* Who is where in the other plan, as moves from this one. */
static bool tell_moves(differing *x) {
    const locality_placement_difference *d = x->d;
    size_t told = 0, end;

    if (d->changes == 0)
        return true;
    loc_text_add(&x->text, "From this plan to the other: ");
    for (size_t at = 0; at < d->changes; at = end) {
        end = at + 1;
        while (!x->p->board.is_of_fte && end < d->changes &&
               d->change[end].candidate == d->change[at].candidate)
            end++;
        if (++told > LISTED_MOST)
            continue;
        loc_text_add(&x->text, told > 1 ? "; " : "");
        if (x->p->board.is_of_fte)
            put_time(x, &d->change[at]);
        else
            put_person(x, at, end);
    }
    if (told > LISTED_MOST)
        loc_text_format(&x->text, "; and %zu more", told - LISTED_MOST);
    loc_text_add(&x->text, ".");
    return say(x);
}

static void put_conditions(differing *x, uint64_t bits, const char *end) {
    const loc_board *board = &x->p->board;
    size_t told = 0;

    for (size_t i = 0; i < board->conditions; i++)
        if ((bits >> i & 1) != 0)
            loc_text_format(&x->text, "%s%s (%s%s)", told++ > 0 ? " and " : "",
                            board->condition[i].id, board->condition[i].words,
                            board->condition[i].is_firm ? "; never waived" : "");
    loc_text_format(&x->text, " %s %s", told == 1 ? "is" : "are", end);
}

/* "The other plan has E.E. in Norwich although GRADE (...) is not met." */
static bool tell_against(differing *x, const locality_placement_change *change) {
    const loc_board *board = &x->p->board;
    size_t pair = loc_board_pair(board, change->candidate, change->place);

    if (change->state == LOCALITY_PLACEMENT_ELIGIBLE ||
        (change->state == LOCALITY_PLACEMENT_FIXED && change->failed == 0 && change->open == 0))
        return true;
    loc_text_format(&x->text, "%s has %s in %s although ",
                    change->there > change->here ? "The other plan" : "This plan",
                    label(x, 0, change->candidate), label(x, 1, change->place));
    if (change->state == LOCALITY_PLACEMENT_BARRED)
        loc_text_format(&x->text, "that is barred (%s)", board->reason[board->why[pair]]);
    else if (change->failed != 0)
        put_conditions(x, change->failed, "not met");
    else
        loc_text_add(&x->text, "it cannot be told whether the pair is eligible");
    loc_text_add(&x->text, ".");
    return say(x);
}

static void put_value(differing *x, const locality_placement_total *total, int64_t value) {
    locality_range range;

    locality_range_exact(value, &range);
    loc_text_print(&x->text, total->type, &range, -1);
}

/* What is preferred comes after what is met; of FTE there is fairness between the two, which places show. */
static bool tell_better(differing *x) {
    const locality_placement_difference *d = x->d;
    size_t level = 0, levels = x->p->board.is_of_fte ? 2 : d->totals;
    const locality_placement_total *total;

    while (level < levels && d->total[level].is_known != 0 &&
           d->total[level].here == d->total[level].there)
        level++;
    if (d->changes == 0 || (level == levels && x->p->board.is_of_fte))
        return true;
    total = &d->total[level < levels ? level : 0];
    if (level == levels) {
        loc_text_add(&x->text, "By all that is asked for the two are equally good.");
    } else if (total->is_known == 0) {
        loc_text_format(&x->text, "Which is better cannot be told: %s is not known of all.",
                        total->words);
    } else {
        bool is_here = (total->here > total->there) == (total->is_most != 0);
        loc_text_format(&x->text, "By what is asked for, in its order, %s is better: %s ",
                        is_here ? "this plan" : "the other plan", total->words);
        put_value(x, total, is_here ? total->here : total->there);
        loc_text_add(&x->text, " against ");
        put_value(x, total, is_here ? total->there : total->here);
        loc_text_add(&x->text, ".");
    }
    return say(x);
}

static bool tell(differing *x) {
    bool done = tell_size(x) && tell_moves(x) && tell_better(x);

    for (size_t i = 0; done && i < x->d->changes && i < LISTED_MOST; i++)
        done = tell_against(x, &x->d->change[i]);
    return done;
}

/* ---- Making ------------------------------------------------------------------------------------------------ */

static bool compare(differing *x) {
    const loc_board *board = &x->p->board;
    locality_placement_difference *d = x->d;

    d->says = loc_arena_take(&d->arena, SENTENCES_MOST, sizeof *d->says);
    for (int plan = 0; plan < 2; plan++) {
        x->amount[plan] = loc_allocate(&d->allocator, board->pairs + 1, sizeof *x->amount[plan]);
        if (x->amount[plan] == NULL)
            return failed(x, loc_fail_memory(x->error));
    }
    if (d->says == NULL)
        return failed(x, loc_fail_memory(x->error));
    take_here(x);
    return take_there(x) && take_changes(x) && take_totals(x) && tell(x);
}

static bool has_plan(const locality_placement *p) {
    return locality_allocation_result_pairs(p->result) > 0 ||
           locality_deployment_shares(p->deployed) > 0;
}

locality_status locality_placement_compare(const locality_placement *placement,
                                           const locality_snapshot *other,
                                           locality_placement_difference **out,
                                           locality_error *error) {
    differing x = {.p = placement, .other = other, .error = error};

    if (out != NULL)
        *out = NULL;
    if (placement == NULL || other == NULL || out == NULL)
        return loc_fail_null(error, placement == NULL ? "placement"
                                    : other == NULL   ? "other"
                                                      : "out");
    if (!has_plan(placement))
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no plan to compare");
    x.d = loc_allocate(&placement->allocator, 1, sizeof *x.d);
    if (x.d == NULL)
        return loc_fail_memory(error);
    x.d->allocator = placement->allocator;
    loc_arena_init(&x.d->arena, &x.d->allocator);
    loc_text_init(&x.text, &placement->allocator);
    (void)compare(&x);
    loc_text_clear(&x.text);
    for (int plan = 0; plan < 2; plan++)
        loc_release(&placement->allocator, x.amount[plan], placement->board.pairs + 1,
                    sizeof *x.amount[plan]);
    if (x.status != LOCALITY_OK) {
        locality_placement_difference_free(x.d);
        return x.status;
    }
    *out = x.d;
    return loc_ok(error);
}

void locality_placement_difference_free(locality_placement_difference *difference) {
    locality_allocator allocator;

    if (difference == NULL)
        return;
    allocator = difference->allocator;
    loc_arena_clear(&difference->arena);
    loc_release(&allocator, difference, 1, sizeof *difference);
}

/* ---- Reading ----------------------------------------------------------------------------------------------- */

size_t locality_placement_difference_changes(const locality_placement_difference *difference) {
    return difference == NULL ? 0 : difference->changes;
}

locality_status
locality_placement_difference_change(const locality_placement_difference *difference, size_t index,
                                     locality_placement_change *out, locality_error *error) {
    if (out != NULL)
        memset(out, 0, sizeof *out);
    if (difference == NULL || out == NULL)
        return loc_fail_null(error, difference == NULL ? "difference" : "out");
    if (index >= difference->changes)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no change number %zu", index);
    *out = difference->change[index];
    return loc_ok(error);
}

size_t locality_placement_difference_totals(const locality_placement_difference *difference) {
    return difference == NULL ? 0 : difference->totals;
}

locality_status locality_placement_difference_total(const locality_placement_difference *difference,
                                                    size_t index, locality_placement_total *out,
                                                    locality_error *error) {
    if (out != NULL)
        memset(out, 0, sizeof *out);
    if (difference == NULL || out == NULL)
        return loc_fail_null(error, difference == NULL ? "difference" : "out");
    if (index >= difference->totals)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no total number %zu", index);
    *out = difference->total[index];
    return loc_ok(error);
}

size_t locality_placement_difference_sentences(const locality_placement_difference *difference) {
    return difference == NULL ? 0 : difference->says_count;
}

const char *
locality_placement_difference_sentence_at(const locality_placement_difference *difference,
                                          size_t index) {
    return difference == NULL || index >= difference->says_count ? "" : difference->says[index];
}
