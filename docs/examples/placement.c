/* Five people, three posts with four places: who can hold which, and why not otherwise. */
#include <locality.h>
#include <stdio.h>

enum { ASHA, BEN, CORA, DEV, EVE };
enum { ADVICE, CASEWORK, DATA };

static const char *const people[] = {"Asha", "Ben", "Cora", "Dev", "Eve"};
static const char *const posts[] = {"advice", "casework", "data"};
static const int64_t places[] = {1, 2, 1};
static const char *const rules[] = {"LICENCE"};
static const char *const asks[] = {"holds the licence that the post needs"};

/* Who could hold what: grades lost first, then miles to travel. Eve has no licence for data. */
static const uint32_t person[] = {ASHA, ASHA, BEN, CORA, CORA, DEV, DEV, EVE};
static const uint32_t post[] = {ADVICE, CASEWORK, ADVICE, ADVICE, DATA, CASEWORK, DATA, DATA};
static const int64_t cost[][2] = {{0, 2}, {0, 9}, {0, 4}, {0, 1}, {1, 3}, {0, 6}, {0, 5}, {0, 1}};
static const uint64_t fails[] = {0, 0, 0, 0, 0, 0, 0, 1};

static int show_answer(const locality_allocation_result *answer, locality_error *error) {
    locality_allocation_pair pair;
    locality_allocation_unplaced left;
    int64_t filled, grades, miles;

    printf("%s\n", locality_allocation_verdict_name(locality_allocation_result_verdict(answer)));
    for (size_t i = 0; i < locality_allocation_result_pairs(answer); i++) {
        if (locality_allocation_result_pair(answer, i, &pair, error)) {
            return 1;
        }
        printf("  %s: %s\n", pair.candidate_id, pair.demand_id);
    }
    for (size_t i = 0; i < locality_allocation_result_unplaced(answer, 0); i++) {
        if (locality_allocation_result_unplaced_at(answer, 0, i, &left, error)) {
            return 1;
        }
        printf("  %s: no place\n", left.id);
    }
    if (locality_allocation_result_total(answer, LOCALITY_ALLOCATION_COVERAGE, &filled, error) ||
        locality_allocation_result_total(answer, 1, &grades, error) ||
        locality_allocation_result_total(answer, 2, &miles, error)) {
        return 1;
    }
    printf("places filled %d, grades lost %d, miles %d\n", (int)filled, (int)grades, (int)miles);
    return 0;
}

static int show_why(const locality_allocation *problem, const locality_allocation_result *answer,
                    uint32_t who, uint32_t where, locality_error *error) {
    locality_allocation_case *item = NULL;
    locality_allocation_why why;

    int failed = locality_allocation_explain(problem, answer, who, &item, error) ||
                 locality_allocation_case_why(item, where, &why, error);
    if (!failed && why.reason == LOCALITY_ALLOCATION_FAILS) {
        printf("%s, %s: does not meet \"%s\"\n", people[who], posts[where], asks[0]);
    } else if (!failed && why.reason == LOCALITY_ALLOCATION_AT_A_COST) {
        printf("%s, %s: places lost %d, grades lost %d, miles %d\n", people[who], posts[where],
               (int)why.cost[0], (int)why.cost[1], (int)why.cost[2]);
    }
    locality_allocation_case_free(item);
    return failed;
}

int main(void) {
    locality_error error;
    locality_allocation *problem = NULL;
    locality_allocation_result *answer = NULL;
    locality_allocation_certificate proof;
    locality_allocation_side candidates = LOCALITY_ALLOCATION_SIDE_INIT;
    locality_allocation_side demands = LOCALITY_ALLOCATION_SIDE_INIT;
    locality_allocation_pairs pairs = LOCALITY_ALLOCATION_PAIRS_INIT;

    candidates.count = sizeof people / sizeof people[0];
    candidates.id = people;
    demands.count = sizeof posts / sizeof posts[0];
    demands.id = posts;
    demands.most = places;
    pairs.count = sizeof person / sizeof person[0];
    pairs.candidate = person;
    pairs.demand = post;
    pairs.levels = 2;
    pairs.cost = &cost[0][0];
    pairs.candidate_stride = sizeof cost[0];
    pairs.level_stride = sizeof cost[0][0];
    pairs.failed = fails;

    int failed = locality_allocation_new(&candidates, &demands, NULL, &problem, &error) ||
                 locality_allocation_put_pairs(problem, &pairs, &error) ||
                 locality_allocation_put_rules(problem, rules, asks, NULL, 1, &error) ||
                 locality_allocation_solve(problem, NULL, &answer, &error) ||
                 locality_allocation_result_certificate(answer, &proof, &error) ||
                 locality_allocation_check(problem, &proof, &error) ||
                 show_answer(answer, &error) || show_why(problem, answer, ASHA, ADVICE, &error) ||
                 show_why(problem, answer, EVE, DATA, &error);
    if (failed) {
        fprintf(stderr, "%s: %s\n", locality_status_name(error.status), error.message);
    }
    locality_allocation_result_free(answer);
    locality_allocation_free(problem);
    return failed ? 2 : 0;
}
