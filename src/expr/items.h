/* Items: lists while they are put together, and what is asked of whole lists. */
#ifndef LOC_EXPR_ITEMS_H
#define LOC_EXPR_ITEMS_H

#include "expr/plan.h"

/* Items of one scalar type, growing. */
typedef struct loc_items {
    loc_run *run;
    uint8_t scalar;
    size_t count;
    int64_t *lo, *hi;
    uint8_t *truth, *maybe;
    uint32_t *key, *kind;
    size_t lo_capacity, hi_capacity, truth_capacity, maybe_capacity, key_capacity, kind_capacity;
} loc_items;

void loc_items_init(loc_items *items, loc_run *run, uint8_t scalar);
void loc_items_free(loc_items *items);
/* Adds value `i` of a vector; `maybe`: it may not be in the list. */
bool loc_items_add(loc_items *items, const loc_vector *from, size_t i, uint8_t maybe);
/* Adds a row. */
bool loc_items_add_row(loc_items *items, uint32_t row);
/* Copies the items into scratch memory; begin, end and state stay as they are. */
bool loc_items_give(const loc_items *items, loc_vector *out);

/* The same lists without repeated items: an item that may be equal to an earlier one may not be there. */
bool loc_lists_distinct(loc_run *run, uint8_t scalar, const loc_vector *lists, uint32_t count,
                        loc_vector *out);
/* How many items list i has. */
void loc_list_size(const loc_vector *lists, uint32_t i, locality_range *out);
/* Whether every item of list i of `a` is in list i of `b`: three-valued. */
uint8_t loc_list_within(uint8_t scalar, const loc_vector *a, const loc_vector *b, size_t i);
uint8_t loc_list_overlaps(uint8_t scalar, const loc_vector *a, const loc_vector *b, size_t i);
/* LOC_EQUAL and LOC_NOT_EQUAL of lists. */
bool loc_compare_lists(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                       loc_vector *out);

void loc_asked_free(loc_run *run, loc_asked *asked);

#endif
