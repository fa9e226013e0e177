#!/usr/bin/env python3
"""A document full of planted secrets: with --redacted none of them comes out of any command, in any format, nor in a
message about what is wrong; and what is published is true."""
import json
import os
import shutil
import subprocess
import tempfile

from cli import HERE, Count, command, run

FOLDER = os.path.join(HERE, "redacted")
DOCUMENT = "secrets.json"

# What may not come out, in lower case: names in every turn, low pay, contacts, and all of the small teams.
SECRETS = [
    "quux", "zebedee", "zebby", "ottoline", "vance", "ibáñez", "ibanez", "thorne", "jos", "emp90817", "zq",
    "222333", "o.vance", "cellar", "stove", "leaves soon", "at_risk", "1987", "asked for it", "knows the north",
    "22,605", "22605", "31,777", "31777", "18,181", "18181", "41,414", "41414", "43,434", "43434", "23,232", "23232",
    "19,433", "19433", "16,161", "16161", "27,272", "27272", "54,545", "54545", "98,765", "98765",
    "quirky", "scroll", "keeper", "clerk", "dustbuster", "wolf", "placed-in-archive", "half time", "half of one",
    "three",
]
# What is meant to be published, so that silence does not pass.
PUBLISHED = ["head of service", "88,123", "road engineer", "buses run late", "plan@town.example"]
FORMATS = [[], ["--json"], ["--csv"], ["--markdown"], ["--width", "24"]]


def leaks(text, allowed=()):
    text = text.lower()
    found = [word for word in SECRETS if word in text and word not in allowed]
    return [word for word in found if word != "jos" or "josé" in text or "jose" in text]


class Probe:
    def __init__(self, count):
        self.count, self.text, self.used = count, [], set()

    def look(self, arguments, codes=(0, 1), folder=FOLDER, stdin=b"", typed=()):
        """Runs one command; `typed` is what the user typed himself, which may come back."""
        code, out, err = run([*arguments, "--redacted"], folder=folder, stdin=stdin)
        self.used.add(arguments[0])
        self.count.holds(code in codes, "exit code of %s" % arguments, "%d: %s" % (code, err))
        found = leaks(out + err, typed)
        self.count.holds(not found, "nothing of %s comes out of %s" % (found, arguments), out + err)
        self.text.append(out)
        return out


def table():
    """Commands and their options."""
    commands = {}
    for line in run("help --table")[1].splitlines():
        words = line.split("\t")[0].split(" --")
        commands.setdefault(words[0], set()).update(words[1:])
    return commands


def kinds():
    return [line.split(",")[0] for line in run("schema --csv")[1].splitlines()[1:]]


def fields(kind):
    """The fields of a kind; those that the document declares are added below."""
    return ["id"] + [line.split(",")[0] for line in run(["schema", kind, "--csv"])[1].splitlines()[1:]]


OWN = {"person": ["salary", "phone", "age"], "post": ["paid", "holder", "desk"], "comment": ["author"], "unit": ["budget"]}


ALLOCATE = ["allocate", DOCUMENT, "--rules", "turns.rules", "--request", "SEC-A"]


def look_everywhere(probe):
    for form in FORMATS:
        probe.look(["check", DOCUMENT, *form])
        probe.look(["check", DOCUMENT, "--structure", "now", *form])
        probe.look(["why", DOCUMENT, "SEC-2", *form])
        probe.look(["why", DOCUMENT, "SEC-5", *form])
        for structure in ("now", "plan", "tiny"):
            probe.look(["show", DOCUMENT, "structure", structure, *form])
        for area in ("town", "north", "south"):
            probe.look(["show", DOCUMENT, "sheet", area, *form])
        probe.look(["show", DOCUMENT, "before-after", "now", "plan", *form])
        probe.look(["compare", DOCUMENT, DOCUMENT, *form])
        probe.look(["summary", DOCUMENT, *form])
        for what in ("themes", "services", "streams"):
            probe.look(["show", DOCUMENT, "matrix", what, *form])
        probe.look(["list", DOCUMENT, *form])
        probe.look(["query", DOCUMENT, "--list", *form])
        probe.look(["query", DOCUMENT, "--id", "SEC-Q1", "--explain", *form])
        probe.look(["query", DOCUMENT, "list(p, p.title, p.cost, p.unit.name, p.reports_to for p in post)", "--explain", *form])
        for what in ("figures", "reconcile", "ambiguities", "blanks", "missing", "names", "places"):
            probe.look(["report", DOCUMENT, what, *form])
        for what in ("reconcile", "ambiguities", "blanks"):
            probe.look([what, DOCUMENT, *form])
        for subject in ("theme:care", "theme:youth", "function:records-kept", "role:champion", "unit:archive"):
            probe.look(["who", DOCUMENT, subject, *form])
        for words in (["--on", "2016-01-01"], ["--alternatives", "2"], ["--why", "person-1", "north"], ["--why", "person-2", "North"],
                      ["--fix", "person-2=south", "--bar", "person-1=north"], ["--rota", "2016-01..2016-03"],
                      ["--rota", "2016-01..2016-03", "--fix", "person-3=north@2016-02"]):
            probe.look(ALLOCATE + words + form)
    probe.look(ALLOCATE + ["--audit"])
    probe.look(ALLOCATE + ["--rota", "2016-01..2016-03", "--audit"])
    for chart in ("structure now", "structure plan", "structure tiny", "matrix themes", "matrix services"):
        probe.look(["show", DOCUMENT, *chart.split(), "--dot"])
        if shutil.which("dot"):
            probe.look(["show", DOCUMENT, *chart.split(), "--svg"])


def look_at_records(probe):
    """Every field of every record, by list and by show."""
    for kind in kinds():
        columns = fields(kind) + OWN.get(kind, [])
        probe.look(["list", DOCUMENT, kind, "--columns", ",".join(columns), "--json"])
        probe.look(["list", DOCUMENT, kind])
        out = probe.look(["list", DOCUMENT, kind, "--columns", "id", "--json"])
        for row in json.loads(out).get("answer", []):
            probe.look(["show", DOCUMENT, "%s:%s" % (kind, row["id"])])
            probe.look(["show", DOCUMENT, "%s:%s" % (kind, row["id"]), "--json"])


def look_at_errors(probe):
    """What is wrong with a document, or with a question, is told without telling it."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(FOLDER, DOCUMENT), encoding="utf-8") as file:
            good = file.read()
        with open(os.path.join(FOLDER, "secrets.rules"), encoding="utf-8") as file:
            rules = file.read()
        broken = {
            "reference": good.replace('"person": "zebedee-quux"', '"person": "zebedee-quuxx"'),
            "twice": good.replace('"id": "e2"', '"id": "zebedee-quux"'),
            "type": good.replace('"cost": "£31,777"', '"cost": "£31,777 for the Keeper"'),
            "field": good.replace('"status": "at_risk"', '"zebedee": "at_risk"'),
            "syntax": good.replace('"Quirky Clerk", ', '"Quirky Clerk" '),
            "word": good.replace('"at_risk"', '"at_riskk"'),
            "conflict": good.replace('"expected": "£22,605"', '"expected": "£22,606"'),
            "alias": good.replace('"record": "person:zebedee-quux"', '"record": "person:quux"'),
            "none": good.replace('"secrets.rules"', '"nothing.rules"'),
        }
        for name, text in broken.items():
            probe.count.holds(text != good, "the document is broken: %s" % name)
            with open(os.path.join(folder, "broken.json"), "w", encoding="utf-8") as file:
                file.write(text)
            with open(os.path.join(folder, "secrets.rules"), "w", encoding="utf-8") as file:
                file.write(rules)
            probe.look(["check", "broken.json"], codes=(2,), folder=folder)
        with open(os.path.join(folder, "broken.json"), "w", encoding="utf-8") as file:
            file.write(good)
        for wrong in ('rule SEC-9 "Quux goes"\n  require Zebedee = quux\n', 'rule SEC-9 "x"\n  require (post "clerkk").posts = 1\n'):
            with open(os.path.join(folder, "secrets.rules"), "w", encoding="utf-8") as file:
                file.write(rules + wrong)
            probe.look(["check", "broken.json"], codes=(0, 1, 2), folder=folder, typed=("clerk",))  # clerkk is no id
    typed = ("clerk", "zebedee", "quux", "keeper")
    for words in (["show", DOCUMENT, "person:zebedee-quux"], ["show", DOCUMENT, "post:clerkk"], ["show", DOCUMENT, "post:keepe"],
                  ["why", DOCUMENT, "SEC-3"], ["query", DOCUMENT, "(post \"clerk\").cost"], ["query", DOCUMENT, "--id", "SEC-Q2"],
                  ["who", DOCUMENT, "post:clerk"], ["list", DOCUMENT, "post", "--where", "r.title = quirk"],
                  ["show", DOCUMENT, "sheet", "Nort"], [*ALLOCATE, "--why", "zebedee-quux", "north"], [*ALLOCATE, "--fix", "keeper=north"],
                  [*ALLOCATE, "--rota", "2016-01..2016-03", "--bar", "quux=north"], [*ALLOCATE, "--write", "plan.json"],
                  ["allocate", DOCUMENT, "--rules", "turns.rules", "--request", "SEC-B"], ["query", DOCUMENT, "(post \"withheld-99\").cost"]):
        probe.look(words, codes=(2,), typed=typed)


def look_again(probe):
    """A document that was written for publication holds nothing, and stays as it is when it is redacted once more."""
    probe.look(["export", DOCUMENT])
    text = probe.look(["format", DOCUMENT])
    once = json.loads(text)
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "p.json"), "w", encoding="utf-8") as file:
            file.write(text)
        for arguments in (["list", "p.json", "post"], ["show", "p.json", "structure", "plan"], ["format", "p.json"]):
            code, out, err = run(arguments, folder=folder)
            probe.count.holds(code == 0 and not leaks(out + err), "the published document: %s" % arguments, out + err)
        again = json.loads(run(["format", "p.json", "--redacted"], folder=folder)[1])
        again["title"] = once["title"]
        for key in once:
            if isinstance(once[key], list):
                probe.count.holds(len(again.get(key, [])) == len(once[key]), "as many of %s again" % key)
    probe.count.holds("rules" not in once and len(once["rule"]) == 3, "it holds its rules itself")
    probe.count.holds("(redacted)" in once["title"], "the document says that it is redacted")


def value(text):
    """Ends of a printed range."""
    text = str(text)
    if text.startswith(">="):
        return (float(text[2:]), float("inf"))
    ends = text.split("..")
    return (float(ends[0] or "-inf"), float(ends[-1] or "inf"))


def look_at_truth(probe):
    """The laws: what is published contains what is true; no small team has a certain count; pay is a band."""
    questions = {
        "sum(p.posts for p in post where p.structure = now)": 25,
        "count(p in post where p.structure = now)": 8,
        "count(p in post)": 18,
        'count(p in post where p.unit.name = "Archive" and p.structure = now)': 3,
        'sum(p.fte for p in post where p.unit.name = "Archive" and p.structure = now)': 2.7,
        "count(p in person)": 3,
        "sum(p.posts for p in post where p.structure = tiny)": 3,
    }
    for question, true in questions.items():
        row = json.loads(probe.look(["query", DOCUMENT, question, "--json"]))["answer"][0]
        got = next(v for k, v in row.items() if k != "certain")
        ends = value(got) if got not in ("", None) else (float("-inf"), float("inf"))
        probe.count.holds(ends[0] <= true <= ends[1], "%s contains %s" % (question, true), str(got))
        if "Archive" in question or "tiny" in question:
            probe.count.holds(ends[0] < ends[1], "%s is not certain" % question, str(got))
    posts = json.loads(run(["format", DOCUMENT, "--redacted"], folder=FOLDER)[1])["post"]
    for post in posts:
        for field in ("cost", "paid"):
            if field in post:
                low, high = value(post[field])
                probe.count.holds(low >= 50000 * value(post.get("posts", 1))[1] or high - low >= 4999, "pay of %s" % post["id"], str(post))
    for words, told, false in (("show %s sheet north", "withheld, or not stated", "  vacant"), ("show %s sheet north", "withheld, or missing", "Missing"),
                               ("show %s matrix themes now", "unknown", "GAP"), ("who %s theme:care", "None in what is published", "None recorded")):
        out = probe.look((words % DOCUMENT).split())
        probe.count.holds(told in out and false not in out, "what is withheld is not said to be absent: %s" % words, out)
    names = [post.get("title") for post in posts]
    probe.count.holds(names.count("Head of Service") == 2, "a senior post of a version stays named by title", str(names))
    wide = json.loads(run(["format", DOCUMENT, "--redacted", "--pay-threshold", "100000"], folder=FOLDER)[1])["post"]
    boss = next(post for post in wide if post.get("title") == "Head of Service")
    probe.count.holds(boss["cost"] == "85000..89999.99", "a higher threshold makes a band of it", str(boss))
    out = run(["list", DOCUMENT, "post", "--redacted", "--keep", "post.desk", "--columns", "id,desk"], folder=FOLDER)[1]
    probe.count.holds("stove" not in out, "a kept field of a withheld post is not shown", out)
    out = run(["show", DOCUMENT, "structure", "now", "--redacted", "--smallest-team", "0"], folder=FOLDER)[1]
    probe.count.holds("Quirky Clerk" in out and "Quux" not in out, "small teams are shown where that is asked for", out)
    out = run(["list", DOCUMENT, "note", "--redacted", "--withhold-text", "--columns", "text"], folder=FOLDER)[1]
    probe.count.holds("buses" not in out, "all free text is withheld where that is asked for", out)


def main():
    count = Count()
    probe = Probe(count)
    look_everywhere(probe)
    look_at_records(probe)
    look_again(probe)
    look_at_truth(probe)
    look_at_errors(probe)
    text = "\n".join(probe.text).lower()
    for word in PUBLISHED:
        count.holds(word in text, "%s is published" % word)
    commands = table()
    readers = {name for name, options in commands.items() if "redacted" in options}
    count.holds(readers == probe.used, "every command that redacts is looked at", "%s" % (readers ^ probe.used))
    for name in ("check", "why", "show", "list", "query", "report", "who", "format"):
        count.holds(name in readers, "%s can redact" % name)
    code, _, err = run(["check", DOCUMENT, "--keep", "post.desk"], folder=FOLDER)
    count.holds(code == 2 and "--redacted" in err, "options of redaction need it", err)
    code, _, err = run(["list", DOCUMENT, "--redacted", "--keep", "post.title"], folder=FOLDER)
    count.holds(code == 2, "only own fields can be kept", err)
    open_text = subprocess.run([command(), "list", DOCUMENT, "person", "--columns", "name"], cwd=FOLDER, capture_output=True, text=True, check=True).stdout
    count.holds(leaks(open_text), "the secrets are there without --redacted")
    count.end()


main()
