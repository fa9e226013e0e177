/* Pool: texts in an arena that never moves, a directory from symbols to texts, and a hash table from
 * texts to symbols.
 *
 * The table is an open-addressing table of 32-byte slots that begin on a cache line, and a slot holds
 * a short text itself, so a hit on an id of up to 20 bytes touches one line. The place of a slot is
 * its hash as a fraction of the capacity, so the slots stand nearly in the order of their hashes, and growing copies
 * them from front to back. The directory is made of segments that double in size; a segment never
 * moves, so a reader needs no lock. */
#include "base/pool.h"

#include <stdatomic.h>
#include <string.h>

#include "base/hash.h"
#include "base/text.h"

#define CACHE_LINE 64u
#define INLINE_BYTES 20u
#define FIRST_SLOTS 64u    /* of the first table */
#define MOST_GROWTH 8u     /* times that a table grows when it knows what comes */
#define FIRST_SEGMENT 256u /* texts of the first segment; each further one is twice as long */
#define SEGMENTS 24u       /* the last one begins at 2^31 */
#define MOST_SYMBOLS (UINT32_MAX - FIRST_SEGMENT)
#define LONGEST_TEXT (UINT32_MAX - 8u)
#define AHEAD 32u /* texts whose slots are fetched before they are looked up */

typedef struct slot {
    uint32_t hash; /* upper half of the text's hash */
    uint32_t symbol;
    uint32_t length;
    /* The text itself, or for a longer one its whole hash and the address of its copy. */
    unsigned char head[INLINE_BYTES];
} slot;

typedef struct long_head {
    uint64_t hash;
    const char *text;
} long_head;

_Static_assert(sizeof(slot) == 32, "two slots fill a cache line");
_Static_assert(sizeof(long_head) <= INLINE_BYTES, "the address of a long text fits into a slot");

/* A table belongs to the pool, and to views as long as it is not changed. */
typedef struct table {
    atomic_uint owners;
    uint32_t count;  /* slots in use */
    size_t capacity; /* slots */
    slot *slots;     /* inside `block`, on a cache line */
    void *block;
    size_t block_size;
} table;

struct loc_pool {
    locality_allocator allocator;
    atomic_uint owners; /* the writer and each view */
    atomic_uint count;  /* symbols given out; a reader may ask while the writer adds */
    loc_arena texts;    /* each text: its length (4 bytes), its bytes, an end mark */
    const char **segments[SEGMENTS];
    table *table;      /* the writer's; null once the writer has let go */
    size_t text_bytes; /* of the texts so far, with their lengths and end marks */
    size_t expected;   /* new texts that the present call is likely to bring */
};

struct loc_pool_view {
    atomic_uint owners;
    loc_pool *pool;
    table *table;
    size_t bytes; /* what it keeps alive */
    uint32_t count;
};

/* ---- Shared ownership --------------------------------------------------------------------- */

static void own(atomic_uint *owners) {
    atomic_fetch_add_explicit(owners, 1, memory_order_relaxed);
}

/* True for the last owner, which sees all that the others did. */
static bool disown(atomic_uint *owners) {
    return atomic_fetch_sub_explicit(owners, 1, memory_order_acq_rel) == 1;
}

static bool is_shared(atomic_uint *owners) {
    return atomic_load_explicit(owners, memory_order_acquire) > 1;
}

/* ---- The table ---------------------------------------------------------------------------- */

static table *new_table(const locality_allocator *allocator, size_t capacity) {
    table *t = loc_allocate(allocator, 1, sizeof *t);
    size_t bytes;
    uintptr_t start;

    if (t == NULL)
        return NULL;
    if (loc_multiply_overflows(capacity, sizeof(slot), &bytes) ||
        loc_add_overflows(bytes, CACHE_LINE, &t->block_size) ||
        (t->block = loc_allocate_raw(allocator, t->block_size, 1)) == NULL) {
        loc_release(allocator, t, 1, sizeof *t);
        return NULL;
    }
    start = (uintptr_t)t->block;
    t->slots = (slot *)(void *)((char *)t->block + (CACHE_LINE - start % CACHE_LINE) % CACHE_LINE);
    memset(t->slots, 0, bytes);
    t->capacity = capacity;
    atomic_init(&t->owners, 1);
    return t;
}

static void release_table(const locality_allocator *allocator, table *t) {
    if (t == NULL || !disown(&t->owners))
        return;
    loc_release(allocator, t->block, t->block_size, 1);
    loc_release(allocator, t, 1, sizeof *t);
}

/* The place in the order of hashes: a fraction of the capacity. */
static size_t home_of(const table *t, uint64_t hash) {
    return (size_t)((hash >> 32) * t->capacity >> 32);
}

static size_t next_of(const table *t, size_t place) {
    return place + 1 == t->capacity ? 0 : place + 1;
}

/* A copy with room for `capacity` slots, at least as many as now. */
static table *copy_table(const locality_allocator *allocator, const table *t, size_t capacity) {
    table *copy = new_table(allocator, capacity);

    if (copy == NULL)
        return NULL;
    copy->count = t->count;
    if (capacity == t->capacity) {
        memcpy(copy->slots, t->slots, capacity * sizeof(slot));
        return copy;
    }
    for (size_t i = 0; i < t->capacity; i++) {
        size_t place;

        if (t->slots[i].symbol == 0)
            continue;
        place = home_of(copy, (uint64_t)t->slots[i].hash << 32);
        while (copy->slots[place].symbol != 0)
            place = next_of(copy, place);
        copy->slots[place] = t->slots[i];
    }
    return copy;
}

/* At most five slots of eight are in use: then a look-up takes one or two cache lines. */
static bool is_full(const table *t) {
    return t->count >= t->capacity / 8 * 5;
}

/* Twice the slots; more where so many texts are known to come that it would soon double again. */
static size_t larger_capacity(const table *t, size_t expected) {
    size_t wanted = (t->count + expected) / 5 * 8 + 16;
    size_t most = t->capacity * MOST_GROWTH, least = t->capacity * 2;

    if (wanted > most)
        return most;
    return wanted > least ? wanted : least;
}

static uint64_t word_at(const void *bytes) {
    uint64_t word;

    memcpy(&word, bytes, sizeof word);
    return word;
}

/* Whether up to INLINE_BYTES bytes are equal; words overlap instead of looking at single bytes. */
static bool same_bytes(const unsigned char *a, const char *b, size_t length) {
    uint32_t x, y;

    if (length >= 8)
        return word_at(a) == word_at(b) && word_at(a + length - 8) == word_at(b + length - 8) &&
               (length <= 16 || word_at(a + 8) == word_at(b + 8));
    if (length < 4)
        return memcmp(a, b, length) == 0;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    if (x != y)
        return false;
    memcpy(&x, a + length - 4, sizeof x);
    memcpy(&y, b + length - 4, sizeof y);
    return x == y;
}

/* Copies bytes that do not overlap; the lengths of most ids without a call, by words that may. */
static void copy_bytes(void *to, const char *from, size_t length) {
    unsigned char *out = to;
    uint64_t first, last;

    if (length < 8 || length > 16) {
        memcpy(out, from, length);
        return;
    }
    first = word_at(from);
    last = word_at(from + length - 8);
    memcpy(out, &first, sizeof first);
    memcpy(out + length - 8, &last, sizeof last);
}

static bool holds(const slot *s, uint64_t hash, const char *text, size_t length) {
    long_head head;

    if (s->hash != (uint32_t)(hash >> 32) || s->length != length)
        return false;
    if (length <= INLINE_BYTES)
        return same_bytes(s->head, text, length);
    memcpy(&head, s->head, sizeof head);
    return head.hash == hash && memcmp(head.text, text, length) == 0;
}

/* The slot that holds the text, or the free one where it belongs. */
static slot *look_up(const table *t, uint64_t hash, const char *text, size_t length) {
    size_t place = home_of(t, hash);

    while (t->slots[place].symbol != 0 && !holds(&t->slots[place], hash, text, length))
        place = next_of(t, place);
    return &t->slots[place];
}

static void fill_slot(slot *s, uint64_t hash, uint32_t symbol, const char *text, size_t length) {
    long_head head = {hash, text};

    s->hash = (uint32_t)(hash >> 32);
    s->symbol = symbol;
    s->length = (uint32_t)length;
    if (length <= INLINE_BYTES)
        copy_bytes(s->head, text, length);
    else
        memcpy(s->head, &head, sizeof head);
}

/* ---- The directory ------------------------------------------------------------------------ */

/* Symbol s stands at s - 1 + FIRST_SEGMENT in a row of segments; the top bit names the segment. */
static uint32_t segment_of(uint32_t place) {
    return 31u - (uint32_t)__builtin_clz(place) - 8u;
}

_Static_assert(FIRST_SEGMENT == 1u << 8, "segment_of counts on it");

static const char **entry_of(const loc_pool *pool, uint32_t symbol) {
    uint32_t place = symbol - 1 + FIRST_SEGMENT;
    uint32_t segment = segment_of(place);

    return pool->segments[segment] + (place - (FIRST_SEGMENT << segment));
}

/* Makes sure the segment of a symbol stands. */
static bool reach_segment(loc_pool *pool, uint32_t symbol) {
    uint32_t segment = segment_of(symbol - 1 + FIRST_SEGMENT);

    if (pool->segments[segment] == NULL)
        pool->segments[segment] =
            loc_allocate_raw(&pool->allocator, (size_t)FIRST_SEGMENT << segment, sizeof(char *));
    return pool->segments[segment] != NULL;
}

static const char *copy_text(loc_pool *pool, const char *text, size_t length) {
    uint32_t prefix = (uint32_t)length;
    char *copy = loc_arena_bytes(&pool->texts, sizeof prefix + length + 1);

    if (copy == NULL)
        return NULL;
    memcpy(copy, &prefix, sizeof prefix);
    pool->text_bytes += sizeof prefix + length + 1;
    copy += sizeof prefix;
    copy_bytes(copy, text, length);
    copy[length] = '\0';
    return copy;
}

/* ---- The pool ----------------------------------------------------------------------------- */

loc_pool *loc_pool_new(const locality_allocator *allocator) {
    loc_pool *pool = loc_allocate(allocator, 1, sizeof *pool);

    if (pool == NULL)
        return NULL;
    pool->allocator = *allocator;
    atomic_init(&pool->owners, 1);
    atomic_init(&pool->count, 0);
    loc_arena_init(&pool->texts, allocator);
    pool->table = new_table(allocator, FIRST_SLOTS);
    if (pool->table == NULL) {
        loc_release(allocator, pool, 1, sizeof *pool);
        return NULL;
    }
    return pool;
}

static void disown_pool(loc_pool *pool) {
    locality_allocator allocator = pool->allocator;

    if (!disown(&pool->owners))
        return;
    for (uint32_t i = 0; i < SEGMENTS; i++)
        loc_release(&allocator, pool->segments[i], (size_t)FIRST_SEGMENT << i, sizeof(char *));
    loc_arena_clear(&pool->texts);
    loc_release(&allocator, pool, 1, sizeof *pool);
}

void loc_pool_release(loc_pool *pool) {
    if (pool == NULL)
        return;
    release_table(&pool->allocator, pool->table);
    pool->table = NULL;
    disown_pool(pool);
}

/* Makes the table the writer's own, with room for one more text. */
static bool prepare_table(loc_pool *pool) {
    bool full = is_full(pool->table);
    table *copy;

    if (!full && !is_shared(&pool->table->owners))
        return true;
    copy = copy_table(&pool->allocator, pool->table,
                      full ? larger_capacity(pool->table, pool->expected) : pool->table->capacity);
    if (copy == NULL)
        return false;
    release_table(&pool->allocator, pool->table);
    pool->table = copy;
    return true;
}

/* Adds a text that is not there yet; `free_slot` is where it belongs in the present table. */
static uint32_t add(loc_pool *pool, slot *free_slot, uint64_t hash, const char *text,
                    size_t length) {
    uint32_t symbol = loc_pool_count(pool) + 1;
    table *before = pool->table;
    const char *copy;

    if (symbol > MOST_SYMBOLS || !prepare_table(pool) || !reach_segment(pool, symbol))
        return 0;
    copy = copy_text(pool, text, length);
    if (copy == NULL)
        return 0;
    if (pool->table != before)
        free_slot = look_up(pool->table, hash, text, length);
    *entry_of(pool, symbol) = copy;
    fill_slot(free_slot, hash, symbol, copy, length);
    pool->table->count++;
    atomic_store_explicit(&pool->count, symbol, memory_order_release);
    return symbol;
}

static uint32_t intern(loc_pool *pool, uint64_t hash, const char *text, size_t length) {
    slot *s = look_up(pool->table, hash, text, length);

    return s->symbol != 0 ? s->symbol : add(pool, s, hash, text, length);
}

/* Whether there is a text that a pool can hold; asked before its bytes are read. */
static bool is_text(const char *text, size_t length) {
    return text != NULL && length <= LONGEST_TEXT;
}

static uint32_t find(const table *t, const char *text, size_t length) {
    return is_text(text, length) ? look_up(t, loc_hash(text, length), text, length)->symbol : 0;
}

uint32_t loc_pool_intern(loc_pool *pool, const char *text, size_t length) {
    return is_text(text, length) ? intern(pool, loc_hash(text, length), text, length) : 0;
}

uint32_t loc_pool_intern_hashed(loc_pool *pool, const char *text, size_t length, uint64_t hash) {
    return intern(pool, hash, text, length);
}

void loc_pool_expect(const loc_pool *pool, uint64_t hash) {
#if defined(__GNUC__)
    if (pool->table != NULL)
        __builtin_prefetch(&pool->table->slots[home_of(pool->table, hash)]);
#else
    (void)pool;
    (void)hash;
#endif
}

/* One text of a block that is looked up together. */
typedef struct waiting {
    const char *text;
    size_t length;
    uint64_t hash;
} waiting;

static const char *text_at(const char *const *texts, size_t stride, size_t index) {
    const char *text;

    memcpy(&text, (const char *)texts + index * stride, sizeof text);
    return text;
}

/* Fetches the bytes of the texts that the next block will read. */
static void fetch_texts(const char *const *texts, size_t stride, size_t from, size_t end) {
    for (size_t i = from; i < end; i++)
        __builtin_prefetch(text_at(texts, stride, i));
}

/* Measures and hashes a block and fetches its slots; returns how many texts are valid. */
static size_t gather(const loc_pool *pool, const char *const *texts, size_t stride, size_t from,
                     size_t count, waiting *block) {
    for (size_t i = 0; i < count; i++) {
        waiting *w = &block[i];

        w->text = text_at(texts, stride, from + i);
        if (w->text == NULL)
            continue;
        w->length = strlen(w->text);
        if (loc_utf8_check(w->text, w->length) != w->length)
            return i;
        w->hash = loc_hash(w->text, w->length);
        __builtin_prefetch(&pool->table->slots[home_of(pool->table, w->hash)]);
    }
    return count;
}

static bool intern_block(loc_pool *pool, const waiting *block, size_t count, uint32_t *out) {
    for (size_t i = 0; i < count; i++) {
        const waiting *w = &block[i];

        out[i] = 0;
        if (w->text == NULL)
            continue;
        if (is_text(w->text, w->length))
            out[i] = intern(pool, w->hash, w->text, w->length);
        if (out[i] == 0)
            return false;
    }
    return true;
}

bool loc_pool_intern_many(loc_pool *pool, const char *const *texts, size_t stride, size_t count,
                          uint32_t *out, size_t *invalid) {
    waiting block[AHEAD];
    uint32_t before = loc_pool_count(pool);
    bool whole = true;

    *invalid = count;
    for (size_t from = 0; from < count && whole; from += AHEAD) {
        size_t left = count - from, size = left < AHEAD ? left : AHEAD;
        size_t next = left - size < AHEAD ? left - size : AHEAD;
        size_t valid;

        fetch_texts(texts, stride, from + size, from + size + next);
        valid = gather(pool, texts, stride, from, size, block);
        /* As long as every text was new, the rest is taken to be new too. */
        pool->expected = loc_pool_count(pool) - before == from ? left : 0;
        whole = intern_block(pool, block, valid, out + from);
        if (whole && valid < size) {
            *invalid = from + valid;
            whole = false;
        }
    }
    pool->expected = 0;
    return whole;
}

uint32_t loc_pool_find(const loc_pool *pool, const char *text, size_t length) {
    return find(pool->table, text, length);
}

uint32_t loc_pool_count(const loc_pool *pool) {
    return atomic_load_explicit(&pool->count, memory_order_acquire);
}

const char *loc_pool_text(const loc_pool *pool, uint32_t symbol) {
    return symbol == 0 || symbol > loc_pool_count(pool) ? "" : *entry_of(pool, symbol);
}

size_t loc_pool_length(const loc_pool *pool, uint32_t symbol) {
    uint32_t length;

    if (symbol == 0 || symbol > loc_pool_count(pool))
        return 0;
    memcpy(&length, *entry_of(pool, symbol) - sizeof length, sizeof length);
    return length;
}

uint64_t loc_pool_hash(const loc_pool *pool, uint32_t symbol) {
    return loc_hash(loc_pool_text(pool, symbol), loc_pool_length(pool, symbol));
}

/* ---- Views -------------------------------------------------------------------------------- */

loc_pool_view *loc_pool_freeze(loc_pool *pool) {
    loc_pool_view *view = loc_allocate(&pool->allocator, 1, sizeof *view);

    if (view == NULL)
        return NULL;
    atomic_init(&view->owners, 1);
    view->pool = pool;
    view->table = pool->table;
    view->count = loc_pool_count(pool);
    view->bytes =
        sizeof *view + view->table->block_size + pool->text_bytes + view->count * sizeof(char *);
    own(&pool->owners);
    own(&view->table->owners);
    return view;
}

void loc_pool_view_retain(loc_pool_view *view) {
    if (view != NULL)
        own(&view->owners);
}

void loc_pool_view_release(loc_pool_view *view) {
    loc_pool *pool;

    if (view == NULL || !disown(&view->owners))
        return;
    pool = view->pool;
    release_table(&pool->allocator, view->table);
    loc_release(&pool->allocator, view, 1, sizeof *view);
    disown_pool(pool);
}

uint32_t loc_pool_view_find(const loc_pool_view *view, const char *text, size_t length) {
    return find(view->table, text, length);
}

const char *loc_pool_view_text(const loc_pool_view *view, uint32_t symbol) {
    return symbol > view->count ? "" : loc_pool_text(view->pool, symbol);
}

const char *const *loc_pool_view_place(const loc_pool_view *view, uint32_t symbol) {
    return entry_of(view->pool, symbol);
}

uint64_t loc_pool_view_hash(const loc_pool_view *view, uint32_t symbol) {
    return loc_pool_hash(view->pool, symbol > view->count ? 0 : symbol);
}

uint32_t loc_pool_view_count(const loc_pool_view *view) {
    return view->count;
}

size_t loc_pool_view_bytes(const loc_pool_view *view) {
    return view->bytes;
}
