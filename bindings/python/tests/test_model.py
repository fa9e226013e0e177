"""Models: building, changing, saving and loading again."""
import datetime
import decimal
import fractions
import json
import os
import stat

import pytest

import locality
from locality import Range
from conftest import PAPERS


def test_values_of_every_sort_can_be_put(shire):
    shire.put("site", "hall", type="hub", area="north", near=["north", "south"], status="open", desks=12,
              running_cost=decimal.Decimal("1200.50"), starts=datetime.date(2011, 4, 1), ends=Range.read("date", "2012-07"),
              tenure=None, partners=[])
    shire.put("area", "north", focus=True, population="50k")
    hall = shire.record("site", "hall")
    assert hall["near"] == ["north", "south"] and hall["partners"] == [] and "tenure" not in hall
    assert hall["running_cost"].value == decimal.Decimal("1200.50")
    assert hall["starts"].value == datetime.date(2011, 4, 1) and hall["ends"] == Range.read("date", "2012-07")
    assert shire.record("area", "north")["focus"] is True and shire.record("area", "north")["population"] == 50000
    assert shire.record("post", "head")["reports_to"] == "none"


@pytest.mark.parametrize("value", [0.5, object(), decimal.Decimal("NaN")])
def test_values_that_are_not_exact_are_refused(shire, value):
    with pytest.raises(locality.Error):
        shire.put("post", "clerk", fte=value)


def test_a_fraction_is_exact_or_refused(shire):
    shire.set("post", "clerk", "fte", fractions.Fraction(1, 8))
    assert shire.record("post", "clerk")["fte"] == decimal.Decimal("0.125")
    with pytest.raises(locality.InvalidError):
        shire.set("post", "clerk", "fte", fractions.Fraction(1, 3))


def test_a_moment_can_be_put(shire):
    shire.put("consultation", "c", deadline=datetime.datetime(2023, 2, 24, 17, 0))
    assert shire.record("consultation", "c")["deadline"].value == datetime.datetime(2023, 2, 24, 17, 0)


def test_fields_can_be_set_and_records_removed(shire):
    shire.set("post", "clerk", "title", "Registrar")
    shire.set("post", "clerk", "cost", None)
    assert shire.record("post", "clerk") == {"id": "clerk", "structure": "after", "title": "Registrar", "posts": 1}
    shire.remove("post", "clerk")
    with pytest.raises(locality.NotFoundError):
        shire.record("post", "clerk")
    with pytest.raises(locality.NotFoundError):
        shire.set("post", "clerk", "title", "x")


def test_a_snapshot_is_what_the_model_was(shire):
    before = shire.snapshot()
    shire.put("post", "porter", structure="after", title="Porter")
    assert before.count("post") + 1 == shire.count("post")
    assert shire.snapshot() is not before


def test_snapshots_and_models_close(shire):
    with shire.snapshot() as snapshot:
        assert not snapshot.closed and "A small shire" in repr(snapshot)
    assert snapshot.closed and repr(snapshot) == "closed snapshot"
    with pytest.raises(ValueError):
        snapshot.count("post")
    assert shire.count("post") == 4  # the model takes another
    shire.close()
    assert repr(shire) == "closed model"
    with pytest.raises(ValueError):
        shire.put("post", "a")


def test_rules_can_be_added_as_text(shire):
    shire.add_rules('rule S-1 "Posts are listed as stated"\n'
                    '  for     s in structure\n'
                    '  require sum(p.fte for p in post where p.structure = s) = s.stated_fte\n')
    finding = shire.why("S-1")
    assert finding.verdict == "fail" and finding.counts["fail"] == 1 and finding.counts["cannot_decide"] == 1
    assert shire.check("after")["S-1"].verdict == "cannot_decide"
    with pytest.raises(locality.DuplicateError):
        shire.add_rules('rule S-1 "x"\n  require 1 = 1\n')


# ---- Round trip ----

def verdicts(model):
    return {finding.rule: finding.verdict for finding in model.check()}


@pytest.mark.parametrize("paper", sorted(PAPERS.glob("*.expected")), ids=lambda path: path.stem)
def test_a_paper_that_is_saved_loads_as_the_same(paper, tmp_path):
    first = locality.load(paper.with_suffix(".json"))
    first.save(tmp_path / "saved.json")
    again = locality.load(tmp_path / "saved.json")
    again.save(tmp_path / "twice.json")
    assert (tmp_path / "saved.json").read_bytes() == (tmp_path / "twice.json").read_bytes()
    assert (again.name, again.title) == (first.name, first.title)
    assert verdicts(again) == verdicts(first)
    for kind in first.snapshot().kinds:
        ours, theirs = first.records(kind), again.records(kind)
        if kind not in ("rule", "parameter", "question", "definition"):  # these remember under which name their file was found
            assert ours == theirs
    document = json.loads((tmp_path / "saved.json").read_text(encoding="utf-8"))
    paper_itself = json.loads(paper.with_suffix(".json").read_text(encoding="utf-8"))
    assert document.get("parameter") == paper_itself.get("parameter")
    assert "rule" not in document and document["rules"] == [
        os.path.relpath(paper.with_suffix(suffix), tmp_path) for suffix in (".rules", ".questions")
    ]


def test_saving_leaves_the_model_as_it_was(coventry, tmp_path):
    before = verdicts(coventry)
    coventry.save(tmp_path / "a.json")
    coventry.save(tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert verdicts(coventry) == before
    changed = locality.load(PAPERS / "coventry-2010.json")
    changed.dumps()
    changed.put("area", "new-area", parent="none")
    assert verdicts(changed) == before


def test_rules_added_as_text_are_saved_as_records(shire):
    shire.add_rules('rule S-1 "There are posts"\n  require count(p in post) > 0\n')
    again = locality.loads(shire.dumps())
    assert again.why("S-1").verdict == "pass" and again.dumps() == shire.dumps()


def test_a_rule_of_a_file_is_changed_in_its_file():
    model = locality.load(PAPERS / "coventry-2010.json")
    with pytest.raises(locality.InvalidError, match="coventry-2010.rules"):
        model.set("parameter", "teams", "value", "3")
    with pytest.raises(locality.InvalidError):
        model.remove("rules", "COV-01")


def test_an_older_file_stays_when_saving_fails(shire, tmp_path):
    path = tmp_path / "a.json"
    shire.save(path)
    path.chmod(0o640)
    shire.save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640 and os.listdir(tmp_path) == ["a.json"]
    with pytest.raises(locality.IoError):
        shire.save(tmp_path / "no-such-directory" / "a.json")
    (tmp_path / "taken").mkdir()
    with pytest.raises(locality.IoError):
        shire.save(tmp_path / "taken")
    assert sorted(os.listdir(tmp_path)) == ["a.json", "taken"]
