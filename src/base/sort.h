/* Sort: an array in place, without memory of its own and in n log n steps whatever it holds. */
#ifndef LOC_BASE_SORT_H
#define LOC_BASE_SORT_H

#include <stddef.h>

/* Below 0 where `a` comes before `b`, above 0 where it comes after. For one result on every machine no
 * two elements may be equal: equal ones may change places. */
typedef int (*loc_order)(const void *a, const void *b, const void *context);

/* Sorts `count` elements of `size` bytes. */
void loc_sort(void *items, size_t count, size_t size, loc_order order, const void *context);

#endif
