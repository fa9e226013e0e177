/* Places in time: areas that begin, end and are replaced; records that name an area outside its life; what
 * does not add up; the codes of areas. */
#include "report/places.h"

#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "locality/places.h"
#include "places/succession.h"
#include "report/read.h"

/* What the report is made from. */
typedef struct places_view {
    loc_page *page;
    const locality_snapshot *snapshot;
    locality_places *places;
    const loc_succession *succession;
    loc_carry carry;
    const locality_range *on; /* null where no date was asked about */
    locality_outlived *outlived;
    locality_succession_fault *faults;
    locality_code_fault *codes;
    size_t outlived_count, faults_count, codes_count;
} places_view;

static void take(const places_view *v, locality_table *table) {
    loc_grid_take(table, &v->page->line, LOCALITY_TONE_PLAIN);
}

static void columns(locality_table *table, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        loc_grid_column_add(table, names[2 * i], names[2 * i + 1], LOCALITY_ALIGN_LEFT);
}

#define COLUMNS(table, names) columns(table, names, sizeof(names) / sizeof(names)[0] / 2)

static const char *area_name(const places_view *v, uint32_t area) {
    return loc_label(v->snapshot, LOC_KIND_area, area);
}

static void put_day(const places_view *v, locality_table *table, uint32_t area, uint32_t field) {
    locality_range day = loc_snapshot_range(v->snapshot, LOC_KIND_area, area, field);

    if (!loc_is_unknown(day))
        loc_text_print(&v->page->line, LOCALITY_TYPE_DATE, &day, -1);
    take(v, table);
}

/* ---- What an area is on a date -------------------------------------------------------------------------- */

static const char *const carry_words[] = {
    [LOCALITY_CARRY_SAME] = "",
    [LOCALITY_CARRY_REPLACED] = "replaced",
    [LOCALITY_CARRY_MERGED] = "merged",
    [LOCALITY_CARRY_SPLIT] = "split",
    [LOCALITY_CARRY_RESHAPED] = "merged and split",
    [LOCALITY_CARRY_EARLIER] = "before",
    [LOCALITY_CARRY_LOST] = "lost",
};

static const char *const loss_words[] = {
    [LOCALITY_LOSS_NONE] = "",
    [LOCALITY_LOSS_ENDED] = "ended, nothing is said to replace it",
    [LOCALITY_LOSS_NOT_BEGUN] = "not begun, nothing is said to have become it",
    [LOCALITY_LOSS_GAP] = "nothing between the end of one and the start of the next",
    [LOCALITY_LOSS_CIRCLE] = "its successors run in a circle",
};

/* Adds "Cumberland (split), Westmorland and Furness (split)". */
static void add_carried(const places_view *v, const locality_carried *items, size_t count) {
    loc_text *line = &v->page->line;

    for (size_t i = 0; i < count; i++) {
        const locality_carried *item = &items[i];
        const char *word = carry_words[item->fate];

        if (item->fate == LOCALITY_CARRY_LOST)
            loc_text_format(line, "%s%s", i > 0 ? ", " : "",
                            item->loss == LOCALITY_LOSS_ENDED &&
                                    loc_succession_is_final(v->succession, item->area)
                                ? "ended, replaced by nothing"
                                : loss_words[item->loss]);
        else
            loc_text_format(line, "%s%s%s%s%s", i > 0 ? ", " : "", area_name(v, item->area),
                            word[0] != '\0' ? " (" : "", word, word[0] != '\0' ? ")" : "");
        if (item->certainty != LOCALITY_TRUE)
            loc_text_add(line, " perhaps");
    }
}

/* False where memory is refused. */
static bool put_carried(places_view *v, locality_table *table, uint32_t area,
                        const locality_range *on) {
    v->carry.on = *on;
    v->carry.count = 0;
    if (!loc_carry_area(&v->carry, area))
        return false;
    add_carried(v, v->carry.items, v->carry.count);
    take(v, table);
    return true;
}

/* ---- Areas that begin or end ---------------------------------------------------------------------------- */

static void put_direct(const places_view *v, locality_table *table, uint32_t area, bool is_next) {
    loc_text *line = &v->page->line;
    loc_rows rows = is_next ? loc_succession_next(v->succession, area)
                            : loc_succession_former(v->succession, area);

    for (uint32_t i = 0; i < rows.count; i++)
        loc_text_format(line, "%s%s", i > 0 ? ", " : "", area_name(v, rows.row[i]));
    if (is_next && loc_succession_is_final(v->succession, area))
        loc_text_add(line, "nothing");
    take(v, table);
}

/* Whether an area has a place in the table: something is said of its time, or it took over from another. */
static bool moves(const places_view *v, uint32_t area) {
    return loc_succession_next(v->succession, area).count > 0 ||
           loc_succession_former(v->succession, area).count > 0 ||
           !loc_is_unknown(LOC_RANGE(v->snapshot, area, area, starts)) ||
           !loc_is_unknown(LOC_RANGE(v->snapshot, area, area, ends));
}

static bool put_area(places_view *v, locality_table *table, uint32_t area) {
    loc_grid_put(table, locality_snapshot_id(v->snapshot, LOC_KIND_area, area));
    loc_grid_put(table, area_name(v, area));
    loc_grid_put(table, LOC_TEXT(v->snapshot, area, area, level));
    loc_grid_put(table, LOC_TEXT(v->snapshot, area, area, code));
    put_day(v, table, area, LOC_FIELD_area_starts);
    put_day(v, table, area, LOC_FIELD_area_ends);
    put_direct(v, table, area, false);
    put_direct(v, table, area, true);
    return v->on == NULL || put_carried(v, table, area, v->on);
}

/* Writes a table that was made whole, else clears it. */
static void end_table(places_view *v, bool is_whole, const char *key, const char *heading,
                      locality_table *table, const char *empty) {
    if (is_whole) {
        loc_page_table(v->page, key, heading, table, empty);
    } else {
        loc_grid_clear(table);
        v->page->failed = true;
    }
}

static void put_areas(places_view *v) {
    static const char *const names[] = {"id",   "Id",       "name", "Area",       "level", "Level",
                                        "code", "Code",     "from", "From",       "to",    "To",
                                        "was",  "Replaces", "then", "Replaced by"};
    bool is_whole = true;
    locality_table table;

    loc_page_start_table(v->page, &table);
    COLUMNS(&table, names);
    if (v->on != NULL)
        loc_grid_column_add(&table, "on_date", "On the date", LOCALITY_ALIGN_LEFT);
    for (uint32_t area = 0; is_whole && area < v->succession->count; area++)
        if (moves(v, area))
            is_whole = put_area(v, &table, area);
    end_table(v, is_whole, "areas", "Areas that begin, end or are replaced", &table,
              "No area begins, ends or is replaced.");
}

/* ---- References beyond the life of an area -------------------------------------------------------------- */

static void put_result(locality_table *table, const locality_outlived *item) {
    bool is_certain = item->certainty == LOCALITY_TRUE;

    if (item->fault == LOCALITY_TIME_OUTLIVES)
        loc_grid_toned(table, is_certain ? "OUTLIVES it" : "may outlive it",
                       is_certain ? LOCALITY_TONE_BAD : LOCALITY_TONE_DOUBT);
    else
        loc_grid_toned(table, is_certain ? "BEFORE it begins" : "may be before it begins",
                       is_certain ? LOCALITY_TONE_BAD : LOCALITY_TONE_DOUBT);
}

/* The date of the record: "ends 30 September 2020 (structure neighbourhoods)". */
static void put_date(const places_view *v, locality_table *table, const locality_outlived *item) {
    loc_text *line = &v->page->line;

    if (item->date_field == LOCALITY_NO_INDEX) {
        loc_text_add(line, "no end given");
        if (!loc_is_unknown(item->day)) {
            loc_text_add(line, ", asked about ");
            loc_text_print(line, LOCALITY_TYPE_DATE, &item->day, -1);
        }
    } else {
        loc_text_format(
            line, "%s ",
            loc_schema_row(v->snapshot->schema, item->date_kind, item->date_field)->name);
        loc_text_print(line, LOCALITY_TYPE_DATE, &item->day, -1);
    }
    if (item->date_kind != item->kind)
        loc_text_format(line, " (%s %s)", locality_schema_kind_name(NULL, item->date_kind),
                        locality_snapshot_id(v->snapshot, item->date_kind, item->date_row));
    take(v, table);
}

static void put_outlived(places_view *v) {
    static const char *const names[] = {"record", "Record", "field", "Field",
                                        "area",   "Area",   "date",  "Its date",
                                        "life",   "Area",   "then",  "The area is then",
                                        "result", "Result"};
    bool is_whole = true;
    locality_table table;

    loc_page_start_table(v->page, &table);
    COLUMNS(&table, names);
    for (size_t i = 0; is_whole && i < v->outlived_count; i++) {
        const locality_outlived *item = &v->outlived[i];

        loc_text_format(&v->page->line, "%s:%s", locality_schema_kind_name(NULL, item->kind),
                        locality_snapshot_id(v->snapshot, item->kind, item->row));
        take(v, &table);
        loc_grid_put(&table, loc_schema_row(v->snapshot->schema, item->kind, item->field)->name);
        loc_grid_put(&table, area_name(v, item->area));
        put_date(v, &table, item);
        loc_text_add(&v->page->line, item->fault == LOCALITY_TIME_OUTLIVES ? "ends " : "begins ");
        loc_text_print(&v->page->line, LOCALITY_TYPE_DATE, &item->limit, -1);
        take(v, &table);
        if (loc_is_unknown(item->day))
            loc_grid_put(&table, "");
        else
            is_whole = put_carried(v, &table, item->area, &item->day);
        put_result(&table, item);
    }
    end_table(v, is_whole, "outlived", "Records that name an area outside its life", &table,
              "No record names an area outside its life.");
}

/* ---- What does not add up ------------------------------------------------------------------------------- */

static void put_faults(const places_view *v) {
    static const char *const names[] = {"id", "Id", "area", "Area", "what", "What does not add up"};
    static const char *const words[] = {
        [LOCALITY_SUCCESSION_REVERSED] = "ends before it begins",
        [LOCALITY_SUCCESSION_CIRCLE] = "its successors lead back to it",
        [LOCALITY_SUCCESSION_DEAD_END] = "ends, and nothing is said of what replaces it",
        [LOCALITY_SUCCESSION_NO_END] = "its last day is not given, though it is replaced by ",
        [LOCALITY_SUCCESSION_OVERLAP] = "still exists at the start of its successor ",
        [LOCALITY_SUCCESSION_GAP] = "ended days before the start of its successor ",
    };
    locality_table table;

    loc_page_start_table(v->page, &table);
    COLUMNS(&table, names);
    for (size_t i = 0; i < v->faults_count; i++) {
        const locality_succession_fault *fault = &v->faults[i];

        loc_grid_put(&table, locality_snapshot_id(v->snapshot, LOC_KIND_area, fault->area));
        loc_grid_put(&table, area_name(v, fault->area));
        loc_text_add(&v->page->line, words[fault->fault]);
        if (fault->other != LOCALITY_ROW_MISSING)
            loc_text_add(&v->page->line, area_name(v, fault->other));
        loc_grid_take(&table, &v->page->line, LOCALITY_TONE_BAD);
    }
    loc_page_table(v->page, "succession", "Ends and successors", &table,
                   "Ends and successors add up.");
}

/* ---- Codes ---------------------------------------------------------------------------------------------- */

static void add_code_fault(const places_view *v, const locality_code_fault *fault,
                           const locality_gss *gss) {
    const char *other = fault->other == LOCALITY_ROW_MISSING ? "" : area_name(v, fault->other);
    const char *level = LOC_TEXT(v->snapshot, area, fault->area, level);
    loc_text *line = &v->page->line;

    switch (fault->fault) {
    case LOCALITY_CODE_FORM:
        loc_text_add(line, "not of the form of a GSS code; of another register, perhaps");
        break;
    case LOCALITY_CODE_PREFIX:
        loc_text_add(line, "its prefix is not known");
        break;
    case LOCALITY_CODE_LEVEL:
        loc_text_format(line, "the code of a %s, the area is a %s", gss->entity, level);
        break;
    case LOCALITY_CODE_COUNTRY:
        loc_text_format(line, "a code of %s inside %s", gss->country, other);
        break;
    case LOCALITY_CODE_TWICE:
        loc_text_format(line, "%s has the same code at the same time", other);
        break;
    default:
        loc_text_format(line, "another name of it is the code of %s", other);
        break;
    }
    if (fault->fault != LOCALITY_CODE_FORM && fault->fault != LOCALITY_CODE_PREFIX)
        return;
    if (level[0] != '\0')
        loc_text_format(line, " (the area is a %s)", level);
}

static void put_codes(const places_view *v) {
    static const char *const names[] = {"id",   "Id",   "area", "Area",
                                        "code", "Code", "what", "What is odd about it"};
    locality_table table;

    loc_page_start_table(v->page, &table);
    COLUMNS(&table, names);
    for (size_t i = 0; i < v->codes_count; i++) {
        const locality_code_fault *fault = &v->codes[i];
        const char *code = LOC_TEXT(v->snapshot, area, fault->area, code);
        bool is_doubt = fault->fault == LOCALITY_CODE_FORM || fault->fault == LOCALITY_CODE_PREFIX;
        locality_gss gss;

        (void)locality_gss_read(code, &gss, NULL);
        loc_grid_put(&table, locality_snapshot_id(v->snapshot, LOC_KIND_area, fault->area));
        loc_grid_put(&table, area_name(v, fault->area));
        loc_grid_put(&table, code);
        add_code_fault(v, fault, &gss);
        loc_grid_take(&table, &v->page->line, is_doubt ? LOCALITY_TONE_DOUBT : LOCALITY_TONE_BAD);
    }
    loc_page_table(v->page, "codes", "Codes", &table, "Nothing is odd about the codes.");
}

/* ---- The report ----------------------------------------------------------------------------------------- */

/* Lists everything; what was listed is released by the caller. */
static locality_status gather(places_view *v, locality_error *error) {
    const locality_allocator *allocator = &v->page->allocator;
    size_t count;
    locality_status status =
        locality_places_outlived(v->places, v->on, NULL, 0, &v->outlived_count, error);

    if (status == LOCALITY_OK)
        status = locality_places_succession(v->places, NULL, 0, &v->faults_count, error);
    if (status == LOCALITY_OK)
        status = locality_places_codes(v->places, NULL, 0, &v->codes_count, error);
    if (status != LOCALITY_OK) {
        v->outlived_count = v->faults_count = v->codes_count = 0;
        return status;
    }
    v->outlived = loc_allocate(allocator, v->outlived_count, sizeof *v->outlived);
    v->faults = loc_allocate(allocator, v->faults_count, sizeof *v->faults);
    v->codes = loc_allocate(allocator, v->codes_count, sizeof *v->codes);
    if (v->outlived == NULL || v->faults == NULL || v->codes == NULL)
        return loc_fail_memory(error);
    status =
        locality_places_outlived(v->places, v->on, v->outlived, v->outlived_count, &count, error);
    if (status == LOCALITY_OK)
        status = locality_places_succession(v->places, v->faults, v->faults_count, &count, error);
    if (status == LOCALITY_OK)
        status = locality_places_codes(v->places, v->codes, v->codes_count, &count, error);
    return status;
}

locality_status loc_register_places(loc_page *page, const locality_snapshot *snapshot,
                                    locality_error *error) {
    const locality_allocator *allocator = &page->allocator;
    const locality_range never = {0, 0};
    places_view v;

    memset(&v, 0, sizeof v);
    v.page = page;
    v.snapshot = snapshot;
    v.on = page->options.as_at;
    locality_status status = locality_places_new(snapshot, allocator, &v.places, error);
    if (status == LOCALITY_OK)
        status = loc_succession_of(snapshot, &v.succession, error);
    if (status == LOCALITY_OK)
        status = gather(&v, error);
    if (status == LOCALITY_OK && !loc_carry_init(&v.carry, v.succession, &never, allocator))
        status = loc_fail_memory(error);
    if (status == LOCALITY_OK) {
        put_areas(&v);
        put_outlived(&v);
        put_faults(&v);
        put_codes(&v);
    }
    if (v.carry.succession != NULL)
        loc_carry_clear(&v.carry);
    loc_release(allocator, v.outlived, v.outlived_count, sizeof *v.outlived);
    loc_release(allocator, v.faults, v.faults_count, sizeof *v.faults);
    loc_release(allocator, v.codes, v.codes_count, sizeof *v.codes);
    locality_places_free(v.places);
    return status;
}
