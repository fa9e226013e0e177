"""Tables that councils publish, read into a model by a map."""
import ctypes
import os
from typing import NamedTuple

from . import _native as native
from . import _report as report
from ._callbacks import Relay, watch
from ._documents import read_file
from ._errors import InvalidError, IoError, call, decode, encode, encode_optional
from ._handle import Handle
from ._library import core
from ._range import as_date

PIECE = 1 << 20  # bytes read from a file at a time
PROGRESS = dict(native.locality_intake_options._fields_)["progress"]
SEVERITIES = ("note", "warning", "error")


class Problem(NamedTuple):
    """What is wrong with a row, a cell or a heading of a table. Row, line and column count from 1; 0 where there is none."""

    row: int
    line: int
    column: int
    heading: str
    value: str
    severity: str
    fault: str
    kind: str
    id: str
    message: str

    def __str__(self):
        place = ["row %d" % self.row] if self.row else []
        if self.column:
            place.append("column %d%s" % (self.column, " (%s)" % self.heading if self.heading else ""))
        if self.kind and self.id:
            place.append("%s %s" % (self.kind, self.id))
        if self.value and self.value not in self.message:
            place.append('"%s"' % self.value)
        return "%s%s%s" % (", ".join(place), ": " if place else "", self.message)


class Intake(Handle):
    """What the reading of a table came to: how much of it became records, and every problem. Printed, it tells both."""

    def __init__(self, pointer, label=None):
        super().__init__(pointer, core.locality_intake_report_free)
        self.label = label

    def _counts(self, what):
        """The counts of one sort, by name."""
        found = {}
        for index in range(core.locality_intake_report_counts(self.handle)):
            count = core.locality_intake_report_count_at(self.handle, index).contents
            if count.what == what and count.count:
                found[decode(count.name)] = count.count
        return found

    def _sum(self, what):
        return core.locality_intake_report_sum(self.handle, what, None)

    @property
    def rows(self):
        """How many rows there are under the heading."""
        return self._sum(native.LOCALITY_INTAKE_ROWS)

    @property
    def broken(self):
        """How many rows could not be read at all."""
        return self._sum(native.LOCALITY_INTAKE_BROKEN)

    @property
    def made(self):
        """How many records were imported, by kind."""
        return self._counts(native.LOCALITY_INTAKE_MADE)

    @property
    def stood(self):
        """How many records the model had already, by kind."""
        return self._counts(native.LOCALITY_INTAKE_STOOD)

    @property
    def refused(self):
        """How many records were not imported, by kind."""
        return self._counts(native.LOCALITY_INTAKE_REFUSED)

    @property
    def skipped(self):
        """How many rows were skipped, by the reason that the map gives."""
        return self._counts(native.LOCALITY_INTAKE_SKIPPED)

    @property
    def tally(self):
        """How many rows have a word that the map counts, by `heading: word`."""
        return self._counts(native.LOCALITY_INTAKE_TALLY)

    @property
    def blank(self):
        """How many cells state nothing, by heading."""
        return self._counts(native.LOCALITY_INTAKE_MISSING)

    @property
    def unmapped(self):
        """How many columns the map leaves out knowingly."""
        return self._sum(native.LOCALITY_INTAKE_UNMAPPED)

    @property
    def faults(self):
        """How many problems there were of each sort, listed or not."""
        return self._counts(native.LOCALITY_INTAKE_PROBLEMS)

    @property
    def worst(self):
        """How bad the worst problem is: note, warning or error; None where there is none."""
        return SEVERITIES[core.locality_intake_report_worst(self.handle)] if self.faults else None

    @property
    def problems(self):
        """The problems that are listed, in the order of rows and columns, as a list of Problem."""
        return [self._problem(core.locality_intake_report_problem_at(self.handle, index).contents)
                for index in range(core.locality_intake_report_problems(self.handle))]

    @staticmethod
    def _problem(item):
        return Problem(item.row, item.line, item.column, decode(item.heading), decode(item.value), SEVERITIES[item.severity],
                       decode(core.locality_intake_fault_name(item.fault)), decode(item.kind), decode(item.id),
                       decode(item.message))

    def frame(self):
        """The problems as a DataFrame; needs pandas."""
        import pandas
        return pandas.DataFrame(self.problems, columns=Problem._fields)

    def __str__(self):
        if self.closed:
            return "closed intake"
        lines = ["%s: %d rows" % (self.label or "table", self.rows)]
        for title, counts in (("imported", self.made), ("stood already", self.stood), ("not imported", self.refused),
                              ("rows skipped", self.skipped), ("counted", self.tally), ("problems", self.faults)):
            if counts:
                lines.append("  %-14s %s" % (title, ", ".join("%d %s" % (count, name) for name, count in counts.items())))
        problems = self.problems
        more = sum(self.faults.values()) - len(problems)
        return "\n".join(lines + ["  " + str(problem) for problem in problems] + (["  and %d more" % more] if more else []))

    __repr__ = __str__

    def _repr_html_(self):
        rows = [(problem.row, problem.column or "", problem.heading, problem.value, problem.severity, problem.message)
                for problem in self.problems]
        return report.table("%s: %d rows, %d problems" % (self.label or "table", self.rows, sum(self.faults.values())),
                            ("Row", "Column", "Heading", "Value", "Severity", "Problem"), rows,
                            [problem.severity for problem in self.problems])


def maps():
    """The maps that come with the library: their texts, by name."""
    names = [core.locality_intake_map_name(index) for index in range(core.locality_intake_maps())]
    return {decode(name): decode(core.locality_intake_map_text(name)) for name in names}


def find_map(given):
    """Text and file of a map that is given by its name in the library, as a text of several lines, or as a file."""
    if isinstance(given, str):
        known = core.locality_intake_map_text(encode(given))
        if known is not None:
            return known, None
        if "\n" in given:
            return encode(given), None
        if not os.path.exists(given):
            raise InvalidError("%r is no map of the library (%s), and no file" % (given, ", ".join(maps())))
    path = os.fspath(given)
    return read_file(path), path


def check_map(map):
    """Checks a map without a table: a name of the library, a file, or a text of several lines."""
    text, path = find_map(map)
    call(core.locality_intake_check_map, None, text, len(text), file=path)


def _pieces(source):
    """The bytes of a table piece by piece."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        yield bytes(source)
    elif hasattr(source, "read"):
        yield from iter(lambda: source.read(PIECE), b"")
    else:
        try:
            with open(source, "rb") as file:
                yield from iter(lambda: file.read(PIECE), b"")
        except OSError as error:
            raise IoError.from_system(error, os.fspath(source)) from error


def read_into(model, source, map, structure=None, as_at=None, prefix=None, label=None, most_problems=0, progress=None,
              cancel=None):
    """Reads a table into the model with a handle; all of what is sound, or after an error nothing."""
    path = os.fspath(source) if isinstance(source, (str, os.PathLike)) else None
    text, map_path = find_map(map)
    relay, options = Relay(), native.locality_intake_options(ctypes.sizeof(native.locality_intake_options))
    label = label if label is not None or path is None else os.path.basename(path)
    options.label, options.structure = encode_optional(label), encode_optional(structure)
    options.prefix, options.max_problems = encode_optional(prefix), most_problems
    if as_at is not None:
        options.as_at = ctypes.pointer(as_date(as_at).as_native())
    if progress is not None:
        options.progress = relay.guard(PROGRESS, lambda _self, rows, size: progress(rows, size), failure=None)
    watch(options, relay, cancel)
    intake, out = ctypes.POINTER(native.locality_intake)(), ctypes.POINTER(native.locality_intake_report)()
    try:
        relay.call(core.locality_intake_new, model, text, len(text), ctypes.byref(options), ctypes.byref(intake), file=map_path)
        for piece in _pieces(source):
            relay.call(core.locality_intake_push, intake, piece, len(piece), file=path)
        relay.call(core.locality_intake_finish, intake, ctypes.byref(out), file=path)
    except BaseException:
        core.locality_intake_report_free(out)  # interrupted when it was done already
        raise
    finally:
        core.locality_intake_free(intake)
    return Intake(out, label)
