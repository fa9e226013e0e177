"""Who is accountable for something, in a place, on a date."""
import ctypes
from collections import namedtuple

from . import _native as native
from . import _report as report
from ._errors import call, decode, encode_optional
from ._handle import Handle
from ._library import core
from ._range import as_date, truth

GROUNDS = {number: name[len("LOCALITY_GROUND_"):].lower()
           for name, number in native.ENUMERATIONS["locality_accountable_grounds"].items()}
REACHES = {number: name[len("LOCALITY_REACH_"):].lower()
           for name, number in native.ENUMERATIONS["locality_accountable_reaches"].items()}
TEXTS = ("id", "label", "structure", "role", "allocation", "place_kind", "place", "place_label", "reason", "basis", "open")

AccountablePost = namedtuple("AccountablePost", TEXTS + ("ground", "reach", "level", "certain", "conflict", "managers"))
AccountablePost.__doc__ = """A post that is, or may be, accountable.

`reason` says why in a sentence; `certain` is True, or None where it only may hold and `open` says what is not stated; `managers`
are the ids of the line managers above it, nearest first; `conflict` tells that another post has the same claim to the same place.
"""
Look = namedtuple("Look", "what records found unnamed")
Look.__doc__ = "What was looked at: how many records name the subject, how many gave a post, how many name none."


class Accountable(Handle):
    """The posts that answer for something, nearest place first. Empty where none is recorded; `looks` says where it was looked for."""

    def __init__(self, snapshot, subject, kind, area, structure, as_at):
        query = native.locality_accountable_query(ctypes.sizeof(native.locality_accountable_query))
        query.kind, query.subject = encode_optional(kind), encode_optional(subject)
        query.area, query.structure = encode_optional(area), encode_optional(structure)
        if as_at is not None:
            query.as_at = ctypes.pointer(as_date(as_at).as_native())
        pointer = ctypes.POINTER(native.locality_accountable)()
        call(core.locality_accountable_find, snapshot, ctypes.byref(query), None, ctypes.byref(pointer))
        super().__init__(pointer, core.locality_accountable_free)

    @property
    def question(self):
        """What was asked, in words."""
        return decode(core.locality_accountable_question(self.handle))

    @property
    def subject(self):
        """Kind and id of what was asked about."""
        return decode(core.locality_accountable_kind(self.handle)), decode(core.locality_accountable_subject(self.handle))

    def __len__(self):
        return core.locality_accountable_count(self.handle)

    def __iter__(self):
        return iter(self.posts)

    def __getitem__(self, index):
        return self.posts[index]

    @property
    def posts(self):
        """The posts as a list of AccountablePost."""
        return [self._post(index) for index in range(len(self))]

    def _post(self, index):
        post = core.locality_accountable_at(self.handle, index).contents
        managers = tuple(decode(core.locality_accountable_manager(self.handle, index, i).contents.id)
                         for i in range(post.managers))
        return AccountablePost(*(decode(getattr(post, name)) for name in TEXTS), GROUNDS[post.ground], REACHES[post.reach],
                               post.level, truth(post.certainty), bool(post.is_conflict), managers)

    @property
    def looks(self):
        """What was looked at, as a list of Look."""
        found = []
        for index in range(core.locality_accountable_looks(self.handle)):
            look = core.locality_accountable_look_at(self.handle, index).contents
            found.append(Look(decode(look.what), look.records, look.found, look.unnamed))
        return found

    def text(self, format="text", width=None):
        """The answer as text, markdown, csv or json."""
        return report.collect(core.locality_report_accountability, self.handle, ctypes.byref(report.options_for(format, width)))

    def __str__(self):
        return "closed answer" if self.closed else self.text().rstrip("\n")

    __repr__ = __str__

    def _repr_html_(self):
        rows = [(post.place_label, post.label, post.reason, ", ".join(post.managers), "yes" if post.certain else "perhaps")
                for post in self]
        return report.table(self.question, ("Place", "Post", "Why", "Line above", "Certain"), rows)
