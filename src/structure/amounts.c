/* Amounts: see amounts.h. */
#include "structure/amounts.h"

loc_amount_columns loc_amounts_open(const locality_snapshot *snapshot) {
    return (loc_amount_columns){
        .posts = LOC_VIEW(snapshot, post, posts),
        .vacant = LOC_VIEW(snapshot, post, vacant),
        .fte = LOC_VIEW(snapshot, post, fte),
        .cost = LOC_VIEW(snapshot, post, cost),
    };
}

/* FTE of the posts that are not vacant. A vacant post is one of at most 1.0 FTE, and so is each of
 * the others; which FTE the vacant ones have is not stated. */
static locality_range filled_fte(locality_range fte, locality_range filled, locality_range vacant) {
    const locality_range whole = {LOCALITY_ONE, LOCALITY_ONE};

    locality_range gone, most;
    locality_range_multiply(&vacant, &whole, 1, &gone);
    locality_range_multiply(&filled, &whole, 1, &most);
    locality_range left = loc_range_less(fte, gone);
    left.hi = fte.hi < most.hi ? fte.hi : most.hi;
    left.lo = left.lo < left.hi ? left.lo : left.hi;
    return left;
}

void loc_amounts_fill(loc_amounts *amounts, locality_range vacant) {
    amounts->filled_posts = loc_range_less(amounts->posts, vacant);
    amounts->filled_fte = filled_fte(amounts->fte, amounts->filled_posts, vacant);
}
