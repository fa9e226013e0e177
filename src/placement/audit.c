/* Audit: the answer as one JSON document, the same to the byte for the same input. Members stand in the
 * order of their ids, so nothing of the order of records is left in it. */
#include "placement/audit.h"

#include <inttypes.h>

#include "base/error.h"
#include "placement/deployment_audit.h"
#include "placement/placement.h"

/* ---- What went in ---------------------------------------------------------------------------------------- */

static void put_asked(const locality_placement *p, loc_text *out) {
    loc_text_add(out, "  ");
    loc_audit_member(out, "allocation", p->id);
    loc_text_add(out, ",\n  ");
    loc_audit_member(out, "sentence", p->sentence);
    loc_text_add(out, ",\n  ");
    loc_audit_member(out, "source", p->source);
    loc_text_add(out, ",\n  ");
    loc_audit_member(out, "section", p->section);
    loc_text_add(out, ",\n  ");
    loc_audit_member(out, "text", p->text);
    loc_text_add(out, ",\n  ");
    loc_audit_key(out, "as_at");
    if (p->has_as_at) {
        loc_text_char(out, '"');
        loc_text_value(out, LOCALITY_TYPE_DATE, &p->as_at);
        loc_text_char(out, '"');
    } else {
        loc_text_add(out, "null");
    }
    loc_text_add(out, ",\n  ");
    loc_audit_key(out, "parameters");
    loc_text_char(out, '{');
    for (size_t i = 0; i < p->settings_count; i++) {
        loc_text_add(out, i > 0 ? ", " : "");
        loc_audit_member(out, p->settings[i].name, p->settings[i].value);
    }
    loc_text_add(out, "}");
}

static void put_covers(const loc_board *board, loc_text *out) {
    loc_text_add(out, ",\n  \"covers\": [");
    for (size_t i = 0; i < board->covers; i++) {
        loc_text_add(out, i > 0 ? ",\n    {" : "\n    {");
        loc_audit_member(out, "words", board->cover[i].words);
        loc_text_format(out, ", \"least\": %" PRId64 ", \"places\": [", board->cover[i].least);
        for (size_t k = 0; k < board->cover[i].count; k++)
            loc_text_format(out, "%s%" PRIu32, k > 0 ? ", " : "", board->cover[i].place[k]);
        loc_text_add(out, "]}");
    }
    loc_text_char(out, ']');
}

static void put_side(const loc_board *board, int side, const char *key, loc_text *out) {
    const loc_members *members = &board->side[side];

    loc_text_format(out, ",\n  \"%s\": [", key);
    for (size_t i = 0; i < members->count; i++) {
        loc_text_add(out, i > 0 ? ",\n    {" : "\n    {");
        loc_audit_member(out, "id", members->id[i]);
        loc_text_add(out, ", ");
        loc_audit_member(out, "label", members->label[i]);
        if (board->is_of_fte)
            loc_audit_time(members, side, i, out);
        else
            loc_text_format(out, ", \"most\": %" PRId64, members->most[i]);
        loc_text_add(out, members->is_maybe[i] != 0 ? ", \"certain\": false}" : "}");
    }
    loc_text_char(out, ']');
}

static void put_pair(const loc_board *board, size_t pair, loc_text *out) {
    static const char *const states[] = {"eligible", "fails", "cannot tell", "barred", "fixed"};
    int32_t state = loc_board_state(board, pair);

    loc_text_format(out, "[%zu, %zu, \"%s\"", pair / board->side[1].count,
                    pair % board->side[1].count, states[state]);
    if (board->failed[pair] != 0 || board->open[pair] != 0 || board->doubt[pair] != 0) {
        loc_text_add(out, ", ");
        loc_audit_hex(out, board->failed[pair]);
        loc_text_add(out, ", ");
        loc_audit_hex(out, board->open[pair]);
        loc_text_format(out, ", %d", (int)board->doubt[pair]);
    } else {
        for (size_t level = 0; level < board->preferences; level++)
            loc_text_format(out, ", %" PRId64, board->cost[level][pair]);
    }
    loc_text_char(out, ']');
}

static void put_input(const locality_placement *p, loc_text *out) {
    const loc_board *board = &p->board;

    put_asked(p, out);
    loc_audit_rules(board, out);
    put_covers(board, out);
    if (board->is_of_fte)
        loc_text_format(out, ",\n  \"step\": %" PRId64 ", \"whole\": %s",
                        board->step > 0 ? board->step : 1, board->is_whole ? "true" : "false");
    put_side(board, 0, "candidates", out);
    put_side(board, 1, "places", out);
    loc_text_add(out, ",\n  \"pairs\": [");
    for (size_t i = 0; i < board->pairs && !out->failed; i++) {
        loc_text_add(out, i > 0 ? ",\n    " : "\n    ");
        put_pair(board, i, out);
    }
    loc_text_char(out, ']');
}

/* ---- What came out ------------------------------------------------------------------------------------------ */

/* With stages the plan is what they settle: who is taken in a ring-fence is for a person to say. */
static void put_settled(const locality_placement *p, loc_text *out) {
    const loc_board *board = &p->board;
    size_t told = 0;

    loc_text_add(out, ",\n  \"plan\": [");
    for (size_t i = 0; i < p->staged_count; i++)
        for (size_t k = 0; k < p->staged[i].settled; k++) {
            uint32_t candidate = p->staged[i].candidate[k], place = p->staged[i].place[k];
            size_t pair = loc_board_pair(board, candidate, place);
            loc_text_add(out, told++ > 0 ? ",\n    {" : "\n    {");
            loc_audit_member(out, "candidate", board->side[0].id[candidate]);
            loc_text_add(out, ", ");
            loc_audit_member(out, "place", board->side[1].id[place]);
            loc_text_format(out, ", \"fixed\": %s, \"tied\": false, \"waives\": []}",
                            board->mark[pair] == LOC_MARK_FIXED ? "true" : "false");
        }
    loc_text_char(out, ']');
}

static void put_plan(const locality_placement *p, const locality_allocation_result *result,
                     const char *key, loc_text *out) {
    if (p->staged_count > 0 && result == p->result) {
        put_settled(p, out);
        return;
    }
    loc_text_format(out, ",\n  \"%s\": [", key);
    for (size_t i = 0; i < locality_allocation_result_pairs(result); i++) {
        locality_allocation_pair pair;
        if (locality_allocation_result_pair(result, i, &pair, NULL) != LOCALITY_OK)
            continue;
        loc_text_add(out, i > 0 ? ",\n    {" : "\n    {");
        loc_audit_member(out, "candidate", pair.candidate_id);
        loc_text_add(out, ", ");
        loc_audit_member(out, "place", pair.demand_id);
        loc_text_format(out, ", \"fixed\": %s, \"tied\": %s, \"waives\": [",
                        pair.is_pinned != 0 ? "true" : "false",
                        pair.is_tied != 0 ? "true" : "false");
        for (size_t k = 0, told = 0; k < p->board.conditions; k++)
            if ((pair.failed >> k & 1) != 0) {
                loc_text_add(out, told++ > 0 ? ", " : "");
                loc_audit_string(out, p->board.condition[k].id);
            }
        loc_text_add(out, "]}");
    }
    loc_text_char(out, ']');
}

static void put_totals(const locality_allocation_result *result, loc_text *out) {
    loc_text_add(out, ",\n  \"totals\": [");
    for (uint32_t level = 0; level < locality_allocation_result_levels(result); level++) {
        int64_t total;
        if (locality_allocation_result_total(result, level, &total, NULL) == LOCALITY_OK)
            loc_text_format(out, "%s%" PRId64, level > 0 ? ", " : "", total);
    }
    loc_text_char(out, ']');
}

static void put_certificate(const locality_placement *p, loc_text *out) {
    locality_allocation_certificate c = LOCALITY_ALLOCATION_CERTIFICATE_INIT;
    size_t candidates = p->board.side[0].count, places = p->board.side[1].count;

    loc_text_add(out, ",\n  \"certificate\": ");
    if (locality_allocation_result_certificate(p->result, &c, NULL) != LOCALITY_OK) {
        loc_text_add(out, "null");
        return;
    }
    loc_text_format(out, "{\"levels\": %" PRIu32 ",\n    ", c.levels);
    loc_audit_numbers(out, "candidate_price", c.candidate_price, candidates * c.levels);
    loc_text_add(out, ",\n    ");
    loc_audit_numbers(out, "place_price", c.demand_price, places * c.levels);
    loc_text_add(out, ",\n    ");
    loc_audit_numbers(out, "cover_price", c.group_price, p->board.covers * c.levels);
    if (c.verdict == LOCALITY_ALLOCATION_INFEASIBLE) {
        loc_text_add(out, ",\n    ");
        loc_audit_bytes(out, "candidate_in", c.candidate_in, candidates);
        loc_text_add(out, ",\n    ");
        loc_audit_bytes(out, "place_in", c.demand_in, places);
        loc_text_add(out, ",\n    ");
        loc_audit_bytes(out, "cover_in", c.group_in, p->board.covers);
        loc_text_format(out, ",\n    \"must\": %" PRId64 ", \"can\": %" PRId64, c.must, c.can);
    }
    loc_text_char(out, '}');
}

/* What the stages of a restructure settle and fence; people by number. */
static void put_stages(const locality_placement *p, loc_text *out) {
    loc_text_add(out, ",\n  \"stages\": [");
    for (size_t i = 0; i < p->staged_count; i++) {
        const loc_staged *stage = &p->staged[i];
        size_t from = 0, place_from = 0;
        loc_text_add(out, i > 0 ? ",\n    {" : "\n    {");
        loc_audit_member(out, "words", stage->words);
        loc_text_add(out, ", \"settled\": [");
        for (size_t k = 0; k < stage->settled; k++)
            loc_text_format(out, "%s[%" PRIu32 ", %" PRIu32 "]", k > 0 ? ", " : "",
                            stage->candidate[k], stage->place[k]);
        loc_text_add(out, "], \"ring_fences\": [");
        for (size_t f = 0; f < stage->fences; f++) {
            loc_text_add(out, f > 0 ? ", {\"people\": [" : "{\"people\": [");
            for (size_t k = from; k < stage->fence_end[f]; k++)
                loc_text_format(out, "%s%" PRIu32, k > from ? ", " : "", stage->fence[k]);
            loc_text_add(out, "], \"places\": [");
            for (size_t k = place_from; k < stage->fence_place_end[f]; k++)
                loc_text_format(out, "%s%" PRIu32, k > place_from ? ", " : "",
                                stage->fence_place[k]);
            loc_text_format(out, "], \"seats\": %" PRId64 "}", stage->fence_seats[f]);
            from = stage->fence_end[f];
            place_from = stage->fence_place_end[f];
        }
        loc_text_add(out, "], \"held_back\": {\"people\": [");
        for (size_t k = 0; k < stage->held_count; k++)
            loc_text_format(out, "%s%" PRIu32, k > 0 ? ", " : "", stage->held[k]);
        loc_text_add(out, "], \"places\": [");
        for (size_t k = 0; k < stage->held_places; k++)
            loc_text_format(out, "%s%" PRIu32, k > 0 ? ", " : "", stage->held_place[k]);
        loc_text_add(out, "]}}");
    }
    loc_text_char(out, ']');
}

static void put_sentences(const locality_placement *p, loc_text *out) {
    loc_text_add(out, ",\n  \"sentences\": [");
    for (size_t i = 0; i < p->says_count; i++) {
        loc_text_add(out, i > 0 ? ",\n    " : "\n    ");
        loc_audit_string(out, p->says[i]);
    }
    loc_text_add(out, "]\n}\n");
}

/* Whether a stage leaves open who is taken, and nothing worse is to be said. */
static bool is_for_people_to_choose(const locality_placement *p) {
    size_t fences = 0;

    for (size_t i = 0; i < p->staged_count; i++)
        fences += p->staged[i].fences;
    return p->state == LOCALITY_PLACEMENT_FILLED && fences > 0;
}

static void put_output(const locality_placement *p, loc_text *out) {
    loc_text_add(out, ",\n  ");
    loc_audit_member(out, "state",
                     p->deployed != NULL          ? loc_audit_deployment_state(p->state)
                     : is_for_people_to_choose(p) ? "a person has to choose in ring-fences"
                                                  : locality_placement_state_name(p->state));
    if (p->deployed != NULL) {
        loc_audit_deployment(p->deployed, out);
        put_sentences(p, out);
        return;
    }
    loc_text_add(out, ",\n  ");
    loc_audit_member(out, "verdict",
                     p->result == NULL ? "not solved"
                                       : locality_allocation_verdict_name(
                                             locality_allocation_result_verdict(p->result)));
    put_totals(p->result, out);
    put_plan(p, p->result, "plan", out);
    put_plan(p, p->waived, "plan_with_waivers", out);
    put_stages(p, out);
    put_certificate(p, out);
    put_sentences(p, out);
}

static void put_document(const locality_placement *p, loc_text *out) {
    loc_text input;

    loc_text_init(&input, &p->allocator);
    put_input(p, &input);
    loc_audit_begin("locality_allocation", &input, out);
    loc_text_clear(&input);
    put_output(p, out);
}

locality_status locality_placement_audit(const locality_placement *placement, char *buffer,
                                         size_t capacity, size_t *length, locality_error *error) {
    loc_text text;

    if (length != NULL)
        *length = 0;
    if (placement == NULL)
        return loc_fail_null(error, "placement");
    loc_text_init(&text, &placement->allocator);
    put_document(placement, &text);
    return loc_audit_give(&text, buffer, capacity, length, error);
}
