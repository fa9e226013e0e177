#!/usr/bin/env python3
"""Gate: every gate can fail. Each is given a small project that is right, then one that is wrong, and has to tell them apart.

    selftest.py ROOT [test ...]
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.abspath(sys.argv[1])

HEADER = """/**
 * @file base.h
 * @brief A header for a test.
 */
#ifndef LOCALITY_BASE_H
#define LOCALITY_BASE_H
#include <stdint.h>

/** Version. */
#define LOCALITY_VERSION_MAJOR 1

/** Colours. */
enum locality_colours {
    LOCALITY_RED = 0, /**< Red. */
    LOCALITY_BLUE = 1 /**< Blue. */
};

/** A point. */
typedef struct locality_point {
    int64_t x; /**< Across. */
    int64_t y; /**< Up. */
} locality_point;

/**
 * @brief Moves a point.
 * @param[in,out] point The point.
 * @return How far.
 */
int32_t locality_move(locality_point *point);

#endif
"""
SOURCE = """#include "locality/base.h"

int32_t locality_move(locality_point *point);
int32_t locality_move(locality_point *point) {
    if (point->x > 0) {
        point->x++;
    } else {
        point->x--;
    }
    return 1;
}
"""
BUILD = """cmake_minimum_required(VERSION 3.20)
project(small C)
enable_testing()
add_library(locality_shared SHARED src/base/a.c)
target_include_directories(locality_shared PUBLIC include)
set_target_properties(locality_shared PROPERTIES OUTPUT_NAME locality)
if(EXISTS ${PROJECT_SOURCE_DIR}/main.c)
    add_executable(main main.c)
    target_link_libraries(main locality_shared)
    add_test(NAME main COMMAND main)
endif()
"""


class Gate(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.root)
        shutil.copytree(os.path.join(ROOT, "tests/gates"), self.path("tests/gates"))
        for name in (".clang-format", ".clang-tidy", "CMakePresets.json", "docs/Doxyfile"):
            os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
            shutil.copy(os.path.join(ROOT, name), self.path(name))
        shutil.copytree(os.path.join(ROOT, "bindings/api"), self.path("bindings/api"))
        os.makedirs(self.path("docs/guide"))
        os.makedirs(self.path("docs/examples"))
        self.write("include/locality/base.h", HEADER)
        self.write("include/locality.h", '/**\n * @file locality.h\n * @brief All of it.\n */\n#include "locality/base.h"\n')
        self.write("src/base/a.c", SOURCE)
        self.write("CMakeLists.txt", BUILD)

    def path(self, name):
        return os.path.join(self.root, name)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def replace(self, name, old, new):
        with open(self.path(name), encoding="utf-8") as file:
            text = file.read()
        self.assertIn(old, text)
        self.write(name, text.replace(old, new))

    def run_in(self, *command, **variables):
        done = subprocess.run(command, cwd=self.root, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              env={**os.environ, **variables})
        return done.returncode, done.stdout + done.stderr

    def gate(self, *command, **variables):
        name = "tests/gates/" + command[0]
        start = [sys.executable, name] if name.endswith(".py") else [self.path(name)]
        return self.run_in(*start, *command[1:], **variables)

    def holds(self, *command, **variables):
        status, said = self.gate(*command, **variables)
        self.assertEqual(status, 0, said)

    def fails(self, words, *command, **variables):
        status, said = self.gate(*command, **variables)
        self.assertNotEqual(status, 0, said)
        self.assertIn(words, said)

    def compile(self, output, *arguments):
        status, said = self.run_in("gcc", "-std=c11", "-Iinclude", "-o", output, *arguments)
        self.assertEqual(status, 0, said)


class Text(Gate):
    def test_format(self):
        self.holds("format.sh")
        self.replace("src/base/a.c", "    if (point", "  if(point")
        self.fails("clang-formatted", "format.sh")

    def test_words(self):
        self.holds("words.sh", self.root)
        for words in ("see /home/" + "somebody/notes", "https://mirror.internal" + "/x", "TO" + "DO later"):
            self.write("docs/a.md", words + "\n")
            self.fails("do not belong", "words.sh", self.root)

    def test_samples(self):
        program = '#include <locality.h>\nint main(void) {\n    return 0;\n}\n'
        self.write("docs/examples/a.c", "/* An example. */\n" + program)
        self.write("README.md", "Thus:\n```c\n" + program + "```\n")
        self.holds("samples.py", self.root)
        self.replace("README.md", "return 0", "return 1")
        self.fails("not in docs/examples", "samples.py", self.root)

    def test_layering(self):
        self.holds("layering.py", self.root)
        for words, line in (("above or beside", '#include "model/model.h"'), ("above or beside", '#include "locality/rules.h"'),
                            ("no layer", '#include "other/a.h"'), ("not the C standard", "#include <unistd.h>")):
            self.write("src/base/b.h", line + "\n")
            self.fails(words, "layering.py", self.root)
        self.write("src/base/b.h", "")
        self.write("src/rules/c.c", '#include "base/b.h"\n#include "expr/e.h"\n')
        self.holds("layering.py", self.root)
        self.write("src/budget/c.c", '#include "rules/b.h"\n')
        self.fails("above or beside", "layering.py", self.root)
        shutil.rmtree(self.path("src/budget"))
        self.write("bindings/cli/main.c", '#include "base/b.h"\n')
        self.fails("inside the library", "layering.py", self.root)

    def test_headers(self):
        self.holds("headers.sh", self.root)
        self.replace("include/locality/base.h", "#include <stdint.h>", "")
        self.fails("does not stand alone", "headers.sh", self.root)
        self.write("include/locality/base.h", HEADER.replace("int64_t y;", "int64_t class;"))
        self.fails("c++17", "headers.sh", self.root)


class Documentation(Gate):
    def test_what_doxygen_sees_and_what_it_passes_over(self):
        self.holds("doxygen.sh", self.path("out"))
        base = "include/locality/base.h"
        for words, old, new in (("LOCALITY_BLUE", " /**< Blue. */", ""), ("no direction", "@param[in,out]", "@param"),
                                ("base.h", " * @file base.h\n", ""), ("y", " /**< Up. */", ""),
                                ("LOCALITY_VERSION_MAJOR", "/** Version. */\n", ""), ("return", " * @return How far.\n", ""),
                                ("not documented", " * @param[in,out] point The point.\n", "")):
            self.write(base, HEADER.replace(old, new))
            shutil.rmtree(self.path("out"))
            self.fails(words, "doxygen.sh", self.path("out"))


class Interface(Gate):
    def test_purity(self):
        def library(text):
            self.write("a.c", text)
            self.compile("a.o", "-c", "a.c")
            if os.path.exists(self.path("a.a")):
                os.remove(self.path("a.a"))
            self.run_in("ar", "rc", "a.a", "a.o")
            return "purity.py", self.path("a.a"), self.path("tests/gates/purity.txt"), self.path("src")

        self.holds(*library("static const int table[] = {1, 2};\nint loc_a(int i);\nint loc_a(int i) { return table[i]; }\n"))
        self.fails("can be written", *library("int loc_a(void);\nstatic int n = 1;\nint loc_a(void) { return n++; }\n"))
        self.fails("can be written", *library("int loc_a(void);\nstatic int n;\nint loc_a(void) { return n++; }\n"))
        self.fails("does not begin", *library("int a(void);\nint a(void) { return 1; }\n"))
        self.fails("getenv", *library('#include <stdlib.h>\nint loc_a(void);\nint loc_a(void) { return getenv("A") != 0; }\n'))
        self.write("src/base/b.c", 'snprintf(b, n, "%.2f", x);\n')
        self.fails("floating point", *library("int loc_a(void);\nint loc_a(void) { return 1; }\n"))

    def test_description_and_what_is_made_from_it(self):
        def check(what):
            return self.run_in(self.path("bindings/api/api.sh"), what)

        self.assertEqual(check("update")[0], 0)
        self.assertEqual(check("check")[0], 0)
        for old, new in (("int64_t y;", "int64_t yy;"), ("int32_t locality_move(", "int64_t locality_move("),
                         ("LOCALITY_BLUE = 1", "LOCALITY_BLUE = 2"), ("[in,out]", "[in]")):
            self.write("include/locality/base.h", HEADER.replace(old, new))
            status, said = check("check")
            self.assertNotEqual(status, 0)
            self.assertIn("make api", said)
        self.write("include/locality/base.h", HEADER)
        self.replace("src/locality.map", "locality_move", "locality_moved")
        self.assertNotEqual(check("check")[0], 0)

    def test_layout_pins(self):
        self.run_in(self.path("bindings/api/api.sh"), "update")
        make = [sys.executable, "bindings/api/generate_layout.py", "bindings/api/api.json", "pins.c"]
        self.assertEqual(self.run_in(*make)[0], 0)
        self.compile("pins", "pins.c")
        self.assertEqual(self.run_in(self.path("pins"))[0], 0)
        self.replace("include/locality/base.h", "int64_t y;", "int32_t y; int32_t z;")
        self.assertNotEqual(self.run_in("gcc", "-std=c11", "-Iinclude", "-o", "pins", "pins.c")[0], 0)

    def test_contract(self):
        shutil.copy(os.path.join(ROOT, "include/locality/base.h"), self.path("include/locality/base.h"))
        self.write("include/locality/thing.h", """#include "locality/base.h"
typedef struct locality_thing locality_thing;
/** @param[in] thing Thing. @param[out] out Number. @param[out] error Error. */
locality_status locality_thing_ask(locality_thing *thing, int32_t *out, locality_error *error);
""")
        self.run_in(self.path("bindings/api/api.sh"), "update")
        with open(self.path("bindings/api/api.json"), encoding="utf-8") as file:
            api = json.load(file)
        api["functions"] = [item for item in api["functions"] if item["name"] == "locality_thing_ask"]
        self.write("bindings/api/api.json", json.dumps(api))
        self.assertEqual(self.run_in(sys.executable, "bindings/api/generate_contract.py", "bindings/api/api.json", "t.c")[0], 0)
        right = """#include "locality/thing.h"
locality_status locality_thing_ask(locality_thing *thing, int32_t *out, locality_error *error) {
    if (out) *out = 0;
    if (error) { error->status = 1; error->message[0] = 'x'; error->message[1] = 0; }
    return thing ? LOCALITY_OK : LOCALITY_INVALID;
}
"""
        for old, new in (("", ""), ("*out = 0", "*out += 0"), ("status = 1", "status = 2"), ("= 'x'", "= 0"),
                         ("LOCALITY_INVALID;", "LOCALITY_OK;"), ("LOCALITY_INVALID;", "LOCALITY_TYPE;")):
            self.write("thing.c", right.replace(old, new))
            self.compile("t", "t.c", "thing.c")
            status, said = self.run_in(self.path("t"))
            self.assertEqual(status == 0, old == "", new + said)

    def test_exports(self):
        self.run_in(self.path("bindings/api/api.sh"), "update")
        self.compile("liblocality.so", "-shared", "-fPIC", "src/base/a.c")
        self.holds("exports.py", self.root, self.root)
        self.write("src/base/b.c", "int locality_more(void);\nint locality_more(void) { return 1; }\n")
        self.compile("liblocality.so", "-shared", "-fPIC", "src/base/a.c", "src/base/b.c")
        self.fails("locality_more", "exports.py", self.root, self.root)
        self.compile("liblocality.so", "-shared", "-fPIC", "src/base/b.c")
        self.fails("not exported: locality_move", "exports.py", self.root, self.root)

    def test_conventions(self):
        def change(how):
            self.run_in(self.path("bindings/api/api.sh"), "update")
            with open(self.path("bindings/api/api.json"), encoding="utf-8") as file:
                api = json.load(file)
            how(api)
            self.write("bindings/api/api.json", json.dumps(api))
            return "conventions.py", self.root

        self.holds(*change(lambda api: None))
        self.fails("variable arguments", *change(lambda api: api["functions"][0].update(variadic=True)))
        self.fails("by value", *change(lambda api: api["functions"][0].update(returns="locality_point")))
        self.fails("fixed width", *change(lambda api: api["functions"][0].update(returns="long")))
        self.fails("direction", *change(lambda api: api["functions"][0]["parameters"][0].update(direction=None)))
        self.fails("last parameter", *change(lambda api: api["functions"][0].update(fallible=True)))
        self.fails("prefix", *change(lambda api: api["functions"][0].update(name="move")))
        self.fails("does not begin", *change(lambda api: api["structs"][0]["members"][0].update(name="struct_size")))

    def test_reach(self):
        self.run_in(self.path("bindings/api/api.sh"), "update")
        self.write("tests/unit/base/a.c", "")
        self.fails("no test calls locality_move", "reach.py", self.root)
        self.write("tests/unit/base/a.c", "locality_move(&p);")
        self.holds("reach.py", self.root)

    def test_abi(self):
        self.holds("abi.sh", self.path("build"), "--accept")
        self.holds("abi.sh", self.path("build"))
        self.replace("include/locality/base.h", "int64_t y;", "int64_t between; int64_t y;")
        self.fails("ABI has changed", "abi.sh", self.path("build"))
        os.remove(self.path("tests/gates/abi.xml"))
        self.fails("no baseline", "abi.sh", self.path("build"))


class Analysis(Gate):
    def test_tidy(self):
        self.run_in("cmake", "-B", "build", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON")
        self.holds("tidy.sh", self.path("build"))
        self.replace("src/base/a.c", "    return 1;", "    int *none = 0;\n    return *none;")
        self.fails("src/base/a.c", "tidy.sh", self.path("build"))

    def test_cppcheck(self):
        os.makedirs(self.path("build"))
        self.holds("cppcheck.sh", self.path("build"))
        self.replace("src/base/a.c", "    return 1;", "    int row[2] = {0, 1};\n    return row[2];")
        self.fails("arrayIndexOutOfBounds", "cppcheck.sh", self.path("build"))

    def test_coverage(self):
        self.write("main.c", '#include "locality/base.h"\nint main(void) {\n    locality_point p = {1, 1};\n'
                             "    return locality_move(&p) != 1;\n}\n")
        self.fails("coverage of src/", "coverage.sh", self.path("build"))
        self.replace("main.c", "    return", "    locality_move(&p);\n    p.x = -1;\n    return")
        self.replace("main.c", "    p.x", "    locality_move(&p);\n    p.x")
        self.holds("coverage.sh", self.path("build"))


class Support(Gate):
    """The harness and the fault driver, on which all unit tests rest."""

    def program(self, body, *sources):
        support = [os.path.join(ROOT, "tests/support", name) for name in ("harness.c", *sources)]
        self.write("t.c", '#include "support/harness.h"\n' + body)
        status, said = self.run_in("gcc", "-std=c11", "-D_POSIX_C_SOURCE=200809L", "-I" + os.path.join(ROOT, "tests"),
                                   "-I" + os.path.join(ROOT, "include"), "t.c", *support, "-lcunit", "-o", "t")
        self.assertEqual(status, 0, said)
        return self.run_in(self.path("t"))

    def cases(self, *bodies):
        text = "".join("static void c%d(void) { %s }\n" % (i, body) for i, body in enumerate(bodies))
        rows = ", ".join('{"case %d", c%d}' % (i, i) for i in range(len(bodies)))
        return text + "static const test_case cases[] = {%s};\nTEST_MAIN(\"small\", cases)\n" % rows

    def test_harness(self):
        status, said = self.program(self.cases("CU_ASSERT(1);"))
        self.assertEqual(status, 0, said)
        for body in ("CU_ASSERT(0);", "CU_ASSERT_FATAL(0);", 'TEST_TEXT("a", "b");', "TEST_NUMBER(1, 2);", 'TEST_ROW(0, "r");',
                     ""):
            status, said = self.program(self.cases(body))
            self.assertNotEqual(status, 0, body + said)
        status, said = self.program(self.cases("CU_ASSERT(1);", "CU_ASSERT(0);", "CU_ASSERT(1);"))
        self.assertNotEqual(status, 0, said)
        self.assertIn("3 of 3 cases run", said)

    def test_fault_driver(self):
        work = """
#include "support/fault.h"
const char *locality_status_name(locality_status s) { return s ? "bad" : "ok"; }
static locality_status end(locality_error *e, locality_status s) {
    memset(e, 0, sizeof *e);
    e->status = s;
    e->message[0] = s ? 'x' : 0;
    return s;
}
static locality_status work(void *state, const locality_allocator *m, locality_error *e) {
    void *a = m->allocate(m->self, 8), *b = a ? m->allocate(m->self, 8) : 0;
    locality_status s = b ? LOCALITY_OK : LOCALITY_NO_MEMORY;
    (void)state;
    BODY
    return end(e, s);
}
"""
        free = "if (a) m->release(m->self, a, 8); if (b) m->release(m->self, b, 8);"
        drive = 'fault_drive("work", work, NULL, %d);'
        for body, least, right in ((free, 2, True), (free, 3, False), ("", 2, False), (free.replace("b, 8", "b, 9"), 2, False),
                                   (free + " s = LOCALITY_OK;", 2, False), (free + " s = LOCALITY_INVALID;", 2, False),
                                   ("if (a && b) {%s}" % free, 2, False)):
            status, said = self.program(work.replace("BODY", body) + self.cases(drive % least), "fault.c")
            self.assertEqual(status == 0, right, body + said)

    def test_example(self):
        run = os.path.join(ROOT, "tests/support/example.sh")
        self.write("say.sh", "#!/bin/sh\necho hello\n")
        os.chmod(self.path("say.sh"), 0o755)
        self.write("say.expected", "hello\n")
        self.assertEqual(self.run_in(run, self.path("say.sh"), "say.expected")[0], 0)
        self.write("say.expected", "goodbye\n")
        self.assertNotEqual(self.run_in(run, self.path("say.sh"), "say.expected")[0], 0)
        self.assertNotEqual(self.run_in(run, "/bin/false", "none")[0], 0)
        self.assertNotEqual(self.run_in(run, "/bin/true", "none")[0], 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
