/* Rare: demands that come now and then: their sizes, and how far apart or how likely they are. */
#include <math.h>

#include "series/forecast.h"

/* Bounds of alpha where sums are smoothed. */
#define LOWEST 0.1
#define HIGHEST 0.3

/* Demands that were seen so far. */
typedef struct demands {
    double size, gap; /* smoothed */
    double since;     /* periods since the last */
    size_t found;
} demands;

/* Croston's family: takes a value; what is forecast next. */
static double take_gap(demands *d, double y, const locality_forecast_options *o, double share) {
    if (y == y) {
        d->since += 1.0;
        if (y > 0.0) {
            bool first = d->found == 0;
            double size = first && o->has_start != 0 ? o->level : y;
            double gap = first && o->has_start != 0 ? o->trend : d->since;
            d->size = first ? size : o->alpha * y + (1.0 - o->alpha) * d->size;
            d->gap = first ? gap : o->beta * d->since + (1.0 - o->beta) * d->gap;
            d->since = 0.0;
            d->found++;
        }
    }
    return d->found > 0 ? d->size / d->gap * share : 0.0;
}

/* Teunter's: size and probability, the latter every period. */
static double take_chance(demands *d, double y, const locality_forecast_options *o, bool is_first) {
    if (y == y) {
        double came = y > 0.0 ? 1.0 : 0.0;
        bool given = o->has_start != 0;
        if (is_first) {
            d->gap = given ? o->trend : came;
            d->size = given ? o->level : y;
            d->found = given || y > 0.0 ? 1 : 0;
        } else {
            d->gap = o->beta * came + (1.0 - o->beta) * d->gap;
            if (y > 0.0) {
                d->size = d->found == 0 ? y : o->alpha * y + (1.0 - o->alpha) * d->size;
                d->found++;
            }
        }
    }
    return d->size * d->gap;
}

static double share_of(const locality_forecast_options *o) {
    switch (o->method) {
    case LOCALITY_FORECAST_SBA:
        return 1.0 - o->beta / 2.0;
    case LOCALITY_FORECAST_SBJ:
        return 1.0 - o->beta / (2.0 - o->beta);
    default:
        return 1.0;
    }
}

/* Sizes to room->scratch and distances to room->other; how many demands. */
static size_t list_demands(loc_forecast *room, size_t count) {
    size_t found = 0;
    double since = 0.0;

    for (size_t i = 0; i < count; i++) {
        double y = room->value[i];
        since += y == y ? 1.0 : 0.0;
        if (y > 0.0) {
            room->scratch[found] = y;
            room->other[found++] = since;
            since = 0.0;
        }
    }
    return found;
}

/* Parameters that are 0: of least squares in the bounds. */
static void choose(loc_forecast *room, size_t count, locality_forecast_options *o) {
    size_t found = list_demands(room, count);
    bool gaps = o->method != LOCALITY_FORECAST_TSB;

    if (!(o->alpha > 0.0)) {
        o->alpha = found > 1 ? loc_best_alpha(room->scratch, found, LOWEST, HIGHEST) : LOWEST;
    }
    if (!(o->beta > 0.0)) {
        o->beta = gaps && found > 1 ? loc_best_alpha(room->other, found, LOWEST, HIGHEST) : LOWEST;
    }
}

/* ---- Sums over several periods --------------------------------------------------------------- */

/* Simple smoothing of sums over `length` values, the oldest few left out; per value. */
static double smooth_sums(const double *value, size_t count, size_t length, double *sums) {
    size_t blocks = count / length, skip = count % length;

    for (size_t b = 0; b < blocks; b++) {
        sums[b] = 0.0;
        for (size_t i = 0; i < length; i++) {
            sums[b] += value[skip + b * length + i];
        }
    }
    double alpha = blocks > 1 ? loc_best_alpha(sums, blocks, LOWEST, HIGHEST) : LOWEST;
    return loc_smooth_level(sums, blocks, alpha, sums[0], NULL, NULL) / (double)length;
}

/* The mean distance of demands, rounded, halves to the even number; 1 at least, 0 for no demand. */
static size_t mean_distance(const double *value, size_t count) {
    size_t found = 0, last = 0;

    for (size_t i = 0; i < count; i++) {
        if (value[i] > 0.0) {
            found++;
            last = i + 1;
        }
    }
    if (found == 0) {
        return 0;
    }
    double mean = (double)last / (double)found, down = floor(mean), rest = mean - down;
    bool up = rest > 0.5 || (rest >= 0.5 && (size_t)down % 2 == 1);
    return (size_t)down + (up ? 1u : 0u);
}

static double forecast_sums(const double *value, size_t count, bool all, double *sums) {
    size_t longest = mean_distance(value, count);
    double sum = 0.0;

    if (longest == 0) {
        return 0.0;
    }
    for (size_t length = all ? 1 : longest; length <= longest; length++) {
        sum += smooth_sums(value, count, length, sums);
    }
    return sum / (all ? (double)longest : 1.0);
}

static double run_sums(loc_forecast *room, size_t count, bool all) {
    size_t found = 0;

    for (size_t i = 0; i < count; i++) {
        room->other[found] = room->value[i];
        found += room->value[i] == room->value[i] ? 1u : 0u;
        room->fitted[i] = (double)NAN;
    }
    return forecast_sums(room->other, found, all, room->scratch);
}

/* ---- All of them ----------------------------------------------------------------------------- */

void loc_forecast_rare(loc_forecast *room, size_t count, const locality_forecast_options *options,
                       size_t steps, locality_forecast_summary *summary) {
    locality_forecast_options o = *options;
    demands d = {0.0, 0.0, 0.0, 0};
    double next = (double)NAN;
    bool first = true;

    if (o.method == LOCALITY_FORECAST_ADIDA || o.method == LOCALITY_FORECAST_IMAPA) {
        next = run_sums(room, count, o.method == LOCALITY_FORECAST_IMAPA);
        d.size = next;
    } else {
        choose(room, count, &o);
        double share = share_of(&o);
        for (size_t i = 0; i < count; i++) {
            double y = room->value[i];
            room->fitted[i] = next;
            next = o.method == LOCALITY_FORECAST_TSB ? take_chance(&d, y, &o, first)
                                                     : take_gap(&d, y, &o, share);
            first = first && !(y == y);
        }
        summary->alpha = o.alpha;
        summary->beta = o.beta;
    }
    summary->level = d.size;
    summary->trend = d.gap;
    for (size_t h = 0; h < steps; h++) {
        room->mean[h] = next;
        room->spread[h] = (double)NAN;
    }
}
