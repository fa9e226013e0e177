/* Sharing for the most instead of the least, where the public instances are there: what is to be had from each pair stands
 * as a cost below nothing. Their values are from the list of bounds beside the family. */
#include "public.h"

/* Steps that each instance has. */
#define WORK ((uint64_t)1 << 30)

/* Those that need more, and are said to be open; of the first the list has bounds alone, 18,336 and 18,337. */
static const char *const hards[] = {"c10400.txt", "c30900.txt", "c40400.txt"};

static int is_hard(const char *file) {
    for (size_t k = 0; k < TEST_COUNT(hards); k++) {
        if (strcmp(file, hards[k]) == 0) {
            return 1;
        }
    }
    return 0;
}

/* The file of an instance of the list: "c0824_2_Max" is gap5-1.txt, "b10200_Max" is b10200.txt. */
static int name_file(const char *name, char file[NAME_LENGTH]) {
    static const char *const sizes[] = {"c0515", "c0520", "c0525", "c0530", "c0824", "c0832",
                                        "c0840", "c0848", "c1030", "c1040", "c1050", "c1060"};
    const char *mark = strchr(name, '_');

    if (mark == NULL || strlen(name) < 5 || strcmp(name + strlen(name) - 4, "_Max") != 0) {
        return 0;
    }
    for (int k = 0; k < 12; k++) {
        if (strncmp(name, sizes[k], 5) == 0 && mark == name + 5 && mark[1] >= '1' &&
            mark[1] <= '5') {
            snprintf(file, NAME_LENGTH, "gap%d-%d.txt", k + 1, mark[1] - '1');
            return 1;
        }
    }
    snprintf(file, NAME_LENGTH, "%.*s.txt", (int)(mark - name), name);
    return 1;
}

static int is_there(const char *name) {
    FILE *file = open_golden(name);

    if (file != NULL) {
        fclose(file);
    }
    return file != NULL;
}

static void the_most_is_reached_and_proved(void) {
    FILE *list = open_golden("../gap_max_bounds.tsv");
    char line[200], name[NAME_LENGTH], file[NAME_LENGTH];
    int64_t least, most;
    unsigned done = 0;

    CU_ASSERT_PTR_NOT_NULL_FATAL(list);
    while (fgets(line, sizeof line, list) != NULL) {
        gap g;
        if (sscanf(line, "%39s %" SCNd64 " %" SCNd64, name, &least, &most) != 3 ||
            !name_file(name, file) || !is_there(file) || !gap_open(&g, file, -most)) {
            continue;
        }
        for (size_t k = 0; k < g.problem.agents * g.problem.jobs; k++) {
            g.cost[k] = -g.cost[k];
        }
        locality_sharing_outcome outcome = solved(&g, WORK);
        TEST_ROW(outcome.cost >= -most && outcome.bound <= -least, name);
        TEST_ROW(outcome.verdict == LOCALITY_ALLOCATION_OPTIMAL || is_hard(file), name);
        TEST_ROW((outcome.verdict == LOCALITY_ALLOCATION_OPTIMAL) ==
                     (outcome.cost == outcome.bound),
                 name);
        done++;
        gap_close(&g);
    }
    fclose(list);
    CU_ASSERT(done >= 40);
}

static const test_case cases[] = {
    {"the most that can be had is reached and proved", the_most_is_reached_and_proved},
};

int main(void) {
    if (getenv("LOCALITY_GOLDEN") == NULL || !is_there("../gap_max_bounds.tsv")) {
        printf("allocation: golden sharing, the most: skipped: no reference cases "
               "(LOCALITY_GOLDEN)\n");
        return 77;
    }
    return test_main("allocation: golden sharing, the most", cases, TEST_COUNT(cases));
}
