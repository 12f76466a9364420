#!/bin/sh
# Checks the native engine as far as one Linux machine can:
#
#     sh native/check.sh BUILD_DIR
#
# - the tests and the golden cases with every instruction set, plain and under AddressSanitizer and UBSan
# - those of the MLX engine, where find-mlx.sh finds MLX
# - the libraries for all platforms
# - the tests on aarch64 under qemu, with the library for Linux and with the one for macOS (see tests/macho)
#
# Needs a C++20 compiler, CMake, doctest, zig (see build-all.sh), qemu-aarch64 with the libraries of an aarch64 Linux, and
# a PYTHON that has lief.
set -eu

mkdir -p "$1"
build=$(CDPATH='' cd -- "$1" && pwd)
native=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

tests() {
  name=$1
  shift
  echo "--- native tests, $name"
  cmake -S "$native" -B "$build/$name" -DFERRO_TESTS=ON -DFERRO_WERROR=ON "$@" >/dev/null
  cmake --build "$build/$name" --parallel >/dev/null
  ctest --test-dir "$build/$name" --output-on-failure
}

tests plain -DFERRO_MLX="$(sh "$native/find-mlx.sh")"
echo "--- the deepest network, where threads get as little stack as on a Mac"
# It ran above with more. The limit can only be set for a process and all that it starts, so this one test runs again.
# shellcheck disable=SC3045 # POSIX lacks -s, the shells of Linux and macOS have it.
(ulimit -s 512 && ctest --test-dir "$build/plain" -R '^(mlx_cpu_)?deepest$' --output-on-failure)
tests sanitized -DFERRO_SANITIZE=address,undefined

echo "--- all platforms"
sh "$native/build-all.sh" "$build" "$build/classes" -DFERRO_TESTS=ON -DFERRO_WERROR=ON
"${PYTHON:-python3}" "$native/tests/check_libraries.py" "$build/classes"

if [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ]; then
  echo "--- native tests, the library of all platforms for this machine"
  ctest --test-dir "$build/linux-x86-64" --output-on-failure
  for name in plain linux-x86-64; do
    "$build/$name/tests/cpu_bits" --quiet >"$build/$name/bits"
  done
  chosen=$(sed -n 1p "$build/plain/bits")
  got=$(sed -n 1p "$build/linux-x86-64/bits")
  [ -n "$got" ] && [ "$got" = "$chosen" ] || { echo "expected '$chosen' as in the library built here, got '$got'" >&2; exit 1; }
fi

echo "--- native tests, aarch64 under qemu"
root=${FERRO_AARCH64_ROOT:-/usr/aarch64-linux-gnu}
cmake -DCMAKE_CROSSCOMPILING_EMULATOR="qemu-aarch64;-L;$root" "$build/linux-aarch64" >/dev/null
ctest --test-dir "$build/linux-aarch64" --output-on-failure

echo "--- native tests, the library for macOS under qemu"
sh "$native/tests/macho/check.sh" "$build" "$root"
