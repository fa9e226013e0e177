"""Allocations: who could hold which place, whether that is proved, and why or why not."""
import ctypes
import datetime
import json
from collections import namedtuple

from . import _native as native
from . import _report as report
from ._callbacks import Relay, watch
from ._errors import InvalidError, NotFoundError, call, decode, encode, encode_optional
from ._handle import Handle
from ._library import core
from ._plans import PAIR_STATES, PlanConflicts, PlanDifference
from ._range import as_date
from ._values import Settings

CANDIDATES, PLACES = native.LOCALITY_ALLOCATION_CANDIDATES, native.LOCALITY_ALLOCATION_DEMANDS
STATES = {number: name[len("LOCALITY_PLACEMENT_"):].lower()
          for name, number in native.ENUMERATIONS["locality_placement_states"].items()}
REASONS = {number: name[len("LOCALITY_ALLOCATION_"):].lower()
           for name, number in native.ENUMERATIONS["locality_allocation_reasons"].items()}

PlacementMember = namedtuple("PlacementMember", "kind id label most partners eligible open certain")
PlacementMember.__doc__ = """A candidate or a place: how many partners it can have, has, is eligible for, and may be eligible for."""
PlacementCondition = namedtuple("PlacementCondition", "id words text knob weight firm failing open source section")
PlacementCondition.__doc__ = "What makes a pair eligible; `knob` names the parameters it rests on, `weight` what it weighs to waive it."
PlacementPreference = namedtuple("PlacementPreference", "words type most")
PlacementPreference.__doc__ = "What is preferred, the most important first; `most` tells whether more is better."
PlacementPair = namedtuple("PlacementPair", "state failed open reason stage cost")
PlacementPair.__doc__ = "How a candidate and a place stand: ids of the conditions that fail or cannot be decided, and what the pair costs."
PlacementShare = namedtuple("PlacementShare", "candidate place fte tied fixed")
PlacementShare.__doc__ = "FTE that a candidate gives a place, by ids; `tied` where another plan, as good, has another amount."
PlacementTime = namedtuple("PlacementTime", "id label fte given protected ceiling tied")
PlacementTime.__doc__ = """FTE of a candidate, or that a place needs, and what is given; `ceiling` is None where there is none."""
PlacementShortage = namedtuple("PlacementShortage", "places candidates must can short")
PlacementShortage.__doc__ = "Why places are short: those that compete, who alone may go there, the FTE they need and can be sent."
PlacementStage = namedtuple("PlacementStage", "words settled fences fenced contested seats")
PlacementStage.__doc__ = """A stage of a restructure: pairs settled, ring-fences, the people in them, the places they compete for, and how many
people these can take on."""
PlacementSpell = namedtuple("PlacementSpell", "place candidate first last periods fixed others settled", defaults=((), True))
PlacementSpell.__doc__ = """A time in which one candidate holds one place, by ids; `candidate` is None where nobody does.
`others` could as well have some of it: a person has to choose. `settled` is False where that could not be looked at, or where
nobody holds the place and of somebody it cannot be told whether the pair is eligible."""
RotaMember = namedtuple("RotaMember", "id label wanted covered eligible open eligible_most", defaults=(None,))
RotaMember.__doc__ = """A place: days wanted and covered, and how many are eligible at some time; or a candidate: days held, periods
open. `open` counts partners of whom it cannot be told; `eligible_most` is `eligible`, were they."""
RHYTHMS = {"month": native.LOCALITY_PLACEMENT_MONTHLY, "week": native.LOCALITY_PLACEMENT_WEEKLY,
           "quarter": native.LOCALITY_PLACEMENT_QUARTERLY}
PROOFS = {native.LOCALITY_ROTA_NOT_PROVED: None, native.LOCALITY_ROTA_BY_PRICES: "prices",
          native.LOCALITY_ROTA_BY_SEARCH: "search", native.LOCALITY_ROTA_BY_SOLVER: "solver",
          native.LOCALITY_ROTA_BY_PINS: "pins"}
EPOCH = datetime.date(1970, 1, 1)
PlacementWitness = namedtuple("PlacementWitness", "kind id label field value source section basis")
PlacementWitness.__doc__ = "A field that a condition rests on, with its value and its source."

PlacementGround = namedtuple("PlacementGround", "id words what knob source section weight firm open")
PlacementGround.__doc__ = """A condition that stands against a pair: the part that fails with its values, or, where `open`, what would have
to be known."""
PlacementPrice = namedtuple("PlacementPrice", "words by type")
PlacementPrice.__doc__ = "What would be otherwise with a pair, or without it where the plan has it; `by` is in units of the type."
PlacementMove = namedtuple("PlacementMove", "candidate place takes")
PlacementMove.__doc__ = "Who takes or leaves which place on the way to that plan, by ids."


class PlacementReason(Handle):
    """Why a candidate has a place, or has it not: sentences, and what they rest on."""

    @property
    def reason(self):
        """held, at_a_cost, as_good, fails, forbidden, no_pair, cannot or pinned."""
        return REASONS[core.locality_placement_case_reason(self.handle)]

    @property
    def sentences(self):
        """What is said; the first says it in one."""
        count = core.locality_placement_case_sentences(self.handle)
        return [decode(core.locality_placement_case_sentence(self.handle, i)) for i in range(count)]

    @property
    def grounds(self):
        """The conditions that stand against the pair, as a list of PlacementGround."""
        found = []
        for i in range(core.locality_placement_case_grounds(self.handle)):
            g = native.locality_placement_ground()
            call(core.locality_placement_case_ground_at, self.handle, i, ctypes.byref(g))
            found.append(PlacementGround(decode(g.id), decode(g.words), decode(g.what), decode(g.knob), decode(g.source),
                                         decode(g.section), g.weight, bool(g.is_firm), bool(g.is_open)))
        return found

    @property
    def prices(self):
        """What the best plan with the pair, or without it, changes, the most important first, as a list of PlacementPrice."""
        found = []
        for i in range(core.locality_placement_case_prices(self.handle)):
            p = native.locality_placement_price()
            call(core.locality_placement_case_price_at, self.handle, i, ctypes.byref(p))
            found.append(PlacementPrice(decode(p.words), p.by, decode(core.locality_type_name(p.type))))
        return found

    @property
    def moves(self):
        """Who would have to move for that, as a list of PlacementMove."""
        found = []
        for i in range(core.locality_placement_case_moves(self.handle)):
            m = native.locality_placement_move()
            call(core.locality_placement_case_move_at, self.handle, i, ctypes.byref(m))
            found.append(PlacementMove(decode(m.candidate), decode(m.place), bool(m.takes)))
        return found

    @property
    def witnesses(self):
        """The fields that the conditions rest on, as a list of PlacementWitness."""
        found = []
        for i in range(core.locality_placement_case_witnesses(self.handle)):
            witness = core.locality_placement_case_witness(self.handle, i).contents
            found.append(PlacementWitness(*(decode(getattr(witness, name)) for name in PlacementWitness._fields)))
        return found

    def text(self, format="text", width=None):
        """The reason as text, markdown, csv or json."""
        return report.collect(core.locality_report_placement_case, self.handle, ctypes.byref(report.options_for(format, width)))

    def __str__(self):
        return "closed reason" if self.closed else self.text().rstrip("\n")

    __repr__ = __str__


def _solve(kind, solve, free, relay, snapshot, id, settings):
    """The answer of a function to an allocation; nothing is left where a host's question raised."""
    pointer = ctypes.POINTER(kind)()
    try:
        relay.call(solve, snapshot, encode_optional(id), ctypes.byref(settings.options), ctypes.byref(pointer))
    except BaseException:
        free(pointer)
        raise
    return pointer


def _audit(function, handle):
    """What a function writes into a buffer of the caller's."""
    length = ctypes.c_size_t()
    call(function, handle, None, 0, ctypes.byref(length))
    buffer = ctypes.create_string_buffer(length.value + 1)
    call(function, handle, buffer, length.value + 1, ctypes.byref(length))
    return buffer.raw[:length.value].decode("utf-8")


def _turn(wish, all_days, is_fixed):
    """A wish for a rota: who and where, and for how long where that is not all of it."""
    who, where, *over = wish
    days = as_date(over[0]).as_native() if over else all_days
    return native.locality_placement_rota_wish(encode(who), encode(where), b"asked for", days.lo, days.hi, is_fixed)


class Placement(Handle):
    """The answer to an allocation of the rules: a plan with its proof, and everything that can be said about it.

    Where several plans are equally good people are listed, never ranked: `choices` gives all of them.
    """

    def __init__(self, snapshot, id, on, parameters, fixed, barred, work_limit, cancel):
        relay, options = Relay(), native.locality_placement_options()
        settings = Settings(options, on, parameters)
        wishes = [(pair, 1) for pair in fixed] + [(pair, 0) for pair in barred]
        rows = [native.locality_placement_wish(encode(who), encode(where), b"asked for", is_fixed)
                for (who, where), is_fixed in wishes]
        if rows:
            options.wishes, options.wishes_count = (native.locality_placement_wish * len(rows))(*rows), len(rows)
        options.work_limit = work_limit
        watch(options, relay, cancel)
        free = core.locality_placement_free
        super().__init__(_solve(native.locality_placement, core.locality_placement_solve, free, relay, snapshot, id, settings), free)

    @property
    def id(self):
        """Id of the allocation."""
        return decode(core.locality_placement_id(self.handle))

    @property
    def sentence(self):
        """The allocation in one sentence."""
        return decode(core.locality_placement_sentence(self.handle))

    @property
    def state(self):
        """filled, short, impossible, open, not_evaluable or unproved."""
        return STATES[core.locality_placement_state(self.handle)]

    @property
    def verdict(self):
        """The state in words, as reports have it."""
        return decode(core.locality_placement_state_name(core.locality_placement_state(self.handle)))

    @property
    def sentences(self):
        """The answer in sentences."""
        count = core.locality_placement_sentences(self.handle)
        return [decode(core.locality_placement_sentence_at(self.handle, i)) for i in range(count)]

    def _members(self, side):
        found = []
        for i in range(core.locality_placement_count(self.handle, side)):
            member = native.locality_placement_member()
            call(core.locality_placement_member_at, self.handle, side, i, ctypes.byref(member))
            found.append(PlacementMember(decode(member.kind), decode(member.id), decode(member.label), member.most, member.partners,
                                         member.eligible, member.open, bool(member.is_certain)))
        return found

    @property
    def candidates(self):
        """The candidates in the order of their ids, as a list of PlacementMember."""
        return self._members(CANDIDATES)

    @property
    def places(self):
        """The places in the order of their ids, as a list of PlacementMember."""
        return self._members(PLACES)

    @property
    def conditions(self):
        """What makes a pair eligible, as a list of PlacementCondition."""
        found = []
        for i in range(core.locality_placement_conditions(self.handle)):
            c = native.locality_placement_condition()
            call(core.locality_placement_condition_at, self.handle, i, ctypes.byref(c))
            found.append(PlacementCondition(decode(c.id), decode(c.words), decode(c.text), decode(c.knob), c.weight, bool(c.is_firm),
                                            c.failing, c.open, decode(c.source), decode(c.section)))
        return found

    @property
    def preferences(self):
        """What is preferred, the most important first, as a list of PlacementPreference."""
        found = []
        for i in range(core.locality_placement_preferences(self.handle)):
            p = native.locality_placement_preference()
            call(core.locality_placement_preference_at, self.handle, i, ctypes.byref(p))
            found.append(PlacementPreference(decode(p.words), decode(core.locality_type_name(p.type)), bool(p.is_most)))
        return found

    @property
    def stages(self):
        """The stages of a restructure: (words, pairs settled, ring-fences, people in them, places they compete for)."""
        found = []
        for i in range(core.locality_placement_stages(self.handle)):
            stage = native.locality_placement_stage()
            call(core.locality_placement_stage_at, self.handle, i, ctypes.byref(stage))
            found.append(PlacementStage(decode(stage.words), stage.settled, stage.fences, stage.fenced, stage.contested, stage.seats))
        return found

    @property
    def stable(self):
        """Plans in which no person and place would both rather have one another, by `wish` and `choose`: (best for people,
        best for places), each with the ids of people by that of a place; None where none is asked for or can be told."""
        plans = [core.locality_placement_stable(self.handle, side) for side in (CANDIDATES, PLACES)]
        if not plans[0]:
            return None
        found = []
        for plan in plans:
            pair, held = native.locality_allocation_pair(), {}
            for i in range(core.locality_allocation_result_pairs(plan)):
                call(core.locality_allocation_result_pair, plan, i, ctypes.byref(pair))
                held.setdefault(decode(pair.demand_id), []).append(decode(pair.candidate_id))
            found.append(held)
        return tuple(found)

    @property
    def displaced(self):
        """Ids of those whom no stage placed or ring-fenced."""
        count = ctypes.c_size_t()
        call(core.locality_placement_displaced, self.handle, None, 0, ctypes.byref(count))
        found = (ctypes.c_uint32 * max(1, count.value))()
        call(core.locality_placement_displaced, self.handle, found, count.value, ctypes.byref(count))
        people = self.candidates
        return [people[i].id for i in found[:count.value]]

    def find(self, side, name):
        """Number of a candidate or a place, by id, name, alias, initials or label."""
        index = ctypes.c_size_t()
        call(core.locality_placement_find, self.handle, side, encode(name), ctypes.byref(index))
        return index.value

    def pair(self, candidate, place):
        """How a candidate and a place stand before anything is solved, as a PlacementPair."""
        pair = native.locality_placement_pair()
        call(core.locality_placement_pair_at, self.handle, self.find(CANDIDATES, candidate), self.find(PLACES, place),
             ctypes.byref(pair))
        ids = [condition.id for condition in self.conditions]
        failed = [id for i, id in enumerate(ids) if pair.failed >> i & 1]
        undecided = [id for i, id in enumerate(ids) if pair.open >> i & 1]
        cost = tuple(pair.cost[:core.locality_placement_preferences(self.handle)])
        return PlacementPair(PAIR_STATES[pair.state], failed, undecided, decode(pair.words),
                             None if pair.stage < 0 else pair.stage, cost)

    def choices(self, place):
        """Ids of all who could hold a place in a plan as good; where there are several a person has to choose."""
        number, count = self.find(PLACES, place), ctypes.c_size_t()
        call(core.locality_placement_choices, self.handle, number, None, 0, ctypes.byref(count))
        found = (ctypes.c_uint32 * max(1, count.value))()
        call(core.locality_placement_choices, self.handle, number, found, count.value, ctypes.byref(count))
        people = self.candidates
        return [people[i].id for i in found[:count.value]]

    @property
    def plan(self):
        """Each place by id, with the ids of all who could hold it in a best plan."""
        return {place.id: self.choices(place.id) for place in self.places}

    def explain(self, candidate, place):
        """Why a candidate has a place, or has it not."""
        pointer = ctypes.POINTER(native.locality_placement_case)()
        call(core.locality_placement_explain, self.handle, self.find(CANDIDATES, candidate), self.find(PLACES, place),
             ctypes.byref(pointer))
        return PlacementReason(pointer, core.locality_placement_case_free)

    @property
    def waivers(self):
        """The cheapest waivers: (candidate, place, ids of the conditions waived); empty where they do not help or are not needed."""
        result, ids, found = core.locality_placement_waivers(self.handle), [c.id for c in self.conditions], []
        if not result:
            return found
        for i in range(core.locality_allocation_result_pairs(result)):
            pair = native.locality_allocation_pair()
            call(core.locality_allocation_result_pair, result, i, ctypes.byref(pair))
            waived = [id for k, id in enumerate(ids) if pair.failed >> k & 1]
            if waived and not pair.is_pinned:
                found.append((decode(pair.candidate_id), decode(pair.demand_id), waived))
        return found

    @property
    def fte_waivers(self):
        """The cheapest waivers of an allocation of FTE: (candidate, place, FTE, ids of the conditions waived)."""
        plan, found = core.locality_placement_deployment_waivers(self.handle), []
        people, places = self.candidates, self.places
        for i in range(core.locality_deployment_shares(plan)):
            share = native.locality_deployment_share()
            call(core.locality_deployment_share_at, plan, i, ctypes.byref(share))
            pair = self.pair(people[share.group].id, places[share.place].id)
            if pair.failed and pair.state != "fixed":
                found.append((people[share.group].id, places[share.place].id, share.amount / 100, pair.failed))
        return found

    @property
    def is_of_fte(self):
        """Whether the allocation spreads FTE over places instead of putting people into them."""
        return bool(core.locality_placement_is_of_fte(self.handle))

    def _deployment(self):
        plan = core.locality_placement_deployment(self.handle)
        if not plan:
            raise InvalidError("this is no solved allocation of FTE")
        return plan

    def _times(self, side):
        plan, found = self._deployment(), []
        for i, member in enumerate(self._members(side)):
            time = native.locality_deployment_member()
            call(core.locality_deployment_member_at, plan, side, i, ctypes.byref(time))
            found.append(PlacementTime(member.id, member.label, time.amount / 100, time.placed / 100, time.protect / 100,
                                       None if time.ceiling >= 2 ** 40 else time.ceiling / 100, bool(time.is_tied)))
        return found

    @property
    def shares(self):
        """FTE by person and place, as a list of PlacementShare; of an allocation of FTE."""
        plan, found = self._deployment(), []
        people, places = self.candidates, self.places
        for i in range(core.locality_deployment_shares(plan)):
            share = native.locality_deployment_share()
            call(core.locality_deployment_share_at, plan, i, ctypes.byref(share))
            found.append(PlacementShare(people[share.group].id, places[share.place].id, share.amount / 100,
                                        bool(share.is_tied), bool(share.is_fixed)))
        return found

    @property
    def times(self):
        """What each place needs and is given, as a list of PlacementTime; of an allocation of FTE."""
        return self._times(PLACES)

    @property
    def givers(self):
        """What each candidate has and gives, as a list of PlacementTime; of an allocation of FTE."""
        return self._times(CANDIDATES)

    def shortage(self, place=None):
        """Why a place is short of FTE (None: all that are, or what cannot be kept), as a PlacementShortage."""
        plan, people, places = self._deployment(), self.candidates, self.places
        number = native.LOCALITY_DEPLOYMENT_EVERYWHERE if place is None else self.find(PLACES, place)
        story = native.locality_deployment_story()
        where, who = (ctypes.c_uint8 * (len(places) + 1))(), (ctypes.c_uint8 * (len(people) + 1))()
        call(core.locality_deployment_shortage, plan, number, ctypes.byref(story), where, who)
        return PlacementShortage([p.id for p, marked in zip(places, where) if marked],
                                 [p.id for p, marked in zip(people, who) if marked], story.must / 100, story.can / 100,
                                 bool(story.is_short))

    @property
    def is_proved(self):
        """Whether the plan is proved, and its certificate holds when it is checked without the solvers."""
        if self.is_of_fte:
            try:
                call(core.locality_placement_deployment_check, self.handle)
            except NotFoundError:
                return False
            return True
        problem, result = core.locality_placement_problem(self.handle), core.locality_placement_result(self.handle)
        if not result or core.locality_allocation_result_verdict(result) not in (
                native.LOCALITY_ALLOCATION_OPTIMAL, native.LOCALITY_ALLOCATION_INFEASIBLE):
            return False
        certificate = native.locality_allocation_certificate(ctypes.sizeof(native.locality_allocation_certificate))
        call(core.locality_allocation_result_certificate, result, ctypes.byref(certificate))
        call(core.locality_allocation_check, problem, ctypes.byref(certificate))
        return True

    def audit(self):
        """Everything that went in and came out, as JSON text that is the same to the byte each time."""
        return _audit(core.locality_placement_audit, self.handle)

    def data(self):
        """What `audit` writes, as Python values."""
        return json.loads(self.audit())

    def write(self, model):
        """Adds the plan to a model as proposed allocations, to be judged by its rules; gives how many."""
        added = ctypes.c_size_t()
        with model._lent() as pointer:
            call(core.locality_placement_write, self.handle, pointer, ctypes.byref(added))
        return added.value

    def alternatives(self, most=5, format="text", width=None):
        """The next best plans as text, markdown, csv or json."""
        if most < 1:
            raise InvalidError("ask for one alternative or more")
        return report.collect(core.locality_report_placement_alternatives, self.handle, most,
                              ctypes.byref(report.options_for(format, width)))

    def most_different(self, most=3, format="text", width=None):
        """Plans that are as good and differ most, as text, markdown, csv or json."""
        if most < 1:
            raise InvalidError("ask for one alternative or more")
        return report.collect(core.locality_report_placement_most_different, self.handle, most,
                              ctypes.byref(report.options_for(format, width)))

    def person(self, candidate, format="text", width=None):
        """All that a candidate could have, at what price, as text, markdown, csv or json."""
        return report.collect(core.locality_report_placement_person, self.handle, self.find(CANDIDATES, candidate),
                              ctypes.byref(report.options_for(format, width)))

    def conflicts(self, test_limit=0, cancel=None):
        """Everything that stands in the way: every conflict and every way out; see PlanConflicts."""
        return PlanConflicts(core.locality_placement_conflicts_find, self.handle, test_limit, cancel)

    def compare(self, other):
        """How the plan that the records of another model, or snapshot, hold differs; see PlanDifference."""
        return PlanDifference(self, other.snapshot() if hasattr(other, "snapshot") else other)

    def text(self, format="text", width=None):
        """The answer as text, markdown, csv or json."""
        return report.collect(core.locality_report_placement, self.handle, ctypes.byref(report.options_for(format, width)))

    def __str__(self):
        return "closed answer" if self.closed else self.text().rstrip("\n")

    __repr__ = __str__

    def _repr_html_(self):
        if self.is_of_fte:
            rows = [(time.label, "%g" % time.fte, "%g" % time.given) for time in self.times]
            return report.table(self.sentence, ("Place", "Needs", "Given"), rows)
        people = {person.id: person.label for person in self.candidates}
        rows = [(place.label, " or ".join(people[id] for id in self.choices(place.id)) or "nobody", place.eligible)
                for place in self.places]
        return report.table(self.sentence, ("Place", "Holder", "Eligible"), rows)


class PlacementRota(Handle):
    """The places of an allocation shared out over a time, fairly and without gaps that can be helped."""

    def __init__(self, snapshot, id, over, every, parameters, fixed, barred, work_limit, solver, solver_limit, cancel):
        if every not in RHYTHMS:
            raise InvalidError("%r is no rhythm; there are %s" % (every, ", ".join(RHYTHMS)))
        relay, options = Relay(), native.locality_placement_rota_options()
        settings = _RotaSettings(options, parameters)
        days = as_date(over).as_native()
        options.first, options.last, options.every, options.work_limit = days.lo, days.hi, RHYTHMS[every], work_limit
        rows = [_turn(wish, days, is_fixed) for wishes, is_fixed in ((fixed, 1), (barred, 0)) for wish in wishes]
        if rows:
            options.wishes, options.wishes_count = (native.locality_placement_rota_wish * len(rows))(*rows), len(rows)
        if solver is not None:
            options.solver, options.solver_limit = ctypes.pointer(solver), solver_limit
        watch(options, relay, cancel)
        free = core.locality_placement_rota_free
        super().__init__(_solve(native.locality_placement_rota, core.locality_placement_rota_solve, free, relay, snapshot, id,
                                settings), free)

    @property
    def sentence(self):
        """The allocation in one sentence."""
        return decode(core.locality_placement_rota_sentence(self.handle))

    @property
    def sentences(self):
        """The rota in sentences."""
        count = core.locality_placement_rota_sentences(self.handle)
        return [decode(core.locality_placement_rota_sentence_at(self.handle, i)) for i in range(count)]

    def _members(self, side):
        found = []
        for i in range(core.locality_placement_rota_count(self.handle, side)):
            member = native.locality_placement_rota_member()
            call(core.locality_placement_rota_member_at, self.handle, side, i, ctypes.byref(member))
            found.append(RotaMember(decode(member.id), decode(member.label), member.wanted, member.covered, member.eligible,
                                    member.open, member.eligible_most))
        return found

    @property
    def candidates(self):
        """The candidates in the order of their ids, as a list of RotaMember."""
        return self._members(CANDIDATES)

    @property
    def places(self):
        """The places in the order of their ids, as a list of RotaMember."""
        return self._members(PLACES)

    @property
    def spells(self):
        """Who holds which place from when to when, as a list of PlacementSpell."""
        people, places, found = self.candidates, self.places, []
        for i in range(core.locality_placement_spells(self.handle)):
            spell = native.locality_placement_spell()
            call(core.locality_placement_spell_at, self.handle, i, ctypes.byref(spell))
            who = None if spell.candidate == native.LOCALITY_ROTA_NOBODY else people[spell.candidate].id
            first, last = (EPOCH + datetime.timedelta(days=day) for day in (spell.first, spell.last))
            found.append(PlacementSpell(places[spell.place].id, who, first, last, spell.periods, bool(spell.is_fixed),
                                        self._others(i, who, people), spell.tie != native.LOCALITY_PLACEMENT_TIE_UNSETTLED))
        return found

    def _others(self, spell, holder, people):
        count, found = ctypes.c_size_t(), (ctypes.c_uint32 * max(1, len(people)))()
        call(core.locality_placement_spell_choices, self.handle, spell, found, len(people), ctypes.byref(count))
        return tuple(people[i].id for i in found[:count.value] if people[i].id != holder)

    @property
    def _value(self):
        """The rota in numbers; None where what the allocation needs is missing."""
        rota, value = core.locality_placement_rota_plan(self.handle), native.locality_rota_value()
        if not rota:
            return None
        call(core.locality_rota_value_of, rota, ctypes.byref(value))
        return value

    @property
    def proof(self):
        """What proves the rota, or that there is none: "prices", "search", "solver", "pins"; None where nothing does."""
        value = self._value
        return PROOFS[value.proof] if value else None

    @property
    def proved_by(self):
        """Who proved what prices do not: "locality", or the name of the solver; empty for nobody."""
        value = self._value
        return decode(value.proved_by) if value else ""

    @property
    def search(self):
        """The search that proves the rota, or that there is none, as bytes that locality_rota_verify follows; None for none."""
        rota = core.locality_placement_rota_plan(self.handle)
        length = core.locality_rota_proof_length(rota)
        return ctypes.string_at(core.locality_rota_proof_bytes(rota), length) if length and self.proof == "search" else None

    @property
    def is_proved(self):
        """Whether the rota is proved, and what prices, pins and the search prove of it holds when it is checked without the
        solvers. A solver of the host is believed, and so is a search of which there are no bytes."""
        value, proof = self._value, self.search
        if not value or value.verdict not in (native.LOCALITY_ALLOCATION_OPTIMAL, native.LOCALITY_ALLOCATION_INFEASIBLE):
            return False
        problem = native.locality_rota_problem(ctypes.sizeof(native.locality_rota_problem))
        certificate = native.locality_rota_certificate(ctypes.sizeof(native.locality_rota_certificate))
        call(core.locality_placement_rota_problem, self.handle, ctypes.byref(problem))
        has = value.verdict == native.LOCALITY_ALLOCATION_OPTIMAL or value.proof == native.LOCALITY_ROTA_BY_PINS
        if has:
            call(core.locality_rota_certificate_of, core.locality_placement_rota_plan(self.handle), ctypes.byref(certificate))
            call(core.locality_rota_check, ctypes.byref(problem), ctypes.byref(certificate), None)
        if proof:
            call(core.locality_rota_verify, ctypes.byref(problem), ctypes.byref(certificate) if has else None,
                 (ctypes.c_uint8 * len(proof)).from_buffer_copy(proof), len(proof), None)
        return True

    def audit(self):
        """Everything that went in and came out, as JSON text that is the same to the byte each time."""
        return _audit(core.locality_placement_rota_audit, self.handle)

    def data(self):
        """What `audit` writes, as Python values."""
        return json.loads(self.audit())

    @property
    def is_complete(self):
        """Whether every place has a holder on every day."""
        return bool(core.locality_placement_rota_plan(self.handle)) and all(spell.candidate for spell in self.spells)

    def write(self, model):
        """Adds the rota to a model as proposed allocations, to be judged by its rules; gives how many."""
        added = ctypes.c_size_t()
        with model._lent() as pointer:
            call(core.locality_placement_rota_write, self.handle, pointer, ctypes.byref(added))
        return added.value

    def conflicts(self, test_limit=0, cancel=None):
        """Which of spells, rest and what is fixed stand in the way, and every way out; see PlanConflicts."""
        return PlanConflicts(core.locality_placement_rota_conflicts, self.handle, test_limit, cancel)

    def text(self, format="text", width=None):
        """The rota as text, markdown, csv or json."""
        return report.collect(core.locality_report_placement_rota, self.handle, ctypes.byref(report.options_for(format, width)))

    def __str__(self):
        return "closed rota" if self.closed else self.text().rstrip("\n")

    __repr__ = __str__


class _RotaSettings(Settings):
    """Parameters given by the caller; a rota has its days instead of one date."""

    def __init__(self, options, parameters):
        super().__init__(options, None, parameters)
