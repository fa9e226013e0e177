#!/usr/bin/env python3
"""Gate: the description of the public API keeps the conventions that can be read off it.

    conventions.py ROOT

Functions: named locality_..., no variable arguments, no struct by value, every parameter named and with a direction, an
error last exactly where a status is returned. Structs: fixed-width members, no bit-fields or unions; one that begins with
struct_size has `reserved` second, no padding at its end and, where a caller fills it, an _INIT macro.
"""
import json
import os
import re
import sys

UNSTABLE = re.compile(r"\b(long|time_t|bool|_Bool|short|unsigned|float|union|enum|va_list|FILE)\b")
# Filled by the library or by hand with functions; everything else with struct_size has an _INIT macro.
WITHOUT_INIT = {"locality_allocator"}


def by_value(text, structs):
    return text.replace("const ", "").replace("struct ", "").strip() in structs


def function_faults(item, structs):
    types = [parameter["type"] for parameter in item["parameters"]]
    if not item["name"].startswith("locality_"):
        yield "has not the prefix locality_"
    if item["variadic"]:
        yield "takes variable arguments"
    if any(by_value(text, structs) for text in [*types, item["returns"]]):
        yield "passes a struct by value"
    if any(UNSTABLE.search(text) for text in [*types, item["returns"]]):
        yield "has a type of no fixed width in its signature"
    for parameter in item["parameters"]:
        if not parameter["name"] or not parameter["direction"]:
            yield "parameter '%s' has no name or no documented direction" % parameter["name"]
    errors = [i for i, text in enumerate(types) if text == "locality_error *"]
    if item["fallible"] and errors != [len(types) - 1]:
        yield "returns a status without `locality_error *error` as its last parameter"
    if not item["fallible"] and errors:
        yield "takes an error but returns no status"


def struct_faults(item):
    members = item["members"]
    if item["tag"] != "struct":
        yield "is a union"
    for member in members:
        if member["bit_field"] or UNSTABLE.search(re.sub(r"\(.*", "", member["type"])):
            yield "member %s has no fixed width" % member["name"]
    if not members or members[0]["name"] != "struct_size":
        return
    if members[0]["type"] != "uint32_t" or members[1]["name"] != "reserved" or members[1]["type"] != "uint32_t":
        yield "does not begin with uint32_t struct_size, uint32_t reserved"
    if max((member["offset"] or 0) + (member["size"] or 0) for member in members) != item["size"]:
        yield "is padded at its end"
    if not item["init"] and item["name"] not in WITHOUT_INIT:
        yield "has no %s_INIT" % item["name"].upper()


def check(api):
    structs = {item["name"] for item in api["structs"]}
    wrong = ["%s %s" % (item["name"], fault) for item in api["functions"] for fault in function_faults(item, structs)]
    wrong += ["%s %s" % (item["name"], fault) for item in api["structs"] for fault in struct_faults(item)]
    wrong += ["%s has not the prefix LOCALITY_" % value["name"] for item in api["enumerations"]
              for value in item["values"] if not value["name"].startswith("LOCALITY_")]
    wrong += ["%s has not the prefix locality_" % name for name in
              [item["name"] for key in ("structs", "enumerations", "types") for item in api[key]] + api["handles"]
              if not name.startswith("locality_")]
    return wrong


if __name__ == "__main__":
    with open(os.path.join(sys.argv[1], "bindings/api/api.json"), encoding="utf-8") as source:
        description = json.load(source)
    faults = check(description)
    print("\n".join(faults) if faults else "%d functions, %d structs" % (len(description["functions"]),
                                                                        len(description["structs"])))
    sys.exit(bool(faults) or not description["functions"])
