/* Lookup: from a key to the rows that have it, ascending; rows whose key is missing stand apart, since
 * they may have any. Keys are rows (references) or symbols (texts, words); a row of a list field stands
 * under each of its items once. */
#ifndef LOC_EXPR_LOOKUP_H
#define LOC_EXPR_LOOKUP_H

#include "expr/plan.h"

/* Numbers keys from 0 in the order in which they are first met. */
struct loc_groups {
    uint32_t *keys;   /* by group */
    uint32_t *places; /* hash table of group + 1; 0 is free */
    size_t capacity, count, keys_capacity;
    uint8_t is_dense; /* the key is the group: references */
};

/* References: `keys` keys from 0, nothing to store. Others: an empty table. */
void loc_groups_init(loc_groups *groups, bool is_dense, size_t keys);
void loc_groups_free(loc_run *run, loc_groups *groups);
/* Group of a key, added if new. False on refusal. */
bool loc_groups_add(loc_run *run, loc_groups *groups, uint32_t key, uint32_t *out);
/* Group of a key, or UINT32_MAX. */
uint32_t loc_groups_find(const loc_groups *groups, uint32_t key);

struct loc_lookup {
    loc_lookup *next; /* shared ones: in the run */
    uint32_t kind, field;
    loc_groups groups;
    uint32_t *start; /* groups.count + 1 offsets into `rows` */
    uint32_t *rows;
    size_t starts, entries; /* elements allocated */
    uint32_t *missing;      /* rows whose key is missing */
    size_t missing_count, missing_capacity;
};

/* The look-up of a step of source LOOKUP; one over a field of all records is shared by the run. Null on
 * refusal. */
const loc_lookup *loc_lookup_get(loc_plan *plan, loc_step *step);
bool loc_lookup_stands(const loc_plan *plan, const loc_step *step); /* made already */
void loc_lookup_free(loc_run *run, loc_lookup *lookup);
void loc_lookups_free(loc_run *run); /* those that the run shares */

/* How the keys of a step lie: the vector of the key field for a list, computed keys else. */
typedef struct loc_keys {
    const uint32_t *key; /* scalar keys by row; null for lists */
    const locality_column *list;
    const uint32_t *items; /* of the list column */
} loc_keys;

/* Items of row `row` of a list column from *begin to *end; false where the list was not given. */
bool loc_keys_list(const loc_keys *keys, size_t row, uint32_t *begin, uint32_t *end);
/* Whether item `item` occurs earlier in its list, which begins at `begin`. */
bool loc_keys_again(const uint32_t *items, uint32_t begin, uint32_t item);

#endif
