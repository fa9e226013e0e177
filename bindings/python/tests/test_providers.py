"""Providers, as Python calls them."""
import pytest

import locality
from locality import _providers as providers


def test_one_provider_is_referred_several_are_analysed_and_a_trend_overrides():
    assert providers.involved([12, 0]).route == "refer"
    assert providers.involved([12, 9]).route == "analyse"
    overridden = providers.involved([12, 0], trend=True)
    assert (overridden.route, overridden.by_trend) == ("analyse", True)
    assert providers.involved([12, 0], trend=None).route == "cannot tell"
    assert [share.involved for share in providers.involved([12, 1, 0]).shares] == [True, None, False]
    with pytest.raises(locality.InvalidError, match="provider 1"):
        providers.involved([1, None])


def test_work_that_is_handed_on():
    assert providers.handoffs([1, 1, 1], [0, 0, 0], [0, 1, 1], [10, 20, 60]) == [(0, 1), (0, 0)]


def test_what_hangs_on_one_provider():
    each, dependence = providers.dependencies([[8, 2], [5, 5], [3, 0]], [0, 6])
    assert each[0] == (16, 3, 11, 6, 10) and dependence == pytest.approx(13 / 23)
    each, _ = providers.dependencies([[3, 0]], [0, 6], able=[[False, True]])
    assert each[0].lost == 0


def test_a_provider_that_left_is_told_from_demand_that_fell():
    expected, others = [6] * 8, [5] * 8
    own = [6, 5, 7, 0, 0, 0, 0, 0]
    assert providers.withdrawal(own, expected, [5] * 8, others).state == "unmet"
    assert providers.withdrawal(own, expected, [5, 5, 5, 11, 12, 10, 11, 12], others).state == "taken over"
    assert providers.withdrawal(own, expected, [5, 5, 5, 1, 0, 1, 0, 1], others).state == "falling demand"
    assert providers.withdrawal([6] * 8, expected, [5] * 8, others).total_probability is None


def test_equity():
    assert providers.equity([10, 20], [100, 200], [1, 2]).concentration == pytest.approx(0)
    assert providers.equity([0, 0], [100, 200], [1, 2]).concentration is None
