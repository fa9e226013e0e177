"""Plans: everything that stands in the way of one, and how two of them differ."""
import ctypes
from collections import namedtuple

from . import _native as native
from . import _report as report
from ._callbacks import Relay, watch
from ._errors import call, decode
from ._handle import Handle
from ._library import core

ASKS = {number: name[len("LOCALITY_PLACEMENT_ASKS_"):].lower()
        for name, number in native.ENUMERATIONS["locality_placement_demand_kinds"].items()}
PAIR_STATES = {number: name[len("LOCALITY_PLACEMENT_"):].lower()
               for name, number in native.ENUMERATIONS["locality_placement_pair_states"].items()}
VERDICTS = {number: name[len("LOCALITY_CONFLICTS_"):].lower()
            for name, number in native.ENUMERATIONS["locality_conflicts_verdicts"].items()}

Asked = namedtuple("Asked", "kind id place weight words")
Asked.__doc__ = """What is asked and could be given up: condition, cover, fixed, barred, protected, spell_least, spell_most or rest;
`id` is that of the condition, place or candidate, `place` that of the place of a pair."""
AskedSet = namedtuple("AskedSet", "weight asked")
AskedSet.__doc__ = "A conflict, or a way out: what is asked, as a tuple of Asked, and what it weighs together."
PlanChange = namedtuple("PlanChange", "candidate place here there failed open state")
PlanChange.__doc__ = "A pair that two plans do not have alike, by ids; `here` and `there` are 1 or 0, of FTE the amounts."
PlanTotal = namedtuple("PlanTotal", "words type most known here there")
PlanTotal.__doc__ = "What two plans come to on a level, as its type keeps it (counts whole, numbers in millionths)."


class PlanConflicts(Handle):
    """What stands in the way of a plan or a rota: every conflict and every way out, the lightest first."""

    def __init__(self, find, handle, test_limit, cancel):
        relay, options = Relay(), native.locality_placement_conflicts_options()
        options.struct_size, options.test_limit = ctypes.sizeof(options), test_limit
        watch(options, relay, cancel)
        pointer, free = ctypes.POINTER(native.locality_placement_conflicts)(), core.locality_placement_conflicts_free
        try:
            relay.call(find, handle, ctypes.byref(options), ctypes.byref(pointer))
        except BaseException:
            free(pointer)
            raise
        super().__init__(pointer, free)

    @property
    def _sets(self):
        return core.locality_placement_conflicts_sets(self.handle)

    @property
    def verdict(self):
        """possible, impossible, hopeless (nothing that could be given up helps) or unknown."""
        return VERDICTS[core.locality_conflicts_verdict(self._sets)]

    @property
    def is_complete(self):
        """Whether no conflict and no way out is missing."""
        return bool(core.locality_conflicts_is_complete(self._sets))

    @property
    def is_lightest(self):
        """Whether the first way out is proved to be the lightest there is."""
        return bool(core.locality_conflicts_is_lightest(self._sets))

    @property
    def asked(self):
        """What is asked and could be given up, as a list of Asked."""
        found = []
        for i in range(core.locality_placement_conflicts_asked(self.handle)):
            asked = native.locality_placement_asked()
            call(core.locality_placement_asked_at, self.handle, i, ctypes.byref(asked))
            found.append(Asked(ASKS[asked.kind], decode(asked.id), decode(asked.other), asked.weight, decode(asked.words)))
        return found

    def _list(self, kind):
        sets, asked, found = self._sets, self.asked, []
        for i in range(core.locality_conflicts_count(sets, kind)):
            rules, count, weight = (ctypes.c_uint32 * (len(asked) + 1))(), ctypes.c_size_t(), ctypes.c_int64()
            call(core.locality_conflicts_at, sets, kind, i, rules, len(asked) + 1, ctypes.byref(count), ctypes.byref(weight))
            found.append(AskedSet(weight.value, tuple(asked[k] for k in rules[:count.value])))
        return found

    @property
    def conflicts(self):
        """Sets of what cannot all be kept, and of which every part can, as a list of AskedSet."""
        return self._list(native.LOCALITY_CONFLICTS_CONFLICT)

    @property
    def ways_out(self):
        """Sets of which giving up all is enough, and giving up less is not, as a list of AskedSet."""
        return self._list(native.LOCALITY_CONFLICTS_CORRECTION)

    @property
    def sentences(self):
        """What is said of them."""
        count = core.locality_placement_conflicts_sentences(self.handle)
        return [decode(core.locality_placement_conflicts_sentence_at(self.handle, i)) for i in range(count)]

    def text(self, format="text", width=None):
        """The conflicts as text, markdown, csv or json."""
        return report.collect(core.locality_report_placement_conflicts, self.handle, ctypes.byref(report.options_for(format, width)))

    def __str__(self):
        return "closed conflicts" if self.closed else self.text().rstrip("\n")

    __repr__ = __str__


class PlanDifference(Handle):
    """How another plan differs from an answer: people, places, levels, conditions. `here` is the answer."""

    def __init__(self, placement, snapshot):
        pointer = ctypes.POINTER(native.locality_placement_difference)()
        call(core.locality_placement_compare, placement.handle, snapshot.handle, ctypes.byref(pointer))
        super().__init__(pointer, core.locality_placement_difference_free)
        self._placement = placement

    @property
    def changes(self):
        """The pairs that the two do not have alike, by candidate and then place, as a list of PlanChange."""
        placement, found = self._placement, []
        people, places, ids = placement.candidates, placement.places, [c.id for c in placement.conditions]
        share = 100 if placement.is_of_fte else 1
        for i in range(core.locality_placement_difference_changes(self.handle)):
            change = native.locality_placement_change()
            call(core.locality_placement_difference_change, self.handle, i, ctypes.byref(change))
            failed, unknown = ([id for k, id in enumerate(ids) if bits >> k & 1] for bits in (change.failed, change.open))
            found.append(PlanChange(people[change.candidate].id, places[change.place].id, change.here / share, change.there / share,
                                    failed, unknown, PAIR_STATES[change.state]))
        return found

    @property
    def totals(self):
        """What the two come to: places filled (FTE of needs met), weight of what is not met, then the preferences."""
        found = []
        for i in range(core.locality_placement_difference_totals(self.handle)):
            total = native.locality_placement_total()
            call(core.locality_placement_difference_total, self.handle, i, ctypes.byref(total))
            found.append(PlanTotal(decode(total.words), decode(core.locality_type_name(total.type)), bool(total.is_most),
                                   bool(total.is_known), total.here, total.there))
        return found

    @property
    def sentences(self):
        """The difference in sentences."""
        count = core.locality_placement_difference_sentences(self.handle)
        return [decode(core.locality_placement_difference_sentence_at(self.handle, i)) for i in range(count)]

    def text(self, format="text", width=None):
        """The difference as text, markdown, csv or json."""
        return report.collect(core.locality_report_placement_difference, self._placement.handle, self.handle,
                              ctypes.byref(report.options_for(format, width)))

    def __str__(self):
        return "closed difference" if self.closed else self.text().rstrip("\n")

    __repr__ = __str__
