/* Dependencies: what each provider carries, and how much of it the others could take over.
 *
 * Without a provider its demand lies open in cells; others who work in a cell can take some of it as
 * far as their room goes. How much at most is a maximum flow from cells to providers. There are few
 * providers, so a path is looked for among them: somebody who is full makes room in one cell by
 * passing demand of that cell to the next. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "locality/providers.h"

#define MOST_CELLS ((size_t)1 << 24)
#define MOST_PROVIDERS ((size_t)1 << 12)

typedef struct network {
    const locality_allocator *allocator;
    const int64_t *demand; /* of cells and providers */
    const uint8_t *able;   /* likewise, or null */
    const int64_t *room;   /* of providers, as given */
    size_t cells, providers;
    int64_t *total; /* of each cell */
    int64_t *flow;  /* taken over in each cell by each provider */
    int64_t *left;  /* room that is left */
    size_t *via;    /* cell over which each provider was reached */
    size_t *before; /* provider before it, or its own number */
    size_t *queue;  /* providers in the order in which they were reached */
    uint8_t *seen;
} network;

static bool can_take(const network *n, size_t cell, size_t provider) {
    size_t at = cell * n->providers + provider;

    return n->demand[at] > 0 || (n->able != NULL && n->able[at] != 0);
}

/* Providers who work in `cell` and were not reached yet are reached over it. */
static void reach(network *n, size_t cell, size_t from, size_t gone, size_t *count) {
    for (size_t p = 0; p < n->providers; p++) {
        if (p == gone || n->seen[p] || !can_take(n, cell, p)) {
            continue;
        }
        n->seen[p] = 1;
        n->via[p] = cell;
        n->before[p] = from == gone ? p : from;
        n->queue[(*count)++] = p;
    }
}

/* A provider with room, reached from `cell` over others that pass demand on; `providers` for none. */
static size_t find_room(network *n, size_t cell, size_t gone) {
    size_t count = 0;

    memset(n->seen, 0, n->providers);
    reach(n, cell, gone, gone, &count);
    for (size_t k = 0; k < count; k++) {
        size_t p = n->queue[k];
        if (n->left[p] > 0) {
            return p;
        }
        for (size_t c = 0; c < n->cells; c++) {
            if (n->flow[c * n->providers + p] > 0) {
                reach(n, c, p, gone, &count);
            }
        }
    }
    return n->providers;
}

/* How much can go along the path to `last`, at most `amount`. */
static int64_t width_of(const network *n, size_t last, int64_t amount) {
    amount = n->left[last] < amount ? n->left[last] : amount;
    for (size_t p = last; n->before[p] != p; p = n->before[p]) {
        int64_t passed = n->flow[n->via[p] * n->providers + n->before[p]];
        amount = passed < amount ? passed : amount;
    }
    return amount;
}

static void send(network *n, size_t last, int64_t amount) {
    n->left[last] -= amount;
    for (size_t p = last;; p = n->before[p]) {
        n->flow[n->via[p] * n->providers + p] += amount;
        if (n->before[p] == p) {
            return;
        }
        n->flow[n->via[p] * n->providers + n->before[p]] -= amount;
    }
}

/* What others can take over at most where `gone` leaves. */
static int64_t take_over(network *n, size_t gone) {
    int64_t taken = 0;

    memset(n->flow, 0, n->cells * n->providers * sizeof *n->flow);
    for (size_t p = 0; p < n->providers; p++) {
        n->left[p] = n->room[p] == LOCALITY_NO_COUNT ? 0 : n->room[p];
    }
    for (size_t c = 0; c < n->cells; c++) {
        int64_t open = n->demand[c * n->providers + gone];
        while (open > 0) {
            size_t last = find_room(n, c, gone);
            if (last == n->providers) {
                break;
            }
            int64_t amount = width_of(n, last, open);
            send(n, last, amount);
            open -= amount;
            taken += amount;
        }
    }
    return taken;
}

static bool is_alone(const network *n, size_t cell, size_t provider) {
    for (size_t p = 0; p < n->providers; p++) {
        if (p != provider && can_take(n, cell, p)) {
            return false;
        }
    }
    return true;
}

static locality_dependency describe(network *n, size_t provider, double dominance) {
    locality_dependency out = {0};

    for (size_t c = 0; c < n->cells; c++) {
        int64_t own = n->demand[c * n->providers + provider];
        bool leads = own > 0 && (double)own >= dominance * (double)n->total[c];
        out.demand += own;
        out.alone += own > 0 && is_alone(n, c, provider) ? own : 0;
        out.dominated += leads ? own : 0;
    }
    out.taken = take_over(n, provider);
    out.lost = out.demand - out.taken;
    return out;
}

/* Share of demand in cells that one provider dominates. */
static double dependence_of(const network *n, double dominance) {
    double all = 0, dominated = 0;

    for (size_t c = 0; c < n->cells; c++) {
        bool led = false;
        for (size_t p = 0; p < n->providers; p++) {
            int64_t own = n->demand[c * n->providers + p];
            led = led || (own > 0 && (double)own >= dominance * (double)n->total[c]);
        }
        all += (double)n->total[c];
        dominated += led ? (double)n->total[c] : 0;
    }
    return all > 0 ? dominated / all : NAN;
}

/* ---- Checking and room ------------------------------------------------------------------------ */

static locality_status check(const network *n, double dominance, locality_error *error) {
    int64_t all = 0;

    if (n->providers == 0 || n->providers > MOST_PROVIDERS || n->cells > MOST_CELLS) {
        return loc_fail(error, LOCALITY_INVALID,
                        "providers are not 1 to %zu, or cells more than %zu", MOST_PROVIDERS,
                        MOST_CELLS);
    }
    if (!(dominance > 0 && dominance <= 1)) {
        return loc_fail(error, LOCALITY_INVALID, "dominance is not above 0 and at most 1");
    }
    for (size_t p = 0; p < n->providers; p++) {
        if (n->room[p] < 0 && n->room[p] != LOCALITY_NO_COUNT) {
            return loc_fail(error, LOCALITY_INVALID, "provider %zu: its room is not 0 or more", p);
        }
    }
    for (size_t i = 0; i < n->cells * n->providers; i++) {
        if (n->demand[i] < 0) {
            return loc_fail(error, LOCALITY_INVALID,
                            "cell %zu, provider %zu: its demand is not 0 or more", i / n->providers,
                            i % n->providers);
        }
        if (n->demand[i] > INT64_MAX - all) {
            return loc_fail(error, LOCALITY_OVERFLOW, "the demand of all leaves 64 bits");
        }
        all += n->demand[i];
    }
    return LOCALITY_OK;
}

static bool take_room(network *n) {
    const locality_allocator *a = n->allocator;

    n->total = loc_allocate(a, n->cells, sizeof *n->total);
    n->flow = loc_allocate(a, n->cells * n->providers, sizeof *n->flow);
    n->left = loc_allocate(a, n->providers, sizeof *n->left);
    n->via = loc_allocate(a, n->providers, sizeof *n->via);
    n->before = loc_allocate(a, n->providers, sizeof *n->before);
    n->queue = loc_allocate(a, n->providers, sizeof *n->queue);
    n->seen = loc_allocate(a, n->providers, 1);
    return n->total != NULL && n->flow != NULL && n->left != NULL && n->via != NULL &&
           n->before != NULL && n->queue != NULL && n->seen != NULL;
}

static void give_room(const network *n) {
    const locality_allocator *a = n->allocator;

    loc_release(a, n->total, n->cells, sizeof *n->total);
    loc_release(a, n->flow, n->cells * n->providers, sizeof *n->flow);
    loc_release(a, n->left, n->providers, sizeof *n->left);
    loc_release(a, n->via, n->providers, sizeof *n->via);
    loc_release(a, n->before, n->providers, sizeof *n->before);
    loc_release(a, n->queue, n->providers, sizeof *n->queue);
    loc_release(a, n->seen, n->providers, 1);
}

/* NOLINTNEXTLINE(readability-function-size): ten parameters, three tables with their sizes, and two answers */
locality_status locality_dependencies(const int64_t *demand, const uint8_t *able, size_t cells,
                                      size_t providers, const int64_t *room, double dominance,
                                      const locality_allocator *allocator, locality_dependency *out,
                                      double *dependence, locality_error *error) {
    locality_allocator memory;

    if (dependence != NULL) {
        *dependence = 0;
    }
    if (demand == NULL || room == NULL || out == NULL) {
        return loc_fail_null(error, demand == NULL ? "demand" : room == NULL ? "room" : "out");
    }
    network n = {.allocator = &memory,
                 .demand = demand,
                 .able = able,
                 .room = room,
                 .cells = cells,
                 .providers = providers};
    locality_status status = check(&n, dominance, error);
    if (status != LOCALITY_OK ||
        (status = loc_allocator_take(allocator, &memory, error)) != LOCALITY_OK) {
        return status;
    }
    if (take_room(&n)) {
        for (size_t i = 0; i < cells * providers; i++) {
            n.total[i / providers] += demand[i];
        }
        for (size_t p = 0; p < providers; p++) {
            out[p] = describe(&n, p, dominance);
        }
        if (dependence != NULL) {
            *dependence = dependence_of(&n, dominance);
        }
        status = loc_ok(error);
    } else {
        status = loc_fail_memory(error);
    }
    give_room(&n);
    return status;
}
