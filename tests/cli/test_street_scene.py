#!/usr/bin/env python3
"""docs/rules/street-scene.rules judges what followed signals: each rule where it holds, fails and cannot be decided.

Each case is a document made of a place that is in order, with what the case changes; and the verdict, with words of it.
"""
import copy
import json
import os
import sys
import tempfile

from cli import HERE, Count, run

RULES = os.path.join(os.path.dirname(os.path.dirname(HERE)), "docs", "rules", "street-scene.rules")
GIVEN = ["--set", "quiet_for=6 weeks", "--set", "looks_least=2", "--set", "referrals_most=2"]
STEPS = ["intelligence gathering", "provider discussion", "long-term solution"]
WHERE = {"area": "foleshill", "category": "street scene"}


def signal(date, standing, **more):
    return {"id": date, "date": date, "standing": standing, **WHERE, **more}


RISE = {"direction": "rise", "trend": True, "outcome": "analyse", "observed": 59, "expected": 19.5}
QUIET = [signal("2026-03-29", "quiet"), signal("2026-04-19", "quiet"), signal("2026-05-10", "quiet")]
TEAM = {"id": "team", "type": "intervention", "received": "2025-12-17", "aim": "a", "exit": "e", "steps": STEPS, **WHERE}
ISSUE = {"id": "issue", "type": "issue", "received": "2025-12-10", "outcome": "analyse", "steps": STEPS, **WHERE}
GROUP = {"id": "g", "name": "Group", "lead": "manager", "members": ["partners", "residents"], "aim": "a", "exit": "e",
         "reached": False, "open": True}
DEMAND = {"id": "call", "type": "demand", "date": "2025-12-15", **WHERE}
ANSWER = {"id": "answer", "type": "response", "answers": "call", "date": "2025-12-18"}
IN_ORDER = {
    "locality": 1, "title": "Foleshill", "area": [{"id": "foleshill", "name": "Foleshill"}],
    "post": [{"id": "manager", "title": "Manager", "task_role": "leads"}, {"id": "clerk", "title": "Clerk", "task_role": "none"}],
    "stakeholder": [{"id": "partners", "name": "Police", "type": "partners"}, {"id": "residents", "name": "Residents", "type": "residents"}],
    "signal": [signal("2025-12-28", "listed", **RISE)], "work_item": [ISSUE, TEAM], "task_group": [GROUP],
    "observation": [DEMAND, ANSWER]}

REFERRED = [dict(ISSUE, id=str(day), received="2025-12-%02d" % day, outcome="refer") for day in (1, 8, 15)]
RAPID = {"id": "rapid", "type": "rapid", "unforeseen": True, "provider_count": 3, "reputation": True, **WHERE}
LEFT = dict(TEAM, withdrawn="2026-05-12", resolved="2026-05-04")
DONE = dict(TEAM, resolved="2026-05-04")
EVERYWHERE = {"id": "all", "date": "2025-12-28", "standing": "listed", "category": "street scene", **RISE}
SINGLE = dict(RISE, trend=False, outcome="refer")
LISTED_LATELY = [signal("2026-03-29", "quiet"), signal("2026-04-19", "listed", **RISE), signal("2026-05-10", "quiet")]

# rule, verdict, what is changed, words of the finding
CASES = [
    ("SST-01", "pass", {}, ""),
    ("SST-01", "fail", {"work_item": []}, "street scene in Foleshill: 59 for 19.5, and no work item is of it"),
    ("SST-01", "fail", {"signal": [EVERYWHERE], "work_item": []}, "street scene in all areas: 59 for 19.5, and no work item is of it"),
    ("SST-01", "not_applicable", {"signal": QUIET}, ""),
    ("SST-02", "pass", {"signal": [signal("2025-12-28", "listed", **SINGLE)], "work_item": [dict(ISSUE, outcome="refer")]}, ""),
    ("SST-02", "fail", {"signal": [signal("2025-12-28", "listed", **SINGLE)]}, "one provider and no trend, refer; found analyse"),
    ("SST-02", "not_applicable", {}, ""),
    ("SST-03", "pass", {}, ""),
    ("SST-03", "fail", {"work_item": [dict(ISSUE, outcome="refer")]}, "several providers or a trend, analyse; found refer"),
    ("SST-03", "cannot_decide", {"work_item": [{"id": "issue", "type": "issue", **WHERE}]}, "outcome of work_item issue"),
    ("SST-04", "pass", {}, ""),
    ("SST-04", "fail", {"work_item": REFERRED}, "referred 3 times and never analysed"),
    ("SST-04", "pass", {"work_item": REFERRED + [dict(ISSUE, id="last", received="2025-12-20")]}, ""),
    ("SST-05", "pass", {"work_item": [RAPID]}, ""),
    ("SST-05", "fail", {"work_item": [dict(RAPID, provider_count=1)]}, "unforeseen yes, several providers no (1), priority or reputation yes"),
    ("SST-05", "fail", {"work_item": [dict(RAPID, unforeseen=False, reputation=False, priorities=[])]}, "unforeseen no"),
    ("SST-05", "cannot_decide", {"work_item": [{"id": "rapid", "type": "rapid", "provider_count": 3, "reputation": True, **WHERE}]}, "unforeseen"),
    ("SST-06", "pass", {}, ""),
    ("SST-06", "fail", {"work_item": [dict(TEAM, steps=STEPS[:1])]}, "1 of 3 steps done, open provider discussion, long-term solution"),
    ("SST-06", "not_applicable", {"signal": QUIET}, ""),
    ("SST-07", "pass", {}, ""),
    ("SST-07", "fail", {"task_group": [dict(GROUP, lead="clerk")]}, "lead Clerk (none)"),
    ("SST-07", "fail", {"task_group": [dict(GROUP, members=["partners"])]}, "members Police"),
    ("SST-08", "pass", {}, ""),
    ("SST-08", "fail", {"observation": [DEMAND, dict(DEMAND, id="petition"), ANSWER]}, "1 of 2 unanswered: petition"),
    ("SST-08", "cannot_decide", {"observation": []}, "recorded demand for services"),
    ("SST-09", "pass", {}, ""),
    ("SST-09", "fail", {"signal": QUIET, "work_item": [DONE]}, "the team is still attached"),
    ("SST-09", "pass", {"signal": LISTED_LATELY, "work_item": [DONE]}, ""),
    ("SST-09", "pass", {"signal": QUIET, "work_item": [dict(DONE, steps=STEPS[:2])]}, ""),
    ("SST-09", "pass", {"signal": QUIET, "work_item": [TEAM]}, ""),
    ("SST-09", "cannot_decide", {"signal": QUIET[1:], "work_item": [DONE]}, ""),  # looked at for three weeks alone
    ("SST-09", "cannot_decide", {"signal": [QUIET[0], QUIET[2]], "work_item": [DONE]}, ""),  # one look in the time
    ("SST-09", "cannot_decide", {"signal": QUIET[:2] + [signal("2026-05-10", "cannot_tell")], "work_item": [DONE]}, ""),
    ("SST-09", "cannot_decide", {"signal": QUIET, "work_item": [DONE], "observation": []}, ""),
    ("SST-10", "pass", {"signal": QUIET, "work_item": [LEFT]}, ""),
    ("SST-10", "fail", {"signal": LISTED_LATELY, "work_item": [LEFT]}, "team left on 12 May 2026"),
    ("SST-10", "fail", {"signal": QUIET, "work_item": [dict(LEFT, steps=STEPS[1:])]}, "steps open intelligence gathering"),
    ("SST-10", "fail", {"signal": QUIET, "work_item": [LEFT], "observation": [DEMAND]}, "unanswered call"),
    ("SST-10", "fail", {"signal": QUIET[:1], "work_item": [LEFT]}, "looks that could tell 0"),  # nobody looked for six weeks
    ("SST-10", "fail", {"signal": QUIET[:2] + [signal("2026-05-10", "cannot_tell")], "work_item": [LEFT]}, "looks that could tell 1"),
    ("SST-11", "not_applicable", {}, ""),
    ("SST-11", "pass", {"task_group": [dict(GROUP, reached=True, open=False)]}, ""),
    ("SST-11", "fail", {"task_group": [dict(GROUP, reached=True)]}, "the group still meets"),
]
# quiet, answered, may leave, as SST-Q1 has it
MAY_LEAVE = [
    ({"signal": QUIET, "work_item": [DONE]}, GIVEN, ["yes", "yes", "yes"]),
    ({"signal": LISTED_LATELY, "work_item": [DONE]}, GIVEN, ["no", "yes", "no"]),
    ({"signal": QUIET, "work_item": [DONE]}, [], ["?", "yes", "?"]),
    ({"signal": [], "work_item": [DONE]}, GIVEN, ["?", "yes", "?"]),
    ({"signal": QUIET, "work_item": [TEAM]}, GIVEN, ["yes", "yes", "no"]),
    ({"signal": QUIET, "work_item": [DONE], "observation": []}, GIVEN, ["yes", "?", "?"]),
    ({"signal": QUIET, "work_item": [DONE], "observation": []}, GIVEN + ["--set", "answers_needed=no"], ["yes", "?", "yes"]),
]


def write(folder, changes):
    document = dict(copy.deepcopy(IN_ORDER), **changes)
    path = os.path.join(folder, "case.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({key: value for key, value in document.items() if value != []}, file)
    return path


def main():
    count = Count()
    with tempfile.TemporaryDirectory() as folder:
        for rule, verdict, changes, words in CASES:
            path = write(folder, changes)
            code, out, err = run(["check", path, "--rules", RULES, "--rule", rule, "--json", *GIVEN])
            name = "%s, %s: %s" % (rule, verdict, json.dumps(changes)[:150])
            if count.holds(code in (0, 1), name, err):
                found = json.loads(out)["findings"][0]
                count.holds(found["verdict"] == verdict, name, str(found["verdict"]))
                why = run(["why", path, rule, "--rules", RULES, "--width", "400", *GIVEN])[1]
                count.holds(words in " ".join(why.split()), name, why)
        for changes, given, wanted in MAY_LEAVE:
            out = run(["query", write(folder, changes), "--rules", RULES, "--id", "SST-Q1", "--csv", *given])[1]
            last = out.splitlines()[-1].split(",")
            count.holds([last[3], last[6], last[7]] == wanted, "SST-Q1: %s" % json.dumps(changes)[:150], out)
    count.end()


sys.exit(main())
