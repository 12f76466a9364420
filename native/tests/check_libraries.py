"""Checks that a folder or jar carries the libraries of native/platforms, and these what the nodes need:
check_libraries.py CLASSES_DIR_OR_JAR... Needs lief."""

import hashlib
import pathlib
import re
import struct
import sys
import zipfile

import lief

ELF_MACHINES = {"x86_64": lief.ELF.ARCH.X86_64, "aarch64": lief.ELF.ARCH.AARCH64}
MACHO_MACHINES = {"x86_64": lief.MachO.Header.CPU_TYPE.X86_64, "arm64": lief.MachO.Header.CPU_TYPE.ARM64}
PAGES = {"x86_64": 4096, "aarch64": 65536}  # the largest that a kernel may use
GLIBC = {"libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}
NATIVE = pathlib.Path(__file__).parent.parent
FUNCTIONS = set(re.findall(r"^FERRO_API .*?(ferro_\w+)\(", (NATIVE / "include/ferro.h").read_text(), re.MULTILINE))


def version(text):
    return tuple(int(part) for part in text.split("."))


def check_elf(library, machine):
    assert library.header.machine_type == ELF_MACHINES[machine], library.header.machine_type
    assert set(library.libraries) <= GLIBC, library.libraries
    segments = {kind: [s for s in library.segments if s.type == kind] for kind in lief.ELF.Segment.TYPE}
    assert all(s.alignment >= PAGES[machine] for s in segments[lief.ELF.Segment.TYPE.LOAD]), "segments share a page"
    (stack,) = segments[lief.ELF.Segment.TYPE.GNU_STACK]
    assert not stack.has(lief.ELF.Segment.FLAGS.X), "glibc 2.41 loads nothing that wants an executable stack"
    needed = [aux.name for need in library.symbols_version_requirement for aux in need.get_auxiliary_symbols()]
    newest = max(version(name.removeprefix("GLIBC_")) for name in needed if name.startswith("GLIBC_2"))
    assert newest <= (2, 17), newest
    exported = {s.name for s in library.exported_symbols if s.name}
    return exported, "glibc " + ".".join(map(str, newest))


def check_signature(data, library):
    """An arm64 Mac kills a process that touches a page whose hash differs from the signature."""
    start = library.code_signature.data_offset
    magic, _, blobs = struct.unpack_from(">III", data, start)
    assert magic == 0xFADE0CC0, hex(magic)
    offsets = [start + struct.unpack_from(">II", data, start + 12 + 8 * i)[1] for i in range(blobs)]
    (directory,) = [at for at in offsets if data[at : at + 4] == bytes.fromhex("fade0c02")]
    fields = struct.unpack_from(">IIIIIIIIIBBBB", data, directory)
    flags, hashes, count, end, size, kind, page = (fields[i] for i in (3, 4, 7, 8, 9, 10, 12))
    assert flags & 2, "not ad hoc"
    assert (kind, size, end) == (2, 32, start), "not the SHA-256 of all before the signature"
    pages = [data[at : min(at + (1 << page), end)] for at in range(0, end, 1 << page)]
    stored = [data[at : at + size] for at in range(directory + hashes, directory + hashes + count * size, size)]
    assert stored == [hashlib.sha256(p).digest() for p in pages], "pages differ from their hashes"


def check_macho(data, library, machine, name, needed, oldest):
    assert library.header.cpu_type == MACHO_MACHINES[machine], library.header.cpu_type
    names = [c.name for c in library.libraries if c.command != lief.MachO.LoadCommand.TYPE.ID_DYLIB]
    assert set(names) == needed, names
    (own,) = [c.name for c in library.libraries if c.command == lief.MachO.LoadCommand.TYPE.ID_DYLIB]
    assert own == f"@rpath/{name}", own
    assert library.build_version.minos <= oldest, library.build_version.minos
    assert machine != "arm64" or library.has_code_signature, "an arm64 Mac loads nothing unsigned"
    if library.has_code_signature:
        check_signature(data, library)
    # zig's linker cannot hide what it adds: the dylib's own header, and operator new and delete, which are weak and call
    # malloc and free like everybody's.
    added = re.compile("__mh_dylib_header|___dso_handle|__Z(nw|na|dl|da)")
    exported = {s.name.removeprefix("_") for s in library.exported_symbols if not added.match(s.name)}
    return exported, "macOS " + ".".join(map(str, library.build_version.minos))


def check_all(classes):
    rows = [r.split() for r in (NATIVE / "platforms").read_text().splitlines() if not r.startswith("#")]
    for prefix, name, system, machine, target in rows:
        file = classes / prefix / name
        if target == "-":
            assert not file.exists(), f"{file}: is not built for all platforms, so where is it from?"
            continue
        data = file.read_bytes()
        library = lief.parse(data)
        if system == "Linux":
            exported, oldest = check_elf(library, machine)
        else:
            exported, oldest = check_macho(data, library, machine, name, {"/usr/lib/libSystem.B.dylib"}, [11, 0, 0])
        assert exported == FUNCTIONS, exported ^ FUNCTIONS
        print(f"{prefix}: {len(data) // 1024} KiB, {oldest} or newer, {len(exported)} functions")


lief.logging.disable()  # it warns of tables that zig's linker leaves empty
if __name__ == "__main__":
    for place in sys.argv[1:]:
        print(place)
        check_all(zipfile.Path(place) if zipfile.is_zipfile(place) else pathlib.Path(place))
