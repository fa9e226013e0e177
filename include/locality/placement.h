/**
 * @file placement.h
 * @brief Placement: an allocation asked for in the rule language, answered from a snapshot.
 *
 * An `allocate` of a rules file (docs/guide/language.md) says who the candidates are, which places there
 * are, what makes a pair eligible, and what is preferred, in order. From a snapshot that becomes a problem
 * of allocation.h: every condition is asked of every pair of a candidate and a place, and every condition
 * that fails is kept. A condition that cannot be decided makes the pair *not evaluable*: it is never
 * taken for eligible, and what is missing is named.
 *
 * The answer is a plan with its certificate, and everything that can be said about it, as sentences and as
 * data. Where several plans are equally good the plan is told as a tie: people are listed, never ranked.
 * Nothing depends on the order of the records.
 */
#ifndef LOCALITY_PLACEMENT_H
#define LOCALITY_PLACEMENT_H

#include "locality/allocation.h"
#include "locality/deployment.h"
#include "locality/rota.h"
#include "locality/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Most conditions that an allocation can have. */
#define LOCALITY_PLACEMENT_CONDITIONS 63

/** An allocation that was asked for, with its answer; immutable, holds its snapshot, read by any number
 * of threads. */
typedef struct locality_placement locality_placement;
/** Why a candidate has a place, or has it not; immutable, owns all it shows. */
typedef struct locality_placement_case locality_placement_case;

/* ---- Asking ---------------------------------------------------------------------------------- */

/** A pair that the caller settles, beside those that the allocation settles. */
typedef struct locality_placement_wish {
    const char *candidate; /**< Candidate, as locality_placement_find takes it. */
    const char *place;     /**< Place, likewise. */
    const char *reason;    /**< Why, for the reader; null for none. */
    int32_t is_fixed;      /**< 1: the pair is made; 0: it is not. */
    int32_t reserved;      /**< Zero. */
} locality_placement_wish;

/** How an allocation is to be answered. */
typedef struct locality_placement_options {
    uint32_t struct_size;        /**< sizeof(locality_placement_options). */
    uint32_t reserved;           /**< Zero. */
    const locality_range *as_at; /**< The date asked about, in days; null where there is none. */
    const locality_setting
        *parameters;         /**< Parameters given by the caller; they override the model's. */
    size_t parameters_count; /**< How many. */
    const locality_placement_wish *wishes; /**< Pairs that the caller settles; null for none. */
    size_t wishes_count;                   /**< How many. */
    uint64_t work_limit; /**< Most pairs that solving may look at; 0 for no limit. */
    /** Asked now and then on the calling thread; other than 0 stops the call. May be null. */
    int32_t (*cancel)(void *self);
    void *cancel_self; /**< Handed to cancel. */
} locality_placement_options;

/** Starting value of a locality_placement_options. */
#define LOCALITY_PLACEMENT_OPTIONS_INIT \
    { sizeof(locality_placement_options), 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Builds an allocation from a snapshot and answers it.
 *
 * Every condition is asked once of every pair: linear in candidates times places times conditions. Then
 * locality_allocation_solve; where places stay empty, also the cheapest waivers.
 * @param[in] snapshot The snapshot; it is held until the placement is freed.
 * @param[in] id Id of the allocation; null where there is one alone.
 * @param[in] options How to work; null for the defaults.
 * @param[out] out The answer; free with locality_placement_free.
 * @param[out] error Filled on failure, may be null; line and column are places in the rules file.
 * @return OK whatever the answer; INVALID; NOT_FOUND (no such allocation, a candidate or place of a wish,
 *         a parameter); AMBIGUOUS (several allocations and no id, a name that several have); CONFLICT (a
 *         pair that is both fixed and barred); SYNTAX, TYPE (as locality_check); OVERFLOW; LIMIT (more
 *         than LOCALITY_PLACEMENT_CONDITIONS conditions or LOCALITY_ALLOCATION_LEVELS preferences, too
 *         many pairs); CANCELLED; NO_MEMORY.
 */
LOCALITY_API locality_status locality_placement_solve(const locality_snapshot *snapshot,
                                                      const char *id,
                                                      const locality_placement_options *options,
                                                      locality_placement **out,
                                                      locality_error *error);
/**
 * @brief Frees a placement and gives its snapshot back.
 * @param[in] placement A placement or null.
 */
LOCALITY_API void locality_placement_free(locality_placement *placement);

/* ---- The answer ------------------------------------------------------------------------------ */

/** What an answer comes to. */
enum locality_placement_states {
    LOCALITY_PLACEMENT_FILLED = 0,     /**< Proved best, and every place is filled. */
    LOCALITY_PLACEMENT_SHORT = 1,      /**< Proved best, and some places must stay empty. */
    LOCALITY_PLACEMENT_IMPOSSIBLE = 2, /**< Proved: what is fixed and covered cannot all be kept. */
    /** Whether more could be filled, or anything, cannot be told: pairs, or whether something is a place at
     * all, are not evaluable. */
    LOCALITY_PLACEMENT_OPEN = 3,
    LOCALITY_PLACEMENT_NOT_EVALUABLE = 4, /**< What the allocation needs is missing. */
    LOCALITY_PLACEMENT_UNPROVED = 5       /**< The work limit, or 64 bits, did not suffice. */
};

/**
 * @brief Names a state as reports do, for example "every place filled".
 * @param[in] state One of locality_placement_states.
 * @return Static words; "unknown" for a number that is no state.
 */
LOCALITY_API const char *locality_placement_state_name(int32_t state);
/**
 * @brief Tells what the answer comes to.
 * @param[in] placement A placement.
 * @return One of locality_placement_states; NOT_EVALUABLE for null.
 */
LOCALITY_API int32_t locality_placement_state(const locality_placement *placement);
/**
 * @brief Gives the id of the allocation.
 * @param[in] placement A placement.
 * @return The id, borrowed; empty for null.
 */
LOCALITY_API const char *locality_placement_id(const locality_placement *placement);
/**
 * @brief Gives the sentence of the allocation.
 * @param[in] placement A placement.
 * @return The sentence, borrowed; empty for null.
 */
LOCALITY_API const char *locality_placement_sentence(const locality_placement *placement);
/**
 * @brief Gives the problem that was solved, for certificates, alternatives and conflicts: its candidates
 * and demands stand in the order of those of the placement.
 * @param[in] placement A placement.
 * @return The problem, borrowed; null where nothing was solved.
 */
LOCALITY_API const locality_allocation *
locality_placement_problem(const locality_placement *placement);
/**
 * @brief Gives the answer to that problem.
 * @param[in] placement A placement.
 * @return The answer, borrowed; null where nothing was solved.
 */
LOCALITY_API const locality_allocation_result *
locality_placement_result(const locality_placement *placement);
/**
 * @brief Gives a stable plan, where the allocation says what both sides would rather (`wish`, `choose`).
 *
 * In it no person and place would both rather have one another than what they get; of all such plans
 * everybody on `side` likes this one best. Where somebody is ranked alike, it is one of several.
 * @param[in] placement A placement.
 * @param[in] side One of locality_allocation_sides.
 * @return The plan, borrowed; null where it was not asked for, none is defined, or how a pair is
 *         liked is not known.
 */
LOCALITY_API const locality_allocation_result *
locality_placement_stable(const locality_placement *placement, int32_t side);
/**
 * @brief Gives the cheapest way to fill more places by waiving conditions.
 * @param[in] placement A placement.
 * @return An answer in which pairs may fail conditions, borrowed; null where every place is filled, or
 *         where waiving fills no more.
 */
LOCALITY_API const locality_allocation_result *
locality_placement_waivers(const locality_placement *placement);

/**
 * @brief Tells whether an allocation spreads FTE over places (it has a `need`) instead of putting people
 * into them.
 * @param[in] placement A placement.
 * @return 1 where it does, else 0.
 */
LOCALITY_API int32_t locality_placement_is_of_fte(const locality_placement *placement);
/**
 * @brief Gives the plan of an allocation of FTE: its groups and places stand in the order of the candidates
 * and places of the placement, time is in hundredths of an FTE. There is no problem and no result then.
 * @param[in] placement A placement.
 * @return The plan, borrowed; null where people are put into places, or nothing was solved.
 */
LOCALITY_API const locality_deployment *
locality_placement_deployment(const locality_placement *placement);
/**
 * @brief Verifies the certificate of a plan of FTE against what the allocation asks for, without any part
 * of the solvers.
 * @param[in] placement A placement.
 * @param[out] error Filled on failure, may be null; says which condition does not hold and where.
 * @return OK where it proves the plan, or that there is none; INVALID; NOT_FOUND where there is no plan of
 *         FTE, or no certificate proves it; CONFLICT; NO_MEMORY.
 */
LOCALITY_API locality_status
locality_placement_deployment_check(const locality_placement *placement, locality_error *error);

/** A candidate, or a place. */
typedef struct locality_placement_member {
    const char *kind;  /**< Kind of the record. */
    const char *id;    /**< Id of the record. */
    const char *label; /**< What a reader calls it: a person by initials and post, never by name. */
    int64_t most; /**< Places it can hold, or candidates it can have; 0 for what may be no place. */
    int64_t partners;   /**< How many of them the plan gives it. */
    uint64_t eligible;  /**< Partners for which the pair is eligible. */
    uint64_t open;      /**< Partners for which the pair is not evaluable. */
    int32_t is_certain; /**< 0 where it may not be a candidate or a place at all. */
    int32_t reserved;   /**< Zero. */
    uint8_t room[32];   /**< Zero; room for later members. */
} locality_placement_member;

/**
 * @brief Counts the candidates or the places.
 * @param[in] placement A placement.
 * @param[in] side One of locality_allocation_sides.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_placement_count(const locality_placement *placement, int32_t side);
/**
 * @brief Gives a candidate or a place, in the order of ids.
 * @param[in] placement A placement.
 * @param[in] side One of locality_allocation_sides.
 * @param[in] index Its number.
 * @param[out] out What is known of it; texts live as long as the placement. Zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status locality_placement_member_at(const locality_placement *placement,
                                                          int32_t side, size_t index,
                                                          locality_placement_member *out,
                                                          locality_error *error);
/**
 * @brief Finds a candidate or a place by id, name, alias, initials, title or label.
 * @param[in] placement A placement.
 * @param[in] side One of locality_allocation_sides.
 * @param[in] text What it is called.
 * @param[out] index Its number; 0 on failure.
 * @param[out] error Filled on failure, may be null; names the nearest.
 * @return OK, INVALID, NOT_FOUND, or AMBIGUOUS where several are called so.
 */
LOCALITY_API locality_status locality_placement_find(const locality_placement *placement,
                                                     int32_t side, const char *text, size_t *index,
                                                     locality_error *error);

/** A condition that makes a pair eligible. */
typedef struct locality_placement_condition {
    const char *id;      /**< Its id. */
    const char *words;   /**< What it asks for, in words. */
    const char *text;    /**< The same in the language. */
    const char *knob;    /**< Parameters that it rests on, with their values; empty where none. */
    int64_t weight;      /**< What it weighs to waive it for one pair. */
    int32_t is_firm;     /**< 1 where it is never waived. */
    int32_t reserved;    /**< Zero. */
    uint64_t failing;    /**< Pairs that fail it. */
    uint64_t open;       /**< Pairs for which it cannot be decided. */
    const char *source;  /**< Document that asks for it; empty where the condition gives none. */
    const char *section; /**< Where in that document; may be empty. */
    uint8_t room[16];    /**< Zero; room for later members. */
} locality_placement_condition;

/**
 * @brief Counts the conditions of the allocation.
 * @param[in] placement A placement.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_placement_conditions(const locality_placement *placement);
/**
 * @brief Gives a condition, in the order of the allocation: number i is bit i of what a pair fails.
 * @param[in] placement A placement.
 * @param[in] index Its number.
 * @param[out] out The condition; texts live as long as the placement. Zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status locality_placement_condition_at(const locality_placement *placement,
                                                             size_t index,
                                                             locality_placement_condition *out,
                                                             locality_error *error);

/** What is preferred among plans that fill as many places. */
typedef struct locality_placement_preference {
    const char *words; /**< What is counted, in words. */
    int32_t type;      /**< Type of the quantity, one of locality_types. */
    int32_t is_most;   /**< 1 where more is better: costs are then the quantity less than zero. */
    uint8_t room[16];  /**< Zero; room for later members. */
} locality_placement_preference;

/**
 * @brief Counts the preferences of the allocation, the most important first.
 * @param[in] placement A placement.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_placement_preferences(const locality_placement *placement);
/**
 * @brief Gives a preference.
 * @param[in] placement A placement.
 * @param[in] index Its number: level `index + 1` of the problem.
 * @param[out] out The preference; texts live as long as the placement. Zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status locality_placement_preference_at(const locality_placement *placement,
                                                              size_t index,
                                                              locality_placement_preference *out,
                                                              locality_error *error);

/** How a pair stands before anything is solved. */
enum locality_placement_pair_states {
    LOCALITY_PLACEMENT_ELIGIBLE = 0,    /**< Every condition holds. */
    LOCALITY_PLACEMENT_FAILS = 1,       /**< A condition certainly fails. */
    LOCALITY_PLACEMENT_CANNOT_TELL = 2, /**< None fails, but one cannot be decided. */
    LOCALITY_PLACEMENT_BARRED = 3,      /**< The allocation or the caller rules it out. */
    LOCALITY_PLACEMENT_FIXED = 4        /**< The allocation or the caller settles it. */
};

/** A candidate and a place. */
typedef struct locality_placement_pair {
    int32_t state;   /**< One of locality_placement_pair_states. */
    int32_t stage;   /**< Number of the first stage it belongs to, from 0; -1 for none. */
    uint64_t failed; /**< Conditions it fails, one bit each, whatever its state. */
    uint64_t open;   /**< Conditions that cannot be decided for it. */
    const char
        *words; /**< Why it is fixed or barred; else empty. Lives as long as the placement. */
    int64_t cost[LOCALITY_ALLOCATION_LEVELS]; /**< What it costs, preference by preference; lower is
                                                   better. Zero where it is not eligible. */
    uint8_t room[16];                         /**< Zero; room for later members. */
} locality_placement_pair;

/**
 * @brief Tells how a pair stands.
 * @param[in] placement A placement.
 * @param[in] candidate Number of the candidate.
 * @param[in] place Number of the place.
 * @param[out] out The pair; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such candidate or place.
 */
LOCALITY_API locality_status locality_placement_pair_at(const locality_placement *placement,
                                                        size_t candidate, size_t place,
                                                        locality_placement_pair *out,
                                                        locality_error *error);
/**
 * @brief Lists who could hold a place in a plan as good as this one, in the order of ids and not of merit:
 * where there are several, a person has to choose.
 *
 * Ties are worked out where candidates times pairs come to at most 200,000,000; beyond that the holders of
 * this plan alone are listed, a sentence of the answer says that there are others, and
 * locality_allocation_explain tells of one candidate. Of an allocation of FTE those are listed who give the
 * place time in this plan.
 * @param[in] placement A placement.
 * @param[in] place Number of the place.
 * @param[out] out Receives numbers of candidates; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are; 0 where the place stays empty in every best plan.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND where there is no such place; LIMIT where they do not fit.
 */
LOCALITY_API locality_status locality_placement_choices(const locality_placement *placement,
                                                        size_t place, uint32_t *out,
                                                        size_t capacity, size_t *count,
                                                        locality_error *error);
/**
 * @brief Counts the sentences in which the answer is told.
 * @param[in] placement A placement.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_placement_sentences(const locality_placement *placement);
/**
 * @brief Gives a sentence of the answer: how many places are filled and whether that is proved, who
 * competes for too few places, the least to give up, the cheapest waivers, ties, who is left without
 * a place and why, what is not evaluable.
 * @param[in] placement A placement.
 * @param[in] index Its number.
 * @return The sentence, borrowed; empty where there is none.
 */
LOCALITY_API const char *locality_placement_sentence_at(const locality_placement *placement,
                                                        size_t index);

/** A stage of a restructure. */
typedef struct locality_placement_stage {
    size_t settled;    /**< Pairs it settles: nobody competes for them. */
    size_t fences;     /**< Ring-fences: people of whom a person has to choose. */
    size_t fenced;     /**< People in them. */
    size_t contested;  /**< Places they compete for. */
    const char *words; /**< What the allocation calls it. */
    int64_t seats;     /**< How many people these places can take on. */
    uint8_t room[16];  /**< Zero; room for later members. */
} locality_placement_stage;

/**
 * @brief Counts the stages of an allocation. Where there are any, the holders and choices of a place are
 * those that a stage settled, or all of its ring-fence, or all who may have it where a stage holds it back:
 * where it cannot be told yet who competes, nothing is settled, and neither those people nor the places take
 * part in later stages.
 * @param[in] placement A placement.
 * @return How many; 0 for null and where the allocation has none.
 */
LOCALITY_API size_t locality_placement_stages(const locality_placement *placement);
/**
 * @brief Gives what a stage came to.
 * @param[in] placement A placement.
 * @param[in] index Number of the stage.
 * @param[out] out The stage; its text lives as long as the placement. Zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status locality_placement_stage_at(const locality_placement *placement,
                                                         size_t index,
                                                         locality_placement_stage *out,
                                                         locality_error *error);
/**
 * @brief Lists the candidates whom no stage placed, ring-fenced or held back: the displaced pool.
 * @param[in] placement A placement.
 * @param[out] out Receives numbers of candidates, in the order of ids; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; LIMIT where they do not fit.
 */
LOCALITY_API locality_status locality_placement_displaced(const locality_placement *placement,
                                                          uint32_t *out, size_t capacity,
                                                          size_t *count, locality_error *error);

/* ---- Why ------------------------------------------------------------------------------------- */

/** A condition that stands against a pair. */
typedef struct locality_placement_ground {
    const char *id;    /**< Id of the condition. */
    const char *words; /**< What it asks for, in words. */
    const char *what;  /**< The part that fails, with its values; or what would have to be known. */
    const char *knob;  /**< Parameters that it rests on, with their values; empty where none. */
    const char *source;  /**< Document that asks for it; empty where the condition gives none. */
    const char *section; /**< Where in that document; may be empty. */
    int64_t weight;      /**< What it weighs to waive it for this pair. */
    int32_t is_firm;     /**< 1 where it is never waived. */
    int32_t is_open;     /**< 1 where it cannot be decided, 0 where it fails. */
    uint8_t room[16];    /**< Zero; room for later members. */
} locality_placement_ground;

/** What the best plan with a pair, or without it where the plan has it, changes in one respect. */
typedef struct locality_placement_price {
    const char *words; /**< "places filled", or the words of a preference. */
    int64_t by;        /**< How much more of it; never 0. In units of the type, as in schema.h. */
    int32_t type;      /**< Type of the quantity, one of locality_types. */
    int32_t reserved;  /**< Zero. */
    uint8_t room[16];  /**< Zero; room for later members. */
} locality_placement_price;

/** A move that leads to that plan. */
typedef struct locality_placement_move {
    const char *candidate;       /**< Id of the candidate. */
    const char *candidate_label; /**< What a reader calls the candidate. */
    const char *place;           /**< Id of the place. */
    const char *place_label;     /**< What a reader calls the place. */
    int32_t takes;    /**< 1 where the candidate takes the place, 0 where it leaves it. */
    int32_t reserved; /**< Zero. */
    uint8_t room[16]; /**< Zero; room for later members. */
} locality_placement_move;

/**
 * @brief Explains why a candidate has a place, or why not: every condition that fails with what it rests
 * on and what could be turned, or the price of saying yes and who would have to move.
 * @param[in] placement A placement.
 * @param[in] candidate Number of the candidate.
 * @param[in] place Number of the place.
 * @param[out] out The explanation; free with locality_placement_case_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND where there is no such candidate or place; OVERFLOW; NO_MEMORY.
 */
LOCALITY_API locality_status locality_placement_explain(const locality_placement *placement,
                                                        size_t candidate, size_t place,
                                                        locality_placement_case **out,
                                                        locality_error *error);
/**
 * @brief Frees an explanation.
 * @param[in] item An explanation or null.
 */
LOCALITY_API void locality_placement_case_free(locality_placement_case *item);
/**
 * @brief Tells the reason as allocation.h does, or why there is no pair to reason about.
 * @param[in] item An explanation.
 * @return One of locality_allocation_reasons; NO_PAIR where the pair is not evaluable.
 */
LOCALITY_API int32_t locality_placement_case_reason(const locality_placement_case *item);
/**
 * @brief Counts the sentences of an explanation.
 * @param[in] item An explanation.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_placement_case_sentences(const locality_placement_case *item);
/**
 * @brief Gives a sentence of an explanation; the first says it in one.
 * @param[in] item An explanation.
 * @param[in] index Its number.
 * @return The sentence, borrowed; empty where there is none.
 */
LOCALITY_API const char *locality_placement_case_sentence(const locality_placement_case *item,
                                                          size_t index);
/**
 * @brief Counts the fields that the conditions which fail, or cannot be decided, rest on.
 * @param[in] item An explanation.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_placement_case_witnesses(const locality_placement_case *item);
/**
 * @brief Gives a field that a condition rests on, with its value and its source.
 * @param[in] item An explanation.
 * @param[in] index Its number.
 * @return The witness, borrowed; null where there is none.
 */
LOCALITY_API const locality_witness *
locality_placement_case_witness(const locality_placement_case *item, size_t index);
/**
 * @brief Counts the conditions that stand against the pair.
 * @param[in] item An explanation.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_placement_case_grounds(const locality_placement_case *item);
/**
 * @brief Gives a condition that stands against the pair, in the order of the allocation.
 * @param[in] item An explanation.
 * @param[in] index Its number.
 * @param[out] out The condition; texts live as long as the explanation. Zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status locality_placement_case_ground_at(const locality_placement_case *item,
                                                               size_t index,
                                                               locality_placement_ground *out,
                                                               locality_error *error);
/**
 * @brief Counts what would be otherwise in the best plan with the pair, or without it where the plan has it.
 * @param[in] item An explanation.
 * @return How many; 0 for null, where that plan is as good, where there is none, and of FTE.
 */
LOCALITY_API size_t locality_placement_case_prices(const locality_placement_case *item);
/**
 * @brief Gives what would be otherwise, the most important first.
 * @param[in] item An explanation.
 * @param[in] index Its number.
 * @param[out] out The difference; its text lives as long as the explanation. Zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status locality_placement_case_price_at(const locality_placement_case *item,
                                                              size_t index,
                                                              locality_placement_price *out,
                                                              locality_error *error);
/**
 * @brief Counts the moves that lead to that plan.
 * @param[in] item An explanation.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_placement_case_moves(const locality_placement_case *item);
/**
 * @brief Gives a move, as a chain: who takes which place, and who leaves which.
 * @param[in] item An explanation.
 * @param[in] index Its number.
 * @param[out] out The move; texts live as long as the explanation. Zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status locality_placement_case_move_at(const locality_placement_case *item,
                                                             size_t index,
                                                             locality_placement_move *out,
                                                             locality_error *error);

/* ---- Rotas ----------------------------------------------------------------------------------- */

/** How often who holds a place may change. */
enum locality_placement_rhythms {
    LOCALITY_PLACEMENT_MONTHLY = 0, /**< On the first of each month. */
    LOCALITY_PLACEMENT_WEEKLY = 1,  /**< Every seven days from the first. */
    LOCALITY_PLACEMENT_QUARTERLY =
        2 /**< On the first of every third month, from that of the first day. */
};

/** The places of an allocation shared out over a time; immutable, owns all it shows. */
typedef struct locality_placement_rota locality_placement_rota;

/** A place that the caller gives to somebody, or keeps from somebody, for a time, beside those that the
 * allocation settles. */
typedef struct locality_placement_rota_wish {
    const char *candidate; /**< Candidate, as locality_placement_find takes it. */
    const char *place;     /**< Place, likewise. */
    const char *reason;    /**< Why, for the reader; null for none. */
    int64_t first;         /**< First day; days before the rota are cut off. */
    int64_t last;          /**< Last day, not before the first; days behind the rota are cut off. */
    int32_t is_fixed; /**< 1: holds the place in all these periods, eligible or not, and begins and
                              ends with a period. 0: holds it in none that has one of these days. */
    int32_t reserved; /**< Zero. */
} locality_placement_rota_wish;

/** How a rota is to be made. */
typedef struct locality_placement_rota_options {
    uint32_t struct_size; /**< sizeof(locality_placement_rota_options). */
    uint32_t reserved;    /**< Zero. */
    int64_t first;        /**< First day. */
    int64_t last;         /**< Last day, at most 3,700 days on. */
    int32_t every;        /**< One of locality_placement_rhythms. */
    int32_t reserved2;    /**< Zero. */
    const locality_setting
        *parameters;         /**< Parameters given by the caller; they override the model's. */
    size_t parameters_count; /**< How many. */
    uint64_t work_limit;     /**< As in locality_rota_options. */
    /** Asked now and then on the calling thread; other than 0 stops the call. May be null. */
    int32_t (*cancel)(void *self);
    void *cancel_self;                          /**< Handed to cancel. */
    const locality_placement_rota_wish *wishes; /**< What the caller settles; null for nothing. */
    size_t wishes_count;                        /**< How many. */
    const locality_program_solver *solver;      /**< As in locality_rota_options. */
    uint64_t solver_limit;                      /**< Likewise. */
} locality_placement_rota_options;

/** Starting value of a locality_placement_rota_options; give the days. */
#define LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT \
    { sizeof(locality_placement_rota_options), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Shares the places of an allocation out over a time: nobody in two places at once, no gap that
 * can be helped, fair by what each has done for the FTE held (locality_rota_solve).
 *
 * Conditions are asked on every day where they may rest on the date: who is to hold a place in a period
 * is eligible on each of its days. `share`, `history`, `spell` and `rest` of the allocation say what is
 * fair and what is lawful; what is fixed on all days of a period is kept, and so are the caller's wishes.
 * Spells and rests go on from what each held last before the first day, by records of allocations that are
 * neither proposed nor refused, in the same role. `cover` is not kept, which is told.
 * Among rotas as fair the one of the lowest total of the first preference is given.
 * @param[in] snapshot The snapshot; not needed afterwards.
 * @param[in] id Id of the allocation; null where there is one alone.
 * @param[in] options The days, and how to work.
 * @param[out] out The rota; free with locality_placement_rota_free.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_placement_solve; INVALID also for days that are no time, for a rota that goes
 *         beyond `from` or `until` of the allocation, and for a wish that fixes part of a period, or where
 *         there is no such candidate or place; CONFLICT also for a candidate
 *         who is fixed in two places at once, and as locality_rota_solve.
 */
LOCALITY_API locality_status
locality_placement_rota_solve(const locality_snapshot *snapshot, const char *id,
                              const locality_placement_rota_options *options,
                              locality_placement_rota **out, locality_error *error);
/**
 * @brief Frees a rota.
 * @param[in] rota A rota or null.
 */
LOCALITY_API void locality_placement_rota_free(locality_placement_rota *rota);
/**
 * @brief Gives the sentence of the allocation.
 * @param[in] rota A rota.
 * @return The sentence, borrowed; empty for null.
 */
LOCALITY_API const char *locality_placement_rota_sentence(const locality_placement_rota *rota);
/**
 * @brief Gives the rota as rota.h has it, with hand-overs, burdens and certificate; its candidates and
 * demands stand in the order of those here.
 * @param[in] rota A rota.
 * @return The rota, borrowed; null where what the allocation needs is missing.
 */
LOCALITY_API const locality_rota *locality_placement_rota_plan(const locality_placement_rota *rota);

/**
 * @brief Gives the problem that was solved, so that what proves the rota can be verified
 * (locality_rota_check).
 * @param[in] rota A rota.
 * @param[out] out The problem; what it points to lives as long as the rota.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND where what the allocation needs is missing.
 */
LOCALITY_API locality_status locality_placement_rota_problem(const locality_placement_rota *rota,
                                                             locality_rota_problem *out,
                                                             locality_error *error);

/** A candidate or a place of a rota. */
typedef struct locality_placement_rota_member {
    const char *id;    /**< Id of the record. */
    const char *label; /**< What a reader calls it. */
    int64_t wanted;  /**< Place: days on which a holder is wanted, times how many. Candidate: 0. */
    int64_t covered; /**< Place: of these, days covered. Candidate: days it holds a place. */
    int64_t
        eligible; /**< Place: candidates eligible in some period. Candidate: periods open to it. */
    int64_t
        open; /**< Partners of whom it cannot be told in some period whether the pair is eligible. */
    int64_t eligible_most; /**< Place: as `eligible`, were all of those eligible. Candidate: as
                                `eligible`. */
    uint8_t room[8];       /**< Zero; room for later members. */
} locality_placement_rota_member;

/**
 * @brief Counts the candidates or the places of a rota.
 * @param[in] rota A rota.
 * @param[in] side One of locality_allocation_sides.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_placement_rota_count(const locality_placement_rota *rota,
                                                  int32_t side);
/**
 * @brief Gives a candidate or a place of a rota, with the days it holds or is covered.
 * @param[in] rota A rota.
 * @param[in] side One of locality_allocation_sides.
 * @param[in] index Its number, in the order of ids.
 * @param[out] out What is known of it; texts live as long as the rota. Zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status locality_placement_rota_member_at(const locality_placement_rota *rota,
                                                               int32_t side, size_t index,
                                                               locality_placement_rota_member *out,
                                                               locality_error *error);

/** Whether somebody else could as well have a turn, in a rota that is as good by every count: places
 * filled, shares, the first preference. */
enum locality_placement_ties {
    LOCALITY_PLACEMENT_TIE_NONE = 0, /**< Nobody else: every best rota has it so. */
    LOCALITY_PLACEMENT_TIE = 1,      /**< Somebody else (locality_placement_spell_choices). */
    /** Not settled: the rota is not proved, or it was too much work to look. Of a time in which nobody
     * holds the place: of somebody it cannot be told whether the pair is eligible. */
    LOCALITY_PLACEMENT_TIE_UNSETTLED = 2
};

/** A time in which one candidate holds one place without a break, or nobody does. */
typedef struct locality_placement_spell {
    uint32_t place;     /**< Number of the place. */
    uint32_t candidate; /**< Number of the candidate, or LOCALITY_ROTA_NOBODY. */
    int64_t first;      /**< First day. */
    int64_t last;       /**< Last day. */
    uint32_t periods;   /**< Periods of it. */
    int32_t is_fixed;   /**< 1 where it was settled before. */
    int32_t tie;        /**< One of locality_placement_ties, of any of its periods. */
    uint8_t room[12];   /**< Zero; room for later members. */
} locality_placement_spell;

/**
 * @brief Counts the spells of a rota, times in which nobody holds a place among them.
 * @param[in] rota A rota.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_placement_spells(const locality_placement_rota *rota);
/**
 * @brief Gives a spell, by place, then first day, then candidate.
 * @param[in] rota A rota.
 * @param[in] index Its number.
 * @param[out] out The spell; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status locality_placement_spell_at(const locality_placement_rota *rota,
                                                         size_t index,
                                                         locality_placement_spell *out,
                                                         locality_error *error);
/**
 * @brief Lists who holds a spell and who could as well have one of its periods in a rota that is as good by
 * every count. Who of them does is for a person to say.
 * @param[in] rota A rota.
 * @param[in] index Number of the spell.
 * @param[out] candidates Receives their numbers, in the order of ids; null to count them.
 * @param[in] capacity Room for how many.
 * @param[out] count How many there are, whether or not there was room; 0 where nobody holds it.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such spell.
 */
LOCALITY_API locality_status locality_placement_spell_choices(const locality_placement_rota *rota,
                                                              size_t index, uint32_t *candidates,
                                                              size_t capacity, size_t *count,
                                                              locality_error *error);

/**
 * @brief Counts the sentences in which a rota is told.
 * @param[in] rota A rota.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_placement_rota_sentences(const locality_placement_rota *rota);
/**
 * @brief Gives a sentence of a rota: how many days are covered and whether that is proved, which places
 * are not and why, where there is nobody to share with, who has done most and least.
 * @param[in] rota A rota.
 * @param[in] index Its number.
 * @return The sentence, borrowed; empty where there is none.
 */
LOCALITY_API const char *locality_placement_rota_sentence_at(const locality_placement_rota *rota,
                                                             size_t index);
/**
 * @brief Adds a rota to a model as records of kind allocation, proposed and inferred: one a spell; all or
 * nothing.
 * @param[in] rota A rota.
 * @param[in,out] model The model.
 * @param[out] added How many records were put; may be null.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_placement_write.
 */
LOCALITY_API locality_status locality_placement_rota_write(const locality_placement_rota *rota,
                                                           locality_model *model, size_t *added,
                                                           locality_error *error);

/**
 * @brief Writes a rota as one JSON document that is the same to the byte for the same records, allocation
 * and options: what went in and its SHA-256, verdict and what proves it, who holds what, how far every
 * place and every period is covered, shares, hand-overs, certificate, sentences.
 * @param[in] rota A rota.
 * @param[out] buffer Receives the document, with a NUL behind it; null to ask for its length.
 * @param[in] capacity Bytes of the buffer.
 * @param[out] length Bytes of the document without the NUL; may be null.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; LIMIT where it does not fit; NO_MEMORY.
 */
LOCALITY_API locality_status locality_placement_rota_audit(const locality_placement_rota *rota,
                                                           char *buffer, size_t capacity,
                                                           size_t *length, locality_error *error);

/* ---- Keeping --------------------------------------------------------------------------------- */

/**
 * @brief Writes the answer as one JSON document that is the same to the byte for the same records,
 * allocation and options: what went in and its SHA-256 (of the bytes behind that line, up to
 * the comma in front of the first member of the answer), verdict, plan, certificate, sentences.
 * @param[in] placement A placement.
 * @param[out] buffer Receives the document, with a NUL behind it; null to ask for its length.
 * @param[in] capacity Bytes of the buffer.
 * @param[out] length Bytes of the document without the NUL; may be null.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; LIMIT where it does not fit; NO_MEMORY.
 */
LOCALITY_API locality_status locality_placement_audit(const locality_placement *placement,
                                                      char *buffer, size_t capacity, size_t *length,
                                                      locality_error *error);
/**
 * @brief Adds the plan to a model as records of kind allocation, proposed and inferred; all or nothing.
 *
 * Ids are those of allocation and place, `CO-ORDINATORS/norwich`; a record of that id is replaced. What
 * the model already holds of a pair that is fixed is left alone. First and last day are those that the
 * allocation gives with `from` and `until`.
 * @param[in] placement A placement with a plan.
 * @param[in,out] model The model.
 * @param[out] added How many records were put; may be null.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND where there is no plan; NO_MEMORY; what locality_model_put returns.
 */
LOCALITY_API locality_status locality_placement_write(const locality_placement *placement,
                                                      locality_model *model, size_t *added,
                                                      locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
