/* OutbreakP: the likelihood that means have never fallen, over that of one mean, week by week.
 *
 * The best means that never fall are those of blocks of weeks, merged while a later one is not higher
 * (pool adjacent violators). A further week only touches the last blocks, so the blocks are kept on a
 * stack with the running sum of their likelihoods. */
#include <math.h>

#include "base/error.h"
#include "base/memory.h"
#include "statistics/elementary.h"
#include "surveillance/watch.h"

typedef struct block {
    double sum;
    double weeks;
    double likelihood; /* of this block and all before it: sum of S log(S / W) */
} block;

static double part_of(double sum, double weeks) {
    return sum > 0 ? sum * loc_log(sum / weeks) : 0;
}

static size_t push(block *stack, size_t depth, double count) {
    block b = {count, 1, 0};

    while (depth > 0 && b.sum * stack[depth - 1].weeks <= stack[depth - 1].sum * b.weeks) {
        depth--;
        b.sum += stack[depth].sum;
        b.weeks += stack[depth].weeks;
    }
    b.likelihood = (depth > 0 ? stack[depth - 1].likelihood : 0) + part_of(b.sum, b.weeks);
    stack[depth] = b;
    return depth + 1;
}

static void judge(const int64_t *count, size_t weeks, double threshold, block *stack,
                  locality_watch_point *points) {
    size_t depth = 0;
    double sum = 0;
    double present = 0;

    for (size_t t = 0; t < weeks; t++) {
        points[t] = loc_no_point(NAN, LOCALITY_WATCH_NO_DATA);
        if (count[t] == LOCALITY_NO_COUNT) {
            continue;
        }
        depth = push(stack, depth, (double)count[t]);
        sum += (double)count[t];
        present += 1;
        double log_ratio = depth == 1 ? 0 : stack[depth - 1].likelihood - part_of(sum, present);
        double statistic = loc_exp(log_ratio > 0 ? log_ratio : 0);
        points[t] = (locality_watch_point){
            stack[0].sum / stack[0].weeks, NAN, statistic, NAN, LOCALITY_WATCH_JUDGED,
            statistic > threshold};
    }
}

locality_status locality_outbreak_p(const int64_t *count, size_t weeks, double threshold,
                                    locality_watch_point *points,
                                    const locality_allocator *allocator, locality_error *error) {
    locality_allocator memory;

    locality_status status = loc_check_counts(count, weeks, 1, points, NULL, error);
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    if (!(threshold > 0)) {
        return loc_fail(error, LOCALITY_INVALID, "the threshold is not above 0");
    }
    block *stack = loc_allocate_raw(&memory, weeks, sizeof *stack);
    if (stack == NULL) {
        return loc_fail_memory(error);
    }
    judge(count, weeks, threshold, stack, points);
    loc_release(&memory, stack, weeks, sizeof *stack);
    return loc_ok(error);
}
