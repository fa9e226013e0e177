/**
 * @file rota.h
 * @brief Rotas: who holds which place in each period, shared out fairly, with a proof.
 *
 * A rota has periods (days, weeks, months), demands that need holders in every period, and candidates
 * who may hold some of them in some periods. What is wanted, in this order: every pin kept, as many
 * places filled as can be, the fairest shares, the lowest cost. Nobody holds two places in one period.
 *
 * **Fair shares.** What a candidate has done is the periods held before (carried in) and in this rota,
 * divided by its share (its full-time equivalent): `(history + periods) / share`. A rota is fairer than
 * another where the largest of these numbers is smaller; where they are the same, the second largest,
 * and so on (leximin of burdens). These fractions are compared exactly.
 *
 * **Spells.** A spell is a run of periods in which a candidate holds the same demand without a break.
 * Spells can have a least and a most length, and after each there can be a rest of some periods, also
 * before the next spell somewhere else: `spell_most` 1 and `rest` 1 say "not twice running". Where no
 * such rule binds, the answer is exact at once (a flow; Harvey and others 2006 show it for equal
 * shares). Where one does, the same flow bounds what can be had, and a branch and bound closes the
 * rest within the work limit; what is not closed goes to a solver that the host brings, if it brings
 * one (program.h), and else is said, with the bound. What is proved by prices can be verified
 * (locality_rota_check), the bound as well, and what a search proved where it was written down
 * (locality_rota_verify); what a solver proved is its word.
 *
 * Candidates and demands are named by the position in which the caller gave them. Nothing depends on
 * that order: ties go by id.
 */
#ifndef LOCALITY_ROTA_H
#define LOCALITY_ROTA_H

#include "locality/allocation.h"
#include "locality/program.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Stands for nobody in a hand-over, and for no demand. */
#define LOCALITY_ROTA_NOBODY UINT32_MAX

/** A rota: the answer; immutable, owns all it shows, read by any number of threads. */
typedef struct locality_rota locality_rota;

/** Periods in which a candidate may hold a demand (or, as a pin, does). */
typedef struct locality_rota_window {
    uint32_t candidate; /**< Position of the candidate. */
    uint32_t demand;    /**< Position of the demand; not read for an absence. */
    uint32_t first;     /**< First period, from 0. */
    uint32_t last; /**< Last period, not before the first; later ones than there are, are cut. */
    int64_t cost;  /**< Cost of each period held; only of windows. */
} locality_rota_window;

/** What a candidate did last before the first period. */
typedef struct locality_rota_past {
    uint32_t demand; /**< Demand of its last spell, or LOCALITY_ROTA_NOBODY where it had none. */
    uint32_t length; /**< Periods of that spell. */
    uint32_t
        ago; /**< Whole periods between that spell and the first period; 0: it held on to it. */
    uint32_t reserved; /**< Zero. */
} locality_rota_past;

/** What a rota is asked for; everything is borrowed for the call. */
typedef struct locality_rota_problem {
    uint32_t struct_size;            /**< sizeof(locality_rota_problem). */
    uint32_t reserved;               /**< Zero. */
    size_t periods;                  /**< Periods, 1 or more. */
    size_t candidates;               /**< Candidates; there may be none. */
    const char *const *candidate_id; /**< Their ids, distinct, not empty; null for "0", "1", ... */
    const int64_t
        *share; /**< Share of each, above 0, such as hundredths of FTE; null for 1 each. */
    const int64_t *history;         /**< Periods held before by each, 0 or more; null for 0 each. */
    const int64_t *most;            /**< Most periods for each in this rota; null for no limit. */
    const locality_rota_past *past; /**< What each did last; null for nothing. */
    size_t demands;                 /**< Demands; there may be none. */
    const char *const *demand_id;   /**< Their ids, distinct, not empty; null for "0", "1", ... */
    /** Holders that each demand needs in each period (demand by demand, its periods in order), 0 or
     * more; null for 1 each. */
    const int64_t *needed;
    const locality_rota_window *window;  /**< Who may hold what when; where two say it of the same
                                           period, the lower cost counts. */
    size_t windows;                      /**< How many. */
    const locality_rota_window *absence; /**< When a candidate can hold nothing. */
    size_t absences;                     /**< How many. */
    const locality_rota_window
        *pin;    /**< What is settled already; must be in a window and no absence. */
    size_t pins; /**< How many. */
    uint32_t
        spell_least; /**< Fewest periods of a spell, at most `spell_most` where that is a rule; 0 and
                             1: no rule. A spell may be shorter where the rota ends, and one that
                             was carried in may end where the rota begins; where it goes on, the
                             periods before count. */
    uint32_t spell_most; /**< Most periods of a spell, those carried in among them; 0: no rule. */
    uint32_t rest;       /**< Fewest whole periods between two spells of a candidate; 0: no rule. */
    uint32_t reserved2;  /**< Zero. */
} locality_rota_problem;

/** Starting value of a locality_rota_problem. */
#define LOCALITY_ROTA_PROBLEM_INIT \
    { sizeof(locality_rota_problem), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/** How fairness and cost rank. */
enum locality_rota_orders {
    LOCALITY_ROTA_FAIR_THEN_CHEAP = 0, /**< The fairest; of those the cheapest. */
    LOCALITY_ROTA_CHEAP_THEN_FAIR = 1, /**< The cheapest; of those the fairest. */
    LOCALITY_ROTA_CHEAP = 2            /**< The cheapest; shares do not count. */
};

/** How locality_rota_solve is to work. */
typedef struct locality_rota_options {
    uint32_t struct_size; /**< sizeof(locality_rota_options). */
    uint32_t reserved;    /**< Zero. */
    int32_t order;        /**< One of locality_rota_orders. */
    int32_t reserved2;    /**< Zero. */
    uint64_t work_limit; /**< Most arcs that may be looked at, each time one is; 0 for 2^32, or 2^26
                             where there is a solver to go on from there. */
    /** Asked now and then on the calling thread; other than 0 stops the call. May be null. */
    int32_t (*progress)(void *self, uint64_t work);
    void *progress_self; /**< Handed to progress. */
    /** Who goes on where the work limit leaves something open: programs are handed to it, one for each
     * thing that is to be made as small as can be, in their order, and what it answers is verified.
     * Null for nobody. */
    const locality_program_solver *solver;
    uint64_t solver_limit; /**< Work limit of each program, in units of the solver; 0 for none. */
    /** Most bytes of a proof of the search, which is kept with the rota; 0: none is kept. Twice as many are held
     * while it is written. */
    uint64_t proof_limit;
} locality_rota_options;

/** Starting value of a locality_rota_options. */
#define LOCALITY_ROTA_OPTIONS_INIT \
    { sizeof(locality_rota_options), 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Makes a rota.
 * @param[in] problem What is asked for.
 * @param[in] options How to work; null for the defaults.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] out The rota; free with locality_rota_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK whatever the verdict; INVALID (numbers out of range, a pin outside every window, two pins
 *         at once, `spell_least` above `spell_most`); DUPLICATE (an id); ENCODING; LIMIT (more than 2^26 periods of all
 *         candidates, of all demands, or of all windows); CANCELLED; NO_MEMORY; CONFLICT where what the
 *         solver answers is not lawful, or not what it claims; what the solver returned.
 */
LOCALITY_API locality_status locality_rota_solve(const locality_rota_problem *problem,
                                                 const locality_rota_options *options,
                                                 const locality_allocator *allocator,
                                                 locality_rota **out, locality_error *error);
/**
 * @brief Frees a rota.
 * @param[in] rota A rota or null.
 */
LOCALITY_API void locality_rota_free(locality_rota *rota);

/** What proves a rota. */
enum locality_rota_proofs {
    LOCALITY_ROTA_NOT_PROVED = 0, /**< Nothing: there is no rota, or its proof was not found. */
    LOCALITY_ROTA_BY_PRICES = 1,  /**< Prices, which locality_rota_check judges. */
    LOCALITY_ROTA_BY_SEARCH =
        2, /**< In part a search of all that could be better: `levels_by_prices` says what prices
                prove, and locality_rota_proof_bytes has the search where it was asked for. */
    LOCALITY_ROTA_BY_SOLVER = 3, /**< In part a solver of the host, whose word it is. */
    /** That there is no rota: pins that break a rule whatever else is held, which locality_rota_check
     * judges. */
    LOCALITY_ROTA_BY_PINS = 4
};

/** What pins can break by themselves. */
enum locality_rota_rules {
    LOCALITY_ROTA_NO_RULE = 0,     /**< Nothing. */
    LOCALITY_ROTA_MOST = 1,        /**< They are more periods than a candidate may hold. */
    LOCALITY_ROTA_NEEDED = 2,      /**< They are more holders than a demand needs in a period. */
    LOCALITY_ROTA_SPELL_MOST = 3,  /**< They follow one another for more than the longest spell. */
    LOCALITY_ROTA_SPELL_LEAST = 4, /**< The demand is not open around one for the shortest spell. */
    /** There is too little rest between two, or between one and the past, and the demand is not open
     * in between. */
    LOCALITY_ROTA_REST = 5
};

/** A rota in numbers. */
typedef struct locality_rota_value {
    /** One of locality_allocation_verdicts. INFEASIBLE: pins, spells and rest cannot all be kept.
     * FEASIBLE: lawful, but not all levels are proved. UNKNOWN: no lawful rota was found in time. */
    int32_t verdict;
    int32_t proof;       /**< One of locality_rota_proofs. */
    int64_t needed;      /**< Places to fill, over all periods. */
    int64_t filled;      /**< Places filled. */
    int64_t filled_most; /**< No lawful rota fills more. */
    int64_t cost;        /**< Cost of the rota. */
    int64_t cost_least; /**< No rota that is as good at what comes before cost is cheaper; INT64_MIN
                               where nothing is known. */
    int32_t is_filled_proved; /**< 1 where no lawful rota fills more places. */
    int32_t is_fair_proved;   /**< 1 where none as good at what comes before fairness is fairer. */
    int32_t is_cost_proved;   /**< 1 where none as good at what comes before cost is cheaper. */
    /** Of places left empty, then fairness and cost in the order asked for, how many are proved by
     * prices; what else is proved is so by search or solver. */
    int32_t levels_by_prices;
    uint64_t work;     /**< Arcs looked at, each time one was; the same on every machine. */
    uint64_t branches; /**< Branches searched; 0 where the first flow was lawful already. */
    /** Who proved what prices do not: "locality" by search, or the name of the solver; empty for nobody. */
    char proved_by[LOCALITY_PROGRAM_NAME];
} locality_rota_value;

/**
 * @brief Gives a rota in numbers.
 * @param[in] rota A rota.
 * @param[out] out The numbers; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_rota_value_of(const locality_rota *rota,
                                                    locality_rota_value *out,
                                                    locality_error *error);

/** One period held. */
typedef struct locality_rota_holding {
    uint32_t period;          /**< The period. */
    uint32_t demand;          /**< Position of the demand. */
    uint32_t candidate;       /**< Position of the candidate. */
    int32_t is_pinned;        /**< 1 where it was settled before. */
    int64_t cost;             /**< Its cost. */
    const char *demand_id;    /**< Id of the demand; lives as long as the rota. */
    const char *candidate_id; /**< Id of the candidate; lives as long as the rota. */
} locality_rota_holding;

/**
 * @brief Counts the periods held, over all demands.
 * @param[in] rota A rota.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_rota_holdings(const locality_rota *rota);
/**
 * @brief Gives one holding, by period, then ids of demand and candidate.
 * @param[in] rota A rota.
 * @param[in] index Its number.
 * @param[out] out The holding; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NOT_FOUND.
 */
LOCALITY_API locality_status locality_rota_holding_at(const locality_rota *rota, size_t index,
                                                      locality_rota_holding *out,
                                                      locality_error *error);

/** How far one demand is filled in one period, and how far it could be. */
typedef struct locality_rota_cover {
    uint32_t period;       /**< The period. */
    uint32_t demand;       /**< Position of the demand. */
    int64_t needed;        /**< Holders it needs. */
    int64_t filled;        /**< Holders it has. */
    int64_t available;     /**< Candidates who may hold it in this period and are not absent. */
    const char *demand_id; /**< Id of the demand; lives as long as the rota. */
} locality_rota_cover;

/**
 * @brief Tells how far a demand is filled in a period.
 * @param[in] rota A rota.
 * @param[in] demand Position of the demand.
 * @param[in] period The period.
 * @param[out] out The answer; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NOT_FOUND.
 */
LOCALITY_API locality_status locality_rota_cover_at(const locality_rota *rota, uint32_t demand,
                                                    uint32_t period, locality_rota_cover *out,
                                                    locality_error *error);
/**
 * @brief Tells how far a period is filled as a whole.
 * @param[in] rota A rota.
 * @param[in] period The period.
 * @param[out] needed Places to fill; may be null.
 * @param[out] filled Places filled; may be null.
 * @param[out] possible Places that could be filled if there were this period alone (a largest
 *             matching); may be null. Where `filled` is less, other periods need the people.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NOT_FOUND.
 */
LOCALITY_API locality_status locality_rota_period(const locality_rota *rota, uint32_t period,
                                                  int64_t *needed, int64_t *filled,
                                                  int64_t *possible, locality_error *error);

/** What one candidate has done. */
typedef struct locality_rota_burden {
    uint32_t candidate; /**< Position of the candidate. */
    uint32_t reserved;  /**< Zero. */
    int64_t share;      /**< Its share. */
    int64_t history;    /**< Periods held before. */
    int64_t periods;    /**< Periods held in this rota. */
    int64_t most;       /**< Most periods it could hold, by windows, absences and its own limit. */
    const char *id;     /**< Its id; lives as long as the rota. */
} locality_rota_burden;

/**
 * @brief Counts the candidates of a rota.
 * @param[in] rota A rota.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_rota_burdens(const locality_rota *rota);
/**
 * @brief Gives what one candidate has done, those who have done least for their share first; equals by
 * id.
 * @param[in] rota A rota.
 * @param[in] index Its number in that order.
 * @param[out] out The answer; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NOT_FOUND.
 */
LOCALITY_API locality_status locality_rota_burden_at(const locality_rota *rota, size_t index,
                                                     locality_rota_burden *out,
                                                     locality_error *error);

/** One place that changes hands between two periods. */
typedef struct locality_rota_handover {
    uint32_t period;       /**< First period of the new holder. */
    uint32_t demand;       /**< Position of the demand. */
    uint32_t from;         /**< Who held it before, or LOCALITY_ROTA_NOBODY. */
    uint32_t to;           /**< Who holds it now, or LOCALITY_ROTA_NOBODY. */
    const char *demand_id; /**< Id of the demand; lives as long as the rota. */
    const char *from_id;   /**< Id of who held it, empty for nobody; lives as long as the rota. */
    const char *to_id;     /**< Id of who holds it, empty for nobody; lives as long as the rota. */
} locality_rota_handover;

/**
 * @brief Counts the hand-overs, the first holders' not among them unless somebody held on to the place.
 * @param[in] rota A rota.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_rota_handovers(const locality_rota *rota);
/**
 * @brief Gives one hand-over, by period, then ids of the demand and of those who leave and come.
 * @param[in] rota A rota.
 * @param[in] index Its number.
 * @param[out] out The hand-over; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NOT_FOUND.
 */
LOCALITY_API locality_status locality_rota_handover_at(const locality_rota *rota, size_t index,
                                                       locality_rota_handover *out,
                                                       locality_error *error);

/**
 * What proves a rota; arrays live as long as the rota. Prices are pairs or triples of numbers, one for
 * places left empty, then one each for fairness and cost in the order asked for.
 *
 * A unit of work flows from the world to a candidate, to one of its periods, to a demand in that
 * period, and back to the world, whose price is 0. Going to a candidate costs, at fairness, the rank of
 * the step that its burden takes: steps from p to q are ranked by q, and those to the same q by p, the
 * largest p first; the rank is the number of different steps before. Filling a place costs -1 at the
 * first number. What a move costs, plus the price of where it begins, less that of where it ends, is not
 * below nothing where it could be made, nor above where it was made and could be taken back: so no
 * circle of changes makes the rota better. Rest and spells only forbid more.
 *
 * Where that holds of the rota itself, the proof is by prices. Where rules on rest and spells keep that from
 * being had, the prices are those of the bound: a rota that breaks such rules, and is as good as any
 * could be. The rota is as good as the bound on its first `levels_by_prices` levels, so nothing is
 * better on those.
 */
typedef struct locality_rota_certificate {
    uint32_t struct_size;           /**< sizeof(locality_rota_certificate). */
    uint32_t reserved;              /**< Zero. */
    int32_t order;                  /**< One of locality_rota_orders. */
    int32_t proof;                  /**< One of locality_rota_proofs. */
    uint32_t levels;                /**< Numbers of a price: 3, or 2 for LOCALITY_ROTA_CHEAP. */
    uint32_t levels_by_prices;      /**< Of these, the first that the prices prove of the rota. */
    size_t holdings;                /**< Periods held. */
    const uint32_t *candidate;      /**< Candidate of each. */
    const uint32_t *demand;         /**< Demand of each. */
    const uint32_t *period;         /**< Period of each. */
    const int64_t *candidate_price; /**< Prices of each candidate; null where there are none. */
    const int64_t *period_price;    /**< Prices of each candidate in each period, by candidate. */
    const int64_t *demand_price;    /**< Prices of each demand in each period, by demand. */
    size_t bound_holdings; /**< Periods held in the bound; 0 where the proof is by prices. */
    const uint32_t *bound_candidate; /**< Candidate of each. */
    const uint32_t *bound_demand;    /**< Demand of each. */
    const uint32_t *bound_period;    /**< Period of each. */
    /** One of locality_rota_rules: what the holdings, which are pins, break where the proof is by pins;
     * there is no rota then. */
    int32_t broken;
    int32_t reserved2; /**< Zero. */
} locality_rota_certificate;

/** Starting value of a locality_rota_certificate. */
#define LOCALITY_ROTA_CERTIFICATE_INIT \
    { sizeof(locality_rota_certificate), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Gives what proves a rota.
 * @param[in] rota A rota.
 * @param[out] out The certificate, borrowed from the rota.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND where there is no rota and pins do not prove it.
 */
LOCALITY_API locality_status locality_rota_certificate_of(const locality_rota *rota,
                                                          locality_rota_certificate *out,
                                                          locality_error *error);
/**
 * @brief Verifies that a rota is lawful and that on the levels which its prices prove none is better, or that
 * pins leave no rota; without any part of the solvers.
 * @param[in] problem What was asked for.
 * @param[in] certificate The rota and its prices, from an answer or from anywhere else.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null; says which condition does not hold and where.
 * @return OK where it holds; INVALID (null, or of another shape than the problem); CONFLICT where it
 *         does not; NO_MEMORY.
 */
LOCALITY_API locality_status locality_rota_check(const locality_rota_problem *problem,
                                                 const locality_rota_certificate *certificate,
                                                 const locality_allocator *allocator,
                                                 locality_error *error);

/**
 * @brief Gives the proof of a search as bytes, to be kept or sent as they are.
 *
 * They name candidates and demands by their place among the ids, so that they do not depend on the order in which
 * these were given.
 * @param[in] rota A rota.
 * @return The bytes, valid while the rota is; null where there are none: they were not asked for
 *         (`proof_limit`), too many would have been needed, the search was not needed to its end, or did not
 *         come to it. There are never bytes of half a proof.
 */
LOCALITY_API const uint8_t *locality_rota_proof_bytes(const locality_rota *rota);
/**
 * @brief Gives the number of bytes of the proof of a search.
 * @param[in] rota A rota.
 * @return The number; 0 where there are none, and for null.
 */
LOCALITY_API size_t locality_rota_proof_length(const locality_rota *rota);
/**
 * @brief Follows the proof of a search step by step, without any part of the solver: that a rota is lawful and
 * none is better, or that there is none.
 *
 * Every branch is judged: what it is parted into leaves no lawful rota out, and where it ends what is decided
 * contradicts itself, a cut leaves it no flow, or prices prove that the best flow in it is no better than the
 * rota. Time: for each step some passes over the options; memory: some numbers for each option, place and byte.
 * @param[in] problem What was asked for.
 * @param[in] certificate The rota, from an answer or from anywhere else: `order` and the holdings are read. Null
 *            where it is claimed that there is no lawful rota.
 * @param[in] bytes The bytes of a proof, from an answer or from anywhere else.
 * @param[in] length Number of bytes.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null; names the byte at which the proof fails.
 * @return OK where it holds; CONFLICT where the bytes are altered, of another problem, or do not prove it, or the
 *         rota is not lawful; INVALID (null, or of another shape than the problem) and what
 *         locality_rota_solve says of a problem; NO_MEMORY.
 */
LOCALITY_API locality_status locality_rota_verify(const locality_rota_problem *problem,
                                                  const locality_rota_certificate *certificate,
                                                  const uint8_t *bytes, size_t length,
                                                  const locality_allocator *allocator,
                                                  locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
