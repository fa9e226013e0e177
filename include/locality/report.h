/**
 * @file report.h
 * @brief Reports as text, Markdown, CSV or JSON, pushed into an output of the host.
 *
 * A report is made from a snapshot or from a result and handed out in pieces as it is written; the
 * library keeps nothing of it. Every report reads well without colour and aloud: no meaning is in a
 * colour or in a drawing. People are shown by post or initials only.
 */
#ifndef LOCALITY_REPORT_H
#define LOCALITY_REPORT_H

#include "locality/accountability.h"
#include "locality/plans.h"
#include "locality/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Where a report goes, and how it is written --------------------------------------------- */

/** What a piece of text means, for a host that shows it in a colour or a weight of its own. */
enum locality_tones {
    LOCALITY_TONE_PLAIN = 0,   /**< Ordinary text. */
    LOCALITY_TONE_HEADING = 1, /**< A title or the heading of a column. */
    LOCALITY_TONE_GOOD = 2,    /**< Something that holds. */
    LOCALITY_TONE_BAD = 3,     /**< Something that fails. */
    LOCALITY_TONE_DOUBT = 4,   /**< Something undecided, missing or to be looked at. */
    LOCALITY_TONE_QUIET = 5    /**< Something of less weight. */
};

/**
 * @brief Where a report is pushed, piece by piece, on the calling thread.
 *
 * A callback may not call back into the object that is being reported.
 */
typedef struct locality_output {
    uint32_t struct_size; /**< sizeof(locality_output). */
    uint32_t reserved;    /**< Zero. */
    void *self;           /**< Handed to each function. */
    /** Required. Takes the next bytes (UTF-8, never 0 of them); other than 0 ends the report. */
    int32_t (*write)(void *self, const char *bytes, size_t length);
    /** Optional. The bytes that follow have this tone until it is called again; TEXT format only. */
    void (*tone)(void *self, int32_t tone);
} locality_output;

/** Starting value of a locality_output. */
#define LOCALITY_OUTPUT_INIT \
    { sizeof(locality_output), 0, 0, 0, 0 }

/** The forms in which a report can be written. */
enum locality_formats {
    LOCALITY_FORMAT_TEXT = 0,     /**< Plain text that fits a width. */
    LOCALITY_FORMAT_MARKDOWN = 1, /**< Markdown with tables. */
    LOCALITY_FORMAT_CSV = 2,      /**< CSV as RFC 4180 says: the tables of the report alone. */
    LOCALITY_FORMAT_JSON = 3      /**< A JSON object: the tables as arrays of objects, and notes. */
};

/** How a report is to be written. */
typedef struct locality_report_options {
    uint32_t struct_size;        /**< sizeof(locality_report_options). */
    uint32_t reserved;           /**< Zero. */
    int32_t format;              /**< One of locality_formats. */
    uint32_t width;              /**< Columns that TEXT may take; 0 for 80, least 20. */
    const locality_range *as_at; /**< The date asked about, in days; null where there is none. */
    const locality_allocator *allocator; /**< Memory while it is written; null for malloc. */
    /** A sentence for the end of the report (text and Markdown, a note in JSON), for example what was
     * withheld of it; null for none. */
    const char *notice;
} locality_report_options;

/** Starting value of a locality_report_options. */
#define LOCALITY_REPORT_OPTIONS_INIT \
    { sizeof(locality_report_options), 0, 0, 0, 0, 0, 0 }

/* ---- Tables --------------------------------------------------------------------------------- */

/** Rows of text cells under headings; filled row by row, then written in any format. */
typedef struct locality_table locality_table;

/** On which side the cells of a column stand. */
enum locality_table_alignments {
    LOCALITY_ALIGN_LEFT = 0, /**< Words. */
    LOCALITY_ALIGN_RIGHT = 1 /**< Numbers. */
};

/**
 * @brief Makes an empty table.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] out The table; free with locality_table_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NO_MEMORY.
 */
LOCALITY_API locality_status locality_table_new(const locality_allocator *allocator,
                                                locality_table **out, locality_error *error);
/**
 * @brief Frees a table.
 * @param[in] table A table or null.
 */
LOCALITY_API void locality_table_free(locality_table *table);
/**
 * @brief Adds a column to the right; only before the first cell.
 * @param[in,out] table The table.
 * @param[in] key Name of the column in JSON and CSV; unique in the table.
 * @param[in] heading Its heading for a reader; null for the key.
 * @param[in] alignment One of locality_table_alignments.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID (also once a cell stands), DUPLICATE, ENCODING or NO_MEMORY.
 */
LOCALITY_API locality_status locality_table_add_column(locality_table *table, const char *key,
                                                       const char *heading, int32_t alignment,
                                                       locality_error *error);
/**
 * @brief Adds the next cell: rows fill from left to right.
 * @param[in,out] table The table, with at least one column.
 * @param[in] text The text, copied; line ends break lines; null for an empty cell.
 * @param[in] tone One of locality_tones.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, ENCODING or NO_MEMORY.
 */
LOCALITY_API locality_status locality_table_add_cell(locality_table *table, const char *text,
                                                     int32_t tone, locality_error *error);
/**
 * @brief Counts the columns.
 * @param[in] table A table.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_table_columns(const locality_table *table);
/**
 * @brief Counts the rows, one that is not full yet included.
 * @param[in] table A table.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_table_rows(const locality_table *table);
/**
 * @brief Reads a cell back.
 * @param[in] table A table.
 * @param[in] row Row, from 0.
 * @param[in] column Column, from 0.
 * @return Its text, borrowed; empty where there is none.
 */
LOCALITY_API const char *locality_table_cell(const locality_table *table, size_t row,
                                             size_t column);
/**
 * @brief Writes a table.
 *
 * TEXT fits the width: cells wrap between words, words longer than their column break; where even
 * that does not fit, each row is written as a list of headings and values. CSV has the keys as its
 * first line and CRLF at line ends. JSON is an array of objects. Linear in the text.
 * @param[in] table The table; an unfinished row counts as filled with empty cells.
 * @param[in] options Format, width and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null; carries the output's code.
 * @return OK, INVALID, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_table_write(const locality_table *table,
                                                  const locality_report_options *options,
                                                  const locality_output *output,
                                                  locality_error *error);

/* ---- Findings ------------------------------------------------------------------------------- */

/**
 * @brief Reports what the rules say: how many have each verdict, then a line for each rule.
 *
 * JSON holds each finding complete, with cases, witnesses, parameters and what is missing.
 * @param[in] findings The findings.
 * @param[in] title First line of the report, for example the title of the paper; null for a plain one.
 * @param[in] options Format, width and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null; carries the output's code.
 * @return OK, INVALID, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_report_findings(const locality_findings *findings,
                                                      const char *title,
                                                      const locality_report_options *options,
                                                      const locality_output *output,
                                                      locality_error *error);
/**
 * @brief Explains one finding: verdict, arithmetic, records, parameters, what is missing, remedy, rule.
 * @param[in] finding The finding.
 * @param[in] options Format, width and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null; carries the output's code.
 * @return OK, INVALID, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_report_finding(const locality_finding *finding,
                                                     const locality_report_options *options,
                                                     const locality_output *output,
                                                     locality_error *error);

/**
 * @brief Reports an answer: a table as it is, one value in a line; then what would have to be known.
 * @param[in] answer The answer.
 * @param[in] title First line of the report, for example the question; null for the value alone.
 * @param[in] explain 1 to add the arithmetic and the records the answer rests on.
 * @param[in] options Format, width and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null; carries the output's code.
 * @return OK, INVALID, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_report_answer(const locality_answer *answer,
                                                    const char *title, int32_t explain,
                                                    const locality_report_options *options,
                                                    const locality_output *output,
                                                    locality_error *error);

/* ---- Records and structures ------------------------------------------------------------------ */

/**
 * @brief Reports one record: every field that is known, and the records that name it.
 *
 * A person is shown without name.
 * @param[in] snapshot The snapshot.
 * @param[in] kind Name of the kind.
 * @param[in] name Id, name or alias of the record.
 * @param[in] options Format, width and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND, AMBIGUOUS, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_report_record(const locality_snapshot *snapshot,
                                                    const char *kind, const char *name,
                                                    const locality_report_options *options,
                                                    const locality_output *output,
                                                    locality_error *error);

/**
 * @brief Reports a structure version as a tree of posts by line of report.
 *
 * Each line has title, number of posts, place and how the line is known; then the totals. Posts whose
 * line is not known, and posts on a circle, stand apart with the reason.
 * @param[in] snapshot The snapshot.
 * @param[in] structure Id, name or alias of the structure.
 * @param[in] options Format, width and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND, AMBIGUOUS, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_report_structure(const locality_snapshot *snapshot,
                                                       const char *structure,
                                                       const locality_report_options *options,
                                                       const locality_output *output,
                                                       locality_error *error);
/**
 * @brief Reports two structure versions side by side: FTE, posts, units, sites, with the differences.
 *
 * What a version does not state is "unknown", never 0.
 * @param[in] snapshot The snapshot.
 * @param[in] before Id, name or alias of the first structure.
 * @param[in] after Id, name or alias of the second structure.
 * @param[in] options Format, width and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND, AMBIGUOUS, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_report_before_after(const locality_snapshot *snapshot,
                                                          const char *before, const char *after,
                                                          const locality_report_options *options,
                                                          const locality_output *output,
                                                          locality_error *error);

/* ---- Places ---------------------------------------------------------------------------------- */

/**
 * @brief Reports a locality on a sheet: leads and other roles (holder or "vacant"), posts, services,
 *        contacts, sites and hubs, needs, and what is missing of the profile.
 *
 * With `as_at` in the options only allocations that hold on that date are shown.
 * @param[in] snapshot The snapshot.
 * @param[in] area Id, name or alias of the area.
 * @param[in] options Format, width, date and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND, AMBIGUOUS, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_report_sheet(const locality_snapshot *snapshot,
                                                   const char *area,
                                                   const locality_report_options *options,
                                                   const locality_output *output,
                                                   locality_error *error);
/**
 * @brief Reports which places have which themes, services or streams, with gaps and deliberate nones.
 *
 * The rows are the places that posts, provisions or streams of the question name. With `as_at` in the options
 * they are the places as they are on that date, merged and split.
 * @param[in] snapshot The snapshot.
 * @param[in] columns `themes`, `services` or `streams`.
 * @param[in] structure Id, name or alias of the structure version; null for all records.
 * @param[in] options Format, width and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND, AMBIGUOUS, LIMIT, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_report_matrix(const locality_snapshot *snapshot,
                                                    const char *columns, const char *structure,
                                                    const locality_report_options *options,
                                                    const locality_output *output,
                                                    locality_error *error);

/**
 * @brief Reports who is accountable: the place, the post, why, the line above it, whether it certainly
 *        holds; posts with the same claim; where nobody is recorded, what was looked at.
 *
 * CSV and JSON have ids, grounds and levels in columns of their own.
 * @param[in] accountable The answer.
 * @param[in] options Format, width and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null; carries the output's code.
 * @return OK, INVALID, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_report_accountability(const locality_accountable *accountable,
                                                            const locality_report_options *options,
                                                            const locality_output *output,
                                                            locality_error *error);

/**
 * @brief Reports a placement: each place with its holder, or with all who could hold it as well; then the
 *        sentences of the answer.
 *
 * CSV and JSON have ids.
 * @param[in] placement The answer.
 * @param[in] options Format, width and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null; carries the output's code.
 * @return OK, INVALID, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_report_placement(const locality_placement *placement,
                                                       const locality_report_options *options,
                                                       const locality_output *output,
                                                       locality_error *error);
/**
 * @brief Reports why a candidate has a place, or has it not: sentences, and what they rest on.
 * @param[in] item The explanation.
 * @param[in] options Format, width and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null; carries the output's code.
 * @return OK, INVALID, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_report_placement_case(const locality_placement_case *item,
                                                            const locality_report_options *options,
                                                            const locality_output *output,
                                                            locality_error *error);
/**
 * @brief Reports other plans than the answer, each by who takes and who leaves which place: the next
 *        best, and where plans are as good the one that differs most.
 * @param[in] placement A placement with a proved plan.
 * @param[in] most Most of the next best, 1 or more.
 * @param[in] options Format, width and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null; carries the output's code.
 * @return OK, INVALID, NOT_FOUND (no proved plan), OVERFLOW, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_report_placement_alternatives(
    const locality_placement *placement, size_t most, const locality_report_options *options,
    const locality_output *output, locality_error *error);
/**
 * @brief Reports plans that are as good as the answer and differ most from it and from one another, each by
 *        who takes and who leaves which place.
 * @param[in] placement A placement with a proved plan.
 * @param[in] most Most of them, 1 or more.
 * @param[in] options Format, width and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null; carries the output's code.
 * @return As locality_report_placement_alternatives.
 */
LOCALITY_API locality_status locality_report_placement_most_different(
    const locality_placement *placement, size_t most, const locality_report_options *options,
    const locality_output *output, locality_error *error);
/**
 * @brief Reports all that one candidate could have: how it stands with each place, at what price, and what is
 *        not met; where it has none, who competes with it for what.
 * @param[in] placement A placement.
 * @param[in] candidate Number of the candidate.
 * @param[in] options Format, width and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null; carries the output's code.
 * @return OK, INVALID, NOT_FOUND (no such candidate), OVERFLOW, CALLBACK (the output refused) or
 *         NO_MEMORY.
 */
LOCALITY_API locality_status locality_report_placement_person(
    const locality_placement *placement, size_t candidate, const locality_report_options *options,
    const locality_output *output, locality_error *error);
/**
 * @brief Reports what stands in the way of a plan or a rota: every conflict and every way out, lightest first,
 *        then the sentences.
 * @param[in] conflicts The conflicts.
 * @param[in] options Format, width and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null; carries the output's code.
 * @return OK, INVALID, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_report_placement_conflicts(
    const locality_placement_conflicts *conflicts, const locality_report_options *options,
    const locality_output *output, locality_error *error);
/**
 * @brief Reports how another plan differs: the places that are held otherwise, what both come to, then the
 *        sentences. CSV has the places alone.
 * @param[in] placement The placement that was compared.
 * @param[in] difference The difference.
 * @param[in] options Format, width and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null; carries the output's code.
 * @return OK, INVALID, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_report_placement_difference(
    const locality_placement *placement, const locality_placement_difference *difference,
    const locality_report_options *options, const locality_output *output, locality_error *error);
/**
 * @brief Reports a rota: who holds each place from when to when, the days covered, and the sentences.
 *
 * CSV has the spells alone; CSV and JSON have ids and days as documents have them.
 * @param[in] rota The rota.
 * @param[in] options Format, width and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null; carries the output's code.
 * @return OK, INVALID, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_report_placement_rota(const locality_placement_rota *rota,
                                                            const locality_report_options *options,
                                                            const locality_output *output,
                                                            locality_error *error);

/* ---- Charts ----------------------------------------------------------------------------------- */

/**
 * @brief Draws a structure version by its lines of report, as text in the language DOT for Graphviz.
 *
 * The first two lines are remarks (`// ...`): what the chart shows, and in numbers what there is to see.
 * Lines as printed are solid, inferred ones dashed, those of which it is not said how they are known
 * dotted, with a legend; posts whose line is not known, and posts on a circle, stand in frames. Above 300
 * records posts that lead nobody share a box with those of the same manager, and of levels that would
 * bring more than 1,500 boxes only the number is said. The format and width of the options are not
 * used. Linear in the posts.
 * @param[in] snapshot The snapshot.
 * @param[in] structure Id, name or alias of the structure.
 * @param[in] options Memory and notice; null for the usual ones.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND, AMBIGUOUS, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_chart_structure(const locality_snapshot *snapshot,
                                                      const char *structure,
                                                      const locality_report_options *options,
                                                      const locality_output *output,
                                                      locality_error *error);
/**
 * @brief Draws the places of a coverage matrix as the hierarchy they form, each with what it has and lacks,
 *        as text in the language DOT for Graphviz.
 *
 * What is said by a colour is said in words as well: gaps are written out and have a thick border, what is
 * planned or not known a dashed one. The first two lines are remarks, as for a structure.
 * @param[in] snapshot The snapshot.
 * @param[in] columns `themes`, `services` or `streams`.
 * @param[in] structure Id, name or alias of the structure version; null for all records.
 * @param[in] options Date, memory and notice; null for the usual ones.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND, AMBIGUOUS, LIMIT, CALLBACK (the output refused) or NO_MEMORY.
 */
LOCALITY_API locality_status locality_chart_matrix(const locality_snapshot *snapshot,
                                                   const char *columns, const char *structure,
                                                   const locality_report_options *options,
                                                   const locality_output *output,
                                                   locality_error *error);

/* ---- Registers of a paper --------------------------------------------------------------------- */

/** The registers that can be reported. */
enum locality_registers {
    LOCALITY_REGISTER_FIGURES = 0, /**< Published figures: unit, period, qualifier, section. */
    LOCALITY_REGISTER_RECONCILIATION = 1, /**< Figures with a `check`: printed against computed. */
    LOCALITY_REGISTER_AMBIGUITIES = 2, /**< What can be read in several ways, with the readings. */
    LOCALITY_REGISTER_BLANKS =
        3, /**< What is left open: notes, and fields that only some records give. */
    LOCALITY_REGISTER_MISSING = 4,  /**< Missing material and gaps in the numbering of sections. */
    LOCALITY_REGISTER_NAMES = 5,    /**< Records that go by several names. */
    LOCALITY_REGISTER_PLACES = 6,   /**< Areas that end, what outlives them, successors, codes. */
    LOCALITY_REGISTER_WEEKDAYS = 7, /**< Dates on a Saturday or Sunday, and printed weekdays. */
    LOCALITY_REGISTER_NOTES = 8 /**< Cautions, assumptions, anomalies and remarks that are noted. */
};

/**
 * @brief Reports a register of the paper.
 * @param[in] snapshot The snapshot.
 * @param[in] number One of locality_registers.
 * @param[in] options Format, width, date and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null; for a `check` that cannot be read it names the figure.
 * @return OK, INVALID, CALLBACK (the output refused) or NO_MEMORY; as locality_query for a `check`.
 */
LOCALITY_API locality_status locality_report_register(const locality_snapshot *snapshot,
                                                      int32_t number,
                                                      const locality_report_options *options,
                                                      const locality_output *output,
                                                      locality_error *error);

/**
 * @brief Reports a document on one screen: verdicts, the rules that fail or warn, and what it holds.
 *
 * TEXT keeps each rule to one line of the width, cut with `...`, and shows 15 of them; the other formats
 * have all in full. The queries of the document are run to count those that are answered.
 * @param[in] snapshot The snapshot.
 * @param[in] findings What its rules said, of locality_check.
 * @param[in] title First line of the report, for example the title of the paper; null for a plain one.
 * @param[in] options Format, width, date and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, CALLBACK (the output refused) or NO_MEMORY; as locality_query_run for a query.
 */
LOCALITY_API locality_status locality_report_summary(
    const locality_snapshot *snapshot, const locality_findings *findings, const char *title,
    const locality_report_options *options, const locality_output *output, locality_error *error);

/** One side of a comparison: a document, and what of it is compared. */
typedef struct locality_report_side {
    uint32_t struct_size;              /**< sizeof(locality_report_side). */
    uint32_t reserved;                 /**< Zero. */
    const locality_snapshot *snapshot; /**< The document, required. */
    const char *title;                 /**< What it is called; null for First and Second. */
    const char
        *what; /**< Id, name or alias of a figure, else an expression of one value. Null on both
                           sides: the figures that go by one id or name in both documents. */
} locality_report_side;

/** Starting value of a locality_report_side. */
#define LOCALITY_REPORT_SIDE_INIT \
    { sizeof(locality_report_side), 0, 0, 0, 0 }

/**
 * @brief Reports figures of two documents side by side, with a warning where they measure different things.
 *
 * Percentages of different bases are not compared: 40 % of the staff of a service says nothing beside 25 %
 * of the resources of a committee. Different units, periods and qualifiers (up to, about) are warned of.
 * @param[in] left The one side.
 * @param[in] right The other side; may be the same snapshot.
 * @param[in] options Format, width, date and memory; null for TEXT at 80.
 * @param[in] output Where it goes.
 * @param[out] agree TRUE where all that was compared is the same, FALSE where something certainly differs,
 *             else UNDECIDED; may be null.
 * @param[out] error Filled on failure, may be null; as locality_query for an expression.
 * @return OK, INVALID, TYPE (an expression of more than one value), CALLBACK (the output refused) or
 *         NO_MEMORY; as locality_query for an expression.
 */
LOCALITY_API locality_status locality_report_beside(const locality_report_side *left,
                                                    const locality_report_side *right,
                                                    const locality_report_options *options,
                                                    const locality_output *output,
                                                    locality_truth *agree, locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
