#!/bin/sh
# Gate: cppcheck finds nothing in the library and the bindings.
#   cppcheck.sh BUILD
# Not asked for: `style`, whose hints (narrower scope, const pointers) clang-tidy and the reader decide better.
set -eu
cd "${LOCALITY_ROOT:-$(dirname "$0")/../..}"
mkdir -p "$1/cppcheck"
set -- "$1" src
for directory in bindings/json bindings/cli; do
    if [ -d "$directory" ]; then set -- "$@" "$directory"; fi
done
build=$1
shift
cppcheck --quiet --std=c11 --language=c --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
    --suppress=missingIncludeSystem --cppcheck-build-dir="$build/cppcheck" -j "${LOCALITY_JOBS:-2}" \
    -D__GNUC__=12 -D__SIZEOF_INT128__=16 -I include -I src -I bindings/json/include -I bindings/json "$@"
