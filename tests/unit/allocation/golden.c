/* Public and proved instances, where they are there: in the folder that LOCALITY_GOLDEN names. Each value is from the index of its family. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "allocation/network.h"
#include "locality/alternatives.h"
#include "locality/rota.h"
#include "support/harness.h"
#include "unit/allocation/duties.h"
#include "unit/allocation/public.h"

/* Solves, checks the certificate, and gives a total; -1 where anything is wrong. */
static int64_t total_of(const locality_allocation *problem, int32_t method, uint32_t level) {
    locality_allocation_options options = LOCALITY_ALLOCATION_OPTIONS_INIT;
    locality_allocation_certificate c;
    locality_allocation_result *result = NULL;
    int64_t total = -1;

    options.method = method;
    CU_ASSERT_EQUAL(locality_allocation_solve(problem, &options, &result, NULL), LOCALITY_OK);
    TEST_NUMBER(locality_allocation_result_verdict(result), LOCALITY_ALLOCATION_OPTIMAL);
    CU_ASSERT_EQUAL(locality_allocation_result_certificate(result, &c, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_allocation_check(problem, &c, NULL), LOCALITY_OK);
    locality_allocation_result_total(result, level, &total, NULL);
    locality_allocation_result_free(result);
    return total;
}

/* ---- Linear assignment (OR-Library) ---------------------------------------------------------- */

static void assignments_reach_their_values(void) {
    static const struct {
        const char *name;
        int64_t value;
    } rows[] = {{"lap-orlib/assign100.txt", 305},
                {"lap-orlib/assign300.txt", 626},
                {"lap-orlib/assign500.txt", 991},
                {"lap-orlib/assign700.txt", 1362}};

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        size_t n = 0;
        int64_t *cost = read_assignment(rows[k].name, &n);
        if (cost == NULL) {
            continue;
        }
        locality_allocation *problem = problem_new(n, n, NULL);
        put_dense(problem, cost, n);
        for (int32_t method = 0; method <= LOCALITY_ALLOCATION_NETWORK; method++) {
            TEST_NUMBER(total_of(problem, method, 1), rows[k].value);
        }
        locality_allocation_free(problem);
        free(cost);
    }
}

/* ---- Matrices of the families of best lists -------------------------------------------------- */

/* The list of costs that a file holds, against the next best allocations; the best comes first. */
static void check_best_list(const locality_allocation *problem, FILE *file) {
    enum { MOST = 1000 };
    locality_alternatives_options options = LOCALITY_ALTERNATIVES_OPTIONS_INIT;
    locality_allocation_result *result = NULL;
    locality_alternatives *list = NULL;
    int64_t value, total = -1, listed[MOST];
    size_t count = 0;
    int c = fgetc(file);

    while (c != '[') {
        c = fgetc(file);
    }
    while (c != ']' && count < MOST && next_number(file, &value)) {
        listed[count++] = value;
        c = fgetc(file);
    }
    CU_ASSERT_FATAL(count > 1);
    options.most = count - 1;
    CU_ASSERT_EQUAL(locality_allocation_solve(problem, NULL, &result, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_alternatives_find(problem, result, &options, &list, NULL),
                    LOCALITY_OK);
    locality_allocation_result_total(result, 1, &total, NULL);
    TEST_NUMBER(total, listed[0]);
    TEST_NUMBER(locality_alternatives_count(list), count - 1);
    for (size_t k = 1; k < count; k++) {
        locality_allocation_result_total(locality_alternatives_plan(list, k - 1), 1, &total, NULL);
        TEST_NUMBER(total, listed[k]);
    }
    locality_alternatives_free(list);
    locality_allocation_result_free(result);
}

static void best_lists_are_those_of_the_files(void) {
    static const struct {
        const char *name;
        size_t rows, columns;
    } rows[] = {{"kbest/murty1968_10x10.json", 10, 10},
                {"kbest/rect5x12_s4.json", 5, 12},
                {"kbest/rect6x9_s1.json", 6, 9}};

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        FILE *file = open_golden(rows[k].name);
        int64_t cost[120];
        if (file == NULL) {
            continue;
        }
        for (size_t c = 0; c < rows[k].rows * rows[k].columns; c++) {
            cost[c] = number(file);
        }
        locality_allocation *problem = problem_new(rows[k].rows, rows[k].columns, NULL);
        put_dense(problem, cost, rows[k].columns);
        check_best_list(problem, file);
        pclose(file);
        locality_allocation_free(problem);
    }
    size_t n = 0;
    int64_t *cost = read_assignment("lap-orlib/assign100.txt", &n);
    FILE *file = open_golden("kbest/assign100_k50.json");
    if (cost != NULL && file != NULL) {
        locality_allocation *problem = problem_new(n, n, NULL);
        put_dense(problem, cost, n);
        check_best_list(problem, file);
        locality_allocation_free(problem);
    }
    if (file != NULL) {
        pclose(file);
    }
    free(cost);
}

/* ---- Flow (NETGEN) --------------------------------------------------------------------------- */

static void *plain_allocate(void *self, size_t size) {
    (void)self;
    return malloc(size);
}

static void *plain_resize(void *self, void *block, size_t old_size, size_t new_size) {
    (void)self;
    (void)old_size;
    return realloc(block, new_size);
}

static void plain_release(void *self, void *block, size_t size) {
    (void)self;
    (void)size;
    free(block);
}

typedef struct flow {
    loc_network network;
    loc_arc *arc;
    int64_t *cost, *supply, *start;
} flow;

static void read_flow(FILE *file, flow *out) {
    char line[200];
    unsigned long nodes = 0, arcs = 0, node = 0, from = 0, to = 0;
    long low = 0, high = 0, cost = 0;
    size_t count = 0;

    memset(out, 0, sizeof *out);
    while (fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "p min %lu %lu", &nodes, &arcs) == 2) {
            out->arc = calloc(arcs, sizeof *out->arc);
            out->cost = calloc(arcs, sizeof *out->cost);
            out->start = calloc(arcs, sizeof *out->start);
            out->supply = calloc(nodes, sizeof *out->supply);
        } else if (sscanf(line, "n %lu %ld", &node, &low) == 2) {
            out->supply[node - 1] = low;
        } else if (sscanf(line, "a %lu %lu %ld %ld %ld", &from, &to, &low, &high, &cost) == 5) {
            out->arc[count] = (loc_arc){(uint32_t)from - 1, (uint32_t)to - 1, low, high};
            out->start[count] = low;
            out->cost[count++] = cost;
        }
    }
    out->network = (loc_network){(uint32_t)nodes, arcs, out->arc, out->supply, 1, NULL};
}

static void flows_reach_their_values(void) {
    static const struct {
        const char *name;
        int64_t value;
    } rows[] = {{"mcf-netgen/netgen_n100_m800_s300.min.gz", 1151136},
                {"mcf-netgen/netgen_n500_m5000_s302.min.gz", 5495744},
                {"mcf-netgen/netgen_n2000_m20000_s304.min.gz", 16741107}};
    locality_allocator memory = {sizeof memory, 0, NULL, plain_allocate, plain_resize,
                                 plain_release};

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        FILE *file = open_golden(rows[k].name);
        flow f;
        if (file == NULL) {
            continue;
        }
        read_flow(file, &f);
        pclose(file);
        const int64_t *levels[] = {f.cost};
        f.network.cost = levels;
        loc_work work = {.allocator = &memory, .ask = UINT64_MAX};
        int64_t *price = calloc(2 * (size_t)f.network.nodes, sizeof *price), total = 0;
        uint8_t *cut = calloc(f.network.nodes, 1);
        bool is_feasible = false;
        uint32_t done = 0;
        CU_ASSERT(loc_network_solve(&f.network, f.start, price, cut, &is_feasible, &done, &work));
        CU_ASSERT(is_feasible);
        for (size_t a = 0; a < f.network.arcs; a++) {
            int64_t reduced = f.cost[a] + price[f.network.nodes + f.arc[a].from] -
                              price[f.network.nodes + f.arc[a].to];
            total += f.cost[a] * f.start[a];
            CU_ASSERT(reduced >= 0 || f.start[a] == f.arc[a].high);
            CU_ASSERT(reduced <= 0 || f.start[a] == f.arc[a].low);
        }
        TEST_NUMBER(total, rows[k].value);
        free(price), free(cut), free(f.arc), free(f.cost), free(f.start), free(f.supply);
    }
}

/* ---- Sparse pairs ---------------------------------------------------------------------------- */

/* A real restructure: the posts of one year to those of another; leaving a post empty costs 1000 in
 * the value of the index, so that its value is that of most posts filled first. */
static void restructures_reach_their_values(void) {
    static const struct {
        const char *name;
        int64_t value;
    } rows[] = {{"restructure-organogram/hmt_Mar14_Mar15.txt.gz", 1633},
                {"restructure-organogram/dclg_Sep14_Mar17.txt.gz", 274881}};

    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        FILE *file = open_golden(rows[k].name);
        char line[400];
        triples t = {.levels = 1};
        unsigned long people = 0, posts = 0, edges = 0, pool = 0, a = 0, b = 0;
        long cost = 0;
        if (file == NULL) {
            continue;
        }
        while (fgets(line, sizeof line, file) != NULL && line[0] == '#') {
        }
        CU_ASSERT_EQUAL_FATAL(sscanf(line, "%lu %lu %lu %lu", &people, &posts, &edges, &pool), 4);
        for (size_t n = 0; n < people + posts; n++) {
            CU_ASSERT_PTR_NOT_NULL_FATAL(fgets(line, sizeof line, file));
        }
        while (t.count < edges && fgets(line, sizeof line, file) != NULL &&
               sscanf(line, "%lu %lu %ld", &a, &b, &cost) == 3) {
            triples_add(&t, (uint32_t)a, (uint32_t)b, cost, 0);
        }
        pclose(file);
        TEST_NUMBER(t.count, edges);
        locality_allocation *problem = problem_new(people, posts, NULL);
        triples_put(&t, problem);
        int64_t placed = total_of(problem, 0, 0);
        TEST_NUMBER(total_of(problem, 0, 1) + ((int64_t)people - placed) * (int64_t)pool,
                    rows[k].value);
        locality_allocation_free(problem);
        triples_free(&t);
    }
}

/* 4,000 people and 35 posts with places: as many in every stable allocation, and more at most. */
static void stable_and_largest_stand_side_by_side(void) {
    FILE *file = open_golden("hr/hr4000.txt");
    static char line[60000];
    unsigned long people = 0, posts = 0;
    if (file == NULL) {
        return;
    }
    CU_ASSERT_PTR_NOT_NULL_FATAL(fgets(line, sizeof line, file));
    CU_ASSERT_EQUAL_FATAL(sscanf(line, "%lu %lu", &people, &posts), 2);
    int64_t most[64] = {0};
    int64_t *rank = calloc(people * posts, sizeof *rank),
            *theirs = calloc(people * posts, sizeof *rank);
    for (size_t i = 0; i < people + posts; i++) {
        CU_ASSERT_PTR_NOT_NULL_FATAL(fgets(line, sizeof line, file));
        char *at = line;
        int64_t liked = 0;
        if (i >= people) {
            most[i - people] = strtol(line, &at, 10);
            at = strchr(at, ':') + 1;
        }
        for (char *end = at;; at = end) {
            size_t other = (size_t)strtol(at, &end, 10);
            if (end == at) {
                break;
            }
            liked++;
            if (i < people) {
                rank[i * posts + other] = liked;
            } else {
                theirs[other * posts + i - people] = liked;
            }
        }
    }
    pclose(file);
    triples t = {.levels = 2};
    for (uint32_t i = 0; i < people; i++) {
        for (uint32_t j = 0; j < posts; j++) {
            if (rank[i * posts + j] > 0 && theirs[i * posts + j] > 0) {
                triples_add(&t, i, j, rank[i * posts + j], theirs[i * posts + j]);
            }
        }
    }
    locality_allocation *problem = problem_new(people, posts, most);
    triples_put(&t, problem);
    for (int32_t side = 0; side < 2; side++) {
        locality_allocation_result *result = NULL;
        locality_allocation_certificate c;
        CU_ASSERT_EQUAL_FATAL(locality_allocation_solve_stable(problem, side, 1, 2,
                                                               LOCALITY_ALLOCATION_REFUSE_TIES,
                                                               &result, NULL),
                              LOCALITY_OK);
        TEST_NUMBER(locality_allocation_result_pairs(result), 3666);
        locality_allocation_result_certificate(result, &c, NULL);
        CU_ASSERT_EQUAL(locality_allocation_check_stable(problem, &c, 1, 2, NULL), LOCALITY_OK);
        locality_allocation_result_free(result);
    }
    TEST_NUMBER(total_of(problem, 0, 0), 3705);
    locality_allocation_free(problem);
    triples_free(&t);
    free(rank);
    free(theirs);
}

/* ---- Rotas ----------------------------------------------------------------------------------- */

/* A whole file as text; null where it is not there. */
static char *read_text(const char *name) {
    FILE *file = open_golden(name);
    size_t size = 0, room = 1 << 20;
    char *text = file != NULL ? malloc(room) : NULL;

    if (text != NULL) {
        size = fread(text, 1, room - 1, file);
        text[size] = 0;
    }
    if (file != NULL) {
        pclose(file);
    }
    return text;
}

static void rotas_reach_their_values(void) {
    static duty d;

    for (size_t k = 0; k < DUTIES; k++) {
        char *text = read_text(duty_rows[k].name);
        if (text == NULL) {
            continue;
        }
        duty_read(&d, text);
        TEST_NUMBER(duty_best(&d, UINT64_C(1) << 27, NULL), duty_rows[k].value);
        free(text);
    }
}

static const test_case cases[] = {
    {"linear assignments of the OR-Library reach their values, by every method",
     assignments_reach_their_values},
    {"the lists of best costs are those of the files", best_lists_are_those_of_the_files},
    {"rotas reach their values", rotas_reach_their_values},
    {"flows reach their values, with prices that prove them", flows_reach_their_values},
    {"real restructures reach their values", restructures_reach_their_values},
    {"a stable allocation and the largest one stand side by side",
     stable_and_largest_stand_side_by_side},
};

int main(void) {
    if (getenv("LOCALITY_GOLDEN") == NULL) {
        printf("allocation: public instances: skipped: no reference cases (LOCALITY_GOLDEN)\n");
        return 77;
    }
    return test_main("allocation: public instances", cases, TEST_COUNT(cases));
}
