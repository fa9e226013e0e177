/* Namings: from a record to those that name it, for the fields by which posts answer for something:
 * from a theme to the posts that take it, from a role to its allocations. Made once for a snapshot,
 * linear in what is named, and kept with it. */
#ifndef LOC_STRUCTURE_NAMINGS_H
#define LOC_STRUCTURE_NAMINGS_H

#include "base/ascent.h"
#include "model/derived.h"

/* The fields that can be asked backwards. */
enum loc_naming_fields {
    LOC_POSTS_OF_THEME,
    LOC_POSTS_OF_FUNCTION,
    LOC_POSTS_OF_DUTY,
    LOC_POSTS_OF_GROUP,
    LOC_ALLOCATIONS_OF_ROLE,
    LOC_ALLOCATIONS_OF_THEME,
    LOC_ALLOCATIONS_OF_FUNCTION,
    LOC_ALLOCATIONS_OF_AREA,
    LOC_ALLOCATIONS_ABOUT, /* asked by loc_namings_about */
    LOC_FUNCTIONS_OF_DUTY,
    LOC_THEMES_OF_DUTY,
    LOC_ROLES_OF_DUTY,
    LOC_MEASURES_OF_OUTCOME,
    LOC_PROVISIONS_OF_SERVICE,
    LOC_PROVISIONS_OF_THEME,
    LOC_UNITS_OF_AREA,
    LOC_NAMING_FIELDS
};

/* Rows that name each target, one behind the other. */
typedef struct loc_naming {
    uint32_t targets;
    uint32_t *start; /* targets + 1 offsets into `row`; null where no record has the field */
    uint32_t *row;   /* ascending for each target */
} loc_naming;

typedef struct loc_namings {
    loc_derived derived;
    locality_allocator allocator;
    loc_naming by[LOC_NAMING_FIELDS];
    uint32_t *first; /* kinds + 1: number of the first record of each kind, for `about` */
    uint32_t *open;  /* posts that run a group of areas and do not say their themes, ascending */
    uint32_t opens;
} loc_namings;

/* The namings of a snapshot, which keeps them; leaves `error` alone on success. */
locality_status loc_namings_of(const locality_snapshot *snapshot, const loc_namings **out,
                               locality_error *error);
/* Rows that name a record. */
loc_rows loc_namings_get(const loc_namings *namings, uint32_t field, uint32_t target);
/* Allocations that are about a record of a kind. */
loc_rows loc_namings_about(const loc_namings *namings, uint32_t kind, uint32_t row);

#endif
