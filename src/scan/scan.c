/* Scan: the windows that stand out, told from what chance would show. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/sort.h"
#include "scan/run.h"
#include "schema/schema.h"
#include "statistics/elementary.h"

#define MOST_COUNT (INT64_C(1) << 31)
#define MOST_PERIODS ((size_t)1 << 16)
#define EULER 0.57721566490153286061
#define GUMBEL_FEWEST 10  /* replicates for a fit */
#define LEAST_SCALE 1e-12 /* of their mean: below it the scores differ by rounding alone */

struct locality_scan_result {
    locality_allocator allocator;
    locality_scan_cluster *cluster;
    size_t count, capacity;
};

/* ---- What is given ---------------------------------------------------------------------------- */

static locality_status take_input(const locality_scan_input *given, const locality_zones *zones,
                                  locality_scan_input *in, locality_error *error) {
    if (given == NULL || zones == NULL) {
        return loc_fail_null(error, given == NULL ? "input" : "zones");
    }
    if (!loc_struct_take(in, sizeof *in, given, given->struct_size, sizeof *in)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "input.struct_size is not that of locality_scan_input");
    }
    if (in->reserved != 0) {
        return loc_fail(error, LOCALITY_INVALID, "input.reserved is not 0");
    }
    if (in->count == NULL) {
        return loc_fail_null(error, "input.count");
    }
    if (in->places != zones->places) {
        return loc_fail(error, LOCALITY_INVALID, "%zu places are counted, the zones have %zu",
                        in->places, zones->places);
    }
    return in->periods > 0 && in->periods <= MOST_PERIODS
               ? LOCALITY_OK
               : loc_fail(error, LOCALITY_INVALID, "%zu periods are not 1 to %zu", in->periods,
                          MOST_PERIODS);
}

static locality_status take_options(const locality_scan_options *given, locality_scan_options *in,
                                    locality_error *error) {
    const size_t smallest = offsetof(locality_scan_options, enough);

    if (given != NULL && !loc_struct_take(in, sizeof *in, given, given->struct_size, smallest)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "options.struct_size is not that of locality_scan_options");
    }
    if (in->reserved != 0 || in->reserved2 != 0 || in->reserved3 != 0) {
        return loc_fail(error, LOCALITY_INVALID, "options.reserved is not 0");
    }
    if (in->model < LOCALITY_SCAN_PERMUTATION || in->model > LOCALITY_SCAN_OVERDISPERSED) {
        return loc_fail(error, LOCALITY_INVALID, "options.model is none that there is");
    }
    return in->past == 0 || in->past == 1
               ? LOCALITY_OK
               : loc_fail(error, LOCALITY_INVALID, "options.past is neither 0 nor 1");
}

/* What is wrong with a cell, or null. */
static const char *fault_of(const locality_scan_input *in, int32_t model, size_t cell) {
    double expected = in->expected == NULL ? 0 : in->expected[cell];

    if (in->count[cell] < 0 || in->count[cell] > MOST_COUNT) {
        return "its count is not 0 to 2^31";
    }
    if (model == LOCALITY_SCAN_PERMUTATION) {
        return NULL;
    }
    if (!(expected >= 0) || !isfinite(expected)) {
        return "what is expected is not a number of 0 or more";
    }
    if (expected == 0 && (in->count[cell] > 0 || model != LOCALITY_SCAN_POPULATION)) {
        return "nothing is expected there";
    }
    if (loc_draw_is_spread(in, model) && (!(in->size[cell] > 0) || !isfinite(in->size[cell]))) {
        return "its size parameter is not above 0";
    }
    return NULL;
}

static locality_status check_cells(const locality_scan_input *in, int32_t model, double *total,
                                   locality_error *error) {
    double sum = 0;

    if (model != LOCALITY_SCAN_PERMUTATION && in->expected == NULL) {
        return loc_fail_null(error, "input.expected");
    }
    if (model == LOCALITY_SCAN_OVERDISPERSED && in->size == NULL) {
        return loc_fail_null(error, "input.size");
    }
    for (size_t i = 0; i < in->places * in->periods; i++) {
        const char *fault = fault_of(in, model, i);
        if (fault != NULL) {
            return loc_fail(error, LOCALITY_INVALID, "place %zu, period %zu: %s", i % in->places,
                            i / in->places, fault);
        }
        sum += (double)in->count[i];
    }
    *total = sum;
    return sum <= (double)MOST_COUNT || model >= LOCALITY_SCAN_EXPECTED
               ? LOCALITY_OK
               : loc_fail(error, LOCALITY_LIMIT, "more than 2^31 are counted in all");
}

/* ---- The windows of a model ------------------------------------------------------------------- */

/* Expected counts where each place and each period keeps its total. */
static bool expect_permutation(const locality_scan_input *in, double total, double *cell,
                               const locality_allocator *a) {
    double *place = loc_allocate(a, in->places, sizeof *place);
    double *period = loc_allocate(a, in->periods, sizeof *period);

    for (size_t i = 0; place != NULL && period != NULL && i < in->places * in->periods; i++) {
        place[i % in->places] += (double)in->count[i];
        period[i / in->places] += (double)in->count[i];
    }
    for (size_t i = 0; place != NULL && period != NULL && i < in->places * in->periods; i++) {
        cell[i] = total > 0 ? place[i % in->places] * period[i / in->places] / total : 0;
    }
    bool done = place != NULL && period != NULL;
    loc_release(a, place, in->places, sizeof *place);
    loc_release(a, period, in->periods, sizeof *period);
    return done;
}

/* What of a cell is added up for the expected side of windows: counts, or variances of the score. */
static bool expect(const locality_scan_input *in, int32_t model, double total, double *cell,
                   const locality_allocator *a) {
    size_t cells = in->places * in->periods;
    double people = 0;

    switch (model) {
    case LOCALITY_SCAN_PERMUTATION:
        return expect_permutation(in, total, cell, a);
    case LOCALITY_SCAN_POPULATION:
        for (size_t i = 0; i < cells; i++) {
            people += in->expected[i];
        }
        for (size_t i = 0; i < cells; i++) {
            cell[i] = people > 0 ? total * (in->expected[i] / people) : 0;
        }
        return true;
    case LOCALITY_SCAN_EXPECTED:
        memcpy(cell, in->expected, cells * sizeof *cell);
        return true;
    default:
        for (size_t i = 0; i < cells; i++) {
            cell[i] = in->expected[i] / (1 + in->expected[i] / in->size[i]);
        }
        return true;
    }
}

/* Counts as windows add them up: as they are, or as differences weighted by their spread. */
static void weigh(const locality_scan_input *in, int32_t model, double *cell) {
    for (size_t i = 0; model == LOCALITY_SCAN_OVERDISPERSED && i < in->places * in->periods; i++) {
        cell[i] = (cell[i] - in->expected[i]) / (1 + in->expected[i] / in->size[i]);
    }
}

static bool make_windows(loc_windows *w, const locality_zones *zones, const locality_scan_input *in,
                         const locality_scan_options *how, double total,
                         const locality_allocator *a) {
    static const loc_score_kind kinds[] = {LOC_SCORE_SHARE, LOC_SCORE_SHARE, LOC_SCORE_COUNT,
                                           LOC_SCORE_SPREAD};
    size_t cells;
    double *cell = loc_multiply_overflows(in->places, in->periods, &cells)
                       ? NULL
                       : loc_allocate_raw(a, cells, sizeof *cell);

    *w = (loc_windows){.allocator = a};
    if (cell == NULL) {
        return false;
    }
    bool done = expect(in, how->model, total, cell, a) &&
                loc_windows_make(w, zones, in->periods, how->most_periods, how->past != 0,
                                 kinds[how->model], total, cell, a);
    loc_release(a, cell, cells, sizeof *cell);
    return done;
}

/* Puts the counts that were given into the table. */
static void sum_given(loc_windows *w, const locality_scan_input *in, int32_t model) {
    for (size_t i = 0; i < w->places * w->periods; i++) {
        w->room[i] = (double)in->count[i];
    }
    weigh(in, model, w->room);
    loc_windows_sum(w, w->room);
}

/* ---- Clusters --------------------------------------------------------------------------------- */

typedef struct candidate {
    double score;
    size_t window;
} candidate;

static int by_score(const void *a, const void *b, const void *context) {
    const candidate *x = a, *y = b;

    (void)context;
    if (x->score != y->score) {
        return x->score > y->score ? -1 : 1;
    }
    return x->window < y->window ? -1 : x->window > y->window;
}

/* Whether a window shares a cell with what is taken; if not, it is taken too. */
static bool take_cells(const loc_windows *w, size_t window, uint8_t *taken) {
    loc_span span = w->span[window % w->spans];
    size_t count;
    const uint32_t *member = loc_zone_members(w->zones, window / w->spans, &count);

    for (size_t t = span.first; t <= span.last; t++) {
        for (size_t k = 0; k < count; k++) {
            if (taken[t * w->places + member[k]]) {
                return false;
            }
        }
    }
    for (size_t t = span.first; t <= span.last; t++) {
        for (size_t k = 0; k < count; k++) {
            taken[t * w->places + member[k]] = 1;
        }
    }
    return true;
}

static locality_scan_cluster describe(const loc_windows *w, const locality_scan_input *in,
                                      const candidate *c) {
    loc_span span = w->span[c->window % w->spans];
    locality_scan_cluster out = {.zone = c->window / w->spans,
                                 .first_period = span.first,
                                 .last_period = span.last,
                                 .expected = w->expected[c->window],
                                 .score = c->score,
                                 .probability = NAN,
                                 .gumbel = NAN};
    size_t count;
    const uint32_t *member = loc_zone_members(w->zones, out.zone, &count);

    for (size_t t = span.first; t <= span.last; t++) {
        for (size_t k = 0; k < count; k++) {
            size_t cell = t * w->places + member[k];
            out.count += in->count[cell];
            out.expected += w->kind == LOC_SCORE_SPREAD ? in->expected[cell] : 0;
        }
    }
    out.ratio = (double)out.count / out.expected;
    double outside = w->total - (double)out.count, others = w->total - out.expected;
    out.relative_risk = w->kind == LOC_SCORE_SHARE ? out.ratio / (outside / others) : out.ratio;
    return out;
}

/* The windows that may be clusters, best first; `*count` of them. */
static candidate *rank(const loc_windows *w, const double *value, const locality_allocator *a,
                       size_t *count) {
    candidate *list = loc_allocate_raw(a, w->count, sizeof *list);

    *count = 0;
    for (size_t i = 0; list != NULL && i < w->count; i++) {
        double score = loc_window_score(w, i, value[i]);
        if (score > 0) {
            list[(*count)++] = (candidate){score, i};
        }
    }
    if (list != NULL) {
        loc_sort(list, *count, sizeof *list, by_score, NULL);
    }
    return list;
}

static bool choose(const loc_windows *w, const locality_scan_input *in,
                   const locality_scan_options *how, const candidate *list, size_t count,
                   uint8_t *taken, locality_scan_result *result) {
    for (size_t i = 0; i < count && result->count < how->most_clusters; i++) {
        locality_scan_cluster cluster = describe(w, in, &list[i]);
        if (cluster.count < how->fewest || !take_cells(w, list[i].window, taken)) {
            continue;
        }
        if (!loc_grow(&result->allocator, (void **)&result->cluster, &result->capacity,
                      result->count + 1, sizeof *result->cluster)) {
            return false;
        }
        result->cluster[result->count++] = cluster;
    }
    return true;
}

static bool find_clusters(loc_windows *w, const locality_scan_input *in,
                          const locality_scan_options *how, locality_scan_result *result) {
    const locality_allocator *a = &result->allocator;
    double *value = loc_allocate_raw(a, w->count, sizeof *value);
    uint8_t *taken = loc_allocate(a, w->places * w->periods, 1);
    candidate *list = NULL;
    size_t count = 0;

    if (value != NULL && taken != NULL) {
        sum_given(w, in, how->model);
        loc_windows_values(w, value);
        list = rank(w, value, a, &count);
    }
    bool done = list != NULL && choose(w, in, how, list, count, taken, result);
    loc_release(a, list, w->count, sizeof *list);
    loc_release(a, value, w->count, sizeof *value);
    loc_release(a, taken, w->places * w->periods, 1);
    return done;
}

/* ---- Probabilities ---------------------------------------------------------------------------- */

/* A Gumbel distribution by moments of the best scores: its upper tail at `score`. */
static double gumbel_tail(const double *best, size_t count, double score) {
    double mean = 0, square = 0;

    if (count < GUMBEL_FEWEST) {
        return NAN;
    }
    for (size_t i = 0; i < count; i++) {
        mean += best[i] / (double)count;
    }
    for (size_t i = 0; i < count; i++) {
        square += (best[i] - mean) * (best[i] - mean) / (double)(count - 1);
    }
    double scale = sqrt(6 * square) / LOC_PI;
    return scale > LEAST_SCALE * fabs(mean)
               ? -loc_expm1(-loc_exp(-(score - (mean - EULER * scale)) / scale))
               : NAN;
}

/* The data are a replicate themselves, but where drawing stopped at one that scored as high. */
static void judge(locality_scan_result *result, const loc_scan_run *run) {
    for (size_t c = 0; c < result->count; c++) {
        size_t as_high = !run->is_enough;
        for (size_t r = 0; r < run->drawn; r++) {
            as_high += run->best[r] >= result->cluster[c].score;
        }
        result->cluster[c].probability = (double)as_high / (double)(run->drawn + !run->is_enough);
        result->cluster[c].gumbel = gumbel_tail(run->best, run->drawn, result->cluster[c].score);
    }
}

bool loc_scan_replicate(loc_scan_run *run) {
    const locality_scan_options *how = &run->how;
    loc_windows *w = &run->windows;
    loc_random random;
    uint32_t as_high = 0;

    loc_random_seed(&random, how->seed, 0);
    while (run->best != NULL && !run->is_enough && run->drawn < how->replicates) {
        loc_draw_cells(&run->draw, &random, w->room);
        weigh(&run->in, how->model, w->room);
        loc_windows_sum(w, w->room);
        double best = loc_windows_best(w);
        run->best[run->drawn++] = best;
        as_high += best >= run->result->cluster[0].score;
        run->is_enough = how->enough > 0 && as_high == how->enough;
        if (how->progress != NULL && how->progress(how->progress_self, run->drawn) != 0) {
            return false;
        }
    }
    return true;
}

/* ---- A run ------------------------------------------------------------------------------------ */

static locality_status take_all(const locality_zones *zones, const locality_scan_input *given,
                                const locality_scan_options *options, locality_scan_input *in,
                                locality_scan_options *how, double *total, locality_error *error) {
    *in = (locality_scan_input)LOCALITY_SCAN_INPUT_INIT;
    *how = (locality_scan_options)LOCALITY_SCAN_OPTIONS_INIT;
    locality_status status = take_input(given, zones, in, error);
    if (status == LOCALITY_OK) {
        status = take_options(options, how, error);
    }
    return status == LOCALITY_OK ? check_cells(in, how->model, total, error) : status;
}

/* Room for replicates, and what they are drawn from. */
static bool take_replicates(loc_scan_run *run) {
    const locality_allocator *a = &run->result->allocator;

    if (run->how.replicates == 0 || run->result->count == 0) {
        return true;
    }
    run->best = loc_allocate_raw(a, run->how.replicates, sizeof *run->best);
    return run->best != NULL && loc_draw_make(&run->draw, &run->in, run->how.model, a);
}

static bool begin(loc_scan_run *run, const locality_zones *zones, double total,
                  const locality_allocator *memory) {
    run->result = loc_allocate(memory, 1, sizeof *run->result);
    if (run->result == NULL) {
        return false;
    }
    run->result->allocator = *memory;
    run->draw.allocator = &run->result->allocator;
    if (!make_windows(&run->windows, zones, &run->in, &run->how, total, &run->result->allocator)) {
        return false;
    }
    run->windows.fewest = (double)run->how.fewest;
    return find_clusters(&run->windows, &run->in, &run->how, run->result) && take_replicates(run);
}

/* Gives back all but the result. */
static void give_room(loc_scan_run *run) {
    if (run->result == NULL) {
        return;
    }
    loc_windows_free(&run->windows);
    loc_draw_free(&run->draw);
    loc_release(&run->result->allocator, run->best, run->how.replicates, sizeof *run->best);
    run->best = NULL;
}

locality_status loc_scan_begin(loc_scan_run *run, const locality_zones *zones,
                               const locality_scan_input *input,
                               const locality_scan_options *options,
                               const locality_allocator *allocator, locality_error *error) {
    locality_allocator memory;
    double total = 0;

    memset(run, 0, sizeof *run);
    locality_status status = take_all(zones, input, options, &run->in, &run->how, &total, error);
    if (status != LOCALITY_OK ||
        (status = loc_allocator_take(allocator, &memory, error)) != LOCALITY_OK) {
        return status;
    }
    if (!begin(run, zones, total, &memory)) {
        loc_scan_drop(run);
        return loc_fail_memory(error);
    }
    return LOCALITY_OK;
}

locality_scan_result *loc_scan_end(loc_scan_run *run) {
    locality_scan_result *result = run->result;

    if (run->best != NULL) {
        judge(result, run);
    }
    give_room(run);
    run->result = NULL;
    return result;
}

void loc_scan_drop(loc_scan_run *run) {
    give_room(run);
    locality_scan_result_free(run->result);
    run->result = NULL;
}

/* ---- Public ----------------------------------------------------------------------------------- */

locality_status locality_scan(const locality_zones *zones, const locality_scan_input *input,
                              const locality_scan_options *options,
                              const locality_allocator *allocator, locality_scan_result **out,
                              locality_error *error) {
    loc_scan_run run;

    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = NULL;
    locality_status status = loc_scan_begin(&run, zones, input, options, allocator, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (!loc_scan_replicate(&run)) {
        loc_scan_drop(&run);
        return loc_fail(error, LOCALITY_CANCELLED, "the host stopped the call");
    }
    *out = loc_scan_end(&run);
    return loc_ok(error);
}

locality_status locality_scan_scores(const locality_zones *zones, const locality_scan_input *input,
                                     const locality_scan_options *options,
                                     const locality_allocator *allocator, double *score,
                                     size_t *count, locality_error *error) {
    locality_scan_input in;
    locality_scan_options how;
    locality_allocator memory;
    loc_windows w;
    double total = 0;

    if (count == NULL) {
        return loc_fail_null(error, "count");
    }
    size_t room = *count;
    *count = 0;
    locality_status status = take_all(zones, input, options, &in, &how, &total, error);
    if (status != LOCALITY_OK ||
        (status = loc_allocator_take(allocator, &memory, error)) != LOCALITY_OK) {
        return status;
    }
    if (!make_windows(&w, zones, &in, &how, total, &memory)) {
        return loc_fail_memory(error);
    }
    *count = w.count;
    if (score != NULL && room >= w.count) {
        sum_given(&w, &in, how.model);
        loc_windows_values(&w, score);
        for (size_t i = 0; i < w.count; i++) {
            score[i] = loc_window_score(&w, i, score[i]);
        }
    }
    status = score == NULL || room >= w.count
                 ? loc_ok(error)
                 : loc_fail(error, LOCALITY_LIMIT, "%zu scores do not fit into room for %zu",
                            w.count, room);
    loc_windows_free(&w);
    return status;
}

void locality_scan_result_free(locality_scan_result *result) {
    if (result == NULL) {
        return;
    }
    locality_allocator memory = result->allocator;
    loc_release(&memory, result->cluster, result->capacity, sizeof *result->cluster);
    loc_release(&memory, result, 1, sizeof *result);
}

size_t locality_scan_result_count(const locality_scan_result *result) {
    return result == NULL ? 0 : result->count;
}

locality_status locality_scan_result_cluster(const locality_scan_result *result, size_t index,
                                             locality_scan_cluster *out, locality_error *error) {
    if (out != NULL) {
        *out = (locality_scan_cluster){0};
    }
    if (result == NULL || out == NULL) {
        return loc_fail_null(error, result == NULL ? "result" : "out");
    }
    if (index >= result->count) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no cluster %zu", index);
    }
    *out = result->cluster[index];
    return loc_ok(error);
}
