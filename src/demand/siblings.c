/* Siblings: empirical Bayes over the cells of one service and depth. How uneven counts are, how
 * rates differ, and how far seasons and growths stray from those of the cell above is estimated
 * from all of them, by moments, and each cell is judged with as much of that as its own counts
 * leave open. */
#include "demand/siblings.h"

#include <math.h>

#include "demand/baseline.h"

#define QUARTERS 16       /* room: three years and a broken one */
#define FEWEST_QUARTERS 4 /* that tell a drift and something beside it */
#define GROUP_FREEDOM 52  /* weight of the group's dispersion where there are too few for more */
#define FEWEST_LINE 8     /* cells that a line of dispersions goes through */
#define TELLING_MEANS 4   /* the largest mean to the smallest, from which growth can be told */
#define MOST_SHAPE 1e4    /* where rates hardly differ */
#define FAR LOC_DEMAND_THRESHOLD

/* ---- One cell --------------------------------------------------------------------------------- */

typedef struct quarters {
    uint32_t count;
    double observed[QUARTERS], expected[QUARTERS],
        time[QUARTERS]; /* time in years from the first */
} quarters;

static void note_drift(const quarters *q, double first, double cycle, loc_stray *out) {
    double mass = 0, middle = 0, moment = 0, precision = 0;

    for (uint32_t k = 0; k < q->count; k++) {
        mass += q->expected[k];
        middle += q->expected[k] * q->time[k];
    }
    middle /= mass;
    for (uint32_t k = 0; k < q->count; k++) {
        double away = q->time[k] - middle;
        moment += (q->observed[k] - q->expected[k]) * away;
        precision += q->expected[k] * away * away;
    }
    *out = (loc_stray){.freedom = q->count - 2,
                       .mass = mass,
                       .drift = moment / precision,
                       .precision = precision,
                       .middle = first + middle * cycle};
    for (uint32_t k = 0; k < q->count; k++) {
        double should = q->expected[k] * (1 + out->drift * (q->time[k] - middle));
        double left = q->observed[k] - should;
        out->square += left * left / q->expected[k];
    }
}

void loc_siblings_note(const locality_demand *d, loc_cell *c, const double *path, double share) {
    const int64_t *count = loc_cell_counts(d, c);
    loc_baseline *b = &c->base;
    uint32_t length = d->cycle / 4;
    quarters q = {0};
    double observed = 0, expected = 0;

    b->pearson = b->freedom = 0;
    b->stray = (loc_stray){0};
    if (!(share > 0)) {
        return;
    }
    b->freedom = -1;
    for (uint32_t t = b->first; t <= b->last; t++) {
        double mu = share * (path == NULL ? 1 : path[t]);
        if (count[t] != LOCALITY_NO_COUNT && mu > 0) {
            double away = (double)count[t] - mu;
            b->pearson += away * away / mu;
            b->freedom += 1;
            observed += (double)count[t];
            expected += mu;
        }
        bool is_end = (t - b->first + 1) % length == 0;
        if (is_end && expected > 0 && q.count < QUARTERS) {
            q.observed[q.count] = observed;
            q.expected[q.count] = expected;
            q.time[q.count++] = ((double)(t - b->first) - (double)(length - 1) / 2) / d->cycle;
        }
        observed = is_end ? 0 : observed;
        expected = is_end ? 0 : expected;
    }
    b->freedom = fmax(0, b->freedom);
    if (path != NULL && q.count >= FEWEST_QUARTERS) {
        note_drift(&q, b->first, d->cycle, &b->stray);
    }
}

/* ---- Dispersions ------------------------------------------------------------------------------ */

static bool has_dispersion(const loc_baseline *b) {
    return b->is_pooled && b->freedom > 0 && b->sum > 0;
}

/* Pearson's statistic of a thin cell has little to tell: its weight goes with its mean. */
static double weight_of(const loc_baseline *b) {
    return b->freedom * b->mean / (1 + b->mean);
}

static double line_at(const loc_group *g, double mean) {
    return 1 + g->fixed + g->growing * mean;
}

/* Chance variance of a cell's dispersion, relative to the line. */
static double chance_of(const loc_group *g, double mean, double freedom) {
    return (2 + 1 / (mean * line_at(g, mean))) / freedom;
}

/* The line of dispersions by means, by weighted least squares, neither part below 0. */
static void tell_line(const locality_demand *d, loc_group *g, uint32_t first, uint32_t end) {
    double sum = 0, x = 0, xx = 0, y = 0, xy = 0, least = INFINITY, most = 0, cells = 0;

    for (uint32_t k = first; k < end; k++) {
        const loc_baseline *b = &d->cell[k].base;
        if (!has_dispersion(b)) {
            continue;
        }
        double weight = weight_of(b);
        double beyond = b->pearson / b->freedom - 1;
        sum += weight;
        x += weight * b->mean;
        xx += weight * b->mean * b->mean;
        y += weight * beyond;
        xy += weight * b->mean * beyond;
        least = fmin(least, b->mean);
        most = fmax(most, b->mean);
        cells += 1;
    }
    if (!(sum > 0)) {
        return;
    }
    g->dispersion = fmax(1, 1 + y / sum);
    g->has_line = cells >= FEWEST_LINE;
    double spread = xx - x * x / sum;
    g->has_growth = g->has_line && most >= TELLING_MEANS * least && spread > 0;
    g->growing = g->has_growth ? fmax(0, (xy - x * y / sum) / spread) : 0;
    g->fixed = (y - g->growing * x) / sum;
    if (g->fixed < 0) {
        g->fixed = 0;
        g->growing = g->has_growth ? fmax(0, xy / xx) : 0;
    }
}

static void tell_between(const locality_demand *d, loc_group *g, uint32_t first, uint32_t end) {
    double sum = 0, weights = 0;

    for (uint32_t k = first; g->has_line && k < end; k++) {
        const loc_baseline *b = &d->cell[k].base;
        if (!has_dispersion(b)) {
            continue;
        }
        double chance = chance_of(g, b->mean, b->freedom);
        double away = b->pearson / b->freedom / line_at(g, b->mean) - 1;
        sum += (away * away - chance) / (chance * chance);
        weights += 1 / (chance * chance);
    }
    g->between = weights > 0 ? fmax(0, sum / weights) : 0;
}

void loc_siblings_spread(const locality_demand *d, loc_cell *c, double own, double freedom) {
    const loc_group *g = &d->group[c->group];
    loc_baseline *b = &c->base;

    if (!g->has_line || !(b->mean > 0)) {
        double shared = (own * freedom + GROUP_FREEDOM * g->dispersion) / (freedom + GROUP_FREEDOM);
        b->dispersion = fmax(1, fmax(shared, g->dispersion));
        return;
    }
    double line = line_at(g, b->mean);
    double chance = freedom > 0 ? chance_of(g, b->mean, freedom) : INFINITY;
    double kept = g->between > 0 ? g->between / (g->between + chance) : 0;
    b->dispersion = fmax(1, line + kept * (own - line));
    b->growth = g->has_growth && line > 1 ? g->growing * b->mean / (line - 1) : NAN;
}

/* ---- Seasons and growths ---------------------------------------------------------------------- */

/* Squares of cells beyond what chance gives them, over what they would be if all strayed by one
 * variance, and a standard error more. */
typedef struct excess {
    double sum, chance, mass;
} excess;

static double variance_of(const excess *e) {
    return e->mass > 0 ? fmax(0, (e->sum + sqrt(e->chance)) / e->mass) : 0;
}

static double share_of(const loc_baseline *b) {
    return fmin(1, b->sum / b->level);
}

static double own_dispersion(const loc_group *g, const loc_baseline *b) {
    return g->has_line ? line_at(g, b->mean) : g->dispersion;
}

/* A cell is a part of the cell above: as its share is larger it strays less from that. */
static void tell_strays(const locality_demand *d, loc_group *g, uint32_t first, uint32_t end) {
    excess stray = {0, 0, 0}, drift = {0, 0, 0};

    for (uint32_t k = first; k < end; k++) {
        const loc_baseline *b = &d->cell[k].base;
        const loc_stray *s = &b->stray;
        if (!b->is_pooled || s->freedom == 0) {
            continue;
        }
        double rest = 1 - share_of(b);
        double chance = own_dispersion(g, b) * rest;
        stray.sum += s->square - chance * s->freedom;
        stray.chance += 2 * s->freedom * chance * chance;
        stray.mass += s->mass * rest * rest * s->freedom / (s->freedom + 2);
        drift.sum += s->drift * s->drift * s->precision - chance;
        drift.chance += 2 * chance * chance;
        drift.mass += s->precision * rest * rest;
    }
    g->stray = variance_of(&stray);
    g->drift = variance_of(&drift);
}

double loc_siblings_variance(const locality_demand *d, const loc_cell *c) {
    const loc_group *g = &d->group[c->group];
    const loc_stray *s = &c->base.stray;
    double years = ((double)d->anchor - s->middle) / d->cycle;

    return s->freedom == 0 ? 0 : g->stray + g->drift * years * years;
}

bool loc_siblings_strays(const locality_demand *d, const loc_cell *c) {
    const loc_group *g = &d->group[c->group];
    const loc_stray *s = &c->base.stray;

    if (s->freedom == 0) {
        return false;
    }
    double each = own_dispersion(g, &c->base) + g->stray * s->mass / (s->freedom + 2);
    double drift = own_dispersion(g, &c->base) + g->drift * s->precision;
    return s->square > each * (s->freedom + FAR * sqrt(2.0 * s->freedom)) ||
           s->drift * s->drift * s->precision > FAR * FAR * drift;
}

/* ---- Rates ------------------------------------------------------------------------------------ */

/* The gamma distribution of the rates of thin cells, by moments; of all where there are too few. */
static void tell_rates(const locality_demand *d, loc_group *g, uint32_t first, uint32_t end,
                       double below) {
    double rates = 0, squares = 0, unit = 0, cells = 0;

    for (uint32_t k = first; k < end; k++) {
        const loc_baseline *b = &d->cell[k].base;
        if (!b->is_pooled || !(b->level > 0) || !(b->mean < below)) {
            continue;
        }
        double rate = b->sum / b->level;
        rates += rate;
        squares += rate * rate;
        unit += 1 / b->level;
        cells += 1;
    }
    if (cells < 2 || !(rates > 0)) {
        return;
    }
    double mean = rates / cells;
    double variance = (squares - cells * mean * mean) / (cells - 1);
    double between = variance - mean * unit / cells;
    g->shape = between > mean * mean / MOST_SHAPE ? mean * mean / between : MOST_SHAPE;
    g->rate = g->shape / mean;
    g->is_told = true;
}

void loc_siblings_tell(locality_demand *d, uint32_t group, uint32_t first, uint32_t end) {
    loc_group *g = &d->group[group];

    *g = (loc_group){.dispersion = 1};
    tell_line(d, g, first, end);
    tell_between(d, g, first, end);
    tell_strays(d, g, first, end);
    tell_rates(d, g, first, end, d->options.borrow_below);
    if (!g->is_told) {
        tell_rates(d, g, first, end, INFINITY);
    }
}
