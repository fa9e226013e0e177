/* Namesakes: people who hold places in one plan and bear the same initials. Every record of a person is taken
 * for another person; where that might be wrong a reader is to know. */
#include <string.h>

#include "base/error.h"
#include "base/sort.h"
#include "placement/tell.h"
#include "schema/schema.h"

/* Symbols of the initials of a person who is placed; its number. */
typedef struct bearer {
    uint32_t initials, number;
} bearer;

static int by_initials(const void *a, const void *b, const void *context) {
    const bearer *left = a, *right = b;

    (void)context;
    if (left->initials != right->initials)
        return left->initials < right->initials ? -1 : 1;
    return left->number < right->number ? -1 : left->number > right->number;
}

/* Who is given a place, or settled or fenced by a stage: 1 by number. */
static void mark_placed(const locality_placement *p, uint8_t *is_placed) {
    locality_allocation_pair pair;
    size_t pairs = p->staged_count > 0 ? 0 : locality_allocation_result_pairs(p->result);

    for (size_t i = 0; i < pairs; i++)
        if (locality_allocation_result_pair(p->result, i, &pair, NULL) == LOCALITY_OK)
            is_placed[pair.candidate] = 1;
    for (size_t s = 0; s < p->staged_count; s++) {
        const loc_staged *stage = &p->staged[s];
        size_t fenced = stage->fences > 0 ? stage->fence_end[stage->fences - 1] : 0;
        for (size_t i = 0; i < stage->settled; i++)
            is_placed[stage->candidate[i]] = 1;
        for (size_t i = 0; i < fenced; i++)
            is_placed[stage->fence[i]] = 1;
    }
}

/* Leaves a mark at those alone who share their initials with another who has one. */
static void keep_namesakes(const loc_members *people, const uint32_t *initials, bearer *list,
                           uint8_t *is_placed) {
    size_t count = 0;

    for (uint32_t i = 0; i < people->count; i++) {
        if (is_placed[i] != 0 && initials[people->row[i]] != 0)
            list[count++] = (bearer){initials[people->row[i]], i};
        is_placed[i] = 0;
    }
    loc_sort(list, count, sizeof *list, by_initials, NULL);
    for (size_t i = 1; i < count; i++)
        if (list[i].initials == list[i - 1].initials)
            is_placed[list[i].number] = is_placed[list[i - 1].number] = 1;
}

bool loc_tell_namesakes(loc_teller *t) {
    const locality_placement *p = t->p;
    const loc_members *people = &p->board.side[LOCALITY_ALLOCATION_CANDIDATES];
    locality_column column = {.struct_size = sizeof column};
    size_t count = 0;

    if (people->kind != (uint32_t)LOC_KIND_person ||
        locality_snapshot_column(p->snapshot, people->kind, LOC_FIELD_person_initials, &column,
                                 NULL) != LOCALITY_OK ||
        column.symbol == NULL)
        return true;
    uint8_t *is_placed = loc_arena_take(&t->p->arena, people->count + 1, 1);
    bearer *list = loc_arena_take(&t->p->arena, people->count + 1, sizeof *list);
    if (is_placed == NULL || list == NULL)
        return loc_tell_failed(t, loc_fail_memory(t->error));
    mark_placed(p, is_placed);
    keep_namesakes(people, column.symbol, list, is_placed);
    for (uint32_t i = 0; i < people->count; i++)
        if (is_placed[i] != 0)
            t->list[0][count++] = i;
    if (count == 0)
        return true;
    loc_tell_names(t, LOCALITY_ALLOCATION_CANDIDATES, t->list[0], count);
    loc_text_add(&t->text, " share initials, and are taken for different people.");
    return loc_tell_say(t);
}
