/* Program: the branch and bound that is built in. */
#ifndef LOC_PROGRAM_PROGRAM_H
#define LOC_PROGRAM_PROGRAM_H

#include "allocation/work.h"
#include "locality/program.h"

/* Searches for the cheapest answer. False where the work stopped for want of memory or because the host
 * asked for it; else `claim` says what is known, and `value` has the answer where there is one. */
bool loc_program_search(const locality_program *p, int64_t *value, locality_program_claim *claim,
                        loc_work *work);

#endif
