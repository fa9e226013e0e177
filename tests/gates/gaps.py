#!/usr/bin/env python3
"""Finds what Doxygen leaves out of its warnings, in the XML it writes.

    gaps.py ROOT XML

Undocumented functions, structs, members, enumerations, enumerators, macros and typedefs; parameters without a direction;
non-void functions without @return; headers without @file, which Doxygen passes over silently, functions and all.
"""
import glob
import os
import sys
import xml.etree.ElementTree as ElementTree

IGNORED_MACROS = ("_H", "LOCALITY_API")  # include guards, and the export mark


def has_text(node, *names):
    return any("".join(found.itertext()).strip() for name in names if (found := node.find(name)) is not None)


def documented(node):
    return has_text(node, "briefdescription", "detaileddescription")


def member_faults(member, owner):
    name, kind = member.findtext("name"), member.get("kind")
    where = "%s: %s" % (owner, name)
    if kind == "define" and name.endswith(IGNORED_MACROS):
        return
    if not documented(member):
        yield "%s is not documented" % where
    for value in member.findall("enumvalue"):
        if not documented(value):
            yield "%s: %s is not documented" % (where, value.findtext("name"))
    if kind != "function":
        return
    lists = member.findall(".//parameterlist[@kind='param']//parametername")
    directions = {"".join(item.itertext()): item.get("direction") for item in lists}
    for parameter in member.findall("param/declname"):
        if not directions.get(parameter.text):
            yield "%s: parameter %s has no direction" % (where, parameter.text)
    returns = "".join(member.find("type").itertext()).split()
    if returns[-1:] != ["void"] and member.find(".//simplesect[@kind='return']") is None:
        yield "%s does not say what it returns" % where


def public_headers(root):
    found = [os.path.join(root, "include", "locality.h")]
    for top in ("include/locality", "bindings/json/include"):
        found += glob.glob(os.path.join(root, top, "**", "*.h"), recursive=True)
    return sorted(os.path.relpath(path, root) for path in found if os.path.exists(path))


def check(root, folder):
    wrong, described, count = [], set(), 0
    for path in sorted(glob.glob(os.path.join(folder, "*.xml"))):
        compound = ElementTree.parse(path).getroot().find("compounddef")
        if compound is None or compound.get("kind") not in ("file", "struct", "union"):
            continue
        name = compound.findtext("compoundname")
        if compound.get("kind") == "file":
            if not name.endswith(".h"):
                continue
            described.add(os.path.basename(name))
        if not documented(compound):
            wrong.append("%s %s is not documented" % (compound.get("kind"), name))
        for member in compound.iter("memberdef"):
            count += 1
            wrong += member_faults(member, name)
    headers = public_headers(root)
    wrong += ["%s has no @file, so Doxygen passes it over" % path for path in headers
              if os.path.basename(path) not in described]
    if not headers or not count:
        wrong.append("nothing to check")
    return wrong, count, len(headers)


if __name__ == "__main__":
    faults, number, of_headers = check(sys.argv[1], sys.argv[2])
    print("\n".join(faults) if faults else "%d members in %d headers documented" % (number, of_headers))
    sys.exit(bool(faults))
