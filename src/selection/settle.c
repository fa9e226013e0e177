/* Selection settling: what follows at once from what is settled, and the reasons that need no search. */
#include "selection/selection.h"

static bool refuse(loc_selection_found *found, int32_t reason, uint32_t at, int64_t by) {
    found->is_over = true;
    found->reason = reason;
    found->at = at;
    found->by = by;
    return false;
}

/* Settles a proposal; false where it is settled the other way. */
static bool put(loc_selection *s, uint32_t proposal, uint8_t to, bool *changed,
                loc_selection_found *found) {
    if (s->fixed[proposal] == to) {
        return true;
    }
    if (s->fixed[proposal] != LOC_FREE) {
        return refuse(found, LOCALITY_SELECTION_PAIR, proposal, 0);
    }
    s->fixed[proposal] = to;
    *changed = true;
    return true;
}

static bool follow_pairs(loc_selection *s, bool *changed, loc_selection_found *found) {
    for (size_t k = 0; k < s->exclusions; k++) {
        uint32_t a = s->exclusion[k].first, b = s->exclusion[k].second;
        if ((s->fixed[a] == LOC_IN && !put(s, b, LOC_OUT, changed, found)) ||
            (s->fixed[b] == LOC_IN && !put(s, a, LOC_OUT, changed, found))) {
            return false;
        }
    }
    for (size_t k = 0; k < s->needs; k++) {
        uint32_t a = s->need[k].first, b = s->need[k].second;
        if ((s->fixed[a] == LOC_IN && !put(s, b, LOC_IN, changed, found)) ||
            (s->fixed[b] == LOC_OUT && !put(s, a, LOC_OUT, changed, found))) {
            return false;
        }
    }
    return true;
}

/* How a group stands: its proposal that is in, one that is free, and how many are; what its options use of
 * a budget at least and at most. */
typedef struct standing {
    uint32_t in, free_one, free_count;
    int64_t low, high;
} standing;

static bool look_at_groups(const loc_selection *s, standing *group, loc_selection_found *found) {
    for (uint32_t g = 0; g < s->groups; g++) {
        group[g] = (standing){LOC_NO_PROPOSAL, LOC_NO_PROPOSAL, 0, 0, 0};
    }
    for (uint32_t i = 0; i < s->proposals; i++) {
        uint32_t g = s->group[i];
        if (g == LOCALITY_SELECTION_NO_GROUP || s->fixed[i] == LOC_OUT) {
            continue;
        }
        if (s->fixed[i] == LOC_FREE) {
            group[g].free_one = i;
            group[g].free_count++;
        } else if (group[g].in == LOC_NO_PROPOSAL) {
            group[g].in = i;
        } else {
            return refuse(found, LOCALITY_SELECTION_TWO_OF_GROUP, g, 0);
        }
    }
    return true;
}

/* One of a group that is in keeps the others out; the last one that is left has to be in where one must. */
static bool follow_groups(loc_selection *s, standing *group, bool *changed,
                          loc_selection_found *found) {
    if (!look_at_groups(s, group, found)) {
        return false;
    }
    for (uint32_t g = 0; g < s->groups; g++) {
        if (!s->must[g] || group[g].in != LOC_NO_PROPOSAL) {
            continue;
        }
        if (group[g].free_count == 0) {
            return refuse(found, LOCALITY_SELECTION_NONE_OF_GROUP, g, 0);
        }
        if (group[g].free_count == 1) {
            s->fixed[group[g].free_one] = LOC_IN;
            *changed = true;
        }
    }
    for (uint32_t i = 0; i < s->proposals; i++) {
        uint32_t g = s->group[i];
        if (g != LOCALITY_SELECTION_NO_GROUP && group[g].in != LOC_NO_PROPOSAL &&
            s->fixed[i] == LOC_FREE) {
            s->fixed[i] = LOC_OUT;
            *changed = true;
        }
    }
    return true;
}

/* What of a budget has to be used, and what can be. */
static void span_budget(const loc_selection *s, uint32_t budget, standing *group, int64_t *sum_low,
                        int64_t *sum_high) {
    const int64_t *use = s->use + (size_t)budget * s->proposals;

    *sum_low = *sum_high = 0;
    for (uint32_t g = 0; g < s->groups; g++) {
        group[g].low = s->must[g] ? INT64_MAX : 0;
        group[g].high = 0;
    }
    for (uint32_t i = 0; i < s->proposals; i++) {
        uint32_t g = s->group[i];
        if (s->fixed[i] == LOC_OUT) {
            continue;
        }
        if (g == LOCALITY_SELECTION_NO_GROUP) {
            *sum_low += s->fixed[i] == LOC_IN ? use[i] : 0;
            *sum_high += use[i];
            continue;
        }
        bool is_in = s->fixed[i] == LOC_IN;
        group[g].low = is_in || use[i] < group[g].low ? use[i] : group[g].low;
        group[g].high = use[i] > group[g].high ? use[i] : group[g].high;
    }
    for (uint32_t g = 0; g < s->groups; g++) {
        *sum_low += group[g].low;
        *sum_high += group[g].high;
    }
}

/* Proposals that a budget leaves no room for are out. */
static bool follow_budget(loc_selection *s, uint32_t budget, standing *group, bool *changed,
                          loc_selection_found *found) {
    const int64_t *use = s->use + (size_t)budget * s->proposals;
    int64_t sum_low, sum_high;

    span_budget(s, budget, group, &sum_low, &sum_high);
    if (sum_low > s->most[budget]) {
        return refuse(found, LOCALITY_SELECTION_OVERDRAWN, budget, sum_low - s->most[budget]);
    }
    if (sum_high < s->least[budget]) {
        return refuse(found, LOCALITY_SELECTION_SHORT, budget, s->least[budget] - sum_high);
    }
    for (uint32_t i = 0; i < s->proposals; i++) {
        uint32_t g = s->group[i];
        int64_t instead = g != LOCALITY_SELECTION_NO_GROUP ? group[g].low : 0;
        if (s->fixed[i] == LOC_FREE && use[i] - instead > s->most[budget] - sum_low) {
            s->fixed[i] = LOC_OUT;
            *changed = true;
        }
    }
    return true;
}

static bool follow_all(loc_selection *s, standing *group, loc_selection_found *found) {
    for (bool changed = true; changed;) {
        changed = false;
        if (!follow_pairs(s, &changed, found) || !follow_groups(s, group, &changed, found)) {
            return false;
        }
        for (uint32_t b = 0; b < s->budgets && !changed; b++) {
            if (!follow_budget(s, b, group, &changed, found)) {
                return false;
            }
        }
    }
    return true;
}

bool loc_selection_settle(loc_selection *s, loc_selection_found *found, loc_work *work) {
    standing *group = loc_work_take(work, s->groups, sizeof *group);

    bool done = group != NULL && follow_all(s, group, found);
    loc_work_give(work, group, s->groups, sizeof *group);
    return done;
}
