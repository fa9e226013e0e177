/* Families: cells that are tested together, and whose false share is held together. */
#ifndef LOC_DEMAND_FAMILIES_H
#define LOC_DEMAND_FAMILIES_H

#include <stddef.h>
#include <stdint.h>

/* A p to be adjusted; the order of equal ones is that of `cell`. */
typedef struct loc_ranked {
    double p, q;
    uint32_t cell;
    uint32_t reserved;
} loc_ranked;

/* Adjusts as Benjamini and Hochberg (1995) do: q of each, in the order of p; the number at or below
 * `share`. */
size_t loc_family_adjust(loc_ranked *item, size_t count, double share);

#endif
