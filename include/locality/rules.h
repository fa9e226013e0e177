/**
 * @file rules.h
 * @brief Rules judged against a snapshot: verdicts that explain themselves.
 *
 * Rules are written in the language (docs/guide/language.md), loaded into a model as records of kind
 * rule, parameter and query, and judged by locality_check. Every rule gives one finding: pass, fail,
 * cannot decide (with what is missing) or not applicable (with the condition that excluded it).
 * Findings are immutable and own everything they show.
 */
#ifndef LOCALITY_RULES_H
#define LOCALITY_RULES_H

#include "locality/expr.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What a rule says of a snapshot, or of one case. */
enum locality_verdicts {
    LOCALITY_VERDICT_PASS = 0,          /**< Every case that applies holds. */
    LOCALITY_VERDICT_FAIL = 1,          /**< A case certainly does not hold. */
    LOCALITY_VERDICT_CANNOT_DECIDE = 2, /**< Something that is needed is missing or not exact. */
    LOCALITY_VERDICT_NOT_APPLICABLE = 3 /**< No case applies. */
};

/** How many verdicts there are. */
#define LOCALITY_VERDICTS 4

/**
 * @brief Names a verdict as documents and reports do: `pass`, `fail`, `cannot_decide`, `not_applicable`.
 * @param[in] verdict One of locality_verdicts.
 * @return A static word; "unknown" for a number that is no verdict.
 */
LOCALITY_API const char *locality_verdict_name(int32_t verdict);

/* ---- Loading ------------------------------------------------------------------------------ */

/**
 * @brief Reads a file of rules, parameters, switches, definitions and queries into a model; all of it or nothing.
 *
 * Every rule, query and definition is checked against the model's schema and against the parameters and
 * definitions of the file and of the model. Each becomes a record (rule, question, parameter, definition)
 * that holds its exact text, the file and the line. References to records are looked up later, when a snapshot is judged.
 * @param[in,out] model The model.
 * @param[in] text The file, need not end in NUL.
 * @param[in] length Bytes of text.
 * @param[in] file_name Name for messages and for the records; null for none.
 * @param[out] error Filled on failure, may be null; line and column are places in the file.
 * @return OK, INVALID, SYNTAX, TYPE, ENCODING, NOT_FOUND (kind, field, parameter), DUPLICATE (an id that
 *         stands already in the file or the model), CYCLE (definitions that use one another), OVERFLOW,
 *         LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_rules_load(locality_model *model, const char *text,
                                                 size_t length, const char *file_name,
                                                 locality_error *error);

/* ---- Native rules --------------------------------------------------------------------------- */

/** Where a native rule puts its cases; valid only during the call that it is handed to. */
typedef struct locality_sink locality_sink;

/**
 * @brief Adds a case to the finding of a native rule; what follows belongs to it.
 * @param[in,out] sink The sink.
 * @param[in] binding What the case is about, `post a`; null for none.
 * @param[in] verdict One of locality_verdicts.
 * @param[in] says What is said of it; null for none. Copied.
 * @param[in] arithmetic How it came about, lines of text; null for none. Copied.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, ENCODING, BUSY (outside the call of its rule) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_sink_case(locality_sink *sink, const char *binding,
                                                int32_t verdict, const char *says,
                                                const char *arithmetic, locality_error *error);
/**
 * @brief Adds a record that the last case rests on; the library reads value and source itself.
 * @param[in,out] sink The sink, to which a case was added.
 * @param[in] kind Name of the kind.
 * @param[in] id Id of the record.
 * @param[in] field Name of the field that was read; null for the record as such.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID (no case yet), NOT_FOUND, BUSY or NO_MEMORY.
 */
LOCALITY_API locality_status locality_sink_witness(locality_sink *sink, const char *kind,
                                                   const char *id, const char *field,
                                                   locality_error *error);
/**
 * @brief Names something that would have to be known for a decision.
 * @param[in,out] sink The sink.
 * @param[in] what The sentence a reader understands. Copied.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, ENCODING, BUSY or NO_MEMORY.
 */
LOCALITY_API locality_status locality_sink_missing(locality_sink *sink, const char *what,
                                                   locality_error *error);
/**
 * @brief Adds a warning that leaves the verdict alone.
 * @param[in,out] sink The sink.
 * @param[in] text The warning. Copied.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, ENCODING, BUSY or NO_MEMORY.
 */
LOCALITY_API locality_status locality_sink_warning(locality_sink *sink, const char *text,
                                                   locality_error *error);

/** A rule that the host judges itself; texts are copied into the finding. */
typedef struct locality_native_rule {
    uint32_t struct_size; /**< sizeof(locality_native_rule). */
    uint32_t reserved;    /**< Zero. */
    const char *id;       /**< Id, required, different from every other rule of the check. */
    const char *sentence; /**< The rule in one sentence, required. */
    const char *source;   /**< Document it comes from; may be null. */
    const char *section;  /**< Section of that document; may be null. */
    const char *strength; /**< must, should or conditional; null for must. */
    /**
     * Required. Judges the snapshot by pushing cases into the sink, on the calling thread. The sink may
     * not be kept. A status other than OK ends the check: status, code and text of its error pass
     * through; a number that is no status becomes LOCALITY_CALLBACK with the number as host_code.
     */
    locality_status (*judge)(void *self, const locality_snapshot *snapshot, locality_sink *sink,
                             locality_error *error);
    void *self; /**< Handed to judge. */
} locality_native_rule;

/** Starting value of a locality_native_rule. */
#define LOCALITY_NATIVE_RULE_INIT \
    { sizeof(locality_native_rule), 0, 0, 0, 0, 0, 0, 0, 0 }

/* ---- Checking ------------------------------------------------------------------------------- */

/** How locality_check is to work. */
typedef struct locality_check_options {
    uint32_t struct_size;  /**< sizeof(locality_check_options). */
    uint32_t reserved;     /**< Zero. */
    const char *structure; /**< Structure that a `for` over structures keeps to; null for all. */
    const locality_range *as_at; /**< The date asked about, in days; null where there is none. */
    const locality_setting
        *parameters;          /**< Parameters given by the caller; they override the model's. */
    size_t parameters_count;  /**< How many. */
    const char *const *rules; /**< Ids of the rules to judge; null for all. */
    size_t rules_count;       /**< How many. */
    const locality_native_rule *natives; /**< Rules of the host; judged after those of the model. */
    size_t natives_count;                /**< How many. */
    size_t max_cases;     /**< Most cases of a rule shown in detail; 0 for the default, 20. */
    size_t max_witnesses; /**< Most witnesses of a case kept; 0 for the default, 200. */
    uint64_t step_budget; /**< Most records one rule may touch; 0 for the default, 2^34. */
    /** Asked now and then on the calling thread; other than 0 stops the call. May be null. */
    int32_t (*cancel)(void *self);
    void *cancel_self; /**< Handed to cancel. */
} locality_check_options;

/** Starting value of a locality_check_options. */
#define LOCALITY_CHECK_OPTIONS_INIT \
    { sizeof(locality_check_options), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/** One case of a rule: one choice of records for its `for` variables. No text is null. */
typedef struct locality_case {
    const char *binding; /**< The records chosen, `s = structure proposed`; empty without `for`. */
    const char *says;    /**< What is said of a case that fails or cannot be decided; else empty. */
    const char *arithmetic;            /**< Both sides with the values put in, one step a line. */
    const locality_witness *witnesses; /**< The records looked at, with the values read. */
    size_t witnesses_count;            /**< How many are kept. */
    size_t witnesses_more;             /**< How many are not kept. */
    const locality_missing_input
        *missing;         /**< What would have to be known; empty unless undecided. */
    size_t missing_count; /**< How many are kept. */
    size_t missing_more;  /**< How many are not kept. */
    int32_t verdict;      /**< One of locality_verdicts. */
    int32_t reserved;     /**< Zero. */
    uint8_t room[32];     /**< Zero; room for later members. */
} locality_case;

/** A parameter that a rule used. No text is null. */
typedef struct locality_used_parameter {
    const char *name;      /**< Its name. */
    const char *sentence;  /**< What it is, in words. */
    const char *type;      /**< Type of the value. */
    const char *value;     /**< The value as a reader sees it; `not given` where there is none. */
    const char *unit;      /**< Unit in words; may be empty. */
    const char *status;    /**< verified, secondary, unverified, stated or assumed; may be empty. */
    const char *citation;  /**< Where it comes from; may be empty. */
    const char *window;    /**< Days on which the value holds; may be empty. */
    int32_t is_overridden; /**< 1 where the caller of the check gave the value. */
    int32_t is_switch;     /**< 1 where it chooses between readings of a rule. */
    uint8_t reserved[32];  /**< Zero; room for later members. */
} locality_used_parameter;

/** What a rule says of the snapshot. No text is null. */
typedef struct locality_finding {
    const char *rule;       /**< Id of the rule. */
    const char *sentence;   /**< The rule in one sentence. */
    const char *source;     /**< Document the rule comes from. */
    const char *section;    /**< Section of that document. */
    const char *strength;   /**< must, should or conditional. */
    const char *basis;      /**< stated, inferred or user. */
    const char *summary;    /**< The finding in one sentence. */
    const char *arithmetic; /**< How the deciding case came about, one step a line. */
    const char *condition; /**< The condition that excluded cases, as written; empty if none did. */
    const char *remedy;    /**< What could be done; empty unless the rule fails. */
    const char
        *text; /**< The rule in the language, and behind it the definitions it uses; empty for a
                           native rule. */
    const char *file;                  /**< File the rule was read from; may be empty. */
    uint64_t line;                     /**< Line in that file; 0 where there is none. */
    int32_t verdict;                   /**< One of locality_verdicts. */
    int32_t is_native;                 /**< 1 for a rule of the host. */
    uint64_t cases[LOCALITY_VERDICTS]; /**< How many cases have each verdict; always complete. */
    const locality_case *
        details; /**< Cases in detail: those that fail first, then undecided, pass, not applicable. */
    size_t details_count;              /**< How many. */
    const locality_witness *witnesses; /**< Witnesses of the deciding case. */
    size_t witnesses_count;            /**< How many are kept. */
    size_t witnesses_more;             /**< How many are not kept. */
    const locality_used_parameter
        *parameters;         /**< Parameters the rule uses, in the order of its text. */
    size_t parameters_count; /**< How many. */
    const locality_missing_input
        *missing;                /**< What would have to be known, over all cases in detail. */
    size_t missing_count;        /**< How many are kept. */
    size_t missing_more;         /**< How many are not kept. */
    const char *const *warnings; /**< Warnings that leave the verdict alone. */
    size_t warnings_count;       /**< How many. */
    uint8_t reserved[64];        /**< Zero; room for later members. */
} locality_finding;

/** The findings of one check. */
typedef struct locality_findings locality_findings;

/**
 * @brief Judges a snapshot by the rules it holds and by the host's own.
 *
 * Any number of threads may check one snapshot at the same time. Rules come in the order of their
 * files, then natural order of ids (COV-2 before COV-10), native rules last in the order given.
 * @param[in] snapshot The snapshot.
 * @param[in] options How to work; null for the defaults.
 * @param[out] out The findings; free with locality_findings_free.
 * @param[out] error Filled on failure, may be null; id is the rule, line and column are places in its file.
 * @return OK, INVALID, NOT_FOUND (a rule, structure, parameter, or a record that a rule names, with the
 *         nearest), AMBIGUOUS, SYNTAX or TYPE (a rule record that was not loaded from a file, a parameter
 *         value), DUPLICATE (a native rule), LIMIT (step budget), CANCELLED, CALLBACK or NO_MEMORY.
 */
LOCALITY_API locality_status locality_check(const locality_snapshot *snapshot,
                                            const locality_check_options *options,
                                            locality_findings **out, locality_error *error);
/**
 * @brief Frees findings.
 * @param[in] findings Findings or null.
 */
LOCALITY_API void locality_findings_free(locality_findings *findings);
/**
 * @brief Counts the findings, one a rule.
 * @param[in] findings Findings.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_findings_count(const locality_findings *findings);
/**
 * @brief Gives one finding.
 * @param[in] findings Findings.
 * @param[in] index Number of the finding.
 * @return The finding, borrowed; null where there is none.
 */
LOCALITY_API const locality_finding *locality_findings_at(const locality_findings *findings,
                                                          size_t index);
/**
 * @brief Finds the finding of a rule.
 * @param[in] findings Findings.
 * @param[in] rule Id of the rule.
 * @return The finding, borrowed; null where there is none.
 */
LOCALITY_API const locality_finding *locality_findings_find(const locality_findings *findings,
                                                            const char *rule);
/**
 * @brief Counts the findings that have a verdict.
 * @param[in] findings Findings.
 * @param[in] verdict One of locality_verdicts.
 * @return How many.
 */
LOCALITY_API size_t locality_findings_with(const locality_findings *findings, int32_t verdict);

/* ---- Queries -------------------------------------------------------------------------------- */

/**
 * @brief Runs a query that was loaded with the rules. The queries are the records of kind query.
 * @param[in] snapshot The snapshot.
 * @param[in] id Id of the query.
 * @param[in] options How to work; null for the defaults.
 * @param[out] out The answer; free with locality_answer_free.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_query, and NOT_FOUND where there is no such query.
 */
LOCALITY_API locality_status locality_query_run(const locality_snapshot *snapshot, const char *id,
                                                const locality_query_options *options,
                                                locality_answer **out, locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
