/* Lines of report: see lines.h. The shape comes from the ascent; here it learns what the pointers
 * mean, how many posts stand behind a record, and which structure a record belongs to. */
#include "structure/lines.h"

#include "base/error.h"
#include "model/view.h"

#define AHEAD 64u /* posts whose sums are asked for together */
#define LARGEST (LOCALITY_OPEN_ABOVE - 1) /* largest lower end a range can have */

void loc_lines_free(loc_lines *lines) {
    if (lines == NULL) {
        return;
    }
    locality_allocator allocator = lines->allocator;
    size_t count = lines->count, managers = lines->managers.count;
    if (lines->hi != lines->lo) {
        loc_release(&allocator, lines->hi, managers, sizeof *lines->hi);
    }
    loc_release(&allocator, lines->lo, managers, sizeof *lines->lo);
    loc_release(&allocator, lines->reports, managers, sizeof *lines->reports);
    loc_ranks_clear(&lines->managers);
    loc_release(&allocator, lines->layers, (size_t)lines->structures + 1, sizeof *lines->layers);
    loc_ascent_clear(&lines->up);
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
    return loc_ascent_init(&lines->up, parent, lines->count, &lines->allocator, error);
}

/* ---- Spans ----------------------------------------------------------------------------------- */

/* Finds the posts to which some record reports, and makes room for their sums. False on refusal. */
static bool find_managers(loc_lines *lines) {
    const uint32_t *parent = lines->up.parent;
    loc_ranks *managers = &lines->managers;

    if (!loc_ranks_init(managers, lines->count, &lines->allocator)) {
        return false;
    }
    for (uint32_t post = 0; post < lines->count; post++) {
        if (parent[post] < lines->count) {
            loc_ranks_add(managers, parent[post]);
        }
    }
    loc_ranks_number(managers);
    lines->reports = loc_allocate(&lines->allocator, managers->count, sizeof *lines->reports);
    lines->lo = loc_allocate(&lines->allocator, managers->count, sizeof *lines->lo);
    lines->hi = lines->lo;
    return lines->reports != NULL && lines->lo != NULL;
}

/* Whether no sum of amounts can leave 64 bits, and none is negative. */
static bool sums_fit(const int64_t *amount, uint32_t count) {
    const int64_t most = count > 0 ? LARGEST / count : 0;
    uint32_t others = 0;

    for (uint32_t i = 0; i < count; i++) {
        others += amount[i] < 0 || amount[i] > most;
    }
    return others == 0;
}

/* Adds up exact columns over direct reports: plain sums, `sums_fit` of both. */
static void sum_exact(const loc_lines *lines, const int64_t *posts, const int64_t *fte) {
    const uint32_t *parent = lines->up.parent;
    uint32_t place[AHEAD], of[AHEAD];

    for (uint32_t from = 0; from < lines->count; from += AHEAD) {
        uint32_t size = lines->count - from < AHEAD ? lines->count - from : AHEAD, found = 0;
        for (uint32_t post = from; post < from + size; post++) {
            if (parent[post] < lines->count) {
                of[found] = loc_ranks_of(&lines->managers, parent[post]);
                LOC_PREFETCH(&lines->lo[of[found]]);
                place[found++] = post;
            }
        }
        for (uint32_t i = 0; i < found; i++) {
            loc_span_end *sum = &lines->lo[of[i]];
            sum->posts += posts[place[i]];
            sum->fte += fte[place[i]];
            lines->reports[of[i]]++;
        }
    }
}

/* Adds a range that is not negative; an end that leaves 64 bits is open, or the largest. */
static void add_range(int64_t *lo, int64_t *hi, locality_range more) {
    *lo = *lo <= LARGEST - more.lo ? *lo + more.lo : LARGEST;
    *hi = *hi <= LARGEST - more.hi ? *hi + more.hi : LOCALITY_OPEN_ABOVE;
}

static void sum_ranges(const loc_lines *lines, const locality_column *posts,
                       const locality_column *fte) {
    const uint32_t *parent = lines->up.parent;

    for (uint32_t post = 0; post < lines->count; post++) {
        if (parent[post] < lines->count) {
            uint32_t of = loc_ranks_of(&lines->managers, parent[post]);
            lines->reports[of]++;
            add_range(&lines->lo[of].posts, &lines->hi[of].posts, loc_view_amount(posts, post));
            add_range(&lines->lo[of].fte, &lines->hi[of].fte, loc_view_amount(fte, post));
        }
    }
}

static bool is_exact(const locality_column *column) {
    return column->lo != NULL && column->hi == column->lo;
}

/* Spans of all managers; both ends in one array where every amount is exact. False on refusal. */
static bool sum_reports(loc_lines *lines, const locality_snapshot *snapshot) {
    locality_column posts = LOC_VIEW(snapshot, post, posts);
    locality_column fte = LOC_VIEW(snapshot, post, fte);

    if (!find_managers(lines)) {
        return false;
    }
    if (is_exact(&posts) && is_exact(&fte) && sums_fit(posts.lo, lines->count) &&
        sums_fit(fte.lo, lines->count)) {
        sum_exact(lines, posts.lo, fte.lo);
        return true;
    }
    lines->hi = loc_allocate(&lines->allocator, lines->managers.count, sizeof *lines->hi);
    if (lines->hi == NULL) {
        return false;
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

/* How the trees of the structures are found. They are those of the ascent, cut where a line leads from
 * one structure to another and all round a circle. Where no line is cut, a post on a way that ends
 * stands at the level it has in all; of the others it matters under which top they stand. */
typedef struct cutting {
    const loc_lines *lines;
    locality_column structure;
    bool is_cut;     /* some line leads from one structure to another */
    loc_ranks split; /* posts that must know their top: all where a line is cut, else the others */
    uint32_t *mark;  /* of a top the height of its tree; of others 1 + their top; 0: not known yet */
} cutting;

static bool is_whole(const cutting *c, uint32_t post) {
    return !c->is_cut && loc_ascent_way(&c->lines->up, post) == LOC_ENDS;
}

static bool is_top(const cutting *c, uint32_t post) {
    uint32_t manager = c->lines->up.parent[post];

    return manager >= c->lines->count || loc_ascent_way(&c->lines->up, post) == LOC_ON_CIRCLE ||
           loc_view_row(&c->structure, manager) != loc_view_row(&c->structure, post);
}

/* Looks for a line from one structure to another. */
static bool find_cut(const cutting *c) {
    const uint32_t *structure = c->structure.row, *parent = c->lines->up.parent;
    uint32_t count = c->lines->count, cuts = 0;

    for (uint32_t post = 0; structure != NULL && post < count; post++) {
        uint32_t from = parent[post] < count ? parent[post] : post; /* nothing leads out of itself */
        cuts += structure[post] != structure[from];
    }
    return cuts > 0;
}

/* Notes the posts whose level is known as it stands, and gathers the others. */
static void find_whole(cutting *c, tops *found) {
    const loc_lines *lines = c->lines;

    for (uint32_t post = 0; post < lines->count; post++) {
        if (is_whole(c, post)) {
            note_top(tops_of(lines, &c->structure, post, found), LOCALITY_ROW_NONE, false,
                     loc_ascent_above(&lines->up, post) + 1);
        } else {
            loc_ranks_add(&c->split, post);
        }
    }
    loc_ranks_number(&c->split);
}

static uint32_t *mark_of(const cutting *c, uint32_t post) {
    return &c->mark[loc_ranks_of(&c->split, post)];
}

/* The top that a post stands under, written down for all posts on the way there. */
static uint32_t find_top(const cutting *c, uint32_t post) {
    const uint32_t *parent = c->lines->up.parent;
    uint32_t top = post;

    while (!is_top(c, top) && *mark_of(c, top) == 0) {
        top = parent[top];
    }
    top = is_top(c, top) ? top : *mark_of(c, top) - 1;
    for (uint32_t at = post; at != top && *mark_of(c, at) == 0; at = parent[at]) {
        *mark_of(c, at) = top + 1;
    }
    return top;
}

/* The level at which a post stands under its top. All nodes of a circle have the same number above
 * them, and so have those that hang on it directly. */
static uint32_t level_under(const loc_ascent *up, uint32_t top, uint32_t post) {
    uint32_t below = post != top && loc_ascent_way(up, top) == LOC_ON_CIRCLE;
    return loc_ascent_above(up, post) - loc_ascent_above(up, top) + 1 + below;
}

/* Finds the tops of the posts that were gathered, and the heights of their trees. */
static void find_trees(const cutting *c, tops *found) {
    const loc_lines *lines = c->lines;

    for (uint32_t post = 0; post < lines->count; post++) {
        if (loc_ranks_has(&c->split, post)) {
            uint32_t top = find_top(c, post);
            uint32_t level = level_under(&lines->up, top, post), *height = mark_of(c, top);
            *height = level > *height ? level : *height;
        }
    }
    for (uint32_t post = 0; post < lines->count; post++) {
        if (loc_ranks_has(&c->split, post) && is_top(c, post)) {
            note_top(tops_of(lines, &c->structure, post, found), lines->up.parent[post],
                     loc_ascent_way(&lines->up, post) == LOC_ON_CIRCLE, *mark_of(c, post));
        }
    }
}

static bool find_tops(const loc_lines *lines, const locality_column *structure, tops *found) {
    cutting c = {.lines = lines, .structure = *structure};
    bool made = loc_ranks_init(&c.split, lines->count, &lines->allocator);

    if (made) {
        c.is_cut = find_cut(&c);
        find_whole(&c, found);
        c.mark = loc_allocate(&lines->allocator, c.split.count, sizeof *c.mark);
        made = c.mark != NULL;
    }
    if (made && c.split.count > 0) {
        find_trees(&c, found);
    }
    loc_release(&lines->allocator, c.mark, c.split.count, sizeof *c.mark);
    loc_ranks_clear(&c.split);
    return made;
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

/* ---- Making ---------------------------------------------------------------------------------- */

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
    if (status == LOCALITY_OK && !(sum_reports(lines, snapshot) && count_layers(lines, snapshot))) {
        status = loc_fail_memory(error);
    }
    if (status != LOCALITY_OK) {
        loc_lines_free(lines);
        return status;
    }
    *out = lines;
    return loc_ok(error);
}

/* ---- Keeping --------------------------------------------------------------------------------- */

static void free_lines(loc_derived *derived) {
    loc_lines_free((loc_lines *)(void *)derived);
}

static locality_status derive_lines(const locality_snapshot *snapshot,
                                    const locality_allocator *allocator, loc_derived **out,
                                    locality_error *error) {
    loc_lines *lines;
    locality_status status = loc_lines_new(snapshot, allocator, &lines, error);
    if (lines != NULL) {
        lines->derived.free = free_lines;
        *out = &lines->derived;
    }
    return status;
}

locality_status loc_lines_of(const locality_snapshot *snapshot, const loc_lines **out,
                             locality_error *error) {
    const loc_derived *kept = NULL;
    locality_status status =
        loc_snapshot_derived(snapshot, LOC_DERIVED_LINES, derive_lines, &kept, error);
    *out = (const loc_lines *)(const void *)kept;
    return status;
}

/* What leads down, as it is kept. */
typedef struct reports {
    loc_derived derived;
    loc_descent down;
} reports;

static void free_reports(loc_derived *derived) {
    reports *kept = (reports *)(void *)derived;
    locality_allocator allocator = kept->down.allocator;
    loc_descent_clear(&kept->down);
    loc_release(&allocator, kept, 1, sizeof *kept);
}

static locality_status derive_reports(const locality_snapshot *snapshot,
                                      const locality_allocator *allocator, loc_derived **out,
                                      locality_error *error) {
    const loc_lines *lines = NULL;
    reports *made = NULL;
    locality_status status = loc_lines_of(snapshot, &lines, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    made = loc_allocate(allocator, 1, sizeof *made);
    if (made == NULL) {
        return loc_fail_memory(error);
    }
    status = loc_descent_init(&made->down, &lines->up, allocator, error);
    if (status != LOCALITY_OK) {
        loc_release(allocator, made, 1, sizeof *made);
        return status;
    }
    made->derived.free = free_reports;
    *out = &made->derived;
    return status;
}

locality_status loc_lines_down(const locality_snapshot *snapshot, const loc_descent **out,
                               locality_error *error) {
    const loc_derived *kept = NULL;
    locality_status status =
        loc_snapshot_derived(snapshot, LOC_DERIVED_REPORTS, derive_reports, &kept, error);
    *out = kept != NULL ? &((const reports *)(const void *)kept)->down : NULL;
    return status;
}

/* ---- Asking ---------------------------------------------------------------------------------- */

void loc_lines_span(const loc_lines *lines, uint32_t post, locality_range *out) {
    bool leads = loc_ranks_has(&lines->managers, post);
    uint32_t of = leads ? loc_ranks_of(&lines->managers, post) : 0;
    out->lo = leads ? lines->lo[of].posts : 0;
    out->hi = leads ? lines->hi[of].posts : 0;
}

void loc_lines_span_fte(const loc_lines *lines, uint32_t post, locality_range *out) {
    bool leads = loc_ranks_has(&lines->managers, post);
    uint32_t of = leads ? loc_ranks_of(&lines->managers, post) : 0;
    out->lo = leads ? lines->lo[of].fte : 0;
    out->hi = leads ? lines->hi[of].fte : 0;
}

void loc_lines_depth(const loc_lines *lines, uint32_t post, locality_range *out) {
    bool cyclic = loc_lines_is_cyclic(lines, post);
    int64_t above = loc_ascent_above(&lines->up, post);

    out->lo = cyclic ? LOCALITY_OPEN_BELOW : above;
    out->hi = cyclic || loc_lines_is_open(lines, post) ? LOCALITY_OPEN_ABOVE : above;
}

void loc_lines_layers(const loc_lines *lines, uint32_t structure, locality_range *out) {
    *out = lines->layers[structure < lines->structures ? structure : lines->structures];
}
