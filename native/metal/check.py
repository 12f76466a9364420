"""Checks without a Mac that our library loads beside MLX on every Apple silicon Mac from macOS 14 on. Each MLX that pip may
choose there must have all that Ferro needs:
check.py LIBFERRO_MLX WHEEL... (first the wheel whose MLX the jar holds). Needs lief."""

import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).parent.parent / "tests"))

import libcxx
from check_libraries import FUNCTIONS, check_macho
from imports import exports, imports, parsed
from wheel import LIBMLX, OPENED, Wheel

LIBSYSTEM = "/usr/lib/libSystem.B.dylib"
# MLX does without these, but they are as old as macOS: POSIX's, and the one that binds lazily.
OLD = {"dyld_stub_binder", "_setenv"} | {
    f"_pthread_attr_{name}" for name in ("init", "setstacksize", "setdetachstate", "destroy")
}
RPATHS = ["@loader_path", "/opt/homebrew/opt/mlx/lib"]


def check_ours(path, libmlx, mlx):
    """Checks our library. Returns the names that it takes from libmlx."""
    binary = parsed(path)
    data = pathlib.Path(path).read_bytes()
    needed = {f"@rpath/{LIBMLX}", libcxx.LIBCXX, LIBSYSTEM}
    exported, oldest = check_macho(data, binary, "arm64", "libferro_mlx.dylib", needed, [14, 0, 0])
    assert exported == FUNCTIONS, exported ^ FUNCTIONS
    rpaths = [r.path for r in binary.rpaths]
    assert rpaths == RPATHS, rpaths

    taken = imports(binary)
    assert set(taken) == needed, taken.keys()
    # A system on which MLX loads has every name that MLX takes from it.
    system = set().union(*(imports(m)[LIBSYSTEM] for m in mlx))
    proven = {
        f"@rpath/{LIBMLX}": exports(libmlx),
        libcxx.LIBCXX: libcxx.names(mlx),
        LIBSYSTEM: system | OLD,
    }
    for library, names in taken.items():
        assert names <= proven[library], f"{library} is not known to have {names - proven[library]}"
    counts = ", ".join(f"{len(names)} of {pathlib.Path(library).name}" for library, names in taken.items())
    print(f"libferro_mlx.dylib: {oldest} or newer, {len(exported)} functions, needs {counts}")
    return taken[f"@rpath/{LIBMLX}"]


ours, *paths = sys.argv[1:]
wheels = [Wheel(path) for path in paths]
shipped = wheels[0]
assert not shipped.needs(LIBMLX), f"the jar holds libmlx alone, which needs {shipped.needs(LIBMLX)}"
assert shipped.library(LIBMLX).build_version.minos <= [14, 0, 0], shipped.library(LIBMLX).build_version.minos
taken = check_ours(ours, shipped.library(LIBMLX), [shipped.library(name) for name in OPENED])
for wheel in wheels:
    wheel.check(taken)
idle = set(OPENED) - {LIBMLX}.union(*(wheel.needs(LIBMLX) for wheel in wheels))
assert not idle, f"opened.txt names {idle}, which no MLX needs"
