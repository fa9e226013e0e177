/* Neighbours, folded: a cluster and the signals of cells with the same cause make one line. */
#include <math.h>

#include "base/memory.h"
#include "base/sort.h"
#include "demand/neighbours.h"

/* ---- Windows ---------------------------------------------------------------------------------- */

static locality_demand_window window_of(const loc_cluster *cluster) {
    return (locality_demand_window){cluster->c.observed, cluster->c.expected, 0,
                                    fmax(1, cluster->c.spread)};
}

/* Adds what a cell has and expects in the latest `size` periods. */
static void add_window(const locality_demand *d, uint32_t cell, uint32_t size,
                       locality_demand_window *sum) {
    locality_demand_window one;

    if (loc_cell_window(d, cell, size, &one)) {
        sum->observed += one.observed;
        sum->expected += one.expected;
    }
}

/* Whether an area is one of a cluster's; these have none below them. */
static bool has_area(const loc_cluster *cluster, uint32_t area) {
    for (uint32_t k = 0; k < cluster->c.areas; k++) {
        if (cluster->area[k].position == area) {
            return true;
        }
    }
    return false;
}

static bool holds_all(const locality_demand *d, uint32_t area, const loc_cluster *cluster) {
    for (uint32_t k = 0; k < cluster->c.areas; k++) {
        if (!loc_tree_lies_in(&d->areas, cluster->area[k].position, area)) {
            return false;
        }
    }
    return true;
}

/* ---- Clusters into what lies below ------------------------------------------------------------ */

/* Folds a cluster into the listed cell within it that explains it best. */
static void fold_into_cell(const locality_demand *d, loc_cluster *cluster, loc_found *found,
                           size_t count) {
    locality_demand_window all = window_of(cluster);
    loc_found *best = NULL;
    double most = 0;

    for (size_t k = 0; k < count; k++) {
        const loc_cell *c = &d->cell[found[k].cell];
        locality_demand_window one;
        double excess;
        bool may = found[k].side == 0 && found[k].standing == LOCALITY_DEMAND_LISTED &&
                   loc_tree_lies_in(&d->services, c->service, cluster->c.service) &&
                   has_area(cluster, c->area) &&
                   loc_cell_window(d, found[k].cell, cluster->c.window, &one);
        if (may && loc_fold_leaves_nothing(d, &all, &one, 1, &excess) && excess > most) {
            best = &found[k];
            most = excess;
        }
    }
    if (best != NULL) {
        cluster->c.standing = LOCALITY_DEMAND_FOLDED;
        cluster->c.folded_into = best->cell;
        best->folded_here++;
    }
}

/* Folds a cluster of a service into the listed one of a service below that explains it best. */
static void fold_into_cluster(const locality_demand *d, loc_cluster *cluster,
                              locality_demand_result *r) {
    locality_demand_window all = window_of(cluster);
    loc_cluster *best = NULL;
    double most = 0;

    for (size_t k = 0; k < r->clusters; k++) {
        loc_cluster *part = &r->cluster[k];
        locality_demand_window one = {0, 0, 0, 1};
        double excess;
        if (part->c.standing != LOCALITY_DEMAND_LISTED || part->c.service == cluster->c.service ||
            part->c.area_depth != cluster->c.area_depth ||
            !loc_tree_lies_in(&d->services, part->c.service, cluster->c.service)) {
            continue;
        }
        for (uint32_t a = 0; a < part->c.areas; a++) {
            if (has_area(cluster, part->area[a].position)) {
                add_window(d, part->cell[a], cluster->c.window, &one);
            }
        }
        if (loc_fold_leaves_nothing(d, &all, &one, 1, &excess) && excess > most) {
            best = part;
            most = excess;
        }
    }
    if (best != NULL) {
        cluster->c.standing = LOCALITY_DEMAND_FOLDED;
        cluster->c.folded_cluster = (uint32_t)(best - r->cluster);
        best->c.folded_here++;
    }
}

/* ---- Signals into clusters -------------------------------------------------------------------- */

static bool explains(const locality_demand *d, const loc_judged *judged, const loc_cluster *cluster,
                     const loc_found *whole, double *excess) {
    const loc_cell *c = &d->cell[whole->cell];
    locality_demand_window all;
    locality_demand_window part = {0, 0, 0, 1};
    uint32_t size;
    uint32_t counted;

    if (!loc_tree_lies_in(&d->services, cluster->c.service, c->service) ||
        !holds_all(d, c->area, cluster) ||
        !loc_found_window(d, judged, whole->cell, whole->side, &all, &size, &counted)) {
        return false;
    }
    for (uint32_t a = 0; a < cluster->c.areas; a++) {
        add_window(d, cluster->cell[a], size, &part);
    }
    return loc_fold_leaves_nothing(d, &all, &part, 1, excess);
}

/* Folds a signal, and with it those that it was to explain. */
static void fold_signal(loc_found *found, size_t count, loc_found *signal, uint32_t cluster,
                        locality_demand_cluster *into) {
    for (size_t k = 0; k < count; k++) {
        if (found[k].folded_into == signal->cell && found[k].side == signal->side) {
            found[k].folded_into = LOC_DEMAND_NONE;
            found[k].folded_cluster = cluster;
            into->folded_here++;
        }
    }
    signal->standing = LOCALITY_DEMAND_FOLDED;
    signal->folded_cluster = cluster;
    signal->folded_here = 0;
    into->folded_here++;
}

static void fold_signals(const locality_demand *d, const loc_judged *judged, loc_found *found,
                         size_t count, locality_demand_result *r) {
    for (size_t k = 0; k < count; k++) {
        uint32_t best = LOC_DEMAND_NONE;
        double most = 0;
        if (found[k].side != 0 || found[k].standing == LOCALITY_DEMAND_FOLDED) {
            continue;
        }
        for (size_t c = 0; c < r->clusters; c++) {
            double excess;
            if (r->cluster[c].c.standing == LOCALITY_DEMAND_LISTED &&
                explains(d, judged, &r->cluster[c], &found[k], &excess) && excess > most) {
                best = (uint32_t)c;
                most = excess;
            }
        }
        if (best != LOC_DEMAND_NONE) {
            fold_signal(found, count, &found[k], best, &r->cluster[best].c);
        }
    }
}

/* ---- The order of the list -------------------------------------------------------------------- */

static int by_weight(const void *a, const void *b, const void *context) {
    const loc_cluster *left = a;
    const loc_cluster *right = b;

    (void)context;
    if (left->c.standing != right->c.standing) { /* LISTED comes before FOLDED */
        return left->c.standing < right->c.standing ? -1 : 1;
    }
    if (left->c.q != right->c.q) {
        return left->c.q < right->c.q ? -1 : 1;
    }
    if (left->c.p != right->c.p) {
        return left->c.p < right->c.p ? -1 : 1;
    }
    /* clusters were found in the order of ids, and of their scores */
    return (left->number > right->number) - (left->number < right->number);
}

static bool put_in_order(locality_demand_result *r, loc_found *found, size_t count) {
    uint32_t *place = loc_allocate_raw(&r->allocator, r->clusters, sizeof *place);

    if (place == NULL) {
        return false;
    }
    loc_sort(r->cluster, r->clusters, sizeof *r->cluster, by_weight, NULL);
    for (size_t k = 0; k < r->clusters; k++) {
        place[r->cluster[k].number] = (uint32_t)k;
    }
    for (size_t k = 0; k < r->clusters; k++) {
        uint32_t *into = &r->cluster[k].c.folded_cluster;
        *into = *into == LOC_DEMAND_NONE ? *into : place[*into];
    }
    for (size_t k = 0; k < count; k++) {
        uint32_t *into = &found[k].folded_cluster;
        *into = *into == LOC_DEMAND_NONE ? *into : place[*into];
    }
    loc_release(&r->allocator, place, r->clusters, sizeof *place);
    return true;
}

bool loc_neighbours_fold(const locality_demand *d, const loc_judged *judged, loc_found *found,
                         size_t count, locality_demand_result *r) {
    for (size_t k = 0; k < r->clusters; k++) {
        r->cluster[k].number = (uint32_t)k;
        fold_into_cell(d, &r->cluster[k], found, count);
    }
    for (size_t k = r->clusters; k-- > 0;) { /* services below come later: they are settled first */
        if (r->cluster[k].c.standing == LOCALITY_DEMAND_LISTED) {
            fold_into_cluster(d, &r->cluster[k], r);
        }
    }
    fold_signals(d, judged, found, count, r);
    return put_in_order(r, found, count);
}
