/**
 * @file conflicts.h
 * @brief Conflicts: which rules cannot hold together, and which to give up.
 *
 * A conflict is a set of rules that cannot all be kept, and of which every part can: no rule of it is
 * there for nothing. A correction is a set of rules without which the rest can be kept, and of which
 * none can be taken back. Every correction shares a rule with every conflict. Each rule has a weight,
 * the reluctance to give it up; the lightest correction is the cheapest way out.
 *
 * locality_conflicts_find works for anything that can say whether a set of rules can be kept;
 * locality_allocation_conflicts asks an allocation problem.
 */
#ifndef LOCALITY_CONFLICTS_H
#define LOCALITY_CONFLICTS_H

#include "locality/allocation.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Most rules among which conflicts are looked for. */
#define LOCALITY_CONFLICTS_MOST 256

/** Conflicts and corrections; immutable, owns all it shows, read by any number of threads. */
typedef struct locality_conflicts locality_conflicts;

/** What is listed. */
enum locality_conflicts_kinds {
    LOCALITY_CONFLICTS_CONFLICT = 0,  /**< Rules that cannot all be kept. */
    LOCALITY_CONFLICTS_CORRECTION = 1 /**< Rules to give up so that the rest can be kept. */
};

/** What is known when the search ends. */
enum locality_conflicts_verdicts {
    LOCALITY_CONFLICTS_UNKNOWN = 0,    /**< Whether all rules can be kept was not found out. */
    LOCALITY_CONFLICTS_POSSIBLE = 1,   /**< All rules can be kept: there is no conflict. */
    LOCALITY_CONFLICTS_IMPOSSIBLE = 2, /**< They cannot; conflicts and corrections are listed. */
    /** Not even with every rule given up is there a way: the one conflict is empty. */
    LOCALITY_CONFLICTS_HOPELESS = 3
};

/** What can be answered about a set of rules. */
enum locality_conflicts_answers {
    LOCALITY_CONFLICTS_CANNOT = 0, /**< The rules cannot all be kept. */
    LOCALITY_CONFLICTS_CAN = 1,    /**< They can. */
    /** It was not found out. Nothing is concluded from that: a conflict may then have more rules than it
     * needs, and the lists are not complete. */
    LOCALITY_CONFLICTS_UNSURE = 2,
    LOCALITY_CONFLICTS_STOP = 3 /**< The search has to end now: cancelled, or no memory. */
};

/**
 * @brief Answers whether a set of rules can be kept together. Must answer alike each time it is asked
 * the same, and never be able to keep more rules and unable to keep fewer.
 * @param[in] self What was handed to locality_conflicts_find.
 * @param[in] kept 1 for each rule of the set, 0 for each other; one byte a rule.
 * @param[in] count Rules in all.
 * @return One of locality_conflicts_answers.
 */
typedef int32_t (*locality_conflicts_test)(void *self, const uint8_t *kept, size_t count);

/** How far a search is to go. */
typedef struct locality_conflicts_options {
    uint32_t struct_size; /**< sizeof(locality_conflicts_options). */
    uint32_t reserved;    /**< Zero. */
    /** 0: the lightest correction, and the conflicts that are met on the way to it, one at least. 1: all
     * conflicts and all corrections. */
    int32_t all;
    int32_t reserved2;   /**< Zero. */
    uint64_t test_limit; /**< Most sets that may be tested; 0 for 100,000. */
} locality_conflicts_options;

/** Starting value of a locality_conflicts_options: the lightest correction. */
#define LOCALITY_CONFLICTS_OPTIONS_INIT \
    { sizeof(locality_conflicts_options), 0, 0, 0, 0 }

/**
 * @brief Finds conflicts and corrections.
 *
 * The first conflict is shrunk by halves (QuickXplain, Junker 2004), the rules that are given up most
 * reluctantly left out first, so that it is made of those that could be given up. The lightest
 * correction is the lightest set that meets every conflict found so far, until the rest can be kept.
 * All of them: a set that no conflict and no correction found so far decides is tested, and grown to a
 * correction or shrunk to a conflict, until there is none (as MARCO, Liffiton and others 2016). No set
 * is tested twice. Rules of equal weight go in the order given.
 * @param[in] weight Reluctance to give up each rule, 0 or more; null for 1 each.
 * @param[in] count How many rules, at most LOCALITY_CONFLICTS_MOST.
 * @param[in] test Answers whether a set can be kept.
 * @param[in] self Handed to `test`.
 * @param[in] options How far to go; null for the defaults.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] out What was found; free with locality_conflicts_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK whatever the verdict; INVALID; LIMIT (too many rules); OVERFLOW (the weights);
 *         CANCELLED (`test` said so); NO_MEMORY.
 */
LOCALITY_API locality_status locality_conflicts_find(const int64_t *weight, size_t count,
                                                     locality_conflicts_test test, void *self,
                                                     const locality_conflicts_options *options,
                                                     const locality_allocator *allocator,
                                                     locality_conflicts **out,
                                                     locality_error *error);
/**
 * @brief Frees conflicts.
 * @param[in] conflicts Conflicts or null.
 */
LOCALITY_API void locality_conflicts_free(locality_conflicts *conflicts);
/**
 * @brief Tells what is known.
 * @param[in] conflicts Conflicts.
 * @return One of locality_conflicts_verdicts; UNKNOWN for null.
 */
LOCALITY_API int32_t locality_conflicts_verdict(const locality_conflicts *conflicts);
/**
 * @brief Tells whether all conflicts and all corrections are listed.
 * @param[in] conflicts Conflicts.
 * @return 1 where none is missing, else 0.
 */
LOCALITY_API int32_t locality_conflicts_is_complete(const locality_conflicts *conflicts);
/**
 * @brief Tells whether the first correction is proved to be the lightest there is.
 * @param[in] conflicts Conflicts.
 * @return 1 where it is, else 0.
 */
LOCALITY_API int32_t locality_conflicts_is_lightest(const locality_conflicts *conflicts);
/**
 * @brief Tells how many sets were tested.
 * @param[in] conflicts Conflicts.
 * @return How many; 0 for null.
 */
LOCALITY_API uint64_t locality_conflicts_tests(const locality_conflicts *conflicts);
/**
 * @brief Counts the conflicts or the corrections.
 * @param[in] conflicts Conflicts.
 * @param[in] kind One of locality_conflicts_kinds.
 * @return How many are listed.
 */
LOCALITY_API size_t locality_conflicts_count(const locality_conflicts *conflicts, int32_t kind);
/**
 * @brief Gives one conflict or correction. They stand in the order of weight, then of size, then of
 * their rules.
 * @param[in] conflicts Conflicts.
 * @param[in] kind One of locality_conflicts_kinds.
 * @param[in] index Its number.
 * @param[out] rules Receives the numbers of its rules, ascending; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many rules it has.
 * @param[out] weight Their weights together; may be null.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND; LIMIT where they do not fit.
 */
LOCALITY_API locality_status locality_conflicts_at(const locality_conflicts *conflicts,
                                                   int32_t kind, size_t index, uint32_t *rules,
                                                   size_t capacity, size_t *count, int64_t *weight,
                                                   locality_error *error);

/* ---- Of an allocation ------------------------------------------------------------------------ */

/** What can be given up in an allocation problem: one rule of the search. */
enum locality_allocation_demand_kinds {
    LOCALITY_ALLOCATION_ASKS_RULE = 0,      /**< A rule holds for every pair; by bit. */
    LOCALITY_ALLOCATION_ASKS_CANDIDATE = 1, /**< A candidate has its fewest partners. */
    LOCALITY_ALLOCATION_ASKS_DEMAND = 2,    /**< A demand has its fewest partners. */
    LOCALITY_ALLOCATION_ASKS_GROUP = 3,     /**< A group has its fewest places filled. */
    LOCALITY_ALLOCATION_ASKS_PIN = 4,       /**< A pair is made. */
    LOCALITY_ALLOCATION_ASKS_NOT = 5        /**< A pair is not made. */
};

/** One thing that is asked of an allocation and could be given up. */
typedef struct locality_allocation_asked {
    int32_t kind;      /**< One of locality_allocation_demand_kinds. */
    uint32_t position; /**< Bit of the rule; position of the candidate, demand or group. */
    uint32_t demand;   /**< Position of the demand of a pair, whose candidate is `position`. */
    uint32_t reserved; /**< Zero. */
    int64_t weight;    /**< Reluctance to give it up. */
    const char *id; /**< Id of the rule, candidate, demand or group; of a pair, the candidate's. */
    const char *other; /**< Of a pair, the demand's id; else empty. */
    const char *words; /**< What the rule asks for, or the reason of the pair; may be empty. */
} locality_allocation_asked;

/** What may be given up, and what it weighs. */
typedef struct locality_allocation_conflicts_options {
    uint32_t struct_size; /**< sizeof(locality_allocation_conflicts_options). */
    uint32_t reserved;    /**< Zero. */
    int32_t all;          /**< As in locality_conflicts_options. */
    int32_t fill;      /**< 1: every demand is to have its most partners; that is never given up. */
    int32_t rules;     /**< 1 where rules may be given up, at their own weights. */
    int32_t minimums;  /**< 1 where the fewest partners and places may be given up. */
    int32_t pins;      /**< 1 where pins may be given up. */
    int32_t forbidden; /**< 1 where forbidden pairs may be allowed. */
    int64_t minimum_weight;   /**< Weight of each minimum. */
    int64_t pin_weight;       /**< Weight of each pin. */
    int64_t forbidden_weight; /**< Weight of each forbidden pair. */
    uint64_t test_limit;      /**< As in locality_conflicts_options. */
    uint64_t work_limit;      /**< Most pairs looked at in one test; 0 for no limit. */
    /** Asked now and then on the calling thread; other than 0 stops the call. May be null. */
    int32_t (*progress)(void *self, uint64_t work);
    void *progress_self; /**< Handed to progress. */
} locality_allocation_conflicts_options;

/** Starting value: rules and minimums may be given up, a minimum at weight 1. */
#define LOCALITY_ALLOCATION_CONFLICTS_OPTIONS_INIT \
    { sizeof(locality_allocation_conflicts_options), 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0 }

/**
 * @brief Finds what makes a problem impossible: which rules, minimums, pins and forbidden pairs cannot
 * be kept together, and which are best given up.
 *
 * A rule that is given up is waived for every pair (locality_allocation_options.waive waives it pair by
 * pair). Each test is one largest matching or flow: no costs are looked at. Rules that no pair fails are not
 * listed, nor, where `fill` is set, the minimums of demands.
 * @param[in] allocation The problem.
 * @param[in] options What may be given up; null for the defaults.
 * @param[out] out What was found; free with locality_conflicts_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK whatever the verdict; INVALID; LIMIT (more than LOCALITY_CONFLICTS_MOST things could be
 *         given up); OVERFLOW (the weights); CANCELLED; NO_MEMORY.
 */
LOCALITY_API locality_status locality_allocation_conflicts(
    const locality_allocation *allocation, const locality_allocation_conflicts_options *options,
    locality_conflicts **out, locality_error *error);
/**
 * @brief Counts the things asked that conflicts of an allocation number.
 * @param[in] conflicts Conflicts from locality_allocation_conflicts.
 * @return How many; 0 for null and for conflicts from elsewhere.
 */
LOCALITY_API size_t locality_conflicts_asked(const locality_conflicts *conflicts);
/**
 * @brief Tells what a number in a conflict of an allocation stands for.
 * @param[in] conflicts Conflicts from locality_allocation_conflicts.
 * @param[in] index The number.
 * @param[out] out What is asked; its texts live as long as the conflicts.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NOT_FOUND.
 */
LOCALITY_API locality_status locality_conflicts_asked_at(const locality_conflicts *conflicts,
                                                         size_t index,
                                                         locality_allocation_asked *out,
                                                         locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
