/* Growth: the yearly rate, found by halving, with powers in 128 bits that are rounded outwards. */
#include "expr/growth.h"

#include <stdbool.h>

#include "base/wide.h"

#define MOST_YEARS INT64_C(1000)
/* Largest growth, in millionths: its product with a power stays within 128 bits. */
#define MOST_GROWTH INT64_C(10000000000000000)
/* Powers are kept in millionths of a millionth: 1 is LOCALITY_ONE * FINE. */
#define FINE LOCALITY_ONE

/* (1 + rate) to the power of `years`, rounded down or up; it may end early above `enough`. */
static loc_wide power_of(int64_t rate, int64_t years, loc_wide enough, bool is_up) {
    loc_wide power = (loc_wide)LOCALITY_ONE * FINE, factor = (loc_wide)LOCALITY_ONE + rate;

    for (int64_t i = 0; i < years; i++) {
        if (rate >= 0 && power > enough)
            break;
        power = is_up ? loc_divide_up(power * factor, LOCALITY_ONE)
                      : loc_divide_down(power * factor, LOCALITY_ONE);
    }
    return power;
}

/* The largest rate that comes to no more than `growth`. */
static int64_t rate_below(int64_t growth, int64_t years) {
    loc_wide aim = ((loc_wide)LOCALITY_ONE + growth) * FINE;
    int64_t lo = -LOCALITY_ONE, hi = growth > 0 ? growth : 0;

    while (lo < hi) {
        int64_t middle = hi - (hi - lo) / 2;

        if (power_of(middle, years, aim, true) <= aim)
            lo = middle;
        else
            hi = middle - 1;
    }
    return lo;
}

/* The smallest rate that comes to no less than `growth`. */
static int64_t rate_above(int64_t growth, int64_t years) {
    loc_wide aim = ((loc_wide)LOCALITY_ONE + growth) * FINE;
    int64_t lo = -LOCALITY_ONE, hi = growth > 0 ? growth : 0;

    while (lo < hi) {
        int64_t middle = lo + (hi - lo) / 2;

        if (power_of(middle, years, aim, false) >= aim)
            hi = middle;
        else
            lo = middle + 1;
    }
    return lo;
}

void loc_growth_yearly(const locality_range *growth, const locality_range *years,
                       locality_range *out) {
    const bool is_known = growth->lo >= -LOCALITY_ONE && years->lo >= 1 && years->hi <= MOST_YEARS;
    int64_t least = growth->lo < MOST_GROWTH ? growth->lo : MOST_GROWTH;

    out->lo = LOCALITY_OPEN_BELOW;
    out->hi = LOCALITY_OPEN_ABOVE;
    if (!is_known)
        return;
    /* More years bring a growth nearer to nothing, and a fall as well. */
    out->lo = rate_below(least, least > 0 ? years->hi : years->lo);
    if (growth->hi <= MOST_GROWTH)
        out->hi = rate_above(growth->hi, growth->hi > 0 ? years->lo : years->hi);
}
