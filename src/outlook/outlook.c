/* Outlook, the calls: what is asked for, and making it part by part. */
#include "outlook/outlook.h"

#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "base/error.h"
#include "demand/result.h"
#include "schema/schema.h"

#define YEARS_AHEAD 2
#define BETWEEN_QUESTIONS 256 /* parts between two questions to the host */

/* ---- Options ---------------------------------------------------------------------------------- */

static void fill_defaults(locality_outlook_options *o, bool is_weekly) {
    o->horizon = o->horizon == 0 ? (is_weekly ? 4 : 6) : o->horizon;
    o->origins = o->origins == 0 ? (is_weekly ? 8 : 4) : o->origins;
    o->ahead = o->ahead == 0 ? (is_weekly ? 4 : 3) : o->ahead;
    o->coverage = o->coverage == 0 ? 0.8 : o->coverage;
}

static locality_status take_options(const locality_outlook_options *given, const locality_demand *d,
                                    locality_outlook_options *out, locality_error *error) {
    locality_outlook_options in = LOCALITY_OUTLOOK_OPTIONS_INIT;

    if (given != NULL && !loc_struct_take(&in, sizeof in, given, given->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_outlook_options");
    }
    fill_defaults(&in, d->period == LOCALITY_DEMAND_WEEKS);
    if (in.reserved != 0 || in.reserved2 != 0 || in.horizon > YEARS_AHEAD * d->cycle ||
        in.origins > LOC_OUTLOOK_MOST_ORIGINS || in.ahead > LOC_OUTLOOK_MOST_AHEAD ||
        !(in.coverage > 0 && in.coverage < 1)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options: horizon, origins, ahead or coverage is out of range");
    }
    *out = in;
    return LOCALITY_OK;
}

/* ---- Making ----------------------------------------------------------------------------------- */

static bool has_data(const locality_demand *d, uint32_t period) {
    bool found = false;

    for (uint32_t s = 0; !found && s < d->series; s++) {
        found = d->count[(size_t)s * d->series_step + period] != LOCALITY_NO_COUNT;
    }
    return found && d->completeness[period] >= LOC_OUTLOOK_COMPLETE;
}

/* Periods up to the latest that has data; all of them where none has. */
static uint32_t periods_with_data(const locality_demand *d) {
    uint32_t periods = d->periods;

    while (periods > 0 && !has_data(d, periods - 1)) {
        periods--;
    }
    return periods > 0 ? periods : d->periods;
}

static bool take_desk(loc_outlook_desk *desk) {
    locality_forecast_options blend = LOCALITY_FORECAST_OPTIONS_INIT;
    locality_outlook *o = desk->o;
    const locality_allocator *allocator = &o->allocator;
    uint32_t most = o->options.horizon > o->options.ahead ? o->options.horizon : o->options.ahead;
    size_t periods = (size_t)o->periods + most;

    blend.period = o->cycle;
    if (!loc_forecast_take(&desk->room, o->periods, (size_t)most + 1, &blend, allocator)) {
        return false;
    }
    desk->order = loc_allocate_raw(allocator, desk->d->series, sizeof *desk->order);
    desk->sum_row = loc_allocate_raw(allocator, desk->d->cells, sizeof *desk->sum_row);
    desk->value = loc_allocate_raw(allocator, periods * 4, sizeof *desk->value);
    desk->tried = loc_allocate_raw(allocator, (size_t)o->options.origins * o->options.ahead,
                                   sizeof *desk->tried);
    if (desk->order == NULL || desk->sum_row == NULL || desk->value == NULL ||
        desk->tried == NULL) {
        return false;
    }
    desk->fitted = desk->value + periods;
    desk->season = desk->fitted + periods;
    desk->scratch = desk->season + periods;
    return true;
}

static void give_desk(loc_outlook_desk *desk) {
    const locality_outlook *o = desk->o;
    const locality_allocator *allocator = &o->allocator;
    uint32_t most = o->options.horizon > o->options.ahead ? o->options.horizon : o->options.ahead;
    size_t tried = (size_t)o->options.origins * o->options.ahead;

    if (desk->room.block != NULL) {
        loc_forecast_give(&desk->room);
    }
    loc_release(allocator, desk->order, desk->d->series, sizeof *desk->order);
    loc_release(allocator, desk->sum_row, desk->d->cells, sizeof *desk->sum_row);
    loc_release(allocator, desk->value, ((size_t)o->periods + most) * 4, sizeof *desk->value);
    loc_release(allocator, desk->tried, tried, sizeof *desk->tried);
    loc_release(allocator, desk->sum_value, desk->sum_rows, o->periods * sizeof *desk->sum_value);
    loc_release(allocator, desk->sum_fitted, desk->sum_rows, o->periods * sizeof *desk->sum_fitted);
    loc_release(allocator, desk->sum_tried, desk->sum_rows, tried * sizeof *desk->sum_tried);
}

static bool goes_on(const loc_outlook_desk *desk, uint32_t part) {
    const locality_demand_options *o = &desk->d->options;

    return part % BETWEEN_QUESTIONS != 0 || o->progress == NULL ||
           o->progress(o->progress_self, part, desk->o->parts) == 0;
}

static locality_status forecast_all(loc_outlook_desk *desk, locality_error *error) {
    locality_outlook *o = desk->o;

    for (uint32_t k = 0; k < o->parts; k++) {
        if (!goes_on(desk, k)) {
            return loc_fail(error, LOCALITY_CANCELLED, "the host stopped the call");
        }
        loc_part_counts(desk, &o->part[k]);
        loc_part_forecast(desk, &o->part[k], o->part_mean + (size_t)k * o->options.horizon);
        loc_outlook_add(desk, k);
    }
    return LOCALITY_OK;
}

static locality_status make(locality_outlook *o, const locality_demand *d, locality_error *error) {
    loc_outlook_desk desk = {.d = d, .o = o};
    locality_status status = take_desk(&desk) ? LOCALITY_OK : loc_fail_memory(error);

    if (status == LOCALITY_OK) {
        status = loc_outlook_take_cells(&desk, error);
    }
    if (status == LOCALITY_OK) {
        status = forecast_all(&desk, error);
    }
    if (status == LOCALITY_OK) {
        loc_outlook_settle(&desk);
    }
    give_desk(&desk);
    return status;
}

locality_status locality_outlook_new(const locality_demand *demand,
                                     const locality_outlook_options *options,
                                     locality_outlook **out, locality_error *error) {
    locality_outlook_options how = LOCALITY_OUTLOOK_OPTIONS_INIT;

    if (out != NULL) {
        *out = NULL;
    }
    if (demand == NULL || out == NULL) {
        return loc_fail_null(error, demand == NULL ? "demand" : "out");
    }
    locality_status status = take_options(options, demand, &how, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    locality_outlook *o = loc_allocate(&demand->allocator, 1, sizeof *o);
    if (o == NULL) {
        return loc_fail_memory(error);
    }
    o->allocator = demand->allocator;
    loc_arena_init(&o->arena, &o->allocator);
    o->options = how;
    o->period = demand->period;
    o->cycle = demand->cycle;
    o->first_day = demand->first_day;
    o->periods = periods_with_data(demand);
    status = make(o, demand, error);
    if (status != LOCALITY_OK) {
        locality_outlook_free(o);
        return status;
    }
    *out = o;
    return loc_ok(error);
}

void locality_outlook_free(locality_outlook *outlook) {
    if (outlook != NULL) {
        loc_arena_clear(&outlook->arena);
        locality_allocator allocator = outlook->allocator;
        loc_release(&allocator, outlook, 1, sizeof *outlook);
    }
}

/* ---- What it shows ---------------------------------------------------------------------------- */

int64_t loc_outlook_day(const locality_outlook *o, int64_t period) {
    if (o->period == LOCALITY_DEMAND_WEEKS) {
        return o->first_day + 7 * period;
    }
    loc_date date = loc_date_split(o->first_day);
    int64_t month = 12 * (int64_t)date.year + date.month - 1 + period;
    return loc_date_number((int32_t)(month / 12), (int32_t)(month % 12) + 1, 1);
}

locality_status loc_outlook_check(const locality_outlook *outlook, uint32_t cell,
                                  locality_error *error) {
    if (outlook == NULL) {
        return loc_fail_null(error, "outlook");
    }
    if (cell >= outlook->cells) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no cell %u; there are %u", cell,
                        outlook->cells);
    }
    return LOCALITY_OK;
}

locality_status locality_outlook_summary_of(const locality_outlook *outlook,
                                            locality_outlook_summary *out, locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (outlook == NULL || out == NULL) {
        return loc_fail_null(error, outlook == NULL ? "outlook" : "out");
    }
    out->cells = outlook->cells;
    out->periods = outlook->periods;
    out->horizon = outlook->options.horizon;
    out->coverage = outlook->options.coverage;
    for (uint32_t k = 0; k < outlook->cells; k++) {
        const locality_outlook_cell *shown = &outlook->cell[k].shown;
        out->untold += shown->method == LOCALITY_OUTLOOK_UNTOLD;
        out->better += shown->skill == LOCALITY_OUTLOOK_BETTER;
        out->no_better += shown->skill == LOCALITY_OUTLOOK_NO_BETTER;
        out->untried += shown->skill == LOCALITY_OUTLOOK_UNTRIED;
    }
    return loc_ok(error);
}

locality_status locality_outlook_cell_at(const locality_outlook *outlook, uint32_t cell,
                                         locality_outlook_cell *out, locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    locality_status status = loc_outlook_check(outlook, cell, error);
    if (status == LOCALITY_OK && out == NULL) {
        status = loc_fail_null(error, "out");
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    *out = outlook->cell[cell].shown;
    return loc_ok(error);
}

uint32_t locality_outlook_find(const locality_outlook *outlook, const char *area,
                               const char *service) {
    const char *place = area == NULL ? "" : area;

    for (uint32_t k = 0; outlook != NULL && service != NULL && k < outlook->cells; k++) {
        const locality_outlook_cell *shown = &outlook->cell[k].shown;
        if (strcmp(shown->area_id, place) == 0 && strcmp(shown->service_id, service) == 0) {
            return k;
        }
    }
    return LOCALITY_DEMAND_NONE;
}

const char *locality_outlook_name(int32_t what, int32_t value) {
    static const char *const names[][8] = {
        {"untold", "level", "blend", "smoothed", "sum"},
        {"untried", "better than naive", "no better than naive"},
        {"told", "too early", "overtaken", "no basis"},
        {"cannot tell", "more", "fewer", "no effect seen", "no result", "no rise", "no fall"},
        {"cannot tell", "fewer", "more", "the same", "in the counts already"}};
    const int32_t sorts = (int32_t)(sizeof names / sizeof names[0]);
    bool is_known = what >= 0 && what < sorts && value >= 0 && value < 8;

    return is_known && names[what][value] != NULL ? names[what][value] : "unknown";
}
