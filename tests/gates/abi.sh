#!/bin/sh
# Gate: the ABI is the accepted one. Compares a dump of the shared library, as text, with tests/gates/abi.xml.
#   abi.sh BUILD            compare; a missing baseline fails
#   abi.sh BUILD --accept   make the dump of now the baseline
# The usual recipe (a dump with locations, compared by abidiff) does not see a member inserted in the middle of a struct.
set -eu
cd "$(dirname "$0")/../.."
build=$1
baseline=tests/gates/abi.xml
mkdir -p "$build"
quietly() { "$@" >"$build/log" 2>&1 || { cat "$build/log" >&2; exit 1; }; }
quietly cmake --preset abi -B "$build"
quietly cmake --build "$build" -j"${LOCALITY_JOBS:-2}" --target locality_shared
abidw --headers-dir include --drop-private-types --no-show-locs --no-corpus-path --no-comp-dir-path \
    --type-id-style hash --out-file "$build/dump.xml" "$build/liblocality.so"
# In which source file a function stands, and where the machine keeps it, is no part of the ABI: paths go, and the
# declarations of all files are put into one order. Nor is a function that one file calls and another has inside the
# library: a declaration stays if it has a symbol.
python3 - "$build/dump.xml" "$build/abi.xml" <<'PYTHON'
import sys
import xml.etree.ElementTree as ElementTree
corpus = ElementTree.parse(sys.argv[1]).getroot()
found = set()
for unit in corpus.findall("abi-instr"):
    found |= {ElementTree.tostring(item, encoding="unicode").strip() for item in unit
              if item.tag not in ("function-decl", "var-decl") or "elf-symbol-id" in item.attrib}
    corpus.remove(unit)
with open(sys.argv[2], "w", encoding="utf-8") as file:
    file.write(ElementTree.tostring(corpus, encoding="unicode").strip() + "\n" + "\n".join(sorted(found)) + "\n")
PYTHON
if [ "${2-}" = --accept ]; then
    cp "$build/abi.xml" "$baseline"
    echo "accepted: $baseline"
    exit 0
fi
[ -e "$baseline" ] || { echo "no baseline $baseline; accept one with: make accept-abi" >&2; exit 1; }
grep -q '<elf-symbol ' "$build/abi.xml" || { echo "the dump holds no symbol" >&2; exit 1; }
diff -u "$baseline" "$build/abi.xml" || {
    echo "the ABI has changed ($(abidw --version 2>&1)); if that is wanted: make accept-abi" >&2
    exit 1
}
echo "$(grep -c '<elf-symbol ' "$build/abi.xml") symbols, ABI unchanged"
