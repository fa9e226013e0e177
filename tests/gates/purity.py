#!/usr/bin/env python3
"""Gate: the library needs nothing but what is listed, holds no writable data, and keeps to its prefixes.

    purity.py LIBRARY.A ALLOWED.TXT SOURCES
"""
import os
import re
import subprocess
import sys


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def allowed_names(path):
    with open(path, encoding="utf-8") as file:
        return {line.split("#")[0].strip() for line in file} - {""}


def plain(name):
    """The function behind a hardened name (__memcpy_chk) or a versioned one."""
    return re.sub(r"^__(\w+)_chk$", r"\1", name.split("@")[0])


def symbols(library):
    """(defined global names, undefined names) of the archive."""
    defined, undefined = set(), set()
    for line in run("nm", library).splitlines():
        parts = line.split()
        if len(parts) == 2 and parts[0] in "UwvWV":
            undefined.add(parts[1])
        elif len(parts) == 3 and parts[1].isupper():
            defined.add(parts[2])
    return defined, undefined - defined


def writable_sections(library):
    """Sections with writable data; tables of pointers in .data.rel.ro are constant once loaded."""
    found, member = [], "?"
    for line in run("objdump", "-h", library).splitlines():
        head = re.match(r"(\S+):\s+file format", line)
        member = head[1] if head else member
        section = re.match(r"\s*\d+\s+(\S+)\s+([0-9a-f]+)\s", line)
        if section and int(section[2], 16) and re.match(r"\.(data|bss|tdata|tbss)(\.|$)", section[1]) \
                and not section[1].startswith(".data.rel.ro"):
            found.append("%s: %s holds %d bytes that can be written" % (member, section[1], int(section[2], 16)))
    for line in run("nm", library).splitlines():
        parts = line.split()
        if len(parts) == 3 and parts[1] == "C":
            found.append("%s is a common symbol" % parts[2])
    return found


def floating_formats(sources):
    """Places where a floating-point number would be printed, which asks the locale for its decimal point."""
    found = []
    for folder, _, names in sorted(os.walk(sources)):
        for name in sorted(names):
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as file:
                for number, line in enumerate(file, 1):
                    if re.search(r'"[^"]*%[-+ #0-9.*]*[lL]?[aefgAEFG]', line) and "printf" in line:
                        found.append("%s:%d prints floating point" % (os.path.relpath(path, sources), number))
    return found


def check(library, allow, sources):
    defined, undefined = symbols(library)
    wrong = ["needs %s, which is not on the list" % name
             for name in sorted(undefined) if plain(name) not in allowed_names(allow)]
    wrong += ["%s does not begin with locality_ or loc_" % name
              for name in sorted(defined) if not re.match(r"(locality|loc)_", name)]
    wrong += writable_sections(library) + floating_formats(sources)
    if not defined:
        wrong.append("the library defines nothing")
    return wrong, defined, undefined


if __name__ == "__main__":
    faults, have, need = check(*sys.argv[1:4])
    print("\n".join(faults) if faults else "%d names, needs only %s" % (len(have), " ".join(sorted(need))))
    sys.exit(bool(faults))
