#!/bin/sh
# Runs every benchmark of a build (see CMakeLists.txt): run.sh BUILD [POSTS ...]
# DuckDB takes part where npm is there to bring it; each other peer where its module is installed.
set -eu
build=$(cd "${1:?usage: run.sh BUILD [POSTS ...]}" && pwd)
shift
top=$(cd "$(dirname "$0")" && pwd)
if [ ! -d "$build/duckdb/node_modules" ] && command -v npm >/dev/null 2>&1; then
    npm install --silent --prefix "$build/duckdb" @duckdb/node-api >/dev/null 2>&1 ||
        echo 'DuckDB: npm did not bring it'
fi
python=python3
/usr/bin/python3 -c 'import pandas' 2>/dev/null && python=/usr/bin/python3 # Debian's has the python3-* packages
echo '== Allocation: the best assignment'
"$python" "$top/allocation/run.py" "$build/tests/bench"
echo '== Intake: an organogram of fifty thousand rows'
"$python" "$top/intake/run.py" "$build/tests/bench"
echo '== Feed: ten million events, CSV to weekly counts'
"$python" "$top/feed/run.py" "$build/tests/bench" "$build/duckdb"
if [ -x "$build/tests/bench/bench_store_sqlite" ]; then
    echo '== SQLite: save and load a million posts, and save one edit'
    "$python" "$top/store/sqlite.py" "$build" || echo 'SQLite: not twice as fast'
fi
if [ -x "$build/tests/bench/bench_store_postgresql" ]; then
    echo '== PostgreSQL: save and load a million posts, and save one edit'
    "$top/../support/postgresql.sh" "$python" "$top/store/postgresql.py" "$build" ||
        echo 'PostgreSQL: not measured, or slower than psql and a tenth'
fi
echo '== Surveillance: detectors, series a second'
"$python" "$top/surveillance/run.py" "$build/tests/bench"
echo '== Series: charts, trends, change points, seasons, forecasts, series a second'
"$python" "$top/series/run.py" "$build/tests/bench"
echo '== Scan: 100 places by 8 weeks, 999 replicates'
"$python" "$top/scan/run.py" "$build/tests/bench"
echo '== Detect: 60,000 series of 520 weeks, one worker and two'
"$build/tests/bench/bench_demand_detect"
echo '== Structure: load two versions, check, compare'
exec "$python" "$top/structure/run.py" "$build/tests/bench" "$build/duckdb" "$@"
