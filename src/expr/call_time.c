/* Functions of places in time and of codes. A function of an area that is missing or none is unknown. */
#include <string.h>

#include "expr/call.h"
#include "expr/functions.h"
#include "expr/items.h"
#include "places/gss.h"
#include "places/outlived.h"

static uint8_t truth_of(locality_truth truth) {
    return truth == LOCALITY_TRUE ? LOC_YES : truth == LOCALITY_FALSE ? LOC_NO : LOC_MAYBE;
}

static locality_range date_at(const loc_vector *dates, uint32_t i) {
    const locality_range date = {dates->lo[i], dates->hi[i]};
    return date;
}

static bool call_exists(loc_run *run, const loc_vector *values, uint32_t count, loc_vector *out) {
    const loc_succession *succession = loc_run_succession(run);
    uint8_t *truth = loc_scratch(run, count, 1);

    if (succession == NULL || truth == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t area = values[0].key[i];
        locality_range on = date_at(&values[1], i);
        truth[i] = area == LOCALITY_ROW_NONE ? LOC_NO : LOC_MAYBE;
        if (area < succession->count)
            truth[i] = truth_of(loc_succession_valid(succession, area, &on));
    }
    out->truth = truth;
    return true;
}

/* ---- Lists of areas --------------------------------------------------------------------------------- */

/* What the lists of one call are made from. */
typedef struct listing {
    loc_run *run;
    loc_items items;
    const loc_succession *succession;
    const loc_outliving *outliving;
    loc_carry carry;
    uint32_t function;
    bool is_dated, failed;
    bool is_withheld; /* something of the record at work is withheld */
} listing;

static bool add_rows(loc_items *items, loc_rows rows) {
    for (uint32_t i = 0; i < rows.count; i++)
        if (!loc_items_add_row(items, rows.row[i]))
            return false;
    return true;
}

/* An area, which may not be in the list. */
static bool add_area(loc_items *items, uint32_t area, bool is_certain) {
    loc_vector value;

    memset(&value, 0, sizeof value);
    value.key = &area;
    return loc_items_add(items, &value, 0, is_certain ? 0 : 1);
}

/* The areas that replace an area; not known where it ends and nothing is said of what follows. */
static bool add_next(listing *l, uint32_t area, uint8_t *state) {
    loc_rows next = loc_succession_next(l->succession, area);
    locality_range last = {LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE};

    if (l->succession->ends.lo != NULL)
        last.lo = l->succession->ends.lo[area], last.hi = l->succession->ends.hi[area];
    if (next.count == 0 && locality_range_is_unknown(&last) == 0 &&
        !loc_succession_is_final(l->succession, area))
        *state = LOC_LIST_MISSING;
    return add_rows(&l->items, next);
}

static bool add_carried(listing *l, uint32_t area, locality_range on, uint8_t *state) {
    bool done;

    l->carry.on = on;
    l->carry.count = 0;
    if (!loc_carry_area(&l->carry, area))
        return loc_run_no_memory(l->run);
    done = true;
    for (size_t i = 0; done && i < l->carry.count; i++) {
        const locality_carried *item = &l->carry.items[i];
        if (item->fate != LOCALITY_CARRY_LOST)
            done = add_area(&l->items, item->area, item->certainty == LOCALITY_TRUE);
        else if (item->loss == LOCALITY_LOSS_ENDED &&
                 !loc_succession_is_final(l->succession, item->area))
            *state = l->carry.count > 1 ? LOC_LIST_OPEN : LOC_LIST_MISSING;
    }
    return done;
}

/* Takes what a record outlives, or comes before, into the list, each area once. */
static void take_outlived(void *self, const locality_outlived *item) {
    listing *l = self;
    int32_t wanted = l->function == LOC_FN_OUTLIVED ? LOCALITY_TIME_OUTLIVES : LOCALITY_TIME_BEFORE;

    if (item->fault == wanted && !l->failed)
        l->failed =
            !add_area(&l->items, item->area, item->certainty == LOCALITY_TRUE && !l->is_withheld);
}

static bool add_list(listing *l, const loc_node *node, const loc_vector *values, uint32_t i,
                     uint8_t *state) {
    uint32_t row = values[0].key[i];

    switch (l->function) {
    case LOC_FN_SUCCESSORS:
        return l->is_dated ? add_carried(l, row, date_at(&values[1], i), state)
                           : add_next(l, row, state);
    case LOC_FN_PREDECESSORS:
        return add_rows(&l->items, loc_succession_former(l->succession, row));
    default: {
        uint32_t kind = values[0].kind == NULL ? node->a->type.target : values[0].kind[i];

        l->is_withheld = loc_run_withholds_of(l->run, kind, row);
        if (l->is_withheld)
            *state = LOC_LIST_OPEN; /* its areas and dates may be withheld */
        loc_outliving_record(l->outliving, kind, row, take_outlived, l);
        return !l->failed;
    }
    }
}

static bool make_lists(listing *l, const loc_node *node, const loc_vector *values, uint32_t count,
                       loc_vector *out) {
    uint32_t *begin = loc_scratch(l->run, count, sizeof *begin);
    uint32_t *end = loc_scratch(l->run, count, sizeof *end);
    uint8_t *state = loc_scratch(l->run, count, 1);
    bool done = begin != NULL && end != NULL && state != NULL;

    for (uint32_t i = 0; done && i < count; i++) {
        size_t before = l->items.count;
        bool is_record = values[0].key[i] < LOCALITY_ROW_NONE;
        begin[i] = (uint32_t)before;
        state[i] = is_record ? LOC_LIST_GIVEN : LOC_LIST_MISSING;
        if (is_record)
            done = add_list(l, node, values, i, &state[i]);
        end[i] = (uint32_t)l->items.count;
        done = done && loc_run_step(l->run, l->items.count - before + 1);
        if (done && l->items.count > UINT32_MAX / 2)
            done = loc_run_fail(l->run, LOCALITY_LIMIT, "a list has too many items");
    }
    done = done && loc_items_give(&l->items, out);
    out->begin = begin;
    out->end = end;
    out->state = state;
    return done;
}

static bool call_areas(loc_run *run, const loc_node *node, const loc_vector *values, uint32_t count,
                       loc_vector *out) {
    const locality_range never = {0, 0};
    listing l;
    bool done = true;

    memset(&l, 0, sizeof l);
    l.run = run;
    l.function = node->function;
    l.is_dated = node->arguments > 1;
    l.succession = loc_run_succession(run);
    if (l.succession == NULL)
        return false;
    if (l.function == LOC_FN_OUTLIVED || l.function == LOC_FN_PREMATURE)
        l.outliving = loc_run_outliving(run);
    if (l.outliving == NULL && (l.function == LOC_FN_OUTLIVED || l.function == LOC_FN_PREMATURE))
        return false;
    if (l.is_dated && !loc_carry_init(&l.carry, l.succession, &never, &run->allocator))
        done = loc_run_no_memory(run);
    loc_items_init(&l.items, run, LOCALITY_TYPE_REF);
    done = done && make_lists(&l, node, values, count, out);
    loc_items_free(&l.items);
    if (l.is_dated)
        loc_carry_clear(&l.carry);
    return done;
}

/* ---- Codes ------------------------------------------------------------------------------------------- */

static bool call_code_text(loc_run *run, const loc_node *node, const loc_vector *codes,
                           uint32_t count, loc_vector *out) {
    uint32_t *key = loc_scratch(run, count, sizeof *key);

    out->key = key;
    for (uint32_t i = 0; key != NULL && i < count; i++) {
        const char *code = loc_run_text(run, codes->key[i]);
        const loc_gss *gss = loc_gss_has_form(code) ? loc_gss_find(code) : NULL;
        const char *says = "";

        key[i] = 0;
        if (gss == NULL)
            continue;
        says = node->function == LOC_FN_CODE_ENTITY ? gss->entity : gss->country;
        key[i] = loc_run_symbol(run, says, strlen(says));
        if (key[i] == 0)
            return false;
    }
    return key != NULL;
}

static uint8_t code_fits(loc_run *run, uint32_t area) {
    const char *code = loc_run_field_text(run, LOC_KIND_area, area, "code");
    const char *level = loc_run_field_text(run, LOC_KIND_area, area, "level");
    const loc_gss *gss;

    if (code[0] == '\0')
        return LOC_MAYBE;
    if (!loc_gss_has_form(code))
        return LOC_NO;
    gss = loc_gss_find(code);
    if (gss == NULL || level[0] == '\0')
        return LOC_MAYBE;
    return loc_gss_fits(gss, level) ? LOC_YES : LOC_NO;
}

static bool call_code_fits(loc_run *run, const loc_vector *areas, uint32_t count, loc_vector *out) {
    uint8_t *truth = loc_scratch(run, count, 1);

    out->truth = truth;
    for (uint32_t i = 0; truth != NULL && i < count; i++)
        truth[i] = areas->key[i] < LOCALITY_ROW_NONE ? code_fits(run, areas->key[i]) : LOC_MAYBE;
    return truth != NULL && run->failure.status == LOCALITY_OK;
}

bool loc_call_time(loc_run *run, const loc_node *node, const loc_vector *values, uint32_t count,
                   loc_vector *out) {
    switch (node->function) {
    case LOC_FN_EXISTS:
        return call_exists(run, values, count, out);
    case LOC_FN_CODE_FITS:
        return call_code_fits(run, &values[0], count, out);
    case LOC_FN_CODE_ENTITY:
    case LOC_FN_CODE_COUNTRY:
        return call_code_text(run, node, &values[0], count, out);
    default:
        return call_areas(run, node, values, count, out);
    }
}
