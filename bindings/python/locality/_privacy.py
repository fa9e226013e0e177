"""Redaction: what a redacted model leaves out."""
import ctypes

from . import _native as native
from ._errors import InvalidError, call, decode, encode
from ._library import core
from ._range import Range

TEXTS = {"checked": native.LOCALITY_TEXTS_CHECKED, "withheld": native.LOCALITY_TEXTS_WITHHELD}


class Withheld(dict):
    """How much was withheld, by reason. Printed, it is a note for the reader of what is published."""

    def __init__(self, filled):
        self._filled = filled
        super().__init__((decode(core.locality_withheld_name(reason)), filled.count[reason])
                         for reason in range(native.LOCALITY_WITHHELD_REASONS)
                         if filled.count[reason])

    def __str__(self):
        buffer = ctypes.create_string_buffer(1000)
        call(core.locality_withheld_print, ctypes.byref(self._filled), buffer, len(buffer), None)
        return decode(buffer.value)


def redact(snapshot, pay_threshold=None, pay_band=None, smallest_team=None, texts="checked", initials=True, contacts=False,
           keep=()):
    """The pointer to a redacted model of the snapshot with a handle, and what was withheld."""
    if texts not in TEXTS:
        raise InvalidError("%r is nothing to do with texts; there are %s" % (texts, ", ".join(TEXTS)))
    options = native.locality_redaction(
        ctypes.sizeof(native.locality_redaction), 0, native.LOCALITY_PAY_THRESHOLD, native.LOCALITY_PAY_BAND,
        native.LOCALITY_SMALLEST_TEAM, TEXTS[texts], not initials, bool(contacts))
    if pay_threshold is not None:
        options.pay_threshold = Range("money", pay_threshold).units[0]
    if pay_band is not None:
        options.pay_band = Range("money", pay_band).units[0]
    if smallest_team is not None:
        options.smallest_team = Range("count", smallest_team).units[0]
    fields = [encode(field) for field in keep]
    if fields:
        options.keep, options.keep_count = (ctypes.c_char_p * len(fields))(*fields), len(fields)
    model, withheld = ctypes.POINTER(native.locality_model)(), native.locality_withheld(ctypes.sizeof(native.locality_withheld))
    call(core.locality_snapshot_redact, snapshot, ctypes.byref(options), None, ctypes.byref(model), ctypes.byref(withheld))
    return model, Withheld(withheld)


def names_person(snapshot, text):
    """Whether a text names a person of the snapshot with a handle, or tells how to reach somebody."""
    names = ctypes.c_int32()
    call(core.locality_snapshot_names_person, snapshot, encode(text), ctypes.byref(names))
    return bool(names.value)
