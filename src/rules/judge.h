/* Judging: the cases of one rule, a batch at a time, and the few that are shown in detail.
 *
 * A case is one choice of records for the `for` variables. Its verdict comes from the clauses: excluded by
 * `when` or `except`: not applicable; in doubt whether it is excluded, or something needed is missing:
 * undecided; else what the requirements say. A case that only may exist (its `where` is undecided) cannot
 * fail for certain. */
#ifndef LOC_RULES_JUDGE_H
#define LOC_RULES_JUDGE_H

#include "expr/story.h"
#include "expr/whole.h"
#include "locality/rules.h"

/* Most warnings of a rule. */
#define LOC_WARNINGS_MOST 20u

/* The value of one `for` variable of a case. */
typedef struct loc_bound {
    int64_t lo, hi;
    uint32_t key, kind;
    uint8_t truth;
} loc_bound;

/* Cases of one verdict that are kept, in order. */
typedef struct loc_kept_cases {
    loc_bound *bound; /* `width` a case */
    size_t count, capacity;
} loc_kept_cases;

/* Warnings, in order, each once. */
typedef struct loc_warnings {
    const char **text;
    size_t count;
} loc_warnings;

typedef struct loc_judging {
    loc_run *run;
    loc_plan plan;
    const loc_rule *rule;
    loc_arena *arena; /* the findings' */
    size_t width;     /* `for` variables */
    size_t max_cases;
    uint64_t cases[LOCALITY_VERDICTS];
    loc_kept_cases kept[LOCALITY_VERDICTS];
    loc_warnings warnings;
    const loc_clause *excluded_by; /* first `when` or `except` that excluded a case */
    const loc_clause *unmet;       /* first `needs` outside the cases that is not met */
    uint64_t open;                 /* choices whose list has items that are not known */
    loc_whole whole;               /* of records that were not loaded: there may be further cases */
    bool
        is_beyond; /* and what the rule asks of each case cannot be told without them: none is judged */
} loc_judging;

/* Makes the plan of a rule. `structure`: row that a `for` over structures keeps to. */
bool loc_judging_init(loc_judging *judging, loc_run *run, const loc_rule *rule, const char *text,
                      size_t length, uint32_t structure, size_t max_cases, loc_arena *arena);
void loc_judging_clear(loc_judging *judging); /* a zeroed one is allowed */
/* Judges every case. */
bool loc_judging_run(loc_judging *judging);
int32_t loc_judging_verdict(const loc_judging *judging);
bool loc_warnings_add(loc_run *run, loc_arena *arena, loc_warnings *warnings, const char *text,
                      size_t length);
/* A message with the values of binding `i` of a frame put in. */
bool loc_message_write(loc_plan *plan, loc_frame *frame, const loc_part *message, uint32_t i,
                       loc_text *out);
/* The text of the clause `says`; null where there is none. */
const loc_part *loc_says_of(const loc_rule *rule);
/* One kept case in detail; brief: only what it is about and what is said of it. */
bool loc_judging_detail(loc_judging *judging, int32_t verdict, size_t index, bool is_brief,
                        size_t max_witnesses, locality_case *out);
/* What is missing where a need outside the cases is not met. */
bool loc_judging_unmet(loc_judging *judging, loc_story *story);

#endif
