#!/usr/bin/env python3
"""Makes the typed records, include/locality/records.h and src/model/records.c, and their test from schema.def.

    generate_records.py            writes the files
    generate_records.py --check    writes nothing; exit 1 if a file is not what would be written

A record has a struct_size, an id, the fields that every kind has, then the fields of its kind, so that a field
added to a kind is appended to its struct.
"""
import os
import re
import sys
import textwrap

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
HEADER = "include/locality/records.h"
SOURCE = "src/model/records.c"
TEST = "tests/unit/model/every_kind.c"
NOTICE = """/* clang-format off */
/* Generated from src/schema/schema.def by src/schema/generate_records.py; change those. */
"""
TEXT = r'"((?:[^"\\]|\\.)*)"'
ROW = re.compile(r"^(KIND|FIELD|COMMON)\((.*)\)\s*$", re.M)
# Nouns that name an engine of the library: the record of such a kind is locality_<kind>_record.
ENGINES = ("structure", "allocation")
POINTERS = ("TEXT", "WORD", "REF", "ANY_REF")
LISTS = ("TEXTS", "REFS")
RESERVED = set("""alignas alignof and asm auto bool break case catch char class const continue default delete do double else
enum explicit export extern false float for friend goto if inline int long mutable namespace new not operator or private
protected public register restrict return short signed sizeof static struct switch template this throw true try typedef
typeid typename union unsigned using virtual void volatile while xor""".split())


class Field:
    def __init__(self, name, type_, target, words, doc):
        self.name, self.type, self.target, self.words, self.doc = name, type_, target, words, doc
        if name in RESERVED or name in ("id", "struct_size", "reserved"):
            sys.exit("schema.def: a field cannot be called %s" % name)


class Kind:
    def __init__(self, name, plural, doc):
        self.name, self.plural, self.doc, self.own = name, plural, doc, []
        self.noun = "locality_" + name + ("_record" if name in ENGINES else "")
        self.init = self.noun.upper() + "_INIT"


def parse(text):
    kinds, common = [], []
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    for macro, inside in ROW.findall(text):
        strings = [s.replace('\\"', '"') for s in re.findall(TEXT, inside)]
        words = [w.strip() for w in re.sub(TEXT, "", inside).split(",") if w.strip()]
        if macro == "KIND":
            kinds.append(Kind(words[0], words[1], strings[0]))
        elif macro == "FIELD":
            if words[0] != kinds[-1].name:
                sys.exit("schema.def: %s.%s stands under %s" % (words[0], words[1], kinds[-1].name))
            kinds[-1].own.append(Field(words[1], words[2], words[3], strings[0], strings[1]))
        else:
            common.append(Field(words[0], words[1], "none", strings[0], strings[1]))
    return kinds, common


def comment(lines, indent=""):
    """A documentation comment; a line that is too long is broken."""
    out = []
    for line in lines:
        tag = re.match(r"(@\w+(\[[\w,]+\])? ?)?", line).group(0)
        out += textwrap.wrap(line, 96 - len(indent), subsequent_indent=" " * min(len(tag), 4) if tag else "",
                             break_long_words=False, break_on_hyphens=False) or [""]
    if len(out) == 1 and len(indent + out[0]) <= 92:
        return "%s/** %s */" % (indent, out[0])
    return "\n".join([indent + "/**"] + [indent + " * " + line if line else indent + " *" for line in out] + [indent + " */"])


def unit(field):
    return {"COUNT": "A whole number.", "NUMBER": "In millionths.", "RATIO": "In millionths.", "MONEY": "In pence.",
            "DATE": "In days since 1970-01-01.", "MOMENT": "In seconds since 1970-01-01 00:00.", "DAYS": "In days.",
            "TRUTH": "0 no, 1 yes.", "REF": "Id of a record of kind %s." % field.target,
            "REFS": "Ids of records of kind %s; null when not given." % field.target, "ANY_REF": "A record as `kind:id`.",
            "TEXTS": "Texts; null when not given.", "WORD": "One of: %s." % field.words.replace("|", ", "),
            "TEXT": ""}[field.type]


def member(field):
    doc = " ".join(part for part in (field.doc, unit(field)) if part)
    if field.type in LISTS:
        return "%s\n    const char *const *%s;\n    /** How many %s. */\n    size_t %s_count;" % (
            comment([doc], "    "), field.name, field.name, field.name)
    return "%s\n    %s%s;" % (comment([doc], "    "), "const char *" if field.type in POINTERS else "locality_range ", field.name)


def initial(field):
    return "0, 0" if field.type in LISTS else "0" if field.type in POINTERS else "LOCALITY_RANGE_INIT"


def struct(kind, common):
    fields = common + kind.own
    values = textwrap.wrap(", ".join(["sizeof(%s)" % kind.noun, "0", "0"] + [initial(f) for f in fields]), 88)
    return "\n".join([
        comment(["@brief %s" % kind.doc]), "typedef struct %s {" % kind.noun,
        "    /** sizeof(%s). */\n    uint32_t struct_size;" % kind.noun,
        "    /** Zero. */\n    uint32_t reserved;",
        "    /** Id of the record, unique among %s. */\n    const char *id;" % kind.plural.replace("_", " "),
        *[member(field) for field in fields], "} %s;" % kind.noun, "",
        "/** Starting value of a %s: every field missing. */" % kind.noun,
        "#define %s \\" % kind.init, "    { " + " \\\n      ".join(values) + " }", ""])


# name, summary, parameters, what it returns, code of the result
FUNCTIONS = (
    ("put", "locality_status", "Adds a record, or replaces the one with its id as a whole.",
     (("in,out", "locality_model *", "model", "The model."), ("in", "const {t} *", "record", "The record."), "error"),
     "As locality_model_put; INVALID also for a struct_size that does not fit.",
     "loc_record_put(model, &{k}_shape, record, false, error)"),
    ("add", "locality_status", "Adds a record that must not stand yet.",
     (("in,out", "locality_model *", "model", "The model."), ("in", "const {t} *", "record", "The record."), "error"),
     "As locality_model_add; INVALID also for a struct_size that does not fit.",
     "loc_record_put(model, &{k}_shape, record, true, error)"),
    ("remove", "locality_status", "Removes a record.",
     (("in,out", "locality_model *", "model", "The model."), ("in", "const char *", "id", "Id of the record."), "error"),
     "As locality_model_remove.",
     'locality_model_remove(model, "{k}", id, error)'),
    ("find", "locality_status", "Reads the record with an id.",
     (("in", "const locality_snapshot *", "snapshot", "The snapshot; what the record points to lives as long as it does."),
      ("in", "const char *", "id", "Id of the record."),
      ("in,out", "{t} *", "out", "The record; struct_size set by the caller, every field missing on failure."), "error"),
     "OK, INVALID, or NOT_FOUND (with the nearest ids).",
     "loc_record_find(snapshot, &{k}_shape, id, out, error)"),
    ("at", "locality_status", "Reads the record of a row.",
     (("in", "const locality_snapshot *", "snapshot", "The snapshot; what the record points to lives as long as it does."),
      ("in", "size_t", "row", "Row of the record."),
      ("in,out", "{t} *", "out", "The record; struct_size set by the caller, every field missing on failure."), "error"),
     "OK, INVALID, or NOT_FOUND where there is no such row.",
     "loc_record_at(snapshot, &{k}_shape, row, out, error)"),
    ("count", "size_t", "Counts the records.",
     (("in", "const locality_snapshot *", "snapshot", "The snapshot."),),
     "How many; rows are 0 to count - 1.",
     "locality_snapshot_count(snapshot, LOC_KIND_{k})"),
)
ERROR = ("out", "locality_error *", "error", "Filled on failure, may be null.")


def signature(kind, function):
    name, result, _, parameters, _, _ = function
    parts = []
    for parameter in parameters:
        _, type_, pname, _ = ERROR if parameter == "error" else parameter
        type_ = type_.format(t=kind.noun)
        parts.append(type_ + ("" if type_.endswith("*") else " ") + pname)
    return "%s %s_%s(%s)" % (result, kind.noun, name, ", ".join(parts))


def declaration(kind, function):
    _, _, summary, parameters, returns, _ = function
    lines = ["@brief " + summary]
    for parameter in parameters:
        direction, _, name, doc = ERROR if parameter == "error" else parameter
        lines.append("@param[%s] %s %s" % (direction, name, doc))
    lines.append("@return " + returns)
    return "%s\nLOCALITY_API %s;" % (comment(lines), signature(kind, function))


def header(kinds, common):
    parts = [NOTICE + '''/**
 * @file records.h
 * @brief A struct for each kind of record, to put it into a model and to read it from a snapshot.
 *
 * Start from the _INIT macro of a kind, in which every field is missing, and fill in the id and what is known.
 * A text or reference that is null is missing, a reference can be the text `none`, and a quantity is a
 * locality_range. A list is missing when its pointer is null; a list of no items has a pointer. Texts given are
 * copied. Fields that a host has added to the schema are read and written by the generic calls of model.h; to
 * put a record by its struct makes them missing.
 *
 * The structs of kinds whose noun names an engine are called locality_structure_record and
 * locality_allocation_record.
 */
#ifndef LOCALITY_RECORDS_H
#define LOCALITY_RECORDS_H

#include "locality/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Starting value of a locality_range: nothing is known. */
#define LOCALITY_RANGE_INIT { LOCALITY_OPEN_BELOW, LOCALITY_OPEN_ABOVE }
''']
    for kind in kinds:
        parts.append("/* ---- %s ---- */\n" % kind.name)
        parts.append(struct(kind, common))
        parts += [declaration(kind, function) for function in FUNCTIONS]
        parts.append("")
    parts.append("#ifdef __cplusplus\n}\n#endif\n\n#endif\n")
    return "\n".join(parts)


def source(kinds, common):
    parts = [NOTICE + '''/* Records: where the fields of each kind stand in its struct, and the typed calls as one-liners. */
#include "locality/records.h"

#include "model/typed.h"

''']
    for kind in kinds:
        offsets = ["offsetof(%s, %s)" % (kind.noun, field.name) for field in kind.own + common]
        parts += ["static const %s %s_start = %s;" % (kind.noun, kind.name, kind.init),
                  "static const uint32_t %s_offsets[] = {\n    %s};" % (kind.name, ",\n    ".join(offsets)),
                  "static const loc_record_shape %s_shape = {LOC_KIND_%s, sizeof(%s), &%s_start,\n"
                  "                                           %s_offsets};"
                  % (kind.name, kind.name, kind.noun, kind.name, kind.name),
                  "_Static_assert(sizeof(%s) <= LOC_LARGEST_RECORD, \"room for every record\");" % kind.noun]
        for function in FUNCTIONS:
            parts.append("\n%s {\n    return %s;\n}" % (signature(kind, function), function[5].format(k=kind.name)))
        parts.append("")
    return "\n".join(parts)


# ---- The test ----------------------------------------------------------------------------------

# Values that not just any text or number can be.
SAMPLES = {("change", "verb"): '"create"'}


def given(kind, number, field):
    """Statements that fill a member of `in`."""
    if field.type in LISTS:
        return ["in.%s = %s;" % (field.name, "ids" if field.type == "REFS" else "texts"), "in.%s_count = 2;" % field.name]
    if field.type in POINTERS:
        text = {"TEXT": '"%s of x"' % field.name, "WORD": '"%s"' % field.words.split("|")[-1], "REF": '"t"',
                "ANY_REF": '"post:t"'}[field.type]
        return ["in.%s = %s;" % (field.name, SAMPLES.get((kind.name, field.name), text))]
    low, high = (1, 1) if field.type == "TRUTH" else (number + 100, number + 100 + number % 3)
    return ["in.%s.lo = %d;" % (field.name, low), "in.%s.hi = %d;" % (field.name, high)]


def same(field):
    """Statements that compare a member of `out` with that of `in`."""
    if field.type in LISTS:
        return ["expect_list(out.%s, out.%s_count, in.%s);" % (field.name, field.name, field.name)]
    if field.type in POINTERS:
        return ["TEST_TEXT(out.%s, in.%s);" % (field.name, field.name)]
    return ["expect_range(&out.%s, &in.%s);" % (field.name, field.name)]


def test_of(kind, common):
    fields = common + kind.own
    rows = 3 if kind.name == "structure" else 2
    lines = ["%s in = %s, out = %s;" % (kind.noun, kind.init, kind.init), "locality_model *m = model_of_all_kinds();",
             'in.id = "x";']
    for number, field in enumerate(fields):
        lines += given(kind, number, field)
    n = kind.noun
    last = fields[-1].name + ("_count" if fields[-1].type in LISTS else "")
    lines.append("/* no padding at the end, where a later member could slip in unseen */")
    lines.append("TEST_NUMBER(sizeof in, offsetof(%s, %s) + sizeof in.%s);" % (kind.noun, last, last))
    lines += ['kit_well(%s_put(m, &in, &kit_error), "put");' % n,
              "TEST_NUMBER(%s_add(m, &in, &kit_error), LOCALITY_DUPLICATE);" % n,
              "locality_snapshot *s = kit_take(m);",
              "TEST_NUMBER(%s_count(s), %d);" % (n, rows),
              'kit_well(%s_find(s, "x", &out, &kit_error), "find");' % n,
              "TEST_TEXT(out.id, in.id);"]
    for field in fields:
        lines += same(field)
    lines += ['kit_well(%s_at(s, 0, &out, &kit_error), "at");' % n,
              'TEST_TEXT(out.id, "%s");' % ("t0" if rows == 3 else "t"),
              "CU_ASSERT_PTR_NULL(out.remark);",
              "TEST_NUMBER(out.struct_size, sizeof out);",
              "TEST_NUMBER(%s_at(s, %d, &out, &kit_error), LOCALITY_NOT_FOUND);" % (n, rows),
              'TEST_NUMBER(%s_find(s, "y", &out, &kit_error), LOCALITY_NOT_FOUND);' % n,
              "CU_ASSERT_PTR_NULL(out.id);",
              "locality_snapshot_release(s);",
              'kit_well(%s_remove(m, "x", &kit_error), "remove");' % n,
              'TEST_NUMBER(%s_remove(m, "x", &kit_error), LOCALITY_NOT_FOUND);' % n,
              "locality_model_free(m);"]
    return "static void %s_goes_in_and_out(void) {\n    %s\n}\n" % (kind.name, "\n    ".join(lines))


def test(kinds, common):
    parts = [NOTICE + '''/* Every kind as its struct: what is put comes back, field by field. */
#include "kit.h"

#include "locality/records.h"

static const char *const ids[] = {"t", "t"};
static const char *const texts[] = {"one", "two words"};

/* A record `t` of every kind, so that references have something to name. */
static locality_model *model_of_all_kinds(void) {
    locality_model *m = kit_model();
    kit_bare(m, "structure", "t0");
    for (uint32_t kind = 0; kind < locality_schema_kinds(NULL); kind++) {
        const char *name = locality_schema_kind_name(NULL, kind);
        if (strcmp(name, "change") != 0) {
            kit_bare(m, name, "t");
        }
    }
    kit_well(kit_set(m, "structure", "t", "baseline", "t0"), "overlay");
    kit_well(kit_set(m, "post", "t", "structure", "t"), "post");
    KIT_PUT(m, "change", "t", "structure", "t", "verb", "create", "subject", "post:t");
    return m;
}

static void expect_list(const char *const *items, size_t count, const char *const *expected) {
    TEST_NUMBER(count, 2);
    for (size_t i = 0; i < count; i++) {
        TEST_TEXT(items[i], expected[i]);
    }
}

static void expect_range(const locality_range *range, const locality_range *expected) {
    TEST_NUMBER(range->lo, expected->lo);
    TEST_NUMBER(range->hi, expected->hi);
}
''']
    parts += [test_of(kind, common) for kind in kinds]
    parts.append("static const test_case cases[] = {")
    parts += ['    {"%s goes in and out", %s_goes_in_and_out},' % (kind.name.replace("_", " "), kind.name) for kind in kinds]
    parts.append('};\n\nTEST_MAIN("model: every kind", cases)\n')
    return "\n".join(parts)


def main():
    with open(os.path.join(ROOT, "src/schema/schema.def"), encoding="utf-8") as file:
        kinds, common = parse(file.read())
    stale = []
    for path, text in ((HEADER, header(kinds, common)), (SOURCE, source(kinds, common)), (TEST, test(kinds, common))):
        text = text.rstrip("\n") + "\n"
        full = os.path.join(ROOT, path)
        old = ""
        if os.path.exists(full):
            with open(full, encoding="utf-8") as file:
                old = file.read()
        if old == text:
            continue
        stale.append(path)
        if "--check" not in sys.argv[1:]:
            with open(full, "w", encoding="utf-8") as file:
                file.write(text)
    if "--check" in sys.argv[1:]:
        print("not current, run src/schema/generate_records.py: " + " ".join(stale) if stale
              else "%d kinds, typed records are current" % len(kinds))
        sys.exit(bool(stale))


if __name__ == "__main__":
    main()
