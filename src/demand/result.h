/* Result: what was found on one day, as the host keeps it. */
#ifndef LOC_DEMAND_RESULT_H
#define LOC_DEMAND_RESULT_H

#include "demand/judge.h"

/* A cell as the result shows it, with what its smallest rise is worked out from. */
typedef struct loc_shown_cell {
    locality_demand_cell cell;
    locality_demand_window longest;
    double cut; /* of one window; 0 for none */
} loc_shown_cell;

/* A signal with all that explains it. */
typedef struct loc_signal {
    locality_demand_signal s;
    const char *words;
    locality_demand_part *part[3]; /* by axis */
    size_t parts[3];
    locality_demand_weight *weight;
    size_t weights;
    locality_demand_point *point;
    size_t points;
} loc_signal;

/* A cluster with its areas, outwards from the middle. */
typedef struct loc_cluster {
    locality_demand_cluster c;
    const char *words;
    locality_demand_part *area;
    uint32_t *cell;  /* of each area, while the result is made */
    uint32_t scan;   /* that found it */
    uint32_t number; /* in the order in which they were found */
} loc_cluster;

/* What the result keeps of a tree. */
typedef struct loc_shown_tree {
    uint32_t count;
    const char **id;
    uint32_t *rank, *depth;
} loc_shown_tree;

struct locality_demand_result {
    locality_allocator allocator;
    loc_arena arena; /* all that follows but the cells */
    locality_demand_summary summary;
    int64_t least_count;
    double seen_chance;
    loc_shown_tree areas, services, providers;
    loc_shown_cell *cell;
    uint32_t cells;
    loc_signal *signal;
    size_t signals;
    locality_demand_family *family;
    size_t families;
    locality_demand_suggestion *suggestion;
    size_t suggestions;
    locality_demand_scan *scan;
    size_t scans;
    loc_cluster *cluster; /* of the allocator */
    size_t clusters, clusters_room;
};

/* First day of a period. */
int64_t loc_period_day(const locality_demand *d, uint32_t period);

#endif
