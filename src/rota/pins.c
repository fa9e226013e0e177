/* Rota pins: what is settled can break a rule by itself, whatever else is held. That is found before anything is
 * searched, and a few pins prove it. */
#include "rota/rota.h"

/* What one candidate is pinned to. */
typedef struct pinned {
    const loc_rota_plan *plan;
    uint32_t candidate;
    loc_rota_clash *out;
} pinned;

static bool note(loc_rota_clash *out, int32_t broken, uint32_t option) {
    out->broken = broken;
    out->pins[option] = 1;
    return true;
}

static const loc_rota_option *at(const pinned *x, uint32_t o) {
    return &x->plan->option[o];
}

/* The next pin of the candidate from an option on; LOC_NO_OPTION behind the last. */
static uint32_t next_pin(const pinned *x, uint32_t from) {
    for (uint32_t o = from; o < x->plan->start[x->candidate + 1]; o++) {
        if (x->plan->option[o].is_pinned) {
            return o;
        }
    }
    return LOC_NO_OPTION;
}

/* Whether a candidate could hold a demand in all these periods. */
static bool is_open(const pinned *x, int64_t first, int64_t last, uint32_t demand) {
    for (int64_t t = first > 0 ? first : 0; t <= last; t++) {
        if (loc_rota_plan_find(x->plan, x->candidate, (uint32_t)t, demand) == LOC_NO_OPTION) {
            return false;
        }
    }
    return true;
}

/* Periods of a spell that goes on from before the rota with this option. */
static int64_t carried(const pinned *x, uint32_t o) {
    const locality_rota_past *past = &x->plan->past[x->candidate];
    bool holds_on = at(x, o)->period == 0 && past->ago == 0 && past->demand == at(x, o)->demand;

    return holds_on ? past->length : 0;
}

static bool is_too_long(const pinned *x, uint32_t first) {
    int64_t length = carried(x, first);
    uint32_t last = first;

    for (uint32_t o = first; o != LOC_NO_OPTION; o = next_pin(x, o + 1)) {
        if (o != first && (at(x, o)->period != at(x, last)->period + 1 ||
                           at(x, o)->demand != at(x, first)->demand)) {
            return false;
        }
        last = o;
        if (++length > (int64_t)x->plan->spell_most) {
            for (uint32_t k = first; k != LOC_NO_OPTION && k <= last; k = next_pin(x, k + 1)) {
                note(x->out, LOCALITY_ROTA_SPELL_MOST, k);
            }
            return true;
        }
    }
    return false;
}

/* As far as the demand is open around it a spell would be too short, and the rota goes on behind it. */
static bool is_too_short(const pinned *x, uint32_t o) {
    const locality_rota_past *past = &x->plan->past[x->candidate];
    uint32_t demand = at(x, o)->demand;
    int64_t first = at(x, o)->period, last = at(x, o)->period;

    while (first > 0 && is_open(x, first - 1, first - 1, demand)) {
        first--;
    }
    while (last + 1 < (int64_t)x->plan->periods && is_open(x, last + 1, last + 1, demand)) {
        last++;
    }
    int64_t before = first == 0 && past->ago == 0 && past->demand == demand ? past->length : 0;
    return last + 1 < (int64_t)x->plan->periods &&
           last - first + 1 + before < (int64_t)x->plan->spell_least &&
           note(x->out, LOCALITY_ROTA_SPELL_LEAST, o);
}

/* Between what ended in one period, and a pin, there is too little rest, and no way to hold on. */
static bool rests_too_short(const pinned *x, int64_t end, uint32_t demand, uint32_t next) {
    int64_t gap = (int64_t)at(x, next)->period - end - 1;
    bool may_hold_on = demand == at(x, next)->demand && end >= -1 &&
                       is_open(x, end + 1, (int64_t)at(x, next)->period - 1, demand);

    return gap < (int64_t)x->plan->rest && !may_hold_on;
}

static bool breaks_rest(const pinned *x, uint32_t first) {
    const locality_rota_past *past = &x->plan->past[x->candidate];
    uint32_t o = first, next = next_pin(x, first + 1);

    if (past->demand != LOCALITY_ROTA_NOBODY &&
        rests_too_short(x, -1 - (int64_t)past->ago, past->demand, o)) {
        return note(x->out, LOCALITY_ROTA_REST, o);
    }
    for (; next != LOC_NO_OPTION; o = next, next = next_pin(x, next + 1)) {
        if (rests_too_short(x, at(x, o)->period, at(x, o)->demand, next)) {
            note(x->out, LOCALITY_ROTA_REST, o);
            return note(x->out, LOCALITY_ROTA_REST, next);
        }
    }
    return false;
}

/* Whether a candidate is pinned to more periods than it may hold. */
static bool holds_too_much(const pinned *x) {
    const loc_rota_plan *plan = x->plan;
    int64_t count = 0;

    for (uint32_t o = plan->start[x->candidate]; o < plan->start[x->candidate + 1]; o++) {
        count += plan->option[o].is_pinned;
    }
    for (uint32_t o = plan->start[x->candidate], left = (uint32_t)plan->most[x->candidate] + 1;
         count > plan->most[x->candidate] && left > 0; o++) {
        if (plan->option[o].is_pinned) {
            note(x->out, LOCALITY_ROTA_MOST, o);
            left--;
        }
    }
    return count > plan->most[x->candidate];
}

static bool breaks_a_rule(const pinned *x) {
    uint32_t first = next_pin(x, x->plan->start[x->candidate]);

    if (first == LOC_NO_OPTION) {
        return false;
    }
    if (holds_too_much(x) || (x->plan->rest > 0 && breaks_rest(x, first))) {
        return true;
    }
    for (uint32_t o = first; o != LOC_NO_OPTION; o = next_pin(x, o + 1)) {
        if ((x->plan->spell_most > 0 && is_too_long(x, o)) ||
            (x->plan->spell_least > 1 && is_too_short(x, o))) {
            return true;
        }
    }
    return false;
}

/* Whether a demand has more pins in a period than it needs. `count`: room for one number a demand in a
 * period. */
static bool has_too_many(const loc_rota_plan *plan, int64_t *count, loc_rota_clash *out) {
    uint32_t options = plan->start[plan->candidates], last = LOC_NO_OPTION;

    for (uint32_t o = 0; o < options && last == LOC_NO_OPTION; o++) {
        const loc_rota_option *x = &plan->option[o];
        size_t place = (size_t)x->demand * plan->periods + x->period;
        count[place] += x->is_pinned;
        last = x->is_pinned && count[place] > plan->needed[place] ? o : last;
    }
    for (uint32_t o = 0; last != LOC_NO_OPTION && o <= last; o++) {
        const loc_rota_option *x = &plan->option[o];
        if (x->is_pinned && x->demand == plan->option[last].demand &&
            x->period == plan->option[last].period) {
            note(out, LOCALITY_ROTA_NEEDED, o);
        }
    }
    return last != LOC_NO_OPTION;
}

bool loc_rota_pins_clash(const loc_rota_plan *plan, loc_rota_clash *out, bool *is_found) {
    size_t places = (size_t)plan->demands * plan->periods;
    int64_t *count = loc_allocate(plan->allocator, places, sizeof *count);

    *is_found = false;
    if (count == NULL) {
        return false;
    }
    *is_found = has_too_many(plan, count, out);
    for (uint32_t i = 0; i < plan->candidates && !*is_found; i++) {
        *is_found = breaks_a_rule(&(pinned){plan, i, out});
    }
    loc_release(plan->allocator, count, places, sizeof *count);
    return true;
}
