"""Tables: read into a model by a map, with every problem told."""
import io
import os
import signal
import threading

import pytest

import locality

POSTS = b"""post id,title,reports to,fte,team
p1,Head of service,,1,Front door
p2,Officer,p1,0.5,Front door
p3,Clerk,p9,many,Front door
p2,Officer again,p1,1,Front door
"""
MAP = """map ours "Posts as ours are"
column id "No"
column title "Job"
column from "Start" date "D/M/YYYY"
ignore "Surname"
skip "leavers" when title like "*(left)"
tally title "Clerk"
make structure "{structure}" once

make post id
    structure structure
    title title
    starts from
"""
OURS = b"No,Job,Start,Surname\n1,Head,3/9/2010,Smith\n2,Clerk,,Jones\n3,Clerk (left),,Doe\n"


def test_a_table_becomes_a_model_and_says_what_it_came_to():
    model, intake = locality.read_table(POSTS, map="posts", structure="now", as_at="2024-04-01")
    assert [post["id"] for post in model.records("post")] == ["p1", "p2", "p3"]
    assert model.record("post", "p2")["fte"] == locality.Range.read("number", "0.5")
    assert model.record("structure", "now")["effective"] == locality.Range.read("date", "2024-04-01")
    assert intake.rows == 4 and intake.made["post"] == 3 and intake.refused == {"post": 1} and intake.broken == 0
    assert intake.worst == "error" and sum(intake.faults.values()) == len(intake.problems) == 3


def test_problems_are_rows():
    _, intake = locality.read_table(POSTS, map="posts", structure="now")
    found = {problem.fault: problem for problem in intake.problems}
    value, dangling = found["value"], found["dangling"]
    assert (value.row, value.column, value.heading, value.value) == (4, 4, "fte", "many")
    assert (dangling.kind, dangling.id, dangling.severity) == ("post", "p3", "error") and dangling.value == "p9"
    assert str(value).startswith('row 4, column 4 (fte): "many": this is no number') and str(value) in str(intake)
    assert "<td" in intake._repr_html_() and "many" in intake._repr_html_()
    assert str(dangling).startswith('row 4, post p3, "p9": ') and str(intake).startswith("table: 4 rows")


def test_problems_are_a_data_frame():
    pandas = pytest.importorskip("pandas")
    frame = locality.read_table(POSTS, map="posts", structure="now")[1].frame()
    assert isinstance(frame, pandas.DataFrame) and list(frame["row"]) == sorted(frame["row"])
    assert set(frame.columns) == set(locality.Problem._fields) and len(frame) == 3
    assert len(locality.read_table(OURS, map=MAP, structure="now")[1].frame().columns) == len(locality.Problem._fields)


def test_a_map_of_ones_own(tmp_path):
    locality.check_map(MAP)
    (tmp_path / "ours.map").write_text(MAP, encoding="utf-8")
    (tmp_path / "ours.csv").write_bytes(OURS)
    model, intake = locality.read_table(tmp_path / "ours.csv", tmp_path / "ours.map", "now")
    assert model.record("post", "1")["starts"].value.isoformat() == "2010-09-03"
    assert intake.skipped == {"leavers": 1} and intake.tally == {"Job: Clerk": 1}
    assert intake.unmapped == 1 and intake.blank["Start"] >= 1 and intake.problems == [] and intake.worst is None
    assert str(intake).startswith("ours.csv: 3 rows")
    again, _ = locality.read_table(str(tmp_path / "ours.csv"), str(tmp_path / "ours.map"), "now", label="ours.csv")
    assert again.dumps() == model.dumps()


def test_the_library_has_maps():
    maps = locality.maps()
    assert "posts" in maps and list(maps) == sorted(maps)
    for name in maps:
        locality.check_map(name)


def test_a_table_is_read_into_a_model_that_stands(shire):
    before = shire.count("post")
    intake = shire.read_table(io.BytesIO(POSTS), "posts", "after", most_problems=1)
    assert shire.count("post") == before + 3
    assert len(intake.problems) == 1 and "and 2 more" in str(intake)
    again = shire.read_table(OURS, MAP, "after")
    assert again.made == {"post": 2} and again.stood == {"structure": 1}


def test_where_a_map_or_table_is_wrong(tmp_path):
    wrong = tmp_path / "wrong.map"
    wrong.write_text(MAP.replace("    title title", "    tittle title"), encoding="utf-8")
    for work in (lambda: locality.check_map(wrong), lambda: locality.read_table(OURS, wrong)):
        with pytest.raises(locality.NotFoundError) as caught:
            work()
        assert (caught.value.file, caught.value.line) == (str(wrong), 12) and "title" in caught.value.message
    table = tmp_path / "table.csv"
    table.write_bytes(b"Other\n1\n")
    with pytest.raises(locality.NotFoundError) as caught:
        locality.read_table(table, MAP)
    assert caught.value.file == str(table)
    with pytest.raises(locality.InvalidError, match="uk-organogram-senior"):
        locality.read_table(OURS, "nothing")
    with pytest.raises(locality.IoError):
        locality.read_table(tmp_path / "nothing.csv", MAP)
    with pytest.raises(locality.IoError):
        locality.check_map(tmp_path / "nothing.map")


def test_after_an_error_nothing_is_kept(shire):
    before = shire.dumps()
    with pytest.raises(locality.Error):
        shire.read_table(b"No,No,Job,Start\n1,2,3,4\n", MAP)
    assert shire.dumps() == before


def test_two_versions_of_one_table_go_into_one_model():
    model, _ = locality.read_table(OURS, MAP, "now", prefix="now/")
    model.read_table(OURS, MAP, "then", prefix="then/")
    assert [post["id"] for post in model.records("post")] == ["now/1", "now/2", "then/1", "then/2"]


def test_a_document_names_its_tables(tmp_path):
    (tmp_path / "ours.map").write_text(MAP, encoding="utf-8")
    (tmp_path / "ours.csv").write_bytes(OURS)
    (tmp_path / "posts.csv").write_bytes(POSTS)
    paper = tmp_path / "paper.json"
    paper.write_text('''{"locality": 1, "tables": [
        {"file": "ours.csv", "map": "ours.map", "structure": "now", "prefix": "our-"},
        {"file": "posts.csv", "map": "posts", "structure": "then", "as_at": "2024-04-01"}]}''', encoding="utf-8")
    with pytest.warns(UserWarning, match="posts.csv: 3 problems"):
        model = locality.load(paper)
    assert [post["id"] for post in model.records("post")] == ["our-1", "our-2", "p1", "p2", "p3"]
    assert [intake.label for intake in model.intakes] == ["ours.csv", "posts.csv"]
    (tmp_path / "ours.map").unlink()
    with pytest.raises(locality.InvalidError, match="ours.map"):
        locality.load(paper)
    with pytest.raises(locality.InvalidError, match="tables"):
        locality.loads(paper.read_text(encoding="utf-8"))


# ---- Long tables ----

LONG = b"No,Job,Start,Surname\n" + b"".join(b"%d,Clerk,,\n" % number for number in range(200000))


def test_reading_can_be_watched_and_stopped(shire):
    seen, before = [], shire.dumps()
    intake = locality.Model().read_table(LONG, MAP, "now", progress=lambda rows, size: seen.append((rows, size)))
    assert intake.rows == 200000 and seen == sorted(seen) and seen
    with pytest.raises(locality.CancelledError):
        shire.read_table(LONG, MAP, "after", cancel=lambda: True)
    assert shire.dumps() == before


def test_an_exception_of_a_callback_reaches_the_caller(shire):
    class Odd(Exception):
        pass

    def broken(*_):
        raise Odd

    before = shire.dumps()
    for option in ({"progress": broken}, {"cancel": broken}):
        with pytest.raises(Odd):
            shire.read_table(LONG, MAP, "after", **option)
    for work in (lambda *_: shire.put("theme", "a", name="A"), lambda *_: shire.close(), lambda *_: shire.snapshot()):
        with pytest.raises(locality.BusyError):
            shire.read_table(LONG, MAP, "after", progress=work)
    assert shire.dumps() == before


def test_an_exception_of_the_source_reaches_the_caller(shire):
    class Broken(io.RawIOBase):
        def read(self, size=-1):
            raise OSError("the line is down")

    with pytest.raises(OSError, match="the line is down"):
        shire.read_table(Broken(), MAP)


def test_ctrl_c_stops_reading(shire):
    before = shire.dumps()
    timer = threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT))
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background ignores it
    try:
        with pytest.raises(KeyboardInterrupt):
            timer.start()
            for _ in range(1000):
                locality.Model().read_table(LONG, MAP, "after")
    finally:
        timer.join()
        signal.signal(signal.SIGINT, handler)
    assert shire.dumps() == before
