/**
 * @file threads.h
 * @brief An executor of threads: every share of a detection on one of its own.
 */
#ifndef TESTS_UNIT_DEMAND_THREADS_H
#define TESTS_UNIT_DEMAND_THREADS_H

#include <pthread.h>
#include <stdint.h>

#define THREADS_MOST 8

typedef struct threads_share {
    void (*task)(void *work, uint32_t share);
    void *work;
    uint32_t number;
} threads_share;

static inline void *threads_do(void *self) {
    threads_share *s = self;

    s->task(s->work, s->number);
    return NULL;
}

/** For `run` of a locality_demand_executor of at most THREADS_MOST workers: the last share first. */
static inline int32_t threads_run(void *self, void (*task)(void *work, uint32_t share), void *work,
                                  uint32_t shares) {
    pthread_t thread[THREADS_MOST];
    threads_share each[THREADS_MOST];

    (void)self;
    for (uint32_t k = 0; k < shares; k++) {
        each[k] = (threads_share){task, work, shares - 1 - k};
        pthread_create(&thread[k], NULL, threads_do, &each[k]);
    }
    for (uint32_t k = 0; k < shares; k++) {
        pthread_join(thread[k], NULL);
    }
    return 0;
}

#endif
