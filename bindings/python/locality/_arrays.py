"""Numbers for the functions over arrays: sequences and buffers become C arrays, without a copy where the layout allows.

None and NaN stand for no data. A contiguous buffer of the right type (array.array, NumPy) is used where it lies.
"""
import ctypes
import math
from ctypes import c_double, c_int64, c_size_t

NO_COUNT = -2 ** 63
FORMATS = {c_double: ("d",), c_int64: ("q", "l"), c_size_t: ("Q", "L", "N")}


def _buffer(values, kind):
    """The memory of a contiguous buffer of the kind wanted, or None."""
    try:
        view = memoryview(values)
    except TypeError:
        return None
    if view.ndim != 1 or not view.c_contiguous or view.format not in FORMATS[kind] or view.itemsize != ctypes.sizeof(kind):
        return None
    if view.readonly:
        return (kind * len(view)).from_buffer_copy(view)
    return (kind * len(view)).from_buffer(view)


def doubles(values):
    """An array of doubles; None becomes NaN, and stays None where there is no array at all."""
    if values is None:
        return None
    found = _buffer(values, c_double)
    if found is not None:
        return found
    items = [math.nan if value is None else float(value) for value in values]
    return (c_double * len(items))(*items)


def counts(values):
    """An array of 64-bit counts; None becomes "no data"."""
    if values is None:
        return None
    found = _buffer(values, c_int64)
    if found is not None:
        return found
    items = [NO_COUNT if value is None or value != value else int(value) for value in values]
    return (c_int64 * len(items))(*items)


def sizes(values):
    """An array of positions."""
    if values is None:
        return None
    found = _buffer(values, c_size_t)
    if found is not None:
        return found
    items = [int(value) for value in values]
    return (c_size_t * len(items))(*items)


def room(kind, count):
    """An array that a function fills."""
    return (kind * count)()


def options(kind, array_members=(), **given):
    """An options struct with its size set; members named in `array_members` receive (array, name of the count member)."""
    made = kind(struct_size=ctypes.sizeof(kind))
    for name, value in given.items():
        setattr(made, name, value)
    for name, array in array_members:
        if array is not None:
            setattr(made, name, ctypes.cast(array, dict(kind._fields_)[name]))
    return made


def known(value):
    """A number, or None where there is none."""
    return None if value != value else value
