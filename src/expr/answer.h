/* Answer, inside: the handle, and how a query is answered within a run. */
#ifndef LOC_EXPR_ANSWER_H
#define LOC_EXPR_ANSWER_H

#include "expr/story.h"

/* One value: as the host reads it and as a reader sees it. */
typedef struct loc_answer_cell {
    locality_value value;
    const char *text;
} loc_answer_cell;

typedef struct loc_answer_column {
    const char *name;
    const char *kind; /* references: name of the kind; else "" */
    int32_t type;
} loc_answer_column;

struct locality_answer {
    locality_allocator allocator;
    loc_arena arena; /* texts, lists, columns, grounds */
    bool is_table;
    size_t columns_count, rows_count;
    loc_answer_column *columns;
    loc_answer_cell *cells; /* row by row */
    uint8_t *certain;       /* rows: LOC_YES or LOC_MAYBE */
    size_t cells_capacity, certain_capacity;
    locality_truth truth;
    const char *arithmetic;
    const locality_witness *witnesses;
    const locality_missing_input *missing;
    size_t witnesses_count, missing_count, missing_more;
};

/* What a query is made of: an expression, and the `let`s of its clauses. */
typedef struct loc_question {
    const char *text;
    size_t length;
    uint32_t nodes, slots;
    const loc_clause *clauses; /* LETs and NEEDS count; null: none */
    const loc_node *root;
} loc_question;

/* Answers within a run. On failure the run knows why and `*out` is null. */
bool loc_answer_question(loc_run *run, const loc_question *question, size_t max_witnesses,
                         locality_answer **out);
/* Takes over the options that runs share. */
locality_status loc_query_options_take(const locality_query_options *given,
                                       locality_query_options *out, locality_error *error);
void loc_query_run_init(loc_run *run, const locality_snapshot *snapshot,
                        const locality_query_options *options);

/* Ends a run: the answer is given where nothing failed on the way. */
locality_status loc_query_finish(loc_run *run, locality_answer **out, locality_error *error);

#endif
