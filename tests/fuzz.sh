#!/bin/sh
# Fuzzes every target for the given number of seconds each, from its seeds; a finding ends it with exit 1.
#   tests/fuzz.sh [seconds] [target ...]
set -eu
unset MAKEFLAGS MFLAGS MAKELEVEL # the builds below are not part of the make that called
cd "$(dirname "$0")/.."
seconds=${1:-60}
[ $# -eq 0 ] || shift
build=${LOCALITY_BUILD:-build}/fuzz
jobs=${LOCALITY_JOBS:-2}
cmake --preset fuzz -B "$build" >/dev/null
cmake --build "$build" -j"$jobs"
if [ $# -eq 0 ]; then
    set -- $(for file in tests/fuzz/*.c; do basename "$file" .c; done | grep -v '^replay$')
fi
for target; do
    work=$build/corpus/$target
    mkdir -p "$work"
    echo "fuzz: $target for $seconds s"
    "$build/tests/fuzz_$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 \
        -artifact_prefix="$work/finding-" "$work" "tests/fuzz/seeds/$target" 2>"$work.log" ||
        { tail -n 40 "$work.log" >&2; echo "fuzz: a finding in $target" >&2; exit 1; }
    grep -E 'stat::(number_of_executed_units|average_exec_per_sec|new_units_added|peak_rss_mb)' "$work.log"
done
