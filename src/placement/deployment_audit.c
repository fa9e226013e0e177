/* Audit of FTE: verdict, shares, sums and the numbers that prove them. See deployment_audit.h. */
#include "placement/deployment_audit.h"

#include <inttypes.h>

const char *loc_audit_deployment_state(int32_t state) {
    return state == LOCALITY_PLACEMENT_FILLED  ? "all need met, proved best"
           : state == LOCALITY_PLACEMENT_SHORT ? "proved: some need must stay unmet"
                                               : locality_placement_state_name(state);
}

void loc_audit_time(const loc_members *members, int side, size_t index, loc_text *out) {
    loc_text_format(out, ", \"fte\": %" PRId64, members->fte[index]);
    if (side == LOCALITY_ALLOCATION_CANDIDATES)
        return;
    loc_text_format(out, ", \"protect\": %" PRId64 ", \"ceiling\": ", members->protect[index]);
    if (members->ceiling[index] < 0)
        loc_text_add(out, "null");
    else
        loc_text_format(out, "%" PRId64, members->ceiling[index]);
}

static void put_value(const locality_deployment_value *value, loc_text *out) {
    loc_text_add(out, ",\n  ");
    loc_audit_member(out, "verdict", locality_allocation_verdict_name(value->verdict));
    loc_text_format(out,
                    ",\n  \"unit\": \"hundredths of an FTE\",\n  \"gives\": %" PRId64
                    ", \"placed\": %" PRId64 ", \"need\": %" PRId64 ", \"met\": %" PRId64
                    ", \"unique\": %s,\n  ",
                    value->gives, value->placed, value->need, value->met,
                    value->is_unique != 0 ? "true" : "false");
    loc_audit_numbers(out, "totals", value->cost, value->levels);
}

static void put_shares(const locality_deployment *plan, loc_text *out) {
    loc_text_add(out, ",\n  \"plan\": [");
    for (size_t i = 0; i < locality_deployment_shares(plan); i++) {
        locality_deployment_share share = {0};
        locality_deployment_member group = {0}, place = {0};
        (void)locality_deployment_share_at(plan, i, &share, NULL);
        (void)locality_deployment_member_at(plan, 0, share.group, &group, NULL);
        (void)locality_deployment_member_at(plan, 1, share.place, &place, NULL);
        loc_text_add(out, i > 0 ? ",\n    {" : "\n    {");
        loc_audit_member(out, "candidate", group.id);
        loc_text_add(out, ", ");
        loc_audit_member(out, "place", place.id);
        loc_text_format(out, ", \"fte\": %" PRId64 ", \"fixed\": %s, \"tied\": %s}", share.amount,
                        share.is_fixed != 0 ? "true" : "false",
                        share.is_tied != 0 ? "true" : "false");
    }
    loc_text_char(out, ']');
}

/* Where members stand: the place of a step by number, or a word for none. */
static void put_standing(loc_text *out, const char *key, const uint32_t *at, const int64_t *step,
                         size_t count) {
    loc_audit_key(out, key);
    loc_text_char(out, '[');
    for (size_t i = 0; at != NULL && i < count; i++) {
        loc_text_add(out, i > 0 ? ", " : "");
        if (at[i] == LOCALITY_DEPLOYMENT_NOWHERE)
            loc_text_add(out, "\"nowhere\"");
        else if (at[i] == LOCALITY_DEPLOYMENT_LEFT_OVER)
            loc_text_add(out, "\"left over\"");
        else
            loc_text_format(out, "[%" PRIu32 ", %" PRId64 "]", at[i], step[i]);
    }
    loc_text_add(out, "],\n    ");
}

static void put_certificate(const locality_deployment *plan, loc_text *out) {
    locality_deployment_certificate c = LOCALITY_DEPLOYMENT_CERTIFICATE_INIT;
    size_t groups = locality_deployment_count(plan, 0), places = locality_deployment_count(plan, 1);

    loc_text_add(out, ",\n  \"certificate\": ");
    if (locality_deployment_get_certificate(plan, &c, NULL) != LOCALITY_OK) {
        loc_text_add(out, "null");
        return;
    }
    loc_text_char(out, '{');
    if (c.verdict == LOCALITY_ALLOCATION_INFEASIBLE) {
        loc_audit_bytes(out, "candidate_in", c.group_in, groups);
        loc_text_add(out, ",\n    ");
        loc_audit_bytes(out, "place_in", c.place_in, places);
        loc_text_format(out, ",\n    \"short\": %s, \"must\": %" PRId64 ", \"can\": %" PRId64 "}",
                        c.is_short != 0 ? "true" : "false", c.must, c.can);
        return;
    }
    put_standing(out, "candidate_at", c.group_at, c.group_step, groups);
    put_standing(out, "place_at", c.place_at, c.place_step, places);
    loc_text_format(out, "\"levels\": %zu,\n    ", c.levels);
    loc_audit_numbers(out, "candidate_price", c.group_price, groups * c.levels);
    loc_text_add(out, ",\n    ");
    loc_audit_numbers(out, "place_price", c.place_price, places * c.levels);
    loc_text_char(out, '}');
}

void loc_audit_deployment(const locality_deployment *plan, loc_text *out) {
    locality_deployment_value value;

    (void)locality_deployment_get_value(plan, &value, NULL);
    put_value(&value, out);
    put_shares(plan, out);
    put_certificate(plan, out);
}
