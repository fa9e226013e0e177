#!/bin/sh
# Runs an example; it passes if it succeeds and, where an expected output is committed, prints exactly that.
#   example.sh program expected-file
set -eu
output=$(mktemp)
trap 'rm -f "$output"' EXIT
"$1" >"$output"
[ -s "$output" ] || { echo "the example printed nothing" >&2; exit 1; }
if [ -e "$2" ]; then diff -u "$2" "$output"; fi
