/* Native rules: the host judges, the library keeps what it pushes. See rules.h. */
#include <string.h>

#include "base/error.h"
#include "expr/answer.h"
#include "rules/findings.h"
#include "schema/schema.h"

struct locality_sink {
    loc_run *run;
    locality_findings *findings;
    bool is_open; /* during the call of its rule */
    size_t max_cases, max_witnesses;
    uint64_t cases[LOCALITY_VERDICTS];
    locality_case *details; /* in the order pushed; growing */
    size_t count, capacity;
    bool has_story; /* the last case is kept and takes witnesses */
    bool has_case;
    loc_story story; /* of the last case */
    loc_story whole; /* what is missing for the rule */
    loc_warnings warnings;
};

/* ---- Pushing ---------------------------------------------------------------------------------------- */

static locality_status check_text(const char *text, const char *what, locality_error *error) {
    if (text != NULL && loc_utf8_check(text, strlen(text)) != strlen(text))
        return loc_fail(error, LOCALITY_ENCODING, "%s is not valid UTF-8", what);
    return LOCALITY_OK;
}

static locality_status check_sink(const locality_sink *sink, locality_error *error) {
    if (sink == NULL)
        return loc_fail_null(error, "sink");
    if (!sink->is_open)
        return loc_fail(error, LOCALITY_BUSY,
                        "the sink takes something only during the call of its rule");
    return LOCALITY_OK;
}

/* What the run knows of a failure, to the host and out of the run: the host decides what it means. */
static locality_status hand_over(locality_sink *sink, locality_error *error) {
    locality_status status = loc_run_status(sink->run, error);

    memset(&sink->run->failure, 0, sizeof sink->run->failure);
    return status;
}

/* Closes the case before: its witnesses are complete. */
static bool finish_case(locality_sink *sink) {
    if (!sink->has_story)
        return true;
    locality_case *last = &sink->details[sink->count - 1];
    const char *unused;
    bool done = loc_story_give(&sink->story, &unused, &last->witnesses, &last->missing);
    last->witnesses_count = sink->story.witnesses_count;
    last->witnesses_more = sink->story.witnesses_more;
    loc_story_clear(&sink->story);
    sink->has_story = false;
    return done;
}

static bool add_case(locality_sink *sink, const char *binding, int32_t verdict, const char *says,
                     const char *arithmetic) {
    loc_run *run = sink->run;
    void *details = sink->details;

    if (!finish_case(sink))
        return false;
    sink->has_case = true;
    if (sink->cases[verdict] >= sink->max_cases) {
        sink->cases[verdict]++;
        return true;
    }
    if (!loc_grow(&run->allocator, &details, &sink->capacity, sink->count + 1,
                  sizeof *sink->details))
        return loc_run_no_memory(run);
    sink->details = details;
    locality_case *next = &sink->details[sink->count];
    memset(next, 0, sizeof *next);
    next->binding = loc_findings_text(run, sink->findings, binding);
    next->says = loc_findings_text(run, sink->findings, says);
    next->arithmetic = loc_findings_text(run, sink->findings, arithmetic);
    if (next->binding == NULL || next->says == NULL || next->arithmetic == NULL)
        return false;
    next->verdict = verdict;
    loc_story_init(&sink->story, run, &sink->findings->arena, sink->max_witnesses);
    sink->has_story = true;
    sink->cases[verdict]++;
    sink->count++;
    return true;
}

locality_status locality_sink_case(locality_sink *sink, const char *binding, int32_t verdict,
                                   const char *says, const char *arithmetic,
                                   locality_error *error) {
    locality_status status = check_sink(sink, error);

    if (status == LOCALITY_OK && (verdict < 0 || verdict >= LOCALITY_VERDICTS))
        status = loc_fail(error, LOCALITY_INVALID, "%d is no verdict", (int)verdict);
    if (status == LOCALITY_OK)
        status = check_text(binding, "binding", error);
    if (status == LOCALITY_OK)
        status = check_text(says, "says", error);
    if (status == LOCALITY_OK)
        status = check_text(arithmetic, "arithmetic", error);
    if (status != LOCALITY_OK)
        return status;
    (void)add_case(sink, binding, verdict, says, arithmetic);
    return hand_over(sink, error);
}

locality_status locality_sink_witness(locality_sink *sink, const char *kind, const char *id,
                                      const char *field, locality_error *error) {
    locality_status status = check_sink(sink, error);

    if (status != LOCALITY_OK)
        return status;
    if (kind == NULL || id == NULL)
        return loc_fail_null(error, kind == NULL ? "kind" : "id");
    if (!sink->has_case)
        return loc_fail(error, LOCALITY_INVALID, "there is no case yet that the witness is of");
    loc_run *run = sink->run;
    uint32_t k = locality_schema_kind(run->schema, kind);
    uint32_t f = LOCALITY_NO_INDEX;
    if (k == LOCALITY_NO_INDEX)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no kind \"%s\"", kind);
    if (field != NULL && (f = locality_schema_field(run->schema, k, field)) == LOCALITY_NO_INDEX)
        return loc_fail(error, LOCALITY_NOT_FOUND, "%s has no field \"%s\"", kind, field);
    uint32_t row = locality_snapshot_find(run->snapshot, k, id);
    if (row == LOCALITY_ROW_MISSING)
        return loc_fail(error, LOCALITY_NOT_FOUND, "there is no %s \"%s\"", kind, id);
    if (sink->has_story)
        (void)loc_story_witness(&sink->story, k, row, f);
    return hand_over(sink, error);
}

locality_status locality_sink_missing(locality_sink *sink, const char *what,
                                      locality_error *error) {
    locality_status status = check_sink(sink, error);

    if (status == LOCALITY_OK && what == NULL)
        return loc_fail_null(error, "what");
    if (status == LOCALITY_OK)
        status = check_text(what, "what", error);
    if (status != LOCALITY_OK)
        return status;
    (void)loc_story_miss_named(&sink->whole, what, strlen(what));
    return hand_over(sink, error);
}

locality_status locality_sink_warning(locality_sink *sink, const char *text,
                                      locality_error *error) {
    locality_status status = check_sink(sink, error);

    if (status == LOCALITY_OK && text == NULL)
        return loc_fail_null(error, "text");
    if (status == LOCALITY_OK)
        status = check_text(text, "text", error);
    if (status != LOCALITY_OK)
        return status;
    (void)loc_warnings_add(sink->run, &sink->findings->arena, &sink->warnings, text, strlen(text));
    return hand_over(sink, error);
}

/* ---- Judging ---------------------------------------------------------------------------------------- */

static int32_t verdict_of(const locality_sink *sink) {
    if (sink->cases[LOCALITY_VERDICT_FAIL] > 0)
        return LOCALITY_VERDICT_FAIL;
    if (sink->cases[LOCALITY_VERDICT_CANNOT_DECIDE] > 0 || sink->whole.missing_count > 0)
        return LOCALITY_VERDICT_CANNOT_DECIDE;
    if (sink->cases[LOCALITY_VERDICT_PASS] > 0)
        return LOCALITY_VERDICT_PASS;
    return LOCALITY_VERDICT_NOT_APPLICABLE;
}

/* The details by verdict: what decides first. */
static bool sort_details(locality_sink *sink, locality_finding *finding) {
    static const int32_t order[LOCALITY_VERDICTS] = {
        LOCALITY_VERDICT_FAIL, LOCALITY_VERDICT_CANNOT_DECIDE, LOCALITY_VERDICT_PASS,
        LOCALITY_VERDICT_NOT_APPLICABLE};
    locality_case *details =
        loc_arena_take(&sink->findings->arena, sink->count + 1, sizeof *details);
    size_t used = 0;

    if (details == NULL)
        return loc_run_no_memory(sink->run);
    for (size_t v = 0; v < LOCALITY_VERDICTS; v++)
        for (size_t i = 0; i < sink->count && used < sink->max_cases; i++)
            if (sink->details[i].verdict == order[v])
                details[used++] = sink->details[i];
    finding->details = details;
    finding->details_count = used;
    return true;
}

/* The host's failure as the caller sees it: status, code and text as they are. */
static bool pass_on(loc_run *run, const locality_native_rule *native, locality_status status,
                    const locality_error *error) {
    locality_error *failure = &run->failure;
    bool is_status = status >= LOCALITY_OK && status <= LOCALITY_IO;

    *failure = *error;
    failure->message[LOCALITY_ERROR_MESSAGE_SIZE - 1] = '\0';
    if (error->status != status || error->message[0] == '\0')
        (void)loc_fail(failure, is_status ? status : LOCALITY_CALLBACK,
                       "the host's rule %s reported a failure", native->id);
    failure->status = is_status ? status : LOCALITY_CALLBACK;
    if (!is_status || failure->host_code == 0)
        failure->host_code = is_status ? error->host_code : status;
    if (failure->id[0] == '\0')
        loc_error_at_record(failure, "rule", native->id, NULL);
    return false;
}

static bool fill_finding(locality_sink *sink, const locality_native_rule *native,
                         locality_finding *finding) {
    loc_run *run = sink->run;
    locality_findings *findings = sink->findings;

    finding->rule = loc_findings_text(run, findings, native->id);
    finding->sentence = loc_findings_text(run, findings, native->sentence);
    finding->source = loc_findings_text(run, findings, native->source);
    finding->section = loc_findings_text(run, findings, native->section);
    finding->strength =
        loc_findings_text(run, findings, native->strength == NULL ? "must" : native->strength);
    finding->basis = "user";
    finding->is_native = 1;
    finding->verdict = verdict_of(sink);
    memcpy(finding->cases, sink->cases, sizeof finding->cases);
    finding->warnings = sink->warnings.text;
    finding->warnings_count = sink->warnings.count;
    if (finding->rule == NULL || finding->sentence == NULL || finding->source == NULL ||
        finding->section == NULL || finding->strength == NULL || !sort_details(sink, finding))
        return false;
    return loc_finding_finish(run, findings, finding, &sink->whole, true);
}

static void close_sink(locality_sink *sink) {
    if (sink->has_story)
        loc_story_clear(&sink->story);
    loc_story_clear(&sink->whole);
    loc_release(&sink->run->allocator, sink->details, sink->capacity, sizeof *sink->details);
}

/* The sink lives until the end of the check, so that one used too late can say so. */
static bool judge(loc_run *run, locality_findings *findings, const locality_native_rule *native,
                  const locality_check_options *options) {
    locality_finding *finding = loc_findings_next(run, findings);
    locality_sink *sink = finding == NULL ? NULL : loc_run_take(run, 1, sizeof *sink);
    locality_error error;

    if (sink == NULL)
        return false;
    memset(&error, 0, sizeof error);
    sink->run = run;
    sink->findings = findings;
    sink->max_cases = options->max_cases;
    sink->max_witnesses = options->max_witnesses;
    loc_story_init(&sink->whole, run, &findings->arena, options->max_witnesses);
    sink->is_open = true;
    locality_status status = native->judge(native->self, run->snapshot, sink, &error);
    sink->is_open = false;
    bool done = status == LOCALITY_OK || pass_on(run, native, status, &error);
    done = done && finish_case(sink) && fill_finding(sink, native, finding);
    close_sink(sink);
    findings->count += done;
    return done;
}

static bool take_native(loc_run *run, const locality_findings *findings,
                        const locality_native_rule *given, locality_native_rule *out) {
    static const locality_native_rule defaults = LOCALITY_NATIVE_RULE_INIT;

    *out = defaults;
    if (!loc_struct_take(out, sizeof *out, given, given->struct_size, 2 * sizeof(uint32_t)))
        return loc_run_fail(run, LOCALITY_INVALID, "a native rule has an unknown struct_size");
    if (out->id == NULL || out->sentence == NULL || out->judge == NULL)
        return loc_run_fail(run, LOCALITY_INVALID,
                            "a native rule needs an id, a sentence and a function that judges");
    const char *texts[] = {out->id, out->sentence, out->source, out->section, out->strength};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (texts[i] != NULL && loc_utf8_check(texts[i], strlen(texts[i])) != strlen(texts[i]))
            return loc_run_fail(run, LOCALITY_ENCODING, "a text of a native rule is not UTF-8");
    if (out->strength != NULL && strcmp(out->strength, "must") != 0 &&
        strcmp(out->strength, "should") != 0 && strcmp(out->strength, "conditional") != 0)
        return loc_run_fail(run, LOCALITY_INVALID,
                            "the strength of a native rule is must, should or conditional");
    if (locality_findings_find(findings, out->id) == NULL)
        return true;
    (void)loc_fail(&run->failure, LOCALITY_DUPLICATE, "there are two rules %s", out->id);
    loc_error_at_record(&run->failure, "rule", out->id, NULL);
    return false;
}

bool loc_natives_check(loc_run *run, locality_findings *findings,
                       const locality_check_options *options) {
    for (size_t i = 0; i < options->natives_count; i++) {
        const locality_native_rule *given = loc_native_at(options, i);
        locality_native_rule native;
        if (!take_native(run, findings, given, &native))
            return false;
        if (!loc_rule_is_wanted(options, native.id))
            continue;
        if (!loc_run_ask(run)) {
            loc_error_at_record(&run->failure, "rule", native.id, NULL);
            return false;
        }
        if (!judge(run, findings, &native, options))
            return false;
    }
    return true;
}

/* Elements are as long as the first says: all come from one header. */
const locality_native_rule *loc_native_at(const locality_check_options *options, size_t index) {
    const char *first = (const char *)options->natives;

    return (const void *)(first + index * options->natives->struct_size);
}

bool loc_rule_is_wanted(const locality_check_options *options, const char *id) {
    if (options->rules == NULL)
        return true;
    for (size_t i = 0; i < options->rules_count; i++)
        if (strcmp(options->rules[i], id) == 0)
            return true;
    return false;
}
