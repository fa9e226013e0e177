#!/bin/sh
# Gate: clang-tidy finds nothing in the library, the bindings and the support of the tests (checks: .clang-tidy).
#   tidy.sh BUILD     a build directory with compile_commands.json
set -eu
cd "$(dirname "$0")/../.."
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The commands are gcc's; clang-tidy does not know its every flag, and an optimised build only slows it down.
python3 - "$build/compile_commands.json" "$work/compile_commands.json" "$work/list" <<'PYTHON'
import json, re, sys
root = "/src/", "/bindings/json/", "/bindings/cli/", "/tests/support/"
with open(sys.argv[1], encoding="utf-8") as file:
    commands = json.load(file)
kept = {}
for entry in commands:
    if any(part in entry["file"] for part in root):
        entry["command"] = re.sub(r" -(ffile-prefix-map=\S+|O\d|flto\S*)", "", entry["command"])
        kept[entry["file"]] = entry
json.dump(list(kept.values()), open(sys.argv[2], "w", encoding="utf-8"))
open(sys.argv[3], "w", encoding="utf-8").write("".join("%s\n" % name for name in sorted(kept)))
PYTHON
[ -s "$work/list" ] || { echo "no file to check" >&2; exit 1; }
if xargs -d "\n" -P "${LOCALITY_JOBS:-2}" -n 1 clang-tidy --quiet -p "$work" <"$work/list" >"$work/out" 2>"$work/err"; then
    echo "$(wc -l <"$work/list") files clean"
else
    # Findings without the analyzer's paths to them; for those run clang-tidy on the one file.
    grep -hE '(error|warning):' "$work/out" "$work/err" | sort -u
    exit 1
fi
