/* Lists: building, distinct items, three-valued inclusion. See items.h. */
#include "expr/items.h"

#include <string.h>

#include "expr/lookup.h"

/* ---- Building ------------------------------------------------------------------------------------- */

void loc_items_init(loc_items *items, loc_run *run, uint8_t scalar) {
    memset(items, 0, sizeof *items);
    items->run = run;
    items->scalar = scalar;
}

void loc_items_free(loc_items *items) {
    const locality_allocator *allocator = &items->run->allocator;

    loc_release(allocator, items->lo, items->lo_capacity, sizeof *items->lo);
    loc_release(allocator, items->hi, items->hi_capacity, sizeof *items->hi);
    loc_release(allocator, items->truth, items->truth_capacity, 1);
    loc_release(allocator, items->maybe, items->maybe_capacity, 1);
    loc_release(allocator, items->key, items->key_capacity, sizeof *items->key);
    loc_release(allocator, items->kind, items->kind_capacity, sizeof *items->kind);
    loc_items_init(items, items->run, items->scalar);
}

static bool room_numbers(loc_items *items, int64_t **array, size_t *capacity) {
    void *block = *array;
    bool done =
        loc_grow(&items->run->allocator, &block, capacity, items->count + 1, sizeof **array);

    *array = block;
    return done || loc_run_no_memory(items->run);
}

static bool room_words(loc_items *items, uint32_t **array, size_t *capacity) {
    void *block = *array;
    bool done =
        loc_grow(&items->run->allocator, &block, capacity, items->count + 1, sizeof **array);

    *array = block;
    return done || loc_run_no_memory(items->run);
}

static bool room_bytes(loc_items *items, uint8_t **array, size_t *capacity) {
    void *block = *array;
    bool done = loc_grow(&items->run->allocator, &block, capacity, items->count + 1, 1);

    *array = block;
    return done || loc_run_no_memory(items->run);
}

bool loc_items_add(loc_items *items, const loc_vector *from, size_t i, uint8_t maybe) {
    int layout = loc_layout(items->scalar);

    if (!room_bytes(items, &items->maybe, &items->maybe_capacity))
        return false;
    items->maybe[items->count] = maybe;
    if (layout == LOC_LAYOUT_TRUTH) {
        if (!room_bytes(items, &items->truth, &items->truth_capacity))
            return false;
        items->truth[items->count] = from->truth[i];
    } else if (layout == LOC_LAYOUT_RANGE) {
        if (!room_numbers(items, &items->lo, &items->lo_capacity) ||
            !room_numbers(items, &items->hi, &items->hi_capacity))
            return false;
        items->lo[items->count] = from->lo[i];
        items->hi[items->count] = from->hi[i];
    } else {
        if (!room_words(items, &items->key, &items->key_capacity))
            return false;
        items->key[items->count] = from->key[i];
    }
    if (layout == LOC_LAYOUT_ANY) {
        if (!room_words(items, &items->kind, &items->kind_capacity))
            return false;
        items->kind[items->count] = from->kind[i];
    }
    items->count++;
    return true;
}

bool loc_items_add_row(loc_items *items, uint32_t row) {
    loc_vector value;

    memset(&value, 0, sizeof value);
    value.key = &row;
    return loc_items_add(items, &value, 0, 0);
}

static bool copy(loc_run *run, const void *from, size_t count, size_t size, const void **out) {
    *out = NULL;
    if (from == NULL && count > 0)
        return true;
    void *to = loc_scratch(run, count, size);
    if (to != NULL && count > 0)
        memcpy(to, from, count * size);
    *out = to;
    return to != NULL;
}

bool loc_items_give(const loc_items *items, loc_vector *out) {
    loc_run *run = items->run;
    const void *lo, *hi, *truth, *key, *kind, *maybe = NULL;
    size_t count = items->count;

    if (!copy(run, items->lo, count, sizeof *items->lo, &lo) ||
        !copy(run, items->hi, count, sizeof *items->hi, &hi) ||
        !copy(run, items->truth, count, 1, &truth) ||
        !copy(run, items->key, count, sizeof *items->key, &key) ||
        !copy(run, items->kind, count, sizeof *items->kind, &kind))
        return false;
    if (count > 0 && memchr(items->maybe, 1, count) != NULL &&
        !copy(run, items->maybe, count, 1, &maybe))
        return false;
    out->lo = lo;
    out->hi = hi;
    out->truth = truth;
    out->key = key;
    out->kind = kind;
    out->maybe = maybe;
    return true;
}

/* ---- Distinct ------------------------------------------------------------------------------------- */

/* The exact value of an item as a number that stands for it; false where it is not known. */
static bool exact_item(uint8_t scalar, const loc_vector *list, size_t item, uint64_t *out) {
    switch (loc_layout(scalar)) {
    case LOC_LAYOUT_TRUTH:
        *out = list->truth[item];
        return list->truth[item] != LOC_MAYBE;
    case LOC_LAYOUT_RANGE:
        *out = (uint64_t)list->lo[item];
        return list->lo[item] == list->hi[item];
    case LOC_LAYOUT_ANY:
        *out = (uint64_t)list->kind[item] << 32 | list->key[item];
        break;
    default:
        *out = list->key[item];
        break;
    }
    return list->key[item] != loc_missing_key(scalar);
}

/* A set of numbers, made anew for each list. */
typedef struct loc_numbers {
    uint64_t *value;
    uint32_t *place; /* 0 free, else where the number was first met, from 1 */
    size_t capacity;
} loc_numbers;

/* Where a number was first met before, else `met`, which is kept. */
static uint32_t first_met(loc_numbers *numbers, uint64_t value, uint32_t met) {
    size_t mask = numbers->capacity - 1;
    size_t place = (size_t)((value ^ value >> 29) * UINT64_C(0x9E3779B97F4A7C15) >> 20) & mask;

    while (numbers->place[place] != 0 && numbers->value[place] != value)
        place = (place + 1) & mask;
    if (numbers->place[place] == 0) {
        numbers->place[place] = met + 1;
        numbers->value[place] = value;
    }
    return numbers->place[place] - 1;
}

static bool distinct_items(loc_items *items, const loc_vector *lists, uint32_t i) {
    loc_run *run = items->run;
    uint32_t size = lists->end[i] - lists->begin[i];
    size_t first = items->count;
    loc_numbers numbers = {NULL, NULL, 16};
    bool done = true;

    while (numbers.capacity < (size_t)size * 2)
        numbers.capacity *= 2;
    loc_mark mark = loc_scratch_mark(run);
    numbers.value = loc_scratch(run, numbers.capacity, sizeof *numbers.value);
    numbers.place = loc_scratch(run, numbers.capacity, sizeof *numbers.place);
    if (numbers.value == NULL || numbers.place == NULL)
        return false;
    memset(numbers.place, 0, numbers.capacity * sizeof *numbers.place);
    for (uint32_t item = lists->begin[i]; done && item < lists->end[i]; item++) {
        uint64_t value;
        uint8_t maybe = loc_item_maybe(lists, item);
        if (exact_item(items->scalar, lists, item, &value)) {
            uint32_t met = first_met(&numbers, value, (uint32_t)items->count);
            if (met < items->count)
                items->maybe[met] &= maybe;
            else
                done = loc_items_add(items, lists, item, maybe);
            continue;
        }
        /* not known: it may be equal to any other, unless it is the only one */
        done = loc_items_add(items, lists, item, size > 1 ? 1 : maybe);
    }
    loc_scratch_release(run, mark);
    if (!done || items->count == first)
        return done;
    /* of several that are all unknown one is certain if any was */
    bool sure = false, was = false;
    for (size_t item = first; item < items->count; item++)
        sure = sure || !items->maybe[item];
    for (uint32_t item = lists->begin[i]; item < lists->end[i]; item++)
        was = was || !loc_item_maybe(lists, item);
    if (!sure && was)
        items->maybe[first] = 0;
    return true;
}

bool loc_lists_distinct(loc_run *run, uint8_t scalar, const loc_vector *lists, uint32_t count,
                        loc_vector *out) {
    uint32_t *begin = loc_scratch(run, count, sizeof *begin);
    uint32_t *end = loc_scratch(run, count, sizeof *end);
    loc_items items;
    bool done = begin != NULL && end != NULL;

    memset(out, 0, sizeof *out);
    loc_items_init(&items, run, scalar);
    for (uint32_t i = 0; done && i < count; i++) {
        begin[i] = (uint32_t)items.count;
        done = distinct_items(&items, lists, i);
        end[i] = (uint32_t)items.count;
    }
    done = done && loc_items_give(&items, out);
    loc_items_free(&items);
    out->begin = begin;
    out->end = end;
    out->state = lists->state;
    out->is_same = lists->is_same;
    return done;
}

void loc_list_size(const loc_vector *lists, uint32_t i, locality_range *out) {
    uint8_t state = loc_list_state(lists, i);
    int64_t maybe = 0;

    for (uint32_t item = lists->begin[i]; lists->maybe != NULL && item < lists->end[i]; item++)
        maybe += lists->maybe[item];
    out->hi = (int64_t)lists->end[i] - lists->begin[i];
    out->lo = out->hi - maybe;
    if (state != LOC_LIST_GIVEN)
        out->hi = LOCALITY_OPEN_ABOVE;
    if (state == LOC_LIST_MISSING)
        out->lo = 0;
}

/* ---- Inclusion ------------------------------------------------------------------------------------ */

uint8_t loc_list_within(uint8_t scalar, const loc_vector *a, const loc_vector *b, size_t i) {
    uint8_t result = loc_list_state(a, i) == LOC_LIST_GIVEN ? LOC_YES : LOC_MAYBE;

    for (uint32_t item = a->begin[i]; item < a->end[i] && result != LOC_NO; item++) {
        uint8_t has = loc_list_has(scalar, b, i, a, item);
        if (has == LOC_NO && loc_item_maybe(a, item))
            has = LOC_MAYBE;
        if (has < result)
            result = has;
    }
    return result;
}

uint8_t loc_list_overlaps(uint8_t scalar, const loc_vector *a, const loc_vector *b, size_t i) {
    bool a_open = loc_list_state(a, i) != LOC_LIST_GIVEN;
    bool b_open = loc_list_state(b, i) != LOC_LIST_GIVEN;
    uint8_t result = LOC_NO;

    for (uint32_t item = a->begin[i]; item < a->end[i] && result != LOC_YES; item++) {
        uint8_t has = loc_list_has(scalar, b, i, a, item);
        if (has == LOC_YES && loc_item_maybe(a, item))
            has = LOC_MAYBE;
        if (has > result)
            result = has;
    }
    if (result == LOC_NO &&
        ((a_open && (b_open || b->begin[i] < b->end[i])) || (b_open && a->begin[i] < a->end[i])))
        result = LOC_MAYBE;
    return result;
}

/* Counts the pairs that comparing two lists may look at. */
static bool count_pairs(loc_run *run, const loc_vector *a, const loc_vector *b, size_t i) {
    return loc_run_step(run, (uint64_t)(a->end[i] - a->begin[i]) * (b->end[i] - b->begin[i]) / 8);
}

bool loc_compare_lists(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                       loc_vector *out) {
    uint8_t scalar = node->a->type.scalar;
    uint8_t *truth = loc_scratch(plan->run, frame->count, 1);
    loc_vector a, b;

    memset(out, 0, sizeof *out);
    out->truth = truth;
    loc_mark mark = loc_scratch_mark(plan->run);
    if (truth == NULL || !loc_eval(plan, frame, node->a, &a) || !loc_eval(plan, frame, node->b, &b))
        return false;
    for (uint32_t i = 0; i < frame->count; i++) {
        if (!count_pairs(plan->run, &a, &b, i))
            return false;
        uint8_t there = loc_list_within(scalar, &a, &b, i);
        uint8_t back = there == LOC_NO ? LOC_NO : loc_list_within(scalar, &b, &a, i);
        uint8_t equal = there < back ? there : back;
        truth[i] = node->op == LOC_EQUAL ? equal : (uint8_t)(LOC_YES - equal);
    }
    loc_scratch_release(plan->run, mark);
    return true;
}

bool loc_eval_lists(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out) {
    uint8_t scalar = node->a->type.scalar;
    uint8_t *truth = loc_scratch(plan->run, frame->count, 1);
    loc_vector a, b;

    memset(out, 0, sizeof *out);
    out->truth = truth;
    loc_mark mark = loc_scratch_mark(plan->run);
    if (truth == NULL || !loc_eval(plan, frame, node->a, &a) || !loc_eval(plan, frame, node->b, &b))
        return false;
    for (uint32_t i = 0; i < frame->count; i++) {
        if (!count_pairs(plan->run, &a, &b, i))
            return false;
        truth[i] = node->op == LOC_WITHIN ? loc_list_within(scalar, &a, &b, i)
                                          : loc_list_overlaps(scalar, &a, &b, i);
    }
    loc_scratch_release(plan->run, mark);
    return true;
}

/* ---- Membership ----------------------------------------------------------------------------------- */

/* Lists longer than this are asked through a hash table when they are constant. */
#define LONG_LIST 12u

/* A constant list, ready to be asked. */
struct loc_asked {
    loc_groups groups; /* keys of its items */
    uint8_t *sure;     /* by group: an item that is certainly there */
    size_t sure_capacity;
    uint32_t missing;
    uint8_t is_text;
    uint8_t others; /* the answer for any other key */
};

static bool ask_long(loc_plan *plan, uint8_t scalar, const loc_vector *list, loc_asked *asked) {
    loc_run *run = plan->run;

    asked->missing = loc_missing_key(scalar);
    asked->is_text = scalar != LOCALITY_TYPE_REF;
    asked->others = loc_list_state(list, 0) == LOC_LIST_GIVEN ? LOC_NO : LOC_MAYBE;
    for (uint32_t item = list->begin[0]; item < list->end[0]; item++) {
        uint32_t key = list->key[item], group;
        if (key == asked->missing) {
            asked->others = LOC_MAYBE;
            continue;
        }
        size_t before = asked->groups.count;
        if (!loc_groups_add(run, &asked->groups, key, &group))
            return false;
        void *sure = asked->sure;
        if (!loc_grow(&run->allocator, &sure, &asked->sure_capacity, group + 1, 1))
            return loc_run_no_memory(run);
        asked->sure = sure;
        if (group == before)
            asked->sure[group] = 0;
        asked->sure[group] |= !loc_item_maybe(list, item);
    }
    return true;
}

void loc_asked_free(loc_run *run, loc_asked *asked) {
    loc_groups_free(run, &asked->groups);
    loc_release(&run->allocator, asked->sure, asked->sure_capacity, 1);
}

static bool can_ask_long(const loc_plan *plan, const loc_node *list_node, const loc_vector *list) {
    uint8_t scalar = list_node->type.scalar;

    return plan->sites[list_node->number].level == 0 && list->end[0] - list->begin[0] > LONG_LIST &&
           loc_layout(scalar) == LOC_LAYOUT_KEY;
}

static bool member_long(loc_plan *plan, const loc_node *list_node, const loc_vector *list,
                        const loc_vector *value, uint32_t count, uint8_t *truth) {
    loc_site *site = &plan->sites[list_node->number];

    if (site->asked == NULL) {
        loc_asked *asked = loc_plan_take(plan, 1, sizeof *asked);
        if (asked == NULL)
            return false;
        site->asked = asked;
        if (!ask_long(plan, list_node->type.scalar, list, asked))
            return false;
    }
    const loc_asked *asked = site->asked;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t key = value->key[i];
        uint32_t group = loc_groups_find(&asked->groups, key);
        if (key == asked->missing)
            truth[i] = LOC_MAYBE; /* the list has items, and it may be any of them */
        else if (!asked->is_text && key == LOCALITY_ROW_NONE)
            truth[i] = LOC_NO;
        else if (group == UINT32_MAX)
            truth[i] = asked->others;
        else
            truth[i] = asked->sure[group] ? LOC_YES : LOC_MAYBE;
    }
    return true;
}

bool loc_eval_member(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                     loc_vector *out) {
    const loc_node *list_node = node->op == LOC_IN ? node->b : node->a;
    const loc_node *item_node = node->op == LOC_IN ? node->a : node->b;
    uint8_t scalar = item_node->type.scalar;
    uint8_t *truth = loc_scratch(plan->run, frame->count, 1);
    loc_vector list, value;

    memset(out, 0, sizeof *out);
    out->truth = truth;
    loc_mark mark = loc_scratch_mark(plan->run);
    if (truth == NULL || !loc_eval(plan, frame, list_node, &list) ||
        !loc_eval(plan, frame, item_node, &value))
        return false;
    if (frame->count > 0 && can_ask_long(plan, list_node, &list)) {
        if (!member_long(plan, list_node, &list, &value, frame->count, truth))
            return false;
    } else {
        for (uint32_t i = 0; i < frame->count; i++) {
            if (list.end[i] - list.begin[i] > LONG_LIST &&
                !loc_run_step(plan->run, (list.end[i] - list.begin[i]) / 8))
                return false;
            truth[i] = loc_list_has(scalar, &list, i, &value, i);
        }
    }
    for (uint32_t i = 0; node->is_negated && i < frame->count; i++)
        truth[i] = (uint8_t)(LOC_YES - truth[i]);
    loc_scratch_release(plan->run, mark);
    return true;
}
