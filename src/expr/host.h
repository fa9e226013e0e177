/* Host: what the evaluator needs of a snapshot beside its public functions. */
#ifndef LOC_EXPR_HOST_H
#define LOC_EXPR_HOST_H

#include "locality/model.h"

/* The memory functions the model of a snapshot was made with. */
const locality_allocator *loc_host_allocator(const locality_snapshot *snapshot);
const locality_allocator *loc_host_model_allocator(const locality_model *model);

#endif
