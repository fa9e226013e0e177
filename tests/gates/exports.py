#!/usr/bin/env python3
"""Gate: what a library exports, its reviewed list and the functions of the headers are one and the same.

    exports.py ROOT BUILD
"""
import json
import os
import re
import subprocess
import sys

# library: (version script, shared object in the build, must be there)
LIBRARIES = {"locality": ("src/locality.map", "liblocality.so", True),
             "locality_json": ("bindings/locality_json.map", "bindings/liblocality_json.so", False),
             **{"locality_" + name: ("bindings/locality_%s.map" % name, "bindings/%s/liblocality_%s.so" % (name, name), False)
                for name in ("cbc", "postgresql", "sqlite")}}


def declared(root, library):
    with open(os.path.join(root, "bindings/api/api.json"), encoding="utf-8") as file:
        return {item["name"] for item in json.load(file)["functions"] if item["library"] == library}


def listed(path):
    with open(path, encoding="utf-8") as file:
        text = re.sub(r"#.*", "", file.read())
    return set(re.findall(r"^\s+(\w+);", text, re.M))


def exported(path):
    text = subprocess.run(["nm", "-D", "--defined-only", path], capture_output=True, text=True, check=True).stdout
    names = {line.split()[-1].split("@")[0] for line in text.splitlines() if line.split()[1] != "A"}
    return names


def difference(title, names, against, others):
    return ["%s, but not %s: %s" % (title, against, name) for name in sorted(names - others)]


def check(root, build):
    wrong, count = [], 0
    for library, (script, shared, needed) in LIBRARIES.items():
        path = os.path.join(build, shared)
        if not os.path.exists(path):
            wrong += ["%s was not built" % shared] if needed else []
            continue
        header, reviewed, real = declared(root, library), listed(os.path.join(root, script)), exported(path)
        wrong += difference("in the headers", header, "on the list", reviewed)
        wrong += difference("on the list", reviewed, "in the headers", header)
        wrong += difference("on the list", reviewed, "exported", real)
        wrong += difference("exported", real, "on the list", reviewed)
        count += len(real)
    return wrong, count


if __name__ == "__main__":
    faults, number = check(sys.argv[1], sys.argv[2])
    print("\n".join(faults) if faults else "%d functions exported, listed and declared" % number)
    sys.exit(bool(faults) or number == 0)
