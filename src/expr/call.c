/* Functions of values: dates, numbers, lists, texts. Those of places and lines are in call_records.c. */
#include "expr/call.h"

#include <string.h>

#include "base/text.h"
#include "base/wide.h"
#include "expr/aliases.h"
#include "expr/fold.h"
#include "expr/functions.h"
#include "expr/growth.h"
#include "expr/items.h"
#include "expr/print.h"

#define SECONDS_IN_DAY INT64_C(86400)

static void unknown(locality_range *range) {
    range->lo = LOCALITY_OPEN_BELOW;
    range->hi = LOCALITY_OPEN_ABOVE;
}

/* An exact end, unknown where it is open. */
static void end_of(int64_t end, locality_range *out) {
    if (end == LOCALITY_OPEN_BELOW || end == LOCALITY_OPEN_ABOVE)
        unknown(out);
    else
        out->lo = out->hi = end;
}

/* ---- Dates ---------------------------------------------------------------------------------------- */

static int64_t months_later(int64_t date, int64_t months, int64_t open) {
    int64_t later = 0;

    if (date == open || months == open || months < INT32_MIN || months > INT32_MAX ||
        locality_date_add_months(date, (int32_t)months, &later, NULL) != LOCALITY_OK)
        return open;
    return later;
}

static int64_t year_of(int64_t date, int64_t open) {
    int32_t year = 0, month, day;

    if (date == open || locality_date_to_calendar(date, &year, &month, &day, NULL) != LOCALITY_OK)
        return open;
    return year;
}

static int64_t day_of(int64_t moment, int64_t open) {
    if (moment == open)
        return open;
    return moment / SECONDS_IN_DAY - (moment % SECONDS_IN_DAY < 0);
}

static bool eval_weekday(loc_run *run, const loc_vector *date, uint32_t count, loc_vector *out) {
    static const char *const names[7] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                         "Friday", "Saturday", "Sunday"};
    uint32_t *key = loc_scratch(run, count, sizeof *key);

    out->key = key;
    for (uint32_t i = 0; key != NULL && i < count; i++) {
        key[i] = 0;
        if (date->lo[i] != date->hi[i])
            continue;
        const char *name = names[locality_date_weekday(date->lo[i]) - 1];
        key[i] = loc_run_symbol(run, name, strlen(name));
        if (key[i] == 0)
            return false;
    }
    return key != NULL;
}

/* ---- Rounding ------------------------------------------------------------------------------------- */

enum loc_directions { TO_NEAREST, DOWN, UP };

static int64_t divide(int64_t value, int64_t step, int direction) {
    loc_wide quotient = direction == DOWN ? loc_divide_down(value, step)
                        : direction == UP ? loc_divide_up(value, step)
                                          : loc_divide_nearest(value, step);

    return (int64_t)quotient;
}

/* Both ends as multiples of `step`, times `unit`; open ends stay open. */
static void round_range(const locality_range *from, int64_t step, int64_t unit, int direction,
                        locality_range *out) {
    locality_range multiples = *from, by;

    if (multiples.lo != LOCALITY_OPEN_BELOW)
        multiples.lo = divide(multiples.lo, step, direction);
    if (multiples.hi != LOCALITY_OPEN_ABOVE)
        multiples.hi = divide(multiples.hi, step, direction);
    locality_range_exact(unit, &by);
    locality_range_multiply(&multiples, &by, 1, out);
}

/* The unit of the last of so many decimals, in the unit of the type; 1 where the type has no more. */
static int64_t step_of(uint8_t scalar, int64_t decimals) {
    int64_t places = scalar == LOCALITY_TYPE_MONEY   ? 2
                     : scalar == LOCALITY_TYPE_RATIO ? 4 /* of the percentage */
                                                     : 6;
    int64_t step = 1;

    if (decimals < 0)
        decimals = 0;
    for (int64_t i = decimals; i < places; i++)
        step *= 10;
    return step;
}

static void call_round(const loc_node *node, const locality_range *value,
                       const locality_range *decimals, locality_range *out) {
    if (decimals->lo != decimals->hi) {
        unknown(out);
        return;
    }
    int64_t step = step_of(node->a->type.scalar, decimals->lo);
    bool is_count =
        node->type.scalar == LOCALITY_TYPE_COUNT && node->a->type.scalar != LOCALITY_TYPE_COUNT;
    if (node->a->type.scalar == LOCALITY_TYPE_COUNT)
        *out = *value;
    else
        round_range(value, step, is_count ? 1 : step, TO_NEAREST, out);
}

static void call_abs(const locality_range *a, locality_range *out) {
    locality_range zero = {0, 0}, minus;

    locality_range_subtract(&zero, a, &minus);
    locality_range_max(a, &minus, out); /* the larger of both is the size; never below 0: */
    if (out->lo < 0)
        out->lo = 0;
}

/* ---- Ranges ----------------------------------------------------------------------------------------- */

/* Functions from ranges to a range; `b` is exactly 0 where there is one argument. */
static void call_range(const loc_node *node, const locality_range *a, const locality_range *b,
                       locality_range *out) {
    switch (node->function) {
    case LOC_FN_DAYS:
        locality_days_between(a, b, LOCALITY_DAYS_ELAPSED, out);
        break;
    case LOC_FN_DAYS_INCLUSIVE:
        locality_days_between(a, b, LOCALITY_DAYS_INCLUSIVE, out);
        break;
    case LOC_FN_ADD_MONTHS:
        out->lo = months_later(a->lo, b->lo, LOCALITY_OPEN_BELOW);
        out->hi = months_later(a->hi, b->hi, LOCALITY_OPEN_ABOVE);
        break;
    case LOC_FN_YEAR:
        out->lo = year_of(a->lo, LOCALITY_OPEN_BELOW);
        out->hi = year_of(a->hi, LOCALITY_OPEN_ABOVE);
        break;
    case LOC_FN_DAY:
        out->lo = day_of(a->lo, LOCALITY_OPEN_BELOW);
        out->hi = day_of(a->hi, LOCALITY_OPEN_ABOVE);
        break;
    case LOC_FN_FIRST:
    case LOC_FN_LOW:
        end_of(a->lo, out);
        break;
    case LOC_FN_LAST:
    case LOC_FN_HIGH:
        end_of(a->hi, out);
        break;
    case LOC_FN_ABS:
        call_abs(a, out);
        break;
    case LOC_FN_ROUND:
        call_round(node, a, b, out);
        break;
    case LOC_FN_FLOOR:
        round_range(a, LOCALITY_ONE, 1, DOWN, out);
        break;
    case LOC_FN_CEIL:
        round_range(a, LOCALITY_ONE, 1, UP, out);
        break;
    case LOC_FN_PERCENT:
        locality_range_divide(a, b, LOCALITY_ONE, out);
        break;
    case LOC_FN_YEARLY:
        loc_growth_yearly(a, b, out);
        break;
    default:
        unknown(out);
        break;
    }
}

static bool eval_range(loc_run *run, const loc_node *node, const loc_vector *values, uint32_t count,
                       loc_vector *out) {
    int64_t *lo = loc_scratch(run, count, sizeof *lo);
    int64_t *hi = loc_scratch(run, count, sizeof *hi);

    if (lo == NULL || hi == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        locality_range a = {values[0].lo[i], values[0].hi[i]}, b = {0, 0}, result;
        if (node->arguments > 1) {
            b.lo = values[1].lo[i];
            b.hi = values[1].hi[i];
        }
        call_range(node, &a, &b, &result);
        lo[i] = result.lo;
        hi[i] = result.hi;
    }
    out->lo = lo;
    out->hi = hi;
    return true;
}

/* min(a, b ...) and max(a, b ...). */
static bool eval_extreme(loc_run *run, const loc_node *node, const loc_vector *values,
                         uint32_t count, loc_vector *out) {
    int64_t *lo = loc_scratch(run, count, sizeof *lo);
    int64_t *hi = loc_scratch(run, count, sizeof *hi);

    if (lo == NULL || hi == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        locality_range result = {values[0].lo[i], values[0].hi[i]};
        for (uint32_t k = 1; k < node->arguments; k++) {
            locality_range other = {values[k].lo[i], values[k].hi[i]};
            if (node->function == LOC_FN_SMALLEST)
                locality_range_min(&result, &other, &result);
            else
                locality_range_max(&result, &other, &result);
        }
        lo[i] = result.lo;
        hi[i] = result.hi;
    }
    out->lo = lo;
    out->hi = hi;
    return true;
}

/* ---- Lists, records, texts ---------------------------------------------------------------------------- */

static bool eval_size(loc_run *run, const loc_vector *lists, uint32_t count, loc_vector *out) {
    int64_t *lo = loc_scratch(run, count, sizeof *lo);
    int64_t *hi = loc_scratch(run, count, sizeof *hi);

    if (lo == NULL || hi == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        locality_range size;
        loc_list_size(lists, i, &size);
        lo[i] = size.lo;
        hi[i] = size.hi;
    }
    out->lo = lo;
    out->hi = hi;
    return true;
}

static bool eval_named(loc_run *run, const loc_node *node, const loc_vector *values, uint32_t count,
                       loc_vector *out) {
    uint8_t *truth = loc_scratch(run, count, 1);

    out->truth = truth;
    for (uint32_t i = 0; truth != NULL && i < count; i++) {
        uint32_t kind = values[0].kind == NULL ? node->a->type.target : values[0].kind[i];
        uint32_t row = values[0].key[i];
        truth[i] = row == LOCALITY_ROW_NONE ? LOC_NO : LOC_MAYBE;
        if (row >= LOCALITY_ROW_NONE || values[1].key[i] == 0)
            continue;
        locality_range on = {LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE};
        if (node->arguments > 2)
            on = (locality_range){values[2].lo[i], values[2].hi[i]};
        if (!loc_is_named(run, kind, row, loc_run_text(run, values[1].key[i]),
                          node->arguments > 2 ? &on : NULL, &truth[i]))
            return false;
        if (truth[i] == LOC_NO && loc_run_withholds_of(run, kind, row))
            truth[i] = LOC_MAYBE; /* by a name that is withheld */
    }
    return truth != NULL;
}

static bool is_missing_text(const loc_node *node, const loc_vector *value, uint32_t i) {
    return !node->type.is_list && loc_layout(node->type.scalar) >= LOC_LAYOUT_KEY &&
           value->key[i] == loc_missing_key(node->type.scalar);
}

static bool eval_text(loc_run *run, const loc_node *node, const loc_vector *values, uint32_t count,
                      loc_vector *out) {
    uint32_t *key = loc_scratch(run, count, sizeof *key);
    loc_text text;
    bool done = key != NULL;

    out->key = key;
    loc_text_init(&text, &run->allocator);
    for (uint32_t i = 0; done && i < count; i++) {
        int32_t decimals = -1;
        key[i] = 0;
        if (node->arguments > 1 && values[1].lo[i] == values[1].hi[i])
            decimals = values[1].lo[i] < 0 ? 0 : values[1].lo[i] > 6 ? 6 : (int32_t)values[1].lo[i];
        if (is_missing_text(node->a, &values[0], i))
            continue;
        text.length = 0;
        loc_print_value(run, node->a->type, &values[0], i, decimals, &text);
        if (text.failed)
            done = loc_run_no_memory(run);
        else
            done = (key[i] =
                        loc_run_symbol(run, text.data == NULL ? "" : text.data, text.length)) != 0;
    }
    loc_text_clear(&text);
    return done;
}

/* ---- Calls ---------------------------------------------------------------------------------------------- */

static bool call(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                 const loc_vector *values, loc_vector *out) {
    loc_run *run = plan->run;
    uint32_t count = frame->count;

    switch (node->function) {
    case LOC_FN_EXISTS:
    case LOC_FN_SUCCESSORS:
    case LOC_FN_PREDECESSORS:
    case LOC_FN_OUTLIVED:
    case LOC_FN_PREMATURE:
    case LOC_FN_CODE_ENTITY:
    case LOC_FN_CODE_COUNTRY:
    case LOC_FN_CODE_FITS:
        return loc_call_time(run, node, values, count, out);
    case LOC_FN_WEEKDAY:
        return eval_weekday(run, &values[0], count, out);
    case LOC_FN_SIZE:
        return eval_size(run, &values[0], count, out);
    case LOC_FN_DISTINCT:
        return loc_lists_distinct(run, node->type.scalar, &values[0], count, out);
    case LOC_FN_NAMED:
        return eval_named(run, node, values, count, out);
    case LOC_FN_TEXT:
        return eval_text(run, node, values, count, out);
    case LOC_FN_SMALLEST:
    case LOC_FN_LARGEST:
        return eval_extreme(run, node, values, count, out);
    default:
        break;
    }
    return node->function < LOC_FN_DAYS ? loc_call_records(run, node, values, count, out)
                                        : eval_range(run, node, values, count, out);
}

bool loc_eval_call(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out) {
    loc_vector *values = loc_scratch(plan->run, (size_t)node->arguments + 1, sizeof *values);
    const loc_node *argument = node->a;

    memset(out, 0, sizeof *out);
    if (values == NULL)
        return false;
    for (uint32_t k = 0; k < node->arguments; k++, argument = argument->next)
        if (!loc_eval(plan, frame, argument, &values[k]))
            return false;
    return call(plan, frame, node, values, out);
}
