/* Outlook, the sums: which parts there are, which cells they add up to, and what is known of a sum. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/sort.h"
#include "outlook/outlook.h"

#define LEAST_ERRORS 8
#define FITTED 3.0 /* parameters that a forecast is fitted by */

/* ---- Parts ------------------------------------------------------------------------------------ */

static int compare_number(uint32_t a, uint32_t b) {
    return (a > b) - (a < b);
}

static int compare_places(const locality_demand *d, uint32_t a, uint32_t b) {
    int order = compare_number(d->services.rank[d->service[a]], d->services.rank[d->service[b]]);

    return order != 0 ? order
                      : compare_number(d->areas.rank[d->area[a]], d->areas.rank[d->area[b]]);
}

static int by_place(const void *a, const void *b, const void *context) {
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    int order = compare_places(context, left, right);

    return order != 0 ? order : compare_number(left, right);
}

/* Whether the series at `k` of the order begins a part. */
static bool begins_part(const loc_outlook_desk *desk, uint32_t k) {
    return k == 0 || compare_places(desk->d, desk->order[k - 1], desk->order[k]) != 0;
}

static bool take_parts(loc_outlook_desk *desk) {
    const locality_demand *d = desk->d;
    locality_outlook *o = desk->o;

    for (uint32_t k = 0; k < d->series; k++) {
        desk->order[k] = k;
    }
    loc_sort(desk->order, d->series, sizeof *desk->order, by_place, d);
    for (uint32_t k = 0; k < d->series; k++) {
        o->parts += begins_part(desk, k);
    }
    o->part = loc_arena_take(&o->arena, o->parts, sizeof *o->part);
    if (o->part == NULL) {
        return false;
    }
    loc_part *next = o->part;
    for (uint32_t k = 0; k < d->series; k++) {
        uint32_t series = desk->order[k];
        if (begins_part(desk, k)) {
            *next++ = (loc_part){
                .area = d->area[series], .service = d->service[series], .first = k, .series = 0};
        }
        next[-1].series++;
    }
    return true;
}

/* ---- Cells of a part -------------------------------------------------------------------------- */

/* The cells that a part lies in, one after the other: areas upwards, and for each the services. */
typedef struct climb {
    uint32_t area, service;
    bool is_over;
} climb;

static climb begin_climb(const loc_part *part) {
    return (climb){part->area, part->service, false};
}

/* The next cell; LOC_DEMAND_NONE behind the last. */
static uint32_t next_cell(const locality_demand *d, const loc_part *part, climb *c) {
    while (!c->is_over) {
        uint32_t cell = loc_cell_find(d, c->area, c->service);
        c->service = d->services.parent[c->service];
        if (c->service == LOC_DEMAND_NONE) {
            c->is_over = c->area == LOC_DEMAND_NONE;
            c->area = loc_tree_above(&d->areas, c->area);
            c->service = part->service;
        }
        if (cell != LOC_DEMAND_NONE) {
            return cell;
        }
    }
    return LOC_DEMAND_NONE;
}

/* Counts the parts of each cell, or puts them there. */
static void go_through(loc_outlook_desk *desk, bool puts) {
    locality_outlook *o = desk->o;

    for (uint32_t p = 0; p < o->parts; p++) {
        climb c = begin_climb(&o->part[p]);
        for (uint32_t k = next_cell(desk->d, &o->part[p], &c); k != LOC_DEMAND_NONE;
             k = next_cell(desk->d, &o->part[p], &c)) {
            loc_outlook_cell *cell = &o->cell[k];
            if (puts) {
                o->part_of[cell->first_part + cell->shown.parts] = p;
            }
            cell->shown.parts++;
        }
    }
}

static bool place_parts(loc_outlook_desk *desk) {
    locality_outlook *o = desk->o;
    size_t places = 0;

    go_through(desk, false);
    for (uint32_t k = 0; k < o->cells; k++) {
        o->cell[k].first_part = (uint32_t)places;
        places += o->cell[k].shown.parts;
        desk->sum_row[k] = o->cell[k].shown.parts > 1 ? desk->sum_rows++ : LOC_DEMAND_NONE;
        o->cell[k].shown.parts = 0;
    }
    o->part_of = loc_arena_take(&o->arena, places, sizeof *o->part_of);
    if (o->part_of == NULL) {
        return false;
    }
    go_through(desk, true);
    return true;
}

/* ---- Rows ------------------------------------------------------------------------------------- */

static const char *keep(loc_arena *arena, const char *text) {
    return loc_arena_text(arena, text, strlen(text));
}

static bool copy_tree(const loc_tree *from, loc_arena *arena, loc_tree *out) {
    bool done;

    *out = (loc_tree){.count = from->count, .roots = from->roots};
    out->id = loc_arena_take(arena, from->count, sizeof *out->id);
    out->parent = loc_arena_take(arena, from->count, sizeof *out->parent);
    done = out->id != NULL && out->parent != NULL;
    for (uint32_t k = 0; done && k < from->count; k++) {
        out->parent[k] = from->parent[k];
        out->id[k] = keep(arena, from->id[k]);
        done = out->id[k] != NULL;
    }
    return done;
}

static bool take_cells(loc_outlook_desk *desk) {
    const locality_demand *d = desk->d;
    locality_outlook *o = desk->o;

    o->cells = d->cells;
    o->cell = loc_arena_take(&o->arena, d->cells, sizeof *o->cell);
    if (o->cell == NULL || !copy_tree(&d->areas, &o->arena, &o->areas) ||
        !copy_tree(&d->services, &o->arena, &o->services)) {
        return false;
    }
    for (uint32_t k = 0; k < d->cells; k++) {
        const loc_cell *c = &d->cell[k];
        o->cell[k].shown =
            (locality_outlook_cell){.area = c->area,
                                    .service = c->service,
                                    .area_depth = c->area_depth,
                                    .service_depth = c->service_depth,
                                    .area_id = loc_tree_id(&o->areas, c->area),
                                    .service_id = loc_tree_id(&o->services, c->service)};
    }
    return true;
}

/* Rows of numbers that sums are made in. */
static bool take_rows(loc_outlook_desk *desk) {
    locality_outlook *o = desk->o;
    const locality_allocator *allocator = &o->allocator;
    size_t tried = (size_t)o->options.origins * o->options.ahead;
    size_t rows = desk->sum_rows;

    o->recents = o->periods < o->cycle + 1 ? o->periods : o->cycle + 1;
    o->part_mean = loc_arena_take(&o->arena, o->parts, o->options.horizon * sizeof *o->part_mean);
    o->ahead = loc_arena_take(&o->arena, o->cells, o->options.horizon * sizeof *o->ahead);
    o->recent = loc_arena_take(&o->arena, o->cells, o->recents * sizeof *o->recent);
    desk->sum_value = loc_allocate(allocator, rows, o->periods * sizeof *desk->sum_value);
    desk->sum_fitted = loc_allocate(allocator, rows, o->periods * sizeof *desk->sum_fitted);
    desk->sum_tried = loc_allocate(allocator, rows, tried * sizeof *desk->sum_tried);
    return o->part_mean != NULL && o->ahead != NULL && o->recent != NULL &&
           desk->sum_value != NULL && desk->sum_fitted != NULL && desk->sum_tried != NULL;
}

locality_status loc_outlook_take_cells(loc_outlook_desk *desk, locality_error *error) {
    bool done = take_parts(desk) && take_cells(desk) && place_parts(desk) && take_rows(desk);

    return done ? LOCALITY_OK : loc_fail_memory(error);
}

/* ---- Adding ----------------------------------------------------------------------------------- */

static void add_row(double *sum, const double *row, size_t count) {
    for (size_t k = 0; k < count; k++) {
        sum[k] += row[k];
    }
}

void loc_ahead_add(const locality_outlook *o, uint32_t part, loc_ahead *ahead) {
    const double *mean = o->part_mean + (size_t)part * o->options.horizon;
    const loc_part *p = &o->part[part];

    for (uint32_t h = 0; h < o->options.horizon; h++) {
        ahead[h].mean += mean[h];
        ahead[h].pull += mean[h] * p->pull;
        ahead[h].pull2 += mean[h] * p->pull * p->pull;
        ahead[h].unsure += mean[h] * p->unsure;
    }
}

/* What a cell shows of its parts. A part of which nothing can be said is none of the sum. */
static void add_shown(locality_outlook_cell *shown, const loc_part *part) {
    bool is_untold = part->method == LOCALITY_OUTLOOK_UNTOLD;

    shown->untold += is_untold;
    shown->recorded += part->is_recorded;
    shown->found += part->is_found;
    shown->from = part->from > shown->from ? part->from : shown->from;
    shown->level += is_untold ? 0.0 : part->level;
}

/* Errors of parts, for cells that have too few of their own; of a cell of one part these are its own. */
static void add_errors(loc_outlook_cell *cell, const loc_part *part) {
    cell->squares += part->squares;
    cell->fitted += part->fitted;
    cell->errors = part->errors;
    cell->has_interval = cell->has_interval || part->has_steps;
}

void loc_outlook_add(loc_outlook_desk *desk, uint32_t part) {
    locality_outlook *o = desk->o;
    const loc_part *p = &o->part[part];
    size_t tried = (size_t)o->options.origins * o->options.ahead;
    climb c = begin_climb(p);

    for (uint32_t k = next_cell(desk->d, p, &c); k != LOC_DEMAND_NONE;
         k = next_cell(desk->d, p, &c)) {
        uint32_t row = desk->sum_row[k];
        add_shown(&o->cell[k].shown, p);
        if (p->method == LOCALITY_OUTLOOK_UNTOLD) {
            continue;
        }
        add_errors(&o->cell[k], p);
        loc_ahead_add(o, part, o->ahead + (size_t)k * o->options.horizon);
        add_row(o->recent + (size_t)k * o->recents, desk->value + o->periods - o->recents,
                o->recents);
        if (row == LOC_DEMAND_NONE) {
            o->cell[k].shown.method = p->method;
            o->cell[k].used = p->used;
            o->cell[k].trial = loc_outlook_try(o, desk->value, desk->tried);
            continue;
        }
        add_row(desk->sum_value + (size_t)row * o->periods, desk->value, o->periods);
        add_row(desk->sum_fitted + (size_t)row * o->periods, desk->fitted, o->periods);
        add_row(desk->sum_tried + (size_t)row * tried, desk->tried, tried);
    }
}

/* ---- Skill ------------------------------------------------------------------------------------ */

/* Mean step from one count to the next before `end`; NaN where there is none. */
static double naive_scale(const double *value, uint32_t end) {
    double sum = 0.0;
    double found = 0.0;

    for (uint32_t t = 1; t < end; t++) {
        double step = fabs(value[t] - value[t - 1]);
        sum += step == step ? step : 0.0;
        found += step == step ? 1.0 : 0.0;
    }
    return sum > 0.0 ? sum / found : (double)NAN;
}

/* The last count before `end`; NaN for none. */
static double last_before(const double *value, uint32_t end) {
    while (end > 0 && !(value[end - 1] == value[end - 1])) {
        end--;
    }
    return end > 0 ? value[end - 1] : (double)NAN;
}

loc_trial loc_outlook_try(const locality_outlook *o, const double *value, const double *tried) {
    const locality_outlook_options *how = &o->options;
    loc_trial trial = {0.0, 0.0, 0.0, 0.0, 0.0, (double)NAN};

    for (uint32_t k = 0; k < how->origins; k++) {
        uint32_t back = how->ahead * (how->origins - k);
        if (back >= o->periods) {
            continue;
        }
        uint32_t end = o->periods - back;
        double naive = last_before(value, end);
        for (uint32_t h = 0; h < how->ahead; h++) {
            uint32_t t = end + h;
            double rest = fabs(value[t] - tried[(size_t)k * how->ahead + h]);
            double year = t >= o->cycle ? fabs(value[t] - value[t - o->cycle]) : (double)NAN;
            if (!(rest == rest)) {
                continue;
            }
            trial.scale = trial.count > 0.0 ? trial.scale : naive_scale(value, end);
            trial.count += 1.0;
            trial.error += rest;
            trial.naive += fabs(value[t] - naive);
            trial.seasonal += year == year ? year : 0.0;
            trial.seasons += year == year ? 1.0 : 0.0;
        }
    }
    return trial;
}

static void put_trial(const loc_trial *trial, locality_outlook_cell *shown) {
    bool is_tried = trial->count > 0.0 && trial->scale == trial->scale;

    shown->tried = (uint32_t)trial->count;
    shown->error = shown->naive = shown->seasonal = shown->scaled_error = (double)NAN;
    if (!is_tried) {
        return;
    }
    shown->error = trial->error / trial->count;
    shown->naive = trial->naive / trial->count;
    shown->seasonal = trial->seasons < trial->count ? (double)NAN : trial->seasonal / trial->count;
    shown->scaled_error = shown->error / trial->scale;
    bool is_better = shown->error < shown->naive && !(shown->error >= shown->seasonal);
    shown->skill = is_better ? LOCALITY_OUTLOOK_BETTER : LOCALITY_OUTLOOK_NO_BETTER;
}

/* ---- What a sum is ---------------------------------------------------------------------------- */

/* The errors that the sum itself would have made; those of its parts where it has too few. */
static void put_own_errors(const loc_outlook_desk *desk, uint32_t row, loc_outlook_cell *cell) {
    size_t periods = desk->o->periods;
    const double *value = desk->sum_value + row * periods;
    const double *fitted = desk->sum_fitted + row * periods;
    double squares = 0.0;
    double means = 0.0;
    double errors = 0.0;

    for (size_t t = 0; t < periods; t++) {
        double rest = value[t] - fitted[t];
        bool there = rest == rest;
        cell->used += value[t] == value[t];
        squares += there ? rest * rest : 0.0;
        means += there ? fitted[t] : 0.0;
        errors += there ? 1.0 : 0.0;
    }
    if (errors >= LEAST_ERRORS) {
        cell->squares = squares;
        cell->fitted = means;
        cell->errors = errors;
    }
}

static double dispersion_of(const loc_outlook_cell *cell) {
    double free = cell->errors - FITTED > 1.0 ? cell->errors - FITTED : 1.0;
    double dispersion =
        cell->fitted > 0.0 ? cell->squares / cell->fitted * cell->errors / free : 1.0;

    return dispersion > 1.0 ? dispersion : 1.0;
}

void loc_outlook_settle(loc_outlook_desk *desk) {
    locality_outlook *o = desk->o;
    size_t tried = (size_t)o->options.origins * o->options.ahead;

    for (uint32_t k = 0; k < o->cells; k++) {
        loc_outlook_cell *cell = &o->cell[k];
        uint32_t row = desk->sum_row[k];
        if (row != LOC_DEMAND_NONE && cell->shown.untold < cell->shown.parts) {
            cell->shown.method = LOCALITY_OUTLOOK_SUM;
            put_own_errors(desk, row, cell);
            cell->trial = loc_outlook_try(o, desk->sum_value + (size_t)row * o->periods,
                                          desk->sum_tried + (size_t)row * tried);
        }
        cell->shown.dispersion = dispersion_of(cell);
        put_trial(&cell->trial, &cell->shown);
    }
}
