"""Allocations from the rules: plans, reasons, rotas, records written back."""
import ctypes
import datetime
import hashlib
import json

import pytest

import locality
from conftest import PAPERS
from locality import _native as native
from locality._library import core

COMPANIONS = PAPERS / "companions" / "norfolk-ces"


@pytest.fixture(scope="module")
def model():
    return locality.load(COMPANIONS / "allocation.json")


def test_a_plan_lists_everybody_who_is_equally_good(model):
    plan = model.allocate("CO-ORDINATORS", on="2016-04-01")
    assert plan.id == "CO-ORDINATORS" and plan.sentence == "Who should co-ordinate each district"
    assert plan.state == "filled" and plan.verdict == "every place filled, proved best" and plan.is_proved
    assert plan.plan["broadland"] == ["AA", "BB"] and plan.plan["norwich"] == ["KK"]
    assert plan.sentences[0] == "7 of 7 places are filled; proved: no plan is better."
    assert len(plan.places) == 7 and len(plan.candidates) == 12
    assert [c.id for c in plan.conditions] == ["NCES-08", "NCES-09", "NCES-10", "NCES-11", "NCES-12"]
    assert plan.conditions[2].knob == "same_locality = yes"
    assert [p.words for p in plan.preferences] == ["times held before", "grades above what the duties ask for"]
    assert plan.waivers == []
    assert "equally good" in str(plan) and "Broadland" in plan._repr_html_() and repr(plan)
    assert "next best" in plan.alternatives(2)
    with pytest.raises(locality.InvalidError):
        plan.alternatives(0)


def test_why_not_names_every_condition(model):
    plan = model.allocate(on="2016-04-01")
    pair = plan.pair("J.J.", "Norwich")
    assert pair.state == "fails" and pair.failed == ["NCES-09", "NCES-10", "NCES-11"] and pair.open == []
    why = plan.explain("J.J.", "Norwich")
    assert why.reason == "fails" and "3 conditions are not met" in why.sentences[0]
    assert any(w.id == "county-hall" and w.value == "headquarters" and w.source == "NCES" for w in why.witnesses)
    assert "What that rests on" in str(why) and repr(why)
    assert [(g.id, g.firm, g.open) for g in why.grounds] == [("NCES-09", False, False), ("NCES-10", False, False), ("NCES-11", True, False)]
    assert why.grounds[2].what == "the person's post senior is yes" and why.grounds[1].knob == "same_locality = yes"
    assert why.prices == [] and why.moves == []
    dearer = plan.explain("H.H.", "Norwich")
    assert dearer.reason == "at_a_cost" and dearer.grounds == []
    assert dearer.prices == [("times held before", 1, "count")]
    assert dearer.moves == [("HH", "norwich", True), ("KK", "norwich", False)]
    with pytest.raises(locality.NotFoundError):
        plan.explain("Z.Z.", "Norwich")


def test_without_the_named_reasons_the_pair_is_eligible(model):
    assert model.allocate(on="2016-04-01").pair("A.A.", "Norwich").failed == ["NCES-10"]
    relaxed = model.allocate(on="2016-04-01", parameters={"same_locality": "no"})
    assert relaxed.pair("A.A.", "Norwich").state == "eligible"


def test_a_shortage_comes_with_the_cheapest_waivers():
    plan = locality.load(COMPANIONS / "allocation-short.json").allocate(on="2016-04-01")
    assert plan.state == "short" and plan.is_proved
    assert [waived for _, _, waived in plan.waivers] == [["NCES-10"]]


def test_what_is_settled_is_kept(model):
    plan = model.allocate(on="2016-04-01", fixed=[("H.H.", "Norwich")], barred=[("A.A.", "Broadland")])
    assert plan.plan["norwich"] == ["HH"] and plan.plan["broadland"] == ["BB"]
    assert plan.pair("H.H.", "Norwich").reason == "asked for"


def test_an_audit_is_the_same_to_the_byte(model):
    first, second = (model.allocate(on="2016-04-01").audit() for _ in range(2))
    assert first == second
    data = model.allocate(on="2016-04-01").data()
    assert data == json.loads(first) and len(data["input_sha256"]) == 64 and data["verdict"] == "proved optimal"


def test_stages_settle_and_fence():
    model = locality.load(COMPANIONS / "allocation.json")
    model.add_rules('allocate STAGED "Who"\n candidates p in person where p.post.structure = current\n places l in area where'
                    ' is_locality(l)\n eligible A "works there" : works_there(p, l)\n stage "First" : p.post.grade.rank = 8\n')
    plan = model.allocate("STAGED", on="2016-04-01")
    assert [(stage.words, stage.fences) for stage in plan.stages] == [("First", 2)]
    assert plan.plan["broadland"] == ["AA", "BB"] and plan.plan["breckland"] == ["CC"] and "JJ" in plan.displaced


def test_stable_plans_stand_beside_the_plan():
    rules = """allocate T "t"
  candidates p in person
  places     a in area where a.level = district
  eligible   E "asked" : yes
  wish       least "wish" : if p.id = "AA" and a.id = "n" or p.id = "BB" and a.id = "s" then 1 else 2
  choose     least "choice" : if p.id = "BB" and a.id = "n" or p.id = "AA" and a.id = "s" then 1 else 2
"""
    model = locality.Model()
    model.add_rules(rules)
    for id in ("n", "s"):
        model.put("area", id, name=id, level="district", parent="none")
    for id in ("AA", "BB"):
        model.put("person", id, initials=id)
    assert model.allocate("T").stable == ({"n": ["AA"], "s": ["BB"]}, {"n": ["BB"], "s": ["AA"]})


def test_without_wishes_no_plan_is_called_stable(model):
    assert model.allocate(on="2016-04-01").stable is None


def test_what_is_not_known_is_not_evaluable():
    paper = locality.load(PAPERS / "norfolk-ces.json")
    paper.load_rules(COMPANIONS / "allocation.rules")
    plan = paper.allocate(on="2016-04-01")
    assert plan.state == "not_evaluable" and not plan.is_proved and "7 places cannot be judged" in plan.sentences[0]


def test_what_is_written_back_passes_the_rules_of_the_paper():
    model = locality.load(COMPANIONS / "allocation.json")
    assert model.allocate(on="2016-04-01").write(model) == 7
    findings = model.check(rules=["NCES-05", "NCES-06", "NCES-07", "NCES-08", "NCES-09", "NCES-10", "NCES-11", "NCES-12", "NCES-13"])
    assert {finding.verdict for finding in findings} == {"pass"}


def test_a_rota_is_shared_by_fte_and_by_the_past():
    model = locality.load(COMPANIONS / "allocation.json")
    rota = model.allocate_rota("2016-04..2017-03")
    assert rota.is_complete and rota.sentence == "Who should co-ordinate each district"
    assert all(place.wanted == place.covered == 365 for place in rota.places)
    norwich = [spell for spell in rota.spells if spell.place == "norwich"]
    assert [(spell.candidate, spell.others, spell.settled) for spell in norwich] == [("HH", ("KK",), True), ("KK", ("HH",), True)]
    assert all(place.eligible_most == place.eligible for place in rota.places)
    assert [spell.candidate for spell in norwich] == ["HH", "KK"] and norwich[0].last == datetime.date(2016, 9, 30)
    assert {person.id: person.covered for person in rota.candidates}["JJ"] == 0
    assert "2,555 of 2,555 days" in rota.sentences[0] and "Days covered" in str(rota) and repr(rota)
    assert rota.write(model) == len(rota.spells)
    assert model.check(rules=["NCES-05", "NCES-06", "NCES-14", "NCES-15"])["NCES-05"].verdict == "pass"
    with pytest.raises(locality.InvalidError):
        model.allocate_rota("2016-04..2017-03", every="year")


def test_a_rota_tells_its_gap():
    rota = locality.load(COMPANIONS / "allocation-leaver.json").allocate_rota("2016-04..2017-03")
    gaps = [spell for spell in rota.spells if spell.candidate is None]
    assert not rota.is_complete and [(gap.place, gap.first) for gap in gaps] == [("kings-lynn", datetime.date(2016, 9, 1))]


def test_a_rota_keeps_what_the_caller_settles():
    model = locality.load(COMPANIONS / "allocation.json")
    rota = model.allocate_rota("2016-04..2017-03", fixed=[("A.A.", "Broadland", "2016-04..2016-06")],
                               barred=[("B.B.", "Broadland", "2016-07"), ("K.K.", "Norwich")])
    spells = {(spell.place, spell.first): spell for spell in rota.spells}
    assert spells["broadland", datetime.date(2016, 4, 1)].candidate == "AA"
    assert [spell.candidate for spell in rota.spells if spell.place == "norwich"] == ["HH"]
    assert any("A.A., Planning Officer is given Broadland from 1 April 2016 to 30 June 2016" in text for text in rota.sentences)
    with pytest.raises(locality.InvalidError, match="whole periods"):
        model.allocate_rota("2016-04..2017-03", fixed=[("A.A.", "Broadland", "2016-04-05..2016-06")])
    with pytest.raises(locality.ConflictError, match="nobody holds two places"):
        model.allocate_rota("2016-04..2017-03", fixed=[("A.A.", "Broadland"), ("A.A.", "Norwich", "2016-05")])


def test_what_leaves_no_rota_is_named():
    model = locality.load(COMPANIONS / "allocation.json")
    rota = model.allocate_rota("2016-04..2017-03", fixed=[("A.A.", "Broadland"), ("B.B.", "Broadland", "2016-05")])
    assert rota.proof == "pins" and rota.is_proved and not rota.is_complete
    assert "are fixed in Broadland from 1 May 2016 to 31 May 2016, where there is room for 1" in rota.sentences[1]
    assert rota.data()["certificate"]["broken"] == "places needed"


def test_a_search_can_be_kept():
    rota = locality.load(COMPANIONS / "allocation-leaver.json").allocate_rota("2016-08..2016-09")
    assert rota.proof == "search" and rota.is_proved and "; the search is checked." in rota.sentences[0]
    assert rota.search.startswith(b"locrota1") and rota.data()["search"]["proof"] == rota.search.hex()
    assert rota.data()["search"]["sha256"] == hashlib.sha256(rota.search).hexdigest()
    other = locality.load(COMPANIONS / "allocation.json").allocate_rota("2016-04..2017-03")
    assert other.search is None and other.data()["search"] is None


def test_a_rota_has_an_audit():
    model = locality.load(COMPANIONS / "allocation.json")
    rota, again = model.allocate_rota("2016-04..2017-03"), model.allocate_rota("2016-04..2017-03")
    data = rota.data()
    assert rota.audit() == again.audit() and rota.is_proved and rota.proof == "prices" and rota.proved_by == ""
    assert data["proof"] == "prices" and data["levels_by_prices"] == 3 and len(data["coverage"]) == 7
    assert all(filled == needed for place in data["coverage"] for needed, filled, _ in place)
    assert len(data["certificate"]["candidate_price"]) == 3 * len(data["candidates"])
    other = model.allocate_rota("2016-04..2017-03", barred=[("B.B.", "Broadland")]).data()
    assert other["input_sha256"] != data["input_sha256"] and other["wishes"][0]["fixed"] is False
    paper = locality.load(PAPERS / "norfolk-ces.json", rules=[COMPANIONS / "allocation.rules"])
    missing = paper.allocate_rota("2016-04..2016-06")
    assert missing.data()["verdict"] == "not solved" and missing.proof is None and not missing.is_proved and missing.proved_by == ""


def test_a_rota_goes_to_a_solver_where_it_is_left_open():
    calls = []

    def solve(_self, program, limit, value, claim, error):
        outcome = native.locality_program_outcome()
        status = core.locality_program_solve(program, None, None, value, ctypes.byref(outcome), None, error)
        claim.contents.verdict = outcome.verdict
        calls.append(limit)
        return status

    function = dict(native.locality_program_solver._fields_)["solve"](solve)
    solver = native.locality_program_solver(ctypes.sizeof(native.locality_program_solver), 0, b"ours", None, function)
    model = locality.load(COMPANIONS / "allocation.json")
    rota = model.allocate_rota("2016-04..2016-06", work_limit=1, solver=solver, solver_limit=7)
    assert set(calls) == {7} and rota.proof == "solver" and rota.proved_by == "ours" and rota.is_proved
    assert "proved by ours" in rota.sentences[0] and rota.data()["solver"] == "ours"


def test_everything_that_stands_in_the_way(model):
    short = locality.load(COMPANIONS / "allocation-short.json").allocate(on="2016-04-01")
    found = short.conflicts()
    assert found.verdict == "impossible" and found.is_complete and found.is_lightest
    assert [(s.weight, [a.id for a in s.asked]) for s in found.conflicts] == [(1, ["NCES-10"])]
    assert found.ways_out == found.conflicts and found.asked[0].kind == "condition"
    assert found.sentences[1].startswith("The least to give up: NCES-10 (") and "way out" in str(found) and repr(found)
    assert "1,conflict,1,condition,NCES-10,," in found.text("csv")
    none = model.allocate(on="2016-04-01").conflicts(test_limit=100)
    assert none.verdict == "possible" and none.conflicts == [] and none.ways_out == []
    none.close()
    assert str(none) == "closed conflicts"
    with pytest.raises(locality.CancelledError):
        short.conflicts(cancel=lambda: True)


def test_what_stands_in_the_way_of_a_rota(model):
    wishes = [("A.A.", "Broadland", "2016-05"), ("B.B.", "Broadland", "2016-06")]
    found = model.allocate_rota("2016-04..2016-09", fixed=wishes).conflicts()
    assert [asked.kind for asked in found.conflicts[0].asked] == ["spell_least", "fixed", "fixed"]
    assert [way.asked[0].words for way in found.ways_out] == [
        "spells of at least 3 months", "A.A., Planning Officer fixed for Broadland", "B.B., Library Manager fixed for Broadland"]
    assert found.ways_out[1].asked[0].place == "broadland"


def test_how_another_plan_differs(model):
    other = locality.load(COMPANIONS / "allocation.json")
    other.allocate(on="2016-04-01", fixed=[("H.H.", "Norwich"), ("E.E.", "Great Yarmouth")]).write(other)
    plan = model.allocate(on="2016-04-01")
    found = plan.compare(other)
    changes = {(c.candidate, c.place): (c.here, c.there) for c in found.changes}
    assert changes[("HH", "norwich")] == (0, 1) and changes[("DD", "great-yarmouth")] == (1, 0)
    assert [c.failed for c in found.changes if c.candidate == "EE"] == [["NCES-12"]] and found.changes[0].state == "eligible"
    total = {t.words: (t.here, t.there, t.most, t.known) for t in found.totals}
    assert total["places filled"] == (7, 7, True, True) and total["times held before"] == (0, 1, False, True)
    assert found.totals[0].type == "count"
    assert "By what is asked for, in its order, this plan is better: weight of conditions not met 0 against 3." in found.sentences
    assert "What they come to" in str(found) and repr(found) and '"totals"' in found.text("json")
    assert plan.compare(other.snapshot()).sentences == found.sentences
    with pytest.raises(locality.NotFoundError):
        plan.compare(model)
    found.close()
    assert str(found) == "closed difference"


def test_all_that_one_person_could_have(model):
    plan = model.allocate(on="2016-04-01")
    assert "can hold nothing but" in plan.person("H.H.") and "at a price" in plan.person("H.H.", format="csv")
    assert "most different" in plan.most_different(2)
    with pytest.raises(locality.InvalidError):
        plan.most_different(0)


def test_part_of_somebodys_time_is_waived():
    plan = locality.load(PAPERS / "companions" / "coventry-2010" / "deployment-short.json").allocate()
    assert sum(fte for _, _, fte, _ in plan.fte_waivers) == pytest.approx(0.4)
    assert all(conditions == ["TEAM"] for *_, conditions in plan.fte_waivers)
    assert plan.conflicts().ways_out[0].asked[0].id == "TEAM"
    assert locality.load(COMPANIONS / "allocation.json").allocate(on="2016-04-01").fte_waivers == []
