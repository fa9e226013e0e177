/* Tree chart: a structure version drawn by its lines of report.
 *
 * Lines that the paper prints are solid, inferred ones dashed, those of which it is not said how
 * they are known dotted; a legend says so. Posts whose line is not known stand in a frame of their
 * own, as do those on a circle. In a large structure posts that lead nobody and have the same
 * manager share a box, and levels that would be too many boxes are left to a number. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "report/chart.h"
#include "report/tree.h"

#define LARGE 300u  /* records from which leaves share a box */
#define IN_A_ROW 6u /* boxes of a frame side by side */
#define TITLES 4u   /* titles that a shared box names */

typedef struct tree_chart {
    loc_tree tree;
    loc_page *page;
    bool folds;    /* leaves share boxes */
    uint32_t deep; /* the last level that is drawn */
    uint32_t
        *level; /* of each post of the structure in the tree; LOCALITY_ROW_MISSING: not in it */
    const char *last[IN_A_ROW]; /* the boxes of a frame so far, as many as stand side by side */
    size_t lines[3], apart, circle, records;
} tree_chart;

static const char *const line_styles[] = {"style=solid", "style=dashed", "style=dotted"};
static const char *const line_names[] = {"line as printed", "line inferred",
                                         "how it is known is not said"};

static const char *id_of(const tree_chart *c, uint32_t row) {
    return locality_snapshot_id(c->tree.snapshot, LOC_KIND_post, row);
}

/* Which style a line has: 0 printed, 1 inferred, 2 unknown. */
static size_t style_of(const tree_chart *c, uint32_t row) {
    const char *basis = LOC_TEXT(c->tree.snapshot, post, row, reports_basis);

    if (strcmp(basis, "inferred") == 0)
        return 1;
    return strcmp(basis, "unknown") == 0 ? 2 : 0;
}

static bool is_leaf(const tree_chart *c, uint32_t row) {
    loc_rows reports = loc_descent_children(c->tree.down, row);

    for (uint32_t i = 0; i < reports.count; i++)
        if (loc_tree_has(&c->tree, reports.row[i]))
            return false;
    return true;
}

/* ---- Boxes
 * ---------------------------------------------------------------------------------------- */

/* Everything below a post that is not drawn. */
static void add_below(tree_chart *c, loc_text *line, uint32_t row) {
    uint32_t below = loc_descent_below(c->tree.down, row).count;

    if (below > 0)
        loc_text_format(line, "\n%" PRIu32 " more %s below", below,
                        below == 1 ? "record" : "records");
}

static void put_box(tree_chart *c, uint32_t row, const char *style, bool is_last) {
    loc_text *line = &c->page->line;

    loc_text_add(line, loc_label(c->tree.snapshot, LOC_KIND_post, row));
    loc_text_char(line, '\n');
    loc_tree_add_amount(line, &c->tree, row);
    if (is_last)
        add_below(c, line, row);
    if (!line->failed)
        loc_chart_box(c->page, NULL, id_of(c, row), line->data, style);
    line->length = 0;
}

static void put_line(tree_chart *c, uint32_t from, uint32_t to) {
    size_t style = style_of(c, to);

    c->lines[style]++;
    loc_chart_line(c->page, NULL, id_of(c, from), id_of(c, to), line_styles[style]);
}

/* A box for several posts that lead nobody: how many, and what they are called. */
static void put_shared(tree_chart *c, const char *id, const uint32_t *rows, uint32_t count) {
    loc_text *line = &c->page->line;
    locality_range posts = {0, 0};
    uint32_t named = 0;
    const char *before = "";

    for (uint32_t i = 0; i < count; i++) {
        locality_range more = LOC_RANGE(c->tree.snapshot, post, rows[i], posts);

        more.lo = more.lo < 0 ? 0 : more.lo;
        locality_range_add(&posts, &more, &posts);
    }
    loc_text_print(line, LOCALITY_TYPE_COUNT, &posts, -1);
    loc_text_format(line, " posts in %" PRIu32 " records that lead nobody:", count);
    for (uint32_t i = 0; i < count && named < TITLES; i++) {
        const char *label = loc_label(c->tree.snapshot, LOC_KIND_post, rows[i]);

        if (strcmp(label, before) == 0)
            continue;
        loc_text_format(line, "\n%s", label);
        before = label;
        named++;
    }
    if (named == TITLES)
        loc_text_add(line, "\nand others");
    if (!line->failed)
        loc_chart_box(c->page, "below", id, line->data, "style=rounded");
    line->length = 0;
}

/* ---- The tree
 * -------------------------------------------------------------------------------------- */

/* The leaves below a post share a box; `rows` has room for all posts. */
static void put_leaves(tree_chart *c, uint32_t row, uint32_t *rows) {
    loc_rows reports = loc_descent_children(c->tree.down, row);
    loc_page *page = c->page;
    uint32_t count = 0;
    size_t style = 0;

    for (uint32_t i = 0; i < reports.count; i++)
        if (loc_tree_has(&c->tree, reports.row[i]) && is_leaf(c, reports.row[i]))
            rows[count++] = reports.row[i];
    if (count == 0)
        return;
    if (count == 1) {
        put_box(c, rows[0], "", false);
        put_line(c, row, rows[0]);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        style = style_of(c, rows[i]) > style ? style_of(c, rows[i]) : style;
    put_shared(c, id_of(c, row), rows, count);
    c->lines[style]++;
    loc_out_add(&page->out, "  ");
    loc_chart_string(page, id_of(c, row), 0);
    loc_out_add(&page->out, " -> ");
    loc_text_format(&page->line, "(below) %s", id_of(c, row));
    if (!page->line.failed)
        loc_chart_string(page, page->line.data, 0);
    page->line.length = 0;
    loc_out_add(&page->out, " [");
    loc_out_add(&page->out, line_styles[style]);
    loc_out_add(&page->out, "];\n");
}

static bool is_drawn(const tree_chart *c, uint32_t row) {
    return c->level[row] != LOCALITY_ROW_MISSING && c->level[row] <= c->deep;
}

/* A manager of another version, above a top of this one; once. */
static void put_outside(tree_chart *c, uint32_t manager) {
    loc_text *line = &c->page->line;

    if (c->level[manager] == 0)
        return;
    c->level[manager] = 0;

    loc_text_format(line, "%s\nnot part of this structure",
                    loc_label(c->tree.snapshot, LOC_KIND_post, manager));
    if (!line->failed)
        loc_chart_box(c->page, NULL, id_of(c, manager), line->data, "style=dotted");
    line->length = 0;
}

static void put_linked(tree_chart *c, uint32_t *rows) {
    for (uint32_t row = 0; row < c->tree.posts; row++) {
        uint32_t manager = loc_lines_manager(c->tree.lines, row);
        uint32_t above;
        bool open;

        if (!loc_tree_has(&c->tree, row) || !is_drawn(c, row))
            continue;
        above = loc_tree_above(&c->tree, row);
        if (c->folds && above != LOCALITY_ROW_MISSING && is_leaf(c, row))
            continue; /* in the box that it shares */
        open = above == LOCALITY_ROW_MISSING && loc_lines_is_orphan(c->tree.lines, row);
        put_box(c, row, open ? "peripheries=2" : "", c->level[row] == c->deep);
        if (above != LOCALITY_ROW_MISSING) {
            put_line(c, above, row);
        } else if (manager < LOCALITY_ROW_NONE) {
            put_outside(c, manager);
            put_line(c, manager, row);
        }
        if (c->folds && c->level[row] < c->deep)
            put_leaves(c, row, rows);
    }
}

/* ---- Frames
 * ---------------------------------------------------------------------------------------- */

/* Boxes below one another, where more would stand side by side than can be read. */
static void put_below(tree_chart *c, size_t number, uint32_t row) {
    const char **place = &c->last[number % IN_A_ROW];

    if (number >= IN_A_ROW)
        loc_chart_line(c->page, NULL, *place, id_of(c, row), "style=invis");
    *place = id_of(c, row);
}

static void put_frame(tree_chart *c, int place, const char *name, const char *heading,
                      uint32_t *rows) {
    uint32_t count = 0;

    for (uint32_t row = 0; row < c->tree.posts; row++)
        if (loc_tree_has(&c->tree, row) && loc_tree_place(&c->tree, row) == place)
            rows[count++] = row;
    if (place == LOC_TREE_APART)
        c->apart = count;
    else
        c->circle = count;
    if (count == 0)
        return;
    loc_chart_open(c->page, name, heading);
    if (c->folds && count > LARGE) {
        put_shared(c, name, rows, count);
        count = 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        put_box(c, rows[i], "", false);
        if (place == LOC_TREE_APART)
            put_below(c, i, rows[i]);
    }
    for (uint32_t i = 0; i < count && place == LOC_TREE_CIRCLE; i++)
        if (loc_lines_manager(c->tree.lines, rows[i]) < LOCALITY_ROW_NONE &&
            loc_tree_has(&c->tree, loc_lines_manager(c->tree.lines, rows[i])))
            put_line(c, loc_lines_manager(c->tree.lines, rows[i]), rows[i]);
    loc_chart_close(c->page);
}

static void put_legend(tree_chart *c) {
    loc_page *page = c->page;

    loc_chart_open(page, "legend", "Legend");
    loc_chart_box(page, "legend", "0", "manager", "");
    for (size_t i = 0; i < sizeof line_styles / sizeof line_styles[0]; i++) {
        const char number[] = {(char)('1' + i), '\0'};

        loc_chart_box(page, "legend", number, line_names[i], "");
        loc_chart_line(page, "legend", "0", number, line_styles[i]);
    }
    loc_chart_box(page, "legend", "4", "own line not known", "peripheries=2");
    loc_chart_close(page);
}

/* ---- What there is to see
 * ----------------------------------------------------------------------------- */

/* The level of each post in the tree, and how deep a chart can be drawn. Managers need not come
 * before those who report to them, so the tree is walked from its tops. */
static void find_levels(tree_chart *c) {
    uint32_t *count = c->level + c->tree.posts; /* the second half: boxes of each level */
    size_t boxes = 0;

    memset(count, 0, ((size_t)c->tree.posts + 1) * sizeof *count);
    for (uint32_t row = 0; row < c->tree.posts; row++)
        c->level[row] = LOCALITY_ROW_MISSING;
    for (uint32_t top = 0; top < c->tree.posts; top++) {
        uint32_t height = 0;

        if (!loc_tree_has(&c->tree, top))
            continue;
        c->records++;
        if (loc_tree_place(&c->tree, top) != LOC_TREE_LINKED ||
            loc_tree_above(&c->tree, top) != LOCALITY_ROW_MISSING)
            continue;
        c->tree.stack[height++] = (loc_tree_node){top, 0};
        while (height > 0) {
            loc_tree_node node = c->tree.stack[--height];
            loc_rows reports = loc_descent_children(c->tree.down, node.row);

            c->level[node.row] = node.level;
            count[node.level] += !c->folds || !is_leaf(c, node.row) || node.level == 0;
            for (uint32_t i = 0; i < reports.count; i++)
                if (loc_tree_has(&c->tree, reports.row[i]))
                    c->tree.stack[height++] = (loc_tree_node){reports.row[i], node.level + 1};
        }
    }
    c->deep = 0;
    for (uint32_t level = 0; level <= c->tree.posts; level++) {
        boxes += count[level] * (c->folds ? 2u : 1u); /* a box and the one that its leaves share */
        if (boxes > LOC_CHART_BOXES)
            break;
        c->deep = level;
    }
}

/* Counts what the chart holds before it is drawn, for those who cannot see it. */
static void count_lines(const tree_chart *c, size_t lines[3], size_t *apart, size_t *circle) {
    for (uint32_t row = 0; row < c->tree.posts; row++) {
        int place = loc_tree_has(&c->tree, row) ? loc_tree_place(&c->tree, row) : -1;

        *apart += place == LOC_TREE_APART;
        *circle += place == LOC_TREE_CIRCLE;
        if (place >= 0 && loc_lines_manager(c->tree.lines, row) < LOCALITY_ROW_NONE)
            lines[style_of(c, row)]++;
    }
}

static void describe(const tree_chart *c, loc_text *text) {
    size_t lines[3] = {0, 0, 0}, apart = 0, circle = 0;

    count_lines(c, lines, &apart, &circle);
    loc_text_format(text, "%zu %s of posts; lines of report: %zu printed, %zu inferred", c->records,
                    c->records == 1 ? "record" : "records", lines[0], lines[1]);
    if (lines[2] > 0)
        loc_text_format(text, ", %zu of which it is not said how they are known", lines[2]);
    if (apart > 0)
        loc_text_format(text, "; of %zu the line is not known, they stand apart", apart);
    if (circle > 0)
        loc_text_format(text, "; the lines of %zu run in a circle", circle);
    loc_text_char(text, '.');
    if (c->folds)
        loc_text_add(text, " Posts that lead nobody share a box.");
    if (c->page->options.notice != NULL && c->page->options.notice[0] != '\0')
        loc_text_format(text, " %s", c->page->options.notice);
}

static void put_chart(tree_chart *c, uint32_t *rows) {
    loc_page *page = c->page;
    loc_text description;

    loc_text_init(&description, &page->allocator);
    loc_tree_compose_title(&page->line, c->tree.snapshot, c->tree.structure);
    describe(c, &description);
    if (!page->line.failed && !description.failed)
        loc_chart_begin(page, page->line.data, description.data, false);
    page->failed = page->failed || description.failed;
    page->line.length = 0;
    loc_text_clear(&description);
    put_linked(c, rows);
    put_frame(c, LOC_TREE_APART, "apart", "Posts whose line of report is not known", rows);
    put_frame(c, LOC_TREE_CIRCLE, "circle", "Posts whose line of report runs in a circle", rows);
    put_legend(c);
    loc_chart_end(page);
}

/* Makes room and draws. */
static void draw(tree_chart *c) {
    const locality_allocator *allocator = &c->page->allocator;
    size_t room = 2 * (size_t)c->tree.posts + 1;
    uint32_t *rows = loc_allocate(allocator, (size_t)c->tree.posts + 1, sizeof *rows);

    c->level = loc_allocate(allocator, room, sizeof *c->level);
    if (rows != NULL && c->level != NULL) {
        for (uint32_t row = 0; row < c->tree.posts; row++)
            c->records += loc_tree_has(&c->tree, row);
        c->folds = c->records > LARGE;
        c->records = 0;
        find_levels(c);
        put_chart(c, rows);
    } else {
        c->page->failed = true;
    }
    loc_release(allocator, rows, (size_t)c->tree.posts + 1, sizeof *rows);
    loc_release(allocator, c->level, room, sizeof *c->level);
}

locality_status locality_chart_structure(const locality_snapshot *snapshot, const char *structure,
                                         const locality_report_options *options,
                                         const locality_output *output, locality_error *error) {
    locality_report_options text = LOCALITY_REPORT_OPTIONS_INIT;
    locality_status status, ended;
    locality_error unused;
    tree_chart chart;
    loc_page page;

    if (snapshot == NULL)
        return loc_fail_null(error, "snapshot");
    memset(&chart, 0, sizeof chart);
    chart.page = &page;
    status = loc_find_record(snapshot, LOC_KIND_structure, structure, &chart.tree.structure, error);
    if (status == LOCALITY_OK)
        status =
            loc_page_begin(&page, options == NULL ? &text : options, output, NULL, NULL, error);
    if (status != LOCALITY_OK)
        return status;
    status = loc_tree_open(&chart.tree, &page, snapshot, error);
    if (status == LOCALITY_OK && chart.tree.stack != NULL)
        draw(&chart);
    loc_tree_close(&chart.tree);
    ended = loc_page_finish(&page, status == LOCALITY_OK ? error : &unused);
    return status == LOCALITY_OK ? ended : status;
}
