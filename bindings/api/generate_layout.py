#!/usr/bin/env python3
"""Writes a C program of static assertions that pin every size, offset and value of the description of the API.

    generate_layout.py API.JSON OUTPUT [LIBRARY ...]

A struct with `struct_size` may have no padding at its end: a member slipped into padding would leave its size unchanged.
"""
import json
import sys

from parts import part

api_path, output, *libraries = sys.argv[1:]
with open(api_path, encoding="utf-8") as file:
    api = json.load(file)
if libraries:
    api = part(api, libraries)

pins = []
for item in api["structs"]:
    kind = "%s %s" % (item["tag"], item["name"])
    pins.append("sizeof(%s) == %d" % (kind, item["size"]))
    end = 0
    for member in item["members"]:
        pins.append("offsetof(%s, %s) == %d" % (kind, member["name"], member["offset"]))
        pins.append("sizeof(((%s *)0)->%s) == %d" % (kind, member["name"], member["size"]))
        end = max(end, member["offset"] + member["size"])
    if item["members"] and item["members"][0]["name"] == "struct_size":
        pins.append("sizeof(%s) == %d" % (kind, end))
for item in api["enumerations"]:
    pins += ["%s == (%d)" % (value["name"], value["value"]) for value in item["values"]]
for item in api["constants"]:
    value = item["value"]
    if isinstance(value, int):
        written = {-2**63: "INT64_MIN", 2**63 - 1: "INT64_MAX"}.get(value, "INT64_C(%d)" % value)
        pins.append("%s == %s" % (item["name"], written))

headers = sorted({item["header"] for key in ("functions", "structs", "enumerations", "types") for item in api[key]})
with open(output, "w", encoding="utf-8") as file:
    file.write("/* Made by bindings/api/generate_layout.py. */\n#include <stddef.h>\n#include <stdint.h>\n#include <stdio.h>\n")
    file.writelines("#include <%s>\n" % header for header in headers)
    file.write("\n#if UINTPTR_MAX == UINT64_MAX /* the layout is stated for 64-bit machines */\n")
    file.writelines('_Static_assert(%s, "layout of the public API");\n' % pin for pin in pins)
    file.write('#endif\n\nint main(void) {\n    printf("%%d pins of the layout hold\\n", %d);\n    return %d;\n}\n'
               % (len(pins), 0 if pins else 1))
