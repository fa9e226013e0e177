/* Records: writing. */
#include "sharing/record.h"

#include <string.h>

#include "base/hash.h"
#include "base/varint.h"

/* Whether so many more bytes have room. */
static bool has_room(loc_record *r, size_t more, loc_work *work) {
    if (r->is_full || more > r->most - r->length) {
        r->is_full = true;
        return true;
    }
    return loc_grow(work->allocator, (void **)&r->byte, &r->capacity, r->length + more, 1) ||
           loc_work_stop(work, LOC_STOP_MEMORY);
}

bool loc_record_begin(loc_record *r, size_t jobs, loc_work *work) {
    r->length = 0;
    r->is_full = false;
    r->jobs = jobs;
    if (r->last == NULL) {
        r->last = loc_work_take(work, r->jobs, sizeof *r->last);
    }
    if (r->last != NULL) {
        memset(r->last, 0, r->jobs * sizeof *r->last);
    }
    return r->last != NULL;
}

bool loc_record_prices(loc_record *r, const int64_t *price, uint32_t jobs, loc_work *work) {
    if (!has_room(r, 1 + (size_t)jobs * LOC_VARINT_LENGTH, work) || r->is_full) {
        return r->is_full;
    }
    r->byte[r->length++] = LOC_RECORD_PRICES;
    for (uint32_t j = 0; j < jobs; j++) {
        r->length += loc_varint_put(r->byte + r->length, loc_varint_fold(price[j] - r->last[j]));
        r->last[j] = price[j];
    }
    return true;
}

bool loc_record_choice(loc_record *r, uint32_t agent, uint32_t job, loc_work *work) {
    if (!has_room(r, 1 + 2 * LOC_VARINT_LENGTH, work) || r->is_full) {
        return r->is_full;
    }
    r->byte[r->length++] = LOC_RECORD_CHOICE;
    r->length += loc_varint_put(r->byte + r->length, agent);
    r->length += loc_varint_put(r->byte + r->length, job);
    return true;
}

bool loc_record_end(loc_record *r, loc_work *work) {
    if (!has_room(r, 1, work) || r->is_full) {
        return r->is_full;
    }
    r->byte[r->length++] = LOC_RECORD_END;
    return true;
}

uint8_t *loc_record_seal(const loc_record *r, const loc_record_claim *claim, size_t *length,
                         const locality_allocator *memory) {
    uint8_t head[LOC_RECORD_MAGIC_LENGTH + 4 * LOC_VARINT_LENGTH];
    size_t at = LOC_RECORD_MAGIC_LENGTH;

    memcpy(head, LOC_RECORD_MAGIC, LOC_RECORD_MAGIC_LENGTH);
    at += loc_varint_put(head + at, claim->agents);
    at += loc_varint_put(head + at, claim->jobs);
    at += loc_varint_put(head + at, claim->is_none);
    at += loc_varint_put(head + at, loc_varint_fold(claim->cutoff));
    *length = at + r->length + LOC_RECORD_HASH_LENGTH;
    uint8_t *to = loc_allocate_raw(memory, *length, 1);
    if (to == NULL) {
        *length = 0;
        return NULL;
    }
    memcpy(to, head, at);
    memcpy(to + at, r->byte, r->length);
    at += r->length;
    uint64_t hash = loc_hash(to, at);
    for (unsigned k = 0; k < LOC_RECORD_HASH_LENGTH; k++) {
        to[at++] = (uint8_t)(hash >> 8 * k);
    }
    return to;
}

void loc_record_clear(loc_record *r, const locality_allocator *memory) {
    loc_release(memory, r->byte, r->capacity, 1);
    loc_release(memory, r->last, r->jobs, sizeof *r->last);
    *r = (loc_record){0};
}
