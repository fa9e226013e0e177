"""Referral: to whom a signal of demand goes, and what speaks for it."""
import ctypes
from collections import namedtuple
from ctypes import byref, c_size_t

from . import _arrays as arrays
from . import _native as native
from ._errors import call
from ._library import core
from ._providers import Share, TRUTH_OF

Referral = namedtuple("Referral", "route by_trend trend involved possible effective unknown mix_p mix_change main main_share "
                      "providers words")
ProviderShare = namedtuple("ProviderShare", "id now before share_before excess_share")


def _share(row):
    now = row.now
    return ProviderShare(row.id.decode(), Share(now.count, arrays.known(now.share), now.lowest, now.highest, TRUTH_OF[now.involved]),
                         row.before, arrays.known(row.share_before), row.excess_share)


def _words(out, rows, count):
    length = c_size_t()
    call(core.locality_referral_write, byref(out), rows, count, None, None, 0, byref(length))
    text = ctypes.create_string_buffer(length.value + 1)
    call(core.locality_referral_write, byref(out), rows, count, None, text, length.value + 1, byref(length))
    return text.value.decode()


def referral_of(result, index):
    """To whom signal `index` of a result goes; None where nothing is known of providers."""
    out = native.locality_referral()
    call(core.locality_referral_find, result, index, None, byref(out), None, 0)
    if out.providers == 0 and out.unknown == 0:
        return None
    rows = (native.locality_referral_share * max(1, out.providers))()
    call(core.locality_referral_find, result, index, None, byref(out), rows, len(rows))
    shares, found = tuple(_share(row) for row in rows[:out.providers]), out.involvement
    main = next((row.id.decode() for row in rows[:out.providers] if row.provider == out.main_provider), None)
    return Referral(core.locality_provider_route_name(found.route).decode(), bool(found.by_trend), bool(out.is_trend), found.involved,
                    found.possible, arrays.known(found.effective), out.unknown, arrays.known(out.mix_p), arrays.known(out.mix_change),
                    main, arrays.known(out.main_share), shares, _words(out, rows, out.providers))
