"""One exception class for each status of the library."""
import ctypes

from . import _native as native


def decode(text):
    """Text of the library as str; the empty text for null."""
    return text.decode("utf-8", "replace") if text else ""


class Error(Exception):
    """A call that could not be carried out. What is wrong with a plan is no error but a finding.

    `message` says it in plain words; `kind`, `id` and `field` name the record concerned, `file`, `line` and `column` the
    place in a text, as far as there are any (else "", None for the file, and 0).
    """

    status = None

    def __init__(self, message="", *, kind="", id="", field="", file=None, line=0, column=0, host_code=0):
        super().__init__(message)
        self.message = message
        self.kind = kind
        self.id = id
        self.field = field
        self.file = file
        self.line = line
        self.column = column
        self.host_code = host_code

    def __str__(self):
        place = [str(part) for part in (self.file, self.line, self.column) if part]
        return ": ".join(([":".join(place)] if self.file else []) + [self.message])

    def __reduce__(self):
        return _restore, (type(self), self.message, {name: value for name, value in self.__dict__.items() if name != "message"})


def _restore(kind, message, members):
    error = kind(message)
    error.__dict__.update(members)
    return error


class InvalidError(Error, ValueError):
    """An argument is missing or out of its domain."""

    status = native.LOCALITY_INVALID


class NoMemoryError(Error, MemoryError):
    """There was not enough memory."""

    status = native.LOCALITY_NO_MEMORY


class NotFoundError(Error, LookupError):
    """No kind, field, record or rule has the name asked for."""

    status = native.LOCALITY_NOT_FOUND


class DuplicateError(Error):
    """A record or rule with this id stands already."""

    status = native.LOCALITY_DUPLICATE


class DanglingError(Error):
    """A reference names no record."""

    status = native.LOCALITY_DANGLING


class AmbiguousError(Error):
    """A name or reference fits more than one record."""

    status = native.LOCALITY_AMBIGUOUS


class CycleError(Error):
    """Records or documents refer to one another in a circle where none is allowed."""

    status = native.LOCALITY_CYCLE


class GrammarError(Error):
    """Text does not follow its grammar (number, date, rule, document)."""

    status = native.LOCALITY_SYNTAX


class WrongTypeError(Error, TypeError):
    """A value or expression is of the wrong type."""

    status = native.LOCALITY_TYPE


class OutOfRangeError(Error, OverflowError):
    """A number lies outside what its type can hold."""

    status = native.LOCALITY_OVERFLOW


class EncodingError(Error, ValueError):
    """Text is not valid UTF-8."""

    status = native.LOCALITY_ENCODING


class LimitError(Error):
    """A limit (depth, size, step budget) was reached."""

    status = native.LOCALITY_LIMIT


class CancelledError(Error):
    """The caller asked the call to stop."""

    status = native.LOCALITY_CANCELLED


class CallbackError(Error):
    """A callback reported failure; `host_code` is its code."""

    status = native.LOCALITY_CALLBACK


class BusyError(Error):
    """A callback used an object that is in use, or after its time."""

    status = native.LOCALITY_BUSY


class ConflictError(Error):
    """A change expects a value that a record no longer has, or somebody else has saved a case: `conflicts` lists what differs."""

    status = native.LOCALITY_CONFLICT
    conflicts = ()


class IoError(Error, OSError):
    """A file could not be read or written; `errno` and `filename` are those of the system's error, which is its cause."""

    status = native.LOCALITY_IO

    @classmethod
    def from_system(cls, error, path):
        made = cls(error.strerror or str(error), file=path)
        made.errno, made.strerror, made.filename = error.errno, error.strerror, path
        return made


CLASSES = {kind.status: kind for kind in Error.__subclasses__()}


def from_native(error, file=None):
    """The exception that a filled locality_error stands for."""
    kind = CLASSES.get(error.status, Error)
    return kind(decode(error.message), kind=decode(error.kind), id=decode(error.id), field=decode(error.field),
                file=file, line=error.line, column=error.column, host_code=error.host_code)


def encode(text):
    """A str as the library takes it: UTF-8 without a NUL inside, which C would take for its end."""
    if not isinstance(text, str):
        raise TypeError("text is wanted, not %s" % type(text).__name__)
    if "\0" in text:
        raise EncodingError("the text %.40r holds the character U+0000" % text)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise EncodingError("the text %.40r cannot be written in UTF-8" % text) from error


def encode_optional(text):
    return None if text is None else encode(text)


def call(function, *arguments, file=None):
    """Calls a function that takes an error last; a failure becomes an exception."""
    error = native.locality_error()
    if function(*arguments, ctypes.byref(error)) != native.LOCALITY_OK:
        raise from_native(error, file)
