/* Improving: better answers are searched for by hasty branches, which aim at a cost between what is proved
 * and the best answer, and by sharing out a few jobs anew, exactly. Neither proves anything. */
#include <string.h>

#include "sharing/search.h"
#include "base/hash.h"

#define PARTS 4u         /* of what is between the bound and the best answer, to aim at */
#define FEW_BRANCHES 300 /* in a part of the problem */

/* What to aim at: some part of the way from the bound to the best answer; much less of it while there is
 * none. */
static int64_t aim_of(const loc_search *x, int64_t low) {
    int64_t gap = x->best_cost - low;
    int64_t aim = low + (x->has_best ? gap * (int64_t)x->part / (int64_t)PARTS
                                     : gap >> 2 * (PARTS - x->part));

    return aim < x->best_cost ? aim : x->best_cost - 1;
}

/* Aims at more and more until an answer is found; then again from there. Goes on where it left off. */
static bool hurry(loc_search *x, int64_t low, uint64_t until) {
    static const uint32_t hastes[] = {8, 16, 4, 32};
    uint64_t branches = x->s->jobs / 2 + 16;
    bool goes_on = true;

    for (unsigned fails = 0; goes_on && fails < 8 * PARTS && x->work->done < until;) {
        int64_t was = x->best_cost;
        bool is_over = false;
        if (was <= low) {
            break;
        }
        x->haste = hastes[x->turns % 4];
        x->sharp = x->turns / 4 % 2 == 1;
        goes_on = loc_sharing_within(x, aim_of(x, low), branches, &is_over);
        fails = x->best_cost < was ? 0 : fails + 1;
        x->part = x->best_cost < was ? 1 : x->part + 1;
        if (x->part == PARTS || aim_of(x, low) >= x->best_cost - 1) {
            x->part = 1;
            x->turns++;
        }
    }
    x->sharp = false;
    x->haste = 0;
    return goes_on;
}

/* Settles jobs as in the best answer, all but some that are drawn. */
static bool settle_others(loc_search *x) {
    for (uint32_t j = 0; j < x->s->jobs; j++) {
        bool is_free = loc_hash_word(++x->drawn) % x->s->agents < x->few;
        if (!is_free && !loc_sharing_decide(x, x->best[j], j, true, false)) {
            return false;
        }
    }
    return true;
}

/* Shares out a few jobs anew; more of them where that is soon done and of no use. Goes on where it left
 * off. */
static bool share_anew(loc_search *x, int64_t low, uint64_t until) {
    uint32_t agents = x->s->agents, fails = 0;
    bool goes_on = true;

    while (goes_on && x->has_best && x->work->done < until && x->best_cost > low) {
        int64_t was = x->best_cost;
        bool is_over = false;
        goes_on = settle_others(x) && loc_sharing_within(x, was - 1, FEW_BRANCHES, &is_over);
        while (x->decisions > 0) {
            loc_sharing_undo(x);
        }
        fails = x->best_cost < was ? 0 : fails + 1;
        if (!is_over && x->few > 2) {
            x->few--;
        } else if (x->few == agents && (is_over || fails > agents)) {
            break; /* where all were free and it is over, none is better */
        } else if (fails > agents / 3 && x->few < agents) {
            x->few++;
            fails = 0;
        }
    }
    return goes_on;
}

bool loc_sharing_improve(loc_search *x, int64_t low, uint64_t budget) {
    uint64_t from = x->work->done;
    bool recorded = x->records;

    x->records = false;
    bool goes_on = hurry(x, low, from + budget / 3) && share_anew(x, low, from + budget);
    x->records = recorded;
    return goes_on;
}
