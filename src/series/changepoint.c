/* Change points: optimal partitioning. A beginning is ruled out once it was no better than another for as
 * long as a segment has to last: only from then on could that other one have taken its place. */
#include "series/changepoint.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "schema/schema.h"
#include "series/kendall.h"
#include "statistics/elementary.h"
#include "statistics/select.h"

#define CHI_SQUARE_MEDIAN 0.454936423119572 /* with one degree of freedom */
#define ALIVE UINT32_MAX

/* ---- Room ------------------------------------------------------------------------------------ */

static size_t cells(const loc_change *room) {
    return (room->count + 1) * (room->changes + 2);
}

bool loc_change_take(loc_change *room, size_t count, size_t changes,
                     const locality_allocator *allocator) {
    size_t more = count + 1;

    memset(room, 0, sizeof *room);
    room->allocator = *allocator;
    room->count = count;
    room->changes = changes;
    room->value = loc_allocate_raw(allocator, more, sizeof *room->value);
    room->at = loc_allocate_raw(allocator, more, sizeof *room->at);
    room->sum = loc_allocate_raw(allocator, more, sizeof *room->sum);
    room->square = loc_allocate_raw(allocator, more, sizeof *room->square);
    room->log_length = loc_allocate_raw(allocator, more, sizeof *room->log_length);
    room->entropy = loc_allocate_raw(allocator, LOC_CHANGE_TABLE, sizeof *room->entropy);
    room->best = loc_allocate_raw(allocator, cells(room), sizeof *room->best);
    room->from = loc_allocate_raw(allocator, cells(room), sizeof *room->from);
    room->open = loc_allocate_raw(allocator, more, sizeof *room->open);
    room->doomed = loc_allocate_raw(allocator, more, sizeof *room->doomed);
    if (room->value == NULL || room->at == NULL || room->sum == NULL || room->square == NULL ||
        room->log_length == NULL || room->entropy == NULL || room->best == NULL ||
        room->from == NULL || room->open == NULL || room->doomed == NULL) {
        loc_change_give(room);
        return false;
    }
    for (size_t k = 0; k < more; k++) {
        room->log_length[k] = k > 0 ? loc_log((double)k) : 0.0;
    }
    for (size_t k = 0; k < LOC_CHANGE_TABLE; k++) {
        room->entropy[k] = -1.0;
    }
    return true;
}

void loc_change_give(loc_change *room) {
    const locality_allocator *allocator = &room->allocator;
    size_t more = room->count + 1;

    loc_release(allocator, room->value, more, sizeof *room->value);
    loc_release(allocator, room->at, more, sizeof *room->at);
    loc_release(allocator, room->sum, more, sizeof *room->sum);
    loc_release(allocator, room->square, more, sizeof *room->square);
    loc_release(allocator, room->log_length, more, sizeof *room->log_length);
    loc_release(allocator, room->entropy, LOC_CHANGE_TABLE, sizeof *room->entropy);
    loc_release(allocator, room->best, cells(room), sizeof *room->best);
    loc_release(allocator, room->from, cells(room), sizeof *room->from);
    loc_release(allocator, room->open, more, sizeof *room->open);
    loc_release(allocator, room->doomed, more, sizeof *room->doomed);
    memset(room, 0, sizeof *room);
}

/* ---- Costs ----------------------------------------------------------------------------------- */

static double entropy(loc_change *room, double sum) {
    if (sum >= (double)LOC_CHANGE_TABLE) {
        return sum * loc_log(sum);
    }
    size_t k = (size_t)sum;
    if (room->entropy[k] < 0.0) {
        room->entropy[k] = k > 1 ? sum * loc_log(sum) : 0.0;
    }
    return room->entropy[k];
}

double loc_change_cost(loc_change *room, size_t a, size_t b) {
    double sum = room->sum[b] - room->sum[a];
    double length = room->by_length ? room->log_length[b - a] : 0.0;

    if (room->cost == LOCALITY_CHANGE_SQUARES) {
        double rest = room->square[b] - room->square[a] - sum * sum / (double)(b - a);
        return (rest > 0.0 ? rest : 0.0) * room->scale + length;
    }
    if (!(sum > 0.0)) {
        return 0.0;
    }
    return 2.0 * (sum * room->log_length[b - a] - entropy(room, sum)) * room->scale + length;
}

double loc_step_dispersion(const double *value, size_t count, bool counts, double *scratch) {
    size_t found = 0;

    for (size_t i = 1; i < count; i++) {
        double step = value[i] - value[i - 1], both = value[i] + value[i - 1];
        if (!counts || both > 0.0) {
            scratch[found++] = step * step / (counts ? both : 2.0);
        }
    }
    double estimate = found > 0 ? loc_median(scratch, found) / CHI_SQUARE_MEDIAN : 0.0;
    if (counts) {
        return estimate > 1.0 ? estimate : 1.0;
    }
    return estimate > 0.0 ? estimate : 1.0;
}

/* Takes over what is there: sums about the mean, so that squares stay exact. */
static void take_values(loc_change *room, const double *value, size_t count) {
    double mean = 0.0;
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        room->value[n] = value[i];
        room->at[n] = i;
        n += value[i] == value[i] ? 1u : 0u;
    }
    room->n = n;
    for (size_t i = 0; i < n; i++) {
        mean += room->value[i] / (double)n;
    }
    mean = room->cost == LOCALITY_CHANGE_SQUARES ? mean : 0.0;
    room->sum[0] = room->square[0] = 0.0;
    for (size_t i = 0; i < n; i++) {
        double y = room->value[i] - mean;
        room->sum[i + 1] = room->sum[i] + y;
        room->square[i + 1] = room->square[i] + y * y;
    }
}

/* ---- Any number of changes ------------------------------------------------------------------- */

/* Finds the least cost of the first `t` values among the beginnings that are open. */
static void close_at(loc_change *room, size_t t, size_t count, size_t least, double penalty) {
    double lowest = (double)INFINITY;
    uint32_t from = 0;

    for (size_t k = 0; k < count; k++) {
        uint32_t s = room->open[k];
        if (t - s < least) {
            break;
        }
        double cost = room->best[s] + loc_change_cost(room, s, t) + penalty;
        if (cost < lowest) {
            lowest = cost;
            from = s;
        }
    }
    room->best[t] = lowest;
    room->from[t] = from;
}

/* Marks beginnings that are no better than beginning anew at `t`, and drops those marked long enough ago. */
static size_t prune_at(loc_change *room, size_t t, size_t count, size_t least, double slack) {
    size_t kept = 0;

    for (size_t k = 0; k < count; k++) {
        uint32_t s = room->open[k];
        if (t - s >= least && room->doomed[s] == ALIVE &&
            room->best[s] + loc_change_cost(room, s, t) - slack > room->best[t]) {
            room->doomed[s] = (uint32_t)t;
        }
        bool dropped = room->doomed[s] != ALIVE && t + 1 - room->doomed[s] >= least;
        room->open[kept] = s;
        kept += dropped ? 0u : 1u;
    }
    return kept;
}

/* The end of the series may lie off the grid. */
static bool is_place(size_t t, size_t n, size_t grid) {
    return t % grid == 0 || t == n;
}

static size_t trace(loc_change *room, size_t n) {
    size_t found = 0;

    for (size_t t = n; t > 0; t = room->from[t]) {
        room->open[found++] = (uint32_t)t;
    }
    for (size_t i = 0; i < found / 2; i++) {
        uint32_t held = room->open[i];
        room->open[i] = room->open[found - 1 - i];
        room->open[found - 1 - i] = held;
    }
    return found;
}

static size_t find_any(loc_change *room, const locality_change_options *in, double penalty) {
    size_t n = room->n, count = 1;
    /* Two segments may cost up to log(n / 4) more than one, where lengths count. */
    double slack = room->by_length && n > 4 ? loc_log((double)n / 4.0) : 0.0;

    room->best[0] = -penalty;
    room->open[0] = 0;
    room->doomed[0] = ALIVE;
    for (size_t t = in->least; t <= n; t++) {
        if (!is_place(t, n, in->grid)) {
            continue;
        }
        close_at(room, t, count, in->least, penalty);
        if (t < n && room->best[t] < (double)INFINITY) {
            count = prune_at(room, t, count, in->least, slack);
            room->doomed[t] = ALIVE;
            room->open[count++] = (uint32_t)t;
        }
    }
    return room->best[n] < (double)INFINITY ? trace(room, n) : 0;
}

/* ---- A given number of changes --------------------------------------------------------------- */

/* Row k: the first t values in k + 1 segments. */
static void fill_row(loc_change *room, size_t k, size_t least, size_t grid) {
    size_t n = room->n, wide = room->count + 1;
    double *best = room->best + k * wide;
    const double *before = k > 0 ? best - wide : NULL;

    for (size_t t = 0; t <= n; t++) {
        best[t] = (double)INFINITY;
        if (!is_place(t, n, grid) || t < (k + 1) * least) {
            continue;
        }
        if (k == 0) {
            best[t] = loc_change_cost(room, 0, t);
            room->from[t] = 0;
            continue;
        }
        for (size_t s = k * least; s + least <= t; s++) {
            double cost = before[s] < (double)INFINITY ? before[s] + loc_change_cost(room, s, t)
                                                       : (double)INFINITY;
            if (cost < best[t]) {
                best[t] = cost;
                room->from[k * wide + t] = (uint32_t)s;
            }
        }
    }
}

static size_t find_number(loc_change *room, const locality_change_options *in) {
    size_t n = room->n, wide = room->count + 1, changes = in->changes;

    for (size_t k = 0; k <= changes; k++) {
        fill_row(room, k, in->least, in->grid);
    }
    if (!(room->best[changes * wide + n] < (double)INFINITY)) {
        return 0;
    }
    size_t t = n;
    for (size_t k = changes + 1; k-- > 0;) {
        room->open[k] = (uint32_t)t;
        t = room->from[k * wide + t];
    }
    return changes + 1;
}

size_t loc_change_find(loc_change *room, const double *value, size_t count,
                       const locality_change_options *in, locality_change_summary *summary) {
    static const double shares[] = {3.0, 2.0};

    room->cost = in->cost;
    room->by_length = in->penalty == LOCALITY_CHANGE_MBIC;
    take_values(room, value, count);
    *summary = (locality_change_summary){0.0, 0.0, 0.0, in->dispersion};
    if (!(in->dispersion > 0.0)) {
        summary->dispersion = loc_step_dispersion(room->value, room->n,
                                                  in->cost == LOCALITY_CHANGE_POISSON, room->best);
    }
    room->scale = 1.0 / summary->dispersion;
    if (room->n < in->least) {
        return 0;
    }
    if (in->penalty == LOCALITY_CHANGE_MBIC || in->penalty == LOCALITY_CHANGE_BIC) {
        summary->penalty = shares[in->penalty] * loc_log((double)room->n);
    } else {
        summary->penalty = in->penalty == LOCALITY_CHANGE_AIC      ? 4.0
                           : in->penalty == LOCALITY_CHANGE_MANUAL ? in->manual
                                                                   : 0.0;
    }
    size_t found = in->penalty == LOCALITY_CHANGE_NUMBER ? find_number(room, in)
                                                         : find_any(room, in, summary->penalty);
    for (size_t k = 0; k < found; k++) {
        summary->cost += loc_change_cost(room, k > 0 ? room->open[k - 1] : 0, room->open[k]);
    }
    summary->objective = summary->cost + summary->penalty * (double)(found > 0 ? found - 1 : 0);
    return found;
}

/* ---- The call -------------------------------------------------------------------------------- */

static locality_status take_options(const locality_change_options *given, size_t count,
                                    locality_change_options *out, locality_error *error) {
    locality_change_options in = LOCALITY_CHANGE_OPTIONS_INIT;

    if (given != NULL && !loc_struct_take(&in, sizeof in, given, given->struct_size, sizeof in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_change_options");
    }
    if (in.reserved != 0 || in.cost < LOCALITY_CHANGE_POISSON ||
        in.cost > LOCALITY_CHANGE_SQUARES || in.penalty < LOCALITY_CHANGE_MBIC ||
        in.penalty > LOCALITY_CHANGE_NUMBER || !(in.manual >= 0.0 && in.manual < 1e300) ||
        !(in.dispersion >= 0.0 && in.dispersion < 1e300) || in.least == 0 || in.grid == 0) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options: cost, penalty, dispersion, least or grid is out of range");
    }
    in.changes = in.penalty == LOCALITY_CHANGE_NUMBER ? in.changes : 0;
    if (count > LOC_KENDALL_MOST || in.least > LOC_KENDALL_MOST) {
        return loc_fail(error, LOCALITY_LIMIT, "%zu values are too many", count);
    }
    if (in.changes > 0 && in.changes > count / in.least) {
        return loc_fail(error, LOCALITY_INVALID, "%zu changes do not fit into %zu values",
                        in.changes, count);
    }
    *out = in;
    return LOCALITY_OK;
}

static locality_status check(const double *value, size_t count, int32_t cost,
                             locality_error *error) {
    double sum = 0.0;

    for (size_t i = 0; i < count; i++) {
        double y = value[i];
        bool wrong = cost == LOCALITY_CHANGE_SQUARES ? fabs(y) > 1e100 : y < 0.0 || y > floor(y);
        sum += y == y ? y : 0.0;
        if (wrong || (cost == LOCALITY_CHANGE_POISSON && sum > 9007199254740992.0)) {
            return loc_fail(error, LOCALITY_INVALID,
                            "the value at position %zu is none that this cost allows", i);
        }
    }
    return LOCALITY_OK;
}

static void put_segments(loc_change *room, size_t found, locality_change_segment *segment) {
    for (size_t k = 0; k < found; k++) {
        size_t a = k > 0 ? room->open[k - 1] : 0, b = room->open[k];
        double sum = 0.0;
        for (size_t i = a; i < b; i++) {
            sum += room->value[i];
        }
        segment[k] = (locality_change_segment){room->at[a], room->at[b - 1], b - a,
                                               sum / (double)(b - a), loc_change_cost(room, a, b)};
    }
}

locality_status locality_changes(const double *value, size_t count,
                                 const locality_change_options *options,
                                 locality_change_segment *segment, size_t capacity,
                                 size_t *segments, locality_change_summary *summary,
                                 const locality_allocator *allocator, locality_error *error) {
    locality_change_options in = LOCALITY_CHANGE_OPTIONS_INIT;
    locality_change_summary whole = {0.0, 0.0, 0.0, 0.0};
    locality_allocator memory;
    loc_change room;

    if (segments != NULL) {
        *segments = 0;
    }
    if (summary != NULL) {
        *summary = whole;
    }
    if (value == NULL || segments == NULL) {
        return loc_fail_null(error, value == NULL ? "value" : "segments");
    }
    locality_status status = take_options(options, count, &in, error);
    if (status == LOCALITY_OK) {
        status = check(value, count, in.cost, error);
    }
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    if (!loc_change_take(&room, count, in.changes, &memory)) {
        return loc_fail_memory(error);
    }
    size_t found = loc_change_find(&room, value, count, &in, &whole);
    if (segment != NULL && found <= capacity) {
        put_segments(&room, found, segment);
    }
    size_t there = room.n;
    loc_change_give(&room);
    if (found == 0 && there >= in.least) {
        return loc_fail(error, LOCALITY_INVALID, "%zu changes do not fit into %zu values",
                        in.changes, there);
    }
    if (segment != NULL && found > capacity) {
        return loc_fail(error, LOCALITY_LIMIT, "%zu segments do not fit into room for %zu", found,
                        capacity);
    }
    *segments = found;
    if (summary != NULL) {
        *summary = whole;
    }
    return loc_ok(error);
}
