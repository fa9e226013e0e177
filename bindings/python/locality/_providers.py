"""Providers: who is concerned by demand, who hands on, what hangs on one, who has left, whether places are answered alike.

Everything given back is plain: tuples, named tuples and text; a number that there is not is None.
"""
from collections import namedtuple
from ctypes import byref, c_double, c_int64, c_uint8, c_uint32

from . import _arrays as arrays
from . import _native as native
from ._errors import call, decode
from ._library import core

Share = namedtuple("Share", "count share lowest highest involved")
Involvement = namedtuple("Involvement", "route shares total involved possible effective by_trend")
Dependency = namedtuple("Dependency", "demand alone dominated taken lost")
Withdrawal = namedtuple("Withdrawal", "state run expected run_probability needed total_probability others_probability")
Equity = namedtuple("Equity", "rate concentration deviation ratio ratio_low ratio_high")

ROUTES = ("none", "refer", "analyse", "cannot tell")
TRUTHS = {False: native.LOCALITY_FALSE, True: native.LOCALITY_TRUE, None: native.LOCALITY_UNDECIDED}
TRUTH_OF = {number: truth for truth, number in TRUTHS.items()}


def _tuple(kind, struct, *names):
    return kind(*names, *(arrays.known(getattr(struct, name)) for name in kind._fields[len(names):]))


def involved(counts, *, trend=False, fewest=2, least_share=0.05, confidence=0.95):
    """Who is concerned by an issue, and whether it is referred or analysed; `trend` may be None for not known."""
    count, out = arrays.counts(counts), native.locality_involvement()
    share = (native.locality_provider_share * len(count))()
    how = arrays.options(native.locality_involvement_options, trend=TRUTHS[trend], fewest=fewest, least_share=least_share,
                         confidence=confidence)
    call(core.locality_providers_involved, count, len(count), byref(how), share, byref(out))
    shares = tuple(Share(one.count, arrays.known(one.share), one.lowest, one.highest, TRUTH_OF[one.involved]) for one in share)
    return Involvement(ROUTES[out.route], shares, out.total, out.involved, out.possible, arrays.known(out.effective),
                       bool(out.by_trend))


def handoffs(places, services, providers, days, *, count=None, within=28):
    """Where a job follows another of the same place and service: rows of who was first, columns of who was next."""
    columns = [(c_uint32 * len(days))(*column) for column in (places, services, providers)]
    day, count = arrays.counts(days), max(providers, default=0) + 1 if count is None else count
    jobs = arrays.options(native.locality_jobs, count=len(day), array_members=(
        ("place", columns[0]), ("service", columns[1]), ("provider", columns[2]), ("day", day)))
    table = arrays.room(c_int64, count * count)
    call(core.locality_handoffs, byref(jobs), count, within, None, table)
    return [tuple(table[row * count:(row + 1) * count]) for row in range(count)]


def dependencies(demand, room, *, able=None, dominance=0.8):
    """What would be lost without each provider, and the share of demand in cells that somebody dominates.

    `demand` has a row for each cell with a number for each provider; `room` what each could answer besides, None for unknown.
    """
    rows, room = [list(row) for row in demand], arrays.counts(room)
    flat = arrays.counts([number for row in rows for number in row])
    marks = None if able is None else (c_uint8 * len(flat))(*[int(bool(mark)) for row in able for mark in row])
    out, dependence = (native.locality_dependency * len(room))(), c_double()
    call(core.locality_dependencies, flat, marks, len(rows), len(room), room, dominance, None, out, byref(dependence))
    return [_tuple(Dependency, one) for one in out], arrays.known(dependence.value)


def withdrawal(own, own_expected, others, others_expected, *, dispersion=1.0, threshold=0.001, level=0.05):
    """Whether a provider withdrew, or demand fell; see locality_withdrawal_find."""
    columns = [arrays.counts(own), arrays.doubles(own_expected), arrays.counts(others), arrays.doubles(others_expected)]
    data, out = arrays.options(native.locality_withdrawal_data, periods=len(columns[0]), dispersion=dispersion,
                               threshold=threshold, level=level, array_members=tuple(zip(
                                   ("own", "own_expected", "others", "others_expected"), columns))), native.locality_withdrawal()
    call(core.locality_withdrawal_find, byref(data), byref(out))
    return _tuple(Withdrawal, out, decode(core.locality_withdrawal_name(out.state)))


def equity(counts, people, rank):
    """Whether counts go with people, or with how deprived a place is; the lowest rank is the most deprived."""
    count, people, rank, out = arrays.counts(counts), arrays.doubles(people), arrays.doubles(rank), native.locality_equity()
    call(core.locality_equity_find, count, people, rank, len(count), None, byref(out))
    return _tuple(Equity, out)
