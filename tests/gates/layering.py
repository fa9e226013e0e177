#!/usr/bin/env python3
"""Gate: an include never goes upwards, engines do not know one another, the core includes only the C standard library.

    layering.py ROOT
"""
import os
import re
import sys

# Each layer with the layers it may use; whoever may use a layer may use what that layer uses.
BELOW = {
    "base": [],
    "statistics": ["schema"],
    "charts": ["statistics"],
    "surveillance": ["statistics"],
    "series": ["statistics"],
    "scan": ["series"],
    "providers": ["statistics"],
    "allocation": ["schema"],
    "conflicts": ["allocation"],
    "program": ["allocation"],
    "sharing": ["allocation"],
    "rota": ["program"],
    "selection": ["program"],
    "deployment": ["allocation"],
    "schema": ["base"],
    "model": ["schema"],
    "store": ["model"],
    "places": ["model"],
    "structure": ["places"],
    "intake": ["model"],
    "feed": ["intake", "statistics"],
    "expr": ["places", "structure", "intake"],
    "rules": ["expr"],
    "restructure": ["expr"],
    "placement": ["rules", "conflicts", "rota", "deployment"],
    "budget": ["expr"],
    "demand": ["expr", "feed", "providers", "charts", "surveillance", "series", "scan"],
    "outlook": ["demand"],
    "report": ["rules", "restructure", "placement", "budget", "outlook"],
}
# Public headers whose noun is not the name of a layer.
HEADER_LAYER = {"records": "model", "store": "model", "accountability": "structure", "privacy": "structure",
                "alternatives": "allocation", "plans": "placement", "referral": "demand"}
STANDARD = {"assert.h", "complex.h", "float.h", "inttypes.h", "iso646.h", "limits.h", "math.h", "stdalign.h", "stdarg.h",
            "stdatomic.h", "stdbool.h", "stddef.h", "stdint.h", "stdio.h", "stdlib.h", "stdnoreturn.h", "string.h"}
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.M)


def reach(layer):
    found = {layer}
    for lower in BELOW[layer]:
        found |= reach(lower)
    return found


def includes(path):
    with open(path, encoding="utf-8") as file:
        return INCLUDE.findall(file.read())


def files(top):
    for folder, _, names in sorted(os.walk(top)):
        for name in sorted(names):
            if name.endswith((".c", ".h", ".def", ".inc")):
                yield os.path.join(folder, name)


def layer_of_header(name):
    noun = os.path.splitext(os.path.basename(name))[0]
    return HEADER_LAYER.get(noun, noun)


def judge(layer, mark, name):
    """What is wrong with one include in a file of the given layer, or None."""
    if mark == "<":
        return None if name in STANDARD else "is not the C standard library"
    if name == "locality.h":
        return "is the header of everything"
    target = layer_of_header(name) if name.startswith("locality/") else name.split("/")[0]
    if target not in BELOW:
        return "belongs to no layer"
    return None if target in reach(layer) else "lies above or beside"


def check(root):
    wrong, count = [], 0
    for layer in sorted(os.listdir(os.path.join(root, "src"))):
        top = os.path.join(root, "src", layer)
        if os.path.isdir(top) and layer not in BELOW:
            wrong.append("src/%s is no layer" % layer)
            continue
        for path in files(top):
            count += 1
            wrong += ["%s: \"%s\" %s" % (os.path.relpath(path, root), name, fault)
                      for mark, name in includes(path) if (fault := judge(layer, mark, name))]
    for path in files(os.path.join(root, "include", "locality")):
        count += 1
        layer = layer_of_header(path)
        if layer not in BELOW:
            wrong.append("%s: a header of no layer" % os.path.relpath(path, root))
            continue
        wrong += ["%s: \"%s\" %s" % (os.path.relpath(path, root), name, fault)
                  for mark, name in includes(path) if (fault := judge(layer, mark, name))]
    for path in files(os.path.join(root, "bindings")):
        count += 1
        wrong += ["%s: \"%s\" is inside the library" % (os.path.relpath(path, root), name)
                  for _, name in includes(path) if name.split("/")[0] in BELOW]
    return wrong, count


if __name__ == "__main__":
    found, number = check(sys.argv[1])
    print("\n".join(found) if found else "%d files keep the layers" % number)
    sys.exit(bool(found) or number == 0)
