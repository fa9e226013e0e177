"""Charts and series: every function of the two headers, by small examples."""
import array
import math

import pytest

import locality
from locality import _charts as charts, _series as series


def test_an_xmr_chart_marks_the_point_that_is_too_high():
    values = [5, 6, 5, 6, 5, 6, 5, 60, 5, 6, 5, 6, None, 6]
    chart = charts.xmr(values, improvement=-1, target=8)
    assert chart.points[7].type == "above upper limit" and chart.points[7].variation == "concern"
    assert "outside" in chart.points[7].marks and "no data" in chart.points[12].marks
    assert chart.segments[0].moving_range == 1 and chart.state == "limits stand"
    assert chart.assurance == "hit and miss" and charts.xmr_type_name(3) == "trend up"


def test_buffers_are_taken_as_they_are():
    values = array.array("d", [float(one) for one in range(20)])
    assert charts.xmr(values) == charts.xmr(list(range(20)))
    assert series.trend(values).slope == 1 and series.trend(memoryview(values).toreadonly()).direction == 1


def test_seasons_are_divided_out():
    values = [10, 30] * 10
    index = charts.season_index(values, 2)
    assert index == (0.5, 1.5)
    assert charts.xmr(values, season=index).segments[0].mean == 20


def test_runs_and_phases():
    assert charts.runs_judge(24, 9, 8).signal and not charts.runs_judge(24, 8, 8).signal
    phases = charts.rephase([5, 4, 6, 5, 4, 6, 5, 9, 8, 9, 5, 8, 9, 9], baseline=7, run_length=6, side="above")
    assert [(phase.first, phase.median) for phase in phases] == [(0, 5), (7, 9)]


def test_control_limits():
    chart = charts.control([4, 9, 2, 5], [100, 120, 80, 110], chart="u'")
    assert chart.points[0].value == 0.04 and chart.points[0].lower >= 0 and chart.runs[0].points == 4
    with pytest.raises(locality.InvalidError, match="position 1"):
        charts.control([4, -1], chart="c")
    with pytest.raises(ValueError, match="1 sizes"):
        charts.control([4, 1], [1], chart="u")


def test_trends():
    assert series.trend([1, 2, 3, 4, 5, 6]).direction == 1
    assert series.trend([1, 2]).state == "too short"
    assert series.trend_together([[1, 6], [2, 5], [3, 4], [4, 3]]).s == 0


def test_changes():
    found = series.changes([5, 4, 6, 5, 5, 4, 20, 22, 19, 21, 20, 21])
    assert [segment.last for segment in found.segments] == [5, 11] and found.dispersion == 1
    statistic, p = series.change_cusum([5, 4, 6, 5, 5, 4, 20, 22, 19, 21, 20, 21])
    assert statistic > 1.6 and p < 0.02
    assert series.change_cusum([2, 2, 2]) == (None, None)
    statistic, p = series.change_supremum([5, 4, 6, 5, 5, 4, 20, 22, 19, 21, 20, 21])
    assert statistic > 500 and p < 1e-9
    assert series.change_supremum([2, 2, 2, 2]) == (None, None)
    with pytest.raises(locality.InvalidError, match="share"):
        series.change_supremum([1, 2, 1, 2], share=0.5)


def test_when_a_change_was():
    values = [5, 3, 6, 4, 5, 7, 8, 9, 6, 10, 7, 9]
    found = series.changes(values, cost="squares", penalty="number", number=1, dispersion=1)
    (first, last), = series.change_intervals(values, found.segments)
    assert first <= found.segments[0].last <= last
    assert series.change_intervals(values, found.segments, confidence=0.5)[0][0] >= first
    assert series.change_intervals([1, 1, 1, 5, 6, 5], [series.ChangeSegment(0, 2, 3, 1, 0),
                                                        series.ChangeSegment(3, 5, 3, 5, 0)]) == (None,)
    assert series.change_intervals(values, []) == ()


def test_stl_bears_gaps():
    values = [20 + (i % 4) for i in range(24)]
    values[5] = math.nan
    points = series.stl(values, period=4)
    assert points[5].remainder is None and points[5].weight == 0 and abs(points[5].season + points[5].trend - 21) < 0.01


def test_forecasts():
    ahead = series.forecast([3, 5, 4, 6, 5, 4], 2, period=1)
    assert all(0 <= step.least <= step.mean <= step.most for step in ahead.steps) and len(ahead.fitted) == 6
    skill = series.forecast_skill([3, 5, 4, 6, 5, 4, 5, 3, 6], origins=3, steps=1, period=1)
    assert skill.compared == 3 and isinstance(skill.beats_naive, bool)
    assert series.forecast_compare([1, 3, 2, 4], [4, 6], [5, 4]).absolute == 1.5
    with pytest.raises(ValueError, match="1 forecasts"):
        series.forecast_compare([1, 2], [1, 2], [1])


def test_an_intervention_that_halved_demand():
    values = [40 + i % 5 for i in range(30)] + [20 + i % 3 for i in range(15)]
    result = series.intervention(values, 30, period=12)
    assert result.verdict == "fell" and 0.4 < result.effect < 0.6 and len(result.counterfactual) == 15
    assert series.intervention([0] * 30 + [1] * 10, 30).verdict == "no result"
