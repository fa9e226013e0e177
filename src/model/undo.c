/* Undo of several changes of a model. See undo.h. */
#include "model/undo.h"

/* Puts the tables that were kept back in place and lets the others go. */
static void put_back(loc_undo *undo) {
    locality_model *model = undo->model;
    for (uint32_t i = 0; i < undo->count; i++) {
        loc_table **place = &model->table[undo->kinds[i]];
        loc_table *changed = *place;
        *place = undo->kept[i];
        undo->kept[i] = changed;
    }
}

bool loc_undo_open(loc_undo *undo, locality_model *model, const uint32_t *kinds, uint32_t count) {
    undo->model = model;
    undo->count = 0;
    for (uint32_t i = 0; i < count; i++) {
        loc_table *table = model->table[kinds[i]], *shared = NULL;
        if (table != NULL) {
            shared = loc_table_share(&model->allocator, table);
            if (shared == NULL) {
                loc_undo_close(undo, false);
                return false;
            }
        }
        undo->kinds[undo->count] = kinds[i];
        undo->kept[undo->count++] = table;
        model->table[kinds[i]] = shared; /* the one that changes */
    }
    return true;
}

void loc_undo_close(loc_undo *undo, bool keep_changes) {
    if (!keep_changes) {
        put_back(undo);
    }
    for (uint32_t i = 0; i < undo->count; i++) {
        loc_table_release(&undo->model->allocator, undo->kept[i]);
    }
    undo->count = 0;
}
