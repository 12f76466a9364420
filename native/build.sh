#!/bin/sh
# Builds the native engine for this machine and puts it where JNA looks inside the classes:
#
#     sh native/build.sh BUILD_DIR CLASSES_DIR     ->  CLASSES_DIR/linux-x86-64/libferro_cpu.so
#
# Maven calls it. Without the tools it says so in one line and succeeds: the Java engine takes over.
set -eu

build=$1
classes=$2
native=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)

use_java() {
  echo "Ferro: $1, so the native CPU engine is not built and the Java engine will be used."
  exit 0
}

has() { command -v "$1" >/dev/null 2>&1; }

prefix='' library=''
while read -r row_prefix row_library system machine _; do
  [ "$row_prefix" != '#' ] || continue
  if [ "$system-$machine" = "$(uname -s)-$(uname -m)" ]; then
    prefix=$row_prefix library=$row_library
  else
    # Left by a build for all platforms; by now its sources may be old.
    rm -f "$classes/$row_prefix/$row_library"
  fi
done <"$native/platforms"
[ -n "$prefix" ] || use_java "no native engine for $(uname -s) $(uname -m)"

has cmake || use_java "no CMake found"
if has make; then generator="Unix Makefiles"; elif has ninja; then generator=Ninja; else use_java "no make found"; fi

compiler=${CXX:-}
for candidate in c++ g++ clang++; do
  if [ -z "$compiler" ] && has "$candidate"; then compiler=$candidate; fi
done
has "${compiler:-no-compiler}" || use_java "no C++20 compiler found"

# Tries what our sources need; what an earlier build was configured for need not be tried again.
speaks_cxx20() {
  printf '#include <concepts>\n#include <memory>\nint main() { return std::integral<int> ? 0 : 1; }\n' |
    "$compiler" -std=c++20 -x c++ - -o "$build/speaks-cxx20" >/dev/null 2>&1
}
mkdir -p "$build"
[ -f "$build/$library" ] || speaks_cxx20 || use_java "no C++20 compiler found ($compiler is too old)"

# CMake refuses a build folder that was copied along with its sources.
grep -qsF "CMAKE_HOME_DIRECTORY:INTERNAL=$native" "$build/CMakeCache.txt" || rm -rf "$build/CMakeCache.txt" "$build/CMakeFiles"

log=$build/build.log
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
if ! { cmake -S "$native" -B "$build" -G "$generator" -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=Release &&
  cmake --build "$build" --target ferro_cpu ferro_peak --parallel "$jobs"; } >"$log" 2>&1; then
  cat "$log" >&2
  echo "Ferro: the native CPU engine does not compile; see above." >&2
  exit 1
fi

# Moved into place, never written over: a running JVM may have the old file mapped.
target=$classes/$prefix
mkdir -p "$target"
if ! cmp -s "$build/$library" "$target/$library"; then
  cp "$build/$library" "$target/$library.new"
  mv "$target/$library.new" "$target/$library"
fi
