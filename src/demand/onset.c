/* Onset: the cumulative sum that dates a change, and the run that goes with it. */
#include "demand/onset.h"

#include <math.h>

uint32_t loc_onset_place(const loc_recent *recent, int32_t direction, double slack) {
    uint32_t onset = UINT32_MAX;
    double sum = 0;

    for (uint32_t k = recent->first; k < recent->periods; k++) {
        double mu = recent->expected[k];
        if (recent->count[k] == LOCALITY_NO_COUNT || !(mu > 0)) {
            continue;
        }
        double away = direction * ((double)recent->count[k] - mu) / sqrt(recent->dispersion * mu);
        double next = fmax(0, sum + away - slack);
        if (sum == 0 && next > 0) {
            onset = k;
        }
        sum = next;
    }
    return sum > 0 ? onset : UINT32_MAX;
}

uint32_t loc_onset_run(const loc_recent *recent, int32_t *direction) {
    uint32_t run = 0;

    *direction = 0;
    for (uint32_t k = recent->periods; k-- > recent->first;) {
        double away = (double)recent->count[k] - recent->expected[k];
        if (recent->count[k] == LOCALITY_NO_COUNT || isnan(away)) {
            continue;
        }
        int32_t side = (away > 0) - (away < 0);
        if (side == 0 || (run > 0 && side != *direction)) {
            break;
        }
        *direction = side;
        run++;
    }
    return run;
}
