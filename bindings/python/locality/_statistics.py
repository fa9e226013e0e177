"""Statistics of counts: distribution functions, many tests, comparisons, concentration, regressions.

Numbers are sequences with None or NaN for no data, or buffers such as NumPy arrays. What is given back is plain: numbers, tuples
and named tuples.
"""
from collections import namedtuple
from ctypes import byref, c_double

from . import _arrays as arrays
from . import _native as native
from ._errors import call
from ._library import core

RateComparison = namedtuple("RateComparison", "ratio low high p p_greater p_less")
ChiSquareTest = namedtuple("ChiSquareTest", "statistic df p effect least_expected")
Concentration = namedtuple("Concentration", "total holders largest share hhi effective shannon shares")
Coefficient = namedtuple("Coefficient", "value error statistic p")
Fitted = namedtuple("Fitted", "mean linear error")
Regression = namedtuple("Regression", "coefficients fitted predicted deviance null_deviance pearson df dispersion theta "
                        "theta_error twice_log_likelihood fit rank rounds")

DISTRIBUTIONS = {"normal": native.LOCALITY_NORMAL, "t": native.LOCALITY_STUDENT, "chi_square": native.LOCALITY_CHI_SQUARE,
                 "f": native.LOCALITY_FISHER, "gamma": native.LOCALITY_GAMMA, "beta": native.LOCALITY_BETA,
                 "poisson": native.LOCALITY_POISSON, "negative_binomial": native.LOCALITY_NEGATIVE_BINOMIAL,
                 "binomial": native.LOCALITY_BINOMIAL, "overdispersed": native.LOCALITY_OVERDISPERSED}
ADJUSTMENTS = {"bh": native.LOCALITY_ADJUST_BH, "by": native.LOCALITY_ADJUST_BY, "holm": native.LOCALITY_ADJUST_HOLM,
               "hochberg": native.LOCALITY_ADJUST_HOCHBERG, "bonferroni": native.LOCALITY_ADJUST_BONFERRONI}
FAMILIES = {"poisson": native.LOCALITY_FAMILY_POISSON, "quasi-poisson": native.LOCALITY_FAMILY_QUASI_POISSON,
            "negative-binomial": native.LOCALITY_FAMILY_NEGATIVE_BINOMIAL, "binomial": native.LOCALITY_FAMILY_BINOMIAL}
FITS = ("converged", "not converged", "failed")


def cdf(distribution, x, a=0.0, b=1.0):
    """The probability of x or less; see locality_cdf."""
    return core.locality_cdf(DISTRIBUTIONS[distribution], x, a, b)


def tail(distribution, x, a=0.0, b=1.0):
    """The probability of more than x, worked out in the tail; see locality_tail."""
    return core.locality_tail(DISTRIBUTIONS[distribution], x, a, b)


def quantile(distribution, p, a=0.0, b=1.0):
    """The smallest x with a cdf of p or more; see locality_quantile."""
    return core.locality_quantile(DISTRIBUTIONS[distribution], p, a, b)


def density(distribution, x, a=0.0, b=1.0):
    """The density, or the probability of just that count; see locality_density."""
    return core.locality_density(DISTRIBUTIONS[distribution], x, a, b)


def adjust(p, adjustment="bh"):
    """Adjusted p-values of a family of tests; see locality_adjust."""
    values = arrays.doubles(p)
    adjusted = arrays.room(c_double, len(values))
    call(core.locality_adjust, values, len(values), ADJUSTMENTS[adjustment], adjusted, None)
    return tuple(arrays.known(value) for value in adjusted)


def compare_rates(first, first_exposure, second, second_exposure, confidence=0.95):
    """Compares two rates exactly; see locality_compare_rates."""
    out = native.locality_rate_comparison()
    call(core.locality_compare_rates, first, first_exposure, second, second_exposure, confidence, byref(out))
    return RateComparison(*(getattr(out, name) for name in RateComparison._fields))


def _test(out):
    return ChiSquareTest(*(arrays.known(getattr(out, name)) for name in ChiSquareTest._fields))


def dispersion_test(counts, exposure=None):
    """Tests whether counts are spread as by chance; see locality_dispersion_test."""
    values, of = arrays.counts(counts), arrays.doubles(exposure)
    out = native.locality_chi_square_test()
    call(core.locality_dispersion_test, values, of, len(values), byref(out))
    return _test(out)


def _table(table):
    rows = [list(row) for row in table]
    return arrays.counts([value for row in rows for value in row]), len(rows), len(rows[0]) if rows else 0


def mix_test(table):
    """Tests whether the rows of a table have the same mix; see locality_mix_test."""
    cells, rows, columns = _table(table)
    out = native.locality_chi_square_test()
    call(core.locality_mix_test, cells, rows, columns, byref(out), None)
    return _test(out)


def fisher_test(table):
    """Fisher's exact test of two rows; see locality_fisher_test."""
    cells, _, columns = _table(table)
    p = c_double()
    call(core.locality_fisher_test, cells, columns, byref(p))
    return p.value


def concentrate(amounts):
    """How concentrated amounts are; see locality_concentrate."""
    values = arrays.doubles(amounts)
    shares = arrays.room(c_double, len(values))
    out = native.locality_concentration()
    call(core.locality_concentrate, values, len(values), shares, byref(out))
    return Concentration(*(arrays.known(getattr(out, name)) for name in Concentration._fields[:-1]),
                         tuple(arrays.known(share) for share in shares))


def regress(columns, response, *, family="quasi-poisson", weight=None, offset=None, new_columns=None):
    """Fits a regression of counts or shares on columns of numbers; see locality_regress.

    `columns` is a sequence of columns, the first usually of ones; `new_columns` are as many, of rows to predict.
    """
    columns = [list(column) for column in columns]
    new_columns = [list(column) for column in new_columns or []]
    y = arrays.doubles(response)
    rows, new_rows = len(y), len(new_columns[0]) if new_columns else 0
    data = arrays.options(
        native.locality_regression_data,
        [("design", arrays.doubles([value for column in columns for value in column])), ("response", y),
         ("weight", arrays.doubles(weight)), ("offset", arrays.doubles(offset)),
         ("new_design", arrays.doubles([value for column in new_columns for value in column]))],
        family=FAMILIES[family], rows=rows, columns=len(columns), new_rows=new_rows)
    coefficients = arrays.room(native.locality_coefficient, len(columns))
    fitted = arrays.room(native.locality_fitted, rows + new_rows)
    out = native.locality_regression_summary()
    call(core.locality_regress, byref(data), coefficients, fitted, byref(out), None)
    rows_of = [Fitted(item.mean, item.linear, item.error) for item in fitted]
    return Regression(tuple(Coefficient(*(arrays.known(getattr(item, name)) for name in Coefficient._fields))
                            for item in coefficients), tuple(rows_of[:rows]), tuple(rows_of[rows:]),
                      *(arrays.known(getattr(out, name)) for name in Regression._fields[3:-3]), FITS[out.fit], out.rank,
                      out.rounds)
