"""Ranges: what is known of a quantity or a date."""
import ctypes
import datetime
import decimal
import fractions
import numbers
import operator

from . import _native as native
from ._errors import InvalidError, OutOfRangeError, WrongTypeError, call, decode, encode
from ._library import core

OPEN_BELOW = native.LOCALITY_OPEN_BELOW
OPEN_ABOVE = native.LOCALITY_OPEN_ABOVE
EXACTLY = decimal.Context(prec=60)  # not the caller's: 64 bits always fit, whatever precision is set
EPOCH = datetime.date(1970, 1, 1)
EPOCH_MOMENT = datetime.datetime(1970, 1, 1)

# Number of each type that has ranges, by name.
TYPES = {decode(core.locality_type_name(number)): number
         for number in range(native.LOCALITY_TYPE_TRUTH, native.LOCALITY_TYPE_DAYS + 1)}
NAMES = {number: name for name, number in TYPES.items()}
# How many units one of it has, by type; dates and moments are not here.
SCALES = {native.LOCALITY_TYPE_TRUTH: 1, native.LOCALITY_TYPE_COUNT: 1, native.LOCALITY_TYPE_DAYS: 1,
          native.LOCALITY_TYPE_MONEY: 100, native.LOCALITY_TYPE_NUMBER: native.LOCALITY_ONE,
          native.LOCALITY_TYPE_RATIO: native.LOCALITY_ONE}
COMPARISONS = {"=": native.LOCALITY_EQUAL, "==": native.LOCALITY_EQUAL, "!=": native.LOCALITY_NOT_EQUAL,
               "<": native.LOCALITY_LESS, "<=": native.LOCALITY_LESS_EQUAL, ">": native.LOCALITY_GREATER,
               ">=": native.LOCALITY_GREATER_EQUAL}
SAME = object()


def _decimal(units, scale):
    """Pence as pounds, millionths as a number: exact, money always with its pence."""
    value = EXACTLY.divide(decimal.Decimal(units), decimal.Decimal(scale))
    if scale == 100:
        return value.quantize(decimal.Decimal("0.01"), context=EXACTLY)
    return value.quantize(decimal.Decimal(1), context=EXACTLY) if value == value.to_integral_value() else value


def _from_units(number, units):
    """An end of a range as Python has it; None where it is open or, for dates, beyond the years 1 to 9999."""
    if units in (OPEN_BELOW, OPEN_ABOVE):
        return None
    try:
        if number == native.LOCALITY_TYPE_DATE:
            return EPOCH + datetime.timedelta(days=units)
        if number == native.LOCALITY_TYPE_MOMENT:
            return EPOCH_MOMENT + datetime.timedelta(seconds=units)
    except OverflowError:
        return None
    scale = SCALES[number]
    return units if scale == 1 else _decimal(units, scale)


def _from_date(value):
    if isinstance(value, datetime.datetime) or not isinstance(value, datetime.date):
        raise WrongTypeError("a date is wanted, not %r" % (value,))
    return (value - EPOCH).days


def _from_moment(value):
    if not isinstance(value, datetime.datetime):
        raise WrongTypeError("a datetime is wanted, not %r" % (value,))
    if value.tzinfo is not None or value.microsecond:
        raise InvalidError("a moment has whole seconds and no time zone, so %r is not one" % (value,))
    return (value - EPOCH_MOMENT) // datetime.timedelta(seconds=1)


def _from_number(number, value):
    if isinstance(value, float) or not isinstance(value, (numbers.Rational, decimal.Decimal)):
        raise WrongTypeError("a whole number, a Decimal or a Fraction is wanted, not %r; a float is not exact" % (value,))
    if isinstance(value, decimal.Decimal) and not value.is_finite():
        raise InvalidError("%r is no number" % (value,))
    units = fractions.Fraction(value) * SCALES[number]
    if units.denominator != 1:
        raise InvalidError("%s has more places than a value of type %s holds" % (value, NAMES[number]))
    return units.numerator


def _to_units(number, value, open_end):
    if value is None:
        return open_end
    if number == native.LOCALITY_TYPE_DATE:
        return _from_date(value)
    if number == native.LOCALITY_TYPE_MOMENT:
        return _from_moment(value)
    units = _from_number(number, value)
    if not OPEN_BELOW < units < OPEN_ABOVE:
        raise OutOfRangeError("%s lies outside what a value of type %s can hold" % (value, NAMES[number]))
    return units


def _type_number(name):
    try:
        return TYPES[name]
    except (KeyError, TypeError):
        raise InvalidError("%r is no type of a range; the types are %s" % (name, ", ".join(TYPES))) from None


class Range:
    """What is known of a quantity or a date: it lies between `lo` and `hi`, both included.

    `type` is truth, count, number, ratio, money, date, moment or days. The ends are int (truth, count, days), Decimal (number,
    ratio as a share, money in pounds), date or datetime; None where the range is open. `Range("money", 20)` is exact,
    `Range("count", 20, None)` is "at least 20", `Range.read("date", "2010-07")` is July 2010. Ranges are immutable and can be
    keys; `==` asks whether the same is known (an exact range equals its value), `compare` how the values stand to one another.
    """

    __slots__ = ("type", "_number", "_lo", "_hi")

    def __init__(self, type, lo=None, hi=SAME):
        number = _type_number(type)
        low = _to_units(number, lo, OPEN_BELOW)
        high = _to_units(number, lo if hi is SAME else hi, OPEN_ABOVE)
        if low > high:
            raise InvalidError("the range from %s to %s is empty" % (lo, hi))
        self._set(number, low, high)

    def _set(self, number, lo, hi):
        for name, value in (("type", NAMES[number]), ("_number", number), ("_lo", lo), ("_hi", hi)):
            object.__setattr__(self, name, value)

    def __setattr__(self, name, _value):
        raise AttributeError("a Range is immutable, so %s cannot be set" % name)

    def __delattr__(self, name):
        raise AttributeError("a Range is immutable, so %s cannot be taken away" % name)

    @classmethod
    def from_units(cls, type, lo, hi):
        """A range from the whole numbers that the library works with: pence, millionths, days, seconds."""
        number = _type_number(type)
        native_range = native.locality_range(operator.index(lo), operator.index(hi))
        if (native_range.lo, native_range.hi) != (lo, hi) or not core.locality_range_is_valid(ctypes.byref(native_range)):
            raise InvalidError("%r to %r is no range" % (lo, hi))
        made = cls.__new__(cls)
        made._set(number, lo, hi)
        return made

    @classmethod
    def read(cls, type, text):
        """Reads the text form: `1.354m`, `24.7%~`, `>=20`, `5..6`, `2010-07`, `2011/12`, `?`."""
        number, written, out = _type_number(type), encode(text), native.locality_range()
        call(core.locality_value_read, number, written, len(written), ctypes.byref(out))
        return cls.from_units(type, out.lo, out.hi)

    # ---- What it holds ----

    @property
    def units(self):
        """Both ends as the library holds them; an open end is the smallest or largest 64-bit number."""
        return self._lo, self._hi

    @property
    def lo(self):
        """The smallest possible value; None where there is no lower end."""
        return _from_units(self._number, self._lo)

    @property
    def hi(self):
        """The largest possible value; None where there is no upper end."""
        return _from_units(self._number, self._hi)

    @property
    def exact(self):
        """Whether it is one exact value."""
        return self._lo == self._hi

    @property
    def known(self):
        """Whether anything is known at all."""
        return self._lo != OPEN_BELOW or self._hi != OPEN_ABOVE

    @property
    def value(self):
        """The value where it is exact, else None."""
        return self.lo if self.exact else None

    def as_native(self):
        """The locality_range of the low-level module."""
        return native.locality_range(self._lo, self._hi)

    # ---- Text ----

    def text(self, decimals=-1):
        """What a reader of a report likes: `£720,400`, `47.83 %`, `at least 20`, `July 2010`."""
        return self._write(core.locality_value_print, operator.index(decimals))

    def __str__(self):
        return self.text()

    def __format__(self, specification):
        """`format(range, ".2")` prints two decimals."""
        if specification.startswith(".") and specification[1:].isdigit():
            return self.text(int(specification[1:]))
        return format(self.text(), specification)

    def written(self):
        """The form that `Range.read` and documents take: `720400`, `47.83%`, `>=20`, `2010-07`."""
        return self._write(core.locality_value_write)

    def __repr__(self):
        try:
            return "Range.read(%r, %r)" % (self.type, self.written())
        except InvalidError:  # a date outside the years 1 to 9999 has no text form
            return "Range.from_units(%r, %d, %d)" % (self.type, self._lo, self._hi)

    def _write(self, function, *options):
        buffer = ctypes.create_string_buffer(160)
        call(function, self._number, ctypes.byref(self.as_native()), *options, buffer, len(buffer), None)
        return decode(buffer.value)

    # ---- Comparing ----

    def compare(self, comparison, other):
        """Whether this is `=`, `!=`, `<`, `<=`, `>` or `>=` the other: True, False, or None where it is undecided."""
        if comparison not in COMPARISONS:
            raise InvalidError("%r is no comparison; there are %s" % (comparison, " ".join(COMPARISONS)))
        other = self._like(other)
        answer = core.locality_range_compare(COMPARISONS[comparison], ctypes.byref(self.as_native()),
                                             ctypes.byref(other.as_native()))
        return truth(answer)

    def _like(self, other):
        if not isinstance(other, Range):
            return Range(self.type, other)
        if other._number != self._number:
            raise WrongTypeError("a %s and a %s cannot be compared" % (self.type, other.type))
        return other

    def __eq__(self, other):
        if not isinstance(other, Range):
            return self.value == other if self.exact and other is not None else NotImplemented
        return (self._number, self._lo, self._hi) == (other._number, other._lo, other._hi)

    def __hash__(self):
        return hash(self.value) if self.exact else hash((self._number, self._lo, self._hi))

    def __contains__(self, value):
        """Whether it may be this value."""
        inside = Range(self.type, value)
        return value is not None and self._lo <= inside._lo and inside._hi <= self._hi

    def __bool__(self):
        raise TypeError("a range is neither true nor false; ask for its value, or compare it")

    def __reduce__(self):
        return Range.from_units, (self.type, self._lo, self._hi)


def truth(number):
    """A truth of the library as True, False or None for undecided."""
    return {native.LOCALITY_TRUE: True, native.LOCALITY_FALSE: False}.get(number)


def as_date(value):
    """A date that is asked about: a date, a text such as 2010-07, or a Range of type date."""
    if isinstance(value, str):
        return Range.read("date", value)
    if not isinstance(value, Range):
        return Range("date", value)
    if value.type != "date":
        raise WrongTypeError("a date is wanted, not a %s" % value.type)
    return value
