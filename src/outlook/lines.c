/* Outlook, the lines: periods ahead, months and years, with intervals of their sums. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/fill.h"
#include "outlook/outlook.h"
#include "statistics/distributions.h"

#define SEEN_AS 0.5 /* requests that a past without any is held to have had */
#define THURSDAY 3  /* days from the first of a week to the one that says where it belongs */
#define MID_MONTH 14

/* ---- Intervals -------------------------------------------------------------------------------- */

static uint32_t ahead_of(const locality_outlook *o, uint32_t period) {
    return period > o->periods ? period - o->periods : 0;
}

static double mean_of(const locality_outlook *o, uint32_t cell, const locality_outlook_line *line) {
    const loc_ahead *ahead = o->ahead + (size_t)cell * o->options.horizon;
    double sum = 0.0;

    for (uint32_t h = ahead_of(o, line->first); h < ahead_of(o, line->end); h++) {
        sum += ahead[h].mean;
    }
    return sum;
}

/* Variance of the sum of the periods from `first` to before `end` ahead, for each unit of dispersion, but for
 * that of the counts themselves, which is their mean: an error moves the level of all that come after it by
 * `pull` of it, and the level is not known exactly to begin with. */
static double drift(const loc_ahead *ahead, uint32_t first, uint32_t end) {
    double length = (double)end - (double)first;
    double sum = 0.0;

    for (uint32_t h = 0; h < end; h++) {
        double after = h < first ? length : (double)end - (double)h - 1.0;
        double once = h < first ? 0.0 : 1.0;
        sum += after * (2.0 * once * ahead[h].pull + after * ahead[h].pull2);
        sum += once * length * ahead[h].unsure;
    }
    return sum;
}

static int64_t quantile(double share, double mean, double spread) {
    double most = LOC_OUTLOOK_MOST_COUNT;

    return (int64_t)(mean < most ? loc_overdispersed_quantile(share, mean, spread) : most);
}

void loc_outlook_ends(const locality_outlook *o, uint32_t cell, const loc_ahead *ahead,
                      const locality_outlook_line *line, double mean, int64_t *least,
                      int64_t *most) {
    const loc_outlook_cell *c = &o->cell[cell];
    uint32_t first = ahead_of(o, line->first);
    uint32_t end = ahead_of(o, line->end);
    double tail = (1.0 - o->options.coverage) / 2.0;
    double forecast = 0.0;

    for (uint32_t h = first; h < end; h++) {
        forecast += ahead[h].mean;
    }
    double moves = forecast > 0.0 ? mean / forecast * drift(ahead, first, end) / forecast : 0.0;
    double spread = c->shown.dispersion * (1.0 + moves);
    double used = c->used > 0 ? (double)c->used : 1.0; /* parts may have no period in common */
    double unseen = SEEN_AS * ((double)end - (double)first) / used;
    *least = mean > 0.0 ? quantile(tail, mean, spread) : 0;
    *most = quantile(1.0 - tail, mean > unseen ? mean : unseen, spread);
}

void loc_outlook_interval(const locality_outlook *o, uint32_t cell, double mean,
                          locality_outlook_line *line) {
    const loc_ahead *ahead = o->ahead + (size_t)cell * o->options.horizon;

    if (o->cell[cell].shown.method == LOCALITY_OUTLOOK_UNTOLD) {
        line->mean = line->expected = (double)NAN;
        line->least = line->most = LOCALITY_NO_COUNT;
        return;
    }
    line->expected = mean >= 0.0 ? mean : mean_of(o, cell, line);
    line->mean = line->expected + (double)line->observed;
    line->least = line->most = LOCALITY_NO_COUNT;
    if (!o->cell[cell].has_interval) {
        return;
    }
    loc_outlook_ends(o, cell, ahead, line, line->expected, &line->least, &line->most);
    line->least += line->observed;
    line->most += line->observed;
}

/* ---- Lines ------------------------------------------------------------------------------------ */

/* The sort of period of an outlook's own. */
static int32_t own_period(const locality_outlook *o) {
    return o->period == LOCALITY_DEMAND_WEEKS ? LOCALITY_FEED_WEEK : LOCALITY_FEED_MONTH;
}

/* The number of the month or year that a period of the outlook belongs to. */
static locality_status number_of(const locality_outlook *o, int32_t every, int64_t period,
                                 int32_t *number, locality_error *error) {
    int64_t day = loc_outlook_day(o, period);

    day += o->period == LOCALITY_DEMAND_WEEKS ? THURSDAY : MID_MONTH;
    return locality_feed_period_of(every, day, number, error);
}

/* What was counted of a line's periods. */
static void put_known(const locality_outlook *o, uint32_t cell, locality_outlook_line *line) {
    const double *recent = o->recent + (size_t)cell * o->recents;
    uint32_t start = o->periods - o->recents;
    double sum = 0.0;

    for (uint32_t t = line->first; t < line->end && t < o->periods; t++) {
        bool there = recent[t - start] == recent[t - start];
        line->known += there;
        line->missing += !there;
        sum += there ? recent[t - start] : 0.0;
    }
    line->observed = (int64_t)(fmin(sum, LOC_OUTLOOK_MOST_COUNT) + 0.5);
}

/* Takes the line that begins with a period: up to the next of another number, or the end of the outlook. Whole
 * where the period before it is of another number, and the outlook reaches the next one. */
static locality_status take_line(const locality_outlook *o, uint32_t cell, int32_t every,
                                 uint32_t first, locality_outlook_line *line,
                                 locality_error *error) {
    uint32_t end = o->periods + o->options.horizon;
    int32_t before = 0;
    int32_t number = 0;

    *line = (locality_outlook_line){.first = first};
    locality_status status = number_of(o, every, first, &line->number, error);
    if (status == LOCALITY_OK) {
        status = number_of(o, every, (int64_t)first - 1, &before, error);
    }
    number = line->number;
    for (line->end = first; status == LOCALITY_OK && number == line->number && line->end < end;) {
        line->end++;
        status = number_of(o, every, line->end, &number, error);
    }
    if (status == LOCALITY_OK) {
        put_known(o, cell, line);
        line->is_whole = before != line->number && number != line->number && line->missing == 0;
    }
    return status;
}

/* The one line of all periods ahead. */
static locality_status take_all(const locality_outlook *o, locality_outlook_line *line,
                                locality_error *error) {
    *line = (locality_outlook_line){
        .first = o->periods, .end = o->periods + o->options.horizon, .is_whole = 1};
    return number_of(o, own_period(o), o->periods, &line->number, error);
}

static locality_status check_every(const locality_outlook *o, int32_t every,
                                   locality_error *error) {
    bool is_right = every == LOCALITY_OUTLOOK_OWN || every == LOCALITY_OUTLOOK_TOGETHER ||
                    (every >= LOCALITY_FEED_MONTH && every <= LOCALITY_FEED_FINANCIAL_YEAR &&
                     (o->period == LOCALITY_DEMAND_WEEKS || every > LOCALITY_FEED_MONTH));

    return is_right ? LOCALITY_OK
                    : loc_fail(error, LOCALITY_INVALID,
                               "every is none of month, quarter, year and financial year, or not "
                               "longer than the periods of the outlook");
}

locality_status loc_outlook_lines(const locality_outlook *o, uint32_t cell, int32_t every,
                                  void (*give)(void *self, const locality_outlook_line *line),
                                  void *self, locality_error *error) {
    int32_t sort = every < 0 ? own_period(o) : every;
    uint32_t end = o->periods + o->options.horizon;
    locality_status status = check_every(o, every, error);

    for (uint32_t at = o->periods - (every < 0 ? 0 : o->recents);
         status == LOCALITY_OK && at < end;) {
        locality_outlook_line line;
        status = every == LOCALITY_OUTLOOK_TOGETHER ? take_all(o, &line, error)
                                                    : take_line(o, cell, sort, at, &line, error);
        if (status == LOCALITY_OK && line.end > o->periods) {
            give(self, &line);
        }
        at = line.end;
    }
    return status;
}

/* ---- The calls -------------------------------------------------------------------------------- */

typedef struct filling {
    loc_fill fill;
    const locality_outlook *o;
    uint32_t cell;
} filling;

static void fill_line(void *self, const locality_outlook_line *line) {
    filling *f = self;
    locality_outlook_line *place = loc_fill_next(&f->fill);

    if (place != NULL) {
        *place = *line;
        loc_outlook_interval(f->o, f->cell, -1.0, place);
    }
}

static locality_status list(const locality_outlook *outlook, uint32_t cell, int32_t every,
                            locality_outlook_line *out, size_t capacity, size_t *count,
                            locality_error *error) {
    filling f = {.fill = {(char *)out, capacity, sizeof *out, 0}, .o = outlook, .cell = cell};

    if (count != NULL) {
        *count = 0;
    }
    locality_status status = loc_outlook_check(outlook, cell, error);
    if (status == LOCALITY_OK && count == NULL) {
        status = loc_fail_null(error, "count");
    }
    if (status == LOCALITY_OK) {
        status = loc_outlook_lines(outlook, cell, every, fill_line, &f, error);
    }
    return status == LOCALITY_OK ? loc_fill_end(&f.fill, count, error) : status;
}

locality_status locality_outlook_periods(const locality_outlook *outlook, uint32_t cell,
                                         locality_outlook_line *out, size_t capacity, size_t *count,
                                         locality_error *error) {
    return list(outlook, cell, -1, out, capacity, count, error);
}

locality_status locality_outlook_totals(const locality_outlook *outlook, uint32_t cell,
                                        int32_t every, locality_outlook_line *out, size_t capacity,
                                        size_t *count, locality_error *error) {
    return list(outlook, cell, every, out, capacity, count, error);
}
