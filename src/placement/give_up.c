/* Giving up: what cannot be kept together, the least to give up, and the cheapest waivers. Where several ways
 * are as cheap all are named, so that a person chooses, and not the order of ids. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "locality/conflicts.h"
#include "placement/tell.h"

/* Most sets of rules that are tried; most ways out that are named. */
#define TESTS_MOST 2000u
#define WAYS_SHOWN 6u

/* ---- The cheapest waivers ------------------------------------------------------------------------------- */

/* Whether a best plan with waivers could give the place to a candidate. */
static bool could_waive(loc_teller *t, uint32_t candidate, uint32_t place, bool *may) {
    const locality_placement *p = t->p;
    locality_allocation_case *item = NULL;
    locality_allocation_why why = {0};
    locality_status status =
        locality_allocation_explain(p->problem, p->waived, candidate, &item, t->error);

    if (status == LOCALITY_OK)
        status = locality_allocation_case_why(item, place, &why, t->error);
    *may = status == LOCALITY_OK && why.reason == LOCALITY_ALLOCATION_AS_GOOD;
    locality_allocation_case_free(item);
    return status == LOCALITY_OK || loc_tell_failed(t, status);
}

/* Lists everybody who could have a place by a waiver as cheaply; `*is_all`: that was looked at. */
static bool list_waived(loc_teller *t, const locality_allocation_pair *pair, size_t *count,
                        bool *is_all) {
    const loc_board *board = &t->p->board;
    bool looks = (uint64_t)board->side[0].count * board->pairs < LOC_TIES_WORK / 16;

    *count = 0;
    *is_all = looks || pair->is_tied == 0;
    for (uint32_t c = 0; c < board->side[0].count; c++) {
        bool may = c == pair->candidate;
        if (!may && pair->is_tied != 0 && looks && !could_waive(t, c, pair->demand, &may))
            return false;
        if (may && board->failed[loc_board_pair(board, c, pair->demand)] != 0)
            t->list[0][(*count)++] = c;
    }
    return true;
}

/* Moves those who fail what the first one fails to the front; gives how many they are. */
static size_t gather_alike(const loc_board *board, uint32_t place, uint32_t *list, size_t count) {
    uint64_t failed = board->failed[loc_board_pair(board, list[0], place)];
    size_t alike = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t who = list[i];
        if (board->failed[loc_board_pair(board, who, place)] != failed)
            continue;
        memmove(list + alike + 1, list + alike, (i - alike) * sizeof *list);
        list[alike++] = who;
    }
    return alike;
}

/* "GRADE (...) for one of A.A. and B.B., or SAME (...) for C.C. in Broadland" */
static bool put_waiver(loc_teller *t, const locality_allocation_pair *pair) {
    const loc_board *board = &t->p->board;
    uint32_t *list = t->list[0];
    size_t count, told = 0;
    bool is_all;

    if (!list_waived(t, pair, &count, &is_all))
        return false;
    while (told < count) {
        size_t alike = gather_alike(board, pair->demand, list + told, count - told);
        loc_text_add(&t->text, told > 0 ? ", or " : "");
        loc_tell_conditions(t, board->failed[loc_board_pair(board, list[told], pair->demand)]);
        loc_text_add(&t->text, alike > 1 ? " for one of " : " for ");
        loc_tell_names(t, 0, list + told, alike);
        told += alike;
    }
    loc_text_format(&t->text, "%s in %s", is_all ? "" : " or for others as cheaply",
                    loc_tell_label(t, 1, pair->demand));
    return true;
}

bool loc_tell_waivers(loc_teller *t) {
    const locality_placement *p = t->p;
    size_t told = 0;

    if (p->waived == NULL)
        return true;
    loc_text_add(&t->text, "Cheapest waivers: ");
    for (size_t i = 0; i < locality_allocation_result_pairs(p->waived); i++) {
        locality_allocation_pair pair;
        if (locality_allocation_result_pair(p->waived, i, &pair, NULL) != LOCALITY_OK ||
            pair.failed == 0 || pair.is_pinned != 0)
            continue;
        loc_text_add(&t->text, told++ > 0 ? "; " : "");
        if (!put_waiver(t, &pair))
            return false;
    }
    loc_text_format(&t->text,
                    ". They weigh %" PRId64 " together, and with them %" PRId64 " of %" PRId64
                    " places are filled%s.",
                    loc_tell_total(p->waived, 1),
                    loc_tell_total(p->waived, LOCALITY_ALLOCATION_COVERAGE), loc_tell_room(t),
                    locality_allocation_result_is_unique(p->waived) != 0
                        ? ""
                        : "; other waivers are as cheap, and a person has to choose");
    t->p->waivers_said = t->p->says_count + 1;
    return loc_tell_say(t);
}

/* ---- Conflicts ------------------------------------------------------------------------------------------- */

/* One conflict or correction: "A; B and C". `*are_rules`: it is made of conditions alone. */
static bool put_set(loc_teller *t, const locality_conflicts *conflicts, int32_t kind, size_t index,
                    size_t *count, bool *are_rules) {
    uint32_t member[LOCALITY_CONFLICTS_MOST];
    locality_status status = locality_conflicts_at(conflicts, kind, index, member,
                                                   LOCALITY_CONFLICTS_MOST, count, NULL, t->error);

    *are_rules = true;
    for (size_t i = 0; status == LOCALITY_OK && i < *count; i++) {
        locality_allocation_asked asked;
        status = locality_conflicts_asked_at(conflicts, member[i], &asked, t->error);
        if (status != LOCALITY_OK)
            break;
        *are_rules = *are_rules && asked.kind == LOCALITY_ALLOCATION_ASKS_RULE;
        loc_text_add(&t->text, i == 0 ? "" : i + 1 == *count ? " and " : "; ");
        loc_placement_asked(t->p, &asked, &t->text);
    }
    return status == LOCALITY_OK || loc_tell_failed(t, status);
}

static int64_t weight_of(const locality_conflicts *conflicts, size_t index) {
    int64_t weight = 0;
    size_t count;

    (void)locality_conflicts_at(conflicts, LOCALITY_CONFLICTS_CORRECTION, index, NULL, 0, &count,
                                &weight, NULL);
    return weight;
}

/* "The least to give up: A for everybody, which weighs 1." Of several that weigh as little all are named. */
static bool tell_corrections(loc_teller *t, const locality_conflicts *conflicts) {
    size_t ways = 1, count,
           all = locality_conflicts_count(conflicts, LOCALITY_CONFLICTS_CORRECTION);
    bool are_rules = true;

    if (all == 0)
        return true;
    int64_t weight = weight_of(conflicts, 0);
    while (ways < all && weight_of(conflicts, ways) == weight)
        ways++;
    loc_text_add(&t->text, "The least to give up: ");
    for (size_t i = 0; i < ways && i < WAYS_SHOWN; i++) {
        loc_text_add(&t->text, i > 0 ? "; or " : "");
        if (!put_set(t, conflicts, LOCALITY_CONFLICTS_CORRECTION, i, &count, &are_rules))
            return false;
        loc_text_add(&t->text, are_rules ? " for everybody" : "");
    }
    if (ways > WAYS_SHOWN)
        loc_text_format(&t->text, "; or one of %zu other ways", ways - WAYS_SHOWN);
    loc_text_format(&t->text, ", which weighs %" PRId64 "%s.%s", weight, ways > 1 ? " each" : "",
                    ways > 1 ? " A person has to choose." : "");
    if (locality_conflicts_is_complete(conflicts) == 0)
        loc_text_add(&t->text, " Whether something else weighs as little was not found out.");
    return loc_tell_say(t);
}

static bool tell_conflict(loc_teller *t, const locality_conflicts *conflicts, bool fill) {
    size_t count = 0;
    bool are_rules;

    if (locality_conflicts_verdict(conflicts) != LOCALITY_CONFLICTS_IMPOSSIBLE)
        return true;
    loc_text_add(&t->text, "A reason that cannot be made smaller: ");
    if (!put_set(t, conflicts, LOCALITY_CONFLICTS_CONFLICT, 0, &count, &are_rules))
        return false;
    loc_text_add(&t->text, count == 1 ? " cannot be kept" : " cannot all be kept");
    loc_text_add(&t->text, fill ? " if every place is to be filled." : " together.");
    return loc_tell_say(t) && tell_corrections(t, conflicts);
}

/* All of them where that ends soon; else the lightest. */
static locality_status search_conflicts(loc_teller *t, const locality_allocation *problem,
                                        bool is_impossible, bool are_settled,
                                        locality_conflicts **out) {
    locality_allocation_conflicts_options options = LOCALITY_ALLOCATION_CONFLICTS_OPTIONS_INIT;
    locality_status status;

    options.all = 1;
    options.fill = !is_impossible;
    options.pins = options.forbidden = are_settled;
    options.work_limit = t->p->work_limit;
    options.test_limit = TESTS_MOST;
    status = locality_allocation_conflicts(problem, &options, out, t->error);
    if (status != LOCALITY_OK || locality_conflicts_is_complete(*out) != 0)
        return status;
    locality_conflicts_free(*out);
    options.all = 0;
    return locality_allocation_conflicts(problem, &options, out, t->error);
}

/* With all that is fixed and barred, but where that is too much to ask of each. */
static locality_status find_conflicts(loc_teller *t, bool is_impossible, locality_conflicts **out) {
    locality_allocation *problem = NULL;
    locality_status status = loc_placement_problem_barred(t->p, &problem, t->error);

    if (status == LOCALITY_OK)
        status = search_conflicts(t, problem, is_impossible, true, out);
    if (status == LOCALITY_LIMIT)
        status = search_conflicts(t, problem, is_impossible, false, out);
    locality_allocation_free(problem);
    return status;
}

/* Conditions are for everybody here; waivers are for one pair. */
bool loc_tell_conflicts(loc_teller *t) {
    locality_conflicts *conflicts = NULL;
    bool is_impossible =
        locality_allocation_result_verdict(t->p->result) == LOCALITY_ALLOCATION_INFEASIBLE;
    locality_status status;
    bool done;

    if (t->p->state != LOCALITY_PLACEMENT_SHORT && t->p->state != LOCALITY_PLACEMENT_IMPOSSIBLE)
        return true;
    status = find_conflicts(t, is_impossible, &conflicts);
    if (status == LOCALITY_LIMIT)
        return true;
    done = status == LOCALITY_OK ? tell_conflict(t, conflicts, !is_impossible)
                                 : loc_tell_failed(t, status);
    locality_conflicts_free(conflicts);
    return done;
}
