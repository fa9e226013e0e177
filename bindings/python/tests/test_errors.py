"""Errors: each status has one class, and each can be met."""
import ctypes
import errno
import pickle

import pytest

import locality
from locality import _errors, _native as native
from locality._callbacks import Relay
from locality._library import core
from conftest import LONG_QUESTION, crowd

STATUSES = {name: number for name, number in native.ENUMERATIONS["locality_statuses"].items() if number}


def test_every_status_has_one_class():
    classes = [kind for kind in vars(locality).values() if isinstance(kind, type) and issubclass(kind, locality.Error)
               and kind is not locality.Error]
    assert sorted(kind.status for kind in classes) == sorted(STATUSES.values())
    assert {kind.status: kind for kind in classes} == _errors.CLASSES


@pytest.mark.parametrize("name", STATUSES)
def test_an_error_of_the_library_becomes_its_class(name):
    filled = native.locality_error(status=STATUSES[name], host_code=5, line=3, column=4, kind=b"post", field=b"fte",
                                   id="café".encode(), message="zu groß".encode())
    error = _errors.from_native(filled, "a.json")
    assert type(error).status == STATUSES[name]
    assert type(error).__name__.lower().endswith("error")
    assert (error.kind, error.field, error.id, error.line, error.column, error.host_code) == ("post", "fte", "café", 3, 4, 5)
    assert error.message == "zu groß" and str(error) == "a.json:3:4: zu groß"


def no_memory():
    """Asks for a model with an allocator that has nothing to give."""
    members = dict(native.locality_allocator._fields_)
    relay = Relay()
    allocator = native.locality_allocator(
        ctypes.sizeof(native.locality_allocator), 0, None,
        relay.guard(members["allocate"], lambda _self, _size: 0, failure=0),
        relay.guard(members["resize"], lambda _self, _block, _old, _new: 0, failure=0),
        relay.guard(members["release"], lambda _self, _block, _size: None, failure=None))
    out = ctypes.POINTER(native.locality_model)()
    relay.call(core.locality_model_new, None, ctypes.byref(allocator), ctypes.byref(out))


def refused_output():
    members = dict(native.locality_output._fields_)
    write = members["write"](lambda _self, _bytes, _length: 7)
    output = native.locality_output(ctypes.sizeof(native.locality_output), 0, None, write)
    table = ctypes.POINTER(native.locality_table)()
    _errors.call(core.locality_table_new, None, ctypes.byref(table))
    try:
        _errors.call(core.locality_table_add_column, table, b"a", None, native.LOCALITY_ALIGN_LEFT)
        _errors.call(core.locality_table_write, table, None, ctypes.byref(output))
    finally:
        core.locality_table_free(table)


def twins():
    model = locality.Model()
    model.put("post", "a", title="Officer")
    model.put("post", "b", title="Officer")
    return model


def circle():
    model = locality.Model()
    model.put("structure", "a", baseline="b")
    model.put("structure", "b", baseline="a")
    return model


def stale_change():
    model = locality.Model()
    model.put("structure", "now", name="Now")
    model.put("structure", "then", name="Then", baseline="now")
    model.put("post", "head", structure="now", title="Head")
    model.put("change", "c1", structure="then", verb="set", subject="post:head", field="title", expected="Chief", value="Lead")
    return model


def late_sink():
    kept = []
    rule = locality.native_rule("OWN-1", "Keeps its sink")(lambda _snapshot, sink: kept.append(sink))
    locality.Model().check(natives=[rule])
    kept[0].warning("too late")


def add_twice():
    model = locality.Model()
    model.add("post", "a")
    model.add("post", "a")


PROVOCATIONS = {
    locality.InvalidError: lambda: locality.Model().put("post", ""),
    locality.NoMemoryError: no_memory,
    locality.NotFoundError: lambda: locality.Model().put("psot", "a"),
    locality.DuplicateError: add_twice,
    locality.DanglingError: lambda: locality.loads('{"locality": 1, "post": [{"id": "a", "reports_to": "b"}]}'),
    locality.AmbiguousError: lambda: twins().record("post", "officer"),
    locality.CycleError: lambda: circle().snapshot(),
    locality.GrammarError: lambda: locality.Range.read("money", "much"),
    locality.WrongTypeError: lambda: locality.Model().query("1 + yes"),
    locality.OutOfRangeError: lambda: locality.Range.read("money", "999999999999bn"),
    locality.EncodingError: lambda: locality.loads(b'{"locality": 1, "name": "\xff"}'),
    locality.LimitError: lambda: locality.loads("[" * 5000),
    locality.CancelledError: lambda: crowd().query(LONG_QUESTION, cancel=lambda: True),
    locality.CallbackError: refused_output,
    locality.BusyError: late_sink,
    locality.ConflictError: lambda: stale_change().snapshot(),
    locality.IoError: lambda: locality.load("no-such-file.json"),
}


def test_there_is_a_provocation_of_every_class():
    assert set(PROVOCATIONS) == set(_errors.CLASSES.values())


@pytest.mark.parametrize("kind", PROVOCATIONS, ids=lambda kind: kind.__name__)
def test_the_error_can_be_met(kind):
    with pytest.raises(locality.Error) as caught:
        PROVOCATIONS[kind]()
    assert type(caught.value) is kind
    assert caught.value.message


def test_the_code_of_a_callback_passes_through():
    with pytest.raises(locality.CallbackError) as caught:
        refused_output()
    assert caught.value.host_code == 7


def test_a_missing_file_is_also_an_error_of_the_system():
    with pytest.raises(OSError) as caught:
        locality.load("no-such-file.json")
    assert caught.value.errno == errno.ENOENT and caught.value.filename == "no-such-file.json"
    assert isinstance(caught.value.__cause__, FileNotFoundError)
    assert str(caught.value).startswith("no-such-file.json: ")


def test_an_error_names_record_field_and_place():
    with pytest.raises(locality.GrammarError) as caught:
        locality.loads('{"locality": 1,\n "post": [{"id": "a", "fte": "few"}]}')
    error = caught.value
    assert (error.kind, error.id, error.field, error.line, error.column) == ("post", "a", "fte", 2, 30)


def test_a_dangling_reference_has_its_place_in_the_file(tmp_path):
    path = tmp_path / "paper.json"
    path.write_text('{"locality": 1,\n "post": [\n  {"id": "a",\n   "reports_to": "b"}]}', encoding="utf-8")
    with pytest.raises(locality.DanglingError) as caught:
        locality.load(path)
    assert (caught.value.file, caught.value.line) == (str(path), 4)
    assert str(caught.value).startswith("%s:4:" % path)


def test_an_unknown_kind_offers_the_nearest():
    with pytest.raises(locality.NotFoundError, match="post"):
        locality.Model().records("posst")


def test_text_with_a_nul_is_refused_instead_of_cut():
    with pytest.raises(locality.EncodingError):
        locality.Model().put("post", "a\0b")
    with pytest.raises(locality.EncodingError):
        locality.Model().put("post", "a", title="\ud800")


def test_a_failed_put_leaves_the_model_as_it_was():
    model = locality.Model()
    model.put("post", "a", title="Head")
    with pytest.raises(locality.Error):
        model.put("post", "a", title="Other", fte="few")
    assert model.record("post", "a")["title"] == "Head"


def test_errors_can_be_pickled():
    error = locality.NotFoundError("no such post", kind="post", id="a", file="x.json", line=3)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is locality.NotFoundError and str(again) == str(error) and again.id == "a"
