/* Part: which records of a case are loaded where not all are: by structure versions, by areas, by a day.
 *
 * Versions and areas are chosen once their own kinds are read; the other kinds are then asked for by
 * them. A store may push more than is asked for, so that each record is looked at again. */
#ifndef LOC_STORE_PART_H
#define LOC_STORE_PART_H

#include "model/alias.h"
#include "store/store.h"

/* Texts that are wanted; they live in the model. */
typedef struct loc_names {
    const char **text;
    size_t count, capacity;
} loc_names;

typedef struct loc_part {
    locality_model *model;
    const locality_load_options *options;
    loc_names versions, areas;
    bool versions_left_out; /* not all versions are wanted */
    bool has_aliases;       /* `aliases` was made */
    loc_aliases aliases;    /* other names of areas, by row */
    uint8_t *wanted;        /* of each row of the areas, where they were chosen: enum in part.c */
    uint32_t rows;
    uint32_t structure_field, first_field, last_field; /* of the kind that is read, or NO_INDEX */
    bool by_area;
    uint32_t *area_field;
    size_t area_fields, area_field_capacity;
} loc_part;

/* Once the structures are read: the versions that are wanted and all they build upon; the others are
 * taken out. */
locality_status loc_part_choose_versions(loc_part *part, locality_error *error);
/* Once areas and aliases are read: the areas that are wanted, and all below them. */
locality_status loc_part_choose_areas(loc_part *part, locality_error *error);
/* Once everything is read: the other areas are taken out. */
locality_status loc_part_leave_out_areas(loc_part *part, locality_error *error);
/* Puts into the query of a kind what is wanted, and notes it of the model. False on refusal. */
bool loc_part_ask(loc_part *part, locality_store_query *query);
/* Whether a record of the kind asked for last is wanted. */
bool loc_part_wants(const loc_part *part, const locality_store_record *record);
void loc_part_clear(loc_part *part);

#endif
