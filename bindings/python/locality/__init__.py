"""liblocality in Python: load a restructure paper, judge it by its rules, and read why.

    import locality
    model = locality.load("tests/papers/coventry-2010.json")
    model.check("proposed")          # a table of verdicts
    model.why("COV-05")              # the grounds of one
    model.query("count(p in post)")  # the language asked directly

Whatever cannot be carried out raises a subclass of `locality.Error`; what is wrong with a plan is a finding.
"""
from . import (_charts as charts, _outlook as outlook, _providers as providers, _scan as scan, _series as series,
               _statistics as statistics, _surveillance as surveillance)
from ._accountable import Accountable, AccountablePost
from ._answer import Answer
from ._compare import Comparison
from ._demand import Demand, detect
from ._errors import (AmbiguousError, BusyError, CallbackError, CancelledError, ConflictError, CycleError, DanglingError,
                      DuplicateError, EncodingError, Error, GrammarError, InvalidError, IoError, LimitError, NoMemoryError,
                      NotFoundError, OutOfRangeError, WrongTypeError, decode as _decode)
from ._feed import Feed, FeedLine, FeedSeries, RowProblem
from ._findings import Case, Finding, Findings, Missing, Parameter, Witness
from ._intake import Intake, Problem, check_map, maps
from ._library import core as _core
from ._model import Model, compare, load, load_case, loads, read_table
from ._natives import NativeRule, Sink, native_rule
from ._placement import (Placement, PlacementCondition, PlacementMember, PlacementPair, PlacementPreference, PlacementReason,
                         PlacementRota, PlacementShare, PlacementShortage, PlacementSpell, PlacementStage, PlacementTime,
                         PlacementWitness, RotaMember)
from ._plans import Asked, AskedSet, PlanChange, PlanConflicts, PlanDifference, PlanTotal
from ._places import Carried, Code, CodeFault, Outlived, PartitionFault, Places, SuccessionFault, read_code
from ._privacy import Withheld
from ._range import Range
from ._selection import Selection, SelectionFrontier
from ._sharing import Share, Sharing
from ._snapshot import Snapshot
from ._store import Change, Conflict, Header, Saved, Store, StoreQuery, StoreRecord

__version__ = _decode(_core.locality_version())
__all__ = ["Accountable", "AccountablePost", "AmbiguousError", "Answer", "BusyError", "CallbackError", "CancelledError",
           "Carried", "Case", "Change", "Code", "CodeFault", "Comparison", "Conflict", "ConflictError", "CycleError",
           "DanglingError", "Demand", "DuplicateError", "EncodingError", "Error", "Feed", "FeedLine", "FeedSeries", "Finding", "Findings", "GrammarError", "Header",
           "Intake", "InvalidError", "IoError", "LimitError", "Missing", "Model", "NativeRule", "NoMemoryError", "NotFoundError",
           "OutOfRangeError", "Outlived", "Parameter", "PartitionFault", "Placement",
           "PlacementCondition", "PlacementMember", "PlacementPair", "PlacementPreference", "PlacementReason", "PlacementRota",
           "PlacementShare", "PlacementShortage", "PlacementSpell", "PlacementStage", "PlacementTime", "PlacementWitness",
           "Places", "Problem", "Range", "RotaMember", "RowProblem", "Saved",
           "Selection", "SelectionFrontier", "Share", "Sharing", "Sink",
           "Snapshot", "Store", "StoreQuery", "StoreRecord", "SuccessionFault", "Withheld", "Witness", "WrongTypeError",
           "check_map", "compare", "detect", "load", "load_case", "loads", "maps", "native_rule", "read_code", "read_table"]

for _name in __all__:  # they are known by the name of the package
    globals()[_name].__module__ = __name__
