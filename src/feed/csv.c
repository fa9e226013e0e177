/* CSV: bytes in pieces of any size become rows.
 *
 * Where a row ends is decided by its bytes alone, never by how they were cut. A quote that is not closed
 * within the longest row, or at all, is a fault of the line it stands on; what it would have swallowed is
 * read again, line by line, so that one stray quote costs one row. */
#include "feed/csv.h"

#include "base/error.h"
#include "base/text.h"

/* ---- Cells ------------------------------------------------------------------------------------ */

static bool spans_of(locality_feed *feed, loc_reader *reader, size_t needed) {
    void *block = reader->span;
    bool has_room =
        loc_grow(&feed->allocator, &block, &reader->spans, needed, sizeof *reader->span);

    reader->span = block;
    return has_room;
}

/* What cutting a row into cells came to. */
typedef struct cut {
    size_t cells;
    uint32_t fault_cell;
    bool has_fault, has_memory;
} cut;

/* One cell from `at`; where it ends. Text behind a closing quote, and a quote not closed, are faults. */
static size_t cut_cell(const char *row, size_t length, size_t at, char separator, char **scratch,
                       loc_span *span, bool *has_fault) {
    size_t from = at;

    if (at >= length || row[at] != '"') {
        const char *end = at >= length ? NULL : memchr(row + at, separator, length - at);
        at = end == NULL ? length : (size_t)(end - row);
        *span = (loc_span){row + from, at - from, at - from};
        return at;
    }
    char *out = *scratch, *begin = out;
    bool is_closed = false;
    for (at++; at < length && !is_closed; at++) {
        const char *quote = memchr(row + at, '"', length - at);
        size_t run = quote == NULL ? length - at : (size_t)(quote - row) - at;
        memcpy(out, row + at, run);
        out += run;
        at += run;
        is_closed = at < length && (at + 1 >= length || row[at + 1] != '"');
        if (at < length && !is_closed) {
            *out++ = '"';
            at++;
        }
    }
    size_t behind = at;
    while (at < length && row[at] != separator) {
        at++;
    }
    *has_fault = !is_closed || at > behind;
    *scratch = out;
    *span = (loc_span){begin, (size_t)(out - begin), (size_t)(out - begin)};
    return at;
}

/* Cuts a row into cells, keeping the first `most`. */
static cut cut_row(locality_feed *feed, loc_reader *reader, const char *row, size_t length,
                   size_t most) {
    cut found = {0, 0, false, true};
    void *block = reader->scratch;
    bool has_room = loc_grow(&feed->allocator, &block, &reader->scratch_capacity, length + 1, 1);

    reader->scratch = block;
    if (!has_room) {
        found.has_memory = false;
        return found;
    }
    char *scratch = reader->scratch;
    for (size_t at = 0;; at++) {
        loc_span span;
        bool has_fault = false;
        at = cut_cell(row, length, at, reader->separator, &scratch, &span, &has_fault);
        if (has_fault && !found.has_fault) {
            found.has_fault = true;
            found.fault_cell = (uint32_t)found.cells;
        }
        if (found.cells < most) {
            if (found.cells >= reader->spans && !spans_of(feed, reader, found.cells + 1)) {
                found.has_memory = false;
                return found;
            }
            reader->span[found.cells] = span;
        }
        /* More cells than the header are a fault, unless there is nothing in them. */
        found.cells += found.cells < most || span.length > 0;
        if (at >= length) {
            return found;
        }
    }
}

/* ---- The header ------------------------------------------------------------------------------- */

static size_t count_outside(const char *row, size_t length, char separator) {
    size_t count = 0;
    bool is_quoted = false;

    for (size_t i = 0; i < length; i++) {
        is_quoted = is_quoted != (row[i] == '"');
        count += !is_quoted && row[i] == separator;
    }
    return count;
}

static char separator_of(const char *row, size_t length) {
    static const char usual[] = {',', ';', '\t', '|'};
    size_t most = 0;
    char found = ',';

    for (size_t i = 0; i < sizeof usual; i++) {
        size_t count = count_outside(row, length, usual[i]);
        if (count > most) {
            most = count;
            found = usual[i];
        }
    }
    return found;
}

static loc_heading heading_of(const loc_span *span) {
    loc_heading heading = {span->text, (uint32_t)span->length};

    while (heading.length > 0 && loc_is_space(heading.text[0])) {
        heading.text++;
        heading.length--;
    }
    while (heading.length > 0 && loc_is_space(heading.text[heading.length - 1])) {
        heading.length--;
    }
    return heading;
}

static locality_status find_columns(locality_feed *feed, loc_reader *reader,
                                    locality_error *error) {
    loc_heading *heading = loc_allocate(&feed->allocator, reader->cells, sizeof *heading);

    if (heading == NULL) {
        return loc_fail_memory(error);
    }
    for (uint32_t i = 0; i < reader->cells; i++) {
        heading[i] = heading_of(&reader->span[i]);
    }
    locality_status status = loc_feed_columns((const char *const *)reader->wanted, heading,
                                              reader->cells, reader->column, error);
    loc_release(&feed->allocator, heading, reader->cells, sizeof *heading);
    if (status != LOCALITY_OK) {
        loc_error_at_place(error, 1, 0);
        return status;
    }
    reader->needed = 0;
    for (int i = 0; i < LOCALITY_FEED_FIELDS; i++) {
        if (reader->column[i] != UINT32_MAX && reader->column[i] >= reader->needed) {
            reader->needed = reader->column[i] + 1;
        }
    }
    reader->has_rest =
        reader->column[LOCALITY_FEED_RECORDED] != UINT32_MAX || loc_feed_is_tracking(feed);
    const char mark[4] = {reader->separator, '\n', '\r', '"'};
    memcpy(reader->mark, mark, sizeof mark);
    for (uint32_t i = 0; i < feed->dimensions; i++) {
        if (loc_feed_nameless(feed, feed->dimension[i], &reader->nameless[i]) != LOC_NAME_TAKEN) {
            return loc_fail_memory(error);
        }
    }
    reader->has_header = true;
    return LOCALITY_OK;
}

locality_status loc_csv_header(locality_feed *feed, loc_reader *reader, const char *row,
                               size_t length, locality_error *error) {
    const unsigned char *p = (const unsigned char *)row;

    if (length >= 2 && ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF))) {
        return loc_fail(error, LOCALITY_ENCODING,
                        "the file is UTF-16: save it as UTF-8 (CSV UTF-8)");
    }
    if (length >= 3 && p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF) {
        row += 3;
        length -= 3;
    }
    if (length == 0 || memchr(row, '\0', length) != NULL) {
        return loc_fail(error, LOCALITY_SYNTAX,
                        length == 0 ? "the first line, which names the columns, is empty"
                                    : "the first line has a NUL byte: this is no CSV file");
    }
    if (reader->separator == 0) {
        reader->separator = separator_of(row, length);
    }
    cut found = cut_row(feed, reader, row, length, LOC_CSV_WIDEST);
    if (!found.has_memory) {
        return loc_fail_memory(error);
    }
    if (found.has_fault) {
        loc_fail(error, LOCALITY_SYNTAX, "the quotes of the header do not match");
        loc_error_at_place(error, 1, 0);
        return LOCALITY_SYNTAX;
    }
    if (found.cells > LOC_CSV_WIDEST) {
        return loc_fail(error, LOCALITY_LIMIT, "the header has more than %d columns",
                        LOC_CSV_WIDEST);
    }
    reader->cells = (uint32_t)found.cells;
    return find_columns(feed, reader, error);
}

/* ---- Rows read byte by byte ------------------------------------------------------------------- */

/* Goes on with a row; where its line ends, or `length`. */
static size_t find_end(loc_reader *reader, bool is_line_mode, const char *bytes, size_t length) {
    int state = reader->state;
    char separator = reader->separator;

    for (size_t at = 0; at < length; at++) {
        char c = bytes[at];
        if (state == LOC_IN_QUOTES && !is_line_mode) {
            const char *quote = memchr(bytes + at, '"', length - at);
            if (quote == NULL) {
                break;
            }
            at = (size_t)(quote - bytes);
            state = LOC_AT_QUOTE;
            continue;
        }
        if (c == '\n' || c == '\r') {
            reader->state = state;
            return at;
        }
        if (state == LOC_IN_QUOTES) {
            state = c == '"' ? LOC_AT_QUOTE : LOC_IN_QUOTES;
        } else if (c == separator) {
            state = LOC_CELL_BEGINS;
        } else if (c == '"' && state != LOC_PLAIN) {
            state = LOC_IN_QUOTES; /* opened, or the second of two */
        } else {
            state = LOC_PLAIN;
        }
    }
    reader->state = state;
    return length;
}

/* The same for the header, before the separator is known: any quote counts. */
static size_t find_header_end(loc_reader *reader, const char *bytes, size_t length) {
    for (size_t at = 0; at < length; at++) {
        if (bytes[at] == '"') {
            reader->is_quoted_header = !reader->is_quoted_header;
        } else if ((bytes[at] == '\n' || bytes[at] == '\r') && !reader->is_quoted_header) {
            return at;
        }
    }
    return length;
}

static uint64_t count_lines(const char *text, size_t length) {
    uint64_t lines = 0;

    for (size_t i = 0; i < length; i++) {
        lines += text[i] == '\n' || (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n'));
    }
    return lines;
}

static locality_status refuse(locality_feed *feed, uint64_t byte, uint32_t column, int fault,
                              const char *text, size_t length, locality_error *error) {
    loc_reader *reader = feed->reader;
    loc_place place = {reader->file, column, byte, reader->lines + 1, reader->rows + 1};

    reader->rows++;
    return loc_feed_refuse(feed, &place, LOC_FEED_WHOLE, fault, text, length)
               ? LOCALITY_OK
               : loc_fail_memory(error);
}

/* Takes a whole row that was read byte by byte. Lines are counted by the caller. */
static locality_status take_bytes(locality_feed *feed, const char *row, size_t length,
                                  uint64_t byte, locality_error *error) {
    loc_reader *reader = feed->reader;

    if (length == 0 && reader->cells > 1) {
        feed->account.empty++;
        return LOCALITY_OK;
    }
    cut found = cut_row(feed, reader, row, length, reader->cells);
    if (!found.has_memory) {
        return loc_fail_memory(error);
    }
    if (found.has_fault) {
        const loc_span *span =
            found.fault_cell < reader->cells ? &reader->span[found.fault_cell] : NULL;
        return refuse(feed, byte, found.fault_cell + 1, LOCALITY_FEED_QUOTES,
                      span == NULL ? row : span->text, span == NULL ? length : span->length, error);
    }
    if (found.cells > reader->cells || found.cells < reader->needed) {
        return refuse(feed, byte, 0, LOCALITY_FEED_CELLS, row, length, error);
    }
    locality_status status = loc_csv_take(feed, reader->span, byte, error);
    reader->rows++;
    return status;
}

/* ---- Rows cut by a table ---------------------------------------------------------------------- */

/* The cells that are used, from the marks of a row that begins at `from`. */
static inline void cells_of(const loc_reader *reader, const char *bytes, size_t length, size_t from,
                            const uint32_t *position, loc_span *span) {
    for (int i = 0; i < LOCALITY_FEED_FIELDS; i++) {
        uint32_t column = reader->column[i];
        if (column != UINT32_MAX) {
            size_t begin = column == 0 ? from : (size_t)position[column - 1] + 1;
            span[column] = (loc_span){bytes + begin, position[column] - begin, length - begin};
        }
    }
}

/* Steps over the end of a line at `at`; an LF behind a CR that has not come yet is remembered. */
static size_t step_over(loc_reader *reader, const char *bytes, size_t length, size_t at) {
    if (bytes[at] == '\r') {
        if (at + 1 < length) {
            return at + 1 + (bytes[at + 1] == '\n');
        }
        reader->skip_lf = true;
    }
    return at + 1;
}

/* Keeps the beginning of a row that goes on in the next piece. */
static bool keep(locality_feed *feed, const char *bytes, size_t length) {
    loc_reader *reader = feed->reader;
    void *block = reader->carry;

    if (length == 0) {
        return true;
    }
    bool has_room =
        loc_grow(&feed->allocator, &block, &reader->carry_capacity, reader->carried + length, 1);
    reader->carry = block;
    if (has_room) {
        memcpy(reader->carry + reader->carried, bytes, length);
        reader->carried += length;
    }
    return has_room;
}

static void begin_row(loc_reader *reader) {
    reader->state = LOC_CELL_BEGINS;
    reader->carried = 0;
}

static bool is_open(const loc_reader *reader) {
    return reader->state == LOC_IN_QUOTES;
}

/* Ends the row that was carried, with the bytes of this piece up to its line end. */
static locality_status take_carried(locality_feed *feed, locality_error *error) {
    loc_reader *reader = feed->reader;
    uint64_t byte = reader->byte;
    size_t length = reader->carried;
    locality_status status;

    if (!reader->has_header) {
        status = loc_csv_header(feed, reader, reader->carry, length, error);
    } else {
        status = take_bytes(feed, reader->carry, length, byte, error);
    }
    reader->lines += count_lines(reader->carry, length) + 1;
    reader->byte += length;
    begin_row(reader);
    return status;
}

/* A row whose quote is not closed: its first line is at fault, the others are read again as lines. All
 * bytes of it are in `carry`; they reach up to `until`. */
static locality_status read_again(locality_feed *feed, uint64_t until, locality_error *error) {
    loc_reader *reader = feed->reader;
    char *again = reader->carry;
    size_t capacity = reader->carry_capacity, length = reader->carried, end = 0;
    uint64_t byte = reader->byte;

    while (end < length && again[end] != '\n' && again[end] != '\r') {
        end++;
    }
    reader->line_mode_until = until;
    locality_status status = refuse(feed, byte, 0, LOCALITY_FEED_QUOTES, again, end, error);
    reader->carry = NULL;
    reader->carry_capacity = 0;
    begin_row(reader);
    if (status == LOCALITY_OK && end == length) { /* one line, and not at its end */
        reader->is_skipping = true;
        reader->byte += length;
    } else if (status == LOCALITY_OK) {
        size_t next = step_over(reader, again, length, end);
        reader->byte += next;
        reader->lines++;
        status = loc_csv_piece(feed, again + next, length - next, error);
    }
    loc_release(&feed->allocator, again, capacity, 1);
    return status;
}

/* A row that is longer than allowed: one with an open quote is read again, any other is left out. */
static locality_status leave_long(locality_feed *feed, locality_error *error) {
    loc_reader *reader = feed->reader;

    if (!reader->has_header) {
        return loc_fail(error, LOCALITY_LIMIT, "the first line is longer than a row may be");
    }
    if (is_open(reader) && reader->byte >= reader->line_mode_until) {
        return read_again(feed, reader->byte + reader->carried, error);
    }
    locality_status status = refuse(feed, reader->byte, 0, LOCALITY_FEED_LONG, reader->carry,
                                    reader->carried < 64 ? reader->carried : 64, error);
    reader->byte += reader->carried;
    begin_row(reader);
    reader->is_skipping = true;
    return status;
}

/* Goes on with a row that is cut, or begins one that is to be read byte by byte; how many bytes of the
 * piece were used. */
static locality_status go_on(locality_feed *feed, const char *bytes, size_t length, size_t *used,
                             locality_error *error) {
    loc_reader *reader = feed->reader;
    size_t most = (size_t)feed->options.longest_row + 1 - reader->carried, end;
    size_t looked = length < most ? length : most;
    bool is_line_mode = reader->byte < reader->line_mode_until;

    end = reader->has_header ? find_end(reader, is_line_mode, bytes, looked)
                             : find_header_end(reader, bytes, looked);
    if (!keep(feed, bytes, end)) {
        return loc_fail_memory(error);
    }
    *used = end;
    if (end == looked) {
        return reader->carried > feed->options.longest_row ? leave_long(feed, error) : LOCALITY_OK;
    }
    *used = step_over(reader, bytes, length, end);
    locality_status status = take_carried(feed, error);
    reader->byte += *used - end;
    return status;
}

/* Leaves out bytes up to the end of a line. */
static size_t skip_line(loc_reader *reader, const char *bytes, size_t length) {
    size_t at = 0;

    while (at < length && bytes[at] != '\n' && bytes[at] != '\r') {
        at++;
    }
    if (at < length) {
        at = step_over(reader, bytes, length, at);
        reader->lines++;
        reader->is_skipping = false;
    }
    reader->byte += at;
    return at;
}

/* A row that lies whole in the piece and is no plain one; how many bytes, 0 where its end is not here. */
static locality_status take_odd(locality_feed *feed, const char *bytes, size_t length, size_t *used,
                                locality_error *error) {
    loc_reader *reader = feed->reader;
    size_t most = (size_t)feed->options.longest_row, end;
    size_t looked = length < most ? length : most;

    *used = 0;
    reader->state = LOC_CELL_BEGINS;
    end = find_end(reader, reader->byte < reader->line_mode_until, bytes, looked);
    if (end == looked) {
        reader->state = LOC_CELL_BEGINS;
        return LOCALITY_OK;
    }
    locality_status status = take_bytes(feed, bytes, end, reader->byte, error);
    reader->lines += count_lines(bytes, end) + 1;
    *used = step_over(reader, bytes, length, end);
    reader->byte += *used;
    reader->state = LOC_CELL_BEGINS;
    return status;
}

/* Takes the whole rows of a block; how many bytes. Where it stops is not the end of a plain row. */
static locality_status take_block(locality_feed *feed, const char *bytes, size_t length,
                                  size_t block, size_t *used, locality_error *error) {
    loc_reader *reader = feed->reader;
    size_t marks = loc_csv_positions(bytes, block, reader->mark, reader->position), mark = 0;
    size_t row = 0, cells = reader->cells;
    uint64_t byte = reader->byte;
    locality_status status = LOCALITY_OK;

    while (status == LOCALITY_OK && mark + cells <= marks) {
        const uint32_t *position = reader->position + mark;
        size_t plain =
            loc_csv_take_plain(feed, bytes, length, position, marks - mark, &row, &status, error);
        if (plain > 0) {
            mark += plain;
            continue;
        }
        if (loc_csv_is_row(reader, bytes, position) &&
            position[cells - 1] - row <= feed->options.longest_row &&
            (cells > 1 || position[0] > row)) {
            cells_of(reader, bytes, length, row, position, reader->span);
            status = loc_csv_take(feed, reader->span, byte + row, error);
            reader->rows++;
            reader->lines++;
            size_t end = position[cells - 1];
            row = step_over(reader, bytes, length, end);
            mark += cells;
            mark += row > end + 1 && mark < marks; /* the LF behind a CR has a mark too */
            continue;
        }
        size_t taken;
        reader->byte = byte + row;
        status = take_odd(feed, bytes + row, length - row, &taken, error);
        row += taken;
        if (taken == 0) {
            break;
        }
        while (mark < marks && reader->position[mark] < row) {
            mark++;
        }
        if (row >= block) {
            break;
        }
    }
    reader->byte = byte + row;
    *used = row;
    return status;
}

locality_status loc_csv_piece(locality_feed *feed, const char *bytes, size_t length,
                              locality_error *error) {
    loc_reader *reader = feed->reader;
    locality_status status = LOCALITY_OK;

    while (length > 0 && status == LOCALITY_OK) {
        size_t used = 0;
        if (reader->skip_lf) {
            reader->skip_lf = false;
            if (*bytes == '\n') {
                bytes++;
                length--;
                reader->byte++;
                continue;
            }
        }
        if (reader->is_skipping) {
            used = skip_line(reader, bytes, length);
        } else if (!reader->has_header || reader->carried > 0) {
            status = go_on(feed, bytes, length, &used, error);
        } else {
            size_t block = length < LOC_CSV_BLOCK ? length : LOC_CSV_BLOCK;
            status = take_block(feed, bytes, length, block, &used, error);
            if (status == LOCALITY_OK && used == 0) { /* no row ends here, or none that is plain */
                status = take_odd(feed, bytes, length, &used, error);
            }
            if (status == LOCALITY_OK && used == 0) {
                status = go_on(feed, bytes, length, &used, error);
            }
        }
        bytes += used;
        length -= used;
    }
    return status;
}

locality_status loc_csv_finish(locality_feed *feed, locality_error *error) {
    loc_reader *reader = feed->reader;
    locality_status status = LOCALITY_OK;

    while (status == LOCALITY_OK && reader->carried > 0) {
        if (reader->has_header && is_open(reader) && reader->byte >= reader->line_mode_until) {
            status = read_again(feed, UINT64_MAX, error);
        } else {
            status = take_carried(feed, error);
        }
    }
    if (status == LOCALITY_OK && !reader->has_header) {
        return loc_fail(error, LOCALITY_SYNTAX, "the file is empty: not even columns are named");
    }
    return status;
}
