/* Case: the reason of one pair, kept and read. */
#include "placement/case.h"

#include <string.h>

#include "base/error.h"

/* ---- Keeping --------------------------------------------------------------------------------------------- */

static bool keep_text(locality_placement_case *item, const char *text, const char **out) {
    *out = loc_arena_text(&item->arena, text, strlen(text));
    return *out != NULL;
}

bool loc_case_ground(locality_placement_case *item, const loc_condition *condition, bool is_open,
                     const char *what) {
    locality_placement_ground *ground = &item->ground[item->grounds];

    memset(ground, 0, sizeof *ground);
    if (!keep_text(item, condition->id, &ground->id) ||
        !keep_text(item, condition->words, &ground->words) ||
        !keep_text(item, condition->knob, &ground->knob) ||
        !keep_text(item, condition->source, &ground->source) ||
        !keep_text(item, condition->section, &ground->section) ||
        !keep_text(item, what, &ground->what))
        return false;
    ground->weight = condition->weight;
    ground->is_firm = condition->is_firm;
    ground->is_open = is_open;
    item->grounds++;
    return true;
}

bool loc_case_price(locality_placement_case *item, const char *words, int32_t type, int64_t by) {
    locality_placement_price *price = &item->price[item->prices];

    memset(price, 0, sizeof *price);
    price->type = type;
    price->by = by;
    item->prices += keep_text(item, words, &price->words);
    return price->words != NULL;
}

bool loc_case_moves(locality_placement_case *item, const loc_board *board,
                    const locality_allocation_move *move, size_t count) {
    item->move = loc_arena_take(&item->arena, count + 1, sizeof *item->move);
    if (item->move == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        locality_placement_move *own = &item->move[i];
        if (!keep_text(item, board->side[0].id[move[i].candidate], &own->candidate) ||
            !keep_text(item, board->side[0].label[move[i].candidate], &own->candidate_label) ||
            !keep_text(item, board->side[1].id[move[i].demand], &own->place) ||
            !keep_text(item, board->side[1].label[move[i].demand], &own->place_label))
            return false;
        own->takes = move[i].takes;
        item->moves++;
    }
    return true;
}

/* ---- Reading --------------------------------------------------------------------------------------------- */

void locality_placement_case_free(locality_placement_case *item) {
    locality_allocator allocator;

    if (item == NULL)
        return;
    allocator = item->allocator;
    loc_arena_clear(&item->arena);
    loc_release(&allocator, item, 1, sizeof *item);
}

int32_t locality_placement_case_reason(const locality_placement_case *item) {
    return item == NULL ? LOCALITY_ALLOCATION_NO_PAIR : item->reason;
}

size_t locality_placement_case_sentences(const locality_placement_case *item) {
    return item == NULL ? 0 : item->says_count;
}

const char *locality_placement_case_sentence(const locality_placement_case *item, size_t index) {
    return item == NULL || index >= item->says_count ? "" : item->says[index];
}

size_t locality_placement_case_witnesses(const locality_placement_case *item) {
    return item == NULL ? 0 : item->witnesses_count;
}

const locality_witness *locality_placement_case_witness(const locality_placement_case *item,
                                                        size_t index) {
    return item == NULL || index >= item->witnesses_count ? NULL : &item->witnesses[index];
}

/* What is wrong with a question for number `index` of `count` things; OK where nothing is. */
static locality_status check_index(const locality_placement_case *item, const void *out,
                                   size_t index, size_t count, const char *what,
                                   locality_error *error) {
    if (item == NULL || out == NULL)
        return loc_fail_null(error, item == NULL ? "item" : "out");
    if (index >= count)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no %s number %zu", what, index);
    return loc_ok(error);
}

size_t locality_placement_case_grounds(const locality_placement_case *item) {
    return item == NULL ? 0 : item->grounds;
}

locality_status locality_placement_case_ground_at(const locality_placement_case *item, size_t index,
                                                  locality_placement_ground *out,
                                                  locality_error *error) {
    locality_status status =
        check_index(item, out, index, locality_placement_case_grounds(item), "condition", error);

    if (out != NULL)
        memset(out, 0, sizeof *out);
    if (status == LOCALITY_OK)
        *out = item->ground[index];
    return status;
}

size_t locality_placement_case_prices(const locality_placement_case *item) {
    return item == NULL ? 0 : item->prices;
}

locality_status locality_placement_case_price_at(const locality_placement_case *item, size_t index,
                                                 locality_placement_price *out,
                                                 locality_error *error) {
    locality_status status =
        check_index(item, out, index, locality_placement_case_prices(item), "price", error);

    if (out != NULL)
        memset(out, 0, sizeof *out);
    if (status == LOCALITY_OK)
        *out = item->price[index];
    return status;
}

size_t locality_placement_case_moves(const locality_placement_case *item) {
    return item == NULL ? 0 : item->moves;
}

locality_status locality_placement_case_move_at(const locality_placement_case *item, size_t index,
                                                locality_placement_move *out,
                                                locality_error *error) {
    locality_status status =
        check_index(item, out, index, locality_placement_case_moves(item), "move", error);

    if (out != NULL)
        memset(out, 0, sizeof *out);
    if (status == LOCALITY_OK)
        *out = item->move[index];
    return status;
}
