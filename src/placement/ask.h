/* Ask: an `allocate` of the records, parsed and checked, ready to be evaluated on one date. */
#ifndef LOC_PLACEMENT_ASK_H
#define LOC_PLACEMENT_ASK_H

#include "expr/parameters.h"
#include "expr/story.h"
#include "locality/placement.h"

typedef struct loc_ask {
    loc_run run;
    loc_parameters parameters;
    loc_file *file;
    const loc_rule *rule;
    uint32_t row;               /* of the question record */
    const char *id;             /* its id */
    const loc_binding *side[2]; /* candidate and place, each alone */
} loc_ask;

/* Finds the allocation: the one of this id, or the one there is. */
locality_status loc_ask_find(const locality_snapshot *snapshot, const char *id, uint32_t *row,
                             locality_error *error);
/* Keeps what readers are told of an allocation: its id, sentence, source, section and text, in this order; ""
 * for what the record does not say. */
#define LOC_ASK_TEXTS 5
locality_status loc_ask_texts(const locality_snapshot *snapshot, uint32_t row, loc_arena *arena,
                              const char **const out[LOC_ASK_TEXTS], locality_error *error);
/* Copies the parameters that a caller gave. */
locality_status loc_settings_keep(loc_arena *arena, const locality_setting *given, size_t count,
                                  locality_setting **out, locality_error *error);
/* Opens a run for a question record. Where it fails the run knows why. Close it in any case. */
bool loc_ask_open(loc_ask *ask, const locality_snapshot *snapshot, uint32_t row,
                  const locality_range *as_at, const locality_setting *settings,
                  size_t settings_count);
void loc_ask_close(loc_ask *ask);
/* A place in the text of the allocation becomes one in its file. */
void loc_ask_place_failure(loc_ask *ask);
/* Whether anything that is asked rests on the date asked about. */
bool loc_ask_is_dated(const loc_ask *ask);

/* Clauses of a kind, one after the other: null starts. */
const loc_clause *loc_ask_next(const loc_ask *ask, int kind, const loc_clause *before);
size_t loc_ask_count(const loc_ask *ask, int kind);
/* The words of a clause, in the memory of an arena. Null on refusal, which the run knows. */
const char *loc_ask_words(loc_ask *ask, loc_arena *arena, const loc_clause *clause);

/* A plan of the allocation over some of its variables: none, one side, or candidate and place. Clauses
 * that may be evaluated in it: those of pairs and what limits either side (pairs), those of that side, those of neither. */
enum loc_reaches { LOC_OVER_CANDIDATES, LOC_OVER_PLACES, LOC_OVER_PAIRS, LOC_OVER_NOTHING };
bool loc_ask_plan(loc_ask *ask, int reach, loc_plan *plan);
/* Keeps the `let`s in a frame of such a plan. */
bool loc_ask_keep(const loc_ask *ask, int reach, loc_plan *plan, loc_frame *frame);
/* The frame of one pair, by rows; in scratch memory. Null on refusal. */
loc_frame *loc_ask_pair(const loc_ask *ask, loc_plan *plan, uint32_t candidate, uint32_t place);
/* Whether a clause says how much a candidate or a place takes. */
bool loc_ask_limits(const loc_clause *clause);
/* What is missing to know whether the two of such a frame are members, and how much they take. */
bool loc_ask_miss_members(loc_ask *ask, loc_plan *plan, loc_frame *frame, loc_story *story);

#endif
