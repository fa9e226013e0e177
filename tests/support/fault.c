/* The fault driver: an allocator that fails on request, and the loops that request it. */
#include "support/fault.h"

#include "support/harness.h"

#include <stdlib.h>

/* What is asked for beyond this is refused, as malloc would: a sanitizer's malloc would end the program. */
#define MOST_BYTES ((size_t)1 << 36)

/* A loop that has not come to its end after so many events is a loop that never will. */
enum { MOST_EVENTS = 2000000 };

/* Each block has its size written in front of it, so that a wrong size passed back is seen. */
typedef union block_head {
    size_t size;
    max_align_t align;
} block_head;

int fault_fires(fault_counter *counter) {
    size_t number = counter->seen++;
    int fires = (counter->mode == FAULT_ONCE && number == counter->at) ||
                (counter->mode == FAULT_STICKY && number >= counter->at);
    counter->fired |= fires;
    return fires;
}

static void note_live(fault_allocator *fault, size_t added, size_t taken) {
    fault->live_bytes = fault->live_bytes - taken + added;
    if (fault->live_bytes > fault->peak_bytes) {
        fault->peak_bytes = fault->live_bytes;
    }
}

static void *fault_allocate(void *self, size_t size) {
    fault_allocator *fault = self;
    fault->wrong += size == 0;
    if (fault_fires(&fault->counter) || size > MOST_BYTES) {
        return NULL;
    }
    block_head *head = malloc(sizeof *head + size);
    if (head == NULL) {
        return NULL;
    }
    head->size = size;
    /* Fresh memory is never zero here: code that forgets to fill it fails in the tests. */
    memset(head + 1, 0xA5, size);
    fault->live_blocks++;
    note_live(fault, size, 0);
    return head + 1;
}

static void fault_release(void *self, void *block, size_t size) {
    fault_allocator *fault = self;
    if (block == NULL) {
        fault->wrong++;
        return;
    }
    block_head *head = (block_head *)block - 1;
    fault->wrong += head->size != size;
    note_live(fault, 0, head->size);
    fault->live_blocks--;
    free(head);
}

/* Always moves, so that a pointer kept across a resize is caught by the address sanitizer. */
static void *fault_resize(void *self, void *block, size_t old_size, size_t new_size) {
    fault_allocator *fault = self;
    if (block == NULL) {
        fault->wrong++;
        return NULL;
    }
    void *moved = fault_allocate(self, new_size);
    if (moved == NULL) {
        return NULL;
    }
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    fault_release(fault, block, old_size);
    return moved;
}

void fault_allocator_init(fault_allocator *fault, int mode, size_t at) {
    *fault = (fault_allocator){
        .allocator = {.struct_size = sizeof(locality_allocator),
                      .self = fault,
                      .allocate = fault_allocate,
                      .resize = fault_resize,
                      .release = fault_release},
        .counter = {.mode = mode, .at = at},
    };
}

int fault_allocator_clean(const fault_allocator *fault, const char *name) {
    int clean = fault->live_blocks == 0 && fault->live_bytes == 0 && fault->wrong == 0;
    if (!clean) {
        printf("%s: %zu blocks (%zu bytes) live, %zu wrong calls; failing event %zu, mode %d\n",
               name, fault->live_blocks, fault->live_bytes, fault->wrong, fault->counter.at,
               fault->counter.mode);
    }
    CU_ASSERT_TRUE(clean);
    return clean;
}

/* What a drive does, for allocations and callbacks alike. */
typedef struct drive {
    const char *name;
    locality_status (*run)(void *state, const locality_allocator *allocator, locality_error *error);
    locality_status (*run_callback)(void *state, const locality_allocator *allocator,
                                    fault_counter *callbacks, locality_error *error);
    void *state;
    locality_status expected;
} drive;

/* One run with one failure; *fired tells whether it happened. Returns 0 once something is wrong. */
static int drive_once(const drive *d, int mode, size_t at, int *fired) {
    fault_allocator fault;
    fault_counter callbacks = {.mode = mode, .at = at};
    fault_allocator_init(&fault, d->run ? mode : FAULT_NEVER, at);
    locality_error untouched;
    memset(&untouched, 0xA5, sizeof untouched);
    locality_error error = untouched;
    locality_status status = d->run
                                 ? d->run(d->state, &fault.allocator, &error)
                                 : d->run_callback(d->state, &fault.allocator, &callbacks, &error);
    *fired = d->run ? fault.counter.fired : callbacks.fired;
    locality_status expected = *fired ? d->expected : LOCALITY_OK;
    /* A success may leave the error alone (internal functions do); a failure has to fill it. */
    int said = status == LOCALITY_OK
                   ? error.status == LOCALITY_OK || memcmp(&error, &untouched, sizeof error) == 0
                   : error.status == status && error.message[0] != '\0';
    int right = status == expected && said;
    if (!right) {
        printf("%s: failing event %zu, mode %d: status %s, error says %s, expected %s\n", d->name,
               at, mode, locality_status_name(status), locality_status_name(error.status),
               locality_status_name(expected));
    }
    CU_ASSERT_TRUE(right);
    int clean = fault_allocator_clean(&fault, d->name);
    return right && clean;
}

static void drive_all(const drive *d, size_t expected_at_least) {
    int fired = 0;
    if (!drive_once(d, FAULT_NEVER, 0, &fired)) {
        return;
    }
    for (int mode = FAULT_ONCE; mode <= FAULT_STICKY; mode++) {
        size_t reached = 0;
        fired = 1;
        while (fired && reached < MOST_EVENTS) {
            if (!drive_once(d, mode, reached, &fired)) {
                return; /* one report is enough; the rest would repeat it thousands of times */
            }
            reached += fired != 0;
        }
        if (reached < expected_at_least || reached == MOST_EVENTS) {
            printf("%s: mode %d made %zu events fail, expected at least %zu\n", d->name, mode,
                   reached, expected_at_least);
        }
        CU_ASSERT_TRUE(reached >= expected_at_least && reached < MOST_EVENTS);
    }
}

void fault_drive(const char *name,
                 locality_status (*run)(void *state, const locality_allocator *allocator,
                                        locality_error *error),
                 void *state, size_t expected_at_least) {
    drive d = {.name = name, .run = run, .state = state, .expected = LOCALITY_NO_MEMORY};
    drive_all(&d, expected_at_least);
}

void fault_drive_callback(const char *name,
                          locality_status (*run)(void *state, const locality_allocator *allocator,
                                                 fault_counter *callbacks, locality_error *error),
                          void *state, locality_status expected, size_t expected_at_least) {
    drive d = {.name = name, .run_callback = run, .state = state, .expected = expected};
    drive_all(&d, expected_at_least);
}
