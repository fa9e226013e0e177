/* Frames: how the bindings of a variable are enumerated, batch by batch. See plan.h. */
#include <string.h>

#include "expr/keys.h"
#include "expr/lookup.h"
#include "expr/plan.h"
#include "expr/zones.h"

/* ---- Making frames -------------------------------------------------------------------------------- */

/* The binding of a lower level that each binding extends, through the parent's own map. */
static bool compose(loc_plan *plan, const loc_frame *parent, uint32_t level, const uint32_t *map,
                    uint32_t count, const uint32_t **out) {
    const uint32_t *above = parent->maps[level];

    *out = NULL;
    if (above == NULL || count == 0)
        return true;
    uint32_t *composed = loc_scratch(plan->run, count, sizeof *composed);
    if (composed == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++)
        composed[i] = above[map == NULL ? 0 : map[i]];
    *out = composed;
    return true;
}

loc_frame *loc_frame_new(loc_plan *plan, const loc_step *step, loc_frame *parent, uint32_t count,
                         const uint32_t *map) {
    loc_frame *frame = loc_scratch(plan->run, 1, sizeof *frame);

    if (frame == NULL)
        return NULL;
    memset(frame, 0, sizeof *frame);
    frame->parent = parent;
    frame->level = step->level;
    frame->count = count;
    frame->maps = loc_scratch(plan->run, (size_t)step->level + 1, sizeof *frame->maps);
    frame->kept = loc_scratch(plan->run, (size_t)step->caches + 1, sizeof *frame->kept);
    if (frame->maps == NULL || frame->kept == NULL)
        return NULL;
    memset(frame->maps, 0, ((size_t)step->level + 1) * sizeof *frame->maps);
    for (uint32_t i = 0; i < step->caches; i++)
        frame->kept[i].is_filled = 0;
    for (uint32_t level = 1; level <= parent->level; level++) {
        if ((step->uses >> level & 1) == 0)
            continue;
        if (level == parent->level)
            frame->maps[level] = parent->count == 1 ? NULL : map;
        else if (!compose(plan, parent, level, map, count, &frame->maps[level]))
            return NULL;
    }
    return frame;
}

/* Rows as the value of the variable. */
static void set_rows(loc_frame *frame, const uint32_t *rows) {
    memset(&frame->value, 0, sizeof frame->value);
    frame->value.key = rows;
}

/* Rows first, first + 1 ... as the value of the variable. */
static bool set_slice(loc_plan *plan, loc_frame *frame, uint32_t first, uint8_t zone) {
    const uint32_t count = frame->count; /* a row that is written cannot be it */
    uint32_t *rows = loc_scratch(plan->run, count, sizeof *rows);

    if (rows == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++)
        rows[i] = first + i;
    set_rows(frame, rows);
    frame->is_slice = 1;
    frame->first = first;
    frame->zone = zone;
    return true;
}

static bool gather_bytes(loc_plan *plan, const uint8_t *from, const uint32_t *index, uint32_t count,
                         const uint8_t **out) {
    *out = NULL;
    if (from == NULL)
        return true;
    uint8_t *bytes = loc_scratch(plan->run, count, 1);
    for (uint32_t i = 0; bytes != NULL && i < count; i++)
        bytes[i] = from[index == NULL ? 0 : index[i]];
    *out = bytes;
    return bytes != NULL;
}

/* Certainties of the bindings that are extended: they go on to later variables of one quantifier. */
static bool inherit(loc_plan *plan, const loc_step *step, const loc_frame *parent,
                    const uint32_t *map, loc_frame *frame) {
    if (step->is_first)
        return true;
    return gather_bytes(plan, parent->certain, map, frame->count, &frame->certain);
}

loc_frame *loc_frame_pick(loc_plan *plan, const loc_step *step, const loc_frame *frame,
                          const uint32_t *pick, uint32_t count) {
    loc_frame *picked = loc_scratch(plan->run, 1, sizeof *picked);
    const uint32_t **maps = loc_scratch(plan->run, (size_t)step->level + 1, sizeof *maps);

    loc_kept *kept = loc_scratch(plan->run, (size_t)step->caches + 1, sizeof *kept);
    if (picked == NULL || maps == NULL || kept == NULL)
        return NULL;
    for (uint32_t i = 0; i < step->caches; i++)
        kept[i].is_filled = 0;
    *picked = *frame;
    picked->maps = maps;
    picked->kept = kept;
    picked->count = count;
    picked->is_slice = 0;
    for (uint32_t level = 0; level <= step->level; level++) {
        maps[level] = NULL;
        if (frame->maps[level] == NULL)
            continue;
        uint32_t *map = loc_scratch(plan->run, count, sizeof *map);
        if (map == NULL)
            return NULL;
        for (uint32_t i = 0; i < count; i++)
            map[i] = frame->maps[level][pick[i]];
        maps[level] = map;
    }
    if (!loc_vector_gather(plan->run, step->binding->type, &frame->value, pick, count,
                           &picked->value) ||
        !gather_bytes(plan, frame->certain, pick, count, &picked->certain))
        return NULL;
    return picked;
}

/* ---- Conditions ----------------------------------------------------------------------------------- */

/* The condition of the step; null: it certainly holds for every binding. */
static bool ask_condition(loc_plan *plan, const loc_step *step, const loc_frame *frame,
                          const uint8_t **out) {
    loc_vector condition;

    *out = NULL;
    if (step->binding->where == NULL)
        return true;
    if (frame->zone == LOC_ZONE_YES)
        return loc_zone_rest(plan, step, frame, out);
    if (!loc_eval(plan, frame, step->binding->where, &condition))
        return false;
    *out = condition.truth;
    return true;
}

/* Takes the condition of the step into `certain`; counts the bindings that are left. */
static bool ask(loc_plan *plan, const loc_step *step, loc_frame *frame, uint32_t *left) {
    uint32_t count = frame->count, yes;
    const uint8_t *truth;

    *left = count;
    if (!ask_condition(plan, step, frame, &truth))
        return false;
    if (truth == NULL)
        return true;
    if (frame->certain != NULL) {
        uint8_t *both = loc_scratch(plan->run, count, 1);
        if (both == NULL)
            return false;
        memcpy(both, truth, count);
        loc_truths_and(both, frame->certain, count);
        truth = both;
    }
    yes = loc_bytes_count(truth, count, LOC_YES);
    frame->certain = yes == count ? NULL : truth;
    *left = yes == count ? count : count - loc_bytes_count(truth, count, LOC_NO);
    return true;
}

static loc_frame *without_excluded(loc_plan *plan, const loc_step *step, const loc_frame *frame,
                                   uint32_t left) {
    uint32_t *pick = loc_scratch(plan->run, (size_t)left + 1, sizeof *pick);

    if (pick == NULL)
        return NULL;
    (void)loc_truths_pick(frame->certain, frame->count, pick);
    return loc_frame_pick(plan, step, frame, pick, left);
}

/* Asks the condition of a batch and hands on what is left. */
static bool finish_batch(loc_plan *plan, loc_step *step, loc_frame *frame,
                         const loc_visitor *visitor) {
    uint32_t left = 0;

    if (!loc_run_step(plan->run, frame->count) || !ask(plan, step, frame, &left))
        return false;
    if (left == 0)
        return true;
    /* few exclusions: going on with them costs less than copying the others together */
    if (left < frame->count && (step->next != NULL || left < frame->count - frame->count / 4)) {
        frame = without_excluded(plan, step, frame, left);
        if (frame == NULL)
            return false;
    }
    return loc_expand(plan, step->next, frame, visitor);
}

/* ---- Candidates ----------------------------------------------------------------------------------- */

/* Candidates on their way into batches. */
typedef struct loc_filler {
    loc_plan *plan;
    loc_step *step;
    loc_frame *parent;
    const loc_visitor *visitor;
    uint32_t *rows, *map; /* rows, or items of `list` */
    uint32_t count, batch;
    loc_vector items;
    const loc_vector *list; /* ITEMS: `items`, where the items lie; else null */
} loc_filler;

static bool flush_items(loc_filler *filler, loc_frame *frame) {
    loc_plan *plan = filler->plan;
    const loc_vector *list = filler->list;
    loc_type type = filler->step->binding->type;
    loc_vector items = *list;

    items.is_same = 0;
    items.begin = items.end = NULL;
    if (!loc_vector_gather(plan->run, type, &items, filler->rows, filler->count, &frame->value))
        return false;
    if (list->maybe == NULL)
        return true;
    uint8_t *certain = loc_scratch(plan->run, filler->count, 1);
    if (certain == NULL)
        return false;
    for (uint32_t i = 0; i < filler->count; i++) {
        certain[i] = list->maybe[filler->rows[i]] ? LOC_MAYBE : LOC_YES;
        if (frame->certain != NULL && frame->certain[i] < certain[i])
            certain[i] = frame->certain[i];
    }
    frame->certain = certain;
    return true;
}

static bool flush(loc_filler *filler) {
    loc_plan *plan = filler->plan;
    loc_run *run = plan->run;

    if (filler->count == 0)
        return true;
    loc_mark mark = loc_scratch_mark(run);
    loc_frame *frame =
        loc_frame_new(plan, filler->step, filler->parent, filler->count, filler->map);
    bool done = frame != NULL && inherit(plan, filler->step, filler->parent, filler->map, frame);
    if (done && filler->list != NULL)
        done = flush_items(filler, frame);
    else if (done)
        set_rows(frame, filler->rows);
    done = done && finish_batch(plan, filler->step, frame, filler->visitor);
    loc_scratch_release(run, mark);
    filler->count = 0;
    return done;
}

static bool add_row(loc_filler *filler, uint32_t binding, uint32_t row) {
    filler->rows[filler->count] = row;
    filler->map[filler->count] = binding;
    filler->count++;
    return filler->count < filler->batch || flush(filler);
}

static bool add_rows(loc_filler *filler, uint32_t binding, const uint32_t *rows, size_t count) {
    while (count > 0) {
        size_t room = filler->batch - filler->count;
        size_t take = count < room ? count : room;
        memcpy(filler->rows + filler->count, rows, take * sizeof *rows);
        for (size_t i = 0; i < take; i++)
            filler->map[filler->count + i] = binding;
        filler->count += (uint32_t)take;
        rows += take;
        count -= take;
        if (filler->count == filler->batch && !flush(filler))
            return false;
    }
    return true;
}

/* Rows of both lists, which are ascending, in ascending order. */
static bool add_merged(loc_filler *filler, uint32_t binding, const uint32_t *a, size_t a_count,
                       const uint32_t *b, size_t b_count) {
    while (a_count > 0 && b_count > 0) {
        bool first = *a < *b;
        if (!add_row(filler, binding, first ? *a : *b))
            return false;
        a += first;
        a_count -= first;
        b += !first;
        b_count -= !first;
    }
    return add_rows(filler, binding, a, a_count) && add_rows(filler, binding, b, b_count);
}

/* Rows 0 to count - 1: in slices of columns where they are many. */
static bool add_all(loc_filler *filler, uint32_t binding, uint32_t count) {
    loc_plan *plan = filler->plan;
    loc_run *run = plan->run;

    if (count < filler->batch / 4) {
        for (uint32_t row = 0; row < count; row++)
            if (!add_row(filler, binding, row))
                return false;
        return true;
    }
    if (!flush(filler))
        return false;
    loc_mark mark = loc_scratch_mark(run);
    uint32_t *map = loc_scratch(run, filler->batch, sizeof *map);
    for (uint32_t i = 0; map != NULL && i < filler->batch; i++)
        map[i] = binding;
    const loc_zone *zones = NULL;
    bool done = map != NULL && loc_zones_of(plan, filler->step, &zones);
    for (uint32_t first = 0; done && first < count; first += filler->batch) {
        loc_mark inner = loc_scratch_mark(run);
        uint32_t size = count - first < filler->batch ? count - first : filler->batch;
        loc_zone zone = loc_zone_at(plan, zones, first, size);
        if (zone.kind == LOC_ZONE_NO)
            continue;
        loc_frame *frame =
            loc_frame_new(plan, filler->step, filler->parent, zone.end - (uint32_t)zone.begin, map);
        done = frame != NULL && inherit(plan, filler->step, filler->parent, map, frame) &&
               set_slice(plan, frame, first + zone.begin, zone.kind) &&
               finish_batch(plan, filler->step, frame, filler->visitor);
        loc_scratch_release(run, inner);
    }
    loc_scratch_release(run, mark);
    return done;
}

/* Every record that is not excluded already: for a key that is missing, and where there is no key. */
static bool add_any(loc_filler *filler, uint32_t binding) {
    loc_step *step = filler->step;

    if (!step->is_filtered)
        return add_all(
            filler, binding,
            (uint32_t)locality_snapshot_count(filler->plan->run->snapshot, step->binding->kind));
    return loc_step_rows(filler->plan, step) &&
           add_rows(filler, binding, step->rows, step->rows_count);
}

static bool add_record(loc_filler *filler, uint32_t binding, const loc_vector *outer) {
    const loc_step *step = filler->step;
    const loc_run *run = filler->plan->run;
    uint32_t row = outer->key[binding];

    if (!step->is_id)
        return row == LOCALITY_ROW_NONE      ? true
               : row == LOCALITY_ROW_MISSING ? add_any(filler, binding)
                                             : add_row(filler, binding, row);
    if (row == 0)
        return add_any(filler, binding);
    row = locality_snapshot_find(run->snapshot, step->binding->kind, loc_run_text(run, row));
    return row == LOCALITY_ROW_MISSING || add_row(filler, binding, row);
}

static bool add_found(loc_filler *filler, uint32_t binding, const loc_vector *outer,
                      const loc_lookup *lookup) {
    uint32_t key = outer->key[binding];

    if (key == loc_missing_key(loc_step_scalar(filler->step)))
        return add_any(filler, binding);
    uint32_t group = loc_groups_find(&lookup->groups, key);
    if (group == UINT32_MAX)
        return add_rows(filler, binding, lookup->missing, lookup->missing_count);
    return add_merged(filler, binding, lookup->rows + lookup->start[group],
                      lookup->start[group + 1] - lookup->start[group], lookup->missing,
                      lookup->missing_count);
}

static bool add_items(loc_filler *filler, uint32_t binding) {
    const loc_vector *list = filler->list;
    const loc_visitor *visitor = filler->visitor;

    for (uint32_t item = list->begin[binding]; item < list->end[binding]; item++)
        if (!add_row(filler, binding, item))
            return false;
    if (loc_list_state(list, binding) == LOC_LIST_GIVEN || visitor->open == NULL)
        return true;
    return flush(filler) && visitor->open(visitor->self, filler->plan, filler->parent, binding);
}

/* `outer` is null where no key says which records there are, `lookup` where the key is the record's own. */
static bool add_candidates(loc_filler *filler, uint32_t binding, const loc_vector *outer,
                           const loc_lookup *lookup) {
    const loc_step *step = filler->step;

    if (step->only != LOCALITY_ROW_MISSING)
        return add_row(filler, binding, step->only);
    if (filler->list != NULL)
        return add_items(filler, binding);
    if (outer == NULL)
        return add_any(filler, binding);
    return lookup != NULL ? add_found(filler, binding, outer, lookup)
                          : add_record(filler, binding, outer);
}

/* ---- Expanding ------------------------------------------------------------------------------------ */

/* Bindings of the parent that no guard excludes: 1; null where there is no guard. */
static bool ask_guards(loc_plan *plan, const loc_step *step, const loc_frame *parent,
                       const uint8_t **out) {
    uint8_t *open = NULL;

    *out = NULL;
    for (const loc_node_list *guard = step->guards; guard != NULL; guard = guard->next) {
        loc_vector truth;
        if (open == NULL) {
            open = loc_scratch(plan->run, parent->count, 1);
            if (open == NULL)
                return false;
            memset(open, 1, parent->count);
        }
        if (!loc_eval(plan, parent, guard->node, &truth))
            return false;
        for (uint32_t i = 0; i < parent->count; i++)
            open[i] &= truth.truth[i] != LOC_NO;
    }
    *out = open;
    return true;
}

static bool fill(loc_filler *filler) {
    loc_plan *plan = filler->plan;
    loc_step *step = filler->step;
    const loc_frame *parent = filler->parent;
    const loc_lookup *lookup = NULL;
    const uint8_t *open = NULL;
    bool has_key = step->source == LOC_SOURCE_LOOKUP || step->source == LOC_SOURCE_RECORD;
    loc_vector outer;

    if (!ask_guards(plan, step, parent, &open))
        return false;
    if (step->source == LOC_SOURCE_ITEMS) {
        if (!loc_eval(plan, parent, step->binding->list, &filler->items))
            return false;
        filler->list = &filler->items;
    }
    if (step->source == LOC_SOURCE_LOOKUP && (lookup = loc_lookup_get(plan, step)) == NULL)
        return false;
    if (has_key && !loc_step_outers(plan, step, parent, &outer))
        return false;
    for (uint32_t i = 0; i < parent->count; i++) {
        if ((open != NULL && !open[i]) || loc_frame_certain(parent, i) == LOC_NO)
            continue;
        if (!add_candidates(filler, i, has_key ? &outer : NULL, lookup))
            return false;
    }
    return flush(filler);
}

bool loc_expand(loc_plan *plan, loc_step *step, loc_frame *parent, const loc_visitor *visitor) {
    loc_run *run = plan->run;

    if (step == NULL)
        return visitor->visit(visitor->self, plan, parent);
    loc_mark mark = loc_scratch_mark(run);
    bool done = true;
    for (const loc_node_list *item = step->hoists; done && item != NULL; item = item->next)
        done = loc_eval_keep_anew(plan, parent, item->node);
    loc_filler filler;
    memset(&filler, 0, sizeof filler);
    filler.plan = plan;
    filler.step = step;
    filler.parent = parent;
    filler.visitor = visitor;
    filler.batch = plan->batch;
    filler.rows = loc_scratch(run, plan->batch, sizeof *filler.rows);
    filler.map = loc_scratch(run, plan->batch, sizeof *filler.map);
    done = done && filler.rows != NULL && filler.map != NULL && fill(&filler);
    for (const loc_node_list *item = step->hoists; item != NULL; item = item->next)
        parent->kept[plan->sites[item->node->number].cache].is_filled = 0;
    loc_scratch_release(run, mark);
    return done;
}

static bool scan(loc_plan *plan, const loc_step *step, const loc_zone *zones,
                 const loc_visitor *visitor) {
    loc_run *run = plan->run;
    size_t count = locality_snapshot_count(run->snapshot, step->binding->kind);
    bool done = true;

    for (size_t first = 0; done && first < count; first += plan->batch) {
        loc_mark mark = loc_scratch_mark(run);
        uint32_t size = count - first < plan->batch ? (uint32_t)(count - first) : plan->batch;
        loc_zone zone = loc_zone_at(plan, zones, (uint32_t)first, size);
        if (zone.kind == LOC_ZONE_NO)
            continue;
        size = zone.end - (uint32_t)zone.begin;
        loc_frame *frame = loc_frame_new(plan, step, plan->outside, size, NULL);
        done = frame != NULL && set_slice(plan, frame, (uint32_t)first + zone.begin, zone.kind) &&
               loc_run_step(run, size) && visitor->visit(visitor->self, plan, frame);
        loc_scratch_release(run, mark);
    }
    return done;
}

bool loc_scan(loc_plan *plan, const loc_step *step, const loc_visitor *visitor) {
    return scan(plan, step, NULL, visitor);
}

bool loc_scan_zones(loc_plan *plan, const loc_step *step, const loc_visitor *visitor) {
    const loc_zone *zones;

    return loc_zones_of(plan, step, &zones) && scan(plan, step, zones, visitor);
}

loc_frame *loc_frame_one(loc_plan *plan, loc_step *step, loc_frame *parent, const loc_vector *value,
                         uint32_t item) {
    uint32_t left = 0;

    for (const loc_node_list *hoist = step->hoists; hoist != NULL; hoist = hoist->next)
        if (!loc_eval_keep_anew(plan, parent, hoist->node))
            return NULL;
    uint32_t *index = loc_scratch(plan->run, 1, sizeof *index);
    loc_frame *frame = index == NULL ? NULL : loc_frame_new(plan, step, parent, 1, NULL);
    if (frame == NULL)
        return NULL;
    *index = item;
    loc_vector items = *value;
    items.is_same = 0;
    if (!loc_vector_gather(plan->run, step->binding->type, &items, index, 1, &frame->value))
        return NULL;
    frame->value.is_same = 0;
    if (!inherit(plan, step, parent, NULL, frame) || !ask(plan, step, frame, &left))
        return NULL;
    return frame;
}

/* ---- Rows that a variable alone leaves ---------------------------------------------------------------- */

static bool keep_rows(void *self, loc_plan *plan, loc_frame *frame) {
    loc_step *step = self;
    loc_run *run = plan->run;
    const uint32_t first = frame->first, count = frame->count;
    uint8_t *open = loc_scratch(run, count, 1);

    if (open == NULL)
        return false;
    memset(open, LOC_YES, count);
    for (const loc_node_list *local = step->locals; local != NULL; local = local->next) {
        loc_vector truth;
        if (frame->zone == LOC_ZONE_YES && local->node == step->zone_conjunct)
            continue;
        if (!loc_eval(plan, frame, local->node, &truth))
            return false;
        loc_truths_and(open, truth.truth, count);
    }
    void *rows = step->rows;
    if (!loc_grow(&run->allocator, &rows, &step->rows_capacity, step->rows_count + count,
                  sizeof *step->rows))
        return loc_run_no_memory(run);
    step->rows = rows;
    uint32_t *kept = step->rows + step->rows_count;
    uint32_t found = loc_truths_pick(open, count, kept);
    for (uint32_t i = 0; i < found; i++)
        kept[i] += first;
    step->rows_count += found;
    return true;
}

bool loc_step_rows(loc_plan *plan, loc_step *step) {
    loc_visitor visitor = {step, keep_rows, NULL};

    if (step->has_rows)
        return true;
    step->rows_count = 0;
    if (!loc_scan_zones(plan, step, &visitor))
        return false;
    step->has_rows = 1;
    return true;
}

void loc_step_clear(loc_plan *plan, loc_step *step) {
    loc_run *run = plan->run;

    loc_release(&run->allocator, step->rows, step->rows_capacity, sizeof *step->rows);
    if (step->lookup != NULL)
        loc_lookup_free(run, step->lookup);
    if (step->tuples != NULL)
        loc_tuples_free(run, step->tuples);
    step->rows = NULL;
    step->lookup = NULL;
    step->tuples = NULL;
}
