/* An outlook: what to expect if nothing changes, what a redesign would be worth, and what more people mean. */
#include <locality/outlook.h>
#include <locality/records.h>
#include <stdio.h>
#include <stdlib.h>

#define FILE_NAME "docs/examples/outlook/care.csv"
#define DAY_2016_04_01 16892

static locality_error error;

static int stop(const char *what) {
    fprintf(stderr, "%s: %s\n", what, error.message);
    return 1;
}

/* Counts the file by month, and takes its series under watch. */
static locality_status watch(locality_demand **out) {
    locality_feed_options how = LOCALITY_FEED_OPTIONS_INIT;
    locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
    locality_feed *feed = NULL;
    static char bytes[1 << 16];
    const char *columns[LOCALITY_FEED_FIELDS] = {NULL};
    FILE *file = fopen(FILE_NAME, "rb");
    size_t length = file == NULL ? 0 : fread(bytes, 1, sizeof bytes, file);

    if (file != NULL)
        fclose(file);
    columns[LOCALITY_FEED_RECEIVED] = "month";
    columns[LOCALITY_FEED_COUNT] = "requests";
    how.every = LOCALITY_FEED_MONTH;
    source.column = columns;
    locality_status status = locality_feed_new(&how, NULL, &feed, &error);
    if (status == LOCALITY_OK)
        status = locality_feed_begin(feed, &source, &error);
    if (status == LOCALITY_OK)
        status = locality_feed_push(feed, bytes, length, &error);
    if (status == LOCALITY_OK)
        status = locality_feed_end(feed, &error);
    if (status == LOCALITY_OK)
        status = locality_demand_new_feed(feed, NULL, NULL, NULL, out, &error);
    locality_feed_free(feed);
    return status;
}

/* If nothing changes: whole financial years. */
static void show_years(const locality_outlook *outlook, uint32_t cell) {
    locality_outlook_line year[4];
    locality_outlook_cell c;
    size_t count;

    locality_outlook_cell_at(outlook, cell, &c, NULL);
    locality_outlook_totals(outlook, cell, LOCALITY_FEED_FINANCIAL_YEAR, year, 4, &count, NULL);
    printf("%s: %s, %s\n", c.area_id, locality_outlook_name(0, c.method),
           locality_outlook_name(1, c.skill));
    for (size_t i = 0; i < count; i++) {
        char text[16];
        locality_feed_period_write(LOCALITY_FEED_FINANCIAL_YEAR, year[i].number, text, sizeof text,
                                   NULL);
        if (year[i].is_whole != 0)
            printf("  %s: %.0f (%d to %d), %d of them so far\n", text, year[i].mean,
                   (int)year[i].least, (int)year[i].most, (int)year[i].observed);
    }
}

/* What a redesign would be worth, as somebody states it. */
static int show_redesign(const locality_outlook *outlook, uint32_t cell, locality_model *model) {
    locality_outlook_change change = LOCALITY_OUTLOOK_CHANGE_INIT;
    locality_outlook_records how = LOCALITY_OUTLOOK_RECORDS_INIT;
    locality_outlook_difference year[4];
    size_t count, written;

    change.area = "North Norfolk";
    change.from = DAY_2016_04_01;
    change.least = -0.20;
    change.likely = -0.12;
    change.most = -0.05;
    change.basis = "early help by the district team: two pilots elsewhere";
    if (locality_outlook_compare(outlook, cell, &change, 1, LOCALITY_FEED_FINANCIAL_YEAR, year, 4,
                                 &count, &error) != LOCALITY_OK)
        return stop("redesign");
    printf("Redesign, 2016/17: %+.0f (%+.0f to %+.0f): %s\n", year[1].likely, year[1].least,
           year[1].most, locality_outlook_name(4, year[1].verdict));
    how.prefix = "help-at-home";
    how.name = "Help at home";
    how.change = &change;
    how.changes = 1;
    if (locality_outlook_write(outlook, cell, &how, model, &written, &error) != LOCALITY_OK)
        return stop("records");
    printf("%zu figures for rules and budgets\n", written);
    return 0;
}

/* What 2,000 more older residents mean: rates of age bands that share no age. */
static int show_people(void) {
    const double younger[] = {182000, 183300}, older[] = {17700, 18200}, oldest[] = {10300, 10500};
    locality_population_band band[4];
    locality_population_demand year[2];

    for (int i = 0; i < 4; i++)
        band[i] = (locality_population_band)LOCALITY_POPULATION_BAND_INIT;
    band[0].from_age = 65, band[0].to_age = 84, band[0].people = younger;
    band[0].requests = 780, band[0].person_years = 182000;
    band[1].from_age = 85, band[1].to_age = 89, band[1].people = older;
    band[1].requests = 420, band[1].person_years = 17700;
    band[2].from_age = 90, band[2].people = oldest;
    band[2].requests = 450, band[2].person_years = 10300;
    if (locality_project_population(band, 3, 2, 2, 0.8, year, 2, &error) != LOCALITY_OK)
        return stop("people");
    printf("%.0f more people: %.0f requests a year become %.0f (%d to %d)\n",
           year[1].people - year[0].people, year[0].mean, year[1].mean, (int)year[1].least,
           (int)year[1].most);
    band[3] = band[1]; /* 65+ holds them all already */
    band[3].from_age = 65, band[3].to_age = LOCALITY_DEMAND_NONE;
    if (locality_project_population(band, 4, 2, 2, 0.8, year, 2, &error) != LOCALITY_OK)
        printf("refused: %s\n", error.message);
    return 0;
}

int main(void) {
    locality_outlook_options ahead = LOCALITY_OUTLOOK_OPTIONS_INIT;
    locality_outlook *outlook = NULL;
    locality_demand *demand = NULL;
    locality_model *model = NULL;
    int code = 0;

    ahead.horizon = 24;
    if (watch(&demand) != LOCALITY_OK ||
        locality_outlook_new(demand, &ahead, &outlook, &error) != LOCALITY_OK ||
        locality_model_new(NULL, NULL, &model, &error) != LOCALITY_OK)
        code = stop(FILE_NAME);
    if (code == 0) {
        uint32_t cell = locality_outlook_find(outlook, "North Norfolk", "help at home");
        show_years(outlook, cell);
        code = show_redesign(outlook, cell, model);
    }
    if (code == 0)
        code = show_people();
    locality_model_free(model);
    locality_outlook_free(outlook);
    locality_demand_free(demand);
    return code;
}
