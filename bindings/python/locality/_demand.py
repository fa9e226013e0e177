"""Demand: where need is really moving, how sure that is, and why the library says so.

Series are counts of an area, a service and (where known) a provider on one calendar; they are added up along the trees of areas
and services. Everything given back is plain: tuples, named tuples, text. Periods are numbered from 0, the oldest.
"""
import ctypes
import datetime
from collections import namedtuple
from ctypes import byref, c_char_p, c_int32, c_size_t, c_uint32

from . import _arrays as arrays
from . import _native as native
from ._errors import call
from ._library import core
from ._referral import referral_of

NONE = native.LOCALITY_DEMAND_NONE
PERIODS = {"week": native.LOCALITY_DEMAND_WEEKS, "month": native.LOCALITY_DEMAND_MONTHS}
EPOCH = datetime.date(1970, 1, 1)
RULES = (native.LOCALITY_DEMAND_RULE_WINDOW, native.LOCALITY_DEMAND_RULE_REPEATED, native.LOCALITY_DEMAND_RULE_PERSISTENT,
         native.LOCALITY_DEMAND_RULE_TREND)
AXES = {"areas": native.LOCALITY_DEMAND_AREAS, "services": native.LOCALITY_DEMAND_SERVICES,
        "providers": native.LOCALITY_DEMAND_PROVIDERS}

_SIGNAL = ("window counted weeks_beyond weeks_leaning span onset folded_here observed expected lower upper ratio excess p q unless "
           "error dispersion season trend completeness rate expected_rate baseline_periods weighed_down baseline_first "
           "baseline_last providers_seen provisional folded_cluster").split()
Signal = namedtuple("Signal", ["area", "service", "standing", "direction", "pattern", "baseline", "rules"] + _SIGNAL +
                    ["words", "areas", "services", "providers", "weights", "chart", "referral"])
Part = namedtuple("Part", "id observed expected share before")
Point = namedtuple("Point", "period phase marks count expected lower upper")
_CELL = ("area_depth service_depth rise_window fall_window mean expected dispersion rise_p rise_q fall_p fall_q "
         "smallest_rise").split()
Cell = namedtuple("Cell", ["area", "service", "standing", "baseline"] + _CELL)
Family = namedtuple("Family", "area_depth service_depth direction is_pooled tested listed cut is_clusters")
Suggestion = namedtuple("Suggestion", "area service period run direction ratio gain")
Summary = namedtuple("Summary", "cells judged untold listed watched folded families suggestions periods day q scans clusters")
_CLUSTER = "window folded_here observed expected ratio excess spread score p q replicates folded_cluster".split()
Cluster = namedtuple("Cluster", ["service", "standing"] + _CLUSTER + ["areas", "words"])
Scan = namedtuple("Scan", "service area_depth state thin places replicates p q")
Verdict = namedtuple("Verdict", "rise_p fall_p spread lower upper")
Found = namedtuple("Found", "summary signals cells families suggestions clusters scans")


def _name(what, value):
    return core.locality_demand_name(what, value).decode()


class _Tree:
    """Names, with what each lies in, as a tree of the library."""

    def __init__(self, names, parents=None, population=None, coordinates=None):
        parents = parents or {}
        self.names = sorted(set(names) | set(parents) | set(parents.values()))
        place = {name: index for index, name in enumerate(self.names)}
        self.place = place
        self.ids = (c_char_p * len(self.names))(*[name.encode() for name in self.names])
        self.parents = (c_uint32 * len(self.names))(*[place[parents[n]] if n in parents else NONE for n in self.names])
        self.people = arrays.doubles([population.get(name) for name in self.names]) if population else None
        east, north = ([(coordinates.get(name) or (None, None))[axis] for name in self.names] if coordinates else None
                       for axis in (0, 1))
        self.east, self.north = (arrays.doubles(values) if values else None for values in (east, north))
        self.given = arrays.options(native.locality_demand_tree, count=len(self.names), array_members=(
            ("id", self.ids), ("parent", self.parents), ("population", self.people), ("east", self.east), ("north", self.north)))

    def name(self, position):
        return None if position == NONE else self.names[position]


class _Input:
    """Series as the library takes them; all that they borrow lives as long as this."""

    def __init__(self, series, first_day, every, areas, services, population, coordinates, completeness, steps):
        rows = [(tuple(key) + (None,))[:3] + (counts,) for key, counts in (series.items() if hasattr(series, "items") else series)]
        periods = {len(row[3]) for row in rows}
        if len(periods) > 1:
            raise ValueError("series have different numbers of periods: %s" % sorted(periods))
        self.areas = _Tree([row[0] for row in rows], areas, population, coordinates)
        self.services = _Tree([row[1] for row in rows], services)
        self.providers = _Tree([row[2] for row in rows if row[2] is not None])
        self.count = arrays.counts([number for row in rows for number in row[3]])
        self.places = [(c_uint32 * len(rows))(*[tree.place.get(row[at], NONE) for row in rows])
                       for at, tree in enumerate((self.areas, self.services, self.providers))]
        self.complete = arrays.doubles(completeness)
        self.steps = (native.locality_demand_step * len(steps))(*[self._step(step) for step in steps])
        self.given = arrays.options(
            native.locality_demand_input, period=PERIODS[every], first_day=(first_day - EPOCH).days, periods=max(periods, default=0),
            series=len(rows), areas=ctypes.pointer(self.areas.given), services=ctypes.pointer(self.services.given),
            providers=ctypes.pointer(self.providers.given), step_count=len(steps),
            array_members=(("count", self.count), ("area", self.places[0]), ("service", self.places[1]),
                           ("provider", self.places[2]), ("completeness", self.complete), ("steps", self.steps)))

    def _step(self, step):
        """A step (period, reason), or (period, reason, area, service, who, date)."""
        period, reason, area, service, who, day = (tuple(step) + (None,) * 4)[:6]
        return native.locality_demand_step(
            struct_size=ctypes.sizeof(native.locality_demand_step), area=NONE if area is None else self.areas.place[area],
            service=NONE if service is None else self.services.place[service], period=period, reason=reason.encode(),
            by=None if who is None else who.encode(), recorded=0 if day is None else (day - EPOCH).days)


def _options(given):
    windows = given.pop("windows", ())
    made = arrays.options(native.locality_demand_options, **given)
    made.window_count = len(windows)
    for at, window in enumerate(windows):
        made.window[at] = window
    return made


def _rows(function, kind, result, *which):
    count = c_size_t()
    call(function, result, *which, None, 0, byref(count))
    out = arrays.room(kind, count.value)
    call(function, result, *which, out, count.value, byref(count))
    return out[:count.value]


def _one(function, kind, result, index):
    out = kind()
    call(function, result, index, byref(out))
    return out


def _part(part):
    return Part(part.id.decode() or None, part.observed, arrays.known(part.expected), part.share, part.before)


def _period(number):
    return None if number == NONE else number


def _signal(result, index):
    s = _one(core.locality_demand_result_signal_at, native.locality_demand_signal, result, index)
    fields = {name: getattr(s, name) for name in _SIGNAL if name != "providers_seen"}
    fields.update({name: arrays.known(value) for name, value in fields.items() if isinstance(value, float)})
    fields.update(providers_seen=s.providers, onset=_period(s.onset), provisional=bool(s.provisional),
                  folded_cluster=_period(s.folded_cluster))
    parts = {name: tuple(map(_part, _rows(core.locality_demand_result_parts, native.locality_demand_part, result, index, axis)))
             for name, axis in AXES.items()}
    weights = _rows(core.locality_demand_result_baseline, native.locality_demand_weight, result, index)
    points = _rows(core.locality_demand_result_chart, native.locality_demand_point, result, index)
    return Signal(area=s.area_id.decode() or None, service=s.service_id.decode(), standing=_name(0, s.standing),
                  direction=s.direction, pattern=_name(2, s.pattern), baseline=_name(1, s.rung),
                  rules=tuple(_name(3, rule) for rule in RULES if s.rules & rule),
                  words=core.locality_demand_result_words(result, index).decode(),
                  weights=tuple((row.period, row.weight) for row in weights), referral=referral_of(result, index),
                  chart=tuple(Point(p.period, p.phase, p.marks, None if p.count == arrays.NO_COUNT else p.count,
                                    *map(arrays.known, (p.expected, p.lower, p.upper))) for p in points), **fields, **parts)


def _cell(result, index, areas, services):
    c = _one(core.locality_demand_result_cell_at, native.locality_demand_cell, result, index)
    return Cell(areas.name(c.area), services.name(c.service), _name(0, c.standing), _name(1, c.rung),
                *(arrays.known(getattr(c, name)) for name in _CELL))


def _suggestion(result, index, cells):
    s = _one(core.locality_demand_result_suggestion_at, native.locality_demand_suggestion, result, index)
    return Suggestion(cells[s.cell].area, cells[s.cell].service, s.period, s.run, s.direction, s.ratio, s.gain)


def _cluster(result, index):
    c = _one(core.locality_demand_result_cluster_at, native.locality_demand_cluster, result, index)
    fields = {name: getattr(c, name) for name in _CLUSTER}
    fields.update(folded_cluster=_period(c.folded_cluster))
    areas = _rows(core.locality_demand_result_cluster_areas, native.locality_demand_part, result, index)
    return Cluster(service=c.service_id.decode(), standing=_name(0, c.standing), areas=tuple(map(_part, areas)),
                   words=core.locality_demand_result_cluster_words(result, index).decode(), **fields)


def _scan(result, index, services):
    s = _one(core.locality_demand_result_scan_at, native.locality_demand_scan, result, index)
    return Scan(services.name(s.service), s.area_depth, _name(4, s.state), s.thin, s.places, s.replicates,
                arrays.known(s.p), arrays.known(s.q))


def _found(result, areas, services):
    """All of a result in plain values; frees it."""
    try:
        summary = native.locality_demand_summary()
        call(core.locality_demand_result_summary, result, byref(summary))
        cells = tuple(_cell(result, index, areas, services) for index in range(summary.cells))
        families = [_one(core.locality_demand_result_family_at, native.locality_demand_family, result, index)
                    for index in range(summary.families)]
        plain = [getattr(summary, name) for name in Summary._fields]
        plain[Summary._fields.index("day")] = EPOCH + datetime.timedelta(summary.day)
        return Found(Summary(*plain), tuple(_signal(result, index) for index in range(core.locality_demand_result_signals(result))),
                     cells, tuple(Family(*(getattr(family, name) for name in Family._fields)) for family in families),
                     tuple(_suggestion(result, index, cells) for index in range(summary.suggestions)),
                     tuple(_cluster(result, index) for index in range(core.locality_demand_result_clusters(result))),
                     tuple(_scan(result, index, services) for index in range(summary.scans)))
    finally:
        core.locality_demand_result_free(result)


def detect(series, *, first_day=EPOCH, every="week", areas=None, services=None, population=None, coordinates=None,
           completeness=None, steps=(), **options):
    """Where demand rises and falls by more than chance; see locality_detect.

    `series` has a key (area, service) or (area, service, provider) for each list of counts, None where there are no data; a list
    of (key, counts) will do as well. `areas` and `services` say what each lies in: {"Foleshill": "North East"}. `population` of
    areas gives rates; `coordinates`, {"Foleshill": (east, north)}, lets thin areas be scanned for clusters. `steps` are recorded
    changes of level: (period, reason), or (period, reason, area, service, who, date).
    Options are those of locality_demand_options; `windows` is a list.
    """
    given = _Input(series, first_day, every, areas, services, population, coordinates, completeness, list(steps))
    out = ctypes.POINTER(native.locality_demand_result)()
    how = _options(dict(options))
    call(core.locality_detect, byref(given.given), byref(how), None, byref(out))
    return _found(out, given.areas, given.services)


class Demand:
    """Series under watch: a new period costs one window, not a fit of the whole past; see locality_demand_new."""

    def __init__(self, series, *, first_day=EPOCH, every="week", areas=None, services=None, population=None, coordinates=None,
                 completeness=None, steps=(), **options):
        self._input = _Input(series, first_day, every, areas, services, population, coordinates, completeness, list(steps))
        self._handle = ctypes.POINTER(native.locality_demand)()
        how = _options(dict(options))
        call(core.locality_demand_new, byref(self._input.given), byref(how), None, byref(self._handle))

    def append(self, counts, completeness=1.0):
        """Adds the next period: the count of each series, in the order in which they were given."""
        counts = arrays.counts(counts)
        call(core.locality_demand_append, self._handle, counts, len(counts), completeness)

    def record(self, period, reason, area=None, service=None, who=None, day=None):
        """Records a change of level with its reason."""
        call(core.locality_demand_record, self._handle, byref(self._input._step((period, reason, area, service, who, day))))

    def detect(self):
        """Where demand moves as of the latest period."""
        out = ctypes.POINTER(native.locality_demand_result)()
        call(core.locality_demand_detect, self._handle, byref(out))
        return _found(out, self._input.areas, self._input.services)

    def __del__(self):
        if getattr(self, "_handle", None):
            core.locality_demand_free(self._handle)
            self._handle = None


def repeats(counts, *, least_count, least, span):
    """Whether at least `least_count` came in at least `least` of the latest `span` periods; there are no defaults."""
    counts, found, hits = arrays.counts(counts), c_int32(), c_uint32()
    call(core.locality_demand_repeats, counts, len(counts), least_count, least, span, byref(found), byref(hits))
    return bool(found.value)


def judge_window(observed, expected, *, error=0.0, dispersion=1.0):
    """How surely a window lies above or below what was expected; see locality_demand_judge."""
    window, out = native.locality_demand_window(observed, expected, error, dispersion), native.locality_demand_verdict()
    call(core.locality_demand_judge, byref(window), byref(out))
    return Verdict(*(getattr(out, name) for name in Verdict._fields))


def pattern(p, deviation, *, level=0.05):
    """The name of the pattern that significant weeks make; see locality_demand_pattern."""
    p, deviation, out = arrays.doubles(p), arrays.doubles(deviation), c_int32()
    call(core.locality_demand_pattern, p, deviation, len(p), level, byref(out))
    return _name(2, out.value)
