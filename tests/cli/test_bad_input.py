#!/usr/bin/env python3
"""Bad input: one clear error with its place, exit code 2, and nothing of a result.

Every row of bad-input/cases.tsv is run in bad-input/. What is written to the standard error begins with the text
of the row; a `...` in it stands for anything.
"""
import os
import re
import sys
import tempfile

from cli import HERE, Count, rows, run

FOLDER = os.path.join(HERE, "bad-input")
DEEP, LONG = 100_000, 200_000_000


def pattern(text):
    return re.compile(".*?".join(re.escape(part) for part in text.split("...")), re.S)


def judge(count, name, arguments, wanted, folder=FOLDER):
    code, out, err = run(arguments, folder)
    right = code == 2 and out == "" and pattern("locality: " + wanted).match(err)
    one = len(re.findall(r"^locality: ", err, re.M)) == 1
    count.holds(right and one, name, "exit %d\nwanted: locality: %s\nfound:  %s%s" % (code, wanted, err, out))


def large(count):
    """Documents that are made here, for they are too large to keep."""
    with tempfile.TemporaryDirectory() as folder:
        for name, head, tail in (("deep", b'{"locality": 1, "post": ' + b"[" * DEEP, b"]" * DEEP + b"}"),
                                 ("deep-objects", b'{"locality": 1, "post": ' + b'{"a":' * DEEP, b"1" + b"}" * DEEP + b"}"),
                                 ("deep-open", b'{"locality": 1, "post": ' + b"[" * DEEP, b"")):
            with open(os.path.join(folder, name + ".json"), "wb") as file:
                file.write(head + tail)
            judge(count, name, "list %s.json" % name, "%s.json:1:...: the document is nested deeper than 2048 levels" % name,
                  folder)
        with open(os.path.join(folder, "long.json"), "wb") as file:
            file.write(b'{"locality": 1, "title": "')
            for _ in range(LONG // 1_000_000):
                file.write(b"a" * 1_000_000)
            file.write(b'"}')
        judge(count, "long", "list long.json", "long.json: the file is longer than 67108864 bytes", folder)


def main():
    count, used = Count(), set()
    for name, arguments, wanted in rows(os.path.join(FOLDER, "cases.tsv")):
        judge(count, name, arguments, wanted)
        used |= set(arguments.split())
    unused = {name for name in os.listdir(FOLDER) if not name.endswith(".tsv")} - used
    count.holds(not unused, "inputs of no row: %s" % sorted(unused))
    code, _, err = run("check good.json --rules good.rules", FOLDER)
    count.holds(code == 0, "the good document is good", err)
    large(count)
    count.end()


if __name__ == "__main__":
    sys.exit(main())
