/* Reading fields and ids of records, and whether a value is known. A field of a record that is missing or
 * none is missing. */
#include <string.h>

#include "base/ascent.h"
#include "expr/items.h"

/* A column as a vector by row; all null where no record has the field. */
static loc_vector view_of(const locality_column *column) {
    loc_vector view;
    bool is_reference = column->type == LOCALITY_TYPE_REF ||
                        column->type == LOCALITY_TYPE_ANY_REF || column->type == LOCALITY_TYPE_REFS;

    memset(&view, 0, sizeof view);
    view.lo = column->lo;
    view.hi = column->hi;
    view.key = is_reference ? column->row : column->symbol;
    view.kind = column->kind;
    if (column->start != NULL) {
        view.begin = column->start;
        view.end = column->start + 1;
        view.state = column->missing; /* 1 is LOC_LIST_MISSING */
    }
    return view;
}

static bool is_empty(const loc_vector *view) {
    return view->lo == NULL && view->key == NULL && view->begin == NULL;
}

static bool has_items(const locality_column *column) {
    return column->type == LOCALITY_TYPE_TEXTS || column->type == LOCALITY_TYPE_REFS;
}

static uint8_t truth_of(int64_t lo, int64_t hi) {
    return lo != hi ? LOC_MAYBE : lo != 0 ? LOC_YES : LOC_NO;
}

static void truths_of(const int64_t *lo, const int64_t *hi, uint32_t count, uint8_t *out) {
    for (uint32_t i = 0; i < count; i++)
        out[i] = lo[i] != 0 ? LOC_YES : LOC_NO;
    for (uint32_t i = 0; lo != hi && i < count; i++)
        out[i] = truth_of(lo[i], hi[i]);
}

#define CACHE_LINE 64u /* bytes that come from memory together, on most machines */

/* ---- Slices: rows first, first + 1 ... -------------------------------------------------------------- */

static bool slice(loc_run *run, const loc_vector *view, bool is_truth, uint32_t first,
                  uint32_t count, loc_vector *out) {
    memset(out, 0, sizeof *out);
    if (is_truth) {
        uint8_t *truth = loc_scratch(run, count, 1);
        if (truth != NULL)
            truths_of(view->lo + first, view->hi + first, count, truth);
        out->truth = truth;
        return truth != NULL;
    }
    if (view->begin != NULL) {
        *out = *view;
        out->begin = view->begin + first;
        out->end = view->end + first;
        out->state = view->state == NULL ? NULL : view->state + first;
        return true;
    }
    out->lo = view->lo == NULL ? NULL : view->lo + first;
    out->hi = view->hi == view->lo ? out->lo : view->hi + first;
    out->key = view->key == NULL ? NULL : view->key + first;
    out->kind = view->kind == NULL ? NULL : view->kind + first;
    return true;
}

/* The values of the records of a frame that is a slice. Those of the next one are asked for ahead: a rule reads
 * its columns in turns, and the machine does not see by itself where each of them goes on. */
static bool own_field(loc_run *run, const loc_vector *view, const loc_node *node,
                      const loc_frame *frame, size_t records, loc_vector *out) {
    size_t size = view->lo != NULL ? sizeof *view->lo : sizeof *view->key;
    const char *column = view->lo != NULL ? (const char *)view->lo : (const char *)view->key;
    size_t next = (size_t)frame->first + frame->count, end = next + frame->count;

    end = view->begin != NULL ? next : end < records ? end : records;
    for (size_t at = next * size; at < end * size; at += CACHE_LINE)
        LOC_PREFETCH(column + at);
    return slice(run, view, node->type.scalar == LOCALITY_TYPE_TRUTH, frame->first, frame->count,
                 out);
}

/* ---- Gathering by rows, which may be missing or none -------------------------------------------------- */

/* Whether every row is that of a record: nearly always, and then gathering needs no second look. */
static bool all_there(const uint32_t *rows, uint32_t count, uint32_t records) {
    uint32_t absent = 0;

    for (uint32_t i = 0; i < count; i++)
        absent += rows[i] >= records;
    return absent == 0;
}

static bool gather_ranges(loc_run *run, const loc_vector *view, const uint32_t *rows,
                          uint32_t count, uint32_t records, loc_vector *out) {
    int64_t *lo = loc_scratch(run, count, sizeof *lo);
    int64_t *hi = loc_scratch(run, count, sizeof *hi);
    bool is_whole = all_there(rows, count, records);

    if (lo == NULL || hi == NULL)
        return false;
    for (uint32_t i = 0; is_whole && i < count; i++)
        lo[i] = view->lo[rows[i]];
    for (uint32_t i = 0; !is_whole && i < count; i++)
        lo[i] = rows[i] < records ? view->lo[rows[i]] : LOCALITY_OPEN_BELOW;
    out->lo = out->hi = lo;
    if (is_whole && view->hi == view->lo)
        return true;
    for (uint32_t i = 0; i < count; i++)
        hi[i] = rows[i] < records ? view->hi[rows[i]] : LOCALITY_OPEN_ABOVE;
    out->hi = hi;
    return true;
}

static bool gather_truths(loc_run *run, const loc_vector *view, const uint32_t *rows,
                          uint32_t count, uint32_t records, loc_vector *out) {
    uint8_t *truth = loc_scratch(run, count, 1);

    for (uint32_t i = 0; truth != NULL && i < count; i++)
        truth[i] = rows[i] < records ? truth_of(view->lo[rows[i]], view->hi[rows[i]]) : LOC_MAYBE;
    out->truth = truth;
    return truth != NULL;
}

static bool gather_keys(loc_run *run, const uint32_t *from, uint32_t missing, const uint32_t *rows,
                        uint32_t count, uint32_t records, const uint32_t **out) {
    uint32_t *keys = loc_scratch(run, count, sizeof *keys);

    bool is_whole = all_there(rows, count, records);

    for (uint32_t i = 0; keys != NULL && is_whole && i < count; i++)
        keys[i] = from[rows[i]];
    for (uint32_t i = 0; keys != NULL && !is_whole && i < count; i++)
        keys[i] = rows[i] < records ? from[rows[i]] : missing;
    *out = keys;
    return keys != NULL;
}

static bool gather_lists(loc_run *run, const loc_vector *view, const uint32_t *rows, uint32_t count,
                         uint32_t records, loc_vector *out) {
    uint32_t *begin = loc_scratch(run, count, sizeof *begin);
    uint32_t *end = loc_scratch(run, count, sizeof *end);
    uint8_t *state = loc_scratch(run, count, 1);

    if (begin == NULL || end == NULL || state == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        bool is_there = rows[i] < records;
        begin[i] = is_there ? view->begin[rows[i]] : 0;
        end[i] = is_there ? view->end[rows[i]] : 0;
        state[i] = !is_there             ? LOC_LIST_MISSING
                   : view->state == NULL ? LOC_LIST_GIVEN
                                         : view->state[rows[i]];
    }
    *out = *view;
    out->begin = begin;
    out->end = end;
    out->state = state;
    return true;
}

static bool gather(loc_run *run, loc_type type, const loc_vector *view, const uint32_t *rows,
                   uint32_t count, uint32_t records, loc_vector *out) {
    memset(out, 0, sizeof *out);
    if (view->begin != NULL)
        return gather_lists(run, view, rows, count, records, out);
    switch (loc_layout(type.scalar)) {
    case LOC_LAYOUT_TRUTH:
        return gather_truths(run, view, rows, count, records, out);
    case LOC_LAYOUT_RANGE:
        return gather_ranges(run, view, rows, count, records, out);
    case LOC_LAYOUT_ANY:
        if (!gather_keys(run, view->kind, LOCALITY_NO_INDEX, rows, count, records, &out->kind))
            return false;
        break;
    default:
        break;
    }
    return gather_keys(run, view->key, loc_missing_key(type.scalar), rows, count, records,
                       &out->key);
}

/* ---- Fields of lists of records ----------------------------------------------------------------------- */

/* Adds the field of one record to a list; items of a list field are joined in. */
static bool add_field(loc_items *items, const locality_column *column, const loc_vector *view,
                      uint32_t row, uint8_t maybe, uint8_t *state) {
    int64_t ends[2] = {LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE};
    uint32_t key = loc_missing_key(items->scalar);
    uint8_t truth = LOC_MAYBE;
    bool is_there = row < column->count && !is_empty(view);
    bool is_reference = column->type == LOCALITY_TYPE_REF || column->type == LOCALITY_TYPE_ANY_REF;
    loc_vector value;
    bool done = true;

    if (has_items(column)) {
        if (!is_there || view->begin == NULL || loc_list_state(view, row) != LOC_LIST_GIVEN)
            *state = LOC_LIST_OPEN;
        if (!is_there || view->begin == NULL)
            return true;
        for (uint32_t item = view->begin[row]; done && item < view->end[row]; item++)
            done = loc_items_add(items, view, item, maybe);
        return done;
    }
    if (is_there && loc_layout(items->scalar) == LOC_LAYOUT_TRUTH) {
        truth = truth_of(view->lo[row], view->hi[row]);
    } else if (is_there) {
        if (is_reference && view->key[row] == LOCALITY_ROW_NONE)
            return true; /* none is no record */
        if (is_reference && view->key[row] == LOCALITY_ROW_MISSING)
            maybe = 1; /* it may be none */
        return loc_items_add(items, view, row, maybe);
    }
    maybe |= is_reference;
    memset(&value, 0, sizeof value);
    value.lo = ends;
    value.hi = ends + 1;
    value.key = value.kind = &key;
    value.truth = &truth;
    return loc_items_add(items, &value, 0, maybe);
}

static bool field_of_list(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                          const locality_column *column, loc_vector *out) {
    loc_run *run = plan->run;
    uint32_t count = frame->count;
    uint32_t *begin = loc_scratch(run, count, sizeof *begin);
    uint32_t *end = loc_scratch(run, count, sizeof *end);
    uint8_t *state = loc_scratch(run, count, 1);
    loc_vector view = view_of(column), lists;
    loc_items items;
    bool done =
        begin != NULL && end != NULL && state != NULL && loc_eval(plan, frame, node->a, &lists);

    memset(out, 0, sizeof *out);
    loc_items_init(&items, run, node->type.scalar);
    for (uint32_t i = 0; done && i < count; i++) {
        begin[i] = (uint32_t)items.count;
        state[i] = loc_list_state(&lists, i);
        for (uint32_t item = lists.begin[i]; done && item < lists.end[i]; item++)
            done = add_field(&items, column, &view, lists.key[item], loc_item_maybe(&lists, item),
                             &state[i]);
        end[i] = (uint32_t)items.count;
    }
    done = done && loc_items_give(&items, out);
    loc_items_free(&items);
    out->begin = begin;
    out->end = end;
    out->state = state;
    return done;
}

/* ---- Fields --------------------------------------------------------------------------------------------- */

/* A common field of records of any kind. */
static bool field_of_any(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                         loc_vector *out) {
    loc_run *run = plan->run;
    uint32_t *keys = loc_scratch(run, frame->count, sizeof *keys);
    uint32_t last = LOCALITY_NO_INDEX, field = 0;
    loc_vector records;

    memset(out, 0, sizeof *out);
    if (keys == NULL || !loc_eval(plan, frame, node->a, &records))
        return false;
    for (uint32_t i = 0; i < frame->count; i++) {
        uint32_t kind = records.kind[i];
        keys[i] = loc_missing_key(node->type.scalar);
        if (kind >= run->kinds)
            continue;
        if (kind != last)
            field = locality_schema_field(run->schema, kind, node->name);
        last = kind;
        const locality_column *column =
            field == LOCALITY_NO_INDEX ? NULL : loc_run_column(run, kind, field);
        if (column == NULL && field != LOCALITY_NO_INDEX)
            return false;
        if (column != NULL && column->symbol != NULL && records.key[i] < column->count)
            keys[i] = column->symbol[records.key[i]];
    }
    out->key = keys;
    return true;
}

bool loc_eval_field(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out) {
    loc_run *run = plan->run;
    loc_vector records;

    if (node->kind == LOCALITY_NO_INDEX)
        return field_of_any(plan, frame, node, out);
    const locality_column *column = loc_run_column(run, node->kind, node->field);
    if (column == NULL)
        return false;
    if (node->a->type.is_list)
        return field_of_list(plan, frame, node, column, out);
    loc_vector view = view_of(column);
    if (is_empty(&view))
        return loc_vector_missing(run, node->type, frame->count, out);
    bool is_own = node->a->op == LOC_VARIABLE && frame->is_slice &&
                  plan->sites[node->a->number].let == NULL &&
                  plan->sites[node->a->number].level == frame->level;
    if (is_own)
        return own_field(run, &view, node, frame, column->count, out);
    return loc_eval(plan, frame, node->a, &records) &&
           gather(run, node->type, &view, records.key, frame->count, (uint32_t)column->count, out);
}

/* ---- Ids -------------------------------------------------------------------------------------------------- */

static uint32_t id_of(const loc_run *run, uint32_t kind, uint32_t row) {
    if (kind >= run->kinds || row >= locality_snapshot_count(run->snapshot, kind))
        return 0;
    return locality_snapshot_ids(run->snapshot, kind)[row];
}

bool loc_eval_id(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out) {
    loc_run *run = plan->run;
    uint32_t kind = node->a->type.target;
    loc_vector records;

    memset(out, 0, sizeof *out);
    if (!loc_eval(plan, frame, node->a, &records))
        return false;
    if (!node->a->type.is_list) {
        uint32_t *keys = loc_scratch(run, frame->count, sizeof *keys);
        for (uint32_t i = 0; keys != NULL && i < frame->count; i++)
            keys[i] = id_of(run, records.kind == NULL ? kind : records.kind[i], records.key[i]);
        out->key = keys;
        return keys != NULL;
    }
    loc_items items;
    uint32_t *begin = loc_scratch(run, frame->count, sizeof *begin);
    uint32_t *end = loc_scratch(run, frame->count, sizeof *end);
    bool done = begin != NULL && end != NULL;
    loc_items_init(&items, run, LOCALITY_TYPE_TEXT);
    for (uint32_t i = 0; done && i < frame->count; i++) {
        begin[i] = (uint32_t)items.count;
        for (uint32_t item = records.begin[i]; done && item < records.end[i]; item++) {
            uint32_t id =
                id_of(run, records.kind == NULL ? kind : records.kind[item], records.key[item]);
            loc_vector value = {.key = &id};
            done = loc_items_add(&items, &value, 0, loc_item_maybe(&records, item));
        }
        end[i] = (uint32_t)items.count;
    }
    done = done && loc_items_give(&items, out);
    loc_items_free(&items);
    out->begin = begin;
    out->end = end;
    out->state = records.state;
    return done;
}

/* ---- What is known ------------------------------------------------------------------------------------------ */

static bool list_passes(uint8_t test, const loc_vector *value, uint32_t i) {
    uint8_t state = loc_list_state(value, i);

    switch (test) {
    case LOC_IS_KNOWN:
        return state == LOC_LIST_GIVEN;
    case LOC_IS_MISSING:
        return state == LOC_LIST_MISSING;
    case LOC_IS_EMPTY:
        return state == LOC_LIST_GIVEN && value->begin[i] == value->end[i];
    default:
        return false;
    }
}

/* The tests on the values of a whole batch: 1 where they pass. */
static void ask_ranges(uint8_t test, const loc_vector *value, uint32_t count, uint8_t *out) {
    const int64_t *lo = value->lo, *hi = value->hi;

    if (test == LOC_IS_KNOWN)
        for (uint32_t i = 0; i < count; i++)
            out[i] = lo[i] == hi[i];
    else if (test == LOC_IS_MISSING)
        for (uint32_t i = 0; i < count; i++)
            out[i] = lo[i] == LOCALITY_OPEN_BELOW && hi[i] == LOCALITY_OPEN_ABOVE;
    else
        memset(out, 0, count);
}

static void ask_keys(uint8_t test, uint8_t scalar, const uint32_t *key, uint32_t count,
                     uint8_t *out) {
    uint32_t missing = loc_missing_key(scalar);
    bool is_text = missing == 0;

    if (test == LOC_IS_NONE && is_text) {
        memset(out, 0, count);
        return;
    }
    if (test == LOC_IS_NONE)
        missing = LOCALITY_ROW_NONE;
    for (uint32_t i = 0; i < count; i++)
        out[i] = (key[i] == missing) != (test == LOC_IS_KNOWN);
}

static void ask_truths(uint8_t test, const uint8_t *truth, uint32_t count, uint8_t *out) {
    for (uint32_t i = 0; i < count; i++)
        out[i] = test == LOC_IS_KNOWN ? truth[i] != LOC_MAYBE
                                      : test == LOC_IS_MISSING && truth[i] == LOC_MAYBE;
}

static void ask_lists(uint8_t test, const loc_vector *value, uint32_t count, uint8_t *out) {
    for (uint32_t i = 0; i < count; i++)
        out[i] = list_passes(test, value, i);
}

static void ask(uint8_t test, loc_type type, const loc_vector *value, uint32_t count,
                uint8_t *out) {
    if (type.is_list)
        ask_lists(test, value, count, out);
    else if (loc_layout(type.scalar) == LOC_LAYOUT_RANGE)
        ask_ranges(test, value, count, out);
    else if (loc_layout(type.scalar) == LOC_LAYOUT_TRUTH)
        ask_truths(test, value->truth, count, out);
    else
        ask_keys(test, type.scalar, value->key, count, out);
}

/* ---- What is withheld ----------------------------------------------------------------------------------- */

/* Marks values that may be there though they are not, because their record, or the way to it, is withheld.
 * Null on refusal. */
static const uint8_t *find_doubt(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                                 const loc_vector *value, const uint8_t *passes) {
    loc_run *run = plan->run;
    uint8_t *doubt = loc_scratch(run, frame->count, 1);
    const loc_node *field = node->a;
    bool has_record =
        field->op == LOC_FIELD && field->kind != LOCALITY_NO_INDEX && !field->a->type.is_list;
    const locality_column *column = has_record ? loc_run_withheld(run, field->kind) : NULL;
    loc_vector records = {0};

    if (doubt == NULL || (has_record && !loc_eval(plan, frame, field->a, &records)))
        return NULL;
    ask(LOC_IS_MISSING, field->type, value, frame->count, doubt);
    for (uint32_t i = 0; i < frame->count; i++) {
        bool lacks = node->test == LOC_IS_KNOWN ? passes[i] == 0 : doubt[i] != 0;
        bool is_there = has_record && column != NULL && records.key[i] < column->count;

        doubt[i] =
            lacks && (!is_there || (column->symbol != NULL && column->symbol[records.key[i]] != 0));
    }
    return doubt;
}

bool loc_eval_is(loc_plan *plan, const loc_frame *frame, const loc_node *node, loc_vector *out) {
    loc_run *run = plan->run;
    uint8_t *truth = loc_scratch(run, frame->count, 1);
    loc_mark mark = loc_scratch_mark(run);
    const uint8_t *doubt;
    loc_vector value;

    memset(out, 0, sizeof *out);
    out->truth = truth;
    if (truth == NULL || !loc_eval(plan, frame, node->a, &value))
        return false;
    ask(node->test, node->a->type, &value, frame->count, truth);
    doubt = loc_run_withholds(run) ? find_doubt(plan, frame, node, &value, truth) : NULL;
    for (uint32_t i = 0; i < frame->count; i++)
        truth[i] = (truth[i] != 0) != (node->is_negated != 0) ? LOC_YES : LOC_NO;
    for (uint32_t i = 0; doubt != NULL && i < frame->count; i++)
        truth[i] = doubt[i] != 0 ? LOC_MAYBE : truth[i];
    loc_scratch_release(run, mark);
    return doubt != NULL || !loc_run_withholds(run);
}
