/* Values: the members of a record's object as values, in the forms that documents have. What a text means
 * is not decided here; that it is a text, a list or a number is. */
#ifndef LOC_JSON_VALUES_H
#define LOC_JSON_VALUES_H

#include "document.h"

/* The values of one record after another; all of one lies in a block that is used again. */
typedef struct loc_json_values {
    const locality_allocator *allocator;
    const char *text; /* that the record stands in */
    const char *kind; /* of the record, for errors */
    locality_named_value *values;
    size_t *places; /* where each value stands */
    const char **items;
    char *digits; /* numbers as written */
    size_t count, items_count, digits_count;
    void *block;
    size_t block_size;
} loc_json_values;

/* Makes the block large enough for a record and divides it. False on refusal. */
bool loc_json_values_prepare(loc_json_values *record, loc_json_node node);
/* Takes a member as a value: a list as it is, true and false as a TRUTH, null as missing, all else as
 * TEXT. TYPE where a field of `type` is not written so. */
locality_status loc_json_values_take(loc_json_values *record, const loc_json_walk *member,
                                     int32_t type, locality_value *value, locality_error *error);
void loc_json_values_clear(loc_json_values *record);

#endif
