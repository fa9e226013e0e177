/**
 * @file fault.h
 * @brief The fault driver: lets the k-th allocation (or host callback) fail, for every k.
 *
 * The driver proves that a piece of work survives the failure of each single allocation and of every
 * allocation from the k-th on: an error is reported and no block is left behind. It asserts that
 * it really reached the failures it was built for, so it cannot pass by doing nothing.
 */
#ifndef TESTS_SUPPORT_FAULT_H
#define TESTS_SUPPORT_FAULT_H

#include "locality/base.h"

#include <stddef.h>
#include <stdint.h>

/** How a failure behaves once it has fired. */
enum fault_modes {
    FAULT_NEVER = 0,  /**< Nothing fails; the allocator only counts. */
    FAULT_ONCE = 1,   /**< One event fails, the next succeed again. */
    FAULT_STICKY = 2, /**< The event and all after it fail. */
};

/** A counter of events that can fail; allocations use it, and a test can use it for its callbacks. */
typedef struct fault_counter {
    int mode;    /**< One of fault_modes. */
    size_t at;   /**< Number of the event that fails, from 0. */
    size_t seen; /**< Events so far. */
    int fired;   /**< 1 once an event failed. */
} fault_counter;

/** An allocator that counts, can fail, and knows what is live. */
typedef struct fault_allocator {
    locality_allocator allocator; /**< Give this one to the library. */
    fault_counter counter;        /**< Allocations and resizes. */
    size_t live_blocks;           /**< Blocks not released. */
    size_t live_bytes;            /**< Their sizes. */
    size_t peak_bytes;            /**< Most bytes live at once. */
    size_t wrong;                 /**< Sizes passed back wrongly, null or zero-size calls. */
} fault_allocator;

/**
 * @brief Makes an allocator that fails as asked; do not move it while it is in use.
 * @param[out] fault The allocator.
 * @param[in] mode One of fault_modes.
 * @param[in] at Number of the allocation that fails, from 0.
 */
void fault_allocator_init(fault_allocator *fault, int mode, size_t at);
/**
 * @brief Asserts that nothing is live and that every size came back right.
 * @param[in] fault The allocator.
 * @param[in] name What was done, for the message.
 * @return 1 if clean, else 0.
 */
int fault_allocator_clean(const fault_allocator *fault, const char *name);
/**
 * @brief Counts an event of a callback and tells whether it is to fail.
 * @param[in,out] counter The counter.
 * @return 1 to fail, 0 to go on.
 */
int fault_fires(fault_counter *counter);

/**
 * @brief Fails each allocation of a piece of work in turn, once and sticky.
 *
 * `run` does the whole work with the allocator it is given, frees whatever it made on every path, and
 * returns the first status that is not OK. It is run without a failure first and has to succeed.
 * @param[in] name What is done, for messages.
 * @param[in] run The work.
 * @param[in] state Handed to run.
 * @param[in] expected_at_least How many different allocations must have been made to fail.
 */
void fault_drive(const char *name,
                 locality_status (*run)(void *state, const locality_allocator *allocator,
                                        locality_error *error),
                 void *state, size_t expected_at_least);

/**
 * @brief Fails each call of a host callback in turn, once and sticky.
 *
 * `run` hands `callbacks` to its callback, which asks fault_fires and fails with LOCALITY_CALLBACK
 * or a status of its own when told to. Memory is counted but does not fail.
 * @param[in] name What is done, for messages.
 * @param[in] run The work.
 * @param[in] state Handed to run.
 * @param[in] expected The status the work has to return when the callback failed.
 * @param[in] expected_at_least How many different calls must have been made to fail.
 */
void fault_drive_callback(const char *name,
                          locality_status (*run)(void *state, const locality_allocator *allocator,
                                                 fault_counter *callbacks, locality_error *error),
                          void *state, locality_status expected, size_t expected_at_least);

#endif
