"""Answers to questions in the language."""
import ctypes

from . import _native as native
from . import _report as report
from ._errors import call, decode, encode_optional
from ._findings import Missing, Witness, texts
from ._handle import Handle
from ._library import core
from ._range import truth
from ._values import from_native


class Answer(Handle):
    """The answer to a question: a table, or one value. Valid on its own when the model changes or goes.

    Values are str, list of str, bool and Range; None where nothing is known.
    """

    def __init__(self, pointer, title=None):
        super().__init__(pointer, core.locality_answer_free)
        self.title = title

    @property
    def is_table(self):
        """Whether a list(...) or set(...) was asked for; else it is one value."""
        return bool(core.locality_answer_is_table(self.handle))

    @property
    def columns(self):
        """The expressions that the columns show, as they were written."""
        return [decode(core.locality_answer_column_name(self.handle, i)) for i in range(self._width)]

    @property
    def types(self):
        """The type of each column, for a column of references with its kind: `ref post`."""
        return [self._type(i) for i in range(self._width)]

    def _type(self, column):
        name = decode(core.locality_type_name(core.locality_answer_column_type(self.handle, column)))
        kind = decode(core.locality_answer_column_kind(self.handle, column))
        return "%s %s" % (name, kind) if kind else name

    @property
    def _width(self):
        return core.locality_answer_columns(self.handle)

    def __len__(self):
        return core.locality_answer_rows(self.handle)

    def __iter__(self):
        return iter(self.rows)

    @property
    def rows(self):
        """The table as a list of tuples; one value is a table of one row and one column."""
        return [tuple(self._value(row, column) for column in range(self._width)) for row in range(len(self))]

    @property
    def texts(self):
        """The same as a reader sees it: records by name, values printed."""
        return [tuple(decode(core.locality_answer_text(self.handle, row, column)) for column in range(self._width))
                for row in range(len(self))]

    @property
    def certain(self):
        """For each row whether it certainly belongs to the answer; None where its condition is undecided."""
        return [truth(core.locality_answer_certainty(self.handle, row)) for row in range(len(self))]

    @property
    def value(self):
        """The one value of an answer that is no table; None where nothing is known, or for a table."""
        return None if self.is_table else self._value(0, 0)

    @property
    def truth(self):
        """True or False; None where it is undecided or no truth was asked for."""
        return truth(core.locality_answer_truth(self.handle))

    def _value(self, row, column):
        out = native.locality_value()
        call(core.locality_answer_value, self.handle, row, column, ctypes.byref(out))
        return from_native(out)

    @property
    def arithmetic(self):
        """How it came about, one step a line, with the values put in."""
        return decode(core.locality_answer_arithmetic(self.handle))

    @property
    def witnesses(self):
        """The records that the answer rests on."""
        return tuple(texts(Witness, core.locality_answer_witness(self.handle, i).contents)
                     for i in range(core.locality_answer_witnesses(self.handle)))

    @property
    def missing(self):
        """What would have to be known for an exact answer."""
        return tuple(texts(Missing, core.locality_answer_missing_at(self.handle, i).contents)
                     for i in range(core.locality_answer_missing(self.handle)))

    @property
    def missing_more(self):
        """How many missing inputs are not listed."""
        return core.locality_answer_missing_more(self.handle)

    def text(self, format="text", width=None, explain=False):
        """The answer as text, markdown, csv or json; with `explain` also its arithmetic and its records."""
        return report.collect(core.locality_report_answer, self.handle, encode_optional(self.title), int(explain),
                              ctypes.byref(report.options_for(format, width)))

    def __str__(self):
        return "closed answer" if self.closed else self.text().rstrip("\n")

    __repr__ = __str__

    def _repr_html_(self):
        return report.table(self.title, self.columns, self.texts)
