/* Broken street lights in Riverside: to whom they go, what hangs on one provider, and who went silent. */
#include <locality.h>
#include <stdio.h>

enum { HIGHWAYS, HOUSING, ENERGY, PROVIDERS };
enum { WEEKS = 8, CELLS = 3 };

static const char *const names[PROVIDERS] = {"highways", "housing", "energy company"};
static const char *const routes[] = {"nobody is concerned", "refer", "analyse with all",
                                     "cannot tell"};
static const char *const truths[] = {"no", "yes", "perhaps"};

/* Who is concerned, and what follows. */
static int show_route(const int64_t *count, int32_t trend, locality_error *error) {
    locality_involvement_options options = LOCALITY_INVOLVEMENT_OPTIONS_INIT;
    locality_provider_share share[PROVIDERS];
    locality_involvement found;

    options.trend = trend;
    if (locality_providers_involved(count, PROVIDERS, &options, share, &found, error)) {
        return 1;
    }
    for (int p = 0; p < PROVIDERS; p++) {
        printf("  %s: %d of %d, between %.0f and %.0f %%: %s\n", names[p], (int)share[p].count,
               (int)found.total, 100 * share[p].lowest, 100 * share[p].highest,
               truths[share[p].involved]);
    }
    printf("  %s%s\n", routes[found.route], found.by_trend ? ", as there is a trend" : "");
    return 0;
}

/* What is lost without each: cells are two places and the lights or the cables there. */
static int show_dependencies(locality_error *error) {
    static const int64_t expected[CELLS][PROVIDERS] = {{18, 2, 0}, {0, 6, 6}, {0, 0, 5}};
    static const int64_t room[PROVIDERS] = {4, 10, LOCALITY_NO_COUNT};
    locality_dependency each[PROVIDERS];
    double share;

    if (locality_dependencies(&expected[0][0], NULL, CELLS, PROVIDERS, room, 0.8, NULL, each,
                              &share, error)) {
        return 1;
    }
    for (int p = 0; p < PROVIDERS; p++) {
        printf("  without %s: %d of %d a month are lost\n", names[p], (int)each[p].lost,
               (int)each[p].demand);
    }
    printf("  %.0f %% of the demand hangs on one provider of its place\n", 100 * share);
    return 0;
}

/* Whether housing left or demand fell, as others saw it. */
static int show_silence(const int64_t *others, locality_error *error) {
    static const int64_t own[WEEKS] = {6, 5, 7, 0, 0, 0, 0, 0};
    static const double expected[WEEKS] = {6, 6, 6, 6, 6, 6, 6, 6};
    static const double of_others[WEEKS] = {5, 5, 5, 5, 5, 5, 5, 5};
    locality_withdrawal_data data = LOCALITY_WITHDRAWAL_DATA_INIT;
    locality_withdrawal found;

    data.periods = WEEKS;
    data.own = own;
    data.own_expected = expected;
    data.others = others;
    data.others_expected = of_others;
    data.dispersion = 2;
    if (locality_withdrawal_find(&data, &found, error)) {
        return 1;
    }
    printf("  silent for %d weeks (%d tell it from chance): %s\n", (int)found.run,
           (int)found.needed, locality_withdrawal_name(found.state));
    return 0;
}

int main(void) {
    static const int64_t one[PROVIDERS] = {14, 0, 0}, several[PROVIDERS] = {9, 1, 6};
    static const int64_t more[WEEKS] = {5, 4, 6, 11, 12, 10, 12, 11};
    static const int64_t same[WEEKS] = {5, 4, 6, 5, 4, 5, 6, 5};
    static const int64_t fewer[WEEKS] = {5, 4, 6, 0, 1, 0, 1, 0};
    locality_error error;

    puts("One provider, no trend:");
    int failed = show_route(one, LOCALITY_FALSE, &error);
    puts("One provider, and a trend:");
    failed = failed || show_route(one, LOCALITY_TRUE, &error);
    puts("Several:");
    failed = failed || show_route(several, LOCALITY_FALSE, &error);
    puts("Without one:");
    failed = failed || show_dependencies(&error);
    puts("Housing is silent; others have more, the same, fewer:");
    failed = failed || show_silence(more, &error) || show_silence(same, &error) ||
             show_silence(fewer, &error);
    if (failed) {
        fprintf(stderr, "%s\n", error.message);
    }
    return failed;
}
