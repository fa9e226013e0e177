/* Which savings to carry out for 240,000 pounds, what changes at 260,000, and why one of them is not in. */
#include <locality.h>
#include <stdio.h>

enum { CONTACT, DEPOT_SHARE, DEPOT_CLOSE, FLEET, LIBRARIES, LIGHTING, OFFICES, RECORDS, PROPOSALS };

static const char *const names[] = {"contact centre", "depot shared", "depot closed", "fleet",
                                    "libraries",      "lighting",     "offices",      "records"};
/* Thousands of pounds: saved every year, and spent once to get there. */
static const int64_t saving[] = {41, 38, 67, 29, 34, 45, 58, 22};
static const int64_t spend[] = {60, 55, 120, 35, 52, 64, 96, 30};
/* The depot is shared or closed, not both. */
#define NONE LOCALITY_SELECTION_NO_GROUP
static const uint32_t group[] = {NONE, 0, 0, NONE, NONE, NONE, NONE, NONE};
static const int64_t envelope[] = {240};

static void show(const char *words, const locality_selection_point *point, const uint8_t *taken) {
    printf("%s %d: saves %d a year\n ", words, (int)point->envelope, (int)point->value);
    for (int i = 0; i < PROPOSALS; i++) {
        if (taken[i]) {
            printf(" %s;", names[i]);
        }
    }
    printf("\n");
}

/* The best plans up to an envelope, from a first one on. */
static int show_frontier(const locality_selection_problem *asked, int64_t from, int64_t to,
                         locality_error *error) {
    locality_selection_problem wider = *asked;
    locality_selection_frontier *plans = NULL;
    locality_selection_point point;
    uint8_t taken[PROPOSALS];
    size_t at = 0;

    wider.most = &to;
    int failed = locality_selection_frontier_find(&wider, NULL, &plans, NULL, error) ||
                 locality_selection_frontier_best(plans, from, &at, error);
    for (; !failed && at < locality_selection_frontier_count(plans); at++) {
        failed = locality_selection_frontier_at(plans, at, &point, error) ||
                 locality_selection_frontier_plan(plans, at, taken, error);
        if (!failed) {
            show("from", &point, taken);
        }
    }
    if (!failed && locality_selection_frontier_next(plans, &point, error) == LOCALITY_OK) {
        printf("the next change: %d at %d\n", (int)point.value, (int)point.envelope);
    }
    locality_selection_frontier_free(plans);
    return failed;
}

/* What the last of the best plans up to an envelope saves. */
static int best_up_to(const locality_selection_frontier *plans, int64_t end,
                      locality_selection_point *point, locality_error *error) {
    size_t at = 0;

    return locality_selection_frontier_best(plans, end, &at, error) ||
           locality_selection_frontier_at(plans, at, point, error);
}

/* The envelope from which on no plan without a proposal is as good, however much there is. */
static int show_entry(const locality_selection_problem *asked, uint32_t which,
                      locality_error *error) {
    locality_selection_problem all = *asked, without;
    locality_selection_frontier *plans = NULL, *others = NULL;
    locality_selection_point point = {0, 0}, other = {0, 0};
    uint8_t fixed[PROPOSALS] = {0};
    int64_t entry = INT64_MAX, end = 0;

    all.most = NULL;
    without = all;
    fixed[which] = LOCALITY_SELECTION_OUT;
    without.fixed = fixed;
    int failed = locality_selection_frontier_find(&all, NULL, &plans, NULL, error) ||
                 locality_selection_frontier_find(&without, NULL, &others, NULL, error);
    if (!failed) {
        end = locality_selection_frontier_reach(others);
    }
    /* From the dearest plan down, each up to where the next one begins. */
    for (size_t at = locality_selection_frontier_count(plans); !failed && at > 0; at--) {
        failed = locality_selection_frontier_at(plans, at - 1, &point, error) ||
                 best_up_to(others, end, &other, error);
        if (failed || other.value == point.value) {
            break;
        }
        entry = point.envelope;
        end = point.envelope - 1;
    }
    if (!failed && entry < INT64_MAX) {
        printf("from %d on no plan without %s is as good\n", (int)entry, names[which]);
    }
    locality_selection_frontier_free(plans);
    locality_selection_frontier_free(others);
    return failed;
}

static int show_why(const locality_selection_problem *asked, const uint8_t *taken, uint32_t which,
                    locality_error *error) {
    locality_selection_why why;

    if (locality_selection_explain(asked, NULL, taken, which, NULL, &why, NULL, error)) {
        return 1;
    }
    const char *word = why.is_taken ? "without" : "with";
    if (why.turn == LOCALITY_SELECTION_AT_A_COST) {
        printf("%s %s: %d less a year\n", word, names[which], (int)why.cost);
    } else if (why.turn == LOCALITY_SELECTION_AS_GOOD) {
        printf("%s %s: just as good\n", word, names[which]);
    }
    return 0;
}

int main(void) {
    locality_selection_problem asked = LOCALITY_SELECTION_PROBLEM_INIT;
    locality_selection_outcome outcome;
    locality_selection_point point;
    uint8_t taken[PROPOSALS];
    int64_t price[1], bound;
    locality_error error;

    asked.proposals = PROPOSALS;
    asked.id = names;
    asked.value = saving;
    asked.budgets = 1;
    asked.use = spend;
    asked.most = envelope;
    asked.group = group;
    asked.groups = 1;

    int failed = locality_selection_solve(&asked, NULL, taken, price, &outcome, NULL, &error) ||
                 locality_selection_check(&asked, taken, NULL, NULL, &error) ||
                 locality_selection_bound(&asked, price, &bound, NULL, &error);
    if (!failed) {
        printf("%s; prices alone prove that nothing saves more than %d\n",
               locality_allocation_verdict_name(outcome.verdict), (int)bound);
        point = (locality_selection_point){envelope[0], outcome.value};
        show("for", &point, taken);
        failed = show_why(&asked, taken, LIBRARIES, &error) ||
                 show_why(&asked, taken, DEPOT_CLOSE, &error) ||
                 show_frontier(&asked, 240, 260, &error) || show_entry(&asked, DEPOT_CLOSE, &error);
    }
    if (failed) {
        fprintf(stderr, "%s: %s\n", locality_status_name(error.status), error.message);
    }
    return failed ? 2 : 0;
}
