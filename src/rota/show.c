/* Rota: showing what was found. */
#include <inttypes.h>
#include <string.h>

#include "rota/rota.h"

/* Copies one of a list; `what` names it where there is none. */
static locality_status give(const locality_rota *rota, const void *list, size_t count, size_t index,
                            size_t size, void *out, const char *what, locality_error *error) {
    if (out != NULL) {
        memset(out, 0, size);
    }
    if (rota == NULL || out == NULL) {
        return loc_fail_null(error, rota == NULL ? "rota" : "out");
    }
    if (index >= count) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no %s %zu", what, index);
    }
    memcpy(out, (const char *)list + index * size, size);
    return loc_ok(error);
}

locality_status locality_rota_value_of(const locality_rota *rota, locality_rota_value *out,
                                       locality_error *error) {
    return give(rota, rota != NULL ? &rota->value : NULL, 1, 0, sizeof *out, out, "value", error);
}

size_t locality_rota_holdings(const locality_rota *rota) {
    return rota != NULL ? rota->holdings : 0;
}

locality_status locality_rota_holding_at(const locality_rota *rota, size_t index,
                                         locality_rota_holding *out, locality_error *error) {
    return give(rota, rota != NULL ? rota->holding : NULL, locality_rota_holdings(rota), index,
                sizeof *out, out, "holding", error);
}

locality_status locality_rota_cover_at(const locality_rota *rota, uint32_t demand, uint32_t period,
                                       locality_rota_cover *out, locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (rota == NULL || out == NULL) {
        return loc_fail_null(error, rota == NULL ? "rota" : "out");
    }
    if (demand >= rota->demands || period >= rota->periods) {
        return loc_fail(error, LOCALITY_NOT_FOUND,
                        "there is no demand %" PRIu32 " or period %" PRIu32, demand, period);
    }
    *out = rota->cover[(size_t)demand * rota->periods + period];
    return loc_ok(error);
}

locality_status locality_rota_period(const locality_rota *rota, uint32_t period, int64_t *needed,
                                     int64_t *filled, int64_t *possible, locality_error *error) {
    int64_t sum[2] = {0, 0};

    int64_t *const to[] = {needed, filled, possible};
    for (size_t k = 0; k < sizeof to / sizeof to[0]; k++) {
        if (to[k] != NULL) {
            *to[k] = 0;
        }
    }
    if (rota == NULL) {
        return loc_fail_null(error, "rota");
    }
    if (period >= rota->periods) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no period %" PRIu32, period);
    }
    for (uint32_t d = 0; d < rota->demands; d++) {
        const locality_rota_cover *c = &rota->cover[(size_t)d * rota->periods + period];
        sum[0] += c->needed;
        sum[1] += c->filled;
    }
    if (needed != NULL) {
        *needed = sum[0];
    }
    if (filled != NULL) {
        *filled = sum[1];
    }
    if (possible != NULL) {
        *possible = rota->possible[period];
    }
    return loc_ok(error);
}

size_t locality_rota_burdens(const locality_rota *rota) {
    return rota != NULL ? rota->candidates : 0;
}

locality_status locality_rota_burden_at(const locality_rota *rota, size_t index,
                                        locality_rota_burden *out, locality_error *error) {
    return give(rota, rota != NULL ? rota->burden : NULL, locality_rota_burdens(rota), index,
                sizeof *out, out, "candidate", error);
}

size_t locality_rota_handovers(const locality_rota *rota) {
    return rota != NULL ? rota->handovers : 0;
}

locality_status locality_rota_handover_at(const locality_rota *rota, size_t index,
                                          locality_rota_handover *out, locality_error *error) {
    return give(rota, rota != NULL ? rota->handover : NULL, locality_rota_handovers(rota), index,
                sizeof *out, out, "hand-over", error);
}

locality_status locality_rota_certificate_of(const locality_rota *rota,
                                             locality_rota_certificate *out,
                                             locality_error *error) {
    locality_rota_certificate none = LOCALITY_ROTA_CERTIFICATE_INIT;

    if (out != NULL) {
        *out = none;
    }
    if (rota == NULL || out == NULL) {
        return loc_fail_null(error, rota == NULL ? "rota" : "out");
    }
    if (rota->value.verdict != LOCALITY_ALLOCATION_OPTIMAL &&
        rota->value.verdict != LOCALITY_ALLOCATION_FEASIBLE &&
        rota->value.proof != LOCALITY_ROTA_BY_PINS) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no rota: %s",
                        locality_allocation_verdict_name(rota->value.verdict));
    }
    out->order = rota->order;
    out->proof = rota->value.proof;
    out->levels = rota->order == LOCALITY_ROTA_CHEAP ? 2 : LOC_ROTA_LEVELS;
    out->levels_by_prices = (uint32_t)rota->value.levels_by_prices;
    out->holdings = rota->holdings;
    out->candidate = rota->place[0];
    out->demand = rota->place[1];
    out->period = rota->place[2];
    if (rota->has_prices) {
        out->candidate_price = rota->price[0];
        out->period_price = rota->price[1];
        out->demand_price = rota->price[2];
    }
    out->broken = rota->broken;
    if (rota->value.proof == LOCALITY_ROTA_BY_PINS) {
        out->holdings = rota->bounds;
        out->candidate = rota->bound[0];
        out->demand = rota->bound[1];
        out->period = rota->bound[2];
    } else if (rota->bounds > 0) {
        out->bound_holdings = rota->bounds;
        out->bound_candidate = rota->bound[0];
        out->bound_demand = rota->bound[1];
        out->bound_period = rota->bound[2];
    }
    return loc_ok(error);
}

const uint8_t *locality_rota_proof_bytes(const locality_rota *rota) {
    return rota != NULL ? rota->proof.byte : NULL;
}

size_t locality_rota_proof_length(const locality_rota *rota) {
    return rota != NULL ? rota->proof.length : 0;
}
