/* Lines of report: see lines.h. The shape comes from the ascent; here it learns what the pointers
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
    size_t count = lines->count, managers = lines->managers;
    loc_release(&allocator, lines->team, managers, sizeof *lines->team);
    loc_release(&allocator, lines->hi, managers, sizeof *lines->hi);
    loc_release(&allocator, lines->lo, managers, sizeof *lines->lo);
    loc_release(&allocator, lines->layers, (size_t)lines->structures + 1, sizeof *lines->layers);
    loc_ascent_clear(&lines->up);
    loc_release(&allocator, lines->unstated, count, sizeof *lines->unstated);
    loc_release(&allocator, lines, 1, sizeof *lines);
}

/* ---- One pass ------------------------------------------------------------------------------- */

/* What is found while the ways up are, so that the posts are gone over once. What is known of a manager
 * lies in one place: then each post waits for memory once. */
typedef struct making {
    loc_lines *lines;
    locality_column structure, posts, fte;
    bool is_exact; /* both amounts have one array each; teams then hold their plain sums */
    uint64_t posts_bits, fte_bits; /* of all exact amounts together */
    uint32_t *home;                /* the structure of each manager; null in lines of one version */
    uint32_t cuts;                 /* lines from one structure to another */
    uint32_t *levels; /* of each structure, and of posts without one: on ways that end, in all */
    loc_ranks split;  /* posts whose way does not simply end */
} making;

/* Whether all posts are of one version, from which no line leads to another. */
static bool is_of_one(const loc_lines *lines) {
    return lines->version != LOCALITY_ROW_MISSING;
}

static bool is_exact(const locality_column *column) {
    return column->lo != NULL && column->hi == column->lo;
}

/* Makes room, once it is known how many managers there are. */
static bool open_making(void *self, const loc_ascent *ascent) {
    making *m = self;
    loc_lines *lines = m->lines;
    const locality_allocator *allocator = &lines->allocator;
    const loc_ranks *managers = &ascent->inner;
    uint32_t number = 0;

    lines->managers = managers->count;
    lines->team = loc_allocate(allocator, managers->count, sizeof *lines->team);
    m->levels = loc_allocate(allocator, (size_t)lines->structures + 1, sizeof *m->levels);
    if (lines->team == NULL || m->levels == NULL ||
        !loc_ranks_init(&m->split, lines->count, allocator)) {
        return false;
    }
    if (is_of_one(lines)) {
        return true; /* nobody asks of which */
    }
    m->home = loc_allocate_raw(allocator, managers->count, sizeof *m->home);
    if (m->home == NULL) {
        return false;
    }
    for (uint32_t i = loc_ranks_next(managers, 0); i < lines->count;
         i = loc_ranks_next(managers, i + 1)) {
        m->home[number++] = loc_view_row(&m->structure, i);
    }
    return true;
}

static void clear_making(making *m) {
    const loc_lines *lines = m->lines;

    loc_release(&lines->allocator, m->levels, (size_t)lines->structures + 1, sizeof *m->levels);
    loc_release(&lines->allocator, m->home, lines->managers, sizeof *m->home);
    loc_ranks_clear(&m->split);
}

/* Adds posts to the teams of their managers. */
static void add_to_teams(const making *m, uint32_t first, uint32_t count, const uint32_t *over) {
    const int64_t *posts = m->posts.lo + first, *fte = m->fte.lo + first;
    loc_team *teams = m->lines->team;

    for (uint32_t i = 0; i < count; i++) {
        if (over[i] != LOC_OVER_NONE) {
            loc_team *team = &teams[over[i]];
            team->reports++;
            team->posts += (uint32_t)posts[i];
            team->fte = (int64_t)((uint64_t)team->fte + (uint64_t)fte[i]);
        }
    }
}

/* The same where amounts are ranges, which come later. */
static void count_in_teams(const making *m, uint32_t count, const uint32_t *over) {
    for (uint32_t i = 0; i < count; i++) {
        if (over[i] != LOC_OVER_NONE) {
            m->lines->team[over[i]].reports++;
        }
    }
}

/* Counts lines from one structure to another. */
static void count_cuts(making *m, uint32_t first, uint32_t count, const uint32_t *over) {
    for (uint32_t i = 0; i < count; i++) {
        if (over[i] != LOC_OVER_NONE) {
            m->cuts += loc_view_row(&m->structure, first + i) != m->home[over[i]];
        }
    }
}

/* Notes how large amounts are: none is larger than all their bits together, and a negative one has the
 * highest. */
static void look_at_amounts(making *m, uint32_t first, uint32_t count) {
    const int64_t *posts = m->posts.lo + first, *fte = m->fte.lo + first;
    uint64_t posts_bits = 0, fte_bits = 0;

    for (uint32_t i = 0; i < count; i++) {
        posts_bits |= (uint64_t)posts[i];
        fte_bits |= (uint64_t)fte[i];
    }
    m->posts_bits |= posts_bits;
    m->fte_bits |= fte_bits;
}

/* Whether plain sums of the amounts are right: none can leave the bits it has. */
static bool sums_are_right(const making *m) {
    uint64_t count = m->lines->count;
    return m->is_exact && (count == 0 || (m->posts_bits <= UINT32_MAX / count &&
                                          m->fte_bits <= (uint64_t)LARGEST / count));
}

/* Place of the structure of a post, among the structures and what is in none. */
static uint32_t place_of(const loc_lines *lines, const locality_column *structure, uint32_t post) {
    if (is_of_one(lines)) {
        return 0;
    }
    uint32_t version = loc_view_row(structure, post);
    return version < lines->structures ? version : lines->structures;
}

/* Levels of a block of posts of one version, the highest of all, where each way simply ends; false where
 * one does not. */
static bool note_highest(making *m, const uint32_t *known, uint32_t count) {
    uint32_t most = 0, others = 0;

    for (uint32_t i = 0; i < count; i++) {
        others |= known[i] % 4u; /* LOC_ENDS is 0 */
        most = known[i] > most ? known[i] : most;
    }
    if (others == 0 && most / 4u + 1 > m->levels[0]) {
        m->levels[0] = most / 4u + 1;
    }
    return others == 0;
}

/* Levels of the posts whose way simply ends; the others are set aside. */
static void note_levels(making *m, const loc_ascent *ascent, uint32_t first, uint32_t count) {
    const loc_lines *lines = m->lines;
    uint32_t *levels = m->levels;

    if (is_of_one(lines) && note_highest(m, ascent->known + (first - ascent->first), count)) {
        return;
    }
    for (uint32_t post = first; post < first + count; post++) {
        uint32_t known = ascent->known[post - ascent->first], level = known / 4u + 1;
        uint32_t place = place_of(lines, &m->structure, post);
        if (known % 4u != LOC_ENDS) {
            loc_ranks_add(&m->split, post - ascent->first);
        } else if (level > levels[place]) {
            levels[place] = level;
        }
    }
}

static void take_posts(void *self, const loc_ascent *ascent, uint32_t first, uint32_t count,
                       const uint32_t *over) {
    making *m = self;

    for (uint32_t i = 0; i < count; i++) {
        if (over[i] != LOC_OVER_NONE) {
            LOC_PREFETCH(&m->lines->team[over[i]]);
        }
    }
    if (m->is_exact) {
        look_at_amounts(m, first, count);
        add_to_teams(m, first, count, over);
    } else {
        count_in_teams(m, count, over);
    }
    if (m->home != NULL) {
        count_cuts(m, first, count, over);
    }
    note_levels(m, ascent, first, count);
}

/* Line managers as the snapshot holds them, or made up where it holds none. */
static locality_status take_managers(loc_lines *lines, const locality_snapshot *snapshot,
                                     uint32_t first, making *m, locality_error *error) {
    locality_column managers = LOC_VIEW(snapshot, post, reports_to);
    const uint32_t *parent = managers.row;
    loc_ascent_visitor visitor = {m, open_making, take_posts};

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
    return loc_ascent_visit(&lines->up, parent, first, lines->count, &lines->allocator, &visitor,
                            error);
}

/* ---- Spans that are ranges ------------------------------------------------------------------- */

/* Adds a range that is not negative; an end that leaves 64 bits is open, or the largest. */
static void add_range(int64_t *lo, int64_t *hi, locality_range more) {
    *lo = *lo <= LARGEST - more.lo ? *lo + more.lo : LARGEST;
    *hi = *hi <= LARGEST - more.hi ? *hi + more.hi : LOCALITY_OPEN_ABOVE;
}

static void sum_ranges(const loc_lines *lines, const locality_column *posts,
                       const locality_column *fte) {
    const uint32_t *parent = lines->up.parent, first = lines->up.first;

    for (uint32_t post = first; post < first + lines->count; post++) {
        if (loc_lines_has(lines, parent[post])) {
            uint32_t of = loc_lines_team(lines, parent[post]);
            add_range(&lines->lo[of].posts, &lines->hi[of].posts, loc_view_amount(posts, post));
            add_range(&lines->lo[of].fte, &lines->hi[of].fte, loc_view_amount(fte, post));
        }
    }
}

/* Spans where some amount is a range, or where plain sums do not do. False on refusal. */
static bool sum_again(loc_lines *lines, const making *m) {
    if (sums_are_right(m)) {
        return true;
    }
    lines->lo = loc_allocate(&lines->allocator, lines->managers, sizeof *lines->lo);
    lines->hi = loc_allocate(&lines->allocator, lines->managers, sizeof *lines->hi);
    if (lines->lo == NULL || lines->hi == NULL) {
        return false;
    }
    sum_ranges(lines, &m->posts, &m->fte);
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

/* How the trees of the structures are found. They are those of the ascent, cut where a line leads from
 * one structure to another and all round a circle. Where no line is cut, a post on a way that ends
 * stands at the level it has in all; of the others it matters under which top they stand. */
typedef struct cutting {
    const loc_lines *lines;
    const locality_column *structure;
    const loc_ranks *split; /* posts that must know their top */
    uint32_t *mark; /* of a top the height of its tree; of others 1 + their top; 0: not known yet */
} cutting;

static bool is_top(const cutting *c, uint32_t post) {
    uint32_t manager = c->lines->up.parent[post];

    return !loc_lines_has(c->lines, manager) ||
           loc_ascent_way(&c->lines->up, post) == LOC_ON_CIRCLE ||
           loc_view_row(c->structure, manager) != loc_view_row(c->structure, post);
}

static uint32_t *mark_of(const cutting *c, uint32_t post) {
    return &c->mark[loc_ranks_of(c->split, post - c->lines->up.first)];
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

/* Finds the tops of the posts that were set aside, and the heights of their trees. */
static void find_trees(const cutting *c, tops *found) {
    const loc_lines *lines = c->lines;
    const uint32_t first = lines->up.first;

    for (uint32_t i = loc_ranks_next(c->split, 0); i < lines->count;
         i = loc_ranks_next(c->split, i + 1)) {
        uint32_t post = first + i;
        uint32_t top = find_top(c, post);
        uint32_t level = level_under(&lines->up, top, post), *height = mark_of(c, top);
        *height = level > *height ? level : *height;
    }
    for (uint32_t i = loc_ranks_next(c->split, 0); i < lines->count;
         i = loc_ranks_next(c->split, i + 1)) {
        uint32_t post = first + i;
        if (is_top(c, post)) {
            note_top(&found[place_of(lines, c->structure, post)], lines->up.parent[post],
                     loc_ascent_way(&lines->up, post) == LOC_ON_CIRCLE, *mark_of(c, post));
        }
    }
}

/* Finds the trees; where a line is cut, the levels in all say nothing and every post is set aside. */
static bool find_tops(const loc_lines *lines, making *m, tops *found) {
    for (uint32_t i = 0; m->cuts > 0 && i < lines->count; i++) {
        loc_ranks_add(&m->split, i);
    }
    for (uint32_t i = 0; m->cuts == 0 && i <= lines->structures; i++) {
        note_top(&found[i], LOCALITY_ROW_NONE, false, m->levels[i]);
    }
    loc_ranks_number(&m->split);
    cutting c = {.lines = lines, .structure = &m->structure, .split = &m->split};
    c.mark = loc_allocate(&lines->allocator, m->split.count, sizeof *c.mark);
    bool made = c.mark != NULL;
    if (made) {
        find_trees(&c, found);
    }
    loc_release(&lines->allocator, c.mark, m->split.count, sizeof *c.mark);
    return made;
}

static bool count_layers(loc_lines *lines, making *m) {
    size_t buckets = (size_t)lines->structures + 1;
    tops *found = loc_allocate(&lines->allocator, buckets, sizeof *found);

    lines->layers = loc_allocate(&lines->allocator, buckets, sizeof *lines->layers);
    bool made = found != NULL && lines->layers != NULL && find_tops(lines, m, found);
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
    loc_stretch all = {LOCALITY_ROW_MISSING, 0, loc_view_count(snapshot, LOC_KIND_post)};

    return loc_lines_of_stretch(snapshot, all, allocator, out, error);
}

locality_status loc_lines_of_stretch(const locality_snapshot *snapshot, loc_stretch stretch,
                                     const locality_allocator *allocator, loc_lines **out,
                                     locality_error *error) {
    *out = NULL;
    loc_lines *lines = loc_allocate(allocator, 1, sizeof *lines);
    if (lines == NULL) {
        return loc_fail_memory(error);
    }
    lines->allocator = *allocator;
    lines->count = stretch.count;
    lines->version = stretch.version;
    lines->structures = is_of_one(lines) ? 0 : loc_view_count(snapshot, LOC_KIND_structure);

    making m = {.lines = lines,
                .structure = LOC_VIEW(snapshot, post, structure),
                .posts = LOC_VIEW(snapshot, post, posts),
                .fte = LOC_VIEW(snapshot, post, fte)};
    m.is_exact = is_exact(&m.posts) && is_exact(&m.fte);
    locality_status status = take_managers(lines, snapshot, stretch.first, &m, error);
    if (status == LOCALITY_OK && !(sum_again(lines, &m) && count_layers(lines, &m))) {
        status = loc_fail_memory(error);
    }
    clear_making(&m);
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
    *out = (locality_range){0, 0};
    if (loc_lines_leads(lines, post)) {
        uint32_t number = loc_lines_team(lines, post);
        out->lo = loc_lines_low(lines, number).posts;
        out->hi = loc_lines_high(lines, number).posts;
    }
}

void loc_lines_span_fte(const loc_lines *lines, uint32_t post, locality_range *out) {
    *out = (locality_range){0, 0};
    if (loc_lines_leads(lines, post)) {
        uint32_t number = loc_lines_team(lines, post);
        out->lo = loc_lines_low(lines, number).fte;
        out->hi = loc_lines_high(lines, number).fte;
    }
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
