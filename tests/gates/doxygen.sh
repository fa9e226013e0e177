#!/bin/sh
# Gate and maker of the documentation: Doxygen without a warning, then the gaps that Doxygen does not report.
#   doxygen.sh OUTPUT       writes OUTPUT/html and OUTPUT/xml
set -eu
cd "$(dirname "$0")/../.."
mkdir -p "$1"
LOCALITY_DOCS=$1
LOCALITY_VERSION=$(sed -n 's/^#define LOCALITY_VERSION_[A-Z]* //p' include/locality/base.h | paste -sd.)
LOCALITY_DOCS_INPUT=include
for extra in README.md CONTRIBUTING.md CHANGELOG.md docs/guide bindings/cbc/include bindings/json/include \
    bindings/sqlite/include bindings/postgresql/include bindings/testkit/include; do
    if [ -e "$extra" ]; then LOCALITY_DOCS_INPUT="$LOCALITY_DOCS_INPUT $extra"; fi
done
export LOCALITY_DOCS LOCALITY_VERSION LOCALITY_DOCS_INPUT
doxygen docs/Doxyfile >"$1/log" 2>&1 || { cat "$1/log" >&2; exit 1; }
exec python3 tests/gates/gaps.py . "$1/xml"
