/* Conflicts: minimal conflicts and corrections against trying every set of rules. */
#include "unit/allocation/instances.h"

#include "locality/conflicts.h"
#include "support/fault.h"

#define RULES 8
#define SUBSETS (1u << RULES)

/* ---- Made-up rules --------------------------------------------------------------------------- */

/* Rules that clash in given sets, bit r for rule r. */
typedef struct clash {
    unsigned set[6];
    size_t sets, count;
    int64_t weight[RULES];
    unsigned asked;     /* tests */
    unsigned answer_at; /* from this test on the answer is `answer`; 0 for never */
    int32_t answer;
} clash;

static int clashes(const clash *c, unsigned kept) {
    for (size_t k = 0; k < c->sets; k++) {
        if ((kept & c->set[k]) == c->set[k]) {
            return 1;
        }
    }
    return 0;
}

static int32_t test_clash(void *self, const uint8_t *kept, size_t count) {
    clash *c = self;
    unsigned set = 0;

    for (size_t r = 0; r < count; r++) {
        set |= kept[r] != 0 ? 1u << r : 0;
    }
    c->asked++;
    return c->answer_at != 0 && c->asked >= c->answer_at ? c->answer
           : clashes(c, set)                             ? LOCALITY_CONFLICTS_CANNOT
                                                         : LOCALITY_CONFLICTS_CAN;
}

static void draw_clash(clash *c, test_random *random) {
    memset(c, 0, sizeof *c);
    c->count = test_random_below(random, RULES + 1);
    c->sets = test_random_below(random, 6);
    for (size_t k = 0; k < c->sets; k++) {
        c->set[k] = (unsigned)test_random_below(random, SUBSETS) & ((1u << c->count) - 1);
        c->set[k] |= c->count > 0 ? 1u << test_random_below(random, c->count) : 0;
    }
    for (size_t r = 0; r < RULES; r++) {
        c->weight[r] = (int64_t)test_random_below(random, 5);
    }
}

/* Whether a set is a minimal conflict (kind 0) or a minimal correction (kind 1) of a table of what can
 * be kept. */
static int is_minimal(const uint8_t *can, size_t count, unsigned set, int32_t kind) {
    unsigned all = (1u << count) - 1;

    if (kind == LOCALITY_CONFLICTS_CONFLICT ? can[set] : !can[all & ~set]) {
        return 0;
    }
    for (size_t r = 0; r < count; r++) {
        unsigned less = set & ~(1u << r);
        if (less != set && (kind == LOCALITY_CONFLICTS_CONFLICT ? !can[less] : can[all & ~less])) {
            return 0;
        }
    }
    return 1;
}

static unsigned set_at(const locality_conflicts *c, int32_t kind, size_t index, int64_t *weight) {
    uint32_t rules[LOCALITY_CONFLICTS_MOST];
    size_t count = 0;
    unsigned set = 0;

    CU_ASSERT_EQUAL(
        locality_conflicts_at(c, kind, index, rules, LOCALITY_CONFLICTS_MOST, &count, weight, NULL),
        LOCALITY_OK);
    for (size_t k = 0; k < count; k++) {
        set |= 1u << rules[k];
    }
    return set;
}

static int64_t weigh(const int64_t *weight, unsigned set) {
    int64_t sum = 0;

    for (size_t r = 0; r < RULES; r++) {
        sum += (set >> r & 1) != 0 ? weight[r] : 0;
    }
    return sum;
}

/* Judges what was found against a table of what can be kept. */
static void check_found(const locality_conflicts *c, const uint8_t *can, size_t count,
                        const int64_t *weight, int all, const char *name) {
    unsigned everything = (1u << count) - 1;
    int32_t expected = can[everything] ? LOCALITY_CONFLICTS_POSSIBLE
                       : can[0]        ? LOCALITY_CONFLICTS_IMPOSSIBLE
                                       : LOCALITY_CONFLICTS_HOPELESS;
    int64_t lightest = INT64_MAX;

    TEST_ROW(locality_conflicts_verdict(c) == expected, name);
    for (int32_t kind = 0; kind < 2; kind++) {
        size_t wanted = 0;
        int64_t last = -1;
        for (unsigned set = 0; set <= everything && expected != LOCALITY_CONFLICTS_POSSIBLE;
             set++) {
            int minimal = is_minimal(can, count, set, kind);
            wanted += (size_t)minimal;
            if (minimal && kind == LOCALITY_CONFLICTS_CORRECTION && weigh(weight, set) < lightest) {
                lightest = weigh(weight, set);
            }
        }
        size_t found = locality_conflicts_count(c, kind);
        TEST_ROW(all ? found == wanted : found <= wanted, name);
        for (size_t k = 0; k < found; k++) {
            int64_t sum = -1;
            unsigned set = set_at(c, kind, k, &sum);
            TEST_ROW(is_minimal(can, count, set, kind), name);
            TEST_ROW(sum == weigh(weight, set) && sum >= last, name);
            for (size_t before = 0; before < k; before++) {
                TEST_ROW(set_at(c, kind, before, NULL) != set, name);
            }
            last = sum;
        }
    }
    if (expected == LOCALITY_CONFLICTS_IMPOSSIBLE) {
        int64_t sum = -1;
        set_at(c, LOCALITY_CONFLICTS_CORRECTION, 0, &sum);
        TEST_ROW(sum == lightest && locality_conflicts_is_lightest(c), name);
        TEST_ROW(locality_conflicts_count(c, LOCALITY_CONFLICTS_CONFLICT) > 0, name);
    }
    TEST_ROW(!all || locality_conflicts_is_complete(c), name);
}

static void made_up_rules_are_sorted_out(void) {
    test_random random = {907, 0};
    char name[64];

    for (int draw = 0; draw < 2000; draw++) {
        locality_conflicts_options options = LOCALITY_CONFLICTS_OPTIONS_INIT;
        locality_conflicts *found = NULL;
        uint8_t can[SUBSETS];
        clash c;
        draw_clash(&c, &random);
        snprintf(name, sizeof name, "draw %d", draw);
        for (unsigned set = 0; set < 1u << c.count; set++) {
            can[set] = !clashes(&c, set);
        }
        options.all = draw & 1;
        CU_ASSERT_EQUAL(locality_conflicts_find(c.weight, c.count, test_clash, &c, &options, NULL,
                                                &found, NULL),
                        LOCALITY_OK);
        check_found(found, can, c.count, c.weight, options.all, name);
        TEST_ROW(locality_conflicts_tests(found) == c.asked && c.asked <= 1u << c.count, name);
        locality_conflicts_free(found);
    }
}

static void what_is_not_found_out_is_said(void) {
    test_random random = {911, 0};

    for (int draw = 0; draw < 500; draw++) {
        locality_conflicts_options options = LOCALITY_CONFLICTS_OPTIONS_INIT;
        locality_conflicts *found = NULL;
        clash c;
        draw_clash(&c, &random);
        options.all = 1;
        c.answer_at = 1 + (unsigned)test_random_below(&random, 8);
        c.answer = LOCALITY_CONFLICTS_UNSURE;
        CU_ASSERT_EQUAL(locality_conflicts_find(c.weight, c.count, test_clash, &c, &options, NULL,
                                                &found, NULL),
                        LOCALITY_OK);
        CU_ASSERT(!locality_conflicts_is_complete(found) || c.asked < c.answer_at);
        for (size_t k = 0; k < locality_conflicts_count(found, 0); k++) {
            CU_ASSERT(clashes(&c, set_at(found, 0, k, NULL)));
        }
        for (size_t k = 0; k < locality_conflicts_count(found, 1); k++) {
            unsigned all = (1u << c.count) - 1;
            CU_ASSERT(!clashes(&c, all & ~set_at(found, 1, k, NULL)));
        }
        locality_conflicts_free(found);
        c.asked = 0;
        c.answer = LOCALITY_CONFLICTS_STOP;
        locality_status status = locality_conflicts_find(c.weight, c.count, test_clash, &c,
                                                         &options, NULL, &found, NULL);
        CU_ASSERT((status == LOCALITY_CANCELLED) == (c.asked >= c.answer_at));
        CU_ASSERT((found == NULL) == (status != LOCALITY_OK));
        locality_conflicts_free(found);
        c.answer_at = 0;
        c.asked = 0;
        options.test_limit = 2;
        CU_ASSERT_EQUAL(locality_conflicts_find(c.weight, c.count, test_clash, &c, &options, NULL,
                                                &found, NULL),
                        LOCALITY_OK);
        CU_ASSERT(c.asked <= 2);
        locality_conflicts_free(found);
    }
}

/* Twelve teams of which every two clash: 66 conflicts, 12 corrections. */
static int32_t test_pairs(void *self, const uint8_t *kept, size_t count) {
    size_t in = 0;
    (void)self;

    for (size_t r = 0; r < count; r++) {
        in += kept[r];
    }
    return in <= 1 ? LOCALITY_CONFLICTS_CAN : LOCALITY_CONFLICTS_CANNOT;
}

static void many_conflicts_are_all_found(void) {
    locality_conflicts_options options = LOCALITY_CONFLICTS_OPTIONS_INIT;
    locality_conflicts *found = NULL;

    options.all = 1;
    CU_ASSERT_EQUAL(
        locality_conflicts_find(NULL, 12, test_pairs, NULL, &options, NULL, &found, NULL),
        LOCALITY_OK);
    TEST_NUMBER(locality_conflicts_count(found, LOCALITY_CONFLICTS_CONFLICT), 66);
    TEST_NUMBER(locality_conflicts_count(found, LOCALITY_CONFLICTS_CORRECTION), 12);
    CU_ASSERT(locality_conflicts_is_complete(found));
    locality_conflicts_free(found);
}

/* ---- Of allocations -------------------------------------------------------------------------- */

/* Whether an instance can be filled (or its minimums kept) where only some of what is asked is kept. */
static int can_keep(const instance *in, const locality_conflicts *c, unsigned kept, int fill) {
    instance less = *in;
    uint64_t rules = UINT64_MAX;

    less.waive = 0;
    for (size_t k = 0; k < locality_conflicts_asked(c); k++) {
        locality_allocation_asked asked;
        CU_ASSERT_EQUAL(locality_conflicts_asked_at(c, k, &asked, NULL), LOCALITY_OK);
        if ((kept >> k & 1) != 0) {
            continue;
        }
        size_t number = asked.id[0] != 0 ? (size_t)(asked.id[1] - '0') : 0;
        size_t other = asked.other[0] != 0 ? (size_t)(asked.other[1] - '0') : 0;
        switch (asked.kind) {
        case LOCALITY_ALLOCATION_ASKS_RULE:
            rules &= ~(UINT64_C(1) << asked.position);
            break;
        case LOCALITY_ALLOCATION_ASKS_CANDIDATE:
            less.least[0][number] = 0;
            break;
        case LOCALITY_ALLOCATION_ASKS_DEMAND:
            less.least[1][number] = 0;
            break;
        case LOCALITY_ALLOCATION_ASKS_GROUP:
            less.group_least = 0;
            break;
        default:
            for (uint32_t p = 0; p < less.pairs; p++) {
                if (less.row[p] == number && less.column[p] == other) {
                    less.mark[p] = 0;
                }
            }
        }
    }
    for (uint32_t p = 0; p < less.pairs; p++) {
        less.failed[p] &= rules;
    }
    for (uint32_t j = 0; fill && j < less.columns; j++) {
        less.least[1][j] = less.most[1][j];
    }
    return best_of(&less, -1, -1).found;
}

static void allocations_are_sorted_out(void) {
    test_random random = {919, 0};
    char name[64];
    unsigned impossible = 0;

    for (int draw = 0; draw < 700; draw++) {
        locality_allocation_conflicts_options options = LOCALITY_ALLOCATION_CONFLICTS_OPTIONS_INIT;
        locality_conflicts *found = NULL;
        uint8_t can[SUBSETS];
        int64_t weight[RULES] = {0};
        instance in;
        given g;
        instance_draw(&in, &random, draw % KINDS);
        snprintf(name, sizeof name, "draw %d", draw);
        options.all = 1;
        options.fill = (int32_t)test_random_below(&random, 2);
        options.pins = (int32_t)test_random_below(&random, 2);
        options.forbidden = (int32_t)test_random_below(&random, 2);
        options.minimum_weight = 4;
        CU_ASSERT_EQUAL_FATAL(instance_give(&in, &random, NULL, &g, NULL), LOCALITY_OK);
        CU_ASSERT_EQUAL(locality_allocation_conflicts(g.problem, &options, &found, NULL),
                        LOCALITY_OK);
        size_t count = locality_conflicts_asked(found);
        impossible += locality_conflicts_verdict(found) == LOCALITY_CONFLICTS_IMPOSSIBLE;
        for (size_t k = 0; k < count && k < RULES; k++) {
            locality_allocation_asked asked;
            locality_conflicts_asked_at(found, k, &asked, NULL);
            weight[k] = asked.weight;
        }
        if (count <= RULES) {
            for (unsigned set = 0; set < 1u << count; set++) {
                can[set] = (uint8_t)can_keep(&in, found, set, options.fill);
            }
            check_found(found, can, count, weight, 1, name);
        }
        locality_conflicts_free(found);
        locality_allocation_free(g.problem);
    }
    CU_ASSERT(impossible > 100);
}

static int32_t stops_at_once(void *self, uint64_t work) {
    (void)self;
    (void)work;
    return 1;
}

static void bad_input_is_refused(void) {
    locality_allocation_conflicts_options own = LOCALITY_ALLOCATION_CONFLICTS_OPTIONS_INIT;
    locality_conflicts_options options = LOCALITY_CONFLICTS_OPTIONS_INIT;
    static const int64_t below[] = {1, -1}, large[] = {INT64_MAX, 1};
    locality_allocation_asked asked;
    locality_conflicts *found = NULL;
    locality_error error;
    clash c = {.count = 2};
    size_t count = 0;

    CU_ASSERT_EQUAL(locality_conflicts_find(NULL, 1, NULL, NULL, NULL, NULL, &found, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_conflicts_find(NULL, 1, test_clash, &c, NULL, NULL, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_conflicts_find(NULL, 257, test_clash, &c, NULL, NULL, &found, &error),
                    LOCALITY_LIMIT);
    CU_ASSERT_EQUAL(locality_conflicts_find(below, 2, test_clash, &c, NULL, NULL, &found, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_conflicts_find(large, 2, test_clash, &c, NULL, NULL, &found, &error),
                    LOCALITY_OVERFLOW);
    options.all = 2;
    CU_ASSERT_EQUAL(
        locality_conflicts_find(NULL, 2, test_clash, &c, &options, NULL, &found, &error),
        LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_conflicts_find(NULL, 2, test_clash, &c, NULL, NULL, &found, &error),
                    LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_conflicts_at(found, 2, 0, NULL, 0, &count, NULL, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_conflicts_at(found, 0, 0, NULL, 0, &count, NULL, &error),
                    LOCALITY_NOT_FOUND);
    CU_ASSERT_EQUAL(locality_conflicts_asked_at(found, 0, &asked, &error), LOCALITY_NOT_FOUND);
    locality_conflicts_free(found);
    locality_conflicts_free(NULL);
    TEST_NUMBER(locality_conflicts_verdict(NULL), LOCALITY_CONFLICTS_UNKNOWN);
    TEST_NUMBER(locality_conflicts_count(NULL, 0) + locality_conflicts_asked(NULL) +
                    locality_conflicts_tests(NULL),
                0);
    test_random random = {929, 0};
    instance in;
    given g;
    do {
        instance_draw(&in, &random, KIND_CAPACITIES);
    } while (in.pairs < 10);
    CU_ASSERT_EQUAL_FATAL(instance_give(&in, NULL, NULL, &g, NULL), LOCALITY_OK);
    own.progress = stops_at_once;
    CU_ASSERT_EQUAL(locality_allocation_conflicts(g.problem, &own, &found, &error),
                    LOCALITY_CANCELLED);
    own.progress = NULL;
    own.work_limit = 1;
    CU_ASSERT_EQUAL(locality_allocation_conflicts(g.problem, &own, &found, &error), LOCALITY_OK);
    TEST_NUMBER(locality_conflicts_verdict(found), LOCALITY_CONFLICTS_UNKNOWN);
    locality_conflicts_free(found);
    own.pin_weight = -1;
    CU_ASSERT_EQUAL(locality_allocation_conflicts(g.problem, &own, &found, &error),
                    LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_allocation_conflicts(NULL, NULL, &found, &error), LOCALITY_INVALID);
    locality_allocation_free(g.problem);
}

static locality_status whole_story(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    locality_allocation_conflicts_options options = LOCALITY_ALLOCATION_CONFLICTS_OPTIONS_INIT;
    locality_conflicts *found = NULL;
    given g;

    locality_status status = instance_give(state, NULL, allocator, &g, error);
    options.all = options.fill = options.pins = options.forbidden = 1;
    if (status == LOCALITY_OK) {
        status = locality_allocation_conflicts(g.problem, &options, &found, error);
    }
    CU_ASSERT((found != NULL) == (status == LOCALITY_OK));
    locality_conflicts_free(found);
    locality_allocation_free(g.problem);
    return status;
}

static void survives_every_refusal_of_memory(void) {
    test_random random = {937, 0};
    unsigned done = 0;

    for (int kind = 0; done < 5; kind = (kind + 1) % KINDS) {
        instance in;
        instance_draw(&in, &random, kind);
        if (in.rows > 3 && in.columns > 3 && in.pairs > 8) {
            fault_drive("conflicts", whole_story, &in, 30);
            done++;
        }
    }
}

static const test_case cases[] = {
    {"conflicts and corrections of rules are what trying every set finds",
     made_up_rules_are_sorted_out},
    {"what is not found out is said, and a test can stop the search",
     what_is_not_found_out_is_said},
    {"many conflicts are all found", many_conflicts_are_all_found},
    {"conflicts of allocations are what trying every set finds", allocations_are_sorted_out},
    {"bad input is refused, and a call can be stopped", bad_input_is_refused},
    {"every refusal of memory is borne", survives_every_refusal_of_memory},
};

TEST_MAIN("allocation: conflicts", cases)
