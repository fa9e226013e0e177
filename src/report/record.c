/* Record: everything that is known of one record, and which records name it. */
#include <string.h>

#include "base/error.h"
#include "report/page.h"
#include "report/read.h"

#define MOST_NAMING 100u /* records that name it, shown */

static void put_fields(loc_page *page, const locality_snapshot *snapshot, uint32_t kind,
                       uint32_t row) {
    uint32_t fields = locality_schema_fields(snapshot->schema, kind);
    loc_text *line = &page->line;
    locality_table table;

    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "field", "Field", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "value", "Value", LOCALITY_ALIGN_LEFT);
    for (uint32_t field = 0; field < fields; field++) {
        const loc_field *info = loc_schema_row(snapshot->schema, kind, field);

        if (loc_field_is_open(kind, info))
            loc_show_value(line, snapshot, kind, row, field);
        if (line->length == 0)
            continue;
        loc_grid_put(&table, info->name);
        loc_grid_take(&table, line, LOCALITY_TONE_PLAIN);
    }
    loc_page_table(page, "fields", NULL, &table, "Nothing more is recorded.");
}

/* Whether one field of a record names another record. */
static bool names(const locality_snapshot *snapshot, uint32_t from, uint32_t row, uint32_t field,
                  uint32_t kind, uint32_t target) {
    const loc_field *info = loc_schema_row(snapshot->schema, from, field);
    locality_column column = LOCALITY_COLUMN_INIT;

    if (info->type == LOCALITY_TYPE_REF)
        return info->target == kind && loc_snapshot_ref(snapshot, from, row, field) == target;
    if (info->type == LOCALITY_TYPE_REFS)
        return info->target == kind && loc_refs_have(snapshot, from, row, field, target);
    if (info->type != LOCALITY_TYPE_ANY_REF ||
        locality_snapshot_column(snapshot, from, field, &column, NULL) != LOCALITY_OK)
        return false;
    return column.kind != NULL && column.kind[row] == kind && column.row[row] == target;
}

static void put_naming(loc_page *page, const locality_snapshot *snapshot, uint32_t kind,
                       uint32_t target) {
    loc_text *line = &page->line;
    size_t more = 0;
    locality_table table;

    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "record", "Record", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "label", "Name", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "field", "In its field", LOCALITY_ALIGN_LEFT);
    for (uint32_t from = 0; from < LOC_KINDS; from++)
        for (uint32_t field = 0; field < locality_schema_fields(snapshot->schema, from); field++)
            for (uint32_t row = 0; row < loc_snapshot_count(snapshot, from); row++) {
                if (!names(snapshot, from, row, field, kind, target))
                    continue;
                if (loc_grid_rows(&table) >= MOST_NAMING) {
                    more++;
                    continue;
                }
                loc_text_format(line, "%s:%s", locality_schema_kind_name(NULL, from),
                                locality_snapshot_id(snapshot, from, row));
                loc_grid_take(&table, line, LOCALITY_TONE_PLAIN);
                loc_grid_put(&table, loc_label(snapshot, from, row));
                loc_grid_put(&table, loc_schema_row(snapshot->schema, from, field)->name);
            }
    loc_page_table(page, "named_by", "Records that name it", &table, "None.");
    if (more > 0) {
        loc_text_format(line, "%zu more are not shown.", more);
        loc_page_take(page);
    }
}

locality_status locality_report_record(const locality_snapshot *snapshot, const char *kind,
                                       const char *name, const locality_report_options *options,
                                       const locality_output *output, locality_error *error) {
    locality_status status;
    uint32_t number, row;
    int32_t by;
    loc_page page;

    if (snapshot == NULL || kind == NULL || name == NULL)
        return loc_fail_null(error, snapshot == NULL ? "snapshot" : kind == NULL ? "kind" : "name");
    number = loc_schema_find_kind(kind, strlen(kind));
    if (number == LOCALITY_NO_INDEX)
        return loc_fail_kind(error, kind);
    status = locality_snapshot_resolve(snapshot, number, name, &row, &by, error);
    if (status == LOCALITY_OK)
        status = loc_page_begin(&page, options, output, "record", NULL, error);
    if (status != LOCALITY_OK)
        return status;
    loc_text_format(&page.line, "%s %s: %s", locality_schema_kind_name(NULL, number),
                    locality_snapshot_id(snapshot, number, row), loc_label(snapshot, number, row));
    loc_page_title(&page);
    if (by == LOCALITY_BY_ALIAS) {
        loc_text_format(&page.line, "\"%s\" is another name of it.", name);
        loc_page_take(&page);
    }
    put_fields(&page, snapshot, number, row);
    put_naming(&page, snapshot, number, row);
    return loc_page_end(&page, error);
}
