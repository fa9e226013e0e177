/* Improving: better answers are searched for in three ways. Hasty branches aim at a cost between what is
 * proved and the best answer; a few jobs of the best answer are shared out anew, exactly; and drafts are
 * mended: where a hasty branch came far but not to an answer, some of what it settled is settled anew
 * (large neighbourhoods, but of what is not yet an answer). None of them proves anything. */
#include <string.h>

#include "sharing/search.h"
#include "base/hash.h"

#define PARTS 4u          /* of what is between the bound and the best answer, to aim at */
#define FEW_BRANCHES 300  /* in a part of the problem */
#define MEND_BRANCHES 100 /* of each attempt at a draft */
#define MEND_HASTE 8      /* of loc_search.haste */
#define MENDS 60          /* of a draft, since it last came further; then another is begun */
#define LOOSE_LEAST 8     /* jobs of a draft, of as many as LOOSE_OF, are settled anew */
#define LOOSE_MORE 16     /* or up to so many more */
#define LOOSE_OF 32

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

/* Settles jobs as in an answer, or in a part of one, all but so many of so many, which are drawn. */
static bool settle_as(loc_search *x, const uint32_t *as, uint32_t few, uint32_t many) {
    for (uint32_t j = 0; j < x->s->jobs; j++) {
        bool is_free = loc_hash_word(++x->drawn) % many < few;
        if (!is_free && as[j] != NOBODY && !loc_sharing_decide(x, as[j], j, true, false)) {
            return false;
        }
    }
    return true;
}

static void settle_nothing(loc_search *x) {
    while (x->decisions > 0) {
        loc_sharing_undo(x);
    }
}

/* Shares out a few jobs anew; more of them where that is soon done and of no use. Goes on where it left
 * off. */
static bool share_anew(loc_search *x, int64_t low, uint64_t until) {
    uint32_t agents = x->s->agents, fails = 0;
    bool goes_on = true;

    while (goes_on && x->has_best && x->work->done < until && x->best_cost > low) {
        int64_t was = x->best_cost;
        bool is_over = false;
        goes_on = settle_as(x, x->best, x->few, agents) &&
                  loc_sharing_within(x, was - 1, FEW_BRANCHES, &is_over);
        settle_nothing(x);
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

/* Forgets the draft, and aims at the next part of what is between the bound and the best answer. */
static void begin_draft(loc_search *x) {
    for (uint32_t j = 0; j < x->s->jobs; j++) {
        x->draft[j] = NOBODY;
    }
    x->draft_free = x->s->jobs;
    x->mends = 0;
    x->part = x->part + 1 < PARTS ? x->part + 1 : 1;
}

/* Mends the draft once: settles some of it, and the rest in haste. What comes as far is the next draft. */
static bool mend_once(loc_search *x, int64_t aim) {
    uint32_t loose = LOOSE_LEAST + (uint32_t)(loc_hash_word(++x->drawn) % LOOSE_MORE);
    bool is_over = false;

    x->deepest_free = x->draft_free + 1; /* what comes less far is not noted */
    x->turns++;
    bool goes_on = settle_as(x, x->draft, loose, LOOSE_OF) &&
                   loc_sharing_within(x, aim, MEND_BRANCHES, &is_over);
    settle_nothing(x);
    x->mends = x->deepest_free < x->draft_free ? 0 : x->mends + 1;
    if (x->deepest_free <= x->draft_free) {
        memcpy(x->draft, x->deepest, x->s->jobs * sizeof *x->draft);
        x->draft_free = x->deepest_free;
    }
    return goes_on;
}

/* Mends drafts, each as long as that is of use. Goes on where it left off. */
static bool mend(loc_search *x, int64_t low, uint64_t until) {
    bool goes_on = true;

    x->haste = MEND_HASTE;
    x->sharp = true;
    while (goes_on && x->has_best && x->work->done < until && x->best_cost > low) {
        int64_t was = x->best_cost;
        if (x->mends > MENDS) {
            begin_draft(x);
        }
        goes_on = mend_once(x, aim_of(x, low));
        x->mends = x->best_cost < was ? MENDS + 1 : x->mends;
    }
    x->sharp = false;
    x->haste = 0;
    return goes_on;
}

bool loc_sharing_improve(loc_search *x, int64_t low, uint64_t budget) {
    uint64_t from = x->work->done;
    bool recorded = x->records;

    x->records = false;
    bool goes_on = hurry(x, low, from + budget / 4) && share_anew(x, low, from + budget / 2);
    if (goes_on && x->work->done >= from + budget / 2) { /* else these ended by themselves */
        goes_on = mend(x, low, from + budget);
    }
    x->records = recorded;
    return goes_on;
}
