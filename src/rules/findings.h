/* Findings, inside: the handle, and what is common to rules of the model and of the host. */
#ifndef LOC_RULES_FINDINGS_H
#define LOC_RULES_FINDINGS_H

#include "rules/judge.h"

struct locality_findings {
    locality_allocator allocator;
    loc_arena arena; /* everything that findings show */
    locality_finding *list;
    size_t count, capacity;
};

/* Room for one more, all texts empty; null on refusal. It counts once `count` is raised. */
locality_finding *loc_findings_next(loc_run *run, locality_findings *findings);
/* A copy in the findings' memory; null on refusal. */
const char *loc_findings_text(loc_run *run, locality_findings *findings, const char *text);
const char *loc_findings_take(loc_run *run, locality_findings *findings, loc_text *text);

/* From the details, counts and warnings: deciding witnesses and arithmetic, what is missing, summary.
 * `whole` knows what is missing beside the details; `is_authored`: the rule has its own words for a case
 * that fails. */
bool loc_finding_finish(loc_run *run, locality_findings *findings, locality_finding *finding,
                        loc_story *whole, bool is_authored);

/* Whether the caller asked for a rule: all, where none is named. */
bool loc_rule_is_wanted(const locality_check_options *options, const char *id);
const locality_native_rule *loc_native_at(const locality_check_options *options, size_t index);
/* Judges the host's rules. */
bool loc_natives_check(loc_run *run, locality_findings *findings,
                       const locality_check_options *options);

#endif
