/* Deployment plan: the answer as the host keeps it, by the positions that the host gave. */
#ifndef LOC_DEPLOYMENT_PLAN_H
#define LOC_DEPLOYMENT_PLAN_H

#include "deployment/deployment.h"

struct locality_deployment {
    locality_allocator allocator;
    loc_deploy asked; /* its arena holds everything */
    loc_deployed found;
    bool has_plan;
    locality_deployment_value value;
    locality_deployment_member *member[2];
    locality_deployment_share *share;
    size_t shares;
    locality_deployment_certificate certificate;
};

/* Fills members, shares and certificate from what was found; false on refusal of memory. */
bool loc_deploy_tell(locality_deployment *plan);
/* Cuts what cannot be kept down to its smallest part, as one byte a group and then a place. */
bool loc_deploy_blame(const loc_deploy *d, const uint8_t *cut, uint8_t *in, bool *is_short,
                      loc_work *work);

#endif
