"""MLX for Macs as PyPI has it, and checks that it has all that Ferro needs."""

import functools
import pathlib
import re
import zipfile

import kernels
import metallib
from check_libraries import check_signature
from imports import exports, needed, parsed

LIBMLX = "libmlx.dylib"
# In the order in which Ferro opens them.
OPENED = [r for r in (pathlib.Path(__file__).parent / "opened.txt").read_text().splitlines() if not r.startswith("#")]
NO_NAX = bytes.fromhex("00008052 c0035fd6")  # return false


def require(asked, there, whose):
    nowhere = "Ferro"  # MLX has no such name: a check that finds it finds anything
    absent = {*asked, nowhere} - there
    assert nowhere in absent, f"the check finds a name that {whose} lacks"
    absent.remove(nowhere)
    assert not absent, f"{whose} lacks {absent}"


class Wheel:
    def __init__(self, path):
        self.file = zipfile.ZipFile(path)
        (self.macos,) = re.findall(r"macosx_(\d+)_", pathlib.Path(path).name)

    def content(self, name):
        return self.file.read(f"mlx/lib/{name}")

    @functools.cache
    def library(self, name):
        return parsed(self.content(name))

    def needs(self, name):
        """Libraries of the package that one of them needs. The system has none of these."""
        return [n.removeprefix("@rpath/") for n in needed(self.library(name)) if n.startswith("@rpath/")]

    def check(self, taken):
        """Checks that it is whole, and that it has the names that our library takes from libmlx."""
        for at, name in enumerate(OPENED):
            library = self.library(name)
            assert library.build_version.minos[0] <= int(self.macos), library.build_version.minos
            check_signature(self.content(name), library)
            unopened = set(self.needs(name)) - set(OPENED[:at])
            assert not unopened, f"{name} for macOS {self.macos} needs {unopened}, which opened.txt lacks before it"
        operations = kernels.operations(taken)
        unlisted = operations ^ set(kernels.ASKED)
        assert not unlisted, f"kernels.py and libferro_mlx.dylib differ in {unlisted}"
        require(taken, exports(self.library(LIBMLX)), f"libmlx for macOS {self.macos}")
        asked = self.kernels_asked()
        with self.file.open("mlx/lib/mlx.metallib") as file:
            require(asked, metallib.functions(file), f"the metallib for macOS {self.macos}")
        sources = {s.decode() for s in re.findall(rb"struct (\w+) \{", self.content(LIBMLX))}
        require(kernels.compiled(), sources, f"what libmlx for macOS {self.macos} compiles at run time")
        print(
            f"MLX for macOS {self.macos}: {len(taken)} names, {len(asked)} kernels; libmlx needs {self.needs(LIBMLX)}"
        )

    def kernels_asked(self):
        asked = set().union(*kernels.ASKED.values())
        return asked | kernels.nax_products() if self.knows_nax() else asked

    def knows_nax(self):
        """Whether it uses the matrix units of newer GPUs. If not, a function in it returns a constant (device.cpp)."""
        library = self.library(LIBMLX)
        start = library.get_symbol("__ZN3mlx4core5metal16is_nax_availableEv").value
        return bytes(library.get_content_from_virtual_address(start, len(NO_NAX))) != NO_NAX
