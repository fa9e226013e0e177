/* CBC: a program in its terms, one call at a time, and what it claims. */
#include "locality-cbc.h"

#include <coin/Cbc_C_Interface.h>
#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_EXACT (INT64_C(1) << 53) /* whole numbers that a double holds */
#define CLOSE 1e-6                    /* how near to a whole number CBC comes */

/* One call at a time in the whole process. */
static pthread_mutex_t in_cbc = PTHREAD_MUTEX_INITIALIZER;

static locality_status fail(locality_error *error, locality_status status, const char *message) {
    if (error != NULL) {
        memset(error, 0, sizeof *error);
        error->status = status;
        snprintf(error->message, sizeof error->message, "%s", message);
    }
    return status;
}

/* ---- Handing it over ------------------------------------------------------------------------- */

/* A program by columns, as CBC takes it. */
typedef struct columns {
    int *start, *row;
    double *by, *low, *high, *cost, *least, *most;
} columns;

static bool is_exact(int64_t value) {
    return value >= -MOST_EXACT && value <= MOST_EXACT;
}

static size_t terms_of(const locality_program *p) {
    return p->rows > 0 ? p->start[p->rows] : 0;
}

static bool fits(const locality_program *p) {
    bool good = p->variables <= INT32_MAX && p->rows <= INT32_MAX && terms_of(p) <= INT32_MAX;

    for (size_t v = 0; v < p->variables && good; v++) {
        good = p->cost == NULL || is_exact(p->cost[v]);
    }
    for (size_t k = 0; k < terms_of(p) && good; k++) {
        good = is_exact(p->coefficient[k]);
    }
    for (size_t r = 0; r < p->rows && good; r++) {
        good = (p->least == NULL || p->least[r] == LOCALITY_PROGRAM_NO_LEAST ||
                is_exact(p->least[r])) &&
               (p->most == NULL || p->most[r] == LOCALITY_PROGRAM_NO_MOST || is_exact(p->most[r]));
    }
    return good;
}

static bool columns_take(columns *c, const locality_program *p) {
    c->start = calloc(p->variables + 2, sizeof *c->start);
    c->row = malloc((terms_of(p) + 1) * sizeof *c->row);
    c->by = malloc((terms_of(p) + 1) * sizeof *c->by);
    c->low = malloc((p->variables + 1) * sizeof *c->low);
    c->high = malloc((p->variables + 1) * sizeof *c->high);
    c->cost = malloc((p->variables + 1) * sizeof *c->cost);
    c->least = malloc((p->rows + 1) * sizeof *c->least);
    c->most = malloc((p->rows + 1) * sizeof *c->most);
    return c->start != NULL && c->row != NULL && c->by != NULL && c->low != NULL &&
           c->high != NULL && c->cost != NULL && c->least != NULL && c->most != NULL;
}

static void columns_give(const columns *c) {
    free(c->start);
    free(c->row);
    free(c->by);
    free(c->low);
    free(c->high);
    free(c->cost);
    free(c->least);
    free(c->most);
}

static void columns_fill(const columns *c, const locality_program *p) {
    for (size_t k = 0; k < terms_of(p); k++) {
        c->start[p->variable[k] + 2]++;
    }
    for (size_t v = 0; v < p->variables; v++) {
        c->start[v + 2] += c->start[v + 1];
        c->low[v] = p->low != NULL ? (double)p->low[v] : 0;
        c->high[v] = p->high != NULL ? (double)p->high[v] : 1;
        c->cost[v] = p->cost != NULL ? (double)p->cost[v] : 0;
    }
    for (size_t r = 0; r < p->rows; r++) {
        bool least = p->least != NULL && p->least[r] != LOCALITY_PROGRAM_NO_LEAST;
        bool most = p->most != NULL && p->most[r] != LOCALITY_PROGRAM_NO_MOST;
        c->least[r] = least ? (double)p->least[r] : -INFINITY;
        c->most[r] = most ? (double)p->most[r] : INFINITY;
        for (size_t k = p->start[r]; k < p->start[r + 1]; k++) {
            int at = c->start[p->variable[k] + 1]++;
            c->row[at] = (int)r;
            c->by[at] = (double)p->coefficient[k];
        }
    }
}

/* ---- What it claims -------------------------------------------------------------------------- */

/* Rounds an answer; false where it is none. */
static bool take_values(const locality_program *p, const double *found, int64_t *value) {
    for (size_t v = 0; v < p->variables; v++) {
        if (found == NULL || !isfinite(found[v]) || fabs(found[v]) > (double)MOST_EXACT) {
            return false;
        }
        value[v] = (int64_t)llround(found[v]);
    }
    return true;
}

static void take_claim(Cbc_Model *model, const locality_program *p, int64_t *value,
                       locality_program_claim *claim) {
    double bound = Cbc_getBestPossibleObjValue(model);
    bool optimal = Cbc_isProvenOptimal(model) != 0;
    bool found = optimal || Cbc_numberSavedSolutions(model) > 0;

    if (Cbc_isProvenInfeasible(model) && !optimal) {
        claim->verdict = LOCALITY_ALLOCATION_INFEASIBLE;
        return;
    }
    if (isfinite(bound) && fabs(bound) < (double)MOST_EXACT && !optimal) {
        claim->has_bound = 1;
        claim->bound = (int64_t)ceil(bound - CLOSE * fmax(1, fabs(bound)));
    }
    if (found && take_values(p, Cbc_getColSolution(model), value)) {
        claim->verdict = optimal ? LOCALITY_ALLOCATION_OPTIMAL : LOCALITY_ALLOCATION_FEASIBLE;
    }
}

static void run(Cbc_Model *model, const locality_program *p, const columns *c,
                const locality_cbc_options *options, uint64_t work_limit, int64_t *value,
                locality_program_claim *claim) {
    char number[32];

    Cbc_setParameter(model, "logLevel", "0");
    /* With its preprocessing CBC 2.10.8 calls answers optimal that are not (20 of 3,000 small random
     * programs); without it, none was found. */
    Cbc_setParameter(model, "preprocess", "off");
    Cbc_setParameter(model, "timeMode", "elapsed");
    Cbc_setParameter(model, "ratioGap", "0");
    Cbc_setParameter(model, "allowableGap", "0");
    if (work_limit > 0) {
        snprintf(number, sizeof number, "%lld",
                 (long long)(work_limit < INT32_MAX ? work_limit : INT32_MAX));
        Cbc_setParameter(model, "maxNodes", number);
    }
    if (options != NULL && options->seconds > 0) {
        snprintf(number, sizeof number, "%lld", (long long)options->seconds);
        Cbc_setParameter(model, "seconds", number);
    }
    Cbc_loadProblem(model, (int)p->variables, (int)p->rows, c->start, c->row, c->by, c->low,
                    c->high, c->cost, c->least, c->most);
    for (size_t v = 0; v < p->variables; v++) {
        Cbc_setInteger(model, (int)v);
    }
    Cbc_solve(model);
    take_claim(model, p, value, claim);
}

static locality_status solve(void *self, const locality_program *program, uint64_t work_limit,
                             int64_t *value, locality_program_claim *claim, locality_error *error) {
    columns c = {0};

    if (!fits(program)) {
        return fail(error, LOCALITY_INVALID,
                    "the program has numbers beyond 2^53, or is too large");
    }
    if (!columns_take(&c, program)) {
        columns_give(&c);
        return fail(error, LOCALITY_NO_MEMORY, "out of memory");
    }
    columns_fill(&c, program);
    pthread_mutex_lock(&in_cbc);
    Cbc_Model *model = Cbc_newModel();
    if (model != NULL) {
        run(model, program, &c, self, work_limit, value, claim);
        Cbc_deleteModel(model);
    }
    pthread_mutex_unlock(&in_cbc);
    columns_give(&c);
    return model != NULL ? LOCALITY_OK : fail(error, LOCALITY_NO_MEMORY, "out of memory");
}

locality_status locality_cbc_solver(const locality_cbc_options *options,
                                    locality_program_solver *out, locality_error *error) {
    locality_program_solver none = LOCALITY_PROGRAM_SOLVER_INIT;
    union {
        const locality_cbc_options *given;
        void *self;
    } kept = {options};

    if (out != NULL) {
        *out = none;
    }
    if (out == NULL || (options != NULL && (options->struct_size < sizeof *options ||
                                            options->reserved != 0 || options->seconds < 0))) {
        return fail(error, LOCALITY_INVALID,
                    out == NULL ? "out is null" : "options has another size, or seconds below 0");
    }
    out->name = "CBC";
    out->self = kept.self;
    out->solve = solve;
    if (error != NULL) {
        memset(error, 0, sizeof *error);
    }
    return LOCALITY_OK;
}
