/* Rotas: problems and certificates out of range, each with its message, and questions about what there is not. */
#include "locality/rota.h"
#include "support/harness.h"

static const locality_rota_window window[] = {{0, 0, 0, 1, 1}, {1, 0, 0, UINT32_MAX, 2}};

/* Two who may both hold the one place in both periods. */
static locality_rota_problem small_problem(void) {
    locality_rota_problem p = LOCALITY_ROTA_PROBLEM_INIT;
    p.periods = 2;
    p.candidates = 2;
    p.demands = 1;
    p.window = window;
    p.windows = 2;
    return p;
}

static int says(const locality_error *error, const char *words) {
    return strstr(error->message, words) != NULL;
}

static const int64_t bad_share[] = {1, 0}, large[] = {1, INT64_MAX}, negative[] = {0, -1};
static const locality_rota_past nowhere[] = {{0, 1, 0, 0}, {1, 1, 0, 0}};
static const locality_rota_window turned[] = {{0, 0, 1, 0, 0}}, nobody[] = {{2, 0, 0, 1, 0}};
static const locality_rota_window nothing[] = {{0, 1, 0, 1, 0}}, dear[] = {{0, 0, 0, 1, INT64_MAX}};
static const locality_rota_window cheap[] = {{0, 0, 0, 1, INT64_MIN}};
static const int64_t many[] = {1, INT64_C(1) << 31};

static void make_wrong(locality_rota_problem *p, size_t k) {
    p->struct_size = k == 0 ? 8 : p->struct_size;
    p->periods = k == 1 ? 0 : k == 12 || k == 13 ? SIZE_MAX / 2 : k == 14 ? 1u << 27 : 2;
    p->reserved = k == 2 ? 1 : 0;
    p->reserved2 = k == 3 ? 1 : 0;
    p->window = k == 4    ? NULL
                : k == 15 ? turned
                : k == 16 ? nobody
                : k == 17 ? nothing
                : k == 18 ? dear
                : k == 19 ? cheap
                          : window;
    p->windows = k >= 15 && k <= 19 ? 1 : k >= 12 && k <= 14 ? 0 : 2;
    p->absences = k == 5 || k == 20 ? 1 : 0;
    p->absence = k == 20 ? nobody : NULL;
    p->pins = k == 6 ? 1 : 0;
    p->share = k == 7 ? bad_share : k == 8 ? large : NULL;
    p->history = k == 9 ? negative : k == 10 ? large : NULL;
    p->most = k == 11 ? negative : NULL;
    p->candidates = k == 13 || k == 14 ? 0 : k == 12 ? 4 : 2;
    p->demands = k == 13 ? 4 : k == 14 ? 0 : 1;
    p->past = k == 21 ? nowhere : NULL;
    p->needed = k == 22 ? negative : k == 23 ? many : NULL;
    p->spell_least = k == 24 ? 3 : 0;
    p->spell_most = k == 24 ? 2 : 0;
}

static void problems_out_of_range_are_refused(void) {
    static const char *const words[] = {
        "struct_size",
        "there is no period, or reserved is not 0",
        "there is no period, or reserved is not 0",
        "there is no period, or reserved is not 0",
        "window, absence or pin",
        "window, absence or pin",
        "window, absence or pin",
        "candidate 1: a share that is not above 0",
        "candidate 1: a share that is not above 0",
        "candidate 1: a share that is not above 0, a history",
        "candidate 1: a share that is not above 0, a history",
        "candidate 1: a share that is not above 0, a history or limit below 0",
        "more candidates or demands times periods than",
        "more candidates or demands times periods than",
        "more candidates or demands times periods than",
        "window 0: there is no such candidate or demand, or it ends before it begins",
        "window 0: there is no such candidate or demand",
        "window 0: there is no such candidate or demand",
        "window 0: the cost is beyond 2^60",
        "window 0: the cost is beyond 2^60",
        "absence 0: there is no such candidate or demand",
        "or a past demand that there is not",
        "demand 0 needs -1 holders in period 1",
        "demand 0 needs 2147483648 holders in period 1",
        "spell_least is above spell_most",
    };
    for (size_t k = 0; k < TEST_COUNT(words); k++) {
        locality_rota_problem p = small_problem();
        locality_rota *rota = NULL;
        locality_error error;
        make_wrong(&p, k);
        locality_status wanted = k >= 12 && k <= 14 ? LOCALITY_LIMIT : LOCALITY_INVALID;
        TEST_ROW(locality_rota_solve(&p, NULL, NULL, &rota, &error) == wanted, words[k]);
        TEST_ROW(says(&error, words[k]), error.message);
        CU_ASSERT_PTR_NULL(rota);
        locality_rota_free(rota);
    }
}

static void ways_to_work_out_of_range_are_refused(void) {
    locality_rota_problem p = small_problem();
    locality_rota *rota = NULL;
    locality_error error;

    for (int k = 0; k < 5; k++) {
        locality_rota_options o = LOCALITY_ROTA_OPTIONS_INIT;
        o.struct_size = k == 0 ? 4 : o.struct_size;
        o.order = k == 1 ? -1 : k == 2 ? 3 : 0;
        o.reserved = k == 3 ? 1 : 0;
        o.reserved2 = k == 4 ? 1 : 0;
        CU_ASSERT_EQUAL(locality_rota_solve(&p, &o, NULL, &rota, &error), LOCALITY_INVALID);
        CU_ASSERT(says(&error, k == 0 ? "options.struct_size" : "options"));
        CU_ASSERT_PTR_NULL(rota);
    }
    CU_ASSERT_EQUAL(locality_rota_solve(NULL, NULL, NULL, &rota, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "problem"));
    CU_ASSERT_EQUAL(locality_rota_solve(&p, NULL, NULL, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "out"));
}

/* ---- Certificates ---------------------------------------------------------------------------- */

static const uint32_t zeros[] = {0, 0}, ones[] = {1, 1}, up[] = {0, 1}, twos[] = {2, 2};

static void certificates_of_another_shape_are_refused(void) {
    locality_rota_problem given = small_problem();
    locality_rota_certificate right;
    locality_rota *rota = NULL;
    locality_error error;

    CU_ASSERT_EQUAL_FATAL(locality_rota_solve(&given, NULL, NULL, &rota, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_rota_certificate_of(rota, &right, NULL), LOCALITY_OK);
    TEST_NUMBER(right.proof, LOCALITY_ROTA_BY_PRICES);
    CU_ASSERT_EQUAL(locality_rota_check(&given, &right, NULL, &error), LOCALITY_OK);
    for (size_t k = 0; k < 26; k++) {
        locality_rota_problem p = small_problem();
        locality_rota_certificate c = right;
        p.struct_size = k == 0 ? 8 : p.struct_size;
        c.struct_size = k == 1 ? 8 : c.struct_size;
        p.periods = k == 2 ? 0 : k == 3 || k == 4 ? SIZE_MAX / 2 : k == 5 || k == 6 ? 1u << 27 : 2;
        p.candidates = k == 3 ? 4 : k == 4 || k == 6 ? 0 : 2;
        p.demands = k == 4 ? 4 : k == 3 || k == 5 ? 0 : 1;
        p.share = k == 7 ? bad_share : NULL;
        p.history = k == 8 ? negative : k == 9 ? large : NULL;
        c.candidate = k == 10 ? NULL : c.candidate;
        c.demand = k == 11 ? NULL : c.demand;
        c.period = k == 12 ? NULL : c.period;
        c.order = k == 13 ? -1 : k == 14 ? 3 : c.order;
        c.levels = k == 15 ? 2 : c.levels;
        c.candidate_price = k == 16 ? NULL : c.candidate_price;
        c.period_price = k == 17 ? NULL : c.period_price;
        c.demand_price = k == 18 ? NULL : c.demand_price;
        p.window = k == 19   ? NULL
                   : k == 20 ? nobody
                   : k == 21 ? nothing
                   : k == 22 ? turned
                             : window;
        p.windows = k >= 20 && k <= 22 ? 1 : 2;
        p.absence = k == 23 ? turned : NULL;
        p.absences = k == 23 || k == 24 ? 1 : 0;
        p.pin = k == 25 ? nobody : NULL;
        p.pins = k == 25 ? 1 : 0;
        CU_ASSERT_EQUAL(locality_rota_check(&p, &c, NULL, &error), LOCALITY_INVALID);
        TEST_TEXT(error.message,
                  "the problem or the certificate is not whole, or of another shape");
    }
    CU_ASSERT_EQUAL(locality_rota_check(NULL, &right, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "problem"));
    locality_rota_free(rota);
}

static void rotas_that_are_not_lawful_are_named(void) {
    static const int64_t one[] = {1, 1};
    static const locality_rota_window away[] = {{0, 0, 1, 1, 0}}, fixed[] = {{1, 0, 0, 0, 0}};
    static const struct {
        const char *message;
        const uint32_t *candidate, *demand, *period;
        locality_status status;
    } rows[] = {
        {"holding 0 is of nobody and nothing", twos, zeros, up, LOCALITY_INVALID},
        {"holding 0 is of nobody and nothing", zeros, ones, up, LOCALITY_INVALID},
        {"holding 0 is of nobody and nothing", zeros, zeros, twos, LOCALITY_INVALID},
        {"holds two places (candidate 0, period 1)", zeros, zeros, ones, LOCALITY_CONFLICT},
        {"holds more periods than it may (candidate 0, period 0)", zeros, zeros, up,
         LOCALITY_CONFLICT},
        {"holds what is in no window, or while absent (candidate 0, period 1)", zeros, zeros, up,
         LOCALITY_CONFLICT},
        {"what is pinned is not held (candidate 1, period 0)", up, zeros, up, LOCALITY_CONFLICT}};
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        locality_rota_problem p = small_problem();
        locality_rota_certificate c = LOCALITY_ROTA_CERTIFICATE_INIT;
        locality_error error;
        p.most = k == 4 ? one : NULL;
        p.absence = away;
        p.absences = k == 5 ? 1 : 0;
        p.pin = fixed;
        p.pins = k == 6 ? 1 : 0;
        c.levels = 3;
        c.holdings = 2;
        c.candidate = rows[k].candidate;
        c.demand = rows[k].demand;
        c.period = rows[k].period;
        TEST_NUMBER(locality_rota_check(&p, &c, NULL, &error), rows[k].status);
        TEST_TEXT(error.message, rows[k].message);
    }
}

/* Each price moved by one, up or down: the check says something, or the price had room. */
static void prices_that_do_not_fit_are_found(void) {
    locality_rota_problem p = small_problem();
    locality_rota_certificate right;
    locality_rota *rota = NULL;
    unsigned found = 0;

    CU_ASSERT_EQUAL_FATAL(locality_rota_solve(&p, NULL, NULL, &rota, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_rota_certificate_of(rota, &right, NULL), LOCALITY_OK);
    for (size_t at = 0; at < 24; at++) { /* 2 candidates, 4 of them in periods, 2 places */
        for (int64_t by = -1000; by <= 1000; by += 2000) {
            locality_rota_certificate c = right;
            int64_t price[3][12];
            locality_error error;
            memcpy(price[0], right.candidate_price, 6 * sizeof(int64_t));
            memcpy(price[1], right.period_price, 12 * sizeof(int64_t));
            memcpy(price[2], right.demand_price, 6 * sizeof(int64_t));
            *(at < 6 ? &price[0][at] : at < 18 ? &price[1][at - 6] : &price[2][at - 18]) += by;
            c.candidate_price = price[0];
            c.period_price = price[1];
            c.demand_price = price[2];
            locality_status status = locality_rota_check(&p, &c, NULL, &error);
            CU_ASSERT(status == LOCALITY_OK || status == LOCALITY_CONFLICT);
            CU_ASSERT((status == LOCALITY_OK) != (says(&error, "price") != 0));
            found += status == LOCALITY_CONFLICT ? 1u : 0u;
        }
    }
    CU_ASSERT(found > 16); /* every first number, and more */
    locality_rota_free(rota);
}

/* ---- Questions ------------------------------------------------------------------------------- */

static void a_rota_tells_only_of_what_there_is(void) {
    locality_rota_problem p = small_problem();
    locality_rota *rota = NULL;
    locality_rota_cover cover;
    locality_rota_burden burden;
    locality_rota_handover over;
    locality_rota_value value;
    locality_rota_certificate c;
    locality_error error;
    int64_t needed = 9, filled = 9, possible = 9;

    CU_ASSERT_EQUAL_FATAL(locality_rota_solve(&p, NULL, NULL, &rota, NULL), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_rota_cover_at(rota, 0, 1, &cover, &error), LOCALITY_OK);
    CU_ASSERT(cover.needed == 1 && cover.filled == 1 && cover.available == 2);
    CU_ASSERT_EQUAL(locality_rota_cover_at(rota, 1, 1, &cover, &error), LOCALITY_NOT_FOUND);
    TEST_TEXT(error.message, "there is no demand 1 or period 1");
    TEST_NUMBER(cover.needed, 0);
    CU_ASSERT_EQUAL(locality_rota_cover_at(rota, 0, 2, &cover, &error), LOCALITY_NOT_FOUND);
    TEST_TEXT(error.message, "there is no demand 0 or period 2");
    CU_ASSERT_EQUAL(locality_rota_cover_at(NULL, 0, 0, &cover, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "rota"));
    CU_ASSERT_EQUAL(locality_rota_cover_at(rota, 0, 0, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "out"));
    CU_ASSERT_EQUAL(locality_rota_period(rota, 0, &needed, &filled, &possible, &error),
                    LOCALITY_OK);
    CU_ASSERT(needed == 1 && filled == 1 && possible == 1);
    CU_ASSERT_EQUAL(locality_rota_period(rota, 0, NULL, NULL, NULL, &error), LOCALITY_OK);
    CU_ASSERT_EQUAL(locality_rota_period(rota, 2, &needed, &filled, &possible, &error),
                    LOCALITY_NOT_FOUND);
    TEST_TEXT(error.message, "there is no period 2");
    CU_ASSERT(needed == 0 && filled == 0 && possible == 0);
    CU_ASSERT_EQUAL(locality_rota_period(NULL, 0, NULL, NULL, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "rota"));
    TEST_NUMBER(locality_rota_burdens(NULL) + locality_rota_handovers(NULL), 0);
    CU_ASSERT_EQUAL(locality_rota_burden_at(NULL, 0, &burden, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_rota_handover_at(NULL, 0, &over, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_rota_burden_at(rota, 2, &burden, &error), LOCALITY_NOT_FOUND);
    CU_ASSERT(says(&error, "candidate"));
    CU_ASSERT_EQUAL(locality_rota_value_of(NULL, &value, &error), LOCALITY_INVALID);
    CU_ASSERT_EQUAL(locality_rota_value_of(rota, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "out"));
    CU_ASSERT_EQUAL(locality_rota_certificate_of(NULL, &c, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "rota"));
    CU_ASSERT_EQUAL(locality_rota_certificate_of(rota, NULL, &error), LOCALITY_INVALID);
    CU_ASSERT(says(&error, "out"));
    locality_rota_free(rota);
}

static const test_case cases[] = {
    {"problems out of range are refused", problems_out_of_range_are_refused},
    {"ways to work out of range are refused", ways_to_work_out_of_range_are_refused},
    {"certificates of another shape are refused", certificates_of_another_shape_are_refused},
    {"rotas that are not lawful are named", rotas_that_are_not_lawful_are_named},
    {"prices that do not fit are found", prices_that_do_not_fit_are_found},
    {"a rota tells only of what there is", a_rota_tells_only_of_what_there_is},
};

TEST_MAIN("rotas refused", cases)
