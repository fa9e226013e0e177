/* Take: input and options, checked, with every default filled in. */
#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "base/error.h"
#include "base/text.h"
#include "demand/state.h"
#include "schema/schema.h"

#define MOST_PERIODS ((size_t)1 << 16)
#define MOST_SERIES ((size_t)1 << 24)
#define MOST_WORKERS 1024
#define MOST_YEARS 20
#define MOST_BLOCKS 20
#define MOST_HALF_WINDOW 12
#define MOST_REFIT 52
#define MOST_REPLICATES 99999
#define WEEKS_A_YEAR 52
#define MONTHS_A_YEAR 12

/* ---- Options ---------------------------------------------------------------------------------- */

static void fill_count(uint32_t *member, uint32_t value) {
    *member = *member == 0 ? value : *member;
}

static void fill_number(double *member, double value) {
    *member = *member == 0 ? value : *member;
}

static void fill_windows(locality_demand_options *o, bool is_weekly) {
    static const uint32_t weeks[] = {1, 2, 4, 8, 13};
    static const uint32_t months[] = {1, 2, 3};

    if (o->window_count == 0) {
        o->window_count = is_weekly ? 5 : 3;
        memcpy(o->window, is_weekly ? weeks : months, o->window_count * sizeof *o->window);
    }
}

static void fill_defaults(locality_demand_options *o, bool is_weekly) {
    fill_count(&o->years, 5);
    fill_count(&o->half_window, is_weekly ? 3 : 1);
    fill_count(&o->blocks, 10);
    fill_count(&o->excluded, is_weekly ? 26 : 6);
    fill_count(&o->refit, is_weekly ? 4 : 1);
    fill_windows(o, is_weekly);
    fill_number(&o->least_expected, 0.5);
    fill_number(&o->borrow_below, 1);
    o->least_count = o->least_count == 0 ? 3 : o->least_count;
    fill_number(&o->q, 0.10);
    fill_number(&o->fold_p, 0.05);
    fill_number(&o->repeated_p, 0.05);
    fill_number(&o->persistent_p, 0.10);
    fill_count(&o->repeated_least, 3);
    fill_count(&o->persistent_least, 4);
    fill_count(&o->repeat_span, 6);
    fill_count(&o->pattern_span, 12);
    fill_number(&o->seen_ratio, 2);
    fill_number(&o->seen_chance, 0.5);
    fill_number(&o->onset_slack, 0.5);
    fill_count(&o->step_run, 8);
    fill_count(&o->provisional, 13);
    fill_count(&o->chart_periods, is_weekly ? 104 : 24);
    fill_count(&o->replicates, 999);
    fill_count(&o->scan_places, 12);
    fill_count(&o->scan_window, is_weekly ? 8 : 3);
    o->scan_seed = o->scan_seed == 0 ? 1 : o->scan_seed;
}

static bool is_share(double value) {
    return value > 0 && value < 1;
}

static const char *windows_wrong(const locality_demand_options *o) {
    if (o->window_count > LOCALITY_DEMAND_WINDOWS) {
        return "window_count";
    }
    for (uint32_t k = 0; k < o->window_count; k++) {
        if (o->window[k] < 1 || o->window[k] > LOC_DEMAND_RECENT || o->window[k] > o->excluded ||
            (k > 0 && o->window[k] <= o->window[k - 1])) {
            return "window";
        }
    }
    return NULL;
}

static const char *trend_wrong(const locality_demand_options *o) {
    bool is_asked = o->trend_count != 0 || o->trend_least != 0 || o->trend_span != 0;
    bool is_given = o->trend_count > 0 && o->trend_least > 0 && o->trend_span >= o->trend_least;

    return is_asked && !is_given ? "trend_count, trend_least or trend_span" : NULL;
}

/* The option that is out of its range, or null. */
static const char *option_wrong(const locality_demand_options *o) {
    const struct {
        const char *name;
        bool is_right;
    } check[] = {
        {"reserved", o->reserved == 0 && o->reserved_count == 0},
        {"years", o->years >= 3 && o->years <= MOST_YEARS},
        {"half_window", o->half_window <= MOST_HALF_WINDOW},
        {"blocks", o->blocks <= MOST_BLOCKS},
        {"excluded", o->excluded <= WEEKS_A_YEAR},
        {"refit", o->refit <= MOST_REFIT},
        {"least_expected", isfinite(o->least_expected) && o->least_expected > 0},
        {"borrow_below", isfinite(o->borrow_below) && o->borrow_below > 0},
        {"least_count", o->least_count > 0},
        {"q", is_share(o->q)},
        {"fold_p", is_share(o->fold_p)},
        {"repeated_p", is_share(o->repeated_p)},
        {"persistent_p", is_share(o->persistent_p)},
        {"repeat_span", o->repeat_span <= LOC_DEMAND_RECENT},
        {"repeated_least", o->repeated_least <= o->repeat_span},
        {"persistent_least", o->persistent_least <= o->repeat_span},
        {"pattern_span", o->pattern_span <= LOC_DEMAND_RECENT},
        {"seen_ratio", isfinite(o->seen_ratio) && o->seen_ratio > 1},
        {"seen_chance", is_share(o->seen_chance)},
        {"onset_slack", isfinite(o->onset_slack) && o->onset_slack > 0},
        {"step_run", o->step_run <= LOC_DEMAND_RECENT},
        {"provisional", o->provisional <= MOST_PERIODS},
        {"chart_periods", o->chart_periods <= MOST_PERIODS},
        {"replicates", o->replicates <= MOST_REPLICATES},
        {"scan_window", o->scan_window <= LOC_DEMAND_RECENT},
        {"no_scan", o->no_scan == 0 || o->no_scan == 1},
    };
    const char *wrong = windows_wrong(o);

    for (size_t k = 0; wrong == NULL && k < sizeof check / sizeof check[0]; k++) {
        wrong = check[k].is_right ? NULL : check[k].name;
    }
    return wrong != NULL ? wrong : trend_wrong(o);
}

static locality_status take_options(const locality_demand_options *given, bool is_weekly,
                                    locality_demand_options *out, locality_error *error) {
    const size_t smallest = offsetof(locality_demand_options, replicates);
    locality_demand_options in = LOCALITY_DEMAND_OPTIONS_INIT;

    if (given != NULL && !loc_struct_take(&in, sizeof in, given, given->struct_size, smallest)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_demand_options");
    }
    fill_defaults(&in, is_weekly);
    const char *wrong = option_wrong(&in);
    if (wrong != NULL) {
        return loc_fail(error, LOCALITY_INVALID, "options.%s is out of its range", wrong);
    }
    const locality_demand_executor *e = in.executor;
    if (e != NULL && (e->struct_size != sizeof *e || e->reserved != 0 || e->reserved2 != 0 ||
                      e->run == NULL || e->workers < 1 || e->workers > MOST_WORKERS)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.executor has no run, or a number of workers that is none");
    }
    *out = in;
    return LOCALITY_OK;
}

/* ---- Series ----------------------------------------------------------------------------------- */

static locality_status take_places(locality_demand *d, const uint32_t *given, const loc_tree *tree,
                                   bool may_lack, const char *what, uint32_t **out,
                                   locality_error *error) {
    *out = loc_arena_take(&d->arena, d->series, sizeof **out);
    if (*out == NULL) {
        return loc_fail_memory(error);
    }
    for (uint32_t k = 0; k < d->series; k++) {
        uint32_t place = given == NULL ? (may_lack ? LOC_DEMAND_NONE : 0) : given[k];
        if (place >= tree->count && !(may_lack && place == LOC_DEMAND_NONE)) {
            return loc_fail(error, LOCALITY_INVALID, "series %u has %s %u, which is not there", k,
                            what, place);
        }
        (*out)[k] = place;
    }
    return LOCALITY_OK;
}

static locality_status take_completeness(locality_demand *d, const double *given,
                                         locality_error *error) {
    d->completeness = loc_allocate(&d->allocator, d->room, sizeof *d->completeness);
    if (d->completeness == NULL) {
        return loc_fail_memory(error);
    }
    for (uint32_t t = 0; t < d->periods; t++) {
        d->completeness[t] = given == NULL ? 1 : given[t];
        if (!(d->completeness[t] > 0 && d->completeness[t] <= 1)) {
            return loc_fail(error, LOCALITY_INVALID,
                            "the completeness of period %u is not above 0 and at most 1", t);
        }
    }
    return LOCALITY_OK;
}

static locality_status take_counts(locality_demand *d, const locality_demand_input *in, bool borrow,
                                   locality_error *error) {
    d->count = in->count;
    d->series_step = in->series_step == 0 ? d->periods : in->series_step;
    if (borrow) {
        return LOCALITY_OK;
    }
    d->own = loc_allocate_raw(&d->allocator, (size_t)d->series * d->room, sizeof *d->own);
    if (d->own == NULL) {
        return loc_fail_memory(error);
    }
    for (uint32_t s = 0; s < d->series; s++) {
        memcpy(d->own + (size_t)s * d->room, in->count + (size_t)s * d->series_step,
               d->periods * sizeof *d->own);
    }
    d->count = d->own;
    d->series_step = d->room;
    return LOCALITY_OK;
}

locality_status loc_demand_add_step(locality_demand *d, const locality_demand_step *given,
                                    locality_error *error) {
    locality_demand_step in = LOCALITY_DEMAND_STEP_INIT;

    if (!loc_struct_take(&in, sizeof in, given, given->struct_size, sizeof in) ||
        in.reserved != 0) {
        return loc_fail(error, LOCALITY_INVALID,
                        "struct_size or reserved is not that of locality_demand_step");
    }
    if (in.reason == NULL || in.reason[0] == '\0') {
        return loc_fail(error, LOCALITY_INVALID, "a step is recorded with its reason");
    }
    const char *by = in.by == NULL ? "" : in.by;
    if (loc_utf8_check(in.reason, strlen(in.reason)) < strlen(in.reason) ||
        loc_utf8_check(by, strlen(by)) < strlen(by)) {
        return loc_fail(error, LOCALITY_ENCODING, "the reason of a step is not UTF-8");
    }
    if (in.period >= d->periods || (in.area != LOC_DEMAND_NONE && in.area >= d->areas.count) ||
        (in.service != LOC_DEMAND_NONE && in.service >= d->services.count)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "a step names an area, service or period that is not there");
    }
    if (!loc_grow(&d->allocator, (void **)&d->step, &d->step_room, d->steps + 1, sizeof *d->step)) {
        return loc_fail_memory(error);
    }
    loc_step step = {.area = in.area,
                     .service = in.service,
                     .period = (uint32_t)in.period,
                     .recorded = in.recorded};
    step.reason = loc_arena_text(&d->arena, in.reason, strlen(in.reason));
    step.by = loc_arena_text(&d->arena, by, strlen(by));
    if (step.reason == NULL || step.by == NULL) {
        return loc_fail_memory(error);
    }
    d->step[d->steps++] = step;
    return LOCALITY_OK;
}

static locality_status check_input(const locality_demand_input *in, locality_error *error) {
    if (in->period != LOCALITY_DEMAND_WEEKS && in->period != LOCALITY_DEMAND_MONTHS) {
        return loc_fail(error, LOCALITY_INVALID, "input.period is neither weeks nor months");
    }
    if (in->periods < 1 || in->series < 1) {
        return loc_fail(error, LOCALITY_INVALID, "there are no series, or no periods");
    }
    if (in->periods > MOST_PERIODS || in->series > MOST_SERIES) {
        return loc_fail(error, LOCALITY_LIMIT, "there are more series or periods than can be");
    }
    if (in->first_day < LOC_FIRST_DATE ||
        in->first_day > LOC_LAST_DATE - (int64_t)(MOST_PERIODS + MOST_REFIT) * 31) {
        return loc_fail(error, LOCALITY_INVALID, "input.first_day is not within the calendar");
    }
    if (in->count == NULL) {
        return loc_fail_null(error, "input.count");
    }
    if (in->series_step != 0 && in->series_step < in->periods) {
        return loc_fail(error, LOCALITY_INVALID, "input.series_step is less than the periods");
    }
    if (in->step_count > 0 && in->steps == NULL) {
        return loc_fail_null(error, "input.steps");
    }
    return LOCALITY_OK;
}

/* What `what` of the input is about, one after the other, until one fails. */
static locality_status take_input(locality_demand *d, const locality_demand_input *in, bool borrow,
                                  locality_error *error) {
    locality_status status = loc_tree_take(in->areas, "areas", false, &d->arena, &d->areas, error);

    if (status == LOCALITY_OK) {
        status = loc_tree_take(in->services, "services", false, &d->arena, &d->services, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_tree_take(in->providers, "providers", true, &d->arena, &d->providers, error);
    }
    if (status == LOCALITY_OK) {
        status = take_places(d, in->area, &d->areas, false, "area", &d->area, error);
    }
    if (status == LOCALITY_OK) {
        status = take_places(d, in->service, &d->services, false, "service", &d->service, error);
    }
    if (status == LOCALITY_OK) {
        status = take_places(d, in->provider, &d->providers, true, "provider", &d->provider, error);
    }
    if (status == LOCALITY_OK) {
        status = take_completeness(d, in->completeness, error);
    }
    if (status == LOCALITY_OK) {
        status = take_counts(d, in, borrow, error);
    }
    for (size_t k = 0; status == LOCALITY_OK && k < in->step_count; k++) {
        status = loc_demand_add_step(d, &in->steps[k], error);
    }
    return status;
}

locality_status loc_demand_take(const locality_demand_input *given,
                                const locality_demand_options *options, bool borrow,
                                const locality_allocator *host, locality_demand **out,
                                locality_error *error) {
    locality_demand_input in = LOCALITY_DEMAND_INPUT_INIT;
    locality_allocator allocator;

    if (!loc_struct_take(&in, sizeof in, given, given->struct_size, sizeof in) ||
        in.reserved != 0 || in.reserved2 != 0) {
        return loc_fail(error, LOCALITY_INVALID,
                        "input.struct_size or reserved is not that of locality_demand_input");
    }
    locality_status status = check_input(&in, error);
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(host, &allocator, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    locality_demand *d = loc_allocate(&allocator, 1, sizeof *d);
    if (d == NULL) {
        return loc_fail_memory(error);
    }
    d->allocator = allocator;
    loc_arena_init(&d->arena, &d->allocator);
    d->period = in.period;
    d->cycle = in.period == LOCALITY_DEMAND_WEEKS ? WEEKS_A_YEAR : MONTHS_A_YEAR;
    d->first_day = in.first_day;
    d->periods = (uint32_t)in.periods;
    d->room = borrow ? d->periods : d->periods + d->cycle;
    d->series = (uint32_t)in.series;
    d->anchor = LOC_DEMAND_NONE;
    status = take_options(options, in.period == LOCALITY_DEMAND_WEEKS, &d->options, error);
    if (status == LOCALITY_OK) {
        status = take_input(d, &in, borrow, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_demand_make_cells(d, error);
    }
    if (status != LOCALITY_OK) {
        locality_demand_free(d);
        return status;
    }
    *out = d;
    return LOCALITY_OK;
}
