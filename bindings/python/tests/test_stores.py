"""Stores: cases that a Python host keeps, loaded and saved."""
import ctypes
import datetime
import gc
import os
import pathlib
import shutil
import subprocess
import threading
import weakref
from typing import NamedTuple

import pytest

import locality
from locality import Range, _library, _native as native
from locality._store import Calls
from conftest import PAPERS, TOP


class State(NamedTuple):
    """What a case held from one commit to the next; never changed."""

    revision: int
    day: datetime.date
    header: bytes
    records: dict  # values by id, by kind; a dict keeps the order of first writing


NOTHING = State(0, datetime.date.min, None, {})


class Opened:
    """A case that is opened, and the transaction that runs."""

    def __init__(self, name):
        self.name = name
        self.seen = None


class DictStore(locality.Store):
    """Cases in a dict, with their history."""

    def __init__(self):
        self.cases = {}
        self.today = datetime.date(2010, 9, 3)
        self.told = []  # what was called, in order

    def state(self, name):
        return self.cases.get(name, [NOTHING])[-1]

    def open(self, name):
        self.told.append("open")
        return Opened(name)

    def close(self, case):
        self.told.append("close")

    def begin(self, case, write):
        self.told.append("begin")
        case.seen = self.state(case.name)
        if write:
            case.seen = case.seen._replace(records={kind: dict(rows) for kind, rows in case.seen.records.items()})
        return case.seen.revision

    @staticmethod
    def at(case, states, known_on):
        return case.seen if known_on is None else next((state for state in reversed(states) if state.day <= known_on), NOTHING)

    def read_header(self, case, known_on):
        return self.at(case, self.cases.get(case.name, []), known_on).header

    def read(self, case, query):
        state = self.at(case, self.cases.get(case.name, []), query.known_on)
        yield from list(state.records.get(query.kind, {}).items())

    def rollback(self, case):
        self.told.append("rollback")
        case.seen = None

    def write_header(self, case, header):
        case.seen = case.seen._replace(header=header)

    def write(self, case, record):
        rows = case.seen.records.setdefault(record.kind, {})
        if record.is_new and record.id in rows:
            raise locality.DuplicateError("the case holds %s %s already" % (record.kind, record.id), kind=record.kind,
                                          id=record.id)
        kept = {name: value for name, value in rows.get(record.id, {}).items() if name not in record.fields}
        rows[record.id] = {**record.values, **kept}

    def erase(self, case, kind, id):
        case.seen.records.get(kind, {}).pop(id, None)

    def commit(self, case, expected):
        self.told.append("commit")
        written, case.seen = case.seen, None
        stands = self.state(case.name)
        if stands.revision != expected:
            raise locality.ConflictError("the case stands at revision %d, not %d" % (stands.revision, expected))
        made = written._replace(revision=expected + 1, day=self.today)
        self.cases.setdefault(case.name, []).append(made)
        return made.revision


@pytest.fixture
def store():
    return DictStore()


def test_a_case_comes_back_as_it_was_saved(store, shire):
    saved = shire.save_case(store, "shire")
    assert (saved.revision, saved.erased, saved.attempts) == (1, 0, 1) and saved.written > 20
    again = locality.load_case(store, "shire")
    assert again.dumps() == shire.dumps()
    assert (again.name, again.title, again.revision) == ("shire", "A small shire", 1)
    assert shire.revision == 1 and not again.is_partial and again.changes() == []


@pytest.mark.parametrize("paper", ["coventry-2010", "cambridgeshire-2023"])
def test_a_paper_is_judged_alike_from_a_store(store, paper):
    model = locality.load(PAPERS / (paper + ".json"))
    model.save_case(store, paper)
    again = locality.load_case(store, paper)
    assert [(finding.rule, finding.verdict) for finding in again.check()] == \
        [(finding.rule, finding.verdict) for finding in model.check()]


def test_only_what_has_changed_is_written(store, shire):
    shire.save_case(store, "shire")
    model = locality.load_case(store, "shire")
    model.set("post", "clerk", "cost", 21000)
    model.add("theme", "age", name="Age")
    model.remove("provision", "p1")
    assert sorted(model.changes()) == [("post", "clerk", "changed"), ("provision", "p1", "removed"), ("theme", "age", "added")]
    saved = model.save_case(store, "shire")
    assert (saved.revision, saved.written, saved.erased) == (2, 2, 1)
    assert model.changes() == [] and model.save_case(store, "shire").written == 0


def test_records_keep_their_order_and_their_place(store):
    with locality.Model() as model:
        for id in ("c", "a", "b"):
            model.put("post", id)
        model.save_case(store, "case")
        model.set("post", "a", "title", "Clerk")
        model.save_case(store, "case")
    again = locality.load_case(store, "case")
    assert [post["id"] for post in again.records("post")] == ["c", "a", "b"]


VALUES = {"title": "Häuptling “Zwei”", "fte": Range.read("number", "3.5"), "cost": Range("money", None, 20000),
          "starts": Range.read("date", "2010-07"), "functions": ["x", "y"], "skills": [], "senior": True, "remark": "",
          "reports_to": "none", "posts": Range("count", 20, None)}


def test_values_reach_the_store_as_python_has_them(store):
    with locality.Model() as model:
        model.put("post", "p", **VALUES)
        model.save_case(store, "case")
        assert store.state("case").records["post"]["p"] == VALUES
        assert locality.load_case(store, "case").dumps() == model.dumps()


def test_a_store_may_keep_texts_as_documents_have_them(store):
    with locality.Model() as model:
        model.put("post", "p", **VALUES)
        model.save_case(store, "case")
        values = store.state("case").records["post"]["p"]
        for name, value in values.items():
            values[name] = value.written() if isinstance(value, Range) else {True: "yes"}.get(value, value) \
                if isinstance(value, bool) else value
        assert locality.load_case(store, "case").dumps() == model.dumps()


def test_what_the_library_does_not_know_is_left_alone(store, shire):
    shire.save_case(store, "shire")
    store.state("shire").records["post"]["clerk"]["star_sign"] = "Leo"
    model = locality.load_case(store, "shire")
    model.set("post", "clerk", "title", "Typist")
    model.save_case(store, "shire")
    assert store.state("shire").records["post"]["clerk"]["star_sign"] == "Leo"


def test_fields_that_a_host_declares_belong_to_the_case(store):
    field = '{"name": "payroll", "type": "text", "doc": "Its number there."}'
    model = locality.loads('{"locality": 1, "fields": {"post": [%s]}, "post": [{"id": "a", "payroll": "7"}]}' % field)
    model.save_case(store, "case")
    again = locality.load_case(store, "case")
    assert again.record("post", "a")["payroll"] == "7"
    assert again.snapshot().fields("post")["payroll"] == "Its number there."


def test_rules_of_a_file_go_into_the_case(store, coventry):
    coventry.save_case(store, "coventry")
    again = locality.load_case(store, "coventry")
    assert again.header.rules == () and again.count("rule") == coventry.count("rule")


def test_rules_that_a_case_has_in_files_are_named(store, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("own.rules", "other.rules"):
        (tmp_path / name).write_text('rule %s-1 "x"\n  require yes\n' % name.partition(".")[0].upper(), encoding="utf-8")
    store.cases["case"] = [NOTHING._replace(revision=1, header=b"locality-case 1\nrules other.rules\nrules own.rules\n")]
    model = locality.load_case(store, "case")
    assert model.header.rules == ("other.rules", "own.rules")
    model.load_rules("own.rules")
    model.save_case(store, "case")
    again = locality.load_case(store, "case")
    assert again.header.rules == ("other.rules",) and [rule["id"] for rule in again.records("rule")] == ["OWN-1"]


def test_a_header_is_kept_and_given(store, shire):
    shire.save_case(store, "shire")
    header = store.state("shire").header
    assert isinstance(header, bytes) and b"A small shire" in header
    model = locality.load_case(store, "shire")
    model.title = "A shire"
    model.save_case(store, "shire")
    assert locality.load_case(store, "shire").header == ("shire", "A shire", ())


# ---- Others ----

def two(store, shire):
    shire.save_case(store, "shire")
    return locality.load_case(store, "shire"), locality.load_case(store, "shire")


def test_nobody_is_overwritten(store, shire):
    mine, theirs = two(store, shire)
    theirs.set("post", "clerk", "title", "Typist")
    theirs.save_case(store, "shire")
    mine.set("post", "officer", "title", "Adviser")
    with pytest.raises(locality.ConflictError):
        mine.save_case(store, "shire")
    assert store.state("shire").revision == 2 and store.state("shire").records["post"]["officer"]["title"] == "Officer"
    assert mine.changes() == [("post", "officer", "changed")]
    saved = mine.save_case(store, "shire", rebase=True)
    assert (saved.revision, saved.written, saved.attempts) == (3, 1, 2)
    assert mine.record("post", "clerk")["title"] == "Typist" and mine.record("post", "officer")["title"] == "Adviser"


def test_what_both_have_changed_is_told(store, shire):
    mine, theirs = two(store, shire)
    theirs.set("post", "clerk", "title", "Typist")
    theirs.save_case(store, "shire")
    mine.set("post", "clerk", "title", "Scribe")
    with pytest.raises(locality.ConflictError) as caught:
        mine.save_case(store, "shire", rebase=True)
    assert caught.value.conflicts == (("post", "clerk", "title", "Clerk", "Scribe", "Typist"),)
    assert mine.record("post", "clerk")["title"] == "Scribe" and store.state("shire").revision == 2


class Late(DictStore):
    """Somebody else is quicker by a moment: `first` is done once, just before a commit."""

    first = None

    def commit(self, case, expected):
        done, self.first = self.first, None
        if done is not None:
            done()
        return super().commit(case, expected)


@pytest.mark.parametrize("rebase", [False, True])
def test_a_conflict_at_the_commit_is_met(shire, rebase):
    store = Late()
    mine, theirs = two(store, shire)
    mine.set("post", "clerk", "title", "Scribe")
    theirs.set("post", "officer", "title", "Adviser")
    store.first = lambda: theirs.save_case(store, "shire")
    if rebase:
        assert mine.save_case(store, "shire", rebase=True).revision == 3
        assert store.state("shire").records["post"]["officer"]["title"] == "Adviser"
    else:
        with pytest.raises(locality.ConflictError, match="stands at revision 2, not 1"):
            mine.save_case(store, "shire")
        assert mine.changes() == [("post", "clerk", "changed")]


def test_a_case_that_stands_is_not_saved_over(store, shire):
    shire.save_case(store, "shire")
    with locality.Model() as other:
        other.put("post", "a")
        with pytest.raises(locality.ConflictError):
            other.save_case(store, "shire")
    assert store.state("shire").revision == 1


def test_another_store_is_another_case(shire):
    store = DictStore()
    shire.save_case(store, "shire")
    kept = weakref.ref(store)
    del store
    gc.collect()
    assert kept() is not None  # else another could come to lie where the library knows this one
    assert shire.save_case(DictStore(), "shire").written > 20 and shire.changes() == []
    gc.collect()
    assert kept() is None


# ---- Parts and days ----

def test_a_part_of_a_case(store, shire):
    shire.save_case(store, "shire")
    part = locality.load_case(store, "shire", structures=["before"])
    assert part.is_partial and part.snapshot().is_partial("post") and not part.snapshot().is_partial("area")
    assert [post["id"] for post in part.records("post")] == ["chief"]
    with pytest.raises(locality.NotFoundError):
        locality.load_case(store, "shire", structures="elsewhere")


def test_a_part_by_areas_and_by_a_day(store, shire):
    shire.put("site", "hub", area="north", ends="2010-03-31")
    shire.put("site", "desk", area="south")
    shire.save_case(store, "shire")
    asked, read = [], store.read
    store.read = lambda case, query: asked.append(query) or read(case, query)
    part = locality.load_case(store, "shire", areas=["north"])
    assert part.is_partial and part.snapshot().is_partial("site")
    assert [area["id"] for area in part.records("area")] == ["north"]
    assert [site["id"] for site in part.records("site")] == ["old-office", "office", "hub"]
    sites = next(query for query in asked if query.kind == "site")
    assert sites.areas == ("north",) and "area" in sites.area_fields and sites.valid_on is None
    day = locality.load_case(store, "shire", valid_on="2010-04-01")
    assert [site["id"] for site in day.records("site")] == ["old-office", "office", "desk"]
    sites = [query for query in asked if query.kind == "site"][-1]
    assert (sites.valid_on, sites.first_field, sites.last_field) == (datetime.date(2010, 4, 1), "starts", "ends")
    with pytest.raises(locality.NotFoundError):
        locality.load_case(store, "shire", areas="elsewhere")
    with pytest.raises(locality.InvalidError):
        locality.load_case(store, "shire", valid_on="2010")


def test_what_was_known_on_a_day(store, shire):
    shire.save_case(store, "shire")
    store.today = datetime.date(2011, 1, 1)
    shire.set("post", "clerk", "title", "Typist")
    shire.save_case(store, "shire")
    then = locality.load_case(store, "shire", known_on="2010-12-31")
    assert then.record("post", "clerk")["title"] == "Clerk" and then.revision == 0
    assert locality.load_case(store, "shire").record("post", "clerk")["title"] == "Typist"
    with pytest.raises(locality.InvalidError):
        locality.load_case(store, "shire", known_on="2010")


def test_a_case_that_is_not_there(store):
    with pytest.raises(locality.NotFoundError):
        locality.load_case(store, "nothing")


# ---- Faults ----

class Odd(Exception):
    """No error of the library."""


TO_LOAD = ("open", "close", "begin", "read_header", "read", "rollback")
TO_SAVE = ("open", "close", "begin", "write_header", "write", "erase", "commit")
RAISED = [Odd("broken"), locality.IoError("the disk is full", host_code=28), KeyboardInterrupt(), locality.Error("odd")]
raising = pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)


def failing(name, error):
    """A store of which one function raises once it is to."""
    def function(self, *arguments):
        if self.broken:
            raise error
        return getattr(DictStore, name)(self, *arguments)

    return type("Failing", (DictStore,), {name: function, "broken": False})()


def raises(store, error, work, *arguments):
    """Whether the call raises the very object that the store raised; what was begun and opened is put in order."""
    store.broken, store.told = True, []
    with pytest.raises(type(error)) as caught:
        work(*arguments)
    store.broken = False
    assert store.told.count("begin") <= store.told.count("rollback") + store.told.count("commit") + 1
    return caught.value is error


@raising
@pytest.mark.parametrize("name", TO_LOAD)
def test_whatever_a_store_raises_reaches_who_loads(shire, name, error):
    store = failing(name, error)
    shire.save_case(store, "shire")
    assert raises(store, error, locality.load_case, store, "shire")
    if name in ("read_header", "read"):
        assert store.told[-2:] == ["rollback", "close"]
    assert locality.load_case(store, "shire").dumps() == shire.dumps()


@raising
@pytest.mark.parametrize("name", TO_SAVE)
def test_whatever_a_store_raises_reaches_who_saves(shire, name, error):
    store = failing(name, error)
    shire.save_case(store, "shire")
    shire.set("post", "clerk", "title", "Typist")
    shire.remove("provision", "p1")
    shire.title = "Another"
    changes, text = shire.changes(), shire.dumps()
    assert raises(store, error, shire.save_case, store, "shire")
    if name in ("write_header", "write", "erase"):
        assert store.told[-2:] == ["rollback", "close"]
    saved = name == "close"  # the transaction had gone through
    assert shire.changes() == ([] if saved else changes) and store.state("shire").revision == 1 + saved
    shire.save_case(store, "shire")
    assert locality.load_case(store, "shire").dumps() == text


def test_a_store_that_cannot_be_saved_to_can_be_loaded_from(store, shire):
    class Reader(locality.Store):
        def begin(self, case, write):
            return 1

        def read_header(self, case, known_on):
            return None

        def read(self, case, query):
            return [("a", {"title": case})] if query.kind == "post" else []

        def rollback(self, case):
            pass

    model = locality.load_case(Reader(), "Head")
    assert model.record("post", "a") == {"id": "a", "title": "Head"}
    with pytest.raises(locality.InvalidError):
        model.save_case(Reader(), "Head")


@pytest.mark.parametrize("values, error", [
    ({"title": 3.5}, locality.WrongTypeError), ({"fte": "many"}, locality.GrammarError),
    ({"contract": "eternal"}, locality.Error), ({"title": "a\0b"}, locality.EncodingError)])
def test_a_value_that_is_not_right_is_named(store, values, error):
    with locality.Model() as model:
        model.put("post", "a")
        model.save_case(store, "case")
    store.state("case").records["post"]["a"].update(values)
    with pytest.raises(error):
        locality.load_case(store, "case")
    assert store.told[-2:] == ["rollback", "close"]


def test_a_store_may_not_use_the_model_that_is_saved(shire):
    class Nosy(DictStore):
        def begin(self, case, write):
            shire.put("theme", "age", name="Age")
            return super().begin(case, write)

    with pytest.raises(locality.BusyError):
        shire.save_case(Nosy(), "shire")
    with pytest.raises(TypeError):
        shire.save_case({}, "shire")


def test_loading_and_saving_can_be_stopped(store, shire):
    with pytest.raises(locality.CancelledError):
        shire.save_case(store, "shire", cancel=lambda: True)
    assert store.cases == {}
    shire.save_case(store, "shire")
    with pytest.raises(locality.CancelledError):
        locality.load_case(store, "shire", cancel=lambda: True)


def test_threads_have_cases_of_their_own(store):
    failed = []

    def work(number):
        try:
            model = locality.Model()
            for id in range(200):
                model.put("post", "p%d" % id, posts=number)
            model.save_case(store, "case %d" % number)
            assert locality.load_case(store, "case %d" % number).dumps() == model.dumps()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


# ---- The kit that checks stores ----

class Kit(ctypes.Structure):
    """locality_testkit."""

    _fields_ = [("struct_size", ctypes.c_uint32), ("reserved", ctypes.c_uint32), ("store", ctypes.POINTER(native.locality_store)),
                ("prefix", ctypes.c_char_p), ("self", ctypes.c_void_p),
                ("checked", ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p)),
                ("reopen", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.POINTER(native.locality_store)))]


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """The kit for stores, made into a library that can be loaded."""
    core, compiler = pathlib.Path(os.path.realpath(_library.core_path)), shutil.which("cc")
    if compiler is None:
        pytest.skip("there is no compiler")
    source, made = TOP / "bindings" / "testkit", tmp_path_factory.mktemp("kit") / "kit.so"
    subprocess.run([compiler, "-std=c11", "-shared", "-fPIC", "-o", str(made), *map(str, sorted(source.glob("*.c"))),
                    "-I", str(source / "include"), "-I", str(TOP / "include"), str(core), "-Wl,-rpath," + str(core.parent)],
                   check=True)
    return ctypes.CDLL(str(made))


def run_kit(kit, store):
    """What the kit finds wrong with a store, by check."""
    calls, wrong, heard = Calls(store), {}, []

    def checked(_self, name, _asks, fault):
        heard.append(name.decode())
        if fault is not None:
            wrong[name.decode()] = fault.decode()

    failed, error = ctypes.c_size_t(), native.locality_error()
    members = dict(Kit._fields_)
    given = Kit(ctypes.sizeof(Kit), 0, ctypes.pointer(calls.table), None, None, members["checked"](checked))
    assert kit.locality_testkit_run(ctypes.byref(given), ctypes.byref(failed), ctypes.byref(error)) == 0, error.message
    assert calls.relay.raised is None and failed.value == len(wrong)
    return wrong, heard


def test_the_store_keeps_all_that_stores_promise(kit, store):
    wrong, heard = run_kit(kit, store)
    assert wrong == {} and len(heard) > 20


class Forgets(DictStore):
    """Takes any commit for the first."""

    def commit(self, case, expected):
        return super().commit(case, self.state(case.name).revision)


def test_the_kit_finds_what_is_wrong(kit):
    assert run_kit(kit, Forgets())[0]
