/**
 * @file allocation.h
 * @brief Allocation: who is best placed where, with a proof, and why.
 *
 * An allocation problem has candidates (people, officers, posts that exist), demands (roles, posts of
 * a proposed structure, localities) and pairs of them that are allowed, each with whole-number costs
 * on one or more levels. What is wanted, in this order: every minimum kept, as many places filled as
 * can be, the lowest total on level 1, then on level 2, and so on: a level never gives way to a later
 * one, and no large number stands in for that. Where several allocations are equally good, the one is
 * given whose list of pairs, sorted by id of candidate and then of demand, comes first, so that the
 * answer depends on the data alone and never on the order in which they were given.
 *
 * Every answer carries a certificate, and locality_allocation_check judges a certificate without any
 * part of the solvers. Ids are compared byte by byte. Costs are exact 64-bit integers in a unit of
 * the caller's; where a sum could leave 64 bits the verdict says so and nothing is computed.
 *
 * Candidates and demands are named by the position in which the caller gave them.
 */
#ifndef LOCALITY_ALLOCATION_H
#define LOCALITY_ALLOCATION_H

#include "locality/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Most levels of cost that a problem can have. */
#define LOCALITY_ALLOCATION_LEVELS 8
/** Most rules whose failures a pair can carry. */
#define LOCALITY_ALLOCATION_RULES 64
/** Level of totals, bounds and costs at which places filled are counted. */
#define LOCALITY_ALLOCATION_COVERAGE 0

/** A problem of allocation: filled by one thread, then read by any number of threads. */
typedef struct locality_allocation locality_allocation;
/** An answer to a problem of allocation; immutable, owns all it shows, read by any number of threads. */
typedef struct locality_allocation_result locality_allocation_result;
/** What can be said about one candidate in one answer; immutable, owns all it shows. */
typedef struct locality_allocation_case locality_allocation_case;

/* ---- The problem ----------------------------------------------------------------------------- */

/** The two sides of a problem. */
enum locality_allocation_sides {
    LOCALITY_ALLOCATION_CANDIDATES = 0, /**< Those who are placed. */
    LOCALITY_ALLOCATION_DEMANDS = 1     /**< The places. */
};

/** One side of a problem: ids, and how many partners each can have. */
typedef struct locality_allocation_side {
    uint32_t struct_size;  /**< sizeof(locality_allocation_side). */
    uint32_t reserved;     /**< Zero. */
    size_t count;          /**< How many there are, at most 2^30. */
    const char *const *id; /**< Their ids, UTF-8, distinct and not empty; null for "0", "1", ... in
                                  the order of these numbers. */
    const int64_t *most;   /**< Most partners of each, 0 or more; null for 1 each. */
    const int64_t *least;  /**< Fewest partners of each, 0 or more; null for 0 each. */
} locality_allocation_side;

/** Starting value of a locality_allocation_side. */
#define LOCALITY_ALLOCATION_SIDE_INIT \
    { sizeof(locality_allocation_side), 0, 0, 0, 0, 0 }

/**
 * @brief The pairs that can be made, with their costs and the rules they fail.
 *
 * Dense: `candidate` and `demand` are null, every candidate is paired with every demand, and a cost
 * is read `at candidate * candidate_stride + demand * demand_stride + (level - 1) * level_stride`
 * bytes from `cost`. Sparse: pair p is that of `candidate[p]` and `demand[p]`, in any order, none
 * twice, and its cost is read at `p * candidate_stride + (level - 1) * level_stride`. A pair that
 * fails a rule is not allowed, but is kept with all its failures for explanations and waivers. A host
 * that has no pairs at all does not give any: without lists every pair is allowed.
 */
typedef struct locality_allocation_pairs {
    uint32_t struct_size;       /**< sizeof(locality_allocation_pairs). */
    uint32_t reserved;          /**< Zero. */
    size_t levels;              /**< Levels of cost, 0 to LOCALITY_ALLOCATION_LEVELS. */
    size_t count;               /**< Pairs given; ignored where they are dense. */
    const uint32_t *candidate;  /**< Candidate of each pair, or null. */
    const uint32_t *demand;     /**< Demand of each pair, or null. */
    const int64_t *cost;        /**< The first cost; null where there are no levels. */
    ptrdiff_t candidate_stride; /**< Bytes from one candidate (sparse: one pair) to the next. */
    ptrdiff_t demand_stride;    /**< Bytes from one demand to the next; dense only. */
    ptrdiff_t level_stride;     /**< Bytes from one level to the next. */
    const uint64_t *failed; /**< Rules that each pair fails, one bit a rule, laid out without gaps
                                     (dense: candidate by candidate); null where no rule fails. */
} locality_allocation_pairs;

/** Starting value of a locality_allocation_pairs. */
#define LOCALITY_ALLOCATION_PAIRS_INIT \
    { sizeof(locality_allocation_pairs), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Starts a problem with its candidates and demands; no pair is allowed yet.
 * @param[in] candidates Those who are placed; there may be none.
 * @param[in] demands The places; there may be none.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] out The problem; free with locality_allocation_free.
 * @param[out] error Filled on failure, may be null; its id is the candidate or demand concerned.
 * @return OK; INVALID (a negative number of partners, `least` above `most`, an empty id);
 *         DUPLICATE (an id); ENCODING; LIMIT; NO_MEMORY.
 */
LOCALITY_API locality_status locality_allocation_new(const locality_allocation_side *candidates,
                                                     const locality_allocation_side *demands,
                                                     const locality_allocator *allocator,
                                                     locality_allocation **out,
                                                     locality_error *error);
/**
 * @brief Has questions about a problem ask the host whether to go on.
 *
 * Those of locality_allocation_explain, locality_allocation_shortage, locality_allocation_shortage_size
 * and locality_allocation_solve_stable, which have no options of their own: they ask at least every
 * 2^20 pairs they look at, or once in a pass over all pairs where that is more.
 * @param[in,out] allocation The problem; answers to it stay valid.
 * @param[in] progress Asked on the thread of the question with the pairs looked at so far; other than 0
 *            stops the question with CANCELLED. Null: nobody is asked.
 * @param[in] self Handed to `progress`; has to stay valid as long as questions are asked.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (a null problem).
 */
LOCALITY_API locality_status locality_allocation_watch(locality_allocation *allocation,
                                                       int32_t (*progress)(void *self,
                                                                           uint64_t work),
                                                       void *self, locality_error *error);
/**
 * @brief Frees a problem; answers to it stay valid.
 * @param[in] allocation A problem or null.
 */
LOCALITY_API void locality_allocation_free(locality_allocation *allocation);
/**
 * @brief Says which pairs can be made and what they cost; replaces the pairs given before, and with
 * them what was pinned and forbidden.
 *
 * Costs are copied, as 32-bit integers where all of a level fit. Linear in the pairs.
 * @param[in,out] allocation The problem.
 * @param[in] pairs The pairs.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (a candidate or demand that there is not, too many levels, no costs);
 *         DUPLICATE (a pair, named in the error); LIMIT; NO_MEMORY.
 */
LOCALITY_API locality_status locality_allocation_put_pairs(locality_allocation *allocation,
                                                           const locality_allocation_pairs *pairs,
                                                           locality_error *error);
/**
 * @brief Names the rules whose failures the pairs carry, in the order of their bits.
 * @param[in,out] allocation The problem.
 * @param[in] id Id of each rule.
 * @param[in] words What each rule asks for; null for none, as may be each.
 * @param[in] weight What it weighs to waive each, 0 or more; null for 1 each.
 * @param[in] count How many, at most LOCALITY_ALLOCATION_RULES.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; LIMIT; ENCODING; NO_MEMORY.
 */
LOCALITY_API locality_status locality_allocation_put_rules(locality_allocation *allocation,
                                                           const char *const *id,
                                                           const char *const *words,
                                                           const int64_t *weight, size_t count,
                                                           locality_error *error);
/**
 * @brief Fixes a pair: every answer has it. It must be among the pairs; that it fails rules is no
 * hindrance.
 * @param[in,out] allocation The problem, with its pairs.
 * @param[in] candidate Position of the candidate.
 * @param[in] demand Position of the demand.
 * @param[in] reason Why, for the reader; null for none.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND (it is not among the pairs); CONFLICT (it is pinned or forbidden
 *         already); ENCODING; NO_MEMORY.
 */
LOCALITY_API locality_status locality_allocation_pin(locality_allocation *allocation,
                                                     uint32_t candidate, uint32_t demand,
                                                     const char *reason, locality_error *error);
/**
 * @brief Forbids a pair: no answer has it, also where rules may be waived.
 * @param[in,out] allocation The problem, with its pairs.
 * @param[in] candidate Position of the candidate.
 * @param[in] demand Position of the demand.
 * @param[in] reason Why, for the reader; null for none.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_allocation_pin.
 */
LOCALITY_API locality_status locality_allocation_forbid(locality_allocation *allocation,
                                                        uint32_t candidate, uint32_t demand,
                                                        const char *reason, locality_error *error);
/**
 * @brief Sets how many places of a group of demands are filled together: a protected minimum, or a
 * common maximum.
 * @param[in,out] allocation The problem.
 * @param[in] id Id of the group, not empty.
 * @param[in] demand Positions of its demands, none twice; a demand is in one group at most.
 * @param[in] count How many demands.
 * @param[in] least Fewest places filled, 0 or more.
 * @param[in] most Most places filled, not below `least`; INT64_MAX for no limit.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; DUPLICATE (the group's id, or a demand that is in a group already);
 *         ENCODING; NO_MEMORY.
 */
LOCALITY_API locality_status locality_allocation_group(locality_allocation *allocation,
                                                       const char *id, const uint32_t *demand,
                                                       size_t count, int64_t least, int64_t most,
                                                       locality_error *error);
/**
 * @brief Counts the candidates or demands of a problem.
 * @param[in] allocation A problem.
 * @param[in] side One of locality_allocation_sides.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_allocation_count(const locality_allocation *allocation, int32_t side);
/**
 * @brief Gives the id of a candidate or demand.
 * @param[in] allocation A problem.
 * @param[in] side One of locality_allocation_sides.
 * @param[in] position Its position.
 * @return The id, borrowed; empty where there is none.
 */
LOCALITY_API const char *locality_allocation_id(const locality_allocation *allocation, int32_t side,
                                                uint32_t position);

/* ---- Solving --------------------------------------------------------------------------------- */

/** What an answer is. */
enum locality_allocation_verdicts {
    LOCALITY_ALLOCATION_UNKNOWN = 0,    /**< The work limit was met before anything was found. */
    LOCALITY_ALLOCATION_OPTIMAL = 1,    /**< Proved: no allocation is better. */
    LOCALITY_ALLOCATION_INFEASIBLE = 2, /**< Proved: the minimums and pins cannot all be kept. */
    /** A lawful allocation that fills as many places as can be; the work limit was met before it was
     * proved cheapest, or before the first of several as good was found. */
    LOCALITY_ALLOCATION_FEASIBLE = 3,
    LOCALITY_ALLOCATION_OVERFLOW = 4,   /**< Costs are so large that a sum could leave 64 bits. */
    LOCALITY_ALLOCATION_STABLE = 5,     /**< Proved: no two would both rather have one another. */
    LOCALITY_ALLOCATION_ALTERNATIVE = 6 /**< Lawful, and listed beside a proved answer. */
};

/**
 * @brief Names a verdict, for example "proved optimal".
 * @param[in] verdict One of locality_allocation_verdicts.
 * @return Static words; "unknown" for a number that is no verdict.
 */
LOCALITY_API const char *locality_allocation_verdict_name(int32_t verdict);

/** The ways to solve; every one gives the same pairs. */
enum locality_allocation_methods {
    LOCALITY_ALLOCATION_AUTOMATIC = 0, /**< By size, density and kind of costs. */
    LOCALITY_ALLOCATION_DENSE = 1,     /**< Shortest augmenting paths over whole rows. */
    LOCALITY_ALLOCATION_SPARSE = 2,    /**< Shortest augmenting paths with a heap. */
    LOCALITY_ALLOCATION_AUCTION = 3,   /**< Auction with scaled prices, where a part is square. */
    LOCALITY_ALLOCATION_NETWORK = 4 /**< Network simplex; problems that need it always have it. */
};

/** How locality_allocation_solve is to work. */
typedef struct locality_allocation_options {
    uint32_t struct_size; /**< sizeof(locality_allocation_options). */
    uint32_t reserved;    /**< Zero. */
    int32_t method;       /**< One of locality_allocation_methods. */
    int32_t waive; /**< 1: pairs may fail rules, at a level of its own that comes after the places
                               filled and before level 1: the sum of the weights of failed rules. */
    uint64_t work_limit; /**< Most pairs that may be looked at, each time one is; 0 for no limit. */
    /** Asked now and then on the calling thread, with the pairs looked at so far; other than 0 stops
     * the call. May be null. */
    int32_t (*progress)(void *self, uint64_t work);
    void *progress_self; /**< Handed to progress. */
} locality_allocation_options;

/** Starting value of a locality_allocation_options. */
#define LOCALITY_ALLOCATION_OPTIONS_INIT \
    { sizeof(locality_allocation_options), 0, 0, 0, 0, 0, 0 }

/**
 * @brief Finds the best allocation, or proves that there is none.
 *
 * Where all numbers of partners are 1 and nothing has a minimum: a largest matching, its three
 * independent parts, and for each part shortest augmenting paths or an auction; else, and for the
 * levels after the first, network simplex. Asks `progress` at least every 2^20 pairs, or once in a
 * pass over all pairs where that is more; the work limit is looked at as often.
 * @param[in] allocation The problem.
 * @param[in] options How to work; null for the defaults.
 * @param[out] out The answer; free with locality_allocation_result_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK whatever the verdict; INVALID; CANCELLED; NO_MEMORY.
 */
LOCALITY_API locality_status locality_allocation_solve(const locality_allocation *allocation,
                                                       const locality_allocation_options *options,
                                                       locality_allocation_result **out,
                                                       locality_error *error);

/** What to do where preferences rank two alike. */
enum locality_allocation_ties {
    LOCALITY_ALLOCATION_REFUSE_TIES = 0, /**< Refuse: a person has to decide. */
    LOCALITY_ALLOCATION_TIES_BY_ID = 1   /**< The smaller id goes first. */
};

/**
 * @brief Finds the stable allocation that is best for one side (deferred acceptance).
 *
 * Two levels of cost are read as preferences, lower first: how each candidate ranks demands, and how
 * each demand ranks candidates. Stable means that no candidate and demand, not paired, would both
 * rather have one another than what they have, or than nothing. It may fill fewer places than
 * locality_allocation_solve does: show both. Every stable allocation fills the same places of each.
 * A candidate has at most one place; minimums and groups are refused; pins are taken out first.
 * @param[in] allocation The problem.
 * @param[in] side Whom it is best for, one of locality_allocation_sides.
 * @param[in] candidate_level Level with which candidates rank demands, from 1.
 * @param[in] demand_level Level with which demands rank candidates, from 1; may be the same.
 * @param[in] ties One of locality_allocation_ties.
 * @param[out] out The answer; free with locality_allocation_result_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; AMBIGUOUS (a tie that is refused, named in the error); CANCELLED
 *         (locality_allocation_watch); NO_MEMORY.
 */
LOCALITY_API locality_status locality_allocation_solve_stable(
    const locality_allocation *allocation, int32_t side, uint32_t candidate_level,
    uint32_t demand_level, int32_t ties, locality_allocation_result **out, locality_error *error);

/* ---- The answer ------------------------------------------------------------------------------ */

/** One pair of an answer. */
typedef struct locality_allocation_pair {
    const char *candidate_id; /**< Id of the candidate; lives as long as the answer. */
    const char *demand_id;    /**< Id of the demand; lives as long as the answer. */
    uint32_t candidate;       /**< Position of the candidate. */
    uint32_t demand;          /**< Position of the demand. */
    int32_t is_pinned;        /**< 1 where the caller fixed it. */
    int32_t is_tied;          /**< 1 where another allocation, equally good, does without it. */
    uint64_t failed;          /**< Rules it fails: waived, or pinned all the same. */
    uint8_t reserved[16];     /**< Zero; room for later members. */
} locality_allocation_pair;

/** One that has fewer partners than it could have. */
typedef struct locality_allocation_unplaced {
    const char *id;    /**< Its id; lives as long as the answer. */
    uint32_t position; /**< Its position. */
    uint32_t reserved; /**< Zero. */
    int64_t partners;  /**< Partners it has. */
    int64_t most;      /**< Partners it could have. */
} locality_allocation_unplaced;

/**
 * @brief Frees an answer.
 * @param[in] result An answer or null.
 */
LOCALITY_API void locality_allocation_result_free(locality_allocation_result *result);
/**
 * @brief Tells what an answer is.
 * @param[in] result An answer.
 * @return One of locality_allocation_verdicts; UNKNOWN for null.
 */
LOCALITY_API int32_t locality_allocation_result_verdict(const locality_allocation_result *result);
/**
 * @brief Counts the pairs of an answer: the places filled.
 * @param[in] result An answer.
 * @return How many.
 */
LOCALITY_API size_t locality_allocation_result_pairs(const locality_allocation_result *result);
/**
 * @brief Gives one pair of an answer, in the order of candidates' ids and then demands' ids.
 * @param[in] result An answer.
 * @param[in] index Number of the pair.
 * @param[out] out The pair; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status
locality_allocation_result_pair(const locality_allocation_result *result, size_t index,
                                locality_allocation_pair *out, locality_error *error);
/**
 * @brief Counts the levels of an answer: the coverage, that of waivers if asked for, those given.
 * @param[in] result An answer.
 * @return How many, so that `levels - 1` is the last; 0 for null.
 */
LOCALITY_API uint32_t locality_allocation_result_levels(const locality_allocation_result *result);
/**
 * @brief Gives the total of a level.
 * @param[in] result An answer with pairs.
 * @param[in] level LOCALITY_ALLOCATION_COVERAGE for the places filled; then, where rules may be
 *            waived, the weight of the rules that are; then the levels given.
 * @param[out] total The total; 0 on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND where there is no such level or no allocation.
 */
LOCALITY_API locality_status
locality_allocation_result_total(const locality_allocation_result *result, uint32_t level,
                                 int64_t *total, locality_error *error);
/**
 * @brief Gives the lowest total that a level could still have, those before it being as they are.
 *
 * The same as the total for every level that is proved; less for the first level that is not.
 * @param[in] result An answer with pairs.
 * @param[in] level A level.
 * @param[out] bound The lowest total; 0 on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND where there is no such level, no allocation, or no bound.
 */
LOCALITY_API locality_status
locality_allocation_result_bound(const locality_allocation_result *result, uint32_t level,
                                 int64_t *bound, locality_error *error);
/**
 * @brief Counts the candidates or demands that could have more partners than they have.
 * @param[in] result An answer.
 * @param[in] side One of locality_allocation_sides.
 * @return How many.
 */
LOCALITY_API size_t locality_allocation_result_unplaced(const locality_allocation_result *result,
                                                        int32_t side);
/**
 * @brief Gives one that could have more partners than it has, in the order of ids.
 * @param[in] result An answer.
 * @param[in] side One of locality_allocation_sides.
 * @param[in] index Its number.
 * @param[out] out The answer; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status locality_allocation_result_unplaced_at(
    const locality_allocation_result *result, int32_t side, size_t index,
    locality_allocation_unplaced *out, locality_error *error);
/**
 * @brief Tells whether there is no other allocation as good.
 * @param[in] result An answer.
 * @return 1 where the allocation is the only best one, else 0.
 */
LOCALITY_API int32_t locality_allocation_result_is_unique(const locality_allocation_result *result);
/**
 * @brief Tells how much work an answer took.
 * @param[in] result An answer.
 * @return Pairs looked at, each time one was; the same on every machine.
 */
LOCALITY_API uint64_t locality_allocation_result_work(const locality_allocation_result *result);

/* ---- Certificates ---------------------------------------------------------------------------- */

/**
 * @brief What proves a verdict; the arrays live as long as the answer they came from.
 *
 * Prices are vectors, compared from the first number on: one for the minimums, at which no pair costs
 * anything, one for the coverage, at which each costs -2, then one a level. The reduced cost of a pair
 * is its cost less the prices of its candidate and its demand.
 * Optimal: every pair of positive reduced cost is left out or pinned, every one of negative is in; a
 * candidate of positive price has its fewest partners, of negative price its most; so has a demand by
 * its price less that of its group, and a group by its own price.
 *
 * Infeasible: a set of candidates, demands and groups, with or without the rest of the world, from
 * which more partners must come than can leave it. Beside what is in the set stand the sums.
 */
typedef struct locality_allocation_certificate {
    uint32_t struct_size;      /**< sizeof(locality_allocation_certificate). */
    uint32_t reserved;         /**< Zero. */
    int32_t verdict;           /**< One of locality_allocation_verdicts. */
    uint32_t levels;           /**< Numbers in a price: minimums, coverage, waivers if asked for,
                                         the levels given; of FEASIBLE those of them that are proved. */
    int32_t waive;             /**< 1 where pairs may fail rules. */
    int32_t world_in;          /**< Whether the rest of the world is in the set. */
    size_t pairs;              /**< Pairs of the allocation. */
    const uint32_t *candidate; /**< Position of the candidate of each. */
    const uint32_t *demand;    /**< Position of the demand of each. */
    const int64_t *candidate_price; /**< Price of each candidate, `levels` numbers each. */
    const int64_t *demand_price;    /**< Price of each demand, `levels` numbers each. */
    const int64_t *group_price;     /**< Price of each group, `levels` numbers each. */
    const uint8_t *candidate_in;    /**< Whether each candidate is in the set; infeasible only. */
    const uint8_t *demand_in;       /**< Whether each demand is in the set; infeasible only. */
    const uint8_t *group_in;        /**< Whether each group is in the set; infeasible only. */
    int64_t must;                   /**< Partners that must come into the set; infeasible only. */
    int64_t can;                    /**< Partners that can leave it; less than `must`. */
} locality_allocation_certificate;

/** Starting value of a locality_allocation_certificate. */
#define LOCALITY_ALLOCATION_CERTIFICATE_INIT \
    { sizeof(locality_allocation_certificate), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Gives what proves the verdict of an answer.
 * @param[in] result An answer.
 * @param[out] out The certificate, borrowed from the answer.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND where nothing is proved: UNKNOWN, OVERFLOW, or an alternative.
 */
LOCALITY_API locality_status
locality_allocation_result_certificate(const locality_allocation_result *result,
                                       locality_allocation_certificate *out, locality_error *error);
/**
 * @brief Verifies a certificate against its problem, without any part of the solvers.
 *
 * Linear in the pairs. For STABLE, use locality_allocation_check_stable.
 * @param[in] allocation The problem.
 * @param[in] certificate The certificate, from an answer or from anywhere else.
 * @param[out] error Filled on failure, may be null; says which condition does not hold and where.
 * @return OK where it proves its verdict; INVALID (null, or of another shape than the problem);
 *         CONFLICT where it does not prove it; NO_MEMORY.
 */
LOCALITY_API locality_status locality_allocation_check(
    const locality_allocation *allocation, const locality_allocation_certificate *certificate,
    locality_error *error);
/**
 * @brief Verifies that an allocation is stable, without any part of the solvers.
 * @param[in] allocation The problem.
 * @param[in] certificate The pairs; prices are not needed.
 * @param[in] candidate_level Level with which candidates rank demands, from 1.
 * @param[in] demand_level Level with which demands rank candidates, from 1.
 * @param[out] error Filled on failure, may be null; names a pair that would rather be together.
 * @return OK; INVALID; CONFLICT; NO_MEMORY.
 */
LOCALITY_API locality_status locality_allocation_check_stable(
    const locality_allocation *allocation, const locality_allocation_certificate *certificate,
    uint32_t candidate_level, uint32_t demand_level, locality_error *error);

/* ---- Why ------------------------------------------------------------------------------------- */

/** How a candidate stands in an answer. */
enum locality_allocation_standings {
    LOCALITY_ALLOCATION_ALWAYS = 0, /**< Placed just so in every best allocation. */
    LOCALITY_ALLOCATION_TIED = 1,   /**< Another allocation, equally good, places it otherwise. */
    LOCALITY_ALLOCATION_NOT_PLACED = 2 /**< Has no place in any best allocation. */
};

/** What can be said of a candidate and a demand. */
enum locality_allocation_reasons {
    LOCALITY_ALLOCATION_HELD =
        0, /**< The answer has the pair; the cost is that of doing without it. */
    LOCALITY_ALLOCATION_AT_A_COST = 1, /**< It could be; the rest would be worse by the cost. */
    LOCALITY_ALLOCATION_AS_GOOD = 2,   /**< It could be, in another allocation as good. */
    LOCALITY_ALLOCATION_FAILS = 3,     /**< It fails rules, all of which are told. */
    LOCALITY_ALLOCATION_FORBIDDEN = 4, /**< The caller forbade it. */
    LOCALITY_ALLOCATION_NO_PAIR = 5,   /**< It is not among the pairs. */
    LOCALITY_ALLOCATION_CANNOT = 6,    /**< Pins and minimums leave no allocation that has it; for a
                                            pair that is held, none that does without it. */
    LOCALITY_ALLOCATION_PINNED = 7     /**< The caller fixed it. */
};

/** What can be said of a candidate and a demand. */
typedef struct locality_allocation_why {
    int32_t reason;    /**< One of locality_allocation_reasons. */
    uint32_t levels;   /**< Numbers of `cost`. */
    uint64_t failed;   /**< Rules the pair fails, whatever else is the reason. */
    const char *words; /**< Why the caller pinned or forbade it; empty otherwise. */
    /** By how much the best allocation with the pair (without it, where it is held) is worse, level by
     * level: the first is places left empty, so the first number that is not 0 is above 0. */
    int64_t cost[LOCALITY_ALLOCATION_LEVELS + 2];
    size_t moves;         /**< Moves from the answer to that allocation. */
    uint8_t reserved[16]; /**< Zero; room for later members. */
} locality_allocation_why;

/** One move from an answer to another allocation: a candidate takes a place, or leaves one. */
typedef struct locality_allocation_move {
    uint32_t candidate; /**< Position of the candidate. */
    uint32_t demand;    /**< Position of the demand. */
    int32_t takes;      /**< 1 where it takes the place, 0 where it leaves it. */
    uint32_t reserved;  /**< Zero. */
} locality_allocation_move;

/**
 * @brief Works out what can be said about one candidate in an answer.
 *
 * One search over the pairs in each direction: O(m log n) for m pairs and n candidates and demands,
 * for all demands together.
 * @param[in] allocation The problem, not changed since.
 * @param[in] result A proved optimal answer to it.
 * @param[in] candidate Position of the candidate.
 * @param[out] out What can be said; free with locality_allocation_case_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND where there is no such candidate; CONFLICT where the answer is not
 *         one to this problem as it is now; OVERFLOW; NO_MEMORY.
 */
LOCALITY_API locality_status locality_allocation_explain(const locality_allocation *allocation,
                                                         const locality_allocation_result *result,
                                                         uint32_t candidate,
                                                         locality_allocation_case **out,
                                                         locality_error *error);
/**
 * @brief Frees what was said.
 * @param[in] item A case or null.
 */
LOCALITY_API void locality_allocation_case_free(locality_allocation_case *item);
/**
 * @brief Tells how the candidate stands.
 * @param[in] item A case.
 * @return One of locality_allocation_standings; NOT_PLACED for null.
 */
LOCALITY_API int32_t locality_allocation_case_standing(const locality_allocation_case *item);
/**
 * @brief Tells why the candidate has a demand, or why not.
 * @param[in] item A case.
 * @param[in] demand Position of the demand.
 * @param[out] out The answer; zero on failure. Its words live as long as the case.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND or OVERFLOW (the cost).
 */
LOCALITY_API locality_status locality_allocation_case_why(const locality_allocation_case *item,
                                                          uint32_t demand,
                                                          locality_allocation_why *out,
                                                          locality_error *error);
/**
 * @brief Lists the moves that lead from the answer to the best allocation with a pair, or without it
 * where the answer has it: who takes which place, and who leaves which, as a chain.
 * @param[in] item A case.
 * @param[in] demand Position of the demand.
 * @param[out] out Receives the moves; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND or LIMIT.
 */
LOCALITY_API locality_status locality_allocation_case_moves(const locality_allocation_case *item,
                                                            uint32_t demand,
                                                            locality_allocation_move *out,
                                                            size_t capacity, size_t *count,
                                                            locality_error *error);
/**
 * @brief Lists the smallest set of competitors that explains why some are left without a partner.
 *
 * From one: those it competes with, directly or through others, for the same few places. From all
 * (LOCALITY_ALLOCATION_EVERYONE): everybody in such competition.
 * What is open to competitors holds all that any of them could have or has, so that they have nothing else.
 * @param[in] allocation The problem, not changed since.
 * @param[in] result A proved optimal answer to it.
 * @param[in] side Side of those left out, one of locality_allocation_sides.
 * @param[in] position Position of one that has fewer partners than it could, or
 *            LOCALITY_ALLOCATION_EVERYONE.
 * @param[in] listed The side that is listed: `side` for the competitors, the other for what is open
 *            to them.
 * @param[out] out Receives positions on the side that is listed, in the order of ids; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are; may be null.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; LIMIT; NOT_FOUND where the one named is not left out; CONFLICT as
 *         locality_allocation_explain; CANCELLED (locality_allocation_watch); NO_MEMORY.
 */
LOCALITY_API locality_status locality_allocation_shortage(const locality_allocation *allocation,
                                                          const locality_allocation_result *result,
                                                          int32_t side, uint32_t position,
                                                          int32_t listed, uint32_t *out,
                                                          size_t capacity, size_t *count,
                                                          locality_error *error);
/**
 * @brief Tells how large a shortage is: the competitors that locality_allocation_shortage lists could
 * have `wanted` partners, and only `places` are open to them; the difference must be left out.
 * @param[in] allocation The problem, not changed since.
 * @param[in] result A proved optimal answer to it.
 * @param[in] side Side of those left out, one of locality_allocation_sides.
 * @param[in] position As for locality_allocation_shortage.
 * @param[out] wanted Partners that the members could have together, INT64_MAX for so many or more; may
 *             be null.
 * @param[out] places Partners that the others can give them together; may be null.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_allocation_shortage, but for LIMIT.
 */
LOCALITY_API locality_status locality_allocation_shortage_size(
    const locality_allocation *allocation, const locality_allocation_result *result, int32_t side,
    uint32_t position, int64_t *wanted, int64_t *places, locality_error *error);

/** Stands for everyone of a side in locality_allocation_shortage. */
#define LOCALITY_ALLOCATION_EVERYONE UINT32_MAX

#ifdef __cplusplus
}
#endif

#endif
