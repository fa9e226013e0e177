/* A feed of requests: counted in two parts, merged, and shown by week. */
#include <locality/feed.h>
#include <stdio.h>
#include <string.h>

static const char january[] = "received,ward,category\n"
                              "2020-12-28,Foleshill,Fly-tipping\n"
                              "2020-12-30,Foleshill,Fly-tipping\n"
                              "2021-01-02,Radford,\"Litter, bins\"\n"
                              "2021-01-04,,Fly-tipping\n";
static const char february[] = "Ward;Category;Received\n"
                               "Foleshill;Fly-tipping;18/01/2021\n"
                               "Foleshill;Fly-tipping;19/01/2021 14:05\n"
                               "Radford;Litter, bins;32/01/2021\n";

/* Counts one file. */
static locality_status count(const char *file, const char *bytes, locality_feed **out,
                             locality_error *error) {
    locality_feed_source source = LOCALITY_FEED_SOURCE_INIT;
    locality_status status = locality_feed_new(NULL, NULL, out, error);

    source.file = file;
    if (status == LOCALITY_OK)
        status = locality_feed_begin(*out, &source, error);
    if (status == LOCALITY_OK)
        status = locality_feed_push(*out, bytes, strlen(bytes), error);
    return status == LOCALITY_OK ? locality_feed_end(*out, error) : status;
}

static void show_problems(const locality_feed *feed) {
    for (size_t i = 0; i < locality_feed_problems(feed); i++) {
        locality_feed_problem problem;
        locality_feed_problem_at(feed, i, &problem, NULL);
        printf("%s, line %d, %s: %s%s%s\n", problem.file, (int)problem.line,
               locality_feed_field_name(problem.field), locality_feed_fault_name(problem.fault),
               problem.text[0] == '\0' ? "" : ": ", problem.text);
    }
}

static void show_series(const locality_feed_series *series) {
    for (size_t i = 0; i < locality_feed_series_count(series); i++) {
        int64_t counts[64];
        locality_feed_line line;
        locality_feed_series_line(series, i, &line, NULL);
        locality_feed_series_counts(series, i, counts, NULL);
        printf("%-10s %-13s", line.name[0], line.name[1]);
        for (size_t week = 0; week < locality_feed_series_periods(series); week++) {
            if (counts[week] == LOCALITY_NO_COUNT)
                printf(" -");
            else
                printf(" %d", (int)counts[week]);
        }
        printf("\n");
    }
}

int main(void) {
    /* The server was down from 4 to 10 January. */
    const locality_feed_missing down = {NULL, 18631, 18637};
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    locality_feed *feed = NULL, *more = NULL;
    locality_feed_series *series = NULL;
    locality_feed_account account;
    locality_error error;
    locality_status status = count("january.csv", january, &feed, &error);

    if (status == LOCALITY_OK)
        status = count("february.csv", february, &more, &error);
    if (status == LOCALITY_OK)
        status = locality_feed_merge(feed, more, &error);
    choice.missing = &down;
    choice.missings = 1;
    if (status == LOCALITY_OK)
        status = locality_feed_series_new(feed, &choice, &series, &error);
    if (status == LOCALITY_OK) {
        locality_feed_account_of(feed, &account, &error);
        printf("%d rows: %d counted, %d blank, %d malformed\n", (int)account.rows,
               (int)account.counted, (int)account.blank, (int)account.malformed);
        show_problems(feed);
        show_series(series);
    } else {
        fprintf(stderr, "%s\n", error.message);
    }
    locality_feed_series_free(series);
    locality_feed_free(more);
    locality_feed_free(feed);
    return status != LOCALITY_OK;
}
