/* Hot spots: Gi* of one period, and the class of a history of periods. */
#include <math.h>

#include "base/error.h"
#include "base/memory.h"
#include "locality/scan.h"
#include "series/kendall.h"

#define MOST_PLACES ((size_t)1 << 20)
#define MOST_OF_ALL 0.9 /* share of the periods from which a place counts as always significant */

/* ---- Gi* -------------------------------------------------------------------------------------- */

static locality_status check_neighbours(const double *value, size_t places, const size_t *first,
                                        const uint32_t *neighbour, locality_error *error) {
    if (places < 2 || places > MOST_PLACES || first[0] != 0) {
        return loc_fail(error, LOCALITY_INVALID, "places are not 2 to %zu, or first[0] is not 0",
                        MOST_PLACES);
    }
    for (size_t p = 0; p < places; p++) {
        if (!isfinite(value[p])) {
            return loc_fail(error, LOCALITY_INVALID, "place %zu: its value is not finite", p);
        }
        if (first[p + 1] < first[p]) {
            return loc_fail(error, LOCALITY_INVALID, "place %zu: its list ends before it begins",
                            p);
        }
        for (size_t k = first[p]; k < first[p + 1]; k++) {
            if (neighbour[k] >= places) {
                return loc_fail(error, LOCALITY_INVALID, "place %zu: neighbour %u does not exist",
                                p, neighbour[k]);
            }
        }
    }
    return LOCALITY_OK;
}

locality_status locality_gi_star(const double *value, size_t places, const size_t *first,
                                 const uint32_t *neighbour, double *score, locality_error *error) {
    double mean = 0, variance = 0, n = (double)places;

    if (value == NULL || first == NULL || neighbour == NULL || score == NULL) {
        return loc_fail_null(error, value == NULL   ? "value"
                                    : first == NULL ? "first"
                                    : score == NULL ? "score"
                                                    : "neighbour");
    }
    locality_status status = check_neighbours(value, places, first, neighbour, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    for (size_t p = 0; p < places; p++) {
        mean += value[p] / n;
    }
    for (size_t p = 0; p < places; p++) {
        variance += (value[p] - mean) * (value[p] - mean) / n;
    }
    for (size_t p = 0; p < places; p++) {
        double sum = value[p], weight = 1;
        for (size_t k = first[p]; k < first[p + 1]; k++) {
            sum += neighbour[k] == p ? 0 : value[neighbour[k]];
            weight += neighbour[k] != p;
        }
        double spread = variance * (n * weight - weight * weight) / (n - 1);
        score[p] = spread > 0 ? (sum - weight * mean) / sqrt(spread) : NAN;
    }
    return loc_ok(error);
}

/* ---- Classes ---------------------------------------------------------------------------------- */

/* A history as seen from one side: hot, or cold with the signs turned. */
typedef struct side {
    size_t periods, hot, cold, run; /* run: unbroken significant periods up to the last */
    bool last;                      /* hot in the last period */
    double tau;
    bool trend; /* is significant */
} side;

static side look(const double *score, const double *probability, size_t periods, double threshold,
                 double sign) {
    side s = {.periods = periods};

    for (size_t t = 0; t < periods; t++) {
        bool significant = probability[t] <= threshold;
        s.last = significant && sign * score[t] > 0;
        s.hot += s.last;
        s.cold += significant && sign * score[t] < 0;
        s.run = s.last ? s.run + 1 : 0;
    }
    return s;
}

/* The first class that fits, seen from one side. */
static int32_t class_of(const side *s) {
    bool always = (double)s->hot >= MOST_OF_ALL * (double)s->periods;
    bool one_run = s->last && s->run == s->hot && s->cold == 0;

    if (one_run && s->run == 1) {
        return LOCALITY_HOTSPOT_NEW;
    }
    if (!always && one_run) {
        return LOCALITY_HOTSPOT_CONSECUTIVE;
    }
    if (always && !s->trend) {
        return LOCALITY_HOTSPOT_PERSISTENT;
    }
    if (always && !s->last) {
        return LOCALITY_HOTSPOT_HISTORICAL;
    }
    if (always) {
        return s->tau > 0 ? LOCALITY_HOTSPOT_INTENSIFYING : LOCALITY_HOTSPOT_DIMINISHING;
    }
    if (s->hot > 0 && s->cold == 0) {
        return LOCALITY_HOTSPOT_SPORADIC;
    }
    return s->last && s->cold > 0 ? LOCALITY_HOTSPOT_OSCILLATING : LOCALITY_HOTSPOT_NONE;
}

static locality_status check_history(const double *score, const double *probability, size_t periods,
                                     double threshold, locality_error *error) {
    if (score == NULL || probability == NULL) {
        return loc_fail_null(error, score == NULL ? "score" : "probability");
    }
    if (periods < 2 || periods > LOC_KENDALL_MOST || !(threshold > 0 && threshold < 1)) {
        return loc_fail(error, LOCALITY_INVALID,
                        "periods are not 2 to 2^20, or the threshold is not above 0 and below 1");
    }
    for (size_t t = 0; t < periods; t++) {
        if (!isfinite(score[t]) || !(probability[t] >= 0 && probability[t] <= 1)) {
            return loc_fail(error, LOCALITY_INVALID,
                            "period %zu: its score is not finite or its probability not 0 to 1", t);
        }
    }
    return LOCALITY_OK;
}

/* Mann and Kendall's test of the scores; tau-b, as a score may be the same twice. */
static bool find_trend(const double *score, size_t periods, const locality_allocator *allocator,
                       locality_hotspot *out) {
    const locality_trend_options options = LOCALITY_TREND_OPTIONS_INIT;
    double pairs = (double)periods * ((double)periods - 1) / 2;
    locality_trend_result trend;
    loc_kendall room;

    if (!loc_kendall_take(&room, periods, 0, allocator)) {
        return false;
    }
    loc_kendall_test(&room, score, periods, &options, &trend);
    out->probability = trend.p;
    out->tau =
        (double)room.tied < pairs ? trend.s / sqrt(pairs * (pairs - (double)room.tied)) : NAN;
    loc_kendall_give(&room);
    return true;
}

locality_status locality_hotspot_classify(const double *score, const double *probability,
                                          size_t periods, double threshold,
                                          const locality_allocator *allocator,
                                          locality_hotspot *out, locality_error *error) {
    locality_allocator memory;

    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = (locality_hotspot){.tau = NAN, .probability = NAN};
    locality_status status = check_history(score, probability, periods, threshold, error);
    if (status != LOCALITY_OK ||
        (status = loc_allocator_take(allocator, &memory, error)) != LOCALITY_OK) {
        return status;
    }
    if (!find_trend(score, periods, &memory, out)) {
        return loc_fail_memory(error);
    }
    for (int32_t sign = 1; sign >= -1 && out->pattern == LOCALITY_HOTSPOT_NONE; sign -= 2) {
        side s = look(score, probability, periods, threshold, sign);
        s.tau = sign * out->tau;
        s.trend = out->probability < threshold;
        out->pattern = class_of(&s);
        out->direction = out->pattern == LOCALITY_HOTSPOT_NONE ? 0 : sign;
    }
    return loc_ok(error);
}

const char *locality_hotspot_name(int32_t pattern) {
    static const char *const names[] = {"none",         "new",         "consecutive",
                                        "intensifying", "persistent",  "diminishing",
                                        "sporadic",     "oscillating", "historical"};

    return pattern >= 0 && (size_t)pattern < sizeof names / sizeof *names ? names[pattern]
                                                                          : names[0];
}
