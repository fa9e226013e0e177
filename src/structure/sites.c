/* Sites: desks that they need, and how many there are before and after. */
#include "base/fill.h"
#include "structure/amounts.h"
#include "structure/change.h"
#include "structure/structure.h"

/* ---- Desks ----------------------------------------------------------------------------------- */

/* What a site has to hold. */
typedef struct need {
    locality_range placed;
    bool listed; /* it is a site of the version, or one of its posts is based there */
} need;

/* Adds up posts by base; returns those whose base is not stated. */
static locality_range place_posts(const locality_structure *structure, need *needs,
                                  uint32_t sites) {
    locality_column base = LOC_VIEW(structure->snapshot, post, base);
    locality_column posts = LOC_VIEW(structure->snapshot, post, posts);
    locality_range unplaced = {0, 0};

    for (size_t i = 0; i < structure->posts; i++) {
        uint32_t post = loc_structure_at(structure, i);
        locality_range more = loc_view_amount(&posts, post);
        uint32_t site = loc_view_row(&base, post);
        if (site < sites) {
            locality_range_add(&needs[site].placed, &more, &needs[site].placed);
            needs[site].listed = true;
        } else if (site == LOCALITY_ROW_MISSING) {
            locality_range_add(&unplaced, &more, &unplaced);
        }
    }
    return unplaced;
}

locality_status locality_structure_desks(const locality_structure *structure, locality_desks *out,
                                         size_t capacity, size_t *count, locality_error *error) {
    locality_status status = loc_structure_begin(structure, count, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    uint32_t sites = loc_view_count(structure->snapshot, LOC_KIND_site);
    need *needs = loc_allocate(&structure->allocator, sites, sizeof *needs);
    if (needs == NULL) {
        return loc_fail_memory(error);
    }
    locality_column version = LOC_VIEW(structure->snapshot, site, structure);
    locality_column desks = LOC_VIEW(structure->snapshot, site, desks);
    locality_range unplaced = place_posts(structure, needs, sites);
    loc_fill fill = {(char *)out, capacity, sizeof *out, 0};
    for (uint32_t site = 0; site < sites; site++) {
        if (!needs[site].listed && !loc_structure_has(structure, &version, site)) {
            continue;
        }
        locality_desks row = {.site = site, .placed = needs[site].placed};
        locality_range_add(&row.placed, &unplaced, &row.needed);
        row.needed.lo = row.placed.lo;
        row.desks = loc_view_range(&desks, site);
        row.enough = locality_range_compare(LOCALITY_LESS_EQUAL, &row.needed, &row.desks);
        loc_fill_add(&fill, &row);
    }
    loc_release(&structure->allocator, needs, sites, sizeof *needs);
    return loc_fill_end(&fill, count, error);
}

/* ---- Before and after ------------------------------------------------------------------------ */

static locality_range count_sites(const locality_structure *structure, const char *type) {
    const locality_snapshot *snapshot = structure->snapshot;
    locality_column version = LOC_VIEW(snapshot, site, structure);
    locality_column types = LOC_VIEW(snapshot, site, type);
    locality_column quantity = LOC_VIEW(snapshot, site, quantity);
    uint32_t wanted = type != NULL ? locality_snapshot_symbol(snapshot, type) : 0;
    locality_range sum = {0, 0};

    for (uint32_t site = 0; site < loc_view_count(snapshot, LOC_KIND_site); site++) {
        uint32_t word = loc_view_symbol(&types, site);
        if (loc_structure_has(structure, &version, site) &&
            (type == NULL || (word != 0 && word == wanted))) {
            locality_range more = loc_view_amount(&quantity, site);
            locality_range_add(&sum, &more, &sum);
        }
    }
    return sum;
}

/* At best every later site is one of the earlier ones; at worst none is. */
static locality_range closures(locality_range before, locality_range after) {
    locality_range range = loc_range_less(before, after);
    range.hi = before.hi;
    return range;
}

locality_status locality_structure_site_change(const locality_structure *before,
                                               const locality_structure *after, const char *type,
                                               locality_site_change *out, locality_error *error) {
    if (out == NULL) {
        return loc_fail_null(error, "out");
    }
    *out = (locality_site_change){0};
    locality_status status = loc_change_begin(before, after, error);
    if (status != LOCALITY_OK) {
        return status;
    }
    out->sites = loc_difference(count_sites(before, type), count_sites(after, type));
    out->closures = closures(out->sites.before, out->sites.after);
    return loc_ok(error);
}
