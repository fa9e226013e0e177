#!/usr/bin/env python3
"""Writes a C test of the error contract over every fallible function of the description of the API.

    generate_contract.py API.JSON OUTPUT [LIBRARY ...]

Three calls per function. With nothing at all (null and zero everywhere, no error wanted) it must refuse, not crash. With
null in place of its handle, but outputs and an error to fill, it must refuse with LOCALITY_INVALID, say so in the error, and
have set every output that is a number or a pointer to zero (a row: LOCALITY_ROW_MISSING, a truth: LOCALITY_UNDECIDED; an
array that the caller gives with its capacity is no such output). With a handle that was made, outputs and an error that holds
something old, but nothing else, it may refuse or not: the error says the status that was returned, or is clear; and where it
refuses, its outputs are as above. Functions on a handle that cannot fail must bear a null handle.
"""
import json
import re
import sys

from parts import part

NUMBER = re.compile(r"(u?int(8|16|32|64)_t|size_t|double|locality_(status|truth))$")
# A null schema means the library's own table, so these have no handle that can be missing.
OPTIONAL_HANDLES = {"const locality_schema *"}
OPTIONAL_FIRST = {"locality_model_new"}
# These fill an array whose length the handle or an argument tells: nothing is written where that is not known.
FILLED = {("locality_feed_series_counts", "out"), ("locality_feed_series_exposure", "out"),
          ("locality_feed_series_completeness", "out"), ("locality_concentrate", "shares"),
          ("locality_gi_star", "score"), ("locality_handoffs", "table"),
          ("locality_scan_scores", "score")}
# These judge each entry of arrays whose length is told: of no entries there is nothing to refuse.
EACH_ENTRY = {"locality_adjust", "locality_bayes", "locality_cusum", "locality_ears", "locality_ewma", "locality_farrington",
              "locality_harmonic", "locality_rki", "locality_share_trend"}
# How a handle is given back, where it is not by a function of its name and `_free`.
GIVEN_BACK = {"locality_snapshot": "locality_snapshot_release", "locality_json_document": "locality_json_close",
              "locality_sqlite": "locality_sqlite_close", "locality_postgresql": "locality_postgresql_close"}
# Calls that give memory other than a handle, with how it is given back.
GIVES_MEMORY = {"locality_feed_write": "locality_feed_free_bytes(made_feed, bytes, length);"}
NOT_MADE = {"locality_sink",  # exists only while a native rule is judged
            "locality_postgresql"}  # needs a server
# How a handle of each sort is made, in this order: the call without its status.
MADE = [
    ("locality_schema", "locality_schema_new(NULL, &%s, &error)"),
    ("locality_model", "make_model(&%s)"),
    ("locality_snapshot", "locality_snapshot_take(made_model, &%s, &error)"),
    ("locality_places", "locality_places_new(made_snapshot, NULL, &%s, &error)"),
    ("locality_coverage", "locality_places_coverage(made_places, NULL, &%s, &error)"),
    ("locality_structure", 'locality_structure_new(made_snapshot, "now", NULL, &%s, &error)'),
    ("locality_totals", "locality_structure_totals(made_structure, NULL, &%s, &error)"),
    ("locality_accountable", "make_accountable(&%s)"),
    ("locality_findings", "locality_check(made_snapshot, NULL, &%s, &error)"),
    ("locality_answer", 'locality_query(made_snapshot, "1", 1, NULL, &%s, &error)'),
    ("locality_table", "locality_table_new(NULL, &%s, &error)"),
    ("locality_intake", "locality_intake_new(one_model, map, sizeof map - 1, NULL, &%s, &error)"),
    ("locality_intake_report",
     "locality_intake_read(other_model, map, sizeof map - 1, table, sizeof table - 1, NULL, &%s, &error)"),
    ("locality_feed", "locality_feed_new(NULL, NULL, &%s, &error)"),
    ("locality_feed_series", "locality_feed_series_new(made_feed, NULL, &%s, &error)"),
    ("locality_allocation", "make_allocation(&%s)"),
    ("locality_allocation_result", "locality_allocation_solve(made_allocation, NULL, &%s, &error)"),
    ("locality_allocation_case",
     "locality_allocation_explain(made_allocation, made_allocation_result, 0, &%s, &error)"),
    ("locality_alternatives",
     "locality_alternatives_find(made_allocation, made_allocation_result, NULL, &%s, &error)"),
    ("locality_conflicts", "locality_allocation_conflicts(made_allocation, NULL, &%s, &error)"),
    ("locality_rota", "make_rota(&%s)"),
    ("locality_deployment", "make_deployment(&%s)"),
    ("locality_sharing_proof", "make_sharing_proof(&%s)"),
    ("locality_program_proof", "make_program_proof(&%s)"),
    ("locality_selection_frontier", "make_selection_frontier(&%s)"),
    ("locality_placement", "locality_placement_solve(made_snapshot, NULL, NULL, &%s, &error)"),
    ("locality_placement_case", "locality_placement_explain(made_placement, 0, 0, &%s, &error)"),
    ("locality_placement_rota", "make_placement_rota(&%s)"),
    ("locality_placement_conflicts", "locality_placement_conflicts_find(made_placement, NULL, &%s, &error)"),
    ("locality_placement_difference", "locality_placement_compare(made_placement, made_snapshot, &%s, &error)"),
    ("locality_zones", "locality_zones_new_circles(&one_place, &one_place, NULL, 1, NULL, NULL, &%s, &error)"),
    ("locality_scan_result", "make_scan_result(&%s)"),
    ("locality_demand", "make_demand(&%s)"),
    ("locality_demand_result", "locality_demand_detect(made_demand, &%s, &error)"),
    ("locality_outlook", "locality_outlook_new(made_demand, NULL, &%s, &error)"),
    ("locality_json_document", "locality_json_open(document, sizeof document - 1, NULL, NULL, &%s, &error)"),
    ("locality_sqlite", "make_sqlite(&%s)"),
    ("locality_memory_store", "locality_memory_store_new(&%s, &error)"),
    ("locality_faulty_store", "make_faulty_store(&%s)"),
]
# Functions that make a handle of a library that may be missing.
MAKERS = {
    "locality_sqlite": """
static locality_status make_sqlite(locality_sqlite **out) {
    locality_sqlite_options options = LOCALITY_SQLITE_OPTIONS_INIT;
    options.create = 1;
    return locality_sqlite_open(":memory:", &options, out, &error);
}
""",
    "locality_faulty_store": """
static locality_status make_faulty_store(locality_faulty_store **out) {
    locality_store inner;
    locality_memory_store_table(made_memory_store, &inner);
    return locality_faulty_store_new(&inner, LOCALITY_FAULT_CALL, 1000, out, &error);
}
""",
}


def made(name):
    """The variable of a handle that was made."""
    return name.replace("locality_", "made_", 1)


def give_back(name, value):
    return "%s(%s);" % (GIVEN_BACK.get(name, name + "_free"), value)


def is_pointer(text):
    return text.rstrip().endswith("*")


def target(text):
    return text.rstrip()[:-1].strip()


class Contract:
    def __init__(self, api):
        self.handles = set(api["handles"])
        self.functions = api["functions"]
        self.is_whole = "locality_model" in self.handles  # else a part, whose handles nobody can make

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

    def outputs(self, item):
        """The outputs that are to be set on every path."""
        following = item["parameters"][1:] + [{"name": ""}]
        return [p for p, after in zip(item["parameters"], following) if self.is_output(p) and after["name"] != "capacity" and (item["name"], p["name"]) not in FILLED]

    def with_outputs(self, item, first, verb):
        """A call with outputs that hold something, an error that holds something, and `first`; else nothing."""
        lines, arguments, outputs = ["    {\n"], [], self.outputs(item)
        for parameter in outputs:
            kind = target(parameter["type"])
            start = "(void *)garbage" if is_pointer(kind) else "1"
            lines.append("        %s %s = %s;\n" % (kind.replace("*const", "*"), parameter["name"], start))
        for number, parameter in enumerate(item["parameters"]):
            if parameter["type"] == "locality_error *":
                arguments.append("&error")
            elif parameter in outputs:
                arguments.append("&" + parameter["name"])
            else:
                arguments.append(first if number == 0 and first else self.nothing(parameter))
        lines.append("        spoil();\n        %s(\"%s\", %s(%s))" % (verb, item["name"], item["name"], ", ".join(arguments)))
        return lines, outputs

    @staticmethod
    def is_nothing(item, parameter):
        nothing = "LOCALITY_ROW_MISSING" if parameter["name"] == "row" else \
            "LOCALITY_UNDECIDED" if target(parameter["type"]) == "locality_truth" else "0"
        return 'zero("%s", "%s", %s == %s);\n' % (item["name"], parameter["name"], parameter["name"], nothing)

    def refuses_null_handle(self, item):
        lines, outputs = self.with_outputs(item, None, "invalid")
        return "".join(lines) + ";\n" + "".join("        " + self.is_nothing(item, p) for p in outputs) + "    }\n"

    def keeps_its_word(self, item, first):
        lines, outputs = self.with_outputs(item, first, "if (keeps")
        lines.append(" == LOCALITY_OK) {\n")
        for parameter in outputs:
            kind = target(target(parameter["type"])) if is_pointer(target(parameter["type"])) else ""
            if kind in self.handles:
                lines.append("            %s\n" % give_back(kind, parameter["name"]))
        if item["name"] in GIVES_MEMORY:
            lines.append("            %s\n" % GIVES_MEMORY[item["name"]])
        lines.append("        } else {\n")
        lines += ["            " + self.is_nothing(item, parameter) for parameter in outputs]
        return "".join(lines) + "        }\n    }\n"

    def bears_null_handle(self, item):
        return "    (void)%s(%s);\n    calls++;\n" % (item["name"], ", ".join(self.nothing(p) for p in item["parameters"]))

    def making(self):
        """The variables, how they are made, and how they are given back; nothing for a part of the interface."""
        if not self.is_whole:
            return "static int make(void) { return 1; }\nstatic void give_back(void) {}\n"
        known = {name for name, _ in MADE} | NOT_MADE
        if not self.handles <= known:
            sys.exit("MADE has to say how each of these is made: " + ", ".join(sorted(self.handles - known)))
        rows = [row for row in MADE if row[0] in self.handles]
        variables = "".join("static %s *%s;\n" % (name, made(name)) for name, _ in rows)
        calls = " ||\n        ".join("%s != LOCALITY_OK" % (call % made(name)) for name, call in rows)
        freed = "".join("    %s\n" % give_back(name, made(name)) for name, _ in reversed(rows))
        makers = "".join(MAKERS.get(name, "") for name, _ in rows)
        return MAKING % (variables, makers, calls, freed)

    def body(self):
        for item in self.functions:
            handle = self.takes_handle(item)
            if item["fallible"]:
                if item["name"] not in EACH_ENTRY:
                    yield self.refuses_nothing(item)
                if handle and item["name"] not in OPTIONAL_FIRST and item["parameters"][0]["type"] not in OPTIONAL_HANDLES:
                    yield self.refuses_null_handle(item)
                sort = target(item["parameters"][0]["type"]).replace("const ", "") if handle else None
                if self.is_whole and sort not in NOT_MADE:
                    yield self.keeps_its_word(item, made(sort) if sort else None)
            elif handle:
                yield self.bears_null_handle(item)


MAKING = """static const char map[] = "map areas \\"Areas\\"\\ncolumn id \\"id\\"\\nmake area id\\n";
static const char table[] = "id\\na\\n";
static const char rules[] = "allocate A \\"a\\"\\ncandidates t in theme\\nplaces s in structure\\n";
static const char document[] = "{\\"locality\\": 1}";
static locality_model *one_model, *other_model; /* that tables are read into */
%s
static locality_status make_model(locality_model **out) {
    locality_status status = locality_model_new(NULL, NULL, out, &error);
    if (status == LOCALITY_OK)
        status = locality_model_put(*out, "structure", "now", NULL, 0, &error);
    if (status == LOCALITY_OK)
        status = locality_model_put(*out, "theme", "youth", NULL, 0, &error);
    if (status == LOCALITY_OK)
        status = locality_model_put(*out, "allocation", "A/now", NULL, 0, &error);
    return status != LOCALITY_OK ? status : locality_rules_load(*out, rules, sizeof rules - 1, NULL, &error);
}

static locality_status make_accountable(locality_accountable **out) {
    locality_accountable_query query = LOCALITY_ACCOUNTABLE_QUERY_INIT;
    query.kind = "theme";
    query.subject = "youth";
    return locality_accountable_find(made_snapshot, &query, NULL, out, &error);
}

static locality_status make_placement_rota(locality_placement_rota **out) {
    locality_placement_rota_options options = LOCALITY_PLACEMENT_ROTA_OPTIONS_INIT;
    return locality_placement_rota_solve(made_snapshot, NULL, &options, out, &error);
}

static const double one_place = 0;
static locality_status make_scan_result(locality_scan_result **out) {
    static const int64_t one_count = 1;
    locality_scan_input input = LOCALITY_SCAN_INPUT_INIT;
    input.places = input.periods = 1;
    input.count = &one_count;
    return locality_scan(made_zones, &input, NULL, NULL, out, &error);
}

static locality_status make_demand(locality_demand **out) {
    static const int64_t one_count = 1;
    locality_demand_input input = LOCALITY_DEMAND_INPUT_INIT;
    input.periods = input.series = 1;
    input.count = &one_count;
    return locality_demand_new(&input, NULL, NULL, out, &error);
}

static locality_status make_rota(locality_rota **out) {
    locality_rota_problem problem = LOCALITY_ROTA_PROBLEM_INIT;
    problem.periods = 1;
    return locality_rota_solve(&problem, NULL, NULL, out, &error);
}

static locality_status make_sharing_proof(locality_sharing_proof **out) {
    locality_sharing_problem problem = LOCALITY_SHARING_PROBLEM_INIT;
    locality_sharing_outcome outcome;
    uint32_t agent;
    return locality_sharing_prove(&problem, NULL, &agent, NULL, &outcome, out, NULL, &error);
}

static locality_status make_program_proof(locality_program_proof **out) {
    locality_program program = LOCALITY_PROGRAM_INIT;
    locality_program_outcome outcome;
    int64_t value;
    return locality_program_prove(&program, NULL, &value, &outcome, out, NULL, &error);
}

static locality_status make_selection_frontier(locality_selection_frontier **out) {
    locality_selection_problem problem = LOCALITY_SELECTION_PROBLEM_INIT;
    return locality_selection_frontier_find(&problem, NULL, out, NULL, &error);
}

static locality_status make_deployment(locality_deployment **out) {
    locality_deployment_problem problem = LOCALITY_DEPLOYMENT_PROBLEM_INIT;
    return locality_deployment_solve(&problem, NULL, NULL, out, &error);
}

static locality_status make_allocation(locality_allocation **out) {
    locality_allocation_side side = LOCALITY_ALLOCATION_SIDE_INIT;
    side.count = 1;
    return locality_allocation_new(&side, &side, NULL, out, &error);
}

%s
/* One handle of each sort; 0 if one could not be made. */
static int make(void) {
    return !(locality_model_new(NULL, NULL, &one_model, &error) != LOCALITY_OK ||
        locality_model_new(NULL, NULL, &other_model, &error) != LOCALITY_OK ||
        %s);
}

static void give_back(void) {
%s    locality_model_free(one_model);
    locality_model_free(other_model);
}
"""

FRAME = """/* Made by bindings/api/generate_contract.py. */
%s
#include <stdio.h>
#include <string.h>

static locality_error error;
static char garbage[1];
static int calls, failures;

%s
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

/* The error says what was returned, whatever it held before. */
static locality_status keeps(const char *name, locality_status status) {
    calls++;
    if (error.status != status || memchr(error.message, 0, sizeof error.message) == NULL) {
        fail(name, "returns another status than its error says");
    } else if ((status == LOCALITY_OK) != (error.message[0] == '\\0')) {
        fail(name, status == LOCALITY_OK ? "leaves an old message in the error" : "fails without a message");
    }
    return status;
}

static void zero(const char *name, const char *output, int is_zero) {
    if (!is_zero) {
        printf("%%s leaves its output %%s as it was\\n", name, output);
        failures++;
    }
}

int main(void) {
    if (!make()) {
        printf("a handle could not be made: %%s\\n", error.message);
        return 1;
    }
    (void)garbage;
    (void)zero;
    (void)spoil;
    (void)invalid;
    (void)keeps;
%s    give_back();
    printf("%%d calls keep the contract, %%d do not\\n", calls - failures, failures);
    return failures != 0 || calls == 0;
}
"""

if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as source:
        api = json.load(source)
    if sys.argv[3:]:
        api = part(api, sys.argv[3:])
    headers = sorted({item["header"] for key in ("functions", "structs") for item in api[key]})
    contract = Contract(api)
    text = FRAME % ("\n".join("#include <%s>" % header for header in headers), contract.making(), "".join(contract.body()))
    with open(sys.argv[2], "w", encoding="utf-8") as output:
        output.write(text)
