/* Deployment, what can be asked of a plan: its numbers, and the story of a shortage. */
#include <string.h>

#include "deployment/plan.h"
#include "schema/schema.h"

/* ---- Numbers --------------------------------------------------------------------------------- */

locality_status locality_deployment_get_value(const locality_deployment *deployment,
                                              locality_deployment_value *out,
                                              locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (deployment == NULL || out == NULL) {
        return loc_fail_null(error, deployment == NULL ? "deployment" : "out");
    }
    *out = deployment->value;
    return loc_ok(error);
}

size_t locality_deployment_count(const locality_deployment *deployment, int32_t side) {
    if (deployment == NULL || (side != 0 && side != 1)) {
        return 0;
    }
    return side == 0 ? deployment->asked.groups : deployment->asked.places;
}

locality_status locality_deployment_member_at(const locality_deployment *deployment, int32_t side,
                                              size_t position, locality_deployment_member *out,
                                              locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (deployment == NULL || out == NULL) {
        return loc_fail_null(error, deployment == NULL ? "deployment" : "out");
    }
    if (position >= locality_deployment_count(deployment, side)) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no group or place %zu", position);
    }
    *out = deployment->member[side][position];
    return loc_ok(error);
}

size_t locality_deployment_shares(const locality_deployment *deployment) {
    return deployment != NULL ? deployment->shares : 0;
}

locality_status locality_deployment_share_at(const locality_deployment *deployment, size_t index,
                                             locality_deployment_share *out,
                                             locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (deployment == NULL || out == NULL) {
        return loc_fail_null(error, deployment == NULL ? "deployment" : "out");
    }
    if (index >= deployment->shares) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no share %zu", index);
    }
    *out = deployment->share[index];
    return loc_ok(error);
}

locality_status locality_deployment_get_certificate(const locality_deployment *deployment,
                                                    locality_deployment_certificate *out,
                                                    locality_error *error) {
    uint32_t size = out != NULL ? out->struct_size : 0;
    locality_deployment_certificate empty = LOCALITY_DEPLOYMENT_CERTIFICATE_INIT;

    if (deployment == NULL || out == NULL) {
        return loc_fail_null(error, deployment == NULL ? "deployment" : "out");
    }
    if (size < sizeof *out) {
        return loc_fail(error, LOCALITY_INVALID,
                        "out.struct_size is not that of locality_deployment_certificate");
    }
    loc_struct_give(out, size, &empty, sizeof empty);
    if (!deployment->value.has_certificate) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "no certificate proves this plan");
    }
    loc_struct_give(out, size, &deployment->certificate, sizeof deployment->certificate);
    out->struct_size = size;
    return loc_ok(error);
}

/* ---- What cannot be kept --------------------------------------------------------------------- */

/* Marks what pairs join to a node inside the marked side of a cut, and counts it. */
static uint32_t mark_joined(const loc_deploy *d, const uint8_t *cut, uint8_t side, uint32_t root,
                            uint8_t *in, uint32_t *queue) {
    uint32_t end = 0;

    in[root] = 1;
    queue[end++] = root;
    for (uint32_t at = 0; at < end; at++) {
        bool is_group = queue[at] < d->groups;
        uint32_t own = is_group ? queue[at] : queue[at] - d->groups;
        const size_t *start = is_group ? d->start : d->place_start;
        for (size_t k = start[own]; k < start[own + 1]; k++) {
            uint32_t other =
                is_group ? loc_deploy_place(d, d->pair_place[k]) : d->pair_group[d->place_pair[k]];
            if (cut[other] == side && !in[other]) {
                in[other] = 1;
                queue[end++] = other;
            }
        }
    }
    return end;
}

static bool is_broken(const loc_deploy *d, const uint8_t *in, bool is_short) {
    loc_deploy_cut cut = loc_deploy_border(d, in);
    return is_short ? cut.low_out > cut.high_in : cut.low_in > cut.high_out;
}

/* Of a cut, the side without the hub falls into parts that pairs join; the sums of the parts add up, so
 * that one of them at least is broken by itself. */
bool loc_deploy_blame(const loc_deploy *d, const uint8_t *cut, uint8_t *in, bool *is_short,
                      loc_work *work) {
    uint32_t nodes = loc_deploy_hub(d), best = 0, root = 0;
    uint8_t side = cut[nodes] ? 0 : 1;
    uint8_t *done = loc_work_take(work, nodes, 1);
    uint32_t *queue = loc_work_take(work, nodes, sizeof *queue);

    *is_short = side == 0; /* too much must come into the side of the hub: out of the other */
    if (work->stop == LOC_GOES_ON) {
        memset(done, 0, nodes);
        for (uint32_t v = 0; v < nodes; v++) {
            if (done[v] || cut[v] != side) {
                continue;
            }
            memset(in, 0, nodes);
            uint32_t count = mark_joined(d, cut, side, v, in, queue);
            for (uint32_t k = 0; k < count; k++) {
                done[queue[k]] = 1;
            }
            if ((best == 0 || count < best) && is_broken(d, in, *is_short)) {
                best = count;
                root = v;
            }
        }
        memset(in, 0, nodes);
        if (best > 0) {
            mark_joined(d, cut, side, root, in, queue);
        }
    }
    loc_work_give(work, done, nodes, 1);
    loc_work_give(work, queue, nodes, sizeof *queue);
    return work->stop == LOC_GOES_ON;
}

/* ---- Shortages ------------------------------------------------------------------------------- */

static int64_t wanted(const loc_deploy *d, uint32_t place) {
    int64_t low = d->low[place] * d->unit;
    return d->need[place] > low ? d->need[place] : low;
}

static bool is_short(const locality_deployment *plan, uint32_t place) {
    const loc_deploy *d = &plan->asked;
    return plan->found.total[place] * d->unit < d->need[place];
}

static bool is_full(const locality_deployment *plan, uint32_t place) {
    return plan->found.total[place] == plan->asked.high[place];
}

/* Starts with the place, or all that are short: those that lack people, or else those that may not be
 * given more. */
static uint32_t mark_short(const locality_deployment *plan, uint32_t place, uint8_t *in,
                           uint32_t *queue) {
    const loc_deploy *d = &plan->asked;
    uint32_t end = 0;

    for (int full = 0; full < 2 && end == 0; full++) {
        for (uint32_t j = 0; j < d->places; j++) {
            bool is_asked = place == LOCALITY_DEPLOYMENT_EVERYWHERE || j == place;
            if (is_asked && is_short(plan, j) && is_full(plan, j) == (full == 1)) {
                in[loc_deploy_place(d, j)] = 1;
                queue[end++] = j;
            }
        }
    }
    if (end > 0 && !is_full(plan, queue[0])) {
        end = loc_deploy_rivals(d, plan->found.flow, in, queue, end);
    }
    return end;
}

static void give_marks(const locality_deployment *plan, const uint8_t *in, uint8_t *place_in,
                       uint8_t *group_in, locality_deployment_story *out) {
    const loc_deploy *d = &plan->asked;

    for (uint32_t i = 0; i < d->groups; i++) {
        out->groups += in[i];
        if (group_in != NULL) {
            group_in[d->names->side[0].given[i]] = in[i];
        }
    }
    for (uint32_t j = 0; j < d->places; j++) {
        out->places += in[loc_deploy_place(d, j)];
        if (place_in != NULL) {
            place_in[d->names->side[1].given[j]] = in[loc_deploy_place(d, j)];
        }
    }
}

static locality_status tell_story(const locality_deployment *plan, uint32_t place, uint8_t *in,
                                  uint32_t *queue, locality_deployment_story *out,
                                  locality_error *error) {
    const loc_deploy *d = &plan->asked;

    if (plan->value.verdict == LOCALITY_ALLOCATION_INFEASIBLE) {
        memcpy(in, plan->found.cut, (size_t)d->groups + d->places);
        out->must = plan->certificate.must;
        out->can = plan->certificate.can;
        out->is_short = plan->certificate.is_short;
        return LOCALITY_OK;
    }
    if (mark_short(plan, place, in, queue) == 0) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "nothing is short there");
    }
    out->is_short = 1;
    for (uint32_t j = 0; j < d->places; j++) {
        if (in[loc_deploy_place(d, j)]) {
            out->must += wanted(d, j);
            out->can += plan->found.total[j] * d->unit;
        }
    }
    if (out->can >= out->must) { /* what is short is short because people are not split */
        return loc_fail(error, LOCALITY_NOT_FOUND, "it is short because people go whole");
    }
    return LOCALITY_OK;
}

locality_status locality_deployment_shortage(const locality_deployment *deployment, uint32_t place,
                                             locality_deployment_story *story, uint8_t *place_in,
                                             uint8_t *group_in, locality_error *error) {
    locality_deployment_story out = {0};

    if (story != NULL) {
        memset(story, 0, sizeof *story);
    }
    if (deployment == NULL || story == NULL) {
        return loc_fail_null(error, deployment == NULL ? "deployment" : "story");
    }
    const loc_deploy *d = &deployment->asked;
    if (place_in != NULL) {
        memset(place_in, 0, d->places);
    }
    if (group_in != NULL) {
        memset(group_in, 0, d->groups);
    }
    if (!deployment->value.has_certificate ||
        (place != LOCALITY_DEPLOYMENT_EVERYWHERE && place >= d->places)) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no such place, or nothing is proved");
    }
    uint32_t node = place != LOCALITY_DEPLOYMENT_EVERYWHERE ? d->names->side[1].node[place] : place;
    const locality_allocator *memory = &deployment->allocator;
    size_t nodes = (size_t)d->groups + d->places;
    uint8_t *in = loc_allocate(memory, nodes, 1);
    uint32_t *queue = loc_allocate(memory, d->places, sizeof *queue);
    locality_status status = in != NULL && queue != NULL
                                 ? tell_story(deployment, node, in, queue, &out, error)
                                 : loc_fail_memory(error);
    if (status == LOCALITY_OK) {
        give_marks(deployment, in, place_in, group_in, &out);
        *story = out;
    }
    loc_release(memory, in, nodes, 1);
    loc_release(memory, queue, d->places, sizeof *queue);
    return status == LOCALITY_OK ? loc_ok(error) : status;
}
