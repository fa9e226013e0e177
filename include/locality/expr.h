/**
 * @file expr.h
 * @brief The language asked directly: an expression in, an answer with its grounds out.
 *
 * The language itself is described in the guide (docs/guide/language.md). An answer is immutable and
 * owns everything it shows: it stays valid when the model changes or the snapshot goes.
 */
#ifndef LOCALITY_EXPR_H
#define LOCALITY_EXPR_H

#include "locality/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The answer to a query; read by any number of threads, freed once. */
typedef struct locality_answer locality_answer;

/** A parameter given by the caller: its name and its value in text form (`28 days`, `£1000`, `no`). */
typedef struct locality_setting {
    const char *name;  /**< Name of the parameter or switch. */
    const char *value; /**< Its value, in the text form of its type. */
} locality_setting;

/**
 * @brief A record that was looked at, and the value that was read from it.
 *
 * Texts live as long as the handle the witness came from; none is null.
 */
typedef struct locality_witness {
    const char *kind;     /**< Kind of the record. */
    const char *id;       /**< Id of the record. */
    const char *label;    /**< Its name, else its title, else its id. */
    const char *field;    /**< Field that was read; empty where the record itself was looked at. */
    const char *value;    /**< The value as a reader sees it; `not given` where it is missing. */
    const char *source;   /**< Document the record comes from; may be empty. */
    const char *section;  /**< Section of that document; may be empty. */
    const char *basis;    /**< stated, inferred or user. */
    uint8_t reserved[32]; /**< Zero; room for later members. */
} locality_witness;

/**
 * @brief Something that would have to be known for a decision.
 *
 * Texts live as long as the handle it came from; none is null.
 */
typedef struct locality_missing_input {
    const char
        *kind; /**< Kind of the record; `parameter` for a parameter; empty for what a rule names. */
    const char *id;       /**< Id of the record, name of the parameter; may be empty. */
    const char *label;    /**< The record's name, else its title, else its id. */
    const char *field;    /**< Field that is not given or not exact; empty for a parameter. */
    const char *what;     /**< The sentence a reader understands. */
    const char *source;   /**< Document the record comes from; may be empty. */
    const char *section;  /**< Section of that document; may be empty. */
    uint8_t reserved[32]; /**< Zero; room for later members. */
} locality_missing_input;

/** How locality_query is to work. */
typedef struct locality_query_options {
    uint32_t struct_size;        /**< sizeof(locality_query_options). */
    uint32_t reserved;           /**< Zero. */
    const locality_range *as_at; /**< The date asked about, in days; null where there is none. */
    const locality_setting
        *parameters;         /**< Parameters given by the caller; they override the model's. */
    size_t parameters_count; /**< How many. */
    uint64_t step_budget;    /**< Most records that may be touched; 0 for the default, 2^34. */
    /** Asked now and then on the calling thread; other than 0 stops the call. May be null. */
    int32_t (*cancel)(void *self);
    void *cancel_self;    /**< Handed to cancel. */
    size_t max_witnesses; /**< Most witnesses kept; 0 for the default, 200. */
} locality_query_options;

/** Starting value of a locality_query_options. */
#define LOCALITY_QUERY_OPTIONS_INIT \
    { sizeof(locality_query_options), 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Answers an expression of the language against a snapshot.
 *
 * `list(a, b for ...)` and `set(...)` give a table, every other expression one value in a table of
 * one row and one column. Any number of threads may ask one snapshot at the same time.
 * @param[in] snapshot The snapshot.
 * @param[in] text The expression, need not end in NUL.
 * @param[in] length Bytes of text.
 * @param[in] options How to work; null for the defaults.
 * @param[out] out The answer; free with locality_answer_free.
 * @param[out] error Filled on failure, may be null; line and column are places in the text.
 * @return OK, INVALID, SYNTAX, TYPE, ENCODING, NOT_FOUND (kind, field, record or parameter, with the
 *         nearest names), AMBIGUOUS, OVERFLOW, LIMIT (step budget, depth), CANCELLED or NO_MEMORY.
 */
LOCALITY_API locality_status locality_query(const locality_snapshot *snapshot, const char *text,
                                            size_t length, const locality_query_options *options,
                                            locality_answer **out, locality_error *error);
/**
 * @brief Frees an answer.
 * @param[in] answer An answer or null.
 */
LOCALITY_API void locality_answer_free(locality_answer *answer);
/**
 * @brief Tells whether an answer is a table that a list(...) or set(...) made.
 * @param[in] answer An answer.
 * @return 1 for a table, 0 for one value or null.
 */
LOCALITY_API int32_t locality_answer_is_table(const locality_answer *answer);
/**
 * @brief Counts the rows of an answer.
 * @param[in] answer An answer.
 * @return How many; 1 for one value; 0 for null.
 */
LOCALITY_API size_t locality_answer_rows(const locality_answer *answer);
/**
 * @brief Counts the columns of an answer.
 * @param[in] answer An answer.
 * @return How many; 1 for one value; 0 for null.
 */
LOCALITY_API size_t locality_answer_columns(const locality_answer *answer);
/**
 * @brief Names a column: the expression it shows, as it was written.
 * @param[in] answer An answer.
 * @param[in] column Number of the column.
 * @return The text; empty where there is no such column.
 */
LOCALITY_API const char *locality_answer_column_name(const locality_answer *answer, size_t column);
/**
 * @brief Gives the type of a column.
 * @param[in] answer An answer.
 * @param[in] column Number of the column.
 * @return One of locality_types; LOCALITY_TYPE_NONE where there is no such column.
 */
LOCALITY_API int32_t locality_answer_column_type(const locality_answer *answer, size_t column);
/**
 * @brief Gives the kind of record that a column of references names.
 * @param[in] answer An answer.
 * @param[in] column Number of the column.
 * @return Name of the kind; empty for columns of other types.
 */
LOCALITY_API const char *locality_answer_column_kind(const locality_answer *answer, size_t column);
/**
 * @brief Tells whether a row certainly belongs to the answer.
 * @param[in] answer An answer.
 * @param[in] row Number of the row.
 * @return LOCALITY_TRUE, or LOCALITY_UNDECIDED for a row whose condition is undecided.
 */
LOCALITY_API locality_truth locality_answer_certainty(const locality_answer *answer, size_t row);
/**
 * @brief Reads one value of an answer.
 * @param[in] answer An answer.
 * @param[in] row Number of the row.
 * @param[in] column Number of the column.
 * @param[out] out The value; texts are borrowed from the answer. Type NONE where nothing is known.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is no such row or column.
 */
LOCALITY_API locality_status locality_answer_value(const locality_answer *answer, size_t row,
                                                   size_t column, locality_value *out,
                                                   locality_error *error);
/**
 * @brief Gives one value of an answer as a reader sees it; records by name, title or id.
 * @param[in] answer An answer.
 * @param[in] row Number of the row.
 * @param[in] column Number of the column.
 * @return The text, borrowed; empty where there is no such row or column.
 */
LOCALITY_API const char *locality_answer_text(const locality_answer *answer, size_t row,
                                              size_t column);
/**
 * @brief Gives the truth of an answer of type truth.
 * @param[in] answer An answer.
 * @return TRUE or FALSE; UNDECIDED also for answers of another type.
 */
LOCALITY_API locality_truth locality_answer_truth(const locality_answer *answer);
/**
 * @brief Shows how an answer came about, one step a line, with the values put in.
 * @param[in] answer An answer.
 * @return The text, borrowed; empty for null.
 */
LOCALITY_API const char *locality_answer_arithmetic(const locality_answer *answer);
/**
 * @brief Counts the records an answer shows as its grounds.
 * @param[in] answer An answer.
 * @return How many can be read with locality_answer_witness.
 */
LOCALITY_API size_t locality_answer_witnesses(const locality_answer *answer);
/**
 * @brief Gives one record that an answer rests on.
 * @param[in] answer An answer.
 * @param[in] index Number of the witness.
 * @return The witness, borrowed; null where there is none.
 */
LOCALITY_API const locality_witness *locality_answer_witness(const locality_answer *answer,
                                                             size_t index);
/**
 * @brief Counts what would have to be known for an exact answer.
 * @param[in] answer An answer.
 * @return How many can be read with locality_answer_missing_at.
 */
LOCALITY_API size_t locality_answer_missing(const locality_answer *answer);
/**
 * @brief Gives one thing that would have to be known for an exact answer.
 * @param[in] answer An answer.
 * @param[in] index Its number.
 * @return The missing input, borrowed; null where there is none.
 */
LOCALITY_API const locality_missing_input *locality_answer_missing_at(const locality_answer *answer,
                                                                      size_t index);
/**
 * @brief Counts the missing inputs that are not listed because there are too many.
 * @param[in] answer An answer.
 * @return How many more there are.
 */
LOCALITY_API size_t locality_answer_missing_more(const locality_answer *answer);

/* ---- For editors -------------------------------------------------------------------------- */

/**
 * @brief Parses and type-checks an expression without evaluating it.
 *
 * The message of a failure has up to four lines: what is wrong, the line of the source, a caret below
 * the place, and what to write instead. References are not looked up: that needs a snapshot.
 * @param[in] schema A schema, or null for the library's own table.
 * @param[in] text The expression, need not end in NUL.
 * @param[in] length Bytes of text, at most 4 MiB.
 * @param[out] error Filled on failure, may be null; line and column are places in the text.
 * @return OK, INVALID, SYNTAX, TYPE, NOT_FOUND (kind, field, word, variable or function, with the
 *         nearest names), DUPLICATE (a variable), OVERFLOW, ENCODING, LIMIT (depth, length) or
 *         NO_MEMORY.
 */
LOCALITY_API locality_status locality_expression_check(const locality_schema *schema,
                                                       const char *text, size_t length,
                                                       locality_error *error);
/**
 * @brief Parses and type-checks a file of rules, parameters, switches and queries.
 *
 * As locality_expression_check; the error also has the id of the rule.
 * @param[in] schema A schema, or null for the library's own table.
 * @param[in] text The file, need not end in NUL.
 * @param[in] length Bytes of text, at most 4 MiB.
 * @param[out] error Filled on failure, may be null; line and column are places in the file.
 * @return As locality_expression_check.
 */
LOCALITY_API locality_status locality_rule_file_check(const locality_schema *schema,
                                                      const char *text, size_t length,
                                                      locality_error *error);

/** A function or quantifier of the language, for reference pages and completion. */
typedef struct locality_language_function {
    const char *name; /**< Name, for example `covers`. */
    const char
        *signature;  /**< How it is called and what it gives: `covers(areas, area) -> truth`. */
    const char *doc; /**< What it gives, one sentence or more. */
    uint8_t reserved[32]; /**< Zero; room for later members. */
} locality_language_function;

/**
 * @brief Counts the functions and quantifiers of the language.
 * @return How many can be read with locality_language_function_at.
 */
LOCALITY_API size_t locality_language_function_count(void);
/**
 * @brief Describes a function or quantifier; functions come first.
 * @param[in] index Its number.
 * @return What it is, static; null where there is none.
 */
LOCALITY_API const locality_language_function *locality_language_function_at(size_t index);

#ifdef __cplusplus
}
#endif

#endif
