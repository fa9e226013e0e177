/* Layout: how wide each column becomes, and the lines of each row.
 *
 * A column wants the width of its longest line and needs that of its longest word (up to LONG_WORD).
 * If all that is wanted does not fit, the widest columns give way first, down to one common width;
 * if not even what is needed fits, the table is written as a list of rows. */
#include "report/layout.h"

#include <string.h>

#define GAP 2u
#define LONG_WORD 24u

typedef struct measures {
    size_t wanted, needed, width;
} measures;

/* ---- Widths ------------------------------------------------------------------------------------ */

static void measure(measures *column, const char *text, size_t length) {
    size_t line = 0, word = 0;

    for (size_t i = 0; i <= length; i++) {
        size_t wide;

        if (i < length && text[i] != '\n' && text[i] != ' ')
            continue;
        wide = loc_utf8_width(text + word, i - word);
        if (wide > column->needed)
            column->needed = wide;
        word = i + 1;
        if (i < length && text[i] == ' ')
            continue;
        wide = loc_utf8_width(text + line, i - line);
        if (wide > column->wanted)
            column->wanted = wide;
        line = i + 1;
    }
}

static void measure_table(const locality_table *table, measures *columns) {
    size_t count = table->columns_count;

    for (size_t c = 0; c < count; c++)
        measure(&columns[c], table->columns[c].heading, strlen(table->columns[c].heading));
    for (size_t i = 0; i < table->cells_count && count > 0; i++)
        measure(&columns[i % count], table->cells[i].text, table->cells[i].length);
    for (size_t c = 0; c < count; c++) {
        if (columns[c].needed > LONG_WORD)
            columns[c].needed = LONG_WORD;
        columns[c].width = columns[c].wanted;
    }
}

static size_t width_under(const measures *column, size_t level) {
    size_t width = column->wanted < level ? column->wanted : level;

    return width < column->needed ? column->needed : width;
}

static size_t total_under(const measures *columns, size_t count, size_t level) {
    size_t total = 0;

    for (size_t c = 0; c < count; c++)
        total += width_under(&columns[c], level);
    return total;
}

/* Gives each column its width inside `room` columns of text; false if they cannot stand side by side. */
static bool fit(measures *columns, size_t count, size_t room) {
    size_t low = 0, high = room, left;

    if (total_under(columns, count, SIZE_MAX) <= room)
        return true;
    if (total_under(columns, count, 0) > room)
        return false;
    while (low < high) { /* the highest level that fits */
        size_t middle = low + (high - low + 1) / 2;

        if (total_under(columns, count, middle) <= room)
            low = middle;
        else
            high = middle - 1;
    }
    left = room - total_under(columns, count, low);
    for (size_t c = 0; c < count; c++) {
        columns[c].width = width_under(&columns[c], low);
        if (left > 0 && columns[c].width < columns[c].wanted) {
            columns[c].width++;
            left--;
        }
    }
    return true;
}

/* ---- Columns side by side ------------------------------------------------------------------------ */

static void cell_line(loc_out *out, const char *text, size_t length, int32_t tone) {
    loc_out_tone(out, tone);
    loc_out_plain(out, text, length);
    loc_out_tone(out, LOCALITY_TONE_PLAIN);
}

static void begin_lines(const measures *columns, loc_wrap *wraps, const loc_grid_cell *cells,
                        size_t count) {
    for (size_t c = 0; c < count; c++)
        wraps[c] = (loc_wrap){cells[c].text, cells[c].length, 0,
                              columns[c].width == 0 ? 1 : columns[c].width};
}

/* One row: line after line until no cell has another. Blanks are owed and paid before the next text,
 * so that no line ends in them. */
static void write_row(loc_out *out, const locality_table *table, const measures *columns,
                      loc_wrap *wraps, const loc_grid_cell *cells, size_t indent) {
    size_t count = table->columns_count;
    bool more = true, first = true;

    begin_lines(columns, wraps, cells, count);
    for (; more; first = false) {
        size_t owed = indent;

        more = false;
        for (size_t c = 0; c < count; c++)
            more = more || wraps[c].at < wraps[c].length;
        if (!more && !first)
            break;
        for (size_t c = 0; c < count; c++) {
            const char *line = "";
            size_t length = 0, wide, spare;

            if (!loc_wrap_next(&wraps[c], &line, &length))
                length = 0;
            wide = loc_utf8_width(line, length);
            spare = columns[c].width > wide ? columns[c].width - wide : 0;
            if (table->columns[c].alignment == LOCALITY_ALIGN_RIGHT) {
                owed += spare;
                spare = 0;
            }
            if (length > 0) {
                loc_out_spaces(out, owed);
                owed = 0;
                cell_line(out, line, length, cells[c].tone);
            }
            owed += spare + GAP + (length > 0 ? 0 : wide);
        }
        loc_out_put(out, "\n", 1);
    }
}

/* The headings as cells; false where no column has one. */
static bool heading_cells(const locality_table *table, loc_grid_cell *cells) {
    bool some = false;

    for (size_t c = 0; c < table->columns_count; c++) {
        const char *heading = table->columns[c].heading;

        cells[c] = (loc_grid_cell){heading, strlen(heading), LOCALITY_TONE_HEADING};
        some = some || cells[c].length > 0;
    }
    return some;
}

static void side_by_side(loc_out *out, const locality_table *table, const measures *columns,
                         loc_wrap *wraps, loc_grid_cell *cells, size_t indent) {
    if (heading_cells(table, cells))
        write_row(out, table, columns, wraps, cells, indent);
    for (size_t r = 0; r < loc_grid_rows(table); r++) {
        for (size_t c = 0; c < table->columns_count; c++)
            cells[c] = loc_grid_at(table, r, c);
        write_row(out, table, columns, wraps, cells, indent);
    }
}

/* ---- Rows as lists ------------------------------------------------------------------------------- */

static void write_value(loc_out *out, loc_grid_cell cell, size_t width, size_t indent) {
    loc_wrap wrap = {cell.text, cell.length, 0, width > indent ? width - indent : 1};
    const char *line;
    size_t length;

    while (loc_wrap_next(&wrap, &line, &length)) {
        loc_out_spaces(out, length > 0 ? indent : 0);
        cell_line(out, line, length, cell.tone);
        loc_out_put(out, "\n", 1);
    }
}

static bool is_blank(loc_grid_cell cell) {
    for (size_t i = 0; i < cell.length; i++)
        if (!loc_is_space(cell.text[i]))
            return false;
    return true;
}

/* "Heading: value" in one line where it fits, else the value below its heading. */
static void write_pair(loc_out *out, loc_grid_cell heading, loc_grid_cell value, size_t width,
                       size_t indent) {
    size_t taken = indent + loc_utf8_width(heading.text, heading.length) + 2;
    bool one_line = memchr(value.text, '\n', value.length) == NULL &&
                    taken + loc_utf8_width(value.text, value.length) <= width;

    if (heading.length == 0) {
        write_value(out, value, width, indent);
        return;
    }
    if (!one_line) {
        write_value(out, heading, width, indent);
        write_value(out, value, width, indent + 2);
        return;
    }
    loc_out_spaces(out, indent);
    cell_line(out, heading.text, heading.length, heading.tone);
    loc_out_add(out, ": ");
    write_value(out, value, SIZE_MAX, 0);
}

static void as_list(loc_out *out, const locality_table *table, loc_grid_cell *headings,
                    size_t width, size_t indent) {
    heading_cells(table, headings);
    for (size_t r = 0; r < loc_grid_rows(table); r++) {
        if (r > 0)
            loc_out_put(out, "\n", 1);
        for (size_t c = 0; c < table->columns_count; c++)
            if (!is_blank(loc_grid_at(table, r, c)))
                write_pair(out, headings[c], loc_grid_at(table, r, c), width, indent);
    }
}

bool loc_layout_text(loc_out *out, const locality_table *table, size_t width, size_t indent) {
    const locality_allocator *allocator = &table->arena.allocator;
    size_t count = table->columns_count, gaps = count == 0 ? 0 : (count - 1) * GAP + indent;
    measures *columns = loc_allocate(allocator, count, sizeof *columns);
    loc_wrap *wraps = loc_allocate(allocator, count, sizeof *wraps);
    loc_grid_cell *cells = loc_allocate(allocator, count, sizeof *cells);
    bool ready = columns != NULL && wraps != NULL && cells != NULL;

    if (ready && count > 0) {
        measure_table(table, columns);
        if (width > gaps && fit(columns, count, width - gaps))
            side_by_side(out, table, columns, wraps, cells, indent);
        else
            as_list(out, table, cells, width, indent);
    }
    loc_release(allocator, columns, count, sizeof *columns);
    loc_release(allocator, wraps, count, sizeof *wraps);
    loc_release(allocator, cells, count, sizeof *cells);
    return ready;
}

/* ---- The other formats ----------------------------------------------------------------------------- */

void loc_layout_markdown(loc_out *out, const locality_table *table) {
    for (size_t c = 0; c < table->columns_count; c++) {
        loc_out_add(out, "| ");
        loc_out_markdown(out, table->columns[c].heading, strlen(table->columns[c].heading));
        loc_out_add(out, " ");
    }
    loc_out_add(out, "|\n");
    for (size_t c = 0; c < table->columns_count; c++)
        loc_out_add(out,
                    table->columns[c].alignment == LOCALITY_ALIGN_RIGHT ? "| ---: " : "| --- ");
    loc_out_add(out, "|\n");
    for (size_t r = 0; r < loc_grid_rows(table); r++) {
        for (size_t c = 0; c < table->columns_count; c++) {
            loc_grid_cell cell = loc_grid_at(table, r, c);

            loc_out_add(out, "| ");
            loc_out_markdown(out, cell.text, cell.length);
            loc_out_add(out, cell.length > 0 ? " " : "");
        }
        loc_out_add(out, "|\n");
    }
}

void loc_layout_csv(loc_out *out, const locality_table *table) {
    for (size_t c = 0; c < table->columns_count; c++) {
        loc_out_add(out, c > 0 ? "," : "");
        loc_out_csv(out, table->columns[c].key, strlen(table->columns[c].key));
    }
    loc_out_add(out, "\r\n");
    for (size_t r = 0; r < loc_grid_rows(table); r++) {
        for (size_t c = 0; c < table->columns_count; c++) {
            loc_grid_cell cell = loc_grid_at(table, r, c);

            loc_out_add(out, c > 0 ? "," : "");
            loc_out_csv(out, cell.text, cell.length);
        }
        loc_out_add(out, "\r\n");
    }
}

void loc_layout_json(loc_out *out, const locality_table *table, size_t indent) {
    size_t rows = loc_grid_rows(table);

    loc_out_add(out, rows == 0 ? "[]" : "[\n");
    for (size_t r = 0; r < rows; r++) {
        loc_out_spaces(out, indent + 2);
        loc_out_add(out, "{");
        for (size_t c = 0; c < table->columns_count; c++) {
            loc_grid_cell cell = loc_grid_at(table, r, c);

            loc_out_add(out, c > 0 ? ", " : "");
            loc_out_json(out, table->columns[c].key, strlen(table->columns[c].key));
            loc_out_add(out, ": ");
            loc_out_json(out, cell.text, cell.length);
        }
        loc_out_add(out, r + 1 < rows ? "},\n" : "}\n");
    }
    if (rows > 0) {
        loc_out_spaces(out, indent);
        loc_out_add(out, "]");
    }
}
