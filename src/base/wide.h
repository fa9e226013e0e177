/* Wide: 128-bit integers, so that a product of two 64-bit values is exact before it is rounded. */
#ifndef LOC_BASE_WIDE_H
#define LOC_BASE_WIDE_H

#include <stdint.h>

#ifndef __SIZEOF_INT128__
#error "liblocality needs a compiler with 128-bit integers (gcc or clang for a 64-bit machine)"
#endif

__extension__ typedef __int128 loc_wide;
__extension__ typedef unsigned __int128 loc_wide_unsigned;

/* Quotients rounded down, up, and to the nearest (away from zero at a tie); divisor above 0. */
static inline loc_wide loc_divide_down(loc_wide dividend, loc_wide divisor) {
    loc_wide quotient = dividend / divisor;
    return dividend % divisor < 0 ? quotient - 1 : quotient;
}

static inline loc_wide loc_divide_up(loc_wide dividend, loc_wide divisor) {
    loc_wide quotient = dividend / divisor;
    return dividend % divisor > 0 ? quotient + 1 : quotient;
}

static inline loc_wide loc_divide_nearest(loc_wide dividend, loc_wide divisor) {
    loc_wide quotient = dividend / divisor;
    loc_wide rest = dividend % divisor;

    if (rest < 0)
        return -rest >= divisor + rest ? quotient - 1 : quotient;
    return rest >= divisor - rest ? quotient + 1 : quotient;
}

#endif
