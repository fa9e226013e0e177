/* Story: how the value of an expression came about for one binding: the arithmetic as text with the values
 * put in, the records that were looked at (witnesses), and what would have to be known.
 *
 * Everything is computed by the evaluator itself, on a frame of one binding, so an explanation cannot say
 * anything else than the answer. */
#ifndef LOC_EXPR_STORY_H
#define LOC_EXPR_STORY_H

#include "base/text.h"
#include "expr/plan.h"
#include "locality/expr.h"

/* Most missing inputs that are listed; the others are counted. */
#define LOC_MISSING_SHOWN 40u

/* Records and fields that were told already, by hash. */
typedef struct loc_told {
    uint64_t *key;
    size_t capacity, count;
} loc_told;

typedef struct loc_story {
    loc_run *run;
    loc_arena *arena; /* where texts go: the result's */
    loc_text lines;
    size_t max_witnesses;
    locality_witness *witnesses;
    size_t witnesses_count, witnesses_capacity, witnesses_more;
    locality_missing_input *missing;
    size_t missing_count, missing_capacity, missing_more;
    loc_told told_lines, told_witnesses, told_missing;
} loc_story;

void loc_story_init(loc_story *story, loc_run *run, loc_arena *arena, size_t max_witnesses);
void loc_story_clear(loc_story *story);

/* How the value of an expression of any type came about, line by line. `name`: of a `let`; null for none. */
bool loc_story_tell(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                    const char *name);
/* The facts that make a decided truth what it is, in words, with "; " between them. */
bool loc_story_blame(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node,
                     loc_text *out);
/* What keeps a value from being exact, or a truth from being decided. */
bool loc_story_miss(loc_story *story, loc_plan *plan, loc_frame *frame, const loc_node *node);
/* Something that is missing in the author's words. */
bool loc_story_miss_named(loc_story *story, const char *what, size_t length);

/* Copies what was gathered into the result's memory. */
bool loc_story_give(loc_story *story, const char **arithmetic, const locality_witness **witnesses,
                    const locality_missing_input **missing);

/* ---- Between story.c and missing.c ------------------------------------------------------------------ */

/* Whether a number is new; 2 on refusal. */
int loc_told_add(loc_run *run, loc_told *told, uint64_t key);
bool loc_story_witness(loc_story *story, uint32_t kind, uint32_t row, uint32_t field);
bool loc_story_missing_field(loc_story *story, uint32_t kind, uint32_t row, uint32_t field);
/* A text that was written, in the result's memory. Null on refusal. */
const char *loc_story_keep(loc_story *story, const loc_text *text);
const char *loc_story_copy(loc_story *story, const char *text);
/* "post head", "structure proposed": kind and name of a record. */
void loc_story_record(loc_run *run, uint32_t kind, uint32_t row, loc_text *out);
/* One value of a field as text; false on refusal. */
bool loc_story_field_value(loc_run *run, uint32_t kind, uint32_t row, uint32_t field,
                           loc_text *out);
/* Whether value 0 of a vector is exact, given, decided. */
bool loc_is_settled(loc_type type, const loc_vector *value);

#endif
