/**
 * @file sharing.h
 * @brief Sharing: every job to one of those who have room for it, at the lowest cost.
 *
 * Posts have hours, people (or teams, or districts) have jobs that take some of them, more or fewer
 * depending on who does it: each job goes to exactly one agent, no agent takes on more than it has room
 * for, and the costs together are as low as can be (the generalised assignment problem). It is solved
 * exactly by branch and bound: prices of the jobs part the problem into one knapsack an agent, whose
 * values together bound the cost from below (Lagrange; Fisher, Jaikumar and Van Wassenhove 1986), and
 * the same knapsacks rule out what can be in no answer of at most so much, which rises until there is
 * one (Posta, Ferland and Michelon 2012). What the work limit leaves open is said, with the bound; it is
 * never called proved.
 *
 * The search can be written down as it goes (locality_sharing_prove): prices, choices, and where each
 * branch ends. locality_sharing_verify follows that without any part of the solver.
 *
 * Agents and jobs are named by the position in which the caller gave them; the answer depends on their
 * ids, not on that order.
 */
#ifndef LOCALITY_SHARING_H
#define LOCALITY_SHARING_H

#include "locality/allocation.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Stands for no agent. */
#define LOCALITY_SHARING_NOBODY UINT32_MAX
/** Prices of jobs are given in parts of a unit of cost: this many make one. */
#define LOCALITY_SHARING_SCALE 256

/** What is to be shared out; everything is borrowed for the call. */
typedef struct locality_sharing_problem {
    uint32_t struct_size; /**< sizeof(locality_sharing_problem). */
    uint32_t reserved;    /**< Zero. */
    size_t agents;        /**< Those who take on jobs. */
    size_t jobs;          /**< Jobs. */
    const char *const
        *agent_id; /**< Ids of the agents, distinct, not empty; null for "0", "1", ... */
    const char *const *job_id; /**< Ids of the jobs, distinct, not empty; null for "0", "1", ... */
    const int64_t *cost;   /**< Cost of each job (one after another) at each agent, agent by agent;
                                    within 2^40. */
    const int64_t *weight; /**< Room that each job takes at each agent, 0 or more. */
    const int64_t *capacity; /**< Room that each agent has, 0 or more. */
    const uint8_t *allowed;  /**< 1 where the agent may have the job; null where all may. */
} locality_sharing_problem;

/** Starting value of a locality_sharing_problem. */
#define LOCALITY_SHARING_PROBLEM_INIT \
    { sizeof(locality_sharing_problem), 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/** How locality_sharing_solve is to work. */
typedef struct locality_sharing_options {
    uint32_t struct_size; /**< sizeof(locality_sharing_options). */
    uint32_t reserved;    /**< Zero. */
    /** Most steps: cells of knapsacks that are filled (one for a job and an amount of room), pairs that
     * are looked at; 0 for 2^34, some ten seconds. */
    uint64_t work_limit;
    /** Asked on the calling thread at least every 2^20 steps, or once in the tables of an agent where those
     * have more cells (four tables of its jobs by its room), some milliseconds at most; other than 0
     * stops the call. May be null. */
    int32_t (*progress)(void *self, uint64_t work);
    void *progress_self; /**< Handed to progress. */
    /** Most bytes of a proof, for locality_sharing_prove; 0 for 2^26. Twice as many are held while it is
     * written. What needs more is proved by the search alone. */
    uint64_t proof_limit;
} locality_sharing_options;

/** Starting value of a locality_sharing_options. */
#define LOCALITY_SHARING_OPTIONS_INIT \
    { sizeof(locality_sharing_options), 0, 0, 0, 0, 0 }

/** What is known. */
typedef struct locality_sharing_outcome {
    int32_t verdict;   /**< OPTIMAL, INFEASIBLE, FEASIBLE, UNKNOWN or OVERFLOW of
                          locality_allocation_verdicts. */
    int32_t has_bound; /**< 1 where `bound` is one. */
    int64_t cost;      /**< Cost of the answer; 0 where there is none. */
    int64_t bound;     /**< No answer costs less. */
    uint64_t work;     /**< Steps taken; the same on every machine. */
    uint64_t branches; /**< Branches searched. */
} locality_sharing_outcome;

/** A proof of what a search found: bytes that can be kept, sent, and verified. */
typedef struct locality_sharing_proof locality_sharing_proof;

/** How much of an outcome a proof covers. */
enum locality_sharing_proofs {
    LOCALITY_SHARING_PROOF_NONE = 0, /**< There are no bytes: too many would have been needed, or
                                          nothing is known. */
    LOCALITY_SHARING_PROOF_PART =
        1, /**< They prove a lower bound than the outcome has: the rest was
                                          proved by the search alone, there is no certificate of it. */
    LOCALITY_SHARING_PROOF_WHOLE =
        2 /**< They prove the outcome's bound, or that there is no answer. */
};

/** What a proof proves. */
typedef struct locality_sharing_claim {
    int32_t is_none;   /**< 1: no answer is lawful. */
    uint32_t reserved; /**< Zero. */
    int64_t bound;     /**< Else: no answer costs less. An answer that costs this is the best. */
} locality_sharing_claim;

/**
 * @brief Shares the jobs out.
 *
 * Memory: 16 bytes for each job and unit of room of the largest agent, and some 60 for each agent and job.
 * Divide weights and capacities by what they have in common (hours, not seconds) where that is much.
 * @param[in] problem What is to be shared out.
 * @param[in] options How to work; null for the defaults.
 * @param[in,out] agent_of_job Room for one a job: receives the agent of each job; LOCALITY_SHARING_NOBODY where there is no
 *             answer.
 * @param[in,out] price Room for one a job: receives a price for each job, in parts of LOCALITY_SHARING_SCALE, by which
 *             locality_sharing_bound proves the bound that was known before anything was parted; may be
 *             null.
 * @param[out] outcome What is known; zero on failure.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK whatever the verdict; INVALID; DUPLICATE (an id); ENCODING; LIMIT (more than 2^28 cells);
 *         CANCELLED; NO_MEMORY.
 */
LOCALITY_API locality_status locality_sharing_solve(const locality_sharing_problem *problem,
                                                    const locality_sharing_options *options,
                                                    uint32_t *agent_of_job, int64_t *price,
                                                    locality_sharing_outcome *outcome,
                                                    const locality_allocator *allocator,
                                                    locality_error *error);
/**
 * @brief Shares the jobs out, and writes down a proof of what it finds.
 *
 * The answer is that of locality_sharing_solve. The proof names agents and jobs by their place among the ids,
 * so that it does not depend on the order in which they were given.
 * @param[in] problem What is to be shared out.
 * @param[in] options How to work; null for the defaults.
 * @param[in,out] agent_of_job Room for one a job: receives the agent of each job; LOCALITY_SHARING_NOBODY where there is no
 *             answer.
 * @param[in,out] price As for locality_sharing_solve; may be null.
 * @param[out] outcome What is known; zero on failure.
 * @param[out] proof The proof, also where it is empty; freed by locality_sharing_proof_free. Null on failure.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_sharing_solve.
 */
LOCALITY_API locality_status locality_sharing_prove(
    const locality_sharing_problem *problem, const locality_sharing_options *options,
    uint32_t *agent_of_job, int64_t *price, locality_sharing_outcome *outcome,
    locality_sharing_proof **proof, const locality_allocator *allocator, locality_error *error);
/**
 * @brief Frees a proof.
 * @param[in] proof The proof; null is allowed.
 */
LOCALITY_API void locality_sharing_proof_free(locality_sharing_proof *proof);
/**
 * @brief Says how much of the outcome a proof covers.
 * @param[in] proof The proof; null counts as empty.
 * @return One of locality_sharing_proofs.
 */
LOCALITY_API int32_t locality_sharing_proof_state(const locality_sharing_proof *proof);
/**
 * @brief Gives the bytes of a proof, to be kept or sent as they are.
 * @param[in] proof The proof; null counts as empty.
 * @return The bytes, valid while the proof is; null where there are none.
 */
LOCALITY_API const uint8_t *locality_sharing_proof_bytes(const locality_sharing_proof *proof);
/**
 * @brief Gives the number of bytes of a proof.
 * @param[in] proof The proof; null counts as empty.
 * @return The number; 0 where there are none.
 */
LOCALITY_API size_t locality_sharing_proof_length(const locality_sharing_proof *proof);
/**
 * @brief Follows a proof step by step, without any part of the solver, and says what it proves.
 *
 * Every step is judged by tables of the agents' knapsacks: prices strike out what would cost too much, a
 * choice has to be followed on both sides, and a branch may end only where nothing is left. Together with
 * locality_sharing_check of an answer that costs the bound, that is the proof that it is the best. Time: some
 * three tables an agent for each step with prices; memory as for locality_sharing_solve.
 * @param[in] problem What was to be shared out.
 * @param[in] bytes The bytes of a proof.
 * @param[in] length Number of bytes.
 * @param[out] claim What is proved; zero on failure.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null; names the byte at which the proof fails.
 * @return OK; CONFLICT where the bytes are altered, of another problem, or do not prove what they claim; INVALID;
 *         DUPLICATE; ENCODING; LIMIT; OVERFLOW (costs of which nothing could be solved); NO_MEMORY.
 */
LOCALITY_API locality_status locality_sharing_verify(const locality_sharing_problem *problem,
                                                     const uint8_t *bytes, size_t length,
                                                     locality_sharing_claim *claim,
                                                     const locality_allocator *allocator,
                                                     locality_error *error);
/**
 * @brief Verifies that an answer is lawful, without any part of the solver.
 * @param[in] problem What was to be shared out.
 * @param[in] agent_of_job The agent of each job.
 * @param[out] cost What it costs; may be null.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null; says what does not hold.
 * @return OK; CONFLICT where it is not lawful; INVALID; NO_MEMORY.
 */
LOCALITY_API locality_status locality_sharing_check(const locality_sharing_problem *problem,
                                                    const uint32_t *agent_of_job, int64_t *cost,
                                                    const locality_allocator *allocator,
                                                    locality_error *error);
/**
 * @brief Works out what prices prove: no answer costs less. Any prices prove something.
 *
 * The prices together, less what each agent could earn most with jobs that fit into its room: one table
 * an agent, without any part of the solver.
 * @param[in] problem What is to be shared out.
 * @param[in] price A price for each job, in parts of LOCALITY_SHARING_SCALE.
 * @param[out] bound The bound.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; LIMIT; OVERFLOW (prices or costs are too large); NO_MEMORY.
 */
LOCALITY_API locality_status locality_sharing_bound(const locality_sharing_problem *problem,
                                                    const int64_t *price, int64_t *bound,
                                                    const locality_allocator *allocator,
                                                    locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
