/* Eight wards, three officers with so many hours: who looks after which, at the fewest miles, and that there is nothing
 * cheaper. */
#include <locality.h>
#include <stdio.h>

enum { OFFICERS = 3, WARDS = 8 };

static const char *const officers[] = {"Asha", "Ben", "Cora"};
static const char *const wards[] = {"Abbey",    "Bourne", "Castle", "Dene",
                                    "Eastgate", "Field",  "Grange", "Hill"};
/* Miles a week, and hours a week: who knows a ward needs fewer. */
static const int64_t miles[OFFICERS * WARDS] = {12, 20, 31, 8,  17, 25, 40, 22, /* Asha */
                                                18, 9,  14, 26, 30, 11, 19, 33, /* Ben */
                                                25, 28, 10, 15, 12, 21, 16, 9}; /* Cora */
static const int64_t hours[OFFICERS * WARDS] = {6, 9, 7, 5, 8, 10, 7, 6,        /* Asha */
                                                7, 8, 6, 6, 9, 9,  6, 7,        /* Ben */
                                                7, 9, 5, 5, 8, 10, 7, 6};       /* Cora */
static const int64_t room[OFFICERS] = {20, 22, 18};

static int show(const locality_sharing_outcome *found, const uint32_t *officer) {
    printf("%s: %d miles a week\n", locality_allocation_verdict_name(found->verdict),
           (int)found->cost);
    for (size_t i = 0; i < OFFICERS; i++) {
        int taken = 0;
        printf("  %-4s", officers[i]);
        for (size_t j = 0; j < WARDS; j++) {
            if (officer[j] == i) {
                printf(" %s", wards[j]);
                taken += (int)hours[i * WARDS + j];
            }
        }
        printf(" (%d of %d hours)\n", taken, (int)room[i]);
    }
    return 0;
}

int main(void) {
    locality_sharing_problem asked = LOCALITY_SHARING_PROBLEM_INIT;
    locality_sharing_outcome found;
    locality_sharing_proof *proof = NULL;
    locality_sharing_claim claim;
    locality_error error;
    uint32_t officer[WARDS];
    int64_t cost;

    asked.agents = OFFICERS;
    asked.agent_id = officers;
    asked.jobs = WARDS;
    asked.job_id = wards;
    asked.cost = miles;
    asked.weight = hours;
    asked.capacity = room;
    int failed =
        locality_sharing_prove(&asked, NULL, officer, NULL, &found, &proof, NULL, &error) ||
        show(&found, officer) ||
        /* Whoever doubts it needs the problem, the answer and these bytes, and none of the solver. */
        locality_sharing_check(&asked, officer, &cost, NULL, &error) ||
        locality_sharing_verify(&asked, locality_sharing_proof_bytes(proof),
                                locality_sharing_proof_length(proof), &claim, NULL, &error);
    if (failed) {
        fprintf(stderr, "%s: %s\n", locality_status_name(error.status), error.message);
    } else {
        printf("verified: it costs %d, and no answer costs less than %d\n", (int)cost,
               (int)claim.bound);
    }
    locality_sharing_proof_free(proof);
    return failed ? 2 : 0;
}
