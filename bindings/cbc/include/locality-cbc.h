/**
 * @file locality-cbc.h
 * @brief CBC as a solver of integer programs (COIN-OR branch and cut; Debian: coinor-libcbc-dev).
 *
 * Hand what locality_cbc_solver gives to locality_program_solve. CBC counts in floating point, so every
 * answer is rounded and verified in whole numbers by locality_program_solve before anybody sees it; that
 * it is the best is CBC's word, and the outcome says so. Numbers beyond 2^53 are refused.
 *
 * Threads: may be called on any number; one call at a time is let into CBC, as a process that calls it on
 * several threads at once gets wrong answers from it.
 */
#ifndef LOCALITY_CBC_H
#define LOCALITY_CBC_H

#include "locality/program.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How CBC is to work. */
typedef struct locality_cbc_options {
    uint32_t struct_size; /**< sizeof(locality_cbc_options). */
    uint32_t reserved;    /**< Zero. */
    /** Most seconds of elapsed time a call may take, in CBC's own counting; 0 for no limit. What is found
     * then depends on the machine: prefer the work limit, which is in nodes. */
    int64_t seconds;
} locality_cbc_options;

/** Starting value of a locality_cbc_options. */
#define LOCALITY_CBC_OPTIONS_INIT \
    { sizeof(locality_cbc_options), 0, 0 }

/**
 * @brief Gives CBC as a solver. Its work limit is in nodes.
 * @param[in] options How it is to work; borrowed for as long as the solver is used; null for the defaults.
 * @param[out] out The solver; nothing has to be freed.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_cbc_solver(const locality_cbc_options *options,
                                                 locality_program_solver *out,
                                                 locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
