/* Bindings one by one. See bindings.h. */
#include "expr/bindings.h"

#include <string.h>

#include "expr/lookup.h"
#include "expr/story.h"

static bool item_settled(uint8_t scalar, const loc_vector *value, size_t i) {
    switch (loc_layout(scalar)) {
    case LOC_LAYOUT_TRUTH:
        return value->truth[i] != LOC_MAYBE;
    case LOC_LAYOUT_RANGE:
        return value->lo[i] == value->hi[i];
    default:
        return value->key[i] != loc_missing_key(scalar);
    }
}

static bool settled_at(loc_type type, const loc_vector *value, size_t i) {
    if (!type.is_list)
        return item_settled(type.scalar, value, i);
    if (loc_list_state(value, i) != LOC_LIST_GIVEN)
        return false;
    for (uint32_t item = value->begin[i]; item < value->end[i]; item++)
        if (loc_item_maybe(value, item) || !item_settled(type.scalar, value, item))
            return false;
    return true;
}

bool loc_is_settled(loc_type type, const loc_vector *value) {
    return settled_at(type, value, 0);
}

static bool take_frame(void *self, loc_plan *plan, loc_frame *frame) {
    loc_bindings *bindings = self;
    const loc_node *doubtful = bindings->doubtful;
    loc_vector value;
    bool done = true;

    if (doubtful != NULL && !loc_eval(plan, frame, doubtful, &value))
        return false;
    for (uint32_t i = 0; done && i < frame->count; i++) {
        uint8_t certain = loc_frame_certain(frame, i);
        bool is_doubtful = certain == LOC_MAYBE;
        if (certain == LOC_NO)
            continue;
        bindings->certain += certain == LOC_YES;
        bindings->possible += certain == LOC_MAYBE;
        if (doubtful != NULL && !is_doubtful)
            is_doubtful = !settled_at(doubtful->type, &value, i);
        if (bindings->is_doubtful_only && !is_doubtful)
            continue;
        if (bindings->items.count >= bindings->most)
            bindings->more++;
        else
            done = loc_items_add(&bindings->items, &frame->value, i, certain == LOC_MAYBE);
    }
    return done;
}

static bool take_open(void *self, loc_plan *plan, const loc_frame *frame, uint32_t binding) {
    loc_bindings *bindings = self;

    (void)plan;
    (void)frame;
    (void)binding;
    bindings->is_open = true;
    return true;
}

/* Without a look-up that stands already: looking at every record once costs less than making one. */
static loc_source source_of(const loc_plan *plan, const loc_step *step) {
    if (step->source != LOC_SOURCE_LOOKUP || loc_lookup_stands(plan, step))
        return step->source;
    return LOC_SOURCE_ALL;
}

bool loc_bindings_find(loc_bindings *bindings, loc_plan *plan, loc_step *step, loc_frame *parent) {
    loc_visitor visitor = {bindings, take_frame, take_open};
    loc_step *next = step->next;
    loc_source source = step->source;

    bindings->step = step;
    bindings->certain = bindings->possible = bindings->more = 0;
    bindings->is_open = false;
    loc_items_init(&bindings->items, plan->run, step->binding->type.scalar);
    step->next = NULL; /* this variable only */
    step->source = source_of(plan, step);
    bool done = loc_expand(plan, step, parent, &visitor);
    step->next = next;
    step->source = source;
    return done;
}

void loc_bindings_clear(loc_bindings *bindings) {
    if (bindings->items.run != NULL)
        loc_items_free(&bindings->items);
}

loc_frame *loc_bindings_frame(loc_bindings *bindings, loc_plan *plan, loc_frame *parent, size_t i) {
    const loc_items *items = &bindings->items;
    loc_vector value;

    memset(&value, 0, sizeof value);
    value.lo = items->lo;
    value.hi = items->hi;
    value.truth = items->truth;
    value.key = items->key;
    value.kind = items->kind;
    return loc_frame_one(plan, bindings->step, parent, &value, (uint32_t)i);
}
