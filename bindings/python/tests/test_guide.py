"""The guide: what it shows runs."""
import re

from conftest import TOP


def test_the_code_of_the_guide_runs(monkeypatch, capsys):
    monkeypatch.chdir(TOP)
    page = (TOP / "docs" / "guide" / "python.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", page, re.M | re.S)
    names = {}
    for block in blocks:
        exec(compile(block, "python.md", "exec"), names)  # pylint: disable=exec-used
    assert len(blocks) > 5
    shown = capsys.readouterr().out
    assert "at least 20" in shown and "COV-05" in shown and "head-of-service 1" in shown
    assert names["posts"].value == 22 and names["model"].query("count(p in post) > 20").truth is not None
    assert names["model"].why("COV-05").verdict == "pass"
    assert names["intake"].made["post"] == 3 and "row 4" in shown and names["both"].agree is False
    assert "allocation first outlives taunton-deane" in shown and "Redacted. Withheld" in shown and "Side by side" in shown
    assert names["now"].carry(["taunton-deane"], "2020-01-01")[0].becomes == "swt"
    again = names["locality"].load_case(names["shelf"], "coventry").record("post", "second-manager")
    assert (again["posts"], again["title"]) == (3, "Team Manager") and "saved by somebody else" in shown
    assert names["model"].check(natives=[names["costs"]])["OWN-1"].verdict == "fail"
