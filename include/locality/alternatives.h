/**
 * @file alternatives.h
 * @brief Alternatives: other allocations than the best one, and how two allocations differ.
 *
 * What another place would cost for one candidate is said by locality_allocation_explain. Here are
 * whole allocations: the next best ones, in order, and those that differ most from the answer without
 * giving up what is asked to be kept. Where many allocations are equally good, the next best ones are
 * near copies of one another; those that differ most show how far apart equally good ones can be.
 *
 * Alternatives never have pairs that the answer was not allowed to have, and keep its minimums,
 * maximums, pins and forbidden pairs.
 */
#ifndef LOCALITY_ALTERNATIVES_H
#define LOCALITY_ALTERNATIVES_H

#include "locality/allocation.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A list of alternatives to an answer; immutable, owns all it shows, read by any number of threads. */
typedef struct locality_alternatives locality_alternatives;

/** Which alternatives are listed. */
enum locality_alternatives_kinds {
    LOCALITY_ALTERNATIVES_NEXT_BEST = 0, /**< The best allocations after the answer, best first. */
    /** Allocations that have as few pairs as can be in common with the answer and with those listed
     * before them, taken together. */
    LOCALITY_ALTERNATIVES_MOST_DIFFERENT = 1
};

/** What locality_alternatives_find is to look for. */
typedef struct locality_alternatives_options {
    uint32_t struct_size; /**< sizeof(locality_alternatives_options). */
    uint32_t reserved;    /**< Zero. */
    int32_t kind;         /**< One of locality_alternatives_kinds. */
    /** Levels kept at the total of the answer, from the coverage on, 0 to
     * locality_allocation_result_levels; -1 for all. Only for those that differ most: the levels after
     * are as good as they can then be. */
    int32_t kept;
    size_t most;         /**< Most alternatives wanted, 1 or more. */
    uint64_t work_limit; /**< Most pairs that may be looked at, each time one is; 0 for no limit. */
    /** Asked now and then on the calling thread; other than 0 stops the call. May be null. */
    int32_t (*progress)(void *self, uint64_t work);
    void *progress_self; /**< Handed to progress. */
} locality_alternatives_options;

/** Starting value of a locality_alternatives_options: the five next best. */
#define LOCALITY_ALTERNATIVES_OPTIONS_INIT \
    { sizeof(locality_alternatives_options), 0, 0, -1, 5, 0, 0, 0 }

/**
 * @brief Lists alternatives to an answer.
 *
 * The next best: each is the cheapest circle of moves away from one listed before it, none twice
 * (Lawler 1972, Hamacher 1995); one search a candidate and alternative, which stops where nothing
 * cheaper can follow, and none at all where an alternative is as good. Those as good as one another
 * stand in the order of their pairs' ids. Most different: one flow over the pairs that can still change
 * for each.
 * @param[in] allocation The problem, not changed since.
 * @param[in] result A proved optimal answer to it.
 * @param[in] options What to look for; null for the defaults.
 * @param[out] out The list; free with locality_alternatives_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK, also where there are fewer than wanted; INVALID; CONFLICT where the answer is not one to
 *         this problem as it is now; NOT_FOUND where it is not proved; OVERFLOW; CANCELLED; NO_MEMORY.
 */
LOCALITY_API locality_status locality_alternatives_find(
    const locality_allocation *allocation, const locality_allocation_result *result,
    const locality_alternatives_options *options, locality_alternatives **out,
    locality_error *error);
/**
 * @brief Frees a list.
 * @param[in] list A list or null.
 */
LOCALITY_API void locality_alternatives_free(locality_alternatives *list);
/**
 * @brief Counts the alternatives of a list.
 * @param[in] list A list.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_alternatives_count(const locality_alternatives *list);
/**
 * @brief Gives an alternative, to be read as any answer. Its verdict is LOCALITY_ALLOCATION_ALTERNATIVE;
 * it has no certificate and is not explained.
 * @param[in] list A list.
 * @param[in] index Its number.
 * @return The alternative, borrowed from the list; null where there is none.
 */
LOCALITY_API const locality_allocation_result *
locality_alternatives_plan(const locality_alternatives *list, size_t index);
/**
 * @brief Tells whether there is no alternative beside those listed. Where the most that were wanted are
 * listed, or the work limit was met, that is not known.
 * @param[in] list A list.
 * @return 1 where nothing is left out, else 0.
 */
LOCALITY_API int32_t locality_alternatives_is_complete(const locality_alternatives *list);

/** One pair that only one of two allocations has. */
typedef struct locality_allocation_change {
    const char *candidate_id; /**< Id of the candidate; lives as long as the answer that has it. */
    const char *demand_id;    /**< Id of the demand; lives as long as the answer that has it. */
    uint64_t failed;          /**< Rules the pair fails. */
    int32_t takes;            /**< 1 where the second has it, 0 where the first. */
    int32_t reserved;         /**< Zero. */
} locality_allocation_change;

/** How two allocations differ, in numbers. */
typedef struct locality_allocation_comparison {
    uint32_t levels;   /**< Numbers of `total`; 0 where the two do not have the same levels. */
    uint32_t reserved; /**< Zero. */
    /** Totals of the second less those of the first, from the coverage on. */
    int64_t total[LOCALITY_ALLOCATION_LEVELS + 2];
    size_t kept;       /**< Pairs that both have. */
    size_t left;       /**< Pairs that only the first has. */
    size_t taken;      /**< Pairs that only the second has. */
    size_t candidates; /**< Candidates placed otherwise in one than in the other. */
    /** Pairs that only the second has and that fail each rule, less those that only the first has; one
     * number a bit. */
    int64_t failed[LOCALITY_ALLOCATION_RULES];
} locality_allocation_comparison;

/**
 * @brief Compares two allocations by ids, pair by pair; they may be of different problems.
 * @param[in] first An answer.
 * @param[in] second Another.
 * @param[out] summary The difference in numbers; may be null.
 * @param[out] out Receives the pairs that only one has, by ids of candidate and then demand; null to
 *             count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are; may be null.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; LIMIT where they do not fit; OVERFLOW where a difference of totals leaves 64
 *         bits.
 */
LOCALITY_API locality_status locality_allocation_compare(const locality_allocation_result *first,
                                                         const locality_allocation_result *second,
                                                         locality_allocation_comparison *summary,
                                                         locality_allocation_change *out,
                                                         size_t capacity, size_t *count,
                                                         locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
