/* Summary: a document on one screen: verdicts, the rules that fail or warn in a line each, and what the
 * document holds. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "locality/structure.h"
#include "report/page.h"
#include "report/read.h"

#define MOST_RULES 15u      /* lines of rules; the rest is counted */
#define MOST_STRUCTURES 4u  /* versions whose posts are told */
#define VERDICT_COLUMNS 11u /* the word, and the blanks between columns */

typedef struct summary_view {
    loc_page *page;
    const locality_snapshot *snapshot;
    const locality_findings *findings;
    size_t room; /* columns for what is said of a rule; SIZE_MAX where lines need not fit */
} summary_view;

/* ---- Rules ------------------------------------------------------------------------------------------------ */

static void put_verdicts(const summary_view *v) {
    static const struct {
        int32_t verdict;
        const char *word;
    } order[] = {{LOCALITY_VERDICT_FAIL, "fail"},
                 {LOCALITY_VERDICT_CANNOT_DECIDE, "cannot be decided"},
                 {LOCALITY_VERDICT_PASS, "pass"},
                 {LOCALITY_VERDICT_NOT_APPLICABLE, "not applicable"}};
    size_t count = locality_findings_count(v->findings);
    loc_text *line = &v->page->line;

    loc_text_format(line, "%zu %s", count, count == 1 ? "rule" : "rules");
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        loc_text_format(line, "%s %zu %s", i == 0 ? ":" : ",",
                        locality_findings_with(v->findings, order[i].verdict), order[i].word);
    loc_text_char(line, '.');
    loc_page_take(v->page);
}

/* Bytes of a text that fit into so many columns. */
static size_t fitting(const char *text, size_t columns) {
    size_t length = strcspn(text, "\n");

    while (length > 0 && loc_utf8_width(text, length) > columns) {
        length--;
        while (length > 0 && ((unsigned char)text[length] & 0xC0u) == 0x80u)
            length--;
    }
    return length;
}

/* One line of a text, cut where it is too long. */
static void put_line(const summary_view *v, locality_table *table, const char *text) {
    loc_text *line = &v->page->line;
    size_t length = strlen(text), fits = fitting(text, v->room);

    if (fits < length)
        fits = fitting(text, v->room > 3 ? v->room - 3 : 0);
    loc_text_put(line, text, fits);
    if (fits < length)
        loc_text_add(line, "...");
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
}

static bool is_told(const locality_finding *finding) {
    return finding->verdict == LOCALITY_VERDICT_FAIL || finding->warnings_count > 0;
}

/* What was found, without the word that says that it fails. */
static const char *found(const locality_finding *finding) {
    static const char fails[] = "Fails: ";

    if (finding->verdict != LOCALITY_VERDICT_FAIL)
        return finding->warnings[0];
    if (strncmp(finding->summary, fails, sizeof fails - 1) == 0)
        return finding->summary + sizeof fails - 1;
    return finding->summary[0] != '\0' ? finding->summary : finding->sentence;
}

static size_t longest_rule(const summary_view *v) {
    size_t longest = 0;

    for (size_t i = 0; i < locality_findings_count(v->findings); i++) {
        const locality_finding *finding = locality_findings_at(v->findings, i);
        size_t length = loc_utf8_width(finding->rule, strlen(finding->rule));

        if (is_told(finding) && length > longest)
            longest = length;
    }
    return longest;
}

/* Rows of the rules that fail, or that warn and do not fail. */
static size_t put_rules_of(const summary_view *v, locality_table *table, bool fails, size_t room) {
    size_t more = 0;

    for (size_t i = 0; i < locality_findings_count(v->findings); i++) {
        const locality_finding *finding = locality_findings_at(v->findings, i);
        bool is_fail = finding->verdict == LOCALITY_VERDICT_FAIL;

        if (!is_told(finding) || is_fail != fails)
            continue;
        if (loc_grid_rows(table) >= room) {
            more++;
            continue;
        }
        loc_grid_toned(table, is_fail ? "FAIL" : "warning",
                       is_fail ? LOCALITY_TONE_BAD : LOCALITY_TONE_DOUBT);
        loc_grid_put(table, finding->rule);
        put_line(v, table, found(finding));
    }
    return more;
}

static void put_rules(summary_view *v) {
    bool is_text = v->page->options.format == LOCALITY_FORMAT_TEXT;
    size_t taken = VERDICT_COLUMNS + longest_rule(v), most = is_text ? MOST_RULES : SIZE_MAX;
    size_t width = v->page->options.width, more;
    locality_table table;

    v->room = !is_text ? SIZE_MAX : width > taken + 20 ? width - taken : 20;
    loc_page_start_table(v->page, &table);
    loc_grid_column_add(&table, "verdict", "Verdict", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "rule", "Rule", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "finding", "What was found", LOCALITY_ALIGN_LEFT);
    more = put_rules_of(v, &table, true, most);
    more += put_rules_of(v, &table, false, most);
    loc_page_table(v->page, "rules", NULL, &table, "No rule fails or warns.");
    if (more > 0) {
        loc_text_format(&v->page->line, "... and %zu more that fail or warn.", more);
        loc_page_take(v->page);
    }
}

/* ---- What the document holds -------------------------------------------------------------------------------- */

static void count_of(const summary_view *v, size_t count, const char *one, const char *many) {
    loc_text_format(&v->page->line, "%s%zu %s", v->page->line.length > 0 ? ", " : "", count,
                    count == 1 ? one : many);
}

static void put_fact(const summary_view *v, locality_table *table, const char *what) {
    loc_grid_put(table, what);
    loc_grid_take(table, &v->page->line, LOCALITY_TONE_PLAIN);
}

static void put_places(const summary_view *v, locality_table *table) {
    size_t groups = loc_snapshot_count(v->snapshot, LOC_KIND_area_group);
    size_t sites = loc_snapshot_count(v->snapshot, LOC_KIND_site);

    count_of(v, loc_snapshot_count(v->snapshot, LOC_KIND_area), "area", "areas");
    if (groups > 0)
        count_of(v, groups, "group of areas", "groups of areas");
    if (sites > 0)
        count_of(v, sites, "record of sites", "records of sites");
    put_fact(v, table, "Places");
}

static void add_quantity(const summary_view *v, const char *before, int32_t type,
                         locality_range range, const char *after) {
    loc_text_add(&v->page->line, before);
    loc_text_print(&v->page->line, type, &range, -1);
    loc_text_add(&v->page->line, after);
}

/* "22 posts listed, 24 FTE stated" of a structure version. */
static locality_status put_posts_of(const summary_view *v, locality_table *table, uint32_t row,
                                    locality_error *error) {
    const char *id = locality_snapshot_id(v->snapshot, LOC_KIND_structure, row);
    locality_range stated_fte = LOC_RANGE(v->snapshot, structure, row, stated_fte);
    locality_range stated_posts = LOC_RANGE(v->snapshot, structure, row, stated_posts);
    locality_structure *structure = NULL;
    locality_totals *totals = NULL;
    locality_status status =
        locality_structure_new(v->snapshot, id, &v->page->allocator, &structure, error);

    if (status == LOCALITY_OK)
        status = locality_structure_totals(structure, NULL, &totals, error);
    if (status == LOCALITY_OK) {
        const locality_total *all = locality_totals_overall(totals);

        loc_text_format(&v->page->line, "%s: ", loc_label(v->snapshot, LOC_KIND_structure, row));
        if (all->records == 0)
            loc_text_add(&v->page->line, "no post is listed");
        else
            add_quantity(v, "", LOCALITY_TYPE_COUNT, all->posts, " posts listed");
        if (all->fte.lo > 0)
            add_quantity(v, ", ", LOCALITY_TYPE_NUMBER, all->fte, " FTE");
        if (!loc_is_unknown(stated_posts))
            add_quantity(v, ", ", LOCALITY_TYPE_COUNT, stated_posts, " posts stated");
        if (!loc_is_unknown(stated_fte))
            add_quantity(v, ", ", LOCALITY_TYPE_NUMBER, stated_fte, " FTE stated");
        put_fact(v, table, row == 0 || !loc_page_is_read(v->page) ? "Posts" : "");
    }
    locality_totals_free(totals);
    locality_structure_free(structure);
    return status;
}

static locality_status put_posts(const summary_view *v, locality_table *table,
                                 locality_error *error) {
    uint32_t count = loc_snapshot_count(v->snapshot, LOC_KIND_structure);
    locality_status status = LOCALITY_OK;

    for (uint32_t row = 0; row < count && row < MOST_STRUCTURES && status == LOCALITY_OK; row++)
        status = put_posts_of(v, table, row, error);
    return status;
}

static void put_figures(const summary_view *v, locality_table *table) {
    uint32_t count = loc_snapshot_count(v->snapshot, LOC_KIND_figure), checks = 0;

    for (uint32_t row = 0; row < count; row++)
        checks += LOC_TEXT(v->snapshot, figure, row, check)[0] != '\0';
    loc_text_format(&v->page->line, "%" PRIu32 " published", count);
    if (checks > 0)
        loc_text_format(&v->page->line, ", %" PRIu32 " of them computed again", checks);
    put_fact(v, table, "Figures");
}

/* A question that is answered by a plan, not by an expression. */
static bool is_allocation(const char *text) {
    return strncmp(text, "allocate ", strlen("allocate ")) == 0;
}

static locality_status put_questions(const summary_view *v, locality_table *table,
                                     locality_error *error) {
    uint32_t count = loc_snapshot_count(v->snapshot, LOC_KIND_question), asked = 0, open = 0;
    locality_query_options options = LOCALITY_QUERY_OPTIONS_INIT;
    locality_status status = LOCALITY_OK;

    options.as_at = v->page->options.as_at;
    for (uint32_t row = 0; row < count && status == LOCALITY_OK; row++) {
        locality_answer *answer = NULL;

        if (is_allocation(LOC_TEXT(v->snapshot, question, row, text)))
            continue;
        asked++;
        status = locality_query_run(v->snapshot,
                                    locality_snapshot_id(v->snapshot, LOC_KIND_question, row),
                                    &options, &answer, error);
        open += status == LOCALITY_OK && locality_answer_missing(answer) > 0;
        locality_answer_free(answer);
    }
    if (status == LOCALITY_OK && asked > 0) {
        loc_text_format(&v->page->line,
                        "%" PRIu32 ": %" PRIu32 " answered, %" PRIu32 " cannot be decided in full",
                        asked, asked - open, open);
        put_fact(v, table, "Questions");
    }
    return status;
}

static locality_status put_facts(const summary_view *v, locality_error *error) {
    locality_table table;
    locality_status status;

    loc_page_start_table(v->page, &table);
    loc_grid_column_add(&table, "what", "It holds", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "how_many", "", LOCALITY_ALIGN_LEFT);
    put_places(v, &table);
    status = put_posts(v, &table, error);
    if (status == LOCALITY_OK) {
        put_figures(v, &table);
        status = put_questions(v, &table, error);
    }
    if (status == LOCALITY_OK)
        loc_page_table(v->page, "facts", NULL, &table, "");
    else
        loc_grid_clear(&table);
    return status;
}

/* ---- The report --------------------------------------------------------------------------------------------- */

locality_status locality_report_summary(const locality_snapshot *snapshot,
                                        const locality_findings *findings, const char *title,
                                        const locality_report_options *options,
                                        const locality_output *output, locality_error *error) {
    locality_status status, ended;
    locality_error unused;
    loc_page page;

    if (snapshot == NULL || findings == NULL)
        return loc_fail_null(error, snapshot == NULL ? "snapshot" : "findings");
    status =
        loc_page_begin(&page, options, output, "summary", title != NULL ? title : "Summary", error);
    if (status != LOCALITY_OK)
        return status;
    summary_view v = {&page, snapshot, findings, 0};
    put_verdicts(&v);
    put_rules(&v);
    status = put_facts(&v, error);
    ended = loc_page_end(&page, status == LOCALITY_OK ? error : &unused);
    return status == LOCALITY_OK ? ended : status;
}
