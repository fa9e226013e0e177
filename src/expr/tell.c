/* The arithmetic of one binding as text: the values that were read, then each step with the values put in.
 * See story.h. */
#include <inttypes.h>
#include <string.h>

#include "base/hash.h"
#include "expr/bindings.h"
#include "expr/print.h"
#include "expr/story.h"
#include "expr/tell.h"

/* Longest piece of source that is quoted, in bytes. */
#define SOURCE_SHOWN 160u

/* ---- Lines ------------------------------------------------------------------------------------------ */

/* Adds a finished line, once; empties it. */
bool loc_tell_line(loc_story *story, loc_text *line) {
    if (line->failed)
        return loc_run_no_memory(story->run);
    int added = loc_told_add(story->run, &story->told_lines,
                             loc_hash(line->data == NULL ? "" : line->data, line->length) | 1);
    if (added == 1) {
        if (story->lines.length > 0)
            loc_text_char(&story->lines, '\n');
        loc_text_put(&story->lines, line->data, line->length);
    }
    line->length = 0;
    if (story->lines.failed)
        return loc_run_no_memory(story->run);
    return added != 2;
}

/* Bytes of a source on one line. */
static void put_source(const char *text, uint32_t start, uint32_t end, loc_text *out) {
    bool blank = false;

    for (uint32_t i = start; i < end; i++) {
        char c = text[i];
        if (c == '#') { /* a comment: up to the end of the line */
            while (i < end && text[i] != '\n')
                i++;
            blank = true;
            continue;
        }
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            blank = true;
            continue;
        }
        if (i - start > SOURCE_SHOWN && ((unsigned char)c & 0xC0u) != 0x80u) {
            loc_text_add(out, " ...");
            return;
        }
        if (blank && out->length > 0)
            loc_text_char(out, ' ');
        blank = false;
        loc_text_char(out, c);
    }
}

static const char *text_of(const loc_plan *plan, const loc_use *within) {
    return within != NULL ? within->definition->text : plan->text;
}

void loc_tell_source(const loc_plan *plan, const loc_node *node, loc_text *out) {
    put_source(text_of(plan, node->within), node->start, node->end, out);
}

/* Value 0 of an expression. */
bool loc_tell_value(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                    loc_text *out) {
    loc_vector value;
    loc_mark mark = loc_scratch_mark(story->run);

    frame = loc_frame_at(frame, plan->sites[node->number].level);
    bool done = loc_eval(plan, frame, node, &value);
    if (done)
        loc_print_node(story->run, node, &value, 0, -1, out);
    loc_scratch_release(story->run, mark);
    return done;
}

/* ---- Expressions with the values put in ------------------------------------------------------------------ */

static const char *const signs[LOC_OP_COUNT] = {
    [LOC_EQUAL] = " = ",         [LOC_NOT_EQUAL] = " != ",  [LOC_LESS] = " < ",
    [LOC_LESS_EQUAL] = " <= ",   [LOC_GREATER] = " > ",     [LOC_GREATER_EQUAL] = " >= ",
    [LOC_HAS] = " has ",         [LOC_WITHIN] = " within ", [LOC_OVERLAPS] = " overlaps ",
    [LOC_MATCHES] = " matches ", [LOC_ADD] = " + ",         [LOC_SUBTRACT] = " - ",
    [LOC_MULTIPLY] = " * ",      [LOC_DIVIDE] = " / ",      [LOC_IN] = " in ",
};

static bool is_sum(const loc_node *node) {
    return node->op == LOC_ADD || node->op == LOC_SUBTRACT;
}

static bool is_product(const loc_node *node) {
    return node->op == LOC_MULTIPLY || node->op == LOC_DIVIDE;
}

/* Whether an operand is written with its own operands; what has a name is written as its value. */
static bool is_open_sum(const loc_node *node) {
    return is_sum(node) && node->use == NULL;
}

static bool is_open_product(const loc_node *node) {
    return is_product(node) && node->use == NULL;
}

static const loc_node *inside(const loc_node *node) {
    while (node->op == LOC_CONVERT)
        node = node->a;
    return node;
}

static bool put_operand(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                        bool in_brackets, loc_text *out) {
    loc_text_add(out, in_brackets ? "(" : "");
    bool done = loc_tell_put(story, plan, frame, node, out);
    loc_text_add(out, in_brackets ? ")" : "");
    return done;
}

static bool put_call(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                     loc_text *out) {
    loc_text_add(out, node->name);
    loc_text_char(out, '(');
    for (const loc_node *item = node->a; item != NULL; item = item->next) {
        loc_text_add(out, item == node->a ? "" : ", ");
        if (!loc_tell_put(story, plan, frame, item, out))
            return false;
    }
    loc_text_char(out, ')');
    return true;
}

/* A list in braces; without them where it is empty or not known, which is said in words. */
static bool put_list(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                     loc_text *out) {
    loc_vector value;
    loc_mark mark = loc_scratch_mark(story->run);
    bool done = loc_eval(plan, loc_frame_at(frame, plan->sites[node->number].level), node, &value);
    bool has_items = done && value.begin[0] < value.end[0];

    loc_text_add(out, has_items ? "{" : "");
    if (done)
        loc_print_value(story->run, node->type, &value, 0, -1, out);
    loc_text_add(out, has_items ? "}" : "");
    loc_scratch_release(story->run, mark);
    return done;
}

/* A sum or a product with its operands as values. */
static bool put_arithmetic(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                           loc_text *out) {
    const loc_node *a = inside(node->a), *b = inside(node->b);
    bool tight = is_product(node);

    if (!put_operand(story, plan, frame, a, tight && is_open_sum(a), out))
        return false;
    loc_text_add(out, signs[node->op]);
    return put_operand(story, plan, frame, b,
                       is_open_sum(b) ? tight || node->op == LOC_SUBTRACT
                                      : is_open_product(b) && node->op == LOC_DIVIDE,
                       out);
}

/* Arithmetic with its operands as values; everything else as its value. */
bool loc_tell_put(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                  loc_text *out) {
    node = inside(node);
    if (is_open_sum(node) || is_open_product(node))
        return put_arithmetic(story, plan, frame, node, out);
    if (node->op == LOC_TEXT || (node->type.scalar == LOCALITY_TYPE_TEXT && !node->type.is_list)) {
        loc_vector value;
        loc_mark mark = loc_scratch_mark(story->run);
        loc_frame *own = loc_frame_at(frame, plan->sites[node->number].level);
        bool done = loc_eval(plan, own, node, &value);
        bool quoted = done && value.key[0] != 0;
        loc_text_add(out, quoted ? "\"" : "");
        if (done)
            loc_print_value(story->run, node->type, &value, 0, -1, out);
        loc_text_add(out, quoted ? "\"" : "");
        loc_scratch_release(story->run, mark);
        return done;
    }
    if (node->type.is_list)
        return put_list(story, plan, frame, node, out);
    return loc_tell_value(story, plan, frame, node, out);
}

/* An expression as its working and its value: "22 - 24 = -2", "sum of ... = 22", "24". */
static bool put_working(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                        loc_text *out) {
    node = inside(node);
    if (node->bindings != NULL)
        return loc_tell_quantifier(story, plan, frame, node, out);
    if (is_sum(node) || is_product(node)) {
        if (!put_arithmetic(story, plan, frame, node, out))
            return false;
        loc_text_add(out, " = ");
    } else if (node->op == LOC_CALL) {
        if (!put_call(story, plan, frame, node, out))
            return false;
        loc_text_add(out, " = ");
    }
    return loc_tell_value(story, plan, frame, node, out);
}

/* ---- Parts ---------------------------------------------------------------------------------------------- */

static bool tell_part(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node);
static bool tell_unnamed(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node);

static bool tell_children(loc_story *story, loc_plan *plan, loc_frame *frame,
                          const loc_node *node) {
    const loc_node *children[3] = {node->a, node->b, node->c};

    if (node->op == LOC_CALL || node->op == LOC_LIST) {
        for (const loc_node *item = node->a; item != NULL; item = item->next)
            if (!tell_part(story, plan, frame, item))
                return false;
        return true;
    }
    for (size_t i = 0; i < 3; i++)
        if (children[i] != NULL && !tell_part(story, plan, frame, children[i]))
            return false;
    return true;
}

static bool tell_working(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                         const char *name) {
    loc_text line;

    loc_text_init(&line, &story->run->allocator);
    if (name != NULL) {
        loc_text_add(&line, name);
        loc_text_add(&line, " = ");
    }
    bool done = put_working(story, plan, frame, node, &line) && loc_tell_line(story, &line);
    loc_text_clear(&line);
    return done;
}

/* The same without the working, which was told by another name. */
static bool tell_result(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                        const char *name) {
    loc_text line;

    loc_text_init(&line, &story->run->allocator);
    loc_text_add(&line, name);
    loc_text_add(&line, " = ");
    bool done = loc_tell_value(story, plan, frame, node, &line) && loc_tell_line(story, &line);
    loc_text_clear(&line);
    return done;
}

static bool tell_let(loc_story *story, loc_plan *plan, loc_frame *frame, const char *name,
                     const loc_node *value) {
    const loc_node *node = inside(value);

    if ((node->bindings == NULL || node->use != NULL) && !tell_part(story, plan, frame, node))
        return false;
    if (node->use != NULL)
        return tell_result(story, plan, frame, node, name);
    return tell_working(story, plan, frame, node, name);
}

/* "listed(s) = sum of posts over 8 posts = 22", of every use that a value is. */
static bool tell_uses(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                      const loc_use *use) {
    loc_text source;

    if (use->inner != NULL && !tell_uses(story, plan, frame, node, use->inner))
        return false;
    loc_text_init(&source, &story->run->allocator);
    put_source(text_of(plan, use->within), use->start, use->end, &source);
    bool done = source.failed ? loc_run_no_memory(story->run)
                              : tell_working(story, plan, frame, node, source.data);
    loc_text_clear(&source);
    return done;
}

/* The lines of a value that has a name, and what it came to. */
static bool tell_named_value(loc_story *story, loc_plan *plan, loc_frame *frame,
                             const loc_node *node) {
    bool done = true;

    if (node->op == LOC_CALL)
        done = tell_children(story, plan, frame, node);
    else if (node->bindings == NULL)
        done = tell_unnamed(story, plan, frame, node);
    return done && tell_uses(story, plan, frame, node, node->use);
}

static bool tell_named(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                       const char *what) {
    loc_text line;

    loc_text_init(&line, &story->run->allocator);
    loc_text_add(&line, node->op == LOC_AS_AT ? "as_at" : node->name);
    loc_text_add(&line, " = ");
    bool done = loc_tell_value(story, plan, frame, node, &line);
    loc_text_add(&line, what);
    done = done && loc_tell_line(story, &line);
    loc_text_clear(&line);
    return done;
}

static void put_place(loc_run *run, uint32_t kind, uint32_t row, loc_text *out) {
    const char *source = loc_run_field_text(run, kind, row, "source");
    const char *section = loc_run_field_text(run, kind, row, "section");

    if (source[0] == '\0' && section[0] == '\0')
        return;
    loc_text_add(out, " (");
    loc_text_add(out, source);
    loc_text_add(out, source[0] != '\0' && section[0] != '\0' ? " " : "");
    loc_text_add(out, section);
    loc_text_char(out, ')');
}

/* "stated_fte of structure proposed = 24 (CD 3.7)" */
static bool tell_field_of(loc_story *story, const loc_node *node, uint32_t kind, uint32_t row) {
    loc_run *run = story->run;
    uint32_t field = node->field;
    loc_text line;

    if (kind >= run->kinds || row >= locality_snapshot_count(run->snapshot, kind))
        return true;
    if (node->kind == LOCALITY_NO_INDEX)
        field = locality_schema_field(run->schema, kind, node->name);
    if (field == LOCALITY_NO_INDEX)
        return true;
    loc_text_init(&line, &run->allocator);
    loc_text_add(&line, node->name);
    loc_text_add(&line, " of ");
    loc_story_record(run, kind, row, &line);
    loc_text_add(&line, " = ");
    bool done = loc_story_field_value(run, kind, row, field, &line);
    put_place(run, kind, row, &line);
    done = done && loc_tell_line(story, &line) && loc_story_witness(story, kind, row, field);
    loc_text_clear(&line);
    return done;
}

static bool tell_field(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node) {
    uint32_t target = node->a->type.target;
    loc_vector records;
    loc_mark mark = loc_scratch_mark(story->run);
    loc_frame *own = loc_frame_at(frame, plan->sites[node->a->number].level);
    bool done = tell_part(story, plan, frame, node->a) && loc_eval(plan, own, node->a, &records);

    if (done && !node->a->type.is_list) {
        done = tell_field_of(story, node, records.kind == NULL ? target : records.kind[0],
                             records.key[0]);
    } else if (done) {
        for (uint32_t item = records.begin[0];
             done && item < records.end[0] && item - records.begin[0] < LOC_TERMS_SHOWN; item++)
            done = tell_field_of(story, node, records.kind == NULL ? target : records.kind[item],
                                 records.key[item]);
    }
    loc_scratch_release(story->run, mark);
    return done;
}

static bool tell_if(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node) {
    loc_vector when;
    loc_mark mark = loc_scratch_mark(story->run);
    loc_frame *own = loc_frame_at(frame, plan->sites[node->a->number].level);
    bool done = loc_eval(plan, own, node->a, &when);
    uint8_t truth = done ? when.truth[0] : LOC_MAYBE;

    loc_scratch_release(story->run, mark);
    done = done && loc_tell_truth(story, plan, frame, node->a);
    if (done && truth != LOC_NO)
        done = tell_part(story, plan, frame, node->b);
    if (done && truth != LOC_YES)
        done = tell_part(story, plan, frame, node->c);
    return done;
}

static bool is_truth(const loc_node *node) {
    return node->type.scalar == LOCALITY_TYPE_TRUTH && !node->type.is_list;
}

/* The lines that a value rests on. */
static bool tell_part(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node) {
    if (node->use == NULL)
        return tell_unnamed(story, plan, frame, node);
    if (is_truth(node))
        return loc_tell_truth(story, plan, frame, node);
    return tell_named_value(story, plan, frame, node);
}

static bool tell_unnamed(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node) {
    const loc_site *site = &plan->sites[node->number];

    frame = loc_frame_at(frame, site->level);
    switch (node->op) {
    case LOC_LITERAL:
    case LOC_UNKNOWN:
    case LOC_TEXT:
    case LOC_WORD:
    case LOC_REFERENCE:
        return true;
    case LOC_VARIABLE:
        return site->let == NULL || tell_let(story, plan, frame, node->name, site->let);
    case LOC_PARAMETER:
        return tell_named(story, plan, frame, node, " (parameter)");
    case LOC_AS_AT:
        return tell_named(story, plan, frame, node, "");
    case LOC_FIELD:
        return tell_field(story, plan, frame, node);
    case LOC_IF:
        return tell_if(story, plan, frame, node);
    case LOC_CALL:
        return tell_children(story, plan, frame, node) &&
               tell_working(story, plan, frame, node, NULL);
    default:
        break;
    }
    if (node->bindings != NULL)
        return tell_working(story, plan, frame, node, NULL);
    if (is_truth(node))
        return loc_tell_truth(story, plan, frame, node);
    return tell_children(story, plan, frame, node);
}

/* ---- Truths ------------------------------------------------------------------------------------------------ */

static const char *truth_text(uint8_t truth) {
    return truth == LOC_YES ? " is true" : truth == LOC_NO ? " is false" : " is not decided";
}

/* ", difference -2" behind a comparison of quantities that can be subtracted. */
static void put_difference(const loc_node *node, const loc_vector *a, const loc_vector *b,
                           loc_text *out) {
    int32_t type = node->a->type.scalar;

    if (node->op < LOC_EQUAL || node->op > LOC_GREATER_EQUAL || node->a->type.is_list ||
        loc_layout(node->a->type.scalar) != LOC_LAYOUT_RANGE || type == LOCALITY_TYPE_MOMENT)
        return;
    locality_range x = {a->lo[0], a->hi[0]}, y = {b->lo[0], b->hi[0]};
    locality_range_subtract(&x, &y, &x);
    if ((x.lo == 0 && x.hi == 0) || locality_range_is_unknown(&x))
        return;
    const loc_node *left = inside(node->a), *right = inside(node->b);
    if (type == LOCALITY_TYPE_NUMBER && left->type.scalar == LOCALITY_TYPE_RATIO &&
        right->type.scalar == LOCALITY_TYPE_RATIO)
        type = LOCALITY_TYPE_RATIO;
    loc_text_add(out, ", difference ");
    loc_text_print(out, type == LOCALITY_TYPE_DATE ? LOCALITY_TYPE_DAYS : type, &x,
                   type == LOCALITY_TYPE_RATIO ? LOC_RATIO_DECIMALS : -1);
}

/* "22 = 24 is false, difference -2" */
static bool tell_comparison(loc_story *story, loc_plan *plan, loc_frame *frame,
                            const loc_node *node, uint8_t truth) {
    loc_vector a, b;
    loc_text line;
    loc_mark mark = loc_scratch_mark(story->run);

    loc_text_init(&line, &story->run->allocator);
    bool done = tell_part(story, plan, frame, node->a) && tell_part(story, plan, frame, node->b) &&
                loc_tell_put(story, plan, frame, node->a, &line);
    loc_text_add(&line, node->is_negated ? " not" : "");
    loc_text_add(&line, signs[node->op]);
    done = done && loc_tell_put(story, plan, frame, node->b, &line) &&
           loc_eval(plan, loc_frame_at(frame, plan->sites[node->a->number].level), node->a, &a) &&
           loc_eval(plan, loc_frame_at(frame, plan->sites[node->b->number].level), node->b, &b);
    loc_text_add(&line, truth_text(truth));
    if (done)
        put_difference(node, &a, &b, &line);
    done = done && loc_tell_line(story, &line);
    loc_text_clear(&line);
    loc_scratch_release(story->run, mark);
    return done;
}

static bool tell_source(loc_story *story, loc_plan *plan, const loc_node *node, uint8_t truth) {
    loc_text line;

    loc_text_init(&line, &story->run->allocator);
    loc_tell_source(plan, node, &line);
    loc_text_add(&line, truth_text(truth));
    bool done = loc_tell_line(story, &line);
    loc_text_clear(&line);
    return done;
}

/* "lies_in(w, a) is true", of every use that a truth is. */
static bool tell_truth_uses(loc_story *story, const loc_plan *plan, const loc_use *use,
                            uint8_t truth) {
    loc_text line;

    if (use == NULL)
        return true;
    if (!tell_truth_uses(story, plan, use->inner, truth))
        return false;
    loc_text_init(&line, &story->run->allocator);
    put_source(text_of(plan, use->within), use->start, use->end, &line);
    loc_text_add(&line, truth_text(truth));
    bool done = loc_tell_line(story, &line);
    loc_text_clear(&line);
    return done;
}

static bool tell_truth_itself(loc_story *story, loc_plan *plan, loc_frame *frame,
                              const loc_node *node, uint8_t truth) {
    switch (node->op) {
    case LOC_AND:
        return loc_tell_truth(story, plan, frame, node->a) &&
               loc_tell_truth(story, plan, frame, node->b);
    case LOC_OR:
        return loc_tell_truth(story, plan, frame, node->a) &&
               loc_tell_truth(story, plan, frame, node->b) && tell_source(story, plan, node, truth);
    case LOC_NOT:
        return loc_tell_truth(story, plan, frame, node->a) && tell_source(story, plan, node, truth);
    case LOC_IS:
        return tell_part(story, plan, frame, node->a) && tell_source(story, plan, node, truth);
    default:
        break;
    }
    if (signs[node->op] != NULL)
        return tell_comparison(story, plan, frame, node, truth);
    if (node->op == LOC_LITERAL)
        return tell_source(story, plan, node, truth);
    return tell_unnamed(story, plan, frame, node);
}

bool loc_tell_truth(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node) {
    loc_vector value;
    loc_mark mark = loc_scratch_mark(story->run);

    frame = loc_frame_at(frame, plan->sites[node->number].level);
    if (!loc_eval(plan, frame, node, &value))
        return false;
    uint8_t truth = value.truth[0];
    loc_scratch_release(story->run, mark);
    return tell_truth_itself(story, plan, frame, node, truth) &&
           tell_truth_uses(story, plan, node->use, truth);
}

bool loc_story_tell(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                    const char *name) {
    if (name != NULL)
        return tell_let(story, plan, frame, name, node);
    if (is_truth(node))
        return loc_tell_truth(story, plan, frame, node);
    if (inside(node)->use != NULL)
        return tell_part(story, plan, frame, inside(node));
    if (inside(node)->bindings == NULL && inside(node)->op != LOC_CALL &&
        !tell_part(story, plan, frame, node))
        return false;
    node = inside(node);
    if (node->op == LOC_FIELD || node->op == LOC_LITERAL || node->op == LOC_VARIABLE)
        return true;
    if (node->op == LOC_CALL)
        return tell_part(story, plan, frame, node);
    return tell_working(story, plan, frame, node, NULL);
}
