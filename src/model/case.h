/* Case: where a model was loaded from or last saved to, and what has changed since. */
#ifndef LOC_MODEL_CASE_H
#define LOC_MODEL_CASE_H

#include "base/arena.h"
#include "locality/store.h"
#include "model/journal.h"

/* A text that is owned; null for none. */
typedef struct loc_owned {
    char *data;  /* with an end mark */
    size_t size; /* bytes of the block */
} loc_owned;

/* Two have changed one thing in different ways. Texts in one block, by offset. */
typedef struct loc_conflict {
    uint32_t kind, field; /* field: LOCALITY_NO_INDEX for the whole record */
    uint32_t id;          /* symbol of the model */
    uint32_t before, mine, theirs;
} loc_conflict;

typedef struct loc_conflicts {
    loc_conflict *item;
    size_t count, capacity;
    loc_owned texts;
} loc_conflicts;

/* What records were chosen by where not all of a kind were loaded. */
enum { LOC_PART_STRUCTURES = 1, LOC_PART_AREAS = 2, LOC_PART_DAY = 4 };

typedef struct loc_case {
    loc_owned name;    /* null: the model belongs to no case, and there is no journal */
    const void *store; /* `self` of the store; tells one store from another and is not used */
    uint64_t revision;
    loc_owned header;           /* as it was read or written last */
    locality_case_header parts; /* what it says, in `texts` */
    loc_arena texts;
    loc_journal journal;
    loc_conflicts conflicts;    /* of the last save */
    uint8_t partial[LOC_KINDS]; /* by what records of the kind were left out; 0: none were */
} loc_case;

void loc_case_clear(const locality_allocator *allocator, loc_case *home);
/* Copies `length` bytes; false on refusal, with `out` as it was. */
bool loc_owned_set(const locality_allocator *allocator, loc_owned *out, const char *bytes,
                   size_t length);
void loc_owned_clear(const locality_allocator *allocator, loc_owned *owned);
void loc_conflicts_clear(const locality_allocator *allocator, loc_conflicts *conflicts);

#endif
