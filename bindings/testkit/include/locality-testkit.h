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

#ifdef __cplusplus
}
#endif

#endif
