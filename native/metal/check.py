"""Checks what no Mac is at hand to tell, that our library loads beside MLX on every Apple silicon Mac from macOS 14 on:
check.py LIBFERRO_MLX MLX_DYLIB... (libmlx first). Needs lief."""

import pathlib
import sys

import lief

sys.path.append(str(pathlib.Path(__file__).parent.parent / "tests"))

import libcxx
from check_libraries import FUNCTIONS, check_macho, check_signature
from imports import imports

LIBMLX = "@rpath/libmlx.dylib"
LIBSYSTEM = "/usr/lib/libSystem.B.dylib"
RPATHS = ["@loader_path", "/opt/homebrew/opt/mlx/lib"]


def exports(path):
    library = lief.MachO.parse(path).at(0)
    return {s.name for s in library.exported_symbols}


def check_ours(path, mlx):
    binary = lief.MachO.parse(path).at(0)
    data = pathlib.Path(path).read_bytes()
    needed = {LIBMLX, libcxx.LIBCXX, LIBSYSTEM}
    exported, oldest = check_macho(data, binary, "arm64", "libferro_mlx.dylib", needed, [14, 0, 0])
    assert exported == FUNCTIONS, exported ^ FUNCTIONS
    rpaths = [r.path for r in binary.rpaths]
    assert rpaths == RPATHS, rpaths

    taken = imports(path)
    assert set(taken) == needed, taken.keys()
    # What MLX takes from the system is there wherever MLX loads.
    system = set().union(*(imports(m)[LIBSYSTEM] for m in mlx))
    proven = {
        LIBMLX: exports(mlx[0]),
        libcxx.LIBCXX: libcxx.names(mlx),
        LIBSYSTEM: system | {"dyld_stub_binder"},  # binds lazily; as old as macOS
    }
    for library, names in taken.items():
        assert names <= proven[library], f"{library} is not known to have {names - proven[library]}"
    counts = ", ".join(f"{len(names)} of {pathlib.Path(library).name}" for library, names in taken.items())
    print(f"libferro_mlx.dylib: {oldest} or newer, {len(exported)} functions, needs {counts}")


def check_mlx(path):
    """That the MLX beside it is whole, and asks for no newer system."""
    binary = lief.MachO.parse(path).at(0)
    assert binary.build_version.minos <= [14, 0, 0], binary.build_version.minos
    check_signature(pathlib.Path(path).read_bytes(), binary)


ours, *mlx = sys.argv[1:]
for dylib in mlx:
    check_mlx(dylib)
check_ours(ours, mlx)
