/* Compare: two structure versions side by side, in totals. What a version does not state stays unknown.
 * A unit or site without a quantity counts as one. */
#include <string.h>

#include "base/error.h"
#include "report/page.h"
#include "report/read.h"

typedef struct comparison {
    loc_page *page;
    const locality_snapshot *snapshot;
    uint32_t before, after; /* rows of structures */
    locality_table table;
} comparison;

static const locality_range nothing = {0, 0};
static const locality_range unknown = {LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE};

/* ---- Totals of one version --------------------------------------------------------------------------- */

/* Sum of a quantity of the posts of a version: unknown where no post gives it, "at least" where some do
 * not or the list is not said to be complete. */
static locality_range posts_total(const comparison *c, uint32_t structure, uint32_t field) {
    const char *listing = LOC_TEXT(c->snapshot, structure, structure, listing);
    locality_range sum = nothing;
    bool some = false;

    for (uint32_t row = 0; row < loc_snapshot_count(c->snapshot, LOC_KIND_post); row++) {
        locality_range one = loc_snapshot_range(c->snapshot, LOC_KIND_post, row, field);

        if (LOC_REF(c->snapshot, post, row, structure) != structure)
            continue;
        some = some || !loc_is_unknown(one);
        one.lo = one.lo < 0 ? 0 : one.lo;
        locality_range_add(&sum, &one, &sum);
    }
    if (strcmp(listing, "complete") != 0)
        sum.hi = LOCALITY_OPEN_ABOVE;
    return some ? sum : unknown;
}

/* A kind of record that is counted by type within a version. */
typedef struct counted {
    uint32_t kind, structure, type, quantity;
    const char *one;
} counted;

static const counted counted_kinds[] = {
    {LOC_KIND_unit, LOC_FIELD_unit_structure, LOC_FIELD_unit_type, LOC_FIELD_unit_quantity,
     "Units"},
    {LOC_KIND_site, LOC_FIELD_site_structure, LOC_FIELD_site_type, LOC_FIELD_site_quantity,
     "Sites"},
};

/* How many of a type (a symbol) a version has; unknown where it names none. */
static locality_range count_type(const comparison *c, const counted *kind, uint32_t structure,
                                 uint32_t type) {
    locality_range sum = nothing;
    bool some = false;

    for (uint32_t row = 0; row < loc_snapshot_count(c->snapshot, kind->kind); row++) {
        locality_range one = loc_snapshot_range(c->snapshot, kind->kind, row, kind->quantity);
        bool is_site = kind->kind == LOC_KIND_site;

        if (loc_snapshot_ref(c->snapshot, kind->kind, row, kind->structure) != structure ||
            loc_snapshot_symbol(c->snapshot, kind->kind, row, kind->type) != type)
            continue;
        some = true;
        if (loc_is_unknown(one)) /* one unit, but any number of like sites */
            one = (locality_range){is_site ? 0 : 1, is_site ? LOCALITY_OPEN_ABOVE : 1};
        locality_range_add(&sum, &one, &sum);
    }
    return some ? sum : unknown;
}

/* ---- Rows ------------------------------------------------------------------------------------------------ */

static void put_quantity(comparison *c, int32_t type, const locality_range *range) {
    loc_text *line = &c->page->line;

    if (loc_is_unknown(*range)) {
        loc_grid_toned(&c->table, "unknown", LOCALITY_TONE_DOUBT);
        return;
    }
    loc_text_print(line, type, range, -1);
    loc_grid_take(&c->table, line, LOCALITY_TONE_PLAIN);
}

/* The change with its sign, and as a percentage of what was. */
static void put_change(comparison *c, int32_t type, const locality_range *before,
                       const locality_range *after) {
    loc_text *line = &c->page->line;
    locality_range change;
    char percent[48];

    if (loc_is_unknown(*before) || loc_is_unknown(*after)) {
        loc_grid_put(&c->table, "unknown");
        loc_grid_put(&c->table, "");
        return;
    }
    locality_range_subtract(after, before, &change);
    if (change.lo > 0)
        loc_text_char(line, '+');
    loc_text_print(line, type, &change, -1);
    loc_grid_take(&c->table, line, LOCALITY_TONE_PLAIN);
    if (locality_range_is_exact(before) && locality_range_is_exact(after) && before->lo > 0 &&
        locality_percent_write(change.lo, before->lo, 2, percent, sizeof percent, NULL) ==
            LOCALITY_OK)
        loc_text_format(line, "%s%s %%", change.lo > 0 ? "+" : "", percent);
    loc_grid_take(&c->table, line, LOCALITY_TONE_PLAIN);
}

/* Whether a quantity that cannot be negative is more than a guess. */
static bool says_something(const locality_range *range) {
    return range->lo > 0 || range->hi < LOCALITY_OPEN_ABOVE;
}

/* A row called `what`, or what the line of the page says where that is null. */
static void put_row(comparison *c, const char *what, int32_t type, const locality_range *before,
                    const locality_range *after) {
    if (what != NULL && !says_something(before) && !says_something(after))
        return;
    if (what != NULL)
        loc_grid_put(&c->table, what);
    else
        loc_grid_take(&c->table, &c->page->line, LOCALITY_TONE_PLAIN);
    put_quantity(c, type, before);
    put_quantity(c, type, after);
    put_change(c, type, before, after);
}

static void put_totals(comparison *c) {
    static const struct total {
        const char *what;
        uint32_t field;
        int32_t type;
    } stated[] = {{"FTE, stated", LOC_FIELD_structure_stated_fte, LOCALITY_TYPE_NUMBER},
                  {"Posts, stated", LOC_FIELD_structure_stated_posts, LOCALITY_TYPE_COUNT}},
      listed[] = {{"Posts, listed", LOC_FIELD_post_posts, LOCALITY_TYPE_COUNT},
                  {"Vacant posts, listed", LOC_FIELD_post_vacant, LOCALITY_TYPE_COUNT},
                  {"FTE, listed", LOC_FIELD_post_fte, LOCALITY_TYPE_NUMBER},
                  {"Cost of a year, listed", LOC_FIELD_post_cost, LOCALITY_TYPE_MONEY}};

    for (size_t i = 0; i < sizeof stated / sizeof stated[0]; i++) {
        locality_range before =
            loc_snapshot_range(c->snapshot, LOC_KIND_structure, c->before, stated[i].field);
        locality_range after =
            loc_snapshot_range(c->snapshot, LOC_KIND_structure, c->after, stated[i].field);

        put_row(c, stated[i].what, stated[i].type, &before, &after);
    }
    for (size_t i = 0; i < sizeof listed / sizeof listed[0]; i++) {
        locality_range before = posts_total(c, c->before, listed[i].field);
        locality_range after = posts_total(c, c->after, listed[i].field);

        put_row(c, listed[i].what, listed[i].type, &before, &after);
    }
}

/* Where only FTE are stated before and only posts are listed after, one is held against the other,
 * and the report says that the units are mixed. True if it was done. */
static bool put_mixed(comparison *c) {
    locality_range before = LOC_RANGE(c->snapshot, structure, c->before, stated_fte);
    locality_range fte = posts_total(c, c->after, LOC_FIELD_post_fte);
    locality_range posts = posts_total(c, c->after, LOC_FIELD_post_posts);
    locality_range listed = posts_total(c, c->before, LOC_FIELD_post_posts);
    locality_range one = {LOCALITY_ONE, LOCALITY_ONE};

    if (loc_is_unknown(before) || loc_is_unknown(posts) || !loc_is_unknown(listed) ||
        !loc_is_unknown(fte))
        return false;
    locality_range_multiply(&posts, &one, 1, &posts);
    put_row(c, "FTE stated before, posts listed after", LOCALITY_TYPE_NUMBER, &before, &posts);
    return true;
}

/* A row for each type that a kind has in either version, in the order in which types first occur. */
static void put_types(comparison *c, const counted *kind) {
    uint32_t count = loc_snapshot_count(c->snapshot, kind->kind);

    for (uint32_t row = 0; row < count; row++) {
        uint32_t structure = loc_snapshot_ref(c->snapshot, kind->kind, row, kind->structure);
        uint32_t type = loc_snapshot_symbol(c->snapshot, kind->kind, row, kind->type);
        locality_range before, after;
        bool first = structure == c->before || structure == c->after;

        for (uint32_t other = 0; other < row && first; other++) {
            uint32_t its = loc_snapshot_ref(c->snapshot, kind->kind, other, kind->structure);

            if ((its == c->before || its == c->after) &&
                loc_snapshot_symbol(c->snapshot, kind->kind, other, kind->type) == type)
                first = false;
        }
        if (!first)
            continue;
        before = count_type(c, kind, c->before, type);
        after = count_type(c, kind, c->after, type);
        if (type == 0)
            loc_text_add(&c->page->line, kind->one);
        else
            loc_text_format(&c->page->line, "%s: %s", kind->one,
                            loc_snapshot_text(c->snapshot, type));
        put_row(c, NULL, LOCALITY_TYPE_COUNT, &before, &after);
    }
}

/* ---- The report --------------------------------------------------------------------------------------------- */

static void put_comparison(comparison *c) {
    loc_page *page = c->page;
    bool mixed;

    loc_page_start_table(page, &c->table);
    loc_grid_column_add(&c->table, "what", "What", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&c->table, "before", "Before", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&c->table, "after", "After", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&c->table, "change", "Change", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&c->table, "percent", "Percent", LOCALITY_ALIGN_RIGHT);
    put_totals(c);
    mixed = put_mixed(c);
    for (size_t i = 0; i < sizeof counted_kinds / sizeof counted_kinds[0]; i++)
        put_types(c, &counted_kinds[i]);
    loc_page_table(page, "comparison", NULL, &c->table, "Neither version states a number.");
    if (mixed)
        loc_page_text(page, "Mixed units: FTE are held against posts where nothing else is given.");
}

locality_status locality_report_before_after(const locality_snapshot *snapshot, const char *before,
                                             const char *after,
                                             const locality_report_options *options,
                                             const locality_output *output, locality_error *error) {
    locality_status status;
    comparison c;
    loc_page page;

    if (snapshot == NULL)
        return loc_fail_null(error, "snapshot");
    memset(&c, 0, sizeof c);
    c.page = &page;
    c.snapshot = snapshot;
    status = loc_find_record(snapshot, LOC_KIND_structure, before, &c.before, error);
    if (status == LOCALITY_OK)
        status = loc_find_record(snapshot, LOC_KIND_structure, after, &c.after, error);
    if (status == LOCALITY_OK)
        status = loc_page_begin(&page, options, output, "before_after", NULL, error);
    if (status != LOCALITY_OK)
        return status;
    loc_text_format(&page.line, "Before: %s. After: %s.",
                    loc_label(snapshot, LOC_KIND_structure, c.before),
                    loc_label(snapshot, LOC_KIND_structure, c.after));
    loc_page_title(&page);
    put_comparison(&c);
    return loc_page_end(&page, error);
}
