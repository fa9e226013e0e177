/* Ranges: closed intervals of 64-bit integers with open ends, computed in 128 bits. Results contain
 * every exact outcome: they round outwards, and an end that leaves 64 bits becomes open. */
#include <stddef.h>

#include "base/wide.h"
#include "locality/base.h"

/* An open end inside a computation: beyond every product of two finite ends, which is at most
 * (2^63 - 1)^2, and small enough that two of them add up inside 128 bits. */
#define INFINITE (((loc_wide)1 << 126) - 1)

typedef struct ends {
    loc_wide lo, hi;
} ends;

static const locality_range everything = {LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE};

int32_t locality_range_is_valid(const locality_range *range) {
    return range != NULL && range->lo <= range->hi && range->lo < LOCALITY_OPEN_ABOVE &&
           range->hi > LOCALITY_OPEN_BELOW;
}

/* The operand, or everything where it is null or invalid: wider, never wrong. */
static locality_range operand(const locality_range *range) {
    return locality_range_is_valid(range) ? *range : everything;
}

static ends ends_of(const locality_range *range) {
    locality_range r = operand(range);
    ends e = {r.lo, r.hi};

    if (r.lo == LOCALITY_OPEN_BELOW)
        e.lo = -INFINITE;
    if (r.hi == LOCALITY_OPEN_ABOVE)
        e.hi = INFINITE;
    return e;
}

/* The lower end nearest to `value` from below that a valid range can have; `hi_end` from above. */
static int64_t lo_end(loc_wide value) {
    if (value <= LOCALITY_OPEN_BELOW)
        return LOCALITY_OPEN_BELOW;
    return value >= LOCALITY_OPEN_ABOVE ? LOCALITY_OPEN_ABOVE - 1 : (int64_t)value;
}

static int64_t hi_end(loc_wide value) {
    if (value >= LOCALITY_OPEN_ABOVE)
        return LOCALITY_OPEN_ABOVE;
    return value <= LOCALITY_OPEN_BELOW ? LOCALITY_OPEN_BELOW + 1 : (int64_t)value;
}

static void put(locality_range *out, loc_wide lo, loc_wide hi) {
    if (out == NULL)
        return;
    out->lo = lo_end(lo);
    out->hi = hi_end(hi);
}

static loc_wide smaller(loc_wide a, loc_wide b) {
    return a < b ? a : b;
}

static loc_wide larger(loc_wide a, loc_wide b) {
    return a > b ? a : b;
}

/* ---- Constructors ------------------------------------------------------------------------- */

static int is_mark(int64_t value) {
    return value == LOCALITY_OPEN_BELOW || value == LOCALITY_OPEN_ABOVE;
}

void locality_range_unknown(locality_range *out) {
    put(out, -INFINITE, INFINITE);
}

void locality_range_exact(int64_t value, locality_range *out) {
    locality_range_about(value, 0, out);
}

void locality_range_between(int64_t a, int64_t b, locality_range *out) {
    put(out, smaller(a, b), larger(a, b));
}

void locality_range_at_least(int64_t value, locality_range *out) {
    put(out, value, INFINITE);
}

void locality_range_at_most(int64_t value, locality_range *out) {
    put(out, -INFINITE, value);
}

void locality_range_over(int64_t value, locality_range *out) {
    put(out, value == LOCALITY_OPEN_BELOW ? -INFINITE : (loc_wide)value + 1, INFINITE);
}

void locality_range_under(int64_t value, locality_range *out) {
    put(out, -INFINITE, value == LOCALITY_OPEN_ABOVE ? INFINITE : (loc_wide)value - 1);
}

void locality_range_about(int64_t value, int64_t margin, locality_range *out) {
    loc_wide m = margin < 0 ? -(loc_wide)margin : (loc_wide)margin;

    if (is_mark(value))
        locality_range_unknown(out);
    else
        put(out, value - m, value + m);
}

/* What rounds to `value` with ties away from zero: a tie belongs to the side nearer to zero, so zero
 * itself has no tie, and a negative value has it at its upper end. */
void locality_range_printed(int64_t value, int64_t step, locality_range *out) {
    loc_wide with_tie = step > 1 ? step / 2 : 0;
    loc_wide without = step > 1 ? (step - 1) / 2 : 0;

    if (is_mark(value))
        locality_range_unknown(out);
    else
        put(out, value - (value > 0 ? with_tie : without),
            value + (value < 0 ? with_tie : without));
}

/* ---- Questions ---------------------------------------------------------------------------- */

int32_t locality_range_is_exact(const locality_range *range) {
    return locality_range_is_valid(range) && range->lo == range->hi;
}

int32_t locality_range_is_unknown(const locality_range *range) {
    return range != NULL && range->lo == LOCALITY_OPEN_BELOW && range->hi == LOCALITY_OPEN_ABOVE;
}

static locality_truth decide(int always, int never) {
    if (always)
        return LOCALITY_TRUE;
    return never ? LOCALITY_FALSE : LOCALITY_UNDECIDED;
}

locality_truth locality_range_compare(int32_t comparison, const locality_range *a,
                                      const locality_range *b) {
    locality_range x = operand(a), y = operand(b);
    int same = x.lo == x.hi && y.lo == y.hi && x.lo == y.lo;
    int apart = x.hi < y.lo || y.hi < x.lo;

    switch (comparison) {
    case LOCALITY_EQUAL:
        return decide(same, apart);
    case LOCALITY_NOT_EQUAL:
        return decide(apart, same);
    case LOCALITY_LESS:
        return decide(x.hi < y.lo, x.lo >= y.hi);
    case LOCALITY_LESS_EQUAL:
        return decide(x.hi <= y.lo, x.lo > y.hi);
    case LOCALITY_GREATER:
        return decide(x.lo > y.hi, x.hi <= y.lo);
    case LOCALITY_GREATER_EQUAL:
        return decide(x.lo >= y.hi, x.hi < y.lo);
    default:
        return LOCALITY_UNDECIDED;
    }
}

/* ---- Arithmetic --------------------------------------------------------------------------- */

void locality_range_add(const locality_range *a, const locality_range *b, locality_range *out) {
    ends x = ends_of(a), y = ends_of(b);

    put(out, x.lo + y.lo, x.hi + y.hi);
}

void locality_range_subtract(const locality_range *a, const locality_range *b,
                             locality_range *out) {
    ends x = ends_of(a), y = ends_of(b);

    put(out, x.lo - y.hi, x.hi - y.lo);
}

static loc_wide product(loc_wide a, loc_wide b) {
    if (a == 0 || b == 0)
        return 0;
    if (a == INFINITE || a == -INFINITE || b == INFINITE || b == -INFINITE)
        return (a < 0) == (b < 0) ? INFINITE : -INFINITE;
    return a * b;
}

/* Exact factors whose product stays inside 64 bits: nearly all there is. False for any other. */
static int multiply_exact(const locality_range *a, const locality_range *b, int64_t scale,
                          locality_range *out) {
    if (!locality_range_is_exact(a) || !locality_range_is_exact(b) || out == NULL)
        return 0;
    loc_wide whole = (loc_wide)a->lo * b->lo;
    if (whole <= LOCALITY_OPEN_BELOW || whole >= LOCALITY_OPEN_ABOVE)
        return 0;
    int64_t value = (int64_t)whole, by = scale > 1 ? scale : 1;
    int64_t rest = value % by;
    out->lo = value / by - (rest < 0);
    out->hi = value / by + (rest > 0);
    return 1;
}

void locality_range_multiply(const locality_range *a, const locality_range *b, int64_t scale,
                             locality_range *out) {
    if (multiply_exact(a, b, scale, out))
        return;
    ends x = ends_of(a), y = ends_of(b);
    loc_wide ll = product(x.lo, y.lo), lh = product(x.lo, y.hi);
    loc_wide hl = product(x.hi, y.lo), hh = product(x.hi, y.hi);
    loc_wide lo = smaller(smaller(ll, lh), smaller(hl, hh));
    loc_wide hi = larger(larger(ll, lh), larger(hl, hh));

    if (scale > 1 && lo != -INFINITE)
        lo = loc_divide_down(lo, scale);
    if (scale > 1 && hi != INFINITE)
        hi = loc_divide_up(hi, scale);
    put(out, lo, hi);
}

/* Widens `result` to what `a * scale / b` comes to; `b` is not negative. Zero stands for a divisor
 * that comes near it from above, an open end for one that grows without end. */
static void take_quotient(loc_wide a, loc_wide b, loc_wide scale, ends *result) {
    loc_wide down = 0, up = 0;

    if (a == 0 || b == INFINITE) {
        /* zero, or as near to it as we like */
    } else if (b == 0 || a == INFINITE || a == -INFINITE) {
        down = up = a < 0 ? -INFINITE : INFINITE;
    } else {
        down = loc_divide_down(a * scale, b);
        up = loc_divide_up(a * scale, b);
    }
    result->lo = smaller(result->lo, down);
    result->hi = larger(result->hi, up);
}

static void take_quotients(ends a, ends b, loc_wide scale, ends *result) {
    take_quotient(a.lo, b.lo, scale, result);
    take_quotient(a.lo, b.hi, scale, result);
    take_quotient(a.hi, b.lo, scale, result);
    take_quotient(a.hi, b.hi, scale, result);
}

void locality_range_divide(const locality_range *a, const locality_range *b, int64_t scale,
                           locality_range *out) {
    ends x = ends_of(a), y = ends_of(b);
    ends result = {INFINITE, -INFINITE}; /* nothing yet */
    loc_wide s = scale < 1 ? 1 : scale;

    if (y.hi > 0) {
        ends above = {larger(y.lo, 0), y.hi};
        take_quotients(x, above, s, &result);
    }
    if (y.lo < 0) { /* a / -b is -a / b */
        ends mirrored = {-x.hi, -x.lo};
        ends below = {larger(-y.hi, 0), -y.lo};
        take_quotients(mirrored, below, s, &result);
    }
    if (y.lo == 0 && y.hi == 0)
        locality_range_unknown(out);
    else
        put(out, result.lo, result.hi);
}

void locality_range_min(const locality_range *a, const locality_range *b, locality_range *out) {
    ends x = ends_of(a), y = ends_of(b);

    put(out, smaller(x.lo, y.lo), smaller(x.hi, y.hi));
}

void locality_range_max(const locality_range *a, const locality_range *b, locality_range *out) {
    ends x = ends_of(a), y = ends_of(b);

    put(out, larger(x.lo, y.lo), larger(x.hi, y.hi));
}

void locality_range_hull(const locality_range *a, const locality_range *b, locality_range *out) {
    ends x = ends_of(a), y = ends_of(b);

    put(out, smaller(x.lo, y.lo), larger(x.hi, y.hi));
}

int32_t locality_range_intersect(const locality_range *a, const locality_range *b,
                                 locality_range *out) {
    ends x = ends_of(a), y = ends_of(b);
    loc_wide lo = larger(x.lo, y.lo), hi = smaller(x.hi, y.hi);

    if (lo > hi) {
        locality_range_unknown(out);
        return 0;
    }
    put(out, lo, hi);
    return 1;
}

/* ---- Days between ------------------------------------------------------------------------- */

/* Both days count: one more than elapsed, away from zero where `to` comes first. */
static loc_wide both_counted(loc_wide elapsed) {
    return elapsed < 0 ? elapsed - 1 : elapsed + 1;
}

void locality_days_between(const locality_range *from, const locality_range *to, int32_t count,
                           locality_range *out) {
    ends x = ends_of(from), y = ends_of(to);
    loc_wide lo = y.lo - x.hi, hi = y.hi - x.lo;

    if (count == LOCALITY_DAYS_INCLUSIVE)
        put(out, both_counted(lo), both_counted(hi));
    else
        put(out, lo, hi);
}
