"""liblocality in Python: load a restructure paper, judge it by its rules, and read why.

    import locality
    model = locality.load("tests/papers/coventry-2010.json")
    model.check("proposed")          # a table of verdicts
    model.why("COV-05")              # the grounds of one
    model.query("count(p in post)")  # the language asked directly

Whatever cannot be carried out raises a subclass of `locality.Error`; what is wrong with a plan is a finding.
"""
from ._accountable import Accountable, AccountablePost
from ._answer import Answer
from ._errors import (AmbiguousError, BusyError, CallbackError, CancelledError, ConflictError, CycleError, DanglingError,
                      DuplicateError, EncodingError, Error, GrammarError, InvalidError, IoError, LimitError, NoMemoryError,
                      NotFoundError, OutOfRangeError, WrongTypeError, decode as _decode)
from ._findings import Case, Finding, Findings, Missing, Parameter, Witness
from ._library import core as _core
from ._model import Model, load, loads
from ._natives import NativeRule, Sink, native_rule
from ._range import Range
from ._snapshot import Snapshot

__version__ = _decode(_core.locality_version())
__all__ = ["Accountable", "AccountablePost", "AmbiguousError", "Answer", "BusyError", "CallbackError", "CancelledError", "Case", "ConflictError", "CycleError",
           "DanglingError", "DuplicateError", "EncodingError", "Error", "Finding", "Findings", "GrammarError", "InvalidError",
           "IoError", "LimitError", "Missing", "Model", "NativeRule", "NoMemoryError", "NotFoundError", "OutOfRangeError",
           "Parameter", "Range", "Sink", "Snapshot", "Witness", "WrongTypeError", "load", "loads", "native_rule"]

for _name in __all__:  # they are known by the name of the package
    globals()[_name].__module__ = __name__
