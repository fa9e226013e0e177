/* Audit of a rota: everything that went in and came out as one JSON document, the same to the byte for the same
 * input. Candidates, places and periods are named by their numbers in the lists of the document. */
#include <inttypes.h>

#include "base/error.h"
#include "base/sha256.h"
#include "placement/audit.h"
#include "placement/placement.h"
#include "placement/rota.h"

static void put_day(loc_text *out, int64_t day) {
    char text[LOC_DAY_ROOM];

    loc_rota_day(day, text);
    loc_audit_string(out, text);
}

/* The comma between the items of a list of lines. */
static void put_item(loc_text *out, size_t index) {
    loc_text_add(out, index > 0 ? ",\n    " : "\n    ");
}

/* ---- What went in ------------------------------------------------------------------------------------------ */

static void put_texts(const locality_placement_rota *r, loc_text *out) {
    static const char *const rhythms[] = {"month", "week", "quarter"};
    const char *const member[][2] = {{"allocation", r->id}, {"sentence", r->sentence},
                                     {"source", r->source}, {"section", r->section},
                                     {"text", r->text},     {"every", rhythms[r->every]}};

    for (size_t i = 0; i < sizeof member / sizeof member[0]; i++) {
        loc_text_add(out, "  ");
        loc_audit_member(out, member[i][0], member[i][1]);
        loc_text_add(out, ",\n");
    }
    loc_text_add(out, "  \"first\": ");
    put_day(out, r->first);
    loc_text_add(out, ",\n  \"last\": ");
    put_day(out, r->last);
    loc_text_format(out, ",\n  \"work_limit\": %" PRIu64 ",\n  ", r->work_limit);
    loc_audit_member(out, "solver", r->solver);
    loc_text_format(out, ",\n  \"solver_limit\": %" PRIu64 ",\n  \"parameters\": {",
                    r->solver_limit);
    for (size_t i = 0; i < r->settings_count; i++) {
        loc_text_add(out, i > 0 ? ", " : "");
        loc_audit_member(out, r->settings[i].name, r->settings[i].value);
    }
    loc_text_char(out, '}');
}

static void put_wishes(const locality_placement_rota *r, loc_text *out) {
    loc_text_add(out, ",\n  \"wishes\": [");
    for (size_t i = 0; i < r->wishes; i++) {
        const loc_rota_wish *wish = &r->wish[i];
        put_item(out, i);
        loc_text_format(out,
                        "{\"candidate\": %" PRIu32 ", \"place\": %" PRIu32
                        ", \"first\": %zu, \"last\": %zu, \"fixed\": %s, ",
                        wish->candidate, wish->place, wish->first, wish->last,
                        wish->is_fixed ? "true" : "false");
        loc_audit_member(out, "reason", wish->reason);
        loc_text_char(out, '}');
    }
    loc_text_char(out, ']');
}

static void put_members(const locality_placement_rota *r, loc_text *out) {
    for (int side = 0; side < 2; side++) {
        const loc_members *m = &r->side[side];
        loc_text_format(out, ",\n  \"%s\": [", side == 0 ? "candidates" : "places");
        for (size_t i = 0; i < m->count; i++) {
            put_item(out, i);
            loc_text_char(out, '{');
            loc_audit_member(out, "id", m->id[i]);
            loc_text_add(out, ", ");
            loc_audit_member(out, "label", m->label[i]);
            if (side == 0 && m->share[i] > 0)
                loc_text_format(out, ", \"share\": %" PRId64, m->share[i]);
            if (side == 0 && m->history[i] >= 0)
                loc_text_format(out, ", \"history\": %" PRId64, m->history[i]);
            loc_text_char(out, '}');
        }
        loc_text_char(out, ']');
    }
}

static void put_windows(const char *key, const locality_rota_window *window, size_t count,
                        bool with_cost, loc_text *out) {
    loc_text_format(out, ",\n  \"%s\": [", key);
    for (size_t i = 0; i < count; i++) {
        const locality_rota_window *w = &window[i];
        put_item(out, i);
        loc_text_format(out, "[%" PRIu32 ", %" PRIu32 ", %" PRIu32 ", %" PRIu32, w->candidate,
                        w->demand, w->first, w->last);
        if (with_cost)
            loc_text_format(out, ", %" PRId64, w->cost);
        loc_text_char(out, ']');
    }
    loc_text_char(out, ']');
}

/* Candidate, place, periods held, and whole periods since; where there is anything. */
static void put_past(const locality_placement_rota *r, loc_text *out) {
    size_t count = 0;

    for (size_t i = 0; r->past != NULL && i < r->side[0].count; i++) {
        const locality_rota_past *past = &r->past[i];
        if (past->demand == LOCALITY_ROTA_NOBODY)
            continue;
        loc_text_add(out, count == 0 ? ",\n  \"past\": [" : "");
        put_item(out, count++);
        loc_text_format(out, "[%zu, %" PRIu32 ", %" PRIu32 ", %" PRIu32 "]", i, past->demand,
                        past->length, past->ago);
    }
    loc_text_add(out, count > 0 ? "]" : "");
}

static void put_input(const locality_placement_rota *r, loc_text *out) {
    put_texts(r, out);
    put_wishes(r, out);
    loc_text_add(out, r->rules);
    loc_text_format(out,
                    ",\n  \"spell_least\": %" PRId64 ",\n  \"spell_most\": %" PRId64
                    ",\n  \"rest\": %" PRId64,
                    r->spell_least, r->spell_most, r->rest);
    put_members(r, out);
    put_past(r, out);
    loc_text_add(out, ",\n  \"periods\": [");
    for (size_t i = 0; i < r->periods; i++) {
        put_item(out, i);
        loc_text_char(out, '[');
        put_day(out, r->period[i].first);
        loc_text_add(out, ", ");
        put_day(out, r->period[i].last);
        loc_text_char(out, ']');
    }
    loc_text_add(out, "],\n  \"needed\": [");
    for (size_t i = 0; i < r->side[1].count; i++) {
        put_item(out, i);
        loc_text_char(out, '[');
        for (size_t k = 0; k < r->periods; k++)
            loc_text_format(out, "%s%" PRId64, k > 0 ? ", " : "", r->needed[i * r->periods + k]);
        loc_text_char(out, ']');
    }
    loc_text_char(out, ']');
    put_windows("eligible", r->window, r->windows, true, out);
    loc_text_add(out, ",\n  \"cannot_tell\": [");
    for (size_t i = 0, count = 0; i < r->side[0].count * r->side[1].count; i++)
        if (r->unsure[i] != 0)
            loc_text_format(out, "%s[%zu, %zu]", count++ > 0 ? ", " : "", i / r->side[1].count,
                            i % r->side[1].count);
    loc_text_char(out, ']');
    put_windows("fixed", r->pin, r->pins, false, out);
}

/* ---- What came out ------------------------------------------------------------------------------------------ */

static const char *truth(int32_t is_so) {
    return is_so != 0 ? "true" : "false";
}

static void put_verdict(const locality_placement_rota *r, loc_text *out) {
    static const char *const proofs[] = {"none", "prices", "search", "solver", "pins"};
    locality_rota_value v;

    loc_text_add(out, ",\n  ");
    if (locality_rota_value_of(r->rota, &v, NULL) != LOCALITY_OK) {
        loc_audit_member(out, "verdict", "not solved");
        return;
    }
    loc_audit_member(out, "verdict", locality_allocation_verdict_name(v.verdict));
    loc_text_add(out, ",\n  ");
    loc_audit_member(out, "proof", proofs[v.proof]);
    loc_text_add(out, ",\n  ");
    loc_audit_member(out, "proved_by", v.proved_by);
    loc_text_format(out,
                    ",\n  \"levels_by_prices\": %" PRId32 ",\n  \"places_needed\": %" PRId64
                    ",\n  \"places_filled\": %" PRId64 ",\n  \"places_filled_most\": %" PRId64
                    ",\n  \"is_filled_proved\": %s,\n  \"is_fair_proved\": %s",
                    v.levels_by_prices, v.needed, v.filled, v.filled_most,
                    truth(v.is_filled_proved), truth(v.is_fair_proved));
    loc_text_format(out, ",\n  \"cost\": %" PRId64 ",\n  \"cost_least\": ", v.cost);
    if (v.cost_least == INT64_MIN)
        loc_text_add(out, "null");
    else
        loc_text_integer(out, v.cost_least);
    loc_text_format(out, ",\n  \"is_cost_proved\": %s", truth(v.is_cost_proved));
}

static void put_spells(const locality_placement_rota *r, loc_text *out) {
    loc_text_add(out, ",\n  \"spells\": [");
    for (size_t i = 0; i < r->spells; i++) {
        const locality_placement_spell *spell = &r->spell[i];
        put_item(out, i);
        loc_text_format(out, "{\"place\": %" PRIu32 ", \"candidate\": ", spell->place);
        if (spell->candidate == LOCALITY_ROTA_NOBODY)
            loc_text_add(out, "null");
        else
            loc_text_integer(out, spell->candidate);
        loc_text_add(out, ", \"first\": ");
        put_day(out, spell->first);
        loc_text_add(out, ", \"last\": ");
        put_day(out, spell->last);
        loc_text_format(out, ", \"periods\": %" PRIu32 ", \"fixed\": %s}", spell->periods,
                        truth(spell->is_fixed));
    }
    loc_text_char(out, ']');
}

/* How far every place is covered in every period: needed, filled, and who is eligible; and each period as a
 * whole: needed, filled, and what could be filled if there were no other. */
static void put_coverage(const locality_placement_rota *r, loc_text *out) {
    loc_text_add(out, ",\n  \"coverage\": [");
    for (uint32_t i = 0; r->rota != NULL && i < r->side[1].count; i++) {
        put_item(out, i);
        loc_text_char(out, '[');
        for (uint32_t k = 0; k < r->periods; k++) {
            locality_rota_cover c;
            (void)locality_rota_cover_at(r->rota, i, k, &c, NULL);
            loc_text_format(out, "%s[%" PRId64 ", %" PRId64 ", %" PRId64 "]", k > 0 ? ", " : "",
                            c.needed, c.filled, c.available);
        }
        loc_text_char(out, ']');
    }
    loc_text_add(out, "],\n  \"coverage_of_periods\": [");
    for (uint32_t k = 0; r->rota != NULL && k < r->periods; k++) {
        int64_t needed = 0, filled = 0, possible = 0;
        (void)locality_rota_period(r->rota, k, &needed, &filled, &possible, NULL);
        loc_text_format(out, "%s[%" PRId64 ", %" PRId64 ", %" PRId64 "]", k > 0 ? ", " : "", needed,
                        filled, possible);
    }
    loc_text_char(out, ']');
}

static void put_shares(const locality_placement_rota *r, loc_text *out) {
    loc_text_add(out, ",\n  \"shares\": [");
    for (size_t i = 0; i < locality_rota_burdens(r->rota); i++) {
        locality_rota_burden b;
        (void)locality_rota_burden_at(r->rota, i, &b, NULL);
        put_item(out, i);
        loc_text_format(out,
                        "{\"candidate\": %" PRIu32 ", \"share\": %" PRId64 ", \"history\": %" PRId64
                        ", \"periods\": %" PRId64 ", \"most\": %" PRId64 "}",
                        b.candidate, b.share, b.history, b.periods, b.most);
    }
    loc_text_add(out, "],\n  \"hand_overs\": [");
    for (size_t i = 0; i < locality_rota_handovers(r->rota); i++) {
        locality_rota_handover h;
        (void)locality_rota_handover_at(r->rota, i, &h, NULL);
        put_item(out, i);
        loc_text_format(out, "{\"period\": %" PRIu32 ", \"place\": %" PRIu32 ", ", h.period,
                        h.demand);
        loc_audit_member(out, "from", h.from_id);
        loc_text_add(out, ", ");
        loc_audit_member(out, "to", h.to_id);
        loc_text_char(out, '}');
    }
    loc_text_char(out, ']');
}

/* ---- What proves it ----------------------------------------------------------------------------------------- */

static void put_holdings(const char *key, size_t count, const uint32_t *candidate,
                         const uint32_t *demand, const uint32_t *period, loc_text *out) {
    loc_audit_key(out, key);
    loc_text_char(out, '[');
    for (size_t i = 0; i < count; i++)
        loc_text_format(out, "%s[%" PRIu32 ", %" PRIu32 ", %" PRIu32 "]", i > 0 ? ", " : "",
                        candidate[i], demand[i], period[i]);
    loc_text_char(out, ']');
}

static void put_certificate(const locality_placement_rota *r, loc_text *out) {
    static const char *const rules[] = {"nothing",       "most periods",   "places needed",
                                        "longest spell", "shortest spell", "rest"};
    locality_rota_certificate c = LOCALITY_ROTA_CERTIFICATE_INIT;
    size_t people = r->side[0].count, places = r->side[1].count;

    loc_text_add(out, ",\n  \"certificate\": ");
    if (locality_rota_certificate_of(r->rota, &c, NULL) != LOCALITY_OK) {
        loc_text_add(out, "null");
        return;
    }
    loc_text_format(out, "{\"levels\": %" PRIu32 ", \"levels_by_prices\": %" PRIu32 ", ", c.levels,
                    c.levels_by_prices);
    loc_audit_member(out, "broken", rules[c.broken]);
    loc_text_add(out, ",\n    ");
    put_holdings("holdings", c.holdings, c.candidate, c.demand, c.period, out);
    loc_text_add(out, ",\n    ");
    put_holdings("bound", c.bound_holdings, c.bound_candidate, c.bound_demand, c.bound_period, out);
    loc_text_add(out, ",\n    ");
    loc_audit_numbers(out, "candidate_price", c.candidate_price, people * c.levels);
    loc_text_add(out, ",\n    ");
    loc_audit_numbers(out, "period_price", c.period_price, people * r->periods * c.levels);
    loc_text_add(out, ",\n    ");
    loc_audit_numbers(out, "place_price", c.demand_price, places * r->periods * c.levels);
    loc_text_char(out, '}');
}

/* The search as a proof that locality_rota_verify follows, where there is one: it was followed before it is shown. */
static void put_search(const locality_placement_rota *r, loc_text *out) {
    static const char digits[] = "0123456789abcdef";
    const uint8_t *bytes = locality_rota_proof_bytes(r->rota);
    size_t length = locality_rota_proof_length(r->rota);
    char sum[LOC_SHA256_TEXT];

    loc_text_add(out, ",\n  \"search\": ");
    if (!r->is_checked) {
        loc_text_add(out, "null");
        return;
    }
    loc_sha256_text(bytes, length, sum);
    loc_text_format(out, "{\"is_checked\": true, \"bytes\": %zu, ", length);
    loc_audit_member(out, "sha256", sum);
    loc_text_add(out, ",\n    \"proof\": \"");
    for (size_t i = 0; i < length; i++) {
        loc_text_char(out, digits[bytes[i] >> 4]);
        loc_text_char(out, digits[bytes[i] & 15]);
    }
    loc_text_add(out, "\"}");
}

static void put_document(const locality_placement_rota *r, loc_text *out) {
    loc_text input;

    loc_text_init(&input, &r->allocator);
    put_input(r, &input);
    loc_audit_begin("locality_rota", &input, out);
    loc_text_clear(&input);
    put_verdict(r, out);
    put_spells(r, out);
    put_coverage(r, out);
    put_shares(r, out);
    put_certificate(r, out);
    put_search(r, out);
    loc_text_add(out, ",\n  \"sentences\": [");
    for (size_t i = 0; i < r->says_count; i++) {
        put_item(out, i);
        loc_audit_string(out, r->says[i]);
    }
    loc_text_add(out, "]\n}\n");
}

locality_status locality_placement_rota_audit(const locality_placement_rota *rota, char *buffer,
                                              size_t capacity, size_t *length,
                                              locality_error *error) {
    loc_text text;

    if (length != NULL)
        *length = 0;
    if (rota == NULL)
        return loc_fail_null(error, "rota");
    loc_text_init(&text, &rota->allocator);
    put_document(rota, &text);
    return loc_audit_give(&text, buffer, capacity, length, error);
}
