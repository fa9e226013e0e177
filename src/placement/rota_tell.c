/* Telling a rota: what is covered, what is not and why, where nobody can share, who has done what. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "placement/placement.h"
#include "placement/rota.h"

typedef struct teller {
    locality_placement_rota *r;
    loc_text text;
    const char **names;
} teller;

static bool say(teller *t) {
    locality_placement_rota *r = t->r;

    if (t->text.failed)
        return false;
    if (r->says_count < LOC_ROTA_SAYS_MOST) {
        r->says[r->says_count] =
            loc_arena_text(&r->arena, t->text.data == NULL ? "" : t->text.data, t->text.length);
        if (r->says[r->says_count++] == NULL)
            return false;
    }
    t->text.length = 0;
    return true;
}

static void put_day(teller *t, int64_t day) {
    locality_range range = {day, day};

    loc_text_print(&t->text, LOCALITY_TYPE_DATE, &range, -1);
}

static void put_count(teller *t, int64_t count) {
    locality_range range = {count, count};

    loc_text_print(&t->text, LOCALITY_TYPE_COUNT, &range, -1);
}

static const char *plural(int64_t count) {
    return count == 1 ? "" : "s";
}

/* Pairs of which it cannot be told on some day whether they are eligible. */
static int64_t count_unsure(const locality_placement_rota *r) {
    int64_t count = 0;

    for (size_t i = 0; i < r->side[0].count * r->side[1].count; i++)
        count += r->unsure[i];
    return count;
}

static bool is_solver(const locality_rota_value *value) {
    return value->proved_by[0] != '\0' && strcmp(value->proved_by, "locality") != 0;
}

static bool tell_need(teller *t) {
    loc_text_format(&t->text, "Not evaluable; missing: %s.", t->r->unmet);
    return say(t);
}

/* "; proved": by prices that can be checked, by a search, or by a solver, whose name is given. */
static void put_proved(teller *t, const locality_rota_value *value, int32_t level) {
    loc_text_add(&t->text, "; proved");
    if (level < value->levels_by_prices)
        return;
    loc_text_add(&t->text, " by ");
    loc_text_add(&t->text, is_solver(value) ? value->proved_by : "search");
}

static void put_proof(teller *t, const locality_rota_value *value, bool is_full) {
    if (value->is_filled_proved == 0) {
        loc_text_add(&t->text, "; whether more can be covered was not settled within the limit");
    } else if (!is_full) {
        put_proved(t, value, 0);
        loc_text_add(&t->text, count_unsure(t->r) > 0
                                   ? ": with what is known no lawful rota covers more"
                                   : ": no lawful rota covers more");
    }
    if (value->is_fair_proved != 0) {
        put_proved(t, value, 1);
        loc_text_add(&t->text, count_unsure(t->r) > 0 ? ": with what is known none is fairer"
                                                      : ": none is fairer");
    } else if (value->is_filled_proved != 0) {
        loc_text_add(&t->text, "; whether one is fairer was not settled within the limit");
    }
}

/* "A.N., Planner is fixed in North from 1 April 2016 to 31 May 2016": the first of some pins to the last. */
static void put_fixed(teller *t, const locality_rota_certificate *c, size_t last) {
    const locality_placement_rota *r = t->r;

    loc_text_format(&t->text, "%s is fixed in %s from ", r->side[0].label[c->candidate[0]],
                    r->side[1].label[c->demand[0]]);
    put_day(t, r->period[c->period[0]].first);
    loc_text_add(&t->text, " to ");
    put_day(t, r->period[c->period[last]].last);
}

/* What some pins break whatever else is held; nothing where it took a search to see that. */
static bool tell_clash(teller *t) {
    const locality_placement_rota *r = t->r;
    locality_rota_certificate c = LOCALITY_ROTA_CERTIFICATE_INIT;
    size_t last;

    if (locality_rota_certificate_of(r->rota, &c, NULL) != LOCALITY_OK || c.holdings == 0)
        return true;
    last = c.holdings - 1;
    if (c.broken == LOCALITY_ROTA_NEEDED) {
        for (size_t i = 0; i < c.holdings; i++)
            t->names[i] = r->side[0].label[c.candidate[i]];
        loc_placement_list(t->names, c.holdings, &t->text);
        loc_text_format(&t->text, " are fixed in %s from ", r->side[1].label[c.demand[0]]);
        put_day(t, r->period[c.period[0]].first);
        loc_text_add(&t->text, " to ");
        put_day(t, r->period[c.period[0]].last);
        loc_text_format(&t->text, ", where there is room for %zu.", last);
        return say(t);
    }
    put_fixed(t, &c, c.broken == LOCALITY_ROTA_REST ? 0 : last);
    if (c.broken == LOCALITY_ROTA_REST) {
        loc_text_format(&t->text, " and in %s from ", r->side[1].label[c.demand[last]]);
        put_day(t, r->period[c.period[last]].first);
        loc_text_format(&t->text, ", and between two spells there must be %" PRId64 " period%s.",
                        r->rest, plural(r->rest));
    } else if (c.broken == LOCALITY_ROTA_SPELL_MOST) {
        loc_text_format(&t->text, ", and a spell has at most %" PRId64 " period%s.", r->spell_most,
                        plural(r->spell_most));
    } else {
        loc_text_format(&t->text,
                        ", and is not eligible around it for the %" PRId64
                        " periods that a spell has at least.",
                        r->spell_least);
    }
    return say(t);
}

/* What is fixed, spells and rests cannot all be kept, or it could not be told. */
static bool tell_none(teller *t, const locality_rota_value *value) {
    if (value->verdict == LOCALITY_ALLOCATION_INFEASIBLE) {
        loc_text_format(&t->text, "Proved%s%s: what is fixed, spells and rests cannot all be kept.",
                        value->proof == LOCALITY_ROTA_BY_PINS ? "" : " by ",
                        value->proof == LOCALITY_ROTA_BY_PINS ? ""
                        : is_solver(value)                    ? value->proved_by
                                                              : "search");
        return say(t) && tell_clash(t);
    }
    loc_text_add(&t->text, value->verdict == LOCALITY_ALLOCATION_OVERFLOW
                               ? "The costs are so large that a sum could leave 64 bits: no "
                                 "rota was worked out."
                               : "No lawful rota was found within the limit; that proves "
                                 "nothing.");
    return say(t);
}

static bool tell_cover(teller *t) {
    locality_placement_rota *r = t->r;
    locality_rota_value value;
    int64_t wanted = 0, covered = 0;

    if (locality_rota_value_of(r->rota, &value, NULL) != LOCALITY_OK)
        return true;
    if (value.verdict != LOCALITY_ALLOCATION_OPTIMAL &&
        value.verdict != LOCALITY_ALLOCATION_FEASIBLE)
        return tell_none(t, &value);
    for (size_t i = 0; i < r->side[1].count; i++) {
        locality_placement_rota_member place;
        if (locality_placement_rota_member_at(r, LOCALITY_ALLOCATION_DEMANDS, i, &place, NULL) !=
            LOCALITY_OK)
            continue;
        wanted += place.wanted;
        covered += place.covered;
    }
    put_count(t, covered);
    loc_text_add(&t->text, " of ");
    put_count(t, wanted);
    loc_text_format(&t->text, " days of %zu place%s are covered", r->side[1].count,
                    plural((int64_t)r->side[1].count));
    put_proof(t, &value, covered == wanted);
    loc_text_add(&t->text, ". Nobody holds two places on one day, and there is no overlap.");
    return say(t);
}

/* Why a place is without a holder in a time: nobody may, or those who may are needed elsewhere. */
static bool tell_gap(teller *t, const locality_placement_spell *spell) {
    locality_placement_rota *r = t->r;
    int64_t available = 0;

    for (uint32_t k = 0; k < r->periods; k++) {
        locality_rota_cover cover;
        if (r->period[k].first < spell->first || r->period[k].last > spell->last ||
            locality_rota_cover_at(r->rota, spell->place, k, &cover, NULL) != LOCALITY_OK)
            continue;
        available += cover.available;
    }
    loc_text_format(&t->text, "%s is not covered from ", r->side[1].label[spell->place]);
    put_day(t, spell->first);
    loc_text_add(&t->text, " to ");
    put_day(t, spell->last);
    loc_text_add(&t->text, available == 0
                               ? ": nobody is known to be eligible on all days of a period."
                               : ": those who are eligible are needed elsewhere, or spells and "
                                 "rests keep them out.");
    return say(t);
}

/* Whether there is a rota, of which gaps and shares are to be told. */
static bool has_rota(const locality_placement_rota *r) {
    locality_rota_value value;

    return locality_rota_value_of(r->rota, &value, NULL) == LOCALITY_OK &&
           (value.verdict == LOCALITY_ALLOCATION_OPTIMAL ||
            value.verdict == LOCALITY_ALLOCATION_FEASIBLE);
}

static bool tell_gaps(teller *t) {
    for (size_t i = 0; i < t->r->spells; i++)
        if (t->r->spell[i].candidate == LOCALITY_ROTA_NOBODY && !tell_gap(t, &t->r->spell[i]))
            return false;
    return true;
}

static bool tell_unsure(teller *t) {
    int64_t count = count_unsure(t->r);

    if (count == 0)
        return true;
    put_count(t, count);
    loc_text_format(&t->text,
                    " pair%s cannot be told on some day and %s not counted as eligible then.",
                    plural(count), count == 1 ? "is" : "are");
    return say(t);
}

/* What the caller settled, and what stands against it. */
static bool tell_wishes(teller *t) {
    const locality_placement_rota *r = t->r;

    for (size_t i = 0; i < r->wishes; i++) {
        const loc_rota_wish *wish = &r->wish[i];
        size_t count = 0;
        loc_text_format(&t->text, "%s is %s %s from ", r->side[0].label[wish->candidate],
                        wish->is_fixed ? "given" : "kept from", r->side[1].label[wish->place]);
        put_day(t, r->period[wish->first].first);
        loc_text_add(&t->text, " to ");
        put_day(t, r->period[wish->last].last);
        loc_text_format(&t->text, ": %s", wish->reason);
        for (size_t k = 0; k < r->conditions; k++)
            if ((wish->failed >> k & 1) != 0)
                t->names[count++] = r->condition[k];
        if (count > 0) {
            loc_text_add(&t->text, "; not met: ");
            loc_placement_list(t->names, count, &t->text);
        }
        loc_text_add(&t->text, ".");
        if (!say(t))
            return false;
    }
    return true;
}

/* A rota needs two. */
static bool tell_alone(teller *t) {
    locality_placement_rota *r = t->r;

    for (uint32_t people = 0; people < 2; people++) {
        size_t count = 0;
        for (size_t i = 0; i < r->side[1].count; i++)
            if (r->open_to[i] == people)
                t->names[count++] = r->side[1].label[i];
        if (count == 0)
            continue;
        loc_text_add(&t->text, people == 0 ? "Nobody is eligible at any time in "
                                           : "A rota is not possible, for there is one person "
                                             "alone who is ever eligible, in ");
        loc_placement_list(t->names, count, &t->text);
        loc_text_add(&t->text, ".");
        if (!say(t))
            return false;
    }
    return true;
}

static bool tell_burdens(teller *t) {
    locality_placement_rota *r = t->r;
    size_t count = locality_rota_burdens(r->rota);

    for (size_t i = 0; i < count; i++) {
        locality_rota_burden burden;
        locality_range share;
        if (locality_rota_burden_at(r->rota, i, &burden, NULL) != LOCALITY_OK ||
            (burden.most == 0 && burden.periods == 0))
            continue;
        loc_text_format(&t->text,
                        "%s holds %" PRId64 " of %zu period%s, after %" PRId64 " before, at ",
                        r->side[0].label[burden.candidate], burden.periods, r->periods,
                        plural((int64_t)r->periods), burden.history);
        locality_range_exact(burden.share, &share);
        loc_text_print(&t->text, LOCALITY_TYPE_NUMBER, &share, -1);
        loc_text_add(&t->text, " FTE.");
        if (!say(t))
            return false;
    }
    return true;
}

static bool tell_unknown(teller *t) {
    const loc_members *people = &t->r->side[0];

    for (size_t i = 0; i < people->count; i++) {
        if (people->share[i] > 0 && people->history[i] >= 0)
            continue;
        loc_text_format(&t->text, "%s of %s is not known: it counts as %s.",
                        people->share[i] > 0 ? "The past" : "The share", people->label[i],
                        people->share[i] > 0 ? "none" : "a whole one");
        if (!say(t))
            return false;
    }
    return true;
}

static bool tell_all(teller *t) {
    bool held = has_rota(t->r);

    return tell_cover(t) && tell_wishes(t) && tell_unsure(t) && (!held || tell_gaps(t)) &&
           tell_alone(t) && (!held || tell_burdens(t)) && tell_unknown(t);
}

locality_status loc_rota_tell(locality_placement_rota *r, locality_error *error) {
    size_t most = r->side[0].count > r->side[1].count ? r->side[0].count : r->side[1].count;
    most = r->conditions > most ? r->conditions : most;
    teller t = {r, {0}, NULL};
    bool done;

    loc_text_init(&t.text, &r->allocator);
    t.names = loc_arena_take(&r->arena, most + 1, sizeof *t.names);
    done = t.names != NULL && (r->unmet != NULL ? tell_need(&t) : tell_all(&t));
    loc_text_clear(&t.text);
    return done ? LOCALITY_OK : loc_fail_memory(error);
}
