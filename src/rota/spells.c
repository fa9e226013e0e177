/* Spells: what the periods of one candidate break of the rules on spells and rest. */
#include "rota/rota.h"

/* The last spell before a period: its end (below 0: before the rota) and its demand. */
typedef struct spell {
    bool is_there;
    int64_t end;
    uint32_t demand;
} spell;

static loc_spell_breach judge(const loc_rota_plan *plan, uint32_t candidate, const spell *last,
                              int64_t first, int64_t end, uint32_t demand) {
    const locality_rota_past *past = &plan->past[candidate];
    bool holds_on = last->is_there && last->end == first - 1 && last->demand == demand;
    uint32_t carried = holds_on && first == 0 ? past->length : 0;
    int64_t length = end - first + 1 + carried;

    if (!holds_on && last->is_there && first - last->end - 1 < (int64_t)plan->rest) {
        return (loc_spell_breach){LOC_BREACH_REST, last->end, first, last->demand, demand, 0};
    }
    if (plan->spell_most > 0 && length > (int64_t)plan->spell_most) {
        int64_t too_many = carried < plan->spell_most ? plan->spell_most - carried : 0;
        return (loc_spell_breach){LOC_BREACH_LONG, first,  first + too_many,
                                  demand,          demand, carried};
    }
    if (length < (int64_t)plan->spell_least && end + 1 < (int64_t)plan->periods) {
        int64_t wanted = first + (int64_t)plan->spell_least - 1 - carried;
        int64_t most = (int64_t)plan->periods - 1;
        return (loc_spell_breach){LOC_BREACH_SHORT, first,  wanted < most ? wanted : most,
                                  demand,           demand, carried};
    }
    return (loc_spell_breach){LOC_BREACH_NONE, 0, 0, 0, 0, 0};
}

loc_spell_breach loc_spell_breach_next(const loc_rota_plan *plan, uint32_t candidate,
                                       const uint32_t *held, uint32_t *at) {
    const locality_rota_past *past = &plan->past[candidate];
    spell last = {past->demand != LOCALITY_ROTA_NOBODY, -1 - (int64_t)past->ago, past->demand};
    uint32_t t = *at;

    for (uint32_t back = t; back > 0; back--) { /* the spell before */
        if (held[back - 1] != LOCALITY_ROTA_NOBODY) {
            last = (spell){true, (int64_t)back - 1, held[back - 1]};
            break;
        }
    }
    while (t < plan->periods) {
        if (held[t] == LOCALITY_ROTA_NOBODY) {
            t++;
            continue;
        }
        uint32_t first = t, demand = held[t];
        while (t < plan->periods && held[t] == demand) {
            t++;
        }
        loc_spell_breach breach = judge(plan, candidate, &last, first, (int64_t)t - 1, demand);
        if (breach.kind != LOC_BREACH_NONE) {
            *at = t;
            return breach;
        }
        last = (spell){true, (int64_t)t - 1, demand};
    }
    *at = t;
    return (loc_spell_breach){LOC_BREACH_NONE, 0, 0, 0, 0, 0};
}
