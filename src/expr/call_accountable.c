/* accountable(subject, area): the posts that answer for something, nearest place first; each once. One
 * that only may answer, as far as is stated, is in the list perhaps. */
#include <string.h>

#include "base/error.h"
#include "base/sort.h"
#include "expr/call.h"
#include "expr/items.h"
#include "schema/schema.h"
#include "structure/accountable.h"

/* ---- One search ---------------------------------------------------------------------------------------- */

bool loc_accountable_run(loc_run *run, loc_record subject, uint32_t area, loc_search *search) {
    locality_error error; /* success would clear an earlier failure of the run */

    if (loc_search_init(search, run->snapshot, &run->allocator, &error) != LOCALITY_OK)
        return loc_run_fail(run, error.status, error.message);
    search->subject = subject;
    search->area = area;
    search->is_dated = locality_range_is_unknown(&run->as_at) == 0;
    search->as_at = run->as_at;
    return loc_search_run(search) || loc_run_no_memory(run);
}

/* Post and place in the order, in one number. */
static int compare_keys(const void *a, const void *b, const void *context) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    (void)context;
    return (x > y) - (x < y);
}

/* Marks in `turn` the first hit of each post with 1 where one of its hits is certain, else with 2. */
static void mark_first(const loc_search *search, uint64_t *key, uint8_t *turn) {
    size_t first = 0;

    for (size_t i = 0; i < search->count; i++)
        key[i] = (uint64_t)search->hit[i].post << 32 | (uint32_t)i;
    loc_sort(key, search->count, sizeof *key, compare_keys, NULL);
    memset(turn, 0, search->count);
    for (size_t i = 0; i < search->count; i++) {
        uint32_t at = (uint32_t)key[i];
        if (i == 0 || key[i - 1] >> 32 != key[i] >> 32) {
            first = at;
            turn[first] = 2;
        }
        if (search->hit[at].opens == 0)
            turn[first] = 1;
    }
}

static bool add_hits(loc_run *run, const loc_search *search, loc_items *items) {
    loc_mark mark = loc_scratch_mark(run);
    uint64_t *key = loc_scratch(run, search->count + 1, sizeof *key);
    uint8_t *turn = loc_scratch(run, search->count + 1, 1);
    bool done = key != NULL && turn != NULL;
    loc_vector value;

    memset(&value, 0, sizeof value);
    if (done)
        mark_first(search, key, turn);
    for (size_t i = 0; done && i < search->count; i++) {
        value.key = &search->hit[i].post;
        if (turn[i] > 0)
            done = loc_items_add(items, &value, 0, turn[i] == 2);
    }
    loc_scratch_release(run, mark);
    return done;
}

/* ---- The call ------------------------------------------------------------------------------------------ */

/* The subject of binding `i`; kind LOCALITY_NO_INDEX where it is not known. */
static loc_record subject_of(const loc_run *run, const loc_node *node, const loc_vector *value,
                             uint32_t i) {
    loc_record subject = {value->kind == NULL ? node->a->type.target : value->kind[i],
                          value->key[i]};
    bool is_known = loc_search_knows(subject.kind) &&
                    subject.row < locality_snapshot_count(run->snapshot, subject.kind);

    return is_known ? subject : (loc_record){LOCALITY_NO_INDEX, LOCALITY_ROW_MISSING};
}

static bool add_one(loc_run *run, loc_record subject, uint32_t area, loc_items *items) {
    loc_search search;
    bool done = loc_accountable_run(run, subject, area, &search) &&
                loc_run_step(run, search.count + search.looks) && add_hits(run, &search, items);

    loc_search_clear(&search);
    return done;
}

bool loc_call_accountable(loc_run *run, const loc_node *node, const loc_vector *values,
                          uint32_t count, loc_vector *out) {
    size_t areas = locality_snapshot_count(run->snapshot, LOC_KIND_area);
    uint32_t *begin = loc_scratch(run, count, sizeof *begin);
    uint32_t *end = loc_scratch(run, count, sizeof *end);
    uint8_t *state = loc_scratch(run, count, 1);
    bool done = begin != NULL && end != NULL && state != NULL;
    bool has_area = node->arguments > 1;
    loc_items items;

    loc_items_init(&items, run, LOCALITY_TYPE_REF);
    for (uint32_t i = 0; done && i < count; i++) {
        loc_record subject = subject_of(run, node, &values[0], i);
        uint32_t area = has_area ? values[1].key[i] : LOCALITY_ROW_MISSING;
        bool is_known = subject.kind != LOCALITY_NO_INDEX && (!has_area || area < areas);

        begin[i] = (uint32_t)items.count;
        state[i] = !is_known                ? LOC_LIST_MISSING
                   : loc_run_withholds(run) ? LOC_LIST_OPEN
                                            : LOC_LIST_GIVEN;
        done = !is_known || add_one(run, subject, area, &items);
        end[i] = (uint32_t)items.count;
        if (done && items.count > UINT32_MAX / 2)
            done = loc_run_fail(run, LOCALITY_LIMIT, "a list has too many items");
    }
    done = done && loc_items_give(&items, out);
    loc_items_free(&items);
    out->begin = begin;
    out->end = end;
    out->state = state;
    return done;
}
