"""Events counted by area, service, provider and period: from CSV files, columns, data frames and Arrow."""
import ctypes
import os
from ctypes import POINTER, byref, c_double, c_int32, c_int64, c_size_t, c_uint32, c_void_p
from typing import NamedTuple

from . import _native as native
from ._errors import IoError, call, decode, encode, encode_optional
from ._handle import Handle
from ._library import core

FIELDS = ("received", "area", "service", "provider", "channel", "status", "count", "recorded", "x", "y", "reference")
NAMED = FIELDS[1:6]
PERIODS = ("day", "week", "month", "quarter", "year", "financial year")
NO_COUNT = -2 ** 63
PIECE = 1 << 20  # bytes read from a file at a time
# Buffers are columns where they lie: format and size to type.
TYPES = {("i", 4): native.LOCALITY_FEED_INT32, ("l", 4): native.LOCALITY_FEED_INT32, ("q", 8): native.LOCALITY_FEED_INT64,
         ("l", 8): native.LOCALITY_FEED_INT64, ("B", 1): native.LOCALITY_FEED_UINT8, ("b", 1): native.LOCALITY_FEED_INT8,
         ("H", 2): native.LOCALITY_FEED_UINT16, ("h", 2): native.LOCALITY_FEED_INT16, ("I", 4): native.LOCALITY_FEED_UINT32,
         ("d", 8): native.LOCALITY_FEED_DOUBLE}


class RowProblem(NamedTuple):
    """A row that was not counted, and why. Line, row and column count from 1; 0 where there is none."""

    file: str
    line: int
    row: int
    column: int
    field: str
    fault: str
    text: str


class FeedLine(NamedTuple):
    """One series: its names and the sum of its counts."""

    area: str
    service: str
    provider: str
    channel: str
    status: str
    total: int


def _period(every):
    if every not in PERIODS:
        raise ValueError("every is one of %s" % ", ".join(PERIODS))
    return PERIODS.index(every)


def period_of(every, day):
    """The number of the period that a day (since 1970-01-01) lies in."""
    out = c_int32()
    call(core.locality_feed_period_of, _period(every), day, byref(out))
    return out.value


def period_days(every, period):
    """The first and the last day of a period."""
    first, last = c_int64(), c_int64()
    call(core.locality_feed_period_days, _period(every), period, byref(first), byref(last))
    return first.value, last.value


def period_name(every, period):
    """A period as it is written: 2020-W53."""
    buffer = ctypes.create_string_buffer(32)
    call(core.locality_feed_period_write, _period(every), period, buffer, len(buffer))
    return decode(buffer.value)


def split(data, parts):
    """Offsets that cut the bytes of a CSV file into parts that begin with a row each."""
    offset = (c_size_t * (parts + 1))()
    call(core.locality_feed_split, data, len(data), parts, offset)
    return list(offset)


def _columns_by_name(columns):
    """The headings of columns, as the library takes them: None is looked for, "" is not there."""
    array = (ctypes.c_char_p * len(FIELDS))()
    unknown = set(columns or ()) - set(FIELDS)
    if unknown:
        raise ValueError("there is no field %s" % ", ".join(sorted(unknown)))
    for i, field in enumerate(FIELDS):
        array[i] = encode_optional((columns or {}).get(field))
    return array


def _texts(items):
    return (ctypes.c_char_p * len(items))(*[None if item is None else encode(str(item)) for item in items])


class _Column:
    """A column of the library, with what it borrows."""

    def __init__(self, values, field):
        self.native = native.locality_feed_column()
        self.kept = []
        names = None
        if isinstance(values, tuple) and len(values) == 2:  # codes and the names they stand for
            values, names = values
        elif hasattr(values, "cat"):  # a categorical column of pandas
            names, values = list(values.cat.categories), values.cat.codes
        if hasattr(values, "to_numpy"):
            values = values.to_numpy()
        if not self._from_buffer(values):
            self._from_items(list(values), field)
        if names is not None:
            texts = _texts(names)
            self.kept.append(texts)
            self.native.name = ctypes.cast(texts, type(self.native.name))
            self.native.names = len(names)

    def _from_buffer(self, values):
        kind = getattr(getattr(values, "dtype", None), "kind", "")
        scale = None
        if kind == "M":  # moments of NumPy
            values, scale = values.astype("datetime64[ns]").view("int64"), native.LOCALITY_FEED_NANOSECONDS
        try:
            view = memoryview(values)
        except (TypeError, ValueError):
            return False
        found = TYPES.get((view.format, view.itemsize))
        if view.ndim != 1 or found is None:
            return False
        self.length = len(view)
        self.native.type = scale or found
        self.native.stride = view.strides[0]
        if view.readonly or not view.c_contiguous:
            view = memoryview(bytearray(view.tobytes()))
            self.native.stride = view.nbytes // max(self.length, 1)
        else:
            view = view.cast("B")
        block = (ctypes.c_char * max(view.nbytes, 1)).from_buffer(view) if view.nbytes else (ctypes.c_char * 1)()
        self.kept += [values, view, block]
        self.native.values = ctypes.addressof(block)
        return True

    def _from_items(self, items, field):
        self.length = len(items)
        if field in ("x", "y"):
            block = (c_double * len(items))(*[float("nan") if item is None else float(item) for item in items])
            self.native.type, self.native.stride = native.LOCALITY_FEED_DOUBLE, 8
        elif field == "count" or (items and all(isinstance(item, int) for item in items)):
            block = (c_int64 * len(items))(*[NO_COUNT if item is None else int(item) for item in items])
            self.native.type, self.native.stride = native.LOCALITY_FEED_INT64, 8
        else:
            block = _texts([None if item is None or item != item else item for item in items])
            self.native.type, self.native.stride = native.LOCALITY_FEED_TEXT, ctypes.sizeof(c_void_p)
        self.kept.append(block)
        self.native.values = ctypes.addressof(block)


class Feed(Handle):
    """Events that were counted. `by` names what is counted apart; `duplicates` may hold "reference" and "near"."""

    def __init__(self, every="week", by=("area", "service", "provider"), duplicates=(), keep_unplaced=False, near_metres=50,
                 near_hours=72, most_names=1048576, most_problems=100, longest_row=16777216, pointer=None):
        if pointer is None:
            pointer = POINTER(native.locality_feed)()
            options = native.locality_feed_options(struct_size=ctypes.sizeof(native.locality_feed_options))
            options.every, options.by = _period(every), sum(1 << FIELDS.index(name) for name in set(by))
            options.duplicates = sum({"reference": 1, "near": 2}[name] for name in set(duplicates))
            options.keep_unplaced = int(keep_unplaced)
            options.near_metres, options.near_hours = near_metres, near_hours
            options.most_names, options.most_problems, options.longest_row = most_names, most_problems, longest_row
            call(core.locality_feed_new, byref(options), None, byref(pointer))
        super().__init__(pointer, core.locality_feed_free)

    @classmethod
    def from_bytes(cls, data):
        """The feed that `to_bytes` wrote."""
        pointer = POINTER(native.locality_feed)()
        call(core.locality_feed_read, data, len(data), None, byref(pointer))
        return cls(pointer=pointer)

    def to_bytes(self):
        """The feed as bytes: the same for the same events, however they were cut and merged."""
        out, length = c_void_p(), c_size_t()
        call(core.locality_feed_write, self.handle, byref(out), byref(length))
        try:
            return ctypes.string_at(out, length.value)
        finally:
            core.locality_feed_free_bytes(self.handle, out, length)

    def list(self, field, names):
        """Says which names of a field there are; any other is unknown. Before any event."""
        call(core.locality_feed_list, self.handle, FIELDS.index(field), _texts(names), len(names))
        return self

    # ---- Events in ----

    def begin(self, columns=None, name=None, file=None, header=None, first_byte=0, separator="", month_first=False, more=False):
        """Begins with the bytes of a CSV file; `columns` gives headings by field."""
        source = native.locality_feed_source(struct_size=ctypes.sizeof(native.locality_feed_source))
        source.name, source.file, source.first_byte = encode_optional(name), encode_optional(file), first_byte
        wanted = _columns_by_name(columns)
        source.column = ctypes.cast(wanted, type(source.column))
        if header is not None:
            source.header, source.header_length = header, len(header)
        source.separator, source.month_first, source.more = ord(separator) if separator else 0, int(month_first), int(more)
        call(core.locality_feed_begin, self.handle, byref(source))
        return self

    def push(self, data):
        """Takes the next bytes of the file."""
        call(core.locality_feed_push, self.handle, bytes(data), len(data))
        return self

    def end(self):
        """Ends the file."""
        call(core.locality_feed_end, self.handle)
        return self

    def read_csv(self, source, **more):
        """Counts a CSV file: a path, or its bytes. Further arguments are those of `begin`."""
        if isinstance(source, (bytes, bytearray, memoryview)):
            return self.begin(**more).push(source).end()
        path = os.fspath(source)
        try:
            with open(path, "rb") as file:
                self.begin(file=more.pop("file", path), **more)
                for piece in iter(lambda: file.read(PIECE), b""):
                    self.push(piece)
        except OSError as error:
            raise IoError("%s: %s" % (path, error.strerror)) from None
        return self.end()

    def put(self, source=None, **columns):
        """Counts events by columns, one for each field: buffers (NumPy, array) where they lie, lists, columns of a data
        frame, and pairs of codes and the names that they stand for. Dates are days since 1970-01-01, moments or texts."""
        made = {field: _Column(values, field) for field, values in columns.items() if values is not None}
        lengths = {column.length for column in made.values()}
        if len(lengths) > 1:
            raise ValueError("the columns are of different lengths")
        given = native.locality_feed_columns(struct_size=ctypes.sizeof(native.locality_feed_columns))
        given.source, given.rows = encode_optional(source), lengths.pop() if lengths else 0
        for field, column in made.items():
            given.column[FIELDS.index(field)] = column.native
        call(core.locality_feed_put, self.handle, byref(given))
        return self

    def put_frame(self, frame, source=None, **columns):
        """Counts the rows of a data frame; `columns` gives the name of the column for each field."""
        return self.put(source=source, **{field: frame[name] for field, name in columns.items()})

    def put_arrow(self, stream, source=None, columns=None):
        """Counts what gives an Arrow stream (`__arrow_c_stream__`): a table of pyarrow, polars, DuckDB."""
        capsule = stream.__arrow_c_stream__()
        pointer = ctypes.pythonapi.PyCapsule_GetPointer
        pointer.restype, pointer.argtypes = c_void_p, [ctypes.py_object, ctypes.c_char_p]
        address = pointer(capsule, b"arrow_array_stream")
        call(core.locality_feed_put_stream, self.handle, ctypes.cast(address, POINTER(native.locality_arrow_stream)),
             encode_optional(source), _columns_by_name(columns))
        return self

    def merge(self, other):
        """Adds what another feed has counted."""
        call(core.locality_feed_merge, self.handle, other.handle)
        return self

    # ---- What was read ----

    @property
    def account(self):
        """What became of the rows: a dictionary; `rows` is the sum of counted, blank, unknown and malformed."""
        out = native.locality_feed_account()
        call(core.locality_feed_account_of, self.handle, byref(out))
        return {name: getattr(out, name) for name, _ in out._fields_ if name != "reserved"}

    @property
    def tally(self):
        """How many rows had each fault, by field ("row" for the row as a whole) and fault."""
        found = {}
        for field in range(-1, len(FIELDS)):
            for fault in range(native.LOCALITY_FEED_FAULTS):
                rows = core.locality_feed_tally(self.handle, field, fault)
                if rows:
                    found[decode(core.locality_feed_field_name(field)), decode(core.locality_feed_fault_name(fault))] = rows
        return found

    @property
    def problems(self):
        """The first rows that were not counted."""
        out = native.locality_feed_problem()
        found = []
        for index in range(core.locality_feed_problems(self.handle)):
            call(core.locality_feed_problem_at, self.handle, index, byref(out))
            found.append(RowProblem(decode(out.file), out.line, out.row, out.column,
                                    decode(core.locality_feed_field_name(out.field)),
                                    decode(core.locality_feed_fault_name(out.fault)), decode(out.text)))
        return found

    @property
    def spans(self):
        """The first and last day of each system that events came from."""
        out = native.locality_feed_span()
        found = {}
        for index in range(core.locality_feed_spans(self.handle)):
            call(core.locality_feed_span_at, self.handle, index, byref(out))
            found[decode(out.name)] = (out.first, out.last) if out.first <= out.last else None
        return found

    def delayed(self, days):
        """How many events were recorded so many days after they were received."""
        return core.locality_feed_delayed(self.handle, days)

    def delay(self, share=0.9):
        """The days within which a share of the events is recorded, put right for what the newest cannot show yet."""
        out = c_int32()
        call(core.locality_feed_delay, self.handle, round(share * 1000000), byref(out))
        return out.value

    # ---- Series ----

    def series(self, every=None, distinct=False, levels=None, parents=(), missing=(), bases=(), hold_back=None, as_at=None,
               first=None, last=None):
        """Series of counts. `levels` gives for each field None (summed), 0 (its own names) or steps to parents; `parents` are
        (field, name, parent), `missing` (source or None, first day, last day), `bases` (area or None, first day, value)."""
        return FeedSeries(self, every, distinct, {"area": 0, "service": 0} if levels is None else levels, parents, missing, bases, hold_back, as_at,
                          first, last)


class FeedSeries(Handle):
    """Series of counts chosen from a feed, in the order of their names."""

    def __init__(self, feed, every, distinct, levels, parents, missing, bases, hold_back, as_at, first, last):
        choice = native.locality_feed_choice(struct_size=ctypes.sizeof(native.locality_feed_choice))
        choice.every, choice.distinct = -1 if every is None else _period(every), int(distinct)
        for i, name in enumerate(NAMED):
            level = levels.get(name)
            choice.level[i] = -1 if level is None else level
        choice.hold_back = int(hold_back is not None)
        choice.complete = round((0.9 if hold_back is None else hold_back) * 1000000)
        choice.as_at = choice.first = NO_COUNT
        choice.last = 2 ** 63 - 1
        if as_at is not None:
            choice.as_at = as_at
        if first is not None:
            choice.first = first
        if last is not None:
            choice.last = last
        kept = [self._array(native.locality_feed_parent, [(encode(name), encode(parent), FIELDS.index(field), 0)
                                                          for field, name, parent in parents]),
                self._array(native.locality_feed_missing, [(encode_optional(source), start, stop)
                                                           for source, start, stop in missing]),
                self._array(native.locality_feed_base, [(encode_optional(area), day, value) for area, day, value in bases])]
        choice.parent, choice.missing, choice.base = kept
        choice.parents, choice.missings, choice.bases = (len(array) for array in kept)
        pointer = POINTER(native.locality_feed_series)()
        call(core.locality_feed_series_new, feed.handle, byref(choice), byref(pointer))
        super().__init__(pointer, core.locality_feed_series_free)

    @staticmethod
    def _array(kind, rows):
        return (kind * len(rows))(*[kind(*row) for row in rows])

    def __len__(self):
        return core.locality_feed_series_count(self.handle)

    @property
    def every(self):
        """The sort of period."""
        return decode(core.locality_feed_period_name(core.locality_feed_series_every(self.handle)))

    @property
    def periods(self):
        """The periods as they are written."""
        first = core.locality_feed_series_first(self.handle)
        return [period_name(self.every, first + i) for i in range(core.locality_feed_series_periods(self.handle))]

    def line(self, index):
        """The names of a series, and the sum of its counts."""
        out = native.locality_feed_line()
        call(core.locality_feed_series_line, self.handle, index, byref(out))
        return FeedLine(*[decode(name) for name in out.name], out.total)

    def array(self, index):
        """The counts of a series as an array of 64-bit numbers; the smallest of them stands for no data."""
        out = (c_int64 * core.locality_feed_series_periods(self.handle))()
        call(core.locality_feed_series_counts, self.handle, index, out)
        return out

    def counts(self, index):
        """The counts of a series; None where there are no data."""
        return [None if count == NO_COUNT else count for count in self.array(index)]

    def cells(self, index):
        """The places and counts of the periods that have events."""
        period, count, cells = POINTER(c_uint32)(), POINTER(c_int64)(), c_size_t()
        call(core.locality_feed_series_cells, self.handle, index, byref(period), byref(count), byref(cells))
        return [(period[i], count[i]) for i in range(cells.value)]

    def exposure(self, index):
        """Days with data in each period, times the bases where they were given."""
        out = (c_double * core.locality_feed_series_periods(self.handle))()
        call(core.locality_feed_series_exposure, self.handle, index, out)
        return list(out)

    @property
    def completeness(self):
        """The share of the events of each period that has been recorded, by the reporting delay."""
        out = (c_double * core.locality_feed_series_periods(self.handle))()
        call(core.locality_feed_series_completeness, self.handle, out)
        return list(out)
