/* Two teams, three neighbourhoods: how much time each gets, and why one is short. In hundredths of an FTE. */
#include <locality.h>
#include <stdio.h>

enum { TEAM_A, TEAM_B };
enum { CANAL_SIDE, FOLESHILL_ROAD, HILL_STREET };

static const char *const teams[] = {"Team A", "Team B"};
static const char *const areas[] = {"Canal Side", "Foleshill Road", "Hill Street"};
static const int64_t gives[] = {400, 300};
static const int64_t need[] = {200, 500, 300};
static const int64_t protect[] = {150, 0, 0};

/* Who may go where. */
static const uint32_t team[] = {TEAM_A, TEAM_A, TEAM_A, TEAM_B};
static const uint32_t area[] = {CANAL_SIDE, FOLESHILL_ROAD, HILL_STREET, CANAL_SIDE};

static int show(const locality_deployment *plan, locality_error *error) {
    locality_deployment_value value;
    locality_deployment_share share;
    locality_deployment_story story;

    if (locality_deployment_get_value(plan, &value, error)) {
        return 1;
    }
    printf("%s: %d of %d are met\n", locality_allocation_verdict_name(value.verdict),
           (int)value.met, (int)value.need);
    for (size_t i = 0; i < locality_deployment_shares(plan); i++) {
        if (locality_deployment_share_at(plan, i, &share, error)) {
            return 1;
        }
        printf("  %s: %s %d\n", teams[share.group], areas[share.place], (int)share.amount);
    }
    if (locality_deployment_shortage(plan, HILL_STREET, &story, NULL, NULL, error)) {
        return 1;
    }
    printf("%s is short: %d are needed there and next door, %d can be sent.\n", areas[HILL_STREET],
           (int)story.must, (int)story.can);
    return 0;
}

int main(void) {
    locality_error error;
    locality_deployment *plan = NULL;
    locality_deployment_certificate proof = LOCALITY_DEPLOYMENT_CERTIFICATE_INIT;
    locality_deployment_problem problem = LOCALITY_DEPLOYMENT_PROBLEM_INIT;

    problem.groups = 2;
    problem.places = 3;
    problem.group_id = teams;
    problem.place_id = areas;
    problem.gives = gives;
    problem.need = need;
    problem.protect = protect;
    problem.pairs = sizeof team / sizeof team[0];
    problem.group = team;
    problem.place = area;

    int failed = locality_deployment_solve(&problem, NULL, NULL, &plan, &error) ||
                 locality_deployment_get_certificate(plan, &proof, &error) ||
                 locality_deployment_check(&problem, &proof, NULL, &error) || show(plan, &error);
    if (failed) {
        fprintf(stderr, "%s: %s\n", locality_status_name(error.status), error.message);
    }
    locality_deployment_free(plan);
    return failed ? 2 : 0;
}
