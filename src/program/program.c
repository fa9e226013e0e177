/* Program: the border of integer programs. Judges what is asked, has it solved here or elsewhere, and
 * verifies what comes back. */
#include "program/program.h"

#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include "base/wide.h"
#include "schema/schema.h"

#define WORK_UNLESS_TOLD (UINT64_C(1) << 32)
#define BYTES_UNLESS_TOLD (UINT64_C(1) << 26)
#define MOST_VALUE (INT64_C(1) << 31)
#define MOST_COEFFICIENT (INT64_C(1) << 60)

/* ---- What is asked --------------------------------------------------------------------------- */

static bool within(int64_t value, int64_t most) {
    return value >= -most && value <= most;
}

static locality_status check_variables(const locality_program *p, locality_error *error) {
    for (size_t v = 0; v < p->variables; v++) {
        if (loc_program_low(p, v) > loc_program_high(p, v) ||
            !within(loc_program_low(p, v), MOST_VALUE) ||
            !within(loc_program_high(p, v), MOST_VALUE) ||
            (p->cost != NULL && !within(p->cost[v], MOST_COEFFICIENT))) {
            return loc_fail(error, LOCALITY_INVALID,
                            "variable %zu: its bounds are turned round or too far, or its cost is",
                            v);
        }
    }
    return LOCALITY_OK;
}

static locality_status check_rows(const locality_program *p, locality_error *error) {
    if (p->rows > 0 && (p->start == NULL || p->start[0] != 0)) {
        return loc_fail(error, LOCALITY_INVALID, "the sums do not begin at term 0");
    }
    for (size_t r = 0; r < p->rows; r++) {
        if (p->start[r] > p->start[r + 1] ||
            (p->least != NULL && p->most != NULL && p->least[r] > p->most[r])) {
            return loc_fail(error, LOCALITY_INVALID, "sum %zu: its bounds are turned round", r);
        }
    }
    size_t terms = p->rows > 0 ? p->start[p->rows] : 0;
    if (terms > 0 && (p->variable == NULL || p->coefficient == NULL)) {
        return loc_fail_null(error, "variable or coefficient");
    }
    for (size_t k = 0; k < terms; k++) {
        if (p->variable[k] >= p->variables || !within(p->coefficient[k], MOST_COEFFICIENT)) {
            return loc_fail(error, LOCALITY_INVALID,
                            "term %zu: no such variable, or its coefficient is too large", k);
        }
    }
    return LOCALITY_OK;
}

locality_status loc_program_take(const locality_program *program, locality_program *out,
                                 locality_error *error) {
    locality_program in = LOCALITY_PROGRAM_INIT;

    if (program == NULL) {
        return loc_fail_null(error, "program");
    }
    if (!loc_struct_take(&in, sizeof in, program, program->struct_size, sizeof in) ||
        in.variables > UINT32_MAX) {
        return loc_fail(error, LOCALITY_INVALID,
                        "program.struct_size is not that of locality_program, or it is too large");
    }
    locality_status status = check_variables(&in, error);
    status = status == LOCALITY_OK ? check_rows(&in, error) : status;
    *out = in;
    return status;
}

locality_status loc_program_take_options(const locality_program_options *options,
                                         locality_program_options *out, locality_error *error) {
    locality_program_options in = LOCALITY_PROGRAM_OPTIONS_INIT;

    if (options != NULL && !loc_struct_take(&in, sizeof in, options, options->struct_size,
                                            offsetof(locality_program_options, proof_limit))) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_program_options");
    }
    *out = in;
    return LOCALITY_OK;
}

/* ---- Verifying ------------------------------------------------------------------------------- */

static locality_status verify(const locality_program *p, const int64_t *value, int64_t *objective,
                              locality_error *error) {
    loc_wide cost = 0;

    for (size_t v = 0; v < p->variables; v++) {
        if (value[v] < loc_program_low(p, v) || value[v] > loc_program_high(p, v)) {
            return loc_fail(error, LOCALITY_CONFLICT, "variable %zu is %" PRId64 ", out of bounds",
                            v, value[v]);
        }
        cost += p->cost != NULL ? (loc_wide)p->cost[v] * value[v] : 0;
    }
    for (size_t r = 0; r < p->rows; r++) {
        loc_wide sum = 0;
        for (size_t k = p->start[r]; k < p->start[r + 1]; k++) {
            sum += (loc_wide)p->coefficient[k] * value[p->variable[k]];
        }
        if ((p->least != NULL && p->least[r] != LOCALITY_PROGRAM_NO_LEAST && sum < p->least[r]) ||
            (p->most != NULL && p->most[r] != LOCALITY_PROGRAM_NO_MOST && sum > p->most[r])) {
            return loc_fail(error, LOCALITY_CONFLICT, "sum %zu is out of bounds", r);
        }
    }
    if (cost > INT64_MAX || cost < INT64_MIN) {
        return loc_fail(error, LOCALITY_OVERFLOW, "the cost leaves 64 bits");
    }
    *objective = (int64_t)cost;
    return LOCALITY_OK;
}

locality_status locality_program_check(const locality_program *program, const int64_t *value,
                                       int64_t *objective, locality_error *error) {
    locality_program in = LOCALITY_PROGRAM_INIT;
    int64_t cost = 0;

    if (objective != NULL) {
        *objective = 0;
    }
    locality_status status = loc_program_take(program, &in, error);
    if (status == LOCALITY_OK && value == NULL && in.variables > 0) {
        status = loc_fail_null(error, "value");
    }
    if (status == LOCALITY_OK) {
        status = verify(&in, value, &cost, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    if (objective != NULL) {
        *objective = cost;
    }
    return loc_ok(error);
}

/* ---- Solving --------------------------------------------------------------------------------- */

static void set_name(locality_program_outcome *outcome, const char *name) {
    size_t length = strlen(name);

    length = length < LOCALITY_PROGRAM_NAME ? length : LOCALITY_PROGRAM_NAME - 1;
    memcpy(outcome->proved_by, name, length);
}

static bool has_answer(int32_t verdict) {
    return verdict == LOCALITY_ALLOCATION_OPTIMAL || verdict == LOCALITY_ALLOCATION_FEASIBLE;
}

/* Takes a claim once its answer is verified. */
static locality_status judge(const locality_program *p, const locality_program_claim *claim,
                             int64_t *value, locality_program_outcome *out, locality_error *error) {
    out->verdict = claim->verdict;
    out->has_bound = claim->has_bound;
    out->bound = claim->bound;
    if (!has_answer(claim->verdict)) {
        for (size_t k = 0; k < p->variables; k++) {
            value[k] = 0;
        }
        return LOCALITY_OK;
    }
    locality_status status = verify(p, value, &out->objective, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (claim->has_bound && out->objective < claim->bound) {
        return loc_fail(error, LOCALITY_CONFLICT,
                        "the answer costs %" PRId64 ", less than %" PRId64
                        ", which is claimed to be the lowest cost",
                        out->objective, claim->bound);
    }
    if (claim->verdict == LOCALITY_ALLOCATION_OPTIMAL) {
        out->has_bound = 1;
        out->bound = out->objective;
    }
    return LOCALITY_OK;
}

static locality_status solve_elsewhere(const locality_program *p,
                                       const locality_program_solver *solver, uint64_t limit,
                                       int64_t *value, locality_program_outcome *out,
                                       locality_error *error) {
    locality_program_claim claim = {LOCALITY_ALLOCATION_UNKNOWN, 0, 0};

    locality_status status = solver->solve(solver->self, p, limit, value, &claim, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (claim.verdict < LOCALITY_ALLOCATION_UNKNOWN ||
        claim.verdict > LOCALITY_ALLOCATION_FEASIBLE) {
        return loc_fail(error, LOCALITY_CONFLICT, "the solver claims verdict %d, which is none",
                        (int)claim.verdict);
    }
    set_name(out, solver->name);
    return judge(p, &claim, value, out, error);
}

static locality_status solve_here(const locality_program *p, const locality_program_options *in,
                                  const locality_allocator *memory, int64_t *value,
                                  locality_program_outcome *out, loc_proof *proof,
                                  locality_error *error) {
    locality_program_claim claim = {LOCALITY_ALLOCATION_UNKNOWN, 0, 0};
    loc_work work = {.allocator = memory,
                     .limit = in->work_limit != 0 ? in->work_limit : WORK_UNLESS_TOLD,
                     .progress = in->progress,
                     .self = in->progress_self};

    bool done = loc_program_search(p, value, &claim, proof, &work);
    out->work = work.done;
    if (!done && (work.stop == LOC_STOP_MEMORY || work.stop == LOC_STOP_CANCELLED)) {
        return loc_work_failed(&work, error);
    }
    set_name(out, "locality");
    return judge(p, &claim, value, out, error);
}

/* Solves; with `proof` where that is wanted, which is left to the caller on failure too. */
static locality_status solve(const locality_program *program, const locality_program_solver *solver,
                             const locality_program_options *options, int64_t *value,
                             locality_program_outcome *outcome, locality_program_proof **proof,
                             const locality_allocator *allocator, locality_error *error) {
    locality_program in = LOCALITY_PROGRAM_INIT;
    locality_program_options how = LOCALITY_PROGRAM_OPTIONS_INIT;
    locality_program_solver who = LOCALITY_PROGRAM_SOLVER_INIT;
    locality_program_outcome found = {0};
    locality_allocator memory;

    if (outcome != NULL) {
        memset(outcome, 0, sizeof *outcome);
    }
    if (program == NULL || value == NULL || outcome == NULL) {
        return loc_fail_null(error, program == NULL ? "program"
                                    : value == NULL ? "value"
                                                    : "outcome");
    }
    locality_status status = loc_program_take(program, &in, error);
    if (status == LOCALITY_OK) {
        status = loc_program_take_options(options, &how, error);
    }
    if (status == LOCALITY_OK && solver != NULL &&
        (!loc_struct_take(&who, sizeof who, solver, solver->struct_size, sizeof who) ||
         who.name == NULL || who.name[0] == 0 || who.solve == NULL)) {
        return loc_fail(error, LOCALITY_INVALID, "the solver has no name or no function");
    }
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status == LOCALITY_OK && proof != NULL) {
        *proof = loc_program_proof_new(&memory, how.proof_limit);
        status = *proof != NULL ? LOCALITY_OK : loc_fail_memory(error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    for (size_t k = 0; k < in.variables; k++) {
        value[k] = 0;
    }
    status = solver != NULL ? solve_elsewhere(&in, &who, how.work_limit, value, &found, error)
                            : solve_here(&in, &how, &memory, value, &found,
                                         proof != NULL ? &(*proof)->of : NULL, error);
    if (status != LOCALITY_OK) {
        memset(value, 0, in.variables * sizeof *value);
        return status;
    }
    *outcome = found;
    return loc_ok(error);
}

locality_status locality_program_solve(const locality_program *program,
                                       const locality_program_solver *solver,
                                       const locality_program_options *options, int64_t *value,
                                       locality_program_outcome *outcome,
                                       const locality_allocator *allocator, locality_error *error) {
    return solve(program, solver, options, value, outcome, NULL, allocator, error);
}

locality_status locality_program_prove(const locality_program *program,
                                       const locality_program_options *options, int64_t *value,
                                       locality_program_outcome *outcome,
                                       locality_program_proof **proof,
                                       const locality_allocator *allocator, locality_error *error) {
    if (outcome != NULL) {
        memset(outcome, 0, sizeof *outcome);
    }
    if (proof == NULL) {
        return loc_fail_null(error, "proof");
    }
    *proof = NULL;
    locality_status status = solve(program, NULL, options, value, outcome, proof, allocator, error);
    if (status != LOCALITY_OK) {
        locality_program_proof_free(*proof);
        *proof = NULL;
    }
    return status;
}

/* ---- Proofs ---------------------------------------------------------------------------------- */

locality_program_proof *loc_program_proof_new(const locality_allocator *memory, uint64_t most) {
    locality_program_proof *proof = loc_allocate(memory, 1, sizeof *proof);

    if (proof != NULL) {
        proof->memory = *memory;
        proof->of.memory = &proof->memory;
        proof->of.most = (size_t)(most != 0 ? most : BYTES_UNLESS_TOLD);
    }
    return proof;
}

void locality_program_proof_free(locality_program_proof *proof) {
    if (proof != NULL) {
        locality_allocator memory = proof->memory;
        loc_proof_clear(&proof->of);
        loc_release(&memory, proof, 1, sizeof *proof);
    }
}

const uint8_t *locality_program_proof_bytes(const locality_program_proof *proof) {
    return proof == NULL ? NULL : proof->of.byte;
}

size_t locality_program_proof_length(const locality_program_proof *proof) {
    return proof == NULL ? 0 : proof->of.length;
}
