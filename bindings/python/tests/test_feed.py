"""Feeds in Python: files, columns, data frames, parts; and every function of the header."""
import array
import ctypes
from ctypes import byref

import pytest

import locality
from locality import _errors, _feed, _library, _native as native
from locality._feed import Feed

core = _library.core
ROWS = b"""date,recorded,area,service,count
2020-01-01,2020-01-02,north,bins,1
2020-01-09,2020-01-09,north,bins,2
2020-01-09,2020-01-10,south,"bins, large",1
2020-02-30,,south,bins,1
,,south,bins,1
"""


def lines(series):
    return {series.line(i)[:2]: series.counts(i) for i in range(len(series))}


def test_a_file_is_counted_and_every_row_accounted_for():
    feed = Feed().read_csv(ROWS)
    assert feed.account == {"rows": 5, "counted": 3, "blank": 1, "unknown": 0, "malformed": 1, "empty": 0, "bytes": len(ROWS),
                            "events": 4, "unplaced": 0}
    assert feed.tally == {("received", "not a date"): 1, ("received", "blank"): 1}
    assert [(p.line, p.row, p.column, p.fault, p.text) for p in feed.problems] == [
        (5, 4, 1, "not a date", "2020-02-30"), (6, 5, 1, "blank", "")]
    series = feed.series()
    assert series.every == "week" and series.periods == ["2020-W01", "2020-W02"]
    assert lines(series) == {("north", "bins"): [1, 2], ("south", "bins, large"): [0, 1]}
    assert series.cells(1) == [(1, 1)] and series.exposure(0) == [5, 4]
    assert feed.spans == {"": (18262, 18270)}
    assert feed.delay(0.5) == 0 and feed.delay(0.9) == 1 and feed.delayed(1) == 2
    assert series.completeness[0] == 1


def test_a_file_on_disk_and_one_that_is_not_there(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_bytes(ROWS)
    feed = Feed(every="month").read_csv(path)
    assert feed.problems[0].file == str(path)
    with pytest.raises(locality.ConflictError):
        feed.read_csv(path)
    with pytest.raises(locality.IoError):
        Feed().read_csv(tmp_path / "none.csv")
    with pytest.raises(locality.NotFoundError):
        Feed().read_csv(ROWS, columns={"area": "ares"})


def test_parts_merge_to_the_same_bytes():
    whole = Feed().read_csv(ROWS, file="f")
    cut = _feed.split(ROWS, 2)
    header = ROWS[:ROWS.index(b"\n")]
    left = Feed().begin(file="f", more=True).push(ROWS[:cut[1]]).end()
    right = Feed().begin(file="f", header=header, first_byte=cut[1]).push(ROWS[cut[1]:]).end()
    assert right.merge(left).to_bytes() == whole.to_bytes()
    assert Feed.from_bytes(whole.to_bytes()).to_bytes() == whole.to_bytes()
    with pytest.raises(locality.GrammarError):
        Feed.from_bytes(whole.to_bytes()[:-1])


def test_columns_of_every_sort_make_the_same_feed():
    days, areas, services = [18262, 18263, 18270], ["a", "b", None], ["s", "s", "t"]
    by_lists = Feed().put(received=days, area=areas, service=services)
    assert by_lists.account["blank"] == 1
    by_codes = Feed().put(received=array.array("i", days), area=(array.array("b", [0, 1, -1]), ["a", "b"]),
                          service=(array.array("B", [1, 1, 0]), ["t", "s"]))
    assert by_codes.to_bytes() == by_lists.to_bytes()
    assert lines(by_lists.series(levels={"area": 0})) == {("a", ""): [1], ("b", ""): [1]}
    with pytest.raises(ValueError):
        Feed().put(received=days, area=["a"])
    with pytest.raises(locality.InvalidError):
        Feed().put(received=days, area=[0.5, 1.5, 2.5][:0] + days, count=["x"][:0] + days, x=days, service=array.array("d", [1, 2, 3]))


def test_data_frames_and_arrays_are_taken_where_they_lie():
    numpy = pytest.importorskip("numpy")
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"when": pandas.to_datetime(["2020-01-01 10:00", "2020-01-09", None]),
                              "ward": pandas.Categorical(["a", "b", "a"]), "n": numpy.array([1, 2, 3])})
    feed = Feed().put_frame(frame, received="when", area="ward", count="n")
    assert feed.account["events"] == 3 and feed.account["blank"] == 1
    matrix = numpy.array([[18262, 7], [18263, 8]], dtype=numpy.int64)  # a column of a matrix has a stride
    assert Feed().put(received=matrix[:, 0], area=["a", "a"]).account["counted"] == 2


def test_arrow_tables_are_taken():
    pyarrow = pytest.importorskip("pyarrow")
    if not hasattr(pyarrow.Table, "__arrow_c_stream__"):
        pytest.skip("this pyarrow has no stream interface")
    table = pyarrow.table({"date": pyarrow.array([18262, 18263], pyarrow.date32()), "area": ["a", "b"]})
    assert Feed().put_arrow(table).account["counted"] == 2


def test_levels_lists_duplicates_and_gaps():
    feed = Feed(every="day", duplicates=("reference",), keep_unplaced=True).list("area", ["a", "b"])
    feed.read_csv(b"date,area,service,reference\n2020-01-01,a,s,1\n2020-01-01,b,s,1\n2020-01-03,z,s,2\n")
    assert feed.account["unknown"] == 1 and feed.account["unplaced"] == 1
    parents = [("area", "a", "town"), ("area", "b", "town")]
    assert lines(feed.series(levels={"area": 1}, parents=parents)) == {("", ""): [0, 0, 1], ("town", ""): [2, 0, 0]}
    assert lines(feed.series(levels={"area": 1}, parents=parents, distinct=True)) == {("", ""): [0, 0, 1], ("town", ""): [1, 0, 0]}
    series = feed.series(levels={}, missing=[(None, 18263, 18263)], bases=[(None, 0, 10.0)], first=18261, last=18264)
    assert lines(series) == {("", ""): [None, 2, None, 1]}
    assert series.exposure(0)[1] == 20  # two areas that are placed
    assert lines(feed.series(every="month", levels={}, as_at=20000, hold_back=0.9)) == {("", ""): [3]}
    with pytest.raises(locality.CycleError):
        feed.series(parents=[("area", "a", "b"), ("area", "b", "a")])


def test_periods_are_numbered_and_named():
    assert _feed.period_of("week", 18627) == _feed.period_of("week", 18628)
    assert _feed.period_name("week", _feed.period_of("week", 18627)) == "2020-W53"
    assert _feed.period_days("month", 600) == (18262, 18292)
    with pytest.raises(ValueError):
        _feed.period_of("decade", 0)
    with pytest.raises(locality.InvalidError):
        _feed.period_of("day", 10 ** 9)


def test_a_batch_of_arrow_by_the_low_level_module():
    feed = Feed()
    days, names = (ctypes.c_int32 * 2)(18262, 18263), [b"date", b"area"]
    offsets, letters = (ctypes.c_int32 * 3)(0, 1, 2), ctypes.create_string_buffer(b"ab")
    schemas = [native.locality_arrow_schema(format=b"tdD", name=names[0]), native.locality_arrow_schema(format=b"u", name=names[1])]
    buffers = [(ctypes.c_void_p * 2)(None, ctypes.addressof(days)),
               (ctypes.c_void_p * 3)(None, ctypes.addressof(offsets), ctypes.addressof(letters))]
    arrays = [native.locality_arrow_array(length=2, n_buffers=len(b), buffers=ctypes.cast(b, ctypes.POINTER(ctypes.c_void_p)))
              for b in buffers]
    schema, batch = native.locality_arrow_schema(format=b"+s", n_children=2), native.locality_arrow_array(length=2, n_children=2)
    children = (ctypes.POINTER(native.locality_arrow_schema) * 2)(*map(ctypes.pointer, schemas))
    columns = (ctypes.POINTER(native.locality_arrow_array) * 2)(*map(ctypes.pointer, arrays))
    schema.children, batch.children = ctypes.cast(children, type(schema.children)), ctypes.cast(columns, type(batch.children))
    _errors.call(core.locality_feed_put_arrow, feed.handle, byref(schema), byref(batch), None, None)
    assert feed.account["counted"] == 2
    stream = native.locality_arrow_stream()
    with pytest.raises(locality.InvalidError):
        _errors.call(core.locality_feed_put_stream, feed.handle, byref(stream), None, None)
