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
    assert names["model"].check(natives=[names["costs"]])["OWN-1"].verdict == "fail"
