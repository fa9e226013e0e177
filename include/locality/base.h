/**
 * @file base.h
 * @brief Statuses, errors, memory, and the values everything else is made of: ranges, dates, decimals.
 *
 * What is known is a range. Every quantity and every date is a closed range `[lo, hi]` of 64-bit
 * integers in a stated unit: an exact value has `lo == hi`, an unknown one is open at both ends.
 * Units are fixed by the type of a value (locality_type): counts are whole numbers, numbers, FTE and
 * ratios are millionths, money is pence, dates are days since 1970-01-01, moments are seconds since
 * 1970-01-01 00:00. No binary floating point is involved anywhere in this file.
 */
#ifndef LOCALITY_BASE_H
#define LOCALITY_BASE_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32) && defined(LOCALITY_SHARED)
#ifdef LOCALITY_BUILDING
#define LOCALITY_API __declspec(dllexport)
#else
#define LOCALITY_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define LOCALITY_API __attribute__((visibility("default")))
#else
/** Marks a function that the library exports. */
#define LOCALITY_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** Major version of the library; a break of the interface moves it. */
#define LOCALITY_VERSION_MAJOR 0
/** Minor version of the library; an addition to the interface moves it. */
#define LOCALITY_VERSION_MINOR 1
/** Patch version of the library. */
#define LOCALITY_VERSION_PATCH 0

/* ---- Statuses and errors ------------------------------------------------------------------ */

/** Outcome of a call, one of the LOCALITY_... statuses; 0 is success. */
typedef int32_t locality_status;

/** The statuses a call can return. */
enum locality_statuses {
    LOCALITY_OK = 0,        /**< The call did what it says. */
    LOCALITY_INVALID = 1,   /**< An argument is null, out of its domain, or of an unknown size. */
    LOCALITY_NO_MEMORY = 2, /**< The allocator returned null. */
    LOCALITY_NOT_FOUND = 3, /**< No kind, field, record or rule has the name asked for. */
    LOCALITY_DUPLICATE = 4, /**< A record or rule with this id stands already. */
    LOCALITY_DANGLING = 5,  /**< A reference names no record. */
    LOCALITY_AMBIGUOUS = 6, /**< A name or reference fits more than one record. */
    LOCALITY_CYCLE = 7,     /**< Records refer to one another in a circle where none is allowed. */
    LOCALITY_SYNTAX = 8,    /**< Text does not follow its grammar (number, date, rule, document). */
    LOCALITY_TYPE = 9,      /**< A value or expression is of the wrong type. */
    LOCALITY_OVERFLOW = 10, /**< A number lies outside what its type can hold. */
    LOCALITY_ENCODING = 11, /**< Text is not valid UTF-8. */
    LOCALITY_LIMIT = 12,    /**< A limit (depth, size, step budget) was reached. */
    LOCALITY_CANCELLED = 13, /**< The host asked the call to stop. */
    LOCALITY_CALLBACK = 14,  /**< A host callback reported failure; its code is in the error. */
    LOCALITY_BUSY = 15,      /**< A callback re-entered an object that is in use. */
    LOCALITY_CONFLICT = 16,  /**< A change expects a value that the record no longer has. */
    LOCALITY_IO = 17         /**< A file or stream could not be read or written (bindings only). */
};

/** Longest kind or field name in an error, with its end mark. */
#define LOCALITY_ERROR_NAME_SIZE 48
/** Longest record id in an error, with its end mark; longer ids are cut at a character. */
#define LOCALITY_ERROR_ID_SIZE 160
/** Longest message of an error, with its end mark; longer messages are cut at a character. */
#define LOCALITY_ERROR_MESSAGE_SIZE 640

/**
 * @brief What went wrong in a call, owned by the caller and filled by the library.
 *
 * Needs no initialisation. Every call that takes one clears it on success and fills it on failure.
 * The layout is frozen; `reserved` is zero.
 */
typedef struct locality_error {
    int32_t status;    /**< One of the LOCALITY_... statuses. */
    int32_t host_code; /**< The code a host callback returned, else 0. */
    uint64_t line;     /**< Line in the text that was read, from 1; 0 where there is none. */
    uint64_t column;   /**< Column in that line in characters, from 1; 0 where there is none. */
    char kind[LOCALITY_ERROR_NAME_SIZE];  /**< Kind of the record concerned, or empty. */
    char field[LOCALITY_ERROR_NAME_SIZE]; /**< Field concerned, or empty. */
    char id[LOCALITY_ERROR_ID_SIZE];      /**< Id of the record or rule concerned, or empty. */
    char message
        [LOCALITY_ERROR_MESSAGE_SIZE]; /**< The error in plain words, one sentence or more. */
    uint8_t reserved[64];              /**< Zero; room for later members. */
} locality_error;

/**
 * @brief Names a status, for example "dangling".
 * @param[in] status A status.
 * @return A static lower-case word; "unknown" for a number that is no status.
 */
LOCALITY_API const char *locality_status_name(locality_status status);

/**
 * @brief Tells the version of the library that runs, for example "0.1.0".
 * @return Static text.
 */
LOCALITY_API const char *locality_version(void);

/* ---- Memory ------------------------------------------------------------------------------- */

/**
 * @brief The host's memory functions; copied by the handle that is created with it.
 *
 * All three functions are required. They are called on the thread that calls the library and may
 * not call back into it. Sizes are passed back, so that an allocator needs no headers of its own.
 */
typedef struct locality_allocator {
    uint32_t struct_size; /**< sizeof(locality_allocator). */
    uint32_t reserved;    /**< Zero. */
    void *self;           /**< Handed to each function. */
    /** Returns `size` bytes (never 0) aligned for any object, or null. */
    void *(*allocate)(void *self, size_t size);
    /** Returns a block of `new_size` bytes that holds what fits of `block`, or null (block stays). */
    void *(*resize)(void *self, void *block, size_t old_size, size_t new_size);
    /** Frees a block of `size` bytes; never called with null. */
    void (*release)(void *self, void *block, size_t size);
} locality_allocator;

/* ---- Three-valued truth ------------------------------------------------------------------- */

/** Truth of a comparison on ranges: one of the values of locality_truths. */
typedef int32_t locality_truth;

/** The three truth values. */
enum locality_truths {
    LOCALITY_FALSE = 0,    /**< Holds for no choice inside the ranges. */
    LOCALITY_TRUE = 1,     /**< Holds for every choice inside the ranges. */
    LOCALITY_UNDECIDED = 2 /**< Holds for some choices and not for others, or is unknown. */
};

/* ---- Ranges ------------------------------------------------------------------------------- */

/** Lower end of a range that is open downwards. */
#define LOCALITY_OPEN_BELOW INT64_MIN
/** Upper end of a range that is open upwards. */
#define LOCALITY_OPEN_ABOVE INT64_MAX
/** Millionths in one: the scale of numbers, FTE and ratios. */
#define LOCALITY_ONE INT64_C(1000000)

/**
 * @brief What is known of a quantity: it lies in `[lo, hi]`, both ends included.
 *
 * `lo == LOCALITY_OPEN_BELOW` and `hi == LOCALITY_OPEN_ABOVE` mark open ends. A valid range has
 * `lo <= hi`, `lo < LOCALITY_OPEN_ABOVE` and `hi > LOCALITY_OPEN_BELOW`. Finite results that
 * leave 64 bits become open at that end: wider, never wrong. For the same reason every function
 * below takes a null or invalid range for the unknown range; a null result is not written.
 */
typedef struct locality_range {
    int64_t lo; /**< Smallest possible value, or LOCALITY_OPEN_BELOW. */
    int64_t hi; /**< Largest possible value, or LOCALITY_OPEN_ABOVE. */
} locality_range;

/** Comparisons of two ranges. */
enum locality_comparisons {
    LOCALITY_EQUAL = 0,        /**< a = b */
    LOCALITY_NOT_EQUAL = 1,    /**< a != b */
    LOCALITY_LESS = 2,         /**< a < b */
    LOCALITY_LESS_EQUAL = 3,   /**< a <= b */
    LOCALITY_GREATER = 4,      /**< a > b */
    LOCALITY_GREATER_EQUAL = 5 /**< a >= b */
};

/**
 * @brief Makes the range of one exact value.
 * @param[in] value The value, not one of the open marks (they give the unknown range).
 * @param[out] out The range.
 */
LOCALITY_API void locality_range_exact(int64_t value, locality_range *out);
/**
 * @brief Makes the range of everything: nothing is known.
 * @param[out] out The range.
 */
LOCALITY_API void locality_range_unknown(locality_range *out);
/**
 * @brief Makes the range from the smaller to the larger of two values ("between"); an open mark
 * leaves that end open.
 * @param[in] a One end.
 * @param[in] b The other end.
 * @param[out] out The range.
 */
LOCALITY_API void locality_range_between(int64_t a, int64_t b, locality_range *out);
/**
 * @brief Makes the range "at least": `[value, open]`.
 * @param[in] value The smallest possible value.
 * @param[out] out The range.
 */
LOCALITY_API void locality_range_at_least(int64_t value, locality_range *out);
/**
 * @brief Makes the range "at most" or "up to": `[open, value]`.
 * @param[in] value The largest possible value.
 * @param[out] out The range.
 */
LOCALITY_API void locality_range_at_most(int64_t value, locality_range *out);
/**
 * @brief Makes the range "over": `[value + 1, open]`.
 * @param[in] value The value that is exceeded, in the unit of the range.
 * @param[out] out The range.
 */
LOCALITY_API void locality_range_over(int64_t value, locality_range *out);
/**
 * @brief Makes the range "under": `[open, value - 1]`.
 * @param[in] value The value that is not reached, in the unit of the range.
 * @param[out] out The range.
 */
LOCALITY_API void locality_range_under(int64_t value, locality_range *out);
/**
 * @brief Makes the range "about": `[value - margin, value + margin]`, ends saturating to open.
 * @param[in] value The value printed.
 * @param[in] margin How far the truth may lie from it; a negative margin counts as its size.
 * @param[out] out The range.
 */
LOCALITY_API void locality_range_about(int64_t value, int64_t margin, locality_range *out);
/**
 * @brief Makes the range of a value that was rounded half up before it was printed.
 *
 * Half up means away from zero at a tie. With an even `step`, the unit of the last printed place,
 * a positive value gives `[value - step/2, value + step/2 - 1]` (24.7 % printed with one decimal,
 * in millionths: value 247000, step 1000, range 246500 to 247499), a negative one the mirror image
 * `[value - step/2 + 1, value + step/2]`, and zero, which no tie reaches,
 * `[-step/2 + 1, step/2 - 1]`. An odd step has no tie: `(step - 1)/2` to both sides. A step of 1 or
 * less gives the exact value.
 * @param[in] value The value printed.
 * @param[in] step The unit of the last printed place, in the unit of the range.
 * @param[out] out The range.
 */
LOCALITY_API void locality_range_printed(int64_t value, int64_t step, locality_range *out);

/**
 * @brief Tells whether a range is valid as locality_range says.
 * @param[in] range A range, may be null.
 * @return 1 if it is, else 0.
 */
LOCALITY_API int32_t locality_range_is_valid(const locality_range *range);
/**
 * @brief Tells whether a range is one exact value.
 * @param[in] range A range.
 * @return 1 if `lo == hi`, else 0.
 */
LOCALITY_API int32_t locality_range_is_exact(const locality_range *range);
/**
 * @brief Tells whether nothing at all is known.
 * @param[in] range A range.
 * @return 1 if both ends are open, else 0.
 */
LOCALITY_API int32_t locality_range_is_unknown(const locality_range *range);
/**
 * @brief Compares two ranges of the same unit.
 * @param[in] comparison One of locality_comparisons.
 * @param[in] a Left side.
 * @param[in] b Right side.
 * @return TRUE or FALSE where every choice agrees, else UNDECIDED.
 */
LOCALITY_API locality_truth locality_range_compare(int32_t comparison, const locality_range *a,
                                                   const locality_range *b);
/**
 * @brief Adds two ranges.
 * @param[in] a One operand.
 * @param[in] b The other operand.
 * @param[out] out Every sum of choices from both; may be one of the operands.
 */
LOCALITY_API void locality_range_add(const locality_range *a, const locality_range *b,
                                     locality_range *out);
/**
 * @brief Subtracts one range from another.
 * @param[in] a What is subtracted from.
 * @param[in] b What is subtracted.
 * @param[out] out Every difference of choices; may be one of the operands.
 */
LOCALITY_API void locality_range_subtract(const locality_range *a, const locality_range *b,
                                          locality_range *out);
/**
 * @brief Multiplies two ranges and divides by a scale, rounded outwards.
 *
 * With `scale` 1 the plain product; with LOCALITY_ONE the product of a quantity with a quantity
 * in millionths. Works in 128 bits. Zero times an open end is zero.
 * @param[in] a One operand.
 * @param[in] b The other operand.
 * @param[in] scale What the product is divided by; less than 1 counts as 1.
 * @param[out] out Contains every product of choices; may be one of the operands.
 */
LOCALITY_API void locality_range_multiply(const locality_range *a, const locality_range *b,
                                          int64_t scale, locality_range *out);
/**
 * @brief Divides one range, times a scale, by another, rounded outwards.
 *
 * With `scale` LOCALITY_ONE the ratio of two quantities of one unit in millionths. Where the
 * divisor may be zero, choices of zero are left out and the result is open on the sides the
 * others reach as the divisor comes near zero: `[1, 2] / [0, 5]` is open above only,
 * `[1, 2] / [-3, 5]` at both ends, and zero by any of these is zero. A divisor of exactly zero
 * gives the unknown range.
 * @param[in] a Dividend.
 * @param[in] b Divisor.
 * @param[in] scale What the dividend is multiplied by; less than 1 counts as 1.
 * @param[out] out Contains every ratio of choices; may be one of the operands.
 */
LOCALITY_API void locality_range_divide(const locality_range *a, const locality_range *b,
                                        int64_t scale, locality_range *out);
/**
 * @brief Gives the smaller of two quantities.
 * @param[in] a One operand.
 * @param[in] b The other operand.
 * @param[out] out Every minimum of choices; may be one of the operands.
 */
LOCALITY_API void locality_range_min(const locality_range *a, const locality_range *b,
                                     locality_range *out);
/**
 * @brief Gives the larger of two quantities.
 * @param[in] a One operand.
 * @param[in] b The other operand.
 * @param[out] out Every maximum of choices; may be one of the operands.
 */
LOCALITY_API void locality_range_max(const locality_range *a, const locality_range *b,
                                     locality_range *out);
/**
 * @brief Gives the smallest range that contains both (either may be true).
 * @param[in] a One operand.
 * @param[in] b The other operand.
 * @param[out] out The hull; may be one of the operands.
 */
LOCALITY_API void locality_range_hull(const locality_range *a, const locality_range *b,
                                      locality_range *out);
/**
 * @brief Gives what is known when both statements hold.
 * @param[in] a One operand.
 * @param[in] b The other operand.
 * @param[out] out What both allow; the unknown range where they contradict each other.
 * @return 1 where they agree on at least one value, else 0.
 */
LOCALITY_API int32_t locality_range_intersect(const locality_range *a, const locality_range *b,
                                              locality_range *out);

/* ---- Types of values and their text forms ---------------------------------------------------- */

/** The types a field or an expression can have. */
enum locality_types {
    LOCALITY_TYPE_NONE = 0,     /**< No value. */
    LOCALITY_TYPE_TEXT = 1,     /**< UTF-8 text. */
    LOCALITY_TYPE_WORD = 2,     /**< One word of a list that the schema states. */
    LOCALITY_TYPE_TRUTH = 3,    /**< yes, no or unknown, as a range inside [0, 1]. */
    LOCALITY_TYPE_COUNT = 4,    /**< A whole number. */
    LOCALITY_TYPE_NUMBER = 5,   /**< A decimal number in millionths; FTE are numbers. */
    LOCALITY_TYPE_RATIO = 6,    /**< A share in millionths, written as a percentage. */
    LOCALITY_TYPE_MONEY = 7,    /**< Pounds in pence. */
    LOCALITY_TYPE_DATE = 8,     /**< A date in days since 1970-01-01. */
    LOCALITY_TYPE_MOMENT = 9,   /**< A date with a time, in seconds since 1970-01-01 00:00. */
    LOCALITY_TYPE_DAYS = 10,    /**< A length of time in days. */
    LOCALITY_TYPE_REF = 11,     /**< The id of a record of one stated kind. */
    LOCALITY_TYPE_ANY_REF = 12, /**< A record of any kind, written `kind:id`. */
    LOCALITY_TYPE_TEXTS = 13,   /**< A list of texts. */
    LOCALITY_TYPE_REFS = 14     /**< A list of ids of records of one stated kind. */
};

/**
 * @brief Names a type, for example "money".
 * @param[in] type One of locality_types.
 * @return A static lower-case word; "unknown" for a number that is no type.
 */
LOCALITY_API const char *locality_type_name(int32_t type);

/**
 * @brief Reads a quantity or date of a type from text, exactly and without locale.
 *
 * Numbers: digits with optional sign, thousands commas, one decimal point, a pound sign for money,
 * a percent sign for ratios, a multiplier k, m or bn (`1.354m`, `£720.4k`, `26.09%`,
 * `1,234,567.89`). Dates: `2010-09-03`, `2010-07`, `2010`, `2010-Q3`, UK financial year `2011/12`
 * (1 April to 31 March); moments: a date, or `2023-02-24 17:00` or `...17:00:01`; a moment given
 * as a date is the whole day. Days: `30 days`, `4 weeks` or a whole number. Truth: `yes`, `no`.
 * What is not exact: `a..b`, `>=a`, `<=a`, `>a`, `<a`, `a+-margin` (about), `a~` (printed
 * rounded at its last place: `24.7%~` is 24.65 % to 24.75 %), `?` (unknown). More places than the
 * type holds are an error, never rounded.
 *
 * Blanks may stand around the parts. `>a` and `<a` leave out one unit of the type: a penny, a
 * millionth, a day, and all of `a` where it is a month or year. A ratio without a percent sign is
 * the plain share (`0.2609`). Where one of two numbers has a percent sign, a multiplier or a unit of
 * time the other needs one too, as `20..30m` could mean two things; zero needs none. The margin of a
 * date is in days. A `?` of type TRUTH, like every other, is open at both ends.
 * @param[in] type A type from TRUTH to DAYS.
 * @param[in] text The text, need not end in NUL.
 * @param[in] length Bytes of text.
 * @param[out] out The range; unknown on failure.
 * @param[out] error Filled on failure, may be null; the column is the place in the text.
 * @return OK, INVALID, SYNTAX, OVERFLOW or ENCODING.
 */
LOCALITY_API locality_status locality_value_read(int32_t type, const char *text, size_t length,
                                                 locality_range *out, locality_error *error);
/**
 * @brief Writes a quantity or date in the form that locality_value_read reads back to the same range.
 *
 * Exact decimals without trailing zeros; whole months, quarters, years and financial years in
 * their short form; money without a pound sign, pence as two digits (`720400`, `0.50`); ratios as
 * percentages (`26.09%`); days as plain numbers. A truth that may be both is written `?`, which
 * reads back as the unknown range, the one form of an unknown truth.
 * @param[in] type A type from TRUTH to DAYS.
 * @param[in] range What to write.
 * @param[out] buffer Receives the text with its end mark; may be null when size is 0.
 * @param[in] size Bytes of buffer; 80 are always enough.
 * @param[out] needed Bytes the text needs with its end mark, also when the buffer is too small; 0
 * when there is none; may be null.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID, also for a date outside the years 1 to 9999 or a truth outside [0, 1]; LIMIT
 * when the buffer is too small, as it is with size 0 (a buffer then holds an empty text).
 */
LOCALITY_API locality_status locality_value_write(int32_t type, const locality_range *range,
                                                  char *buffer, size_t size, size_t *needed,
                                                  locality_error *error);
/**
 * @brief Writes a quantity as a reader of a report likes it: `£720,400.00`, `47.83 %`, `at least 20`.
 *
 * Decimals are rounded half up (away from zero at a tie) to the number asked for; a range whose
 * two ends print alike prints once, and so does a number or ratio between two neighbouring
 * millionths (what a division leaves that does not come out even). Counts and days are whole whatever
 * is asked for; money with -1 shows pence where there are any. Dates print as `3 September 2010`, `July 2010`, `third quarter of
 * 2010`, `financial year 2011/12`, `between 3 September 2010 and 9 October 2010`, `on or after 1
 * April 2011`; what lies beyond the years 1 to 9999 as an open end.
 * @param[in] type A type from TRUTH to DAYS.
 * @param[in] range What to write.
 * @param[in] decimals Places after the point, 0 to 6; -1 for as many as the value needs.
 * @param[out] buffer Receives the text with its end mark; may be null when size is 0.
 * @param[in] size Bytes of buffer; 160 are always enough.
 * @param[out] needed Bytes the text needs with its end mark, also when the buffer is too small; 0
 * when there is none; may be null.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; LIMIT when the buffer is too small, as it is with size 0 (a buffer then holds
 * an empty text).
 */
LOCALITY_API locality_status locality_value_print(int32_t type, const locality_range *range,
                                                  int32_t decimals, char *buffer, size_t size,
                                                  size_t *needed, locality_error *error);
/**
 * @brief Writes the percentage that one integer is of another, exact until it is rounded half up.
 *
 * 22 of 46 to 2 decimals is `47.83`, -22 of 46 is `-47.83`.
 * @param[in] part The numerator.
 * @param[in] whole The denominator, not 0.
 * @param[in] decimals Places after the point, 0 to 9.
 * @param[out] buffer Receives the text with its end mark, without a percent sign.
 * @param[in] size Bytes of buffer; 48 are always enough.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; LIMIT when the buffer is too small.
 */
LOCALITY_API locality_status locality_percent_write(int64_t part, int64_t whole, int32_t decimals,
                                                    char *buffer, size_t size,
                                                    locality_error *error);

/* ---- Dates -------------------------------------------------------------------------------- */

/** How days between two dates are counted. */
enum locality_day_counts {
    LOCALITY_DAYS_ELAPSED = 0,  /**< The first day is left out: 25 January to 24 February is 30. */
    LOCALITY_DAYS_INCLUSIVE = 1 /**< Both days count: 25 January to 24 February is 31. */
};

/**
 * @brief Gives the day number of a calendar date (proleptic Gregorian, years 1 to 9999).
 * @param[in] year Year, 1 to 9999.
 * @param[in] month Month, 1 to 12.
 * @param[in] day Day of the month, from 1.
 * @param[out] out Days since 1970-01-01; 0 on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, or INVALID where the calendar has no such day (31 February).
 */
LOCALITY_API locality_status locality_date_from_calendar(int32_t year, int32_t month, int32_t day,
                                                         int64_t *out, locality_error *error);
/**
 * @brief Splits a day number into year, month and day.
 * @param[in] date Days since 1970-01-01, within years 1 to 9999.
 * @param[out] year Year.
 * @param[out] month Month, 1 to 12.
 * @param[out] day Day of the month, from 1.
 * @param[out] error Filled on failure, may be null.
 * @return OK, or INVALID outside the years 1 to 9999 (outputs 0).
 */
LOCALITY_API locality_status locality_date_to_calendar(int64_t date, int32_t *year, int32_t *month,
                                                       int32_t *day, locality_error *error);
/**
 * @brief Gives the weekday of a date by ISO 8601.
 * @param[in] date Days since 1970-01-01.
 * @return 1 Monday to 7 Sunday.
 */
LOCALITY_API int32_t locality_date_weekday(int64_t date);
/**
 * @brief Adds calendar months; a day that the new month lacks becomes its last day.
 * @param[in] date Days since 1970-01-01.
 * @param[in] months Months to add, may be negative.
 * @param[out] out The new date; 0 on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, or INVALID where the result leaves the years 1 to 9999.
 */
LOCALITY_API locality_status locality_date_add_months(int64_t date, int32_t months, int64_t *out,
                                                      locality_error *error);
/**
 * @brief Counts the days from one date to another where either may be a range.
 * @param[in] from First date.
 * @param[in] to Last date.
 * @param[in] count One of locality_day_counts.
 * @param[out] out Every possible number of days, negative where `to` comes first (inclusively -31
 * from 24 February to 25 January); never 0 when both days count. May be one of the operands.
 */
LOCALITY_API void locality_days_between(const locality_range *from, const locality_range *to,
                                        int32_t count, locality_range *out);

#ifdef __cplusplus
}
#endif

#endif
