"""Outlook, as Python calls it: forecasts that add up, a redesign beside doing nothing, recorded steps, population."""
import ctypes
import datetime
from ctypes import byref

import pytest
from conftest import PAPERS

import locality
from locality import _errors, _library, _native as native, outlook

core, call = _library.core, _errors.call
WEEKS = 260
FIRST = datetime.date(2024, 1, 1) - datetime.timedelta(7 * WEEKS)
LIES_IN = {"Elm": "Town", "Oak": "Town"}


def made(seed, usual, weeks=WEEKS):
    counts = []
    for _ in range(weeks):
        total = 0
        for _ in range(usual * 8):
            seed = (seed * 1664525 + 1013904223) % 2 ** 32
            total += seed >> 29 == 0
        counts.append(total)
    return counts


def town(steps=()):
    series = {(area, "care"): made(3 + at, 6) for at, area in enumerate(("Elm", "Oak"))}
    return locality.Demand(series, first_day=FIRST, areas=LIES_IN, steps=steps)


def change(**more):
    return dict({"start": datetime.date(2024, 4, 1), "least": -0.4, "likely": -0.3, "most": -0.2, "basis": "two like councils"}, **more)


def test_parents_are_the_sum_of_their_children():
    ahead = outlook.Outlook(town(), horizon=104)
    for elm, oak, whole in zip(*(ahead.periods(area, "care") for area in ("Elm", "Oak", "Town"))):
        assert whole.mean == pytest.approx(elm.mean + oak.mean) and whole.least <= whole.mean <= whole.most
        assert whole.period == elm.period
    summary = ahead.summary()
    assert (summary.cells, summary.horizon, summary.coverage) == (3, 104, 0.8)
    assert {cell.area for cell in ahead.cells()} == {"Elm", "Oak", "Town"}
    cell = ahead.cell("Elm", "care")
    assert cell.method == "blend" and cell.skill == "better than naive" and cell.scaled_error < 1 and cell.parts == 1
    years = ahead.totals("Town", "care")
    assert [year.period for year in years] == ["2023/24", "2024/25", "2025/26"] and years[0].observed > 0
    assert years[1].is_whole and years[1].least < years[1].mean < years[1].most


def test_a_redesign_beside_doing_nothing():
    ahead = outlook.Outlook(town(), horizon=104)
    year = ahead.compare("Town", "care", [change(area="Elm")], "financial year")[1]
    alone = ahead.compare("Elm", "care", [change()], "financial year")[1]
    assert year.verdict == alone.verdict == "fewer" and year.likely == pytest.approx(alone.likely)
    assert alone.redesign.mean == pytest.approx(0.7 * alone.do_nothing.mean)
    assert alone.least < alone.likely < alone.most < 0
    assert ahead.compare("Oak", "care", [change(area="Elm")])[20].verdict == "the same"
    past = ahead.compare("Town", "care", [change(area="Elm", start=datetime.date(2023, 6, 1))])[20]
    assert past.verdict == "in the counts already" and past.redesign == past.do_nothing and past.likely == 0
    with pytest.raises(locality.InvalidError, match="no redesign line"):
        ahead.compare("Town", "care", [])
    with pytest.raises(locality.InvalidError, match="rests on"):
        ahead.compare("Town", "care", [change(basis="")])


def test_a_week_or_two_give_no_range():
    for weeks in (2, 3):
        ahead = outlook.Outlook(locality.Demand({("Elm", "care"): [4, 9, 5][:weeks]}, first_day=FIRST))
        line = ahead.periods("Elm", "care")[0]
        assert line.mean > 0 and (line.least is None) == (line.most is None) == (weeks < 3)


def test_years_are_written_as_figures():
    model = locality.Model()
    ahead = outlook.Outlook(town(), horizon=104)
    assert ahead.write(model, "Town", "care", "care") == 2
    assert ahead.write(model, "Town", "care", "care", name="Care", changes=[change()]) == 6
    assert "Care, do-nothing, 2024/25" in str(model.query('(figure "care-do-nothing-2024-25").name'))


def test_both_scenarios_are_written_where_a_paper_reads_them():
    paper = locality.load(PAPERS / "norfolk-plan-2016.json")
    assert paper.check(rules=["NCP-44"])[0].verdict == "cannot_decide"
    written = outlook.Outlook(town(), horizon=104).write(
        paper, "Town", "care", "care", measure="adults-in-care", source="NCP", changes=[change()])
    assert written == 10
    assert paper.check(rules=["NCP-44"])[0].verdict == "pass"
    with pytest.raises(locality.Error, match="scenario|forecast"):
        outlook.Outlook(town(), horizon=104).write(locality.Model(), "Town", "care", "care", measure="adults")


def test_what_a_step_did():
    series = {("Elm", "care"): [count - (count > 2) * 2 if week >= 200 else count for week, count in enumerate(made(3, 6))]}
    demand = locality.Demand(series, first_day=FIRST, steps=[(200, "a hub opened", "Elm", None, "head of service")])
    after = outlook.effects(demand, 0)
    assert [effect.periods for effect in after] == [13, 26, 52] and {effect.state for effect in after} == {"told"}
    assert after[2].verdict == "fewer" and after[2].excess_high < 0 and after[0].slope is None
    assert sum(outlook.without(demand, 0)) == pytest.approx(after[2].expected)
    demand.record(255, "it closed again", "Elm")
    assert [effect.state for effect in outlook.effects(demand, 1)] == ["too early"] * 3
    assert outlook.effects(demand, 1)[0].told_on == FIRST + datetime.timedelta(7 * 268)
    assert [(step.period, step.area, step.by) for step in outlook.steps(demand)] == [(200, "Elm", "head of service"), (255, "Elm", "")]
    assert core.locality_demand_find(demand._handle, 0, b"Elm") == 0


def test_age_bands_that_overlap_are_not_summed():
    with pytest.raises(locality.InvalidError, match=r"bands overlap: 60\+ and 65\+"):
        outlook.project([(age, None, 10, 100, [10300]) for age in (60, 65, 85, 90)])
    now, later = outlook.project([(65, 84, 400, 40000, [40000, 41000]), (85, None, 515, 10300, [10300, 18000], "oldest", [10000, 16000])])
    assert now.mean == pytest.approx(915) and later.mean == pytest.approx(1310)
    assert later.low == pytest.approx(1210) and later.least < later.mean < later.most


def test_series_of_a_feed_are_taken_under_watch():
    feed, demand = ctypes.POINTER(native.locality_feed)(), ctypes.POINTER(native.locality_demand)()
    call(core.locality_feed_new, None, None, byref(feed))
    with pytest.raises(locality.InvalidError, match="no events"):
        call(core.locality_demand_new_feed, feed, None, None, None, byref(demand))
    rows = b"received,area,service\n" + b"".join(
        b"%s,Elm,bins\n" % (datetime.date(2020, 1, 8) + datetime.timedelta(7 * week)).isoformat().encode() for week in range(40))
    source = native.locality_feed_source(struct_size=ctypes.sizeof(native.locality_feed_source))
    call(core.locality_feed_begin, feed, byref(source))
    call(core.locality_feed_push, feed, rows, len(rows))
    call(core.locality_feed_end, feed)
    call(core.locality_demand_new_feed, feed, None, None, None, byref(demand))
    assert core.locality_demand_find(demand, 1, b"bins") == 0 and core.locality_demand_steps(demand) == 0
    core.locality_demand_free(demand)
    core.locality_feed_free(feed)
