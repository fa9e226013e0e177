/* Redesign, recorded steps and population: ranges that are worked out by hand, and what is refused. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "locality/records.h"
#include "support/fault.h"
#include "unit/outlook/outlooks.h"

static locality_outlook_change change_of(const char *area, const char *service, double least,
                                         double likely, double most) {
    locality_outlook_change change = LOCALITY_OUTLOOK_CHANGE_INIT;

    change.area = area;
    change.service = service;
    change.from = FIRST_DAY + 7 * WEEKS; /* the first day ahead */
    change.least = least;
    change.likely = likely;
    change.most = most;
    change.basis = "two like councils";
    return change;
}

static locality_outlook_difference compared(const locality_outlook *o, const char *area,
                                            const char *service,
                                            const locality_outlook_change *change, size_t changes,
                                            int32_t every, size_t index) {
    locality_outlook_difference out[120];
    size_t count;
    uint32_t cell = locality_outlook_find(o, area, service);

    CU_ASSERT_FATAL(locality_outlook_compare(o, cell, change, changes, every, out, 120, &count,
                                             NULL) == LOCALITY_OK);
    CU_ASSERT_FATAL(index < count);
    return out[index];
}

/* ---- Two lines -------------------------------------------------------------------------------- */

static void share_of_one_ward_is_seen_above_it(void) {
    town t;
    make_town(&t, 5, 20, 0.2);
    locality_outlook *o = look_ahead(&t.input, 104);
    locality_outlook_change change = change_of("alder", "", -0.3, -0.2, -0.1);
    locality_outlook_difference ward = compared(o, "alder", "care", &change, 1, -1, 3);
    locality_outlook_difference town_wide = compared(o, "", "care", &change, 1, -1, 3);
    locality_outlook_difference other = compared(o, "beech", "care", &change, 1, -1, 3);
    double now = ward.do_nothing.mean;

    CU_ASSERT_DOUBLE_EQUAL(now, line_of(o, "alder", "care", -1, 3).mean, 0);
    CU_ASSERT_DOUBLE_EQUAL(ward.likely, -0.2 * now, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(ward.redesign.mean, 0.8 * now, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(ward.least, -0.3 * (double)ward.do_nothing.most, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(ward.most, -0.1 * (double)ward.do_nothing.least, 1e-9);
    TEST_NUMBER(ward.verdict, LOCALITY_OUTLOOK_FEWER);
    CU_ASSERT_DOUBLE_EQUAL(town_wide.likely, ward.likely, 1e-9);
    TEST_NUMBER(town_wide.stands_out, 0);
    TEST_NUMBER(other.verdict, LOCALITY_OUTLOOK_SAME);
    CU_ASSERT_DOUBLE_EQUAL(other.likely, 0, 1e-9);
    CU_ASSERT(ward.redesign.least < ward.do_nothing.least);
    locality_outlook_difference year =
        compared(o, "alder", "care", &change, 1, LOCALITY_FEED_YEAR, 0);
    TEST_NUMBER(year.do_nothing.is_whole, 1);
    CU_ASSERT_DOUBLE_EQUAL(year.likely, -0.2 * year.do_nothing.mean, 1e-6);
    locality_outlook_free(o);
}

static void changes_begin_on_their_day(void) {
    town t;
    make_town(&t, 5, 20, 0);
    locality_outlook *o = look_ahead(&t.input, 26);
    locality_outlook_change change = change_of(NULL, NULL, -0.6, -0.5, -0.5);
    change.from = FIRST_DAY + 7 * (WEEKS + 10) - 3;
    TEST_NUMBER(compared(o, "", "care", &change, 1, -1, 9).verdict, LOCALITY_OUTLOOK_SAME);
    locality_outlook_difference first = compared(o, "", "care", &change, 1, -1, 10);
    TEST_NUMBER(first.verdict, LOCALITY_OUTLOOK_FEWER);
    TEST_NUMBER(first.stands_out, 1);
    change.from = FIRST_DAY + 7 * (WEEKS + 26);
    TEST_NUMBER(compared(o, "", "care", &change, 1, -1, 25).verdict, LOCALITY_OUTLOOK_SAME);
    locality_outlook_free(o);
}

/* What worked in a week of the past is in the counts: it is not applied a second time, and that is said. */
static void what_is_in_force_is_not_applied_again(void) {
    town t;
    make_town(&t, 5, 20, 0);
    locality_outlook *o = look_ahead(&t.input, 26);
    locality_outlook_change change[2] = {change_of("east", "", -0.6, -0.5, -0.5),
                                         change_of("alder", "", -0.2, -0.2, -0.2)};
    double now = line_of(o, "alder", "care", -1, 0).mean;

    change[0].from = FIRST_DAY + 7 * (WEEKS - 1) + 1; /* a Tuesday: from the first week ahead on */
    TEST_NUMBER(compared(o, "east", "care", change, 1, -1, 0).verdict, LOCALITY_OUTLOOK_FEWER);
    change[0].from--; /* a Monday: in the latest week that was counted */
    for (size_t week = 0; week < 26; week++) {
        locality_outlook_difference d = compared(o, "east", "care", change, 1, -1, week);
        TEST_NUMBER(d.verdict, LOCALITY_OUTLOOK_IN_FORCE);
        CU_ASSERT(memcmp(&d.do_nothing, &d.redesign, sizeof d.redesign) == 0);
        CU_ASSERT_DOUBLE_EQUAL(d.likely, 0, 0);
        TEST_NUMBER(d.stands_out, 0);
    }
    change[0].from = FIRST_DAY - 4000;
    TEST_NUMBER(compared(o, "", "care", change, 1, -1, 3).verdict, LOCALITY_OUTLOOK_IN_FORCE);
    TEST_NUMBER(compared(o, "west", "care", change, 1, -1, 3).verdict, LOCALITY_OUTLOOK_SAME);
    /* Beside one that is in force another counts as if it stood alone. */
    locality_outlook_difference both = compared(o, "alder", "care", change, 2, -1, 0);
    TEST_NUMBER(both.verdict, LOCALITY_OUTLOOK_FEWER);
    CU_ASSERT_DOUBLE_EQUAL(both.redesign.mean, 0.8 * now, 1e-9);
    TEST_NUMBER(compared(o, "beech", "care", change, 2, -1, 0).verdict, LOCALITY_OUTLOOK_IN_FORCE);
    locality_outlook_free(o);
    /* A week that has hardly come in is no past: what begins with it is applied. */
    double complete[WEEKS];
    for (size_t w = 0; w < WEEKS; w++) {
        complete[w] = w + 1 < WEEKS ? 1 : 0.4;
    }
    t.input.completeness = complete;
    o = look_ahead(&t.input, 4);
    change[0].from = FIRST_DAY + 7 * (WEEKS - 1);
    TEST_NUMBER(compared(o, "east", "care", change, 1, -1, 0).verdict, LOCALITY_OUTLOOK_FEWER);
    locality_outlook_free(o);
}

static void shares_multiply_and_numbers_add(void) {
    town t;
    make_town(&t, 5, 20, 0);
    locality_outlook *o = look_ahead(&t.input, 4);
    locality_outlook_change change[3] = {change_of("east", "", -0.5, -0.5, -0.5),
                                         change_of("alder", "day care", 0.2, 0.2, 0.2),
                                         change_of("east", "day care", 5, 10, 20)};
    change[2].is_number = 1;
    double day = line_of(o, "alder", "day care", -1, 0).mean;
    double next = line_of(o, "beech", "day care", -1, 0).mean;
    locality_outlook_difference d = compared(o, "alder", "day care", change, 3, -1, 0);
    CU_ASSERT_DOUBLE_EQUAL(d.redesign.mean, day * 0.6 + 10 * day / (day + next), 1e-9);
    d = compared(o, "east", "day care", change + 2, 1, -1, 0);
    CU_ASSERT_DOUBLE_EQUAL(d.likely, 10, 1e-9);
    TEST_NUMBER(d.verdict, LOCALITY_OUTLOOK_MORE);
    change[2].least = -1e9;
    d = compared(o, "east", "day care", change + 2, 1, -1, 0);
    TEST_NUMBER(d.verdict, LOCALITY_OUTLOOK_CANNOT_TELL);
    TEST_NUMBER(d.redesign.least, 0);
    locality_outlook_free(o);
}

/* A number where nothing is expected is shared out evenly. */
static void number_reaches_where_there_was_nothing(void) {
    town t;
    make_town(&t, 5, 20, 0);
    memset(t.count, 0, sizeof t.count);
    locality_outlook *o = look_ahead(&t.input, 4);
    locality_outlook_change change = change_of("", "", 8, 16, 24);
    change.is_number = 1;
    CU_ASSERT_DOUBLE_EQUAL(compared(o, "alder", "day care", &change, 1, -1, 0).redesign.mean, 2,
                           1e-12);
    CU_ASSERT_DOUBLE_EQUAL(compared(o, "", "care", &change, 1, -1, 0).likely, 16, 1e-12);
    locality_outlook_free(o);
}

static void changes_are_checked(void) {
    static const char *const says[] = {"least, likely", "share is below -1", "rests on",
                                       "no area",       "no service",        "struct_size",
                                       "least, likely", "is_number"};
    locality_outlook_change bad[8];
    locality_outlook_difference out[4];
    locality_error error;
    size_t count = 5;
    town t;
    make_town(&t, 5, 20, 0);
    locality_outlook *o = look_ahead(&t.input, 4);

    for (size_t k = 0; k < 8; k++) {
        bad[k] = change_of("alder", "care", -0.2, -0.1, 0);
    }
    bad[0].least = 0.5;
    bad[1].least = -1.1;
    bad[2].basis = "";
    bad[3].area = "nowhere";
    bad[4].service = "none";
    bad[5].struct_size = 8;
    bad[6].most = INFINITY;
    bad[7].is_number = 2;
    for (size_t k = 0; k < 8; k++) {
        locality_status expected = k == 3 || k == 4 ? LOCALITY_NOT_FOUND : LOCALITY_INVALID;
        CU_ASSERT(locality_outlook_compare(o, 0, &bad[k], 1, -1, out, 4, &count, &error) ==
                  expected);
        CU_ASSERT(strstr(error.message, says[k]) != NULL);
        TEST_NUMBER(count, 0);
    }
    CU_ASSERT(locality_outlook_compare(o, 0, bad, 0, -1, out, 4, &count, &error) ==
              LOCALITY_INVALID);
    CU_ASSERT(strstr(error.message, "no redesign line") != NULL);
    CU_ASSERT(locality_outlook_compare(o, 0, NULL, 1, -1, out, 4, &count, NULL) ==
              LOCALITY_INVALID);
    bad[0] = change_of("alder", "care", -0.2, -0.1, 0);
    CU_ASSERT(locality_outlook_compare(o, 99, bad, 1, -1, out, 4, &count, NULL) ==
              LOCALITY_NOT_FOUND);
    CU_ASSERT(locality_outlook_compare(o, 0, bad, 1, -1, out, 3, &count, NULL) == LOCALITY_LIMIT);
    TEST_NUMBER(count, 4);
    CU_ASSERT(locality_outlook_compare(o, 0, bad, 1, -1, out, 4, NULL, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_outlook_compare(o, 0, bad, 1, 0, out, 4, &count, NULL) == LOCALITY_INVALID);
    locality_outlook_free(o);
}

static void silence_cannot_be_redesigned(void) {
    locality_outlook_change change = change_of("", "", -0.2, -0.1, 0);
    town t;
    make_town(&t, 5, 20, 0);
    for (size_t k = 0; k < SERIES * WEEKS; k++) {
        t.count[k] = LOCALITY_NO_COUNT;
    }
    locality_outlook *o = look_ahead(&t.input, 4);
    locality_outlook_difference d = compared(o, "", "care", &change, 1, -1, 0);
    CU_ASSERT(isnan(d.likely) && isnan(d.redesign.mean));
    TEST_NUMBER(d.verdict, LOCALITY_OUTLOOK_CANNOT_TELL);
    locality_outlook_free(o);
}

/* ---- Into a model ----------------------------------------------------------------------------- */

/* A model of the library's own table; or with the scenarios that forecasts are of. */
static locality_model *new_model(bool has_scenarios) {
    locality_field_info scenario = LOCALITY_FIELD_INFO_INIT;
    locality_schema *schema = NULL;
    locality_model *model = NULL;

    CU_ASSERT_FATAL(locality_schema_new(NULL, &schema, NULL) == LOCALITY_OK);
    scenario.name = "scenario";
    scenario.doc = "Which course a forecast describes.";
    scenario.type = LOCALITY_TYPE_WORD;
    scenario.words = "do_nothing|redesign";
    scenario.target = LOCALITY_NO_INDEX;
    if (has_scenarios) {
        CU_ASSERT(locality_schema_add_field(schema, "observation", &scenario, NULL) == LOCALITY_OK);
        CU_ASSERT(locality_schema_add_word(schema, "observation", "type", "forecast", NULL) ==
                  LOCALITY_OK);
    }
    CU_ASSERT_FATAL(locality_model_new(schema, NULL, &model, NULL) == LOCALITY_OK);
    locality_schema_free(schema);
    return model;
}

static locality_range quantity_of(locality_model *model, const char *id) {
    locality_snapshot *snapshot = NULL;
    locality_figure figure = LOCALITY_FIGURE_INIT;

    CU_ASSERT_FATAL(locality_snapshot_take(model, &snapshot, NULL) == LOCALITY_OK);
    CU_ASSERT_FATAL(locality_figure_find(snapshot, id, &figure, NULL) == LOCALITY_OK);
    TEST_TEXT(figure.basis, "inferred");
    TEST_TEXT(figure.qualifier, "derived");
    TEST_TEXT(figure.unit, "items");
    CU_ASSERT(strstr(figure.remark, "holds 80 of 100") != NULL);
    locality_range range = figure.quantity;
    locality_snapshot_release(snapshot);
    return range;
}

static void years_become_figures(void) {
    locality_outlook_records how = LOCALITY_OUTLOOK_RECORDS_INIT;
    locality_outlook_change change[2] = {change_of("", "", -0.2, -0.15, -0.1),
                                         change_of("west", "", -0.1, 0, 0)};
    locality_model *model = new_model(false);
    size_t written;
    town t;
    make_town(&t, 5, 20, 0.2);
    locality_outlook *o = look_ahead(&t.input, 104);
    uint32_t cell = locality_outlook_find(o, "", "care");
    locality_outlook_line year = line_of(o, "", "care", LOCALITY_FEED_FINANCIAL_YEAR, 1);

    how.prefix = "care";
    CU_ASSERT(locality_outlook_write(o, cell, &how, model, &written, NULL) == LOCALITY_OK);
    TEST_NUMBER(written, 2);
    locality_range range = quantity_of(model, "care-do-nothing-2024-25");
    TEST_NUMBER(year.is_whole, 1);
    TEST_NUMBER(range.lo, year.least * LOCALITY_ONE);
    TEST_NUMBER(range.hi, year.most * LOCALITY_ONE);
    how.name = "Care";
    how.change = change;
    how.changes = 2;
    CU_ASSERT(locality_outlook_write(o, cell, &how, model, &written, NULL) == LOCALITY_OK);
    TEST_NUMBER(written, 6);
    CU_ASSERT(quantity_of(model, "care-redesign-2024-25").lo < range.lo);
    CU_ASSERT(quantity_of(model, "care-difference-2024-25").hi < 0);
    TEST_NUMBER(locality_model_count(model, "figure"), 6);
    locality_model_free(model);
    locality_outlook_free(o);
}

/* A ground of 1,500 signs of two bytes each stands in the remark whole. */
static void long_grounds_are_not_cut(void) {
    locality_outlook_records how = LOCALITY_OUTLOOK_RECORDS_INIT;
    locality_outlook_change change = change_of("", "", -0.2, -0.15, -0.1);
    locality_figure figure = LOCALITY_FIGURE_INIT;
    locality_model *model = new_model(false);
    locality_snapshot *snapshot = NULL;
    char ground[3001], wanted[3010];
    town t;
    make_town(&t, 5, 20, 0.2);
    locality_outlook *o = look_ahead(&t.input, 104);

    for (size_t k = 0; k < 3000; k += 2) {
        ground[k] = (char)0xC3;
        ground[k + 1] = (char)0xA9;
    }
    ground[3000] = '\0';
    snprintf(wanted, sizeof wanted, ": %s.", ground);
    change.basis = ground;
    how.prefix = "care";
    how.change = &change;
    how.changes = 1;
    CU_ASSERT(locality_outlook_write(o, 0, &how, model, NULL, NULL) == LOCALITY_OK);
    CU_ASSERT_FATAL(locality_snapshot_take(model, &snapshot, NULL) == LOCALITY_OK);
    CU_ASSERT_FATAL(locality_figure_find(snapshot, "care-redesign-2024-25", &figure, NULL) ==
                    LOCALITY_OK);
    CU_ASSERT(strstr(figure.remark, wanted) != NULL);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    locality_outlook_free(o);
}

static void measures_get_both_scenarios(void) {
    locality_outlook_records how = LOCALITY_OUTLOOK_RECORDS_INIT;
    locality_outlook_change change = change_of("", "", -0.2, -0.15, -0.1);
    locality_observation o = LOCALITY_OBSERVATION_INIT;
    locality_model *model = new_model(true);
    locality_snapshot *snapshot = NULL;
    locality_figure figure = LOCALITY_FIGURE_INIT;
    size_t written;
    town t;
    make_town(&t, 5, 20, 0.2);
    locality_outlook *outlook = look_ahead(&t.input, 104);

    CU_ASSERT(locality_model_put(model, "measure", "hours", NULL, 0, NULL) == LOCALITY_OK);
    CU_ASSERT(locality_model_put(model, "document", "plan", NULL, 0, NULL) == LOCALITY_OK);
    how.prefix = "alder";
    how.name = "";
    how.about = "measure:hours";
    how.source = "plan";
    how.measure = "hours";
    how.change = &change;
    how.changes = 1;
    uint32_t cell = locality_outlook_find(outlook, "alder", "day care");
    CU_ASSERT(locality_outlook_write(outlook, cell, &how, model, &written, NULL) == LOCALITY_OK);
    TEST_NUMBER(written, 10); /* two years: three figures and two observations */
    CU_ASSERT_FATAL(locality_snapshot_take(model, &snapshot, NULL) == LOCALITY_OK);
    CU_ASSERT_FATAL(locality_observation_find(snapshot, "alder-redesign-2024-25", &o, NULL) ==
                    LOCALITY_OK);
    TEST_TEXT(o.type, "forecast");
    TEST_TEXT(o.measure, "hours");
    TEST_TEXT(o.source, "plan");
    TEST_TEXT(o.name, "day care, alder, redesign, 2024/25");
    CU_ASSERT_FATAL(locality_figure_find(snapshot, "alder-difference-2024-25", &figure, NULL) ==
                    LOCALITY_OK);
    TEST_TEXT(figure.about, "measure:hours");
    CU_ASSERT(strstr(figure.remark, "1 part (blend)") != NULL);
    CU_ASSERT(strstr(figure.remark, "two like councils.") != NULL);
    locality_snapshot_release(snapshot);
    for (size_t k = 0; k < SERIES * WEEKS; k++) {
        t.count[k] = INT64_C(1) << 52;
    }
    locality_outlook *endless = look_ahead(&t.input, 104);
    CU_ASSERT(locality_outlook_write(endless, cell, &how, model, &written, NULL) ==
              LOCALITY_OVERFLOW);
    TEST_NUMBER(written, 0);
    locality_outlook_free(endless);
    for (size_t k = 0; k < SERIES * WEEKS; k++) {
        t.count[k] = LOCALITY_NO_COUNT;
    }
    locality_outlook *silent = look_ahead(&t.input, 104);
    CU_ASSERT(locality_outlook_write(silent, cell, &how, model, NULL, NULL) == LOCALITY_INVALID);
    locality_outlook_free(silent);
    locality_outlook_free(outlook);
    locality_model_free(model);
}

static void what_cannot_be_written_is_refused(void) {
    locality_outlook_records how = LOCALITY_OUTLOOK_RECORDS_INIT;
    locality_model *model = new_model(false);
    locality_error error;
    char longest[600];
    size_t written = 3;
    town t;
    make_town(&t, 5, 20, 0.2);
    locality_outlook *o = look_ahead(&t.input, 4);

    CU_ASSERT(locality_outlook_write(o, 0, &how, model, &written, NULL) == LOCALITY_INVALID);
    TEST_NUMBER(written, 0);
    how.prefix = "care";
    t.input.first_day += 7 * 20;
    locality_outlook *spring = look_ahead(&t.input, 4);
    CU_ASSERT(locality_outlook_write(spring, 0, &how, model, NULL, &error) == LOCALITY_INVALID);
    CU_ASSERT(strstr(error.message, "no whole financial year") != NULL);
    locality_outlook_free(spring);
    CU_ASSERT(locality_outlook_write(NULL, 0, &how, model, NULL, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_outlook_write(o, 0, NULL, model, NULL, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_outlook_write(o, 0, &how, NULL, NULL, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_outlook_write(o, 99, &how, model, NULL, NULL) == LOCALITY_NOT_FOUND);
    how.struct_size = 4;
    CU_ASSERT(locality_outlook_write(o, 0, &how, model, NULL, NULL) == LOCALITY_INVALID);
    how.struct_size = sizeof how;
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    how.name = longest;
    CU_ASSERT(locality_outlook_write(o, 0, &how, model, NULL, NULL) == LOCALITY_INVALID);
    how.prefix = longest;
    CU_ASSERT(locality_outlook_write(o, 0, &how, model, NULL, NULL) == LOCALITY_INVALID);
    locality_outlook_free(o);
    /* The library's own table has no scenarios: an observation of one is refused, and says of what. */
    o = look_ahead(&t.input, 104);
    how.prefix = "care";
    how.name = NULL;
    how.measure = "adults";
    CU_ASSERT(locality_outlook_write(o, 0, &how, model, NULL, &error) != LOCALITY_OK);
    locality_outlook_free(o);
    locality_model_free(model);
}

static void what_is_in_force_is_written_as_doing_nothing(void) {
    locality_outlook_records how = LOCALITY_OUTLOOK_RECORDS_INIT;
    locality_outlook_change change[2] = {change_of("", "", -0.2, -0.15, -0.1),
                                         change_of("", "", -0.2, -0.15, -0.1)};
    locality_figure figure = LOCALITY_FIGURE_INIT;
    locality_snapshot *snapshot = NULL;
    locality_model *model = new_model(false);
    size_t written;
    town t;
    make_town(&t, 5, 20, 0.2);
    locality_outlook *o = look_ahead(&t.input, 104);

    how.prefix = "care";
    how.change = change;
    how.changes = 1;
    change[0].from = FIRST_DAY;
    change[0].basis = "began long ago";
    CU_ASSERT(locality_outlook_write(o, 0, &how, model, &written, NULL) == LOCALITY_OK);
    TEST_NUMBER(written, 2); /* two years, and of each doing nothing alone */
    how.changes = 2;
    CU_ASSERT(locality_outlook_write(o, 0, &how, model, &written, NULL) == LOCALITY_OK);
    TEST_NUMBER(written, 6);
    CU_ASSERT_FATAL(locality_snapshot_take(model, &snapshot, NULL) == LOCALITY_OK);
    CU_ASSERT_FATAL(locality_figure_find(snapshot, "care-do-nothing-2024-25", &figure, NULL) ==
                    LOCALITY_OK);
    CU_ASSERT(strstr(figure.remark, "A redesign that is in force is in the counts already.") !=
              NULL);
    CU_ASSERT_FATAL(locality_figure_find(snapshot, "care-redesign-2024-25", &figure, NULL) ==
                    LOCALITY_OK);
    CU_ASSERT(strstr(figure.remark, "Redesign as stated: two like councils.") != NULL);
    CU_ASSERT(strstr(figure.remark, "in force") == NULL);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    locality_outlook_free(o);
}

/* Of two weeks there is a mean and no range, beside doing nothing and in a figure. */
static void without_a_range_none_is_stated(void) {
    locality_outlook_records how = LOCALITY_OUTLOOK_RECORDS_INIT;
    locality_outlook_change change = change_of("", "", -0.6, -0.5, -0.4);
    locality_figure figure = LOCALITY_FIGURE_INIT;
    locality_snapshot *snapshot = NULL;
    locality_model *model = new_model(false);
    town t;
    make_town(&t, 5, 20, 0);
    t.input.series_step = WEEKS;
    t.input.periods = 2;
    change.from = FIRST_DAY + 14;
    locality_outlook *o = look_ahead(&t.input, 104);
    locality_outlook_difference d = compared(o, "alder", "care", &change, 1, -1, 3);

    TEST_NUMBER(d.verdict, LOCALITY_OUTLOOK_FEWER);
    CU_ASSERT_DOUBLE_EQUAL(d.likely, -0.5 * d.do_nothing.mean, 1e-9);
    CU_ASSERT(isnan(d.least) && isnan(d.most));
    TEST_NUMBER(d.redesign.least, LOCALITY_NO_COUNT);
    TEST_NUMBER(d.redesign.most, LOCALITY_NO_COUNT);
    TEST_NUMBER(d.stands_out, 0);
    how.prefix = "care";
    how.change = &change;
    how.changes = 1;
    CU_ASSERT(locality_outlook_write(o, 0, &how, model, NULL, NULL) == LOCALITY_OK);
    CU_ASSERT_FATAL(locality_snapshot_take(model, &snapshot, NULL) == LOCALITY_OK);
    CU_ASSERT_FATAL(locality_figure_find(snapshot, "care-difference-2019-20", &figure, NULL) ==
                    LOCALITY_OK);
    TEST_NUMBER(locality_range_is_unknown(&figure.quantity), 1);
    CU_ASSERT(strstr(figure.remark, "no range, of so few periods") != NULL);
    locality_snapshot_release(snapshot);
    locality_model_free(model);
    locality_outlook_free(o);
}

/* ---- What a step did -------------------------------------------------------------------------- */

typedef struct recorded {
    locality_demand *demand;
    locality_demand_effect effect[3];
} recorded;

/* The town with steps, and the effects of the first. */
static recorded record(town *t, const locality_demand_step *step, size_t steps) {
    recorded r = {.demand = NULL};
    size_t count;

    t->input.steps = step;
    t->input.step_count = steps;
    CU_ASSERT_FATAL(locality_demand_new(&t->input, NULL, NULL, &r.demand, NULL) == LOCALITY_OK);
    CU_ASSERT_FATAL(locality_demand_effects(r.demand, 0, r.effect, 3, &count, NULL) == LOCALITY_OK);
    TEST_NUMBER(count, 3);
    return r;
}

static locality_demand_step step_at(uint32_t area, size_t period) {
    locality_demand_step step = LOCALITY_DEMAND_STEP_INIT;

    step.area = area;
    step.period = period;
    step.reason = "a hub opened";
    step.by = "head of service";
    step.recorded = 20000;
    return step;
}

/* From week 200 on east has 0.7 of what it would have had: 13, 26, 52 weeks say so, ever more narrowly. */
static void fall_after_a_step_is_told(void) {
    test_random random = {9, 0};
    locality_demand_step step = step_at(0, 200);
    double without[WEEKS], sum = 0;
    size_t count;
    town t;
    make_town(&t, 5, 20, 0.2);
    for (size_t s = 0; s < 4; s++) {
        for (size_t w = 200; w < WEEKS; w++) {
            int64_t kept = 0;
            for (int64_t k = 0; k < t.count[s * WEEKS + w]; k++) {
                kept += made_uniform(&random) < 0.7;
            }
            t.count[s * WEEKS + w] = kept;
        }
    }
    recorded r = record(&t, &step, 1);
    for (size_t k = 0; k < 3; k++) {
        const locality_demand_effect *e = &r.effect[k];
        TEST_NUMBER(e->state, LOCALITY_EFFECT_TOLD);
        TEST_NUMBER(e->verdict, LOCALITY_EFFECT_FELL);
        TEST_NUMBER(e->before, 200);
        CU_ASSERT(e->effect_low < 0.7 && 0.7 < e->effect_high);
        CU_ASSERT(e->step_low <= e->step && e->step <= e->step_high);
        CU_ASSERT(e->excess_low < e->excess && e->excess < e->excess_high && e->excess_high < 0);
        CU_ASSERT_DOUBLE_EQUAL(e->excess, e->observed - e->expected, 1e-9);
        TEST_NUMBER(e->told_on, FIRST_DAY + 7 * (200 + (int64_t)e->periods));
        CU_ASSERT(e->widened >= 1 && e->dispersion > 0);
    }
    CU_ASSERT(isnan(r.effect[1].slope));
    CU_ASSERT(r.effect[2].slope_low < 1 && 1 < r.effect[2].slope_high);
    TEST_NUMBER(r.effect[2].periods, 52);
    CU_ASSERT(locality_demand_without(r.demand, 0, without, WEEKS, &count, NULL) == LOCALITY_OK);
    TEST_NUMBER(count, 52);
    for (size_t k = 0; k < count; k++) {
        sum += without[k];
    }
    CU_ASSERT_DOUBLE_EQUAL(sum, r.effect[2].expected, 1e-6);
    CU_ASSERT(locality_demand_without(r.demand, 0, without, 51, &count, NULL) == LOCALITY_LIMIT);
    locality_demand_free(r.demand);
}

static void nothing_happened_is_no_effect_or_cannot_tell(void) {
    locality_demand_step step = step_at(LOCALITY_DEMAND_NONE, 200);
    town t;
    make_town(&t, 5, 200, 0.2);
    recorded busy = record(&t, &step, 1);
    TEST_NUMBER(busy.effect[1].verdict, LOCALITY_EFFECT_NONE_SEEN);
    locality_demand_free(busy.demand);
    make_town(&t, 5, 0.05, 0);
    recorded thin = record(&t, &step, 1);
    TEST_NUMBER(thin.effect[0].verdict, LOCALITY_EFFECT_CANNOT_TELL);
    CU_ASSERT(thin.effect[0].effect_low < 0.9 && thin.effect[0].effect_high > 1.1);
    locality_demand_free(thin.demand);
}

/* Counts that happen not to vary are no proof: by chance alone they might have. */
static void still_counts_are_not_certain(void) {
    locality_demand_step step = step_at(LOCALITY_DEMAND_NONE, 200);
    town t;
    make_town(&t, 5, 20, 0);
    step.service = 1;
    for (size_t k = 0; k < SERIES * WEEKS; k++) {
        t.count[k] = 1;
    }
    recorded r = record(&t, &step, 1);
    /* 800 before and 52 after: an error of sqrt(1/800 + 1/52). */
    CU_ASSERT_DOUBLE_EQUAL(r.effect[0].effect, 1, 1e-6);
    CU_ASSERT_DOUBLE_EQUAL(log(r.effect[0].effect_high), 1.97 * sqrt(1.0 / 800 + 1.0 / 52), 0.01);
    TEST_NUMBER(r.effect[0].verdict, LOCALITY_EFFECT_CANNOT_TELL);
    CU_ASSERT(r.effect[0].excess_low < -5 && r.effect[0].excess_high > 5);
    CU_ASSERT(r.effect[0].step_high > 1.2 && r.effect[0].p > 0.9);
    locality_demand_free(r.demand);
}

/* What stops wholly is the largest effect there is: nothing came, where the level before goes on. */
static void demand_that_stops_wholly_is_told(void) {
    locality_demand_step step = step_at(2, 200);
    double without[WEEKS];
    size_t count;
    town t;
    make_town(&t, 5, 20, 0);
    for (size_t s = 0; s < 2; s++) {
        for (size_t w = 200; w < WEEKS; w++) {
            t.count[s * WEEKS + w] = 0;
        }
    }
    recorded r = record(&t, &step, 1);
    for (size_t k = 0; k < 3; k++) {
        const locality_demand_effect *e = &r.effect[k];
        double level = 46.0 * e->periods; /* two series, of 20 and 26 */
        TEST_NUMBER(e->state, LOCALITY_EFFECT_TOLD);
        TEST_NUMBER(e->verdict, LOCALITY_EFFECT_FELL);
        CU_ASSERT(e->observed == 0 && e->effect == 0 && e->effect_low == 0 && e->step == 0);
        CU_ASSERT(e->expected > 0.8 * level && e->expected < 1.25 * level);
        /* at least what none of a Poisson leaves open, 3.69, and not much more */
        CU_ASSERT(e->effect_high > 3.688 / e->expected && e->effect_high < 12 / e->expected);
        CU_ASSERT_DOUBLE_EQUAL(e->excess, -e->expected, 1e-9);
        CU_ASSERT(e->excess_low < e->excess && e->excess < e->excess_high && e->excess_high < 0);
        CU_ASSERT(isnan(e->slope) && e->p < 1e-6 && e->p >= 0);
    }
    CU_ASSERT(locality_demand_without(r.demand, 0, without, WEEKS, &count, NULL) == LOCALITY_OK);
    TEST_NUMBER(count, 52);
    locality_demand_free(r.demand);
}

/* Three in 200 weeks, and none in the 52 after: nothing can be told of that. */
static void next_to_nothing_that_stops_is_no_proof(void) {
    locality_demand_step step = step_at(2, 200);
    town t;
    make_town(&t, 5, 20, 0);
    memset(t.count, 0, sizeof t.count);
    t.count[20] = t.count[90] = t.count[150] = 1;
    recorded r = record(&t, &step, 1);
    for (size_t k = 0; k < 3; k++) {
        TEST_NUMBER(r.effect[k].state, LOCALITY_EFFECT_TOLD);
        TEST_NUMBER(r.effect[k].verdict, LOCALITY_EFFECT_CANNOT_TELL);
        CU_ASSERT(r.effect[k].effect_high > 3 && r.effect[k].p > 0.3);
    }
    locality_demand_free(r.demand);
}

/* From a year on growth may change too: the ratio is still that of what came and what would have. */
static void one_effect_is_told_of_a_step_with_a_slope(void) {
    locality_demand_step step = step_at(0, 200);
    town t;
    make_town(&t, 5, 20, 0.2);
    for (size_t s = 0; s < 4; s++) {
        for (size_t w = 200; w < WEEKS; w++) {
            t.count[s * WEEKS + w] += t.count[s * WEEKS + w] * (int64_t)(w - 200) / 30;
        }
    }
    recorded r = record(&t, &step, 1);
    for (size_t k = 0; k < 3; k++) {
        const locality_demand_effect *e = &r.effect[k];
        CU_ASSERT_DOUBLE_EQUAL(e->effect, e->observed / e->expected, 1e-6);
        CU_ASSERT_DOUBLE_EQUAL(e->excess_low, e->observed * (1 - 1 / e->effect_low), 1e-6);
        CU_ASSERT(e->effect_low < e->effect && e->effect < e->effect_high);
    }
    TEST_NUMBER(r.effect[2].verdict, LOCALITY_EFFECT_ROSE);
    CU_ASSERT(r.effect[2].p < 0.05);
    locality_demand_free(r.demand);
}

static void effects_say_when_they_can_be_told(void) {
    locality_demand_step step[3] = {step_at(0, 240), step_at(0, 200), step_at(0, 256)};
    size_t count = 7;
    town t;
    make_town(&t, 5, 20, 0);
    recorded r = record(&t, step, 2);
    TEST_NUMBER(r.effect[0].state, LOCALITY_EFFECT_TOLD);
    TEST_NUMBER(r.effect[0].before, 40);
    TEST_NUMBER(r.effect[1].state, LOCALITY_EFFECT_TOO_EARLY);
    TEST_NUMBER(r.effect[1].told_on, FIRST_DAY + 7 * 266);
    CU_ASSERT(isnan(r.effect[1].effect));
    locality_demand_free(r.demand);
    r = record(&t, step, 3);
    TEST_NUMBER(r.effect[1].state, LOCALITY_EFFECT_OVERTAKEN);
    CU_ASSERT(locality_demand_effects(r.demand, 2, r.effect, 3, &count, NULL) == LOCALITY_OK);
    TEST_NUMBER(r.effect[0].state, LOCALITY_EFFECT_TOO_EARLY);
    CU_ASSERT(locality_demand_without(r.demand, 2, NULL, 0, &count, NULL) == LOCALITY_OK);
    TEST_NUMBER(count, 0);
    locality_demand_free(r.demand);
    memset(t.count, 0, sizeof t.count);
    step[0] = step_at(LOCALITY_DEMAND_NONE, 200);
    step[0].service = 1;
    r = record(&t, step, 1);
    TEST_NUMBER(r.effect[0].state, LOCALITY_EFFECT_NO_BASIS);
    TEST_NUMBER(r.effect[0].verdict, LOCALITY_EFFECT_NO_RESULT);
    locality_demand_free(r.demand);
}

/* A step of another place, or of a part of this one, is none of all that this one concerns. */
static void steps_elsewhere_leave_it_alone(void) {
    locality_demand_step step[4] = {step_at(0, 200), step_at(1, 190), step_at(2, 205),
                                    step_at(LOCALITY_DEMAND_NONE, 210)};
    town t;
    make_town(&t, 5, 20, 0);
    step[3].service = 1;
    recorded r = record(&t, step, 4);
    TEST_NUMBER(r.effect[0].before, 200);
    TEST_NUMBER(r.effect[0].state, LOCALITY_EFFECT_TOLD);
    locality_demand_free(r.demand);
    step[3].service = LOCALITY_DEMAND_NONE;
    r = record(&t, step, 4);
    TEST_NUMBER(r.effect[0].state, LOCALITY_EFFECT_OVERTAKEN);
    locality_demand_free(r.demand);
}

static void months_have_quarters_and_a_year(void) {
    locality_demand_input input = LOCALITY_DEMAND_INPUT_INIT;
    locality_demand_step step = step_at(LOCALITY_DEMAND_NONE, 40);
    locality_demand_effect effect[3];
    locality_demand *demand;
    test_random random = {31, 0};
    int64_t count[60];
    double complete[60];
    size_t effects;

    for (size_t m = 0; m < 60; m++) {
        count[m] = m == 7 ? LOCALITY_NO_COUNT : made_count(&random, m < 40 ? 200 : 300, 2);
        complete[m] = m < 59 ? 1 : 0.5;
    }
    input.period = LOCALITY_DEMAND_MONTHS;
    input.first_day = 17897; /* 1 January 2019 */
    input.periods = 60;
    input.series = 1;
    input.count = count;
    input.completeness = complete;
    input.steps = &step;
    input.step_count = 1;
    CU_ASSERT_FATAL(locality_demand_new(&input, NULL, NULL, &demand, NULL) == LOCALITY_OK);
    CU_ASSERT(locality_demand_effects(demand, 0, effect, 3, &effects, NULL) == LOCALITY_OK);
    TEST_NUMBER(effect[0].periods, 3);
    TEST_NUMBER(effect[2].periods, 12);
    TEST_NUMBER(effect[2].verdict, LOCALITY_EFFECT_ROSE);
    CU_ASSERT(effect[1].excess_low > 0);
    locality_demand_free(demand);
}

static void steps_and_names_are_looked_up(void) {
    locality_demand_step step[2] = {step_at(0, 200), step_at(LOCALITY_DEMAND_NONE, 30)};
    locality_demand_step out;
    locality_demand_effect effect[3];
    size_t count = 4;
    town t;
    make_town(&t, 5, 2, 0);
    recorded r = record(&t, step, 2);

    TEST_NUMBER(locality_demand_steps(r.demand), 2);
    TEST_NUMBER(locality_demand_steps(NULL), 0);
    CU_ASSERT(locality_demand_step_at(r.demand, 0, &out, NULL) == LOCALITY_OK);
    TEST_NUMBER(out.period, 200);
    TEST_NUMBER(out.area, 0);
    TEST_TEXT(out.reason, "a hub opened");
    TEST_TEXT(out.by, "head of service");
    TEST_NUMBER(out.recorded, 20000);
    CU_ASSERT(locality_demand_step_at(r.demand, 2, &out, NULL) == LOCALITY_NOT_FOUND);
    TEST_NUMBER(out.struct_size, 0);
    CU_ASSERT(locality_demand_step_at(NULL, 0, &out, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_demand_step_at(r.demand, 0, NULL, NULL) == LOCALITY_INVALID);
    TEST_NUMBER(locality_demand_find(r.demand, LOCALITY_DEMAND_AREAS, "cedar"), 4);
    TEST_NUMBER(locality_demand_find(r.demand, LOCALITY_DEMAND_SERVICES, "home care"), 2);
    CU_ASSERT(locality_demand_find(r.demand, LOCALITY_DEMAND_PROVIDERS, "x") ==
              LOCALITY_DEMAND_NONE);
    CU_ASSERT(locality_demand_find(r.demand, 3, "x") == LOCALITY_DEMAND_NONE);
    CU_ASSERT(locality_demand_find(r.demand, 0, NULL) == LOCALITY_DEMAND_NONE);
    CU_ASSERT(locality_demand_find(NULL, 0, "x") == LOCALITY_DEMAND_NONE);
    CU_ASSERT(locality_demand_effects(r.demand, 2, effect, 3, &count, NULL) == LOCALITY_NOT_FOUND);
    TEST_NUMBER(count, 0);
    CU_ASSERT(locality_demand_effects(NULL, 0, effect, 3, &count, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_demand_effects(r.demand, 0, effect, 3, NULL, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_demand_effects(r.demand, 0, effect, 2, &count, NULL) == LOCALITY_LIMIT);
    CU_ASSERT(locality_demand_without(r.demand, 0, NULL, 0, NULL, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_demand_without(NULL, 0, NULL, 0, &count, NULL) == LOCALITY_INVALID);
    locality_demand_free(r.demand);
}

/* ---- People ----------------------------------------------------------------------------------- */

static locality_population_band band_of(uint32_t from, uint32_t to, int64_t requests, double years,
                                        const double *people) {
    locality_population_band band = LOCALITY_POPULATION_BAND_INIT;

    band.from_age = from;
    band.to_age = to;
    band.requests = requests;
    band.person_years = years;
    band.people = people;
    return band;
}

static void rates_times_people(void) {
    const double younger[] = {40000, 41000}, older[] = {10300, 18000};
    locality_population_band band[2] = {band_of(65, 84, 400, 40000, younger),
                                        band_of(85, LOCALITY_DEMAND_NONE, 515, 10300, older)};
    const double low[] = {10000, 16000}, high[] = {10600, 20000};
    locality_population_demand year[2], wider[2];

    CU_ASSERT(locality_project_population(band, 2, 2, 1, 0.8, year, 2, NULL) == LOCALITY_OK);
    CU_ASSERT_DOUBLE_EQUAL(year[0].mean, 915, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(year[1].mean, 410 + 900, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(year[1].people, 59000, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(year[1].low, year[1].mean, 1e-9);
    /* Variance: the counts, 1310, and their rates: 400 (41/40)^2 + 515 (18/10.3)^2. */
    double spread = sqrt(1310 + 400 * 1.050625 + 515 * 3.0540107);
    CU_ASSERT_DOUBLE_EQUAL((double)(year[1].most - year[1].least), 2 * 1.2816 * spread, 3);
    band[1].people_low = low;
    band[1].people_high = high;
    CU_ASSERT(locality_project_population(band, 2, 2, 2, 0.8, wider, 2, NULL) == LOCALITY_OK);
    CU_ASSERT_DOUBLE_EQUAL(wider[1].low, 410 + 800, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(wider[1].high, 410 + 1000, 1e-9);
    CU_ASSERT(wider[1].least < year[1].least && wider[1].most > year[1].most);
}

static void overlapping_bands_are_not_summed(void) {
    const double people[] = {10300};
    locality_population_band band[4] = {band_of(90, LOCALITY_DEMAND_NONE, 1, 1, people),
                                        band_of(60, LOCALITY_DEMAND_NONE, 1, 1, people),
                                        band_of(65, LOCALITY_DEMAND_NONE, 1, 1, people),
                                        band_of(85, LOCALITY_DEMAND_NONE, 1, 1, people)};
    locality_population_demand out;
    locality_error error;

    CU_ASSERT(locality_project_population(band, 4, 1, 1, 0.8, &out, 1, &error) == LOCALITY_INVALID);
    CU_ASSERT(strstr(error.message, "bands overlap: 90+ and 60+") != NULL);
    band[1].to_age = 64;
    band[2].to_age = 84;
    band[3].to_age = 90;
    band[3].name = "the oldest";
    CU_ASSERT(locality_project_population(band, 4, 1, 1, 0.8, &out, 1, &error) == LOCALITY_INVALID);
    CU_ASSERT(strstr(error.message, "bands overlap: 90+ and the oldest") != NULL);
    band[3].to_age = 89;
    CU_ASSERT(locality_project_population(band, 4, 1, 1, 0.8, &out, 1, &error) == LOCALITY_OK);
    CU_ASSERT_DOUBLE_EQUAL(out.mean, 4 * 10300, 1e-9);
}

static void people_without_requests_may_make_some(void) {
    const double people[] = {1000}, none[] = {0};
    locality_population_band band = band_of(0, 17, 0, 1000, people);
    locality_population_demand out;

    CU_ASSERT(locality_project_population(&band, 1, 1, 1, 0.8, &out, 1, NULL) == LOCALITY_OK);
    CU_ASSERT_DOUBLE_EQUAL(out.mean, 0, 0);
    TEST_NUMBER(out.least, 0);
    CU_ASSERT(out.most >= 1);
    band.people = none;
    CU_ASSERT(locality_project_population(&band, 1, 1, 1, 0.8, &out, 1, NULL) == LOCALITY_OK);
    TEST_NUMBER(out.most, 0);
    band = band_of(0, 17, INT64_MAX, 1e-3, people);
    CU_ASSERT(locality_project_population(&band, 1, 1, 1, 0.8, &out, 1, NULL) == LOCALITY_OK);
    TEST_NUMBER(out.most, INT64_MAX);
}

static void bands_are_checked(void) {
    const double people[] = {1000}, wrong[] = {-1}, more[] = {1001};
    locality_population_band good = band_of(18, 64, 10, 100, people), bad[8];
    locality_population_demand out;

    for (size_t k = 0; k < 8; k++) {
        bad[k] = good;
    }
    bad[0].from_age = 65;
    bad[1].requests = -1;
    bad[2].person_years = 0;
    bad[3].people = NULL;
    bad[4].people = wrong;
    bad[5].people_low = more;
    bad[6].people_high = wrong;
    bad[7].struct_size = 9;
    for (size_t k = 0; k < 8; k++) {
        CU_ASSERT(locality_project_population(&bad[k], 1, 1, 1, 0.8, &out, 1, NULL) ==
                  LOCALITY_INVALID);
    }
    CU_ASSERT(locality_project_population(&good, 0, 1, 1, 0.8, &out, 1, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_project_population(&good, 1, 1, 0.9, 0.8, &out, 1, NULL) ==
              LOCALITY_INVALID);
    CU_ASSERT(locality_project_population(&good, 1, 1, 1, 1, &out, 1, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_project_population(&good, 1, 2, 1, 0.8, &out, 1, NULL) == LOCALITY_LIMIT);
    CU_ASSERT(locality_project_population(&good, 1001, 1, 1, 0.8, &out, 1, NULL) == LOCALITY_LIMIT);
    CU_ASSERT(locality_project_population(NULL, 1, 1, 1, 0.8, &out, 1, NULL) == LOCALITY_INVALID);
    CU_ASSERT(locality_project_population(&good, 1, 1, 1, 0.8, NULL, 1, NULL) == LOCALITY_INVALID);
}

/* ---- Memory ----------------------------------------------------------------------------------- */

static locality_status whole_story(void *state, const locality_allocator *allocator,
                                   locality_error *error) {
    locality_outlook_records how = LOCALITY_OUTLOOK_RECORDS_INIT;
    locality_outlook_options options = LOCALITY_OUTLOOK_OPTIONS_INIT;
    locality_outlook_change change = change_of("east", "", -0.2, -0.1, 0);
    locality_demand_effect effect[3];
    locality_outlook *outlook = NULL;
    locality_demand *demand = NULL;
    locality_model *model = NULL;
    town *t = state;
    size_t count;
    locality_status status = locality_demand_new(&t->input, NULL, allocator, &demand, error);

    options.horizon = 104;
    how.prefix = "care";
    how.change = &change;
    how.changes = 1;
    if (status == LOCALITY_OK) {
        status = locality_demand_effects(demand, 0, effect, 3, &count, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_outlook_new(demand, &options, &outlook, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_model_new(NULL, allocator, &model, error);
    }
    if (status == LOCALITY_OK) {
        status = locality_outlook_write(outlook, 0, &how, model, NULL, error);
    }
    locality_demand_free(demand);
    locality_outlook_free(outlook);
    locality_model_free(model);
    return status;
}

static void every_allocation_can_fail(void) {
    locality_demand_step step = step_at(0, 200);
    town t;
    make_town(&t, 61, 2, 0);
    t.input.steps = &step;
    t.input.step_count = 1;
    fault_drive("redesign", whole_story, &t, 40);
}

static const test_case cases[] = {
    {"a share of one ward is seen in the town", share_of_one_ward_is_seen_above_it},
    {"changes begin on their day", changes_begin_on_their_day},
    {"what is in force is not applied again", what_is_in_force_is_not_applied_again},
    {"what is in force is written as doing nothing", what_is_in_force_is_written_as_doing_nothing},
    {"without a range none is stated", without_a_range_none_is_stated},
    {"shares multiply and numbers add", shares_multiply_and_numbers_add},
    {"a number reaches where there was nothing", number_reaches_where_there_was_nothing},
    {"changes without basis, order or place are refused", changes_are_checked},
    {"silence cannot be redesigned", silence_cannot_be_redesigned},
    {"whole financial years become figures", years_become_figures},
    {"long grounds are not cut", long_grounds_are_not_cut},
    {"a measure gets both scenarios as observations", measures_get_both_scenarios},
    {"what cannot be written is refused", what_cannot_be_written_is_refused},
    {"a fall after a step is told at 13, 26 and 52 weeks", fall_after_a_step_is_told},
    {"no change is no effect seen, or cannot tell", nothing_happened_is_no_effect_or_cannot_tell},
    {"counts that happen to stand still are not certain", still_counts_are_not_certain},
    {"demand that stops wholly is told", demand_that_stops_wholly_is_told},
    {"next to nothing that stops is no proof", next_to_nothing_that_stops_is_no_proof},
    {"one effect is told of a step with a slope", one_effect_is_told_of_a_step_with_a_slope},
    {"effects say when they can be told", effects_say_when_they_can_be_told},
    {"steps elsewhere leave an effect alone", steps_elsewhere_leave_it_alone},
    {"effects by months", months_have_quarters_and_a_year},
    {"steps and names are looked up", steps_and_names_are_looked_up},
    {"demand by population is rates times people", rates_times_people},
    {"age bands that overlap are not summed", overlapping_bands_are_not_summed},
    {"people without requests may make some", people_without_requests_may_make_some},
    {"bands out of range are refused", bands_are_checked},
    {"every allocation can fail", every_allocation_can_fail},
};

TEST_MAIN("demand redesign", cases)
