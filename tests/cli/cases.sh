#!/bin/sh
# The papers from document to SQLite to PostgreSQL and back, against a server of its own.
top=$(cd "$(dirname "$0")/../.." && pwd)
if "$LOCALITY_CLI" list postgresql:///none 2>&1 | grep -q "was built without"; then
    echo "skipped: the command was built without PostgreSQL"
    exit 77
fi
exec "$top/tests/support/postgresql.sh" python3 "$top/tests/cli/test_cases.py" --server
