#!/bin/bash
# Everything: builds with gcc and clang, sanitizers, tests, gates, examples, Python, demo. Called by `make test`.
# Each stage is a function that adds to the counts; the last line is `N passed, N failed`, and the exit code says the same.
#   tests/all.sh            all stages
#   tests/all.sh STAGE...   only these
set -uo pipefail
cd "$(dirname "$0")/.."
build=${LOCALITY_BUILD:-build}
jobs=${LOCALITY_JOBS:-2}
mkdir -p "$build"
build=$(cd "$build" && pwd)
# What a user has set must not change what is tested.
unset NO_COLOR COLUMNS LOCALITY_TEST_LOCALE MAKEFLAGS MFLAGS MAKELEVEL
export LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 CTEST_OUTPUT_ON_FAILURE=1

passed=0
failed=0
broken=()

# Counts one thing that stands or falls as a whole, and shows what it said only when it fell.
one() { # name command...
    local name=$1 log=$build/log-${1//[^a-z0-9]/-}.txt
    shift
    if "$@" >"$log" 2>&1 </dev/null; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        broken+=("$name")
        sed 's/^/    /' "$log" | tail -n 80
    fi
}

# Builds a preset, once; a build that fails counts as one failure, and its tests are not run.
declare -A built
compile() { # preset
    local before=$failed
    if [ -z "${built[$1]-}" ]; then
        one "build $1" build_preset "$1"
        built[$1]=$((failed == before))
    fi
    [ "${built[$1]}" = 1 ]
}
build_preset() {
    cmake --preset "$1" -B "$build/$1" && cmake --build "$build/$1" -j"$jobs"
}

# Runs ctest and counts its entries. No entry at all is a failure. `setting` holds variables for the tests alone.
setting=()
entries() { # name, build, ctest options...
    local name=$1 tree=$2 log=$build/log-ctest-${1//[^a-z0-9]/-}.txt summary bad all
    shift 2
    env "${setting[@]}" ctest --test-dir "$tree" -j"$jobs" --no-tests=error --timeout 1500 "$@" >"$log" 2>&1 </dev/null
    summary=$(grep -E 'tests passed, [0-9]+ tests failed out of [0-9]+' "$log" | tail -n 1)
    if [ -z "$summary" ]; then
        failed=$((failed + 1))
        broken+=("$name: no tests")
        tail -n 20 "$log"
        return
    fi
    bad=$(sed -E 's/.* ([0-9]+) tests failed.*/\1/' <<<"$summary")
    all=$(sed -E 's/.*out of ([0-9]+).*/\1/' <<<"$summary")
    passed=$((passed + all - bad))
    failed=$((failed + bad))
    if [ "$bad" -ne 0 ]; then
        broken+=("$name: $(sed -n 's/^\s*[0-9]* - \(.*\) (.*)$/\1/p' "$log" | tr '\n' ' ')")
        # Only what the failing entries said.
        awk '/^ *[0-9]+\/[0-9]+ Test/ { show = /\*\*\*/ } /^[0-9]+% tests passed/ { show = 0 } show' "$log" | tail -n 150
    fi
}

stage_release() { compile release && entries "gcc, optimised" "$build/release" -LE gate; }
stage_gates() { compile release && entries gates "$build/release" -L gate; }
# The evidence of false shares goes over the same lines many thousand times: two builds of it are enough.
stage_sanitize() { compile sanitize && entries "sanitizers" "$build/sanitize" -E '^unit/demand/evidence$'; }
stage_clang() { compile clang && entries "clang" "$build/clang"; }
stage_thread() { compile thread && entries "thread sanitizer" "$build/thread" -R threads; }
stage_coverage() {
    local before=$failed
    one coverage tests/gates/coverage.sh "$build/coverage"
    [ "$failed" -gt "$before" ] || grep -E '^(line|branch) coverage' "$build/log-coverage.txt"
}

# The suite once more where decimals are written with a comma; the locale is made here if the system has not got it.
stage_locale() {
    compile release || return
    local name=de_DE.UTF-8
    if ! locale -a 2>/dev/null | grep -qiE '^de_DE\.utf-?8$'; then
        mkdir -p "$build/locale"
        localedef -i de_DE -f UTF-8 "$build/locale/$name" >"$build/locale/log" 2>&1 || true
        setting=("LOCPATH=$build/locale")
    fi
    setting+=("LC_ALL=$name" "LOCALITY_TEST_LOCALE=$name")
    entries "decimal comma" "$build/release" -LE gate -E '^(fuzz|example|api)/|^unit/demand/evidence$'
    setting=()
}

# Results must not depend on compiler or optimisation: what the command prints is the same bytes from every build.
stage_same() {
    one "same bytes from every build" same_bytes
}
same_bytes() {
    local paper tree first status count=0
    for paper in tests/papers/*.json; do
        first=
        for tree in release clang sanitize; do
            [ -x "$build/$tree/bindings/locality" ] || continue
            status=0
            "$build/$tree/bindings/locality" check --json "$paper" >"$build/same-$tree.json" || status=$?
            [ "$status" -le 1 ] && [ -s "$build/same-$tree.json" ] || { echo "$paper: $tree gave $status"; return 1; }
            cmp "$build/same-${first:=$tree}.json" "$build/same-$tree.json" || { echo "$paper: $tree differs"; return 1; }
            count=$((count + 1))
        done
    done
    [ "$count" -gt 1 ]
}

stage_python() {
    [ -d bindings/python/tests ] || return
    compile release || return
    local python=/usr/bin/python3 # Debian's has the python3-* packages
    "$python" -c 'import pytest' 2>/dev/null || python=python3
    local log=$build/log-pytest.txt good bad cases
    cases=$(dirname "$PWD")/shared # where the public instances may lie
    LOCALITY_GOLDEN=${LOCALITY_GOLDEN:-$cases/golden} LOCALITY_LIBRARY=$build/release/liblocality.so \
        LOCALITY_CLI=$build/release/bindings/locality LD_LIBRARY_PATH=$build/release:$build/release/bindings PYTHONPATH=bindings/python \
        "$python" -m pytest -q -p no:cacheprovider bindings/python/tests >"$log" 2>&1 </dev/null
    local status=$?
    good=$(grep -oE '[0-9]+ passed' "$log" | tail -n 1 | cut -d' ' -f1)
    bad=$(tail -n 1 "$log" | grep -oE '[0-9]+ (failed|error)' | awk '{ sum += $1 } END { print sum + 0 }')
    passed=$((passed + ${good:-0}))
    if [ "$status" -ne 0 ]; then
        failed=$((failed + (bad > 0 ? bad : 1)))
        broken+=(python)
        tail -n 60 "$log"
    fi
}

stage_demo() {
    one demo demo_prints
}
demo_prints() {
    local output=$build/demo.txt paper
    tests/demo.sh >"$output" || { cat "$output"; return 1; }
    for paper in coventry-2010 cambridgeshire-2023 COV-05; do
        grep -q "$paper" "$output" || { echo "the demo does not speak of $paper"; return 1; }
    done
}

stages=${*:-release gates sanitize clang thread locale same python coverage demo}
for stage in $stages; do
    declare -F "stage_$stage" >/dev/null || { echo "no such stage: $stage" >&2; exit 2; }
    start=$SECONDS before=$failed
    stage_"$stage"
    printf '%-10s %4d s  %s\n' "$stage" $((SECONDS - start)) "$([ "$failed" -eq "$before" ] && echo ok || echo FAILED)"
done
for name in "${broken[@]}"; do echo "failed: $name"; done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
