/* Telling a rota: what is covered, what is not and why, where nobody can share, who has done what. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "placement/placement.h"
#include "placement/rota_tell.h"
#include "placement/rota_story.h"

/* Said of a search that was followed without the solver. */
#define CHECKED "; the search is checked"

bool loc_rota_tell_say(loc_rota_teller *t) {
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

void loc_rota_put_day(loc_rota_teller *t, int64_t day) {
    locality_range range = {day, day};

    loc_text_print(&t->text, LOCALITY_TYPE_DATE, &range, -1);
}

static void put_count(loc_rota_teller *t, int64_t count) {
    locality_range range = {count, count};

    loc_text_print(&t->text, LOCALITY_TYPE_COUNT, &range, -1);
}

int64_t loc_rota_unsure(const locality_placement_rota *r) {
    int64_t count = 0;

    for (size_t i = 0; i < r->side[0].count * r->side[1].count; i++)
        count += r->unsure[i];
    return count;
}

static bool is_solver(const locality_rota_value *value) {
    return value->proved_by[0] != '\0' && strcmp(value->proved_by, "locality") != 0;
}

static bool tell_need(loc_rota_teller *t) {
    loc_text_format(&t->text, "Not evaluable; missing: %s.", t->r->unmet);
    return loc_rota_tell_say(t);
}

/* "; proved": by prices that can be checked, by a search, or by a solver, whose name is given. */
static void put_proved(loc_rota_teller *t, const locality_rota_value *value, int32_t level) {
    loc_text_add(&t->text, "; proved");
    if (level < value->levels_by_prices)
        return;
    loc_text_add(&t->text, " by ");
    loc_text_add(&t->text, is_solver(value) ? value->proved_by : "search");
}

static void put_proof(loc_rota_teller *t, const locality_rota_value *value, bool is_full) {
    if (value->is_filled_proved == 0) {
        loc_text_add(&t->text, "; whether more can be covered was not settled within the limit");
    } else if (!is_full) {
        put_proved(t, value, 0);
        loc_text_format(&t->text, ": %sno lawful rota in whole %ss fills more turns",
                        loc_rota_unsure(t->r) > 0 ? "with what is known " : "",
                        loc_rota_unit(t->r));
    }
    if (value->is_fair_proved != 0) {
        put_proved(t, value, 1);
        loc_text_add(&t->text, loc_rota_unsure(t->r) > 0 ? ": with what is known none is fairer"
                                                         : ": none is fairer");
    } else if (value->is_filled_proved != 0) {
        loc_text_add(&t->text, "; whether one is fairer was not settled within the limit");
    }
    if (t->r->is_checked && value->levels_by_prices < 2)
        loc_text_add(&t->text, CHECKED);
}

/* "A.N., Planner is fixed in North from 1 April 2016 to 31 May 2016": the first of some pins to the last. */
static void put_fixed(loc_rota_teller *t, const locality_rota_certificate *c, size_t last) {
    const locality_placement_rota *r = t->r;

    loc_text_format(&t->text, "%s is fixed in %s from ", r->side[0].label[c->candidate[0]],
                    r->side[1].label[c->demand[0]]);
    loc_rota_put_day(t, r->period[c->period[0]].first);
    loc_text_add(&t->text, " to ");
    loc_rota_put_day(t, r->period[c->period[last]].last);
}

/* What cannot be kept where it took a search to see that there is no rota. */
static bool tell_story(loc_rota_teller *t) {
    t->status = loc_rota_story(t->r, t->options, &t->text, t->error);
    return t->status == LOCALITY_OK && (t->text.length == 0 || loc_rota_tell_say(t));
}

/* What some pins break whatever else is held. */
static bool tell_clash(loc_rota_teller *t) {
    const locality_placement_rota *r = t->r;
    locality_rota_certificate c = LOCALITY_ROTA_CERTIFICATE_INIT;
    size_t last;

    if (locality_rota_certificate_of(r->rota, &c, NULL) != LOCALITY_OK)
        return tell_story(t);
    last = c.holdings - 1;
    if (c.broken == LOCALITY_ROTA_NEEDED) {
        for (size_t i = 0; i < c.holdings; i++)
            t->names[i] = r->side[0].label[c.candidate[i]];
        loc_placement_list(t->names, c.holdings, &t->text);
        loc_text_format(&t->text, " are fixed in %s from ", r->side[1].label[c.demand[0]]);
        loc_rota_put_day(t, r->period[c.period[0]].first);
        loc_text_add(&t->text, " to ");
        loc_rota_put_day(t, r->period[c.period[0]].last);
        loc_text_format(&t->text, ", where there is room for %zu.", last);
        return loc_rota_tell_say(t);
    }
    put_fixed(t, &c, c.broken == LOCALITY_ROTA_REST ? 0 : last);
    if (c.broken == LOCALITY_ROTA_REST) {
        if (last > 0) {
            loc_text_format(&t->text, " and in %s from ", r->side[1].label[c.demand[last]]);
            loc_rota_put_day(t, r->period[c.period[last]].first);
        }
        loc_text_format(&t->text, ", and between two spells there must be %" PRId64 " period%s.",
                        r->rest, loc_plural(r->rest));
    } else if (c.broken == LOCALITY_ROTA_SPELL_MOST) {
        loc_text_format(&t->text, ", and a spell has at most %" PRId64 " period%s.", r->spell_most,
                        loc_plural(r->spell_most));
    } else {
        loc_text_format(&t->text,
                        ", and is not eligible around it for the %" PRId64
                        " periods that a spell has at least.",
                        r->spell_least);
    }
    return loc_rota_tell_say(t);
}

/* What is fixed, spells and rests cannot all be kept, or it could not be told. */
static bool tell_none(loc_rota_teller *t, const locality_rota_value *value) {
    if (value->verdict == LOCALITY_ALLOCATION_INFEASIBLE) {
        loc_text_format(&t->text,
                        "Proved%s%s: %swhat is fixed, spells and rests cannot all be kept%s.",
                        value->proof == LOCALITY_ROTA_BY_PINS ? "" : " by ",
                        value->proof == LOCALITY_ROTA_BY_PINS ? ""
                        : is_solver(value)                    ? value->proved_by
                                                              : "search",
                        loc_rota_unsure(t->r) > 0 ? "with what is known " : "",
                        t->r->is_checked ? CHECKED : "");
        return loc_rota_tell_say(t) && tell_clash(t);
    }
    loc_text_add(&t->text, value->verdict == LOCALITY_ALLOCATION_OVERFLOW
                               ? "The costs are so large that a sum could leave 64 bits: no "
                                 "rota was worked out."
                               : "No lawful rota was found within the limit; that proves "
                                 "nothing.");
    return loc_rota_tell_say(t);
}

static bool tell_cover(loc_rota_teller *t) {
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
                    loc_plural((int64_t)r->side[1].count));
    put_proof(t, &value, covered == wanted);
    loc_text_add(&t->text, ". Nobody holds two places on one day, and there is no overlap.");
    return loc_rota_tell_say(t);
}

/* Whether there is a rota, of which gaps and shares are to be told. */
static bool has_rota(const locality_placement_rota *r) {
    locality_rota_value value;

    return locality_rota_value_of(r->rota, &value, NULL) == LOCALITY_OK &&
           (value.verdict == LOCALITY_ALLOCATION_OPTIMAL ||
            value.verdict == LOCALITY_ALLOCATION_FEASIBLE);
}

void loc_rota_put_stop(loc_rota_teller *t) {
    if (t->text.length == 0 || t->text.failed || t->text.data[t->text.length - 1] != '.')
        loc_text_add(&t->text, ".");
}

void loc_rota_put_days(loc_rota_teller *t, int64_t first, int64_t last) {
    loc_text_add(&t->text, " from ");
    loc_rota_put_day(t, first);
    loc_text_add(&t->text, " to ");
    loc_rota_put_day(t, last);
}

/* What the caller settled, and what stands against it. */
static bool tell_wishes(loc_rota_teller *t) {
    const locality_placement_rota *r = t->r;

    for (size_t i = 0; i < r->wishes; i++) {
        const loc_rota_wish *wish = &r->wish[i];
        size_t count = 0;
        loc_text_format(&t->text, "%s is %s %s from ", r->side[0].label[wish->candidate],
                        wish->is_fixed ? "given" : "kept from", r->side[1].label[wish->place]);
        loc_rota_put_day(t, r->period[wish->first].first);
        loc_text_add(&t->text, " to ");
        loc_rota_put_day(t, r->period[wish->last].last);
        loc_text_format(&t->text, ": %s", wish->reason);
        for (size_t k = 0; k < r->conditions; k++)
            if ((wish->failed >> k & 1) != 0)
                t->names[count++] = r->condition[k];
        if (count > 0) {
            loc_text_add(&t->text, "; not met: ");
            loc_placement_list(t->names, count, &t->text);
        }
        loc_text_add(&t->text, ".");
        if (!loc_rota_tell_say(t))
            return false;
    }
    return true;
}

/* "`cover` \"one each\" is not kept: it protects the plan of a day, not a rota." */
static bool tell_covers(loc_rota_teller *t) {
    for (size_t i = 0; i < t->r->covers; i++) {
        loc_text_format(&t->text,
                        "`cover` \"%s\" is not kept: it protects the plan of a day, not a rota.",
                        t->r->cover[i]);
        if (!loc_rota_tell_say(t))
            return false;
    }
    return true;
}

/* "A.N., Planner held North for 3 months before, by record, until the rota begins: spells and rests go on from
 * there." */
static bool tell_past(loc_rota_teller *t) {
    const locality_placement_rota *r = t->r;
    bool has_rules = r->spell_least > 1 || r->spell_most > 0 || r->rest > 0;

    for (size_t i = 0; r->past != NULL && has_rules && i < r->side[0].count; i++) {
        const locality_rota_past *past = &r->past[i];
        if (past->demand == LOCALITY_ROTA_NOBODY || (past->ago > 0 && past->ago >= r->rest))
            continue;
        loc_text_format(&t->text, "%s held %s for %" PRIu32 " %s%s before, by record, ",
                        r->side[0].label[i], r->side[1].label[past->demand], past->length,
                        loc_rota_unit(r), loc_plural(past->length));
        if (past->ago == 0)
            loc_text_add(&t->text, "until the rota begins");
        else
            loc_text_format(&t->text, "until %" PRIu32 " %s%s before it", past->ago,
                            loc_rota_unit(r), loc_plural(past->ago));
        loc_text_add(&t->text, ": spells and rests go on from there.");
        if (!loc_rota_tell_say(t))
            return false;
    }
    return true;
}

/* Turns need two. `unsure`: of further people it cannot be told. */
static bool tell_places(loc_rota_teller *t, uint32_t people, bool unsure) {
    static const char *const words[2][2] = {
        {"Nobody is ever eligible in ", "Nobody is known to be eligible at any time in "},
        {"No turns in ", "No turns that are known of in "}};
    const locality_placement_rota *r = t->r;
    size_t count = 0;

    for (size_t i = 0; i < r->side[1].count; i++) {
        bool open = r->maybe[i] != 0;
        for (size_t c = 0; c < r->side[0].count; c++)
            open = open || r->unsure[c * r->side[1].count + i] != 0;
        if (r->open_to[i] == people && open == unsure)
            t->names[count++] = r->side[1].label[i];
    }
    if (count == 0)
        return true;
    loc_text_add(&t->text, words[people][unsure]);
    loc_placement_list(t->names, count, &t->text);
    if (people == 1)
        loc_text_format(&t->text, ": one person alone is %s eligible there",
                        unsure ? "known to be" : "ever");
    loc_rota_put_stop(t);
    return loc_rota_tell_say(t);
}

static bool tell_alone(loc_rota_teller *t) {
    return tell_places(t, 0, false) && tell_places(t, 0, true) && tell_places(t, 1, false) &&
           tell_places(t, 1, true);
}

static bool tell_number(loc_rota_teller *t, const char *what, size_t who, bool is_known,
                        const char *wrong, const char *instead) {
    loc_text_format(&t->text, "%s of %s is %s: it counts as %s.", what, t->r->side[0].label[who],
                    is_known ? wrong : "not known", instead);
    return loc_rota_tell_say(t);
}

static bool tell_unknown(loc_rota_teller *t) {
    const loc_members *people = &t->r->side[0];

    for (size_t i = 0; i < people->count; i++) {
        if (people->share[i] <= 0 &&
            !tell_number(t, "The share", i, people->share[i] != LOC_NOT_KNOWN, "not above 0",
                         "a whole one"))
            return false;
        if (people->history[i] < 0 &&
            !tell_number(t, "The past", i, people->history[i] != LOC_NOT_KNOWN, "below 0", "none"))
            return false;
    }
    return true;
}

static bool tell_all(loc_rota_teller *t) {
    bool held = has_rota(t->r);

    return tell_cover(t) && tell_covers(t) && tell_past(t) && tell_wishes(t) &&
           loc_rota_tell_unsure(t) && (!held || loc_rota_tell_gaps(t)) && tell_alone(t) &&
           (!held || loc_rota_tell_turns(t)) && tell_unknown(t);
}

locality_status loc_rota_tell(locality_placement_rota *r,
                              const locality_placement_rota_options *options,
                              locality_error *error) {
    size_t most = r->side[0].count > r->side[1].count ? r->side[0].count : r->side[1].count;
    most = r->conditions > most ? r->conditions : most;
    loc_rota_teller t = {r, options, error, LOCALITY_OK, {0}, NULL};
    bool done;

    loc_text_init(&t.text, &r->allocator);
    t.names = loc_arena_take(&r->arena, most + 1, sizeof *t.names);
    done = t.names != NULL && (r->unmet != NULL ? tell_need(&t) : tell_all(&t));
    loc_text_clear(&t.text);
    if (done)
        return LOCALITY_OK;
    return t.status != LOCALITY_OK ? t.status : loc_fail_memory(error);
}
