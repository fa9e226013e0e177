/* Accountability: who answers for something, why, through which place, and who stands above; or that nobody
 * is recorded, and where that was looked for. */
#include <string.h>

#include "base/error.h"
#include "report/page.h"

static const char *const ground_words[] = {
    "",           "allocated", "leads",       "holds duty", "runs", "takes theme",
    "heads unit", "provides",  "carries out", "line"};
static const char *const reach_words[] = {"own", "several", "wider", "whole", "not stated"};
static const char *const top_words[] = {"reports to nobody", "line manager not stated",
                                        "runs in a circle"};

/* ---- Cells --------------------------------------------------------------------------------------------- */

/* "Community Team Manager North > Head of Communities > ?": what is not stated is a question mark. */
static void put_line(loc_page *page, locality_table *table, const locality_accountable *answer,
                     size_t index) {
    const locality_accountable_post *post = locality_accountable_at(answer, index);
    loc_text *line = &page->line;

    for (uint32_t i = 0; i < post->managers; i++) {
        const locality_accountable_line *manager = locality_accountable_manager(answer, index, i);
        loc_text_format(line, "%s%s", i > 0 ? " > " : "", manager->label);
        if (loc_page_is_read(page) && strcmp(manager->basis, "inferred") == 0)
            loc_text_add(line, " (inferred)");
    }
    if (post->top != LOCALITY_TOP_ROOT && loc_page_is_read(page))
        loc_text_format(line, "%s%s", line->length > 0 ? " > " : "", top_words[post->top]);
    if (line->length == 0 && loc_page_is_read(page))
        loc_text_add(line, top_words[post->top]);
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
}

static void put_certain(loc_page *page, locality_table *table,
                        const locality_accountable_post *post) {
    bool certain = post->certainty == LOCALITY_TRUE;

    if (certain) {
        loc_grid_put(table, "yes");
        return;
    }
    loc_text_add(&page->line, "perhaps");
    if (loc_page_is_read(page))
        loc_text_format(&page->line, ": %s", post->open);
    loc_grid_take(table, &page->line, LOCALITY_TONE_DOUBT);
}

static const char *place_of(const locality_accountable_post *post) {
    if (post->place_label[0] != '\0')
        return post->place_label;
    return post->reach == LOCALITY_REACH_UNSTATED ? "not stated" : "not tied to a place";
}

/* ---- For a reader -------------------------------------------------------------------------------------- */

/* What is said where no post is found; of what is redacted that is less than of what is whole. */
static const char *nobody(const loc_page *page) {
    const char *notice = page->options.notice;

    return notice == NULL || notice[0] == '\0' ? "None recorded." : "None in what is published.";
}

static void put_posts(loc_page *page, const locality_accountable *answer) {
    locality_table table;

    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "place", "Place", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "post", "Post", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "structure", "Structure", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "reason", "Why", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "line", "Line above", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "certain", "Certain", LOCALITY_ALIGN_LEFT);
    for (size_t i = 0; i < locality_accountable_count(answer); i++) {
        const locality_accountable_post *post = locality_accountable_at(answer, i);
        loc_grid_put(&table, place_of(post));
        loc_grid_put(&table, post->label);
        loc_grid_put(&table, post->structure);
        loc_text_format(&page->line, strcmp(post->basis, "stated") == 0 ? "%s" : "%s (%s)",
                        post->reason, post->basis);
        loc_grid_take(&table, &page->line, LOCALITY_TONE_PLAIN);
        put_line(page, &table, answer, i);
        put_certain(page, &table, post);
    }
    loc_page_table(page, "accountable", NULL, &table, nobody(page));
}

/* ---- For a program ------------------------------------------------------------------------------------- */

static void put_rows(loc_page *page, const locality_accountable *answer) {
    static const char *const keys[] = {
        "level",      "reach",  "place", "post",    "title", "structure", "ground", "role",
        "allocation", "reason", "basis", "certain", "open",  "line",      "top",    "conflict"};
    locality_table table;

    loc_page_start_table(page, &table);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        loc_grid_column_add(&table, keys[i], NULL, LOCALITY_ALIGN_LEFT);
    for (size_t i = 0; i < locality_accountable_count(answer); i++) {
        const locality_accountable_post *post = locality_accountable_at(answer, i);
        if (post->reach < LOCALITY_REACH_WHOLE)
            loc_text_integer(&page->line, post->level);
        loc_grid_take(&table, &page->line, LOCALITY_TONE_PLAIN);
        loc_grid_put(&table, reach_words[post->reach]);
        loc_grid_put(&table, post->place_label);
        loc_grid_put(&table, post->id);
        loc_grid_put(&table, post->label);
        loc_grid_put(&table, post->structure);
        loc_grid_put(&table, ground_words[post->ground]);
        loc_grid_put(&table, post->role);
        loc_grid_put(&table, post->allocation);
        loc_grid_put(&table, post->reason);
        loc_grid_put(&table, post->basis);
        put_certain(page, &table, post);
        loc_grid_put(&table, post->open);
        put_line(page, &table, answer, i);
        loc_grid_put(&table, top_words[post->top]);
        loc_grid_put(&table, post->is_conflict != 0 ? "yes" : "no");
    }
    loc_page_table(page, "accountable", NULL, &table, nobody(page));
}

/* ---- What else there is to say ------------------------------------------------------------------------- */

static void put_conflicts(loc_page *page, const locality_accountable *answer) {
    loc_text *line = &page->line;
    size_t count = 0;

    for (size_t i = 0; i < locality_accountable_count(answer); i++) {
        const locality_accountable_post *post = locality_accountable_at(answer, i);
        if (post->is_conflict == 0)
            continue;
        loc_text_format(line, "%s%s (%s)",
                        count++ > 0 ? "; " : "Same claim to the same place: ", post->label,
                        post->id);
    }
    if (count > 0) {
        loc_text_add(line, ".");
        loc_page_take(page);
    }
}

/* Where it was looked for: shown where it matters, that is where nobody was found or a record names no
 * post, and to programs. */
static bool wants_looks(const loc_page *page, const locality_accountable *answer) {
    bool wants = locality_accountable_count(answer) == 0 || !loc_page_is_read(page);

    for (size_t i = 0; i < locality_accountable_looks(answer); i++)
        wants = wants || locality_accountable_look_at(answer, i)->unnamed > 0;
    return wants;
}

static void put_number(loc_page *page, locality_table *table, uint64_t number) {
    loc_text_integer(&page->line, (int64_t)number);
    loc_grid_take(table, &page->line, LOCALITY_TONE_PLAIN);
}

static void put_looks(loc_page *page, const locality_accountable *answer) {
    locality_table table;

    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "what", "Looked at", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "records", "Records", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&table, "found", "Found", LOCALITY_ALIGN_RIGHT);
    loc_grid_column_add(&table, "unnamed", "No post named", LOCALITY_ALIGN_RIGHT);
    for (size_t i = 0; i < locality_accountable_looks(answer); i++) {
        const locality_accountable_look *look = locality_accountable_look_at(answer, i);
        loc_grid_put(&table, look->what);
        put_number(page, &table, look->records);
        put_number(page, &table, look->found);
        put_number(page, &table, look->unnamed);
    }
    loc_page_table(page, "looked", "Where it was looked for", &table,
                   "Nothing in the document could name a post for it.");
}

locality_status locality_report_accountability(const locality_accountable *accountable,
                                               const locality_report_options *options,
                                               const locality_output *output,
                                               locality_error *error) {
    loc_page page;

    if (accountable == NULL)
        return loc_fail_null(error, "accountable");
    locality_status status = loc_page_begin(&page, options, output, "accountability",
                                            locality_accountable_question(accountable), error);
    if (status != LOCALITY_OK)
        return status;
    if (loc_page_is_read(&page))
        put_posts(&page, accountable);
    else
        put_rows(&page, accountable);
    put_conflicts(&page, accountable);
    if (page.options.format != LOCALITY_FORMAT_CSV && wants_looks(&page, accountable))
        put_looks(&page, accountable);
    return loc_page_end(&page, error);
}
