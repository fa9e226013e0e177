/* Trends: what a file of events says. Here stands what is asked of it and in which order it is answered; the
 * file is read in feeds.c, what is known besides in known.c, the counts are shown in counted.c and what
 * stands out in found.c. */
#include <string.h>

#include "cli.h"
#include "counted.h"
#include "depends.h"
#include "equity.h"
#include "feeds.h"
#include "found.h"
#include "handed.h"
#include "known.h"
#include "outlook.h"
#include "signals.h"
#include "watched.h"

/* ---- What is asked ---------------------------------------------------------------------------------- */

static int take_every(const char *text, int32_t *every) {
    static const char *const names[] = {"day",     "week", "month",
                                        "quarter", "year", "financial-year"};

    *every = LOCALITY_FEED_WEEK;
    if (text == NULL)
        return CLI_HOLDS;
    for (int32_t i = 0; i < (int32_t)(sizeof names / sizeof names[0]); i++) {
        if (strcmp(text, names[i]) == 0) {
            *every = i;
            return CLI_HOLDS;
        }
    }
    return cli_stop("--every %s: write day, week, month, quarter, year or financial-year", text);
}

static int take_threads(const char *text, size_t *threads) {
    size_t number = 0;

    *threads = 1;
    if (text == NULL)
        return CLI_HOLDS;
    for (const char *p = text; *p >= '0' && *p <= '9' && number < 100; p++)
        number = number * 10 + (size_t)(*p - '0');
    if (number < 1 || number > 16)
        return cli_stop("--threads %s: write a number from 1 to 16", text);
    *threads = number;
    return CLI_HOLDS;
}

static int take_options(const cli_line *cli, cli_feed_options *options) {
    int code;

    memset(options, 0, sizeof *options);
    for (int i = 0; i < LOCALITY_FEED_FIELDS; i++)
        options->column[i] = "";
    options->column[LOCALITY_FEED_RECEIVED] = cli->date_column;
    options->column[LOCALITY_FEED_AREA] = cli->area_column;
    options->column[LOCALITY_FEED_SERVICE] = cli->service_column;
    options->column[LOCALITY_FEED_COUNT] = cli->count_column;
    options->by = LOCALITY_FEED_BY(LOCALITY_FEED_AREA) | LOCALITY_FEED_BY(LOCALITY_FEED_SERVICE);
    if (cli->provider_column != NULL) {
        options->column[LOCALITY_FEED_PROVIDER] = cli->provider_column;
        options->by |= LOCALITY_FEED_BY(LOCALITY_FEED_PROVIDER);
    }
    options->month_first = (cli->given & CLI_MONTH_FIRST) != 0;
    code = take_every(cli->every, &options->every);
    return code == CLI_HOLDS ? take_threads(cli->threads, &options->threads) : code;
}

static int take_until(const char *text, int64_t *day) {
    locality_range range;
    locality_error error;

    *day = INT64_MIN;
    if (text == NULL)
        return CLI_HOLDS;
    if (locality_value_read(LOCALITY_TYPE_DATE, text, strlen(text), &range, &error) != LOCALITY_OK)
        return cli_stop("--until %s: %s", text, error.message);
    if (locality_range_is_exact(&range) == 0)
        return cli_stop("--until %s: write a day, as 2024-10-06", text);
    *day = range.lo;
    return CLI_HOLDS;
}

/* The last day of the last period that has ended by a day; INT64_MIN and INT64_MAX beyond all days. */
static int64_t ended_by(int32_t every, int64_t day) {
    int64_t first, last;
    int32_t period;

    if (day > LOCALITY_FEED_LAST_DAY)
        return INT64_MAX;
    if (locality_feed_period_of(every, day, &period, NULL) != LOCALITY_OK)
        return INT64_MIN;
    for (; locality_feed_period_days(every, period, &first, &last, NULL) == LOCALITY_OK; period--)
        if (last <= day)
            return last;
    return INT64_MIN;
}

/* What --until leaves out of a feed; says so where that is all of it. */
static int bound(const cli_line *cli, const locality_feed *feed, int32_t every, cli_until *until) {
    locality_feed_span span;

    until->last = INT64_MAX;
    if (until->asked == INT64_MIN || locality_feed_span_at(feed, 0, &span, NULL) != LOCALITY_OK ||
        ended_by(every, until->asked) >= span.last)
        return CLI_HOLDS;
    until->last = ended_by(every, until->asked);
    return until->last >= span.first ? CLI_HOLDS
                                     : cli_stop("--until %s: no %s with events had ended by then",
                                                cli->until, locality_feed_period_name(every));
}

/* ---- The command ------------------------------------------------------------------------------------ */

/* Whether what stands out is shown too: by week or month, unless only counts are wanted. */
static bool wants_found(const cli_line *cli, const locality_feed_series *series) {
    int32_t every = locality_feed_series_every(series);

    return (every == LOCALITY_FEED_WEEK || every == LOCALITY_FEED_MONTH) &&
           (cli->given & CLI_COUNTS) == 0 && cli->format != LOCALITY_FORMAT_CSV &&
           locality_feed_series_count(series) > 0;
}

/* Whether the file is read once more, for how work is handed on. */
static bool hands_on(const cli_line *cli) {
    return cli->provider_column != NULL && (cli->given & CLI_COUNTS) == 0 &&
           ((cli->given & CLI_GROUNDS) != 0 || cli->format == LOCALITY_FORMAT_JSON);
}

/* What is shown of a feed. */
typedef struct showing {
    const char *path;
    const locality_feed *feed;
    locality_feed_series *series;
    cli_until until;
    bool has_providers;
    cli_watched watched;
    cli_found found; /* its result is null where the counts alone are shown */
    cli_outlook outlook;
} showing;

static int find(const cli_line *cli, const cli_known *known, showing *s) {
    locality_demand_options options;
    int code = cli_detect_options(cli, &options);

    if (code == CLI_HOLDS)
        code = cli_watch(cli, known, s->series, &s->watched);
    if (code == CLI_HOLDS)
        code = cli_find(s->path, &s->watched, &options, &s->found);
    return code == CLI_HOLDS ? cli_look_ahead(cli, known, &s->watched, &options, &s->outlook)
                             : code;
}

/* Shows the counts, or what stands out in them; as JSON both. */
static int show(const cli_line *cli, const showing *s) {
    if (cli->format == LOCALITY_FORMAT_JSON) {
        cli_put_account_json(s->path, s->feed);
        cli_put_counts_json(s->series, &s->until, s->has_providers);
        int told = CLI_HOLDS;
        if (s->found.result != NULL) {
            cli_put_found(&s->found);
            told = cli_put_equity(&s->watched);
            told = told == CLI_HOLDS ? cli_put_dependence(&s->watched) : told;
        }
        cli_put_outlook(&s->outlook);
        puts("}");
        return told;
    }
    FILE *beside = cli->format == LOCALITY_FORMAT_CSV ? stderr : stdout;
    cli_put_account(beside, s->path, s->feed);
    cli_put_until(beside, &s->until, locality_feed_series_every(s->series));
    cli_put_silence(beside, s->series);
    if (cli->format == LOCALITY_FORMAT_CSV) {
        cli_put_counts_csv(s->series, s->has_providers);
        return CLI_HOLDS;
    }
    if (s->found.result == NULL)
        return cli_show_counts(cli, s->series, s->has_providers);
    int code = cli_show_found(cli, &s->found);
    if (code == CLI_HOLDS)
        code = cli_show_equity(&s->watched);
    if (code == CLI_HOLDS && (cli->given & CLI_GROUNDS) != 0)
        code = cli_show_dependence(&s->watched);
    return code == CLI_HOLDS ? cli_show_outlook(cli, &s->outlook) : code;
}

/* The series of the feed, up to the day of --until. */
static int take_series(const cli_line *cli, int32_t every, showing *s) {
    locality_feed_choice choice = LOCALITY_FEED_CHOICE_INIT;
    locality_feed_account account;
    locality_error error;
    int code = bound(cli, s->feed, every, &s->until);

    if (code != CLI_HOLDS)
        return code;
    choice.last = s->until.last;
    if (s->has_providers)
        choice.level[LOCALITY_FEED_PROVIDER - LOCALITY_FEED_AREA] = LOCALITY_FEED_OWN;
    if (locality_feed_series_new(s->feed, &choice, &s->series, &error) != LOCALITY_OK)
        return cli_stop_error(s->path, NULL, 0, &error);
    locality_feed_account_of(s->feed, &account, NULL);
    s->until.unused = account.events;
    for (size_t i = 0; i < locality_feed_series_count(s->series); i++) {
        locality_feed_line line;
        locality_feed_series_line(s->series, i, &line, NULL);
        s->until.unused -= line.total;
    }
    return CLI_HOLDS;
}

static int answer(cli_line *cli, const cli_feed_options *options, const cli_known *known,
                  const cli_feed_file *file, const locality_feed *feed, int64_t until) {
    showing s = {.path = cli->words[0], .feed = feed, .until = {.asked = until}};
    int code;

    s.has_providers = (options->by & LOCALITY_FEED_BY(LOCALITY_FEED_PROVIDER)) != 0;
    code = take_series(cli, options->every, &s);
    if (code != CLI_HOLDS)
        return code;
    if (wants_found(cli, s.series))
        code = find(cli, known, &s);
    else if ((cli->given & (CLI_OUTLOOK | CLI_REDESIGN | CLI_AFTER_STEPS)) != 0 &&
             locality_feed_series_count(s.series) > 0)
        code = cli_stop("--outlook, --redesign and --after-steps look at weeks or months, and not "
                        "with --counts or --csv");
    if (code == CLI_HOLDS && s.found.result != NULL && hands_on(cli))
        code = cli_hand_on(file, options, &s.found);
    if (code == CLI_HOLDS)
        code = show(cli, &s);
    if (code == CLI_HOLDS && cli->write != NULL)
        code = s.found.result != NULL ? cli_write_signals(cli, &s.found)
                                      : cli_stop("--write: there are no signals to write: they are "
                                                 "found by week or month, and not with --counts or "
                                                 "--csv");
    cli_outlook_clear(&s.outlook);
    cli_found_clear(&s.found);
    cli_watched_clear(&s.watched);
    locality_feed_series_free(s.series);
    return code;
}

int cli_trends(cli_line *cli) {
    locality_feed *feed = NULL;
    cli_feed_options options;
    locality_feed_account account;
    cli_known known = {0};
    cli_feed_file file = {0};
    int64_t until = INT64_MIN;
    int code = take_options(cli, &options);

    if (code == CLI_HOLDS)
        code = take_until(cli->until, &until);
    if (code == CLI_HOLDS)
        code = cli_known_read(cli, &known);
    if (code == CLI_HOLDS)
        code = cli_feed_open(cli->words[0], hands_on(cli), &file);
    if (code == CLI_HOLDS)
        code = cli_feed_read(&options, &file, &feed);
    if (code == CLI_HOLDS)
        code = answer(cli, &options, &known, &file, feed, until);
    if (code == CLI_HOLDS) {
        locality_feed_account_of(feed, &account, NULL);
        code = account.counted == 0 && account.rows > 0 ? CLI_FAILS : CLI_HOLDS;
    }
    locality_feed_free(feed);
    cli_feed_close(&file);
    cli_known_clear(&known);
    return code;
}
