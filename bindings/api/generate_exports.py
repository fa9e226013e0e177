#!/usr/bin/env python3
"""Writes the version script of a library, the reviewed list of what it exports, from the description of the API.

    generate_exports.py API.JSON LIBRARY OUTPUT
"""
import json
import sys

api_path, library, output = sys.argv[1:]
with open(api_path, encoding="utf-8") as file:
    names = sorted(item["name"] for item in json.load(file)["functions"] if item["library"] == library)
with open(output, "w", encoding="utf-8") as file:
    file.write("# What lib%s exports, made from bindings/api/api.json by `make api`; a change here is a change of the API.\n"
               "%s_0 {\n" % (library, library.upper()))
    if names:
        file.write("global:\n" + "".join("    %s;\n" % name for name in names))
    file.write("local:\n    *;\n};\n")
