"""Figures of two documents side by side."""
import ctypes
import json

from . import _native as native
from . import _report as report
from ._errors import encode_optional
from ._library import core
from ._range import truth


class Comparison:
    """Figures of two documents side by side, with a warning where they measure different things. It keeps both snapshots."""

    def __init__(self, left, right, what, other, titles):
        self._snapshots = left, right
        self._whats = what, what if other is None else other
        self._titles = titles
        self.agree = None
        self.text()

    def _sides(self):
        for snapshot, what, title in zip(self._snapshots, self._whats, self._titles):
            yield native.locality_report_side(ctypes.sizeof(native.locality_report_side), 0, snapshot.handle,
                                              encode_optional(title), encode_optional(what))

    def text(self, format="text", width=None):
        """The comparison as text, markdown, csv or json."""
        left, right = self._sides()
        agree = ctypes.c_int32()

        def beside(options, output, error):
            return core.locality_report_beside(ctypes.byref(left), ctypes.byref(right), options, output, ctypes.byref(agree),
                                               error)

        written = report.collect(beside, ctypes.byref(report.options_for(format, width)))
        self.agree = truth(agree.value)
        return written

    @property
    def rows(self):
        """The lines of the comparison as dicts."""
        return json.loads(self.text("json"))["figures"]

    def __str__(self):
        return self.text().rstrip("\n")

    __repr__ = __str__

    def _repr_html_(self):
        rows = self.rows
        names = list(rows[0]) if rows else []
        return report.table(None, names, [["" if row[name] is None else row[name] for name in names] for row in rows])
