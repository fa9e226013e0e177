/* Undo: makes several changes of a model one change: all of them happen, or none. */
#ifndef LOC_MODEL_UNDO_H
#define LOC_MODEL_UNDO_H

#include "model/builder.h"

enum { LOC_UNDO_KINDS = 4 };

/* What the tables of some kinds held when it was opened. Sharing a table copies nothing. */
typedef struct loc_undo {
    locality_model *model;
    uint32_t kinds[LOC_UNDO_KINDS], count;
    loc_table *kept[LOC_UNDO_KINDS]; /* null where the kind had no table */
} loc_undo;

/* Opens one for changes of at most LOC_UNDO_KINDS kinds. False on refusal: nothing is open. */
bool loc_undo_open(loc_undo *undo, locality_model *model, const uint32_t *kinds, uint32_t count);
/* Ends it: the changes stay, or the tables become what they were. */
void loc_undo_close(loc_undo *undo, bool keep_changes);

#endif
