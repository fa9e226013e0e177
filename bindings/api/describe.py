#!/usr/bin/env python3
"""Describes the public API in one JSON file, from the headers alone.

    describe.py [--root DIR] OUTPUT

Declarations come from clang's syntax tree, parameter directions from their documentation comments, and sizes, offsets
and values of constants from a probe that the C compiler builds and runs: what is described is what a compiler sees.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

# Each library and where its public headers lie below the root.
LIBRARIES = {"locality": "include", **{"locality_" + name: "bindings/%s/include" % name
                                       for name in ("cbc", "json", "postgresql", "sqlite", "testkit")}}


def headers(root):
    """The public headers as (library, include directory, name as a user includes it), in a stable order."""
    found = []
    for library, directory in LIBRARIES.items():
        top = os.path.join(root, directory)
        for folder, _, names in sorted(os.walk(top)):
            for name in sorted(names):
                if name.endswith(".h") and name != "locality.h":  # that one only includes the others
                    found.append((library, top, os.path.relpath(os.path.join(folder, name), top)))
    return found


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit("%s failed:\n%s" % (command[0], done.stderr))
    return done.stdout


def syntax_tree(unit, include_flags):
    return json.loads(run(["clang", "-std=c11", "-fparse-all-comments", *include_flags, "-Xclang", "-ast-dump=json",
                           "-fsyntax-only", unit]))


class Files:
    """The file of each declaration: clang states it only where it changes, in the order of the dump."""

    def __init__(self):
        self.current = ""

    def of(self, node):
        """Walks one declaration in dump order and returns the file that holds its name."""
        self._location(node.get("loc", {}))
        here = self.current
        self._rest({key: value for key, value in node.items() if key != "loc"})
        return here

    def _location(self, location):
        for part in (location.get("spellingLoc"), location.get("expansionLoc"), location):
            self.current = (part or {}).get("file", self.current)

    def _rest(self, value):
        if isinstance(value, list):
            for item in value:
                self._rest(item)
        elif isinstance(value, dict):
            if "offset" in value:
                self._location(value)
            for key, item in value.items():
                if key != "includedFrom":
                    self._rest(item)


def directions(node):
    """Direction of each parameter, read from the documentation comment."""
    found = {}

    def walk(item):
        if item.get("kind") == "ParamCommandComment" and item.get("explicit"):
            found[item.get("param")] = item["direction"]
        for inner in item.get("inner", []):
            walk(inner)

    for inner in node.get("inner", []):
        if inner.get("kind") == "FullComment":
            walk(inner)
    return found


def function(node, library, header):
    known = directions(node)
    parameters = [{"name": p.get("name", ""), "type": p["type"]["qualType"], "direction": known.get(p.get("name"))}
                  for p in node.get("inner", []) if p["kind"] == "ParmVarDecl"]
    returns = node["type"]["qualType"].split("(")[0].strip()
    return {"name": node["name"], "library": library, "header": header, "returns": returns,
            "fallible": returns == "locality_status", "variadic": bool(node.get("variadic")), "parameters": parameters}


def collect(tree, by_path):
    """Sorts the declarations of the public headers into the lists of the description."""
    api = {"functions": [], "structs": [], "handles": [], "enumerations": [], "types": []}
    files = Files()
    tags = set()
    for node in tree["inner"]:
        path = files.of(node)
        name = node.get("name")
        if os.path.abspath(path) not in by_path or not name:
            continue
        library, header = by_path[os.path.abspath(path)]
        inner = [item for item in node.get("inner", []) if item["kind"] != "FullComment"]
        if node["kind"] == "FunctionDecl":
            api["functions"].append(function(node, library, header))
        elif node["kind"] == "EnumDecl":
            values = [item["name"] for item in inner if item["kind"] == "EnumConstantDecl"]
            api["enumerations"].append({"name": name, "header": header, "values": values})
        elif node["kind"] == "RecordDecl":
            tags.add(name)
            if node.get("completeDefinition"):
                members = [{"name": item.get("name", ""), "type": item["type"]["qualType"],
                            "bit_field": bool(item.get("isBitfield"))}
                           for item in inner if item["kind"] == "FieldDecl"]
                api["structs"].append({"name": name, "header": header, "tag": node["tagUsed"], "members": members})
        elif node["kind"] == "TypedefDecl":
            target = node["type"]["qualType"]
            if target != "struct " + name:
                api["types"].append({"name": name, "header": header, "type": target})
    complete = {item["name"] for item in api["structs"]}
    api["handles"] = sorted(tags - complete)
    return api


def macros(unit, include_flags):
    """Object-like macros of the prefix that have a value, include guards and switches left out."""
    text = run(["clang", "-std=c11", "-E", "-dM", *include_flags, unit])
    found = dict(re.findall(r"^#define (LOCALITY_\w+) (\S.*)$", text, re.M))
    for switch in ("LOCALITY_API", "LOCALITY_BUILDING", "LOCALITY_SHARED"):
        found.pop(switch, None)
    return found


def probe(api, names, includes, include_flags, folder):
    """Builds and runs a program that prints every size, offset and integer value."""
    lines = ["#include <stddef.h>", "#include <stdint.h>", "#include <stdio.h>", *includes, "int main(void) {",
             'printf("pointer %zu\\n", sizeof(void *));']
    for item in api["structs"]:
        kind = "%s %s" % (item["tag"], item["name"])
        lines.append('printf("struct %s %%zu %%zu\\n", sizeof(%s), _Alignof(%s));' % (item["name"], kind, kind))
        for member in item["members"]:
            if not member["bit_field"]:
                lines.append('printf("member %s.%s %%zu %%zu\\n", offsetof(%s, %s), sizeof(((%s *)0)->%s));' % (
                    item["name"], member["name"], kind, member["name"], kind, member["name"]))
    for name in names:
        lines.append('printf("value %s %%lld\\n", (long long)(%s));' % (name, name))
    lines += ["return 0;", "}"]
    source, program = os.path.join(folder, "probe.c"), os.path.join(folder, "probe")
    with open(source, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    run(["clang", "-std=c11", "-w", *include_flags, source, "-o", program])
    return [line.split() for line in run([program]).splitlines()]


def measure(api, found, unit_includes, include_flags, folder):
    texts = {name: json.loads(value) for name, value in found.items() if re.fullmatch(r'"[^"\\]*"', value)}
    initialisers = {name for name in found if name.endswith("_INIT")}
    numbers = [name for name in found if name not in texts and name not in initialisers]
    numbers += [value for item in api["enumerations"] for value in item["values"]]
    sizes, values = {}, {}
    for kind, name, *rest in probe(api, numbers, unit_includes, include_flags, folder):
        if kind == "value":
            values[name] = int(rest[0])
        elif kind == "pointer":
            api["pointer_size"] = int(name)
        else:
            sizes[name] = [int(part) for part in rest]
    for item in api["structs"]:
        item["size"], item["align"] = sizes[item["name"]]
        init = item["name"].upper() + "_INIT"
        item["init"] = init if init in initialisers else None
        for member in item["members"]:
            member["offset"], member["size"] = sizes.get("%s.%s" % (item["name"], member["name"]), (None, None))
    for item in api["enumerations"]:
        item["values"] = [{"name": name, "value": values[name]} for name in item["values"]]
    api["constants"] = [{"name": name, "value": texts.get(name, values.get(name))}
                        for name in sorted(set(texts) | (set(found) & set(values)))]
    api["initialisers"] = sorted(initialisers)


def write(api, path):
    """One entry to a line, so that a change of the API reads as one in a diff."""
    parts = ['  "note": "Made from the public headers by bindings/api/describe.py; do not edit."']
    for key in ("pointer_size", "constants", "enumerations", "types", "handles", "structs", "initialisers", "functions"):
        value = api[key]
        if isinstance(value, list):
            rows = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in value)
            parts.append('  "%s": [\n%s\n  ]' % (key, rows) if value else '  "%s": []' % key)
        else:
            parts.append('  "%s": %s' % (key, json.dumps(value)))
    with open(path, "w", encoding="utf-8") as file:
        file.write("{\n" + ",\n".join(parts) + "\n}\n")


def describe(root, output):
    public = headers(root)
    if not public:
        sys.exit("no public headers below %s" % root)
    by_path = {os.path.abspath(os.path.join(top, name)): (library, name) for library, top, name in public}
    flags = []
    for top in dict.fromkeys(top for _, top, _ in public):
        flags += ["-I", top]
    includes = ["#include <%s>" % name for _, _, name in public]
    with tempfile.TemporaryDirectory() as folder:
        unit = os.path.join(folder, "api.c")
        with open(unit, "w", encoding="utf-8") as file:
            file.write("\n".join(includes) + "\n")
        api = collect(syntax_tree(unit, flags), by_path)
        measure(api, macros(unit, flags), includes, flags, folder)
    for key in ("functions", "structs", "enumerations", "types"):
        api[key].sort(key=lambda item: item["name"])
    write(api, output)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    parser.add_argument("output")
    arguments = parser.parse_args()
    describe(arguments.root, arguments.output)
