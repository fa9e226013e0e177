/* Alternatives: what the two ways of finding them share. */
#ifndef LOC_ALLOCATION_ALTERNATIVES_H
#define LOC_ALLOCATION_ALTERNATIVES_H

#include "allocation/result.h"
#include "locality/alternatives.h"

struct locality_alternatives {
    locality_allocator allocator;
    locality_allocation_result **plan;
    size_t count, capacity;
    bool is_complete;
};

/* The answer, read back with its prices, and what is wanted. */
typedef struct loc_alternatives_search {
    loc_solution s; /* of the answer: pairs and prices */
    const locality_alternatives_options *options;
    locality_alternatives *list;
    loc_work *work;
} loc_alternatives_search;

/* Adds an allocation, given by its pairs in canonical order, to the list. */
bool loc_alternatives_add(loc_alternatives_search *x, size_t *used, size_t count);

bool loc_alternatives_next_best(loc_alternatives_search *x);
bool loc_alternatives_most_different(loc_alternatives_search *x);

#endif
