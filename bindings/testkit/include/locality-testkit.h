/**
 * @file locality-testkit.h
 * @brief For who writes a store: a store in memory to begin with, one that fails when told to, and
 *        checks that tell what an implementation of locality_store gets wrong.
 */
#ifndef LOCALITY_TESTKIT_H
#define LOCALITY_TESTKIT_H

#include "locality/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- A store in memory ----------------------------------------------------------------------- */

/** Cases kept in memory, with their history; for tests, and as an example to read. */
typedef struct locality_memory_store locality_memory_store;

/**
 * @brief Makes an empty store in memory.
 * @param[out] out The store; free with locality_memory_store_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NO_MEMORY.
 */
LOCALITY_API locality_status locality_memory_store_new(locality_memory_store **out,
                                                       locality_error *error);
/**
 * @brief Frees a store and all its cases; none may be open.
 * @param[in] memory A store or null.
 */
LOCALITY_API void locality_memory_store_free(locality_memory_store *memory);
/**
 * @brief Gives the table of functions of a store in memory. Used by one thread at a time.
 * @param[in] memory The store; has to live as long as the table is used.
 * @param[out] out The table.
 */
LOCALITY_API void locality_memory_store_table(locality_memory_store *memory, locality_store *out);
/**
 * @brief Says which day it is: commits from now on are known from that day on.
 * @param[in,out] memory The store.
 * @param[in] day The day, as dates count days; 0 at first.
 */
LOCALITY_API void locality_memory_store_today(locality_memory_store *memory, int64_t day);

/* ---- A store that fails when told to --------------------------------------------------------- */

/** What a faulty store does wrong. */
enum locality_faults {
    LOCALITY_FAULT_NONE = 0,            /**< Nothing: it only counts calls. */
    LOCALITY_FAULT_CALL = 1,            /**< Call number `at` fails as LOCALITY_IO. */
    LOCALITY_FAULT_CALLS_FROM = 2,      /**< Every call from number `at` on fails as LOCALITY_IO. */
    LOCALITY_FAULT_LOSES_LAST = 3,      /**< Reading leaves out the last record of each kind. */
    LOCALITY_FAULT_REVERSES = 4,        /**< Records come back in the wrong order. */
    LOCALITY_FAULT_CUTS_TEXT = 5,       /**< Texts end after 1,000 bytes. */
    LOCALITY_FAULT_DROPS_EMPTY = 6,     /**< An empty text comes back as missing. */
    LOCALITY_FAULT_FOLDS_CASE = 7,      /**< Ids that differ in case alone are taken for one. */
    LOCALITY_FAULT_NO_CONFLICT = 8,     /**< A commit that expects another revision goes through. */
    LOCALITY_FAULT_SAME_REVISION = 9,   /**< Commits do not raise the revision. */
    LOCALITY_FAULT_NO_ROLLBACK = 10,    /**< What was rolled back is there. */
    LOCALITY_FAULT_EARLY = 11,          /**< What is not committed yet is seen by others. */
    LOCALITY_FAULT_ERASES_NOTHING = 12, /**< An erased record is still there. */
    LOCALITY_FAULT_NO_DUPLICATE = 13,   /**< `is_new` over a record that stands goes through. */
    LOCALITY_FAULT_MERGES = 14,         /**< A record that is replaced keeps old values. */
    LOCALITY_FAULT_SWALLOWS = 15,       /**< It does not give back what the sink returned. */
    LOCALITY_FAULT_FORGETS_HEADER = 16, /**< The header is not kept. */
    LOCALITY_FAULT_MIXES_CASES = 17,    /**< All names open the same case. */
    LOCALITY_FAULT_CLOSES_RANGES = 18,  /**< An open end comes back as the other end. */
    LOCALITY_FAULT_DROPS_LISTS = 19,    /**< An empty list comes back as missing. */
    LOCALITY_FAULTS = 20                /**< How many there are. */
};

/** A store that hands everything to another and does one thing wrong. */
typedef struct locality_faulty_store locality_faulty_store;

/**
 * @brief Wraps a store.
 * @param[in] inner The store that does the work; copied.
 * @param[in] fault One of locality_faults.
 * @param[in] at For CALL and CALLS_FROM: number of the call that fails, from 0.
 * @param[out] out The wrapper; free with locality_faulty_store_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NO_MEMORY.
 */
LOCALITY_API locality_status locality_faulty_store_new(const locality_store *inner, int32_t fault,
                                                       uint64_t at, locality_faulty_store **out,
                                                       locality_error *error);
/**
 * @brief Frees a wrapper; no case may be open through it.
 * @param[in] faulty A wrapper or null.
 */
LOCALITY_API void locality_faulty_store_free(locality_faulty_store *faulty);
/**
 * @brief Gives the table of functions of a wrapper.
 * @param[in] faulty The wrapper; has to live as long as the table is used.
 * @param[out] out The table; empty where the wrapper is null.
 */
LOCALITY_API void locality_faulty_store_table(locality_faulty_store *faulty, locality_store *out);
/**
 * @brief Counts the calls that could fail so far; rollback and close cannot.
 * @param[in] faulty The wrapper.
 * @return How many.
 */
LOCALITY_API uint64_t locality_faulty_store_calls(const locality_faulty_store *faulty);

/* ---- Checks ---------------------------------------------------------------------------------- */

/** What is checked, and who hears of it. */
typedef struct locality_testkit {
    uint32_t struct_size;        /**< sizeof(locality_testkit). */
    uint32_t reserved;           /**< Zero. */
    const locality_store *store; /**< Required. The store that is checked. */
    const char
        *prefix; /**< Names of the cases that are made begin with it; null for `check-`. None of
                         * them may exist yet. */
    void *self;  /**< Handed to the functions below. */
    /** Optional. Hears of each check: its name, what it asks, and null or what is wrong. */
    void (*checked)(void *self, const char *name, const char *asks, const char *wrong);
    /** Optional. Closes the storage and opens it again, as after a restart, and gives its table; other
     * than 0 for a failure. Without it what survives a restart is not checked. */
    int32_t (*reopen)(void *self, locality_store *out);
} locality_testkit;

/** Starting value of a locality_testkit. */
#define LOCALITY_TESTKIT_INIT \
    { sizeof(locality_testkit), 0, 0, 0, 0, 0, 0 }

/**
 * @brief Runs every check against a store.
 *
 * The checks know nothing but the contract in store.h. Each uses cases of its own, so that one that
 * fails does not fail the next. They leave their cases behind.
 * @param[in] kit What is checked.
 * @param[out] failed How many checks found something wrong.
 * @param[out] error Filled on failure, may be null.
 * @return OK when the checks ran, whatever they found; INVALID or NO_MEMORY.
 */
LOCALITY_API locality_status locality_testkit_run(const locality_testkit *kit, size_t *failed,
                                                  locality_error *error);
/**
 * @brief Counts the checks there are.
 * @return How many.
 */
LOCALITY_API size_t locality_testkit_count(void);

#ifdef __cplusplus
}
#endif

#endif
