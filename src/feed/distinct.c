/* Distinct: which events repeat another, and the order that makes the answer the same however they came.
 *
 * Of events with one reference the first stays. Of near ones each is held against those that stay: what
 * lies in the same service within so many metres and hours behind one of them repeats it. */
#include "base/hash.h"
#include "base/sort.h"
#include "feed/feed.h"

#define NONE UINT32_MAX
#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

void loc_feed_reference(const char *text, size_t length, uint64_t hash[2]) {
    hash[0] = hash[1] = 0;
    if (length > 0) {
        uint64_t once = loc_hash(text, length);
        hash[0] = once + (once == 0);
        hash[1] = loc_hash(text, length - 1) +
                  (uint64_t)(unsigned char)text[length - 1] * UINT64_C(0x9E3779B97F4A7C15);
    }
}

/* ---- Order ------------------------------------------------------------------------------------ */

typedef struct ordering {
    const loc_event *event;
    const uint32_t *slot_rank;
} ordering;

/* By time first, so that what stays is the earliest. */
static int by_time(const void *a, const void *b, const void *context) {
    const ordering *o = context;
    const loc_event *x = &o->event[*(const uint32_t *)a], *y = &o->event[*(const uint32_t *)b];
    int order = ORDER(x->second, y->second);

    order = order != 0 ? order : ORDER(x->period, y->period);
    order = order != 0 ? order : ORDER(o->slot_rank[x->slot], o->slot_rank[y->slot]);
    order = order != 0 ? order : ORDER(x->x, y->x);
    order = order != 0 ? order : ORDER(x->y, y->y);
    order = order != 0 ? order : ORDER(x->reference[0], y->reference[0]);
    order = order != 0 ? order : ORDER(x->reference[1], y->reference[1]);
    return order != 0 ? order : ORDER(x->count, y->count);
}

void loc_feed_order_events(const locality_feed *feed, const uint32_t *slot_rank, uint32_t *order) {
    const ordering context = {feed->event, slot_rank};

    for (uint32_t i = 0; i < feed->events; i++) {
        order[i] = i;
    }
    loc_sort(order, feed->events, sizeof *order, by_time, &context);
}

/* ---- Same reference --------------------------------------------------------------------------- */

typedef struct finding {
    const locality_feed *feed;
    const uint32_t *order;
    uint8_t *is_repeat;
    uint32_t *table; /* last event of a bucket, + 1 */
    uint32_t *next;  /* event before it in the bucket, + 1; of each event */
    size_t buckets;
} finding;

static void same_references(finding *f) {
    const loc_event *event = f->feed->event;

    memset(f->table, 0, f->buckets * sizeof *f->table);
    for (size_t i = 0; i < f->feed->events; i++) {
        uint32_t at = f->order[i];
        const uint64_t *reference = event[at].reference;
        if (reference[0] == 0) {
            continue;
        }
        uint32_t *bucket = &f->table[(size_t)loc_hash_word(reference[0]) & (f->buckets - 1)];
        uint32_t other = *bucket;
        while (other != 0 && (event[other - 1].reference[0] != reference[0] ||
                              event[other - 1].reference[1] != reference[1])) {
            other = f->next[other - 1];
        }
        if (other != 0) {
            f->is_repeat[at] = 1;
        } else {
            f->next[at] = *bucket;
            *bucket = at + 1;
        }
    }
}

/* ---- Near ------------------------------------------------------------------------------------- */

static uint32_t service_of(const locality_feed *feed, uint32_t slot) {
    uint32_t code[LOC_CUBE_MOST_PARTS] = {0};

    loc_cube_codes(&feed->cube, slot, code);
    for (uint32_t i = 0; i < feed->dimensions; i++) {
        if (feed->dimension[i] == LOCALITY_FEED_SERVICE - LOCALITY_FEED_AREA) {
            return code[i];
        }
    }
    return 0;
}

static int64_t square_of(int64_t x, int64_t width) {
    return x >= 0 ? x / width : -((width - 1 - x) / width);
}

static uint32_t *bucket_of(const finding *f, uint32_t service, int64_t x, int64_t y) {
    uint64_t key = loc_hash_word((uint64_t)x * UINT64_C(0x9E3779B97F4A7C15) + (uint64_t)y);
    return &f->table[(size_t)loc_hash_word(key ^ service) & (f->buckets - 1)];
}

/* Whether an event lies near one of a bucket. What is too old ends the search: events come by time. */
static bool is_near(const finding *f, const loc_event *event, uint32_t service, uint32_t other) {
    int64_t most = 10 * f->feed->options.near_metres, seconds = 3600 * f->feed->options.near_hours;

    for (; other != 0; other = f->next[other - 1]) {
        const loc_event *before = &f->feed->event[other - 1];
        int64_t x = (int64_t)event->x - before->x, y = (int64_t)event->y - before->y;
        if (event->second - before->second > seconds) {
            return false;
        }
        if (service_of(f->feed, before->slot) == service && x >= -most && x <= most && y >= -most &&
            y <= most && x * x + y * y <= most * most) {
            return true;
        }
    }
    return false;
}

static bool repeats_near(const finding *f, const loc_event *event, uint32_t service, int64_t x,
                         int64_t y) {
    for (int64_t i = -1; i <= 1; i++) {
        for (int64_t j = -1; j <= 1; j++) {
            if (is_near(f, event, service, *bucket_of(f, service, x + i, y + j))) {
                return true;
            }
        }
    }
    return false;
}

static void near_events(finding *f) {
    int64_t width = 10 * f->feed->options.near_metres;

    width = width < 1 ? 1 : width;
    memset(f->table, 0, f->buckets * sizeof *f->table);
    for (size_t i = 0; i < f->feed->events; i++) {
        uint32_t at = f->order[i];
        const loc_event *event = &f->feed->event[at];
        if (f->is_repeat[at] || event->second == LOC_NO_SECOND || event->x == INT32_MIN ||
            event->y == INT32_MIN) {
            continue;
        }
        uint32_t service = service_of(f->feed, event->slot);
        int64_t x = square_of(event->x, width), y = square_of(event->y, width);
        if (repeats_near(f, event, service, x, y)) {
            f->is_repeat[at] = 1;
            continue;
        }
        uint32_t *bucket = bucket_of(f, service, x, y);
        f->next[at] = *bucket;
        *bucket = at + 1;
    }
}

bool loc_feed_find_repeats(const locality_feed *feed, const uint32_t *slot_rank,
                           uint8_t *is_repeat) {
    const locality_allocator *a = &feed->allocator;
    finding f = {.feed = feed, .is_repeat = is_repeat, .buckets = 64};

    while (f.buckets < feed->events) {
        f.buckets *= 2;
    }
    uint32_t *order = loc_allocate_raw(a, feed->events, sizeof *order);
    f.table = loc_allocate_raw(a, f.buckets, sizeof *f.table);
    f.next = loc_allocate(a, feed->events, sizeof *f.next);
    bool has_room = order != NULL && f.table != NULL && f.next != NULL;
    if (has_room) {
        memset(is_repeat, 0, feed->events);
        loc_feed_order_events(feed, slot_rank, order);
        f.order = order;
        if ((feed->options.duplicates & LOCALITY_FEED_SAME_REFERENCE) != 0) {
            same_references(&f);
        }
        if ((feed->options.duplicates & LOCALITY_FEED_NEAR) != 0) {
            near_events(&f);
        }
    }
    loc_release(a, order, feed->events, sizeof *order);
    loc_release(a, f.table, f.buckets, sizeof *f.table);
    loc_release(a, f.next, feed->events, sizeof *f.next);
    return has_room;
}
