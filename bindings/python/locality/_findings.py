"""Findings: what the rules say, and on what grounds."""
import ctypes
import html
from typing import NamedTuple, Tuple

from . import _native as native
from . import _report as report
from ._errors import NotFoundError, decode, encode
from ._handle import Handle
from ._library import core

VERDICTS = tuple(decode(core.locality_verdict_name(number)) for number in range(native.LOCALITY_VERDICTS))


class Witness(NamedTuple):
    """A record that was looked at, and the value that was read from it."""

    kind: str
    id: str
    label: str
    field: str
    value: str
    source: str
    section: str
    basis: str

    def __str__(self):
        return "%s %s%s: %s" % (self.kind, self.label, ", " + self.field if self.field else "", self.value)


class Missing(NamedTuple):
    """Something that would have to be known for a decision."""

    kind: str
    id: str
    label: str
    field: str
    what: str
    source: str
    section: str

    def __str__(self):
        return self.what


class Parameter(NamedTuple):
    """A parameter that a rule used."""

    name: str
    sentence: str
    type: str
    value: str
    unit: str
    status: str
    citation: str
    window: str
    is_overridden: bool
    is_switch: bool


class Case(NamedTuple):
    """One choice of records for the `for` variables of a rule."""

    binding: str
    verdict: str
    says: str
    arithmetic: str
    witnesses: Tuple[Witness, ...]
    witnesses_more: int
    missing: Tuple[Missing, ...]
    missing_more: int


def texts(kind, item):
    """The members of a struct that a tuple of texts is made of."""
    values = {}
    for name in kind._fields:
        value = getattr(item, name)
        values[name] = bool(value) if kind.__annotations__[name] is bool else decode(value)
    return kind(**values)


def all_texts(kind, array, count):
    return tuple(texts(kind, array[i]) for i in range(count))


def _case(item):
    return Case(binding=decode(item.binding), verdict=VERDICTS[item.verdict], says=decode(item.says),
                arithmetic=decode(item.arithmetic),
                witnesses=all_texts(Witness, item.witnesses, item.witnesses_count), witnesses_more=item.witnesses_more,
                missing=all_texts(Missing, item.missing, item.missing_count), missing_more=item.missing_more)


def _text(name, doc):
    return property(lambda self: decode(getattr(self._struct, name)), doc=doc)


class Finding:
    """What one rule says of a snapshot. It keeps the findings that it belongs to."""

    def __init__(self, findings, pointer):
        self._findings = findings
        self._pointer = pointer

    @property
    def _struct(self):
        self._findings.handle  # refuses when they are closed
        return self._pointer.contents

    rule = _text("rule", "Id of the rule.")
    sentence = _text("sentence", "The rule in one sentence.")
    source = _text("source", "Document the rule comes from.")
    section = _text("section", "Section of that document.")
    strength = _text("strength", "must, should or conditional.")
    basis = _text("basis", "stated, inferred or user.")
    summary = _text("summary", "The finding in one sentence.")
    arithmetic = _text("arithmetic", "How the deciding case came about, one step a line.")
    condition = _text("condition", "The condition that excluded cases, as written; empty if none did.")
    remedy = _text("remedy", "What could be done; empty unless the rule fails.")
    source_text = _text("text", "The rule in the language; empty for a native rule.")
    file = _text("file", "File the rule was read from; may be empty.")

    @property
    def verdict(self):
        """`pass`, `fail`, `cannot_decide` or `not_applicable`."""
        return VERDICTS[self._struct.verdict]

    @property
    def line(self):
        """Line in the file; 0 where there is none."""
        return self._struct.line

    @property
    def is_native(self):
        """Whether the rule is a Python function."""
        return bool(self._struct.is_native)

    @property
    def counts(self):
        """How many cases have each verdict; complete, however many are shown in detail."""
        return dict(zip(VERDICTS, self._struct.cases))

    @property
    def cases(self):
        """Cases in detail: those that fail first, then undecided, pass, not applicable."""
        struct = self._struct
        return tuple(_case(struct.details[i]) for i in range(struct.details_count))

    @property
    def witnesses(self):
        """The records that the deciding case rests on."""
        return all_texts(Witness, self._struct.witnesses, self._struct.witnesses_count)

    @property
    def witnesses_more(self):
        """How many witnesses are not kept."""
        return self._struct.witnesses_more

    @property
    def parameters(self):
        """The parameters that the rule uses, in the order of its text."""
        return all_texts(Parameter, self._struct.parameters, self._struct.parameters_count)

    @property
    def missing(self):
        """What would have to be known for a decision."""
        return all_texts(Missing, self._struct.missing, self._struct.missing_count)

    @property
    def missing_more(self):
        """How many missing inputs are not kept."""
        return self._struct.missing_more

    @property
    def warnings(self):
        """Warnings that leave the verdict alone."""
        struct = self._struct
        return tuple(decode(struct.warnings[i]) for i in range(struct.warnings_count))

    def text(self, format="text", width=None):
        """The whole explanation as text, markdown, csv or json."""
        self._findings.handle
        return report.collect(core.locality_report_finding, self._pointer, ctypes.byref(report.options_for(format, width)))

    def __str__(self):
        return self.text().rstrip("\n")

    __repr__ = __str__

    def _repr_html_(self):
        return "<pre>%s</pre>" % html.escape(self.text(width=100))


class Findings(Handle):
    """What all rules say of a snapshot, one finding a rule; valid on its own when the model changes or goes.

    It is a sequence: iterate over it, take the length, index by number or by the id of a rule. Printed, it is a table.
    """

    def __init__(self, pointer, title=None):
        super().__init__(pointer, core.locality_findings_free)
        self.title = title

    def __len__(self):
        return core.locality_findings_count(self.handle)

    def __iter__(self):
        return (self[number] for number in range(len(self)))

    def __getitem__(self, which):
        if isinstance(which, str):
            pointer = core.locality_findings_find(self.handle, encode(which))
            if not pointer:
                raise NotFoundError("no rule %s was judged" % which, kind="rule", id=which)
            return Finding(self, pointer)
        if isinstance(which, slice):
            return [self[number] for number in range(*which.indices(len(self)))]
        count = len(self)
        if not -count <= which < count:
            raise IndexError("there are %d findings" % count)
        return Finding(self, core.locality_findings_at(self.handle, which % count))

    def __contains__(self, rule):
        return isinstance(rule, str) and bool(core.locality_findings_find(self.handle, encode(rule)))

    @property
    def counts(self):
        """How many rules have each verdict."""
        return {verdict: core.locality_findings_with(self.handle, number) for number, verdict in enumerate(VERDICTS)}

    def with_verdict(self, verdict):
        """The findings that have a verdict."""
        if verdict not in VERDICTS:
            raise NotFoundError("%r is no verdict; there are %s" % (verdict, ", ".join(VERDICTS)))
        return [finding for finding in self if finding.verdict == verdict]

    def text(self, format="text", width=None):
        """The table as text, markdown, csv or json; json holds every finding complete."""
        return report.collect(core.locality_report_findings, self.handle, None if self.title is None else encode(self.title),
                              ctypes.byref(report.options_for(format, width)))

    def __str__(self):
        return "closed findings" if self.closed else self.text().rstrip("\n")

    __repr__ = __str__

    def _repr_html_(self):
        rows = [(finding.rule, finding.verdict.replace("_", " "), finding.summary) for finding in self]
        return report.table(self.title, ("rule", "verdict", "finding"), rows, [finding.verdict for finding in self])
