/* Overlays: structures that are changes over a baseline.
 *
 * An overlay receives a copy of each post and unit of its baseline, with the id
 * `<overlay>/<baseline id>`, the baseline's record as its origin, and the overlay as its
 * structure. Inside an overlay a reference to a record of the baseline means its copy; `origin`
 * alone goes on naming the baseline. Then the overlay's change records are applied. Baselines
 * come before their overlays, which can be baselines in turn. Copies stand in the snapshot only. */
#ifndef LOC_MODEL_OVERLAY_H
#define LOC_MODEL_OVERLAY_H

#include "model/resolve.h"

/* Puts the tables of posts and units with the records of all overlays into the resolver, in
 * place of the model's; does nothing where there are neither overlays nor changes. */
locality_status loc_overlay(loc_resolver *resolver);

/* ---- Between overlay.c and changes.c --------------------------------------------------------- */

enum { LOC_COPIED = 2 }; /* kinds that are copied: units and posts */

/* One kind on its way: the table that grows, and two numbers a row. */
typedef struct loc_copied {
    uint32_t kind;
    uint32_t structure_field, origin_field;
    loc_table *table;
    uint32_t *structure; /* row of the structure a record belongs to, or MISSING */
    uint32_t *copy;      /* row of its copy in the overlay at work, or MISSING */
    size_t structure_capacity, copy_capacity;
} loc_copied;

/* A change record, with what decides when it is applied. */
typedef struct loc_change {
    uint32_t row;
    uint32_t structure; /* row of the overlay */
    int64_t sequence;   /* INT64_MAX where there is none: last */
} loc_change;

/* The overlay at work. */
typedef struct loc_overlaying {
    loc_resolver *resolver;
    locality_model *model;
    locality_error *error;
    loc_copied kind[LOC_COPIED];
    uint32_t structures;
    uint32_t *baseline; /* of each structure: row of its baseline, or MISSING */
    uint32_t overlay;   /* row of the structure at work */
    loc_change *change; /* all changes, by overlay, sequence and id */
    size_t changes;
    uint32_t *ceased; /* symbols of the ids of copies that have left it */
    size_t ceased_count, ceased_capacity;
    uint32_t *item; /* items of the list at work */
    size_t item_capacity;
} loc_overlaying;

/* Whether a structure says that its changes are in what it lists: it is no overlay any more. */
bool loc_overlay_is_applied(const loc_overlaying *o, uint32_t structure);
/* The kind a field's references lead into, if it is copied and they are to be led to copies;
 * else null. */
loc_copied *loc_overlay_target(loc_overlaying *o, const loc_copied *from, uint32_t field);
/* Leads the references of a cell from records of the baseline to their copies. */
locality_status loc_overlay_lead(loc_overlaying *o, const loc_copied *from, loc_cell *cell);
/* Reads and sorts the changes of all overlays into `change`, which has room for all of them. */
locality_status loc_overlay_sort_changes(loc_overlaying *o);
/* Applies the changes of the overlay at work in their order. */
locality_status loc_overlay_changes(loc_overlaying *o);

#endif
