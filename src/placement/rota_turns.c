/* Telling turns: who else could have them, when they change hands, and who has done how much. */
#include <inttypes.h>

#include "base/wide.h"
#include "placement/placement.h"
#include "placement/rota_tell.h"

/* Turns of somebody that could be another's, and turns of others that somebody could have. */
static void count_ties(const locality_placement_rota *r, uint32_t who, int64_t *given,
                       int64_t *taken) {
    *given = *taken = 0;
    for (size_t i = 0; i < r->ties; i++)
        *taken += r->tie[i].candidate == who;
    for (size_t i = 0; i < locality_rota_holdings(r->rota); i++) {
        locality_rota_holding held;
        (void)locality_rota_holding_at(r->rota, i, &held, NULL);
        *given += held.candidate == who && held.is_pinned == 0 &&
                  loc_rota_is_shared(r, held.demand, held.period);
    }
}

static void put_ties(loc_rota_teller *t, uint32_t who) {
    int64_t given, taken;

    count_ties(t->r, who, &given, &taken);
    if (given > 0)
        loc_text_format(&t->text, "; %" PRId64 " of them could as well be another's", given);
    if (taken > 0)
        loc_text_format(&t->text, "; could as well have %" PRId64 " of others", taken);
}

/* What is done for each FTE, to the nearest hundredth. */
static void put_done(loc_rota_teller *t, const locality_rota_burden *burden) {
    loc_wide done = (loc_wide)(burden->history + burden->periods) * 1000000 * 100;
    loc_wide rounded = loc_divide_nearest(done, burden->share) * 10000;
    locality_range number;

    if (rounded > INT64_MAX / 2)
        return;
    locality_range_exact((int64_t)rounded, &number);
    loc_text_add(&t->text, ": ");
    loc_text_print(&t->text, LOCALITY_TYPE_NUMBER, &number, -1);
    loc_text_add(&t->text, " for each FTE");
}

static bool tell_burden(loc_rota_teller *t, const locality_rota_burden *burden) {
    const locality_placement_rota *r = t->r;
    locality_range share;

    loc_text_format(&t->text, "%s holds %" PRId64 " of %zu period%s, after %" PRId64 " before, at ",
                    r->side[0].label[burden->candidate], burden->periods, r->periods,
                    loc_plural((int64_t)r->periods), burden->history);
    locality_range_exact(burden->share, &share);
    loc_text_print(&t->text, LOCALITY_TYPE_NUMBER, &share, -1);
    loc_text_add(&t->text, " FTE");
    put_done(t, burden);
    put_ties(t, burden->candidate);
    loc_text_add(&t->text, ".");
    return loc_rota_tell_say(t);
}

static bool tell_burdens(loc_rota_teller *t) {
    const locality_placement_rota *r = t->r;
    size_t told = 0;

    for (size_t i = 0; i < locality_rota_burdens(r->rota); i++) {
        locality_rota_burden burden;
        if (locality_rota_burden_at(r->rota, i, &burden, NULL) != LOCALITY_OK ||
            (burden.most == 0 && burden.periods == 0))
            continue;
        if (told++ == 0) {
            loc_text_add(&t->text, "Who has done least comes first: periods before and in this "
                                   "rota, for each FTE.");
            if (!loc_rota_tell_say(t))
                return false;
        }
        if (!tell_burden(t, &burden))
            return false;
    }
    if (told == 0 || r->history_type == LOCALITY_TYPE_NONE ||
        (r->history_type == LOCALITY_TYPE_COUNT && r->every == LOCALITY_PLACEMENT_MONTHLY))
        return true;
    loc_text_format(&t->text,
                    "What was done before was given in %s and is counted in %ss, to the "
                    "nearest.",
                    r->history_type == LOCALITY_TYPE_DAYS ? "days" : "months", loc_rota_unit(r));
    return loc_rota_tell_say(t);
}

/* Everybody who is equally good for a spell, in `names`; how many. */
static size_t find_choices(loc_rota_teller *t, const locality_placement_spell *spell) {
    const locality_placement_rota *r = t->r;
    size_t count = 0;

    for (uint32_t c = 0; c < r->side[0].count; c++)
        if (spell->candidate == c || loc_rota_could(r, spell, c))
            t->names[count++] = r->side[0].label[c];
    return count;
}

/* The last of the spells of a place, from one on without a break, for which the same people are equally good. */
static size_t last_alike(const locality_placement_rota *r, size_t first) {
    const locality_placement_spell *s = &r->spell[first];
    size_t last = first;

    for (size_t i = first + 1; i < r->spells; i++) {
        const locality_placement_spell *next = &r->spell[i];
        bool is_alike = next->place == s->place && next->tie == LOCALITY_PLACEMENT_TIE &&
                        next->first == r->spell[last].last + 1;
        for (uint32_t c = 0; is_alike && c < r->side[0].count; c++)
            is_alike = (s->candidate == c || loc_rota_could(r, s, c)) ==
                       (next->candidate == c || loc_rota_could(r, next, c));
        if (!is_alike)
            break;
        last = i;
    }
    return last;
}

/* "A person has to choose whose turn it is in Norwich from ... to ...: A.N., Clerk and B.B., Clerk are equally
 * good." */
static bool tell_tie(loc_rota_teller *t, size_t *spell) {
    const locality_placement_rota *r = t->r;
    const locality_placement_spell *s = &r->spell[*spell];

    *spell = last_alike(r, *spell);
    loc_text_format(&t->text, "A person has to choose whose turn it is in %s",
                    r->side[1].label[s->place]);
    loc_rota_put_days(t, s->first, r->spell[*spell].last);
    loc_text_add(&t->text, ": ");
    loc_placement_list(t->names, find_choices(t, s), &t->text);
    loc_text_add(&t->text, " are equally good.");
    return loc_rota_tell_say(t);
}

static bool tell_choices(loc_rota_teller *t) {
    for (size_t i = 0; i < t->r->spells; i++)
        if (t->r->spell[i].tie == LOCALITY_PLACEMENT_TIE && !tell_tie(t, &i))
            return false;
    if (t->r->ties > 0) {
        loc_text_add(&t->text, "The turns of those who are equally good are shown in an order that "
                               "means nothing.");
        if (!loc_rota_tell_say(t))
            return false;
    }
    if (t->r->is_tie_settled)
        return true;
    loc_text_add(&t->text, t->r->is_open_tie == NULL
                               ? "Who else would be equally good was not looked at."
                               : "Not for every turn was it settled within the limit whether "
                                 "somebody else would be equally good.");
    return loc_rota_tell_say(t);
}

static bool tell_handovers(loc_rota_teller *t) {
    const locality_placement_rota *r = t->r;
    size_t count = locality_rota_handovers(r->rota);
    uint32_t before = UINT32_MAX;

    for (size_t i = 0; i < count; i++) {
        locality_rota_handover h;
        (void)locality_rota_handover_at(r->rota, i, &h, NULL);
        if (h.period != before) {
            loc_text_add(&t->text, "Hand-over on ");
            loc_rota_put_day(t, r->period[h.period].first);
        }
        loc_text_format(&t->text, "%s %s from %s to %s", h.period != before ? ":" : ";",
                        r->side[1].label[h.demand],
                        h.from == LOCALITY_ROTA_NOBODY ? "nobody" : r->side[0].label[h.from],
                        h.to == LOCALITY_ROTA_NOBODY ? "nobody" : r->side[0].label[h.to]);
        before = h.period;
        if (i + 1 < count) {
            locality_rota_handover next;
            (void)locality_rota_handover_at(r->rota, i + 1, &next, NULL);
            if (next.period == before)
                continue;
        }
        loc_rota_put_stop(t);
        if (!loc_rota_tell_say(t))
            return false;
    }
    return true;
}

bool loc_rota_tell_turns(loc_rota_teller *t) {
    return tell_choices(t) && tell_handovers(t) && tell_burdens(t);
}
