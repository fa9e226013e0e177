/* Program: the branch and bound that is built in, and its proofs. After the name of their kind and
 * the claim these have the number of variables and of sums, and then steps: 0 where a branch ends,
 * else one more than twice a variable, and one more again where the first side is that it is a
 * number or above; then that number. */
#ifndef LOC_PROGRAM_PROGRAM_H
#define LOC_PROGRAM_PROGRAM_H

#include "allocation/work.h"
#include "base/proof.h"
#include "locality/program.h"

#define LOC_PROGRAM_MAGIC "locprog1"
#define LOC_PROGRAM_END 0

struct locality_program_proof {
    locality_allocator memory;
    loc_proof of;
};

/* A proof that is empty as yet; `most` bytes, 0 for what is usual. */
locality_program_proof *loc_program_proof_new(const locality_allocator *memory, uint64_t most);

/* Copies what is asked; INVALID where it is not sound. */
locality_status loc_program_take(const locality_program *program, locality_program *out,
                                 locality_error *error);
locality_status loc_program_take_options(const locality_program_options *options,
                                         locality_program_options *out, locality_error *error);

/* Lowest and highest value of a variable. */
static inline int64_t loc_program_low(const locality_program *p, size_t variable) {
    return p->low != NULL ? p->low[variable] : 0;
}

static inline int64_t loc_program_high(const locality_program *p, size_t variable) {
    return p->high != NULL ? p->high[variable] : 1;
}

/* Searches for the cheapest answer. False where the work stopped for want of memory or because the
 * host asked for it; else `claim` says what is known, `value` has the answer where there is one,
 * and `proof` (null where none is wanted) proves the claim, or is empty. */
bool loc_program_search(const locality_program *p, int64_t *value, locality_program_claim *claim,
                        loc_proof *proof, loc_work *work);

#endif
