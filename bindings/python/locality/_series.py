"""Series in time: trends, change points, seasons, forecasts, interrupted series.

Values are sequences of numbers with None or NaN for no data, or buffers such as NumPy arrays. Everything given back is plain:
tuples, named tuples and text; a number that there is not is None.
"""
from collections import namedtuple
from ctypes import byref, c_double, c_size_t

from . import _arrays as arrays
from . import _native as native
from ._errors import call
from ._library import core

Trend = namedtuple("Trend", "s variance z p tau slope intercept used direction state")

TREND_METHODS = {"original": native.LOCALITY_TREND_ORIGINAL, "hamed rao": native.LOCALITY_TREND_HAMED_RAO,
                 "yue wang": native.LOCALITY_TREND_YUE_WANG, "pre-whitened": native.LOCALITY_TREND_PRE_WHITENED,
                 "trend free": native.LOCALITY_TREND_TREND_FREE, "seasonal": native.LOCALITY_TREND_SEASONAL,
                 "seasonal correlated": native.LOCALITY_TREND_SEASONAL_CORRELATED}
TREND_GROUPS = {"together": native.LOCALITY_TREND_TOGETHER, "correlated": native.LOCALITY_TREND_CORRELATED,
                "partial": native.LOCALITY_TREND_PARTIAL}
TREND_STATES = ("tested", "too short", "no variance")


def _trend(out):
    return Trend(*(arrays.known(getattr(out, name)) for name in Trend._fields[:7]), out.used, out.direction,
                 TREND_STATES[out.state])


def trend(values, *, method="original", lags=3, period=12, alpha=0.05, close_gaps=False):
    """Tests a series for a trend; see locality_trend."""
    value, out = arrays.doubles(values), native.locality_trend_result()
    chosen = arrays.options(native.locality_trend_options, method=TREND_METHODS[method], lags=lags, period=period, alpha=alpha,
                            close_gaps=int(close_gaps))
    call(core.locality_trend, value, len(value), byref(chosen), byref(out), None)
    return _trend(out)


def trend_together(rows, *, group="together", alpha=0.05):
    """Tests several series for a common trend, given as rows of one period each; see locality_trend_together."""
    rows = [list(row) for row in rows]
    columns = len(rows[0]) if rows else 1
    value, out = arrays.doubles([number for row in rows for number in row]), native.locality_trend_result()
    call(core.locality_trend_together, value, len(rows), columns, TREND_GROUPS[group], alpha, byref(out), None)
    return _trend(out)


ChangeSegment = namedtuple("ChangeSegment", "first last used mean cost")
Changes = namedtuple("Changes", "segments cost penalty objective dispersion")
CHANGE_COSTS = {"poisson": native.LOCALITY_CHANGE_POISSON, "squares": native.LOCALITY_CHANGE_SQUARES}
CHANGE_PENALTIES = {"mbic": native.LOCALITY_CHANGE_MBIC, "bic": native.LOCALITY_CHANGE_BIC,
                    "aic": native.LOCALITY_CHANGE_AIC, "number": native.LOCALITY_CHANGE_NUMBER}


def changes(values, *, cost="poisson", penalty="mbic", dispersion=0.0, number=0, least=4, grid=1):
    """Finds where the level changes; `penalty` is a name or a number. See locality_changes."""
    value, count = arrays.doubles(values), c_size_t()
    named = isinstance(penalty, str)
    chosen = arrays.options(native.locality_change_options, cost=CHANGE_COSTS[cost], dispersion=dispersion, changes=number,
                            penalty=CHANGE_PENALTIES[penalty] if named else native.LOCALITY_CHANGE_MANUAL,
                            manual=0.0 if named else penalty, least=least, grid=grid)
    found, summary = arrays.room(native.locality_change_segment, len(value)), native.locality_change_summary()
    call(core.locality_changes, value, len(value), byref(chosen), found, len(found), byref(count), byref(summary), None)
    return Changes(tuple(ChangeSegment(s.first, s.last, s.used, s.mean, s.cost) for s in found[:count.value]), summary.cost,
                   summary.penalty, summary.objective, summary.dispersion)


def change_cusum(values):
    """Tests whether the mean is the same throughout: (statistic, p). See locality_change_cusum."""
    value, statistic, p = arrays.doubles(values), c_double(), c_double()
    call(core.locality_change_cusum, value, len(value), byref(statistic), byref(p))
    return arrays.known(statistic.value), arrays.known(p.value)


def change_supremum(values, *, share=0.15):
    """Tests the same by the largest F of one change: (statistic, p). See locality_change_supremum."""
    value, statistic, p = arrays.doubles(values), c_double(), c_double()
    call(core.locality_change_supremum, value, len(value), share, byref(statistic), byref(p))
    return arrays.known(statistic.value), arrays.known(p.value)


def change_intervals(values, segments, *, confidence=0.95):
    """Between which positions each change lies, (first, last) or None; segments as changes() gives them. See
    locality_change_intervals."""
    value, given = arrays.doubles(values), arrays.room(native.locality_change_segment, len(segments))
    for into, segment in zip(given, segments):
        into.first, into.last = segment.first, segment.last
    found = arrays.room(native.locality_change_interval, max(1, len(segments) - 1))
    call(core.locality_change_intervals, value, len(value), given, len(segments), confidence, found)
    return tuple((one.first, one.last) if one.state == native.LOCALITY_CHANGE_DATED else None
                 for one in found[:max(0, len(segments) - 1)])


StlPoint = namedtuple("StlPoint", "season trend remainder weight")


def stl(values, *, period=52, **options):
    """Divides a series into season, trend and the rest; options are those of locality_stl_options."""
    value = arrays.doubles(values)
    defaults = {"trend_degree": 1, "low_degree": 1, "inner": 2}
    chosen = arrays.options(native.locality_stl_options, period=period, **{**defaults, **options})
    points = arrays.room(native.locality_stl_point, len(value))
    call(core.locality_stl, value, len(value), byref(chosen), points, None)
    return tuple(StlPoint(p.season, p.trend, arrays.known(p.remainder), p.weight) for p in points)


ForecastStep = namedtuple("ForecastStep", "mean error lower upper least most")
Forecast = namedtuple("Forecast", "steps fitted alpha beta gamma phi level trend sse sigma2 log_likelihood dispersion "
                      "scaled_error")
Accuracy = namedtuple("Accuracy", "compared mean_error root_square absolute percentage absolute_percentage scaled naive "
                      "beats_naive")
FORECAST_METHODS = {name.lower().replace("_", " "): getattr(native, "LOCALITY_FORECAST_" + name) for name in (
    "BLEND", "NAIVE", "SEASONAL_NAIVE", "DRIFT", "MEAN", "SES", "HOLT", "DAMPED", "WINTERS", "WINTERS_TIMES", "ETS", "THETA",
    "CROSTON", "SBA", "SBJ", "TSB", "ADIDA", "IMAPA", "GLM", "SINCE_CHANGE")}


def _forecast_options(method, period, start, season, given):
    index = arrays.doubles(season)
    if start is not None:
        given = {**given, "has_start": 1, "level": start[0], "trend": start[1] if len(start) > 1 else 0.0}
    defaults = {"lowest": 0.01, "highest": 0.99, "coverage": 0.8}
    chosen = arrays.options(native.locality_forecast_options, [("season", index)], method=FORECAST_METHODS[method],
                            period=period, **{**defaults, **given})
    return chosen, index


def forecast(values, steps, *, method="blend", period=52, start=None, season=None, **given):
    """Forecasts the next periods; further options are members of locality_forecast_options."""
    value = arrays.doubles(values)
    chosen, kept = _forecast_options(method, period, start, season, given)
    ahead, fitted = arrays.room(native.locality_forecast_step, steps), arrays.room(c_double, len(value))
    summary = native.locality_forecast_summary()
    call(core.locality_forecast, value, len(value), byref(chosen), ahead, steps, fitted, len(fitted), byref(summary), None)
    del kept
    return Forecast(tuple(ForecastStep(s.mean, *map(arrays.known, (s.error, s.lower, s.upper)), s.least, s.most) for s in ahead),
                    tuple(arrays.known(one) for one in fitted),
                    *(arrays.known(getattr(summary, name)) for name in Forecast._fields[2:]))


def _accuracy(out):
    return Accuracy(out.compared, *(arrays.known(getattr(out, name)) for name in Accuracy._fields[1:-1]), bool(out.beats_naive))


def forecast_compare(past, actual, forecasts, period=1):
    """Compares forecasts with what came; see locality_forecast_compare."""
    before, came, said = arrays.doubles(past), arrays.doubles(actual), arrays.doubles(forecasts)
    if len(came) != len(said):
        raise ValueError("there are %d forecasts for %d values" % (len(said), len(came)))
    out = native.locality_forecast_accuracy()
    call(core.locality_forecast_compare, before, len(before), period, came, said, len(came), byref(out))
    return _accuracy(out)


def forecast_skill(values, *, origins, steps, method="blend", period=52, start=None, season=None, **given):
    """Tries a way to forecast on the past; see locality_forecast_skill."""
    value, out = arrays.doubles(values), native.locality_forecast_accuracy()
    chosen, kept = _forecast_options(method, period, start, season, given)
    call(core.locality_forecast_skill, value, len(value), byref(chosen), origins, steps, byref(out), None)
    del kept
    return _accuracy(out)


InterventionTerm = namedtuple("InterventionTerm", "value error t p")
Intervention = namedtuple("Intervention", "step effect effect_low effect_high p dispersion autocorrelation inflation observed "
                          "expected cumulative relative verdict terms counterfactual")
EFFECTS = ("cannot tell", "rose", "fell", "none seen", "no result", "no rise", "no fall")


def intervention(values, first, *, period=52, harmonics=1, has_slope=False, keep_errors=False, coverage=0.95):
    """Says whether demand changed with an intervention; see locality_intervention."""
    value, out = arrays.doubles(values), native.locality_intervention_result()
    chosen = arrays.options(native.locality_intervention_options, period=period, harmonics=harmonics, has_slope=int(has_slope),
                            keep_errors=int(keep_errors), coverage=coverage)
    terms = arrays.room(native.locality_intervention_term, native.LOCALITY_INTERVENTION_TERMS)
    after = arrays.room(c_double, max(len(value) - first, 0))
    call(core.locality_intervention, value, len(value), first, byref(chosen), byref(out), terms, len(terms), after, len(after),
         None)
    return Intervention(*(arrays.known(getattr(out, name)) for name in Intervention._fields[:12]), EFFECTS[out.verdict],
                        tuple(InterventionTerm(t.value, t.error, t.t, t.p) for t in terms[:out.terms]),
                        tuple(arrays.known(one) for one in after))
