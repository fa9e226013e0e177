#!/usr/bin/env python3
"""Gate: every public function is called by a C test.

    reach.py ROOT
"""
import json
import os
import re
import sys


def called(root):
    names = set()
    for top in ("unit", "cbc", "sqlite", "postgresql"):
        for folder, _, files in os.walk(os.path.join(root, "tests", top)):
            for name in files:
                if name.endswith((".c", ".h")):
                    with open(os.path.join(folder, name), encoding="utf-8") as file:
                        names |= set(re.findall(r"\blocality_\w+", file.read()))
    return names


if __name__ == "__main__":
    with open(os.path.join(sys.argv[1], "bindings/api/api.json"), encoding="utf-8") as source:
        functions = [item["name"] for item in json.load(source)["functions"]]
    missing = sorted(set(functions) - called(sys.argv[1]))
    print("\n".join("no test calls %s" % name for name in missing) or "%d functions called" % len(functions))
    sys.exit(bool(missing) or not functions)
