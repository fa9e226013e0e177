"""Selection: which proposals to take within an envelope, what changes at the next one, and why.

Proposals are named by their ids where a problem has them, else by their positions. Everything given back is plain.
"""
import ctypes
from collections import namedtuple
from ctypes import byref, c_int64, c_size_t, c_uint8, c_uint32

from . import _arrays as arrays
from . import _native as native
from ._callbacks import Relay
from ._errors import LimitError, NotFoundError, call, decode, encode
from ._handle import Handle
from ._library import core

Plan = namedtuple("Plan", "verdict value bound taken prices work branches states reason at by proved_by proof", defaults=[None])
Plan.__doc__ = ("A plan: what it takes, what it is worth, what no plan is worth more than; or the reason why there is none. "
                "`proof` are bytes or None.")
Proved = namedtuple("Proved", "is_none bound")
Proved.__doc__ = "What a proof proves: that there is no plan, or that none is worth more than the bound."
Point = namedtuple("Point", "envelope value")
Point.__doc__ = "The least envelope that buys a value."
Why = namedtuple("Why", "turn is_taken cost cost_least instead reason at by")
Why.__doc__ = "A proposal the other way round: what that gives up, at least and at most, and the plan that does (None: there is none)."
VERDICTS = {number: name[len("LOCALITY_ALLOCATION_"):].lower()
            for name, number in native.ENUMERATIONS["locality_allocation_verdicts"].items()}
REASONS = {number: name[len("LOCALITY_SELECTION_"):].lower()
           for name, number in native.ENUMERATIONS["locality_selection_reasons"].items()}
TURNS = {number: name[len("LOCALITY_SELECTION_"):].lower()
         for name, number in native.ENUMERATIONS["locality_selection_turns"].items()}
FIXED = {None: native.LOCALITY_SELECTION_FREE, True: native.LOCALITY_SELECTION_IN, False: native.LOCALITY_SELECTION_OUT}


class Selection:
    """Proposals to choose from; see locality_selection_problem.

    `values` are what each is worth, `uses` what each uses of each budget (one row a budget), `most` and `least` the ends and
    floors of the budgets (None for none). `groups` gives each proposal a name of a group or None; `must` names the groups of
    which exactly one is taken. `exclusions` and `needs` are pairs of proposals, `fixed` says which are in (True) or out (False).
    """

    def __init__(self, values, uses=(), *, ids=None, most=None, least=None, groups=None, must=(), exclusions=(), needs=(),
                 fixed=None):
        self.ids = list(ids) if ids is not None else None
        self.count = len(values)
        self._place = {name: place for place, name in enumerate(self.ids)} if ids is not None else None
        rows = [list(row) for row in uses]
        self.budgets = len(rows)
        known = sorted({name for name in groups or () if name is not None} | set(must), key=str)
        number = {name: place for place, name in enumerate(known)}
        self.groups = known
        held = {"value": arrays.counts(values), "use": arrays.counts([one for row in rows for one in row])}
        if self.ids is not None:
            held["id"] = (ctypes.c_char_p * self.count)(*(encode(name) for name in self.ids))
        if most is not None:
            held["most"] = arrays.counts([native.LOCALITY_SELECTION_NO_MOST if end is None else end for end in most])
        if least is not None:
            held["least"] = arrays.counts([0 if floor is None else floor for floor in least])
        if known:
            of = [native.LOCALITY_SELECTION_NO_GROUP if name is None else number[name]
                  for name in groups or [None] * self.count]
            held["group"] = (c_uint32 * self.count)(*of)
            held["must"] = (c_uint8 * len(known))(*(name in set(must) for name in known))
        for name, pairs in (("exclusion", exclusions), ("need", needs)):
            flat = [self.place(one) for pair in pairs for one in pair]
            held[name] = (c_uint32 * len(flat))(*flat)
        if fixed is not None:
            held["fixed"] = (c_uint8 * self.count)(*(FIXED[fixed.get(self.name(k))] for k in range(self.count)))
        self._held = held
        self._problem = arrays.options(
            native.locality_selection_problem, [(array, held[array]) for array in held], proposals=self.count,
            budgets=self.budgets, groups=len(known), exclusions=len(held["exclusion"]) // 2, needs=len(held["need"]) // 2)

    def place(self, name):
        """The position of a proposal."""
        return self._place[name] if self._place is not None else name

    def name(self, place):
        """The id of a proposal, or its position where there are no ids."""
        return self.ids[place] if self.ids is not None else place

    def names(self, taken):
        """Names of what is taken, in the order of the proposals."""
        return tuple(self.name(place) for place in range(self.count) if taken[place])

    def _taken(self, names):
        taken = (c_uint8 * self.count)()
        for name in names:
            taken[self.place(name)] = 1
        return taken

    def _options(self, relay, progress, work_limit, state_limit, proof_limit=0):
        chosen = arrays.options(native.locality_selection_options, work_limit=work_limit, state_limit=state_limit,
                                proof_limit=proof_limit)
        if progress is not None:
            kind = dict(native.locality_selection_options._fields_)["progress"]
            chosen.progress = relay.guard(kind, lambda _, work: bool(progress(work)), 1)
        return chosen

    def _at(self, reason, at):
        if reason in ("two_of_group", "none_of_group"):
            return self.groups[at]
        return self.name(at) if reason == "pair" else at

    def solve(self, *, prove=False, work_limit=0, state_limit=0, proof_limit=0, progress=None):
        """The plan that is worth most, with `prove` with a proof. `progress(work)` may return True to cancel.

        See locality_selection_solve and locality_selection_prove.
        """
        relay, taken, out = Relay(), (c_uint8 * self.count)(), native.locality_selection_outcome()
        price = (c_int64 * core.locality_selection_prices(byref(self._problem)))()
        proof = ctypes.POINTER(native.locality_program_proof)()
        options = self._options(relay, progress, work_limit, state_limit, proof_limit)
        asked = [byref(self._problem), byref(options), taken, price, byref(out)]
        if prove:
            relay.call(core.locality_selection_prove, *asked, byref(proof), None)
        else:
            relay.call(core.locality_selection_solve, *asked, None)
        try:
            length = core.locality_program_proof_length(proof)
            kept = ctypes.string_at(core.locality_program_proof_bytes(proof), length) if length > 0 else None
        finally:
            core.locality_program_proof_free(proof)
        has = out.verdict in (native.LOCALITY_ALLOCATION_OPTIMAL, native.LOCALITY_ALLOCATION_FEASIBLE)
        reason = REASONS[out.reason] if out.reason else None
        return Plan(VERDICTS[out.verdict], out.value if has else None, out.bound if out.has_bound else None,
                    self.names(taken) if has else None, tuple(price), out.work, out.branches, out.states, reason,
                    self._at(reason, out.at) if reason else None, out.by, decode(out.proved_by), kept)

    def verify(self, proof, *, work_limit=0, progress=None):
        """What a proof proves, step by step; ConflictError where it does not. See locality_selection_verify."""
        relay, proved = Relay(), native.locality_program_proved()
        options = self._options(relay, progress, work_limit, 0)
        relay.call(core.locality_selection_verify, byref(self._problem), byref(options),
                   (c_uint8 * len(proof)).from_buffer_copy(proof), len(proof), byref(proved), None)
        return Proved(bool(proved.is_none), None if proved.is_none else proved.bound)

    def check(self, taken):
        """Verifies a plan and gives its value; ConflictError where it is not lawful."""
        value = c_int64()
        call(core.locality_selection_check, byref(self._problem), self._taken(taken), byref(value), None)
        return value.value

    def bound(self, prices):
        """What prices prove: no plan is worth more."""
        price, bound = (c_int64 * len(prices))(*prices), c_int64()
        call(core.locality_selection_bound, byref(self._problem), price, byref(bound), None)
        return bound.value

    def frontier(self, *, work_limit=0, state_limit=0, progress=None):
        """The best plan for every envelope; see locality_selection_frontier_find."""
        relay, out = Relay(), ctypes.POINTER(native.locality_selection_frontier)()
        options = self._options(relay, progress, work_limit, state_limit)
        relay.call(core.locality_selection_frontier_find, byref(self._problem), byref(options), byref(out), None)
        return SelectionFrontier(self, out)

    def why(self, taken, proposal, *, work_limit=0, state_limit=0, progress=None):
        """Why a plan takes a proposal, or does not; see locality_selection_explain."""
        relay, instead, out = Relay(), (c_uint8 * self.count)(), native.locality_selection_why()
        options = self._options(relay, progress, work_limit, state_limit)
        relay.call(core.locality_selection_explain, byref(self._problem), byref(options), self._taken(taken),
                   self.place(proposal), instead, byref(out), None)
        reason = REASONS[out.reason] if out.reason else None
        return Why(TURNS[out.turn], bool(out.is_taken), out.cost if out.has_plan else None,
                   out.cost_least, self.names(instead) if out.has_plan else None, reason,
                   self._at(reason, out.at) if reason else None, out.by)


class SelectionFrontier(Handle):
    """The best plans by envelope: a sequence of Points, each with its plan."""

    def __init__(self, selection, pointer):
        super().__init__(pointer, core.locality_selection_frontier_free)
        self.selection = selection

    def __len__(self):
        return core.locality_selection_frontier_count(self.handle)

    def __getitem__(self, index):
        if index < 0 or index >= len(self):
            raise IndexError(index)
        out = native.locality_selection_point()
        call(core.locality_selection_frontier_at, self.handle, index, byref(out))
        return Point(out.envelope, out.value)

    def plan(self, index):
        """Names of what a plan takes."""
        taken = (c_uint8 * self.selection.count)()
        call(core.locality_selection_frontier_plan, self.handle, index, taken)
        return self.selection.names(taken)

    def best(self, envelope):
        """Number of the plan that is best for an envelope; None where none is that cheap, or it does not reach that far."""
        return self._number(core.locality_selection_frontier_best, envelope)

    def first_with(self, proposal, start=0):
        """Number of the first plan, from `start` on, that takes a proposal; None where none does."""
        return self._number(core.locality_selection_frontier_with, self.selection.place(proposal), start)

    def _number(self, function, *arguments):
        index = c_size_t()
        try:
            call(function, self.handle, *arguments, byref(index))
        except NotFoundError:
            return None
        return index.value

    @property
    def reach(self):
        """The envelope up to which every best plan is here."""
        return core.locality_selection_frontier_reach(self.handle)

    @property
    def next(self):
        """The next envelope at which the answer changes, as a Point; None where there is none, or it is not known."""
        out = native.locality_selection_point()
        try:
            call(core.locality_selection_frontier_next, self.handle, byref(out))
        except (NotFoundError, LimitError):
            return None
        return Point(out.envelope, out.value)
