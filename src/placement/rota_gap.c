/* Gaps: see rota_gap.h. */
#include "placement/rota_gap.h"

#include <inttypes.h>
#include <string.h>

#include "placement/tell.h"

/* Most work of all tries; people who are named, and who are tried, of one period. */
#define WORK_MOST (UINT64_C(1) << 26)
#define NAMED_MOST 8u
#define TRIED_MOST 8u
/* Most of what the caller settled that is tried one by one. */
#define WISHES_MOST 24u

enum obstacles { SPELL_LEAST, SPELL_MOST, REST, FIXED, WISH };

bool loc_gaps_init(loc_gaps *gaps, const locality_placement_rota *r,
                   const locality_placement_rota_options *options, loc_arena *arena,
                   locality_error *error) {
    size_t names = r->side[0].count + r->side[1].count + r->conditions + r->wishes + WISH;

    gaps->r = r;
    (void)locality_rota_value_of(r->rota, &gaps->value, NULL);
    gaps->window = loc_arena_take(arena, r->windows + r->stands + 1, sizeof *gaps->window);
    gaps->names = loc_arena_take(arena, names + 1, sizeof *gaps->names);
    gaps->lost = loc_arena_take(arena, r->side[1].count + 1, sizeof *gaps->lost);
    if (gaps->window == NULL || gaps->names == NULL || gaps->lost == NULL ||
        !loc_try_init(&gaps->tried, r, LOCALITY_ROTA_CHEAP, loc_try_limit(options, WORK_MOST),
                      options, arena))
        return false;
    if (r->windows > 0)
        memcpy(gaps->window, r->window, r->windows * sizeof *gaps->window);
    gaps->tried.problem.window = gaps->window;
    gaps->tried.error = error;
    return true;
}

/* ---- Nobody may hold it ------------------------------------------------------------------------------------- */

static void put_conditions(const loc_gaps *g, uint64_t failed, loc_text *out) {
    size_t count = 0;

    for (size_t i = 0; i < g->r->conditions; i++)
        if ((failed >> i & 1) != 0)
            g->names[count++] = g->r->condition[i];
    loc_placement_list(g->names, count, out);
    loc_text_add(out, count == 1 ? " is not met" : " are not met");
}

/* "F.F., Fire Officer: IN-POST is not met" */
static void put_stand(const loc_gaps *g, const loc_rota_stand *stand, loc_text *out) {
    loc_text_format(out, "%s: ", g->r->side[0].label[stand->candidate]);
    switch (stand->state) {
    case LOC_STAND_KEPT:
    case LOC_STAND_BARRED:
        loc_text_format(out, "kept from it, %s", stand->why == NULL ? "barred" : stand->why);
        break;
    case LOC_STAND_FAILS:
        put_conditions(g, stand->failed, out);
        break;
    default:
        loc_text_add(out, "no candidate on some day");
        break;
    }
}

/* Days that are lost because turns are whole periods: somebody is eligible on them, but nobody all the time. */
static void put_days(const locality_placement_rota *r, uint32_t place, uint32_t period,
                     loc_text *out) {
    size_t at = place * r->periods + period;

    if (r->days_of_some[at] == 0)
        return;
    loc_text_format(out, ", though somebody is on %" PRId64 " of %" PRId64 " days",
                    r->days_of_some[at], r->days[at]);
    if (r->every != LOCALITY_PLACEMENT_WEEKLY)
        loc_text_add(out, ": shorter periods may cover more");
}

/* Whether somebody may hold it, who does then. */
static bool is_open_to_some(const locality_placement_rota *r, uint32_t place, uint32_t period) {
    for (uint32_t c = 0; c < r->side[0].count; c++)
        if (loc_rota_is_open(r, c, place, period))
            return true;
    return false;
}

/* Those who may hold it at some other time, and what stands against them now. */
static void put_nobody(const loc_gaps *g, uint32_t place, uint32_t period, loc_text *out) {
    const locality_placement_rota *r = g->r;
    size_t told = 0, more = 0, unsure = 0;
    bool is_one = is_open_to_some(r, place, period);

    for (size_t i = 0; i < r->stands; i++)
        unsure += r->stand[i].place == place && r->stand[i].first <= period &&
                  period <= r->stand[i].last && r->stand[i].state == LOC_STAND_UNSURE;
    loc_text_format(out, "nobody %sis %seligible on all days of a %s", is_one ? "else " : "",
                    unsure == 0 ? "" : "known to be ", loc_rota_unit(r));
    if (!is_one)
        put_days(r, place, period, out);
    for (uint32_t c = 0; c < r->side[0].count; c++) {
        const loc_rota_stand *stand = loc_rota_stand_at(r, c, place, period);
        if (stand == NULL || stand->state == LOC_STAND_UNSURE)
            continue;
        if (told == NAMED_MOST) {
            more++;
            continue;
        }
        loc_text_add(out, told++ == 0 ? ". " : "; ");
        put_stand(g, stand, out);
    }
    if (more > 0)
        loc_text_format(out, "; and %zu more", more);
    if (unsure > 0)
        loc_text_format(out, "%s %zu candidate%s it cannot be told", told == 0 ? ". Of" : "; of",
                        unsure, loc_plural((int64_t)unsure));
}

/* ---- Somebody may hold it ------------------------------------------------------------------------------------- */

typedef struct people {
    uint32_t list[TRIED_MOST];
    size_t count, all;
} people;

static bool holds(const locality_placement_rota *r, uint32_t candidate, uint32_t place,
                  uint32_t period) {
    for (size_t i = 0; i < locality_rota_holdings(r->rota); i++) {
        locality_rota_holding held;
        (void)locality_rota_holding_at(r->rota, i, &held, NULL);
        if (held.candidate == candidate && held.demand == place && held.period == period)
            return true;
    }
    return false;
}

static people find_people(const loc_gaps *g, uint32_t place, uint32_t period) {
    const locality_placement_rota *r = g->r;
    people found = {{0}, 0, 0};

    for (uint32_t c = 0; c < r->side[0].count; c++) {
        if (!loc_rota_is_open(r, c, place, period) || holds(r, c, place, period))
            continue;
        if (found.count < TRIED_MOST)
            found.list[found.count++] = c;
        found.all++;
    }
    return found;
}

static bool is_wished(const loc_rota_wish *wish, const locality_rota_window *pin, uint32_t period) {
    return wish->is_fixed && wish->candidate == pin->candidate && wish->place == pin->demand &&
           wish->first <= period && period <= wish->last;
}

/* What alone settles a turn: a wish, or the allocation; SIZE_MAX where several things do. */
static size_t owner_of(const locality_placement_rota *r, const locality_rota_window *pin,
                       uint32_t period) {
    size_t owner = FIXED;

    for (size_t w = 0; w < r->wishes; w++)
        if (is_wished(&r->wish[w], pin, period))
            owner = owner == FIXED && !r->wish[w].is_double ? WISH + w : SIZE_MAX;
    return owner;
}

/* Pins without those of one wish, or without those that the allocation settles. */
static void drop_pins(loc_gaps *g, size_t obstacle) {
    const locality_placement_rota *r = g->r;
    locality_rota_problem *problem = &g->tried.problem;

    problem->pins = 0;
    for (size_t i = 0; i < r->pins; i++)
        for (uint32_t k = r->pin[i].first; k <= r->pin[i].last; k++)
            if (owner_of(r, &r->pin[i], k) != obstacle)
                g->tried.pin[problem->pins++] =
                    (locality_rota_window){r->pin[i].candidate, r->pin[i].demand, k, k, 0};
}

/* Windows with what a wish closes. */
static void open_windows(loc_gaps *g, const loc_rota_wish *wish) {
    const locality_placement_rota *r = g->r;
    locality_rota_problem *problem = &g->tried.problem;

    for (size_t i = 0; i < r->stands; i++) {
        const loc_rota_stand *s = &r->stand[i];
        uint32_t first = s->first > wish->first ? s->first : (uint32_t)wish->first;
        uint32_t last = s->last < wish->last ? s->last : (uint32_t)wish->last;
        if (s->state == LOC_STAND_KEPT && s->candidate == wish->candidate &&
            s->place == wish->place && first <= last)
            g->window[problem->windows++] =
                (locality_rota_window){s->candidate, s->place, first, last, s->cost};
    }
}

/* Whether there is such an obstacle; then the problem to be tried is without it. */
static bool take_away(loc_gaps *g, size_t obstacle) {
    const locality_placement_rota *r = g->r;
    locality_rota_problem *problem = &g->tried.problem;

    switch (obstacle) {
    case SPELL_LEAST:
        problem->spell_least = 0;
        return r->spell_least > 1;
    case SPELL_MOST:
        problem->spell_most = 0;
        return r->spell_most > 0;
    case REST:
        problem->rest = 0;
        return r->rest > 0;
    default:
        break;
    }
    if (obstacle >= WISH && !r->wish[obstacle - WISH].is_fixed) {
        open_windows(g, &r->wish[obstacle - WISH]);
        return problem->windows > r->windows;
    }
    drop_pins(g, obstacle);
    return problem->pins < loc_try_settled(r);
}

static void put_back(loc_gaps *g) {
    const locality_placement_rota *r = g->r;
    locality_rota_problem *problem = &g->tried.problem;

    *problem = r->problem;
    problem->window = g->window;
    problem->pin = g->tried.pin;
    if (r->pins > 0)
        memcpy(g->tried.pin, r->pin, r->pins * sizeof *r->pin);
}

/* What a try of somebody in the place comes to. */
typedef struct attempt {
    bool can, is_open; /* there is such a rota; for some it was not settled */
    bool is_proved;    /* that none with it fills more */
    int64_t filled;
    uint32_t who;
} attempt;

static void count_lost(loc_gaps *g, const locality_rota *rota) {
    const locality_placement_rota *r = g->r;

    for (uint32_t p = 0; p < r->side[1].count; p++) {
        g->lost[p] = 0;
        for (uint32_t k = 0; k < r->periods; k++) {
            locality_rota_cover now, then;
            (void)locality_rota_cover_at(r->rota, p, k, &now, NULL);
            (void)locality_rota_cover_at(rota, p, k, &then, NULL);
            g->lost[p] += then.filled < now.filled ? now.filled - then.filled : 0;
        }
    }
}

/* Tries everybody there; of those who can, the one with whom most is filled. */
static locality_status attempt_all(loc_gaps *g, const people *who, uint32_t place, uint32_t period,
                                   attempt *out) {
    locality_status status = LOCALITY_OK;

    *out = (attempt){false, who->all > who->count, true, 0, 0};
    for (size_t i = 0; status == LOCALITY_OK && i < who->count; i++) {
        locality_rota *rota = NULL;
        locality_rota_value value;
        status = loc_try_turn(&g->tried, who->list[i], place, period, &rota, &value);
        if (status == LOCALITY_OK && loc_try_is_rota(&value) &&
            (!out->can || value.filled > out->filled)) {
            *out = (attempt){true, out->is_open, value.is_filled_proved != 0, value.filled,
                             who->list[i]};
            count_lost(g, rota);
        } else if (status == LOCALITY_OK && !loc_try_is_rota(&value) &&
                   value.verdict != LOCALITY_ALLOCATION_INFEASIBLE) {
            out->is_open = true;
        }
        locality_rota_free(rota);
    }
    return status;
}

static void put_obstacle(const loc_gaps *g, size_t obstacle, loc_text *out) {
    const locality_placement_rota *r = g->r;
    const loc_rota_wish *wish = &r->wish[obstacle < WISH ? 0 : obstacle - WISH];

    if (obstacle == SPELL_LEAST)
        loc_text_format(out, "`spell least %" PRId64 "`", r->spell_least);
    else if (obstacle == SPELL_MOST)
        loc_text_format(out, "`spell most %" PRId64 "`", r->spell_most);
    else if (obstacle == REST)
        loc_text_format(out, "`rest %" PRId64 "`", r->rest);
    else if (obstacle == FIXED)
        loc_text_add(out, "what the allocation fixes");
    else
        loc_text_format(
            out, "%s %s %s", wish->is_fixed ? "giving" : "keeping",
            r->side[wish->is_fixed ? 1 : 0].label[wish->is_fixed ? wish->place : wish->candidate],
            wish->is_fixed ? "to" : "from");
    if (obstacle >= WISH)
        loc_text_format(out, " %s",
                        wish->is_fixed ? r->side[0].label[wish->candidate]
                                       : r->side[1].label[wish->place]);
}

/* Who is to be tried without an obstacle: also somebody whom it keeps from just that. */
static people people_without(const loc_gaps *g, const people *who, size_t obstacle, uint32_t place,
                             uint32_t period) {
    const loc_rota_wish *wish = &g->r->wish[obstacle < WISH ? 0 : obstacle - WISH];
    const loc_rota_stand *stand;
    people all = *who;

    if (obstacle < WISH || wish->is_fixed || wish->place != place || period < wish->first ||
        wish->last < period)
        return all;
    stand = loc_rota_stand_at(g->r, wish->candidate, place, period);
    if (stand == NULL || stand->state != LOC_STAND_KEPT)
        return all;
    all.count -= all.count == TRIED_MOST;
    all.list[all.count++] = wish->candidate;
    all.all++;
    return all;
}

/* " without `spell least 3` or without keeping B.B. from Norwich": each thing without which somebody could be there
 * and more than `least` places be filled. */
static locality_status put_remedies(loc_gaps *g, const people *who, uint32_t place, uint32_t period,
                                    int64_t least, size_t *count, loc_text *out) {
    size_t wishes = g->r->wishes < WISHES_MOST ? g->r->wishes : WISHES_MOST;
    locality_status status = LOCALITY_OK;

    *count = 0;
    for (size_t i = 0; status == LOCALITY_OK && i < WISH + wishes; i++) {
        people all = people_without(g, who, i, place, period);
        attempt found;
        put_back(g);
        if (!take_away(g, i))
            continue;
        status = attempt_all(g, &all, place, period, &found);
        if (status != LOCALITY_OK || !found.can || found.filled <= least)
            continue;
        loc_text_add(out, (*count)++ > 0 ? " or without " : " without ");
        put_obstacle(g, i, out);
    }
    put_back(g);
    return status;
}

static void put_names(const loc_gaps *g, const people *who, loc_text *out) {
    for (size_t i = 0; i < who->count; i++)
        g->names[i] = g->r->side[0].label[who->list[i]];
    loc_placement_list(g->names, who->count, out);
    if (who->all > who->count)
        loc_text_format(out, " and %zu more", who->all - who->count);
}

/* "with A.N. there Norwich would lack a holder for 2 months" */
static void put_lost(const loc_gaps *g, uint32_t who, loc_text *out) {
    const locality_placement_rota *r = g->r;
    size_t told = 0;

    loc_text_format(out, "with %s there ", r->side[0].label[who]);
    for (size_t p = 0; p < r->side[1].count; p++)
        if (g->lost[p] > 0)
            loc_text_format(out, "%s%s would lack a holder for %" PRId64 " %s%s",
                            told++ > 0 ? ", " : "", r->side[1].label[p], g->lost[p],
                            loc_rota_unit(r), loc_plural(g->lost[p]));
    if (told == 0)
        loc_text_add(out, "somebody else would leave it");
}

static locality_status put_price(loc_gaps *g, const people *who, const attempt *found,
                                 uint32_t place, uint32_t period, loc_text *out) {
    size_t count, before;
    locality_status status;

    loc_text_add(out, ", but ");
    put_lost(g, found->who, out);
    before = out->length;
    loc_text_add(out, "; more could be covered");
    status = put_remedies(g, who, place, period, g->value.filled, &count, out);
    if (count == 0 && !out->failed)
        out->data[out->length = before] = '\0';
    return status;
}

locality_status loc_gaps_reason(loc_gaps *gaps, uint32_t place, uint32_t period, loc_text *out) {
    people who = find_people(gaps, place, period);
    locality_status status;
    attempt found;
    size_t count;

    if (who.count == 0) {
        put_nobody(gaps, place, period, out);
        return LOCALITY_OK;
    }
    put_names(gaps, &who, out);
    loc_text_add(out, " may hold it");
    put_back(gaps);
    status = attempt_all(gaps, &who, place, period, &found);
    if (status != LOCALITY_OK)
        return status;
    if (found.can && found.is_proved && gaps->value.is_filled_proved != 0)
        return put_price(gaps, &who, &found, place, period, out);
    if (found.can || found.is_open) {
        loc_text_add(out, "; why nobody does was not settled within the limit");
        return LOCALITY_OK;
    }
    loc_text_add(out, ", but no lawful rota has that; there is one");
    status = put_remedies(gaps, &who, place, period, -1, &count, out);
    if (status == LOCALITY_OK && count == 0)
        loc_text_add(out, " only without several of the rules and of what is settled");
    return status;
}
