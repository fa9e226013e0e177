/* Account: what became of the rows, the first problems by place, and the parts of files that were read. */
#include "base/error.h"
#include "base/sort.h"
#include "base/text.h"
#include "feed/feed.h"

/* ---- Problems --------------------------------------------------------------------------------- */

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

int loc_feed_order_problems(const locality_feed *feed, const loc_feed_problem *a,
                            const loc_feed_problem *b) {
    int order = a->file == b->file
                    ? 0
                    : loc_name_compare(&feed->file.name[a->file], &feed->file.name[b->file]);
    if (order == 0) {
        order = ORDER(a->byte, b->byte);
    }
    if (order == 0) {
        order = ORDER(a->row, b->row);
    }
    if (order == 0) {
        order = ORDER(a->column, b->column);
    }
    if (order == 0) {
        order = ORDER(a->field, b->field);
    }
    if (order == 0) {
        order = ORDER(a->fault, b->fault);
    }
    return order != 0 ? order : memcmp(a->text, b->text, sizeof a->text);
}

static int by_place(const void *a, const void *b, const void *context) {
    return loc_feed_order_problems(context, a, b);
}

void loc_feed_cut_problems(locality_feed *feed) {
    if (feed->problems == 0) {
        return;
    }
    loc_sort(feed->problem, feed->problems, sizeof *feed->problem, by_place, feed);
    if (feed->problems > feed->options.most_problems) {
        feed->problems = feed->options.most_problems;
    }
}

bool loc_feed_add_problem(locality_feed *feed, const loc_feed_problem *problem) {
    size_t most = feed->options.most_problems;
    void *block = feed->problem;

    if (most == 0) {
        return true;
    }
    if (feed->problems >= 2 * most + 64) {
        loc_feed_cut_problems(feed);
    }
    bool has_room = loc_grow(&feed->allocator, &block, &feed->problem_capacity, feed->problems + 1,
                             sizeof *feed->problem);
    feed->problem = block;
    if (has_room) {
        feed->problem[feed->problems++] = *problem;
    }
    return has_room;
}

/* The beginning of a text, as UTF-8 without control characters. */
static void copy_text(const char *text, size_t length, loc_feed_problem *out) {
    size_t at = 0, put = 0;

    while (at < length && put < LOC_FEED_TEXT) {
        size_t most = length - at < 4 ? length - at : 4, size = 1;
        if ((unsigned char)text[at] < 0x80) {
            out->text[put++] = (unsigned char)text[at] < ' ' || text[at] == 0x7F ? ' ' : text[at];
            at++;
            continue;
        }
        while (size <= most && loc_utf8_check(text + at, size) != size) {
            size++;
        }
        if (size > most) {
            out->text[put++] = '?';
            at++;
            continue;
        }
        if (put + size > LOC_FEED_TEXT) {
            break;
        }
        memcpy(out->text + put, text + at, size);
        put += size;
        at += size;
    }
    out->length = (uint8_t)put;
}

bool loc_feed_refuse(locality_feed *feed, const loc_place *place, int field, int fault,
                     const char *text, size_t length) {
    loc_feed_problem problem;
    locality_feed_account *account = &feed->account;

    account->rows++;
    account->blank += fault == LOCALITY_FEED_BLANK;
    account->unknown += fault == LOCALITY_FEED_UNKNOWN;
    account->malformed += fault != LOCALITY_FEED_BLANK && fault != LOCALITY_FEED_UNKNOWN;
    feed->tally[field + 1][fault]++;
    memset(&problem, 0, sizeof problem);
    problem.byte = place->byte;
    problem.line = place->line;
    problem.row = place->row;
    problem.file = place->file;
    problem.column = place->column;
    problem.field = (int8_t)field;
    problem.fault = (int8_t)fault;
    copy_text(text, length, &problem);
    return loc_feed_add_problem(feed, &problem);
}

/* ---- Parts of files --------------------------------------------------------------------------- */

bool loc_feed_has_byte(const locality_feed *feed, uint32_t file, uint64_t byte) {
    for (size_t i = 0; i < feed->parts; i++) {
        const loc_feed_part *part = &feed->part[i];
        if (part->file == file && byte >= part->first && byte < part->end) {
            return true;
        }
    }
    return false;
}

/* Moves the problems of a part behind those of the part before it. */
static void shift(locality_feed *feed, const loc_feed_part *part, const loc_feed_part *before) {
    for (size_t i = 0; i < feed->problems; i++) {
        loc_feed_problem *problem = &feed->problem[i];
        if (problem->file == part->file && problem->byte >= part->first &&
            problem->byte < part->end) {
            problem->line += before->lines;
            problem->row += before->rows;
        }
    }
}

/* Joins part `i` with part `j`, which follows it, and takes out `j`. */
static void join(locality_feed *feed, size_t i, size_t j) {
    shift(feed, &feed->part[j], &feed->part[i]);
    feed->part[i].end = feed->part[j].end;
    feed->part[i].lines += feed->part[j].lines;
    feed->part[i].rows += feed->part[j].rows;
    feed->part[j] = feed->part[--feed->parts];
}

static bool join_any(locality_feed *feed) {
    for (size_t i = 0; i < feed->parts; i++) {
        for (size_t j = 0; j < feed->parts; j++) {
            if (i != j && feed->part[i].file == feed->part[j].file &&
                feed->part[i].end == feed->part[j].first) {
                join(feed, i, j);
                return true;
            }
        }
    }
    return false;
}

locality_status loc_feed_add_part(locality_feed *feed, const loc_feed_part *part,
                                  locality_error *error) {
    void *block = feed->part;

    for (size_t i = 0; i < feed->parts; i++) {
        const loc_feed_part *other = &feed->part[i];
        if (other->file == part->file && part->first < other->end && other->first < part->end) {
            return loc_fail(error, LOCALITY_CONFLICT, "%s has been counted already",
                            feed->file.name[part->file].text);
        }
    }
    bool has_room = loc_grow(&feed->allocator, &block, &feed->part_capacity, feed->parts + 1,
                             sizeof *feed->part);
    feed->part = block;
    if (!has_room) {
        return loc_fail_memory(error);
    }
    feed->part[feed->parts++] = *part;
    while (join_any(feed)) {
    }
    return LOCALITY_OK;
}

/* ---- For the caller --------------------------------------------------------------------------- */

const char *locality_feed_field_name(int32_t field) {
    static const char *const names[LOCALITY_FEED_FIELDS] = {
        "received", "area",     "service", "provider", "channel",  "status",
        "count",    "recorded", "x",       "y",        "reference"};
    return field >= 0 && field < LOCALITY_FEED_FIELDS ? names[field] : "row";
}

const char *locality_feed_fault_name(int32_t fault) {
    static const char *const names[LOCALITY_FEED_FAULTS] = {"blank",
                                                            "not listed",
                                                            "not a date",
                                                            "out of range",
                                                            "a date longer than the period",
                                                            "not a whole number",
                                                            "below zero",
                                                            "other cells than the header",
                                                            "quotes that do not match",
                                                            "too long",
                                                            "not UTF-8",
                                                            "a NUL byte",
                                                            "more names than allowed",
                                                            "a code without a name"};
    return fault >= 0 && fault < LOCALITY_FEED_FAULTS ? names[fault] : "unknown";
}

locality_status locality_feed_account_of(const locality_feed *feed, locality_feed_account *out,
                                         locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (feed == NULL || out == NULL) {
        return loc_fail_null(error, feed == NULL ? "feed" : "out");
    }
    *out = feed->account;
    return loc_ok(error);
}

uint64_t locality_feed_tally(const locality_feed *feed, int32_t field, int32_t fault) {
    return feed != NULL && field >= -1 && field < LOCALITY_FEED_FIELDS && fault >= 0 &&
                   fault < LOCALITY_FEED_FAULTS
               ? feed->tally[field + 1][fault]
               : 0;
}

size_t locality_feed_problems(const locality_feed *feed) {
    if (feed == NULL) {
        return 0;
    }
    size_t most = feed->options.most_problems;
    return feed->problems < most ? feed->problems : most;
}

locality_status locality_feed_problem_at(const locality_feed *feed, size_t index,
                                         locality_feed_problem *out, locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (feed == NULL || out == NULL) {
        return loc_fail_null(error, feed == NULL ? "feed" : "out");
    }
    if (index >= locality_feed_problems(feed)) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no problem %zu", index);
    }
    const loc_feed_problem *problem = &feed->problem[index];
    *out = (locality_feed_problem){.file = feed->file.name[problem->file].text,
                                   .text = problem->text,
                                   .line = problem->line,
                                   .row = problem->row,
                                   .byte = problem->byte,
                                   .column = problem->column,
                                   .field = problem->field,
                                   .fault = problem->fault};
    return loc_ok(error);
}

size_t locality_feed_spans(const locality_feed *feed) {
    return feed == NULL ? 0 : feed->source.count;
}

/* The source that has so many before it by name. */
static uint32_t source_at(const locality_feed *feed, size_t index) {
    for (uint32_t i = 0; i < feed->source.count; i++) {
        size_t before = 0;
        for (uint32_t j = 0; j < feed->source.count; j++) {
            before += loc_name_compare(&feed->source.name[j], &feed->source.name[i]) < 0;
        }
        if (before == index) {
            return i;
        }
    }
    return 0;
}

locality_status locality_feed_span_at(const locality_feed *feed, size_t index,
                                      locality_feed_span *out, locality_error *error) {
    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (feed == NULL || out == NULL) {
        return loc_fail_null(error, feed == NULL ? "feed" : "out");
    }
    if (index >= feed->source.count) {
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no source %zu", index);
    }
    uint32_t source = source_at(feed, index);
    out->name = feed->source.name[source].text;
    out->first = feed->first[source];
    out->last = feed->last[source];
    return loc_ok(error);
}
