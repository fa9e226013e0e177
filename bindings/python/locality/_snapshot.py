"""Snapshots: what a model held at one moment, to be judged, asked and listed."""
import contextlib
import ctypes
import difflib

from . import _native as native
from . import _report as report
from ._accountable import Accountable
from ._answer import Answer
from ._callbacks import Relay, watch
from ._errors import Error, InvalidError, NotFoundError, call, decode, encode, encode_optional
from ._findings import Findings
from ._handle import Handle
from ._library import core
from ._natives import NativeRule
from ._placement import Placement, PlacementRota
from ._places import Places
from ._privacy import names_person
from ._values import Settings, from_native

REGISTERS = {name[len("LOCALITY_REGISTER_"):].lower(): number
             for name, number in native.ENUMERATIONS["locality_registers"].items()}


def _names(rules):
    names = [rules] if isinstance(rules, str) else list(rules)
    if not names:
        raise InvalidError("rules names no rule; leave it out to judge by all")
    return (ctypes.c_char_p * len(names))(*[encode(name) for name in names])


class Snapshot(Handle):
    """What a model held at one moment: immutable, to be read from any number of threads."""

    def __init__(self, pointer, title=None, files=()):
        super().__init__(pointer, core.locality_snapshot_release)
        self.title = title
        self._places = None
        self._files = files  # the files of rules that were loaded, with name, path and text

    # ---- Judging and asking ----

    def check(self, structure=None, rules=None, parameters=None, as_at=None, *, natives=(), cancel=None, max_cases=0,
              max_witnesses=0, step_budget=0):
        """Judges by the rules of the model, and by native ones; gives the findings.

        `structure` keeps rules over structures to one version, `rules` is an id or several, `parameters` a mapping of names to
        values, `as_at` the date asked about. `cancel` is asked now and then and stops the call by a true answer.
        """
        relay, options = Relay(), native.locality_check_options()
        settings = Settings(options, as_at, parameters)
        options.structure = encode_optional(structure)
        if rules is not None:
            names = _names(rules)
            options.rules, options.rules_count = names, len(names)
        own = [rule.as_native(relay, self) for rule in _checked(natives)]
        if own:
            options.natives, options.natives_count = (native.locality_native_rule * len(own))(*own), len(own)
        options.max_cases, options.max_witnesses, options.step_budget = max_cases, max_witnesses, step_budget
        watch(options, relay, cancel)
        pointer = ctypes.POINTER(native.locality_findings)()
        self._run(relay, core.locality_check, settings, pointer, core.locality_findings_free)
        return Findings(pointer, self.title)

    def why(self, rule, structure=None, parameters=None, as_at=None, **options):
        """Judges by one rule; the finding explains itself when it is printed."""
        return self.check(structure, [rule], parameters, as_at, **options)[rule]

    def query(self, expression=None, *, id=None, parameters=None, as_at=None, cancel=None, max_witnesses=0, step_budget=0):
        """Answers an expression of the language, or the question of the model that has an id."""
        if (expression is None) == (id is None):
            raise InvalidError("give either an expression or the id of a question")
        relay, options = Relay(), native.locality_query_options()
        settings = Settings(options, as_at, parameters)
        options.max_witnesses, options.step_budget = max_witnesses, step_budget
        watch(options, relay, cancel)
        pointer = ctypes.POINTER(native.locality_answer)()
        if id is not None:
            self._run(relay, core.locality_query_run, settings, pointer, core.locality_answer_free, encode(id))
            return Answer(pointer, self._sentence(id))
        text = encode(expression)
        self._run(relay, core.locality_query, settings, pointer, core.locality_answer_free, text, len(text))
        return Answer(pointer)

    def who(self, subject, kind=None, *, area=None, structure=None, as_at=None):
        """Finds who is accountable for a theme, function, service, duty, role, outcome, priority, place or unit.

        `subject` is its id, name or alias; `kind` is needed where several kinds have it. `area` keeps to a place and the wider
        ones, `structure` to one version, `as_at` to a date.
        """
        return Accountable(self.handle, subject, kind, area, structure, as_at)

    def allocate(self, id=None, on=None, *, parameters=None, fixed=(), barred=(), work_limit=0, cancel=None):
        """Answers an allocation of the rules: who could hold which place, and why; the only one there is, or that of an id.

        `on` is the date asked about; `fixed` and `barred` are pairs of a candidate and a place that are settled.
        """
        return Placement(self.handle, id, on, parameters, fixed, barred, work_limit, cancel)

    def allocate_rota(self, over, id=None, every="month", *, parameters=None, fixed=(), barred=(), work_limit=0, solver=None,
                      solver_limit=0, cancel=None):
        """Shares the places of an allocation out over a time, as "2016-04..2017-03"; who holds them may change every month, week
        or quarter.

        `fixed` and `barred` are pairs of a candidate and a place that are settled for all of it, or triples of both and a time,
        as ("F.F.", "Norwich", "2016-04..2016-06"). `solver`, a `locality_program_solver` of the low-level module, goes on where
        `work_limit` leaves something open.
        """
        return PlacementRota(self.handle, id, over, every, parameters, fixed, barred, work_limit, solver, solver_limit, cancel)

    # ---- Reports ----

    def summary(self, findings=None, *, as_at=None, format="text", width=None):
        """The document on one screen, as text: verdicts, the rules that fail or warn, and what it holds.

        `findings` are those of a check; without them it is judged by all its rules.
        """
        with self.check(as_at=as_at) if findings is None else contextlib.nullcontext(findings) as judged:
            return report.collect(core.locality_report_summary, self.handle, judged.handle, encode_optional(self.title),
                                  ctypes.byref(report.options_for(format, width, as_at)))

    def register(self, name, *, as_at=None, format="text", width=None):
        """A register of the paper as text: figures, reconciliation, ambiguities, blanks, missing, names, places ... or notes."""
        if name not in REGISTERS:
            raise NotFoundError("%r is no register; there are %s" % (name, ", ".join(REGISTERS)))
        return report.collect(core.locality_report_register, self.handle, REGISTERS[name],
                              ctypes.byref(report.options_for(format, width, as_at)))

    # ---- Places ----

    @property
    def places(self):
        """The places of the snapshot; what they can tell, the functions below give."""
        handle = self.handle  # refuses when it is closed
        if handle and (self._places is None or self._places.closed):
            self._places = Places(self)
        return self._places

    def exists(self, area, on):
        """Whether an area exists on a date: True, False, or None where it is undecided."""
        return self.places.exists(area, on)

    def carry(self, areas, on):
        """What an area, or each of several, is on a date: the same, merged, split, lost; a list of Carried."""
        return self.places.carry(areas, on)

    def succession(self):
        """What does not add up in how areas end and are replaced: a list of SuccessionFault."""
        return self.places.succession()

    def outlived(self, until=None):
        """The plans that outlive a place: a list of Outlived. `until` is how long records without an end are taken to last."""
        return self.places.outlived(until)

    def codes(self):
        """What is odd about the codes of areas: a list of CodeFault."""
        return self.places.codes()

    # ---- Privacy ----

    def names_person(self, text):
        """Whether a text names a person of the snapshot, or tells how to reach somebody."""
        return names_person(self.handle, text)

    def _run(self, relay, function, settings, pointer, free, *arguments):
        """Calls check or a query. An error in a rule gets the file of the rule."""
        try:
            relay.call(function, self.handle, *arguments, ctypes.byref(settings.options), ctypes.byref(pointer))
        except BaseException as error:
            if pointer:  # interrupted when it was done already
                free(pointer)
            if isinstance(error, Error) and error.file is None and error.line and error.id:
                error.file = self._file_of(error)
            raise

    def _file_of(self, error):
        """The file of rules that an error of a check lies in: the one that speaks of its id in its line."""
        name = error.id.encode("utf-8")
        for file in self._files:
            lines = file.text.splitlines()
            if error.line <= len(lines) and (name in lines[error.line - 1] or error.kind == "rule" and name in file.text):
                return file.path
        return None

    def _sentence(self, question):
        kind = self._kind("question")
        row = core.locality_snapshot_find(self.handle, kind, encode(question))
        field = core.locality_schema_field(self._schema, kind, b"sentence")
        return self._value(kind, row, field) if row != native.LOCALITY_ROW_MISSING else None

    # ---- Records ----

    @property
    def _schema(self):
        return core.locality_snapshot_schema(self.handle)

    @property
    def kinds(self):
        """The kinds of record, in the order of the schema."""
        schema = self._schema
        return [decode(core.locality_schema_kind_name(schema, i)) for i in range(core.locality_schema_kinds(schema))]

    def _kind(self, name):
        number = core.locality_schema_kind(self._schema, encode(name))
        if number == native.LOCALITY_NO_INDEX:
            near = difflib.get_close_matches(name, self.kinds, 3, 0.5)
            hint = "; nearest: " + ", ".join(near) if near else ""
            raise NotFoundError('there is no kind "%s"%s' % (name, hint), kind=name)
        return number

    def fields(self, kind):
        """The fields of a kind as a mapping of names to what they mean."""
        return {decode(info.name): decode(info.doc) for info in self._fields(self._kind(kind))}

    def _fields(self, kind):
        schema, found = self._schema, []
        for number in range(core.locality_schema_fields(schema, kind)):
            info = native.locality_field_info(ctypes.sizeof(native.locality_field_info))
            call(core.locality_schema_describe, schema, kind, number, ctypes.byref(info))
            found.append(info)
        return found

    def count(self, kind):
        """How many records of a kind there are."""
        return core.locality_snapshot_count(self.handle, self._kind(kind))

    def is_partial(self, kind):
        """Whether records of a kind were left out when a part of a case was loaded."""
        return bool(core.locality_snapshot_is_partial(self.handle, self._kind(kind)))

    def records(self, kind):
        """All records of a kind as dicts. All have the same keys: the id, and every field that some record gives.

        Values are str, list of str, bool and Range; None where a record does not give the field. A reference that is known to
        be none is the text "none".
        """
        number = self._kind(kind)
        given = [(i, decode(info.name)) for i, info in enumerate(self._fields(number)) if self._is_given(number, i)]
        rows = range(core.locality_snapshot_count(self.handle, number))
        return [{"id": decode(core.locality_snapshot_id(self.handle, number, row)),
                 **{name: self._value(number, row, field) for field, name in given}} for row in rows]

    def _is_given(self, kind, field):
        column = native.locality_column(ctypes.sizeof(native.locality_column))
        call(core.locality_snapshot_column, self.handle, kind, field, ctypes.byref(column))
        return bool(column.lo or column.symbol or column.row or column.start)

    def _value(self, kind, row, field):
        out = native.locality_value()
        call(core.locality_snapshot_value, self.handle, kind, row, field, ctypes.byref(out))
        return from_native(out)

    def record(self, kind, name):
        """The record with an id, a name or an alias, as a dict of the fields it gives."""
        number, row = self._kind(kind), ctypes.c_uint32()
        call(core.locality_snapshot_resolve, self.handle, number, encode(name), ctypes.byref(row), None)
        found = {"id": decode(core.locality_snapshot_id(self.handle, number, row.value))}
        for field, info in enumerate(self._fields(number)):
            value = self._value(number, row.value, field)
            if value is not None:
                found[decode(info.name)] = value
        return found

    def __repr__(self):
        return "closed snapshot" if self.closed else "<locality.Snapshot%s>" % (" of " + self.title if self.title else "")


def _checked(natives):
    natives = list(natives)
    for rule in natives:
        if not isinstance(rule, NativeRule):
            raise InvalidError("%r is no native rule; decorate the function with locality.native_rule" % (rule,))
    return natives
