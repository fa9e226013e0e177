"""The papers: loaded and judged from Python they have the verdicts of their tables."""
import functools
import json
import shlex

import pytest

import locality
from conftest import PAPERS

TABLES = sorted(PAPERS.glob("*.expected"))


def rows_of(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [column.strip() for column in line.split("\t")]


def shows(text, wanted):
    """As in run_papers.py: blanks count as one, ` ... ` stands for anything between, `!` for what must not appear."""
    text, wanted = " ".join(text.split()), " ".join(wanted.split())
    if wanted.startswith("!"):
        return wanted[1:].strip() not in text
    for part in wanted.split(" ... "):
        at = text.find(part)
        if at < 0:
            return False
        text = text[at + len(part):]
    return True


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_the_verdicts_are_those_of_the_table(table):
    expected = {row[0]: row[1] for row in rows_of(table)}
    with locality.load(table.with_suffix(".json")) as model:
        findings = model.check()
    assert {finding.rule: finding.verdict for finding in findings} == expected
    for row in rows_of(table):
        if len(row) > 2 and row[2] not in ("", "-"):
            assert shows(findings[row[0]].text(width=400), row[2]), row


def settings_of(arguments):
    """The arguments of the command that a table of companions may have, as those of check."""
    words, options = shlex.split(arguments), {"parameters": {}}
    for option, value in zip(words[::2], words[1::2]):
        if option == "--set":
            name, _, text = value.partition("=")
            options["parameters"][name] = text
        else:
            options[{"--as-at": "as_at", "--structure": "structure"}[option]] = value
    return options


COMPANIONS = [(table.stem, row) for table in sorted(PAPERS.glob("*.companions")) for row in rows_of(table)]


@functools.lru_cache(maxsize=None)
def companion(paper, name):
    return locality.load(PAPERS / "companions" / paper / (name + ".json"))


@pytest.mark.parametrize("paper, row", COMPANIONS, ids=["%s %s" % (row[0], row[1]) for _, row in COMPANIONS])
def test_a_companion_changes_a_verdict_as_its_table_says(paper, row):
    name, rule, verdict, text = row[:4]
    finding = companion(paper, name).why(rule, **settings_of(row[4] if len(row) > 4 else ""))
    assert finding.verdict == verdict
    assert text in ("", "-") or shows(finding.text(width=400), text)


def test_there_are_papers():
    assert "coventry-2010" in [table.stem for table in TABLES] and COMPANIONS


# ---- What a finding holds ----

def test_a_failing_finding_explains_itself(coventry):
    finding = coventry.why("COV-05")
    assert finding.verdict == "fail" and finding.rule == "COV-05"
    assert "24" in finding.arithmetic and "22" in finding.arithmetic
    assert finding.summary and finding.sentence and finding.source and finding.strength in ("must", "should", "conditional")
    assert finding.source_text.startswith("rule COV-05") and finding.file == "coventry-2010.rules" and finding.line > 0
    assert sum(finding.counts.values()) >= len(finding.cases) > 0
    assert finding.cases[0].verdict == "fail" and finding.cases[0].witnesses
    assert any(witness.kind == "post" for witness in finding.witnesses)
    assert not finding.is_native and "COV-05" in str(finding) and "<pre>" in finding._repr_html_()
    assert json.loads(finding.text("json"))


def test_an_undecided_finding_names_what_is_missing(coventry):
    finding = coventry.why("COV-08")
    assert finding.verdict == "cannot_decide" and finding.missing and finding.missing[0].what
    assert str(finding.missing[0]) == finding.missing[0].what


def test_the_findings_are_a_sequence_and_a_table(coventry):
    findings = coventry.check()
    assert len(findings) == len(list(findings)) == sum(findings.counts.values())
    assert findings[0].rule == next(iter(findings)).rule and findings[-1].rule == list(findings)[-1].rule
    assert [finding.rule for finding in findings[:2]] == [findings[0].rule, findings[1].rule]
    assert "COV-05" in findings and "COV-99" not in findings and findings["COV-05"].verdict == "fail"
    assert {finding.verdict for finding in findings.with_verdict("fail")} == {"fail"}
    assert "COV-05" in repr(findings) and repr(findings) == str(findings)
    page = findings._repr_html_()
    assert page.startswith("<table>") and page.count("<tr") == len(findings) + 1
    assert findings.text("csv").count("\r\n") > len(findings)
    assert coventry.title in findings.text("markdown")
    with pytest.raises(IndexError):
        findings[len(findings)]
    with pytest.raises(locality.NotFoundError):
        findings["COV-99"]
    with pytest.raises(locality.NotFoundError):
        findings.with_verdict("maybe")


def test_rules_parameters_and_date_can_be_given(coventry):
    assert [finding.rule for finding in coventry.check(rules=["COV-05", "COV-01"])] == ["COV-01", "COV-05"]
    assert len(coventry.check(rules="COV-02")) == 1
    changed = coventry.why("COV-02", parameters={"teams": 3})
    assert changed.verdict == "fail"
    used = {parameter.name: parameter for parameter in changed.parameters}["teams"]
    assert used.value == "3" and used.is_overridden and not used.is_switch
    assert coventry.check("proposed", as_at="2010-09", rules="COV-05")["COV-05"].verdict == "fail"
    with pytest.raises(locality.NotFoundError):
        coventry.check("propsoed")
    with pytest.raises(locality.NotFoundError):
        coventry.why("COV-99")
    with pytest.raises(locality.NotFoundError):
        coventry.check(parameters={"teems": 3})
    with pytest.raises(locality.InvalidError):
        coventry.check(rules=[])


def test_findings_outlive_their_model():
    model = locality.load(PAPERS / "coventry-2010.json")
    findings = model.check()
    before = findings.text()
    model.close()
    assert findings.text() == before
    with pytest.raises(ValueError, match="closed"):
        model.check()
    finding = findings[0]
    findings.close()
    findings.close()
    with pytest.raises(ValueError, match="closed"):
        finding.verdict
    assert repr(findings) == "closed findings"


# ---- Questions and records ----

def test_a_question_gives_a_value_a_truth_or_a_table(coventry):
    posts = coventry.query("sum(p.posts for p in post where p.structure = proposed)")
    assert not posts.is_table and posts.value == 22 and posts.rows == [(22,)] and posts.truth is None
    assert posts.witnesses and posts.arithmetic and "22" in str(posts)
    answer = coventry.query("count(p in post) > 1")
    assert answer.truth is True and answer.value is True and answer.types == ["truth"]
    table = coventry.query("list(p.id, p.unit, p.posts for p in post where p.structure = proposed)")
    assert table.is_table and table.value is None and table.columns == ["p.id", "p.unit", "p.posts"]
    assert table.types[1] == "ref unit"
    assert len(table) == len(list(table)) == len(table.rows) == len(table.texts) == len(table.certain)
    assert set(table.certain) == {True}
    assert ("head-of-service", "strategic-connections", 1) in table.rows
    assert table._repr_html_().count("<tr") == len(table) + 1
    assert "head-of-service" in table.text("csv")


def test_an_answer_names_what_is_missing(coventry):
    answer = coventry.query("sum(p.cost for p in post where p.structure = proposed)")
    assert not answer.value.exact and answer.missing and answer.missing[0].field == "cost"
    assert answer.missing_more >= 0
    assert answer.text(explain=True) != answer.text()


def test_the_questions_of_the_paper_can_be_asked_by_id(coventry):
    asked = coventry.records("question")
    assert asked
    answer = coventry.query(id=asked[0]["id"])
    assert answer.title == asked[0]["sentence"]
    with pytest.raises(locality.InvalidError):
        coventry.query("1", id="x")
    with pytest.raises(locality.NotFoundError):
        coventry.query(id="no-such-question")


def test_a_wrong_question_says_where(coventry):
    with pytest.raises(locality.NotFoundError) as caught:
        coventry.query("count(p in pots)")
    assert (caught.value.line, caught.value.column) == (1, 12)


def test_records_are_dicts_with_the_same_keys(coventry):
    posts = coventry.records("post")
    assert len(posts) == coventry.count("post") and len({tuple(post) for post in posts}) == 1
    head = next(post for post in posts if post["id"] == "head-of-service")
    assert head["posts"] == 1 and head["manages"] is True and "negotiation" in head["skills"]
    assert head["title"] == "Head of Service" and head["supports"] is None and "grade" not in head
    assert coventry.record("post", "head of service")["id"] == "head-of-service"
    assert "supports" not in coventry.record("post", "head-of-service")
    assert coventry.records("posts") == posts
    assert coventry.records("risk") is not None


def test_kinds_and_fields_explain_themselves(coventry):
    snapshot = coventry.snapshot()
    assert "post" in snapshot.kinds and snapshot.fields("post")["reports_to"].startswith("Line manager")
    assert coventry.snapshot() is snapshot


# ---- Documents ----

def test_a_document_that_extends_itself_is_refused(tmp_path):
    (tmp_path / "a.json").write_text('{"locality": 1, "extends": "b.json"}', encoding="utf-8")
    (tmp_path / "b.json").write_text('{"locality": 1, "extends": "a.json"}', encoding="utf-8")
    with pytest.raises(locality.CycleError):
        locality.load(tmp_path / "a.json")


def test_too_many_documents_are_refused(tmp_path):
    for number in range(17):
        (tmp_path / ("%d.json" % number)).write_text('{"locality": 1, "extends": "%d.json"}' % (number + 1), encoding="utf-8")
    with pytest.raises(locality.LimitError):
        locality.load(tmp_path / "0.json")


def test_an_error_in_the_rules_names_their_file(tmp_path):
    (tmp_path / "a.json").write_text('{"locality": 1, "rules": ["a.rules"]}', encoding="utf-8")
    (tmp_path / "a.rules").write_text('rule A-1 "x"\n  require 1 = yes\n', encoding="utf-8")
    with pytest.raises(locality.Error) as caught:
        locality.load(tmp_path / "a.json")
    assert caught.value.file == str(tmp_path / "a.rules") and caught.value.line == 2


def test_a_record_that_a_rule_misnames_has_its_place_in_the_rules(tmp_path):
    (tmp_path / "a.json").write_text('{"locality": 1, "rules": ["a.rules"]}', encoding="utf-8")
    (tmp_path / "a.rules").write_text('rule A-1 "x"\n  require (post "nobody").posts = 1\n', encoding="utf-8")
    with pytest.raises(locality.NotFoundError) as caught:
        locality.load(tmp_path / "a.json").check()
    assert caught.value.file == str(tmp_path / "a.rules") and caught.value.line == 2


def test_further_rules_can_be_given(tmp_path):
    rules = tmp_path / "own.rules"
    rules.write_text('rule OWN-1 "There are posts"\n  require count(p in post) > 0\n', encoding="utf-8")
    model = locality.load(PAPERS / "coventry-2010.json", rules=[rules, rules])
    assert model.why("OWN-1").verdict == "pass"


def test_a_document_as_text_names_no_files():
    with pytest.raises(locality.InvalidError):
        locality.loads('{"locality": 1, "rules": ["a.rules"]}')
    model = locality.loads('{"locality": 1, "title": "T", "post": [{"id": "a"}]}',
                           'rule R-1 "x"\n  require count(p in post) = 1\n')
    assert model.check()["R-1"].verdict == "pass" and model.title == "T"


def test_who_is_accountable_in_a_place():
    snapshot = locality.load(PAPERS / "cambridgeshire-2023.json").snapshot()
    found = snapshot.who("va", area="Fenland", structure="proposed")
    assert [(post.id, post.reach, post.certain) for post in found] == [
        ("co-ordinator-va-fenland", "own", True), ("manager-north", "several", True), ("manager-north", "wider", None),
        ("manager-south", "wider", None)]
    assert found.question == "Accountable for theme vulnerable adults in Fenland, Proposed structure"
    assert found.subject == ("theme", "va") and found[0].managers == ("manager-north", "head", "assistant-director")
    assert found[3].open == "its themes are not stated" and found[0].ground == "theme" and not found[0].conflict
    assert "Community Team Manager" in found.text(width=200) and found.text("csv").startswith("level,")
    assert found._repr_html_().count("<tr>") == 5
    gone = snapshot.who("va", "theme", area="Fenland", structure="current", as_at="2023-01-25")
    assert len(gone) == 0 and gone.looks[1].what == "posts that take theme vulnerable adults" and gone.looks[1].records == 5
    with pytest.raises(locality.NotFoundError, match="nothing that a post can answer for"):
        snapshot.who("nobody knows")
