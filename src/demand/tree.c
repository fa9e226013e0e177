/* Trees: copied, checked, and put in the order of ids. */
#include "demand/tree.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/sort.h"
#include "base/text.h"
#include "schema/schema.h"

#define MOST_NODES ((size_t)1 << 24)
#define NUMBER_SIZE 24

static int by_id(const void *a, const void *b, const void *context) {
    const loc_tree *tree = context;
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    int order = strcmp(tree->id[left], tree->id[right]);

    return order != 0 ? order : (left > right) - (left < right);
}

/* Ids that are numbers are in the order of the numbers, which is that of the positions. */
static locality_status rank_ids(loc_tree *tree, bool is_numbered, const char *what,
                                loc_arena *arena, locality_error *error) {
    uint32_t *order = loc_arena_take(arena, tree->count, sizeof *order);

    if (order == NULL) {
        return loc_fail_memory(error);
    }
    for (uint32_t k = 0; k < tree->count; k++) {
        order[k] = k;
    }
    if (!is_numbered) {
        loc_sort(order, tree->count, sizeof *order, by_id, tree);
    }
    for (uint32_t k = 0; k < tree->count; k++) {
        tree->rank[order[k]] = k;
        if (k > 0 && strcmp(tree->id[order[k - 1]], tree->id[order[k]]) == 0) {
            loc_fail(error, LOCALITY_DUPLICATE, "two %s have the id \"%s\"", what,
                     tree->id[order[k]]);
            loc_error_at_record(error, NULL, tree->id[order[k]], NULL);
            return LOCALITY_DUPLICATE;
        }
    }
    return LOCALITY_OK;
}

static const char *write_number(loc_arena *arena, uint32_t number) {
    char digits[NUMBER_SIZE];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    return loc_arena_text(arena, digits + at, sizeof digits - at);
}

static locality_status take_ids(loc_tree *tree, const char *const *id, const char *what,
                                loc_arena *arena, locality_error *error) {
    for (uint32_t k = 0; k < tree->count; k++) {
        if (id == NULL) {
            tree->id[k] = write_number(arena, k);
        } else {
            size_t length = id[k] == NULL ? 0 : strlen(id[k]);
            if (length == 0) {
                return loc_fail(error, LOCALITY_INVALID, "the id of number %u of the %s is empty",
                                k, what);
            }
            if (loc_utf8_check(id[k], length) < length) {
                return loc_fail(error, LOCALITY_ENCODING,
                                "the id of number %u of the %s is not UTF-8", k, what);
            }
            tree->id[k] = loc_arena_text(arena, id[k], length);
        }
        if (tree->id[k] == NULL) {
            return loc_fail_memory(error);
        }
    }
    return rank_ids(tree, id == NULL, what, arena, error);
}

static locality_status fail_at(locality_error *error, locality_status status, const loc_tree *tree,
                               uint32_t node, const char *what, const char *problem) {
    loc_fail(error, status, "\"%s\" of the %s %s", tree->id[node], what, problem);
    loc_error_at_record(error, NULL, tree->id[node], NULL);
    return status;
}

/* Says why there is no end above a node: a circle, or too many on the way. */
static locality_status fail_depth(const loc_tree *tree, uint32_t node, const char *what,
                                  locality_error *error) {
    uint32_t up = node;

    for (uint32_t step = 0; step < tree->count && up != LOCALITY_DEMAND_NONE; step++) {
        up = tree->parent[up];
    }
    if (up == LOCALITY_DEMAND_NONE) {
        return fail_at(error, LOCALITY_LIMIT, tree, node, what, "lies too deep");
    }
    return fail_at(error, LOCALITY_CYCLE, tree, up, what, "lies in itself");
}

static locality_status take_parents(loc_tree *tree, const uint32_t *parent, const char *what,
                                    locality_error *error) {
    for (uint32_t k = 0; k < tree->count; k++) {
        tree->parent[k] = parent == NULL ? LOCALITY_DEMAND_NONE : parent[k];
        if (tree->parent[k] != LOCALITY_DEMAND_NONE && tree->parent[k] >= tree->count) {
            return fail_at(error, LOCALITY_INVALID, tree, k, what, "lies in one that is not there");
        }
        tree->roots += tree->parent[k] == LOCALITY_DEMAND_NONE;
    }
    for (uint32_t k = 0; k < tree->count; k++) {
        uint32_t up = tree->parent[k];
        while (up != LOCALITY_DEMAND_NONE && tree->depth[k] < LOCALITY_DEMAND_DEPTH) {
            up = tree->parent[up];
            tree->depth[k]++;
        }
        if (up != LOCALITY_DEMAND_NONE) {
            return fail_depth(tree, k, what, error);
        }
    }
    return LOCALITY_OK;
}

static locality_status take_population(loc_tree *tree, const double *population, const char *what,
                                       loc_arena *arena, locality_error *error) {
    if (population == NULL) {
        return LOCALITY_OK;
    }
    tree->population = loc_arena_take(arena, tree->count, sizeof *tree->population);
    if (tree->population == NULL) {
        return loc_fail_memory(error);
    }
    for (uint32_t k = 0; k < tree->count; k++) {
        if (isinf(population[k]) || population[k] <= 0) {
            return fail_at(error, LOCALITY_INVALID, tree, k, what,
                           "has a population that is none; NaN is not known");
        }
        tree->population[k] = population[k];
    }
    return LOCALITY_OK;
}

static locality_status take_coordinates(loc_tree *tree, const locality_demand_tree *in,
                                        const char *what, loc_arena *arena, locality_error *error) {
    if (in->east == NULL || in->north == NULL) {
        return in->east == in->north
                   ? LOCALITY_OK
                   : loc_fail(error, LOCALITY_INVALID,
                              "the %s have coordinates in one direction alone", what);
    }
    tree->east = loc_arena_take(arena, tree->count, sizeof *tree->east);
    tree->north = loc_arena_take(arena, tree->count, sizeof *tree->north);
    if (tree->east == NULL || tree->north == NULL) {
        return loc_fail_memory(error);
    }
    for (uint32_t k = 0; k < tree->count; k++) {
        bool is_known = isfinite(in->east[k]) && isfinite(in->north[k]);
        if (!is_known && !(isnan(in->east[k]) && isnan(in->north[k]))) {
            return fail_at(error, LOCALITY_INVALID, tree, k, what,
                           "has coordinates that are none; NaN, twice, is not known");
        }
        tree->east[k] = in->east[k];
        tree->north[k] = in->north[k];
    }
    return LOCALITY_OK;
}

locality_status loc_tree_take(const locality_demand_tree *given, const char *what, bool may_lack,
                              loc_arena *arena, loc_tree *out, locality_error *error) {
    const size_t smallest = offsetof(locality_demand_tree, east);
    locality_demand_tree in = LOCALITY_DEMAND_TREE_INIT;

    if (given == NULL) {
        in.count = may_lack ? 0 : 1;
    } else if (!loc_struct_take(&in, sizeof in, given, given->struct_size, smallest) ||
               in.reserved != 0) {
        return loc_fail(error, LOCALITY_INVALID,
                        "struct_size or reserved of the %s is not that of locality_demand_tree",
                        what);
    }
    if (in.count > MOST_NODES) {
        return loc_fail(error, LOCALITY_LIMIT, "there are too many %s", what);
    }
    *out = (loc_tree){.count = (uint32_t)in.count};
    out->id = loc_arena_take(arena, in.count, sizeof *out->id);
    out->parent = loc_arena_take(arena, in.count, sizeof *out->parent);
    out->depth = loc_arena_take(arena, in.count, sizeof *out->depth);
    out->rank = loc_arena_take(arena, in.count, sizeof *out->rank);
    if (out->id == NULL || out->parent == NULL || out->depth == NULL || out->rank == NULL) {
        return loc_fail_memory(error);
    }
    locality_status status = take_ids(out, in.id, what, arena, error);
    if (status == LOCALITY_OK) {
        status = take_parents(out, in.parent, what, error);
    }
    if (status == LOCALITY_OK) {
        status = take_population(out, in.population, what, arena, error);
    }
    return status == LOCALITY_OK ? take_coordinates(out, &in, what, arena, error) : status;
}

bool loc_tree_lies_in(const loc_tree *tree, uint32_t node, uint32_t above) {
    if (above == LOCALITY_DEMAND_NONE) {
        return true;
    }
    while (node != above && node != LOCALITY_DEMAND_NONE) {
        node = tree->parent[node];
    }
    return node == above;
}

uint32_t loc_tree_find(const loc_tree *tree, const char *id) {
    uint32_t k = 0;

    while (k < tree->count && strcmp(tree->id[k], id) != 0) {
        k++;
    }
    return k < tree->count ? k : LOCALITY_DEMAND_NONE;
}
