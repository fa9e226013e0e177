/**
 * @file deployment.h
 * @brief Deployment: spreading working time over places by need, with a proof, and why.
 *
 * Groups (a person, or a team of one kind) have time to give, places need some, and pairs say who may go
 * where. Wanted, in this order: every protected minimum kept; as much time placed as the ceilings take;
 * what is short shared equally, that is, the smallest share of need that any place is given as large as
 * can be, then the second smallest, and so on (leximin); the lowest total of level 1 of the costs, then of
 * level 2, and so on. With ceilings at the need, the most time placed is the most need met; with higher
 * ones no place goes above its need while time that could meet another's need is spent on it, but by less
 * than a step, or by people who go whole: of these a small need may take what a large one would meet more with.
 * Where several plans are equally good, that is given in which the first pair, by id of group and
 * then of place, has as much as it can have, then the second pair, and so on.
 *
 * The totals of places that groups can reach form a polymatroid. There the fairest totals are also the
 * largest (Megiddo 1974; Fujishige 1980), and are found by parting the places into those that cannot have
 * what an equal share would give them and the rest (Groenevelt 1991), with one minimum-cost flow a round;
 * the costs by network simplex after it. Every answer carries a certificate, which
 * locality_deployment_check judges without any part of the solvers; but for people with different times
 * who go whole: of them a search is made of which nothing is kept, and of plans as good the first
 * that it finds in its fixed order is given.
 *
 * Time is given in whole numbers of one unit, the same everywhere: hundredths of a full-time
 * equivalent (FTE) by custom. Groups and places are named by the position in which the caller gave
 * them; the answer depends on their ids, not on that order.
 */
#ifndef LOCALITY_DEPLOYMENT_H
#define LOCALITY_DEPLOYMENT_H

#include "locality/allocation.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A plan of deployment; immutable, owns all it shows, read by any number of threads. */
typedef struct locality_deployment locality_deployment;

/** Largest amount of time, 2^40 units: ten thousand million FTE in hundredths. All that groups give, all
 * that places need and all that is protected may come to twice that; beyond, the verdict is OVERFLOW. */
#define LOCALITY_DEPLOYMENT_MOST (INT64_C(1) << 40)
/** Stands for no place in the certificate: no time can be taken from anywhere for it. */
#define LOCALITY_DEPLOYMENT_NOWHERE UINT32_MAX
/** Stands for no place in the certificate: time that is left over can be had for it. */
#define LOCALITY_DEPLOYMENT_LEFT_OVER (UINT32_MAX - 1)
/** Stands for all places that are short in locality_deployment_shortage. */
#define LOCALITY_DEPLOYMENT_EVERYWHERE UINT32_MAX

/* ---- The problem ----------------------------------------------------------------------------- */

/** What is to be spread; everything is borrowed for the call. */
typedef struct locality_deployment_problem {
    uint32_t struct_size;        /**< sizeof(locality_deployment_problem). */
    uint32_t reserved;           /**< Zero. */
    size_t groups;               /**< Those who give time. */
    size_t places;               /**< Places. */
    const char *const *group_id; /**< Ids of groups, distinct, not empty; null for "0", "1", ... */
    const char *const *place_id; /**< Ids of places, distinct, not empty; null for "0", "1", ... */
    const int64_t *gives;        /**< Time that each group has, 0 to LOCALITY_DEPLOYMENT_MOST. */
    /** Time that each place needs, 0 or more. What a place without need is given comes after all need,
     * and is spread evenly. */
    const int64_t *need;
    const int64_t *protect; /**< Least that each place is given, whatever happens; null for 0. */
    /** Most that each place may be given, not below `protect`; null for its need (or `protect`, where that
     * is more); where people go whole, for no limit. */
    const int64_t *ceiling;
    size_t pairs;          /**< Pairs given; ignored where they are dense. */
    const uint32_t *group; /**< Group of each pair, none twice; null where all may go everywhere. */
    const uint32_t *place; /**< Place of each pair; null where all may go everywhere. */
    /** Least time of each pair, 0 or more; null for 0 each. Dense pairs stand group by group. */
    const int64_t *least;
    const int64_t *most; /**< Most time of each pair, not below `least`; null for no limit. */
    size_t levels;       /**< Levels of cost, 0 to LOCALITY_ALLOCATION_LEVELS. */
    const int64_t *cost; /**< Cost of a unit of time, pair by pair, `levels` each; within 2^40. */
    /** 1: each group is one person, who goes to one place with all its time, or to none; 0: time may be
     * split. */
    int32_t whole;
    int32_t reserved2; /**< Zero. */
    /** Time is given in multiples of this, from 1; 0 for 1. What groups have is rounded down to it, and
     * what is protected up, as is a need that stands for the ceiling. Where people go whole, 0 or 1. */
    int64_t step;
} locality_deployment_problem;

/** Starting value of a locality_deployment_problem. */
#define LOCALITY_DEPLOYMENT_PROBLEM_INIT \
    { sizeof(locality_deployment_problem), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/** How locality_deployment_solve is to work. */
typedef struct locality_deployment_options {
    uint32_t struct_size; /**< sizeof(locality_deployment_options). */
    uint32_t reserved;    /**< Zero. */
    uint64_t work_limit;  /**< Most pairs that may be looked at, each time one is; 0 for 2^34. */
    /** Asked now and then on the calling thread, with the pairs looked at so far; other than 0 stops
     * the call. May be null. */
    int32_t (*progress)(void *self, uint64_t work);
    void *progress_self; /**< Handed to progress. */
} locality_deployment_options;

/** Starting value of a locality_deployment_options. */
#define LOCALITY_DEPLOYMENT_OPTIONS_INIT \
    { sizeof(locality_deployment_options), 0, 0, 0, 0 }

/**
 * @brief Spreads the time, or proves that what is protected cannot be kept.
 *
 * At most one minimum-cost flow for each place, and one for the costs; in practice a few. Where people
 * go whole and all have the same time the same flows count people; where they have different times,
 * branch and bound over people with the split plan as bound, which can need longer than the work limit.
 * Sharing (sharing.h) does not fit there: it has one linear cost, and no minimum of an agent.
 * @param[in] problem What is to be spread.
 * @param[in] options How to work; null for the defaults.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] out The plan; free with locality_deployment_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK whatever the verdict; INVALID (a negative amount, `protect` above `ceiling`, `least` above
 *         `most`, a group or place that there is not); DUPLICATE (an id, a pair); ENCODING; LIMIT (more
 *         than 2^26 pairs); CANCELLED; NO_MEMORY.
 */
LOCALITY_API locality_status locality_deployment_solve(const locality_deployment_problem *problem,
                                                       const locality_deployment_options *options,
                                                       const locality_allocator *allocator,
                                                       locality_deployment **out,
                                                       locality_error *error);
/**
 * @brief Frees a plan.
 * @param[in] deployment A plan or null.
 */
LOCALITY_API void locality_deployment_free(locality_deployment *deployment);

/* ---- The plan -------------------------------------------------------------------------------- */

/** What is known of a plan. */
typedef struct locality_deployment_value {
    /** OPTIMAL, INFEASIBLE, FEASIBLE (people who go whole; not proved), UNKNOWN (the work limit) or
     * OVERFLOW of locality_allocation_verdicts. */
    int32_t verdict;
    int32_t has_certificate; /**< 1 where a certificate proves it; 0 where a search does. */
    int32_t is_unique; /**< 1 where no other plan is as good; 0 also where that is not known. */
    uint32_t levels;   /**< Levels of cost. */
    int64_t gives;     /**< Time that all groups have, in whole steps. */
    int64_t placed;    /**< Time placed. */
    int64_t need;      /**< Time that all places need. */
    int64_t met;       /**< Of that, what is met; time beyond a need does not count. */
    int64_t cost[LOCALITY_ALLOCATION_LEVELS]; /**< Total of each level. */
    uint64_t work;                            /**< Work done; the same on every machine. */
    uint8_t room[32];                         /**< Zero; room for later members. */
} locality_deployment_value;

/** A group or a place of a plan. */
typedef struct locality_deployment_member {
    const char *id;  /**< Its id; lives as long as the plan. */
    int64_t amount;  /**< Time that the group has, in whole steps, or the place needs. */
    int64_t placed;  /**< Time that it gives, or is given, in the plan. */
    int64_t protect; /**< Place: least that it is given. Group: 0. */
    int64_t ceiling; /**< Place: most that it may be given. Group: as `amount`. */
    /** 1 where another plan, as good, has another `placed`; 0 also where that is not known. */
    int32_t is_tied;
    int32_t reserved; /**< Zero. */
    uint8_t room[32]; /**< Zero; room for later members. */
} locality_deployment_member;

/** Time that a group gives a place. */
typedef struct locality_deployment_share {
    uint32_t group; /**< Position of the group. */
    uint32_t place; /**< Position of the place. */
    int64_t amount; /**< Time, above 0. */
    /** 1 where another plan, as good, has another amount; 0 also where not known. */
    int32_t is_tied;
    int32_t is_fixed; /**< 1 where the pair's `least` is all of it. */
    uint8_t room[16]; /**< Zero; room for later members. */
} locality_deployment_share;

/**
 * @brief Tells what is known of a plan.
 * @param[in] deployment A plan.
 * @param[out] out What is known; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_deployment_get_value(const locality_deployment *deployment,
                                                           locality_deployment_value *out,
                                                           locality_error *error);
/**
 * @brief Counts the groups or places of a plan.
 * @param[in] deployment A plan.
 * @param[in] side One of locality_allocation_sides: groups are candidates, places demands.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_deployment_count(const locality_deployment *deployment, int32_t side);
/**
 * @brief Gives a group or a place by its position.
 * @param[in] deployment A plan.
 * @param[in] side One of locality_allocation_sides.
 * @param[in] position Its position.
 * @param[out] out What is known of it; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status locality_deployment_member_at(const locality_deployment *deployment,
                                                           int32_t side, size_t position,
                                                           locality_deployment_member *out,
                                                           locality_error *error);
/**
 * @brief Counts the pairs to which a plan gives time.
 * @param[in] deployment A plan.
 * @return How many; 0 for null and where there is no plan.
 */
LOCALITY_API size_t locality_deployment_shares(const locality_deployment *deployment);
/**
 * @brief Gives a pair with its time, in the order of the ids of groups and then of places.
 * @param[in] deployment A plan.
 * @param[in] index Its number.
 * @param[out] out The pair; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status locality_deployment_share_at(const locality_deployment *deployment,
                                                          size_t index,
                                                          locality_deployment_share *out,
                                                          locality_error *error);

/* ---- Why ------------------------------------------------------------------------------------- */

/** Why places are short: those that compete, with all who may be sent there. */
typedef struct locality_deployment_story {
    size_t places; /**< Places that compete for the same time, directly or through others. */
    size_t groups; /**< Groups whose time is open to them alone, but for what is fixed elsewhere. */
    int64_t must;  /**< Time that the places need; infeasible: that is protected there, or fixed. */
    int64_t can;   /**< The most that can be sent to them; less than `must`. */
    int32_t is_short; /**< 1; 0 where more is fixed than the places may be given. */
    int32_t reserved; /**< Zero. */
    uint8_t room[24]; /**< Zero; room for later members. */
} locality_deployment_story;

/**
 * @brief Explains why a place is given less than it needs, or why what is protected cannot be kept: a
 * minimum cut, "these places need 14.2, and only 11.6 can be sent there".
 *
 * Where the verdict is INFEASIBLE the story is of what is protected and fixed, the smallest that the cut
 * holds; it may have no place, where a group is to give more than it has.
 * @param[in] deployment A plan whose value has a certificate.
 * @param[in] place Position of a place that is short; LOCALITY_DEPLOYMENT_EVERYWHERE for all that
 *            are, together, and where the verdict is INFEASIBLE.
 * @param[out] story The sums; zero on failure.
 * @param[in,out] place_in Room for one a place: receives 1 for each of the story, else 0, by position; null
 *             where not wanted.
 * @param[in,out] group_in Room for one a group, likewise; null where not wanted.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND where the place is not short or there is no such story; NO_MEMORY.
 */
LOCALITY_API locality_status locality_deployment_shortage(const locality_deployment *deployment,
                                                          uint32_t place,
                                                          locality_deployment_story *story,
                                                          uint8_t *place_in, uint8_t *group_in,
                                                          locality_error *error);

/* ---- Certificates ---------------------------------------------------------------------------- */

/**
 * @brief What proves a verdict; the arrays live as long as the plan they came from.
 *
 * The steps in which places are given time (from 2 to 3 of 8 needed) have an order: what starts at a
 * smaller share of the need comes first, of those that start alike what leads to the larger. Optimal: each
 * group and place stands at a step, named by a place and its number there; NOWHERE comes
 * before all steps and LEFT_OVER after all. A group with time left over stands at LEFT_OVER; a pair that
 * could have more leads to no earlier step, one that could have less to no later one; what a place could
 * give up is no later than where it stands, what it could yet take no earlier. Where these are equal,
 * the prices decide likewise: cost, plus the price of the group, less that of the place, is not
 * below 0 where there could be more and not above 0 where there could be less; the rest of the world has
 * price 0. Prices are vectors, compared from the first number on, which stands for the bounds and at
 * which nothing costs anything. Where people go whole, all have the same time, and a step is one of them.
 *
 * Infeasible: a set of groups and places. What its groups have and what pairs can bring comes in, what is
 * protected and what pairs must take away goes out; or the other way about.
 */
typedef struct locality_deployment_certificate {
    uint32_t struct_size;  /**< sizeof(locality_deployment_certificate). */
    uint32_t reserved;     /**< Zero. */
    int32_t verdict;       /**< OPTIMAL or INFEASIBLE of locality_allocation_verdicts. */
    int32_t is_short;      /**< Infeasible: 1 where more must go out of the set than can come into
                                    it, 0 where more must come in than can go out. */
    size_t shares;         /**< Pairs to which time is given. */
    const uint32_t *group; /**< Position of the group of each. */
    const uint32_t *place; /**< Position of the place of each. */
    const int64_t *amount; /**< Time of each. */
    /** Place of the step at which each group stands, or NOWHERE, LEFT_OVER. */
    const uint32_t *group_at;
    const int64_t *group_step;  /**< Number of that step, from 1. */
    const uint32_t *place_at;   /**< Place of the step at which each place stands, likewise. */
    const int64_t *place_step;  /**< Number of that step. */
    size_t levels;              /**< Numbers in a price: one more than levels of cost. */
    const int64_t *group_price; /**< Price of each group, `levels` numbers each. */
    const int64_t *place_price; /**< Price of each place, `levels` numbers each. */
    const uint8_t *group_in;    /**< Whether each group is in the set; infeasible only. */
    const uint8_t *place_in;    /**< Whether each place is in the set; infeasible only. */
    int64_t must;               /**< Time that must go out (come in); infeasible only. */
    int64_t can;                /**< Time that can come in (go out); less than `must`. */
} locality_deployment_certificate;

/** Starting value of a locality_deployment_certificate. */
#define LOCALITY_DEPLOYMENT_CERTIFICATE_INIT                                                     \
    {                                                                                            \
        sizeof(locality_deployment_certificate), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
            0, 0                                                                                 \
    }

/**
 * @brief Gives what proves the verdict of a plan.
 * @param[in] deployment A plan.
 * @param[out] out The certificate, borrowed from the plan.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND where no certificate proves it.
 */
LOCALITY_API locality_status
locality_deployment_get_certificate(const locality_deployment *deployment,
                                    locality_deployment_certificate *out, locality_error *error);
/**
 * @brief Verifies a certificate against its problem, without any part of the solvers. Linear in the pairs,
 * but for finding them: m log m.
 * @param[in] problem What was to be spread.
 * @param[in] certificate The certificate, from a plan or from anywhere else.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null; says which condition does not hold and where.
 * @return OK where it proves its verdict; INVALID; CONFLICT where it does not prove it; NO_MEMORY; what
 *         locality_deployment_solve returns for the problem.
 */
LOCALITY_API locality_status locality_deployment_check(
    const locality_deployment_problem *problem, const locality_deployment_certificate *certificate,
    const locality_allocator *allocator, locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
