#!/usr/bin/env python3
"""The pipeline that finds trends, through the Python binding: its laws, and a short form of its evidence.

    test_demand.py

Counts are made with fixed seeds; no reference cases are needed. The whole of the evidence, over a grid of kinds of counts, is
in tests/unit/demand/evidence.c.
"""
import datetime
import math
import random
import sys

import locality
from locality import _demand as demand
from locality._feed import Feed

WEEKS = 330
MONDAY = datetime.date(2018, 1, 1)
PARENTS = {"ward %02d" % ward: "district %d" % (ward % 3) for ward in range(24)}
SERVICES = {"litter": "street scene", "graffiti": "street scene"}


def poisson(rng, mean):
    """By inversion; means here are small."""
    mass, left, count = math.exp(-mean), rng.random(), 0
    while left >= mass and count < 10000:
        left -= mass
        count += 1
        mass *= mean / count
    return count


def weeks(rng, mean, spread=1.3, season=0.25, rise=1.0, rising=0, length=WEEKS):
    """Counts of a mean with a wave a year and a variance of `spread` means, `rise` times as many in the latest weeks."""
    counts = []
    for week in range(length):
        level = mean * (1 + season * math.cos(2 * math.pi * (week + 26) / 52.18)) * (rise if week >= length - rising else 1)
        size = level / (spread - 1)
        counts.append(poisson(rng, rng.gammavariate(size, spread - 1)))
    return counts


def council(seed=1):
    """Wards of three districts, two services, two providers; litter doubles and more in ward 05."""
    rng = random.Random(seed)
    series = {}
    for ward in sorted(PARENTS):
        for service in sorted(SERVICES):
            mean = 0.05 * 100 ** rng.random()
            for provider in ("cleansing", "wardens"):
                rises = ward == "ward 05" and service == "litter"
                series[ward, service, provider] = weeks(rng, max(mean, 1) if rises else mean, rise=4 if rises else 1,
                                                        rising=6)
    return series


def find(series, **more):
    return locality.detect(series, first_day=MONDAY, areas=PARENTS, services=SERVICES, **more)


def lines(found, skip=()):
    """What is told, free of positions and of the names of areas that were given others."""
    return [tuple(value for name, value in signal._asdict().items() if name not in skip) for signal in found.signals]


# ---- Laws

def splitting_and_merging_changes_nothing():
    """The rows of a feed in three files, each to its own feed, merged: the same counts, and the same list."""
    rng = random.Random(7)
    series = council()
    rows = [(MONDAY + datetime.timedelta(7 * week + rng.randrange(7)), ward, service, provider)
            for (ward, service, provider), counts in series.items() for week in range(200, WEEKS) for _ in range(counts[week])]
    rng.shuffle(rows)

    def feed_of(part):
        text = "received,area,service,provider\n" + "".join("%s,%s,%s,%s\n" % row for row in part)
        feed = Feed()
        feed.read_csv(text.encode())
        return feed

    def detected(feed):
        levels = {"area": 0, "service": 0, "provider": 0}
        chosen = feed.series(levels=levels)
        counts = {(line.area, line.service, line.provider): chosen.counts(index)
                  for index, line in ((index, chosen.line(index)) for index in range(len(chosen)))}
        return counts, find(counts)

    whole = detected(feed_of(rows))
    merged = feed_of(rows[::3])
    for part in (rows[1::3], rows[2::3]):
        merged.merge(feed_of(part))
    assert detected(merged) == whole
    assert whole[1].signals


def splitting_series_changes_nothing():
    """Every count in two series that come apart at random."""
    rng = random.Random(3)
    series = list(council().items())
    split = []
    for key, counts in series:
        first = [rng.randint(0, count) for count in counts]
        split += [(key, first), (key, [count - one for count, one in zip(counts, first)])]
    assert find(split) == find(series)


def permuting_areas_permutes_signals():
    """Names of wards of one district given to one another: their signals go with the counts, and no number changes."""
    series = council()
    wards = sorted(PARENTS)
    other = {ward: wards[(index + 3) % len(wards)] for index, ward in enumerate(wards)}  # of the same district
    given = find(series, windows=[4])
    turned = find({(other[ward], service, provider): counts for (ward, service, provider), counts in series.items()}, windows=[4])
    rename = {**other, **{name: name for name in set(PARENTS.values())}, None: None}

    def close(a, b):
        """Sums of the siblings go by id, and so come out in another order: equal but for rounding."""
        return a == b or (isinstance(a, float) and isinstance(b, float) and math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12))

    numbers = [name for name in demand._SIGNAL]
    mine = {(rename[s.area], s.service, s.direction): s for s in given.signals}
    theirs = {(s.area, s.service, s.direction): s for s in turned.signals}
    assert mine.keys() == theirs.keys() and mine
    for key, signal in mine.items():
        assert signal.standing == theirs[key].standing and signal.baseline == theirs[key].baseline
        for name in numbers:
            assert close(getattr(signal, name), getattr(theirs[key], name)), (key, name)
    # Given in another order, the same names have the same bytes.
    items = list(series.items())
    random.Random(5).shuffle(items)
    assert lines(find(items)) == lines(find(series))


def scaling_with_population_changes_no_rate():
    people = {ward: 4000 + 250 * index for index, ward in enumerate(sorted(PARENTS))}
    series = council()
    once = find(series, population=people)
    twice = find({key: [2 * count for count in counts] for key, counts in series.items()},
                 population={ward: 2 * count for ward, count in people.items()})
    rates = {(s.area, s.service, s.window): s for s in twice.signals}
    compared = 0
    for signal in once.signals:
        other = rates.get((signal.area, signal.service, signal.window))
        if signal.rate is None or other is None:
            continue
        assert math.isclose(signal.rate, other.rate, rel_tol=1e-12)
        # Half a request is added to what a level rests on; beside it the expected rate is the same.
        assert math.isclose(signal.expected_rate, other.expected_rate, rel_tol=0.03)
        compared += 1
    assert compared > 0


def week_by_week_is_the_whole():
    series = council()
    watch = demand.Demand([(key, counts[:-5]) for key, counts in series.items()], first_day=MONDAY, areas=PARENTS,
                          services=SERVICES)
    for week in range(WEEKS - 5, WEEKS):
        watch.append([counts[week] for counts in series.values()])
    assert watch.detect() == find(series)


# ---- Evidence

def evidence(spread, season, seeds):
    """Lines, false ones, planted rises and found ones of 400 wards, 22 of them doubled for six weeks."""
    listed = wrong = planted = right = quiet = called = 0
    for seed in seeds:
        rng = random.Random(seed)
        length = 320 + 6 * (seed % 8)
        series, rising = {}, set()
        for ward in range(400):
            mean = 0.3 * (40 / 0.3) ** rng.random()
            rises = ward % 18 == 4
            factor = spread if spread > 1 else 1 + mean / (10 * 4 ** rng.random())
            series["ward %03d" % ward, "litter"] = weeks(rng, mean, factor, season, 2 if rises else 1, 6, length)
            if rises:
                rising.add("ward %03d" % ward)
        found = locality.detect(series, first_day=MONDAY)
        for signal in found.signals:
            if signal.standing == "listed" and signal.area is not None:
                listed += 1
                is_right = signal.area in rising and signal.direction == 1
                right += is_right
                wrong += not is_right
        planted += len(rising)
        for cell in found.cells:
            if cell.area is not None and cell.area not in rising:
                quiet += 1
                called += cell.rise_p <= 0.01
    return listed, wrong, planted, right, quiet, called


def planted_rises_are_found():
    for name, spread, season in (("mean^2/10..40", 0, 0.2), ("1.5 mean", 1.5, 0.4)):
        listed, wrong, planted, right, quiet, called = evidence(spread, season, range(501, 505))
        print("  %s, season %.1f: %d lines, %.1f %% false; %.1f %% of the rises found; quiet p <= 0.01: %.4f" % (
            name, season, listed, 100 * wrong / listed, 100 * right / planted, called / quiet))
        assert wrong <= 0.1 * listed + 2 * math.sqrt(0.1 * 0.9 * listed)  # so few lines leave room for chance
        assert right >= 0.35 * planted
        assert called / quiet <= 0.01 + 3 * math.sqrt(0.01 / quiet)


def thin_neighbours_make_a_cluster():
    rng = random.Random(12)
    series, where = {}, {}
    for ward in range(81):
        x, y = ward % 9, ward // 9
        name = "ward %03d" % ward
        where[name] = (500.0 * x, 500.0 * y)
        rises = 3 <= x <= 5 and 3 <= y <= 5
        series[name, "needles"] = weeks(rng, 0.04, 1.1, rise=10 if rises else 1, rising=6)
    found = locality.detect(series, first_day=MONDAY, coordinates=where)
    assert found.summary.clusters == 1 and [scan.state for scan in found.scans] == ["scanned"]
    cluster = found.clusters[0]
    middle = {"ward %03d" % (9 * y + x) for x in range(3, 6) for y in range(3, 6)}
    assert cluster.service == "needles" and len(middle & {part.id for part in cluster.areas}) >= 6
    assert cluster.observed == sum(part.observed for part in cluster.areas) and cluster.words.startswith("needles in ")
    assert [family.tested for family in found.families if family.is_clusters] == [1]
    assert locality.detect(series, first_day=MONDAY).scans[0].state == "no coordinates"
    assert not locality.detect(series, first_day=MONDAY, coordinates=where, no_scan=1).scans


if __name__ == "__main__":
    for law in (splitting_and_merging_changes_nothing, splitting_series_changes_nothing, permuting_areas_permutes_signals,
                scaling_with_population_changes_no_rate, week_by_week_is_the_whole, thin_neighbours_make_a_cluster,
                planted_rises_are_found):
        law()
        print(law.__name__.replace("_", " "))
    sys.exit(0)
