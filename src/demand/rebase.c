/* Rebase: exact segmentation by dynamic programming. */
#include "demand/rebase.h"

#include <math.h>
#include <stdbool.h>

#include "statistics/elementary.h"

/* Sums up to each place. */
typedef struct sums {
    double count[LOC_REBASE_MOST + 1];
    double exposure[LOC_REBASE_MOST + 1];
    double log_of[LOC_REBASE_MOST + 1]; /* of a length */
    double dispersion;
} sums;

/* Twice the negative log-likelihood of one level, over the dispersion, and the length's part. */
static double cost(const sums *s, uint32_t from, uint32_t end) {
    double count = s->count[end] - s->count[from];
    double exposure = s->exposure[end] - s->exposure[from];
    double fit = count > 0 && exposure > 0 ? 2 * count * loc_log(exposure / count) : 0;

    return fit / s->dispersion + s->log_of[end - from];
}

static double level_of(const sums *s, uint32_t from, uint32_t end) {
    return (s->count[end] - s->count[from] + 0.5) / (s->exposure[end] - s->exposure[from] + 0.5);
}

loc_level_change loc_rebase_find(const int64_t *count, const double *exposure, uint32_t places,
                                 double dispersion, uint32_t shortest) {
    sums s = {.dispersion = dispersion};
    double best[LOC_REBASE_MOST + 1];
    uint32_t before[LOC_REBASE_MOST + 1];
    loc_level_change found = {0, 1, 0};

    if (places > LOC_REBASE_MOST || places < 2 * shortest) {
        return found;
    }
    for (uint32_t k = 0; k < places; k++) {
        bool weighs = count[k] != LOCALITY_NO_COUNT && exposure[k] > 0;
        s.count[k + 1] = s.count[k] + (weighs ? (double)count[k] : 0);
        s.exposure[k + 1] = s.exposure[k] + (weighs ? exposure[k] : 0);
        s.log_of[k + 1] = loc_log(k + 1);
    }
    double penalty = 3 * s.log_of[places];
    best[0] = -penalty;
    before[0] = 0;
    for (uint32_t end = 1; end <= places; end++) {
        best[end] = INFINITY;
        before[end] = 0;
        for (uint32_t from = 0; from + shortest <= end; from++) {
            double total = best[from] + cost(&s, from, end) + penalty;
            if (total < best[end]) {
                best[end] = total;
                before[end] = from;
            }
        }
    }
    found.start = before[places];
    if (found.start > 0) {
        found.gain = cost(&s, 0, places) - best[places];
        found.ratio =
            level_of(&s, found.start, places) / level_of(&s, before[found.start], found.start);
    }
    return found;
}
