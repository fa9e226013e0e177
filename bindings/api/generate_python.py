#!/usr/bin/env python3
"""Writes the low-level Python module (ctypes structures, constants, prototypes) from the description of the API.

    generate_python.py API.JSON OUTPUT

How C types become ctypes: a pointer to a known struct or handle is POINTER of its class; `const char *` is c_char_p,
except beside a size, where the text need not end in NUL and reading it as a string could run past its end; other
pointers to memory are c_void_p. A callback returns pointers as c_void_p, since ctypes allows no other there.
"""
import json
import re
import sys

from parts import part

LIBRARIES = ("locality", "locality_json")  # that Python loads; it opens databases by itself

SIMPLE = {"void": "None", "char": "c_char", "signed char": "c_byte", "unsigned char": "c_ubyte", "short": "c_short",
          "unsigned short": "c_ushort", "int": "c_int", "unsigned int": "c_uint", "unsigned": "c_uint", "long": "c_long",
          "unsigned long": "c_ulong", "long long": "c_longlong", "unsigned long long": "c_ulonglong",
          "float": "c_float", "double": "c_double", "size_t": "c_size_t", "ptrdiff_t": "c_ssize_t",
          "int8_t": "c_int8", "uint8_t": "c_uint8", "int16_t": "c_int16", "uint16_t": "c_uint16",
          "int32_t": "c_int32", "uint32_t": "c_uint32", "int64_t": "c_int64", "uint64_t": "c_uint64",
          "intptr_t": "c_ssize_t", "uintptr_t": "c_size_t"}


def split_parameters(text):
    """Parts a parameter list at the commas outside of brackets."""
    parts, depth, current = [], 0, ""
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append(current.strip())
            current = ""
        else:
            current += letter
    parts.append(current.strip())
    return [] if parts in ([""], ["void"]) else parts


class Types:
    """Turns the C types of one description into ctypes expressions."""

    def __init__(self, api):
        self.names = {item["name"] for item in api["structs"]} | set(api["handles"])
        self.typedefs = {item["name"]: item["type"] for item in api["types"]}

    def expression(self, text, sized=False, returned=False):
        text = text.strip()
        array = re.fullmatch(r"(.*?)\s*\[(\d+)\](.*)", text)
        if array:
            return "%s * %s" % (self.expression(array[1] + array[3]), array[2])
        call = re.fullmatch(r"(.*?)\(\*(?: ?const)?\)\((.*)\)", text)
        if call:
            return self.callback(call[1], call[2])
        if text.endswith("*") or re.search(r"\*\s*(const|restrict)$", text):
            return self.pointer(re.sub(r"\*\s*(const|restrict)?$", "", text).strip(), sized, returned)
        base = self.base(text)
        if base in self.typedefs:
            return self.expression(self.typedefs[base], sized, returned)
        if base in self.names:
            return base
        if base not in SIMPLE:
            sys.exit("no ctypes form for the C type '%s'" % text)
        return SIMPLE[base]

    @staticmethod
    def base(text):
        return re.sub(r"\b(const|volatile|struct|enum)\b", "", text).strip()

    def pointer(self, target, sized, returned):
        base = self.base(target)
        if base == "void":
            return "c_void_p"
        if base == "char" and "const" in target:
            if not sized:
                return "c_void_p" if returned else "c_char_p"
            return "c_void_p" if returned else "POINTER(c_char)"
        if returned:
            return "c_void_p"
        return "POINTER(%s)" % self.expression(target)

    def callback(self, returns, parameters):
        parts = split_parameters(parameters)
        sized = [is_size(parts[i + 1]) if i + 1 < len(parts) else False for i in range(len(parts))]
        forms = [self.expression(part, sized=beside) for part, beside in zip(parts, sized)]
        return "CFUNCTYPE(%s)" % ", ".join([self.expression(returns, returned=True), *forms])


def is_size(text):
    return text.strip() == "size_t"


def in_order(structs, names):
    """Structs so that one that holds another by value comes after it."""
    by_name = {item["name"]: item for item in structs}
    done = []

    def visit(item):
        if item in done:
            return
        for member in item["members"]:
            held = re.sub(r"\s*\[.*", "", member["type"]).replace("struct ", "").replace("const ", "").strip()
            if held in by_name and held != item["name"]:
                visit(by_name[held])
        done.append(item)

    for name in sorted(names):
        visit(by_name[name])
    return done


def fields(types, item):
    rows = []
    members = item["members"]
    for i, member in enumerate(members):
        beside = i + 1 < len(members) and is_size(members[i + 1]["type"])
        rows.append('    ("%s", %s),\n' % (member["name"], types.expression(member["type"], sized=beside)))
    return "%s._fields_ = [\n%s]\n" % (item["name"], "".join(rows))


def prototype(types, item):
    arguments = ", ".join(types.expression(parameter["type"]) for parameter in item["parameters"])
    return '        "%s": (%s, [%s]),\n' % (item["name"], types.expression(item["returns"]), arguments)


def module(api):
    types = Types(api)
    out = ['"""The C interface as ctypes see it. Made from bindings/api/api.json by `make api`; do not edit.\n\n'
           "`bind(library, handle)` gives every function of a loaded library its prototype.\n"
           '"""\n'
           "from ctypes import (CFUNCTYPE, POINTER, Structure, c_byte, c_char, c_char_p, c_double, c_float, c_int, c_int8,\n"
           "                    c_int16, c_int32, c_int64, c_long, c_longlong, c_short, c_size_t, c_ssize_t, c_ubyte,\n"
           "                    c_uint, c_uint8, c_uint16, c_uint32, c_uint64, c_ulong, c_ulonglong, c_ushort, c_void_p)\n"]
    for item in api["enumerations"]:
        out.append("\n# enum %s\n" % item["name"])
        out += ["%s = %d\n" % (value["name"], value["value"]) for value in item["values"]]
    out.append("\n# constants\n")
    out += ["%s = %r\n" % (item["name"], item["value"]) for item in api["constants"]]
    out.append("\nENUMERATIONS = {\n")
    for item in api["enumerations"]:
        rows = ", ".join('"%s": %d' % (value["name"], value["value"]) for value in item["values"])
        out.append('    "%s": {%s},\n' % (item["name"], rows))
    out.append("}\n")
    for name in api["handles"]:
        out.append('\n\nclass %s(Structure):\n    """An opaque handle."""\n' % name)
    for item in api["structs"]:
        out.append('\n\nclass %s(Structure):\n    """%d bytes in C."""\n' % (item["name"], item["size"]))
    out.append("\n\n")
    out += [fields(types, item) for item in in_order(api["structs"], [item["name"] for item in api["structs"]])]
    out.append("\n# Size of every struct and offset of every member, as a C compiler measured them.\nLAYOUT = {\n")
    for item in api["structs"]:
        offsets = ", ".join('"%s": %d' % (member["name"], member["offset"]) for member in item["members"])
        out.append('    %s: (%d, {%s}),\n' % (item["name"], item["size"], offsets))
    out.append("}\n\n# For each library its functions: result and parameters.\nPROTOTYPES = {\n")
    for library in sorted({item["library"] for item in api["functions"]}):
        rows = [prototype(types, item) for item in api["functions"] if item["library"] == library]
        out.append('    "%s": {\n%s    },\n' % (library, "".join(rows)))
    out.append("}\n\n# Functions that return a status and take an error last.\nFALLIBLE = frozenset([\n")
    out += ['    "%s",\n' % item["name"] for item in api["functions"] if item["fallible"]]
    out.append("])\n\n\ndef bind(library, handle):\n"
               '    """Gives every function of `library` its prototype in a loaded CDLL and returns it."""\n'
               "    for name, (result, arguments) in PROTOTYPES.get(library, {}).items():\n"
               "        function = getattr(handle, name)\n"
               "        function.restype = result\n"
               "        function.argtypes = arguments\n"
               "    return handle\n")
    return "".join(out)


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as source:
        text = module(part(json.load(source), LIBRARIES))
    compile(text, sys.argv[2], "exec")
    with open(sys.argv[2], "w", encoding="utf-8") as target:
        target.write(text)
