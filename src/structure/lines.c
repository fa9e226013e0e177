/* Lines of report: see lines.h. The shape comes from the forest; here it learns what the pointers
 * mean, how many posts stand behind a record, and which structure a record belongs to. */
#include "structure/lines.h"

#include "base/error.h"
#include "places/view.h"

#define LARGEST (LOCALITY_OPEN_ABOVE - 1) /* largest lower end a range can have */

void loc_lines_free(loc_lines *lines) {
    if (lines == NULL) {
        return;
    }
    locality_allocator allocator = lines->allocator;
    size_t count = lines->count;
    if (lines->posts_hi != lines->posts_lo) {
        loc_release(&allocator, lines->posts_hi, count, sizeof(int64_t));
    }
    if (lines->fte_hi != lines->fte_lo) {
        loc_release(&allocator, lines->fte_hi, count, sizeof(int64_t));
    }
    loc_release(&allocator, lines->posts_lo, count, sizeof(int64_t));
    loc_release(&allocator, lines->fte_lo, count, sizeof(int64_t));
    loc_release(&allocator, lines->open, count, sizeof *lines->open);
    loc_release(&allocator, lines->layers, (size_t)lines->structures + 1, sizeof *lines->layers);
    loc_forest_clear(&lines->forest);
    loc_release(&allocator, lines->unstated, count, sizeof *lines->unstated);
    loc_release(&allocator, lines, 1, sizeof *lines);
}

/* ---- Who reports to whom ---------------------------------------------------------------------- */

/* Line managers as the snapshot holds them, or made up where it holds none. */
static locality_status take_managers(loc_lines *lines, const locality_snapshot *snapshot,
                                     locality_error *error) {
    locality_column managers = LOC_VIEW(snapshot, post, reports_to);
    const uint32_t *parent = managers.row;

    if (parent == NULL) {
        lines->unstated = loc_allocate_raw(&lines->allocator, lines->count, sizeof(uint32_t));
        if (lines->unstated == NULL) {
            return loc_fail_memory(error);
        }
        for (uint32_t post = 0; post < lines->count; post++) {
            lines->unstated[post] = LOCALITY_ROW_MISSING;
        }
        parent = lines->unstated;
    }
    return loc_forest_init(&lines->forest, parent, lines->count, &lines->allocator, error);
}

/* Marks every post whose line ends at an orphan. False on refusal. */
static bool mark_open(loc_lines *lines) {
    const loc_forest *forest = &lines->forest;
    uint32_t orphans = 0;

    for (uint32_t post = 0; post < lines->count; post++) {
        orphans += loc_lines_is_orphan(lines, post);
    }
    if (orphans == 0) {
        return true;
    }
    lines->open = loc_allocate(&lines->allocator, lines->count, sizeof *lines->open);
    if (lines->open == NULL) {
        return false;
    }
    for (uint32_t post = 0; post < lines->count; post++) {
        if (!loc_lines_is_orphan(lines, post)) {
            continue;
        }
        lines->open[post] = 1;
        loc_rows below = loc_forest_below(forest, post);
        for (uint32_t i = 0; i < below.count; i++) {
            lines->open[below.row[i]] = 1;
        }
    }
    return true;
}

/* ---- Spans ------------------------------------------------------------------------------------ */

/* Adds up an exact column over direct reports; false where a sum leaves 64 bits. */
static bool sum_exact(const loc_lines *lines, const int64_t *amount, int64_t *sum) {
    const uint32_t *parent = lines->forest.parent;
    bool fits = true;

    for (uint32_t post = 0; post < lines->count; post++) {
        if (parent[post] < lines->count && amount[post] > 0) {
            int64_t *of = &sum[parent[post]];
            fits = fits && *of <= LARGEST - amount[post];
            *of = fits ? *of + amount[post] : 0;
        }
    }
    return fits;
}

static void sum_ranges(const loc_lines *lines, const locality_column *column, int64_t *lo,
                       int64_t *hi) {
    const uint32_t *parent = lines->forest.parent;

    for (uint32_t post = 0; post < lines->count; post++) {
        uint32_t of = parent[post];
        if (of >= lines->count) {
            continue;
        }
        locality_range amount = loc_view_amount(column, post);
        lo[of] = lo[of] <= LARGEST - amount.lo ? lo[of] + amount.lo : LARGEST;
        hi[of] = hi[of] <= LARGEST - amount.hi ? hi[of] + amount.hi : LOCALITY_OPEN_ABOVE;
    }
}

/* Sums of a column over the direct reports of each post; both ends in one array where all are exact. */
static bool sum_reports(loc_lines *lines, const locality_column *column, int64_t **lo,
                        int64_t **hi) {
    bool exact = column->lo != NULL && column->hi == column->lo;

    *lo = loc_allocate(&lines->allocator, lines->count, sizeof **lo);
    if (*lo == NULL) {
        return false;
    }
    *hi = *lo;
    if (exact && sum_exact(lines, column->lo, *lo)) {
        return true;
    }
    *hi = loc_allocate(&lines->allocator, lines->count, sizeof **hi);
    if (*hi == NULL) {
        return false;
    }
    for (uint32_t post = 0; post < lines->count; post++) {
        (*lo)[post] = 0;
    }
    sum_ranges(lines, column, *lo, *hi);
    return true;
}

/* ---- Layers ----------------------------------------------------------------------------------- */

/* What the levels of one structure are found from: its trees by the height they have in it. */
typedef struct tops {
    uint32_t tallest;  /* of all its trees */
    uint32_t anchored; /* tallest under a declared root or under a post of another structure */
    uint32_t orphans;
    uint64_t stacked; /* height of all trees under orphans together */
    bool circle;
} tops;

static void note_top(tops *of, uint32_t manager, bool circle, uint32_t height) {
    of->tallest = height > of->tallest ? height : of->tallest;
    if (circle) {
        of->circle = true;
    } else if (manager == LOCALITY_ROW_MISSING) {
        of->orphans++;
        of->stacked += height;
    } else if (height > of->anchored) {
        of->anchored = height;
    }
}

/* An orphan's manager is somebody: perhaps a post of another tree of the structure, which would then
 * be taller, at most by all trees standing on one another. Alone, it can only be outside. */
static locality_range levels(const tops *of) {
    locality_range range = {of->tallest, of->tallest};
    bool alone = of->orphans == 1 && of->anchored == 0;

    if (of->circle) {
        range.hi = LOCALITY_OPEN_ABOVE;
    } else if (of->orphans > 0 && !alone) {
        range.hi = (int64_t)(of->anchored + of->stacked);
    }
    return range;
}

/* Heights of the trees that remain when every line between structures is cut, from the bottom up.
 * `height` is zeroed. */
static void find_tops(const loc_lines *lines, const locality_column *structure, uint32_t *height,
                      tops *found) {
    const loc_forest *forest = &lines->forest;

    for (uint32_t i = lines->count; i-- > 0;) {
        uint32_t post = forest->order[i];
        uint32_t manager = forest->parent[post];
        uint32_t version = loc_view_row(structure, post);
        bool circle = loc_forest_way(forest, post) == LOC_ON_CIRCLE;
        uint32_t own = height[post] + 1;

        if (circle || manager >= lines->count || loc_view_row(structure, manager) != version) {
            note_top(&found[version < lines->structures ? version : lines->structures], manager,
                     circle, own);
        } else if (height[manager] < own) {
            height[manager] = own;
        }
    }
}

static bool count_layers(loc_lines *lines, const locality_snapshot *snapshot) {
    locality_column structure = LOC_VIEW(snapshot, post, structure);
    size_t buckets = (size_t)lines->structures + 1;
    uint32_t *height = loc_allocate(&lines->allocator, lines->count, sizeof *height);
    tops *found = loc_allocate(&lines->allocator, buckets, sizeof *found);

    lines->layers = loc_allocate(&lines->allocator, buckets, sizeof *lines->layers);
    bool made = height != NULL && found != NULL && lines->layers != NULL;
    if (made) {
        find_tops(lines, &structure, height, found);
        for (size_t i = 0; i < buckets; i++) {
            lines->layers[i] = levels(&found[i]);
        }
    }
    loc_release(&lines->allocator, height, lines->count, sizeof *height);
    loc_release(&lines->allocator, found, buckets, sizeof *found);
    return made;
}

/* ---- Making and asking ------------------------------------------------------------------------ */

locality_status loc_lines_new(const locality_snapshot *snapshot,
                              const locality_allocator *allocator, loc_lines **out,
                              locality_error *error) {
    *out = NULL;
    loc_lines *lines = loc_allocate(allocator, 1, sizeof *lines);
    if (lines == NULL) {
        return loc_fail_memory(error);
    }
    lines->allocator = *allocator;
    lines->count = loc_view_count(snapshot, LOC_KIND_post);
    lines->structures = loc_view_count(snapshot, LOC_KIND_structure);

    locality_column posts = LOC_VIEW(snapshot, post, posts);
    locality_column fte = LOC_VIEW(snapshot, post, fte);
    locality_status status = take_managers(lines, snapshot, error);
    if (status == LOCALITY_OK &&
        !(mark_open(lines) && sum_reports(lines, &posts, &lines->posts_lo, &lines->posts_hi) &&
          sum_reports(lines, &fte, &lines->fte_lo, &lines->fte_hi) &&
          count_layers(lines, snapshot))) {
        status = loc_fail_memory(error);
    }
    if (status != LOCALITY_OK) {
        loc_lines_free(lines);
        return status;
    }
    *out = lines;
    return loc_ok(error);
}

void loc_lines_span(const loc_lines *lines, uint32_t post, locality_range *out) {
    out->lo = lines->posts_lo[post];
    out->hi = lines->posts_hi[post];
}

void loc_lines_span_fte(const loc_lines *lines, uint32_t post, locality_range *out) {
    out->lo = lines->fte_lo[post];
    out->hi = lines->fte_hi[post];
}

void loc_lines_depth(const loc_lines *lines, uint32_t post, locality_range *out) {
    if (loc_lines_is_cyclic(lines, post)) {
        locality_range_unknown(out);
    } else if (lines->open != NULL && lines->open[post]) {
        locality_range_at_least(loc_forest_above(&lines->forest, post), out);
    } else {
        locality_range_exact(loc_forest_above(&lines->forest, post), out);
    }
}

void loc_lines_layers(const loc_lines *lines, uint32_t structure, locality_range *out) {
    *out = lines->layers[structure < lines->structures ? structure : lines->structures];
}
