/* Draw: cases that change periods, cases thrown onto people, or cells drawn one by one. */
#include "scan/draw.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "statistics/distributions.h"
#include "statistics/elementary.h"

/* ---- Cases of a permutation ------------------------------------------------------------------- */

static bool take_cases(loc_draw *d) {
    const locality_scan_input *in = d->input;
    size_t at = 0;

    d->place_of = loc_allocate_raw(d->allocator, d->cases, sizeof *d->place_of);
    d->period_of = loc_allocate_raw(d->allocator, d->cases, sizeof *d->period_of);
    if (d->place_of == NULL || d->period_of == NULL) {
        return false;
    }
    for (size_t i = 0; i < d->cells; i++) {
        for (int64_t k = 0; k < in->count[i]; k++) {
            d->place_of[at] = (uint32_t)(i % in->places);
            d->period_of[at++] = (uint32_t)(i / in->places);
        }
    }
    return true;
}

static void draw_permutation(loc_draw *d, loc_random *random, double *cell) {
    for (size_t i = d->cases; i-- > 0;) {
        size_t other = (size_t)loc_random_below(random, i + 1);
        uint32_t period = d->period_of[other];
        d->period_of[other] = d->period_of[i];
        d->period_of[i] = period;
        cell[(size_t)period * d->input->places + d->place_of[i]] += 1;
    }
}

/* ---- Searching -------------------------------------------------------------------------------- */

/* The first position whose value is above `wanted`. */
static size_t first_above(const double *value, size_t count, double wanted) {
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (value[middle] > wanted) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

/* ---- Cases thrown onto people ----------------------------------------------------------------- */

static bool take_shares(loc_draw *d) {
    double sum = 0;

    d->share = loc_allocate_raw(d->allocator, d->cells, sizeof *d->share);
    d->guide = loc_allocate_raw(d->allocator, d->cells, sizeof *d->guide);
    if (d->share == NULL || d->guide == NULL) {
        return false;
    }
    for (size_t i = 0; i < d->cells; i++) {
        sum += d->input->expected[i];
        d->share[i] = sum;
    }
    for (size_t i = 0; i < d->cells; i++) {
        double wanted = (double)i / (double)d->cells * sum;
        d->guide[i] = (uint32_t)first_above(d->share, d->cells, wanted);
    }
    return true;
}

/* Looks from where the guide points to; a part that was rounded may point one cell too far. */
static void draw_population(const loc_draw *d, loc_random *random, double *cell) {
    double all = d->share[d->cells - 1], parts = (double)d->cells;

    for (size_t k = 0; k < d->cases; k++) {
        double p = loc_random_uniform(random), wanted = p * all;
        size_t part = (size_t)(p * parts), at = d->guide[part < d->cells ? part : d->cells - 1];
        while (at > 0 && d->share[at - 1] > wanted) {
            at--;
        }
        while (d->share[at] <= wanted) {
            at++;
        }
        cell[at] += 1;
    }
}

/* ---- Cells one by one ------------------------------------------------------------------------- */

/* Cells so broad are drawn by their quantile instead of a table. */
#define BROAD 4096.0
/* A table goes this many standard deviations to each side; beyond it quantiles serve. */
#define REACH 9.0
/* A first mass of e to less than this is too near nothing to start from. */
#define MOST_POWER 600.0

bool loc_draw_is_spread(const locality_scan_input *input, int32_t model) {
    return model == LOCALITY_SCAN_OVERDISPERSED ||
           (model == LOCALITY_SCAN_EXPECTED && input->size != NULL);
}

/* Size parameter of a cell; 0 for a Poisson number. */
static double size_of(const loc_draw *d, size_t i) {
    return loc_draw_is_spread(d->input, d->model) ? d->input->size[i] : 0;
}

static double variance_of(const loc_draw *d, size_t i) {
    double mean = d->input->expected[i], size = size_of(d, i);

    return size == 0 ? mean : mean + mean * mean / size;
}

static double cdf_of(const loc_draw *d, size_t i, double number) {
    double mean = d->input->expected[i], size = size_of(d, i);

    return size == 0 ? loc_poisson_cdf(number, mean)
                     : loc_negbin_cdf(number, size, size / (size + mean));
}

static double quantile_of(const loc_draw *d, size_t i, double p) {
    double mean = d->input->expected[i], size = size_of(d, i);

    return size == 0 ? loc_poisson_quantile(p, mean)
                     : loc_negbin_quantile(p, size, size / (size + mean));
}

static void plan_cell(loc_draw *d, size_t i) {
    double mean = d->input->expected[i], spread = sqrt(variance_of(d, i));
    double lowest = floor(mean - REACH * spread);

    d->cell[i] = (loc_draw_cell){.first = d->probabilities, .lowest = lowest > 0 ? lowest : 0};
    if (spread <= BROAD) {
        d->cell[i].count = (size_t)(ceil(mean + REACH * spread) - d->cell[i].lowest) + 1;
        d->probabilities += d->cell[i].count;
    }
}

/* The probabilities of a table from 0, each mass from the one before it: as exact as the distribution
 * functions where the first is no tiny number, and many times as fast. */
static bool add_masses(const loc_draw *d, size_t i, double *probability) {
    double mean = d->input->expected[i], size = size_of(d, i);
    double power = size == 0 ? mean : size * loc_log1p(mean / size);
    double other = size == 0 ? mean : mean / (size + mean);
    double mass = loc_exp(-power), sum = 0;

    if (d->cell[i].lowest > 0 || power > MOST_POWER) {
        return false;
    }
    for (size_t k = 0; k < d->cell[i].count; k++) {
        sum += mass;
        probability[k] = sum;
        mass *= (size == 0 ? other : ((double)k + size) * other) / ((double)k + 1);
    }
    return true;
}

static void fill_table(const loc_draw *d, size_t i, double *probability) {
    if (add_masses(d, i, probability)) {
        return;
    }
    for (size_t k = 0; k < d->cell[i].count; k++) {
        probability[k] = cdf_of(d, i, d->cell[i].lowest + (double)k);
    }
}

static bool take_cells(loc_draw *d) {
    d->cell = loc_allocate_raw(d->allocator, d->cells, sizeof *d->cell);
    for (size_t i = 0; d->cell != NULL && i < d->cells; i++) {
        plan_cell(d, i);
    }
    d->probability = d->cell == NULL
                         ? NULL
                         : loc_allocate_raw(d->allocator, d->probabilities, sizeof *d->probability);
    for (size_t i = 0; d->probability != NULL && i < d->cells; i++) {
        fill_table(d, i, d->probability + d->cell[i].first);
    }
    return d->probability != NULL;
}

static double draw_cell(const loc_draw *d, size_t i, double p) {
    const loc_draw_cell *cell = &d->cell[i];
    const double *probability = d->probability + cell->first;
    size_t at = first_above(probability, cell->count, p);

    return at == cell->count || (at == 0 && cell->lowest > 0) ? quantile_of(d, i, p)
                                                              : cell->lowest + (double)at;
}

/* ---- All -------------------------------------------------------------------------------------- */

bool loc_draw_make(loc_draw *d, const locality_scan_input *input, int32_t model,
                   const locality_allocator *allocator) {
    bool done;

    *d = (loc_draw){.allocator = allocator,
                    .input = input,
                    .model = model,
                    .cells = input->places * input->periods};
    for (size_t i = 0; i < d->cells; i++) {
        d->cases += (size_t)input->count[i];
    }
    switch (model) {
    case LOCALITY_SCAN_PERMUTATION:
        done = take_cases(d);
        break;
    case LOCALITY_SCAN_POPULATION:
        done = take_shares(d);
        break;
    default:
        done = take_cells(d);
    }
    if (!done) {
        loc_draw_free(d);
    }
    return done;
}

void loc_draw_free(loc_draw *d) {
    loc_release(d->allocator, d->place_of, d->cases, sizeof *d->place_of);
    loc_release(d->allocator, d->period_of, d->cases, sizeof *d->period_of);
    loc_release(d->allocator, d->share, d->cells, sizeof *d->share);
    loc_release(d->allocator, d->guide, d->cells, sizeof *d->guide);
    loc_release(d->allocator, d->cell, d->cells, sizeof *d->cell);
    loc_release(d->allocator, d->probability, d->probabilities, sizeof *d->probability);
    *d = (loc_draw){.allocator = d->allocator};
}

void loc_draw_cells(loc_draw *d, loc_random *random, double *cell) {
    if (d->model == LOCALITY_SCAN_PERMUTATION || d->model == LOCALITY_SCAN_POPULATION) {
        memset(cell, 0, d->cells * sizeof *cell);
        if (d->model == LOCALITY_SCAN_PERMUTATION) {
            draw_permutation(d, random, cell);
        } else {
            draw_population(d, random, cell);
        }
        return;
    }
    for (size_t i = 0; i < d->cells; i++) {
        cell[i] = draw_cell(d, i, loc_random_uniform(random));
    }
}
