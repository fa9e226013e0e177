/* Conflicts of a rota: which of spells, rest and what is fixed stand in the way. Who is eligible when is taken
 * as it is. A test makes the rota anew without what is given up, as cheaply as it can: shares do not count. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "placement/cancel.h"
#include "placement/conflicts.h"
#include "placement/placement.h"
#include "placement/rota.h"

/* Most work of one test, where the rota had no limit of its own. */
#define WORK_OF_TEST (UINT64_C(1) << 28)

typedef struct rota_asker {
    const locality_placement_rota *r;
    locality_placement_conflicts *c;
    locality_rota_options how;
    bool
        is_impossible; /* asked is whether there is a rota at all; else whether it fills so many: */
    int64_t target;    /* the most that could be with all of it given up */
    locality_rota_window *pin; /* room for those that are kept */
    size_t *item_of;           /* by pin: number of what is asked, or SIZE_MAX */
    locality_status status;    /* of a test that failed */
    locality_error failure;
} rota_asker;

/* ---- What is asked ------------------------------------------------------------------------------------- */

static bool list_laws(rota_asker *x, loc_text *words) {
    static const char *const units[] = {"month", "week", "quarter"};
    const struct {
        int32_t kind;
        int64_t periods, from;
        const char *words;
    } laws[] = {
        {LOCALITY_PLACEMENT_ASKS_SPELL_LEAST, x->r->spell_least, 2, "spells of at least"},
        {LOCALITY_PLACEMENT_ASKS_SPELL_MOST, x->r->spell_most, 1, "spells of at most"},
        {LOCALITY_PLACEMENT_ASKS_REST, x->r->rest, 1, "between two spells a rest of"},
    };
    bool done = true;

    for (size_t i = 0; done && i < sizeof laws / sizeof laws[0]; i++) {
        if (laws[i].periods < laws[i].from)
            continue;
        loc_text_format(words, "%s %" PRId64 " %s%s", laws[i].words, laws[i].periods,
                        units[x->r->every], laws[i].periods == 1 ? "" : "s");
        done = loc_conflicts_add(
            x->c, (locality_placement_asked){.kind = laws[i].kind, .weight = 1}, words);
    }
    return done;
}

/* The first pin of the same pair as another; that one itself where there is none before it. */
static size_t first_alike(const locality_placement_rota *r, size_t pin) {
    size_t first = 0;

    while (r->pin[first].candidate != r->pin[pin].candidate ||
           r->pin[first].demand != r->pin[pin].demand)
        first++;
    return first;
}

/* What is fixed for one pair is one thing that is asked, in whatever periods. */
static bool list_pins(rota_asker *x, loc_text *words) {
    const locality_placement_rota *r = x->r;
    size_t before = x->c->asked_count;
    bool done = true;

    for (size_t i = 0; done && i < r->pins; i++) {
        const locality_rota_window *pin = &r->pin[i];
        size_t first = first_alike(r, i);
        x->item_of[i] = first < i ? x->item_of[first] : x->c->asked_count;
        if (first < i)
            continue;
        loc_text_format(words, "%s fixed for %s", r->side[0].label[pin->candidate],
                        r->side[1].label[pin->demand]);
        done = loc_conflicts_add(x->c,
                                 (locality_placement_asked){.kind = LOCALITY_PLACEMENT_ASKS_FIXED,
                                                            .weight = 1,
                                                            .id = r->side[0].id[pin->candidate],
                                                            .other = r->side[1].id[pin->demand]},
                                 words);
    }
    if (x->c->asked_count > LOCALITY_CONFLICTS_MOST) { /* too many to ask of each */
        x->c->asked_count = before;
        for (size_t i = 0; i < r->pins; i++)
            x->item_of[i] = SIZE_MAX;
    }
    return done;
}

/* ---- A test -------------------------------------------------------------------------------------------- */

static void give_up(const rota_asker *x, const uint8_t *kept, locality_rota_problem *problem) {
    *problem = x->r->problem;
    problem->pin = x->pin;
    problem->pins = 0;
    for (size_t i = 0; i < x->r->pins; i++)
        if (x->item_of[i] == SIZE_MAX || kept[x->item_of[i]] != 0)
            x->pin[problem->pins++] = x->r->pin[i];
    for (size_t i = 0; i < x->c->asked_count; i++) {
        int32_t kind = x->c->asked[i].kind;
        if (kept[i] != 0)
            continue;
        if (kind == LOCALITY_PLACEMENT_ASKS_SPELL_LEAST)
            problem->spell_least = 0;
        else if (kind == LOCALITY_PLACEMENT_ASKS_SPELL_MOST)
            problem->spell_most = 0;
        else if (kind == LOCALITY_PLACEMENT_ASKS_REST)
            problem->rest = 0;
    }
}

/* Makes the rota with what is kept alone. */
static locality_status make(rota_asker *x, const uint8_t *kept, locality_rota_value *value) {
    locality_rota_problem problem;
    locality_rota *rota = NULL;

    give_up(x, kept, &problem);
    x->status = locality_rota_solve(&problem, &x->how, &x->c->allocator, &rota, &x->failure);
    (void)locality_rota_value_of(rota, value, NULL);
    locality_rota_free(rota);
    return x->status;
}

static int32_t test(void *self, const uint8_t *kept, size_t count) {
    rota_asker *x = self;
    locality_rota_value value;
    (void)count;

    if (make(x, kept, &value) != LOCALITY_OK)
        return LOCALITY_CONFLICTS_STOP;
    if (value.verdict == LOCALITY_ALLOCATION_INFEASIBLE)
        return LOCALITY_CONFLICTS_CANNOT;
    if (value.verdict != LOCALITY_ALLOCATION_OPTIMAL &&
        value.verdict != LOCALITY_ALLOCATION_FEASIBLE)
        return LOCALITY_CONFLICTS_UNSURE;
    if (x->is_impossible || value.filled >= x->target)
        return LOCALITY_CONFLICTS_CAN;
    return value.is_filled_proved != 0 ? LOCALITY_CONFLICTS_CANNOT : LOCALITY_CONFLICTS_UNSURE;
}

static bool list(rota_asker *x) {
    loc_text words;
    bool done;

    loc_text_init(&words, &x->c->allocator);
    done = list_laws(x, &words) && list_pins(x, &words);
    loc_text_clear(&words);
    return done;
}

/* What is to come about, in words; how much that is takes one rota with all of it given up. */
static locality_status put_goal(rota_asker *x, loc_text *words) {
    static const uint8_t none[LOCALITY_CONFLICTS_MOST];
    locality_rota_value value;

    (void)locality_rota_value_of(x->r->rota, &value, NULL);
    x->is_impossible = value.verdict == LOCALITY_ALLOCATION_INFEASIBLE;
    if (x->is_impossible) {
        loc_text_add(words, "there is to be a rota");
        return LOCALITY_OK;
    }
    if (make(x, none, &value) != LOCALITY_OK)
        return x->status;
    x->target = value.filled;
    if (value.filled == value.needed)
        loc_text_add(words, "every place is to be covered in every period");
    else
        loc_text_format(words,
                        "%" PRId64 " of %" PRId64
                        " periods of places, the most there could be, are to be covered",
                        value.filled, value.needed);
    return LOCALITY_OK;
}

static locality_status find(rota_asker *x, uint64_t test_limit, locality_error *error) {
    const locality_placement_rota *r = x->r;
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
        loc_goal goal = {words.data, "who is eligible when", NULL, false};
        for (size_t i = 0; i < r->side[0].count * r->side[1].count; i++)
            goal.is_open = goal.is_open || r->unsure[i] != 0;
        status = loc_conflicts_tell(x->c, &goal, error);
    }
    loc_text_clear(&words);
    return status;
}

static locality_status begin(const locality_placement_rota *r,
                             const locality_placement_conflicts_options *options,
                             locality_placement_conflicts *c, locality_error *error) {
    const locality_rota_options start = LOCALITY_ROTA_OPTIONS_INIT;
    loc_cancel cancel = {options->cancel, options->cancel_self};
    rota_asker x = {.r = r, .c = c, .how = start};
    locality_status status;
    loc_arena own;

    x.how.order = LOCALITY_ROTA_CHEAP;
    x.how.work_limit = r->work_limit > 0 ? r->work_limit : WORK_OF_TEST;
    x.how.progress = cancel.ask == NULL ? NULL : loc_cancel_asked;
    x.how.progress_self = &cancel;
    loc_arena_init(&own, &r->allocator);
    x.pin = loc_arena_take(&own, r->pins + 1, sizeof *x.pin);
    x.item_of = loc_arena_take(&own, r->pins + 1, sizeof *x.item_of);
    status = x.pin == NULL || x.item_of == NULL ? loc_fail_memory(error)
                                                : find(&x, options->test_limit, error);
    loc_arena_clear(&own);
    return status;
}

locality_status
locality_placement_rota_conflicts(const locality_placement_rota *rota,
                                  const locality_placement_conflicts_options *options,
                                  locality_placement_conflicts **out, locality_error *error) {
    locality_placement_conflicts_options taken;
    locality_placement_conflicts *c = NULL;
    locality_status status;

    if (out != NULL)
        *out = NULL;
    if (rota == NULL || out == NULL)
        return loc_fail_null(error, rota == NULL ? "rota" : "out");
    if (rota->rota == NULL)
        return loc_fail(error, LOCALITY_NOT_FOUND, "nothing was solved; missing: %s", rota->unmet);
    status = loc_conflicts_options(options, &taken, error);
    if (status == LOCALITY_OK)
        status = loc_conflicts_new(&rota->allocator, &c, error);
    if (status == LOCALITY_OK)
        status = begin(rota, &taken, c, error);
    if (status != LOCALITY_OK) {
        locality_placement_conflicts_free(c);
        return status;
    }
    *out = c;
    return loc_ok(error);
}
