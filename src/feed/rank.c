/* Rank: slots by the names of their codes, so that nothing shows the order in which they came. */
#include "base/sort.h"
#include "feed/feed.h"

typedef struct ranked {
    uint32_t rank[LOC_CUBE_MOST_PARTS];
    uint32_t slot;
} ranked;

static int by_ranks(const void *a, const void *b, const void *context) {
    const ranked *x = a, *y = b;
    (void)context;
    for (int i = 0; i < LOC_CUBE_MOST_PARTS; i++) {
        if (x->rank[i] != y->rank[i]) {
            return x->rank[i] < y->rank[i] ? -1 : 1;
        }
    }
    return 0;
}

static bool rank_names(const locality_feed *feed, loc_ranking *out) {
    for (uint32_t i = 0; i < feed->dimensions; i++) {
        const loc_feed_names *names = &feed->name[feed->dimension[i]];
        out->rank[i] = loc_allocate_raw(&feed->allocator, names->count, sizeof *out->rank[i]);
        out->order[i] = loc_allocate_raw(&feed->allocator, names->count, sizeof *out->order[i]);
        if (out->rank[i] == NULL || out->order[i] == NULL) {
            return false;
        }
        loc_feed_names_rank(names, out->rank[i], out->order[i]);
    }
    return true;
}

static bool has_counts(loc_cube_walk *walk, uint32_t slot) {
    int32_t period;
    int64_t count;

    loc_cube_walk_up(walk, slot);
    return loc_cube_walk_next(walk, &period, &count);
}

static void rank_slots(const locality_feed *feed, const loc_cube *view, ranked *by,
                       loc_ranking *out) {
    loc_cube_walk walk = {.cube = view};

    for (uint32_t slot = 0; slot < view->slots; slot++) {
        uint32_t code[LOC_CUBE_MOST_PARTS] = {0};
        out->slot_rank[slot] = UINT32_MAX;
        if (!has_counts(&walk, slot)) {
            continue;
        }
        ranked *next = &by[out->slots++];
        memset(next, 0, sizeof *next);
        loc_cube_codes(view, slot, code);
        for (uint32_t i = 0; i < feed->dimensions; i++) {
            next->rank[i] = out->rank[i][code[i]];
        }
        next->slot = slot;
    }
    loc_sort(by, out->slots, sizeof *by, by_ranks, NULL);
    for (uint32_t i = 0; i < out->slots; i++) {
        out->slot[i] = by[i].slot;
        out->slot_rank[by[i].slot] = i;
    }
}

bool loc_feed_rank(const locality_feed *feed, const loc_cube *view, loc_ranking *out) {
    const locality_allocator *a = &feed->allocator;

    memset(out, 0, sizeof *out);
    ranked *by = loc_allocate_raw(a, view->slots, sizeof *by);
    out->slot = loc_allocate_raw(a, view->slots, sizeof *out->slot);
    out->slot_rank = loc_allocate_raw(a, view->slots, sizeof *out->slot_rank);
    bool has_room =
        by != NULL && out->slot != NULL && out->slot_rank != NULL && rank_names(feed, out);
    if (has_room) {
        rank_slots(feed, view, by, out);
    }
    loc_release(a, by, view->slots, sizeof *by);
    if (!has_room) {
        loc_feed_unrank(feed, out);
    }
    return has_room;
}

void loc_feed_unrank(const locality_feed *feed, loc_ranking *ranking) {
    const locality_allocator *a = &feed->allocator;

    for (uint32_t i = 0; i < feed->dimensions; i++) {
        uint32_t count = feed->name[feed->dimension[i]].count;
        loc_release(a, ranking->rank[i], count, sizeof *ranking->rank[i]);
        loc_release(a, ranking->order[i], count, sizeof *ranking->order[i]);
    }
    loc_release(a, ranking->slot, feed->cube.slots, sizeof *ranking->slot);
    loc_release(a, ranking->slot_rank, feed->cube.slots, sizeof *ranking->slot_rank);
    memset(ranking, 0, sizeof *ranking);
}
