"""Models: records of every kind, built or loaded from a document."""
import contextlib
import ctypes
import os
import tempfile
import warnings
from typing import NamedTuple

from . import _native as native
from . import _report as report
from . import _store as stores
from ._callbacks import watch
from ._compare import Comparison
from ._documents import Document, beside, build, open_chain, place, read_file
from ._errors import BusyError, ConflictError, InvalidError, IoError, call, decode, encode, encode_optional
from ._handle import Handle
from ._intake import maps, read_into
from ._library import core, json_library
from ._privacy import redact
from ._range import as_date
from ._snapshot import Snapshot
from ._values import to_native

RULE_KINDS = ("rule", "parameter", "question", "definition")  # what a file of rules holds


class _RuleFile(NamedTuple):
    """A file of rules that was loaded: its path, the name that its records remember, and its text."""

    path: str
    name: str
    text: bytes


class Model(Handle):
    """Records of every kind: a mutable builder, for one thread at a time. `snapshot()` is what it holds now.

    What a snapshot can do, a model can: `check`, `why`, `query`, `records`, `record` and `count` are those of its snapshot now.
    """

    _busy = False  # while the library reads a table into it, or saves it

    def __init__(self, name=None, title=None, *, _pointer=None):
        if _pointer is None:
            _pointer = ctypes.POINTER(native.locality_model)()
            call(core.locality_model_new, None, None, ctypes.byref(_pointer))
        super().__init__(_pointer, core.locality_model_free)
        self.name = name
        self.title = title
        self._rule_files = []
        self._declared = {}  # what files of rules added to the parameters that a document gives: fields by id
        self.withheld = None  # of a redacted model: how much, by reason; printed, a note for the reader
        self.intakes = []  # what the tables that its document names came to
        self._store = None  # kept while the library knows it
        self._ruled = None  # path of the file of rules by (kind, id) of a record that came from it; None: not known yet
        self._now = None

    @property
    def handle(self):
        """The pointer, for calls of the low-level module."""
        if self._busy:
            raise BusyError("a table is being read into this model, or it is being saved")
        return super().handle

    def close(self):
        """Gives it back now; it cannot be used afterwards. Closing twice is no error."""
        if self._busy:
            raise BusyError("a table is being read into this model, or it is being saved")
        super().close()

    @contextlib.contextmanager
    def _lent(self):
        """The pointer for a call with callbacks, which may not use the model; it may be another model afterwards."""
        pointer, self._busy = self.handle, True
        try:
            yield pointer
        finally:
            self._busy, self._now, self._ruled = False, None, None

    # ---- Building ----

    def put(self, kind, id, **fields):
        """Adds a record, or replaces the one with the same id as a whole.

        Values are str (for every field: the text form of its type), list of str, bool, int, Decimal, date, datetime or Range;
        None leaves a field missing, and the text "none" says that a reference is known to be none.
        """
        self._put(core.locality_model_put, kind, id, fields)

    def add(self, kind, id, **fields):
        """Adds a record that must not stand yet."""
        self._put(core.locality_model_add, kind, id, fields)

    def _put(self, function, kind, id, fields):
        kept = []
        rows = [native.locality_named_value(encode(name), to_native(value, self._list_type(kind, name), kept))
                for name, value in fields.items() if value is not None]
        array = (native.locality_named_value * max(1, len(rows)))(*rows)
        self._change(function, kind, id, array, len(rows))

    def set(self, kind, id, field, value):
        """Sets one field of a record that stands; None makes it missing."""
        kept = []
        changed = to_native(value, self._list_type(kind, field), kept)
        self._change(core.locality_model_set, kind, id, encode(field), ctypes.byref(changed))

    def remove(self, kind, id):
        """Removes a record; references to it are then dangling until they are changed."""
        self._change(core.locality_model_remove, kind, id)

    def _change(self, function, kind, id, *arguments):
        path = self._file_of(kind, id)
        if path is not None:
            raise InvalidError("the %s %s comes from %s; change it there, or give parameters to the check" % (kind, id, path),
                               kind=kind, id=id)
        call(function, self.handle, encode(kind), encode(id), *arguments)
        self._now = None

    def _list_type(self, kind, field):
        """Whether a list given for a field is of texts or of references."""
        schema = core.locality_model_schema(self.handle)
        number = core.locality_schema_kind(schema, encode(kind))
        info = native.locality_field_info(ctypes.sizeof(native.locality_field_info))
        index = core.locality_schema_field(schema, number, encode(field))
        if index == native.LOCALITY_NO_INDEX:  # putting it says so, with the nearest names
            return native.LOCALITY_TYPE_TEXTS
        call(core.locality_schema_describe, schema, number, index, ctypes.byref(info))
        return native.LOCALITY_TYPE_REFS if info.type == native.LOCALITY_TYPE_REFS else native.LOCALITY_TYPE_TEXTS

    def add_rules(self, text, name=None):
        """Reads rules, parameters and questions from a text in the language; they become records of the model."""
        written = encode(text)
        call(core.locality_rules_load, self.handle, written, len(written), encode_optional(name), file=name)
        self._now = None

    def load_rules(self, path):
        """Reads a file of rules. Documents that are saved name it and leave its records out."""
        self._load_rules(os.fspath(path), os.fspath(path))

    def _load_rules(self, path, name):
        if any(os.path.realpath(file.path) == os.path.realpath(path) for file in self._rule_files):
            return
        text = read_file(path)
        before = self._parameters()
        call(core.locality_rules_load, self.handle, text, len(text), encode(name), file=path)
        self._rule_files.append(_RuleFile(path, name, text))
        self._now = self._ruled = None
        for id, record in self._parameters().items() if before else ():
            added = {field: value for field, value in record.items() if id in before and field not in before[id]}
            if added:
                self._declared.setdefault(id, {}).update(added)

    def _parameters(self):
        """The records of parameters by id."""
        stands = core.locality_model_count(self.handle, b"parameter") > 0
        return {record["id"]: record for record in self.snapshot().records("parameter")} if stands else {}

    def _from_files(self):
        """The files of rules by (kind, id) of the records that came from them."""
        if self._ruled is None:
            paths = {file.name: file.path for file in self._rule_files}
            self._ruled = {(kind, record["id"]): paths[record["file"]] for kind in RULE_KINDS if paths
                           for record in self.snapshot().records(kind) if record.get("file") in paths}
            for id in self._declared:  # a document gives these; the file only says what they are
                self._ruled.pop(("parameter", id), None)
        return self._ruled

    def _undeclare(self):
        """Takes away what files of rules added to the parameters that a document gives."""
        for id, record in self._parameters().items() if self._declared else ():
            for field, value in self._declared.get(id, {}).items():
                if record.get(field) == value:
                    call(core.locality_model_set, self.handle, b"parameter", encode(id), encode(field), None)

    def _file_of(self, kind, id):
        """The file of rules that a record came from; None if it came from none."""
        number = core.locality_schema_kind(core.locality_model_schema(self.handle), encode(kind))
        name = decode(core.locality_schema_kind_name(None, number))
        return self._from_files().get((name, id)) if name in RULE_KINDS else None

    def read_table(self, source, map, structure=None, **options):
        """Reads a table into the model and gives its Intake; see `locality.read_table`."""
        with self._lent() as pointer:
            return read_into(pointer, source, map, structure, **options)

    def _load_table(self, document, table):
        """Reads a table that a document names."""
        path = beside(document.path, table.file)
        map = table.map if table.map in maps() else beside(document.path, table.map)
        intake = self.read_table(path, map, table.structure, as_at=table.as_at, prefix=table.prefix, label=table.file)
        self.intakes.append(intake)
        if intake.faults:
            warnings.warn("%s: %d problems; the intakes of the model tell them" % (path, sum(intake.faults.values())),
                          stacklevel=3)

    # ---- Reading ----

    def snapshot(self):
        """What the model holds now, immutable; every reference is checked. The same object until the model changes."""
        handle = self.handle  # refuses when it is closed
        if self._now is None or self._now.closed:
            pointer = ctypes.POINTER(native.locality_snapshot)()
            call(core.locality_snapshot_take, handle, ctypes.byref(pointer))
            self._now = Snapshot(pointer, self.title or self.name, tuple(self._rule_files))
        return self._now

    def check(self, structure=None, rules=None, parameters=None, as_at=None, **options):
        """Judges by the rules of the model; see `Snapshot.check`."""
        return self.snapshot().check(structure, rules, parameters, as_at, **options)

    def why(self, rule, structure=None, parameters=None, as_at=None, **options):
        """Judges by one rule; the finding explains itself when it is printed."""
        return self.snapshot().why(rule, structure, parameters, as_at, **options)

    def query(self, expression=None, **options):
        """Answers an expression of the language, or the question that has an `id`; see `Snapshot.query`."""
        return self.snapshot().query(expression, **options)

    def records(self, kind):
        """All records of a kind as dicts; see `Snapshot.records`."""
        return self.snapshot().records(kind)

    def record(self, kind, name):
        """The record with an id, a name or an alias, as a dict of the fields it gives."""
        return self.snapshot().record(kind, name)

    def count(self, kind):
        """How many records of a kind there are."""
        return self.snapshot().count(kind)

    def who(self, subject, kind=None, **options):
        """Finds who is accountable for something; see `Snapshot.who`."""
        return self.snapshot().who(subject, kind, **options)

    def allocate(self, id=None, on=None, **options):
        """Answers an allocation of the rules: who could hold which place, and why; see `Snapshot.allocate`."""
        return self.snapshot().allocate(id, on, **options)

    def allocate_rota(self, over, id=None, every="month", **options):
        """Shares the places of an allocation out over a time; see `Snapshot.allocate_rota`."""
        return self.snapshot().allocate_rota(over, id, every, **options)

    def summary(self, findings=None, **options):
        """The document on one screen, as text; see `Snapshot.summary`."""
        return self.snapshot().summary(findings, **options)

    def redacted(self, **options):
        """A model of what can be published; its `withheld` says what was left out.

        Options: `pay_threshold` and `pay_band` in pounds, `smallest_team` in posts, `texts` ("checked", or "withheld" for none
        at all), `initials` and `contacts` to keep them or not, `keep` for fields of the host's own (`post.grade`) that are safe.
        """
        snapshot = self.snapshot()
        pointer, withheld = redact(snapshot.handle, **options)
        published = Model(_pointer=pointer)
        published.withheld = withheld
        published.name, published.title = (None if text is None or snapshot.names_person(text) else text
                                           for text in (self.name, self.title))
        return published

    # ---- Saving ----

    def dumps(self, directory="."):
        """The canonical document as text: the same records always give the same text.

        Files of rules are named as seen from `directory`, and their records left out.
        """
        names = [encode(os.path.relpath(file.path, directory).replace(os.sep, "/")) for file in self._rule_files]
        header = native.locality_json_header(ctypes.sizeof(native.locality_json_header), name=encode_optional(self.name),
                                             title=encode_optional(self.title), rules_count=len(names))
        if names:
            header.rules = (ctypes.c_char_p * len(names))(*names)
        records = dict(self._from_files())
        try:
            self._undeclare()
            for kind, id in records:
                call(core.locality_model_remove, self.handle, encode(kind), encode(id))
            return report.collect(json_library().locality_json_write, self.handle, ctypes.byref(header))
        finally:
            if records or self._declared:
                for file in self._rule_files:
                    call(core.locality_rules_load, self.handle, file.text, len(file.text), encode(file.name))

    def save(self, path):
        """Writes the canonical document to a file; an older file stays as it is until the new one is complete."""
        path = os.fspath(path)
        directory = os.path.dirname(path) or "."
        text = self.dumps(directory)
        written = None
        try:
            with tempfile.NamedTemporaryFile("wb", dir=directory, prefix=".locality-", delete=False) as file:
                written = file.name
                file.write(text.encode("utf-8"))
            os.chmod(written, os.stat(path).st_mode & 0o777 if os.path.exists(path) else 0o666 & ~_umask())
            os.replace(written, path)
        except OSError as error:
            if written is not None and os.path.exists(written):
                os.unlink(written)
            raise IoError.from_system(error, path) from error

    # ---- Cases in a store ----

    @property
    def revision(self):
        """The revision of the case that the model was last loaded from or saved as; 0 for one that belongs to no case."""
        return core.locality_model_revision(self.handle)

    @property
    def is_partial(self):
        """Whether only a part of a case was loaded."""
        return bool(core.locality_model_is_partial(self.handle))

    @property
    def header(self):
        """What the case of the model holds besides records: its name, title, and the files its rules stand in."""
        return stores.header(self.handle)

    def changes(self):
        """What saving would write, against the case the model was loaded from: a list of Change."""
        return stores.changes(self.handle)

    def save_case(self, store, name, *, rebase=False, attempts=0, cancel=None):
        """Saves the model as a case of a store, with its rules: all of it, or what has changed since it was loaded from there.

        Where somebody else has saved the case meanwhile it is a ConflictError, or with `rebase` the changes are made upon what
        stands now; then only what both have changed in different ways is one. Gives what was done.
        """
        calls = stores.Calls(store)
        options = native.locality_save_options(ctypes.sizeof(native.locality_save_options), attempts=attempts)
        options.on_conflict = native.LOCALITY_CONFLICT_REBASE if rebase else native.LOCALITY_CONFLICT_STOP
        watch(options, calls.relay, cancel)
        kept = self.header
        loaded = {file.name for file in self._rule_files}  # their records go into the case
        wanted = stores.Header(self.name, self.title, tuple(rule for rule in kept.rules if rule not in loaded))
        if wanted != kept:
            rules = (ctypes.c_char_p * max(1, len(wanted.rules)))(*[encode(rule) for rule in wanted.rules])
            options.header = ctypes.pointer(native.locality_case_header(
                ctypes.sizeof(native.locality_case_header), 0, encode_optional(wanted.name), encode_optional(wanted.title),
                rules, len(wanted.rules)))
        out = native.locality_save_outcome(ctypes.sizeof(native.locality_save_outcome))
        try:
            with self._lent() as pointer:
                calls.call(core.locality_model_save, pointer, ctypes.byref(calls.table), encode(name), ctypes.byref(options),
                           ctypes.byref(out))
        except ConflictError as error:
            error.conflicts = stores.conflicts(self.handle)
            raise
        self._store = store
        return stores.Saved(out.revision, out.written, out.erased, out.attempts)

    def __repr__(self):
        if self.closed:
            return "closed model"
        return "<locality.Model %s>" % (self.title or self.name or "without a title")


def _umask():
    """What new files are not to allow; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def load(path, rules=()):
    """Loads a document with all it extends and the rules it names; `rules` are further files of rules.

    References are checked, so that what is loaded can be judged; an error says where in which file it lies. Tables that a
    document names are read, too: `intakes` of the model says what they came to, and a warning where there are problems.
    """
    documents = open_chain(os.fspath(path))
    try:
        model = _loaded(documents)
        for document in documents:
            for table in document.tables:
                model._load_table(document, table)
        for document in documents:
            for name in document.rules:
                model._load_rules(beside(document.path, name), name)
        for file in [rules] if isinstance(rules, (str, os.PathLike)) else rules:
            model.load_rules(file)
        model.snapshot()
        return model
    except Exception as error:
        raise place(error, documents)
    finally:
        for document in documents:
            document.close()


def _loaded(documents):
    model = Model(_pointer=build(documents))
    model.name = documents[-1].name
    model.title = next((document.title or document.name for document in reversed(documents)
                        if document.title or document.name), None)
    return model


def loads(text, rules=None):
    """Loads a document from its text, and rules from theirs. The document can name no files."""
    document = Document(encode(text) if isinstance(text, str) else bytes(text))
    try:
        if document.extends or document.rules or document.tables:
            raise InvalidError("a document given as text cannot name files (extends, rules, tables); load it from a file")
        model = _loaded([document])
        if rules is not None:
            model.add_rules(rules)
        model.snapshot()
        return model
    except Exception as error:
        raise place(error, [document])
    finally:
        document.close()


def read_table(source, map, structure=None, **options):
    """Reads a table (CSV) into a new model; gives the model and its Intake, which lists every problem.

    `source` is a file, its bytes, or an object to read them from; `map` the name of a map of the library, a file, or the text
    of a map. `structure` is the structure that posts go into, `as_at` the date that the table speaks of, `prefix` what is put
    before the ids of its own records, `label` what records name as their source, `most_problems` how many are listed.
    `progress(rows, bytes)` is told now and then, `cancel()` asked.
    """
    model = Model()
    return model, model.read_table(source, map, structure, **options)


def load_case(store, name, *, structures=None, areas=None, valid_on=None, known_on=None, cancel=None):
    """Loads a case of a store. The model remembers what is changed from then on, so that `save_case` writes only that.

    `structures` are the ids of structure versions if not all are wanted, `areas` those of areas that are wanted with what lies
    below them, `valid_on` is a day if only what may be valid then is; `known_on` one if what the case held at its end is.
    """
    calls, pointer = stores.Calls(store), ctypes.POINTER(native.locality_model)()
    options = native.locality_load_options(ctypes.sizeof(native.locality_load_options))
    if structures is not None:
        options.structures = encode(structures if isinstance(structures, str) else " ".join(structures))
    if areas is not None:
        options.areas = encode(areas if isinstance(areas, str) else " ".join(areas))
    for member, day in (("valid_on", valid_on), ("known_on", known_on)):
        if day is None:
            continue
        date = as_date(day)
        if not date.exact:
            raise InvalidError("one day is wanted, not %s" % date)
        setattr(options, member, ctypes.pointer(ctypes.c_int64(date.units[0])))
    watch(options, calls.relay, cancel)
    try:
        calls.call(core.locality_model_load, ctypes.byref(calls.table), encode(name), ctypes.byref(options),
                   ctypes.byref(pointer))
    except BaseException:
        core.locality_model_free(pointer)  # interrupted when it was done already
        raise
    model = Model(_pointer=pointer)
    model.name, model.title, _ = model.header
    model._store = store
    return model


def compare(left, right, what=None, other=None, *, titles=None):
    """Holds figures of two models, or snapshots, against each other.

    `what` is a figure (id, name or alias) or an expression of one value, `other` the same for the second where it differs;
    without both all figures are compared that go by one id or name.
    """
    sides = [side.snapshot() if isinstance(side, Model) else side for side in (left, right)]
    return Comparison(*sides, what, other, titles or [side.title for side in sides])
