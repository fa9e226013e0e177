"""Outlook: what demand to expect, what a recorded step did to it, what a redesign would, and demand by population.

Everything given back is plain: tuples, named tuples, text. What cannot be told is None. Areas and services are named; no area is
all of them.
"""
import ctypes
import datetime
from collections import namedtuple
from ctypes import byref, c_double, c_size_t

from . import _arrays as arrays
from . import _native as native
from ._errors import call
from ._feed import _period, period_name
from ._handle import Handle
from ._library import core

NONE = native.LOCALITY_DEMAND_NONE
EPOCH = datetime.date(1970, 1, 1)

_CELL = "parts untold recorded found tried level dispersion scaled_error error naive seasonal".split()
OutlookCell = namedtuple("OutlookCell", ["area", "service", "method", "skill", "begins"] + _CELL)
_LINE = "first end known missing observed mean least most expected".split()
OutlookLine = namedtuple("OutlookLine", ["period", "is_whole"] + _LINE)
Difference = namedtuple("Difference", "do_nothing redesign likely least most verdict stands_out")
OutlookSummary = namedtuple("OutlookSummary", "cells untold better no_better untried periods horizon coverage")
_EFFECT = ("step step_low step_high slope slope_low slope_high effect effect_low effect_high observed expected excess excess_low "
           "excess_high p dispersion autocorrelation widened").split()
Effect = namedtuple("Effect", ["periods", "before", "state", "verdict", "told_on"] + _EFFECT)
Step = namedtuple("Step", "area service period reason by recorded")
Projected = namedtuple("Projected", "people mean low high least most")


def _name(what, value):
    return core.locality_outlook_name(what, value).decode()


def _text(value):
    return None if value is None else value.encode()


def _rows(function, kind, *given):
    count = c_size_t()
    call(function, *given, None, 0, byref(count))
    out = arrays.room(kind, count.value)
    call(function, *given, out, count.value, byref(count))
    return out[:count.value]


def _line(line, every):
    values = {name: getattr(line, name) for name in _LINE}
    if line.least == arrays.NO_COUNT:  # no interval; and of what cannot be told no mean
        values.update(mean=arrays.known(line.mean), least=None, most=None, expected=arrays.known(line.expected))
    return OutlookLine(period_name(every, line.number), bool(line.is_whole), **values)


def _change(given):
    """A change as a dictionary: area, service, start (a date), least, likely, most, is_number, basis."""
    given = dict(given)
    start = given.pop("start")
    texts = {name: _text(given.pop(name, None)) for name in ("area", "service", "basis")}
    return native.locality_outlook_change(
        ctypes.sizeof(native.locality_outlook_change), **{"from": (start - EPOCH).days}, is_number=int(given.pop("is_number", False)),
        **texts, **given)


def _changes(changes):
    return (native.locality_outlook_change * len(changes))(*map(_change, changes))


class Outlook(Handle):
    """What to expect of every cell of series under watch; see locality_outlook_new.

    `demand` is a Demand; options are `horizon`, `origins`, `ahead` and `coverage`.
    """

    def __init__(self, demand, **options):
        pointer = ctypes.POINTER(native.locality_outlook)()
        how = arrays.options(native.locality_outlook_options, **options)
        call(core.locality_outlook_new, demand._handle, byref(how), byref(pointer))
        super().__init__(pointer, core.locality_outlook_free)
        self._every = ("week", "month")[demand._input.given.period]

    def summary(self):
        """The whole in numbers."""
        out = native.locality_outlook_summary()
        call(core.locality_outlook_summary_of, self.handle, byref(out))
        return OutlookSummary(*(getattr(out, name) for name in OutlookSummary._fields))

    def _find(self, area, service):
        return core.locality_outlook_find(self.handle, _text(area), service.encode())

    def _cell_at(self, index):
        cell = native.locality_outlook_cell()
        call(core.locality_outlook_cell_at, self.handle, index, byref(cell))
        return OutlookCell(cell.area_id.decode() or None, cell.service_id.decode(), _name(0, cell.method), _name(1, cell.skill),
                           getattr(cell, "from"), *(arrays.known(getattr(cell, name)) for name in _CELL))

    def cells(self):
        """Every cell: how it is forecast, and how well."""
        return tuple(map(self._cell_at, range(self.summary().cells)))

    def cell(self, area, service):
        """How the cell of an area and a service is forecast, and how well."""
        return self._cell_at(self._find(area, service))

    def periods(self, area, service):
        """What to expect in each period ahead."""
        return tuple(_line(line, self._every) for line in _rows(
            core.locality_outlook_periods, native.locality_outlook_line, self.handle, self._find(area, service)))

    def totals(self, area, service, every="financial year"):
        """The months, quarters or years that it reaches, with what has been counted in them so far."""
        return tuple(_line(line, every) for line in _rows(
            core.locality_outlook_totals, native.locality_outlook_line, self.handle, self._find(area, service), _period(every)))

    def compare(self, area, service, changes, every=None):
        """Doing nothing beside a redesign that is stated in `changes`: dictionaries with start, least, likely, most and basis, and
        where wanted area, service and is_number."""
        given = _changes(list(changes))
        rows = _rows(core.locality_outlook_compare, native.locality_outlook_difference, self.handle, self._find(area, service), given,
                     len(given), -1 if every is None else _period(every))
        named = every or self._every
        return tuple(Difference(_line(row.do_nothing, named), _line(row.redesign, named), *map(
            arrays.known, (row.likely, row.least, row.most)), _name(4, row.verdict), bool(row.stands_out)) for row in rows)

    def write(self, model, area, service, prefix, *, name=None, about=None, measure=None, source=None, changes=()):
        """Writes the whole financial years of a cell into a model; says how many records."""
        given, written = _changes(list(changes)), c_size_t()
        how = native.locality_outlook_records(
            ctypes.sizeof(native.locality_outlook_records), prefix=prefix.encode(), name=_text(name), about=_text(about),
            measure=_text(measure), source=_text(source), change=given if given else None, changes=len(given))
        with model._lent() as pointer:  # its snapshot is made anew
            call(core.locality_outlook_write, self.handle, self._find(area, service), byref(how), pointer, byref(written))
        return written.value


def effects(demand, index):
    """What a recorded step of a Demand did, 13, 26 and 52 weeks (3, 6 and 12 months) after it."""
    return tuple(Effect(e.periods, e.before, _name(2, e.state), _name(3, e.verdict), EPOCH + datetime.timedelta(e.told_on),
                        *(arrays.known(getattr(e, name)) for name in _EFFECT))
                 for e in _rows(core.locality_demand_effects, native.locality_demand_effect, demand._handle, index))


def without(demand, index):
    """What would have been without a recorded step, for each period since that can be told."""
    return tuple(map(arrays.known, _rows(core.locality_demand_without, c_double, demand._handle, index)))


def steps(demand):
    """The steps on record."""
    found = []
    for index in range(core.locality_demand_steps(demand._handle)):
        step = native.locality_demand_step()
        call(core.locality_demand_step_at, demand._handle, index, byref(step))
        found.append(Step(demand._input.areas.name(step.area), demand._input.services.name(step.service), step.period,
                          step.reason.decode(), step.by.decode(), EPOCH + datetime.timedelta(step.recorded)))
    return tuple(found)


def project(bands, *, dispersion=1.0, coverage=0.8):
    """Demand by population: each band is (from_age, to_age or None, requests, person_years, people), where wanted with name,
    people_low and people_high behind; people are one number a year. Bands that overlap are refused."""
    kept, made = [], []
    for band in bands:
        first, last, requests, years, people, name, low, high = (tuple(band) + (None,) * 3)[:8]
        rows = [arrays.doubles(row) for row in (people, low, high)]
        kept.append(rows)
        made.append(arrays.options(
            native.locality_population_band, name=_text(name), from_age=first, to_age=NONE if last is None else last,
            requests=requests, person_years=years,
            array_members=(("people", rows[0]), ("people_low", rows[1]), ("people_high", rows[2]))))
    count = min((len(rows[0]) for rows in kept), default=0)
    out = arrays.room(native.locality_population_demand, count)
    given = (native.locality_population_band * len(made))(*made)
    call(core.locality_project_population, given, len(made), count, dispersion, coverage, out, count)
    return tuple(Projected(*(getattr(row, name) for name in Projected._fields)) for row in out)
