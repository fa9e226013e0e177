#!/bin/sh
# Gate: how much of src/ the tests run, by line and by branch; below the floors it fails.
#   coverage.sh BUILD
floor_lines=95
floor_branches=90
set -eu
cd "$(dirname "$0")/../.."
build=$1
mkdir -p "$build"
quietly() { "$@" >"$build/log" 2>&1 || { tail -n 60 "$build/log" >&2; exit 1; }; }
quietly cmake --preset coverage -B "$build"
quietly cmake --build "$build" -j"${LOCALITY_JOBS:-2}"
find "$build" -name '*.gcda' -delete
# Whether the tests pass is said by the other builds; here they only have to run.
# The evidence of false shares goes over the same lines many thousand times, and is left out.
ctest --test-dir "$build" -j"${LOCALITY_JOBS:-2}" -E '^unit/demand/evidence$' >"$build/log" 2>&1 || true
gcovr --root . --filter 'src/' --object-directory "$build" -j "${LOCALITY_JOBS:-2}" --exclude-unreachable-branches \
    --txt "$build/coverage.txt" --html-details "$build/coverage.html" --json-summary "$build/coverage.json" "$build" \
    >"$build/log" 2>&1 || { tail -n 30 "$build/log" >&2; exit 1; }
python3 - "$build/coverage.json" $floor_lines $floor_branches <<'PYTHON'
import json, sys
with open(sys.argv[1], encoding="utf-8") as file:
    data = json.load(file)
floors = [("line", float(sys.argv[2])), ("branch", float(sys.argv[3]))]
for row in sorted(data["files"], key=lambda row: row["filename"]):
    low = row["line_percent"] < floors[0][1] or (row["branch_total"] and row["branch_percent"] < floors[1][1])
    print("%6.1f %% lines %6.1f %% branches  %s%s" % (row["line_percent"], row["branch_percent"] or 0, row["filename"],
                                                     "  below the floor" if low else ""))
failed = not data["line_total"]
for what, floor in floors:
    share = 100.0 * data[what + "_covered"] / max(1, data[what + "_total"])
    print("%s coverage of src/: %.2f %% (%d of %d), floor %g %%" % (what, share, data[what + "_covered"],
                                                                  data[what + "_total"], floor))
    failed = failed or share < floor
sys.exit(failed)
PYTHON
