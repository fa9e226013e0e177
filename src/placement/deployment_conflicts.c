/* Conflicts of a plan of FTE: which conditions, protections and fixed pairs stand in the way. A test spreads
 * the FTE anew without what is given up. */
#include <string.h>

#include "base/error.h"
#include "placement/cancel.h"
#include "placement/conflicts.h"
#include "placement/placement.h"

typedef struct spread_asker {
    const locality_placement *p;
    locality_placement_conflicts *c;
    locality_deployment_options how;
    bool is_impossible; /* asked is whether there is a plan at all; else whether so much is met: */
    int64_t target;     /* the most that could be met with all of it given up */
    uint8_t *unprotected, *unfixed;
    size_t
        item[LOCALITY_CONFLICTS_MOST]; /* condition, place or pair, by the kind of what is asked */
    locality_status status;            /* of a test that failed */
    locality_error failure;
} spread_asker;

/* ---- What is asked ------------------------------------------------------------------------------------- */

static bool add(spread_asker *x, locality_placement_asked asked, size_t item, loc_text *words) {
    if (x->c->asked_count < LOCALITY_CONFLICTS_MOST)
        x->item[x->c->asked_count] = item;
    return loc_conflicts_add(x->c, asked, words);
}

static bool list_conditions(spread_asker *x, loc_text *words) {
    const loc_board *board = &x->p->board;
    bool done = true;

    for (size_t i = 0; done && i < board->conditions; i++) {
        const loc_condition *condition = &board->condition[i];
        if (condition->is_firm || condition->failing == 0)
            continue;
        loc_text_format(words, "%s (%s)", condition->id, condition->words);
        done = add(x,
                   (locality_placement_asked){.kind = LOCALITY_PLACEMENT_ASKS_CONDITION,
                                              .weight = condition->weight,
                                              .id = condition->id},
                   i, words);
    }
    return done;
}

static bool list_protected(spread_asker *x, loc_text *words) {
    const loc_members *places = &x->p->board.side[1];
    bool done = true;

    for (size_t j = 0; done && j < places->count; j++) {
        if (places->protect[j] <= 0 || places->is_maybe[j] != 0)
            continue;
        loc_placement_fte(places->protect[j], words);
        loc_text_format(words, " FTE protected in %s", places->label[j]);
        done = add(x,
                   (locality_placement_asked){
                       .kind = LOCALITY_PLACEMENT_ASKS_PROTECTED, .weight = 1, .id = places->id[j]},
                   j, words);
    }
    return done;
}

static bool list_fixed(spread_asker *x, loc_text *words) {
    const loc_board *board = &x->p->board;
    bool done = true;

    for (size_t i = 0; done && i < board->pairs; i++) {
        size_t candidate = i / board->side[1].count, place = i % board->side[1].count;
        if (board->mark[i] != LOC_MARK_FIXED)
            continue;
        loc_text_format(words, "%s fixed for %s (%s)", board->side[0].label[candidate],
                        board->side[1].label[place], board->reason[board->why[i]]);
        done = add(x,
                   (locality_placement_asked){.kind = LOCALITY_PLACEMENT_ASKS_FIXED,
                                              .weight = 1,
                                              .id = board->side[0].id[candidate],
                                              .other = board->side[1].id[place]},
                   i, words);
    }
    return done;
}

static bool list(spread_asker *x) {
    bool (*const lists[])(spread_asker *, loc_text *) = {list_conditions, list_protected,
                                                         list_fixed};
    loc_text words;
    bool done = true;

    loc_text_init(&words, &x->c->allocator);
    for (size_t i = 0; done && i < sizeof lists / sizeof lists[0]; i++) {
        size_t before = x->c->asked_count;
        done = lists[i](x, &words);
        if (x->c->asked_count > LOCALITY_CONFLICTS_MOST) /* too many to ask of each */
            x->c->asked_count = before;
    }
    loc_text_clear(&words);
    return done;
}

/* ---- A test -------------------------------------------------------------------------------------------- */

static uint64_t give_up(spread_asker *x, const uint8_t *kept, size_t count) {
    uint64_t waived = 0;

    memset(x->unprotected, 0, x->p->board.side[1].count);
    memset(x->unfixed, 0, x->p->board.pairs);
    for (size_t i = 0; i < count; i++) {
        if (kept[i] != 0)
            continue;
        if (x->c->asked[i].kind == LOCALITY_PLACEMENT_ASKS_CONDITION)
            waived |= UINT64_C(1) << x->item[i];
        else if (x->c->asked[i].kind == LOCALITY_PLACEMENT_ASKS_PROTECTED)
            x->unprotected[x->item[i]] = 1;
        else
            x->unfixed[x->item[i]] = 1;
    }
    return waived;
}

/* Spreads the FTE with what is kept alone. */
static locality_status spread(spread_asker *x, const uint8_t *kept, size_t count,
                              locality_deployment_value *value) {
    loc_spread how = {.unprotected = x->unprotected, .unfixed = x->unfixed};
    locality_deployment *plan = NULL;

    how.waived = give_up(x, kept, count);
    x->status = loc_placement_spread_so(x->p, &how, &x->how, &plan, &x->failure);
    (void)locality_deployment_get_value(plan, value, NULL);
    locality_deployment_free(plan);
    return x->status;
}

static int32_t test(void *self, const uint8_t *kept, size_t count) {
    spread_asker *x = self;
    locality_deployment_value value;

    if (spread(x, kept, count, &value) != LOCALITY_OK)
        return LOCALITY_CONFLICTS_STOP;
    if (value.verdict == LOCALITY_ALLOCATION_INFEASIBLE)
        return LOCALITY_CONFLICTS_CANNOT;
    if (value.verdict != LOCALITY_ALLOCATION_OPTIMAL &&
        value.verdict != LOCALITY_ALLOCATION_FEASIBLE)
        return LOCALITY_CONFLICTS_UNSURE;
    if (x->is_impossible || value.met >= x->target)
        return LOCALITY_CONFLICTS_CAN;
    return value.verdict == LOCALITY_ALLOCATION_OPTIMAL ? LOCALITY_CONFLICTS_CANNOT
                                                        : LOCALITY_CONFLICTS_UNSURE;
}

/* What is to come about, in words; how much that is takes one plan with all of it given up. */
static locality_status put_goal(spread_asker *x, loc_text *words) {
    static const uint8_t none[LOCALITY_CONFLICTS_MOST];
    locality_deployment_value value;

    (void)locality_deployment_get_value(x->p->deployed, &value, NULL);
    x->is_impossible = value.verdict == LOCALITY_ALLOCATION_INFEASIBLE;
    if (x->is_impossible) {
        loc_text_add(words, "what is protected and fixed is to be kept");
        return LOCALITY_OK;
    }
    if (spread(x, none, x->c->asked_count, &value) != LOCALITY_OK)
        return x->status;
    x->target = value.met;
    if (value.met == value.need) {
        loc_text_add(words, "every need is to be met");
        return LOCALITY_OK;
    }
    loc_placement_fte(value.met, words);
    loc_text_add(words, " FTE of the ");
    loc_placement_fte(value.need, words);
    loc_text_add(words, " FTE needed, the most there could be, are to be met");
    return LOCALITY_OK;
}

static locality_status find(spread_asker *x, uint64_t test_limit, locality_error *error) {
    const locality_placement *p = x->p;
    loc_text words;
    locality_status status = list(x) ? LOCALITY_OK : loc_fail_memory(error);

    loc_text_init(&words, &x->c->allocator);
    if (status == LOCALITY_OK)
        status = put_goal(x, &words);
    if (status == LOCALITY_OK)
        status = loc_conflicts_search(x->c, test, x, test_limit, error);
    status = loc_conflicts_end(status, x->status, &x->failure, error);
    if (status == LOCALITY_OK && words.failed)
        status = loc_fail_memory(error);
    if (status == LOCALITY_OK) {
        loc_goal goal = {words.data, "what is never waived, or cannot be told,",
                         p->waivers_said == 0 ? NULL : p->says[p->waivers_said - 1],
                         p->state == LOCALITY_PLACEMENT_OPEN};
        status = loc_conflicts_tell(x->c, &goal, error);
    }
    loc_text_clear(&words);
    return status;
}

locality_status loc_spread_conflicts(const locality_placement *p,
                                     const locality_placement_conflicts_options *options,
                                     locality_placement_conflicts *c, locality_error *error) {
    const locality_deployment_options start = LOCALITY_DEPLOYMENT_OPTIONS_INIT;
    loc_cancel cancel = {options->cancel, options->cancel_self};
    spread_asker x = {.p = p, .c = c, .how = start};
    locality_status status;
    loc_arena own;

    x.how.work_limit = p->work_limit;
    x.how.progress = cancel.ask == NULL ? NULL : loc_cancel_asked;
    x.how.progress_self = &cancel;
    loc_arena_init(&own, &p->allocator);
    x.unprotected = loc_arena_take(&own, p->board.side[1].count + 1, 1);
    x.unfixed = loc_arena_take(&own, p->board.pairs + 1, 1);
    status = x.unprotected == NULL || x.unfixed == NULL ? loc_fail_memory(error)
                                                        : find(&x, options->test_limit, error);
    loc_arena_clear(&own);
    return status;
}
