/* Change: what functions over two versions share. */
#ifndef LOC_STRUCTURE_CHANGE_H
#define LOC_STRUCTURE_CHANGE_H

#include "structure/structure.h"

/* LOCALITY_OK where both versions stand and are of one snapshot. */
locality_status loc_change_begin(const locality_structure *before, const locality_structure *after,
                                 locality_error *error);
/* A number before and after, with its net change and that as a share of what was before. */
locality_difference loc_difference(locality_range before, locality_range after);

#endif
