/* Matrix: places against themes, services or streams: what is there, what is deliberately not there, and
 * what is a gap. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "locality/places.h"
#include "model/view.h"
#include "report/chart.h"
#include "report/page.h"
#include "report/read.h"

typedef struct matrix_view {
    loc_page *page;
    const locality_snapshot *snapshot;
    const locality_coverage *coverage;
    const uint32_t *areas, *columns;
    size_t areas_count, columns_count;
    uint32_t kind;            /* of the columns */
    bool *is_row, *is_column; /* which are shown */
    const struct matrix_form *form;
    bool draws; /* a chart, not a report */
    bool hides; /* posts are withheld */
} matrix_view;

static const struct matrix_form {
    const char *name, *title;
    int32_t of;
} matrix_forms[] = {
    {"themes", "Places and themes", LOCALITY_COVERAGE_THEMES},
    {"services", "Places and services", LOCALITY_COVERAGE_SERVICES},
    {"streams", "Places and funding streams", LOCALITY_COVERAGE_STREAMS},
};

static const struct {
    const char *word;
    int32_t tone;
} state_forms[] = {
    [LOCALITY_CELL_GAP] = {"GAP", LOCALITY_TONE_BAD},
    [LOCALITY_CELL_COVERED] = {"yes", LOCALITY_TONE_GOOD},
    [LOCALITY_CELL_WIDER] = {"by a wider area", LOCALITY_TONE_PLAIN},
    [LOCALITY_CELL_NONE] = {"none, deliberate", LOCALITY_TONE_QUIET},
    [LOCALITY_CELL_PLANNED] = {"planned", LOCALITY_TONE_DOUBT},
    [LOCALITY_CELL_UNKNOWN] = {"unknown", LOCALITY_TONE_DOUBT},
};

static locality_coverage_cell cell_at(const matrix_view *m, size_t area, size_t column) {
    locality_coverage_cell cell;

    (void)locality_coverage_cell_at(m->coverage, area, column, &cell, NULL);
    return cell;
}

/* Whether a cell says more than that nothing is there. */
static bool says_something(const matrix_view *m, size_t area, size_t column) {
    locality_coverage_cell cell = cell_at(m, area, column);
    bool nothing = cell.records == 0 && cell.provision == LOCALITY_ROW_MISSING;

    if (m->hides && nothing && cell.state == LOCALITY_CELL_UNKNOWN)
        return false; /* a post that is withheld may be there, or may not */
    return cell.state != LOCALITY_CELL_GAP && cell.state != LOCALITY_CELL_WIDER;
}

static bool is_named(const matrix_view *m, size_t area) {
    for (size_t c = 0; c < m->columns_count; c++)
        if (says_something(m, area, c))
            return true;
    return false;
}

/* A theme has to be everywhere; a service or stream is a column only if some place is said to have it
 * (or deliberately not): money for the whole council is no matter of places. */
static bool is_said_of_places(const matrix_view *m, size_t column) {
    if (m->kind == LOC_KIND_theme)
        return true;
    for (size_t a = 0; a < m->areas_count; a++)
        if (says_something(m, a, column))
            return true;
    return false;
}

static uint32_t level_of(const matrix_view *m, size_t area) {
    return loc_snapshot_symbol(m->snapshot, LOC_KIND_area, m->areas[area], LOC_FIELD_area_level);
}

/* Marks the rows and columns that are shown. A place is a row if it is named, or of the level of one
 * that is: then its gaps count. `levels` has room for every place. */
static void choose(matrix_view *m, uint32_t *levels) {
    size_t count = 0;

    for (size_t c = 0; c < m->columns_count; c++)
        m->is_column[c] = is_said_of_places(m, c);
    for (size_t a = 0; a < m->areas_count; a++) {
        bool known = false;

        m->is_row[a] = is_named(m, a);
        for (size_t i = 0; i < count; i++)
            known = known || levels[i] == level_of(m, a);
        if (m->is_row[a] && !known && level_of(m, a) != 0)
            levels[count++] = level_of(m, a);
    }
    for (size_t a = 0; a < m->areas_count; a++)
        for (size_t i = 0; i < count; i++)
            m->is_row[a] = m->is_row[a] || levels[i] == level_of(m, a);
}

static void put_cell(const matrix_view *m, locality_table *table, size_t area, size_t column) {
    locality_coverage_cell cell = cell_at(m, area, column);
    loc_text *line = &m->page->line;

    if (cell.state == LOCALITY_CELL_COVERED && cell.records > 0) {
        loc_text_print(line, LOCALITY_TYPE_COUNT, &cell.filled, -1);
        loc_text_add(line, cell.filled.lo == 1 && cell.filled.hi == 1 ? " post" : " posts");
        loc_grid_take(table, line, LOCALITY_TONE_GOOD);
        return;
    }
    loc_grid_toned(table, state_forms[cell.state].word, state_forms[cell.state].tone);
}

static void put_matrix(const matrix_view *m, size_t *counts) {
    locality_table table;

    loc_page_start_table(m->page, &table);
    loc_grid_column_add(&table, "area", "Place", LOCALITY_ALIGN_LEFT);
    for (size_t c = 0; c < m->columns_count; c++)
        if (m->is_column[c])
            loc_grid_column_add(&table, locality_snapshot_id(m->snapshot, m->kind, m->columns[c]),
                                loc_label(m->snapshot, m->kind, m->columns[c]),
                                LOCALITY_ALIGN_LEFT);
    for (size_t a = 0; a < m->areas_count; a++) {
        if (!m->is_row[a])
            continue;
        loc_grid_put(&table, loc_label(m->snapshot, LOC_KIND_area, m->areas[a]));
        for (size_t c = 0; c < m->columns_count; c++) {
            if (!m->is_column[c])
                continue;
            put_cell(m, &table, a, c);
            counts[cell_at(m, a, c).state]++;
        }
    }
    loc_page_table(m->page, "matrix", NULL, &table, "No place has any of them.");
}

static void put_gaps(const matrix_view *m) {
    locality_table table;

    loc_page_start_table(m->page, &table);
    loc_grid_column_add(&table, "area", "Place", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "column", "Lacks", LOCALITY_ALIGN_LEFT);
    for (size_t a = 0; a < m->areas_count; a++)
        for (size_t c = 0; c < m->columns_count && m->is_row[a]; c++) {
            if (cell_at(m, a, c).state != LOCALITY_CELL_GAP || !m->is_column[c])
                continue;
            loc_grid_put(&table, loc_label(m->snapshot, LOC_KIND_area, m->areas[a]));
            loc_grid_put(&table, loc_label(m->snapshot, m->kind, m->columns[c]));
        }
    loc_page_table(m->page, "gaps", "Gaps", &table, "None.");
}

static void add_counts(loc_text *line, const size_t *counts) {
    size_t all = 0;

    for (size_t i = 0; i < sizeof state_forms / sizeof state_forms[0]; i++)
        all += counts[i];
    loc_text_format(line, "%zu of %zu covered, %zu %s", counts[LOCALITY_CELL_COVERED], all,
                    counts[LOCALITY_CELL_GAP], counts[LOCALITY_CELL_GAP] == 1 ? "gap" : "gaps");
    if (counts[LOCALITY_CELL_WIDER] > 0)
        loc_text_format(line, ", %zu by a wider area", counts[LOCALITY_CELL_WIDER]);
    if (counts[LOCALITY_CELL_NONE] > 0)
        loc_text_format(line, ", %zu deliberately none", counts[LOCALITY_CELL_NONE]);
    if (counts[LOCALITY_CELL_PLANNED] > 0)
        loc_text_format(line, ", %zu planned", counts[LOCALITY_CELL_PLANNED]);
    if (counts[LOCALITY_CELL_UNKNOWN] > 0)
        loc_text_format(line, ", %zu unknown", counts[LOCALITY_CELL_UNKNOWN]);
    loc_text_char(line, '.');
}

static void put_counts(const matrix_view *m, const size_t *counts) {
    add_counts(&m->page->line, counts);
    loc_page_take(m->page);
}

/* ---- The chart ----------------------------------------------------------------------------------------------- */

/* What a place is said to have, state by state, the worst first. */
static const struct {
    int32_t state;
    const char *heading;
} chart_states[] = {
    {LOCALITY_CELL_GAP, "GAP"},
    {LOCALITY_CELL_UNKNOWN, "unknown"},
    {LOCALITY_CELL_PLANNED, "planned"},
    {LOCALITY_CELL_NONE, "none, deliberate"},
    {LOCALITY_CELL_WIDER, "by a wider area"},
    {LOCALITY_CELL_COVERED, "covered"},
};

/* Adds a line for each state that a cell of the place has. */
static void add_states(const matrix_view *m, loc_text *line, size_t area) {
    for (size_t i = 0; i < sizeof chart_states / sizeof chart_states[0]; i++) {
        bool first = true;

        for (size_t c = 0; c < m->columns_count; c++) {
            if (!m->is_column[c] || cell_at(m, area, c).state != chart_states[i].state)
                continue;
            if (first)
                loc_text_format(line, "\n%s: ", chart_states[i].heading);
            loc_text_format(line, "%s%s", first ? "" : ", ",
                            loc_label(m->snapshot, m->kind, m->columns[c]));
            first = false;
        }
    }
}

/* Border and colour by the worst state; each is also a word in the box. */
static const char *style_of(const matrix_view *m, size_t area) {
    const char *style = "style=filled, fillcolor=\"#e3f1e4\"";

    for (size_t c = 0; c < m->columns_count; c++) {
        int32_t state = cell_at(m, area, c).state;

        if (!m->is_column[c])
            continue;
        if (state == LOCALITY_CELL_GAP)
            return "style=filled, penwidth=3, fillcolor=\"#f8ded9\"";
        if (state == LOCALITY_CELL_PLANNED || state == LOCALITY_CELL_UNKNOWN)
            style = "style=\"filled,dashed\", fillcolor=\"#fdf4d7\"";
    }
    return style;
}

/* Marks places above those that are shown: they hold the map together. */
static void mark_above(const matrix_view *m, bool *above, uint32_t areas) {
    for (size_t a = 0; a < m->areas_count; a++) {
        uint32_t at = m->areas[a];

        for (uint32_t i = 0; m->is_row[a] && i < areas;
             i++) { /* no more than there are, were it a circle */
            at = LOC_REF(m->snapshot, area, at, parent);
            if (at >= areas || above[at])
                break;
            above[at] = true;
        }
    }
}

/* The boxes: rows with what they have, and the places above them; `drawn` marks them by row of the kind. */
static void put_places(const matrix_view *m, bool *drawn, uint32_t areas) {
    loc_text *line = &m->page->line;

    for (size_t a = 0; a < m->areas_count; a++) {
        if (!m->is_row[a])
            continue;
        drawn[m->areas[a]] = false;
        loc_text_add(line, loc_label(m->snapshot, LOC_KIND_area, m->areas[a]));
        add_states(m, line, a);
        if (!line->failed)
            loc_chart_box(m->page, NULL,
                          locality_snapshot_id(m->snapshot, LOC_KIND_area, m->areas[a]), line->data,
                          style_of(m, a));
        line->length = 0;
    }
    for (uint32_t row = 0; row < areas; row++)
        if (drawn[row])
            loc_chart_box(m->page, NULL, locality_snapshot_id(m->snapshot, LOC_KIND_area, row),
                          loc_label(m->snapshot, LOC_KIND_area, row), "style=dotted");
    for (size_t a = 0; a < m->areas_count; a++)
        if (m->is_row[a])
            drawn[m->areas[a]] = true;
}

static void put_lines(const matrix_view *m, const bool *drawn, uint32_t areas) {
    for (uint32_t row = 0; row < areas; row++) {
        uint32_t parent = LOC_REF(m->snapshot, area, row, parent);

        if (drawn[row] && parent < areas && drawn[parent] && parent != row)
            loc_chart_line(m->page, NULL, locality_snapshot_id(m->snapshot, LOC_KIND_area, parent),
                           locality_snapshot_id(m->snapshot, LOC_KIND_area, row), "");
    }
}

static void put_chart_legend(loc_page *page) {
    loc_chart_open(page, "legend", "Legend");
    loc_chart_box(page, "legend", "1", "every cell covered, or deliberately none",
                  "style=filled, fillcolor=\"#e3f1e4\"");
    loc_chart_box(page, "legend", "2", "dashed border: something planned or unknown",
                  "style=\"filled,dashed\", fillcolor=\"#fdf4d7\"");
    loc_chart_box(page, "legend", "3", "thick border: a GAP",
                  "style=filled, penwidth=3, fillcolor=\"#f8ded9\"");
    loc_chart_box(page, "legend", "4", "dotted border: a place that is not asked about",
                  "style=dotted");
    loc_chart_close(page);
}

static void begin_chart(const matrix_view *m, size_t *counts) {
    const char *notice = m->page->options.notice;
    loc_text *line = &m->page->line;

    for (size_t a = 0; a < m->areas_count; a++)
        for (size_t c = 0; c < m->columns_count && m->is_row[a]; c++)
            counts[cell_at(m, a, c).state] += m->is_column[c];
    add_counts(line, counts);
    if (notice != NULL && notice[0] != '\0')
        loc_text_format(line, " %s", notice);
    if (!line->failed)
        loc_chart_begin(m->page, m->form->title, line->data, true);
    line->length = 0;
}

static void put_chart(const matrix_view *m, size_t *counts) {
    uint32_t areas = loc_snapshot_count(m->snapshot, LOC_KIND_area);
    bool *drawn = loc_allocate(&m->page->allocator, areas, sizeof *drawn);

    if (drawn == NULL) {
        m->page->failed = true;
        return;
    }
    begin_chart(m, counts);
    mark_above(m, drawn, areas);
    put_places(m, drawn, areas);
    put_lines(m, drawn, areas);
    put_chart_legend(m->page);
    loc_chart_end(m->page);
    loc_release(&m->page->allocator, drawn, areas, sizeof *drawn);
}

/* ---- The report --------------------------------------------------------------------------------------------- */

static const struct matrix_form *find_form(const char *name) {
    for (size_t i = 0; i < sizeof matrix_forms / sizeof matrix_forms[0]; i++)
        if (strcmp(matrix_forms[i].name, name) == 0)
            return &matrix_forms[i];
    return NULL;
}

/* Writes a coverage: matrix, counts, gaps. */
static void put_coverage(matrix_view *m) {
    const locality_allocator *allocator = &m->page->allocator;
    size_t counts[sizeof state_forms / sizeof state_forms[0]] = {0};
    uint32_t *levels = loc_allocate(allocator, m->areas_count, sizeof *levels);

    m->is_row = loc_allocate(allocator, m->areas_count, sizeof *m->is_row);
    m->is_column = loc_allocate(allocator, m->columns_count, sizeof *m->is_column);
    if (levels != NULL && m->is_row != NULL && m->is_column != NULL) {
        choose(m, levels);
        if (m->draws) {
            put_chart(m, counts);
        } else {
            put_matrix(m, counts);
            put_counts(m, counts);
            put_gaps(m);
        }
    } else {
        m->page->failed = true;
    }
    loc_release(allocator, levels, m->areas_count, sizeof *levels);
    loc_release(allocator, m->is_row, m->areas_count, sizeof *m->is_row);
    loc_release(allocator, m->is_column, m->columns_count, sizeof *m->is_column);
}

/* Makes the coverage and writes it. */
static locality_status report_coverage(loc_page *page, const locality_snapshot *snapshot,
                                       const locality_coverage_options *wanted,
                                       const struct matrix_form *form, bool draws,
                                       locality_error *error) {
    locality_coverage *coverage = NULL;
    locality_places *places = NULL;
    locality_status status = locality_places_new(snapshot, &page->allocator, &places, error);
    matrix_view m;

    if (status == LOCALITY_OK)
        status = locality_places_coverage(places, wanted, &coverage, error);
    if (status == LOCALITY_OK) {
        m.form = form;
        m.draws = draws;
        m.hides = loc_view_hides_posts(snapshot, LOCALITY_ROW_MISSING);
        m.page = page;
        m.snapshot = snapshot;
        m.coverage = coverage;
        m.areas = locality_coverage_areas(coverage, &m.areas_count);
        m.columns = locality_coverage_columns(coverage, &m.kind, &m.columns_count);
        put_coverage(&m);
    }
    locality_coverage_free(coverage);
    locality_places_free(places);
    return status;
}

static locality_status write_matrix(const locality_snapshot *snapshot, const char *columns,
                                    const char *structure, const locality_report_options *options,
                                    const locality_output *output, bool draws,
                                    locality_error *error) {
    locality_coverage_options wanted = LOCALITY_COVERAGE_OPTIONS_INIT;
    const struct matrix_form *form;
    locality_status status, ended;
    locality_error unused;
    loc_page page;

    if (snapshot == NULL || columns == NULL)
        return loc_fail_null(error, snapshot == NULL ? "snapshot" : "columns");
    form = find_form(columns);
    if (form == NULL)
        return loc_fail(error, LOCALITY_NOT_FOUND,
                        "there is no matrix of \"%.60s\"; there are themes, services, streams",
                        columns);
    wanted.of = form->of;
    if (structure != NULL) {
        status = loc_find_record(snapshot, LOC_KIND_structure, structure, &wanted.structure, error);
        if (status != LOCALITY_OK)
            return status;
    }
    status = loc_page_begin(&page, options, output, draws ? NULL : "matrix",
                            draws ? NULL : form->title, error);
    if (status != LOCALITY_OK)
        return status;
    wanted.on = page.options.as_at;
    status = report_coverage(&page, snapshot, &wanted, form, draws, error);
    ended = draws ? loc_page_finish(&page, status == LOCALITY_OK ? error : &unused)
                  : loc_page_end(&page, status == LOCALITY_OK ? error : &unused);
    return status == LOCALITY_OK ? ended : status;
}

locality_status locality_report_matrix(const locality_snapshot *snapshot, const char *columns,
                                       const char *structure,
                                       const locality_report_options *options,
                                       const locality_output *output, locality_error *error) {
    return write_matrix(snapshot, columns, structure, options, output, false, error);
}

locality_status locality_chart_matrix(const locality_snapshot *snapshot, const char *columns,
                                      const char *structure, const locality_report_options *options,
                                      const locality_output *output, locality_error *error) {
    return write_matrix(snapshot, columns, structure, options, output, true, error);
}
