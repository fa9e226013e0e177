#!/bin/sh
# Gate: every C file has the one format. `format.sh --fix` brings them into it; `format.sh` alone only looks.
set -eu
cd "${LOCALITY_ROOT:-$(dirname "$0")/../..}"
list=$(mktemp)
trap 'rm -f "$list"' EXIT
# Generated files say so in their first line and keep the form that their generator gives them.
find include src tests bindings docs/examples -name '*.[ch]' -print 2>/dev/null | sort | while read -r file; do
    head -n 1 "$file" | grep -q 'clang-format off' || echo "$file"
done >"$list"
[ -s "$list" ] || { echo "no C files found" >&2; exit 1; }
if [ "${1-}" = --fix ]; then
    xargs -n 20 clang-format -i <"$list"
else
    xargs -n 20 clang-format --dry-run -Werror <"$list" || { echo "run: make format" >&2; exit 1; }
    echo "$(wc -l <"$list") files in the one format"
fi
