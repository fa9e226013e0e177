/* Selection frontier: lists over all classes up to the end of the budget, with nothing ruled out but what is
 * beaten: what is left is the best plan for every envelope. */
#include <inttypes.h>
#include <string.h>

#include "selection/selection.h"

/* What is known of the next envelope. */
enum nexts { NEXT_NONE, NEXT_KNOWN, NEXT_OPEN };

struct locality_selection_frontier {
    locality_allocator memory;
    loc_selection s;
    loc_classes classes;
    loc_list list;
    loc_trail trail;
    int64_t reach;
    int next_known; /* one of nexts */
    locality_selection_point next;
};

void locality_selection_frontier_free(locality_selection_frontier *frontier) {
    if (frontier == NULL) {
        return;
    }
    locality_allocator memory = frontier->memory;
    loc_classes_clear(&frontier->classes, frontier->s.proposals, &memory);
    loc_list_clear(&frontier->list, &memory);
    loc_trail_clear(&frontier->trail, &memory);
    loc_selection_clear(&frontier->s, &memory);
    loc_release(&memory, frontier, 1, sizeof *frontier);
}

static const loc_option *option_at(const loc_classes *c, uint32_t class, uint32_t option) {
    return &c->option[c->start[class] + option];
}

static uint32_t options_of(const loc_classes *c, uint32_t class) {
    return (uint32_t)(c->start[class + 1] - c->start[class]);
}

/* ---- All envelopes --------------------------------------------------------------------------- */

/* The plan that costs least. */
static loc_state cheapest(const loc_classes *c) {
    loc_state state = {0, 0, 0, LOC_NO_TRAIL};

    for (uint32_t k = 0; k < c->count; k++) {
        state.cost += option_at(c, k, 0)->cost;
        state.value += option_at(c, k, 0)->value;
    }
    return state;
}

static loc_merge_side side_of(const locality_selection_frontier *f, uint32_t class,
                              uint32_t option) {
    const loc_option *a = option_at(&f->classes, class, 0);
    const loc_option *b = option_at(&f->classes, class, option);

    return (loc_merge_side){&f->list, b->cost - a->cost, b->value - a->value, option,
                            loc_trail_width(options_of(&f->classes, class))};
}

/* Lets every plan choose any option of a class. */
static bool open_class(locality_selection_frontier *f, uint32_t class, loc_list room[2],
                       uint64_t states, loc_work *work) {
    static const loc_list nothing = {0};
    uint32_t options = options_of(&f->classes, class);
    loc_merge_side a, b = {&nothing, 0, 0, 0, 0};

    if (!loc_trail_begin(&f->trail, loc_trail_width(options), &f->list, work)) {
        return false;
    }
    for (uint32_t k = 1; k < options; k++) {
        a = k == 1 ? side_of(f, class, 0) : (loc_merge_side){&room[0], 0, 0, 0, 0};
        b = side_of(f, class, k);
        if (!loc_list_merge(&a, &b, f->reach, &room[1], work)) {
            return false;
        }
        loc_list swap = room[0];
        room[0] = room[1];
        room[1] = swap;
        if (room[0].count > states) { /* the dear end is given up */
            f->reach = room[0].state[states].cost - 1;
            room[0].count = (size_t)states;
        }
    }
    if (options > 1) {
        loc_list swap = f->list;
        f->list = room[0];
        room[0] = swap;
    }
    return true;
}

static bool open_all(locality_selection_frontier *f, uint64_t states, loc_work *work) {
    loc_list room[2] = {{0}, {0}};

    f->trail.most = LOC_TRAIL_MOST;
    bool going = loc_list_room(&f->list, 1, work);
    if (going) {
        f->list.state[0] = cheapest(&f->classes);
        f->list.count = f->list.state[0].cost <= f->reach;
    }
    for (uint32_t k = 0; going && f->list.count > 0 && k < f->classes.count; k++) {
        going = open_class(f, k, room, states, work);
    }
    loc_list_clear(&room[0], &f->memory);
    loc_list_clear(&room[1], &f->memory);
    return going;
}

/* ---- The next envelope ----------------------------------------------------------------------- */

/* The classes with cost and value changed about: what a plan does without against the dearest one. Who
 * gives up at most so much value saves most. `option` receives the options. */
static void turn_round(const loc_classes *c, loc_option *option, int64_t *all_cost,
                       int64_t *all_value) {
    *all_cost = *all_value = 0;
    for (uint32_t k = 0; k < c->count; k++) {
        size_t from = c->start[k], to = c->start[k + 1];
        loc_option last = c->option[to - 1];
        *all_cost += last.cost;
        *all_value += last.value;
        for (size_t o = from; o < to; o++) {
            loc_option was = c->option[to - 1 - (o - from)];
            option[o] = (loc_option){last.value - was.value, last.cost - was.cost, was.proposal};
        }
    }
}

static int found_next(locality_selection_frontier *f, int64_t envelope, int64_t value) {
    f->next = (locality_selection_point){envelope, value};
    return NEXT_KNOWN;
}

/* The least envelope that buys more than `value`, and what else it buys; one of nexts. */
static int find_more(locality_selection_frontier *f, int64_t value, uint64_t states,
                     uint32_t *choice, loc_work *work) {
    loc_classes turned = f->classes;
    int64_t all_cost = 0, all_value = 0;
    loc_selection_found found = {0};
    loc_slope slope;

    turned.option = loc_work_take(work, f->classes.taken, sizeof *turned.option);
    if (turned.option == NULL) {
        return NEXT_OPEN;
    }
    turn_round(&f->classes, turned.option, &all_cost, &all_value);
    bool has_more = all_value > value;
    bool done = has_more && loc_core_search(&turned, all_value - value - 1, states, choice, &slope,
                                            &found, work);
    loc_work_give(work, turned.option, f->classes.taken, sizeof *turned.option);
    if (!done || !found.is_over) {
        return has_more ? NEXT_OPEN : NEXT_NONE;
    }
    int64_t envelope = all_cost - found.value;
    found = (loc_selection_found){0};
    done = loc_core_search(&f->classes, envelope, states, choice, &slope, &found, work);
    return done && found.is_over ? found_next(f, envelope, found.value) : NEXT_OPEN;
}

/* The best value within the budget: the last plan, or, where the frontier does not reach that far, that of
 * a search. */
static bool best_within(const locality_selection_frontier *f, int64_t most, uint64_t states,
                        uint32_t *choice, int64_t *value, loc_work *work) {
    loc_selection_found found = {0};
    loc_slope slope;

    if (f->reach == most) {
        *value = f->list.state[f->list.count - 1].value;
        return true;
    }
    if (!loc_core_search(&f->classes, most, states, choice, &slope, &found, work)) {
        return false;
    }
    *value = found.value;
    return found.is_over;
}

static bool find_next(locality_selection_frontier *f, int64_t most, uint64_t states,
                      loc_work *work) {
    loc_state first = cheapest(&f->classes);
    int64_t value = 0;

    if (first.cost > most) {
        f->next_known = found_next(f, first.cost, first.value);
        return true;
    }
    uint32_t *choice = loc_work_take(work, f->classes.count, sizeof *choice);
    f->next_known = NEXT_OPEN;
    if (choice != NULL && best_within(f, most, states, choice, &value, work)) {
        f->next_known = find_more(f, value, states, choice, work);
    }
    loc_work_give(work, choice, f->classes.count, sizeof *choice);
    return work->stop == LOC_GOES_ON || work->stop == LOC_STOP_LIMIT;
}

/* ---- Finding --------------------------------------------------------------------------------- */

static locality_status judge_stop(const loc_work *work, locality_error *error) {
    return work->stop == LOC_STOP_LIMIT
               ? loc_fail(error, LOCALITY_LIMIT, "the work limit was met after %" PRIu64 " states",
                          work->done)
               : loc_work_failed(work, error);
}

static locality_status find(locality_selection_frontier *f, const locality_selection_problem *in,
                            uint64_t states, loc_work *work, locality_error *error) {
    loc_selection_found found = {0};
    bool overflow = false;

    locality_status status = loc_selection_read(in, &f->s, &overflow, &f->memory, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (overflow) {
        return loc_fail(error, LOCALITY_OVERFLOW, "values or uses together are beyond 2^60");
    }
    if (!loc_selection_is_plain(&f->s)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "a frontier is of one budget, without floors, exclusions and needs");
    }
    /* What does not fit may fit into the next envelope: settled is what does not depend on it. */
    int64_t most = f->s.budgets > 0 ? f->s.most[0] : 0;
    f->reach = most;
    if (f->s.budgets > 0) {
        f->s.most[0] = LOC_SELECTION_MOST;
    }
    if (!loc_selection_settle(&f->s, &found, work)) {
        return work->stop == LOC_GOES_ON ? LOCALITY_OK : judge_stop(work, error);
    }
    bool done = loc_classes_make(&f->s, &f->classes, work) && open_all(f, states, work) &&
                find_next(f, most, states, work);
    return done ? LOCALITY_OK : judge_stop(work, error);
}

locality_status locality_selection_frontier_find(const locality_selection_problem *problem,
                                                 const locality_selection_options *options,
                                                 locality_selection_frontier **out,
                                                 const locality_allocator *allocator,
                                                 locality_error *error) {
    locality_selection_problem in;
    locality_selection_options how;
    locality_allocator memory;
    loc_work work = {0};

    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = NULL;
    locality_status status = loc_selection_take(problem, &in, error);
    if (status == LOCALITY_OK) {
        status = loc_selection_take_options(options, &how, &work, error);
    }
    status = status == LOCALITY_OK ? loc_allocator_take(allocator, &memory, error) : status;
    if (status != LOCALITY_OK) {
        return status;
    }
    locality_selection_frontier *f = loc_allocate(&memory, 1, sizeof *f);
    if (f == NULL) {
        return loc_fail_memory(error);
    }
    f->memory = memory;
    work.allocator = &f->memory;
    status = find(f, &in, how.state_limit, &work, error);
    if (status != LOCALITY_OK) {
        locality_selection_frontier_free(f);
        return status;
    }
    *out = f;
    return loc_ok(error);
}

/* ---- Reading --------------------------------------------------------------------------------- */

size_t locality_selection_frontier_count(const locality_selection_frontier *frontier) {
    return frontier != NULL ? frontier->list.count : 0;
}

static locality_status see_index(const locality_selection_frontier *f, size_t index,
                                 const void *out, locality_error *error) {
    if (f == NULL || out == NULL) {
        return loc_fail_null(error, f == NULL ? "frontier" : "out");
    }
    return index < f->list.count
               ? LOCALITY_OK
               : loc_fail(error, LOCALITY_NOT_FOUND, "there is no plan %zu", index);
}

locality_status locality_selection_frontier_at(const locality_selection_frontier *frontier,
                                               size_t index, locality_selection_point *out,
                                               locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    locality_status status = see_index(frontier, index, out, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    const loc_state *state = &frontier->list.state[index];
    *out = (locality_selection_point){state->cost, state->value};
    return loc_ok(error);
}

locality_status locality_selection_frontier_plan(const locality_selection_frontier *frontier,
                                                 size_t index, uint8_t *taken,
                                                 locality_error *error) {
    locality_status status = see_index(frontier, index, taken, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    const locality_selection_frontier *f = frontier;
    memset(taken, 0, f->s.proposals);
    loc_trail_walk walk = loc_trail_from(&f->trail, &f->list.state[index], f->classes.count);
    while (walk.step > 0) {
        uint32_t choice = loc_trail_back(&walk);
        uint32_t i = option_at(&f->classes, (uint32_t)walk.step, choice)->proposal;
        if (i != LOC_NO_PROPOSAL) {
            taken[f->s.given[i]] = 1;
        }
    }
    return loc_ok(error);
}

locality_status locality_selection_frontier_best(const locality_selection_frontier *frontier,
                                                 int64_t envelope, size_t *index,
                                                 locality_error *error) {
    if (index != NULL) {
        *index = 0;
    }
    if (frontier == NULL || index == NULL) {
        return loc_fail_null(error, frontier == NULL ? "frontier" : "index");
    }
    const loc_list *list = &frontier->list;
    if (list->count == 0 || envelope < list->state[0].cost || envelope > frontier->reach) {
        return loc_fail(error, LOCALITY_NOT_FOUND,
                        "no plan is that cheap, or the frontier does not reach that far");
    }
    size_t low = 0, high = list->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        bool is_within = list->state[middle].cost <= envelope;
        low = is_within ? middle : low;
        high = is_within ? high : middle;
    }
    *index = low;
    return loc_ok(error);
}

/* Where a proposal can be chosen: its class and option; false where it is in none. */
static bool place_of(const locality_selection_frontier *f, uint32_t proposal, uint32_t *class,
                     uint32_t *option) {
    for (uint32_t c = 0; c < f->classes.count; c++) {
        for (uint32_t o = 0; o < options_of(&f->classes, c); o++) {
            uint32_t i = option_at(&f->classes, c, o)->proposal;
            if (i != LOC_NO_PROPOSAL && f->s.given[i] == proposal) {
                *class = c;
                *option = o;
                return true;
            }
        }
    }
    return false;
}

static bool takes(const locality_selection_frontier *f, size_t index, uint32_t class,
                  uint32_t option) {
    loc_trail_walk walk = loc_trail_from(&f->trail, &f->list.state[index], f->classes.count);
    uint32_t choice = 0;

    while (walk.step > class) {
        choice = loc_trail_back(&walk);
    }
    return choice == option;
}

locality_status locality_selection_frontier_with(const locality_selection_frontier *frontier,
                                                 uint32_t proposal, size_t from, size_t *index,
                                                 locality_error *error) {
    uint32_t class = 0, option = 0;

    if (index != NULL) {
        *index = 0;
    }
    if (frontier == NULL || index == NULL) {
        return loc_fail_null(error, frontier == NULL ? "frontier" : "index");
    }
    if (proposal >= frontier->s.proposals) {
        return loc_fail(error, LOCALITY_INVALID, "there is no proposal %" PRIu32, proposal);
    }
    bool has = place_of(frontier, proposal, &class, &option);
    for (size_t k = from; has && k < frontier->list.count; k++) {
        if (takes(frontier, k, class, option)) {
            *index = k;
            return loc_ok(error);
        }
    }
    return loc_fail(error, LOCALITY_NOT_FOUND, "no plan takes proposal %" PRIu32, proposal);
}

int64_t locality_selection_frontier_reach(const locality_selection_frontier *frontier) {
    return frontier != NULL ? frontier->reach : -1;
}

locality_status locality_selection_frontier_next(const locality_selection_frontier *frontier,
                                                 locality_selection_point *out,
                                                 locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (frontier == NULL || out == NULL) {
        return loc_fail_null(error, frontier == NULL ? "frontier" : "out");
    }
    if (frontier->next_known != NEXT_KNOWN) {
        return frontier->next_known == NEXT_NONE
                   ? loc_fail(error, LOCALITY_NOT_FOUND, "more money would change nothing")
                   : loc_fail(error, LOCALITY_LIMIT, "a limit was met before it was known");
    }
    *out = frontier->next;
    return loc_ok(error);
}
