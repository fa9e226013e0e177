/* Selection classes: a problem of one budget, as classes of which one option each is chosen. */
#include <string.h>

#include "selection/selection.h"
#include "base/sort.h"

bool loc_selection_is_plain(const loc_selection *s) {
    return s->budgets <= 1 && s->exclusions == 0 && s->needs == 0 &&
           (s->budgets == 0 || s->least[0] <= 0);
}

/* Cheap before dear; at the same cost what is worth more, then no proposal, then the first. */
static int compare_options(const void *a, const void *b, const void *context) {
    const loc_option *x = a, *y = b;

    (void)context;
    if (x->cost != y->cost) {
        return x->cost < y->cost ? -1 : 1;
    }
    if (x->value != y->value) {
        return x->value > y->value ? -1 : 1;
    }
    return x->proposal + 1 < y->proposal + 1 ? -1 : x->proposal + 1 > y->proposal + 1;
}

/* Sorts the options of a class and leaves out those that are beaten; how many are left. */
static size_t keep_unbeaten(loc_option *option, size_t count) {
    size_t kept = 0;

    loc_sort(option, count, sizeof *option, compare_options, NULL);
    for (size_t k = 0; k < count; k++) {
        if (kept == 0 || option[k].value > option[kept - 1].value) {
            option[kept++] = option[k];
        }
    }
    return kept;
}

static loc_option option_of(const loc_selection *s, uint32_t proposal) {
    return (loc_option){s->budgets > 0 ? s->use[proposal] : 0, s->value[proposal], proposal};
}

/* Proposals that follow one another in their group: the next one of each, and the first of each group. */
typedef struct chain {
    uint32_t *next, *first;
} chain;

static bool chain_make(const loc_selection *s, chain *c, loc_work *work) {
    c->next = loc_work_take(work, s->proposals, sizeof *c->next);
    c->first = loc_work_take(work, s->groups, sizeof *c->first);
    if (c->next == NULL || c->first == NULL) {
        return false;
    }
    for (uint32_t g = 0; g < s->groups; g++) {
        c->first[g] = LOC_NO_PROPOSAL;
    }
    for (uint32_t i = s->proposals; i-- > 0;) {
        uint32_t g = s->group[i];
        c->next[i] = g != LOCALITY_SELECTION_NO_GROUP ? c->first[g] : LOC_NO_PROPOSAL;
        if (g != LOCALITY_SELECTION_NO_GROUP) {
            c->first[g] = i;
        }
    }
    return true;
}

/* Adds the class whose members begin with `first`; nothing where one has to be chosen and none can. */
static void add_class(const loc_selection *s, const chain *c, uint32_t first, bool must,
                      loc_classes *out) {
    size_t from = out->start[out->count], to = from;
    bool is_in = false;

    for (uint32_t i = first; i != LOC_NO_PROPOSAL && !is_in; i = c->next[i]) {
        is_in = s->fixed[i] == LOCALITY_SELECTION_IN;
        to = is_in ? from : to;
        if (s->fixed[i] != LOCALITY_SELECTION_OUT) {
            out->option[to++] = option_of(s, i);
        }
    }
    if (!must && !is_in) {
        out->option[to++] = (loc_option){0, 0, LOC_NO_PROPOSAL};
    }
    out->start[++out->count] = from + keep_unbeaten(out->option + from, to - from);
}

bool loc_classes_make(const loc_selection *s, loc_classes *out, loc_work *work) {
    chain c = {0};

    *out = (loc_classes){0};
    out->taken = 2 * (size_t)s->proposals;
    out->start = loc_work_take(work, (size_t)s->proposals + 1, sizeof *out->start);
    out->option = loc_work_take(work, out->taken, sizeof *out->option);
    bool done = out->start != NULL && out->option != NULL && chain_make(s, &c, work);
    if (done) {
        out->start[0] = 0;
    }
    for (uint32_t i = 0; done && i < s->proposals; i++) {
        uint32_t g = s->group[i];
        if (g == LOCALITY_SELECTION_NO_GROUP || c.first[g] == i) {
            add_class(s, &c, i, g != LOCALITY_SELECTION_NO_GROUP && s->must[g] != 0, out);
        }
    }
    loc_work_give(work, c.next, s->proposals, sizeof *c.next);
    loc_work_give(work, c.first, s->groups, sizeof *c.first);
    return done;
}

void loc_classes_clear(loc_classes *classes, uint32_t proposals, const locality_allocator *memory) {
    loc_release(memory, classes->start, (size_t)proposals + 1, sizeof *classes->start);
    loc_release(memory, classes->option, classes->taken, sizeof *classes->option);
    *classes = (loc_classes){0};
}
