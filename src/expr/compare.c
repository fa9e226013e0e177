/* Comparisons, three-valued logic, and `if`, in plain loops over a batch. */
#include <string.h>

#include "expr/items.h"

/* ---- Comparisons ---------------------------------------------------------------------------------- */

/* Exact on both sides. */
static void compare_exact(int op, const int64_t *a, const int64_t *b, uint32_t count,
                          uint8_t *out) {
    switch (op) {
    case LOC_EQUAL:
        for (uint32_t i = 0; i < count; i++)
            out[i] = a[i] == b[i] ? LOC_YES : LOC_NO;
        break;
    case LOC_LESS:
        for (uint32_t i = 0; i < count; i++)
            out[i] = a[i] < b[i] ? LOC_YES : LOC_NO;
        break;
    default:
        for (uint32_t i = 0; i < count; i++)
            out[i] = a[i] <= b[i] ? LOC_YES : LOC_NO;
        break;
    }
}

/* Certain and possible are one each: certain where every choice agrees. */
static void compare_ranges(int op, const loc_vector *a, const loc_vector *b, uint32_t count,
                           uint8_t *out) {
    const int64_t *alo = a->lo, *ahi = a->hi, *blo = b->lo, *bhi = b->hi;

    switch (op) {
    case LOC_EQUAL:
        for (uint32_t i = 0; i < count; i++)
            out[i] = (uint8_t)((alo[i] <= bhi[i] && blo[i] <= ahi[i]) +
                               (alo[i] == ahi[i] && blo[i] == bhi[i] && alo[i] == blo[i]));
        break;
    case LOC_LESS:
        for (uint32_t i = 0; i < count; i++)
            out[i] = (uint8_t)((ahi[i] < blo[i]) + (alo[i] < bhi[i]));
        break;
    default:
        for (uint32_t i = 0; i < count; i++)
            out[i] = (uint8_t)((ahi[i] <= blo[i]) + (alo[i] <= bhi[i]));
        break;
    }
}

static void equal_symbols(const uint32_t *a, const uint32_t *b, uint32_t count, uint8_t *out) {
    for (uint32_t i = 0; i < count; i++) {
        uint8_t equal = a[i] == b[i] ? LOC_YES : LOC_NO;
        out[i] = a[i] == 0 || b[i] == 0 ? LOC_MAYBE : equal;
    }
}

static void equal_rows(const uint32_t *a, const uint32_t *b, uint32_t count, uint8_t *out) {
    uint32_t special = 0;

    for (uint32_t i = 0; i < count; i++) {
        special |= (a[i] >= LOCALITY_ROW_NONE) | (b[i] >= LOCALITY_ROW_NONE);
        out[i] = a[i] == b[i] ? LOC_YES : LOC_NO;
    }
    for (uint32_t i = 0; special != 0 && i < count; i++) {
        uint8_t equal = out[i];
        if (a[i] >= LOCALITY_ROW_NONE || b[i] >= LOCALITY_ROW_NONE)
            equal = a[i] == LOCALITY_ROW_NONE || b[i] == LOCALITY_ROW_NONE ? LOC_NO : LOC_MAYBE;
        out[i] = equal;
    }
}

/* Keys against one key that is known; `doubt` is the key that may be any. Most conditions are this. */
static void equal_one(const uint32_t *a, uint32_t one, uint32_t doubt, uint32_t count,
                      uint8_t *out) {
    for (uint32_t i = 0; i < count; i++)
        out[i] = (uint8_t)((a[i] == one) * LOC_YES + (a[i] == doubt) * LOC_MAYBE);
}

static void equal_keys(uint8_t scalar, const loc_vector *a, const loc_vector *b, uint32_t count,
                       uint8_t *out) {
    bool is_row = scalar == LOCALITY_TYPE_REF;
    bool is_one = b->is_same && count > 0 &&
                  (is_row ? b->key[0] < LOCALITY_ROW_NONE : b->key[0] != loc_missing_key(scalar));

    if (is_one)
        equal_one(a->key, b->key[0], loc_missing_key(scalar), count, out);
    else if (is_row)
        equal_rows(a->key, b->key, count, out);
    else
        equal_symbols(a->key, b->key, count, out);
}

static void compare_scalars(int op, uint8_t scalar, const loc_vector *a, const loc_vector *b,
                            uint32_t count, uint8_t *out) {
    switch (loc_layout(scalar)) {
    case LOC_LAYOUT_RANGE:
        if (a->lo == a->hi && b->lo == b->hi)
            compare_exact(op, a->lo, b->lo, count, out);
        else
            compare_ranges(op, a, b, count, out);
        break;
    case LOC_LAYOUT_KEY:
        equal_keys(scalar, a, b, count, out);
        break;
    default:
        for (uint32_t i = 0; i < count; i++)
            out[i] = loc_values_equal(scalar, a, i, b, i);
        break;
    }
}

bool loc_eval_compare(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                      loc_vector *out) {
    loc_run *run = plan->run;
    const loc_node *left = node->a, *right = node->b;
    int op = node->op;
    loc_vector a, b;

    if (node->a->type.is_list)
        return loc_compare_lists(plan, frame, node, out);
    uint8_t *truth = loc_scratch(run, frame->count, 1);
    loc_mark mark = loc_scratch_mark(run);
    memset(out, 0, sizeof *out);
    out->truth = truth;
    if (truth == NULL)
        return false;
    if (op == LOC_GREATER || op == LOC_GREATER_EQUAL) {
        left = node->b;
        right = node->a;
        op = op == LOC_GREATER ? LOC_LESS : LOC_LESS_EQUAL;
    }
    if (!loc_eval(plan, frame, left, &a) || !loc_eval(plan, frame, right, &b))
        return false;
    compare_scalars(op == LOC_NOT_EQUAL ? LOC_EQUAL : op, left->type.scalar, &a, &b, frame->count,
                    truth);
    if (op == LOC_NOT_EQUAL)
        loc_truths_not(truth, frame->count);
    loc_scratch_release(run, mark);
    return true;
}

/* ---- Logic ------------------------------------------------------------------------------------------ */

/* Whether every binding has this truth: the other side then does not matter. */
static bool all_are(const uint8_t *truth, uint32_t count, uint8_t wanted) {
    for (uint32_t i = 0; i < count; i++)
        if (truth[i] != wanted)
            return false;
    return true;
}

bool loc_eval_logic(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out) {
    loc_run *run = plan->run;
    uint32_t count = frame->count;
    uint8_t *truth = loc_scratch(run, count, 1);
    loc_mark mark = loc_scratch_mark(run);
    loc_vector a, b;

    memset(out, 0, sizeof *out);
    out->truth = truth;
    if (truth == NULL || !loc_eval(plan, frame, node->a, &a))
        return false;
    if (node->op == LOC_NOT) {
        memcpy(truth, a.truth, count);
        loc_truths_not(truth, count);
    } else if (all_are(a.truth, count, node->op == LOC_AND ? LOC_NO : LOC_YES)) {
        memcpy(truth, a.truth, count);
    } else if (!loc_eval(plan, frame, node->b, &b)) {
        return false;
    } else {
        memcpy(truth, a.truth, count);
        if (node->op == LOC_AND)
            loc_truths_and(truth, b.truth, count);
        else
            loc_truths_or(truth, b.truth, count);
    }
    loc_scratch_release(run, mark);
    return true;
}

/* ---- If ----------------------------------------------------------------------------------------------- */

static bool choose_scalars(loc_run *run, uint8_t scalar, const uint8_t *when, const loc_vector *b,
                           const loc_vector *c, uint32_t count, loc_vector *out) {
    int layout = loc_layout(scalar);
    int64_t *lo = loc_scratch(run, layout == LOC_LAYOUT_RANGE ? count : 1, sizeof *lo);
    int64_t *hi = loc_scratch(run, layout == LOC_LAYOUT_RANGE ? count : 1, sizeof *hi);
    uint8_t *truth = loc_scratch(run, layout == LOC_LAYOUT_TRUTH ? count : 1, 1);
    uint32_t *key = loc_scratch(run, layout >= LOC_LAYOUT_KEY ? count : 1, sizeof *key);
    uint32_t *kind = loc_scratch(run, layout == LOC_LAYOUT_ANY ? count : 1, sizeof *kind);

    if (lo == NULL || hi == NULL || truth == NULL || key == NULL || kind == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const loc_vector *from = when[i] == LOC_NO ? c : b;
        bool doubt = when[i] == LOC_MAYBE;
        if (layout == LOC_LAYOUT_RANGE) {
            lo[i] = doubt && c->lo[i] < b->lo[i] ? c->lo[i] : from->lo[i];
            hi[i] = doubt && c->hi[i] > b->hi[i] ? c->hi[i] : from->hi[i];
        } else if (layout == LOC_LAYOUT_TRUTH) {
            truth[i] = doubt && b->truth[i] != c->truth[i] ? LOC_MAYBE : from->truth[i];
        } else {
            bool same =
                b->key[i] == c->key[i] && (layout != LOC_LAYOUT_ANY || b->kind[i] == c->kind[i]);
            key[i] = doubt && !same ? loc_missing_key(scalar) : from->key[i];
            if (layout == LOC_LAYOUT_ANY)
                kind[i] = doubt && !same ? LOCALITY_NO_INDEX : from->kind[i];
        }
    }
    out->lo = lo;
    out->hi = hi;
    out->truth = truth;
    out->key = key;
    out->kind = layout == LOC_LAYOUT_ANY ? kind : NULL;
    return true;
}

/* Where the condition is undecided the list has what both have, and perhaps what only one has. */
static bool choose_list(loc_items *items, const loc_vector *b, const loc_vector *c, uint32_t i) {
    bool done = true;

    for (uint32_t item = b->begin[i]; done && item < b->end[i]; item++) {
        uint8_t both = loc_list_has(items->scalar, c, i, b, item);
        done = loc_items_add(items, b, item, loc_item_maybe(b, item) | (both != LOC_YES));
    }
    for (uint32_t item = c->begin[i]; done && item < c->end[i]; item++)
        if (loc_list_has(items->scalar, b, i, c, item) != LOC_YES)
            done = loc_items_add(items, c, item, 1);
    return done;
}

static bool choose_lists(loc_run *run, uint8_t scalar, const uint8_t *when, const loc_vector *b,
                         const loc_vector *c, uint32_t count, loc_vector *out) {
    uint32_t *begin = loc_scratch(run, count, sizeof *begin);
    uint32_t *end = loc_scratch(run, count, sizeof *end);
    uint8_t *state = loc_scratch(run, count, 1);
    bool done = begin != NULL && end != NULL && state != NULL;
    loc_items items;

    loc_items_init(&items, run, scalar);
    for (uint32_t i = 0; done && i < count; i++) {
        const loc_vector *from = when[i] == LOC_NO ? c : b;
        begin[i] = (uint32_t)items.count;
        state[i] = loc_list_state(from, i);
        if (when[i] == LOC_MAYBE) {
            done = choose_list(&items, b, c, i);
            if (loc_list_state(b, i) != loc_list_state(c, i))
                state[i] = LOC_LIST_OPEN;
        }
        for (uint32_t item = from->begin[i]; done && when[i] != LOC_MAYBE && item < from->end[i];
             item++)
            done = loc_items_add(&items, from, item, loc_item_maybe(from, item));
        end[i] = (uint32_t)items.count;
    }
    done = done && loc_items_give(&items, out);
    loc_items_free(&items);
    out->begin = begin;
    out->end = end;
    out->state = state;
    return done;
}

bool loc_eval_if(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out) {
    loc_vector a, b, c;

    memset(out, 0, sizeof *out);
    if (!loc_eval(plan, frame, node->a, &a) || !loc_eval(plan, frame, node->b, &b) ||
        !loc_eval(plan, frame, node->c, &c))
        return false;
    return node->type.is_list
               ? choose_lists(plan->run, node->type.scalar, a.truth, &b, &c, frame->count, out)
               : choose_scalars(plan->run, node->type.scalar, a.truth, &b, &c, frame->count, out);
}
