/* Explaining: every price of every pair against solving again with the pair forced or left out, the
 * moves against the allocation they lead to, shortages against their definition, stable allocations
 * against the pairs that would break them. */
#include "instances.h"

#include "support/fault.h"

#define DRAWS 500

static unsigned set_of(const instance *in, const given *g,
                       const locality_allocation_result *result) {
    unsigned set = 0;

    for (size_t k = 0; k < locality_allocation_result_pairs(result); k++) {
        locality_allocation_pair pair;
        locality_allocation_result_pair(result, k, &pair, NULL);
        for (uint32_t p = 0; p < in->pairs; p++) {
            if (g->position[0][in->row[p]] == pair.candidate &&
                g->position[1][in->column[p]] == pair.demand) {
                set |= 1u << p;
            }
        }
    }
    return set;
}

/* The set after the moves of a case; 0 cost is not asked here. */
static unsigned set_after(const instance *in, const given *g, const locality_allocation_case *item,
                          uint32_t demand, unsigned set) {
    locality_allocation_move moves[4 * PAIRS];
    size_t count = 0;

    CU_ASSERT_EQUAL(
        locality_allocation_case_moves(item, demand, moves, TEST_COUNT(moves), &count, NULL),
        LOCALITY_OK);
    for (size_t k = 0; k < count; k++) {
        for (uint32_t p = 0; p < in->pairs; p++) {
            if (g->position[0][in->row[p]] == moves[k].candidate &&
                g->position[1][in->column[p]] == moves[k].demand) {
                CU_ASSERT_EQUAL((set >> p & 1) != 0, !moves[k].takes);
                set ^= 1u << p;
            }
        }
    }
    return set;
}

/* What a set of pairs is worth. */
static void value_of(const instance *in, unsigned set, int64_t *value) {
    memset(value, 0, PRICES * sizeof *value);
    for (uint32_t p = 0; p < in->pairs; p++) {
        if ((set >> p & 1) == 0) {
            continue;
        }
        value[0]--;
        for (int bit = 0; in->waive && bit < 3; bit++) {
            value[1] += (in->failed[p] >> bit & 1) != 0 ? weights[bit] : 0;
        }
        for (uint32_t k = 0; k < in->levels; k++) {
            value[1 + (uint32_t)(in->waive != 0) + k] += in->cost[p][k];
        }
    }
}

static void check_pair(const instance *in, const given *g, const best *now, uint32_t p,
                       const char *name) {
    locality_allocation_options options = LOCALITY_ALLOCATION_OPTIONS_INIT;
    locality_allocation_result *result = NULL;
    locality_allocation_case *item = NULL;
    locality_allocation_why why;
    locality_error error;
    uint32_t demand = g->position[1][in->column[p]];
    int is_held = (now->set >> p & 1) != 0;

    options.waive = in->waive;
    locality_allocation_solve(g->problem, &options, &result, &error);
    unsigned set = set_of(in, g, result);
    CU_ASSERT_EQUAL(
        locality_allocation_explain(g->problem, result, g->position[0][in->row[p]], &item, &error),
        LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_allocation_case_why(item, demand, &why, &error), LOCALITY_OK);
    CU_ASSERT_EQUAL(why.failed, in->failed[p]);
    best other = best_of(in, is_held ? -1 : (int)p, is_held ? (int)p : -1);
    int costs = 0;
    for (uint32_t k = 0; k < instance_prices(in); k++) {
        costs |= other.value[k] != now->value[k];
    }
    if (in->mark[p] != 0) {
        TEST_ROW(why.reason ==
                     (in->mark[p] > 0 ? LOCALITY_ALLOCATION_PINNED : LOCALITY_ALLOCATION_FORBIDDEN),
                 name);
        TEST_TEXT(why.words, in->mark[p] > 0 ? "as agreed" : "not again");
    } else if (in->failed[p] != 0 && !in->waive) {
        TEST_ROW(why.reason == LOCALITY_ALLOCATION_FAILS, name);
    } else if (!other.found) {
        TEST_ROW(why.reason == LOCALITY_ALLOCATION_CANNOT, name);
    } else {
        int64_t value[PRICES];
        TEST_ROW(why.reason == (is_held ? LOCALITY_ALLOCATION_HELD
                                : costs ? LOCALITY_ALLOCATION_AT_A_COST
                                        : LOCALITY_ALLOCATION_AS_GOOD),
                 name);
        value_of(in, set_after(in, g, item, demand, set), value);
        for (uint32_t k = 0; k < instance_prices(in); k++) {
            TEST_ROW(why.cost[k] == other.value[k] - now->value[k], name);
            TEST_ROW(value[k] == other.value[k], name);
        }
    }
    locality_allocation_case_free(item);
    locality_allocation_result_free(result);
}

static void explains_every_pair(void) {
    test_random random = {601, 0}, shuffle = {602, 0};
    unsigned pairs = 0;

    for (unsigned n = 0; n < DRAWS; n++) {
        instance in;
        given g;
        char name[64];
        instance_draw(&in, &random, (int)(n % KINDS));
        best now = best_of(&in, -1, -1);
        if (!now.found || instance_give(&in, &shuffle, NULL, &g, NULL) != LOCALITY_OK) {
            continue;
        }
        for (uint32_t p = 0; p < in.pairs; p++, pairs++) {
            snprintf(name, sizeof name, "problem %u, pair %u", n, p);
            check_pair(&in, &g, &now, p, name);
        }
        locality_allocation_free(g.problem);
    }
    CU_ASSERT(pairs > 2 * DRAWS);
}

/* How a candidate stands, from all best sets. */
static void tells_how_candidates_stand(void) {
    test_random random = {611, 0};

    for (unsigned n = 0; n < DRAWS; n++) {
        instance in;
        given g;
        instance_draw(&in, &random, (int)(n % KINDS));
        best now = best_of(&in, -1, -1);
        if (!now.found || instance_give(&in, NULL, NULL, &g, NULL) != LOCALITY_OK) {
            continue;
        }
        locality_allocation_options options = LOCALITY_ALLOCATION_OPTIONS_INIT;
        locality_allocation_result *result = NULL;
        options.waive = in.waive;
        locality_allocation_solve(g.problem, &options, &result, NULL);
        for (uint32_t i = 0; i < in.rows; i++) {
            int held = 0, tied = 0;
            for (uint32_t p = 0; p < in.pairs; p++) {
                if (in.row[p] != i) {
                    continue;
                }
                int is_held = (now.set >> p & 1) != 0;
                best other = best_of(&in, is_held ? -1 : (int)p, is_held ? (int)p : -1);
                held |= is_held;
                int open = in.mark[p] == 0 && (in.waive || !in.failed[p]);
                tied |= open && other.found &&
                        memcmp(other.value, now.value, instance_prices(&in) * sizeof(int64_t)) == 0;
            }
            locality_allocation_case *item = NULL;
            locality_allocation_explain(g.problem, result, i, &item, NULL);
            TEST_NUMBER(locality_allocation_case_standing(item),
                        tied   ? LOCALITY_ALLOCATION_TIED
                        : held ? LOCALITY_ALLOCATION_ALWAYS
                               : LOCALITY_ALLOCATION_NOT_PLACED);
            locality_allocation_case_free(item);
        }
        locality_allocation_result_free(result);
        locality_allocation_free(g.problem);
    }
}

/* A shortage is closed: nobody in it has an open pair outside, and it is too large by who is left. */
static void shortages_are_too_large_for_their_places(void) {
    test_random random = {621, 0};
    unsigned seen = 0;

    for (unsigned n = 0; n < DRAWS; n++) {
        instance in;
        given g;
        instance_draw(&in, &random, KIND_ASSIGNMENT);
        memset(in.mark, 0, sizeof in.mark);
        in.waive = 0;
        if (instance_give(&in, NULL, NULL, &g, NULL) != LOCALITY_OK) {
            continue;
        }
        locality_allocation_result *result = NULL;
        locality_allocation_solve(g.problem, NULL, &result, NULL);
        for (int side = 0; side < 2; side++) {
            for (size_t k = 0; k <= locality_allocation_result_unplaced(result, side); k++) {
                locality_allocation_unplaced one = {.position = LOCALITY_ALLOCATION_EVERYONE};
                locality_allocation_result_unplaced_at(result, side, k, &one, NULL);
                uint32_t position = k < locality_allocation_result_unplaced(result, side)
                                        ? one.position
                                        : LOCALITY_ALLOCATION_EVERYONE;
                uint32_t members[NODES], rivals[NODES];
                size_t members_count = 0, rivals_count = 0;
                int64_t wanted = 0, places = 0;
                for (int listed = 0; listed < 2; listed++) {
                    CU_ASSERT_EQUAL(locality_allocation_shortage(
                                        g.problem, result, side, position, listed,
                                        listed == side ? members : rivals, NODES,
                                        listed == side ? &members_count : &rivals_count, NULL),
                                    LOCALITY_OK);
                }
                CU_ASSERT_EQUAL(locality_allocation_shortage_size(g.problem, result, side, position,
                                                                  &wanted, &places, NULL),
                                LOCALITY_OK);
                int64_t out = position == LOCALITY_ALLOCATION_EVERYONE
                                  ? (int64_t)locality_allocation_result_unplaced(result, side)
                                  : 1;
                TEST_NUMBER(wanted - places, out);
                int is_rival[NODES] = {0};
                int64_t room = 0;
                for (size_t r = 0; r < rivals_count; r++) {
                    is_rival[rivals[r]] = 1;
                    room += in.most[1 - side][rivals[r]];
                }
                TEST_NUMBER(places, room);
                for (uint32_t p = 0; p < in.pairs; p++) {
                    uint32_t here = side == 0 ? in.row[p] : in.column[p];
                    uint32_t there = side == 0 ? in.column[p] : in.row[p];
                    for (size_t m = 0; m < members_count; m++) {
                        if (members[m] == here && !in.failed[p]) {
                            CU_ASSERT(is_rival[there]);
                            seen++;
                        }
                    }
                }
            }
        }
        locality_allocation_result_free(result);
        locality_allocation_free(g.problem);
    }
    CU_ASSERT(seen > DRAWS);
}

static void stable_answers_are_stable(void) {
    test_random random = {631, 0}, shuffle = {632, 0};
    unsigned differ = 0;

    for (unsigned n = 0; n < 2 * DRAWS; n++) {
        instance in;
        given g;
        instance_draw(&in, &random, KIND_CAPACITIES);
        in.levels = 2;
        for (uint32_t i = 0; i < NODES; i++) {
            in.most[0][i] = 1;
        }
        unsigned set[2] = {0, 0};
        int64_t rank[2] = {0, 0};
        for (int side = 0; side < 2; side++) {
            locality_allocation_result *result = NULL;
            locality_allocation_certificate c;
            locality_error error;
            if (instance_give(&in, side == 0 ? NULL : &shuffle, NULL, &g, &error) != LOCALITY_OK) {
                continue;
            }
            locality_status status = locality_allocation_solve_stable(
                g.problem, side, 1, 2, LOCALITY_ALLOCATION_TIES_BY_ID, &result, &error);
            if (status == LOCALITY_OK) {
                TEST_NUMBER(locality_allocation_result_verdict(result), LOCALITY_ALLOCATION_STABLE);
                locality_allocation_result_certificate(result, &c, &error);
                if (!TEST_ROW(locality_allocation_check_stable(g.problem, &c, 1, 2, &error) ==
                                  LOCALITY_OK,
                              "stable")) {
                    printf("      %s\n", error.message);
                }
                set[side] = set_of(&in, &g, result);
                locality_allocation_result_total(result, 1, &rank[side], NULL);
            }
            locality_allocation_result_free(result);
            locality_allocation_free(g.problem);
        }
        /* The same number of places in both, and candidates as well off at least where they offer. */
        unsigned places[2] = {0, 0};
        for (uint32_t p = 0; p < in.pairs; p++) {
            places[0] += set[0] >> p & 1;
            places[1] += set[1] >> p & 1;
        }
        TEST_NUMBER(places[0], places[1]);
        CU_ASSERT(rank[0] <= rank[1]);
        differ += set[0] != set[1];
    }
    CU_ASSERT(differ > 0);
}

/* ---- Refusals and memory --------------------------------------------------------------------- */

/* Whether a stable allocation is defined: nothing has a minimum, and pins leave room. */
static int can_be_stable(const instance *in) {
    int64_t pins[2][NODES] = {{0}, {0}};
    int can = !in->has_group;

    for (uint32_t p = 0; p < in->pairs; p++) {
        pins[0][in->row[p]] += in->mark[p] == 1;
        pins[1][in->column[p]] += in->mark[p] == 1;
    }
    for (uint32_t v = 0; v < NODES; v++) {
        can &= in->most[0][v] <= 1 && in->least[0][v] == 0 && in->least[1][v] == 0;
        can &= pins[0][v] <= in->most[0][v] && pins[1][v] <= in->most[1][v];
    }
    return can;
}

static locality_status whole_story(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    const instance *in = state;
    locality_allocation_options options = LOCALITY_ALLOCATION_OPTIONS_INIT;
    locality_allocation_result *result = NULL, *stable = NULL;
    locality_allocation_certificate c;
    locality_allocation_case *item = NULL;
    size_t members = 0;
    given g;

    locality_status status = instance_give(in, NULL, allocator, &g, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    options.waive = in->waive;
    status = locality_allocation_solve(g.problem, &options, &result, error);
    if (status == LOCALITY_OK) {
        status = locality_allocation_result_certificate(result, &c, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_allocation_check(g.problem, &c, error);
    }
    if (status == LOCALITY_OK &&
        locality_allocation_result_verdict(result) == LOCALITY_ALLOCATION_OPTIMAL) {
        status = locality_allocation_explain(g.problem, result, 0, &item, error);
        if (status == LOCALITY_OK) {
            status = locality_allocation_shortage(
                g.problem, result, 0, LOCALITY_ALLOCATION_EVERYONE, 0, NULL, 0, &members, error);
            int64_t wanted = 0;
            status = status != LOCALITY_OK
                         ? status
                         : locality_allocation_shortage_size(g.problem, result, 0,
                                                             LOCALITY_ALLOCATION_EVERYONE, &wanted,
                                                             NULL, error);
        }
    }
    if (status == LOCALITY_OK && can_be_stable(in)) {
        status = locality_allocation_solve_stable(g.problem, 0, 1, 1, 1, &stable, error);
    }
    if (status == LOCALITY_OK && stable != NULL) {
        locality_allocation_result_certificate(stable, &c, NULL);
        status = locality_allocation_check_stable(g.problem, &c, 1, 1, error);
    }
    CU_ASSERT((result != NULL) || status != LOCALITY_OK);
    locality_allocation_case_free(item);
    locality_allocation_result_free(stable);
    locality_allocation_result_free(result);
    locality_allocation_free(g.problem);
    return status;
}

static void survives_every_refusal_of_memory(void) {
    test_random random = {641, 0};
    unsigned done = 0;

    for (int kind = 0; done < 12; kind = (kind + 1) % KINDS) {
        instance in;
        instance_draw(&in, &random, kind);
        if (in.rows > 3 && in.columns > 3 && in.pairs > 8 && in.levels > 1) {
            fault_drive("a whole allocation", whole_story, &in, 40);
            done++;
        }
    }
}

static const test_case cases[] = {
    {"forcing a pair, or leaving it out, costs what is said, and the moves lead there",
     explains_every_pair},
    {"a candidate stands as all best allocations say", tells_how_candidates_stand},
    {"a shortage is closed, and too large by those left out",
     shortages_are_too_large_for_their_places},
    {"deferred acceptance is stable, and best for the side that offers", stable_answers_are_stable},
    {"every refusal of memory is borne", survives_every_refusal_of_memory},
};

TEST_MAIN("allocation: explaining", cases)
