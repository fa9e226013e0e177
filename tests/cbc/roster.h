/* On-call rosters of the MiniZinc benchmarks as programs: one of the staff on each day (Friday to Sunday are one day,
 * the weekend), each away on some days and fixed on others. Nobody on three days in a row, on a weekend and
 * a day beside it, or on two weekends running, but where that is fixed. To be made small: days in a row, a
 * Wednesday before one's weekend, and how unevenly week days and weekends are shared by work load. */
#ifndef TESTS_CBC_ROSTER_H
#define TESTS_CBC_ROSTER_H

#include <stdlib.h>
#include <string.h>

#include "locality/program.h"
#include "support/harness.h"

enum {
    STAFF = 20,
    DAYS = 200,
    ROSTER_VARIABLES = 6000,
    ROSTER_ROWS = 40000,
    ROSTER_TERMS = 200000
};

typedef struct roster {
    int64_t staff, days, offset, in_a_row_costs, wednesday_costs; /* as the file has them */
    int64_t load[STAFF];
    uint8_t away[STAFF][DAYS], fixed[STAFF][DAYS];
    uint8_t any_fixed[DAYS];
    int64_t holder[DAYS]; /* the answer */
    /* The program. */
    size_t variables, rows, terms, start[ROSTER_ROWS + 1];
    int64_t low[ROSTER_VARIABLES], high[ROSTER_VARIABLES], cost[ROSTER_VARIABLES];
    int64_t value[ROSTER_VARIABLES];
    uint32_t variable[ROSTER_TERMS];
    int64_t by[ROSTER_TERMS], least[ROSTER_ROWS], most[ROSTER_ROWS];
} roster;

/* ---- Reading --------------------------------------------------------------------------------- */

static const char *roster_after(const char *text, const char *name) {
    const char *at = strstr(text, name);

    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    return at != NULL ? strchr(at, '=') + 1 : "";
}

static int64_t roster_number(const char *text, const char *name) {
    return strtol(roster_after(text, name), NULL, 10);
}

/* `[{1, 2}, {}, ...]`: days from 1, by staff. */
static void roster_sets(const char *at, int64_t staff, uint8_t set[STAFF][DAYS]) {
    for (int64_t s = 0; s < staff; s++) {
        at = strchr(at, '{') + 1;
        while (*at != '}') {
            char *end;
            long day = strtol(at, &end, 10);
            if (end != at) {
                set[s][day - 1] = 1;
            }
            at = end != at ? end : at + 1;
        }
    }
}

static void roster_read(roster *r, const char *text) {
    memset(r, 0, sizeof *r);
    r->staff = roster_number(text, "num_staff");
    r->days = roster_number(text, "num_days");
    r->offset = roster_number(text, "weekend_offset");
    r->in_a_row_costs = roster_number(text, "adj_days_str");
    r->wednesday_costs = roster_number(text, "wed_before_weekend_str");
    const char *at = strchr(roster_after(text, "work_load"), '[') + 1;
    for (int64_t s = 0; s < r->staff; s++) {
        char *end;
        r->load[s] = strtol(at, &end, 10);
        at = end + 1;
    }
    roster_sets(roster_after(text, "unavailable"), r->staff, r->away);
    roster_sets(roster_after(text, "fixed"), r->staff, r->fixed);
    for (int64_t s = 0; s < r->staff; s++) {
        for (int64_t d = 0; d < r->days; d++) {
            r->any_fixed[d] |= r->fixed[s][d];
        }
    }
}

/* Days from 0. */
static int roster_is_weekend(const roster *r, int64_t day) {
    return day >= r->offset && (day - r->offset) % 5 == 0;
}

/* Whether what is said of these days is fixed, so that no rule is asked of them. */
static int roster_all_fixed(const roster *r, int64_t first, int64_t last, int64_t step) {
    for (int64_t d = first; d <= last; d += step) {
        if (!r->any_fixed[d]) {
            return 0;
        }
    }
    return 1;
}

/* Pairs of days that nobody may both have: a weekend and the days beside it, and two weekends running. */
static int roster_is_apart(const roster *r, int64_t a, int64_t b) {
    if (roster_is_weekend(r, a) && b == a + 5) {
        return !roster_all_fixed(r, a, b, 5);
    }
    int64_t weekend = roster_is_weekend(r, a) ? a : b;
    if (b != a + 1 || !roster_is_weekend(r, weekend)) {
        return 0;
    }
    int64_t first = weekend > 0 ? weekend - 1 : 0;
    int64_t last = weekend + 1 < r->days ? weekend + 1 : weekend;
    return !roster_all_fixed(r, first, last, 1);
}

/* ---- The program ----------------------------------------------------------------------------- */

static uint32_t roster_add(roster *r, int64_t low, int64_t high, int64_t cost) {
    r->low[r->variables] = low;
    r->high[r->variables] = high;
    r->cost[r->variables] = cost;
    return (uint32_t)r->variables++;
}

static void roster_term(roster *r, uint32_t variable, int64_t by) {
    CU_ASSERT_FATAL(r->terms < ROSTER_TERMS);
    r->variable[r->terms] = variable;
    r->by[r->terms++] = by;
}

static void roster_row(roster *r, int64_t least, int64_t most) {
    CU_ASSERT_FATAL(r->rows < ROSTER_ROWS);
    r->least[r->rows] = least;
    r->most[r->rows] = most;
    r->start[++r->rows] = r->terms;
}

/* The yes or no of one of the staff on a day. */
static uint32_t roster_on(const roster *r, int64_t s, int64_t d) {
    return (uint32_t)(d * r->staff + s);
}

/* Nobody on both days, or, where there is a number for it, only if that is 1. */
static void roster_both(roster *r, int64_t a, int64_t b, const uint32_t *if_one) {
    for (int64_t s = 0; s < r->staff; s++) {
        roster_term(r, roster_on(r, s, a), 1);
        roster_term(r, roster_on(r, s, b), 1);
        if (if_one != NULL) {
            roster_term(r, *if_one, -1);
        }
        roster_row(r, LOCALITY_PROGRAM_NO_LEAST, 1);
    }
}

static void roster_state_days(roster *r) {
    for (int64_t d = 0; d < r->days; d++) {
        for (int64_t s = 0; s < r->staff; s++) {
            roster_add(r, r->fixed[s][d], !r->away[s][d], 0);
        }
    }
    for (int64_t d = 0; d < r->days; d++) {
        for (int64_t s = 0; s < r->staff; s++) {
            roster_term(r, roster_on(r, s, d), 1);
        }
        roster_row(r, 1, 1);
        for (int64_t s = 0; s < r->staff && d + 2 < r->days && !roster_all_fixed(r, d, d + 2, 1);
             s++) {
            for (int64_t k = d; k <= d + 2; k++) {
                roster_term(r, roster_on(r, s, k), 1);
            }
            roster_row(r, LOCALITY_PROGRAM_NO_LEAST, 2);
        }
        if (d + 2 < r->days) { /* the last two days count for nothing in the model */
            uint32_t in_a_row = roster_add(r, 0, 1, r->in_a_row_costs);
            roster_both(r, d, d + 1, &in_a_row);
        }
        if (roster_is_weekend(r, d) && d >= 2) {
            uint32_t wednesday = roster_add(r, 0, 1, r->wednesday_costs);
            roster_both(r, d - 2, d, &wednesday);
        }
        for (int64_t b = d + 1; b <= d + 5 && b < r->days; b++) {
            if (roster_is_apart(r, d, b)) {
                roster_both(r, d, b, NULL);
            }
        }
    }
}

/* Of week days, or weekends: any two of the staff have as many by their loads, but for 100 times a number. */
static void roster_state_shares(roster *r, int weekend) {
    uint32_t apart = roster_add(r, 0, r->days, 1), count[STAFF];

    for (int64_t s = 0; s < r->staff; s++) {
        count[s] = roster_add(r, 0, r->days, 0);
        roster_term(r, count[s], -1);
        for (int64_t d = 0; d < r->days; d++) {
            if (roster_is_weekend(r, d) == weekend) {
                roster_term(r, roster_on(r, s, d), 1);
            }
        }
        roster_row(r, 0, 0);
    }
    for (int64_t i = 0; i < r->staff; i++) {
        for (int64_t j = 0; j < r->staff; j++) {
            if (i != j) {
                roster_term(r, count[j], r->load[i]);
                roster_term(r, count[i], -r->load[j]);
                roster_term(r, apart, -100);
                roster_row(r, LOCALITY_PROGRAM_NO_LEAST, 0);
            }
        }
    }
}

/* The lowest cost that is proved; -1 where none is. */
static int64_t roster_solve(roster *r, const locality_program_solver *solver) {
    locality_program p = LOCALITY_PROGRAM_INIT;
    locality_program_outcome outcome;

    roster_state_days(r);
    roster_state_shares(r, 0);
    roster_state_shares(r, 1);
    CU_ASSERT_FATAL(r->variables <= ROSTER_VARIABLES);
    p.variables = r->variables;
    p.low = r->low;
    p.high = r->high;
    p.cost = r->cost;
    p.rows = r->rows;
    p.start = r->start;
    p.variable = r->variable;
    p.coefficient = r->by;
    p.least = r->least;
    p.most = r->most;
    CU_ASSERT_EQUAL(locality_program_solve(&p, solver, NULL, r->value, &outcome, NULL, NULL),
                    LOCALITY_OK);
    for (int64_t d = 0; d < r->days; d++) {
        for (int64_t s = 0; s < r->staff; s++) {
            r->holder[d] = r->value[roster_on(r, s, d)] == 1 ? s : r->holder[d];
        }
    }
    return outcome.verdict == LOCALITY_ALLOCATION_OPTIMAL ? outcome.objective : -1;
}

/* ---- The answer, without the program --------------------------------------------------------- */

static int roster_same(const roster *r, int64_t a, int64_t b) {
    return r->holder[a] == r->holder[b];
}

static int roster_is_lawful(const roster *r) {
    int good = 1;

    for (int64_t d = 0; d < r->days; d++) {
        good &= !r->away[r->holder[d]][d];
        good &= !r->any_fixed[d] || r->fixed[r->holder[d]][d];
        good &= d + 2 >= r->days || roster_all_fixed(r, d, d + 2, 1) || !roster_same(r, d, d + 1) ||
                !roster_same(r, d, d + 2);
        for (int64_t b = d + 1; b <= d + 5 && b < r->days; b++) {
            good &= !roster_is_apart(r, d, b) || !roster_same(r, d, b);
        }
    }
    return good;
}

/* What the roster costs, counted day by day; -1 where it breaks a rule. */
static int64_t roster_worth(const roster *r) {
    int64_t worth = 0, count[2][STAFF] = {{0}}, apart[2] = {0, 0};

    if (!roster_is_lawful(r)) {
        return -1;
    }
    for (int64_t d = 0; d < r->days; d++) {
        count[roster_is_weekend(r, d)][r->holder[d]]++;
        worth += d + 2 < r->days && roster_same(r, d, d + 1) ? r->in_a_row_costs : 0;
        worth +=
            roster_is_weekend(r, d) && d >= 2 && roster_same(r, d, d - 2) ? r->wednesday_costs : 0;
    }
    for (int kind = 0; kind < 2; kind++) {
        for (int64_t i = 0; i < r->staff; i++) {
            for (int64_t j = 0; j < r->staff; j++) {
                int64_t off = r->load[i] * count[kind][j] - r->load[j] * count[kind][i];
                apart[kind] = off > 100 * apart[kind] ? (off + 99) / 100 : apart[kind];
            }
        }
    }
    return worth + apart[0] + apart[1];
}

#endif
