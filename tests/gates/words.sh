#!/bin/sh
# Gate: the project speaks of itself only: no path of somebody's machine, no private host, nothing left to do.
#   words.sh ROOT
set -eu
cd "$1"
patterns='/home/[a-z]|/root/|/work/|/tmp/[a-z]*studio|/Users/'                      # paths of a machine
patterns="$patterns"'|https?://[^ )]*(localhost|127\.0\.0\.1|\.internal|\.local[/:]|:[0-9]{4,5}/)' # private hosts
patterns="$patterns"'|[s]hared/(design|papers|domain|data|golden)'                  # papers that a reader does not have
patterns="$patterns"'|\b(TODO|FIXME|XXX)\b'                                         # unfinished work
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    list() { git ls-files -z --cached --others --exclude-standard; }
else
    list() { find . -type f -print0; }
fi
count=$(list | tr -cd '\0' | wc -c)
[ "$count" -gt 0 ] || { echo "no files" >&2; exit 1; }
# This file states the patterns; seeds and sample data are other people's bytes.
if list | grep -zvE '^(\./)?(tests/gates/(words\.sh|selftest\.py)|tests/fuzz/seeds/)' |
    xargs -0 grep -nIE --no-messages "$patterns" --; then
    echo "words that do not belong into the project" >&2
    exit 1
fi
echo "$count files"
