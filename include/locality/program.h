/**
 * @file program.h
 * @brief Integer programs: models with side constraints, solved here or by a solver that the host brings.
 *
 * What locality_allocation_solve, locality_rota_solve and locality_sharing_solve cannot say ("these two
 * not together", "if this closes, that stays") is a program: whole numbers within bounds, sums of them
 * within bounds, and one sum to make as small as can be. Small ones (some dozens of numbers that are
 * 0 or 1) are solved here by branch and bound. Larger ones are handed to a solver through a table of
 * functions; `bindings/cbc` has one for CBC. Whatever solves it, the answer is verified here in whole
 * numbers, and the outcome says who proved what.
 *
 * The search that is built in can be written down as it goes (locality_program_prove): its choices, and where
 * each branch ends. locality_program_verify follows that without any part of the solver.
 */
#ifndef LOCALITY_PROGRAM_H
#define LOCALITY_PROGRAM_H

#include "locality/allocation.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Stands for no lower bound of a sum. */
#define LOCALITY_PROGRAM_NO_LEAST INT64_MIN
/** Stands for no upper bound of a sum. */
#define LOCALITY_PROGRAM_NO_MOST INT64_MAX
/** Bytes of the name of a solver in an outcome, with its end mark. */
#define LOCALITY_PROGRAM_NAME 32

/** An integer program; everything is borrowed. */
typedef struct locality_program {
    uint32_t struct_size;       /**< sizeof(locality_program). */
    uint32_t reserved;          /**< Zero. */
    size_t variables;           /**< Numbers to choose. */
    const int64_t *low;         /**< Lowest value of each, not below -2^31; null for 0 each. */
    const int64_t *high;        /**< Highest value of each, not above 2^31; null for 1 each. */
    const int64_t *cost;        /**< What one of each costs; null for nothing. */
    size_t rows;                /**< Sums that are bounded. */
    const size_t *start;        /**< First term of each sum, and the end of the last; rows + 1. */
    const uint32_t *variable;   /**< Variable of each term, none twice in a sum. */
    const int64_t *coefficient; /**< By what it is multiplied. */
    const int64_t *least;       /**< Lowest value of each sum; null for no bounds. */
    const int64_t *most;        /**< Highest value of each sum; null for no bounds. */
} locality_program;

/** Starting value of a locality_program. */
#define LOCALITY_PROGRAM_INIT \
    { sizeof(locality_program), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/** What a solver claims. */
typedef struct locality_program_claim {
    int32_t
        verdict; /**< OPTIMAL, INFEASIBLE, FEASIBLE or UNKNOWN of locality_allocation_verdicts. */
    int32_t has_bound; /**< 1 where `bound` is one. */
    int64_t bound;     /**< No answer costs less. */
} locality_program_claim;

/** A solver that the host brings. */
typedef struct locality_program_solver {
    uint32_t struct_size; /**< sizeof(locality_program_solver). */
    uint32_t reserved;    /**< Zero. */
    const char *name;     /**< Its name, for outcomes; not empty. */
    void *self;           /**< Handed to its functions. */
    /**
     * Solves a program; called on the thread that calls locality_program_solve. `value` (one a
     * variable) receives the answer where the claim has one, `claim` what is claimed; both are zero before.
     * `work_limit` is in units of the solver's own (0: no limit) and has to be kept. What it returns other
     * than OK ends the call; the error may be filled and may be null.
     */
    locality_status (*solve)(void *self, const locality_program *program, uint64_t work_limit,
                             int64_t *value, locality_program_claim *claim, locality_error *error);
} locality_program_solver;

/** Starting value of a locality_program_solver. */
#define LOCALITY_PROGRAM_SOLVER_INIT \
    { sizeof(locality_program_solver), 0, 0, 0, 0 }

/** How locality_program_solve is to work. */
typedef struct locality_program_options {
    uint32_t struct_size; /**< sizeof(locality_program_options). */
    uint32_t reserved;    /**< Zero. */
    uint64_t
        work_limit; /**< Here: most terms looked at, each time one is, 0 for 2^32. For a solver: in
                             its own units, 0 for no limit. */
    /** Asked now and then on the calling thread while a program is solved here; other than 0 stops
     * the call. May be null. */
    int32_t (*progress)(void *self, uint64_t work);
    void *progress_self; /**< Handed to progress. */
    /** Most bytes of a proof, for locality_program_prove; 0 for 2^26. What needs more has none. */
    uint64_t proof_limit;
} locality_program_options;

/** Starting value of a locality_program_options. */
#define LOCALITY_PROGRAM_OPTIONS_INIT \
    { sizeof(locality_program_options), 0, 0, 0, 0, 0 }

/** What is known of a program. */
typedef struct locality_program_outcome {
    int32_t verdict;   /**< One of locality_allocation_verdicts. */
    int32_t has_bound; /**< 1 where `bound` is one. */
    int64_t objective; /**< What the answer costs, summed here; 0 where there is none. */
    int64_t bound;     /**< No answer costs less, as far as is known. */
    uint64_t work;     /**< Terms looked at here. */
    /** Who proved the verdict: "locality", or the name of the solver, whose proof of optimality or
     * infeasibility is not checked; that the answer keeps every bound always is. */
    char proved_by[LOCALITY_PROGRAM_NAME];
} locality_program_outcome;

/**
 * @brief Solves a program.
 *
 * An answer of a solver that breaks a bound, or costs less than it claims to be possible, is refused
 * with CONFLICT: it is never shown.
 * @param[in] program The program.
 * @param[in] solver Who solves it; null for the branch and bound that is built in.
 * @param[in] options How to work; null for the defaults.
 * @param[in,out] value Room for one number a variable: receives the answer; zero where there is none.
 * @param[out] outcome What is known; zero on failure.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK whatever the verdict; INVALID (a bound above another, a variable that there is not, a
 *         number beyond 2^31 or a coefficient beyond 2^60); CONFLICT; CANCELLED; NO_MEMORY; what the
 *         solver returned.
 */
LOCALITY_API locality_status locality_program_solve(
    const locality_program *program, const locality_program_solver *solver,
    const locality_program_options *options, int64_t *value, locality_program_outcome *outcome,
    const locality_allocator *allocator, locality_error *error);
/**
 * @brief Verifies an answer in whole numbers.
 * @param[in] program The program.
 * @param[in] value One number a variable.
 * @param[out] objective What it costs; may be null.
 * @param[out] error Filled on failure, may be null; says which bound does not hold.
 * @return OK where every bound holds; CONFLICT where one does not; INVALID; OVERFLOW (the cost).
 */
LOCALITY_API locality_status locality_program_check(const locality_program *program,
                                                    const int64_t *value, int64_t *objective,
                                                    locality_error *error);

/* ---- Proofs ---------------------------------------------------------------------------------- */

/** A proof of what a search found, bytes that can be kept, sent, and verified: of a program, or of a
 * selection (locality_selection_prove). It is whole or it is empty, never a part. */
typedef struct locality_program_proof locality_program_proof;

/** What a proof proves. */
typedef struct locality_program_proved {
    int32_t is_none;   /**< 1: there is no answer. */
    uint32_t reserved; /**< Zero. */
    int64_t bound; /**< Else: no answer costs less; of a selection, no plan is worth more. An answer
                            that comes to this is the best. */
} locality_program_proved;

/**
 * @brief Solves a program by the branch and bound that is built in, and writes down a proof of what it finds.
 *
 * The answer is that of locality_program_solve without a solver. The proof is of the outcome's bound, or that
 * there is no answer; it is empty where nothing is known, and where the proof limit does not allow for it.
 * @param[in] program The program.
 * @param[in] options How to work; null for the defaults.
 * @param[in,out] value Room for one number a variable: receives the answer; zero where there is none.
 * @param[out] outcome What is known; zero on failure.
 * @param[out] proof The proof, also where it is empty; freed by locality_program_proof_free. Null on failure.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_program_solve.
 */
LOCALITY_API locality_status locality_program_prove(
    const locality_program *program, const locality_program_options *options, int64_t *value,
    locality_program_outcome *outcome, locality_program_proof **proof,
    const locality_allocator *allocator, locality_error *error);
/**
 * @brief Frees a proof.
 * @param[in] proof The proof; null is allowed.
 */
LOCALITY_API void locality_program_proof_free(locality_program_proof *proof);
/**
 * @brief Gives the bytes of a proof, to be kept or sent as they are.
 * @param[in] proof The proof; null counts as empty.
 * @return The bytes, valid while the proof is; null where there are none.
 */
LOCALITY_API const uint8_t *locality_program_proof_bytes(const locality_program_proof *proof);
/**
 * @brief Gives the number of bytes of a proof.
 * @param[in] proof The proof; null counts as empty.
 * @return The number; 0 where there are none.
 */
LOCALITY_API size_t locality_program_proof_length(const locality_program_proof *proof);
/**
 * @brief Follows a proof step by step, without any part of the solver, and says what it proves.
 *
 * At each choice the bounds of all variables are drawn together by every sum, and by the cost, which has
 * to be better than what is claimed; both sides of each choice are followed, and a branch may end only
 * where nothing is left between two bounds. Together with locality_program_check of an answer that costs
 * the bound, that is the proof that it is the best. The bytes may come from anywhere. Memory: some 40 bytes
 * for each of them at most, and 50 for each variable.
 * @param[in] program The program.
 * @param[in] options How to work: the work limit (terms looked at, 0 for 2^36) and progress; null for the
 *             defaults.
 * @param[in] bytes The bytes of a proof.
 * @param[in] length Number of bytes.
 * @param[out] proved What is proved; zero on failure.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null; names the byte at which the proof fails.
 * @return OK; CONFLICT where the bytes are altered, of another program, or do not prove what they claim;
 *         LIMIT where the work limit was met; INVALID; CANCELLED; NO_MEMORY.
 */
LOCALITY_API locality_status locality_program_verify(const locality_program *program,
                                                     const locality_program_options *options,
                                                     const uint8_t *bytes, size_t length,
                                                     locality_program_proved *proved,
                                                     const locality_allocator *allocator,
                                                     locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
