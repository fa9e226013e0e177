/* Answer: what a query gave, as a table or as one value, with its grounds where they are wanted. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "report/page.h"

#define MOST_MISSING 10u /* missing inputs that are shown without being asked for */

static bool has_doubt(const locality_answer *answer) {
    for (size_t r = 0; r < locality_answer_rows(answer); r++)
        if (locality_answer_certainty(answer, r) != LOCALITY_TRUE)
            return true;
    return false;
}

static bool is_number(int32_t type) {
    return type == LOCALITY_TYPE_COUNT || type == LOCALITY_TYPE_NUMBER ||
           type == LOCALITY_TYPE_RATIO || type == LOCALITY_TYPE_MONEY || type == LOCALITY_TYPE_DAYS;
}

/* Bytes that every column name begins with and no reader needs: the `p.` of `p.title, p.posts`. */
static size_t common_variable(const locality_answer *answer) {
    const char *first = locality_answer_column_name(answer, 0);
    size_t length = 0;

    while (loc_is_letter(first[length]) || loc_is_digit(first[length]) || first[length] == '_')
        length++;
    if (length == 0 || first[length] != '.' || first[length + 1] == '\0')
        return 0;
    for (size_t c = 1; c < locality_answer_columns(answer); c++)
        if (strncmp(locality_answer_column_name(answer, c), first, length + 1) != 0)
            return 0;
    return length + 1;
}

/* For a reader as a reader likes it; for a program in the form that can be read back, and empty where
 * nothing is known. */
static void put_cell(loc_page *page, locality_table *table, const locality_answer *answer,
                     size_t row, size_t column) {
    locality_value value;

    if (loc_page_is_read(page) ||
        locality_answer_value(answer, row, column, &value, NULL) != LOCALITY_OK) {
        loc_grid_put(table, locality_answer_text(answer, row, column));
        return;
    }
    if (value.type >= LOCALITY_TYPE_TRUTH && value.type <= LOCALITY_TYPE_DAYS) {
        if (!locality_range_is_unknown(&value.range))
            loc_text_value(&page->line, value.type, &value.range);
    } else if (value.type != LOCALITY_TYPE_NONE) {
        loc_text_add(&page->line, locality_answer_text(answer, row, column));
    }
    loc_grid_take(table, &page->line, LOCALITY_TONE_PLAIN);
}

static void put_table(loc_page *page, const locality_answer *answer) {
    size_t columns = locality_answer_columns(answer);
    size_t skipped = locality_answer_is_table(answer) ? common_variable(answer) : 0;
    bool doubt = has_doubt(answer);
    locality_table table;

    loc_page_start_table(page, &table);
    for (size_t c = 0; c < columns; c++)
        loc_grid_column_add(&table, locality_answer_column_name(answer, c) + skipped, NULL,
                            is_number(locality_answer_column_type(answer, c))
                                ? LOCALITY_ALIGN_RIGHT
                                : LOCALITY_ALIGN_LEFT);
    if (doubt)
        loc_grid_column_add(&table, "certain", NULL, LOCALITY_ALIGN_LEFT);
    for (size_t r = 0; r < locality_answer_rows(answer); r++) {
        for (size_t c = 0; c < columns; c++)
            put_cell(page, &table, answer, r, c);
        if (doubt && locality_answer_certainty(answer, r) == LOCALITY_TRUE)
            loc_grid_put(&table, "yes");
        else if (doubt)
            loc_grid_toned(&table, "perhaps", LOCALITY_TONE_DOUBT);
    }
    loc_page_table(page, "answer", NULL, &table,
                   locality_answer_missing(answer) > 0
                       ? "Cannot decide: nothing that is recorded fits, and something is missing."
                       : "Nothing: no record fits.");
}

/* One value alone: the text itself is the report where nobody asked for more. */
static void put_value(loc_page *page, const locality_answer *answer) {
    if (loc_page_is_read(page))
        loc_page_plain(page, locality_answer_text(answer, 0, 0));
    else
        put_table(page, answer);
}

static void put_missing(loc_page *page, const locality_answer *answer, bool all) {
    size_t count = locality_answer_missing(answer);
    size_t more = locality_answer_missing_more(answer);
    locality_table table;

    if (count == 0)
        return;
    if (!all && count > MOST_MISSING) {
        more += count - MOST_MISSING;
        count = MOST_MISSING;
    }
    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "what", "", LOCALITY_ALIGN_LEFT);
    for (size_t i = 0; i < count; i++)
        loc_grid_put(&table, locality_answer_missing_at(answer, i)->what);
    loc_page_table(page, "missing", "For an exact answer this would have to be known", &table, "");
    if (more > 0) {
        loc_text_format(&page->line, "%zu more are not shown.", more);
        loc_page_take(page);
    }
}

static void put_arithmetic(loc_page *page, const locality_answer *answer) {
    const char *arithmetic = locality_answer_arithmetic(answer);
    locality_table table;

    if (arithmetic[0] == '\0')
        return;
    if (loc_page_is_read(page)) {
        loc_page_code(page, "How it comes about", arithmetic);
        return;
    }
    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "step", "", LOCALITY_ALIGN_LEFT);
    loc_grid_put(&table, arithmetic);
    loc_page_table(page, "arithmetic", NULL, &table, "");
}

static void put_grounds(loc_page *page, const locality_answer *answer) {
    locality_table table;

    put_arithmetic(page, answer);
    loc_page_start_table(page, &table);
    loc_page_witness_columns(&table);
    for (size_t i = 0; i < locality_answer_witnesses(answer); i++)
        loc_page_put_witness(page, &table, locality_answer_witness(answer, i));
    loc_page_table(page, "witnesses", "What it rests on", &table, "No record.");
}

locality_status locality_report_answer(const locality_answer *answer, const char *title,
                                       int32_t explain, const locality_report_options *options,
                                       const locality_output *output, locality_error *error) {
    locality_status status;
    loc_page page;

    if (answer == NULL)
        return loc_fail_null(error, "answer");
    status = loc_page_begin(&page, options, output, "answer", title, error);
    if (status != LOCALITY_OK)
        return status;
    if (locality_answer_is_table(answer))
        put_table(&page, answer);
    else
        put_value(&page, answer);
    if (explain != 0 && page.options.format != LOCALITY_FORMAT_CSV)
        put_grounds(&page, answer);
    if (page.options.format != LOCALITY_FORMAT_CSV)
        put_missing(&page, answer, explain != 0);
    return loc_page_end(&page, error);
}
