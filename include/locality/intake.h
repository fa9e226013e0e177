/**
 * @file intake.h
 * @brief Tables as councils publish them, read into a model: bytes in, records out, every problem told.
 *
 * A *map* is a small text that says what a table means: which heading gives which field, which words
 * mean that nothing is stated, which rows make which records. Maps for tables that many bodies
 * publish come with the library (locality_intake_map_text); a council writes its own in a few lines
 * and needs no code. What is sound is imported; what is not is left out, counted and listed with row,
 * column and heading; nothing is ever repaired silently.
 *
 * The bytes come in pieces of any size: nothing here reads files. A row is counted as a spreadsheet
 * shows it: the heading is row 1 unless the map says that others stand above it.
 */
#ifndef LOCALITY_INTAKE_H
#define LOCALITY_INTAKE_H

#include "locality/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One import under way. Used by one thread at a time. */
typedef struct locality_intake locality_intake;
/** What an import came to: immutable, owns its texts, lives on when model and import are gone. */
typedef struct locality_intake_report locality_intake_report;

/* ---- Maps --------------------------------------------------------------------------------- */

/**
 * @brief Counts the maps that come with the library.
 * @return How many; they are in the order of the alphabet.
 */
LOCALITY_API size_t locality_intake_maps(void);
/**
 * @brief Names a map that comes with the library, for example "uk-organogram-senior".
 * @param[in] index From 0.
 * @return Static text; null where there is no such map.
 */
LOCALITY_API const char *locality_intake_map_name(size_t index);
/**
 * @brief Gives the text of a map that comes with the library, to be used or to start from.
 * @param[in] name Name of the map.
 * @return Static text; null where there is no such map.
 */
LOCALITY_API const char *locality_intake_map_text(const char *name);
/**
 * @brief Checks the text of a map without a table: its grammar, and every kind and field it names.
 * @param[in] schema The schema, null for the library's own table.
 * @param[in] map Text of the map, need not end in NUL.
 * @param[in] length Bytes of map.
 * @param[out] error Filled on failure, may be null; line and column are places in the map.
 * @return OK, INVALID, SYNTAX, NOT_FOUND (kind, field, column; with the nearest names), TYPE,
 *         DUPLICATE, ENCODING or NO_MEMORY.
 */
LOCALITY_API locality_status locality_intake_check_map(const locality_schema *schema,
                                                       const char *map, size_t length,
                                                       locality_error *error);

/* ---- Importing ---------------------------------------------------------------------------- */

/** How a table is imported. */
typedef struct locality_intake_options {
    uint32_t struct_size;  /**< sizeof(locality_intake_options). */
    uint32_t reserved;     /**< Zero. */
    const char *label;     /**< What records name as their source, a file name; null for none. */
    const char *structure; /**< Id of the structure that posts go into; null for the map's own. */
    const locality_range *as_at; /**< What `{as-at}` of a map stands for, in days; may be null. */
    const locality_allocator *allocator; /**< Memory functions; null for malloc. */
    uint64_t max_row_bytes;              /**< Longest row; 0 for LOCALITY_INTAKE_MAX_ROW. */
    size_t max_problems; /**< Most problems listed; 0 for LOCALITY_INTAKE_MAX_PROBLEMS. */
    /** Asked now and then on the calling thread; other than 0 stops the import. May be null. */
    int32_t (*cancel)(void *self);
    /** Told now and then how many rows and bytes have been read. May be null. */
    void (*progress)(void *self, uint64_t rows, uint64_t bytes);
    void *self; /**< Handed to cancel and progress; they may not use the import or the model. */
    /**
     * Put before the ids of the records that are the table's own, so that two versions of one table go
     * into one model, as "proposed/"; null for none. A table's own are the records of kinds of which
     * the map makes one a row, or makes one that names its structure; what it makes `once` without a
     * structure (grades, areas, bodies) is shared by all tables. References to the own kinds, and to
     * posts, units and roles of other tables, get it as well; `origin` and the `subject` of a change
     * lead to other versions and are written in full. No blank or control character may stand in it.
     */
    const char *prefix;
} locality_intake_options;

/** Starting value of a locality_intake_options. */
#define LOCALITY_INTAKE_OPTIONS_INIT \
    { sizeof(locality_intake_options), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }
/** Longest row in bytes unless the options say otherwise: 16 MiB. */
#define LOCALITY_INTAKE_MAX_ROW (UINT64_C(16) << 20)
/** Problems listed unless the options say otherwise; all are counted. */
#define LOCALITY_INTAKE_MAX_PROBLEMS 1000

/**
 * @brief Begins the import of one table into a model.
 *
 * Until locality_intake_finish or locality_intake_free the model belongs to the import: the caller
 * leaves it alone, and takes no snapshot of it. Finishing keeps what was imported; freeing without
 * having finished, or any failure, leaves the model as it was before.
 * @param[in,out] model The model; must outlive the import.
 * @param[in] map Text of the map, need not end in NUL; not needed after the call.
 * @param[in] length Bytes of map.
 * @param[in] options How; null for the defaults.
 * @param[out] out The import; free with locality_intake_free.
 * @param[out] error Filled on failure, may be null; line and column are places in the map.
 * @return As locality_intake_check_map, and LIMIT (a limit above 2^31 - 2 bytes).
 */
LOCALITY_API locality_status locality_intake_new(locality_model *model, const char *map,
                                                 size_t length,
                                                 const locality_intake_options *options,
                                                 locality_intake **out, locality_error *error);
/**
 * @brief Takes the next bytes of the table. How the bytes are cut does not show in the result.
 *
 * After a failure the import has ended, the model is as it was, and only locality_intake_free is left.
 * @param[in,out] intake The import.
 * @param[in] bytes The bytes; not needed after the call.
 * @param[in] length How many, may be 0.
 * @param[out] error Filled on failure, may be null; line and column are places in the table.
 * @return OK; INVALID (also after a failure); ENCODING (UTF-16); NOT_FOUND (the table lacks a heading
 *         that the map needs); DUPLICATE (a heading given twice); LIMIT (a row too long or too wide);
 *         CANCELLED; NO_MEMORY.
 */
LOCALITY_API locality_status locality_intake_push(locality_intake *intake, const void *bytes,
                                                  size_t length, locality_error *error);
/**
 * @brief Ends the table: reads its last row, follows every reference, and keeps the records.
 *
 * A reference that names no record of the model is a problem; the field is then missing.
 * @param[in,out] intake The import; only locality_intake_free is left afterwards.
 * @param[out] report What it came to; free with locality_intake_report_free.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_intake_push, and SYNTAX (no heading at all).
 */
LOCALITY_API locality_status locality_intake_finish(locality_intake *intake,
                                                    locality_intake_report **report,
                                                    locality_error *error);
/**
 * @brief Frees an import; one that was not finished leaves the model as it was before.
 * @param[in] intake An import or null.
 */
LOCALITY_API void locality_intake_free(locality_intake *intake);
/**
 * @brief Imports a table that lies whole in memory: new, push, finish and free in one call.
 * @param[in,out] model The model.
 * @param[in] map Text of the map, need not end in NUL.
 * @param[in] map_length Bytes of map.
 * @param[in] bytes The table.
 * @param[in] length Bytes of the table.
 * @param[in] options How; null for the defaults.
 * @param[out] report What it came to; free with locality_intake_report_free.
 * @param[out] error Filled on failure, may be null; line and column are places in the map or table,
 *         as the message says.
 * @return As the calls it is made of.
 */
LOCALITY_API locality_status locality_intake_read(
    locality_model *model, const char *map, size_t map_length, const void *bytes, size_t length,
    const locality_intake_options *options, locality_intake_report **report, locality_error *error);

/* ---- Reports ------------------------------------------------------------------------------ */

/** How much a problem matters. */
enum locality_intake_severities {
    LOCALITY_INTAKE_NOTE = 0,    /**< Nothing was lost. */
    LOCALITY_INTAKE_WARNING = 1, /**< Imported, but doubtful. */
    LOCALITY_INTAKE_ERROR = 2    /**< Something was not imported. */
};

/** What can be wrong. */
enum locality_intake_faults {
    LOCALITY_INTAKE_HEADING = 0,   /**< A heading that the map does not cover. */
    LOCALITY_INTAKE_QUOTES = 1,    /**< Quotation marks where none may stand, or unclosed. */
    LOCALITY_INTAKE_CELLS = 2,     /**< A row with more or fewer cells than the heading. */
    LOCALITY_INTAKE_ENCODING = 3,  /**< Bytes that are not UTF-8, or NUL. */
    LOCALITY_INTAKE_MANGLED = 4,   /**< A replacement character U+FFFD: a letter was lost before. */
    LOCALITY_INTAKE_VALUE = 5,     /**< A cell that cannot be read as what it should be. */
    LOCALITY_INTAKE_ORDER = 6,     /**< A value that should not exceed another, and does. */
    LOCALITY_INTAKE_ID = 7,        /**< A row that does not say what its record is called. */
    LOCALITY_INTAKE_REPEATED = 8,  /**< A second record under the same id. */
    LOCALITY_INTAKE_DIFFERENT = 9, /**< A record given again, and differently. */
    LOCALITY_INTAKE_DANGLING = 10  /**< A reference to a record that is not there. */
};

/** One problem. Texts are never null and live as long as the report. */
typedef struct locality_intake_problem {
    int32_t fault;    /**< One of locality_intake_faults. */
    int32_t severity; /**< One of locality_intake_severities. */
    uint64_t row;     /**< Row as a spreadsheet shows it, from 1; 0 where there is none. */
    uint64_t line;    /**< Line of the file where the row begins, from 1; 0 where there is none. */
    uint64_t column;  /**< Column from 1; 0 where there is none. */
    const char *heading; /**< Heading of the column, or empty. */
    const char *value;   /**< The cell as it stands, cut after 120 bytes, or empty. */
    const char *kind;    /**< Kind of the record concerned, or empty. */
    const char *id;      /**< Id of the record concerned, or empty. */
    const char *message; /**< The problem in plain words. */
} locality_intake_problem;

/** What a count of a report counts. */
enum locality_intake_counts {
    LOCALITY_INTAKE_ROWS = 0,    /**< Rows under the heading; `name` is empty. */
    LOCALITY_INTAKE_MADE = 1,    /**< Records imported; `name` is the kind. */
    LOCALITY_INTAKE_STOOD = 2,   /**< Records that the model had already; `name` is the kind. */
    LOCALITY_INTAKE_REFUSED = 3, /**< Records not imported; `name` is the kind. */
    LOCALITY_INTAKE_SKIPPED = 4, /**< Rows skipped; `name` is the reason. */
    LOCALITY_INTAKE_BROKEN = 5,  /**< Rows that could not be read at all; `name` is empty. */
    LOCALITY_INTAKE_TALLY = 6,   /**< Rows with a word the map counts; `name` is `heading: word`. */
    LOCALITY_INTAKE_PROBLEMS = 7, /**< Problems; `name` is locality_intake_fault_name. */
    LOCALITY_INTAKE_MISSING = 8,  /**< Cells that state nothing; `name` is the heading. */
    LOCALITY_INTAKE_UNMAPPED = 9 /**< Columns that the map leaves out knowingly; `name` is empty. */
};

/** One count of a report. */
typedef struct locality_intake_count {
    int32_t what;     /**< One of locality_intake_counts. */
    int32_t fault;    /**< PROBLEMS: one of locality_intake_faults; else 0. */
    const char *name; /**< What was counted; never null. */
    uint64_t count;   /**< How many; 0 only for what always has a line. */
} locality_intake_count;

/**
 * @brief Names a fault, for example "repeated".
 * @param[in] fault One of locality_intake_faults.
 * @return A static lower-case word; "unknown" for a number that is none.
 */
LOCALITY_API const char *locality_intake_fault_name(int32_t fault);
/**
 * @brief Counts the counts of a report.
 * @param[in] report A report.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_intake_report_counts(const locality_intake_report *report);
/**
 * @brief Gives one count: of rows first, then in the order of locality_intake_counts.
 * @param[in] report A report.
 * @param[in] index From 0.
 * @return The count, borrowed; null where there is none.
 */
LOCALITY_API const locality_intake_count *
locality_intake_report_count_at(const locality_intake_report *report, size_t index);
/**
 * @brief Adds up the counts of one sort.
 * @param[in] report A report.
 * @param[in] what One of locality_intake_counts.
 * @param[in] name Only the count of this name; null for all.
 * @return The sum; 0 for null.
 */
LOCALITY_API uint64_t locality_intake_report_sum(const locality_intake_report *report, int32_t what,
                                                 const char *name);
/**
 * @brief Counts the problems that are listed, at most as many as the options allow.
 * @param[in] report A report.
 * @return How many; 0 for null. All there were: locality_intake_report_sum of PROBLEMS.
 */
LOCALITY_API size_t locality_intake_report_problems(const locality_intake_report *report);
/**
 * @brief Gives one problem; they are in the order of rows, then columns.
 * @param[in] report A report.
 * @param[in] index From 0.
 * @return The problem, borrowed; null where there is none.
 */
LOCALITY_API const locality_intake_problem *
locality_intake_report_problem_at(const locality_intake_report *report, size_t index);
/**
 * @brief Tells how bad the worst problem is, listed or not.
 * @param[in] report A report.
 * @return One of locality_intake_severities; NOTE where there is no problem.
 */
LOCALITY_API int32_t locality_intake_report_worst(const locality_intake_report *report);
/**
 * @brief Frees a report.
 * @param[in] report A report or null.
 */
LOCALITY_API void locality_intake_report_free(locality_intake_report *report);

#ifdef __cplusplus
}
#endif

#endif
