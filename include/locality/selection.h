/**
 * @file selection.h
 * @brief Selection: which proposals to take within an envelope, what changes at the next one, and why.
 *
 * Proposals (savings, investments, structures a service could have) are each worth something and use
 * up budgets. Which of them together are worth most, if no budget is overdrawn, where a sum has a floor
 * it is reached, one of each group is taken at most (or exactly one), some are not taken together, and
 * some only with others? Values may be negative: to do the least harm for a saving that has to be made,
 * give the harm as a negative value and the saving as a budget with a floor.
 *
 * One budget, with or without groups, is solved by lists of what no other plan beats in cost and value,
 * grown from the proposals about which a bound is least sure (Pisinger 1995 and 1997). Everything else
 * is solved by branch and bound: prices of the budgets, exclusions and needs bound the value from above
 * (Lagrange; Fisher 1981), and rule out what is in no better plan. What a limit leaves open is said, with
 * the bound; it is never called proved. A search can be written down (locality_selection_prove), and
 * locality_selection_verify follows that without any part of the solvers.
 *
 * Proposals, budgets and groups are named by the position in which the caller gave them. The answer
 * depends on the ids of the proposals, never on their order: of several plans that are equally good it
 * is the same one always. locality_selection_explain says whether a proposal could as well be out.
 */
#ifndef LOCALITY_SELECTION_H
#define LOCALITY_SELECTION_H

#include "locality/program.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Stands for no group. */
#define LOCALITY_SELECTION_NO_GROUP UINT32_MAX
/** Stands for no end of a budget. */
#define LOCALITY_SELECTION_NO_MOST INT64_MAX
/** Prices are given in parts of a unit of value: this many make one. */
#define LOCALITY_SELECTION_SCALE (INT64_C(1) << 30)

/** What is settled about a proposal already. */
enum locality_selection_fixed {
    LOCALITY_SELECTION_FREE = 0, /**< Nothing. */
    LOCALITY_SELECTION_IN = 1,   /**< It is taken. */
    LOCALITY_SELECTION_OUT = 2   /**< It is not taken. */
};

/** What there is to choose from; everything is borrowed for the call. */
typedef struct locality_selection_problem {
    uint32_t struct_size;  /**< sizeof(locality_selection_problem). */
    uint32_t reserved;     /**< Zero. */
    size_t proposals;      /**< How many, at most 2^24. */
    const char *const *id; /**< Their ids, distinct, not empty; null for "0", "1", ... */
    const int64_t *value;  /**< What each is worth; may be negative. */
    size_t budgets;        /**< Sums that are bounded, at most 1024; the first is the envelope. */
    const int64_t *use;    /**< What each proposal uses, 0 or more, budget by budget. */
    const int64_t *least;  /**< Floor of each sum; null for none. */
    const int64_t *most; /**< End of each budget, LOCALITY_SELECTION_NO_MOST for none; null for none
                                     at all. */
    const uint32_t *group; /**< Group of each proposal, or LOCALITY_SELECTION_NO_GROUP; null for
                                     none. At most one of a group is taken. */
    size_t groups;         /**< How many groups. */
    const uint8_t *must;   /**< 1 for each group of which exactly one is taken; null for none. */
    size_t exclusions;     /**< Pairs that are not taken together, at most 2^24. */
    const uint32_t *exclusion; /**< The two proposals of each, one pair after another. */
    size_t needs;              /**< Pairs of which the first is taken only with the second. */
    const uint32_t *need;      /**< The two proposals of each. */
    const uint8_t *fixed; /**< One of locality_selection_fixed for each proposal; null for FREE. */
} locality_selection_problem;

/** Starting value of a locality_selection_problem. */
#define LOCALITY_SELECTION_PROBLEM_INIT \
    { sizeof(locality_selection_problem), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/** How a selection is to be worked out. */
typedef struct locality_selection_options {
    uint32_t struct_size; /**< sizeof(locality_selection_options). */
    uint32_t reserved;    /**< Zero. */
    /** Most states of lists and terms of sums that may be looked at, each time one is; 0 for 2^31, some
     * tens of seconds. */
    uint64_t work_limit;
    /** Most states that a list may hold; 0 for 2^23. Each takes some 60 bytes, and 8 for every 32
     * proposals by which it differs from others. Where a list would be longer, the least promising
     * states are dropped; what they could have come to stays in the bound. */
    uint64_t state_limit;
    /** Asked now and then on the calling thread; other than 0 stops the call. May be null. */
    int32_t (*progress)(void *self, uint64_t work);
    void *progress_self; /**< Handed to progress. */
    /** Who is asked where a problem is not one of a single budget; null for the search that is built
     * in. Its answer is verified; its bound and its proof are its own. */
    const locality_program_solver *solver;
    /** Most bytes of a proof, for locality_selection_prove; 0 for 2^26. What needs more has none. */
    uint64_t proof_limit;
} locality_selection_options;

/** Starting value of a locality_selection_options. */
#define LOCALITY_SELECTION_OPTIONS_INIT \
    { sizeof(locality_selection_options), 0, 0, 0, 0, 0, 0, 0 }

/** Why there is no plan at all. */
enum locality_selection_reasons {
    LOCALITY_SELECTION_NO_REASON =
        0, /**< There is a plan, or it is not known whether there is one. */
    LOCALITY_SELECTION_TWO_OF_GROUP =
        1, /**< Two proposals of group `at` are settled to be taken. */
    LOCALITY_SELECTION_NONE_OF_GROUP = 2, /**< One of group `at` must be taken and none can be. */
    LOCALITY_SELECTION_PAIR =
        3, /**< What is settled about proposal `at` cannot be, for what else is
                                      settled and excludes or needs it. */
    LOCALITY_SELECTION_OVERDRAWN = 4, /**< What has to be taken overdraws budget `at` by `by`. */
    LOCALITY_SELECTION_SHORT =
        5, /**< All that can be taken falls short of the floor of budget `at` by
                                       `by`. */
    LOCALITY_SELECTION_TOGETHER = 6 /**< Each condition could be kept by itself, not all together:
                                         everything was looked at. */
};

/** What is known. */
typedef struct locality_selection_outcome {
    int32_t verdict;   /**< OPTIMAL, INFEASIBLE, FEASIBLE, UNKNOWN or OVERFLOW of
                          locality_allocation_verdicts. */
    int32_t has_bound; /**< 1 where `bound` is one. */
    int64_t value;     /**< What the plan is worth; 0 where there is none. */
    int64_t bound;     /**< No plan is worth more. */
    uint64_t work;     /**< States and terms looked at; the same on every machine. */
    uint64_t branches; /**< Branches searched; 0 where lists were enough. */
    uint64_t states;   /**< The longest list; 0 where there was none. */
    int32_t reason;    /**< One of locality_selection_reasons. */
    uint32_t at;       /**< Budget, group or proposal concerned. */
    int64_t by;        /**< How much is missing. */
    /** Who proved the verdict: "locality", or the name of the solver. */
    char proved_by[LOCALITY_PROGRAM_NAME];
} locality_selection_outcome;

/**
 * @brief Counts the prices by which a bound is proved: one a budget, one an exclusion, one a need.
 * @param[in] problem What there is to choose from.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_selection_prices(const locality_selection_problem *problem);
/**
 * @brief Finds the plan that is worth most.
 *
 * One budget: time and memory grow with the states of the lists, at most one for each amount up to the
 * budget, mostly far fewer. Otherwise time can double with each proposal, and a work limit is wise.
 * @param[in] problem What there is to choose from.
 * @param[in] options How to work; null for the defaults.
 * @param[in,out] taken Room for one a proposal: receives 1 for those that are taken, else 0.
 * @param[in,out] price Room for locality_selection_prices: receives prices, in parts of
 *             LOCALITY_SELECTION_SCALE, by which locality_selection_bound proves the bound that was known
 *             before anything was parted; zeros where a solver was asked; may be null.
 * @param[out] outcome What is known; zero on failure.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK whatever the verdict; INVALID (something negative that may not be, a position that there is
 *         not); DUPLICATE (an id); ENCODING; LIMIT; CONFLICT (an answer of the solver that breaks a bound);
 *         CANCELLED; NO_MEMORY; what the solver returned.
 */
LOCALITY_API locality_status locality_selection_solve(const locality_selection_problem *problem,
                                                      const locality_selection_options *options,
                                                      uint8_t *taken, int64_t *price,
                                                      locality_selection_outcome *outcome,
                                                      const locality_allocator *allocator,
                                                      locality_error *error);
/**
 * @brief Verifies that a plan is lawful, without any part of the solver.
 * @param[in] problem What there was to choose from.
 * @param[in] taken 1 for each proposal that is taken, else 0.
 * @param[out] value What the plan is worth; may be null.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null; says what does not hold.
 * @return OK; CONFLICT where it is not lawful; INVALID; OVERFLOW (the value); NO_MEMORY.
 */
LOCALITY_API locality_status locality_selection_check(const locality_selection_problem *problem,
                                                      const uint8_t *taken, int64_t *value,
                                                      const locality_allocator *allocator,
                                                      locality_error *error);
/**
 * @brief Works out what prices prove: no plan is worth more. Any prices prove something.
 *
 * A price above 0 of a budget charges what is used of it and gives back its end; one below 0 rewards what
 * is used and takes back its floor. An exclusion charges both of its proposals and gives back one charge; a need
 * charges the first and rewards the second. What is left of each proposal, the best of each group, and
 * what is given back come to the bound. No part of the solver.
 * @param[in] problem What there is to choose from.
 * @param[in] price A price for each budget, then each exclusion, then each need, in parts of
 *             LOCALITY_SELECTION_SCALE; those of exclusions and needs not negative; within 2^58.
 * @param[out] bound The bound.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (also a price above 0 of a budget without an end); OVERFLOW; NO_MEMORY.
 */
LOCALITY_API locality_status locality_selection_bound(const locality_selection_problem *problem,
                                                      const int64_t *price, int64_t *bound,
                                                      const locality_allocator *allocator,
                                                      locality_error *error);

/* ---- Proofs ---------------------------------------------------------------------------------- */

/**
 * @brief Finds the plan that is worth most, and writes down a proof.
 *
 * The answer is that of locality_selection_solve. Once it is known, a search of the same kind, of
 * whatever would be better than the outcome's bound, is written down: its choices, the prices that
 * close a branch or settle something, and where branches end. That takes up to the work limit
 * again, and is not counted in the outcome. The proof names proposals by their place among the ids,
 * so that it does not depend on the order in which they were given. It is empty where nothing is
 * known, where a solver was asked, and where the proof limit or the work limit does not allow for
 * it; so it can be for one budget, where lists were quicker than a search.
 * @param[in] problem What there is to choose from.
 * @param[in] options How to work; null for the defaults.
 * @param[in,out] taken As for locality_selection_solve.
 * @param[in,out] price As for locality_selection_solve; may be null.
 * @param[out] outcome What is known; zero on failure.
 * @param[out] proof The proof, also where it is empty; freed by locality_program_proof_free. Null
 *             on failure.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_selection_solve.
 */
LOCALITY_API locality_status locality_selection_prove(
    const locality_selection_problem *problem, const locality_selection_options *options,
    uint8_t *taken, int64_t *price, locality_selection_outcome *outcome,
    locality_program_proof **proof, const locality_allocator *allocator, locality_error *error);
/**
 * @brief Follows a proof step by step, without any part of the solvers, and says what it proves.
 *
 * At each choice rows (budgets, floors, needs, exclusions) settle what they leave no room for;
 * prices, in whole numbers, bound every plan and settle what is in none that is better; a branch
 * may end only where nothing is left, and both sides of each choice are followed. Together with
 * locality_selection_check of a plan that is worth the bound, that is the proof that it is the
 * best. The bytes may come from anywhere. Memory: some 60 bytes for each use of a budget and for
 * each byte of the proof at most.
 * @param[in] problem What there was to choose from.
 * @param[in] options How to work: the work limit (terms looked at, 0 for 2^36) and progress; null
 *             for the defaults.
 * @param[in] bytes The bytes of a proof.
 * @param[in] length Number of bytes.
 * @param[out] proved What is proved: that no plan is worth more than the bound, or that there is
 *             none; zero on failure.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null; names the byte at which the proof fails.
 * @return OK; CONFLICT where the bytes are altered, of another problem, or do not prove what they
 *         claim; LIMIT (also where the work limit was met); INVALID; DUPLICATE; ENCODING; OVERFLOW
 *         (sums of which nothing could be solved); CANCELLED; NO_MEMORY.
 */
LOCALITY_API locality_status locality_selection_verify(const locality_selection_problem *problem,
                                                       const locality_selection_options *options,
                                                       const uint8_t *bytes, size_t length,
                                                       locality_program_proved *proved,
                                                       const locality_allocator *allocator,
                                                       locality_error *error);

/* ---- Every envelope -------------------------------------------------------------------------- */

/** The best plan for every envelope; immutable, owns all it shows, read by any number of threads. */
typedef struct locality_selection_frontier locality_selection_frontier;

/** A plan that is best from one envelope to the next. */
typedef struct locality_selection_point {
    int64_t envelope; /**< What the plan uses of the first budget: the least envelope that buys its
                         value. */
    int64_t value;    /**< What it is worth. */
} locality_selection_point;

/**
 * @brief Works out the best plan for every envelope from nothing to the end of the first budget, and the
 * next envelope above that at which the answer changes.
 *
 * One budget, with or without groups and fixed proposals: one run over lists. Memory some 60 bytes a
 * state of a list and 8 bytes for each state some dozen proposals; where a list would be longer than the state
 * limit, its dear end is given up, and the frontier reaches less far: see locality_selection_frontier_reach.
 * @param[in] problem What there is to choose from.
 * @param[in] options How to work; null for the defaults.
 * @param[out] out The frontier; free with locality_selection_frontier_free.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK, also where the frontier is empty since there is no plan; INVALID (more than one budget, a
 *         floor, exclusions or needs, besides what locality_selection_solve refuses); DUPLICATE; ENCODING;
 *         LIMIT (the work limit); OVERFLOW (sums could leave 2^60); CANCELLED; NO_MEMORY.
 */
LOCALITY_API locality_status locality_selection_frontier_find(
    const locality_selection_problem *problem, const locality_selection_options *options,
    locality_selection_frontier **out, const locality_allocator *allocator, locality_error *error);
/**
 * @brief Frees a frontier.
 * @param[in] frontier A frontier or null.
 */
LOCALITY_API void locality_selection_frontier_free(locality_selection_frontier *frontier);
/**
 * @brief Counts the plans of a frontier.
 * @param[in] frontier A frontier.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_selection_frontier_count(const locality_selection_frontier *frontier);
/**
 * @brief Gives a plan's envelope and value; envelopes and values both grow with the index.
 * @param[in] frontier A frontier.
 * @param[in] index Its number.
 * @param[out] out The point; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND.
 */
LOCALITY_API locality_status
locality_selection_frontier_at(const locality_selection_frontier *frontier, size_t index,
                               locality_selection_point *out, locality_error *error);
/**
 * @brief Gives what a plan takes.
 * @param[in] frontier A frontier.
 * @param[in] index Its number.
 * @param[in,out] taken Room for one a proposal: receives 1 for those that are taken, else 0.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND.
 */
LOCALITY_API locality_status
locality_selection_frontier_plan(const locality_selection_frontier *frontier, size_t index,
                                 uint8_t *taken, locality_error *error);
/**
 * @brief Finds the plan that is best for an envelope. Logarithmic in the plans.
 * @param[in] frontier A frontier.
 * @param[in] envelope What may be used of the first budget.
 * @param[out] index Its number; 0 on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND where no plan is that cheap, or the frontier does not reach that far.
 */
LOCALITY_API locality_status
locality_selection_frontier_best(const locality_selection_frontier *frontier, int64_t envelope,
                                 size_t *index, locality_error *error);
/**
 * @brief Finds the first plan, from one of them on, that takes a proposal. It may go out again at a higher
 * envelope, and a plan that is not listed may be as good and take it before: a frontier has one plan for
 * each envelope.
 * @param[in] frontier A frontier.
 * @param[in] proposal Position of the proposal.
 * @param[in] from Number of the first plan to look at.
 * @param[out] index Number of the plan; 0 on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND where none of them takes it.
 */
LOCALITY_API locality_status
locality_selection_frontier_with(const locality_selection_frontier *frontier, uint32_t proposal,
                                 size_t from, size_t *index, locality_error *error);
/**
 * @brief Tells up to which envelope the frontier is whole.
 * @param[in] frontier A frontier.
 * @return The end of the first budget, or less where the state limit was met; -1 for null.
 */
LOCALITY_API int64_t locality_selection_frontier_reach(const locality_selection_frontier *frontier);
/**
 * @brief Tells the least envelope above the end of the budget at which another plan is worth more.
 * @param[in] frontier A frontier.
 * @param[out] out That envelope and what can be had for it; zero where there is none.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND where more money would change nothing; LIMIT where a limit was met
 *         before it was known.
 */
LOCALITY_API locality_status
locality_selection_frontier_next(const locality_selection_frontier *frontier,
                                 locality_selection_point *out, locality_error *error);

/* ---- Why ------------------------------------------------------------------------------------- */

/** What it means to have a proposal the other way round. */
enum locality_selection_turns {
    LOCALITY_SELECTION_AT_A_COST =
        0, /**< The best plan of the other kind is worth less by `cost`. */
    LOCALITY_SELECTION_AS_GOOD =
        1,                         /**< It is worth as much: a tie, which a person should decide. */
    LOCALITY_SELECTION_CANNOT = 2, /**< There is no plan of the other kind. */
    LOCALITY_SELECTION_SETTLED = 3, /**< It is settled that the proposal is in, or out. */
    LOCALITY_SELECTION_OPEN = 4 /**< A limit was met: it costs `cost_least` or more, and `cost` at
                                           most where `has_plan`. */
};

/** Why a proposal is in, or out. */
typedef struct locality_selection_why {
    int32_t turn;       /**< One of locality_selection_turns. */
    int32_t is_taken;   /**< 1 where the plan takes it. */
    int32_t has_plan;   /**< 1 where a plan of the other kind was found. */
    int32_t reason;     /**< Where there can be none: one of locality_selection_reasons. */
    int64_t cost;       /**< Value given up by the plan of the other kind. */
    int64_t cost_least; /**< No plan of the other kind gives up less. */
    uint32_t at;        /**< Budget, group or proposal of the reason. */
    uint32_t reserved;  /**< Zero. */
    int64_t by;         /**< How much is missing, for the reason. */
} locality_selection_why;

/**
 * @brief Says why a proposal is in a plan, or is not: what the best plan would be worth with it the other way
 * round, and which plan that is.
 *
 * Solves once more with the proposal settled, under the same limits.
 * @param[in] problem What there was to choose from.
 * @param[in] options How to work; null for the defaults.
 * @param[in] taken The plan, which has to be lawful.
 * @param[in] proposal Position of the proposal.
 * @param[in,out] instead Room for one a proposal: receives the best plan with the proposal the other
 *             way round, zeros where there is none; may be null.
 * @param[out] why What is known; zero on failure.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_selection_solve; CONFLICT where the plan is not lawful, INVALID where there is no
 *         such proposal.
 */
LOCALITY_API locality_status locality_selection_explain(
    const locality_selection_problem *problem, const locality_selection_options *options,
    const uint8_t *taken, uint32_t proposal, uint8_t *instead, locality_selection_why *why,
    const locality_allocator *allocator, locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
