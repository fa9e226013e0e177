#!/bin/sh
# Gate: each public header compiles alone, twice in a row, as C11 and as C++17, with gcc and clang, without a warning.
#   headers.sh ROOT
set -eu
cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
flags="-Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Werror -fsyntax-only -Iinclude -Ibindings/json/include"
count=0
failed=0
for header in include/locality.h include/locality/*.h $(find bindings/json/include -name '*.h' 2>/dev/null || true); do
    name=${header#include/}
    name=${name#bindings/json/include/}
    printf '#include <%s>\n#include <%s>\ntypedef int locality_unit_is_not_empty;\n' "$name" "$name" >"$work/unit.c"
    cp "$work/unit.c" "$work/unit.cpp"
    for compiler in "gcc -std=c11" "clang -std=c11" "g++ -std=c++17" "clang++ -std=c++17"; do
        case $compiler in *++*) unit=$work/unit.cpp ;; *) unit=$work/unit.c ;; esac
        $compiler $flags "$unit" || { echo "$header does not stand alone with: $compiler" >&2; failed=1; }
    done
    count=$((count + 1))
done
echo "$count headers"
exit $failed
