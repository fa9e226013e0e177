"""Native rules: rules that a Python function judges."""
import ctypes

from . import _native as native
from ._errors import BusyError, InvalidError, call, encode, encode_optional
from ._findings import VERDICTS
from ._library import core

JUDGE = dict(native.locality_native_rule._fields_)["judge"]


class Sink:
    """Where a native rule puts what it says; usable only while the rule is being judged."""

    def __init__(self, pointer):
        self._pointer = pointer

    def _call(self, function, *arguments):
        if self._pointer is None:
            raise BusyError("a sink can only be used while its rule is being judged")
        call(function, self._pointer, *arguments)

    def case(self, verdict, binding=None, says=None, arithmetic=None):
        """Adds a case; witnesses that follow belong to it. The rule fails if any case fails."""
        if verdict not in VERDICTS:
            raise InvalidError("%r is no verdict; there are %s" % (verdict, ", ".join(VERDICTS)))
        self._call(core.locality_sink_case, encode_optional(binding), VERDICTS.index(verdict), encode_optional(says),
                   encode_optional(arithmetic))

    def witness(self, kind, id, field=None):
        """Adds a record that the last case rests on; the library reads value and source itself."""
        self._call(core.locality_sink_witness, encode(kind), encode(id), encode_optional(field))

    def missing(self, what):
        """Names, in a sentence, something that would have to be known for a decision."""
        self._call(core.locality_sink_missing, encode(what))

    def warning(self, text):
        """Adds a warning that leaves the verdict alone."""
        self._call(core.locality_sink_warning, encode(text))


class NativeRule:
    """A rule that `judge(snapshot, sink)` judges; see `native_rule`."""

    def __init__(self, id, sentence, judge, source=None, section=None, strength="must"):
        self.id = id
        self.sentence = sentence
        self.judge = judge
        self.source = source
        self.section = section
        self.strength = strength

    def __call__(self, snapshot, sink):
        return self.judge(snapshot, sink)

    def as_native(self, relay, snapshot):
        """The locality_native_rule of one call; what the function raises is raised again by the relay."""

        def judge(_self, _snapshot, pointer, _error):
            sink = Sink(pointer)
            try:
                self.judge(snapshot, sink)
            finally:
                sink._pointer = None
            return native.LOCALITY_OK

        return native.locality_native_rule(
            struct_size=ctypes.sizeof(native.locality_native_rule), id=encode(self.id), sentence=encode(self.sentence),
            source=encode_optional(self.source), section=encode_optional(self.section),
            strength=encode_optional(self.strength), judge=relay.guard(JUDGE, judge, failure=native.LOCALITY_CALLBACK))


def native_rule(id, sentence, source=None, section=None, strength="must"):
    """Makes a rule of a function that takes a snapshot and a sink:

        @locality.native_rule("OWN-1", "Every post has a title")
        def titles(snapshot, sink):
            for post in snapshot.records("post"):
                sink.case("pass" if post.get("title") else "fail", "post " + post["id"])

        model.check(natives=[titles])
    """
    def decorate(judge):
        return NativeRule(id, sentence, judge, source, section, strength)
    return decorate
