"""Surveillance through the binding."""
import datetime

import pytest

import locality
from locality import _surveillance as surveillance

QUIET = [3, 4, 2, 5, 3, 4, 3, 2, 4, 5, 3, 4] * 26


def test_a_rise_against_earlier_years():
    point, = surveillance.farrington(QUIET[:-1] + [25])
    assert (point.state, point.alarm) == ("judged", 1)
    assert 3 < point.expected < 4 and point.p_rise < 1e-6 and point.upper < 25
    rows = surveillance.farrington_baseline(QUIET, len(QUIET) - 1)
    assert len(rows) == point.rows and {row.block for row in rows} == set(range(1, 11))
    dated, = surveillance.farrington(QUIET, first_date=datetime.date(2010, 1, 4))
    assert dated.alarm == 0
    assert surveillance.farrington(QUIET[:100])[0].state == "history too short"
    with pytest.raises(locality.InvalidError, match="week 1: -2 is no count"):
        surveillance.farrington([1, -2])


def test_a_week_that_is_not_complete_yet():
    rows = [[count - 1, 1] for count in QUIET[:-1]] + [[QUIET[-1] - 1, None]]
    point, = surveillance.delay_watch(rows)
    assert point.state == "judged" and not point.alarm and 2 < point.expected < 3
    point, = surveillance.delay_watch(rows[:-1] + [[15, None]], first_date=datetime.date(2010, 1, 4))
    assert point.alarm and point.p < 0.001
    assert surveillance.delay_watch(rows, first=0, last=2, mode="package")[0].state == "history too short"
    with pytest.raises(locality.InvalidError, match="regression of 24 columns"):
        surveillance.delay_watch([[1] * 30] * 3)


def test_short_histories():
    jump = QUIET[:40] + [30]
    assert surveillance.ears(jump)[-1].alarm
    assert surveillance.cusum(jump, first=20)[-1].alarm
    assert surveillance.cusum(jump, first=0, expected=[3.5] * 41)[-1].alarm
    assert surveillance.bayes(jump)[-1].alarm and surveillance.rki(jump)[-1].alarm
    assert surveillance.outbreak_p(jump)[-1].alarm
    assert surveillance.ewma(jump)[-1].alarm
    assert surveillance.harmonic(QUIET + [30])[-1].alarm
    assert surveillance.ears([None] * 9)[-1].state == "too few weeks with data"
    assert surveillance.core.locality_watch_state_name(-1) == b"unknown"


def test_a_share_that_rises():
    counts = [5] * 12 + list(range(6, 30, 2))
    assert [surveillance.share_trend(counts, [100] * 24)[at].trend for at in (0, 11, 23)] == ["unknown", "stable", "rising"]
