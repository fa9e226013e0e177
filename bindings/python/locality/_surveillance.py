"""Surveillance: which weeks of a series of counts are more, or fewer, than was to be expected.

A series is a sequence of counts with None for no data, or a buffer such as a NumPy array; a function that takes several series
at once is given them as one, after the other, with `series` saying how many. What is given back is plain: named tuples, one a
week, in which None is what there is not.
"""
import datetime
from collections import namedtuple
from ctypes import byref, c_size_t

from . import _arrays as arrays
from . import _native as native
from ._errors import call, decode
from ._library import core

WatchPoint = namedtuple("WatchPoint", "expected limit statistic p state alarm")
FarringtonPoint = namedtuple("FarringtonPoint", "expected error phi lower upper score p_rise p_fall slope slope_p season trend "
                             "state alarm rows is_empty")
FarringtonRow = namedtuple("FarringtonRow", "week block count fitted weight residual")
SharePoint = namedtuple("SharePoint", "statistic p slope state trend")

STATES = tuple(decode(core.locality_watch_state_name(number)) for number in range(native.LOCALITY_WATCH_RARE + 1))
METHODS = {"negative-binomial": native.LOCALITY_FARRINGTON_NEGATIVE_BINOMIAL,
           "transformed": native.LOCALITY_FARRINGTON_TRANSFORMED, "upper-mean": native.LOCALITY_FARRINGTON_UPPER_MEAN,
           "with-error": native.LOCALITY_FARRINGTON_WITH_ERROR}
MODES = {"own": native.LOCALITY_FARRINGTON_OWN, "flexible": native.LOCALITY_FARRINGTON_FLEXIBLE,
         "1996": native.LOCALITY_FARRINGTON_1996}
SIDES = {"rises": native.LOCALITY_FARRINGTON_RISES, "falls": native.LOCALITY_FARRINGTON_FALLS,
         "both": native.LOCALITY_FARRINGTON_BOTH}
TRANSFORMS = {"standard": native.LOCALITY_CUSUM_STANDARD, "rossi": native.LOCALITY_CUSUM_ROSSI,
              "anscombe": native.LOCALITY_CUSUM_ANSCOMBE, "negative-binomial": native.LOCALITY_CUSUM_NEGATIVE_BINOMIAL}
BASELINES = {"mean": native.LOCALITY_CUSUM_MEAN, "harmonic": native.LOCALITY_CUSUM_HARMONIC,
             "given": native.LOCALITY_CUSUM_GIVEN}
SHARE_TRENDS = {native.LOCALITY_SHARE_UNKNOWN: "unknown", native.LOCALITY_SHARE_STABLE: "stable",
                native.LOCALITY_SHARE_RISING: "rising", native.LOCALITY_SHARE_FALLING: "falling"}
DELAY_MODES = {"own": native.LOCALITY_DELAY_OWN, "package": native.LOCALITY_DELAY_PACKAGE}
EARS_MODES = {"own": native.LOCALITY_EARS_OWN, "package": native.LOCALITY_EARS_PACKAGE}
EPOCH = datetime.date(1970, 1, 1)


def _points(points, kind, last=()):
    """Structs of C as named tuples: numbers without NaN, the state by its name, members of `last` as functions make them."""
    made, plain = dict(last), []
    for point in points:
        values = {name: arrays.known(getattr(point, name)) for name in kind._fields}
        values["state"] = STATES[point.state]
        values.update((name, function(values[name])) for name, function in made.items())
        plain.append(kind(**values))
    return tuple(plain)


def _watch(points):
    return _points(points, WatchPoint, {"alarm": bool})


def _farrington_options(years, half_window, periods, excluded, frequency, rare, first_date, mode, method, trend, sides,
                        reweight, trend_limit, weight_threshold, alpha, power, exposure):
    return arrays.options(
        native.locality_farrington_options, [("exposure", arrays.doubles(exposure))], years=years, half_window=half_window, periods=periods, excluded=excluded,
        frequency=frequency, rare_count=rare[0], rare_weeks=rare[1], is_dated=int(first_date is not None),
        first_date=0 if first_date is None else (first_date - EPOCH).days, mode=MODES[mode], method=METHODS[method],
        trend=int(trend), sides=SIDES[sides], reweight=int(reweight), trend_limit=trend_limit,
        weight_threshold=weight_threshold, alpha=alpha, power=power)


def farrington(counts, *, series=1, first=None, last=None, years=5, half_window=3, periods=10, excluded=26, frequency=52,
               rare=(5, 4), first_date=None, mode="own", method="negative-binomial", trend=True, sides="both", reweight=True,
               trend_limit=1.0, weight_threshold=2.58, alpha=0.005, power=2 / 3, exposure=None):
    """Judges weeks against the same weeks of earlier years; see locality_farrington. By default the newest week."""
    values = arrays.counts(counts)
    weeks = len(values) // series
    last = weeks if last is None else last
    first = max(0, last - 1) if first is None else first
    chosen = _farrington_options(years, half_window, periods, excluded, frequency, rare, first_date, mode, method, trend, sides,
                                 reweight, trend_limit, weight_threshold, alpha, power, exposure)
    points = arrays.room(native.locality_farrington_point, series * max(0, last - first))
    call(core.locality_farrington, values, weeks, series, first, last, byref(chosen), points, None)
    return _points(points, FarringtonPoint, {"is_empty": bool})


def farrington_baseline(counts, week, *, years=5, half_window=3, periods=10, excluded=26, frequency=52, rare=(5, 4),
                        first_date=None, mode="own", method="negative-binomial", trend=True, sides="both", reweight=True,
                        trend_limit=1.0, weight_threshold=2.58, alpha=0.005, power=2 / 3, exposure=None):
    """The weeks of the baseline of one week, with their weights; see locality_farrington_baseline."""
    values = arrays.counts(counts)
    chosen = _farrington_options(years, half_window, periods, excluded, frequency, rare, first_date, mode, method, trend, sides,
                                 reweight, trend_limit, weight_threshold, alpha, power, exposure)
    rows, count = arrays.room(native.locality_farrington_row, len(values)), c_size_t()
    call(core.locality_farrington_baseline, values, len(values), week, byref(chosen), rows, len(values), byref(count), None)
    return tuple(FarringtonRow(*(getattr(row, name) for name in FarringtonRow._fields)) for row in rows[:count.value])


def delay_watch(rows, *, first=None, last=None, years=5, half_window=3, periods=10, excluded=26, frequency=52, rare=(5, 4),
                first_date=None, mode="own", trend=True, alpha=0.05):
    """Judges weeks that are not complete yet by their reporting triangle, a row of counts a week, None where it is not known
    yet; see locality_delay_watch. By default the newest week."""
    rows = [list(row) for row in rows]
    delays, weeks = len(rows[0]) if rows else 1, len(rows)
    values = arrays.counts([cell for row in rows for cell in row])
    last = weeks if last is None else last
    first = max(0, last - 1) if first is None else first
    chosen = arrays.options(
        native.locality_delay_options, years=years, half_window=half_window, periods=periods, excluded=excluded,
        frequency=frequency, rare_count=rare[0], rare_weeks=rare[1], is_dated=int(first_date is not None),
        first_date=0 if first_date is None else (first_date - EPOCH).days, mode=DELAY_MODES[mode], trend=int(trend), alpha=alpha)
    points = arrays.room(native.locality_watch_point, max(0, last - first))
    call(core.locality_delay_watch, values, weeks, delays, first, last, byref(chosen), points, None)
    return _watch(points)


def ears(counts, *, series=1, method=1, baseline=7, mode="own", alpha=0.001, least_deviation=0.0):
    """EARS C1, C2 or C3; see locality_ears."""
    values = arrays.counts(counts)
    chosen = arrays.options(native.locality_ears_options, method=method, baseline=baseline, mode=EARS_MODES[mode],
                            alpha=alpha, least_deviation=least_deviation)
    points = arrays.room(native.locality_watch_point, len(values))
    call(core.locality_ears, values, len(values) // series, series, byref(chosen), points)
    return _watch(points)


def cusum(counts, *, series=1, transform="standard", baseline="mean", reset=False, first=40, reference=1.04, decision=2.26,
          extra=0.1, frequency=52.0, expected=None):
    """Sums of excesses, for dating an onset; see locality_cusum. With `expected` the baseline is what is given."""
    values, given = arrays.counts(counts), arrays.doubles(expected)
    chosen = arrays.options(native.locality_cusum_options, [("expected", given)], transform=TRANSFORMS[transform],
                            baseline=BASELINES["given" if given is not None else baseline], reset=int(reset), first=first,
                            reference=reference, decision=decision, extra=extra, frequency=frequency)
    points = arrays.room(native.locality_watch_point, len(values))
    call(core.locality_cusum, values, len(values) // series, series, byref(chosen), points, None)
    return _watch(points)


def _window(years, half_window, frequency, this_year, alpha):
    return arrays.options(native.locality_window_options, years=years, half_window=half_window, frequency=frequency,
                          this_year=int(this_year), alpha=alpha)


def bayes(counts, *, series=1, years=0, half_window=6, frequency=52, this_year=True, alpha=0.05):
    """The Bayes detector of short histories; see locality_bayes."""
    values, chosen = arrays.counts(counts), _window(years, half_window, frequency, this_year, alpha)
    points = arrays.room(native.locality_watch_point, len(values))
    call(core.locality_bayes, values, len(values) // series, series, byref(chosen), points, None)
    return _watch(points)


def rki(counts, *, series=1, years=0, half_window=6, frequency=52, this_year=True):
    """The rule of the Robert Koch Institute; see locality_rki."""
    values, chosen = arrays.counts(counts), _window(years, half_window, frequency, this_year, 0.05)
    points = arrays.room(native.locality_watch_point, len(values))
    call(core.locality_rki, values, len(values) // series, series, byref(chosen), points)
    return _watch(points)


def outbreak_p(counts, threshold=100.0):
    """Whether counts have begun to rise from an unknown level; see locality_outbreak_p."""
    values = arrays.counts(counts)
    points = arrays.room(native.locality_watch_point, len(values))
    call(core.locality_outbreak_p, values, len(values), threshold, points, None)
    return _watch(points)


def ewma(values, *, least_baseline=7, most_baseline=28, gap=2, slow=0.4, quick=0.9, alpha=0.01):
    """Two moving averages, for short histories; see locality_ewma."""
    measured = arrays.doubles(values)
    chosen = arrays.options(native.locality_ewma_options, least_baseline=least_baseline, most_baseline=most_baseline, gap=gap,
                            slow=slow, quick=quick, alpha=alpha)
    points = arrays.room(native.locality_watch_point, len(measured))
    call(core.locality_ewma, measured, len(measured), byref(chosen), points)
    return _watch(points)


def harmonic(counts, *, baseline=104, trend=True, period=52.18, alpha=0.05):
    """A negative binomial regression on trend and one yearly wave; see locality_harmonic."""
    values = arrays.counts(counts)
    chosen = arrays.options(native.locality_harmonic_options, baseline=baseline, trend=int(trend), period=period, alpha=alpha)
    points = arrays.room(native.locality_watch_point, len(values))
    call(core.locality_harmonic, values, len(values), byref(chosen), points, None)
    return _watch(points)


def share_trend(counts, all_counts, *, time=None, window=12, least_events=10, alpha=0.01):
    """Whether a category's share of all counts rises or falls; see locality_share_trend."""
    values, whole, at = arrays.counts(counts), arrays.counts(all_counts), arrays.doubles(time)
    chosen = arrays.options(native.locality_share_options, window=window, least_events=least_events, alpha=alpha)
    points = arrays.room(native.locality_share_point, len(values))
    call(core.locality_share_trend, at, values, whole, len(values), byref(chosen), points, None)
    return _points(points, SharePoint, {"trend": SHARE_TRENDS.get})
