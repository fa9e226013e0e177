#!/bin/sh
# Makes the golden database of the format that the library writes now; for a new format, never over an old one.
#   golden/make.sh PROGRAM FORMAT     PROGRAM: the test program postgresql_golden of a build
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ -z "${POSTGRESQL_CONTROL-}" ]; then
    exec "$here/../../support/postgresql.sh" "$0" "$@"
fi
[ ! -e "$here/format-$2.sql" ] || { echo "format-$2.sql is there and stays as it is" >&2; exit 1; }
createdb golden
"$1" write "$here/format-$2.expected"
# As statements that any client can send: without psql's own commands and without the dump's settings.
pg_dump --inserts --no-owner --no-privileges golden | grep -vE '^(\\|--|SET |$)' |
    grep -v "set_config('search_path'" >"$here/format-$2.sql"
