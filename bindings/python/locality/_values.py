"""Values of fields: from the library to Python and back."""
import ctypes
import datetime
import decimal
import fractions
import numbers

from . import _native as native
from ._errors import InvalidError, WrongTypeError, decode, encode
from ._range import NAMES, TYPES, Range, as_date

TEXTS = (native.LOCALITY_TYPE_TEXT, native.LOCALITY_TYPE_WORD, native.LOCALITY_TYPE_REF, native.LOCALITY_TYPE_ANY_REF)
LISTS = (native.LOCALITY_TYPE_TEXTS, native.LOCALITY_TYPE_REFS)


def from_native(value):
    """A locality_value as Python has it: str, list of str, bool, Range; None where it is missing or an undecided truth."""
    if value.type in TEXTS:
        return decode(value.text)
    if value.type in LISTS:
        return [decode(value.items[i]) for i in range(value.items_count)]
    if value.type == native.LOCALITY_TYPE_TRUTH:
        return bool(value.range.lo) if value.range.lo == value.range.hi else None
    if value.type in NAMES:
        return Range.from_units(NAMES[value.type], value.range.lo, value.range.hi)
    return None


def written(value):
    """A quantity in the text form that every type of field and parameter reads."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Range):
        return value.written()
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return _written_number(value)


def _written_number(value):
    if isinstance(value, decimal.Decimal) and value.is_finite():
        return format(value, "f")
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, fractions.Fraction):
        places = 0
        while (value * 10 ** places).denominator != 1:
            places += 1
            if places > 6:
                raise InvalidError("%s has more than six decimals" % value)
        return format(decimal.Decimal((value * 10 ** places).numerator).scaleb(-places), "f")
    raise WrongTypeError("%r is no value of a field or parameter; a float is not exact, so give a Decimal or a text" % (value,))


def to_native(value, list_type, kept):
    """A Python value as locality_value. Lists have the type of their field; `kept` holds what it points to."""
    out = native.locality_value()
    if value is None:
        return out
    if isinstance(value, Range):
        out.type = TYPES[value.type]
        out.range = value.as_native()
    elif isinstance(value, (list, tuple, set, frozenset)):
        items = [encode(item) for item in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
        array = (ctypes.c_char_p * max(1, len(items)))(*items)
        kept.append(array)
        out.type = list_type
        out.items = ctypes.cast(array, ctypes.POINTER(ctypes.c_char_p))
        out.items_count = len(items)
    else:
        out.type = native.LOCALITY_TYPE_TEXT
        out.text = encode(written(value))
    return out


class Settings:
    """What check and query options have in common: the date asked about, and parameters given by the caller."""

    def __init__(self, options, as_at, parameters):
        self.options = options
        options.struct_size = ctypes.sizeof(options)
        if as_at is not None:
            options.as_at = ctypes.pointer(as_date(as_at).as_native())
        given = dict(parameters or {})
        rows = [native.locality_setting(encode(name), encode(written(value))) for name, value in given.items()]
        if rows:
            options.parameters = (native.locality_setting * len(rows))(*rows)
            options.parameters_count = len(rows)
