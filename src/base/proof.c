/* Proof: the bytes, and the walk over the tree that they tell. */
#include "base/proof.h"

#include <string.h>

#include "base/hash.h"
#include "base/varint.h"

#define WORD_LENGTH 8

static void put_word(uint8_t *to, uint64_t word) {
    for (unsigned k = 0; k < WORD_LENGTH; k++) {
        to[k] = (uint8_t)(word >> 8 * k);
    }
}

static uint64_t get_word(const uint8_t *from) {
    uint64_t word = 0;

    for (unsigned k = 0; k < WORD_LENGTH; k++) {
        word |= (uint64_t)from[k] << 8 * k;
    }
    return word;
}

/* ---- Writing --------------------------------------------------------------------------------- */

static bool has_room(loc_proof *p, size_t more) {
    p->is_full = p->is_full || more > p->most || p->length > p->most - more;
    if (!p->is_full && !p->is_refused) {
        p->is_refused = !loc_grow(p->memory, (void **)&p->byte, &p->capacity, p->length + more, 1);
    }
    return !p->is_full && !p->is_refused;
}

bool loc_proof_begin(loc_proof *p, const char *magic) {
    p->length = 0;
    p->is_full = false;
    if (!has_room(p, LOC_PROOF_START)) {
        return false;
    }
    memset(p->byte, 0, LOC_PROOF_START);
    memcpy(p->byte, magic, LOC_PROOF_MAGIC_LENGTH);
    p->length = LOC_PROOF_START;
    return true;
}

bool loc_proof_put(loc_proof *p, uint64_t value) {
    if (!has_room(p, LOC_VARINT_LENGTH)) {
        return false;
    }
    p->length += loc_varint_put(p->byte + p->length, value);
    return true;
}

bool loc_proof_put_signed(loc_proof *p, int64_t value) {
    return loc_proof_put(p, loc_varint_fold(value));
}

bool loc_proof_seal(loc_proof *p, loc_proof_claim claim) {
    if (!has_room(p, LOC_PROOF_HASH_LENGTH)) {
        return false;
    }
    p->byte[LOC_PROOF_MAGIC_LENGTH] = claim.is_none;
    put_word(p->byte + LOC_PROOF_MAGIC_LENGTH + 1, claim.is_none ? 0 : (uint64_t)claim.bound);
    put_word(p->byte + p->length, loc_hash(p->byte, p->length));
    p->length += LOC_PROOF_HASH_LENGTH;
    return true;
}

void loc_proof_clear(loc_proof *p) {
    if (p->memory != NULL) {
        loc_release(p->memory, p->byte, p->capacity, 1);
    }
    *p = (loc_proof){0};
}

/* ---- Following ------------------------------------------------------------------------------- */

locality_status loc_proof_open(loc_proof_walk *w, const uint8_t *bytes, size_t length,
                               const char *magic, loc_proof_claim *claim, locality_error *error) {
    if (length < LOC_PROOF_START + LOC_PROOF_HASH_LENGTH ||
        memcmp(bytes, magic, LOC_PROOF_MAGIC_LENGTH) != 0) {
        return loc_fail(error, LOCALITY_CONFLICT, "these bytes are no proof of this version");
    }
    w->begin = bytes;
    w->at = bytes + LOC_PROOF_START;
    w->end = bytes + length - LOC_PROOF_HASH_LENGTH;
    if (get_word(w->end) != loc_hash(bytes, length - LOC_PROOF_HASH_LENGTH)) {
        return loc_fail(error, LOCALITY_CONFLICT, "the bytes are not as they were written");
    }
    claim->is_none = bytes[LOC_PROOF_MAGIC_LENGTH] != 0;
    claim->bound = (int64_t)get_word(bytes + LOC_PROOF_MAGIC_LENGTH + 1);
    return LOCALITY_OK;
}

bool loc_proof_get(loc_proof_walk *w, uint64_t *out) {
    return loc_varint_get(&w->at, w->end, out);
}

bool loc_proof_get_signed(loc_proof_walk *w, int64_t *out) {
    return loc_varint_get_signed(&w->at, w->end, out);
}

bool loc_proof_get_below(loc_proof_walk *w, uint64_t end, uint64_t *out) {
    return loc_proof_get(w, out) && *out < end;
}

loc_proof_side *loc_proof_part(loc_proof_walk *w, loc_proof_side side) {
    if (!loc_grow(w->memory, (void **)&w->sides, &w->capacity, w->depth + 1, sizeof *w->sides)) {
        return NULL;
    }
    side.was_closed = w->is_closed;
    w->sides[w->depth] = side;
    return &w->sides[w->depth++];
}

loc_proof_side *loc_proof_turn(loc_proof_walk *w) {
    while (w->depth > 0 && w->sides[w->depth - 1].is_second) {
        w->depth--;
    }
    if (w->depth == 0) {
        return NULL;
    }
    loc_proof_side *side = &w->sides[w->depth - 1];
    side->is_second = true;
    w->is_closed = side->was_closed;
    return side;
}

locality_status loc_proof_refuse(const loc_proof_walk *w, const char *why, locality_error *error) {
    return loc_fail(error, LOCALITY_CONFLICT, "byte %zu: %s", (size_t)(w->at - w->begin), why);
}

void loc_proof_walk_clear(loc_proof_walk *w) {
    if (w->memory != NULL) {
        loc_release(w->memory, w->sides, w->capacity, sizeof *w->sides);
    }
    *w = (loc_proof_walk){0};
}
