/* Audit of FTE: the plan and its certificate, as members of a document. */
#ifndef LOC_PLACEMENT_DEPLOYMENT_AUDIT_H
#define LOC_PLACEMENT_DEPLOYMENT_AUDIT_H

#include "locality/deployment.h"
#include "placement/audit.h"

/* One of locality_placement_states, in words about FTE. */
const char *loc_audit_deployment_state(int32_t state);
/* FTE of a member, behind what else is said of it. */
void loc_audit_time(const loc_members *members, int side, size_t index, loc_text *out);
void loc_audit_deployment(const locality_deployment *plan, loc_text *out);

#endif
