/* Ties: who could be placed otherwise in a plan as good. People are told beside one another, in the order of
 * their ids, and never ranked. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "placement/held.h"
#include "placement/tell.h"

/* Places that could be held otherwise in a plan as good, and by whom. Whatever hangs together is one
 * choice. */
typedef struct tie_map {
    uint8_t *may;     /* by pair: in some best plan, of a place where that is open */
    uint32_t *choice; /* by place: number of the choice, or UINT32_MAX */
    uint32_t *whose;  /* by candidate: likewise */
    int64_t *seats;   /* by place: that are not held for certain */
} tie_map;

/* Keeps those who may hold a place and not in every best plan; counts whom the plan gives it for good. */
static size_t keep_open(const locality_placement *p, uint32_t place, uint32_t *list,
                        size_t *count) {
    size_t kept = 0, certain = 0;

    for (size_t i = 0; i < *count; i++) {
        if (loc_placement_is_certain(p, list[i], place))
            certain++;
        else
            list[kept++] = list[i];
    }
    *count = kept;
    return certain;
}

static bool map_place(loc_teller *t, tie_map *map, uint32_t place) {
    const loc_board *board = &t->p->board;
    size_t count;
    locality_status status =
        locality_placement_choices(t->p, place, t->list[0], board->side[0].count, &count, t->error);

    if (status != LOCALITY_OK)
        return loc_tell_failed(t, status);
    map->seats[place] =
        board->side[1].most[place] - (int64_t)keep_open(t->p, place, t->list[0], &count);
    if (count == 0)
        return true;
    map->choice[place] = place;
    for (size_t i = 0; i < count; i++)
        map->may[loc_board_pair(board, t->list[0][i], place)] = 1;
    return true;
}

/* Gives all places and people of one choice the smallest number of its places. */
static void join_choices(const loc_board *board, tie_map *map) {
    bool moves = board->side[1].count > 0;

    while (moves) {
        moves = false;
        for (size_t i = 0; i < board->pairs; i++) {
            uint32_t *whose = &map->whose[i / board->side[1].count];
            uint32_t *choice = &map->choice[i % board->side[1].count];
            if (map->may[i] == 0 || *whose == *choice)
                continue;
            *whose = *choice = *whose < *choice ? *whose : *choice;
            moves = true;
        }
    }
}

static bool tell_choice(loc_teller *t, const tie_map *map, uint32_t number) {
    const loc_board *board = &t->p->board;
    size_t people = 0, places = 0;
    int64_t seats = 0;

    for (uint32_t c = 0; c < board->side[0].count; c++)
        if (map->whose[c] == number)
            t->list[0][people++] = c;
    for (uint32_t p = 0; p < board->side[1].count; p++)
        if (map->choice[p] == number) {
            t->list[1][places++] = p;
            seats += map->seats[p];
        }
    if (people == 0)
        return true;
    loc_text_add(&t->text, "A person has to choose for ");
    loc_tell_names(t, people == 1 ? 0 : 1, people == 1 ? t->list[0] : t->list[1],
                   people == 1 ? people : places);
    loc_text_add(&t->text, ": ");
    loc_tell_names(t, people == 1 ? 1 : 0, people == 1 ? t->list[1] : t->list[0],
                   people == 1 ? places : people);
    loc_text_format(&t->text, " are equally good (%zu for %" PRId64 " place%s).", people, seats,
                    loc_plural(seats));
    return loc_tell_say(t);
}

bool loc_tell_ties(loc_teller *t) {
    const locality_placement *p = t->p;
    const loc_board *board = &p->board;
    tie_map map;
    loc_arena own;

    if (locality_allocation_result_verdict(p->result) != LOCALITY_ALLOCATION_OPTIMAL ||
        locality_allocation_result_is_unique(p->result) != 0 || p->staged_count > 0)
        return true;
    if (p->may == NULL) {
        loc_text_add(&t->text, "Other plans are as good by every preference: where they differ a "
                               "person has to choose.");
        return loc_tell_say(t);
    }
    loc_arena_init(&own, &p->allocator);
    map.may = loc_arena_take(&own, board->pairs + 1, 1);
    map.choice = loc_arena_take(&own, board->side[1].count + 1, sizeof *map.choice);
    map.whose = loc_arena_take(&own, board->side[0].count + 1, sizeof *map.whose);
    map.seats = loc_arena_take(&own, board->side[1].count + 1, sizeof *map.seats);
    if (map.may == NULL || map.choice == NULL || map.whose == NULL || map.seats == NULL) {
        loc_arena_clear(&own);
        return loc_tell_failed(t, loc_fail_memory(t->error));
    }
    memset(map.choice, 0xFF, (board->side[1].count + 1) * sizeof *map.choice);
    memset(map.whose, 0xFF, (board->side[0].count + 1) * sizeof *map.whose);
    bool done = true;
    for (uint32_t place = 0; done && place < board->side[1].count; place++)
        done = map_place(t, &map, place);
    if (done)
        join_choices(board, &map);
    for (uint32_t place = 0; done && place < board->side[1].count; place++)
        if (map.choice[place] == place)
            done = tell_choice(t, &map, place);
    loc_arena_clear(&own);
    return done;
}
