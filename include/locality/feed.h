/**
 * @file feed.h
 * @brief Feeds: events (requests, reports, complaints) in, counts by area, service, provider and period out.
 *
 * A feed takes events by columns, by the Arrow C data interface or as the bytes of CSV files, and keeps
 * how many there were of each area, service, provider, channel and status in each period of a calendar.
 * Every row that is read is accounted for: it was counted, or it was blank, unknown or malformed, with
 * the place and the reason. Parts that were counted apart (threads, machines, months) merge to the same
 * feed to the byte, in whatever order and however the bytes were cut.
 *
 * No data is not zero: what lies before the first and behind the last day of a source, and what the
 * caller states as missing, is LOCALITY_NO_COUNT. Days are counted from 1970-01-01.
 */
#ifndef LOCALITY_FEED_H
#define LOCALITY_FEED_H

#include "locality/base.h"
#include "locality/statistics.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Events that were counted: built by one thread, then read by any number of threads. */
typedef struct locality_feed locality_feed;
/** Series of counts chosen from a feed; immutable, owns all it shows, read by any number of threads. */
typedef struct locality_feed_series locality_feed_series;

/* ---- The calendar ---------------------------------------------------------------------------- */

/** The periods by which events are counted. */
enum locality_feed_periods {
    LOCALITY_FEED_DAY = 0,           /**< A day. */
    LOCALITY_FEED_WEEK = 1,          /**< A week of ISO 8601, from Monday; a year has 52 or 53. */
    LOCALITY_FEED_MONTH = 2,         /**< A calendar month, of 28 to 31 days. */
    LOCALITY_FEED_QUARTER = 3,       /**< January to March and so on. */
    LOCALITY_FEED_YEAR = 4,          /**< A calendar year. */
    LOCALITY_FEED_FINANCIAL_YEAR = 5 /**< 1 April to 31 March, named by both years. */
};

/** The first day that an event can have: 1900-01-01. */
#define LOCALITY_FEED_FIRST_DAY (-25567)
/** The last day that an event can have: 2155-12-31. */
#define LOCALITY_FEED_LAST_DAY 67934

/**
 * @brief Names a sort of period, for example "week".
 * @param[in] every One of locality_feed_periods.
 * @return Static text; "unknown" for a number that is none.
 */
LOCALITY_API const char *locality_feed_period_name(int32_t every);
/**
 * @brief Gives the period that a day lies in; periods are numbered without gaps, 0 has 1970-01-01.
 * @param[in] every One of locality_feed_periods.
 * @param[in] day Days since 1970-01-01, from LOCALITY_FEED_FIRST_DAY to LOCALITY_FEED_LAST_DAY.
 * @param[out] out The period; 0 on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_feed_period_of(int32_t every, int64_t day, int32_t *out,
                                                     locality_error *error);
/**
 * @brief Gives the first and the last day of a period.
 * @param[in] every One of locality_feed_periods.
 * @param[in] period A period of a day that an event can have.
 * @param[out] first Its first day; 0 on failure.
 * @param[out] last Its last day; 0 on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_feed_period_days(int32_t every, int32_t period,
                                                       int64_t *first, int64_t *last,
                                                       locality_error *error);
/**
 * @brief Writes a period: `2020-12-31`, `2020-W53`, `2020-12`, `2020-Q4`, `2020`, `2020/21`.
 * @param[in] every One of locality_feed_periods.
 * @param[in] period A period of a day that an event can have.
 * @param[out] buffer Receives the text with its end mark.
 * @param[in] size Bytes of buffer; 16 are always enough.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; LIMIT when the buffer is too small.
 */
LOCALITY_API locality_status locality_feed_period_write(int32_t every, int32_t period, char *buffer,
                                                        size_t size, locality_error *error);

/* ---- A feed ---------------------------------------------------------------------------------- */

/** What a column of events can hold. */
enum locality_feed_fields {
    LOCALITY_FEED_RECEIVED = 0,  /**< The day, or the period, in which the event was received. */
    LOCALITY_FEED_AREA = 1,      /**< Its area. */
    LOCALITY_FEED_SERVICE = 2,   /**< Its service or category. */
    LOCALITY_FEED_PROVIDER = 3,  /**< Who deals with it; may be blank. */
    LOCALITY_FEED_CHANNEL = 4,   /**< How it came; may be blank. */
    LOCALITY_FEED_STATUS = 5,    /**< What became of it; may be blank. */
    LOCALITY_FEED_COUNT = 6,     /**< How many events the row stands for; 1 without the column. */
    LOCALITY_FEED_RECORDED = 7,  /**< The day on which it was recorded, for the reporting delay. */
    LOCALITY_FEED_X = 8,         /**< Metres eastwards, for duplicates. */
    LOCALITY_FEED_Y = 9,         /**< Metres northwards, for duplicates. */
    LOCALITY_FEED_REFERENCE = 10 /**< Its id, for duplicates. */
};
/** How many fields there are. */
#define LOCALITY_FEED_FIELDS 11
/** The bit of a field from AREA to STATUS in locality_feed_options.by. */
#define LOCALITY_FEED_BY(field) (UINT32_C(1) << (field))

/** What makes two events one; bits of a set. */
enum locality_feed_duplicates {
    LOCALITY_FEED_SAME_REFERENCE = 1, /**< They have the same reference. */
    LOCALITY_FEED_NEAR = 2            /**< They are of one service, near in place and time. */
};

/** What a feed is to keep. */
typedef struct locality_feed_options {
    uint32_t struct_size; /**< sizeof(locality_feed_options). */
    uint32_t reserved;    /**< Zero. */
    int32_t every;        /**< One of locality_feed_periods; WEEK. */
    uint32_t by;          /**< What is counted apart, bits of LOCALITY_FEED_BY; 0: area, service and
                                provider. */
    int32_t duplicates; /**< Bits of locality_feed_duplicates that are kept track of; 0: none. They
                                take 56 bytes an event. */
    int32_t keep_unplaced;  /**< 1: events whose area or service is blank or not listed are counted,
                                under an empty name; 0: they are not counted. Both are told apart in
                                the account. */
    int64_t near_metres;    /**< Farthest that duplicates lie apart, 0 to 1,000,000; 50. */
    int64_t near_hours;     /**< Longest time between duplicates, 0 to 100,000; 72. */
    uint32_t most_names;    /**< Most names of one field, to 2^26; 1,048,576. A row with one more is
                                malformed. */
    uint32_t most_problems; /**< Most problems shown, to 2^20; the counts are exact; 100. */
    uint64_t
        longest_row; /**< Most bytes of a row, 64 to 2^30; 16 MiB. A longer one is malformed. */
} locality_feed_options;

/** Starting value of a locality_feed_options, with the defaults. */
#define LOCALITY_FEED_OPTIONS_INIT                                                           \
    {                                                                                        \
        sizeof(locality_feed_options), 0, LOCALITY_FEED_WEEK, 0, 0, 0, 50, 72, 1048576, 100, \
            16777216                                                                         \
    }

/**
 * @brief Starts a feed that has no events.
 * @param[in] options What to keep, null for the defaults.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] out The feed; free with locality_feed_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NO_MEMORY.
 */
LOCALITY_API locality_status locality_feed_new(const locality_feed_options *options,
                                               const locality_allocator *allocator,
                                               locality_feed **out, locality_error *error);
/**
 * @brief Frees a feed; series taken from it stay valid.
 * @param[in] feed A feed or null.
 */
LOCALITY_API void locality_feed_free(locality_feed *feed);
/**
 * @brief Says which names of a field there are; any other is unknown. Before any event.
 *
 * A name that has no event makes no series.
 * @param[in,out] feed The feed, without events.
 * @param[in] field A field from AREA to STATUS.
 * @param[in] name The names, UTF-8, not empty; one given twice counts once.
 * @param[in] count How many.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; CONFLICT (there are events, or there is a list already); ENCODING; LIMIT;
 *         NO_MEMORY.
 */
LOCALITY_API locality_status locality_feed_list(locality_feed *feed, int32_t field,
                                                const char *const *name, size_t count,
                                                locality_error *error);

/* ---- Events as the bytes of a CSV file ------------------------------------------------------- */

/** A CSV file, or the part of one that is pushed. */
typedef struct locality_feed_source {
    uint32_t struct_size; /**< sizeof(locality_feed_source). */
    uint32_t reserved;    /**< Zero. */
    const char *name;     /**< The system that the events come from; null for "". Its first and last
                                day bound what is known; at most 64 in a feed. */
    const char *file;     /**< The file, for the places of problems; null where there is none. Bytes
                                of one file are counted once: to merge them twice is a conflict. */
    const char *const *column; /**< LOCALITY_FEED_FIELDS headings: null is looked for by the usual
                                    names, "" is not there; null for all null. */
    const char *header; /**< The header row, where the bytes do not begin with it; null where they
                                do. */
    uint64_t header_length; /**< Bytes of the header row. */
    uint64_t first_byte;    /**< Where in the file the bytes begin. */
    int32_t separator;      /**< `,`, `;`, tab or `|`; 0: whichever the header has most of. */
    int32_t month_first;    /**< 1: 12/31/2020; 0: 31/12/2020. */
    int32_t more;           /**< 1: another part of the file follows, which begins with a row. */
    uint32_t flags;         /**< Zero. */
} locality_feed_source;

/** Starting value of a locality_feed_source. */
#define LOCALITY_FEED_SOURCE_INIT \
    { sizeof(locality_feed_source), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Begins with the bytes of a CSV file (RFC 4180; lines end in LF, CR LF or CR; UTF-8, with or
 * without a byte order mark).
 *
 * Dates: `2020-12-31`, `20201231`, `31/12/2020`, `31.12.2020`, `31-12-2020`, `31 December 2020`,
 * `31-Dec-20`, each with or without a time; `2020-12`, `December 2020`, `Dec-20`; `2020-W53`,
 * `2020-W53-4`; `2020-Q4`; `2020`; `2020/21`. One that is longer than the feed's period, and does not lie in one,
 * is malformed.
 * @param[in,out] feed The feed, no file begun.
 * @param[in] source The file.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; BUSY (a file is begun); NOT_FOUND (a column, with what comes near); AMBIGUOUS (a
 *         heading that is there twice); SYNTAX; ENCODING; LIMIT (sources); NO_MEMORY. What is wrong
 *         with a header that stands in the bytes comes from locality_feed_push or locality_feed_end.
 */
LOCALITY_API locality_status locality_feed_begin(locality_feed *feed,
                                                 const locality_feed_source *source,
                                                 locality_error *error);
/**
 * @brief Takes the next bytes of the file, any number, cut anywhere.
 *
 * Linear in the bytes; memory for the names, the counts and the longest row alone.
 * @param[in,out] feed The feed, a file begun.
 * @param[in] bytes The bytes, borrowed for the call.
 * @param[in] length How many.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; for the header as locality_feed_begin; OVERFLOW (a sum of counts leaves 64
 *         bits); NO_MEMORY. After a failure the feed can only be freed.
 */
LOCALITY_API locality_status locality_feed_push(locality_feed *feed, const void *bytes,
                                                size_t length, locality_error *error);
/**
 * @brief Ends the file.
 * @param[in,out] feed The feed, a file begun.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_feed_push; CONFLICT where more was to follow and the bytes do not end with a
 *         row: the split was wrong, and what was counted of it has to be given up.
 */
LOCALITY_API locality_status locality_feed_end(locality_feed *feed, locality_error *error);
/**
 * @brief Finds where to cut the bytes of a CSV file into parts that begin with a row each.
 *
 * A cut behind an odd number of quotes lies within a row. Where quotes stand where none should, a cut
 * can be wrong: then locality_feed_end of the part before says CONFLICT, so that no wrong count comes
 * of it. As fast as memory.
 * @param[in] bytes The bytes, from the beginning of a row.
 * @param[in] length How many.
 * @param[in] parts How many parts, 1 to 1024.
 * @param[out] offset Receives parts + 1 offsets, from 0 to length; parts may be empty.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_feed_split(const void *bytes, size_t length, size_t parts,
                                                 size_t *offset, locality_error *error);

/* ---- Events as columns ----------------------------------------------------------------------- */

/** How the values of a column lie in memory. */
enum locality_feed_types {
    LOCALITY_FEED_NONE = 0,        /**< There is no such column. */
    LOCALITY_FEED_INT32 = 1,       /**< int32_t: days, counts, codes. */
    LOCALITY_FEED_INT64 = 2,       /**< int64_t: days, counts, codes. */
    LOCALITY_FEED_UINT8 = 3,       /**< uint8_t: codes, counts. */
    LOCALITY_FEED_UINT16 = 4,      /**< uint16_t: codes, counts. */
    LOCALITY_FEED_UINT32 = 5,      /**< uint32_t: codes, counts. */
    LOCALITY_FEED_DOUBLE = 6,      /**< double: X and Y in metres. */
    LOCALITY_FEED_TEXT = 7,        /**< const char *: texts that end in NUL; null is blank. */
    LOCALITY_FEED_SECONDS = 8,     /**< int64_t: seconds since 1970-01-01, for dates. */
    LOCALITY_FEED_NANOSECONDS = 9, /**< int64_t: nanoseconds since 1970-01-01, for dates. */
    LOCALITY_FEED_INT8 = 10,       /**< int8_t: codes. */
    LOCALITY_FEED_INT16 = 11       /**< int16_t: codes. */
};

/**
 * @brief One column: the value of event i lies `stride * i` bytes behind `values`.
 *
 * Dates are days since 1970-01-01 unless the type says otherwise. Areas to statuses are codes, indices
 * into `name`, or texts; a negative code is blank, and so is the smallest number of a type of dates.
 * A reference is text or a number.
 */
typedef struct locality_feed_column {
    const void *values; /**< The first value. */
    int64_t stride;     /**< Bytes from one value to the next; may be 0 or negative. */
    const char *const
        *name;         /**< The names that codes stand for, UTF-8; an empty or null one is blank. */
    uint64_t names;    /**< How many. */
    int32_t type;      /**< One of locality_feed_types. */
    uint32_t reserved; /**< Zero. */
} locality_feed_column;

/** Events by columns. */
typedef struct locality_feed_columns {
    uint32_t struct_size; /**< sizeof(locality_feed_columns). */
    uint32_t reserved;    /**< Zero. */
    const char *source;   /**< The system that the events come from; null for "". */
    uint64_t rows;        /**< How many events. */
    locality_feed_column
        column[LOCALITY_FEED_FIELDS]; /**< The columns, in the order of the fields. */
} locality_feed_columns;

/** Starting value of a locality_feed_columns: no column is there. */
#define LOCALITY_FEED_COLUMNS_INIT                \
    {                                             \
        sizeof(locality_feed_columns), 0, 0, 0, { \
            { 0, 0, 0, 0, 0, 0 }                  \
        }                                         \
    }

/**
 * @brief Takes events by columns; rows count from 1 in each call.
 * @param[in,out] feed The feed, no file begun.
 * @param[in] columns The columns, borrowed for the call.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (a column of a type that its field cannot have, with the field); BUSY (a file is
 *         begun); LIMIT (sources); OVERFLOW; NO_MEMORY. A row that cannot be counted is no failure: it
 *         is in the account.
 */
LOCALITY_API locality_status locality_feed_put(locality_feed *feed,
                                               const locality_feed_columns *columns,
                                               locality_error *error);

/** Type of an array of the Arrow C data interface; as its specification lays it out. */
typedef struct locality_arrow_schema {
    const char *format;                       /**< The type, as the specification writes it. */
    const char *name;                         /**< Name of the field, or null. */
    const char *metadata;                     /**< Not read. */
    int64_t flags;                            /**< Not read. */
    int64_t n_children;                       /**< How many children. */
    struct locality_arrow_schema **children;  /**< The children. */
    struct locality_arrow_schema *dictionary; /**< Type of the dictionary, or null. */
    void (*release)(struct locality_arrow_schema *schema); /**< Frees it; null once that is done. */
    void *private_data;                                    /**< Of who made it. */
} locality_arrow_schema;

/** An array of the Arrow C data interface; as its specification lays it out. */
typedef struct locality_arrow_array {
    int64_t length;                          /**< How many values. */
    int64_t null_count;                      /**< How many are null; -1 where that is not known. */
    int64_t offset;                          /**< Where in the buffers the values begin. */
    int64_t n_buffers;                       /**< How many buffers. */
    int64_t n_children;                      /**< How many children. */
    const void **buffers;                    /**< The buffers. */
    struct locality_arrow_array **children;  /**< The children. */
    struct locality_arrow_array *dictionary; /**< The dictionary, or null. */
    void (*release)(struct locality_arrow_array *array); /**< Frees it; null once that is done. */
    void *private_data;                                  /**< Of who made it. */
} locality_arrow_array;

/** A stream of arrays of the Arrow C stream interface; as its specification lays it out. */
typedef struct locality_arrow_stream {
    /** Gives the type of all arrays; 0, or an error number. */
    int (*get_schema)(struct locality_arrow_stream *stream, locality_arrow_schema *out);
    /** Gives the next array, released where there is none; 0, or an error number. */
    int (*get_next)(struct locality_arrow_stream *stream, locality_arrow_array *out);
    /** Says what the last error was; may give null. */
    const char *(*get_last_error)(struct locality_arrow_stream *stream);
    /** Frees the stream; null once that is done. */
    void (*release)(struct locality_arrow_stream *stream);
    void *private_data; /**< Of who made it. */
} locality_arrow_stream;

/**
 * @brief Takes one batch of events through the Arrow C data interface: a struct array, its children
 * found by name.
 *
 * Children may be dates, timestamps, integers, floating point (X and Y), texts, and dictionaries of
 * texts. The array and its type stay the caller's.
 * @param[in,out] feed The feed, no file begun.
 * @param[in] schema The type.
 * @param[in] array The events, borrowed for the call.
 * @param[in] source The system that the events come from; null for "".
 * @param[in] column Names of the children, as locality_feed_source.column.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_feed_put; NOT_FOUND (a column); TYPE (a child of a type that cannot be read).
 */
LOCALITY_API locality_status locality_feed_put_arrow(locality_feed *feed,
                                                     const locality_arrow_schema *schema,
                                                     const locality_arrow_array *array,
                                                     const char *source, const char *const *column,
                                                     locality_error *error);
/**
 * @brief Takes every batch of a stream of the Arrow C stream interface, and releases the stream.
 * @param[in,out] feed The feed, no file begun.
 * @param[in,out] stream The stream; released in any case.
 * @param[in] source The system that the events come from; null for "".
 * @param[in] column Names of the children, as locality_feed_source.column.
 * @param[out] error Filled on failure, may be null; host_code is the stream's error number.
 * @return As locality_feed_put_arrow; CALLBACK where the stream fails.
 */
LOCALITY_API locality_status locality_feed_put_stream(locality_feed *feed,
                                                      locality_arrow_stream *stream,
                                                      const char *source, const char *const *column,
                                                      locality_error *error);

/* ---- What was read --------------------------------------------------------------------------- */

/** What can be wrong with a row. */
enum locality_feed_faults {
    LOCALITY_FEED_BLANK = 0,     /**< A field that is needed is blank; no malformed row. */
    LOCALITY_FEED_UNKNOWN = 1,   /**< A name is not among those listed; no malformed row. */
    LOCALITY_FEED_DATE = 2,      /**< A date is none that there is. */
    LOCALITY_FEED_RANGE = 3,     /**< A date or number lies outside what can be counted. */
    LOCALITY_FEED_COARSE = 4,    /**< A date is longer than the period that is counted. */
    LOCALITY_FEED_NUMBER = 5,    /**< A count is not a whole number, a place is no number. */
    LOCALITY_FEED_NEGATIVE = 6,  /**< A count is below zero. */
    LOCALITY_FEED_CELLS = 7,     /**< The row has other cells than the header. */
    LOCALITY_FEED_QUOTES = 8,    /**< A quote is not closed, or text follows a closing quote. */
    LOCALITY_FEED_LONG = 9,      /**< The row is longer than allowed. */
    LOCALITY_FEED_ENCODING = 10, /**< A text is not UTF-8. */
    LOCALITY_FEED_NUL = 11,      /**< A text has a NUL byte. */
    LOCALITY_FEED_NAMES = 12,    /**< The field has more names than allowed. */
    LOCALITY_FEED_CODE = 13      /**< A code has no name. */
};
/** How many faults there are. */
#define LOCALITY_FEED_FAULTS 14

/** What became of the rows that were read: `rows` is the sum of the four that follow it. */
typedef struct locality_feed_account {
    uint64_t rows;      /**< Rows, without headers and empty lines. */
    uint64_t counted;   /**< Rows that were counted. */
    uint64_t blank;     /**< Rows with a blank date, area, service or count. */
    uint64_t unknown;   /**< Rows with a name that is not listed. */
    uint64_t malformed; /**< Rows that could not be read. */
    uint64_t empty;     /**< Lines with nothing on them. */
    uint64_t bytes;     /**< Bytes of CSV. */
    int64_t events;     /**< Sum of the counts of the rows that were counted. */
    int64_t
        unplaced; /**< Sum of the counts of blank and unknown rows that were counted all the same
                             (keep_unplaced); not part of `events`. */
    uint8_t reserved[24]; /**< Zero; room for later members. */
} locality_feed_account;

/** A row that was not counted, and why. */
typedef struct locality_feed_problem {
    const char *file;  /**< The file; empty where none was named. */
    const char *text;  /**< What stands there, UTF-8, at most 40 bytes of it. */
    uint64_t line;     /**< Line of the file, from 1; 0 for columns. */
    uint64_t row;      /**< Row, from 1, without headers and empty lines. */
    uint64_t byte;     /**< Byte of the file where the row begins, from 0; the row for columns. */
    uint32_t column;   /**< Cell of the row, from 1; 0 for the row as a whole. */
    int32_t field;     /**< One of locality_feed_fields; -1 for the row as a whole. */
    int32_t fault;     /**< One of locality_feed_faults. */
    uint32_t reserved; /**< Zero. */
} locality_feed_problem;

/**
 * @brief Tells what became of the rows that were read; the counts are exact.
 * @param[in] feed A feed.
 * @param[out] out The account; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_feed_account_of(const locality_feed *feed,
                                                      locality_feed_account *out,
                                                      locality_error *error);
/**
 * @brief Tells how many rows had a fault in a field; each row has one, the first.
 * @param[in] feed A feed.
 * @param[in] field One of locality_feed_fields, or -1 for the rows as a whole.
 * @param[in] fault One of locality_feed_faults.
 * @return How many; 0 for null or a number that is none.
 */
LOCALITY_API uint64_t locality_feed_tally(const locality_feed *feed, int32_t field, int32_t fault);
/**
 * @brief Tells how many problems are shown: the first of each file by their place.
 * @param[in] feed A feed.
 * @return At most locality_feed_options.most_problems; 0 for null.
 */
LOCALITY_API size_t locality_feed_problems(const locality_feed *feed);
/**
 * @brief Shows a problem; in the order of files and bytes.
 *
 * Line and row count from the beginning of the part where the part before it was not merged.
 * @param[in] feed A feed, no file begun.
 * @param[in] index From 0 to below locality_feed_problems.
 * @param[out] out The problem, its texts borrowed from the feed until it changes; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NOT_FOUND.
 */
LOCALITY_API locality_status locality_feed_problem_at(const locality_feed *feed, size_t index,
                                                      locality_feed_problem *out,
                                                      locality_error *error);
/**
 * @brief Names a field, for example "received".
 * @param[in] field One of locality_feed_fields.
 * @return Static text; "row" for a number that is none.
 */
LOCALITY_API const char *locality_feed_field_name(int32_t field);
/**
 * @brief Says what a fault is, for example "not a date".
 * @param[in] fault One of locality_feed_faults.
 * @return Static text; "unknown" for a number that is none.
 */
LOCALITY_API const char *locality_feed_fault_name(int32_t fault);

/** A system that events came from. */
typedef struct locality_feed_span {
    const char *name;     /**< Its name, borrowed from the feed until it changes. */
    int64_t first;        /**< First day of its first event; above `last` where there is none. */
    int64_t last;         /**< Last day of its last event. */
    uint8_t reserved[16]; /**< Zero; room for later members. */
} locality_feed_span;

/**
 * @brief Tells how many systems events came from.
 * @param[in] feed A feed.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_feed_spans(const locality_feed *feed);
/**
 * @brief Shows from when to when a system had events.
 * @param[in] feed A feed.
 * @param[in] index From 0 to below locality_feed_spans; in the order of names.
 * @param[out] out The system; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NOT_FOUND.
 */
LOCALITY_API locality_status locality_feed_span_at(const locality_feed *feed, size_t index,
                                                   locality_feed_span *out, locality_error *error);

/** Longest reporting delay that is told apart, in days. */
#define LOCALITY_FEED_DELAY_DAYS 1024

/**
 * @brief Tells how many events were recorded a number of days after they were received.
 * @param[in] feed A feed.
 * @param[in] days Days, 0 to LOCALITY_FEED_DELAY_DAYS (that many or more); -1 for those recorded before
 *            they were received, which are counted and left out of the delay.
 * @return Events; 0 for null or another number.
 */
LOCALITY_API int64_t locality_feed_delayed(const locality_feed *feed, int32_t days);
/**
 * @brief Gives the days within which a share of the events is recorded, as it will be once all are.
 *
 * The newest events can only show short delays. Each delay is therefore held against the events alone that
 * could have shown it by the last day of the feed, received or recorded (Lagakos, Barraj and De Gruttola, Biometrika
 * 75, 1988; the chain ladder of insurers): a delay that fewer than 20 of them could show (of fewer than 40, half of
 * them) is left out, and one longer than the feed is cannot be known. It holds where delays have not changed.
 * @param[in] feed A feed.
 * @param[in] share In millionths, 1 to 1,000,000: 900000 for 90 %.
 * @param[out] days The smallest number of days; 0 on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NOT_FOUND where no event has a day on which it was recorded; NO_MEMORY.
 */
LOCALITY_API locality_status locality_feed_delay(const locality_feed *feed, int64_t share,
                                                 int32_t *days, locality_error *error);

/* ---- Parts ----------------------------------------------------------------------------------- */

/**
 * @brief Adds to a feed what another has counted; the order of merging does not show.
 * @param[in,out] feed The feed, no file begun.
 * @param[in] other Another feed with the same options and lists, no file begun.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (other options); BUSY; CONFLICT (both have the same bytes of a file); LIMIT (names,
 *         sources); OVERFLOW; NO_MEMORY, after which the feed can only be freed.
 */
LOCALITY_API locality_status locality_feed_merge(locality_feed *feed, const locality_feed *other,
                                                 locality_error *error);
/**
 * @brief Writes a feed as bytes: the same for the same events, on every machine.
 * @param[in] feed A feed, no file begun.
 * @param[out] bytes The bytes, freed with locality_feed_free_bytes.
 * @param[out] length How many.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, BUSY or NO_MEMORY.
 */
LOCALITY_API locality_status locality_feed_write(const locality_feed *feed, void **bytes,
                                                 size_t *length, locality_error *error);
/**
 * @brief Frees what locality_feed_write gave.
 * @param[in] feed The feed that wrote it.
 * @param[in] bytes The bytes or null.
 * @param[in] length How many.
 */
LOCALITY_API void locality_feed_free_bytes(const locality_feed *feed, void *bytes, size_t length);
/**
 * @brief Reads a feed that locality_feed_write wrote; bytes from anywhere do no harm.
 * @param[in] bytes The bytes.
 * @param[in] length How many.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] out The feed; free with locality_feed_free.
 * @param[out] error Filled on failure, may be null; its column is the byte, from 1.
 * @return OK; INVALID; SYNTAX (not such bytes, cut short, changed); LIMIT (of a later version);
 *         ENCODING; NO_MEMORY.
 */
LOCALITY_API locality_status locality_feed_read(const void *bytes, size_t length,
                                                const locality_allocator *allocator,
                                                locality_feed **out, locality_error *error);

/* ---- Series ---------------------------------------------------------------------------------- */

/** Level at which a field is not told apart: its names are summed. */
#define LOCALITY_FEED_ALL (-1)
/** Level of the names as they stand in the rows; from 1 on: their parents, and so on. */
#define LOCALITY_FEED_OWN 0

/** That one name is part of another. */
typedef struct locality_feed_parent {
    const char *name;   /**< A name of the rows, or a parent. */
    const char *parent; /**< What it is part of. */
    int32_t field;      /**< The field, AREA to STATUS. */
    uint32_t reserved;  /**< Zero. */
} locality_feed_parent;

/** Days of which a system has no data. */
typedef struct locality_feed_missing {
    const char *source; /**< The system; null for all. */
    int64_t first;      /**< First day. */
    int64_t last;       /**< Last day. */
} locality_feed_missing;

/** A number of people, contacts or the like that events are held against. */
typedef struct locality_feed_base {
    const char *area; /**< An area of the rows; null for every area that has no base of its own. */
    int64_t first;    /**< The day from which it holds, until the next of the area. */
    double value;     /**< Above 0; finite. */
} locality_feed_base;

/** Which series are wanted. */
typedef struct locality_feed_choice {
    uint32_t struct_size; /**< sizeof(locality_feed_choice). */
    uint32_t reserved;    /**< Zero. */
    int32_t every;     /**< One of locality_feed_periods that the feed's make up; -1: the feed's. */
    int32_t distinct;  /**< 1: duplicates count once; 0: all reports. */
    int32_t level[5];  /**< For AREA to STATUS: ALL, OWN, or a number of steps to parents. */
    int32_t hold_back; /**< 1: periods that are not complete to `complete` have no count. */
    int64_t complete;  /**< Share of the events of a period that must have been recorded, in
                               millionths; 900000. */
    int64_t as_at; /**< Day on which the feed was closed, for the delay: of events recorded later
                               nothing was known; INT64_MIN: the last day on which one was received or
                               recorded. */
    int64_t first; /**< First day wanted; INT64_MIN: the first of the feed. */
    int64_t last;  /**< Last day wanted; INT64_MAX: the last of the feed. */
    const locality_feed_parent *parent;   /**< Trees of names; one without a parent is its own. */
    uint64_t parents;                     /**< How many. */
    const locality_feed_missing *missing; /**< Days without data. */
    uint64_t missings;                    /**< How many. */
    const locality_feed_base *base;       /**< What rates are held against. */
    uint64_t bases;                       /**< How many. */
} locality_feed_choice;

/** Starting value of a locality_feed_choice: areas by services. */
#define LOCALITY_FEED_CHOICE_INIT                                                         \
    {                                                                                     \
        sizeof(locality_feed_choice), 0, -1, 0, {0, 0, -1, -1, -1}, 0, 900000, INT64_MIN, \
            INT64_MIN, INT64_MAX, 0, 0, 0, 0, 0, 0                                        \
    }

/** One series. */
typedef struct locality_feed_line {
    const char *name[5];  /**< Its area to status; empty where they are summed or blank. */
    int64_t total;        /**< Sum of its counts. */
    uint64_t cells;       /**< Periods with a count above 0. */
    uint8_t reserved[24]; /**< Zero; room for later members. */
} locality_feed_line;

/**
 * @brief Chooses series from a feed: counts rolled up to levels of areas, services, providers.
 *
 * In the order of their names, byte by byte: area, service, provider, channel, status.
 * @param[in] feed A feed, no file begun.
 * @param[in] choice Which, null for areas by services.
 * @param[out] out The series; free with locality_feed_series_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; BUSY; CYCLE (a name is part of itself, named in the error); DUPLICATE (a name with
 *         two parents); OVERFLOW; NO_MEMORY.
 */
LOCALITY_API locality_status locality_feed_series_new(const locality_feed *feed,
                                                      const locality_feed_choice *choice,
                                                      locality_feed_series **out,
                                                      locality_error *error);
/**
 * @brief Frees series.
 * @param[in] series Series or null.
 */
LOCALITY_API void locality_feed_series_free(locality_feed_series *series);
/**
 * @brief Tells how many series there are.
 * @param[in] series Series.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_feed_series_count(const locality_feed_series *series);
/**
 * @brief Tells how many periods each has; there are no gaps between them.
 * @param[in] series Series.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_feed_series_periods(const locality_feed_series *series);
/**
 * @brief Gives the first period of all series.
 * @param[in] series Series.
 * @return The period, as locality_feed_period_of numbers them; 0 for null.
 */
LOCALITY_API int32_t locality_feed_series_first(const locality_feed_series *series);
/**
 * @brief Gives the sort of period.
 * @param[in] series Series.
 * @return One of locality_feed_periods; WEEK for null.
 */
LOCALITY_API int32_t locality_feed_series_every(const locality_feed_series *series);
/**
 * @brief Shows one series.
 * @param[in] series Series.
 * @param[in] index From 0 to below locality_feed_series_count.
 * @param[out] out Its names, borrowed from the series, and sums; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NOT_FOUND.
 */
LOCALITY_API locality_status locality_feed_series_line(const locality_feed_series *series,
                                                       size_t index, locality_feed_line *out,
                                                       locality_error *error);
/**
 * @brief Fills an array with the counts of one series.
 * @param[in] series Series.
 * @param[in] index From 0 to below locality_feed_series_count.
 * @param[out] out locality_feed_series_periods counts; LOCALITY_NO_COUNT where there are no data.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NOT_FOUND.
 */
LOCALITY_API locality_status locality_feed_series_counts(const locality_feed_series *series,
                                                         size_t index, int64_t *out,
                                                         locality_error *error);
/**
 * @brief Gives the periods of a series that have events, without copying; zeros and missing periods
 * are not among them.
 * @param[in] series Series.
 * @param[in] index From 0 to below locality_feed_series_count.
 * @param[out] period Places in the series, from 0, ascending; borrowed from the series.
 * @param[out] count Their counts; borrowed from the series.
 * @param[out] cells How many.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NOT_FOUND.
 */
LOCALITY_API locality_status locality_feed_series_cells(const locality_feed_series *series,
                                                        size_t index, const uint32_t **period,
                                                        const int64_t **count, size_t *cells,
                                                        locality_error *error);
/**
 * @brief Fills an array with what the counts of one series are held against: days with data in the period,
 * times its base where bases were given.
 *
 * Without bases days: 31 for a whole January. With them person-days, summed over all areas that the
 * series' area stands for, those without events too; NaN where one of them has no base that day.
 * @param[in] series Series.
 * @param[in] index From 0 to below locality_feed_series_count.
 * @param[out] out locality_feed_series_periods numbers; 0 where there are no data.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NOT_FOUND.
 */
LOCALITY_API locality_status locality_feed_series_exposure(const locality_feed_series *series,
                                                           size_t index, double *out,
                                                           locality_error *error);
/**
 * @brief Fills an array with the share of the events of each period that has been recorded by the day the feed
 * was closed, by the reporting delay: to hold back the latest periods, or to scale them.
 *
 * The delay is that of locality_feed_delay, put right for what the newest events cannot show yet.
 * @param[in] series Series.
 * @param[out] out locality_feed_series_periods shares, 0 to 1; 1 where no event has a day of recording.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_feed_series_completeness(const locality_feed_series *series,
                                                               double *out, locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
