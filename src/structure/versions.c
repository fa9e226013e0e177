/* Lines of versions: where the posts of a version lie together and no line leads from or to another post,
 * as is usual, its lines are made without those of other versions, when they are first asked for. Whatever
 * asks across versions takes the lines of all posts. */
#include <stdatomic.h>

#include "base/error.h"
#include "model/view.h"
#include "structure/lines.h"

typedef struct version {
    loc_stretch stretch;        /* without posts where the version does not stand apart */
    uint32_t end;               /* behind its last post */
    bool lies_together;         /* its posts, though it may not stand apart */
    _Atomic(loc_lines *) lines; /* null: nobody has asked */
} version;

typedef struct versions {
    loc_derived derived;
    locality_allocator allocator;
    uint32_t count; /* rows of the kind structure */
    bool is_open;   /* of some post it is not known which version it is of */
    version *of;
} versions;

static void free_versions(loc_derived *derived) {
    versions *table = (versions *)(void *)derived;
    locality_allocator allocator = table->allocator;

    for (uint32_t i = 0; i < table->count; i++) {
        loc_lines_free(atomic_load_explicit(&table->of[i].lines, memory_order_acquire));
    }
    loc_release(&allocator, table->of, table->count, sizeof *table->of);
    loc_release(&allocator, table, 1, sizeof *table);
}

/* ---- Which stand apart ----------------------------------------------------------------------- */

/* What is read, and what is found. */
typedef struct finding {
    versions *table;
    const uint32_t *structure, *parent; /* of each post */
    uint32_t posts;
} finding;

#define STRIDE 32u /* posts that are looked at together */

/* Where the run of posts of one version that begins with a post ends. Runs are long as a rule. */
static uint32_t run_end(const finding *f, uint32_t post) {
    uint32_t structure = f->structure[post], others = 0;

    for (; f->posts - post >= STRIDE; post += STRIDE) {
        for (uint32_t i = 0; i < STRIDE; i++) {
            others |= f->structure[post + i] ^ structure;
        }
        if (others != 0) {
            break;
        }
    }
    while (post < f->posts && f->structure[post] == structure) {
        post++;
    }
    return post;
}

/* Whether any version lies together, though not alone. */
static bool find_stretches(const finding *f) {
    bool found = false;

    for (uint32_t post = 0, end; post < f->posts; post = end) {
        uint32_t structure = f->structure[post];
        end = run_end(f, post);
        f->table->is_open = f->table->is_open || structure == LOCALITY_ROW_MISSING;
        if (structure >= f->table->count) {
            continue;
        }
        version *of = &f->table->of[structure];
        if (of->stretch.count == 0) {
            of->stretch.first = post;
        }
        of->stretch.count += end - post;
        of->end = end;
    }
    for (uint32_t i = 0; i < f->table->count; i++) {
        version *of = &f->table->of[i];
        of->lies_together = of->end - of->stretch.first == of->stretch.count;
        bool is_apart = of->lies_together && of->stretch.count < f->posts;
        of->stretch.version = i;
        of->stretch.count = is_apart ? of->stretch.count : 0;
        found = found || of->stretch.count > 0;
    }
    return found;
}

/* Whether a line from one of these posts leads to a post outside the first `count` from `first` on. */
static bool leads_out(const finding *f, uint32_t post, uint32_t end, uint32_t first,
                      uint32_t count) {
    uint32_t out = 0;

    for (; post < end; post++) {
        out += (f->parent[post] - first >= count) & (f->parent[post] < f->posts);
    }
    return out > 0;
}

/* A version that a line enters from outside does not stand apart. */
static void join_entered(const finding *f, uint32_t post, uint32_t end, uint32_t own) {
    for (; post < end; post++) {
        uint32_t to = f->parent[post] < f->posts ? f->structure[f->parent[post]] : own;
        if (to != own && to < f->table->count) {
            f->table->of[to].stretch.count = 0;
        }
    }
}

/* Versions that lines leave or enter stand with the others. */
static void join_led(const finding *f) {
    for (uint32_t post = 0, end; post < f->posts; post = end) {
        uint32_t own = f->structure[post];
        version *of = own < f->table->count ? &f->table->of[own] : NULL;
        end = of != NULL && of->lies_together ? of->end : run_end(f, post);
        uint32_t first = of != NULL ? of->stretch.first : 0;
        uint32_t count = of != NULL ? of->stretch.count : 0;
        if (leads_out(f, post, end, first, count)) {
            join_entered(f, post, end, own);
            if (of != NULL) {
                of->stretch.count = 0;
            }
        }
    }
}

static locality_status derive_versions(const locality_snapshot *snapshot,
                                       const locality_allocator *allocator, loc_derived **out,
                                       locality_error *error) {
    locality_column structure = LOC_VIEW(snapshot, post, structure);
    locality_column parent = LOC_VIEW(snapshot, post, reports_to);
    versions *table = loc_allocate(allocator, 1, sizeof *table);

    if (table == NULL) {
        return loc_fail_memory(error);
    }
    table->derived.free = free_versions;
    table->allocator = *allocator;
    table->of =
        loc_allocate(allocator, loc_view_count(snapshot, LOC_KIND_structure), sizeof *table->of);
    if (table->of == NULL) {
        loc_release(allocator, table, 1, sizeof *table);
        return loc_fail_memory(error);
    }
    table->count = loc_view_count(snapshot, LOC_KIND_structure);
    for (uint32_t i = 0; i < table->count; i++) {
        atomic_init(&table->of[i].lines, NULL);
    }
    finding f = {table, structure.row, parent.row, loc_view_count(snapshot, LOC_KIND_post)};
    if (f.structure != NULL && f.parent != NULL && find_stretches(&f)) {
        join_led(&f);
    }
    *out = &table->derived;
    return LOCALITY_OK;
}

/* ---- Asking ---------------------------------------------------------------------------------- */

/* The lines of a version that stands apart. */
static locality_status ask_version(const locality_snapshot *snapshot, version *of,
                                   const locality_allocator *allocator, const loc_lines **out,
                                   locality_error *error) {
    loc_lines *kept = atomic_load_explicit(&of->lines, memory_order_acquire);
    loc_lines *made = NULL;

    *out = kept;
    if (kept != NULL) {
        return LOCALITY_OK;
    }
    locality_status status = loc_lines_of_stretch(snapshot, of->stretch, allocator, &made, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    if (atomic_compare_exchange_strong_explicit(&of->lines, &kept, made, memory_order_acq_rel,
                                                memory_order_acquire)) {
        *out = made;
    } else { /* another thread was faster */
        loc_lines_free(made);
        *out = kept;
    }
    return LOCALITY_OK;
}

locality_status loc_lines_of_version(const locality_snapshot *snapshot, uint32_t structure,
                                     const loc_lines **out, locality_error *error) {
    const loc_derived *kept = loc_snapshot_kept(snapshot, LOC_DERIVED_LINES);

    *out = (const loc_lines *)(const void *)kept;
    if (kept != NULL) {
        return LOCALITY_OK;
    }
    if (structure >= loc_view_count(snapshot, LOC_KIND_structure)) {
        return loc_lines_of(snapshot, out, error);
    }
    locality_status status =
        loc_snapshot_derived(snapshot, LOC_DERIVED_VERSIONS, derive_versions, &kept, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    const versions *table = (const versions *)(const void *)kept;
    version *of = &table->of[structure];
    return of->stretch.count > 0 ? ask_version(snapshot, of, &table->allocator, out, error)
                                 : loc_lines_of(snapshot, out, error);
}

bool loc_lines_know_posts(const locality_snapshot *snapshot, uint32_t structure, uint32_t *first,
                          uint32_t *end) {
    const loc_derived *kept = loc_snapshot_kept(snapshot, LOC_DERIVED_VERSIONS);
    const versions *table = (const versions *)(const void *)kept;

    if (table == NULL || table->is_open || structure >= table->count ||
        !table->of[structure].lies_together) {
        return false;
    }
    *first = table->of[structure].stretch.first;
    *end = table->of[structure].end;
    return true;
}

locality_status loc_lines_of_post(const locality_snapshot *snapshot, uint32_t post,
                                  const loc_lines **out, locality_error *error) {
    locality_column structure = LOC_VIEW(snapshot, post, structure);

    return loc_lines_of_version(snapshot, loc_view_row(&structure, post), out, error);
}
