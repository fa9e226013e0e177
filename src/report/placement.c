/* Placements: who holds which place, what else could be, and why or why not. Where several plans are as
 * good the people are listed beside one another, in the order of their ids. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "locality/alternatives.h"
#include "placement/held.h"
#include "report/placement_deployment.h"

/* ---- Cells --------------------------------------------------------------------------------------------- */

static const char *label_of(const locality_placement *p, int32_t side, size_t index) {
    locality_placement_member member;

    return locality_placement_member_at(p, side, index, &member, NULL) == LOCALITY_OK ? member.label
                                                                                      : "";
}

static const char *id_of(const locality_placement *p, int32_t side, size_t index) {
    locality_placement_member member;

    return locality_placement_member_at(p, side, index, &member, NULL) == LOCALITY_OK ? member.id
                                                                                      : "";
}

/* Who holds a place, or who could as well. */
typedef struct holders {
    const locality_placement *p;
    uint32_t *choice;
    size_t choices, held;            /* who could hold it; how many the plan gives it */
    bool is_fixed, is_tied, is_held; /* held back by a stage */
} holders;

static bool is_fixed(const locality_placement *p, size_t place, uint32_t candidate) {
    locality_placement_pair pair;

    return locality_placement_pair_at(p, candidate, place, &pair, NULL) == LOCALITY_OK &&
           pair.state == LOCALITY_PLACEMENT_FIXED;
}

static locality_status find_holders(holders *h, size_t place,
                                    const locality_placement_member *member,
                                    locality_error *error) {
    size_t most = locality_placement_count(h->p, LOCALITY_ALLOCATION_CANDIDATES);
    locality_status status = LOCALITY_OK;

    h->choices = 0;
    if (locality_placement_result(h->p) != NULL)
        status = locality_placement_choices(h->p, place, h->choice, most, &h->choices, error);
    h->held = (size_t)member->partners;
    h->is_tied = h->choices != h->held;
    h->is_held = loc_placement_is_held(h->p, (uint32_t)place);
    for (size_t i = 0; locality_placement_stages(h->p) == 0 &&
                       i < locality_allocation_result_pairs(locality_placement_result(h->p));
         i++) {
        locality_allocation_pair pair;
        if (locality_allocation_result_pair(locality_placement_result(h->p), i, &pair, NULL) ==
                LOCALITY_OK &&
            pair.demand == place)
            h->is_tied = h->is_tied || pair.is_tied != 0;
    }
    h->is_fixed = h->choices > 0;
    for (size_t i = 0; i < h->choices; i++)
        h->is_fixed = h->is_fixed && is_fixed(h->p, place, h->choice[i]);
    return status;
}

static void put_holders(loc_page *page, locality_table *table, const holders *h) {
    bool is_read = loc_page_is_read(page), is_open = h->choices > h->held;

    for (size_t i = 0; i < h->choices; i++) {
        loc_text_add(&page->line, i == 0 ? "" : !is_read ? " " : is_open ? " or " : "; ");
        loc_text_add(&page->line, is_read
                                      ? label_of(h->p, LOCALITY_ALLOCATION_CANDIDATES, h->choice[i])
                                      : id_of(h->p, LOCALITY_ALLOCATION_CANDIDATES, h->choice[i]));
    }
    bool may_be_empty = (h->choices == h->held && h->is_tied) ||
                        (h->held == 0 && locality_placement_stages(h->p) == 0);
    if (is_read && (h->choices == 0 || may_be_empty))
        loc_text_add(&page->line, h->choices == 0 ? "nobody" : " or nobody");
    loc_grid_take(table, &page->line, h->choices == 0 ? LOCALITY_TONE_DOUBT : LOCALITY_TONE_PLAIN);
}

static void put_how(loc_page *page, locality_table *table, const holders *h,
                    const locality_placement_member *member) {
    bool is_unsolved = locality_placement_result(h->p) == NULL;

    if (is_unsolved || (h->choices == 0 && member->open > 0 && member->eligible == 0))
        loc_text_add(&page->line, "not evaluable");
    else if (h->choices == 0)
        loc_text_add(&page->line, "empty");
    else if (h->is_held)
        loc_text_add(&page->line, "cannot be told yet");
    else if (locality_placement_stages(h->p) > 0)
        loc_text_add(&page->line, h->is_tied ? "ring-fence: a person chooses" : "settled");
    else if (h->is_fixed)
        loc_text_add(&page->line, "fixed");
    else if (h->is_tied)
        loc_text_add(&page->line, "equally good: a person chooses");
    else if (locality_placement_state(h->p) == LOCALITY_PLACEMENT_UNPROVED)
        loc_text_add(&page->line, "in the plan that was found");
    else
        loc_text_add(&page->line, "in every best plan");
    loc_grid_take(table, &page->line, LOCALITY_TONE_PLAIN);
}

static void put_eligible(loc_page *page, locality_table *table, const holders *h,
                         const locality_placement_member *member) {
    if (locality_placement_result(h->p) == NULL)
        loc_text_add(&page->line, loc_page_is_read(page) ? "unknown" : "");
    else if (member->open > 0)
        loc_text_format(&page->line, "%" PRIu64 " to %" PRIu64, member->eligible,
                        member->eligible + member->open);
    else
        loc_text_format(&page->line, "%" PRIu64, member->eligible);
    loc_grid_take(table, &page->line, LOCALITY_TONE_PLAIN);
}

/* ---- The plan --------------------------------------------------------------------------------------------- */

static locality_status put_places(loc_page *page, const locality_placement *p,
                                  locality_error *error) {
    size_t people = locality_placement_count(p, LOCALITY_ALLOCATION_CANDIDATES);
    locality_status status = LOCALITY_OK;
    holders h = {.p = p};
    locality_table table;

    h.choice = loc_allocate(&page->allocator, people + 1, sizeof *h.choice);
    if (h.choice == NULL)
        return loc_fail_memory(error);
    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "place", "Place", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "holder", "Holder", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "how", "How", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "eligible", "Eligible", LOCALITY_ALIGN_RIGHT);
    for (size_t i = 0;
         status == LOCALITY_OK && i < locality_placement_count(p, LOCALITY_ALLOCATION_DEMANDS);
         i++) {
        locality_placement_member member;
        status = locality_placement_member_at(p, LOCALITY_ALLOCATION_DEMANDS, i, &member, error);
        if (status == LOCALITY_OK)
            status = find_holders(&h, i, &member, error);
        if (status != LOCALITY_OK)
            break;
        loc_grid_put(&table, loc_page_is_read(page) ? member.label : member.id);
        put_holders(page, &table, &h);
        put_how(page, &table, &h, &member);
        put_eligible(page, &table, &h, &member);
    }
    loc_page_table(page, "plan", NULL, &table, "There is no place to fill.");
    loc_release(&page->allocator, h.choice, people + 1, sizeof *h.choice);
    return status;
}

static void put_sentences(loc_page *page, const locality_placement *p) {
    for (size_t i = 0; i < locality_placement_sentences(p); i++)
        loc_page_text(page, locality_placement_sentence_at(p, i));
}

static locality_status begin(loc_page *page, const locality_placement *p, const char *key,
                             const locality_report_options *options, const locality_output *output,
                             locality_error *error) {
    if (p == NULL)
        return loc_fail_null(error, "placement");
    return loc_page_begin(page, options, output, key, locality_placement_sentence(p), error);
}

/* Ends a page whose making may have failed: the first failure counts. */
static locality_status end(loc_page *page, locality_status status, locality_error *error) {
    locality_error first;

    if (status == LOCALITY_OK)
        return loc_page_end(page, error);
    memset(&first, 0, sizeof first);
    if (error != NULL)
        first = *error;
    (void)loc_page_end(page, NULL);
    if (error != NULL)
        *error = first;
    return status;
}

locality_status locality_report_placement(const locality_placement *placement,
                                          const locality_report_options *options,
                                          const locality_output *output, locality_error *error) {
    loc_page page;
    locality_status status = begin(&page, placement, "allocation", options, output, error);

    if (status != LOCALITY_OK)
        return status;
    status = locality_placement_deployment(placement) == NULL
                 ? put_places(&page, placement, error)
                 : loc_page_deployment(&page, placement, error);
    if (page.options.format != LOCALITY_FORMAT_CSV)
        put_sentences(&page, placement);
    return end(&page, status, error);
}

/* ---- Why ------------------------------------------------------------------------------------------------------ */

locality_status locality_report_placement_case(const locality_placement_case *item,
                                               const locality_report_options *options,
                                               const locality_output *output,
                                               locality_error *error) {
    locality_table table;
    loc_page page;

    if (item == NULL)
        return loc_fail_null(error, "item");
    locality_status status = loc_page_begin(&page, options, output, "reason",
                                            locality_placement_case_sentence(item, 0), error);
    if (status != LOCALITY_OK)
        return status;
    for (size_t i = 1; i < locality_placement_case_sentences(item); i++)
        loc_page_text(&page, locality_placement_case_sentence(item, i));
    if (locality_placement_case_witnesses(item) > 0 || !loc_page_is_read(&page)) {
        loc_page_start_table(&page, &table);
        loc_page_witness_columns(&table);
        for (size_t i = 0; i < locality_placement_case_witnesses(item); i++)
            loc_page_put_witness(&page, &table, locality_placement_case_witness(item, i));
        loc_page_table(&page, "witnesses", "What that rests on", &table, "");
    }
    return loc_page_end(&page, error);
}

/* ---- Alternatives ------------------------------------------------------------------------------------------------ */

/* "times held before +1"; "equally good". */
static void put_difference(loc_page *page, const locality_placement *p,
                           const locality_allocation_comparison *summary) {
    size_t told = 0;

    if (summary->levels > 0 && summary->total[0] != 0) {
        loc_text_format(&page->line, "places filled %" PRId64, summary->total[0]);
        told++;
    }
    for (size_t i = 0; i < locality_placement_preferences(p) && i + 1 < summary->levels; i++) {
        locality_placement_preference preference;
        locality_range range;
        int64_t by = summary->total[i + 1];
        if (by == 0 || locality_placement_preference_at(p, i, &preference, NULL) != LOCALITY_OK)
            continue;
        by = preference.is_most != 0 && by > -INT64_MAX ? -by : by;
        locality_range_exact(by, &range);
        loc_text_format(&page->line, "%s%s %s", told++ > 0 ? "; " : "", preference.words,
                        by > 0 ? "+" : "");
        loc_text_print(&page->line, preference.type, &range, -1);
    }
    if (told == 0)
        loc_text_add(&page->line, "equally good");
}

static void put_change(loc_page *page, const locality_placement *p,
                       const locality_allocation_change *change, locality_table *table) {
    size_t who = 0, where = 0;
    bool is_read = loc_page_is_read(page);

    (void)locality_placement_find(p, LOCALITY_ALLOCATION_CANDIDATES, change->candidate_id, &who,
                                  NULL);
    (void)locality_placement_find(p, LOCALITY_ALLOCATION_DEMANDS, change->demand_id, &where, NULL);
    loc_grid_put(table,
                 is_read ? label_of(p, LOCALITY_ALLOCATION_CANDIDATES, who) : change->candidate_id);
    loc_grid_put(table, change->takes != 0 ? "takes" : "leaves");
    loc_grid_put(table,
                 is_read ? label_of(p, LOCALITY_ALLOCATION_DEMANDS, where) : change->demand_id);
}

/* What one plan has and the answer has not, and the other way round, pair by pair. */
static locality_status put_changes(loc_page *page, const locality_placement *p,
                                   const locality_allocation_result *plan, locality_table *table,
                                   size_t number, const char *kind, locality_error *error) {
    const locality_allocation_result *answer = locality_placement_result(p);
    locality_allocation_comparison summary;
    locality_allocation_change *change;
    size_t count = 0;
    locality_status status =
        locality_allocation_compare(answer, plan, &summary, NULL, 0, &count, error);

    if (status != LOCALITY_OK)
        return status;
    change = loc_allocate(&page->allocator, count, sizeof *change);
    if (change == NULL)
        return loc_fail_memory(error);
    status = locality_allocation_compare(answer, plan, &summary, change, count, &count, error);
    for (size_t i = 0; status == LOCALITY_OK && i < count; i++) {
        bool is_told = i == 0 || !loc_page_is_read(page);
        if (is_told)
            loc_text_format(&page->line, "%zu", number);
        loc_grid_take(table, &page->line, LOCALITY_TONE_PLAIN);
        loc_grid_put(table, is_told ? kind : "");
        if (is_told)
            put_difference(page, p, &summary);
        loc_grid_take(table, &page->line, LOCALITY_TONE_PLAIN);
        put_change(page, p, &change[i], table);
    }
    loc_release(&page->allocator, change, count, sizeof *change);
    return status;
}

static locality_status put_alternatives(loc_page *page, const locality_placement *p, int32_t kind,
                                        size_t most, locality_table *table, size_t *found,
                                        locality_error *error) {
    static const char *const words[] = {"next best", "most different"};
    locality_alternatives_options options = LOCALITY_ALTERNATIVES_OPTIONS_INIT;
    locality_alternatives *list = NULL;
    locality_status status;

    options.kind = kind;
    options.most = most;
    status = locality_alternatives_find(locality_placement_problem(p), locality_placement_result(p),
                                        &options, &list, error);
    for (size_t i = 0; status == LOCALITY_OK && i < locality_alternatives_count(list); i++)
        status = put_changes(page, p, locality_alternatives_plan(list, i), table, ++*found,
                             words[kind], error);
    locality_alternatives_free(list);
    return status;
}

locality_status locality_report_placement_alternatives(const locality_placement *placement,
                                                       size_t most,
                                                       const locality_report_options *options,
                                                       const locality_output *output,
                                                       locality_error *error) {
    loc_page page;
    locality_table table;
    size_t found = 0;
    const locality_allocation_result *result = locality_placement_result(placement);
    locality_status status;

    if (locality_placement_is_of_fte(placement) != 0)
        return loc_fail(
            error, LOCALITY_NOT_FOUND,
            "an allocation of FTE has no list of other plans; the reason of a pair says "
            "what another amount would change");
    if (placement != NULL &&
        locality_allocation_result_verdict(result) != LOCALITY_ALLOCATION_OPTIMAL)
        return loc_fail(error, LOCALITY_NOT_FOUND,
                        "there is no proved plan to which there could be alternatives");
    status = begin(&page, placement, "alternatives", options, output, error);
    if (status != LOCALITY_OK)
        return status;
    loc_page_start_table(&page, &table);
    loc_grid_column_add(&table, "plan", "Plan", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&table, "kind", "Which", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "difference", "Against the plan", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "candidate", "Who", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "change", "Change", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "place", "Place", LOCALITY_ALIGN_LEFT);
    status = put_alternatives(&page, placement, LOCALITY_ALTERNATIVES_NEXT_BEST, most, &table,
                              &found, error);
    if (status == LOCALITY_OK && locality_allocation_result_is_unique(result) == 0)
        status = put_alternatives(&page, placement, LOCALITY_ALTERNATIVES_MOST_DIFFERENT, 1, &table,
                                  &found, error);
    loc_page_table(&page, "alternatives", NULL, &table, "There is no other plan.");
    return end(&page, status, error);
}

/* ---- Rotas ----------------------------------------------------------------------------------------------------- */

static void put_day(loc_page *page, locality_table *table, int64_t day) {
    locality_range range = {day, day};

    if (loc_page_is_read(page))
        loc_text_print(&page->line, LOCALITY_TYPE_DATE, &range, -1);
    else
        loc_text_value(&page->line, LOCALITY_TYPE_DATE, &range);
    loc_grid_take(table, &page->line, LOCALITY_TONE_PLAIN);
}

static void put_spells(loc_page *page, const locality_placement_rota *rota) {
    locality_placement_spell spell;
    locality_table table;
    uint32_t before = UINT32_MAX;

    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "place", "Place", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "from", "From", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "to", "To", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "holder", "Holder", LOCALITY_ALIGN_LEFT);
    for (size_t i = 0; i < locality_placement_spells(rota); i++) {
        locality_placement_rota_member who = {0}, where;
        if (locality_placement_spell_at(rota, i, &spell, NULL) != LOCALITY_OK ||
            locality_placement_rota_member_at(rota, LOCALITY_ALLOCATION_DEMANDS, spell.place,
                                              &where, NULL) != LOCALITY_OK)
            continue;
        if (spell.candidate != LOCALITY_ROTA_NOBODY)
            (void)locality_placement_rota_member_at(rota, LOCALITY_ALLOCATION_CANDIDATES,
                                                    spell.candidate, &who, NULL);
        loc_grid_put(&table, !loc_page_is_read(page) ? where.id
                             : spell.place == before ? ""
                                                     : where.label);
        before = spell.place;
        put_day(page, &table, spell.first);
        put_day(page, &table, spell.last);
        if (who.id == NULL)
            loc_grid_toned(&table, loc_page_is_read(page) ? "nobody" : "", LOCALITY_TONE_DOUBT);
        else
            loc_grid_put(&table, loc_page_is_read(page) ? who.label : who.id);
    }
    loc_page_table(page, "rota", NULL, &table, "There is nothing to share out.");
}

static void put_number(loc_page *page, locality_table *table, int64_t number) {
    loc_text_integer(&page->line, number);
    loc_grid_take(table, &page->line, LOCALITY_TONE_PLAIN);
}

static void put_coverage(loc_page *page, const locality_placement_rota *rota) {
    locality_table table;

    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "place", "Place", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "wanted", "Days", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&table, "covered", "Covered", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&table, "eligible", "Eligible at some time", LOCALITY_ALIGN_RIGHT);
    for (size_t i = 0; i < locality_placement_rota_count(rota, LOCALITY_ALLOCATION_DEMANDS); i++) {
        locality_placement_rota_member place;
        if (locality_placement_rota_member_at(rota, LOCALITY_ALLOCATION_DEMANDS, i, &place, NULL) !=
            LOCALITY_OK)
            continue;
        loc_grid_put(&table, loc_page_is_read(page) ? place.label : place.id);
        put_number(page, &table, place.wanted);
        put_number(page, &table, place.covered);
        if (locality_placement_rota_plan(rota) != NULL) {
            put_number(page, &table, place.eligible);
            continue;
        }
        loc_text_add(&page->line, loc_page_is_read(page) ? "unknown" : "");
        loc_grid_take(&table, &page->line, LOCALITY_TONE_DOUBT);
    }
    loc_page_table(page, "coverage", "Days covered", &table, "");
}

locality_status locality_report_placement_rota(const locality_placement_rota *rota,
                                               const locality_report_options *options,
                                               const locality_output *output,
                                               locality_error *error) {
    loc_page page;

    if (rota == NULL)
        return loc_fail_null(error, "rota");
    locality_status status = loc_page_begin(&page, options, output, "rota",
                                            locality_placement_rota_sentence(rota), error);
    if (status != LOCALITY_OK)
        return status;
    put_spells(&page, rota);
    if (page.options.format != LOCALITY_FORMAT_CSV) {
        put_coverage(&page, rota);
        for (size_t i = 0; i < locality_placement_rota_sentences(rota); i++)
            loc_page_text(&page, locality_placement_rota_sentence_at(rota, i));
    }
    return loc_page_end(&page, error);
}
