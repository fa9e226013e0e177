/* Problems of selection, drawn at random and small enough that every plan can be tried. */
#ifndef TESTS_UNIT_SELECTION_INSTANCES_H
#define TESTS_UNIT_SELECTION_INSTANCES_H

#include <string.h>

#include "locality/selection.h"
#include "support/random.h"

#define PROPOSALS 20
#define BUDGETS 3
#define GROUPS 5
#define PAIRS 16

typedef struct instance {
    size_t proposals, budgets, groups, exclusions, needs;
    int64_t value[PROPOSALS], use[BUDGETS * PROPOSALS], least[BUDGETS], most[BUDGETS];
    uint32_t group[PROPOSALS], exclusion[2 * PAIRS], need[2 * PAIRS];
    uint8_t must[GROUPS], fixed[PROPOSALS];
} instance;

/* What a draw may have beside one budget. */
enum parts {
    WITH_GROUPS = 1,
    WITH_FIXED = 2,
    WITH_BUDGETS = 4,
    WITH_FLOORS = 8,
    WITH_PAIRS = 16,
    WITH_LOSSES = 32
};

static void draw_pairs(uint32_t *pair, size_t count, size_t proposals, test_random *random) {
    for (size_t k = 0; k < count; k++) {
        pair[2 * k] = (uint32_t)test_random_below(random, proposals);
        pair[2 * k + 1] =
            (uint32_t)((pair[2 * k] + 1 + test_random_below(random, proposals - 1)) % proposals);
    }
}

static void draw_values(instance *in, unsigned parts, test_random *random) {
    uint64_t kind = test_random_below(random, 4);
    for (size_t i = 0; i < in->proposals; i++) {
        int64_t use = (int64_t)test_random_below(random, kind == 3 ? 4 : 100);
        in->use[i] = use;
        in->value[i] = kind == 0   ? test_random_between(random, 0, 100)
                       : kind == 1 ? use + 10 /* strongly correlated: bounds say least */
                       : kind == 2 ? use
                                   : test_random_between(random, 0, 3);
        if ((parts & WITH_LOSSES) != 0 && test_random_below(random, 2) == 0) {
            in->value[i] = -in->value[i];
        }
        for (size_t b = 1; b < in->budgets; b++) {
            in->use[b * in->proposals + i] = (int64_t)test_random_below(random, 50);
        }
    }
}

static void draw_ends(instance *in, unsigned parts, test_random *random) {
    for (size_t b = 0; b < in->budgets; b++) {
        int64_t all = 0;
        for (size_t i = 0; i < in->proposals; i++) {
            all += in->use[b * in->proposals + i];
        }
        in->most[b] = (int64_t)test_random_below(random, (uint64_t)all + 10);
        in->least[b] = 0;
        if ((parts & WITH_FLOORS) != 0 && test_random_below(random, 2) == 0) {
            in->least[b] = (int64_t)test_random_below(random, (uint64_t)in->most[b] / 2 + 1);
            in->most[b] =
                test_random_below(random, 2) == 0 ? in->most[b] : LOCALITY_SELECTION_NO_MOST;
        }
    }
}

static void draw_instance(instance *in, size_t most, unsigned parts, test_random *random) {
    memset(in, 0, sizeof *in);
    in->proposals = test_random_below(random, most) + 1;
    in->budgets = (parts & WITH_BUDGETS) != 0 ? test_random_below(random, BUDGETS + 1) : 1;
    draw_values(in, parts, random);
    draw_ends(in, parts, random);
    in->groups = (parts & WITH_GROUPS) != 0 ? test_random_below(random, GROUPS + 1) : 0;
    for (size_t i = 0; i < in->proposals; i++) {
        uint64_t g = test_random_below(random, in->groups + 2);
        in->group[i] = g < in->groups ? (uint32_t)g : LOCALITY_SELECTION_NO_GROUP;
        if ((parts & WITH_FIXED) != 0 && test_random_below(random, 8) == 0) {
            in->fixed[i] = (uint8_t)test_random_below(random, 3);
        }
    }
    for (size_t g = 0; g < in->groups; g++) {
        in->must[g] = test_random_below(random, 3) == 0;
    }
    if ((parts & WITH_PAIRS) != 0 && in->proposals > 1) {
        in->exclusions = test_random_below(random, PAIRS + 1);
        in->needs = test_random_below(random, 5);
        draw_pairs(in->exclusion, in->exclusions, in->proposals, random);
        draw_pairs(in->need, in->needs, in->proposals, random);
    }
}

static locality_selection_problem problem_of(const instance *in) {
    locality_selection_problem out = LOCALITY_SELECTION_PROBLEM_INIT;

    out.proposals = in->proposals;
    out.value = in->value;
    out.budgets = in->budgets;
    out.use = in->use;
    out.least = in->least;
    out.most = in->most;
    out.group = in->group;
    out.groups = in->groups;
    out.must = in->must;
    out.exclusions = in->exclusions;
    out.exclusion = in->exclusion;
    out.needs = in->needs;
    out.need = in->need;
    out.fixed = in->fixed;
    return out;
}

/* ---- Trying everything ----------------------------------------------------------------------- */

/* Whether a set of proposals, as bits, keeps all but the sums. */
static int holds(const instance *in, uint32_t set) {
    unsigned count[GROUPS] = {0};

    for (size_t i = 0; i < in->proposals; i++) {
        int has = (set >> i & 1) != 0;
        if ((in->fixed[i] == LOCALITY_SELECTION_IN && !has) ||
            (in->fixed[i] == LOCALITY_SELECTION_OUT && has)) {
            return 0;
        }
        if (has && in->group[i] != LOCALITY_SELECTION_NO_GROUP) {
            count[in->group[i]]++;
        }
    }
    for (size_t g = 0; g < in->groups; g++) {
        if (count[g] > 1 || (in->must[g] && count[g] == 0)) {
            return 0;
        }
    }
    for (size_t k = 0; k < in->exclusions; k++) {
        if ((set >> in->exclusion[2 * k] & 1) && (set >> in->exclusion[2 * k + 1] & 1)) {
            return 0;
        }
    }
    for (size_t k = 0; k < in->needs; k++) {
        if ((set >> in->need[2 * k] & 1) && !(set >> in->need[2 * k + 1] & 1)) {
            return 0;
        }
    }
    return 1;
}

typedef struct totals {
    int64_t value, use[BUDGETS];
} totals;

/* Calls for every set that holds, with its sums, by way of the set without its highest member. */
static void try_all(const instance *in, void (*each)(void *self, uint32_t set, const totals *t),
                    void *self) {
    static totals of[1 << PROPOSALS];

    memset(&of[0], 0, sizeof of[0]);
    for (uint32_t set = 0; set < (uint32_t)1 << in->proposals; set++) {
        if (set > 0) {
            size_t i = 31;
            while (!(set >> i & 1)) {
                i--;
            }
            of[set] = of[set ^ ((uint32_t)1 << i)];
            of[set].value += in->value[i];
            for (size_t b = 0; b < in->budgets; b++) {
                of[set].use[b] += in->use[b * in->proposals + i];
            }
        }
        if (holds(in, set)) {
            each(self, set, &of[set]);
        }
    }
}

typedef struct highest {
    const instance *in;
    int has;
    int64_t value;
} highest;

static void keep_highest(void *self, uint32_t set, const totals *t) {
    highest *h = self;

    (void)set;
    for (size_t b = 0; b < h->in->budgets; b++) {
        if (t->use[b] > h->in->most[b] || t->use[b] < h->in->least[b]) {
            return;
        }
    }
    if (!h->has || t->value > h->value) {
        h->has = 1;
        h->value = t->value;
    }
}

static highest highest_of(const instance *in) {
    highest h = {in, 0, 0};

    try_all(in, keep_highest, &h);
    return h;
}

/* Sixteen proposals of which seven in ten pairs exclude one another. */
typedef struct dense {
    instance in;
    uint32_t pair[PROPOSALS * PROPOSALS],
        excluded[PROPOSALS]; /* by proposal: those before it, as bits */
    size_t pairs;
} dense;

static void draw_dense(dense *d, test_random *random) {
    memset(d, 0, sizeof *d);
    d->in.proposals = 16;
    d->in.budgets = 1;
    draw_values(&d->in, 0, random);
    draw_ends(&d->in, 0, random);
    for (uint32_t i = 0; i < d->in.proposals; i++) {
        d->in.group[i] = LOCALITY_SELECTION_NO_GROUP;
        for (uint32_t j = 0; j < i; j++) {
            if (test_random_below(random, 10) < 7) {
                d->pair[2 * d->pairs] = i;
                d->pair[2 * d->pairs++ + 1] = j;
                d->excluded[i] |= (uint32_t)1 << j;
            }
        }
    }
}

static int64_t highest_of_dense(const dense *d) {
    const instance *in = &d->in;
    int64_t best = 0;

    for (uint32_t set = 0; set < (uint32_t)1 << in->proposals; set++) {
        int64_t value = 0, use = 0;
        for (size_t i = 0; i < in->proposals; i++) {
            if ((set >> i & 1) != 0) {
                value += in->value[i];
                use += (set & d->excluded[i]) != 0 ? in->most[0] + 1 : in->use[i];
            }
        }
        best = use <= in->most[0] && value > best ? value : best;
    }
    return best;
}

/* ---- Order ----------------------------------------------------------------------------------- */

static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j",
                                    "k", "l", "m", "n", "o", "p", "q", "r", "s", "t"};

/* The same problem with its proposals in another order: `to` tells where each is. */
static void turn_instance(const instance *in, instance *out, const uint32_t *to) {
    *out = *in;
    for (size_t i = 0; i < in->proposals; i++) {
        out->value[to[i]] = in->value[i];
        out->group[to[i]] = in->group[i];
        out->fixed[to[i]] = in->fixed[i];
        for (size_t b = 0; b < in->budgets; b++) {
            out->use[b * in->proposals + to[i]] = in->use[b * in->proposals + i];
        }
    }
    for (size_t k = 0; k < in->exclusions; k++) { /* pairs last to first, and turned round */
        size_t at = in->exclusions - 1 - k;
        out->exclusion[2 * at] = to[in->exclusion[2 * k + 1]];
        out->exclusion[2 * at + 1] = to[in->exclusion[2 * k]];
    }
    for (size_t k = 0; k < in->needs; k++) {
        size_t at = in->needs - 1 - k;
        out->need[2 * at] = to[in->need[2 * k]];
        out->need[2 * at + 1] = to[in->need[2 * k + 1]];
    }
}

#endif
