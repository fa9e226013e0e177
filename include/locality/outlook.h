/**
 * @file outlook.h
 * @brief Outlook: what demand to expect, what a recorded step did to it, and what a redesign would.
 *
 * Forecasts are made where an area and a service meet, of all providers together, and added up: a cell
 * is the sum of what lies in it, at every level of both trees. Up to a mean of 50 a forecast is the
 * average of simple exponential smoothing and of a Poisson regression with one wave a year in which a
 * period weighs half of one a year later; above that mean it is the smoothing alone, from the last change
 * of level on. A step on record begins a new past for every cell it concerns; a change that was only found
 * may come again, and widens the interval. Further ahead than four weeks or three months the smoothing, too,
 * is given the season, in full from 13 weeks or 6 months on.
 *
 * Intervals are whole numbers, negative binomial about the sum. Their variance is that of the errors
 * which the cell itself would have made from one period to the next (so that parts which rise and fall
 * together are not taken for independent), grown with the distance as simple smoothing has it
 * (Hyndman, Koehler, Ord and Snyder 2008), with the error of the level. An interval of a sum is therefore not
 * the sum of intervals. Of one or two periods there is none: they do not show how much counts vary. How good the forecast was on the past is printed beside it, against the better of two
 * naive ones; where it was no better, that is said.
 *
 * Periods are numbered as in demand.h, from 0; those ahead follow the latest that has data. Results do not
 * depend on the order in which series are given.
 */
#ifndef LOCALITY_OUTLOOK_H
#define LOCALITY_OUTLOOK_H

#include "locality/base.h"
#include "locality/demand.h"
#include "locality/model.h"
#include "locality/series.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What to expect of every cell; immutable, owns all it shows, read by any number of threads. */
typedef struct locality_outlook locality_outlook;

/* ---- Forecasts -------------------------------------------------------------------------------- */

/** How an outlook is made. A number of zero is the default stated. */
typedef struct locality_outlook_options {
    uint32_t struct_size; /**< sizeof(locality_outlook_options). */
    uint32_t reserved;    /**< Zero. */
    uint32_t horizon;     /**< Periods ahead: 4 weeks, 6 months; at most two years. */
    uint32_t origins;     /**< Times in the past from which a forecast is tried: 8 for weeks, 4 for
                               months; at most 104. */
    uint32_t ahead;       /**< Periods that each of these forecasts, and their distance: 4 weeks, 3
                               months; at most 26. */
    uint32_t reserved2;   /**< Zero. */
    double coverage;      /**< Share that intervals hold, above 0 and below 1: 0.8. */
} locality_outlook_options;

/** Starting value of a locality_outlook_options: every default. */
#define LOCALITY_OUTLOOK_OPTIONS_INIT \
    { sizeof(locality_outlook_options), 0, 0, 0, 0, 0, 0 }

/** How a cell is forecast. */
enum locality_outlook_methods {
    LOCALITY_OUTLOOK_UNTOLD = 0, /**< Not at all: there are no data since the level last changed. */
    LOCALITY_OUTLOOK_LEVEL = 1,  /**< Fewer than 8 periods: their mean. */
    LOCALITY_OUTLOOK_BLEND = 2,  /**< The average of smoothing and regression. */
    LOCALITY_OUTLOOK_SMOOTHED = 3, /**< Smoothing, from the last change of level on. */
    LOCALITY_OUTLOOK_SUM = 4       /**< The sum of parts. */
};

/** What is known of the skill of a forecast. */
enum locality_outlook_skills {
    LOCALITY_OUTLOOK_UNTRIED = 0, /**< The past is too short to try it on, or has only zeros. */
    LOCALITY_OUTLOOK_BETTER = 1,  /**< Its mean absolute error was below that of both naive ones. */
    LOCALITY_OUTLOOK_NO_BETTER = 2 /**< It was not: the last count, or that of a year before, would
                                        have done as well. */
};

/**
 * @brief Names a method or a skill, for example "blend", "no better than naive".
 * @param[in] what 0 for a method, 1 for a skill, 2 for a state of an effect, 3 for what is said of one,
 *            4 for a comparison.
 * @param[in] value One of the enumeration.
 * @return Static words; "unknown" for what is none.
 */
LOCALITY_API const char *locality_outlook_name(int32_t what, int32_t value);

/** The whole of an outlook, in numbers. */
typedef struct locality_outlook_summary {
    size_t cells;         /**< Cells. */
    size_t untold;        /**< Cells of which nothing can be said. */
    size_t better;        /**< Cells forecast better than by naive forecasts. */
    size_t no_better;     /**< Cells forecast no better. */
    size_t untried;       /**< Cells whose forecast could not be tried. */
    size_t periods;       /**< Periods of the past. */
    size_t horizon;       /**< Periods ahead. */
    double coverage;      /**< Share that intervals hold. */
    uint8_t reserved[32]; /**< Zero; room for later members. */
} locality_outlook_summary;

/** How one cell is forecast, and how well. */
typedef struct locality_outlook_cell {
    uint32_t area;          /**< Position of the area, or LOCALITY_DEMAND_NONE for all areas. */
    uint32_t service;       /**< Position of the service. */
    uint32_t area_depth;    /**< How deep the area lies in its tree; 0 for all areas. */
    uint32_t service_depth; /**< How deep the service lies in its tree; 0 for one in nothing. */
    const char *area_id; /**< Id of the area; empty for all areas. Lives as long as the outlook. */
    const char *service_id; /**< Id of the service. Likewise. */
    int32_t method;         /**< One of locality_outlook_methods. */
    int32_t skill;          /**< One of locality_outlook_skills. */
    uint32_t parts;         /**< Forecasts that it is the sum of. */
    uint32_t untold;        /**< Parts of which nothing can be said, counted as none. */
    uint32_t from;     /**< First period that the forecast rests on: the latest of its parts. */
    uint32_t recorded; /**< Parts whose past begins with a step on record. */
    uint32_t found;    /**< Parts whose past begins with a change that was found. */
    uint32_t tried;    /**< Counts that a forecast was tried on. */
    double level;      /**< Mean that the forecast begins from, for a period. */
    double dispersion; /**< Variance of its errors for each unit of mean, 1 or more. */
    double
        scaled_error; /**< Mean absolute scaled error (MASE): that of the tried forecasts over that
                                 of the last count, one period ahead in the past before them (Hyndman and
                                 Koehler 2006); NaN where untried. */
    double error;     /**< Mean absolute error of the tried forecasts; NaN likewise. */
    double naive;     /**< That of the last count for the same periods; NaN likewise. */
    double seasonal;  /**< That of the count of a year before; NaN likewise, or below a year. */
    uint8_t reserved[32]; /**< Zero; room for later members. */
} locality_outlook_cell;

/** Lines of a cell that are none of locality_feed_periods. */
enum locality_outlook_spans {
    LOCALITY_OUTLOOK_OWN = -1,     /**< Each period ahead by itself. */
    LOCALITY_OUTLOOK_TOGETHER = -2 /**< All periods ahead in one line. */
};

/** What to expect of one period, or of several together. */
typedef struct locality_outlook_line {
    int32_t number; /**< Number of the period, as locality_feed_period_of counts. */
    uint32_t first; /**< First period of the calendar that belongs to it. */
    uint32_t end;   /**< Behind the last. */
    uint32_t known; /**< Of these, periods of the past with data. */
    uint32_t
        missing; /**< Of these, periods of the past without data: nothing is counted for them. */
    int32_t is_whole; /**< 1 where past and outlook hold all of it, and none is missing. */
    int64_t observed; /**< Requests of the past in it. */
    double mean; /**< Expected of all of it, with what was observed; NaN for what cannot be told. */
    int64_t
        least; /**< Lower end of its interval; LOCALITY_NO_COUNT for what cannot be told, and where
                          there is nothing to base an interval on: in no part of the cell do three periods
                          have data. */
    int64_t most;    /**< Upper end; likewise. */
    double expected; /**< The part of `mean` that is still to come. */
} locality_outlook_line;

/**
 * @brief Makes the outlook of all cells of series under watch, with their trees and recorded steps.
 *
 * A period of which less than four fifths have come in is no data; of a later one the count is scaled. Time
 * of about a thousandth of a second for each forecast of five years of weeks with its eight trials; memory of 40 bytes
 * for each cell and period ahead.
 * @param[in] demand Series under watch.
 * @param[in] options How it is made; null for the defaults.
 * @param[out] out The outlook; free with locality_outlook_free.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; CANCELLED; NO_MEMORY.
 */
LOCALITY_API locality_status locality_outlook_new(const locality_demand *demand,
                                                  const locality_outlook_options *options,
                                                  locality_outlook **out, locality_error *error);
/**
 * @brief Frees an outlook.
 * @param[in] outlook An outlook or null.
 */
LOCALITY_API void locality_outlook_free(locality_outlook *outlook);
/**
 * @brief Gives an outlook in numbers.
 * @param[in] outlook An outlook.
 * @param[out] out The numbers; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK or INVALID.
 */
LOCALITY_API locality_status locality_outlook_summary_of(const locality_outlook *outlook,
                                                         locality_outlook_summary *out,
                                                         locality_error *error);
/**
 * @brief Gives one of the cells, which are in the order of depth and ids.
 * @param[in] outlook An outlook.
 * @param[in] cell Its position.
 * @param[out] out The cell; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, or NOT_FOUND where there is none.
 */
LOCALITY_API locality_status locality_outlook_cell_at(const locality_outlook *outlook,
                                                      uint32_t cell, locality_outlook_cell *out,
                                                      locality_error *error);
/**
 * @brief Finds the cell of an area and a service by their ids.
 * @param[in] outlook An outlook.
 * @param[in] area Id of the area; null or empty for all areas.
 * @param[in] service Id of the service.
 * @return Position of the cell; LOCALITY_DEMAND_NONE where there is none.
 */
LOCALITY_API uint32_t locality_outlook_find(const locality_outlook *outlook, const char *area,
                                            const char *service);
/**
 * @brief Lists what to expect of a cell in each period ahead.
 * @param[in] outlook An outlook.
 * @param[in] cell Position of the cell.
 * @param[out] out Receives the periods; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND or LIMIT.
 */
LOCALITY_API locality_status locality_outlook_periods(const locality_outlook *outlook,
                                                      uint32_t cell, locality_outlook_line *out,
                                                      size_t capacity, size_t *count,
                                                      locality_error *error);
/**
 * @brief Lists the months, quarters or years that the outlook reaches, each with what has been counted in it
 * so far and what is still to come. A week belongs where its Thursday lies.
 * @param[in] outlook An outlook.
 * @param[in] cell Position of the cell.
 * @param[in] every MONTH, QUARTER, YEAR or FINANCIAL_YEAR of locality_feed_periods, longer than the periods
 *            of the outlook; or one of locality_outlook_spans.
 * @param[out] out Receives the periods; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND or LIMIT.
 */
LOCALITY_API locality_status locality_outlook_totals(const locality_outlook *outlook, uint32_t cell,
                                                     int32_t every, locality_outlook_line *out,
                                                     size_t capacity, size_t *count,
                                                     locality_error *error);

/* ---- Doing nothing, and a redesign ------------------------------------------------------------ */

/** What a redesign is said to change; never worked out here, but stated by somebody, with its ground. */
typedef struct locality_outlook_change {
    uint32_t struct_size; /**< sizeof(locality_outlook_change). */
    uint32_t reserved;    /**< Zero. */
    const char *area;     /**< Id of the area, with all below it; null or empty for all areas. */
    const char *service;  /**< Id of the service, with all below it; null or empty for all. */
    int64_t from; /**< First day on which it works, days since 1970-01-01; a period counts from
                               the first that begins on it or later. Where that is a period of the
                               past it is in force: the counts hold what it does, so that it is not
                               applied to what is forecast from them. */
    double least; /**< Lowest: a share (-0.2 is a fifth fewer; -1 or more), or a number a period. */
    double likely;     /**< What is thought likely, between the two. */
    double most;       /**< Highest. */
    int32_t is_number; /**< 1 for a number of requests each period, 0 for a share of them. */
    int32_t reserved2; /**< Zero. */
    const char *basis; /**< What the figures rest on, in words; not empty. */
} locality_outlook_change;

/** Starting value of a locality_outlook_change: none, everywhere. */
#define LOCALITY_OUTLOOK_CHANGE_INIT \
    { sizeof(locality_outlook_change), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/** What can be said of two lines. */
enum locality_outlook_comparisons {
    LOCALITY_OUTLOOK_CANNOT_TELL = 0, /**< By what is stated, demand may be lower or higher. */
    LOCALITY_OUTLOOK_FEWER = 1,       /**< Fewer requests, whichever of the stated figures holds. */
    LOCALITY_OUTLOOK_MORE = 2,        /**< More requests, likewise. */
    LOCALITY_OUTLOOK_SAME = 3,        /**< Nothing is stated for that time and place. */
    LOCALITY_OUTLOOK_IN_FORCE =
        4 /**< What is stated of the place was in force in the past, and is in
                                           the counts already: the two lines are one. */
};

/** Doing nothing beside a redesign, for one period or several together. */
typedef struct locality_outlook_difference {
    locality_outlook_line do_nothing; /**< If nothing changes. */
    locality_outlook_line
        redesign;  /**< With what is stated; its interval holds the stated range too. */
    double likely; /**< Redesign less doing nothing, as thought likely. */
    double
        least; /**< Lowest difference: of the stated range and of the demand; NaN without interval. */
    double most;        /**< Highest; likewise. */
    int32_t verdict;    /**< One of locality_outlook_comparisons. */
    int32_t stands_out; /**< 1 where the two intervals do not meet, so that counts of this
                                           period would show the difference; else 0. */
} locality_outlook_difference;

/**
 * @brief Sets a redesign beside doing nothing: two lines of one demand, and their difference as a range.
 *
 * Shares are multiplied and numbers added, in that order; a number is spread over the parts of its area and
 * service as their demand is. Demand is never below 0. A change that is in force in a period of the past is
 * in the counts, and what is forecast from them holds it: it is not applied a second time. What it did is told by
 * locality_demand_effects; what was expected without it, by an outlook from the counts before it.
 * @param[in] outlook An outlook: doing nothing.
 * @param[in] cell Position of the cell.
 * @param[in] change What is stated.
 * @param[in] changes How many, at least 1: there is no redesign without.
 * @param[in] every As for locality_outlook_totals.
 * @param[out] out Receives the periods; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (no change, one without basis, figures that are not in order); NOT_FOUND (a cell, or an
 *         id that there is not); LIMIT; NO_MEMORY.
 */
LOCALITY_API locality_status locality_outlook_compare(
    const locality_outlook *outlook, uint32_t cell, const locality_outlook_change *change,
    size_t changes, int32_t every, locality_outlook_difference *out, size_t capacity, size_t *count,
    locality_error *error);

/* ---- Into a model ----------------------------------------------------------------------------- */

/** As what an outlook is written. */
typedef struct locality_outlook_records {
    uint32_t struct_size; /**< sizeof(locality_outlook_records). */
    uint32_t reserved;    /**< Zero. */
    const char *prefix;   /**< Ids begin with it: `PREFIX-do-nothing-2026-27`; not empty. */
    const char *name;     /**< Names begin with it; null for area and service. */
    const char
        *about; /**< Record that the figures are about, `service:street-scene`; null for none. */
    const char
        *measure; /**< Id of a measure: observations are written too; null for figures alone. */
    const char *source; /**< Id of the document that they come from; null for none. */
    const locality_outlook_change *change; /**< What a redesign is said to change; null for none. */
    size_t changes;                        /**< How many. */
} locality_outlook_records;

/** Starting value of a locality_outlook_records: nothing. */
#define LOCALITY_OUTLOOK_RECORDS_INIT \
    { sizeof(locality_outlook_records), 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * @brief Writes the financial years of a cell that past and outlook hold whole into a model, so that rules and
 * budgets read them.
 *
 * Each year is a record of the kind `figure`: quantity the interval as a range, qualifier `derived`, basis
 * `inferred`, and a remark that says the mean, the method, the interval and its skill; with a redesign also the
 * line of the redesign and the difference, but for one that is in force in the past. Where there is no interval
 * the quantity is unknown. With a measure each is written as an `observation` too, of type
 * `forecast` and with the scenario `do_nothing` or `redesign`: the model must declare these words. Records of
 * the same ids are replaced.
 * @param[in] outlook An outlook.
 * @param[in] cell Position of the cell.
 * @param[in] how As what.
 * @param[in,out] model The model; as it was on failure, but for records written before the one that failed.
 * @param[out] written Records written; may be null.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (no whole year, a word that the model does not know); NOT_FOUND; as locality_model_put.
 */
LOCALITY_API locality_status locality_outlook_write(const locality_outlook *outlook, uint32_t cell,
                                                    const locality_outlook_records *how,
                                                    locality_model *model, size_t *written,
                                                    locality_error *error);

/* ---- What a recorded step did ----------------------------------------------------------------- */

/** Whether an effect can be told. */
enum locality_effect_states {
    LOCALITY_EFFECT_TOLD = 0,      /**< There is a result. */
    LOCALITY_EFFECT_TOO_EARLY = 1, /**< Not enough periods have passed: `told_on` is when. */
    LOCALITY_EFFECT_OVERTAKEN = 2, /**< Another step was recorded within these periods. */
    LOCALITY_EFFECT_NO_BASIS = 3 /**< Too little before the step, or nothing but zeros before it. */
};

/** What a recorded step did, so many periods after it. Ratios are what came over what would have been. */
typedef struct locality_demand_effect {
    uint32_t periods;  /**< Periods after the step that are looked at. */
    uint32_t before;   /**< Periods before it that are. */
    int32_t state;     /**< One of locality_effect_states; but for TOLD, figures below are NaN. */
    int32_t verdict;   /**< One of locality_effects. */
    int64_t told_on;   /**< First day on which all these periods are over, days since 1970-01-01. */
    double step;       /**< Ratio at the step. */
    double step_low;   /**< Lower end of its interval. */
    double step_high;  /**< Upper end. */
    double slope;      /**< Ratio by which growth a year changed; NaN below a year after. */
    double slope_low;  /**< Lower end of its interval. */
    double slope_high; /**< Upper end. */
    /** Ratio over all periods after the step, `observed` over `expected`: 0 where nothing came any more, with an
     * upper end that none at all leaves open. */
    double effect;
    double effect_low;  /**< Lower end of its interval, widened where errors go together in time. */
    double effect_high; /**< Upper end. */
    double observed;    /**< Requests after the step, scaled where not all have come in. */
    double expected;    /**< What would have been without the step. */
    double excess;      /**< The one less the other. */
    double excess_low;  /**< Lower end of its interval. */
    double excess_high; /**< Upper end. */
    double p;           /**< Chance of such an effect without one. */
    double dispersion;  /**< Variance for each unit of mean that is left. */
    double autocorrelation; /**< Of what is left, from one period to the next. */
    double widened;         /**< What errors were multiplied by for it. */
} locality_demand_effect;

/**
 * @brief Tells what a recorded step did to demand, 13, 26 and 52 weeks after it (3, 6 and 12 months).
 *
 * All series that the step concerns together; back to the step before, or as many years as baselines look
 * back. Intervals hold 95 of 100; they are those of locality_intervention, and no narrower than chance alone makes
 * a ratio of two counts.
 * @param[in] demand Series under watch.
 * @param[in] index Number of the step, in the order in which they were recorded.
 * @param[out] out Receives the effects; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are: three.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID, NOT_FOUND, LIMIT or NO_MEMORY.
 */
LOCALITY_API locality_status locality_demand_effects(const locality_demand *demand, size_t index,
                                                     locality_demand_effect *out, size_t capacity,
                                                     size_t *count, locality_error *error);
/**
 * @brief Gives what would have been without a recorded step: requests of all series that it concerns, for each
 * period since, as far as the latest effect reaches that can be told.
 * @param[in] demand Series under watch.
 * @param[in] index Number of the step.
 * @param[out] out Receives the numbers; null to count.
 * @param[in] capacity How many fit.
 * @param[out] count How many there are; 0 where no effect can be told.
 * @param[out] error Filled on failure, may be null.
 * @return As locality_demand_effects.
 */
LOCALITY_API locality_status locality_demand_without(const locality_demand *demand, size_t index,
                                                     double *out, size_t capacity, size_t *count,
                                                     locality_error *error);
/**
 * @brief Counts the steps on record.
 * @param[in] demand Series under watch.
 * @return How many; 0 for null.
 */
LOCALITY_API size_t locality_demand_steps(const locality_demand *demand);
/**
 * @brief Gives a step on record; its texts live as long as the handle.
 * @param[in] demand Series under watch.
 * @param[in] index Its number.
 * @param[out] out The step; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK, INVALID or NOT_FOUND.
 */
LOCALITY_API locality_status locality_demand_step_at(const locality_demand *demand, size_t index,
                                                     locality_demand_step *out,
                                                     locality_error *error);
/**
 * @brief Finds an area, a service or a provider by its id.
 * @param[in] demand Series under watch.
 * @param[in] axis One of locality_demand_axes.
 * @param[in] id The id.
 * @return Its position; LOCALITY_DEMAND_NONE where there is none.
 */
LOCALITY_API uint32_t locality_demand_find(const locality_demand *demand, int32_t axis,
                                           const char *id);

/* ---- Driven by population --------------------------------------------------------------------- */

/** People of one age band: how many requests they make, and how many they will be. */
typedef struct locality_population_band {
    uint32_t struct_size;      /**< sizeof(locality_population_band). */
    uint32_t reserved;         /**< Zero. */
    const char *name;          /**< Name of the band, `85+`; null for its ages. */
    uint32_t from_age;         /**< Youngest age. */
    uint32_t to_age;           /**< Oldest age; LOCALITY_DEMAND_NONE for all above. */
    int64_t requests;          /**< Requests counted, 0 or more. */
    double person_years;       /**< Of so many people and years, above 0. */
    const double *people;      /**< People projected for each year, 0 or more. */
    const double *people_low;  /**< Fewest projected; null for `people`. */
    const double *people_high; /**< Most projected; null for `people`. */
} locality_population_band;

/** Starting value of a locality_population_band: nobody, of all ages. */
#define LOCALITY_POPULATION_BAND_INIT \
    { sizeof(locality_population_band), 0, 0, 0, LOCALITY_DEMAND_NONE, 0, 0, 0, 0, 0 }

/** Demand of one year, as projected. */
typedef struct locality_population_demand {
    double people; /**< People of all bands together. */
    double mean;   /**< Requests expected. */
    double low;    /**< The mean for the fewest people projected. */
    double high;   /**< The mean for the most. */
    int64_t least; /**< Lower end of the interval: rates, chance and projection together. */
    int64_t most;  /**< Upper end. */
} locality_population_demand;

/**
 * @brief Projects demand from rates of age bands and the people that there will be.
 *
 * A rate is requests over person-years; its error is that of the count behind it. Bands that share an age are
 * refused: people of 65+ are people of 60+ as well, and adding the two counts them twice.
 * @param[in] band The bands, in any order.
 * @param[in] bands How many, at least 1, at most 1,000.
 * @param[in] years Years projected.
 * @param[in] dispersion Variance of a year's requests for each unit of mean, 1 or more.
 * @param[in] coverage Share that intervals hold, above 0 and below 1.
 * @param[out] out Receives one for each year.
 * @param[in] capacity How many fit; at least `years`.
 * @param[out] error Filled on failure, may be null; "bands overlap" names two of them.
 * @return OK; INVALID (bands that overlap, figures out of range); LIMIT.
 */
LOCALITY_API locality_status locality_project_population(const locality_population_band *band,
                                                         size_t bands, size_t years,
                                                         double dispersion, double coverage,
                                                         locality_population_demand *out,
                                                         size_t capacity, locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
