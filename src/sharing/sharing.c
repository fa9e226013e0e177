/* Sharing: the border. What is asked is read, searched, and given back in the caller's order. */
#include "sharing/sharing.h"

#include <stddef.h>
#include <string.h>

#include "base/wide.h"
#include "schema/schema.h"

#define WORK_UNLESS_TOLD (UINT64_C(1) << 34)
#define BYTES_UNLESS_TOLD (UINT64_C(1) << 26)

struct locality_sharing_proof {
    locality_allocator memory;
    loc_sharing_proof of;
};

static locality_status search(loc_sharing_reader *r, const locality_sharing_options *in,
                              uint32_t *agent, int64_t *price, locality_sharing_outcome *out,
                              loc_sharing_proof *proof, locality_error *error) {
    loc_work work = {.allocator = r->memory,
                     .limit = in->work_limit != 0 ? in->work_limit : WORK_UNLESS_TOLD,
                     .progress = in->progress,
                     .self = in->progress_self};
    size_t jobs = r->in->jobs;

    if (!loc_sharing_fits(&r->s)) {
        out->verdict = LOCALITY_ALLOCATION_OVERFLOW;
        return LOCALITY_OK;
    }
    uint32_t *found = loc_allocate(r->memory, jobs, sizeof *found);
    int64_t *asked = loc_allocate(r->memory, jobs, sizeof *asked);
    bool done = found != NULL && asked != NULL &&
                loc_sharing_search(&r->s, found, asked, out, proof, &work);
    for (uint32_t j = 0; done && agent != NULL && j < r->s.jobs; j++) {
        uint32_t to = r->names->side[1].given[j];
        bool has = out->verdict == LOCALITY_ALLOCATION_OPTIMAL ||
                   out->verdict == LOCALITY_ALLOCATION_FEASIBLE;
        agent[to] = has ? r->names->side[0].given[found[j]] : LOCALITY_SHARING_NOBODY;
        if (price != NULL) {
            price[to] = asked[j];
        }
    }
    out->work = work.done;
    loc_release(r->memory, found, jobs, sizeof *found);
    loc_release(r->memory, asked, jobs, sizeof *asked);
    return done ? LOCALITY_OK : loc_work_failed(&work, error);
}

static locality_status take_options(const locality_sharing_options *options,
                                    locality_sharing_options *out, locality_error *error) {
    if (options != NULL && !loc_struct_take(out, sizeof *out, options, options->struct_size,
                                            offsetof(locality_sharing_options, proof_limit))) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_sharing_options");
    }
    return LOCALITY_OK;
}

/* Solves; with `proof` where that is wanted. */
static locality_status solve(const locality_sharing_problem *problem,
                             const locality_sharing_options *options, uint32_t *agent_of_job,
                             int64_t *price, locality_sharing_outcome *outcome,
                             locality_sharing_proof **proof, const locality_allocator *allocator,
                             locality_error *error) {
    locality_sharing_problem in = LOCALITY_SHARING_PROBLEM_INIT;
    locality_sharing_options how = LOCALITY_SHARING_OPTIONS_INIT;
    locality_sharing_outcome found = {0};
    loc_sharing_proof proved = {0};
    locality_allocator memory;

    locality_status status = loc_sharing_take(problem, &in, error);
    if (status == LOCALITY_OK && (outcome == NULL || (agent_of_job == NULL && in.jobs > 0))) {
        status = loc_fail_null(error, outcome == NULL ? "outcome" : "agent_of_job");
    }
    status = status == LOCALITY_OK ? take_options(options, &how, error) : status;
    status = status == LOCALITY_OK ? loc_sharing_check_room(&in, error) : status;
    status = status == LOCALITY_OK ? loc_allocator_take(allocator, &memory, error) : status;
    if (status != LOCALITY_OK) {
        return status;
    }
    for (size_t j = 0; j < in.jobs; j++) {
        agent_of_job[j] = LOCALITY_SHARING_NOBODY;
        if (price != NULL) {
            price[j] = 0;
        }
    }
    if (proof != NULL) {
        *proof = loc_allocate(&memory, 1, sizeof **proof);
        proved.most = (size_t)(how.proof_limit != 0 ? how.proof_limit : BYTES_UNLESS_TOLD);
        if (*proof == NULL) {
            return loc_fail_memory(error);
        }
    }
    loc_sharing_reader r = {.in = &in, .memory = &memory};
    status = loc_sharing_read(&r, error);
    status = status == LOCALITY_OK ? search(&r, &how, agent_of_job, price, &found, &proved, error)
                                   : status;
    loc_sharing_clear(&r);
    if (proof != NULL) {
        **proof = (locality_sharing_proof){memory, proved};
    }
    if (status == LOCALITY_OK) {
        *outcome = found;
        return loc_ok(error);
    }
    return status;
}

locality_status locality_sharing_solve(const locality_sharing_problem *problem,
                                       const locality_sharing_options *options,
                                       uint32_t *agent_of_job, int64_t *price,
                                       locality_sharing_outcome *outcome,
                                       const locality_allocator *allocator, locality_error *error) {
    if (outcome != NULL) {
        memset(outcome, 0, sizeof *outcome);
    }
    return solve(problem, options, agent_of_job, price, outcome, NULL, allocator, error);
}

locality_status locality_sharing_prove(const locality_sharing_problem *problem,
                                       const locality_sharing_options *options,
                                       uint32_t *agent_of_job, int64_t *price,
                                       locality_sharing_outcome *outcome,
                                       locality_sharing_proof **proof,
                                       const locality_allocator *allocator, locality_error *error) {
    if (outcome != NULL) {
        memset(outcome, 0, sizeof *outcome);
    }
    if (proof == NULL) {
        return loc_fail_null(error, "proof");
    }
    *proof = NULL;
    locality_status status =
        solve(problem, options, agent_of_job, price, outcome, proof, allocator, error);
    if (status != LOCALITY_OK) {
        locality_sharing_proof_free(*proof);
        *proof = NULL;
    }
    return status;
}

/* ---- Proofs ---------------------------------------------------------------------------------- */

void locality_sharing_proof_free(locality_sharing_proof *proof) {
    if (proof != NULL) {
        locality_allocator memory = proof->memory;
        loc_release(&memory, proof->of.bytes, proof->of.length, 1);
        loc_release(&memory, proof, 1, sizeof *proof);
    }
}

int32_t locality_sharing_proof_state(const locality_sharing_proof *proof) {
    return proof == NULL || proof->of.bytes == NULL ? LOCALITY_SHARING_PROOF_NONE
           : proof->of.is_whole                     ? LOCALITY_SHARING_PROOF_WHOLE
                                                    : LOCALITY_SHARING_PROOF_PART;
}

const uint8_t *locality_sharing_proof_bytes(const locality_sharing_proof *proof) {
    return proof == NULL ? NULL : proof->of.bytes;
}

size_t locality_sharing_proof_length(const locality_sharing_proof *proof) {
    return proof == NULL ? 0 : proof->of.length;
}
