/* What tests of judging share: a small town in rows of text, a model of rows and rules, checks of it, and
 * everything that findings show written out as one text. */
#ifndef TESTS_UNIT_RULES_TOWN_H
#define TESTS_UNIT_RULES_TOWN_H

#include <stdlib.h>

#include "locality/rules.h"
#include "support/harness.h"
#include "unit/structure/papers.h"

static locality_error town_error;

/* One structure that is listed, one that is not; a post of which nothing is known. */
static const char *const town_rows[] = {
    "structure proposed name=Proposed structure listing=complete stated_fte=4 source=CD "
    "section=2.1",
    "structure current listing=partial",
    "area north name=North level=district",
    "area south name=South level=district",
    "area park name=Park",
    "area_group half layer=halves members=north south",
    "area_group rest layer=halves",
    "post lead structure=proposed title=Lead posts=1 fte=1 level=1 senior=yes reports_to=none "
    "source=CD section=3",
    "post worker structure=proposed title=Worker posts=3 fte=2.5 level=3 senior=no "
    "reports_to=lead serves=north south",
    "post spare structure=proposed title=Spare",
    "post old structure=current title=Old posts=2 fte=2 level=2 senior=no reports_to=lead "
    "basis=user",
    "post rough structure=current title=Rough posts=2..4 level=2 senior=no",
    "alias a1 record=area:park text=The Old Park",
};
#define TOWN town_rows, TEST_COUNT(town_rows)

static inline int town_well(locality_status status, const char *what) {
    if (status != LOCALITY_OK)
        printf("%s: %s: %s (%s %s)\n", what, locality_status_name(status), town_error.message,
               town_error.kind, town_error.id);
    return TEST_ROW(status == LOCALITY_OK, what);
}

static inline locality_model *town_model(const char *const *rows, size_t count) {
    locality_model *model = NULL;
    town_well(locality_model_new(NULL, NULL, &model, &town_error), "model");
    for (size_t i = 0; i < count; i++)
        town_well(paper_put(model, rows[i], &town_error), rows[i]);
    return model;
}

static inline void town_load(locality_model *model, const char *rules, const char *file) {
    town_well(locality_rules_load(model, rules, strlen(rules), file, &town_error), rules);
}

static inline locality_snapshot *town_take(locality_model *model) {
    locality_snapshot *snapshot = NULL;
    town_well(locality_snapshot_take(model, &snapshot, &town_error), "snapshot");
    return snapshot;
}

/* The town with rules, as a snapshot alone: the model is gone. */
static inline locality_snapshot *town_ruled(const char *rules) {
    locality_model *model = town_model(TOWN);
    town_load(model, rules, "town.rules");
    locality_snapshot *snapshot = town_take(model);
    locality_model_free(model);
    return snapshot;
}

/* Null where it fails; the failure is in town_error. */
static inline locality_findings *town_check(const locality_snapshot *snapshot,
                                            const locality_check_options *options) {
    locality_findings *findings = NULL;
    memset(&town_error, 0xA5, sizeof town_error);
    town_well(locality_check(snapshot, options, &findings, &town_error), "check");
    return findings;
}

/* The findings of the town by rules; nothing else is left. */
static inline locality_findings *town_judge(const char *rules,
                                            const locality_check_options *options) {
    locality_snapshot *snapshot = town_ruled(rules);
    locality_findings *findings = town_check(snapshot, options);
    locality_snapshot_release(snapshot);
    return findings;
}

/* A check that fails: status, rule or record concerned, a part of the message; nothing comes out. */
static inline void town_fails(const locality_snapshot *snapshot,
                              const locality_check_options *options, locality_status expected,
                              const char *id, const char *part) {
    locality_findings *findings = (locality_findings *)&town_error;
    memset(&town_error, 0xA5, sizeof town_error);
    TEST_NUMBER(locality_check(snapshot, options, &findings, &town_error), expected);
    TEST_NUMBER(town_error.status, expected);
    TEST_TEXT(town_error.id, id);
    CU_ASSERT_PTR_NULL(findings);
    if (strstr(town_error.message, part) == NULL)
        printf("\"%s\" is not in \"%s\"\n", part, town_error.message);
    CU_ASSERT_PTR_NOT_NULL(strstr(town_error.message, part));
}

/* ---- Everything that findings show ------------------------------------------------------------------- */

static inline void town_put_witnesses(FILE *out, const locality_witness *list, size_t count,
                                      size_t more) {
    for (size_t i = 0; i < count; i++)
        fprintf(out, "  rests on %s:%s (%s) %s = %s, %s %s %s\n", list[i].kind, list[i].id,
                list[i].label, list[i].field, list[i].value, list[i].source, list[i].section,
                list[i].basis);
    fprintf(out, "  and %zu more\n", more);
}

static inline void town_put_missing(FILE *out, const locality_missing_input *list, size_t count,
                                    size_t more) {
    for (size_t i = 0; i < count; i++)
        fprintf(out, "  missing %s:%s (%s) %s: %s, %s %s\n", list[i].kind, list[i].id,
                list[i].label, list[i].field, list[i].what, list[i].source, list[i].section);
    fprintf(out, "  and %zu more\n", more);
}

static inline void town_put_case(FILE *out, const locality_case *c) {
    fprintf(out, " case %d [%s] %s\n%s\n", c->verdict, c->binding, c->says, c->arithmetic);
    town_put_witnesses(out, c->witnesses, c->witnesses_count, c->witnesses_more);
    town_put_missing(out, c->missing, c->missing_count, c->missing_more);
}

static inline void town_put_finding(FILE *out, const locality_finding *f) {
    fprintf(out, "%s %d native %d: %s (%s %s; %s, %s; %s line %llu)\n%s\n%s\n[%s] [%s]\n%s\n",
            f->rule, f->verdict, f->is_native, f->sentence, f->source, f->section, f->strength,
            f->basis, f->file, (unsigned long long)f->line, f->summary, f->arithmetic, f->condition,
            f->remedy, f->text);
    for (size_t v = 0; v < LOCALITY_VERDICTS; v++)
        fprintf(out, " %llu", (unsigned long long)f->cases[v]);
    for (size_t i = 0; i < f->details_count; i++)
        town_put_case(out, &f->details[i]);
    town_put_witnesses(out, f->witnesses, f->witnesses_count, f->witnesses_more);
    town_put_missing(out, f->missing, f->missing_count, f->missing_more);
    for (size_t i = 0; i < f->parameters_count; i++) {
        const locality_used_parameter *p = &f->parameters[i];
        fprintf(out, " %s %s %s %s %s %s %s %s %d %d\n", p->name, p->sentence, p->type, p->value,
                p->unit, p->status, p->citation, p->window, p->is_overridden, p->is_switch);
    }
    for (size_t i = 0; i < f->warnings_count; i++)
        fprintf(out, " warning: %s\n", f->warnings[i]);
}

/* To be freed by the caller. */
static inline char *town_written(const locality_findings *findings) {
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    for (size_t i = 0; i < locality_findings_count(findings); i++)
        town_put_finding(out, locality_findings_at(findings, i));
    fclose(out);
    return text;
}

#endif
