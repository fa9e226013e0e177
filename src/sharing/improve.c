/* Improving: better answers are searched for by hasty branches, which aim at a cost between what is proved
 * and the best answer, and by sharing out the jobs of a few agents anew, exactly. Neither proves anything. */
#include <string.h>

#include "sharing/search.h"
#include "base/hash.h"

#define PARTS 4u         /* of what is between the bound and the best answer, to aim at */
#define FEW_BRANCHES 100 /* in a part of the problem */

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

/* Settles the jobs of all agents but some as in the best answer. */
static bool settle_others(loc_search *x, const uint8_t *is_free) {
    for (uint32_t j = 0; j < x->s->jobs; j++) {
        if (!is_free[x->best[j]] && !loc_sharing_decide(x, x->best[j], j, true, false)) {
            return false;
        }
    }
    return true;
}

static void draw_agents(loc_search *x, uint8_t *is_free, uint32_t count) {
    memset(is_free, 0, x->s->agents);
    while (count > 0) {
        uint32_t i = (uint32_t)(loc_hash_word(++x->drawn) % x->s->agents);
        count -= !is_free[i];
        is_free[i] = 1;
    }
}

/* Shares out anew what a few agents have; more of them where that is soon done and of no use. */
static bool share_anew(loc_search *x, int64_t low, uint64_t until) {
    uint32_t agents = x->s->agents, count = agents < 3 ? agents : 3, fails = 0;
    uint8_t *is_free = loc_work_take(x->work, agents, 1);
    bool goes_on = is_free != NULL;

    while (goes_on && x->has_best && x->work->done < until && x->best_cost > low) {
        int64_t was = x->best_cost;
        bool is_over = false;
        draw_agents(x, is_free, count);
        goes_on =
            settle_others(x, is_free) && loc_sharing_within(x, was - 1, FEW_BRANCHES, &is_over);
        while (x->decisions > 0) {
            loc_sharing_undo(x);
        }
        fails = x->best_cost < was ? 0 : fails + 1;
        if (!is_over && count > 2) {
            count--;
        } else if (fails > agents / 3 && count < agents) {
            count++;
            fails = 0;
        } else if (fails > agents) {
            break;
        }
    }
    loc_work_give(x->work, is_free, agents, 1);
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
