/* Placements: who holds which place, what else could be, and why or why not. Where several plans are as
 * good the people are listed beside one another, in the order of their ids. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "placement/held.h"
#include "report/placement.h"

/* ---- Cells --------------------------------------------------------------------------------------------- */

const char *loc_page_member(const loc_page *page, const locality_placement *p, int32_t side,
                            size_t index) {
    locality_placement_member member;

    if (locality_placement_member_at(p, side, index, &member, NULL) != LOCALITY_OK)
        return "";
    return loc_page_is_read(page) ? member.label : member.id;
}

/* Who holds a place, or who could as well. */
typedef struct holders {
    const locality_placement *p;
    uint32_t *choice;
    size_t choices, held;            /* who could hold it; how many the plan gives it */
    size_t certain;                  /* who hold it whatever is chosen: the first of the choices */
    bool is_fixed, is_tied, is_held; /* held back by a stage */
    bool awaits;                     /* whoever is not chosen in a ring-fence could have it */
} holders;

static bool is_fixed(const locality_placement *p, size_t place, uint32_t candidate) {
    locality_placement_pair pair;

    return locality_placement_pair_at(p, candidate, place, &pair, NULL) == LOCALITY_OK &&
           pair.state == LOCALITY_PLACEMENT_FIXED;
}

/* Moves those who hold a place for certain to the front. */
static void put_certain_first(holders *h, uint32_t place) {
    h->certain = 0;
    for (size_t i = 0; i < h->choices; i++) {
        uint32_t who = h->choice[i];
        if (!loc_placement_is_certain(h->p, who, place))
            continue;
        memmove(h->choice + h->certain + 1, h->choice + h->certain,
                (i - h->certain) * sizeof *h->choice);
        h->choice[h->certain++] = who;
    }
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
    h->is_held = loc_placement_is_held(h->p, (uint32_t)place);
    if (locality_placement_result(h->p) != NULL)
        put_certain_first(h, (uint32_t)place);
    h->is_tied = h->choices > h->certain;
    h->awaits = loc_placement_awaits(h->p, (uint32_t)place);
    h->is_fixed = h->choices > 0;
    for (size_t i = 0; i < h->choices; i++)
        h->is_fixed = h->is_fixed && is_fixed(h->p, place, h->choice[i]);
    return status;
}

static void put_holders(loc_page *page, locality_table *table, const holders *h) {
    bool is_read = loc_page_is_read(page), has_stages = locality_placement_stages(h->p) > 0;
    size_t open = h->choices - h->certain, given = h->held > h->certain ? h->held - h->certain : 0;

    for (size_t i = 0; i < h->choices; i++) {
        loc_text_add(&page->line, i == 0 ? "" : !is_read ? " " : i > h->certain ? " or " : "; ");
        loc_text_add(&page->line,
                     loc_page_member(page, h->p, LOCALITY_ALLOCATION_CANDIDATES, h->choice[i]));
    }
    if (is_read && given > 1 && open > given)
        loc_text_format(&page->line, " (%zu of them)", given);
    if (is_read && h->choices == 0)
        loc_text_add(&page->line, h->awaits ? "nobody yet" : "nobody");
    else if (is_read && open > 0 && !has_stages && (open == given || given == 0))
        loc_text_add(&page->line, " or nobody");
    loc_grid_take(table, &page->line, h->choices == 0 ? LOCALITY_TONE_DOUBT : LOCALITY_TONE_PLAIN);
}

static void put_how(loc_page *page, locality_table *table, const holders *h,
                    const locality_placement_member *member) {
    bool is_unsolved = locality_placement_result(h->p) == NULL;

    if (is_unsolved || (h->choices == 0 && member->open > 0 && member->eligible == 0))
        loc_text_add(&page->line, "not evaluable");
    else if (h->choices == 0)
        loc_text_add(&page->line, h->awaits ? "for whoever is left by a ring-fence" : "empty");
    else if (h->is_held)
        loc_text_add(&page->line, "cannot be told yet");
    else if (locality_placement_stages(h->p) > 0)
        loc_text_add(&page->line, !h->is_tied      ? "settled"
                                  : h->certain > 0 ? "settled; for the rest a person chooses"
                                                   : "ring-fence: a person chooses");
    else if (h->is_fixed)
        loc_text_add(&page->line, "fixed");
    else if (h->is_tied)
        loc_text_add(&page->line, h->certain > 0 ? "certain, then equally good: a person chooses"
                                                 : "equally good: a person chooses");
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

/* The people of a place in a plan, as the text of a line. */
static void add_people(loc_page *page, const locality_placement *p,
                       const locality_allocation_result *plan, size_t place) {
    locality_allocation_pair pair;
    bool is_first = true;

    for (size_t i = 0; i < locality_allocation_result_pairs(plan); i++) {
        if (locality_allocation_result_pair(plan, i, &pair, NULL) != LOCALITY_OK ||
            pair.demand != place)
            continue;
        loc_text_add(&page->line, is_first ? "" : loc_page_is_read(page) ? "; " : " ");
        loc_text_add(&page->line,
                     loc_page_member(page, p, LOCALITY_ALLOCATION_CANDIDATES, pair.candidate));
        is_first = false;
    }
    if (is_first && loc_page_is_read(page))
        loc_text_add(&page->line, "nobody");
}

/* The stable plans that are best for either side, beside one another. */
static void put_stable(loc_page *page, const locality_placement *p) {
    static const char *const heads[] = {"Best for people", "Best for places"};
    static const char *const keys[] = {"best_for_people", "best_for_places"};
    size_t places = locality_placement_count(p, LOCALITY_ALLOCATION_DEMANDS);
    locality_table table;

    if (locality_placement_stable(p, LOCALITY_ALLOCATION_CANDIDATES) == NULL)
        return;
    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "place", "Place", LOCALITY_ALIGN_LEFT);
    for (int side = 0; side < 2; side++)
        loc_grid_column_add(&table, keys[side], heads[side], LOCALITY_ALIGN_LEFT);
    for (size_t i = 0; i < places; i++) {
        loc_grid_put(&table, loc_page_member(page, p, LOCALITY_ALLOCATION_DEMANDS, i));
        for (int side = 0; side < 2; side++) {
            add_people(page, p, locality_placement_stable(p, side), i);
            loc_grid_take(&table, &page->line, LOCALITY_TONE_PLAIN);
        }
    }
    loc_page_table(page, "stable", "Stable plans", &table, "");
}

static void put_sentences(loc_page *page, const locality_placement *p) {
    for (size_t i = 0; i < locality_placement_sentences(p); i++)
        loc_page_text(page, locality_placement_sentence_at(p, i));
}

locality_status loc_page_begin_placement(loc_page *page, const locality_placement *p,
                                         const char *key, const locality_report_options *options,
                                         const locality_output *output, locality_error *error) {
    if (p == NULL)
        return loc_fail_null(error, "placement");
    return loc_page_begin(page, options, output, key, locality_placement_sentence(p), error);
}

locality_status locality_report_placement(const locality_placement *placement,
                                          const locality_report_options *options,
                                          const locality_output *output, locality_error *error) {
    loc_page page;
    locality_status status =
        loc_page_begin_placement(&page, placement, "allocation", options, output, error);

    if (status != LOCALITY_OK)
        return status;
    status = locality_placement_deployment(placement) == NULL
                 ? put_places(&page, placement, error)
                 : loc_page_deployment(&page, placement, error);
    if (page.options.format != LOCALITY_FORMAT_CSV) {
        put_sentences(&page, placement);
        put_stable(&page, placement);
    }
    return loc_page_end_after(&page, status, error);
}

/* ---- Why ------------------------------------------------------------------------------------------------------ */

/* For programs: what the sentences say. */
static void put_grounds(loc_page *page, const locality_placement_case *item) {
    static const char *const heads[] = {"condition", "words",   "state",  "what",
                                        "source",    "section", "weight", "knob"};
    locality_placement_ground ground;
    locality_table table;

    loc_page_start_table(page, &table);
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        loc_grid_column_add(&table, heads[i], heads[i], LOCALITY_ALIGN_LEFT);
    for (size_t i = 0; i < locality_placement_case_grounds(item); i++) {
        (void)locality_placement_case_ground_at(item, i, &ground, NULL);
        loc_grid_put(&table, ground.id);
        loc_grid_put(&table, ground.words);
        loc_grid_put(&table, ground.is_open != 0 ? "cannot decide" : "fails");
        loc_grid_put(&table, ground.what);
        loc_grid_put(&table, ground.source);
        loc_grid_put(&table, ground.section);
        if (ground.is_firm == 0)
            loc_text_format(&page->line, "%" PRId64, ground.weight);
        loc_grid_take(&table, &page->line, LOCALITY_TONE_PLAIN);
        loc_grid_put(&table, ground.knob);
    }
    loc_page_table(page, "conditions", NULL, &table, "");
}

static void put_prices(loc_page *page, const locality_placement_case *item) {
    locality_placement_price price;
    locality_range range;
    locality_table table;

    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "of", "of", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "by", "by", LOCALITY_ALIGN_RIGHT);
    for (size_t i = 0; i < locality_placement_case_prices(item); i++) {
        (void)locality_placement_case_price_at(item, i, &price, NULL);
        loc_grid_put(&table, price.words);
        locality_range_exact(price.by, &range);
        loc_text_value(&page->line, price.type, &range);
        loc_grid_take(&table, &page->line, LOCALITY_TONE_PLAIN);
    }
    loc_page_table(page, "price", NULL, &table, "");
}

static void put_moves(loc_page *page, const locality_placement_case *item) {
    locality_placement_move move;
    locality_table table;

    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "candidate", "candidate", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "move", "move", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "place", "place", LOCALITY_ALIGN_LEFT);
    for (size_t i = 0; i < locality_placement_case_moves(item); i++) {
        (void)locality_placement_case_move_at(item, i, &move, NULL);
        loc_grid_put(&table, move.candidate);
        loc_grid_put(&table, move.takes != 0 ? "takes" : "leaves");
        loc_grid_put(&table, move.place);
    }
    loc_page_table(page, "moves", NULL, &table, "");
}

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
    if (!loc_page_is_read(&page)) {
        put_grounds(&page, item);
        put_prices(&page, item);
        put_moves(&page, item);
    }
    if (locality_placement_case_witnesses(item) > 0 || !loc_page_is_read(&page)) {
        loc_page_start_table(&page, &table);
        loc_page_witness_columns(&table);
        for (size_t i = 0; i < locality_placement_case_witnesses(item); i++)
            loc_page_put_witness(&page, &table, locality_placement_case_witness(item, i));
        loc_page_table(&page, "witnesses", "What that rests on", &table, "");
    }
    return loc_page_end(&page, error);
}
