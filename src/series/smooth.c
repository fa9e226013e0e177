/* Smooth: levels, trends and seasons that follow their errors, with parameters given or of least squares. */
#include <math.h>
#include <string.h>

#include "series/forecast.h"

#define GOLDEN 0.6180339887498949
#define ROUNDS 4 /* of the search, parameter by parameter */

double loc_golden(double a, double b, double (*f)(double x, void *self), void *self) {
    double c = b - (b - a) * GOLDEN, d = a + (b - a) * GOLDEN;

    for (int k = 0; k < 100 && fabs(c - d) > 1e-12; k++) {
        double at_c = f(c, self), at_d = f(d, self);
        b = at_c <= at_d ? d : b; /* on level ground both ends move: the middle is as good as any */
        a = at_c >= at_d ? c : a;
        c = b - (b - a) * GOLDEN;
        d = a + (b - a) * GOLDEN;
    }
    return (b + a) / 2.0;
}

double loc_smooth_level(const double *value, size_t count, double alpha, double start,
                        double *fitted, double *sse) {
    double level = start, squares = 0.0;

    for (size_t i = 0; i < count; i++) {
        double rest = value[i] - level;
        if (fitted != NULL) {
            fitted[i] = level;
        }
        if (rest > 0.0 || rest < 0.0) { /* a gap leaves the level as it is, and so does no error */
            squares += rest * rest;
            level = alpha * value[i] + (1.0 - alpha) * level;
        }
    }
    if (sse != NULL) {
        *sse = squares;
    }
    return level;
}

typedef struct plain {
    const double *value;
    size_t count;
} plain;

static double plain_squares(double alpha, void *self) {
    const plain *p = self;
    double sse = 0.0;

    loc_smooth_level(p->value, p->count, alpha, p->value[0], NULL, &sse);
    return sse;
}

double loc_best_alpha(const double *value, size_t count, double lowest, double highest) {
    plain p = {value, count};
    return loc_golden(lowest, highest, plain_squares, &p);
}

/* ---- States ---------------------------------------------------------------------------------- */

/* Parameters in the form of errors: how much of an error each state takes up. */
typedef struct weights {
    double level, trend, season, damping;
    bool has_trend, has_season, times;
} weights;

typedef struct states {
    double level, trend;
    double *season; /* `period`, by position modulo it */
    size_t period;
} states;

/* One value: what was forecast for it; the states move. */
static double follow(states *s, const weights *w, size_t i, double y) {
    double *season = w->has_season ? &s->season[i % s->period] : NULL;
    double base = s->level + (w->has_trend ? w->damping * s->trend : 0.0);
    double fit = season == NULL ? base : w->times ? base * *season : base + *season;

    if (!(y == y)) {
        s->level = base;
        s->trend *= w->damping;
        return fit;
    }
    if (w->times && season != NULL) { /* by parts, as the textbook has it */
        double level = w->level * (y / *season) + (1.0 - w->level) * base;
        s->trend = w->trend * (level - s->level) + (1.0 - w->trend) * s->trend;
        *season = w->season * (y / level) + (1.0 - w->season) * *season;
        s->level = level;
        return fit;
    }
    double rest = y - fit;
    s->level = base + w->level * rest;
    if (w->has_trend) {
        s->trend = w->damping * s->trend + w->trend * rest;
    }
    if (season != NULL) {
        *season += w->season * rest;
    }
    return fit;
}

/* What a method is made of. */
static weights weights_of(const locality_forecast_options *o) {
    bool ets = o->method == LOCALITY_FORECAST_ETS;
    weights w = {
        o->alpha, 0.0, 0.0, 1.0, false, false, o->method == LOCALITY_FORECAST_WINTERS_TIMES};

    w.has_season = o->method == LOCALITY_FORECAST_WINTERS || w.times || (ets && o->period > 1);
    w.has_trend = ets ? o->has_trend != 0 : o->method != LOCALITY_FORECAST_SES;
    w.damping = o->method == LOCALITY_FORECAST_DAMPED || (ets && o->phi > 0.0) ? o->phi : 1.0;
    w.trend = ets || w.times ? o->beta : o->alpha * o->beta;
    w.season = ets || w.times ? o->gamma : o->gamma * (1.0 - o->alpha);
    return w;
}

/* ---- Starts ---------------------------------------------------------------------------------- */

/* The mean over a round about a position, its ends counting half where the round is even. */
static double centred(const double *y, size_t i, size_t period) {
    size_t half = period / 2;
    double sum = 0.0;

    for (size_t k = i - half; k <= i + half; k++) {
        bool end = period % 2 == 0 && (k == i - half || k == i + half);
        sum += end ? 0.5 * y[k] : y[k];
    }
    return sum / (double)period;
}

/* Seasons of the first rounds about their moving mean; level and trend from a line through that. */
static void start_seasons(loc_forecast *room, states *s, size_t rounds, bool times, size_t *first) {
    size_t period = s->period, half = period / 2, wide = rounds * period;
    double sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0, n = 0.0, whole = 0.0;

    for (size_t p = 0; p < period; p++) {
        double sum = 0.0, found = 0.0;
        for (size_t i = p; i < wide; i += period) {
            if (i >= half && i + half < wide) {
                double mean = centred(room->value, i, period);
                sum += times ? room->value[i] / mean : room->value[i] - mean;
                found += 1.0;
            }
        }
        s->season[p] = sum / found; /* each season lies in the middle of two rounds */
        whole += s->season[p];
    }
    for (size_t p = 0; p < period; p++) {
        double mean = whole / (double)period;
        s->season[p] = times ? s->season[p] / mean : s->season[p] - mean;
    }
    for (size_t i = half; i + half < wide; i++) {
        double x = (double)(i - half) + 1.0, y = centred(room->value, i, period);
        n += 1.0;
        sx += x;
        sy += y;
        sxx += x * x;
        sxy += x * y;
    }
    double spread = n * sxx - sx * sx;
    s->trend = (n * sxy - sx * sy) / spread; /* over a round of two values at least */
    s->level = (sy - s->trend * sx) / n;
    *first = period;
}

/* Where a method starts; the position of the first value that is forecast. */
static size_t start_states(loc_forecast *room, size_t count, const locality_forecast_options *o,
                           const weights *w, states *s) {
    size_t first = 0, a = 0, b = 0;

    if (o->has_start != 0) {
        s->level = o->level;
        s->trend = o->trend;
        for (size_t p = 0; w->has_season && p < s->period; p++) {
            s->season[p] = o->season[p];
        }
        bool textbook =
            o->method == LOCALITY_FORECAST_HOLT || o->method == LOCALITY_FORECAST_DAMPED;
        return textbook ? 2 : 0;
    }
    if (w->has_season) {
        start_seasons(room, s, 2, w->times, &first);
        return first;
    }
    while (a + 1 < count && !(room->value[a] == room->value[a])) {
        a++;
    }
    s->level = room->value[a];
    if (!w->has_trend) {
        return a;
    }
    for (b = a + 1; b + 1 < count && !(room->value[b] == room->value[b]);) {
        b++;
    }
    s->level = room->value[b];
    s->trend = (room->value[b] - room->value[a]) / (double)(b - a);
    return b + 1;
}

/* ---- One pass -------------------------------------------------------------------------------- */

typedef struct search {
    loc_forecast *room;
    size_t count;
    locality_forecast_options o;
    double *parameter; /* in `o`, the one that is looked for */
} search;

/* Goes through all values; squares of the errors. */
static double pass(loc_forecast *room, size_t count, const locality_forecast_options *o, states *s,
                   size_t *errors) {
    weights w = weights_of(o);
    double sse = 0.0;

    s->season = room->season;
    s->period = o->period > 0 ? o->period : 1;
    s->trend = 0.0;
    size_t first = start_states(room, count, o, &w, s);
    *errors = 0;
    for (size_t i = 0; i < first && i < count; i++) {
        room->fitted[i] = (double)NAN;
    }
    for (size_t i = first; i < count; i++) {
        double y = room->value[i], fit = follow(s, &w, i, y);
        room->fitted[i] = fit;
        sse += y == y ? (y - fit) * (y - fit) : 0.0;
        *errors += y == y ? 1u : 0u;
    }
    return sse;
}

static double squares_at(double x, void *self) {
    search *job = self;
    states s = {0.0, 0.0, NULL, 1};
    size_t errors = 0;

    *job->parameter = x;
    double sse = pass(job->room, job->count, &job->o, &s, &errors);
    return sse == sse ? sse : 1e300;
}

/* The best of a few even steps, then golden section about it: several valleys are no trap. */
static double look(search *job, double lowest, double highest) {
    double best = lowest, least = (double)INFINITY, step = (highest - lowest) / 8.0;

    for (int k = 0; k <= 8; k++) {
        double x = lowest + step * (double)k, sse = squares_at(x, job);
        if (sse < least) {
            least = sse;
            best = x;
        }
    }
    double low = best - step > lowest ? best - step : lowest;
    double high = best + step < highest ? best + step : highest;
    for (int k = 0; k < 20; k++) {
        double c = high - (high - low) * GOLDEN, d = low + (high - low) * GOLDEN;
        if (squares_at(c, job) < squares_at(d, job)) {
            high = d;
        } else {
            low = c;
        }
    }
    double x = (low + high) / 2.0;
    return squares_at(x, job) <= least ? x : best;
}

/* Parameters that are 0 are looked for in turns. */
static void choose(loc_forecast *room, size_t count, locality_forecast_options *o) {
    weights w = weights_of(o);
    bool alpha = !(o->alpha > 0.0), beta = w.has_trend && !(o->beta > 0.0);
    bool gamma = w.has_season && !(o->gamma > 0.0);
    bool phi = o->method == LOCALITY_FORECAST_DAMPED && !(o->phi > 0.0);
    search job = {room, count, *o, NULL};

    job.o.alpha = alpha ? 0.2 : o->alpha;
    job.o.beta = beta ? 0.1 : o->beta;
    job.o.gamma = gamma ? 0.1 : o->gamma;
    job.o.phi = phi ? 0.9 : o->phi;
    for (int round = 0; round < ROUNDS && (alpha || beta || gamma || phi); round++) {
        double *parameter[] = {&job.o.alpha, &job.o.beta, &job.o.gamma, &job.o.phi};
        const bool wanted[] = {alpha, beta, gamma, phi};
        for (int k = 0; k < 4; k++) {
            if (wanted[k]) {
                job.parameter = parameter[k];
                *parameter[k] = look(&job, k == 3 ? 0.8 : o->lowest, k == 3 ? 0.98 : o->highest);
            }
        }
    }
    o->alpha = job.o.alpha;
    o->beta = job.o.beta;
    o->gamma = job.o.gamma;
    o->phi = job.o.phi;
}

/* ---- What comes ------------------------------------------------------------------------------ */

/* Standard errors over sigma: each error stays in the states. */
static void put_spread(loc_forecast *room, const weights *w, size_t period, size_t steps) {
    double variance = 1.0, faded = 0.0, power = 1.0;

    for (size_t h = 0; h < steps; h++) {
        room->spread[h] = w->times ? (double)NAN : sqrt(variance);
        power *= w->damping;
        faded += power;
        double c = w->level + (w->has_trend ? w->trend * faded : 0.0);
        c += w->has_season && (h + 1) % period == 0 ? w->season : 0.0;
        variance += c * c;
    }
}

static void put_means(loc_forecast *room, size_t count, const weights *w, const states *s,
                      size_t steps) {
    double faded = 0.0, power = 1.0;

    for (size_t h = 0; h < steps; h++) {
        power *= w->damping;
        faded += power;
        double base = s->level + (w->has_trend ? faded * s->trend : 0.0);
        double season = w->has_season ? s->season[(count + h) % s->period] : 0.0;
        room->mean[h] = w->times ? base * season : base + season;
    }
}

void loc_forecast_smooth(loc_forecast *room, size_t count, const locality_forecast_options *options,
                         size_t steps, locality_forecast_summary *summary) {
    locality_forecast_options o = *options;
    states s = {0.0, 0.0, NULL, 1};
    size_t errors = 0;

    if (o.method == LOCALITY_FORECAST_SES && !(o.alpha > 0.0) && o.has_start == 0) {
        size_t found = 0;
        for (size_t i = 0; i < count; i++) {
            room->scratch[found] = room->value[i];
            found += room->value[i] == room->value[i] ? 1u : 0u;
        }
        o.alpha = loc_best_alpha(room->scratch, found, o.lowest, o.highest);
    } else if (o.method != LOCALITY_FORECAST_ETS) {
        choose(room, count, &o);
    }
    weights w = weights_of(&o);
    summary->sse = pass(room, count, &o, &s, &errors);
    put_means(room, count, &w, &s, steps);
    put_spread(room, &w, s.period, steps);
    size_t estimated = 0;
    if (o.method == LOCALITY_FORECAST_ETS) { /* parameters and starts are taken to be estimated */
        estimated = 2 + (w.has_trend ? 2u : 0u) + (w.damping < 1.0 ? 1u : 0u) +
                    (w.has_season ? o.period : 0u);
    }
    summary->alpha = o.alpha;
    summary->beta = w.has_trend ? o.beta : 0.0;
    summary->gamma = w.has_season ? o.gamma : 0.0;
    summary->phi = w.damping < 1.0 ? o.phi : 0.0;
    summary->level = s.level;
    summary->trend = w.has_trend ? s.trend : 0.0;
    summary->sigma2 =
        errors > estimated ? summary->sse / (double)(errors - estimated) : (double)NAN;
}
