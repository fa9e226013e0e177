/* Tree: a structure version by its lines of report. What hangs together stands together; posts that
 * neither lead nor are led by anybody known stand apart, as do those whose line runs in a circle.
 * */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "report/tree.h"

static const char *const place_names[] = {"linked", "line not known", "in a circle",
                                          "not part of the structure"};

bool loc_tree_has(const loc_tree *tree, uint32_t row) {
    return LOC_REF(tree->snapshot, post, row, structure) == tree->structure;
}

/* Whether a post of this structure reports to this one. */
static bool leads(const loc_tree *tree, uint32_t row) {
    loc_rows reports = loc_descent_children(tree->down, row);

    for (uint32_t i = 0; i < reports.count; i++)
        if (loc_tree_has(tree, reports.row[i]))
            return true;
    return false;
}

/* The post this one hangs below in this tree, or LOCALITY_ROW_MISSING for a top. */
uint32_t loc_tree_above(const loc_tree *tree, uint32_t row) {
    uint32_t manager = loc_lines_manager(tree->lines, row);

    return manager < LOCALITY_ROW_NONE && loc_tree_has(tree, manager) ? manager
                                                                      : LOCALITY_ROW_MISSING;
}

int loc_tree_place(const loc_tree *tree, uint32_t row) {
    if (loc_lines_is_cyclic(tree->lines, row))
        return LOC_TREE_CIRCLE;
    if (loc_tree_above(tree, row) != LOCALITY_ROW_MISSING || !loc_lines_is_orphan(tree->lines, row))
        return LOC_TREE_LINKED;
    return leads(tree, row) ? LOC_TREE_LINKED : LOC_TREE_APART;
}

/* ---- One post
 * ------------------------------------------------------------------------------------ */

void loc_tree_add_amount(loc_text *line, const loc_tree *tree, uint32_t row) {
    locality_range posts = LOC_RANGE(tree->snapshot, post, row, posts);
    locality_range fte = LOC_RANGE(tree->snapshot, post, row, fte);
    locality_range vacant = LOC_RANGE(tree->snapshot, post, row, vacant);

    if (loc_is_unknown(posts)) {
        loc_text_add(line, "number of posts unknown");
    } else {
        loc_text_print(line, LOCALITY_TYPE_COUNT, &posts, -1);
        loc_text_add(line, posts.lo == 1 && posts.hi == 1 ? " post" : " posts");
    }
    if (!loc_is_unknown(fte)) {
        loc_text_add(line, ", ");
        loc_text_print(line, LOCALITY_TYPE_NUMBER, &fte, -1);
        loc_text_add(line, " FTE");
    }
    if (vacant.hi > 0 && !loc_is_unknown(vacant)) {
        loc_text_add(line, ", ");
        loc_text_print(line, LOCALITY_TYPE_COUNT, &vacant, -1);
        loc_text_add(line, " vacant");
    }
}

static void add_places(loc_text *line, const loc_tree *tree, uint32_t row) {
    locality_range countywide = LOC_RANGE(tree->snapshot, post, row, countywide);
    uint32_t count = 0;

    if (loc_snapshot_items(tree->snapshot, LOC_KIND_post, row, LOC_FIELD_post_serves, &count) !=
            NULL &&
        count > 0)
        LOC_SHOW(line, tree->snapshot, post, row, serves);
    else if (countywide.lo == 1)
        loc_text_add(line, "countywide");
}

static void add_line_note(loc_text *line, const loc_tree *tree, uint32_t row) {
    const char *basis = LOC_TEXT(tree->snapshot, post, row, reports_basis);
    uint32_t manager = loc_lines_manager(tree->lines, row);

    if (!loc_tree_has(tree, row))
        loc_text_add(line, "; not part of this structure");
    else if (loc_tree_place(tree, row) == LOC_TREE_LINKED && loc_lines_is_orphan(tree->lines, row))
        loc_text_add(line, "; own line not known");
    else if (loc_lines_is_cyclic(tree->lines, row) && manager < LOCALITY_ROW_NONE)
        loc_text_format(line, "; reports to %s", loc_label(tree->snapshot, LOC_KIND_post, manager));
    if (strcmp(basis, "inferred") == 0)
        loc_text_add(line, "; line inferred");
    if (loc_text_of(tree->snapshot, LOC_KIND_post, row,
                    loc_common_field(LOC_KIND_post, LOC_COMMON_withheld))[0] == 'm')
        loc_text_add(line, "; title, team and line withheld");
}

/* Counts a line of the tree and says where it stands: indents are not read aloud. */
static void add_number(loc_tree *tree, loc_text *line, uint32_t level) {
    if (level >= LOC_TREE_NUMBERED) {
        loc_text_format(line, "Level %" PRIu32 ". ", level + 1);
        return;
    }
    tree->number[level]++;
    for (uint32_t i = level + 1; i < LOC_TREE_NUMBERED; i++)
        tree->number[i] = 0;
    for (uint32_t i = 0; i <= level; i++)
        loc_text_format(line, i == 0 ? "%" PRIu32 : ".%" PRIu32, tree->number[i]);
    loc_text_add(line, level == 0 ? ". " : " ");
}

static void put_line(loc_tree *tree, loc_tree_node node, int place) {
    loc_text *line = &tree->page->line;
    size_t before;

    if (tree->page->options.format == LOCALITY_FORMAT_TEXT &&
        (place == LOC_TREE_LINKED || place == LOC_TREE_OUTSIDE))
        add_number(tree, line, node.level);
    loc_text_add(line, loc_label(tree->snapshot, LOC_KIND_post, node.row));
    loc_text_add(line, ": ");
    loc_tree_add_amount(line, tree, node.row);
    loc_text_add(line, ", ");
    before = line->length;
    add_places(line, tree, node.row);
    if (line->length == before && !line->failed)
        line->data[line->length -= 2] = '\0';
    add_line_note(line, tree, node.row);
    if (!line->failed)
        loc_page_line(tree->page, node.level, line->data);
    line->length = 0;
}

static void put_row(loc_tree *tree, loc_tree_node node, int place) {
    loc_text *line = &tree->page->line;
    locality_table *table = &tree->table;

    loc_text_format(line, "%" PRIu32, node.level);
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
    loc_grid_put(table, locality_snapshot_id(tree->snapshot, LOC_KIND_post, node.row));
    loc_grid_put(table, loc_label(tree->snapshot, LOC_KIND_post, node.row));
    LOC_SHOW(line, tree->snapshot, post, node.row, posts);
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
    LOC_SHOW(line, tree->snapshot, post, node.row, fte);
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
    add_places(line, tree, node.row);
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
    LOC_SHOW(line, tree->snapshot, post, node.row, reports_to);
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
    LOC_SHOW(line, tree->snapshot, post, node.row, reports_basis);
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
    loc_grid_put(table, place_names[place]);
}

static void put_post(loc_tree *tree, loc_tree_node node, int place) {
    if (loc_page_is_read(tree->page))
        put_line(tree, node, place);
    else
        put_row(tree, node, place);
}

/* ---- The parts
 * ------------------------------------------------------------------------------------- */

/* A post and all that hangs below it. */
static void put_branch(loc_tree *tree, uint32_t top, uint32_t level) {
    uint32_t height = 0;

    tree->stack[height++] = (loc_tree_node){top, level};
    while (height > 0) {
        loc_tree_node node = tree->stack[--height];
        loc_rows reports = loc_descent_children(tree->down, node.row);

        put_post(tree, node, LOC_TREE_LINKED);
        for (uint32_t i = reports.count; i-- > 0;)
            if (loc_tree_has(tree, reports.row[i]))
                tree->stack[height++] = (loc_tree_node){reports.row[i], node.level + 1};
    }
}

static size_t count_at(const loc_tree *tree, int place) {
    size_t count = 0;

    for (uint32_t row = 0; row < tree->posts; row++)
        count += loc_tree_has(tree, row) && loc_tree_place(tree, row) == place;
    return count;
}

static bool is_top(const loc_tree *tree, uint32_t row) {
    return loc_tree_has(tree, row) && loc_tree_place(tree, row) == LOC_TREE_LINKED &&
           loc_tree_above(tree, row) == LOCALITY_ROW_MISSING;
}

/* A top under a manager of another version, with the others that report there. */
static void put_under(loc_tree *tree, uint32_t manager) {
    loc_rows reports = loc_descent_children(tree->down, manager);

    put_post(tree, (loc_tree_node){manager, 0}, LOC_TREE_OUTSIDE);
    for (uint32_t i = 0; i < reports.count; i++)
        if (is_top(tree, reports.row[i]))
            put_branch(tree, reports.row[i], 1);
}

/* Whether no top before this one hangs below the same manager. */
static bool is_first_top(const loc_tree *tree, uint32_t manager, uint32_t row) {
    loc_rows reports = loc_descent_children(tree->down, manager);

    for (uint32_t i = 0; i < reports.count && reports.row[i] != row; i++)
        if (is_top(tree, reports.row[i]))
            return false;
    return true;
}

static void put_linked(loc_tree *tree) {
    if (count_at(tree, LOC_TREE_LINKED) == 0)
        return;
    loc_page_heading(tree->page, "Posts by line of report");
    for (uint32_t row = 0; row < tree->posts; row++) {
        uint32_t manager = loc_lines_manager(tree->lines, row);

        if (!is_top(tree, row))
            continue;
        if (manager >= LOCALITY_ROW_NONE)
            put_branch(tree, row, 0);
        else if (is_first_top(tree, manager, row)) /* else it stands below the manager already */
            put_under(tree, manager);
    }
}

static void put_others(loc_tree *tree, int place, const char *heading) {
    if (count_at(tree, place) == 0)
        return;
    loc_page_heading(tree->page, heading);
    for (uint32_t row = 0; row < tree->posts; row++)
        if (loc_tree_has(tree, row) && loc_tree_place(tree, row) == place)
            put_post(tree, (loc_tree_node){row, 0}, place);
}

/* Adds up a quantity of the posts; one that is not given counts as at least 0. */
static locality_range total(const loc_tree *tree, uint32_t field, bool *some) {
    locality_range sum = {0, 0};

    *some = false;
    for (uint32_t row = 0; row < tree->posts; row++) {
        locality_range one = loc_snapshot_range(tree->snapshot, LOC_KIND_post, row, field);

        if (!loc_tree_has(tree, row))
            continue;
        *some = *some || !loc_is_unknown(one);
        one.lo = one.lo < 0 ? 0 : one.lo;
        locality_range_add(&sum, &one, &sum);
    }
    return sum;
}

static void add_stated(loc_text *line, const loc_tree *tree) {
    const locality_snapshot *snapshot = tree->snapshot;
    locality_range posts = LOC_RANGE(snapshot, structure, tree->structure, stated_posts);
    locality_range fte = LOC_RANGE(snapshot, structure, tree->structure, stated_fte);
    const char *listing = LOC_TEXT(snapshot, structure, tree->structure, listing);

    if (!loc_is_unknown(posts)) {
        loc_text_add(line, "; stated: ");
        loc_text_print(line, LOCALITY_TYPE_COUNT, &posts, -1);
        loc_text_add(line, " posts");
    }
    if (!loc_is_unknown(fte)) {
        loc_text_add(line, "; stated: ");
        loc_text_print(line, LOCALITY_TYPE_NUMBER, &fte, -1);
        loc_text_add(line, " FTE");
    }
    if (listing[0] != '\0' && strcmp(listing, "none") != 0)
        loc_text_format(line, "; listing of posts: %s", listing);
}

/* What is said of a version without any record of a post. */
static void add_none(loc_text *line, const loc_tree *tree) {
    const char *listing = LOC_TEXT(tree->snapshot, structure, tree->structure, listing);

    loc_text_add(line, strcmp(listing, "none") == 0 ? "The paper does not list the posts"
                                                    : "No post is recorded");
    add_stated(line, tree);
}

static void put_total(loc_tree *tree) {
    loc_text *line = &tree->page->line;
    bool has_posts, has_fte;
    locality_range posts = total(tree, LOC_FIELD_post_posts, &has_posts);
    locality_range fte = total(tree, LOC_FIELD_post_fte, &has_fte);
    size_t records = 0;

    for (uint32_t row = 0; row < tree->posts; row++)
        records += loc_tree_has(tree, row);
    if (records == 0) {
        add_none(line, tree);
    } else {
        loc_text_add(line, "Total: ");
        loc_text_print(line, LOCALITY_TYPE_COUNT, &posts, -1);
        loc_text_format(line, " posts in %zu %s", records, records == 1 ? "record" : "records");
        if (has_fte) {
            loc_text_add(line, ", ");
            loc_text_print(line, LOCALITY_TYPE_NUMBER, &fte, -1);
            loc_text_add(line, " FTE");
        }
        add_stated(line, tree);
    }
    loc_text_char(line, '.');
    loc_page_take(tree->page);
}

static void put_columns(loc_tree *tree) {
    static const char *const keys[] = {"level", "id",         "title", "posts", "fte",
                                       "areas", "reports_to", "line",  "place"};

    loc_page_start_table(tree->page, &tree->table);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        loc_grid_column_add(&tree->table, keys[i], NULL, LOCALITY_ALIGN_LEFT);
}

static void put_tree(loc_tree *tree) {
    loc_page *page = tree->page;

    if (!loc_page_is_read(page))
        put_columns(tree);
    put_linked(tree);
    put_others(tree, LOC_TREE_APART, "Posts whose line of report is not known");
    put_others(tree, LOC_TREE_CIRCLE, "Posts whose line of report runs in a circle");
    if (!loc_page_is_read(page))
        loc_page_table(page, "posts", NULL, &tree->table, "");
    put_total(tree);
}

/* ---- The report
 * --------------------------------------------------------------------------------------- */

locality_status loc_tree_open(loc_tree *tree, loc_page *page, const locality_snapshot *snapshot,
                              locality_error *error) {
    locality_status status;

    tree->page = page;
    tree->snapshot = snapshot;
    tree->posts = loc_snapshot_count(snapshot, LOC_KIND_post);
    status = loc_lines_of(snapshot, &tree->lines, error);
    if (status == LOCALITY_OK)
        status = loc_lines_down(snapshot, &tree->down, error);
    if (status != LOCALITY_OK)
        return status;
    tree->stack = loc_allocate(&page->allocator, (size_t)tree->posts + 1, sizeof *tree->stack);
    if (tree->stack == NULL)
        page->failed = true;
    return LOCALITY_OK;
}

void loc_tree_close(loc_tree *tree) {
    loc_release(&tree->page->allocator, tree->stack, (size_t)tree->posts + 1, sizeof *tree->stack);
}

void loc_tree_compose_title(loc_text *line, const locality_snapshot *snapshot, uint32_t structure) {
    const char *id = locality_snapshot_id(snapshot, LOC_KIND_structure, structure);
    const char *label = loc_label(snapshot, LOC_KIND_structure, structure);
    const char *status = LOC_TEXT(snapshot, structure, structure, status);
    const char *version = LOC_TEXT(snapshot, structure, structure, label);

    loc_text_format(line, "Structure %s", id);
    if (strcmp(label, id) != 0)
        loc_text_format(line, ": %s", label);
    if (version[0] != '\0')
        loc_text_format(line, ", %s", version);
    if (status[0] != '\0')
        loc_text_format(line, ", %s", status);
}

locality_status locality_report_structure(const locality_snapshot *snapshot, const char *structure,
                                          const locality_report_options *options,
                                          const locality_output *output, locality_error *error) {
    locality_status status, ended;
    locality_error unused;
    loc_tree tree;
    loc_page page;

    if (snapshot == NULL)
        return loc_fail_null(error, "snapshot");
    memset(&tree, 0, sizeof tree);
    status = loc_find_record(snapshot, LOC_KIND_structure, structure, &tree.structure, error);
    if (status == LOCALITY_OK)
        status = loc_page_begin(&page, options, output, "structure", NULL, error);
    if (status != LOCALITY_OK)
        return status;
    status = loc_tree_open(&tree, &page, snapshot, error);
    if (status == LOCALITY_OK && tree.stack != NULL) {
        loc_tree_compose_title(&page.line, snapshot, tree.structure);
        loc_page_title(&page);
        put_tree(&tree);
    }
    loc_tree_close(&tree);
    ended = loc_page_end(&page, status == LOCALITY_OK ? error : &unused);
    return status == LOCALITY_OK ? ended : status;
}
