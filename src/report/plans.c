/* Plans: what stands in the way of one, and how another differs. */
#include <inttypes.h>

#include "base/error.h"
#include "locality/plans.h"
#include "report/placement.h"

/* ---- What stands in the way ------------------------------------------------------------------------------ */

/* The rules of one set, a row each; for a reader number, kind and weight stand in the first alone. */
static void put_set(loc_page *page, const locality_placement_conflicts *conflicts, int32_t kind,
                    size_t index, locality_table *table) {
    static const char *const kinds[] = {"conflict", "way out"};
    static const char *const asks[] = {"condition", "cover",          "fixed",         "barred",
                                       "protected", "shortest spell", "longest spell", "rest"};
    const locality_conflicts *sets = locality_placement_conflicts_sets(conflicts);
    uint32_t rule[LOCALITY_CONFLICTS_MOST];
    int64_t weight = 0;
    size_t count = 0;

    (void)locality_conflicts_at(sets, kind, index, rule, LOCALITY_CONFLICTS_MOST, &count, &weight,
                                NULL);
    for (size_t i = 0; i < count; i++) {
        locality_placement_asked asked;
        bool is_told = i == 0 || !loc_page_is_read(page);
        (void)locality_placement_asked_at(conflicts, rule[i], &asked, NULL);
        if (is_told)
            loc_text_format(&page->line, "%zu", index + 1);
        loc_grid_take(table, &page->line, LOCALITY_TONE_PLAIN);
        loc_grid_put(table, is_told ? kinds[kind] : "");
        if (is_told)
            loc_text_integer(&page->line, weight);
        loc_grid_take(table, &page->line, LOCALITY_TONE_PLAIN);
        loc_grid_put(table, asks[asked.kind]);
        if (!loc_page_is_read(page)) {
            loc_grid_put(table, asked.id);
            loc_grid_put(table, asked.other);
        }
        loc_grid_put(table, asked.words);
    }
}

static void put_sets(loc_page *page, const locality_placement_conflicts *conflicts) {
    const locality_conflicts *sets = locality_placement_conflicts_sets(conflicts);
    locality_table table;

    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "number", "No", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&table, "kind", "Which", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "weight", "Weighs", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&table, "asks", "Asked", LOCALITY_ALIGN_LEFT);
    if (!loc_page_is_read(page)) {
        loc_grid_column_add(&table, "id", "Id", LOCALITY_ALIGN_LEFT);
        loc_grid_column_add(&table, "other", "Place", LOCALITY_ALIGN_LEFT);
    }
    loc_grid_column_add(&table, "words", "What", LOCALITY_ALIGN_LEFT);
    for (int32_t kind = LOCALITY_CONFLICTS_CONFLICT; kind <= LOCALITY_CONFLICTS_CORRECTION; kind++)
        for (size_t i = 0; i < locality_conflicts_count(sets, kind); i++)
            put_set(page, conflicts, kind, i, &table);
    loc_page_table(page, "sets", NULL, &table, "");
}

/* For a reader there is a table where there is something in it. */
locality_status locality_report_placement_conflicts(const locality_placement_conflicts *conflicts,
                                                    const locality_report_options *options,
                                                    const locality_output *output,
                                                    locality_error *error) {
    loc_page page;

    if (conflicts == NULL)
        return loc_fail_null(error, "conflicts");
    locality_status status =
        loc_page_begin(&page, options, output, "conflicts", "What stands in the way", error);
    if (status != LOCALITY_OK)
        return status;
    if (!loc_page_is_read(&page) || locality_conflicts_verdict(locality_placement_conflicts_sets(
                                        conflicts)) == LOCALITY_CONFLICTS_IMPOSSIBLE)
        put_sets(&page, conflicts);
    for (size_t i = 0; page.options.format != LOCALITY_FORMAT_CSV &&
                       i < locality_placement_conflicts_sentences(conflicts);
         i++)
        loc_page_text(&page, locality_placement_conflicts_sentence_at(conflicts, i));
    return loc_page_end(&page, error);
}

/* ---- Two plans -------------------------------------------------------------------------------------------- */

typedef struct beside {
    loc_page *page;
    const locality_placement *p;
    const locality_placement_difference *d;
} beside;

/* Ids of the conditions that a change fails or that cannot be decided for it. */
static void put_conditions(const beside *b, const locality_placement_change *change,
                           locality_table *table) {
    uint64_t bits = change->failed | change->open;
    size_t told = 0;

    for (size_t i = 0; i < locality_placement_conditions(b->p); i++) {
        locality_placement_condition condition;
        (void)locality_placement_condition_at(b->p, i, &condition, NULL);
        if ((bits >> i & 1) != 0)
            loc_text_format(&b->page->line, "%s%s", told++ > 0 ? " " : "", condition.id);
    }
    loc_grid_take(table, &b->page->line, LOCALITY_TONE_PLAIN);
}

static void put_amount(const beside *b, int64_t amount, locality_table *table) {
    if (locality_placement_is_of_fte(b->p) != 0)
        loc_page_put_fte(b->page, table, amount);
    else if (loc_page_is_read(b->page))
        loc_grid_put(table, amount != 0 ? "holds" : "");
    else
        loc_grid_put(table, amount != 0 ? "1" : "0");
}

/* By place: who is there in one of the plans alone, or with another amount. */
static void put_changes(const beside *b) {
    size_t places = locality_placement_count(b->p, LOCALITY_ALLOCATION_DEMANDS);
    size_t changes = locality_placement_difference_changes(b->d);
    locality_table table;

    loc_page_start_table(b->page, &table);
    loc_grid_column_add(&table, "place", "Place", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "candidate", "Who", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "here", "This plan", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "there", "The other plan", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "not_met", "Not met or not known", LOCALITY_ALIGN_LEFT);
    for (size_t place = 0; place < places; place++)
        for (size_t i = 0, told = 0; i < changes; i++) {
            locality_placement_change change;
            (void)locality_placement_difference_change(b->d, i, &change, NULL);
            if (change.place != place)
                continue;
            loc_grid_put(&table,
                         told++ > 0 && loc_page_is_read(b->page)
                             ? ""
                             : loc_page_member(b->page, b->p, LOCALITY_ALLOCATION_DEMANDS, place));
            loc_grid_put(&table, loc_page_member(b->page, b->p, LOCALITY_ALLOCATION_CANDIDATES,
                                                 change.candidate));
            put_amount(b, change.here, &table);
            put_amount(b, change.there, &table);
            put_conditions(b, &change, &table);
        }
    loc_page_table(b->page, "changes", NULL, &table, "No place is held otherwise.");
}

static void put_value(const beside *b, const locality_placement_total *total, int64_t value,
                      locality_table *table) {
    locality_range range;

    locality_range_exact(value, &range);
    if (total->is_known == 0)
        loc_text_add(&b->page->line, loc_page_is_read(b->page) ? "unknown" : "");
    else if (loc_page_is_read(b->page))
        loc_text_print(&b->page->line, total->type, &range, -1);
    else
        loc_text_value(&b->page->line, total->type, &range);
    loc_grid_take(table, &b->page->line, LOCALITY_TONE_PLAIN);
}

static void put_totals(const beside *b) {
    locality_table table;

    loc_page_start_table(b->page, &table);
    loc_grid_column_add(&table, "what", "In all", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "better", "Better is", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "here", "This plan", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&table, "there", "The other plan", LOCALITY_ALIGN_RIGHT);
    for (size_t i = 0; i < locality_placement_difference_totals(b->d); i++) {
        locality_placement_total total;
        (void)locality_placement_difference_total(b->d, i, &total, NULL);
        loc_grid_put(&table, total.words);
        loc_grid_put(&table, total.is_most != 0 ? "more" : "less");
        put_value(b, &total, total.here, &table);
        put_value(b, &total, total.there, &table);
    }
    loc_page_table(b->page, "totals", "What they come to", &table, "");
}

locality_status locality_report_placement_difference(
    const locality_placement *placement, const locality_placement_difference *difference,
    const locality_report_options *options, const locality_output *output, locality_error *error) {
    loc_page page;
    beside b = {&page, placement, difference};

    if (difference == NULL)
        return loc_fail_null(error, "difference");
    locality_status status =
        loc_page_begin_placement(&page, placement, "difference", options, output, error);
    if (status != LOCALITY_OK)
        return status;
    put_changes(&b);
    if (page.options.format != LOCALITY_FORMAT_CSV) {
        put_totals(&b);
        for (size_t i = 0; i < locality_placement_difference_sentences(difference); i++)
            loc_page_text(&page, locality_placement_difference_sentence_at(difference, i));
    }
    return loc_page_end(&page, error);
}
