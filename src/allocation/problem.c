/* Problem: taking candidates, demands, pins and groups from the caller, and sorting them by id. */
#include "allocation/problem.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "schema/schema.h"

#define MOST_NODES (UINT32_C(1) << 30)

/* ---- Sides ----------------------------------------------------------------------------------- */

/* Merges two sorted runs of `order` into `out`. */
static void merge(const char *const *text, const uint32_t *order, size_t middle, size_t end,
                  uint32_t *out) {
    size_t a = 0, b = middle, at = 0;

    while (a < middle && b < end) {
        bool second = strcmp(text[order[b]], text[order[a]]) < 0;
        out[at++] = second ? order[b++] : order[a++];
    }
    while (a < middle) {
        out[at++] = order[a++];
    }
    while (b < end) {
        out[at++] = order[b++];
    }
}

bool loc_sort_texts(const locality_allocator *allocator, const char *const *text, uint32_t *order,
                    size_t count) {
    uint32_t *scratch = loc_allocate_raw(allocator, count, sizeof *scratch);
    if (scratch == NULL) {
        return false;
    }
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t from = 0; from < count; from += 2 * width) {
            size_t left = count - from;
            size_t middle = width < left ? width : left, end = 2 * width < left ? 2 * width : left;
            merge(text, order + from, middle, end, scratch + from);
        }
        memcpy(order, scratch, count * sizeof *order);
    }
    loc_release(allocator, scratch, count, sizeof *scratch);
    return true;
}

static void side_clear(const locality_allocator *allocator, loc_side *side) {
    loc_release(allocator, side->id, side->count, sizeof *side->id);
    loc_release(allocator, side->given, side->count, sizeof *side->given);
    loc_release(allocator, side->node, side->count, sizeof *side->node);
    loc_release(allocator, side->most, side->count, sizeof *side->most);
    loc_release(allocator, side->least, side->count, sizeof *side->least);
    loc_release(allocator, side->room, side->count, sizeof *side->room);
    memset(side, 0, sizeof *side);
}

static locality_status check_partners(const locality_allocation_side *given, const char *what,
                                      locality_error *error) {
    for (size_t i = 0; i < given->count; i++) {
        int64_t most = given->most != NULL ? given->most[i] : 1;
        int64_t least = given->least != NULL ? given->least[i] : 0;
        if (most >= 0 && least >= 0 && least <= most) {
            continue;
        }
        loc_fail(error, LOCALITY_INVALID,
                 "%s %zu can have at least %" PRId64 " and at most %" PRId64
                 " partners; neither may be negative, nor the first above the second",
                 what, i, least, most);
        loc_error_at_record(error, NULL, given->id != NULL ? given->id[i] : NULL, "most");
        return LOCALITY_INVALID;
    }
    return LOCALITY_OK;
}

/* The id of one node by its position: the caller's, or the number itself. */
static locality_status take_id(locality_allocation *a, const locality_allocation_side *given,
                               const char *what, size_t position, const char **out,
                               locality_error *error) {
    char number[24];
    const char *id = number;

    if (given->id == NULL) {
        size_t digits = 0, rest = position;
        do {
            number[digits++] = (char)('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        for (size_t i = 0; i < digits / 2; i++) {
            char swap = number[i];
            number[i] = number[digits - 1 - i];
            number[digits - 1 - i] = swap;
        }
        number[digits] = '\0';
    } else {
        id = given->id[position];
    }
    if (id == NULL || id[0] == '\0') {
        return loc_fail(error, LOCALITY_INVALID, "%s %zu has no id", what, position);
    }
    size_t length = strlen(id);
    if (loc_utf8_check(id, length) != length) {
        return loc_fail(error, LOCALITY_ENCODING, "the id of %s %zu is not valid UTF-8", what,
                        position);
    }
    char *copy = loc_arena_bytes(&a->texts, length + 1);
    if (copy == NULL) {
        return loc_fail_memory(error);
    }
    memcpy(copy, id, length + 1);
    *out = copy;
    return LOCALITY_OK;
}

static locality_status take_ids(locality_allocation *a, const locality_allocation_side *given,
                                const char *what, loc_side *side, locality_error *error) {
    const char **id = loc_allocate(&a->allocator, given->count, sizeof *id);
    locality_status status = LOCALITY_OK;

    if (id == NULL) {
        return loc_fail_memory(error);
    }
    for (size_t i = 0; i < given->count && status == LOCALITY_OK; i++) {
        side->given[i] = (uint32_t)i;
        status = take_id(a, given, what, i, &id[i], error);
    }
    /* Numbers that stand for positions are in order already, as numbers. */
    if (status == LOCALITY_OK && given->id != NULL &&
        !loc_sort_texts(&a->allocator, id, side->given, given->count)) {
        status = loc_fail_memory(error);
    }
    for (size_t i = 0; i < given->count && status == LOCALITY_OK; i++) {
        side->id[i] = id[side->given[i]];
        side->node[side->given[i]] = (uint32_t)i;
        if (i > 0 && strcmp(side->id[i - 1], side->id[i]) == 0) {
            status = loc_fail(error, LOCALITY_DUPLICATE, "two of the %ss have the id \"%s\"", what,
                              side->id[i]);
            loc_error_at_record(error, NULL, side->id[i], "id");
        }
    }
    loc_release(&a->allocator, id, given->count, sizeof *id);
    return status;
}

static locality_status side_take(locality_allocation *a, const locality_allocation_side *given,
                                 const char *what, loc_side *side, locality_error *error) {
    locality_allocation_side in = LOCALITY_ALLOCATION_SIDE_INIT;

    if (given == NULL) {
        return loc_fail_null(error, what);
    }
    if (!loc_struct_take(&in, sizeof in, given, given->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "the struct_size of the %ss is not that of locality_allocation_side", what);
    }
    if (in.count > MOST_NODES) {
        return loc_fail(error, LOCALITY_LIMIT, "%zu %ss are more than 2^30", in.count, what);
    }
    locality_status status = check_partners(&in, what, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    const locality_allocator *memory = &a->allocator;
    side->count = (uint32_t)in.count;
    side->id = loc_allocate(memory, in.count, sizeof *side->id);
    side->given = loc_allocate(memory, in.count, sizeof *side->given);
    side->node = loc_allocate(memory, in.count, sizeof *side->node);
    side->most = loc_allocate(memory, in.count, sizeof *side->most);
    side->least = loc_allocate(memory, in.count, sizeof *side->least);
    side->room = loc_allocate(memory, in.count, sizeof *side->room);
    if (side->id == NULL || side->given == NULL || side->node == NULL || side->most == NULL ||
        side->least == NULL || side->room == NULL) {
        return loc_fail_memory(error);
    }
    status = take_ids(a, &in, what, side, error);
    for (size_t i = 0; i < in.count && status == LOCALITY_OK; i++) {
        side->most[i] = in.most != NULL ? in.most[side->given[i]] : 1;
        side->least[i] = in.least != NULL ? in.least[side->given[i]] : 0;
        side->room[i] = side->most[i];
    }
    return status;
}

locality_status locality_allocation_new(const locality_allocation_side *candidates,
                                        const locality_allocation_side *demands,
                                        const locality_allocator *allocator,
                                        locality_allocation **out, locality_error *error) {
    locality_allocator memory;

    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = NULL;
    locality_status status = loc_allocator_take(allocator, &memory, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    locality_allocation *a = loc_allocate(&memory, 1, sizeof *a);
    if (a == NULL) {
        return loc_fail_memory(error);
    }
    a->allocator = memory;
    loc_arena_init(&a->texts, &memory);
    status = side_take(a, candidates, "candidate", &a->side[0], error);
    if (status == LOCALITY_OK) {
        status = side_take(a, demands, "demand", &a->side[1], error);
    }
    if (status == LOCALITY_OK) { /* no pairs yet: every row is empty */
        a->start = loc_allocate(&memory, (size_t)a->side[0].count + 1, sizeof *a->start);
        a->column = loc_allocate(&memory, 0, sizeof *a->column);
        status = a->start != NULL && a->column != NULL ? loc_ok(error) : loc_fail_memory(error);
    }
    if (status != LOCALITY_OK) {
        locality_allocation_free(a);
        return status;
    }
    *out = a;
    return LOCALITY_OK;
}

locality_status locality_allocation_watch(locality_allocation *allocation,
                                          int32_t (*progress)(void *self, uint64_t work),
                                          void *self, locality_error *error) {
    if (allocation == NULL) {
        return loc_fail_null(error, "allocation");
    }
    allocation->progress = progress;
    allocation->progress_self = self;
    return loc_ok(error);
}

void locality_allocation_free(locality_allocation *allocation) {
    if (allocation == NULL) {
        return;
    }
    locality_allocator memory = allocation->allocator;
    locality_allocation *a = allocation;

    for (uint32_t k = 0; k < a->levels; k++) {
        loc_release(&memory, a->cost[k].narrow, a->pairs, sizeof *a->cost[k].narrow);
        loc_release(&memory, a->cost[k].wide, a->pairs, sizeof *a->cost[k].wide);
    }
    loc_release(&memory, a->start, (size_t)a->side[0].count + 1, sizeof *a->start);
    loc_release(&memory, a->column, a->pairs, sizeof *a->column);
    loc_release(&memory, a->failed, a->pairs, sizeof *a->failed);
    loc_release(&memory, a->mark, a->marks_capacity, sizeof *a->mark);
    loc_release(&memory, a->group, a->groups_capacity, sizeof *a->group);
    loc_release(&memory, a->group_of, a->side[1].count, sizeof *a->group_of);
    loc_release(&memory, a->rule, a->rules, sizeof *a->rule);
    side_clear(&memory, &a->side[0]);
    side_clear(&memory, &a->side[1]);
    loc_arena_clear(&a->texts);
    loc_release(&memory, a, 1, sizeof *a);
}

size_t locality_allocation_count(const locality_allocation *allocation, int32_t side) {
    if (allocation == NULL || side < 0 || side > 1) {
        return 0;
    }
    return allocation->side[side].count;
}

const char *locality_allocation_id(const locality_allocation *allocation, int32_t side,
                                   uint32_t position) {
    if (position >= locality_allocation_count(allocation, side)) {
        return "";
    }
    return allocation->side[side].id[allocation->side[side].node[position]];
}

/* ---- Looking pairs up ------------------------------------------------------------------------ */

size_t loc_pair_find(const locality_allocation *a, uint32_t row, uint32_t column) {
    size_t low = a->start[row], high = a->start[row + 1];

    if (a->column == NULL) {
        return low + column;
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (a->column[middle] < column) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < a->start[row + 1] && a->column[low] == column ? low : LOC_NO_PAIR;
}

uint32_t loc_pair_row(const locality_allocation *a, size_t pair) {
    uint32_t low = 0, high = a->side[0].count;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (a->start[middle] <= pair) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Where a mark on the pair is, or would be. */
static size_t mark_place(const locality_allocation *a, size_t pair) {
    size_t low = 0, high = a->marks;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (a->mark[middle].pair < pair) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const loc_mark *loc_pair_mark(const locality_allocation *a, size_t pair) {
    if (a->marks == 0) {
        return NULL;
    }
    size_t place = mark_place(a, pair);
    return place < a->marks && a->mark[place].pair == pair ? &a->mark[place] : NULL;
}

bool loc_pair_weight(const locality_allocation *a, size_t pair, int64_t *weight) {
    uint64_t failed = a->failed != NULL ? a->failed[pair] : 0;
    int64_t sum = 0;

    for (uint32_t bit = 0; failed != 0; bit++, failed >>= 1) {
        if ((failed & 1) == 0) {
            continue;
        }
        int64_t one = bit < a->rules ? a->rule[bit].weight : 1;
        if (one > INT64_MAX - sum) {
            return false;
        }
        sum += one;
    }
    *weight = sum;
    return true;
}

bool loc_pair_is_open(const locality_allocation *a, size_t pair, bool waive) {
    if (!waive && a->failed != NULL && a->failed[pair] != 0) {
        return false;
    }
    const loc_mark *mark = loc_pair_mark(a, pair);
    return mark == NULL || mark->is_pin;
}

/* ---- Pins, rules and groups ------------------------------------------------------------------ */

static locality_status take_text(locality_allocation *a, const char *given, const char *what,
                                 const char **out, locality_error *error) {
    if (given == NULL) {
        *out = "";
        return LOCALITY_OK;
    }
    size_t length = strlen(given);
    if (loc_utf8_check(given, length) != length) {
        return loc_fail(error, LOCALITY_ENCODING, "%s is not valid UTF-8", what);
    }
    *out = loc_arena_text(&a->texts, given, length);
    return *out != NULL ? LOCALITY_OK : loc_fail_memory(error);
}

static locality_status put_mark(locality_allocation *a, uint32_t candidate, uint32_t demand,
                                bool is_pin, const char *reason, locality_error *error) {
    const char *text = NULL;

    if (a == NULL) {
        return loc_fail_null(error, "allocation");
    }
    if (candidate >= a->side[0].count || demand >= a->side[1].count) {
        return loc_fail(error, LOCALITY_INVALID, "there is no %s %" PRIu32,
                        candidate >= a->side[0].count ? "candidate" : "demand",
                        candidate >= a->side[0].count ? candidate : demand);
    }
    uint32_t row = a->side[0].node[candidate], column = a->side[1].node[demand];
    size_t pair = loc_pair_find(a, row, column);
    if (pair == LOC_NO_PAIR) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "\"%s\" and \"%s\" are not among the pairs",
                        a->side[0].id[row], a->side[1].id[column]);
    }
    const loc_mark *before = loc_pair_mark(a, pair);
    if (before != NULL) {
        return loc_fail(error, LOCALITY_CONFLICT, "\"%s\" and \"%s\" are %s already",
                        a->side[0].id[row], a->side[1].id[column],
                        before->is_pin ? "pinned" : "forbidden");
    }
    locality_status status = take_text(a, reason, "the reason", &text, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (!loc_grow(&a->allocator, (void **)&a->mark, &a->marks_capacity, a->marks + 1,
                  sizeof *a->mark)) {
        return loc_fail_memory(error);
    }
    size_t place = mark_place(a, pair);
    memmove(a->mark + place + 1, a->mark + place, (a->marks - place) * sizeof *a->mark);
    a->mark[place] = (loc_mark){pair, row, column, is_pin, text};
    a->marks++;
    a->pins += is_pin;
    a->side[0].room[row] -= is_pin;
    a->side[1].room[column] -= is_pin;
    a->revision++;
    return loc_ok(error);
}

locality_status locality_allocation_pin(locality_allocation *allocation, uint32_t candidate,
                                        uint32_t demand, const char *reason,
                                        locality_error *error) {
    return put_mark(allocation, candidate, demand, true, reason, error);
}

locality_status locality_allocation_forbid(locality_allocation *allocation, uint32_t candidate,
                                           uint32_t demand, const char *reason,
                                           locality_error *error) {
    return put_mark(allocation, candidate, demand, false, reason, error);
}

static locality_status take_rule(locality_allocation *a, const char *id, const char *words,
                                 int64_t weight, loc_rule *out, locality_error *error) {
    if (id == NULL || id[0] == '\0') {
        return loc_fail(error, LOCALITY_INVALID, "a rule has no id");
    }
    if (weight < 0) {
        return loc_fail(error, LOCALITY_INVALID, "the weight of rule \"%s\" is negative", id);
    }
    out->weight = weight;
    locality_status status = take_text(a, id, "the id of a rule", &out->id, error);
    return status != LOCALITY_OK ? status
                                 : take_text(a, words, "what a rule asks for", &out->words, error);
}

locality_status locality_allocation_put_rules(locality_allocation *allocation,
                                              const char *const *id, const char *const *words,
                                              const int64_t *weight, size_t count,
                                              locality_error *error) {
    locality_allocation *a = allocation;

    if (a == NULL) {
        return loc_fail_null(error, "allocation");
    }
    if (count > LOCALITY_ALLOCATION_RULES || (count > 0 && id == NULL)) {
        return loc_fail(error, LOCALITY_INVALID,
                        id == NULL ? "id is null" : "%zu rules are more than %d", count,
                        LOCALITY_ALLOCATION_RULES);
    }
    loc_rule *rule = loc_allocate(&a->allocator, count, sizeof *rule);
    if (rule == NULL) {
        return loc_fail_memory(error);
    }
    locality_status status = LOCALITY_OK;
    for (size_t i = 0; i < count && status == LOCALITY_OK; i++) {
        status = take_rule(a, id[i], words != NULL ? words[i] : NULL,
                           weight != NULL ? weight[i] : 1, &rule[i], error);
    }
    if (status != LOCALITY_OK) {
        loc_release(&a->allocator, rule, count, sizeof *rule);
        return status;
    }
    loc_release(&a->allocator, a->rule, a->rules, sizeof *a->rule);
    a->rule = rule;
    a->rules = count;
    a->revision++;
    return loc_ok(error);
}

/* Puts demands into a group, or none at all: each has to be there and free of groups. */
static locality_status join_members(locality_allocation *a, const uint32_t *demand, size_t count,
                                    uint32_t group, locality_error *error) {
    locality_status status = LOCALITY_OK;
    size_t joined = 0;

    for (; joined < count; joined++) {
        if (demand[joined] >= a->side[1].count) {
            status =
                loc_fail(error, LOCALITY_INVALID, "there is no demand %" PRIu32, demand[joined]);
            break;
        }
        uint32_t column = a->side[1].node[demand[joined]];
        if (a->group_of[column] != LOC_NO_NODE) {
            status = loc_fail(error, LOCALITY_DUPLICATE, "\"%s\" is in a group already",
                              a->side[1].id[column]);
            break;
        }
        a->group_of[column] = group;
    }
    for (size_t i = 0; i < joined && status != LOCALITY_OK; i++) {
        a->group_of[a->side[1].node[demand[i]]] = LOC_NO_NODE;
    }
    return status;
}

static locality_status prepare_groups(locality_allocation *a, locality_error *error) {
    if (a->group_of == NULL) {
        a->group_of = loc_allocate_raw(&a->allocator, a->side[1].count, sizeof *a->group_of);
        if (a->group_of == NULL) {
            return loc_fail_memory(error);
        }
        memset(a->group_of, 0xFF, a->side[1].count * sizeof *a->group_of);
    }
    return loc_grow(&a->allocator, (void **)&a->group, &a->groups_capacity, a->groups + 1,
                    sizeof *a->group)
               ? LOCALITY_OK
               : loc_fail_memory(error);
}

locality_status locality_allocation_group(locality_allocation *allocation, const char *id,
                                          const uint32_t *demand, size_t count, int64_t least,
                                          int64_t most, locality_error *error) {
    locality_allocation *a = allocation;
    const char *text = NULL;

    if (a == NULL || id == NULL || (demand == NULL && count > 0)) {
        return loc_fail_null(error, a == NULL ? "allocation" : id == NULL ? "id" : "demand");
    }
    if (id[0] == '\0' || least < 0 || most < least) {
        return loc_fail(error, LOCALITY_INVALID,
                        "a group needs an id, and 0 <= least <= most, not %" PRId64 " and %" PRId64,
                        least, most);
    }
    for (size_t i = 0; i < a->groups; i++) {
        if (strcmp(a->group[i].id, id) == 0) {
            return loc_fail(error, LOCALITY_DUPLICATE, "a group \"%s\" stands already", id);
        }
    }
    locality_status status = prepare_groups(a, error);
    if (status == LOCALITY_OK) {
        status = take_text(a, id, "the id of a group", &text, error);
    }
    if (status == LOCALITY_OK) {
        status = join_members(a, demand, count, (uint32_t)a->groups, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    a->group[a->groups++] = (loc_group){text, least, most};
    a->revision++;
    return loc_ok(error);
}
