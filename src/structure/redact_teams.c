/* Small teams: which posts may not be seen with their team.
 *
 * A team is a unit with all below it; posts without a unit are judged by the whole version. A team
 * that is not certainly larger than the limit hides its posts, except those that are published.
 * What is hidden has to be among others: where the hidden posts under the unit above are too few,
 * or all of one team, the next smallest posts beside them are hidden as well, and if there are
 * none, those a level higher. Where a whole version has too few, not even the number of its hidden
 * posts is told. */
#include <string.h>

#include "base/error.h"
#include "base/sort.h"
#include "structure/redact.h"

/* A post with what decides when it is hidden to keep another company. */
typedef struct candidate {
    int64_t posts, team; /* of the record; of its unit without those below */
    uint32_t structure, post;
} candidate;

typedef struct teams {
    loc_redactor *r;
    locality_column unit, version, parent;
    uint32_t posts, units, versions;
    uint32_t *above;   /* of each unit: the one above it */
    loc_forest forest; /* of units */
    int64_t *own;      /* of each unit: posts in it */
    int64_t *all;      /* with those below */
    int64_t *placed;   /* posts that allocations place in it and below */
    int64_t *whole;    /* of each version: posts */
    candidate *order;  /* posts by version, then the smallest first, of the smallest unit first */
    uint32_t *first;   /* of each version: where its posts begin in it; one more at the end */
} teams;

/* ---- How many ---------------------------------------------------------------------------------
 * */

/* Whole people that so many millionths of full time need. */
static int64_t whole_people(int64_t fte) {
    return fte / LOCALITY_ONE + (fte % LOCALITY_ONE > 0);
}

int64_t loc_redact_headcount(const loc_redactor *r, uint32_t post) {
    locality_column posts = LOC_VIEW(r->snapshot, post, posts);
    locality_column fte = LOC_VIEW(r->snapshot, post, fte);
    locality_range count = loc_view_range(&posts, post), time = loc_view_amount(&fte, post);

    if (locality_range_is_unknown(&count) == 0)
        return count.lo > 0 ? count.lo : 0;
    return time.lo > LOCALITY_ONE ? whole_people(time.lo) : 1;
}

static int64_t plus(int64_t a, int64_t b) {
    return a > INT64_MAX - b ? INT64_MAX : a + b;
}

/* Adds posts to a unit and to those above it. */
static void add_upwards(const teams *t, int64_t *to, uint32_t unit, int64_t posts) {
    uint32_t lines = loc_forest_above(&t->forest, unit);

    to[unit] = plus(to[unit], posts);
    for (uint32_t i = 0, at = unit; i < lines; i++) {
        at = loc_forest_parent(&t->forest, at);
        if (at != unit)
            to[at] = plus(to[at], posts);
    }
}

static void count_posts(teams *t) {
    locality_column placed_unit = LOC_VIEW(t->r->snapshot, allocation, unit);
    locality_column placed_posts = LOC_VIEW(t->r->snapshot, allocation, posts);
    uint32_t allocations = loc_view_count(t->r->snapshot, LOC_KIND_allocation);

    for (uint32_t i = 0; i < t->posts; i++) {
        int64_t posts = loc_redact_headcount(t->r, i);
        uint32_t unit = loc_view_row(&t->unit, i), version = loc_view_row(&t->version, i);

        if (unit < t->units) {
            t->own[unit] = plus(t->own[unit], posts);
            add_upwards(t, t->all, unit, posts);
        }
        if (version < t->versions)
            t->whole[version] = plus(t->whole[version], posts);
    }
    for (uint32_t i = 0; i < allocations; i++) {
        uint32_t unit = loc_view_row(&placed_unit, i);
        locality_range posts = loc_view_amount(&placed_posts, i);

        if (unit < t->units)
            add_upwards(t, t->placed, unit, posts.lo > 0 ? posts.lo : 1);
    }
}

/* ---- What is published ------------------------------------------------------------------------
 * */

/* Whether an amount for the posts of a record is certainly at the threshold or above for each. */
static bool pays_enough(const loc_redactor *r, uint32_t post, int64_t amount) {
    locality_column posts = LOC_VIEW(r->snapshot, post, posts);
    locality_range count = loc_view_range(&posts, post);

    if (locality_range_is_unknown(&count) != 0)
        count.hi = 1;
    return amount != LOCALITY_OPEN_BELOW && count.hi != LOCALITY_OPEN_ABOVE && count.hi > 0 &&
           amount / count.hi >= r->options.pay_threshold;
}

static bool is_published(const loc_redactor *r, uint32_t post) {
    locality_column senior = LOC_VIEW(r->snapshot, post, senior);
    locality_column cost = LOC_VIEW(r->snapshot, post, cost);
    locality_column grade = LOC_VIEW(r->snapshot, post, grade);
    locality_column minimum = LOC_VIEW(r->snapshot, grade, minimum);
    uint32_t paid = loc_view_row(&grade, post);

    if (loc_view_yes(&senior, post) || pays_enough(r, post, loc_view_range(&cost, post).lo))
        return true;
    return paid < LOCALITY_ROW_NONE &&
           loc_view_range(&minimum, paid).lo >= r->options.pay_threshold &&
           loc_view_range(&minimum, paid).lo != LOCALITY_OPEN_BELOW;
}

/* ---- Hiding
 * ------------------------------------------------------------------------------------- */

static bool is_small(const teams *t, uint32_t unit) {
    int64_t posts = t->all[unit] > t->placed[unit] ? t->all[unit] : t->placed[unit];

    return posts > 0 && posts <= t->r->options.smallest_team;
}

static bool is_small_version(const teams *t, uint32_t version) {
    return version < t->versions && t->whole[version] > 0 &&
           t->whole[version] <= t->r->options.smallest_team;
}

static void hide(teams *t, uint32_t post) {
    uint32_t unit = loc_view_row(&t->unit, post);

    t->r->post[post] = LOC_HIDDEN;
    loc_redact_count(t->r, LOCALITY_WITHHELD_POSTS);
    if (unit < t->units)
        t->r->unit[unit] = 1;
}

static void hide_small(teams *t) {
    for (uint32_t i = 0; i < t->units; i++) {
        uint32_t above = loc_forest_parent(&t->forest, i);

        if (!is_small(t, i))
            continue;
        t->r->unit[i] = 1;
        if (above >= t->units || !is_small(t, above)) /* the small team, not a part of one */
            loc_redact_count(t->r, LOCALITY_WITHHELD_TEAMS);
    }
    for (uint32_t i = 0; i < t->versions; i++)
        if (is_small_version(t, i)) {
            t->r->structure[i] = 1;
            loc_redact_count(t->r, LOCALITY_WITHHELD_TEAMS);
        }
    for (uint32_t i = 0; i < t->posts; i++) {
        uint32_t unit = loc_view_row(&t->unit, i);
        bool small = is_small_version(t, loc_view_row(&t->version, i)) ||
                     (unit < t->units && is_small(t, unit));

        t->r->post[i] = is_published(t->r, i) ? LOC_PUBLISHED : LOC_SHOWN;
        if (small && t->r->post[i] == LOC_SHOWN)
            hide(t, i);
    }
}

/* ---- Company
 * ------------------------------------------------------------------------------------- */

/* The part under `scope` that a unit lies in: a unit right under it, or the scope itself;
 * LOCALITY_ROW_MISSING where it lies elsewhere. A scope of LOCALITY_ROW_NONE is the whole version.
 * */
static uint32_t part_of(const teams *t, uint32_t scope, uint32_t unit) {
    uint32_t lines, at = unit;

    if (unit >= t->units)
        return scope == LOCALITY_ROW_NONE ? LOCALITY_ROW_NONE : LOCALITY_ROW_MISSING;
    if (unit == scope)
        return scope;
    lines = loc_forest_above(&t->forest, unit);
    for (uint32_t i = 0; i < lines; i++) {
        uint32_t above = loc_forest_parent(&t->forest, at);

        if (above == scope)
            return at;
        if (above >= t->units)
            break;
        at = above;
    }
    return scope == LOCALITY_ROW_NONE ? at : LOCALITY_ROW_MISSING;
}

/* The hidden posts under a scope: how many for certain, and whether they are of two parts or more.
 * */
typedef struct company {
    int64_t posts;
    uint32_t part;
    bool several;
} company;

static company find_company(const teams *t, uint32_t version, uint32_t scope) {
    company found = {0, LOCALITY_ROW_MISSING, false};

    for (uint32_t i = t->first[version]; i < t->first[version + 1]; i++) {
        uint32_t post = t->order[i].post;
        uint32_t part = part_of(t, scope, loc_view_row(&t->unit, post));

        if (t->r->post[post] != LOC_HIDDEN || part == LOCALITY_ROW_MISSING)
            continue;
        found.several = found.several || (found.part != LOCALITY_ROW_MISSING && part != found.part);
        found.part = part;
        found.posts = plus(found.posts, t->order[i].posts);
    }
    return found;
}

static bool is_enough(const teams *t, company found) {
    return found.posts > t->r->options.smallest_team && found.several;
}

/* Hides the smallest posts under a scope until those hidden have company; false if they run out. */
static bool bring_company(teams *t, uint32_t version, uint32_t scope) {
    company found = find_company(t, version, scope);

    for (int other = 1; other >= 0; other--) /* first from another part, if all are of one */
        for (uint32_t i = t->first[version]; i < t->first[version + 1] && !is_enough(t, found);
             i++) {
            uint32_t post = t->order[i].post;
            uint32_t part = part_of(t, scope, loc_view_row(&t->unit, post));

            if (t->r->post[post] != LOC_SHOWN || part == LOCALITY_ROW_MISSING ||
                (other == 1 && (found.several || part == found.part)))
                continue;
            hide(t, post);
            found.several =
                found.several || (found.part != LOCALITY_ROW_MISSING && part != found.part);
            found.posts = plus(found.posts, t->order[i].posts);
        }
    return is_enough(t, found);
}

/* Sees that what a unit hides has company under the one above it, or higher up. */
static bool accompany(teams *t, uint32_t version, uint32_t unit) {
    uint32_t lines = unit < t->units ? loc_forest_above(&t->forest, unit) : 0;

    for (uint32_t i = 0, at = unit; i < lines; i++) {
        at = loc_forest_parent(&t->forest, at);
        if (at >= t->units)
            break;
        if (bring_company(t, version, at))
            return true;
    }
    return bring_company(t, version, LOCALITY_ROW_NONE);
}

/* Hidden posts of a version without company: not even their number is told. */
static void thin_out(teams *t, uint32_t version) {
    for (uint32_t i = t->first[version]; i < t->first[version + 1]; i++)
        if (t->r->post[t->order[i].post] == LOC_HIDDEN)
            t->r->post[t->order[i].post] = LOC_THIN;
}

static void accompany_all(teams *t) {
    for (uint32_t version = 0; version <= t->versions; version++) {
        uint32_t last = 0;
        bool good = true, begun = false;

        for (uint32_t i = t->first[version]; i < t->first[version + 1]; i++) {
            uint32_t post = t->order[i].post, unit = loc_view_row(&t->unit, post);

            if (t->r->post[post] != LOC_HIDDEN || (begun && unit == last))
                continue;
            last = unit;
            begun = true;
            while (unit < t->units && loc_forest_parent(&t->forest, unit) < t->units &&
                   is_small(t, loc_forest_parent(&t->forest, unit)) &&
                   loc_forest_parent(&t->forest, unit) != unit)
                unit = loc_forest_parent(&t->forest, unit);
            good = accompany(t, version, unit) && good;
        }
        if (!good)
            thin_out(t, version);
    }
}

/* ---- Making ready
 * ---------------------------------------------------------------------------------- */

static int by_size(const void *a, const void *b, const void *context) {
    const candidate *left = a, *right = b;

    (void)context;
    if (left->structure != right->structure)
        return left->structure < right->structure ? -1 : 1;
    if (left->posts != right->posts)
        return left->posts < right->posts ? -1 : 1;
    if (left->team != right->team)
        return left->team < right->team ? -1 : 1;
    return (left->post > right->post) - (left->post < right->post);
}

static void put_in_order(teams *t) {
    uint32_t at = 0;

    for (uint32_t i = 0; i < t->posts; i++) {
        uint32_t unit = loc_view_row(&t->unit, i), version = loc_view_row(&t->version, i);

        t->order[i].post = i;
        t->order[i].posts = loc_redact_headcount(t->r, i);
        t->order[i].team = unit < t->units ? t->own[unit] : INT64_MAX;
        t->order[i].structure = version < t->versions ? version : t->versions;
    }
    loc_sort(t->order, t->posts, sizeof *t->order, by_size, NULL);
    for (uint32_t version = 0; version <= t->versions; version++) {
        t->first[version] = at;
        while (at < t->posts && t->order[at].structure == version)
            at++;
    }
    t->first[t->versions + 1] = t->posts;
}

static bool make_room(teams *t) {
    const locality_allocator *allocator = &t->r->allocator;

    t->r->post = loc_allocate(allocator, t->posts, 1);
    t->r->unit = loc_allocate(allocator, t->units, 1);
    t->r->structure = loc_allocate(allocator, t->versions, 1);
    t->above = loc_allocate_raw(allocator, t->units, sizeof *t->above);
    t->own = loc_allocate(allocator, t->units, sizeof *t->own);
    t->all = loc_allocate(allocator, t->units, sizeof *t->all);
    t->placed = loc_allocate(allocator, t->units, sizeof *t->placed);
    t->whole = loc_allocate(allocator, t->versions, sizeof *t->whole);
    t->order = loc_allocate(allocator, t->posts, sizeof *t->order);
    t->first = loc_allocate(allocator, (size_t)t->versions + 2, sizeof *t->first);
    return t->r->post != NULL && t->r->unit != NULL && t->r->structure != NULL &&
           t->above != NULL && t->own != NULL && t->all != NULL && t->placed != NULL &&
           t->whole != NULL && t->order != NULL && t->first != NULL;
}

static void clear(teams *t) {
    const locality_allocator *allocator = &t->r->allocator;

    loc_release(allocator, t->above, t->units, sizeof *t->above);
    loc_release(allocator, t->own, t->units, sizeof *t->own);
    loc_release(allocator, t->all, t->units, sizeof *t->all);
    loc_release(allocator, t->placed, t->units, sizeof *t->placed);
    loc_release(allocator, t->whole, t->versions, sizeof *t->whole);
    loc_release(allocator, t->order, t->posts, sizeof *t->order);
    loc_release(allocator, t->first, (size_t)t->versions + 2, sizeof *t->first);
    loc_forest_clear(&t->forest);
}

locality_status loc_redact_teams(loc_redactor *r) {
    teams t = {.r = r};
    locality_status status;

    t.unit = LOC_VIEW(r->snapshot, post, unit);
    t.version = LOC_VIEW(r->snapshot, post, structure);
    t.parent = LOC_VIEW(r->snapshot, unit, parent);
    t.posts = loc_view_count(r->snapshot, LOC_KIND_post);
    t.units = loc_view_count(r->snapshot, LOC_KIND_unit);
    t.versions = loc_view_count(r->snapshot, LOC_KIND_structure);
    if (!make_room(&t)) {
        clear(&t);
        return loc_fail_memory(r->error);
    }
    for (uint32_t i = 0; i < t.units; i++)
        t.above[i] = loc_view_row(&t.parent, i);
    status = loc_forest_init(&t.forest, t.above, t.units, &r->allocator, r->error);
    if (status == LOCALITY_OK) {
        count_posts(&t);
        put_in_order(&t);
        hide_small(&t);
        if (r->options.smallest_team > 0)
            accompany_all(&t);
    }
    clear(&t);
    return status;
}

void loc_redact_teams_clear(loc_redactor *r) {
    loc_release(&r->allocator, r->post, loc_view_count(r->snapshot, LOC_KIND_post), 1);
    loc_release(&r->allocator, r->unit, loc_view_count(r->snapshot, LOC_KIND_unit), 1);
    loc_release(&r->allocator, r->structure, loc_view_count(r->snapshot, LOC_KIND_structure), 1);
}
