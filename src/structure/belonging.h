/* Belonging: the unit, area, group, function ... of a post, so that each post counts once. */
#ifndef LOC_STRUCTURE_BELONGING_H
#define LOC_STRUCTURE_BELONGING_H

#include "places/hierarchy.h"
#include "model/view.h"
#include "structure/structure.h"

/* Keys: the row of a record, the symbol of a title, or one of these. */
#define LOC_BELONGS_COUNTYWIDE (UINT32_MAX - 3)
#define LOC_BELONGS_SEVERAL (UINT32_MAX - 2)
#define LOC_BELONGS_NONE (UINT32_MAX - 1)
#define LOC_BELONGS_UNPLACED UINT32_MAX

/* What belonging is read from; what a basis does not need is empty. */
typedef struct loc_belonging {
    const locality_structure *structure;
    int32_t by;                     /* one of locality_total_bases */
    const loc_hierarchy *hierarchy; /* BY_AREA, BY_GROUP; kept by the snapshot */
    uint32_t layer;                 /* symbol of the level or layer; 0: all of them */
    bool is_in_layer;               /* a level or layer was asked for */
    locality_column column;         /* the field of the post that says it */
    locality_column group, countywide;
    uint32_t *area_key; /* BY_AREA, BY_GROUP: the key of each area, found when first asked for */
    loc_forest units;   /* BY_TOP_UNIT: parent = unit.parent */
    uint32_t top;       /* BY_TOP_UNIT: the unit that all others lie under, if there is one */
} loc_belonging;

/* `layer` may be null. Clear it also after a failure. */
locality_status loc_belonging_init(loc_belonging *belonging, const locality_structure *structure,
                                   int32_t by, const char *layer, locality_error *error);
void loc_belonging_clear(loc_belonging *belonging);
/* The keys that posts belong to. */
void loc_belonging_keys(const loc_belonging *belonging, const uint32_t *post, uint32_t count,
                        uint32_t *key);
/* Kind of the records that keys are rows of; LOCALITY_NO_INDEX for titles. */
uint32_t loc_belonging_kind(int32_t by);
/* Whether a record of the kind has a row of its own even when no post belongs to it. */
bool loc_belonging_expects(const loc_belonging *belonging, uint32_t row);

#endif
