/* Arithmetic and conversions on ranges. What leaves 64 bits becomes open at that end; results are
 * rounded outwards. */
#include <string.h>

#include "base/text.h"
#include "expr/fold.h"

#define SECONDS_IN_DAY INT64_C(86400)

static int64_t *numbers(loc_plan *plan, uint32_t count) {
    return loc_scratch(plan->run, count, sizeof(int64_t));
}

static locality_range range_at(const loc_vector *vector, uint32_t i) {
    locality_range range = {vector->lo[i], vector->hi[i]};
    return range;
}

/* ---- Sums and differences --------------------------------------------------------------------------- */

/* a + b or a - b where both are exact; false where a result leaves 64 bits. */
static bool add_exact(const int64_t *a, const int64_t *b, bool is_minus, uint32_t count,
                      int64_t *out) {
    int64_t over = 0;

    for (uint32_t i = 0; i < count; i++) {
        int64_t sum = is_minus ? (int64_t)((uint64_t)a[i] - (uint64_t)b[i])
                               : (int64_t)((uint64_t)a[i] + (uint64_t)b[i]);
        int64_t other = is_minus ? ~b[i] : b[i];
        over |= (a[i] ^ sum) & (other ^ sum);
        over |= sum == LOCALITY_OPEN_ABOVE || sum == LOCALITY_OPEN_BELOW ? INT64_MIN : 0;
        out[i] = sum;
    }
    return over >= 0;
}

static void scale_days(const loc_vector *days, uint32_t count, int64_t *lo, int64_t *hi) {
    locality_range second = {SECONDS_IN_DAY, SECONDS_IN_DAY};

    for (uint32_t i = 0; i < count; i++) {
        locality_range range = range_at(days, i);
        locality_range_multiply(&range, &second, 1, &range);
        lo[i] = range.lo;
        hi[i] = range.hi;
    }
}

static bool add(loc_plan *plan, const loc_node *node, const loc_vector *a, const loc_vector *b,
                uint32_t count, loc_vector *out) {
    bool is_minus = node->op == LOC_SUBTRACT;
    int64_t *lo = numbers(plan, count);
    int64_t *hi = numbers(plan, count);

    if (lo == NULL || hi == NULL)
        return false;
    out->lo = out->hi = lo;
    if (a->lo == a->hi && b->lo == b->hi && add_exact(a->lo, b->lo, is_minus, count, lo))
        return true;
    out->hi = hi;
    for (uint32_t i = 0; i < count; i++) {
        locality_range x = range_at(a, i), y = range_at(b, i);
        if (is_minus)
            locality_range_subtract(&x, &y, &x);
        else
            locality_range_add(&x, &y, &x);
        lo[i] = x.lo;
        hi[i] = x.hi;
    }
    return true;
}

/* A moment and days: the days as seconds. */
static bool add_to_moments(loc_plan *plan, const loc_node *node, const loc_vector *a,
                           const loc_vector *b, uint32_t count, loc_vector *out) {
    int64_t *lo = numbers(plan, count), *hi = numbers(plan, count);
    loc_vector seconds = *b;

    if (lo == NULL || hi == NULL)
        return false;
    scale_days(b, count, lo, hi);
    seconds.lo = lo;
    seconds.hi = hi;
    return add(plan, node, a, &seconds, count, out);
}

/* ---- Products, quotients, signs ------------------------------------------------------------------------ */

/* All bits that the numbers, taken as positive, have between them: none is larger. */
static uint64_t bits_of(const int64_t *numbers, uint32_t count) {
    uint64_t bits = 0;

    for (uint32_t i = 0; i < count; i++) {
        uint64_t number = (uint64_t)numbers[i];
        bits |= numbers[i] < 0 ? ~number : number;
    }
    return bits;
}

/* a * b / scale where no product leaves 64 bits; false where a result is not exact. */
static inline bool multiply_by(const int64_t *a, const int64_t *b, int64_t scale, uint32_t count,
                               int64_t *out) {
    int64_t rest = 0;

    for (uint32_t i = 0; i < count; i++) {
        int64_t product = a[i] * b[i], quotient = product / scale;
        rest |= product - quotient * scale;
        out[i] = quotient;
    }
    return rest == 0;
}

/* Exact factors; false where a product may leave 64 bits or a result is not exact. A division by a number
 * that the compiler knows is a product. */
static bool multiply_exact(const int64_t *a, const int64_t *b, int64_t scale, uint32_t count,
                           int64_t *out) {
    uint64_t x = bits_of(a, count), y = bits_of(b, count);

    if ((double)(x + 1) * (double)(y + 1) > 4e18) /* less than half of 2^63 */
        return false;
    return scale == LOCALITY_ONE ? multiply_by(a, b, LOCALITY_ONE, count, out)
           : scale > 1           ? multiply_by(a, b, scale, count, out)
                                 : multiply_by(a, b, 1, count, out);
}

static void multiply_or_divide(const loc_node *node, const loc_vector *a, const loc_vector *b,
                               uint32_t count, int64_t *lo, int64_t *hi) {
    for (uint32_t i = 0; i < count; i++) {
        locality_range x = range_at(a, i), y = range_at(b, i);
        if (node->op == LOC_MULTIPLY)
            locality_range_multiply(&x, &y, node->scale, &x);
        else
            locality_range_divide(&x, &y, node->scale, &x);
        lo[i] = x.lo;
        hi[i] = x.hi;
    }
}

static void negate(const loc_vector *a, uint32_t count, int64_t *lo, int64_t *hi) {
    for (uint32_t i = 0; i < count; i++) {
        lo[i] = a->hi[i] == LOCALITY_OPEN_ABOVE ? LOCALITY_OPEN_BELOW : -a->hi[i];
        hi[i] = a->lo[i] == LOCALITY_OPEN_BELOW ? LOCALITY_OPEN_ABOVE : -a->lo[i];
    }
}

/* One array is enough where both ends agree everywhere. */
static void settle(uint32_t count, loc_vector *out) {
    uint32_t i = 0;

    while (i < count && out->lo[i] == out->hi[i])
        i++;
    if (i == count)
        out->hi = out->lo;
}

bool loc_eval_arithmetic(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                         loc_vector *out) {
    uint32_t count = frame->count;
    loc_vector a, b;

    memset(out, 0, sizeof *out);
    if (!loc_eval(plan, frame, node->a, &a))
        return false;
    if (node->op != LOC_NEGATE && !loc_eval(plan, frame, node->b, &b))
        return false;
    if (node->op == LOC_ADD || node->op == LOC_SUBTRACT)
        return node->a->type.scalar == LOCALITY_TYPE_MOMENT
                   ? add_to_moments(plan, node, &a, &b, count, out)
                   : add(plan, node, &a, &b, count, out);
    int64_t *lo = numbers(plan, count), *hi = numbers(plan, count);
    if (lo == NULL || hi == NULL)
        return false;
    out->lo = out->hi = lo;
    if (node->op == LOC_MULTIPLY && a.lo == a.hi && b.lo == b.hi &&
        multiply_exact(a.lo, b.lo, node->scale, count, lo))
        return true;
    if (node->op == LOC_NEGATE)
        negate(&a, count, lo, hi);
    else
        multiply_or_divide(node, &a, &b, count, lo, hi);
    out->hi = hi;
    settle(count, out);
    return true;
}

/* ---- Conversions ----------------------------------------------------------------------------------------- */

/* Both ends times `factor`; the upper end, where it was not open, plus `more`. */
static void scale(const loc_vector *from, int64_t factor, int64_t more, size_t count, int64_t *lo,
                  int64_t *hi) {
    int64_t most = (INT64_MAX - 1) / factor - 1;

    for (size_t i = 0; i < count; i++) {
        int64_t first = from->lo[i], last = from->hi[i];
        lo[i] = first < -most ? LOCALITY_OPEN_BELOW : first > most ? most * factor : first * factor;
        hi[i] = last > most    ? LOCALITY_OPEN_ABOVE
                : last < -most ? -most * factor
                               : last * factor + more;
    }
}

/* The same where all are exact and stay so; false where one does not. */
static bool scale_exact(const int64_t *from, int64_t factor, size_t count, int64_t *out) {
    int64_t most = (INT64_MAX - 1) / factor - 1;
    uint64_t over = 0;

    for (size_t i = 0; i < count; i++) {
        over |= (uint64_t)from[i] + (uint64_t)most > 2 * (uint64_t)most;
        out[i] = (int64_t)((uint64_t)from[i] * (uint64_t)factor);
    }
    return over == 0;
}

static bool scale_vector(loc_plan *plan, const loc_vector *from, int64_t factor, int64_t more,
                         size_t count, loc_vector *out) {
    int64_t *lo = loc_scratch(plan->run, count, sizeof *lo);
    int64_t *hi = loc_scratch(plan->run, count, sizeof *hi);

    if (lo == NULL || hi == NULL)
        return false;
    out->lo = out->hi = lo;
    if (more == 0 && from->lo == from->hi && scale_exact(from->lo, factor, count, lo))
        return true;
    scale(from, factor, more, count, lo, hi);
    out->hi = hi;
    if (more == 0)
        settle((uint32_t)count, out);
    return true;
}

/* "Service Improvement" as a word: service_improvement. */
static bool word_of_text(loc_run *run, uint32_t symbol, uint32_t *out) {
    const char *text = loc_run_text(run, symbol);
    size_t length = strlen(text);
    loc_mark mark = loc_scratch_mark(run);
    char *word = loc_scratch(run, length + 1, 1);

    *out = 0;
    if (word == NULL)
        return false;
    for (size_t i = 0; i < length; i++)
        word[i] = text[i] == ' ' || text[i] == '-' ? '_' : loc_to_lower(text[i]);
    if (symbol != 0) {
        *out = loc_run_symbol(run, word, length);
        if (*out == 0)
            return false;
    }
    loc_scratch_release(run, mark);
    return true;
}

static bool record_of_text(loc_run *run, uint32_t kind, uint32_t symbol, uint32_t *out) {
    *out = LOCALITY_ROW_MISSING;
    if (symbol == 0)
        return true;
    locality_error error;
    locality_status status = locality_snapshot_resolve(
        run->snapshot, kind, loc_run_text(run, symbol), out, NULL, &error);
    if (status == LOCALITY_NO_MEMORY)
        return loc_run_no_memory(run);
    if (status != LOCALITY_OK)
        *out = LOCALITY_ROW_MISSING;
    return true;
}

static bool convert_keys(loc_plan *plan, const loc_node *node, const loc_vector *from, size_t count,
                         loc_vector *out) {
    uint32_t *key = loc_scratch(plan->run, count, sizeof *key);
    bool done = key != NULL;

    for (size_t i = 0; done && i < count; i++) {
        if (i > 0 && from->key[i] == from->key[i - 1])
            key[i] = key[i - 1];
        else if (node->conversion == LOC_TEXT_TO_WORD)
            done = word_of_text(plan->run, from->key[i], &key[i]);
        else
            done = record_of_text(plan->run, node->type.target, from->key[i], &key[i]);
    }
    out->key = key;
    return done;
}

static bool add_kinds(loc_plan *plan, const loc_node *node, size_t count, loc_vector *out) {
    uint32_t *kind = loc_scratch(plan->run, count, sizeof *kind);

    for (size_t i = 0; kind != NULL && i < count; i++)
        kind[i] = node->a->type.target;
    out->kind = kind;
    return kind != NULL;
}

/* The elements 0 to count - 1 of a vector of scalars. */
static bool convert(loc_plan *plan, const loc_node *node, const loc_vector *from, size_t count,
                    loc_vector *out) {
    switch (node->conversion) {
    case LOC_COUNT_TO_NUMBER:
        return scale_vector(plan, from, LOCALITY_ONE, 0, count, out);
    case LOC_DATE_TO_MOMENT:
        return scale_vector(plan, from, SECONDS_IN_DAY, SECONDS_IN_DAY - 1, count, out);
    case LOC_REF_TO_ANY:
        return add_kinds(plan, node, count, out);
    case LOC_TEXT_TO_WORD:
    case LOC_TEXT_TO_REF:
        return convert_keys(plan, node, from, count, out);
    default:
        return true; /* the same numbers, the same texts */
    }
}

/* The items that the lists of a batch have, which may be a part of a long column. */
static bool convert_lists(loc_plan *plan, uint32_t count, const loc_node *node,
                          const loc_vector *from, loc_vector *out) {
    uint32_t *begin = loc_scratch(plan->run, count, sizeof *begin);
    uint32_t *end = loc_scratch(plan->run, count, sizeof *end);
    uint32_t first = UINT32_MAX, last = 0;
    loc_vector items = *from;

    if (begin == NULL || end == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        first = from->begin[i] < first ? from->begin[i] : first;
        last = from->end[i] > last ? from->end[i] : last;
    }
    first = first > last ? last : first;
    items.lo = from->lo == NULL ? NULL : from->lo + first;
    items.hi = from->hi == NULL ? NULL : from->hi + first;
    items.truth = from->truth == NULL ? NULL : from->truth + first;
    items.key = from->key == NULL ? NULL : from->key + first;
    items.kind = from->kind == NULL ? NULL : from->kind + first;
    items.maybe = from->maybe == NULL ? NULL : from->maybe + first;
    *out = items;
    out->begin = begin;
    out->end = end;
    for (uint32_t i = 0; i < count; i++) {
        begin[i] = from->begin[i] - first;
        end[i] = from->end[i] - first;
    }
    return convert(plan, node, &items, last - first, out);
}

bool loc_eval_convert(loc_plan *plan, const loc_frame *frame, const loc_node *node,
                      loc_vector *out) {
    loc_vector from;

    if (!loc_eval(plan, frame, node->a, &from))
        return false;
    *out = from;
    if (!node->type.is_list)
        return convert(plan, node, &from, frame->count, out);
    return convert_lists(plan, frame->count, node, &from, out);
}
