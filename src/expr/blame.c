/* Blame: the facts that a truth rests on, in words for a reader who does not know the language: of an `and` that
 * fails the parts that fail, of an `or` that fails all of them, each with the names of its fields and its
 * values. "the person's starts is 1 October 2016, after 1 April 2016 (the date asked about)". */
#include <string.h>

#include "base/hash.h"
#include "expr/print.h"
#include "expr/tell.h"

typedef struct loc_blame {
    loc_story *story;
    loc_plan *plan;
    loc_text *out;
    loc_told told;       /* facts that were said */
    bool has_parameters; /* facts that a parameter alone makes are said too */
} loc_blame;

/* What a fact is told of: a node, the variable that is left open in it (null: none), and its frame. */
typedef struct loc_place {
    loc_frame *frame;
    const loc_step *open;
} loc_place;

static bool blame(loc_blame *b, loc_frame *frame, const loc_node *node, uint8_t truth);

static const loc_node *inside(const loc_node *node) {
    while (node->op == LOC_CONVERT)
        node = node->a;
    return node;
}

static loc_frame *frame_of(const loc_blame *b, loc_frame *frame, const loc_node *node) {
    return loc_frame_at(frame, b->plan->sites[node->number].level);
}

static bool truth_of(loc_blame *b, loc_frame *frame, const loc_node *node, uint8_t *out) {
    loc_vector value;
    loc_mark mark = loc_scratch_mark(b->story->run);
    bool done = loc_eval(b->plan, frame_of(b, frame, node), node, &value);

    *out = done ? value.truth[0] : LOC_MAYBE;
    loc_scratch_release(b->story->run, mark);
    return done;
}

/* ---- Names ------------------------------------------------------------------------------------------ */

/* "role_grade" as "role grade". */
static void put_name(const char *name, loc_text *out) {
    for (; *name != '\0'; name++)
        loc_text_char(out, *name == '_' ? ' ' : *name);
}

static void put_source(const loc_blame *b, const loc_node *node, loc_text *out) {
    loc_text_char(out, '"');
    loc_tell_source(b->plan, node, out);
    loc_text_char(out, '"');
}

/* The variable at the root of a chain of fields; null where it is none. */
static const loc_node *root_of(const loc_node *node) {
    node = inside(node);
    while (node->op == LOC_FIELD && !node->a->type.is_list)
        node = inside(node->a);
    return node->op == LOC_VARIABLE ? node : NULL;
}

/* Whether it is, or is read by fields from, the variable that is left open. */
static bool is_open(const loc_blame *b, const loc_place *at, const loc_node *node) {
    const loc_node *root = root_of(node);

    return at->open != NULL && root != NULL &&
           b->plan->sites[root->number].level == at->open->level;
}

/* "post base area", outermost field first. */
static void put_fields(const loc_node *node, loc_text *out) {
    node = inside(node);
    if (node->op != LOC_FIELD)
        return;
    if (inside(node->a)->op == LOC_FIELD) {
        put_fields(node->a, out);
        loc_text_char(out, ' ');
    }
    put_name(node->name, out);
}

static bool is_let(const loc_blame *b, const loc_node *node) {
    return node->op == LOC_VARIABLE && b->plan->sites[node->number].let != NULL;
}

/* What a quantity is called: "the person's post grade rank"; false where it has no name. */
static bool put_called(const loc_blame *b, const loc_node *node, loc_text *out) {
    const locality_schema *schema = b->story->run->schema;
    const loc_node *root = root_of(node);

    node = inside(node);
    if (node->use != NULL || node->op == LOC_PARAMETER || is_let(b, node)) {
        put_name(node->use != NULL ? node->use->name : node->name, out);
    } else if (node->op == LOC_AS_AT) {
        loc_text_add(out, "the date asked about");
    } else if (root != NULL && !is_let(b, root) && root->type.scalar == LOCALITY_TYPE_REF) {
        loc_text_add(out, "the ");
        put_name(locality_schema_kind_name(schema, root->type.target), out);
        loc_text_add(out, node->op == LOC_FIELD ? "'s " : "");
        put_fields(node, out);
    } else if (node->op == LOC_COUNT && node->bindings->kind != LOCALITY_NO_INDEX) {
        loc_text_add(out, "the number of ");
        put_name(locality_schema_kind_plural(schema, node->bindings->kind), out);
        loc_text_add(out, " that count");
    } else {
        return false;
    }
    return true;
}

/* ---- Values ------------------------------------------------------------------------------------------ */

/* A person is called by initials, as everywhere. */
static bool put_person(loc_blame *b, loc_frame *frame, const loc_node *node, bool *is_put) {
    loc_run *run = b->story->run;
    loc_vector value;
    loc_mark mark = loc_scratch_mark(run);
    bool done = loc_eval(b->plan, frame_of(b, frame, node), node, &value);
    const char *initials = "";

    if (done && value.key[0] < LOCALITY_ROW_NONE)
        initials = loc_run_field_text(run, node->type.target, value.key[0], "initials");
    *is_put = initials[0] != '\0';
    loc_text_add(b->out, initials);
    loc_scratch_release(run, mark);
    return done;
}

static bool put_value(loc_blame *b, loc_frame *frame, const loc_node *node) {
    bool is_put = false;

    node = inside(node);
    if (node->type.scalar == LOCALITY_TYPE_REF && !node->type.is_list &&
        node->type.target < b->story->run->kinds &&
        locality_schema_field(b->story->run->schema, node->type.target, "initials") !=
            LOCALITY_NO_INDEX &&
        !put_person(b, frame, node, &is_put))
        return false;
    return is_put || loc_tell_value(b->story, b->plan, frame, node, b->out);
}

static bool is_arithmetic(const loc_node *node) {
    return node->op >= LOC_ADD && node->op <= LOC_DIVIDE && node->use == NULL;
}

/* "13 (role grade)", "6 (7 - 1)": what something is compared with. */
static bool put_compared(loc_blame *b, loc_frame *frame, const loc_node *node) {
    loc_text name;
    bool done = put_value(b, frame, node), is_named = false;

    node = inside(node);
    loc_text_init(&name, &b->story->run->allocator);
    if (done && is_arithmetic(node))
        done = is_named = loc_tell_put(b->story, b->plan, frame, node, &name);
    else if (done && node->op != LOC_VARIABLE)
        is_named = put_called(b, node, &name);
    if (is_named) {
        loc_text_add(b->out, " (");
        loc_text_put(b->out, name.data, name.length);
        loc_text_char(b->out, ')');
    }
    done = done && !name.failed;
    loc_text_clear(&name);
    return done;
}

/* ---- Relations --------------------------------------------------------------------------------------- */

/* How a comparison that holds, or does not, is told: between what it is of and what it is with. */
static const char *relation(const loc_node *node, bool holds) {
    static const char *const words[2][6][2] = {{{"not ", ""},
                                                {"", "not "},
                                                {"not less than ", "less than "},
                                                {"more than ", "not more than "},
                                                {"not more than ", "more than "},
                                                {"less than ", "not less than "}},
                                               {{"not ", ""}, /* of time */
                                                {"", "not "},
                                                {"not before ", "before "},
                                                {"after ", "not after "},
                                                {"not after ", "after "},
                                                {"before ", "not before "}}};
    int32_t type = node->a->type.scalar;
    bool is_time = type == LOCALITY_TYPE_DATE || type == LOCALITY_TYPE_MOMENT;

    switch (node->op) {
    case LOC_IN:
        return holds != (node->is_negated != 0) ? "one of " : "not one of ";
    case LOC_HAS:
        return holds ? "with " : "without ";
    case LOC_WITHIN:
        return holds ? "within " : "not within ";
    case LOC_OVERLAPS:
        return holds ? "in common with " : "with nothing in common with ";
    case LOC_MATCHES:
        return holds ? "like " : "not like ";
    default:
        break;
    }
    return words[is_time ? 1 : 0][node->op - LOC_EQUAL][holds ? 1 : 0];
}

static bool is_relation(const loc_node *node) {
    return (node->op >= LOC_EQUAL && node->op <= LOC_GREATER_EQUAL) || node->op == LOC_IN ||
           node->op == LOC_HAS || node->op == LOC_WITHIN || node->op == LOC_OVERLAPS ||
           node->op == LOC_MATCHES;
}

/* Whether it says that two are the same. */
static bool is_same(const loc_node *node, bool holds) {
    return (node->op == LOC_EQUAL && holds) || (node->op == LOC_NOT_EQUAL && !holds);
}

/* A field whose name is a verb already. */
static bool is_verb(const loc_node *node) {
    return node->op == LOC_FIELD && node->use == NULL && root_of(node) != NULL &&
           (strcmp(node->name, "starts") == 0 || strcmp(node->name, "ends") == 0);
}

/* "the person's post grade rank is 6, less than 13 (role grade)", "the person starts 1 May 2016, after ..." */
static bool put_relation(loc_blame *b, loc_frame *frame, const loc_node *node, bool holds) {
    const loc_node *what = inside(node->a);
    bool is_done = is_verb(what) && put_called(b, what->a, b->out);

    if (!is_done && !put_called(b, what, b->out))
        put_source(b, what, b->out);
    loc_text_format(b->out, " %s ", is_done ? what->name : "is");
    if (!is_same(node, holds)) {
        if (!put_value(b, frame, node->a))
            return false;
        loc_text_add(b->out, ", ");
        loc_text_add(b->out, relation(node, holds));
    }
    return put_compared(b, frame, node->b);
}

/* Whether a value can be told although a variable is left open. */
static bool is_closed(const loc_blame *b, const loc_place *at, const loc_node *node) {
    return b->plan->sites[node->number].level <= at->frame->level;
}

/* "status agreed", "grade rank more than 6": what is asked of a record that is looked for. */
static bool put_asked(loc_blame *b, const loc_place *at, const loc_node *node, bool holds) {
    if (node->op == LOC_NOT)
        return put_asked(b, at, node->a, !holds);
    if ((node->op == LOC_AND && holds) || (node->op == LOC_OR && !holds)) {
        if (!put_asked(b, at, node->a, holds))
            return false;
        loc_text_add(b->out, " and ");
        return put_asked(b, at, node->b, holds);
    }
    if (node->op == LOC_IS && is_open(b, at, node->a)) {
        bool is_there = (node->test == LOC_IS_KNOWN) != (node->is_negated != 0);
        put_fields(node->a, b->out);
        loc_text_add(b->out, is_there == holds ? " known" : " not given");
        return true;
    }
    if (is_relation(node) && is_open(b, at, node->a) && inside(node->a)->op == LOC_FIELD &&
        is_closed(b, at, node->b)) {
        put_fields(node->a, b->out);
        loc_text_char(b->out, ' ');
        loc_text_add(b->out, is_same(node, holds) ? "" : relation(node, holds));
        return put_value(b, at->frame, node->b);
    }
    loc_text_add(b->out, holds ? "" : "not ");
    put_source(b, node, b->out);
    return true;
}

/* The kind of record that a search goes through; LOCALITY_NO_INDEX for what is no record. */
static uint32_t kind_of(const loc_binding *binding) {
    if (binding->kind != LOCALITY_NO_INDEX)
        return binding->kind;
    return binding->type.scalar == LOCALITY_TYPE_REF ? binding->type.target : LOCALITY_NO_INDEX;
}

/* "no allocation has person A.A. and post Clerk" */
static bool put_looked_for(loc_blame *b, loc_frame *frame, const loc_node *node, uint8_t truth) {
    const loc_quantifier *quantifier = b->plan->sites[node->number].quantifier;
    loc_place at = {loc_frame_at(frame, quantifier->level), quantifier->steps};
    const loc_node *where = node->bindings->where;
    bool is_all = node->op == LOC_ALL;
    bool is_there = is_all ? truth == LOC_NO : (node->op == LOC_ANY) == (truth == LOC_YES);
    bool done = true;

    loc_text_add(b->out, is_there ? "at least one " : "no ");
    put_name(locality_schema_kind_name(b->story->run->schema, kind_of(node->bindings)), b->out);
    if (where == NULL && node->a == NULL)
        loc_text_add(b->out, " is known");
    if (where != NULL) {
        loc_text_add(b->out, " has ");
        done = put_asked(b, &at, where, true);
    }
    if (done && node->a != NULL) {
        loc_text_add(b->out, where != NULL ? " and " : " has ");
        done = put_asked(b, &at, node->a, !is_all);
    }
    return done;
}

/* ---- Facts --------------------------------------------------------------------------------------------- */

static bool is_search(const loc_node *node) {
    return (node->op == LOC_ANY || node->op == LOC_NONE || node->op == LOC_ALL) &&
           node->bindings != NULL && node->bindings->next == NULL &&
           kind_of(node->bindings) != LOCALITY_NO_INDEX;
}

static bool put_fact(loc_blame *b, loc_frame *frame, const loc_node *node, uint8_t truth) {
    if (is_relation(node))
        return put_relation(b, frame, node, truth == LOC_YES);
    if (is_search(node))
        return put_looked_for(b, frame, node, truth);
    if (node->op == LOC_IS) {
        bool is_there = (node->test == LOC_IS_KNOWN) != (node->is_negated != 0);
        if (!put_called(b, node->a, b->out))
            put_source(b, node->a, b->out);
        loc_text_add(b->out, is_there == (truth == LOC_YES) ? " is given" : " is not given");
        return true;
    }
    if (!put_called(b, node, b->out))
        put_source(b, node, b->out);
    loc_text_add(b->out, truth == LOC_YES ? " is yes" : " is no");
    return true;
}

/* Adds a fact, once. */
static bool say_fact(loc_blame *b, loc_frame *frame, const loc_node *node, uint8_t truth) {
    size_t before = b->out->length;

    loc_text_add(b->out, before > 0 ? "; " : "");
    size_t start = b->out->length;
    if (!put_fact(b, frame, node, truth))
        return false;
    if (b->out->failed)
        return loc_run_no_memory(b->story->run);
    int added = loc_told_add(b->story->run, &b->told,
                             loc_hash(b->out->data + start, b->out->length - start) | 1);
    if (added == 0)
        b->out->length = before;
    return added != 2;
}

/* Whether something is given is no fact worth telling beside what it is. */
static bool is_presence(const loc_node *node, uint8_t truth) {
    bool is_there = (node->test == LOC_IS_KNOWN) != (node->is_negated != 0);

    return node->op == LOC_IS && is_there == (truth == LOC_YES);
}

/* The children of an `and` or `or` that make it what it is; of an `or` that holds the first. */
static bool blame_both(loc_blame *b, loc_frame *frame, const loc_node *node, uint8_t truth) {
    const loc_node *child[2] = {node->a, node->b};
    uint8_t own[2];

    for (size_t i = 0; i < 2; i++)
        if (!truth_of(b, frame, child[i], &own[i]))
            return false;
    for (size_t i = 0; i < 2; i++) {
        if (own[i] != truth || (own[1 - i] == truth && is_presence(child[i], truth)))
            continue;
        if (!blame(b, frame, child[i], truth))
            return false;
        if (node->op == LOC_OR && truth == LOC_YES)
            return true;
    }
    return true;
}

/* A comparison with yes or no is what is compared. */
static bool is_of_truth(const loc_node *node) {
    return (node->op == LOC_EQUAL || node->op == LOC_NOT_EQUAL) &&
           node->a->type.scalar == LOCALITY_TYPE_TRUTH;
}

static bool blame(loc_blame *b, loc_frame *frame, const loc_node *node, uint8_t truth) {
    const loc_node *let = b->plan->sites[node->number].let;

    frame = frame_of(b, frame, node);
    if (node->op == LOC_AND || node->op == LOC_OR)
        return blame_both(b, frame, node, truth);
    if (node->op == LOC_NOT)
        return blame(b, frame, node->a, truth == LOC_YES ? LOC_NO : LOC_YES);
    if (node->op == LOC_VARIABLE && let != NULL)
        return blame(b, frame, let, truth);
    if (node->op == LOC_PARAMETER && !b->has_parameters)
        return true;
    if (is_of_truth(node)) {
        uint8_t own;
        if (!truth_of(b, frame, node->a, &own))
            return false;
        if (own != LOC_MAYBE)
            return inside(node->a)->op == LOC_FIELD ? say_fact(b, frame, node->a, own)
                                                    : blame(b, frame, node->a, own);
    }
    return say_fact(b, frame, node, truth);
}

bool loc_story_blame(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                     loc_text *out) {
    loc_text facts;
    loc_blame b = {.story = story, .plan = plan, .out = &facts};
    uint8_t truth;

    loc_text_init(&facts, &story->run->allocator);
    bool done = truth_of(&b, frame, node, &truth);
    if (done && truth != LOC_MAYBE) {
        done = blame(&b, frame, node, truth);
        if (done && facts.length == 0) { /* it rests on parameters alone */
            b.has_parameters = true;
            done = blame(&b, frame, node, truth);
        }
    }
    if (done)
        loc_text_put(out, facts.data, facts.length);
    done = done && (!out->failed || loc_run_no_memory(story->run));
    loc_release(&story->run->allocator, b.told.key, b.told.capacity, sizeof *b.told.key);
    loc_text_clear(&facts);
    return done;
}
