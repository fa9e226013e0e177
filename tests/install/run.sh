#!/bin/sh
# Gate: what is installed can be used. Installs a build into a prefix with a space, builds a stranger's program against it
# in every way a stranger would, runs it, and lets Python load the installed library.
#   run.sh BUILD
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix="$work/a prefix"
quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }; }
expected="locality $(sed -n 's/^#define LOCALITY_VERSION_[A-Z]* //p' "$here/../../include/locality/base.h" | paste -sd.), day 14855"
passed=0
expect() { # name, program and its arguments
    name=$1
    shift
    got=$("$@") || { echo "$name does not run" >&2; exit 1; }
    [ "$got" = "$expected" ] || { echo "$name printed: $got" >&2; exit 1; }
    passed=$((passed + 1))
}

quietly cmake --install "$build" --prefix "$work/elsewhere" # an installation can be made at any prefix ...
quietly cmake -DCMAKE_INSTALL_PREFIX="$prefix" "$build"
quietly cmake --install "$build"                            # ... the .pc files name the one it was configured for
quietly cmake -DCMAKE_INSTALL_PREFIX=/usr/local "$build"
libdir=$(dirname "$(find "$prefix" -name liblocality.a)")
if grep -rIlE --include='*.pc' --include='*.cmake' --include='*.h' "$(cd "$build" && pwd)|$(cd "$here/../.." && pwd)/" "$prefix"; then
    echo "an installed file names the place it was built in" >&2
    exit 1
fi

# CMake: shared, static, and the plain name; the prefix, and the relocated one.
kinds="locality locality_shared locality_static TESTKIT:testkit"
[ ! -e "$libdir/liblocality_json.a" ] || kinds="$kinds JSON:locality_json_shared JSON:locality_json_static"
for part in cbc sqlite postgresql; do
    name=$(echo "$part" | tr a-z A-Z)
    [ ! -e "$libdir/liblocality_$part.a" ] || kinds="$kinds $name:$part $name:${part}_shared $name:${part}_static"
done
for kind in $kinds; do
    part=${kind%:*}
    [ "$part" != "$kind" ] || part=
    quietly cmake -S "$here" -B "$work/$kind" -DKIND="${kind#*:}" -DPART="$part" -DCMAKE_PREFIX_PATH="$prefix"
    quietly cmake --build "$work/$kind"
    expect "find_package, $kind" "$work/$kind/stranger"
done
if cmake -S "$here" -B "$work/none" -DKIND=locality -DPART=NOWHERE -DCMAKE_PREFIX_PATH="$prefix" >/dev/null 2>&1; then
    echo "find_package finds a component that there is not" >&2
    exit 1
fi
quietly cmake -S "$here" -B "$work/moved" -DKIND=locality -DCMAKE_PREFIX_PATH="$work/elsewhere"
quietly cmake --build "$work/moved"
expect "find_package, another prefix" "$work/moved/stranger"

# pkg-config: its output quotes the space for a shell, hence eval, as in any configure script or Makefile.
PKG_CONFIG_PATH=$libdir/pkgconfig
export PKG_CONFIG_PATH
cflags=$(pkg-config --cflags locality)
eval "cc -std=c11 $cflags -o \"$work/dynamic\" \"$here/stranger.c\" $(pkg-config --libs locality)"
expect "pkg-config, shared" env LD_LIBRARY_PATH="$libdir" "$work/dynamic"
eval "cc -std=c11 -static $cflags -o \"$work/static\" \"$here/stranger.c\" $(pkg-config --static --libs locality)"
expect "pkg-config, static" "$work/static"
eval "c++ -std=c++17 -x c++ $cflags -o \"$work/cpp\" \"$here/stranger.c\" -x none $(pkg-config --libs locality)"
expect "pkg-config, C++" env LD_LIBRARY_PATH="$libdir" "$work/cpp"
for part in cbc json sqlite postgresql testkit; do
    [ -e "$libdir/pkgconfig/locality-$part.pc" ] || continue
    define=-DPART_$(echo "$part" | tr a-z A-Z)
    eval "cc -std=c11 $define $(pkg-config --cflags locality-$part) -o \"$work/$part\" \"$here/stranger.c\" \
        $(pkg-config --libs locality-$part)"
    expect "pkg-config, locality-$part" env LD_LIBRARY_PATH="$libdir" "$work/$part"
done

# The command stands alone: no library path, and it runs from the prefix.
if [ -e "$prefix/bin/locality" ]; then
    quietly "$prefix/bin/locality" --help
    passed=$((passed + 1))
fi

# Python: the package of the tree with the library of the prefix.
package=$here/../../bindings/python
if [ -e "$package/locality/__init__.py" ]; then
    LOCALITY_LIBRARY="$libdir/liblocality.so" LD_LIBRARY_PATH="$libdir" PYTHONPATH="$package" PYTHONDONTWRITEBYTECODE=1 \
        python3 "$here/stranger.py"
    passed=$((passed + 1))
fi
echo "$passed ways of using the installed library work"
