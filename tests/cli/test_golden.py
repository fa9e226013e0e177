#!/usr/bin/env python3
"""Every row of commands.tsv gives exactly the output that is kept in golden/.

    test_golden.py [--accept]     --accept keeps what comes now; look at the difference before it is committed
"""
import difflib
import os
import sys

from cli import HERE, Count, rows, run

GOLDEN = os.path.join(HERE, "golden")


def expected(name):
    path = os.path.join(GOLDEN, name)
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def accept(name, text):
    path = os.path.join(GOLDEN, name)
    if text:
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    elif os.path.exists(path):
        os.remove(path)


def difference(old, new, name):
    return "".join(difflib.unified_diff(old.splitlines(True), new.splitlines(True), name, "now"))


def main():
    count, accepting, names = Count(), "--accept" in sys.argv[1:], set()
    for name, code, arguments in rows(os.path.join(HERE, "commands.tsv")):
        found, out, err = run(arguments)
        count.holds(found == int(code), "%s: exit code %d, expected %s" % (name, found, code), err)
        for suffix, text in ((".out", out), (".err", err)):
            names.add(name + suffix)
            if accepting:
                accept(name + suffix, text)
            old = expected(name + suffix)
            count.holds(old == text, name + suffix, difference(old, text, name + suffix))
    stale = set(os.listdir(GOLDEN)) - names
    count.holds(not stale, "golden files of no command: %s" % sorted(stale))
    count.end()


main()
