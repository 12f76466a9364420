"""Checks built libraries against native/platforms: check_libraries.py CLASSES_DIR. Needs lief."""

import pathlib
import re
import sys

import lief

ELF_MACHINES = {"x86_64": lief.ELF.ARCH.X86_64, "aarch64": lief.ELF.ARCH.AARCH64}
MACHO_MACHINES = {"x86_64": lief.MachO.Header.CPU_TYPE.X86_64, "arm64": lief.MachO.Header.CPU_TYPE.ARM64}
GLIBC = {"libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}
NATIVE = pathlib.Path(__file__).parent.parent
FUNCTIONS = set(re.findall(r"^FERRO_API .*?(ferro_\w+)\(", (NATIVE / "include/ferro.h").read_text(), re.MULTILINE))


def version(text):
    return tuple(int(part) for part in text.split("."))


def check_elf(library, machine):
    assert library.header.machine_type == ELF_MACHINES[machine], library.header.machine_type
    assert set(library.libraries) <= GLIBC, library.libraries
    needed = [aux.name for need in library.symbols_version_requirement for aux in need.get_auxiliary_symbols()]
    newest = max(version(name.removeprefix("GLIBC_")) for name in needed if name.startswith("GLIBC_2"))
    assert newest <= (2, 17), newest
    exported = {s.name for s in library.exported_symbols if s.name}
    return exported, "glibc " + ".".join(map(str, newest))


def check_macho(library, machine):
    assert library.header.cpu_type == MACHO_MACHINES[machine], library.header.cpu_type
    names = [c.name for c in library.libraries if c.command != lief.MachO.LoadCommand.TYPE.ID_DYLIB]
    assert set(names) == {"/usr/lib/libSystem.B.dylib"}, names
    (own,) = [c.name for c in library.libraries if c.command == lief.MachO.LoadCommand.TYPE.ID_DYLIB]
    assert own == "@rpath/libferro_cpu.dylib", own
    assert library.build_version.minos <= [11, 0, 0], library.build_version.minos
    assert machine != "arm64" or library.has_code_signature, "an arm64 Mac loads nothing unsigned"
    # zig's linker cannot hide what it adds: the dylib's own header, and operator new and delete, which are weak and call
    # malloc and free like everybody's.
    added = re.compile("__mh_dylib_header|___dso_handle|__Z(nw|na|dl|da)")
    exported = {s.name.removeprefix("_") for s in library.exported_symbols if not added.match(s.name)}
    return exported, "macOS " + ".".join(map(str, library.build_version.minos))


classes = pathlib.Path(sys.argv[1])
for row in (NATIVE / "platforms").read_text().splitlines():
    if row.startswith("#") or row.endswith(" -"):
        continue
    prefix, name, system, machine, _ = row.split()
    path = classes / prefix / name
    library = lief.parse(str(path))
    assert library is not None, path
    exported, oldest = (check_elf if system == "Linux" else check_macho)(library, machine)
    assert exported == FUNCTIONS, exported ^ FUNCTIONS
    print(f"{prefix}: {path.stat().st_size // 1024} KiB, {oldest} or newer, {len(exported)} functions")
