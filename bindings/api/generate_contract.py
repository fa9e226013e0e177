#!/usr/bin/env python3
"""Writes a C test of the error contract over every fallible function of the description of the API.

    generate_contract.py API.JSON OUTPUT

Two calls per function. With nothing at all (null and zero everywhere, no error wanted) it must refuse, not crash. With
null in place of its handle, but outputs and an error to fill, it must refuse with LOCALITY_INVALID, say so in the error, and
have set every output that is a number or a pointer to zero (a row: LOCALITY_ROW_MISSING, a truth: LOCALITY_UNDECIDED; an array that the caller gives
with its capacity is no such output). Functions on a handle that cannot fail must bear a null handle.
"""
import json
import re
import sys

NUMBER = re.compile(r"(u?int(8|16|32|64)_t|size_t|double|locality_(status|truth))$")
# A null schema means the library's own table, so these have no handle that can be missing.
OPTIONAL_HANDLES = {"const locality_schema *"}
OPTIONAL_FIRST = {"locality_model_new"}


def is_pointer(text):
    return text.rstrip().endswith("*")


def target(text):
    return text.rstrip()[:-1].strip()


class Contract:
    def __init__(self, api):
        self.handles = set(api["handles"])
        self.functions = api["functions"]

    def takes_handle(self, item):
        if not item["parameters"]:
            return False
        first = item["parameters"][0]["type"]
        return is_pointer(first) and target(first).replace("const ", "") in self.handles

    @staticmethod
    def is_output(parameter):
        kind = parameter["type"]
        return parameter["direction"] == "out" and is_pointer(kind) and kind != "locality_error *" and \
            bool(NUMBER.match(target(kind)) or is_pointer(target(kind)))

    @staticmethod
    def nothing(parameter):
        return "NULL" if is_pointer(parameter["type"]) else "0"

    def refuses_nothing(self, item):
        return '    refuses("%s", %s(%s));\n' % (
            item["name"], item["name"], ", ".join(self.nothing(p) for p in item["parameters"]))

    def refuses_null_handle(self, item):
        lines, arguments = ["    {\n"], []
        following = item["parameters"][1:] + [{"name": ""}]
        outputs = [p for p, after in zip(item["parameters"], following)
                   if self.is_output(p) and after["name"] != "capacity"]
        for parameter in outputs:
            kind = target(parameter["type"])
            start = "(void *)garbage" if is_pointer(kind) else "1"
            lines.append("        %s %s = %s;\n" % (kind.replace("*const", "*"), parameter["name"], start))
        for parameter in item["parameters"]:
            if parameter["type"] == "locality_error *":
                arguments.append("&error")
            elif parameter in outputs:
                arguments.append("&" + parameter["name"])
            else:
                arguments.append(self.nothing(parameter))
        lines.append("        spoil();\n        invalid(\"%s\", %s(%s));\n" % (item["name"], item["name"], ", ".join(arguments)))
        for parameter in outputs:
            nothing = "LOCALITY_ROW_MISSING" if parameter["name"] == "row" else \
                "LOCALITY_UNDECIDED" if target(parameter["type"]) == "locality_truth" else "0"
            lines.append('        zero("%s", "%s", %s == %s);\n' % (item["name"], parameter["name"], parameter["name"], nothing))
        return "".join(lines) + "    }\n"

    def bears_null_handle(self, item):
        return "    (void)%s(%s);\n    calls++;\n" % (item["name"], ", ".join(self.nothing(p) for p in item["parameters"]))

    def body(self):
        for item in self.functions:
            handle = self.takes_handle(item)
            if item["fallible"]:
                yield self.refuses_nothing(item)
                if handle and item["name"] not in OPTIONAL_FIRST and item["parameters"][0]["type"] not in OPTIONAL_HANDLES:
                    yield self.refuses_null_handle(item)
            elif handle:
                yield self.bears_null_handle(item)


FRAME = """/* Made by bindings/api/generate_contract.py. */
%s
#include <stdio.h>
#include <string.h>

static locality_error error;
static char garbage[1];
static int calls, failures;

static void spoil(void) {
    memset(&error, 0xA5, sizeof error);
}

static void fail(const char *name, const char *fault) {
    printf("%%s %%s\\n", name, fault);
    failures++;
}

static void refuses(const char *name, locality_status status) {
    calls++;
    if (status == LOCALITY_OK) {
        fail(name, "accepts nothing at all");
    }
}

static void invalid(const char *name, locality_status status) {
    calls++;
    if (status != LOCALITY_INVALID) {
        fail(name, "does not answer a null handle with LOCALITY_INVALID");
    } else if (error.status != status || error.message[0] == '\\0' || memchr(error.message, 0, sizeof error.message) == NULL) {
        fail(name, "does not fill the error");
    }
}

static void zero(const char *name, const char *output, int is_zero) {
    if (!is_zero) {
        printf("%%s leaves its output %%s as it was\\n", name, output);
        failures++;
    }
}

int main(void) {
    (void)garbage;
    (void)zero;
    (void)spoil;
    (void)invalid;
%s    printf("%%d calls keep the contract, %%d do not\\n", calls - failures, failures);
    return failures != 0 || calls == 0;
}
"""

if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as source:
        api = json.load(source)
    headers = sorted({item["header"] for key in ("functions", "structs") for item in api[key]})
    text = FRAME % ("\n".join("#include <%s>" % header for header in headers), "".join(Contract(api).body()))
    with open(sys.argv[2], "w", encoding="utf-8") as output:
        output.write(text)
