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

    if (vacant.hi == 0) {
        return fte;
    }
    locality_range gone, most;
    locality_range_multiply(&vacant, &whole, 1, &gone);
    locality_range_multiply(&filled, &whole, 1, &most);
    locality_range left = loc_range_less(fte, gone);
    left.hi = fte.hi < most.hi ? fte.hi : most.hi;
    left.lo = left.lo < left.hi ? left.lo : left.hi;
    return left;
}

loc_amounts loc_amounts_of(const loc_amount_columns *columns, uint32_t post) {
    loc_amounts amounts;
    locality_range vacant = loc_view_vacant(&columns->vacant, post);

    amounts.posts = loc_view_amount(&columns->posts, post);
    amounts.fte = loc_view_amount(&columns->fte, post);
    amounts.cost = loc_view_amount(&columns->cost, post);
    amounts.filled_posts = loc_range_less(amounts.posts, vacant);
    amounts.filled_fte = filled_fte(amounts.fte, amounts.filled_posts, vacant);
    return amounts;
}

void loc_amounts_add(loc_amounts *to, const loc_amounts *more) {
    locality_range_add(&to->posts, &more->posts, &to->posts);
    locality_range_add(&to->filled_posts, &more->filled_posts, &to->filled_posts);
    locality_range_add(&to->fte, &more->fte, &to->fte);
    locality_range_add(&to->filled_fte, &more->filled_fte, &to->filled_fte);
    locality_range_add(&to->cost, &more->cost, &to->cost);
}
