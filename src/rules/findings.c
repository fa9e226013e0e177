/* Findings: the handle, and the sentence that sums one up. See findings.h. */
#include "rules/findings.h"

#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "expr/answer.h"

/* Missing inputs that a summary names. */
#define MISSING_NAMED 3u

const char *locality_verdict_name(int32_t verdict) {
    switch (verdict) {
    case LOCALITY_VERDICT_PASS:
        return "pass";
    case LOCALITY_VERDICT_FAIL:
        return "fail";
    case LOCALITY_VERDICT_CANNOT_DECIDE:
        return "cannot_decide";
    case LOCALITY_VERDICT_NOT_APPLICABLE:
        return "not_applicable";
    default:
        return "unknown";
    }
}

/* ---- Making ----------------------------------------------------------------------------------------- */

locality_finding *loc_findings_next(loc_run *run, locality_findings *findings) {
    void *list = findings->list;

    if (!loc_grow(&findings->allocator, &list, &findings->capacity, findings->count + 1,
                  sizeof *findings->list)) {
        (void)loc_run_no_memory(run);
        return NULL;
    }
    findings->list = list;
    locality_finding *finding = &findings->list[findings->count];
    memset(finding, 0, sizeof *finding);
    finding->rule = finding->sentence = finding->source = finding->section = "";
    finding->strength = finding->basis = finding->summary = finding->arithmetic = "";
    finding->condition = finding->remedy = finding->text = finding->file = "";
    return finding;
}

const char *loc_findings_text(loc_run *run, locality_findings *findings, const char *text) {
    const char *copy = text == NULL ? "" : loc_arena_text(&findings->arena, text, strlen(text));

    if (copy == NULL)
        (void)loc_run_no_memory(run);
    return copy;
}

const char *loc_findings_take(loc_run *run, locality_findings *findings, loc_text *text) {
    const char *copy = NULL;

    if (text->failed)
        (void)loc_run_no_memory(run);
    else
        copy = loc_findings_text(run, findings, text->data == NULL ? "" : text->data);
    loc_text_clear(text);
    return copy;
}

/* ---- What is missing, over all details ----------------------------------------------------------------- */

static bool is_same(const locality_missing_input *a, const locality_missing_input *b) {
    return strcmp(a->what, b->what) == 0 && strcmp(a->kind, b->kind) == 0 &&
           strcmp(a->id, b->id) == 0 && strcmp(a->field, b->field) == 0;
}

/* Missing inputs, each once, no more than LOC_MISSING_SHOWN. */
typedef struct loc_shortage {
    locality_missing_input *list;
    size_t count, more;
} loc_shortage;

static void add_missing(loc_shortage *shortage, const locality_missing_input *inputs,
                        size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < shortage->count && !is_same(&shortage->list[k], &inputs[i]))
            k++;
        if (k < shortage->count)
            continue;
        if (shortage->count < LOC_MISSING_SHOWN)
            shortage->list[shortage->count++] = inputs[i];
        else
            shortage->more++;
    }
}

static bool gather_missing(loc_run *run, locality_findings *findings, locality_finding *finding,
                           loc_story *whole) {
    loc_shortage shortage = {NULL, 0, whole->missing_more};
    const char *unused;
    const locality_witness *none;
    const locality_missing_input *missing;

    if (!loc_story_give(whole, &unused, &none, &missing))
        return false;
    shortage.list = loc_arena_take(&findings->arena, LOC_MISSING_SHOWN, sizeof *shortage.list);
    if (shortage.list == NULL)
        return loc_run_no_memory(run);
    add_missing(&shortage, missing, whole->missing_count);
    for (size_t i = 0; i < finding->details_count; i++) {
        add_missing(&shortage, finding->details[i].missing, finding->details[i].missing_count);
        shortage.more += finding->details[i].missing_more;
    }
    finding->missing = shortage.list;
    finding->missing_count = shortage.count;
    finding->missing_more = shortage.more;
    return true;
}

/* ---- The summary -------------------------------------------------------------------------------------- */

static uint64_t cases_of(const locality_finding *finding, int32_t verdict) {
    return finding->cases[verdict];
}

static void put_count(loc_text *out, uint64_t count, const char *one, const char *several) {
    loc_text_format(out, "%" PRIu64 " %s", count, count == 1 ? one : several);
}

/* "; 3 cases do not apply" */
static void put_others(const locality_finding *finding, loc_text *out) {
    uint64_t excluded = cases_of(finding, LOCALITY_VERDICT_NOT_APPLICABLE);

    if (excluded == 0)
        return;
    loc_text_add(out, "; ");
    put_count(out, excluded, "case does not apply", "cases do not apply");
}

static void sum_up_pass(const locality_finding *finding, loc_text *out) {
    uint64_t passed = cases_of(finding, LOCALITY_VERDICT_PASS);

    if (passed == 1 && finding->details_count > 0 && finding->details[0].binding[0] == '\0')
        loc_text_add(out, "Holds");
    else if (passed == 1 && finding->details_count > 0)
        loc_text_format(out, "Holds for %s", finding->details[0].binding);
    else
        loc_text_format(out, "Holds in all %" PRIu64 " cases", passed);
    put_others(finding, out);
    loc_text_char(out, '.');
}

/* `text` is not empty. */
static void put_sentence(loc_text *out, const char *text) {
    loc_text_add(out, text);
    if (strchr(".!?", text[strlen(text) - 1]) == NULL)
        loc_text_char(out, '.');
}

/* The first case that fails. What an author says of a case names it; what the library says does not. */
static void sum_up_fail(const locality_finding *finding, bool is_authored, loc_text *out) {
    uint64_t failed = cases_of(finding, LOCALITY_VERDICT_FAIL);
    const char *says = finding->details[0].says;
    const char *binding = is_authored && says[0] != '\0' ? "" : finding->details[0].binding;

    loc_text_add(out, "Fails");
    if (failed > 1)
        loc_text_format(out, " in %" PRIu64 " cases", failed);
    if (binding[0] != '\0' || says[0] != '\0')
        loc_text_add(out, failed > 1 ? "; the first: " : ": ");
    loc_text_add(out, binding);
    if (binding[0] != '\0' && says[0] != '\0')
        loc_text_add(out, ": ");
    put_sentence(out, says[0] == '\0' ? "." : says);
}

static void sum_up_doubt(const locality_finding *finding, loc_text *out) {
    uint64_t undecided = cases_of(finding, LOCALITY_VERDICT_CANNOT_DECIDE);
    size_t all = finding->missing_count + finding->missing_more;

    loc_text_add(out, "Cannot be decided");
    if (undecided > 1)
        loc_text_format(out, " in %" PRIu64 " cases", undecided);
    loc_text_add(out, all > 0 ? "; what is missing: " : "");
    for (size_t i = 0; i < finding->missing_count && i < MISSING_NAMED; i++) {
        loc_text_add(out, i == 0 ? "" : "; ");
        loc_text_add(out, finding->missing[i].what);
    }
    if (all > MISSING_NAMED)
        loc_text_format(out, "; and %zu more", all - MISSING_NAMED);
    loc_text_char(out, '.');
}

static void sum_up_excluded(const locality_finding *finding, loc_text *out) {
    uint64_t excluded = cases_of(finding, LOCALITY_VERDICT_NOT_APPLICABLE);

    loc_text_add(out, "Does not apply");
    if (excluded == 0 && finding->condition[0] != '\0')
        loc_text_format(out, ": there is no %s", finding->condition);
    else if (finding->condition[0] != '\0')
        loc_text_format(out, ": excluded by %s", finding->condition);
    loc_text_char(out, '.');
}

static bool sum_up(loc_run *run, locality_findings *findings, locality_finding *finding,
                   bool is_authored) {
    loc_text text;

    loc_text_init(&text, &run->allocator);
    switch (finding->verdict) {
    case LOCALITY_VERDICT_PASS:
        sum_up_pass(finding, &text);
        break;
    case LOCALITY_VERDICT_FAIL:
        sum_up_fail(finding, is_authored, &text);
        break;
    case LOCALITY_VERDICT_CANNOT_DECIDE:
        sum_up_doubt(finding, &text);
        break;
    default:
        sum_up_excluded(finding, &text);
        break;
    }
    finding->summary = loc_findings_take(run, findings, &text);
    return finding->summary != NULL;
}

bool loc_finding_finish(loc_run *run, locality_findings *findings, locality_finding *finding,
                        loc_story *whole, bool is_authored) {
    if (!gather_missing(run, findings, finding, whole))
        return false;
    if (finding->details_count > 0) { /* the deciding case stands first */
        const locality_case *first = &finding->details[0];
        finding->arithmetic = first->arithmetic;
        finding->witnesses = first->witnesses;
        finding->witnesses_count = first->witnesses_count;
        finding->witnesses_more = first->witnesses_more;
    }
    if (finding->verdict != LOCALITY_VERDICT_FAIL)
        finding->remedy = "";
    return sum_up(run, findings, finding, is_authored);
}

/* ---- Reading ------------------------------------------------------------------------------------------ */

void locality_findings_free(locality_findings *findings) {
    if (findings == NULL)
        return;
    const locality_allocator allocator = findings->allocator;
    loc_release(&allocator, findings->list, findings->capacity, sizeof *findings->list);
    loc_arena_clear(&findings->arena);
    loc_release(&allocator, findings, 1, sizeof *findings);
}

size_t locality_findings_count(const locality_findings *findings) {
    return findings == NULL ? 0 : findings->count;
}

const locality_finding *locality_findings_at(const locality_findings *findings, size_t index) {
    return index < locality_findings_count(findings) ? &findings->list[index] : NULL;
}

const locality_finding *locality_findings_find(const locality_findings *findings,
                                               const char *rule) {
    for (size_t i = 0; rule != NULL && i < locality_findings_count(findings); i++)
        if (strcmp(findings->list[i].rule, rule) == 0)
            return &findings->list[i];
    return NULL;
}

size_t locality_findings_with(const locality_findings *findings, int32_t verdict) {
    size_t count = 0;

    for (size_t i = 0; i < locality_findings_count(findings); i++)
        count += findings->list[i].verdict == verdict;
    return count;
}
