/* Staged: how people and places stand once the stages were gone through: who is settled, who is in a
 * ring-fence, who is held back, and what that leaves of a pair. See stages.c. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "placement/held.h"
#include "placement/staged.h"

/* ---- Who is where -------------------------------------------------------------------------------------- */

static bool has(const uint32_t *list, size_t from, size_t end, uint32_t number) {
    for (size_t i = from; i < end; i++)
        if (list[i] == number)
            return true;
    return false;
}

/* Members of one side of a fence: their first, and one behind their last. */
static void range_of(const loc_staged *stage, size_t fence, int side, size_t *from, size_t *end) {
    const size_t *ends = side == 0 ? stage->fence_end : stage->fence_place_end;

    *from = fence == 0 ? 0 : ends[fence - 1];
    *end = ends[fence];
}

static bool is_in_fence(const loc_staged *stage, size_t fence, int side, uint32_t number) {
    size_t from, end;

    range_of(stage, fence, side, &from, &end);
    return has(side == 0 ? stage->fence : stage->fence_place, from, end, number);
}

/* The fence of a stage that holds a member; as many as there are for none. */
static size_t fence_of(const loc_staged *stage, int side, uint32_t number) {
    size_t fence = 0;

    while (fence < stage->fences && !is_in_fence(stage, fence, side, number))
        fence++;
    return fence;
}

static bool is_held(const loc_staged *stage, int side, uint32_t number) {
    return side == 0 ? has(stage->held, 0, stage->held_count, number)
                     : has(stage->held_place, 0, stage->held_places, number);
}

static bool is_settled(const loc_staged *stage, uint32_t candidate, uint32_t place) {
    for (size_t k = 0; k < stage->settled; k++)
        if (stage->candidate[k] == candidate && stage->place[k] == place)
            return true;
    return false;
}

static bool is_fenced(const loc_staged *stage, uint32_t candidate, uint32_t place) {
    size_t fence = fence_of(stage, 0, candidate);

    return fence < stage->fences && is_in_fence(stage, fence, 1, place);
}

/* Whether a stage holds a candidate and a place back, who could be a pair. */
static bool is_held_for(const locality_placement *p, const loc_staged *stage, uint32_t candidate,
                        uint32_t place) {
    int32_t state = loc_board_state(&p->board, loc_board_pair(&p->board, candidate, place));

    return is_held(stage, 0, candidate) && is_held(stage, 1, place) &&
           (state == LOCALITY_PLACEMENT_ELIGIBLE || state == LOCALITY_PLACEMENT_CANNOT_TELL);
}

/* ---- For the other files ---------------------------------------------------------------------------------- */

int64_t loc_placement_settled(const locality_placement *p, int32_t side, uint32_t number) {
    int64_t count = 0;

    for (size_t i = 0; i < p->staged_count; i++) {
        const loc_staged *stage = &p->staged[i];
        const uint32_t *member =
            side == LOCALITY_ALLOCATION_CANDIDATES ? stage->candidate : stage->place;
        for (size_t k = 0; k < stage->settled; k++)
            count += member[k] == number;
    }
    return count;
}

bool loc_placement_is_held(const locality_placement *p, uint32_t place) {
    for (size_t i = 0; i < p->staged_count; i++)
        if (is_held(&p->staged[i], 1, place))
            return true;
    return false;
}

bool loc_placement_is_certain(const locality_placement *p, uint32_t candidate, uint32_t place) {
    locality_allocation_pair pair = {0};
    size_t index = 0;
    uint32_t holder;

    for (size_t i = 0; i < p->staged_count; i++)
        if (is_settled(&p->staged[i], candidate, place))
            return true;
    do
        holder = p->staged_count > 0 ? UINT32_MAX : loc_placement_holder(p, place, &index, &pair);
    while (holder != UINT32_MAX && holder != candidate);
    return holder == candidate && (pair.is_tied == 0 || pair.is_pinned != 0);
}

bool loc_placement_awaits(const locality_placement *p, uint32_t place) {
    const loc_board *board = &p->board;

    for (uint32_t c = 0; p->staged_count > 0 && c < board->side[0].count; c++) {
        size_t pair = loc_board_pair(board, c, place);
        if (board->in_stage[pair] == LOC_NO_STAGE ||
            loc_board_state(board, pair) != LOCALITY_PLACEMENT_ELIGIBLE)
            continue;
        for (size_t i = 0; i < p->staged_count; i++)
            if (fence_of(&p->staged[i], 0, c) < p->staged[i].fences || is_held(&p->staged[i], 0, c))
                return true;
    }
    return false;
}

void loc_placement_contest(const locality_placement *p, uint32_t place, loc_fill *fill) {
    for (uint32_t c = 0; c < p->board.side[0].count; c++) {
        bool is_in = false;
        for (size_t i = 0; i < p->staged_count && !is_in; i++) {
            const loc_staged *stage = &p->staged[i];
            is_in = is_fenced(stage, c, place) || is_held_for(p, stage, c, place) ||
                    is_settled(stage, c, place);
        }
        if (is_in)
            loc_fill_add(fill, &c);
    }
}

/* ---- Why ---------------------------------------------------------------------------------------------------- */

/* Adds the labels of members, but for one of them (UINT32_MAX: all). False on refusal. */
static bool put_labels(const locality_placement *p, int side, const uint32_t *list, size_t count,
                       uint32_t without, loc_text *out) {
    const char **names = loc_allocate(&p->allocator, count + 1, sizeof *names);
    size_t told = 0;

    if (names == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        if (list[i] != without)
            names[told++] = p->board.side[side].label[list[i]];
    loc_placement_list(names, told, out);
    loc_release(&p->allocator, names, count + 1, sizeof *names);
    return true;
}

/* "ring-fence of 3 for 2: A.A.; B.B. and C.C. for Officer (slot in)" */
static bool put_fence(const locality_placement *p, const loc_staged *stage, size_t fence,
                      loc_text *out) {
    size_t from, end, place, places;

    range_of(stage, fence, 0, &from, &end);
    range_of(stage, fence, 1, &place, &places);
    loc_text_format(out, "ring-fence of %zu for %" PRId64 ": ", end - from,
                    stage->fence_seats[fence]);
    if (!put_labels(p, 0, stage->fence + from, end - from, UINT32_MAX, out))
        return false;
    loc_text_add(out, " for ");
    if (!put_labels(p, 1, stage->fence_place + place, places - place, UINT32_MAX, out))
        return false;
    loc_text_format(out, " (%s)", stage->words);
    return true;
}

/* What a stage says of the pair itself. */
static bool tell_pair(const locality_placement *p, const loc_staged *stage, uint32_t c, uint32_t l,
                      loc_text *out, int32_t *reason) {
    const loc_board *board = &p->board;
    const char *who = board->side[0].label[c], *where = board->side[1].label[l];
    size_t pair = loc_board_pair(board, c, l);

    if (is_settled(stage, c, l)) {
        bool is_fixed = board->mark[pair] == LOC_MARK_FIXED;
        *reason = is_fixed ? LOCALITY_ALLOCATION_PINNED : LOCALITY_ALLOCATION_HELD;
        if (is_fixed)
            loc_text_format(out, "%s holds %s because that is fixed: %s.", who, where,
                            board->reason[board->why[pair]]);
        else
            loc_text_format(out, "%s holds %s: %s settles it, for nobody competes for it.", who,
                            where, stage->words);
        return true;
    }
    if (is_fenced(stage, c, l)) {
        *reason = LOCALITY_ALLOCATION_AS_GOOD;
        loc_text_format(out, "%s could hold %s: in the ", who, where);
        bool done = put_fence(p, stage, fence_of(stage, 0, c), out);
        loc_text_add(out, ". A person has to choose.");
        return done;
    }
    if (is_held_for(p, stage, c, l))
        loc_text_format(out, "%s is held back for %s (%s): who competes for it cannot be told yet.",
                        who, where, stage->words);
    return true;
}

/* What a stage says of the candidate. */
static bool tell_candidate(const locality_placement *p, const loc_staged *stage, uint32_t c,
                           uint32_t l, loc_text *out) {
    const loc_board *board = &p->board;
    const char *who = board->side[0].label[c], *where = board->side[1].label[l];
    size_t fence = fence_of(stage, 0, c);

    if (fence < stage->fences) {
        loc_text_format(out, "%s is eligible for %s, but first in the ", who, where);
        bool done = put_fence(p, stage, fence, out);
        loc_text_format(out, ". %s comes after a person chose there, for whoever is left.", where);
        return done;
    }
    if (is_held(stage, 0, c)) {
        loc_text_format(out,
                        "%s is eligible for %s, but held back (%s): who competes there cannot be "
                        "told yet.",
                        who, where, stage->words);
        return true;
    }
    for (size_t k = 0; k < stage->settled; k++)
        if (stage->candidate[k] == c && loc_placement_settled(p, 0, c) >= board->side[0].most[c]) {
            loc_text_format(out, "%s is eligible for %s, but settled in %s before (%s).", who,
                            where, board->side[1].label[stage->place[k]], stage->words);
            return true;
        }
    return true;
}

/* What a stage says of the place. */
static bool tell_place(const locality_placement *p, const loc_staged *stage, uint32_t c, uint32_t l,
                       loc_text *out) {
    const loc_board *board = &p->board;
    const char *who = board->side[0].label[c], *where = board->side[1].label[l];
    size_t fence = fence_of(stage, 1, l);

    if (fence < stage->fences) {
        loc_text_format(out, "%s is eligible for %s, which is kept for the ", who, where);
        bool done = put_fence(p, stage, fence, out);
        loc_text_add(out, ". A person has to choose among these.");
        return done;
    }
    if (is_held(stage, 1, l)) {
        loc_text_format(out,
                        "%s is eligible for %s, which is held back (%s): who competes for it "
                        "cannot be told yet.",
                        who, where, stage->words);
        return true;
    }
    for (size_t k = 0; k < stage->settled; k++)
        if (stage->place[k] == l) {
            loc_text_format(out, "%s is eligible for %s, but %s was settled there before (%s).",
                            who, where, board->side[0].label[stage->candidate[k]], stage->words);
            return true;
        }
    return true;
}

locality_status loc_staged_why(const locality_placement *p, uint32_t candidate, uint32_t place,
                               int32_t *reason, loc_text *out, locality_error *error) {
    const loc_board *board = &p->board;
    size_t start = out->length;
    bool done = true;

    *reason = LOCALITY_ALLOCATION_CANNOT;
    for (size_t i = 0; done && out->length == start && i < p->staged_count; i++)
        done = tell_pair(p, &p->staged[i], candidate, place, out, reason);
    for (size_t i = 0; done && out->length == start && i < p->staged_count; i++)
        done = tell_candidate(p, &p->staged[i], candidate, place, out);
    for (size_t i = 0; done && out->length == start && i < p->staged_count; i++)
        done = tell_place(p, &p->staged[i], candidate, place, out);
    if (done && out->length == start)
        loc_text_format(out, "%s is eligible for %s, but that is part of no stage.",
                        board->side[0].label[candidate], board->side[1].label[place]);
    return done && !out->failed ? LOCALITY_OK : loc_fail_memory(error);
}

/* ---- Reading ------------------------------------------------------------------------------------------------ */

size_t locality_placement_stages(const locality_placement *placement) {
    return placement == NULL ? 0 : placement->staged_count;
}

locality_status locality_placement_stage_at(const locality_placement *placement, size_t index,
                                            locality_placement_stage *out, locality_error *error) {
    const loc_staged *stage;

    if (out != NULL)
        memset(out, 0, sizeof *out);
    if (placement == NULL || out == NULL)
        return loc_fail_null(error, placement == NULL ? "placement" : "out");
    if (index >= placement->staged_count)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no stage number %zu", index);
    stage = &placement->staged[index];
    out->words = stage->words;
    out->settled = stage->settled;
    out->fences = stage->fences;
    if (stage->fences > 0) {
        out->fenced = stage->fence_end[stage->fences - 1];
        out->contested = stage->fence_place_end[stage->fences - 1];
        for (size_t f = 0; f < stage->fences; f++)
            out->seats += stage->fence_seats[f];
    }
    return loc_ok(error);
}

locality_status locality_placement_displaced(const locality_placement *placement, uint32_t *out,
                                             size_t capacity, size_t *count,
                                             locality_error *error) {
    if (count != NULL)
        *count = 0;
    if (placement == NULL || count == NULL)
        return loc_fail_null(error, placement == NULL ? "placement" : "count");
    return loc_fill_rows(placement->left, placement->left_count, out, capacity, count, error);
}
