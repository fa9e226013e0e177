/* Beside: figures of two documents side by side. Each keeps its unit, base, period and qualifier; what cannot
 * be compared as it stands is not, and the reader is told why. */
#include <string.h>

#include "base/error.h"
#include "locality/expr.h"
#include "report/page.h"
#include "report/read.h"

/* One value that is compared, of a figure or an expression. */
typedef struct quantity {
    const char *label, *unit, *base, *period, *qualifier; /* empty where not stated */
    loc_text shown;                                       /* the value as a reader sees it */
    locality_range range;
    int32_t type;
    bool is_figure, is_known;
} quantity;

typedef struct beside_view {
    loc_page *page;
    locality_table table;
    loc_text notes; /* warnings for a reader, one a line; other formats have a column of them */
    bool may_agree, all_agree;
} beside_view;

/* ---- Reading ------------------------------------------------------------------------------------------------- */

static const uint32_t number_fields[] = {LOC_FIELD_figure_quantity, LOC_FIELD_figure_money,
                                         LOC_FIELD_figure_share, LOC_FIELD_figure_date,
                                         LOC_FIELD_figure_moment};

static void read_figure(const locality_snapshot *snapshot, uint32_t row, quantity *out) {
    const char *printed = LOC_TEXT(snapshot, figure, row, printed);

    out->is_figure = true;
    out->label = loc_label(snapshot, LOC_KIND_figure, row);
    out->unit = LOC_TEXT(snapshot, figure, row, unit);
    out->base = LOC_TEXT(snapshot, figure, row, base);
    out->period = LOC_TEXT(snapshot, figure, row, period);
    out->qualifier = LOC_TEXT(snapshot, figure, row, qualifier);
    for (size_t i = 0; i < sizeof number_fields / sizeof number_fields[0] && !out->is_known; i++) {
        out->range = loc_snapshot_range(snapshot, LOC_KIND_figure, row, number_fields[i]);
        out->is_known = !loc_is_unknown(out->range);
        if (out->is_known)
            out->type = loc_schema_row(snapshot->schema, LOC_KIND_figure, number_fields[i])->type;
    }
    if (out->is_known)
        loc_text_print(&out->shown, out->type, &out->range, -1);
    else
        loc_text_add(&out->shown, printed[0] != '\0' ? printed : "unknown");
}

static locality_status read_expression(const locality_snapshot *snapshot, const char *text,
                                       const locality_range *as_at, quantity *out,
                                       locality_error *error) {
    locality_query_options options = LOCALITY_QUERY_OPTIONS_INIT;
    locality_answer *answer = NULL;
    locality_value value;

    options.as_at = as_at;
    locality_status status = locality_query(snapshot, text, strlen(text), &options, &answer, error);
    if (status != LOCALITY_OK)
        return status;
    out->label = text;
    loc_text_add(&out->shown, locality_answer_text(answer, 0, 0));
    if (locality_answer_value(answer, 0, 0, &value, NULL) == LOCALITY_OK &&
        value.type >= LOCALITY_TYPE_TRUTH && value.type <= LOCALITY_TYPE_DAYS) {
        out->type = value.type;
        out->range = value.range;
        out->is_known = !loc_is_unknown(value.range);
    }
    locality_answer_free(answer);
    return LOCALITY_OK;
}

/* Whether a side names something that can be compared: asked before a byte is written. */
static locality_status check_side(const locality_report_side *side, locality_error *error) {
    locality_answer *answer = NULL;
    locality_error unused;
    uint32_t row = 0;

    if (side->what == NULL ||
        loc_find_record(side->snapshot, LOC_KIND_figure, side->what, &row, &unused) == LOCALITY_OK)
        return LOCALITY_OK;
    locality_status status =
        locality_query(side->snapshot, side->what, strlen(side->what), NULL, &answer, error);
    if (status == LOCALITY_OK &&
        (locality_answer_is_table(answer) || locality_answer_rows(answer) != 1))
        status = loc_fail(error, LOCALITY_TYPE, "`%s` is not one value that could be compared",
                          side->what);
    locality_answer_free(answer);
    return status;
}

static void begin_quantity(const beside_view *v, quantity *out) {
    memset(out, 0, sizeof *out);
    out->label = out->unit = out->base = out->period = out->qualifier = "";
    loc_text_init(&out->shown, &v->page->allocator);
}

/* A figure by its id, name or alias, else an expression. */
static locality_status read_quantity(const beside_view *v, const locality_report_side *side,
                                     quantity *out, locality_error *error) {
    locality_error unused;
    uint32_t row = 0;

    begin_quantity(v, out);
    if (loc_find_record(side->snapshot, LOC_KIND_figure, side->what, &row, &unused) ==
        LOCALITY_OK) {
        read_figure(side->snapshot, row, out);
        return LOCALITY_OK;
    }
    return read_expression(side->snapshot, side->what, v->page->options.as_at, out, error);
}

/* ---- Comparing ----------------------------------------------------------------------------------------------- */

/* Brings a count to the scale of a number. False where the two do not measure the same sort of thing. */
static bool to_one_measure(quantity *a, quantity *b) {
    const locality_range one = {LOCALITY_ONE, LOCALITY_ONE};
    quantity *of[] = {a, b};

    for (size_t i = 0; i < 2 && a->type != b->type; i++)
        if (of[i]->type == LOCALITY_TYPE_COUNT && of[1 - i]->type == LOCALITY_TYPE_NUMBER) {
            locality_range_multiply(&of[i]->range, &one, 1, &of[i]->range);
            of[i]->type = LOCALITY_TYPE_NUMBER;
        }
    return a->type == b->type;
}

static void add_warning(loc_text *line, const char *warning) {
    if (line->length > 0)
        loc_text_add(line, "; ");
    loc_text_add(line, warning);
}

/* Whether two percentages are of one thing; says what they are of where that is not so. */
static bool check_bases(const quantity *a, const quantity *b, loc_text *line) {
    bool has_a = a->base[0] != '\0', has_b = b->base[0] != '\0';

    if (a->type != LOCALITY_TYPE_RATIO || (!has_a && !has_b) ||
        (has_a && has_b && loc_names_equal(a->base, b->base)))
        return true;
    if (has_a && has_b) {
        add_warning(line, "different bases");
        loc_text_format(line, ": %s, against %s", a->base, b->base);
    } else {
        add_warning(line, "different bases, as far as is stated");
        loc_text_format(line, ": of the %s no base is given, the other is of %s",
                        has_a ? "second" : "first", has_a ? a->base : b->base);
    }
    return false;
}

/* A word of the schema as it is read: up_to as "up to". */
static void add_word(loc_text *line, const char *word) {
    for (; *word != '\0'; word++)
        loc_text_char(line, *word == '_' ? ' ' : *word);
}

/* What a reader should keep in mind. */
static void warn(const quantity *a, const quantity *b, loc_text *line) {
    if (a->type == LOCALITY_TYPE_RATIO && a->base[0] == '\0' && b->base[0] == '\0')
        add_warning(line, "the bases of the percentages are not stated");
    if (a->unit[0] != '\0' && b->unit[0] != '\0' && strcmp(a->unit, b->unit) != 0) {
        add_warning(line, "different things are counted");
        loc_text_format(line, ": %s, %s", a->unit, b->unit);
    }
    if (a->period[0] != '\0' && b->period[0] != '\0' && !loc_names_equal(a->period, b->period)) {
        add_warning(line, "different periods");
        loc_text_format(line, ": %s, %s", a->period, b->period);
    }
    if (a->qualifier[0] != '\0' && b->qualifier[0] != '\0' &&
        strcmp(a->qualifier, b->qualifier) != 0) {
        add_warning(line, "one is");
        loc_text_add(line, " \"");
        add_word(line, a->qualifier);
        loc_text_add(line, "\", the other \"");
        add_word(line, b->qualifier);
        loc_text_char(line, '"');
    }
}

/* Notes how a comparison came out, for the result of all. */
static void note(beside_view *v, locality_truth agrees) {
    v->all_agree = v->all_agree && agrees == LOCALITY_TRUE;
    v->may_agree = v->may_agree && agrees != LOCALITY_FALSE;
}

static void put_result(beside_view *v, quantity *a, quantity *b, bool is_comparable) {
    loc_text *line = &v->page->line;
    locality_range difference;
    locality_truth agrees;

    if (!is_comparable || !a->is_known || !b->is_known) {
        loc_grid_put(&v->table, "");
        loc_grid_toned(&v->table, is_comparable ? "cannot be decided" : "NOT COMPARED",
                       LOCALITY_TONE_DOUBT);
        note(v, LOCALITY_UNDECIDED);
        return;
    }
    agrees = locality_range_compare(LOCALITY_EQUAL, &a->range, &b->range);
    locality_range_subtract(&a->range, &b->range, &difference);
    if (agrees != LOCALITY_TRUE && !loc_is_unknown(difference) && a->type != LOCALITY_TYPE_DATE &&
        a->type != LOCALITY_TYPE_MOMENT && a->type != LOCALITY_TYPE_TRUTH)
        loc_text_print(line, a->type, &difference, -1);
    loc_grid_take(&v->table, line, LOCALITY_TONE_PLAIN);
    loc_grid_toned(&v->table,
                   agrees == LOCALITY_TRUE    ? "the same"
                   : agrees == LOCALITY_FALSE ? "DIFFER"
                                              : "may be the same",
                   agrees == LOCALITY_TRUE    ? LOCALITY_TONE_GOOD
                   : agrees == LOCALITY_FALSE ? LOCALITY_TONE_BAD
                                              : LOCALITY_TONE_DOUBT);
    note(v, agrees);
}

static void put_quantity(beside_view *v, const quantity *q) {
    loc_text *line = &v->page->line;

    loc_text_format(line, "%s", q->label);
    loc_grid_take(&v->table, line, LOCALITY_TONE_PLAIN);
    loc_text_add(line, q->shown.data != NULL ? q->shown.data : "");
    loc_grid_take(&v->table, line, LOCALITY_TONE_PLAIN);
}

static void put_warnings(beside_view *v, const quantity *a, const loc_text *warnings) {
    if (!loc_page_is_read(v->page)) {
        loc_grid_put(&v->table, warnings->data != NULL ? warnings->data : "");
        return;
    }
    if (warnings->length == 0)
        return;
    loc_text_format(&v->notes, "%sWarning: %s%s%s", v->notes.length > 0 ? "\n" : "",
                    a->is_figure ? a->label : "", a->is_figure ? ": " : "", warnings->data);
}

static void put_pair(beside_view *v, quantity *a, quantity *b) {
    loc_text warnings;
    bool is_comparable;

    loc_text_init(&warnings, &v->page->allocator);
    put_quantity(v, a);
    put_quantity(v, b);
    if (a->is_known && b->is_known && !to_one_measure(a, b)) {
        is_comparable = false;
        add_warning(&warnings, "they are not measured alike");
    } else {
        is_comparable = check_bases(a, b, &warnings);
        warn(a, b, &warnings);
    }
    put_result(v, a, b, is_comparable);
    put_warnings(v, a, &warnings);
    v->page->failed = v->page->failed || warnings.failed || a->shown.failed || b->shown.failed;
    loc_text_clear(&warnings);
}

/* ---- Which are compared -------------------------------------------------------------------------------------- */

static locality_status put_named(beside_view *v, const locality_report_side *left,
                                 const locality_report_side *right, locality_error *error) {
    quantity a, b;
    locality_status status = read_quantity(v, left, &a, error);

    begin_quantity(v, &b);
    if (status == LOCALITY_OK)
        status = read_quantity(v, right, &b, error);
    if (status == LOCALITY_OK)
        put_pair(v, &a, &b);
    loc_text_clear(&a.shown);
    loc_text_clear(&b.shown);
    return status;
}

/* The figure of the other document that goes by the same id, else by the same name. */
static uint32_t partner(const locality_snapshot *left, uint32_t row,
                        const locality_snapshot *right) {
    const char *id = locality_snapshot_id(left, LOC_KIND_figure, row);
    uint32_t found = locality_snapshot_find(right, LOC_KIND_figure, id);
    const char *label = loc_label(left, LOC_KIND_figure, row);

    for (uint32_t other = 0;
         found == LOCALITY_ROW_MISSING && other < loc_snapshot_count(right, LOC_KIND_figure);
         other++)
        if (loc_names_equal(label, loc_label(right, LOC_KIND_figure, other)))
            found = other;
    return found;
}

static void put_shared(beside_view *v, const locality_snapshot *left,
                       const locality_snapshot *right) {
    for (uint32_t row = 0; row < loc_snapshot_count(left, LOC_KIND_figure); row++) {
        uint32_t other = partner(left, row, right);
        quantity a, b;

        if (other == LOCALITY_ROW_MISSING)
            continue;
        begin_quantity(v, &a);
        begin_quantity(v, &b);
        read_figure(left, row, &a);
        read_figure(right, other, &b);
        put_pair(v, &a, &b);
        loc_text_clear(&a.shown);
        loc_text_clear(&b.shown);
    }
}

/* ---- The report ---------------------------------------------------------------------------------------------- */

static locality_status take_side(const locality_report_side *given, locality_report_side *out,
                                 locality_error *error) {
    const locality_report_side plain = LOCALITY_REPORT_SIDE_INIT;

    *out = plain;
    if (given == NULL)
        return loc_fail_null(error, "side");
    if (!loc_struct_take(out, sizeof *out, given, given->struct_size, sizeof *out))
        return loc_fail(error, LOCALITY_INVALID, "a side is not a locality_report_side");
    if (out->snapshot == NULL)
        return loc_fail_null(error, "snapshot");
    return LOCALITY_OK;
}

static void name_columns(locality_table *table, const char *left, const char *right,
                         bool has_warnings) {
    loc_grid_column_add(table, "first", left != NULL ? left : "First", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(table, "first_value", "Value", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(table, "second", right != NULL ? right : "Second", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(table, "second_value", "Value", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(table, "difference", "Difference", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(table, "result", "Result", LOCALITY_ALIGN_LEFT);
    if (has_warnings)
        loc_grid_column_add(table, "warning", "Warning", LOCALITY_ALIGN_LEFT);
}

static void put_notes(beside_view *v) {
    const char *at = v->notes.data != NULL ? v->notes.data : "";

    v->page->failed = v->page->failed || v->notes.failed;
    while (*at != '\0') {
        size_t length = strcspn(at, "\n");

        loc_text_put(&v->page->line, at, length);
        loc_page_take(v->page);
        at += length;
        at += *at == '\n';
    }
}

locality_status locality_report_beside(const locality_report_side *left,
                                       const locality_report_side *right,
                                       const locality_report_options *options,
                                       const locality_output *output, locality_truth *agree,
                                       locality_error *error) {
    locality_report_side a, b;
    locality_status status, ended;
    locality_error unused;
    loc_page page;

    if (agree != NULL)
        *agree = LOCALITY_UNDECIDED;
    status = take_side(left, &a, error);
    if (status == LOCALITY_OK)
        status = take_side(right, &b, error);
    if (status != LOCALITY_OK)
        return status;
    if ((a.what == NULL) != (b.what == NULL))
        return loc_fail(error, LOCALITY_INVALID, "what is compared is named on one side only");
    status = check_side(&a, error);
    if (status == LOCALITY_OK)
        status = check_side(&b, error);
    if (status != LOCALITY_OK)
        return status;
    status = loc_page_begin(&page, options, output, "comparison", "Side by side", error);
    if (status != LOCALITY_OK)
        return status;
    beside_view v = {.page = &page, .may_agree = true, .all_agree = true};
    loc_page_start_table(&page, &v.table);
    name_columns(&v.table, a.title, b.title, !loc_page_is_read(&page));
    loc_text_init(&v.notes, &page.allocator);
    if (a.what != NULL)
        status = put_named(&v, &a, &b, error);
    else
        put_shared(&v, a.snapshot, b.snapshot);
    bool is_empty = loc_grid_rows(&v.table) == 0;
    if (status == LOCALITY_OK) {
        loc_page_table(&page, "figures", NULL, &v.table,
                       "No figure goes by the same id or name in both.");
        put_notes(&v);
    } else {
        loc_grid_clear(&v.table);
    }
    loc_text_clear(&v.notes);
    ended = loc_page_end(&page, status == LOCALITY_OK ? error : &unused);
    status = status == LOCALITY_OK ? ended : status;
    if (status == LOCALITY_OK && agree != NULL && !is_empty)
        *agree = !v.may_agree ? LOCALITY_FALSE : v.all_agree ? LOCALITY_TRUE : LOCALITY_UNDECIDED;
    return status;
}
