/* Outlived: records that name an area outside its life.
 *
 * What the time of a record is, is read from the names of its fields, so that it holds for every kind and
 * for fields that a host has declared: `starts` and `ends`, `effective` and `ends`, `date` ... A side that the
 * record does not say is that of the structure it belongs to. */
#ifndef LOC_PLACES_OUTLIVED_H
#define LOC_PLACES_OUTLIVED_H

#include "places/succession.h"
#include "schema/schema.h"

/* A field of a kind that names areas. */
typedef struct loc_area_field {
    uint32_t kind, field;
    locality_column column;
} loc_area_field;

/* Where the time of the records of a kind stands. */
typedef struct loc_time_fields {
    uint32_t first, last; /* fields, or LOCALITY_NO_INDEX */
    locality_column first_column, last_column, structure;
    uint32_t begin, end; /* of the kind's area fields */
} loc_time_fields;

typedef struct loc_outliving {
    locality_allocator allocator;
    const locality_snapshot *snapshot;
    const loc_succession *succession;
    locality_range horizon;
    bool has_horizon;
    loc_time_fields kinds[LOC_KINDS];
    loc_area_field *fields; /* by kind */
    size_t count, capacity;
} loc_outliving;

/* The horizon may be null. False where memory is refused. */
bool loc_outliving_init(loc_outliving *o, const loc_succession *succession,
                        const locality_range *horizon, const locality_allocator *allocator);
void loc_outliving_clear(loc_outliving *o); /* also after a failed init */
/* Gives each reference of a record to an area outside its life. */
void loc_outliving_record(const loc_outliving *o, uint32_t kind, uint32_t row,
                          void (*found)(void *self, const locality_outlived *item), void *self);

#endif
