/* What keeps a value from being exact: goes down from an expression to the fields, parameters and lines
 * that are not known, in the order in which they are written. */
#include <string.h>

#include "base/error.h"
#include "expr/call.h"
#include "expr/bindings.h"
#include "expr/functions.h"
#include "expr/story.h"
#include "schema/schema.h"

/* Bindings that are looked at one by one. */
#define BINDINGS_SHOWN 200u

static bool miss(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node);

static bool miss_children(loc_story *story, loc_plan *plan, loc_frame *frame,
                          const loc_node *node) {
    const loc_node *children[3] = {node->a, node->b, node->c};

    if (node->op == LOC_CALL || node->op == LOC_LIST) {
        for (const loc_node *item = node->a; item != NULL; item = item->next)
            if (!miss(story, plan, frame, item))
                return false;
        return true;
    }
    for (size_t i = 0; i < 3; i++)
        if (children[i] != NULL && !miss(story, plan, frame, children[i]))
            return false;
    return true;
}

static bool miss_text(loc_story *story, const char *before, const char *name, const char *after) {
    loc_text what;

    loc_text_init(&what, &story->run->allocator);
    loc_text_add(&what, before);
    loc_text_add(&what, name);
    loc_text_add(&what, after);
    bool done = what.failed ? loc_run_no_memory(story->run)
                            : loc_story_miss_named(story, what.data, what.length);
    loc_text_clear(&what);
    return done;
}

static bool miss_parameter(loc_story *story, const loc_node *node) {
    size_t before = story->missing_count;

    if (!miss_text(story, "parameter ", node->name, " is not given, or not exactly"))
        return false;
    if (story->missing_count > before) {
        locality_missing_input *input = &story->missing[before];
        input->kind = "parameter";
        input->id = loc_story_copy(story, node->name);
        input->label = input->id;
        return input->id != NULL;
    }
    return true;
}

/* ---- Fields ----------------------------------------------------------------------------------------- */

static bool field_is_settled(loc_run *run, uint32_t kind, uint32_t row, uint32_t field) {
    locality_value value;

    if (locality_snapshot_value(run->snapshot, kind, row, field, &value, NULL) != LOCALITY_OK)
        return true;
    if (value.type >= LOCALITY_TYPE_TRUTH && value.type <= LOCALITY_TYPE_DAYS)
        return value.range.lo == value.range.hi;
    return value.type != LOCALITY_TYPE_NONE;
}

/* The field of one record, which may be missing or none itself: then what names it is what is missing. */
static bool miss_field_of(loc_story *story, const loc_node *node, uint32_t kind, uint32_t row) {
    loc_run *run = story->run;
    uint32_t field = node->field;

    if (kind >= run->kinds || row >= locality_snapshot_count(run->snapshot, kind))
        return true;
    if (node->kind == LOCALITY_NO_INDEX)
        field = locality_schema_field(run->schema, kind, node->name);
    if (field == LOCALITY_NO_INDEX || field_is_settled(run, kind, row, field))
        return true;
    return loc_story_missing_field(story, kind, row, field);
}

static bool miss_field(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node) {
    uint32_t target = node->a->type.target;
    loc_vector records;

    if (!loc_eval(plan, frame, node->a, &records))
        return false;
    if (!node->a->type.is_list) {
        uint32_t kind = records.kind == NULL ? target : records.kind[0];
        if (records.key[0] == LOCALITY_ROW_NONE)
            return miss_text(story, "there is no record whose ",
                             node->name == NULL ? "field" : node->name, " could be read");
        if (records.key[0] == LOCALITY_ROW_MISSING)
            return miss(story, plan, frame, node->a);
        return miss_field_of(story, node, kind, records.key[0]);
    }
    for (uint32_t item = records.begin[0]; item < records.end[0]; item++)
        if (!miss_field_of(story, node, records.kind == NULL ? target : records.kind[item],
                           records.key[item]))
            return false;
    return miss(story, plan, frame, node->a);
}

/* ---- Quantifiers ------------------------------------------------------------------------------------ */

static bool miss_steps(loc_story *story, loc_plan *plan, loc_step *step, loc_frame *frame,
                       const loc_node *node);

static bool miss_bindings(loc_story *story, loc_plan *plan, loc_bindings *bindings,
                          loc_frame *frame, const loc_node *node) {
    const loc_step *step = bindings->step;
    bool done = true;

    for (size_t i = 0; done && i < bindings->items.count; i++) {
        loc_mark mark = loc_scratch_mark(story->run);
        loc_frame *one = loc_bindings_frame(bindings, plan, frame, i);
        done = one != NULL;
        if (done && step->binding->where != NULL)
            done = miss(story, plan, one, step->binding->where);
        done = done && miss_steps(story, plan, step->next, one, node);
        loc_scratch_release(story->run, mark);
    }
    story->missing_more += bindings->more;
    return done;
}

/* Whether the conditions of later variables that can be told already exclude what is bound so far. */
static bool is_excluded(loc_plan *plan, const loc_step *step, loc_frame *frame, bool *out) {
    *out = false;
    for (; step != NULL && !*out; step = step->next)
        for (const loc_node_list *guard = step->guards; guard != NULL && !*out;
             guard = guard->next) {
            const loc_site *site = &plan->sites[guard->node->number];
            loc_vector truth;

            if (site->level > frame->level)
                continue;
            if (!loc_eval(plan, loc_frame_at(frame, site->level), guard->node, &truth))
                return false;
            *out = truth.truth[0] == LOC_NO;
        }
    return true;
}

/* The conditions and values of a quantifier from one variable on. */
static bool miss_steps(loc_story *story, loc_plan *plan, loc_step *step, loc_frame *frame,
                       const loc_node *node) {
    loc_bindings bindings;
    bool excluded = false;

    if (step == NULL) {
        for (const loc_node *value = node->a; value != NULL; value = value->next)
            if (!miss(story, plan, frame, value))
                return false;
        return true;
    }
    if (!is_excluded(plan, step, frame, &excluded))
        return false;
    if (excluded)
        return true;
    if (step->binding->list != NULL && !miss(story, plan, frame, step->binding->list))
        return false;
    memset(&bindings, 0, sizeof bindings);
    bindings.most = BINDINGS_SHOWN;
    bindings.is_doubtful_only = step->next == NULL;
    bindings.doubtful = step->next == NULL ? node->a : NULL;
    loc_mark mark = loc_scratch_mark(story->run);
    bool done = loc_bindings_find(&bindings, plan, step, frame) &&
                miss_bindings(story, plan, &bindings, frame, node);
    loc_bindings_clear(&bindings);
    loc_scratch_release(story->run, mark);
    return done;
}

/* ---- Functions of lines and places -------------------------------------------------------------------- */

/* The post or area at which the way up ends without a statement. */
static bool miss_above(loc_story *story, uint32_t kind, uint32_t row) {
    loc_run *run = story->run;
    bool is_post = kind == (uint32_t)LOC_KIND_post;
    const loc_lines *lines = is_post ? loc_run_lines_of_post(run, row) : NULL;
    const loc_hierarchy *hierarchy = is_post ? NULL : loc_run_hierarchy(run);
    uint32_t field =
        is_post ? (uint32_t)LOC_FIELD_post_reports_to : (uint32_t)LOC_FIELD_area_parent;

    if (lines == NULL && hierarchy == NULL)
        return false;
    size_t records = locality_snapshot_count(run->snapshot, kind);
    for (size_t i = 0; i <= records && row < records; i++) {
        uint32_t above =
            is_post ? loc_lines_manager(lines, row) : loc_hierarchy_parent(hierarchy, row);
        if (above == LOCALITY_ROW_MISSING)
            return loc_story_missing_field(story, kind, row, field);
        row = above;
    }
    return true;
}

/* Numbers of those who report to a post. */
static bool miss_reports(loc_story *story, uint32_t post, uint32_t field) {
    const loc_descent *down = loc_run_down(story->run);

    if (down == NULL)
        return false;
    loc_rows rows = loc_descent_children(down, post);
    for (uint32_t i = 0; i < rows.count; i++)
        if (!field_is_settled(story->run, LOC_KIND_post, rows.row[i], field) &&
            !loc_story_missing_field(story, LOC_KIND_post, rows.row[i], field))
            return false;
    return true;
}

/* Posts of a structure whose line of report is not stated. */
static bool miss_lines_of(loc_story *story, uint32_t structure) {
    loc_run *run = story->run;
    const loc_lines *lines = loc_run_lines_of_version(run, structure);
    const locality_column *column = loc_run_column(run, LOC_KIND_post, LOC_FIELD_post_structure);

    if (lines == NULL || column == NULL)
        return false;
    for (uint32_t post = 0; column->row != NULL && post < column->count; post++)
        if (column->row[post] == structure && loc_lines_is_orphan(lines, post) &&
            !loc_story_missing_field(story, LOC_KIND_post, post, LOC_FIELD_post_reports_to))
            return false;
    return true;
}

/* What is not said of the life of an area, and of what replaces it. */
static bool miss_life(loc_story *story, uint32_t area, bool is_dated) {
    const loc_succession *succession = loc_run_succession(story->run);
    bool ends = field_is_settled(story->run, LOC_KIND_area, area, LOC_FIELD_area_ends);

    if (succession == NULL)
        return false;
    bool follows = loc_succession_next(succession, area).count > 0;
    if (is_dated && follows && !ends)
        return loc_story_missing_field(story, LOC_KIND_area, area, LOC_FIELD_area_ends);
    if (ends && !follows && !loc_succession_is_final(succession, area))
        return loc_story_missing_field(story, LOC_KIND_area, area, LOC_FIELD_area_successor);
    return true;
}

/* The end of a record of which it is asked what it outlives. */
static bool miss_end(loc_story *story, uint32_t kind, uint32_t row) {
    uint32_t field = locality_schema_field(story->run->schema, kind, "ends");

    if (field == LOCALITY_NO_INDEX || field_is_settled(story->run, kind, row, field))
        return true;
    return loc_story_missing_field(story, kind, row, field);
}

/* What is not stated of posts that only may answer for a record. */
static bool miss_accountable(loc_story *story, loc_plan *plan, loc_frame *frame,
                             const loc_node *node, loc_record subject) {
    uint32_t area = LOCALITY_ROW_MISSING;
    loc_vector value;
    loc_search search;

    if (node->arguments > 1) {
        if (!loc_eval(plan, frame, node->a->next, &value))
            return false;
        area = value.key[0];
    }
    bool done = loc_accountable_run(story->run, subject, area, &search);
    for (size_t i = 0; done && i < search.count; i++) {
        const loc_hit *hit = &search.hit[i];
        if ((hit->opens & LOC_OPEN_THEMES) != 0)
            done = loc_story_missing_field(story, LOC_KIND_post, hit->post, LOC_FIELD_post_themes);
        if (done && (hit->opens & LOC_OPEN_PLACE) != 0)
            done = loc_story_missing_field(story, LOC_KIND_post, hit->post, LOC_FIELD_post_serves);
        if (done && (hit->opens & LOC_OPEN_VERSION) != 0)
            done = loc_story_missing_field(story, LOC_KIND_structure, hit->version,
                                           LOC_FIELD_structure_effective);
    }
    loc_search_clear(&search);
    return done;
}

static bool miss_call(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node) {
    const loc_node *argument = node->a;
    loc_vector value;

    if (!miss_children(story, plan, frame, node) || !loc_eval(plan, frame, argument, &value))
        return false;
    if (argument->type.is_list || argument->type.scalar != LOCALITY_TYPE_REF ||
        value.key[0] >= LOCALITY_ROW_NONE)
        return true;
    uint32_t row = value.key[0];
    switch (node->function) {
    case LOC_FN_SPAN:
        return miss_reports(story, row, LOC_FIELD_post_posts);
    case LOC_FN_SPAN_FTE:
        return miss_reports(story, row, LOC_FIELD_post_fte);
    case LOC_FN_LAYERS:
        return miss_lines_of(story, row);
    case LOC_FN_ACCOUNTABLE:
        return miss_accountable(story, plan, frame, node, (loc_record){argument->type.target, row});
    case LOC_FN_CHAIN:
    case LOC_FN_DEPTH:
    case LOC_FN_CYCLIC:
        return miss_above(story, LOC_KIND_post, row);
    case LOC_FN_PARENT:
    case LOC_FN_ANCESTORS:
        return miss_above(story, LOC_KIND_area, row);
    case LOC_FN_EXISTS:
        return miss_life(story, row, true);
    case LOC_FN_SUCCESSORS:
        return miss_life(story, row, node->arguments > 1);
    case LOC_FN_OUTLIVED:
        return miss_end(story, argument->type.target, row);
    case LOC_FN_MEMBERS:
        return loc_story_missing_field(story, LOC_KIND_area_group, row,
                                       LOC_FIELD_area_group_members);
    case LOC_FN_GAPS:
    case LOC_FN_OVERLAPS_OF:
        if (!field_is_settled(story->run, LOC_KIND_area_group, row, LOC_FIELD_area_group_within))
            return loc_story_missing_field(story, LOC_KIND_area_group, row,
                                           LOC_FIELD_area_group_within);
        return miss_text(story, "", "the members of every group of the layer", " are not given");
    default:
        return true;
    }
}

static bool miss_within(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node) {
    loc_vector a;

    if (!miss_children(story, plan, frame, node))
        return false;
    if (node->a->type.is_list || node->a->type.scalar != LOCALITY_TYPE_REF)
        return true;
    return loc_eval(plan, frame, node->a, &a) &&
           (a.key[0] >= LOCALITY_ROW_NONE || miss_above(story, LOC_KIND_area, a.key[0]));
}

static bool miss_if(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node) {
    loc_vector when;

    if (!loc_eval(plan, frame, node->a, &when))
        return false;
    if (when.truth[0] == LOC_MAYBE)
        return miss_children(story, plan, frame, node);
    return miss(story, plan, frame, when.truth[0] == LOC_YES ? node->b : node->c);
}

/* ---- Nodes ------------------------------------------------------------------------------------------ */

static bool miss_unsettled(loc_story *story, loc_plan *plan, loc_frame *frame,
                           const loc_node *node) {
    const loc_site *site = &plan->sites[node->number];

    switch (node->op) {
    case LOC_VARIABLE:
        return site->let == NULL || miss(story, plan, frame, site->let);
    case LOC_PARAMETER:
        return miss_parameter(story, node);
    case LOC_AS_AT:
        return miss_text(story, "", "the date asked about (as_at)", " is not given");
    case LOC_FIELD:
        return miss_field(story, plan, frame, node);
    case LOC_WITHIN:
        return miss_within(story, plan, frame, node);
    case LOC_IF:
        return miss_if(story, plan, frame, node);
    case LOC_CALL:
        return miss_call(story, plan, frame, node);
    default:
        break;
    }
    if (site->quantifier != NULL)
        return miss_steps(story, plan, site->quantifier->steps, frame, node);
    return miss_children(story, plan, frame, node);
}

static bool miss(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node) {
    loc_vector value;
    loc_mark mark = loc_scratch_mark(story->run);

    frame = loc_frame_at(frame, plan->sites[node->number].level);
    if (node->type.columns > 1) /* a table, which is the whole of an answer */
        return miss_unsettled(story, plan, frame, node);
    bool done = loc_eval(plan, frame, node, &value);
    if (done && !loc_is_settled(node->type, &value))
        done = miss_unsettled(story, plan, frame, node);
    loc_scratch_release(story->run, mark);
    return done;
}

bool loc_story_miss(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node) {
    return miss(story, plan, frame, node);
}
