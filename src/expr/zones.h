/* Zones: what a condition `field = constant` says of whole batches of records.
 *
 * Records of one version come together, and so do those of most other groups, so the condition usually
 * excludes a batch altogether or certainly holds for all of it, and need not be asked there. Zones are
 * found in one pass over the column, kept by the run, and shared by all rules that ask the same. */
#ifndef LOC_EXPR_ZONES_H
#define LOC_EXPR_ZONES_H

#include "expr/plan.h"

enum loc_zone_kinds {
    LOC_ZONE_MIXED = 0, /* the condition must be asked */
    LOC_ZONE_NO = 1,    /* it holds for no record, not even perhaps */
    LOC_ZONE_YES = 2    /* it certainly holds for every record */
};

/* What it says of one batch. */
typedef struct loc_zone {
    uint16_t begin,
        end;      /* within the batch; it holds for no record before or behind, not even perhaps */
    uint8_t kind; /* one of loc_zone_kinds, for the records between */
} loc_zone;

/* Notes a conjunct of the condition of a step: as that of its zones, or as one that is left to ask. */
bool loc_zones_note(loc_plan *plan, loc_step *step, const loc_node *conjunct);
/* The zones of a step, one for each batch of the plan; null where it has none, or so few records that they
 * are not worth while. False on refusal. */
bool loc_zones_of(loc_plan *plan, const loc_step *step, const loc_zone **out);
/* The zone of the batch of `size` records that begins at a row. */
static inline loc_zone loc_zone_at(const loc_plan *plan, const loc_zone *zones, uint32_t first,
                                   uint32_t size) {
    loc_zone whole = {0, (uint16_t)size, LOC_ZONE_MIXED};
    return zones == NULL ? whole : zones[first / plan->batch];
}
/* The truth of what a condition asks beyond its zone, for a frame in a zone LOC_ZONE_YES; null: all yes. */
bool loc_zone_rest(loc_plan *plan, const loc_step *step, const loc_frame *frame,
                   const uint8_t **out);

#endif
