/* Regressions by iteratively reweighted least squares, each round by Householder's method. */
#include "statistics/regression.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "statistics/distributions.h"
#include "statistics/elementary.h"

#define MOST_ROUNDS 25
#define ENOUGH 1e-8
#define ALIAS 1e-11 /* share of a column's length that must be left once earlier columns are out */

/* ---- Room ------------------------------------------------------------------------------------- */

static bool block_size(size_t rows, size_t columns, size_t *out) {
    return !loc_multiply_overflows(rows, columns + 6, out);
}

bool loc_regression_take(loc_regression *r, size_t rows, size_t columns,
                         const locality_allocator *allocator) {
    size_t size;

    memset(r, 0, sizeof *r);
    if (columns > LOC_REGRESSION_COLUMNS || !block_size(rows, columns, &size)) {
        return false;
    }
    r->allocator = *allocator;
    r->block = loc_allocate(allocator, size, sizeof(double));
    if (r->block == NULL) {
        return false;
    }
    r->room_rows = rows;
    r->room_columns = columns;
    r->fitted = r->block;
    r->linear = r->fitted + rows;
    r->weight = r->linear + rows;
    r->working = r->weight + rows;
    r->row = r->working + rows;
    r->previous = r->row + rows;
    r->matrix = r->previous + rows;
    return true;
}

void loc_regression_give(loc_regression *r) {
    size_t size;

    if (r->block != NULL && block_size(r->room_rows, r->room_columns, &size)) {
        loc_release(&r->allocator, r->block, size, sizeof(double));
    }
    memset(r, 0, sizeof *r);
}

/* ---- Families --------------------------------------------------------------------------------- */

static double prior_of(const loc_regression_data *d, size_t i) {
    return d->prior != NULL ? d->prior[i] : 1;
}

static double first_mean(const loc_regression_data *d, size_t i) {
    double y = d->response[i];

    switch (d->family) {
    case LOC_FAMILY_POISSON:
        return y + 0.1;
    case LOC_FAMILY_NEGBIN:
        return y == 0 ? 1.0 / 6 : y;
    default:
        return (prior_of(d, i) * y + 0.5) / (prior_of(d, i) + 1);
    }
}

static double variance_of(const loc_regression_data *d, double mean) {
    switch (d->family) {
    case LOC_FAMILY_POISSON:
        return mean;
    case LOC_FAMILY_NEGBIN:
        return mean + mean * mean / d->theta;
    default:
        return mean * (1 - mean);
    }
}

static double link_of(const loc_regression_data *d, double mean) {
    return d->family == LOC_FAMILY_BINOMIAL ? loc_log(mean / (1 - mean)) : loc_log(mean);
}

static double mean_of(const loc_regression_data *d, double eta) {
    if (d->family != LOC_FAMILY_BINOMIAL) {
        double mean = loc_exp(eta);
        return mean > DBL_EPSILON ? mean : DBL_EPSILON;
    }
    double e = eta > 30 ? 1 / DBL_EPSILON : eta < -30 ? DBL_EPSILON : loc_exp(eta);
    return e / (1 + e);
}

/* d mean / d eta */
static double slope_of(const loc_regression_data *d, double mean, double eta) {
    if (d->family != LOC_FAMILY_BINOMIAL) {
        return mean;
    }
    return fabs(eta) > 30 ? DBL_EPSILON : mean * (1 - mean);
}

static double part_of_deviance(const loc_regression_data *d, double y, double mean) {
    double ratio = y > 0 ? y * loc_log(y / mean) : 0;

    switch (d->family) {
    case LOC_FAMILY_POISSON:
        return 2 * (ratio - (y - mean));
    case LOC_FAMILY_NEGBIN:
        return 2 * (ratio - (y + d->theta) * loc_log1p((y - mean) / (mean + d->theta)));
    default:
        return 2 * (ratio + (y < 1 ? (1 - y) * loc_log((1 - y) / (1 - mean)) : 0));
    }
}

/* ---- Least squares ---------------------------------------------------------------------------- */

/* Triangular factor of the last round, with the columns it has. */
typedef struct triangle {
    size_t rank;
    size_t column[LOC_REGRESSION_COLUMNS];
    double entry[LOC_REGRESSION_COLUMNS][LOC_REGRESSION_COLUMNS];
    double right[LOC_REGRESSION_COLUMNS];
} triangle;

/* Reflects a column below row `from` by the vector v, v'v = 2 / scale. */
static void reflect(const double *v, double scale, double *column, size_t from, size_t rows) {
    double product = 0;

    for (size_t i = from; i < rows; i++) {
        product += v[i] * column[i];
    }
    product *= scale;
    for (size_t i = from; i < rows; i++) {
        column[i] -= product * v[i];
    }
}

static double length_of(const double *column, size_t from, size_t rows) {
    double sum = 0;

    for (size_t i = from; i < rows; i++) {
        sum += column[i] * column[i];
    }
    return sqrt(sum);
}

/* Factors the weighted design and carries the response along; columns that are combinations of earlier
 * ones are left out. */
static void factor(loc_regression *r, const loc_regression_data *d, triangle *t) {
    double *z = r->row;

    t->rank = 0;
    for (size_t i = 0; i < d->rows; i++) {
        double root = sqrt(r->weight[i]);
        z[i] = root * r->working[i];
        for (size_t j = 0; j < d->columns; j++) {
            r->matrix[j * d->rows + i] = root * d->design[j * d->rows + i];
        }
    }
    for (size_t j = 0; j < d->columns; j++) {
        double *v = r->matrix + j * d->rows;
        size_t k = t->rank;
        double whole = length_of(v, 0, d->rows);
        double left = k < d->rows ? length_of(v, k, d->rows) : 0;
        if (!(left > ALIAS * whole)) {
            continue;
        }
        for (size_t i = 0; i < k; i++) {
            t->entry[i][k] = v[i];
        }
        double diagonal = v[k] > 0 ? -left : left;
        double scale = 1 / (left * (left + fabs(v[k])));
        v[k] -= diagonal;
        for (size_t other = j + 1; other < d->columns; other++) {
            reflect(v, scale, r->matrix + other * d->rows, k, d->rows);
        }
        reflect(v, scale, z, k, d->rows);
        t->entry[k][k] = diagonal;
        t->right[k] = z[k];
        t->column[k] = j;
        t->rank++;
    }
}

static void solve_triangle(loc_regression *r, const triangle *t) {
    for (size_t j = 0; j < r->columns; j++) {
        r->coefficient[j] = NAN;
    }
    for (size_t k = t->rank; k-- > 0;) {
        double sum = t->right[k];
        for (size_t m = k + 1; m < t->rank; m++) {
            sum -= t->entry[k][m] * r->coefficient[t->column[m]];
        }
        r->coefficient[t->column[k]] = sum / t->entry[k][k];
    }
}

/* The inverse of R'R. */
static void invert(loc_regression *r, const triangle *t) {
    double inverse[LOC_REGRESSION_COLUMNS][LOC_REGRESSION_COLUMNS];

    memset(r->covariance, 0, sizeof r->covariance);
    for (size_t k = 0; k < t->rank; k++) {
        for (size_t m = t->rank; m-- > 0;) {
            double sum = m == k ? 1 : 0;
            for (size_t n = m + 1; n < t->rank; n++) {
                sum -= t->entry[m][n] * inverse[n][k];
            }
            inverse[m][k] = sum / t->entry[m][m];
        }
    }
    for (size_t a = 0; a < t->rank; a++) {
        for (size_t b = 0; b < t->rank; b++) {
            double sum = 0;
            for (size_t k = 0; k < t->rank; k++) {
                sum += inverse[a][k] * inverse[b][k];
            }
            r->covariance[t->column[a] * r->columns + t->column[b]] = sum;
        }
    }
}

/* ---- Rounds ----------------------------------------------------------------------------------- */

static void linearise(loc_regression *r, const loc_regression_data *d) {
    for (size_t i = 0; i < d->rows; i++) {
        double mean = r->fitted[i];
        double slope = slope_of(d, mean, r->linear[i]);
        double offset = d->offset != NULL ? d->offset[i] : 0;
        r->weight[i] = prior_of(d, i) * slope * slope / variance_of(d, mean);
        r->working[i] = (r->linear[i] - offset) + (d->response[i] - mean) / slope;
    }
}

/* Means and deviance from the coefficients; false where a mean is no number. */
static bool follow(loc_regression *r, const loc_regression_data *d) {
    r->deviance = 0;
    for (size_t i = 0; i < d->rows; i++) {
        double eta = d->offset != NULL ? d->offset[i] : 0;
        for (size_t j = 0; j < d->columns; j++) {
            if (!isnan(r->coefficient[j])) {
                eta += r->coefficient[j] * d->design[j * d->rows + i];
            }
        }
        r->linear[i] = eta;
        r->fitted[i] = mean_of(d, eta);
        r->deviance += prior_of(d, i) * part_of_deviance(d, d->response[i], r->fitted[i]);
    }
    return fabs(r->deviance) <= DBL_MAX;
}

static double first_deviance(loc_regression *r, const loc_regression_data *d, bool go_on) {
    double deviance = 0;

    for (size_t i = 0; i < d->rows; i++) {
        if (!go_on) {
            r->fitted[i] = first_mean(d, i);
            r->linear[i] = link_of(d, r->fitted[i]);
        }
        deviance += prior_of(d, i) * part_of_deviance(d, d->response[i], r->fitted[i]);
    }
    return deviance;
}

/* Figures of a finished fit: residuals, the statistic of Pearson, degrees of freedom. */
static void finish(loc_regression *r, const loc_regression_data *d) {
    size_t rows = 0;

    r->pearson = 0;
    for (size_t i = 0; i < d->rows; i++) {
        double mean = r->fitted[i];
        double residual = d->response[i] - mean;
        r->pearson += prior_of(d, i) * residual * residual / variance_of(d, mean);
        r->working[i] = residual / slope_of(d, mean, r->linear[i]);
        rows += prior_of(d, i) > 0;
    }
    r->df = (double)rows - (double)r->rank;
}

static loc_fit fit_from(loc_regression *r, const loc_regression_data *d, bool go_on) {
    triangle t;
    loc_fit fit = LOC_FIT_NOT_CONVERGED;

    r->rows = d->rows;
    r->columns = d->columns;
    double before = first_deviance(r, d, go_on);
    for (r->rounds = 1; r->rounds <= MOST_ROUNDS && fit == LOC_FIT_NOT_CONVERGED; r->rounds++) {
        linearise(r, d);
        factor(r, d, &t);
        solve_triangle(r, &t);
        if (t.rank == 0 || !follow(r, d)) {
            return LOC_FIT_FAILED;
        }
        if (fabs(r->deviance - before) / (fabs(r->deviance) + 0.1) < ENOUGH) {
            fit = LOC_FIT_CONVERGED;
        }
        before = r->deviance;
    }
    r->rounds--;
    r->rank = t.rank;
    invert(r, &t);
    finish(r, d);
    return fit;
}

static bool has_room(const loc_regression *r, const loc_regression_data *d) {
    return d->rows > 0 && d->rows <= r->room_rows && d->columns > 0 &&
           d->columns <= r->room_columns;
}

loc_fit loc_regression_fit(loc_regression *r, const loc_regression_data *d) {
    if (d->family == LOC_FAMILY_NEGBIN && d->theta > 1e15) {
        loc_regression_data poisson = *d;
        poisson.family = LOC_FAMILY_POISSON;
        return loc_regression_fit(r, &poisson);
    }
    return has_room(r, d) ? fit_from(r, d, false) : LOC_FIT_FAILED;
}

double loc_regression_dispersion(const loc_regression *r) {
    double sum = 0;

    for (size_t i = 0; i < r->rows; i++) {
        sum += r->weight[i] * r->working[i] * r->working[i];
    }
    return r->df > 0 ? sum / r->df : NAN;
}

void loc_regression_predict(const loc_regression *r, const double *row, double *eta,
                            double *error) {
    double variance = 0;

    *eta = 0;
    for (size_t a = 0; a < r->columns; a++) {
        if (isnan(r->coefficient[a])) {
            continue;
        }
        *eta += r->coefficient[a] * row[a];
        for (size_t b = 0; b < r->columns; b++) {
            variance += row[a] * r->covariance[a * r->columns + b] * row[b];
        }
    }
    *error = sqrt(variance > 0 ? variance : 0);
}

void loc_regression_leverage(const loc_regression *r, const loc_regression_data *d, double *out) {
    double row[LOC_REGRESSION_COLUMNS] = {0};

    for (size_t i = 0; i < d->rows; i++) {
        double eta;
        double error;
        for (size_t j = 0; j < d->columns; j++) {
            row[j] = d->design[j * d->rows + i];
        }
        loc_regression_predict(r, row, &eta, &error);
        out[i] = r->weight[i] * error * error;
    }
}

/* ---- Theta ------------------------------------------------------------------------------------ */

#define MOST_TURNS 25
#define THETA_ENOUGH 0x1p-13 /* fourth root of the precision of a double */

/* The first and second derivative of the logarithm of the gamma function. */
static double digamma_from(double x) {
    double sum = 0;

    while (x < 10) {
        sum -= 1 / x;
        x += 1;
    }
    double s = 1 / (x * x);
    return sum + loc_log(x) - 0.5 / x -
           s * (1.0 / 12 - s * (1.0 / 120 - s * (1.0 / 252 - s * (1.0 / 240 - s * (1.0 / 132)))));
}

static double trigamma_from(double x) {
    double sum = 0;

    while (x < 10) {
        sum += 1 / (x * x);
        x += 1;
    }
    double s = 1 / (x * x);
    return sum + 1 / x + 0.5 * s +
           s / x * (1.0 / 6 - s * (1.0 / 30 - s * (1.0 / 42 - s * (1.0 / 30 - s * (5.0 / 66)))));
}

#define SMALL_COUNTS 256

/* psi(theta + y) - psi(theta) and what it loses by its second derivative, for small whole counts y: sums of
 * 1 / (theta + k) and of its square. */
typedef struct sums_by_count {
    double first[SMALL_COUNTS];
    double second[SMALL_COUNTS];
} sums_by_count;

static void fill_sums(sums_by_count *s, double theta) {
    s->first[0] = 0;
    s->second[0] = 0;
    for (int y = 1; y < SMALL_COUNTS; y++) {
        double part = 1 / (theta + y - 1);
        s->first[y] = s->first[y - 1] + part;
        s->second[y] = s->second[y - 1] + part * part;
    }
}

/* First derivative of the log-likelihood by theta, and minus the second. */
static void theta_slopes(const double *means, const loc_regression_data *d, double theta,
                         double *score, double *information) {
    sums_by_count small;
    double log_theta = loc_log(theta);

    fill_sums(&small, theta);
    *score = 0;
    *information = 0;
    for (size_t i = 0; i < d->rows; i++) {
        double y = d->response[i];
        double w = prior_of(d, i);
        double sum = means[i] + theta;
        bool is_small = y < SMALL_COUNTS && y == floor(y);
        double first =
            is_small ? small.first[(size_t)y] : digamma_from(theta + y) - digamma_from(theta);
        double second =
            is_small ? small.second[(size_t)y] : trigamma_from(theta) - trigamma_from(theta + y);
        *score += w * (first + log_theta + 1 - loc_log(sum) - (y + theta) / sum);
        *information += w * (second - 1 / theta + 2 / sum - (y + theta) / (sum * sum));
    }
}

/* Theta for given means: from a moment estimate, by Newton's method. */
static double best_theta(const double *means, const loc_regression_data *d, double *error) {
    double rows = 0;
    double excess = 0;

    for (size_t i = 0; i < d->rows; i++) {
        double ratio = d->response[i] / means[i] - 1;
        rows += prior_of(d, i);
        excess += prior_of(d, i) * ratio * ratio;
    }
    double theta = rows / excess;
    double step = 1;
    double information = NAN;
    for (int round = 1; round < MOST_TURNS && fabs(step) > THETA_ENOUGH; round++) {
        double score;
        theta = fabs(theta);
        theta_slopes(means, d, theta, &score, &information);
        step = score / information;
        theta += step;
    }
    *error = information > 0 ? sqrt(1 / information) : NAN;
    return theta > 0 ? theta : 0;
}

static double log_likelihood(const loc_regression *r, const loc_regression_data *d, double theta) {
    double sum = 0;
    double constant = theta * loc_log(theta) - loc_log_gamma(theta);

    for (size_t i = 0; i < d->rows; i++) {
        double y = d->response[i];
        double mean = r->fitted[i];
        sum += prior_of(d, i) *
               (loc_log_gamma(theta + y) + constant - loc_log_gamma(y + 1) +
                (y > 0 ? y * loc_log(mean) : 0) - (theta + y) * loc_log(theta + mean));
    }
    return sum;
}

loc_fit loc_regression_fit_theta(loc_regression *r, const loc_regression_data *data,
                                 loc_theta *out) {
    loc_regression_data d = *data;

    memset(out, 0, sizeof *out);
    d.family = LOC_FAMILY_POISSON;
    loc_fit fit = loc_regression_fit(r, &d);
    if (fit == LOC_FIT_FAILED) {
        return fit;
    }
    d.family = LOC_FAMILY_NEGBIN;
    d.theta = best_theta(r->fitted, &d, &out->error);
    size_t turns = d.turns > 0 ? d.turns : MOST_TURNS;
    double scale = sqrt(2 * (r->df > 1 ? r->df : 1));
    double before = log_likelihood(r, &d, d.theta);
    double previous = before + 2 * scale;
    double change = 1;
    while (out->turns < turns && d.theta > 0 &&
           fabs(previous - before) / scale + fabs(change) > ENOUGH) {
        memcpy(r->previous, r->fitted, d.rows * sizeof *r->fitted);
        fit = fit_from(r, &d, true);
        if (fit == LOC_FIT_FAILED) {
            return fit;
        }
        double theta =
            best_theta(r->previous, &d, &out->error); /* a turn behind, as glm.nb has it */
        change = d.theta - theta;
        d.theta = theta;
        previous = before;
        before = log_likelihood(r, &d, theta);
        out->turns++;
    }
    out->theta = d.theta;
    out->twice_log_likelihood = 2 * before;
    out->converged = d.theta > 0 && fabs(previous - before) / scale + fabs(change) <= ENOUGH;
    return d.theta > 0 ? fit : LOC_FIT_FAILED;
}
