"""Charts over time: the XmR chart of the NHS, run charts, control limits, re-phasing.

Values are sequences of numbers with None or NaN for no data, or buffers such as NumPy arrays. Everything given back is plain:
tuples, named tuples and text; a limit that there is not is None.
"""
from collections import namedtuple
from ctypes import byref, c_double, c_size_t

from . import _arrays as arrays
from . import _native as native
from ._errors import call, decode
from ._library import core

XmrPoint = namedtuple("XmrPoint", "segment type variation marks")
XmrSegment = namedtuple("XmrSegment", "first count mean moving_range lower upper near_lower near_upper state is_short")
Xmr = namedtuple("Xmr", "points segments variation type assurance state")
Runs = namedtuple("Runs", "points useful longest longest_allowed crossings crossings_least signal")
ControlPoint = namedtuple("ControlPoint", "value centre lower inner_lower inner_upper upper part signal")
Control = namedtuple("Control", "points runs")
Phase = namedtuple("Phase", "first last median is_run")

XMR_RULES = {"mdc2023": native.LOCALITY_XMR_MDC2023, "package": native.LOCALITY_XMR_PACKAGE}
XMR_VARIATIONS = ("common cause", "improvement", "concern", "high", "low")
XMR_ASSURANCES = (None, "will pass", "will fail", "hit and miss")
XMR_STATES = ("limits stand", "limits undefined", "limits flat")
XMR_MARKS = {"above mean": native.LOCALITY_XMR_ABOVE_MEAN, "below mean": native.LOCALITY_XMR_BELOW_MEAN,
             "outside": native.LOCALITY_XMR_OUTSIDE, "close": native.LOCALITY_XMR_CLOSE,
             "in trend": native.LOCALITY_XMR_IN_TREND, "in shift": native.LOCALITY_XMR_IN_SHIFT,
             "in two of three": native.LOCALITY_XMR_IN_TWO_OF_THREE, "falling": native.LOCALITY_XMR_FALLING,
             "no data": native.LOCALITY_XMR_NO_DATA}
RUN_RULES = {"anhoej": native.LOCALITY_RUN_ANHOEJ, "best box": native.LOCALITY_RUN_BEST_BOX,
             "cut box": native.LOCALITY_RUN_CUT_BOX}
CHARTS = {"run": native.LOCALITY_CHART_RUN, "i": native.LOCALITY_CHART_I, "mr": native.LOCALITY_CHART_MR,
          "c": native.LOCALITY_CHART_C, "u": native.LOCALITY_CHART_U, "p": native.LOCALITY_CHART_P,
          "u'": native.LOCALITY_CHART_U_PRIME, "p'": native.LOCALITY_CHART_P_PRIME,
          "i'": native.LOCALITY_CHART_I_PRIME, "g": native.LOCALITY_CHART_G, "t": native.LOCALITY_CHART_T}
SIDES = {"both": native.LOCALITY_PHASE_BOTH, "above": native.LOCALITY_PHASE_ABOVE, "below": native.LOCALITY_PHASE_BELOW}


def _marks(bits):
    return tuple(name for name, bit in XMR_MARKS.items() if bits & bit)


def _xmr_segment(segment):
    return XmrSegment(segment.first, segment.count, *(arrays.known(getattr(segment, name)) for name in (
        "mean", "moving_range", "lower", "upper", "near_lower", "near_upper")), XMR_STATES[segment.state],
        bool(segment.is_short))


def xmr(values, *, rules="mdc2023", improvement=0, trend_length=7, shift_length=7, keep_outliers=False, fix_after=0,
        target=None, rebase=(), season=None):
    """Draws up an XmR chart; see locality_xmr."""
    value, cuts, index = arrays.doubles(values), arrays.sizes(rebase), arrays.doubles(season)
    chosen = arrays.options(
        native.locality_xmr_options, [("rebase", cuts), ("season", index)], rules=XMR_RULES[rules],
        improvement=improvement, trend_length=trend_length, shift_length=shift_length, keep_outliers=int(keep_outliers),
        fix_after=fix_after, has_target=int(target is not None), target=0.0 if target is None else target,
        rebase_count=len(cuts), period=0 if index is None else len(index))
    points = arrays.room(native.locality_xmr_point, len(value))
    segments = arrays.room(native.locality_xmr_segment, len(cuts) + 1)
    summary = native.locality_xmr_summary()
    call(core.locality_xmr, value, len(value), byref(chosen), points, segments, len(segments), byref(summary), None)
    return Xmr(tuple(XmrPoint(p.segment, xmr_type_name(p.type), XMR_VARIATIONS[p.variation], _marks(p.marks)) for p in points),
               tuple(_xmr_segment(segment) for segment in segments), XMR_VARIATIONS[summary.variation],
               xmr_type_name(summary.type), XMR_ASSURANCES[summary.assurance], XMR_STATES[summary.state])


def xmr_type_name(number):
    """The name of a type of special cause."""
    return decode(core.locality_xmr_type_name(number))


def season_index(values, period):
    """How high each season usually lies against the whole; see locality_season_index."""
    value, index = arrays.doubles(values), arrays.room(c_double, period)
    call(core.locality_season_index, value, len(value), period, index, period)
    return tuple(index)


def _runs(runs):
    return Runs(runs.points, runs.useful, runs.longest, runs.longest_allowed, runs.crossings, runs.crossings_least,
                bool(runs.signal))


def runs_judge(useful, longest, crossings, rule="anhoej"):
    """Judges a longest run and a number of crossings; see locality_runs_judge."""
    out = native.locality_runs()
    call(core.locality_runs_judge, useful, longest, crossings, RUN_RULES[rule], byref(out))
    return _runs(out)


def rephase(values, *, baseline=13, run_length=9, side="both"):
    """Divides a run chart into phases; see locality_rephase."""
    value, count = arrays.doubles(values), c_size_t()
    phases = arrays.room(native.locality_phase, len(value) + 1)
    call(core.locality_rephase, value, len(value), baseline, run_length, SIDES[side], phases, len(phases), byref(count), None)
    return tuple(Phase(p.first, p.last, arrays.known(p.median), bool(p.is_run)) for p in phases[:count.value])


def control(values, sizes=None, *, chart="run", rule="anhoej", keep_outliers=False, parts=(), freeze=0):
    """Draws up a control chart; see locality_control."""
    value, size, cuts = arrays.doubles(values), arrays.doubles(sizes), arrays.sizes(parts)
    if size is not None and len(size) != len(value):
        raise ValueError("there are %d sizes for %d values" % (len(size), len(value)))
    chosen = arrays.options(native.locality_control_options, [("part", cuts)], chart=CHARTS[chart], rule=RUN_RULES[rule],
                            keep_outliers=int(keep_outliers), part_count=len(cuts), freeze=freeze)
    points = arrays.room(native.locality_control_point, len(value))
    runs = arrays.room(native.locality_runs, len(cuts) + 1)
    call(core.locality_control, value, size, len(value), byref(chosen), points, runs, len(runs), None)
    return Control(tuple(ControlPoint(*(arrays.known(getattr(p, name)) for name in ControlPoint._fields[:6]), p.part,
                                      bool(p.signal)) for p in points), tuple(_runs(part) for part in runs))
