/* Cube: pairs of numbers, the log that sums itself, and the block that takes its place. */
#include "feed/cube.h"

#include <string.h>

#include "base/hash.h"
#include "base/sort.h"

enum {
    DIRECT_ENTRIES = 1 << 22, /* most of a direct table */
    FIRST_HASHED = 1 << 12,
    LOG_LEAST = 1 << 16,   /* rows that the log takes before it is summed */
    CELLS_PER_EVENT = 128, /* counts of a new block that an event deserves */
    MORE_PER_EVENT = 256   /* of one that stands: so that it is not made and unmade */
};
#define BLOCK_MOST (UINT64_C(1) << 28) /* counts of the block: half a gibibyte */
#define BLOCK_ROUND (INT64_C(1) << 16) /* events at which a count of the block begins anew */

/* ---- Pairs ----------------------------------------------------------------------------------- */

static void pairs_clear(loc_pairs *pairs, const locality_allocator *allocator) {
    loc_release(allocator, pairs->left, pairs->capacity, sizeof *pairs->left);
    loc_release(allocator, pairs->right, pairs->right_capacity, sizeof *pairs->right);
    loc_release(allocator, pairs->table, pairs->entries, sizeof *pairs->table);
    memset(pairs, 0, sizeof *pairs);
}

static size_t hashed_at(uint32_t left, uint32_t right, size_t mask) {
    return (size_t)loc_hash_word((uint64_t)left << 32 | right) & mask;
}

uint32_t loc_pairs_find_hashed(const loc_pairs *pairs, uint32_t left, uint32_t right) {
    size_t mask = pairs->entries - 1, at = hashed_at(left, right, mask);

    for (; pairs->table[at] != 0; at = (at + 1) & mask) {
        uint32_t pair = pairs->table[at] - 1;
        if (pairs->left[pair] == left && pairs->right[pair] == right) {
            return pair;
        }
    }
    return LOC_NO_SLOT;
}

static void pairs_enter(loc_pairs *pairs, uint32_t pair) {
    uint32_t left = pairs->left[pair], right = pairs->right[pair];
    size_t mask = pairs->entries - 1, at;

    if (!pairs->is_hashed) {
        pairs->table[(size_t)left << pairs->bits | right] = pair + 1;
        return;
    }
    for (at = hashed_at(left, right, mask); pairs->table[at] != 0; at = (at + 1) & mask) {
    }
    pairs->table[at] = pair + 1;
}

/* Makes the table anew, so large that a pair fits. */
static bool pairs_remake(loc_pairs *pairs, const locality_allocator *allocator, uint32_t left,
                         uint32_t right) {
    uint64_t bound = pairs->bound == 0 ? 16 : pairs->bound;
    uint32_t bits = pairs->bits == 0 ? 4 : pairs->bits;
    size_t entries;
    bool is_hashed = pairs->is_hashed;

    while (left >= bound) {
        bound *= 2;
    }
    while (right >> bits != 0) {
        bits++;
    }
    is_hashed = is_hashed || bits > 22 || bound << bits > DIRECT_ENTRIES;
    if (is_hashed) {
        entries = pairs->is_hashed ? pairs->entries : FIRST_HASHED;
        while (entries < 2 * ((size_t)pairs->count + 1)) {
            entries *= 2;
        }
    } else {
        entries = (size_t)bound << bits;
    }
    uint32_t *table = loc_allocate(allocator, entries, sizeof *table);
    if (table == NULL) {
        return false;
    }
    loc_release(allocator, pairs->table, pairs->entries, sizeof *table);
    pairs->table = table;
    pairs->entries = entries;
    pairs->is_hashed = is_hashed;
    pairs->bits = bits;
    pairs->bound = (uint32_t)(is_hashed ? 0 : bound);
    for (uint32_t i = 0; i < pairs->count; i++) {
        pairs_enter(pairs, i);
    }
    return true;
}

static bool pairs_fit(const loc_pairs *pairs, uint32_t left, uint32_t right) {
    return pairs->is_hashed ? 2 * ((size_t)pairs->count + 1) <= pairs->entries
                            : left < pairs->bound && right >> pairs->bits == 0;
}

static uint32_t pairs_add(loc_pairs *pairs, const locality_allocator *allocator, uint32_t left,
                          uint32_t right) {
    void *lefts = pairs->left, *rights = pairs->right;
    size_t needed = (size_t)pairs->count + 1;

    if (pairs->count == UINT32_MAX - 1) {
        return LOC_NO_SLOT;
    }
    bool has_room = loc_grow(allocator, &lefts, &pairs->capacity, needed, sizeof *pairs->left);
    pairs->left = lefts;
    has_room = has_room &&
               loc_grow(allocator, &rights, &pairs->right_capacity, needed, sizeof *pairs->right);
    pairs->right = rights;
    if (!has_room ||
        (!pairs_fit(pairs, left, right) && !pairs_remake(pairs, allocator, left, right))) {
        return LOC_NO_SLOT;
    }
    pairs->left[pairs->count] = left;
    pairs->right[pairs->count] = right;
    pairs_enter(pairs, pairs->count);
    return pairs->count++;
}

/* ---- Slots ----------------------------------------------------------------------------------- */

void loc_cube_init(loc_cube *cube, const locality_allocator *allocator, uint32_t parts) {
    memset(cube, 0, sizeof *cube);
    cube->allocator = *allocator;
    cube->parts = parts;
    cube->least = INT32_MAX;
    cube->most = INT32_MIN;
}

void loc_cube_clear(loc_cube *cube) {
    for (uint32_t i = 0; i + 1 < LOC_CUBE_MOST_PARTS; i++) {
        pairs_clear(&cube->pair[i], &cube->allocator);
    }
    loc_release(&cube->allocator, cube->block, (size_t)cube->block_slots * cube->width,
                sizeof *cube->block);
    loc_release(&cube->allocator, cube->cell, cube->cell_capacity, sizeof *cube->cell);
    loc_release(&cube->allocator, cube->spare, cube->spare_capacity, sizeof *cube->spare);
    cube->block = NULL;
    cube->cell = cube->spare = NULL;
}

uint32_t loc_cube_slot_new(loc_cube *cube, const uint32_t *code) {
    uint32_t id = code[0];

    for (uint32_t i = 1; i < cube->parts && id != LOC_NO_SLOT; i++) {
        loc_pairs *pairs = &cube->pair[i - 1];
        uint32_t found = loc_pairs_find(pairs, id, code[i]);
        id = found != LOC_NO_SLOT ? found : pairs_add(pairs, &cube->allocator, id, code[i]);
    }
    if (id != LOC_NO_SLOT && id >= cube->slots) {
        cube->slots = id + 1;
    }
    return id;
}

void loc_cube_codes(const loc_cube *cube, uint32_t slot, uint32_t *code) {
    for (uint32_t i = cube->parts; i > 1; i--) {
        code[i - 1] = cube->pair[i - 2].right[slot];
        slot = cube->pair[i - 2].left[slot];
    }
    code[0] = slot;
}

/* ---- The log --------------------------------------------------------------------------------- */

static int by_slot(const void *a, const void *b, const void *context) {
    const loc_cell *x = a, *y = b;
    (void)context;
    return x->slot != y->slot ? (x->slot > y->slot) - (x->slot < y->slot)
                              : (x->period > y->period) - (x->period < y->period);
}

enum { RADIX_BITS = 11, RADIX = 1 << RADIX_BITS };

/* The key by which the log is sorted: the slot, then the period from the first that there is. */
static uint64_t key_of(const loc_cell *cell, int32_t least, uint32_t period_bits) {
    return (uint64_t)cell->slot << period_bits | (uint64_t)((int64_t)cell->period - least);
}

static uint32_t bits_of(uint64_t most) {
    uint32_t bits = 0;
    for (; most >> bits != 0 && bits < 63; bits++) {
    }
    return bits;
}

/* Sorts cells by counting, digit by digit; the result is in `from` or `to`, as returned. */
static loc_cell *sort_digits(const loc_cube *cube, loc_cell *from, loc_cell *to, size_t count,
                             size_t *at) {
    uint32_t period_bits = bits_of((uint64_t)((int64_t)cube->most - cube->least));
    uint32_t bits = period_bits + bits_of(cube->slots);

    for (uint32_t shift = 0; shift < bits; shift += RADIX_BITS) {
        size_t sum = 0;
        memset(at, 0, RADIX * sizeof *at);
        for (size_t i = 0; i < count; i++) {
            at[key_of(&from[i], cube->least, period_bits) >> shift & (RADIX - 1)]++;
        }
        for (size_t i = 0; i < RADIX; i++) {
            size_t these = at[i];
            at[i] = sum;
            sum += these;
        }
        for (size_t i = 0; i < count; i++) {
            to[at[key_of(&from[i], cube->least, period_bits) >> shift & (RADIX - 1)]++] = from[i];
        }
        loc_cell *swap = from;
        from = to;
        to = swap;
    }
    return from;
}

static int64_t sum_of(int64_t a, int64_t b) {
    return a > INT64_MAX - b ? INT64_MAX : a + b;
}

static bool is_same(const loc_cell *a, const loc_cell *b) {
    return a->slot == b->slot && a->period == b->period;
}

/* Merges two runs into a third, summing what is equal in them; how long it is. */
static size_t merge_runs(const loc_cell *a, size_t a_count, const loc_cell *b, size_t b_count,
                         loc_cell *out) {
    size_t i = 0, j = 0, n = 0;

    while (i < a_count || j < b_count) {
        const loc_cell *next =
            j >= b_count || (i < a_count && by_slot(&a[i], &b[j], NULL) <= 0) ? &a[i++] : &b[j++];
        if (n > 0 && is_same(&out[n - 1], next)) {
            out[n - 1].count = sum_of(out[n - 1].count, next->count);
        } else {
            out[n++] = *next;
        }
    }
    return n;
}

static bool spare_of(loc_cube *cube, size_t needed) {
    void *block = cube->spare;
    bool has_room =
        loc_grow(&cube->allocator, &block, &cube->spare_capacity, needed, sizeof *cube->spare);
    cube->spare = block;
    return has_room;
}

/* Sorts the unsorted end of the log, and merges it with the rest. */
static bool sum_log(loc_cube *cube) {
    size_t tail = cube->cells - cube->sorted;

    if (tail == 0) {
        return true;
    }
    if (!spare_of(cube, cube->cells)) {
        return false;
    }
    loc_cell *from = cube->cell + cube->sorted;
    if (tail < RADIX) {
        loc_sort(from, tail, sizeof *from, by_slot, NULL);
    } else {
        size_t *at = loc_allocate(&cube->allocator, RADIX, sizeof *at);
        if (at == NULL) {
            return false;
        }
        loc_cell *sorted = sort_digits(cube, from, cube->spare, tail, at);
        loc_release(&cube->allocator, at, RADIX, sizeof *at);
        if (sorted != from) {
            memcpy(from, sorted, tail * sizeof *from);
        }
    }
    size_t count = merge_runs(cube->cell, cube->sorted, from, tail, cube->spare);
    loc_cell *cells = cube->cell;
    size_t capacity = cube->cell_capacity;
    cube->cell = cube->spare;
    cube->cell_capacity = cube->spare_capacity;
    cube->spare = cells;
    cube->spare_capacity = capacity;
    cube->cells = cube->sorted = count;
    return true;
}

/* ---- The block ------------------------------------------------------------------------------- */

static bool add_to_log(loc_cube *cube, uint32_t slot, int32_t period, int64_t count) {
    void *block = cube->cell;
    bool has_room = loc_grow(&cube->allocator, &block, &cube->cell_capacity, cube->cells + 1,
                             sizeof *cube->cell);
    cube->cell = block;
    if (has_room) {
        cube->cell[cube->cells++] = (loc_cell){slot, period, count};
    }
    return has_room;
}

/* Whether a block of so many slots and periods is worth its memory. */
static bool deserves_block(const loc_cube *cube, uint64_t slots, uint64_t width) {
    uint64_t counts = slots * width;
    uint64_t each = cube->block == NULL ? CELLS_PER_EVENT : MORE_PER_EVENT;

    return slots < UINT32_MAX / 2 && counts <= BLOCK_MOST && counts / each <= cube->events + 16;
}

/* Gives the block other bounds. */
static bool reshape(loc_cube *cube, uint32_t slots, int32_t base, uint32_t width) {
    uint16_t *block = loc_allocate(&cube->allocator, (size_t)slots * width, sizeof *block);

    if (block == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < cube->block_slots; i++) {
        memcpy(block + (size_t)i * width + (uint32_t)(cube->base - base),
               cube->block + (size_t)i * cube->width, cube->width * sizeof *block);
    }
    loc_release(&cube->allocator, cube->block, (size_t)cube->block_slots * cube->width,
                sizeof *block);
    cube->block = block;
    cube->block_slots = slots;
    cube->base = base;
    cube->width = width;
    return true;
}

/* The block back into the log. */
static bool dissolve(loc_cube *cube) {
    for (uint32_t i = 0; i < cube->block_slots; i++) {
        const uint16_t *row = cube->block + (size_t)i * cube->width;
        for (uint32_t j = 0; j < cube->width; j++) {
            if (row[j] != 0 && !add_to_log(cube, i, cube->base + (int32_t)j, row[j])) {
                return false;
            }
        }
    }
    loc_release(&cube->allocator, cube->block, (size_t)cube->block_slots * cube->width,
                sizeof *cube->block);
    cube->block = NULL;
    cube->block_slots = cube->width = 0;
    return sum_log(cube);
}

/* Bounds that hold all there is, with some room; more to each side that has grown before. */
typedef struct bounds {
    uint64_t slots, width;
    int32_t base;
} bounds;

static bounds bounds_of(const loc_cube *cube) {
    bool is_new = cube->block == NULL;
    int32_t from = is_new ? cube->least : cube->base;
    int32_t to = is_new ? cube->most + 1 : cube->base + (int32_t)cube->width;
    int32_t room = (to - from) / (is_new ? 16 : 4) + 1;
    bounds b = {cube->block_slots, 0, from};

    if (is_new || cube->slots > cube->block_slots) {
        b.slots = cube->slots + cube->slots / (is_new ? 16 : 4) + 16;
    }

    b.base = cube->least < from || is_new ? cube->least - room : from;
    to = cube->most >= to || is_new ? cube->most + 1 + room : to;
    b.width = (uint64_t)((int64_t)to - b.base);
    return b;
}

/* Makes the block hold all there is; where that is too much it gives way to the log. */
static bool widen(loc_cube *cube) {
    bounds b = bounds_of(cube);

    if (!deserves_block(cube, b.slots, b.width)) {
        return dissolve(cube);
    }
    return reshape(cube, (uint32_t)b.slots, b.base, (uint32_t)b.width);
}

/* Sums the log where it has grown long; makes a block of it where there is enough. */
static bool tend_log(loc_cube *cube) {
    size_t tail = cube->cells - cube->sorted;

    if (tail < LOG_LEAST || tail < cube->sorted / 2) {
        return true;
    }
    if (!sum_log(cube)) {
        return false;
    }
    bounds b = bounds_of(cube);
    if (cube->block != NULL || !deserves_block(cube, b.slots, b.width)) {
        return true;
    }
    if (!reshape(cube, (uint32_t)b.slots, b.base, (uint32_t)b.width)) {
        return false;
    }
    size_t kept = 0;
    for (size_t i = 0; i < cube->cells; i++) { /* what does not fit stays */
        const loc_cell cell = cube->cell[i];
        if (cell.count >= BLOCK_ROUND) {
            cube->cell[kept++] = cell;
        } else {
            cube->block[(size_t)cell.slot * cube->width + (uint32_t)(cell.period - cube->base)] =
                (uint16_t)cell.count;
        }
    }
    cube->cells = cube->sorted = kept;
    return true;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static bool fits_block(const loc_cube *cube) {
    return cube->block != NULL && cube->slots <= cube->block_slots && cube->least >= cube->base &&
           cube->most < cube->base + (int32_t)cube->width;
}

/* Adds to a count of the block; what does not fit goes to the log as well. */
static bool add_to_block(loc_cube *cube, uint32_t slot, int32_t period, int64_t count) {
    uint16_t *at = &cube->block[(size_t)slot * cube->width + (uint32_t)(period - cube->base)];

    if (count >= BLOCK_ROUND - *at) {
        return add_to_log(cube, slot, period, count) && tend_log(cube);
    }
    *at = (uint16_t)(*at + count);
    return true;
}

bool loc_cube_add(loc_cube *cube, uint32_t slot, int32_t period, int64_t count) {
    cube->events++;
    cube->least = period < cube->least ? period : cube->least;
    cube->most = period > cube->most ? period : cube->most;
    if (cube->block != NULL && !fits_block(cube) && !widen(cube)) {
        return false;
    }
    return cube->block != NULL ? add_to_block(cube, slot, period, count)
                               : add_to_log(cube, slot, period, count) && tend_log(cube);
}

#if defined(__GNUC__)
#define WILL_WRITE(place) __builtin_prefetch((place), 1)
#else
#define WILL_WRITE(place) ((void)(place))
#endif

static bool flush_to_block(loc_cube *cube, uint32_t count) {
    enum { AHEAD = 24 }; /* counts lie far apart: they are sent for before they are needed */
    const size_t width = cube->width;
    const int32_t base = cube->base;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t next = i + AHEAD < count ? i + AHEAD : i;
        WILL_WRITE(&cube->block[cube->slot[next] * width + (uint32_t)(cube->period[next] - base)]);
        uint16_t *at = &cube->block[cube->slot[i] * width + (uint32_t)(cube->period[i] - base)];
        if (++*at == 0 &&
            !(add_to_log(cube, cube->slot[i], cube->period[i], BLOCK_ROUND) && tend_log(cube))) {
            return false;
        }
    }
    return true;
}

bool loc_cube_flush(loc_cube *cube) {
    uint32_t count = cube->waiting;
    int32_t least = cube->least, most = cube->most;

    cube->waiting = 0;
    cube->events += count;
    for (uint32_t i = 0; i < count; i++) {
        least = cube->period[i] < least ? cube->period[i] : least;
        most = cube->period[i] > most ? cube->period[i] : most;
    }
    cube->least = least;
    cube->most = most;
    if (cube->block != NULL && !fits_block(cube) && !widen(cube)) {
        return false;
    }
    if (cube->block != NULL) {
        return flush_to_block(cube, count);
    }
    void *block = cube->cell;
    bool has_room = loc_grow(&cube->allocator, &block, &cube->cell_capacity, cube->cells + count,
                             sizeof *cube->cell);
    cube->cell = block;
    if (!has_room) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        cube->cell[cube->cells++] = (loc_cell){cube->slot[i], cube->period[i], 1};
    }
    return tend_log(cube);
}

/* ---- Going through --------------------------------------------------------------------------- */

bool loc_cube_settle(loc_cube *cube) {
    return loc_cube_flush(cube) && sum_log(cube);
}

bool loc_cube_view(const loc_cube *cube, loc_cube *view) {
    *view = *cube;
    if (cube->sorted == cube->cells) {
        return true;
    }
    view->spare = NULL;
    view->spare_capacity = 0;
    view->cell_capacity = cube->cells;
    view->cell = loc_allocate_raw(&cube->allocator, cube->cells, sizeof *cube->cell);
    if (view->cell == NULL) {
        return false;
    }
    memcpy(view->cell, cube->cell, cube->cells * sizeof *cube->cell);
    if (!sum_log(view)) {
        loc_cube_unview(cube, view);
        return false;
    }
    return true;
}

void loc_cube_unview(const loc_cube *cube, loc_cube *view) {
    if (view->cell != cube->cell) {
        loc_release(&cube->allocator, view->cell, view->cell_capacity, sizeof *view->cell);
        loc_release(&cube->allocator, view->spare, view->spare_capacity, sizeof *view->spare);
    }
}

size_t loc_cells_sum(loc_cell *cell, size_t count) {
    size_t kept = 0;

    loc_sort(cell, count, sizeof *cell, by_slot, NULL);
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && is_same(&cell[kept - 1], &cell[i])) {
            cell[kept - 1].count = sum_of(cell[kept - 1].count, cell[i].count);
        } else {
            cell[kept++] = cell[i];
        }
    }
    return kept;
}

void loc_cube_walk_slot(loc_cube_walk *walk, const loc_cube *cube, uint32_t slot) {
    size_t low = 0, high = cube->cells;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cube->cell[middle].slot < slot) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *walk = (loc_cube_walk){cube, low, slot, 0};
}

bool loc_cube_walk_next(loc_cube_walk *walk, int32_t *period, int64_t *count) {
    const loc_cube *cube = walk->cube;
    const uint16_t *row =
        walk->slot < cube->block_slots ? cube->block + (size_t)walk->slot * cube->width : NULL;
    uint32_t width = row == NULL ? 0 : cube->width;
    const loc_cell *cell = walk->log < cube->cells && cube->cell[walk->log].slot == walk->slot
                               ? &cube->cell[walk->log]
                               : NULL;

    while (walk->at < width && row[walk->at] == 0) {
        walk->at++;
    }
    if (walk->at >= width && cell == NULL) {
        return false;
    }
    int32_t in_block = walk->at < width ? cube->base + (int32_t)walk->at : INT32_MAX;
    int32_t in_log = cell != NULL ? cell->period : INT32_MAX;
    *period = in_block < in_log ? in_block : in_log;
    *count = 0;
    if (in_block == *period && walk->at < width) {
        *count = row[walk->at++];
    }
    if (cell != NULL && in_log == *period) {
        *count = sum_of(*count, cell->count);
        walk->log++;
    }
    return true;
}
