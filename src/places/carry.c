/* Carry: what areas are on a date. A search from each area follows the arrows of the succession forwards
 * from what has ended, backwards from what has not begun, never both ways on one path. */
#include "base/error.h"
#include "base/fill.h"
#include "model/view.h"
#include "places/places.h"
#include "places/succession.h"
#include "schema/schema.h"

/* How a search came to an area; `certain` is the larger. */
enum reached { POSSIBLY = 1, CERTAINLY = 2 };

/* Which way a path runs. */
enum ways { EITHER_WAY, ONWARD, BACKWARD };

/* What happened on a path, as bits. */
enum shapes { IS_MERGED = 1, IS_SPLIT = 2 };

typedef struct loc_carry_step {
    uint32_t area, steps;
    uint8_t way, shape, reached;
} loc_carry_step;

bool loc_carry_init(loc_carry *carry, const loc_succession *succession, const locality_range *on,
                    const locality_allocator *allocator) {
    *carry = (loc_carry){.succession = succession, .allocator = *allocator, .on = *on};
    carry->met = loc_allocate(allocator, succession->count, sizeof *carry->met);
    return carry->met != NULL;
}

void loc_carry_clear(loc_carry *carry) {
    const locality_allocator *allocator = &carry->allocator;

    loc_release(allocator, carry->items, carry->capacity, sizeof *carry->items);
    loc_release(allocator, carry->queue, carry->queue_capacity, sizeof *carry->queue);
    loc_release(allocator, carry->met, carry->succession->count, sizeof *carry->met);
}

static int32_t fate_of(const loc_carry_step *step) {
    static const int32_t fates[] = {LOCALITY_CARRY_REPLACED, LOCALITY_CARRY_MERGED,
                                    LOCALITY_CARRY_SPLIT, LOCALITY_CARRY_RESHAPED};

    if (step->steps == 0) {
        return LOCALITY_CARRY_SAME;
    }
    return step->way == BACKWARD ? LOCALITY_CARRY_EARLIER : fates[step->shape];
}

/* Adds an answer of this search, or makes one that stands more certain. */
static bool put(loc_carry *carry, size_t first, const locality_carried *item) {
    for (size_t i = first; i < carry->count; i++) {
        locality_carried *other = &carry->items[i];
        if (other->area == item->area && other->loss == item->loss) {
            if (item->certainty == LOCALITY_TRUE) {
                other->certainty = LOCALITY_TRUE;
            }
            return true;
        }
    }
    void *block = carry->items;
    bool made = loc_grow(&carry->allocator, &block, &carry->capacity, carry->count + 1,
                         sizeof *carry->items);
    carry->items = block;
    if (made) {
        carry->items[carry->count++] = *item;
    }
    return made;
}

/* What a search works on. */
typedef struct search {
    loc_carry *carry;
    uint32_t from;
    size_t first; /* of its answers */
    size_t ahead; /* steps in the queue */
} search;

static bool push(search *s, const loc_carry_step *step) {
    loc_carry *carry = s->carry;
    void *block = carry->queue;

    if (carry->met[step->area] >= step->reached) {
        return true;
    }
    bool made = loc_grow(&carry->allocator, &block, &carry->queue_capacity, s->ahead + 1,
                         sizeof *carry->queue);
    carry->queue = block;
    if (made) {
        carry->met[step->area] = step->reached;
        carry->queue[s->ahead++] = *step;
    }
    return made;
}

/* Most lines of `parent` that are followed. */
#define MOST_LINES 32u

/* Whether an area lies above another in the hierarchy. */
static bool is_above(const locality_column *parent, uint32_t upper, uint32_t lower) {
    uint32_t at = loc_view_row(parent, lower);

    for (uint32_t i = 0; i < MOST_LINES && at < LOCALITY_ROW_NONE; i++) {
        if (at == upper) {
            return true;
        }
        at = loc_view_row(parent, at);
    }
    return false;
}

/* Whether an area is replaced together with others. A county and its districts that go into one council are
 * the same ground: for the county that is no merger, and for a district only because of the others. */
static bool joins_another(const loc_succession *s, uint32_t area, uint32_t into) {
    loc_rows former = loc_succession_former(s, into);

    for (uint32_t i = 0; i < former.count; i++) {
        uint32_t other = former.row[i];
        if (other != area && !is_above(&s->parent, other, area) &&
            !is_above(&s->parent, area, other)) {
            return true;
        }
    }
    return false;
}

/* Goes on from a step to the areas behind it or before it; `*any` tells whether one was new. */
static bool follow(search *s, loc_carry_step step, uint8_t way, uint8_t reached, bool *any) {
    const loc_succession *succession = s->carry->succession;
    bool is_on = way == ONWARD;
    loc_rows to = is_on ? loc_succession_next(succession, step.area)
                        : loc_succession_former(succession, step.area);
    size_t before = s->ahead;
    bool made = true;

    for (uint32_t i = 0; made && i < to.count; i++) {
        loc_carry_step next = {to.row[i], step.steps + 1, way, step.shape, reached};
        if (is_on && to.count > 1) {
            next.shape |= IS_SPLIT;
        }
        if (is_on && joins_another(succession, step.area, to.row[i])) {
            next.shape |= IS_MERGED;
        }
        made = push(s, &next);
    }
    *any = s->ahead > before;
    return made;
}

static bool answer(search *s, const loc_carry_step *step, int32_t loss, bool is_certain) {
    const locality_carried item = {s->from,
                                   step->area,
                                   loss == LOCALITY_LOSS_NONE ? fate_of(step) : LOCALITY_CARRY_LOST,
                                   loss,
                                   is_certain && step->reached == CERTAINLY ? LOCALITY_TRUE
                                                                            : LOCALITY_UNDECIDED,
                                   step->steps};
    return put(s->carry, s->first, &item);
}

/* Goes one way from an area that is not there on the date, or may not be, and says where that ends. */
static bool leave(search *s, const loc_carry_step *step, uint8_t way, locality_truth there) {
    const loc_succession *succession = s->carry->succession;
    bool is_gone = there == LOCALITY_FALSE, any = false;
    int32_t loss = way == ONWARD ? LOCALITY_LOSS_ENDED : LOCALITY_LOSS_NOT_BEGUN;

    if (step->way != EITHER_WAY && step->way != way) {
        return !is_gone || answer(s, step, LOCALITY_LOSS_GAP, true);
    }
    loc_rows to = way == ONWARD ? loc_succession_next(succession, step->area)
                                : loc_succession_former(succession, step->area);
    if (!follow(s, *step, way, is_gone ? step->reached : POSSIBLY, &any)) {
        return false;
    }
    if (any || !is_gone) {
        return true;
    }
    if (to.count == 0) {
        return answer(s, step, loss, true);
    }
    return succession->circle[step->area] == 0 || answer(s, step, LOCALITY_LOSS_CIRCLE, true);
}

static bool visit(search *s, const loc_carry_step *step) {
    const loc_succession *succession = s->carry->succession;
    locality_truth begun = loc_succession_begun(succession, step->area, &s->carry->on);
    locality_truth stands = loc_succession_not_ended(succession, step->area, &s->carry->on);
    bool made = true;

    if (begun != LOCALITY_FALSE && stands != LOCALITY_FALSE) {
        made =
            answer(s, step, LOCALITY_LOSS_NONE, begun == LOCALITY_TRUE && stands == LOCALITY_TRUE);
    }
    if (made && stands != LOCALITY_TRUE) {
        made = leave(s, step, ONWARD, stands);
    }
    if (made && begun != LOCALITY_TRUE && stands != LOCALITY_FALSE) {
        made = leave(s, step, BACKWARD, begun);
    }
    return made;
}

bool loc_carry_area(loc_carry *carry, uint32_t area) {
    search s = {carry, area, carry->count, 0};
    const loc_carry_step start = {area, 0, EITHER_WAY, 0, CERTAINLY};
    bool made = push(&s, &start);

    for (size_t i = 0; made && i < s.ahead; i++) {
        const loc_carry_step step = carry->queue[i]; /* the queue may move */
        made = visit(&s, &step);
    }
    for (size_t i = 0; i < s.ahead; i++) {
        carry->met[carry->queue[i].area] = 0;
    }
    return made;
}

/* ---- For the host ---------------------------------------------------------------------------- */

locality_status locality_places_carry(const locality_places *places, const uint32_t *areas,
                                      size_t areas_count, const locality_range *on,
                                      locality_carried *out, size_t capacity, size_t *count,
                                      locality_error *error) {
    locality_status status = loc_places_begin(places, LOCALITY_NO_INDEX, 0, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (areas == NULL && areas_count > 0) {
        return loc_fail_null(error, "areas");
    }
    for (size_t i = 0; status == LOCALITY_OK && i < areas_count; i++) {
        status = loc_places_begin(places, LOC_KIND_area, areas[i], count, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    if (!locality_range_is_valid(on)) {
        return loc_fail(error, LOCALITY_INVALID, "the date is null or not a valid range");
    }
    loc_carry carry;
    bool made = loc_carry_init(&carry, places->succession, on, &places->allocator);
    for (size_t i = 0; made && i < areas_count; i++) {
        made = loc_carry_area(&carry, areas[i]);
    }
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    for (size_t i = 0; made && i < carry.count; i++) {
        loc_fill_add(&fill, &carry.items[i]);
    }
    loc_carry_clear(&carry);
    return made ? loc_fill_end(&fill, count, error) : loc_fail_memory(error);
}
