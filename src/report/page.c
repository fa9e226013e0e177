/* Page: what a title, a paragraph and a table become in each format. CSV has the tables alone, with an
 * empty line between two; JSON has the tables by name and the paragraphs as notes. */
#include "report/page.h"

#include <string.h>

#include "base/error.h"
#include "schema/schema.h"

#define USUAL_WIDTH 80u
#define LEAST_WIDTH 20u

/* ---- Opening and closing -------------------------------------------------------------------------- */

/* Copies what the caller knows of the options; a longer tail must be zero. */
static locality_status take_options(const locality_report_options *given,
                                    locality_report_options *out, locality_error *error) {
    locality_report_options options = LOCALITY_REPORT_OPTIONS_INIT;

    if (given != NULL && !loc_struct_take(&options, sizeof options, given, given->struct_size,
                                          offsetof(locality_report_options, format)))
        return loc_fail(error, LOCALITY_INVALID,
                        "the options are not those of a locality_report_options");
    if (options.format < LOCALITY_FORMAT_TEXT || options.format > LOCALITY_FORMAT_JSON)
        return loc_fail(error, LOCALITY_INVALID, "%d is no format", (int)options.format);
    if (options.width == 0)
        options.width = USUAL_WIDTH;
    if (options.width < LEAST_WIDTH)
        options.width = LEAST_WIDTH;
    *out = options;
    return LOCALITY_OK;
}

/* A title or heading, in as many lines as it needs. */
static void heading_lines(loc_page *page, const char *text) {
    loc_wrap wrap = {text, strlen(text), 0, page->options.width};
    const char *line;
    size_t length;

    while (loc_wrap_next(&wrap, &line, &length)) {
        loc_out_tone(&page->out, LOCALITY_TONE_HEADING);
        loc_out_plain(&page->out, line, length);
        loc_out_tone(&page->out, LOCALITY_TONE_PLAIN);
        loc_out_put(&page->out, "\n", 1);
    }
}

static void write_title(loc_page *page, const char *title) {
    loc_out *out = &page->out;

    switch (page->options.format) {
    case LOCALITY_FORMAT_TEXT:
        heading_lines(page, title);
        break;
    case LOCALITY_FORMAT_MARKDOWN:
        loc_out_add(out, "# ");
        loc_out_markdown(out, title, strlen(title));
        loc_out_put(out, "\n", 1);
        break;
    case LOCALITY_FORMAT_JSON:
        loc_out_add(out, ",\n  \"title\": ");
        loc_out_json(out, title, strlen(title));
        break;
    default:
        break;
    }
    page->begun = true;
}

void loc_page_title(loc_page *page) {
    if (!page->line.failed && page->line.length > 0)
        write_title(page, page->line.data);
    page->line.length = 0;
}

locality_status loc_page_begin(loc_page *page, const locality_report_options *options,
                               const locality_output *output, const char *key, const char *title,
                               locality_error *error) {
    locality_status status;

    memset(page, 0, sizeof *page);
    status = take_options(options, &page->options, error);
    if (status == LOCALITY_OK)
        status = loc_allocator_take(page->options.allocator, &page->allocator, error);
    if (status == LOCALITY_OK)
        status = loc_out_begin(&page->out, output, error);
    if (status != LOCALITY_OK)
        return status;
    if (page->options.as_at != NULL) {
        page->as_at = *page->options.as_at;
        page->options.as_at = &page->as_at;
    }
    loc_text_init(&page->notes, &page->allocator);
    loc_text_init(&page->line, &page->allocator);
    if (key != NULL && page->options.format == LOCALITY_FORMAT_JSON) {
        loc_out_add(&page->out, "{\n  \"report\": ");
        loc_out_json(&page->out, key, strlen(key));
    }
    if (title != NULL)
        write_title(page, title);
    return LOCALITY_OK;
}

static void write_notes(loc_page *page) {
    loc_out *out = &page->out;
    const char *note = page->notes.data;
    const char *end = note != NULL ? note + page->notes.length : NULL;
    bool first = true;

    loc_out_add(out, ",\n  \"notes\": [");
    for (; note < end; note += strlen(note) + 1) {
        loc_out_add(out, first ? "\n    " : ",\n    ");
        loc_out_json(out, note, strlen(note));
        first = false;
    }
    loc_out_add(out, first ? "]\n}\n" : "\n  ]\n}\n");
}

locality_status loc_page_end(loc_page *page, locality_error *error) {
    if (page->options.notice != NULL && page->options.notice[0] != '\0')
        loc_page_text(page, page->options.notice);
    if (!page->failed && !page->notes.failed && !page->line.failed &&
        page->options.format == LOCALITY_FORMAT_JSON)
        write_notes(page);
    return loc_page_finish(page, error);
}

locality_status loc_page_end_after(loc_page *page, locality_status status, locality_error *error) {
    locality_error first;

    if (status == LOCALITY_OK)
        return loc_page_end(page, error);
    memset(&first, 0, sizeof first);
    if (error != NULL)
        first = *error;
    (void)loc_page_end(page, NULL);
    if (error != NULL)
        *error = first;
    return status;
}

locality_status loc_page_finish(loc_page *page, locality_error *error) {
    bool failed = page->failed || page->notes.failed || page->line.failed;
    locality_status status;

    loc_text_clear(&page->notes);
    loc_text_clear(&page->line);
    status = loc_out_end(&page->out, error);
    if (status == LOCALITY_OK && failed)
        status = loc_fail_memory(error);
    return status;
}

bool loc_page_is_read(const loc_page *page) {
    return page->options.format == LOCALITY_FORMAT_TEXT ||
           page->options.format == LOCALITY_FORMAT_MARKDOWN;
}

/* ---- Paragraphs ------------------------------------------------------------------------------------ */

static void keep_note(loc_page *page, const char *text) {
    if (page->options.format == LOCALITY_FORMAT_JSON)
        loc_text_put(&page->notes, text, strlen(text) + 1);
}

static void wrapped(loc_page *page, size_t indent, const char *text) {
    size_t width = page->options.width;
    loc_wrap wrap = {text, strlen(text), 0, 0};
    const char *line;
    size_t length, hang = 0;

    if (indent + LEAST_WIDTH > width) /* a deep tree in a narrow window stops moving to the right */
        indent = width - LEAST_WIDTH;
    for (wrap.width = width - indent; loc_wrap_next(&wrap, &line, &length);) {
        loc_out_spaces(&page->out, length > 0 ? indent + hang : 0);
        loc_out_plain(&page->out, line, length);
        loc_out_put(&page->out, "\n", 1);
        hang = indent > 0 ? 2 : 0;
        wrap.width = width - indent - hang;
    }
}

/* An empty line before what comes next, except at the very beginning. */
static void part(loc_page *page) {
    if (page->begun)
        loc_out_put(&page->out, "\n", 1);
    page->begun = true;
}

/* An empty line and a heading, if there is one. */
static void put_heading(loc_page *page, const char *heading) {
    loc_out *out = &page->out;

    part(page);
    if (heading == NULL)
        return;
    if (page->options.format == LOCALITY_FORMAT_TEXT) {
        heading_lines(page, heading);
        return;
    }
    loc_out_add(out, "## ");
    loc_out_markdown(out, heading, strlen(heading));
    loc_out_put(out, "\n", 1);
}

void loc_page_heading(loc_page *page, const char *heading) {
    if (!loc_page_is_read(page))
        return;
    put_heading(page, heading);
    if (page->options.format == LOCALITY_FORMAT_MARKDOWN)
        loc_out_put(&page->out, "\n", 1);
}

void loc_page_text(loc_page *page, const char *text) {
    if (loc_page_is_read(page))
        part(page);
    loc_page_plain(page, text);
}

void loc_page_plain(loc_page *page, const char *text) {
    keep_note(page, text);
    if (!loc_page_is_read(page))
        return;
    page->begun = true;
    if (page->options.format == LOCALITY_FORMAT_TEXT) {
        wrapped(page, 0, text);
        return;
    }
    loc_out_markdown(&page->out, text, strlen(text));
    loc_out_put(&page->out, "\n", 1);
}

void loc_page_line(loc_page *page, size_t level, const char *text) {
    if (page->options.format == LOCALITY_FORMAT_TEXT)
        wrapped(page, 2 * (level + 1), text);
    if (page->options.format != LOCALITY_FORMAT_MARKDOWN)
        return;
    loc_out_spaces(&page->out, 2 * level);
    loc_out_add(&page->out, "- ");
    loc_out_markdown(&page->out, text, strlen(text));
    loc_out_put(&page->out, "\n", 1);
}

/* Whether the quotes of a line belong together in pairs. */
static bool has_pairs(const char *text, size_t length) {
    size_t quotes = 0;

    for (size_t i = 0; i < length; i++)
        quotes += text[i] == '"' && (i == 0 || text[i - 1] != '\\');
    return quotes % 2 == 0;
}

/* Bytes of a code that go on one line: up to the last blank that fits, or to the first one where none does;
 * a blank inside quotes is none, so that what is quoted can be copied. */
static size_t fitting(const char *text, size_t length, size_t width) {
    bool pairs = has_pairs(text, length), inside = false;
    size_t columns = 0, best = 0, start = strspn(text, " ");

    for (size_t i = start; i < length; i++) {
        if (text[i] == '"' && (i == 0 || text[i - 1] != '\\'))
            inside = !inside;
        if (text[i] == ' ' && !(inside && pairs)) {
            if (start + columns <= width || best == 0)
                best = i;
            if (start + columns > width)
                return best;
        }
        columns += ((unsigned char)text[i] & 0xC0u) != 0x80u;
    }
    return start + columns <= width || best == 0 ? length : best;
}

/* One line of a code: what does not fit follows with four blanks more. */
static void code_line(loc_page *page, const char *text, size_t length) {
    size_t indent = strspn(text, " "), width = page->options.width - 2;
    size_t before = 2, room = width;

    if (indent + 4 + LEAST_WIDTH / 2 > width)
        indent = 0;
    do {
        size_t taken = fitting(text, length, room);

        size_t shown = taken;

        while (shown > 0 && text[shown - 1] == ' ')
            shown--;
        loc_out_spaces(&page->out, shown == 0 ? 0 : before);
        loc_out_plain(&page->out, text, shown);
        loc_out_put(&page->out, "\n", 1);
        while (taken < length && text[taken] == ' ')
            taken++;
        text += taken;
        length -= taken;
        before = indent + 6;
        room = width - indent - 4;
    } while (length > 0);
}

void loc_page_code(loc_page *page, const char *heading, const char *text) {
    bool fence = page->options.format == LOCALITY_FORMAT_MARKDOWN;

    if (!loc_page_is_read(page))
        return;
    loc_page_heading(page, heading);
    loc_out_add(&page->out, fence ? "```\n" : "");
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");

        if (fence) {
            loc_out_put(&page->out, text, length);
            loc_out_put(&page->out, "\n", 1);
        } else {
            code_line(page, text, length);
        }
        text += length + (text[length] == '\n');
    }
    loc_out_add(&page->out, fence ? "```\n" : "");
}

void loc_page_take(loc_page *page) {
    if (!page->line.failed && page->line.length > 0)
        loc_page_text(page, page->line.data);
    page->line.length = 0;
}

/* ---- Tables ---------------------------------------------------------------------------------------- */

void loc_page_start_table(loc_page *page, locality_table *table) {
    loc_grid_init(table, &page->allocator);
}

static void read_table(loc_page *page, const char *heading, locality_table *table,
                       const char *empty) {
    size_t indent = heading == NULL ? 0 : 2;

    loc_grid_drop_empty(table);
    put_heading(page, heading);
    if (heading != NULL && page->options.format == LOCALITY_FORMAT_MARKDOWN)
        loc_out_put(&page->out, "\n", 1);
    if (loc_grid_rows(table) == 0) {
        if (page->options.format == LOCALITY_FORMAT_TEXT)
            wrapped(page, indent, empty);
        else
            loc_page_line(page, 0, empty);
        return;
    }
    if (page->options.format == LOCALITY_FORMAT_MARKDOWN)
        loc_layout_markdown(&page->out, table);
    else if (!loc_layout_text(&page->out, table, page->options.width, indent))
        page->failed = true;
}

void loc_page_table(loc_page *page, const char *key, const char *heading, locality_table *table,
                    const char *empty) {
    loc_out *out = &page->out;

    if (table->failed) {
        page->failed = true;
    } else if (page->options.format == LOCALITY_FORMAT_CSV) {
        loc_out_add(out, page->parts > 0 ? "\r\n" : "");
        loc_layout_csv(out, table);
    } else if (page->options.format == LOCALITY_FORMAT_JSON) {
        loc_out_add(out, ",\n  ");
        loc_out_json(out, key, strlen(key));
        loc_out_add(out, ": ");
        loc_layout_json(out, table, 2);
    } else {
        read_table(page, heading, table, empty);
    }
    page->parts++;
    loc_grid_clear(table);
}

/* ---- Records looked at --------------------------------------------------------------------------------- */

void loc_text_source(loc_text *text, const char *source, const char *section) {
    loc_text_add(text, source);
    if (section[0] != '\0' && source[0] != '\0')
        loc_text_char(text, ' ');
    loc_text_add(text, section);
}

void loc_page_witness_columns(locality_table *table) {
    loc_grid_column_add(table, "record", "Record", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(table, "label", "Name", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(table, "field", "Field", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(table, "value", "Value", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(table, "source", "Source", LOCALITY_ALIGN_LEFT);
}

void loc_page_put_witness(loc_page *page, locality_table *table, const locality_witness *witness) {
    loc_text *line = &page->line;

    loc_text_format(line, "%s:%s", witness->kind, witness->id);
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
    loc_grid_put(table, strcmp(witness->label, witness->id) == 0 ? "" : witness->label);
    loc_grid_put(table, witness->field);
    loc_grid_put(table, witness->value);
    loc_text_source(line, witness->source, witness->section);
    if (witness->basis[0] != '\0' && strcmp(witness->basis, "stated") != 0)
        loc_text_format(line, "%s(%s)", line->length > 0 ? " " : "", witness->basis);
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
}

/* ---- A table of the host ------------------------------------------------------------------------------ */

locality_status locality_table_write(const locality_table *table,
                                     const locality_report_options *options,
                                     const locality_output *output, locality_error *error) {
    locality_report_options taken = {0};
    locality_status status;
    bool written = true;
    loc_out out;

    if (table == NULL)
        return loc_fail_null(error, "table");
    status = take_options(options, &taken, error);
    if (status == LOCALITY_OK)
        status = loc_out_begin(&out, output, error);
    if (status != LOCALITY_OK)
        return status;
    if (taken.format == LOCALITY_FORMAT_TEXT)
        written = loc_layout_text(&out, table, taken.width, 0);
    else if (taken.format == LOCALITY_FORMAT_MARKDOWN)
        loc_layout_markdown(&out, table);
    else if (taken.format == LOCALITY_FORMAT_CSV)
        loc_layout_csv(&out, table);
    else
        loc_layout_json(&out, table, 0);
    if (taken.format == LOCALITY_FORMAT_JSON)
        loc_out_put(&out, "\n", 1);
    status = loc_out_end(&out, error);
    return status == LOCALITY_OK && !written ? loc_fail_memory(error) : status;
}
