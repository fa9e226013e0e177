/* The past of a rota: what each candidate held last before its first day, by the records of allocations. */
#ifndef LOC_PLACEMENT_ROTA_PAST_H
#define LOC_PLACEMENT_ROTA_PAST_H

#include "placement/rota.h"

/* Fills in `past`, once members are known. A place was held by a record of the allocation's role (any, where it has
 * none) that is neither proposed nor refused. */
locality_status loc_rota_past(locality_placement_rota *r, const locality_snapshot *snapshot,
                              locality_error *error);

#endif
