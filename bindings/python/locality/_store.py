"""Stores: storage of the host, from which cases are loaded and in which they are saved.

A host derives from `Store`. For one call of the library `Calls` makes a table of C functions of it. An exception of the library
that a store raises (ConflictError, IoError ...) goes through C as its status, since saving may have an answer to it; any other
ends the call. Either reaches the caller as the object that was raised.
"""
import ctypes
import datetime
import itertools
import operator
from typing import NamedTuple, Optional

from . import _native as native
from ._callbacks import Relay
from ._errors import Error, call, decode, encode
from ._library import core
from ._range import EPOCH
from ._values import LISTS, TEXTS, from_native, to_native

CHANGES = {native.LOCALITY_CHANGE_ADDED: "added", native.LOCALITY_CHANGE_CHANGED: "changed",
           native.LOCALITY_CHANGE_REMOVED: "removed"}
MEMBERS = dict(native.locality_store._fields_)
CHANGE = native.PROTOTYPES["locality"]["locality_model_changes"][1][2]
FOR_SAVING = ("write_header", "write", "erase", "commit")
IN_ANY_CASE = ("close", "rollback")  # whatever was raised before


class StoreRecord(NamedTuple):
    """A record that is to be kept: its values by field, without those that are missing.

    `fields` are the fields that the kind has; values that a store holds under other names it leaves alone. With `is_new` the
    case must not hold the id yet.
    """

    kind: str
    id: str
    values: dict
    fields: tuple
    is_new: bool


class StoreQuery(NamedTuple):
    """Which records are wanted: those of a kind, now or at the end of the day `known_on`.

    With `structures` only those whose `structure_field` names one of them, or is missing; with `areas` only those that name one
    of them in one of `area_fields`, or none at all; with `valid_on` only those that may be valid on that day, by `first_field`
    and `last_field` (None where the kind has no such field). A store may leave all of that out of account.
    """

    kind: str
    structure_field: Optional[str]
    structures: Optional[tuple]
    known_on: Optional[datetime.date]
    area_fields: tuple = ()
    areas: Optional[tuple] = None
    valid_on: Optional[datetime.date] = None
    first_field: Optional[str] = None
    last_field: Optional[str] = None


class Change(NamedTuple):
    """A record that differs from the case it was loaded from: added, changed or removed."""

    kind: str
    id: str
    state: str


class Conflict(NamedTuple):
    """One thing that two have changed in different ways; `field` is empty where it is the whole record."""

    kind: str
    id: str
    field: str
    before: str
    mine: str
    theirs: str


class Header(NamedTuple):
    """What a case holds besides its records: what documents call it, its title, and the names of the files its rules stand in."""

    name: Optional[str]
    title: Optional[str]
    rules: tuple


class Saved(NamedTuple):
    """What saving did: the revision that the case has now, how many records were written and erased, how often it was tried."""

    revision: int
    written: int
    erased: int
    attempts: int


class Store:
    """Storage for cases; derive from it and define its functions. Without the last four it can only be loaded from.

    A transaction (begin to commit or rollback) sees one state of a case and is kept as a whole or not at all. Records of a kind
    come back in the order in which they were first written. Values are str, list of str, bool and Range (`Range.units` are whole
    numbers for a database, `Range.from_units` makes it again) and come back as they were; a text is taken, too, in the form that
    documents have. Raise ConflictError, DuplicateError, IoError ... where something cannot be done, anything else for a fault.
    """

    def open(self, name):
        """Gives what stands for the case `name`, which need not exist; it is handed to the other functions."""
        return name

    def close(self, case):
        """The case is not used any more; never called while a transaction runs."""

    def begin(self, case, write):
        """Begins a transaction and gives the revision of the case; 0 for one that was never committed."""
        raise NotImplementedError

    def read_header(self, case, known_on):
        """Gives the header that was written last (or stood at the end of a day), as bytes; None for none."""
        raise NotImplementedError

    def read(self, case, query):
        """Gives id and values (a mapping of fields) of each record that a StoreQuery asks for, in order; may be a generator.

        A store without history raises InvalidError where `known_on` is given.
        """
        raise NotImplementedError

    def rollback(self, case):
        """Ends the transaction; nothing that it wrote remains. Reading ends with it, too."""
        raise NotImplementedError

    def write_header(self, case, header):
        """Keeps the header, bytes of the library's own."""
        raise NotImplementedError

    def write(self, case, record):
        """Adds a StoreRecord, or replaces the one with its id; DuplicateError where it is new and stands."""
        raise NotImplementedError

    def erase(self, case, kind, id):
        """Takes a record out; one that is not there is no error."""
        raise NotImplementedError

    def commit(self, case, expected):
        """Makes permanent what was written if the revision is still `expected`, and gives the new, greater one.

        Else ConflictError. Whatever happens, the transaction is over.
        """
        raise NotImplementedError

    @property
    def identity(self):
        """The address by which the library knows this store again."""
        if "_place" not in self.__dict__:
            self._place = ctypes.create_string_buffer(1)
        return ctypes.addressof(self._place)


class Calls:
    """A store as a table of functions, for one call of the library."""

    def __init__(self, store):
        if not isinstance(store, Store):
            raise TypeError("a locality.Store is wanted, not %s" % type(store).__name__)
        self.store = store
        self.relay = Relay()
        self._cases, self._tokens = {}, itertools.count(1)
        self._failed = None, None  # an error of the library that the store raised, and what C was told of it
        self._kinds = {}  # fields of each kind that was written in this transaction
        self.table = native.locality_store(ctypes.sizeof(native.locality_store), 0, store.identity)
        for name in list(MEMBERS)[3:]:
            if name not in FOR_SAVING or getattr(type(store), name) is not getattr(Store, name):
                setattr(self.table, name, self._function(name))

    def _function(self, name):
        function = getattr(self, "_" + name)
        if name in IN_ANY_CASE:
            return self.relay.guard(MEMBERS[name], function, failure=None, always=True)

        def answered(*arguments):
            try:
                return function(*arguments) or native.LOCALITY_OK
            except Error as error:
                return self._tell(error, arguments[-1].contents)

        return self.relay.guard(MEMBERS[name], answered, failure=native.LOCALITY_CALLBACK)

    def _tell(self, error, out):
        """Fills the error of C with one that the store raised."""
        out.status = error.status or native.LOCALITY_CALLBACK
        out.host_code, out.line, out.column = error.host_code, error.line, error.column
        for member in ("kind", "field", "id", "message"):
            room = getattr(native.locality_error, member).size - 1
            setattr(out, member, getattr(error, member).encode("utf-8")[:room].decode("utf-8", "ignore").encode("utf-8"))
        self._failed = error, (out.status, out.message)
        return out.status

    def call(self, function, *arguments):
        """Calls the library; what the store raised is raised as it was."""
        try:
            self.relay.call(function, *arguments)
            return
        except Error as error:
            told = error
        raised, (status, message) = self._failed if self._failed[0] is not None else (None, (None, b""))
        raise raised if raised is not None and (status, decode(message)) == (told.status, told.message) else told

    # ---- The functions of the table ----

    def _open(self, _self, name, opened, _error):
        token = next(self._tokens)
        self._cases[token] = self.store.open(decode(name))
        opened[0] = token

    def _close(self, opened):
        self.store.close(self._cases.pop(opened))

    def _begin(self, opened, access, revision, _error):
        self._kinds.clear()
        revision[0] = operator.index(self.store.begin(self._cases[opened], access == native.LOCALITY_STORE_WRITE))

    def _rollback(self, opened):
        self.store.rollback(self._cases[opened])

    def _commit(self, opened, expected, revision, _error):
        revision[0] = operator.index(self.store.commit(self._cases[opened], expected))

    def _read_header(self, opened, known_on, sink, error):
        header = self.store.read_header(self._cases[opened], _date(known_on))
        if header is None:
            return native.LOCALITY_OK
        data = ctypes.create_string_buffer(bytes(header))
        return sink.contents.header(sink.contents.self, data, len(header), error)

    def _write_header(self, opened, data, length, _error):
        self.store.write_header(self._cases[opened], ctypes.string_at(data, length))

    def _read(self, opened, query, sink, error):
        query = query.contents
        fields = _fields(query.schema, query.kind)
        names = {name: (number, type) for number, (name, type) in enumerate(fields)}
        structures = tuple(decode(query.structures[i]) for i in range(query.structures_count)) if query.structures else None
        areas = tuple(decode(query.areas[i]) for i in range(query.areas_count)) if query.areas else None
        wanted = StoreQuery(decode(core.locality_schema_kind_name(query.schema, query.kind)),
                            None if structures is None else fields[query.structure_field][0], structures, _date(query.known_on),
                            tuple(fields[query.area_fields[i]][0] for i in range(query.area_fields_count if areas else 0)),
                            areas, _date(query.valid_on), *(_name(fields, number) if query.valid_on else None
                                                            for number in (query.first_field, query.last_field)))
        for id, values in self.store.read(self._cases[opened], wanted):
            array, kept = (native.locality_value * max(1, len(fields)))(), []
            for name, value in values.items():
                if name in names:  # not one of a later version, or another host's
                    number, type = names[name]
                    array[number] = _stored(value, type, kept)
            record = native.locality_store_record(ctypes.sizeof(native.locality_store_record), 0, query.schema, query.kind, 0,
                                                  encode(id), array, len(fields))
            status = sink.contents.record(sink.contents.self, ctypes.byref(record), error)
            if status != native.LOCALITY_OK:
                return status
        return native.LOCALITY_OK

    def _write(self, opened, record, _error):
        record = record.contents
        if record.kind not in self._kinds:
            self._kinds[record.kind] = (decode(core.locality_schema_kind_name(record.schema, record.kind)),
                                        tuple(name for name, _ in _fields(record.schema, record.kind)))
        kind, names = self._kinds[record.kind]
        values = {names[i]: from_native(record.values[i]) for i in range(record.values_count)
                  if record.values[i].type != native.LOCALITY_TYPE_NONE}
        self.store.write(self._cases[opened], StoreRecord(kind, decode(record.id), values, names, bool(record.is_new)))

    def _erase(self, opened, kind, id, _error):
        self.store.erase(self._cases[opened], decode(kind), decode(id))


def _name(fields, number):
    return fields[number][0] if number < len(fields) else None


def _date(days):
    return EPOCH + datetime.timedelta(days=days[0]) if days else None


def _fields(schema, kind):
    """Name and type of each field of a kind, by number."""
    found = []
    for number in range(core.locality_schema_fields(schema, kind)):
        info = native.locality_field_info(ctypes.sizeof(native.locality_field_info))
        call(core.locality_schema_describe, schema, kind, number, ctypes.byref(info))
        found.append((decode(info.name), info.type))
    return found


def _stored(value, type, kept):
    """What a store gives for a field, as the library takes it."""
    if isinstance(value, bool) and type == native.LOCALITY_TYPE_TRUTH:
        return native.locality_value(type=type, range=native.locality_range(value, value))
    out = to_native(value, type if type in LISTS else native.LOCALITY_TYPE_TEXTS, kept)
    if out.type == native.LOCALITY_TYPE_TEXT and type in TEXTS:
        out.type = type
    return out


def changes(model):
    """What saving the model with a handle would write, as a list of Change."""
    relay, found, schema = Relay(), [], core.locality_model_schema(model)

    def change(_self, kind, id, state):
        found.append(Change(decode(core.locality_schema_kind_name(schema, kind)), decode(id), CHANGES[state]))
        return 0

    relay.call(core.locality_model_changes, model, None, relay.guard(CHANGE, change, failure=1))
    return found


def conflicts(model):
    """The conflicts that the last saving of the model with a handle ended with."""
    found = []
    for index in range(core.locality_model_conflicts(model)):
        out = native.locality_conflict(ctypes.sizeof(native.locality_conflict))
        call(core.locality_model_conflict_at, model, index, ctypes.byref(out))
        found.append(Conflict(*(decode(getattr(out, name)) for name in Conflict._fields)))
    return tuple(found)


def header(model):
    """What is kept with the case of the model with a handle."""
    out = native.locality_case_header(ctypes.sizeof(native.locality_case_header))
    call(core.locality_model_header, model, ctypes.byref(out))
    return Header(*(None if text is None else decode(text) for text in (out.name, out.title)),
                  tuple(decode(out.rules[i]) for i in range(out.rules_count)))
