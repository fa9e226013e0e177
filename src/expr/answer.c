/* Answers: filling the table, and reading it. See answer.h. */
#include "expr/answer.h"

#include <string.h>

#include "base/error.h"
#include "expr/host.h"
#include "expr/items.h"
#include "expr/print.h"
#include "expr/whole.h"

/* ---- Filling ---------------------------------------------------------------------------------------- */

/* A table while it is filled. */
typedef struct loc_filling {
    loc_run *run;
    locality_answer *answer;
    const loc_node *root;
    loc_whole whole; /* of records that were not loaded: a list lacks them */
    bool is_beyond;  /* and nothing of the answer can be told without them */
} loc_filling;

static const char *keep(loc_filling *filling, const char *text) {
    const char *copy = loc_arena_text(&filling->answer->arena, text, strlen(text));

    if (copy == NULL)
        (void)loc_run_no_memory(filling->run);
    return copy;
}

/* The id, text or word of a key. */
static const char *text_of(loc_run *run, loc_type type, const loc_vector *value, size_t i) {
    uint32_t kind = type.target, row = value->key[i];

    if (type.scalar == LOCALITY_TYPE_TEXT || type.scalar == LOCALITY_TYPE_WORD)
        return loc_run_text(run, row);
    if (type.scalar == LOCALITY_TYPE_ANY_REF)
        kind = value->kind[i];
    if (row == LOCALITY_ROW_NONE)
        return LOCALITY_NONE_TEXT;
    const char *id = kind >= run->kinds ? NULL : locality_snapshot_id(run->snapshot, kind, row);
    return id == NULL ? "" : id;
}

static bool put_any(loc_filling *filling, const loc_vector *value, size_t i, locality_value *out) {
    loc_run *run = filling->run;
    loc_text text;

    loc_text_init(&text, &run->allocator);
    if (value->key[i] < LOCALITY_ROW_NONE) {
        loc_text_add(&text, locality_schema_kind_name(run->schema, value->kind[i]));
        loc_text_char(&text, ':');
        loc_text_add(&text, locality_snapshot_id(run->snapshot, value->kind[i], value->key[i]));
    } else {
        loc_text_add(&text, LOCALITY_NONE_TEXT);
    }
    out->text = text.failed ? NULL : keep(filling, text.data);
    bool done = out->text != NULL || loc_run_no_memory(run);
    loc_text_clear(&text);
    return done;
}

static bool put_scalar(loc_filling *filling, loc_type type, const loc_vector *value, size_t i,
                       locality_value *out) {
    int layout = loc_layout(type.scalar);

    out->type = type.scalar;
    out->range.lo = LOCALITY_OPEN_BELOW;
    out->range.hi = LOCALITY_OPEN_ABOVE;
    if (layout == LOC_LAYOUT_TRUTH) {
        out->range.lo = value->truth[i] == LOC_YES;
        out->range.hi = value->truth[i] != LOC_NO;
        return true;
    }
    if (layout == LOC_LAYOUT_RANGE) {
        out->range.lo = value->lo[i];
        out->range.hi = value->hi[i];
        return true;
    }
    if (value->key[i] == loc_missing_key(type.scalar)) {
        out->type = LOCALITY_TYPE_NONE;
        return true;
    }
    if (layout == LOC_LAYOUT_ANY)
        return put_any(filling, value, i, out);
    out->text = keep(filling, text_of(filling->run, type, value, i));
    return out->text != NULL;
}

/* A list in one cell: of references their ids, of anything else the texts. */
static bool put_list(loc_filling *filling, loc_type type, const loc_vector *value, size_t i,
                     locality_value *out) {
    loc_run *run = filling->run;
    uint32_t count = value->end[i] - value->begin[i];
    const char **items = loc_arena_take(&filling->answer->arena, (size_t)count + 1, sizeof *items);
    loc_text text;
    bool done = true;

    if (items == NULL)
        return loc_run_no_memory(run);
    out->type = type.scalar == LOCALITY_TYPE_REF ? LOCALITY_TYPE_REFS : LOCALITY_TYPE_TEXTS;
    if (loc_list_state(value, i) == LOC_LIST_MISSING && count == 0)
        out->type = LOCALITY_TYPE_NONE;
    out->items = items;
    out->items_count = count;
    loc_text_init(&text, &run->allocator);
    for (uint32_t k = 0; done && k < count; k++) {
        size_t item = value->begin[i] + k;
        text.length = 0;
        if (loc_layout(type.scalar) == LOC_LAYOUT_KEY) {
            items[k] = keep(filling, text_of(run, type, value, item));
        } else {
            loc_print_scalar(run, type, value, item, -1, &text);
            items[k] = text.failed ? NULL : keep(filling, text.data == NULL ? "" : text.data);
        }
        done = items[k] != NULL || loc_run_no_memory(run);
    }
    loc_text_clear(&text);
    return done;
}

/* A cell of the row that is being filled; `node` is null for an item of a list. */
static bool put_cell(loc_filling *filling, size_t column, const loc_node *node, loc_type type,
                     const loc_vector *value, size_t i) {
    locality_answer *answer = filling->answer;
    loc_run *run = filling->run;
    void *cells = answer->cells;
    loc_answer_cell cell;
    loc_text text;

    memset(&cell, 0, sizeof cell);
    if (!(type.is_list ? put_list(filling, type, value, i, &cell.value)
                       : put_scalar(filling, type, value, i, &cell.value)))
        return false;
    loc_text_init(&text, &run->allocator);
    if (node != NULL)
        loc_print_node(run, node, value, i, -1, &text);
    else
        loc_print_scalar(run, type, value, i, -1, &text);
    cell.text = text.failed ? NULL : keep(filling, text.data == NULL ? "" : text.data);
    loc_text_clear(&text);
    if (cell.text == NULL)
        return loc_run_no_memory(run);
    size_t place = answer->rows_count * answer->columns_count + column;
    if (!loc_grow(&answer->allocator, &cells, &answer->cells_capacity, place + 1,
                  sizeof *answer->cells))
        return loc_run_no_memory(run);
    answer->cells = cells;
    answer->cells[place] = cell;
    return true;
}

static bool end_row(loc_filling *filling, uint8_t certain) {
    locality_answer *answer = filling->answer;
    void *rows = answer->certain;

    if (!loc_grow(&answer->allocator, &rows, &answer->certain_capacity, answer->rows_count + 1, 1))
        return loc_run_no_memory(filling->run);
    answer->certain = rows;
    answer->certain[answer->rows_count++] = certain;
    return true;
}

/* ---- Tables ----------------------------------------------------------------------------------------- */

/* list(a, b for ...): each binding a row. */
static bool fill_frame(void *self, loc_plan *plan, loc_frame *frame) {
    loc_filling *filling = self;
    const loc_node *root = filling->root;
    loc_vector *values = loc_scratch(filling->run, filling->answer->columns_count, sizeof *values);
    size_t k = 0;
    bool done = values != NULL;

    for (const loc_node *value = root->a; done && value != NULL; value = value->next)
        done = loc_eval(plan, frame, value, &values[k++]);
    for (uint32_t i = 0; done && i < frame->count; i++) {
        uint8_t certain = loc_frame_certain(frame, i);
        if (certain == LOC_NO)
            continue;
        k = 0;
        for (const loc_node *value = root->a; done && value != NULL; value = value->next, k++)
            done = put_cell(filling, k, value, value->type, &values[k], i);
        done = done && end_row(filling, certain);
    }
    return done;
}

static bool rows_equal(const locality_answer *answer, size_t a, size_t b) {
    for (size_t column = 0; column < answer->columns_count; column++)
        if (strcmp(answer->cells[a * answer->columns_count + column].text,
                   answer->cells[b * answer->columns_count + column].text) != 0)
            return false;
    return true;
}

/* Sets: rows that read alike stand once. Hash table of rows, in their order. */
static bool drop_repeated(loc_filling *filling) {
    locality_answer *answer = filling->answer;
    loc_run *run = filling->run;
    size_t width = answer->columns_count, capacity = 16, left = 0;

    while (capacity < answer->rows_count * 2)
        capacity *= 2;
    loc_mark mark = loc_scratch_mark(run);
    size_t *places = loc_scratch(run, capacity, sizeof *places);
    if (places == NULL)
        return false;
    memset(places, 0, capacity * sizeof *places);
    for (size_t row = 0; row < answer->rows_count; row++) {
        uint64_t hash = UINT64_C(14695981039346656037);
        for (size_t column = 0; column < width; column++)
            for (const char *c = answer->cells[row * width + column].text;; c++) {
                hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
                if (*c == '\0')
                    break;
            }
        size_t place = (size_t)(hash ^ hash >> 32) & (capacity - 1);
        while (places[place] != 0 && !rows_equal(answer, places[place] - 1, row))
            place = (place + 1) & (capacity - 1);
        if (places[place] != 0) {
            if (answer->certain[row] == LOC_YES)
                answer->certain[places[place] - 1] = LOC_YES;
            continue;
        }
        memmove(answer->cells + left * width, answer->cells + row * width,
                width * sizeof *answer->cells);
        answer->certain[left++] = answer->certain[row];
        places[place] = left;
    }
    answer->rows_count = left;
    loc_scratch_release(run, mark);
    return true;
}

static bool fill_table(loc_filling *filling, loc_plan *plan) {
    const loc_node *root = filling->root;
    loc_visitor visitor = {filling, fill_frame, NULL};

    return loc_expand(plan, plan->sites[root->number].quantifier->steps, plan->outside, &visitor) &&
           (!root->is_distinct || drop_repeated(filling));
}

/* Any other list: each item a row. */
static bool fill_list(loc_filling *filling, const loc_vector *value) {
    loc_type type = filling->root->type;
    bool done = true;

    type.is_list = 0;
    for (uint32_t item = value->begin[0]; done && item < value->end[0]; item++)
        done = put_cell(filling, 0, NULL, type, value, item) &&
               end_row(filling, loc_item_maybe(value, item) ? LOC_MAYBE : LOC_YES);
    return done;
}

static bool add_column(loc_filling *filling, loc_plan *plan, const loc_node *node, loc_type type,
                       loc_answer_column *out) {
    loc_text name;

    loc_text_init(&name, &filling->run->allocator);
    const char *text = node->within != NULL ? node->within->definition->text : plan->text;
    if (node->head != NULL)
        loc_text_add(&name, node->head);
    for (uint32_t i = node->start; node->head == NULL && i < node->end; i++) {
        char c = text[i];
        bool blank = c == '\n' || c == '\t' || c == '\r';
        loc_text_char(&name, blank ? ' ' : c);
    }
    out->name = name.failed ? NULL : keep(filling, name.data == NULL ? "" : name.data);
    loc_text_clear(&name);
    out->kind = type.scalar == LOCALITY_TYPE_REF
                    ? keep(filling, locality_schema_kind_name(filling->run->schema, type.target))
                    : "";
    out->type = type.scalar;
    if (type.is_list)
        out->type = type.scalar == LOCALITY_TYPE_REF ? LOCALITY_TYPE_REFS : LOCALITY_TYPE_TEXTS;
    return (out->name != NULL && out->kind != NULL) || loc_run_no_memory(filling->run);
}

static bool add_columns(loc_filling *filling, loc_plan *plan) {
    locality_answer *answer = filling->answer;
    const loc_node *root = filling->root;
    loc_type type = root->type;

    answer->is_table = type.is_list;
    answer->columns_count = root->op == LOC_COLLECT && type.columns > 1 ? type.columns : 1;
    answer->columns =
        loc_arena_take(&answer->arena, answer->columns_count, sizeof *answer->columns);
    if (answer->columns == NULL)
        return loc_run_no_memory(filling->run);
    if (answer->columns_count == 1) {
        const loc_node *named = root->op == LOC_COLLECT ? root->a : root;
        type.is_list = 0;
        return add_column(filling, plan, named, type, &answer->columns[0]);
    }
    size_t k = 0;
    for (const loc_node *value = root->a; value != NULL; value = value->next)
        if (!add_column(filling, plan, value, value->type, &answer->columns[k++]))
            return false;
    return true;
}

/* The answer that is not known: of a list, no row. */
static bool fill_unknown(loc_filling *filling) {
    const loc_node *root = filling->root;
    loc_vector value;

    return root->type.is_list ||
           (loc_vector_missing(filling->run, root->type, 1, &value) &&
            put_cell(filling, 0, NULL, root->type, &value, 0) && end_row(filling, LOC_YES));
}

static bool fill_answer(loc_filling *filling, loc_plan *plan) {
    locality_answer *answer = filling->answer;
    const loc_node *root = filling->root;
    loc_vector value;
    bool done;

    if (!add_columns(filling, plan))
        return false;
    if (filling->is_beyond)
        return fill_unknown(filling);
    if (answer->columns_count > 1)
        return fill_table(filling, plan);
    loc_mark mark = loc_scratch_mark(filling->run);
    if (!loc_eval(plan, plan->outside, root, &value))
        return false;
    if (root->type.is_list) {
        done = fill_list(filling, &value);
    } else {
        done = put_cell(filling, 0, root, root->type, &value, 0) && end_row(filling, LOC_YES);
        if (root->type.scalar == LOCALITY_TYPE_TRUTH && value.truth[0] != LOC_MAYBE)
            answer->truth = value.truth[0] == LOC_YES ? LOCALITY_TRUE : LOCALITY_FALSE;
    }
    loc_scratch_release(filling->run, mark);
    return done;
}

/* ---- Grounds ---------------------------------------------------------------------------------------- */

/* Needs that are not met are named. */
static bool name_needs(loc_story *story, loc_plan *plan, const loc_question *question) {
    for (const loc_clause *clause = question->clauses; clause != NULL; clause = clause->next) {
        loc_vector value;
        if (clause->kind != LOC_CLAUSE_NEEDS)
            continue;
        if (!loc_eval(plan, plan->outside, clause->value, &value))
            return false;
        const loc_part *what = clause->message;
        if (value.truth[0] != LOC_YES && what != NULL && what->text != NULL &&
            !loc_story_miss_named(story, what->text, strlen(what->text)))
            return false;
    }
    return true;
}

/* Finds what the question asks of records that were left out. A list of them is given as far as it goes. */
static void look_for_wholes(loc_filling *filling, const loc_question *question) {
    const loc_node *root = question->root;
    loc_run *run = filling->run;
    loc_whole *whole = &filling->whole;

    for (const loc_clause *clause = question->clauses; clause != NULL; clause = clause->next)
        if (clause->value != root)
            loc_whole_node(run, clause->value, whole);
    if (root->op != LOC_COLLECT) {
        loc_whole_node(run, root, whole);
        filling->is_beyond = whole->found;
        return;
    }
    loc_whole_conditions(run, root->bindings, whole);
    for (const loc_node *value = root->a; value != NULL; value = value->next)
        loc_whole_node(run, value, whole);
    filling->is_beyond = whole->found;
    loc_whole_bindings(run, root->bindings, NULL, false, whole);
}

static bool name_whole(loc_story *story, const loc_whole *whole) {
    loc_text what;

    if (!whole->found)
        return true;
    loc_text_init(&what, &story->run->allocator);
    loc_whole_tell(whole, &what);
    bool done = what.failed ? loc_run_no_memory(story->run)
                            : loc_story_miss_named(story, what.data, what.length);
    loc_text_clear(&what);
    return done;
}

static bool tell_grounds(loc_story *story, const loc_filling *filling, loc_plan *plan,
                         const loc_question *question) {
    return filling->is_beyond || (name_needs(story, plan, question) &&
                                  loc_story_tell(story, plan, plan->outside, filling->root, NULL) &&
                                  loc_story_miss(story, plan, plan->outside, filling->root));
}

static bool give_grounds(loc_filling *filling, loc_plan *plan, const loc_question *question,
                         size_t max_witnesses) {
    locality_answer *answer = filling->answer;
    loc_story story;

    loc_story_init(&story, filling->run, &answer->arena, max_witnesses);
    bool done = name_whole(&story, &filling->whole) &&
                tell_grounds(&story, filling, plan, question) &&
                loc_story_give(&story, &answer->arithmetic, &answer->witnesses, &answer->missing);
    answer->witnesses_count = story.witnesses_count;
    answer->missing_count = story.missing_count;
    answer->missing_more = story.missing_more;
    loc_story_clear(&story);
    return done;
}

static bool make_plan(loc_plan *plan, loc_run *run, const loc_question *question, bool is_beyond) {
    if (!loc_plan_init(plan, run, question->text, question->length, question->nodes,
                       question->slots))
        return false;
    if (is_beyond)
        return true;
    for (const loc_clause *clause = question->clauses; clause != NULL; clause = clause->next) {
        bool done = true;
        if (clause->kind == LOC_CLAUSE_LET)
            done = loc_plan_let(plan, clause->slot, clause->value, false);
        else if (clause->kind == LOC_CLAUSE_NEEDS)
            done = loc_plan_root(plan, clause->value, false);
        if (!done)
            return false;
    }
    return loc_plan_root(plan, question->root, false) && loc_plan_ready(plan);
}

bool loc_answer_question(loc_run *run, const loc_question *question, size_t max_witnesses,
                         locality_answer **out) {
    locality_answer *answer = loc_allocate(&run->allocator, 1, sizeof *answer);
    loc_filling filling = {run, answer, question->root, {0}, false};
    loc_plan plan;

    *out = NULL;
    if (answer == NULL)
        return loc_run_no_memory(run);
    memset(&plan, 0, sizeof plan);
    answer->allocator = run->allocator;
    answer->truth = LOCALITY_UNDECIDED;
    loc_arena_init(&answer->arena, &run->allocator);
    if (loc_whole_matters(run->snapshot))
        look_for_wholes(&filling, question);
    bool done = make_plan(&plan, run, question, filling.is_beyond) &&
                fill_answer(&filling, &plan) &&
                give_grounds(&filling, &plan, question, max_witnesses);
    loc_plan_clear(&plan);
    if (!done) {
        locality_answer_free(answer);
        return false;
    }
    *out = answer;
    return true;
}

/* ---- Reading ---------------------------------------------------------------------------------------- */

void locality_answer_free(locality_answer *answer) {
    if (answer == NULL)
        return;
    const locality_allocator allocator = answer->allocator;
    loc_release(&allocator, answer->cells, answer->cells_capacity, sizeof *answer->cells);
    loc_release(&allocator, answer->certain, answer->certain_capacity, 1);
    loc_arena_clear(&answer->arena);
    loc_release(&allocator, answer, 1, sizeof *answer);
}

int32_t locality_answer_is_table(const locality_answer *answer) {
    return answer != NULL && answer->is_table;
}

size_t locality_answer_rows(const locality_answer *answer) {
    return answer == NULL ? 0 : answer->rows_count;
}

size_t locality_answer_columns(const locality_answer *answer) {
    return answer == NULL ? 0 : answer->columns_count;
}

const char *locality_answer_column_name(const locality_answer *answer, size_t column) {
    return column < locality_answer_columns(answer) ? answer->columns[column].name : "";
}

int32_t locality_answer_column_type(const locality_answer *answer, size_t column) {
    return column < locality_answer_columns(answer) ? answer->columns[column].type
                                                    : LOCALITY_TYPE_NONE;
}

const char *locality_answer_column_kind(const locality_answer *answer, size_t column) {
    return column < locality_answer_columns(answer) ? answer->columns[column].kind : "";
}

locality_truth locality_answer_certainty(const locality_answer *answer, size_t row) {
    return row < locality_answer_rows(answer) && answer->certain[row] == LOC_YES
               ? LOCALITY_TRUE
               : LOCALITY_UNDECIDED;
}

locality_status locality_answer_value(const locality_answer *answer, size_t row, size_t column,
                                      locality_value *out, locality_error *error) {
    if (out != NULL)
        memset(out, 0, sizeof *out);
    if (answer == NULL)
        return loc_fail_null(error, "answer");
    if (out == NULL)
        return loc_fail_null(error, "out");
    if (row >= answer->rows_count || column >= answer->columns_count)
        return loc_fail(error, LOCALITY_NOT_FOUND,
                        "the answer has %zu rows and %zu columns: there is no row %zu, column %zu",
                        answer->rows_count, answer->columns_count, row, column);
    *out = answer->cells[row * answer->columns_count + column].value;
    return loc_ok(error);
}

const char *locality_answer_text(const locality_answer *answer, size_t row, size_t column) {
    if (row >= locality_answer_rows(answer) || column >= answer->columns_count)
        return "";
    return answer->cells[row * answer->columns_count + column].text;
}

locality_truth locality_answer_truth(const locality_answer *answer) {
    return answer == NULL ? LOCALITY_UNDECIDED : answer->truth;
}

const char *locality_answer_arithmetic(const locality_answer *answer) {
    return answer == NULL ? "" : answer->arithmetic;
}

size_t locality_answer_witnesses(const locality_answer *answer) {
    return answer == NULL ? 0 : answer->witnesses_count;
}

const locality_witness *locality_answer_witness(const locality_answer *answer, size_t index) {
    return index < locality_answer_witnesses(answer) ? &answer->witnesses[index] : NULL;
}

size_t locality_answer_missing(const locality_answer *answer) {
    return answer == NULL ? 0 : answer->missing_count;
}

const locality_missing_input *locality_answer_missing_at(const locality_answer *answer,
                                                         size_t index) {
    return index < locality_answer_missing(answer) ? &answer->missing[index] : NULL;
}

size_t locality_answer_missing_more(const locality_answer *answer) {
    return answer == NULL ? 0 : answer->missing_more;
}
