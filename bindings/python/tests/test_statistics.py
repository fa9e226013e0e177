"""Statistics of counts through the binding."""
import array
import math

import pytest

import locality
from locality import _statistics as statistics


def test_distributions_have_both_tails():
    assert statistics.cdf("normal", 1.959963984540054, 0, 1) == pytest.approx(0.975, rel=1e-12)
    assert statistics.tail("poisson", 200, 100) == pytest.approx(4.62617947019577e-19, rel=1e-10)
    assert statistics.quantile("overdispersed", 0.995, 12, 2) == 27
    assert statistics.density("binomial", 2, 4, 0.5) == pytest.approx(0.375, rel=1e-13)
    assert math.isnan(statistics.cdf("t", 1, -1))


def test_p_values_are_adjusted_without_the_missing():
    assert statistics.adjust([0.01, None, 0.04, 0.03]) == pytest.approx((0.03, None, 0.04, 0.04))
    assert statistics.adjust(array.array("d", [0.5]), "holm") == (0.5,)
    with pytest.raises(locality.InvalidError, match="p-value 1"):
        statistics.adjust([0.1, 2])


def test_counts_are_compared():
    rates = statistics.compare_rates(4, 1, 0, 1)
    assert rates.ratio == math.inf and rates.p == pytest.approx(0.125)
    assert statistics.dispersion_test([3, 3, 3, None]).statistic == 0
    assert statistics.mix_test([[10, 20], [30, 20]]).statistic == pytest.approx(16 / 3)
    assert statistics.fisher_test([[3, 1], [1, 3]]) == pytest.approx(34 / 70)


def test_concentration_counts_equal_holders():
    found = statistics.concentrate([5, 5, None, 0])
    assert (found.holders, found.effective, found.shares) == (2, 2.0, (0.5, 0.5, None, 0.0))


def test_a_regression_of_two_groups_is_their_means():
    fit = statistics.regress([[1] * 6, [0, 0, 0, 1, 1, 1]], [2, 4, 6, 10, 14, 12], family="poisson", new_columns=[[1], [1]])
    assert fit.fit == "converged" and fit.coefficients[1].value == pytest.approx(math.log(3))
    assert fit.predicted[0].mean == pytest.approx(12) and fit.theta is None
