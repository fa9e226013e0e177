/* Four people, one duty, twelve weeks: who is on call when, not twice running, and who has done least. */
#include <locality.h>
#include <stdio.h>

enum { WEEKS = 12 };

static const char *const people[] = {"Asha", "Ben", "Cora", "Dev"};
static const char *const duty[] = {"on call"};
static const int64_t share[] = {100, 50, 100, 80}; /* hundredths of a full post */
static const int64_t history[] = {6, 0, 4, 3};     /* weeks done before */
static const locality_rota_window may[] = {
    {0, 0, 0, 11, 0}, {1, 0, 0, 11, 0}, {2, 0, 0, 11, 0}, {3, 0, 2, 11, 0}};
static const locality_rota_window away[] = {{2, 0, 4, 7, 0}}; /* Cora, for four weeks */

static int show(const locality_rota *rota, locality_error *error) {
    locality_rota_value value;
    locality_rota_holding held;
    locality_rota_burden done;

    if (locality_rota_value_of(rota, &value, error)) {
        return 1;
    }
    printf("%s: %d of %d weeks covered\n", locality_allocation_verdict_name(value.verdict),
           (int)value.filled, (int)value.needed);
    for (size_t i = 0; i < locality_rota_holdings(rota); i++) {
        if (locality_rota_holding_at(rota, i, &held, error)) {
            return 1;
        }
        printf("  week %2u  %s\n", (unsigned)held.period + 1, held.candidate_id);
    }
    printf("%u hand-overs; least done first:\n", (unsigned)locality_rota_handovers(rota));
    for (size_t i = 0; i < locality_rota_burdens(rota); i++) {
        if (locality_rota_burden_at(rota, i, &done, error)) {
            return 1;
        }
        printf("  %-5s %d before, %d now, at %d hundredths\n", done.id, (int)done.history,
               (int)done.periods, (int)done.share);
    }
    return 0;
}

int main(void) {
    locality_rota_problem asked = LOCALITY_ROTA_PROBLEM_INIT;
    locality_rota_certificate proof;
    locality_rota *rota = NULL;
    locality_error error;

    asked.periods = WEEKS;
    asked.candidates = sizeof people / sizeof people[0];
    asked.candidate_id = people;
    asked.share = share;
    asked.history = history;
    asked.demands = 1;
    asked.demand_id = duty;
    asked.window = may;
    asked.windows = sizeof may / sizeof may[0];
    asked.absence = away;
    asked.absences = 1;
    asked.spell_most = 1;
    asked.rest = 1; /* not twice running */
    int failed = locality_rota_solve(&asked, NULL, NULL, &rota, &error) ||
                 locality_rota_certificate_of(rota, &proof, &error) ||
                 locality_rota_check(&asked, &proof, NULL, &error) || show(rota, &error);
    if (failed) {
        fprintf(stderr, "%s: %s\n", locality_status_name(error.status), error.message);
    }
    locality_rota_free(rota);
    return failed ? 2 : 0;
}
