/* Rotas: who holds which place when, and who could as well, how far the days are covered. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "report/placement.h"

static void put_day(loc_page *page, locality_table *table, int64_t day) {
    locality_range range = {day, day};

    if (loc_page_is_read(page))
        loc_text_print(&page->line, LOCALITY_TYPE_DATE, &range, -1);
    else
        loc_text_value(&page->line, LOCALITY_TYPE_DATE, &range);
    loc_grid_take(table, &page->line, LOCALITY_TONE_PLAIN);
}

static const char *person_of(const loc_page *page, const locality_placement_rota *rota,
                             uint32_t candidate) {
    locality_placement_rota_member who;

    if (locality_placement_rota_member_at(rota, LOCALITY_ALLOCATION_CANDIDATES, candidate, &who,
                                          NULL) != LOCALITY_OK)
        return "";
    return loc_page_is_read(page) ? who.label : who.id;
}

/* Who could as well hold a spell: behind the holder for readers, for programs in a cell of their own. */
static locality_status put_others(loc_page *page, const locality_placement_rota *rota, size_t index,
                                  uint32_t holder, uint32_t *room, locality_error *error) {
    size_t most = locality_placement_rota_count(rota, LOCALITY_ALLOCATION_CANDIDATES), count = 0;
    locality_status status =
        locality_placement_spell_choices(rota, index, room, most, &count, error);

    for (size_t i = 0, told = 0; i < count; i++) {
        if (room[i] == holder)
            continue;
        loc_text_add(&page->line, loc_page_is_read(page) ? " or " : told > 0 ? " " : "");
        loc_text_add(&page->line, person_of(page, rota, room[i]));
        told++;
    }
    return status;
}

static locality_status put_holder(loc_page *page, locality_table *table,
                                  const locality_placement_rota *rota, size_t index,
                                  const locality_placement_spell *spell, uint32_t *room,
                                  locality_error *error) {
    static const char *const how[] = {"certain", "equally good", "not settled"};
    bool is_open = spell->tie == LOCALITY_PLACEMENT_TIE_UNSETTLED;
    bool is_read = loc_page_is_read(page), is_held = spell->candidate != LOCALITY_ROTA_NOBODY;
    locality_status status = LOCALITY_OK;

    if (is_held)
        loc_text_add(&page->line, person_of(page, rota, spell->candidate));
    else
        loc_text_add(&page->line, !is_read ? "" : is_open ? "nobody known" : "nobody");
    if (is_held && is_read)
        status = put_others(page, rota, index, spell->candidate, room, error);
    loc_grid_take(table, &page->line, is_held ? LOCALITY_TONE_PLAIN : LOCALITY_TONE_DOUBT);
    if (is_read)
        return status;
    if (is_held)
        status = put_others(page, rota, index, spell->candidate, room, error);
    loc_grid_take(table, &page->line, LOCALITY_TONE_PLAIN);
    loc_grid_put(table, !is_held               ? is_open ? "not evaluable" : "empty"
                        : spell->is_fixed != 0 ? "fixed"
                                               : how[spell->tie]);
    return status;
}

static locality_status put_spells(loc_page *page, const locality_placement_rota *rota,
                                  locality_error *error) {
    size_t people = locality_placement_rota_count(rota, LOCALITY_ALLOCATION_CANDIDATES);
    uint32_t *room = loc_allocate(&page->allocator, people + 1, sizeof *room);
    locality_status status = LOCALITY_OK;
    locality_placement_spell spell;
    locality_table table;
    uint32_t before = UINT32_MAX;

    if (room == NULL)
        return loc_fail_memory(error);
    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "place", "Place", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "from", "From", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "to", "To", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "holder", "Holder", LOCALITY_ALIGN_LEFT);
    if (!loc_page_is_read(page)) {
        loc_grid_column_add(&table, "others", "Equally good", LOCALITY_ALIGN_LEFT);
        loc_grid_column_add(&table, "how", "How", LOCALITY_ALIGN_LEFT);
    }
    for (size_t i = 0; status == LOCALITY_OK && i < locality_placement_spells(rota); i++) {
        locality_placement_rota_member where;
        if (locality_placement_spell_at(rota, i, &spell, NULL) != LOCALITY_OK ||
            locality_placement_rota_member_at(rota, LOCALITY_ALLOCATION_DEMANDS, spell.place,
                                              &where, NULL) != LOCALITY_OK)
            continue;
        loc_grid_put(&table, !loc_page_is_read(page) ? where.id
                             : spell.place == before ? ""
                                                     : where.label);
        before = spell.place;
        put_day(page, &table, spell.first);
        put_day(page, &table, spell.last);
        status = put_holder(page, &table, rota, i, &spell, room, error);
    }
    loc_release(&page->allocator, room, people + 1, sizeof *room);
    loc_page_table(page, "rota", NULL, &table, "There is nothing to share out.");
    return status;
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
        if (locality_placement_rota_plan(rota) == NULL)
            loc_text_add(&page->line, loc_page_is_read(page) ? "unknown" : "");
        else if (place.eligible_most > place.eligible)
            loc_text_format(&page->line, "%" PRId64 " to %" PRId64, place.eligible,
                            place.eligible_most);
        else
            loc_text_integer(&page->line, place.eligible);
        loc_grid_take(&table, &page->line, LOCALITY_TONE_PLAIN);
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
    status = put_spells(&page, rota, error);
    if (page.options.format != LOCALITY_FORMAT_CSV) {
        put_coverage(&page, rota);
        for (size_t i = 0; i < locality_placement_rota_sentences(rota); i++)
            loc_page_text(&page, locality_placement_rota_sentence_at(rota, i));
    }
    return loc_page_end_after(&page, status, error);
}
