/* Page: a report as it is written: a title, paragraphs, tables; the same calls for every format. */
#ifndef LOC_REPORT_PAGE_H
#define LOC_REPORT_PAGE_H

#include "report/layout.h"

typedef struct loc_page {
    loc_out out;
    locality_allocator allocator;
    locality_report_options options; /* width is never 0 */
    locality_range as_at;            /* copy; options.as_at points here or is null */
    loc_text notes;                  /* JSON: the paragraphs so far */
    loc_text line;                   /* for whoever composes a text; empty between uses */
    size_t parts;                    /* tables written so far */
    bool begun;                      /* something was written for a reader */
    bool failed;                     /* no memory */
} loc_page;

/* Opens the report: `key` is its name in JSON (null: what is written is no report of a format, and
 * loc_page_finish ends it), `title` its first line (null: none). On failure nothing
 * is to be ended. */
locality_status loc_page_begin(loc_page *page, const locality_report_options *options,
                               const locality_output *output, const char *key, const char *title,
                               locality_error *error);
/* The composed line as the title of a page that was opened without one. */
void loc_page_title(loc_page *page);
locality_status loc_page_end(loc_page *page, locality_error *error);
/* Ends a page whose making may have failed: the first failure counts. */
locality_status loc_page_end_after(loc_page *page, locality_status status, locality_error *error);
/* The same without the notice and the notes that a report ends with. */
locality_status loc_page_finish(loc_page *page, locality_error *error);
/* A table of the page's memory; give it to loc_page_table, which clears it. */
void loc_page_start_table(loc_page *page, locality_table *table);
/* Writes and clears a table. `heading` may be null; `empty` is what is said of a table without rows. */
void loc_page_table(loc_page *page, const char *key, const char *heading, locality_table *table,
                    const char *empty);
void loc_page_text(loc_page *page, const char *text);
void loc_page_plain(loc_page *page,
                    const char *text); /* the same without an empty line before it */
/* Lines that are to stay as they are: a rule, arithmetic. Longer ones are wrapped with more indent. */
void loc_page_code(loc_page *page, const char *heading, const char *text);
void loc_page_heading(loc_page *page, const char *heading);         /* over what is no table */
void loc_page_line(loc_page *page, size_t level, const char *text); /* one of a list, indented */
void loc_page_take(loc_page *page); /* the composed line as a paragraph */
/* The columns of a table of records looked at, and a row of it. */
void loc_page_witness_columns(locality_table *table);
void loc_page_put_witness(loc_page *page, locality_table *table, const locality_witness *witness);
/* Adds "CD 3.7" to a text, from document and section, either of which may be empty. */
void loc_text_source(loc_text *text, const char *source, const char *section);
/* Whether the format is for reading (text, Markdown) or for programs (CSV, JSON). */
bool loc_page_is_read(const loc_page *page);

#endif
