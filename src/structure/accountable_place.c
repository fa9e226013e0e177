/* Place and date of a hit: whether a post found answers for the place asked about, through which of
 * its places, and whether it does so on the date. */
#include "model/snapshot.h"
#include "model/view.h"
#include "structure/accountable.h"

#define WHOLE_LEVEL (UINT32_MAX - 1)
#define UNSTATED_LEVEL UINT32_MAX

#define REF(kind, row, field) \
    loc_snapshot_ref(search->snapshot, LOC_KIND_##kind, (row), LOC_FIELD_##kind##_##field)
#define RANGE(kind, row, field) \
    loc_snapshot_range(search->snapshot, LOC_KIND_##kind, (row), LOC_FIELD_##kind##_##field)
#define WORD(kind, row, field) \
    loc_snapshot_symbol(search->snapshot, LOC_KIND_##kind, (row), LOC_FIELD_##kind##_##field)

static const loc_record nothing = {LOCALITY_NO_INDEX, LOCALITY_ROW_MISSING};

/* ---- Place ----------------------------------------------------------------------------------- */

static void set_reach(loc_hit *hit, int32_t reach, uint32_t level, loc_record place) {
    hit->reach = reach;
    hit->level = level;
    hit->place = place;
}

static void set_whole(loc_hit *hit, bool is_countywide) {
    set_reach(hit, LOCALITY_REACH_WHOLE, WHOLE_LEVEL, nothing);
    hit->is_countywide = is_countywide;
}

/* How many steps area `a` lies below area `b`: 0 the same, 1 directly; through groups as well. */
static uint32_t steps_up(const loc_hierarchy *h, uint32_t a, uint32_t b) {
    uint32_t above = loc_hierarchy_ancestor_count(h, a);

    for (uint32_t i = 0, at = a; i <= above; i++, at = loc_hierarchy_parent(h, at)) {
        if (at == b) {
            return i;
        }
    }
    return above + 1; /* it lies there as a member of a group */
}

static bool is_countywide(const loc_search *search, uint32_t area) {
    return search->hierarchy->tier[area] == LOC_TIER_NOWHERE &&
           loc_hierarchy_is_at_level(search->hierarchy, area, search->countywide);
}

/* By one area: the place asked about, or one it lies in. */
static bool reach_area(const loc_search *search, loc_hit *hit, uint32_t area) {
    const loc_hierarchy *h = search->hierarchy;
    loc_record place = {LOC_KIND_area, area};

    if (area == search->area) {
        set_reach(hit, LOCALITY_REACH_OWN, 0, place);
        return true;
    }
    if (is_countywide(search, area)) {
        set_whole(hit, true);
        return true;
    }
    if (loc_hierarchy_within(h, search->area, area)) {
        set_reach(hit, LOCALITY_REACH_WIDER, 1 + steps_up(h, search->area, area), place);
        return true;
    }
    if (loc_hierarchy_relate(h, search->area, area) != LOCALITY_RELATION_UNKNOWN ||
        h->tier[area] == LOC_TIER_NOWHERE) {
        return false;
    }
    set_reach(hit, LOCALITY_REACH_UNSTATED, UNSTATED_LEVEL, place);
    hit->opens |= LOC_OPEN_RELATION;
    return true;
}

/* By the nearest of several areas. */
static bool reach_areas(const loc_search *search, loc_hit *hit, loc_rows areas) {
    loc_hit best = *hit;
    bool found = false;

    for (uint32_t i = 0; i < areas.count; i++) {
        loc_hit other = *hit;
        if (areas.row[i] < search->hierarchy->count && reach_area(search, &other, areas.row[i]) &&
            (!found || other.level < best.level)) {
            best = other;
            found = true;
        }
    }
    if (found && best.reach == LOCALITY_REACH_OWN && areas.count > 1) {
        set_reach(&best, LOCALITY_REACH_SEVERAL, 1, best.place);
        best.is_list = true;
    }
    *hit = found ? best : *hit;
    return found;
}

/* By a group that the place, or an area it lies in, is a member of. */
static bool reach_group(const loc_search *search, loc_hit *hit, uint32_t group) {
    const loc_hierarchy *h = search->hierarchy;
    loc_record place = {LOC_KIND_area_group, group};

    if (loc_hierarchy_within_group(h, search->area, group)) {
        set_reach(hit, LOCALITY_REACH_SEVERAL, 1, place);
        return true;
    }
    if (loc_hierarchy_members_known(h, group)) {
        return false;
    }
    set_reach(hit, LOCALITY_REACH_UNSTATED, UNSTATED_LEVEL, place);
    hit->opens |= LOC_OPEN_RELATION;
    return true;
}

/* Grounds that tie a post to places: elsewhere a post without places answers everywhere. */
static bool expects_places(int32_t ground) {
    return ground == LOCALITY_GROUND_THEME || ground == LOCALITY_GROUND_CARRIES ||
           ground == LOCALITY_GROUND_PROVIDES;
}

/* By the places of the post itself. */
static bool reach_post(const loc_search *search, loc_hit *hit) {
    locality_column column = LOC_VIEW(search->snapshot, post, serves);
    loc_rows serves = loc_view_rows(&column, hit->post);
    uint32_t group = REF(post, hit->post, group);
    bool everywhere = RANGE(post, hit->post, countywide).lo == 1;

    if (serves.count > 0 && reach_areas(search, hit, serves)) {
        return true;
    }
    if (group < search->hierarchy->groups && reach_group(search, hit, group)) {
        return true;
    }
    if (everywhere) {
        set_whole(hit, true);
        return true;
    }
    if (serves.count > 0 || group < search->hierarchy->groups) {
        return false;
    }
    set_whole(hit, false);
    if (expects_places(hit->ground)) {
        set_reach(hit, LOCALITY_REACH_UNSTATED, UNSTATED_LEVEL, nothing);
        hit->opens |= LOC_OPEN_PLACE;
    }
    return true;
}

/* A theme that a post with a group takes is held for all that the layer divides. */
static bool reach_theme(const loc_search *search, loc_hit *hit, uint32_t group) {
    uint32_t whole = search->hierarchy->divides != NULL ? search->hierarchy->divides[group]
                                                        : LOCALITY_ROW_MISSING;

    if (whole < search->hierarchy->count) {
        return reach_area(search, hit, whole);
    }
    set_whole(hit, false);
    return true;
}

/* Where no place is asked about: the post's own. */
static bool take_own_place(const loc_search *search, loc_hit *hit, uint32_t area) {
    locality_column column = LOC_VIEW(search->snapshot, post, serves);
    loc_rows serves = loc_view_rows(&column, hit->post);
    uint32_t group = REF(post, hit->post, group);
    loc_record place = nothing;

    hit->is_list =
        area >= search->hierarchy->count && group >= search->hierarchy->groups && serves.count > 1;
    if (area < search->hierarchy->count) {
        place = (loc_record){LOC_KIND_area, area};
    } else if (group < search->hierarchy->groups && hit->ground == LOCALITY_GROUND_THEME &&
               search->hierarchy->divides != NULL &&
               search->hierarchy->divides[group] < search->hierarchy->count) {
        place = (loc_record){LOC_KIND_area, search->hierarchy->divides[group]};
    } else if (group < search->hierarchy->groups) {
        place = (loc_record){LOC_KIND_area_group, group};
    } else if (serves.count > 0 && serves.row[0] < search->hierarchy->count) {
        place = (loc_record){LOC_KIND_area, serves.row[0]};
    }
    hit->is_countywide = RANGE(post, hit->post, countywide).lo == 1;
    set_reach(hit, LOCALITY_REACH_OWN, 0, place);
    return true;
}

bool loc_hit_place(const loc_search *search, loc_hit *hit, uint32_t area) {
    uint32_t group = REF(post, hit->post, group);

    if (search->area >= search->hierarchy->count) {
        return take_own_place(search, hit, area);
    }
    if (area < search->hierarchy->count) {
        return reach_area(search, hit, area);
    }
    if (hit->ground == LOCALITY_GROUND_RUNS || hit->ground == LOCALITY_GROUND_LINE) {
        return group < search->hierarchy->groups && reach_group(search, hit, group);
    }
    if (hit->ground == LOCALITY_GROUND_THEME && group < search->hierarchy->groups) {
        return reach_theme(search, hit, group);
    }
    if (hit->ground == LOCALITY_GROUND_HEAD && hit->by.kind == LOC_KIND_unit) {
        locality_column covers = LOC_VIEW(search->snapshot, unit, covers);
        loc_rows areas = loc_view_rows(&covers, hit->by.row);
        if (areas.count > 0) {
            return reach_areas(search, hit, areas);
        }
    }
    return reach_post(search, hit);
}

/* ---- Date ------------------------------------------------------------------------------------ */

/* TRUE where a time from `starts` to `ends` certainly has the date, FALSE where it certainly has not.
 * An end that is not given does not limit it. */
static locality_truth has_date(const loc_search *search, locality_range starts,
                               locality_range ends) {
    locality_truth late = LOCALITY_FALSE, over = LOCALITY_FALSE;

    if (!locality_range_is_unknown(&starts)) {
        late = locality_range_compare(LOCALITY_GREATER, &starts, &search->as_at);
    }
    if (!locality_range_is_unknown(&ends)) {
        over = locality_range_compare(LOCALITY_LESS, &ends, &search->as_at);
    }
    if (late == LOCALITY_TRUE || over == LOCALITY_TRUE) {
        return LOCALITY_FALSE;
    }
    return late == LOCALITY_FALSE && over == LOCALITY_FALSE ? LOCALITY_TRUE : LOCALITY_UNDECIDED;
}

static bool is_word(const loc_search *search, uint32_t symbol, const char *word) {
    return symbol != 0 && symbol == locality_snapshot_symbol(search->snapshot, word);
}

/* A date that a month or a year gives counts as open, not as no. */
static bool take_term(const loc_search *search, loc_hit *hit, locality_range starts,
                      locality_range ends) {
    locality_truth holds = has_date(search, starts, ends);

    hit->opens |= holds == LOCALITY_UNDECIDED ? (uint32_t)LOC_OPEN_DATE : 0;
    return holds != LOCALITY_FALSE;
}

static bool allocation_holds(const loc_search *search, loc_hit *hit) {
    uint32_t row = hit->allocation;
    uint32_t status = WORD(allocation, row, status);
    locality_range ends = RANGE(allocation, row, ends);

    if (is_word(search, status, "refused")) {
        return false;
    }
    if (is_word(search, status, "ended") &&
        (!search->is_dated || locality_range_is_unknown(&ends))) {
        return false;
    }
    if (!search->is_dated) {
        return true;
    }
    hit->opens |= is_word(search, status, "proposed") ? (uint32_t)LOC_OPEN_AGREED : 0;
    return take_term(search, hit, RANGE(allocation, row, starts), ends);
}

/* Versions without dates: the current one holds; whether another does is open. */
static bool version_holds(const loc_search *search, loc_hit *hit) {
    uint32_t status = WORD(structure, hit->version, status);
    locality_range starts = RANGE(structure, hit->version, effective);
    locality_range ends = RANGE(structure, hit->version, ends);
    bool is_open = is_word(search, status, "superseded") ? locality_range_is_unknown(&ends) != 0
                   : is_word(search, status, "current")
                       ? false
                       : status != 0 && locality_range_is_unknown(&starts) != 0;

    if (!take_term(search, hit, starts, ends)) {
        return false;
    }
    if (is_open && search->version == LOCALITY_ROW_MISSING) {
        hit->opens |= LOC_OPEN_VERSION;
    }
    return true;
}

bool loc_hit_holds(const loc_search *search, loc_hit *hit) {
    if (hit->allocation != LOCALITY_ROW_MISSING && !allocation_holds(search, hit)) {
        return false;
    }
    if (!search->is_dated) {
        return true;
    }
    if (!take_term(search, hit, RANGE(post, hit->post, starts), RANGE(post, hit->post, ends))) {
        return false;
    }
    return hit->version >= LOCALITY_ROW_NONE || version_holds(search, hit);
}
