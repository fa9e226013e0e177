/* Lines of report: see lines.h. The shape comes from the forest; here it learns what the pointers
 * mean, how many posts stand behind a record, and which structure a record belongs to. */
#include "structure/lines.h"

#include "base/error.h"
#include "model/view.h"

#define LARGEST (LOCALITY_OPEN_ABOVE - 1) /* largest lower end a range can have */

void loc_lines_free(loc_lines *lines) {
    if (lines == NULL) {
        return;
    }
    locality_allocator allocator = lines->allocator;
    size_t count = lines->count;
    if (lines->hi != lines->lo) {
        loc_release(&allocator, lines->hi, count, sizeof *lines->hi);
    }
    loc_release(&allocator, lines->lo, count, sizeof *lines->lo);
    loc_release(&allocator, lines->open, count, sizeof *lines->open);
    loc_release(&allocator, lines->layers, (size_t)lines->structures + 1, sizeof *lines->layers);
    loc_forest_clear(&lines->forest);
    loc_release(&allocator, lines->unstated, count, sizeof *lines->unstated);
    loc_release(&allocator, lines, 1, sizeof *lines);
}

/* ---- Who reports to whom --------------------------------------------------------------------- */

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

/* ---- Spans ----------------------------------------------------------------------------------- */

/* Adds an amount that is not negative; false where the sum leaves 64 bits. */
static bool add_exact(int64_t *sum, int64_t more) {
    bool fits = more <= 0 || *sum <= LARGEST - more;
    *sum += fits && more > 0 ? more : 0;
    return fits;
}

/* Adds up exact columns over direct reports; false where a sum leaves 64 bits. */
static bool sum_exact(const loc_lines *lines, const int64_t *posts, const int64_t *fte) {
    const uint32_t *parent = lines->forest.parent;
    bool fits = true;

    for (uint32_t post = 0; post < lines->count; post++) {
        if (parent[post] < lines->count) {
            loc_span_end *sum = &lines->lo[parent[post]];
            bool posts_fit = add_exact(&sum->posts, posts[post]);
            bool fte_fit = add_exact(&sum->fte, fte[post]);
            fits = fits && posts_fit && fte_fit;
        }
    }
    return fits;
}

/* Adds a range that is not negative; an end that leaves 64 bits is open, or the largest. */
static void add_range(int64_t *lo, int64_t *hi, locality_range more) {
    *lo = *lo <= LARGEST - more.lo ? *lo + more.lo : LARGEST;
    *hi = *hi <= LARGEST - more.hi ? *hi + more.hi : LOCALITY_OPEN_ABOVE;
}

static void sum_ranges(const loc_lines *lines, const locality_column *posts,
                       const locality_column *fte) {
    const uint32_t *parent = lines->forest.parent;

    for (uint32_t post = 0; post < lines->count; post++) {
        uint32_t of = parent[post];
        if (of < lines->count) {
            add_range(&lines->lo[of].posts, &lines->hi[of].posts, loc_view_amount(posts, post));
            add_range(&lines->lo[of].fte, &lines->hi[of].fte, loc_view_amount(fte, post));
        }
    }
}

static bool is_exact(const locality_column *column) {
    return column->lo != NULL && column->hi == column->lo;
}

/* Spans of all posts; both ends in one array where every amount is exact. False on refusal. */
static bool sum_reports(loc_lines *lines, const locality_snapshot *snapshot) {
    locality_column posts = LOC_VIEW(snapshot, post, posts);
    locality_column fte = LOC_VIEW(snapshot, post, fte);

    lines->lo = loc_allocate(&lines->allocator, lines->count, sizeof *lines->lo);
    if (lines->lo == NULL) {
        return false;
    }
    lines->hi = lines->lo;
    if (is_exact(&posts) && is_exact(&fte) && sum_exact(lines, posts.lo, fte.lo)) {
        return true;
    }
    lines->hi = loc_allocate(&lines->allocator, lines->count, sizeof *lines->hi);
    if (lines->hi == NULL) {
        return false;
    }
    for (uint32_t post = 0; post < lines->count; post++) {
        lines->lo[post] = (loc_span_end){0, 0};
    }
    sum_ranges(lines, &posts, &fte);
    return true;
}

/* ---- Layers ---------------------------------------------------------------------------------- */

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

/* An orphan's manager is somebody: perhaps a post of another tree of the structure, which would
 * then be taller, at most by all trees standing on one another. Alone, it can only be outside. */
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

static tops *tops_of(const loc_lines *lines, const locality_column *structure, uint32_t post,
                     tops *found) {
    uint32_t version = loc_view_row(structure, post);
    return &found[version < lines->structures ? version : lines->structures];
}

/* Whether a line leads from one structure to another, or round a circle. */
static bool has_cuts(const loc_lines *lines, const locality_column *structure) {
    const uint32_t *parent = lines->forest.parent;

    if (structure->row == NULL || lines->forest.circles > 0) {
        return lines->forest.circles > 0;
    }
    for (uint32_t post = 0; post < lines->count; post++) {
        if (parent[post] < lines->count && structure->row[post] != structure->row[parent[post]]) {
            return true;
        }
    }
    return false;
}

static uint32_t tree_height(const loc_forest *forest, uint32_t top) {
    loc_rows below = loc_forest_below(forest, top);
    uint32_t above = 0;
    for (uint32_t i = 0; i < below.count; i++) {
        uint32_t lines = loc_forest_above(forest, below.row[i]);
        above = lines > above ? lines : above;
    }
    return above + 1;
}

/* Trees that are each of one structure: a post stands at the level that it has in all. */
static void find_whole_trees(const loc_lines *lines, const locality_column *structure,
                             tops *found) {
    for (uint32_t post = 0; post < lines->count; post++) {
        tops *of = tops_of(lines, structure, post, found);
        uint32_t level = loc_forest_above(&lines->forest, post) + 1;

        of->tallest = level > of->tallest ? level : of->tallest;
        if (loc_lines_is_orphan(lines, post)) {
            note_top(of, LOCALITY_ROW_MISSING, false, tree_height(&lines->forest, post));
        } else if (lines->open == NULL || lines->open[post] == 0) {
            of->anchored = level > of->anchored ? level : of->anchored;
        }
    }
}

/* Trees that remain when lines between structures are cut, from the bottom up; `height` is 0. */
static void find_cut_trees(const loc_lines *lines, const locality_column *structure,
                           uint32_t *height, tops *found) {
    const loc_forest *forest = &lines->forest;

    for (uint32_t i = lines->count; i-- > 0;) {
        uint32_t post = forest->order[i];
        uint32_t manager = forest->parent[post];
        bool circle = loc_forest_way(forest, post) == LOC_ON_CIRCLE;
        uint32_t own = height[post] + 1;

        if (circle || manager >= lines->count ||
            loc_view_row(structure, manager) != loc_view_row(structure, post)) {
            note_top(tops_of(lines, structure, post, found), manager, circle, own);
        } else if (height[manager] < own) {
            height[manager] = own;
        }
    }
}

static bool find_tops(loc_lines *lines, const locality_column *structure, tops *found) {
    if (!has_cuts(lines, structure)) {
        find_whole_trees(lines, structure, found);
        return true;
    }
    uint32_t *height = loc_allocate(&lines->allocator, lines->count, sizeof *height);
    if (height == NULL) {
        return false;
    }
    find_cut_trees(lines, structure, height, found);
    loc_release(&lines->allocator, height, lines->count, sizeof *height);
    return true;
}

static bool count_layers(loc_lines *lines, const locality_snapshot *snapshot) {
    locality_column structure = LOC_VIEW(snapshot, post, structure);
    size_t buckets = (size_t)lines->structures + 1;
    tops *found = loc_allocate(&lines->allocator, buckets, sizeof *found);

    lines->layers = loc_allocate(&lines->allocator, buckets, sizeof *lines->layers);
    bool made = found != NULL && lines->layers != NULL && find_tops(lines, &structure, found);
    for (size_t i = 0; made && i < buckets; i++) {
        lines->layers[i] = levels(&found[i]);
    }
    loc_release(&lines->allocator, found, buckets, sizeof *found);
    return made;
}

/* ---- Making and asking ----------------------------------------------------------------------- */

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

    locality_status status = take_managers(lines, snapshot, error);
    if (status == LOCALITY_OK &&
        !(mark_open(lines) && sum_reports(lines, snapshot) && count_layers(lines, snapshot))) {
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
    out->lo = lines->lo[post].posts;
    out->hi = lines->hi[post].posts;
}

void loc_lines_span_fte(const loc_lines *lines, uint32_t post, locality_range *out) {
    out->lo = lines->lo[post].fte;
    out->hi = lines->hi[post].fte;
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
