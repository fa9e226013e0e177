/* Placements of FTE. See placement.h. */
#include "report/placement.h"

#include <inttypes.h>
#include <string.h>

#include "base/error.h"

#define HUNDREDTH 10000 /* in millionths, as numbers are kept */

void loc_page_put_fte(loc_page *page, locality_table *table, int64_t hundredths) {
    locality_range range;

    locality_range_exact(hundredths * HUNDREDTH, &range);
    if (loc_page_is_read(page))
        loc_text_print(&page->line, LOCALITY_TYPE_NUMBER, &range, -1);
    else
        loc_text_value(&page->line, LOCALITY_TYPE_NUMBER, &range);
    loc_grid_take(table, &page->line, LOCALITY_TONE_PLAIN);
}

/* The share of its need that a place is given; nothing where it needs nothing. Never rounded up to all. */
static void put_met(loc_page *page, locality_table *table,
                    const locality_deployment_member *place) {
    bool is_short = place->placed < place->amount;
    locality_range range;

    if (place->amount > 0) {
        locality_range_exact(place->placed * 1000000 / place->amount, &range);
        if (loc_page_is_read(page))
            loc_text_format(&page->line, "%" PRId64 "%%", range.lo / 10000);
        else
            loc_text_value(&page->line, LOCALITY_TYPE_RATIO, &range);
    }
    loc_grid_take(table, &page->line, is_short ? LOCALITY_TONE_DOUBT : LOCALITY_TONE_PLAIN);
}

static bool has_protection(const locality_placement *p) {
    const locality_deployment *plan = locality_placement_deployment(p);
    bool found = false;

    for (size_t j = 0; j < locality_deployment_count(plan, LOCALITY_ALLOCATION_DEMANDS); j++) {
        locality_deployment_member place;
        found = found || (locality_deployment_member_at(plan, LOCALITY_ALLOCATION_DEMANDS, j,
                                                        &place, NULL) == LOCALITY_OK &&
                          place.protect > 0);
    }
    return found;
}

static locality_status put_places(loc_page *page, const locality_placement *p,
                                  locality_error *error) {
    const locality_deployment *plan = locality_placement_deployment(p);
    bool shows_protection = has_protection(p) || !loc_page_is_read(page);
    locality_status status = LOCALITY_OK;
    locality_table table;

    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "place", "Place", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "need", "Needs", LOCALITY_ALIGN_RIGHT);
    if (shows_protection)
        loc_grid_column_add(&table, "protected", "Protected", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&table, "given", "Given", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&table, "met", "Met", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&table, "eligible", "Eligible", LOCALITY_ALIGN_RIGHT);
    for (size_t j = 0;
         status == LOCALITY_OK && j < locality_placement_count(p, LOCALITY_ALLOCATION_DEMANDS);
         j++) {
        locality_placement_member member;
        locality_deployment_member place;
        status = locality_placement_member_at(p, LOCALITY_ALLOCATION_DEMANDS, j, &member, error);
        if (status == LOCALITY_OK)
            status =
                locality_deployment_member_at(plan, LOCALITY_ALLOCATION_DEMANDS, j, &place, error);
        if (status != LOCALITY_OK)
            break;
        loc_grid_put(&table, loc_page_is_read(page) ? member.label : member.id);
        if (member.is_certain != 0)
            loc_page_put_fte(page, &table, place.amount);
        else
            loc_grid_toned(&table, loc_page_is_read(page) ? "unknown" : "", LOCALITY_TONE_DOUBT);
        if (shows_protection)
            loc_page_put_fte(page, &table, place.protect);
        loc_page_put_fte(page, &table, place.placed);
        put_met(page, &table, &place);
        loc_text_format(&page->line, "%" PRIu64, member.eligible);
        if (member.open > 0)
            loc_text_format(&page->line, " to %" PRIu64, member.eligible + member.open);
        loc_grid_take(&table, &page->line, LOCALITY_TONE_PLAIN);
    }
    loc_page_table(page, "places", NULL, &table, "There is no place.");
    return status;
}

/* ---- Who gives what ---------------------------------------------------------------------------------------- */

typedef struct giving {
    loc_page *page;
    const locality_placement *p;
    locality_table table;
    size_t before; /* candidate of the row above */
} giving;

static const char *name_of(const giving *g, int32_t side, size_t index) {
    return loc_page_member(g->page, g->p, side, index);
}

static void put_how(giving *g, const locality_deployment_share *share) {
    locality_placement_pair pair;
    locality_deployment_value value;

    (void)locality_placement_pair_at(g->p, share->group, share->place, &pair, NULL);
    (void)locality_deployment_get_value(locality_placement_deployment(g->p), &value, NULL);
    loc_grid_put(&g->table, pair.state == LOCALITY_PLACEMENT_FIXED ? "fixed"
                            : value.has_certificate == 0           ? "in the plan that was found"
                            : share->is_tied != 0 ? "equally good otherwise: a person chooses"
                                                  : "in every best plan");
}

static void put_candidate(giving *g, size_t candidate) {
    locality_deployment_member member;
    bool is_again = candidate == g->before && loc_page_is_read(g->page);

    (void)locality_deployment_member_at(locality_placement_deployment(g->p),
                                        LOCALITY_ALLOCATION_CANDIDATES, candidate, &member, NULL);
    loc_grid_put(&g->table, is_again ? "" : name_of(g, LOCALITY_ALLOCATION_CANDIDATES, candidate));
    if (is_again)
        loc_grid_put(&g->table, "");
    else
        loc_page_put_fte(g->page, &g->table, member.amount);
    g->before = candidate;
}

static void put_share(giving *g, const locality_deployment_share *share) {
    put_candidate(g, share->group);
    loc_grid_put(&g->table, name_of(g, LOCALITY_ALLOCATION_DEMANDS, share->place));
    loc_page_put_fte(g->page, &g->table, share->amount);
    put_how(g, share);
}

static void put_rest(giving *g, size_t candidate, int64_t left) {
    put_candidate(g, candidate);
    loc_grid_toned(&g->table, loc_page_is_read(g->page) ? "nowhere" : "", LOCALITY_TONE_DOUBT);
    loc_page_put_fte(g->page, &g->table, left);
    loc_grid_put(&g->table, "left over");
}

static void put_shares(loc_page *page, const locality_placement *p) {
    const locality_deployment *plan = locality_placement_deployment(p);
    giving g = {.page = page, .p = p, .before = SIZE_MAX};
    size_t at = 0;

    loc_page_start_table(page, &g.table);
    loc_grid_column_add(&g.table, "candidate", "Who", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&g.table, "has", "FTE", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&g.table, "place", "Place", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&g.table, "fte", "Gives", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&g.table, "how", "How", LOCALITY_ALIGN_LEFT);
    for (size_t i = 0; i < locality_deployment_count(plan, LOCALITY_ALLOCATION_CANDIDATES); i++) {
        locality_deployment_member who;
        locality_deployment_share share;
        (void)locality_deployment_member_at(plan, LOCALITY_ALLOCATION_CANDIDATES, i, &who, NULL);
        for (; locality_deployment_share_at(plan, at, &share, NULL) == LOCALITY_OK &&
               share.group == i;
             at++)
            put_share(&g, &share);
        if (who.placed < who.amount)
            put_rest(&g, i, who.amount - who.placed);
    }
    loc_page_table(page, "shares", "Who gives what", &g.table, "There is nobody.");
}

locality_status loc_page_deployment(loc_page *page, const locality_placement *p,
                                    locality_error *error) {
    locality_status status = put_places(page, p, error);
    locality_deployment_value value;

    (void)locality_deployment_get_value(locality_placement_deployment(p), &value, NULL);
    if (status == LOCALITY_OK && (value.verdict == LOCALITY_ALLOCATION_OPTIMAL ||
                                  value.verdict == LOCALITY_ALLOCATION_FEASIBLE))
        put_shares(page, p);
    return status;
}
