/* Fold: whether anything is left of a signal once the one below it is taken out. */
#include "demand/fold.h"

#include <math.h>

#include "base/memory.h"

#define LEAST_LEFT \
    0.01 /* of the expected, that is left where the parts expect more than the whole */

static uint32_t window_of(const loc_judged *judged, int side) {
    return judged->side[side].window != 0 ? judged->side[side].window : judged->longest_size;
}

bool loc_found_window(const locality_demand *d, const loc_judged *judged, uint32_t cell, int side,
                      locality_demand_window *out, uint32_t *size, uint32_t *counted) {
    loc_lately lately;

    *size = window_of(&judged[cell], side);
    *counted = 0;
    if (*size == 0) {
        *out = (locality_demand_window){0, 0, 0, 1};
        return false;
    }
    loc_cell_lately(d, &d->cell[cell], &lately);
    return loc_window_sum(&lately.recent, *size, out, counted);
}

/* Place of a cell's signal in one direction; SIZE_MAX for none. */
static size_t place_of(const loc_found *found, size_t count, uint32_t cell, int side) {
    size_t low = 0;
    size_t high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool is_before =
            found[middle].cell < cell || (found[middle].cell == cell && found[middle].side < side);
        low = is_before ? middle + 1 : low;
        high = is_before ? high : middle;
    }
    return low < count && found[low].cell == cell && found[low].side == side ? low : SIZE_MAX;
}

bool loc_cell_window(const locality_demand *d, uint32_t cell, uint32_t size,
                     locality_demand_window *out) {
    loc_lately lately;
    uint32_t counted;

    loc_cell_lately(d, &d->cell[cell], &lately);
    return loc_window_sum(&lately.recent, size, out, &counted);
}

bool loc_fold_leaves_nothing(const locality_demand *d, const locality_demand_window *whole,
                             const locality_demand_window *part, int32_t direction,
                             double *excess) {
    locality_demand_window left = *whole;

    *excess = direction * ((double)part->observed - part->expected);
    if (part->observed > whole->observed) {
        return false;
    }
    left.observed -= part->observed;
    left.expected = fmax(left.expected - part->expected, LEAST_LEFT * left.expected);
    bool leans = direction * ((double)left.observed - left.expected) > 0;
    return *excess > 0 && (!leans || loc_window_p(&left, direction) > d->options.fold_p);
}

/* Whether the whole's signal is gone without the part; the excess of the part. */
static bool explains(const locality_demand *d, const loc_judged *judged, uint32_t whole,
                     uint32_t part, int side, double *excess) {
    locality_demand_window all;
    locality_demand_window one;
    uint32_t size;
    uint32_t counted;

    return loc_found_window(d, judged, whole, side, &all, &size, &counted) &&
           loc_cell_window(d, part, size, &one) &&
           loc_fold_leaves_nothing(d, &all, &one, loc_side_direction(side), excess);
}

typedef struct best_part {
    size_t place;
    double excess;
} best_part;

/* Offers a part to every signal above it. */
static void offer(const locality_demand *d, const loc_judged *judged, const loc_found *found,
                  size_t count, size_t part, best_part *best) {
    const loc_cell *c = &d->cell[found[part].cell];

    for (uint32_t area = c->area;; area = loc_tree_above(&d->areas, area)) {
        for (uint32_t service = c->service; service != LOC_DEMAND_NONE;
             service = d->services.parent[service]) {
            uint32_t cell = loc_cell_find(d, area, service);
            size_t whole = cell == LOC_DEMAND_NONE || cell == found[part].cell
                               ? SIZE_MAX
                               : place_of(found, count, cell, found[part].side);
            double excess;
            if (whole != SIZE_MAX &&
                explains(d, judged, cell, found[part].cell, found[part].side, &excess) &&
                excess > best[whole].excess) {
                best[whole] = (best_part){part, excess};
            }
        }
        if (area == LOC_DEMAND_NONE) {
            return;
        }
    }
}

bool loc_fold(const locality_demand *d, const loc_judged *judged, loc_found *found, size_t count) {
    best_part *best = loc_allocate_raw(&d->allocator, count, sizeof *best);

    if (best == NULL) {
        return false;
    }
    for (size_t k = 0; k < count; k++) {
        best[k] = (best_part){SIZE_MAX, 0};
    }
    for (size_t k = 0; k < count; k++) {
        if (found[k].standing == LOCALITY_DEMAND_LISTED) {
            offer(d, judged, found, count, k, best);
        }
    }
    for (size_t k = 0; k < count; k++) {
        size_t into = best[k].place;
        if (into == SIZE_MAX) {
            continue;
        }
        while (best[into].place != SIZE_MAX) { /* ever further down: this ends */
            into = best[into].place;
        }
        found[k].folded_into = found[into].cell;
        found[into].folded_here++;
    }
    for (size_t k = 0; k < count; k++) {
        found[k].standing = best[k].place != SIZE_MAX ? LOCALITY_DEMAND_FOLDED : found[k].standing;
    }
    loc_release(&d->allocator, best, count, sizeof *best);
    return true;
}
