"""Demand, as Python calls it: what is listed, why, week by week, and from a feed."""
import ctypes
import datetime
from ctypes import byref, c_size_t

import pytest

import locality
from locality import _demand as demand
from locality import _errors, _library, _native as native

core, call = _library.core, _errors.call
WEEKS = 260
LIES_IN = {"Foleshill": "North", "Longford": "North", "Earlsdon": "South"}


def made(seed, usual):
    """Counts about `usual`, by a small generator."""
    counts = []
    for _ in range(WEEKS):
        total = 0
        for _ in range(usual * 8):
            seed = (seed * 1664525 + 1013904223) % 2 ** 32
            total += seed >> 29 == 0
        counts.append(total)
    return counts


def council():
    series = {(area, "street scene", who): made(at * 10 + len(who), 4)
              for at, area in enumerate(("Foleshill", "Longford", "Earlsdon")) for who in ("cleansing", "wardens")}
    for week in range(WEEKS - 4, WEEKS):
        series["Foleshill", "street scene", "cleansing"][week] += 9
    series["Earlsdon", "street scene", "wardens"][100] = None
    return series


def test_a_rise_is_listed_with_its_grounds():
    found = locality.detect(council(), first_day=datetime.date(2020, 1, 6), areas=LIES_IN, population={"Foleshill": 20000})
    first = found.signals[0]
    assert (first.area, first.service, first.standing, first.direction) == ("Foleshill", "street scene", "listed", 1)
    assert first.observed > first.unless >= first.expected and first.q < 0.1 and "window" in first.rules
    assert first.onset == WEEKS - 4 and first.providers_seen == 2
    assert [part.id for part in first.providers] == ["cleansing", "wardens"] and first.providers[0].share > 0.7
    assert first.rate == pytest.approx(first.observed / 20000 * 100000 / first.window)
    assert first.words.startswith("street scene in Foleshill: ") and len(first.chart) == 104
    assert first.chart[-1].count == council()["Foleshill", "street scene", "cleansing"][-1] + \
        council()["Foleshill", "street scene", "wardens"][-1]
    assert sum(weight for _, weight in first.weights) > 100
    folded = [signal for signal in found.signals if signal.standing == "folded"]
    assert all(signal.area in (None, "North") for signal in folded) and first.folded_here == len(folded)
    assert found.summary.listed == 1 and found.summary.cells == 6 and found.summary.day == datetime.date(2024, 12, 23)
    assert {cell.area for cell in found.cells} == {None, "North", "South", "Foleshill", "Longford", "Earlsdon"}
    assert {family.direction for family in found.families} == {1, -1}
    with pytest.raises(locality.InvalidError, match="options.q"):
        locality.detect(council(), q=2)


def test_a_level_that_moved_is_suggested():
    series = council()
    for week in range(WEEKS - 12, WEEKS):
        series["Longford", "street scene", "wardens"][week] += 6
    step, = locality.detect(series).suggestions
    assert (step.area, step.service, step.period, step.direction) == ("Longford", "street scene", WEEKS - 12, 1)
    assert step.run == 12 and step.ratio > 1.5


def test_week_by_week_is_the_same():
    series = council()
    watch = demand.Demand([(key, counts[:200]) for key, counts in series.items()], areas=LIES_IN, windows=[1, 4])
    for week in range(200, WEEKS):
        watch.append([counts[week] for counts in series.values()])
    assert watch.detect() == locality.detect(series, areas=LIES_IN, windows=[1, 4])
    watch.record(WEEKS - 4, "the new depot", area="Foleshill", who="service desk", day=datetime.date(2025, 1, 2))
    assert {signal.area for signal in watch.detect().signals} == {"North"}
    watch.record(WEEKS - 4, "the same, as the district sees it")
    assert watch.detect().summary.listed == 0
    with pytest.raises(locality.InvalidError):
        watch.append([1])


def test_parts_by_themselves():
    assert demand.repeats([2, 3, 2, 4], least_count=2, least=3, span=4)
    assert not demand.repeats([0, 0, 9, 0], least_count=2, least=3, span=4)
    with pytest.raises(locality.InvalidError, match="must be given"):
        demand.repeats([2, 3, 2, 4], least_count=0, least=3, span=4)
    verdict = demand.judge_window(9, 4, error=0.1, dispersion=1.5)
    assert verdict.rise_p < 0.05 < verdict.fall_p and verdict.spread == pytest.approx(1.54)
    assert demand.pattern([1, 1, 0.01], [0, 0, 3]) == "new"


def test_a_result_by_every_function():
    """Those that the plain values do not need: a search for a cell, and a feed as the source."""
    feed, result = ctypes.POINTER(native.locality_feed)(), ctypes.POINTER(native.locality_demand_result)()
    call(core.locality_feed_new, None, None, byref(feed))
    with pytest.raises(locality.InvalidError, match="no events"):
        call(core.locality_detect_feed, feed, None, None, None, byref(result))
    rows = b"received,area,service\n" + b"".join(
        b"%s,%s,bins\n" % ((datetime.date(2020, 1, 8) + datetime.timedelta(7 * week)).isoformat().encode(), area)
        for week in range(40) for area in (b"Elm", b"Oak"))
    source = native.locality_feed_source(struct_size=ctypes.sizeof(native.locality_feed_source))
    call(core.locality_feed_begin, feed, byref(source))
    call(core.locality_feed_push, feed, rows, len(rows))
    call(core.locality_feed_end, feed)
    call(core.locality_detect_feed, feed, None, None, None, byref(result))
    summary = native.locality_demand_summary()
    call(core.locality_demand_result_summary, result, byref(summary))
    assert summary.cells == 3 and summary.periods == 40
    assert core.locality_demand_result_find(result, 1, 0) != demand.NONE
    assert core.locality_demand_result_find(result, 7, 0) == demand.NONE
    count = c_size_t()
    with pytest.raises(locality.NotFoundError):
        call(core.locality_demand_result_parts, result, 99, 0, None, 0, byref(count))
    core.locality_demand_result_free(result)
    core.locality_feed_free(feed)


def test_a_line_says_to_whom_it_goes():
    found = locality.detect(council(), first_day=datetime.date(2020, 1, 6), areas=LIES_IN)
    first = found.signals[0].referral
    assert (first.route, first.trend, first.by_trend, first.involved, first.possible) == ("analyse", True, False, 2, 0)
    assert first.mix_p < 0.01 and 0 < first.mix_change <= 1 and first.main is None and 0.4 < first.main_share < 0.6
    assert [share.id for share in first.providers] == ["cleansing", "wardens"] and first.unknown == 0
    assert sum(share.now.count for share in first.providers) == found.signals[0].observed
    assert first.providers[0].now.lowest < first.providers[0].now.share < first.providers[0].now.highest
    assert first.words.startswith("To whom: analyse it with cleansing ") and "The mix of providers is not that" in first.words
    plain = {key[:2]: counts for key, counts in council().items() if key[2] == "cleansing"}
    assert locality.detect(plain, first_day=datetime.date(2020, 1, 6)).signals[0].referral is None


def test_one_provider_is_referred_to_and_a_trend_overrides_it():
    series = {("Foleshill", "street scene", "cleansing"): made(1, 4)}
    series["Foleshill", "street scene", "cleansing"][-1] += 25
    once = locality.detect(series, first_day=datetime.date(2020, 1, 6)).signals[0]
    assert (once.referral.route, once.referral.trend, once.referral.main) == ("refer", False, "cleansing")
    for week in range(2, 6):
        series["Foleshill", "street scene", "cleansing"][-week] += 12
    again = locality.detect(series, first_day=datetime.date(2020, 1, 6)).signals[0]
    assert (again.referral.route, again.referral.trend, again.referral.by_trend) == ("analyse", True, True)


def test_thin_neighbours_are_a_cluster():
    series, where = {}, {}
    for at in range(36):
        east, north, name = at % 6, at // 6, "ward %02d" % at
        where[name] = (500 * east, 500 * north)
        counts = [int((week * 7 + at * 5) % 31 == 0) for week in range(WEEKS)]
        if east < 2 and north < 2:
            counts[-4:] = [1, 1, 0, 1]
        series[name, "gullies"] = counts
    found = locality.detect(series, first_day=datetime.date(2020, 1, 6), coordinates=where)
    scan, = found.scans
    assert (scan.service, scan.state, scan.places, found.summary.clusters) == ("gullies", "scanned", scan.thin, 1)
    cluster = found.clusters[0]
    assert cluster.standing == "listed" and cluster.p == scan.p <= cluster.q <= 0.1
    assert {part.id for part in cluster.areas} >= {"ward 00", "ward 01", "ward 06", "ward 07"}
    assert sum(part.observed for part in cluster.areas) == cluster.observed and "gullies in " in cluster.words
    assert locality.detect(series, first_day=datetime.date(2020, 1, 6)).scans[0].state == "no coordinates"
    with pytest.raises(locality.InvalidError, match="coordinates"):
        locality.detect(series, first_day=datetime.date(2020, 1, 6), coordinates={**where, "ward 00": (1, None)})
