"""Reports: what the library writes, collected as text, and small tables in HTML for notebooks."""
import ctypes
import html
import shutil

from . import _native as native
from ._callbacks import Relay
from ._errors import InvalidError
from ._range import as_date

FORMATS = {"text": native.LOCALITY_FORMAT_TEXT, "markdown": native.LOCALITY_FORMAT_MARKDOWN,
           "csv": native.LOCALITY_FORMAT_CSV, "json": native.LOCALITY_FORMAT_JSON}
WRITE = dict(native.locality_output._fields_)["write"]
LEAST_WIDTH = 20


def options_for(format="text", width=None, as_at=None):
    """The options of a report. Without a width it fits the terminal."""
    if format not in FORMATS:
        raise InvalidError("%r is no format; there are %s" % (format, ", ".join(FORMATS)))
    if width is None:
        width = max(LEAST_WIDTH, shutil.get_terminal_size((80, 24)).columns)
    options = native.locality_report_options(ctypes.sizeof(native.locality_report_options), 0, FORMATS[format], width)
    if as_at is not None:
        options.as_at = ctypes.pointer(as_date(as_at).as_native())
    return options


def collect(function, *arguments):
    """Calls a function that writes to an output, and gives what it wrote."""
    relay, parts = Relay(), []

    def write(_self, data, length):
        parts.append(ctypes.string_at(data, length))
        return 0

    callback = relay.guard(WRITE, write, failure=1)
    output = native.locality_output(struct_size=ctypes.sizeof(native.locality_output), write=callback)
    relay.call(function, *arguments, ctypes.byref(output))
    return b"".join(parts).decode("utf-8")


def table(caption, headings, rows, marks=()):
    """A table in HTML. `marks` gives each row a class, for a style sheet; the words say all that it says."""
    head = "".join("<th>%s</th>" % html.escape(heading) for heading in headings)
    lines = []
    for number, row in enumerate(rows):
        mark = ' class="%s"' % html.escape(marks[number]) if marks else ""
        cells = "".join('<td style="text-align: left">%s</td>' % html.escape(str(cell)) for cell in row)
        lines.append("<tr%s>%s</tr>" % (mark, cells))
    top = "<caption>%s</caption>" % html.escape(caption) if caption else ""
    return "<table>%s<thead><tr>%s</tr></thead><tbody>%s</tbody></table>" % (top, head, "".join(lines))
