#!/usr/bin/env python3
"""Runs the tables of the papers against a `locality` command.

usage: run_papers.py LOCALITY [--papers DIR] [--only TEXT] [--verbose]

A paper is a model document NAME.json in the papers directory with its rules in NAME.rules and its
questions in NAME.questions. Four sorts of table stand beside it. All are tab-separated text in UTF-8; empty lines and lines that begin
with `#` are skipped; the working directory of every command is the papers directory.

  NAME.expected         one row per rule, the verdict on the bare paper
      rule, verdict[, text]
      verdict   pass | fail | cannot_decide | not_applicable
      text      a part of what `why` says of the rule (may be left out)
      The table is complete: a rule that is judged but not listed is a failure, and so is a rule
      listed but not judged.

  NAME.companions       documents that extend the paper with what a user would add
      companion, rule, verdict, text[, arguments]
      companion  file in companions/NAME/, without `.json`
      text       a part of what `why` says of the rule; `-` for nothing in particular
      arguments  further arguments of the command (--as-at 2010-09-30, --set x=1)

  NAME.answers          what the questions of the paper are answered
      question, companion, text[, arguments]
      companion  file in companions/NAME/, without `.json`; `-` for the bare paper
      text       a part of what `query --id` answers: a figure, or what would have to be known
      arguments  further arguments of the command (--as-at 2023-03-31, --set x=1)
      The table is complete: every question is asked of the bare paper, and none is listed that the
      paper does not have. The ids are PAPER-Q01 to as many as the paper has (COUNTS), without gap; a
      question with two halves may be asked in two (COV-Q12, COV-Q12b).

  features-*.tsv        features shown through the command
      feature, arguments, exit code, text
      arguments  everything after `locality`, quoted as in a shell
      text       a part of the output (standard output, then standard error)

Besides, every paper is written in its canonical form, read back and judged again: form and findings
have to be the same.

Text is asked for at a width of 400 columns (`--width`, unless a row gives its own), so that cells do
not wrap. In a text, runs of blanks count as one, and ` ... ` stands for anything between: `22 ... 24`
asks for 22 and, further on, 24. A text that begins with `!` must not appear; one that begins with `= `
is all that may appear. Each failing row is printed on one line; the last line is `N passed, N failed`.
The exit code is 0 when every row passed and there was at least one, else 1.
"""

import argparse
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

VERDICTS = ("pass", "fail", "cannot_decide", "not_applicable")
LIMIT_SECONDS = 60
COUNTS = {  # questions that each paper has
    "cambridgeshire-2023": 20,
    "coventry-2010": 20,
    "norfolk-ces": 20,
    "norfolk-plan-2016": 20,
    "telford-2010": 20,
}
WIDE = ("check", "why", "show", "list", "query", "report", "reconcile", "ambiguities", "blanks", "who", "schema")


class Runner:
    """Runs rows and counts how they end."""

    def __init__(self, command, papers, only, verbose):
        self.command = str(pathlib.Path(command).resolve())
        self.papers = papers
        self.only = only
        self.verbose = verbose
        self.passed = 0
        self.failed = 0
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("LC_")},
            "NO_COLOR": "1",
            "COLUMNS": "400",
            "LANG": "C.UTF-8",
        }

    def run(self, arguments, given=None):
        """Gives the command `given` on its standard input, where there is any. Returns (exit code, standard output, standard error); code None when it took too long."""
        arguments = list(arguments)
        if arguments and arguments[0] in WIDE and "--width" not in arguments:
            arguments += ["--width", "400"]
        try:
            done = subprocess.run(
                [self.command, *arguments],
                cwd=self.papers,
                input=None if given is None else given.encode(),
                env=self.environment,
                capture_output=True,
                timeout=LIMIT_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None, "", f"no end after {LIMIT_SECONDS} s"
        return (
            done.returncode,
            done.stdout.decode("utf-8", "replace"),
            done.stderr.decode("utf-8", "replace"),
        )

    def row(self, name, problem):
        """Counts one row; `problem` is empty when it passed."""
        if self.only and self.only not in name:
            return
        if problem:
            self.failed += 1
            print(f"FAILED {name}: {problem}")
        else:
            self.passed += 1
            if self.verbose:
                print(f"passed {name}")

    def wanted(self, name):
        return not self.only or self.only in name


def rows_of(path, least):
    """Yields (line number, columns) of a table, columns stripped."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = [column.strip() for column in line.split("\t")]
        if len(columns) < least:
            raise SystemExit(f"{path}:{number}: {len(columns)} columns, at least {least} expected")
        yield number, columns


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


def shows(output, text):
    """Tells whether `output` shows the expected text."""
    if text.startswith("!"):
        return plain(text[1:]) not in plain(output)
    if text.startswith("= "):
        return plain(text[2:]) == plain(output)
    rest = plain(output)
    for part in plain(text).split(" ... "):
        at = rest.find(part)
        if at < 0:
            return False
        rest = rest[at + len(part):]
    return True


def shorten(text, size=300):
    text = plain(text)
    return text if len(text) <= size else text[:size] + " ..."


def verdicts_of(runner, document, arguments):
    """Judges a document: returns ({rule: verdict}, problem)."""
    code, output, complaint = runner.run(["check", document, "--json", *arguments])
    if code not in (0, 1):
        return {}, f"check ended with {code}: {shorten(complaint)}"
    try:
        answer = json.loads(output)
    except ValueError as error:
        return {}, f"check --json is not JSON: {error}"
    found = {}
    collect(answer, found)
    expected_code = 1 if "fail" in found.values() else 0
    if code != expected_code:
        return found, f"check ended with {code}, {expected_code} expected by its own verdicts"
    return found, ""


def collect(node, found):
    """Finds the objects that hold a rule and its verdict, wherever they stand."""
    if isinstance(node, list):
        for item in node:
            collect(item, found)
    elif isinstance(node, dict):
        rule, verdict = node.get("rule"), node.get("verdict")
        if isinstance(rule, str) and isinstance(verdict, str):
            found[rule] = verdict.replace(" ", "_")
            return
        for item in node.values():
            collect(item, found)


def said_of(runner, document, rule, arguments):
    """What `why` says of a rule, up to the rule as written: its own words would prove nothing."""
    _, output, complaint = runner.run(["why", document, rule, *arguments])
    heading = re.search(r"^The rule as written\b", output, flags=re.M)
    return output[: heading.end() if heading else None] + complaint


def judge(runner, name, document, rule, verdict, text, verdicts, arguments):
    """Compares one verdict and one text with what was found."""
    if verdict not in VERDICTS:
        runner.row(name, f"`{verdict}` is no verdict")
        return
    got = verdicts.get(rule)
    if got != verdict:
        runner.row(name, f"{got or 'not judged'}, expected {verdict}")
        return
    if text and text != "-" and runner.wanted(name):
        said = said_of(runner, document, rule, arguments)
        if not shows(said, text):
            runner.row(name, f"`{text}` not in: {shorten(said)}")
            return
    runner.row(name, "")


def run_round_trip(runner, document):
    """Writes a paper, reads what was written, and compares."""
    name = f"{document} written and read back"
    code, written, complaint = runner.run(["format", document])
    if code != 0:
        runner.row(name, f"format ended with {code}: {shorten(complaint)}")
        return
    _, again, complaint = runner.run(["format", "-"], written)
    if again != written:
        runner.row(name, f"the form changes: {shorten(complaint) or 'not the same bytes'}")
        return
    _, before, _ = runner.run(["check", document, "--json"])
    _, after, complaint = runner.run(["check", "-", "--json"], written)
    runner.row(name, "" if before and after == before else f"the findings change: {shorten(complaint)}")


def run_expected(runner, table):
    document = table.stem + ".json"
    run_round_trip(runner, document)
    verdicts, problem = verdicts_of(runner, document, [])
    runner.row(f"{table.name} check", problem)
    listed = set()
    for _, columns in rows_of(table, 2):
        rule, verdict = columns[0], columns[1]
        listed.add(rule)
        text = columns[2] if len(columns) > 2 else ""
        judge(runner, f"{table.name} {rule}", document, rule, verdict, text, verdicts, [])
    for rule in sorted(set(verdicts) - listed):
        runner.row(f"{table.name} {rule}", "judged, but not in the table")


def run_companions(runner, table):
    checked = {}
    for _, columns in rows_of(table, 4):
        companion, rule, verdict, text = columns[:4]
        arguments = shlex.split(columns[4]) if len(columns) > 4 else []
        document = f"companions/{table.stem}/{companion}.json"
        key = (companion, tuple(arguments))
        if key not in checked:
            checked[key], problem = verdicts_of(runner, document, arguments)
            if problem:
                runner.row(f"{table.name} {companion} check", problem)
        name = f"{table.name} {companion} {rule}"
        judge(runner, name, document, rule, verdict, text, checked[key], arguments)


def questions_of(runner, document):
    """Lists the questions of a document: returns ([id], problem)."""
    code, output, complaint = runner.run(["query", document, "list(q.id for q in question)", "--json"])
    if code != 0:
        return [], f"query ended with {code}: {shorten(complaint)}"
    found = re.findall(r'"([A-Z]+-Q\w+)"', output)
    return found, "" if found else f"no question in: {shorten(output)}"


def numbering(questions, count):
    """Tells what is wrong with the numbers of a paper's questions, or nothing."""
    numbers = [re.fullmatch(r"[A-Z]+-Q(\d\d)[a-z]?", question) for question in questions]
    odd = [question for question, number in zip(questions, numbers) if not number]
    if odd:
        return f"no number in {', '.join(odd)}"
    found = {int(number.group(1)) for number in numbers}
    wanted = set(range(1, (count or max(found, default=0)) + 1))
    if found != wanted:
        return f"numbers missing {sorted(wanted - found)}, too many {sorted(found - wanted)}"
    return ""


def run_answers(runner, table):
    questions, problem = questions_of(runner, table.stem + ".json")
    problem = problem or numbering(questions, COUNTS.get(table.stem))
    runner.row(f"{table.name} questions", problem)
    asked = set()
    for number, columns in rows_of(table, 3):
        question, companion, text = columns[:3]
        arguments = shlex.split(columns[3]) if len(columns) > 3 else []
        name = f"{table.name}:{number} {question}" + (f" {companion}" if companion != "-" else "")
        if companion == "-":
            asked.add(question)
        if not runner.wanted(name):
            continue
        document = f"companions/{table.stem}/{companion}.json" if companion != "-" else f"{table.stem}.json"
        got, output, complaint = runner.run(["query", document, "--id", question, *arguments])
        if got not in (0, 1):
            runner.row(name, f"ended with {got}: {shorten(complaint or output)}")
        elif not shows(output, text):
            runner.row(name, f"`{text}` not in: {shorten(output)}")
        else:
            runner.row(name, "")
    for question in sorted(set(questions) - asked):
        runner.row(f"{table.name} {question}", "a question of the paper, but not asked of the bare paper")
    for question in sorted(asked - set(questions)):
        runner.row(f"{table.name} {question}", "asked, but no question of the paper")


def run_features(runner, table):
    for number, columns in rows_of(table, 4):
        feature, arguments, code, text = columns[:4]
        name = f"{table.name}:{number} {feature}"
        if not runner.wanted(name):
            continue
        got, output, complaint = runner.run(shlex.split(arguments))
        if str(got) != code:
            runner.row(name, f"ended with {got}, expected {code}: {shorten(complaint or output)}")
        elif not shows(output + complaint, text):
            runner.row(name, f"`{text}` not in: {shorten(output + complaint)}")
        else:
            runner.row(name, "")


def main():
    parser = argparse.ArgumentParser(description="Runs the tables of the papers.")
    parser.add_argument("locality", help="the command to test")
    parser.add_argument("--papers", default=pathlib.Path(__file__).resolve().parent,
                        type=pathlib.Path, help="the papers directory")
    parser.add_argument("--only", default="", help="only rows whose name contains this text")
    parser.add_argument("--verbose", action="store_true", help="print passing rows as well")
    options = parser.parse_args()
    papers = options.papers.resolve()
    runner = Runner(options.locality, papers, options.only, options.verbose)
    for table in sorted(papers.glob("*.expected")):
        run_expected(runner, table)
    for table in sorted(papers.glob("*.companions")):
        run_companions(runner, table)
    for table in sorted(papers.glob("*.answers")):
        run_answers(runner, table)
    for table in sorted(papers.glob("features-*.tsv")):
        run_features(runner, table)
    print(f"{runner.passed} passed, {runner.failed} failed")
    return 0 if runner.failed == 0 and runner.passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
