/* Words: a signal in plain sentences, made of its fields alone. */
#include <math.h>

#include "base/calendar.h"
#include "demand/explain.h"

#define MOST_PARTS 3
#define LEAST_SHARE 0.1 /* of the excess, to be named */
#define MOST_RATIO 1000 /* that is told in figures */

/* A number with so many decimals, rounded half up; as text has no binary fractions. */
static void put_number(loc_text *text, double value, int decimals) {
    static const int64_t power[] = {1, 10, 100, 1000, 10000};

    if (!(fabs(value) < 1e13)) {
        loc_text_add(text, isnan(value) ? "?" : value > 0 ? "very many" : "very few");
        return;
    }
    int64_t whole = (int64_t)floor(fabs(value) * (double)power[decimals] + 0.5);
    loc_text_add(text, value < 0 && whole > 0 ? "-" : "");
    loc_text_integer(text, whole / power[decimals]);
    for (int k = decimals; k-- > 0;) {
        loc_text_add(text, k == decimals - 1 ? "." : "");
        loc_text_char(text, (char)('0' + whole / power[k] % 10));
    }
}

/* Where next to nothing was expected the figures of a ratio say nothing. */
static void put_ratio(loc_text *text, double ratio) {
    if (ratio > MOST_RATIO) {
        loc_text_format(text, "more than %d", MOST_RATIO);
    } else {
        put_number(text, ratio, 2);
    }
}

static void put_probability(loc_text *text, double p) {
    if (p < 0.0001) {
        loc_text_add(text, "under 0.0001");
    } else {
        put_number(text, p, 4);
    }
}

static void put_day(loc_text *text, const locality_demand *d, uint32_t period) {
    loc_date date = loc_date_split(loc_period_day(d, period));

    if (d->period == LOCALITY_DEMAND_MONTHS) {
        loc_text_format(text, "%s %d", loc_month_name(date.month), date.year);
    } else {
        loc_text_format(text, "%04d-%02d-%02d", date.year, date.month, date.day);
    }
}

static const char *unit_of(const locality_demand *d, uint32_t count) {
    static const char *const unit[2][2] = {{"weeks", "week"}, {"months", "month"}};

    return unit[d->period][count == 1];
}

static void put_periods(loc_text *text, const locality_demand *d, uint32_t count) {
    loc_text_format(text, "%u %s", count, unit_of(d, count));
}

static void put_requests(loc_text *text, int64_t count) {
    loc_text_integer(text, count);
    loc_text_add(text, count == 1 ? " request" : " requests");
}

static void put_counts(loc_text *text, const locality_demand *d, const locality_demand_signal *s) {
    loc_text_format(text, "%s in %s: ", s->service_id,
                    s->area == LOC_DEMAND_NONE ? "all areas" : s->area_id);
    put_requests(text, s->observed);
    loc_text_add(text, " in the latest ");
    put_periods(text, d, s->window);
    loc_text_add(text, ", where ");
    put_number(text, s->expected, 1);
    loc_text_add(text, " were expected (");
    loc_text_integer(text, s->lower);
    loc_text_add(text, " to ");
    loc_text_integer(text, s->upper);
    loc_text_add(text, " in 95 of 100 such windows): ");
    put_ratio(text, s->ratio);
    loc_text_add(text, " times as many, ");
    put_number(text, fabs(s->excess), 1);
    loc_text_add(text, s->direction > 0 ? " more.\n" : " fewer.\n");
}

static void put_rules(loc_text *text, const locality_demand *d, const locality_demand_signal *s) {
    loc_text_add(text, s->standing == LOCALITY_DEMAND_WATCHED ? "To be watched" : "Listed");
    loc_text_add(text, ": chance of as much by itself ");
    put_probability(text, s->p);
    loc_text_add(text, ", smallest false share of a list with it ");
    put_probability(text, s->q);
    loc_text_format(text, "; %u of the latest ", s->weeks_beyond);
    put_periods(text, d, s->span);
    loc_text_add(text, " beyond ");
    put_number(text, d->options.repeated_p, 2);
    loc_text_format(text, ", %u beyond ", s->weeks_leaning);
    put_number(text, d->options.persistent_p, 2);
    for (uint32_t rule = LOCALITY_DEMAND_RULE_REPEATED; rule <= LOCALITY_DEMAND_RULE_TREND;
         rule *= 2) {
        loc_text_format(text, "%s%s", (s->rules & rule) != 0 ? ", " : "",
                        (s->rules & rule) != 0 ? locality_demand_name(3, (int32_t)rule) : "");
    }
    loc_text_format(text, "; pattern: %s.\n", locality_demand_name(2, s->pattern));
}

static void put_onset(loc_text *text, const locality_demand *d, const locality_demand_signal *s) {
    if (s->onset == LOC_DEMAND_NONE) {
        return;
    }
    loc_text_format(text, "It began in the %s of ", unit_of(d, 1));
    put_day(text, d, s->onset);
    loc_text_add(text, ".\n");
}

static void put_baseline(loc_text *text, const locality_demand *d,
                         const locality_demand_signal *s) {
    loc_text_format(text, "Baseline (%s): ", locality_demand_name(1, s->rung));
    put_periods(text, d, s->baseline_periods);
    loc_text_add(text, " from ");
    put_day(text, d, s->baseline_first);
    loc_text_add(text, " to ");
    put_day(text, d, s->baseline_last);
    loc_text_format(text, ", %u weighed down as past peaks; season ", s->weighed_down);
    put_number(text, s->season, 2);
    loc_text_add(text, ", trend ");
    put_number(text, 100 * s->trend, 1);
    loc_text_add(text, " % a year, dispersion ");
    put_number(text, s->dispersion, 2);
    loc_text_add(text, s->provisional != 0 ? "; the level is provisional.\n" : ".\n");
}

static void put_parts(loc_text *text, const loc_signal *signal, int32_t axis) {
    static const char *const whole[] = {"From areas", "From services", "From providers"};
    size_t named = 0;

    for (size_t k = 0; k < signal->parts[axis] && named < MOST_PARTS; k++) {
        const locality_demand_part *p = &signal->part[axis][k];
        if (p->share < LEAST_SHARE) {
            break;
        }
        loc_text_format(text, "%s%s ", named == 0 ? whole[axis] : ",", named == 0 ? ":" : "");
        loc_text_add(text, p->position != LOC_DEMAND_NONE ? p->id : "not told");
        loc_text_add(text, " ");
        put_number(text, 100 * p->share, 0);
        loc_text_format(text, " %% of the %s (", signal->s.direction > 0 ? "excess" : "shortfall");
        loc_text_integer(text, p->observed);
        loc_text_add(text, " for ");
        put_number(text, p->expected, 1);
        loc_text_add(text, ")");
        named++;
    }
    loc_text_add(text, named > 0 ? ".\n" : "");
}

static void put_unless(loc_text *text, const locality_demand_signal *s) {
    bool is_rise = s->direction > 0;

    if ((s->rules & LOCALITY_DEMAND_RULE_WINDOW) == 0 || s->unless < 0) {
        return;
    }
    loc_text_format(text, "It would not have been listed %s ", is_rise ? "at up to" : "from");
    put_requests(text, s->unless);
    loc_text_add(text, is_rise ? ".\n" : " on.\n");
}

static void put_cluster_place(loc_text *text, const loc_cluster *cluster) {
    if (cluster->c.areas == 1) {
        loc_text_format(text, " in %s", cluster->area[0].id);
    } else {
        loc_text_format(text, " in %u areas around %s", cluster->c.areas, cluster->area[0].id);
    }
}

static void put_folded(loc_text *text, uint32_t folded) {
    if (folded > 0) {
        loc_text_format(text, "It explains %u wider %s.\n", folded,
                        folded == 1 ? "signal" : "signals");
    }
}

static void put_explained_by(loc_text *text, const loc_explainer *x, uint32_t cell) {
    const loc_cell *into = &x->d->cell[cell];

    loc_text_format(text, "%s in %s explains it.\n", x->result->services.id[into->service],
                    into->area == LOC_DEMAND_NONE ? "all areas" : x->result->areas.id[into->area]);
}

static void put_explained_by_cluster(loc_text *text, const loc_cluster *into) {
    loc_text_format(text, "A cluster of %s", into->c.service_id);
    put_cluster_place(text, into);
    loc_text_add(text, " explains it.\n");
}

/* What explains a signal or a cluster (a cell, a cluster), and how many it explains itself. */
static void put_folds(loc_text *text, const loc_explainer *x, uint32_t cell, uint32_t cluster,
                      uint32_t here) {
    if (cell != LOC_DEMAND_NONE) {
        put_explained_by(text, x, cell);
    }
    if (cluster != LOC_DEMAND_NONE) {
        put_explained_by_cluster(text, &x->result->cluster[cluster]);
    }
    put_folded(text, here);
}

/* The text as the result keeps it; null where memory is refused. */
static const char *keep_text(const loc_explainer *x, loc_text *text) {
    const char *words =
        text->failed ? NULL : loc_arena_text(&x->result->arena, text->data, text->length);

    loc_text_clear(text);
    return words;
}

static void put_rest(loc_text *text, const loc_explainer *x, const locality_demand_signal *s) {
    if (s->window > 0 && s->completeness < 1) {
        loc_text_add(text, "The least complete of these periods is so to ");
        put_number(text, 100 * s->completeness, 0);
        loc_text_add(text, " %; as much less was expected of it.\n");
    }
    if (!isnan(s->rate)) {
        loc_text_add(text, "For each 100,000 people: ");
        put_number(text, s->rate, 1);
        loc_text_format(text, " a %s, expected ", unit_of(x->d, 1));
        put_number(text, s->expected_rate, 1);
        loc_text_add(text, ".\n");
    }
    put_folds(text, x, s->folded_into, s->folded_cluster, s->folded_here);
}

static void put_trend(loc_text *text, const loc_explainer *x, const locality_demand_signal *s) {
    const locality_demand_options *o = &x->d->options;

    if ((s->rules & LOCALITY_DEMAND_RULE_TREND) == 0) {
        return;
    }
    loc_text_add(text, "Trend by the rule given: at least ");
    put_requests(text, o->trend_count);
    loc_text_format(text, " in at least %u of the latest ", o->trend_least);
    put_periods(text, x->d, o->trend_span);
    loc_text_add(text, ".\n");
}

const char *loc_explain_words(const loc_explainer *x, const loc_signal *signal) {
    const locality_demand_signal *s = &signal->s;
    loc_text text;

    loc_text_init(&text, &x->d->allocator);
    if (s->window > 0) {
        put_counts(&text, x->d, s);
        put_rules(&text, x->d, s);
        put_onset(&text, x->d, s);
        put_baseline(&text, x->d, s);
    } else {
        loc_text_format(&text, "%s in %s: nothing to expect anything from.\n", s->service_id,
                        s->area == LOC_DEMAND_NONE ? "all areas" : s->area_id);
    }
    put_trend(&text, x, s);
    for (int32_t axis = 0; axis <= LOCALITY_DEMAND_PROVIDERS; axis++) {
        put_parts(&text, signal, axis);
    }
    put_unless(&text, s);
    put_rest(&text, x, s);
    return keep_text(x, &text);
}

/* ---- Clusters --------------------------------------------------------------------------------- */

static void put_cluster_counts(loc_text *text, const locality_demand *d,
                               const loc_cluster *cluster) {
    const locality_demand_cluster *c = &cluster->c;

    loc_text_add(text, c->service_id);
    put_cluster_place(text, cluster);
    loc_text_add(text, ": ");
    put_requests(text, c->observed);
    loc_text_add(text, " in the latest ");
    put_periods(text, d, c->window);
    loc_text_add(text, ", where ");
    put_number(text, c->expected, 1);
    loc_text_add(text, " were expected: ");
    put_number(text, c->ratio, 2);
    loc_text_add(text, " times as many, ");
    put_number(text, c->excess, 1);
    loc_text_add(text, " more.\n");
}

static void put_cluster_areas(loc_text *text, const loc_cluster *cluster) {
    loc_text_add(text, cluster->c.areas == 1 ? "It is too thin to tell by itself: "
                                             : "Each of them is too thin to tell by itself: ");
    for (uint32_t k = 0; k < cluster->c.areas; k++) {
        loc_text_format(text, "%s%s ", k == 0 ? "" : ", ", cluster->area[k].id);
        loc_text_integer(text, cluster->area[k].observed);
        loc_text_add(text, " for ");
        put_number(text, cluster->area[k].expected, 1);
    }
    loc_text_add(text, ".\n");
}

static void put_cluster_chance(loc_text *text, const locality_demand_cluster *c) {
    loc_text_add(text, "Chance of a cluster as strong anywhere in a scan of this service ");
    put_probability(text, c->p);
    loc_text_format(text, " (%u replicates)", c->replicates);
    loc_text_add(text, ", smallest false share of a list with it ");
    put_probability(text, c->q);
    loc_text_add(text, ".\n");
}

const char *loc_cluster_words(const loc_explainer *x, const loc_cluster *cluster) {
    const locality_demand_cluster *c = &cluster->c;
    loc_text text;

    loc_text_init(&text, &x->d->allocator);
    put_cluster_counts(&text, x->d, cluster);
    put_cluster_areas(&text, cluster);
    put_cluster_chance(&text, c);
    put_folds(&text, x, c->folded_into, c->folded_cluster, c->folded_here);
    return keep_text(x, &text);
}
