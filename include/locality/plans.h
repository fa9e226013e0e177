/**
 * @file plans.h
 * @brief Plans: everything that stands in the way of one, and how two of them differ.
 *
 * What an allocation cannot give is explained by its conflicts: sets of what is asked that cannot all be
 * kept, and of which every part can; and by its ways out: sets of which giving up all is enough, and
 * giving up less is not. All of them are listed, those that are given up least reluctantly first.
 *
 * The difference of two plans is told by people, by places, by what each comes to level by level, and by
 * the conditions that each goes against.
 */
#ifndef LOCALITY_PLANS_H
#define LOCALITY_PLANS_H

#include "locality/conflicts.h"
#include "locality/placement.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- What stands in the way ------------------------------------------------------------------ */

/** What stands in the way of a plan or a rota; immutable, owns all it shows, read by any number of
 * threads. */
typedef struct locality_placement_conflicts locality_placement_conflicts;

/** What is asked and could be given up. */
enum locality_placement_demand_kinds {
    LOCALITY_PLACEMENT_ASKS_CONDITION = 0, /**< A condition, of everybody. Of a plan. */
    LOCALITY_PLACEMENT_ASKS_COVER = 1,     /**< The fewest places of a cover. Of a plan. */
    LOCALITY_PLACEMENT_ASKS_FIXED = 2,     /**< That a pair is made. Of all. */
    LOCALITY_PLACEMENT_ASKS_BARRED = 3,    /**< That a pair is not made. Of a plan of people. */
    LOCALITY_PLACEMENT_ASKS_PROTECTED = 4, /**< What a place is given at least. Of a plan of FTE. */
    LOCALITY_PLACEMENT_ASKS_SPELL_LEAST = 5, /**< The shortest spell. Of a rota. */
    LOCALITY_PLACEMENT_ASKS_SPELL_MOST = 6,  /**< The longest spell. Of a rota. */
    LOCALITY_PLACEMENT_ASKS_REST = 7         /**< The rest between two spells. Of a rota. */
};

/** One thing that is asked and could be given up. */
typedef struct locality_placement_asked {
    int32_t kind;      /**< One of locality_placement_demand_kinds. */
    uint32_t reserved; /**< Zero. */
    int64_t weight;    /**< Reluctance to give it up: a condition's own, 1 of everything else. */
    const char *id; /**< Id of the condition or place, or of the candidate of a pair; else empty. */
    const char *other; /**< Id of the place of a pair; else empty. */
    const char *words; /**< What it is, for a reader. */
    uint8_t room[16];  /**< Zero; room for later members. */
} locality_placement_asked;

/** How far conflicts are to be looked for. */
typedef struct locality_placement_conflicts_options {
    uint32_t struct_size; /**< sizeof(locality_placement_conflicts_options). */
    uint32_t reserved;    /**< Zero. */
    uint64_t test_limit;  /**< Most sets that may be tested; 0 for 20,000. */
    /** Asked now and then on the calling thread; other than 0 stops the call. May be null. */
    int32_t (*cancel)(void *self);
    void *cancel_self; /**< Handed to cancel. */
} locality_placement_conflicts_options;

/** Starting value of a locality_placement_conflicts_options. */
#define LOCALITY_PLACEMENT_CONFLICTS_OPTIONS_INIT \
    { sizeof(locality_placement_conflicts_options), 0, 0, 0, 0 }

/** * @brief Finds all that stands in the way of filling every place, or of meeting the most need that could be
 * met with all of it given up; where what is fixed, covered and protected cannot all be kept, of keeping that.
 *
 * Conditions that are never waived, and pairs that cannot be told, are never given up. A condition is given
 * up for everybody; locality_placement_waivers gives one up pair by pair. Each test is one matching or
 * flow (of FTE, one plan without regard to what was found before); their number can double with each
 * thing that could be given up.
 * @param[in] placement A placement.
 * @param[in] options How far to look; null for the defaults.
 * @param[out] out What was found; free with locality_placement_conflicts_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK whatever there is; INVALID; NOT_FOUND where nothing was solved; LIMIT (more than
 *         LOCALITY_CONFLICTS_MOST conditions); OVERFLOW; CANCELLED; NO_MEMORY.
 */
LOCALITY_API locality_status locality_placement_conflicts_find(
    const locality_placement *placement, const locality_placement_conflicts_options *options,
    locality_placement_conflicts **out, locality_error *error);
/** * @brief Finds what stands in the way of a rota that covers the most that could be covered with all of it
 * given up; where there is no rota at all, of there being one: spells, rest, and what is fixed.
 *
 * Who is eligible when is taken as it is: conditions are not given up here. Each test makes a rota anew,
 * without the solver of another's; where that finds out too little, the lists are not complete.
 * @param[in] rota A rota.
 * @param[in] options How far to look; null for the defaults.
 * @param[out] out What was found; free with locality_placement_conflicts_free.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_placement_conflicts_find.
 */
LOCALITY_API locality_status locality_placement_rota_conflicts(
    const locality_placement_rota *rota, const locality_placement_conflicts_options *options,
    locality_placement_conflicts **out, locality_error *error);
/**
 * @brief Frees conflicts.
 * @param[in] conflicts Conflicts or null.
 */
LOCALITY_API void locality_placement_conflicts_free(locality_placement_conflicts *conflicts);
/**
 * @brief Gives the conflicts and ways out (corrections) as sets of numbers, lightest first, with what is
 * known of them.
 * @param[in] conflicts Conflicts.
 * @return The sets, borrowed; null for null. Its numbers are those of locality_placement_asked_at.
 */
LOCALITY_API const locality_conflicts *
locality_placement_conflicts_sets(const locality_placement_conflicts *conflicts);
/**
 * @brief Counts what is asked and could be given up.
 * @param[in] conflicts Conflicts.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t
locality_placement_conflicts_asked(const locality_placement_conflicts *conflicts);
/**
 * @brief Gives one thing that is asked and could be given up.
 * @param[in] conflicts Conflicts.
 * @param[in] index Its number.
 * @param[out] out What is asked; texts live as long as the conflicts. Zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status
locality_placement_asked_at(const locality_placement_conflicts *conflicts, size_t index,
                            locality_placement_asked *out, locality_error *error);
/**
 * @brief Counts the sentences in which conflicts are told.
 * @param[in] conflicts Conflicts.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t
locality_placement_conflicts_sentences(const locality_placement_conflicts *conflicts);
/**
 * @brief Gives a sentence: how many conflicts and ways out there are and whether that is all, the lightest
 * way out, the cheapest waivers.
 * @param[in] conflicts Conflicts.
 * @param[in] index Its number.
 * @return The sentence, borrowed; empty where there is none.
 */
LOCALITY_API const char *
locality_placement_conflicts_sentence_at(const locality_placement_conflicts *conflicts,
                                         size_t index);

/**
 * @brief Gives the cheapest plan of FTE in which conditions are waived for part of somebody's time.
 *
 * In it as much as can be is met, shared as equally as can be; then what is waived, its weight times the * FTE that a pair fails it with, is as little as can be. Where what is protected and fixed cannot all be
 * kept, places are given that alone. Its groups and places are those of the placement; its first level of
 * cost is what is waived, those of the preferences come after (the last is left out where there are
 * LOCALITY_ALLOCATION_LEVELS of them).
 * @param[in] placement A placement.
 * @return The plan, borrowed; null where people are put into places or go whole, where all is met, or
 *         where waiving meets no more.
 */
LOCALITY_API const locality_deployment *
locality_placement_deployment_waivers(const locality_placement *placement);

/* ---- Two plans ------------------------------------------------------------------------------- */

/** How another plan differs from an answer; immutable, owns all it shows, read by any number of
 * threads. */
typedef struct locality_placement_difference locality_placement_difference;

/** A pair that the two plans do not have alike. */
typedef struct locality_placement_change {
    uint32_t candidate; /**< Number of the candidate. */
    uint32_t place;     /**< Number of the place. */
    int64_t here;       /**< 1 where the answer has the pair, else 0; of FTE, hundredths. */
    int64_t there;      /**< The same of the other plan. */
    uint64_t failed;    /**< Conditions it fails, one bit each. */
    uint64_t open;      /**< Conditions that cannot be decided for it. */
    int32_t state;      /**< One of locality_placement_pair_states. */
    int32_t reserved;   /**< Zero. */
    uint8_t room[16];   /**< Zero; room for later members. */
} locality_placement_change;

/** What the two plans come to on one level. */
typedef struct locality_placement_total {
    const char
        *words;   /**< What is counted: places filled (FTE placed), weight of what is not met, then
                            the preferences in their order. */
    int32_t type; /**< Type of the quantity, one of locality_types. */
    int32_t is_most;  /**< 1 where more is better. */
    int32_t is_known; /**< 0 where it cannot be told of a pair of one of the plans. */
    int32_t reserved; /**< Zero. */
    int64_t here;     /**< Of the answer, as values of the type are kept. */
    int64_t there;    /**< Of the other plan. */
    uint8_t room[16]; /**< Zero; room for later members. */
} locality_placement_total;

/**
 * @brief Holds the answer against another plan for the same places.
 *
 * The other plan is what the records of a snapshot say: those of kind allocation whose id is that of the
 * allocation, a slash, and anything, as locality_placement_write puts them. It need not be lawful; it is
 * judged by the conditions of the answer's own snapshot and date. Of what the allocation itself fixes
 * there may be no such record: the other plan has that as well.
 * @param[in] placement A placement with a plan.
 * @param[in] other The snapshot of the other plan; not needed afterwards.
 * @param[out] out How they differ; free with locality_placement_difference_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND where there is no plan, or the snapshot has no such record; CONFLICT
 *         where two of its records are of one pair; OVERFLOW; NO_MEMORY.
 */
LOCALITY_API locality_status locality_placement_compare(const locality_placement *placement,
                                                        const locality_snapshot *other,
                                                        locality_placement_difference **out,
                                                        locality_error *error);
/**
 * @brief Frees a difference.
 * @param[in] difference A difference or null.
 */
LOCALITY_API void locality_placement_difference_free(locality_placement_difference *difference);
/**
 * @brief Counts the pairs that the two plans do not have alike.
 * @param[in] difference A difference.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t
locality_placement_difference_changes(const locality_placement_difference *difference);
/**
 * @brief Gives a pair that the two plans do not have alike, by candidate and then place.
 * @param[in] difference A difference.
 * @param[in] index Its number.
 * @param[out] out The pair; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status
locality_placement_difference_change(const locality_placement_difference *difference, size_t index,
                                     locality_placement_change *out, locality_error *error);
/**
 * @brief Counts the levels on which the two plans are compared.
 * @param[in] difference A difference.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t
locality_placement_difference_totals(const locality_placement_difference *difference);
/**
 * @brief Gives what the two plans come to on a level.
 * @param[in] difference A difference.
 * @param[in] index Its number.
 * @param[out] out The totals; the text lives as long as the difference. Zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status
locality_placement_difference_total(const locality_placement_difference *difference, size_t index,
                                    locality_placement_total *out, locality_error *error);
/**
 * @brief Counts the sentences in which a difference is told.
 * @param[in] difference A difference.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t
locality_placement_difference_sentences(const locality_placement_difference *difference);
/**
 * @brief Gives a sentence of a difference: how many places differ, who moves, which conditions each plan
 * goes against, which is better and by what.
 * @param[in] difference A difference.
 * @param[in] index Its number.
 * @return The sentence, borrowed; empty where there is none.
 */
LOCALITY_API const char *
locality_placement_difference_sentence_at(const locality_placement_difference *difference,
                                          size_t index);

#ifdef __cplusplus
}
#endif

#endif
