/* Run: what all expressions that are evaluated together share: one snapshot, its columns, the texts
 * that computing adds, the look-ups that were built on the way, memory that goes with the run, and the
 * bounds (steps, cancelling). A run belongs to one thread.
 *
 * Nothing that is evaluated can fail but for memory, the bounds and the host's wish to stop; the first
 * such failure is kept in the run, and every function here that returns false has set it. */
#ifndef LOC_EXPR_RUN_H
#define LOC_EXPR_RUN_H

#include "base/arena.h"
#include "base/pool.h"
#include "expr/syntax.h"
#include "locality/model.h"
#include "places/hierarchy.h"
#include "places/outlived.h"
#include "structure/lines.h"

/* Bindings that are evaluated together: vectors of this many quantities stay in the nearest cache. */
#define LOC_BATCH 1024u
/* Symbols of texts that the snapshot does not hold begin here. */
#define LOC_SYMBOL_LOCAL 0xC0000000u
/* Steps (records touched) that a run may take when the caller says nothing. */
#define LOC_STEPS_DEFAULT ((uint64_t)1 << 34)

/* Truth inside the evaluator: `and` is the smaller, `or` the larger, `not` is two less it. */
enum loc_truths { LOC_NO = 0, LOC_MAYBE = 1, LOC_YES = 2 };

/* What a parameter is worth in a run. Texts and references as symbols and rows. */
typedef struct loc_constant {
    locality_range range; /* TRUTH to DAYS */
    uint32_t key;         /* TEXT, WORD: symbol, 0 unknown; REF: row or LOCALITY_ROW_MISSING */
} loc_constant;

/* A mark on the stack of scratch memory. */
typedef struct loc_mark {
    size_t block, used;
} loc_mark;

typedef struct loc_lookup loc_lookup;   /* lookup.h */
typedef struct loc_aliases loc_aliases; /* aliases.h */
typedef struct loc_zones loc_zones;     /* zones.h */

typedef struct loc_run {
    locality_allocator allocator;
    const locality_snapshot *snapshot; /* null: only constants can be evaluated */
    const locality_schema *schema;
    loc_arena arena; /* what lives as long as the run */

    locality_column **columns; /* by kind, then field; null until asked for */
    uint32_t kinds;
    uint8_t withholds; /* 0: not asked yet, 1: nothing is withheld, 2: something is */
    loc_pool *texts;   /* texts that the snapshot does not hold; null until needed */

    locality_range as_at;
    const loc_constant *parameters; /* by number; null: none is known */
    size_t parameters_count;

    loc_lookup *lookups; /* newest first */
    loc_zones *zones;    /* likewise; in memory that goes with the run */
    loc_aliases *aliases;
    const loc_lines *lines;   /* of all posts; kept by the snapshot, like the three below */
    const loc_lines *version; /* of the version last asked for */
    const loc_descent *down;
    const loc_hierarchy *hierarchy;
    const loc_succession *succession; /* likewise */
    loc_outliving *outliving;         /* null until asked for; as_at is its horizon */

    void **blocks; /* the stack of scratch memory */
    size_t *block_sizes;
    size_t blocks_count, blocks_capacity, sizes_capacity;
    size_t block_size; /* bytes of a block that holds several pieces */
    loc_mark top;

    uint64_t steps, budget, asked; /* `asked`: steps at which the host was last asked to go on */
    int32_t (*cancel)(void *self);
    void *cancel_self;

    locality_error failure;
} loc_run;

/* The snapshot may be null. The allocator is copied. */
void loc_run_init(loc_run *run, const locality_snapshot *snapshot,
                  const locality_allocator *allocator);
void loc_run_clear(loc_run *run);

/* Keeps the first failure; always false. */
bool loc_run_fail(loc_run *run, locality_status status, const char *message);
bool loc_run_no_memory(loc_run *run);
/* Copies the failure to the caller and gives its status; LOCALITY_OK where there was none. */
locality_status loc_run_status(const loc_run *run, locality_error *error);

/* Counts records touched; false once the budget is spent or the host says stop. */
bool loc_run_step(loc_run *run, uint64_t records);
/* Asks the host whether to go on; false once it says stop. */
bool loc_run_ask(loc_run *run);

/* ---- Memory ----------------------------------------------------------------------------------- */

/* Scratch memory from a stack: what was taken after a mark goes with it. Not zeroed. Null on refusal. */
void *loc_scratch(loc_run *run, size_t count, size_t size);
static inline loc_mark loc_scratch_mark(const loc_run *run) {
    return run->top;
}
static inline void loc_scratch_release(loc_run *run, loc_mark mark) {
    run->top = mark;
}
/* Zeroed memory that lives as long as the run. Null on refusal. */
void *loc_run_take(loc_run *run, size_t count, size_t size);

/* ---- What is read ------------------------------------------------------------------------------- */

/* A column; its arrays are null where no record has the field. Null on refusal. */
const locality_column *loc_run_column(loc_run *run, uint32_t kind, uint32_t field);
/* Symbol of a text; texts new to the snapshot are added to the run. 0 on refusal. */
uint32_t loc_run_symbol(loc_run *run, const char *text, size_t length);
const char *loc_run_text(const loc_run *run, uint32_t symbol); /* "" for 0 */
/* The name of a record, else its title, else its id. */
const char *loc_run_label(loc_run *run, uint32_t kind, uint32_t row);
/* One field as text or word; "" where it is missing or there is no such field. */
const char *loc_run_field_text(loc_run *run, uint32_t kind, uint32_t row, const char *field);
const loc_lines *loc_run_lines(loc_run *run); /* of all posts; null on refusal, as those below */
/* Lines that know a post, or the posts of a structure; of a version alone where that will do. */
const loc_lines *loc_run_lines_of_post(loc_run *run, uint32_t post);
const loc_lines *loc_run_lines_of_version(loc_run *run, uint32_t structure);
const loc_descent *loc_run_down(loc_run *run); /* of the lines; null on refusal */
const loc_hierarchy *loc_run_hierarchy(loc_run *run);
const loc_succession *loc_run_succession(loc_run *run);
const loc_outliving *loc_run_outliving(loc_run *run);

/* The column that says of the records of a kind whether something of them is withheld; null: none says. */
const locality_column *loc_run_withheld(loc_run *run, uint32_t kind);
/* Whether the snapshot is one of which something is withheld: seen by any of its records. What is absent
 * may then be there all the same. */
bool loc_run_withholds(loc_run *run);
/* Whether that is so of a record. */
bool loc_run_withholds_of(loc_run *run, uint32_t kind, uint32_t row);

#endif
