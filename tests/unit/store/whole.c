/* Rules and questions over a part of a case: what looks at what was left out is not decided. */
#include "case.h"
#include "locality/expr.h"
#include "locality/rules.h"

/* A case with a rule, of which only the structure `current` is loaded. */
static locality_snapshot *take_part(const char *rule, locality_model **part) {
    locality_load_options options = LOCALITY_LOAD_OPTIONS_INIT;
    locality_model *m = case_model();
    KIT_PUT(m, "area_group", "cluster", "structure", "other");
    case_save(m, "paper");
    locality_model_free(m);
    options.structures = "current";
    kit_well(locality_model_load(&case_store, "paper", &options, part, &kit_error), "part");
    if (rule != NULL) {
        kit_well(locality_rules_load(*part, rule, strlen(rule), "part.rules", &kit_error), rule);
    }
    return kit_take(*part);
}

typedef struct verdict_row {
    const char *clauses;
    int32_t verdict;
    const char *missing; /* null: not looked at */
    const char *structure;
} verdict_row;

#define POSTS "the posts that were not loaded"
#define STRUCTURES "the structures that were not loaded"

static const verdict_row verdicts[] = {
    {"require count(p in post) >= 2", LOCALITY_VERDICT_CANNOT_DECIDE, POSTS, NULL},
    {"require count(p in post) = 0", LOCALITY_VERDICT_CANNOT_DECIDE, POSTS, NULL},
    {"require count(p in post where p.structure = current) = 2", LOCALITY_VERDICT_PASS, NULL, NULL},
    {"require count(p in post where p.structure = current) = 3", LOCALITY_VERDICT_FAIL, NULL, NULL},
    {"require count(p in post where p.posts > 0 and current = p.structure) = 2",
     LOCALITY_VERDICT_PASS, NULL, NULL},
    {"require count(p in post where p.structure = current or p.posts > 0) = 2",
     LOCALITY_VERDICT_CANNOT_DECIDE, POSTS, NULL},
    {"require count(p in post where p.structure = p.structure) = 2", LOCALITY_VERDICT_CANNOT_DECIDE,
     POSTS, NULL},
    {"require any(p.structure = current and p.posts = 1 for p in post)", LOCALITY_VERDICT_PASS,
     NULL, NULL},
    {"require all(p.structure = current for p in post)", LOCALITY_VERDICT_CANNOT_DECIDE, POSTS,
     NULL},
    {"require any(p = post \"head\" for p in post)", LOCALITY_VERDICT_PASS, NULL, NULL},
    {"require post \"old\".posts = 1", LOCALITY_VERDICT_CANNOT_DECIDE,
     "post \"old\", which was not loaded", NULL},
    {"require count(p in post where p.structure = other) = 0", LOCALITY_VERDICT_CANNOT_DECIDE,
     "structure \"other\", which was not loaded", NULL},
    {"require count(k in skill) = 1", LOCALITY_VERDICT_PASS, NULL, NULL},
    {"require count(s in structure) = 1", LOCALITY_VERDICT_CANNOT_DECIDE, STRUCTURES, NULL},
    /* a case that fails, fails; that all pass is not known */
    {"for p in post\n require p.posts >= 1", LOCALITY_VERDICT_CANNOT_DECIDE, POSTS, NULL},
    {"for p in post\n require p.posts >= 2", LOCALITY_VERDICT_FAIL, NULL, NULL},
    {"for p in post\n when p.structure = current\n require p.posts >= 1", LOCALITY_VERDICT_PASS,
     NULL, NULL},
    {"for s in structure\n require count(p in post where p.structure = s) = 2",
     LOCALITY_VERDICT_CANNOT_DECIDE, STRUCTURES, NULL},
    {"for s in structure\n require count(p in post where p.structure = s) = 2",
     LOCALITY_VERDICT_PASS, NULL, "current"},
    {"for s in structure where s = current\n require count(p in post where p.structure = s) = 2",
     LOCALITY_VERDICT_PASS, NULL, NULL},
    {"for s in structure, p in post where p.structure = s\n require p.posts >= 1",
     LOCALITY_VERDICT_PASS, NULL, "current"},
    {"let n = count(p in post)\n require n > 0", LOCALITY_VERDICT_CANNOT_DECIDE, POSTS, NULL},
};

static void a_rule_over_what_was_left_out_is_not_decided(void) {
    for (size_t i = 0; i < TEST_COUNT(verdicts); i++) {
        locality_check_options options = LOCALITY_CHECK_OPTIONS_INIT;
        const verdict_row *row = &verdicts[i];
        locality_findings *findings = NULL;
        locality_model *part = NULL;
        char rule[400];
        snprintf(rule, sizeof rule, "rule R \"A sentence\"\n %s\n", row->clauses);
        case_begin();
        locality_snapshot *s = take_part(rule, &part);
        options.structure = row->structure;
        kit_well(locality_check(s, &options, &findings, &kit_error), row->clauses);
        const locality_finding *finding = locality_findings_at(findings, 0);
        if (finding != NULL) {
            TEST_ROW(finding->verdict == row->verdict, row->clauses);
            TEST_ROW(row->missing == NULL || (finding->missing_count == 1 &&
                                              strcmp(finding->missing[0].what, row->missing) == 0),
                     row->clauses);
        }
        locality_findings_free(findings);
        locality_snapshot_release(s);
        locality_model_free(part);
        case_end();
    }
}

typedef struct answer_row {
    const char *question, *answer; /* cells with commas behind each */
    const char *missing;           /* null: nothing is missing */
} answer_row;

static const answer_row answers[] = {
    {"count(p in post)", "unknown,", POSTS},
    {"count(p in post where p.structure = current)", "2,", NULL},
    {"count(p in post) > 1", "unknown,", POSTS},
    {"list(p.id for p in post)", "head,aide,", POSTS},
    {"list(p.id for p in post where p.structure = current)", "head,aide,", NULL},
    {"list(p.id, p.posts for p in post)", "head,1,aide,at least 2,", POSTS},
    {"list(p.id for p in post where p.posts < sum(q.posts for q in post))", "", POSTS},
    {"structure \"other\".status", "unknown,", "structure \"other\", which was not loaded"},
    {"list(k.id for k in skill)", "s1,", NULL},
};

static void show_answer(const locality_answer *answer, char *text, size_t size) {
    text[0] = '\0';
    for (size_t row = 0; row < locality_answer_rows(answer); row++) {
        for (size_t column = 0; column < locality_answer_columns(answer); column++) {
            const char *cell = locality_answer_text(answer, row, column);
            strncat(text, cell == NULL ? "-" : cell, size - strlen(text) - 2);
            strcat(text, ",");
        }
    }
}

static void a_question_about_what_was_left_out_is_open(void) {
    for (size_t i = 0; i < TEST_COUNT(answers); i++) {
        const answer_row *row = &answers[i];
        locality_answer *answer = NULL;
        locality_model *part = NULL;
        char text[400];
        case_begin();
        locality_snapshot *s = take_part(NULL, &part);
        kit_well(locality_query(s, row->question, strlen(row->question), NULL, &answer, &kit_error),
                 row->question);
        show_answer(answer, text, sizeof text);
        TEST_TEXT(text, row->answer);
        const locality_missing_input *missing = locality_answer_missing_at(answer, 0);
        if (row->missing != NULL) {
            TEST_TEXT(missing == NULL ? NULL : missing->what, row->missing);
        }
        locality_answer_free(answer);
        locality_snapshot_release(s);
        locality_model_free(part);
        case_end();
    }
}

static void all_structures_are_the_whole_case(void) {
    locality_load_options options = LOCALITY_LOAD_OPTIONS_INIT;
    locality_model *all = NULL;
    case_begin();
    locality_model *m = case_model();
    case_save(m, "paper");
    options.structures = "proposed other"; /* and what the first builds upon */
    kit_well(locality_model_load(&case_store, "paper", &options, &all, &kit_error), "all");
    TEST_NUMBER(locality_model_is_partial(all), 0);
    case_same(m, all);
    locality_model_free(all);
    locality_model_free(m);
    case_end();
}

static const test_case cases[] = {
    {"a rule over what was left out is not decided", a_rule_over_what_was_left_out_is_not_decided},
    {"a question about what was left out is open", a_question_about_what_was_left_out_is_open},
    {"all structures are the whole case", all_structures_are_the_whole_case},
};

TEST_MAIN("part of a case", cases)
