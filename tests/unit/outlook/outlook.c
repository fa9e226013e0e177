/* Outlook: what is forecast adds up, holds what comes as often as it says, and says when it cannot tell. */
#include <math.h>
#include <stdbool.h>

#include "support/fault.h"
#include "unit/outlook/outlooks.h"

/* ---- Sums ------------------------------------------------------------------------------------- */

static void parents_are_the_sums_of_their_children(void) {
    static const char *const areas[][3] = {
        {"", "east", "west"}, {"east", "alder", "beech"}, {"west", "cedar", "dogwood"}};
    town t;
    make_town(&t, 5, 4, 0.2);
    locality_outlook *o = look_ahead(&t.input, 60);

    for (size_t k = 0; k < 60; k++) {
        for (size_t a = 0; a < 3; a++) {
            for (size_t s = 0; s < SERVICES; s++) {
                double parts = line_of(o, areas[a][1], town_services[s], -1, k).mean +
                               line_of(o, areas[a][2], town_services[s], -1, k).mean;
                double whole = line_of(o, areas[a][0], town_services[s], -1, k).mean;
                CU_ASSERT_DOUBLE_EQUAL(whole, parts, 1e-9 * whole);
            }
            double services = line_of(o, areas[a][0], "day care", -1, k).mean +
                              line_of(o, areas[a][0], "home care", -1, k).mean;
            CU_ASSERT_DOUBLE_EQUAL(line_of(o, areas[a][0], "care", -1, k).mean, services, 1e-8);
        }
    }
    locality_outlook_cell all = cell_of(o, "", "care");
    TEST_NUMBER(all.parts, SERIES);
    TEST_NUMBER(all.method, LOCALITY_OUTLOOK_SUM);
    TEST_NUMBER(all.area_depth, 0);
    CU_ASSERT(all.area == LOCALITY_DEMAND_NONE);
    TEST_NUMBER(cell_of(o, "alder", "day care").parts, 1);
    TEST_NUMBER(cell_of(o, "alder", "day care").method, LOCALITY_OUTLOOK_BLEND);
    locality_outlook_free(o);
}

/* Of independent parts the interval of the sum is narrower than the sum of intervals. */
static void intervals_are_not_added(void) {
    town t;
    make_town(&t, 6, 4, 0);
    locality_outlook *o = look_ahead(&t.input, 4);
    int64_t width = 0;

    for (size_t a = 2; a < AREAS; a++) {
        locality_outlook_line line = line_of(o, town_areas[a], "care", -1, 0);
        CU_ASSERT((double)line.least <= line.mean && line.mean <= (double)line.most);
        width += line.most - line.least;
    }
    locality_outlook_line all = line_of(o, "", "care", -1, 0);
    CU_ASSERT(all.most - all.least < width * 3 / 4);
    locality_outlook_line month = line_of(o, "", "care", LOCALITY_OUTLOOK_TOGETHER, 0);
    CU_ASSERT_DOUBLE_EQUAL(month.mean, 4 * all.mean, 0.1 * all.mean);
    CU_ASSERT(month.most - month.least < 3 * (all.most - all.least));
    TEST_NUMBER(month.number, all.number);
    TEST_NUMBER(month.end - month.first, 4);
    CU_ASSERT(all.most - all.least > 0);
    locality_outlook_free(o);
}

/* Counts that move together, all of one draw, keep the interval of the sum as wide as that makes it. */
static void parts_that_move_together_widen_their_sum(void) {
    town t;
    make_town(&t, 7, 20, 0);
    locality_outlook *o = look_ahead(&t.input, 4);
    double apart = cell_of(o, "", "care").dispersion;
    locality_outlook_free(o);
    for (size_t s = 1; s < SERIES; s++) {
        memcpy(t.count + s * WEEKS, t.count, WEEKS * sizeof *t.count);
    }
    o = look_ahead(&t.input, 4);
    double one = cell_of(o, "alder", "day care").dispersion;
    CU_ASSERT_DOUBLE_EQUAL(cell_of(o, "", "care").dispersion, SERIES * one, 1e-6);
    CU_ASSERT(apart < 2 * one);
    locality_outlook_free(o);
}

static void order_of_series_changes_nothing(void) {
    town t, other;
    make_town(&t, 8, 3, 0.25);
    other = t;
    other.input.count = other.count;
    other.input.area = other.area;
    other.input.service = other.service;
    for (size_t s = 0; s < SERIES; s++) {
        size_t to = (s * 5 + 3) % SERIES;
        memcpy(other.count + to * WEEKS, t.count + s * WEEKS, WEEKS * sizeof *t.count);
        other.area[to] = t.area[s];
        other.service[to] = t.service[s];
    }
    locality_outlook *a = look_ahead(&t.input, 30);
    locality_outlook *b = look_ahead(&other.input, 30);
    locality_outlook_line left[30], right[30];
    size_t cells = 0, count;
    for (uint32_t k = 0; locality_outlook_periods(a, k, left, 30, &count, NULL) == LOCALITY_OK;
         k++, cells++) {
        locality_outlook_cell x, y;
        CU_ASSERT(locality_outlook_periods(b, k, right, 30, &count, NULL) == LOCALITY_OK);
        CU_ASSERT(memcmp(left, right, sizeof left) == 0);
        CU_ASSERT(locality_outlook_cell_at(a, k, &x, NULL) == LOCALITY_OK);
        CU_ASSERT(locality_outlook_cell_at(b, k, &y, NULL) == LOCALITY_OK);
        CU_ASSERT(
            memcmp(&x.method, &y.method, sizeof x - offsetof(locality_outlook_cell, method)) == 0);
    }
    TEST_NUMBER(cells, 21);
    locality_outlook_free(a);
    locality_outlook_free(b);
}

/* A town with holes, late weeks and steps, all at random. */
static void make_rough_town(town *t, test_random *random, double *complete,
                            locality_demand_step *step, size_t steps) {
    make_town(t, random->seed, 0.2 + 60 * made_uniform(random), 0.3 * made_uniform(random));
    t->input.periods = 1 + test_random_below(random, WEEKS);
    t->input.series_step = WEEKS;
    for (size_t k = 0; k < SERIES * WEEKS; k++) {
        t->count[k] = test_random_below(random, 12) == 0 ? LOCALITY_NO_COUNT : t->count[k];
    }
    for (size_t w = 0; w < WEEKS; w++) {
        complete[w] = w + 6 < t->input.periods ? 1 : 1 - 0.9 * made_uniform(random);
    }
    for (size_t k = 0; k < steps; k++) {
        step[k] = (locality_demand_step)LOCALITY_DEMAND_STEP_INIT;
        step[k].area = (uint32_t)test_random_below(random, AREAS);
        step[k].period = test_random_below(random, t->input.periods);
        step[k].reason = "at random";
    }
    t->input.completeness = complete;
    t->input.steps = step;
    t->input.step_count = steps;
}

static void rough_towns_keep_the_laws(void) {
    static const int32_t spans[] = {LOCALITY_OUTLOOK_OWN, LOCALITY_OUTLOOK_TOGETHER,
                                    LOCALITY_FEED_MONTH, LOCALITY_FEED_FINANCIAL_YEAR};
    double complete[WEEKS];
    locality_demand_step step[4];
    locality_outlook_line line[120];
    size_t seen = 0;

    for (uint64_t seed = 1; seed <= 40; seed++) {
        test_random random = {seed, 0};
        town t;
        make_rough_town(&t, &random, complete, step, seed % 5);
        locality_outlook *o = look_ahead(&t.input, 1 + (uint32_t)test_random_below(&random, 104));
        size_t count = 0;
        for (uint32_t k = 0; k < 21; k++) {
            for (size_t s = 0; s < TEST_COUNT(spans); s++) {
                CU_ASSERT(locality_outlook_totals(o, k, spans[s], line, 120, &count, NULL) ==
                          LOCALITY_OK);
                for (size_t j = 0; j < count; j++, seen++) {
                    bool is_told = line[j].least != LOCALITY_NO_COUNT;
                    bool holds = is_told ? line[j].mean >= 0 && line[j].least <= line[j].most &&
                                               (double)line[j].least <= line[j].mean + 1
                                         : line[j].most == LOCALITY_NO_COUNT && !(line[j].mean < 0);
                    CU_ASSERT(holds && line[j].first < line[j].end);
                }
            }
        }
        double parts = 0, whole = line_of(o, "", "care", LOCALITY_OUTLOOK_TOGETHER, 0).expected;
        for (size_t a = 2; a < AREAS; a++) {
            double part = line_of(o, town_areas[a], "care", LOCALITY_OUTLOOK_TOGETHER, 0).expected;
            parts += isnan(part) ? 0 : part;
        }
        CU_ASSERT(isnan(whole) || fabs(whole - parts) <= 1e-9 * parts);
        locality_outlook_free(o);
    }
    CU_ASSERT(seen > 40000);
}

/* ---- How often intervals hold ----------------------------------------------------------------- */

typedef struct held {
    double week, month, year;
} held;

/* Share of outlooks whose interval holds the next week, the fourth, and the next 52 together. */
static held hold(double mean, double season, uint32_t tries) {
    held h = {0, 0, 0};

    for (uint32_t r = 0; r < tries; r++) {
        locality_demand_input input = LOCALITY_DEMAND_INPUT_INIT;
        test_random random = {1000 + r, 0};
        int64_t count[WEEKS + 52], sum = 0;
        double phase = made_uniform(&random);
        for (uint32_t w = 0; w < WEEKS + 52; w++) {
            double wave = 1 + season * loc_sine_of_turn((double)w / 52.0 + phase);
            count[w] = made_count(&random, mean * wave, 1 + mean / 30);
            sum += w < WEEKS ? 0 : count[w];
        }
        input.first_day = FIRST_DAY;
        input.periods = WEEKS;
        input.series = 1;
        input.count = count;
        locality_outlook *o = look_ahead(&input, 52);
        locality_outlook_line week = line_of(o, "0", "0", -1, 0),
                              later = line_of(o, "0", "0", -1, 3);
        locality_outlook_line year = line_of(o, "0", "0", LOCALITY_FEED_YEAR, 0);
        h.week += (count[WEEKS] >= week.least && count[WEEKS] <= week.most) / (double)tries;
        h.month +=
            (count[WEEKS + 3] >= later.least && count[WEEKS + 3] <= later.most) / (double)tries;
        h.year += (sum >= year.least && sum <= year.most) / (double)tries;
        locality_outlook_free(o);
    }
    return h;
}

static void intervals_hold_as_often_as_they_say(void) {
    const double means[] = {1, 20, 80};

    for (size_t k = 0; k < TEST_COUNT(means); k++) {
        held flat = hold(means[k], 0, 60), wave = hold(means[k], 0.25, 60);
        printf("\n    mean %g: week %.2f %.2f, fourth %.2f %.2f, year %.2f %.2f ", means[k],
               flat.week, wave.week, flat.month, wave.month, flat.year, wave.year);
        CU_ASSERT(flat.week > 0.68 && wave.week > 0.68);
        CU_ASSERT(flat.month > 0.68 && wave.month > 0.68);
        CU_ASSERT(flat.year > 0.78 && wave.year > 0.78);
        CU_ASSERT(means[k] < 10 || (flat.week < 0.92 && wave.week < 0.93));
    }
}

/* ---- Where the past begins -------------------------------------------------------------------- */

static void recorded_step_begins_a_new_past(void) {
    locality_demand_step step = LOCALITY_DEMAND_STEP_INIT;
    town t;
    make_town(&t, 11, 6, 0);
    for (size_t w = 0; w < WEEKS; w++) {
        t.count[w] += w >= 240 ? 30 : 0;
    }
    step.area = 2;
    step.service = 1;
    step.period = 240;
    step.reason = "the day centre of the next ward closed";
    locality_outlook *before = look_ahead(&t.input, 4);
    t.input.steps = &step;
    t.input.step_count = 1;
    locality_outlook *after = look_ahead(&t.input, 4);
    locality_outlook_cell cell = cell_of(after, "alder", "day care");
    TEST_NUMBER(cell.from, 240);
    TEST_NUMBER(cell.recorded, 1);
    TEST_NUMBER(cell.found, 0);
    TEST_NUMBER(cell_of(after, "", "care").recorded, 1);
    TEST_NUMBER(cell_of(after, "beech", "day care").recorded, 0);
    CU_ASSERT_DOUBLE_EQUAL(line_of(after, "alder", "day care", -1, 0).mean, 36, 3);
    CU_ASSERT(line_of(before, "alder", "day care", -1, 0).mean < 33);
    locality_outlook_free(before);
    locality_outlook_free(after);
}

static void busy_series_is_smoothed_from_the_last_change(void) {
    town t;
    make_town(&t, 12, 100, 0.2);
    for (size_t w = 230; w < WEEKS; w++) {
        t.count[w] += 100;
    }
    locality_outlook *o = look_ahead(&t.input, 4);
    locality_outlook_cell cell = cell_of(o, "alder", "day care");
    TEST_NUMBER(cell.method, LOCALITY_OUTLOOK_SMOOTHED);
    TEST_NUMBER(cell.found, 1);
    CU_ASSERT(cell.from > 225 && cell.from < 235);
    TEST_NUMBER(cell_of(o, "beech", "home care").found, 0);
    CU_ASSERT(line_of(o, "alder", "day care", -1, 0).mean > 170);
    locality_outlook_free(o);
    t.input.step_count = 0;
    t.input.count = t.count + 190;
    t.input.series_step = WEEKS;
    t.input.periods = 70; /* less than two years: no season to be taken out */
    o = look_ahead(&t.input, 4);
    TEST_NUMBER(cell_of(o, "alder", "day care").found, 1);
    CU_ASSERT(line_of(o, "alder", "day care", -1, 0).mean > 170);
    locality_outlook_free(o);
}

/* Nobody has explained a change that was found: it may come again, and the range holds that. */
static void explained_change_narrows_the_range(void) {
    locality_demand_step step = LOCALITY_DEMAND_STEP_INIT;
    town t;
    make_town(&t, 12, 100, 0);
    for (size_t w = 200; w < WEEKS; w++) {
        t.count[w] += 100;
    }
    locality_outlook *o = look_ahead(&t.input, 26);
    locality_outlook_line found = line_of(o, "alder", "day care", LOCALITY_OUTLOOK_TOGETHER, 0);
    locality_outlook_free(o);
    step.area = 2;
    step.service = 1;
    step.period = 200;
    step.reason = "a form went online";
    t.input.steps = &step;
    t.input.step_count = 1;
    o = look_ahead(&t.input, 26);
    locality_outlook_line recorded = line_of(o, "alder", "day care", LOCALITY_OUTLOOK_TOGETHER, 0);
    TEST_NUMBER(cell_of(o, "alder", "day care").found, 0);
    CU_ASSERT_DOUBLE_EQUAL(recorded.mean, found.mean, 0.03 * found.mean);
    CU_ASSERT(recorded.most - recorded.least < found.most - found.least);
    locality_outlook_free(o);
}

/* A season counts more the further ahead: a year is not the present week 52 times. */
static void year_of_a_busy_season_is_not_the_present_peak(void) {
    town t;
    make_town(&t, 13, 100, 0.25);
    t.input.periods = 221; /* a quarter into the year: the peak */
    t.input.series_step = WEEKS;
    locality_outlook *o = look_ahead(&t.input, 52);
    double peak = line_of(o, "alder", "day care", -1, 0).mean, sum = 0;
    for (size_t k = 0; k < 52; k++) {
        sum += line_of(o, "alder", "day care", -1, k).mean;
    }
    CU_ASSERT(peak > 112);
    CU_ASSERT_DOUBLE_EQUAL(sum / 52, 102, 6);
    CU_ASSERT(line_of(o, "alder", "day care", -1, 26).mean < 90);
    locality_outlook_free(o);
}

/* ---- What it says of itself ------------------------------------------------------------------- */

static void skill_is_held_against_naive(void) {
    test_random random = {77, 0};
    locality_demand_input input = LOCALITY_DEMAND_INPUT_INIT;
    int64_t count[WEEKS];

    for (size_t w = 0; w < WEEKS;
         w++) { /* still since it was noisy: the last count is always right */
        count[w] = w < 150 ? made_count(&random, 30, 4) : 10;
    }
    input.first_day = FIRST_DAY;
    input.periods = WEEKS;
    input.series = 1;
    input.count = count;
    locality_outlook *o = look_ahead(&input, 4);
    locality_outlook_cell stays = cell_of(o, "0", "0");
    locality_outlook_summary summary;
    TEST_NUMBER(stays.skill, LOCALITY_OUTLOOK_NO_BETTER);
    TEST_NUMBER(stays.tried, 32);
    CU_ASSERT_DOUBLE_EQUAL(stays.naive, 0, 0);
    CU_ASSERT(stays.error > 0);
    CU_ASSERT(locality_outlook_summary_of(o, &summary, NULL) == LOCALITY_OK);
    TEST_NUMBER(summary.no_better, 1);
    TEST_NUMBER(summary.better + summary.untried + summary.untold, 0);
    TEST_NUMBER(summary.cells, 1);
    TEST_NUMBER(summary.periods, WEEKS);
    TEST_NUMBER(summary.horizon, 4);
    CU_ASSERT_DOUBLE_EQUAL(summary.coverage, 0.8, 0);
    locality_outlook_free(o);
    for (size_t w = 0; w < WEEKS; w++) {
        count[w] = made_count(&random, 10, 1);
    }
    o = look_ahead(&input, 4);
    locality_outlook_cell noisy = cell_of(o, "0", "0");
    TEST_NUMBER(noisy.skill, LOCALITY_OUTLOOK_BETTER);
    CU_ASSERT(noisy.scaled_error < 0.9 && noisy.error < noisy.naive);
    locality_outlook_free(o);
}

static void silent_and_short_series_say_so(void) {
    locality_demand_input input = LOCALITY_DEMAND_INPUT_INIT;
    int64_t count[3 * 20];
    uint32_t area[3] = {0, 1, 2};
    locality_demand_tree areas = LOCALITY_DEMAND_TREE_INIT;

    areas.count = 3;
    for (size_t w = 0; w < 20; w++) {
        count[w] = LOCALITY_NO_COUNT;
        count[20 + w] = w < 15 ? LOCALITY_NO_COUNT : 4;
        count[40 + w] = 0;
    }
    input.first_day = FIRST_DAY;
    input.periods = 20;
    input.series = 3;
    input.count = count;
    input.area = area;
    input.areas = &areas;
    locality_outlook *o = look_ahead(&input, 4);
    TEST_NUMBER(cell_of(o, "0", "0").method, LOCALITY_OUTLOOK_UNTOLD);
    CU_ASSERT(isnan(line_of(o, "0", "0", -1, 0).mean));
    TEST_NUMBER(line_of(o, "0", "0", -1, 0).least, LOCALITY_NO_COUNT);
    TEST_NUMBER(line_of(o, "0", "0", LOCALITY_FEED_MONTH, 0).most, LOCALITY_NO_COUNT);
    TEST_NUMBER(cell_of(o, "1", "0").method, LOCALITY_OUTLOOK_LEVEL);
    CU_ASSERT_DOUBLE_EQUAL(line_of(o, "1", "0", -1, 2).mean, 4, 1e-12);
    TEST_NUMBER(cell_of(o, "1", "0").skill, LOCALITY_OUTLOOK_UNTRIED);
    /* Twenty weeks without any do not promise four more. */
    TEST_NUMBER(line_of(o, "2", "0", -1, 0).least, 0);
    CU_ASSERT_DOUBLE_EQUAL(line_of(o, "2", "0", -1, 0).mean, 0, 0);
    TEST_NUMBER(line_of(o, "2", "0", LOCALITY_FEED_YEAR, 0).least, 0);
    CU_ASSERT(isnan(cell_of(o, "2", "0").scaled_error));
    locality_outlook_cell all = cell_of(o, "", "0");
    TEST_NUMBER(all.parts, 3);
    TEST_NUMBER(all.untold, 1);
    CU_ASSERT_DOUBLE_EQUAL(line_of(o, "", "0", -1, 0).mean, 4, 1e-12);
    locality_outlook_free(o);
}

/* One week shows nothing of how much counts vary, two next to nothing: a mean, and no range. */
static void week_or_two_give_no_range(void) {
    for (size_t weeks = 1; weeks <= 3; weeks++) {
        town t;
        make_town(&t, 5, 20, 0);
        t.input.series_step = WEEKS;
        t.input.periods = weeks;
        locality_outlook *o = look_ahead(&t.input, 52);
        locality_outlook_line week = line_of(o, "alder", "day care", -1, 3);
        locality_outlook_line year = line_of(o, "", "care", LOCALITY_OUTLOOK_TOGETHER, 0);

        CU_ASSERT(week.mean > 0 && year.mean > 52 * week.mean);
        TEST_NUMBER(cell_of(o, "alder", "day care").skill, LOCALITY_OUTLOOK_UNTRIED);
        TEST_NUMBER(week.least == LOCALITY_NO_COUNT, weeks < 3);
        TEST_NUMBER(week.most == LOCALITY_NO_COUNT, weeks < 3);
        TEST_NUMBER(year.least == LOCALITY_NO_COUNT, weeks < 3);
        locality_outlook_free(o);
    }
}

/* Weeks without data are no weeks; a ward that is new does not take the range from its town. */
static void new_ward_takes_no_range_away(void) {
    town t;
    make_town(&t, 5, 20, 0);
    for (size_t w = 0; w < WEEKS - 1; w++) {
        t.count[w] = t.count[WEEKS + w] = LOCALITY_NO_COUNT;
    }
    locality_outlook *o = look_ahead(&t.input, 4);
    TEST_NUMBER(line_of(o, "alder", "care", -1, 0).least, LOCALITY_NO_COUNT);
    CU_ASSERT(line_of(o, "alder", "care", -1, 0).mean > 0);
    CU_ASSERT(line_of(o, "east", "care", -1, 0).least > 0);
    locality_outlook_free(o);
}

/* The ranges that three weeks give hold about as often as they say, where counts vary as in requests. */
static void three_weeks_give_a_range_that_holds(void) {
    test_random random = {77, 0};
    uint32_t inside = 0;
    const uint32_t tried = 600;

    for (uint32_t k = 0; k < tried; k++) {
        locality_demand_input input = LOCALITY_DEMAND_INPUT_INIT;
        int64_t count[4];
        for (size_t w = 0; w < 4; w++) {
            count[w] = made_count(&random, 20, 2);
        }
        input.first_day = FIRST_DAY;
        input.periods = 3;
        input.series = 1;
        input.count = count;
        locality_outlook *o = look_ahead(&input, 1);
        locality_outlook_line line = line_of(o, "0", "0", -1, 0);
        inside += count[3] >= line.least && count[3] <= line.most;
        locality_outlook_free(o);
    }
    CU_ASSERT(inside * 100 >= 77 * tried && inside * 100 <= 92 * tried);
    if (inside * 100 < 77 * tried || inside * 100 > 92 * tried) {
        printf("held %u of %u\n", inside, tried);
    }
}

/* ---- Calendars -------------------------------------------------------------------------------- */

static void years_hold_what_was_counted_and_what_is_to_come(void) {
    town t;
    make_town(&t, 21, 10, 0);
    t.input.first_day -= 7 * 20; /* the last week begins on 7 August 2023 */
    locality_outlook *o = look_ahead(&t.input, 104);
    locality_outlook_line year = line_of(o, "", "care", LOCALITY_FEED_FINANCIAL_YEAR, 0);
    int64_t seen = 0;
    int32_t number, before;

    CU_ASSERT(locality_feed_period_of(LOCALITY_FEED_FINANCIAL_YEAR, 19661, &number, NULL) ==
              LOCALITY_OK); /* 31 October 2023 */
    TEST_NUMBER(year.number, number);
    TEST_NUMBER(year.is_whole, 1);
    TEST_NUMBER(year.known, WEEKS - year.first);
    TEST_NUMBER(year.end - year.first, 52);
    CU_ASSERT(locality_feed_period_of(LOCALITY_FEED_FINANCIAL_YEAR,
                                      t.input.first_day + 7 * (int64_t)year.first - 4, &before,
                                      NULL) == LOCALITY_OK);
    TEST_NUMBER(before, number - 1);
    for (size_t s = 0; s < SERIES; s++) {
        for (size_t w = year.first; w < WEEKS; w++) {
            seen += t.count[s * WEEKS + w];
        }
    }
    TEST_NUMBER(year.observed, seen);
    CU_ASSERT_DOUBLE_EQUAL(year.mean, (double)seen + year.expected, 1e-9);
    CU_ASSERT(year.least > seen && (double)year.least < year.mean && year.mean < (double)year.most);
    TEST_NUMBER(line_of(o, "", "care", LOCALITY_FEED_FINANCIAL_YEAR, 1).is_whole, 1);
    TEST_NUMBER(line_of(o, "", "care", LOCALITY_FEED_FINANCIAL_YEAR, 2).is_whole, 0);
    double months = 0, quarters = 0, weeks = 0;
    for (size_t k = 0; k < 8; k++) {
        quarters += line_of(o, "", "care", LOCALITY_FEED_QUARTER, k).expected;
    }
    for (size_t k = 0; k < 24; k++) {
        months += line_of(o, "", "care", LOCALITY_FEED_MONTH, k).expected;
    }
    for (size_t k = 0; k < 104; k++) {
        weeks += line_of(o, "", "care", -1, k).expected;
    }
    CU_ASSERT(months <= weeks && months > 0.94 * weeks);
    CU_ASSERT(quarters <= weeks && quarters > 0.9 * weeks);
    locality_outlook_free(o);
}

static void months_are_forecast_by_months(void) {
    locality_demand_input input = LOCALITY_DEMAND_INPUT_INIT;
    test_random random = {31, 0};
    int64_t count[60];

    for (size_t m = 0; m < 60; m++) {
        count[m] = made_count(&random, 40 * (1 + 0.3 * loc_sine_of_turn((double)m / 12)), 2);
    }
    input.period = LOCALITY_DEMAND_MONTHS;
    input.first_day = 17897; /* 1 January 2019 */
    input.periods = 60;
    input.series = 1;
    input.count = count;
    locality_outlook *o = look_ahead(&input, 0);
    locality_outlook_summary summary;
    CU_ASSERT(locality_outlook_summary_of(o, &summary, NULL) == LOCALITY_OK);
    TEST_NUMBER(summary.horizon, 6);
    locality_outlook_line month = line_of(o, "0", "0", -1, 0);
    locality_outlook_line quarter = line_of(o, "0", "0", LOCALITY_FEED_QUARTER, 0);
    char text[16];
    CU_ASSERT(locality_feed_period_write(LOCALITY_FEED_MONTH, month.number, text, sizeof text,
                                         NULL) == LOCALITY_OK);
    TEST_TEXT(text, "2024-01");
    CU_ASSERT(quarter.mean > 2.4 * month.mean && quarter.is_whole == 1);
    size_t count_of = 7;
    locality_outlook_line line;
    CU_ASSERT(locality_outlook_totals(o, 0, LOCALITY_FEED_MONTH, &line, 1, &count_of, NULL) ==
              LOCALITY_INVALID);
    TEST_NUMBER(count_of, 0);
    locality_outlook_free(o);
}

static void late_weeks_are_looked_ahead_to(void) {
    double complete[WEEKS];
    town t;
    make_town(&t, 41, 12, 0);
    for (size_t w = 0; w < WEEKS; w++) {
        complete[w] = w < 250 ? 1 : w < 258 ? 0.9 : 0.4;
    }
    for (size_t s = 0; s < SERIES; s++) {
        for (size_t w = 250; w < WEEKS; w++) {
            t.count[s * WEEKS + w] = (int64_t)((double)t.count[s * WEEKS + w] * complete[w] + 0.5);
        }
    }
    t.input.completeness = complete;
    locality_outlook *o = look_ahead(&t.input, 4);
    TEST_NUMBER(line_of(o, "", "care", -1, 0).first, 258);
    double mean = 0;
    for (size_t s = 0; s < SERIES; s++) {
        mean += 12 * (1 + 0.3 * (double)s);
    }
    CU_ASSERT_DOUBLE_EQUAL(line_of(o, "", "care", -1, 0).mean, mean, 0.06 * mean);
    locality_outlook_free(o);
}

/* ---- Bad input -------------------------------------------------------------------------------- */

/* Sums beyond what a whole number can be are held at that. */
static void counts_without_end_are_held(void) {
    town t;
    make_town(&t, 51, 2, 0);
    for (size_t k = 0; k < SERIES * WEEKS; k++) {
        t.count[k] = INT64_C(1) << 53;
    }
    locality_outlook *o = look_ahead(&t.input, 60);
    locality_outlook_line year = line_of(o, "", "care", LOCALITY_FEED_FINANCIAL_YEAR, 0);
    CU_ASSERT(year.mean > 9e17 && year.least > 0 && year.least <= year.most);
    TEST_NUMBER(year.observed, 9000000000000000);
    locality_outlook_free(o);
}

static void options_are_checked(void) {
    locality_outlook_options options[7];
    locality_outlook *outlook;
    locality_demand *demand;
    town t;
    make_town(&t, 52, 2, 0);
    CU_ASSERT_FATAL(locality_demand_new(&t.input, NULL, NULL, &demand, NULL) == LOCALITY_OK);
    for (size_t k = 0; k < 7; k++) {
        options[k] = (locality_outlook_options)LOCALITY_OUTLOOK_OPTIONS_INIT;
    }
    options[0].struct_size = 3;
    options[1].horizon = 105;
    options[2].origins = 105;
    options[3].ahead = 27;
    options[4].coverage = 1;
    options[5].reserved = 1;
    options[6].coverage = NAN;
    for (size_t k = 0; k < 7; k++) {
        CU_ASSERT(locality_outlook_new(demand, &options[k], &outlook, NULL) == LOCALITY_INVALID);
    }
    CU_ASSERT(locality_outlook_new(NULL, NULL, &outlook, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_outlook_new(demand, NULL, NULL, NULL) == LOCALITY_INVALID);
    locality_demand_free(demand);
}

static void cells_that_are_not_there_are_not_found(void) {
    locality_outlook_summary summary;
    locality_outlook_cell cell;
    locality_outlook_line line[4];
    size_t count = 9;
    town t;
    make_town(&t, 53, 2, 0);
    locality_outlook *o = look_ahead(&t.input, 4);

    CU_ASSERT(locality_outlook_cell_at(o, 21, &cell, NULL) == LOCALITY_NOT_FOUND);
    CU_ASSERT(locality_outlook_cell_at(o, 0, NULL, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_outlook_cell_at(NULL, 0, &cell, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_outlook_periods(o, 21, line, 4, &count, NULL) == LOCALITY_NOT_FOUND);
    TEST_NUMBER(count, 0);
    CU_ASSERT(locality_outlook_periods(o, 0, line, 3, &count, NULL) == LOCALITY_LIMIT);
    TEST_NUMBER(count, 4);
    CU_ASSERT(locality_outlook_periods(o, 0, line, 4, NULL, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_outlook_totals(o, 0, LOCALITY_FEED_DAY, line, 4, &count, NULL) ==
              LOCALITY_INVALID);
    CU_ASSERT(locality_outlook_totals(o, 0, 6, line, 4, &count, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_outlook_summary_of(o, NULL, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_outlook_summary_of(NULL, &summary, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_outlook_find(o, "nowhere", "care") == LOCALITY_DEMAND_NONE);
    CU_ASSERT(locality_outlook_find(o, NULL, "care") != LOCALITY_DEMAND_NONE);
    CU_ASSERT(locality_outlook_find(o, NULL, NULL) == LOCALITY_DEMAND_NONE);
    CU_ASSERT(locality_outlook_find(NULL, NULL, "care") == LOCALITY_DEMAND_NONE);
    locality_outlook_free(o);
    locality_outlook_free(NULL);
}

static int32_t stop(void *self, uint64_t done, uint64_t total) {
    (void)self;
    return done < total;
}

static void host_can_stop_it(void) {
    locality_demand_options options = LOCALITY_DEMAND_OPTIONS_INIT;
    locality_outlook *outlook;
    locality_demand *demand;
    town t;
    make_town(&t, 54, 2, 0);
    options.progress = stop;
    CU_ASSERT_FATAL(locality_demand_new(&t.input, &options, NULL, &demand, NULL) == LOCALITY_OK);
    CU_ASSERT(locality_outlook_new(demand, NULL, &outlook, NULL) == LOCALITY_CANCELLED);
    locality_demand_free(demand);
}

static void everything_has_its_name(void) {
    TEST_TEXT(locality_outlook_name(0, LOCALITY_OUTLOOK_SMOOTHED), "smoothed");
    TEST_TEXT(locality_outlook_name(1, LOCALITY_OUTLOOK_NO_BETTER), "no better than naive");
    TEST_TEXT(locality_outlook_name(2, LOCALITY_EFFECT_TOO_EARLY), "too early");
    TEST_TEXT(locality_outlook_name(3, LOCALITY_EFFECT_CANNOT_TELL), "cannot tell");
    TEST_TEXT(locality_outlook_name(4, LOCALITY_OUTLOOK_FEWER), "fewer");
    TEST_TEXT(locality_outlook_name(4, LOCALITY_OUTLOOK_IN_FORCE), "in the counts already");
    TEST_TEXT(locality_outlook_name(4, 5), "unknown");
    TEST_TEXT(locality_outlook_name(5, 0), "unknown");
    TEST_TEXT(locality_outlook_name(-1, 0), "unknown");
    TEST_TEXT(locality_outlook_name(0, -1), "unknown");
    TEST_TEXT(locality_outlook_name(0, 8), "unknown");
}

/* ---- Memory ----------------------------------------------------------------------------------- */

static locality_status whole_story(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    town *t = state;
    locality_outlook *outlook = NULL;
    locality_demand *demand = NULL;
    locality_status status = locality_demand_new(&t->input, NULL, allocator, &demand, error);

    if (status == LOCALITY_OK) {
        status = locality_outlook_new(demand, NULL, &outlook, error);
    }
    locality_demand_free(demand);
    locality_outlook_free(outlook);
    return status;
}

static void every_allocation_can_fail(void) {
    town t;
    make_town(&t, 61, 2, 0);
    fault_drive("outlook", whole_story, &t, 25);
}

static const test_case cases[] = {
    {"a cell is the sum of the cells below it, along both trees",
     parents_are_the_sums_of_their_children},
    {"the interval of a sum is not the sum of intervals", intervals_are_not_added},
    {"parts that rise and fall together widen their sum", parts_that_move_together_widen_their_sum},
    {"the order of series changes no byte", order_of_series_changes_nothing},
    {"towns with holes, late weeks and steps keep the laws", rough_towns_keep_the_laws},
    {"intervals of a week and of a year hold as often as they say",
     intervals_hold_as_often_as_they_say},
    {"a recorded step begins a new past, there and nowhere else", recorded_step_begins_a_new_past},
    {"a busy series is smoothed from its last change of level on",
     busy_series_is_smoothed_from_the_last_change},
    {"a change that was recorded makes the range narrower than one that was found",
     explained_change_narrows_the_range},
    {"the further ahead the more the season counts", year_of_a_busy_season_is_not_the_present_peak},
    {"a forecast no better than naive says so", skill_is_held_against_naive},
    {"series without data, short ones and empty ones are told apart",
     silent_and_short_series_say_so},
    {"a week or two give a mean and no range", week_or_two_give_no_range},
    {"a new ward takes no range from its town", new_ward_takes_no_range_away},
    {"three weeks give a range that holds", three_weeks_give_a_range_that_holds},
    {"years hold what was counted and what is to come",
     years_hold_what_was_counted_and_what_is_to_come},
    {"months are forecast by months", months_are_forecast_by_months},
    {"weeks that have hardly come in are looked ahead to", late_weeks_are_looked_ahead_to},
    {"counts without end are held at the largest whole number", counts_without_end_are_held},
    {"options out of range are refused", options_are_checked},
    {"cells that are not there are not found", cells_that_are_not_there_are_not_found},
    {"the host can stop it", host_can_stop_it},
    {"methods, skills and verdicts have names", everything_has_its_name},
    {"every allocation can fail", every_allocation_can_fail},
};

TEST_MAIN("demand outlook", cases)
