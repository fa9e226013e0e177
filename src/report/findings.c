/* Findings: the list of verdicts, and one finding with everything that explains it. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "report/page.h"

/* What a verdict is called in a report, and how it looks. */
typedef struct verdict_form {
    const char *word;  /* in a row */
    const char *count; /* behind a number in the first line */
    int32_t tone;
} verdict_form;

static const verdict_form verdict_forms[LOCALITY_VERDICTS] = {
    [LOCALITY_VERDICT_PASS] = {"pass", "pass", LOCALITY_TONE_GOOD},
    [LOCALITY_VERDICT_FAIL] = {"FAIL", "fail", LOCALITY_TONE_BAD},
    [LOCALITY_VERDICT_CANNOT_DECIDE] = {"cannot decide", "cannot be decided", LOCALITY_TONE_DOUBT},
    [LOCALITY_VERDICT_NOT_APPLICABLE] = {"not applicable", "not applicable", LOCALITY_TONE_QUIET},
};

static const verdict_form *form_of(int32_t verdict) {
    return verdict >= 0 && verdict < LOCALITY_VERDICTS
               ? &verdict_forms[verdict]
               : &verdict_forms[LOCALITY_VERDICT_CANNOT_DECIDE];
}

/* ---- Pieces ------------------------------------------------------------------------------------- */

static void add_joined(loc_text *text, const char *next, const char *between) {
    if (text->length > 0 && next[0] != '\0')
        loc_text_add(text, between);
    loc_text_add(text, next);
}

/* Warnings of a finding, one a line. */
static void add_warnings(loc_text *text, const locality_finding *finding) {
    for (size_t i = 0; i < finding->warnings_count; i++) {
        if (text->length > 0)
            loc_text_char(text, '\n');
        loc_text_format(text, "Warning: %s", finding->warnings[i]);
    }
}

/* ---- The list ------------------------------------------------------------------------------------- */

static void put_counts(loc_page *page, const locality_findings *findings) {
    static const int32_t order[] = {LOCALITY_VERDICT_FAIL, LOCALITY_VERDICT_CANNOT_DECIDE,
                                    LOCALITY_VERDICT_PASS, LOCALITY_VERDICT_NOT_APPLICABLE};
    size_t count = locality_findings_count(findings);
    const char *before = ": ";

    loc_text_format(&page->line, "%zu %s", count, count == 1 ? "rule" : "rules");
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        size_t with = locality_findings_with(findings, order[i]);

        if (with == 0 && order[i] != LOCALITY_VERDICT_FAIL)
            continue;
        loc_text_format(&page->line, "%s%zu %s", before, with, verdict_forms[order[i]].count);
        before = ", ";
    }
    loc_text_char(&page->line, '.');
    loc_page_take(page);
}

static void put_list_row(loc_page *page, locality_table *table, const locality_finding *finding) {
    const verdict_form *form = form_of(finding->verdict);
    loc_text *line = &page->line;
    bool read = loc_page_is_read(page);

    loc_grid_toned(table, read ? form->word : locality_verdict_name(finding->verdict), form->tone);
    loc_grid_put(table, finding->rule);
    if (read) {
        loc_text_add(line, finding->sentence);
        if (finding->verdict != LOCALITY_VERDICT_PASS) /* that it holds is said already */
            add_joined(line, finding->summary, "\n");
        add_warnings(line, finding);
        loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
        return;
    }
    loc_grid_put(table, finding->strength);
    loc_grid_put(table, finding->basis);
    loc_grid_put(table, finding->source);
    loc_grid_put(table, finding->section);
    loc_grid_put(table, finding->sentence);
    loc_grid_put(table, finding->summary);
    for (size_t i = 0; i < finding->missing_count; i++)
        add_joined(line, finding->missing[i].what, "; ");
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
    for (size_t i = 0; i < finding->warnings_count; i++)
        add_joined(line, finding->warnings[i], "; ");
    loc_grid_take(table, line, LOCALITY_TONE_PLAIN);
    loc_grid_put(table, finding->remedy);
}

static void put_list(loc_page *page, const locality_findings *findings) {
    static const char *const details[] = {"strength", "basis",   "source",   "section", "sentence",
                                          "summary",  "missing", "warnings", "remedy"};
    locality_table table;

    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "verdict", "Verdict", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "rule", "Rule", LOCALITY_ALIGN_LEFT);
    if (loc_page_is_read(page))
        loc_grid_column_add(&table, "finding", "What it says, and what was found",
                            LOCALITY_ALIGN_LEFT);
    for (size_t i = 0; !loc_page_is_read(page) && i < sizeof details / sizeof details[0]; i++)
        loc_grid_column_add(&table, details[i], NULL, LOCALITY_ALIGN_LEFT);
    for (size_t i = 0; i < locality_findings_count(findings); i++)
        put_list_row(page, &table, locality_findings_at(findings, i));
    loc_page_table(page, "findings", NULL, &table, "No rule was judged.");
}

/* ---- A finding as JSON ------------------------------------------------------------------------------ */

/* What stands before the next member of an object, and before those after it. */
typedef struct json_members {
    const char *before, *between;
} json_members;

static const json_members in_one_line = {"", ", "};

static void json_key(loc_out *out, json_members *members, const char *key) {
    loc_out_add(out, members->before);
    members->before = members->between;
    loc_out_json(out, key, strlen(key));
    loc_out_add(out, ": ");
}

static void json_text(loc_out *out, json_members *members, const char *key, const char *text) {
    json_key(out, members, key);
    loc_out_json(out, text, strlen(text));
}

static void json_number(loc_out *out, json_members *members, const char *key, uint64_t number) {
    char digits[24];
    size_t at = sizeof digits;

    json_key(out, members, key);
    do
        digits[--at] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    loc_out_put(out, digits + at, sizeof digits - at);
}

static void json_witnesses(loc_out *out, json_members *members, const locality_witness *witnesses,
                           size_t count) {
    json_key(out, members, "witnesses");
    loc_out_add(out, "[");
    for (size_t i = 0; i < count; i++) {
        const locality_witness *w = &witnesses[i];
        json_members inner = in_one_line;

        loc_out_add(out, i > 0 ? ", {" : "{");
        json_text(out, &inner, "kind", w->kind);
        json_text(out, &inner, "id", w->id);
        json_text(out, &inner, "label", w->label);
        json_text(out, &inner, "field", w->field);
        json_text(out, &inner, "value", w->value);
        json_text(out, &inner, "source", w->source);
        json_text(out, &inner, "section", w->section);
        json_text(out, &inner, "basis", w->basis);
        loc_out_add(out, "}");
    }
    loc_out_add(out, "]");
}

static void json_missing(loc_out *out, json_members *members, const locality_missing_input *missing,
                         size_t count) {
    json_key(out, members, "missing");
    loc_out_add(out, "[");
    for (size_t i = 0; i < count; i++) {
        const locality_missing_input *m = &missing[i];
        json_members inner = in_one_line;

        loc_out_add(out, i > 0 ? ", {" : "{");
        json_text(out, &inner, "kind", m->kind);
        json_text(out, &inner, "id", m->id);
        json_text(out, &inner, "label", m->label);
        json_text(out, &inner, "field", m->field);
        json_text(out, &inner, "what", m->what);
        loc_out_add(out, "}");
    }
    loc_out_add(out, "]");
}

static void json_cases(loc_out *out, json_members *members, const locality_finding *finding) {
    json_members inner = in_one_line;

    json_key(out, members, "cases");
    loc_out_add(out, "{");
    for (int32_t v = 0; v < LOCALITY_VERDICTS; v++)
        json_number(out, &inner, locality_verdict_name(v), finding->cases[v]);
    loc_out_add(out, "}");
    json_key(out, members, "details");
    loc_out_add(out, "[");
    for (size_t i = 0; i < finding->details_count; i++) {
        const locality_case *c = &finding->details[i];

        inner = in_one_line;
        loc_out_add(out, i > 0 ? ", {" : "{");
        json_text(out, &inner, "verdict", locality_verdict_name(c->verdict));
        json_text(out, &inner, "binding", c->binding);
        json_text(out, &inner, "says", c->says);
        json_text(out, &inner, "arithmetic", c->arithmetic);
        json_witnesses(out, &inner, c->witnesses, c->witnesses_count);
        json_number(out, &inner, "witnesses_more", c->witnesses_more);
        json_missing(out, &inner, c->missing, c->missing_count);
        loc_out_add(out, "}");
    }
    loc_out_add(out, "]");
}

static void json_parameters(loc_out *out, json_members *members, const locality_finding *finding) {
    json_key(out, members, "parameters");
    loc_out_add(out, "[");
    for (size_t i = 0; i < finding->parameters_count; i++) {
        const locality_used_parameter *p = &finding->parameters[i];
        json_members inner = in_one_line;

        loc_out_add(out, i > 0 ? ", {" : "{");
        json_text(out, &inner, "name", p->name);
        json_text(out, &inner, "sentence", p->sentence);
        json_text(out, &inner, "type", p->type);
        json_text(out, &inner, "value", p->value);
        json_text(out, &inner, "unit", p->unit);
        json_text(out, &inner, "status", p->status);
        json_text(out, &inner, "citation", p->citation);
        json_text(out, &inner, "window", p->window);
        json_key(out, &inner, "overridden");
        loc_out_add(out, p->is_overridden ? "true" : "false");
        json_key(out, &inner, "switch");
        loc_out_add(out, p->is_switch ? "true" : "false");
        loc_out_add(out, "}");
    }
    loc_out_add(out, "]");
}

/* One member a line, so that two answers differ where they differ. */
static void json_finding(loc_out *out, const locality_finding *finding) {
    json_members members = {"{\n      ", ",\n      "};

    json_text(out, &members, "rule", finding->rule);
    json_text(out, &members, "verdict", locality_verdict_name(finding->verdict));
    json_text(out, &members, "sentence", finding->sentence);
    json_text(out, &members, "summary", finding->summary);
    json_text(out, &members, "strength", finding->strength);
    json_text(out, &members, "basis", finding->basis);
    json_text(out, &members, "source", finding->source);
    json_text(out, &members, "section", finding->section);
    json_text(out, &members, "arithmetic", finding->arithmetic);
    json_text(out, &members, "condition", finding->condition);
    json_text(out, &members, "remedy", finding->remedy);
    json_parameters(out, &members, finding);
    json_missing(out, &members, finding->missing, finding->missing_count);
    json_number(out, &members, "missing_more", finding->missing_more);
    json_key(out, &members, "warnings");
    loc_out_add(out, "[");
    for (size_t i = 0; i < finding->warnings_count; i++) {
        loc_out_add(out, i > 0 ? ", " : "");
        loc_out_json(out, finding->warnings[i], strlen(finding->warnings[i]));
    }
    loc_out_add(out, "]");
    json_witnesses(out, &members, finding->witnesses, finding->witnesses_count);
    json_number(out, &members, "witnesses_more", finding->witnesses_more);
    json_cases(out, &members, finding);
    json_text(out, &members, "file", finding->file);
    json_number(out, &members, "line", finding->line);
    json_text(out, &members, "text", finding->text);
    loc_out_add(out, "\n    }");
}

static void json_list(loc_page *page, const locality_findings *findings) {
    loc_out *out = &page->out;
    json_members members = in_one_line;

    loc_out_add(out, ",\n  \"counts\": {");
    for (int32_t v = 0; v < LOCALITY_VERDICTS; v++)
        json_number(out, &members, locality_verdict_name(v), locality_findings_with(findings, v));
    loc_out_add(out, "},\n  \"findings\": [");
    for (size_t i = 0; i < locality_findings_count(findings); i++) {
        loc_out_add(out, i > 0 ? ",\n    " : "\n    ");
        json_finding(out, locality_findings_at(findings, i));
    }
    loc_out_add(out, locality_findings_count(findings) > 0 ? "\n  ]" : "]");
}

locality_status locality_report_findings(const locality_findings *findings, const char *title,
                                         const locality_report_options *options,
                                         const locality_output *output, locality_error *error) {
    locality_status status;
    loc_page page;

    if (findings == NULL)
        return loc_fail_null(error, "findings");
    status = loc_page_begin(&page, options, output, "findings", title == NULL ? "Findings" : title,
                            error);
    if (status != LOCALITY_OK)
        return status;
    if (page.options.format == LOCALITY_FORMAT_JSON) {
        json_list(&page, findings);
    } else {
        put_counts(&page, findings);
        put_list(&page, findings);
    }
    return loc_page_end(&page, error);
}

/* ---- One finding, explained --------------------------------------------------------------------------- */

/* A row of two cells, left out where there is nothing to say. */
static void put_fact(locality_table *table, const char *what, const char *value, int32_t tone) {
    if (value[0] == '\0')
        return;
    loc_grid_put(table, what);
    loc_grid_toned(table, value, tone);
}

static void put_facts(loc_page *page, const locality_finding *finding) {
    const verdict_form *form = form_of(finding->verdict);
    loc_text *line = &page->line;
    locality_table table;

    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "about", "", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "value", "", LOCALITY_ALIGN_LEFT);
    put_fact(&table, "Rule", finding->sentence, LOCALITY_TONE_PLAIN);
    put_fact(&table, "Verdict", form->word, form->tone);
    put_fact(&table, "Finding", finding->summary, LOCALITY_TONE_PLAIN);
    loc_text_format(line, "%s, %s", finding->strength, finding->basis);
    loc_grid_put(&table, "Strength");
    loc_grid_take(&table, line, LOCALITY_TONE_PLAIN);
    loc_text_source(line, finding->source, finding->section);
    if (line->length > 0) {
        loc_grid_put(&table, "Source");
        loc_grid_take(&table, line, LOCALITY_TONE_PLAIN);
    }
    put_fact(&table, "Condition", finding->condition, LOCALITY_TONE_PLAIN);
    for (size_t i = 0; i < finding->warnings_count; i++)
        put_fact(&table, "Warning", finding->warnings[i], LOCALITY_TONE_DOUBT);
    put_fact(&table, "Remedy", finding->remedy, LOCALITY_TONE_PLAIN);
    loc_page_table(page, "facts", NULL, &table, "");
}

/* Lines of text: as they are for a reader, a table of lines in CSV. */
static void put_lines(loc_page *page, const char *key, const char *heading, const char *text) {
    locality_table table;

    if (text[0] == '\0')
        return;
    if (loc_page_is_read(page)) {
        loc_page_code(page, heading, text);
        return;
    }
    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, key, NULL, LOCALITY_ALIGN_LEFT);
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");

        loc_grid_bytes(&table, text, length, LOCALITY_TONE_PLAIN);
        text += length + (text[length] == '\n');
    }
    loc_page_table(page, key, heading, &table, "");
}

static void put_more(loc_page *page, size_t more, const char *what) {
    if (more == 0)
        return;
    loc_text_format(&page->line, "%zu more %s not shown.", more, what);
    loc_page_take(page);
}

static void put_witnesses(loc_page *page, const locality_finding *finding) {
    locality_table table;

    if (finding->witnesses_count == 0)
        return;
    loc_page_start_table(page, &table);
    loc_page_witness_columns(&table);
    for (size_t i = 0; i < finding->witnesses_count; i++)
        loc_page_put_witness(page, &table, &finding->witnesses[i]);
    loc_page_table(page, "witnesses", "What it rests on", &table, "");
    put_more(page, finding->witnesses_more, "records are");
}

static void put_missing(loc_page *page, const locality_finding *finding) {
    loc_text *line = &page->line;
    locality_table table;

    if (finding->missing_count == 0)
        return;
    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "what", "What would have to be known", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "record", "Record", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "field", "Field", LOCALITY_ALIGN_LEFT);
    for (size_t i = 0; i < finding->missing_count; i++) {
        const locality_missing_input *m = &finding->missing[i];

        loc_grid_put(&table, m->what);
        loc_text_format(line, "%s%s%s", m->kind, m->kind[0] != '\0' && m->id[0] != '\0' ? ":" : "",
                        m->id);
        loc_grid_take(&table, line, LOCALITY_TONE_PLAIN);
        loc_grid_put(&table, m->field);
    }
    loc_page_table(page, "missing", "What is missing", &table, "");
    put_more(page, finding->missing_more, "missing inputs are");
}

static void put_parameters(loc_page *page, const locality_finding *finding) {
    loc_text *line = &page->line;
    locality_table table;

    if (finding->parameters_count == 0)
        return;
    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "name", "Parameter", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "value", "Value", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "sentence", "What it is", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "origin", "Where it comes from", LOCALITY_ALIGN_LEFT);
    for (size_t i = 0; i < finding->parameters_count; i++) {
        const locality_used_parameter *p = &finding->parameters[i];

        loc_grid_put(&table, p->name);
        loc_text_add(line, p->value);
        add_joined(line, p->unit, " ");
        loc_grid_take(&table, line, LOCALITY_TONE_PLAIN);
        loc_grid_put(&table, p->sentence);
        loc_text_add(line, p->is_overridden ? "given with this question" : p->citation);
        add_joined(line, p->is_overridden ? "" : p->status, ", ");
        add_joined(line, p->is_overridden ? "" : p->window, ", ");
        add_joined(line, p->is_switch ? "switch" : "", ", ");
        loc_grid_take(&table, line, LOCALITY_TONE_PLAIN);
    }
    loc_page_table(page, "parameters", "Parameters and switches", &table, "");
}

static void put_details(loc_page *page, const locality_finding *finding) {
    uint64_t all = 0;
    locality_table table;

    if (finding->details_count <= 1)
        return;
    loc_page_start_table(page, &table);
    loc_grid_column_add(&table, "verdict", "Verdict", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "case", "Case", LOCALITY_ALIGN_LEFT);
    loc_grid_column_add(&table, "says", "What was found", LOCALITY_ALIGN_LEFT);
    for (size_t i = 0; i < finding->details_count; i++) {
        const locality_case *c = &finding->details[i];

        loc_grid_toned(&table, form_of(c->verdict)->word, form_of(c->verdict)->tone);
        loc_grid_put(&table, c->binding);
        loc_grid_put(&table, c->says);
    }
    loc_page_table(page, "cases", "Case by case", &table, "");
    for (int32_t v = 0; v < LOCALITY_VERDICTS; v++)
        all += finding->cases[v];
    put_more(page, (size_t)(all - finding->details_count), "cases are");
}

static void put_rule(loc_page *page, const locality_finding *finding) {
    char heading[LOCALITY_ERROR_ID_SIZE] = "The rule as written";
    loc_text *line = &page->line;

    if (finding->file[0] != '\0')
        loc_text_format(line, "The rule as written (%s, line %" PRIu64 ")", finding->file,
                        finding->line);
    if (!line->failed && line->length > 0 && line->length < sizeof heading)
        memcpy(heading, line->data, line->length + 1);
    line->length = 0;
    put_lines(page, "rule", heading, finding->text);
}

locality_status locality_report_finding(const locality_finding *finding,
                                        const locality_report_options *options,
                                        const locality_output *output, locality_error *error) {
    locality_status status;
    loc_page page;

    if (finding == NULL)
        return loc_fail_null(error, "finding");
    status = loc_page_begin(&page, options, output, "finding", finding->rule, error);
    if (status != LOCALITY_OK)
        return status;
    if (page.options.format == LOCALITY_FORMAT_JSON) {
        loc_out_add(&page.out, ",\n  \"finding\": ");
        json_finding(&page.out, finding);
        return loc_page_end(&page, error);
    }
    put_facts(&page, finding);
    put_details(&page, finding);
    put_lines(&page, "step", "How it comes about", finding->arithmetic);
    put_witnesses(&page, finding);
    put_missing(&page, finding);
    put_parameters(&page, finding);
    put_rule(&page, finding);
    return loc_page_end(&page, error);
}
