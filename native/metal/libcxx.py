"""Prints a stub of Apple's libc++ to link against, with the names that the given libraries take from it:
libcxx.py DYLIB... Needs lief."""

import sys

from imports import imports, parsed

LIBCXX = "/usr/lib/libc++.1.dylib"

# MLX does without these, but libc++'s headers know no macOS that lacks them.
OLD = {
    "__ZNSt3__16thread6detachEv",
    "__ZNSt3__19to_stringEd",
    "__ZNSt3__19to_stringEf",
    "__ZNSt3__19to_stringEx",
}


def names(libraries):
    return OLD.union(*(imports(library).get(LIBCXX, ()) for library in libraries))


if __name__ == "__main__":
    print(
        f"""--- !tapi-tbd
tbd-version:     4
targets:         [ arm64-macos ]
install-name:    '{LIBCXX}'
exports:
  - targets:         [ arm64-macos ]
    symbols:         [ {", ".join(sorted(names(map(parsed, sys.argv[1:]))))} ]
..."""
    )
