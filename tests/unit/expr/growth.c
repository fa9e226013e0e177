/* The yearly rate of a growth: what it comes to contains the growth, and a narrower question never has a
 * wider answer. */
#include "expr/growth.h"

#include "support/harness.h"

#define ONE LOCALITY_ONE
#define BELOW LOCALITY_OPEN_BELOW
#define ABOVE LOCALITY_OPEN_ABOVE

static locality_range yearly(int64_t lo, int64_t hi, int64_t from, int64_t to) {
    locality_range growth = {lo, hi}, years = {from, to}, out = {7, 7};
    loc_growth_yearly(&growth, &years, &out);
    return out;
}

static void known_growths_have_their_rates(void) {
    static const struct {
        int64_t lo, hi, from, to, rate_lo, rate_hi;
    } rows[] = {
        {210000, 210000, 2, 2, 100000, 100000},     /* 1.1 * 1.1 */
        {331000, 331000, 3, 3, 100000, 100000},     /* 1.1 to the power of 3 */
        {-190000, -190000, 2, 2, -100000, -100000}, /* 0.9 * 0.9 */
        {0, 0, 1000, 1000, 0, 0},
        {-ONE, -ONE, 5, 5, -ONE, -ONE}, /* everything is gone in the first year */
        {ONE, ONE, 1, 1, ONE, ONE},
        {ONE, ONE, 2, 2, 414213, 414214}, /* the square root of 2 */
        {ONE, ONE, 10, 10, 71773, 71774}, /* 2 to the power of 0.1 = 1.0717734... */
        {210000, 331000, 2, 3, 65602, 153690},
        {-190000, 210000, 2, 2, -100000, 100000},
        {210000, ABOVE, 2, 2, 100000, ABOVE},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_range rate = yearly(rows[i].lo, rows[i].hi, rows[i].from, rows[i].to);
        TEST_NUMBER(rate.lo, rows[i].rate_lo);
        TEST_NUMBER(rate.hi, rows[i].rate_hi);
    }
}

static void what_makes_no_sense_is_unknown(void) {
    static const int64_t rows[][4] = {
        {ONE, ONE, 0, 0},      {ONE, ONE, -3, -3},   {ONE, ONE, 0, 5},   {ONE, ONE, 1001, 1001},
        {ONE, ONE, BELOW, 5},  {ONE, ONE, 1, ABOVE}, {BELOW, ONE, 2, 2}, {-ONE - 1, -ONE - 1, 2, 2},
        {-2 * ONE, ONE, 2, 2}, {BELOW, ABOVE, 2, 2},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        locality_range rate = yearly(rows[i][0], rows[i][1], rows[i][2], rows[i][3]);
        TEST_NUMBER(rate.lo, BELOW);
        TEST_NUMBER(rate.hi, ABOVE);
    }
}

/* Growths and years at which something changes. */
static const int64_t growths[] = {-ONE,
                                  -999999,
                                  -500000,
                                  -1,
                                  0,
                                  1,
                                  20000,
                                  ONE,
                                  9 * ONE,
                                  INT64_C(10000000000000000),
                                  INT64_C(10000000000000001),
                                  ABOVE};
static const int64_t spans[] = {1, 2, 3, 7, 30, 999, 1000};

/* A rate compounded, in double: near enough to see an end on the wrong side by a thousandth. */
static double compounded(int64_t rate, int64_t years) {
    double power = 1;
    for (int64_t i = 0; i < years; i++)
        power *= 1 + (double)rate / ONE;
    return power - 1;
}

static void the_ends_lie_on_either_side(void) {
    for (size_t g = 0; g < TEST_COUNT(growths) - 1; g++)
        for (size_t n = 0; n < TEST_COUNT(spans); n++) {
            locality_range rate = yearly(growths[g], growths[g], spans[n], spans[n]);
            double growth = (double)growths[g] / ONE, slack = (growth + 1) * 1e-9;
            CU_ASSERT(rate.lo <= rate.hi);
            CU_ASSERT(compounded(rate.lo, spans[n]) <= growth + slack);
            if (rate.hi != ABOVE) {
                CU_ASSERT(compounded(rate.hi, spans[n]) >= growth - slack);
                CU_ASSERT(rate.hi - rate.lo <= 2);
            }
        }
}

static int is_inside(locality_range a, locality_range b) {
    return a.lo >= b.lo && a.hi <= b.hi;
}

/* Every range of both is inside the answer of every range round it: from one step wider on each side, the
 * others follow. */
static void a_narrower_question_has_no_wider_answer(void) {
    size_t g = TEST_COUNT(growths), n = TEST_COUNT(spans), wrong = 0;
    for (size_t a = 0; a < g; a++)
        for (size_t b = a; b < g; b++)
            for (size_t c = 0; c < n; c++)
                for (size_t d = c; d < n; d++) {
                    locality_range inner;
                    if (growths[a] == ABOVE) /* no range begins there */
                        continue;
                    inner = yearly(growths[a], growths[b], spans[c], spans[d]);
                    if (a > 0)
                        wrong += !is_inside(inner,
                                            yearly(growths[a - 1], growths[b], spans[c], spans[d]));
                    if (b + 1 < g)
                        wrong += !is_inside(inner,
                                            yearly(growths[a], growths[b + 1], spans[c], spans[d]));
                    if (c > 0)
                        wrong += !is_inside(inner,
                                            yearly(growths[a], growths[b], spans[c - 1], spans[d]));
                    if (d + 1 < n)
                        wrong += !is_inside(inner,
                                            yearly(growths[a], growths[b], spans[c], spans[d + 1]));
                    wrong += !is_inside(inner, yearly(BELOW, growths[b], spans[c], spans[d]));
                    wrong += !is_inside(inner, yearly(growths[a], growths[b], 0, spans[d]));
                }
    TEST_NUMBER(wrong, 0);
}

static void a_larger_growth_has_no_smaller_rate(void) {
    for (size_t g = 1; g < TEST_COUNT(growths) - 1; g++)
        for (size_t n = 0; n < TEST_COUNT(spans); n++) {
            locality_range less = yearly(growths[g - 1], growths[g - 1], spans[n], spans[n]);
            locality_range more = yearly(growths[g], growths[g], spans[n], spans[n]);
            CU_ASSERT(less.lo <= more.lo && less.hi <= more.hi);
        }
}

static const test_case cases[] = {
    {"known growths have their rates", known_growths_have_their_rates},
    {"what makes no sense is unknown", what_makes_no_sense_is_unknown},
    {"the ends lie on either side", the_ends_lie_on_either_side},
    {"a narrower question has no wider answer", a_narrower_question_has_no_wider_answer},
    {"a larger growth has no smaller rate", a_larger_growth_has_no_smaller_rate},
};

TEST_MAIN("expr/growth", cases)
