/* Proof: a search written down, so that others can follow it. Bytes: eight that name its kind; what
 * is claimed; numbers (base/varint.h); and a hash of all that. The numbers tell a walk over a tree:
 * choices, of which one side is followed and then the other, and where a branch ends. */
#ifndef LOC_BASE_PROOF_H
#define LOC_BASE_PROOF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/memory.h"

#define LOC_PROOF_MAGIC_LENGTH 8
#define LOC_PROOF_HASH_LENGTH 8
#define LOC_PROOF_CLAIM_LENGTH 9 /* whether there is none, and the bound */
#define LOC_PROOF_START (LOC_PROOF_MAGIC_LENGTH + LOC_PROOF_CLAIM_LENGTH)

/* What is claimed. */
typedef struct loc_proof_claim {
    bool is_none;  /* there is no answer */
    int64_t bound; /* else: no answer is better */
} loc_proof_claim;

/* ---- Writing --------------------------------------------------------------------------------- */

typedef struct loc_proof {
    const locality_allocator *memory;
    uint8_t *byte;
    size_t length, capacity;
    size_t most;              /* bytes */
    bool is_full, is_refused; /* more would have been needed, or there was no memory */
} loc_proof;

/* Begins anew, with the name of a kind. False, here and below, where nothing more can be written.
 * */
bool loc_proof_begin(loc_proof *p, const char *magic);
bool loc_proof_put(loc_proof *p, uint64_t value);
bool loc_proof_put_signed(loc_proof *p, int64_t value);
/* Ends a proof of a claim. */
bool loc_proof_seal(loc_proof *p, loc_proof_claim claim);
void loc_proof_clear(loc_proof *p);

/* ---- Following ------------------------------------------------------------------------------- */

/* A choice one of whose sides is followed; what it is about is known to those who follow. */
typedef struct loc_proof_side {
    uint32_t variable;
    bool is_up, is_second, was_closed;
    int64_t value;
    size_t before; /* how much was settled before it */
} loc_proof_side;

typedef struct loc_proof_walk {
    const locality_allocator *memory;
    const uint8_t *begin, *at, *end; /* what is to be read */
    bool is_closed;                  /* nothing is left of the branch that is followed */
    loc_proof_side *sides;
    size_t depth, capacity;
} loc_proof_walk;

/* Looks whether the bytes are whole and of a kind, and what they claim. CONFLICT where they are
 * not. */
locality_status loc_proof_open(loc_proof_walk *w, const uint8_t *bytes, size_t length,
                               const char *magic, loc_proof_claim *claim, locality_error *error);
bool loc_proof_get(loc_proof_walk *w, uint64_t *out);
bool loc_proof_get_signed(loc_proof_walk *w, int64_t *out);
/* A number below `end`. */
bool loc_proof_get_below(loc_proof_walk *w, uint64_t end, uint64_t *out);
/* Parts the branch; null where memory is refused. */
loc_proof_side *loc_proof_part(loc_proof_walk *w, loc_proof_side side);
/* Ends the branch: the choice whose second side is to be followed, closed as it was before it was
 * parted. Null where every branch has ended. */
loc_proof_side *loc_proof_turn(loc_proof_walk *w);
/* CONFLICT, with the byte that was read last. */
locality_status loc_proof_refuse(const loc_proof_walk *w, const char *why, locality_error *error);
void loc_proof_walk_clear(loc_proof_walk *w);

#endif
