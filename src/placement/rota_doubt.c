/* Telling what a rota leaves open: where nobody is and why, and what cannot be told and would change. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "base/wide.h"
#include "placement/rota_gap.h"
#include "placement/rota_tell.h"

/* Most pairs of which it is told that they cannot be told. */
#define UNSURE_SHOWN 40u
/* Most work to find out what they would change. */
#define WORK_OF_HOPE (UINT64_C(1) << 24)

/* ---- Gaps ---------------------------------------------------------------------------------------------- */

/* Periods in which a place is without a holder for one reason. */
typedef struct gap {
    uint32_t place;
    int64_t first, last;
    loc_text reason;
} gap;

static bool tell_gap(loc_rota_teller *t, const gap *g) {
    if (g->reason.length == 0)
        return true;
    loc_text_format(&t->text, "%s is not covered", t->r->side[1].label[g->place]);
    loc_rota_put_days(t, g->first, g->last);
    loc_text_format(&t->text, ": %s", g->reason.data);
    loc_rota_put_stop(t);
    return loc_rota_tell_say(t);
}

/* What follows a gap for the same reason is one with it. */
static bool add_gap(loc_rota_teller *t, loc_gaps *gaps, gap *g, uint32_t place, uint32_t period) {
    const loc_span *span = &t->r->period[period];
    loc_text reason;
    locality_status status;
    bool done = true;

    loc_text_init(&reason, &t->r->allocator);
    status = loc_gaps_reason(gaps, place, period, &reason);
    done = status == LOCALITY_OK && !reason.failed;
    if (status != LOCALITY_OK)
        t->status = status;
    if (done && g->reason.length > 0 && g->place == place && g->last + 1 == span->first &&
        strcmp(g->reason.data, reason.data) == 0) {
        g->last = span->last;
    } else if (done) {
        done = tell_gap(t, g);
        g->place = place;
        g->first = span->first;
        g->last = span->last;
        g->reason.length = 0;
        loc_text_add(&g->reason, reason.data);
        done = done && !g->reason.failed;
    }
    loc_text_clear(&reason);
    return done;
}

static bool add_gaps(loc_rota_teller *t, loc_gaps *gaps, gap *g) {
    const locality_placement_rota *r = t->r;

    for (uint32_t place = 0; place < r->side[1].count; place++)
        for (uint32_t period = 0; period < r->periods; period++) {
            locality_rota_cover cover;
            if (locality_rota_cover_at(r->rota, place, period, &cover, NULL) != LOCALITY_OK ||
                cover.filled >= cover.needed)
                continue;
            if (!add_gap(t, gaps, g, place, period))
                return false;
        }
    return tell_gap(t, g);
}

bool loc_rota_tell_gaps(loc_rota_teller *t) {
    loc_gaps gaps;
    loc_arena own;
    gap last;
    bool done;

    memset(&gaps, 0, sizeof gaps);
    memset(&last, 0, sizeof last);
    loc_text_init(&last.reason, &t->r->allocator);
    loc_arena_init(&own, &t->r->allocator);
    done = loc_gaps_init(&gaps, t->r, t->options, &own, t->error) && add_gaps(t, &gaps, &last);
    loc_text_clear(&last.reason);
    loc_arena_clear(&own);
    return done;
}

/* ---- What is not known --------------------------------------------------------------------------------- */

static bool tell_unsure_pairs(loc_rota_teller *t) {
    const locality_placement_rota *r = t->r;
    size_t told = 0;

    for (size_t i = 0; i < r->stands && told < UNSURE_SHOWN; i++) {
        const loc_rota_stand *s = &r->stand[i];
        if (s->state != LOC_STAND_UNSURE)
            continue;
        told++;
        loc_text_format(&t->text, "Whether %s is eligible for %s", r->side[0].label[s->candidate],
                        r->side[1].label[s->place]);
        loc_rota_put_days(t, r->period[s->first].first, r->period[s->last].last);
        loc_text_add(&t->text, " cannot be told");
        if (s->why != NULL && s->why[0] != '\0')
            loc_text_format(&t->text, "; missing: %s", s->why);
        loc_rota_put_stop(t);
        if (!loc_rota_tell_say(t))
            return false;
    }
    return true;
}

/* Whether two rotas share their turns as fairly; both list shares from the least to the most. */
static bool is_as_fair(const locality_rota *a, const locality_rota *b) {
    for (size_t i = 0; i < locality_rota_burdens(a); i++) {
        locality_rota_burden x, y;
        (void)locality_rota_burden_at(a, i, &x, NULL);
        (void)locality_rota_burden_at(b, i, &y, NULL);
        if ((loc_wide)(x.history + x.periods) * y.share !=
            (loc_wide)(y.history + y.periods) * x.share)
            return false;
    }
    return true;
}

/* What could be at best, were everybody eligible of whom it cannot be told. */
static void put_hope(loc_rota_teller *t, const locality_rota *hope,
                     const locality_rota_value *best) {
    locality_rota_value now;
    int64_t more;

    (void)locality_rota_value_of(t->r->rota, &now, NULL);
    loc_text_add(&t->text, "Were all of them eligible, ");
    if (!loc_try_is_rota(best) || !loc_try_is_rota(&now) || best->is_filled_proved == 0 ||
        best->is_fair_proved == 0) {
        loc_text_add(&t->text, "it is not settled what would change.");
        return;
    }
    more = best->filled - now.filled;
    if (more > 0)
        loc_text_format(&t->text, "%" PRId64 " %s%s more could be covered.", more,
                        loc_rota_unit(t->r), loc_plural(more));
    else if (!is_as_fair(t->r->rota, hope))
        loc_text_add(&t->text, "no more could be covered, but turns could be shared otherwise.");
    else
        loc_text_add(&t->text, "no more could be covered, and no shares be fairer.");
}

static bool tell_hope(loc_rota_teller *t) {
    const locality_placement_rota *r = t->r;
    locality_rota *hope = NULL;
    locality_rota_value best;
    loc_try tried;
    loc_arena own;
    locality_rota_window *window;
    bool done = false;

    memset(&tried, 0, sizeof tried);
    loc_arena_init(&own, &r->allocator);
    window = loc_arena_take(&own, r->windows + r->stands + 1, sizeof *window);
    if (window != NULL && loc_try_init(&tried, r, LOCALITY_ROTA_FAIR_THEN_CHEAP,
                                       loc_try_limit(t->options, WORK_OF_HOPE), t->options, &own)) {
        tried.error = t->error;
        tried.problem.window = window;
        if (r->windows > 0)
            memcpy(window, r->window, r->windows * sizeof *window);
        for (size_t i = 0; i < r->stands; i++) {
            const loc_rota_stand *s = &r->stand[i];
            if (s->state == LOC_STAND_UNSURE)
                window[tried.problem.windows++] =
                    (locality_rota_window){s->candidate, s->place, s->first, s->last, s->cost};
        }
        t->status = loc_try_solve(&tried, &hope, &best);
        if (t->status == LOCALITY_OK)
            put_hope(t, hope, &best);
        done = t->status == LOCALITY_OK && loc_rota_tell_say(t);
    }
    locality_rota_free(hope);
    loc_arena_clear(&own);
    return done;
}

bool loc_rota_tell_unsure(loc_rota_teller *t) {
    int64_t count = loc_rota_unsure(t->r);

    for (size_t i = 0; i < t->r->side[1].count; i++) {
        if (t->r->maybe[i] == 0)
            continue;
        loc_text_format(&t->text,
                        "Whether %s is a place cannot be told on some day; it is not counted "
                        "then.",
                        t->r->side[1].label[i]);
        if (!loc_rota_tell_say(t))
            return false;
    }
    if (count == 0)
        return true;
    loc_text_format(&t->text,
                    "%" PRId64
                    " pair%s cannot be told on some day and %s not counted as eligible then.",
                    count, loc_plural(count), count == 1 ? "is" : "are");
    return loc_rota_tell_say(t) && tell_unsure_pairs(t) && tell_hope(t);
}
