/* Result: showing what was found. */
#include "demand/result.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/fill.h"
#include "base/memory.h"

void locality_demand_result_free(locality_demand_result *result) {
    if (result == NULL) {
        return;
    }
    locality_allocator allocator = result->allocator;
    loc_release(&allocator, result->cell, result->cells, sizeof *result->cell);
    loc_release(&allocator, result->cluster, result->clusters_room, sizeof *result->cluster);
    loc_arena_clear(&result->arena);
    loc_release(&allocator, result, 1, sizeof *result);
}

const char *locality_demand_name(int32_t what, int32_t value) {
    static const char *const standings[] = {"quiet", "listed", "watched", "folded", "cannot tell"};
    static const char *const rungs[] = {"no baseline", "farrington", "harmonic", "borrowed",
                                        "level",       "short",      "pooled"};
    static const char *const patterns[] = {"no pattern", "new",          "consecutive", "sporadic",
                                           "persistent", "intensifying", "easing"};
    static const char *const rules[] = {"unknown", "window",  "repeated", "unknown", "persistent",
                                        "unknown", "unknown", "unknown",  "trend"};
    static const char *const scans[] = {"scanned", "no coordinates", "too many areas"};
    static const struct {
        const char *const *name;
        int32_t count;
    } table[] = {{standings, 5}, {rungs, 7}, {patterns, 7}, {rules, 9}, {scans, 3}};
    bool is_one = what >= 0 && what < 5 && value >= 0 && value < table[what].count;

    return is_one ? table[what].name[value] : "unknown";
}

locality_status locality_demand_result_summary(const locality_demand_result *result,
                                               locality_demand_summary *out,
                                               locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (result == NULL || out == NULL) {
        return loc_fail_null(error, result == NULL ? "result" : "out");
    }
    *out = result->summary;
    return loc_ok(error);
}

size_t locality_demand_result_signals(const locality_demand_result *result) {
    return result == NULL ? 0 : result->signals;
}

static locality_status fail_index(locality_error *error, const char *what, size_t index,
                                  size_t count) {
    (void)loc_fail(error, LOCALITY_NOT_FOUND, "there are %zu %s, so there is no number %zu", count,
                   what, index);
    return LOCALITY_NOT_FOUND;
}

/* The signal of a number, or why there is none. */
static locality_status find_signal(const locality_demand_result *result, size_t index,
                                   const loc_signal **out, locality_error *error) {
    *out = NULL;
    if (result == NULL) {
        return loc_fail_null(error, "result");
    }
    if (index >= result->signals) {
        return fail_index(error, "signals", index, result->signals);
    }
    *out = &result->signal[index];
    return LOCALITY_OK;
}

locality_status locality_demand_result_signal_at(const locality_demand_result *result, size_t index,
                                                 locality_demand_signal *out,
                                                 locality_error *error) {
    const loc_signal *signal;

    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    locality_status status = find_signal(result, index, &signal, error);
    if (status == LOCALITY_OK && out == NULL) {
        status = loc_fail_null(error, "out");
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    *out = signal->s;
    return loc_ok(error);
}

const char *locality_demand_result_words(const locality_demand_result *result, size_t index) {
    return result == NULL || index >= result->signals ? "" : result->signal[index].words;
}

/* Gives rows of a signal to the caller's array. */
static locality_status give_rows(const void *rows, size_t rows_count, size_t size, void *out,
                                 size_t capacity, size_t *count, locality_error *error) {
    loc_fill fill = {out, capacity, size, 0};

    for (size_t k = 0; k < rows_count; k++) {
        loc_fill_add(&fill, (const char *)rows + k * size);
    }
    return loc_fill_end(&fill, count, error);
}

static locality_status find_rows(const locality_demand_result *result, size_t index, size_t *count,
                                 const loc_signal **out, locality_error *error) {
    if (count != NULL) {
        *count = 0;
    }
    locality_status status = find_signal(result, index, out, error);
    return status == LOCALITY_OK && count == NULL ? loc_fail_null(error, "count") : status;
}

locality_status locality_demand_result_parts(const locality_demand_result *result, size_t index,
                                             int32_t axis, locality_demand_part *out,
                                             size_t capacity, size_t *count,
                                             locality_error *error) {
    const loc_signal *signal;
    locality_status status = find_rows(result, index, count, &signal, error);

    if (status == LOCALITY_OK && (axis < 0 || axis > LOCALITY_DEMAND_PROVIDERS)) {
        status = loc_fail(error, LOCALITY_INVALID, "there is no such axis");
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    return give_rows(signal->part[axis], signal->parts[axis], sizeof *out, out, capacity, count,
                     error);
}

locality_status locality_demand_result_baseline(const locality_demand_result *result, size_t index,
                                                locality_demand_weight *out, size_t capacity,
                                                size_t *count, locality_error *error) {
    const loc_signal *signal;
    locality_status status = find_rows(result, index, count, &signal, error);

    if (status != LOCALITY_OK) {
        return status;
    }
    return give_rows(signal->weight, signal->weights, sizeof *out, out, capacity, count, error);
}

locality_status locality_demand_result_chart(const locality_demand_result *result, size_t index,
                                             locality_demand_point *out, size_t capacity,
                                             size_t *count, locality_error *error) {
    const loc_signal *signal;
    locality_status status = find_rows(result, index, count, &signal, error);

    if (status != LOCALITY_OK) {
        return status;
    }
    return give_rows(signal->point, signal->points, sizeof *out, out, capacity, count, error);
}

locality_status locality_demand_result_cell_at(const locality_demand_result *result, uint32_t cell,
                                               locality_demand_cell *out, locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (result == NULL || out == NULL) {
        return loc_fail_null(error, result == NULL ? "result" : "out");
    }
    if (cell >= result->cells) {
        return fail_index(error, "cells", cell, result->cells);
    }
    const loc_shown_cell *shown = &result->cell[cell];
    *out = shown->cell;
    out->smallest_rise = shown->cut > 0
                             ? loc_window_smallest_rise(&shown->longest, shown->cut,
                                                        result->least_count, result->seen_chance)
                             : NAN;
    return loc_ok(error);
}

static int compare_number(uint32_t a, uint32_t b) {
    return (a > b) - (a < b);
}

static uint32_t rank_of(const loc_shown_tree *tree, uint32_t node) {
    return node == LOC_DEMAND_NONE ? 0 : tree->rank[node] + 1;
}

/* Cells are in the order of depth of area, depth of service, id of service, id of area. */
static int compare_key(const locality_demand_result *r, const locality_demand_cell *c,
                       uint32_t area, uint32_t service) {
    uint32_t depth = area == LOC_DEMAND_NONE ? 0 : r->areas.depth[area] + 1;
    int order = compare_number(c->area_depth, depth);

    order = order != 0 ? order : compare_number(c->service_depth, r->services.depth[service]);
    order = order != 0
                ? order
                : compare_number(rank_of(&r->services, c->service), rank_of(&r->services, service));
    return order != 0 ? order
                      : compare_number(rank_of(&r->areas, c->area), rank_of(&r->areas, area));
}

uint32_t locality_demand_result_find(const locality_demand_result *result, uint32_t area,
                                     uint32_t service) {
    uint32_t low = 0;

    if (result == NULL || service >= result->services.count ||
        (area != LOC_DEMAND_NONE && area >= result->areas.count)) {
        return LOC_DEMAND_NONE;
    }
    for (uint32_t high = result->cells; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        int order = compare_key(result, &result->cell[middle].cell, area, service);
        if (order == 0) {
            return middle;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return LOC_DEMAND_NONE;
}

locality_status locality_demand_result_family_at(const locality_demand_result *result, size_t index,
                                                 locality_demand_family *out,
                                                 locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (result == NULL || out == NULL) {
        return loc_fail_null(error, result == NULL ? "result" : "out");
    }
    if (index >= result->families) {
        return fail_index(error, "families", index, result->families);
    }
    *out = result->family[index];
    return loc_ok(error);
}

locality_status locality_demand_result_suggestion_at(const locality_demand_result *result,
                                                     size_t index, locality_demand_suggestion *out,
                                                     locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (result == NULL || out == NULL) {
        return loc_fail_null(error, result == NULL ? "result" : "out");
    }
    if (index >= result->suggestions) {
        return fail_index(error, "suggestions", index, result->suggestions);
    }
    *out = result->suggestion[index];
    return loc_ok(error);
}

/* ---- Clusters --------------------------------------------------------------------------------- */

size_t locality_demand_result_clusters(const locality_demand_result *result) {
    return result == NULL ? 0 : result->clusters;
}

locality_status locality_demand_result_cluster_at(const locality_demand_result *result,
                                                  size_t index, locality_demand_cluster *out,
                                                  locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (result == NULL || out == NULL) {
        return loc_fail_null(error, result == NULL ? "result" : "out");
    }
    if (index >= result->clusters) {
        return fail_index(error, "clusters", index, result->clusters);
    }
    *out = result->cluster[index].c;
    return loc_ok(error);
}

const char *locality_demand_result_cluster_words(const locality_demand_result *result,
                                                 size_t index) {
    return result == NULL || index >= result->clusters ? "" : result->cluster[index].words;
}

locality_status locality_demand_result_cluster_areas(const locality_demand_result *result,
                                                     size_t index, locality_demand_part *out,
                                                     size_t capacity, size_t *count,
                                                     locality_error *error) {
    if (count != NULL) {
        *count = 0;
    }
    if (result == NULL || count == NULL) {
        return loc_fail_null(error, result == NULL ? "result" : "count");
    }
    if (index >= result->clusters) {
        return fail_index(error, "clusters", index, result->clusters);
    }
    const loc_cluster *cluster = &result->cluster[index];
    return give_rows(cluster->area, cluster->c.areas, sizeof *out, out, capacity, count, error);
}

locality_status locality_demand_result_scan_at(const locality_demand_result *result, size_t index,
                                               locality_demand_scan *out, locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (result == NULL || out == NULL) {
        return loc_fail_null(error, result == NULL ? "result" : "out");
    }
    if (index >= result->scans) {
        return fail_index(error, "scans", index, result->scans);
    }
    *out = result->scan[index];
    return loc_ok(error);
}
