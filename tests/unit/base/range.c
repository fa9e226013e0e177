/* Ranges, proved by laws over seeded inputs and by brute force over small ones. What is expected is
 * worked out here in 128 bits or by counting, never with the functions under test. */
#include "support/harness.h"
#include "support/random.h"

#include "base/wide.h"
#include "locality/base.h"

enum { ROUNDS = 60000, CHOICES = 6 };

static const int64_t below = LOCALITY_OPEN_BELOW, above = LOCALITY_OPEN_ABOVE;

static locality_range of(int64_t lo, int64_t hi) {
    locality_range range = {lo, hi};
    return range;
}

static int same(locality_range a, locality_range b) {
    return a.lo == b.lo && a.hi == b.hi;
}

static int within(locality_range inner, locality_range outer) {
    return outer.lo <= inner.lo && inner.hi <= outer.hi;
}

/* Whether an exact outcome `numerator / denominator` lies inside; open ends hold everything. */
static int holds(locality_range range, loc_wide numerator, loc_wide denominator) {
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    return (range.lo == below || (loc_wide)range.lo * denominator <= numerator) &&
           (range.hi == above || numerator <= (loc_wide)range.hi * denominator);
}

/* ---- Drawing ------------------------------------------------------------------------------ */

static int64_t draw_value(test_random *random) {
    if (test_random_below(random, 3) == 0) {
        return test_random_between(random, -20, 20);
    }
    return test_random_edgy(random);
}

/* A valid range of any shape. */
static locality_range draw(test_random *random) {
    int64_t a = draw_value(random), b = draw_value(random);
    locality_range range = a < b ? of(a, b) : of(b, a);
    switch (test_random_below(random, 6)) {
    case 0:
        range.hi = range.lo;
        break;
    case 1:
        range.lo = below;
        break;
    case 2:
        range.hi = above;
        break;
    default:
        break;
    }
    if (range.lo == above) {
        range.lo--;
    }
    if (range.hi == below) {
        range.hi++;
    }
    return range;
}

/* A finite value inside the range; the ends are likely, as mistakes sit there. */
static int64_t choose(test_random *random, locality_range range) {
    int64_t lo = range.lo == below ? below + 1 : range.lo;
    int64_t hi = range.hi == above ? above - 1 : range.hi;
    switch (test_random_below(random, 4)) {
    case 0:
        return lo;
    case 1:
        return hi;
    case 2:
        return lo <= 0 && hi >= 0 ? 0 : lo;
    default:
        return test_random_between(random, lo, hi);
    }
}

/* A range that contains the given one. */
static locality_range widen(test_random *random, locality_range range) {
    locality_range other = draw(random);
    return of(other.lo < range.lo ? other.lo : range.lo, other.hi > range.hi ? other.hi : range.hi);
}

static int64_t draw_scale(test_random *random) {
    static const int64_t scales[] = {1, 1, 2, 3, 7, 100, 1000000, INT64_MAX, 0, -5};
    return scales[test_random_below(random, TEST_COUNT(scales))];
}

static loc_wide real_scale(int64_t scale) {
    return scale < 1 ? 1 : scale;
}

/* ---- The operations as a table -------------------------------------------------------------- */

typedef void (*operation)(const locality_range *, const locality_range *, int64_t,
                          locality_range *);

static void add(const locality_range *a, const locality_range *b, int64_t s, locality_range *o) {
    (void)s;
    locality_range_add(a, b, o);
}
static void subtract(const locality_range *a, const locality_range *b, int64_t s,
                     locality_range *o) {
    (void)s;
    locality_range_subtract(a, b, o);
}
static void minimum(const locality_range *a, const locality_range *b, int64_t s,
                    locality_range *o) {
    (void)s;
    locality_range_min(a, b, o);
}
static void maximum(const locality_range *a, const locality_range *b, int64_t s,
                    locality_range *o) {
    (void)s;
    locality_range_max(a, b, o);
}
static void hull(const locality_range *a, const locality_range *b, int64_t s, locality_range *o) {
    (void)s;
    locality_range_hull(a, b, o);
}
static void elapsed(const locality_range *a, const locality_range *b, int64_t s,
                    locality_range *o) {
    (void)s;
    locality_days_between(a, b, LOCALITY_DAYS_ELAPSED, o);
}
static void inclusive(const locality_range *a, const locality_range *b, int64_t s,
                      locality_range *o) {
    (void)s;
    locality_days_between(a, b, LOCALITY_DAYS_INCLUSIVE, o);
}

/* The exact outcome of two choices as a fraction. */
typedef struct fraction {
    loc_wide numerator, denominator;
} fraction;

static fraction exact_outcome(operation run, loc_wide x, loc_wide y, loc_wide scale) {
    loc_wide days = y - x;
    if (run == add) {
        return (fraction){x + y, 1};
    }
    if (run == subtract) {
        return (fraction){x - y, 1};
    }
    if (run == locality_range_multiply) {
        return (fraction){x * y, scale};
    }
    if (run == locality_range_divide) {
        return (fraction){x * scale, y};
    }
    if (run == minimum) {
        return (fraction){x < y ? x : y, 1};
    }
    if (run == maximum) {
        return (fraction){x > y ? x : y, 1};
    }
    if (run == inclusive) {
        return (fraction){days < 0 ? days - 1 : days + 1, 1};
    }
    return (fraction){run == elapsed ? days : x, 1}; /* a hull holds either of its operands */
}

static const struct {
    operation run;
    const char *name;
    int commutes;
} operations[] = {
    {add, "add", 1},
    {subtract, "subtract", 0},
    {locality_range_multiply, "multiply", 1},
    {locality_range_divide, "divide", 0},
    {minimum, "min", 1},
    {maximum, "max", 1},
    {hull, "hull", 1},
    {elapsed, "days elapsed", 0},
    {inclusive, "days inclusive", 0},
};

static int is_zero(locality_range range) {
    return range.lo == 0 && range.hi == 0;
}

static void test_inclusion(void) {
    for (size_t o = 0; o < TEST_COUNT(operations); o++) {
        test_random random = {.seed = 100 + o};
        int right = 1;
        for (int i = 0; i < ROUNDS && right; i++) {
            locality_range a = draw(&random), b = draw(&random), out;
            int64_t scale = draw_scale(&random);
            operations[o].run(&a, &b, scale, &out);
            right = locality_range_is_valid(&out);
            for (int c = 0; c < CHOICES && right; c++) {
                int64_t x = choose(&random, a), y = choose(&random, b);
                fraction f = exact_outcome(operations[o].run, x, y, real_scale(scale));
                right = f.denominator == 0 || holds(out, f.numerator, f.denominator);
            }
        }
        TEST_ROW(right, operations[o].name);
    }
}

/* The divisor of exactly zero is the one case that is not monotonic: there is no outcome at all. */
static void test_monotonicity(void) {
    for (size_t o = 0; o < TEST_COUNT(operations); o++) {
        test_random random = {.seed = 200 + o};
        int right = 1;
        for (int i = 0; i < ROUNDS && right; i++) {
            locality_range a = draw(&random), b = draw(&random), narrow, wide;
            locality_range wider_a = widen(&random, a), wider_b = widen(&random, b);
            int64_t scale = draw_scale(&random);
            operations[o].run(&a, &b, scale, &narrow);
            operations[o].run(&wider_a, &wider_b, scale, &wide);
            right =
                within(narrow, wide) || (operations[o].run == locality_range_divide && is_zero(b));
        }
        TEST_ROW(right, operations[o].name);
    }
}

static void test_commutativity(void) {
    for (size_t o = 0; o < TEST_COUNT(operations); o++) {
        test_random random = {.seed = 300 + o};
        for (int i = 0; i < ROUNDS && operations[o].commutes; i++) {
            locality_range a = draw(&random), b = draw(&random), ab, ba;
            int64_t scale = draw_scale(&random);
            operations[o].run(&a, &b, scale, &ab);
            operations[o].run(&b, &a, scale, &ba);
            if (!same(ab, ba)) {
                TEST_ROW(0, operations[o].name);
                break;
            }
        }
        TEST_ROW(1, operations[o].name);
    }
}

static void test_aliasing(void) {
    for (size_t o = 0; o < TEST_COUNT(operations); o++) {
        test_random random = {.seed = 400 + o};
        int right = 1;
        for (int i = 0; i < 5000 && right; i++) {
            locality_range a = draw(&random), b = draw(&random), expected, out;
            int64_t scale = draw_scale(&random);
            operations[o].run(&a, &b, scale, &expected);
            out = a;
            operations[o].run(&out, &b, scale, &out);
            right = same(out, expected);
            out = b;
            operations[o].run(&a, &out, scale, &out);
            right = right && same(out, expected);
            operations[o].run(&a, &a, scale, &expected);
            out = a;
            operations[o].run(&out, &out, scale, &out);
            right = right && same(out, expected);
        }
        TEST_ROW(right, operations[o].name);
    }
}

/* Null and invalid operands count as unknown; a null result is not written. */
static void test_unusable_operands(void) {
    const locality_range bad[] = {{5, 4}, {above, above}, {below, below}};
    locality_range unknown = of(below, above), b = of(3, 9);
    for (size_t o = 0; o < TEST_COUNT(operations); o++) {
        locality_range expected, out;
        operations[o].run(&unknown, &b, 1, &expected);
        operations[o].run(NULL, &b, 1, &out);
        TEST_ROW(same(out, expected), operations[o].name);
        for (size_t i = 0; i < TEST_COUNT(bad); i++) {
            operations[o].run(&bad[i], &b, 1, &out);
            TEST_ROW(same(out, expected), operations[o].name);
        }
        operations[o].run(&b, NULL, 1, &out);
        operations[o].run(&b, &unknown, 1, &expected);
        TEST_ROW(same(out, expected), operations[o].name);
        operations[o].run(&b, &b, 1, NULL);
    }
}

/* ---- How tight the results are -------------------------------------------------------------- */

static loc_wide down(loc_wide a, loc_wide b) {
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

static loc_wide up(loc_wide a, loc_wide b) {
    return -down(-a, b);
}

/* Over small ranges the result is the hull of every outcome, rounded outwards, and no wider. */
static void test_tight(void) {
    static const int64_t scales[] = {1, 3, 100};
    int wrong = 0;
    for (int64_t alo = -5; alo <= 5; alo++) {
        for (int64_t ahi = alo; ahi <= 5; ahi++) {
            for (int64_t blo = -5; blo <= 5; blo++) {
                for (int64_t bhi = blo; bhi <= 5; bhi++) {
                    for (size_t s = 0; s < TEST_COUNT(scales); s++) {
                        locality_range a = of(alo, ahi), b = of(blo, bhi), out;
                        loc_wide lo = 1000000, hi = -1000000;
                        for (int64_t x = alo; x <= ahi; x++) {
                            for (int64_t y = blo; y <= bhi; y++) {
                                loc_wide p = down(x * y, scales[s]), q = up(x * y, scales[s]);
                                lo = p < lo ? p : lo;
                                hi = q > hi ? q : hi;
                            }
                        }
                        locality_range_multiply(&a, &b, scales[s], &out);
                        wrong += out.lo != lo || out.hi != hi;
                        if (blo <= 0 && bhi >= 0) {
                            continue;
                        }
                        lo = 1000000;
                        hi = -1000000;
                        for (int64_t x = alo; x <= ahi; x++) {
                            for (int64_t y = blo; y <= bhi; y++) {
                                loc_wide p = down(x * scales[s], y), q = up(x * scales[s], y);
                                lo = p < lo ? p : lo;
                                hi = q > hi ? q : hi;
                            }
                        }
                        locality_range_divide(&a, &b, scales[s], &out);
                        wrong += out.lo != lo || out.hi != hi;
                    }
                }
            }
        }
    }
    TEST_NUMBER(wrong, 0);
}

typedef struct arithmetic_row {
    const char *name;
    operation run;
    locality_range a, b;
    int64_t scale;
    locality_range expected;
} arithmetic_row;

#define OPEN INT64_MIN
#define ENDLESS INT64_MAX
#define TOP (INT64_MAX - 1)
#define BOTTOM (INT64_MIN + 1)

static const arithmetic_row arithmetic[] = {
    {"6 and at least 14 is at least 20", add, {6, 6}, {14, ENDLESS}, 1, {20, ENDLESS}},
    {"a sum beyond 64 bits is open above", add, {TOP, TOP}, {1, 1}, 1, {TOP, ENDLESS}},
    {"a sum below 64 bits is open below", add, {BOTTOM, BOTTOM}, {-1, -1}, 1, {OPEN, BOTTOM}},
    {"the largest values add up", add, {TOP, TOP}, {TOP, TOP}, 1, {TOP, ENDLESS}},
    {"the smallest values add up", add, {BOTTOM, BOTTOM}, {BOTTOM, BOTTOM}, 1, {OPEN, BOTTOM}},
    {"unknown and unknown is unknown", add, {OPEN, ENDLESS}, {OPEN, ENDLESS}, 1, {OPEN, ENDLESS}},
    {"at least less at least is unknown", subtract, {5, ENDLESS}, {3, ENDLESS}, 1, {OPEN, ENDLESS}},
    {"at least less at most is at least", subtract, {5, ENDLESS}, {OPEN, 3}, 1, {2, ENDLESS}},
    {"zero times unknown is zero", locality_range_multiply, {0, 0}, {OPEN, ENDLESS}, 1, {0, 0}},
    {"at least 2 times at least 3",
     locality_range_multiply,
     {2, ENDLESS},
     {3, ENDLESS},
     1,
     {6, ENDLESS}},
    {"at most -2 times at least 3",
     locality_range_multiply,
     {OPEN, -2},
     {3, ENDLESS},
     1,
     {OPEN, -6}},
    {"at most -2 times at most -3",
     locality_range_multiply,
     {OPEN, -2},
     {OPEN, -3},
     1,
     {6, ENDLESS}},
    {"a sign that is open makes all open",
     locality_range_multiply,
     {-1, 1},
     {3, ENDLESS},
     1,
     {OPEN, ENDLESS}},
    {"1 to 3 millionths round outwards",
     locality_range_multiply,
     {1, 3},
     {1500000, 1500000},
     LOCALITY_ONE,
     {1, 5}},
    {"the largest values multiply",
     locality_range_multiply,
     {TOP, TOP},
     {TOP, TOP},
     1,
     {TOP, ENDLESS}},
    {"the largest values multiply back into range",
     locality_range_multiply,
     {TOP, TOP},
     {TOP, TOP},
     INT64_MAX,
     {TOP - 1, TOP}},
    {"22 of 46 in millionths",
     locality_range_divide,
     {22, 22},
     {46, 46},
     LOCALITY_ONE,
     {478260, 478261}},
    {"1 to 2 by 0 to 5 is open above", locality_range_divide, {1, 2}, {0, 5}, 10, {2, ENDLESS}},
    {"1 to 2 by -5 to 0 is open below", locality_range_divide, {1, 2}, {-5, 0}, 10, {OPEN, -2}},
    {"-2 to -1 by 0 to 5 is open below", locality_range_divide, {-2, -1}, {0, 5}, 10, {OPEN, -2}},
    {"1 to 2 by -3 to 5 is unknown", locality_range_divide, {1, 2}, {-3, 5}, 10, {OPEN, ENDLESS}},
    {"-1 to 2 by 0 to 5 is unknown", locality_range_divide, {-1, 2}, {0, 5}, 10, {OPEN, ENDLESS}},
    {"0 to 2 by 0 to 5 is not negative", locality_range_divide, {0, 2}, {0, 5}, 10, {0, ENDLESS}},
    {"zero by what may be zero is zero", locality_range_divide, {0, 0}, {-3, 5}, 10, {0, 0}},
    {"anything by zero is unknown", locality_range_divide, {1, 2}, {0, 0}, 10, {OPEN, ENDLESS}},
    {"zero by zero is unknown", locality_range_divide, {0, 0}, {0, 0}, 10, {OPEN, ENDLESS}},
    {"6 by at least 3 is 0 to 2", locality_range_divide, {6, 6}, {3, ENDLESS}, 1, {0, 2}},
    {"at least 6 by at least 3 is at least 0",
     locality_range_divide,
     {6, ENDLESS},
     {3, ENDLESS},
     1,
     {0, ENDLESS}},
    {"at least 6 by at most -3 is at most 0",
     locality_range_divide,
     {6, ENDLESS},
     {OPEN, -3},
     1,
     {OPEN, 0}},
    {"a ratio beyond 64 bits is open",
     locality_range_divide,
     {TOP, TOP},
     {1, 1},
     LOCALITY_ONE,
     {TOP, ENDLESS}},
    {"the lower ratio below 64 bits is open",
     locality_range_divide,
     {BOTTOM, 0},
     {1, 1},
     LOCALITY_ONE,
     {OPEN, 0}},
    {"base of 76.901m that are 24.7 %",
     locality_range_divide,
     {7690100000, 7690100000},
     {246500, 247499},
     LOCALITY_ONE,
     {31071236651, 31197160244}},
    {"the smaller of at least 5 and 7", minimum, {5, ENDLESS}, {7, 7}, 1, {5, 7}},
    {"the larger of at least 5 and 7", maximum, {5, ENDLESS}, {7, 7}, 1, {7, ENDLESS}},
    {"either 3 or 8 to 9", hull, {3, 3}, {8, 9}, 1, {3, 9}},
    {"25 January to 24 February is 30 days", elapsed, {14634, 14634}, {14664, 14664}, 1, {30, 30}},
    {"both days counted it is 31", inclusive, {14634, 14634}, {14664, 14664}, 1, {31, 31}},
    {"backwards it is -30", elapsed, {14664, 14664}, {14634, 14634}, 1, {-30, -30}},
    {"backwards and both counted it is -31",
     inclusive,
     {14664, 14664},
     {14634, 14634},
     1,
     {-31, -31}},
    {"the same day is one day when both count", inclusive, {5, 5}, {5, 5}, 1, {1, 1}},
    {"dates that overlap may lie either way", inclusive, {5, 8}, {6, 7}, 1, {-3, 3}},
    {"an unknown date leaves the days unknown",
     inclusive,
     {OPEN, ENDLESS},
     {6, 7},
     1,
     {OPEN, ENDLESS}},
};

static void test_arithmetic(void) {
    for (size_t i = 0; i < TEST_COUNT(arithmetic); i++) {
        const arithmetic_row *row = &arithmetic[i];
        locality_range out;
        row->run(&row->a, &row->b, row->scale, &out);
        if (!TEST_ROW(same(out, row->expected), row->name)) {
            printf("  got [%lld, %lld]\n", (long long)out.lo, (long long)out.hi);
        }
    }
}

/* a * (b + c) lies inside a * b + a * c, and equals it for an exact a that needs no rounding. */
static void test_sub_distributivity(void) {
    test_random random = {.seed = 17};
    int right = 1, equal = 1;
    for (int i = 0; i < ROUNDS; i++) {
        locality_range a = draw(&random), b = draw(&random), c = draw(&random);
        locality_range sum, left, ab, ac, both;
        locality_range_add(&b, &c, &sum);
        locality_range_multiply(&a, &sum, 1, &left);
        locality_range_multiply(&a, &b, 1, &ab);
        locality_range_multiply(&a, &c, 1, &ac);
        locality_range_add(&ab, &ac, &both);
        /* A sum that left 64 bits has been widened already; the law is about what has not. */
        if ((sum.lo == below) == (b.lo == below || c.lo == below) &&
            (sum.hi == above) == (b.hi == above || c.hi == above) && sum.lo != above - 1 &&
            sum.hi != below + 1) {
            right = right && within(left, both);
        }
        a = of(test_random_between(&random, -9, 9), 0);
        a.hi = a.lo;
        b = of(test_random_between(&random, -99, 0), test_random_between(&random, 0, 99));
        c = of(test_random_between(&random, -99, 0), test_random_between(&random, 0, 99));
        locality_range_add(&b, &c, &sum);
        locality_range_multiply(&a, &sum, 1, &left);
        locality_range_multiply(&a, &b, 1, &ab);
        locality_range_multiply(&a, &c, 1, &ac);
        locality_range_add(&ab, &ac, &both);
        equal = equal && same(left, both);
    }
    TEST_ROW(right, "sub-distributivity");
    TEST_ROW(equal, "distributivity of an exact factor");
}

/* Subtracting is adding the opposite; a difference of a difference contains what it began with. */
static void test_difference_laws(void) {
    test_random random = {.seed = 18};
    int opposite = 1, back = 1;
    for (int i = 0; i < ROUNDS; i++) {
        locality_range a = draw(&random), b = draw(&random), zero = of(0, 0);
        locality_range difference, negated, sum, again;
        locality_range_subtract(&a, &b, &difference);
        locality_range_subtract(&zero, &b, &negated);
        locality_range_add(&a, &negated, &sum);
        /* The opposite of the smallest value is the open mark, so that sum may be wider. */
        opposite = opposite && within(difference, sum) &&
                   (b.lo == BOTTOM || b.hi == BOTTOM || same(difference, sum));
        locality_range_add(&difference, &b, &again);
        back = back && within(a, again);
    }
    TEST_ROW(opposite, "a - b = a + (0 - b)");
    TEST_ROW(back, "a lies inside (a - b) + b");
}

/* ---- Comparisons ---------------------------------------------------------------------------- */

static int one_comparison(int32_t comparison, int64_t x, int64_t y) {
    switch (comparison) {
    case LOCALITY_EQUAL:
        return x == y;
    case LOCALITY_NOT_EQUAL:
        return x != y;
    case LOCALITY_LESS:
        return x < y;
    case LOCALITY_LESS_EQUAL:
        return x <= y;
    case LOCALITY_GREATER:
        return x > y;
    default:
        return x >= y;
    }
}

/* Open ends of a small range reach beyond every other small value. */
static int64_t reach(int64_t end) {
    return end == below ? -9 : end == above ? 9 : end;
}

static locality_truth brute(int32_t comparison, locality_range a, locality_range b) {
    int some = 0, all = 1;
    for (int64_t x = reach(a.lo); x <= reach(a.hi); x++) {
        for (int64_t y = reach(b.lo); y <= reach(b.hi); y++) {
            int holds_here = one_comparison(comparison, x, y);
            some |= holds_here;
            all &= holds_here;
        }
    }
    return all ? LOCALITY_TRUE : some ? LOCALITY_UNDECIDED : LOCALITY_FALSE;
}

static void test_compare(void) {
    int wrong = 0, seen = 0;
    for (int64_t p = -4; p <= 3; p++) {
        for (int64_t q = p; q <= 4; q++) {
            for (int64_t r = -4; r <= 3; r++) {
                for (int64_t s = r; s <= 4; s++) {
                    locality_range a = of(p == -4 ? below : p, q == 4 ? above : q);
                    locality_range b = of(r == -4 ? below : r, s == 4 ? above : s);
                    if (!locality_range_is_valid(&a) || !locality_range_is_valid(&b)) {
                        continue;
                    }
                    for (int32_t c = LOCALITY_EQUAL; c <= LOCALITY_GREATER_EQUAL; c++) {
                        wrong += locality_range_compare(c, &a, &b) != brute(c, a, b);
                        seen++;
                    }
                }
            }
        }
    }
    TEST_NUMBER(wrong, 0);
    CU_ASSERT_TRUE(seen > 5000);
}

static locality_truth opposite_of(locality_truth truth) {
    return truth == LOCALITY_UNDECIDED ? truth
           : truth == LOCALITY_TRUE    ? LOCALITY_FALSE
                                       : LOCALITY_TRUE;
}

static void test_compare_laws(void) {
    test_random random = {.seed = 19};
    int right = 1;
    for (int i = 0; i < ROUNDS && right; i++) {
        locality_range a = draw(&random), b = draw(&random);
        locality_range narrow_a = of(choose(&random, a), 0), narrow_b = of(choose(&random, b), 0);
        narrow_a.hi = narrow_a.lo;
        narrow_b.hi = narrow_b.lo;
        for (int32_t c = LOCALITY_EQUAL; c <= LOCALITY_GREATER_EQUAL; c++) {
            static const int32_t negation[] = {
                LOCALITY_NOT_EQUAL, LOCALITY_EQUAL,      LOCALITY_GREATER_EQUAL,
                LOCALITY_GREATER,   LOCALITY_LESS_EQUAL, LOCALITY_LESS,
            };
            static const int32_t mirror[] = {
                LOCALITY_EQUAL,         LOCALITY_NOT_EQUAL, LOCALITY_GREATER,
                LOCALITY_GREATER_EQUAL, LOCALITY_LESS,      LOCALITY_LESS_EQUAL,
            };
            locality_truth truth = locality_range_compare(c, &a, &b);
            locality_truth choice = locality_range_compare(c, &narrow_a, &narrow_b);
            right = right && locality_range_compare(negation[c], &a, &b) == opposite_of(truth) &&
                    locality_range_compare(mirror[c], &b, &a) == truth &&
                    choice == one_comparison(c, narrow_a.lo, narrow_b.lo) &&
                    (truth == LOCALITY_UNDECIDED || truth == choice);
        }
    }
    TEST_ROW(right, "negation, mirror and choices agree");
}

static void test_compare_unusable(void) {
    locality_range a = of(1, 1), bad = of(2, 1);
    TEST_NUMBER(locality_range_compare(LOCALITY_EQUAL, NULL, &a), LOCALITY_UNDECIDED);
    TEST_NUMBER(locality_range_compare(LOCALITY_LESS, &a, NULL), LOCALITY_UNDECIDED);
    TEST_NUMBER(locality_range_compare(LOCALITY_EQUAL, &bad, &bad), LOCALITY_UNDECIDED);
    TEST_NUMBER(locality_range_compare(6, &a, &a), LOCALITY_UNDECIDED);
    TEST_NUMBER(locality_range_compare(-1, &a, &a), LOCALITY_UNDECIDED);
}

/* ---- Constructors --------------------------------------------------------------------------- */

#define EXPECT(call, low, high)                         \
    do {                                                \
        locality_range out = {7, 3};                    \
        call;                                           \
        TEST_ROW(same(out, of((low), (high))), #call);  \
        TEST_ROW(locality_range_is_valid(&out), #call); \
    } while (0)

static void test_constructors(void) {
    EXPECT(locality_range_exact(5, &out), 5, 5);
    EXPECT(locality_range_exact(TOP, &out), TOP, TOP);
    EXPECT(locality_range_exact(BOTTOM, &out), BOTTOM, BOTTOM);
    EXPECT(locality_range_exact(OPEN, &out), OPEN, ENDLESS);
    EXPECT(locality_range_exact(ENDLESS, &out), OPEN, ENDLESS);
    EXPECT(locality_range_unknown(&out), OPEN, ENDLESS);
    EXPECT(locality_range_between(9, 4, &out), 4, 9);
    EXPECT(locality_range_between(OPEN, 4, &out), OPEN, 4);
    EXPECT(locality_range_between(4, ENDLESS, &out), 4, ENDLESS);
    EXPECT(locality_range_between(ENDLESS, ENDLESS, &out), TOP, ENDLESS);
    EXPECT(locality_range_between(OPEN, OPEN, &out), OPEN, BOTTOM);
    EXPECT(locality_range_at_least(20, &out), 20, ENDLESS);
    EXPECT(locality_range_at_least(OPEN, &out), OPEN, ENDLESS);
    EXPECT(locality_range_at_least(ENDLESS, &out), TOP, ENDLESS);
    EXPECT(locality_range_at_most(20, &out), OPEN, 20);
    EXPECT(locality_range_at_most(OPEN, &out), OPEN, BOTTOM);
    EXPECT(locality_range_over(20, &out), 21, ENDLESS);
    EXPECT(locality_range_over(TOP, &out), TOP, ENDLESS);
    EXPECT(locality_range_over(OPEN, &out), OPEN, ENDLESS);
    EXPECT(locality_range_under(20, &out), OPEN, 19);
    EXPECT(locality_range_under(BOTTOM, &out), OPEN, BOTTOM);
    EXPECT(locality_range_under(ENDLESS, &out), OPEN, ENDLESS);
    EXPECT(locality_range_about(100, 5, &out), 95, 105);
    EXPECT(locality_range_about(100, -5, &out), 95, 105);
    EXPECT(locality_range_about(0, INT64_MIN, &out), OPEN, ENDLESS);
    EXPECT(locality_range_about(TOP, 1, &out), TOP - 1, ENDLESS);
    EXPECT(locality_range_about(BOTTOM, 5, &out), OPEN, BOTTOM + 5);
    EXPECT(locality_range_about(ENDLESS, 5, &out), OPEN, ENDLESS);
    EXPECT(locality_range_printed(247000, 1000, &out), 246500, 247499);
    EXPECT(locality_range_printed(-247000, 1000, &out), -247499, -246500);
    EXPECT(locality_range_printed(0, 1000, &out), -499, 499);
    EXPECT(locality_range_printed(7, 1, &out), 7, 7);
    EXPECT(locality_range_printed(7, 0, &out), 7, 7);
    EXPECT(locality_range_printed(7, -4, &out), 7, 7);
    EXPECT(locality_range_printed(TOP, 10, &out), TOP - 5, ENDLESS);
    EXPECT(locality_range_printed(OPEN, 10, &out), OPEN, ENDLESS);
    locality_range_exact(1, NULL);
    locality_range_unknown(NULL);
    locality_range_printed(1, 10, NULL);
}

/* What a printer does: to a whole multiple of the step, away from zero at a tie. */
static int64_t round_half_up(int64_t value, int64_t step) {
    int64_t size = value < 0 ? -value : value;
    int64_t rounded = (2 * size + step) / (2 * step) * step;
    return value < 0 ? -rounded : rounded;
}

/* For every step the range of a printed value is exactly what would print as it. */
static void test_printed(void) {
    for (int64_t step = 1; step <= 13; step++) {
        int wrong = 0;
        for (int64_t printed = -4 * step; printed <= 4 * step; printed += step) {
            locality_range range;
            locality_range_printed(printed, step, &range);
            for (int64_t truth = -6 * step; truth <= 6 * step; truth++) {
                int inside = range.lo <= truth && truth <= range.hi;
                wrong += inside != (round_half_up(truth, step) == printed);
            }
        }
        TEST_NUMBER(wrong, 0);
    }
}

/* ---- Questions, hull and intersection ------------------------------------------------------- */

static void test_questions(void) {
    locality_range exact = of(3, 3), open = of(3, above), unknown = of(below, above);
    locality_range upside_down = of(4, 3), top = of(above, above), bottom = of(below, below);
    TEST_NUMBER(locality_range_is_valid(&exact), 1);
    TEST_NUMBER(locality_range_is_valid(&open), 1);
    TEST_NUMBER(locality_range_is_valid(&unknown), 1);
    TEST_NUMBER(locality_range_is_valid(&upside_down), 0);
    TEST_NUMBER(locality_range_is_valid(&top), 0);
    TEST_NUMBER(locality_range_is_valid(&bottom), 0);
    TEST_NUMBER(locality_range_is_valid(NULL), 0);
    TEST_NUMBER(locality_range_is_exact(&exact), 1);
    TEST_NUMBER(locality_range_is_exact(&open), 0);
    TEST_NUMBER(locality_range_is_exact(&top), 0);
    TEST_NUMBER(locality_range_is_exact(NULL), 0);
    TEST_NUMBER(locality_range_is_unknown(&unknown), 1);
    TEST_NUMBER(locality_range_is_unknown(&open), 0);
    TEST_NUMBER(locality_range_is_unknown(&bottom), 0);
    TEST_NUMBER(locality_range_is_unknown(NULL), 0);
}

static void test_hull_and_intersection(void) {
    test_random random = {.seed = 20};
    int agreements = 0, contradictions = 0;
    for (int i = 0; i < ROUNDS; i++) {
        locality_range a = draw(&random), b = draw(&random), both, either;
        int64_t x = choose(&random, a);
        int32_t agree = locality_range_intersect(&a, &b, &both);
        locality_range_hull(&a, &b, &either);
        CU_ASSERT_TRUE_FATAL(within(a, either) && within(b, either));
        CU_ASSERT_TRUE_FATAL(agree == !(a.hi < b.lo || b.hi < a.lo));
        if (agree) {
            int in_b = b.lo <= x && x <= b.hi, in_both = both.lo <= x && x <= both.hi;
            CU_ASSERT_TRUE_FATAL(within(both, a) && within(both, b) && in_b == in_both);
            agreements++;
        } else {
            CU_ASSERT_TRUE_FATAL(locality_range_is_unknown(&both));
            contradictions++;
        }
    }
    CU_ASSERT_TRUE(agreements > 1000 && contradictions > 1000);
}

static void test_intersection_by_hand(void) {
    locality_range a = of(1, 5), b = of(5, 9), c = of(6, 9), out;
    TEST_NUMBER(locality_range_intersect(&a, &b, &out), 1);
    TEST_ROW(same(out, of(5, 5)), "1..5 and 5..9");
    TEST_NUMBER(locality_range_intersect(&a, &c, &a), 0);
    TEST_ROW(same(a, of(below, above)), "1..5 and 6..9");
    TEST_NUMBER(locality_range_intersect(&c, &c, NULL), 1);
    TEST_NUMBER(locality_range_intersect(NULL, &c, &out), 1);
    TEST_ROW(same(out, c), "unknown and 6..9");
}

static const test_case cases[] = {
    {"every exact outcome lies inside the result", test_inclusion},
    {"wider operands give wider results", test_monotonicity},
    {"order of operands does not matter where it should not", test_commutativity},
    {"the result may be one of the operands", test_aliasing},
    {"null and invalid operands count as unknown", test_unusable_operands},
    {"products and ratios of small ranges are no wider than they must be", test_tight},
    {"arithmetic keeps to the rows of the table", test_arithmetic},
    {"a product of a sum lies inside the sum of products", test_sub_distributivity},
    {"subtraction is the opposite of addition", test_difference_laws},
    {"comparisons agree with trying every choice", test_compare},
    {"comparisons agree with their negation, mirror and choices", test_compare_laws},
    {"what cannot be compared is undecided", test_compare_unusable},
    {"constructors give valid ranges up to the ends of 64 bits", test_constructors},
    {"a printed value holds exactly what would print as it", test_printed},
    {"questions about a range take any range", test_questions},
    {"hull and intersection are what they say", test_hull_and_intersection},
    {"a contradiction gives the unknown range", test_intersection_by_hand},
};

TEST_MAIN("base: ranges", cases)
