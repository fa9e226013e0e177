/* Packing: one agent's room filled with the jobs that pay it most, and what each job, taken or left,
 * would take away from that. */
#ifndef LOC_SHARING_PACK_H
#define LOC_SHARING_PACK_H

#include "allocation/work.h"

/* Jobs on offer to one agent, and tables for them. */
typedef struct loc_pack {
    uint32_t count;
    uint32_t *job;
    int64_t *pays;   /* 0 or less: not worth it, but may be probed */
    int64_t *weight; /* within the room */
    int64_t room;
    int64_t
        worth; /* asked for a unit of room; any number proves, a good one leaves little to try */
    int64_t guess;     /* how far `most` may be beyond `earned`; any number will do */
    int64_t most_paid; /* by any job, ever; 0: numbers are too large for `worth` */
    int64_t most;      /* what no way to fill exceeds, by `worth` */
    int64_t earned;    /* what is to be had at most */
    uint8_t *taken;    /* by one way to have it */
    int64_t *loss;     /* by turning one of them round, at most `slack` + 1 */
    int64_t *over;     /* what each pays beyond what its room is worth */
    uint32_t *core;    /* those that have to be tried */
    uint32_t cores;
    int64_t core_room;
    int64_t core_base;   /* earned outside the core */
    bool narrow;         /* the core fits numbers of 32 bits */
    void *front, *back;  /* tables: first items, last items, by room */
    size_t items, cells; /* room for so many */
} loc_pack;

/* Takes memory for so many jobs and so much room; false where it is refused. */
bool loc_pack_take(loc_pack *p, size_t jobs, int64_t most_room, loc_work *work);
void loc_pack_give(loc_pack *p, const loc_work *work);
/* Fills `earned` and `taken`, and leaves the price of room. */
bool loc_pack_fill(loc_pack *p, loc_work *work);
/* Fills `loss`; `worth`, `earned` and `taken` are those of a filling at the same prices. */
bool loc_pack_probe(loc_pack *p, int64_t slack, loc_work *work);

#endif
