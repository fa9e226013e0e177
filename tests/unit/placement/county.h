/* What tests of placements share: a small county with people, in rows of text, and its allocation. */
#ifndef TESTS_UNIT_PLACEMENT_COUNTY_H
#define TESTS_UNIT_PLACEMENT_COUNTY_H

#include <stdlib.h>
#include <string.h>

#include "locality/placement.h"
#include "support/harness.h"
#include "unit/structure/papers.h"

static locality_error county_error;

/* Ann and Bob are alike in the north; Cid serves east and west; Dot is at headquarters and senior; of
 * Eve's post nobody says whether it is senior; Fay held the south before; Gus has not. */
static const char *const county_rows[] = {
    "area county name=County level=county parent=none",
    "area north name=North level=district parent=county",
    "area east name=East level=district parent=county",
    "area south name=South level=district parent=county",
    "area west name=West level=district parent=county",
    "area hq name=Headquarters level=headquarters parent=county",
    "grade g7 name=Grade 7 rank=7",
    "grade g8 name=Grade 8 rank=8",
    "post p-ann title=Planner senior=no serves=north grade=g7 posts=1 source=CP section=2",
    "post p-bob title=Librarian senior=no serves=north grade=g7 posts=1",
    "post p-cid title=Engineer senior=no serves=east west grade=g8 posts=1",
    "post p-dot title=Head senior=yes serves=hq grade=g8 posts=1 source=CP section=3.1",
    "post p-eve title=Officer serves=west grade=g7 posts=1",
    "post p-fay title=Clerk senior=no serves=south grade=g7 posts=1",
    "post p-gus title=Clerk senior=no serves=south grade=g8 posts=1",
    "person ann initials=A.N. post=p-ann fte=1",
    "person bob initials=B.B. post=p-bob fte=1",
    "person cid initials=C.D. post=p-cid fte=1",
    "person dot initials=D.T. post=p-dot fte=1",
    "person eve initials=E.E. post=p-eve fte=1",
    "person fay initials=F.A. post=p-fay fte=0.5",
    "person gus initials=G.S. post=p-gus fte=1",
    "role lead name=Lead",
    "allocation old-south role=lead person=fay post=p-fay area=south status=ended",
};
#define COUNTY county_rows, TEST_COUNT(county_rows)

static const char county_rules[] =
    "switch local = yes \"Only where one works\"\n"
    "allocate LEADS \"Who leads each district\"\n"
    "  source \"CP\", \"4\"\n"
    "  candidates p in person\n"
    "  places a in area where a.level = district\n"
    "  role \"lead\"\n"
    "  eligible L-1 \"the post serves the district\", waiver 2 : not local or p.post.serves has a\n"
    "  eligible L-2 \"the post is not senior\", no waiver : p.post.senior = no\n"
    "  prefer least \"times held\" : count(x in allocation where x.person = p and x.status = "
    "ended)\n"
    "  prefer most \"grade\" : p.post.grade.rank\n";

static inline int county_well(locality_status status, const char *what) {
    if (status != LOCALITY_OK)
        printf("%s: %s: %s (%s %s, line %lu)\n", what, locality_status_name(status),
               county_error.message, county_error.kind, county_error.id,
               (unsigned long)county_error.line);
    return TEST_ROW(status == LOCALITY_OK, what);
}

/* The rows in the order given, or backwards, and further ones behind them; then the rules. */
static inline locality_model *county_model(int backwards, const char *const *more, size_t count,
                                           const char *rules) {
    locality_model *model = NULL;
    size_t rows = TEST_COUNT(county_rows);

    county_well(locality_model_new(NULL, NULL, &model, &county_error), "model");
    for (size_t i = 0; i < rows; i++) {
        const char *row = county_rows[backwards ? rows - 1 - i : i];
        county_well(paper_put(model, row, &county_error), row);
    }
    for (size_t i = 0; i < count; i++)
        county_well(paper_put(model, more[i], &county_error), more[i]);
    county_well(locality_rules_load(model, rules, strlen(rules), "county.rules", &county_error),
                "rules");
    return model;
}

static inline locality_snapshot *county_take(locality_model *model) {
    locality_snapshot *snapshot = NULL;

    county_well(locality_snapshot_take(model, &snapshot, &county_error), "snapshot");
    locality_model_free(model);
    return snapshot;
}

static inline locality_placement *county_solve(const locality_snapshot *snapshot,
                                               const locality_placement_options *options) {
    locality_placement *placement = NULL;

    county_well(locality_placement_solve(snapshot, NULL, options, &placement, &county_error),
                "solve");
    return placement;
}

static inline size_t county_number(const locality_placement *p, int32_t side, const char *name) {
    size_t index = SIZE_MAX;

    county_well(locality_placement_find(p, side, name, &index, &county_error), name);
    return index;
}

/* Whether a sentence of the answer holds a text. */
static inline int county_says(const locality_placement *p, const char *text) {
    for (size_t i = 0; i < locality_placement_sentences(p); i++)
        if (strstr(locality_placement_sentence_at(p, i), text) != NULL)
            return 1;
    printf("not said: %s\n", text);
    for (size_t i = 0; i < locality_placement_sentences(p); i++)
        printf("  %s\n", locality_placement_sentence_at(p, i));
    return 0;
}

static inline int county_case_says(const locality_placement_case *item, const char *text) {
    for (size_t i = 0; i < locality_placement_case_sentences(item); i++)
        if (strstr(locality_placement_case_sentence(item, i), text) != NULL)
            return 1;
    printf("not said: %s\n", text);
    for (size_t i = 0; i < locality_placement_case_sentences(item); i++)
        printf("  %s\n", locality_placement_case_sentence(item, i));
    return 0;
}

static inline char *county_audit(const locality_placement *p) {
    size_t length = 0;
    char *text = NULL;

    if (county_well(locality_placement_audit(p, NULL, 0, &length, &county_error), "audit")) {
        text = malloc(length + 1);
        county_well(locality_placement_audit(p, text, length + 1, NULL, &county_error), "audit");
    }
    return text;
}

#endif
