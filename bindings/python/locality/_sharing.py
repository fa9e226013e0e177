"""Sharing: every job to one of those who have room for it, at the lowest cost, with a proof that can be kept.

Agents and jobs are named by their ids where a problem has them, else by their positions. Everything given back is plain.
"""
import ctypes
from collections import namedtuple
from ctypes import POINTER, byref, c_int64, c_uint8, c_uint32

from . import _arrays as arrays
from . import _native as native
from ._callbacks import Relay
from ._errors import call, encode
from ._library import core

Share = namedtuple("Share", "verdict cost bound agents prices work branches proof is_proved")
Share.__doc__ = ("An answer: the agent of each job (None: there is no answer), what it costs, what no answer costs less than. "
                 "`proof` are bytes or None; where `is_proved` is false they prove less than `bound`.")
Claim = namedtuple("Claim", "is_none bound")
Claim.__doc__ = "What a proof proves: that there is no answer, or that none costs less than the bound."
VERDICTS = {number: name[len("LOCALITY_ALLOCATION_"):].lower()
            for name, number in native.ENUMERATIONS["locality_allocation_verdicts"].items()}


class Sharing:
    """Jobs to be shared out; see locality_sharing_problem.

    `cost` and `weight` have a row for each agent and a column for each job, as has `allowed` where not every agent may have
    every job; `capacity` is the room of each agent.
    """

    def __init__(self, cost, weight, capacity, *, allowed=None, agents=None, jobs=None):
        tables = {"cost": [list(row) for row in cost], "weight": [list(row) for row in weight]}
        if allowed is not None:
            tables["allowed"] = [list(row) for row in allowed]
        self.agents = len(capacity)
        self.jobs = len(tables["cost"][0]) if tables["cost"] else 0
        self._names = {"agent_id": agents, "job_id": jobs}
        for name, rows in tables.items():
            if len(rows) != self.agents or any(len(row) != self.jobs for row in rows):
                raise ValueError("%s needs a row for each agent and a column for each job" % name)
        held = {name: arrays.counts([one for row in tables[name] for one in row]) for name in ("cost", "weight")}
        held["capacity"] = arrays.counts(list(capacity))
        if allowed is not None:
            held["allowed"] = (c_uint8 * (self.agents * self.jobs))(*(bool(one) for row in tables["allowed"] for one in row))
        for name, ids, count in (("agent_id", agents, self.agents), ("job_id", jobs, self.jobs)):
            if ids is not None and len(ids) != count:
                raise ValueError("%s: %d ids for %d" % (name, len(ids), count))
            if ids is not None:
                held[name] = (ctypes.c_char_p * count)(*(encode(one) for one in ids))
        self._held = held
        self._problem = arrays.options(native.locality_sharing_problem, held.items(), agents=self.agents, jobs=self.jobs)

    def _name(self, agent):
        return agent if self._names["agent_id"] is None else self._names["agent_id"][agent]

    def _place(self, agent):
        return agent if self._names["agent_id"] is None else self._names["agent_id"].index(agent)

    def solve(self, *, prove=False, work_limit=0, proof_limit=0, progress=None):
        """Shares the jobs out, with `prove` with a proof; `progress(work)` that gives something true stops the call."""
        relay = Relay()
        options = arrays.options(native.locality_sharing_options, work_limit=work_limit, proof_limit=proof_limit)
        if progress is not None:
            options.progress = relay.guard(dict(native.locality_sharing_options._fields_)["progress"],
                                           lambda _, work: bool(progress(work)), 1)
        agent, price = arrays.room(c_uint32, self.jobs), arrays.room(c_int64, self.jobs)
        found, proof = native.locality_sharing_outcome(), POINTER(native.locality_sharing_proof)()
        asked = [byref(self._problem), byref(options), agent, price, byref(found)]
        if not prove:
            relay.call(core.locality_sharing_solve, *asked, None)
        else:
            relay.call(core.locality_sharing_prove, *asked, byref(proof), None)
        try:
            state, length = core.locality_sharing_proof_state(proof), core.locality_sharing_proof_length(proof)
            kept = ctypes.string_at(core.locality_sharing_proof_bytes(proof), length) if length > 0 else None
        finally:
            core.locality_sharing_proof_free(proof)
        has = found.verdict in (native.LOCALITY_ALLOCATION_OPTIMAL, native.LOCALITY_ALLOCATION_FEASIBLE)
        return Share(VERDICTS[found.verdict], found.cost if has else None, found.bound if found.has_bound else None,
                     tuple(self._name(one) for one in agent) if has else None, tuple(price), found.work, found.branches, kept,
                     state == native.LOCALITY_SHARING_PROOF_WHOLE)

    def check(self, agents):
        """What an answer costs, once it is seen to be lawful; see locality_sharing_check."""
        total = c_int64()
        chosen = (c_uint32 * self.jobs)(*(self._place(one) for one in agents))
        call(core.locality_sharing_check, byref(self._problem), chosen, byref(total), None)
        return total.value

    def bound(self, prices):
        """What prices of the jobs prove: no answer costs less; see locality_sharing_bound."""
        bound = c_int64()
        call(core.locality_sharing_bound, byref(self._problem), arrays.counts(list(prices)), byref(bound), None)
        return bound.value

    def verify(self, proof):
        """What a proof proves, step by step; ConflictError where it does not. See locality_sharing_verify."""
        claim = native.locality_sharing_claim()
        call(core.locality_sharing_verify, byref(self._problem), (c_uint8 * len(proof)).from_buffer_copy(proof), len(proof),
             byref(claim), None)
        return Claim(bool(claim.is_none), None if claim.is_none else claim.bound)
