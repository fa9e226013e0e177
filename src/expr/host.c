/* See host.h. In a file of its own because the inside of the model is not for the other files. */
#include "expr/host.h"

#include "model/builder.h"

const locality_allocator *loc_host_allocator(const locality_snapshot *snapshot) {
    return &snapshot->allocator;
}

const locality_allocator *loc_host_model_allocator(const locality_model *model) {
    return &model->allocator;
}
