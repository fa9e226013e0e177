#!/usr/bin/env python3
"""README, CONTRIBUTING and the guide are true: their commands run, and print what is quoted.

Each page is played in a directory of its own that has a copy of tests/papers.
  - A block of JSON is written to the file named last in `code` before it, and loaded.
  - A block that begins with a rule, parameter, switch, definition or allocation is written to the .rules file named last
    before it, or appended where that is a file of the papers; then it is checked.
  - A block of indented clauses changes the rule in the file named last: it takes the place of clauses that begin
    with the same word, and else stands before `require`.
  - A block that begins with `map` is written to the .map file named last; one of other directives is added to it,
    and an indented field takes the place of the field of that name.
  - A row of a block of language `csv` stands in the .csv file named last, or takes the place of the one row from
    which it differs in one cell alone.
  - Lines `cp ...` are done. Lines `./NAME ...` run the example `docs/examples/NAME.c`, which lies compiled where
    LOCALITY_EXAMPLES says. Lines `locality ...` and `$ locality ...` of other blocks, and `locality ...` as code in a sentence, are run.
    They end with 0 or 1, and with 2 where an error is quoted.
  - A block of C stands in the example `docs/examples/....c` named last, and a block of language `text` in what that
    prints.
  - Quoted output is what stands behind `$ locality ...`, and an untyped block that follows a block of commands
    directly or after a sentence that ends in `answers` or a comma. It is whole, but for one line or more where a
    line `...` stands. Of a command whose output goes to a file it is what it says on the screen.
"""
import csv
import glob
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

from cli import HERE, Count, run

TOP = os.path.dirname(os.path.dirname(HERE))
GUIDE = os.path.join(TOP, "docs", "guide")
PAPER = "tests/papers/cambridgeshire-2023.json"
CLAUSE = re.compile(r"  (for|when|except|needs|let|require|warn|says|remedy|source|strength)\b")
COMMAND = re.compile(r"(?:\$ )?locality (?=[a-z])")
EXAMPLE = re.compile(r"`docs/examples/(\w+)\.c`")
DIRECTIVE = re.compile(r"(map|about|missing|column|columns|ignore|tally|skip|check|make) ")
FIELD = re.compile(r"    (\w+) +\S")
FILE = re.compile(r"`([\w/.-]+\.(?:json|rules|map|csv))`")
LEAST = {"README.md": 2, "CONTRIBUTING.md": 2, "docs/guide/check-a-paper.md": 15, "docs/guide/write-a-rule.md": 8, "docs/guide/publish.md": 10, "docs/guide/databases.md": 12,
         "docs/guide/from-csv.md": 18}
LEFT_OUT = "..."


def pages():
    guide = sorted(name for name in os.listdir(GUIDE) if name.endswith(".md"))
    if "was built without" in run(["list", "sqlite:none.db"])[2]:
        print("databases.md is left out: the command was built without SQLite")
        guide.remove("databases.md")
    return ["README.md", "CONTRIBUTING.md", *("docs/guide/" + name for name in guide)]


def parts_of(text):
    """Yields (line, language or None for prose, text) of a page; blocks lose the indent of their fence."""
    kept, fence, start = [], None, 1
    for number, line in enumerate(text.split("\n"), 1):
        found = re.match(r"( *)```(\w*)$", line)
        if not found:
            kept.append(line[len(fence.group(1)):] if fence and line.startswith(fence.group(1)) else line)
            continue
        yield start, fence.group(2) if fence else None, "\n".join(kept)
        kept, fence, start = [], None if fence else found, number + 1
    yield start, None, "\n".join(kept)


def plain(text):
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def with_clauses(rule, clauses):
    """The rule with clauses put in; a new clause takes the place of those that begin with its word."""
    words = {found.group(1) for found in map(CLAUSE.match, clauses.split("\n")) if found}
    kept = [line for line in rule.split("\n") if not (CLAUSE.match(line) and CLAUSE.match(line).group(1) in words)]
    at = next((i for i, line in enumerate(kept) if line.startswith("  require")), len(kept))
    return "\n".join(kept[:at] + clauses.split("\n") + kept[at:])


class Page:
    def __init__(self, count, name, folder):
        self.count, self.name, self.folder, self.runs = count, name, folder, 0
        self.named = ""      # the file named last
        self.example = ""    # likewise, of the examples
        self.waiting = None  # the last command, whose output may follow
        self.written = {}    # files of rules: what the page wrote
        self.wrong = {}      # files of rules that do not load, until the page quotes the error
        for part in ("tests/papers", "docs/rules", "docs/examples/from-csv", "docs/examples/outlook"):
            shutil.copytree(os.path.join(TOP, part), os.path.join(folder, part))

    def holds(self, condition, line, what, more=""):
        return self.count.holds(condition, "%s:%d: %s" % (self.name, line, what), more)

    def run(self, text):
        words = shlex.split(re.sub(r"\s#\s.*", "", text))  # a # within a word names a case
        words = words[words.index("locality") + 1:]
        if ">" not in words:
            return run(words, self.folder)
        at = words.index(">")
        done = run(words[:at], self.folder)
        with open(os.path.join(self.folder, words[at + 1]), "w", encoding="utf-8") as file:
            file.write(done[1])
        return done[0], done[2], done[2]

    def command(self, line, text, quoted=""):
        """Runs a command of the page and holds its output against what is quoted."""
        code, out, err = self.run(text)
        stops = quoted.startswith("locality: ")
        self.runs += 1
        self.holds(code == 2 if stops else code in (0, 1), line, "`%s` ends with %d" % (text, code), err)
        shown = plain(err if stops else out)
        if quoted:
            self.compare(line, text, plain(quoted), shown)
        if stops:
            self.wrong = {name: found for name, found in self.wrong.items() if name not in quoted}

    def compare(self, line, text, quoted, shown):
        """What is quoted is what is shown, but for one line or more where LEFT_OUT stands."""
        at, is_open = 0, False
        for wanted in quoted:
            if wanted == LEFT_OUT:
                is_open = True
                continue
            found = [i for i in range(at, len(shown)) if shown[i] == wanted and (i > at) == is_open]
            if not self.holds(found, line, "`%s` does not print, here:" % text, wanted):
                return
            at, is_open = found[0] + 1, False
        self.holds(is_open == (at < len(shown)), line, "`%s` does not end so:" % text, quoted[-1])

    def flush(self):
        """Runs the waiting command, of which nothing is quoted."""
        waiting, self.waiting = self.waiting, None
        if waiting:
            self.command(*waiting)

    def judge_wrong(self, name):
        for wrong in [wrong for wrong in self.wrong if name in (wrong, "")]:
            self.holds(False, self.wrong[wrong][0], wrong + " is no file of rules", self.wrong[wrong][1])
        self.wrong = {wrong: found for wrong, found in self.wrong.items() if name not in (wrong, "")}

    def document(self, line, text):
        if self.holds(self.named.endswith(".json") and "/" not in self.named, line, "the document has no file name"):
            with open(os.path.join(self.folder, self.named), "w", encoding="utf-8") as file:
                file.write(text)
            self.command(line, "locality list " + self.named)

    def rules(self, line, text):
        name = self.named if self.named.endswith(".rules") else "line-%d.rules" % line
        self.judge_wrong(name)
        if CLAUSE.match(text):
            if not self.holds(name in self.written, line, "clauses of no rule"):
                return
            text = with_clauses(self.written[name], text)
        self.written[name] = text
        with open(os.path.join(self.folder, name), "a" if "/" in name else "w", encoding="utf-8") as file:
            file.write("\n" + text if "/" in name else text)
        if "/" in name:
            return  # the paper that has it is judged by the commands of the page
        code, _, err = self.run("locality check %s --rules %s" % (PAPER, name))
        self.runs += 1
        if code not in (0, 1):
            self.wrong[name] = (line, err)

    def quoted(self, line, ending, text):
        """Lines that stand together in an example or in what it prints."""
        with open(os.path.join(TOP, "docs", "examples", self.example + ending), encoding="utf-8") as file:
            self.holds(text.strip("\n") in file.read(), line, "this does not stand in " + self.example + ending, text)

    def read(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8", newline="") as file:
            return file.read()

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)

    def map(self, text):
        """A map, more directives of it, or fields anew."""
        if text.startswith("map "):
            return self.write(self.named, text + "\n")
        kept = self.read(self.named)
        if not FIELD.match(text):
            return self.write(self.named, kept + text + "\n")
        for field in filter(None, text.split("\n")):
            name = FIELD.match(field).group(1)
            kept = re.sub(r"(?m)^    %s +\S.*$" % name, field.replace("\\", r"\\"), kept)
        return self.write(self.named, kept)

    def table(self, line, text):
        """A new file; else rows that stand in it, or that mend the one row from which they differ in one cell."""
        if not os.path.exists(os.path.join(self.folder, self.named)):
            return self.write(self.named, text + "\n")
        rows = list(csv.reader(self.read(self.named).splitlines()))
        for row in csv.reader(text.splitlines()):
            near = [i for i, old in enumerate(rows)
                    if len(old) == len(row) and sum(a != b for a, b in zip(old, row)) <= 1]
            if self.holds(len(near) == 1, line, "%s has no one row that this is or mends" % self.named, str(row)):
                rows[near[0]] = row
        self.write(self.named, "".join(",".join('"%s"' % cell.replace('"', '""') for cell in row) + "\n" for row in rows))

    def copy(self, text):
        """`cp FILE... FOLDER`, with patterns."""
        words = shlex.split(text)[1:]
        for pattern in words[:-1]:
            for path in glob.glob(os.path.join(self.folder, pattern)):
                shutil.copy(path, os.path.join(self.folder, words[-1]))

    def program(self, line, text):
        """`./NAME WORDS`: an example that leaves files behind."""
        name, *words = shlex.split(text)
        path = os.path.join(os.environ.get("LOCALITY_EXAMPLES", ""), "example_" + name[2:])
        if self.holds(os.path.exists(path), line, "LOCALITY_EXAMPLES has no example_" + name[2:]):
            done = subprocess.run([path, *words], cwd=self.folder, capture_output=True)
            self.holds(done.returncode == 0, line, "`%s` ends with %d" % (text, done.returncode), done.stderr.decode())

    def session(self, line, text):
        """A block of commands: with `$`, each with its output; else the output of the last may follow."""
        lines = text.split("\n")
        starts = [i for i, found in enumerate(lines) if COMMAND.match(found)] + [len(lines)]
        for here, there in zip(starts, starts[1:]):
            self.flush()
            if lines[here].startswith("$"):
                self.command(line + here, lines[here], "\n".join(lines[here + 1:there]))
            else:
                self.waiting = (line + here, lines[here])

    def block(self, line, language, text):
        is_plain = language == ""
        if is_plain and re.match(r"(rule|parameter|switch|define|allocate) +\w", text) or is_plain and CLAUSE.match(text):
            self.flush()
            self.rules(line, text)
        elif is_plain and self.named.endswith(".map") and (DIRECTIVE.match(text) or FIELD.match(text)):
            self.flush()
            self.map(text)
        elif language == "csv" and self.named.endswith(".csv"):
            self.flush()
            self.table(line, text)
        elif is_plain and text.startswith("cp "):
            self.copy(text)
        elif is_plain and text.startswith("./"):
            for number, command in enumerate(text.split("\n")):
                self.program(line + number, command)
        elif is_plain and any(map(COMMAND.match, text.split("\n"))):
            self.session(line, text)
        elif is_plain and self.waiting:
            (at, command), self.waiting = self.waiting, None
            self.command(at, command, text)
        elif language in ("c", "text") and self.example:
            self.quoted(line, {"c": ".c", "text": ".expected"}[language], text)
        elif language == "json":
            self.flush()
            self.document(line, text)

    def prose(self, line, text):
        if text.strip() and not re.search(r"(answers|,)$", text.strip()):
            self.flush()
        self.named = ([self.named] + FILE.findall(text))[-1]
        self.example = ([self.example] + EXAMPLE.findall(text))[-1]
        for code in re.findall(r"`(locality [a-z][^`]*)`", text.replace("\n", " ")):
            self.command(line, code)

    def play(self, text):
        for line, language, part in parts_of(text):
            if language is None:
                self.prose(line, part)
            else:
                self.block(line, language, part)
        self.flush()
        self.judge_wrong("")


def main():
    count = Count()
    for name in pages():
        with open(os.path.join(TOP, name), encoding="utf-8") as file, tempfile.TemporaryDirectory() as folder:
            page = Page(count, name, folder)
            page.play(file.read())
        count.holds(page.runs >= LEAST.get(name, 0), "%s: only %d commands were run" % (name, page.runs))
    count.end()


if __name__ == "__main__":
    sys.exit(main())
