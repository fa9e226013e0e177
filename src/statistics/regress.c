/* The public regression over the internal one. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "locality/statistics.h"
#include "statistics/distributions.h"
#include "statistics/elementary.h"
#include "statistics/regression.h"

static locality_status check_row(const locality_regression_data *d, size_t i,
                                 locality_error *error) {
    double y = d->response[i];

    if (!(y >= 0) || !(y < 1e300) || (d->family == LOCALITY_FAMILY_BINOMIAL && y > 1)) {
        return loc_fail(error, LOCALITY_INVALID, "row %zu: the response is out of range", i);
    }
    if (d->weight != NULL && (!(d->weight[i] >= 0) || !(d->weight[i] < 1e300))) {
        return loc_fail(error, LOCALITY_INVALID, "row %zu: the weight is not 0 or more", i);
    }
    if (d->offset != NULL && !(fabs(d->offset[i]) < 1e300)) {
        return loc_fail(error, LOCALITY_INVALID, "row %zu: the offset is no number", i);
    }
    return LOCALITY_OK;
}

static locality_status check_design(const double *design, size_t rows, size_t columns,
                                    const char *name, locality_error *error) {
    for (size_t i = 0; i < rows * columns; i++) {
        if (!(fabs(design[i]) < 1e150)) {
            return loc_fail(error, LOCALITY_INVALID, "row %zu, column %zu: %s is no number",
                            i % rows, i / rows, name);
        }
    }
    return LOCALITY_OK;
}

static locality_status check(const locality_regression_data *d, locality_error *error) {
    size_t cells;

    if (d->struct_size != sizeof *d || d->reserved != 0 || d->reserved2 != 0) {
        return loc_fail(error, LOCALITY_INVALID,
                        "data.struct_size or reserved is not that of locality_regression_data");
    }
    if (d->family < 0 || d->family > LOCALITY_FAMILY_BINOMIAL || d->columns < 1 ||
        d->columns > LOCALITY_REGRESSION_COLUMNS) {
        return loc_fail(error, LOCALITY_INVALID,
                        "data: there are 1 to 24 columns and four families");
    }
    if (loc_multiply_overflows(d->rows, d->columns * sizeof(double), &cells) ||
        loc_multiply_overflows(d->new_rows, d->columns * sizeof(double), &cells)) {
        return loc_fail(error, LOCALITY_INVALID, "data: the rows are too many");
    }
    if (d->rows > 0 && (d->design == NULL || d->response == NULL)) {
        return loc_fail_null(error, d->design == NULL ? "data.design" : "data.response");
    }
    if (d->new_rows > 0 && d->new_design == NULL) {
        return loc_fail_null(error, "data.new_design");
    }
    locality_status status = check_design(d->design, d->rows, d->columns, "design", error);
    if (status == LOCALITY_OK) {
        status = check_design(d->new_design, d->new_rows, d->columns, "new_design", error);
    }
    for (size_t i = 0; i < d->rows && status == LOCALITY_OK; i++) {
        status = check_row(d, i, error);
    }
    return status;
}

static double null_deviance(loc_regression *r, const loc_regression_data *d, double *ones) {
    loc_regression_data constant = *d;

    for (size_t i = 0; i < d->rows; i++) {
        ones[i] = 1;
    }
    constant.columns = 1;
    constant.design = ones;
    return loc_regression_fit(r, &constant) == LOC_FIT_CONVERGED ? r->deviance : NAN;
}

static void put_coefficients(const loc_regression *r, double dispersion, bool estimated,
                             locality_coefficient *out) {
    for (size_t j = 0; j < r->columns; j++) {
        double error = sqrt(r->covariance[j * r->columns + j] * dispersion);
        double statistic = r->coefficient[j] / error;
        bool kept = !isnan(r->coefficient[j]);
        double tail =
            estimated ? loc_t_tail(fabs(statistic), r->df) : loc_normal_tail(fabs(statistic));
        out[j] = (locality_coefficient){r->coefficient[j], kept ? error : NAN,
                                        kept ? statistic : NAN, kept ? 2 * tail : NAN};
    }
}

static double mean_of(int32_t family, double eta) {
    if (family != LOCALITY_FAMILY_BINOMIAL) {
        return loc_exp(eta);
    }
    return eta > 0 ? 1 / (1 + loc_exp(-eta)) : loc_exp(eta) / (1 + loc_exp(eta));
}

static void put_rows(const loc_regression *r, const locality_regression_data *d,
                     const double *design, size_t rows, const double *offset, double dispersion,
                     locality_fitted *out) {
    double row[LOC_REGRESSION_COLUMNS] = {0};

    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < d->columns; j++) {
            row[j] = design[j * rows + i];
        }
        loc_regression_predict(r, row, &out[i].linear, &out[i].error);
        out[i].linear += offset != NULL ? offset[i] : 0;
        out[i].error *= sqrt(dispersion);
        out[i].mean = mean_of(d->family, out[i].linear);
    }
}

static void put_nothing(const locality_regression_data *d, locality_coefficient *coefficients,
                        locality_fitted *fitted, locality_regression_summary *out) {
    for (size_t j = 0; j < d->columns && coefficients != NULL; j++) {
        coefficients[j] = (locality_coefficient){NAN, NAN, NAN, NAN};
    }
    for (size_t i = 0; i < d->rows + d->new_rows && fitted != NULL; i++) {
        fitted[i] = (locality_fitted){NAN, NAN, NAN};
    }
    *out = (locality_regression_summary){
        NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, LOCALITY_FIT_FAILED, 0, 0, 0};
}

static void fit(const locality_regression_data *d, loc_regression *r, double *ones,
                locality_coefficient *coefficients, locality_fitted *fitted,
                locality_regression_summary *out) {
    static const loc_family families[] = {LOC_FAMILY_POISSON, LOC_FAMILY_POISSON, LOC_FAMILY_NEGBIN,
                                          LOC_FAMILY_BINOMIAL};
    loc_regression_data in = {.family = families[d->family],
                              .rows = d->rows,
                              .columns = d->columns,
                              .design = d->design,
                              .response = d->response,
                              .prior = d->weight,
                              .offset = d->offset};
    bool negative = d->family == LOCALITY_FAMILY_NEGATIVE_BINOMIAL;
    bool quasi = d->family == LOCALITY_FAMILY_QUASI_POISSON;
    loc_theta theta = {.theta = NAN, .error = NAN, .twice_log_likelihood = NAN};
    loc_fit end = negative ? loc_regression_fit_theta(r, &in, &theta) : loc_regression_fit(r, &in);

    if (end == LOC_FIT_FAILED) {
        put_nothing(d, coefficients, fitted, out);
        return;
    }
    bool settled = end == LOC_FIT_CONVERGED && (!negative || theta.converged);
    double dispersion = quasi ? loc_regression_dispersion(r) : 1;
    *out = (locality_regression_summary){
        .deviance = r->deviance,
        .pearson = r->pearson,
        .df = r->df,
        .dispersion = dispersion,
        .theta = theta.theta,
        .theta_error = theta.error,
        .twice_log_likelihood = theta.twice_log_likelihood,
        .fit = settled ? LOCALITY_FIT_CONVERGED : LOCALITY_FIT_NOT_CONVERGED,
        .rank = (uint32_t)r->rank,
        .rounds = (uint32_t)r->rounds,
    };
    if (coefficients != NULL) {
        put_coefficients(r, dispersion, quasi, coefficients);
    }
    if (fitted != NULL) {
        put_rows(r, d, d->design, d->rows, d->offset, dispersion, fitted);
        put_rows(r, d, d->new_design, d->new_rows, NULL, dispersion, fitted + d->rows);
    }
    in.theta = theta.theta;
    out->null_deviance = null_deviance(r, &in, ones);
}

locality_status locality_regress(const locality_regression_data *data,
                                 locality_coefficient *coefficients, locality_fitted *fitted,
                                 locality_regression_summary *out,
                                 const locality_allocator *allocator, locality_error *error) {
    locality_allocator memory;
    loc_regression r;

    if (out != NULL) {
        memset(out, 0, sizeof *out);
    }
    if (data == NULL || out == NULL) {
        return loc_fail_null(error, data == NULL ? "data" : "out");
    }
    locality_status status = check(data, error);
    if (status == LOCALITY_OK) {
        status = loc_allocator_take(allocator, &memory, error);
    }
    if (status != LOCALITY_OK) {
        return status;
    }
    if (!loc_regression_take(&r, data->rows, data->columns, &memory)) {
        return loc_fail_memory(error);
    }
    double *ones = loc_allocate_raw(&memory, data->rows, sizeof *ones);
    if (ones == NULL) {
        loc_regression_give(&r);
        return loc_fail_memory(error);
    }
    fit(data, &r, ones, coefficients, fitted, out);
    loc_release(&memory, ones, data->rows, sizeof *ones);
    loc_regression_give(&r);
    return loc_ok(error);
}
