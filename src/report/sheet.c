/* Sheet: what an officer wants to know of a locality, on one page: who leads, who holds its roles, which
 * posts serve it, which services and sites it has, what it needs, and what of all that is missing. */
#include <string.h>

#include "base/error.h"
#include "report/page.h"
#include "report/read.h"

typedef struct sheet_view {
    loc_page *page;
    const locality_snapshot *snapshot;
    uint32_t area;
} sheet_view;

static uint32_t count(const sheet_view *sheet, uint32_t kind) {
    return loc_snapshot_count(sheet->snapshot, kind);
}

/* ---- Roles ----------------------------------------------------------------------------------------- */

/* Whether an allocation holds on the date asked about, as far as is known. */
static bool holds(const sheet_view *sheet, uint32_t allocation) {
    const locality_range *as_at = sheet->page->options.as_at;
    const char *status = LOC_TEXT(sheet->snapshot, allocation, allocation, status);
    locality_range starts = LOC_RANGE(sheet->snapshot, allocation, allocation, starts);
    locality_range ends = LOC_RANGE(sheet->snapshot, allocation, allocation, ends);

    if (strcmp(status, "refused") == 0)
        return false;
    if (as_at == NULL)
        return strcmp(status, "ended") != 0;
    return locality_range_compare(LOCALITY_GREATER, &starts, as_at) != LOCALITY_TRUE &&
           locality_range_compare(LOCALITY_LESS, &ends, as_at) != LOCALITY_TRUE;
}

static bool is_here(const sheet_view *sheet, uint32_t allocation) {
    return LOC_REF(sheet->snapshot, allocation, allocation, area) == sheet->area &&
           holds(sheet, allocation);
}

/* Whether something of an allocation is withheld. */
static bool is_withheld(const sheet_view *sheet, uint32_t allocation) {
    uint32_t field = loc_common_field(LOC_KIND_allocation, LOC_COMMON_withheld);

    return loc_text_of(sheet->snapshot, LOC_KIND_allocation, allocation, field)[0] != '\0';
}

/* Whether the record of a post says that all it stands for is vacant. */
static bool is_vacant(const sheet_view *sheet, uint32_t post) {
    locality_range posts = LOC_RANGE(sheet->snapshot, post, post, posts);
    locality_range vacant = LOC_RANGE(sheet->snapshot, post, post, vacant);

    return posts.hi < LOCALITY_OPEN_ABOVE && vacant.lo > 0 && vacant.lo >= posts.hi;
}

/* Where an allocation names nobody: `none` is said of a vacant one, and else nothing is said. */
static const char *nobody(const sheet_view *sheet, uint32_t allocation) {
    if (LOC_REF(sheet->snapshot, allocation, allocation, post) == LOCALITY_ROW_NONE)
        return "vacant";
    return is_withheld(sheet, allocation) ? "withheld, or not stated" : "not stated";
}

/* The holder of an allocation: post, and initials where a person is recorded. */
static void add_holder(const sheet_view *sheet, uint32_t allocation) {
    const locality_snapshot *snapshot = sheet->snapshot;
    uint32_t post = LOC_REF(snapshot, allocation, allocation, post);
    uint32_t person = LOC_REF(snapshot, allocation, allocation, person);
    loc_text *line = &sheet->page->line;

    if (post < LOCALITY_ROW_NONE)
        loc_text_format(line, is_vacant(sheet, post) ? "%s, vacant" : "%s",
                        loc_label(snapshot, LOC_KIND_post, post));
    if (person < LOCALITY_ROW_NONE)
        loc_text_format(line, line->length > 0 ? " (%s)" : "%s",
                        loc_label(snapshot, LOC_KIND_person, person));
    if (line->length == 0)
        loc_text_add(line, nobody(sheet, allocation));
}

/* What an allocation gives: a role, a theme, a function. */
static void add_responsibility(const sheet_view *sheet, uint32_t allocation) {
    const locality_snapshot *snapshot = sheet->snapshot;
    loc_text *line = &sheet->page->line;

    LOC_SHOW(line, snapshot, allocation, allocation, role);
    if (line->length == 0)
        LOC_SHOW(line, snapshot, allocation, allocation, theme);
    if (line->length == 0)
        LOC_SHOW(line, snapshot, allocation, allocation, function);
    if (line->length == 0)
        loc_text_add(line, "Responsible");
}

/* "agreed, from 1 April 2019 to 31 March 2020", as far as it is known. */
static void add_term(const sheet_view *sheet, uint32_t allocation) {
    const locality_snapshot *snapshot = sheet->snapshot;
    bool starts = !loc_is_unknown(LOC_RANGE(snapshot, allocation, allocation, starts));
    bool ends = !loc_is_unknown(LOC_RANGE(snapshot, allocation, allocation, ends));
    loc_text *line = &sheet->page->line;

    LOC_SHOW(line, snapshot, allocation, allocation, status);
    if (line->length > 0 && (starts || ends))
        loc_text_add(line, ", ");
    if (starts)
        loc_text_add(line, "from ");
    LOC_SHOW(line, snapshot, allocation, allocation, starts);
    if (ends)
        loc_text_add(line, starts ? " to " : "to ");
    LOC_SHOW(line, snapshot, allocation, allocation, ends);
}

static void put_allocation(const sheet_view *sheet, locality_table *table, uint32_t allocation) {
    loc_text *line = &sheet->page->line;

    add_responsibility(sheet, allocation);
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
    add_holder(sheet, allocation);
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
    add_term(sheet, allocation);
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
}

/* Roles that each locality should have a holder of, and that this one has not: vacant. */
static void put_vacant_roles(const sheet_view *sheet, locality_table *table) {
    const locality_snapshot *snapshot = sheet->snapshot;

    for (uint32_t role = 0; role < count(sheet, LOC_KIND_role); role++) {
        bool held = LOC_RANGE(snapshot, role, role, per_area).lo != 1;

        for (uint32_t row = 0; row < count(sheet, LOC_KIND_allocation) && !held; row++)
            held = is_here(sheet, row) && LOC_REF(snapshot, allocation, row, role) == role;
        if (held)
            continue;
        loc_grid_put(table, loc_label(snapshot, LOC_KIND_role, role));
        loc_grid_toned(table, "vacant", LOCALITY_TONE_DOUBT);
        loc_grid_put(table, "");
    }
}

static void put_roles(const sheet_view *sheet) {
    locality_table table;

    loc_page_start_table(sheet->page, &table);
    loc_grid_column_add(&table, "role", "Role", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "holder", "Holder", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "term", "Term", LOCALITY_ALIGN_LEFT);
    for (uint32_t row = 0; row < count(sheet, LOC_KIND_allocation); row++)
        if (is_here(sheet, row))
            put_allocation(sheet, &table, row);
    put_vacant_roles(sheet, &table);
    loc_page_table(sheet->page, "roles", "Leads and co-ordinators", &table,
                   "No lead and no co-ordinator is recorded.");
}

/* ---- Posts ------------------------------------------------------------------------------------------- */

static void put_posts(const sheet_view *sheet) {
    const locality_snapshot *snapshot = sheet->snapshot;
    loc_text *line = &sheet->page->line;
    locality_table table;

    loc_page_start_table(sheet->page, &table);
    loc_grid_column_add(&table, "post", "Post", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "posts", "Posts", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&table, "vacant", "Vacant", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&table, "themes", "Themes", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "structure", "Structure", LOCALITY_ALIGN_LEFT);
    for (uint32_t row = 0; row < count(sheet, LOC_KIND_post); row++) {
        if (!loc_refs_have(snapshot, LOC_KIND_post, row, LOC_FIELD_post_serves, sheet->area))
            continue;
        loc_grid_put(&table, loc_label(snapshot, LOC_KIND_post, row));
        LOC_SHOW(line, snapshot, post, row, posts);
        loc_grid_take(&table, line, LOCALITY_TONE_PLAIN);
        LOC_SHOW(line, snapshot, post, row, vacant);
        loc_grid_take(&table, line, LOCALITY_TONE_PLAIN);
        LOC_SHOW(line, snapshot, post, row, themes);
        loc_grid_take(&table, line, LOCALITY_TONE_PLAIN);
        LOC_SHOW(line, snapshot, post, row, structure);
        loc_grid_take(&table, line, LOCALITY_TONE_PLAIN);
    }
    loc_page_table(sheet->page, "posts", "Posts that serve it", &table, "None recorded.");
}

/* ---- Services and contacts ----------------------------------------------------------------------------- */

/* Whether a provision says already that the stream is present here. */
static bool is_provided(const sheet_view *sheet, uint32_t stream) {
    for (uint32_t row = 0; row < count(sheet, LOC_KIND_provision); row++)
        if (LOC_REF(sheet->snapshot, provision, row, area) == sheet->area &&
            LOC_REF(sheet->snapshot, provision, row, stream) == stream)
            return true;
    return false;
}

static void put_services(const sheet_view *sheet) {
    const locality_snapshot *snapshot = sheet->snapshot;
    loc_text *line = &sheet->page->line;
    locality_table table;

    loc_page_start_table(sheet->page, &table);
    loc_grid_column_add(&table, "service", "Service or fund", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "state", "State", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "contact", "Contact", LOCALITY_ALIGN_LEFT);
    for (uint32_t row = 0; row < count(sheet, LOC_KIND_provision); row++) {
        uint32_t service = LOC_REF(snapshot, provision, row, service);

        if (LOC_REF(snapshot, provision, row, area) != sheet->area)
            continue;
        LOC_SHOW(line, snapshot, provision, row, service);
        if (line->length == 0)
            LOC_SHOW(line, snapshot, provision, row, stream);
        if (line->length == 0)
            LOC_SHOW(line, snapshot, provision, row, theme);
        loc_grid_take(&table, line, LOCALITY_TONE_PLAIN);
        LOC_SHOW(line, snapshot, provision, row, state);
        loc_grid_take(&table, line, LOCALITY_TONE_PLAIN);
        LOC_SHOW(line, snapshot, provision, row, post);
        if (line->length == 0 && service < LOCALITY_ROW_NONE)
            LOC_SHOW(line, snapshot, service, service, contact);
        if (line->length == 0)
            loc_text_add(line, "none recorded");
        loc_grid_take(&table, line, LOCALITY_TONE_PLAIN);
    }
    for (uint32_t row = 0; row < count(sheet, LOC_KIND_stream); row++) {
        if (!loc_refs_have(snapshot, LOC_KIND_stream, row, LOC_FIELD_stream_areas, sheet->area) ||
            is_provided(sheet, row))
            continue;
        loc_grid_put(&table, loc_label(snapshot, LOC_KIND_stream, row));
        LOC_SHOW(line, snapshot, stream, row, status);
        loc_grid_take(&table, line, LOCALITY_TONE_PLAIN);
        loc_grid_put(&table, "");
    }
    loc_page_table(sheet->page, "services", "Services and funds", &table, "None recorded.");
}

/* ---- Sites ------------------------------------------------------------------------------------------------ */

static void put_sites(const sheet_view *sheet) {
    const locality_snapshot *snapshot = sheet->snapshot;
    loc_text *line = &sheet->page->line;
    locality_table table;

    loc_page_start_table(sheet->page, &table);
    loc_grid_column_add(&table, "site", "Site", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "type", "Type", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "owner", "Owner", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "status", "Status", LOCALITY_ALIGN_LEFT);
    for (uint32_t row = 0; row < count(sheet, LOC_KIND_site); row++) {
        if (LOC_REF(snapshot, site, row, area) != sheet->area &&
            !loc_refs_have(snapshot, LOC_KIND_site, row, LOC_FIELD_site_serves, sheet->area))
            continue;
        loc_grid_put(&table, loc_label(snapshot, LOC_KIND_site, row));
        LOC_SHOW(line, snapshot, site, row, type);
        loc_grid_take(&table, line, LOCALITY_TONE_PLAIN);
        LOC_SHOW(line, snapshot, site, row, owner);
        if (line->length == 0)
            loc_text_add(line, "unknown");
        loc_grid_take(&table, line, LOCALITY_TONE_PLAIN);
        LOC_SHOW(line, snapshot, site, row, status);
        loc_grid_take(&table, line, LOCALITY_TONE_PLAIN);
    }
    loc_page_table(sheet->page, "sites", "Hubs and other sites", &table, "None recorded.");
}

/* ---- The profile ---------------------------------------------------------------------------------------------- */

static const struct profile_field {
    uint32_t field;
    const char *name;
    bool counts; /* towards what is missing */
} profile_fields[] = {
    {LOC_FIELD_area_key_work, "Key work", true},
    {LOC_FIELD_area_key_needs, "Key needs", true},
    {LOC_FIELD_area_contacts, "Contacts", true},
    {LOC_FIELD_area_population, "Population", false},
    {LOC_FIELD_area_profile_date, "Brought up to date", false},
};

static void put_profile(const sheet_view *sheet) {
    const size_t fields = sizeof profile_fields / sizeof profile_fields[0];
    loc_text *line = &sheet->page->line;
    const char *how = loc_text_of(sheet->snapshot, LOC_KIND_area, sheet->area,
                                  loc_common_field(LOC_KIND_area, LOC_COMMON_withheld));
    bool withheld = how[0] != '\0';
    size_t missing = 0, wanted = 0;
    locality_table table;

    loc_page_start_table(sheet->page, &table);
    loc_grid_column_add(&table, "field", "", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "value", "", LOCALITY_ALIGN_LEFT);
    for (size_t i = 0; i < fields; i++) {
        bool given;

        loc_show_value(line, sheet->snapshot, LOC_KIND_area, sheet->area, profile_fields[i].field);
        given = line->length > 0;
        wanted += profile_fields[i].counts;
        missing += profile_fields[i].counts && !given;
        loc_grid_put(&table, profile_fields[i].name);
        if (!given)
            loc_text_add(line, withheld ? "withheld, or missing" : "missing");
        loc_grid_take(&table, line, given ? LOCALITY_TONE_PLAIN : LOCALITY_TONE_DOUBT);
    }
    loc_page_table(sheet->page, "profile", "Profile", &table, "");
    loc_text_format(line, "%s %zu of %zu profile fields (key work, key needs, contacts).",
                    withheld ? "Withheld or missing" : "Missing", missing, wanted);
    loc_page_take(sheet->page);
}

/* ---- The report ---------------------------------------------------------------------------------------------------- */

static void put_title(const sheet_view *sheet) {
    const locality_snapshot *snapshot = sheet->snapshot;
    const char *level = LOC_TEXT(snapshot, area, sheet->area, level);
    uint32_t parent = LOC_REF(snapshot, area, sheet->area, parent);
    loc_text *line = &sheet->page->line;

    loc_text_add(line, loc_label(snapshot, LOC_KIND_area, sheet->area));
    if (level[0] != '\0')
        loc_text_format(line, ", %s", level);
    if (parent < LOCALITY_ROW_NONE)
        loc_text_format(line, " in %s", loc_label(snapshot, LOC_KIND_area, parent));
    loc_page_title(sheet->page);
}

locality_status locality_report_sheet(const locality_snapshot *snapshot, const char *area,
                                      const locality_report_options *options,
                                      const locality_output *output, locality_error *error) {
    locality_status status;
    sheet_view sheet;
    loc_page page;

    if (snapshot == NULL)
        return loc_fail_null(error, "snapshot");
    sheet.page = &page;
    sheet.snapshot = snapshot;
    status = loc_find_record(snapshot, LOC_KIND_area, area, &sheet.area, error);
    if (status == LOCALITY_OK)
        status = loc_page_begin(&page, options, output, "sheet", NULL, error);
    if (status != LOCALITY_OK)
        return status;
    put_title(&sheet);
    put_roles(&sheet);
    put_posts(&sheet);
    put_services(&sheet);
    put_sites(&sheet);
    put_profile(&sheet);
    return loc_page_end(&page, error);
}
