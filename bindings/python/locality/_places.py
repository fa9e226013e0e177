"""Places in time: what becomes of areas, what outlives them, and their codes."""
import ctypes
from typing import NamedTuple, Optional

from . import _native as native
from ._errors import call, decode, encode
from ._handle import Handle
from ._library import core
from ._range import Range, as_date, truth


def _words(enumeration, prefix):
    """The enumerators of the library as words, by number."""
    return {number: name[len(prefix):].lower() for name, number in native.ENUMERATIONS[enumeration].items()}


FATES = _words("locality_carry_fates", "LOCALITY_CARRY_")
LOSSES = _words("locality_losses", "LOCALITY_LOSS_")
SUCCESSIONS = _words("locality_succession_faults", "LOCALITY_SUCCESSION_")
TIMES = _words("locality_time_faults", "LOCALITY_TIME_")
CODES = _words("locality_code_faults", "LOCALITY_CODE_")
STATES = _words("locality_gss_states", "LOCALITY_GSS_")
PARTITIONS = _words("locality_partition_faults", "LOCALITY_PARTITION_")


class Carried(NamedTuple):
    """What an area is on a date: `becomes` is the id of an area, where it is lost of the last that was found.

    `fate` is same, replaced, merged, split, reshaped, earlier or lost; `loss` says why it is lost (ended, not_begun, gap,
    circle), else none; `certain` is None where the dates leave it open.
    """

    area: str
    becomes: str
    fate: str
    loss: str
    certain: Optional[bool]
    steps: int


class SuccessionFault(NamedTuple):
    """What does not add up in how an area ends: reversed, circle, dead_end, no_end, overlap or gap; `other` replaces it."""

    fault: str
    area: str
    other: Optional[str]


class Outlived(NamedTuple):
    """A record that names an area outside its life: it outlives it, or begins before it.

    `day` is that of the record, from `date_field` of the record `date_kind` `date_id` (None where it has no end); `limit` the
    last or first day of the area; `certain` is None where the dates leave it open.
    """

    kind: str
    id: str
    field: str
    fault: str
    area: str
    day: Range
    limit: Range
    certain: Optional[bool]
    date_kind: str
    date_id: str
    date_field: Optional[str]


class CodeFault(NamedTuple):
    """What is odd about the code of an area: form, prefix, level, country, twice or former; `other` is the area beside it."""

    fault: str
    area: str
    other: Optional[str]


class PartitionFault(NamedTuple):
    """What is wrong with a division into groups: gap, overlap or outside."""

    fault: str
    area: str
    group: Optional[str]
    other: Optional[str]


class Code(NamedTuple):
    """What the prefix of a GSS code says; `state` is known, unknown or no_code, the rest is empty where it is not known."""

    state: str
    prefix: str
    country: str
    entity: str
    levels: tuple


def read_code(code):
    """Reads what the prefix of a GSS code (E07000148) says: which sort of area in which country."""
    out = native.locality_gss()
    call(core.locality_gss_read, encode(code), ctypes.byref(out))
    return Code(STATES[out.state], decode(out.prefix), decode(out.country), decode(out.entity),
                tuple(decode(out.levels).split()))


def _day(value):
    return ctypes.byref(as_date(value).as_native())


class Places(Handle):
    """The places of a snapshot. Areas and groups go in and out by id; a name or an alias is understood, too."""

    def __init__(self, snapshot):
        pointer = ctypes.POINTER(native.locality_places)()
        call(core.locality_places_new, snapshot.handle, None, ctypes.byref(pointer))
        super().__init__(pointer, core.locality_places_free)
        self._snapshot = snapshot.handle  # retained by the places
        self._area, self._group = (core.locality_schema_kind(core.locality_snapshot_schema(snapshot.handle), kind)
                                   for kind in (b"area", b"area_group"))

    def _row(self, kind, name):
        row = ctypes.c_uint32()
        call(core.locality_snapshot_resolve, self._snapshot, kind, encode(name), ctypes.byref(row), None)
        return row.value

    def _rows(self, areas):
        rows = [self._row(self._area, area) for area in ([areas] if isinstance(areas, str) else areas)]
        return (ctypes.c_uint32 * max(1, len(rows)))(*rows), len(rows)

    def _id(self, kind, row):
        text = core.locality_snapshot_id(self._snapshot, kind, row)
        return None if text is None else decode(text)

    def _fill(self, function, *arguments, item=ctypes.c_uint32):
        """What a function gives that fills an array."""
        count = ctypes.c_size_t()
        call(function, self.handle, *arguments, None, 0, ctypes.byref(count))
        array = (item * max(1, count.value))()
        call(function, self.handle, *arguments, array, count.value, ctypes.byref(count))
        return array[:count.value]

    def exists(self, area, on):
        """Whether an area exists on a date: True, False, or None where it is undecided."""
        out = ctypes.c_int32()
        call(core.locality_places_valid, self.handle, self._row(self._area, area), _day(on), ctypes.byref(out))
        return truth(out.value)

    def successors(self, area):
        """The areas that replace an area, and those that replace them, nearest first."""
        return [self._id(self._area, row)
                for row in self._fill(core.locality_places_successors, self._row(self._area, area))]

    def predecessors(self, area):
        """The areas that an area replaced, and those that they replaced, nearest first."""
        return [self._id(self._area, row)
                for row in self._fill(core.locality_places_predecessors, self._row(self._area, area))]

    def carry(self, areas, on):
        """What one area or several are on a date, as a list of Carried."""
        rows, count = self._rows(areas)
        found = self._fill(core.locality_places_carry, rows, count, _day(on), item=native.locality_carried)
        return [Carried(self._id(self._area, item.__getattribute__("from")), self._id(self._area, item.area), FATES[item.fate],
                        LOSSES[item.loss], truth(item.certainty), item.steps) for item in found]

    def succession(self):
        """What does not add up in how areas end and are replaced, as a list of SuccessionFault."""
        return [SuccessionFault(SUCCESSIONS[item.fault], self._id(self._area, item.area), self._id(self._area, item.other))
                for item in self._fill(core.locality_places_succession, item=native.locality_succession_fault)]

    def outlived(self, until=None):
        """The records that name an area outside its life, as a list of Outlived.

        `until` is how long records without an end are taken to last; without it they may outlive any area that ends.
        """
        return [self._outlived(item) for item in self._fill(core.locality_places_outlived, None if until is None else _day(until),
                                                           item=native.locality_outlived)]

    def _outlived(self, item):
        schema = core.locality_snapshot_schema(self._snapshot)

        def name(kind):
            return decode(core.locality_schema_kind_name(schema, kind))

        def field(kind, number):
            info = native.locality_field_info(ctypes.sizeof(native.locality_field_info))
            call(core.locality_schema_describe, schema, kind, number, ctypes.byref(info))
            return decode(info.name)

        return Outlived(name(item.kind), self._id(item.kind, item.row), field(item.kind, item.field), TIMES[item.fault],
                        self._id(self._area, item.area), Range.from_units("date", item.day.lo, item.day.hi),
                        Range.from_units("date", item.limit.lo, item.limit.hi), truth(item.certainty), name(item.date_kind),
                        self._id(item.date_kind, item.date_row),
                        None if item.date_field == native.LOCALITY_NO_INDEX else field(item.date_kind, item.date_field))

    def codes(self):
        """What is odd about the codes of areas, as a list of CodeFault."""
        return [CodeFault(CODES[item.fault], self._id(self._area, item.area), self._id(self._area, item.other))
                for item in self._fill(core.locality_places_codes, item=native.locality_code_fault)]

    def partition(self, group, on=None):
        """What is wrong with how the layer of a group divides its area, on a date if one is given, as a list of PartitionFault.

        None where it cannot be told, as members or the area divided are not stated.
        """
        known = ctypes.c_int32()
        row = self._row(self._group, group)
        function, dates = (core.locality_places_partition, ()) if on is None else (core.locality_places_partition_on, (_day(on),))
        found = self._fill(function, row, *dates, ctypes.byref(known), item=native.locality_partition_fault)
        return [PartitionFault(PARTITIONS[item.fault], self._id(self._area, item.area), self._id(self._group, item.group),
                               self._id(self._group, item.other)) for item in found] if known.value else None
