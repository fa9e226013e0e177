/* What tests of rotas share: district co-ordinators (the instances rota-coordinator), one a locality and period, nobody
 * twice running; wanted are a low largest share and a low price. */
#ifndef TESTS_UNIT_ALLOCATION_DUTIES_H
#define TESTS_UNIT_ALLOCATION_DUTIES_H

#include <stdlib.h>
#include <string.h>

#include "locality/rota.h"
#include "support/harness.h"

enum { DUTIES = 3 };
static const struct {
    const char *name;
    int64_t value;
} duty_rows[DUTIES] = {{"rota-coordinator/rota_L4_P32_T8_s100.json", 2112},
                       {"rota-coordinator/rota_L10_P110_T12_s102.json", 4370},
                       {"rota-coordinator/rota_L20_P260_T26_s104.json", 9202}};

/* The number after a key, from `at` on; `at` moves behind it. */
static long after_key(const char **at, const char *key) {
    const char *found = strstr(*at, key);
    if (found == NULL) {
        return -1;
    }
    *at = found + strlen(key);
    return strtol(*at, NULL, 10);
}

typedef struct duty {
    size_t localities, periods, people, windows, absences;
    int64_t share[600], most[600];
    locality_rota_window window[600], absence[6000];
} duty;

/* Who may co-ordinate: between two grades, not senior, in the locality; at the price 9 - skill. */
static void duty_read(duty *d, const char *text) {
    const char *at = text;
    memset(d, 0, sizeof *d);
    d->localities = (size_t)after_key(&at, "\"localities\": ");
    d->periods = (size_t)after_key(&at, "\"periods\": ");
    long lowest = after_key(&at, "\"grade_min\": "), highest = after_key(&at, "\"grade_max\": ");
    for (long place = after_key(&at, "{\"loc\": "); d->people < 600;
         place = after_key(&at, "{\"loc\": ")) {
        uint32_t i = (uint32_t)d->people++;
        long grade = after_key(&at, "\"grade\": ");
        d->share[i] = after_key(&at, "\"fte\": ");
        at = strstr(at, "\"senior\": ") + strlen("\"senior\": ");
        int senior = *at == 't';
        long skill = after_key(&at, "\"skill\": ");
        if (place >= 0 && grade >= lowest && grade <= highest && !senior) {
            d->window[d->windows++] =
                (locality_rota_window){i, (uint32_t)place, 0, UINT32_MAX, 9 - skill};
        }
        at = strstr(at, "\"una\": [") + strlen("\"una\": [");
        for (char *end; *at != ']'; at = *end == ',' ? end + 1 : end) {
            uint32_t t = (uint32_t)strtol(at, &end, 10);
            d->absence[d->absences++] = (locality_rota_window){i, 0, t, t, 0};
        }
        if (strstr(at, "{\"loc\": ") == NULL) {
            break;
        }
    }
}

/* The lowest cost where nobody does more than `limit` periods for a whole share; -1 where not all can be
 * filled. */
static int64_t duty_cost(duty *d, int64_t limit, uint64_t work,
                         const locality_program_solver *solver) {
    locality_rota_problem problem = LOCALITY_ROTA_PROBLEM_INIT;
    locality_rota_options options = LOCALITY_ROTA_OPTIONS_INIT;
    locality_rota_certificate c;
    locality_rota_value value;
    locality_rota *rota = NULL;

    for (size_t i = 0; i < d->people; i++) {
        d->most[i] = limit * d->share[i] / 100;
    }
    problem.periods = d->periods;
    problem.candidates = d->people;
    problem.share = d->share;
    problem.most = d->most;
    problem.demands = d->localities;
    problem.window = d->window;
    problem.windows = d->windows;
    problem.absence = d->absence;
    problem.absences = d->absences;
    problem.spell_most = problem.rest = 1;
    options.order = LOCALITY_ROTA_CHEAP;
    options.work_limit = work;
    options.solver = solver;
    options.proof_limit = 1 << 24;
    CU_ASSERT_EQUAL(locality_rota_solve(&problem, &options, NULL, &rota, NULL), LOCALITY_OK);
    locality_rota_value_of(rota, &value, NULL);
    CU_ASSERT(value.verdict == LOCALITY_ALLOCATION_OPTIMAL ||
              (solver == NULL && value.verdict == LOCALITY_ALLOCATION_FEASIBLE));
    locality_rota_certificate_of(rota, &c, NULL);
    CU_ASSERT_EQUAL(locality_rota_check(&problem, &c, NULL, NULL), LOCALITY_OK);
    size_t length = locality_rota_proof_length(rota); /* a search that came to its end is proved */
    CU_ASSERT(length > 0 || value.proof != LOCALITY_ROTA_BY_SEARCH);
    CU_ASSERT(length == 0 || locality_rota_verify(&problem, &c, locality_rota_proof_bytes(rota),
                                                  length, NULL, NULL) == LOCALITY_OK);
    locality_rota_free(rota);
    return value.filled == value.needed ? value.cost : -1;
}

/* The lowest of 1000 times the largest share, in whole periods, and the price. */
static int64_t duty_best(duty *d, uint64_t work, const locality_program_solver *solver) {
    int64_t best = INT64_MAX, least = duty_cost(d, 1000, work, solver);

    for (int64_t limit = 1; 1000 * limit + least < best; limit++) {
        int64_t cost = duty_cost(d, limit, work, solver);
        best = cost >= 0 && 1000 * limit + cost < best ? 1000 * limit + cost : best;
    }
    return best;
}

#endif
