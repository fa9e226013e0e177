/* Street scene, several weeks running: a made-up council of twelve wards, in one of which street scene
 * issues return. With the name of a file, writes the requests as rows to that file first; with a number
 * behind it those of so many further weeks as well, in which all is as it was before. */
#include <inttypes.h>
#include <locality.h>
#include <stdio.h>
#include <string.h>

enum { WEEKS = 312, LATER = 26, WARDS = 12, NEIGHBOURHOODS = 3, SERVICES = 3, PROVIDERS = 2 };
enum { SERIES = WARDS * SERVICES * PROVIDERS, FIRST_DAY = 18267 }; /* Monday 2020-01-06 */

static const char *const areas[WARDS + NEIGHBOURHOODS] = {
    "Bablake",  "Binley",    "Cheylesmore", "Earlsdon",   "Foleshill",
    "Henley",   "Holbrook",  "Longford",    "Radford",    "Sherbourne",
    "Westwood", "Whoberley", "North West",  "North East", "South"};
static const uint32_t lies_in[WARDS + NEIGHBOURHOODS] = {12,
                                                         14,
                                                         14,
                                                         14,
                                                         13,
                                                         13,
                                                         12,
                                                         13,
                                                         12,
                                                         12,
                                                         14,
                                                         14,
                                                         LOCALITY_DEMAND_NONE,
                                                         LOCALITY_DEMAND_NONE,
                                                         LOCALITY_DEMAND_NONE};
static const char *const services[SERVICES] = {"street scene", "parks", "noise"};
static const char *const providers[PROVIDERS] = {"cleansing", "wardens"};

static int64_t count[SERIES][WEEKS], later[SERIES][LATER];
static uint32_t area[SERIES], service[SERIES], provider[SERIES];
static uint32_t random_state = 2013;

/* Eighths of a request that are usual in a week: parks have a spring. */
static uint32_t usual(uint32_t s, uint32_t week) {
    static const uint32_t eighths[SERVICES] = {20, 10, 3};
    int is_spring = week % 52 >= 12 && week % 52 < 30;

    return eighths[service[s]] * (service[s] == 1 && is_spring ? 3 : 1);
}

/* About as many as `eighths` eighths: that many draws of one in eight. */
static int64_t draw(uint32_t eighths) {
    int64_t sum = 0;

    for (uint32_t i = 0; i < eighths; i++) {
        random_state = random_state * 1664525u + 1013904223u;
        sum += random_state >> 29 == 0;
    }
    return sum;
}

static void make(void) {
    for (uint32_t s = 0; s < SERIES; s++) {
        area[s] = s / (SERVICES * PROVIDERS);
        service[s] = s / PROVIDERS % SERVICES;
        provider[s] = s % PROVIDERS;
        for (uint32_t week = 0; week < WEEKS; week++) {
            count[s][week] = draw(usual(s, week));
        }
    }
    for (uint32_t week = WEEKS - 5; week < WEEKS; week++) { /* what is planted: Foleshill, both */
        count[4 * 6][week] += 5;
        count[4 * 6 + 1][week] += 3;
    }
    count[9 * 6][WEEKS - 3] += 7;    /* one bad week in Sherbourne */
    count[6 * 6][WEEKS - 104] += 20; /* and a very bad one in Holbrook, two years ago */
    for (uint32_t week = 0; week < LATER; week++) {
        for (uint32_t s = 0; s < SERIES; s++) {
            later[s][week] = draw(usual(s, WEEKS + week));
        }
    }
}

/* One request a row, on the Wednesday of its week. */
static int write_rows(const char *path, uint32_t weeks) {
    FILE *file = fopen(path, "w");

    if (file == NULL) {
        return 1;
    }
    fprintf(file, "received,ward,category,contractor\n");
    for (uint32_t week = 0; week < weeks; week++) {
        locality_range day;
        char text[32];
        size_t size;
        locality_range_exact(FIRST_DAY + 7 * (int64_t)week + 2, &day);
        locality_value_write(LOCALITY_TYPE_DATE, &day, text, sizeof text, &size, NULL);
        for (uint32_t s = 0; s < SERIES; s++) {
            int64_t requests = week < WEEKS ? count[s][week] : later[s][week - WEEKS];
            for (int64_t i = 0; i < requests; i++) {
                fprintf(file, "%s,%s,%s,%s\n", text, areas[area[s]], services[service[s]],
                        providers[provider[s]]);
            }
        }
    }
    return fclose(file) != 0;
}

static void show(const locality_demand_result *result, const locality_demand_summary *found) {
    printf("%zu cells, %zu cannot tell; %zu listed, %zu folded, %zu to be watched\n\n",
           found->cells, found->untold, found->listed, found->folded, found->watched);
    for (size_t i = 0; i < found->listed; i++) {
        printf("%s\n", locality_demand_result_words(result, i));
    }
    for (size_t i = 0; i < locality_demand_result_signals(result); i++) {
        locality_demand_signal s;
        locality_demand_result_signal_at(result, i, &s, NULL);
        printf("%s: %s in %s, %" PRId64 " for %.1f\n", locality_demand_name(0, s.standing),
               s.service_id, s.area == LOCALITY_DEMAND_NONE ? "all areas" : s.area_id, s.observed,
               s.expected);
    }
}

/* A number of further weeks, at most two digits. */
static uint32_t weeks_of(const char *text) {
    uint32_t weeks = 0;

    for (int i = 0; i < 2 && text[i] >= '0' && text[i] <= '9'; i++) {
        weeks = 10 * weeks + (uint32_t)(text[i] - '0');
    }
    return weeks < LATER ? weeks : LATER;
}

int main(int words, char **word) {
    locality_demand_tree places = LOCALITY_DEMAND_TREE_INIT;
    locality_demand_tree kinds = LOCALITY_DEMAND_TREE_INIT;
    locality_demand_tree doers = LOCALITY_DEMAND_TREE_INIT;
    locality_demand_input input = LOCALITY_DEMAND_INPUT_INIT;
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
    locality_demand_summary found;
    locality_demand_result *result;
    locality_error error;

    make();
    if (words > 1 && write_rows(word[1], WEEKS + (words > 2 ? weeks_of(word[2]) : 0))) {
        fprintf(stderr, "%s cannot be written\n", word[1]);
        return 1;
    }
    places.count = WARDS + NEIGHBOURHOODS;
    places.id = areas;
    places.parent = lies_in;
    kinds.count = SERVICES;
    kinds.id = services;
    doers.count = PROVIDERS;
    doers.id = providers;
    input.first_day = FIRST_DAY;
    input.periods = WEEKS;
    input.series = SERIES;
    input.count = count[0];
    input.area = area;
    input.service = service;
    input.provider = provider;
    input.areas = &places;
    input.services = &kinds;
    input.providers = &doers;
    options.trend_count = 8; /* the council's own rule: 8 or more in 4 of the latest 5 weeks */
    options.trend_least = 4;
    options.trend_span = 5;
    if (locality_detect(&input, &options, NULL, &result, &error) != LOCALITY_OK ||
        locality_demand_result_summary(result, &found, &error) != LOCALITY_OK) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    show(result, &found);
    locality_demand_result_free(result);
    return 0;
}
