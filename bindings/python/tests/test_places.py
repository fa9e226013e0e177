"""Places in time, privacy, and the reports on a document as a whole."""
import json

import pytest

import locality
from locality import Range
from conftest import PAPERS


@pytest.fixture
def somerset():
    model = locality.Model("somerset", "Two districts of Somerset")
    model.put("area", "taunton", name="Taunton Deane", level="borough", parent="none", code="E07000190", ends="2019-03-31",
              successor="swt")
    model.put("area", "west", name="West Somerset", level="district", parent="none", code="E07000191", ends="2019-03-31",
              successor="swt")
    model.put("area", "swt", name="Somerset West and Taunton", level="district", parent="none", code="E07000246",
              starts="2019-04-01", ends="2023-03-31", successor="somerset")
    model.put("area", "somerset", name="Somerset", level="unitary", parent="none", code="E06000066", starts="2023-04-01")
    model.put("role", "lead", name="Locality lead")
    model.put("allocation", "first", role="lead", area="taunton", starts="2018-10-01", ends="2020-09-30")
    model.put("allocation", "second", role="lead", area="west", starts="2018-10-01")
    return model


def test_what_areas_are_on_a_date(somerset):
    snapshot = somerset.snapshot()
    assert snapshot.carry(["taunton", "West Somerset"], "2020-01-01") == [
        ("taunton", "swt", "merged", "none", True, 1), ("west", "swt", "merged", "none", True, 1)]
    assert snapshot.carry("somerset", "2024") == [("somerset", "somerset", "same", "none", True, 0)]
    assert snapshot.carry([], "2024") == []
    assert (snapshot.exists("taunton", "2018"), snapshot.exists("taunton", "2019"), snapshot.exists("taunton", "2020")) == \
        (True, None, False)
    assert snapshot.places.successors("taunton") == ["swt", "somerset"]
    assert snapshot.places.predecessors("somerset") == ["swt", "taunton", "west"]
    with pytest.raises(locality.NotFoundError, match="Taunton"):
        snapshot.carry("Taunten Deane", "2020")


def test_what_outlives_a_place(somerset):
    first, second = somerset.snapshot().outlived()
    assert first[:5] == ("allocation", "first", "area", "outlives", "taunton") and first.certain is True
    assert first.day == Range.read("date", "2020-09-30") and first.limit == Range.read("date", "2019-03-31")
    assert first[8:] == ("allocation", "first", "ends")
    assert second.certain is None and second.date_field is None
    assert [found.certain for found in somerset.snapshot().outlived(until="2019-12-31")] == [True, True]


def test_what_does_not_add_up(somerset):
    assert somerset.snapshot().succession() == []
    somerset.set("area", "swt", "starts", "2019-05-01")
    somerset.put("area", "old", name="Old", level="district", parent="none", ends="2000-01-01")
    assert somerset.snapshot().succession() == [("gap", "taunton", "swt"), ("gap", "west", "swt"), ("dead_end", "old", None)]


def test_codes(somerset):
    assert somerset.snapshot().codes() == []
    somerset.set("area", "taunton", "code", "W06000001")
    somerset.set("area", "west", "code", "anything")
    assert ("form", "west", None) in somerset.snapshot().codes()
    code = locality.read_code("E07000148")
    assert (code.state, code.prefix, code.country) == ("known", "E07", "England") and "district" in code.levels
    assert locality.read_code("x").state == "no_code"


def test_whether_groups_divide_an_area(shire):
    assert shire.snapshot().places.partition("upper") == [("gap", "old", None, None)]
    assert shire.snapshot().places.partition("upper", on="2010") == []
    shire.set("area_group", "upper", "members", ["north", "south"])
    (fault,) = shire.snapshot().places.partition("upper", on="2010")
    assert fault[:2] == ("overlap", "south") and set(fault[2:]) == {"upper", "lower"}
    shire.set("area_group", "upper", "members", None)
    assert shire.snapshot().places.partition("upper") is None


def test_places_go_with_their_snapshot(somerset):
    snapshot = somerset.snapshot()
    places = snapshot.places
    assert snapshot.places is places
    places.close()
    assert snapshot.succession() == []
    kept = snapshot.places
    somerset.close()
    snapshot.close()
    assert kept.successors("west") == ["swt", "somerset"]
    with pytest.raises(ValueError):
        snapshot.codes()


# ---- What can be published ----

@pytest.fixture
def team():
    model = locality.Model("team", "One front door")
    model.put("structure", "plan", name="Plan", listing="complete")
    model.put("unit", "service", name="Service", structure="plan", parent="none", head="head")
    model.put("post", "head", title="Head of Service", structure="plan", unit="service", posts=1, senior=True, cost=88123,
              reports_to="none")
    model.put("post", "officer", title="Officer", structure="plan", unit="service", posts=9, cost=31777, reports_to="head")
    model.put("person", "zebedee-quux", name="Zebedee Quux", initials="ZQ", post="head")
    model.put("note", "n1", type="remark", text="Mr Quux wants the archive downstairs.")
    return model


def test_a_redacted_model_can_be_published(team):
    published = team.redacted()
    assert "Quux" in team.dumps() and "Quux" not in published.dumps() and published.title == "One front door"
    assert published.records("person")[0]["initials"] == "ZQ" and "ZQ" not in team.redacted(initials=False).dumps()
    assert published.withheld["names of people"] == 1 and team.withheld is None
    assert str(published.withheld).startswith("Redacted. Withheld: 1 name of a person")
    assert published.query("count(p in post)").value == 2


def test_how_much_is_withheld_can_be_said(team):
    pay = [post["cost"] for post in team.redacted().records("post")]
    assert pay[0] == 88123 and not pay[1].exact and 31777 in pay[1]
    assert all(post["cost"].exact for post in team.redacted(pay_threshold=3000).records("post"))
    wide = team.redacted(pay_band=20000).record("post", "officer")["cost"]
    assert wide.hi - wide.lo > pay[1].hi - pay[1].lo
    assert team.redacted(smallest_team=20).withheld != team.redacted(smallest_team=0).withheld
    assert team.redacted(texts="withheld").withheld["other texts"] >= 1
    with pytest.raises(locality.InvalidError):
        team.redacted(texts="some")
    with pytest.raises(locality.NotFoundError):
        team.redacted(keep=["post.nothing"])


def test_a_title_that_names_a_person_is_not_kept(team):
    team.title = "The plan of Mr Quux"
    assert team.redacted().title is None
    assert team.snapshot().names_person("quux@example.org") and not team.snapshot().names_person("One front door")


# ---- A document as a whole, and two of them ----

def test_a_document_on_one_screen(coventry):
    shown = coventry.summary(width=80)
    assert shown.startswith("Coventry City Council") and "COV-05" in shown
    assert coventry.summary(coventry.check(rules=["COV-05"]), width=80) != shown
    assert json.loads(coventry.summary(format="json"))


@pytest.mark.parametrize("name", ["figures", "reconciliation", "ambiguities", "blanks", "missing", "names", "places",
                                  "weekdays", "notes"])
def test_registers_are_named(coventry, name):
    assert coventry.snapshot().register(name, width=80)


def test_a_register_that_is_not_there_is_told(coventry):
    with pytest.raises(locality.NotFoundError, match="reconciliation"):
        coventry.snapshot().register("nothing")


def test_two_documents_are_held_against_each_other(coventry):
    other = locality.load(PAPERS / "cambridgeshire-2023.json")
    found = locality.compare(coventry, other, "count(p in post)", titles=["Coventry", "Cambridgeshire"])
    assert found.agree is False and found.rows[0]["result"] == "DIFFER"
    assert "Coventry" in str(found) and "<td" in found._repr_html_()
    same = locality.compare(coventry.snapshot(), coventry, "count(p in post)", "count(q in post)")
    assert same.agree is True
    assert locality.compare(coventry, coventry).agree is not False
    with pytest.raises(locality.WrongTypeError):
        locality.compare(coventry, other, "list(p.title for p in post)")


def test_who_is_asked_of_a_model_as_of_its_snapshot(shire):
    assert str(shire.who("advice")) == str(shire.snapshot().who("advice"))
