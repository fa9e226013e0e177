/* Words: how names, amounts and plans are told. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "placement/placement.h"

#define NAMES_SHOWN 8u

/* A name may end in a stop of its own: "D.D." */
void loc_placement_stop(loc_text *text) {
    if (text->length > 1 && text->data[text->length - 1] == '.' &&
        text->data[text->length - 2] == '.')
        text->length--;
}

bool loc_placement_say(locality_placement *p, loc_text *text) {
    const char **says = p->says;

    if (p->says_count == p->says_capacity) {
        size_t capacity = p->says_capacity == 0 ? 16 : p->says_capacity * 2;
        says = loc_arena_take(&p->arena, capacity, sizeof *says);
        if (says == NULL)
            return false;
        if (p->says_count > 0)
            memcpy(says, p->says, p->says_count * sizeof *says);
        p->says = says;
        p->says_capacity = capacity;
    }
    if (text->failed)
        return false;
    loc_placement_stop(text);
    says[p->says_count] =
        loc_arena_text(&p->arena, text->data == NULL ? "" : text->data, text->length);
    text->length = 0;
    return says[p->says_count++] != NULL;
}

void loc_placement_list(const char *const *names, size_t count, loc_text *out) {
    size_t shown = count > NAMES_SHOWN + 1 ? NAMES_SHOWN : count;

    for (size_t i = 0; i < shown; i++) {
        bool is_last = i + 1 == count;
        loc_text_add(out, i == 0 ? "" : is_last ? " and " : "; ");
        loc_text_add(out, names[i]);
    }
    if (shown < count)
        loc_text_format(out, " and %zu more", count - shown);
}

uint32_t loc_result_holder(const locality_allocation_result *result, uint32_t place, size_t *index,
                           locality_allocation_pair *pair) {
    for (; *index < locality_allocation_result_pairs(result); ++*index) {
        if (locality_allocation_result_pair(result, *index, pair, NULL) != LOCALITY_OK ||
            pair->demand != place)
            continue;
        ++*index;
        return pair->candidate;
    }
    return UINT32_MAX;
}

uint32_t loc_placement_holder(const locality_placement *p, uint32_t place, size_t *index,
                              locality_allocation_pair *pair) {
    return loc_result_holder(p->result, place, index, pair);
}

void loc_placement_cost(const locality_placement *p, size_t level, int64_t cost, loc_text *out) {
    const loc_preference *preference = &p->board.preference[level];
    locality_range range;

    if (preference->is_most && cost > -INT64_MAX)
        cost = -cost;
    locality_range_exact(cost, &range);
    loc_text_format(out, "%s ", preference->words);
    loc_text_print(out, preference->type, &range, -1);
}

void loc_placement_change(const locality_placement *p, size_t level, int64_t cost, loc_text *out) {
    const loc_preference *preference = &p->board.preference[level];
    locality_range range;

    if (preference->is_most && cost > -INT64_MAX)
        cost = -cost;
    locality_range_exact(cost, &range);
    loc_text_format(out, "%s %s", preference->words, cost > 0 ? "+" : "");
    loc_text_print(out, preference->type, &range, -1);
}

void loc_placement_conditions(const locality_placement *p, uint64_t bits, loc_text *out) {
    const loc_board *board = &p->board;
    size_t told = 0;

    for (size_t i = 0; i < board->conditions; i++)
        if ((bits >> i & 1) != 0)
            loc_text_format(out, "%s%s (%s)", told++ > 0 ? " and " : "", board->condition[i].id,
                            board->condition[i].words);
}

void loc_placement_asked(const locality_placement *p, const locality_allocation_asked *asked,
                         loc_text *out) {
    const loc_board *board = &p->board;

    switch (asked->kind) {
    case LOCALITY_ALLOCATION_ASKS_RULE:
        loc_text_format(out, "%s (%s)", asked->id, asked->words);
        break;
    case LOCALITY_ALLOCATION_ASKS_GROUP:
        loc_text_format(out, "cover of \"%s\"", asked->id);
        break;
    case LOCALITY_ALLOCATION_ASKS_PIN:
    case LOCALITY_ALLOCATION_ASKS_NOT:
        loc_text_format(out, "%s %s %s (%s)", board->side[0].label[asked->position],
                        asked->kind == LOCALITY_ALLOCATION_ASKS_PIN ? "fixed for" : "barred from",
                        board->side[1].label[asked->demand], asked->words);
        break;
    default:
        loc_text_add(out, asked->id);
        break;
    }
}
