/* Cancel: the host's question whether to stop, as the progress of a solver. */
#ifndef LOC_PLACEMENT_CANCEL_H
#define LOC_PLACEMENT_CANCEL_H

#include <stdint.h>

typedef struct loc_cancel {
    int32_t (*ask)(void *self);
    void *self;
} loc_cancel;

/* Handed to a solver with a loc_cancel whose `ask` is not null; how much was done does not matter. */
static inline int32_t loc_cancel_asked(void *self, uint64_t work) {
    const loc_cancel *cancel = self;

    (void)work;
    return cancel->ask(cancel->self);
}

#endif
