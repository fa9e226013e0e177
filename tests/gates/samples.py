#!/usr/bin/env python3
"""Gate: a whole C program shown in the documentation is one of docs/examples, which the tests build and run.

    samples.py ROOT
"""
import glob
import os
import re
import sys


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def check(root):
    examples = [read(path) for path in glob.glob(os.path.join(root, "docs/examples/*.c"))]
    pages = sorted(glob.glob(os.path.join(root, "*.md")) + glob.glob(os.path.join(root, "docs/guide/*.md")))
    wrong, count = [], 0
    for path in pages:
        for block in re.findall(r"^```c\n(.*?)^```", read(path), re.M | re.S):
            if "main(" not in block:
                continue
            count += 1
            if not any(block.strip() in example for example in examples):
                wrong.append("%s: a program that begins '%s' is not in docs/examples" % (
                    os.path.relpath(path, root), block.strip().split("\n")[0]))
    return wrong, count, len(examples)


if __name__ == "__main__":
    faults, shown, number = check(sys.argv[1])
    print("\n".join(faults) or "%d programs shown, %d examples" % (shown, number))
    sys.exit(bool(faults) or number == 0)
