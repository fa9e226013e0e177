#!/bin/sh
# The demonstration: builds the optimised command and lets it judge the two papers.
# A rule that fails (exit 1) is what the papers are here to show; only "could not run" (exit 2) is an error.
set -eu
unset MAKEFLAGS MFLAGS MAKELEVEL # the builds below are not part of the make that called
cd "$(dirname "$0")/.."
build=${LOCALITY_BUILD:-build}/demo
jobs=${LOCALITY_JOBS:-2}
mkdir -p "$build"

quietly() { # runs a command, and shows what it said only if it fails
    if ! "$@" >"$build/demo.log" 2>&1; then
        cat "$build/demo.log" >&2
        exit 2
    fi
}

quietly cmake --preset demo -B "$build"
quietly cmake --build "$build" -j"$jobs" --target locality_cli

show() {
    printf '\n$ locality %s\n' "$*"
    status=0
    "$build/bindings/locality" "$@" || status=$?
    [ "$status" -le 1 ] || exit "$status"
}

show check tests/papers/coventry-2010.json
show check tests/papers/cambridgeshire-2023.json
show why tests/papers/coventry-2010.json COV-05
