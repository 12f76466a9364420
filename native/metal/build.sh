#!/bin/sh
# Makes what the jar with MLX for Apple silicon Macs holds, on Linux as on a Mac:
#
#     sh native/metal/build.sh BUILD_DIR JAR_DIR     ->  JAR_DIR/darwin-aarch64/{libferro_mlx.dylib, mlx/…}, licences
#
# Maven's profile metal-platform calls it. Needs CMake, zig (see zig.sh), and a PYTHON that has pip and lief. The MLX in wheel.txt
# comes from PyPI. No tool of Apple is needed.
set -eu

mkdir -p "$1" "$2"
build=$(CDPATH='' cd -- "$1" && pwd)
jar=$(CDPATH='' cd -- "$2" && pwd)
metal=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
native=$(dirname -- "$metal")
python=${PYTHON:-python3}
target=aarch64-macos.14.0

stop() {
  echo "Ferro: $1" >&2
  exit 1
}

command -v cmake >/dev/null 2>&1 || stop "the jar for Macs needs CMake, and there is none"
# shellcheck source=../zig.sh
. "$native/zig.sh"
"$python" -c 'import lief, pip' 2>/dev/null || stop "the jar for Macs needs pip and lief, and '$python' lacks one (pip install lief, or set PYTHON)"

# --- MLX, unpacked: what was fetched before, or from the index that pip is configured for; pip checks the hash ---

# fetch PLATFORM REQUIREMENT: gets that wheel. Each has its own folder: pip deletes other wheels from the one it writes to.
fetch() {
  wheel=$build/wheels/$1
  mkdir -p "$wheel"
  download "$@" --no-index 2>/dev/null || download "$@" || stop "the jar for Macs needs MLX from PyPI; see above"
}
download() {
  platform=$1 requirement=$2
  shift 2
  "$python" -m pip download -q --disable-pip-version-check --dest "$wheel" --find-links "$wheel" --require-hashes --no-deps \
    --only-binary :all: --platform "$platform" -r "$requirement" "$@"
}
fetch macosx_14_0_arm64 "$metal/wheel.txt"
shipped=$(echo "$wheel"/*.whl)
mlx=$build/mlx-metal
rm -rf "$mlx"
"$python" -m zipfile -e "$shipped" "$mlx"

# --- our library, against that MLX ---

# Apple's libc++ as far as MLX itself uses it: what links against this much of it loads wherever MLX does.
set -- "$mlx/mlx/lib/libmlx.dylib" "$mlx/mlx/lib/libjaccl.dylib"
"$python" "$metal/libcxx.py" "$@" >"$build/libc++.1.tbd"

# zig's headers leave out what needs a newer libc++ than macOS 14 has only when told that the libc++ is Apple's, and its
# C++ driver would link zig's own: the C driver links.
compiler=$build/zig-c++
cat >"$compiler" <<COMPILER
#!/bin/sh
case " \$* " in
  *" -c "*) exec $ZIG c++ -target $target -U_LIBCPP_HAS_VENDOR_AVAILABILITY_ANNOTATIONS \\
    -D_LIBCPP_HAS_VENDOR_AVAILABILITY_ANNOTATIONS=1 -fno-sized-deallocation "\$@" ;;
  *) exec $ZIG cc -target $target -s "\$@" "$build/libc++.1.tbd" ;;
esac
COMPILER
chmod +x "$compiler"
log=$build/build.log
# CMake would look for Apple's tools and SDK, which zig does without.
if ! { cmake -S "$native" -B "$build/cmake" -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER="$compiler" \
  -DCMAKE_SYSTEM_NAME=Darwin -DCMAKE_SYSTEM_PROCESSOR=arm64 -DFERRO_MLX="$mlx/mlx" \
  -DCMAKE_OSX_SYSROOT= -DCMAKE_OSX_ARCHITECTURES= -DCMAKE_OSX_DEPLOYMENT_TARGET= -DCMAKE_INSTALL_NAME_TOOL=true &&
  cmake --build "$build/cmake" --target ferro_mlx --parallel; } >"$log" 2>&1; then
  cat "$log" >&2
  stop "the Metal engine does not compile; see above (a name that libc++ lacks: see OLD in libcxx.py)"
fi

# --- checks in place of a Mac, with every MLX that pip may choose there ---

set -- "$shipped"
while read -r platform hash; do
  case $platform in macosx*) ;; *) continue ;; esac
  echo "mlx-metal==$(sh "$native/mlx-version") $hash" >"$build/requirement.txt"
  fetch "$platform" "$build/requirement.txt"
  set -- "$@" "$wheel"/*.whl
done <"$metal/other-wheels.txt"
"$python" "$metal/check.py" "$build/cmake/libferro_mlx.dylib" "$@"

# --- the jar's folder ---

to=$jar/darwin-aarch64
mkdir -p "$to" "$jar/META-INF/licenses"
cp "$build/cmake/libferro_mlx.dylib" "$to"
cp "$mlx"/mlx_metal-*.dist-info/licenses/LICENSE "$jar/META-INF/licenses/mlx.txt"
cp "$mlx/mlx/include/metal_cpp/LICENSE.txt" "$jar/META-INF/licenses/metal-cpp.txt"
"$python" "$metal/pack.py" "$to/mlx" "$mlx/mlx/lib/libmlx.dylib" "$mlx/mlx/lib/mlx.metallib"
