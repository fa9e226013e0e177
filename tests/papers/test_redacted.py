#!/usr/bin/env python3
"""The law of redaction on the papers: a verdict or an answer that a redacted paper still gives is that of the paper.

Every rule of every paper, with its companions, is judged as it is and redacted in several ways: the redacted verdict is
the same or "cannot decide". What is redacted once and written out says the same when it is read again.
"""
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
WAYS = [[], ["--smallest-team", "0"], ["--withhold-text"], ["--smallest-team", "3"], ["--smallest-team", "12"],
        ["--pay-threshold", "1000000", "--withhold-text", "--smallest-team", "30"]]


def run(*arguments):
    done = subprocess.run([os.environ["LOCALITY_CLI"], *arguments], capture_output=True, text=True, timeout=600, cwd=HERE)
    return done.returncode, done.stdout, done.stderr


def verdicts(document, *options):
    code, out, err = run("check", document, "--json", *options)
    if code == 2:
        return None, err
    return {finding["rule"]: finding["verdict"] for finding in json.loads(out)["findings"]}, ""


def papers():
    found = []
    for folder, _, files in sorted(os.walk(HERE)):
        for name in sorted(files):
            path = os.path.relpath(os.path.join(folder, name), HERE)
            if name.endswith(".json") and verdicts(path)[0]:
                found.append(path)
    return found


def main():
    checked = decided = decidable = 0
    faults = []
    documents = papers()
    for document in documents:
        true = verdicts(document)[0]
        for way in WAYS if os.sep not in document else WAYS[:1]:
            got, message = verdicts(document, "--redacted", *way)
            if got is None:
                faults.append("%s %s: %s" % (document, way, message))
                continue
            for rule, verdict in got.items():
                checked += 1
                decided += verdict != "cannot_decide"
                decidable += true[rule] != "cannot_decide"
                if verdict not in ("cannot_decide", true[rule]):
                    faults.append("%s %s: %s was %s and is %s" % (document, way, rule, true[rule], verdict))
        if os.sep in document:
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "published.json")
            with open(path, "w", encoding="utf-8") as file:
                file.write(run("format", document, "--redacted")[1])
            code, once, err = run("list", path, "post", "--columns", "id,title,posts,cost,unit")
            twice = run("list", document, "post", "--columns", "id,title,posts,cost,unit", "--redacted")[1]
            if code != 0 or not twice.startswith(once):
                faults.append("%s: what is written is not what is shown\n%s" % (document, err))
    print("\n".join(faults))
    print("%d papers, %d verdicts, %d of %d decided still, %d wrong" % (len(documents), checked, decided, decidable, len(faults)))
    sys.exit(bool(faults) or len(documents) < 2 or decided < decidable // 2)


main()
