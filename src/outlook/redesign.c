/* Outlook, a redesign beside doing nothing: the stated changes on every part, and the difference as a range. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/fill.h"
#include "outlook/outlook.h"
#include "outlook/redesign.h"
#include "schema/schema.h"

/* ---- What is stated --------------------------------------------------------------------------- */

static bool is_all(const char *id) {
    return id == NULL || id[0] == '\0';
}

static bool has_figures(const locality_outlook_change *in) {
    bool ordered = in->least <= in->likely && in->likely <= in->most;

    return ordered && isfinite(in->least) && isfinite(in->most) &&
           (in->is_number != 0 || in->least >= -1.0);
}

/* One change, checked, with its places found; `number` counts from 1, as people do. */
static locality_status take_change(const locality_outlook *o, const locality_outlook_change *given,
                                   size_t number, loc_stated *out, locality_error *error) {
    locality_outlook_change in = LOCALITY_OUTLOOK_CHANGE_INIT;

    if (!loc_struct_take(&in, sizeof in, given, given->struct_size, sizeof in) ||
        in.reserved != 0 || in.reserved2 != 0 || (in.is_number | 1) != 1) {
        return loc_fail(error, LOCALITY_INVALID,
                        "change %zu: struct_size, reserved or is_number is out of range", number);
    }
    if (is_all(in.basis)) {
        return loc_fail(error, LOCALITY_INVALID, "change %zu does not say what it rests on",
                        number);
    }
    if (!has_figures(&in)) {
        return loc_fail(
            error, LOCALITY_INVALID,
            "change %zu: least, likely and most are not in order, or a share is below -1", number);
    }
    out->area = is_all(in.area) ? LOC_DEMAND_NONE : loc_tree_find(&o->areas, in.area);
    out->service = is_all(in.service) ? LOC_DEMAND_NONE : loc_tree_find(&o->services, in.service);
    if (!is_all(in.area) && out->area == LOC_DEMAND_NONE) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "change %zu: there is no area \"%s\"", number,
                        in.area);
    }
    if (!is_all(in.service) && out->service == LOC_DEMAND_NONE) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "change %zu: there is no service \"%s\"", number,
                        in.service);
    }
    out->value[LOC_STATED_LEAST] = in.least;
    out->value[LOC_STATED_LIKELY] = in.likely;
    out->value[LOC_STATED_MOST] = in.most;
    out->is_number = in.is_number != 0;
    out->basis = in.basis;
    /* What worked when the counts were made is in them, and would be applied a second time. */
    out->is_in_force = in.from <= loc_outlook_day(o, (int64_t)o->periods - 1);
    out->from = o->options.horizon;
    for (uint32_t h = o->options.horizon;
         !out->is_in_force && h-- > 0 && loc_outlook_day(o, o->periods + h) >= in.from;) {
        out->from = h;
    }
    return LOCALITY_OK;
}

static bool concerns(const locality_outlook *o, const loc_stated *s, const loc_part *part) {
    return loc_tree_lies_in(&o->areas, part->area, s->area) &&
           loc_tree_lies_in(&o->services, part->service, s->service);
}

static const double *means_of(const locality_outlook *o, uint32_t part) {
    return o->part_mean + (size_t)part * o->options.horizon;
}

/* What all parts that a number concerns expect together, in each period: it is spread as they are. */
static void put_whole(const locality_outlook *o, loc_stated *s) {
    memset(s->whole, 0, o->options.horizon * sizeof *s->whole);
    s->parts = 0;
    for (uint32_t p = 0; s->is_number && p < o->parts; p++) {
        if (concerns(o, s, &o->part[p])) {
            s->parts++;
            for (uint32_t h = 0; h < o->options.horizon; h++) {
                s->whole[h] += means_of(o, p)[h];
            }
        }
    }
}

locality_status loc_redesign_take(const locality_outlook *o, const locality_outlook_change *change,
                                  size_t changes, loc_redesign *out, locality_error *error) {
    locality_status status = LOCALITY_OK;

    memset(out, 0, sizeof *out);
    if (changes == 0) {
        return loc_fail(error, LOCALITY_INVALID,
                        "no redesign line: state what the redesign changes, from when, and why");
    }
    if (change == NULL) {
        return loc_fail_null(error, "change");
    }
    out->o = o;
    out->count = changes;
    out->stated = loc_allocate(&o->allocator, changes, sizeof *out->stated);
    out->whole = loc_allocate(&o->allocator, changes, o->options.horizon * sizeof *out->whole);
    out->touched = loc_allocate(&o->allocator, o->options.horizon, sizeof *out->touched);
    if (out->stated == NULL || out->whole == NULL || out->touched == NULL) {
        return loc_fail_memory(error);
    }
    for (size_t k = 0; status == LOCALITY_OK && k < changes; k++) {
        out->stated[k].whole = out->whole + k * o->options.horizon;
        status = take_change(o, &change[k], k + 1, &out->stated[k], error);
        if (status == LOCALITY_OK) {
            put_whole(o, &out->stated[k]);
        }
    }
    return status;
}

void loc_redesign_give(loc_redesign *r) {
    if (r->o != NULL) {
        loc_release(&r->o->allocator, r->stated, r->count, sizeof *r->stated);
        loc_release(&r->o->allocator, r->whole, r->count, r->o->options.horizon * sizeof *r->whole);
        loc_release(&r->o->allocator, r->touched, r->o->options.horizon, sizeof *r->touched);
    }
}

/* ---- Two lines -------------------------------------------------------------------------------- */

/* A part's mean with what is stated: shares first, then numbers. */
static double changed_mean(const loc_redesign *r, uint32_t part, uint32_t h, int which) {
    const loc_part *p = &r->o->part[part];
    double before = means_of(r->o, part)[h];
    double mean = before;
    double more = 0.0;

    for (size_t k = 0; k < r->count; k++) {
        const loc_stated *s = &r->stated[k];
        if (h < s->from || !concerns(r->o, s, p)) {
            continue;
        }
        if (!s->is_number) {
            mean *= 1.0 + s->value[which];
        } else {
            double share = s->whole[h] > 0.0 ? before / s->whole[h] : 1.0 / (double)s->parts;
            more += s->value[which] * share;
        }
    }
    mean += more;
    return mean > 0.0 ? mean : 0.0;
}

static uint32_t first_ahead(const loc_redesign *r, const locality_outlook_line *line) {
    return line->first > r->o->periods ? line->first - r->o->periods : 0;
}

/* What the cell expects of the line with what is stated at its lowest, likely or highest. */
static double changed_sum(const loc_redesign *r, uint32_t cell, const locality_outlook_line *line,
                          int which) {
    const loc_outlook_cell *c = &r->o->cell[cell];
    double sum = 0.0;

    for (uint32_t k = 0; k < c->shown.parts; k++) {
        for (uint32_t h = first_ahead(r, line); h < line->end - r->o->periods; h++) {
            sum += changed_mean(r, r->o->part_of[c->first_part + k], h, which);
        }
    }
    return sum;
}

static bool is_touched(const loc_redesign *r, uint32_t part, const locality_outlook_line *line) {
    bool found = false;

    for (size_t k = 0; !found && k < r->count; k++) {
        found = r->stated[k].from < line->end - r->o->periods &&
                concerns(r->o, &r->stated[k], &r->o->part[part]);
    }
    return found;
}

bool loc_redesign_in_force(const loc_redesign *r, uint32_t cell) {
    const loc_outlook_cell *c = &r->o->cell[cell];
    bool found = false;

    for (size_t s = 0; s < r->count; s++) {
        for (uint32_t k = 0; r->stated[s].is_in_force && !found && k < c->shown.parts; k++) {
            found = concerns(r->o, &r->stated[s], &r->o->part[r->o->part_of[c->first_part + k]]);
        }
    }
    return found;
}

/* Gathers the parts of a cell that something is stated of by the end of the line; false for none. */
static bool gather_touched(loc_redesign *r, uint32_t cell, const locality_outlook_line *line) {
    const loc_outlook_cell *c = &r->o->cell[cell];
    bool found = false;

    memset(r->touched, 0, r->o->options.horizon * sizeof *r->touched);
    for (uint32_t k = 0; k < c->shown.parts; k++) {
        uint32_t part = r->o->part_of[c->first_part + k];
        if (is_touched(r, part, line)) {
            loc_ahead_add(r->o, part, r->touched);
            found = true;
        }
    }
    return found;
}

/* Whatever demand there will be, what is stated makes it fewer or more. */
static int32_t verdict_of(const double *mean, double now) {
    return mean[LOC_STATED_MOST] < now    ? LOCALITY_OUTLOOK_FEWER
           : mean[LOC_STATED_LEAST] > now ? LOCALITY_OUTLOOK_MORE
                                          : LOCALITY_OUTLOOK_CANNOT_TELL;
}

/* The difference grows and shrinks with the demand of the parts that it is of, at either end of what that
 * may be. */
static void put_difference(const loc_redesign *r, uint32_t cell, const double *mean,
                           locality_outlook_difference *d) {
    const locality_outlook_line *line = &d->do_nothing;
    bool has_interval = line->least != LOCALITY_NO_COUNT;
    double down = mean[LOC_STATED_LEAST] - line->expected;
    double up = mean[LOC_STATED_MOST] - line->expected;
    double touched = 0.0;
    int64_t least;
    int64_t most;

    for (uint32_t h = first_ahead(r, line); h < line->end - r->o->periods; h++) {
        touched += r->touched[h].mean;
    }
    loc_outlook_ends(r->o, cell, r->touched, line, touched, &least, &most);
    double low = touched > 0.0 ? (double)least / touched : 1.0;
    double high = touched > 0.0 ? (double)most / touched : 1.0;
    d->likely = mean[LOC_STATED_LIKELY] - line->expected;
    d->least = !has_interval ? (double)NAN : down < 0.0 ? down * high : down * low;
    d->most = !has_interval ? (double)NAN : up < 0.0 ? up * low : up * high;
    d->verdict = verdict_of(mean, line->expected);
}

void loc_redesign_line(loc_redesign *r, uint32_t cell, const locality_outlook_line *line,
                       locality_outlook_difference *out) {
    locality_outlook_line high = *line;
    double mean[LOC_STATED];

    memset(out, 0, sizeof *out);
    out->do_nothing = *line;
    loc_outlook_interval(r->o, cell, -1.0, &out->do_nothing);
    out->redesign = out->do_nothing;
    if (r->o->cell[cell].shown.method == LOCALITY_OUTLOOK_UNTOLD) {
        out->likely = out->least = out->most = (double)NAN;
        return;
    }
    if (!gather_touched(r, cell, line)) {
        out->verdict =
            loc_redesign_in_force(r, cell) ? LOCALITY_OUTLOOK_IN_FORCE : LOCALITY_OUTLOOK_SAME;
        return;
    }
    for (int which = 0; which < LOC_STATED; which++) {
        mean[which] = changed_sum(r, cell, line, which);
    }
    loc_outlook_interval(r->o, cell, mean[LOC_STATED_LEAST], &out->redesign);
    loc_outlook_interval(r->o, cell, mean[LOC_STATED_MOST], &high);
    out->redesign.most = high.most;
    out->redesign.expected = mean[LOC_STATED_LIKELY];
    out->redesign.mean = mean[LOC_STATED_LIKELY] + (double)line->observed;
    put_difference(r, cell, mean, out);
    out->stands_out = out->redesign.most < out->do_nothing.least ||
                      out->redesign.least > out->do_nothing.most; /* not without intervals */
}

/* ---- The call --------------------------------------------------------------------------------- */

typedef struct filling {
    loc_fill fill;
    loc_redesign *r;
    uint32_t cell;
} filling;

static void fill_line(void *self, const locality_outlook_line *line) {
    filling *f = self;
    locality_outlook_difference *place = loc_fill_next(&f->fill);

    if (place != NULL) {
        loc_redesign_line(f->r, f->cell, line, place);
    }
}

locality_status locality_outlook_compare(const locality_outlook *outlook, uint32_t cell,
                                         const locality_outlook_change *change, size_t changes,
                                         int32_t every, locality_outlook_difference *out,
                                         size_t capacity, size_t *count, locality_error *error) {
    loc_redesign r = {0};
    filling f = {.fill = {(char *)out, capacity, sizeof *out, 0}, .r = &r, .cell = cell};

    if (count != NULL) {
        *count = 0;
    }
    locality_status status = loc_outlook_check(outlook, cell, error);
    if (status == LOCALITY_OK && count == NULL) {
        status = loc_fail_null(error, "count");
    }
    if (status == LOCALITY_OK) {
        status = loc_redesign_take(outlook, change, changes, &r, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_outlook_lines(outlook, cell, every, fill_line, &f, error);
    }
    loc_redesign_give(&r);
    return status == LOCALITY_OK ? loc_fill_end(&f.fill, count, error) : status;
}
