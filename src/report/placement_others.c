/* Other plans than the answer: the next best, those that differ most, and all that one person could have. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "locality/alternatives.h"
#include "report/placement.h"

#define MEMBERS_SHOWN 8u

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

    (void)locality_placement_find(p, LOCALITY_ALLOCATION_CANDIDATES, change->candidate_id, &who,
                                  NULL);
    (void)locality_placement_find(p, LOCALITY_ALLOCATION_DEMANDS, change->demand_id, &where, NULL);
    loc_grid_put(table, loc_page_member(page, p, LOCALITY_ALLOCATION_CANDIDATES, who));
    loc_grid_put(table, change->takes != 0 ? "takes" : "leaves");
    loc_grid_put(table, loc_page_member(page, p, LOCALITY_ALLOCATION_DEMANDS, where));
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

static locality_status check_proved(const locality_placement *p, size_t most,
                                    locality_error *error) {
    if (most == 0)
        return loc_fail(error, LOCALITY_INVALID, "ask for one alternative or more");
    if (locality_placement_is_of_fte(p) != 0)
        return loc_fail(
            error, LOCALITY_NOT_FOUND,
            "an allocation of FTE has no list of other plans; the reason of a pair says "
            "what another amount would change");
    if (locality_placement_stages(p) > 0)
        return loc_fail(error, LOCALITY_NOT_FOUND,
                        "an allocation with stages has no list of other plans: a person chooses in "
                        "each ring-fence, and the reason of a pair says which decides it");
    if (p != NULL && locality_allocation_result_verdict(locality_placement_result(p)) !=
                         LOCALITY_ALLOCATION_OPTIMAL)
        return loc_fail(error, LOCALITY_NOT_FOUND,
                        "there is no proved plan to which there could be alternatives");
    return LOCALITY_OK;
}

/* So many of the next best, then of those that are as good and differ most. */
static locality_status report_alternatives(const locality_placement *p, const size_t most[2],
                                           const char *empty,
                                           const locality_report_options *options,
                                           const locality_output *output, locality_error *error) {
    loc_page page;
    locality_table table;
    size_t found = 0;
    locality_status status = check_proved(p, most[0] + most[1], error);

    if (status == LOCALITY_OK)
        status = loc_page_begin_placement(&page, p, "alternatives", options, output, error);
    if (status != LOCALITY_OK)
        return status;
    loc_page_start_table(&page, &table);
    loc_grid_column_add(&table, "plan", "Plan", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&table, "kind", "Which", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "difference", "Against the plan", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "candidate", "Who", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "change", "Change", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "place", "Place", LOCALITY_ALIGN_LEFT);
    for (int32_t kind = 0; status == LOCALITY_OK && kind < 2; kind++)
        if (most[kind] > 0)
            status = put_alternatives(&page, p, kind, most[kind], &table, &found, error);
    loc_page_table(&page, "alternatives", NULL, &table, empty);
    return loc_page_end_after(&page, status, error);
}

locality_status locality_report_placement_alternatives(const locality_placement *placement,
                                                       size_t most,
                                                       const locality_report_options *options,
                                                       const locality_output *output,
                                                       locality_error *error) {
    bool is_unique =
        locality_allocation_result_is_unique(locality_placement_result(placement)) != 0;
    const size_t counts[] = {[LOCALITY_ALTERNATIVES_NEXT_BEST] = most,
                             [LOCALITY_ALTERNATIVES_MOST_DIFFERENT] =
                                 is_unique || most == 0 ? 0 : 1};

    return report_alternatives(placement, counts, "There is no other plan.", options, output,
                               error);
}

locality_status locality_report_placement_most_different(const locality_placement *placement,
                                                         size_t most,
                                                         const locality_report_options *options,
                                                         const locality_output *output,
                                                         locality_error *error) {
    const size_t counts[] = {
        [LOCALITY_ALTERNATIVES_NEXT_BEST] = 0, [LOCALITY_ALTERNATIVES_MOST_DIFFERENT] = most};

    return report_alternatives(placement, counts, "No other plan is as good.", options, output,
                               error);
}

/* ---- One person ------------------------------------------------------------------------------------------- */

typedef struct standing {
    loc_page *page;
    const locality_placement *p;
    size_t candidate;
    locality_allocation_case *found; /* null where nothing is proved, and of FTE */
    locality_table table;
} standing;

/* How a reason is told in a word or two; of pairs that the answer reasons about. */
static const char *const reasons[] = {
    [LOCALITY_ALLOCATION_HELD] = "holds it",
    [LOCALITY_ALLOCATION_AT_A_COST] = "at a price",
    [LOCALITY_ALLOCATION_AS_GOOD] = "equally good: a person chooses",
    [LOCALITY_ALLOCATION_FAILS] = "not eligible",
    [LOCALITY_ALLOCATION_FORBIDDEN] = "barred",
    [LOCALITY_ALLOCATION_NO_PAIR] = "not evaluable",
    [LOCALITY_ALLOCATION_CANNOT] = "no room for it",
    [LOCALITY_ALLOCATION_PINNED] = "fixed",
};

static bool is_free(const locality_allocation_why *why) {
    bool found = false;

    for (uint32_t level = 0; level < why->levels; level++)
        found = found || why->cost[level] != 0;
    return !found;
}

/* What is held is held at the price of doing without it; that may be none. */
static void put_standing(standing *s, const locality_allocation_why *why) {
    loc_text_add(&s->page->line, reasons[why->reason]);
    if (why->reason == LOCALITY_ALLOCATION_HELD && why->levels > 0 && is_free(why))
        loc_text_add(&s->page->line, "; without it equally good: a person chooses");
    loc_grid_take(&s->table, &s->page->line, LOCALITY_TONE_PLAIN);
}

/* "without it places filled -1"; "times held before +1"; of FTE the price in a sentence. */
static void put_price(standing *s, const locality_allocation_why *why,
                      const locality_placement_case *item) {
    bool is_held = why->reason == LOCALITY_ALLOCATION_HELD;
    locality_allocation_comparison price;

    memset(&price, 0, sizeof price);
    price.levels = why->levels;
    for (uint32_t level = 0; level < why->levels; level++)
        price.total[level] = level == 0 ? -why->cost[level] : why->cost[level];
    if (!is_free(why) && (is_held || why->reason == LOCALITY_ALLOCATION_AT_A_COST)) {
        loc_text_add(&s->page->line, is_held ? "without it " : "");
        put_difference(s->page, s->p, &price);
    }
    if (why->reason == LOCALITY_ALLOCATION_HELD || why->reason == LOCALITY_ALLOCATION_AT_A_COST ||
        why->reason == LOCALITY_ALLOCATION_AS_GOOD)
        loc_text_add(&s->page->line, locality_placement_case_sentence(item, 0));
    loc_grid_take(&s->table, &s->page->line, LOCALITY_TONE_PLAIN);
}

static void put_conditions(standing *s, uint64_t bits) {
    size_t told = 0;

    for (size_t i = 0; i < locality_placement_conditions(s->p); i++) {
        locality_placement_condition condition;
        (void)locality_placement_condition_at(s->p, i, &condition, NULL);
        if ((bits >> i & 1) != 0)
            loc_text_format(&s->page->line, "%s%s", told++ > 0 ? " " : "", condition.id);
    }
}

static locality_status put_place(standing *s, size_t place, locality_error *error) {
    locality_placement_pair pair;
    locality_allocation_why why;
    locality_placement_case *item = NULL;
    locality_status status = locality_placement_pair_at(s->p, s->candidate, place, &pair, error);

    memset(&why, 0, sizeof why);
    if (status == LOCALITY_OK && s->found != NULL && pair.state != LOCALITY_PLACEMENT_FAILS &&
        pair.state != LOCALITY_PLACEMENT_BARRED && pair.state != LOCALITY_PLACEMENT_CANNOT_TELL) {
        status = locality_allocation_case_why(s->found, (uint32_t)place, &why, error);
    } else if (status == LOCALITY_OK) {
        status = locality_placement_explain(s->p, s->candidate, place, &item, error);
        why.reason = locality_placement_case_reason(item);
    }
    if (status == LOCALITY_OK) {
        loc_grid_put(&s->table, loc_page_member(s->page, s->p, LOCALITY_ALLOCATION_DEMANDS, place));
        put_standing(s, &why);
        put_price(s, &why, item);
        put_conditions(s, pair.failed | pair.open);
        loc_grid_take(&s->table, &s->page->line, LOCALITY_TONE_PLAIN);
    }
    locality_placement_case_free(item);
    return status;
}

/* "A, B and C"; of a long list the first few, and how many more. */
static void put_members(standing *s, int32_t side, const uint32_t *member, size_t count) {
    size_t shown = count > MEMBERS_SHOWN + 1 ? MEMBERS_SHOWN : count;

    for (size_t i = 0; i < shown; i++)
        loc_text_format(&s->page->line, "%s%s",
                        i == 0           ? ""
                        : i + 1 == count ? " and "
                                         : "; ",
                        loc_page_member(s->page, s->p, side, member[i]));
    if (shown < count)
        loc_text_format(&s->page->line, " and %zu more", count - shown);
}

/* Those who compete for the same few places, then those places; `listed` is a side. */
static locality_status list_shortage(standing *s, int32_t listed, uint32_t *member, size_t room,
                                     size_t *count, locality_error *error) {
    return locality_allocation_shortage(
        locality_placement_problem(s->p), locality_placement_result(s->p),
        LOCALITY_ALLOCATION_CANDIDATES, (uint32_t)s->candidate, listed, member, room, count, error);
}

/* "H.H. and K.K. can hold nothing but Norwich: 1 of 2 must be left without." Nothing of who is not left out by
 * the answer, as with stages. */
static locality_status put_shortage(standing *s, locality_error *error) {
    size_t room[2], count[2] = {0, 0};
    uint32_t *member[2];
    int64_t wanted = 0, given = 0;
    locality_status status = locality_allocation_shortage_size(
        locality_placement_problem(s->p), locality_placement_result(s->p),
        LOCALITY_ALLOCATION_CANDIDATES, (uint32_t)s->candidate, &wanted, &given, error);

    if (status != LOCALITY_OK)
        return status == LOCALITY_NOT_FOUND ? loc_ok(error) : status;
    for (int32_t side = 0; side < 2; side++) {
        room[side] = locality_placement_count(s->p, side) + 1;
        member[side] = loc_allocate(&s->page->allocator, room[side], sizeof *member[side]);
    }
    if (member[0] == NULL || member[1] == NULL)
        status = loc_fail_memory(error);
    for (int32_t side = 0; status == LOCALITY_OK && side < 2; side++)
        status = list_shortage(s, side, member[side], room[side], &count[side], error);
    if (status == LOCALITY_OK && count[1] == 0) {
        loc_text_format(
            &s->page->line, "There is no place that %s can hold.",
            loc_page_member(s->page, s->p, LOCALITY_ALLOCATION_CANDIDATES, s->candidate));
        loc_page_take(s->page);
    } else if (status == LOCALITY_OK) {
        put_members(s, LOCALITY_ALLOCATION_CANDIDATES, member[0], count[0]);
        loc_text_add(&s->page->line, " can hold nothing but ");
        put_members(s, LOCALITY_ALLOCATION_DEMANDS, member[1], count[1]);
        loc_text_format(&s->page->line, ": %" PRId64 " of %" PRId64 " must be left without.",
                        wanted - given, wanted);
        loc_page_take(s->page);
    }
    for (int32_t side = 0; side < 2; side++)
        loc_release(&s->page->allocator, member[side], room[side], sizeof *member[side]);
    return status;
}

static locality_status put_person(standing *s, locality_error *error) {
    locality_placement_member member;
    locality_status status = locality_placement_member_at(s->p, LOCALITY_ALLOCATION_CANDIDATES,
                                                          s->candidate, &member, error);
    bool is_proved = locality_allocation_result_verdict(locality_placement_result(s->p)) ==
                         LOCALITY_ALLOCATION_OPTIMAL &&
                     locality_placement_stages(s->p) == 0; /* what stages settle is no best plan */

    if (status == LOCALITY_OK && is_proved)
        status = locality_allocation_explain(locality_placement_problem(s->p),
                                             locality_placement_result(s->p),
                                             (uint32_t)s->candidate, &s->found, error);
    loc_page_start_table(s->page, &s->table);
    loc_grid_column_add(&s->table, "place", "Place", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&s->table, "standing", "Standing", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&s->table, "price", "Price", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&s->table, "not_met", "Not met or not known", LOCALITY_ALIGN_LEFT);
    for (size_t place = 0; status == LOCALITY_OK &&
                           place < locality_placement_count(s->p, LOCALITY_ALLOCATION_DEMANDS);
         place++)
        status = put_place(s, place, error);
    loc_page_table(s->page, "person", status == LOCALITY_OK ? member.label : NULL, &s->table,
                   "There is no place.");
    if (status == LOCALITY_OK && is_proved && member.partners == 0 &&
        s->page->options.format != LOCALITY_FORMAT_CSV)
        status = put_shortage(s, error);
    locality_allocation_case_free(s->found);
    return status;
}

locality_status locality_report_placement_person(const locality_placement *placement,
                                                 size_t candidate,
                                                 const locality_report_options *options,
                                                 const locality_output *output,
                                                 locality_error *error) {
    loc_page page;
    standing s = {.page = &page, .p = placement, .candidate = candidate};
    locality_status status =
        loc_page_begin_placement(&page, placement, "person", options, output, error);

    if (status != LOCALITY_OK)
        return status;
    status = put_person(&s, error);
    return loc_page_end_after(&page, status, error);
}
