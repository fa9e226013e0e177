/* Records: what a search did, step by step, so that others can follow it: prices that rule out what they
 * rule out, a choice and its two sides, and where a branch ends. Bytes: SHARING_MAGIC; the number of agents
 * and of jobs; whether nothing is claimed to be lawful, or what nothing is claimed to cost at most; steps;
 * and a hash of all that. Numbers have seven bits a byte, the lowest first; those with a sign are folded;
 * prices are given by how they differ from those of the step before. */
#ifndef LOC_SHARING_RECORD_H
#define LOC_SHARING_RECORD_H

#include "allocation/work.h"

#define LOC_RECORD_MAGIC "locshar1"
#define LOC_RECORD_MAGIC_LENGTH 8
#define LOC_RECORD_HASH_LENGTH 8

enum loc_record_steps {
    LOC_RECORD_PRICES = 1, /* a price for each job */
    LOC_RECORD_CHOICE,     /* agent, job: first it takes it, then it does not */
    LOC_RECORD_END         /* of a branch: nothing is left in it */
};

typedef struct loc_record {
    uint8_t *byte;
    size_t length, capacity;
    size_t most;  /* bytes */
    bool is_full; /* more would have been needed */
    int64_t *last;
    size_t jobs;
} loc_record;

/* What a record claims. */
typedef struct loc_record_claim {
    uint64_t agents, jobs;
    bool is_none;   /* no answer is lawful */
    int64_t cutoff; /* else: no answer costs so little */
} loc_record_claim;

/* Begins anew. */
bool loc_record_begin(loc_record *r, size_t jobs, loc_work *work);
bool loc_record_prices(loc_record *r, const int64_t *price, uint32_t jobs, loc_work *work);
bool loc_record_choice(loc_record *r, uint32_t agent, uint32_t job, loc_work *work);
bool loc_record_end(loc_record *r, loc_work *work);

/* Makes bytes of a claim and of the steps that prove it: null where memory is refused. */
uint8_t *loc_record_seal(const loc_record *r, const loc_record_claim *claim, size_t *length,
                         const locality_allocator *memory);

void loc_record_clear(loc_record *r, const locality_allocator *memory);

#endif
