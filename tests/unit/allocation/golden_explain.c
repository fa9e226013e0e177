/* Explanations on public and proved instances, where they are there: what a pair costs against solving again, and
 * who competes for too little against the sets that were planted. */
#include "unit/allocation/public.h"

/* ---- With a pair, and without it (assign100) -------------------------------------------------- */

typedef struct question {
    locality_allocation *problem, *again; /* `again` is changed, and solved anew */
    locality_allocation_result *result;
    int64_t *cost;
    size_t n;
} question;

static int open_question(question *q) {
    memset(q, 0, sizeof *q);
    q->cost = read_assignment("lap-orlib/assign100.txt", &q->n);
    if (q->cost == NULL) {
        return 0;
    }
    q->problem = problem_new(q->n, q->n, NULL);
    q->again = problem_new(q->n, q->n, NULL);
    put_dense(q->problem, q->cost, q->n);
    CU_ASSERT_EQUAL_FATAL(locality_allocation_solve(q->problem, NULL, &q->result, NULL),
                          LOCALITY_OK);
    return 1;
}

static void close_question(question *q) {
    locality_allocation_result_free(q->result);
    locality_allocation_free(q->problem);
    locality_allocation_free(q->again);
    free(q->cost);
}

/* Places left empty and the total, where a pair is pinned, or forbidden. */
static void solve_again(const question *q, uint32_t i, uint32_t j, int pinned, int64_t *empty,
                        int64_t *total) {
    locality_allocation_result *result = NULL;

    put_dense(q->again, q->cost, q->n);
    CU_ASSERT_EQUAL(pinned ? locality_allocation_pin(q->again, i, j, NULL, NULL)
                           : locality_allocation_forbid(q->again, i, j, NULL, NULL),
                    LOCALITY_OK);
    CU_ASSERT_EQUAL_FATAL(locality_allocation_solve(q->again, NULL, &result, NULL), LOCALITY_OK);
    *empty = (int64_t)q->n - (int64_t)locality_allocation_result_pairs(result);
    CU_ASSERT_EQUAL(locality_allocation_result_total(result, 1, total, NULL), LOCALITY_OK);
    locality_allocation_result_free(result);
}

/* Asks of every pair, those that are held alone or all others, and compares; gives how many. */
static size_t compare_prices(const question *q, int held) {
    size_t asked = 0;

    for (uint32_t i = 0; i < q->n; i++) {
        locality_allocation_case *item = NULL;
        CU_ASSERT_EQUAL_FATAL(locality_allocation_explain(q->problem, q->result, i, &item, NULL),
                              LOCALITY_OK);
        for (uint32_t j = 0; j < q->n; j++) {
            locality_allocation_why why;
            int64_t empty = -1, total = -1;
            CU_ASSERT_EQUAL(locality_allocation_case_why(item, j, &why, NULL), LOCALITY_OK);
            if ((why.reason == LOCALITY_ALLOCATION_HELD) != held) {
                continue;
            }
            solve_again(q, i, j, !held, &empty, &total);
            TEST_NUMBER(empty, why.cost[0]);
            TEST_NUMBER(total, 305 + why.cost[1]);
            asked++;
        }
        locality_allocation_case_free(item);
    }
    return asked;
}

static void forcing_costs_what_is_said(void) {
    question q;

    if (open_question(&q)) {
        TEST_NUMBER(compare_prices(&q, 0), 9900);
        close_question(&q);
    }
}

static void forbidding_costs_what_is_said(void) {
    question q;

    if (open_question(&q)) {
        TEST_NUMBER(compare_prices(&q, 1), 100);
        close_question(&q);
    }
}

/* ---- Who competes for too little (explain-hall) ----------------------------------------------- */

typedef struct numbers {
    uint32_t *at;
    size_t count, capacity;
} numbers;

static void numbers_add(numbers *list, uint32_t number) {
    if (list->count == list->capacity) {
        list->capacity = 2 * list->capacity + 100;
        list->at = realloc(list->at, list->capacity * sizeof *list->at);
    }
    list->at[list->count++] = number;
}

static int numbers_hold(const numbers *list, uint32_t number) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->at[i] == number) {
            return 1;
        }
    }
    return 0;
}

static int numbers_within(const numbers *part, const numbers *whole) {
    for (size_t i = 0; i < part->count; i++) {
        if (!numbers_hold(whole, part->at[i])) {
            return 0;
        }
    }
    return 1;
}

/* The next list in brackets of a file. */
static void numbers_read(numbers *list, FILE *file) {
    int64_t value = 0;
    int c = fgetc(file), open = 0;

    for (list->count = 0; c != '[' && c != EOF;) {
        c = fgetc(file);
    }
    for (c = fgetc(file); c != EOF; c = fgetc(file)) {
        if (c >= '0' && c <= '9') {
            value = 10 * value + (c - '0');
            open = 1;
        } else if (open) {
            numbers_add(list, (uint32_t)value);
            value = open = 0;
        }
        if (c == ']') {
            return;
        }
    }
}

/* People, the posts they may have, and the set that was planted with all it can have. */
typedef struct crowd {
    size_t people, posts;
    triples may;
    numbers planted, neighbours;
} crowd;

static int read_crowd(crowd *c, const char *name) {
    FILE *file = open_golden(name);
    numbers list = {0};

    memset(c, 0, sizeof *c);
    if (file == NULL) {
        return 0;
    }
    c->people = (size_t)number(file);
    c->posts = (size_t)number(file);
    for (int k = fgetc(file); k != '[';) { /* the bracket around all lists */
        k = fgetc(file);
    }
    for (uint32_t i = 0; i < c->people; i++) {
        numbers_read(&list, file);
        for (size_t k = 0; k < list.count; k++) {
            triples_add(&c->may, i, list.at[k], 0, 0);
        }
    }
    numbers_read(&c->planted, file);
    numbers_read(&c->neighbours, file);
    pclose(file);
    free(list.at);
    return 1;
}

static void free_crowd(crowd *c) {
    triples_free(&c->may);
    free(c->planted.at);
    free(c->neighbours.at);
}

static void list_shortage(const locality_allocation *problem,
                          const locality_allocation_result *result, int32_t listed, numbers *out) {
    CU_ASSERT_EQUAL(locality_allocation_shortage(problem, result, 0, LOCALITY_ALLOCATION_EVERYONE,
                                                 listed, NULL, 0, &out->count, NULL),
                    LOCALITY_OK);
    out->at = malloc((out->count + 1) * sizeof *out->at);
    CU_ASSERT_EQUAL(locality_allocation_shortage(problem, result, 0, LOCALITY_ALLOCATION_EVERYONE,
                                                 listed, out->at, out->count, NULL, NULL),
                    LOCALITY_OK);
}

/* Whether the posts are all that the people may have, and no others. */
static int is_all_they_may_have(const crowd *c, const numbers *people, const numbers *posts) {
    numbers wanted = {0};

    for (size_t k = 0; k < c->may.count; k++) {
        if (numbers_hold(people, c->may.candidate[k])) {
            numbers_add(&wanted, c->may.demand[k]);
        }
    }
    int good = numbers_within(&wanted, posts) && numbers_within(posts, &wanted);
    free(wanted.at);
    return good;
}

/* `whole`: nobody competes but those who were planted; else others compete as well. */
static void check_crowd(const char *name, int64_t deficiency, int whole) {
    crowd c;
    numbers people = {0}, posts = {0};
    locality_allocation_result *result = NULL;
    int64_t wanted = 0, places = 0;

    if (!read_crowd(&c, name)) {
        return;
    }
    locality_allocation *problem = problem_new(c.people, c.posts, NULL);
    triples_put(&c.may, problem);
    CU_ASSERT_EQUAL_FATAL(locality_allocation_solve(problem, NULL, &result, NULL), LOCALITY_OK);
    TEST_NUMBER((int64_t)c.people - (int64_t)locality_allocation_result_pairs(result), deficiency);
    list_shortage(problem, result, 0, &people);
    list_shortage(problem, result, 1, &posts);
    CU_ASSERT_EQUAL(locality_allocation_shortage_size(
                        problem, result, 0, LOCALITY_ALLOCATION_EVERYONE, &wanted, &places, NULL),
                    LOCALITY_OK);
    TEST_NUMBER(wanted, (int64_t)people.count);
    TEST_NUMBER(places, (int64_t)posts.count);
    TEST_NUMBER(wanted - places, deficiency);
    TEST_ROW(is_all_they_may_have(&c, &people, &posts), name);
    TEST_ROW(c.planted.count > 0 && numbers_within(&c.planted, &people), name);
    TEST_ROW(c.neighbours.count > 0 && numbers_within(&c.neighbours, &posts), name);
    TEST_ROW(!whole ||
                 (numbers_within(&people, &c.planted) && numbers_within(&posts, &c.neighbours)),
             name);
    locality_allocation_result_free(result);
    locality_allocation_free(problem);
    free(people.at);
    free(posts.at);
    free_crowd(&c);
}

static void shortages_are_those_that_were_planted(void) {
    check_crowd("explain-hall/hall_n20_m22_d1_s40.json", 1, 1);
    check_crowd("explain-hall/hall_n200_m210_d3_s42.json", 3, 1);
    check_crowd("explain-hall/hall_n2000_m2050_d5_s44.json", 15, 0);
}

static const test_case cases[] = {
    {"forcing each pair of assign100 that is not held costs what was said",
     forcing_costs_what_is_said},
    {"forbidding each pair of assign100 that is held costs what was said",
     forbidding_costs_what_is_said},
    {"those who compete for too little are those who were planted",
     shortages_are_those_that_were_planted},
};

int main(void) {
    if (getenv("LOCALITY_GOLDEN") == NULL) {
        printf("allocation: public explanations: skipped: no reference cases (LOCALITY_GOLDEN)\n");
        return 77;
    }
    return test_main("allocation: public explanations", cases, TEST_COUNT(cases));
}
