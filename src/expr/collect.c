/* Lists that are written, and lists and sets that quantifiers collect. */
#include <string.h>

#include "expr/items.h"

/* {a, b ...}: item k of binding i lies at i * size + k. */
bool loc_eval_list(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out) {
    loc_run *run = plan->run;
    uint32_t count = frame->count, size = 0;
    uint32_t *begin = loc_scratch(run, count, sizeof *begin);
    uint32_t *end = loc_scratch(run, count, sizeof *end);
    loc_items items;
    bool done = begin != NULL && end != NULL;

    memset(out, 0, sizeof *out);
    for (const loc_node *item = node->a; item != NULL; item = item->next)
        size++;
    loc_vector *values = loc_scratch(run, (size_t)size + 1, sizeof *values);
    done = done && values != NULL;
    uint32_t k = 0;
    for (const loc_node *item = node->a; done && item != NULL; item = item->next)
        done = loc_eval(plan, frame, item, &values[k++]);
    loc_items_init(&items, run, node->type.scalar);
    for (uint32_t i = 0; done && i < count; i++) {
        begin[i] = (uint32_t)items.count;
        for (k = 0; done && k < size; k++)
            done = loc_items_add(&items, &values[k], i, 0);
        end[i] = (uint32_t)items.count;
    }
    done = done && loc_items_give(&items, out);
    loc_items_free(&items);
    out->begin = begin;
    out->end = end;
    return done;
}

/* ---- Collecting ----------------------------------------------------------------------------------- */

typedef struct loc_collector {
    const loc_node *value;
    uint32_t level;
    uint32_t *begin, *end; /* by binding of the frame of that level */
    uint8_t *state;
    uint32_t next; /* bindings whose list has begun */
    loc_items items;
} loc_collector;

/* Bindings come in order: the list of `binding` begins where the one before it ended. */
static void begin_list(loc_collector *collector, uint32_t binding) {
    while (collector->next <= binding) {
        collector->begin[collector->next] = (uint32_t)collector->items.count;
        collector->end[collector->next] = (uint32_t)collector->items.count;
        collector->next++;
    }
}

static bool is_reference(uint8_t scalar) {
    return scalar == LOCALITY_TYPE_REF || scalar == LOCALITY_TYPE_ANY_REF;
}

/* One value as an item: none is no record, and what is missing may be none. */
static bool collect_scalar(loc_collector *collector, const loc_vector *value, uint32_t i,
                           uint8_t maybe) {
    if (is_reference(collector->items.scalar)) {
        if (value->key[i] == LOCALITY_ROW_NONE)
            return true;
        maybe |= value->key[i] == LOCALITY_ROW_MISSING;
    }
    return loc_items_add(&collector->items, value, i, maybe);
}

static bool collect_value(loc_collector *collector, const loc_vector *value, uint32_t i,
                          uint32_t binding, uint8_t maybe) {
    bool done = true;

    begin_list(collector, binding);
    if (!collector->value->type.is_list) {
        done = collect_scalar(collector, value, i, maybe);
    } else {
        for (uint32_t item = value->begin[i]; done && item < value->end[i]; item++)
            done =
                loc_items_add(&collector->items, value, item, maybe | loc_item_maybe(value, item));
        if (loc_list_state(value, i) != LOC_LIST_GIVEN)
            collector->state[binding] = LOC_LIST_OPEN;
    }
    collector->end[binding] = (uint32_t)collector->items.count;
    return done;
}

static bool collect_frame(void *self, loc_plan *plan, loc_frame *frame) {
    loc_collector *collector = self;
    loc_vector value;
    bool done = loc_eval(plan, frame, collector->value, &value);

    for (uint32_t i = 0; done && i < frame->count; i++) {
        uint8_t certain = loc_frame_certain(frame, i);
        if (certain != LOC_NO)
            done = collect_value(collector, &value, i, loc_frame_outer(frame, collector->level, i),
                                 certain == LOC_MAYBE);
    }
    if (done && collector->items.count > UINT32_MAX - LOC_BATCH)
        return loc_run_fail(plan->run, LOCALITY_LIMIT, "a list has too many items");
    return done;
}

static bool collect_open(void *self, loc_plan *plan, const loc_frame *frame, uint32_t binding) {
    loc_collector *collector = self;

    (void)plan;
    collector->state[loc_frame_outer(frame, collector->level, binding)] = LOC_LIST_OPEN;
    return true;
}

bool loc_eval_collect(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                      loc_vector *out) {
    loc_run *run = plan->run;
    const loc_quantifier *quantifier = plan->sites[node->number].quantifier;
    uint32_t count = frame->count;
    loc_collector collector;
    loc_visitor visitor = {&collector, collect_frame, collect_open};
    loc_frame parent = *frame;

    memset(&collector, 0, sizeof collector);
    memset(out, 0, sizeof *out);
    collector.value = node->a;
    collector.level = quantifier->level;
    collector.begin = loc_scratch(run, count, sizeof *collector.begin);
    collector.end = loc_scratch(run, count, sizeof *collector.end);
    collector.state = loc_scratch(run, count, 1);
    if (collector.begin == NULL || collector.end == NULL || collector.state == NULL)
        return false;
    memset(collector.state, LOC_LIST_GIVEN, count);
    loc_items_init(&collector.items, run, node->a->type.scalar);
    loc_mark mark = loc_scratch_mark(run);
    bool done = loc_expand(plan, quantifier->steps, &parent, &visitor);
    loc_scratch_release(run, mark);
    if (done && count > 0)
        begin_list(&collector, count - 1);
    done = done && loc_items_give(&collector.items, out);
    loc_items_free(&collector.items);
    out->begin = collector.begin;
    out->end = collector.end;
    out->state = collector.state;
    if (!done || !node->is_distinct)
        return done;
    loc_vector lists = *out;
    return loc_lists_distinct(run, node->a->type.scalar, &lists, count, out);
}

/* count(distinct a for ...): the size of the set. */
bool loc_eval_distinct(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                       loc_vector *out) {
    loc_run *run = plan->run;
    int64_t *lo = loc_scratch(run, frame->count, sizeof *lo);
    int64_t *hi = loc_scratch(run, frame->count, sizeof *hi);
    loc_vector sets;

    memset(out, 0, sizeof *out);
    loc_mark mark = loc_scratch_mark(run);
    if (lo == NULL || hi == NULL || !loc_eval_collect(plan, frame, node, &sets))
        return false;
    for (uint32_t i = 0; i < frame->count; i++) {
        locality_range size;
        loc_list_size(&sets, i, &size);
        lo[i] = size.lo;
        hi[i] = size.hi;
    }
    loc_scratch_release(run, mark);
    out->lo = lo;
    out->hi = hi;
    return true;
}
