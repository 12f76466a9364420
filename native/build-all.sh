#!/bin/sh
# Builds the native engine for every platform on this one, and puts the libraries where JNA looks inside the classes:
#
#     sh native/build-all.sh BUILD_DIR CLASSES_DIR [-DFERRO_TESTS=ON ...]
#
# Maven's profile all-platforms calls it. Needs CMake and zig, as `zig` on the PATH or as ZIG="python3 -m ziglang".
# The Linux libraries run on glibc 2.17 or newer, the macOS ones on 11 or newer.
set -eu

build=$1
classes=$2
shift 2
native=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

stop() {
  echo "Ferro: $1" >&2
  exit 1
}

command -v cmake >/dev/null 2>&1 || stop "all platforms need CMake, and there is none"
. "$native/zig.sh"

# build_for PREFIX LIBRARY SYSTEM MACHINE TARGET CMAKE_OPTION...
build_for() {
  prefix=$1 library=$2 system=$3 machine=$4 target=$5
  shift 5
  compiler=$build/$prefix/zig-c++
  # The same options for everything, CMake's trials included: zig makes its C++ library anew for each set of them.
  printf '#!/bin/sh\nexec %s c++ -target %s -O3 -s "$@"\n' "$ZIG" "$target" >"$compiler"
  chmod +x "$compiler"
  # CMake would look for Apple's tools and SDK, which zig does without.
  cmake -S "$native" -B "$build/$prefix" -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER="$compiler" \
    -DCMAKE_SYSTEM_NAME="$system" -DCMAKE_SYSTEM_PROCESSOR="$machine" \
    -DCMAKE_OSX_SYSROOT= -DCMAKE_OSX_ARCHITECTURES= -DCMAKE_OSX_DEPLOYMENT_TARGET= -DCMAKE_INSTALL_NAME_TOOL=true "$@" &&
    cmake --build "$build/$prefix" --parallel &&
    mkdir -p "$classes/$prefix" &&
    cp "$build/$prefix/$library" "$classes/$prefix/$library.new" &&
    mv "$classes/$prefix/$library.new" "$classes/$prefix/$library" &&
    touch "$build/$prefix/built"
}

# All at once: the first time, zig makes its C++ library for each platform, on one core.
rm -f "$classes"/*/libferro_cpu.*
rows=$(grep -v -e '^#' -e ' -$' "$native/platforms")
while read -r prefix library system machine target; do
  mkdir -p "$build/$prefix"
  rm -f "$build/$prefix/built"
  build_for "$prefix" "$library" "$system" "$machine" "$target" "$@" >"$build/$prefix/build.log" 2>&1 </dev/null &
done <<ROWS
$rows
ROWS
wait
while read -r prefix _; do
  if [ ! -f "$build/$prefix/built" ]; then
    cat "$build/$prefix/build.log" >&2
    stop "the native CPU engine does not compile for $prefix; see above"
  fi
  echo "Ferro: built the native CPU engine for $prefix."
done <<ROWS
$rows
ROWS
