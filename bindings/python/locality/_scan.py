"""Scans: clusters in space and time, pairs of events that are close, hot spots and their histories.

Places and periods are named by position, periods from the oldest. Everything given back is plain: tuples, named tuples, text.
"""
import ctypes
import math
from collections import namedtuple
from ctypes import byref, c_double, c_size_t, c_uint32

from . import _arrays as arrays
from . import _native as native
from ._errors import call
from ._library import core

Cluster = namedtuple("Cluster", "places first_period last_period count expected ratio relative_risk score probability gumbel zone")
Knox = namedtuple("Knox", "pairs near soon both expected probability strictly_more")
Hotspot = namedtuple("Hotspot", "pattern direction tau probability")

MODELS = {"permutation": native.LOCALITY_SCAN_PERMUTATION, "population": native.LOCALITY_SCAN_POPULATION,
          "expected": native.LOCALITY_SCAN_EXPECTED, "overdispersed": native.LOCALITY_SCAN_OVERDISPERSED}


def _lists(rows):
    """Lists one after another, and where each begins."""
    first, items = [0], []
    for row in rows:
        items.extend(row)
        first.append(len(items))
    return arrays.sizes(first), (c_uint32 * len(items))(*items)


class Zones:
    """Which places a scan takes together."""

    def __init__(self, handle, places):
        self._handle = handle
        self.places = places

    @classmethod
    def circles(cls, x, y, weight=None, *, most_places=0, most_share=0.5, most_distance=math.inf):
        """Each place alone, with its nearest, with its two nearest ...; see locality_zones_new_circles."""
        x, y, out = arrays.doubles(x), arrays.doubles(y), ctypes.POINTER(native.locality_zones)()
        how = arrays.options(native.locality_circle_options, most_places=most_places, most_share=most_share,
                             most_distance=most_distance)
        call(core.locality_zones_new_circles, x, y, arrays.doubles(weight), len(x), byref(how), None, byref(out))
        return cls(out, len(x))

    @classmethod
    def listed(cls, zones, places):
        """Zones as lists of places; see locality_zones_new_listed."""
        zones, out = list(zones), ctypes.POINTER(native.locality_zones)()
        first, member = _lists(zones)
        call(core.locality_zones_new_listed, first, member, len(zones), places, None, byref(out))
        return cls(out, places)

    def __len__(self):
        return core.locality_zones_count(self._handle)

    def __getitem__(self, zone):
        count = c_size_t()
        member = core.locality_zones_members(self._handle, zone, byref(count)) if zone >= 0 else None
        if not member:
            raise IndexError("there is no zone %d" % zone)
        return tuple(member[:count.value])

    def __del__(self):
        if getattr(self, "_handle", None):
            core.locality_zones_free(self._handle)
            self._handle = None


class _Input:
    """Counts by rows of one period each, oldest first, and what the scan is told besides."""

    def __init__(self, zones, counts, expected, size, model, options):
        rows = [list(row) for row in counts]
        flat = [None if rows_of is None else [number for row in rows_of for number in row] for rows_of in (expected, size)]
        self.count = arrays.counts([number for row in rows for number in row])
        self.expected, self.size = (arrays.doubles(numbers) for numbers in flat)
        self.given = arrays.options(native.locality_scan_input, places=zones.places, periods=len(rows), array_members=(
            ("count", self.count), ("expected", self.expected), ("size", self.size)))
        defaults = dict(replicates=999, most_clusters=10, fewest=2, seed=1)
        self.options = arrays.options(native.locality_scan_options, model=MODELS[model], **{**defaults, **options})


def scan(zones, counts, expected=None, size=None, *, model="permutation", **options):
    """The likeliest clusters of high counts, the likeliest first; see locality_scan.

    Options: past, replicates, most_periods, most_clusters, fewest, seed.
    """
    given, out = _Input(zones, counts, expected, size, model, options), ctypes.POINTER(native.locality_scan_result)()
    call(core.locality_scan, zones._handle, byref(given.given), byref(given.options), None, byref(out))
    try:
        return [_cluster(zones, out, index) for index in range(core.locality_scan_result_count(out))]
    finally:
        core.locality_scan_result_free(out)


def _cluster(zones, result, index):
    out = native.locality_scan_cluster()
    call(core.locality_scan_result_cluster, result, index, byref(out))
    return Cluster(zones[out.zone], *(arrays.known(getattr(out, name)) for name in Cluster._fields[1:]))


def scan_scores(zones, counts, expected=None, size=None, *, model="permutation", **options):
    """The score of every window, a row for each zone; see locality_scan_scores."""
    given, count = _Input(zones, counts, expected, size, model, options), c_size_t()
    call(core.locality_scan_scores, zones._handle, byref(given.given), byref(given.options), None, None, byref(count))
    score = arrays.room(c_double, count.value)
    call(core.locality_scan_scores, zones._handle, byref(given.given), byref(given.options), None, score, byref(count))
    spans = count.value // len(zones)
    return [tuple(score[zone * spans:(zone + 1) * spans]) for zone in range(len(zones))]


def knox(x, y, time, groups=None, *, distance, delay):
    """Whether events close in space are close in time more often than chance; see locality_knox."""
    x, y, time, out = arrays.doubles(x), arrays.doubles(y), arrays.doubles(time), native.locality_knox_result()
    group = None if groups is None else (c_uint32 * len(x))(*groups)
    call(core.locality_knox, x, y, time, group, len(x), distance, delay, None, byref(out))
    return Knox(*(getattr(out, name) for name in Knox._fields))


def gi_star(values, neighbours):
    """How each place's neighbourhood stands out, in standard deviations; see locality_gi_star."""
    value, (first, member) = arrays.doubles(values), _lists(neighbours)
    score = arrays.room(c_double, len(value))
    call(core.locality_gi_star, value, len(value), first, member, score)
    return tuple(arrays.known(number) for number in score)


def hotspot(scores, probabilities, *, threshold=0.01):
    """The class of a history of scores; see locality_hotspot_classify."""
    score, probability, out = arrays.doubles(scores), arrays.doubles(probabilities), native.locality_hotspot()
    call(core.locality_hotspot_classify, score, probability, len(score), threshold, None, byref(out))
    name = core.locality_hotspot_name(out.pattern).decode()
    return Hotspot(name, out.direction, arrays.known(out.tau), arrays.known(out.probability))
