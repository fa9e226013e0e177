/* Story of a rota that there is not: one rule after the other is left out, then one turn after the other, and what
 * can still not be kept stays out. Each time that is proved by a search, which is followed without the solver. So
 * nothing of what is left can be spared, unless the work ran out. */
#include "placement/rota_story.h"

#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "base/sort.h"

#define TURNS_MOST 400u
#define WORK_OF_STORY (UINT64_C(1) << 26)
#define PROOF_MOST (UINT64_C(1) << 20) /* bytes */

/* ---- Leaving out ---------------------------------------------------------------------------------------- */

static locality_status ask(loc_try *tried, bool *is_impossible) {
    locality_rota *rota = NULL;
    locality_rota_value value;
    locality_status status = loc_try_solve(tried, &rota, &value);
    size_t length = locality_rota_proof_length(rota);

    *is_impossible =
        status == LOCALITY_OK && value.verdict == LOCALITY_ALLOCATION_INFEASIBLE && length > 0;
    if (*is_impossible)
        status = locality_rota_verify(&tried->problem, NULL, locality_rota_proof_bytes(rota),
                                      length, &tried->r->allocator, tried->error);
    locality_rota_free(rota);
    return status;
}

static locality_status leave_out_rules(loc_try *tried) {
    uint32_t *const rule[] = {&tried->problem.spell_least, &tried->problem.spell_most,
                              &tried->problem.rest};
    locality_status status = LOCALITY_OK;

    for (size_t i = 0; status == LOCALITY_OK && i < sizeof rule / sizeof rule[0]; i++) {
        uint32_t before = *rule[i];
        bool is_impossible;
        if (before == 0)
            continue;
        *rule[i] = 0;
        status = ask(tried, &is_impossible);
        if (!is_impossible)
            *rule[i] = before;
    }
    return status;
}

static locality_status leave_out_turns(loc_try *tried) {
    size_t *count = &tried->problem.pins;
    locality_status status = LOCALITY_OK;

    for (size_t i = *count; status == LOCALITY_OK && i-- > 0;) {
        locality_rota_window turn = tried->pin[i];
        bool is_impossible;
        tried->pin[i] = tried->pin[--*count];
        status = ask(tried, &is_impossible);
        if (is_impossible)
            continue;
        tried->pin[(*count)++] = tried->pin[i];
        tried->pin[i] = turn;
    }
    return status;
}

/* ---- Telling ------------------------------------------------------------------------------------------- */

static int by_pair(const void *a, const void *b, const void *context) {
    const locality_rota_window *x = a, *y = b;

    (void)context;
    if (x->candidate != y->candidate)
        return x->candidate < y->candidate ? -1 : 1;
    if (x->demand != y->demand)
        return x->demand < y->demand ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

static void put_day(loc_text *out, const char *before, int64_t day) {
    locality_range range = {day, day};

    loc_text_add(out, before);
    loc_text_print(out, LOCALITY_TYPE_DATE, &range, -1);
}

/* Turns that follow one another are told as one. */
static void put_turns(const loc_try *tried, loc_text *out) {
    const locality_placement_rota *r = tried->r;
    const locality_rota_window *turn = tried->pin;

    loc_sort(tried->pin, tried->problem.pins, sizeof *tried->pin, by_pair, NULL);
    for (size_t i = 0, last; i < tried->problem.pins; i = last + 1) {
        last = i;
        while (last + 1 < tried->problem.pins && turn[last + 1].candidate == turn[i].candidate &&
               turn[last + 1].demand == turn[i].demand &&
               turn[last + 1].first == turn[last].first + 1)
            last++;
        loc_text_format(out, "%s%s is fixed in %s", i > 0 ? "; " : "",
                        r->side[0].label[turn[i].candidate], r->side[1].label[turn[i].demand]);
        put_day(out, " from ", r->period[turn[i].first].first);
        put_day(out, " to ", r->period[turn[last].last].last);
    }
}

static void put_rules(const locality_rota_problem *problem, loc_text *out) {
    const struct {
        uint32_t periods, from; /* fewer are no rule */
        const char *words;
    } rules[] = {{problem->spell_least, 2, "a spell has at least"},
                 {problem->spell_most, 1, "a spell has at most"},
                 {problem->rest, 1, "between two spells there must be"}};

    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (rules[i].periods >= rules[i].from)
            loc_text_format(out, "; %s %" PRIu32 " period%s", rules[i].words, rules[i].periods,
                            rules[i].periods == 1 ? "" : "s");
}

static void take_turns(loc_try *tried) {
    const locality_placement_rota *r = tried->r;

    tried->problem.pins = 0;
    for (size_t i = 0; i < r->pins; i++)
        for (uint32_t t = r->pin[i].first; t <= r->pin[i].last; t++)
            tried->pin[tried->problem.pins++] =
                (locality_rota_window){r->pin[i].candidate, r->pin[i].demand, t, t, 0};
}

locality_status loc_rota_story(const locality_placement_rota *r,
                               const locality_placement_rota_options *options, loc_text *out,
                               locality_error *error) {
    loc_try tried = {.error = error};
    locality_status status = LOCALITY_OK;
    loc_arena own;

    if (!r->is_checked || loc_try_settled(r) > TURNS_MOST)
        return LOCALITY_OK;
    loc_arena_init(&own, &r->allocator);
    if (!loc_try_init(&tried, r, LOCALITY_ROTA_CHEAP, WORK_OF_STORY, options, &own))
        status = loc_fail_memory(error);
    if (status == LOCALITY_OK) {
        tried.how.proof_limit = PROOF_MOST;
        take_turns(&tried);
        status = leave_out_rules(&tried);
    }
    status = status == LOCALITY_OK ? leave_out_turns(&tried) : status;
    if (status == LOCALITY_OK) {
        loc_text_add(out, "These cannot be kept together: ");
        put_turns(&tried, out);
        put_rules(&tried.problem, out);
        loc_text_add(out, ".");
    }
    loc_arena_clear(&own);
    return status;
}
