/* Cells: every area with all below it, by every service with all below it, that has series. */
#include <string.h>

#include "base/error.h"
#include "base/sort.h"
#include "demand/state.h"

/* A series as a part of one cell. */
typedef struct part {
    uint32_t area_depth, service_depth;
    uint32_t area_rank, service_rank; /* of the cell, all areas first */
    uint32_t area, service;
    uint32_t series;
} part;

static int compare_number(uint32_t a, uint32_t b) {
    return (a > b) - (a < b);
}

static int compare_cells(const part *a, const part *b) {
    int order = compare_number(a->area_depth, b->area_depth);

    order = order != 0 ? order : compare_number(a->service_depth, b->service_depth);
    order = order != 0 ? order : compare_number(a->service_rank, b->service_rank);
    return order != 0 ? order : compare_number(a->area_rank, b->area_rank);
}

static int by_cell(const void *a, const void *b, const void *context) {
    const part *left = a;
    const part *right = b;
    int order = compare_cells(left, right);

    (void)context;
    return order != 0 ? order : compare_number(left->series, right->series);
}

/* Whether cells of all areas are made: where areas lie in nothing that they share. */
static bool has_whole(const locality_demand *d) {
    return d->areas.roots > 1;
}

static size_t count_parts(const locality_demand *d) {
    size_t sum = 0;

    for (uint32_t s = 0; s < d->series; s++) {
        sum += (size_t)(d->areas.depth[d->area[s]] + 1 + has_whole(d)) *
               (d->services.depth[d->service[s]] + 1);
    }
    return sum;
}

static void add_parts(const locality_demand *d, uint32_t series, part *out, size_t *count) {
    uint32_t area = d->area[series];

    for (bool goes_on = true; goes_on;) {
        bool is_whole = area == LOC_DEMAND_NONE;
        for (uint32_t service = d->service[series]; service != LOC_DEMAND_NONE;
             service = d->services.parent[service]) {
            out[(*count)++] = (part){.area_depth = is_whole ? 0 : d->areas.depth[area] + 1,
                                     .service_depth = d->services.depth[service],
                                     .area_rank = loc_tree_rank(&d->areas, area),
                                     .service_rank = loc_tree_rank(&d->services, service),
                                     .area = area,
                                     .service = service,
                                     .series = series};
        }
        area = loc_tree_above(&d->areas, area);
        goes_on = !is_whole && (area != LOC_DEMAND_NONE || has_whole(d));
    }
}

static bool is_same_group(const part *a, const part *b) {
    return a->area_depth == b->area_depth && a->service == b->service;
}

static void make_cells(locality_demand *d, const part *parts, size_t count) {
    loc_cell *c = d->cell;

    for (size_t k = 0; k < count; k++) {
        bool is_new = k == 0 || compare_cells(&parts[k - 1], &parts[k]) != 0;
        if (is_new) {
            c = &d->cell[d->cells++];
            *c = (loc_cell){.area = parts[k].area,
                            .service = parts[k].service,
                            .area_depth = parts[k].area_depth,
                            .service_depth = parts[k].service_depth,
                            .first_member = (uint32_t)k,
                            .above = LOC_DEMAND_NONE,
                            .above_service = LOC_DEMAND_NONE,
                            .sum_row = LOC_DEMAND_NONE,
                            .path_row = LOC_DEMAND_NONE};
            d->groups += k == 0 || !is_same_group(&parts[k - 1], &parts[k]);
            c->group = d->groups - 1;
        }
        d->member[k] = parts[k].series;
        c->members++;
    }
}

static size_t count_cells(const part *parts, size_t count) {
    size_t cells = 0;

    for (size_t k = 0; k < count; k++) {
        cells += k == 0 || compare_cells(&parts[k - 1], &parts[k]) != 0;
    }
    return cells;
}

static int compare_key(const locality_demand *d, const loc_cell *c, uint32_t area,
                       uint32_t service) {
    uint32_t depth = area == LOC_DEMAND_NONE ? 0 : d->areas.depth[area] + 1;
    int order = compare_number(c->area_depth, depth);

    order = order != 0 ? order : compare_number(c->service_depth, d->services.depth[service]);
    order = order != 0 ? order
                       : compare_number(loc_tree_rank(&d->services, c->service),
                                        loc_tree_rank(&d->services, service));
    return order != 0
               ? order
               : compare_number(loc_tree_rank(&d->areas, c->area), loc_tree_rank(&d->areas, area));
}

uint32_t loc_cell_find(const locality_demand *d, uint32_t area, uint32_t service) {
    uint32_t low = 0;
    uint32_t high = d->cells;

    if (service >= d->services.count || (area != LOC_DEMAND_NONE && area >= d->areas.count)) {
        return LOC_DEMAND_NONE;
    }
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = compare_key(d, &d->cell[middle], area, service);
        if (order == 0) {
            return middle;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return LOC_DEMAND_NONE;
}

/* What lies above each cell, and which rows each needs. */
static void link_cells(locality_demand *d) {
    for (uint32_t k = 0; k < d->cells; k++) {
        loc_cell *c = &d->cell[k];
        uint32_t service = d->services.parent[c->service];
        if (c->area_depth > 0) {
            c->above = loc_cell_find(d, d->areas.parent[c->area], c->service);
        }
        if (service != LOC_DEMAND_NONE) {
            c->above_service = loc_cell_find(d, c->area, service);
            d->cell[c->above_service].has_below = true;
        }
        if (c->above != LOC_DEMAND_NONE && d->cell[c->above].path_row == LOC_DEMAND_NONE) {
            d->cell[c->above].path_row = d->path_rows++;
            d->cell[c->above].has_below = true;
        }
        if (c->members > 1) {
            c->sum_row = d->sum_rows++;
        }
    }
}

static locality_status take_rows(locality_demand *d, locality_error *error) {
    d->places = LOC_DEMAND_RECENT + d->options.refit - 1;
    d->group = loc_allocate(&d->allocator, d->groups, sizeof *d->group);
    d->sum = loc_allocate_raw(&d->allocator, (size_t)d->sum_rows * d->room, sizeof *d->sum);
    d->path = loc_allocate_raw(&d->allocator, (size_t)d->path_rows * d->room, sizeof *d->path);
    d->expected =
        loc_allocate_raw(&d->allocator, (size_t)d->cells * d->places, sizeof *d->expected);
    d->error = loc_allocate_raw(&d->allocator, (size_t)d->cells * d->places, sizeof *d->error);
    bool has_all = d->group != NULL && d->sum != NULL && d->path != NULL && d->expected != NULL &&
                   d->error != NULL;
    return has_all ? LOCALITY_OK : loc_fail_memory(error);
}

locality_status loc_demand_make_cells(locality_demand *d, locality_error *error) {
    size_t count = count_parts(d);
    size_t made = 0;

    if (count > UINT32_MAX - 1) {
        return loc_fail(error, LOCALITY_LIMIT, "the series make too many cells");
    }
    part *parts = loc_allocate_raw(&d->allocator, count, sizeof *parts);
    d->member = loc_allocate_raw(&d->allocator, count, sizeof *d->member);
    d->members = count;
    if (parts != NULL && d->member != NULL) {
        for (uint32_t s = 0; s < d->series; s++) {
            add_parts(d, s, parts, &made);
        }
        loc_sort(parts, made, sizeof *parts, by_cell, NULL);
        size_t cells = count_cells(parts, made);
        d->cell = loc_allocate(&d->allocator, cells, sizeof *d->cell);
        if (d->cell != NULL) {
            make_cells(d, parts, made);
        }
    }
    loc_release(&d->allocator, parts, count, sizeof *parts);
    if (d->cell == NULL) {
        return loc_fail_memory(error);
    }
    link_cells(d);
    return take_rows(d, error);
}
