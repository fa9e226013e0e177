#!/bin/sh
# Sees to the tools that `make demo`, `make test` or `make docs` needs; installs only what is missing, and only with apt.
#
#   tests/setup.sh demo|test|docs|bench
#
# A tool counts as present when its command, its pkg-config module or its file is there, wherever it came from, so on a system
# with the tools nothing is ever installed. Exit 0: all present. Exit 2: something is missing and cannot be installed here;
# the exact command to run is printed. LOCALITY_NO_INSTALL=1 forbids installing.
set -u

# Each line: the purposes that need it, how presence is seen, what to look for, the Debian package that brings it.
needs='
demo,test,docs,bench command make            make
demo,test,docs,bench command cmake           cmake
demo,test,bench      command gcc             gcc
demo,test,bench      header  stdlib.h        libc6-dev
demo,test,bench      command pkg-config      pkg-config
demo,test,bench      module  jansson         libjansson-dev
test,bench           module  sqlite3         libsqlite3-dev
test,bench           module  libpq           libpq-dev
test,bench           file    /usr/lib/postgresql postgresql
test                 command g++             g++
test                 command nm              binutils
test                 command clang           clang
test                 command clang-tidy      clang-tidy
test                 command clang-format    clang-format
test                 command llvm-symbolizer llvm
test                 clangrt fuzzer          libclang-rt-14-dev
test                 module  cunit           libcunit1-dev
test                 module  cbc             coinor-libcbc-dev
test                 command cppcheck        cppcheck
test                 command abidw           abigail-tools
test                 command gcovr           gcovr
test                 command localedef       locales
test                 command dot             graphviz
test                 file    /usr/share/i18n/locales/de_DE locales
test                 pytest  -               python3-pytest
test,docs            command doxygen         doxygen
test,docs,bench      command python3         python3
bench                python  pandas          python3-pandas
bench                python  networkx        python3-networkx
'

present() { # how what
    case $1 in
    command) command -v "$2" >/dev/null 2>&1 ;;
    module) pkg-config --exists "$2" 2>/dev/null ;;
    header) printf '#include <%s>\n' "$2" | gcc -E - >/dev/null 2>&1 ;;
    file) [ -e "$2" ] || [ -e "$2.gz" ] ;;
    clangrt) # the fuzzer and sanitizer libraries of whichever clang is first on the path
        printf 'int LLVMFuzzerTestOneInput(void);int LLVMFuzzerTestOneInput(void){return 0;}' |
            clang -x c -fsanitize=fuzzer,address - -o /dev/null >/dev/null 2>&1 ;;
    python) { /usr/bin/python3 -c "import $2" || python3 -c "import $2"; } >/dev/null 2>&1 ;;
    pytest)
        # Debian's python has the python3-* packages; another python3 may stand before it on the path without them.
        { /usr/bin/python3 -c 'import pytest' || python3 -c 'import pytest'; } >/dev/null 2>&1 ;;
    esac
}

missing() { # purpose: prints the packages that are wanted
    printf '%s\n' "$needs" | while read -r purposes how what package; do
        case ",$purposes," in *",$1,"*) present "$how" "$what" || printf '%s\n' "$package" ;; esac
    done | sort -u | tr '\n' ' '
}

case ${1-} in demo | test | docs | bench) ;; *) echo "usage: $0 demo|test|docs|bench" >&2; exit 2 ;; esac

wanted=$(missing "$1")
[ -n "$wanted" ] || exit 0

install="apt-get update && apt-get install -y --no-install-recommends $wanted"
stop() {
    printf '%s: missing tools (Debian names): %s\n' "make $1" "$wanted" >&2
    printf 'Install them and run it again, on Debian or Ubuntu with\n  sudo sh -c "%s"\n' "$install" >&2
    exit 2
}

[ -z "${LOCALITY_NO_INSTALL-}" ] || stop "$1"
command -v apt-get >/dev/null 2>&1 || stop "$1"
if [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null || { [ -t 0 ] && command -v sudo >/dev/null 2>&1; }; then
    as_root="sudo"
else
    stop "$1"
fi

echo "Installing what is missing: $wanted"
DEBIAN_FRONTEND=noninteractive
export DEBIAN_FRONTEND
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends $wanted; } >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    stop "$1"
fi
wanted=$(missing "$1")
[ -z "$wanted" ] || stop "$1"
