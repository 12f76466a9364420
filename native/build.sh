#!/bin/sh
# Builds the native engines for this machine and puts them where JNA looks inside the classes:
#
#     sh native/build.sh BUILD_DIR CLASSES_DIR     ->  CLASSES_DIR/linux-x86-64/libferro_cpu.so and libferro_mlx.so
#
# Maven calls it. Without the tools it prints one line and succeeds. Then the Java engine computes. Without MLX it says so
# and builds no MLX engine.
set -eu

build=$1
classes=$2
native=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

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
    rm -f "$classes/$row_prefix"/libferro_*
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

# Tries what our sources need. A configuration of an earlier build need not be tried again.
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
mlx=$(sh "$native/find-mlx.sh")
if ! { cmake -S "$native" -B "$build" -G "$generator" -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=Release \
  -DFERRO_MLX="$mlx" && cmake --build "$build" --parallel "$jobs"; } >"$log" 2>&1; then
  cat "$log" >&2
  echo "Ferro: the native engines do not compile; see above." >&2
  exit 1
fi

# Moved into place, never written over: a running JVM may have the old file mapped.
target=$classes/$prefix
mkdir -p "$target"
install_library() {
  if ! cmp -s "$build/$1" "$target/$1"; then
    cp "$build/$1" "$target/$1.new"
    mv "$target/$1.new" "$target/$1"
  fi
}

install_library "$library"
mlx_library=$(echo "$library" | sed s/cpu/mlx/)
if [ -z "$mlx" ]; then
  echo "Ferro: no MLX found (FERRO_MLX_HOME, the Python FERRO_PYTHON or python3, Homebrew), so the MLX engine is not built."
  rm -f "$target/$mlx_library"
elif grep '^Ferro: ' "$log"; then
  rm -f "$target/$mlx_library"
else
  install_library "$mlx_library"
fi
