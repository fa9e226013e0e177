/* Run: a scan in three steps. The middle one takes nearly all of the time and no memory, so that it may be
 * another thread's. */
#ifndef LOC_SCAN_RUN_H
#define LOC_SCAN_RUN_H

#include "scan/draw.h"
#include "scan/windows.h"

/* A scan under way; it stays where it is, and what it was given stays too. */
typedef struct loc_scan_run {
    locality_scan_input in;
    locality_scan_options how;
    loc_windows windows;
    loc_draw draw;
    locality_scan_result *result;
    double *best;   /* scores of the best windows of the replicates; null where none are drawn */
    size_t drawn;   /* replicates */
    bool is_enough; /* as many as asked score as high as the likeliest cluster */
} loc_scan_run;

/* Finds the clusters, and takes all memory that their probabilities need. On success drop it in any case. */
locality_status loc_scan_begin(loc_scan_run *run, const locality_zones *zones,
                               const locality_scan_input *input,
                               const locality_scan_options *options,
                               const locality_allocator *allocator, locality_error *error);
/* Draws the replicates; false where the host stopped it. */
bool loc_scan_replicate(loc_scan_run *run);
/* The clusters with their probabilities; the caller's. */
locality_scan_result *loc_scan_end(loc_scan_run *run);
void loc_scan_drop(loc_scan_run *run);

#endif
