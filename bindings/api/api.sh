#!/bin/sh
# The description of the public API and all that is made from it: the export lists and the low-level Python module.
#   api.sh update   makes them anew in the tree
#   api.sh check    makes them aside and fails if the committed ones differ
set -eu
cd "$(dirname "$0")/../.."

make_in() { # directory that receives the same tree
    mkdir -p "$1/bindings/api" "$1/bindings/python/locality" "$1/src"
    python3 bindings/api/describe.py --root . "$1/bindings/api/api.json"
    python3 bindings/api/generate_exports.py "$1/bindings/api/api.json" locality "$1/src/locality.map"
    for name in cbc json postgresql sqlite; do
        python3 bindings/api/generate_exports.py "$1/bindings/api/api.json" locality_$name "$1/bindings/locality_$name.map"
    done
    python3 bindings/api/generate_python.py "$1/bindings/api/api.json" "$1/bindings/python/locality/_native.py"
}

# The typed records are made from the table of kinds, and are headers themselves.
if [ "$1" = update ] && [ -e src/schema/generate_records.py ]; then python3 src/schema/generate_records.py; fi
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
make_in "$fresh"
status=0
for file in bindings/api/api.json src/locality.map bindings/locality_cbc.map bindings/locality_json.map bindings/locality_postgresql.map \
    bindings/locality_sqlite.map bindings/python/locality/_native.py; do
    if [ "$1" = update ]; then
        cmp -s "$fresh/$file" "$file" || { mkdir -p "$(dirname "$file")"; cp "$fresh/$file" "$file"; echo "updated $file"; }
    elif ! diff -u "$file" "$fresh/$file"; then
        echo "$file is not what the headers say; after a wanted change run: make api" >&2
        status=1
    fi
done
exit $status
