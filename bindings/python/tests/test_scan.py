"""Scans, pairs of events and hot spots, as Python calls them."""
import pytest

import locality
from locality import _scan as scan

X, Y = [0, 1, 2, 3, 4], [0, 0, 0, 0, 0]


def test_zones_are_circles_or_lists():
    circles = scan.Zones.circles(X, Y, most_places=2, most_share=1)
    assert len(circles) == 10 and circles[1] == (0, 1)
    listed = scan.Zones.listed([[0, 1], [3]], 5)
    assert [listed[0], listed[1]] == [(0, 1), (3,)]
    with pytest.raises(IndexError):
        listed[2]
    with pytest.raises(locality.InvalidError, match="place 9 does not exist"):
        scan.Zones.listed([[9]], 5)


def test_a_planted_cluster_is_found():
    counts = [[3] * 5 for _ in range(6)]
    counts[5][1] = counts[5][2] = 14
    zones = scan.Zones.circles(X, Y)
    found = scan.scan(zones, counts, seed=7)
    assert set(found[0].places) == {1, 2} and (found[0].first_period, found[0].last_period) == (5, 5)
    assert found[0].count == 28 and found[0].probability < 0.05
    assert max(max(row) for row in scan.scan_scores(zones, counts)) == found[0].score
    assert found == scan.scan(zones, counts, seed=7)
    assert scan.scan(zones, counts, replicates=0)[0].probability is None


def test_a_cell_that_is_none_is_named():
    with pytest.raises(locality.InvalidError, match="place 2, period 0"):
        scan.scan(scan.Zones.circles(X, Y), [[1, 1, -1, 1, 1]])


def test_knox_hot_spots_and_their_histories():
    found = scan.knox([0, 0, 9], [0, 1, 9], [0, 1, 9], distance=2, delay=2)
    assert (found.pairs, found.near, found.soon, found.both) == (3, 1, 1, 1)
    score = scan.gi_star([0, 0, 0, 0, 10], [[], [], [], [4], [3]])
    assert score[3] == pytest.approx(6 / 24 ** 0.5)
    assert scan.gi_star([1, 1], [[], []]) == (None, None)
    history = scan.hotspot([0, 1, 0, 1, 9], [0.9, 0.8, 0.9, 0.8, 0.001], threshold=0.05)
    assert (history.pattern, history.direction) == ("new", 1)
