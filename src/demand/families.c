/* Families: the smallest false share at which each would be listed. */
#include "demand/families.h"

#include "base/sort.h"

static int by_p(const void *a, const void *b, const void *context) {
    const loc_ranked *left = a;
    const loc_ranked *right = b;

    (void)context;
    if (left->p != right->p) {
        return left->p < right->p ? -1 : 1;
    }
    return (left->cell > right->cell) - (left->cell < right->cell);
}

size_t loc_family_adjust(loc_ranked *item, size_t count, double share) {
    double least = 1;
    size_t listed = 0;

    loc_sort(item, count, sizeof *item, by_p, NULL);
    for (size_t k = count; k-- > 0;) {
        double q = item[k].p * (double)count / (double)(k + 1);
        least = q < least ? q : least;
        item[k].q = least;
        listed += least <= share;
    }
    return listed;
}
