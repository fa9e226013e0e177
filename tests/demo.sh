#!/bin/sh
# The demonstration: builds the optimised command and lets it judge every paper of tests/papers, a screen each,
# then all of them in one table, and explains one verdict.
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

say() { # what a reader would type
    printf '\n$ locality %s\n' "$1"
}

show() {
    status=0
    "$build/bindings/locality" "$@" || status=$?
    [ "$status" -le 1 ] || exit "$status"
}

say 'summary tests/papers/*.json --width 100'
show summary tests/papers/*.json --width 100
say 'why tests/papers/coventry-2010.json COV-05'
show why tests/papers/coventry-2010.json COV-05
