/**
 * @file statistics.h
 * @brief Statistics of counts: distribution functions, the control of false alarms among many tests,
 * comparisons of counts, concentration, regressions.
 *
 * Functions over arrays of the caller; what is borrowed is borrowed for the call. Every function may be
 * called from any number of threads. Results are the same to the last bit on every machine: nothing of
 * the machine's mathematical library is used but the square root.
 */
#ifndef LOCALITY_STATISTICS_H
#define LOCALITY_STATISTICS_H

#include "locality/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A count of which there is no data: never the same as none counted. */
#define LOCALITY_NO_COUNT INT64_MIN

/* ---- Distributions --------------------------------------------------------------------------- */

/** The distributions, with their parameters a and b; a parameter that is not named is not looked at. */
enum locality_distributions {
    LOCALITY_NORMAL = 0,            /**< Mean a, standard deviation b above 0. */
    LOCALITY_STUDENT = 1,           /**< Student's t with a degrees of freedom. */
    LOCALITY_CHI_SQUARE = 2,        /**< a degrees of freedom. */
    LOCALITY_FISHER = 3,            /**< F with a and b degrees of freedom. */
    LOCALITY_GAMMA = 4,             /**< Shape a, rate b. */
    LOCALITY_BETA = 5,              /**< Shapes a and b. */
    LOCALITY_POISSON = 6,           /**< Mean a. */
    LOCALITY_NEGATIVE_BINOMIAL = 7, /**< Failures before success number a, each of probability b. */
    LOCALITY_BINOMIAL = 8,          /**< Successes of a trials, each of probability b. */
    LOCALITY_OVERDISPERSED =
        9 /**< Counts of mean a and variance a b: negative binomial, Poisson for b
                                    of 1 or less. */
};

/**
 * @brief Gives the probability of a value or less, right to about 12 digits however small it is.
 * @param[in] distribution One of locality_distributions.
 * @param[in] x The value.
 * @param[in] a First parameter.
 * @param[in] b Second parameter.
 * @return P(X <= x); NaN for parameters out of range or no such distribution.
 */
LOCALITY_API double locality_cdf(int32_t distribution, double x, double a, double b);
/**
 * @brief Gives the probability of more than a value, worked out in the tail itself and as exact there.
 * @param[in] distribution One of locality_distributions.
 * @param[in] x The value.
 * @param[in] a First parameter.
 * @param[in] b Second parameter.
 * @return P(X > x), for counts strictly more; NaN as locality_cdf.
 */
LOCALITY_API double locality_tail(int32_t distribution, double x, double a, double b);
/**
 * @brief Gives the smallest value that is not exceeded with a probability.
 * @param[in] distribution One of locality_distributions.
 * @param[in] p The probability, 0 to 1.
 * @param[in] a First parameter.
 * @param[in] b Second parameter.
 * @return The smallest x with P(X <= x) >= p, a whole number for counts; NaN as locality_cdf, and for a
 *         count above 2^53.
 */
LOCALITY_API double locality_quantile(int32_t distribution, double p, double a, double b);
/**
 * @brief Gives the density at a value, for counts the probability of just that count.
 * @param[in] distribution One of locality_distributions.
 * @param[in] x The value.
 * @param[in] a First parameter.
 * @param[in] b Second parameter.
 * @return The density or probability; NaN as locality_cdf.
 */
LOCALITY_API double locality_density(int32_t distribution, double x, double a, double b);

/* ---- Many tests ------------------------------------------------------------------------------ */

/** How p-values of many tests are adjusted. */
enum locality_adjustments {
    LOCALITY_ADJUST_BH =
        0, /**< False share, tests independent or alike (Benjamini, Hochberg 1995). */
    LOCALITY_ADJUST_BY = 1,   /**< False share, whatever the tests (Benjamini, Yekutieli 2001). */
    LOCALITY_ADJUST_HOLM = 2, /**< Any false one at all (Holm 1979). */
    LOCALITY_ADJUST_HOCHBERG = 3,  /**< The same, tests independent (Hochberg 1988). */
    LOCALITY_ADJUST_BONFERRONI = 4 /**< The same, simplest. */
};

/**
 * @brief Adjusts the p-values of a family of tests: those up to q are a list of which at most a share
 * of q is false.
 *
 * A p-value of NaN is no test: it stays NaN and is not counted. O(count log count).
 * @param[in] p The p-values, 0 to 1 or NaN.
 * @param[in] count How many.
 * @param[in] adjustment One of locality_adjustments.
 * @param[out] adjusted The adjusted ones, in the same order; may be `p` itself.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null; names the first p that is none.
 * @return OK; INVALID; NO_MEMORY.
 */
LOCALITY_API locality_status locality_adjust(const double *p, size_t count, int32_t adjustment,
                                             double *adjusted, const locality_allocator *allocator,
                                             locality_error *error);

/* ---- Comparisons ----------------------------------------------------------------------------- */

/** Two rates compared. */
typedef struct locality_rate_comparison {
    double ratio;     /**< First rate over second; infinite for a second of 0, NaN for two of 0. */
    double low;       /**< Lower limit of the ratio. */
    double high;      /**< Upper limit of the ratio, perhaps infinite. */
    double p;         /**< Two-sided p-value of a ratio of 1: all splits as unlikely or more. */
    double p_greater; /**< p-value against a first rate that is not higher. */
    double p_less;    /**< p-value against a first rate that is not lower. */
} locality_rate_comparison;

/**
 * @brief Compares two rates exactly, by what of all events is of the first (as R's poisson.test).
 * @param[in] first Events of the first, 0 to 2^53.
 * @param[in] first_exposure What they are of (weeks, people), above 0.
 * @param[in] second Events of the second.
 * @param[in] second_exposure What they are of.
 * @param[in] confidence Of the limits, between 0 and 1; 0.95 is usual.
 * @param[out] out The comparison; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; LIMIT (more than 10 million events: the search for the two-sided p would be long).
 */
LOCALITY_API locality_status locality_compare_rates(int64_t first, double first_exposure,
                                                    int64_t second, double second_exposure,
                                                    double confidence,
                                                    locality_rate_comparison *out,
                                                    locality_error *error);

/** A chi-square test. */
typedef struct locality_chi_square_test {
    double statistic;      /**< Chi-square; NaN where there is nothing to compare. */
    double df;             /**< Degrees of freedom. */
    double p;              /**< Its p-value; NaN where there is none. */
    double effect;         /**< Mixes: Cramer's V, 0 to 1. Dispersion: variance over mean. */
    double least_expected; /**< Smallest expected count; below 5 the p-value is a rough one. */
} locality_chi_square_test;

/**
 * @brief Tests whether counts are spread as chance alone would spread them (index of dispersion).
 * @param[in] count Counts; LOCALITY_NO_COUNT is left out.
 * @param[in] exposure What each is of, above 0; null for the same.
 * @param[in] counts How many.
 * @param[out] out The test; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID.
 */
LOCALITY_API locality_status locality_dispersion_test(const int64_t *count, const double *exposure,
                                                      size_t counts, locality_chi_square_test *out,
                                                      locality_error *error);
/**
 * @brief Tests whether rows of a table have the same mix of columns, as providers before and after.
 *
 * Rows and columns of zeros are left out.
 * @param[in] table Counts, row after row; none missing.
 * @param[in] rows Rows.
 * @param[in] columns Columns.
 * @param[out] out The test; zero on failure.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; NO_MEMORY.
 */
LOCALITY_API locality_status locality_mix_test(const int64_t *table, size_t rows, size_t columns,
                                               locality_chi_square_test *out,
                                               const locality_allocator *allocator,
                                               locality_error *error);
/**
 * @brief Tests the same exactly for two rows (Fisher): all tables of the same sums that are as unlikely
 * or more.
 *
 * The work is that of listing such tables, bounded by 5 million of them.
 * @param[in] table Counts, row after row; none missing.
 * @param[in] columns Columns, 2 to 64.
 * @param[out] p The p-value; 0 on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID; LIMIT (too many tables: locality_mix_test serves).
 */
LOCALITY_API locality_status locality_fisher_test(const int64_t *table, size_t columns, double *p,
                                                  locality_error *error);

/* ---- Concentration --------------------------------------------------------------------------- */

/** How much of something is with few. */
typedef struct locality_concentration {
    double total;     /**< Sum of all amounts. */
    size_t holders;   /**< Amounts above 0. */
    size_t largest;   /**< Position of the largest amount, the first of several. */
    double share;     /**< Its share; NaN, as all below, where the total is 0. */
    double hhi;       /**< Sum of squared shares (Herfindahl, Hirschman): 1 where one has all. */
    double effective; /**< 1 / hhi: as many equal ones would be as concentrated. */
    double shannon;   /**< Entropy of the shares, natural logarithm. */
} locality_concentration;

/**
 * @brief Tells how concentrated amounts are, as demand is on providers.
 * @param[in] amount Amounts, 0 or more; NaN is left out.
 * @param[in] amounts How many.
 * @param[out] shares Share of each, NaN where it is left out or the total is 0; may be null.
 * @param[out] out What is found; zero on failure.
 * @param[out] error Filled on failure, may be null.
 * @return OK; INVALID (a negative or infinite amount, whose position is named).
 */
LOCALITY_API locality_status locality_concentrate(const double *amount, size_t amounts,
                                                  double *shares, locality_concentration *out,
                                                  locality_error *error);

/* ---- Regressions ----------------------------------------------------------------------------- */

/** Most columns of a regression. */
#define LOCALITY_REGRESSION_COLUMNS 24

/** The regressions of counts. */
enum locality_families {
    LOCALITY_FAMILY_POISSON = 0,           /**< Variance equal to the mean, log link. */
    LOCALITY_FAMILY_QUASI_POISSON = 1,     /**< The same with a dispersion that is estimated. */
    LOCALITY_FAMILY_NEGATIVE_BINOMIAL = 2, /**< Variance mu + mu^2 / theta, theta by likelihood. */
    LOCALITY_FAMILY_BINOMIAL = 3           /**< Shares, logit link; weights are what they are of. */
};

/** How a regression ended. */
enum locality_fits {
    LOCALITY_FIT_CONVERGED = 0,     /**< It settled. */
    LOCALITY_FIT_NOT_CONVERGED = 1, /**< It did not; the figures are those of the last round. */
    LOCALITY_FIT_FAILED = 2         /**< There was nothing to fit; all figures are NaN. */
};

/** What is to be explained by what. */
typedef struct locality_regression_data {
    uint32_t struct_size; /**< sizeof(locality_regression_data). */
    uint32_t reserved;    /**< Zero. */
    int32_t family;       /**< One of locality_families. */
    uint32_t reserved2;   /**< Zero. */
    size_t rows;          /**< Observations. */
    size_t columns;       /**< Columns of the design, 1 to LOCALITY_REGRESSION_COLUMNS; the first is
                                 usually 1 throughout. */
    const double *design; /**< The design, column after column, `rows` numbers each. */
    const double *response;   /**< Counts, 0 or more; BINOMIAL: shares, 0 to 1. */
    const double *weight;     /**< Weight of each row, 0 or more; null for 1 each. */
    const double *offset;     /**< Added to the linear predictor, as log exposure; null for none. */
    size_t new_rows;          /**< Further rows of which means are asked for; may be 0. */
    const double *new_design; /**< Their design, column after column, `new_rows` numbers each. */
} locality_regression_data;

/** Starting value of a locality_regression_data. */
#define LOCALITY_REGRESSION_DATA_INIT \
    { sizeof(locality_regression_data), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/** A column's part in a regression. */
typedef struct locality_coefficient {
    double value; /**< Per unit of the column, on the scale of the link; NaN where the column is a
                           combination of earlier ones and left out, as all here. */
    double error; /**< Standard error, dispersion included. */
    double statistic; /**< value / error. */
    double p;         /**< Two-sided: normal, or t where a dispersion is estimated. */
} locality_coefficient;

/** A row's mean as a regression has it. */
typedef struct locality_fitted {
    double mean;   /**< Expected count or share. */
    double linear; /**< The same on the scale of the link. */
    double error;  /**< Standard error of `linear`, dispersion included. */
} locality_fitted;

/** A regression as a whole. */
typedef struct locality_regression_summary {
    double deviance;      /**< Twice the log-likelihood short of a perfect fit. */
    double null_deviance; /**< The same with a constant alone; NaN where it did not settle. */
    double pearson;       /**< Sum of squared residuals over their variance. */
    double df;            /**< Degrees of freedom: rows of weight less columns kept. */
    double dispersion;    /**< 1, or for QUASI_POISSON pearson / df, not floored. */
    double theta;         /**< NEGATIVE_BINOMIAL; else NaN. */
    double theta_error;   /**< Its standard error; else NaN. */
    double twice_log_likelihood; /**< NEGATIVE_BINOMIAL; else NaN. */
    int32_t fit;                 /**< One of locality_fits. */
    uint32_t rank;               /**< Columns kept. */
    uint32_t rounds;             /**< Rounds of the last fit. */
    uint32_t reserved;           /**< Zero. */
} locality_regression_summary;

/**
 * @brief Fits a regression of counts or shares, by iteratively reweighted least squares; figures are
 * those of R's glm and of MASS's glm.nb.
 *
 * O(rounds * rows * columns^2), 25 rounds at most; for theta the same up to 25 times.
 * @param[in] data What is to be explained by what.
 * @param[out] coefficients One for each column; may be null.
 * @param[out] fitted One for each row, then one for each new row; may be null.
 * @param[out] out The regression as a whole; zero on failure.
 * @param[in] allocator Memory functions, null for malloc.
 * @param[out] error Filled on failure, may be null; names the first row that is none.
 * @return OK (also where it did not settle, see `fit`); INVALID; NO_MEMORY.
 */
LOCALITY_API locality_status locality_regress(const locality_regression_data *data,
                                              locality_coefficient *coefficients,
                                              locality_fitted *fitted,
                                              locality_regression_summary *out,
                                              const locality_allocator *allocator,
                                              locality_error *error);

#ifdef __cplusplus
}
#endif

#endif
