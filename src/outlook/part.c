/* Outlook, one part: its counts, where its past begins, and its forecast, now and as it would have been. */
#include <math.h>
#include <string.h>

#include "demand/baseline.h"
#include "outlook/outlook.h"
#include "demand/rebase.h"

#define LEAST_PERIODS 8      /* below this a past has no more than a mean */
#define LEAST_STEPS 2        /* below this nothing shows how much counts vary */
#define BUSY 50.0            /* mean above which smoothing is used alone */
#define WEEKS_OF_NOW 4.0     /* up to so many periods ahead smoothing has no season of its own, */
#define WEEKS_OF_SEASON 13.0 /* from so many on all of it */
#define MONTHS_OF_NOW 3.0
#define MONTHS_OF_SEASON 6.0
#define FADED \
    1.4427 /* 1/log(2): periods of full weight that a fading past is worth, over a cycle */

/* ---- Counts ----------------------------------------------------------------------------------- */

void loc_part_counts(loc_outlook_desk *desk, const loc_part *part) {
    const locality_demand *d = desk->d;

    for (uint32_t t = 0; t < desk->o->periods; t++) {
        double sum = d->completeness[t] < LOC_OUTLOOK_COMPLETE ? (double)NAN : 0.0;
        for (uint32_t k = 0; k < part->series; k++) {
            uint32_t series = desk->order[part->first + k];
            int64_t count = d->count[(size_t)series * d->series_step + t];
            sum += count == LOCALITY_NO_COUNT ? (double)NAN : (double)count;
        }
        desk->value[t] = sum / d->completeness[t];
    }
}

static uint32_t count_data(const double *value, uint32_t from, uint32_t end) {
    uint32_t found = 0;

    for (uint32_t t = from; t < end; t++) {
        found += value[t] == value[t] ? 1u : 0u;
    }
    return found;
}

static double mean_of(const double *value, uint32_t from, uint32_t end) {
    double sum = 0.0;
    double found = 0.0;

    for (uint32_t t = from; t < end; t++) {
        bool there = value[t] == value[t];
        sum += there ? value[t] : 0.0;
        found += there ? 1.0 : 0.0;
    }
    return found > 0.0 ? sum / found : 0.0;
}

/* Variance over mean, from the steps between neighbours: not moved by a level that drifts. */
static double rough_dispersion(const double *value, uint32_t from, uint32_t end) {
    double squares = 0.0;
    double means = 0.0;

    for (uint32_t t = from + 1; t < end; t++) {
        double step = value[t] - value[t - 1];
        bool both = step == step;
        squares += both ? step * step : 0.0;
        means += both ? value[t] + value[t - 1] : 0.0;
    }
    return means > 0.0 && squares > means ? squares / means : 1.0;
}

/* ---- Where the past begins -------------------------------------------------------------------- */

/* The latest step on record before `end` that concerns the part; 0 for none. */
static uint32_t recorded_before(const locality_demand *d, const loc_part *part, uint32_t end) {
    loc_cell here = {.area = part->area, .service = part->service};
    uint32_t latest = 0;

    for (size_t k = 0; k < d->steps; k++) {
        const loc_step *s = &d->step[k];
        if (s->period < end && s->period > latest && loc_step_concerns(d, s, &here)) {
            latest = s->period;
        }
    }
    return latest;
}

/* ---- One forecast ----------------------------------------------------------------------------- */

/* A forecast of the counts from `begin` to before `end`. */
typedef struct attempt {
    uint32_t begin, from, end; /* `from`: of the smoothing */
    int32_t method;
    double alpha; /* 0: to be chosen */
    double season_alpha;
    double level;
    double raise; /* of a change that was found at `from`: the level since to that before */
} attempt;

static locality_forecast_options way(const loc_outlook_desk *desk, int32_t method, double alpha) {
    locality_forecast_options options = LOCALITY_FORECAST_OPTIONS_INIT;

    options.method = method;
    options.period = desk->o->cycle;
    options.alpha = alpha;
    return options;
}

/* Level after smoothing; what was forecast the period before is in the room. */
static double smooth(loc_outlook_desk *desk, const double *value, size_t count, double *alpha) {
    locality_forecast_options options = way(desk, LOCALITY_FORECAST_SES, *alpha);
    locality_forecast_summary summary;

    loc_forecast_run(&desk->room, value, count, &options, 1, &summary);
    *alpha = summary.alpha;
    return desk->room.mean[0];
}

/* What the regression has for each period from `begin` on, and ahead, to desk->season; its mean over the latest
 * year. Counts before a change that was found are raised to the level since, or it would pass for a season. */
static double regress(loc_outlook_desk *desk, const attempt *a, uint32_t ahead) {
    locality_forecast_options options = way(desk, LOCALITY_FORECAST_GLM, 0.0);
    locality_forecast_summary summary;
    size_t count = a->end - a->begin;
    size_t year = count < desk->o->cycle ? count : desk->o->cycle;
    double sum = 0.0;

    for (size_t k = 0; k < count; k++) {
        bool is_before = a->begin + k < a->from;
        desk->scratch[k] = desk->value[a->begin + k] * (is_before ? a->raise : 1.0);
    }
    loc_forecast_run(&desk->room, desk->scratch, count, &options, ahead, &summary);
    memcpy(desk->season, desk->room.fitted, count * sizeof *desk->season);
    memcpy(desk->season + count, desk->room.mean, ahead * sizeof *desk->season);
    for (size_t k = count - year; k < count; k++) {
        sum += desk->season[k];
    }
    return sum / (double)year;
}

/* Level of the counts with the season taken out. */
static double smooth_without_season(loc_outlook_desk *desk, attempt *a, double mean) {
    size_t skipped = a->from - a->begin;
    size_t count = a->end - a->from;

    for (size_t k = 0; k < count; k++) {
        desk->scratch[k] = desk->value[a->from + k] * mean / desk->season[skipped + k];
    }
    return smooth(desk, desk->scratch, count, &a->season_alpha);
}

/* How much of the season smoothing is given, so many periods ahead. */
static double season_share(const locality_outlook *o, uint32_t ahead) {
    bool weekly = o->period == LOCALITY_DEMAND_WEEKS;
    double now = weekly ? WEEKS_OF_NOW : MONTHS_OF_NOW;
    double all = weekly ? WEEKS_OF_SEASON : MONTHS_OF_SEASON;
    double share = ((double)ahead - now) / (all - now);

    return share < 0.0 ? 0.0 : share > 1.0 ? 1.0 : share;
}

/* Means of the periods ahead; what was forecast for each past one is in desk->fitted from `from` on. */
static void look_ahead(loc_outlook_desk *desk, attempt *a, uint32_t ahead, bool with_season,
                       double *mean) {
    size_t count = a->end - a->begin;
    size_t skipped = a->from - a->begin;
    bool blends = a->method == LOCALITY_OUTLOOK_BLEND;
    bool has_season = with_season && count >= 2 * (size_t)desk->o->cycle;
    double year = blends || has_season ? regress(desk, a, ahead) : 0.0;

    has_season = has_season && year > 0.0;
    double seasonal = has_season ? smooth_without_season(desk, a, year) : 0.0;
    a->level = smooth(desk, desk->value + a->from, a->end - a->from, &a->alpha);
    memcpy(desk->fitted + a->from, desk->room.fitted, (a->end - a->from) * sizeof *desk->fitted);
    for (size_t k = 0; blends && k < a->end - a->from; k++) {
        double fit = desk->fitted[a->from + k];
        double regressed = desk->season[skipped + k];
        desk->fitted[a->from + k] = fit == fit ? (fit + regressed) / 2.0 : regressed;
    }
    for (uint32_t h = 0; h < ahead; h++) {
        double share = has_season ? season_share(desk->o, h + 1) : 0.0;
        double smoothed = (1.0 - share) * a->level;
        smoothed += share > 0.0 ? share * seasonal * desk->season[count + h] / year : 0.0;
        mean[h] = blends ? (smoothed + desk->season[count + h]) / 2.0 : smoothed;
        mean[h] = mean[h] > 0.0 ? mean[h] : 0.0;
    }
}

/* Begins the smoothing at the last change of level that is found, beside the season. */
static void find_change(loc_outlook_desk *desk, attempt *a) {
    int64_t count[LOC_REBASE_MOST];
    double exposure[LOC_REBASE_MOST];
    uint32_t length = a->end - a->begin;
    uint32_t first = length > LOC_REBASE_MOST ? a->end - LOC_REBASE_MOST : a->begin;
    double year = length >= 2 * desk->o->cycle ? regress(desk, a, 0) : 0.0;

    for (uint32_t t = first; t < a->end; t++) {
        double value = desk->value[t];
        bool there = value == value;
        count[t - first] =
            there ? (int64_t)(fmin(value, LOC_OUTLOOK_MOST_COUNT) + 0.5) : LOCALITY_NO_COUNT;
        exposure[t - first] = !there ? 0.0 : year > 0.0 ? desk->season[t - a->begin] / year : 1.0;
    }
    double dispersion = rough_dispersion(desk->value, first, a->end);
    loc_level_change change =
        loc_rebase_find(count, exposure, a->end - first, dispersion, desk->d->options.step_run);
    if (change.start > 0) {
        a->from = first + change.start;
        a->raise = change.ratio;
    }
}

/* Which way a past from `begin` to before `end` is forecast, and from where it is smoothed. */
static attempt plan(loc_outlook_desk *desk, const loc_part *part, uint32_t end) {
    attempt a = {.begin = recorded_before(desk->d, part, end), .end = end};
    uint32_t used = count_data(desk->value, a.begin, end);

    a.from = a.begin;
    a.level = mean_of(desk->value, a.begin, end);
    a.method = used == 0              ? LOCALITY_OUTLOOK_UNTOLD
               : used < LEAST_PERIODS ? LOCALITY_OUTLOOK_LEVEL
               : a.level <= BUSY      ? LOCALITY_OUTLOOK_BLEND
                                      : LOCALITY_OUTLOOK_SMOOTHED;
    /* Soon after a step on record a season would be taken for another change. */
    bool is_new = a.begin > 0 && end - a.begin < 2 * desk->o->cycle;
    if (a.method == LOCALITY_OUTLOOK_SMOOTHED && !is_new) {
        find_change(desk, &a);
    }
    return a;
}

/* ---- A part ----------------------------------------------------------------------------------- */

static void put_errors(const loc_outlook_desk *desk, const attempt *a, loc_part *part) {
    for (uint32_t t = a->from; t < a->end; t++) {
        double rest = desk->value[t] - desk->fitted[t];
        bool there = rest == rest;
        part->squares += there ? rest * rest : 0.0;
        part->fitted += there ? desk->fitted[t] : 0.0;
        part->errors += there ? 1.0 : 0.0;
    }
}

/* Too few errors of its own: as the counts step from one period to the next. */
static void put_rough_errors(const loc_outlook_desk *desk, const attempt *a, loc_part *part) {
    part->errors = LEAST_PERIODS;
    part->fitted = LEAST_PERIODS * a->level;
    part->squares = part->fitted * rough_dispersion(desk->value, 0, a->end);
}

/* Forecasts from each of the origins what came after it. */
static void try_part(loc_outlook_desk *desk, const loc_part *part) {
    const locality_outlook_options *how = &desk->o->options;
    double alpha = 0.0;

    for (uint32_t k = 0; k < how->origins; k++) {
        uint32_t back = how->ahead * (how->origins - k);
        double *tried = desk->tried + (size_t)k * how->ahead;
        attempt a = {.method = LOCALITY_OUTLOOK_UNTOLD};
        if (back < desk->o->periods) {
            a = plan(desk, part, desk->o->periods - back);
        }
        a.alpha = alpha;
        if (a.method >= LOCALITY_OUTLOOK_BLEND) {
            look_ahead(desk, &a, how->ahead, false, tried);
            alpha = a.alpha;
            continue;
        }
        for (uint32_t h = 0; h < how->ahead; h++) {
            tried[h] = (double)NAN;
        }
    }
}

/* The pull of a past with a change that nobody has explained: as it was found it may come again, so that of
 * all of the past, with the season taken out. */
static double restless(loc_outlook_desk *desk, const attempt *a) {
    attempt whole = {.begin = a->begin, .from = a->begin, .end = a->end};
    double year = a->end - a->begin >= 2 * desk->o->cycle ? regress(desk, a, 0) : 0.0;

    if (year > 0.0) {
        (void)smooth_without_season(desk, &whole, year);
        return whole.season_alpha;
    }
    (void)smooth(desk, desk->value + a->begin, a->end - a->begin, &whole.alpha);
    return whole.alpha;
}

void loc_part_forecast(loc_outlook_desk *desk, loc_part *part, double *mean) {
    const locality_outlook *o = desk->o;

    try_part(desk, part);
    for (uint32_t t = 0; t < o->periods; t++) {
        desk->fitted[t] = (double)NAN;
    }
    attempt a = plan(desk, part, o->periods);
    if (a.method >= LOCALITY_OUTLOOK_BLEND) {
        look_ahead(desk, &a, o->options.horizon, true, mean);
        put_errors(desk, &a, part);
    } else {
        put_rough_errors(desk, &a, part);
        for (uint32_t h = 0; h < o->options.horizon; h++) {
            mean[h] = a.level;
        }
    }
    part->method = a.method;
    part->level = a.level;
    part->from = a.from;
    part->is_found = a.from > a.begin;
    part->is_recorded = a.begin > 0 && !part->is_found;
    part->used = count_data(desk->value, a.from, o->periods);
    part->has_steps = count_data(desk->value, 0, o->periods) > LEAST_STEPS;
    double worth = FADED * 2.0 * (double)o->cycle;
    worth = (double)part->used < worth ? (double)part->used : worth;
    part->pull = part->is_found         ? restless(desk, &a)
                 : a.season_alpha > 0.0 ? a.season_alpha
                                        : a.alpha;
    part->unsure = worth > 0.0 ? 1.0 / worth : 0.0;
}
