#!/bin/sh
# Runs the library for macOS on arm64 that build-all.sh has built, and its native tests, in Linux; see README.md:
#
#     sh native/tests/macho/check.sh BUILD_DIR AARCH64_ROOT
#
# Needs zig, qemu-aarch64 and the libraries of an aarch64 Linux.
set -eu

build=$1
root=$2
macho=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
out=$build/macho

stop() {
  echo "macho: $1" >&2
  exit 1
}

. "$macho/../../zig.sh"
zig_lib=$($ZIG env | sed -n 's/^.*lib_dir[": =]*"\(.*\)",*$/\1/p')
unwinder=$zig_lib/libunwind
mkdir -p "$out/apple" "$out/broken"

# Apple's headers of the format alone: the others are for macOS.
cp -R "$zig_lib/libc/include/any-darwin-any/mach-o" "$out/apple"
"$build/linux-aarch64/zig-c++" -std=c++20 -O3 -DNDEBUG -Wall -Wextra -Werror -isystem "$out/apple" -rdynamic \
  -o "$out/loader" "$macho/loader.cpp" "$macho/image.cpp" "$macho/tables.cpp"

# The unwinder is LLVM's, which comes with zig; -Wno-unused-parameter is for it.
"$build/darwin-aarch64/zig-c++" -shared -nostdlib++ -fno-builtin -fno-exceptions -fno-rtti -DNDEBUG \
  -Wall -Wextra -Werror -Wno-unused-parameter -isystem "$unwinder/include" \
  -Wl,-install_name,/usr/lib/libSystem.B.dylib -Wl,-undefined,dynamic_lookup -o "$out/libSystem.B.dylib" \
  "$macho/libsystem.cpp" "$macho/names.S" "$unwinder/src/libunwind.cpp" "$unwinder/src/UnwindLevel1.c" \
  "$unwinder/src/UnwindRegistersRestore.S" "$unwinder/src/UnwindRegistersSave.S"

shipped=$build/classes/darwin-aarch64
emulator="qemu-aarch64;-L;$root;$out/loader;$out:$shipped"
cmake -DCMAKE_CROSSCOMPILING_EMULATOR="$emulator" "$build/darwin-aarch64" >/dev/null
ctest --test-dir "$build/darwin-aarch64" --output-on-failure

# The same bits as on Linux.
qemu-aarch64 -L "$root" "$build/linux-aarch64/tests/cpu_bits" --quiet >"$out/linux-bits"
qemu-aarch64 -L "$root" "$out/loader" "$out:$shipped" "$build/darwin-aarch64/tests/cpu_bits" --quiet >"$out/macos-bits"
[ "$(wc -l <"$out/macos-bits")" = 81 ] || stop "expected 80 networks and what computed them, see $out/macos-bits"
diff "$out/linux-bits" "$out/macos-bits" || stop "expected the bits of the library for Linux, see above"
echo "80 networks: the same bits as on Linux"

# broken WHAT SED_EXPRESSION TEXT: a library spoilt like this fails, and says so. The tests can see what they claim to.
broken() {
  LC_ALL=C sed "$2" "$shipped/libferro_cpu.dylib" >"$out/broken/libferro_cpu.dylib"
  ! cmp -s "$shipped/libferro_cpu.dylib" "$out/broken/libferro_cpu.dylib" || stop "nothing to spoil: $2"
  if qemu-aarch64 -L "$root" "$out/loader" "$out:$out/broken" "$build/darwin-aarch64/tests/cpu_tests" \
    --test-suite=abi >"$out/broken/log" 2>&1; then
    stop "expected a failure of a library $1"
  fi
  grep -q "$3" "$out/broken/log" || { cat "$out/broken/log" >&2; stop "expected '$3' of a library $1, got that"; }
  echo "a library $1 fails, as it must"
}
broken "without its compact unwind table" s/__unwind_info/__unwind_none/ "terminating due to uncaught exception"
broken "without its DWARF unwind table" s/__eh_frame/__eh_gone_/ "uncaught target signal"
broken "that needs an unknown function" s/_aligned_alloc/_aligned_alloq/g "needs _aligned_alloq, which .* lacks"
